//! Answers, what a reviewer adds to them, and the vendor's attestation.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{
    basis::Basis, date::Date, engagement::Signed, id::Id, units::Credit, vocab::vocabulary,
};

vocabulary! {
    /// What an answer says besides a value. Four different things.
    pub enum AnswerState {
        /// A value, or blank if there is none.
        Answered = "answered",
        /// "Don't know."
        DontKnow = "dont-know",
        /// The vendor refuses.
        Refused = "refused",
        /// "Not applicable", with a reason.
        NotApplicable = "not-applicable",
    }
}

/// One answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// The question's id.
    pub question: Id,
    /// What it says besides a value.
    #[serde(default = "answered", skip_serializing_if = "is_answered")]
    pub state: AnswerState,
    /// The value; absent is blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Comment, explanation of "partial", or reason of N/A. Never cut.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Who answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// A reviewer accepts the reason of N/A.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub na_accepted: Option<Signed>,
    /// A reviewer's own credit, beside the vendor's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#override: Option<Override>,
    /// Documents in which a reviewer confirmed it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<Confirmed>,
    /// Controls of a report that a reviewer linked to this question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub linked: Vec<Linked>,
}

const fn answered() -> AnswerState {
    AnswerState::Answered
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if passes a reference"
)]
fn is_answered(state: &AnswerState) -> bool {
    *state == AnswerState::Answered
}

impl Answer {
    /// A blank answer to a question.
    #[must_use]
    pub const fn blank(question: Id) -> Self {
        Self {
            question,
            state: AnswerState::Answered,
            value: None,
            text: String::new(),
            by: String::new(),
            on: None,
            na_accepted: None,
            r#override: None,
            confirmed: Vec::new(),
            linked: Vec::new(),
        }
    }

    /// Whether two answers say the same, whoever gave them.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.state == other.state && self.value == other.value
    }
}

/// The value of an answer, read by the question's kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Number(i64),
    /// `yes`, `no`, `partial`, an option's id, a date, or text.
    Text(String),
    /// Ids of the options chosen.
    Options(Vec<String>),
    /// Rows of cells, each in the order of the table's columns.
    Rows(Vec<Vec<String>>),
}

/// By hand, so that a value that is none of these is named in the reader's words.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, a text, a list of texts or a list of rows of texts")
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
                Ok(Value::Number(number))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
                let known = i64::try_from(number).map(Value::Number);
                known.map_err(|_| E::invalid_value(de::Unexpected::Unsigned(number), &self))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }
            fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
                Ok(Value::Text(text))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
                /// The first item says which of the two lists it is.
                #[derive(Deserialize)]
                #[serde(untagged, expecting = "expected a text or a row of texts")]
                enum First {
                    Text(String),
                    Row(Vec<String>),
                }
                match list.next_element::<First>()? {
                    None => Ok(Value::Options(Vec::new())),
                    Some(First::Text(first)) => rest(first, list).map(Value::Options),
                    Some(First::Row(first)) => rest(first, list).map(Value::Rows),
                }
            }
        }
        /// The items after the first.
        fn rest<'de, T: Deserialize<'de>, A: de::SeqAccess<'de>>(
            first: T,
            mut list: A,
        ) -> Result<Vec<T>, A::Error> {
            let mut items = vec![first];
            while let Some(item) = list.next_element()? {
                items.push(item);
            }
            Ok(items)
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A reviewer's own credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Override {
    /// Instead of what the answer would earn.
    pub credit: Credit,
    /// Why, as in an accepted addressable rationale (45 CFR 164.306(d)(3)(ii)).
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A reviewer found an answer confirmed in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Confirmed {
    /// Id of the evidence, report or agreement.
    pub document: Id,
    /// Page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Who.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A reviewer linked a control of a report to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Linked {
    /// Id of the report.
    pub report: Id,
    /// The control's id in the report, as the report writes it.
    pub control: String,
    /// Who.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A named officer's dated statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attestation {
    /// The officer.
    pub name: String,
    /// Title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// When; answers given later are not covered.
    pub on: Date,
    /// The statement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub statement: String,
}

/// The basis that an attestation or its absence gives to what the vendor says. One of a later day than
/// the as-of date is not made yet, and covers no answer given after it.
#[must_use]
pub fn word_of(attestation: Option<&Attestation>, said_on: Option<Date>, as_of: Date) -> Basis {
    match attestation {
        Some(attestation)
            if attestation.on <= as_of && said_on.is_none_or(|on| on <= attestation.on) =>
        {
            Basis::Attested
        }
        _ => Basis::Word,
    }
}
