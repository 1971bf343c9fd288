//! The record of one agreement.

use crate::prelude::*;
use vendorward::core::{
    Date, Id,
    baa::{Baa, BaaStatus, Execution, ExecutionKind, Notices, Term, TermKind},
};

use super::{change, coverage, notice, now, provisions, remove, standing, watch};
use crate::{
    components::{
        choice::{labels, radios, radios_only, select, select_name, words, yes_no},
        field::{Field, day, line, named},
        list::names,
        undo::Removed,
        you,
    },
    desk::{self, review},
    texts::{date, fill, t, text},
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

/// The card of an agreement.
pub(super) fn card(id: &Id, removed: Removed) -> View {
    let Some(baa) = now(id) else {
        return ().into_view();
    };
    let heading = format!("{id}-title");
    let (own, gone) = (id.clone(), id.clone());
    let status = watch(id, |one| one.status);
    // An agreement that does not exist or was refused has no contents to enter.
    let exists = memo(move || {
        !matches!(
            status.get(),
            None | Some(BaaStatus::None | BaaStatus::Refused)
        )
    });
    let of = id.clone();
    let contents = move || exists.get().then(|| contents(&of));
    view! {
        <div class={"record"} id={id.as_str().to_owned()} tabindex={"-1"} role={"group"} aria-labelledby={heading.clone()}>
            <div class={"record-head"}>
                <h3 id={heading.clone()} translate={"no"}>{id.as_str().to_owned()}</h3>
                <button type={"button"} class={"quiet"} on:click={move |_| remove(&gone, removed)}
                    aria-label={fill("site.undo.remove", &[("what", id.as_str())])}>{t("site.row.remove")}</button>
            </div>
            {standing::of(id)}
            {radios_only(
                named(format!("{id}-status"), "site.baa.status"),
                words("site.baa-status", BaaStatus::WORDS),
                Some(baa.status.as_str()),
                Tell::new(move |word: Option<String>| {
                    if let Some(status) = word.and_then(|word| BaaStatus::parse(&word)) {
                        change(&own, |one| one.status = status);
                    }
                }),
            )}
            {contents}
        </div>
    }
}

fn contents(id: &Id) -> View {
    let Some(baa) = now(id) else {
        return ().into_view();
    };
    view! {
        {execution(id, &baa)}
        {parties(id, &baa)}
        {coverage::fields(id, &baa)}
        {term(id, &baa)}
        {notice::fields(id, &baa)}
        {provisions::fields(id, &baa)}
        {rest(id, &baa)}
        {reviewed(id)}
    }
}

/// A part of the form under a legend of its own.
pub(super) fn part(legend: &'static str, inner: View) -> View {
    view! {
        <fieldset class={"group part"}>
            <legend>{t(legend)}</legend>
            {inner}
        </fieldset>
    }
}

fn execution(id: &Id, baa: &Baa) -> View {
    let start = |one: &mut Baa| {
        one.execution.clone().unwrap_or(Execution {
            kind: ExecutionKind::Signed,
            ours_on: None,
            theirs_on: None,
        })
    };
    let set = move |id: &Id, with: &dyn Fn(&mut Execution)| {
        change(id, |one| {
            let mut execution = start(one);
            with(&mut execution);
            one.execution = Some(execution);
        });
    };
    let one_signature = watch(id, |one| {
        let execution = one.execution.as_ref();
        one.status == BaaStatus::Executed
            && execution.is_some_and(|execution| {
                execution.kind == ExecutionKind::Signed
                    && execution.ours_on.is_some() != execution.theirs_on.is_some()
            })
    });
    let error = Signal::derive(move || {
        (one_signature.get() == Some(true)).then(|| text("site.baa.error.one-signature"))
    });
    let now = baa.execution.clone();
    let (a, b, c) = (id.clone(), id.clone(), id.clone());
    part(
        "site.baa.execution",
        view! {
            {select(
                named(format!("{id}-execution"), "site.baa.execution.kind"),
                labels("site.execution", ExecutionKind::WORDS),
                now.as_ref().map(|one| one.kind.as_str()),
                Tell::new(move |word: Option<String>| {
                    match word.and_then(|word| ExecutionKind::parse(&word)) {
                        Some(kind) => set(&a, &|one| one.kind = kind),
                        None => change(&a, |one| one.execution = None),
                    }
                }),
            )}
            <div class={"pair"}>
                {day(
                    Field { error, ..named(format!("{id}-ours"), "site.baa.ours") },
                    now.as_ref().and_then(|one| one.ours_on),
                    Tell::new(move |on: Option<Date>| set(&b, &|one| one.ours_on = on)),
                )}
                {day(
                    Field { error, ..named(format!("{id}-theirs"), "site.baa.theirs") },
                    now.as_ref().and_then(|one| one.theirs_on),
                    Tell::new(move |on: Option<Date>| set(&c, &|one| one.theirs_on = on)),
                )}
            </div>
        },
    )
}

fn parties(id: &Id, baa: &Baa) -> View {
    let review = review();
    let entity = watch(id, |one| one.vendor_entity.trim().to_owned());
    // Form of company counts: what differs is said here, where it can be put right.
    let error = Signal::derive(move || {
        let legal =
            review.watch(|assessment| assessment.engagement.vendor.legal_name.trim().to_owned());
        let entity = entity.get().unwrap_or_default();
        let same = legal.split_whitespace().eq(entity.split_whitespace());
        (!legal.is_empty() && !entity.is_empty() && !same)
            .then(|| fill("site.baa.error.party", &[("name", &legal)]))
    });
    let (a, b) = (id.clone(), id.clone());
    part(
        "site.baa.parties",
        view! {
            {line(
                Field { error, ..named(format!("{id}-vendor"), "site.baa.vendor-entity") },
                baa.vendor_entity.clone(),
                Tell::new(move |text: String| change(&a, |one| one.vendor_entity = text)),
            )}
            {names(
                named(format!("{id}-customers"), "site.baa.customer-entities"),
                &baa.customer_entities,
                Tell::new(move |list: Vec<String>| change(&b, |one| one.customer_entities = list)),
            )}
        },
    )
}

fn term(id: &Id, baa: &Baa) -> View {
    let kind = watch(id, |one| one.term.map(|term| term.kind));
    let (a, b, c) = (id.clone(), id.clone(), id.clone());
    let ends = baa.term.and_then(|term| term.ends);
    let place = format!("{id}-ends");
    let end_field = move || {
        let own = b.clone();
        (kind.get() == Some(Some(TermKind::Fixed))).then(|| {
            day(
                named(place.clone(), "site.baa.ends"),
                ends,
                Tell::new(move |on: Option<Date>| {
                    change(&own, |one| {
                        one.term = Some(Term {
                            kind: TermKind::Fixed,
                            ends: on,
                        })
                    });
                }),
            )
        })
    };
    part(
        "site.baa.term",
        view! {
            {radios(
                named(format!("{id}-term"), "site.baa.term.kind"),
                words("site.term", TermKind::WORDS),
                baa.term.map(|term| term.kind.as_str()),
                Tell::new(move |word: Option<String>| {
                    let kind = word.and_then(|word| TermKind::parse(&word));
                    change(&a, |one| {
                        one.term = kind.map(|kind| Term { kind, ends: one.term.and_then(|term| term.ends) });
                    });
                }),
            )}
            {end_field}
            {day(
                named(format!("{id}-effective"), "site.baa.effective"),
                baa.effective,
                Tell::new(move |on: Option<Date>| change(&c, |one| one.effective = on)),
            )}
        },
    )
}

fn rest(id: &Id, baa: &Baa) -> View {
    let others: Vec<(String, String)> = review().read(|assessment| {
        let others = assessment.baas.iter().filter(|other| other.id != *id);
        others
            .map(|other| (other.id.to_string(), other.id.to_string()))
            .collect()
    });
    let (a, b, c) = (id.clone(), id.clone(), id.clone());
    let supersedes = (!others.is_empty()).then(|| {
        select_name(
            named(format!("{id}-supersedes"), "site.baa.supersedes"),
            text("site.choice.none"),
            others,
            baa.supersedes.as_ref().map(Id::as_str),
            Tell::new(move |word: Option<String>| {
                change(&c, |one| {
                    one.supersedes = word.and_then(|word| Id::new(&word).ok())
                });
            }),
        )
    });
    part(
        "site.baa.rest",
        view! {
            {yes_no(
                named(format!("{id}-part2"), "site.baa.part2"),
                baa.part2_terms,
                Tell::new(move |yes: Option<bool>| change(&a, |one| one.part2_terms = yes)),
            )}
            {line(
                named(format!("{id}-document"), "site.baa.document"),
                baa.document.clone(),
                Tell::new(move |text: String| change(&b, |one| one.document = text)),
            )}
            {supersedes}
        },
    )
}

/// A record counts as a document once somebody has read the agreement itself.
fn reviewed(id: &Id) -> View {
    let state = watch(id, |one| one.reviewed.clone());
    let id = id.clone();
    let draw = move || {
        let own = id.clone();
        match state.get().flatten() {
            Some(signed) => {
                let said = fill(
                    "site.reviewed",
                    &[("by", &signed.by), ("day", &date(signed.on))],
                );
                view! { <p>{said}" "<button type={"button"} class={"quiet"} on:click={move |_| change(&own, |one| one.reviewed = None)}>{t("site.reviewer.undo")}</button></p> }
            }
            None => {
                let you = desk::you();
                let sign =
                    move |_| change(&own, |one| one.reviewed = Some(you.sign(String::new())));
                view! {
                    {you::field_of(format!("{id}-you"))}
                    <p><button type={"button"} class={"first"} disabled={move || !you.is_known()} on:click={sign}>{t("site.baa.review")}</button></p>
                    <p class={"help"}>{t("site.baa.review.help")}</p>
                }
            }
        }
    };
    draw.into_view()
}
