//! The pack: what a vendor of this tier is asked, which documents belong to it, what may stand in for
//! them, and who approves.
//!
//! The rubric's rows are conditions over facts. Tier and depth count at their highest, as the tier does;
//! any other unknown fact leaves a row open: what it asks for is asked, and marked as not certain.

mod on_file;

pub(crate) use on_file::{missing, on_file, stands_in};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    assessment::Assessment,
    baa::Instrument,
    compile::{At, Compare, Compiled},
    engagement::{Access, Engagement, Phi},
    facts::{Determination, Fact, Tier, Triage},
    id::Id,
    known::{Facts, evaluate},
    prepare::Prepared,
    questionnaire::Audience,
    result::Source,
    soc2::Category,
    vocab::vocabulary,
    when::{Expr, Truth},
};

vocabulary! {
    /// A document of the pack.
    pub enum Item {
        /// The business associate agreement, in force.
        Baa = "baa",
        /// Data use agreement for a limited data set (45 CFR 164.514(e)(4)).
        DataUseAgreement = "data-use-agreement",
        /// A named officer's dated statement that the answers are true.
        OfficerAttestation = "officer-attestation",
        /// A SOC 2 Type 2 report.
        Soc2Type2 = "soc2-type2",
        /// A SOC 2 Type 1 report.
        Soc2Type1 = "soc2-type1",
        /// Management's letter for the time since the report.
        BridgeLetter = "bridge-letter",
        /// HITRUST i1 validated assessment.
        HitrustI1 = "hitrust-i1",
        /// HITRUST r2 validated assessment.
        HitrustR2 = "hitrust-r2",
        /// The risk analysis (45 CFR 164.308(a)(1)(ii)(A)), or its summary with scope and date.
        RiskAnalysis = "risk-analysis",
        /// Penetration test report or summary.
        PenTest = "pen-test",
        /// Vulnerability scan report.
        VulnerabilityScan = "vulnerability-scan",
        /// Subcontractors that have PHI, by name, with the dates of their agreements.
        SubcontractorList = "subcontractor-list",
        /// Record of a restore or continuity exercise.
        ContinuityTest = "continuity-test",
        /// Record of the last review of access rights.
        AccessReview = "access-review",
        /// Record of an incident exercise.
        IncidentExercise = "incident-exercise",
        /// Certificate of insurance.
        Insurance = "insurance",
        /// Attestation of compliance with PCI DSS.
        PciAoc = "pci-aoc",
        /// Manufacturer disclosure statement for medical device security.
        Mds2 = "mds2",
        /// Software bill of materials.
        Sbom = "sbom",
        /// Published end of support.
        EndOfSupport = "end-of-support",
        /// Certificate of destruction and chain of custody.
        DestructionCertificate = "destruction-certificate",
    }
}
vocabulary! {
    /// How strongly a document is asked for.
    pub enum Demand {
        /// Welcome, and never held against a vendor that has none.
        Requested = "requested",
        /// Expected before a decision.
        Required = "required",
    }
}
vocabulary! {
    /// What the facts of the engagement say about the two questions HIPAA and SOC 2 answer.
    pub enum Advice {
        /// A BAA is required and a SOC 2 report expected.
        Both = "both",
        /// A BAA is required, no SOC 2 report is expected.
        Hipaa = "hipaa",
        /// A SOC 2 report is expected, no BAA is required.
        Soc2 = "soc2",
        /// Neither.
        Neither = "neither",
        /// A fact is missing.
        Undetermined = "undetermined",
    }
}

/// What is asked for, as the rubric says it. An empty pack asks every loaded questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Depth and approver by tier.
    #[serde(default)]
    pub tiers: BTreeMap<Tier, TierRule>,
    /// Where no more than this depth is asked, whatever the tier.
    #[serde(default)]
    pub limits: Vec<DepthLimit>,
    /// Which questionnaire is asked when. One that no row names is always asked.
    #[serde(default)]
    pub questionnaires: Vec<AskRule>,
    /// Which documents belong to the pack.
    #[serde(default)]
    pub evidence: Vec<EvidenceRule>,
    /// What may stand in for a document, and what it does not replace.
    #[serde(default)]
    pub substitutes: Vec<SubstituteRule>,
}

/// What a tier asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TierRule {
    /// How deep.
    pub depth: Triage,
    /// Who approves, by role.
    pub approver: String,
    /// Why.
    pub reason: String,
    /// Where from.
    pub source: String,
}

/// The most that is asked where the condition certainly holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DepthLimit {
    /// No deeper than this.
    pub depth: Triage,
    /// Over facts other than the depth.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub when: Expr,
    /// Why.
    pub reason: String,
    /// Where from.
    pub source: String,
}

/// When a questionnaire is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AskRule {
    /// Its id.
    pub questionnaire: Id,
    /// Over facts.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub when: Expr,
    /// Why.
    pub reason: String,
    /// Where from.
    pub source: String,
}

/// When a document is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceRule {
    /// Which.
    pub item: Item,
    /// How strongly.
    pub demand: Demand,
    /// Over facts.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub when: Expr,
    /// Why.
    pub reason: String,
    /// Where from.
    pub source: String,
}

/// What may stand in for a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SubstituteRule {
    /// The document asked for.
    pub item: Item,
    /// What is accepted instead.
    pub by: Item,
    /// Over facts.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub when: Expr,
    /// What it replaces.
    pub replaces: String,
    /// What it leaves open.
    pub leaves: String,
    /// Where from.
    pub source: String,
}

/// The pack of one engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackOutcome {
    /// Whether HIPAA asks for an agreement and the rubric for a report.
    pub advice: Advice,
    /// The facts that decided it, or that are missing.
    pub because: Vec<Source>,
    /// Questionnaires that are asked, and whether that is certain.
    pub questionnaires: Vec<(Id, bool)>,
    /// Documents, required ones first.
    pub evidence: Vec<ItemOutcome>,
    /// Substitutes that are accepted, as rows of the rubric.
    pub substitutes: Vec<(Item, Item)>,
    /// Trust Services categories expected of a report beside Security.
    pub categories: Vec<Category>,
    /// Who approves.
    pub approver: String,
    /// Months to the next review.
    pub review_months: Option<u16>,
    /// Questions answered by what was said at another depth, and where.
    pub carried: Vec<(Id, Id)>,
    /// Questions answered although they are not asked; they count nowhere.
    pub unasked: Vec<Id>,
}

/// A document of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemOutcome {
    /// Which.
    pub item: Item,
    /// How strongly.
    pub demand: Demand,
    /// Whether it is certain that it belongs to the pack.
    pub certain: bool,
    /// Where it is on file.
    pub on_file: Option<Source>,
    /// Where it is not: what the rubric accepts in its place, is on file and counts.
    pub instead: Option<Source>,
}

/// How deep the review goes: by the tier, no deeper than the rubric's limits, and at least as deep as the
/// hospital asks for. No PHI, no access and no connection: there is nothing to assess.
pub(crate) fn depth(
    compiled: &Compiled,
    engagement: &Engagement,
    tier: Tier,
    facts: &Facts,
) -> Triage {
    let pack = &compiled.rubric.pack;
    let reached = engagement.access != Some(Access::None) || engagement.connection != Some(false);
    if engagement.phi() == Phi::None && !reached {
        return engagement.depth.unwrap_or(Triage::NoAssessment);
    }
    let by_tier = pack
        .tiers
        .get(&tier)
        .map_or(Triage::of(tier), |rule| rule.depth);
    let limits = pack.limits.iter().zip(&compiled.limits);
    let limited = limits
        .filter(|(_, node)| evaluate(node, facts, &[]) == Truth::True)
        .map(|(limit, _)| limit.depth)
        .fold(by_tier, Triage::min);
    engagement.depth.map_or(limited, |asked| limited.max(asked))
}

/// How strongly a document is asked for, and whether that is certain: the stronger demand stands.
pub(crate) fn demand(
    compiled: &Compiled,
    prepared: &Prepared,
    item: Item,
) -> Option<(Demand, bool)> {
    let rows = compiled.rubric.pack.evidence.iter().zip(&compiled.evidence);
    rows.filter(|(rule, _)| rule.item == item)
        .filter_map(
            |(rule, node)| match evaluate(node, &prepared.pack_facts, &[]) {
                Truth::False => None,
                truth => Some((rule.demand, truth == Truth::True)),
            },
        )
        .max()
}

/// Whether an independent report is expected. Without a pack: wherever PHI is or may be involved.
pub(crate) fn expects_report(compiled: &Compiled, prepared: &Prepared) -> bool {
    if compiled.rubric.pack.evidence.is_empty() {
        return prepared.phi != Phi::None;
    }
    let demand = demand(compiled, prepared, Item::Soc2Type2);
    demand.is_some_and(|(demand, _)| demand == Demand::Required)
}

/// Whether the report that is expected is so for certain, whatever the facts that are not known yet, the tier
/// among them, turn out to be.
pub(crate) fn report_is_certain(compiled: &Compiled, prepared: &Prepared) -> Truth {
    let rules = &compiled.rubric.pack.evidence;
    if rules.is_empty() {
        return Truth::True;
    }
    let rows = rules
        .iter()
        .zip(&compiled.evidence)
        .filter(|(rule, _)| rule.item == Item::Soc2Type2 && rule.demand == Demand::Required);
    rows.map(|(_, node)| evaluate(node, &prepared.facts, &[]))
        .fold(Truth::False, Truth::or)
}

/// Which questionnaires are asked, by index.
pub(crate) fn asked(compiled: &Compiled, facts: &Facts) -> Vec<Truth> {
    compiled
        .asks
        .iter()
        .map(|node| match node {
            Some(node) => evaluate(node, facts, &[]),
            None => Truth::True,
        })
        .collect()
}

/// The pack of what is prepared.
#[must_use]
pub fn pack(compiled: &Compiled, assessment: &Assessment, prepared: &Prepared) -> PackOutcome {
    let rubric = &compiled.rubric;
    let mut evidence: Vec<ItemOutcome> = Item::ALL
        .iter()
        .filter(|item| **item != Item::DataUseAgreement || owes_use_agreement(prepared))
        .filter_map(|item| {
            let (demand, certain) = demand(compiled, prepared, *item)?;
            let on_file = on_file(assessment, prepared, *item);
            let instead = match on_file {
                Some(_) => None,
                None => stands_in(compiled, prepared, *item),
            };
            Some(ItemOutcome {
                item: *item,
                demand,
                certain,
                on_file,
                instead,
            })
        })
        .collect();
    crate::order::settle(&mut evidence, |one| std::cmp::Reverse(one.demand));
    let substitutes = rubric.pack.substitutes.iter().zip(&compiled.substitutes);
    let substitutes = substitutes
        .filter(|(rule, node)| {
            evidence.iter().any(|one| one.item == rule.item)
                && evaluate(node, &prepared.pack_facts, &[]) != Truth::False
        })
        .map(|(rule, _)| (rule.item, rule.by))
        .collect();
    let report = evidence.iter().find(|one| one.item == Item::Soc2Type2);
    let categories = match (report, assessment.engagement.product_type) {
        (Some(_), Some(kind)) => rubric.categories.get(&kind),
        _ => None,
    };
    let tier = prepared.inherent.tier;
    let (advice, because) = advise(prepared, report);
    PackOutcome {
        advice,
        because,
        questionnaires: compiled
            .questionnaires
            .iter()
            .zip(&prepared.asked)
            .filter(|(one, truth)| one.audience == Audience::Vendor && **truth != Truth::False)
            .map(|(one, truth)| (one.id.clone(), *truth == Truth::True))
            .collect(),
        substitutes,
        categories: categories.map_or_else(Vec::new, |rule| rule.expected.clone()),
        approver: rubric
            .pack
            .tiers
            .get(&tier)
            .map(|rule| rule.approver.clone())
            .unwrap_or_default(),
        review_months: rubric.cadence_months.get(&tier).map(|months| months.value),
        carried: prepared
            .answers
            .carried
            .iter()
            .filter_map(|(to, from)| {
                let (to, from) = (compiled.id_of(*to)?, compiled.id_of(*from)?);
                Some((to.clone(), from.clone()))
            })
            .collect(),
        unasked: unasked(compiled, prepared),
        evidence,
    }
}

/// Whether a data use agreement is owed for some flow, or may be. A limited data set that goes out under a
/// business associate agreement, or that the vendor makes itself, needs none.
fn owes_use_agreement(prepared: &Prepared) -> bool {
    prepared.determination == Determination::Undetermined
        || prepared.flows.iter().any(|flow| {
            flow.determination.required == Determination::Undetermined
                || flow.determination.instruments.contains(&Instrument::Dua)
        })
}

/// Answered, in a questionnaire that is not asked, and carried nowhere.
fn unasked(compiled: &Compiled, prepared: &Prepared) -> Vec<Id> {
    let given = prepared.answers.given.iter().copied();
    let lost = given.filter(|at| {
        prepared.asks(compiled, *at) == Truth::False
            && prepared
                .answers
                .carried
                .iter()
                .all(|(_, from)| *from != *at)
    });
    lost.filter_map(|at: At| compiled.id_of(at).cloned())
        .collect()
}

/// Whether HIPAA asks for an agreement and the rubric for a report, with the facts that decided it.
fn advise(prepared: &Prepared, report: Option<&ItemOutcome>) -> (Advice, Vec<Source>) {
    let required = Compare::Within(1 << (Determination::Required as u32));
    let hipaa = prepared.facts.get(Fact::BaaDetermination).test(required);
    let expected = report.filter(|one| one.demand == Demand::Required);
    let soc2 = match expected {
        Some(one) if one.certain => Truth::True,
        Some(_) => Truth::Unknown,
        None => Truth::False,
    };
    let advice = match (hipaa, soc2) {
        (Truth::True, Truth::True) => Advice::Both,
        (Truth::True, Truth::False) => Advice::Hipaa,
        (Truth::False, Truth::True) => Advice::Soc2,
        (Truth::False, Truth::False) => Advice::Neither,
        _ => Advice::Undetermined,
    };
    let mut because: Vec<Source> = prepared
        .flows
        .iter()
        .filter(|flow| flow.determination.required == prepared.determination)
        .map(|flow| format!("baa/flows/{}", flow.id))
        .collect();
    if because.is_empty() {
        because.push("engagement/phi".to_owned());
    }
    let decisive = prepared.inherent.factors.iter();
    because.extend(
        decisive
            .filter(|factor| factor.tier == prepared.inherent.tier)
            .map(|factor| format!("inherent/{}", factor.id)),
    );
    (advice, because)
}
