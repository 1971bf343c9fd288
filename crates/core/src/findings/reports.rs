//! Findings about reports: what kind, how old, what they conclude, and whether they add up.

use super::Findings;
use crate::{
    assessment::Assessment,
    date::Date,
    engagement::{Phi, ProductType},
    pack,
    prepare::Prepared,
    soc2::{self, Category, ControlResult, Opinion, ReportKind, Scope},
    texts::Language::English,
};

impl Findings<'_> {
    /// Findings about reports.
    pub(crate) fn reports(&mut self, assessment: &Assessment, prepared: &Prepared, as_of: Date) {
        let expected = pack::expects_report(self.compiled, prepared);
        if !expected && prepared.phi == Phi::None {
            return;
        }
        let soc2_on_file = prepared.standings.iter().any(|one| one.kind.is_soc2());
        for (report, standing) in assessment.reports.iter().zip(&prepared.standings) {
            if expected && !standing.kind.is_soc2() && !soc2_on_file {
                let args = vec![
                    ("report", report.id.to_string()),
                    (
                        "kind",
                        English.fill(&format!("soc2.kind.{}", standing.kind), &[]),
                    ),
                ];
                self.add(
                    "soc2.not-soc2",
                    &report.id,
                    args,
                    &[format!("reports/{}", report.id)],
                );
            }
        }
        if !soc2_on_file && expected {
            self.add(
                "soc2.none",
                "engagement",
                vec![("vendor", assessment.engagement.vendor.name.clone())],
                &["reports".to_owned()],
            );
            return;
        }
        for (report, standing) in soc2::speaking(assessment, &prepared.standings) {
            self.report(assessment, report, &standing, as_of);
        }
    }

    fn report(
        &mut self,
        assessment: &Assessment,
        report: &soc2::Report,
        standing: &soc2::ReportStanding,
        as_of: Date,
    ) {
        let id = report.id.to_string();
        let source = |field: &str| [format!("reports/{id}/{field}")];
        let named = |args: Vec<(&'static str, String)>| {
            let mut all = vec![("report", id.clone())];
            all.extend(args);
            all
        };
        let compiled = self.compiled;
        let limits = &compiled.rubric.soc2;
        let type2 = |one: &soc2::Report| one.scope.kind() == ReportKind::Soc2Type2;
        if standing.kind == ReportKind::Soc2Type1 && !assessment.reports.iter().any(type2) {
            self.add(
                "soc2.type1-only",
                &id,
                named(vec![]),
                &source("report_kind"),
            );
        }
        if let Some(ends) = standing.ends {
            let args = named(vec![("ends", ends.to_string())]);
            let aging = ends.add_months(i32::from(limits.aging_months.value)) < as_of;
            if standing.stale {
                self.add("soc2.stale", &id, args, &source("period_end"));
            } else if aging {
                self.add("soc2.aging", &id, args, &source("period_end"));
            }
            let days = ends.days_until(as_of);
            // A Type 1 speaks of one day and leaves no time uncovered that it ever covered.
            let period = standing.kind == ReportKind::Soc2Type2;
            if period && days > i64::from(limits.uncovered_days.value) && !standing.stale {
                self.add(
                    "soc2.uncovered-days",
                    &id,
                    named(vec![("days", days.to_string())]),
                    &source("period_end"),
                );
            }
        }
        if let Scope::Type2 { period } = report.scope {
            let full = period
                .start()
                .add_months(i32::from(limits.short_period_months.value));
            if period.end().add_days(1) < full {
                let days = (period.start().days_until(period.end()) + 1).to_string();
                self.add(
                    "soc2.short-period",
                    &id,
                    named(vec![("days", days)]),
                    &source("period_start"),
                );
            }
        }
        match report.opinion_overall {
            Some(Opinion::Qualified) => {
                let criteria = report.qualified_criteria.join(", ");
                self.add(
                    "soc2.opinion-qualified",
                    &id,
                    named(vec![("criteria", criteria)]),
                    &source("opinion_overall"),
                );
            }
            Some(Opinion::Adverse) => self.add(
                "soc2.opinion-adverse",
                &id,
                named(vec![]),
                &source("opinion_overall"),
            ),
            Some(Opinion::Disclaimer) => self.add(
                "soc2.opinion-disclaimer",
                &id,
                named(vec![]),
                &source("opinion_overall"),
            ),
            Some(Opinion::Unqualified) | None => {}
        }
        if report.auditor.licensed == Some(false) {
            self.add(
                "soc2.signer-not-cpa-firm",
                &id,
                named(vec![("firm", report.auditor.firm.clone())]),
                &source("auditor"),
            );
        }
        self.categories(assessment.engagement.product_type, report, &id);
        for control in report
            .controls
            .iter()
            .filter(|control| control.result == ControlResult::Exception)
        {
            let args = named(vec![
                ("control", control.id.clone()),
                ("criteria", control.criteria.join(", ")),
            ]);
            self.add(
                "soc2.exception",
                format!("{id} {}", control.id),
                args,
                &source("controls"),
            );
        }
        self.inconsistent(report, &id, as_of);
    }

    fn categories(&mut self, product: Option<ProductType>, report: &soc2::Report, id: &str) {
        let Some(rule) = product.and_then(|product| self.compiled.rubric.categories.get(&product))
        else {
            return;
        };
        if report.categories.is_empty() {
            return;
        }
        let wanted: Vec<Category> = std::iter::once(Category::Security)
            .chain(rule.expected.iter().copied())
            .collect();
        for category in wanted {
            if !report.categories.contains(&category) {
                let args = vec![
                    ("report", id.to_owned()),
                    (
                        "category",
                        English.fill(&format!("soc2.category.{category}"), &[]),
                    ),
                ];
                self.add(
                    "soc2.category-missing",
                    format!("{id} {category}"),
                    args,
                    &[format!("reports/{id}/categories")],
                );
            }
        }
    }

    /// Dates and results that cannot all be true are findings, never silently mended.
    fn inconsistent(&mut self, report: &soc2::Report, id: &str, as_of: Date) {
        let mut say = |what: &'static str, field: &str| {
            let args = vec![("report", id.to_owned()), ("what", what.to_owned())];
            self.add(
                "soc2.record-inconsistent",
                format!("{id} {field}"),
                args,
                &[format!("reports/{id}/{field}")],
            );
        };
        if report.scope.end().is_some_and(|ends| ends > as_of) {
            say("it speaks of days that are still to come", "period_end");
        }
        if let (Some(issued), Some(ends)) = (report.issue_date, report.scope.end())
            && issued < ends
        {
            say("it was issued before its period ended", "issue_date");
        }
        let outside = |criterion: &String| {
            Category::of_criterion(criterion).is_none_or(|category| {
                category != Category::Security && !report.categories.contains(&category)
            })
        };
        if !report.categories.is_empty()
            && report
                .controls
                .iter()
                .flat_map(|control| &control.criteria)
                .any(outside)
        {
            say(
                "a control names a criterion of a category that is not in scope",
                "controls",
            );
        }
        if report.opinion_overall == Some(Opinion::Unqualified)
            && !report.qualified_criteria.is_empty()
        {
            say(
                "the opinion is unqualified and yet names qualified criteria",
                "qualified_criteria",
            );
        }
    }
}
