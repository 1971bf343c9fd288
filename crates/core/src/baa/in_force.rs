//! Whether the agreement on file is in force for a flow: the in-force table.

use super::{Baa, BaaStatus, CoverageKind, ExecutionKind, TermKey, TermKind, TermState};
use crate::{
    date::Date,
    engagement::{Engagement, Flow, Function, Phi, Stage},
    gate::GateState,
    names,
    vocab::vocabulary,
    when::Truth,
};

vocabulary! {
    /// How the agreements on file stand for a flow, worst first among what is known.
    pub enum Standing {
        /// The vendor refuses to sign.
        Refused = "refused",
        /// There is none.
        Missing = "missing",
        /// Draft, sent, or signed by one side.
        Unfinished = "unfinished",
        /// Executed, but expired, with other parties, or not covering the flow.
        Defective = "defective",
        /// Executed; coverage or a party is not known.
        Unknown = "unknown",
        /// Executed, in term, between the right parties, covering the flow.
        InForce = "in-force",
    }
}

/// Why an agreement is not in force, as the finding that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// The finding's id.
    pub finding: &'static str,
    /// What it names: a product, an entity, a date.
    pub about: String,
    /// The case that the finding tells apart.
    pub case: Option<&'static str>,
}

/// How one agreement stands for a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The state.
    pub standing: Standing,
    /// What is wrong with it.
    pub defects: Vec<Defect>,
    /// What is not known, as fields of the agreement or the engagement.
    pub missing: Vec<&'static str>,
    /// The vendor's name in it, where only its spelling differs.
    pub spelling: Option<String>,
    /// The product, and the entry of the agreement's list that may mean it.
    pub read_as: Option<(String, String)>,
}

/// Reviews one agreement for one flow at a date.
#[must_use]
pub fn review(baa: &Baa, engagement: &Engagement, flow: &Flow, as_of: Date) -> Review {
    let bare = Review::bare;
    let mut found = bare(Standing::InForce);
    match baa.status {
        BaaStatus::None => return bare(Standing::Missing),
        BaaStatus::Refused => return bare(Standing::Refused),
        BaaStatus::Draft | BaaStatus::Sent | BaaStatus::SignedOneSide => {
            return bare(Standing::Unfinished);
        }
        BaaStatus::Terminated => found.defect_case("baa.expired", Some("terminated"), "terminated"),
        BaaStatus::Executed => {}
    }
    if !executed(baa, as_of) {
        return bare(Standing::Unfinished);
    }
    if is_undated(baa) {
        found.missing.push("execution");
    }
    in_term(baa, as_of, &mut found);
    with_contract(baa, engagement, &mut found);
    stands_in(baa, flow, &mut found);
    parties(baa, engagement, &mut found);
    covers(baa, engagement, flow, &mut found);
    found.standing = if !found.defects.is_empty() {
        Standing::Defective
    } else if !found.missing.is_empty() {
        Standing::Unknown
    } else {
        Standing::InForce
    };
    found
}

/// Whether an agreement is with the right parties and covers a flow: unknown where its record leaves that open.
/// Whether and when it binds is another question.
pub(super) fn fits(baa: &Baa, engagement: &Engagement, flow: &Flow) -> Truth {
    let mut found = Review::bare(Standing::InForce);
    stands_in(baa, flow, &mut found);
    parties(baa, engagement, &mut found);
    covers(baa, engagement, flow, &mut found);
    if !found.defects.is_empty() {
        Truth::False
    } else if !found.missing.is_empty() {
        Truth::Unknown
    } else {
        Truth::True
    }
}

/// Whether an agreement was signed by both sides by a date, as its record says; it may have ended since.
pub(super) fn signed_on_file(baa: &Baa, as_of: Date) -> bool {
    matches!(baa.status, BaaStatus::Executed | BaaStatus::Terminated) && executed(baa, as_of)
}

/// Whether an agreement binds both sides at a date: executed, dated, begun and not ended. What it covers,
/// and for whom, is another question.
#[must_use]
pub fn in_effect(baa: &Baa, as_of: Date) -> bool {
    let begun = baa.effective.is_none_or(|effective| effective <= as_of);
    let ended = baa.term.is_some_and(|term| {
        term.kind == TermKind::Fixed && term.ends.is_none_or(|ends| ends < as_of)
    });
    baa.status == BaaStatus::Executed && executed(baa, as_of) && !is_undated(baa) && begun && !ended
}

/// Whether a successor has taken an agreement's place: executed, and in effect by then. One whose
/// signatures nobody dated may have; so may any of those that are each said to replace the next in a circle.
#[must_use]
pub fn superseded(baa: &Baa, all: &[Baa], as_of: Date) -> Truth {
    if in_circle(baa, all) {
        return Truth::Unknown;
    }
    let successors = all
        .iter()
        .filter(|later| later.id != baa.id && later.supersedes.as_ref() == Some(&baa.id));
    successors
        .map(|later| {
            let in_effect = later.status == BaaStatus::Executed
                && executed(later, as_of)
                && later.effective.is_none_or(|effective| effective <= as_of);
            match in_effect {
                true if is_undated(later) => Truth::Unknown,
                in_effect => Truth::from(in_effect),
            }
        })
        .fold(Truth::False, Truth::or)
}

/// Whether following what each agreement replaces leads back to the first.
pub(super) fn in_circle(baa: &Baa, all: &[Baa]) -> bool {
    let mut at = baa;
    // At most as many steps as there are agreements; a circle that does not hold the first one is not its own.
    for _ in all {
        let Some(before) = at.supersedes.as_ref() else {
            return false;
        };
        if *before == baa.id {
            return at.id != baa.id;
        }
        let Some(next) = all.iter().find(|one| one.id == *before) else {
            return false;
        };
        at = next;
    }
    false
}

/// Whether a record says `executed` and no signature has its date.
pub(super) fn is_undated(baa: &Baa) -> bool {
    baa.execution.as_ref().is_none_or(|execution| {
        execution.kind == ExecutionKind::Signed && execution.completed_on().is_none()
    })
}

/// Signed agreements need both signatures, none of them in the future. Where a record says `executed`
/// and gives no dates at all, the dates are missing, see [`review`].
fn executed(baa: &Baa, as_of: Date) -> bool {
    let Some(execution) = &baa.execution else {
        return true;
    };
    let known = [execution.ours_on, execution.theirs_on];
    let one_missing = execution.kind == ExecutionKind::Signed
        && known.iter().filter(|on| on.is_some()).count() == 1;
    !one_missing && known.iter().flatten().all(|on| *on <= as_of)
}

fn in_term(baa: &Baa, as_of: Date, found: &mut Review) {
    if let Some(effective) = baa.effective.filter(|effective| *effective > as_of) {
        found.defect("baa.not-yet-effective", effective);
    }
    match baa.term {
        None => found.missing.push("term"),
        Some(term) if term.kind == TermKind::Fixed => match term.ends {
            Some(ends) if ends < as_of => found.defect("baa.expired", ends),
            Some(_) => {}
            None => found.missing.push("term.ends"),
        },
        Some(_) => {}
    }
}

/// Whether an agreement whose term is that of the service contract holds beyond it: for as long as the contract
/// runs, and then where it says that it outlives it.
pub(super) fn outlives_contract(baa: &Baa, engagement: &Engagement) -> Truth {
    let tied = baa
        .term
        .is_some_and(|term| term.kind == TermKind::WithAgreement);
    let contract_over = match engagement.stage {
        None => Truth::Unknown,
        Some(stage) => Truth::from(stage == Stage::Ended),
    };
    let survives = match super::term_state(&baa.terms, TermKey::Order) {
        None => Truth::Unknown,
        Some(state) => Truth::from(state == TermState::Agreed),
    };
    match contract_over {
        _ if !tied => Truth::True,
        Truth::False => Truth::True,
        Truth::True => survives,
        Truth::Unknown => survives.or(Truth::Unknown),
    }
}

fn with_contract(baa: &Baa, engagement: &Engagement, found: &mut Review) {
    match (outlives_contract(baa, engagement), engagement.stage) {
        (Truth::True, _) => {}
        (Truth::False, _) => {
            found.defect_case("baa.expired", Some("contract"), "with the service contract");
        }
        (Truth::Unknown, None) => found.missing.push("engagement.stage"),
        (Truth::Unknown, Some(_)) => found.missing.push("terms.order"),
    }
}

/// Another arrangement stands in for a BAA only where it is shown that it may (45 CFR 164.504(e)(3)).
fn stands_in(baa: &Baa, flow: &Flow, found: &mut Review) {
    let other = baa
        .execution
        .as_ref()
        .is_some_and(|execution| execution.kind == ExecutionKind::OtherArrangement);
    let shown = flow.facts.substitute.is_some() && flow.facts.substitute_documented == Some(true);
    if other && !shown {
        found.missing.push("facts.substitute_documented");
    }
}

/// Legal names match byte for byte but for white space: Inc. is not LLC. Another spelling of the same
/// words is neither the same party nor another one: it is not known.
fn parties(baa: &Baa, engagement: &Engagement, found: &mut Review) {
    let legal = &engagement.vendor.legal_name;
    if legal.trim().is_empty() {
        found.missing.push("engagement.vendor.legal_name");
    } else if baa.vendor_entity.trim().is_empty() {
        found.missing.push("vendor_entity");
    } else if names::same_legal_name(legal, &baa.vendor_entity) {
        // The right party.
    } else if names::same_name(legal, &baa.vendor_entity) {
        found.missing.push("vendor_entity");
        found.spelling = Some(baa.vendor_entity.clone());
    } else {
        found.defect("baa.wrong-party", &baa.vendor_entity);
    }
    if engagement.customer.entities.is_empty() {
        found.missing.push("engagement.customer.entities");
    } else if baa.customer_entities.is_empty() {
        found.missing.push("customer_entities");
    }
    if !baa.customer_entities.is_empty() {
        for entity in &engagement.customer.entities {
            if !baa
                .customer_entities
                .iter()
                .any(|covered| names::same_legal_name(covered, entity))
            {
                found.defect("baa.customer-entity", entity);
            }
        }
    }
}

fn covers(baa: &Baa, engagement: &Engagement, flow: &Flow, found: &mut Review) {
    let Some(coverage) = &baa.coverage else {
        found.missing.push("coverage");
        return;
    };
    let product = flow.product.trim();
    let named = |list: &[String]| list.iter().any(|entry| names::same_name(entry, product));
    let excludes_services = coverage.exclusions.iter().any(|entry| !speaks_of_ai(entry));
    if product.is_empty() && excludes_services {
        found.missing.push("flow.product");
    } else if !product.is_empty() && named(&coverage.exclusions) {
        found.defect("baa.service-not-covered", product);
    }
    let by_list = match coverage.kind {
        CoverageKind::AllServices => false,
        CoverageKind::Agreement | CoverageKind::Listed | CoverageKind::Accounts => true,
    };
    if by_list {
        if product.is_empty() {
            found.missing.push("flow.product");
        } else if coverage.list.is_empty() {
            found.missing.push("coverage.list");
        } else if !named(&coverage.list) {
            // An account list does not name products: not finding one there shows nothing.
            let vendor = [&*engagement.vendor.name, &*engagement.vendor.legal_name];
            let read_as = super::coverage::may_mean(&coverage.list, product, vendor);
            if coverage.kind == CoverageKind::Accounts {
                found.missing.push("coverage.list");
            } else if let Some(name) = read_as {
                found.missing.push("coverage.list");
                found.read_as = Some((product.to_owned(), name.to_owned()));
            } else {
                found.defect("baa.service-not-covered", product);
            }
        }
    }
    let excluded = coverage.exclusions.iter().any(|entry| speaks_of_ai(entry));
    let listed = coverage.kind == CoverageKind::Listed;
    let covered = match coverage.ai {
        _ if excluded => Truth::False,
        Some(named) if listed => Truth::from(named),
        None if listed => Truth::Unknown,
        _ => Truth::True,
    };
    match (is_ai(engagement, flow), covered) {
        (Truth::False, _) | (_, Truth::True) => {}
        (Truth::True, Truth::False) => found.defect("baa.ai-not-covered", product),
        (_, Truth::Unknown) => found.missing.push("coverage.ai"),
        (Truth::Unknown, _) => found.missing.push("engagement.ai"),
    }
    for condition in &coverage.conditions_on_customer {
        match condition.met {
            Some(true) => {}
            Some(false) => {
                found.defect_case("baa.customer-condition", Some("unmet"), &condition.text)
            }
            None => found.defect("baa.customer-condition", &condition.text),
        }
    }
}

/// Whether artificial intelligence works on a flow: it is said of the flow, or of the engagement where
/// no flow says which.
fn is_ai(engagement: &Engagement, flow: &Flow) -> Truth {
    let named = |flow: &Flow| flow.function == Some(Function::Ai);
    let open = |flow: &Flow| flow.function.is_none();
    match engagement.ai {
        _ if named(flow) => Truth::True,
        Some(false) => Truth::False,
        _ if engagement.flows.iter().any(named) => Truth::False,
        Some(true) if !engagement.flows.iter().any(open) => Truth::True,
        Some(true) | None => Truth::Unknown,
    }
}

/// Whether an exclusion is about artificial intelligence, however it words it.
fn speaks_of_ai(exclusion: &str) -> bool {
    let words = exclusion.to_lowercase();
    let mut words = words.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        matches!(
            word,
            "ai" | "artificial" | "generative" | "genai" | "llm" | "copilot"
        )
    })
}

impl Review {
    const fn bare(standing: Standing) -> Self {
        Self {
            standing,
            defects: Vec::new(),
            missing: Vec::new(),
            spelling: None,
            read_as: None,
        }
    }

    fn defect(&mut self, finding: &'static str, about: impl ToString) {
        self.defect_case(finding, None, about);
    }

    fn defect_case(
        &mut self,
        finding: &'static str,
        case: Option<&'static str>,
        about: impl ToString,
    ) {
        self.defects.push(Defect {
            finding,
            about: about.to_string(),
            case,
        });
    }
}

/// A row of the table: the gate's state for a flow that requires an agreement.
#[must_use]
pub const fn gate_state(standing: Standing, phi: Phi) -> GateState {
    match (standing, phi) {
        (_, Phi::None) => GateState::NotApplicable,
        (Standing::InForce, _) => GateState::Clear,
        (Standing::Refused, _) => GateState::Tripped,
        (Standing::Unknown, Phi::Flowing) | (_, Phi::Unknown) => GateState::Undetermined,
        (_, Phi::Planned) => GateState::Pending,
        (_, Phi::Flowing) => GateState::Tripped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_cell_by_cell() {
        use GateState::{Clear, Pending, Tripped, Undetermined};
        let rows = [
            (Standing::InForce, [Clear, Clear, Clear]),
            (Standing::Defective, [Pending, Tripped, Undetermined]),
            (Standing::Unfinished, [Pending, Tripped, Undetermined]),
            (Standing::Missing, [Pending, Tripped, Undetermined]),
            (Standing::Refused, [Tripped, Tripped, Tripped]),
            (Standing::Unknown, [Pending, Undetermined, Undetermined]),
        ];
        for (standing, states) in rows {
            for (phi, state) in [Phi::Planned, Phi::Flowing, Phi::Unknown]
                .into_iter()
                .zip(states)
            {
                assert_eq!(gate_state(standing, phi), state, "{standing} {phi}");
            }
            assert_eq!(gate_state(standing, Phi::None), GateState::NotApplicable);
        }
    }
}
