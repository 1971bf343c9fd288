//! What the auditor concluded, about which categories, and who the auditor is.

use super::{About, is_clinical, said};
use crate::{
    findings::Findings,
    soc2::{AdditionalCriteria, Category, Opinion, PeerKind, PeerRating, PeerReview, Place},
};

/// What an opinion that leaves nothing to rely on is about, and what is not relied on: a category, or the whole
/// report. The common criteria carry all others.
fn unrelied(category: Option<Category>) -> (String, String) {
    match category {
        None | Some(Category::Security) => (String::new(), said("soc2.unrelied", &[])),
        Some(category) => {
            let name = said(&format!("soc2.category.{category}"), &[]);
            let args = [("category", name.as_str())];
            (
                said("soc2.of-category", &args),
                said("soc2.unrelied-category", &args),
            )
        }
    }
}

impl Findings<'_> {
    /// Opinions that are not clean, of the whole and of single categories.
    pub(super) fn opinions(&mut self, about: &About<'_>) {
        let report = about.report;
        let own = report.opinion_by_category.iter();
        let own = own.map(|one| (one.opinion, Some(one.category)));
        let whole = report.opinion_overall.map(|opinion| (opinion, None));
        for (opinion, category) in whole.into_iter().chain(own) {
            let id = match opinion {
                Opinion::Unqualified => continue,
                Opinion::Qualified => "soc2.opinion-qualified",
                Opinion::Adverse => "soc2.opinion-adverse",
                Opinion::Disclaimer => "soc2.opinion-disclaimer",
            };
            // What the whole says already is not said of each category again.
            if category.is_some() && report.opinion_overall == Some(opinion) {
                continue;
            }
            let criteria = match category {
                Some(category) => said(&format!("soc2.category.{category}"), &[]),
                None if report.qualified_criteria.is_empty() => said("soc2.criteria-unknown", &[]),
                None => report.qualified_criteria.join(", "),
            };
            let case = (opinion == Opinion::Qualified && self.hits_safeguards(about, category))
                .then_some("safeguards");
            let (subject, field) = match category {
                Some(category) => (format!("{} {category}", about.id()), "opinion_by_category"),
                None => (about.id().to_owned(), "opinion_overall"),
            };
            let (of, unrelied) = unrelied(category);
            let args = [("criteria", criteria), ("of", of), ("unrelied", unrelied)];
            self.add_case(id, case, subject, about.args(args), about.source(field));
        }
    }

    /// Whether a qualification is about access or monitoring or, of a clinical product, availability.
    fn hits_safeguards(&self, about: &About<'_>, category: Option<Category>) -> bool {
        let clinical = is_clinical(&about.assessment.engagement);
        if category == Some(Category::Availability) {
            return clinical;
        }
        category.is_none()
            && about.report.qualified_criteria.iter().any(|criterion| {
                let of = |prefix: &str| criterion.starts_with(prefix);
                of("CC6") || of("CC7") || of("A1") && clinical
            })
    }

    /// Whether a licensed firm signed, and what its peers found.
    pub(super) fn signer(&mut self, about: &About<'_>) {
        let auditor = &about.report.auditor;
        let args = about.args([("firm", auditor.firm.clone())]);
        let because = about.source("auditor");
        if auditor.licensed == Some(false) {
            self.add("soc2.signer-not-cpa-firm", about.id(), args, because);
            return;
        }
        let Some((key, case)) = auditor
            .peer_review
            .and_then(|review| self.peer_review(about, &review))
        else {
            return;
        };
        let what = said(key, &[]);
        let args = [args, vec![("what", what)]].concat();
        self.add_case("soc2.peer-review", case, about.id(), args, because);
    }

    /// What is wrong with a peer review, and its case.
    fn peer_review(
        &self,
        about: &About<'_>,
        review: &PeerReview,
    ) -> Option<(&'static str, Option<&'static str>)> {
        let months = i32::from(self.compiled.rubric.soc2.peer_review_months());
        let old = |review: &PeerReview| {
            let date = review.date;
            date.is_some_and(|date| date.add_months(months) < about.prepared.as_of)
        };
        match (review.kind, review.rating) {
            _ if !review.enrolled => Some(("peer.not-enrolled", None)),
            (_, Some(PeerRating::Fail)) => Some(("peer.fail", None)),
            (Some(PeerKind::Engagement), _) => Some(("peer.engagement", None)),
            (_, Some(PeerRating::PassWithDeficiencies)) => {
                Some(("peer.deficiencies", Some("deficiencies")))
            }
            _ if old(review) => Some(("peer.old", Some("old"))),
            _ => None,
        }
    }

    /// Categories that a product of this kind should show, and those that would be welcome.
    pub(super) fn categories(&mut self, about: &About<'_>) {
        let engagement = &about.assessment.engagement;
        let compiled = self.compiled;
        let Some(rule) = engagement
            .product_type
            .and_then(|product| compiled.rubric.categories.get(&product))
        else {
            return;
        };
        if about.report.categories.is_empty() {
            return;
        }
        let expected = rule.expected.iter().chain(&rule.welcome);
        for category in std::iter::once(&Category::Security).chain(expected) {
            if about.report.categories.contains(category) {
                continue;
            }
            let case = match category {
                Category::Availability if is_clinical(engagement) => Some("availability-clinical"),
                Category::Privacy => Some("privacy"),
                _ => None,
            };
            let name = said(&format!("soc2.category.{category}"), &[]);
            let key = if rule.welcome.contains(category) {
                "soc2.welcome"
            } else {
                "soc2.expected"
            };
            let args = about.args([("category", name), ("should", said(key, &[]))]);
            let subject = format!("{} {category}", about.id());
            let because = about.source("categories");
            self.add_case("soc2.category-missing", case, subject, args, because);
        }
    }

    /// A HIPAA mapping that stands outside the opinion: nobody audited it.
    pub(super) fn mapping(&mut self, about: &About<'_>) {
        let hipaa = |criteria| {
            matches!(
                criteria,
                AdditionalCriteria::HipaaSecurity | AdditionalCriteria::HipaaPrivacy
            )
        };
        let criteria = &about.report.additional_criteria;
        let outside = |one: &&crate::soc2::Additional| hipaa(one.criteria);
        let in_opinion = criteria
            .iter()
            .filter(outside)
            .any(|one| one.place == Place::Opinion);
        let in_section = criteria
            .iter()
            .filter(outside)
            .any(|one| one.place == Place::SectionV);
        if in_section && !in_opinion {
            let because = about.source("additional_criteria");
            self.add(
                "soc2.hipaa-mapping-unaudited",
                about.id(),
                about.args([]),
                because,
            );
        }
    }
}
