//! Every rule and gate the code has, as text.

use vendorward_core::{Id, facts::Tier, gate::GateId, rules::RULES, texts::Language};

use super::{
    Cell, Table, text,
    words::{Words, capital},
};
use crate::set::Set;

/// The gates and findings of the code with what the rubric of this set makes of them.
#[must_use]
pub fn rules(set: &Set, language: Language) -> String {
    let words = Words(language);
    let named = [
        ("id", set.rubric.id.as_str()),
        ("version", set.rubric.version.as_str()),
    ];
    let dated = set.compiled.rubric.dated.to_string();
    let title = words.fill("report.named", &named);
    let title = words.fill("rules.title", &[("rubric", &title), ("checked", &dated)]);
    format!(
        "{}\n\n{}\n{}",
        text::plain(&title),
        text::table(&gates(words, set)),
        text::table(&findings(words, set))
    )
}

fn head(words: Words, keys: &[&str]) -> Vec<String> {
    keys.iter()
        .map(|key| words.text(&format!("rules.column.{key}")))
        .collect()
}

fn gates(words: Words, set: &Set) -> Table {
    let row = |id: &GateId| -> Vec<Cell> {
        let rule = set.compiled.rubric.gates.get(id);
        let effects = rule.map(|rule| {
            let effect =
                |one: vendorward_core::gate::Effect| words.word("report.effect", one.as_str());
            let (before, live) = (effect(rule.prospective), effect(rule.live));
            if before == live {
                before
            } else {
                words.fill(
                    "rules.effects",
                    &[("prospective", &before), ("live", &live)],
                )
            }
        });
        vec![
            id.to_string().into(),
            words.text(&format!("{id}.asks")).into(),
            effects.unwrap_or_default().into(),
            rule.map(|rule| clears_with(words, rule.clears_with))
                .unwrap_or_default()
                .into(),
            rule.map(|rule| words.word("law", rule.law.as_str()))
                .unwrap_or_default()
                .into(),
            rule.map(|rule| rule.cites.join("; "))
                .unwrap_or_default()
                .into(),
        ]
    };
    Table {
        head: head(
            words,
            &["gate", "asks", "effect", "clears-with", "law", "citation"],
        ),
        rows: GateId::ALL.iter().map(row).collect(),
    }
}

/// One basis if it is the same at every tier, else from the highest tier down.
fn clears_with(words: Words, clears: vendorward_core::rubric::ClearsWith) -> String {
    let basis = |tier: Tier| words.word("basis", clears.at(tier).as_str());
    let highest = basis(Tier::Critical);
    if Tier::ALL.iter().all(|tier| basis(*tier) == highest) {
        return highest;
    }
    let tiers = Tier::ALL.iter().rev().map(|tier| {
        let (tier_word, basis) = (words.word("tier", tier.as_str()), basis(*tier));
        words.fill("rules.at-tier", &[("tier", &tier_word), ("basis", &basis)])
    });
    words.list(&tiers.collect::<Vec<_>>())
}

fn findings(words: Words, set: &Set) -> Table {
    let rows = RULES
        .iter()
        .map(|rule| {
            let rated = Id::new(rule.id)
                .ok()
                .and_then(|id| set.compiled.rubric.findings.get(&id));
            let severity = rated.map(|rated| words.word("severity", rated.severity.as_str()));
            vec![
                rule.id.to_owned().into(),
                words.text(&format!("{}.title", rule.id)).into(),
                severity
                    .unwrap_or_else(|| words.text("rules.unrated"))
                    .into(),
                capital(&words.word("owner", rule.owner.as_str())).into(),
                words.word("law", rule.law.as_str()).into(),
                rule.cite.to_owned().into(),
            ]
        })
        .collect();
    Table {
        head: head(
            words,
            &["finding", "title", "severity", "owner", "law", "citation"],
        ),
        rows,
    }
}
