//! Checks across files: ids, references, circles.

pub(crate) mod condition;
mod cycle;
mod fact;

use std::collections::{BTreeMap, BTreeSet};

use vendorward_core::{
    Id,
    diagnostic::{Diagnostic, Span},
    questionnaire::{NaRule, Weight},
    when::{Op, Test},
};

use crate::{
    codes::{self, Code},
    parsed::{ControlsIndex, Placed, QuestionIndex, QuestionnaireIndex, RubricIndex, TestPlaces},
    source::{MAX_PROBLEMS, diagnose, quote, sort},
    suggest::did_you_mean,
};
use condition::{fact_of, fits, kind_of, kind_of_answer, near_fact};

/// Checks what questionnaires, controls and rubric say of each other. Without a control inventory
/// or rubric their checks are left out.
///
/// `findings` are the ids of all findings that can be raised.
#[must_use]
pub fn check_set(
    questionnaires: &[&QuestionnaireIndex],
    controls: Option<&ControlsIndex>,
    rubric: Option<&RubricIndex>,
    findings: &[&str],
) -> Vec<Diagnostic> {
    let mut set = Set {
        by_id: BTreeMap::new(),
        aliases: BTreeMap::new(),
        // If a file could not be read, what it holds is not known to be missing.
        whole: questionnaires.iter().all(|index| index.readable),
        keys: controls.map_or_else(BTreeSet::new, |controls| {
            controls.keys.iter().map(|key| &key.value).collect()
        }),
        found: Vec::new(),
        counts: BTreeMap::new(),
    };
    set.collect(questionnaires);
    for (questionnaire, question) in each(questionnaires) {
        let at = Where {
            file: &questionnaire.file,
            question,
        };
        set.condition(at);
        set.follows(at);
        set.finding_ids(&questionnaire.file, &question.findings, findings);
        if let Some(controls) = controls {
            set.controls(&questionnaire.file, &question.covers, controls);
        }
    }
    if let Some(rubric) = rubric {
        set.finding_ids(&rubric.file, &rubric.findings, findings);
        if let Some(controls) = controls {
            set.controls(&rubric.file, &rubric.controls, controls);
        }
    }
    set.found.extend(fact::check(questionnaires));
    set.found
        .extend(cycle::check(questionnaires, &set.by_id, &set.aliases));
    set.close();
    sort(&mut set.found);
    set.found
}

/// Every question with its questionnaire.
fn each<'a>(
    questionnaires: &'a [&'a QuestionnaireIndex],
) -> impl Iterator<Item = (&'a QuestionnaireIndex, &'a QuestionIndex)> {
    questionnaires
        .iter()
        .flat_map(|index| index.questions.iter().map(|question| (*index, question)))
}

/// A question and its file.
#[derive(Clone, Copy)]
struct Where<'a> {
    file: &'a str,
    question: &'a QuestionIndex,
}

struct Set<'a> {
    by_id: BTreeMap<&'a Id, Where<'a>>,
    /// Former ids with today's.
    aliases: BTreeMap<&'a Id, &'a Id>,
    whole: bool,
    /// Keys of the controls.
    keys: BTreeSet<&'a Id>,
    found: Vec<Diagnostic>,
    /// Problems by file, the unlisted ones included.
    counts: BTreeMap<String, usize>,
}

impl<'a> Set<'a> {
    fn add(&mut self, code: Code, file: &str, at: Span, message: String, help: Option<String>) {
        let full = self.is_full(file);
        *self.counts.entry(file.to_owned()).or_default() += 1;
        if full {
            return;
        }
        self.found.push(diagnose(code, file, at, message, help));
    }

    /// Whether so many problems of a file are listed that no more are.
    fn is_full(&self, file: &str) -> bool {
        self.counts
            .get(file)
            .is_some_and(|count| *count >= MAX_PROBLEMS)
    }

    /// Says how many problems are not listed.
    fn close(&mut self) {
        let first = Span {
            line: 1,
            column: 1,
            end: 1,
        };
        for (file, count) in &self.counts {
            if let Some(more) = count.checked_sub(MAX_PROBLEMS).filter(|more| *more > 0) {
                self.found.push(diagnose(
                    codes::TOO_MANY,
                    file,
                    first,
                    format!("{more} more problems with other parts of the set are not listed"),
                    Some("put the first ones right and look again".to_owned()),
                ));
            }
        }
    }

    /// Gathers ids; reports those that two questions or questionnaires share.
    fn collect(&mut self, questionnaires: &'a [&'a QuestionnaireIndex]) {
        let mut ids: BTreeMap<&Id, &str> = BTreeMap::new();
        for index in questionnaires {
            let Some(id) = &index.id else { continue };
            if let Some(other) = ids.insert(&id.value, &index.file) {
                self.add(
                    codes::QUESTIONNAIRE_DUPLICATE,
                    &index.file,
                    id.at,
                    format!("the id `{}` is taken by {}", id.value, quote(other)),
                    Some("ids of questionnaires are unique".to_owned()),
                );
            }
        }
        for (index, question) in each(questionnaires) {
            let id = &question.id;
            let here = Where {
                file: &index.file,
                question,
            };
            if let Some(other) = self.by_id.get(&id.value) {
                let message = format!(
                    "the id `{}` is taken by the question on line {} of {}",
                    id.value,
                    other.question.id.at.line,
                    quote(other.file)
                );
                self.add(
                    codes::QUESTION_DUPLICATE,
                    &index.file,
                    id.at,
                    message,
                    Some("ids are unique over all questionnaires".to_owned()),
                );
                continue;
            }
            if fact_of(id.value.as_str()).is_some() {
                self.add(
                    codes::QUESTION_DUPLICATE,
                    &index.file,
                    id.at,
                    format!("the id `{}` is the name of a fact", id.value),
                    Some("conditions could not tell them apart".to_owned()),
                );
            }
            self.by_id.insert(&id.value, here);
        }
        for (index, question) in each(questionnaires) {
            for alias in &question.aliases {
                let taken = if let Some(other) = self.by_id.get(&alias.value) {
                    Some(format!(
                        "the former id `{}` is the id of the question on line {} of {}",
                        alias.value,
                        other.question.id.at.line,
                        quote(other.file)
                    ))
                } else {
                    self.aliases
                        .get(&alias.value)
                        .map(|other| format!("`{}` is a former id of `{other}` too", alias.value))
                };
                match taken {
                    Some(message) => self.add(
                        codes::ALIAS_COLLIDES,
                        &index.file,
                        alias.at,
                        message,
                        Some("an id names one question for ever".to_owned()),
                    ),
                    None => {
                        self.aliases.insert(&alias.value, &question.id.value);
                    }
                }
            }
        }
    }

    /// The question of an id or former id.
    fn find(&self, id: &str) -> Option<Where<'a>> {
        let id = Id::new(id).ok()?;
        let today = self.aliases.get(&id).copied().unwrap_or(&id);
        self.by_id.get(today).copied()
    }

    /// "Did you mean" over the questions, for the first problems of a file: the search is long.
    fn near_question(&self, file: &str, id: &str) -> Option<String> {
        if self
            .counts
            .get(file)
            .is_some_and(|count| *count >= MAX_PROBLEMS / 10)
        {
            return None;
        }
        did_you_mean(id, self.by_id.keys().map(|id| id.as_str()))
    }

    fn condition(&mut self, at: Where<'a>) {
        let Some(when) = &at.question.when else {
            return;
        };
        let mut tests = Vec::new();
        when.expr.each_test(&mut |test| tests.push(test));
        for (test, places) in tests.into_iter().zip(&when.tests) {
            self.test(at, test, places);
        }
    }

    fn test(&mut self, at: Where<'a>, test: &Test, places: &TestPlaces) {
        let path = test.path.as_str();
        if let Some(fact) = fact_of(path) {
            if test.value == "na" {
                self.never_na(at.file, places, format!("the fact `{path}` is never N/A"));
                return;
            }
            self.fits(at.file, &kind_of(fact), test, places);
            return;
        }
        let Some(other) = self.find(path) else {
            if self.whole {
                self.unknown_path(at.file, path, places.path);
            }
            return;
        };
        if let Some(fact) = &other.question.fact {
            self.add(
                codes::WHEN_FACT_QUESTION,
                at.file,
                places.path,
                format!("{} keeps no answer: it sets `{}`", quote(path), fact.value),
                fact_of(&fact.value).map(|fact| format!("test the fact: `{fact}`")),
            );
            return;
        }
        if other
            .question
            .weight
            .is_some_and(|weight| weight != Weight::Info)
        {
            self.add(
                codes::WHEN_SCORED,
                at.file,
                places.path,
                format!(
                    "{} is scored; conditions read facts and questions of weight `info`",
                    quote(path)
                ),
                Some(format!(
                    "a follow-up of a scored question says `follows: {path}`"
                )),
            );
            return;
        }
        if test.value == "na" {
            if !matches!(test.op, Op::Is | Op::IsNot) {
                self.add(
                    codes::WHEN_OPERATOR,
                    at.file,
                    places.op,
                    format!("`na` cannot be compared with `{}`", test.op.as_str()),
                    Some("`is na` or `is not na`".to_owned()),
                );
            } else if other.question.na == Some(NaRule::Never) {
                self.never_na(at.file, places, format!("`{path}` has `na: never`"));
            }
            return;
        }
        if let Some(answer) = &other.question.answer {
            self.fits(at.file, &kind_of_answer(answer), test, places);
        }
    }

    fn never_na(&mut self, file: &str, places: &TestPlaces, message: String) {
        self.add(
            codes::WHEN_NA_NEVER,
            file,
            places.value,
            message,
            Some("take the test away; it can never hold".to_owned()),
        );
    }

    fn unknown_path(&mut self, file: &str, path: &str, place: Span) {
        let help = near_fact(path)
            .or_else(|| self.near_question(file, path))
            .unwrap_or_else(|| {
                "a fact such as `phi`, `flows` or `tier`, or the id of a question of weight `info`"
                    .to_owned()
            });
        self.add(
            codes::WHEN_PATH_UNKNOWN,
            file,
            place,
            format!("{} is no fact and no question", quote(path)),
            Some(help),
        );
    }

    fn fits(&mut self, file: &str, kind: &condition::Kind<'_>, test: &Test, places: &TestPlaces) {
        if let Err(wrong) = fits(kind, &test.path, test) {
            let place = if wrong.on_value {
                places.value
            } else {
                places.op
            };
            self.add(wrong.code, file, place, wrong.message, Some(wrong.help));
        }
    }

    fn follows(&mut self, at: Where<'a>) {
        let Some(follows) = &at.question.follows else {
            return;
        };
        let id = &follows.value;
        let Some(parent) = self.find(id.as_str()) else {
            if self.whole {
                let help = self.near_question(at.file, id.as_str());
                self.add(
                    codes::FOLLOWS_UNKNOWN,
                    at.file,
                    follows.at,
                    format!("there is no question `{id}`"),
                    help,
                );
            }
            return;
        };
        if parent.question.weight == Some(Weight::Info) {
            self.add(
                codes::FOLLOWS_INFO,
                at.file,
                follows.at,
                format!("`{id}` has weight `info` and no credit to follow"),
                Some(format!("say when to ask instead: `when: {id} is …`")),
            );
        }
    }

    fn finding_ids(&mut self, file: &str, ids: &[Placed<Id>], findings: &[&str]) {
        for id in ids {
            if !findings.contains(&id.value.as_str()) {
                let help = did_you_mean(id.value.as_str(), findings.iter().copied())
                    .unwrap_or_else(|| "`vendorward rules` lists all findings".to_owned());
                self.add(
                    codes::FINDING_UNKNOWN,
                    file,
                    id.at,
                    format!("there is no finding `{}`", id.value),
                    Some(help),
                );
            }
        }
    }

    fn controls(&mut self, file: &str, named: &[Placed<Id>], controls: &ControlsIndex) {
        if !controls.readable {
            return;
        }
        for control in named {
            let id = &control.value;
            if self.keys.contains(id) || self.is_full(file) {
                continue;
            }
            let today = controls
                .aliases
                .iter()
                .find(|(alias, _)| alias.value == *id);
            match today {
                Some((_, today)) => self.add(
                    codes::CONTROL_ALIAS,
                    file,
                    control.at,
                    format!("`{id}` is the former key of a control"),
                    Some(format!("write `{today}`")),
                ),
                None => {
                    let keys = controls.keys.iter().map(|key| key.value.as_str());
                    let help = did_you_mean(id.as_str(), keys);
                    self.add(
                        codes::CONTROL_UNKNOWN,
                        file,
                        control.at,
                        format!("there is no control `{id}`"),
                        help,
                    );
                }
            }
        }
    }
}
