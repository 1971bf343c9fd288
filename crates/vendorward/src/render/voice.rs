//! Names for what a result calls by id: questions by their prompt, flows by place and party, facts and
//! fields in words. A report says them; a result keeps the ids.

use vendorward_core::{
    assessment::{Answer, AnswerState, Assessment, Value},
    engagement::Flow,
    gate::LawStatus,
    id::Id,
    questionnaire::{AnswerKind, Law, Question},
    recommend::DOCUMENT,
    result::{Finding, Outcome, Said},
    texts::has,
};

use super::words::Words;
use crate::{api::Scored, set::Set};

/// Speaks of one scored package.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    pub(super) words: Words,
    pub(super) set: &'a Set,
    pub(super) assessment: &'a Assessment,
    pub(super) outcome: &'a Outcome,
}

impl<'a> Voice<'a> {
    pub(super) fn new(words: Words, set: &'a Set, scored: &'a Scored) -> Self {
        Self {
            words,
            set,
            assessment: &scored.package.assessment,
            outcome: &scored.outcome,
        }
    }

    /// The question of this id.
    pub(super) fn entry(&self, id: &str) -> Option<&'a Question> {
        let compiled = &self.set.compiled;
        let at = compiled.find(&Id::new(id).ok()?)?;
        compiled.entry(at).map(|entry| &entry.question)
    }

    /// Where a question stands among all; last of one that is not loaded.
    fn place(&self, id: &str) -> u32 {
        let id = Id::new(id).ok();
        id.and_then(|id| self.set.compiled.find(&id))
            .unwrap_or(u32::MAX)
    }

    /// A question by id and prompt.
    pub(super) fn question(&self, id: &str) -> String {
        self.entry(id)
            .map_or_else(|| id.to_owned(), |one| self.named(id, &one.prompt))
    }

    /// An id, and in words what it stands for.
    pub(super) fn named(&self, id: &str, name: &str) -> String {
        self.words
            .fill("report.glossed", &[("id", id), ("name", name)])
    }

    /// A subcontractor by its name.
    pub(super) fn party(&self, id: &str) -> String {
        let mut all = self.assessment.subcontractors.iter();
        all.find(|one| one.id.as_str() == id)
            .map_or_else(|| id.to_owned(), |one| one.name.clone())
    }

    /// A flow by id, place and party.
    pub(super) fn flow(&self, id: &str) -> String {
        let mut flows = self.assessment.engagement.flows.iter();
        let Some(flow) = flows.find(|one| one.id.as_str() == id) else {
            return id.to_owned();
        };
        match self.whereabouts(flow) {
            place if place.is_empty() => id.to_owned(),
            place => self.named(id, &place),
        }
    }

    fn whereabouts(&self, flow: &Flow) -> String {
        let party = flow.party.as_ref().map(|party| self.party(party.as_str()));
        let parts: Vec<String> = std::iter::once(flow.place.trim().to_owned())
            .chain(party)
            .filter(|part| !part.is_empty())
            .collect();
        self.words.list(&parts)
    }

    /// A fact that is missing.
    pub(super) fn missing(&self, fact: &str) -> String {
        self.words.word("site.missing-fact", fact)
    }

    /// A fact that decided, as in `function: conduit`.
    pub(super) fn deciding(&self, fact: &str) -> String {
        let Some((name, value)) = fact.split_once(": ") else {
            return fact.to_owned();
        };
        let words = self.words;
        let known = ["phi", "site.function", "site.data", "site.customer"];
        let vocabulary = match name {
            "phi" => "phi",
            "function" => "site.function",
            "data" => "site.data",
            "customer" => "site.customer",
            "limited_purpose" => "site.purpose",
            _ => "site.yes-no",
        };
        let value = words.word(vocabulary, value);
        // Labels start with a capital where they stand alone.
        let value = if known.contains(&vocabulary) || vocabulary == "site.purpose" {
            value
        } else {
            value.to_lowercase()
        };
        let name = words.word("site.deciding", name);
        words.fill("report.fact", &[("name", &name), ("value", &value)])
    }

    /// What the domain says, its ids in words.
    pub(super) fn said(&self, said: &Said) -> String {
        let question = said.args.iter().find(|(name, _)| *name == "question");
        let law = question.and_then(|(_, id)| Some(self.entry(id)?.law));
        let key = match law {
            Some(Law::Addressable) if said.key == "need.complete" => {
                "report.need.complete-addressable"
            }
            Some(_) if said.key == "need.complete" => "report.need.complete",
            _ => said.key,
        };
        let args: Vec<(&'static str, String)> = said
            .args
            .iter()
            .map(|(name, value)| (*name, self.gloss(name, value)))
            .collect();
        self.words.0.speak(key, &args)
    }

    fn gloss(&self, name: &str, value: &str) -> String {
        let words = self.words;
        match name {
            "question" => self.question(value),
            "flow" => self.flow(value),
            "fact" => self.missing(value),
            "field" => words.word("site.field", value),
            "provision" => words.word("site.provision", value),
            "finding" => words
                .known(&format!("{value}.title"))
                .unwrap_or_else(|| value.to_owned()),
            "control" => {
                let mut all = self.set.controls.controls.iter();
                let known = all.find(|one| one.key.as_str() == value);
                known.map_or_else(|| value.to_owned(), |one| self.named(value, &one.title))
            }
            _ => value.to_owned(),
        }
    }

    /// What to ask for, those of one kind together and in the order of the questions.
    pub(super) fn needs(&self, needs: &[Said]) -> String {
        let mut keys: Vec<&str> = Vec::new();
        for need in needs {
            if !keys.contains(&need.key) {
                keys.push(need.key);
            }
        }
        let place = |need: &Said| {
            let question = need.args.iter().find(|(name, _)| *name == "question");
            question.map(|(_, id)| self.place(id))
        };
        let mut sorted: Vec<&Said> = needs.iter().collect();
        sorted.sort_by_key(|need| (keys.iter().position(|key| *key == need.key), place(need)));
        let said: Vec<String> = sorted.into_iter().map(|need| self.said(need)).collect();
        said.join("; ")
    }

    /// One of the texts of a finding, its ids in words.
    pub(super) fn finding(&self, finding: &Finding, part: &str) -> String {
        let id = finding.rule.id;
        let args = finding.args.said(self.words.0, |name, value| match name {
            "flow" => self.flow(value),
            "facts" => {
                let facts = value.split(", ").map(|fact| self.missing(fact));
                self.words.list(&facts.collect::<Vec<_>>())
            }
            _ => value.to_owned(),
        });
        let gap = id == "control.gap" && part == "remediation";
        if gap && self.is_about_past_days(&finding.subject) {
            return self.words.text("report.past-days");
        }
        if gap && finding.law != LawStatus::Addressable {
            return self.words.0.speak("report.close-gap", &args);
        }
        self.words.0.speak(&format!("{id}.{part}"), &args)
    }

    /// Whether a question asks that agreements come before PHI, and a finding counts the days on which one did
    /// not: those cannot be changed any more.
    fn is_about_past_days(&self, question: &str) -> bool {
        let mut findings = self.outcome.findings.iter();
        let counted = findings.any(|one| one.rule.id == "baa.after-phi-start");
        let covers = self.entry(question).map(|one| one.covers.as_slice());
        let mut covers = covers.unwrap_or_default().iter();
        counted && covers.any(|one| one.control.as_str() == "baa.with-customer")
    }

    /// What a finding is about: the question, flow or report.
    pub(super) fn subject(&self, finding: &str, subject: &str) -> String {
        if self.entry(subject).is_some() {
            return self.question(subject);
        }
        let flows = ["baa.undetermined", "baa.dua-missing", "baa.part2-missing"];
        if finding.starts_with("scope.") || flows.contains(&finding) {
            return self.flow(subject);
        }
        if finding == DOCUMENT {
            return self.words.word("item", subject);
        }
        subject.to_owned()
    }

    /// What the vendor answered, and a reviewer's own credit beside it; nothing if nothing was said.
    pub(super) fn answer(&self, id: &str) -> String {
        let carried = &self.outcome.pack.carried;
        let from = carried
            .iter()
            .filter(|(to, _)| to.as_str() == id)
            .map(|(_, from)| from.as_str());
        let ids: Vec<&str> = std::iter::once(id).chain(from).collect();
        let answers = self.assessment.answers.iter();
        let said: Vec<String> = answers
            .filter(|one| ids.contains(&one.question.as_str()))
            .map(|one| self.one_answer(one))
            .filter(|said| !said.is_empty())
            .collect();
        said.join(" / ")
    }

    fn one_answer(&self, answer: &Answer) -> String {
        let words = self.words;
        let value = match (answer.state, &answer.value) {
            (AnswerState::Answered, None) => String::new(),
            (AnswerState::Answered, Some(value)) => {
                let question = self.entry(answer.question.as_str());
                self.value(question.map(|one| &one.answer), value)
            }
            (state, _) => words.word("site.answer-state", state.as_str()),
        };
        let text = answer.text.trim();
        let mut said = match (value.is_empty(), text.is_empty()) {
            (_, true) => value,
            (true, false) => words.fill("report.answer.text", &[("text", text)]),
            (false, false) => words.fill(
                "report.answer.both",
                &[("value", value.as_str()), ("text", text)],
            ),
        };
        if let Some(own) = &answer.r#override {
            let credit = own.credit.percent().to_string();
            let day = own.on.to_string();
            let args = [
                ("answer", said.as_str()),
                ("n", &credit),
                ("by", &own.by),
                ("on", &day),
                ("reason", &own.reason),
            ];
            said = words.fill("report.answer.reviewed", &args);
        }
        said
    }

    fn value(&self, kind: Option<&AnswerKind>, value: &Value) -> String {
        let words = self.words;
        let label = |id: &str| match kind {
            Some(AnswerKind::Choice { options } | AnswerKind::Choices { options }) => options
                .iter()
                .find(|one| one.id.as_str() == id)
                .map_or_else(|| id.to_owned(), |one| one.label.clone()),
            Some(AnswerKind::YesNo { .. } | AnswerKind::YesNoPartial { .. }) => {
                words.word("site.yes-no", id)
            }
            _ => id.to_owned(),
        };
        match (value, kind) {
            (
                Value::Number(n),
                Some(AnswerKind::Number {
                    unit: Some(unit), ..
                }),
            ) => {
                format!("{n} {unit}")
            }
            (Value::Number(n), _) => n.to_string(),
            (Value::Text(text), _) => label(text),
            (Value::Options(chosen), _) if chosen.is_empty() => words.text("report.answer.none"),
            (Value::Options(chosen), _) => {
                let labels: Vec<String> = chosen.iter().map(|id| label(id)).collect();
                labels.join("; ")
            }
            (Value::Rows(rows), _) => words.count("report.answer.rows", rows.len()),
        }
    }

    /// A word of a fact that the intake asks for, as the intake's own options say it.
    pub(super) fn option(&self, fact: &str, word: &str) -> String {
        let questions = self.set.compiled.questions.iter();
        let asks = questions
            .map(|entry| &entry.question)
            .find(|question| question.fact.as_deref() == Some(fact));
        match asks.map(|question| &question.answer) {
            Some(AnswerKind::Choice { options } | AnswerKind::Choices { options }) => options
                .iter()
                .find(|one| one.id.as_str() == word)
                .map_or_else(|| word.to_owned(), |one| one.label.clone()),
            _ => word.to_owned(),
        }
    }

    /// A date, or that it is not known.
    pub(super) fn day(&self, day: Option<vendorward_core::Date>) -> String {
        day.map_or_else(|| self.words.text("report.unknown"), |day| day.to_string())
    }

    /// Yes, no, or not known.
    pub(super) fn yes_no(&self, known: Option<bool>) -> String {
        let key = match known {
            None => "report.unknown",
            Some(true) => "report.yes",
            Some(false) => "report.no",
        };
        self.words.text(key)
    }

    /// The title of a finding or gate, if the catalogue knows it.
    pub(super) fn title(&self, id: &str) -> String {
        let key = format!("{id}.title");
        if has(&key) {
            self.words.text(&key)
        } else {
            id.to_owned()
        }
    }
}
