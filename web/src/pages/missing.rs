//! Pages that say what is not there, and what to do next.

use crate::prelude::*;
use vendorward::Diagnostic;

use crate::{
    components::{
        diagnostics::diagnostics,
        frame::{frame, heading, heading_with},
    },
    pages::first,
    route::{Route, link},
    texts::{t, text},
};

/// No page at this address.
pub(crate) fn page() -> View {
    let body = view! { <p>{link(Route::First, "", "", t("site.missing.home").into_view())}</p> };
    let title = text("site.missing.title");
    frame(title.clone(), heading(title), body.into_view())
}

/// A page of a review while none is on the desk.
pub(crate) fn no_review() -> View {
    let title = text("site.empty.title");
    frame(
        title.clone(),
        heading_with(title, "site.empty.lead"),
        first::beginnings(),
    )
}

/// The content could not be loaded.
pub(crate) fn failed(why: &Diagnostic) -> View {
    let title = text("site.load.title");
    let body = view! {
        {diagnostics(std::slice::from_ref(why))}
        <p>{t("site.load.still")}</p>
    };
    frame(title.clone(), heading(title), body.into_view())
}
