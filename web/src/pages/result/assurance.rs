//! What reports and other evidence show: which report is relied on and for which product, over what
//! time, which duties it covers, and what the rest replaces.

use crate::prelude::*;
use vendorward::core::{
    result::{Assurance, LeafOutcome, ReportOutcome, Substitution},
    rubric::Overlap,
};

use super::{practice::speaks, scope::class_of, timeline::timeline};
use crate::{
    components::{name::said, source::words},
    desk::review,
    pages::report::in_short,
    review::Scored,
    texts::{t, word},
};

/// The section; nothing without a report and without evidence that replaces one.
pub(super) fn section(scored: &Scored) -> View {
    let assurance = &scored.outcome.assurance;
    if assurance.reports.is_empty() && assurance.substitutions.is_empty() {
        return ().into_view();
    }
    view! {
        <section class={"card"} aria-labelledby={"assurance"}>
            <h2 id={"assurance"}>{t("site.evidence")}</h2>
            {reports(assurance)}
            {timeline(scored)}
            {substitutions(&assurance.substitutions)}
            {leaves(&assurance.leaves)}
        </section>
    }
}

fn reports(assurance: &Assurance) -> View {
    let list = assurance.reports.iter().map(one).collect_view();
    (!assurance.reports.is_empty())
        .then(|| view! { <ul class={"reports"}>{list}</ul> })
        .into_view()
}

/// A report: what it is, whether it counts, and for which products.
fn one(report: &ReportOutcome) -> View {
    let record = review().read(|assessment| {
        let mut all = assessment.reports.iter();
        all.find(|one| one.id == report.id).cloned()
    });
    let what = record.map(|record| view! { " "{speaks(&record)} });
    let (key, class) = in_short(report);
    let several = report.products.len() > 1;
    let products = report
        .products
        .iter()
        .map(|(product, cell)| {
            // Of several reports, one is relied on for a product and another for the next.
            let for_this = several && report.relied_for.contains(product);
            let for_this = for_this.then(|| view! { " "<span class={"cell ok"}>{t("site.report.relied-on")}</span> });
            view! {
                <li><span translate={"no"}>{product.clone()}</span>" "<span class={class_of(*cell)}>{word("site.scope-of", cell.as_str())}</span>{for_this}</li>
            }
        })
        .collect_view();
    let path = format!("reports/{}", report.id);
    view! {
        <li>
            <p><b translate={"no"}>{words(report.id.to_string(), Some(&path))}</b>" "<span class={class}>{t(key)}</span>{what}</p>
            <ul class={"plain-list"}>{products}</ul>
        </li>
    }
}

/// What other evidence replaces, and what it leaves open.
fn substitutions(all: &[Substitution]) -> View {
    if all.is_empty() {
        return ().into_view();
    }
    let rows = all
        .iter()
        .map(|one| {
            let (class, state) = if one.counts {
                ("cell ok", "yes")
            } else {
                ("cell unk", "no")
            };
            view! {
                <tr>
                    <th scope={"row"}>{words(said(&one.what), Some(&one.evidence))}</th>
                    <td><span class={class}>{word("site.substitution.counts", state)}</span></td>
                    <td>{said(&one.replaces)}</td>
                    <td>{said(&one.leaves)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h3 id={"substitutions"}>{t("site.substitutions")}</h3>
        <div class={"scroll"} role={"region"} tabindex={"0"} aria-labelledby={"substitutions"}>
            <table>
                <thead><tr>
                    <th scope={"col"}>{t("site.substitution.what")}</th>
                    <th scope={"col"}>{t("site.substitution.state")}</th>
                    <th scope={"col"}>{t("site.substitution.replaces")}</th>
                    <th scope={"col"}>{t("site.substitution.leaves")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The duties of the Security Rule one by one under the report relied on.
fn leaves(all: &[LeafOutcome]) -> View {
    if all.is_empty() {
        return ().into_view();
    }
    let rows = all
        .iter()
        .map(|leaf| {
            let (class, overlap) = match leaf.overlap {
                Overlap::Full => ("cell ok", "full"),
                Overlap::Partial => ("cell unk", "partial"),
                Overlap::None => ("cell gap", "none"),
            };
            let why = leaf.why.as_ref().map(said);
            view! {
                <tr>
                    <th scope={"row"} translate={"no"}>{leaf.cite.clone()}</th>
                    <td><span class={class}>{word("site.overlap", overlap)}</span></td>
                    <td>{why}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class={"fold"}>
            <summary>{t("site.leaves")}</summary>
            <div class={"scroll"} role={"region"} tabindex={"0"} aria-label={t("site.leaves")}>
                <table>
                    <thead><tr>
                        <th scope={"col"}>{t("site.leaves.duty")}</th>
                        <th scope={"col"}>{t("site.leaves.covered")}</th>
                        <th scope={"col"}>{t("site.leaves.why")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
