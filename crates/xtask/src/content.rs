//! Questionnaires, rubric and samples, compiled to files that the site fetches when it needs them.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::json;
use vendorward::{
    core::questionnaire::Questionnaire,
    set::{Part, Parts, STANDARD, Set},
};

use crate::assets::{Asset, Dist, integrity};
use crate::site::files;

/// Which questionnaires of a folder the site loads. The rest is listed and can be fetched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loads {
    /// Those of the default set.
    Standard,
    /// All: whoever gives a folder has chosen what is in it.
    All,
}

impl Loads {
    fn takes(self, id: &str) -> bool {
        self == Self::All || STANDARD.contains(&id)
    }
}

/// What the site's rules are: the set that it loads, and the questionnaires on offer beside it.
pub(crate) struct Shelf {
    pub(crate) set: Set,
    pub(crate) others: Vec<Questionnaire>,
}

/// Adds the content files of a folder; gives `content/index.json`, which lists them with their hashes,
/// and what they hold.
pub(crate) fn add(folder: &Path, loads: Loads, dist: &mut Dist) -> Result<(Asset, Shelf)> {
    let parts = compile(folder)?;
    let shelf = shelf(&parts, loads)?;
    let mut add = |part: &Part| -> Result<serde_json::Value> {
        let hash = vendorward::hash::plain(&part.bytes);
        let short: String = hash.chars().take(16).collect();
        let path = format!("content/{}.{short}.json", part.id);
        dist.add(&path, &part.bytes)?;
        Ok(json!({
            "id": part.id,
            "version": part.version,
            "title": part.title,
            "audience": part.audience,
            "loaded": loads.takes(&part.id),
            "path": path,
            "sha256": hash,
            "integrity": integrity(&part.bytes),
        }))
    };
    let questionnaires = parts
        .questionnaires
        .iter()
        .map(&mut add)
        .collect::<Result<Vec<_>>>()?;
    let controls = add(&parts.controls)?;
    let rubric = add(&parts.rubric)?;
    let mut samples = Vec::new();
    for file in files(&folder.join("samples"), "json")? {
        let bytes = read(&file)?;
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let path = format!("samples/{name}");
        dist.add(&path, &bytes)?;
        samples.push(json!({"path": path, "integrity": integrity(&bytes)}));
    }
    let index = json!({
        "questionnaires": questionnaires,
        "controls": controls,
        "rubric": rubric,
        "samples": samples,
    });
    let index = format!("{index:#}\n");
    dist.add("content/index.json", index.as_bytes())?;
    let asset = Asset {
        path: "content/index.json".to_owned(),
        integrity: integrity(index.as_bytes()),
    };
    Ok((asset, shelf))
}

fn shelf(parts: &Parts, loads: Loads) -> Result<Shelf> {
    let (loaded, rest): (Vec<&Part>, Vec<&Part>) = parts
        .questionnaires
        .iter()
        .partition(|part| loads.takes(&part.id));
    let loaded: Vec<&[u8]> = loaded.iter().map(|part| part.bytes.as_slice()).collect();
    let set = Set::from_parts(&loaded, &parts.controls.bytes, &parts.rubric.bytes);
    let others = rest
        .iter()
        .map(|part| serde_json::from_slice(&part.bytes))
        .collect::<serde_json::Result<_>>();
    match set {
        Ok(set) => Ok(Shelf {
            set,
            others: others.context("a questionnaire does not survive its compiled form")?,
        }),
        Err(why) => bail!("the questionnaires and the rubric do not fit together: {why:?}"),
    }
}

/// Reads the sources; a problem of severity error stops the build and is printed with its place.
fn compile(folder: &Path) -> Result<Parts> {
    let mut paths = files(folder, "md")?;
    paths.push(folder.join("controls.toml"));
    paths.extend(files(&folder.join("rubric"), "toml")?);
    let mut sources = Vec::new();
    for path in paths {
        sources.push((path.display().to_string(), read(&path)?));
    }
    let reply = Parts::of(
        sources
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
    );
    for problem in &reply.diagnostics {
        eprintln!("{problem:?}");
    }
    match reply.value {
        Some(parts) => Ok(parts),
        None => bail!("the questionnaires or the rubric have errors"),
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_that_ships_is_sound_and_holds_the_default_set() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../questionnaires");
        let parts = compile(&folder).unwrap();
        let ids: Vec<&str> = parts
            .questionnaires
            .iter()
            .map(|part| part.id.as_str())
            .collect();
        let taken = |loads: Loads| ids.iter().filter(|id| loads.takes(id)).count();
        assert_eq!(taken(Loads::Standard), STANDARD.len(), "{ids:?}");
        assert_eq!(taken(Loads::All), ids.len());
        assert!(ids.len() > STANDARD.len(), "the others are listed: {ids:?}");
    }
}
