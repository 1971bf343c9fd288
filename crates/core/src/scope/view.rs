//! Reports and documents with every name taken apart once, for many flows.

use std::collections::BTreeMap;

use crate::{
    assessment::{Assessment, Evidence, Subcontractor},
    date::Date,
    evidence::EvidenceStanding,
    named::{self, Named},
    names::{self, Folded, Match, Name},
    prepare::Prepared,
    soc2::{self, Lack, Report, ReportStanding, SubserviceMethod},
    texts::Language::English,
};

/// What the cells of a row read.
pub(super) struct View<'a> {
    /// The day it speaks of.
    pub(super) as_of: Date,
    /// SOC 2 reports.
    pub(super) reports: Vec<ReportView<'a>>,
    /// Documents that say how products and places are protected.
    pub(super) documents: Vec<DocumentView<'a>>,
    /// Products that flows name, and what each report and document makes of them.
    products: BTreeMap<&'a str, Product<'a>>,
    /// Subcontractors, in their order.
    parties: Vec<Party<'a>>,
}

/// A subcontractor and its name.
#[derive(Debug)]
pub(super) struct Party<'a> {
    pub(super) record: &'a Subcontractor,
    pub(super) name: Name<'a>,
}

/// A product of a flow: how each report and each document names it, in their order.
#[derive(Debug, Default)]
pub(super) struct Product<'a> {
    /// In the scope of each report; out of it where a report excludes it.
    pub(super) reports: Vec<Named<'a>>,
    /// In each document.
    pub(super) documents: Vec<Named<'a>>,
}

/// Where PHI of a flow is.
pub(super) struct Spot<'s, 'a> {
    /// Its product, as documents name it.
    pub(super) product: Option<&'s Product<'a>>,
    /// The same as the flow names it.
    pub(super) product_name: &'s str,
    /// Its place.
    pub(super) place: Name<'s>,
    /// Whose place it is, by name; none is the vendor itself.
    pub(super) party: Option<&'s Name<'s>>,
}

/// Names of places, for looking up one.
pub(super) struct Places<'a> {
    /// Sorted by their keys; of equal ones the first in the list comes first.
    names: Vec<Name<'a>>,
    /// The bits of each, side by side: most places are not among hundreds.
    stems: Vec<u64>,
}

impl<'a> Places<'a> {
    fn new(list: impl IntoIterator<Item = &'a String>) -> Self {
        let mut names: Vec<Name<'a>> = list.into_iter().map(|one| Name::new(one)).collect();
        names.retain(|name| !name.key().is_empty());
        names.sort_by(|a, b| a.key().cmp(b.key()));
        let stems = names.iter().map(Name::stems).collect();
        Self { names, stems }
    }

    fn loosely(&self, place: &Name<'_>) -> Named<'a> {
        let stems = place.stems();
        let mut may = self.names.iter().zip(&self.stems).filter(|(_, own)| {
            let shared = **own & stems;
            shared == **own || shared == stems
        });
        match may.find(|(name, _)| name.may_mean(place)) {
            Some((name, _)) => Named::In(Match::Loose, name.raw),
            None => Named::Out,
        }
    }

    /// How a place is named. Nothing is said of a flow without a place.
    pub(super) fn name(&self, place: &Name<'_>) -> Named<'a> {
        if self.names.is_empty() || place.key().is_empty() {
            return Named::Unsaid;
        }
        // Equal names have equal bits.
        if !self.stems.contains(&place.stems()) {
            return self.loosely(place);
        }
        let first = self.names.partition_point(|name| name.key() < place.key());
        let from = self.names.iter().skip(first);
        let alike = from.take_while(|name| name.key() == place.key());
        match names::first_best(alike.map(|name| (name.compare(place), name.raw))) {
            Some((matched, name)) => Named::In(matched, name),
            None => self.loosely(place),
        }
    }
}

/// A SOC 2 report.
pub(super) struct ReportView<'a> {
    /// The report.
    pub(super) report: &'a Report,
    /// Its review.
    pub(super) standing: &'a ReportStanding,
    /// Places it describes.
    pub(super) places: Places<'a>,
    /// Organisations whose part is tested in the report itself.
    pub(super) tested_too: Places<'a>,
    /// Organisations it carves out, by the key of their names.
    pub(super) carved: BTreeMap<String, Own>,
}

/// A carved-out organisation's own report, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Own {
    /// There is none in the package.
    None,
    /// It is another company's, no Type 2, or cannot be relied on.
    Unfit,
    /// It does not test what is left to the organisation.
    Untested,
    /// Its place among the views.
    At(usize),
}

/// A document that says how products and places are protected.
pub(super) struct DocumentView<'a> {
    /// Its review.
    pub(super) standing: &'a EvidenceStanding,
    /// Places it speaks of.
    pub(super) places: Places<'a>,
    /// What it is, in words.
    pub(super) what: String,
    document: &'a Evidence,
}

impl<'a> View<'a> {
    pub(super) fn new(assessment: &'a Assessment, prepared: &'a Prepared) -> Self {
        let reports = reports(assessment, prepared);
        let documents: Vec<DocumentView<'a>> = assessment
            .evidence
            .iter()
            .zip(&prepared.evidence)
            .filter(|(one, _)| one.kind.is_assurance())
            .map(|(document, standing)| DocumentView {
                standing,
                places: Places::new(&document.places),
                what: English.fill(&format!("evidence.{}", document.kind), &[]),
                document,
            })
            .collect();
        let mut products: BTreeMap<&'a str, Product<'a>> = BTreeMap::new();
        for flow in &assessment.engagement.flows {
            products.entry(&flow.product).or_insert_with(|| Product {
                reports: reports
                    .iter()
                    .map(|one| named::in_report(one.report, &flow.product))
                    .collect(),
                documents: documents
                    .iter()
                    .map(|one| named::in_document(one.document, &flow.product))
                    .collect(),
            });
        }
        let parties = assessment.subcontractors.iter();
        Self {
            as_of: prepared.as_of,
            reports,
            documents,
            products,
            parties: parties
                .zip(&prepared.parties.names)
                .map(|(record, name)| Party {
                    record,
                    name: name.as_name(&record.name),
                })
                .collect(),
        }
    }

    /// The subcontractor at a place.
    pub(super) fn party(&self, at: usize) -> Option<&Party<'a>> {
        self.parties.get(at)
    }

    pub(super) fn product(&self, name: &str) -> Option<&Product<'a>> {
        self.products.get(name)
    }
}

fn reports<'a>(assessment: &'a Assessment, prepared: &'a Prepared) -> Vec<ReportView<'a>> {
    // What a reviewer set aside covers nothing.
    let both = || assessment.reports.iter().zip(&prepared.standings);
    let seen = |standing: &ReportStanding| standing.kind.is_soc2() && !standing.set_aside;
    let mut views = 0..;
    let places: Vec<Option<usize>> = both()
        .map(|(_, standing)| seen(standing).then(|| views.next()).flatten())
        .collect();
    both()
        .filter(|(_, standing)| seen(standing))
        .map(|(report, standing)| ReportView {
            report,
            standing,
            places: Places::new(&report.locations),
            tested_too: Places::new(inclusive(report)),
            carved: carved(report, assessment, prepared, &places),
        })
        .collect()
}

/// Names of the organisations whose controls the report tests itself.
fn inclusive(report: &Report) -> impl Iterator<Item = &String> {
    let orgs = report.subservice_orgs.iter();
    orgs.filter(|one| one.method == SubserviceMethod::Inclusive)
        .map(|one| &one.name)
}

/// Organisations that a report carves out. Of one that stands twice the worse counts.
fn carved(
    report: &Report,
    assessment: &Assessment,
    prepared: &Prepared,
    views: &[Option<usize>],
) -> BTreeMap<String, Own> {
    let mut carved: BTreeMap<String, Own> = BTreeMap::new();
    let (all, standings) = (&assessment.reports, &prepared.standings);
    let out = report.subservice_orgs.iter();
    for org in out.filter(|one| one.method == SubserviceMethod::CarveOut) {
        let own = match soc2::lacking(report, org, all, standings) {
            Some(Lack::None) => Own::None,
            Some(Lack::Unfit(_)) => Own::Unfit,
            Some(Lack::Criteria(_)) => Own::Untested,
            None => {
                let at = soc2::own_report(report, org, all);
                let view = at.and_then(|at| *views.get(at)?);
                view.map_or(Own::Unfit, Own::At)
            }
        };
        carved
            .entry(Folded::new(&org.name).into_key())
            .and_modify(|known| *known = own.min(*known))
            .or_insert(own);
    }
    carved
}
