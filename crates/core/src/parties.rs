//! Subcontractors, looked up once: which flow goes to which, and what is known of their PHI.

use std::collections::BTreeMap;

use crate::{assessment::Assessment, id::Id, names::Name, prepare::FlowFacts, when::Truth};

/// The subcontractors of an assessment by their places in its list. Of two with one id or name the first is
/// meant.
#[derive(Debug, Clone)]
pub(crate) struct Parties {
    /// By flow: the subcontractor it goes to; none if that is the vendor itself, or not on the list.
    pub(crate) of_flow: Vec<Option<usize>>,
    /// By subcontractor: whether some flow takes PHI there that it has to protect for the hospital.
    pub(crate) phi: Vec<Truth>,
    /// Whether each has PHI as far as its record says, by the key of its name.
    by_name: BTreeMap<String, Option<bool>>,
}

impl Parties {
    pub(crate) fn new(assessment: &Assessment, facts: &[FlowFacts]) -> Self {
        let mut places: BTreeMap<&Id, usize> = BTreeMap::new();
        let listed = assessment.subcontractors.iter().enumerate();
        let first: Vec<usize> = listed
            .map(|(at, one)| *places.entry(&one.id).or_insert(at))
            .collect();
        let flows = &assessment.engagement.flows;
        let of_flow: Vec<Option<usize>> = flows
            .iter()
            .map(|flow| places.get(flow.party.as_ref()?).copied())
            .collect();
        let mut phi = vec![Truth::False; first.len()];
        for (flow, party) in facts.iter().zip(&of_flow) {
            let carries = flow.holds_for_hospital();
            if let Some(known) = party.and_then(|at| phi.get_mut(at)) {
                *known = carries.or(*known);
            }
        }
        let of = |at: &usize| phi.get(*at).copied().unwrap_or(Truth::False);
        let phi = first.iter().map(of).collect();
        let named = assessment.subcontractors.iter().rev();
        let by_name = named.map(|one| (Name::new(&one.name).into_key(), one.phi));
        Self {
            of_flow,
            phi,
            by_name: by_name.filter(|(name, _)| !name.is_empty()).collect(),
        }
    }

    /// Whether the subcontractor of a name has PHI, as far as its record says.
    pub(crate) fn named(&self, name: &str) -> Option<bool> {
        *self.by_name.get(Name::new(name).key())?
    }
}
