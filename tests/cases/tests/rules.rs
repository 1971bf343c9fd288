//! Every rule has a pair of cases that differ in exactly one fact: with it the rule raises its finding, without
//! it does not. `tests/rules.csv` lists them; `RULES_WRITE=1` writes it anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
};

use vendorward::{
    core::{gate::GateId, rules::RULES},
    set::Set,
};
use vendorward_cases::{Case, FOLDERS, load, root, rule_of};

/// Whether two cases of one file differ in exactly one fact: one value set, removed or changed, or the day
/// the result speaks of.
fn alike(one: &Case, other: &Case) -> bool {
    let keys: BTreeSet<&String> = one.facts.keys().chain(other.facts.keys()).collect();
    let differ = keys
        .into_iter()
        .filter(|key| one.facts.get(*key) != other.facts.get(*key));
    let days = usize::from(one.as_of != other.as_of);
    one.file == other.file && differ.count() + days == 1
}

/// For each rule a pair: raised, not raised. The first of those whose quiet case says least beside, and so is
/// about this rule.
fn pairs(cases: &[Case]) -> BTreeMap<&'static str, (&Case, &Case)> {
    let mut found = BTreeMap::new();
    for rule in RULES {
        let names = |list: &[String]| list.iter().any(|id| rule_of(id) == rule.id);
        let raised = cases.iter().filter(|case| names(&case.findings));
        let quiet: Vec<&Case> = cases.iter().filter(|case| names(&case.without)).collect();
        let pair = raised
            .flat_map(|one| quiet.iter().map(move |other| (one, *other)))
            .filter(|(one, other)| alike(one, other))
            .min_by_key(|(_, other)| other.without.len());
        if let Some(pair) = pair {
            found.insert(rule.id, pair);
        }
    }
    found
}

#[test]
fn every_rule_has_a_pair_and_every_case_a_rule() {
    let cases = load(FOLDERS).expect("cases");
    let pairs = pairs(&cases);
    let without: Vec<&str> = RULES
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !pairs.contains_key(id))
        .collect();
    assert!(without.is_empty(), "no pair for {without:?}");
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    for case in &cases {
        for id in case.findings.iter().chain(&case.without) {
            assert!(known.contains(rule_of(id)), "{}: no rule `{id}`", case.name);
        }
        for gate in case.gates.keys() {
            assert!(
                GateId::parse(gate).is_some(),
                "{}: no gate `{gate}`",
                case.name
            );
        }
        let says = case.gates.len() + case.findings.len() + case.without.len() + case.expect.len();
        assert!(says > 0, "{} says nothing", case.name);
    }
}

#[test]
fn the_table_lists_every_rule() {
    let cases = load(FOLDERS).expect("cases");
    let pairs = pairs(&cases);
    let set = Set::standard().value.expect("sound");
    let rubric = &set.compiled.rubric;
    let mut table = "rule,law,axis,owner,citation,cases,raised by,not raised by\n".to_owned();
    for rule in RULES {
        let raising = |case: &&Case| case.findings.iter().any(|id| rule_of(id) == rule.id);
        let files: BTreeSet<&str> = cases
            .iter()
            .filter(raising)
            .map(|case| case.file.as_str())
            .collect();
        let files: Vec<&str> = files.into_iter().collect();
        let (raised, quiet) = pairs
            .get(rule.id)
            .map_or(("", ""), |(one, other)| (&one.name, &other.name));
        // Where no law says it, what the severity rests on.
        let source = || rubric.findings.get(rule.id).map(|rated| &*rated.source);
        let cite = Some(rule.cite)
            .filter(|cite| !cite.is_empty())
            .or_else(source);
        let row = [
            rule.id,
            rule.law.as_str(),
            rule.axis.as_str(),
            rule.owner.as_str(),
            cite.unwrap_or_default(),
            &files.join("; "),
            raised,
            quiet,
        ];
        let row = row.map(|text| format!("\"{}\"", text.replace('"', "\"\"")));
        let _ = writeln!(table, "{}", row.join(","));
    }
    let path = root().join("tests/rules.csv");
    if std::env::var_os("RULES_WRITE").is_some() {
        fs::write(&path, &table).expect("written");
    }
    let known = fs::read_to_string(&path).expect("tests/rules.csv");
    assert!(
        known == table,
        "tests/rules.csv is not what the cases give; RULES_WRITE=1 writes it anew"
    );
}
