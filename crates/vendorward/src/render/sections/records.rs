//! Reports, and where PHI goes.

use vendorward_core::{
    result::{CellOutcome, Outcome, ReportOutcome, Said, ScopeRow, Substitution},
    soc2::Whose,
};

use super::{cell, head, heading};
use crate::render::{Block, Table, Tone, voice::Voice, words::Words};

pub(super) fn reports(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let (words, outcome) = (voice.words, voice.outcome);
    heading(words, "report.assurance", blocks);
    let assurance = &outcome.assurance;
    if assurance.reports.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-reports")));
        return;
    }
    let row = |report: &ReportOutcome| {
        let relied = assurance.relied_on.as_ref() == Some(&report.id);
        let relied = relied || !report.relied_for.is_empty();
        let used = match (relied, report.usable) {
            _ if report.whose == Whose::Subservice => {
                cell(Tone::Plain, words.text("report.used.subservice"))
            }
            (true, true) => cell(Tone::Good, words.text("report.used.relied-on")),
            (true, false) => cell(Tone::Bad, words.text("report.used.unusable")),
            (false, true) => cell(Tone::Plain, words.text("report.used.beside")),
            (false, false) => cell(Tone::Moot, words.text("report.used.none")),
        };
        let products: Vec<String> = report
            .products
            .iter()
            .map(|(product, cell)| {
                let scope = format!("{product}: {}", words.word("cell", cell.as_str()));
                // With one product the use says it already.
                if report.products.len() > 1 && report.relied_for.contains(product) {
                    words.fill("report.used.for", &[("scope", &scope)])
                } else {
                    scope
                }
            })
            .collect();
        vec![
            report.id.to_string().into(),
            used,
            report
                .ends
                .map(|day| day.to_string())
                .unwrap_or_default()
                .into(),
            report
                .uncovered_days
                .map(|days| days.to_string())
                .unwrap_or_default()
                .into(),
            products.join("; ").into(),
        ]
    };
    blocks.push(Block::Table(Table {
        head: head(words, &["report", "used", "ends", "uncovered", "products"]),
        rows: assurance.reports.iter().map(row).collect(),
    }));
    // Of a report that cannot be relied on the table has nothing to say.
    let usable = assurance
        .reports
        .iter()
        .any(|one| one.usable && assurance.relied_on.as_ref() == Some(&one.id));
    if let Some(count) = assurance.crosswalk.filter(|_| usable) {
        let number = |n: u32| n.to_string();
        blocks.push(Block::Paragraph(words.fill(
            "report.crosswalk",
            &[
                ("full", &number(count.full)),
                ("partial", &number(count.partial)),
                ("none", &number(count.none)),
                ("of", &number(count.of)),
            ],
        )));
    }
}

/// What documents on file replace, and what they leave open.
pub(super) fn substitutions(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    let lines = &outcome.assurance.substitutions;
    if lines.is_empty() {
        return;
    }
    heading(words, "report.substitutions", blocks);
    let row = |one: &Substitution| {
        let counts = if one.counts {
            cell(Tone::Good, words.text("report.counts.yes"))
        } else {
            cell(Tone::Moot, words.text("report.counts.no"))
        };
        vec![
            format!("{} ({})", words.said(&one.what), one.evidence).into(),
            counts,
            words.said(&one.replaces).into(),
            words.said(&one.leaves).into(),
        ]
    };
    blocks.push(Block::Table(Table {
        head: head(words, &["document", "counts", "replaces", "leaves"]),
        rows: lines.iter().map(row).collect(),
    }));
}

pub(super) fn scope(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let (words, outcome) = (voice.words, voice.outcome);
    heading(words, "report.scope", blocks);
    if outcome.scope.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-flows")));
        return;
    }
    let covers = |one: &CellOutcome| {
        let mut text = format!(
            "{}: {}",
            words.word("cell", one.cell.as_str()),
            why(words, &one.why)
        );
        if let Some(source) = &one.source {
            text.push_str(&format!(" ({source})"));
        }
        cell(Tone::of_cell(one.cell), text)
    };
    let rows = outcome
        .scope
        .iter()
        .map(|row| {
            let mut place = path(row);
            let alike = outcome.scope.iter().filter(|one| path(one) == place);
            if alike.count() > 1 {
                place = voice.named(&place, row.flow.as_str());
            }
            let flows = &voice.assessment.engagement.flows;
            let flow = flows.iter().find(|one| one.id == row.flow);
            if let Some(region) = flow.and_then(|flow| flow.region.as_ref()) {
                place = words.list(&[place, region.clone()]);
            }
            vec![
                place.into(),
                words.word("phi", row.phi.as_str()).into(),
                covers(&row.our_baa),
                covers(&row.their_baa),
                covers(&row.assurance),
                covers(&row.evidence),
            ]
        })
        .collect();
    blocks.push(Block::Table(Table {
        head: head(
            words,
            &[
                "where",
                "phi",
                "our-baa",
                "their-baa",
                "assurance",
                "evidence",
            ],
        ),
        rows,
    }));
}

/// Product, place and party.
fn path(row: &ScopeRow) -> String {
    let steps = [&row.product, &row.place, &row.party];
    let steps = steps.into_iter().filter(|one| !one.is_empty());
    steps.cloned().collect::<Vec<_>>().join(" → ")
}

/// Why a cell is what it is, where its own word would only be said again in the words of a report.
fn why(words: Words, said: &Said) -> String {
    words
        .known(&format!("report.{}", said.key))
        .unwrap_or_else(|| words.said(said))
}
