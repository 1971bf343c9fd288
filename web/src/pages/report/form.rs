//! The record of one report.

use crate::prelude::*;
use vendorward::core::{
    Date, Id,
    result::Cell,
    soc2::{Auditor, Category, Opinion, Report, ReportKind, ReportRecord},
};

use super::{change, control, remove};
use crate::{
    components::{
        choice::{radios, radios_only, ticks, words, yes_no},
        field::{Field, day, line, named},
        list::names,
        undo::Removed,
        you,
    },
    desk::{self, review},
    texts::{date, fill, t, text, word},
};

/// A record that says nothing yet.
pub(super) fn blank(id: Id) -> ReportRecord {
    ReportRecord {
        id,
        report_kind: ReportKind::Soc2Type2,
        service_org_legal_name: String::new(),
        system_name: String::new(),
        products_in_scope: Vec::new(),
        products_excluded: Vec::new(),
        locations: Vec::new(),
        categories: Vec::new(),
        period_start: None,
        period_end: None,
        as_of_date: None,
        issue_date: None,
        opinion_overall: None,
        qualified_criteria: Vec::new(),
        opinion_by_category: Vec::new(),
        claims_effective: None,
        controls: Vec::new(),
        exceptions: Vec::new(),
        cuecs: Vec::new(),
        additional_criteria: Vec::new(),
        bridge: None,
        relied_on: None,
        subservice_orgs: Vec::new(),
        auditor: Auditor::default(),
        reviewed: None,
    }
}

/// The record as it stands, tracked.
fn watch(id: &Id) -> Option<ReportRecord> {
    review()
        .watch_reports()
        .into_iter()
        .find(|record| record.id == *id)
}

/// The card of a report.
pub(super) fn card(id: &Id, removed: Removed) -> View {
    let now = review()
        .report_records()
        .into_iter()
        .find(|record| record.id == *id);
    let Some(record) = now else {
        return ().into_view();
    };
    let field = |part: &str| format!("{id}-{part}");
    let own = id.clone();
    let wrong = memo(move || watch(&own).and_then(|record| Report::try_from(record).err()));
    let error_at = move |at: &'static str| {
        Signal::derive(move || {
            wrong
                .get()
                .filter(|error| error.field() == at)
                .map(|error| text(&format!("site.report.error.{error:?}")))
        })
    };
    let own = id.clone();
    let kind = memo(move || watch(&own).map(|record| record.report_kind));
    let type1 = memo(move || kind.get() == Some(ReportKind::Soc2Type1));
    let own = id.clone();
    let first = record.clone();
    let time = move || {
        let own = own.clone();
        let now = watch_now(&own).unwrap_or_else(|| first.clone());
        let (a, b, c) = (own.clone(), own.clone(), own.clone());
        if type1.get() {
            day(
                Field {
                    error: error_at("as_of_date"),
                    ..named(format!("{own}-as-of"), "site.report.as-of")
                },
                now.as_of_date,
                Tell::new(move |on: Option<Date>| change(&a, |one| one.as_of_date = on)),
            )
        } else {
            view! {
                <div class={"pair"}>
                    {day(
                        Field { error: error_at("period_start"), ..named(format!("{own}-start"), "site.report.start") },
                        now.period_start,
                        Tell::new(move |on: Option<Date>| change(&b, |one| one.period_start = on)),
                    )}
                    {day(
                        Field { error: error_at("period_end"), ..named(format!("{own}-end"), "site.report.end") },
                        now.period_end,
                        Tell::new(move |on: Option<Date>| change(&c, |one| one.period_end = on)),
                    )}
                </div>
            }
        }
    };
    let gone = id.clone();
    let heading = field("title");
    let not_counted = move || {
        wrong.get().map(|_| view! { <p class={"notice wrong"} role={"status"}>{t("site.report.not-counted")}</p> })
    };
    view! {
        <div class={"record"} id={id.as_str().to_owned()} tabindex={"-1"} role={"group"} aria-labelledby={heading.clone()}>
            <div class={"record-head"}>
                <h3 id={heading.clone()} translate={"no"}>{id.as_str().to_owned()}</h3>
                <button type={"button"} class={"quiet"} on:click={move |_| remove(&gone, removed)}
                    aria-label={fill("site.undo.remove", &[("what", id.as_str())])}>{t("site.row.remove")}</button>
            </div>
            {standing(id)}
            {not_counted}
            {kind_field(id, &record)}
            {time}
            {what_it_covers(id, &record)}
            {opinion(id, &record)}
            {control::subservice(id)}
            {control::controls(id)}
            {auditor(id, &record)}
            {reviewed(id)}
        </div>
    }
}

fn watch_now(id: &Id) -> Option<ReportRecord> {
    review()
        .report_records()
        .into_iter()
        .find(|record| record.id == *id)
}

/// What the engine makes of it: whether it can be relied on, and for which products.
fn standing(id: &Id) -> View {
    let review = review();
    let own = id.clone();
    let outcome = memo(move || {
        let scored = review.scored()?;
        let relied = scored.outcome.assurance.relied_on.as_ref() == Some(&own);
        let reports = &scored.outcome.assurance.reports;
        reports
            .iter()
            .find(|report| report.id == own)
            .map(|report| (report.clone(), relied))
    });
    let draw = move || {
        outcome.get().map(|(report, relied)| {
            let (key, class) = if relied {
                ("site.report.relied-on", "cell ok")
            } else if report.usable {
                ("site.report.usable", "cell ok")
            } else {
                ("site.report.unusable", "cell gap")
            };
            let products = report
                .products
                .iter()
                .map(|(product, cell)| {
                    let class = match cell {
                        Cell::Covered => "cell ok",
                        Cell::Gap => "cell gap",
                        _ => "cell unk",
                    };
                    view! { <li><span translate={"no"}>{product.clone()}</span>" "<span class={class}>{word("site.scope-of", cell.as_str())}</span></li> }
                })
                .collect_view();
            view! {
                <p><span class={class}>{t(key)}</span></p>
                <ul class={"plain-list"}>{products}</ul>
            }
        })
    };
    draw.into_view()
}

fn kind_field(id: &Id, record: &ReportRecord) -> View {
    let own = id.clone();
    radios_only(
        named(format!("{id}-kind"), "site.report.kind"),
        words("site.report-kind", ReportKind::WORDS),
        Some(record.report_kind.as_str()),
        Tell::new(move |word: Option<String>| {
            let Some(kind) = word.and_then(|word| ReportKind::parse(&word)) else {
                return;
            };
            change(&own, |one| {
                one.report_kind = kind;
                // A Type 1 speaks of one day, all others of a period: the other kind's dates go.
                if kind == ReportKind::Soc2Type1 {
                    one.as_of_date = one.as_of_date.or(one.period_end);
                    one.period_start = None;
                    one.period_end = None;
                } else {
                    one.period_end = one.period_end.or(one.as_of_date);
                    one.as_of_date = None;
                }
            });
        }),
    )
}

fn what_it_covers(id: &Id, record: &ReportRecord) -> View {
    let field = |part: &str| format!("{id}-{part}");
    let (a, b, c, d, e, f) = (
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
    );
    let categories: Vec<String> = record
        .categories
        .iter()
        .map(|one| one.to_string())
        .collect();
    view! {
        <div class={"pair"}>
            {line(named(field("org"), "site.report.org"), record.service_org_legal_name.clone(), Tell::new(move |text: String| change(&a, |one| one.service_org_legal_name = text)))}
            {line(named(field("system"), "site.report.system"), record.system_name.clone(), Tell::new(move |text: String| change(&b, |one| one.system_name = text)))}
            {names(named(field("products"), "site.report.products"), &record.products_in_scope, Tell::new(move |list: Vec<String>| change(&c, |one| one.products_in_scope = list)))}
            {names(named(field("excluded"), "site.report.excluded"), &record.products_excluded, Tell::new(move |list: Vec<String>| change(&d, |one| one.products_excluded = list)))}
            {names(named(field("locations"), "site.report.locations"), &record.locations, Tell::new(move |list: Vec<String>| change(&e, |one| one.locations = list)))}
        </div>
        {ticks(
            named(field("categories"), "site.report.categories"),
            words("site.category", Category::WORDS),
            &categories,
            Tell::new(move |(word, on): (String, bool)| {
                let Some(category) = Category::parse(&word) else { return };
                change(&f, |one| {
                    one.categories.retain(|other| *other != category);
                    if on {
                        one.categories.push(category);
                        one.categories.sort_unstable();
                    }
                });
            }),
        )}
    }
}

fn opinion(id: &Id, record: &ReportRecord) -> View {
    let own = id.clone();
    let qualified = memo(move || {
        watch(&own).is_some_and(|one| one.opinion_overall == Some(Opinion::Qualified))
    });
    let (a, b, issued) = (id.clone(), id.clone(), id.clone());
    let criteria = record.qualified_criteria.clone();
    let place = format!("{id}-qualified");
    let more = move || {
        let own = b.clone();
        qualified.get().then(|| {
            names(
                named(place.clone(), "site.report.qualified"),
                &criteria,
                Tell::new(move |list: Vec<String>| {
                    change(&own, |one| one.qualified_criteria = list)
                }),
            )
        })
    };
    view! {
        {day(named(format!("{id}-issued"), "site.report.issued"), record.issue_date, Tell::new(move |on: Option<Date>| change(&issued, |one| one.issue_date = on)))}
        {radios(
            named(format!("{id}-opinion"), "site.report.opinion"),
            words("site.opinion", Opinion::WORDS),
            record.opinion_overall.map(Opinion::as_str),
            Tell::new(move |word: Option<String>| change(&a, |one| one.opinion_overall = word.and_then(|word| Opinion::parse(&word)))),
        )}
        {more}
    }
}

fn auditor(id: &Id, record: &ReportRecord) -> View {
    let (a, b, c) = (id.clone(), id.clone(), id.clone());
    view! {
        <div class={"pair"}>
            {line(named(format!("{id}-firm"), "site.report.firm"), record.auditor.firm.clone(), Tell::new(move |text: String| change(&a, |one| one.auditor.firm = text)))}
            {day(named(format!("{id}-checked"), "site.report.checked"), record.auditor.checked_on, Tell::new(move |on: Option<Date>| change(&b, |one| one.auditor.checked_on = on)))}
        </div>
        {yes_no(named(format!("{id}-licensed"), "site.report.licensed"), record.auditor.licensed, Tell::new(move |yes: Option<bool>| change(&c, |one| one.auditor.licensed = yes)))}
    }
}

/// A record counts as a document once somebody has compared it with the report itself.
fn reviewed(id: &Id) -> View {
    let own = id.clone();
    let state = memo(move || watch(&own).and_then(|one| one.reviewed));
    let id = id.clone();
    let draw = move || {
        let own = id.clone();
        match state.get() {
            Some(signed) => {
                let said = fill(
                    "site.reviewed",
                    &[("by", &signed.by), ("day", &date(signed.on))],
                );
                view! { <p>{said}" "<button type={"button"} class={"quiet"} on:click={move |_| change(&own, |one| one.reviewed = None)}>{t("site.reviewer.undo")}</button></p> }
            }
            None => {
                let you = desk::you();
                let sign =
                    move |_| change(&own, |one| one.reviewed = Some(you.sign(String::new())));
                view! {
                    {you::field_of(format!("{id}-you"))}
                    <p><button type={"button"} disabled={move || !you.is_known()} on:click={sign}>{t("site.report.review")}</button></p>
                    <p class={"help"}>{t("site.report.review.help")}</p>
                }
            }
        }
    };
    draw.into_view()
}
