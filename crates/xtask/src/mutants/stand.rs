//! Puts every mutant into the copy that can stand there beside the others, and finds those that cannot.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::list::Mutant;
use super::rewrite::{Rewritten, rewrite};
use super::tree::{CRATE, Fault, Tree};

/// The mutants by number, from one, and where each went.
pub(crate) struct Stand {
    /// In the copy.
    pub(crate) together: Vec<u32>,
    /// To be tried one by one, each with a build of its own.
    pub(crate) alone: Vec<u32>,
    /// No compiler takes them.
    pub(crate) unviable: Vec<u32>,
}

/// Rounds of the compiler: each finds what the one before hid.
const ROUNDS: usize = 12;

/// Writes the sources of the crate with all mutants, and leaves out what does not compile until the rest does.
pub(crate) fn stand(root: &Path, tree: &Tree, mutants: &[Mutant]) -> Result<Stand> {
    let sources = sources(root)?;
    let (mut alone, mut unviable) = (BTreeSet::new(), BTreeSet::new());
    let mut constant = BTreeSet::new();
    for _ in 0..ROUNDS {
        let mut written = BTreeMap::new();
        for (file, source) in &sources {
            let here: Vec<(u32, &Mutant)> = (1..)
                .zip(mutants)
                .filter(|(number, one)| {
                    one.file == *file && !alone.contains(number) && !unviable.contains(number)
                })
                .collect();
            let made = rewrite(source, &here, &constant).with_context(|| file.clone())?;
            alone.extend(&made.alone);
            unviable.extend(&made.unviable);
            tree.write_core(file, &made.text)?;
            written.insert(file.as_str(), made);
        }
        let faults = tree.check()?;
        if faults.is_empty() {
            let all = (1..).zip(mutants).map(|(number, _)| number);
            return Ok(Stand {
                together: all
                    .filter(|number| !alone.contains(number) && !unviable.contains(number))
                    .collect(),
                alone: alone.into_iter().collect(),
                unviable: unviable.into_iter().collect(),
            });
        }
        // Constants call these: they stay as they are.
        let called = faults.iter().filter_map(Fault::called_by_constant);
        let before = constant.len();
        constant.extend(called);
        if constant.len() > before {
            continue;
        }
        let blamed = blamed(&written, &faults)?;
        println!(
            "{} of the mutants do not compile beside the others",
            blamed.len()
        );
        for (number, mutant) in (1..)
            .zip(mutants)
            .filter(|(number, _)| blamed.contains(number))
        {
            if mutant.may_compile_alone() {
                alone.insert(number);
            } else {
                unviable.insert(number);
            }
        }
    }
    bail!("the mutants still do not compile after {ROUNDS} rounds")
}

/// Every source of the crate by its name below the top folder.
fn sources(root: &Path) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut folders = vec![CRATE.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(root.join(&folder))
            .with_context(|| format!("cannot read `{folder}`"))?;
        for entry in entries.flatten() {
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(name);
            } else if name.ends_with(".rs") {
                let text = std::fs::read_to_string(entry.path())
                    .with_context(|| format!("cannot read `{name}`"))?;
                found.push((name, text));
            }
        }
    }
    Ok(found)
}

fn blamed(written: &BTreeMap<&str, Rewritten>, faults: &[Fault]) -> Result<BTreeSet<u32>> {
    let mut blamed = BTreeSet::new();
    let mut unclear = Vec::new();
    for fault in faults {
        let made = written.get(fault.file.as_str());
        let numbers = made.map(|made| made.blamed(&fault.at)).unwrap_or_default();
        if numbers.is_empty() {
            unclear.push(fault.message.as_str());
        }
        blamed.extend(numbers);
    }
    // An error that is no mutant's own may be due to another that is.
    if blamed.is_empty() {
        bail!("these errors are no mutant's:\n{}", unclear.join("\n"));
    }
    Ok(blamed)
}
