//! Business associate agreements: whether one is required, the record, and whether it is in force.

mod conflict;
mod consistency;
mod coverage;
mod data;
mod determination;
mod in_force;
mod lapse;
mod omnibus;
mod outcome;
mod record;
mod rule;
mod terms;

pub use conflict::{Difference, differences};
pub use consistency::{RecordFault, faults};
pub use determination::*;
pub use in_force::*;
pub use lapse::{Doubt, Lapse, bound_from, held_on, lapses, signed_on};
pub use omnibus::Era;
pub(crate) use outcome::outcome;
pub use record::*;
pub use rule::*;
pub use terms::*;
