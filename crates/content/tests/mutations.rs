//! Broken files of every kind are reported, never panicked on, and quickly.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::{fs, path::PathBuf, time::Instant};

use proptest::prelude::*;
use vendorward_content::{Files, read_controls, read_questionnaire, read_rubric};
use vendorward_core::{
    compile::Compiled,
    diagnostic::{At, Diagnostic},
    rules::RULES,
};

fn own(file: &str) -> Vec<u8> {
    fs::read(
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../questionnaires")
            .join(file),
    )
    .unwrap()
}

/// One change to a file.
#[derive(Debug, Clone)]
enum Change {
    Cut(usize, usize),
    Put(usize, Vec<u8>),
    Double(usize, usize),
    Swap(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let word = prop_oneof![
        Just("\n- "),
        Just("\n  - "),
        Just("## "),
        Just("# "),
        Just("+++\n"),
        Just(": "),
        Just("; "),
        Just("("),
        Just(")"),
        Just("\""),
        Just("otherwise"),
        Just("<= "),
        Just("na"),
        Just("é"),
        Just("\u{1F3E5}"),
        Just("<b>"),
        Just("*"),
        Just("`"),
        Just("[a]("),
        Just("\r"),
        Just("\0"),
        Just("answer: table"),
        Just("weight: info"),
        Just("follows: ac-01"),
        Just("when: tier is"),
        Just("[["),
        Just("="),
        Just("'''"),
        Just("9223372036854775807"),
        Just("    "),
        Just("> "),
    ];
    let place = any::<usize>();
    prop_oneof![
        (place, 0..60_usize).prop_map(|(at, len)| Change::Cut(at, len)),
        (place, word).prop_map(|(at, word)| Change::Put(at, word.as_bytes().to_vec())),
        (place, prop::collection::vec(any::<u8>(), 1..4))
            .prop_map(|(at, bytes)| Change::Put(at, bytes)),
        (place, 0..200_usize).prop_map(|(at, len)| Change::Double(at, len)),
        (place, place).prop_map(|(a, b)| Change::Swap(a, b)),
    ]
}

fn apply(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let len = bytes.len().max(1);
        match change {
            Change::Cut(at, cut) => {
                let at = at % len;
                bytes.drain(at.min(bytes.len())..(at + cut).min(bytes.len()));
            }
            Change::Put(at, new) => {
                let at = (at % len).min(bytes.len());
                bytes.splice(at..at, new.iter().copied());
            }
            Change::Double(at, part) => {
                let at = (at % len).min(bytes.len());
                let part = bytes[at..(at + part).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            Change::Swap(a, b) if !bytes.is_empty() => bytes.swap(a % len, b % len),
            Change::Swap(..) => {}
        }
    }
    bytes
}

/// Places lie in the file, and no value comes with an error.
fn places_are_real(bytes: &[u8], problems: &[Diagnostic]) -> Result<(), TestCaseError> {
    let lines = bytes.iter().filter(|b| **b == b'\n').count() + 1;
    for problem in problems {
        let Some(At::Span(span)) = &problem.at else {
            return Err(TestCaseError::fail(format!("no place: {problem:?}")));
        };
        prop_assert!((1..=lines).contains(&(span.line as usize)), "{problem:?}");
        prop_assert!(span.column >= 1 && span.end >= span.column, "{problem:?}");
        if let Ok(text) = std::str::from_utf8(bytes) {
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
            let line = text.split('\n').nth(span.line as usize - 1).unwrap();
            prop_assert!(span.end as usize <= line.chars().count() + 1, "{problem:?}");
        }
    }
    Ok(())
}

/// A set without errors compiles.
fn compiles(questionnaire: &[u8], controls: &[u8], rubric: &[u8]) -> Result<bool, TestCaseError> {
    let intake = own("intake.md");
    let read = Files::read([
        ("intake.md", intake.as_slice()),
        ("q.md", questionnaire),
        ("controls.toml", controls),
        ("rubric.toml", rubric),
    ]);
    let findings: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    if read.problems(&findings).iter().any(Diagnostic::is_error) {
        return Ok(false);
    }
    let questionnaires = read
        .questionnaires
        .into_iter()
        .map(|parsed| parsed.value.unwrap());
    let controls = read.controls.unwrap().value.unwrap();
    let rubric = read.rubrics.into_iter().next().unwrap().value.unwrap();
    let compiled = Compiled::new(questionnaires.collect(), &controls, rubric);
    prop_assert!(compiled.is_ok(), "{:?}", compiled.err());
    Ok(true)
}

#[test]
fn our_own_set_compiles() {
    let rubric = own("rubric/healthcare.toml");
    assert!(compiles(&own("healthcare-core.md"), &own("controls.toml"), &rubric).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_questionnaires(changes in prop::collection::vec(change(), 1..6)) {
        let bytes = apply(own("healthcare-core.md"), &changes);
        let parsed = read_questionnaire("q.md", &bytes);
        places_are_real(&bytes, &parsed.diagnostics)?;
        let sound = !parsed.diagnostics.iter().any(Diagnostic::is_error);
        prop_assert_eq!(parsed.value.is_some(), sound);
        let controls = own("controls.toml");
        compiles(&bytes, &controls, &own("rubric/healthcare.toml"))?;
        let files = [("q.md", bytes.as_slice()), ("controls.toml", controls.as_slice())];
        places_are_real(&bytes, &Files::read(files).problems(&["control.gap"]))?;
    }

    #[test]
    fn changed_rubrics_and_controls(changes in prop::collection::vec(change(), 1..6)) {
        let bytes = apply(own("rubric/healthcare.toml"), &changes);
        let parsed = read_rubric("r.toml", &bytes);
        places_are_real(&bytes, &parsed.diagnostics)?;
        let sound = !parsed.diagnostics.iter().any(Diagnostic::is_error);
        prop_assert_eq!(parsed.value.is_some(), sound);
        compiles(&own("healthcare-core.md"), &own("controls.toml"), &bytes)?;
        let bytes = apply(own("controls.toml"), &changes);
        let parsed = read_controls("c.toml", &bytes);
        places_are_real(&bytes, &parsed.diagnostics)?;
        let sound = !parsed.diagnostics.iter().any(Diagnostic::is_error);
        prop_assert_eq!(parsed.value.is_some(), sound);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        places_are_real(&bytes, &read_questionnaire("q.md", &bytes).diagnostics)?;
        places_are_real(&bytes, &read_rubric("r.toml", &bytes).diagnostics)?;
    }
}

/// Files made to be slow to read: 256 KiB each.
#[test]
fn hostile_files_end() {
    const SIZE: usize = 1 << 18;
    let head = "+++\nid = \"a\"\n+++\n# A\n\n## a-1 B?\n\n";
    let nested = |mark: &str| {
        let mut text = String::new();
        for depth in 0..1_400 {
            text.push_str(&" ".repeat(depth));
            text.push_str(mark);
            text.push('\n');
        }
        text
    };
    let bodies = [
        "> ".repeat(SIZE / 2),
        "- ".repeat(SIZE / 2) + "x",
        "[".repeat(SIZE),
        "![a](".repeat(SIZE / 5),
        "*a _b ".repeat(SIZE / 6),
        "`a``b".repeat(SIZE / 5),
        "<a ".repeat(SIZE / 3),
        "a|".repeat(SIZE / 2) + "\n" + &"-|".repeat(SIZE / 2),
        "&amp;".repeat(SIZE / 5),
        "\\<".repeat(SIZE / 2),
        nested("- a"),
        nested("> a"),
        "- answer: choice\n".to_owned() + &"  - a: \"b\" 1 c\n".repeat(SIZE / 16),
        "- answer: yes-no\n- covers: ".to_owned() + &"x;".repeat(SIZE / 2),
        "- answer: yes-no\n- when: ".to_owned() + &"not ".repeat(SIZE / 4),
        "- answer: yes-no\n- when: phi is none".to_owned() + &" or phi is none".repeat(SIZE / 16),
        "- answer: yes-no\n- when: ".to_owned() + &"(".repeat(SIZE),
        "## a-1 C?\n".repeat(SIZE / 10),
        "# A\n".repeat(SIZE / 4),
        "x\n".repeat(SIZE / 2),
        "\n".repeat(SIZE),
        (0..SIZE / 80).fold(String::new(), |text, n| {
            text + &format!("## q-{n} B?\n\n- answer: yes-no\n- weight: minor\n- law: practice\n- follows: q-{}\n", n + 1)
        }),
        (0..SIZE / 90).fold(String::new(), |text, n| {
            text + &format!("## q-{n} B?\n\n- answer: yes-no\n- weight: info\n- law: practice\n- when: q-0 is yes and q-{} is no\n", n + 1)
        }),
        (0..SIZE / 200).fold(String::new(), |text, n| {
            text + &format!("## question-{n} B?\n\n- answer: yes-no\n- weight: info\n- law: practice\n- when: {}\n", "guestion-77777 is x or ".repeat(5) + "phi is none")
        }),
    ];
    for (at, body) in bodies.iter().enumerate() {
        let start = Instant::now();
        let text = format!("{head}{body}");
        let problems = Files::read([("q.md", text.as_bytes())]).problems(&[]);
        assert!(!problems.is_empty(), "{at}");
        let took = start.elapsed();
        // Square time on this size is minutes; the allowance is for a slow, unoptimised build.
        assert!(took.as_secs() < 15, "body {at} took {took:?}");
    }
    for toml in [
        "[".repeat(SIZE),
        "a={".repeat(SIZE / 3),
        "[a.".repeat(SIZE / 3),
        "a.".repeat(SIZE / 2),
        "a=1\n".repeat(SIZE / 4),
        "[[control]]\n".repeat(SIZE / 12),
    ] {
        let start = Instant::now();
        assert!(
            !read_rubric("r.toml", toml.as_bytes())
                .diagnostics
                .is_empty()
        );
        assert!(
            !read_controls("c.toml", toml.as_bytes())
                .diagnostics
                .is_empty()
        );
        let took = start.elapsed();
        assert!(took.as_secs() < 15, "{} took {took:?}", toml.len());
    }
}
