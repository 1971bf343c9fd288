//! The project's own questionnaires, controls and rubric have no problems.

use std::{fs, path::PathBuf};

use vendorward_content::Files;
use vendorward_core::rules::RULES;

#[test]
fn our_own_content_is_sound() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../questionnaires");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for folder in [root.clone(), root.join("rubric")] {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    let read = Files::read(
        files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
    );
    let findings: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let problems = read.problems(&findings);
    let shown: Vec<String> = problems
        .iter()
        .map(|d| {
            format!(
                "{:?} {} {:?} {} / {:?}",
                d.source, d.code, d.at, d.message, d.help
            )
        })
        .collect();
    assert!(problems.is_empty(), "{}", shown.join("\n"));
    assert!(
        read.questionnaires
            .iter()
            .all(|parsed| parsed.value.is_some())
    );
    assert!(read.rubrics.iter().all(|parsed| parsed.value.is_some()));
    let questions = read
        .questionnaires
        .iter()
        .map(|parsed| parsed.index.questions.len());
    assert!(questions.sum::<usize>() > 50, "the files were not found");
}
