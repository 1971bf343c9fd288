//! What an outcome says of itself: what is missing, where it comes from, in which order.

use vendorward_core::{
    assessment::ConditionKind,
    engagement::{Phi, Stage},
    finding::Severity,
    gate::GateState,
    result::{Finding, Outcome},
};

use crate::{engine::Engine, generate::World, oracle};

fn run(engine: &dyn Engine, world: &World) -> Outcome {
    engine
        .run(&world.compiled, &world.assessment, world.as_of)
        .outcome
}

/// A gate that is not settled says what to ask for, and makes a condition.
pub(super) fn open_gates(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let outcome = run(engine, world);
    let engagement = &world.assessment.engagement;
    // Where PHI came and went nothing waits for it to come.
    let over = engagement.stage == Some(Stage::Ended) && oracle::phi(engagement) == Phi::None;
    let kind = if engagement.is_live() || over {
        ConditionKind::ByDate
    } else {
        ConditionKind::BeforePhi
    };
    for gate in &outcome.gates {
        if !matches!(gate.state, GateState::Undetermined | GateState::Pending) {
            continue;
        }
        if gate.needs.is_empty() {
            return Err(format!("{} is {} and needs nothing", gate.id, gate.state));
        }
        let conditions = &outcome.conditions;
        let condition = conditions
            .iter()
            .any(|one| one.finding == gate.id.as_str() && one.kind == kind);
        if !condition {
            return Err(format!(
                "{} is {} and makes no condition",
                gate.id, gate.state
            ));
        }
    }
    Ok(())
}

/// Every finding, and every gate that is settled, names where it came from.
pub(super) fn traced(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let outcome = run(engine, world);
    for finding in &outcome.findings {
        // The share of N/A comes from all answers together.
        if finding.because.is_empty() && finding.rule.id != "answer.na-over-limit" {
            return Err(format!(
                "{} {} comes from nowhere",
                finding.rule.id, finding.subject
            ));
        }
    }
    for gate in &outcome.gates {
        let settled = !matches!(
            gate.state,
            GateState::Undetermined | GateState::NotApplicable
        );
        if settled && gate.because.is_empty() {
            return Err(format!("{} is {} for no reason", gate.id, gate.state));
        }
    }
    Ok(())
}

/// Findings stand by severity, id and subject, and each once.
pub(super) fn findings_in_order(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let outcome = run(engine, world);
    let key = |one: &Finding| -> (std::cmp::Reverse<Severity>, &str, String) {
        (
            std::cmp::Reverse(one.severity),
            one.rule.id,
            one.subject.clone(),
        )
    };
    for two in outcome.findings.windows(2) {
        if key(&two[0]) >= key(&two[1]) {
            return Err(format!(
                "{:?} stands before {:?}",
                key(&two[0]),
                key(&two[1])
            ));
        }
    }
    Ok(())
}
