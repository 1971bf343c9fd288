//! One answer by itself: how it stands, what it is worth, what it makes known.

use super::{Resolved, Shown, State, Trouble};
use crate::{
    assessment::{Answer, AnswerState, Assessment, Value, word_of},
    compile::{Entry, answer_words, date_number},
    date::Date,
    id::Id,
    known::{Known, answer_bit},
    questionnaire::{AnswerKind, Good, NaRule, Question, band_of},
    units::Credit,
};

/// One answer by itself.
pub(super) struct Reading {
    pub(super) resolved: Resolved,
    /// Of an info question.
    pub(super) known: Known,
    /// Findings of its options or band.
    pub(super) raised: Vec<Id>,
    pub(super) trouble: Option<Trouble>,
}

impl Reading {
    pub(super) fn of(
        entry: &Entry,
        assessment: &Assessment,
        shown: Shown<'_>,
        as_of: Date,
        answer: &Answer,
    ) -> Self {
        let mut reading = Self {
            resolved: Resolved::BLANK,
            known: Known::UNKNOWN,
            raised: Vec::new(),
            trouble: None,
        };
        if entry.weight == 0 {
            match known_of(&entry.question, answer) {
                Ok(known) => {
                    reading.known = known;
                    if known != Known::UNKNOWN {
                        reading.resolved.state = State::Answered(Credit::FULL);
                    }
                }
                Err(expected) => reading.trouble = Some(Trouble::Invalid(expected)),
            }
            return reading;
        }
        let word = word_of(assessment.attestation.as_ref(), answer.on, as_of);
        let mut state = match state_of(&entry.question, answer, as_of) {
            Ok((state, raised)) => {
                reading.raised = raised;
                state
            }
            Err(expected) => {
                reading.trouble = Some(Trouble::Invalid(expected));
                State::Unclear
            }
        };
        // An override without a reason is none. It is a judgement, not a document: the basis stays what
        // confirmations and links make it.
        let own = answer.r#override.as_ref();
        if let Some(own) = own.filter(|own| !own.reason.trim().is_empty()) {
            state = State::Answered(own.credit);
            // The reviewer's credit stands in the option's place, and so does what it raises.
            reading.raised.clear();
        }
        let (basis, confirmed) = shown.both(entry, assessment, answer);
        reading.resolved = Resolved {
            state,
            basis: word.max(basis),
            confirmed: word.max(confirmed),
        };
        reading
    }

    /// Two answers to one question, in whatever order: equal ones rest on the better basis; answers that
    /// differ, in words or in what a reviewer made of them, leave the question unknown.
    pub(super) fn join(&mut self, other: Self, says_the_same: bool) {
        let equal = says_the_same
            && self.resolved.state == other.resolved.state
            && self.known == other.known;
        if equal {
            self.resolved.basis = self.resolved.basis.max(other.resolved.basis);
            self.resolved.confirmed = self.resolved.confirmed.max(other.resolved.confirmed);
            // A reviewer's credit on one of them stands for both.
            self.raised.retain(|finding| other.raised.contains(finding));
        } else {
            *self = Self {
                resolved: Resolved::unfounded(State::Unclear),
                known: Known::UNKNOWN,
                raised: Vec::new(),
                trouble: Some(Trouble::Conflict),
            };
        }
    }
}

/// Whether an N/A that the question allows stands by itself or with a reviewer's acceptance. A reason is
/// what a reviewer accepts; without one there is nothing to accept.
fn na_stands(question: &Question, answer: &Answer) -> bool {
    match question.na {
        NaRule::Never => false,
        NaRule::Structural => true,
        NaRule::WithReason => answer.na_accepted.is_some() && !answer.text.trim().is_empty(),
    }
}

/// What an info answer makes known.
fn known_of(question: &Question, answer: &Answer) -> Result<Known, &'static str> {
    match answer.state {
        AnswerState::NotApplicable if question.na == NaRule::Never => {
            return Err("an answer; N/A is not allowed here");
        }
        AnswerState::NotApplicable if na_stands(question, answer) => return Ok(Known::NA),
        AnswerState::NotApplicable => return Ok(Known::UNKNOWN),
        AnswerState::DontKnow | AnswerState::Refused => return Ok(Known::UNKNOWN),
        AnswerState::Answered => {}
    }
    let Some(value) = &answer.value else {
        return Ok(Known::UNKNOWN);
    };
    let words = answer_words(&question.answer);
    match (&question.answer, value) {
        (
            AnswerKind::YesNo { .. } | AnswerKind::YesNoPartial { .. } | AnswerKind::Choice { .. },
            Value::Text(word),
        ) => match answer_bit(&words, word) {
            0 => Err("one of the words of the question"),
            bit => Ok(Known::word(bit)),
        },
        (AnswerKind::Choices { .. }, Value::Options(chosen)) => {
            let mut mask = 0;
            for word in chosen {
                match answer_bit(&words, word) {
                    0 => return Err("ids of the question's options"),
                    bit => mask |= bit,
                }
            }
            Ok(Known::set(mask, mask))
        }
        (AnswerKind::Number { min, max, .. }, Value::Number(number)) => {
            if (min..=max).contains(&number) {
                Ok(Known::number(*number))
            } else {
                Err("a number in the question's range")
            }
        }
        (AnswerKind::Date { .. }, Value::Text(text)) => Date::parse(text)
            .map(|date| Known::number(date_number(date)))
            .map_err(|_| "a date `YYYY-MM-DD`"),
        (AnswerKind::Text, Value::Text(_)) => Ok(Known::set(0, 0)),
        (AnswerKind::Table { columns }, Value::Rows(rows)) => {
            let fits = rows.iter().all(|row| row.len() == columns.len());
            if fits {
                Ok(Known::set(0, 0))
            } else {
                Err("rows with one cell for each column")
            }
        }
        // A table without rows and a choice of nothing are written alike.
        (AnswerKind::Table { .. }, Value::Options(chosen)) if chosen.is_empty() => {
            Ok(Known::set(0, 0))
        }
        _ => Err(expected(&question.answer)),
    }
}

const fn expected(kind: &AnswerKind) -> &'static str {
    match kind {
        AnswerKind::YesNo { .. } => "`yes` or `no`",
        AnswerKind::YesNoPartial { .. } => "`yes`, `no` or `partial`",
        AnswerKind::Choice { .. } => "the id of one option",
        AnswerKind::Choices { .. } => "a list of options' ids",
        AnswerKind::Text => "text",
        AnswerKind::Number { .. } => "a whole number",
        AnswerKind::Date { .. } => "a date `YYYY-MM-DD`",
        AnswerKind::Table { .. } => "rows of cells",
    }
}

/// The credit of an answer to a scored question by itself; none if it is no answer to it.
#[must_use]
pub fn worth(question: &Question, answer: &Answer, as_of: Date) -> Option<Credit> {
    match state_of(question, answer, as_of) {
        Ok((State::Answered(credit), _)) => Some(credit),
        _ => None,
    }
}

/// What a scored answer is worth, and the finding its option or band raises.
fn state_of(
    question: &Question,
    answer: &Answer,
    as_of: Date,
) -> Result<(State, Vec<Id>), &'static str> {
    match answer.state {
        AnswerState::DontKnow => return Ok((State::Unclear, Vec::new())),
        AnswerState::Refused => return Ok((State::Refused, Vec::new())),
        AnswerState::NotApplicable => {
            return match question.na {
                NaRule::Never => Err("an answer; N/A is not allowed here"),
                _ if na_stands(question, answer) => Ok((State::Na, Vec::new())),
                NaRule::Structural | NaRule::WithReason => Ok((State::NaOpen, Vec::new())),
            };
        }
        AnswerState::Answered => {}
    }
    let Some(value) = &answer.value else {
        return Ok((State::Blank, Vec::new()));
    };
    let wrong = expected(&question.answer);
    let earned = |credit: Credit, finding: Option<&Id>| {
        Ok((
            State::Answered(credit),
            finding.cloned().into_iter().collect(),
        ))
    };
    match (&question.answer, value) {
        (AnswerKind::YesNo { good } | AnswerKind::YesNoPartial { good }, Value::Text(word)) => {
            let partial = matches!(question.answer, AnswerKind::YesNoPartial { .. });
            match (word.as_str(), good) {
                ("yes", Good::Yes) | ("no", Good::No) => earned(Credit::FULL, None),
                ("no", Good::Yes) | ("yes", Good::No) => earned(Credit::NONE, None),
                ("partial", _) if partial && answer.text.trim().is_empty() => {
                    Ok((State::PartialUnexplained, Vec::new()))
                }
                ("partial", _) if partial => earned(Credit::HALF, None),
                _ => Err(wrong),
            }
        }
        (AnswerKind::Choice { options }, Value::Text(word)) => {
            let chosen = options
                .iter()
                .find(|option| option.id.as_str() == word)
                .ok_or(wrong)?;
            earned(chosen.credit, chosen.finding.as_ref())
        }
        (AnswerKind::Choices { options }, Value::Options(words)) => {
            let mut credit = Credit::NONE;
            let mut findings = Vec::new();
            for option in options {
                if words.iter().any(|word| word == option.id.as_str()) {
                    credit = credit.saturating_add(option.credit);
                    findings.extend(option.finding.clone());
                }
            }
            let known = words
                .iter()
                .all(|word| options.iter().any(|option| option.id.as_str() == word));
            if known {
                Ok((State::Answered(credit), findings))
            } else {
                Err(wrong)
            }
        }
        (
            AnswerKind::Number {
                min, max, bands, ..
            },
            Value::Number(number),
        ) => {
            if !(min..=max).contains(&number) {
                return Err("a number in the question's range");
            }
            let band = band_of(bands, *number).ok_or(wrong)?;
            earned(band.credit, band.finding.as_ref())
        }
        (AnswerKind::Date { bands }, Value::Text(text)) => {
            let date = Date::parse(text).map_err(|_| wrong)?;
            if date > as_of {
                return Err("a date that is not after the as-of date");
            }
            let band = band_of(bands, age_months(date, as_of)).ok_or(wrong)?;
            earned(band.credit, band.finding.as_ref())
        }
        _ => Err(wrong),
    }
}

/// Age in calendar months, begun months counting: a day past twelve months is over twelve.
fn age_months(date: Date, as_of: Date) -> i64 {
    let whole = date.months_until(as_of);
    let over = i32::try_from(whole).is_ok_and(|months| date.add_months(months) < as_of);
    whole + i64::from(over)
}
