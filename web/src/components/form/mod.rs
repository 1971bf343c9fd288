//! Forms as tables: which fields a record has, in which order, how each is read and written.
//!
//! A form is data. What draws it is compiled once; of each kind of record only the way to it is.

mod control;
mod list;
mod place;
mod value;

pub(crate) use control::{Item, Kind, fields, item};
pub(crate) use list::{List, fold, list};
pub(crate) use place::Place;
pub(crate) use value::{Held, Value};
