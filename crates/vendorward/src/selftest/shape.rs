//! How the questions are made: no two alike, none too long, and what each domain weighs.

use std::collections::BTreeMap;

use vendorward_core::{
    compile::{Compiled, Entry},
    questionnaire::Domain,
};

use super::Check;

/// The longest prompt that is read in one breath, in characters.
const LONGEST: usize = 160;

/// No two questions of one questionnaire share all control keys and the wording.
pub(super) fn twins(compiled: &Compiled) -> Check {
    let words = |entry: &Entry| -> Vec<String> {
        let letters = |c: char| !c.is_alphanumeric();
        let words = entry.question.prompt.split(letters);
        words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let controls = |entry: &Entry| {
        let covers = entry.question.covers.iter();
        let mut keys: Vec<String> = covers.map(|cover| cover.control.to_string()).collect();
        keys.sort();
        keys
    };
    let mut seen = BTreeMap::new();
    let mut faults = Vec::new();
    for entry in &compiled.questions {
        let key = (entry.questionnaire, controls(entry), words(entry));
        if let Some(first) = seen.insert(key, &entry.question.id) {
            faults.push(format!("{first} and {}", entry.question.id));
        }
    }
    Check::new("no-twins", compiled.questions.len(), faults)
}

/// No prompt is longer than one breath.
pub(super) fn prompts(compiled: &Compiled) -> Check {
    let lengths = compiled.questions.iter().map(|entry| {
        let length = entry.question.prompt.chars().count();
        (length, &entry.question.id)
    });
    let lengths: Vec<_> = lengths.collect();
    let long = lengths.iter().filter(|(length, _)| *length > LONGEST);
    let long = long.map(|(length, id)| format!("{id}: {length}"));
    let mut check = Check::new("prompts", lengths.len(), long.collect());
    let longest = lengths.iter().max();
    check
        .figures
        .extend(longest.map(|(length, id)| ("longest".to_owned(), format!("{length} ({id})"))));
    let sum: usize = lengths.iter().map(|(length, _)| length).sum();
    let mean = sum.checked_div(lengths.len()).unwrap_or_default();
    check.figures.push(("mean".to_owned(), mean.to_string()));
    check
}

/// Every domain weighs something somewhere; how much in each questionnaire, is worth knowing.
pub(super) fn weights(compiled: &Compiled) -> Check {
    let mut figures = Vec::new();
    for (at, questionnaire) in (0_u32..).zip(&compiled.questionnaires) {
        let own = compiled.questions.iter();
        let own: Vec<&Entry> = own.filter(|entry| entry.questionnaire == at).collect();
        let all: u32 = own.iter().map(|entry| entry.weight).sum();
        for domain in Domain::ALL {
            let weight = weight(own.iter().copied(), *domain);
            if weight > 0 {
                let share = (u64::from(weight) * 200 + u64::from(all)) / (2 * u64::from(all));
                let name = format!("{} {domain}", questionnaire.id);
                figures.push((name, format!("{share} %")));
            }
        }
    }
    let empty = Domain::ALL.iter();
    let empty = empty.filter(|domain| weight(compiled.questions.iter(), **domain) == 0);
    let faults = empty.map(ToString::to_string).collect();
    let mut check = Check::new("weights", Domain::ALL.len(), faults);
    check.figures = figures;
    check
}

fn weight<'e>(entries: impl Iterator<Item = &'e Entry>, domain: Domain) -> u32 {
    let own = entries.filter(|entry| entry.domain == domain);
    own.map(|entry| entry.weight).sum()
}
