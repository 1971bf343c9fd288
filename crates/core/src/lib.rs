//! The domain of Vendorward: may this vendor have our patients' data?
//!
//! Everything here is a pure function of its arguments: no I/O, no clock, no floats.

pub mod basis;
pub mod date;
pub mod diagnostic;
pub mod engagement;
pub mod facts;
pub mod finding;
pub mod gate;
pub mod id;
pub mod questionnaire;
pub mod rating;
pub mod rubric;
pub mod soc2;
pub mod units;
mod vocab;
pub mod when;

pub use {date::Date, id::Id};
