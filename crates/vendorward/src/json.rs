//! Reading JSON with limits and with the place of every problem.

use crate::canonical;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, DeserializeOwned},
};
use serde_json::{Value, json, value::RawValue};
use vendorward_core::diagnostic::{At, Diagnostic, Span};

/// The most levels of nesting.
pub(crate) const MAX_DEPTH: usize = 64;
/// The most bytes of one file.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// The text of a file: within the size limit, UTF-8, without byte-order mark.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Diagnostic> {
    if bytes.len() > MAX_BYTES {
        let size = bytes.len() / (1024 * 1024);
        return Err(Diagnostic::error(
            "too-large",
            format!("the file has {size} MiB; at most 64 MiB are read"),
        ));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default())
            .chars()
            .count()
            + 1;
        Diagnostic::error("not-utf8", "the file is not UTF-8 here")
            .help("save the file as UTF-8")
            .at(At::Span(Span {
                line: number(line),
                column: number(column),
                end: number(column + 1),
            }))
    })
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Refuses text that nests deeper than [`MAX_DEPTH`], before any parser recurses into it.
pub(crate) fn depth(text: &str) -> Result<(), Diagnostic> {
    let (mut depth, mut quoted, mut escaped, mut line) = (0_usize, false, false, 1_usize);
    for byte in text.bytes() {
        line += usize::from(byte == b'\n');
        if quoted {
            (quoted, escaped) = match byte {
                _ if escaped => (true, false),
                b'\\' => (true, true),
                b'"' => (false, false),
                _ => (true, false),
            };
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    let at = At::Span(Span {
                        line: number(line),
                        column: 1,
                        end: 1,
                    });
                    return Err(Diagnostic::error(
                        "too-deep",
                        format!("the file nests deeper than {MAX_DEPTH} levels"),
                    )
                    .at(at));
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// A whole file that is no JSON.
pub(crate) fn malformed(error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    let what = message
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned();
    let column = number(error.column().max(1));
    Diagnostic::error("not-json", format!("not JSON: {what}")).at(At::Span(Span {
        line: number(error.line().max(1)),
        column,
        end: column,
    }))
}

/// An object's members in the order of the file, values unread.
pub(crate) struct Members<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<String, &'de RawValue>()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

/// A record with the fields the type does not know.
pub(crate) struct Read<T> {
    /// The record.
    pub(crate) value: T,
    /// Unknown fields: pointer within the record, and value.
    pub(crate) unknown: Vec<(String, Value)>,
}

/// What we wrote ourselves, as a value.
pub(crate) fn written(json: &[u8]) -> Value {
    let text = std::str::from_utf8(json).unwrap_or_default();
    serde_json::from_str(text).unwrap_or_default()
}

/// Reads one record from its own slice. The pointer of a problem starts at `base`.
pub(crate) fn record<T: DeserializeOwned + Serialize>(
    raw: &RawValue,
    base: &str,
) -> Result<Read<T>, Diagnostic> {
    let value: T =
        serde_json::from_str(raw.get()).map_err(|error| located(raw.get(), base, &error))?;
    let whole = self::value(raw.get()).ok_or_else(|| {
        let message = "a key stands twice in it, or a number is too large or too long";
        Diagnostic::error("invalid-field", message).at(At::Pointer {
            pointer: base.to_owned(),
        })
    })?;
    let ours = written(&canonical::bytes(&value));
    let mut missing = Vec::new();
    differences(&whole, &ours, &mut String::new(), &mut missing);
    // What we would not write is unknown, or known and left out because it says nothing. A field that
    // minds what it holds is known.
    missing.retain(|pointer| {
        let mut odd = whole.clone();
        if let Some(field) = odd.pointer_mut(pointer) {
            *field = json!([[[0]]]);
        }
        serde_json::from_str::<T>(&odd.to_string()).is_ok()
    });
    let unknown = missing.into_iter().filter_map(|pointer| {
        let value = whole.pointer(&pointer).cloned()?;
        Some((pointer, value))
    });
    let unknown = unknown.collect();
    Ok(Read { value, unknown })
}

/// Pointers of the members that the one has and the other lacks.
fn differences(one: &Value, other: &Value, pointer: &mut String, into: &mut Vec<String>) {
    let length = pointer.len();
    let mut step = |key: &str, one: &Value, other: Option<&Value>| {
        pointer.push('/');
        pointer.push_str(&escape(key));
        match other {
            Some(other) => differences(one, other, pointer, into),
            None => into.push(pointer.clone()),
        }
        pointer.truncate(length);
    };
    match (one, other) {
        (Value::Object(members), Value::Object(others)) => {
            for (key, value) in members {
                step(key, value, others.get(key));
            }
        }
        (Value::Array(items), Value::Array(others)) => {
            for (at, item) in items.iter().enumerate() {
                step(&at.to_string(), item, others.get(at));
            }
        }
        _ => {}
    }
}

/// A value that holds all its text says and can be written and read again: none where a key stands twice in
/// an object, and none where a number is out of range or has more digits than a float.
pub(crate) fn value(text: &str) -> Option<Value> {
    fn members(value: &Value) -> usize {
        match value {
            Value::Object(all) => all.len() + all.values().map(members).sum::<usize>(),
            Value::Array(all) => all.iter().map(members).sum(),
            _ => 0,
        }
    }
    let value = serde_json::from_str::<Value>(text).ok()?;
    let again = serde_json::from_str::<Value>(&value.to_string()).ok()?;
    let (mut colons, mut quoted, mut escaped) = (0, false, false);
    for byte in text.bytes() {
        match byte {
            b'"' if !escaped => quoted = !quoted,
            b':' if !quoted => colons += 1,
            _ => {}
        }
        escaped = quoted && byte == b'\\' && !escaped;
    }
    (members(&value) == colons && again == value).then_some(value)
}

/// What is wrong with a record, with a pointer to the value where reading stopped.
fn located(text: &str, base: &str, error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or_default();
    let lines = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let read = lines.map(str::len).sum::<usize>() + error.column();
    let pointer = format!("{base}{}", pointer_at(text, read.saturating_sub(1)));
    Diagnostic::error("invalid-field", what).at(At::Pointer { pointer })
}

/// The pointer of the innermost value that holds a byte of sound JSON, or of the last value before it.
/// One walk for all types: what a reader made for each type would cost the site many kilobytes.
fn pointer_at(text: &str, byte: usize) -> String {
    // The steps to where the walk stands: keys of objects and indices of lists.
    let mut steps: Vec<String> = Vec::new();
    let mut lists: Vec<Option<usize>> = Vec::new();
    let mut key = false;
    let mut rest = text.bytes().enumerate().peekable();
    while let Some((at, first)) = rest.next() {
        match first {
            b'{' | b'[' => {
                lists.push((first == b'[').then_some(0));
                key = first == b'{';
                steps.push(if key { String::new() } else { "0".to_owned() });
            }
            b'}' | b']' => {
                lists.pop();
                steps.pop();
                key = false;
            }
            b',' => {
                if let (Some(index), Some(step)) = (lists.last_mut(), steps.last_mut()) {
                    match index {
                        Some(index) => {
                            *index += 1;
                            *step = index.to_string();
                        }
                        None => key = true,
                    }
                }
            }
            b':' => key = false,
            b'"' => {
                let mut escaped = false;
                let end = loop {
                    match rest.next() {
                        Some((_, b'\\')) if !escaped => escaped = true,
                        Some((end, b'"')) if !escaped => break end,
                        Some(_) => escaped = false,
                        None => break text.len(),
                    }
                };
                if key && let Some(step) = steps.last_mut() {
                    let quoted = text.get(at..=end).unwrap_or_default();
                    *step = escape(&serde_json::from_str::<String>(quoted).unwrap_or_default());
                }
                if end >= byte {
                    return joined(&steps);
                }
            }
            _ => {}
        }
        // At the end of an object or list the value is that object or list itself.
        if at >= byte {
            let opening = matches!(first, b'{' | b'[');
            let depth = steps.len() - usize::from(opening);
            return joined(steps.get(..depth).unwrap_or_default());
        }
    }
    joined(&steps)
}

fn joined(steps: &[String]) -> String {
    steps
        .iter()
        .fold(String::new(), |pointer, step| pointer + "/" + step)
}

/// A key as a step of a JSON Pointer.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A step of a JSON Pointer as a key.
pub(crate) fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_at_the_value_that_holds_a_byte() {
        let text = r#"{"a": [1, {"b\"/": "x", "c": tru}], "d": {"e": []}}"#;
        let at = |needle: &str| pointer_at(text, text.find(needle).unwrap() + needle.len() - 1);
        assert_eq!(at("1"), "/a/0");
        assert_eq!(at("\"x\""), "/a/1/b\"~1");
        assert_eq!(at("tru"), "/a/1/c");
        assert_eq!(at("tru}"), "/a/1");
        assert_eq!(at("tru}]"), "/a");
        assert_eq!(at("[]"), "/d/e");
        assert_eq!(at("[]}}"), "");
    }

    #[test]
    fn a_value_holds_all_or_there_is_none() {
        for text in [
            "{}",
            r#"{"a":{"b":[1,{"c":":\"{"}]},"d":1.5}"#,
            "[\"a:b\"]",
            "7",
        ] {
            assert!(value(text).is_some(), "{text}");
        }
        for text in [
            r#"{"a":1,"a":2}"#,
            r#"[{"x":{"a":1,"b":2,"a":1}}]"#,
            "918446744073709551616000",
            "1e999",
            "{",
        ] {
            assert!(value(text).is_none(), "{text}");
        }
    }

    #[test]
    fn says_where_utf8_ends_and_nesting_begins() {
        let at = text(b"{\n\"a\": \"\xff\"}").unwrap_err().at;
        assert_eq!(
            at,
            Some(At::Span(Span {
                line: 2,
                column: 7,
                end: 8
            }))
        );
        assert!(depth(&"[".repeat(64)).is_ok());
        assert_eq!(depth(&"[".repeat(65)).unwrap_err().code, "too-deep");
        assert!(
            depth(&format!("\"{}\\\"[\"", "[".repeat(99))).is_ok(),
            "brackets in strings do not nest"
        );
    }
}
