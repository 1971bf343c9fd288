//! Checking one record by itself: the same review, of an assessment built around it.

pub mod baa;
pub mod soc2;
