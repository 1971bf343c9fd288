//! Scoring: an assessment at a date, under a compiled set, to an outcome.

use std::collections::BTreeSet;

use crate::{
    assessment::Assessment,
    baa,
    compile::Compiled,
    customer,
    date::Date,
    engagement::Stage,
    evidence,
    finding::Severity,
    findings::{Brief, Findings, OfAnswers},
    gate::{Effect, GateId, LawStatus},
    gates::{self, GateVerdict, Need, Verdict},
    legal, pack,
    prepare::Prepared,
    proposals,
    questionnaire::Domain,
    rating::Rating,
    recommend,
    result::{Assurance, End, Gate, Outcome, ReportOutcome, Said, Score},
    scope,
    score::{self, AllSums, Summing, Sums},
    soc2::{self, ReportStanding},
    units::Fraction,
};

/// A full score in numbers: what a changed answer needs at once.
#[derive(Debug, Clone)]
pub struct Numbers<'p> {
    /// Sums.
    pub sums: AllSums,
    /// Gates, in the order of their vocabulary.
    pub gates: Vec<GateVerdict<'p>>,
    /// Rating.
    pub rating: Option<Rating>,
    /// Findings of answers, as rule and question.
    pub findings: Vec<Brief>,
}

/// Scores what is prepared.
#[must_use]
pub fn numbers<'p>(compiled: &Compiled, prepared: &'p Prepared) -> Numbers<'p> {
    let mut sums = Summing::new(compiled);
    let mut findings = OfAnswers::new(compiled, prepared);
    for scored in score::items(compiled, &prepared.answers, &prepared.applies) {
        sums.take(&scored.2);
        findings.take(&scored);
    }
    let sums = sums.finish();
    let gates = gates::all(compiled, prepared);
    Numbers {
        rating: recommend::rating(compiled, prepared, &sums.whole, &gates),
        sums,
        gates,
        findings: findings.finish(),
    }
}

/// Scores an assessment at a date. A pure function: the same arguments give the same outcome.
#[must_use]
pub fn assess(compiled: &Compiled, assessment: &Assessment, as_of: Date) -> Outcome {
    let prepared = Prepared::new(compiled, assessment, as_of);
    outcome(compiled, assessment, &prepared)
}

/// The whole outcome of what is prepared.
#[must_use]
pub fn outcome(compiled: &Compiled, assessment: &Assessment, prepared: &Prepared) -> Outcome {
    let as_of = prepared.as_of;
    let numbers = numbers(compiled, prepared);
    let rows = scope::matrix(compiled, assessment, prepared);
    let mut findings = Findings::new(compiled);
    findings.questions(&numbers.findings);
    findings.sums(&numbers.sums);
    findings.agreements(assessment, prepared);
    findings.reports(assessment, prepared);
    findings.evidence(assessment, prepared);
    findings.documents(assessment, prepared);
    findings.old_answers(assessment, prepared);
    findings.contradictions(assessment, prepared);
    findings.scope(&rows, assessment, prepared);
    findings.incidents(assessment, prepared);
    let findings = findings.sorted();
    let worst: Option<Severity> = findings.first().map(|finding| finding.severity);
    let pack = pack::pack(compiled, assessment, prepared);
    let missing = pack::missing(&pack, &numbers.gates, &findings);
    let whole = &numbers.sums.whole;
    let recommendation = recommend::recommend(
        compiled,
        prepared,
        whole,
        &numbers.gates,
        numbers.rating,
        (worst, !missing.is_empty()),
    );
    let gates: Vec<Gate> = numbers
        .gates
        .iter()
        .map(|(id, verdict)| gate(compiled, assessment, prepared, *id, verdict))
        .collect();
    Outcome {
        as_of,
        notices: compiled.notices.clone(),
        triage: prepared.triage,
        ended: assessment.engagement.stage == Some(Stage::Ended),
        pack,
        inherent: prepared.inherent.clone(),
        baa: baa::outcome(assessment, prepared),
        legal: legal::duties(compiled, assessment, prepared, &numbers.gates, &findings),
        assurance: assurance(compiled, assessment, prepared),
        score: score_of(whole),
        domains: Domain::ALL
            .iter()
            .zip(&numbers.sums.domains)
            .filter_map(|(domain, sums)| score_of(sums).map(|score| (*domain, score)))
            .collect(),
        sections: compiled
            .sections
            .iter()
            .zip(&numbers.sums.sections)
            .filter_map(|((set, section), sums)| {
                score_of(sums).map(|score| (set.clone(), section.clone(), score))
            })
            .collect(),
        customer_duties: customer::of_agreements(assessment)
            .into_iter()
            .chain(soc2::duties(assessment, prepared))
            .collect(),
        conditions: recommend::conditions(
            compiled,
            assessment,
            (prepared, recommendation),
            &gates,
            &findings,
            &missing,
        ),
        gates,
        scope: rows,
        findings,
        rating: numbers.rating,
        recommendation,
        next_review: recommend::next_review(compiled, assessment, prepared),
        unknown_answers: prepared.answers.unknown.clone(),
    }
}

/// What reports cover: products, time, leaves of the Security Rule.
fn assurance(compiled: &Compiled, assessment: &Assessment, prepared: &Prepared) -> Assurance {
    let leaves = soc2::leaves(compiled, assessment, prepared);
    let standings = prepared.standings.iter().enumerate();
    Assurance {
        reports: standings
            .map(|(at, standing)| report_outcome(prepared, at, standing))
            .collect(),
        relied_on: prepared
            .relied_on(assessment)
            .map(|(report, _)| report.id.clone()),
        crosswalk: soc2::count(&leaves),
        leaves,
        timeline: soc2::timeline(assessment, prepared, &compiled.rubric.soc2),
        substitutions: evidence::substitutions(assessment, prepared, &compiled.rubric),
        proposals: proposals::proposals(compiled, assessment, prepared),
    }
}

fn report_outcome(prepared: &Prepared, at: usize, standing: &ReportStanding) -> ReportOutcome {
    let products = standing.products.iter().enumerate();
    ReportOutcome {
        id: standing.id.clone(),
        usable: standing.usable,
        ends: standing.ends,
        uncovered_days: standing
            .ends
            .map(|ends| ends.days_until(prepared.as_of).max(0)),
        products: standing.products.clone(),
        relied_for: products
            .filter(|(product, _)| prepared.reliance.is_for(at, *product))
            .map(|(_, (name, _))| name.clone())
            .collect(),
        whose: standing.whose,
    }
}

fn gate(
    compiled: &Compiled,
    assessment: &Assessment,
    prepared: &Prepared,
    id: GateId,
    verdict: &Verdict,
) -> Gate {
    let rule = compiled.rubric.gates.get(&id);
    let question = |at: u32| {
        compiled
            .entry(at)
            .map(|entry| entry.question.id.to_string())
            .unwrap_or_default()
    };
    let said = verdict.needs.iter().map(|need| match need {
        Need::Question(key, at) => Said::plain(key).with("question", question(*at)),
        Need::Said(said) => said.clone(),
    });
    let needs = once(said.collect());
    Gate {
        id,
        law: rule.map_or(LawStatus::InForce, |rule| rule.law),
        state: verdict.state,
        basis: verdict.basis,
        effect: gates::effect(compiled, id, prepared.live),
        needs,
        because: verdict
            .because
            .iter()
            .map(|because| because.source(compiled, assessment))
            .collect(),
        citation: rule.map(|rule| rule.cites.join("; ")).unwrap_or_default(),
    }
}

/// Each once: two flows that need the same thing ask for it once.
fn once(all: Vec<Said>) -> Vec<Said> {
    let mut seen = BTreeSet::new();
    let first: Vec<bool> = all.iter().map(|one| seen.insert(one)).collect();
    all.into_iter()
        .zip(first)
        .filter_map(|(one, first)| first.then_some(one))
        .collect()
}

fn end(exact: Fraction) -> Option<End> {
    exact.basis_points().map(|points| End { points, exact })
}

/// A score, unless nothing is scorable.
fn score_of(sums: &Sums) -> Option<Score> {
    let zero = End {
        points: crate::units::BasisPoints::default(),
        exact: Fraction::default(),
    };
    Some(Score {
        claimed_lo: end(sums.claimed_lo)?,
        claimed_hi: end(sums.claimed_hi)?,
        evidenced_lo: end(sums.evidenced_lo)?,
        completeness: end(sums.answered)?,
        na_weight: end(sums.na).unwrap_or(zero),
        by_basis: sums.by_basis,
    })
}

/// Whether a gate's effect is to block.
#[must_use]
pub fn blocks(gate: &Gate) -> bool {
    gate.effect == Effect::Block
}
