//! The checks, control by control of the inventory.

use super::{Against, Records, words};
use crate::{
    assessment::{Answer, Evidence, EvidenceKind, SubcontractorBaa, Value},
    baa::{
        self, Baa, Notice, NoticeTrigger, NoticeUnit, ProvisionKey, ProvisionState, TermKey,
        TermState,
    },
    compile::At,
    date::Date,
    questionnaire::Question,
    soc2::ControlResult,
    texts::Language::English,
};

/// Hours of a day, for clocks in hours.
const HOURS: i64 = 24;

/// What records say against an answer about a control.
pub(super) fn control(
    records: &Records<'_>,
    at: At,
    control: &str,
    question: &Question,
    answer: &Answer,
) -> Vec<Against> {
    let said = || words::answer(question, Some(answer));
    let full = records.full(at);
    match control {
        "breach.notice-time" => number(answer)
            .map(|days| {
                clocks(
                    records,
                    days.saturating_mul(HOURS),
                    |baa| baa.notice.breach,
                    &said,
                )
            })
            .unwrap_or_default(),
        "incident.notice-time" => number(answer)
            .map(|hours| clocks(records, hours, |baa| baa.notice.incident, &said))
            .unwrap_or_default(),
        "breach.discovery-clock" if full => agreements(records, &said, |baa| {
            let late = |notice: &Notice| notice.trigger == NoticeTrigger::Confirmation;
            let notice = baa.notice.breach.as_ref().filter(|notice| late(notice));
            notice.map(|_| English.text("contradiction.from-confirmation").into_owned())
        }),
        "breach.notice" if full => agreements(records, &said, |baa| {
            let notice = baa.notice.breach.filter(baa::can_pass_limit)?;
            Some(clock(&notice))
        }),
        "incident.reporting" if full => missing(records, &said, ProvisionKey::ReportIncident),
        "privacy.return-destroy" if full => missing(records, &said, ProvisionKey::ReturnDestroy),
        "baa.content" => content(records, question, answer),
        "ai.training" if full => term(records, &said, TermKey::AiTraining),
        "phi.own-use" if full => term(records, &said, TermKey::Deidentification),
        "subcontractor.baas" if full => subcontractors(records, &said),
        "insurance.cyber" => number(answer)
            .map(|millions| insurance(records, millions, &said))
            .unwrap_or_default(),
        "vulnerability.penetration-test" => date(answer)
            .map(|day| pen_test(records, day, &said))
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// An answer that earns something, linked to a control in which the auditor found an exception.
pub(super) fn linked(
    records: &Records<'_>,
    at: At,
    question: &Question,
    answer: &Answer,
) -> Vec<Against> {
    if !records.full(at) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for link in &answer.linked {
        let reports = &records.assessment.reports;
        let Some(report) = reports.iter().find(|report| report.id == link.report) else {
            continue;
        };
        let failed = report.controls.iter().any(|control| {
            control.id == link.control && control.result == ControlResult::Exception
        });
        let exception = report
            .exceptions
            .iter()
            .find(|one| one.control == link.control);
        if failed || exception.is_some() {
            let text = exception.map_or("", |one| one.text.as_str());
            found.push(Against {
                said: words::answer(question, Some(answer)),
                place: English.fill("contradiction.report", &[("id", report.id.as_str())]),
                quote: words::quote(
                    text,
                    "contradiction.exception",
                    &[("control", &link.control)],
                ),
                source: format!("reports/{}/controls/{}", report.id, link.control),
            });
        }
    }
    found
}

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

/// What each agreement relied on says against an answer.
fn agreements(
    records: &Records<'_>,
    said: &dyn Fn() -> String,
    quote: impl Fn(&Baa) -> Option<String>,
) -> Vec<Against> {
    let each = records.agreements.iter();
    each.filter_map(|baa| {
        Some(Against {
            quote: quote(baa)?,
            said: said(),
            place: English.fill("contradiction.agreement", &[("id", baa.id.as_str())]),
            source: format!("baas/{}", baa.id),
        })
    })
    .collect()
}

/// A clause that allows more time than the answer says. Hours count as hours: a clause in days allows all
/// of them. One without a number promises nothing and contradicts nothing.
fn clocks(
    records: &Records<'_>,
    hours: i64,
    notice: impl Fn(&Baa) -> Option<Notice>,
    said: &dyn Fn() -> String,
) -> Vec<Against> {
    agreements(records, said, |baa| {
        let notice = notice(baa)?;
        let allowed = match (notice.number, notice.unit) {
            (Some(number), Some(NoticeUnit::Hours)) => i64::from(number),
            _ => i64::from(baa::most_calendar_days(&notice)?).saturating_mul(HOURS),
        };
        (allowed > hours).then(|| clock(&notice))
    })
}

fn clock(notice: &Notice) -> String {
    let unit = notice.unit.map_or("days", NoticeUnit::as_str);
    let number = notice.number.unwrap_or_default().to_string();
    let unit = English.fill(&format!("contradiction.unit.{unit}"), &[]);
    English.fill(
        "contradiction.clock",
        &[("number", &number), ("unit", &unit)],
    )
}

fn is_absent(baa: &Baa, key: ProvisionKey) -> bool {
    let states = baa.provisions.iter().filter(|one| one.key == key);
    states.map(|one| one.state).max() == Some(ProvisionState::Absent)
}

fn missing(records: &Records<'_>, said: &dyn Fn() -> String, key: ProvisionKey) -> Vec<Against> {
    agreements(records, said, |baa| {
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
    agreements(records, said, |baa| {
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
            source: format!("subcontractors/{}", party.id),
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
        source: format!("evidence/{}", one.id),
    }
}
