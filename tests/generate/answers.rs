//! Answers in every state.

use vendorward_core::{
    Date, Id,
    assessment::{Answer, AnswerState, Assessment, Confirmed, Linked, Override, Value},
    questionnaire::{AnswerKind, Bound, NaRule, Question, Weight},
    units::Credit,
};

use super::{Choices, records};
use crate::oracle;

/// Which way a world leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Anything.
    Mixed,
    /// Mostly right and shown.
    Good,
    /// Mostly wrong.
    Bad,
    /// Mostly not known.
    Unknown,
}

/// What an answer says, roughly.
#[derive(Clone, Copy)]
enum Kind {
    Value,
    Absent,
    Blank,
    DontKnow,
    Refused,
    Na,
    Misfit,
    TwiceSame,
    TwiceOther,
}

/// Every value worth trying that fits the question, plainest first.
#[must_use]
pub fn values(question: &Question, as_of: Date) -> Vec<Value> {
    let text = |word: &str| Value::Text(word.to_owned());
    match &question.answer {
        AnswerKind::YesNo { .. } => vec![text("yes"), text("no")],
        AnswerKind::YesNoPartial { .. } => vec![text("yes"), text("no"), text("partial")],
        AnswerKind::Choice { options } => options
            .iter()
            .map(|option| text(option.id.as_str()))
            .collect(),
        AnswerKind::Choices { options } => (0..1_usize << options.len().min(4))
            .map(|mask| {
                let chosen = options.iter().enumerate();
                Value::Options(
                    chosen
                        .filter(|(at, _)| mask >> at & 1 == 1)
                        .map(|(_, option)| option.id.to_string())
                        .collect(),
                )
            })
            .collect(),
        AnswerKind::Text => vec![text("words")],
        AnswerKind::Number {
            min, max, bands, ..
        } => {
            let mut numbers = vec![*min, *max, 3, 4, 7];
            for bound in bands.iter().filter_map(|band| band.bound) {
                let (Bound::AtMost(edge) | Bound::AtLeast(edge)) = bound;
                numbers.extend([edge - 1, edge, edge + 1]);
            }
            numbers.retain(|number| (min..=max).contains(&number));
            numbers.sort_unstable();
            numbers.dedup();
            numbers.into_iter().map(Value::Number).collect()
        }
        AnswerKind::Date { bands } => {
            let mut dates = vec![as_of, as_of.add_days(-1), as_of.add_months(-30)];
            for bound in bands.iter().filter_map(|band| band.bound) {
                let (Bound::AtMost(edge) | Bound::AtLeast(edge)) = bound;
                let months = i32::try_from(edge).unwrap();
                let day = as_of.add_months(-months);
                dates.extend([day, day.add_days(-1)]);
            }
            if question.weight == Weight::Info {
                dates = ["2025-06-29", "2025-06-30", "2026-01-01", "2026-04-01"]
                    .map(|day| Date::parse(day).unwrap())
                    .to_vec();
            }
            dates
                .into_iter()
                .map(|day| text(&day.to_string()))
                .collect()
        }
        AnswerKind::Table { columns } => vec![
            Value::Rows(Vec::new()),
            Value::Rows(vec![vec!["x".to_owned(); columns.len()]]),
        ],
    }
}

/// What "partial" needs beside it, and N/A.
pub const REASON: &str = "only the backups";

/// The credit of a value that fits.
#[must_use]
pub fn credit(question: &Question, value: &Value, as_of: Date) -> Option<Credit> {
    let mut answer = Answer::blank(question.id.clone());
    answer.value = Some(value.clone());
    answer.text = REASON.to_owned();
    match oracle::stand(question, &answer, as_of) {
        oracle::Stand::Credit(percent) => Credit::new(percent),
        _ => None,
    }
}

/// Answers to one question: none, one, or two.
pub(super) fn answers(
    question: &Question,
    c: &mut Choices<'_>,
    mood: Mood,
    assessment: &Assessment,
    as_of: Date,
) -> Vec<Answer> {
    use Kind::{
        Absent, Blank, DontKnow, Misfit, Na, Refused, TwiceOther, TwiceSame, Value as Given,
    };
    let kind = c.weighted(match mood {
        Mood::Mixed => &[
            (54, Given),
            (8, Absent),
            (3, Blank),
            (7, DontKnow),
            (5, Refused),
            (15, Na),
            (2, Misfit),
            (3, TwiceSame),
            (3, TwiceOther),
        ],
        Mood::Good => &[(93, Given), (6, Na), (1, Absent)],
        Mood::Bad => &[(78, Given), (8, Refused), (5, Na), (9, DontKnow)],
        Mood::Unknown => &[
            (30, DontKnow),
            (25, Absent),
            (10, Blank),
            (20, Na),
            (15, Given),
        ],
    });
    let mut answer = Answer::blank(question.id.clone());
    answer.by = "Vera Vendor".to_owned();
    answer.on = c
        .weighted(&[(60, None), (30, Some(-30)), (10, Some(-1))])
        .map(|days| as_of.add_days(days));
    if c.chance(65) {
        answer.text = REASON.to_owned();
    }
    evidence(&mut answer, c, mood, assessment, as_of);
    let choices = values(question, as_of);
    answer.value = Some(pick(question, c, &choices, mood, as_of));
    let mut twin = None;
    match kind {
        Given => {}
        Absent => return Vec::new(),
        Blank => answer.value = None,
        DontKnow => {
            answer.state = AnswerState::DontKnow;
            answer.value = None;
        }
        Refused => {
            answer.state = AnswerState::Refused;
            answer.value = None;
        }
        Na => {
            answer.state = AnswerState::NotApplicable;
            answer.value = None;
            if c.chance(60) {
                answer.na_accepted = Some(records::signed(as_of));
            }
            // The plain way is one the question allows.
            if question.na == NaRule::Never && !c.chance(30) {
                answer.state = AnswerState::DontKnow;
            }
        }
        Misfit => {
            answer.value = Some(match c.pick(3) {
                0 => Value::Number(-1),
                1 => Value::Text("no such word".to_owned()),
                _ => Value::Options(vec!["no-such-option".to_owned()]),
            });
        }
        TwiceSame => {
            let mut other = answer.clone();
            other.by = "Victor Vendor".to_owned();
            if c.chance(50) {
                other.confirmed.clear();
                other.linked.clear();
            }
            if c.chance(30) {
                other.text = String::new();
            }
            twin = Some(other);
        }
        TwiceOther => {
            let mut other = answer.clone();
            let at = c.pick(choices.len());
            other.value = Some(choices[at].clone());
            twin = Some(other);
        }
    }
    if question.weight != Weight::Info && mood != Mood::Good && c.chance(5) {
        answer.r#override = Some(Override {
            credit: Credit::new(c.of(&[100, 50, 0])).unwrap(),
            reason: "accepted rationale".to_owned(),
            by: "Kim Reviewer".to_owned(),
            on: as_of,
        });
    }
    let mut given = vec![answer];
    given.extend(twin);
    given
}

fn pick(
    question: &Question,
    c: &mut Choices<'_>,
    choices: &[Value],
    mood: Mood,
    as_of: Date,
) -> Value {
    let any = choices[c.pick(choices.len())].clone();
    let lean = c.chance(if mood == Mood::Mixed { 50 } else { 92 });
    let low = mood == Mood::Bad || mood == Mood::Mixed && c.chance(45);
    if !lean || question.weight == Weight::Info {
        return any;
    }
    let key = |value: &&Value| credit(question, value, as_of);
    let found = if low {
        choices.iter().min_by_key(key)
    } else {
        choices.iter().max_by_key(key)
    };
    found.cloned().unwrap_or(any)
}

fn evidence(
    answer: &mut Answer,
    c: &mut Choices<'_>,
    mood: Mood,
    assessment: &Assessment,
    as_of: Date,
) {
    let good = mood == Mood::Good;
    if c.chance(if good { 92 } else { 30 }) {
        let document = if good && c.chance(85) {
            records::GOOD_DOCUMENT
        } else {
            c.of(&records::DOCUMENTS)
        };
        answer.confirmed.push(confirmed(document, as_of));
    }
    if c.chance(if good { 30 } else { 22 })
        && let Some(report) = assessment.reports.first()
    {
        answer
            .linked
            .push(linked(report.id.clone(), c.of(&records::CONTROLS).0, as_of));
    }
}

/// A reviewer found it confirmed in this document.
#[must_use]
pub fn confirmed(document: &str, on: Date) -> Confirmed {
    Confirmed {
        document: Id::new(document).unwrap(),
        page: None,
        by: "Kim Reviewer".to_owned(),
        on,
    }
}

/// A reviewer linked this control.
#[must_use]
pub fn linked(report: Id, control: &str, on: Date) -> Linked {
    Linked {
        report,
        control: control.to_owned(),
        by: "Kim Reviewer".to_owned(),
        on,
    }
}
