//! What was wrong with a file: what, where, and what would help.

use crate::prelude::*;
use vendorward::{
    Diagnostic,
    core::diagnostic::{At, Level},
};

use crate::texts::{count, fill, t, word};

/// Most that are shown before one asks for all.
const SHOWN: usize = 20;

/// Problems as a list, errors and warnings counted above it. Nothing if there are none.
pub(crate) fn diagnostics(found: &[Diagnostic]) -> View {
    if found.is_empty() {
        return ().into_view();
    }
    let errors = found.iter().filter(|one| one.is_error()).count();
    let warnings = found.len() - errors;
    let said = [
        ("site.problems.errors", errors),
        ("site.problems.warnings", warnings),
    ]
    .into_iter()
    .filter(|(_, n)| *n > 0)
    .map(|(key, n)| count(key, n))
    .collect::<Vec<_>>()
    .join(" ");
    let first = found.iter().take(SHOWN).map(one).collect_view();
    let rest = (found.len() > SHOWN).then(|| {
        let rest = found.iter().skip(SHOWN).map(one).collect_view();
        view! {
            <details>
                <summary>{count("site.problems.more", found.len() - SHOWN)}</summary>
                <ul class={"problems"}>{rest}</ul>
            </details>
        }
    });
    view! {
        <div class={"notice"} class:wrong={errors > 0} role={"alert"}>
            <p>{said}</p>
            <ul class={"problems"}>{first}</ul>
            {rest}
        </div>
    }
}

fn one(problem: &Diagnostic) -> View {
    let level = match problem.severity {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    let place = [problem.source.clone(), problem.at.as_ref().map(place)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    // Messages of the engine are not in the catalogue yet: they speak English.
    view! {
        <li>
            <b>{word("site.level", level)}</b>" "
            <span lang={"en"}>{problem.message.clone()}</span>
            {problem.help.clone().map(|help| view! { <span lang={"en"}>{"; "}{help}</span> })}
            {(!place.is_empty()).then(|| view! { <small translate={"no"}>{place}</small> })}
        </li>
    }
}

fn place(at: &At) -> String {
    match at {
        At::Span(span) => fill("site.at.line", &[("line", &span.line.to_string())]),
        At::Pointer { pointer } => pointer.clone(),
        At::Cell { sheet, cell } => format!("{sheet}!{cell}"),
        At::Page { page, .. } => fill("site.at.page", &[("page", &page.to_string())]),
    }
}

/// What stands where a file has no problem.
pub(crate) fn sound() -> View {
    view! { <p class={"notice good"} role={"status"}>{t("site.problems.none")}</p> }
}
