//! Each sample's result, byte for byte as checked in, and its report as Markdown. The same results are
//! compared in Node and in Chromium. `VENDORWARD_BLESS=1` writes them anew; look at the difference before
//! you commit it.

use std::{ffi::OsStr, fs, path::Path};

use vendorward::{
    api,
    core::Date,
    package,
    render::{Language, Layout, render},
    set::Set,
};

/// What a sample is told about besides its result: one of them holds two answers to one question.
const TOLD: [(&str, &str); 1] = [("self-de-identifying", "conflicting-answers")];

#[test]
fn samples_score_as_checked_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let set = Set::standard().value.expect("the default set is sound");
    let as_of = Date::parse("2026-11-22").expect("a date");
    let mut seen = Vec::new();
    for entry in fs::read_dir(root.join("questionnaires/samples")).expect("samples") {
        let path = entry.expect("a file").path();
        let name = path
            .file_stem()
            .and_then(OsStr::to_str)
            .expect("a name")
            .to_owned();
        let bytes = fs::read(&path).expect("readable");
        let reply = api::score(&set, &bytes, as_of);
        let told: Vec<_> = reply
            .diagnostics
            .iter()
            .map(|one| (name.as_str(), one.code))
            .collect();
        let expected: Vec<_> = TOLD.into_iter().filter(|(of, _)| *of == name).collect();
        assert_eq!(told, expected, "{:?}", reply.diagnostics);
        let scored = reply.value.expect("a sound package");
        let canonical = package::write(&scored.package);
        assert_eq!(
            bytes.trim_ascii_end(),
            canonical,
            "{} is canonical",
            path.display()
        );
        let report = render(&set, &scored, Layout::Markdown, Language::English);
        let report = format!("{}\n", report.trim_end());
        for (kind, made) in [("json", &scored.json[..]), ("md", report.as_bytes())] {
            let golden = root.join("tests/golden").join(format!("{name}.{kind}"));
            if std::env::var_os("VENDORWARD_BLESS").is_some() {
                fs::write(&golden, made).expect("writable");
            }
            let expected = fs::read(&golden).expect("a golden for each sample");
            assert!(
                made == expected,
                "{} is not what {name} gives",
                golden.display()
            );
        }
        seen.push(name);
    }
    assert_eq!(seen.len(), 13, "all samples were compared: {seen:?}");
    let goldens = fs::read_dir(root.join("tests/golden")).expect("goldens");
    assert_eq!(
        goldens.count(),
        2 * seen.len(),
        "no golden without its sample"
    );
}
