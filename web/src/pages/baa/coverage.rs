//! What an agreement covers, what it leaves out, and what it asks of the hospital first.

use crate::prelude::*;
use vendorward::core::{
    Id,
    baa::{Baa, Coverage, CoverageKind, CustomerCondition},
};

use super::{change, form::part, now, watch};
use crate::components::{
    choice::{radios, words, yes_no},
    field::{line, named},
    list::names,
    rows::rows,
};

fn set(id: &Id, with: impl FnOnce(&mut Coverage)) {
    change(id, |one| {
        if let Some(coverage) = one.coverage.as_mut() {
            with(coverage);
        }
    });
}

/// The part of the form.
pub(super) fn fields(id: &Id, baa: &Baa) -> View {
    let own = id.clone();
    let kind = watch(id, |one| {
        one.coverage.as_ref().map(|coverage| coverage.kind)
    });
    let of = id.clone();
    let more = move || kind.get().flatten().map(|kind| by_kind(&of, kind));
    part(
        "site.baa.coverage",
        view! {
            {radios(
                named(format!("{id}-coverage"), "site.baa.coverage.kind"),
                words("site.coverage", CoverageKind::WORDS),
                baa.coverage.as_ref().map(|coverage| coverage.kind.as_str()),
                Tell::new(move |word: Option<String>| {
                    let kind = word.and_then(|word| CoverageKind::parse(&word));
                    change(&own, |one| {
                        one.coverage = kind.map(|kind| match one.coverage.take() {
                            Some(coverage) => Coverage { kind, ..coverage },
                            None => Coverage {
                                kind,
                                list: Vec::new(),
                                exclusions: Vec::new(),
                                ai: None,
                                conditions_on_customer: Vec::new(),
                            },
                        });
                    });
                }),
            )}
            {more}
        },
    )
}

fn by_kind(id: &Id, kind: CoverageKind) -> View {
    let Some(coverage) = now(id).and_then(|one| one.coverage) else {
        return ().into_view();
    };
    let (a, b, c) = (id.clone(), id.clone(), id.clone());
    let list = (kind != CoverageKind::AllServices).then(|| {
        names(
            named(format!("{id}-list"), "site.baa.coverage.list"),
            &coverage.list,
            Tell::new(move |list: Vec<String>| set(&a, |one| one.list = list)),
        )
    });
    let ai = (kind == CoverageKind::Listed).then(|| {
        yes_no(
            named(format!("{id}-ai"), "site.baa.coverage.ai"),
            coverage.ai,
            Tell::new(move |yes: Option<bool>| set(&c, |one| one.ai = yes)),
        )
    });
    view! {
        {list}
        {names(
            named(format!("{id}-exclusions"), "site.baa.coverage.exclusions"),
            &coverage.exclusions,
            Tell::new(move |list: Vec<String>| set(&b, |one| one.exclusions = list)),
        )}
        {ai}
        {conditions(id)}
    }
}

/// Conditions on the hospital: unconfirmed, they leave the flow uncovered.
fn conditions(id: &Id) -> View {
    let count = watch(id, |one| {
        one.coverage
            .as_ref()
            .map_or(0, |coverage| coverage.conditions_on_customer.len())
    });
    let count = memo(move || count.get().unwrap_or_default());
    let (drawn, removed, added) = (id.clone(), id.clone(), id.clone());
    view! {
        <p class={"legend"}>{crate::texts::t("site.baa.conditions")}</p>
        {rows(
            count,
            move |at: usize| condition(&drawn, at),
            Tell::new(move |at: usize| set(&removed, |one| {
                if at < one.conditions_on_customer.len() {
                    one.conditions_on_customer.remove(at);
                }
            })),
            Tell::new(move |()| set(&added, |one| {
                one.conditions_on_customer.push(CustomerCondition { text: String::new(), met: None });
            })),
            "site.baa.conditions.add",
        )}
    }
}

fn condition(id: &Id, at: usize) -> View {
    let coverage = now(id).and_then(|one| one.coverage);
    let Some(one) = coverage.and_then(|one| one.conditions_on_customer.get(at).cloned()) else {
        return ().into_view();
    };
    let put = |id: &Id, at: usize, with: &dyn Fn(&mut CustomerCondition)| {
        set(id, |coverage| {
            if let Some(one) = coverage.conditions_on_customer.get_mut(at) {
                with(one);
            }
        });
    };
    let (a, b) = (id.clone(), id.clone());
    view! {
        {line(named(format!("{id}-condition-{at}"), "site.baa.condition"), one.text, Tell::new(move |text: String| put(&a, at, &|one| one.text.clone_from(&text))))}
        {yes_no(named(format!("{id}-met-{at}"), "site.baa.condition.met"), one.met, Tell::new(move |yes: Option<bool>| put(&b, at, &|one| one.met = yes)))}
    }
}
