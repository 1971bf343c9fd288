//! A package as rows, and back.
//!
//! The rows are made from the package's own file form, so whatever the file keeps, fields this
//! version does not know included, the draft keeps as well.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use vendorward::{
    Diagnostic,
    package::{self, Package},
};

/// Before the name of a row that holds what is begun of a record, which is no part of a package.
pub(crate) const BEGUN: &str = "begun/";

/// Row name and JSON text.
pub(crate) type Rows = BTreeMap<String, String>;

/// Lists whose members have an id of their own.
const NAMED: &[(&str, &str)] = &[
    ("answers", "question"),
    ("asked_for", "item"),
    ("baas", "id"),
    ("evidence", "id"),
    ("incidents", "id"),
    ("reports", "id"),
    ("subcontractors", "id"),
];

/// Splits a package: one row for each fact of the engagement, each answer and each record.
pub(crate) fn split(package: &Package) -> Rows {
    let written = package::write(package);
    let text = std::str::from_utf8(&written).unwrap_or_default();
    let whole: Value = serde_json::from_str(text).unwrap_or_default();
    let mut rows = Rows::new();
    let Value::Object(members) = whole else {
        return rows;
    };
    for (name, value) in members {
        match value {
            Value::Object(fields) if name == "engagement" => {
                for (field, value) in fields {
                    rows.insert(format!("{name}/{field}"), value.to_string());
                }
            }
            Value::Array(items) => {
                let id = NAMED
                    .iter()
                    .find(|(list, _)| *list == name)
                    .map(|(_, id)| *id);
                for (at, item) in items.into_iter().enumerate() {
                    // Two answers to one question are both kept, and order is kept where it counts.
                    let own = id.and_then(|id| item.get(id)?.as_str().map(str::to_owned));
                    let mut key = match own {
                        Some(own) => format!("{name}/{own}"),
                        None => format!("{name}/#{at:06}"),
                    };
                    while rows.contains_key(&key) {
                        key.push('+');
                    }
                    rows.insert(key, item.to_string());
                }
            }
            other => {
                rows.insert(name, other.to_string());
            }
        }
    }
    rows
}

/// Puts rows together again. What cannot be read is said and kept, as with any package.
pub(crate) fn join(rows: &Rows) -> (Package, Vec<Diagnostic>) {
    let mut whole = Map::new();
    let counted = rows.iter().filter(|(key, _)| !key.starts_with(BEGUN));
    for (key, text) in counted {
        let value: Value = serde_json::from_str(text).unwrap_or(Value::Null);
        match key.split_once('/') {
            None => {
                whole.insert(key.clone(), value);
            }
            Some(("engagement", field)) => {
                let engagement = whole.entry("engagement").or_insert_with(|| json!({}));
                if let Some(fields) = engagement.as_object_mut() {
                    fields.insert(field.to_owned(), value);
                }
            }
            Some((list, _)) => {
                let items = whole.entry(list).or_insert_with(|| json!([]));
                if let Some(items) = items.as_array_mut() {
                    items.push(value);
                }
            }
        }
    }
    let reply = package::read(Value::Object(whole).to_string().as_bytes());
    (reply.value.unwrap_or_default(), reply.diagnostics)
}

/// Rows that differ from what was saved: the new text, or none for a row that is gone.
pub(crate) fn changes(saved: &Rows, now: &Rows) -> Vec<(String, Option<String>)> {
    let gone = saved
        .keys()
        .filter(|key| !now.contains_key(*key))
        .map(|key| (key.clone(), None));
    let new = now
        .iter()
        .filter(|(key, text)| saved.get(*key) != Some(*text))
        .map(|(key, text)| (key.clone(), Some(text.clone())));
    gone.chain(new).collect()
}
