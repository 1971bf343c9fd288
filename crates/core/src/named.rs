//! How a document names a product: one reading for the matrix, for findings and for what gives credit.

use crate::{
    assessment::Evidence,
    names::{self, Match},
    result::Cell,
    soc2::Report,
};

/// How a list names a product or place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named<'a> {
    /// The list says nothing.
    Unsaid,
    /// It names others, or excludes it.
    Out,
    /// It names it, or what may be it: the name in the list.
    In(Match, &'a str),
}

impl Named<'_> {
    /// Whether the list covers it. A name that matches loosely has to be confirmed.
    pub(crate) fn cell(self) -> Cell {
        match self {
            Self::In(matched, _) if matched.same() => Cell::Covered,
            Self::In(Match::Loose, _) | Self::Unsaid => Cell::Unknown,
            Self::In(..) | Self::Out => Cell::Gap,
        }
    }
}

/// How a report names a product, in its scope or out of it.
pub(crate) fn in_report<'a>(report: &'a Report, product: &str) -> Named<'a> {
    let excluded = names::best(product, &report.products_excluded);
    if excluded.is_some_and(|(matched, _)| matched.same()) {
        return Named::Out;
    }
    let listed = report.products_in_scope.iter();
    match names::best(product, listed.chain([&report.system_name])) {
        Some((matched, name)) => Named::In(matched, name),
        // The name of a system is not a list of what is in it.
        None if report.products_in_scope.is_empty() => Named::Unsaid,
        None => Named::Out,
    }
}

/// How another document names a product. One that names none speaks of all.
pub(crate) fn in_document<'a>(document: &'a Evidence, product: &str) -> Named<'a> {
    if document.products.is_empty() {
        return Named::In(Match::Exact, "");
    }
    match names::best(product, &document.products) {
        Some((matched, name)) => Named::In(matched, name),
        None => Named::Out,
    }
}
