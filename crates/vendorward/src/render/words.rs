//! Words of a report, all from the catalogue.

use vendorward_core::{
    result::{End, Said},
    texts::{self, Language},
};

use crate::result::speak;

/// Speaks one language.
#[derive(Clone, Copy)]
pub(super) struct Words(pub(super) Language);

impl Words {
    /// A text.
    pub(super) fn text(self, key: &str) -> String {
        self.0.fill(key, &[])
    }

    /// A text with its places filled.
    pub(super) fn fill(self, key: &str, args: &[(&str, &str)]) -> String {
        self.0.fill(key, args)
    }

    /// `key.one` for one, else `key.many`; the number stands at `{n}`.
    pub(super) fn count(self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "many" };
        self.fill(&format!("{key}.{form}"), &[("n", &n.to_string())])
    }

    /// A word of a vocabulary; the word itself if the catalogue has none for it.
    pub(super) fn word(self, vocabulary: &str, word: &str) -> String {
        let key = format!("{vocabulary}.{word}");
        if texts::has(&key) {
            self.text(&key)
        } else {
            word.to_owned()
        }
    }

    /// What the domain says.
    pub(super) fn said(self, said: &Said) -> String {
        speak(self.0, said.key, &said.args)
    }

    /// Whole percent.
    pub(super) fn percent(self, end: End) -> String {
        self.fill("report.percent", &[("n", &percent(end).to_string())])
    }

    /// A range of whole percent; one number if its ends are equal.
    pub(super) fn range(self, lo: End, hi: End) -> String {
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
    pub(super) fn list(self, parts: &[String]) -> String {
        parts.join(&self.separator())
    }

    fn separator(self) -> String {
        // Punctuation is no word: every language of the catalogue so far joins alike.
        ", ".to_owned()
    }
}

/// Basis points as whole percent, rounded half up as on every screen.
fn percent(end: End) -> u16 {
    (end.points.get() + 50) / 100
}

/// With a capital first letter, as at the start of a sentence.
pub(super) fn capital(text: &str) -> String {
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
