//! Numbers and tables of the rubric, each with its reason and source.

use serde_json::json;
use vendorward_core::{
    facts::Tier,
    rating::Grade,
    rubric::{Param, Rubric},
};

use super::{
    Part, Section, percent,
    rows::{Line, Row, Run, Table, Tone, said, why},
    rubric,
};
use crate::{
    set::Set,
    words::{Words, capital},
};

/// Every number.
pub(super) fn section(words: Words, set: &Set) -> Section {
    let rubric = rubric(set);
    let tables = [
        factors(words, rubric),
        rating(words, rubric),
        grades(words, rubric),
        weights(words, rubric),
        limits(words, rubric),
        soc2(words, rubric),
        evidence(words, rubric),
        insurance(words, rubric),
        categories(words, rubric),
        due_days(words, rubric),
        cadence(words, rubric),
    ];
    let parts = tables.into_iter().map(Part::Table).collect();
    Section::new(words, "thresholds", parts)
}

fn factors(words: Words, rubric: &Rubric) -> Table {
    let rows = rubric.tier.iter().map(|factor| {
        let data = json!({
            "tier": factor.tier,
            "when": factor.when.to_string(),
            "reason": factor.reason,
            "source": factor.source,
        });
        let cells = vec![
            vec![Line::of(Run::Name(factor.id.to_string()))],
            said(capital(&words.word("tier", factor.tier.as_str()))),
            vec![Line::of(Run::Name(factor.when.to_string())).tone(Tone::Code)],
            why(words, &factor.reason, &factor.source),
        ];
        Row::new(factor.id.as_str(), data, cells)
    });
    let columns = ["factor", "tier", "when", "why"];
    Table::new(words, "tier", &columns, rows.collect()).titled(words)
}

/// A table with one reason for all its rows.
fn reasoned(mut table: Table, words: Words, reason: &str, source: &str) -> Table {
    table.lead.extend(why(words, reason, source));
    table
}

fn rating(words: Words, rubric: &Rubric) -> Table {
    let grades = [Grade::Strong, Grade::Fair, Grade::Weak, Grade::Poor];
    let rows = Tier::ALL.iter().rev().map(|tier| {
        let rated = |grade: &Grade| rubric.rating.rating(*tier, *grade);
        let data = grades
            .iter()
            .map(|grade| (grade.to_string(), json!(rated(grade))));
        let cells = grades
            .iter()
            .map(|grade| said(words.word("tier", rated(grade).as_str())));
        let first = said(capital(&words.word("tier", tier.as_str())));
        Row::new(
            tier.as_str(),
            data.collect(),
            [first].into_iter().chain(cells).collect(),
        )
    });
    let mut table = Table::new(words, "rating", &["tier"], rows.collect()).titled(words);
    let names = grades
        .iter()
        .map(|grade| capital(&words.text(&format!("book.grade.{grade}"))));
    table.columns.extend(names);
    reasoned(table, words, &rubric.rating.reason, &rubric.rating.source)
}

fn grades(words: Words, rubric: &Rubric) -> Table {
    let grades = &rubric.grades;
    let rows = [
        (Grade::Strong, grades.strong),
        (Grade::Fair, grades.fair),
        (Grade::Weak, grades.weak),
    ]
    .map(|(grade, least)| {
        let cells = vec![
            said(capital(&words.text(&format!("book.grade.{grade}")))),
            said(percent(words, least.get())),
        ];
        Row::new(grade.as_str(), json!({"basis_points": least}), cells)
    });
    let table = Table::new(words, "grades", &["grade", "least"], rows.into());
    reasoned(table.titled(words), words, &grades.reason, &grades.source)
}

fn weights(words: Words, rubric: &Rubric) -> Table {
    let weights = &rubric.weights;
    let rows = [
        ("critical", weights.critical),
        ("standard", weights.standard),
        ("minor", weights.minor),
    ]
    .map(|(weight, points)| {
        let cells = vec![
            said(capital(&words.text(&format!("book.weight.{weight}")))),
            vec![Line::of(Run::Name(points.to_string()))],
        ];
        Row::new(weight, json!({"points": points}), cells)
    });
    let table = Table::new(words, "weights", &["weight", "points"], rows.into());
    reasoned(table.titled(words), words, &weights.reason, &weights.source)
}

/// A row of one value with its reason.
fn row<T: serde::Serialize>(
    words: Words,
    id: &str,
    name: String,
    param: &Param<T>,
    says: String,
) -> Row {
    let data = json!({
        "value": json!(param.value),
        "reason": param.reason,
        "source": param.source,
    });
    let cells = vec![
        said(name),
        said(says),
        why(words, &param.reason, &param.source),
    ];
    Row::new(id, data, cells)
}

fn limit(words: Words, id: &str) -> String {
    words.text(&format!("book.limit.{id}"))
}

fn limits(words: Words, rubric: &Rubric) -> Table {
    let limits = &rubric.limits;
    let rows = [
        ("completeness_floor", &limits.completeness_floor),
        ("na_weight", &limits.na_weight),
    ]
    .map(|(id, param)| {
        let says = percent(words, param.value.get());
        row(words, id, limit(words, id), param, says)
    });
    let notice = limits.breach_notice_days.as_ref().map(|param| {
        let says = words.count("book.days", usize::from(param.value));
        let id = "breach_notice_days";
        row(words, id, limit(words, id), param, says)
    });
    let rows = rows.into_iter().chain(notice);
    let columns = ["threshold", "value", "why"];
    Table::new(words, "limits", &columns, rows.collect()).titled(words)
}

fn soc2(words: Words, rubric: &Rubric) -> Table {
    let soc2 = &rubric.soc2;
    let rows = [
        ("stale_months", &soc2.stale_months, "book.months"),
        ("aging_months", &soc2.aging_months, "book.months"),
        (
            "short_period_months",
            &soc2.short_period_months,
            "book.months",
        ),
        ("uncovered_days", &soc2.uncovered_days, "book.days"),
    ]
    .map(|(id, param, unit)| {
        let says = words.count(unit, usize::from(param.value));
        row(words, id, limit(words, id), param, says)
    });
    let others = [
        (
            "very_short_period_months",
            &soc2.very_short_period_months,
            "book.months",
        ),
        (
            "full_period_months",
            &soc2.full_period_months,
            "book.months",
        ),
        ("bridge_months", &soc2.bridge_months, "book.months"),
        ("break_days", &soc2.break_days, "book.days"),
        (
            "peer_review_months",
            &soc2.peer_review_months,
            "book.months",
        ),
    ];
    let others = others.into_iter().filter_map(|(id, param, unit)| {
        let param = param.as_ref()?;
        let says = words.count(unit, usize::from(param.value));
        Some(row(words, id, limit(words, id), param, says))
    });
    let rows = rows.into_iter().chain(others);
    let columns = ["threshold", "value", "why"];
    Table::new(words, "soc2", &columns, rows.collect()).titled(words)
}

fn evidence(words: Words, rubric: &Rubric) -> Table {
    let rules = &rubric.evidence;
    let rows = [
        ("pen_test_months", &rules.pen_test_months),
        ("end_of_support_months", &rules.end_of_support_months),
        ("answer_months", &rules.answer_months),
    ];
    let rows = rows.into_iter().filter_map(|(id, param)| {
        let param = param.as_ref()?;
        let says = words.count("book.months", usize::from(param.value));
        Some(row(words, id, limit(words, id), param, says))
    });
    let columns = ["threshold", "value", "why"];
    Table::new(words, "evidence", &columns, rows.collect()).titled(words)
}

fn insurance(words: Words, rubric: &Rubric) -> Table {
    let rows = rubric.evidence.insurance.iter().map(|one| {
        let data = json!({
            "tier": one.tier,
            "records": one.records,
            "limit_usd": one.limit_usd,
            "reason": one.reason,
            "source": one.source,
        });
        let cells = vec![
            said(capital(&words.word("tier", one.tier.as_str()))),
            vec![Line::of(Run::Name(one.records.to_string()))],
            vec![Line::of(Run::Name(one.limit_usd.to_string()))],
            why(words, &one.reason, &one.source),
        ];
        Row::new(format!("{}-{}", one.tier, one.records), data, cells)
    });
    let columns = ["tier", "records", "limit-usd", "why"];
    Table::new(words, "insurance", &columns, rows.collect()).titled(words)
}

fn categories(words: Words, rubric: &Rubric) -> Table {
    let rows = rubric.categories.iter().map(|(product, expected)| {
        let names: Vec<String> = expected
            .expected
            .iter()
            .map(|one| words.text(&format!("book.category.{}", one.as_str())))
            .chain(expected.welcome.iter().map(|one| {
                let name = words.text(&format!("book.category.{}", one.as_str()));
                words.fill("book.welcome", &[("category", &name)])
            }))
            .collect();
        let names = if names.is_empty() {
            words.text("book.none")
        } else {
            names.join(", ")
        };
        let data = json!({
            "expected": expected.expected,
            "welcome": expected.welcome,
            "reason": expected.reason,
            "source": expected.source,
        });
        let cells = vec![
            said(capital(
                &words.text(&format!("book.product.{}", product.as_str())),
            )),
            said(names),
            why(words, &expected.reason, &expected.source),
        ];
        Row::new(product.as_str(), data, cells)
    });
    let columns = ["product", "expected", "why"];
    Table::new(words, "categories", &columns, rows.collect()).titled(words)
}

fn due_days(words: Words, rubric: &Rubric) -> Table {
    let rows = rubric.due_days.iter().rev().map(|(severity, param)| {
        let name = capital(&words.word("severity", severity.as_str()));
        let says = words.count("book.days", usize::from(param.value));
        row(words, severity.as_str(), name, param, says)
    });
    let columns = ["severity-of", "within", "why"];
    Table::new(words, "due_days", &columns, rows.collect()).titled(words)
}

fn cadence(words: Words, rubric: &Rubric) -> Table {
    let rows = rubric.cadence_months.iter().rev().map(|(tier, param)| {
        let name = capital(&words.word("tier", tier.as_str()));
        let says = words.count("book.months", usize::from(param.value));
        row(words, tier.as_str(), name, param, says)
    });
    let columns = ["tier", "within", "why"];
    Table::new(words, "cadence_months", &columns, rows.collect()).titled(words)
}
