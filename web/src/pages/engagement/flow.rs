//! One flow: what goes where, in whose hands, for what; and whether that needs an agreement.

use crate::prelude::*;
use vendorward::core::{
    Id,
    engagement::{DataKind, Flow, Function, Phi, PhiForm},
};

use super::{determination, edit, flow_facts, flows};
use crate::{
    components::{
        choice::{labels, select, select_name, ticks, words},
        field::{line, line_of, named},
        undo::Removed,
    },
    desk::review,
    texts::{fill, t, text},
};

/// Changes one flow.
pub(super) fn change(id: &Id, with: impl FnOnce(&mut Flow)) {
    edit(|engagement| {
        if let Some(flow) = engagement.flows.iter_mut().find(|flow| flow.id == *id) {
            with(flow);
        }
    });
}

/// The row.
pub(super) fn row(id: &Id, removed: Removed) -> View {
    let review = review();
    let now = review.read(|assessment| {
        assessment
            .engagement
            .flows
            .iter()
            .find(|flow| flow.id == *id)
            .cloned()
    });
    let Some(flow) = now else {
        return ().into_view();
    };
    let own = id.clone();
    let name = memo(move || {
        review.watch(|assessment| {
            let flow = assessment
                .engagement
                .flows
                .iter()
                .find(|flow| flow.id == own);
            flow.map(|flow| flow.place.trim().to_owned())
                .unwrap_or_default()
        })
    });
    let title = move || {
        let name = name.get();
        if name.is_empty() {
            text("site.flows.unnamed")
        } else {
            name
        }
    };
    let field = |part: &str| format!("{id}-{part}");
    let (a, b, c, d, e, f, g, h, gone) = (
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
    );
    let forms: Vec<String> = flow.forms.iter().map(|form| form.to_string()).collect();
    let heading = field("title");
    view! {
        <div class={"record"} role={"group"} aria-labelledby={heading.clone()}>
            <div class={"record-head"}>
                <h4 id={heading.clone()} translate={"no"}>{title}</h4>
                <button type={"button"} class={"quiet"} on:click={move |_| flows::remove(&gone, removed)}
                    aria-label={move || fill("site.undo.remove", &[("what", &title())])}>{t("site.row.remove")}</button>
            </div>
            <div class={"pair"}>
                {line_of("text", "products", named(field("product"), "site.flow.product"), flow.product, Tell::new(move |text: String| {
                    change(&a, |flow| flow.product = text);
                }))}
                {line(named(field("place"), "site.flow.place"), flow.place, Tell::new(move |text: String| {
                    change(&b, |flow| flow.place = text);
                }))}
                {line(named(field("region"), "site.flow.region"), flow.region.unwrap_or_default(), Tell::new(move |text: String| {
                    let code = text.trim().to_uppercase();
                    change(&c, |flow| flow.region = (!code.is_empty()).then_some(code));
                }))}
                {party(d, flow.party)}
                {select(
                    named(field("phi"), "site.flow.phi"),
                    labels("phi", Phi::WORDS),
                    flow.phi.map(Phi::as_str),
                    Tell::new(move |word: Option<String>| {
                        change(&e, |flow| flow.phi = word.and_then(|word| Phi::parse(&word)));
                    }),
                )}
                {select(
                    named(field("data"), "site.flow.data"),
                    labels("site.data", DataKind::WORDS),
                    flow.data.map(DataKind::as_str),
                    Tell::new(move |word: Option<String>| {
                        change(&f, |flow| flow.data = word.and_then(|word| DataKind::parse(&word)));
                    }),
                )}
            </div>
            {ticks(
                named(field("forms"), "site.flow.forms"),
                words("site.form", PhiForm::WORDS),
                &forms,
                Tell::new(move |(word, on): (String, bool)| {
                    let Some(form) = PhiForm::parse(&word) else { return };
                    change(&g, |flow| {
                        flow.forms.retain(|one| *one != form);
                        if on {
                            flow.forms.push(form);
                            flow.forms.sort_unstable();
                        }
                    });
                }),
            )}
            {select(
                named(field("function"), "site.flow.function"),
                labels("site.function", Function::WORDS),
                flow.function.map(Function::as_str),
                Tell::new(move |word: Option<String>| {
                    change(&h, |flow| flow.function = word.and_then(|word| Function::parse(&word)));
                }),
            )}
            {flow_facts::fields(id)}
            {determination::of_flow(id)}
        </div>
    }
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
            change(&own, |flow| flow.party = party);
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
