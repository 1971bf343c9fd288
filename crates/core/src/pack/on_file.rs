//! Which documents of the pack are on file and hold, what stands in their place, and what is missing.

use super::{Demand, Item, PackOutcome};
use crate::{
    assessment::{Assessment, EvidenceKind},
    baa::Standing,
    compile::Compiled,
    evidence::holds_for_all,
    finding::Severity,
    gate::{GateId, GateState},
    gates::GateVerdict,
    known::evaluate,
    prepare::{FlowFacts, Prepared},
    result::{Cell, Finding, Source},
    soc2::ReportKind,
    source::{of_field, of_record},
    when::Truth,
};

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
        Some(of_record("evidence", &counts.id))
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
        first.map(|one| of_record("reports", &one.id))
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
                .then(|| of_record("baas", &baa.id))
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
                .or_else(|| Some(of_field("reports", &letters.next()?.id, "bridge")))
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
    (of_device || holds_for_all(&prepared.evidence, kind)).then(|| of_record("evidence", &first.id))
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
