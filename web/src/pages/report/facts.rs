//! The fields of a report, as tables.

use vendorward::core::{
    order::settle,
    soc2::{Category, CategoryOpinion, Opinion, Report, ReportError, ReportKind, ReportRecord},
};

use crate::{
    components::form::{Held, Item, Kind, Value, item},
    texts::text,
};

/// The day of a Type 1, the period of all others.
pub(super) static TIME: &[Item<ReportRecord>] = &[
    item!("as-of", "site.report.as-of", Kind::Day, as_of_date, if is_type1, wrong |one| error_at(one, "as_of_date")),
    item!("start", "site.report.start", Kind::Day, period_start, if |one| !is_type1(one), wrong |one| error_at(one, "period_start")),
    item!("end", "site.report.end", Kind::Day, period_end, if |one| !is_type1(one), wrong |one| error_at(one, "period_end")),
];

fn is_type1(one: &ReportRecord) -> bool {
    one.report_kind == ReportKind::Soc2Type1
}

/// Why it can be no report: kind and dates alone decide that.
pub(super) fn error(one: &ReportRecord) -> Option<ReportError> {
    let times = ReportRecord {
        report_kind: one.report_kind,
        period_start: one.period_start,
        period_end: one.period_end,
        as_of_date: one.as_of_date,
        ..ReportRecord::blank(one.id.clone())
    };
    Report::try_from(times).err()
}

fn error_at(one: &ReportRecord, field: &str) -> Option<String> {
    let error = error(one).filter(|error| error.field() == field);
    error.map(|error| text(&format!("site.report.error.{error:?}")))
}

/// Whose system it describes, and what of it is in scope.
pub(super) static COVERS: &[Item<ReportRecord>] = &[
    item!("org", "site.report.org", Kind::Line, service_org_legal_name),
    item!("system", "site.report.system", Kind::Line, system_name),
    item!(
        "products",
        "site.report.products",
        Kind::Names,
        products_in_scope
    ),
    item!(
        "excluded",
        "site.report.excluded",
        Kind::Names,
        products_excluded
    ),
    item!("locations", "site.report.locations", Kind::Names, locations),
    item!("issued", "site.report.issued", Kind::Day, issue_date),
];

/// Which categories, and what the auditor says of them.
pub(super) static OPINION: &[Item<ReportRecord>] = &[
    item!(
        "categories",
        "site.report.categories",
        Kind::Ticks("site.category", Category::WORDS),
        categories
    ),
    item!(
        "opinion",
        "site.report.opinion",
        Kind::Radios("site.opinion", Opinion::WORDS),
        opinion_overall
    ),
    item!(
        "qualified", "site.report.qualified", Kind::Codes, qualified_criteria,
        if |one| one.opinion_overall == Some(Opinion::Qualified)
    ),
    item!(
        "claims",
        "site.report.claims",
        Kind::YesNo,
        claims_effective
    ),
];

/// The opinion of one category; none is that of the whole.
macro_rules! of_category {
    ($name:literal, $label:literal, $category:expr) => {
        Item {
            name: $name,
            label: $label,
            kind: Kind::WordElse("site.report.opinion.whole", "site.opinion", Opinion::WORDS),
            get: |one| opinion_of(one, $category),
            put: |one, value| set_opinion_of(one, $category, value),
            when: None,
            wrong: None,
        }
    };
}

/// The opinions of single categories, where they differ.
pub(super) static BY_CATEGORY: &[Item<ReportRecord>] = &[
    of_category!("of-security", "site.category.security", Category::Security),
    of_category!(
        "of-availability",
        "site.category.availability",
        Category::Availability
    ),
    of_category!(
        "of-confidentiality",
        "site.category.confidentiality",
        Category::Confidentiality
    ),
    of_category!(
        "of-integrity",
        "site.category.processing-integrity",
        Category::ProcessingIntegrity
    ),
    of_category!("of-privacy", "site.category.privacy", Category::Privacy),
];

fn opinion_of(one: &ReportRecord, category: Category) -> Value {
    let all = &one.opinion_by_category;
    let own = all.iter().find(|own| own.category == category);
    own.map(|own| own.opinion).show()
}

fn set_opinion_of(one: &mut ReportRecord, category: Category, value: Value) {
    let mut opinion: Option<Opinion> = None;
    opinion.hear(value);
    let all = &mut one.opinion_by_category;
    all.retain(|own| own.category != category);
    all.extend(opinion.map(|opinion| CategoryOpinion { category, opinion }));
    settle(all, |one| one.category);
}

/// Who signed.
pub(super) static AUDITOR: &[Item<ReportRecord>] = &[
    item!("firm", "site.report.firm", Kind::Line, auditor.firm),
    item!(
        "checked",
        "site.report.checked",
        Kind::Day,
        auditor.checked_on
    ),
    item!(
        "licensed",
        "site.report.licensed",
        Kind::YesNo,
        auditor.licensed
    ),
];

/// Whether the reviewer relies on it; none leaves that to the rule.
pub(super) static RELIED: &[Item<ReportRecord>] = &[item!(
    "relied",
    "site.report.relied",
    Kind::YesElse("site.report.relied.rule"),
    relied_on
)];
