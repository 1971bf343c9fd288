//! What one answer is worth, and what it rests on.

use super::documents;
use vendorward_core::{
    Id,
    assessment::{Answer, AnswerState, Assessment, Value},
    basis::Basis,
    date::Date,
    questionnaire::{AnswerKind, Band, Bound, Good, NaRule, Question},
    rubric::Rubric,
    soc2::{Category, ControlResult, Opinion, Report, ReportControl, ReportKind, SubserviceMethod},
};

/// How an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Percent earned.
    Credit(u8),
    /// "Partial" and nobody says which part: up to half.
    Part,
    /// Blank, "don't know", N/A that nobody accepted, or an answer that cannot be used.
    Unknown,
    /// Refused.
    Refused,
    /// N/A, accepted or structural.
    Na,
}

/// How one answer stands by itself.
#[must_use]
pub fn stand(question: &Question, answer: &Answer, as_of: Date) -> Stand {
    if let Some(own) = &answer.r#override
        && !own.reason.trim().is_empty()
    {
        return Stand::Credit(own.credit.percent());
    }
    let reasoned = !answer.text.trim().is_empty();
    match answer.state {
        AnswerState::DontKnow => Stand::Unknown,
        AnswerState::Refused => Stand::Refused,
        AnswerState::NotApplicable => match question.na {
            NaRule::Never => Stand::Unknown,
            NaRule::Structural => Stand::Na,
            NaRule::WithReason if reasoned && answer.na_accepted.is_some() => Stand::Na,
            NaRule::WithReason => Stand::Unknown,
        },
        AnswerState::Answered => match &answer.value {
            None => Stand::Unknown,
            Some(value) => worth(question, value, reasoned, as_of),
        },
    }
}

fn worth(question: &Question, value: &Value, reasoned: bool, as_of: Date) -> Stand {
    let earned = match (&question.answer, value) {
        (AnswerKind::YesNo { good }, Value::Text(word)) => yes_no(*good, word),
        (AnswerKind::YesNoPartial { .. }, Value::Text(word)) if word == "partial" => {
            return if reasoned {
                Stand::Credit(50)
            } else {
                Stand::Part
            };
        }
        (AnswerKind::YesNoPartial { good }, Value::Text(word)) => yes_no(*good, word),
        (AnswerKind::Choice { options }, Value::Text(word)) => options
            .iter()
            .find(|option| option.id.as_str() == word)
            .map(|option| option.credit.percent()),
        (AnswerKind::Choices { options }, Value::Options(words)) => {
            let of = |word: &String| options.iter().find(|option| option.id.as_str() == word);
            let mut words = words.clone();
            words.sort();
            words.dedup();
            words
                .iter()
                .map(|word| of(word).map(|option| u32::from(option.credit.percent())))
                .sum::<Option<u32>>()
                .map(|sum| u8::try_from(sum.min(100)).unwrap())
        }
        (
            AnswerKind::Number {
                min, max, bands, ..
            },
            Value::Number(number),
        ) => (min <= number && number <= max)
            .then(|| banded(bands, *number))
            .flatten(),
        (AnswerKind::Date { bands }, Value::Text(text)) => Date::parse(text)
            .ok()
            .filter(|day| *day <= as_of)
            .and_then(|day| banded(bands, age(day, as_of))),
        _ => None,
    };
    earned.map_or(Stand::Unknown, Stand::Credit)
}

fn yes_no(good: Good, word: &str) -> Option<u8> {
    match word {
        "yes" => Some(if good == Good::Yes { 100 } else { 0 }),
        "no" => Some(if good == Good::No { 100 } else { 0 }),
        _ => None,
    }
}

fn banded(bands: &[Band], number: i64) -> Option<u8> {
    let fits = |band: &&Band| match band.bound {
        None => true,
        Some(Bound::AtMost(most)) => number <= most,
        Some(Bound::AtLeast(least)) => number >= least,
    };
    bands.iter().find(fits).map(|band| band.credit.percent())
}

/// The fewest months that reach from a day to the as-of date, so that a day over counts.
fn age(day: Date, as_of: Date) -> i64 {
    (0..12_000)
        .find(|months| day.add_months(*months) >= as_of)
        .map_or(12_000, i64::from)
}

/// What an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rests {
    /// With what reports say of the criteria it cites.
    pub basis: Basis,
    /// As far as a person has confirmed it.
    pub confirmed: Basis,
}

impl Rests {
    /// A mere word.
    pub const WORD: Self = Self {
        basis: Basis::Word,
        confirmed: Basis::Word,
    };

    /// The better of both, each by itself.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            basis: self.basis.max(other.basis),
            confirmed: self.confirmed.max(other.confirmed),
        }
    }
}

/// What an answer rests on: the best applicable item.
#[must_use]
pub fn basis(
    rubric: &Rubric,
    assessment: &Assessment,
    question: &Question,
    answer: &Answer,
    as_of: Date,
) -> Rests {
    let mut said = Basis::Word;
    if let Some(statement) = &assessment.attestation
        && statement.on <= as_of
        && answer.on.is_none_or(|on| on <= statement.on)
    {
        said = Basis::Attested;
    }
    // An answer speaks for every product bought: the one that is shown least counts.
    let bought = &assessment.engagement.products;
    let of = |product| shown(rubric, assessment, question, answer, product, as_of);
    let each: Vec<Rests> = match bought.len() {
        0 => vec![of(None)],
        _ => bought.iter().map(|name| of(Some(name))).collect(),
    };
    let least = |of: fn(&Rests) -> Basis| each.iter().map(of).min().unwrap();
    Rests {
        basis: said.max(least(|one| one.basis)),
        confirmed: said.max(least(|one| one.confirmed)),
    }
}

/// What documents and controls show of one product; without one, what speaks of any.
fn shown(
    rubric: &Rubric,
    assessment: &Assessment,
    question: &Question,
    answer: &Answer,
    product: Option<&String>,
    as_of: Date,
) -> Rests {
    let mut all = vec![Basis::Word];
    for confirmed in &answer.confirmed {
        let documents = assessment.evidence.iter();
        let bought: Vec<String> = product.cloned().into_iter().collect();
        all.extend(
            documents
                .filter(|one| one.id == confirmed.document)
                .filter_map(|one| {
                    documents::shows(rubric, &assessment.engagement.vendor, &bought, one, as_of)
                }),
        );
        if holds(rubric, assessment, &confirmed.document, product, as_of) {
            all.push(Basis::Document);
        }
    }
    for link in &answer.linked {
        let reports = assessment
            .reports
            .iter()
            .filter(|one| one.id == link.report);
        for report in reports.filter(|one| carries(rubric, assessment, one, product, as_of)) {
            let controls: Vec<&ReportControl> = report
                .controls
                .iter()
                .filter(|control| control.id == link.control)
                .collect();
            let clean = !controls.is_empty() && controls.iter().all(|one| gives(report, one));
            match report.report_kind {
                ReportKind::Soc2Type2 if clean => all.push(Basis::Tested),
                ReportKind::Soc2Type1 if clean => all.push(Basis::Document),
                _ => {}
            }
        }
    }
    let confirmed = *all.iter().max().unwrap();
    let cited = |criterion: &String| question.cites.contains(&format!("TSC {criterion}"));
    for report in &assessment.reports {
        let results = |wanted: ControlResult| {
            let controls = report
                .controls
                .iter()
                .filter(move |one| one.result == wanted);
            controls.flat_map(|one| &one.criteria).collect::<Vec<_>>()
        };
        let faulty = results(ControlResult::Exception);
        let speaks = results(ControlResult::Tested).into_iter().any(|criterion| {
            cited(criterion) && !faulty.contains(&criterion) && !is_void(report, criterion)
        });
        if speaks
            && report.report_kind == ReportKind::Soc2Type2
            && carries(rubric, assessment, report, product, as_of)
        {
            all.push(Basis::Document);
        }
    }
    Rests {
        basis: all.into_iter().max().unwrap(),
        confirmed,
    }
}

/// Whether nothing a report says of a criterion counts: it is left to others, the opinion on its category or
/// on the common criteria is adverse or none, or the opinion is qualified on it or on something unsaid.
fn is_void(report: &Report, criterion: &str) -> bool {
    let left = report.subservice_orgs.iter().any(|org| {
        org.method == SubserviceMethod::CarveOut
            && org
                .csocs
                .iter()
                .any(|one| one.criteria.iter().any(|id| id == criterion))
    });
    let category = Category::of_criterion(criterion);
    let sunk = report.opinion_by_category.iter().any(|one| {
        (category == Some(one.category) || one.category == Category::Security)
            && matches!(one.opinion, Opinion::Adverse | Opinion::Disclaimer)
    });
    left || sunk || is_qualified(report, criterion)
}

fn is_qualified(report: &Report, criterion: &str) -> bool {
    let named = &report.qualified_criteria;
    if named.iter().any(|id| id == criterion) {
        return true;
    }
    let category = Category::of_criterion(criterion);
    let by_category = &report.opinion_by_category;
    let of_category = by_category.iter().any(|one| {
        one.opinion == Opinion::Qualified
            && category == Some(one.category)
            && !named
                .iter()
                .any(|id| Category::of_criterion(id) == category)
    });
    let unsaid = report.opinion_overall == Some(Opinion::Qualified)
        && named.is_empty()
        && by_category
            .iter()
            .all(|one| one.opinion == Opinion::Unqualified);
    of_category || unsaid
}

/// Whether a control gives anything: tested, for a criterion that the report itself answers.
fn gives(report: &Report, control: &ReportControl) -> bool {
    let void = |criterion: &str| is_void(report, criterion);
    let nothing = if control.criteria.is_empty() {
        vendorward_core::criteria::CRITERIA
            .iter()
            .all(|id| void(id))
    } else {
        control.criteria.iter().all(|id| void(id))
    };
    control.result == ControlResult::Tested && !nothing
}

/// Whether another organisation's controls are what a report is about: another report names it as the
/// organisation's own, or the organisation is on the list of subcontractors.
#[must_use]
pub fn of_another(assessment: &Assessment, report: &Report) -> bool {
    let org = &report.service_org_legal_name;
    let vendor = &assessment.engagement.vendor.legal_name;
    let named = assessment.reports.iter().any(|other| {
        other.id != report.id
            && other
                .subservice_orgs
                .iter()
                .any(|one| one.own_report.as_ref() == Some(&report.id))
    });
    let listed = assessment
        .subcontractors
        .iter()
        .any(|one| !org.is_empty() && one.name == *org);
    (named || listed) && (org.is_empty() || org != vendor)
}

/// Whether a report carries answers about a product: a SOC 2 of the vendor's, read, not stale, not set
/// aside, that names the product, with an opinion and a signer that are known to be good.
fn carries(
    rubric: &Rubric,
    assessment: &Assessment,
    report: &Report,
    product: Option<&String>,
    as_of: Date,
) -> bool {
    let end = match report.report_kind {
        ReportKind::Soc2Type1 => report.as_of_date,
        ReportKind::Soc2Type2 => report.period_end,
        ReportKind::Soc3 | ReportKind::Soc1 => None,
    };
    let months = i32::from(rubric.soc2.stale_months.value);
    let current = end.is_some_and(|end| end <= as_of && end.add_months(months) >= as_of);
    let lower = |names: &[String]| -> Vec<String> {
        names.iter().map(|name| name.to_lowercase()).collect()
    };
    let (inside, outside) = (
        lower(&report.products_in_scope),
        lower(&report.products_excluded),
    );
    let about = product.is_some_and(|name| {
        let name = name.to_lowercase();
        (inside.contains(&name) || report.system_name.to_lowercase() == name)
            && !outside.contains(&name)
    });
    let sunk = |one: &Report| {
        let worst = |opinion| matches!(opinion, Opinion::Adverse | Opinion::Disclaimer);
        let common = one.opinion_by_category.iter();
        let mut common = common.filter(|part| part.category == Category::Security);
        one.opinion_overall
            .is_none_or(|all| worst(all) || common.any(|part| worst(part.opinion)))
    };
    let later = |one: &Report| {
        let ends = match one.report_kind {
            ReportKind::Soc2Type1 => one.as_of_date,
            ReportKind::Soc2Type2 => one.period_end,
            ReportKind::Soc3 | ReportKind::Soc1 => None,
        };
        ends >= end && ends <= Some(as_of)
    };
    let overtaken = assessment.reports.iter().any(|one| {
        let lower = |names: &[String]| -> Vec<String> {
            names.iter().map(|name| name.to_lowercase()).collect()
        };
        let (inside, outside) = (lower(&one.products_in_scope), lower(&one.products_excluded));
        // Where it names no product at all it may be about this one.
        let same = product.is_some_and(|name| {
            let name = name.to_lowercase();
            let named = inside.contains(&name) || one.system_name.to_lowercase() == name;
            (named || inside.is_empty()) && !outside.contains(&name)
        });
        one.id != report.id
            && later(one)
            && same
            && sunk(one)
            && one.relied_on != Some(false)
            && !of_another(assessment, one)
    });
    current
        && about
        && !overtaken
        && report.relied_on != Some(false)
        && !of_another(assessment, report)
        && matches!(
            report.opinion_overall,
            Some(Opinion::Unqualified | Opinion::Qualified)
        )
        && !report.opinion_by_category.iter().any(|one| {
            one.category == Category::Security
                && matches!(one.opinion, Opinion::Adverse | Opinion::Disclaimer)
        })
        && report.auditor.licensed == Some(true)
        && report.reviewed.is_some()
}

/// Whether an agreement or a report confirms anything of a product.
fn holds(
    rubric: &Rubric,
    assessment: &Assessment,
    document: &Id,
    product: Option<&String>,
    as_of: Date,
) -> bool {
    let agreement = assessment
        .baas
        .iter()
        .any(|one| one.id == *document && one.reviewed.is_some());
    let report = assessment
        .reports
        .iter()
        .any(|one| one.id == *document && carries(rubric, assessment, one, product, as_of));
    agreement || report
}
