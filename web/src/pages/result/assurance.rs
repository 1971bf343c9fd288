//! What reports and other evidence show: which report is relied on and for which product, over what
//! time, which duties it covers, and what the rest replaces.

use std::cmp::Reverse;

use crate::prelude::*;
use vendorward::core::{
    order::settle,
    result::{Assurance, DutyOutcome, LeafOutcome, ReportOutcome, Said, Substitution},
    rubric::Overlap,
    soc2::{Report, Whose},
};

use super::{practice::speaks, scope::class_of, timeline::timeline};
use crate::{
    components::{name::said, signed::read_by, source::words},
    desk::review,
    pages::report::in_short,
    review::Scored,
    texts::{count, date, fill, t, text, word},
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
            {leaves(&assurance.leaves, &scored.outcome.legal.duties)}
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
    let what = record.as_ref().map(|record| view! { " "{speaks(record)} });
    let more = record
        .as_ref()
        .map(|record| view! { <p class={"meta"}>{concludes(record, report)}</p> });
    let (key, class) = in_short(report);
    let several = report.products.len() > 1;
    // What a subservice organisation's own report is for is no product of the vendor's.
    let own = report.whose != Whose::Subservice;
    let products = report
        .products
        .iter()
        .filter(|_| own)
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
            {more}
            <ul class={"plain-list"}>{products}</ul>
        </li>
    }
}

/// For whom it is, what the auditor concludes, how old it is and who has read it.
fn concludes(record: &Report, report: &ReportOutcome) -> String {
    // A company's name may end in a point of its own.
    let org = record.service_org_legal_name.trim().trim_end_matches('.');
    let whose = (!org.is_empty()).then(|| fill("site.report.for", &[("org", org)]));
    let opinion = record.opinion_overall.map(|opinion| {
        let words = word("site.opinion", opinion.as_str());
        fill("site.gates.opinion", &[("opinion", &words)])
    });
    let firm = record.auditor.firm.trim().trim_end_matches('.');
    let firm = (!firm.is_empty()).then(|| fill("site.report.by", &[("firm", firm)]));
    let failed = record.exceptions.len();
    let failed = (failed > 0).then(|| count("site.report.failed", failed));
    let days = report
        .uncovered_days
        .and_then(|days| usize::try_from(days).ok());
    let days = days
        .filter(|days| *days > 0)
        .map(|days| count("site.report.since", days));
    let read = record.reviewed.as_ref();
    let read = read.map_or_else(|| text("site.report.claim"), read_by);
    let parts = [whose, opinion, firm, failed, days, Some(read)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
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
                    <th scope={"row"}>{words(said(&one.what), Some(&one.evidence))}<small translate={"no"}>{named(&one.evidence)}</small></th>
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

/// Title and day of a document: two of one kind are told apart.
fn named(path: &str) -> String {
    let id = path.split_once('/').map_or(path, |(_, id)| id);
    let found = review().read(|assessment| {
        let mut all = assessment.evidence.iter();
        let one = all.find(|one| one.id.as_str() == id)?;
        let title = Some(one.title.clone()).filter(|title| !title.trim().is_empty());
        let parts = [title, one.date.map(date)];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    });
    found.unwrap_or_default()
}

/// More duties than this of one cause are named when somebody asks.
const NAMED: usize = 6;

/// The duties of the Security Rule under the report relied on: what has one cause is said once, what is
/// covered least comes first.
fn leaves(all: &[LeafOutcome], duties: &[DutyOutcome]) -> View {
    if all.is_empty() {
        return ().into_view();
    }
    let mut causes: Vec<(Overlap, Option<&Said>, Vec<&str>)> = Vec::new();
    for LeafOutcome { cite, overlap, why } in all {
        let why = why.as_ref();
        let mut known = causes.iter_mut();
        match known.find(|(worth, cause, _)| worth == overlap && *cause == why) {
            Some((.., cites)) => cites.push(cite),
            None => causes.push((*overlap, why, vec![cite])),
        }
    }
    settle(&mut causes, |one| Reverse(one.0));
    let rows = causes
        .iter()
        .map(|(overlap, why, cites)| cause(*overlap, *why, cites, duties))
        .collect_view();
    view! {
        <details class={"fold"}>
            <summary>{t("site.leaves")}</summary>
            <div class={"scroll"} role={"region"} tabindex={"0"} aria-label={t("site.leaves")}>
                <table>
                    <thead><tr>
                        <th scope={"col"}>{t("site.leaves.why")}</th>
                        <th scope={"col"}>{t("site.leaves.covered")}</th>
                        <th scope={"col"}>{t("site.leaves.duty")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// One cause, and the duties it is of.
fn cause(overlap: Overlap, why: Option<&Said>, cites: &[&str], duties: &[DutyOutcome]) -> View {
    let (class, covered) = match overlap {
        Overlap::Full => ("cell ok", "full"),
        Overlap::Partial => ("cell unk", "partial"),
        Overlap::None => ("cell gap", "none"),
    };
    let why = why.map_or_else(|| word("site.leaves", covered), said);
    let list = cites
        .iter()
        .map(|cite| {
            let duty = duties.iter().find(|duty| duty.cite == *cite);
            let title = duty.map(|duty| view! { <small lang={"en"}>{duty.title.clone()}</small> });
            view! { <li><span translate={"no"}>{(*cite).to_owned()}</span>{title}</li> }
        })
        .collect_view();
    let list = view! { <ul class={"plain-list"}>{list}</ul> };
    let many = cites.len() > NAMED;
    let list = if many {
        view! { <details><summary>{count("site.leaves.duties", cites.len())}</summary>{list}</details> }
    } else {
        list
    };
    view! {
        <tr>
            <th scope={"row"}>{why}</th>
            <td><span class={class}>{word("site.overlap", covered)}</span></td>
            <td>{list}</td>
        </tr>
    }
}
