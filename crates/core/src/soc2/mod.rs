//! SOC 2 reports: the record and its review.

mod record;
mod review;

pub use record::*;
pub use review::*;
