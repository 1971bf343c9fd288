//! Two years of one report.

use vendorward_core::{
    Date,
    soc2::{ControlResult, Cuec, CuecState, Opinion, Report, ReportControl, Scope, Subservice},
};

use super::{Area, Change, Changes, Diff, Name, Side, Way};

/// What changed from one report to the next, as two records alone. Each side's date is the last day it
/// speaks of.
#[must_use]
pub fn reports(old: &Report, new: &Report) -> Diff {
    let day = |report: &Report| report.scope.end().or(report.issue_date);
    Diff {
        old: day(old),
        new: day(new),
        vendors: None,
        changes: changes(old, new),
    }
}

pub(super) fn changes(old: &Report, new: &Report) -> Vec<Change> {
    let mut changes = Changes::default();
    heads(&mut changes, old, new);
    time(&mut changes, old, new);
    for (field, old, new) in [
        ("categories", words(&old.categories), words(&new.categories)),
        (
            "products_in_scope",
            old.products_in_scope.clone(),
            new.products_in_scope.clone(),
        ),
        ("locations", old.locations.clone(), new.locations.clone()),
        (
            "qualified_criteria",
            old.qualified_criteria.clone(),
            new.qualified_criteria.clone(),
        ),
    ] {
        names(&mut changes, field, &old, &new);
    }
    exceptions(&mut changes, old, new);
    controls(&mut changes, &old.controls, &new.controls);
    duties(&mut changes, &old.cuecs, &new.cuecs);
    subservices(&mut changes, &old.subservice_orgs, &new.subservice_orgs);
    changes.sorted()
}

fn field(name: &str) -> Name {
    Name::Key(format!("diff.report.{name}"))
}

fn words(categories: &[vendorward_core::soc2::Category]) -> Vec<String> {
    let each = categories.iter();
    each.map(|one| one.as_str().to_owned()).collect()
}

/// Kind, opinion, auditor.
fn heads(changes: &mut Changes, old: &Report, new: &Report) {
    let (was, is) = (old.scope.kind(), new.scope.kind());
    // The vocabulary lists a Type 1 before a Type 2, and what is no SOC 2 after both.
    let way = match (was.is_soc2(), is.is_soc2()) {
        (true, true) => Way::by(&was, &is),
        (before, after) => Way::by(&before, &after).or((was != is).then_some(Way::Changed)),
    };
    if let Some(way) = way {
        let sides = (
            Side::Word("soc2.kind", was.as_str()),
            Side::Word("soc2.kind", is.as_str()),
        );
        changes.add(
            Area::Report,
            way,
            "report_kind",
            field("report_kind"),
            sides,
        );
    }
    let side = |opinion: Option<Opinion>| {
        opinion.map_or(Side::None, |opinion| {
            Side::Word("diff.opinion", opinion.as_str())
        })
    };
    let rank = |opinion| match opinion {
        Opinion::Adverse => 0,
        Opinion::Disclaimer => 1,
        Opinion::Qualified => 2,
        Opinion::Unqualified => 3,
    };
    let (was, is) = (old.opinion_overall, new.opinion_overall);
    let way = match (was, is) {
        (Some(was), Some(is)) => Way::by(&rank(was), &rank(is)),
        (None, Some(_)) => Some(Way::New),
        (Some(_), None) => Some(Way::Gone),
        (None, None) => None,
    };
    if let Some(way) = way {
        let name = field("opinion_overall");
        changes.add(
            Area::Report,
            way,
            "opinion_overall",
            name,
            (side(was), side(is)),
        );
    }
    let (was, is) = (&old.auditor.firm, &new.auditor.firm);
    if was != is && !was.is_empty() && !is.is_empty() {
        let sides = (Side::Text(was.clone()), Side::Text(is.clone()));
        changes.add(
            Area::Report,
            Way::Changed,
            "auditor",
            field("auditor"),
            sides,
        );
    }
}

/// Length of the periods, and days between them that no report covers.
fn time(changes: &mut Changes, old: &Report, new: &Report) {
    let (Scope::Type2 { period: was }, Scope::Type2 { period: is }) = (old.scope, new.scope) else {
        return;
    };
    let break_days = was.end().days_until(is.start()) - 1;
    if break_days > 0 {
        let sides = (Side::Number(0), Side::Number(break_days));
        changes.add(Area::Report, Way::Worse, "break", field("break"), sides);
    }
    let days = |start: Date, end: Date| start.days_until(end) + 1;
    let (was, is) = (days(was.start(), was.end()), days(is.start(), is.end()));
    // A year has 365 or 366 days: a day more or less says nothing.
    if (was - is).abs() > 1
        && let Some(way) = Way::by(&was, &is)
    {
        let sides = (Side::Number(was), Side::Number(is));
        changes.add(Area::Report, way, "period", field("period"), sides);
    }
}

/// Names that came or went.
fn names(changes: &mut Changes, what: &str, old: &[String], new: &[String]) {
    let one = |name: &String| {
        let side = match what {
            "categories" => vendorward_core::soc2::Category::parse(name)
                .map_or(Side::None, |known| {
                    Side::Word("soc2.category", known.as_str())
                }),
            _ => Side::Text(name.clone()),
        };
        (Area::Report, format!("{what}/{name}"), field(what), side)
    };
    changes.pair((old, new), |name| name.clone(), one, |_, _, _| {});
}

/// Controls with an exception, whether it stands in the list of exceptions or in that of controls.
fn failed(report: &Report) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = report
        .exceptions
        .iter()
        .map(|one| (one.control.clone(), one.text.clone()))
        .collect();
    let controls = report.controls.iter();
    for control in controls.filter(|one| one.result == ControlResult::Exception) {
        if !all.iter().any(|(id, _)| *id == control.id) {
            all.push((control.id.clone(), String::new()));
        }
    }
    all
}

/// An exception that comes again is worse than a new one.
fn exceptions(changes: &mut Changes, old: &Report, new: &Report) {
    let side = |text: &String| {
        if text.trim().is_empty() {
            Side::Word("diff.result", "exception")
        } else {
            Side::Text(text.clone())
        }
    };
    changes.pair(
        (&failed(old), &failed(new)),
        |(id, _)| id.clone(),
        |(id, text)| {
            (
                Area::Exception,
                id.clone(),
                Name::Text(id.clone()),
                side(text),
            )
        },
        |changes, (id, was), (_, is)| {
            let sides = (side(was), side(is));
            let name = Name::Text(id.clone());
            changes.add(Area::Exception, Way::Worse, id.clone(), name, sides);
        },
    );
}

/// Results of controls that both have; exceptions are told by themselves.
fn controls(changes: &mut Changes, old: &[ReportControl], new: &[ReportControl]) {
    let side = |result: ControlResult| Side::Word("diff.result", result.as_str());
    let rank = |result| match result {
        ControlResult::Exception => 0,
        ControlResult::CarvedOut => 1,
        ControlResult::NoEvents => 2,
        ControlResult::Tested => 3,
    };
    changes.pair(
        (old, new),
        |control| control.id.clone(),
        |control| {
            let name = Name::Text(control.id.clone());
            (
                Area::Control,
                control.id.clone(),
                name,
                side(control.result),
            )
        },
        |changes, was, is| {
            let told = [was.result, is.result].contains(&ControlResult::Exception);
            if let Some(way) = Way::by(&rank(was.result), &rank(is.result)).filter(|_| !told) {
                let name = Name::Text(is.id.clone());
                let sides = (side(was.result), side(is.result));
                changes.add(Area::Control, way, is.id.clone(), name, sides);
            }
        },
    );
}

fn duties(changes: &mut Changes, old: &[Cuec], new: &[Cuec]) {
    let side = |one: &Cuec| Side::Text(one.text.clone());
    // One that does not concern the hospital is neither better nor worse.
    let rank = |one: &Cuec| match one.state {
        CuecState::Open => Some(0),
        CuecState::Assigned => Some(1),
        CuecState::Done => Some(2),
        CuecState::NotApplicable => None,
    };
    changes.pair(
        (old, new),
        |one| one.id.clone(),
        |one| {
            let name = Name::Text(one.id.clone());
            (Area::CustomerDuty, one.id.clone(), name, side(one))
        },
        |changes, was, is| {
            let name = || Name::Text(is.id.clone());
            if was.text != is.text {
                let sides = (side(was), side(is));
                changes.add(
                    Area::CustomerDuty,
                    Way::Changed,
                    is.id.clone(),
                    name(),
                    sides,
                );
            }
            if was.state != is.state {
                let state = |one: &Cuec| Side::Word("site.cuec-state", one.state.as_str());
                let way = rank(was)
                    .zip(rank(is))
                    .and_then(|(was, is)| Way::by(&was, &is));
                let sides = (state(was), state(is));
                let way = way.unwrap_or(Way::Changed);
                changes.add(Area::CustomerDuty, way, is.id.clone(), name(), sides);
            }
        },
    );
}

fn subservices(changes: &mut Changes, old: &[Subservice], new: &[Subservice]) {
    let side = |one: &Subservice| Side::Word("diff.method", one.method.as_str());
    changes.pair(
        (old, new),
        |one| one.name.clone(),
        |one| {
            let name = Name::Text(one.name.clone());
            (Area::Subservice, one.name.clone(), name, side(one))
        },
        |changes, was, is| {
            // Carved out stands before inclusive in the vocabulary: tested in the report is better.
            if let Some(way) = Way::by(&was.method, &is.method) {
                let name = Name::Text(is.name.clone());
                let sides = (side(was), side(is));
                changes.add(Area::Subservice, way, is.name.clone(), name, sides);
            }
        },
    );
}
