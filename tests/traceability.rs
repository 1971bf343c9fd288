//! Each requirement of the domain notes is served by something that exists, or the table says plainly what is
//! missing or why nothing has to.

use std::collections::{BTreeMap, BTreeSet};

use vendorward_core::{
    baa::{ProvisionKey, TermKey},
    law::BELIEFS,
    questionnaire::Questionnaire,
    rules::RULES,
};
use vendorward_tests::authority::{
    Served, csv, deciding, exists, outside, questionnaires, scored, served,
};

/// Rows with ids that nothing bears, and rows that name nothing where something has to be named.
fn faults(rows: &[Served], all: &[Questionnaire]) -> Vec<String> {
    let deciding = deciding(all);
    let mut faults = Vec::new();
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    for row in rows {
        for id in &row.by {
            if !*known
                .entry(id)
                .or_insert_with(|| exists(id, all, &deciding))
            {
                faults.push(format!("{}: nothing is called `{id}`", row.requirement));
            }
        }
        let (missing, beside) = (
            row.note.contains("not yet: "),
            row.note.starts_with("informational: "),
        );
        let must = matches!(row.kind.as_str(), "REQ" | "RF");
        let decides = row.by.iter().any(|id| deciding.contains(id.as_str()));
        if row.by.is_empty() && !missing && !beside {
            faults.push(format!(
                "{}: served by nothing, without a word",
                row.requirement
            ));
        }
        if must && (beside || !decides && !missing) {
            faults.push(format!(
                "{}: nothing that decides serves it",
                row.requirement
            ));
        }
    }
    faults
}

/// Requirements without a row of their own, and rows without a requirement.
fn unmatched(rows: &[Served], requirements: &[Vec<String>]) -> Vec<String> {
    let mine: BTreeSet<_> = rows
        .iter()
        .map(|row| (&row.requirement, &row.kind))
        .collect();
    let theirs: BTreeSet<_> = requirements
        .iter()
        .filter_map(|record| record.first().zip(record.get(1)))
        .collect();
    let twice = (rows.len() != mine.len()).then(|| "a requirement has two rows".to_owned());
    let apart = mine.symmetric_difference(&theirs);
    apart
        .map(|(id, kind)| format!("{id} {kind}"))
        .chain(twice)
        .collect()
}

#[test]
fn what_serves_a_requirement_exists() {
    let (rows, all) = (served(), questionnaires());
    assert_eq!(faults(&rows, &all), Vec::<String>::new());
}

#[test]
fn a_question_that_is_gone_is_missed() {
    let (rows, all) = (served(), questionnaires());
    let asked: BTreeSet<&str> = all
        .iter()
        .flat_map(Questionnaire::questions)
        .map(|question| question.id.as_str())
        .collect();
    let named = rows
        .iter()
        .flat_map(|row| &row.by)
        .filter(|id| asked.contains(id.as_str()));
    for id in named.collect::<BTreeSet<_>>() {
        let mut fewer = all.clone();
        for section in fewer.iter_mut().flat_map(|one| &mut one.sections) {
            section
                .questions
                .retain(|question| question.id.as_str() != id);
        }
        assert!(!faults(&rows, &fewer).is_empty(), "{id}");
    }
}

#[test]
fn each_requirement_has_one_row() {
    let rows = served();
    let Some(text) = outside("data/requirements.csv") else {
        return;
    };
    let requirements = csv(&text);
    assert_eq!(requirements.len(), 231);
    assert_eq!(unmatched(&rows, &requirements), Vec::<String>::new());
    for gone in 0..rows.len() {
        let mut fewer = rows.clone();
        let row = fewer.remove(gone);
        assert!(
            !unmatched(&fewer, &requirements).is_empty(),
            "{}",
            row.requirement
        );
    }
    let twice = [rows.as_slice(), &rows[..1]].concat();
    assert!(!unmatched(&twice, &requirements).is_empty());
}

#[test]
fn scored_questions_rest_on_something() {
    let (rows, all) = (served(), questionnaires());
    let named: BTreeSet<&str> = rows
        .iter()
        .flat_map(|row| &row.by)
        .map(String::as_str)
        .collect();
    for question in all
        .iter()
        .flat_map(Questionnaire::questions)
        .filter(|one| scored(one))
    {
        let rests = named.contains(question.id.as_str()) || !question.cites.is_empty();
        assert!(
            rests,
            "{} cites nothing and serves no requirement",
            question.id
        );
    }
}

#[test]
fn what_answers_a_wrong_belief_exists() {
    let all = questionnaires();
    let deciding = deciding(&all);
    for belief in BELIEFS {
        for id in belief.by {
            assert!(exists(id, &all, &deciding), "{}: `{id}`", belief.id);
        }
        // Penalties are shown and decide nothing.
        assert_eq!(
            belief.by.is_empty(),
            belief.id == "penalty-cap",
            "{}",
            belief.id
        );
    }
    assert!(!exists("gate.no-such", &all, &deciding));
}

/// Ids of the contract that no rule bears yet, and of rules that it does not name, each with its reason.
const NOT_ALIKE: [(&str, &str); 3] = [
    (
        "answer.invalid",
        "an answer that does not fit its question is said by itself",
    ),
    (
        "request.no-response",
        "requests and responses come with the review as work",
    ),
    (
        "soc2.bridge-signer-unknown",
        "that nobody recorded who signed a letter is the hospital's to mend, the uncovered time the vendor's",
    ),
];

/// The ids of findings that the contract names.
fn contract(design: &str) -> BTreeSet<String> {
    const FAMILIES: [&str; 13] = [
        "answer",
        "assurance",
        "baa",
        "claim",
        "control",
        "device",
        "incident",
        "insurance",
        "pci",
        "pentest",
        "request",
        "scope",
        "soc2",
    ];
    let quoted = design.split('`').skip(1).step_by(2);
    let named = quoted.filter(|text| {
        let family = text.split_once('.').map(|(family, _)| family);
        // A fact of the conditions, and members of records.
        *text != "baa.determination"
            && family.is_some_and(|family| FAMILIES.contains(&family))
            && !text.contains(['/', ' ', '[', '{', '*'])
    });
    let mut ids = BTreeSet::new();
    for text in named {
        match text {
            "baa.provision.<key>" => ids.extend(
                ProvisionKey::WORDS
                    .iter()
                    .map(|key| format!("baa.provision.{key}")),
            ),
            "baa.term.<key>" => {
                ids.extend(TermKey::WORDS.iter().map(|key| format!("baa.term.{key}")))
            }
            id => drop(ids.insert(id.to_owned())),
        }
    }
    ids
}

#[test]
fn the_contract_and_the_rules_name_the_same_findings() {
    let Some(design) = outside("../DESIGN.md") else {
        return;
    };
    let mut named = contract(&design);
    assert!(named.len() > 80, "{} ids found", named.len());
    for (id, reason) in NOT_ALIKE {
        assert!(!reason.is_empty());
        // Named and without a rule, or the other way round.
        if !named.remove(id) {
            named.insert(id.to_owned());
        }
    }
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(
        (
            named.difference(&rules).collect::<Vec<_>>(),
            rules.difference(&named).collect::<Vec<_>>()
        ),
        (Vec::new(), Vec::new()),
        "named without a rule, and rules that are not named"
    );
}
