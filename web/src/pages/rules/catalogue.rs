//! Checks: every rule that can raise a finding, and no other, with a filter.

use crate::prelude::*;
use vendorward::core::{
    finding::Severity,
    rubric::Rubric,
    rules::{RULES, Rule},
};

use super::why;
use crate::{
    components::field::{line, named},
    texts::{capital, count, t, text, word},
};

/// The table.
pub(super) fn section(rubric: &Rubric) -> View {
    let wanted = RwSignal::new(String::new());
    let rows: Vec<(String, View)> = RULES
        .iter()
        .map(|rule| (searched(rule), row(rule, rubric)))
        .collect();
    let haystacks: Vec<String> = rows.iter().map(|(words, _)| words.clone()).collect();
    let shown = memo(move || {
        let wanted = wanted.get().trim().to_lowercase();
        haystacks
            .iter()
            .map(|words| words.contains(&wanted))
            .collect::<Vec<bool>>()
    });
    let list = rows
        .into_iter()
        .enumerate()
        .map(|(at, (_, row))| {
            let hidden = move || !shown.with(|shown| shown.get(at).copied().unwrap_or(true));
            view! { <tr hidden={hidden}>{row}</tr> }
        })
        .collect_view();
    let tally = move || {
        count(
            "site.rules.shown",
            shown.with(|shown| shown.iter().filter(|one| **one).count()),
        )
    };
    let columns = [
        "site.rules.finding",
        "site.rules.law",
        "site.rules.severity",
        "site.rules.why",
    ]
    .into_iter()
    .map(|column| view! { <th scope={"col"}>{t(column)}</th> })
    .collect_view();
    view! {
        <section aria-labelledby={"findings"}>
            <h2 id={"findings"} tabindex={"-1"}>{t("site.rules.findings")}</h2>
            {line(named("filter", "site.rules.filter"), String::new(), Tell::new(move |text| wanted.set(text)))}
            <p class={"meta"} role={"status"}>{tally}</p>
            <div class={"scroll"} role={"region"} tabindex={"0"} aria-labelledby={"findings"}>
                <table class={"rules"}>
                    <thead><tr>{columns}</tr></thead>
                    <tbody>{list}</tbody>
                </table>
            </div>
        </section>
    }
}

fn title(rule: &Rule) -> String {
    text(&format!("{}.title", rule.id))
}

/// The words by which a row is found.
fn searched(rule: &Rule) -> String {
    format!("{} {} {}", rule.id, title(rule), rule.cite).to_lowercase()
}

fn row(rule: &'static Rule, rubric: &Rubric) -> View {
    let rated = rubric
        .findings
        .iter()
        .find(|(id, _)| id.as_str() == rule.id)
        .map(|(_, rated)| rated);
    let severity = rated
        .map_or(Severity::Medium, |rated| rated.severity)
        .as_str();
    let law = capital(&word("law", rule.law.as_str()));
    let axis = word("site.axis", rule.axis.as_str());
    let owner = capital(&word("owner", rule.owner.as_str()));
    view! {
        <th scope={"row"}>
            {title(rule)}
            <small translate={"no"}>{rule.id}</small>
        </th>
        <td>{law}<span class={"why"} translate={"no"}>{rule.cite}</span></td>
        <td>
            <span class={format!("sev {severity}")}>{word("severity", severity)}</span>
            <span class={"why"}>{axis}". "{owner}"."</span>
        </td>
        <td>{rated.map(|rated| why(&rated.reason, &rated.source))}</td>
    }
}
