//! When to save: 400 ms after the last change, and at once when the page may go away.

use std::collections::BTreeMap;

use crate::prelude::*;
use idb::Database;

use super::{
    database::{self, Kept, NotSaved, Other, Summary},
    rows::{self, Rows},
};
use crate::{browser, dom::on_window, review::Review};

/// Longest that a change waits, in milliseconds.
const WAIT: i32 = 400;

/// Where saving stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Saving {
    /// Nothing to save yet.
    Nothing,
    /// Changes are waiting or under way.
    Waiting,
    /// Everything was saved at this time of day.
    Done(String),
    /// The last save did not happen, for this reason.
    Failed(String),
}

/// Saves the review at hand.
#[derive(Clone, Copy)]
pub(crate) struct Saver {
    review: Review,
    inner: StoredValue<Inner, LocalStorage>,
    /// Where saving stands.
    pub(crate) saving: RwSignal<Saving>,
    /// What other tabs wrote to rows that this one replaced.
    pub(crate) others: RwSignal<Vec<Other>>,
}

#[derive(Default)]
struct Inner {
    database: Option<std::rc::Rc<Database>>,
    /// As last handed to the database.
    saved: Rows,
    revisions: BTreeMap<String, u32>,
    timer: bool,
    /// Whether the next save is the first of a review, whose content nobody has changed yet.
    untouched: bool,
}

impl Saver {
    /// Watches the review, and the page for signs that it may go away.
    pub(crate) fn start(review: Review) -> Self {
        let saver = Self {
            review,
            inner: StoredValue::new_local(Inner::default()),
            saving: RwSignal::new(Saving::Nothing),
            others: RwSignal::new(Vec::new()),
        };
        // Leaving the window, hiding the page, closing it; leaving a field.
        for event in ["blur", "visibilitychange", "pagehide"] {
            on_window(event, move |_| saver.flush());
        }
        on_window("focusout", move |event| {
            if !browser::stays_in_group(&event) {
                saver.flush();
            }
        });
        saver
    }

    async fn database(self) -> Result<std::rc::Rc<Database>, String> {
        if let Some(open) = self.inner.with_value(|inner| inner.database.clone()) {
            return Ok(open);
        }
        let open = std::rc::Rc::new(database::open().await?);
        self.inner
            .update_value(|inner| inner.database = Some(open.clone()));
        Ok(open)
    }

    /// Opens the database early, so that a save needs no wait.
    pub(crate) fn warm(self) {
        spawn_local(async move {
            if let Err(why) = self.database().await {
                self.saving.set(Saving::Failed(why));
            }
        });
    }

    /// The review was changed.
    pub(crate) fn touch(self) {
        // A failure stays in sight until a save has happened.
        if !self
            .saving
            .with_untracked(|saving| matches!(saving, Saving::Failed(_)))
        {
            self.saving.set(Saving::Waiting);
        }
        let waiting = self.inner.with_value(|inner| inner.timer);
        self.inner.update_value(|inner| {
            inner.untouched = false;
            inner.timer = true;
        });
        if !waiting {
            browser::after(WAIT, move || {
                self.inner.update_value(|inner| inner.timer = false);
                self.flush();
            });
        }
    }

    /// The review at hand is a new one that nobody has changed; it is saved all the same.
    pub(crate) fn fresh(self) {
        self.inner.update_value(|inner| {
            inner.saved = Rows::new();
            inner.revisions.clear();
            inner.untouched = true;
        });
        self.others.set(Vec::new());
        self.saving.set(Saving::Waiting);
        self.flush();
    }

    /// The review at hand was read from the database.
    fn adopt(self, kept: &Kept, untouched: bool) {
        self.inner.update_value(|inner| {
            inner.saved.clone_from(&kept.rows);
            inner.revisions.clone_from(&kept.revisions);
            inner.untouched = untouched;
        });
        self.others.set(kept.others.clone());
        self.saving.set(Saving::Nothing);
    }

    fn summary(self) -> Summary {
        let untouched = self.inner.with_value(|inner| inner.untouched);
        Summary {
            id: self.review.key(),
            title: self.review.title(),
            saved: browser::now_millis(),
            sample: if untouched {
                self.review.sample()
            } else {
                String::new()
            },
        }
    }

    /// Saves at once what has changed. Everything up to the database's own work happens before this
    /// returns to the browser, so it can be called while the page goes away.
    pub(crate) fn flush(self) {
        if self
            .saving
            .with_untracked(|saving| matches!(saving, Saving::Nothing | Saving::Done(_)))
        {
            return;
        }
        if self.review.key().is_empty() {
            return;
        }
        let now = self.review.rows();
        let changes = self
            .inner
            .with_value(|inner| rows::changes(&inner.saved, &now));
        if changes.is_empty() {
            self.saving.set(Saving::Done(browser::time_of_day()));
            return;
        }
        let summary = self.summary();
        let revisions = self.inner.with_value(|inner| inner.revisions.clone());
        self.inner.update_value(|inner| {
            inner.saved = now;
            for (row, _) in &changes {
                *inner.revisions.entry(row.clone()).or_insert(0) += 1;
            }
        });
        spawn_local(async move {
            let saved = match self.database().await {
                Ok(database) => database::save(&database, &summary, &changes, &revisions).await,
                Err(why) => Err(NotSaved::Failed(why)),
            };
            match saved {
                Ok(()) => self.done(),
                Err(NotSaved::Overtaken) => self.overtaken(summary, changes).await,
                Err(NotSaved::Failed(why)) => {
                    self.inner.update_value(|inner| {
                        for (row, _) in &changes {
                            inner.saved.remove(row);
                            match revisions.get(row) {
                                Some(known) => inner.revisions.insert(row.clone(), *known),
                                None => inner.revisions.remove(row),
                            };
                        }
                    });
                    self.saving.set(Saving::Failed(why));
                }
            }
        });
    }

    fn done(self) {
        let waiting = self.inner.with_value(|inner| inner.timer);
        if !waiting {
            self.saving.set(Saving::Done(browser::time_of_day()));
        }
    }

    /// Another tab changed one of these rows: what it wrote is kept beside, and ours is saved over it.
    async fn overtaken(self, summary: Summary, changes: Vec<(String, Option<String>)>) {
        let again = async {
            let database = self.database().await?;
            let theirs = database::load(&database, &summary.id).await?;
            let mine: Vec<&str> = changes.iter().map(|(row, _)| row.as_str()).collect();
            let ours = |row: &str| {
                changes
                    .iter()
                    .find(|(own, _)| own == row)
                    .map(|(_, text)| text)
            };
            let lost: Vec<Other> = theirs
                .revisions
                .iter()
                .filter(|(row, _)| mine.contains(&row.as_str()))
                .map(|(row, revision)| Other {
                    row: row.clone(),
                    revision: *revision,
                    text: theirs.rows.get(row).cloned().unwrap_or_default(),
                })
                .filter(|other| {
                    ours(&other.row)
                        .is_some_and(|text| text.as_deref().unwrap_or_default() != other.text)
                })
                .collect();
            database::keep_others(&database, &summary.id, &lost).await?;
            let saved = database::save(&database, &summary, &changes, &theirs.revisions).await;
            if let Err(NotSaved::Failed(why)) = saved {
                return Err(why);
            }
            let kept = database::load(&database, &summary.id).await?;
            self.inner.update_value(|inner| {
                for (row, _) in &changes {
                    if let Some(revision) = kept.revisions.get(row) {
                        inner.revisions.insert(row.clone(), *revision);
                    }
                }
            });
            self.others.set(kept.others);
            Ok(())
        };
        match again.await {
            Ok(()) => self.done(),
            Err(why) => self.saving.set(Saving::Failed(why)),
        }
    }

    /// Every review in this browser.
    ///
    /// # Errors
    /// The browser's words.
    pub(crate) async fn reviews(self) -> Result<Vec<Summary>, String> {
        let database = self.database().await?;
        database::reviews(&database).await
    }

    /// Puts a review of this browser on the desk. False if there is none of this key.
    ///
    /// # Errors
    /// The browser's words.
    pub(crate) async fn open(self, id: &str) -> Result<bool, String> {
        let database = self.database().await?;
        let kept = database::load(&database, id).await?;
        let known = database::reviews(&database)
            .await?
            .into_iter()
            .find(|summary| summary.id == id);
        let Some(summary) = known else {
            return Ok(false);
        };
        self.adopt(&kept, !summary.sample.is_empty());
        self.review.restore(&summary, &kept.rows);
        Ok(true)
    }

    /// The rows of a review, for an export.
    ///
    /// # Errors
    /// The browser's words.
    pub(crate) async fn rows_of(self, id: &str) -> Result<Rows, String> {
        let database = self.database().await?;
        Ok(database::load(&database, id).await?.rows)
    }

    /// Deletes a review, or all of them.
    ///
    /// # Errors
    /// The browser's words.
    pub(crate) async fn delete(self, id: Option<&str>) -> Result<(), String> {
        let database = self.database().await?;
        database::delete(&database, id).await?;
        if id.is_none_or(|id| id == self.review.key()) {
            self.inner.update_value(|inner| {
                inner.saved = Rows::new();
                inner.revisions.clear();
            });
            self.others.set(Vec::new());
            self.review.close();
            self.saving.set(Saving::Nothing);
        }
        Ok(())
    }

    /// Ends a conflict: the other tab's version is put on the desk, or forgotten.
    ///
    /// # Errors
    /// The browser's words.
    pub(crate) async fn settle(self, other: &Other, take: bool) -> Result<(), String> {
        let database = self.database().await?;
        let id = self.review.key();
        if take {
            let mut rows = self.review.rows();
            if other.text.is_empty() {
                rows.remove(&other.row);
            } else {
                rows.insert(other.row.clone(), other.text.clone());
            }
            self.review.replace_rows(&rows);
            self.touch();
            self.flush();
        }
        database::forget_other(&database, &id, other).await?;
        self.others
            .update(|others| others.retain(|one| one != other));
        Ok(())
    }
}
