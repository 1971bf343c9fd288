//! The database: rows under `[review, row, revision]`, and one line for each review.
//!
//! A save *adds* the next revision of a row and deletes the one it was made from. Adding fails where
//! another tab has added that revision already, so a lost update cannot happen; and since no read
//! comes before the writes, a save can be sent off while the page is being closed.

use std::{cmp::Reverse, collections::BTreeMap};
use vendorward::core::order::settle;

use idb::{
    Database, Factory, KeyRange, ObjectStore, ObjectStoreParams, Query, Transaction,
    TransactionMode,
};
use js_sys::{Array, Promise};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::rows::Rows;

const NAME: &str = "vendorward";
const VERSION: u32 = 1;
const ROWS: &str = "rows";
const REVIEWS: &str = "reviews";
/// Before the name of a row that another tab wrote and this one replaced.
const OTHER: &str = "other:";

/// What went wrong, in the browser's words.
pub(crate) type Failure = String;

/// A review in this browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Summary {
    /// Its key.
    pub(crate) id: String,
    /// Vendor and products, as last saved.
    pub(crate) title: String,
    /// Milliseconds when last saved.
    pub(crate) saved: f64,
    /// The sample it was made from and has not been changed since; empty otherwise.
    #[serde(default)]
    pub(crate) sample: String,
}

/// A row as it lies in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Rows by name.
    pub(crate) rows: Rows,
    /// Revision of each row, those of deleted rows included.
    pub(crate) revisions: BTreeMap<String, u32>,
    /// What other tabs wrote to rows that were then replaced.
    pub(crate) others: Vec<Other>,
}

/// A row that two tabs changed: the one that lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Other {
    /// The row.
    pub(crate) row: String,
    /// Its revision.
    pub(crate) revision: u32,
    /// Its JSON text; empty if it was deleted.
    pub(crate) text: String,
}

/// Why a save did not happen.
pub(crate) enum NotSaved {
    /// Another tab was first.
    Overtaken,
    /// Something else.
    Failed(Failure),
}

fn told(error: idb::Error) -> Failure {
    error.to_string()
}

/// Opens the database.
pub(crate) async fn open() -> Result<Database, Failure> {
    let mut request = Factory::new()
        .and_then(|factory| factory.open(NAME, Some(VERSION)))
        .map_err(told)?;
    request.on_upgrade_needed(|event| {
        use idb::event::DatabaseEvent as _;
        if let Ok(database) = event.database() {
            for store in [ROWS, REVIEWS] {
                // A store that cannot be made shows itself at the first save.
                let _ = database.create_object_store(store, ObjectStoreParams::new());
            }
        }
    });
    request.await.map_err(told)
}

fn key(review: &str, row: &str, revision: u32) -> JsValue {
    Array::of3(
        &JsValue::from_str(review),
        &JsValue::from_str(row),
        &JsValue::from_f64(f64::from(revision)),
    )
    .into()
}

/// Every key of a review: an array sorts after every string.
fn all_of(review: &str) -> Result<Query, Failure> {
    let name = JsValue::from_str(review);
    let first = Array::of1(&name);
    let last = Array::of2(&name, &Array::new());
    KeyRange::bound(&first, &last, None, None)
        .map(Query::KeyRange)
        .map_err(told)
}

async fn entries(store: &ObjectStore, review: &str) -> Result<Vec<(String, u32, String)>, Failure> {
    let keys = store
        .get_all_keys(Some(all_of(review)?), None)
        .map_err(told)?;
    let values = store.get_all(Some(all_of(review)?), None).map_err(told)?;
    let (keys, values) = (keys.await.map_err(told)?, values.await.map_err(told)?);
    let read = keys.into_iter().zip(values).filter_map(|(key, value)| {
        let key = Array::from(&key);
        let row = key.get(1).as_string()?;
        // Revisions are whole numbers that we wrote ourselves.
        let revision = key.get(2).as_f64()? as u32;
        Some((row, revision, value.as_string()?))
    });
    Ok(read.collect())
}

/// Reads a review.
pub(crate) async fn load(database: &Database, review: &str) -> Result<Kept, Failure> {
    let transaction = database
        .transaction(&[ROWS], TransactionMode::ReadOnly)
        .map_err(told)?;
    let store = transaction.object_store(ROWS).map_err(told)?;
    let mut kept = Kept {
        rows: Rows::new(),
        revisions: BTreeMap::new(),
        others: Vec::new(),
    };
    for (row, revision, text) in entries(&store, review).await? {
        if let Some(row) = row.strip_prefix(OTHER) {
            kept.others.push(Other {
                row: row.to_owned(),
                revision,
                text,
            });
            continue;
        }
        kept.revisions.insert(row.clone(), revision);
        if !text.is_empty() {
            kept.rows.insert(row, text);
        }
    }
    Ok(kept)
}

/// Sends off a save; rows are new revisions over those known. Nothing is awaited before all writes
/// have been handed over.
pub(crate) async fn save(
    database: &Database,
    summary: &Summary,
    changes: &[(String, Option<String>)],
    revisions: &BTreeMap<String, u32>,
) -> Result<(), NotSaved> {
    let failed = |error| NotSaved::Failed(told(error));
    let transaction = database
        .transaction(&[ROWS, REVIEWS], TransactionMode::ReadWrite)
        .map_err(failed)?;
    let rows = transaction.object_store(ROWS).map_err(failed)?;
    for (row, text) in changes {
        let known = revisions.get(row).copied();
        let next = key(&summary.id, row, known.map_or(1, |known| known + 1));
        let text = JsValue::from_str(text.as_deref().unwrap_or_default());
        rows.add(&text, Some(&next)).map_err(failed)?;
        if let Some(known) = known {
            rows.delete(key(&summary.id, row, known)).map_err(failed)?;
        }
    }
    put_summary(&transaction, summary).map_err(NotSaved::Failed)?;
    // Told at once that no more comes, the browser finishes even if the page goes away now.
    let transaction = transaction.commit().map_err(failed)?;
    let Err(why) = end(transaction).await else {
        return Ok(());
    };
    let kept = load(database, &summary.id)
        .await
        .map_err(NotSaved::Failed)?;
    let overtaken = changes
        .iter()
        .any(|(row, _)| kept.revisions.get(row) != revisions.get(row));
    Err(if overtaken {
        NotSaved::Overtaken
    } else {
        NotSaved::Failed(why)
    })
}

/// Waits until a transaction is through. A failed request raises an event of its own before the
/// transaction aborts; only the abort, which comes last and once, is listened for.
async fn end(mut transaction: Transaction) -> Result<(), Failure> {
    let through = Promise::new(&mut |resolve, _| {
        let aborted = resolve.clone();
        transaction.on_complete(move |_| drop(resolve.call1(&JsValue::NULL, &JsValue::TRUE)));
        transaction.on_abort(move |_| drop(aborted.call1(&JsValue::NULL, &JsValue::FALSE)));
    });
    let committed = JsFuture::from(through).await;
    if committed == Ok(JsValue::TRUE) {
        return Ok(());
    }
    let error = transaction.error();
    Err(error.map(|error| error.message()).unwrap_or_default())
}

/// Keeps what another tab wrote to these rows beside what will replace it.
pub(crate) async fn keep_others(
    database: &Database,
    review: &str,
    others: &[Other],
) -> Result<(), Failure> {
    let transaction = database
        .transaction(&[ROWS], TransactionMode::ReadWrite)
        .map_err(told)?;
    let rows = transaction.object_store(ROWS).map_err(told)?;
    for other in others {
        let key = key(review, &format!("{OTHER}{}", other.row), other.revision);
        rows.put(&JsValue::from_str(&other.text), Some(&key))
            .map_err(told)?;
    }
    end(transaction).await
}

/// Forgets what another tab wrote.
pub(crate) async fn forget_other(
    database: &Database,
    review: &str,
    other: &Other,
) -> Result<(), Failure> {
    let transaction = database
        .transaction(&[ROWS], TransactionMode::ReadWrite)
        .map_err(told)?;
    let rows = transaction.object_store(ROWS).map_err(told)?;
    rows.delete(key(
        review,
        &format!("{OTHER}{}", other.row),
        other.revision,
    ))
    .map_err(told)?;
    end(transaction).await
}

fn put_summary(transaction: &Transaction, summary: &Summary) -> Result<(), Failure> {
    let reviews = transaction.object_store(REVIEWS).map_err(told)?;
    let text = serde_json::to_string(summary).map_err(|error| error.to_string())?;
    reviews
        .put(
            &JsValue::from_str(&text),
            Some(&JsValue::from_str(&summary.id)),
        )
        .map(|_| ())
        .map_err(told)
}

/// Every review, last saved first.
pub(crate) async fn reviews(database: &Database) -> Result<Vec<Summary>, Failure> {
    let transaction = database
        .transaction(&[REVIEWS], TransactionMode::ReadOnly)
        .map_err(told)?;
    let store = transaction.object_store(REVIEWS).map_err(told)?;
    let values = store
        .get_all(None, None)
        .map_err(told)?
        .await
        .map_err(told)?;
    let mut found: Vec<Summary> = values
        .iter()
        .filter_map(|value| serde_json::from_str(&value.as_string()?).ok())
        .collect();
    settle(&mut found, |one| Reverse(one.saved));
    Ok(found)
}

/// Deletes a review, or everything.
pub(crate) async fn delete(database: &Database, review: Option<&str>) -> Result<(), Failure> {
    let transaction = database
        .transaction(&[ROWS, REVIEWS], TransactionMode::ReadWrite)
        .map_err(told)?;
    let rows = transaction.object_store(ROWS).map_err(told)?;
    let reviews = transaction.object_store(REVIEWS).map_err(told)?;
    match review {
        Some(review) => {
            rows.delete(all_of(review)?).map_err(told)?;
            reviews.delete(JsValue::from_str(review)).map_err(told)?;
        }
        None => {
            rows.clear().map_err(told)?;
            reviews.clear().map_err(told)?;
        }
    }
    end(transaction).await
}
