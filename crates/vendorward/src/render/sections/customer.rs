//! What agreements and reports expect of the hospital itself.

use vendorward_core::{result::CustomerDuty, soc2::CuecState};

use super::{cell, head, heading};
use crate::render::{Block, Cell, Table, Tone, voice::Voice};

/// Nothing where nothing is expected.
pub(super) fn duties(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let words = voice.words;
    let all = &voice.outcome.customer_duties;
    if all.is_empty() {
        return;
    }
    heading(words, "report.customer-duties", blocks);
    let columns = ["customer-duty", "criteria", "because", "owner", "state"];
    blocks.push(Block::Table(Table {
        head: head(words, &columns),
        rows: all.iter().map(|one| row(voice, one)).collect(),
    }));
}

fn row(voice: Voice<'_>, duty: &CustomerDuty) -> Vec<Cell> {
    let words = voice.words;
    let named = voice.named(&duty.id, &duty.text);
    let owner = match (duty.owner.trim(), duty.state) {
        // What is done, or does not concern the hospital, needs nobody.
        ("", CuecState::Done | CuecState::NotApplicable) => String::new(),
        ("", CuecState::Open | CuecState::Assigned) => words.text("report.nobody"),
        (owner, _) => owner.to_owned(),
    };
    let state = words.word("report.customer-duty", duty.state.as_str());
    let tone = match duty.state {
        CuecState::Done => Tone::Good,
        CuecState::Assigned => Tone::Waiting,
        CuecState::Open => Tone::Open,
        CuecState::NotApplicable => Tone::Moot,
    };
    vec![
        named.into(),
        words.list(&duty.criteria).into(),
        duty.source.clone().into(),
        owner.into(),
        cell(tone, state),
    ]
}
