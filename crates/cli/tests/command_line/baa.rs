//! `baa check`: one record or a package, alone or against an engagement.

use serde_json::{Value, json};

use crate::run::{Folder, Ran, sample};

const DAY: [&str; 2] = ["--as-of", "2026-11-22"];

/// The agreement of the sample that is in good order, with some of it changed.
fn record(change: impl FnOnce(&mut Value)) -> String {
    let package: Value = serde_json::from_slice(&sample("in-good-order.json")).expect("JSON");
    let mut record = package.pointer("/baas/0").expect("a record").clone();
    change(&mut record);
    record.to_string()
}

fn check(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["baa", "check"], args, &DAY].concat())
}

fn json_of(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).expect("JSON")
}

#[test]
fn a_record_alone_is_held_against_its_own_words() {
    let folder = Folder::new().with("baa.json", record(|_| {}));
    let ran = check(&folder, &["baa.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let lead = "baa-2026 is in force for 1 of 1 flows that need an agreement.\n";
    assert!(ran.out.starts_with(lead), "{}", ran.out);
    for said in [
        "No engagement was given",
        "as of 2026-11-22",
        "✓ lawful",
        "Reports security incidents",
        "45 CFR 164.314(a)(2)(i)(C)",
        "Not looked for: cost of a breach",
    ] {
        assert!(ran.out.contains(said), "{said} in {}", ran.out);
    }
    let json = json_of(&check(&folder, &["baa.json", "--format", "json"]));
    assert_eq!(json["format"], "vendorward/baa-check");
    assert_eq!(json["engagement"], "assumed");
    let agreement = &json["agreements"][0];
    assert_eq!(agreement["provisions"].as_array().map(Vec::len), Some(13));
    assert_eq!(agreement["terms"].as_array().map(Vec::len), Some(14));
    assert_eq!(agreement["flows"][0]["standing"], "in-force");
    assert_eq!(json["findings"], json!([]));
}

#[test]
fn clocks_are_said_in_calendar_days_and_by_law() {
    let slow = record(|baa| {
        baa["notice"]["breach"] =
            json!({"number": 60, "unit": "business-days", "trigger": "discovery"});
    });
    let folder = Folder::new().with("baa.json", slow);
    let json = json_of(&check(&folder, &["baa.json", "--format", "json"]));
    let clocks = &json["agreements"][0]["clocks"];
    assert_eq!(clocks[0]["days"], 90);
    assert_eq!(clocks[0]["state"], "over-limit");
    assert_eq!(clocks[2]["reported"], "incident");
    assert_eq!(clocks[2]["state"], "lawful");
    assert_eq!(json["findings"][0]["id"], "baa.breach-notice-over-60-days");
    assert_eq!(check(&folder, &["baa.json", "--fail-on", "gate"]).code, 1);
    assert_eq!(check(&folder, &["baa.json"]).code, 0);
}

#[test]
fn an_engagement_says_who_contracts_and_what_is_bought() {
    let other = record(|baa| baa["vendor_entity"] = json!("Meridian Analytics, LLC"));
    let package = sample("in-good-order.json");
    let whole: Value = serde_json::from_slice(&package).expect("JSON");
    let folder = Folder::new()
        .with("baa.json", other)
        .with("package.json", &package)
        .with("engagement.json", whole["engagement"].to_string());
    for around in ["package.json", "engagement.json"] {
        let args = ["baa.json", "--engagement", around, "--format", "json"];
        let json = json_of(&check(&folder, &args));
        assert_eq!(json["engagement"], "given");
        let flow = &json["agreements"][0]["flows"][0];
        assert_eq!(flow["standing"], "defective");
        assert_eq!(flow["defects"][0]["finding"], "baa.wrong-party");
        assert_eq!(json["gates"][0]["state"], "pending");
    }
    let text = check(&folder, &["baa.json", "--engagement", "package.json"]).out;
    assert!(
        text.starts_with("baa-2026 is in force for 0 of 3 flows"),
        "{text}"
    );
    assert!(text.contains("The agreements are held against the engagement."));
}

#[test]
fn a_package_is_checked_as_it_is_scored() {
    for name in ["late-baa.json", "conduit.json", "live-without-baa.json"] {
        let folder = Folder::new().with(name, sample(name));
        let json = json_of(&check(&folder, &[name, "--format", "json"]));
        let scored = folder.run(&[&["score", name, "--format", "json"], &DAY[..]].concat());
        let scored: Value = serde_json::from_str(&scored.out).expect("JSON");
        let of_agreements: Vec<&Value> = scored["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .filter(|one| one["id"].as_str().is_some_and(|id| id.starts_with("baa.")))
            .collect();
        assert_eq!(json!(of_agreements), json["findings"], "{name}");
        assert_eq!(
            scored["gates"][0]["state"], json["gates"][0]["state"],
            "{name}"
        );
    }
}

#[test]
fn what_is_wrong_with_a_record_is_said_with_its_place() {
    let folder = Folder::new()
        .with("word.json", r#"{"id": "baa-1", "status": "maybe"}"#)
        .with("list.json", "[]")
        .with("field.json", record(|baa| baa["colour"] = json!("blue")))
        .with("engagement.json", r#"{"phi": "perhaps"}"#);
    let ran = check(&folder, &["word.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .starts_with("word.json:/status: error[invalid-field]: unknown variant `maybe`, expected one of `none`"),
        "{}",
        ran.err
    );
    assert_eq!(check(&folder, &["list.json"]).code, 2);
    assert_eq!(check(&folder, &["nowhere.json"]).code, 2);
    let ran = check(&folder, &["field.json"]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.err,
        "field.json:/colour: warning[unknown-field]: `colour` is not known here; it does not count\n"
    );
    let ran = check(&folder, &["field.json", "--engagement", "engagement.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .starts_with("engagement.json:/phi: error[invalid-field]"),
        "{}",
        ran.err
    );
}
