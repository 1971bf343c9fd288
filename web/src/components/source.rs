//! Where a statement of the result came from, as a link to the page where it was entered.

use crate::prelude::*;

use crate::route::{Route, link};

/// `answers/ac-01`, `baas/baa-2025/coverage`, `reports/r/locations`, … as a link.
pub(crate) fn source(path: &str) -> View {
    let mut parts = path.splitn(3, '/');
    let (kind, id) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let to = match kind {
        "answers" => Some((Route::Answers, id)),
        "baas" => Some((Route::Baa, "")),
        "reports" | "evidence" => Some((Route::Report, "")),
        "subcontractors" | "engagement" | "incidents" | "flows" => Some((Route::Engagement, kind)),
        _ => None,
    };
    let shown = view! { <span translate={"no"}>{path.to_owned()}</span> }.into_view();
    match to {
        Some((route, fragment)) => link(route, fragment, "source", shown),
        None => shown,
    }
}

/// Sources one after another.
pub(crate) fn sources(paths: &[String]) -> View {
    paths
        .iter()
        .enumerate()
        .map(|(at, path)| {
            let comma = if at > 0 { ", " } else { "" };
            view! { {comma}{source(path)} }
        })
        .collect_view()
}
