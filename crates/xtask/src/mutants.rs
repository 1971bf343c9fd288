//! Mutation testing of what decides: agreements, reports, evidence, scope and score.
//!
//! `tests/mutants.txt` names every mutant that no test notices, each with the reason why that is no fault of
//! the tests. The list only shrinks: a survivor that is not on it fails, and so does one on it that is caught.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::tools;

/// The modules whose every line decides something.
const FILES: [&str; 9] = [
    "crates/core/src/baa/**/*.rs",
    "crates/core/src/soc2/**/*.rs",
    "crates/core/src/evidence/**/*.rs",
    "crates/core/src/contradiction/**/*.rs",
    "crates/core/src/findings/**/*.rs",
    "crates/core/src/gates/**/*.rs",
    "crates/core/src/scope.rs",
    "crates/core/src/score.rs",
    "crates/core/src/proposals.rs",
];

/// The packages whose tests have to notice.
const TESTS: [&str; 4] = [
    "vendorward-core",
    "vendorward",
    "vendorward-cases",
    "vendorward-tests",
];

/// Worlds for each law: with cases beside them these few find what a mutant breaks.
const WORLDS: &str = "48";

/// Tries every mutant; `arguments` go to cargo-mutants, as in `--shard 1/8` or `--file NAME`. Only a whole
/// run is held against the list in both directions.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<()> {
    ensure()?;
    let place = tools::target_dir(root).join("mutants");
    std::fs::create_dir_all(&place)
        .with_context(|| format!("cannot create `{}`", place.display()))?;
    let mut command = tools::cargo(root);
    command
        .args(["mutants", "--package", "vendorward-core", "--no-shuffle"])
        .args(["--timeout", "300", "--output"])
        .arg(&place);
    if !arguments.iter().any(|word| word.starts_with("--file")) {
        command.args(FILES.iter().flat_map(|file| ["--file", file]));
    }
    command
        .args(TESTS.iter().flat_map(|test| ["--test-package", test]))
        .args(arguments)
        .env("PROPTEST_CASES", WORLDS)
        // Debug information is most of what a build writes, and no test reads it.
        .env("CARGO_PROFILE_TEST_DEBUG", "none")
        .env("CARGO_PROFILE_DEV_DEBUG", "none");
    // Survivors are no failure of the run: they are judged below.
    let status = command.status().context("cannot start cargo-mutants")?;
    let out = place.join("mutants.out");
    match status.code() {
        Some(0 | 2 | 3) => {}
        _ => bail!("cargo-mutants failed ({status}); see `{}`", out.display()),
    }
    judge(root, &out, arguments.is_empty())
}

fn ensure() -> Result<()> {
    if tools::on_path("cargo-mutants").is_some() {
        return Ok(());
    }
    println!("cargo-mutants is missing: running `cargo install cargo-mutants --locked`");
    tools::run(std::process::Command::new("cargo").args(["install", "cargo-mutants", "--locked"]))
}

/// Holds the survivors of a run against the list.
fn judge(root: &Path, out: &Path, whole: bool) -> Result<()> {
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap_or_default();
    let known =
        known(&std::fs::read_to_string(root.join("tests/mutants.txt")).unwrap_or_default())?;
    let survivors = counted(read("missed.txt").lines().map(name));
    let mut wrong = Vec::new();
    for (mutant, times) in &survivors {
        let allowed = known.get(mutant).copied().unwrap_or_default();
        if *times > allowed {
            wrong.push(format!("no test notices: {mutant}"));
        }
    }
    if whole {
        for (mutant, times) in &known {
            if survivors.get(mutant).copied().unwrap_or_default() < *times {
                wrong.push(format!("is noticed by now, take it off the list: {mutant}"));
            }
        }
    }
    let caught = read("caught.txt").lines().count() + read("timeout.txt").lines().count();
    println!(
        "{caught} mutants are noticed, {} are not, {} of these are on the list",
        survivors.values().sum::<usize>(),
        known.values().sum::<usize>()
    );
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("{}", wrong.join("\n"))
}

/// A mutant without its line and column, which move: `FILE: what was replaced`.
fn name(line: &str) -> String {
    let mut parts = line.splitn(4, ':');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(file), Some(_), Some(_), Some(what)) => format!("{file}: {}", what.trim()),
        _ => line.trim().to_owned(),
    }
}

fn counted(names: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for name in names.filter(|name| !name.is_empty()) {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

/// The list: a mutant a line, ` # ` and the reason after it; a line that starts with `#` is for people.
fn known(text: &str) -> Result<BTreeMap<String, usize>> {
    let lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let mut names = Vec::new();
    for line in lines {
        match line.split_once(" # ") {
            Some((mutant, reason)) if !reason.trim().is_empty() => {
                names.push(mutant.trim().to_owned());
            }
            _ => bail!("tests/mutants.txt: `{line}` says no reason"),
        }
    }
    Ok(counted(names.into_iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_move_and_names_stay() {
        let line = "crates/core/src/baa/terms.rs:34:9: replace > with >= in can_pass_limit";
        assert_eq!(
            name(line),
            "crates/core/src/baa/terms.rs: replace > with >= in can_pass_limit"
        );
    }

    #[test]
    fn a_survivor_needs_a_reason() {
        assert!(known("a.rs: replace x\n").is_err());
        let list = known("# for people\n\na.rs: replace x # why\na.rs: replace x # why\n");
        assert_eq!(
            list.ok()
                .and_then(|list| list.get("a.rs: replace x").copied()),
            Some(2)
        );
    }
}
