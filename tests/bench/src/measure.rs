//! A watch. Cases take turns, so that what disturbs the machine disturbs them alike, and the median
//! of many short batches is kept.

use std::time::{Duration, Instant};

/// How long one batch takes at least.
const BATCH: Duration = Duration::from_millis(2);

/// Something to measure: a name, and one round of it.
pub struct Case<'a> {
    /// What it is.
    pub name: &'static str,
    /// How many calls one round makes.
    pub calls: u32,
    /// One round.
    pub round: Box<dyn FnMut() + 'a>,
}

impl<'a> Case<'a> {
    /// A case of `calls` calls a round.
    pub fn new(name: &'static str, calls: usize, round: impl FnMut() + 'a) -> Self {
        let calls = u32::try_from(calls).unwrap_or(u32::MAX);
        Self {
            name,
            calls,
            round: Box::new(round),
        }
    }
}

/// Time of one call.
#[derive(Debug, Clone, Copy)]
pub struct Time {
    /// The median.
    pub median: f64,
    /// A tenth of the batches were faster.
    pub fast: f64,
    /// A tenth were slower.
    pub slow: f64,
}

impl Time {
    /// Of batches, in microseconds a call.
    ///
    /// # Panics
    /// Of no batch at all.
    #[must_use]
    pub fn of(mut batches: Vec<f64>) -> Self {
        batches.sort_by(f64::total_cmp);
        let at = |tenths: usize| {
            *batches
                .get((batches.len() - 1) * tenths / 10)
                .expect("a batch")
        };
        Self {
            median: at(5),
            fast: at(1),
            slow: at(9),
        }
    }
}

/// Measures cases in turn, `batches` times each.
pub fn measure(cases: &mut [Case<'_>], batches: usize) -> Vec<Time> {
    let rounds: Vec<u32> = cases.iter_mut().map(rounds).collect();
    let mut times = vec![Vec::with_capacity(batches); cases.len()];
    for _ in 0..batches {
        for ((case, rounds), times) in cases.iter_mut().zip(&rounds).zip(&mut times) {
            let start = Instant::now();
            (0..*rounds).for_each(|_| (case.round)());
            let calls = f64::from(*rounds) * f64::from(case.calls);
            times.push(start.elapsed().as_secs_f64() * 1e6 / calls);
        }
    }
    times.into_iter().map(Time::of).collect()
}

/// Rounds that fill a batch, after enough of them to warm up.
fn rounds(case: &mut Case<'_>) -> u32 {
    let start = Instant::now();
    let mut warm = 0;
    while warm < 3 || start.elapsed() < BATCH * 10 {
        (case.round)();
        warm += 1;
    }
    let one = start.elapsed() / warm;
    let fit = BATCH.as_nanos().div_ceil(one.as_nanos().max(1));
    u32::try_from(fit).unwrap_or(u32::MAX)
}

/// Most memory a process has held so far, in bytes; 0 where the system does not say.
#[must_use]
pub fn peak_memory(process: u32) -> u64 {
    std::fs::read_to_string(format!("/proc/{process}/status"))
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<u64>().ok())
        .unwrap_or(0)
        * 1024
}
