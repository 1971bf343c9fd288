//! Gates: questions no number can outweigh.

mod agreements;
mod answers;
mod incidents;
mod location;
mod reports;
mod subcontractors;

use std::borrow::Cow;

pub(crate) use agreements::{holding as holding_agreements, relied as relied_agreements};
pub(crate) use incidents::{Limit, binding, breach_limits, past_law};
pub(crate) use subcontractors::Listed;

use crate::{
    assessment::Assessment,
    baa::Baa,
    basis::Basis,
    compile::{Compare, Compiled},
    facts::{Determination, Fact, FlowTrait, Tier},
    gate::{Effect, GateId, GateState},
    known::Known,
    prepare::Prepared,
    result::{Said, Source},
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
    /// A flow, by its place.
    Flow(u32),
    /// The region of a flow.
    Region(u32),
    /// A subcontractor, by its place.
    Subcontractor(u32),
    /// Any other record of the package, as in `baas/baa-2025`.
    Record(String),
}

impl Because {
    /// As a result writes it.
    pub(crate) fn source(&self, compiled: &Compiled, assessment: &Assessment) -> Source {
        let engagement = &assessment.engagement;
        let flow = |at: u32| {
            engagement
                .flows
                .get(at as usize)
                .map(|flow| flow.id.as_str())
        };
        let (folder, id, field) = match self {
            Self::Record(record) => return record.clone(),
            Self::Answer(at) => {
                let entry = compiled.entry(*at);
                ("answers/", entry.map(|one| one.question.id.as_str()), "")
            }
            Self::Flow(at) => ("engagement/flows/", flow(*at), ""),
            Self::Region(at) => ("engagement/flows/", flow(*at), "/region"),
            Self::Subcontractor(at) => {
                let one = assessment.subcontractors.get(*at as usize);
                ("subcontractors/", one.map(|one| one.id.as_str()), "")
            }
        };
        [folder, id.unwrap_or_default(), field].concat()
    }
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

    fn source(self, record: impl Into<String>) -> Self {
        self.from(Because::Record(record.into()))
    }

    fn from(mut self, because: Because) -> Self {
        self.because.push(because);
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
    fn with_basis(mut self, basis: Basis, least: Basis, need: impl FnOnce() -> Said) -> Self {
        self.basis = Some(basis);
        if self.state == GateState::Clear && basis < least {
            self.state = GateState::Undetermined;
            self.needs.push(Need::Said(need().with("basis", least)));
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

/// Whether PHI is involved, whether any of it is electronic, and whether the vendor has it as a business
/// associate: who is none owes the hospital nothing under these rules.
pub(crate) struct Arises {
    phi: Truth,
    pub(crate) ephi: Truth,
    associate: Truth,
}

impl Arises {
    pub(crate) fn of(prepared: &Prepared) -> Self {
        let phi = prepared.phi.is_involved();
        let flows: &Known = prepared.facts.get(Fact::Flows);
        let bit = 1 << (FlowTrait::Ephi as u32);
        Self {
            phi,
            ephi: phi.and(flows.test(Compare::Includes(bit))),
            associate: match prepared.determination {
                Determination::Required => Truth::True,
                Determination::Undetermined => Truth::Unknown,
                Determination::NotRequired => Truth::False,
            },
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
    let of_agreements = |judge: &dyn Fn(&Baa) -> Verdict| {
        agreements::over_relied(assessment, prepared, judge).arises(arises.phi, "need.any-phi")
    };
    vec![
        (
            GateId::BaaInForce,
            agreements::in_force(assessment, prepared, least(GateId::BaaInForce)),
        ),
        (
            GateId::BaaTerms,
            of_agreements(&|baa| agreements::terms(baa, &arises, least(GateId::BaaTerms))),
        ),
        (
            GateId::BreachClause,
            of_agreements(&|baa| agreements::breach_clause(baa, least(GateId::BreachClause))),
        ),
        (
            GateId::Location,
            location::judge(assessment, prepared.as_of, least(GateId::Location))
                .arises(arises.phi, "need.any-phi"),
        ),
        (
            GateId::AssuranceOpinion,
            reports::opinion(
                compiled,
                assessment,
                prepared,
                least(GateId::AssuranceOpinion),
            )
            .arises(arises.phi, "need.any-phi"),
        ),
        (GateId::Incident, incidents::judge(assessment, prepared)),
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
        let verdict = answers::judge(compiled, prepared, id);
        Cow::Owned(match id {
            GateId::PhiUse => verdict.arises(arises.phi, "need.any-phi"),
            GateId::SubcontractorBaas => prepared
                .listed
                .beside(verdict)
                .arises(arises.phi, "need.any-phi")
                .arises(arises.associate, "need.determination"),
            // Good practice whoever asks for it.
            GateId::RemoteAccessMfa | GateId::PhiNonProduction => {
                verdict.arises(arises.ephi, "need.any-ephi")
            }
            _ => verdict
                .arises(arises.ephi, "need.any-ephi")
                .arises(arises.associate, "need.determination"),
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
