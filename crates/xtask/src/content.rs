//! Questionnaires, rubric and samples, compiled to files that the site fetches when it needs them.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::assets::{Asset, Dist, integrity};
use crate::site::files;

/// Adds the content files; gives `content/index.json`, which lists them with their hashes.
pub(crate) fn add(root: &Path, dist: &mut Dist) -> Result<Asset> {
    let mut samples = Vec::new();
    for file in files(&root.join("questionnaires/samples"), "json")? {
        let bytes =
            std::fs::read(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let path = format!("samples/{name}");
        dist.add(&path, &bytes)?;
        samples.push(json!({"path": path, "integrity": integrity(&bytes)}));
    }
    let index = format!("{:#}\n", json!({"samples": samples}));
    dist.add("content/index.json", index.as_bytes())?;
    Ok(Asset {
        path: "content/index.json".to_owned(),
        integrity: integrity(index.as_bytes()),
    })
}
