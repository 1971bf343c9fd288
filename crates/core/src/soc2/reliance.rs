//! Which report is relied on for which product, and which others have a say.

use std::cmp::Reverse;

use super::{Report, ReportKind, ReportStanding};
use crate::{assessment::Assessment, date::Date, result::Cell, when::Truth};

/// Which report is relied on, product by product, as places among the assessment's reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reliance {
    /// By the place of the product bought; where no product is entered, of the engagement as a whole.
    pub by_product: Vec<Option<usize>>,
    /// The one relied on for most products, of equals for the first.
    pub main: Option<usize>,
}

impl Reliance {
    /// Chooses by product: a report that names it before one that may be about it, one that no later report
    /// overtakes, one that can be relied on before one that cannot, Type 2 before Type 1, the reviewer's choice, then the one that reaches
    /// furthest, and of two that do the one with the worse opinion. What a reviewer set aside is not chosen.
    #[must_use]
    pub fn new(assessment: &Assessment, standings: &[ReportStanding]) -> Self {
        let count = assessment.engagement.products.len();
        let by_product: Vec<Option<usize>> = (0..count.max(1))
            .map(|product| best(assessment, standings, product, |one| !one.set_aside))
            .collect();
        let uses = |at: usize| by_product.iter().filter(|one| **one == Some(at)).count();
        let main = by_product
            .iter()
            .enumerate()
            .filter_map(|(product, at)| at.map(|at| (uses(at), Reverse(product), at)))
            .max()
            .map(|(_, _, at)| at);
        Self { by_product, main }
    }

    /// Whether a report is relied on for the product at a place.
    #[must_use]
    pub fn is_for(&self, report: usize, product: usize) -> bool {
        self.by_product.get(product) == Some(&Some(report))
    }

    /// The reports relied on, each once, by place.
    #[must_use]
    pub fn each(&self) -> Vec<usize> {
        let mut each: Vec<usize> = self.by_product.iter().copied().flatten().collect();
        each.sort_unstable();
        each.dedup();
        each
    }
}

/// The best of the vendor's own SOC 2 reports that are or may be about a product.
fn best(
    assessment: &Assessment,
    standings: &[ReportStanding],
    product: usize,
    wanted: impl Fn(&ReportStanding) -> bool,
) -> Option<usize> {
    let own = assessment.reports.iter().zip(standings).enumerate();
    own.filter(|(_, (_, one))| one.is_own() && wanted(one) && one.scope_of(product) != Cell::Gap)
        .max_by_key(|(_, (report, one))| {
            (
                one.scope_of(product) == Cell::Covered,
                !one.may_be_overtaken(product),
                one.reliable(),
                one.kind == ReportKind::Soc2Type2,
                report.relied_on == Some(true),
                one.ends,
                // Of two that say different things of one time, the worse.
                report.opinion_overall,
                Reverse(&report.id),
            )
        })
        .map(|(at, _)| at)
}

/// A report that has a say about the products bought.
#[derive(Debug, Clone, Copy)]
pub struct Speaker<'a> {
    /// The report.
    pub report: &'a Report,
    /// How it stands.
    pub standing: &'a ReportStanding,
    /// Whether it is about a product bought: unknown where it names none.
    pub about: Truth,
}

/// The reports relied on, and every other SOC 2 of the vendor about the products bought that speaks of the
/// same time or a later one: a newer adverse report is not outweighed by an older clean one, one about
/// another product is beside the point.
#[must_use]
pub fn speaking<'a>(
    assessment: &'a Assessment,
    standings: &'a [ReportStanding],
    reliance: &Reliance,
) -> Vec<Speaker<'a>> {
    let since: Vec<Option<Date>> = reliance
        .by_product
        .iter()
        .enumerate()
        .map(|(product, relied)| {
            // Where all are set aside the best of them still has its say.
            let first = relied.or_else(|| best(assessment, standings, product, |_| true));
            first.and_then(|at| assessment.reports.get(at)?.scope.start())
        })
        .collect();
    let each = assessment.reports.iter().zip(standings).enumerate();
    each.filter(|(_, (_, standing))| standing.is_own())
        .filter_map(|(at, (report, standing))| {
            let heard = |product: usize, since: &Option<Date>| {
                let cell = standing.scope_of(product);
                let speaks = reliance.is_for(at, product) || standing.ends >= *since;
                (cell != Cell::Gap && speaks).then_some(cell)
            };
            let named = assessment.engagement.products.is_empty();
            let about = since
                .iter()
                .enumerate()
                .filter_map(|(product, since)| heard(product, since))
                .map(|cell| match cell {
                    Cell::Covered => Truth::True,
                    // With no product entered the one relied on is about whatever is bought.
                    _ if named && reliance.main == Some(at) => Truth::True,
                    _ => Truth::Unknown,
                })
                .max()?;
            Some(Speaker {
                report,
                standing,
                about,
            })
        })
        .collect()
}
