//! What documents other than reports and agreements show, read off the rules.

use vendorward_core::{
    assessment::{Evidence, EvidenceKind},
    basis::Basis,
    date::Date,
    engagement::Vendor,
    rubric::Rubric,
};

/// What an answer rests on that was found confirmed in a document; nothing if it shows nothing.
pub(super) fn shows(
    rubric: &Rubric,
    vendor: &Vendor,
    bought: &[String],
    one: &Evidence,
    as_of: Date,
) -> Option<Basis> {
    use EvidenceKind::{
        EndOfSupport, HipaaCertificate, HipaaExamination, HitrustE1, HitrustI1, HitrustR2,
        Insurance, Iso27001, PciAoc, PenTest, Soc2Certificate,
    };
    let rules = &rubric.evidence;
    let term = match one.kind {
        HitrustE1 | HitrustI1 | PciAoc | Insurance => 12,
        HitrustR2 => 24,
        Iso27001 => 36,
        HipaaExamination => i32::from(rubric.soc2.stale_months.value),
        PenTest => rules
            .pen_test_months
            .as_ref()
            .map_or(12, |p| i32::from(p.value)),
        // Longer than any calendar: only its own words end it.
        _ => 200_000,
    };
    // A policy of insurance says itself when it ends.
    let runs = term < 1000 && !(one.kind == Insurance && one.valid_until.is_some());
    let by_term = one.date.map(|on| on.add_months(term)).filter(|_| runs);
    // Nobody knows whether a term from an unknown day is over, or whether an undated agreement binds yet.
    let undated_agreement = one.kind == EvidenceKind::DataUseAgreement && one.date.is_none();
    if undated_agreement || runs && by_term.is_none() {
        return None;
    }
    let ended = |last: Option<Date>| last.is_some_and(|last| as_of > last);
    if ended(by_term) || ended(one.valid_until) {
        return None;
    }
    if one.kind != EndOfSupport && one.date.is_some_and(|on| on > as_of) {
        return None;
    }
    let about = one.products.is_empty()
        || !bought.is_empty() && bought.iter().all(|name| one.products.contains(name));
    if !about || matches!(one.kind, HipaaCertificate | Soc2Certificate) {
        return None;
    }
    let own = [&vendor.legal_name, &vendor.name];
    let by_others =
        one.self_assessed != Some(true) && (one.issuer.is_empty() || !own.contains(&&one.issuer));
    let tested = matches!(one.kind, HitrustI1 | HitrustR2 | HipaaExamination);
    if tested && by_others && one.reviewed.is_some() && !lapsed(one, as_of) {
        Some(Basis::Tested)
    } else {
        Some(Basis::Document)
    }
}

/// Whether an r2 is in its second year, and nobody did the interim assessment in the 90 days before it began.
fn lapsed(one: &Evidence, as_of: Date) -> bool {
    let start = match (one.date, one.valid_until) {
        (Some(on), _) => on,
        (None, Some(last)) => last.add_months(-24),
        (None, None) => return false,
    };
    let second = start.add_months(12);
    let done = one
        .interim_on
        .is_some_and(|on| on <= second && on.days_until(second) <= 90);
    one.kind == EvidenceKind::HitrustR2 && as_of > second && !done
}
