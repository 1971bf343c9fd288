//! What a record needs before it counts. Nothing is entered for the person who adds it: until they have
//! chosen, it stands on the page and in no package. What they have chosen so far is kept with the review.

use std::rc::Rc;

use crate::prelude::*;
use serde_json::{Map, Value as Json};

use super::value::Value;
use crate::desk::review;

/// What was entered of a record that does not count yet.
struct Heard {
    field: &'static str,
    value: Value,
    /// Writes it.
    tell: Tell<Value>,
}

struct Waiting {
    /// Under which it is kept.
    key: String,
    /// What an earlier visit to the page left, of fields that are not drawn yet.
    left: Json,
    heard: Vec<Heard>,
    /// Puts the record where it counts, as one that says nothing.
    enter: Rc<dyn Fn()>,
}

/// The fields a record needs, and whether it counts. Copies are the same record's.
#[derive(Clone, Copy)]
pub(crate) struct Needs {
    fields: &'static [&'static str],
    counts: RwSignal<bool>,
    waiting: StoredValue<Waiting, LocalStorage>,
}

impl Needs {
    /// Of a record that is not there before all of these are entered. What is kept of it under this key is
    /// taken up again.
    pub(crate) fn open(
        fields: &'static [&'static str],
        key: &str,
        enter: impl Fn() + 'static,
    ) -> Self {
        Self::with(fields, false, key, Rc::new(enter))
    }

    /// Of records that count.
    pub(crate) fn met(fields: &'static [&'static str]) -> Self {
        Self::with(fields, true, "", Rc::new(|| {}))
    }

    fn with(fields: &'static [&'static str], counts: bool, key: &str, enter: Rc<dyn Fn()>) -> Self {
        let waiting = Waiting {
            key: key.to_owned(),
            left: review().begun(key),
            heard: Vec::new(),
            enter,
        };
        Self {
            fields,
            counts: RwSignal::new(counts),
            waiting: StoredValue::new_local(waiting),
        }
    }

    /// Whether this field is one of them.
    pub(super) fn has(self, field: &str) -> bool {
        self.fields.contains(&field)
    }

    /// Whether the record counts. Tracked.
    pub(crate) fn counts(self) -> bool {
        self.counts.get()
    }

    /// The same, untracked.
    pub(crate) fn counts_now(self) -> bool {
        self.counts.get_untracked()
    }

    /// What was entered in such a field before it was drawn anew, and who writes it from now on: rows
    /// before this one may have come and gone.
    pub(super) fn again(
        self,
        field: &'static str,
        nothing: &Value,
        tell: &Tell<Value>,
    ) -> Option<Value> {
        let mut found = None;
        self.waiting.update_value(|waiting| {
            if let Some(heard) = waiting.heard.iter_mut().find(|one| one.field == field) {
                heard.tell = tell.clone();
                found = Some(heard.value.clone());
            } else if let Some(value) = left_of(&mut waiting.left, field) {
                found = nothing.kept(&value);
                waiting.heard.extend(found.clone().map(|value| Heard {
                    field,
                    value,
                    tell: tell.clone(),
                }));
            }
        });
        found
    }

    /// What runs with each new value of such a field. One that counts keeps what it had when the field is
    /// cleared, and `kept` says so.
    pub(super) fn tell(
        self,
        field: &'static str,
        tell: Tell<Value>,
        kept: RwSignal<bool>,
    ) -> Tell<Value> {
        Tell::new(move |value: Value| {
            let says = value.says();
            let counts = self.counts_now();
            kept.set(counts && !says);
            match (counts, says) {
                (true, true) => tell.run(value),
                (true, false) => {}
                (false, _) => self.hear(
                    field,
                    says.then(|| Heard {
                        field,
                        value,
                        tell: tell.clone(),
                    }),
                ),
            }
        })
    }

    fn hear(self, field: &'static str, said: Option<Heard>) {
        self.waiting.update_value(|waiting| {
            waiting.heard.retain(|one| one.field != field);
            waiting.heard.extend(said);
        });
        let complete = self
            .waiting
            .with_value(|waiting| waiting.heard.len() == self.fields.len());
        if complete {
            self.enter();
        } else {
            self.waiting.with_value(|waiting| waiting.keep());
        }
    }

    fn enter(self) {
        let mut heard = Vec::new();
        self.waiting
            .update_value(|waiting| heard = std::mem::take(&mut waiting.heard));
        self.waiting.with_value(|waiting| waiting.keep());
        let enter = self.waiting.with_value(|waiting| waiting.enter.clone());
        enter();
        for one in heard {
            one.tell.run(one.value);
        }
        self.counts.set(true);
    }
}

impl Waiting {
    /// Keeps what was entered, for when the page is drawn again.
    fn keep(&self) {
        let mut fields = match &self.left {
            Json::Object(left) => left.clone(),
            _ => Map::new(),
        };
        for one in &self.heard {
            fields.insert(one.field.to_owned(), one.value.keep());
        }
        let fields = if fields.is_empty() {
            Json::Null
        } else {
            Json::Object(fields)
        };
        review().begin(&self.key, &fields);
    }
}

fn left_of(left: &mut Json, field: &str) -> Option<Json> {
    left.as_object_mut()?.remove(field)
}
