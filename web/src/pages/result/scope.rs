//! Where PHI goes, and what covers it: one row for each flow.

use crate::prelude::*;
use vendorward::core::result::{Cell, CellOutcome, ScopeRow};

use super::gates::phi;
use crate::{
    components::source,
    desk::review,
    review::Scored,
    route::{Route, link},
    texts::{said, t, word},
};

/// The section.
pub(super) fn section(scored: &Scored) -> View {
    let rows = &scored.outcome.scope;
    let body = if rows.is_empty() {
        view! {
            <p>{t("site.scope.none")}" "{link(Route::Engagement, "flows", "", t("site.scope.add").into_view())}</p>
        }
    } else {
        table(rows)
    };
    view! {
        <section aria-labelledby={"scope"}>
            <h2 id={"scope"}>{t("site.scope")}</h2>
            {body}
        </section>
    }
}

fn table(rows: &[ScopeRow]) -> View {
    let columns = [
        "flow",
        "phi",
        "our-baa",
        "their-baa",
        "assurance",
        "evidence",
    ];
    let head = columns
        .iter()
        .map(|column| view! { <th scope={"col"} role={"columnheader"}>{label(column)}</th> })
        .collect_view();
    let rows = rows.iter().map(row).collect_view();
    view! {
        <div class={"scroll"} role={"region"} tabindex={"0"} aria-labelledby={"scope"}>
            <table class={"matrix"} role={"table"}>
                <thead role={"rowgroup"}><tr role={"row"}>{head}</tr></thead>
                <tbody role={"rowgroup"}>{rows}</tbody>
            </table>
        </div>
    }
}

fn label(column: &str) -> String {
    word("site.scope", column)
}

// On a phone rows are blocks, and a browser that is told so forgets that they are rows: roles say it.
fn row(row: &ScopeRow) -> View {
    let region = review().read(|assessment| {
        let mut flows = assessment.engagement.flows.iter();
        flows.find(|flow| flow.id == row.flow)?.region.clone()
    });
    let path: Vec<String> = [&row.product, &row.place, &row.party]
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .cloned()
        .collect();
    let mut name = if path.is_empty() {
        row.flow.to_string()
    } else {
        path.join(" → ")
    };
    // Where in the world: what lies offshore is looked for here.
    if let Some(region) = region {
        name = format!("{name}, {region}");
    }
    view! {
        <tr role={"row"}>
            <th scope={"row"} role={"rowheader"} translate={"no"}>{name}</th>
            <td role={"cell"} data-label={label("phi")}>{phi(row.phi)}</td>
            <td role={"cell"} data-label={label("our-baa")}>{cell(&row.our_baa)}</td>
            <td role={"cell"} data-label={label("their-baa")}>{cell(&row.their_baa)}</td>
            <td role={"cell"} data-label={label("assurance")}>{cell(&row.assurance)}</td>
            <td role={"cell"} data-label={label("evidence")}>{cell(&row.evidence)}</td>
        </tr>
    }
}

/// The look of a cell.
pub(super) const fn class_of(cell: Cell) -> &'static str {
    match cell {
        Cell::Covered => "cell ok",
        Cell::Gap => "cell gap",
        Cell::Unknown | Cell::CarvedOut => "cell unk",
        Cell::NotNeeded => "cell na",
    }
}

fn cell(cell: &CellOutcome) -> View {
    let class = class_of(cell.cell);
    let why = source::words(said(&cell.why), cell.source.as_deref());
    view! {
        <span class={class}>{word("cell", cell.cell.as_str())}</span>
        <span class={"why"}>{why}</span>
    }
}
