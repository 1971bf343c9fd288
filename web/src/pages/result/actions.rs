//! What one can take away: the report on paper, the package and the result as files.

use crate::prelude::*;
use vendorward::{package, result};

use crate::{
    browser,
    desk::review,
    route::{Route, link},
    texts::{date, fill, t},
};

/// The section.
pub(super) fn section() -> View {
    let print = move |_| {
        let _ = window().print();
    };
    view! {
        <div class={"actions screen"}>
            <a class={"button"} href={"#decision"} on:click={to_decision}>{t("site.do.decide")}</a>
            <button type={"button"} on:click={print}>{t("site.do.print")}</button>
            <button type={"button"} on:click={|_| save_package()}>{t("site.do.package")}</button>
            <button type={"button"} on:click={|_| save_result()}>{t("site.do.result")}</button>
            {link(Route::Compare, "", "button", t("site.do.compare").into_view())}
        </div>
        {print_head()}
    }
}

fn to_decision(event: web_sys::MouseEvent) {
    event.prevent_default();
    if let Some(place) = browser::element("decision") {
        let _ = place.focus();
        place.scroll_into_view();
    }
}

/// A file name from the vendor's name.
fn file_name(end: &str) -> String {
    let name = review().read(|assessment| assessment.engagement.vendor.name.to_lowercase());
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let stem = if words.is_empty() {
        "vendor".to_owned()
    } else {
        words.join("-")
    };
    format!("{stem}.{end}.json")
}

/// Saves the package as a file: the record of the review.
pub(crate) fn save_package() {
    let bytes = package::write(&review().package());
    browser::download(&file_name("package"), "application/json", &bytes);
}

fn save_result() {
    let review = review();
    let (Some(set), Some(scored)) = (review.set.get_untracked(), review.scored_now()) else {
        return;
    };
    let bytes = result::json(&set, &review.package(), &scored.outcome);
    browser::download(&file_name("result"), "application/json", &bytes);
}

/// Vendor, day, rubric and package hash for the head of each printed page. The style sheet puts it
/// into the margin; it stands at the top of the first page where a browser has no margin boxes.
fn print_head() -> View {
    let review = review();
    let (Some(set), Some(scored)) = (review.set.get_untracked(), review.scored_now()) else {
        return ().into_view();
    };
    let hash: String = review.package().sha256().chars().take(16).collect();
    let title = review.title();
    let rubric = format!("{} {}", set.rubric.id, set.rubric.version);
    let text = fill(
        "site.print.head",
        &[
            ("vendor", &title),
            ("day", &date(scored.outcome.as_of)),
            ("rubric", &rubric),
            ("package", &hash),
        ],
    );
    let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
    if let Some(root) = document()
        .document_element()
        .and_then(|root| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(root).ok())
    {
        let _ = root
            .style()
            .set_property("--print-head", &format!("\"{quoted}\""));
    }
    view! { <p class={"paper print-head"} translate={"no"}>{text}</p> }
}
