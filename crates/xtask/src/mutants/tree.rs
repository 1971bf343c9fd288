//! A copy of the sources in which mutants stand, and the programs built from it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::places::Extent;
use crate::tools;

/// What only the copy holds: the module that says which mutant is tried, and the first trial.
const OURS: [(&str, &str); 2] = [
    (
        "crates/core/src/mutant.rs",
        include_str!("copied/mutant.rs"),
    ),
    (
        "tests/cases/tests/trial.rs",
        include_str!("copied/trial.rs"),
    ),
];

/// The crate that holds the mutants.
pub(crate) const CRATE: &str = "crates/core/src";

/// The copy.
pub(crate) struct Tree {
    /// Its top folder.
    pub(crate) root: PathBuf,
    target: PathBuf,
}

/// An error of the compiler: the file below the top folder, and the bytes it speaks of.
pub(crate) struct Fault {
    pub(crate) file: String,
    pub(crate) at: Extent,
    /// As the compiler says it.
    pub(crate) message: String,
}

impl Fault {
    /// The function that a constant calls, where that is the fault.
    pub(crate) fn called_by_constant(&self) -> Option<String> {
        let rest = self.message.strip_prefix("error[E0015]")?;
        let path = rest.split('`').nth(1)?;
        path.rsplit("::").next().map(str::to_owned)
    }
}

/// A built test program.
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) file: PathBuf,
    /// The folder of its package, where tests run.
    pub(crate) home: PathBuf,
}

impl Tree {
    /// Copies what is under version control or new, without the sources of the crate: these are written with
    /// their mutants. What did not change keeps its time, so that little is built again.
    pub(crate) fn copy(root: &Path, place: &Path) -> Result<Self> {
        let tree = Self {
            root: place.join("tree"),
            target: place.join("build"),
        };
        let listed = tools::output(
            Command::new("git")
                .args([
                    "ls-files",
                    "-z",
                    "--cached",
                    "--others",
                    "--exclude-standard",
                ])
                .current_dir(root),
        );
        let listed = listed.context("git does not list the sources")?;
        let names: BTreeSet<&str> = listed.split('\0').filter(|name| !name.is_empty()).collect();
        // What was deleted and not yet committed is listed as well.
        let names: BTreeSet<&str> = names
            .into_iter()
            .filter(|name| root.join(name).is_file())
            .collect();
        for name in names.iter().filter(|name| !name.starts_with(CRATE)) {
            let bytes =
                std::fs::read(root.join(name)).with_context(|| format!("cannot read `{name}`"))?;
            tree.write(name, &bytes)?;
        }
        for (name, text) in OURS {
            tree.write(name, text.as_bytes())?;
        }
        tree.clear(&names)?;
        Ok(tree)
    }

    /// Writes a file of the crate; its top module gets the module that asks.
    pub(crate) fn write_core(&self, name: &str, text: &str) -> Result<()> {
        match name.strip_prefix(CRATE) {
            Some("/lib.rs") => self.write(
                name,
                format!("{text}\n#[doc(hidden)]\npub mod mutant;\n").as_bytes(),
            ),
            _ => self.write(name, text.as_bytes()),
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.root.join(name);
        if std::fs::read(&path).is_ok_and(|known| known == bytes) {
            return Ok(());
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot create `{}`", folder.display()))?;
        }
        std::fs::write(&path, bytes).with_context(|| format!("cannot write `{}`", path.display()))
    }

    /// Removes what the sources no longer hold.
    fn clear(&self, names: &BTreeSet<&str>) -> Result<()> {
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            let entries = std::fs::read_dir(&folder)
                .with_context(|| format!("cannot read `{}`", folder.display()))?;
            for path in entries.flatten().map(|entry| entry.path()) {
                let name = path.strip_prefix(&self.root).unwrap_or(&path);
                let name = name.to_string_lossy().replace('\\', "/");
                if path.is_dir() {
                    folders.push(path);
                } else if !names.contains(name.as_str())
                    && OURS.iter().all(|(ours, _)| *ours != name)
                {
                    std::fs::remove_file(&path)
                        .with_context(|| format!("cannot remove `{}`", path.display()))?;
                }
            }
        }
        Ok(())
    }

    fn cargo(&self) -> Command {
        let mut command = tools::cargo(&self.root);
        command
            .env("CARGO_TARGET_DIR", &self.target)
            // Debug information is most of what a build writes, and no test reads it.
            .env("CARGO_PROFILE_TEST_DEBUG", "none")
            .env("CARGO_PROFILE_DEV_DEBUG", "none")
            // The same programs run a few thousand times.
            .env("CARGO_PROFILE_TEST_OPT_LEVEL", "3")
            .env("CARGO_PROFILE_DEV_OPT_LEVEL", "3")
            .env("RUSTFLAGS", "--cap-lints=allow")
            .arg("--quiet");
        command
    }

    /// Checks the crate.
    pub(crate) fn check(&self) -> Result<Vec<Fault>> {
        let messages = messages(self.cargo().args([
            "check",
            "--message-format=json",
            "--package=vendorward-core",
        ]))?;
        Ok(messages.1.iter().filter_map(fault).collect())
    }

    /// Builds these test programs: package and target. in this order.
    pub(crate) fn build(&self, wanted: &[(&str, &str)]) -> Result<Vec<Program>> {
        let packages: BTreeSet<&str> = wanted.iter().map(|(package, _)| *package).collect();
        let mut command = self.cargo();
        command.args(["test", "--no-run", "--message-format=json", "--lib"]);
        for package in packages {
            command.args(["--package", package]);
        }
        for (package, target) in wanted {
            if *target != library(package) {
                command.args(["--test", target]);
            }
        }
        let (built, messages) = messages(&mut command)?;
        if !built {
            bail!("the copy does not build");
        }
        let mut programs: BTreeMap<String, Program> = messages
            .iter()
            .filter_map(program)
            .map(|program| (program.name.clone(), program))
            .collect();
        let found = wanted.iter().map(|(package, target)| {
            let found = programs.remove(&format!("{package} {target}"));
            found.with_context(|| format!("`{target}` of {package} was not built"))
        });
        found.collect()
    }
}

/// The name of a package's library.
fn library(package: &str) -> String {
    package.replace('-', "_")
}

/// What cargo says, and whether it succeeded.
fn messages(command: &mut Command) -> Result<(bool, Vec<Value>)> {
    let out = command
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    let lines = String::from_utf8_lossy(&out.stdout).into_owned();
    let messages: Vec<Value> = lines
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    if messages.is_empty() {
        bail!("cargo says nothing ({})", out.status);
    }
    Ok((out.status.success(), messages))
}

fn fault(message: &Value) -> Option<Fault> {
    let message = message.get("message")?;
    if message.get("level")? != "error" {
        return None;
    }
    let spans = message.get("spans")?.as_array()?;
    let span = spans
        .iter()
        .find(|span| span.get("is_primary").and_then(Value::as_bool) == Some(true))?;
    let number = |key: &str| usize::try_from(span.get(key)?.as_u64()?).ok();
    Some(Fault {
        file: span.get("file_name")?.as_str()?.to_owned(),
        at: number("byte_start")?..number("byte_end")?,
        message: message.get("rendered")?.as_str()?.to_owned(),
    })
}

fn program(message: &Value) -> Option<Program> {
    let file = message.get("executable")?.as_str()?;
    let manifest = Path::new(message.get("manifest_path")?.as_str()?);
    let home = manifest.parent()?.to_owned();
    let target = message.pointer("/target/name")?.as_str()?;
    let package = message.get("package_id")?.as_str()?;
    let package = package.rsplit_once('/')?.1;
    let package = match package.split_once('#') {
        Some((folder, name)) => name.split_once('@').map_or(folder, |(name, _)| name),
        None => package,
    };
    Some(Program {
        name: format!("{package} {target}"),
        file: PathBuf::from(file),
        home,
    })
}
