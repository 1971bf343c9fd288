//! What the vendor answers, and what an agreement, a report, another document or another answer says
//! instead. Both are quoted; neither is believed.
//!
//! Only what is claimed beyond the record counts: an answer that says less than the record shows misleads
//! nobody. The sums stay as they are, since a claim is no evidence anyway.

mod against;
mod clock;
mod words;

use std::collections::BTreeMap;

use crate::{
    assessment::{Answer, AnswerState, Assessment},
    baa::Baa,
    compile::{At, Compiled},
    findings::Findings,
    gates,
    id::Id,
    prepare::Prepared,
    questionnaire::{Question, Relation},
    resolve::State,
    result::Source,
    score,
    source::of_record,
    texts::Language::English,
    units::Credit,
    when::Truth,
};

/// What a record says against an answer.
struct Against {
    /// The part of the answer that it is about, in words.
    said: String,
    /// Where the record is, in words.
    place: String,
    /// What it says.
    quote: String,
    /// The record.
    source: Source,
    /// What of the record it is about: a clause, a control's exception.
    fact: &'static str,
    /// How well the question fits that.
    fits: u32,
}

/// What checks read.
struct Records<'a> {
    compiled: &'a Compiled,
    assessment: &'a Assessment,
    prepared: &'a Prepared,
    /// Agreements relied on.
    agreements: Vec<&'a Baa>,
    /// Answers that stand, by question; equal ones to one question all count.
    given: Vec<(At, &'a Answer)>,
}

impl Findings<'_> {
    /// Answers that a record or another answer contradicts.
    pub(crate) fn contradictions(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let records = Records::of(self.compiled, assessment, prepared);
        let mut best: BTreeMap<(Source, &'static str), (&Question, Against)> = BTreeMap::new();
        for &(at, answer) in &records.given {
            let Some(entry) = self.compiled.entry(at) else {
                continue;
            };
            let question = &entry.question;
            for one in records.other_answers(at, question) {
                self.contradicted(question, one);
            }
            let mut all = against::linked(&records, at, question, answer);
            for cover in &question.covers {
                all.extend(against::control(&records, at, cover, question, answer));
            }
            for one in all {
                // One fact is said once, at the question that fits it best; of equals at the first.
                let known = best.get(&(one.source.clone(), one.fact));
                if known.is_none_or(|(_, known)| known.fits < one.fits) {
                    best.insert((one.source.clone(), one.fact), (question, one));
                }
            }
        }
        for (question, one) in best.into_values() {
            self.contradicted(question, one);
        }
    }

    fn contradicted(&mut self, question: &Question, one: Against) {
        let subject = format!("{} {}", question.id, one.source);
        let because = [of_record("answers", &question.id), one.source];
        self.add(
            "claim.contradiction",
            subject,
            vec![
                ("asked", question.prompt.clone()),
                ("said", one.said),
                ("place", one.place),
                ("quote", one.quote),
            ],
            because,
        );
    }
}

impl<'a> Records<'a> {
    fn of(compiled: &'a Compiled, assessment: &'a Assessment, prepared: &'a Prepared) -> Self {
        let mut finder = compiled.finder();
        let said =
            |answer: &&Answer| answer.state == AnswerState::Answered && answer.value.is_some();
        let stands = |at: At| {
            // Two answers that differ say nothing yet, and what may not apply or is not asked claims nothing.
            let item = score::item(compiled, &prepared.answers, &prepared.applies, at);
            item.is_none_or(|(_, item)| item.asked)
                && prepared.applies.get(at as usize) == Some(&Truth::True)
                && matches!(state(prepared, at), Some(State::Answered(_)))
        };
        let answers = assessment.answers.iter().filter(said);
        let mut given: Vec<(At, &Answer)> = answers
            .filter_map(|answer| Some((finder.find(&answer.question)?, answer)))
            .filter(|(at, _)| stands(*at))
            .collect();
        given.sort_by_key(|(at, _)| *at);
        Self {
            compiled,
            assessment,
            prepared,
            agreements: gates::relied_agreements(assessment, prepared),
            given,
        }
    }

    /// Whether a question is answered with full credit.
    fn full(&self, at: At) -> bool {
        state(self.prepared, at) == Some(State::Answered(Credit::FULL))
    }

    /// Another question asks for the same control and is answered the other way: said once, at the one
    /// that claims it.
    fn other_answers(&self, at: At, question: &Question) -> Vec<Against> {
        if !self.full(at) {
            return Vec::new();
        }
        let same = |cover: &&crate::questionnaire::Cover| cover.relation == Relation::Equal;
        let controls = question
            .covers
            .iter()
            .filter(same)
            .map(|cover| &cover.control);
        let others = controls.flat_map(|control| {
            let speaking = self.compiled.speaking_to(control).iter();
            speaking.filter_map(move |&other| self.denied(other, control))
        });
        others
            .map(|(other, answer)| Against {
                said: words::answer(question, self.given_to(at)),
                place: English.fill("contradiction.answer", &[("question", &other.prompt)]),
                quote: words::answer(other, Some(answer)),
                source: of_record("answers", &other.id),
                fact: "answer",
                fits: 0,
            })
            .collect()
    }

    /// A question that asks for this control and whose answer earns nothing.
    fn denied(&self, at: At, control: &Id) -> Option<(&'a Question, &'a Answer)> {
        let question = &self.compiled.entry(at)?.question;
        let equal = question
            .covers
            .iter()
            .any(|cover| cover.control == *control && cover.relation == Relation::Equal);
        let none = state(self.prepared, at) == Some(State::Answered(Credit::NONE));
        (equal && none).then_some(question).zip(self.given_to(at))
    }

    fn given_to(&self, at: At) -> Option<&'a Answer> {
        let place = self.given.partition_point(|(before, _)| *before < at);
        let (of, answer) = self.given.get(place)?;
        (*of == at).then_some(*answer)
    }
}

fn state(prepared: &Prepared, at: At) -> Option<State> {
    let resolved = prepared.answers.resolved.get(at as usize);
    resolved.map(|one| one.state)
}
