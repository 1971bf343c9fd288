//! The pack: what a vendor of this tier is asked, which documents belong to it, what may stand in for
//! them, and who approves.
//!
//! The rubric's rows are conditions over facts. Tier and depth count at their highest, as the tier does;
//! any other unknown fact leaves a row open: what it asks for is asked, and marked as not certain.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    assessment::{Assessment, EvidenceKind},
    baa::{Instrument, Standing},
    compile::{At, Compare, Compiled},
    engagement::{Access, Engagement, Phi},
    evidence::holds_for_all,
    facts::{Determination, Fact, Tier, Triage},
    finding::Severity,
    gate::{GateId, GateState},
    gates::GateVerdict,
    id::Id,
    known::{Facts, evaluate},
    prepare::{FlowFacts, Prepared},
    questionnaire::Audience,
    result::{Cell, Finding, Source},
    soc2::{Category, ReportKind},
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
    evidence.sort_by_key(|one| std::cmp::Reverse(one.demand));
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

/// Findings that ask for a report which would do, since there is none.
const ASKS_FOR_REPORT: &[&str] = &[
    "scope.product",
    "soc2.none",
    "soc2.stale",
    "soc2.type1-only",
    "soc2.withheld",
];

/// Documents that the pack certainly requires, that are not on file, and that no gate or finding asks after.
#[must_use]
pub(crate) fn missing(
    pack: &PackOutcome,
    gates: &[GateVerdict<'_>],
    findings: &[Finding],
) -> Vec<Item> {
    let open = |id: GateId| {
        let settled = [GateState::Clear, GateState::NotApplicable];
        let mut those = gates.iter().filter(|(gate, _)| *gate == id);
        those.any(|(_, verdict)| !settled.contains(&verdict.state))
    };
    // A finding below high makes no condition, and so takes none away.
    let grave = |one: &&Finding| one.severity >= Severity::High;
    let raised = |id: &str| {
        let mut grave = findings.iter().filter(grave);
        grave.any(|one| one.rule.id.starts_with(id))
    };
    let asked_after = |item: Item| match item {
        Item::Baa => open(GateId::BaaInForce),
        Item::DataUseAgreement => raised("baa.dua-missing"),
        Item::Soc2Type2 | Item::Soc2Type1 => {
            open(GateId::AssuranceOpinion) || ASKS_FOR_REPORT.iter().any(|id| raised(id))
        }
        Item::RiskAnalysis => open(GateId::RiskAnalysis),
        Item::SubcontractorList => open(GateId::SubcontractorBaas),
        Item::PenTest => raised("pentest.old"),
        Item::Insurance => raised("insurance."),
        Item::PciAoc => raised("pci.aoc-missing"),
        Item::Mds2 => raised("device.mds2-missing"),
        Item::Sbom => raised("device.sbom-missing"),
        Item::EndOfSupport => raised("device.end-of-support"),
        Item::OfficerAttestation
        | Item::BridgeLetter
        | Item::HitrustI1
        | Item::HitrustR2
        | Item::VulnerabilityScan
        | Item::ContinuityTest
        | Item::AccessReview
        | Item::IncidentExercise
        | Item::DestructionCertificate => false,
    };
    pack.evidence
        .iter()
        .filter(|one| one.demand == Demand::Required && one.certain)
        .filter(|one| one.on_file.is_none() && one.instead.is_none())
        .map(|one| one.item)
        .filter(|item| !asked_after(*item))
        .collect()
}

/// Where a document is on file that counts and that the rubric certainly accepts in the place of another: the
/// first row that fits. A Type 1 report is no such document: it stands in until the Type 2 comes, and that is
/// asked for all the same.
pub(crate) fn stands_in(compiled: &Compiled, prepared: &Prepared, item: Item) -> Option<Source> {
    let rules = compiled.rubric.pack.substitutes.iter();
    let mut accepted = rules.zip(&compiled.substitutes).filter(|(rule, node)| {
        rule.item == item && evaluate(node, &prepared.pack_facts, &[]) == Truth::True
    });
    accepted.find_map(|(rule, _)| {
        let kind = EvidenceKind::parse(rule.by.as_str())?;
        let mut documents = prepared.evidence.iter();
        let counts = documents.find(|one| one.kind == kind && one.counts())?;
        Some(format!("evidence/{}", counts.id))
    })
}

/// Where a document of the pack is on file and holds.
pub(crate) fn on_file(assessment: &Assessment, prepared: &Prepared, item: Item) -> Option<Source> {
    let report = |kinds: &[ReportKind]| {
        let of_kind = || {
            let standings = prepared.standings.iter();
            standings.filter(|one| one.usable && kinds.contains(&one.kind))
        };
        // Several may carry the products together.
        let mut products = 0..assessment.engagement.products.len();
        let all = products.all(|product| of_kind().any(|one| one.carries(product)));
        let first = of_kind().next().filter(|_| all);
        first.map(|one| format!("reports/{}", one.id))
    };
    match item {
        Item::Baa => {
            let in_force = |flow: &&FlowFacts| {
                let review = flow.review.as_ref();
                review.is_some_and(|review| review.standing == Standing::InForce)
            };
            let mut bound = prepared
                .flows
                .iter()
                .filter(|flow| flow.determination.needs_agreement())
                .peekable();
            let first = bound.peek().and_then(|flow| flow.agreement);
            let baa = assessment.baas.get(first?)?;
            bound
                .all(|flow| in_force(&flow))
                .then(|| format!("baas/{}", baa.id))
        }
        Item::OfficerAttestation => assessment
            .attestation
            .is_some()
            .then(|| "attestation".to_owned()),
        Item::Soc2Type2 => report(&[ReportKind::Soc2Type2]),
        // Operation over a period shows design too.
        Item::Soc2Type1 => report(&[ReportKind::Soc2Type1, ReportKind::Soc2Type2]),
        Item::SubcontractorList => {
            (!assessment.subcontractors.is_empty()).then(|| "subcontractors".to_owned())
        }
        Item::BridgeLetter => {
            let mut letters = assessment.reports.iter().filter(|one| one.bridge.is_some());
            document(prepared, item)
                .or_else(|| Some(format!("reports/{}/bridge", letters.next()?.id)))
        }
        _ => document(prepared, item),
    }
}

/// A document of the evidence that holds, and speaks of what is bought: where several share the products
/// between them, the first of them. What is about a device need not speak of what is bought beside it.
fn document(prepared: &Prepared, item: Item) -> Option<Source> {
    let kind = EvidenceKind::parse(item.as_str())?;
    let of_device = matches!(item, Item::Mds2 | Item::Sbom | Item::EndOfSupport);
    let mut sound = prepared.evidence.iter().filter(|one| {
        let about = one.products.is_empty() || one.products.contains(&Cell::Covered);
        one.kind == kind && one.sound() && about
    });
    let first = sound.next()?;
    (of_device || holds_for_all(&prepared.evidence, kind)).then(|| format!("evidence/{}", first.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_of_the_pack_can_be_on_file() {
        const RECORDS: &[Item] = &[
            Item::Baa,
            Item::OfficerAttestation,
            Item::Soc2Type2,
            Item::Soc2Type1,
            Item::SubcontractorList,
        ];
        for item in Item::ALL {
            assert_eq!(
                EvidenceKind::parse(item.as_str()).is_none(),
                RECORDS.contains(item),
                "{item}"
            );
        }
    }
}
