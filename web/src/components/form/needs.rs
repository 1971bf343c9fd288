//! What a record needs before it counts. Nothing is entered for the person who adds it: until they have
//! chosen, it stands on the page and in no package.

use std::rc::Rc;

use crate::prelude::*;

use super::value::Value;

/// What was entered of a record that does not count yet: by field, and what writes it.
type Heard = Vec<(&'static str, Tell<Value>, Value)>;

struct Waiting {
    heard: Heard,
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
    /// Of a record that is not there before all of these are entered.
    pub(crate) fn open(fields: &'static [&'static str], enter: impl Fn() + 'static) -> Self {
        Self::with(fields, false, Rc::new(enter))
    }

    /// Of records that count.
    pub(crate) fn met(fields: &'static [&'static str]) -> Self {
        Self::with(fields, true, Rc::new(|| {}))
    }

    fn with(fields: &'static [&'static str], counts: bool, enter: Rc<dyn Fn()>) -> Self {
        let heard = Heard::new();
        Self {
            fields,
            counts: RwSignal::new(counts),
            waiting: StoredValue::new_local(Waiting { heard, enter }),
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
                (false, _) => self.hear(field, says.then(|| (tell.clone(), value))),
            }
        })
    }

    fn hear(self, field: &'static str, said: Option<(Tell<Value>, Value)>) {
        self.waiting.update_value(|waiting| {
            waiting.heard.retain(|(name, ..)| *name != field);
            let heard = said.map(|(tell, value)| (field, tell, value));
            waiting.heard.extend(heard);
        });
        let complete = self
            .waiting
            .with_value(|waiting| waiting.heard.len() == self.fields.len());
        if complete {
            self.enter();
        }
    }

    fn enter(self) {
        let mut heard = Heard::new();
        self.waiting
            .update_value(|waiting| heard = std::mem::take(&mut waiting.heard));
        let enter = self.waiting.with_value(|waiting| waiting.enter.clone());
        enter();
        for (_, tell, value) in heard {
            tell.run(value);
        }
        self.counts.set(true);
    }
}
