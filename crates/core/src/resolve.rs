//! From answers as given to what each question is worth: state, credit interval and basis.
mod reading;
mod shown;

pub use reading::worth;
pub use shown::Shown;

use reading::Reading;

use crate::{
    assessment::{Answer, AnswerState, Assessment},
    basis::Basis,
    compile::{At, Compiled, answer_words},
    date::Date,
    facts::Fact,
    id::Id,
    known::{Facts, Known, answer_bit, evaluate},
    units::Credit,
    when::Truth,
};

/// How a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A value with this credit.
    Answered(Credit),
    /// "Partial" without the text that says which part: anything up to half.
    PartialUnexplained,
    /// No answer.
    Blank,
    /// "Don't know", two answers that differ, or a value that does not fit the question.
    Unclear,
    /// N/A that nobody has accepted.
    NaOpen,
    /// N/A, accepted or structural.
    Na,
    /// Refused.
    Refused,
}

impl State {
    /// Least and most credit it may come to; none if it leaves the sums.
    #[must_use]
    pub const fn credits(self) -> Option<(Credit, Credit)> {
        let most = match self {
            Self::PartialUnexplained => Credit::HALF,
            Self::Blank | Self::Unclear | Self::NaOpen => Credit::FULL,
            Self::Answered(_) | Self::Refused | Self::Na => Credit::NONE,
        };
        match self {
            Self::Answered(credit) => Some((credit, credit)),
            Self::Na => None,
            _ => Some((Credit::NONE, most)),
        }
    }

    /// Whether it is settled, for completeness.
    #[must_use]
    pub const fn is_answered(self) -> bool {
        matches!(self, Self::Answered(_) | Self::Refused)
    }
}

/// One question as scoring sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// How it stands by its own answer.
    pub state: State,
    /// What its answer rests on.
    pub basis: Basis,
    /// The same as far as a person has confirmed it, which is what a gate asks for: a criterion is wider
    /// than a question, and that a report tested one shows nothing of encryption by itself.
    pub confirmed: Basis,
}

impl Resolved {
    /// No answer.
    pub const BLANK: Self = Self::unfounded(State::Blank);

    /// A state that rests on nothing.
    #[must_use]
    pub const fn unfounded(state: State) -> Self {
        Self {
            state,
            basis: Basis::Word,
            confirmed: Basis::Word,
        }
    }
}

/// Why an answer could not be read as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The question has two answers that differ.
    Conflict,
    /// The value does not fit the question: what was expected.
    Invalid(&'static str),
}

/// All answers, by question index.
#[derive(Debug, Clone)]
pub struct Answers {
    /// Each question.
    pub resolved: Vec<Resolved>,
    /// Info questions: what is known of each.
    pub(crate) known: Vec<Known>,
    /// Findings of options and bands that were chosen.
    pub raised: Vec<(At, Id)>,
    /// Answers that could not be read.
    pub troubles: Vec<(At, Trouble)>,
    /// Answers to questions that are not loaded.
    pub unknown: Vec<Id>,
    /// Questions with an answer of their own, in reading order.
    pub(crate) given: Vec<At>,
    /// Questions answered by what was said at another depth, in reading order, and the question it was
    /// said to.
    pub(crate) carried: Vec<(At, At)>,
}

impl Answers {
    /// Reads every answer of an assessment.
    #[must_use]
    pub fn read(
        compiled: &Compiled,
        assessment: &Assessment,
        shown: Shown<'_>,
        as_of: Date,
    ) -> Self {
        let count = compiled.questions.len();
        let mut answers = Self {
            resolved: vec![Resolved::BLANK; count],
            known: vec![Known::UNKNOWN; count],
            raised: Vec::new(),
            troubles: Vec::new(),
            unknown: Vec::new(),
            given: Vec::new(),
            carried: Vec::new(),
        };
        let mut given: Vec<Option<&Answer>> = vec![None; count];
        let mut more: Vec<(At, &Answer)> = Vec::new();
        let mut finder = compiled.finder();
        for answer in &assessment.answers {
            match finder.find(&answer.question) {
                None => answers.unknown.push(answer.question.clone()),
                // An intake question keeps no answer: the engagement is the only store of facts.
                Some(at)
                    if compiled
                        .entry(at)
                        .is_some_and(|entry| entry.question.fact.is_some()) =>
                {
                    answers.unknown.push(answer.question.clone());
                }
                Some(at) => {
                    let first = given
                        .get_mut(at as usize)
                        .and_then(|slot| slot.replace(answer));
                    more.extend(first.map(|first| (at, first)));
                }
            }
        }
        answers.unknown.sort();
        answers.unknown.dedup();
        for (at, (entry, answer)) in (0..).zip(compiled.questions.iter().zip(given)) {
            let Some(answer) = answer else {
                continue;
            };
            let read = |answer| Reading::of(entry, assessment, shown, as_of, answer);
            let mut reading = read(answer);
            for (_, other) in more.iter().filter(|(same, _)| *same == at) {
                reading.join(read(other), other.says_the_same(answer));
            }
            answers.put(at, reading);
            // A record without a word is still a blank.
            let said = |one: &Answer| {
                one.state != AnswerState::Answered
                    || one.value.is_some()
                    || one
                        .r#override
                        .as_ref()
                        .is_some_and(|own| !own.reason.trim().is_empty())
            };
            if said(answer) || more.iter().any(|(same, one)| *same == at && said(one)) {
                answers.given.push(at);
            }
        }
        answers
    }

    /// Answers blank questions with what was said in a questionnaire that is not asked, on the basis it
    /// rests on there. Answers that differ leave the question unknown.
    pub(crate) fn carry(&mut self, compiled: &Compiled, asked: &[Truth]) {
        let truth = |at: At| is_asked(compiled, asked, at);
        let differ = Resolved::unfounded(State::Unclear);
        let says = |state: State, same: bool| match state {
            State::Answered(credit) => same || credit == Credit::FULL,
            _ => false,
        };
        for carrier in &compiled.carriers {
            let again = self.carried.last().is_some_and(|(to, _)| *to == carrier.to);
            let wanted = truth(carrier.from) == Truth::False
                && truth(carrier.to) != Truth::False
                && self.given.binary_search(&carrier.to).is_err();
            let Some(&from) = self.resolved.get(carrier.from as usize).filter(|_| wanted) else {
                continue;
            };
            let Some(to) = self
                .resolved
                .get_mut(carrier.to as usize)
                .filter(|_| says(from.state, carrier.same))
            else {
                continue;
            };
            if !again {
                *to = from;
            } else if to.state == from.state {
                to.basis = to.basis.max(from.basis);
                to.confirmed = to.confirmed.max(from.confirmed);
            } else {
                *to = differ;
            }
            self.carried.push((carrier.to, carrier.from));
        }
        // What may yet turn out not to be asked, and then differ, leaves it unknown already.
        for carrier in &compiled.carriers {
            let carried = self
                .carried
                .binary_search_by_key(&carrier.to, |(to, _)| *to);
            if carried.is_err() || truth(carrier.from) != Truth::Unknown {
                continue;
            }
            let from = self
                .resolved
                .get(carrier.from as usize)
                .map(|one| one.state);
            if let (Some(from), Some(to)) = (from, self.resolved.get_mut(carrier.to as usize))
                && says(from, carrier.same)
                && from != to.state
            {
                *to = differ;
            }
        }
    }

    fn put(&mut self, at: At, reading: Reading) {
        if let Some(slot) = self.resolved.get_mut(at as usize) {
            *slot = reading.resolved;
        }
        if let Some(slot) = self.known.get_mut(at as usize) {
            *slot = reading.known;
        }
        let raised = reading.raised.into_iter();
        self.raised.extend(raised.map(|finding| (at, finding)));
        self.troubles
            .extend(reading.trouble.map(|trouble| (at, trouble)));
    }

    /// Which questions apply, three-valued, by index.
    /// A question of a questionnaire that is not asked does not apply.
    pub(crate) fn applicability(
        &mut self,
        compiled: &Compiled,
        facts: &Facts,
        asked: &[Truth],
    ) -> Vec<Truth> {
        let mut conditions: Vec<Option<Truth>> = vec![None; compiled.conditions.len()];
        let mut applies = vec![Truth::True; compiled.questions.len()];
        // Info questions first, each after those it reads.
        for &at in &compiled.info_order {
            let truth = self
                .one(compiled, facts, at, &mut conditions)
                .and(is_asked(compiled, asked, at));
            if let Some(slot) = applies.get_mut(at as usize) {
                *slot = truth;
            }
            let fact = compiled.entry(at).and_then(|entry| entry.fact);
            if let Some(slot) = self.known.get_mut(at as usize) {
                if let Some(fact) = fact {
                    *slot = fact_answer(compiled, at, fact, facts);
                }
                slot.applies = truth;
            }
        }
        for at in 0..compiled.questions.len() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            if compiled.entry(at).is_some_and(|entry| entry.weight > 0) {
                let truth = self.follow(compiled, facts, asked, at, &mut conditions);
                if let Some(slot) = applies.get_mut(at as usize) {
                    *slot = truth;
                }
            }
        }
        applies
    }

    fn one(
        &self,
        compiled: &Compiled,
        facts: &Facts,
        at: At,
        conditions: &mut [Option<Truth>],
    ) -> Truth {
        let Some(when) = compiled.entry(at).and_then(|entry| entry.when) else {
            return Truth::True;
        };
        if let Some(Some(known)) = conditions.get(when as usize) {
            return *known;
        }
        let truth = compiled
            .conditions
            .get(when as usize)
            .map_or(Truth::True, |node| evaluate(node, facts, &self.known));
        if let Some(slot) = conditions.get_mut(when as usize) {
            *slot = Some(truth);
        }
        truth
    }

    /// A follow-up applies only where its parent does; chains are short and free of circles.
    fn follow(
        &self,
        compiled: &Compiled,
        facts: &Facts,
        asked: &[Truth],
        at: At,
        conditions: &mut [Option<Truth>],
    ) -> Truth {
        let mut truth = Truth::True;
        let mut next = Some(at);
        while let Some(at) = next {
            truth = truth
                .and(self.one(compiled, facts, at, conditions))
                .and(is_asked(compiled, asked, at));
            next = compiled.entry(at).and_then(|entry| entry.follows);
        }
        truth
    }
}

/// Whether the pack asks the questionnaire of a question.
pub(crate) fn is_asked(compiled: &Compiled, asked: &[Truth], at: At) -> Truth {
    compiled
        .entry(at)
        .and_then(|entry| asked.get(entry.questionnaire as usize))
        .copied()
        .unwrap_or(Truth::True)
}

/// An intake question's answer is the engagement's fact, in the words of its own options.
fn fact_answer(compiled: &Compiled, at: At, fact: Fact, facts: &Facts) -> Known {
    let known = *facts.get(fact);
    let Some(entry) = compiled.entry(at) else {
        return known;
    };
    let crate::facts::FactKind::Word { words, .. } = fact.kind() else {
        return known;
    };
    // The options may stand in another order than the vocabulary.
    let own = answer_words(&entry.question.answer);
    let map = |mask: u64| {
        words
            .iter()
            .enumerate()
            .filter(|(at, _)| mask & (1 << at) != 0)
            .fold(0, |to, (_, word)| to | answer_bit(&own, word))
    };
    if known == Known::UNKNOWN {
        known
    } else {
        Known {
            sure: map(known.sure),
            maybe: map(known.maybe),
            ..known
        }
    }
}
