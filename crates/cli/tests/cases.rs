//! Every case of `tests/cases` against the command line, as a stream.

use std::{
    collections::BTreeMap,
    io::Write as _,
    process::{Command, Stdio},
};

use vendorward_cases::{Case, FOLDERS, faults, load};

#[test]
fn every_case_holds_on_the_command_line() {
    let mut by_day: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for case in load(FOLDERS).expect("cases") {
        by_day.entry(case.as_of.clone()).or_default().push(case);
    }
    let mut wrong = Vec::new();
    for (day, cases) in by_day {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vendorward"))
            .args(["score", "--ndjson", "--as-of", &day])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command starts");
        let mut input = child.stdin.take().expect("a pipe");
        let packages: Vec<_> = cases.iter().map(|case| case.package.clone()).collect();
        let writer = std::thread::spawn(move || {
            for package in packages {
                writeln!(input, "{package}").expect("written");
            }
        });
        let output = child.wait_with_output().expect("it ends");
        writer.join().expect("all written");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let results: Vec<&str> = text.lines().collect();
        assert_eq!(
            results.len(),
            cases.len(),
            "a line for each package, in order"
        );
        for (case, line) in cases.iter().zip(results) {
            let result = serde_json::from_str(line).expect("JSON");
            wrong.extend(
                faults(case, &result)
                    .into_iter()
                    .map(|fault| format!("{}: {fault}", case.name)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
