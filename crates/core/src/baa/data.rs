//! What kind of data a flow carries: de-identified, a limited data set, or plain PHI (rules D3 and D4; 45 CFR
//! 164.514).

use super::{
    DeterminationRule::{D3, D4},
    FlowDetermination, Instrument,
    determination::{
        Verdict::{self, Missing, NotRequired, Required},
        by_function,
    },
};
use crate::{
    engagement::{DataKind, Flow, Function, LimitedPurpose},
    when::Truth,
};

/// D3 and D4: what kind of data it is. Nothing if it is plain PHI.
pub(super) fn by_data(flow: &Flow, dua: Truth, found: &mut FlowDetermination) -> Option<Verdict> {
    let facts = &flow.facts;
    match flow.data {
        None | Some(DataKind::Identified) => None,
        Some(DataKind::DeIdentified) => {
            found.facts.push("data: de-identified".to_owned());
            match (facts.vendor_deidentifies, facts.deidentification_documented) {
                (Some(true), _) => {
                    found.facts.push("vendor_deidentifies: yes".to_owned());
                    None
                }
                (Some(false), Some(true)) => {
                    let shown = [
                        "vendor_deidentifies: no",
                        "deidentification_documented: yes",
                    ];
                    found.facts.extend(shown.map(str::to_owned));
                    Some(NotRequired(D3))
                }
                // Not shown to be de-identified: judged as PHI.
                (Some(false), Some(false)) => {
                    found
                        .facts
                        .push("deidentification_documented: no".to_owned());
                    None
                }
                (None, _) => Some(Missing(D3, "facts.vendor_deidentifies")),
                (Some(false), None) => Some(Missing(D3, "facts.deidentification_documented")),
            }
        }
        Some(DataKind::LimitedDataSet) => {
            found.facts.push("data: limited-data-set".to_owned());
            match (facts.vendor_makes_limited_set, facts.limited_purpose) {
                (Some(true), _) => {
                    found.facts.push("vendor_makes_limited_set: yes".to_owned());
                    None
                }
                (_, Some(LimitedPurpose::Other)) => {
                    found.facts.push("limited_purpose: other".to_owned());
                    None
                }
                (Some(false), Some(purpose)) => {
                    found.facts.push("vendor_makes_limited_set: no".to_owned());
                    found.facts.push(format!("limited_purpose: {purpose}"));
                    Some(limited(flow, purpose, dua, found))
                }
                (None, _) => Some(Missing(D4, "facts.vendor_makes_limited_set")),
                (Some(false), None) => Some(Missing(D4, "facts.limited_purpose")),
            }
        }
    }
}

/// D4. Who acts for itself needs the data use agreement alone: it is the ground by itself (45 CFR
/// 164.514(e)(1)), and no other need be shown. Who acts for the customer needs a BAA, which
/// a data use agreement replaces for health care operations and only where there is one (45 CFR
/// 164.504(e)(3)(iv)).
fn limited(
    flow: &Flow,
    purpose: LimitedPurpose,
    dua: Truth,
    found: &mut FlowDetermination,
) -> Verdict {
    let operations = purpose == LimitedPurpose::Operations;
    let own = flow.function == Some(Function::OwnPurposes);
    let by_function = by_function(flow, found);
    if operations || own || matches!(by_function, NotRequired(_)) {
        found.instruments.push(Instrument::Dua);
    }
    if operations && dua == Truth::True {
        found.facts.push("data-use-agreement: yes".to_owned());
    }
    match (by_function, dua) {
        _ if own => NotRequired(D4),
        (Required(_) | Missing(..), Truth::True) if operations => NotRequired(D4),
        (Required(_), Truth::Unknown) if operations => Missing(D4, "data-use-agreement"),
        (Required(_), Truth::False) if operations => Required(D4),
        (other, _) => other,
    }
}
