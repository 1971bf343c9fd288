//! Text, Markdown and HTML of each sample say what its result says: nothing is left out of one of them.

#![expect(clippy::unwrap_used, reason = "what a test cannot do without fails it")]

use std::{fs, path::PathBuf};

use vendorward::{
    api::{self, Scored},
    core::{
        Date,
        gate::GateState,
        result::{DutyState, End},
        texts::Language::{self, English},
    },
    render::{Layout, render},
    set::Set,
};

fn samples() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../questionnaires/samples");
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .collect();
    all.sort();
    assert!(all.len() >= 13, "{} samples", all.len());
    all
}

/// A text without its markup: tags, entities, escapes, and any run of white space as one space.
fn plain(layout: Layout, text: &str) -> String {
    let mut out = String::new();
    let mut tag = false;
    for letter in text.chars() {
        match (layout, letter) {
            (Layout::Html, '<') => tag = true,
            (Layout::Html, '>') => {
                tag = false;
                out.push(' ');
            }
            (Layout::Markdown, '\\') => {}
            _ if tag => {}
            (_, letter) => out.push(letter),
        }
    }
    for (entity, letter) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        if layout != Layout::Text {
            out = out.replace(entity, letter);
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn word(key: &str) -> String {
    English.fill(key, &[])
}

fn percent(end: &End) -> String {
    format!("{} %", (end.points.get() + 50) / 100)
}

/// What every reader must be told, in the words of the catalogue.
fn facts(scored: &Scored, layout: Layout) -> Vec<String> {
    let outcome = &scored.outcome;
    let vendor = scored.package.assessment.engagement.vendor.name.as_str();
    let decision = format!("report.decide.{}", outcome.recommendation);
    let mut facts = vec![
        English.fill(&decision, &[("vendor", vendor)]),
        outcome.as_of.to_string(),
        word(&format!("tier.{}", outcome.inherent.tier)),
        word(&format!("determination.{}", outcome.baa.determination)),
    ];
    if let Some(rating) = outcome.rating {
        facts.push(word(&format!("tier.{}", rating.now)));
        facts.push(word(&format!("tier.{}", rating.best)));
    }
    let said = |said: &vendorward::core::result::Said| English.speak(said.key, &said.args);
    facts.extend(outcome.notices.iter().map(said));
    if let Some(score) = &outcome.score {
        facts.push(percent(&score.evidenced_lo));
        facts.push(percent(&score.completeness));
    }
    for gate in &outcome.gates {
        facts.push(word(&format!("{}.title", gate.id)));
        if matches!(
            gate.state,
            GateState::Tripped | GateState::Undetermined | GateState::Pending
        ) {
            facts.push(word(&format!("state.{}", gate.state)));
        }
    }
    for finding in &outcome.findings {
        facts.push(word(&format!("{}.title", finding.rule.id)));
        facts.push(finding.rule.id.to_owned());
        facts.push(word(&format!("severity.{}", finding.severity)));
    }
    for row in &outcome.scope {
        // Columns of text break names over lines.
        if layout != Layout::Text {
            facts.extend([row.product.clone(), row.place.clone(), row.party.clone()]);
        }
        for cell in [&row.our_baa, &row.their_baa, &row.assurance, &row.evidence] {
            let state = word(&format!("cell.{}", cell.cell.as_str()));
            // Narrow columns break between words.
            facts.extend(state.split(' ').map(str::to_owned));
        }
    }
    // Duties without a gap are counted, not listed.
    let gaps = outcome.legal.duties.iter();
    facts.extend(
        gaps.filter(|duty| duty.state == DutyState::Gap)
            .map(|duty| duty.cite.clone()),
    );
    facts.push(word(&format!("legal.{}", outcome.legal.status.as_str())));
    for condition in &outcome.conditions {
        facts.push(condition.finding.clone());
    }
    facts.sort();
    facts.dedup();
    facts
}

#[test]
fn every_layout_says_every_fact() {
    let set = Set::standard().value.unwrap();
    let as_of = Date::parse("2026-11-22").unwrap();
    let mut missing = Vec::new();
    let mut told = 0;
    for path in samples() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let scored = api::score(&set, &fs::read(&path).unwrap(), as_of)
            .value
            .unwrap_or_else(|| panic!("{name}"));
        for layout in [Layout::Text, Layout::Markdown, Layout::Html] {
            let text = plain(layout, &render(&set, &scored, layout, Language::English));
            for fact in facts(&scored, layout) {
                let fact = fact.split_whitespace().collect::<Vec<_>>().join(" ");
                told += 1;
                if !text.to_lowercase().contains(&fact.to_lowercase()) {
                    missing.push(format!("{name} {layout:?}: {fact}"));
                }
            }
        }
    }
    assert!(told > 1500, "{told} facts");
    assert!(
        missing.is_empty(),
        "{}:\n{}",
        missing.len(),
        missing.join("\n")
    );
}
