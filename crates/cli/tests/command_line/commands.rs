//! What each command gives when nothing is wrong, and its exit codes.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::Stdio,
};

use crate::run::{Folder, repository, sample};

const DAY: &str = "2026-11-22";
const SAMPLES: [&str; 13] = [
    "ai-scribe",
    "conduit",
    "ehr-add-on",
    "half-unknown",
    "immunization-registry",
    "in-good-order",
    "infusion-pump",
    "late-baa",
    "law-firm",
    "live-without-baa",
    "payment-plans",
    "self-de-identifying",
    "start-up",
];

/// What is told about a sample besides its result: one of them holds two answers to one question.
fn told(name: &str, place: &str) -> String {
    if name == "self-de-identifying" {
        format!(
            "{place}/answers/di-02: warning[conflicting-answers]: `di-02` is answered twice, differently; \
             it counts as unknown\n"
        )
    } else {
        String::new()
    }
}

/// A folder with every sample.
fn samples() -> Folder {
    SAMPLES.iter().fold(Folder::new(), |folder, name| {
        let file = format!("{name}.json");
        let bytes = sample(&file);
        folder.with(&file, bytes)
    })
}

#[test]
fn json_is_the_canonical_bytes_and_a_line_feed() {
    let folder = samples();
    for name in SAMPLES {
        let file = format!("{name}.json");
        let ran = folder.run(&["score", &file, "--as-of", DAY, "--format", "json"]);
        let golden = fs::read_to_string(repository("tests/golden").join(&file)).expect("a golden");
        assert_eq!((ran.code, ran.err), (0, told(name, &format!("{file}:"))));
        assert_eq!(ran.out, format!("{}\n", golden.trim_end()));
    }
}

#[test]
fn markdown_is_the_report_as_checked_in() {
    let folder = samples();
    for name in SAMPLES {
        let file = format!("{name}.json");
        let ran = folder.run(&["score", &file, "--as-of", DAY, "--format", "markdown"]);
        let golden = repository("tests/golden").join(format!("{name}.md"));
        let golden = fs::read_to_string(golden).expect("a golden");
        assert_eq!((ran.code, ran.err), (0, told(name, &format!("{file}:"))));
        assert_eq!(ran.out, golden, "{name}");
    }
}

#[test]
fn every_format_starts_with_the_decision() {
    let folder = samples();
    let decision = "Suspend PHI to Harbor Scribe: no business associate agreement is in force.";
    for (format, start) in [
        ("text", format!("{decision}\n\n")),
        ("markdown", format!("# {decision}\n\n")),
        ("html", "<!doctype html>\n<html lang=\"en\">\n".to_owned()),
    ] {
        let args = [
            "score",
            "live-without-baa.json",
            "--as-of",
            DAY,
            "--format",
            format,
        ];
        let ran = folder.run(&args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.starts_with(&start), "{format}: {}", ran.out);
        assert!(
            ran.out.contains(decision) && ran.out.contains(DAY),
            "{format}"
        );
        assert!(
            ran.out.ends_with('\n') && !ran.out.ends_with("\n\n"),
            "{format}"
        );
    }
}

#[test]
fn the_day_is_today_unless_said() {
    let folder = samples();
    let ran = folder.run(&["score", "in-good-order.json"]);
    let line = ran.out.lines().find(|line| line.starts_with("As of "));
    let day = line
        .and_then(|line| line.split_whitespace().last())
        .expect("a day");
    assert!(day > "2026-01-01" && day.len() == 10, "{day}");
}

#[test]
fn fail_on_turns_the_answer_into_the_exit_code() {
    let folder = samples();
    let code = |name: &str, on: &str| {
        let file = format!("{name}.json");
        folder
            .run(&["score", &file, "--as-of", DAY, "--fail-on", on])
            .code
    };
    assert_eq!(code("live-without-baa", "gate"), 1);
    assert_eq!(code("live-without-baa", "high"), 1);
    assert_eq!(
        code("half-unknown", "gate"),
        0,
        "undetermined is not tripped"
    );
    assert_eq!(code("half-unknown", "high"), 1);
    assert_eq!(code("in-good-order", "gate"), 0);
}

#[test]
fn a_stream_gives_what_each_package_gives_alone() {
    let folder = samples();
    let mut input = String::new();
    let mut alone = String::new();
    for name in SAMPLES {
        let file = format!("{name}.json");
        input.push_str(String::from_utf8(sample(&file)).expect("UTF-8").trim_end());
        input.push_str("\r\n\n");
        alone.push_str(
            &folder
                .run(&["score", &file, "--as-of", DAY, "--format", "json"])
                .out,
        );
    }
    // Every package stands on every second line.
    let line = 1 + 2 * SAMPLES
        .iter()
        .position(|name| !told(name, "").is_empty())
        .expect("one");
    let told = told("self-de-identifying", &format!("<stdin>:{line}:"));
    for threads in ["1", "3"] {
        let args = ["score", "--ndjson", "--as-of", DAY, "--threads", threads];
        let ran = folder.run_on(&args, input.as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (0, told.as_str()));
        assert_eq!(ran.out, alone, "{threads} threads");
    }
}

#[test]
fn bad_lines_are_told_and_counted_and_hide_nothing() {
    let folder = Folder::new();
    let good = String::from_utf8(sample("in-good-order.json")).expect("UTF-8");
    let good = good.trim_end();
    let input = format!(
        "{{\n{good}\n\n[]\n{{\"format\":\"vendorward/assessment\",\"format_version\":1,\"x\":1}}"
    );
    let args = ["score", "--ndjson", "--as-of", DAY];
    let ran = folder.run_on(&args, input.as_bytes());
    assert_eq!(ran.code, 0, "two lines were scored");
    assert_eq!(ran.out.lines().count(), 2);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(
        lines.get(..3).expect("three problems"),
        [
            "<stdin>:1:1:1: error[not-json]: not JSON: EOF while parsing an object",
            "<stdin>:4:1:1: error[not-json]: not JSON: invalid type: sequence, expected an object",
            "<stdin>:5:/x: warning[unknown-field]: `x` is not known here; it is kept as it stands",
        ]
    );
    assert!(
        lines
            .get(3)
            .is_some_and(|line| line.starts_with("2 packages scored, 2 bad lines; ")),
        "{lines:?}"
    );
    let none = folder.run_on(&args, b"{\n[]\n");
    assert_eq!(
        (none.code, none.out.as_str()),
        (2, ""),
        "nothing could be read"
    );
    let empty = folder.run_on(&args, b"\n");
    assert_eq!(
        (empty.code, empty.out.as_str(), empty.err.as_str()),
        (0, "", "")
    );
    let long = [&vec![b' '; (64 << 20) + 2][..], b"\n", good.as_bytes()].concat();
    let ran = folder.run_on(&args, &long);
    assert_eq!(
        (ran.code, ran.out.lines().count()),
        (0, 1),
        "what follows a long line is scored"
    );
    assert!(
        ran.err
            .starts_with("<stdin>:1: error[too-large]: the line has more than 64 MiB\n")
    );
}

#[test]
fn a_stream_says_no_if_one_package_does() {
    let folder = Folder::new();
    let mut input = sample("in-good-order.json");
    input.push(b'\n');
    let args = ["score", "--ndjson", "--as-of", DAY, "--fail-on", "gate"];
    assert_eq!(folder.run_on(&args, &input).code, 0);
    input.extend(sample("live-without-baa.json"));
    assert_eq!(folder.run_on(&args, &input).code, 1);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    let folder = Folder::new();
    let mut child = folder
        .command(&["score", "--ndjson", "--as-of", DAY])
        .stdin(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::from_utf8(sample("in-good-order.json")).expect("UTF-8");
    line.truncate(line.trim_end().len());
    let writer = std::thread::spawn(move || {
        for _ in 0..500 {
            // The command ends before it has read all.
            if writeln!(input, "{line}").is_err() {
                return;
            }
        }
    });
    let mut first = String::new();
    output.read_line(&mut first).expect("a result");
    drop(output);
    writer.join().expect("no panic");
    let ended = child.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&ended.stderr);
    assert_eq!((ended.status.code(), &*err), (Some(0), ""));
}

#[test]
fn rules_lists_every_rule_once() {
    let folder = Folder::new();
    let ran = folder.run(&["rules", "--format", "json"]);
    let rules: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let text = folder.run(&["rules"]).out;
    for list in ["gates", "findings", "determination"] {
        let listed = rules
            .get(list)
            .and_then(|list| list.as_array())
            .expect("a list");
        assert!(listed.len() >= 12);
        for rule in listed {
            let id = rule.get("id").and_then(|id| id.as_str()).expect("an id");
            let rows = text
                .lines()
                .filter(|line| line.split_whitespace().next() == Some(id));
            assert_eq!(rows.count(), 1, "{id}");
        }
    }
}

#[test]
fn lint_names_file_line_and_column() {
    let case = repository("tests/cases/lint/answer-missing/bad.md");
    let folder = Folder::new()
        .with("bad.md", fs::read(case).expect("a case"))
        .with("README.md", "Not a questionnaire.");
    let ran = folder.run(&["lint", "bad.md"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let mut lines = ran.out.lines();
    let first = lines.next().expect("a problem");
    let mut parts = first.splitn(4, ':');
    assert_eq!(parts.next(), Some("bad.md"));
    let number = |part: Option<&str>| part.and_then(|part| part.parse::<u32>().ok());
    assert!(
        number(parts.next()).is_some() && number(parts.next()).is_some(),
        "{first}"
    );
    assert!(
        parts.next().is_some_and(|rest| rest.starts_with(" error[")),
        "{first}"
    );
    assert_eq!(ran.out.lines().last(), Some("1 file, 1 error, 0 warnings"));
    assert_eq!(
        folder.run(&["lint", "."]).out.lines().last(),
        Some("1 file, 1 error, 0 warnings")
    );
    let json = folder.run(&["lint", "bad.md", "--format", "json"]);
    let problems: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(problems.as_array().map(Vec::len), Some(1));
    assert_eq!(json.code, 1);
}

#[test]
fn lint_finds_nothing_in_what_ships() {
    let folder = Folder::new();
    let questionnaires = repository("questionnaires").display().to_string();
    let ran = folder.run(&["lint", &questionnaires]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.ends_with("0 errors, 0 warnings\n"), "{}", ran.out);
    let rubric = format!("{questionnaires}/rubric/healthcare.toml");
    let ran = folder.run(&["lint", "--rubric", &rubric]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.ends_with("1 file, 0 errors, 0 warnings\n"));
    // Seven checks, and nothing wrong with any.
    let tried = ran.out.lines().filter(|line| line.ends_with(", 0 wrong"));
    assert_eq!(tried.count(), 7, "{}", ran.out);
    let built_in = folder.run(&["lint", "--rubric", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&built_in.out).expect("JSON");
    assert_eq!(told["selftest"].as_array().map(Vec::len), Some(7));
}

/// A rubric under which nothing can clear a gate is found out, and the exit says no.
#[test]
fn a_rubric_that_fails_its_self_test_is_refused() {
    let rubric =
        fs::read_to_string(repository("questionnaires/rubric/healthcare.toml")).expect("it");
    let never = rubric.replace(
        "when = \"depth is short\"",
        "when = \"depth is short and phi is none\"",
    );
    assert_ne!(never, rubric);
    let folder = Folder::new().with("never.toml", never);
    let ran = folder.run(&["lint", "--rubric", "never.toml"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("\n  sh-02\n"), "{}", ran.out);
}

#[test]
fn schemas_are_as_checked_in() {
    let folder = Folder::new();
    let names = folder.run(&["schema"]).out;
    let checked_in = fs::read_dir(repository("questionnaires/schema")).expect("the folder");
    assert_eq!(checked_in.count(), names.lines().count(), "{names}");
    for name in names.lines() {
        let file = format!("questionnaires/schema/{name}.json");
        let known = fs::read_to_string(repository(&file)).unwrap_or_default();
        let fresh = folder.run(&["schema", name]).out;
        assert!(
            known == fresh,
            "`{file}` is old: vendorward schema {name} > {file}"
        );
    }
    let ran = folder.run(&["schema", "invoice"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .starts_with("vendorward: error[unknown-schema]: there is no schema `invoice`\n")
    );
}

#[test]
fn serve_serves_a_site_and_nothing_else() {
    let folder = Folder::new()
        .with("index.html", "<!doctype html><title>Here</title>")
        .with("_headers", "/*\n  X-Content-Type-Options: nosniff\n");
    let mut child = folder
        .command(&["serve", ".", "--port", "0"])
        .spawn()
        .expect("the command starts");
    let mut line = String::new();
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    output.read_line(&mut line).expect("an address");
    let address = line
        .split_once("http://")
        .and_then(|(_, rest)| rest.split_once('/'))
        .map(|(address, _)| address)
        .expect("an address");
    let mut page = String::new();
    let mut connection = TcpStream::connect(address).expect("it listens");
    write!(
        connection,
        "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .expect("asked");
    connection.read_to_string(&mut page).expect("an answer");
    child.kill().expect("stopped");
    child.wait().expect("ended");
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("<title>Here</title>"),
        "{page}"
    );
    assert!(page.contains("X-Content-Type-Options: nosniff"), "{page}");
    let ran = folder.run(&["serve", "nowhere"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .starts_with("nowhere: error[cannot-serve]: not a built site"),
        "{}",
        ran.err
    );
}

#[test]
fn a_diff_says_what_changed_and_ends_with_no() {
    let folder = samples();
    let (old, new) = ("in-good-order.json", "live-without-baa.json");
    let same = folder.run(&["diff", old, old, "--as-of", DAY]);
    assert_eq!((same.code, same.err.as_str()), (0, ""));
    assert_eq!(same.out, format!("Both as of {DAY}\nNothing changed.\n"));
    let ran = folder.run(&["diff", old, new, "--as-of", DAY]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.out
            .contains("  worse    BAA in force: clear → tripped\n"),
        "{}",
        ran.out
    );
    let json = folder.run(&["diff", old, new, "--as-of", DAY, "--format", "json"]);
    let diff: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!((json.code, &diff["format"]), (1, &"vendorward/diff".into()));
    let gate = |one: &&serde_json::Value| one["subject"] == "gate.baa-in-force";
    let gate = diff["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .find(gate);
    assert_eq!(
        gate.map(|one| (&one["way"], &one["after"])),
        Some((&"worse".into(), &"tripped".into()))
    );
}

#[test]
fn a_package_and_a_report_are_not_alike() {
    let report = r#"{"id": "r", "report_kind": "soc2-type1", "as_of_date": "2026-01-31"}"#;
    let folder = samples().with("r.json", report);
    let ran = folder.run(&["diff", "in-good-order.json", "r.json", "--as-of", DAY]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("error[not-alike]: one file is a package"),
        "{}",
        ran.err
    );
    let broken = samples().with("r.json", "{");
    let ran = broken.run(&["diff", "in-good-order.json", "r.json", "--as-of", DAY]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("r.json:1:"), "{}", ran.err);
}
