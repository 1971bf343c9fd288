//! What scoring needs of an assessment at a date, worked out once: facts, determination, agreements,
//! reports, answers. A changed answer touches only [`Prepared::answers`].

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    assessment::Assessment,
    baa::{self, FlowDetermination, Review},
    compile::{At, Compiled},
    date::Date,
    engagement::{self, DataKind, Flow, Function, Phi},
    evidence::{self, EvidenceStanding},
    facts::{Determination, Triage},
    gate::GateId,
    gates::{self, Listed, Verdict},
    id::Id,
    known::{self, Facts},
    pack,
    parties::Parties,
    resolve::{self, Answers, Shown},
    result::Inherent,
    soc2::{self, Reliance, Report, ReportStanding, Speaker},
    when::Truth,
};

/// An assessment, ready to be scored.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The day it speaks of.
    pub as_of: Date,
    /// PHI of the engagement.
    pub phi: Phi,
    /// Whether the relationship runs.
    pub live: bool,
    /// The same as far as it is known.
    pub liveness: Truth,
    /// Facts, derived ones included.
    pub facts: Facts,
    /// Facts with the tier at its highest, as packs follow it.
    pub(crate) pack_facts: Facts,
    /// How deep the review goes.
    pub triage: Triage,
    /// Whether each questionnaire is asked.
    pub(crate) asked: Vec<Truth>,
    /// Inherent risk.
    pub inherent: Inherent,
    /// Whether a BAA is required.
    pub determination: Determination,
    /// Each flow.
    pub flows: Vec<FlowFacts>,
    /// Each report.
    pub standings: Vec<ReportStanding>,
    /// Which is relied on, by product.
    pub reliance: Reliance,
    /// Each other document.
    pub evidence: Vec<EvidenceStanding>,
    /// Answers by question index.
    pub answers: Answers,
    /// Whether each question applies.
    pub applies: Vec<Truth>,
    /// Gates that answers do not touch.
    pub(crate) record_gates: Vec<(GateId, Verdict)>,
    /// Subcontractors with PHI by the records.
    pub(crate) listed: Listed,
    /// Subcontractors, and which flow goes to which.
    pub(crate) parties: Parties,
}

/// One flow with its determination and the agreement that comes nearest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowFacts {
    /// The flow.
    pub id: Id,
    /// Its PHI.
    pub phi: Phi,
    /// The class of flows it belongs to: those of one class differ in name, place and party alone, so that
    /// everything below is the same for all of them.
    pub class: usize,
    /// Whether it needs an agreement.
    pub determination: Arc<FlowDetermination>,
    /// How the nearest agreement stands; none if there is none on file.
    pub review: Option<Arc<Review>>,
    /// Its index among the assessment's agreements.
    pub agreement: Option<usize>,
    /// Other agreements that are, or may be, in force for it as well.
    pub beside: Arc<[(usize, Truth)]>,
}

impl FlowFacts {
    /// Whether PHI goes to someone for it who has to protect it for the hospital. Who uses it for itself, only
    /// carries it or gets none does not. A limited data set is PHI that must be protected all the same (D4;
    /// 45 CFR 164.514(e)(4)), the hospital's own workforce works in the vendor's place (D13), and who is no
    /// covered entity (D1) has no exemption.
    #[must_use]
    pub fn holds_for_hospital(&self) -> Truth {
        use baa::DeterminationRule::{D1, D4, D13};
        let phi = self.phi.is_involved();
        match self.determination.required {
            Determination::Required => phi,
            Determination::Undetermined => phi.and(Truth::Unknown),
            Determination::NotRequired
                if matches!(self.determination.rules.first(), Some(D1 | D4 | D13)) =>
            {
                phi
            }
            Determination::NotRequired => Truth::False,
        }
    }
}

/// What of a flow decides about its agreement: product, PHI, kind of data, function, facts, and whether
/// it goes to another party.
type Class<'a> = (
    &'a str,
    Option<Phi>,
    Option<DataKind>,
    Option<Function>,
    &'a engagement::FlowFacts,
    bool,
);

fn class(flow: &Flow) -> Class<'_> {
    let Flow {
        id: _,
        product,
        place: _,
        region: _,
        party,
        phi,
        forms: _,
        data,
        function,
        facts,
    } = flow;
    (product, *phi, *data, *function, facts, party.is_some())
}

impl Prepared {
    /// Prepares an assessment.
    #[must_use]
    pub fn new(compiled: &Compiled, assessment: &Assessment, as_of: Date) -> Self {
        let engagement = &assessment.engagement;
        let mut facts = Facts::of(engagement);
        let inherent = known::tier(compiled, &facts);
        let baas = &assessment.baas;
        let superseded: Vec<Truth> = baas
            .iter()
            .map(|baa| baa::superseded(baa, baas, as_of))
            .collect();
        let flows = flows(assessment, &superseded, as_of);
        let required = flows.iter().map(|flow| flow.determination.required);
        let determination = baa::of_engagement(engagement, required);
        facts.derive(inherent.tier, inherent.best, determination);
        let mut pack_facts = facts.at_highest(inherent.tier);
        let triage = pack::depth(compiled, engagement, inherent.tier, &pack_facts);
        pack_facts.go(triage);
        facts.go(triage);
        let asked = pack::asked(compiled, &pack_facts);
        let standings = soc2::standings(assessment, &compiled.rubric, as_of);
        let reliance = Reliance::new(assessment, &standings);
        let evidence = evidence::standings(assessment, &compiled.rubric, as_of);
        let shown = Shown {
            reports: &standings,
            evidence: &evidence,
        };
        let mut answers = Answers::read(compiled, assessment, shown, as_of);
        answers.carry(compiled, &asked);
        let parties = Parties::new(assessment, &flows);
        let listed = Listed::new(
            compiled,
            assessment,
            (&flows, &parties),
            inherent.tier,
            as_of,
        );
        let mut prepared = Self {
            as_of,
            phi: engagement.phi(),
            live: engagement.is_live(),
            liveness: engagement.liveness(),
            facts,
            pack_facts,
            triage,
            asked,
            inherent,
            determination,
            flows,
            standings,
            reliance,
            evidence,
            answers,
            applies: Vec::new(),
            record_gates: Vec::new(),
            listed,
            parties,
        };
        prepared.judge_conditions(compiled);
        prepared.record_gates = gates::of_records(compiled, assessment, &prepared);
        prepared
    }

    /// Works out which questions apply, three-valued, from the facts and answers as they stand.
    pub fn judge_conditions(&mut self, compiled: &Compiled) {
        self.applies = self
            .answers
            .applicability(compiled, &self.facts, &self.asked);
    }

    /// Whether the pack asks a question's questionnaire.
    #[must_use]
    pub fn asks(&self, compiled: &Compiled, at: At) -> Truth {
        resolve::is_asked(compiled, &self.asked, at)
    }

    /// Whether a question would apply if its questionnaire were asked.
    pub(crate) fn would_apply(&self, compiled: &Compiled, at: At) -> Truth {
        let when = compiled.entry(at).and_then(|entry| entry.when);
        let node = when.and_then(|when| compiled.conditions.get(when as usize));
        node.map_or(Truth::True, |node| {
            known::evaluate(node, &self.facts, &self.answers.known)
        })
    }

    /// Where a question's answer was given: elsewhere if it was carried.
    #[must_use]
    pub fn answered_in(&self, at: At) -> At {
        let carried = &self.answers.carried;
        let place = carried.partition_point(|(to, _)| *to < at);
        carried
            .get(place)
            .filter(|(to, _)| *to == at)
            .map_or(at, |(_, from)| *from)
    }

    /// The report relied on, where there are several the one for most products.
    #[must_use]
    pub fn relied_on<'a>(
        &'a self,
        assessment: &'a Assessment,
    ) -> Option<(&'a Report, &'a ReportStanding)> {
        let at = self.reliance.main?;
        Some((assessment.reports.get(at)?, self.standings.get(at)?))
    }

    /// The reports that have a say about the products bought.
    #[must_use]
    pub fn speaking<'a>(&'a self, assessment: &'a Assessment) -> Vec<Speaker<'a>> {
        soc2::speaking(assessment, &self.standings, &self.reliance)
    }
}

/// Every flow. A hospital may list hundreds; what decides differs between few.
fn flows(assessment: &Assessment, superseded: &[Truth], as_of: Date) -> Vec<FlowFacts> {
    let mut known: BTreeMap<Class<'_>, FlowFacts> = BTreeMap::new();
    let flows = assessment.engagement.flows.iter();
    flows
        .map(|flow| {
            let next = known.len();
            let alike = known
                .entry(class(flow))
                .or_insert_with(|| flow_facts(assessment, flow, next, superseded, as_of));
            FlowFacts {
                id: flow.id.clone(),
                ..alike.clone()
            }
        })
        .collect()
}

fn flow_facts(
    assessment: &Assessment,
    flow: &Flow,
    class: usize,
    superseded: &[Truth],
    as_of: Date,
) -> FlowFacts {
    let engagement = &assessment.engagement;
    let dua = assessment.data_use_agreement(&flow.product, as_of);
    let mut determination = baa::determine(engagement, flow, dua.holds());
    let mut reviews = Vec::new();
    if determination.needs_agreement() {
        for (at, (agreement, superseded)) in assessment.baas.iter().zip(superseded).enumerate() {
            let mut review = baa::review(agreement, engagement, flow, as_of);
            match superseded {
                Truth::True => continue,
                Truth::Unknown if review.standing == baa::Standing::InForce => {
                    review.standing = baa::Standing::Unknown;
                    review.missing.push("successor.execution");
                }
                Truth::Unknown | Truth::False => {}
            }
            reviews.push((at, review));
        }
    }
    let nearest = reviews.iter().enumerate().max_by_key(|(_, (at, review))| {
        let read = assessment
            .baas
            .get(*at)
            .is_some_and(|baa| baa.reviewed.is_some());
        (rank(review), read, std::cmp::Reverse(*at))
    });
    let nearest = nearest.map(|(place, _)| place);
    let nearest = nearest.map(|place| reviews.remove(place));
    if let Some((_, review)) = &nearest {
        determination.served_by(review.standing);
    }
    FlowFacts {
        id: flow.id.clone(),
        phi: engagement.phi_of(flow),
        class,
        determination: Arc::new(determination),
        agreement: nearest.as_ref().map(|(at, _)| *at),
        review: nearest.map(|(_, review)| Arc::new(review)),
        beside: reviews
            .into_iter()
            .filter_map(|(at, review)| match review.standing {
                baa::Standing::InForce => Some((at, Truth::True)),
                baa::Standing::Unknown => Some((at, Truth::Unknown)),
                _ => None,
            })
            .collect(),
    }
}

/// A refusal stands before drafts and agreements that no longer hold: it came after them or still
/// stands beside them. It gives way to an agreement that is or may be in force.
const fn rank(review: &Review) -> u8 {
    match review.standing {
        baa::Standing::Missing => 0,
        baa::Standing::Unfinished => 1,
        baa::Standing::Defective => 2,
        baa::Standing::Refused => 3,
        baa::Standing::Unknown => 4,
        baa::Standing::InForce => 5,
    }
}
