//! What only shows beside other content than the default: two questionnaires that ask for one control.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use vendorward::{
    core::Date,
    package, result,
    set::{SOURCES, Set},
};

const GOALS: &str = include_str!("../../../questionnaires/hph-cpg.md");

/// The contradictions between the sample's answers and these of the performance goals: subject and detail.
fn contradictions(goals: &str, answers: &[(&str, &str)]) -> Vec<(String, String)> {
    let sources = SOURCES.iter().copied();
    let set = Set::from_sources(sources.chain([("hph-cpg.md", goals.as_bytes())]));
    let set = set.value.expect("sound");
    let sample = include_bytes!("../../../questionnaires/samples/in-good-order.json");
    let mut sample: Value = serde_json::from_slice(sample).expect("JSON");
    let all = sample.get_mut("answers").and_then(Value::as_array_mut);
    let more = answers
        .iter()
        .map(|(question, value)| json!({ "question": question, "value": value }));
    all.expect("answers").extend(more);
    let bytes = serde_json::to_vec(&sample).expect("JSON");
    let package = package::read(&bytes).value.expect("a package");
    let as_of = Date::parse("2026-11-22").expect("a date");
    let outcome = result::outcome(&set, &package.assessment, as_of);
    let json = result::json_hashed(&set, &package.assessment, "", &outcome);
    let result: Value = serde_json::from_slice(&json).expect("JSON");
    let text = |one: &Value, key: &str| {
        let text = one.get(key).and_then(Value::as_str);
        text.expect("a text").to_owned()
    };
    let findings = result.get("findings").and_then(Value::as_array);
    let found = findings.expect("findings").iter();
    found
        .filter(|one| one.get("id") == Some(&json!("claim.contradiction")))
        .map(|one| (text(one, "subject"), text(one, "detail")))
        .collect()
}

#[test]
fn two_answers_about_one_control_contradict_each_other_once() {
    let found = contradictions(GOALS, &[("hp-09", "no")]);
    let [(subject, detail)] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(subject, "ac-13 answers/hp-09", "at the one that claims it");
    for quoted in [
        "answered “yes”",
        "says: “no”",
        "Are user and privileged accounts separate?",
    ] {
        assert!(detail.contains(quoted), "{quoted}: {detail}");
    }
}

#[test]
fn an_answer_that_earns_something_or_asks_for_more_contradicts_nothing() {
    assert_eq!(contradictions(GOALS, &[("hp-09", "yes")]), []);
    // Who misses a goal that asks for more than the control may have the control.
    let more = GOALS.replace("access.privileged (equal)", "access.privileged (broader)");
    assert_ne!(more, GOALS);
    assert_eq!(contradictions(&more, &[("hp-09", "no")]), []);
}
