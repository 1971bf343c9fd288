//! The gate over what service auditors concluded.

use super::Verdict;
use crate::{
    assessment::{Assessment, RecordList},
    basis::Basis,
    compile::Compiled,
    gate::GateState,
    pack,
    prepare::Prepared,
    result::Said,
    soc2::{self, Category, Opinion, Report, ReportStanding, Whose},
    source::of_record,
    when::Truth,
};

/// The reports with a say about the products bought; and, where a report is expected, that the vendor refuses
/// to show one: what cannot be read is no better than the worst that could be read.
pub(super) fn opinion(
    compiled: &Compiled,
    assessment: &Assessment,
    prepared: &Prepared,
    least: Basis,
) -> Verdict {
    let mut verdict = Verdict::new(GateState::NotApplicable);
    for speaker in prepared.speaking(assessment) {
        // A report that may be about other products may be beside the point.
        let own = opinion_of(speaker.report, least);
        verdict = verdict.and(own.arises(speaker.about, "need.report-products"));
    }
    // What another report names as a host's own is not the vendor's.
    let unread = assessment.impossible.iter().filter(|one| {
        one.list == RecordList::Reports && !soc2::is_named_as_own(assessment, &one.id)
    });
    for one in unread {
        let open = Verdict::new(GateState::Undetermined).source(of_record("reports", &one.id));
        verdict = verdict.and(open.need(Said::plain("need.report-record").with("report", &one.id)));
    }
    if let Some(item) = soc2::withheld(assessment, &prepared.standings)
        && pack::expects_report(compiled, prepared)
    {
        let withheld = Verdict::new(GateState::Tripped)
            .need(Said::plain("need.withheld"))
            .source(of_record("asked_for", item.as_str()));
        let certain = pack::report_is_certain(compiled, prepared).and(none_is_theirs(
            assessment.engagement.vendor.legal_name.trim(),
            &prepared.standings,
        ));
        verdict = verdict.and(withheld.arises(certain, "need.report-expected"));
    }
    verdict
}

/// Whether no report that counts as another company's may turn out to be the vendor's: not known while the
/// vendor's legal name is not.
fn none_is_theirs(legal_name: &str, standings: &[ReportStanding]) -> Truth {
    let mut others = standings
        .iter()
        .filter(|one| one.kind.is_soc2() && one.whose == Whose::Subservice);
    if legal_name.is_empty() && others.next().is_some() {
        Truth::Unknown
    } else {
        Truth::True
    }
}

fn opinion_of(report: &Report, least: Basis) -> Verdict {
    let source = of_record("reports", &report.id);
    // The common criteria carry all others.
    let common = soc2::opinion_of(report, Category::Security);
    let opinion = match report.opinion_overall.max(common) {
        Some(Opinion::Adverse | Opinion::Disclaimer) => Verdict::new(GateState::Tripped),
        _ if report.opinion_overall.is_none() => Verdict::new(GateState::Undetermined)
            .need(Said::plain("need.opinion").with("report", &report.id)),
        _ => Verdict::new(GateState::Clear),
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
    let verdict = opinion.and(signer).source(source);
    verdict.with_basis(basis, least, || {
        Said::plain("need.report").with("report", &report.id)
    })
}
