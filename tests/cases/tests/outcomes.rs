//! What each case changes, line by line, as checked in beside its file: `CASES_WRITE=1` writes it anew; look
//! at the difference before you commit it.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;

use vendorward::{api, core::Date, set::Set};
use vendorward_cases::{
    CaseFile, FOLDERS, files,
    outcome::{difference, lines},
    root,
};

fn outcome(set: &Set, package: &serde_json::Value, as_of: &str) -> Vec<String> {
    let bytes = serde_json::to_vec(package).expect("JSON");
    let as_of = Date::parse(as_of).expect("a date");
    let json = api::score(set, &bytes, as_of).value.expect("scored").json;
    lines(&serde_json::from_slice(&json).expect("JSON"))
}

/// The blocks of a file, each a heading with what follows: what the file sets against its sample, then what
/// each case changes in that.
fn blocks<'a>(set: &'a Set, file: &'a CaseFile) -> impl Iterator<Item = String> + 'a {
    let sample = root()
        .join("questionnaires/samples")
        .join(format!("{}.json", file.sample));
    let sample = fs::read(sample).expect("readable");
    let sample = serde_json::from_slice(&sample).expect("JSON");
    let sample = outcome(set, &sample, &file.as_of);
    let base = outcome(set, &file.package, &file.as_of);
    let heading = format!("{} on {}", file.sample, file.as_of);
    let first = block(&heading, &difference(&sample, &base));
    let cases = file.cases.iter().map(move |case| {
        let name = case.name.split_once(": ").map_or("", |(_, name)| name);
        block(
            name,
            &difference(&base, &outcome(set, &case.package, &case.as_of)),
        )
    });
    std::iter::once(first).chain(cases)
}

fn block(heading: &str, lines: &[String]) -> String {
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    format!("# {heading}\n{lines}")
}

/// One test, file after file: the first difference is the end, which mutation testing lives by.
#[test]
fn every_case_changes_what_is_checked_in() {
    let set = Set::standard().value.expect("sound");
    let write = std::env::var_os("CASES_WRITE").is_some();
    for file in FOLDERS
        .iter()
        .flat_map(|folder| files(folder).expect("cases"))
    {
        let path = file.path.with_extension("txt");
        if write {
            let all: Vec<String> = blocks(&set, &file).collect();
            fs::write(&path, all.join("\n")).expect("written");
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let mut known = text.split_inclusive("\n\n");
        for block in blocks(&set, &file) {
            let known = known.next().unwrap_or_default();
            assert!(
                known.trim_end() == block.trim_end(),
                "{}: checked in is\n{known}\nand now it is\n{block}\nCASES_WRITE=1 writes it anew",
                path.display()
            );
        }
        assert_eq!(known.next(), None, "{}", path.display());
    }
}
