//! Thresholds: every number of the rubric with its reason and source.

use crate::prelude::*;
use vendorward::core::{facts::Tier, rating::Grade, rubric::Rubric};

use super::{table, why};
use crate::texts::{capital, count, fill, percent, t, text, word};

/// Factors of the inherent tier.
pub(super) fn tier(rubric: &Rubric) -> View {
    let rows = rubric
        .tier
        .iter()
        .map(|factor| {
            let tier = capital(&word("tier", factor.tier.as_str()));
            view! {
                <tr>
                    <th scope={"row"} translate={"no"}>{factor.id.as_str().to_owned()}</th>
                    <td>{tier}</td>
                    <td><code translate={"no"}>{factor.when.to_string()}</code></td>
                    <td>{why(&factor.reason, &factor.source)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = [
        "site.rules.factor",
        "site.tier",
        "site.rules.when",
        "site.rules.why",
    ];
    table("tier", "site.rules.tier", &columns, rows.into_view())
}

fn row(name: String, value: String, reason: &str, source: &str) -> View {
    view! {
        <tr>
            <th scope={"row"}>{name}</th>
            <td class={"number"}>{value}</td>
            <td>{why(reason, source)}</td>
        </tr>
    }
}

fn share(points: u16) -> String {
    fill("site.percent", &[("n", &percent(points).to_string())])
}

/// Every other number.
pub(super) fn section(rubric: &Rubric) -> View {
    let mut rows = Vec::new();
    let weights = &rubric.weights;
    for (name, value) in [
        ("critical", weights.critical),
        ("standard", weights.standard),
        ("minor", weights.minor),
    ] {
        rows.push(row(
            fill(
                "site.rules.weight",
                &[("weight", &word("site.weight", name))],
            ),
            value.to_string(),
            &weights.reason,
            &weights.source,
        ));
    }
    let grades = &rubric.grades;
    for (grade, least) in [
        (Grade::Strong, grades.strong),
        (Grade::Fair, grades.fair),
        (Grade::Weak, grades.weak),
    ] {
        let name = fill(
            "site.rules.grade",
            &[("grade", &word("site.grade", grade.as_str()))],
        );
        rows.push(row(
            name,
            share(least.get()),
            &grades.reason,
            &grades.source,
        ));
    }
    let limits = &rubric.limits;
    for (key, param) in [
        ("site.rules.completeness", &limits.completeness_floor),
        ("site.rules.na", &limits.na_weight),
    ] {
        rows.push(row(
            text(key),
            share(param.value.get()),
            &param.reason,
            &param.source,
        ));
    }
    let soc2 = &rubric.soc2;
    for (key, param) in [
        ("site.rules.stale", &soc2.stale_months),
        ("site.rules.aging", &soc2.aging_months),
        ("site.rules.short", &soc2.short_period_months),
    ] {
        rows.push(row(
            text(key),
            count("site.months", usize::from(param.value)),
            &param.reason,
            &param.source,
        ));
    }
    let days = &soc2.uncovered_days;
    rows.push(row(
        text("site.rules.uncovered"),
        count("site.days", usize::from(days.value)),
        &days.reason,
        &days.source,
    ));
    for (severity, param) in rubric.due_days.iter().rev() {
        let name = fill(
            "site.rules.due",
            &[("severity", &word("severity", severity.as_str()))],
        );
        rows.push(row(
            name,
            count("site.days", usize::from(param.value)),
            &param.reason,
            &param.source,
        ));
    }
    for (tier, param) in rubric.cadence_months.iter().rev() {
        let name = fill(
            "site.rules.cadence",
            &[("tier", &word("tier", tier.as_str()))],
        );
        rows.push(row(
            name,
            count("site.months", usize::from(param.value)),
            &param.reason,
            &param.source,
        ));
    }
    for (product, expected) in &rubric.categories {
        let names: Vec<String> = expected
            .expected
            .iter()
            .map(|one| word("site.category", one.as_str()))
            .collect();
        let value = if names.is_empty() {
            text("site.none")
        } else {
            names.join(", ")
        };
        let name = fill(
            "site.rules.expected",
            &[("product", &word("site.product-type", product.as_str()))],
        );
        rows.push(row(name, value, &expected.reason, &expected.source));
    }
    let columns = ["site.rules.threshold", "site.rules.value", "site.rules.why"];
    view! {
        {rating(rubric)}
        {table("thresholds", "site.rules.thresholds", &columns, rows.into_view())}
    }
}

/// Rating by inherent tier and control grade.
fn rating(rubric: &Rubric) -> View {
    let grades = [Grade::Strong, Grade::Fair, Grade::Weak, Grade::Poor];
    let head = grades
        .iter()
        .map(
            |grade| view! { <th scope={"col"}>{capital(&word("site.grade", grade.as_str()))}</th> },
        )
        .collect_view();
    let rows = Tier::ALL
        .iter()
        .rev()
        .map(|tier| {
            let cells = grades
                .iter()
                .map(|grade| view! { <td>{word("tier", rubric.rating.rating(*tier, *grade).as_str())}</td> })
                .collect_view();
            view! { <tr><th scope={"row"}>{capital(&word("tier", tier.as_str()))}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <section aria-labelledby={"rating"}>
            <h2 id={"rating"} tabindex={"-1"}>{t("site.rules.rating")}</h2>
            <p class={"help"}>{why(&rubric.rating.reason, &rubric.rating.source)}</p>
            <div class={"scroll"} role={"region"} tabindex={"0"} aria-labelledby={"rating"}>
                <table>
                    <thead><tr><th scope={"col"}>{t("site.tier")}</th>{head}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}
