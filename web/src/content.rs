//! Questionnaires, rubric and samples: compiled files that are fetched when a page needs them.

use std::sync::Arc;

use crate::prelude::*;
use serde::Deserialize;
use vendorward::{
    Diagnostic, Reply,
    package::{self, Package},
    set,
};

use crate::{
    browser,
    desk::{content, review},
};

/// The samples that ship with the site.
pub(crate) const SAMPLES: [&str; 3] = ["live-without-baa", "in-good-order", "half-unknown"];

/// Samples beside those, by name.
pub(crate) const MORE: [&str; 10] = [
    "ehr-add-on",
    "late-baa",
    "conduit",
    "payment-plans",
    "ai-scribe",
    "infusion-pump",
    "start-up",
    "law-firm",
    "immunization-registry",
    "self-de-identifying",
];

/// `content/index.json`.
#[derive(Deserialize)]
struct Index {
    questionnaires: Vec<File>,
    controls: File,
    rubric: File,
    #[serde(default)]
    samples: Vec<File>,
}

/// A file and the hash the browser checks it by.
#[derive(Deserialize)]
struct File {
    path: String,
    integrity: String,
    /// Of a questionnaire: whether it is one of those that are scored.
    #[serde(default)]
    loaded: bool,
}

impl File {
    fn fetch(&self) -> impl Future<Output = Result<Vec<u8>, Diagnostic>> + use<> {
        browser::fetch(&self.path, &self.integrity)
    }
}

/// Where the content stands.
#[derive(Clone, Copy)]
pub(crate) struct Content {
    /// Why it could not be loaded.
    pub(crate) failed: RwSignal<Option<Diagnostic>>,
    asked: StoredValue<bool>,
    index: StoredValue<Option<Arc<Index>>>,
}

impl Content {
    /// Nothing is fetched yet.
    pub(crate) fn start() -> Self {
        Self {
            failed: RwSignal::new(None),
            asked: StoredValue::new(false),
            index: StoredValue::new(None),
        }
    }

    /// Fetches questionnaires and rubric, once.
    pub(crate) fn want(self) {
        if self.asked.get_value() {
            return;
        }
        self.asked.set_value(true);
        let review = review();
        spawn_local(async move {
            match self.load().await {
                Ok(set) => review.set.set(Some(Arc::new(set))),
                Err(why) => {
                    // The next page that needs it asks again.
                    self.asked.set_value(false);
                    self.failed.set(Some(why));
                }
            }
        });
    }

    async fn index(self) -> Result<Arc<Index>, Diagnostic> {
        if let Some(known) = self.index.get_value() {
            return Ok(known);
        }
        let path = "content/index.json";
        let bytes = browser::fetch(path, &browser::boot("contentIntegrity")).await?;
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        let index: Index = serde_json::from_str(text)
            .map_err(|error| Diagnostic::error("not-json", error.to_string()).source(path))?;
        let index = Arc::new(index);
        self.index.set_value(Some(index.clone()));
        Ok(index)
    }

    async fn load(self) -> Result<set::Set, Diagnostic> {
        let index = self.index().await?;
        // All are asked for before the first is waited for.
        let waiting: Vec<_> = index
            .questionnaires
            .iter()
            .filter(|one| one.loaded)
            .map(File::fetch)
            .collect();
        let (controls, rubric) = (index.controls.fetch(), index.rubric.fetch());
        let mut questionnaires = Vec::new();
        for file in waiting {
            questionnaires.push(file.await?);
        }
        let parts: Vec<&[u8]> = questionnaires.iter().map(Vec::as_slice).collect();
        set::Set::from_parts(&parts, &controls.await?, &rubric.await?)
    }
}

/// Reads a sample.
pub(crate) async fn sample(name: &str) -> Reply<Package> {
    let file = format!("samples/{name}.json");
    let bytes = async {
        let index = content().index().await?;
        match index.samples.iter().find(|sample| sample.path == file) {
            Some(sample) => sample.fetch().await,
            None => Err(Diagnostic::error(
                "no-sample",
                crate::texts::fill("site.sample.none", &[("name", name)]),
            )),
        }
    };
    match bytes.await {
        Ok(bytes) => package::read(&bytes).of_source(&file),
        Err(why) => Reply::failed(why),
    }
}
