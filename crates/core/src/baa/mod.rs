//! Business associate agreements: whether one is required, the record, and whether it is in force.

mod conflict;
mod consistency;
mod determination;
mod in_force;
mod omnibus;
mod outcome;
mod record;
mod rule;
mod terms;

pub use conflict::{Difference, differences};
pub use consistency::{RecordFault, faults};
pub use determination::*;
pub use in_force::*;
pub use omnibus::Era;
pub(crate) use outcome::outcome;
pub use record::*;
pub use rule::*;
pub use terms::*;
