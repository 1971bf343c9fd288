//! What a vendor is asked for: by tier, by facts, and what may come instead.

use serde_json::json;
use vendorward_core::{facts::Tier, when::Expr};

use super::{
    Part, Section,
    rows::{Line, Row, Run, Table, Tone, said, why},
    rubric,
};
use crate::{
    set::Set,
    words::{Words, capital},
};

/// Every row of the pack.
pub(super) fn section(words: Words, set: &Set) -> Section {
    let tables = [
        tiers(words, set),
        limits(words, set),
        questionnaires(words, set),
        evidence(words, set),
        substitutes(words, set),
    ];
    let parts = tables.into_iter().map(Part::Table).collect();
    Section::new(words, "pack", parts)
}

fn holds(when: &Expr) -> Vec<Line> {
    vec![Line::of(Run::Name(when.to_string())).tone(Tone::Code)]
}

fn content(text: &str) -> Vec<Line> {
    vec![Line::of(Run::Content(text.to_owned()))]
}

fn tiers(words: Words, set: &Set) -> Table {
    let rules = &rubric(set).pack.tiers;
    let rows = Tier::ALL.iter().rev().filter_map(|tier| {
        let rule = rules.get(tier)?;
        let data = json!({
            "depth": rule.depth,
            "approver": rule.approver,
            "reason": rule.reason,
            "source": rule.source,
        });
        let cells = vec![
            said(capital(&words.word("tier", tier.as_str()))),
            said(capital(&words.word("triage", rule.depth.as_str()))),
            content(&rule.approver),
            why(words, &rule.reason, &rule.source),
        ];
        Some(Row::new(tier.as_str(), data, cells))
    });
    let columns = ["tier", "depth", "approver", "why"];
    Table::new(words, "pack_tiers", &columns, rows.collect()).titled(words)
}

fn limits(words: Words, set: &Set) -> Table {
    let rows = (1..).zip(&rubric(set).pack.limits).map(|(n, rule)| {
        let data = json!({
            "depth": rule.depth,
            "when": rule.when.to_string(),
            "reason": rule.reason,
            "source": rule.source,
        });
        let cells = vec![
            said(capital(&words.word("triage", rule.depth.as_str()))),
            holds(&rule.when),
            why(words, &rule.reason, &rule.source),
        ];
        Row::new(format!("limit-{n}"), data, cells)
    });
    let columns = ["depth", "when", "why"];
    Table::new(words, "pack_limits", &columns, rows.collect()).titled(words)
}

fn questionnaires(words: Words, set: &Set) -> Table {
    let rows = rubric(set).pack.questionnaires.iter().map(|rule| {
        let mut all = set.compiled.questionnaires.iter();
        let title = all.find(|one| one.id == rule.questionnaire);
        let title = title.map_or(rule.questionnaire.as_str(), |one| one.title.as_str());
        let data = json!({
            "when": rule.when.to_string(),
            "reason": rule.reason,
            "source": rule.source,
        });
        let cells = vec![
            content(title),
            holds(&rule.when),
            why(words, &rule.reason, &rule.source),
        ];
        Row::new(rule.questionnaire.as_str(), data, cells)
    });
    let columns = ["questionnaire", "when", "why"];
    Table::new(words, "pack_questionnaires", &columns, rows.collect()).titled(words)
}

fn evidence(words: Words, set: &Set) -> Table {
    let rows = (1..).zip(&rubric(set).pack.evidence).map(|(n, rule)| {
        let data = json!({
            "item": rule.item,
            "demand": rule.demand,
            "when": rule.when.to_string(),
            "reason": rule.reason,
            "source": rule.source,
        });
        let cells = vec![
            said(words.word("item", rule.item.as_str())),
            said(capital(&words.word("demand", rule.demand.as_str()))),
            holds(&rule.when),
            why(words, &rule.reason, &rule.source),
        ];
        Row::new(format!("document-{n}"), data, cells)
    });
    let columns = ["document", "demand", "when", "why"];
    Table::new(words, "pack_evidence", &columns, rows.collect()).titled(words)
}

fn substitutes(words: Words, set: &Set) -> Table {
    let rows = (1..).zip(&rubric(set).pack.substitutes).map(|(n, rule)| {
        let data = json!({
            "item": rule.item,
            "by": rule.by,
            "when": rule.when.to_string(),
            "replaces": rule.replaces,
            "leaves": rule.leaves,
            "source": rule.source,
        });
        let cells = vec![
            said(words.word("item", rule.item.as_str())),
            said(words.word("item", rule.by.as_str())),
            holds(&rule.when),
            content(&rule.replaces),
            why(words, &rule.leaves, &rule.source),
        ];
        Row::new(format!("substitute-{n}"), data, cells)
    });
    let columns = ["document", "instead", "when", "replaces", "leaves"];
    Table::new(words, "pack_substitutes", &columns, rows.collect()).titled(words)
}
