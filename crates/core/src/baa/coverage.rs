//! How the names in an agreement's list are read. Products match but for case, spacing and punctuation; what may
//! mean the same, or may be a name for everything, is told and neither covers the product nor leaves it out.

use crate::names::{self, Match, words};

/// Words that name services as such, and none of them.
const GENERAL: [&str; 26] = [
    "a",
    "agreement",
    "all",
    "and",
    "any",
    "application",
    "applications",
    "cloud",
    "hosted",
    "master",
    "of",
    "order",
    "platform",
    "product",
    "products",
    "related",
    "service",
    "services",
    "software",
    "solution",
    "solutions",
    "subscription",
    "system",
    "systems",
    "the",
    "under",
];

/// The entry of a list that may mean a product: one whose words are all among the product's or the other way
/// round, or one that names the vendor's services as a whole.
pub(super) fn may_mean<'a>(
    list: &'a [String],
    product: &str,
    vendor: [&str; 2],
) -> Option<&'a str> {
    if let Some((Match::Loose, name)) = names::best(product, list) {
        return Some(name);
    }
    let mut entries = list.iter().map(String::as_str);
    entries.find(|entry| is_general(entry, vendor))
}

/// Whether a name has no word that tells one service of a vendor from another.
fn is_general(name: &str, vendor: [&str; 2]) -> bool {
    let mut all = words(name).peekable();
    all.peek().is_some()
        && all.all(|word| {
            let known = |one: &&str| one.eq_ignore_ascii_case(word);
            GENERAL.iter().any(known)
                || word.chars().all(|c| c.is_ascii_digit())
                || vendor.iter().any(|name| words(name).any(|one| known(&one)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_umbrella_and_another_product_are_told_apart() {
        let vendor = ["Meridian Analytics", "Meridian Analytics, Inc."];
        let read = |entry: &str| {
            let list = [entry.to_owned()];
            may_mean(&list, "Population Insights", vendor).is_some()
        };
        assert!(read("Population insight"), "singular");
        assert!(read("Population Insights Cloud"), "more words");
        assert!(read("Meridian platform services"), "the vendor's services");
        assert!(read("Master Services Agreement of 2026"), "a contract");
        assert!(!read("Reporting Module"), "another product");
        assert!(!read(""), "nothing");
    }
}
