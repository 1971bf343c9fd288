//! What stands in a report in rows: subservice organisations, and controls with their results.

use crate::prelude::*;
use vendorward::core::{
    Id,
    soc2::{ControlResult, ReportControl, Subservice, SubserviceMethod},
};

use super::change;
use crate::{
    components::{
        choice::{labels, select},
        field::{line, named},
        rows::rows,
    },
    desk::review,
    texts::{count, t},
};

/// Organisations whose controls the vendor relies on.
pub(super) fn subservice(id: &Id) -> View {
    let (watched, drawn, removed, added) = (id.clone(), id.clone(), id.clone(), id.clone());
    let number = memo(move || {
        let records = review().watch_reports();
        records
            .iter()
            .find(|one| one.id == watched)
            .map_or(0, |one| one.subservice_orgs.len())
    });
    let row = move |at: usize| subservice_row(&drawn, at);
    view! {
        <div class={"group"} role={"group"} aria-label={t("site.report.subservice")}>
            <p class={"legend"}>{t("site.report.subservice")}</p>
            {rows(
                number,
                row,
                Tell::new(move |at: usize| change(&removed, |one| {
                    if at < one.subservice_orgs.len() {
                        one.subservice_orgs.remove(at);
                    }
                })),
                Tell::new(move |()| change(&added, |one| {
                    one.subservice_orgs.push(Subservice { name: String::new(), method: SubserviceMethod::CarveOut, service: String::new(), phi: None, csocs: Vec::new(), own_report: None });
                })),
                "site.report.subservice.add",
            )}
        </div>
    }
}

fn subservice_row(id: &Id, at: usize) -> View {
    let now = review()
        .report_records()
        .into_iter()
        .find(|one| one.id == *id);
    let Some(now) = now.and_then(|one| one.subservice_orgs.get(at).cloned()) else {
        return ().into_view();
    };
    let set = |id: &Id, at: usize, with: &dyn Fn(&mut Subservice)| {
        change(id, |one| {
            if let Some(one) = one.subservice_orgs.get_mut(at) {
                with(one);
            }
        });
    };
    let (a, b) = (id.clone(), id.clone());
    view! {
        {line(named(format!("{id}-sub-{at}"), "site.report.subservice.name"), now.name, Tell::new(move |text: String| set(&a, at, &|one| one.name.clone_from(&text))))}
        {select(
            named(format!("{id}-method-{at}"), "site.report.subservice.method"),
            labels("site.method", SubserviceMethod::WORDS),
            Some(now.method.as_str()),
            Tell::new(move |word: Option<String>| {
                let method = word.and_then(|word| SubserviceMethod::parse(&word)).unwrap_or(SubserviceMethod::CarveOut);
                set(&b, at, &|one| one.method = method);
            }),
        )}
    }
}

/// Controls with their results: those that reviewers link to answers, and those with exceptions.
pub(super) fn controls(id: &Id) -> View {
    let (watched, drawn, removed, added) = (id.clone(), id.clone(), id.clone(), id.clone());
    let number = memo(move || {
        let records = review().watch_reports();
        records
            .iter()
            .find(|one| one.id == watched)
            .map_or(0, |one| one.controls.len())
    });
    let open = RwSignal::new(false);
    let toggled = move |event: web_sys::Event| {
        let fold = event.target().and_then(|target| {
            wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlDetailsElement>(target).ok()
        });
        open.set(fold.is_some_and(|fold| fold.open()));
    };
    // A hundred rows of controls are drawn only when somebody wants to see them.
    let body = move || {
        let (drawn, removed, added) = (drawn.clone(), removed.clone(), added.clone());
        open.get().then(|| {
            rows(
                number,
                move |at: usize| control_row(&drawn, at),
                Tell::new(move |at: usize| {
                    change(&removed, |one| {
                        if at < one.controls.len() {
                            one.controls.remove(at);
                        }
                    })
                }),
                Tell::new(move |()| {
                    change(&added, |one| {
                        one.controls.push(ReportControl {
                            id: String::new(),
                            criteria: Vec::new(),
                            result: ControlResult::Tested,
                        });
                    })
                }),
                "site.report.control.add",
            )
        })
    };
    view! {
        <details class={"fold"} on:toggle={toggled}>
            <summary>{move || count("site.report.controls", number.get())}</summary>
            <p class={"help"}>{t("site.report.controls.help")}</p>
            {body}
        </details>
    }
}

fn control_row(id: &Id, at: usize) -> View {
    let now = review()
        .report_records()
        .into_iter()
        .find(|one| one.id == *id);
    let Some(now) = now.and_then(|one| one.controls.get(at).cloned()) else {
        return ().into_view();
    };
    let set = |id: &Id, at: usize, with: &dyn Fn(&mut ReportControl)| {
        change(id, |one| {
            if let Some(one) = one.controls.get_mut(at) {
                with(one);
            }
        });
    };
    let (a, b, c) = (id.clone(), id.clone(), id.clone());
    let criteria = |text: &str| -> Vec<String> {
        text.split([',', ';', ' '])
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    view! {
        {line(named(format!("{id}-control-{at}"), "site.report.control.id"), now.id, Tell::new(move |text: String| set(&a, at, &|one| one.id.clone_from(&text))))}
        {line(named(format!("{id}-criteria-{at}"), "site.report.control.criteria"), now.criteria.join(", "), Tell::new(move |text: String| set(&b, at, &|one| one.criteria = criteria(&text))))}
        {select(
            named(format!("{id}-result-{at}"), "site.report.control.result"),
            labels("site.control-result", ControlResult::WORDS),
            Some(now.result.as_str()),
            Tell::new(move |word: Option<String>| {
                let result = word.and_then(|word| ControlResult::parse(&word)).unwrap_or(ControlResult::NoEvents);
                set(&c, at, &|one| one.result = result);
            }),
        )}
    }
}
