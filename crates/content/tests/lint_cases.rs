//! Every kind of problem has a case that shows its text and place, and a twin that is sound.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use vendorward_content::{CODES, Files, read_rubric};
use vendorward_core::{
    compile::Compiled,
    diagnostic::{At, Diagnostic},
    rules::RULES,
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/lint")
}

fn folders() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The files of one side of a case (`bad` or `good`), and the controls where it needs some.
fn load(folder: &Path, side: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut has_controls = false;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = name(&path);
        if !file.starts_with(side) {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        match file.strip_suffix(".repeat") {
            Some(file) => files.push((file.to_owned(), repeated(&bytes))),
            None => {
                has_controls |= bytes.windows(11).any(|window| window == b"[[control]]");
                files.push((file, bytes));
            }
        }
    }
    assert!(!files.is_empty(), "{} has no {side} file", folder.display());
    if !has_controls {
        files.push((
            "controls.toml".to_owned(),
            fs::read(root().join("controls.toml")).unwrap(),
        ));
    }
    files.sort();
    // The main file comes first, so that ids in the other one are the ones reported twice.
    files.sort_by_key(|(file, _)| file.contains(".also."));
    files
}

fn repeated(bytes: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    let (least, part) = text.split_once('\n').unwrap();
    let least: usize = least.parse().unwrap();
    part.repeat(least / part.len() + 1).into_bytes()
}

fn problems(files: &[(String, Vec<u8>)]) -> Vec<Diagnostic> {
    let findings: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let files = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    Files::read(files).problems(&findings)
}

fn show(problem: &Diagnostic) -> Vec<String> {
    let Some(At::Span(span)) = &problem.at else {
        panic!("no place: {problem:?}");
    };
    assert!(
        span.line >= 1 && span.column >= 1 && span.end >= span.column,
        "{problem:?}"
    );
    let source = problem.source.as_deref().unwrap();
    let file = if source.contains(".also.") {
        format!("{source}:")
    } else {
        String::new()
    };
    let mut lines = vec![format!(
        "{} {} {file}{}:{} {}",
        problem.code, problem.severity, span.line, span.column, problem.message
    )];
    lines.extend(problem.help.as_ref().map(|help| format!("  help: {help}")));
    lines
}

/// Whether lines match, where `...` stands for any number of them.
fn matches(expected: &[&str], found: &[String]) -> bool {
    match (expected.split_first(), found.split_first()) {
        (None, None) => true,
        (Some((&"...", rest)), _) => (0..=found.len()).any(|at| matches(rest, &found[at..])),
        (Some((line, expected)), Some((own, found))) => line == own && matches(expected, found),
        _ => false,
    }
}

#[test]
fn bad_files_are_reported_as_expected() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let code = name(&folder);
        let found: Vec<String> = problems(&load(&folder, "bad"))
            .iter()
            .flat_map(show)
            .collect();
        let path = folder.join("expect.txt");
        if std::env::var_os("LINT_CASES_WRITE").is_some() && !path.exists() {
            fs::write(&path, found.join("\n") + "\n").unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let lines: Vec<&str> = expected.lines().collect();
        if !lines
            .iter()
            .any(|line| line.starts_with(&format!("{code} ")))
        {
            wrong.push(format!("{code}: expect.txt does not name the code"));
        }
        if !matches(&lines, &found) {
            wrong.push(format!("{code}: found\n{}\n", found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn twins_are_sound() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let files = load(&folder, "good");
        for problem in problems(&files) {
            wrong.push(format!("{}: {}", name(&folder), show(&problem).join("\n")));
        }
        let read = Files::read(files.iter().map(|(n, b)| (n.as_str(), b.as_slice())));
        if read
            .questionnaires
            .iter()
            .any(|parsed| parsed.value.is_none())
        {
            wrong.push(format!("{}: no value and no problem", name(&folder)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_case_and_every_case_a_code() {
    let codes: BTreeSet<String> = CODES.iter().map(|code| code.name.to_owned()).collect();
    assert_eq!(codes.len(), CODES.len(), "a code is listed twice");
    let cases: BTreeSet<String> = folders().iter().map(|folder| name(folder)).collect();
    let missing: Vec<_> = codes.difference(&cases).collect();
    let unknown: Vec<_> = cases.difference(&codes).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "without case {missing:?}, without code {unknown:?}"
    );
    for code in CODES {
        let dotless = code
            .name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b == b'-');
        assert!(dotless, "{} is not kebab-case", code.name);
    }
}

#[test]
fn messages_keep_one_style() {
    for folder in folders() {
        for problem in problems(&load(&folder, "bad")) {
            for text in [Some(&problem.message), problem.help.as_ref()]
                .into_iter()
                .flatten()
            {
                let first = text.chars().next().unwrap();
                assert!(!text.ends_with('.'), "full stop: {text}");
                assert!(
                    !first.is_uppercase() || text.starts_with("HTML"),
                    "upper case: {text}"
                );
                assert_eq!(text.matches('`').count() % 2, 0, "open backtick: {text}");
            }
        }
    }
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    for folder in folders() {
        // These are about bytes.
        if name(&folder).starts_with("file-") {
            continue;
        }
        let files = load(&folder, "bad");
        let other: Vec<(String, Vec<u8>)> = files
            .iter()
            .map(|(name, bytes)| {
                let text = String::from_utf8(bytes.clone()).unwrap();
                let text = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
                (name.clone(), text.into_bytes())
            })
            .collect();
        assert_eq!(problems(&files), problems(&other), "{}", folder.display());
    }
}

#[test]
fn sound_sets_compile() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../questionnaires");
    let rubric = read_rubric(
        "r.toml",
        &fs::read(root.join("rubric/healthcare.toml")).unwrap(),
    );
    let mut compiled = 0;
    for folder in folders() {
        let files = load(&folder, "good");
        let read = Files::read(files.iter().map(|(n, b)| (n.as_str(), b.as_slice())));
        let controls = read.controls.unwrap().value.unwrap();
        let rubric = match read.rubrics.into_iter().next() {
            Some(own) => own.value.unwrap(),
            None => rubric.value.clone().unwrap(),
        };
        let set = read
            .questionnaires
            .into_iter()
            .map(|parsed| parsed.value.unwrap());
        let set = Compiled::new(set.collect(), &controls, rubric);
        assert!(set.is_ok(), "{}: {:?}", folder.display(), set.err());
        compiled += 1;
    }
    assert_eq!(compiled, CODES.len());
}
