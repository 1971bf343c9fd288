//! Gates, and duties counted.

use vendorward_core::{
    basis::Basis,
    gate::GateState,
    legal::speaks_of_law,
    result::{DutyState, Finding, Gate, Outcome},
};

use super::{cell, head, heading};
use crate::render::{
    Block, Cell, Table, Tone,
    voice::Voice,
    words::{Words, capital},
};

pub(super) fn gates(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let (words, outcome) = (voice.words, voice.outcome);
    heading(words, "report.gates", blocks);
    let (moot, arising): (Vec<&Gate>, Vec<&Gate>) = outcome
        .gates
        .iter()
        .partition(|gate| gate.state == GateState::NotApplicable);
    let title = |gate: &Gate| words.text(&format!("{}.title", gate.id));
    let row = |gate: &&Gate| {
        vec![
            title(gate).into(),
            cell(Tone::of_gate(gate.state), gate_state(words, gate)),
            words.word("report.effect", gate.effect.as_str()).into(),
            gate.citation.clone().into(),
        ]
    };
    if !arising.is_empty() {
        blocks.push(Block::Table(Table {
            head: head(words, &["gate", "state", "effect", "citation"]),
            rows: arising.iter().map(row).collect(),
        }));
    }
    if !moot.is_empty() {
        let titles: Vec<String> = moot.iter().map(|gate| title(gate)).collect();
        let line = words.fill("report.gates-moot", &[("gates", &words.list(&titles))]);
        blocks.push(Block::Paragraph(line));
    }
    let asked: Vec<Vec<Cell>> = arising
        .iter()
        .filter(|gate| !gate.needs.is_empty())
        .map(|gate| {
            let needs = voice.needs(&gate.needs);
            vec![title(gate).into(), needs.into()]
        })
        .collect();
    if !asked.is_empty() {
        blocks.push(Block::Table(Table {
            head: head(words, &["gate", "needs"]),
            rows: asked,
        }));
    }
}

/// The state of a gate, and on what it is clear or how far an undetermined one has come.
fn gate_state(words: Words, gate: &Gate) -> String {
    let state = words.word("state", gate.state.as_str());
    let key = match gate.state {
        GateState::Clear => "report.clear-by",
        GateState::Undetermined => "report.so-far",
        GateState::Tripped | GateState::Pending | GateState::NotApplicable => return state,
    };
    match gate.basis {
        None => state,
        Some(basis) => {
            let basis = words.word("basis", basis.as_str());
            words.fill(key, &[("state", &state), ("basis", &basis)])
        }
    }
}

/// Counted, never scored.
pub(super) fn duties(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.duties", blocks);
    let duties = &outcome.legal.duties;
    let status = words.word("legal", outcome.legal.status.as_str());
    let applies = duties
        .iter()
        .filter(|duty| duty.state != DutyState::NotApplicable)
        .count();
    blocks.push(Block::Paragraph(words.fill(
        "report.duties-counted",
        &[
            ("status", &capital(&status)),
            ("as_of", &outcome.as_of.to_string()),
            ("n", &applies.to_string()),
        ],
    )));
    let mut titles: Vec<String> = Vec::new();
    // Gaps in controls are counted among the duties already.
    let beside = |one: &&Finding| speaks_of_law(one) && one.rule.id != "control.gap";
    for finding in outcome.findings.iter().filter(beside) {
        let title = words.text(&format!("{}.title", finding.rule.id));
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    if !titles.is_empty() {
        let titles = titles.join("; ");
        let said = words.fill("report.duties-findings", &[("titles", &titles)]);
        blocks.push(Block::Paragraph(said));
    }
    if applies == 0 {
        return;
    }
    let row = |state: DutyState| {
        let of_state = || duties.iter().filter(move |duty| duty.state == state);
        let on = |basis: Basis| of_state().filter(|duty| duty.basis == Some(basis)).count();
        let by_basis: Vec<String> = Basis::ALL
            .iter()
            .rev()
            .filter(|basis| on(**basis) > 0)
            .map(|basis| format!("{} {}", on(*basis), words.word("basis", basis.as_str())))
            .collect();
        vec![
            cell(Tone::of_duty(state), words.word("duty", state.as_str())),
            of_state().count().to_string().into(),
            words.list(&by_basis).into(),
        ]
    };
    blocks.push(Block::Table(Table {
        head: head(words, &["duties", "count", "shown-by"]),
        rows: DutyState::ALL.iter().map(|state| row(*state)).collect(),
    }));
    let gaps: Vec<Vec<Cell>> = duties
        .iter()
        .filter(|duty| duty.state == DutyState::Gap)
        .map(|duty| {
            vec![
                cell(Tone::Bad, duty.title.clone()),
                duty.cite.clone().into(),
                words.list(&duty.because).into(),
            ]
        })
        .collect();
    if !gaps.is_empty() {
        blocks.push(Block::Table(Table {
            head: head(words, &["duty-gap", "citation", "because"]),
            rows: gaps,
        }));
    }
}
