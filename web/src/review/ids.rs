//! Ids for records entered by hand.

use vendorward::core::Id;

/// `stem-1`, `stem-2`, … : the first that is not taken.
pub(crate) fn free_id<'a>(stem: &str, taken: impl Iterator<Item = &'a Id> + Clone) -> Option<Id> {
    (1_u32..)
        .map(|n| format!("{stem}-{n}"))
        .find(|name| taken.clone().all(|id| id.as_str() != name))
        .and_then(|name| Id::new(&name).ok())
}
