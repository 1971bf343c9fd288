//! Subcontractors and incidents, as the package records them.

use vendorward_core::assessment::{Incident, Subcontractor, SubcontractorBaa};

use super::{cell, head, heading};
use crate::render::{Block, Cell, Table, Tone, voice::Voice};

pub(super) fn subcontractors(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let words = voice.words;
    let all = &voice.assessment.subcontractors;
    heading(words, "report.subcontractors", blocks);
    if all.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.none-entered")));
        return;
    }
    let row = |one: &Subcontractor| {
        let known = words.word("report.subcontractor-baa", one.baa.as_str());
        let baa = match (one.baa, one.baa_on) {
            (SubcontractorBaa::Executed, Some(on)) => words.list(&[known, on.to_string()]),
            (SubcontractorBaa::Executed, None) => {
                words.list(&[known, words.text("report.undated")])
            }
            _ => known,
        };
        let baa = match (one.baa, one.phi) {
            (SubcontractorBaa::None, Some(true)) => cell(Tone::Bad, baa),
            _ => baa.into(),
        };
        let seen = one.confirmed.as_ref().map_or_else(
            || words.text("report.nobody"),
            |signed| words.list(&[signed.by.clone(), signed.on.to_string()]),
        );
        let row: Vec<Cell> = vec![
            one.name.clone().into(),
            one.service.clone().into(),
            voice.yes_no(one.phi).into(),
            baa,
            seen.into(),
        ];
        row
    };
    blocks.push(Block::Table(Table {
        head: head(
            words,
            &["subcontractor", "service", "phi", "their-baa", "seen"],
        ),
        rows: all.iter().map(row).collect(),
    }));
}

pub(super) fn incidents(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let words = voice.words;
    let all = &voice.assessment.incidents;
    heading(words, "report.incidents", blocks);
    if all.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.none-entered")));
        return;
    }
    let row = |one: &Incident| {
        let told = match (one.discovered_on, one.reported_on) {
            (_, None) => words.text("report.not-told"),
            (Some(known), Some(told)) => {
                let days = usize::try_from(known.days_until(told)).unwrap_or_default();
                let after = match days {
                    0 => words.text("report.told-same-day"),
                    days => words.count("report.told-after", days),
                };
                words.list(&[told.to_string(), after])
            }
            (None, Some(told)) => told.to_string(),
        };
        let closed = one
            .resolved_on
            .map_or_else(|| words.text("report.still-open"), |day| day.to_string());
        let row: Vec<Cell> = vec![
            one.title.clone().into(),
            voice.yes_no(one.breach).into(),
            voice.day(one.discovered_on).into(),
            told.into(),
            closed.into(),
            one.by.clone().into(),
        ];
        row
    };
    blocks.push(Block::Table(Table {
        head: head(
            words,
            &[
                "incident",
                "breach",
                "discovered",
                "told",
                "closed",
                "entered-by",
            ],
        ),
        rows: all.iter().map(row).collect(),
    }));
}
