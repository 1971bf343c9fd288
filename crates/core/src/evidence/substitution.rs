//! What each document on file replaces, and what it does not.

use super::EvidenceStanding;
use crate::{
    assessment::{Assessment, EvidenceKind},
    date::Date,
    prepare::Prepared,
    result::{Cell, Said, Source, Substitution},
    rubric::Rubric,
    soc2::{Bridge, Report, ReportKind, ReportStanding, bridged, product_scope},
    source::{of_field, of_record},
};

/// Keys of the texts: what it is, what it replaces, what it leaves open.
type Texts = [&'static str; 3];

macro_rules! texts {
    ($what:literal) => {
        [
            concat!("substitution.", $what),
            concat!("substitution.", $what, ".replaces"),
            concat!("substitution.", $what, ".leaves"),
        ]
    };
}

/// A line for each document that is or may be taken to stand in for another, reports that are no SOC 2
/// included: evidence, then reports, then bridge letters, each in the package's order.
pub(crate) fn substitutions(
    assessment: &Assessment,
    prepared: &Prepared,
    rubric: &Rubric,
) -> Vec<Substitution> {
    let documents = prepared.evidence.iter().filter_map(of_evidence);
    let others = assessment
        .reports
        .iter()
        .zip(&prepared.standings)
        .filter_map(|(report, standing)| of_report(assessment, report, standing));
    let letters = assessment.reports.iter().filter_map(|report| {
        let bridge = report.bridge.as_ref()?;
        Some(of_bridge(report, bridge, rubric, prepared.as_of))
    });
    documents.chain(others).chain(letters).collect()
}

fn line(source: Source, [what, replaces, leaves]: Texts, counts: bool) -> Substitution {
    Substitution {
        evidence: source,
        what: Said::plain(what),
        replaces: Said::plain(replaces),
        leaves: Said::plain(leaves),
        counts,
    }
}

fn of_evidence(standing: &EvidenceStanding) -> Option<Substitution> {
    let texts = texts_of(standing.kind)?;
    let source = of_record("evidence", &standing.id);
    Some(line(source, texts, standing.counts()))
}

const fn texts_of(kind: EvidenceKind) -> Option<Texts> {
    Some(match kind {
        EvidenceKind::HitrustE1 => texts!("hitrust-e1"),
        EvidenceKind::HitrustI1 => texts!("hitrust-i1"),
        EvidenceKind::HitrustR2 => texts!("hitrust-r2"),
        EvidenceKind::Iso27001 => texts!("iso-27001"),
        EvidenceKind::HipaaExamination => texts!("hipaa-examination"),
        EvidenceKind::PenTest => texts!("pen-test"),
        EvidenceKind::BridgeLetter => texts!("bridge-letter"),
        EvidenceKind::SelfAssessment => texts!("self-assessment"),
        EvidenceKind::PciAoc => texts!("pci-aoc"),
        EvidenceKind::Mds2 => texts!("mds2"),
        EvidenceKind::Sbom => texts!("sbom"),
        EvidenceKind::Insurance => texts!("insurance"),
        EvidenceKind::HipaaCertificate => texts!("hipaa-certificate"),
        EvidenceKind::Soc2Certificate => texts!("soc2-certificate"),
        EvidenceKind::Policy
        | EvidenceKind::RiskAnalysis
        | EvidenceKind::Artefact
        | EvidenceKind::VulnerabilityScan
        | EvidenceKind::ContinuityTest
        | EvidenceKind::AccessReview
        | EvidenceKind::IncidentExercise
        | EvidenceKind::EndOfSupport
        | EvidenceKind::DestructionCertificate
        | EvidenceKind::DataUseAgreement
        | EvidenceKind::Other => return None,
    })
}

/// A SOC 3 or SOC 1: it counts for the little it replaces if it is current, read, and not about another
/// product. The licence of its signer and its opinion count as for a SOC 2.
fn of_report(
    assessment: &Assessment,
    report: &Report,
    standing: &ReportStanding,
) -> Option<Substitution> {
    let texts = match standing.kind {
        ReportKind::Soc3 => texts!("soc3"),
        ReportKind::Soc1 => texts!("soc1"),
        ReportKind::Soc2Type1 | ReportKind::Soc2Type2 => return None,
    };
    let bought = &assessment.engagement.products;
    let about = bought
        .iter()
        .all(|name| product_scope(report, name) == Cell::Covered);
    let source = of_record("reports", &report.id);
    Some(line(source, texts, standing.reliable() && about))
}

/// Management's letter counts where it bridges all the days that it speaks of.
fn of_bridge(report: &Report, bridge: &Bridge, rubric: &Rubric, as_of: Date) -> Substitution {
    let counts = bridged(report, &rubric.soc2, as_of) == Some(bridge.as_of);
    let source = of_field("reports", &report.id, "bridge");
    line(source, texts!("bridge-letter"), counts)
}
