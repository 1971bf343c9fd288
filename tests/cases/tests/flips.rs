//! What the table of requirements names for a requirement or a red flag decides something: turning it changes
//! the result.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use vendorward::{
    api,
    core::{
        Date, Id, assessment::Answer, assessment::Value as Said, compile::Compiled, facts::Fact,
        prepare::Prepared, questionnaire::AnswerKind,
    },
    package, selftest,
    set::Set,
};
use vendorward_cases::{FOLDERS, load, root};

/// Every questionnaire of the repository, those beside the default set included.
fn everything() -> Set {
    let folder = root().join("questionnaires");
    let mut files = Vec::new();
    for place in [folder.clone(), folder.join("rubric")] {
        for entry in std::fs::read_dir(&place).expect("a folder").flatten() {
            let path = entry.path();
            if path
                .extension()
                .is_some_and(|end| end == "md" || end == "toml")
            {
                let bytes = std::fs::read(&path).expect("readable");
                files.push((path.display().to_string(), bytes));
            }
        }
    }
    let sources = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    Set::from_sources(sources).value.expect("sound")
}

/// Ids that rows of requirements and red flags name, each with those rows.
fn named() -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read(root().join("tests/traceability.csv")).expect("the table");
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for record in reader.records() {
        let record = record.expect("a record");
        if matches!(record.get(1), Some("REQ" | "RF")) {
            for id in record.get(2).unwrap_or_default().split_whitespace() {
                let row = record.get(0).unwrap_or_default().to_owned();
                ids.entry(id.to_owned()).or_default().push(row);
            }
        }
    }
    ids
}

/// What the results of all cases say and do not say: `(some say it, some do not)`.
fn told(set: &Set) -> BTreeMap<String, (bool, bool)> {
    let mut seen: Vec<BTreeSet<String>> = Vec::new();
    for case in load(FOLDERS).expect("cases") {
        let bytes = serde_json::to_vec(&case.package).expect("JSON");
        let as_of = Date::parse(&case.as_of).expect("a date");
        let json = api::score(set, &bytes, as_of).value.expect("scored").json;
        let result: Value = serde_json::from_slice(&json).expect("JSON");
        let list = |pointer: &str| {
            let list = result.pointer(pointer).and_then(Value::as_array);
            list.cloned().unwrap_or_default()
        };
        let word = |value: &Value, key: &str| {
            value
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let mut says = BTreeSet::new();
        for finding in list("/findings") {
            says.insert(word(&finding, "id"));
        }
        for gate in list("/gates") {
            if word(&gate, "state") == "tripped" {
                says.insert(word(&gate, "id"));
            }
        }
        for flow in list("/baa/flows") {
            let rules = flow.get("rules").and_then(Value::as_array);
            says.extend(
                rules
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(str::to_owned),
            );
        }
        seen.push(says);
    }
    let all: BTreeSet<&String> = seen.iter().flatten().collect();
    let each = all.into_iter().map(|id| {
        let absent = seen.iter().any(|says| !says.contains(id));
        (id.clone(), (true, absent))
    });
    each.collect()
}

/// Whether two values of an info question lead to different questions.
fn decides_what_is_asked(compiled: &Compiled, id: &Id) -> bool {
    let Some(at) = compiled.find(id) else {
        return false;
    };
    let sample = root().join("questionnaires/samples/in-good-order.json");
    let sample = package::read(&std::fs::read(sample).expect("readable"));
    let assessment = sample.value.expect("sound").assessment;
    let question = &compiled.entry(at).expect("a question").question;
    let values: Vec<Said> = match &question.answer {
        AnswerKind::Choice { options } => options
            .iter()
            .map(|one| Said::Text(one.id.to_string()))
            .collect(),
        AnswerKind::Choices { options } => options
            .iter()
            .map(|one| Said::Options(vec![one.id.to_string()]))
            .collect(),
        _ => ["yes", "no"]
            .map(|word| Said::Text(word.to_owned()))
            .to_vec(),
    };
    let as_of = Date::parse("2026-11-22").expect("a date");
    let applies = values.into_iter().map(|value| {
        let mut assessment = assessment.clone();
        assessment.answers.retain(|one| one.question != *id);
        let mut answer = Answer::blank(id.clone());
        answer.value = Some(value);
        assessment.answers.push(answer);
        assessment
            .answers
            .sort_by(|a, b| a.question.cmp(&b.question));
        Prepared::new(compiled, &assessment, as_of).applies
    });
    let distinct: Vec<_> = applies.collect();
    distinct.windows(2).any(|pair| pair.first() != pair.last())
}

#[test]
fn what_serves_a_requirement_turns_the_result() {
    let (set, all) = (Set::standard().value.expect("sound"), everything());
    let checks = selftest::selftest(&all.compiled);
    let idle: BTreeSet<&str> = checks
        .iter()
        .filter(|check| matches!(check.id, "answers-decide" | "questions-reached"))
        .flat_map(|check| &check.faults)
        .map(String::as_str)
        .collect();
    let told = told(&set);
    let mut wrong = Vec::new();
    let mut turned = 0;
    for (id, rows) in named() {
        // Pages and tables hold no state to turn.
        if id.starts_with("page:") || id.starts_with("rubric:") {
            continue;
        }
        let question = Id::new(&id).ok().and_then(|id| all.compiled.find(&id));
        let entry = question.and_then(|at| all.compiled.entry(at));
        let turns = match entry {
            Some(entry) if entry.weight > 0 => !idle.contains(id.as_str()),
            // A fact of the engagement: the cases of determination, packs and agreements turn it.
            Some(entry) if entry.question.fact.is_some() => {
                let path = entry.question.fact.as_deref().unwrap_or_default();
                Fact::parse(path).is_some() || path == "phi-start"
            }
            Some(entry) => decides_what_is_asked(&all.compiled, &entry.question.id),
            None => told.get(&id) == Some(&(true, true)),
        };
        if turns {
            turned += 1;
        } else {
            wrong.push(format!("{id} ({})", rows.join(", ")));
        }
    }
    assert!(
        wrong.is_empty(),
        "turning these changes nothing: {wrong:#?}"
    );
    assert!(turned > 150, "{turned}");
}
