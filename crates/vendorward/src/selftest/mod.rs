//! Whether questionnaires and rubric do what they are for: what is asked can be asked, what is answered
//! decides something, and a worse answer never helps. Found out by scoring, not by reading.

mod effects;
mod probe;
mod reach;
mod shape;

use vendorward_core::{Date, compile::Compiled};

/// One thing that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What is asked of the content, as a key of the catalogue: `selftest.<id>`.
    pub id: &'static str,
    /// How many things were looked at.
    pub tried: usize,
    /// What is wrong; empty if all is well.
    pub faults: Vec<String>,
    /// Figures worth knowing, right or wrong.
    pub figures: Vec<(String, String)>,
}

impl Check {
    fn new(id: &'static str, tried: usize, faults: Vec<String>) -> Self {
        Self {
            id,
            tried,
            faults,
            figures: Vec::new(),
        }
    }
}

/// The day the self-test scores at. Any day would do: its packages are dated to fit.
fn day() -> Option<Date> {
    Date::parse("2026-11-22").ok()
}

/// Tries a set. Slow beside scoring: some thousands of results.
#[must_use]
pub fn selftest(compiled: &Compiled) -> Vec<Check> {
    let Some(base) = day().and_then(probe::Base::new) else {
        return Vec::new();
    };
    let reached = reach::questions(compiled, &base);
    let mut checks = vec![
        reach::gates(compiled, &base),
        reached.check(compiled),
        effects::decides(compiled, &reached, &base),
        effects::worse_never_helps(compiled, &reached, &base),
        shape::twins(compiled),
        shape::prompts(compiled),
    ];
    checks.push(shape::weights(compiled));
    checks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set::Set;

    #[test]
    fn our_own_content_passes() {
        let set = Set::standard().value.unwrap();
        let checks = selftest(&set.compiled);
        assert_eq!(checks.len(), 7);
        for check in &checks {
            assert!(check.tried > 0, "{check:?}");
            assert!(check.faults.is_empty(), "{}: {:#?}", check.id, check.faults);
        }
    }
}
