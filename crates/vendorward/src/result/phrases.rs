//! Texts of the catalogue, taken apart and escaped once: results say the same few again and again.

use std::sync::OnceLock;

use vendorward_core::{
    result::{Arg, Args, Finding, Said},
    rules::RULES,
    texts::{Language, keys},
};

use crate::canonical::{Writer, escape};

/// The English catalogue, ready to be written into JSON strings.
pub(super) struct Phrases {
    /// By key, sorted.
    by_key: Vec<(&'static str, Phrase)>,
    /// Title, detail and remediation of each rule, in the order of the rules.
    by_rule: Vec<[Phrase; 3]>,
}

impl Phrases {
    /// The catalogue, taken apart on first use.
    pub(super) fn get() -> &'static Self {
        static PHRASES: OnceLock<Phrases> = OnceLock::new();
        PHRASES.get_or_init(|| {
            let by_key: Vec<_> = keys()
                .map(|key| (key, Phrase::new(&Language::English.text(key))))
                .collect();
            let of = |key: String| find(&by_key, &key).cloned().unwrap_or_default();
            let by_rule = RULES
                .iter()
                .map(|rule| {
                    ["title", "detail", "remediation"].map(|part| of(format!("{}.{part}", rule.id)))
                })
                .collect();
            Self { by_key, by_rule }
        })
    }

    /// Writes what the domain says.
    pub(super) fn say(&self, writer: &mut Writer, said: &Said) {
        match find(&self.by_key, said.key) {
            Some(phrase) => writer.quoted(|writer| phrase.write(writer, &said.args)),
            None => writer.text(said.key),
        }
    }

    /// Writes one of the texts of a finding.
    pub(super) fn tell(&self, writer: &mut Writer, phrase: &Phrase, args: &Args) {
        writer.quoted(|writer| {
            phrase.fill(writer, |writer, name| match args.get(name) {
                Some(Arg::Text(text)) => writer.escaped(text),
                Some(Arg::Key(key)) => match find(&self.by_key, key) {
                    Some(inner) => inner.fill(writer, |writer, name| {
                        writer.escaped(args.text(name).unwrap_or_default());
                    }),
                    None => writer.escaped(key),
                },
                None => {}
            });
        });
    }

    /// Title, detail and remediation of a finding.
    pub(super) fn of_finding(&self, finding: &Finding) -> &[Phrase; 3] {
        static UNSAID: [Phrase; 3] = [Phrase::EMPTY, Phrase::EMPTY, Phrase::EMPTY];
        let at = RULES.binary_search_by(|rule| rule.id.cmp(finding.rule.id));
        at.ok()
            .and_then(|at| self.by_rule.get(at))
            .unwrap_or(&UNSAID)
    }
}

fn find<'p>(by_key: &'p [(&'static str, Phrase)], key: &str) -> Option<&'p Phrase> {
    let at = by_key
        .binary_search_by(|(known, _)| (*known).cmp(key))
        .ok()?;
    by_key.get(at).map(|(_, phrase)| phrase)
}

/// A text with places.
#[derive(Clone, Default)]
pub(super) struct Phrase {
    /// What stands before each place, escaped, and the place's name.
    places: Vec<(Vec<u8>, String)>,
    /// What stands after the last place, escaped.
    end: Vec<u8>,
}

impl Phrase {
    /// Says nothing.
    const EMPTY: Self = Self {
        places: Vec::new(),
        end: Vec::new(),
    };

    /// Takes a text apart as the catalogue fills it: in one pass, a brace that never closes standing
    /// for itself.
    fn new(text: &str) -> Self {
        let mut phrase = Self::default();
        let mut rest = text;
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            escape(before, &mut phrase.end);
            phrase
                .places
                .push((std::mem::take(&mut phrase.end), name.to_owned()));
            rest = after;
        }
        escape(rest, &mut phrase.end);
        phrase
    }

    /// Writes it, its places filled.
    fn write(&self, writer: &mut Writer, args: &[(&'static str, String)]) {
        self.fill(writer, |writer, name| {
            if let Some((_, value)) = args.iter().find(|(known, _)| *known == name) {
                writer.escaped(value);
            }
        });
    }

    fn fill(&self, writer: &mut Writer, place: impl Fn(&mut Writer, &str)) {
        for (before, name) in &self.places {
            writer.raw(before);
            place(writer, name);
        }
        writer.raw(&self.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_written_as_it_is_spoken() {
        let args = [
            ("gate", "a \"b\"".to_owned()),
            ("question", "{x}".to_owned()),
        ];
        for (key, phrase) in &Phrases::get().by_key {
            let mut writer = Writer::default();
            writer.quoted(|writer| phrase.write(writer, &args));
            let spoken = Language::English.speak(key, &args);
            assert_eq!(
                String::from_utf8(writer.into_sink()).unwrap(),
                serde_json::to_string(&spoken).unwrap(),
                "{key}"
            );
        }
    }

    #[test]
    fn a_text_within_a_text_is_written_as_it_is_spoken() {
        let args = Args::from(vec![
            ("product", Arg::Text("Care \"Gaps\"".to_owned())),
            ("where", Arg::Text("{party}".to_owned())),
            ("what", Arg::Key("scope.phi-location.out")),
        ]);
        let phrases = Phrases::get();
        for key in [
            "scope.phi-location.detail",
            "scope.phi-location.remediation",
        ] {
            let mut writer = Writer::default();
            let phrase = find(&phrases.by_key, key).unwrap();
            phrases.tell(&mut writer, phrase, &args);
            let said = args.said(Language::English, |_, value| value.to_owned());
            assert_eq!(
                String::from_utf8(writer.into_sink()).unwrap(),
                serde_json::to_string(&Language::English.speak(key, &said)).unwrap(),
                "{key}"
            );
        }
    }

    #[test]
    fn every_rule_has_its_phrases() {
        for (rule, phrases) in RULES.iter().zip(&Phrases::get().by_rule) {
            for phrase in phrases {
                assert!(
                    !phrase.end.is_empty() || !phrase.places.is_empty(),
                    "{}",
                    rule.id
                );
            }
        }
    }
}
