//! Reports and documents with every name taken apart once, for many flows.

use std::collections::BTreeMap;

use super::Matched;
use crate::{
    assessment::{Assessment, Evidence, Subcontractor},
    date::Date,
    evidence::EvidenceStanding,
    id::Id,
    names::{self, Match, Name},
    prepare::Prepared,
    soc2::{Report, ReportStanding, SubserviceMethod},
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

/// How a list names a product or place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Named<'a> {
    /// The list says nothing.
    Unsaid,
    /// It names others, or excludes it.
    Out,
    /// It names it, or what may be it.
    In(Match, &'a str),
}

impl<'a> From<Matched<'a>> for Named<'a> {
    fn from(matched: Matched<'a>) -> Self {
        matched.map_or(Self::Out, |(matched, name)| Self::In(matched, name))
    }
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
    fn new(list: &'a [String]) -> Self {
        let mut names: Vec<Name<'a>> = list.iter().map(|one| Name::new(one)).collect();
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
        let first = self.names.partition_point(|name| name.key() < place.key());
        let from = self.names.iter().skip(first);
        let alike = from.take_while(|name| name.key() == place.key());
        // The first of the best.
        let best = alike
            .map(|name| (name.compare(place), name.raw))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        match best {
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
    /// Organisations it carves out, by the key of their names, and the place of their own report among the
    /// views: none if it names none.
    pub(super) carved: BTreeMap<String, Option<Own>>,
}

/// A carved-out organisation's own report.
#[derive(Debug, Clone, Copy)]
pub(super) enum Own {
    /// Its place among the views.
    At(usize),
    /// It is not in the package, is no SOC 2, or is about another organisation.
    Unfit,
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
                    .map(|one| in_report(one.report, &flow.product))
                    .collect(),
                documents: documents
                    .iter()
                    .map(|one| in_document(one.document, &flow.product))
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
                .map(|record| Party {
                    record,
                    name: Name::new(&record.name),
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
    let soc2 = || {
        let both = assessment.reports.iter().zip(&prepared.standings);
        // What a reviewer set aside covers nothing.
        both.filter(|(_, standing)| standing.kind.is_soc2() && !standing.set_aside)
    };
    let places: BTreeMap<&Id, (usize, &Report)> = soc2()
        .enumerate()
        .map(|(at, (report, _))| (&report.id, (at, report)))
        .collect();
    soc2()
        .map(|(report, standing)| ReportView {
            report,
            standing,
            places: Places::new(&report.locations),
            carved: report
                .subservice_orgs
                .iter()
                .filter(|one| one.method == SubserviceMethod::CarveOut)
                .map(|one| {
                    let own = one.own_report.as_ref().map(|id| match places.get(id) {
                        Some((at, own)) if is_about(own, &one.name) => Own::At(*at),
                        _ => Own::Unfit,
                    });
                    (Name::new(&one.name).into_key(), own)
                })
                .collect(),
        })
        .collect()
}

/// Whether a report may be an organisation's own: legal names that differ are two companies.
fn is_about(report: &Report, organisation: &str) -> bool {
    let named = &report.service_org_legal_name;
    named.trim().is_empty() || names::compare(named, organisation) != Match::None
}

fn in_report<'a>(report: &'a Report, product: &str) -> Named<'a> {
    let excluded = names::best(product, &report.products_excluded);
    if excluded.is_some_and(|(matched, _)| matched.same()) {
        return Named::Out;
    }
    let listed = report.products_in_scope.iter();
    match names::best(product, listed.chain([&report.system_name])) {
        // The name of a system is not a list of what is in it.
        None if report.products_in_scope.is_empty() => Named::Unsaid,
        found => found.into(),
    }
}

fn in_document<'a>(document: &'a Evidence, product: &str) -> Named<'a> {
    if document.products.is_empty() {
        // It speaks of all.
        return Named::In(Match::Exact, "");
    }
    names::best(product, &document.products).into()
}
