//! What a report is worth for this engagement at a date.

use super::{ControlResult, Opinion, Report, ReportKind, Scope};
use crate::{
    assessment::Assessment,
    basis::Basis,
    criteria::Criteria,
    date::Date,
    engagement::Engagement,
    id::Id,
    names::{self, same_name},
    result::Cell,
    rubric::Rubric,
};

/// A report with what can be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportStanding {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: ReportKind,
    /// Whether it is a SOC 2 that is read, current and about the products bought, with an opinion one
    /// can rely on.
    pub usable: bool,
    /// Last day it speaks of.
    pub ends: Option<Date>,
    /// Whether it can be relied on, whatever it is about.
    pub trust: Trust,
    /// Whether it ended too long ago.
    pub stale: bool,
    /// Products bought, and whether they are in scope.
    pub products: Vec<(String, Cell)>,
    /// Criteria that its tests found in order.
    pub tested: Criteria,
    /// Results of its controls.
    controls: Vec<(String, ControlResult)>,
}

/// Whether a report can be relied on, worst reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// It ended too long ago, or ends in the future.
    Stale,
    /// Its opinion is adverse, disclaimed or unknown, or its signer is not known to be licensed.
    Opinion,
    /// Nobody has read it.
    Unread,
    /// It can.
    Good,
}

impl ReportStanding {
    /// Whether it can be relied on, whatever it is about.
    #[must_use]
    pub fn reliable(&self) -> bool {
        self.trust == Trust::Good
    }

    /// What a linked control gives: nothing where the report is not usable or the control had an
    /// exception, no events, or is carved out.
    #[must_use]
    pub fn basis_of_control(&self, control: &str) -> Option<Basis> {
        let mut results = self.controls.iter().filter(|(id, _)| id == control);
        let (_, first) = results.next()?;
        // A control that stands twice is as good as the worse of both.
        let clean = *first == ControlResult::Tested
            && results.all(|(_, result)| *result == ControlResult::Tested);
        match self.kind {
            _ if !self.usable || !clean => None,
            ReportKind::Soc2Type2 => Some(Basis::Tested),
            ReportKind::Soc2Type1 => Some(Basis::Document),
            ReportKind::Soc3 | ReportKind::Soc1 => None,
        }
    }
}

/// Whether a product is in a report's scope.
#[must_use]
pub fn product_scope(report: &Report, product: &str) -> Cell {
    if report
        .products_excluded
        .iter()
        .any(|named| same_name(named, product))
    {
        return Cell::Gap;
    }
    if report
        .products_in_scope
        .iter()
        .chain([&report.system_name])
        .any(|named| same_name(named, product))
    {
        return Cell::Covered;
    }
    // A name that matches loosely has to be confirmed; the name of a system is not a list of what is in it.
    let may_mean = |named: &String| names::compare(named, product) == names::Match::Loose;
    let named = report.products_in_scope.iter().chain([&report.system_name]);
    if report.products_in_scope.is_empty() || named.into_iter().any(may_mean) {
        Cell::Unknown
    } else {
        Cell::Gap
    }
}

/// Reviews every report at a date.
#[must_use]
pub fn standings(assessment: &Assessment, rubric: &Rubric, as_of: Date) -> Vec<ReportStanding> {
    assessment
        .reports
        .iter()
        .map(|report| standing(report, &assessment.engagement, rubric, as_of))
        .collect()
}

fn standing(
    report: &Report,
    engagement: &Engagement,
    rubric: &Rubric,
    as_of: Date,
) -> ReportStanding {
    let products: Vec<_> = engagement
        .products
        .iter()
        .map(|product| (product.clone(), product_scope(report, product)))
        .collect();
    let ends = report.scope.end();
    let stale =
        ends.is_some_and(|ends| ends.add_months(i32::from(rubric.soc2.stale_months.value)) < as_of);
    let kind = report.scope.kind();
    let soc2 = matches!(report.scope, Scope::Type1 { .. } | Scope::Type2 { .. });
    let opinion = matches!(
        report.opinion_overall,
        Some(Opinion::Unqualified | Opinion::Qualified)
    );
    let future = ends.is_some_and(|ends| ends > as_of);
    let in_scope = !products.is_empty() && products.iter().all(|(_, cell)| *cell == Cell::Covered);
    let trust = if stale || future {
        Trust::Stale
    } else if !opinion || report.auditor.licensed != Some(true) {
        // Not checked is not known, and what is not known carries nothing.
        Trust::Opinion
    } else if report.reviewed.is_none() {
        Trust::Unread
    } else {
        Trust::Good
    };
    let usable = soc2 && in_scope && trust == Trust::Good;
    ReportStanding {
        id: report.id.clone(),
        kind,
        usable,
        ends,
        trust,
        stale,
        products,
        tested: tested(report),
        controls: report
            .controls
            .iter()
            .map(|control| (control.id.clone(), control.result))
            .collect(),
    }
}

/// The criteria that a Type 2 report tested and found in order: at least one control of the criterion was
/// tested, and none had an exception.
#[must_use]
pub fn tested(report: &Report) -> Criteria {
    let with = |result: ControlResult| {
        let controls = report.controls.iter();
        controls
            .filter(|control| control.result == result)
            .fold(Criteria::default(), |all, control| {
                all.with(Criteria::all(&control.criteria))
            })
    };
    match report.scope.kind() {
        ReportKind::Soc2Type2 => {
            with(ControlResult::Tested).without(with(ControlResult::Exception))
        }
        ReportKind::Soc2Type1 | ReportKind::Soc3 | ReportKind::Soc1 => Criteria::default(),
    }
}

/// The report relied on: the usable one that reaches furthest, Type 2 before Type 1; else the SOC 2
/// that reaches furthest.
#[must_use]
pub fn relied_on<'a>(
    assessment: &'a Assessment,
    standings: &[ReportStanding],
) -> Option<(&'a Report, ReportStanding)> {
    assessment
        .reports
        .iter()
        .zip(standings)
        .filter(|(_, standing)| {
            matches!(standing.kind, ReportKind::Soc2Type1 | ReportKind::Soc2Type2)
        })
        .max_by_key(|(report, standing)| {
            (
                standing.usable,
                standing.kind == ReportKind::Soc2Type2,
                standing.ends,
                std::cmp::Reverse(report.id.clone()),
            )
        })
        .map(|(report, standing)| (report, standing.clone()))
}

/// The report relied on, and every other SOC 2 about the products bought that speaks of the same time or
/// a later one.
#[must_use]
pub fn speaking<'a>(
    assessment: &'a Assessment,
    standings: &[ReportStanding],
) -> Vec<(&'a Report, ReportStanding)> {
    let Some((relied, _)) = relied_on(assessment, standings) else {
        return Vec::new();
    };
    let since = match relied.scope {
        Scope::Type2 { period } => Some(period.start()),
        other => other.end(),
    };
    assessment
        .reports
        .iter()
        .zip(standings)
        .filter(|(report, standing)| {
            let soc2 = matches!(standing.kind, ReportKind::Soc2Type1 | ReportKind::Soc2Type2);
            let about = standing.products.is_empty()
                || standing.products.iter().any(|(_, cell)| *cell != Cell::Gap);
            report.id == relied.id || (soc2 && about && standing.ends >= since)
        })
        .map(|(report, standing)| (report, standing.clone()))
        .collect()
}
