//! The shape of a result. [`crate::result`] writes it by hand, for speed; a test holds the two
//! together: every golden result is read into this shape and written back byte for byte.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vendorward_core::{
    Date, Id,
    assessment::{Accepted, ConditionKind, ConditionState},
    basis::Basis,
    engagement::{Engagement, Phi},
    facts::{Tier, Triage},
    finding::{Axis, Owner, Severity},
    gate::{Effect, GateId, GateState, LawStatus},
    pack::{Advice, Demand, Item},
    questionnaire::Domain,
    rating::Recommendation,
    result::{Cell, DutyState, LegalStatus},
    soc2::{Category, Whose},
    units::{BasisPoints, Fraction},
};

use super::agreements::{Baa, CustomerDuty};
use super::assurance::{Leaf, Span};

/// What scoring an assessment at a date gives.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Vendorward result")]
pub(super) struct Outcome {
    /// What the file is.
    #[schemars(extend("const" = crate::result::FORMAT))]
    format: String,
    /// Raised only when an old reader would misread.
    #[schemars(extend("const" = crate::hash::FORMAT_VERSION))]
    format_version: u32,
    /// The version of the engine that scored.
    engine_version: String,
    /// The day the result speaks of.
    as_of: Date,
    /// What it was made from.
    inputs: Inputs,
    /// What every reader must be told first.
    notices: Vec<String>,
    /// The engagement, as in the package.
    engagement: Engagement,
    /// How deep the review goes.
    triage: Triage,
    /// What is asked for, by tier and facts.
    pack: Pack,
    /// Inherent risk, before any control.
    inherent: Inherent,
    /// Whether a business associate agreement is required.
    baa: Baa,
    /// HIPAA duties, counted and never scored.
    legal: Legal,
    /// Reports of independent auditors.
    assurance: Assurance,
    /// Practice; null if nothing is scorable.
    score: Option<Score>,
    /// The same by domain; only domains with something scorable.
    domains: Vec<DomainScore>,
    /// The same by section, in reading order; only sections with something scorable.
    sections: Vec<SectionScore>,
    /// All gates, in a fixed order.
    gates: Vec<Gate>,
    /// Where PHI goes, and what covers it.
    scope: Scope,
    /// By severity, id and subject.
    findings: Vec<Finding>,
    /// Residual rating; null if nothing is scorable and no gate is tripped.
    rating: Option<Rating>,
    /// What the tool recommends. A person decides.
    recommendation: Recommendation,
    /// The package's own, then proposed ones.
    conditions: Vec<Condition>,
    /// What agreements and reports expect the hospital to do.
    customer_duties: Vec<CustomerDuty>,
    /// From the last decision; absent if none was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_review: Option<Date>,
    /// Answers to questions that no questionnaire in use asks: kept, and not counted.
    unknown_answers: Vec<Id>,
}

/// SHA-256 of what was scored, over `vendorward/<kind>/<format_version>`, a line feed and canonical
/// bytes.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Inputs {
    /// The package.
    assessment: Sha256,
    /// The rubric.
    rubric: Named,
    /// The questionnaires, by id.
    questionnaires: Vec<Named>,
}

/// SHA-256 in lower-case hex.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
struct Sha256(#[schemars(regex(pattern = "^[0-9a-f]{64}$"))] String);

/// A questionnaire or rubric.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Named {
    /// Its id.
    id: Id,
    /// `MAJOR.MINOR.PATCH`.
    version: String,
    /// Of its compiled form.
    sha256: Sha256,
}

/// What is asked for.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Pack {
    /// Whether HIPAA asks for an agreement and the rubric for a SOC 2 report.
    advice: Advice,
    /// The facts that decided it, or that are missing.
    because: Vec<String>,
    /// Questionnaires that are asked.
    questionnaires: Vec<Asked>,
    /// Documents, required ones first.
    evidence: Vec<Document>,
    /// What is accepted instead of a document.
    substitutes: Vec<Substitute>,
    /// Trust Services categories expected of a report beside Security.
    categories: Vec<Category>,
    /// Who approves, by role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    approver: Option<String>,
    /// Months to the next review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    review_months: Option<u16>,
    /// Questions answered by what was said at another depth.
    carried: Vec<Carried>,
    /// Questions answered although they are not asked: kept, and not counted.
    unasked: Vec<Id>,
}

/// A questionnaire that is asked.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// Its id.
    id: Id,
    /// Whether the facts settle it.
    certain: bool,
}

/// A document of the pack.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Document {
    /// Which.
    item: Item,
    /// How strongly.
    demand: Demand,
    /// Whether the facts settle it.
    certain: bool,
    /// Where it is on file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on_file: Option<String>,
    /// Where it is not: what the rubric accepts in its place, is on file and counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instead: Option<String>,
}

/// What is accepted instead of a document.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Substitute {
    /// The document asked for.
    item: Item,
    /// What stands in for it; the rubric says what it leaves open.
    by: Item,
}

/// An answer that was given at another depth.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Carried {
    /// The question it answers.
    question: Id,
    /// The question it was given to.
    from: Id,
}

/// Inherent risk.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Inherent {
    /// Unknown factors at their highest.
    tier: Tier,
    /// Unknown factors at their lowest.
    best: Tier,
    /// Factors that hold or may hold.
    factors: Vec<Factor>,
}

/// A factor of the tier.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Factor {
    /// Its id in the rubric.
    id: Id,
    /// The tier it asks for.
    tier: Tier,
    /// Whether it certainly holds.
    certain: bool,
}

/// Duties, counted.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Legal {
    /// All together. Never "compliant".
    status: LegalStatus,
    /// Each, in the rubric's order.
    duties: Vec<Duty>,
}

/// One duty.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Duty {
    /// Citation.
    cite: String,
    /// In short.
    title: String,
    /// State.
    state: DutyState,
    /// What it rests on, if met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<Basis>,
    /// Sources, as in `answers/ac-01`.
    because: Vec<String>,
}

/// Reports and what they cover.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Assurance {
    /// Each report.
    reports: Vec<Report>,
    /// What time the vendor's reports and bridge letters cover, by product where they differ, gaps included.
    timeline: Vec<Span>,
    /// Overlap of those relied on with the Security Rule; absent if none is. What differs by product counts at
    /// its weakest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    crosswalk: Option<Crosswalk>,
    /// The same leaf by leaf, in the rubric's order.
    leaves: Vec<Leaf>,
    /// What documents on file replace, and what they leave open.
    substitutions: Vec<Substitution>,
    /// Controls of reports that may speak to questions, for a reviewer to confirm.
    proposals: Vec<Proposal>,
}

/// What a document replaces, and what it leaves open.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Substitution {
    /// The document: evidence, a report that is no SOC 2, or a report's bridge letter.
    evidence: String,
    /// What it is.
    what: String,
    /// What it replaces.
    replaces: String,
    /// What it leaves open.
    leaves: String,
    /// Whether it counts: valid, about every product bought, seen by a reviewer.
    counts: bool,
}

/// Controls of a report that may speak to a question, by a criterion that both name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Proposal {
    /// The question.
    question: Id,
    /// The report.
    report: Id,
    /// Criteria that both name and the report tested.
    criteria: Vec<String>,
    /// Its controls, tested without exception.
    controls: Vec<ProposedControl>,
}

/// A control that may speak to a question.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ProposedControl {
    /// As the report writes it.
    id: String,
    /// Whether a reviewer has linked it to the question.
    confirmed: bool,
}

/// One report.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Report {
    /// Its id in the package.
    id: Id,
    /// Whether what it tests counts for at least one of the products bought.
    usable: bool,
    /// Whether it is the one relied on; of several the one for most products.
    relied_on: bool,
    /// The last day it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ends: Option<Date>,
    /// Days from then to the as-of date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uncovered_days: Option<u64>,
    /// Whose controls it is about.
    whose: Whose,
    /// Products bought, and whether they are in scope.
    products: Vec<Product>,
}

/// A product and a report.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Product {
    /// As the engagement names it.
    product: String,
    /// Whether the report speaks of it.
    scope: Cell,
    /// Whether it is the report relied on for it.
    relied_on: bool,
}

/// How many Security Rule leaves a report covers.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Crosswalk {
    /// Fully.
    full: u32,
    /// Partly.
    partial: u32,
    /// Not at all.
    none: u32,
    /// Of how many.
    of: u32,
}

/// A score with its uncertainty, in basis points from 0 to 10000.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Score {
    /// What the vendor says.
    claimed: Ends,
    /// What documents and tests carry; a word may yet be shown.
    evidenced: Ends,
    /// Share of weight that is settled.
    completeness: BasisPoints,
    /// Share of weight left out as not applicable.
    na_weight: BasisPoints,
    /// All of it exact.
    sums: Sums,
}

/// Both ends of an interval.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Ends {
    /// The least it may come to.
    lo: BasisPoints,
    /// The most.
    hi: BasisPoints,
}

/// Exact sums.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Sums {
    /// What the vendor says.
    claimed: ExactEnds,
    /// What documents and tests carry.
    evidenced: ExactEnds,
    /// Share of weight that is settled.
    completeness: Fraction,
    /// Share of weight left out as not applicable.
    na_weight: Fraction,
    /// What `claimed.lo` got, by what it rests on.
    by_basis: ByBasis,
}

/// Both ends, exact.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ExactEnds {
    /// The least.
    lo: Fraction,
    /// The most.
    hi: Fraction,
}

/// Weight × credit by basis.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ByBasis {
    /// The vendor's word.
    word: u64,
    /// An officer's statement.
    attested: u64,
    /// A document.
    document: u64,
    /// A test.
    tested: u64,
}

/// Score of a domain.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DomainScore {
    /// Which.
    domain: Domain,
    /// Its score.
    score: Score,
}

/// Score of a section.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SectionScore {
    /// Of this questionnaire.
    questionnaire: Id,
    /// Which.
    section: Id,
    /// Its score.
    score: Score,
}

/// A gate: a question that no number outweighs.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Gate {
    /// Which.
    id: GateId,
    /// Law status.
    law: LawStatus,
    /// Whether it arises.
    applies: bool,
    /// State.
    state: GateState,
    /// The best basis shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<Basis>,
    /// What tripping it does now.
    effect: Effect,
    /// What to ask for.
    needs: Vec<String>,
    /// Sources.
    because: Vec<String>,
    /// Citations.
    citation: String,
}

/// The scope matrix.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Scope {
    /// One for each flow.
    rows: Vec<Row>,
}

/// A flow and what covers it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Row {
    /// The flow.
    flow: Id,
    /// Product.
    product: String,
    /// Place.
    place: String,
    /// Party; absent is the vendor itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    party: String,
    /// PHI in it.
    phi: Phi,
    /// The hospital's agreement with the vendor.
    our_baa: Cover,
    /// The vendor's agreement with the party.
    their_baa: Cover,
    /// Assurance.
    assurance: Cover,
    /// Other evidence.
    evidence: Cover,
}

/// A cell of the scope matrix.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Cover {
    /// State.
    state: Cell,
    /// Why.
    why: String,
    /// Source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// A finding.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Finding {
    /// The rule that raised it.
    id: Id,
    /// What it is about.
    subject: String,
    /// From the rubric.
    severity: Severity,
    /// Axis.
    axis: Axis,
    /// Who has to act.
    owner: Owner,
    /// Law status.
    law: LawStatus,
    /// What.
    title: String,
    /// What it means, with the facts.
    detail: String,
    /// Citations.
    citations: Vec<String>,
    /// Sources.
    because: Vec<String>,
    /// What closes it.
    remediation: String,
}

/// Residual rating from the worst and from the best that is still possible.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Rating {
    /// From `lo` ends.
    now: Tier,
    /// From `hi` ends.
    best: Tier,
}

/// A condition.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Condition {
    /// Its id; of a proposed one, finding and subject.
    id: String,
    /// The finding or gate.
    finding: Id,
    /// What it is about.
    subject: String,
    /// By when.
    kind: ConditionKind,
    /// Who has to act.
    owner: Owner,
    /// State at the as-of date.
    state: ConditionState,
    /// From when days count; absent while proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raised_on: Option<Date>,
    /// The day it falls due; absent while proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    due: Option<Date>,
    /// Days to close, while proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<u16>,
    /// What to ask for; of a gate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    needs: Vec<String>,
    /// What closed it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    evidence: String,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closed_on: Option<Date>,
    /// Who accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accepted: Option<Accepted>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canonical;

    #[test]
    fn every_golden_result_has_this_shape() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|kind| kind != "json") {
                continue;
            }
            let golden = std::fs::read_to_string(&path).unwrap();
            let golden = golden.trim_end();
            let shape: Outcome = serde_json::from_str(golden)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_eq!(String::from_utf8(canonical::bytes(&shape)).unwrap(), golden);
            seen += 1;
        }
        assert_eq!(seen, 13, "all results were read");
    }
}
