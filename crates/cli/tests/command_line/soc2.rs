//! `vendorward soc2 check`.

use serde_json::{Value, json};

use crate::run::{Folder, sample};

const DAY: &str = "2026-11-22";

/// The vendor's report of the sample in good order.
fn record() -> Value {
    let package: Value = serde_json::from_slice(&sample("in-good-order.json")).expect("JSON");
    let first = package.pointer("/reports/0");
    first.expect("a report").clone()
}

/// The parsed check of a file.
fn checked(folder: &Folder, args: &[&str]) -> Value {
    let base = ["soc2", "check", "--as-of", DAY, "--format", "json"];
    let ran = folder.run(&[&base, args].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    serde_json::from_str(&ran.out).expect("JSON")
}

fn ids(check: &Value) -> Vec<&str> {
    let findings = check["findings"].as_array().expect("a list");
    let ids = findings.iter().filter_map(|one| one["id"].as_str());
    ids.collect()
}

#[test]
fn a_record_by_itself_is_about_what_it_names() {
    let folder = Folder::new().with("report.json", record().to_string());
    let check = checked(&folder, &["report.json"]);
    assert_eq!(check["format"], "vendorward/soc2-check");
    assert_eq!(check["assurance"]["reports"][0]["relied_on"], true);
    assert_eq!(check["assurance"]["timeline"][0]["from"], "2025-10-01");
    assert_eq!(check["gate"]["state"], "clear");
    assert_eq!(check["customer_duties"][0]["id"], "CUEC-1");
    // The host's own report is not in the file.
    assert!(ids(&check).contains(&"soc2.carve-out-no-report"));
}

#[test]
fn toml_and_csv_read_as_json_does() {
    let toml = "id = \"r\"\nreport_kind = \"soc2-type1\"\nas_of_date = 2026-06-30\nopinion_overall = \"adverse\"\n";
    let csv = "id,report_kind,as_of_date,opinion_overall\nr,soc2-type1,2026-06-30,adverse\n";
    let json = json!({ "id": "r", "report_kind": "soc2-type1", "as_of_date": "2026-06-30", "opinion_overall": "adverse" });
    let folder = Folder::new()
        .with("r.toml", toml)
        .with("r.csv", csv)
        .with("r.json", json.to_string());
    let first = checked(&folder, &["r.json"]);
    assert!(ids(&first).contains(&"soc2.opinion-adverse"));
    assert_eq!(checked(&folder, &["r.toml"]), first);
    assert_eq!(checked(&folder, &["r.csv"]), first);
}

#[test]
fn an_engagement_says_what_is_bought() {
    let mut record = record();
    record["products_in_scope"] = json!(["Reporting Module"]);
    let folder = Folder::new()
        .with("report.json", record.to_string())
        .with("package.json", sample("in-good-order.json"));
    let alone = checked(&folder, &["report.json"]);
    assert!(!ids(&alone).contains(&"scope.product"));
    let within = checked(&folder, &["report.json", "--engagement", "package.json"]);
    assert!(ids(&within).contains(&"scope.product"));
}

#[test]
fn a_package_is_checked_whole_and_tells_of_nothing_else() {
    let folder = Folder::new().with("package.json", sample("late-baa.json"));
    let check = checked(&folder, &["package.json"]);
    let ids = ids(&check);
    assert!(ids.contains(&"soc2.aging") && !ids.iter().any(|id| id.starts_with("baa.")));
    let ran = folder.run(&["soc2", "check", "package.json", "--as-of", DAY]);
    assert_eq!(ran.code, 0);
    for part in [
        "2025-02-01 to 2026-01-31",
        "soc2.aging",
        "unqualified",
        "✗ nothing",
    ] {
        assert!(ran.out.contains(part), "{part}");
    }
}

#[test]
fn fails_on_what_it_is_asked_to() {
    let mut record = record();
    record["subservice_orgs"] = json!([]);
    let good = record.to_string();
    record["opinion_overall"] = json!("qualified");
    let qualified = record.to_string();
    record["opinion_overall"] = json!("adverse");
    let folder = Folder::new()
        .with("good.json", good)
        .with("qualified.json", qualified)
        .with("adverse.json", record.to_string());
    let code = |file: &str, on: &str| {
        let args = ["soc2", "check", file, "--as-of", DAY, "--fail-on", on];
        folder.run(&args).code
    };
    let codes = |on| ["good.json", "qualified.json", "adverse.json"].map(|file| code(file, on));
    assert_eq!(codes("gate"), [0, 0, 1]);
    assert_eq!(codes("high"), [0, 1, 1]);
}

#[test]
fn what_can_be_no_report_is_bad_input() {
    let mut record = record();
    record["period_end"] = json!("2025-01-01");
    let folder = Folder::new().with("report.json", record.to_string());
    let ran = folder.run(&["soc2", "check", "report.json", "--as-of", DAY]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .starts_with("report.json:/period_end: error[impossible-report]"),
        "{}",
        ran.err
    );
    let missing = folder.run(&["soc2", "check", "nowhere.json", "--as-of", DAY]);
    assert_eq!(missing.code, 2);
}
