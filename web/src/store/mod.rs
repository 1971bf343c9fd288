//! Autosave: each answer, fact and record is a row of its own in this browser's IndexedDB, with a
//! revision. The file a person saves is the record; what is here is the draft.

mod database;
pub(crate) mod rows;
mod saver;

pub(crate) use database::{Other, Summary};
pub(crate) use rows::{BEGUN, Rows};
pub(crate) use saver::{Saver, Saving};
