//! Answers in canonical form, read by hand: they are most of a package, and most of them are an id, a
//! value, a name and a day.

use serde_json::Deserializer;
use vendorward_core::{
    Date, Id,
    assessment::{Answer, AnswerState, Value},
};

use crate::canonical;

/// Room from the start for as many answers as a package has as a rule.
const ROOM: usize = 256;

/// Reads a list of answers from behind its opening bracket, and gives what stands behind the closing
/// one. Nothing if it is not in canonical form: what is read here would be written byte for byte alike.
pub(super) fn read(text: &str) -> Option<(Vec<Answer>, &str)> {
    let mut answers: Vec<Answer> = Vec::with_capacity(ROOM);
    let mut rest = text;
    loop {
        let (answer, after) = plain(rest).or_else(|| any(rest))?;
        let sorted = answers
            .last()
            .is_none_or(|last| last.question <= answer.question);
        answers.push(answer);
        rest = match after.split_at_checked(1)? {
            (",", after) if sorted => after,
            ("]", after) if sorted => return Some((answers, after)),
            _ => return None,
        };
    }
}

/// An answer that only says what it says, who says so, and when.
fn plain(text: &str) -> Option<(Answer, &str)> {
    let mut cursor = Cursor(text.strip_prefix("{\"question\":")?);
    let mut answer = Answer::blank(Id::new(cursor.text()?).ok()?);
    if cursor.eat(",\"state\":") {
        answer.state = AnswerState::parse(cursor.text()?)?;
        // The usual state is left out.
        (answer.state != AnswerState::Answered).then_some(())?;
    }
    if cursor.eat(",\"value\":") {
        answer.value = Some(Value::Text(cursor.text()?.to_owned()));
    }
    if cursor.eat(",\"text\":") {
        answer.text = cursor.words()?;
    }
    if cursor.eat(",\"by\":") {
        answer.by = cursor.words()?;
    }
    if cursor.eat(",\"on\":") {
        answer.on = Some(Date::parse(cursor.text()?).ok()?);
    }
    cursor.eat("}").then_some((answer, cursor.0))
}

/// Any other answer, if it is in canonical form.
fn any(text: &str) -> Option<(Answer, &str)> {
    let mut answers = Deserializer::from_str(text).into_iter::<Answer>();
    let answer = answers.next()?.ok()?;
    let (own, after) = text.split_at_checked(answers.byte_offset())?;
    canonical::is_of(own, &answer).then_some((answer, after))
}

/// What is left to read.
struct Cursor<'t>(&'t str);

impl<'t> Cursor<'t> {
    /// Passes over this, if it stands here.
    fn eat(&mut self, token: &str) -> bool {
        let rest = self.0.strip_prefix(token);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// A string in which nothing is escaped.
    fn text(&mut self) -> Option<&'t str> {
        let inside = self.0.strip_prefix('"')?;
        // Most are a few bytes long: they are looked at one by one.
        let end = inside.bytes().position(canonical::is_special)?;
        let (text, end) = inside.split_at_checked(end)?;
        self.0 = end.strip_prefix('"')?;
        Some(text)
    }

    /// The same, but not empty: an empty one is left out.
    fn words(&mut self) -> Option<String> {
        let text = self.text()?;
        (!text.is_empty()).then(|| text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each is in canonical form.
    const SOUND: [&str; 12] = [
        r#"{"question":"a"}"#,
        r#"{"question":"a","value":"yes"}"#,
        r#"{"question":"a","value":""}"#,
        r#"{"question":"a","value":-7}"#,
        r#"{"question":"a","value":["x","y"]}"#,
        r#"{"question":"a","value":[["x"],[]]}"#,
        r#"{"question":"a","state":"refused"}"#,
        r#"{"question":"a","state":"not-applicable","text":"why: \"é\\\n"}"#,
        r#"{"question":"a.b-1","value":"yes","text":"t","by":"b","on":"2024-02-29"}"#,
        r#"{"question":"a","by":"b"}"#,
        r#"{"question":"a","na_accepted":{"by":"b","on":"2024-02-29"}}"#,
        r#"{"question":"a","on":"2024-02-29","confirmed":[{"document":"d","by":"b","on":"2024-02-29"}]}"#,
    ];

    /// Each is an answer, and would be written otherwise; or is none.
    const OTHERWISE: [&str; 18] = [
        r#"{"question":"a","state":"answered"}"#,
        r#"{"question":"a","text":""}"#,
        r#"{"question":"a","by":""}"#,
        r#"{"question":"a","value":null}"#,
        r#"{"question":"a","value":07}"#,
        r#"{"question":"a","value":1.0}"#,
        r#"{"question":"a","value":"\u0061"}"#,
        r#"{"question":"a","by":"b","value":"yes"}"#,
        r#"{"question":"a","value":"yes","value":"yes"}"#,
        r#"{"question":"a","colour":3}"#,
        r#"{"question":"a", "by":"b"}"#,
        r#"{"question": "a"}"#,
        r#"{"question":"a","on":"2023-02-29"}"#,
        r#"{"question":"a","on":null}"#,
        r#"{"question":"a","linked":[]}"#,
        r#"{"question":"A"}"#,
        r#"{"question":7}"#,
        "{\"question\":\"a\",\"text\":\"line\nfeed\"}",
    ];

    #[test]
    fn reads_what_would_be_written_alike() {
        for json in SOUND {
            let list = format!("{json}]}}");
            let (answers, rest) = read(&list).unwrap_or_else(|| panic!("{json}"));
            assert_eq!(rest, "}");
            let known: Answer = serde_json::from_str(json).unwrap();
            assert_eq!(answers, [known]);
            assert_eq!(canonical::bytes(&answers[0]), json.as_bytes());
        }
        let all = SOUND.join(",") + "]";
        assert!(read(&all).is_none(), "a.b-1 stands before a");
        let two = [SOUND[1], SOUND[8]].join(",") + "]";
        assert_eq!(
            read(&two).map(|(answers, rest)| (answers.len(), rest)),
            Some((2, ""))
        );
    }

    #[test]
    fn leaves_everything_else() {
        for json in OTHERWISE {
            assert!(read(&format!("{json}]")).is_none(), "{json}");
        }
        for json in ["", "]", "{", "{}]", "[]]", "x"] {
            assert!(read(json).is_none(), "{json}");
        }
        for json in SOUND {
            for (at, _) in json.char_indices() {
                let cut = json.split_at(at).0;
                assert!(read(cut).is_none(), "{json} up to {at}");
                assert!(read(&format!("{cut}]")).is_none(), "{json} cut at {at}");
            }
        }
    }
}
