//! Business associate agreements: whether one is required, the record, and whether it is in force.

mod determination;
mod in_force;
mod record;
mod rule;
mod terms;

pub use determination::*;
pub use in_force::*;
pub use record::*;
pub use rule::*;
pub use terms::*;
