//! The pages of the site.

pub(crate) mod answers;
pub(crate) mod baa;
pub(crate) mod compare;
pub(crate) mod engagement;
pub(crate) mod first;
pub(crate) mod missing;
pub(crate) mod report;
pub(crate) mod result;
pub(crate) mod settings;
