//! JSON in canonical form: UTF-8, no spaces, integers only, keys in the order written.
//!
//! Escapes are those of `serde_json`: what one writes the other would write alike.

mod escape;
mod serializer;

use serde::Serialize;
use vendorward_core::Date;

pub(crate) use escape::escape;
#[cfg(feature = "fast")]
pub(crate) use escape::is_special;

/// The canonical bytes of a value whose fields stand in the order of its schema.
pub(crate) fn bytes(value: &impl Serialize) -> Vec<u8> {
    let mut writer = Writer::onto(Vec::with_capacity(16 * 1024));
    writer.serialized(value);
    writer.sink
}

/// Whether these are the canonical bytes of a value that was read from them. Nothing is written to
/// find out.
#[cfg(feature = "fast")]
pub(crate) fn is_of(json: &str, value: &impl Serialize) -> bool {
    let mut writer = Writer::onto(Compare(Some(json.as_bytes())));
    writer.serialized(value);
    writer.sink.0.is_some_and(<[u8]>::is_empty)
}

/// Where JSON goes.
pub(crate) trait Sink {
    /// Takes bytes that are JSON already.
    fn raw(&mut self, json: &[u8]);

    /// Takes a text that goes into a string.
    fn escaped(&mut self, text: &str);
}

impl Sink for Vec<u8> {
    #[inline]
    fn raw(&mut self, json: &[u8]) {
        self.extend_from_slice(json);
    }

    fn escaped(&mut self, text: &str) {
        escape(text, self);
    }
}

/// What is left of the JSON to compare with; nothing once a difference was found.
#[cfg(feature = "fast")]
struct Compare<'j>(Option<&'j [u8]>);

#[cfg(feature = "fast")]
impl Sink for Compare<'_> {
    #[inline]
    fn raw(&mut self, json: &[u8]) {
        self.0 = self.0.and_then(|rest| rest.strip_prefix(json));
    }

    fn escaped(&mut self, text: &str) {
        let Some(rest) = self.0 else {
            return;
        };
        // The text was read from here: if its own bytes stand before a quote, none needed an escape.
        let plain = rest.strip_prefix(text.as_bytes());
        if let Some(rest) = plain.filter(|rest| rest.starts_with(b"\"")) {
            self.0 = Some(rest);
            return;
        }
        let mut escaped = Vec::new();
        escape(text, &mut escaped);
        self.0 = rest.strip_prefix(escaped.as_slice());
    }
}

/// Writes one JSON value.
#[derive(Debug, Default)]
pub(crate) struct Writer<S = Vec<u8>> {
    sink: S,
}

impl<S: Sink> Writer<S> {
    /// Writes after what is there.
    pub(crate) const fn onto(sink: S) -> Self {
        Self { sink }
    }

    /// What was written to.
    pub(crate) fn into_sink(self) -> S {
        self.sink
    }

    /// Bytes that are JSON already.
    #[inline]
    pub(crate) fn raw(&mut self, json: &[u8]) {
        self.sink.raw(json);
    }

    /// A text.
    pub(crate) fn text(&mut self, text: &str) {
        self.quoted(|writer| writer.escaped(text));
    }

    /// A text in parts.
    #[inline]
    pub(crate) fn quoted(&mut self, write: impl FnOnce(&mut Self)) {
        self.raw(b"\"");
        write(self);
        self.raw(b"\"");
    }

    /// Part of a text.
    #[inline]
    pub(crate) fn escaped(&mut self, text: &str) {
        self.sink.escaped(text);
    }

    /// An id or a word of a vocabulary: nothing in it needs an escape.
    #[inline]
    pub(crate) fn word(&mut self, word: &str) {
        self.quoted(|writer| writer.raw(word.as_bytes()));
    }

    /// A whole number from 0.
    pub(crate) fn number(&mut self, number: impl Into<u64>) {
        let mut left = number.into();
        let mut digits = [b'0'; 20];
        let mut used = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (left % 10) as u8;
            left /= 10;
            used += 1;
            if left == 0 {
                break;
            }
        }
        self.raw(digits.get(digits.len() - used..).unwrap_or_default());
    }

    /// True or false.
    pub(crate) fn boolean(&mut self, value: bool) {
        self.raw(if value { b"true" } else { b"false" });
    }

    /// Null.
    pub(crate) fn null(&mut self) {
        self.raw(b"null");
    }

    /// A day, `YYYY-MM-DD`.
    pub(crate) fn date(&mut self, date: Date) {
        self.quoted(|writer| writer.raw(&date.ascii()));
    }

    /// A value that says itself what it is made of.
    pub(crate) fn serialized(&mut self, value: &impl Serialize) {
        let written = value.serialize(&mut *self);
        debug_assert!(written.is_ok(), "{written:?}");
    }

    /// An object.
    #[inline]
    pub(crate) fn object(&mut self, write: impl FnOnce(&mut Members<'_, S>)) {
        self.raw(b"{");
        write(&mut Members {
            writer: self,
            first: true,
        });
        self.raw(b"}");
    }

    /// A list, each item written by `each`.
    pub(crate) fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Self, T),
    ) {
        self.raw(b"[");
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                self.raw(b",");
            }
            each(self, item);
        }
        self.raw(b"]");
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, texts: impl IntoIterator<Item = impl AsRef<str>>) {
        self.list(texts, |writer, text| writer.text(text.as_ref()));
    }
}

/// The members of an object.
pub(crate) struct Members<'w, S = Vec<u8>> {
    writer: &'w mut Writer<S>,
    first: bool,
}

impl<S: Sink> Members<'_, S> {
    /// Writes a key, one of our own names; its value must follow.
    #[inline]
    pub(crate) fn at(&mut self, key: &'static str) -> &mut Writer<S> {
        if !self.first {
            self.writer.raw(b",");
        }
        self.first = false;
        self.writer.word(key);
        self.writer.raw(b":");
        self.writer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Writer)) -> String {
        let mut writer = Writer::default();
        write(&mut writer);
        String::from_utf8(writer.into_sink()).unwrap()
    }

    #[test]
    fn texts_are_escaped_as_serde_json_does() {
        let all: String = (0..=0x7f_u8).map(char::from).collect();
        let long = format!("{}\"{}\\", "x".repeat(31), "é".repeat(40));
        for text in ["", "plain", "\u{2028}\u{7f}\u{fffd}é", &all, &long] {
            assert_eq!(
                written(|writer| writer.text(text)),
                serde_json::to_string(text).unwrap()
            );
        }
    }

    #[cfg(feature = "fast")]
    #[test]
    fn knows_its_own_bytes() {
        let values = [
            vec!["plain", "", "a\\", "\\\\", "\"", "\\\"", "tab\t", "é"],
            vec!["a\\", "b"],
            vec![],
        ];
        for value in &values {
            let json = String::from_utf8(bytes(value)).unwrap();
            assert!(is_of(&json, value), "{json}");
            assert!(!is_of(&format!("{json} "), value), "{json}");
            assert!(!is_of(json.get(1..).unwrap(), value), "{json}");
            for other in values.iter().filter(|other| *other != value) {
                assert!(!is_of(&json, other), "{json}");
            }
        }
        assert!(
            !is_of(r#"["\u0061"]"#, &["a"]),
            "an escape that is not needed"
        );
    }

    #[test]
    fn numbers_dates_lists_and_objects() {
        for number in [0, 7, 10, 9_999, u64::MAX] {
            assert_eq!(written(|writer| writer.number(number)), number.to_string());
        }
        for day in ["0001-01-01", "2024-02-29", "9999-12-31"] {
            let date = Date::parse(day).unwrap();
            assert_eq!(written(|writer| writer.date(date)), format!("\"{day}\""));
        }
        let object = written(|writer| {
            writer.object(|o| {
                o.at("none").null();
                o.at("some").texts(["a", "b"]);
                o.at("no").boolean(false);
                o.at("empty").object(|_| {});
            });
        });
        assert_eq!(
            object,
            r#"{"none":null,"some":["a","b"],"no":false,"empty":{}}"#
        );
    }
}
