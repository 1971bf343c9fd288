//! The domain of Vendorward: may this vendor have our patients' data?
//!
//! Everything here is a pure function of its arguments: no I/O, no clock, no floats.

pub mod assess;
pub mod assessment;
pub mod baa;
pub mod basis;
pub mod compile;
mod contradiction;
pub mod criteria;
pub mod customer;
pub mod date;
pub mod engagement;
pub mod evidence;
pub mod facts;
pub mod finding;
pub mod findings;
pub mod gate;
pub mod gates;
pub mod id;
pub mod known;
pub mod law;
pub mod legal;
mod named;
mod names;
mod notices;
pub mod order;
pub mod pack;
mod parties;
pub mod prepare;
pub mod proposals;
pub mod questionnaire;
pub mod rating;
pub mod recommend;
pub mod resolve;
pub mod result;
pub mod rubric;
pub mod rules;
pub mod scope;
pub mod score;
pub mod soc2;
mod source;
pub mod texts;
pub mod units;
mod vocab;
pub mod when;

pub mod diagnostic;
pub use {date::Date, id::Id};
