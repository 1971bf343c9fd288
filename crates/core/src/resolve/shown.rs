//! What shows an answer: what a reviewer confirmed in documents, linked to controls, or a report's criteria.

use crate::{
    assessment::{Answer, Assessment},
    basis::Basis,
    compile::Entry,
    evidence::EvidenceStanding,
    id::Id,
    soc2::ReportStanding,
};

/// What a report gives without a reviewer's link: a Type 2 report that tested a criterion the question
/// cites is a document that speaks for the answer, not a test of it.
fn supported(entry: &Entry, reports: &[ReportStanding], product: Option<usize>) -> Basis {
    let speaks = |report: &ReportStanding, product: usize| {
        report.carries(product) && !report.tests.in_order().shared(entry.criteria).is_empty()
    };
    if product.is_some_and(|product| reports.iter().any(|one| speaks(one, product))) {
        Basis::Document
    } else {
        Basis::Word
    }
}

/// Documents as reviewed at the as-of date.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// Reports.
    pub reports: &'a [ReportStanding],
    /// Other documents.
    pub evidence: &'a [EvidenceStanding],
}

impl Shown<'_> {
    /// What shows an answer, with what reports say of the criteria it cites and as far as a person has
    /// confirmed it. Of the products bought the weakest counts, since an answer speaks for all of them.
    pub(super) fn both(
        self,
        entry: &Entry,
        assessment: &Assessment,
        answer: &Answer,
    ) -> (Basis, Basis) {
        let of = |product: Option<usize>| {
            let confirmed = self.confirmed(assessment, answer, product);
            let basis = confirmed.max(supported(entry, self.reports, product));
            (basis, confirmed)
        };
        let products = 0..assessment.engagement.products.len();
        products
            .map(|product| of(Some(product)))
            .reduce(|least, one| (least.0.min(one.0), least.1.min(one.1)))
            // With no product entered only what speaks of all of them counts.
            .unwrap_or_else(|| of(None))
    }

    /// The best basis that confirmations and links give for the product at a place. Evidence can only help.
    fn confirmed(self, assessment: &Assessment, answer: &Answer, product: Option<usize>) -> Basis {
        let documents = answer
            .confirmed
            .iter()
            .map(|one| self.of_document(assessment, &one.document, product));
        let controls = answer.linked.iter().filter_map(|link| {
            let at = self.reports.iter().position(|one| one.id == link.report)?;
            let (report, standing) = (assessment.reports.get(at)?, self.reports.get(at)?);
            standing.basis_of_control(report, &link.control, product?)
        });
        documents.chain(controls).fold(Basis::Word, Basis::max)
    }

    /// What a document on file gives for a product to an answer that a reviewer found confirmed in it.
    fn of_document(self, assessment: &Assessment, document: &Id, product: Option<usize>) -> Basis {
        let evidence = self.evidence.iter().filter(|one| one.id == *document);
        let best = evidence.filter_map(|one| one.basis(product)).max();
        let read = || {
            let agreements = &assessment.baas;
            let carries = |report: &ReportStanding| {
                report.id == *document && product.is_some_and(|product| report.carries(product))
            };
            agreements
                .iter()
                .any(|baa| baa.id == *document && baa.reviewed.is_some())
                || self.reports.iter().any(carries)
        };
        best.unwrap_or_else(|| if read() { Basis::Document } else { Basis::Word })
    }
}
