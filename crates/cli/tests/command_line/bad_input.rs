//! Input that is wrong: each fault is one named line with its place, and what is sound is scored.

use crate::run::{Folder, Ran, sample};

const DAY: &str = "2026-11-22";

/// A package with these members beside its head.
fn package(rest: &str) -> String {
    format!(r#"{{"format":"vendorward/assessment","format_version":1{rest}}}"#)
}

fn score(bytes: impl AsRef<[u8]>) -> Ran {
    let folder = Folder::new().with("p.json", bytes);
    folder.run(&["score", "p.json", "--as-of", DAY, "--format", "json"])
}

/// Nothing could be read: exit code 2, these lines and no result.
fn refused(bytes: impl AsRef<[u8]>, lines: &str) {
    let ran = score(bytes);
    assert_eq!(
        (ran.code, ran.err.trim_end(), ran.out.as_str()),
        (2, lines, "")
    );
}

/// The rest was scored: exit code 0, these lines and a result.
fn named(rest: &str, lines: &str) {
    let ran = score(package(rest));
    assert_eq!((ran.code, ran.err.trim_end()), (0, lines), "{rest}");
    assert!(
        ran.out.starts_with(r#"{"format":"vendorward/result""#),
        "{}",
        ran.out
    );
}

#[test]
fn files_that_are_no_packages() {
    refused(
        "",
        "p.json:1:1: error[not-json]: not JSON: EOF while parsing a value",
    );
    refused(
        "{",
        "p.json:1:1: error[not-json]: not JSON: EOF while parsing an object",
    );
    refused(
        "{\"a\": 1,\n \"b\": }",
        "p.json:2:7: error[not-json]: not JSON: expected value",
    );
    refused(
        "[]",
        "p.json:1:1: error[not-json]: not JSON: invalid type: sequence, expected an object",
    );
    refused(
        b"{\n\"a\": \"\xff\"}",
        "p.json:2:7: error[not-utf8]: the file is not UTF-8 here\n  help: save the file as UTF-8",
    );
    refused(
        "[".repeat(65),
        "p.json:1:1: error[too-deep]: the file nests deeper than 64 levels",
    );
    refused(
        "{}",
        "p.json:/format: error[wrong-format]: the file does not say what it is\n  \
         help: a package starts with `\"format\": \"vendorward/assessment\"`",
    );
    refused(
        r#"{"format":"vendorward/result","format_version":1}"#,
        "p.json:/format: error[wrong-format]: the file is `vendorward/result`, not `vendorward/assessment`",
    );
    refused(
        r#"{"format":"vendorward/assessment","format_version":2}"#,
        "p.json:/format_version: error[newer-format]: the file has format version 2; this version reads up to 1\n  \
         help: open it with a newer version of Vendorward",
    );
    refused(
        r#"{"format":"vendorward/assessment","format_version":"1"}"#,
        "p.json:/format_version: error[wrong-format]: `format_version` is no whole number from 1",
    );
}

#[test]
fn files_that_cannot_be_read() {
    let folder = Folder::new();
    let score = |name: &str| folder.run(&["score", name, "--as-of", DAY]);
    let lines = |ran: Ran| (ran.code, ran.out, ran.err);
    let refused = |line: &str| (2, String::new(), format!("{line}\n"));
    assert_eq!(
        lines(score("missing.json")),
        refused("missing.json: error[cannot-read]: there is no such file")
    );
    assert_eq!(
        lines(score(".")),
        refused(".: error[cannot-read]: this is a folder, a file was expected")
    );
    // A sparse file: it takes no room, and must not be read to be refused.
    let big = std::fs::File::create(folder.path().join("big.json")).expect("a file");
    big.set_len(200 << 20).expect("a sparse file");
    assert_eq!(
        lines(score("big.json")),
        refused("big.json: error[too-large]: the file has 200 MiB; at most 64 MiB are read")
    );
    let piped = folder.run_on(&["score", "-", "--as-of", DAY], &vec![b' '; (64 << 20) + 1]);
    assert_eq!(
        lines(piped),
        refused("<stdin>: error[too-large]: the input has more than 64 MiB")
    );
}

#[test]
fn parts_that_do_not_fit_are_named_and_the_rest_is_scored() {
    named("", "");
    named(
        r#","later":{"x":1}"#,
        "p.json:/later: warning[unknown-field]: `later` is not known here; it is kept as it stands",
    );
    named(
        r#","answers":[{"question":"ra-01","value":"yes","colour":3}]"#,
        "p.json:/answers/0/colour: warning[unknown-field]: `colour` is not known here; it is kept as it stands",
    );
    named(
        r#","answers":[{"question":"nobody-asks","value":"yes"}]"#,
        "p.json:/answers/0: warning[unknown-question]: no loaded questionnaire asks `nobody-asks`; \
         the answer is kept and does not count",
    );
    named(
        r#","answers":{}"#,
        "p.json:/answers: error[invalid-field]: expected a list",
    );
    named(
        r#","answers":[{"question":"ra-01","value":{"yes":true}}]"#,
        "p.json:/answers/0/value: error[invalid-field]: invalid type: map, \
         expected a whole number, a text, a list of texts or a list of rows of texts",
    );
    named(
        r#","answers":[{"question":"RA_01","value":"yes"}]"#,
        "p.json:/answers/0/question: error[invalid-field]: `RA_01` is not an id at byte 0: \
         lower-case letters and digits, parts joined by `-` or `.`, first a letter",
    );
    named(
        r#","answers":[{"question":"ra-01","value":"yes","on":"2026-02-31"}]"#,
        "p.json:/answers/0/on: error[invalid-field]: `2026-02-31` is not a day of the calendar; expected `YYYY-MM-DD`",
    );
    named(
        r#","answers":[{"question":"ra-01","value":"yes"},{"question":"ra-01","value":"yes"}]"#,
        "p.json:/answers/ra-01: warning[duplicate-answer]: `ra-01` is answered twice, with the same answer",
    );
    named(
        r#","answers":[{"question":"ra-01","value":"yes"},{"question":"ra-01","value":"no"}]"#,
        "p.json:/answers/ra-01: warning[conflicting-answers]: `ra-01` is answered twice, differently; it counts as unknown",
    );
    named(
        r#","engagement":{"phi":"maybe"}"#,
        "p.json:/engagement/phi: error[invalid-field]: unknown variant `maybe`, \
         expected one of `none`, `planned`, `flowing`, `unknown`",
    );
    named(
        r#","reports":[{"id":"r-1","report_kind":"soc2-type2","period_start":"2026-03-31","period_end":"2025-04-01"}]"#,
        "p.json:/reports/0: error[invalid-field]: `period_end` is before `period_start`",
    );
    named(
        r#","baas":[{"id":"b-1","status":"draft"},{"id":"b-1","status":"sent"}]"#,
        "p.json:/baas/b-1: warning[duplicate-id]: `b-1` stands twice in `baas`",
    );
    named(
        r#","answers":[],"answers":[{"question":"ra-01"}]"#,
        "p.json:/answers: error[duplicate-key]: `answers` stands twice; the first one counts",
    );
}

#[test]
fn a_byte_order_mark_and_spaces_are_no_faults() {
    let plain = score(sample("in-good-order.json"));
    let mut marked = b"\xEF\xBB\xBF\n ".to_vec();
    marked.extend(sample("in-good-order.json"));
    assert_eq!(score(marked), plain);
    assert_eq!((plain.code, plain.err.as_str()), (0, ""));
}

#[test]
fn a_terminal_is_not_written_to_by_a_package() {
    let ran = score(package(",\"\\u001b[2Jx\":1"));
    assert!(!ran.err.contains('\u{1b}'), "{:?}", ran.err);
    assert!(ran.err.contains("\u{fffd}[2Jx"), "{:?}", ran.err);
}

#[test]
fn many_faults_are_counted() {
    let answers: Vec<String> = (0..150).map(|n| format!(r#"{{"question":{n}}}"#)).collect();
    let ran = score(package(&format!(r#","answers":[{}]"#, answers.join(","))));
    assert_eq!(ran.err.lines().count(), 101);
    assert!(ran.err.ends_with("… and 50 more problems\n"), "{}", ran.err);
}

#[test]
fn usage_is_told() {
    let folder = Folder::new().with("p.json", package(""));
    let run = |args: &[&str]| folder.run(args);
    for args in [
        &["score"][..],
        &["score", "p.json", "--as-of", "2026-02-31"],
        &["score", "p.json", "--format", "pdf"],
        &["score", "p.json", "--ndjson"],
        &["score", "p.json", "--threads", "2"],
        &["score", "p.json", "--stats"],
        &["nonsense"],
        &[],
    ] {
        let ran = run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(!ran.err.is_empty(), "{args:?}");
    }
    let ran = run(&["score", "p.json", "--as-of", "2026-02-31"]);
    let first = ran.err.lines().next();
    assert_eq!(
        first,
        Some(
            "error: invalid value '2026-02-31' for '--as-of <DATE>': not a day of the calendar; expected `YYYY-MM-DD`"
        )
    );
}

#[test]
fn rubrics_and_questionnaires_that_cannot_be_used() {
    let folder = Folder::new()
        .with("p.json", package(""))
        .with("bad.toml", "id = \"x\"\nversion = 1\n")
        .with("note.txt", "hello");
    let with = |args: &[&str]| {
        let mut all = vec!["score", "p.json", "--as-of", DAY];
        all.extend(args);
        folder.run(&all)
    };
    let ran = with(&["--rubric", "none.toml"]);
    assert_eq!(
        ran.err,
        "none.toml: error[cannot-read]: there is no such file\n"
    );
    let ran = with(&["--rubric", "note.txt"]);
    assert_eq!(
        ran.err,
        "note.txt: error[unknown-file-type]: this is neither `.md` nor `.toml`\n  \
         help: questionnaires are Markdown, rubrics and control inventories are TOML\n"
    );
    let ran = with(&["--rubric", "bad.toml"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("bad.toml:"), "{}", ran.err);
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    let ran = with(&["--questionnaires", "empty"]);
    assert_eq!(
        ran.err,
        "empty: error[nothing-there]: there is no `.md` and no `.toml` file\n"
    );
}
