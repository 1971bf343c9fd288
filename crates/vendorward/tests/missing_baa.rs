//! The sample where PHI flows without an agreement: no answer outweighs that, and adding the agreement
//! changes what an agreement can change and nothing else.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value as Json;
use vendorward::{
    api,
    core::{
        Date, Id,
        assessment::{Answer, Confirmed, Override},
        units::Credit,
    },
    package::{self, Package},
    set::Set,
};

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn sample() -> Package {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../questionnaires/samples/live-without-baa.json");
    package::read(&fs::read(path).expect("readable"))
        .value
        .expect("sound")
}

fn score(set: &Set, package: &Package) -> Json {
    let scored = api::score(set, &package::write(package), day("2026-11-22"))
        .value
        .expect("scored");
    serde_json::from_slice(&scored.json).expect("JSON")
}

fn gate<'a>(result: &'a Json, id: &str) -> &'a Json {
    let gates = result["gates"].as_array().expect("gates");
    gates.iter().find(|gate| gate["id"] == id).expect("listed")
}

#[test]
fn stays_tripped_whatever_is_answered() {
    let set = Set::standard().value.expect("sound");
    let mut package = sample();
    let before = score(&set, &package);
    assert_eq!(gate(&before, "gate.baa-in-force")["state"], "tripped");
    assert_eq!(before["rating"]["now"], "critical");
    assert_eq!(before["recommendation"], "suspend-phi");
    // Every scored question at full credit, and confirmed in a document.
    let seen = serde_json::json!({"id": "seen", "kind": "artefact", "title": "Everything"});
    package
        .assessment
        .evidence
        .push(serde_json::from_value(seen).expect("evidence"));
    for entry in &set.compiled.questions {
        let id = &entry.question.id;
        if entry.weight == 0 {
            continue;
        }
        package
            .assessment
            .answers
            .retain(|answer| answer.question != *id);
        package.assessment.answers.push(Answer {
            r#override: Some(Override {
                credit: Credit::FULL,
                reason: "seen".to_owned(),
                by: "R".to_owned(),
                on: day("2026-11-20"),
            }),
            confirmed: vec![Confirmed {
                document: Id::new("seen").expect("an id"),
                page: None,
                by: "R".to_owned(),
                on: day("2026-11-20"),
            }],
            ..Answer::blank(id.clone())
        });
    }
    let best = score(&set, &package);
    assert_eq!(
        best["score"]["evidenced"]["lo"], 10_000,
        "the controls are at their best"
    );
    assert_eq!(gate(&best, "gate.baa-in-force")["state"], "tripped");
    assert_eq!(best["rating"]["now"], "critical");
    assert_eq!(best["rating"]["best"], "critical");
    assert_eq!(best["recommendation"], "suspend-phi");
}

#[test]
fn an_agreement_in_force_changes_only_what_it_can() {
    let set = Set::standard().value.expect("sound");
    let without = sample();
    let mut with = without.clone();
    let provisions: Vec<Json> = vendorward::core::baa::ProvisionKey::WORDS
        .iter()
        .map(|key| serde_json::json!({"key": key, "state": "found"}))
        .collect();
    let baa = serde_json::json!({
        "id": "baa-2026", "status": "executed",
        "execution": {"kind": "signed", "ours_on": "2026-02-10", "theirs_on": "2026-02-12"},
        "vendor_entity": "Harbor Scribe, LLC", "customer_entities": ["St. Brendan Hospital"],
        "coverage": {"kind": "listed", "list": ["Ambient Notes"], "ai": true},
        "effective": "2026-02-12", "term": {"kind": "with-agreement"},
        "notice": {"breach": {"number": 5, "unit": "calendar-days", "trigger": "discovery"}},
        "provisions": provisions,
        "reviewed": {"by": "R", "on": "2026-11-20"},
    });
    with.assessment
        .baas
        .push(serde_json::from_value(baa).expect("an agreement"));
    let (a, b) = (score(&set, &without), score(&set, &with));
    assert_eq!(gate(&b, "gate.baa-in-force")["state"], "clear");
    assert_ne!(b["recommendation"], "suspend-phi");
    let members = a.as_object().expect("an object");
    let changed: BTreeSet<&str> = members
        .keys()
        .map(String::as_str)
        .filter(|key| a[*key] != b[*key])
        .collect();
    let may = [
        "gates",
        "baa",
        "pack",
        "legal",
        "scope",
        "findings",
        "rating",
        "recommendation",
        "conditions",
        "inputs",
    ];
    assert!(changed.iter().all(|key| may.contains(key)), "{changed:?}");
    let others = |result: &Json| {
        let findings = result["findings"].as_array().expect("findings").clone();
        findings
            .into_iter()
            .filter(|one| !one["id"].as_str().unwrap_or_default().starts_with("baa."))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        others(&a),
        others(&b),
        "only findings about agreements change"
    );
    for id in vendorward::core::gate::GateId::WORDS {
        if !matches!(
            *id,
            "gate.baa-in-force" | "gate.baa-terms" | "gate.breach-clause"
        ) {
            assert_eq!(gate(&a, id), gate(&b, id));
        }
    }
}
