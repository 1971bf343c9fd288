//! Rating, recommendation and conditions (DESIGN 6.9 to 6.11).

use crate::{
    assessment::{Assessment, Condition, ConditionKind, ConditionState},
    compile::Compiled,
    date::Date,
    engagement::Phi,
    facts::{Tier, Triage},
    finding::{Owner, Severity},
    gate::{Effect, GateId, GateState},
    gates::{self, GateVerdict},
    pack::Item,
    prepare::Prepared,
    rating::{Rating, Recommendation},
    result::{Finding, Gate, OutcomeCondition, Said},
    score::Sums,
    texts::Language::English,
    units::BasisPoints,
    when::Truth,
};

/// The strongest effect of a tripped gate.
fn tripped(compiled: &Compiled, live: bool, gates: &[GateVerdict<'_>]) -> Option<Effect> {
    gates
        .iter()
        .filter(|(_, verdict)| verdict.state == GateState::Tripped)
        .map(|(id, _)| gates::effect(compiled, *id, live))
        .max()
}

/// The rating from the worst and from the best that is still possible. A tripped gate stands over
/// both; nothing scorable and nothing tripped gives none.
#[must_use]
pub fn rating(
    compiled: &Compiled,
    prepared: &Prepared,
    sums: &Sums,
    gates: &[GateVerdict<'_>],
) -> Option<Rating> {
    let rubric = &compiled.rubric;
    let of = |tier: Tier, share: Option<BasisPoints>| {
        share.map(|share| rubric.rating.rating(tier, rubric.grades.grade(share)))
    };
    let tier = prepared.inherent.tier;
    let lo = if tier >= Tier::High {
        sums.evidenced_lo
    } else {
        sums.claimed_lo
    };
    let now = of(tier, lo.basis_points());
    let best = of(prepared.inherent.best, sums.claimed_hi.basis_points());
    let floor = |live| {
        tripped(compiled, live, gates).map(|effect| match effect {
            Effect::Block => Tier::Critical,
            Effect::Hold => Tier::High,
        })
    };
    // Where it is not known whether the relationship runs, the stronger effect stands over `now` and the
    // weaker over `best`.
    let (before, after) = match prepared.liveness {
        Truth::True => (floor(true), floor(true)),
        Truth::False => (floor(false), floor(false)),
        Truth::Unknown => (floor(false), floor(true)),
    };
    let now = now.max(before.max(after))?;
    Some(Rating {
        now,
        best: best.max(before.min(after)).unwrap_or(now).min(now),
    })
}

/// The first that fits (DESIGN 6.11). A document that the pack requires and that nothing else asks after
/// makes a condition, like an open gate.
#[must_use]
pub fn recommend(
    compiled: &Compiled,
    prepared: &Prepared,
    sums: &Sums,
    gates: &[GateVerdict<'_>],
    rating: Option<Rating>,
    (worst, missing): (Option<Severity>, bool),
) -> Recommendation {
    use Recommendation::{
        Approve, ApproveWithConditions, Continue, ContinueWithConditions, Defer, DoNotProceed,
        Exit, NoAssessment, SuspendPhi,
    };
    let live = prepared.live;
    let conditions = if live {
        ContinueWithConditions
    } else {
        ApproveWithConditions
    };
    if prepared.triage == Triage::NoAssessment {
        return NoAssessment;
    }
    match tripped(compiled, live, gates) {
        Some(Effect::Block) if !live => return DoNotProceed,
        Some(Effect::Block) => {
            let refused = prepared.flows.iter().any(|flow| {
                flow.review
                    .as_ref()
                    .is_some_and(|review| review.standing == crate::baa::Standing::Refused)
            });
            return if refused { Exit } else { SuspendPhi };
        }
        _ => {}
    }
    let floor = compiled.rubric.limits.completeness_floor.value;
    let thin = sums
        .answered
        .basis_points()
        .is_none_or(|share| share < floor);
    if thin || rating.is_none_or(|rating| rating.now == Tier::Critical) {
        return if live { ContinueWithConditions } else { Defer };
    }
    let open = |verdict: &gates::Verdict| {
        matches!(
            verdict.state,
            GateState::Tripped | GateState::Pending | GateState::Undetermined
        )
    };
    let serious = worst.is_some_and(|worst| worst >= Severity::High);
    if gates.iter().any(|(_, verdict)| open(verdict))
        || serious
        || missing
        || rating.is_some_and(|rating| rating.now == Tier::High)
    {
        return conditions;
    }
    if live { Continue } else { Approve }
}

/// The package's own conditions with their state at the as-of date, then proposed ones: for each gate
/// that is not clear, naming what is missing, for each finding high or critical, and for each document of the
/// pack that is missing without a finding, where no condition of the package answers it. Scoring invents no date.
#[must_use]
pub fn conditions(
    compiled: &Compiled,
    assessment: &Assessment,
    (prepared, recommendation): (&Prepared, Recommendation),
    gates: &[Gate],
    findings: &[Finding],
    missing: &[Item],
) -> Vec<OutcomeCondition> {
    let (live, as_of) = (prepared.live, prepared.as_of);
    // PHI that flows without an agreement waits for no date.
    let tripped = |gate: &Gate| gate.id == GateId::BaaInForce && gate.state == GateState::Tripped;
    let at_once = prepared.phi == Phi::Flowing && gates.iter().any(tripped);
    let mut all: Vec<OutcomeCondition> = assessment
        .conditions
        .iter()
        .map(|one| own(one, as_of))
        .collect();
    let answered = |finding: &str, subject: &str| {
        assessment.conditions.iter().any(|one| {
            one.finding.as_str() == finding
                && one.subject == subject
                && state_at(one, as_of) != ConditionState::Closed
        })
    };
    let proposed = |finding: &str, subject: &str, owner, severity: Severity, needs| {
        let days = compiled.rubric.due_days.get(&severity);
        let urgent =
            at_once && (finding == GateId::BaaInForce.as_str() || SIGNING.contains(&finding));
        OutcomeCondition {
            id: format!("{finding} {subject}").trim_end().to_owned(),
            finding: finding.to_owned(),
            subject: subject.to_owned(),
            kind: if live {
                ConditionKind::ByDate
            } else {
                ConditionKind::BeforePhi
            },
            owner,
            state: ConditionState::Proposed,
            raised_on: None,
            due: None,
            days: if urgent {
                Some(0)
            } else {
                days.map(|days| days.value)
            },
            needs,
            evidence: String::new(),
            closed_on: None,
            accepted: None,
        }
    };
    for gate in gates {
        if matches!(gate.state, GateState::Clear | GateState::NotApplicable) {
            continue;
        }
        let severity = match gate.effect {
            Effect::Block => Severity::Critical,
            Effect::Hold => Severity::High,
        };
        let owner = match gate.id {
            GateId::BaaInForce | GateId::Location | GateId::Incident => Owner::Hospital,
            _ => Owner::Vendor,
        };
        if !answered(gate.id.as_str(), "") {
            all.push(proposed(
                gate.id.as_str(),
                "",
                owner,
                severity,
                gate.needs.clone(),
            ));
        }
    }
    for finding in findings.iter().filter(|one| one.severity >= Severity::High) {
        if !answered(finding.rule.id, &finding.subject) {
            let (owner, severity) = (finding.owner, finding.severity);
            all.push(proposed(
                finding.rule.id,
                &finding.subject,
                owner,
                severity,
                Vec::new(),
            ));
        }
    }
    for item in missing
        .iter()
        .filter(|item| !answered(DOCUMENT, item.as_str()))
    {
        let document = English.fill(&format!("item.{item}"), &[]);
        let needs = vec![Said::plain("need.item").with("document", document)];
        let (owner, severity) = (Owner::Vendor, Severity::Medium);
        all.push(proposed(DOCUMENT, item.as_str(), owner, severity, needs));
    }
    // A rating alone makes conditions where nothing else does: what rests on a word is to be shown.
    let conditional = matches!(
        recommendation,
        Recommendation::ApproveWithConditions | Recommendation::ContinueWithConditions
    );
    let open = |one: &OutcomeCondition| one.state != ConditionState::Closed;
    if conditional && !all.iter().any(open) {
        let needs = vec![Said::plain("need.shown")];
        all.push(proposed(RATED, "", Owner::Vendor, Severity::High, needs));
    }
    all
}

/// Findings that an agreement in force closes.
const SIGNING: [&str; 10] = [
    "baa.ai-not-covered",
    "baa.customer-condition",
    "baa.customer-entity",
    "baa.expired",
    "baa.missing",
    "baa.not-executed",
    "baa.not-yet-effective",
    "baa.refused",
    "baa.service-not-covered",
    "baa.wrong-party",
];

/// What a condition names that asks for a document of the pack; its subject is the item.
pub const DOCUMENT: &str = "document";

/// What a condition names that the residual rating alone makes.
pub const RATED: &str = "rating";

fn own(one: &Condition, as_of: Date) -> OutcomeCondition {
    OutcomeCondition {
        id: one.id.to_string(),
        finding: one.finding.to_string(),
        subject: one.subject.clone(),
        kind: one.kind,
        owner: one.owner,
        state: state_at(one, as_of),
        raised_on: Some(one.raised_on),
        due: one.due,
        days: None,
        needs: Vec::new(),
        evidence: one.evidence.clone(),
        closed_on: one.closed_on,
        accepted: one.accepted.clone(),
    }
}

/// A later date makes an open condition overdue, and ends what was accepted until then.
fn state_at(one: &Condition, as_of: Date) -> ConditionState {
    let late = one.due.is_some_and(|due| due < as_of);
    match one.state {
        ConditionState::Closed => ConditionState::Closed,
        ConditionState::Accepted
            if one
                .accepted
                .as_ref()
                .is_some_and(|accepted| accepted.until >= as_of) =>
        {
            ConditionState::Accepted
        }
        _ if late => ConditionState::Overdue,
        _ => ConditionState::Open,
    }
}

/// The day of the next review: from the last decision, by the tier's cadence, or sooner where the decision
/// itself says when to ask again.
#[must_use]
pub fn next_review(
    compiled: &Compiled,
    assessment: &Assessment,
    prepared: &Prepared,
) -> Option<Date> {
    let decisions = assessment.decisions.iter();
    let last = decisions.max_by_key(|decision| decision.on)?;
    let months = compiled
        .rubric
        .cadence_months
        .get(&prepared.inherent.tier)?;
    let by_cadence = last.on.add_months(i32::from(months.value));
    Some(last.ask_again.map_or(by_cadence, |day| day.min(by_cadence)))
}
