//! Security practice: scored, with its uncertainty, and what the reports cover.

use crate::prelude::*;
use vendorward::core::{
    result::{Assurance, Score},
    soc2::{Report, Scope},
};

use crate::{
    components::{range::range, strip::ends},
    desk::review,
    review::Scored,
    texts::{count, date, fill, percent, t, text, word},
};

/// The section.
pub(super) fn section(scored: &Scored) -> View {
    let outcome = &scored.outcome;
    let body = match &outcome.score {
        Some(score) => numbers(scored, score),
        None => view! { <p>{t("site.practice.none")}</p> },
    };
    view! {
        <section class={"card"} aria-labelledby={"practice"}>
            <h2 id={"practice"}>{t("site.practice")}</h2>
            {body}
            {assurance(&outcome.assurance)}
        </section>
    }
}

fn one(points: u16) -> String {
    fill("site.percent", &[("n", &percent(points).to_string())])
}

fn numbers(scored: &Scored, score: &Score) -> View {
    let ends_of = |score: &Score| {
        (
            percent(score.claimed_lo.points.get()),
            percent(score.claimed_hi.points.get()),
        )
    };
    let shown = score.evidenced_lo.points.get();
    let marks: Vec<u16> = review().set.with_untracked(|set| {
        let grades = set.as_ref().map(|set| set.compiled.rubric.grades.clone());
        grades.map_or_else(Vec::new, |grades| {
            [grades.weak, grades.fair, grades.strong]
                .iter()
                .map(|least| percent(least.get()))
                .collect()
        })
    });
    let na = score.na_weight.points.get();
    let na = (na > 0).then(|| view! { " "{fill("site.practice.na", &[("share", &one(na))])} });
    let rows = scored
        .outcome
        .domains
        .iter()
        .map(|(domain, score)| {
            view! {
                <tr>
                    <th scope={"row"}>{word("site.domain", domain.as_str())}</th>
                    <td class={"number"}>{ends(score.claimed_lo.points.get(), score.claimed_hi.points.get())}</td>
                    <td class={"number"}>{one(score.evidenced_lo.points.get())}</td>
                    <td class={"number"}>{one(score.completeness.points.get())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        {range(text("site.claimed"), ends_of(score), ends(score.claimed_lo.points.get(), score.claimed_hi.points.get()), &marks)}
        {range(text("site.shown"), (percent(shown), percent(shown)), one(shown), &marks)}
        <p class={"meta"}>{t("site.practice.what")}" "{fill("site.practice.answered", &[("share", &one(score.completeness.points.get()))])}{na}</p>
        <details class={"fold"}>
            <summary>{t("site.practice.domains")}</summary>
            <div class={"scroll"} role={"region"} tabindex={"0"} aria-label={t("site.practice.domains")}>
                <table>
                    <thead><tr>
                        <th scope={"col"}>{t("site.practice.domain")}</th>
                        <th scope={"col"}>{t("site.claimed")}</th>
                        <th scope={"col"}>{t("site.shown")}</th>
                        <th scope={"col"}>{t("site.practice.complete")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// The report relied on in one sentence, and what it leaves.
fn assurance(assurance: &Assurance) -> View {
    let review = review();
    let relied = assurance.relied_on.as_ref().and_then(|id| {
        review.read(|assessment| {
            assessment
                .reports
                .iter()
                .find(|report| report.id == *id)
                .cloned()
        })
    });
    let Some(report) = relied else {
        let key = if assurance.reports.is_empty() {
            "site.assurance.none"
        } else {
            "site.assurance.unusable"
        };
        return view! { <p class={"meta"}>{t(key)}</p> };
    };
    let covers = assurance.crosswalk.map(|walk| {
        let n = |n: u32| n.to_string();
        fill(
            "site.assurance.covers",
            &[
                ("full", &n(walk.full)),
                ("partial", &n(walk.partial)),
                ("of", &n(walk.of)),
            ],
        )
    });
    let gap = assurance
        .reports
        .iter()
        .find(|one| one.id == report.id)
        .and_then(|one| one.uncovered_days)
        .and_then(|days| usize::try_from(days).ok())
        .filter(|days| *days > 0)
        .map(|days| count("site.assurance.uncovered", days));
    view! {
        <p class={"meta"}>
            {speaks(&report)}
            {covers.map(|covers| view! { " "{covers} })}
            {gap.map(|gap| view! { " "{gap} })}
        </p>
    }
}

/// Kind, time and categories of a report.
pub(super) fn speaks(report: &Report) -> String {
    let kind = word("site.report-kind", report.report_kind.as_str());
    let categories: Vec<String> = report
        .categories
        .iter()
        .map(|category| word("site.category", category.as_str()))
        .collect();
    let categories = if categories.is_empty() {
        text("site.assurance.no-categories")
    } else {
        categories.join(", ")
    };
    let time = match report.scope {
        Scope::Type1 { as_of } => date(as_of),
        Scope::Type2 { period } => fill(
            "site.period",
            &[
                ("start", &date(period.start())),
                ("end", &date(period.end())),
            ],
        ),
        Scope::Soc3 { period } | Scope::Soc1 { period } => period.map_or_else(
            || text("site.assurance.no-period"),
            |period| {
                fill(
                    "site.period",
                    &[
                        ("start", &date(period.start())),
                        ("end", &date(period.end())),
                    ],
                )
            },
        ),
    };
    fill(
        "site.assurance.report",
        &[
            ("kind", &kind),
            ("time", &time),
            ("categories", &categories),
        ],
    )
}
