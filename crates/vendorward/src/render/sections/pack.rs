//! What is asked for: questionnaires, documents, what may stand in for them, who approves.

use vendorward_core::{
    baa::BaaStatus,
    pack::{Demand, Item, ItemOutcome},
    soc2::ReportKind,
};

use super::{cell, head, heading};
use crate::{
    advice::advice,
    render::{Block, Table, Tone, voice::Voice},
};

pub(super) fn pack(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let (words, set, outcome) = (voice.words, voice.set, voice.outcome);
    let pack = &outcome.pack;
    let rubric = &set.compiled.rubric;
    heading(words, "report.pack", blocks);
    // What decided it stands with the tier and with the agreements.
    let engagement = &voice.assessment.engagement;
    let (sentence, _) = advice(rubric, engagement, outcome, words.0);
    blocks.push(Block::Paragraph(sentence));
    let missing: Vec<String> = outcome
        .baa
        .flows
        .iter()
        .filter(|flow| !flow.determination.missing.is_empty())
        .map(|flow| {
            let facts: Vec<String> = flow
                .determination
                .missing
                .iter()
                .map(|fact| voice.missing(fact))
                .collect();
            let name = voice.flow(flow.flow.as_str());
            let value = words.list(&facts);
            words.fill("report.fact", &[("name", &name), ("value", &value)])
        })
        .collect();
    if !missing.is_empty() {
        let args = [("facts", missing.join("; "))];
        let args = args.each_ref().map(|(key, value)| (*key, value.as_str()));
        blocks.push(Block::Paragraph(words.fill("report.missing-facts", &args)));
    }
    let asked: Vec<String> = pack
        .questionnaires
        .iter()
        .filter_map(|(id, certain)| {
            let mut all = set.compiled.questionnaires.iter();
            let title = &all.find(|one| one.id == *id)?.title;
            let key = if *certain {
                "report.pack.asked"
            } else {
                "report.pack.perhaps"
            };
            Some(words.fill(key, &[("title", title)]))
        })
        .collect();
    let months = pack.review_months.map_or_else(String::new, |months| {
        words.fill("report.pack.months", &[("n", &months.to_string())])
    });
    let lines = [
        ("questionnaires", words.list(&asked)),
        ("approver", pack.approver.clone()),
        ("review", months),
    ];
    let lines = lines.into_iter().filter(|(_, value)| !value.is_empty());
    let lines = lines.map(|(key, value)| (words.text(&format!("report.pack.{key}")), value));
    blocks.push(Block::Facts(lines.collect()));
    if !pack.evidence.is_empty() {
        let rows = pack.evidence.iter().map(|one| row(voice, one));
        blocks.push(Block::Table(Table {
            head: head(words, &["document", "demand", "on-file"]),
            rows: rows.collect(),
        }));
    }
    for (item, by) in &pack.substitutes {
        // Nothing need stand in for what is on file.
        let on_file = |one: &ItemOutcome| one.item == *item && one.on_file.is_some();
        if pack.evidence.iter().any(on_file) {
            continue;
        }
        let mut rules = rubric.pack.substitutes.iter();
        let Some(rule) = rules.find(|rule| (rule.item, rule.by) == (*item, *by)) else {
            continue;
        };
        let args = [
            ("item", words.word("item", item.as_str())),
            ("by", words.word("item", by.as_str())),
            ("replaces", rule.replaces.clone()),
            ("leaves", rule.leaves.clone()),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        blocks.push(Block::Paragraph(
            words.fill("report.pack.substitute", &args),
        ));
    }
    if !pack.carried.is_empty() {
        let carried: Vec<String> = pack
            .carried
            .iter()
            .map(|(to, from)| {
                let args = [("to", to.as_str()), ("from", from.as_str())];
                words.fill("report.pack.from", &args)
            })
            .collect();
        let args = [("answers", words.list(&carried))];
        let args = args.each_ref().map(|(key, value)| (*key, value.as_str()));
        blocks.push(Block::Paragraph(words.fill("report.pack.carried", &args)));
    }
    if !pack.unasked.is_empty() {
        let ids: Vec<String> = pack.unasked.iter().map(ToString::to_string).collect();
        let line = words.fill("report.pack.unasked", &[("ids", &words.list(&ids))]);
        blocks.push(Block::Paragraph(line));
    }
}

/// Whether such a document is on file all the same: one that is not enough to count.
fn short_of(voice: Voice<'_>, item: Item) -> bool {
    let assessment = voice.assessment;
    match item {
        Item::Baa => assessment
            .baas
            .iter()
            .any(|baa| baa.status == BaaStatus::Executed),
        Item::Soc2Type2 => assessment
            .reports
            .iter()
            .any(|one| one.scope.kind() == ReportKind::Soc2Type2),
        _ => false,
    }
}

fn row(voice: Voice<'_>, one: &ItemOutcome) -> Vec<super::Cell> {
    let words = voice.words;
    let demand = words.word("demand", one.demand.as_str());
    let demand = if one.certain {
        demand
    } else {
        words.fill("report.pack.if", &[("demand", &demand)])
    };
    let on_file = match (&one.on_file, &one.instead, one.demand) {
        (Some(source), ..) => {
            let args = [("source", source.as_str())];
            cell(Tone::Good, words.fill("report.pack.on-file", &args))
        }
        (None, Some(source), _) => {
            let args = [("source", source.as_str())];
            cell(Tone::Good, words.fill("report.pack.instead", &args))
        }
        (None, None, _) if short_of(voice, one.item) => {
            cell(Tone::Open, words.text("report.pack.short"))
        }
        (None, None, Demand::Required) => cell(Tone::Open, words.text("report.pack.missing")),
        (None, None, Demand::Requested) => cell(Tone::Moot, words.text("report.pack.missing")),
    };
    vec![
        words.word("item", one.item.as_str()).into(),
        demand.into(),
        on_file,
    ]
}
