//! What decides: the rubric in force, gates, checks, and the rules of the determination.

use serde_json::json;
use vendorward_core::{
    baa::DeterminationRule,
    facts::Tier,
    gate::{Effect, GateId},
    rubric::{ClearsWith, GateRule},
    rules::RULES,
};

use super::{
    Part, Section, day,
    rows::{Line, Row, Run, Select, Table, Tone, law, said, why},
    rubric,
};
use crate::{
    set::Set,
    words::{Words, capital},
};

/// The rubric in force, and what every reader must be told of it.
pub(super) fn in_force(words: Words, set: &Set) -> Section {
    let named = &set.rubric;
    let notices: Vec<String> = set
        .compiled
        .notices
        .iter()
        .map(|notice| words.0.speak(notice.key, &notice.args))
        .collect();
    let name = |key: &str, run: Run| (words.text(&format!("book.fact.{key}")), run);
    let hash: String = named.sha256.chars().take(16).collect();
    let facts = Part::Facts {
        key: "rubric",
        data: json!({
            "id": named.id,
            "version": named.version,
            "sha256": named.sha256,
            "title": rubric(set).title,
            "dated": rubric(set).dated,
        }),
        rows: vec![
            name(
                "rubric",
                Run::Name(format!("{} {}", named.id, named.version)),
            ),
            name("title", Run::Content(rubric(set).title.clone())),
            name("dated", Run::Words(day(words, rubric(set).dated))),
            name("hash", Run::Name(hash)),
            name("engine", Run::Name(crate::VERSION.to_owned())),
        ],
    };
    let mut parts = vec![facts];
    if notices.is_empty() {
        parts.push(Part::Paragraph(words.text("book.sound")));
    }
    parts.extend(notices.into_iter().map(Part::Notice));
    Section::new(words, "in-force", parts)
}

/// Every gate of the code.
pub(super) fn gates(words: Words, set: &Set) -> Section {
    let rows = GateId::ALL
        .iter()
        .map(|id| gate(words, *id, rubric(set).gates.get(id)))
        .collect();
    let mut table = Table::new(
        words,
        "gates",
        &["gate", "effect", "clears", "law", "why"],
        rows,
    );
    table.named = true;
    Section::new(words, "gates", vec![Part::Table(table)])
}

fn gate(words: Words, id: GateId, rule: Option<&GateRule>) -> Row {
    let (title, asks) = (
        words.text(&format!("{id}.title")),
        words.text(&format!("{id}.asks")),
    );
    let english = |part: &str| Words(super::Language::English).text(&format!("{id}.{part}"));
    let data = json!({
        "title": english("title"),
        "asks": english("asks"),
        "law": rule.map(|rule| rule.law),
        "citations": rule.map(|rule| &rule.cites),
        "prospective": rule.map(|rule| rule.prospective),
        "live": rule.map(|rule| rule.live),
        "clears_with": rule.map(|rule| &rule.clears_with),
        "controls": rule.map(|rule| &rule.controls),
        "reason": rule.map(|rule| rule.reason.as_str()),
        "source": rule.map(|rule| rule.source.as_str()),
        "checked": rule.map(|rule| rule.checked),
    });
    let first = vec![
        Line::of(Run::Words(title)),
        Line::of(Run::Words(asks)).tone(Tone::Note),
    ];
    let rest = match rule {
        None => vec![said(words.text("book.unrated")), vec![], vec![], vec![]],
        Some(rule) => {
            let mut status = law(
                words,
                rule.law.as_str(),
                rule.cites.iter().map(String::as_str),
            );
            let checked = words.fill("book.checked", &[("day", &day(words, rule.checked))]);
            status.push(Line::of(Run::Words(checked)).tone(Tone::Note));
            vec![
                said(effects(words, rule.prospective, rule.live)),
                said(clears(words, rule.clears_with)),
                status,
                why(words, &rule.reason, &rule.source),
            ]
        }
    };
    let cells = [first].into_iter().chain(rest).collect();
    Row::new(id.as_str(), data, cells)
}

fn effects(words: Words, prospective: Effect, live: Effect) -> String {
    let effect = |one: Effect| words.text(&format!("book.effect.{}", one.as_str()));
    let (before, later) = (effect(prospective), effect(live));
    if prospective == live {
        return capital(&before);
    }
    words.fill(
        "book.effects",
        &[("prospective", &before), ("live", &later)],
    )
}

/// The least basis that clears it, tiers with the same one together, from the highest down.
fn clears(words: Words, clears: ClearsWith) -> String {
    let mut parts: Vec<(Vec<String>, String)> = Vec::new();
    for tier in Tier::ALL.iter().rev() {
        let basis = words.word("basis", clears.at(*tier).as_str());
        let tier = words.word("tier", tier.as_str());
        match parts.last_mut().filter(|(_, last)| *last == basis) {
            Some((tiers, _)) => tiers.push(tier),
            None => parts.push((vec![tier], basis)),
        }
    }
    if let [(_, only)] = parts.as_slice() {
        return capital(only);
    }
    let parts = parts.into_iter().map(|(tiers, basis)| {
        let tiers = capital(&tiers.join(", "));
        words.fill("book.clears-at", &[("tiers", &tiers), ("basis", &basis)])
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// Every rule that can raise a finding.
pub(super) fn findings(words: Words, set: &Set) -> Section {
    let rows = RULES.iter().map(|rule| {
        let rated = rubric(set)
            .findings
            .iter()
            .find(|(id, _)| id.as_str() == rule.id)
            .map(|(_, rated)| rated);
        let english = Words(super::Language::English).text(&format!("{}.title", rule.id));
        let data = json!({
            "title": english,
            "axis": rule.axis,
            "owner": rule.owner,
            "law": rule.law,
            "citation": rule.cite,
            "severity": rated.map(|rated| rated.severity),
            "reason": rated.map(|rated| rated.reason.as_str()),
            "source": rated.map(|rated| rated.source.as_str()),
            "cases": rated.map(|rated| &rated.cases).filter(|cases| !cases.is_empty()),
            "checked": rubric(set).dated,
        });
        let cases = || rated.into_iter().flat_map(|rated| &rated.cases);
        let severity = match rated.map(|rated| rated.severity.as_str()) {
            Some(severity) => Line::of(Run::Words(words.word("severity", severity)))
                .tone(Tone::Severity(severity)),
            None => Line::of(Run::Words(words.text("book.unrated"))),
        };
        let axis = words.fill(
            "book.axis",
            &[
                (
                    "axis",
                    &words.text(&format!("book.axis.{}", rule.axis.as_str())),
                ),
                ("owner", &words.word("owner", rule.owner.as_str())),
            ],
        );
        let mut how_bad = vec![severity, Line::of(Run::Words(axis)).tone(Tone::Note)];
        let mut reasons = rated
            .map(|rated| why(words, &rated.reason, &rated.source))
            .unwrap_or_default();
        for (case, one) in cases() {
            let name = words.fill("book.case", &[("case", case.as_str())]);
            let severity = one.severity.as_str();
            how_bad.push(Line::of(Run::Words(name.clone())).tone(Tone::Note));
            let how = words.word("severity", severity);
            how_bad.push(Line::of(Run::Words(how)).tone(Tone::Severity(severity)));
            reasons.push(Line::of(Run::Words(name)).tone(Tone::Note));
            reasons.extend(why(words, &one.reason, &one.source));
        }
        let cells = vec![
            said(words.text(&format!("{}.title", rule.id))),
            how_bad,
            law(words, rule.law.as_str(), rule.cite.split_terminator("; ")),
            reasons,
        ];
        let mut row = Row::new(rule.id, data, cells);
        row.tags.push(("law", rule.law.as_str().to_owned()));
        row
    });
    let mut table = Table::new(
        words,
        "findings",
        &["check", "severity", "law", "why"],
        rows.collect(),
    );
    (table.named, table.filtered) = (true, true);
    table.selects.push(by_law(words, &table.rows));
    Section::new(words, "findings", vec![Part::Table(table)])
}

/// The law statuses that rows have, as a choice.
pub(super) fn by_law(words: Words, rows: &[Row]) -> Select {
    let has = |status: &&&str| {
        rows.iter()
            .flat_map(|row| &row.tags)
            .any(|(name, value)| *name == "law" && value == **status)
    };
    Select {
        tag: "law",
        label: words.text("book.filter.law"),
        options: vendorward_core::gate::LawStatus::WORDS
            .iter()
            .filter(has)
            .map(|status| ((*status).to_owned(), words.word("law", status)))
            .collect(),
    }
}

/// Every rule that the determination can name.
pub(super) fn determination(words: Words) -> Section {
    let rows = DeterminationRule::ALL.iter().map(|rule| {
        let text = |words: Words| words.text(&format!("rule.{rule}"));
        let data = json!({
            "title": text(Words(super::Language::English)),
            "outcome": rule.outcome(),
            "law": rule.law(),
            "citation": rule.cite(),
        });
        let outcome = words.text(&format!("book.agreement.{}", rule.outcome()));
        let cells = vec![
            said(text(words)),
            said(capital(&outcome)),
            law(words, rule.law().as_str(), rule.cite().split("; ")),
        ];
        Row::new(rule.as_str(), data, cells)
    });
    let mut table = Table::new(
        words,
        "determination",
        &["rule", "agreement", "law"],
        rows.collect(),
    );
    table.named = true;
    Section::new(words, "determination", vec![Part::Table(table)])
}
