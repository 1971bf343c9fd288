//! Every case against the library; and the promises about the cases themselves.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use vendorward::{
    api,
    core::{Date, baa::Standing, gate::GateId, rules::RULES},
    set::Set,
};
use vendorward_cases::{Case, FOLDERS, faults, load, rule_of};

fn result(set: &Set, case: &Case) -> serde_json::Value {
    let bytes = serde_json::to_vec(&case.package).expect("JSON");
    let as_of = Date::parse(&case.as_of).expect("a date");
    let reply = api::score(set, &bytes, as_of);
    let scored = reply.value.expect("scored");
    // A record that can be none is an error of the file; a finding says so.
    let impossible = scored.package.assessment.impossible.len();
    let errors = reply
        .diagnostics
        .iter()
        .filter(|one| vendorward::Diagnostic::is_error(one));
    assert_eq!(
        errors.count(),
        impossible,
        "{}: {:?}",
        case.name,
        reply.diagnostics
    );
    serde_json::from_slice(&scored.json).expect("JSON")
}

#[test]
fn every_case_holds() {
    let set = Set::standard().value.expect("sound");
    let cases = load(FOLDERS).expect("cases");
    let mut wrong = Vec::new();
    for case in &cases {
        let found = faults(case, &result(&set, case));
        wrong.extend(
            found
                .into_iter()
                .map(|fault| format!("{}: {fault}", case.name)),
        );
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
    println!("{} cases", cases.len());
}

/// One package for each state that a gate can reach; each differs from its base in at most one fact.
#[test]
fn each_gate_has_a_case_for_each_state() {
    let mut states: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let cases = load(&["gates"]).expect("cases");
    for case in &cases {
        assert!(
            case.changes <= 1,
            "{} changes {} facts",
            case.name,
            case.changes
        );
        for id in GateId::WORDS {
            if case
                .name
                .contains(&format!("/{}:", id.trim_start_matches("gate.")))
            {
                let state = case
                    .gates
                    .get(*id)
                    .unwrap_or_else(|| panic!("{} names no state of {id}", case.name));
                states.entry(id).or_default().insert(state.clone());
            }
        }
    }
    for id in GateId::WORDS {
        let mut expected: BTreeSet<String> = ["clear", "not-applicable", "tripped", "undetermined"]
            .map(str::to_owned)
            .into();
        if *id == "gate.baa-in-force" {
            expected.insert("pending".to_owned());
        }
        assert_eq!(states.get(id), Some(&expected), "{id}");
    }
}

/// Six standings by three kinds of PHI.
#[test]
fn each_cell_of_the_table_is_a_case() {
    let cases = load(&["baa-in-force"]).expect("cases");
    for standing in Standing::WORDS {
        for phi in ["planned", "flowing", "unknown"] {
            let name = format!("{standing}, {phi}");
            assert!(
                cases.iter().any(|case| case.name.ends_with(&name)),
                "{name}"
            );
        }
    }
}

/// Every rule of the catalogue is raised by a case and absent from another.
#[test]
fn each_rule_has_a_case() {
    let cases = load(FOLDERS).expect("cases");
    let raised: BTreeSet<&str> = cases
        .iter()
        .flat_map(|case| &case.findings)
        .map(|wanted| rule_of(wanted))
        .collect();
    let absent: BTreeSet<&str> = cases
        .iter()
        .flat_map(|case| &case.without)
        .map(|wanted| rule_of(wanted))
        .collect();
    let without = |set: &BTreeSet<&str>| {
        RULES
            .iter()
            .map(|rule| rule.id)
            .filter(|id| !set.contains(id))
            .collect::<Vec<_>>()
    };
    assert_eq!(without(&raised), Vec::<&str>::new(), "raised by no case");
    assert_eq!(without(&absent), Vec::<&str>::new(), "ruled out by no case");
}

#[test]
fn a_wrong_expectation_is_noticed() {
    let set = Set::standard().value.expect("sound");
    let mut case = load(&["gates"]).expect("cases").swap_remove(0);
    let result = result(&set, &case);
    assert!(faults(&case, &result).is_empty());
    let (state, other) = (case.gates.clone(), "nonsense".to_owned());
    case.gates
        .values_mut()
        .for_each(|state| state.clone_from(&other));
    assert_eq!(faults(&case, &result).len(), 1);
    case.gates = state;
    case.findings.push("baa.missing".to_owned());
    case.without.push("control.gap".to_owned());
    assert_eq!(faults(&case, &result), ["baa.missing is not raised"]);
    case.expect
        .insert("/recommendation".to_owned(), "exit".into());
    assert_eq!(faults(&case, &result).len(), 2);
}
