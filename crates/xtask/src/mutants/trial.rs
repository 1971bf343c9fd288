//! The first trial of all mutants: in one process, against samples and cases. It asks what `golden` and
//! `outcomes` ask, without reading content and packages anew for each mutant.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::run::{Fate, REPORTED};
use super::tree::Program;

/// The fates of all, by as many processes as there are processors.
pub(crate) fn fates(program: &Program, numbers: &[u32]) -> Result<Vec<(u32, Fate)>> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = numbers.len().div_ceil(workers).max(1);
    let parts: Vec<Result<Vec<(u32, Fate)>>> = std::thread::scope(|scope| {
        // Neighbours stay together: what notices one mutant often notices the next.
        let threads: Vec<_> = numbers
            .chunks(share)
            .map(|part| scope.spawn(move || of_part(program, part)))
            .collect();
        let ended = threads.into_iter().filter_map(|thread| thread.join().ok());
        ended.collect()
    });
    let mut fates = Vec::new();
    for part in parts {
        fates.extend(part?);
    }
    Ok(fates)
}

/// One process after the other: a mutant that takes a process down is noticed, and the next process goes on.
fn of_part(program: &Program, numbers: &[u32]) -> Result<Vec<(u32, Fate)>> {
    let mut fates: BTreeMap<u32, Fate> = BTreeMap::new();
    loop {
        let left = numbers.iter().filter(|number| !fates.contains_key(number));
        let left: Vec<String> = left.map(u32::to_string).collect();
        if left.is_empty() {
            return Ok(fates.into_iter().collect());
        }
        let answered = one_process(program, &left, &mut fates)?;
        // An endless mutant is named before its process ends itself; any other end is the fault of the next.
        let endless =
            answered.is_some_and(|last| matches!(fates.get(&last), Some(Fate::Endless(_))));
        if let Some(number) = numbers.iter().find(|number| !fates.contains_key(number))
            && !endless
        {
            fates.insert(*number, Fate::Noticed("a crash".to_owned()));
        }
    }
}

/// Adds what one process says; gives the last mutant that it names.
fn one_process(
    program: &Program,
    left: &[String],
    fates: &mut BTreeMap<u32, Fate>,
) -> Result<Option<u32>> {
    let mut child = Command::new(&program.file)
        .args(["--nocapture", "--exact", "trial"])
        .current_dir(&program.home)
        .env("VENDORWARD_MUTANTS", left.join(","))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot start the trial")?;
    let out = child.stdout.take().context("no output of the trial")?;
    let (mut ready, mut last) = (false, None);
    for line in BufReader::new(out).lines().map_while(Result::ok) {
        ready |= line == "ready";
        if let Some((number, fate)) = line.strip_prefix("mutant ").and_then(said) {
            fates.insert(number, fate);
            last = Some(number);
            if fates.len().is_multiple_of(REPORTED) {
                println!("{} tried", fates.len());
            }
        }
    }
    child.wait().context("cannot wait for the trial")?;
    if !ready {
        bail!("the trial fails without any mutant");
    }
    Ok(last)
}

/// `NUMBER missed`, `NUMBER endless` or `NUMBER noticed by WHAT`.
fn said(line: &str) -> Option<(u32, Fate)> {
    let (number, fate) = line.split_once(' ')?;
    let fate = match fate.strip_prefix("noticed by ") {
        Some(by) => Fate::Noticed(by.to_owned()),
        None if fate == "missed" => Fate::Missed,
        None if fate == "endless" => Fate::Endless("trial".to_owned()),
        None => return None,
    };
    Some((number.parse().ok()?, fate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_became_of_a_mutant() {
        assert_eq!(said("7 missed"), Some((7, Fate::Missed)));
        assert_eq!(
            said("8 noticed by gates/location: elsewhere"),
            Some((8, Fate::Noticed("gates/location: elsewhere".to_owned())))
        );
        assert_eq!(said("test result"), None);
    }
}
