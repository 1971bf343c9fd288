//! Evidence other than SOC 2 reports and agreements: how long it holds, what it speaks of, whether anyone has
//! seen it, and so what it can show.

mod claims;
mod review;
mod rules;
mod substitution;

pub(crate) use claims::claims;
pub use review::{Currency, EvidenceStanding, Interim, standings};
pub(crate) use review::{holds_for_all, newest};
pub use rules::{EvidenceRules, InsuranceRow};
pub(crate) use substitution::substitutions;
