//! Forms as tables: which fields a record has, in which order, how each is read and written.
//!
//! A form is data. What draws it is compiled once; of each kind of record only the way to it is.

mod control;
mod list;
mod needs;
mod place;
mod shelf;
mod value;

pub(crate) use control::{Item, Kind, fields, item};
pub(crate) use list::{List, focus, fold, fold_at, list, uncounted};
pub(crate) use needs::Needs;
pub(crate) use place::Place;
pub(crate) use shelf::{Back, Shelf};
pub(crate) use value::{Held, Value};
