//! What a field holds, whatever it is of: the one thing that controls show and tell.

use serde_json::Value as Json;
use vendorward::core::{
    Date, Id,
    assessment::{AskedState, Confidentiality, EvidenceKind, SubcontractorBaa},
    baa::{
        BaaStatus, CoverageKind, ExecutionKind, NoticeTrigger, NoticeUnit, ProvisionState, TermKind,
    },
    engagement::{DataKind, ExitKind, Function, Phi, PhiForm},
    order::settle,
    pack::Item,
    soc2::{
        AdditionalCriteria, Category, ControlResult, CuecState, Opinion, PeerKind, PeerRating,
        Place, RemediationState, SignerSide, SubserviceMethod,
    },
};

/// What a field holds.
#[derive(Clone)]
pub(crate) enum Value {
    /// A text; empty is none.
    Text(String),
    /// Names, codes, or words that are ticked.
    Names(Vec<String>),
    /// A day, or none.
    Day(Option<Date>),
    /// A whole number, or none.
    Number(Option<u64>),
    /// Yes, no, or not known.
    Yes(Option<bool>),
    /// A word of a vocabulary or an id, or none.
    Word(Option<String>),
}

impl Value {
    /// As it is kept while its record does not count.
    pub(super) fn keep(&self) -> Json {
        match self {
            Self::Text(text) => Json::from(text.as_str()),
            Self::Names(names) => Json::from(names.as_slice()),
            Self::Day(day) => Json::from(day.map(|day| day.to_string())),
            Self::Number(number) => Json::from(*number),
            Self::Yes(yes) => Json::from(*yes),
            Self::Word(word) => Json::from(word.as_deref()),
        }
    }

    /// What was kept of such a field; nothing if it can no longer be that.
    pub(super) fn kept(&self, kept: &Json) -> Option<Self> {
        Some(match self {
            Self::Text(_) => Self::Text(kept.as_str()?.to_owned()),
            Self::Names(_) => {
                let names = kept.as_array()?.iter();
                Self::Names(
                    names
                        .filter_map(|name| Some(name.as_str()?.to_owned()))
                        .collect(),
                )
            }
            Self::Day(_) => Self::Day(Date::parse(kept.as_str()?).ok()),
            Self::Number(_) => Self::Number(kept.as_u64()),
            Self::Yes(_) => Self::Yes(kept.as_bool()),
            Self::Word(_) => Self::Word(kept.as_str().map(str::to_owned)),
        })
    }

    /// Whether anything is entered.
    pub(super) fn says(&self) -> bool {
        match self {
            Self::Text(text) => !text.trim().is_empty(),
            Self::Names(names) => !names.is_empty(),
            Self::Day(day) => day.is_some(),
            Self::Number(number) => number.is_some(),
            Self::Yes(yes) => yes.is_some(),
            Self::Word(word) => word.is_some(),
        }
    }
}

/// What a field of a record can be.
pub(crate) trait Held {
    /// What its control shows.
    fn show(&self) -> Value;
    /// Takes what its control tells. What it cannot be leaves it as it is.
    fn hear(&mut self, value: Value);
}

/// A member of a closed vocabulary.
pub(crate) trait Word: Copy {
    /// Its one spelling.
    fn word(self) -> &'static str;
    /// The member of this spelling.
    fn of(word: &str) -> Option<Self>;
}

macro_rules! words {
    ($($type:ty),+ $(,)?) => {
        $(impl Word for $type {
            fn word(self) -> &'static str {
                self.as_str()
            }
            fn of(word: &str) -> Option<Self> {
                Self::parse(word)
            }
        })+
    };
}
words!(
    AdditionalCriteria,
    AskedState,
    BaaStatus,
    Category,
    Confidentiality,
    ControlResult,
    CoverageKind,
    CuecState,
    DataKind,
    EvidenceKind,
    ExecutionKind,
    ExitKind,
    Function,
    Item,
    NoticeTrigger,
    NoticeUnit,
    Opinion,
    PeerKind,
    PeerRating,
    Phi,
    PhiForm,
    Place,
    ProvisionState,
    RemediationState,
    SignerSide,
    SubcontractorBaa,
    SubserviceMethod,
    TermKind,
);

impl Held for String {
    fn show(&self) -> Value {
        Value::Text(self.clone())
    }
    fn hear(&mut self, value: Value) {
        if let Value::Text(text) = value {
            *self = text;
        }
    }
}

impl Held for Vec<String> {
    fn show(&self) -> Value {
        Value::Names(self.clone())
    }
    fn hear(&mut self, value: Value) {
        if let Value::Names(names) = value {
            *self = names;
        }
    }
}

impl Held for Option<Date> {
    fn show(&self) -> Value {
        Value::Day(*self)
    }
    fn hear(&mut self, value: Value) {
        if let Value::Day(day) = value {
            *self = day;
        }
    }
}

/// A day that is always there: a field that is cleared leaves it.
impl Held for Date {
    fn show(&self) -> Value {
        Value::Day(Some(*self))
    }
    fn hear(&mut self, value: Value) {
        if let Value::Day(Some(day)) = value {
            *self = day;
        }
    }
}

macro_rules! numbers {
    ($($type:ty),+) => {
        $(impl Held for Option<$type> {
            fn show(&self) -> Value {
                Value::Number(self.map(u64::from))
            }
            fn hear(&mut self, value: Value) {
                if let Value::Number(number) = value {
                    *self = number.and_then(|number| <$type>::try_from(number).ok());
                }
            }
        })+
    };
}
numbers!(u32, u64);

impl Held for Option<bool> {
    fn show(&self) -> Value {
        Value::Yes(*self)
    }
    fn hear(&mut self, value: Value) {
        if let Value::Yes(yes) = value {
            *self = yes;
        }
    }
}

/// A fact that is always yes or no, as one of these two words.
impl Held for bool {
    fn show(&self) -> Value {
        Value::Word(Some(if *self { "yes" } else { "no" }.to_owned()))
    }
    fn hear(&mut self, value: Value) {
        if let Value::Word(Some(word)) = value {
            *self = word == "yes";
        }
    }
}

impl Held for Option<Id> {
    fn show(&self) -> Value {
        Value::Word(self.as_ref().map(Id::to_string))
    }
    fn hear(&mut self, value: Value) {
        if let Value::Word(word) = value {
            *self = word.and_then(|word| Id::new(&word).ok());
        }
    }
}

impl<W: Word> Held for Option<W> {
    fn show(&self) -> Value {
        Value::Word(self.map(|one| one.word().to_owned()))
    }
    fn hear(&mut self, value: Value) {
        if let Value::Word(word) = value {
            *self = word.and_then(|word| W::of(&word));
        }
    }
}

impl<W: Word> Held for W {
    fn show(&self) -> Value {
        Value::Word(Some(self.word().to_owned()))
    }
    fn hear(&mut self, value: Value) {
        if let Value::Word(Some(word)) = value
            && let Some(one) = W::of(&word)
        {
            *self = one;
        }
    }
}

impl<W: Word + Ord> Held for Vec<W> {
    fn show(&self) -> Value {
        Value::Names(self.iter().map(|one| one.word().to_owned()).collect())
    }
    fn hear(&mut self, value: Value) {
        if let Value::Names(names) = value {
            *self = names.iter().filter_map(|name| W::of(name)).collect();
            settle(self, Clone::clone);
        }
    }
}
