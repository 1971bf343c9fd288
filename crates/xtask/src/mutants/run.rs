//! Runs the test programs with one mutant after the other.

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::tree::Program;

/// Worlds for each law: with cases beside them these few find what a mutant breaks.
const WORLDS: &str = "48";

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// How many mutants it takes to say how far it is.
pub(crate) const REPORTED: usize = 100;

/// A mutant may take this many times as long as none.
const SLOWER: u32 = 10;

/// And this long in any case.
const LEAST: Duration = Duration::from_secs(10);

/// What became of a mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    /// This program failed.
    Noticed(String),
    /// This program did not end.
    Endless(String),
    /// Every program passed.
    Missed,
}

/// The test programs with the time that each takes.
pub(crate) struct Runner {
    programs: Vec<(Program, Duration)>,
}

impl Runner {
    /// Runs the programs without a mutant: all must pass.
    pub(crate) fn new(programs: Vec<Program>) -> Result<Self> {
        let mut timed = Vec::new();
        for program in programs {
            let start = Instant::now();
            let passed = start_one(&program, 0)?.wait().context("cannot wait")?;
            if !passed.success() {
                bail!("{} fails without any mutant", program.name);
            }
            println!("{:>6} ms  {}", start.elapsed().as_millis(), program.name);
            timed.push((program, start.elapsed()));
        }
        Ok(Self { programs: timed })
    }

    /// Programs of a mutant's own build: none of them was timed, all get the same time.
    pub(crate) fn untimed(programs: Vec<Program>) -> Self {
        let timed = programs.into_iter().map(|program| (program, LEAST));
        Self {
            programs: timed.collect(),
        }
    }

    /// The first program that notices a mutant.
    pub(crate) fn fate(&self, number: u32) -> Result<Fate> {
        for (program, usual) in &self.programs {
            let limit = LEAST.max(*usual * SLOWER);
            match ended(&mut start_one(program, number)?, limit)? {
                Some(true) => {}
                Some(false) => return Ok(Fate::Noticed(program.name.clone())),
                None => return Ok(Fate::Endless(program.name.clone())),
            }
        }
        Ok(Fate::Missed)
    }

    /// The fates of many, as many at a time as there are processors.
    pub(crate) fn fates(&self, numbers: &[u32]) -> Result<Vec<(u32, Fate)>> {
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            let mut fates = Vec::new();
            while let Some(number) = numbers.get(next.fetch_add(1, Ordering::Relaxed)) {
                fates.push((*number, self.fate(*number)?));
                let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                if done.is_multiple_of(REPORTED) {
                    println!("{done} of {}", numbers.len());
                }
            }
            Ok(fates)
        };
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let parts: Vec<Result<Vec<(u32, Fate)>>> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            let ended = threads.into_iter().filter_map(|thread| thread.join().ok());
            ended.collect()
        });
        let mut fates = Vec::new();
        for part in parts {
            fates.extend(part?);
        }
        if fates.len() != numbers.len() {
            bail!("{} of {} mutants were tried", fates.len(), numbers.len());
        }
        fates.sort_by_key(|(number, _)| *number);
        Ok(fates)
    }
}

fn start_one(program: &Program, number: u32) -> Result<Child> {
    Command::new(&program.file)
        .arg("--quiet")
        .current_dir(&program.home)
        .env("VENDORWARD_MUTANT", number.to_string())
        .env("PROPTEST_CASES", WORLDS)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", program.name))
}

/// Whether a program succeeded; none if it did not end in time and was stopped.
fn ended(child: &mut Child, limit: Duration) -> Result<Option<bool>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().context("cannot wait")? {
            return Ok(Some(status.success()));
        }
        if start.elapsed() > limit {
            child.kill().context("cannot stop a program")?;
            child.wait().context("cannot wait")?;
            return Ok(None);
        }
        std::thread::sleep(LOOK);
    }
}
