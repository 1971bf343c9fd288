//! Where a statement of the result came from, as a link to the page where it was entered.

use super::name;
use crate::{
    prelude::*,
    route::{Route, link},
    texts::text,
};

/// The page and the place on it that a source names, as `answers/ac-01`, `baas/baa-2025/coverage`,
/// `engagement/flows/notes`; and how people know it.
fn place(path: &str) -> Option<(Route, &str, String)> {
    let mut parts = path.split('/');
    let (kind, id) = (parts.next()?, parts.next().unwrap_or_default());
    let field = parts.next().unwrap_or_default();
    Some(match kind {
        "answers" => (Route::Answers, id, id.to_owned()),
        // A list where something is missing from it.
        "baas" if id.is_empty() => (Route::Baa, "agreements", text("site.baa.on-file")),
        "reports" if id.is_empty() => (Route::Report, kind, text("site.report.on-file")),
        "evidence" if id.is_empty() => (Route::Report, "documents", text("site.documents")),
        "asked_for" => (Route::Report, "asked-for", text("site.asked.title")),
        "baas" => (Route::Baa, id, id.to_owned()),
        "reports" | "evidence" => (Route::Report, id, id.to_owned()),
        "engagement" if id == "flows" => {
            let name = name::flow(field).unwrap_or_else(|| field.to_owned());
            (Route::Engagement, "flows", name)
        }
        "engagement" if id == "exit" => (Route::Engagement, id, text("site.exit.title")),
        "engagement" if id == "system_changes" => {
            let name = text("site.changes.title");
            (Route::Engagement, "system-changes", name)
        }
        "engagement" => (Route::Engagement, "title", id.to_owned()),
        "subcontractors" => {
            let name = name::subcontractor(id).unwrap_or_else(|| id.to_owned());
            (Route::Engagement, kind, name)
        }
        "incidents" => (Route::Engagement, kind, id.to_owned()),
        "gates" => (Route::Result, id, id.to_owned()),
        _ => return None,
    })
}

/// A source as a link.
fn source(path: &str) -> View {
    match place(path) {
        Some((route, fragment, name)) => {
            let name = view! { <span translate={"no"}>{name}</span> };
            link(route, fragment, "source", name)
        }
        None => view! { <span translate={"no"}>{path.to_owned()}</span> },
    }
}

/// Words that lead to a source; just the words if there is none.
pub(crate) fn words(words: String, path: Option<&str>) -> View {
    match path.and_then(place) {
        Some((route, fragment, _)) => link(route, fragment, "source", words.into_view()),
        None => words.into_view(),
    }
}

/// Sources one after another.
pub(crate) fn sources(paths: &[String]) -> View {
    // What several flows rest on stands once.
    let first = |at: usize, path: &String| paths.iter().position(|one| one == path) == Some(at);
    paths
        .iter()
        .enumerate()
        .filter(|(at, path)| first(*at, path))
        .map(|(at, path)| {
            let comma = if at > 0 { ", " } else { "" };
            view! { {comma}{source(path)} }
        })
        .collect_view()
}
