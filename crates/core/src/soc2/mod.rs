//! SOC 2 reports: the record and its review.

mod record;

pub use record::*;
