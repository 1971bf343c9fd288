//! The record of one agreement.

use crate::prelude::*;
use vendorward::core::{
    Id,
    baa::{Baa, BaaStatus, Coverage, Notices},
};

use super::{SHELF, clauses, facts, standing};
use crate::{
    components::{
        form::{Needs, Place, fields, fold, list},
        signed::{Words, signed},
    },
    texts::{fill, t},
};

/// A record that says nothing yet.
pub(super) fn blank(id: Id) -> Baa {
    Baa {
        id,
        status: BaaStatus::None,
        execution: None,
        vendor_entity: String::new(),
        customer_entities: Vec::new(),
        coverage: None,
        term: None,
        effective: None,
        notice: Notices::default(),
        provisions: Vec::new(),
        terms: Vec::new(),
        notice_content: None,
        agent: None,
        amended_on: None,
        renewal: None,
        part2_terms: None,
        supersedes: None,
        document: String::new(),
        reviewed: None,
    }
}

/// A record counts as a document once somebody has read the agreement itself.
const READ: Words = Words {
    said: "site.reviewed",
    press: "site.baa.review",
};

/// What stands on the card of an agreement.
pub(super) fn body(id: &Id, needs: Needs) -> View {
    let place = SHELF.at(id).needing(needs);
    let status = fields(&place, facts::STATUS);
    // An agreement that does not exist or was refused has no contents to enter.
    let exists = place.watch(|one| !matches!(one.status, BaaStatus::None | BaaStatus::Refused));
    let contents = move || (exists.get() == Some(true)).then(|| contents(&place));
    view! {
        {standing::of(id)}
        {status}
        {contents}
    }
}

fn contents(place: &Place<Baa>) -> View {
    let looked = place.watch(clauses::terms_looked);
    let says = move || {
        let (n, of) = looked.get().unwrap_or_default();
        fill(
            "site.baa.terms.looked",
            &[("n", &n.to_string()), ("of", &of.to_string())],
        )
    };
    let of_terms = place.clone();
    view! {
        {part("site.baa.execution", fields(place, facts::EXECUTION))}
        {part("site.baa.parties", fields(place, facts::PARTIES))}
        {part("site.baa.coverage", coverage(place))}
        {part("site.baa.term", fields(place, facts::TERM))}
        {part("site.baa.notice", notice(place))}
        {part("site.baa.provisions", clauses::provisions(place))}
        {fold("site.baa.terms", says, move || clauses::terms(&of_terms))}
        {part("site.baa.rest", fields(place, facts::REST))}
        {signed(place, READ, |one| one.reviewed.clone(), |one, by| one.reviewed = by)}
    }
}

/// A part of the form under a legend of its own.
fn part(legend: &'static str, inner: View) -> View {
    view! {
        <fieldset class={"group part"}>
            <legend>{t(legend)}</legend>
            {inner}
        </fieldset>
    }
}

/// What it covers, what it leaves out, and what it asks of the hospital first.
fn coverage(place: &Place<Baa>) -> View {
    let known = place.watch(|one| one.coverage.is_some());
    let covered: Place<Coverage> = place.inside(
        place.id.clone(),
        |one, see| {
            one.coverage.as_ref().map(see);
        },
        |one, with| {
            one.coverage.as_mut().map(with);
        },
    );
    let more = move || {
        (known.get() == Some(true)).then(|| {
            view! {
                {fields(&covered, facts::COVERED)}
                {list(&covered, &facts::CONDITIONS)}
            }
        })
    };
    view! {
        {fields(place, facts::COVERAGE)}
        {more}
    }
}

/// The three clocks, and what a notice has to say.
fn notice(place: &Place<Baa>) -> View {
    let notices: Place<Notices> = place.inside(
        format!("{}-notice", place.id),
        |one, see| see(&one.notice),
        |one, with| with(&mut one.notice),
    );
    let clocks = facts::CLOCKS
        .iter()
        .map(|clock| fields(&notices, clock))
        .collect_view();
    view! {
        {clocks}
        {fields(place, facts::NOTICE)}
    }
}
