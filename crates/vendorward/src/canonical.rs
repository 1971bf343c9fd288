//! JSON in canonical form (DESIGN 16), straight into bytes: UTF-8, no spaces, integers only, keys in
//! the order written.
//!
//! Escapes are those of `serde_json`: what one writes the other would write alike.

mod serializer;

use serde::Serialize;
use vendorward_core::Date;

/// The canonical bytes of a value whose fields stand in the order of its schema.
pub(crate) fn bytes(value: &impl Serialize) -> Vec<u8> {
    let mut writer = Writer::onto(Vec::with_capacity(16 * 1024));
    writer.serialized(value);
    writer.into_bytes()
}

/// Writes one JSON value.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Writes after what is there.
    pub(crate) const fn onto(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }

    /// What was written.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Bytes that are JSON already.
    #[inline]
    pub(crate) fn raw(&mut self, json: &[u8]) {
        self.bytes.extend_from_slice(json);
    }

    /// An object.
    #[inline]
    pub(crate) fn object(&mut self, write: impl FnOnce(&mut Members<'_>)) {
        self.bytes.push(b'{');
        write(&mut Members {
            writer: self,
            first: true,
        });
        self.bytes.push(b'}');
    }

    /// A list, each item written by `each`.
    pub(crate) fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Self, T),
    ) {
        self.bytes.push(b'[');
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                self.bytes.push(b',');
            }
            each(self, item);
        }
        self.bytes.push(b']');
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, texts: impl IntoIterator<Item = impl AsRef<str>>) {
        self.list(texts, |writer, text| writer.text(text.as_ref()));
    }

    /// A text.
    pub(crate) fn text(&mut self, text: &str) {
        self.quoted(|writer| writer.escaped(text));
    }

    /// A text in parts.
    #[inline]
    pub(crate) fn quoted(&mut self, write: impl FnOnce(&mut Self)) {
        self.bytes.push(b'"');
        write(self);
        self.bytes.push(b'"');
    }

    /// An id or a word of a vocabulary: nothing in it needs an escape.
    #[inline]
    pub(crate) fn word(&mut self, word: &str) {
        self.quoted(|writer| writer.raw(word.as_bytes()));
    }

    /// Part of a text.
    pub(crate) fn escaped(&mut self, text: &str) {
        escape(text, &mut self.bytes);
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

    /// A value that says itself what it is made of.
    pub(crate) fn serialized(&mut self, value: &impl Serialize) {
        let written = value.serialize(&mut *self);
        debug_assert!(written.is_ok(), "{written:?}");
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
}

/// The members of an object.
pub(crate) struct Members<'w> {
    writer: &'w mut Writer,
    first: bool,
}

impl Members<'_> {
    /// Writes a key; its value must follow.
    #[inline]
    pub(crate) fn at(&mut self, key: &'static str) -> &mut Writer {
        if !self.first {
            self.writer.bytes.push(b',');
        }
        self.first = false;
        self.writer.word(key);
        self.writer.bytes.push(b':');
        self.writer
    }
}

/// Whether a byte cannot stand in a JSON string as it is.
const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// The length of what stands before the first special byte.
fn clean(bytes: &[u8]) -> usize {
    // A block is looked at in one go, for most hold nothing special.
    let (blocks, rest) = bytes.as_chunks::<16>();
    let special = |block: &[u8; 16]| {
        block
            .iter()
            .fold(false, |any, byte| any | is_special(*byte))
    };
    let before = blocks.iter().position(special);
    let (start, end) = match before {
        Some(block) => (block * 16, bytes.get(block * 16..).unwrap_or_default()),
        None => (bytes.len() - rest.len(), rest),
    };
    let found = end.iter().position(|byte| is_special(*byte));
    found.map_or(bytes.len(), |at| start + at)
}

/// Appends a text as the inside of a JSON string.
pub(crate) fn escape(text: &str, into: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    loop {
        let (before, after) = rest.split_at(clean(rest));
        into.extend_from_slice(before);
        let Some((special, after)) = after.split_first() else {
            return;
        };
        match special {
            b'"' => into.extend_from_slice(b"\\\""),
            b'\\' => into.extend_from_slice(b"\\\\"),
            b'\n' => into.extend_from_slice(b"\\n"),
            b'\r' => into.extend_from_slice(b"\\r"),
            b'\t' => into.extend_from_slice(b"\\t"),
            0x08 => into.extend_from_slice(b"\\b"),
            0x0c => into.extend_from_slice(b"\\f"),
            other => {
                let hex =
                    |nibble: u8| char::from_digit(u32::from(nibble), 16).map_or(b'0', |c| c as u8);
                into.extend_from_slice(b"\\u00");
                into.extend_from_slice(&[hex(other >> 4), hex(other & 15)]);
            }
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Writer)) -> String {
        let mut writer = Writer::default();
        write(&mut writer);
        String::from_utf8(writer.into_bytes()).unwrap()
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
