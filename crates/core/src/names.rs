//! Comparing names. Legal names strictly; names of products and places with tolerance, and the tolerance
//! is told: what matched loosely is said to have, and decides nothing until a person confirms it.

use std::borrow::Cow;

/// Whether two legal names are the same: equal but for white space around and between words.
/// The form of company counts.
#[must_use]
pub(crate) fn same_legal_name(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// Whether two names of products or places are the same but for case, spacing and punctuation
/// between words. A name without words is nobody's.
#[must_use]
pub(crate) fn same_name(first: &str, second: &str) -> bool {
    let (mut a, mut b) = (words(first), words(second));
    let mut any = false;
    loop {
        match (a.next(), b.next()) {
            (None, None) => return any && marks(first).eq(marks(second)),
            (Some(a), Some(b)) if same_word(a, b) => any = true,
            _ => return false,
        }
    }
}

/// How far two names of products or places agree, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Match {
    /// They are different names.
    None,
    /// All words of the one are among the other's, singular or plural, in any order: they may mean the
    /// same. `Population Insights` and `Population Insights Cloud`; `AWS (us-east-1)` and `us-east-1`.
    Loose,
    /// The same but for case, spacing and punctuation.
    Alike,
    /// The same.
    Exact,
}

impl Match {
    /// Whether it is the same name, so that nobody has to confirm it.
    pub(crate) fn same(self) -> bool {
        self >= Self::Alike
    }
}

/// How far two names of products or places agree.
#[must_use]
pub(crate) fn compare(a: &str, b: &str) -> Match {
    Name::new(a).compare(&Name::new(b))
}

/// The best match of a name among others, and the other.
#[must_use]
pub(crate) fn best<'a>(
    name: &str,
    others: impl IntoIterator<Item = &'a String>,
) -> Option<(Match, &'a str)> {
    let name = Name::new(name);
    let each = others.into_iter();
    let each = each.map(|other| (Name::new(other).compare(&name), other.as_str()));
    first_best(each.filter(|(matched, _)| *matched != Match::None))
}

/// The best of several matches, and of those that are as good the first.
pub(crate) fn first_best<'a>(
    matches: impl Iterator<Item = (Match, &'a str)>,
) -> Option<(Match, &'a str)> {
    matches.reduce(|best, next| if next.0 > best.0 { next } else { best })
}

/// A name taken apart once, to be compared with many.
#[derive(Debug, Clone)]
pub(crate) struct Name<'a> {
    /// As written.
    pub(crate) raw: &'a str,
    folded: Cow<'a, Folded>,
}

/// The words of a name.
#[derive(Debug, Clone)]
pub(crate) struct Folded {
    /// In lower case, a space between them.
    words: String,
    /// See [`Name::stems`].
    stems: u64,
}

impl Folded {
    /// Takes a name apart.
    pub(crate) fn new(raw: &str) -> Self {
        let words = if raw.is_ascii() {
            ascii_folded(raw)
        } else {
            let words = words(raw).map(|word| folded(word).collect());
            words.collect::<Vec<String>>().join(" ")
        };
        let stems = stems(&words).fold(0, |all, stem| all | bit(stem));
        Self { words, stems }
    }

    /// The name with these words: `raw` is what they were taken from.
    pub(crate) const fn as_name<'a>(&'a self, raw: &'a str) -> Name<'a> {
        let folded = Cow::Borrowed(self);
        Name { raw, folded }
    }

    /// See [`Name::key`].
    pub(crate) fn key(&self) -> &str {
        &self.words
    }

    /// The same, kept.
    pub(crate) fn into_key(self) -> String {
        self.words
    }
}

impl<'a> Name<'a> {
    /// Takes a name apart.
    #[must_use]
    pub(crate) fn new(raw: &'a str) -> Self {
        let folded = Cow::Owned(Folded::new(raw));
        Self { raw, folded }
    }

    /// What is equal in names that are the same but for case, spacing and punctuation; empty in a name
    /// without words.
    pub(crate) fn key(&self) -> &str {
        self.folded.key()
    }

    /// A bit for the stem of each word: a name whose bits are not all another's has a word that the other
    /// has not.
    pub(crate) fn stems(&self) -> u64 {
        self.folded.stems
    }

    /// How far it agrees with another.
    pub(crate) fn compare(&self, other: &Self) -> Match {
        if self.key().is_empty() {
            Match::None
        } else if self.key() == other.key() {
            if same_legal_name(self.raw, other.raw) {
                Match::Exact
            } else if marks(self.raw).eq(marks(other.raw)) {
                Match::Alike
            } else {
                Match::Loose
            }
        } else if self.may_mean(other) {
            Match::Loose
        } else {
            Match::None
        }
    }

    /// Whether two names that are not the same may mean the same.
    pub(crate) fn may_mean(&self, other: &Self) -> bool {
        self.all_within(other) || other.all_within(self)
    }

    /// Whether each word of this name is among the other's, singular or plural.
    fn all_within(&self, other: &Self) -> bool {
        self.stems() & !other.stems() == 0
            && stems(self.key()).all(|word| stems(other.key()).any(|one| one == word))
    }
}

/// The words of a name: what stands between spaces and punctuation.
pub(crate) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The words of a name in lower case, a space between them. Most names are ASCII and need no tables.
fn ascii_folded(name: &str) -> String {
    let mut bytes = name.to_ascii_lowercase().into_bytes();
    for byte in &mut bytes {
        *byte = if byte.is_ascii_alphanumeric() {
            *byte
        } else {
            b' '
        };
    }
    bytes.dedup_by(|next, byte| *next == b' ' && *byte == b' ');
    if bytes.last() == Some(&b' ') {
        bytes.pop();
    }
    if bytes.first() == Some(&b' ') {
        bytes.remove(0);
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Marks under which editions of a product are sold: `Care` and `Care+`.
fn marks(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| matches!(byte, b'+' | b'#'))
}

fn same_word(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || folded(a).eq(folded(b))
}

/// The characters of a word without the difference of case.
fn folded(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// The stem of each word of a folded name; of one without words a single stem, which is no word's.
fn stems(folded: &str) -> impl Iterator<Item = &[u8]> {
    folded.as_bytes().split(|byte| *byte == b' ').map(stem)
}

/// A word without what makes the plural: `backups` as `backup`, `facilities` as `facility`. Short words
/// are abbreviations and stay.
fn stem(word: &[u8]) -> &[u8] {
    if word.len() <= 3 || word.ends_with(b"ss") {
        return word;
    }
    let one = word.strip_suffix(b"s").unwrap_or(word);
    let plural = one.len() < word.len();
    let facility = one.strip_suffix(b"ie").filter(|_| plural);
    facility.unwrap_or_else(|| one.strip_suffix(b"y").unwrap_or(one))
}

/// One of 64 bits for a stem, by how it begins, spread by the golden ratio.
fn bit(stem: &[u8]) -> u64 {
    let mut start = [0; 8];
    for (place, byte) in start.iter_mut().zip(stem) {
        *place = *byte;
    }
    let spread = u64::from_le_bytes(start).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    1 << (spread >> 58)
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
        assert!(!same_name("", "") && !same_name("—", "—"));
        assert!(same_name("Überblick", "überblick") && !same_name("Überblick", "Uberblick"));
    }

    #[test]
    fn words_in_ascii_are_taken_apart_as_all_others_are() {
        for name in ["Data-Warehouse", "  a  B, c. ", "--", "x", "9 lives", ""] {
            let any: Vec<String> = words(name).map(|word| folded(word).collect()).collect();
            assert_eq!(Name::new(name).key(), any.join(" "), "{name}");
        }
    }

    #[test]
    fn most_words_differ_in_their_bit() {
        let bits: std::collections::BTreeSet<u64> = (0..300)
            .map(|at| Name::new(&format!("{at}")).stems())
            .collect();
        assert!(bits.len() > 60, "{}", bits.len());
        let name = Name::new("Store 12");
        assert_eq!(name.stems().count_ones(), 2);
        assert_eq!(name.stems(), Name::new("12 stores").stems());
    }

    /// One way or another, taken apart or not.
    fn matched(a: &str, b: &str) -> Match {
        let found = compare(a, b);
        let (one, other) = (Name::new(a), Name::new(b));
        assert_eq!(compare(b, a), found, "{a} and {b}");
        assert_eq!(one.compare(&other), found, "{a} and {b}, taken apart");
        assert_eq!(other.compare(&one), found, "{b} and {a}, taken apart");
        found
    }

    #[test]
    fn products_and_places_match_with_a_tolerance_that_is_told() {
        for (a, b, expected) in [
            ("data warehouse", " data  warehouse", Match::Exact),
            ("data warehouse", "Data-Warehouse", Match::Alike),
            ("Überblick", "ÜBERBLICK", Match::Alike),
            (
                "Population Insights",
                "Population Insights Cloud",
                Match::Loose,
            ),
            ("backups", "Backup", Match::Loose),
            ("storage facility", "Storage Facilities", Match::Loose),
            ("AWS (us-east-1)", "us-east-1", Match::Loose),
            ("AWS (us-east-1)", "AWS", Match::Loose),
            ("warehouse, data", "data warehouse", Match::Loose),
            ("gateway", "gateways", Match::Loose),
            ("AWS", "AW", Match::None),
            ("brownie", "brown", Match::None),
            ("access", "acces", Match::None),
            ("VeriPump 5", "VeriPump 6", Match::None),
            ("us-east-1", "us-east-2", Match::None),
            ("Population Insights", "Population Health", Match::None),
            ("", "", Match::None),
            ("", "data warehouse", Match::None),
            ("—", "—", Match::None),
            ("Care", "Care+", Match::Loose),
            ("Care+", "care +", Match::Alike),
            ("VeriPump 5+", "veripump-5+", Match::Alike),
            ("C#", "C++", Match::Loose),
            ("Radiology+Cardiology", "radiology cardiology", Match::Loose),
            ("ΟΔΟΣ", "οδοσ", Match::Alike),
        ] {
            assert_eq!(matched(a, b), expected, "{a} and {b}");
        }
        assert!(Match::Exact.same() && Match::Alike.same());
        assert!(!Match::Loose.same() && !Match::None.same());
    }

    #[test]
    fn the_best_of_several_is_the_first_of_the_best() {
        let names = ["Insights Cloud", "INSIGHTS", "insights", "Insights"].map(str::to_owned);
        assert_eq!(best("Insights", &names), Some((Match::Exact, "Insights")));
        assert_eq!(best("InSights", &names), Some((Match::Alike, "INSIGHTS")));
        assert_eq!(best("Reporting", &names), None);
    }
}
