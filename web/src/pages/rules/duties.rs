//! The duties counted under HIPAA, and how far a SOC 2 report speaks to each: our judgement.

use crate::prelude::*;
use vendorward::core::rubric::{Duty, Overlap, Rubric};

use super::table;
use crate::texts::{capital, text, word};

/// The table.
pub(super) fn section(rubric: &Rubric) -> View {
    let rows = rubric.duties.iter().map(row).collect_view();
    let columns = [
        "site.rules.duty",
        "site.rules.law",
        "site.rules.overlap",
        "site.rules.overlap-sac",
        "site.rules.criteria",
    ];
    table("duties", "site.rules.duties", &columns, rows.into_view())
}

fn overlap(overlap: Overlap) -> String {
    text(match overlap {
        Overlap::Full => "site.overlap.full",
        Overlap::Partial => "site.overlap.partial",
        Overlap::None => "site.overlap.none",
    })
}

fn row(duty: &Duty) -> View {
    let law = capital(&word("law", duty.law.as_str()));
    let criteria: Vec<&str> = duty
        .tsc
        .iter()
        .chain(&duty.tsc_other)
        .map(String::as_str)
        .collect();
    let overlaps = duty
        .security_rule
        .then(|| (overlap(duty.overlap), overlap(duty.overlap_sac)));
    let (one, three) = overlaps.unwrap_or_default();
    view! {
        <tr>
            <th scope={"row"}><span lang={"en"}>{duty.title.clone()}</span><small translate={"no"}>{duty.cite.clone()}</small></th>
            <td>{law}</td>
            <td>{one}</td>
            <td>{three}</td>
            <td translate={"no"}>{criteria.join(", ")}</td>
        </tr>
    }
}
