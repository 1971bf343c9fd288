//! Findings about reports: whether there is one, whose it is and of what, how old, what it concludes, what
//! its tests found, what it leaves to others, and whether its record adds up.

mod conclusion;
mod hosts;
mod record;
mod tests;
mod time;

use super::Findings;
use crate::{
    assessment::{Assessment, EvidenceKind, RecordList},
    engagement::{Criticality, Engagement, Phi, ProductType},
    pack::{self, Item},
    prepare::Prepared,
    soc2::{self, Report, ReportStanding, Speaker},
    source::{of_field, of_record},
    texts::Language::English,
};

/// A report that findings are about.
#[derive(Clone, Copy)]
struct About<'a> {
    assessment: &'a Assessment,
    prepared: &'a Prepared,
    report: &'a Report,
    standing: &'a ReportStanding,
}

impl About<'_> {
    fn id(&self) -> &str {
        self.report.id.as_str()
    }

    /// Where in the package it stands.
    fn source(&self, field: &str) -> [String; 1] {
        [of_field("reports", &self.report.id, field)]
    }

    /// Values for the places of a text, the report's own name first.
    fn args<const N: usize>(
        &self,
        more: [(&'static str, String); N],
    ) -> Vec<(&'static str, String)> {
        let own = ("report", self.report.id.to_string());
        std::iter::once(own).chain(more).collect()
    }
}

/// A text of the catalogue that stands in a place of another.
fn said(key: &str, args: &[(&str, &str)]) -> String {
    English.fill(key, args)
}

/// Whether care depends on the product: what stops it stops care.
fn is_clinical(engagement: &Engagement) -> bool {
    let kind = matches!(
        engagement.product_type,
        Some(ProductType::ClinicalSystem | ProductType::MedicalDevice)
    );
    let care = matches!(
        engagement.criticality,
        Some(Criticality::PatientHarm | Criticality::CareDelayed)
    );
    kind || care
}

impl Findings<'_> {
    /// Findings about reports.
    pub(crate) fn reports(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let expected = pack::expects_report(self.compiled, prepared);
        self.impossible_reports(assessment);
        if !expected && prepared.phi == Phi::None {
            return;
        }
        self.absent(assessment, prepared, expected);
        let reports = assessment.reports.iter().zip(&prepared.standings);
        for (report, standing) in reports {
            let about = About {
                assessment,
                prepared,
                report,
                standing,
            };
            self.inconsistent(&about);
        }
        self.periods(assessment, prepared);
        for Speaker {
            report, standing, ..
        } in prepared.speaking(assessment)
        {
            self.report(&About {
                assessment,
                prepared,
                report,
                standing,
            });
        }
    }

    /// That there is no SOC 2 report, or what is on file instead.
    fn absent(&mut self, assessment: &Assessment, prepared: &Prepared, expected: bool) {
        let on_file = prepared.standings.iter().any(ReportStanding::is_own);
        let vendor = vec![("vendor", assessment.engagement.vendor.name.clone())];
        if let Some(item) = soc2::withheld(assessment, &prepared.standings).filter(|_| expected) {
            let document = English.fill(&format!("item.{item}"), &[]);
            let args = [vendor, vec![("document", document)]].concat();
            let because = [of_record("asked_for", item.as_str())];
            self.add("soc2.withheld", "engagement", args, because);
        } else if expected && !on_file {
            self.none(assessment, prepared, vendor);
        }
        if on_file {
            return;
        }
        let letters = assessment.evidence.iter();
        for letter in letters.filter(|one| one.kind == EvidenceKind::BridgeLetter) {
            let args = vec![("letter", letter.title.clone())];
            let because = [of_record("evidence", &letter.id)];
            self.add("soc2.bridge-alone", &letter.id, args, because);
        }
        if !expected {
            return;
        }
        let others = prepared.standings.iter();
        for standing in others.filter(|one| !one.kind.is_soc2()) {
            let args = vec![
                ("report", standing.id.to_string()),
                ("kind", said(&format!("soc2.kind.{}", standing.kind), &[])),
            ];
            let because = [of_record("reports", &standing.id)];
            self.add("soc2.not-soc2", &standing.id, args, because);
        }
    }

    /// That there is none. What cannot be read as a report is a fault of its record, and is said there; what
    /// the rubric accepts instead is as good; and what else was tested is something.
    fn none(
        &mut self,
        assessment: &Assessment,
        prepared: &Prepared,
        vendor: Vec<(&'static str, String)>,
    ) {
        let mut impossible = assessment.impossible.iter();
        let unread = impossible.any(|one| one.list == RecordList::Reports);
        let item = Item::Soc2Type2;
        if unread || pack::stands_in(self.compiled, prepared, item).is_some() {
            return;
        }
        let mut documents = prepared.evidence.iter();
        let tested = documents.find(|one| one.kind.is_tested() && one.counts());
        let (case, what) = match tested {
            Some(one) => {
                let args = [("document", &*super::evidence::document(one.kind))];
                (Some("other-tests"), said("soc2.none.other-tests", &args))
            }
            None => (None, said("soc2.none.nothing", &[])),
        };
        let because = tested.map_or("reports".to_owned(), |one| of_record("evidence", &one.id));
        let args = [vendor, vec![("what", what)]].concat();
        self.add_case("soc2.none", case, "engagement", args, &[because]);
    }

    /// What one report raises.
    fn report(&mut self, about: &About<'_>) {
        self.report_age(about);
        self.bridge(about);
        self.system_changes(about);
        self.opinions(about);
        self.signer(about);
        self.categories(about);
        self.mapping(about);
        self.exceptions(about);
        self.untested(about);
        self.hosts(about);
        self.cuecs(about);
    }
}
