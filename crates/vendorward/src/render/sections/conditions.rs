//! Conditions and decisions.

use vendorward_core::{
    assessment::{ConditionState, Decision},
    gate::{GateId, GateState},
    result::{Gate, OutcomeCondition},
};

use super::{head, heading};
use crate::{
    package::Package,
    render::{Block, Cell, Table, voice::Voice, words::Words},
};

pub(super) fn conditions(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let (words, outcome) = (voice.words, voice.outcome);
    heading(words, "report.conditions", blocks);
    if outcome.conditions.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-conditions")));
        return;
    }
    let rows = matters(voice).into_iter().map(|matter| {
        let one = matter.first;
        // What joined it is named, so that nothing is lost.
        let joined = matter.others.iter().map(|one| match one.subject.as_str() {
            "engagement" => one.finding.clone(),
            subject => format!("{} {subject}", one.finding),
        });
        let ids: Vec<String> = std::iter::once(one.finding.clone()).chain(joined).collect();
        let ids = words.list(&ids);
        let title = voice.title(&one.finding);
        let subject = voice.subject(&one.finding, &one.subject);
        // That it is about the engagement as a whole says nothing.
        let key = match one.subject.as_str() {
            "" | "engagement" => "report.condition",
            _ => "report.condition-about",
        };
        let args = [
            ("title", title.as_str()),
            ("subject", &subject),
            ("id", &ids),
        ];
        vec![
            words.fill(key, &args).into(),
            to_do(voice, &matter).into(),
            due(words, &matter).into(),
            words.word("owner", one.owner.as_str()).into(),
            condition_state(words, one).into(),
        ]
    });
    blocks.push(Block::Table(Table {
        head: head(words, &["condition", "to-do", "due", "owner", "state"]),
        rows: rows.collect(),
    }));
}

/// One matter: a condition, and those that say of it what the first says already.
struct Matter<'a> {
    first: &'a OutcomeCondition,
    others: Vec<&'a OutcomeCondition>,
}

/// Conditions by matter. What is only proposed about a finding joins the proposed condition of the gate
/// it belongs to; what people have recorded stands by itself.
fn matters(voice: Voice<'_>) -> Vec<Matter<'_>> {
    let proposed = |one: &OutcomeCondition| one.state == ConditionState::Proposed;
    let mut matters: Vec<Matter<'_>> = Vec::new();
    for one in &voice.outcome.conditions {
        let home = matters.iter_mut().find(|matter| {
            proposed(one) && proposed(matter.first) && belongs(voice, one, matter.first)
        });
        match home {
            Some(matter) => matter.others.push(one),
            None => matters.push(Matter {
                first: one,
                others: Vec::new(),
            }),
        }
    }
    matters
}

/// Whether a condition about a finding is the matter of another condition.
fn belongs(voice: Voice<'_>, one: &OutcomeCondition, home: &OutcomeCondition) -> bool {
    if let Some(gate) = gate_of(voice, one) {
        return home.finding == gate.as_str();
    }
    if voice.entry(&one.subject).is_some() && home.subject == one.subject {
        return true;
    }
    // That agreements come before PHI, and that this one did not.
    home.finding == "baa.after-phi-start"
        && (one.finding == "baa.backdated" || covers(voice, one, "baa.with-customer"))
}

/// Whether it is about a question that speaks to a control.
fn covers(voice: Voice<'_>, one: &OutcomeCondition, control: &str) -> bool {
    voice.entry(&one.subject).is_some_and(|question| {
        let mut covers = question.covers.iter();
        covers.any(|cover| cover.control.as_str() == control)
    })
}

/// The open gate that a finding belongs to.
fn gate_of(voice: Voice<'_>, one: &OutcomeCondition) -> Option<GateId> {
    let open = |gate: &&Gate| !matches!(gate.state, GateState::Clear | GateState::NotApplicable);
    let mut gates = voice.outcome.gates.iter().filter(open);
    let gate = match one.finding.as_str() {
        "baa.missing"
        | "baa.refused"
        | "baa.not-executed"
        | "baa.expired"
        | "baa.not-yet-effective"
        | "baa.wrong-party"
        | "baa.service-not-covered"
        | "baa.ai-not-covered"
        | "baa.customer-entity"
        | "baa.customer-condition"
        | "baa.undetermined" => GateId::BaaInForce,
        "baa.breach-notice-over-60-days" | "baa.breach-clock-late" => GateId::BreachClause,
        "baa.subcontractor-missing" => GateId::SubcontractorBaas,
        "scope.region" => GateId::Location,
        "incident.unresolved" => GateId::Incident,
        id if id.starts_with("baa.provision.") => GateId::BaaTerms,
        id if id.starts_with("soc2.opinion-") || id == "soc2.signer-not-cpa-firm" => {
            GateId::AssuranceOpinion
        }
        _ if covers(voice, one, "baa.content") => GateId::BaaTerms,
        _ if covers(voice, one, "baa.with-customer") => GateId::BaaInForce,
        "scope.subcontractor" => {
            let named = |gate: &Gate| {
                let mut args = gate.needs.iter().flat_map(|need| &need.args);
                args.any(|(_, value)| *value == one.subject)
            };
            return gates
                .find(|gate| gate.id == GateId::SubcontractorBaas && named(gate))
                .map(|gate| gate.id);
        }
        _ => {
            let answer = format!("answers/{}", one.subject);
            return gates
                .find(|gate| gate.because.contains(&answer))
                .map(|gate| gate.id);
        }
    };
    gates.find(|open| open.id == gate).map(|gate| gate.id)
}

/// What closes it: what the findings of the matter say, what the gate asks for, and else what it asks.
fn to_do(voice: Voice<'_>, matter: &Matter<'_>) -> String {
    let words = voice.words;
    let one = matter.first;
    let mut gates = voice.outcome.gates.iter();
    let gate = gates.find(|gate| gate.id.as_str() == one.finding);
    let needs = gate.map_or(one.needs.as_slice(), |gate| gate.needs.as_slice());
    let remedy = |one: &OutcomeCondition| {
        let mut all = voice.outcome.findings.iter();
        let finding =
            all.find(|known| known.rule.id == one.finding && known.subject == one.subject)?;
        Some(voice.finding(finding, "remediation"))
    };
    let mut said: Vec<String> = remedy(one).into_iter().collect();
    // That a gap is to be closed says less than what the matter asks for by itself.
    let (gaps, others): (Vec<_>, Vec<_>) = matter
        .others
        .iter()
        .partition(|other| other.finding == "control.gap");
    for text in others.into_iter().filter_map(&remedy) {
        if !said.contains(&text) {
            said.push(text);
        }
    }
    if said.is_empty() && needs.is_empty() {
        said.extend(gaps.first().and_then(|gap| remedy(gap)));
    }
    if !needs.is_empty() {
        said.push(words.fill("report.ask-for", &[("needs", &voice.needs(needs))]));
    }
    if said.is_empty() {
        said.extend(words.known(&format!("{}.asks", one.finding)));
    }
    said.join(" ")
}

/// By when: of one matter the earliest day counts.
fn due(words: Words, matter: &Matter<'_>) -> String {
    let all = || std::iter::once(matter.first).chain(matter.others.iter().copied());
    let kind = words.word("report.condition-kind", matter.first.kind.as_str());
    let due = all().filter_map(|one| one.due).min();
    let days = all().filter_map(|one| one.days).min();
    let when = match (due, days) {
        (Some(due), _) => due.to_string(),
        (None, Some(0)) => return words.text("report.days.at-once"),
        (None, Some(days)) => words.count("report.days", usize::from(days)),
        (None, None) => return kind,
    };
    words.list(&[kind, when])
}

/// Its state, and who accepts it until when, or what closed it.
fn condition_state(words: Words, one: &OutcomeCondition) -> String {
    let state = words.word("report.condition-state", one.state.as_str());
    match &one.accepted {
        Some(accepted) if one.state == ConditionState::Accepted => {
            let until = accepted.until.to_string();
            let args = [
                ("state", state.as_str()),
                ("by", &accepted.by),
                ("until", &until),
            ];
            words.fill("report.accepted", &args)
        }
        _ if one.evidence.is_empty() => state,
        _ => words.fill(
            "report.closed",
            &[("state", &state), ("evidence", &one.evidence)],
        ),
    }
}

pub(super) fn decision(words: Words, package: &Package, blocks: &mut Vec<Block>) {
    heading(words, "report.decisions", blocks);
    let decisions = &package.assessment.decisions;
    if decisions.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-decision")));
    } else {
        let word = |one: vendorward_core::rating::Recommendation| {
            words.text(&format!("recommendation.{one}"))
        };
        // Most decisions leave the next review to the cadence.
        let asks_again = decisions.iter().any(|one| one.ask_again.is_some());
        let mut columns = vec!["on", "decided", "recommended", "by", "reason"];
        columns.extend(asks_again.then_some("ask-again"));
        let row = |one: &Decision| {
            let mut row: Vec<Cell> = vec![
                one.on.to_string().into(),
                word(one.outcome).into(),
                word(one.recommendation).into(),
                words.list(&[one.by.clone(), one.role.clone()]).into(),
                one.reason.clone().into(),
            ];
            let again = || {
                one.ask_again
                    .map_or_else(String::new, |day| day.to_string())
            };
            row.extend(asks_again.then(|| again().into()));
            row
        };
        blocks.push(Block::Table(Table {
            head: head(words, &columns),
            rows: decisions.iter().map(row).collect(),
        }));
    }
    let lines = ["decision", "name", "role", "date", "signature"];
    blocks.push(Block::Signature(
        lines
            .iter()
            .map(|line| words.text(&format!("report.sign.{line}")))
            .collect(),
    ));
}
