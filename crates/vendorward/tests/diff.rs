//! What changed: against itself nothing, and the other way round everything the other way round.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test cannot do without fails it"
)]

use std::fs;

use serde_json::{Value, json};
use vendorward::{
    core::{Date, texts::Language::English},
    diff::{Area, Diff, Subject, Way, between},
    set::Set,
};

fn samples() -> Vec<(String, Subject)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../questionnaires/samples");
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = fs::read(&path).unwrap();
            let subject = Subject::read(&name, &bytes).value.unwrap();
            (name, subject)
        })
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(all.len() >= 10, "{} samples", all.len());
    all
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn compare(set: &Set, old: &Subject, new: &Subject) -> Diff {
    let as_of = day("2026-11-22");
    between(set, old, new, as_of, Some(as_of)).unwrap()
}

#[test]
fn against_itself_nothing_changed() {
    let set = Set::standard().value.unwrap();
    for (name, subject) in samples() {
        let diff = compare(&set, &subject, &subject);
        // An exception that stands in both years is told even where the report is the same.
        let told = diff
            .changes
            .iter()
            .filter(|one| one.area != Area::Exception);
        assert_eq!(told.collect::<Vec<_>>(), Vec::<&_>::new(), "{name}");
    }
}

#[test]
fn the_other_way_round_everything_goes_the_other_way() {
    let set = Set::standard().value.unwrap();
    let all = samples();
    let mut seen = 0;
    for (at, (old_name, old)) in all.iter().enumerate() {
        for (new_name, new) in all.iter().skip(at + 1) {
            let (there, back) = (compare(&set, old, new), compare(&set, new, old));
            let key = |diff: &Diff, turn: bool| {
                let mut keys: Vec<String> = diff
                    .changes
                    .iter()
                    // Time runs one way: a break between periods and a repeat are told once.
                    .filter(|one| one.area != Area::Exception && one.subject != "break")
                    .map(|one| {
                        let (way, before, after) = if turn {
                            let way = match one.way {
                                Way::Better => Way::Worse,
                                Way::Worse => Way::Better,
                                Way::New => Way::Gone,
                                Way::Gone => Way::New,
                                Way::Changed => Way::Changed,
                            };
                            (way, &one.after, &one.before)
                        } else {
                            (one.way, &one.before, &one.after)
                        };
                        let area = one.area;
                        format!("{area:?} {way:?} {} {before:?} {after:?}", one.subject)
                    })
                    .collect();
                keys.sort();
                keys
            };
            seen += there.changes.len();
            assert_eq!(
                key(&there, false),
                key(&back, true),
                "{old_name} {new_name}"
            );
        }
    }
    assert!(seen > 1000, "{seen} changes");
}

fn report(extra: &Value) -> Subject {
    let mut record = json!({
        "id": "soc2", "report_kind": "soc2-type2",
        "period_start": "2024-10-01", "period_end": "2025-09-30",
        "opinion_overall": "unqualified", "categories": ["security"],
        "auditor": {"firm": "Ledger LLP", "licensed": true},
        "controls": [
            {"id": "AC-1", "criteria": ["CC6.1"], "result": "tested"},
            {"id": "AC-2", "criteria": ["CC6.2"], "result": "exception"},
            {"id": "IR-1", "criteria": ["CC7.4"], "result": "no-events"}
        ],
        "cuecs": [{"id": "U1", "text": "Review user accounts every quarter."}],
        "subservice_orgs": [{"name": "Cedar Cloud", "method": "carve-out"}]
    });
    for (key, value) in extra.as_object().unwrap() {
        record[key] = value.clone();
    }
    let reply = Subject::read("report.json", record.to_string().as_bytes());
    reply
        .value
        .unwrap_or_else(|| panic!("{:?}", reply.diagnostics))
}

#[test]
fn two_years_of_a_report() {
    let set = Set::standard().value.unwrap();
    let old = report(&json!({}));
    let new = report(&json!({
        "period_start": "2025-12-01", "period_end": "2026-05-31",
        "opinion_overall": "qualified", "qualified_criteria": ["CC6.2"],
        "categories": ["security", "availability"],
        "auditor": {"firm": "Other LLP"},
        "controls": [
            {"id": "AC-1", "criteria": ["CC6.1"], "result": "no-events"},
            {"id": "AC-2", "criteria": ["CC6.2"], "result": "exception"},
            {"id": "IR-1", "criteria": ["CC7.4"], "result": "tested"},
            {"id": "BK-1", "criteria": ["A1.2"], "result": "exception"}
        ],
        "cuecs": [],
        "subservice_orgs": [{"name": "Cedar Cloud", "method": "inclusive"}]
    }));
    let diff = between(&set, &old, &new, day("2026-11-22"), None).unwrap();
    let said: Vec<String> = diff
        .changes
        .iter()
        .map(|one| {
            let (before, after) = (one.before.words(English), one.after.words(English));
            let (area, way) = (one.area.as_str(), one.way.as_str());
            format!("{area} {way} {}: {before} > {after}", one.subject)
        })
        .collect();
    assert_eq!(
        said,
        [
            "report worse opinion_overall: unqualified > qualified",
            "report changed auditor: Ledger LLP > Other LLP",
            "report worse break: 0 > 61",
            "report worse period: 365 > 182",
            "report new categories/availability:  > availability",
            "report new qualified_criteria/CC6.2:  > CC6.2",
            "exception worse AC-2: exception > exception",
            "exception new BK-1:  > exception",
            "control worse AC-1: tested without exception > nothing to test",
            "control new BK-1:  > exception",
            "control better IR-1: nothing to test > tested without exception",
            "customer-duty gone U1: Review user accounts every quarter. > ",
            "subservice better Cedar Cloud: carved out > tested in the report",
        ]
    );
    assert_eq!(
        (diff.old, diff.new),
        (Some(day("2025-09-30")), Some(day("2026-05-31")))
    );
}

#[test]
fn a_leap_year_is_as_long_as_another() {
    let set = Set::standard().value.unwrap();
    let old = report(&json!({"period_start": "2023-10-01", "period_end": "2024-09-30"}));
    let new = report(&json!({}));
    let diff = between(&set, &old, &new, day("2026-11-22"), None).unwrap();
    let told = diff
        .changes
        .iter()
        .filter(|one| one.area != Area::Exception);
    assert_eq!(told.count(), 0, "{:?}", diff.changes);
}

#[test]
fn a_package_and_a_report_cannot_be_compared() {
    let set = Set::standard().value.unwrap();
    let (_, package) = samples().remove(0);
    let wrong = between(&set, &package, &report(&json!({})), day("2026-11-22"), None);
    assert_eq!(wrong.unwrap_err().code, "not-alike");
}

#[test]
fn the_old_side_speaks_of_its_last_decision() {
    let set = Set::standard().value.unwrap();
    let (_, Subject::Package(mut package)) = samples()
        .into_iter()
        .find(|(name, _)| name == "in-good-order.json")
        .unwrap()
    else {
        panic!("a package")
    };
    let new = Subject::Package(package.clone());
    package.assessment.decisions = serde_json::from_value(json!([{
        "outcome": "approve", "by": "A", "role": "B", "on": "2026-11-20",
        "recommendation": "approve", "result_sha256": ""
    }]))
    .unwrap();
    let old = Subject::Package(package);
    // By then the report is stale, and was not on the day of the decision.
    let diff = between(&set, &old, &new, day("2027-12-01"), None).unwrap();
    assert_eq!(diff.old, Some(day("2026-11-20")));
    let stale = |one: &&vendorward::diff::Change| one.subject == "soc2.stale soc2-2026";
    let found = diff.changes.iter().find(stale).map(|one| one.way);
    assert_eq!(found, Some(Way::New));
}

/// A sample beside itself with these members of the file changed, as `area way name: before > after`.
fn changed(pointers: &[(&str, Value)]) -> Vec<String> {
    let set = Set::standard().value.unwrap();
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../questionnaires/samples/in-good-order.json"
    );
    let mut whole: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let read = |whole: &Value| {
        Subject::read("package.json", whole.to_string().as_bytes())
            .value
            .unwrap()
    };
    let old = read(&whole);
    for (pointer, value) in pointers {
        *whole.pointer_mut(pointer).unwrap() = value.clone();
    }
    compare(&set, &old, &read(&whole))
        .changes
        .iter()
        .filter(|one| one.area >= Area::Agreement)
        .map(|one| {
            let (before, after) = (one.before.words(English), one.after.words(English));
            let (area, way, name) = (one.area.as_str(), one.way.as_str(), one.name.words(English));
            format!("{area} {way} {name}: {before} > {after}")
        })
        .collect()
}

#[test]
fn a_clause_is_named_and_a_worse_one_is_worse() {
    let breach = |number: Value, unit: &str, trigger: &str| {
        let notice = json!({"number": number, "unit": unit, "trigger": trigger});
        changed(&[("/baas/0/notice/breach", notice)])
    };
    let name = "Notice of a breach: baa-2026: 5 calendar days from discovery";
    assert_eq!(
        breach(json!(30), "calendar-days", "discovery"),
        [format!(
            "agreement worse {name} > 30 calendar days from discovery"
        )]
    );
    assert_eq!(
        breach(json!(48), "hours", "discovery"),
        [format!("agreement better {name} > 48 hours from discovery")]
    );
    assert_eq!(
        breach(json!(5), "calendar-days", "confirmation"),
        [format!(
            "agreement worse {name} > 5 calendar days from confirmation"
        )]
    );
    // Sooner, from a later moment: neither.
    assert_eq!(
        breach(json!(2), "calendar-days", "confirmation"),
        [format!(
            "agreement changed {name} > 2 calendar days from confirmation"
        )]
    );
    assert_eq!(
        breach(Value::Null, "calendar-days", "discovery"),
        [format!(
            "agreement worse {name} > no number stated, from discovery"
        )]
    );
    assert_eq!(
        changed(&[("/baas/0/provisions/0/state", json!("absent"))]),
        [
            "agreement worse States what the vendor may and must do with PHI: baa-2026: Found > Absent"
        ]
    );
}

#[test]
fn nothing_is_said_in_the_words_of_the_file() {
    let set = Set::standard().value.unwrap();
    let all = samples();
    for (_, old) in &all {
        for (name, new) in &all {
            for one in compare(&set, old, new).changes {
                let words = one.name.words(English);
                let sides = [one.before.words(English), one.after.words(English)];
                for said in sides.iter().chain([&words]) {
                    assert!(!said.contains(['{', '}', '"']), "{name}: {words}: {said}");
                }
                assert!(
                    !words.contains("diff.") && !words.contains('_'),
                    "{name}: {words}"
                );
            }
        }
    }
}

#[test]
fn two_vendors_are_said_to_be_two() {
    let set = Set::standard().value.unwrap();
    let all = samples();
    let of = |wanted: &str| &all.iter().find(|(name, _)| name == wanted).unwrap().1;
    let (old, new) = (of("conduit.json"), of("in-good-order.json"));
    assert!(compare(&set, old, new).vendors.is_some());
    assert_eq!(compare(&set, new, new).vendors, None);
}

#[test]
fn what_is_no_longer_assessed_is_one_line() {
    let set = Set::standard().value.unwrap();
    let all = samples();
    let of = |wanted: &str| &all.iter().find(|(name, _)| name == wanted).unwrap().1;
    let diff = compare(&set, of("in-good-order.json"), of("conduit.json"));
    for area in [Area::Gate, Area::Duty] {
        let gone = diff
            .changes
            .iter()
            .filter(|one| one.area == area && one.way == Way::Gone);
        assert_eq!(gone.count(), 1, "{area:?}");
    }
}
