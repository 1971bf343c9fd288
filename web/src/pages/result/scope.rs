//! Where PHI goes, and what covers it: one row for each flow.

use crate::prelude::*;
use vendorward::core::result::{Cell, CellOutcome, ScopeRow};

use super::gates::phi;
use crate::{
    components::source,
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
        .map(|column| view! { <th scope={"col"}>{word("site.scope", column)}</th> })
        .collect_view();
    let rows = rows.iter().map(row).collect_view();
    view! {
        <div class={"scroll"} role={"region"} tabindex={"0"} aria-labelledby={"scope"}>
            <table class={"matrix"}>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(row: &ScopeRow) -> View {
    let path: Vec<String> = [&row.product, &row.place, &row.party]
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .cloned()
        .collect();
    let name = if path.is_empty() {
        row.flow.to_string()
    } else {
        path.join(" → ")
    };
    view! {
        <tr>
            <th scope={"row"} translate={"no"}>{name}</th>
            <td>{phi(row.phi)}</td>
            <td>{cell(&row.our_baa)}</td>
            <td>{cell(&row.their_baa)}</td>
            <td>{cell(&row.assurance)}</td>
            <td>{cell(&row.evidence)}</td>
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
