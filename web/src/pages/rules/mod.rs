//! Rules: every gate, check and threshold with its citation, law status, reason and source. All from
//! the code and the rubric in force; nothing is written here by hand.

mod catalogue;
mod duties;
mod gates;
mod thresholds;

use crate::prelude::*;

use crate::{
    components::frame::{frame, heading_with},
    desk::review,
    texts::{date, fill, t, text},
};

/// The page.
pub(crate) fn page() -> View {
    let title = text("site.rules.title");
    let Some(set) = review().set.get_untracked() else {
        return ().into_view();
    };
    let rubric = &set.compiled.rubric;
    let dated = date(rubric.dated);
    let hash: String = set.rubric.sha256.chars().take(16).collect();
    let about = fill(
        "site.rules.rubric",
        &[
            ("id", rubric.id.as_str()),
            ("version", &rubric.version),
            ("day", &dated),
            ("hash", &hash),
        ],
    );
    let questionnaires = set
        .questionnaires
        .iter()
        .map(|one| {
            let hash: String = one.sha256.chars().take(16).collect();
            view! { <li translate={"no"}>{format!("{} {} {hash}", one.id, one.version)}</li> }
        })
        .collect_view();
    let parts = ["gates", "findings", "tier", "thresholds", "duties"];
    let contents = parts
        .iter()
        .map(|part| view! { <li><a href={format!("#{part}")}>{text(&format!("site.rules.{part}"))}</a></li> })
        .collect_view();
    let body = view! {
        <section class={"card"} aria-labelledby={"in-force"}>
            <h2 id={"in-force"}>{t("site.rules.in-force")}</h2>
            <p>{about}</p>
            <p>{t("site.rules.questionnaires")}</p>
            <ul>{questionnaires}</ul>
        </section>
        <nav aria-label={t("site.rules.contents")}><ul class={"contents"}>{contents}</ul></nav>
        {gates::section(rubric)}
        {catalogue::section(rubric)}
        {thresholds::tier(rubric)}
        {thresholds::section(rubric)}
        {duties::section(rubric)}
    };
    frame(
        title.clone(),
        heading_with(title, "site.rules.lead"),
        body.into_view(),
    )
}

/// Reason and source of a value, in the rubric's words.
fn why(reason: &str, source: &str) -> View {
    let (reason, source) = (reason.to_owned(), source.to_owned());
    view! {
        <span lang={"en"}>{reason}</span>
        <small class={"cite"}>{t("site.rules.source")}" "<span lang={"en"}>{source}</span></small>
    }
}

/// A table that scrolls inside itself, under the heading that names it.
fn table(id: &'static str, title: &'static str, columns: &[&'static str], rows: View) -> View {
    let head = columns
        .iter()
        .map(|column| view! { <th scope={"col"}>{t(column)}</th> })
        .collect_view();
    view! {
        <section aria-labelledby={id}>
            <h2 id={id} tabindex={"-1"}>{t(title)}</h2>
            <div class={"scroll"} role={"region"} tabindex={"0"} aria-labelledby={id}>
                <table class={"rules"}>
                    <thead><tr>{head}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}
