//! Comparing names. Legal names strictly; names of products and places with tolerance, and the tolerance
//! is told: what matched loosely is said to have, and decides nothing until a person confirms it.

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
    /// Its words in lower case, a space between them.
    folded: String,
    /// See [`Self::stems`].
    stems: u64,
}

impl<'a> Name<'a> {
    /// Takes a name apart.
    #[must_use]
    pub(crate) fn new(raw: &'a str) -> Self {
        let mut key = String::with_capacity(raw.len());
        let mut stems = 0;
        for word in words(raw) {
            if !key.is_empty() {
                key.push(' ');
            }
            let from = key.len();
            if word.is_ascii() {
                key.push_str(word);
                if let Some(word) = key.get_mut(from..) {
                    word.make_ascii_lowercase();
                }
            } else {
                key.extend(folded(word));
            }
            stems |= bit(stem(key.get(from..).unwrap_or_default()));
        }
        Self {
            raw,
            folded: key,
            stems,
        }
    }

    /// What is equal in names that are the same but for case, spacing and punctuation; empty in a name
    /// without words.
    pub(crate) fn key(&self) -> &str {
        &self.folded
    }

    /// The same, kept.
    pub(crate) fn into_key(self) -> String {
        self.folded
    }

    /// A bit for the stem of each word: a name whose bits are not all another's has a word that the other
    /// has not.
    pub(crate) const fn stems(&self) -> u64 {
        self.stems
    }

    /// How far it agrees with another.
    pub(crate) fn compare(&self, other: &Self) -> Match {
        if self.folded.is_empty() || other.folded.is_empty() {
            Match::None
        } else if self.folded == other.folded {
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
        let among = |word| other.folded.split(' ').any(|one| stem(one) == stem(word));
        self.stems & !other.stems == 0 && self.folded.split(' ').all(among)
    }
}

/// The words of a name: what stands between spaces and punctuation.
pub(crate) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Marks under which editions of a product are sold: `Care` and `Care+`.
fn marks(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| matches!(byte, b'+' | b'#'))
}

fn same_word(a: &str, b: &str) -> bool {
    // Most names are ASCII, and most products are compared with many.
    a.eq_ignore_ascii_case(b) || !(a.is_ascii() && b.is_ascii()) && folded(a).eq(folded(b))
}

/// The characters of a word without the difference of case.
fn folded(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// A word without what makes the plural: `backups` as `backup`, `facilities` as `facility`. Short words
/// are abbreviations and stay.
fn stem(word: &str) -> &str {
    let bare = |word| str::strip_suffix(word, 'y').unwrap_or(word);
    if word.len() <= 3 {
        return word;
    }
    let Some(rest) = word.strip_suffix('s') else {
        return bare(word);
    };
    if rest.ends_with('s') {
        return word;
    }
    rest.strip_suffix("ie").unwrap_or_else(|| bare(rest))
}

/// One of 64 bits for a word.
fn bit(word: &str) -> u64 {
    let sum = word.bytes().fold(7_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    1 << (sum % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word whose sum comes to the very end of the numbers: the wasm build checks for overflow.
    #[test]
    fn any_word_has_its_bit() {
        let _ = bit("cfeiffb");
        assert!(Name::new("cfeiffb").may_mean(&Name::new("cfeiffb")));
    }

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
