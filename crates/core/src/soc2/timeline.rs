//! What time the vendor's reports and bridge letters cover, and those of its subservice organisations, and the
//! gaps between them.

use super::{Period, Report, ReportStanding, Scope, bridged, own_report};
use crate::{
    assessment::Assessment,
    date::Date,
    names::{self, Match, same_name},
    order::settle,
    prepare::Prepared,
    result::{Cell, Span, SpanKind},
    rubric::Soc2Limits,
    source::{of_field, of_record},
};

/// The vendor's own reports about a product, by first day.
fn about<'a>(
    assessment: &'a Assessment,
    standings: &[ReportStanding],
    product: usize,
) -> Vec<&'a Report> {
    let any = assessment.engagement.products.is_empty();
    let mut reports: Vec<&Report> = assessment
        .reports
        .iter()
        .zip(standings)
        .filter(|(_, one)| one.is_own() && (any || one.scope_of(product) == Cell::Covered))
        .map(|(report, _)| report)
        .collect();
    settle(&mut reports, |report| {
        (report.scope.start(), report.scope.end())
    });
    reports
}

/// Spans by product, first the vendor's and then those of each subservice organisation, each by first day, gaps
/// up to the as-of date included. Products that the same reports cover are told of once.
pub(crate) fn timeline(
    assessment: &Assessment,
    prepared: &Prepared,
    limits: &Soc2Limits,
) -> Vec<Span> {
    let products = &assessment.engagement.products;
    let each: Vec<Vec<&Report>> = (0..products.len().max(1))
        .map(|product| about(assessment, &prepared.standings, product))
        .collect();
    let of = |reports: &[&Report]| about_all(assessment, reports, prepared.as_of, limits);
    let same =
        |a: &[&Report], b: &[&Report]| a.iter().map(|one| &one.id).eq(b.iter().map(|one| &one.id));
    match each.split_first() {
        Some((first, rest)) if rest.iter().all(|one| same(first, one)) => of(first),
        _ => {
            let named = products.iter().zip(&each);
            named
                .flat_map(|(product, reports)| {
                    of(reports).into_iter().map(|span| Span {
                        product: product.clone(),
                        ..span
                    })
                })
                .collect()
        }
    }
}

/// The vendor's spans, and those of the organisations that its reports leave controls to: since the first day
/// the vendor's reports speak of, so that one sees whether they speak of the same time.
fn about_all(
    assessment: &Assessment,
    reports: &[&Report],
    as_of: Date,
    limits: &Soc2Limits,
) -> Vec<Span> {
    let mut all = spans(reports, None, as_of, limits);
    let since = all.iter().map(|span| span.from).min();
    for (org, reports) in hosts(assessment, reports) {
        let own = spans(&reports, since, as_of, limits).into_iter();
        all.extend(own.map(|span| Span {
            org: org.to_owned(),
            ..span
        }));
    }
    all
}

/// Subservice organisations with the reports of their own that are on file. A report about another company
/// shows nothing of the organisation.
fn hosts<'a>(
    assessment: &'a Assessment,
    reports: &[&'a Report],
) -> Vec<(&'a str, Vec<&'a Report>)> {
    let mut hosts: Vec<(&str, Vec<&Report>)> = Vec::new();
    let named = reports
        .iter()
        .flat_map(|report| report.subservice_orgs.iter().map(move |org| (*report, org)));
    for (report, org) in named {
        let at = own_report(report, org, &assessment.reports);
        let Some(own) = at.and_then(|at| assessment.reports.get(at)) else {
            continue;
        };
        let company = own.service_org_legal_name.trim();
        if !company.is_empty() && names::compare(company, &org.name) == Match::None {
            continue;
        }
        let mut known = hosts.iter_mut();
        match known.find(|(name, _)| same_name(name, &org.name)) {
            Some((_, all)) if all.iter().any(|one| one.id == own.id) => {}
            Some((_, all)) => all.push(own),
            None => hosts.push((&org.name, vec![own])),
        }
    }
    hosts
}

fn spans(reports: &[&Report], since: Option<Date>, as_of: Date, limits: &Soc2Limits) -> Vec<Span> {
    let mut spans = Vec::new();
    for report in reports {
        let own = || Some(of_record("reports", &report.id));
        let span = |kind, from, to, source| Span {
            product: String::new(),
            org: String::new(),
            kind,
            from,
            to,
            source,
        };
        match report.scope {
            Scope::Type1 { as_of } => spans.push(span(SpanKind::Type1, as_of, as_of, own())),
            Scope::Type2 { period } => {
                let (from, to) = (period.start(), period.end());
                spans.push(span(SpanKind::Type2, from, to, own()));
                let until = bridged(report, limits, as_of).filter(|until| *until > to);
                if let Some(until) = until {
                    let from = to.add_days(1);
                    let letter = Some(of_field("reports", &report.id, "bridge"));
                    spans.push(span(SpanKind::Bridge, from, until, letter));
                }
            }
            Scope::Soc3 { .. } | Scope::Soc1 { .. } => {}
        }
    }
    spans.extend(gaps(&spans, since, as_of));
    settle(&mut spans, |span| (span.from, span.to, span.kind));
    spans
}

/// Days between the first that anything covers, or a day before it, and the as-of date that nothing covers.
fn gaps(spans: &[Span], since: Option<Date>, as_of: Date) -> Vec<Span> {
    let mut sorted: Vec<(Date, Date)> = spans.iter().map(|span| (span.from, span.to)).collect();
    settle(&mut sorted, |span| *span);
    let Some((first, _)) = sorted.first().copied() else {
        return Vec::new();
    };
    let mut covered = since.map_or(first, |since| since.min(first)).add_days(-1);
    let mut gaps = Vec::new();
    let mut gap = |from: Date, to: Date| {
        if from <= to {
            gaps.push(Span {
                product: String::new(),
                org: String::new(),
                kind: SpanKind::Gap,
                from,
                to,
                source: None,
            });
        }
    };
    for (from, to) in sorted {
        gap(covered.add_days(1), from.add_days(-1).min(as_of));
        covered = covered.max(to);
    }
    gap(covered.add_days(1), as_of);
    gaps
}

/// Two periods that follow each other: the later report, the earlier, and the days between, or over which
/// both speak.
pub(crate) struct Break<'a> {
    /// The later report.
    pub(crate) later: &'a Report,
    /// The one before it.
    pub(crate) earlier: &'a Report,
    /// Days that neither covers; negative are days that both do, and none if the two meet.
    pub(crate) days: i64,
}

/// Where periods about a product follow each other: a report and the one whose period reaches furthest before it.
pub(crate) fn breaks<'a>(
    assessment: &'a Assessment,
    standings: &[ReportStanding],
) -> Vec<Break<'a>> {
    let mut found: Vec<Break<'a>> = Vec::new();
    for product in 0..assessment.engagement.products.len().max(1) {
        let mut before: Option<(&Report, Period)> = None;
        for report in about(assessment, standings, product) {
            let Scope::Type2 { period } = report.scope else {
                continue;
            };
            if let Some((earlier, reached)) = before {
                let days = reached.end().days_until(period.start()) - 1;
                let known =
                    |one: &Break<'_>| one.later.id == report.id && one.earlier.id == earlier.id;
                if !found.iter().any(known) {
                    found.push(Break {
                        later: report,
                        earlier,
                        days,
                    });
                }
            }
            if before.is_none_or(|(_, reached)| reached.end() <= period.end()) {
                before = Some((report, period));
            }
        }
    }
    found
}
