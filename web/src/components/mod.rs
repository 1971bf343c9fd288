//! One component for each idea. Plain functions that give finished views: the code of each is
//! compiled once, whatever page uses it.

pub(crate) mod act;
pub(crate) mod announce;
pub(crate) mod cards;
pub(crate) mod choice;
pub(crate) mod diagnostics;
pub(crate) mod field;
pub(crate) mod file;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod gate;
pub(crate) mod help;
pub(crate) mod list;
pub(crate) mod name;
pub(crate) mod pack;
pub(crate) mod range;
pub(crate) mod signed;
pub(crate) mod source;
pub(crate) mod strip;
pub(crate) mod tell;
pub(crate) mod undo;
pub(crate) mod you;
