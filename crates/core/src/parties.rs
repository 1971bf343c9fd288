//! Subcontractors, looked up once: which flow goes to which, and what is known of their PHI.

use std::collections::BTreeMap;

use crate::{assessment::Assessment, id::Id, names::Folded, prepare::FlowFacts, when::Truth};

/// The subcontractors of an assessment by their places in its list. Of two with one id or name the first is
/// meant.
#[derive(Debug, Clone)]
pub(crate) struct Parties {
    /// By flow: the subcontractor it goes to; none if that is the vendor itself, or not on the list.
    pub(crate) of_flow: Vec<Option<usize>>,
    /// By subcontractor: whether some flow takes PHI there that it has to protect for the hospital.
    pub(crate) phi: Vec<Truth>,
    /// By subcontractor: its name.
    pub(crate) names: Vec<Folded>,
    /// Those that have a name, in the order of their keys, and whether each has PHI as far as its record says.
    by_name: Vec<(usize, Option<bool>)>,
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
        let listed = assessment.subcontractors.iter();
        let names: Vec<Folded> = listed.clone().map(|one| Folded::new(&one.name)).collect();
        let records = listed.map(|one| one.phi).enumerate();
        let mut by_name: Vec<_> = records.collect();
        by_name.retain(|(at, _)| !key(&names, *at).is_empty());
        by_name.sort_by_key(|(at, _)| key(&names, *at));
        Self {
            of_flow,
            phi,
            by_name,
            names,
        }
    }

    /// Whether the subcontractor of a name has PHI, as far as its record says.
    pub(crate) fn named(&self, name: &str) -> Option<bool> {
        let name = Folded::new(name);
        let before = |(at, _): &(usize, _)| key(&self.names, *at) < name.key();
        let (at, phi) = self.by_name.get(self.by_name.partition_point(before))?;
        phi.filter(|_| key(&self.names, *at) == name.key())
    }
}

fn key(names: &[Folded], at: usize) -> &str {
    names.get(at).map_or("", Folded::key)
}
