//! The one catalogue of everything a person reads.
//!
//! Texts stand in `texts/*.txt` as `key = text`, with places as `{name}`. Ids, JSON keys and hashes
//! never depend on them. The pseudo-language shows which words on a screen bypass the catalogue.

use std::{borrow::Cow, sync::OnceLock};

const FILES: &[&str] = &[
    include_str!("../texts/domain.txt"),
    include_str!("../texts/site.txt"),
    #[cfg(feature = "book")]
    include_str!("../texts/book.txt"),
    #[cfg(feature = "print")]
    include_str!("../texts/cli.txt"),
];

/// In which words to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// English with every letter dressed up, for finding strays.
    Pseudo,
}

impl Language {
    /// The language of this tag: `en`, or `en-XA` for the pseudo-language.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        if tag == "en-XA" {
            Self::Pseudo
        } else {
            Self::English
        }
    }

    /// Its tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Pseudo => "en-XA",
        }
    }

    /// The text of a key; the key itself if the catalogue lacks it.
    #[must_use]
    pub fn text(self, key: &'static str) -> Cow<'static, str> {
        self.dress(find(key).unwrap_or(key))
    }

    /// The text of a key with its places filled.
    #[must_use]
    pub fn fill(self, key: &str, args: &[(&str, &str)]) -> String {
        match find(key) {
            Some(text) => fill(&self.dress(text), args),
            None => key.to_owned(),
        }
    }

    /// The same with owned values.
    #[must_use]
    pub fn speak(self, key: &str, args: &[(&'static str, String)]) -> String {
        let args: Vec<(&str, &str)> = args
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.fill(key, &args)
    }

    /// `key.one` for one, else `key.many`; the number stands at `{n}`.
    #[must_use]
    pub fn count(self, key: &str, n: u64) -> String {
        let form = if n == 1 { "one" } else { "many" };
        self.fill(&[key, form].join("."), &[("n", &n.to_string())])
    }

    fn dress(self, text: &'static str) -> Cow<'static, str> {
        match self {
            Self::English => Cow::Borrowed(text),
            Self::Pseudo => Cow::Owned(pseudo(text)),
        }
    }
}

/// Whether the catalogue has a key.
#[must_use]
pub fn has(key: &str) -> bool {
    find(key).is_some()
}

/// Every key, sorted.
pub fn keys() -> impl Iterator<Item = &'static str> {
    table().iter().map(|(key, _)| *key)
}

fn table() -> &'static [(&'static str, &'static str)] {
    static TABLE: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = FILES.iter().flat_map(|file| file.lines());
        let mut table: Vec<_> = lines
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, text)| (key.trim(), text.trim()))
            .collect();
        table.sort_unstable();
        table
    })
}

fn find(key: &str) -> Option<&'static str> {
    let table = table();
    let at = table
        .binary_search_by(|(known, _)| (*known).cmp(key))
        .ok()?;
    table.get(at).map(|(_, text)| *text)
}

/// Fills the places of a text in one pass: what is filled in is not looked into.
fn fill(text: &str, args: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}') {
            Some((name, later)) => {
                let value = args
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map_or("", |(_, value)| value);
                filled.push_str(value);
                rest = later;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// Letters with accents, places left alone.
fn pseudo(text: &str) -> String {
    let mut inside = false;
    let dressed = text.chars().map(|c| {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ => {}
        }
        let dressed = match c {
            'a' => 'å',
            'e' => 'é',
            'i' => 'î',
            'o' => 'ö',
            'u' => 'û',
            'c' => 'ç',
            'n' => 'ñ',
            's' => 'š',
            'y' => 'ý',
            'A' => 'Å',
            'E' => 'É',
            'I' => 'Î',
            'O' => 'Ö',
            'U' => 'Û',
            'C' => 'Ç',
            'N' => 'Ñ',
            'S' => 'Š',
            'Y' => 'Ý',
            other => other,
        };
        if inside { c } else { dressed }
    });
    let mut out = String::from("⟦");
    out.extend(dressed);
    out.push('⟧');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{facts::Tier, finding::Owner, gate::GateId, rules::RULES};

    #[test]
    fn every_rule_and_gate_has_its_texts() {
        for rule in RULES {
            for part in ["title", "detail", "remediation"] {
                let key = format!("{}.{part}", rule.id);
                assert!(has(&key), "{key}");
            }
        }
        for gate in GateId::ALL {
            for part in ["title", "asks"] {
                assert!(has(&format!("{gate}.{part}")), "{gate}.{part}");
            }
        }
        for tier in Tier::WORDS {
            assert!(has(&format!("tier.{tier}")), "{tier}");
        }
    }

    #[test]
    fn what_is_to_be_done_is_said_to_whoever_has_to_do_it() {
        for rule in RULES.iter().filter(|rule| rule.owner == Owner::Vendor) {
            let text = find(&format!("{}.remediation", rule.id)).unwrap();
            let aside = ["Ask ", "The vendor ", "Negotiate "];
            assert!(
                !aside.iter().any(|start| text.starts_with(start)) && !text.contains("the vendor"),
                "{}: {text}",
                rule.id
            );
        }
    }

    #[test]
    fn keys_are_unique_and_texts_whole() {
        let table = table();
        for pair in table.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "a key stands twice");
        }
        for (key, text) in table {
            assert!(!text.is_empty(), "{key}");
            assert_eq!(
                text.matches('{').count(),
                text.matches('}').count(),
                "{key}"
            );
        }
    }

    #[test]
    fn fills_each_place_once() {
        assert_eq!(
            fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]),
            "{b} and 2"
        );
        assert_eq!(fill("{missing}.", &[]), ".");
        assert_eq!(Language::Pseudo.dress("See {a}"), "⟦Šéé {a}⟧");
    }
}
