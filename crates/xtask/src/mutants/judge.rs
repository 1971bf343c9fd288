//! Holds the survivors of a run against the list.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};

/// Every survivor must be on the list; after a `whole` run everything on the list must be a survivor.
pub(crate) fn judge(root: &Path, survivors: &[String], whole: bool) -> Result<()> {
    let text = std::fs::read_to_string(root.join("tests/mutants.txt")).unwrap_or_default();
    let known = known(&text)?;
    let survivors = counted(survivors.iter().cloned());
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
    println!("{} are on the list", known.values().sum::<usize>());
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("{}", wrong.join("\n"))
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
