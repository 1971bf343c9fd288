//! Whether a flow needs an agreement, and which: rules D1 to D22 and X1 to X6.
//!
//! 45 CFR 160.103 "business associate", 164.502(e), 164.504(e), 164.308(b), 164.314(a). The question
//! is asked of each flow: status follows function, not signature.

use super::data::by_data;
use crate::{
    baa::{DeterminationRule, Standing},
    engagement::{CustomerKind, DataKind, Engagement, Flow, FlowFacts, Function, Phi},
    facts::Determination,
    vocab::vocabulary,
    when::Truth,
};

vocabulary! {
    /// What is to be signed for a flow.
    pub enum Instrument {
        /// Business associate agreement.
        Baa = "baa",
        /// Data use agreement (45 CFR 164.514(e)(4)).
        Dua = "dua",
        /// Terms of 42 CFR Part 2.
        Part2Terms = "part2-terms",
        /// A substitute under 45 CFR 164.504(e)(3).
        OtherArrangement = "other-arrangement",
    }
}

/// What one flow needs, with the rules and facts that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowDetermination {
    /// Whether a BAA (or its substitute) is required.
    pub required: Determination,
    /// Rules that decided, first the one that gave the result.
    pub rules: Vec<DeterminationRule>,
    /// What is to be signed.
    pub instruments: Vec<Instrument>,
    /// Facts that decided, as `name: value`.
    pub facts: Vec<String>,
    /// Facts that are missing.
    pub missing: Vec<&'static str>,
}

impl FlowDetermination {
    /// Whether the hospital signs anything with the vendor that takes the place of a BAA, or is one.
    pub(crate) fn needs_agreement(&self) -> bool {
        self.instruments
            .iter()
            .any(|one| matches!(one, Instrument::Baa | Instrument::OtherArrangement))
    }

    /// Whether a data use agreement could stand in the place of the agreement that is required.
    pub(crate) fn is_replaceable(&self) -> bool {
        self.required == Determination::Required && self.rules.first() == Some(&D4)
    }

    /// Of two instruments that each serve by themselves the one in force is enough.
    pub(crate) fn served_by(&mut self, standing: Standing) {
        if self.is_replaceable() && standing == Standing::InForce {
            self.instruments.retain(|one| *one != Instrument::Dua);
        }
    }
}

/// What a rule says of the recipient's function, before customer and PHI are looked at.
pub(super) enum Verdict {
    Required(DeterminationRule),
    NotRequired(DeterminationRule),
    Missing(DeterminationRule, &'static str),
}

use DeterminationRule::*;
use Verdict::{Missing, NotRequired, Required};

/// Decides one flow. `dua` says whether a data use agreement for it is in force; unknown is one on file
/// that nobody has dated or read. PHI is the flow's own or the engagement's.
#[must_use]
pub fn determine(engagement: &Engagement, flow: &Flow, dua: Truth) -> FlowDetermination {
    let mut found = FlowDetermination {
        required: Determination::Undetermined,
        rules: Vec::new(),
        instruments: Vec::new(),
        facts: Vec::new(),
        missing: Vec::new(),
    };
    let phi = flow.phi.or(engagement.phi).unwrap_or(Phi::Unknown);
    found.facts.push(format!("phi: {phi}"));
    if engagement.customer.kind == Some(CustomerKind::Neither) {
        found.facts.push("customer: neither".to_owned());
        // A Part 2 program need not be a covered entity: its own terms are owed all the same.
        if phi != Phi::None && engagement.part2_of(flow) == Some(true) {
            found.add_part2();
        }
        return found.decide(Determination::NotRequired, D1);
    }
    match flow.facts.hidden_phi {
        Some(true) => found.facts.push("hidden_phi: yes".to_owned()),
        Some(false) | None if phi != Phi::None => {}
        Some(false) => return found.decide(Determination::NotRequired, D2),
        // Nobody has said: "none" is taken at its word, and the question stays on the list.
        None => {
            found.missing.push("facts.hidden_phi");
            return found.decide(Determination::NotRequired, D2);
        }
    }
    match verdict(flow, dua, &mut found) {
        NotRequired(rule) => found.decide(Determination::NotRequired, rule),
        // "None", and yet some: a contradiction that only an exemption settles.
        _ if phi == Phi::None => {
            found.missing.push("phi");
            found.decide(Determination::Undetermined, D22)
        }
        Missing(rule, fact) => {
            found.missing.push(fact);
            found.rules.push(rule);
            found.decide(Determination::Undetermined, D22)
        }
        Required(rule) => required(engagement, flow, phi, rule, found),
    }
}

/// Data and function together. An exemption that lacks a fact does not keep another from holding.
fn verdict(flow: &Flow, dua: Truth, found: &mut FlowDetermination) -> Verdict {
    let all = |verdict| nothing_beside(flow, verdict);
    match by_data(flow, dua, found).map(all) {
        None => all(by_function(flow, found)),
        Some(open @ Missing(..)) => {
            let mut other = found.clone();
            match all(by_function(flow, &mut other)) {
                exempt @ NotRequired(_) => {
                    *found = other;
                    exempt
                }
                _ => open,
            }
        }
        Some(decided) => decided,
    }
}

/// These exempt a flow for what it carries: where support, logs or backups carry PHI beside it, two facts
/// contradict each other and none of them is picked.
fn nothing_beside(flow: &Flow, verdict: Verdict) -> Verdict {
    match verdict {
        NotRequired(rule @ (D3 | D4 | D5 | D10 | D11 | D14 | D15))
            if flow.facts.hidden_phi == Some(true) =>
        {
            Missing(rule, "facts.hidden_phi")
        }
        other => other,
    }
}

/// A function that needs an agreement does so once it is known what the customer is and that the flow
/// carries PHI; D16 and D20 add to it. Whether PHI flows yet is no part of it (that is the other axis of
/// the in-force table): where the kind of data is said, the flow carries PHI whenever it starts.
fn required(
    engagement: &Engagement,
    flow: &Flow,
    phi: Phi,
    rule: DeterminationRule,
    mut found: FlowDetermination,
) -> FlowDetermination {
    match engagement.customer.kind {
        None => found.missing.push("customer.kind"),
        Some(customer) => found.facts.push(format!("customer: {customer}")),
    }
    let carries_phi = matches!(
        flow.data,
        Some(DataKind::Identified | DataKind::LimitedDataSet)
    );
    if phi == Phi::Unknown && !carries_phi {
        found.missing.push("phi");
    }
    if !found.missing.is_empty() {
        found.rules.push(rule);
        return found.decide(Determination::Undetermined, D22);
    }
    let documented = flow.facts.substitute_documented;
    match flow.facts.substitute {
        Some(substitute) if documented == Some(true) => {
            found
                .facts
                .push(format!("substitute: {substitute}, documented"));
            found.instruments.push(Instrument::OtherArrangement);
            found.rules.push(X6);
        }
        _ => found.instruments.push(Instrument::Baa),
    }
    if flow.party.is_some() {
        found.rules.push(D16);
    }
    match engagement.part2_of(flow) {
        Some(true) => found.add_part2(),
        Some(false) => {}
        // Nobody has said: the BAA is required all the same, and the question stays on the list.
        None => found.missing.push("facts.part2"),
    }
    found.decide(Determination::Required, rule)
}

impl FlowDetermination {
    /// D20: records of a Part 2 program need the terms of 42 CFR Part 2 as well.
    fn add_part2(&mut self) {
        self.facts.push("part2: yes".to_owned());
        self.instruments.push(Instrument::Part2Terms);
        self.rules.push(D20);
    }

    fn decide(mut self, required: Determination, rule: DeterminationRule) -> Self {
        self.required = required;
        self.rules.insert(0, rule);
        self
    }
}

/// D5 to D19, X1 to X5: what the recipient does.
pub(super) fn by_function(flow: &Flow, found: &mut FlowDetermination) -> Verdict {
    let Some(function) = flow.function else {
        return Missing(D21, "function");
    };
    found.facts.push(format!("function: {function}"));
    let facts: &FlowFacts = &flow.facts;
    let mut turn = |name: &'static str,
                    fact: Option<bool>,
                    yes: Verdict,
                    no: Verdict,
                    rule: DeterminationRule| {
        match fact {
            Some(true) => {
                found
                    .facts
                    .push(format!("{}: yes", name.trim_start_matches("facts.")));
                yes
            }
            Some(false) => {
                found
                    .facts
                    .push(format!("{}: no", name.trim_start_matches("facts.")));
                no
            }
            None => Missing(rule, name),
        }
    };
    match function {
        Function::Conduit => turn(
            "facts.persistent_storage",
            facts.persistent_storage,
            Required(D6),
            NotRequired(D5),
            D5,
        ),
        Function::CloudHosting => Required(D6),
        Function::HealthInformationExchange => Required(D7),
        Function::PersonalHealthRecord => Required(D8),
        Function::PatientApp => turn(
            "facts.on_behalf_of_customer",
            facts.on_behalf_of_customer,
            Required(D8),
            NotRequired(D9),
            D9,
        ),
        Function::Treatment => turn(
            "facts.other_services",
            facts.other_services,
            Required(D21),
            NotRequired(D10),
            D10,
        ),
        Function::PaymentProcessing => turn(
            "facts.beyond_payment",
            facts.beyond_payment,
            Required(D12),
            NotRequired(D11),
            D11,
        ),
        Function::Workforce => turn(
            "facts.direct_control",
            facts.direct_control,
            NotRequired(D13),
            Required(D21),
            D13,
        ),
        Function::Incidental => turn(
            "facts.routine_handling",
            facts.routine_handling,
            Required(D21),
            NotRequired(D14),
            D14,
        ),
        Function::CustomerRunSoftware => turn(
            "facts.vendor_sees_phi",
            facts.vendor_sees_phi,
            Required(D21),
            NotRequired(D15),
            D15,
        ),
        Function::Ai => Required(D17),
        // Public pages: the bulletin was vacated in part only, and a flow that carries PHI is what it is.
        Function::WebTracking => match facts.authenticated_pages {
            Some(true) => {
                found.facts.push("authenticated_pages: yes".to_owned());
                Required(D18)
            }
            Some(false) => Missing(D18, "phi"),
            None => Missing(D18, "facts.authenticated_pages"),
        },
        Function::Professional => Required(D19),
        Function::OtherService => Required(D21),
        // Without the amendment the plan may not disclose at all: no agreement cures that.
        Function::PlanSponsor => match facts.plan_documents_amended {
            Some(true) => NotRequired(X1),
            _ => Missing(X1, "facts.plan_documents_amended"),
        },
        Function::EligibilityAgency => grounded(facts, X2, found),
        Function::OrganizedArrangement => grounded(facts, X3, found),
        Function::OwnPurposes => grounded(facts, X4, found),
        Function::SameEntity => grounded(facts, X5, found),
    }
}

/// X2 to X5 turn on who the recipient is or for whom it acts: the ground must be shown, a word is not
/// enough.
fn grounded(facts: &FlowFacts, rule: DeterminationRule, found: &mut FlowDetermination) -> Verdict {
    match facts.ground_documented {
        Some(true) => {
            found.facts.push("ground_documented: yes".to_owned());
            NotRequired(rule)
        }
        _ => Missing(rule, "facts.ground_documented"),
    }
}

/// The engagement's determination: required if any flow requires it, else undetermined if any fact is
/// missing. Without a flow that may carry PHI it follows from PHI and the customer alone.
#[must_use]
pub fn of_engagement(
    engagement: &Engagement,
    flows: impl Iterator<Item = Determination> + Clone,
) -> Determination {
    let any = |wanted| flows.clone().any(|required| required == wanted);
    let unsaid = engagement.phi() != Phi::None
        && engagement.customer.kind != Some(CustomerKind::Neither)
        && !engagement.says_where_phi_goes();
    if any(Determination::Required) {
        Determination::Required
    } else if unsaid || any(Determination::Undetermined) {
        Determination::Undetermined
    } else {
        Determination::NotRequired
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        baa::RuleOutcome,
        engagement::{LimitedPurpose, Substitute},
        texts,
    };

    /// Every flow that is all of one answer, at every function, kind of data and state of PHI.
    fn flows() -> Vec<Flow> {
        let base: Flow = serde_json::from_str("{\"id\": \"f\"}").unwrap();
        let data: Vec<_> = DataKind::ALL
            .iter()
            .copied()
            .map(Some)
            .chain([None])
            .collect();
        let functions = Function::ALL.iter().copied().map(Some).chain([None]);
        let mut all = Vec::new();
        for function in functions {
            for data in &data {
                for phi in Phi::ALL {
                    for bits in 0..64_u32 {
                        let fact = |n: u32| Some(bits >> n & 1 == 1);
                        let known = fact(0) == Some(true);
                        let turn = fact(1).filter(|_| known);
                        let mut flow = base.clone();
                        (flow.function, flow.data, flow.phi) = (function, *data, Some(*phi));
                        flow.party = (bits & 4 > 0).then(|| flow.id.clone());
                        flow.facts = FlowFacts {
                            hidden_phi: fact(3),
                            vendor_deidentifies: fact(4),
                            deidentification_documented: fact(5),
                            vendor_makes_limited_set: fact(4),
                            limited_purpose: (known).then_some(if bits & 32 > 0 {
                                LimitedPurpose::Operations
                            } else {
                                LimitedPurpose::Other
                            }),
                            persistent_storage: turn,
                            on_behalf_of_customer: turn,
                            other_services: turn,
                            beyond_payment: turn,
                            direct_control: turn,
                            routine_handling: turn,
                            vendor_sees_phi: turn,
                            authenticated_pages: turn,
                            part2: fact(3),
                            ground_documented: turn,
                            plan_documents_amended: turn,
                            substitute: (bits & 8 > 0).then_some(Substitute::ALL[0]),
                            substitute_documented: fact(5),
                        };
                        all.push(flow);
                    }
                }
            }
        }
        all
    }

    #[test]
    fn the_catalogue_says_what_the_code_does() {
        let mut seen = BTreeSet::new();
        let mut engagement = Engagement::default();
        for kind in [None]
            .into_iter()
            .chain(CustomerKind::ALL.iter().copied().map(Some))
        {
            engagement.customer.kind = kind;
            for flow in &flows() {
                for dua in [Truth::False, Truth::Unknown, Truth::True] {
                    let found = determine(&engagement, flow, dua);
                    let lead = *found.rules.first().unwrap();
                    let expected = match lead.outcome() {
                        RuleOutcome::Required => Some(Determination::Required),
                        RuleOutcome::NotRequired => Some(Determination::NotRequired),
                        RuleOutcome::Undetermined => Some(Determination::Undetermined),
                        RuleOutcome::Replaced | RuleOutcome::Adds => None,
                    };
                    assert_ne!(lead.outcome(), RuleOutcome::Adds, "{lead} only adds");
                    assert!(
                        expected.is_none_or(|expected| expected == found.required),
                        "{lead}: {flow:?}"
                    );
                    seen.extend(found.rules);
                }
            }
        }
        assert!(
            seen.iter().eq(DeterminationRule::ALL),
            "every rule, and no other: {seen:?}"
        );
    }

    #[test]
    fn every_rule_has_its_text_and_citation() {
        for rule in DeterminationRule::ALL {
            assert!(texts::has(&format!("rule.{rule}")), "{rule}");
            assert!(!rule.cite().is_empty(), "{rule}");
        }
        let told = texts::keys().filter(|key| key.starts_with("rule.")).count();
        assert_eq!(
            told,
            DeterminationRule::ALL.len(),
            "a text for a rule that is gone"
        );
    }
}
