//! The gate over what service auditors concluded.

use super::Verdict;
use crate::{
    assessment::Assessment,
    basis::Basis,
    gate::GateState,
    prepare::Prepared,
    result::{Cell, Said},
    soc2::{self, Opinion, Report},
    when::Truth,
};

/// The report relied on, and every other one about the products that speaks of the same time or a
/// later one: a newer adverse report is not outweighed by an older clean one.
pub(super) fn opinion(assessment: &Assessment, prepared: &Prepared, least: Basis) -> Verdict {
    let mut verdict = Verdict::new(GateState::NotApplicable);
    let relied = prepared.relied_on(assessment).map(|(report, _)| &report.id);
    for (report, standing) in soc2::speaking(assessment, &prepared.standings) {
        let covers = |(_, cell): &(String, Cell)| *cell == Cell::Covered;
        let about = Some(&report.id) == relied || standing.products.iter().any(covers);
        // A report that may be about other products may be beside the point.
        let arises = if about { Truth::True } else { Truth::Unknown };
        verdict = verdict.and(opinion_of(report, least).arises(arises, "need.report-products"));
    }
    verdict
}

fn opinion_of(report: &Report, least: Basis) -> Verdict {
    let source = format!("reports/{}", report.id);
    let opinion = match report.opinion_overall {
        Some(Opinion::Unqualified | Opinion::Qualified) => Verdict::new(GateState::Clear),
        Some(Opinion::Adverse | Opinion::Disclaimer) => Verdict::new(GateState::Tripped),
        None => Verdict::new(GateState::Undetermined)
            .need(Said::plain("need.opinion").with("report", &report.id)),
    };
    let signer = match report.auditor.licensed {
        Some(true) => Verdict::new(GateState::Clear),
        Some(false) => Verdict::new(GateState::Tripped),
        None => Verdict::new(GateState::Undetermined)
            .need(Said::plain("need.signer").with("report", &report.id)),
    };
    let basis = if report.reviewed.is_some() {
        Basis::Document
    } else {
        Basis::Word
    };
    opinion.and(signer).source(source).with_basis(
        basis,
        least,
        Said::plain("need.report").with("report", &report.id),
    )
}
