//! One flow: what goes where, in whose hands, for what; and whether that needs an agreement.

use crate::prelude::*;
use vendorward::core::{
    Id,
    engagement::{DataKind, Flow, Function, Phi, PhiForm},
};

use super::{determination, flow_facts, flows::SHELF};
use crate::{
    components::{
        choice::select_name,
        field::named,
        form::{Held, Item, Kind, Needs, Value, fields, item},
    },
    desk::review,
    texts::text,
};

/// Changes one flow.
pub(super) fn change(id: &Id, mut with: impl FnMut(&mut Flow)) {
    SHELF.at(id).edit(&mut with);
}

/// Where it goes.
static WHERE: &[Item<Flow>] = &[
    item!("place", "site.flow.place", Kind::Line, place),
    item!(
        "product",
        "site.flow.product",
        Kind::Listed("products"),
        product
    ),
    Item {
        name: "region",
        label: "site.flow.region",
        kind: Kind::Line,
        get: |one| one.region.clone().unwrap_or_default().show(),
        put: |one, value| {
            if let Value::Text(code) = value {
                let code = code.trim().to_uppercase();
                one.region = (!code.is_empty()).then_some(code);
            }
        },
        when: None,
        wrong: None,
    },
];

/// What goes there, and for what.
static WHAT: &[Item<Flow>] = &[
    item!("phi", "site.flow.phi", Kind::Word("phi", Phi::WORDS), phi),
    item!(
        "data",
        "site.flow.data",
        Kind::Word("site.data", DataKind::WORDS),
        data
    ),
    item!(
        "forms",
        "site.flow.forms",
        Kind::Ticks("site.form", PhiForm::WORDS),
        forms
    ),
    item!(
        "function",
        "site.flow.function",
        Kind::Word("site.function", Function::WORDS),
        function
    ),
];

/// The row.
pub(super) fn row(id: &Id, needs: Needs) -> View {
    let place = SHELF.at(id).needing(needs);
    let first = fields(&place, WHERE);
    let id = id.clone();
    let rest = move || {
        needs.counts().then(|| {
            view! {
                {party(id.clone(), place.get(|one| one.party.clone()).flatten())}
                {fields(&place, WHAT)}
                {flow_facts::fields(&id)}
                {determination::of_flow(&id)}
            }
        })
    };
    view! { {first}{rest} }
}

/// Whose place it is: the vendor's own, or a subcontractor's. The list follows the subcontractors.
fn party(id: Id, first: Option<Id>) -> View {
    let review = review();
    let known = memo(move || {
        review.watch(|assessment| {
            assessment
                .subcontractors
                .iter()
                .map(|one| (one.id.to_string(), one.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let chosen = StoredValue::new(first);
    let draw = move || {
        let now = chosen.get_value();
        let mut options: Vec<(String, String)> = known
            .get()
            .into_iter()
            .map(|(id, name)| (id.clone(), if name.trim().is_empty() { id } else { name }))
            .collect();
        // A party that is on no list yet stays what it is.
        if let Some(now) = &now
            && options.iter().all(|(id, _)| id != now.as_str())
        {
            options.push((now.to_string(), now.to_string()));
        }
        let own = id.clone();
        let tell = Tell::new(move |word: Option<String>| {
            let party = word.and_then(|word| Id::new(&word).ok());
            chosen.set_value(party.clone());
            change(&own, |flow| flow.party = party.clone());
        });
        select_name(
            named(format!("{id}-party"), "site.flow.party"),
            text("site.flow.party.vendor"),
            options,
            now.as_ref().map(Id::as_str),
            tell,
        )
    };
    draw.into_view()
}
