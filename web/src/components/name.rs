//! Ids as people know them: a question by its words, a flow by its place.

use crate::prelude::*;
use vendorward::core::{Date, Id, result::Said};

use crate::{
    desk::review,
    texts::{date, fill, language, text, word},
};

/// The words of a question, if that is one.
pub(crate) fn question(id: &str) -> Option<String> {
    let id = Id::new(id).ok()?;
    review().set.with_untracked(|set| {
        let compiled = &set.as_ref()?.compiled;
        let entry = compiled.entry(compiled.find(&id)?)?;
        Some(entry.question.prompt.clone())
    })
}

/// Product and place of a flow, if that is one.
pub(crate) fn flow(id: &str) -> Option<String> {
    review().read(|assessment| {
        let flows = &assessment.engagement.flows;
        let flow = flows.iter().find(|flow| flow.id.as_str() == id)?;
        let parts: Vec<&str> = [flow.product.trim(), flow.place.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(" → "))
    })
}

/// The name of a subcontractor, if it has one.
pub(crate) fn subcontractor(id: &str) -> Option<String> {
    review().read(|assessment| {
        let all = &assessment.subcontractors;
        let one = all.iter().find(|one| one.id.as_str() == id)?;
        let name = one.name.trim();
        (!name.is_empty()).then(|| name.to_owned())
    })
}

/// A text of the domain with ids in words.
pub(crate) fn said(said: &Said) -> String {
    let args: Vec<_> = said
        .args
        .iter()
        .map(|(name, value)| (*name, readable(name, value)))
        .collect();
    language().speak(said.key, &args)
}

/// An argument of a text of the domain as people know it.
pub(crate) fn readable(name: &str, value: &str) -> String {
    let words = match name {
        "question" => question(value)
            .map(|prompt| fill("site.question", &[("prompt", &prompt), ("id", value)])),
        "flow" => flow(value),
        "fact" => {
            let key = format!("site.missing-fact.{value}");
            vendorward::core::texts::has(&key).then(|| text(&key))
        }
        "basis" => Some(word("basis", value)),
        "field" => Some(word("site.field", value)),
        "provision" => Some(word("site.provision", value)),
        "finding" => Some(word_of_rule(value)),
        // In prose a day is written as everywhere on the page.
        _ => Date::parse(value).ok().map(date),
    };
    words.unwrap_or_else(|| value.to_owned())
}

/// The title of a rule.
fn word_of_rule(id: &str) -> String {
    let key = format!("{id}.title");
    if vendorward::core::texts::has(&key) {
        text(&key)
    } else {
        id.to_owned()
    }
}

/// What a finding is about, after its title: a question with its words, a flow with its place, a document by
/// its kind, or a name as it is. Nothing where it is about the whole engagement.
pub(crate) fn about(subject: &str) -> View {
    if matches!(subject, "" | "engagement") {
        return ().into_view();
    }
    view! { ": "{self::subject(subject)} }
}

/// What something is about, in words.
pub(crate) fn subject(subject: &str) -> View {
    if let Some(prompt) = question(subject) {
        let id = subject.to_owned();
        return view! {
            <span class={"about"} lang={"en"}>{prompt}</span>" "
            <span class={"subject"} translate={"no"}>{id}</span>
        };
    }
    // An id and what of it is meant; names have spaces of their own.
    let words = match subject.split_once(' ') {
        Some((id, of)) => format!("{} {}", part(id), part(of)),
        None => part(subject),
    };
    view! { <span class={"subject"} translate={"no"}>{words}</span> }
}

/// A part of a subject: a record by its name, a word of a vocabulary by its text.
fn part(one: &str) -> String {
    if let Some((report, control)) = one
        .strip_prefix("reports/")
        .and_then(|rest| rest.split_once("/controls/"))
    {
        let args = [("control", control), ("report", report)];
        return fill("site.subject.control", &args);
    }
    let known = || {
        let vocabularies = ["item", "site.evidence-kind", "site.category"];
        let keys = vocabularies.iter().map(|name| format!("{name}.{one}"));
        keys.into_iter()
            .find(|key| vendorward::core::texts::has(key))
            .map(|key| text(&key))
    };
    flow(one)
        .or_else(|| subcontractor(one))
        .or_else(known)
        .unwrap_or_else(|| one.to_owned())
}
