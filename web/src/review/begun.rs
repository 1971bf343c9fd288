//! What a person has begun to enter and not finished: it stands on the page, counts for nothing, and is kept
//! with the review, one row for each list. The texts of the rows are all there is: maps of maps are code.

use serde_json::Value;

use super::Review;
use crate::{
    prelude::*,
    store::{BEGUN, Rows},
};

fn row(key: &str) -> String {
    format!("{BEGUN}{key}")
}

fn is_below(own: &str, row: &str) -> bool {
    let rest = own.strip_prefix(row);
    rest.is_some_and(|rest| rest.starts_with('/'))
}

impl Review {
    /// What is begun of the list of this key, by field; null if nothing is.
    pub(crate) fn begun(self, key: &str) -> Value {
        self.begun.with_value(|rows| {
            let text = rows.get(&row(key));
            text.and_then(|text| serde_json::from_str(text).ok())
                .unwrap_or_default()
        })
    }

    /// Whether anything is begun here, or below.
    pub(crate) fn has_begun(self, key: &str) -> bool {
        let row = row(key);
        self.begun
            .with_value(|rows| rows.keys().any(|own| *own == row || is_below(own, &row)))
    }

    /// Keeps what is begun of a list; null is nothing. No result changes by it.
    pub(crate) fn begin(self, key: &str, fields: &Value) {
        let (row, text) = (row(key), fields.to_string());
        let changed = self.begun.try_update_value(|rows| {
            if fields.is_null() {
                rows.remove(&row).is_some()
            } else {
                rows.insert(row, text.clone()) != Some(text)
            }
        });
        if changed == Some(true) {
            self.touch();
        }
    }

    /// A new record has nothing below it, whatever had its id before.
    pub(crate) fn begin_anew(self, key: &str) {
        let row = row(key);
        self.begun
            .update_value(|rows| rows.retain(|own, _| !is_below(own, &row)));
    }

    /// Takes over what these rows hold of it.
    pub(super) fn begun_of(self, all: &Rows) {
        let mut begun = Rows::new();
        for (name, text) in all {
            if name.starts_with(BEGUN) {
                begun.insert(name.clone(), text.clone());
            }
        }
        self.begun.set_value(begun);
    }
}
