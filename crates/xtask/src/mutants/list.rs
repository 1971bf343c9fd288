//! The mutants: what cargo-mutants finds to replace, with where it stands.

use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::tools;

/// The modules whose every line decides something.
const FILES: [&str; 12] = [
    "crates/core/src/baa/**/*.rs",
    "crates/core/src/soc2/**/*.rs",
    "crates/core/src/evidence/**/*.rs",
    "crates/core/src/contradiction/**/*.rs",
    "crates/core/src/findings/**/*.rs",
    "crates/core/src/gates/**/*.rs",
    "crates/core/src/scope/**/*.rs",
    "crates/core/src/scope.rs",
    "crates/core/src/named.rs",
    "crates/core/src/names.rs",
    "crates/core/src/score.rs",
    "crates/core/src/proposals.rs",
];

/// A mutant.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Mutant {
    /// `FILE:LINE:COLUMN: what is replaced`.
    pub(crate) name: String,
    /// Below the top folder.
    pub(crate) file: String,
    /// What kind of thing is replaced.
    pub(crate) genre: Genre,
    /// What stands there instead.
    pub(crate) replacement: String,
    function: Option<Function>,
    span: Span,
}

#[derive(Debug, Clone, Deserialize)]
struct Function {
    return_type: String,
    span: Span,
}

/// What is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Genre {
    /// The body of a function, by a value.
    FnValue,
    /// An operator between two operands.
    BinaryOperator,
    /// An operator before an operand, by nothing.
    UnaryOperator,
    /// An arm of a match, by nothing.
    MatchArm,
    /// The guard of an arm.
    MatchArmGuard,
    /// A field of a struct expression with a base, by nothing.
    StructField,
}

#[derive(Debug, Clone, Deserialize)]
struct Span {
    start: Point,
    end: Point,
}

/// Both count from one; columns are characters.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Point {
    line: usize,
    column: usize,
}

impl Mutant {
    /// The bytes of the source that are replaced.
    pub(crate) fn extent(&self, source: &str) -> Option<Range<usize>> {
        Some(offset(source, self.span.start)?..offset(source, self.span.end)?)
    }

    /// The bytes of the function around it.
    pub(crate) fn function(&self, source: &str) -> Option<Range<usize>> {
        let span = &self.function.as_ref()?.span;
        Some(offset(source, span.start)?..offset(source, span.end)?)
    }

    /// Its name in lists that last.
    pub(crate) fn lasting_name(&self) -> String {
        lasting(&self.name)
    }

    /// Whether it may compile alone where it does not beside others: a function that returns an unnamed
    /// type takes one such type alone, and an operator may have to be told the types of its operands.
    pub(crate) fn may_compile_alone(&self) -> bool {
        let unnamed = |function: &Function| function.return_type.contains("impl ");
        self.genre != Genre::FnValue || self.function.as_ref().is_some_and(unnamed)
    }

    /// The source with this mutant in it and no other.
    pub(crate) fn apply(&self, source: &str) -> Option<String> {
        let extent = self.extent(source)?;
        let (before, after) = (source.get(..extent.start)?, source.get(extent.end..)?);
        Some(format!("{before}{}{after}", self.replacement))
    }
}

/// A name without line and column, which move: `FILE: what is replaced`.
pub(crate) fn lasting(name: &str) -> String {
    let mut parts = name.splitn(4, ':');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(file), Some(_), Some(_), Some(what)) => format!("{file}: {}", what.trim()),
        _ => name.trim().to_owned(),
    }
}

fn offset(source: &str, point: Point) -> Option<usize> {
    let line: usize = source
        .split_inclusive('\n')
        .take(point.line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let column: usize = source
        .get(line..)?
        .chars()
        .take(point.column.checked_sub(1)?)
        .map(char::len_utf8)
        .sum();
    Some(line + column)
}

/// Every mutant of the modules that decide.
pub(crate) fn mutants(root: &Path) -> Result<Vec<Mutant>> {
    ensure()?;
    let mut command = tools::cargo(root);
    command
        .args([
            "mutants",
            "--package",
            "vendorward-core",
            "--list",
            "--json",
        ])
        .args(FILES.iter().flat_map(|file| ["--file", file]))
        .stderr(Stdio::inherit());
    let out = command.output().context("cannot start cargo-mutants")?;
    if !out.status.success() {
        bail!("cargo-mutants lists nothing ({})", out.status);
    }
    serde_json::from_slice(&out.stdout).context("cargo-mutants lists what is not known here")
}

fn ensure() -> Result<()> {
    if tools::on_path("cargo-mutants").is_some() {
        return Ok(());
    }
    println!("cargo-mutants is missing: running `cargo install cargo-mutants --locked`");
    tools::run(Command::new("cargo").args(["install", "cargo-mutants", "--locked"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutant() -> Mutant {
        let text = r#"{ "name": "crates/core/src/a.rs:2:14: replace == with != in equal",
            "file": "crates/core/src/a.rs", "genre": "BinaryOperator", "replacement": "!=",
            "function": null, "span": { "start": { "line": 2, "column": 16 }, "end": { "line": 2, "column": 18 } } }"#;
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn lines_move_and_names_stay() {
        assert_eq!(
            mutant().lasting_name(),
            "crates/core/src/a.rs: replace == with != in equal"
        );
    }

    #[test]
    fn columns_are_characters() {
        let source = "fn equal(\n    of: (a, “) == b\n";
        assert_eq!(
            mutant().apply(source).as_deref(),
            Some("fn equal(\n    of: (a, “) != b\n")
        );
    }
}
