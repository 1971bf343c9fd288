//! Agreements, reports, and where PHI goes.

use vendorward_core::result::{CellOutcome, Outcome, ReportOutcome};

use super::{cell, head, heading};
use crate::render::{Block, Table, Tone, words::Words};

pub(super) fn agreements(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.agreements", blocks);
    if outcome.baa.flows.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-flows")));
        return;
    }
    let rows = outcome
        .baa
        .flows
        .iter()
        .map(|flow| {
            let instruments: Vec<String> = flow
                .instruments
                .iter()
                .map(|one| words.word("report.instrument", one.as_str()))
                .collect();
            let standing = flow
                .standing
                .map(|one| words.word("report.standing", one.as_str()));
            let agreement = flow.agreement.as_ref().map(ToString::to_string);
            let held: Vec<String> = standing.into_iter().chain(agreement).collect();
            let rules: Vec<String> = flow
                .rules
                .iter()
                .map(|rule| {
                    words.fill(
                        "report.ruled",
                        &[("rule", rule.as_str()), ("cite", rule.cite())],
                    )
                })
                .collect();
            vec![
                flow.flow.to_string().into(),
                words
                    .word("determination", flow.determination.as_str())
                    .into(),
                rules.join("; ").into(),
                words.list(&instruments).into(),
                words.list(&held).into(),
                words.list(&flow.missing).into(),
            ]
        })
        .collect();
    blocks.push(Block::Table(Table {
        head: head(
            words,
            &[
                "flow",
                "agreement",
                "rules",
                "instruments",
                "standing",
                "missing",
            ],
        ),
        rows,
    }));
}

pub(super) fn reports(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.assurance", blocks);
    let assurance = &outcome.assurance;
    if assurance.reports.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-reports")));
        return;
    }
    let row = |report: &ReportOutcome| {
        let used = match (
            assurance.relied_on.as_ref() == Some(&report.id),
            report.usable,
        ) {
            (true, true) => cell(Tone::Good, words.text("report.used.relied-on")),
            (true, false) => cell(Tone::Bad, words.text("report.used.unusable")),
            (false, true) => cell(Tone::Plain, words.text("report.used.beside")),
            (false, false) => cell(Tone::Moot, words.text("report.used.none")),
        };
        let products: Vec<String> = report
            .products
            .iter()
            .map(|(product, cell)| format!("{product}: {}", words.word("cell", cell.as_str())))
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
    if let Some(count) = assurance.crosswalk {
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

pub(super) fn scope(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.scope", blocks);
    if outcome.scope.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-flows")));
        return;
    }
    let covers = |one: &CellOutcome| {
        let mut text = format!(
            "{}: {}",
            words.word("cell", one.cell.as_str()),
            words.said(&one.why)
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
            let steps = [&row.product, &row.place, &row.party];
            let steps: Vec<&str> = steps
                .into_iter()
                .map(String::as_str)
                .filter(|one| !one.is_empty())
                .collect();
            vec![
                steps.join(" → ").into(),
                words.word("phi", row.phi.as_str()).into(),
                covers(&row.our_baa),
                covers(&row.their_baa),
                covers(&row.assurance),
            ]
        })
        .collect();
    blocks.push(Block::Table(Table {
        head: head(
            words,
            &["where", "phi", "our-baa", "their-baa", "assurance"],
        ),
        rows,
    }));
}
