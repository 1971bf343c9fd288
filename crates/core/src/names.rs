//! Comparing names. Legal names strictly, names of products and places with tolerance for case and
//! spacing only.

/// Whether two legal names are the same: equal but for white space around and between words.
/// The form of company counts.
#[must_use]
pub(crate) fn same_legal_name(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// Whether two names of products or places are the same but for case, spacing and punctuation
/// between words.
#[must_use]
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (words(a), words(b));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if same_word(a, b) => {}
            _ => return false,
        }
    }
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn same_word(a: &str, b: &str) -> bool {
    // Most names are ASCII, and most products are compared with many.
    a.eq_ignore_ascii_case(b)
        || !(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_names_never_match_loosely() {
        assert!(same_legal_name(
            "Meridian  Analytics, Inc.",
            " Meridian Analytics, Inc."
        ));
        assert!(!same_legal_name(
            "Meridian Analytics, Inc.",
            "Meridian Analytics, LLC"
        ));
        assert!(!same_legal_name(
            "Meridian Analytics, Inc.",
            "Meridian Analytics Inc"
        ));
        assert!(same_name("Population Insights", "population-insights"));
        assert!(!same_name("Population Insights", "Population"));
        assert!(same_name("Überblick", "überblick") && !same_name("Überblick", "Uberblick"));
    }
}
