//! The checks, control by control of the inventory.

use super::{Against, Records, clock, words};
use crate::{
    assessment::{Answer, Evidence, EvidenceKind, SubcontractorBaa, Value},
    baa::{self, Baa, Notice, NoticeTrigger, ProvisionKey, ProvisionState, TermKey, TermState},
    compile::At,
    criteria::Criteria,
    date::Date,
    engagement::PhiStartBasis,
    questionnaire::{Cover, Question, Relation},
    soc2::ControlResult,
    source::{of_field, of_record},
    texts::Language::English,
};

/// What records say against an answer about a control, by how specific the question is to it.
pub(super) fn control(
    records: &Records<'_>,
    at: At,
    cover: &Cover,
    question: &Question,
    answer: &Answer,
) -> Vec<Against> {
    let said = || words::answer(question, Some(answer));
    let full = records.full(at);
    let mut found = match cover.control.as_str() {
        "breach.notice-time" => number(answer)
            .map(|days| promise(records, days, &said))
            .unwrap_or_default(),
        "incident.notice-time" => number(answer)
            .map(|hours| practice(records, hours, &said))
            .unwrap_or_default(),
        "breach.discovery-clock" if full => agreements(records, BREACH_CLOCK, &said, |baa| {
            let late = |notice: &Notice| notice.trigger == NoticeTrigger::Confirmation;
            let notice = baa.notice.breach.as_ref().filter(|notice| late(notice));
            notice.map(|_| English.text("contradiction.from-confirmation").into_owned())
        }),
        "breach.notice" if full => agreements(records, BREACH_CLOCK, &said, |baa| {
            let notice = baa.notice.breach.filter(baa::can_pass_limit)?;
            Some(clock::words(&notice))
        }),
        "incident.reporting" if full => missing(records, &said, ProvisionKey::ReportIncident),
        "privacy.return-destroy" if full => missing(records, &said, ProvisionKey::ReturnDestroy),
        "baa.content" => content(records, question, answer),
        "ai.training" if full => term(records, &said, TermKey::AiTraining),
        "phi.own-use" if full => term(records, &said, TermKey::Deidentification),
        "subcontractor.baas" if full => subcontractors(records, &said),
        "subcontractor.baa-before-phi" if full => late_subcontractors(records, &said),
        "insurance.cyber" => number(answer)
            .map(|millions| insurance(records, millions, &said))
            .unwrap_or_default(),
        "vulnerability.penetration-test" => date(answer)
            .map(|day| pen_test(records, day, &said))
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    let fits = specific(cover);
    for one in &mut found {
        one.fits = fits;
    }
    found
}

/// How specific a question is to a control; of two about one clause, that about the part that differs.
fn specific(cover: &Cover) -> u32 {
    let by_relation = match cover.relation {
        Relation::Equal => 30,
        Relation::Narrower => 20,
        Relation::Broader => 10,
        Relation::Overlaps => 0,
    };
    by_relation
        + match cover.control.as_str() {
            "breach.discovery-clock" => 2,
            "breach.notice-time" => 1,
            _ => 0,
        }
}

/// An answer that earns something, linked to a control in which the auditor found an exception about a
/// criterion that the question cites.
pub(super) fn linked(
    records: &Records<'_>,
    at: At,
    question: &Question,
    answer: &Answer,
) -> Vec<Against> {
    if !records.full(at) {
        return Vec::new();
    }
    let cited = records.compiled.entry(at).map(|entry| entry.criteria);
    let cited = cited.unwrap_or_default();
    let mut found = Vec::new();
    for link in &answer.linked {
        let reports = &records.assessment.reports;
        let Some(report) = reports.iter().find(|report| report.id == link.report) else {
            continue;
        };
        let mut same = report.controls.iter().filter(|one| one.id == link.control);
        let failed = same
            .clone()
            .any(|one| one.result == ControlResult::Exception);
        let mut exceptions = report.exceptions.iter();
        let exception = exceptions.find(|one| one.control == link.control);
        if !failed && exception.is_none() {
            continue;
        }
        let about = exception.map_or(&[][..], |one| &one.criteria);
        let about = if about.is_empty() {
            same.next().map_or(&[][..], |one| &one.criteria)
        } else {
            about
        };
        let about = Criteria::all(about);
        let shared = about.shared(cited);
        // The control serves this question too, and it is not what failed.
        if shared.is_empty() && !about.is_empty() && !cited.is_empty() {
            continue;
        }
        let text = exception.map_or("", |one| one.text.as_str());
        found.push(Against {
            said: words::answer(question, Some(answer)),
            place: English.fill("contradiction.report", &[("id", report.id.as_str())]),
            quote: words::quote(
                text,
                "contradiction.exception",
                &[("control", &link.control)],
            ),
            source: of_field(
                "reports",
                &report.id,
                &["controls/", &link.control].concat(),
            ),
            fact: "exception",
            fits: shared.len(),
        });
    }
    found
}

/// The clause on the notice of a breach.
const BREACH_CLOCK: &str = "notice.breach";

fn number(answer: &Answer) -> Option<i64> {
    match answer.value {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    }
}

fn date(answer: &Answer) -> Option<Date> {
    match &answer.value {
        Some(Value::Text(text)) => Date::parse(text).ok(),
        _ => None,
    }
}

/// What each agreement relied on says against an answer, about one of its clauses.
fn agreements(
    records: &Records<'_>,
    fact: &'static str,
    said: &dyn Fn() -> String,
    quote: impl Fn(&Baa) -> Option<String>,
) -> Vec<Against> {
    let each = records.agreements.iter();
    each.filter_map(|baa| {
        Some(Against {
            quote: quote(baa)?,
            said: said(),
            place: English.fill("contradiction.agreement", &[("id", baa.id.as_str())]),
            source: of_record("baas", &baa.id),
            fact,
            fits: 0,
        })
    })
    .collect()
}

/// A clause that surely allows more days than the answer promises. One without a number promises nothing and
/// contradicts nothing.
fn promise(records: &Records<'_>, days: i64, said: &dyn Fn() -> String) -> Vec<Against> {
    let hours = days.saturating_mul(clock::HOURS);
    agreements(records, BREACH_CLOCK, said, |baa| {
        let notice = baa.notice.breach?;
        let (least, _) = clock::range(&notice)?;
        (least > hours).then(|| clock::words(&notice))
    })
}

/// A clause that surely allows fewer hours than the vendor takes. To be faster than an outer limit
/// contradicts nothing.
fn practice(records: &Records<'_>, hours: i64, said: &dyn Fn() -> String) -> Vec<Against> {
    agreements(records, "notice.incident", said, |baa| {
        let notice = baa.notice.incident?;
        let (_, most) = clock::range(&notice)?;
        (most < hours).then(|| clock::words(&notice))
    })
}

fn is_absent(baa: &Baa, key: ProvisionKey) -> bool {
    let states = baa.provisions.iter().filter(|one| one.key == key);
    states.map(|one| one.state).max() == Some(ProvisionState::Absent)
}

fn missing(records: &Records<'_>, said: &dyn Fn() -> String, key: ProvisionKey) -> Vec<Against> {
    agreements(records, key.as_str(), said, |baa| {
        is_absent(baa, key)
            .then(|| English.fill("contradiction.no-clause", &[("cite", key.cite())]))
    })
}

/// Provisions that the answer ticks and a reviewer did not find.
fn content(records: &Records<'_>, question: &Question, answer: &Answer) -> Vec<Against> {
    let Some(Value::Options(ticked)) = &answer.value else {
        return Vec::new();
    };
    let keys = ticked.iter().filter_map(|word| ProvisionKey::parse(word));
    keys.flat_map(|key| {
        let label = || words::option(question, key.as_str());
        let mut found = missing(records, &label, key);
        for one in &mut found {
            one.source = format!("{}/provisions/{key}", one.source);
        }
        found
    })
    .collect()
}

/// A negotiated term that allows what the answer denies.
fn term(records: &Records<'_>, said: &dyn Fn() -> String, key: TermKey) -> Vec<Against> {
    agreements(records, key.as_str(), said, |baa| {
        let term = baa
            .terms
            .iter()
            .find(|term| term.key == key && term.state == TermState::Against)?;
        Some(words::quote(
            &term.text,
            &format!("contradiction.term.{key}"),
            &[],
        ))
    })
}

/// Subcontractors that have PHI and no agreement, where the answer says that all have one.
fn subcontractors(records: &Records<'_>, said: &dyn Fn() -> String) -> Vec<Against> {
    let parties = records.assessment.subcontractors.iter();
    parties
        .filter(|party| party.phi == Some(true) && party.baa == SubcontractorBaa::None)
        .map(|party| Against {
            said: said(),
            place: English.text("contradiction.subcontractors").into_owned(),
            quote: English.fill("contradiction.no-baa", &[("party", &party.name)]),
            source: of_record("subcontractors", &party.id),
            fact: "none",
            fits: 0,
        })
        .collect()
}

/// Subcontractors whose agreement is younger than the hospital's PHI, where the answer says that each was
/// signed before.
fn late_subcontractors(records: &Records<'_>, said: &dyn Fn() -> String) -> Vec<Against> {
    let start = records.assessment.engagement.phi_start;
    let known = start.filter(|start| start.basis != PhiStartBasis::Unknown);
    let as_of = records.prepared.as_of;
    let Some(start) = known.and_then(|start| start.date).filter(|on| *on <= as_of) else {
        return Vec::new();
    };
    let parties = records.assessment.subcontractors.iter();
    let late = parties
        .filter(|party| party.phi == Some(true) && party.baa == SubcontractorBaa::Executed)
        .filter_map(|party| Some((party, party.baa_on.filter(|on| *on > start)?)));
    late.map(|(party, on)| {
        let (on, start) = (on.to_string(), start.to_string());
        let args = [
            ("party", party.name.as_str()),
            ("on", &on),
            ("start", &start),
        ];
        Against {
            said: said(),
            place: English.text("contradiction.subcontractors").into_owned(),
            quote: English.fill("contradiction.late-baa", &args),
            source: of_record("subcontractors", &party.id),
            fact: "late",
            fits: 0,
        }
    })
    .collect()
}

/// The best certificate on file insures less than the answer says, in millions of US dollars.
fn insurance(records: &Records<'_>, millions: i64, said: &dyn Fn() -> String) -> Vec<Against> {
    let claimed = u64::try_from(millions)
        .unwrap_or_default()
        .saturating_mul(1_000_000);
    let best = of_kind(records, EvidenceKind::Insurance)
        .filter_map(|one| Some((one.limit_usd?, one)))
        .max_by_key(|(limit, _)| *limit);
    let lower = best.filter(|(limit, _)| *limit < claimed);
    lower
        .map(|(limit, one)| document(one, said(), "contradiction.limit", &limit.to_string()))
        .into_iter()
        .collect()
}

/// The newest report on file is older than the test the answer speaks of.
fn pen_test(records: &Records<'_>, day: Date, said: &dyn Fn() -> String) -> Vec<Against> {
    let newest = of_kind(records, EvidenceKind::PenTest)
        .filter_map(|one| Some((one.date?, one)))
        .max_by_key(|(date, _)| *date);
    let older = newest.filter(|(date, _)| *date < day);
    older
        .map(|(date, one)| document(one, said(), "contradiction.dated", &date.to_string()))
        .into_iter()
        .collect()
}

fn of_kind<'a>(
    records: &Records<'a>,
    kind: EvidenceKind,
) -> impl Iterator<Item = &'a Evidence> + use<'a> {
    let evidence = records.assessment.evidence.iter();
    evidence.filter(move |one| one.kind == kind)
}

fn document(one: &Evidence, said: String, key: &str, value: &str) -> Against {
    Against {
        said,
        place: English.fill("contradiction.document", &[("title", &one.title)]),
        quote: English.fill(key, &[("value", value)]),
        source: of_record("evidence", &one.id),
        fact: "document",
        fits: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_about_the_same_fits_better_than_one_about_a_part_that_differs() {
        let fits = |control: &str, relation| {
            specific(&Cover {
                control: serde_json::from_value(control.into()).unwrap(),
                relation,
            })
        };
        let same = fits("breach.notice", Relation::Equal);
        assert!(same < fits("breach.notice-time", Relation::Equal));
        assert!(same > fits("breach.notice-time", Relation::Narrower));
        assert!(
            fits("breach.discovery-clock", Relation::Overlaps)
                > fits("breach.notice", Relation::Overlaps)
        );
    }
}
