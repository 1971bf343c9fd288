//! Gates: questions no number can outweigh (DESIGN 6.10).

use std::borrow::Cow;

use crate::{
    assessment::{Assessment, Subcontractor, SubcontractorBaa, word_of},
    baa::{self, Baa, Instrument, ProvisionKey, ProvisionState, Standing},
    basis::Basis,
    compile::{Asked, At, Compiled},
    date::Date,
    engagement::{Engagement, Phi},
    facts::{Determination, Fact, FlowTrait, Tier},
    gate::{Effect, GateId, GateState},
    known::Known,
    prepare::Prepared,
    resolve::State,
    result::{Cell, Said},
    score,
    soc2::{self, Opinion, Report, ReportKind},
    units::Credit,
    when::Truth,
};

/// What a gate came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// State.
    pub state: GateState,
    /// The weakest basis among what clears it; of one not clear, the best that was shown.
    pub basis: Option<Basis>,
    /// What to ask for.
    pub needs: Vec<Need>,
    /// Where it came from.
    pub because: Vec<Because>,
}

/// What to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// About a question.
    Question(&'static str, u32),
    /// About anything else.
    Said(Said),
}

/// Where a verdict came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// The answer to a question.
    Answer(u32),
    /// A record of the package, as in `baas/baa-2025`.
    Record(String),
}

impl Verdict {
    /// Nothing said yet.
    #[must_use]
    pub const fn new(state: GateState) -> Self {
        Self {
            state,
            basis: None,
            needs: Vec::new(),
            because: Vec::new(),
        }
    }

    fn need(mut self, need: Said) -> Self {
        self.needs.push(Need::Said(need));
        self
    }

    fn source(mut self, record: impl Into<String>) -> Self {
        self.because.push(Because::Record(record.into()));
        self
    }

    /// The worse of two; what does not arise gives way.
    fn and(mut self, other: Self) -> Self {
        if self.state == GateState::NotApplicable {
            return other;
        }
        self.meet(other.state, other.basis);
        if other.state != GateState::NotApplicable {
            self.needs.extend(other.needs);
            self.because.extend(other.because);
        }
        self
    }

    /// The same for state and basis alone.
    fn meet(&mut self, state: GateState, basis: Option<Basis>) {
        use GateState::{Clear, NotApplicable};
        self.basis = match (self.state, state) {
            (_, NotApplicable) => return,
            (NotApplicable, _) => basis,
            (Clear, Clear) => self.basis.min(basis),
            (Clear, _) => basis,
            (_, Clear) => self.basis,
            _ => self.basis.max(basis),
        };
        self.state = self.state.min(state);
    }

    /// Clear needs the rubric's basis; below it the gate is undetermined and says what to ask for.
    fn with_basis(mut self, basis: Basis, least: Basis, need: Said) -> Self {
        self.basis = Some(basis);
        if self.state == GateState::Clear && basis < least {
            self.state = GateState::Undetermined;
            self.needs.push(Need::Said(need.with("basis", least)));
        }
        self
    }

    /// Where it is not known that the gate arises, a trip is not known either; `need` says what would
    /// show it.
    fn arises(mut self, truth: Truth, need: &'static str) -> Self {
        match truth {
            Truth::True => {}
            Truth::False => self = Self::new(GateState::NotApplicable),
            Truth::Unknown if self.state == GateState::Tripped => {
                self.state = GateState::Undetermined;
                self.needs.push(Need::Said(Said::plain(need)));
            }
            Truth::Unknown => {}
        }
        self
    }
}

/// Whether PHI is involved, and whether any of it is electronic.
pub(crate) struct Arises {
    phi: Truth,
    pub(crate) ephi: Truth,
}

impl Arises {
    pub(crate) fn of(prepared: &Prepared) -> Self {
        let phi = match prepared.phi {
            Phi::None => Truth::False,
            Phi::Unknown => Truth::Unknown,
            Phi::Planned | Phi::Flowing => Truth::True,
        };
        let flows: &Known = prepared.facts.get(Fact::Flows);
        let bit = 1 << (FlowTrait::Ephi as u32);
        Self {
            phi,
            ephi: phi.and(flows.test(crate::compile::Compare::Includes(bit))),
        }
    }
}

/// Gates that read records only: they change with agreements and reports, not with answers. In the
/// order of the vocabulary.
pub(crate) fn of_records(
    compiled: &Compiled,
    assessment: &Assessment,
    prepared: &Prepared,
) -> Vec<(GateId, Verdict)> {
    let arises = Arises::of(prepared);
    let least = |id| least_basis(compiled, id, prepared.inherent.tier);
    let over_agreements = |judge: &dyn Fn(&Baa) -> Verdict| {
        over_agreements(assessment, prepared, judge).arises(arises.phi, "need.any-phi")
    };
    vec![
        (
            GateId::BaaInForce,
            baa_in_force(assessment, prepared, least(GateId::BaaInForce)),
        ),
        (
            GateId::BaaTerms,
            over_agreements(&|baa| baa_terms(baa, &arises, least(GateId::BaaTerms))),
        ),
        (
            GateId::BreachClause,
            over_agreements(&|baa| breach_clause(baa, least(GateId::BreachClause))),
        ),
        (
            GateId::Location,
            location(assessment, prepared.as_of, least(GateId::Location))
                .arises(arises.phi, "need.any-phi"),
        ),
        (
            GateId::AssuranceOpinion,
            opinion(assessment, prepared, least(GateId::AssuranceOpinion))
                .arises(arises.phi, "need.any-phi"),
        ),
        (GateId::Incident, incident(assessment, prepared)),
    ]
}

/// The least basis that clears a gate; a gate the rubric does not name asks for the document.
pub(crate) fn least_basis(compiled: &Compiled, id: GateId, tier: Tier) -> Basis {
    compiled
        .rubric
        .gates
        .get(&id)
        .map_or(Basis::Document, |rule| rule.clears_with.at(tier))
}

/// What tripping a gate does now.
pub(crate) fn effect(compiled: &Compiled, id: GateId, live: bool) -> Effect {
    let rule = compiled.rubric.gates.get(&id);
    rule.map_or(Effect::Block, |rule| {
        if live { rule.live } else { rule.prospective }
    })
}

/// A gate with its verdict, which is borrowed from what is prepared where answers do not touch it.
pub type GateVerdict<'p> = (GateId, Cow<'p, Verdict>);

/// All gates, in the order of their vocabulary.
#[must_use]
pub(crate) fn all<'p>(compiled: &Compiled, prepared: &'p Prepared) -> Vec<GateVerdict<'p>> {
    let arises = Arises::of(prepared);
    let by_answers = |id| {
        let verdict = by_controls(compiled, prepared, id);
        Cow::Owned(match id {
            GateId::PhiUse => verdict.arises(arises.phi, "need.any-phi"),
            GateId::SubcontractorBaas => prepared
                .listed
                .beside(verdict)
                .arises(arises.phi, "need.any-phi"),
            _ => verdict.arises(arises.ephi, "need.any-ephi"),
        })
    };
    let mut on_record = prepared.record_gates.iter().peekable();
    GateId::ALL
        .iter()
        .map(|id| match on_record.next_if(|(known, _)| known == id) {
            Some((_, verdict)) => (*id, Cow::Borrowed(verdict)),
            None => (*id, by_answers(*id)),
        })
        .collect()
}

/// A gate over answers: every question that carries one of its controls must be fully there, with the
/// basis the tier asks for. A partial answer neither clears nor trips.
fn by_controls(compiled: &Compiled, prepared: &Prepared, id: GateId) -> Verdict {
    let least = least_basis(compiled, id, prepared.inherent.tier);
    let Some(asked) = compiled.asked_by(id) else {
        return Verdict::new(GateState::Undetermined).need(Said::plain("need.question"));
    };
    let mut verdict = Verdict::new(GateState::NotApplicable);
    verdict.because.reserve(asked.len());
    for asked in asked {
        match asked {
            Asked::Question(at) => by_question(compiled, prepared, *at, least, &mut verdict),
            Asked::Nothing(control) => {
                verdict.meet(GateState::Undetermined, None);
                verdict = verdict.need(Said::plain("need.question").with("control", control));
            }
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
        State::Answered(Credit::FULL) if item.basis >= least => (GateState::Clear, None),
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
    verdict.meet(gate, settled.then_some(item.basis));
    verdict
        .needs
        .extend(need.map(|key| Need::Question(key, at)));
    verdict.because.push(Because::Answer(at));
}

const fn need_of_basis(least: Basis) -> &'static str {
    match least {
        Basis::Word | Basis::Attested => "need.attested",
        Basis::Document => "need.document",
        Basis::Tested => "need.tested",
    }
}

/// The agreements relied on: for each flow that needs one, that which comes nearest to being in force.
pub(crate) fn relied_agreements<'a>(
    assessment: &'a Assessment,
    prepared: &Prepared,
) -> Vec<&'a Baa> {
    let mut relied: Vec<usize> = prepared
        .flows
        .iter()
        .filter_map(|flow| flow.agreement)
        .collect();
    relied.sort_unstable();
    relied.dedup();
    relied
        .into_iter()
        .filter_map(|at| assessment.baas.get(at))
        .collect()
}

/// Without a text there are no terms to judge; that there is none is another gate's matter.
fn written(baa: &Baa) -> bool {
    !matches!(baa.status, baa::BaaStatus::None | baa::BaaStatus::Refused)
}

/// Whether an agreement that is not relied on yet may come to be.
fn may_be_relied_on(prepared: &Prepared) -> bool {
    let open = |required| required == Determination::Undetermined;
    open(prepared.determination)
        || prepared
            .flows
            .iter()
            .any(|flow| open(flow.determination.required))
}

/// What every agreement relied on says. Where it is not known whether a flow needs one, each on file may
/// come to be relied on.
fn over_agreements(
    assessment: &Assessment,
    prepared: &Prepared,
    judge: &dyn Fn(&Baa) -> Verdict,
) -> Verdict {
    let relied = relied_agreements(assessment, prepared);
    let mut verdict = Verdict::new(GateState::NotApplicable);
    for baa in relied.iter().filter(|baa| written(baa)) {
        verdict = verdict.and(judge(baa));
    }
    if may_be_relied_on(prepared) {
        let others = assessment
            .baas
            .iter()
            .filter(|baa| written(baa) && !relied.iter().any(|one| one.id == baa.id));
        for baa in others {
            verdict = verdict.and(judge(baa).arises(Truth::Unknown, "need.determination"));
        }
    }
    verdict
}

fn baa_in_force(assessment: &Assessment, prepared: &Prepared, least: Basis) -> Verdict {
    if prepared.phi == Phi::None {
        return Verdict::new(GateState::NotApplicable);
    }
    let mut verdict = Verdict::new(GateState::NotApplicable);
    for flow in &prepared.flows {
        verdict = verdict.and(match flow.determination.required {
            Determination::NotRequired => Verdict::new(GateState::NotApplicable),
            Determination::Undetermined => {
                let mut open = Verdict::new(GateState::Undetermined)
                    .source(format!("engagement/flows/{}", flow.id));
                for missing in &flow.determination.missing {
                    open = open.need(
                        Said::plain("need.fact")
                            .with("flow", &flow.id)
                            .with("fact", missing),
                    );
                }
                open
            }
            Determination::Required => required_flow(assessment, flow, least),
        });
    }
    if prepared.determination == Determination::Undetermined
        && !assessment.engagement.says_where_phi_goes()
    {
        let unsaid = Verdict::new(GateState::Undetermined);
        verdict = verdict.and(unsaid.need(Said::plain("need.flows")));
    }
    verdict
}

fn required_flow(
    assessment: &Assessment,
    flow: &crate::prepare::FlowFacts,
    least: Basis,
) -> Verdict {
    let standing = flow
        .review
        .as_ref()
        .map_or(Standing::Missing, |review| review.standing);
    let state = baa::gate_state(standing, flow.phi);
    let mut verdict = Verdict::new(state).source(format!("engagement/flows/{}", flow.id));
    if flow.phi == Phi::Unknown {
        verdict = verdict.need(Said::plain("need.phi").with("flow", &flow.id));
    }
    let Some(baa) = flow.agreement.and_then(|at| assessment.baas.get(at)) else {
        return verdict.need(Said::plain("need.baa"));
    };
    verdict = verdict.source(format!("baas/{}", baa.id));
    if let Some(review) = &flow.review {
        for missing in &review.missing {
            verdict = verdict.need(
                Said::plain("need.baa-field")
                    .with("agreement", &baa.id)
                    .with("field", missing),
            );
        }
        for defect in &review.defects {
            verdict = verdict.need(
                Said::plain("need.baa-defect")
                    .with("finding", defect.finding)
                    .with("about", &defect.about),
            );
        }
        if matches!(standing, Standing::Unfinished | Standing::Missing) {
            verdict = verdict.need(Said::plain("need.signatures").with("agreement", &baa.id));
        }
    }
    let (basis, need) = (
        agreement_basis(baa),
        Said::plain("need.agreement").with("agreement", &baa.id),
    );
    // Pending is better than undetermined: a record that may yet turn out in force, and then be
    // undetermined because nobody read the agreement, is no better before.
    if state == GateState::Pending && standing == Standing::Unknown && basis < least {
        verdict.state = GateState::Undetermined;
        verdict = verdict.need(need.clone().with("basis", least));
    }
    verdict.with_basis(basis, least, need)
}

/// Only a reviewer who read the agreement makes the record more than a word.
fn agreement_basis(baa: &Baa) -> Basis {
    if baa.reviewed.is_some() {
        Basis::Document
    } else {
        Basis::Word
    }
}

fn baa_terms(baa: &Baa, arises: &Arises, least: Basis) -> Verdict {
    let mut verdict = Verdict::new(GateState::Clear).source(format!("baas/{}/provisions", baa.id));
    for key in ProvisionKey::ALL {
        if baa.may_omit(*key) {
            continue;
        }
        let asked = if key.ephi_only() {
            arises.ephi
        } else {
            Truth::True
        };
        let state = baa
            .provisions
            .iter()
            .filter(|provision| provision.key == *key)
            .map(|provision| provision.state)
            .max();
        let found = match state {
            Some(ProvisionState::Found) => Verdict::new(GateState::Clear),
            Some(ProvisionState::Absent) => Verdict::new(GateState::Tripped),
            Some(ProvisionState::Unclear) | None => Verdict::new(GateState::Undetermined)
                .need(Said::plain("need.provision").with("provision", key)),
        };
        verdict = verdict.and(found.arises(asked, "need.any-ephi"));
    }
    verdict.with_basis(
        agreement_basis(baa),
        least,
        Said::plain("need.agreement").with("agreement", &baa.id),
    )
}

fn breach_clause(baa: &Baa, least: Basis) -> Verdict {
    let source = format!("baas/{}/notice/breach", baa.id);
    match &baa.notice.breach {
        None => Verdict::new(GateState::Undetermined)
            .need(Said::plain("need.breach-clause").with("agreement", &baa.id)),
        Some(notice) if baa::can_pass_limit(notice) => Verdict::new(GateState::Tripped),
        Some(notice)
            if notice.number.is_some() && notice.trigger == baa::NoticeTrigger::Unstated =>
        {
            Verdict::new(GateState::Undetermined)
                .need(Said::plain("need.breach-trigger").with("agreement", &baa.id))
        }
        // Silence never trips: the rule's own limit stands (45 CFR 164.410(b)).
        Some(_) => Verdict::new(GateState::Clear),
    }
    .source(source)
    .with_basis(
        agreement_basis(baa),
        least,
        Said::plain("need.agreement").with("agreement", &baa.id),
    )
}

fn location(assessment: &Assessment, as_of: Date, least: Basis) -> Verdict {
    let allowed = &assessment.engagement.customer.regions_allowed;
    if allowed.is_empty() {
        return Verdict::new(GateState::NotApplicable);
    }
    let mut verdict = Verdict::new(GateState::NotApplicable);
    for flow in assessment.engagement.flows.iter() {
        let phi = assessment.engagement.phi_of(flow);
        if phi == Phi::None {
            continue;
        }
        let state = match &flow.region {
            None => Verdict::new(GateState::Undetermined)
                .need(Said::plain("need.region").with("flow", &flow.id)),
            Some(region) if allowed.iter().any(|one| one.eq_ignore_ascii_case(region)) => {
                Verdict::new(GateState::Clear)
            }
            Some(_) if phi == Phi::Unknown => Verdict::new(GateState::Undetermined)
                .need(Said::plain("need.phi").with("flow", &flow.id)),
            Some(_) => Verdict::new(GateState::Tripped),
        };
        verdict = verdict.and(state.source(format!("engagement/flows/{}/region", flow.id)));
    }
    if !assessment.engagement.says_where_phi_goes() {
        let unsaid = Verdict::new(GateState::Undetermined);
        verdict = verdict.and(unsaid.need(Said::plain("need.flows")));
    }
    // Data kept at home and reached from abroad is not at home.
    let home = allowed.iter().any(|one| one.eq_ignore_ascii_case("US"));
    if home && allowed.len() == 1 && assessment.engagement.offshore != Some(false) {
        let reached = Verdict::new(GateState::Undetermined).source("engagement/offshore");
        verdict = verdict.and(reached.need(Said::plain("need.offshore")));
    }
    let basis = word_of(assessment.attestation.as_ref(), None, as_of);
    verdict.with_basis(basis, least, Said::plain("need.location"))
}

/// The report relied on, and every other one about the products that speaks of the same time or a
/// later one: a newer adverse report is not outweighed by an older clean one.
fn opinion(assessment: &Assessment, prepared: &Prepared, least: Basis) -> Verdict {
    let mut verdict = Verdict::new(GateState::NotApplicable);
    let relied = prepared.relied_on(assessment).map(|(report, _)| &report.id);
    for (report, standing) in soc2::speaking(assessment, &prepared.standings) {
        let covers = |(_, cell): &(String, Cell)| *cell == Cell::Covered;
        let about = Some(&report.id) == relied || standing.products.iter().any(covers);
        // A report that may be about other products may be beside the point.
        let arises = if about { Truth::True } else { Truth::Unknown };
        verdict = verdict.and(opinion_of(report, least).arises(arises, "need.report-products"));
    }
    verdict
}

fn opinion_of(report: &Report, least: Basis) -> Verdict {
    let source = format!("reports/{}", report.id);
    let opinion = match report.opinion_overall {
        Some(Opinion::Unqualified | Opinion::Qualified) => Verdict::new(GateState::Clear),
        Some(Opinion::Adverse | Opinion::Disclaimer) => Verdict::new(GateState::Tripped),
        None => Verdict::new(GateState::Undetermined)
            .need(Said::plain("need.opinion").with("report", &report.id)),
    };
    let signer = match report.auditor.licensed {
        Some(true) => Verdict::new(GateState::Clear),
        Some(false) => Verdict::new(GateState::Tripped),
        None => Verdict::new(GateState::Undetermined)
            .need(Said::plain("need.signer").with("report", &report.id)),
    };
    let basis = if report.reviewed.is_some() {
        Basis::Document
    } else {
        Basis::Word
    };
    opinion.and(signer).source(source).with_basis(
        basis,
        least,
        Said::plain("need.report").with("report", &report.id),
    )
}

/// Days from discovery after which a breach is reported late for certain, and after which it may be: 60
/// calendar days at the latest (45 CFR 164.410(b)), or earlier by an agreement. A clause nobody has read,
/// or one that counts from another day, may set any limit; an agreement that may come to be relied on,
/// its own.
fn breach_limits(assessment: &Assessment, prepared: &Prepared) -> (i64, i64) {
    let relied = relied_agreements(assessment, prepared);
    let (mut surely, mut perhaps) = (baa::BREACH_LIMIT_DAYS, baa::BREACH_LIMIT_DAYS);
    let unneeded = prepared.determination == Determination::NotRequired;
    for baa in assessment
        .baas
        .iter()
        .filter(|baa| written(baa) && !unneeded)
    {
        let certain = relied.iter().any(|one| one.id == baa.id);
        if !certain && !may_be_relied_on(prepared) {
            continue;
        }
        match &baa.notice.breach {
            Some(notice) if notice.trigger == baa::NoticeTrigger::Discovery => {
                let days = baa::most_calendar_days(notice).unwrap_or(baa::BREACH_LIMIT_DAYS);
                perhaps = perhaps.min(days);
                surely = if certain { surely.min(days) } else { surely };
            }
            Some(notice) if notice.number.is_none() => {}
            Some(_) | None => perhaps = 0,
        }
    }
    (i64::from(surely), i64::from(perhaps))
}

/// A breach that was reported late, or not although it was due, trips.
fn incident(assessment: &Assessment, prepared: &Prepared) -> Verdict {
    let as_of = prepared.as_of;
    let (surely, perhaps) = breach_limits(assessment, prepared);
    let mut verdict = Verdict::new(GateState::NotApplicable);
    for incident in &assessment.incidents {
        let told = incident.reported_on.filter(|on| *on <= as_of);
        let open = |key| {
            let need = Said::plain(key).with("incident", &incident.id);
            Verdict::new(GateState::Undetermined).need(need)
        };
        let state = match (incident.breach, incident.discovered_on, told) {
            (Some(false), ..) => continue,
            (None, ..) => open("need.breach-decision"),
            (Some(true), None, _) => open("need.discovery"),
            (Some(true), Some(found), told) => {
                let days = found.days_until(told.unwrap_or(as_of));
                match told {
                    _ if days > surely => Verdict::new(GateState::Tripped),
                    None => open("need.breach-report"),
                    Some(_) if days > perhaps => open("need.breach-limit"),
                    Some(_) => Verdict::new(GateState::Clear),
                }
            }
        };
        let mut state = state.source(format!("incidents/{}", incident.id));
        // What the reviewer entered is the record itself.
        state.basis = Some(Basis::Document);
        verdict = verdict.and(state);
    }
    verdict
}

/// Subcontractors with PHI by the records, one by one.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    verdict: Verdict,
    /// Whether anyone is known to have PHI.
    named: bool,
}

impl Listed {
    pub(crate) fn new(
        compiled: &Compiled,
        assessment: &Assessment,
        tier: Tier,
        as_of: Date,
    ) -> Self {
        let least = least_basis(compiled, GateId::SubcontractorBaas, tier);
        let mut verdict = Verdict::new(GateState::NotApplicable);
        let mut named = false;
        for one in &assessment.subcontractors {
            let phi = phi_at(one, &assessment.engagement);
            named |= phi == Carries::Yes;
            verdict = verdict.and(subcontractor(one, phi, assessment, as_of, least));
        }
        for flow in assessment.engagement.flows.iter() {
            let Some(party) = &flow.party else { continue };
            if assessment.engagement.phi_of(flow) == Phi::None
                || assessment.subcontractors.iter().any(|one| one.id == *party)
            {
                continue;
            }
            named = true;
            let missing = Verdict::new(GateState::Undetermined)
                .need(Said::plain("need.subcontractor").with("party", party));
            verdict = verdict.and(missing.source(format!("engagement/flows/{}/party", flow.id)));
        }
        Self { verdict, named }
    }

    /// Beside the vendor's own answer.
    fn beside(&self, answer: Verdict) -> Verdict {
        let mut listed = self.verdict.clone();
        if answer.state == GateState::Clear && !self.named {
            // "All have agreements" without anyone known to have PHI: at the least the list is missing.
            listed = listed.and(
                Verdict::new(GateState::Undetermined).need(Said::plain("need.subcontractor-list")),
            );
        }
        answer.and(listed)
    }
}

/// Whether a subcontractor has PHI, by its record and by the flows that go to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Carries {
    Yes,
    No,
    Unknown,
    /// The record says none, and a flow takes some there.
    Contradiction,
}

fn phi_at(one: &Subcontractor, engagement: &Engagement) -> Carries {
    let flows = engagement
        .flows
        .iter()
        .filter(|flow| flow.party.as_ref() == Some(&one.id))
        .map(|flow| match engagement.phi_of(flow) {
            Phi::None => Truth::False,
            Phi::Unknown => Truth::Unknown,
            Phi::Planned | Phi::Flowing => Truth::True,
        })
        .fold(Truth::False, Truth::or);
    match (one.phi, flows) {
        (Some(true), _) | (None, Truth::True) => Carries::Yes,
        (Some(false), Truth::False) => Carries::No,
        (Some(false), Truth::True) => Carries::Contradiction,
        (Some(false) | None, _) => Carries::Unknown,
    }
}

fn subcontractor(
    one: &Subcontractor,
    phi: Carries,
    assessment: &Assessment,
    as_of: Date,
    least: Basis,
) -> Verdict {
    let source = format!("subcontractors/{}", one.id);
    let verdict = match (phi, one.baa, one.baa_on) {
        (Carries::No, ..) => return Verdict::new(GateState::NotApplicable),
        (_, SubcontractorBaa::Executed, Some(on)) if on <= as_of => Verdict::new(GateState::Clear),
        (_, SubcontractorBaa::Executed, _) => Verdict::new(GateState::Undetermined)
            .need(Said::plain("need.subcontractor-date").with("party", &one.name)),
        (Carries::Yes, SubcontractorBaa::None, _) => Verdict::new(GateState::Tripped),
        _ => Verdict::new(GateState::Undetermined)
            .need(Said::plain("need.subcontractor-baa").with("party", &one.name)),
    };
    let basis = if one.confirmed.is_some() {
        Basis::Document
    } else {
        word_of(assessment.attestation.as_ref(), None, as_of)
    };
    verdict.source(source).with_basis(
        basis,
        least,
        Said::plain("need.subcontractor-attested").with("party", &one.name),
    )
}

/// Whether any instrument of a flow is the hospital's to sign with the vendor.
pub(crate) fn needs_baa(instruments: &[Instrument]) -> bool {
    instruments
        .iter()
        .any(|one| matches!(one, Instrument::Baa | Instrument::OtherArrangement))
}

/// Whether a report of this kind can be relied on at all.
pub(crate) const fn is_soc2(kind: ReportKind) -> bool {
    matches!(kind, ReportKind::Soc2Type1 | ReportKind::Soc2Type2)
}
