//! Words of reports and of the book, all from the catalogue.

use vendorward_core::texts::{self, Language};
#[cfg(feature = "print")]
use vendorward_core::{
    result::{End, Said},
    units::Fraction,
};

/// Speaks one language.
#[derive(Clone, Copy)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// A text.
    pub(crate) fn text(self, key: &str) -> String {
        self.0.fill(key, &[])
    }

    /// A text, if the catalogue has it.
    pub(crate) fn known(self, key: &str) -> Option<String> {
        texts::has(key).then(|| self.text(key))
    }

    /// A text with its places filled.
    pub(crate) fn fill(self, key: &str, args: &[(&str, &str)]) -> String {
        self.0.fill(key, args)
    }

    /// `key.one` for one, else `key.many`; the number stands at `{n}`.
    pub(crate) fn count(self, key: &str, n: usize) -> String {
        self.0.count(key, n as u64)
    }

    /// A word of a vocabulary; the word itself if the catalogue has none for it.
    pub(crate) fn word(self, vocabulary: &str, word: &str) -> String {
        let key = format!("{vocabulary}.{word}");
        if texts::has(&key) {
            self.text(&key)
        } else {
            word.to_owned()
        }
    }
}

#[cfg(feature = "print")]
impl Words {
    /// What the domain says.
    pub(crate) fn said(self, said: &Said) -> String {
        self.0.speak(said.key, &said.args)
    }

    /// Whole percent.
    pub(crate) fn percent(self, end: End) -> String {
        self.fill("report.percent", &[("n", &percent(end).to_string())])
    }

    /// A range of whole percent; one number if its ends are equal.
    pub(crate) fn range(self, lo: End, hi: End) -> String {
        let (lo, hi) = (percent(lo), percent(hi));
        if lo == hi {
            return self.fill("report.percent", &[("n", &lo.to_string())]);
        }
        self.fill(
            "report.percent-range",
            &[("lo", &lo.to_string()), ("hi", &hi.to_string())],
        )
    }

    /// Parts as a list in a sentence; nothing if there are none.
    pub(crate) fn list(self, parts: &[String]) -> String {
        parts.join(&self.separator())
    }

    fn separator(self) -> String {
        // Punctuation is no word: every language of the catalogue so far joins alike.
        ", ".to_owned()
    }
}

/// Whole percent, rounded half up; neither all nor nothing unless it is exactly that.
#[cfg(feature = "print")]
fn percent(end: End) -> u16 {
    let rounded = (end.points.get() + 50) / 100;
    let Fraction { got, of } = end.exact;
    if got == 0 || got == of {
        rounded
    } else {
        rounded.clamp(1, 99)
    }
}

/// With a capital first letter, as at the start of a sentence.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let mut out = String::with_capacity(text.len());
    // The pseudo-language puts its bracket first.
    for letter in letters.by_ref() {
        out.extend(letter.to_uppercase());
        if letter.is_alphanumeric() {
            break;
        }
    }
    out.push_str(letters.as_str());
    out
}

#[cfg(all(test, feature = "print"))]
mod tests {
    use super::*;

    #[test]
    fn almost_all_is_not_all_and_almost_nothing_is_not_nothing() {
        let of = |got| {
            let exact = Fraction { got, of: 1000 };
            let points = exact.basis_points().unwrap();
            percent(End { points, exact })
        };
        assert_eq!([of(0), of(1), of(4)], [0, 1, 1]);
        assert_eq!([of(494), of(495)], [49, 50]);
        assert_eq!([of(996), of(999), of(1000)], [99, 99, 100]);
    }
}
