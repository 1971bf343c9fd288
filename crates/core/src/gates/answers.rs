//! Gates over answers.

use super::{Because, Need, Verdict, least_basis};
use crate::{
    basis::Basis,
    compile::{Asked, At, Compiled},
    facts::Triage,
    gate::{GateId, GateState},
    prepare::Prepared,
    resolve::State,
    result::Said,
    score,
    units::Credit,
    when::Truth,
};

/// A gate over answers: every question that carries one of its controls must be fully there, with the
/// basis the tier asks for. A partial answer neither clears nor trips.
pub(super) fn judge(compiled: &Compiled, prepared: &Prepared, id: GateId) -> Verdict {
    let least = least_basis(compiled, id, prepared.inherent.tier);
    let Some(asked) = compiled.asked_by(id) else {
        return Verdict::new(GateState::Undetermined).need(Said::plain("need.question"));
    };
    let mut verdict = Verdict::new(GateState::NotApplicable);
    verdict.because.reserve(asked.len());
    for Asked { control, questions } in asked {
        // Where nothing is assessed nothing is asked; else a control is not known that no question certainly
        // asked speaks to, unless the facts say that it does not arise.
        let certain = |at: &At| prepared.asks(compiled, *at) == Truth::True;
        let arises = |at: &At| prepared.would_apply(compiled, *at) != Truth::False;
        let missing = !questions.iter().any(certain)
            && (questions.is_empty() || questions.iter().any(arises));
        if missing && prepared.triage != Triage::NoAssessment {
            verdict.meet(GateState::Undetermined, None);
            verdict = verdict.need(Said::plain("need.question").with("control", control));
        }
        for &at in questions {
            by_question(compiled, prepared, at, least, &mut verdict);
        }
    }
    verdict
}

/// What one question adds to the verdict of its gate.
fn by_question(
    compiled: &Compiled,
    prepared: &Prepared,
    at: At,
    least: Basis,
    verdict: &mut Verdict,
) {
    let Some((state, item)) = score::item(compiled, &prepared.answers, &prepared.applies, at)
    else {
        return;
    };
    let (gate, need) = match state {
        State::Na => return,
        State::Answered(Credit::FULL) if item.confirmed >= least => (GateState::Clear, None),
        State::Answered(Credit::FULL) => (GateState::Undetermined, Some(need_of_basis(least))),
        State::Answered(Credit::NONE) if item.certain => (GateState::Tripped, None),
        State::Answered(Credit::NONE) => (GateState::Undetermined, Some("need.applies")),
        State::Answered(_) | State::PartialUnexplained => {
            (GateState::Undetermined, Some("need.complete"))
        }
        State::Blank | State::Unclear => (GateState::Undetermined, Some("need.answer")),
        State::NaOpen => (GateState::Undetermined, Some("need.na-reason")),
        State::Refused => (GateState::Undetermined, Some("need.refused")),
    };
    let settled = matches!(state, State::Answered(_));
    verdict.meet(gate, settled.then_some(item.confirmed));
    verdict
        .needs
        .extend(need.map(|key| Need::Question(key, at)));
    verdict
        .because
        .push(Because::Answer(prepared.answered_in(at)));
}

const fn need_of_basis(least: Basis) -> &'static str {
    match least {
        Basis::Word | Basis::Attested => "need.attested",
        Basis::Document => "need.document",
        Basis::Tested => "need.tested",
    }
}
