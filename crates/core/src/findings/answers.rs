//! Findings that answers raise.

use super::{Brief, Findings};
use crate::{
    basis::Basis,
    compile::{At, Compiled},
    facts::Tier,
    finding::Axis,
    gate::LawStatus,
    id::Id,
    prepare::Prepared,
    questionnaire::Law,
    resolve::{State, Trouble},
    rules,
    score::{self, AllSums, Scored},
    source::of_record,
    units::Credit,
    when::Truth,
};

impl Findings<'_> {
    /// Findings about questions; the question's citations come first, and a gap is judged by its law.
    pub(crate) fn questions(&mut self, briefs: &[Brief]) {
        for &(id, at) in briefs {
            let (Some(entry), Some((place, rule))) = (self.compiled.entry(at), rules::place(id))
            else {
                continue;
            };
            let question = &entry.question;
            let args = vec![("question", question.prompt.clone())];
            let because = vec![of_record("answers", &question.id)];
            let severity = self.severity(place, None);
            let mut raised = super::Raised::new(rule, (None, severity), args.into(), because);
            raised.cites.clone_from(&question.cites);
            if id == "control.gap" {
                (raised.axis, raised.law) = match question.law {
                    Law::Required => (Axis::Legal, LawStatus::InForce),
                    Law::Addressable => (Axis::Legal, LawStatus::Addressable),
                    Law::Proposed => (Axis::Readiness, LawStatus::Proposed),
                    Law::Practice => (Axis::Practice, LawStatus::Practice),
                    Law::Contract => (Axis::Contract, LawStatus::Contract),
                };
            }
            self.put(place, question.id.to_string(), raised);
        }
    }

    /// Findings of the whole questionnaire.
    pub(crate) fn sums(&mut self, sums: &AllSums) {
        let limit = self.compiled.rubric.limits.na_weight.value;
        if let Some(share) = sums.whole.na.basis_points().filter(|share| *share > limit) {
            self.add(
                "answer.na-over-limit",
                "answers",
                vec![
                    ("share", percent(share.get())),
                    ("limit", percent(limit.get())),
                ],
                &[],
            );
        }
    }
}

fn percent(points: u16) -> String {
    format!("{}", points / 100)
}

/// Findings that single answers raise, as indices: in reading order, then those of answers that cannot
/// be read. A blank raises every finding that a bare "yes" would raise in its place.
pub(crate) struct OfAnswers<'p> {
    compiled: &'p Compiled,
    prepared: &'p Prepared,
    demanding: bool,
    /// What options and bands raise, by question; not yet reached.
    raised: &'p [(At, Id)],
    briefs: Vec<Brief>,
}

impl<'p> OfAnswers<'p> {
    pub(crate) fn new(compiled: &'p Compiled, prepared: &'p Prepared) -> Self {
        Self {
            compiled,
            prepared,
            demanding: prepared.inherent.tier >= Tier::High,
            raised: &prepared.answers.raised,
            // More than most assessments raise.
            briefs: Vec::with_capacity(compiled.scored.len() / 4),
        }
    }

    /// What a question raises. They come in reading order.
    #[inline]
    pub(crate) fn take(&mut self, (question, state, item): &Scored<'_>) {
        if !item.certain || item.na {
            return;
        }
        let at = question.at;
        // No way is left for it to earn full credit.
        let short = item.hi < Credit::FULL;
        if short && (question.required || question.critical) {
            self.briefs.push(("control.gap", at));
        }
        if short && *state == State::Refused {
            self.briefs.push(("answer.refused", at));
        }
        if self.demanding && question.critical && item.basis == Basis::Word {
            self.briefs.push(("answer.unsupported", at));
        }
        if self.raised.first().is_some_and(|(next, _)| *next <= at) {
            self.raise(at, item.asked);
        }
    }

    fn raise(&mut self, at: At, asked: bool) {
        while let [(of, id), rest @ ..] = self.raised
            && *of <= at
        {
            self.raised = rest;
            let here = self.briefs.iter().rev().take_while(|(_, same)| *same == at);
            if *of == at
                && asked
                && let Some(rule) = rules::find(id.as_str())
                && !here.into_iter().any(|(known, _)| *known == rule.id)
            {
                self.briefs.push((rule.id, at));
            }
        }
    }

    pub(crate) fn finish(mut self) -> Vec<Brief> {
        let (answers, applies) = (&self.prepared.answers, &self.prepared.applies);
        for (at, trouble) in &answers.troubles {
            // What is not asked does not count, well written or not.
            let hidden = applies.get(*at as usize) == Some(&Truth::False)
                || score::item(self.compiled, answers, applies, *at)
                    .is_some_and(|(_, item)| !item.asked);
            if hidden {
                continue;
            }
            self.briefs.push((
                if *trouble == Trouble::Conflict {
                    "answer.conflict"
                } else {
                    "answer.invalid"
                },
                *at,
            ));
        }
        self.briefs
    }
}
