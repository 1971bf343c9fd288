//! What is often believed and wrong, and penalties: facts of law with their date, never scored.

use serde_json::json;
use vendorward_core::law::{BELIEFS, BELIEFS_CHECKED, Belief, PENALTIES, PROPOSAL, PenaltyTier};

use super::{
    Language, Part, Section, crosswalk, day_of, dollars,
    rows::{Row, Table, Tone, cites, names, said},
    rubric,
};
use crate::{set::Set, words::Words};

/// Belief by belief.
pub(super) fn beliefs(words: Words, set: &Set) -> Section {
    let rows = BELIEFS
        .iter()
        .map(|belief| {
            let texts = |words: Words| {
                let places = places(words, set);
                let places: Vec<(&str, &str)> = places
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                ["believed", "right", "tool"]
                    .map(|part| words.fill(&format!("belief.{}.{part}", belief.id), &places))
            };
            row(belief, texts(words), &texts(Words(Language::English)))
        })
        .collect();
    let columns = ["believed", "right", "tool", "citation"];
    let table = Table::new(words, "beliefs", &columns, rows);
    let mut section = Section::new(words, "beliefs", vec![Part::Table(table)]);
    if let Some(Part::Paragraph(lead)) = section.parts.first_mut() {
        *lead = words.fill(
            "book.beliefs.lead",
            &[("day", &day_of(words, BELIEFS_CHECKED))],
        );
    }
    section
}

fn row(belief: &Belief, [believed, right, tool]: [String; 3], english: &[String; 3]) -> Row {
    let [said_english, right_english, tool_english] = english;
    let data = json!({
        "believed": said_english,
        "right": right_english,
        "tool": tool_english,
        "by": belief.by,
        "citations": belief.cites,
        "checked": BELIEFS_CHECKED,
    });
    let mut does = said(tool);
    if !belief.by.is_empty() {
        does.push(names(belief.by.iter().copied(), ",").tone(Tone::Note));
    }
    let cells = vec![
        said(believed),
        said(right),
        does,
        vec![cites(belief.cites.iter().copied())],
    ];
    Row::new(belief.id, data, cells)
}

/// What the texts of beliefs take from the rubric and from the facts of law.
fn places(words: Words, set: &Set) -> Vec<(&'static str, String)> {
    let (year, month) = PROPOSAL.agenda;
    let agenda = words.fill(
        "book.month",
        &[
            ("month", &words.text(&format!("site.month.{month}"))),
            ("year", &year.to_string()),
        ],
    );
    let cap = PENALTIES.caps.last().map_or(0, |(_, cap)| *cap);
    let mut places = crosswalk::figures(rubric(set));
    places.extend([
        ("day", day_of(words, PENALTIES.since)),
        ("cap", dollars(words, cap)),
        ("published", day_of(words, PROPOSAL.published)),
        ("checked", day_of(words, PROPOSAL.checked)),
        ("agenda", agenda),
    ]);
    places
}

/// Amounts by tier of fault, and the yearly cap over time.
pub(super) fn penalties(words: Words) -> Section {
    let says = |key: &str, places: &[(&str, &str)]| {
        Part::Paragraph(words.fill(&format!("book.penalties.{key}"), places))
    };
    let since = [
        ("day", &*day_of(words, PENALTIES.since)),
        ("checked", &*day_of(words, PENALTIES.checked)),
        ("cites", &*PENALTIES.cites.join("; ")),
    ];
    let rows = PENALTIES.tiers.iter().map(|tier| tier_row(words, tier));
    let columns = ["fault", "each", "year", "discretion"];
    let tiers = Table::new(words, "penalties", &columns, rows.collect());
    let caps = PENALTIES.caps.iter().rev().map(|(from, cap)| {
        let cells = vec![said(day_of(words, from)), said(dollars(words, *cap))];
        Row::new(*from, json!({"dollars": cap}), cells)
    });
    let caps = Table::new(words, "caps", &["from", "cap"], caps.collect()).titled(words);
    let parts = vec![
        says("since", &since),
        Part::Table(tiers),
        says("cap", &[]),
        says("discretion", &[("cite", PENALTIES.discretion_cite)]),
        says("crime", &[]),
        Part::Table(caps),
    ];
    Section::new(words, "penalties", parts)
}

fn tier_row(words: Words, tier: &PenaltyTier) -> Row {
    let name = |words: Words| words.text(&format!("penalty.{}", tier.id));
    let data = json!({
        "fault": name(Words(Language::English)),
        "least": tier.least,
        "most": tier.most,
        "year": tier.year,
        "discretion": tier.discretion,
        "since": PENALTIES.since,
        "checked": PENALTIES.checked,
        "citations": PENALTIES.cites,
        "scored": false,
    });
    let least = dollars(words, tier.least);
    let each = match tier.most {
        Some(most) => words.fill(
            "book.each.range",
            &[("least", &least), ("most", &dollars(words, most))],
        ),
        None => words.fill("book.each.open", &[("least", &least)]),
    };
    let cells = vec![
        said(name(words)),
        said(each),
        said(dollars(words, tier.year)),
        said(dollars(words, tier.discretion)),
    ];
    Row::new(tier.id, data, cells)
}
