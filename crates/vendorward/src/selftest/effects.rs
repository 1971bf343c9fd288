//! What answers do: each decides something, and a worse one never helps.

use std::cmp::Ordering;

use vendorward_core::{
    assess,
    assessment::{Assessment, Value},
    compile::{At, Compiled},
    finding::Severity,
    rating::Recommendation,
    result::Outcome,
    units::{Credit, Fraction},
};

use super::{
    Check,
    probe::{self, Base},
    reach::Reached,
};

fn outcome(
    compiled: &Compiled,
    base: &Base,
    context: &Assessment,
    at: At,
    value: &Value,
) -> Outcome {
    let mut assessment = context.clone();
    if let Some(entry) = compiled.entry(at) {
        probe::give(&mut assessment, base.answer(&entry.question, value.clone()));
    }
    assess::assess(compiled, &assessment, base.as_of)
}

/// Each scored question that can be asked, with its values by rising credit, in its context.
fn scored<'a>(
    compiled: &'a Compiled,
    reached: &'a Reached,
    base: &'a Base,
) -> impl Iterator<Item = (At, &'a Assessment, Vec<(Value, Credit)>)> {
    let each = (0..).zip(&compiled.questions);
    let each = each.filter(|(_, entry)| entry.weight > 0);
    each.filter_map(|(at, entry)| Some((at, reached.context(at)?, base.values(&entry.question))))
}

fn name(compiled: &Compiled, at: At) -> String {
    compiled
        .entry(at)
        .map(|entry| entry.question.id.to_string())
        .unwrap_or_default()
}

/// The worst answer instead of the best changes a sum, a gate or a finding.
pub(super) fn decides(compiled: &Compiled, reached: &Reached, base: &Base) -> Check {
    let mut faults = Vec::new();
    let mut tried = 0;
    for (at, context, values) in scored(compiled, reached, base) {
        tried += 1;
        let (Some((worst, _)), Some((best, _))) = (values.first(), values.last()) else {
            faults.push(name(compiled, at));
            continue;
        };
        let lower = outcome(compiled, base, context, at, worst);
        let upper = outcome(compiled, base, context, at, best);
        let same = lower.score == upper.score
            && lower.gates == upper.gates
            && lower.findings == upper.findings;
        if same {
            faults.push(name(compiled, at));
        }
    }
    Check::new("answers-decide", tried, faults)
}

/// No answer improves the result by getting worse.
pub(super) fn worse_never_helps(compiled: &Compiled, reached: &Reached, base: &Base) -> Check {
    let mut faults = Vec::new();
    let mut tried = 0;
    for (at, context, values) in scored(compiled, reached, base) {
        let outcomes: Vec<(Credit, Outcome)> = values
            .iter()
            .map(|(value, credit)| (*credit, outcome(compiled, base, context, at, value)))
            .collect();
        for pair in outcomes.windows(2) {
            let [(less, lower), (more, upper)] = pair else {
                continue;
            };
            tried += 1;
            if less < more
                && let Some(what) = helped(lower, upper)
            {
                faults.push(format!(
                    "{}: {what} from {} to {}",
                    name(compiled, at),
                    more.percent(),
                    less.percent()
                ));
            }
        }
    }
    Check::new("worse-never-helps", tried, faults)
}

/// What is better in the first, which has the lesser answer.
fn helped(lower: &Outcome, upper: &Outcome) -> Option<&'static str> {
    if rank(lower.recommendation) < rank(upper.recommendation) {
        return Some("recommendation");
    }
    let now = |outcome: &Outcome| outcome.rating.map(|rating| (rating.now, rating.best));
    if now(lower) < now(upper) {
        return Some("rating");
    }
    let gates = lower.gates.iter().zip(&upper.gates);
    if gates
        .into_iter()
        .any(|(one, other)| one.state > other.state)
    {
        return Some("gate");
    }
    let ends = |outcome: &Outcome| {
        outcome.score.as_ref().map(|score| {
            [
                score.claimed_lo.exact,
                score.claimed_hi.exact,
                score.evidenced_lo.exact,
            ]
        })
    };
    if let (Some(one), Some(other)) = (ends(lower), ends(upper))
        && one
            .iter()
            .zip(&other)
            .any(|(one, other)| more(*one, *other))
    {
        return Some("sum");
    }
    let worst = |outcome: &Outcome| {
        // A contradiction is about the claim: it goes when less is claimed.
        let findings = outcome.findings.iter();
        let grave = findings
            .filter(|finding| finding.rule.id != "claim.contradiction")
            .map(|finding| finding.severity);
        grave.max().unwrap_or(Severity::Info)
    };
    (worst(lower) < worst(upper)).then_some("finding")
}

fn more(one: Fraction, other: Fraction) -> bool {
    let cross = |got: u64, of: u64| u128::from(got) * u128::from(of);
    cross(one.got, other.of).cmp(&cross(other.got, one.of)) == Ordering::Greater
}

/// From best to worst, live or not.
fn rank(recommendation: Recommendation) -> usize {
    use Recommendation as R;
    match recommendation {
        R::NoAssessment | R::Approve | R::Continue => 0,
        R::ApproveWithConditions | R::ContinueWithConditions => 1,
        R::Defer => 2,
        R::DoNotProceed | R::SuspendPhi => 3,
        R::Exit => 4,
    }
}
