//! Mutation testing of what decides: agreements, reports, evidence, scope and score.
//!
//! cargo-mutants lists the mutants. Instead of a build for each, a copy of the sources holds all of them at
//! once, and a variable of the environment says which one is on; so a mutant costs a run of the tests that
//! have to notice it, the quick ones first. The few that cannot stand beside others get a build of their own.
//!
//! `tests/mutants.txt` names every mutant that no test notices, each with the reason why that is no fault of
//! the tests. The list only shrinks: a survivor that is not on it fails, and so does one on it that is caught.

mod judge;
mod list;
mod places;
mod rewrite;
mod run;
mod stand;
mod tree;
mod trial;

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::tools;
use list::Mutant;
use run::{Fate, Runner};
use tree::Tree;

/// The first trial: samples and cases, in one process.
const TRIAL: (&str, &str) = ("vendorward-cases", "trial");

/// The tests that have to notice what the first trial misses: package and target.
const TESTS: [(&str, &str); 10] = [
    ("vendorward-core", "vendorward_core"),
    ("vendorward", "golden"),
    ("vendorward-cases", "outcomes"),
    ("vendorward", "agree"),
    ("vendorward", "ask_again"),
    ("vendorward", "diff"),
    ("vendorward", "missing_baa"),
    ("vendorward", "more_content"),
    ("vendorward-tests", "properties"),
    ("vendorward", "vendorward"),
];

/// Those of them that notice most: asked first where each mutant needs a build.
const STRONG: [(&str, &str); 2] = [("vendorward", "golden"), ("vendorward-cases", "outcomes")];

/// Tries every mutant, or those whose names hold one of the `words`; the word `missed` stands for those that
/// the last run missed. Only a whole run is held against the list in both directions.
pub(crate) fn run(root: &Path, words: &[String]) -> Result<()> {
    let start = Instant::now();
    let place = tools::target_dir(root).join("mutants");
    let mutants = chosen(list::mutants(root)?, &place, words);
    println!("{} mutants", mutants.len());
    let tree = Tree::copy(root, &place)?;
    let stand = stand::stand(root, &tree, &mutants)?;
    println!(
        "{} stand together, {} alone, {} are none",
        stand.together.len(),
        stand.alone.len(),
        stand.unviable.len()
    );
    let trial = tree.build(&[TRIAL])?.pop().context("no trial was built")?;
    let mut fates = trial::fates(&trial, &stand.together)?;
    let missed = fates.extract_if(.., |(_, fate)| *fate == Fate::Missed);
    let missed: Vec<u32> = missed.map(|(number, _)| number).collect();
    println!("the first trial misses {}", missed.len());
    fates.extend(Runner::new(tree.build(&TESTS)?)?.fates(&missed)?);
    let mut unviable = stand.unviable;
    record(&place, &mutants, &fates, &unviable)?;
    println!("{} get a build each", stand.alone.len());
    for number in stand.alone {
        match alone(root, &tree, &mutants, number)? {
            Some(fate) => fates.push((number, fate)),
            None => unviable.push(number),
        }
    }
    let survivors = record(&place, &mutants, &fates, &unviable)?;
    println!("{} minutes", start.elapsed().as_secs().div_ceil(60));
    judge::judge(root, &survivors, words.is_empty())
}

fn chosen(mutants: Vec<Mutant>, place: &Path, words: &[String]) -> Vec<Mutant> {
    if words.is_empty() {
        return mutants;
    }
    let missed = std::fs::read_to_string(place.join("missed.txt")).unwrap_or_default();
    let again = |mutant: &Mutant| {
        missed
            .lines()
            .any(|line| list::lasting(line) == mutant.lasting_name())
    };
    let wanted = |mutant: &Mutant| {
        words
            .iter()
            .any(|word| mutant.name.contains(word) || (word == "missed" && again(mutant)))
    };
    mutants.into_iter().filter(wanted).collect()
}

/// The fate of a mutant that has the copy to itself; none if it does not compile.
fn alone(root: &Path, tree: &Tree, mutants: &[Mutant], number: u32) -> Result<Option<Fate>> {
    let index = usize::try_from(number)?.saturating_sub(1);
    let mutant = mutants.get(index).context("no such mutant")?;
    let source = std::fs::read_to_string(root.join(&mutant.file))
        .with_context(|| format!("cannot read `{}`", mutant.file))?;
    let changed = mutant.apply(&source).context("no such place")?;
    tree.write_core(&mutant.file, &changed)?;
    let fate = if tree.check()?.is_empty() {
        // The trial takes for right what the copy does without a mutant that is switched on: it is of no use.
        let quick = Runner::untimed(tree.build(&STRONG)?).fate(number)?;
        match quick {
            Fate::Missed => Some(Runner::untimed(tree.build(&TESTS)?).fate(number)?),
            noticed => Some(noticed),
        }
    } else {
        None
    };
    tree.write_core(&mutant.file, &source)?;
    Ok(fate)
}

/// Writes what became of each, and gives the names of those that were missed.
fn record(
    place: &Path,
    mutants: &[Mutant],
    fates: &[(u32, Fate)],
    unviable: &[u32],
) -> Result<Vec<String>> {
    let (mut noticed, mut missed, mut none) = (String::new(), String::new(), String::new());
    let mut survivors = Vec::new();
    for (number, mutant) in (1..).zip(mutants) {
        let fate = fates.iter().find(|(of, _)| *of == number);
        let _ = match fate.map(|(_, fate)| fate) {
            Some(Fate::Noticed(by)) => writeln!(noticed, "{}\t{by}", mutant.name),
            Some(Fate::Endless(by)) => writeln!(noticed, "{}\t{by} (no end)", mutant.name),
            Some(Fate::Missed) => {
                survivors.push(mutant.lasting_name());
                writeln!(missed, "{}", mutant.name)
            }
            None if unviable.contains(&number) => writeln!(none, "{}", mutant.name),
            None => Ok(()),
        };
    }
    for (name, text) in [
        ("noticed.txt", noticed),
        ("missed.txt", missed),
        ("unviable.txt", none),
    ] {
        let file = place.join(name);
        std::fs::write(&file, text)
            .with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    let caught = fates.len() - survivors.len();
    println!(
        "{caught} are noticed, {} are not, {} are none",
        survivors.len(),
        unviable.len()
    );
    Ok(survivors)
}
