//! What a report is worth for this engagement at a date.

use super::{Category, Opinion, Report, ReportKind, SubserviceMethod, Tests};
use crate::{
    assessment::{AskedState, Assessment},
    basis::Basis,
    date::Date,
    engagement::Engagement,
    id::Id,
    named,
    names::{same_legal_name, same_name},
    pack::Item,
    result::Cell,
    rubric::Rubric,
    vocab::vocabulary,
    when::Truth,
};

/// A report with what can be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportStanding {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: ReportKind,
    /// Whose controls it is about.
    pub whose: Whose,
    /// Whether what it tests counts: the vendor's SOC 2, good, not set aside, and about at least one of the
    /// products bought, of which no later report says the contrary.
    pub usable: bool,
    /// Last day it speaks of.
    pub ends: Option<Date>,
    /// Whether it can be relied on, whatever it is about.
    pub trust: Trust,
    /// Whether it ended too long ago.
    pub stale: bool,
    /// Whether a reviewer set it aside: its credit is gone, its findings stay.
    pub set_aside: bool,
    /// Products bought, and whether they are in scope.
    pub products: Vec<(String, Cell)>,
    /// Places of the products of which another report that reaches as far says, or may say, that nothing can be
    /// relied on: an older clean opinion does not outweigh a newer adverse one, nor one that nobody has entered.
    pub overtaken: Vec<(usize, Truth)>,
    /// What its tests and its opinion say of each criterion.
    pub tests: Tests,
    /// Places of its controls in the record, by id, and whether each gives anything.
    controls: Vec<(u32, bool)>,
}

vocabulary! {
    /// Whose controls a report is about.
    pub enum Whose {
        /// The vendor's.
        Vendor = "vendor",
        /// A subservice organisation's: another legal entity, which another report names. It never counts as
        /// the vendor's own.
        Subservice = "subservice",
    }
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

    /// Whether it is a SOC 2 of the vendor's own.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.whose == Whose::Vendor && self.kind.is_soc2()
    }

    /// Whether it carries answers about the product bought at this place. A report that names only some
    /// products carries only those.
    #[must_use]
    pub fn carries(&self, product: usize) -> bool {
        self.usable && self.holds_for(product)
    }

    /// Whether another report about a product leaves nothing of this one to rely on.
    #[must_use]
    pub fn overtaken_on(&self, product: &str) -> Truth {
        let bought = |at: &usize| self.products.get(*at).map(|(name, _)| name.as_str());
        let about = self.overtaken.iter();
        let about = about.filter(|(at, _)| bought(at).is_some_and(|name| same_name(name, product)));
        about.fold(Truth::False, |all, (_, truth)| all.or(*truth))
    }

    /// Whether another report may leave nothing of this one to rely on for the product bought at a place.
    #[must_use]
    pub fn may_be_overtaken(&self, product: usize) -> bool {
        self.overtaken.iter().any(|(at, _)| *at == product)
    }

    /// Whether the product bought at this place is in its scope, and no later report overtakes it.
    fn holds_for(&self, product: usize) -> bool {
        self.scope_of(product) == Cell::Covered && !self.may_be_overtaken(product)
    }

    /// Whether the product bought at this place is in its scope.
    #[must_use]
    pub fn scope_of(&self, product: usize) -> Cell {
        self.products
            .get(product)
            .map_or(Cell::Unknown, |(_, cell)| *cell)
    }

    /// What a linked control of this report gives for the product at a place: nothing where the report does
    /// not carry it, or the control had an exception, no events, or is left to another organisation.
    #[must_use]
    pub fn basis_of_control(
        &self,
        report: &Report,
        control: &str,
        product: usize,
    ) -> Option<Basis> {
        if !self.carries(product) || !self.is_clean(report, control) {
            return None;
        }
        match self.kind {
            ReportKind::Soc2Type2 => Some(Basis::Tested),
            ReportKind::Soc2Type1 => Some(Basis::Document),
            ReportKind::Soc3 | ReportKind::Soc1 => None,
        }
    }

    /// Whether a control gives anything. One that stands twice is as good as the worse of both.
    fn is_clean(&self, report: &Report, control: &str) -> bool {
        let id = |place: &u32| {
            let at = report.controls.get(*place as usize);
            at.map_or("", |one| one.id.as_str())
        };
        let first = self
            .controls
            .partition_point(|(place, _)| id(place) < control);
        let mut alike = self
            .controls
            .iter()
            .skip(first)
            .take_while(|(place, _)| id(place) == control)
            .peekable();
        alike.peek().is_some() && alike.all(|(_, clean)| *clean)
    }
}

/// Whether a product is in a report's scope.
#[must_use]
pub fn product_scope(report: &Report, product: &str) -> Cell {
    named::in_report(report, product).cell()
}

/// Reviews every report at a date.
#[must_use]
pub fn standings(assessment: &Assessment, rubric: &Rubric, as_of: Date) -> Vec<ReportStanding> {
    let reports = assessment.reports.iter();
    let mut standings: Vec<ReportStanding> = reports
        .map(|report| standing(report, whose(assessment, report), assessment, rubric, as_of))
        .collect();
    for (at, report) in assessment.reports.iter().enumerate() {
        overtake(&mut standings, (at, report), as_of);
    }
    standings
}

/// What a report that leaves nothing to rely on, or may, does to those that reach no further about the same
/// products.
fn overtake(standings: &mut [ReportStanding], (at, report): (usize, &Report), as_of: Date) {
    let Some(other) = standings
        .get(at)
        .filter(|one| one.is_own() && !one.set_aside)
    else {
        return;
    };
    let (ends, opinion) = (other.ends, opinion(report));
    if concluded(opinion) || ends.is_none_or(|ends| ends > as_of) {
        return;
    }
    let cells: Vec<Cell> = other.products.iter().map(|(_, cell)| *cell).collect();
    for (product, cell) in cells.into_iter().enumerate() {
        let about = match cell {
            Cell::Gap => continue,
            Cell::Covered if opinion.is_some() => Truth::True,
            _ => Truth::Unknown,
        };
        let others = standings.iter_mut();
        let others = others.filter(|one| one.is_own() && one.id != report.id && one.ends <= ends);
        for one in others {
            one.overtaken.push((product, about));
            let left = (0..one.products.len()).any(|product| one.holds_for(product));
            one.usable &= left;
        }
    }
}

/// Whether another report names one as a subservice organisation's own.
pub(crate) fn is_named_as_own(assessment: &Assessment, id: &str) -> bool {
    let others = assessment.reports.iter();
    let mut orgs = others
        .filter(|one| one.id.as_str() != id)
        .flat_map(|one| &one.subservice_orgs);
    orgs.any(|org| {
        org.own_report
            .as_ref()
            .is_some_and(|own| own.as_str() == id)
    })
}

/// A report that another one names as a subservice organisation's own is that, and so is one of a company on
/// the list of subcontractors; unless it is about the vendor by name.
fn whose(assessment: &Assessment, report: &Report) -> Whose {
    let legal = &assessment.engagement.vendor.legal_name;
    let org = &report.service_org_legal_name;
    let of_vendor = !org.is_empty() && same_legal_name(org, legal);
    if of_vendor {
        return Whose::Vendor;
    }
    let named = is_named_as_own(assessment, report.id.as_str());
    let mut parties = assessment.subcontractors.iter();
    let listed = !org.is_empty() && parties.any(|one| same_legal_name(&one.name, org));
    if named || listed {
        Whose::Subservice
    } else {
        Whose::Vendor
    }
}

fn standing(
    report: &Report,
    whose: Whose,
    assessment: &Assessment,
    rubric: &Rubric,
    as_of: Date,
) -> ReportStanding {
    let engagement: &Engagement = &assessment.engagement;
    let products: Vec<_> = engagement
        .products
        .iter()
        .map(|product| (product.clone(), product_scope(report, product)))
        .collect();
    let ends = report.scope.end();
    let stale =
        ends.is_some_and(|ends| ends.add_months(i32::from(rubric.soc2.stale_months.value)) < as_of);
    let kind = report.scope.kind();
    let future = ends.is_some_and(|ends| ends > as_of);
    let trust = if stale || future {
        Trust::Stale
    } else if !concluded(opinion(report)) || report.auditor.licensed != Some(true) {
        // Not checked is not known, and what is not known carries nothing.
        Trust::Opinion
    } else if report.reviewed.is_none() {
        Trust::Unread
    } else {
        Trust::Good
    };
    let tests = Tests::of(report);
    let set_aside = report.relied_on == Some(false);
    let covers = products.iter().any(|(_, cell)| *cell == Cell::Covered);
    ReportStanding {
        id: report.id.clone(),
        kind,
        whose,
        usable: kind.is_soc2()
            && whose == Whose::Vendor
            && trust == Trust::Good
            && !set_aside
            && covers,
        ends,
        trust,
        stale,
        set_aside,
        products,
        overtaken: Vec::new(),
        controls: controls(report, &tests),
        tests,
    }
}

/// Whether an opinion is known and leaves something to rely on.
const fn concluded(opinion: Option<Opinion>) -> bool {
    matches!(opinion, Some(Opinion::Unqualified | Opinion::Qualified))
}

/// Places of the controls, by id, and whether each gives anything.
fn controls(report: &Report, tests: &Tests) -> Vec<(u32, bool)> {
    let mut places: Vec<(u32, bool, &str)> = (0..)
        .zip(&report.controls)
        .map(|(place, one)| (place, tests.gives(one), one.id.as_str()))
        .collect();
    places.sort_unstable_by(|a, b| a.2.cmp(b.2));
    places
        .into_iter()
        .map(|(place, clean, _)| (place, clean))
        .collect()
}

/// The opinion on a report as a whole: an opinion on the common criteria that is worse counts, since these
/// carry all others.
#[must_use]
pub fn opinion(report: &Report) -> Option<Opinion> {
    let overall = report.opinion_overall?;
    let common = opinion_of(report, Category::Security);
    Some(common.map_or(overall, |common| overall.max(common)))
}

/// The worst opinion that is given of a category by itself.
#[must_use]
pub fn opinion_of(report: &Report, category: Category) -> Option<Opinion> {
    let own = report.opinion_by_category.iter();
    own.filter(|one| one.category == category)
        .map(|one| one.opinion)
        .max()
}

/// Criteria that a report leaves to subservice organisations outside it: what its text reads about them is not
/// about anyone's tests. One may come more than once.
pub fn left_to_others(report: &Report) -> impl Iterator<Item = &str> {
    let outside = report.subservice_orgs.iter();
    outside
        .filter(|org| org.method == SubserviceMethod::CarveOut)
        .flat_map(|org| &org.csocs)
        .flat_map(|one| one.criteria.iter().map(String::as_str))
}

/// The report that the vendor was asked for and refuses to show, if none that would do is on file.
#[must_use]
pub fn withheld(assessment: &Assessment, standings: &[ReportStanding]) -> Option<Item> {
    // One of years ago is not the one that is refused.
    let on_file = |kinds: &[ReportKind]| {
        let mut own = standings.iter().filter(|one| one.is_own() && !one.stale);
        own.any(|one| kinds.contains(&one.kind))
    };
    let refused = assessment
        .asked_for
        .iter()
        .filter(|line| line.state == AskedState::Refused);
    refused.map(|line| line.item).find(|item| match item {
        Item::Soc2Type2 => !on_file(&[ReportKind::Soc2Type2]),
        // Operation over a period shows design too.
        Item::Soc2Type1 => !on_file(&[ReportKind::Soc2Type1, ReportKind::Soc2Type2]),
        _ => false,
    })
}
