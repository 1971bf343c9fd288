//! The scorer under test, behind a trait, so that a faulty double can stand in its place.

use vendorward_core::{
    Date, assess, assessment::Assessment, compile::Compiled, prepare::Prepared, result::Outcome,
    when::Truth,
};

pub mod faulty;

/// What a scorer gives.
#[derive(Debug, Clone)]
pub struct Run {
    /// Whether each question applies, by index.
    pub applies: Vec<Truth>,
    /// The outcome.
    pub outcome: Outcome,
}

/// A scorer.
pub trait Engine {
    /// Scores.
    fn run(&self, compiled: &Compiled, assessment: &Assessment, as_of: Date) -> Run;
}

/// The real one.
#[derive(Debug, Clone, Copy)]
pub struct Core;

impl Engine for Core {
    fn run(&self, compiled: &Compiled, assessment: &Assessment, as_of: Date) -> Run {
        let prepared = Prepared::new(compiled, assessment, as_of);
        Run {
            outcome: assess::outcome(compiled, assessment, &prepared),
            applies: prepared.applies,
        }
    }
}
