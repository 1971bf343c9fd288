//! Which leaves of the Security Rule the reports relied on cover: our judgement of the overlap of criteria,
//! less what had exceptions, was not tested or is left to others. Never law.

use super::{Category, Report, ReportKind, ReportStanding, Weakness};
use crate::{
    assessment::Assessment,
    compile::Compiled,
    criteria::Criteria,
    prepare::Prepared,
    result::{Crosswalk, LeafOutcome, Said},
    rubric::{Duty, Overlap},
};

/// Every leaf under the reports relied on; nothing if there is none. What differs by product counts at its
/// weakest: a leaf is covered where it is for every product bought.
pub(crate) fn leaves(
    compiled: &Compiled,
    assessment: &Assessment,
    prepared: &Prepared,
) -> Vec<LeafOutcome> {
    let reliance = &prepared.reliance;
    if reliance.main.is_none() {
        return Vec::new();
    }
    let shown: Vec<Shown<'_>> = reliance
        .each()
        .into_iter()
        .filter_map(|at| {
            let (report, standing) = (assessment.reports.get(at)?, prepared.standings.get(at)?);
            Some(Shown { report, standing })
        })
        .collect();
    let bare = assessment
        .engagement
        .products
        .iter()
        .zip(&reliance.by_product)
        .find(|(_, relied)| relied.is_none());
    let of_rule = compiled.rubric.duties.iter();
    of_rule
        .filter(|duty| duty.security_rule)
        .map(|duty| {
            let none = bare.map(|(product, _)| {
                let why = Said::plain("leaf.no-report").with("product", product);
                (Overlap::None, Some(why))
            });
            let each = shown.iter().map(|one| one.overlap(duty));
            let weakest = none
                .into_iter()
                .chain(each)
                .max_by_key(|(overlap, _)| *overlap);
            let (overlap, why) = weakest.unwrap_or((Overlap::None, None));
            LeafOutcome {
                cite: duty.cite.clone(),
                overlap,
                why,
            }
        })
        .collect()
}

/// How many leaves are covered, and how far; nothing if no report is relied on.
pub(crate) fn count(leaves: &[LeafOutcome]) -> Option<Crosswalk> {
    let of = |wanted| {
        let same = leaves.iter().filter(|leaf| leaf.overlap == wanted);
        u32::try_from(same.count()).unwrap_or(u32::MAX)
    };
    (!leaves.is_empty()).then(|| Crosswalk {
        full: of(Overlap::Full),
        partial: of(Overlap::Partial),
        none: of(Overlap::None),
        of: u32::try_from(leaves.len()).unwrap_or(u32::MAX),
    })
}

/// A report, and how it stands.
struct Shown<'a> {
    report: &'a Report,
    standing: &'a ReportStanding,
}

impl Shown<'_> {
    fn overlap(&self, duty: &Duty) -> (Overlap, Option<Said>) {
        let has = |category| self.report.categories.contains(&category);
        let why = |key| Some(Said::plain(key).with("report", &self.report.id));
        let beyond = has(Category::Availability) && has(Category::Confidentiality);
        let of_criteria = if beyond {
            duty.overlap_sac
        } else {
            duty.overlap
        };
        if of_criteria == Overlap::None {
            return (Overlap::None, None);
        }
        if !self.standing.usable {
            return (Overlap::None, why("leaf.unusable"));
        }
        if !has(Category::Security) {
            return (Overlap::None, why("leaf.no-security"));
        }
        let tests = &self.standing.tests;
        let (listed, tested) = (tests.listed(), tests.alive());
        let (mut weak, mut alive, mut seen, mut silent) = (None, false, false, None);
        for id in duty.tsc.iter().chain(&duty.tsc_other) {
            let criterion = Criteria::of(id);
            if listed.shared(criterion).is_empty() {
                // The record does not list every control of every report: it may have been tested.
                if duty.tsc.contains(id) {
                    alive = true;
                    silent = silent.or(Some(id));
                }
                continue;
            }
            seen = true;
            alive |= !tested.shared(criterion).is_empty();
            weak = weak.or_else(|| Some((id, tests.weakness(criterion)?)));
        }
        let least = weak
            .map(|(criterion, worst)| (criterion, key_of(worst)))
            .or_else(|| silent.map(|criterion| (criterion, "leaf.unlisted")));
        let said = least.and_then(|(criterion, key)| Some(why(key)?.with("criterion", criterion)));
        match of_criteria {
            _ if seen && !alive => (Overlap::None, said),
            Overlap::Full if said.is_some() => (Overlap::Partial, said),
            // Design at one day is less than operation over a period.
            Overlap::Full if self.standing.kind == ReportKind::Soc2Type1 => {
                (Overlap::Partial, why("leaf.design-only"))
            }
            other => (other, None),
        }
    }
}

const fn key_of(weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::Exception => "leaf.exception",
        Weakness::NoEvents => "leaf.no-events",
        Weakness::CarvedOut => "leaf.carved-out",
        Weakness::Qualified => "leaf.qualified",
        Weakness::Sunk => "leaf.sunk",
    }
}
