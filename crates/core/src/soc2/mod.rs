//! SOC 2 reports: the record and its review.

mod bridge;
mod criteria;
mod crosswalk;
mod duties;
mod parts;
mod record;
mod reliance;
mod review;
mod timeline;

pub use bridge::*;
pub use criteria::*;
pub(crate) use crosswalk::{count, leaves};
pub(crate) use duties::duties;
pub use parts::*;
pub use record::*;
pub use reliance::*;
pub use review::*;
pub(crate) use timeline::{breaks, timeline};
