//! What a person has begun to enter and not finished: it stands on the page, counts for nothing, and is kept
//! with the review.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::store::Rows;

/// What is entered of one record, by field.
pub(crate) type Fields = Map<String, Value>;

/// Records that are begun, by their list: there is one in each at most.
#[derive(Default)]
pub(super) struct Begun(BTreeMap<String, Fields>);

impl Begun {
    /// As rows left them.
    pub(super) fn of(rows: &Rows, before: &str) -> Self {
        let own = rows.iter().filter_map(|(name, text)| {
            let key = name.strip_prefix(before)?;
            Some((key.to_owned(), serde_json::from_str(text).ok()?))
        });
        Self(own.collect())
    }

    /// As rows.
    pub(super) fn rows(&self, before: &str) -> Rows {
        let each = self.0.iter();
        each.filter_map(|(key, fields)| {
            let text = serde_json::to_string(fields).ok()?;
            Some((format!("{before}{key}"), text))
        })
        .collect()
    }

    /// What is begun here; empty if nothing is.
    pub(super) fn at(&self, key: &str) -> Fields {
        self.0.get(key).cloned().unwrap_or_default()
    }

    /// Puts it here, and says whether that is another than before. What says nothing is not kept.
    pub(super) fn put(&mut self, key: &str, fields: Fields) -> bool {
        let changed = self.at(key) != fields;
        if fields.is_empty() {
            self.0.remove(key);
        } else {
            self.0.insert(key.to_owned(), fields);
        }
        changed
    }

    /// Forgets what is begun below a record.
    pub(super) fn forget_below(&mut self, key: &str) {
        self.0.retain(|own, _| {
            let rest = own.strip_prefix(key);
            !rest.is_some_and(|rest| rest.starts_with('/'))
        });
    }
}
