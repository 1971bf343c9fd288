//! The folder being built: files by content hash, and the list of them all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// Hexadecimal digits of the hash in a file name: 64 bits, enough to tell builds apart.
const NAME_DIGITS: usize = 16;

/// Files smaller than this gain nothing from packing.
const PACK_FROM: usize = 256;

/// A site being written, into a folder of its own beside its final place.
pub(crate) struct Dist {
    place: PathBuf,
    building: PathBuf,
    files: BTreeMap<String, Entry>,
    packed: BTreeMap<String, usize>,
}

/// What `manifest.json` says of a file.
#[derive(Debug, Clone, Serialize)]
struct Entry {
    bytes: usize,
    sha256: String,
}

/// What `manifest.json` says.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    version: &'a str,
    build: &'a str,
    optimised: bool,
    first_load: FirstLoad,
    files: &'a BTreeMap<String, Entry>,
}

/// What the front page requests, packed.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FirstLoad {
    /// Sum of the packed sizes.
    pub(crate) brotli_bytes: usize,
    /// Packed size of each file.
    pub(crate) files: BTreeMap<String, usize>,
}

/// A file whose name holds its hash.
#[derive(Debug, Clone)]
pub(crate) struct Asset {
    /// Path inside the site.
    pub(crate) path: String,
    /// Value of an `integrity` attribute.
    pub(crate) integrity: String,
}

impl Asset {
    /// The file's name without its folder.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

impl Dist {
    /// Starts a site that will replace `place`.
    pub(crate) fn begin(place: &Path) -> Result<Self> {
        let occupied = place
            .read_dir()
            .is_ok_and(|mut entries| entries.next().is_some());
        if occupied && !(place.join("manifest.json").is_file() && place.join("_headers").is_file())
        {
            bail!(
                "`{}` is not empty and not a site built here: it would be deleted",
                place.display()
            );
        }
        let mut building = place.as_os_str().to_owned();
        building.push(".new");
        let building = PathBuf::from(building);
        if building.exists() {
            std::fs::remove_dir_all(&building).with_context(|| cannot("clear", &building))?;
        }
        std::fs::create_dir_all(&building).with_context(|| cannot("create", &building))?;
        Ok(Self {
            place: place.to_path_buf(),
            building,
            files: BTreeMap::new(),
            packed: BTreeMap::new(),
        })
    }

    /// Writes a file under exactly this path, with its packed twin where that helps.
    pub(crate) fn add(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        if self.files.contains_key(path) {
            bail!("two files of the site are called `{path}`");
        }
        self.write(path, bytes)?;
        if bytes.len() >= PACK_FROM && packs(path) {
            let packed = brotli(bytes)?;
            if packed.len() < bytes.len() {
                self.packed.insert(path.to_owned(), packed.len());
                self.write(&format!("{path}.br"), &packed)?;
            }
        }
        Ok(())
    }

    /// Writes `folder/stem.HASH.extension`.
    pub(crate) fn add_hashed(
        &mut self,
        folder: &str,
        stem: &str,
        extension: &str,
        bytes: &[u8],
    ) -> Result<Asset> {
        let hash = hex(&Sha256::digest(bytes));
        let short = hash.get(..NAME_DIGITS).unwrap_or(&hash);
        let path = format!("{folder}/{stem}.{short}.{extension}");
        self.add(&path, bytes)?;
        Ok(Asset {
            path,
            integrity: integrity(bytes),
        })
    }

    /// The id of the files written so far.
    pub(crate) fn build_id(&self) -> String {
        let mut all = Sha256::new();
        for (path, entry) in &self.files {
            all.update(format!("{path}\0{}\n", entry.sha256));
        }
        let mut id = hex(&all.finalize());
        id.truncate(12);
        id
    }

    /// The packed sizes of these files and their sum; a file that does not pack counts as it is.
    pub(crate) fn first_load(&self, paths: &[String]) -> Result<FirstLoad> {
        let mut files = BTreeMap::new();
        for path in paths {
            let entry = self
                .files
                .get(path)
                .with_context(|| format!("the site has no `{path}`"))?;
            files.insert(
                path.clone(),
                self.packed.get(path).copied().unwrap_or(entry.bytes),
            );
        }
        Ok(FirstLoad {
            brotli_bytes: files.values().sum(),
            files,
        })
    }

    /// Writes the manifest and puts the site in its place, all at once.
    pub(crate) fn finish(
        mut self,
        build: &str,
        optimised: bool,
        first_load: FirstLoad,
    ) -> Result<()> {
        let files = std::mem::take(&mut self.files);
        let manifest = Manifest {
            version: env!("CARGO_PKG_VERSION"),
            build,
            optimised,
            first_load,
            files: &files,
        };
        let text = serde_json::to_string_pretty(&manifest)?;
        self.write("manifest.json", format!("{text}\n").as_bytes())?;
        if self.place.exists() {
            std::fs::remove_dir_all(&self.place).with_context(|| cannot("replace", &self.place))?;
        }
        std::fs::rename(&self.building, &self.place).with_context(|| cannot("create", &self.place))
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let file = self.building.join(path);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).with_context(|| cannot("create", folder))?;
        }
        std::fs::write(&file, bytes).with_context(|| cannot("write", &file))?;
        let entry = Entry {
            bytes: bytes.len(),
            sha256: hex(&Sha256::digest(bytes)),
        };
        self.files.insert(path.to_owned(), entry);
        Ok(())
    }
}

fn cannot(what: &str, path: &Path) -> String {
    format!("cannot {what} `{}`", path.display())
}

fn packs(path: &str) -> bool {
    [".html", ".js", ".css", ".json", ".wasm", ".svg"]
        .iter()
        .any(|end| path.ends_with(end))
        && !path.starts_with("hosting/")
}

/// The value of an `integrity` attribute.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Brotli at its best, as a host that packs beforehand sends it.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings)
        .context("cannot pack with brotli")?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("vendorward-xtask-{name}-{}", std::process::id()))
    }

    #[test]
    fn hashes_are_those_of_the_standard() {
        // FIPS 180-2, "abc"; the base64 form as `openssl dgst -sha256 -binary | base64` prints it.
        assert_eq!(
            hex(&Sha256::digest("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            integrity(b"abc"),
            "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
    }

    #[test]
    fn names_follow_content_and_the_manifest_lists_all() {
        let place = folder("dist");
        let mut dist = Dist::begin(&place).unwrap();
        let text = "body { color: red }\n".repeat(50);
        let a = dist
            .add_hashed("assets", "style", "css", text.as_bytes())
            .unwrap();
        let b = dist
            .add_hashed("assets", "style", "css", b"body{}")
            .unwrap();
        assert_ne!(a.path, b.path);
        assert!(a.path.starts_with("assets/style.") && a.path.ends_with(".css"));
        let build = dist.build_id();
        assert_eq!(build.len(), 12);
        let load = dist.first_load(&[a.path.clone(), b.path.clone()]).unwrap();
        assert!(
            load.brotli_bytes < 200,
            "the repeated text is packed: {load:?}"
        );
        assert!(dist.first_load(&["none".into()]).is_err());
        dist.finish(&build, true, load).unwrap();
        let manifest: serde_json::Value =
            serde_json::from_slice(&std::fs::read(place.join("manifest.json")).unwrap()).unwrap();
        for path in [a.path.clone(), format!("{}.br", a.path), b.path.clone()] {
            let bytes = std::fs::read(place.join(&path)).unwrap();
            assert_eq!(
                manifest["files"][&path]["sha256"],
                hex(&Sha256::digest(&bytes)),
                "{path}"
            );
        }
        std::fs::remove_dir_all(&place).unwrap();
    }

    #[test]
    fn deletes_no_foreign_folder() {
        let place = folder("foreign");
        std::fs::create_dir_all(&place).unwrap();
        std::fs::write(place.join("thesis.txt"), "x").unwrap();
        assert!(Dist::begin(&place).is_err());
        assert!(place.join("thesis.txt").is_file());
        std::fs::remove_dir_all(&place).unwrap();
    }
}
