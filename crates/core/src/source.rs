//! Where in a package something stands, as results write it.

use crate::result::Source;

/// A record of a list, as in `baas/baa-2025`.
pub(crate) fn of_record(list: &str, id: impl AsRef<str>) -> Source {
    concat(&[list, "/", id.as_ref()])
}

/// A field of a record or a path below it, as in `baas/baa-2025/notice/breach`.
pub(crate) fn of_field(list: &str, id: impl AsRef<str>, field: &str) -> Source {
    concat(&[list, "/", id.as_ref(), "/", field])
}

/// Apart, so that it is compiled once for all kinds of ids.
fn concat(parts: &[&str]) -> Source {
    parts.concat()
}
