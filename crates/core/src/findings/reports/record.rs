//! What in a record cannot all be true: a finding, never silently mended.

use super::{About, said};
use crate::{
    assessment::{Assessment, RecordList},
    findings::Findings,
    id::Id,
    names,
    soc2::{Category, ControlResult, Opinion, Report, Scope, SubserviceMethod, opinion_of},
    source::of_record,
};

/// What is wrong, by field of the record.
struct Faults(Vec<(&'static str, Vec<String>)>);

impl Faults {
    fn say(&mut self, field: &'static str, key: &str, args: &[(&str, &str)]) {
        let what = said(key, args);
        match self.0.iter_mut().find(|(known, _)| *known == field) {
            Some((_, all)) => all.push(what),
            None => self.0.push((field, vec![what])),
        }
    }

    fn say_if(&mut self, wrong: bool, field: &'static str, key: &str) {
        if wrong {
            self.say(field, key, &[]);
        }
    }
}

impl Findings<'_> {
    /// Records that can be no report at all: kept in the package, and named here.
    pub(super) fn impossible_reports(&mut self, assessment: &Assessment) {
        let impossible = assessment.impossible.iter();
        for one in impossible.filter(|one| one.list == RecordList::Reports) {
            let args = vec![("report", one.id.clone()), ("what", one.why.clone())];
            let because = [of_record("reports", &one.id)];
            self.add("soc2.record-inconsistent", &one.id, args, because);
        }
    }

    /// What in a report's record contradicts itself, once for each field.
    pub(super) fn inconsistent(&mut self, about: &About<'_>) {
        let mut faults = Faults(Vec::new());
        dates(about, &mut faults);
        opinions(about.report, &mut faults);
        controls(about.report, &mut faults);
        exceptions(about.report, &mut faults);
        orgs(about, &mut faults);
        for (field, what) in faults.0 {
            let args = about.args([("what", what.join("; "))]);
            let subject = format!("{} {field}", about.id());
            let because = about.source(field);
            self.add("soc2.record-inconsistent", subject, args, because);
        }
    }
}

fn dates(about: &About<'_>, faults: &mut Faults) {
    let report = about.report;
    let ends = report.scope.end();
    let to_come = ends.is_some_and(|ends| ends > about.prepared.as_of);
    faults.say_if(to_come, "period_end", "record.to-come");
    let early = report.issue_date.zip(ends);
    let early = early.is_some_and(|(issued, ends)| issued < ends);
    faults.say_if(early, "issue_date", "record.issued-early");
    let no_period = !matches!(report.scope, Scope::Type2 { .. });
    faults.say_if(
        no_period && report.bridge.is_some(),
        "bridge",
        "record.bridge-without-period",
    );
}

fn opinions(report: &Report, faults: &mut Faults) {
    let clean = report.opinion_overall == Some(Opinion::Unqualified);
    let named = !report.qualified_criteria.is_empty();
    faults.say_if(
        clean && named,
        "qualified_criteria",
        "record.clean-qualified",
    );
    let key = match (report.opinion_overall, report.claims_effective) {
        (Some(Opinion::Disclaimer), Some(true)) => Some("record.disclaimer-effective"),
        (Some(Opinion::Adverse), Some(true)) => Some("record.adverse-effective"),
        (Some(Opinion::Unqualified), Some(false)) => Some("record.clean-ineffective"),
        _ => None,
    };
    if let Some(key) = key {
        faults.say("claims_effective", key, &[]);
    }
    let own = &report.opinion_by_category;
    if own.is_empty() {
        return;
    }
    let field = "opinion_by_category";
    let mut differs = own.iter().map(|one| one.opinion);
    faults.say_if(
        clean && differs.any(|one| one != Opinion::Unqualified),
        field,
        "record.category-under-clean",
    );
    let known: &[Category] = &report.categories;
    let outside = |category| !known.is_empty() && !known.contains(&category);
    faults.say_if(
        own.iter().any(|one| outside(one.category)),
        field,
        "record.category-outside",
    );
    let twice = own
        .iter()
        .any(|one| opinion_of(report, one.category) != Some(one.opinion));
    faults.say_if(twice, field, "record.category-twice");
    let all_clean = !known.is_empty()
        && known
            .iter()
            .all(|one| opinion_of(report, *one) == Some(Opinion::Unqualified));
    let not_clean = report.opinion_overall.is_some() && !clean;
    faults.say_if(not_clean && all_clean, field, "record.categories-clean");
}

fn controls(report: &Report, faults: &mut Faults) {
    let outside = |criterion: &String| {
        Category::of_criterion(criterion).is_none_or(|category| {
            category != Category::Security && !report.categories.contains(&category)
        })
    };
    let mut criteria = report.controls.iter().flat_map(|one| &one.criteria);
    let wrong = !report.categories.is_empty() && criteria.any(outside);
    faults.say_if(wrong, "controls", "record.criterion-outside");
    let mut results = by_id(report);
    results.dedup();
    let differ = |pair: &[(&str, ControlResult)]| match pair {
        [(a, _), (b, _)] => (a == b).then(|| (*a).to_owned()),
        _ => None,
    };
    if let Some(id) = results.windows(2).find_map(differ) {
        faults.say("controls", "record.control-twice", &[("control", &id)]);
    }
}

/// Controls with their results, by id.
fn by_id(report: &Report) -> Vec<(&str, ControlResult)> {
    let controls = report.controls.iter();
    let mut all: Vec<_> = controls.map(|one| (one.id.as_str(), one.result)).collect();
    all.sort_unstable();
    all
}

fn exceptions(report: &Report, faults: &mut Faults) {
    if report.exceptions.is_empty() {
        return;
    }
    let results = by_id(report);
    let contradicted = report.exceptions.iter().find(|one| {
        let place = results.binary_search_by(|(id, _)| (*id).cmp(one.control.as_str()));
        let found = place.ok().and_then(|place| results.get(place));
        found.is_some_and(|(_, result)| *result != ControlResult::Exception)
    });
    if let Some(one) = contradicted {
        let args = [("control", one.control.as_str())];
        faults.say("exceptions", "record.exception-tested", &args);
    }
    let over = report.exceptions.iter().find(|one| {
        let counted = one.failed.zip(one.sample);
        counted.is_some_and(|(failed, sample)| failed > sample)
    });
    if let Some(one) = over {
        let args = [("control", one.control.as_str())];
        faults.say("exceptions", "record.sample", &args);
    }
}

fn orgs(about: &About<'_>, faults: &mut Faults) {
    let report = about.report;
    let legal = &about.assessment.engagement.vendor.legal_name;
    if let Some(host) = listed_twice(report) {
        faults.say("subservice_orgs", "record.org-twice", &[("host", host)]);
    }
    for org in &report.subservice_orgs {
        let Some(id) = &org.own_report else {
            continue;
        };
        let named = about.assessment.reports.iter().find(|one| one.id == *id);
        let of_vendor = |one: &Report| {
            let name = &one.service_org_legal_name;
            !name.is_empty() && names::same_legal_name(name, legal)
        };
        let key = match named {
            _ if *id == report.id => "record.own-report-itself",
            None => "record.own-report-missing",
            Some(one) if of_vendor(one) => "record.own-report-vendor",
            Some(_) => continue,
        };
        faults.say("subservice_orgs", key, &[("host", &org.name)]);
    }
}

/// An organisation that controls are left to twice, with different reports of its own.
fn listed_twice(report: &Report) -> Option<&str> {
    let orgs = report.subservice_orgs.iter();
    let mut orgs: Vec<(&str, Option<&Id>)> = orgs
        .filter(|org| org.method == SubserviceMethod::CarveOut)
        .map(|org| (org.name.trim(), org.own_report.as_ref()))
        .collect();
    crate::order::settle(&mut orgs, |org| *org);
    orgs.windows(2).find_map(|pair| match pair {
        [(name, own), (other, theirs)] => (name == other && own != theirs).then_some(*name),
        _ => None,
    })
}
