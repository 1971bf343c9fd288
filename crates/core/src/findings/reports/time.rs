//! What time a report speaks of: how long, how long ago, what followed, what covers the days since.

use super::{About, said};
use crate::{
    assessment::Assessment,
    date::Date,
    findings::Findings,
    prepare::Prepared,
    result::Cell,
    soc2::{self, Opinion, Report, ReportKind, Scope, SignerSide, Trust, Unbridged},
    source::of_field,
    texts::Language::English,
};

impl Findings<'_> {
    /// How old a report is and how long its period.
    pub(super) fn report_age(&mut self, about: &About<'_>) {
        let (report, standing) = (about.report, about.standing);
        let limits = &self.compiled.rubric.soc2;
        let as_of = about.prepared.as_of;
        if standing.kind == ReportKind::Soc2Type1 {
            let own = about.prepared.standings.iter().filter(|one| one.is_own());
            let mut current = own.filter(|one| one.trust != Trust::Stale);
            if !current.any(|one| one.kind == ReportKind::Soc2Type2) {
                // A year after a Type 1 the Type 2 should have come.
                let case = standing.stale.then_some("old");
                let because = about.source("report_kind");
                self.add_case("soc2.type1-only", case, about.id(), about.args([]), because);
            }
        }
        // The report that followed it says how old what is known is.
        if is_followed(about) {
            return;
        }
        if let Some(ends) = standing.ends {
            let limit = soc2::bridge_limit(ends, limits);
            // A letter that cannot reach today is no advice.
            let key = if as_of <= limit {
                "aging.letter"
            } else {
                "aging.report"
            };
            let remedy = ("remedy", said(key, &[]));
            let args = about.args([("ends", ends.to_string()), remedy]);
            let because = about.source("period_end");
            let aging = ends.add_months(i32::from(limits.aging_months.value)) < as_of;
            if standing.stale {
                self.add("soc2.stale", about.id(), args, because);
            } else if aging {
                self.add("soc2.aging", about.id(), args, because);
            }
        }
        if let Scope::Type2 { period } = report.scope {
            self.uncovered(about, period.end());
            self.length(about, period);
        }
    }

    /// Days since the period, or since the last day a bridge letter speaks for. A Type 1 speaks of one day
    /// and leaves no time uncovered that it ever covered.
    fn uncovered(&mut self, about: &About<'_>, ends: Date) {
        let limits = &self.compiled.rubric.soc2;
        let as_of = about.prepared.as_of;
        let letter = soc2::bridge(about.report, limits, as_of);
        let until = letter.and_then(Result::ok).unwrap_or(ends);
        let days = until.days_until(as_of);
        if days <= i64::from(limits.uncovered_days.value) || about.standing.stale {
            return;
        }
        let limit = soc2::bridge_limit(ends, limits);
        let key = if as_of <= limit {
            "uncovered.letter"
        } else {
            "uncovered.report"
        };
        let ignored = letter.and_then(Result::err).map(why_ignored);
        let ignored = ignored.map_or_else(String::new, |key| {
            let why = said(key, &[]);
            format!(" {}", said("uncovered.ignored", &[("why", &why)]))
        });
        let args = about.args([
            ("days", days.to_string()),
            ("until", until.to_string()),
            ("letter", ignored),
            ("remedy", said(key, &[("limit", &limit.to_string())])),
        ]);
        let because = about.source("period_end");
        self.add("soc2.uncovered-days", about.id(), args, because);
    }

    fn length(&mut self, about: &About<'_>, period: soc2::Period) {
        let limits = &self.compiled.rubric.soc2;
        let under =
            |months: u16| period.end().add_days(1) < period.start().add_months(i32::from(months));
        let case = if under(limits.very_short_period_months()) {
            Some("under-three-months")
        } else if under(limits.short_period_months.value) {
            None
        } else if under(limits.full_period_months()) {
            Some("under-twelve-months")
        } else {
            return;
        };
        let days = period.start().days_until(period.end()) + 1;
        let days = English.count("baa.days", days.unsigned_abs());
        let args = about.args([("days", days)]);
        let because = about.source("period_start");
        self.add_case("soc2.short-period", case, about.id(), args, because);
    }

    /// Whether a bridge letter is what it should be.
    pub(super) fn bridge(&mut self, about: &About<'_>) {
        let (Some(letter), Scope::Type2 { period }) = (&about.report.bridge, about.report.scope)
        else {
            return;
        };
        let ends = period.end();
        let because = || about.source("bridge");
        let until = soc2::bridge_limit(ends, &self.compiled.rubric.soc2);
        let args = about.args([
            ("as_of", letter.as_of.to_string()),
            ("ends", ends.to_string()),
            ("until", until.to_string()),
        ]);
        if letter.as_of > until {
            self.add("soc2.bridge-too-long", about.id(), args.clone(), because());
        }
        match letter.signer_side {
            SignerSide::Auditor => {
                self.add(
                    "soc2.bridge-by-auditor",
                    about.id(),
                    args.clone(),
                    because(),
                );
            }
            SignerSide::Unknown => {
                let id = "soc2.bridge-signer-unknown";
                self.add(id, about.id(), args.clone(), because());
            }
            SignerSide::Management => {}
        }
        let today = about.prepared.as_of;
        let wrong = match soc2::bridge(about.report, &self.compiled.rubric.soc2, today) {
            Some(Err(
                why @ (Unbridged::BeforeReport | Unbridged::FollowsAnother | Unbridged::ToCome),
            )) => Some(why_ignored(why)),
            _ if letter.dated.is_some_and(|dated| dated < letter.as_of) => {
                Some("bridge.dated-before")
            }
            _ => None,
        };
        if let Some(key) = wrong {
            let args = [args, vec![("what", said(key, &[]))]].concat();
            self.add("soc2.bridge-inconsistent", about.id(), args, because());
        }
    }

    /// Changes of the vendor's system that the report cannot have seen.
    pub(super) fn system_changes(&mut self, about: &About<'_>) {
        let Some(ends) = about.standing.ends else {
            return;
        };
        let as_of = about.prepared.as_of;
        let changes = about
            .assessment
            .engagement
            .system_changes
            .iter()
            .enumerate();
        for (at, change) in changes.filter(|(_, one)| one.on > ends && one.on <= as_of) {
            let args = about.args([("on", change.on.to_string()), ("what", change.what.clone())]);
            let because = [format!("engagement/system_changes/{at}")];
            let subject = format!("{} {}", about.id(), change.on);
            self.add("soc2.system-changed", subject, args, because);
        }
        let letter = about.report.bridge.as_ref();
        if let Some(letter) = letter.filter(|letter| letter.changes == Some(true)) {
            let what = said("bridge.changes", &[]);
            let args = about.args([("on", letter.as_of.to_string()), ("what", what)]);
            let because = about.source("bridge");
            let subject = format!("{} bridge", about.id());
            self.add("soc2.system-changed", subject, args, because);
        }
    }

    /// Where the vendor's periods do not abut: days that no report covers, or that two do.
    pub(super) fn periods(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let limit = i64::from(self.compiled.rubric.soc2.break_days());
        for pair in soc2::breaks(assessment, &prepared.standings) {
            let (later, earlier) = (pair.later, pair.earlier);
            let subject = format!("{} {}", later.id, earlier.id);
            let because =
                [later, earlier].map(|one: &Report| of_field("reports", &one.id, "period_start"));
            let args = vec![
                ("report", later.id.to_string()),
                ("earlier", earlier.id.to_string()),
                ("days", pair.days.unsigned_abs().to_string()),
            ];
            if pair.days > limit {
                self.add("soc2.coverage-break", subject, args, because);
            } else if pair.days < 0 {
                let what = overlap(later, earlier);
                let args = [args, vec![("what", what)]].concat();
                self.add("soc2.record-inconsistent", subject, args, because);
            }
        }
    }
}

/// Whether a later report, which can be relied on or once could, is relied on for every product that this one
/// is about.
fn is_followed(about: &About<'_>) -> bool {
    let (own, prepared) = (about.standing, about.prepared);
    let products = prepared.reliance.by_product.iter().enumerate();
    let mut of_own = products.filter(|(at, _)| own.scope_of(*at) != Cell::Gap);
    of_own.all(|(_, relied)| {
        let relied = relied.and_then(|at| prepared.standings.get(at));
        relied.is_some_and(|one| one.ends > own.ends && (one.reliable() || one.stale))
    })
}

/// Two periods that overlap, in words; and where they do, two opinions that differ.
fn overlap(later: &Report, earlier: &Report) -> String {
    let id = ("earlier", earlier.id.as_str());
    match (later.opinion_overall, earlier.opinion_overall) {
        (Some(own), Some(theirs)) if own != theirs => {
            let word = |opinion: Opinion| said(&format!("diff.opinion.{opinion}"), &[]);
            let (own, theirs) = (word(own), word(theirs));
            said(
                "record.overlap-differ",
                &[id, ("own", &own), ("theirs", &theirs)],
            )
        }
        _ => said("record.overlap", &[id]),
    }
}

/// Why a bridge letter does not count, as a key of the catalogue.
const fn why_ignored(why: Unbridged) -> &'static str {
    match why {
        Unbridged::NoPeriod => "record.bridge-without-period",
        Unbridged::BeforeReport => "bridge.before-report",
        Unbridged::FollowsAnother => "bridge.follows-another",
        Unbridged::ToCome => "bridge.to-come",
        Unbridged::ByAuditor => "bridge.by-auditor",
        Unbridged::SignerUnknown => "bridge.signer-unknown",
    }
}
