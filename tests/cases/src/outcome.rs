//! A result in short lines that a person can read and compare, and what a case changes in them.

use std::collections::BTreeMap;

use serde_json::Value;

/// What of a result is a list: where it stands, the word for one of it, what names one (an empty
/// name: it does so itself), what is left out.
///
/// Titles, advice and citations follow from the id of a rule; sums follow from scores.
struct List {
    pointer: &'static str,
    word: &'static str,
    names: &'static [&'static str],
    skips: &'static [&'static str],
}

const fn list(
    pointer: &'static str,
    word: &'static str,
    names: &'static [&'static str],
    skips: &'static [&'static str],
) -> List {
    List {
        pointer,
        word,
        names,
        skips,
    }
}

const LISTS: &[List] = &[
    list("/notices", "notice", &[], &[]),
    list("/gates", "", &["id"], &["law", "citation"]),
    list("/baa/flows", "flow", &["flow"], &["citations"]),
    list("/baa/agreements", "agreement", &["id"], &[]),
    list(
        "/findings",
        "finding",
        &["id", "subject"],
        &["axis", "law", "title", "citations", "remediation"],
    ),
    list("/conditions", "condition", &["id"], &["finding", "subject"]),
    list(
        "/scope/rows",
        "scope",
        &["flow"],
        &["product", "place", "party", "phi", "source"],
    ),
    list("/assurance/reports", "report", &["id"], &[]),
    list(
        "/assurance/timeline",
        "time",
        &["product", "org", "from"],
        &[],
    ),
    list("/assurance/leaves", "leaf", &["cite"], &["why"]),
    list("/assurance/substitutions", "substitute", &["evidence"], &[]),
    list(
        "/assurance/proposals",
        "proposal",
        &["report", "question"],
        &["criteria", "controls"],
    ),
    list("/legal/duties", "duty", &["cite"], &["title", "because"]),
    list(
        "/domains",
        "domain",
        &["domain"],
        &["sums", "completeness", "na_weight"],
    ),
    list("/customer_duties", "customer duty", &["id"], &["text"]),
    list("/inherent/factors", "factor", &["id"], &[]),
    list("/pack/questionnaires", "asks", &["id"], &[]),
    list("/pack/evidence", "document", &["item"], &[]),
    list("/pack/substitutes", "accepts", &["by"], &[]),
    list("/pack/carried", "carried", &["question"], &["from"]),
    list("/pack/unasked", "not asked", &[""], &[]),
    list("/unknown_answers", "unknown answer", &[""], &[]),
];

/// What of a result is said once.
const ONCE: &[(&str, &str)] = &[
    ("/recommendation", "recommendation"),
    ("/rating", "rating"),
    ("/baa/determination", "agreement"),
    ("/baa/decided", "decided"),
    ("/legal/status", "legal"),
    ("/score", "score"),
    ("/triage", "triage"),
    ("/inherent/tier", "tier"),
    ("/inherent/best", "tier at best"),
    ("/pack/advice", "asks for"),
    ("/pack/because", "because of"),
    ("/pack/categories", "categories"),
    ("/pack/approver", "approver"),
    ("/pack/review_months", "review in months"),
    ("/assurance/crosswalk", "leaves"),
    ("/next_review", "next review"),
];

/// A result, a line for each thing it says.
#[must_use]
pub fn lines(result: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for (pointer, word) in ONCE {
        if let Some(value) = result.pointer(pointer) {
            lines.push(format!("{word}: {}", said(value, &["sums"])));
        }
    }
    for list in LISTS {
        let items = result.pointer(list.pointer).and_then(Value::as_array);
        lines.extend(items.into_iter().flatten().map(|item| row(list, item)));
    }
    lines
}

fn row(list: &List, item: &Value) -> String {
    let names = list.names.iter().filter_map(|name| match name {
        &"" => Some(item),
        name => item.get(name),
    });
    let head: Vec<String> = std::iter::once(list.word.to_owned())
        .chain(names.map(|name| said(name, &[])))
        .filter(|word| !word.is_empty())
        .collect();
    if list.names.contains(&"") {
        return format!("{}:", head.join(" "));
    }
    let left_out = [list.names, list.skips].concat();
    format!("{}: {}", head.join(" "), said(item, &left_out))
}

/// A value in words, without these members.
fn said(value: &Value, left_out: &[&str]) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| said(item, left_out)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .filter(|(name, _)| !left_out.contains(&name.as_str()))
                .filter_map(|(name, value)| member(name, value, left_out))
                .collect();
            members.join("; ")
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// A member by name; states and sentences speak for themselves, and what is empty is not said.
fn member(name: &str, value: &Value, left_out: &[&str]) -> Option<String> {
    match (name, value) {
        (_, Value::Bool(true)) => Some(name.to_owned()),
        (_, Value::Bool(false)) => Some(format!("not {name}")),
        (_, Value::Array(items)) if items.is_empty() => None,
        ("state" | "severity" | "determination" | "effect" | "detail", Value::String(text)) => {
            Some(text.clone())
        }
        (_, Value::Object(_)) => Some(format!("{name} ({})", said(value, left_out))),
        _ => Some(format!("{name} {}", said(value, left_out))),
    }
}

/// As many things as are named when the same becomes of them; of more it is said how many.
const NAMED: usize = 3;

/// What one result says and the other does not: `-` before what only the first says, `+` before what only
/// the second says; lines about the same thing stand together.
#[must_use]
pub fn difference(first: &[String], second: &[String]) -> Vec<String> {
    let gone = grouped(&without(first, second));
    let mut come = grouped(&without(second, first));
    let mut lines = Vec::new();
    for line in gone {
        let same = come.iter().position(|other| head(other) == head(&line));
        lines.push(format!("- {line}"));
        if let Some(at) = same {
            lines.push(format!("+ {}", come.remove(at)));
        }
    }
    lines.extend(come.into_iter().map(|line| format!("+ {line}")));
    lines
}

/// The lines, where many things of a kind have the same said of them in one: `64 × duty: met`.
fn grouped(lines: &[&String]) -> Vec<String> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in lines {
        *counts.entry((kind(line), body(line))).or_default() += 1;
    }
    let mut all = Vec::new();
    for line in lines {
        match counts.get_mut(&(kind(line), body(line))) {
            Some(count) if *count > NAMED => {
                all.push(format!("{count} × {}: {}", kind(line), body(line)));
                *count = 0;
            }
            Some(0) => {}
            _ => all.push((*line).clone()),
        }
    }
    all
}

/// The lines of one that the other does not have, each as often as it has it more.
fn without<'a>(one: &'a [String], other: &[String]) -> Vec<&'a String> {
    let mut left: Vec<&String> = other.iter().collect();
    let mut rest = Vec::new();
    for line in one {
        match left.iter().position(|known| *known == line) {
            Some(at) => drop(left.swap_remove(at)),
            None => rest.push(line),
        }
    }
    rest
}

/// What a line is about.
fn head(line: &str) -> &str {
    line.split_once(": ")
        .map_or_else(|| line.trim_end_matches(':'), |(head, _)| head)
}

/// What it says of that.
fn body(line: &str) -> &str {
    line.split_once(": ").map_or("", |(_, body)| body)
}

/// What kind of thing it is about, as in `duty`.
fn kind(line: &str) -> &str {
    LISTS
        .iter()
        .map(|list| list.word)
        .find(|word| !word.is_empty() && head(line).starts_with(word))
        .unwrap_or_else(|| head(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_said() {
        let lines = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
        let (first, second) = (lines("a: 1/b: 2/b: 2/c: 3"), lines("a: 1/b: 2/c: 4/d: 5"));
        assert_eq!(
            difference(&first, &second),
            ["- b: 2", "- c: 3", "+ c: 4", "+ d: 5"]
        );
        assert!(difference(&first, &first).is_empty());
    }

    #[test]
    fn many_of_a_kind_are_counted() {
        let duties = |state: &str| {
            let lines = (1..=4).map(|number| format!("duty {number}: {state}"));
            lines.collect::<Vec<_>>()
        };
        assert_eq!(
            difference(&duties("met"), &duties("gap")),
            ["- 4 × duty: met", "+ 4 × duty: gap"]
        );
    }

    #[test]
    fn a_row_names_its_subject_first() {
        let result = serde_json::json!({
            "gates": [{ "id": "gate.location", "law": "x", "state": "clear", "applies": true, "needs": [] }],
            "rating": null,
        });
        assert_eq!(
            lines(&result),
            ["rating: -", "gate.location: clear; applies"]
        );
    }
}
