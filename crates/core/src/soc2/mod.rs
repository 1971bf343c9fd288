//! SOC 2 reports: the record and its review.

mod bridge;
mod criteria;
mod crosswalk;
mod duties;
mod hosts;
mod parts;
mod record;
mod reliance;
mod review;
mod tested;
mod timeline;

pub use bridge::*;
pub use criteria::*;
pub(crate) use crosswalk::{count, leaves};
pub(crate) use duties::duties;
pub(crate) use hosts::*;
pub use parts::*;
pub use record::*;
pub use reliance::*;
pub use review::*;
pub use tested::*;
pub(crate) use timeline::{breaks, timeline};
