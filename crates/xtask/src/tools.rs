//! Programs from outside, found or fetched, and run with a clear message when they fail.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// The only target the site and the npm package are built for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Oldest Node whose test runner and wasm the tests are written for.
const NODE_FROM: u32 = 20;

/// Runs a command to its end with its output on ours.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// What a command prints, trimmed; none when it cannot be run or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let out = command
        .stderr(Stdio::null())
        .stdin(Stdio::null())
        .output()
        .ok()?;
    out.status
        .success()
        .then(|| String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The cargo that runs us, or else the one on the path.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

/// Adds the wasm target where it is missing.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let libraries =
        output(Command::new(rustc).args(["--print", "target-libdir", "--target", WASM]));
    let present = libraries
        .and_then(|folder| std::fs::read_dir(folder).ok())
        .is_some_and(|mut entries| entries.next().is_some());
    if present {
        return Ok(());
    }
    println!("The target {WASM} is missing: running `rustup target add {WASM}`");
    run(Command::new("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("add the {WASM} target to this Rust by hand"))
}

/// The Node on the path, if it is new enough.
pub(crate) fn node() -> Option<String> {
    let version = output(Command::new("node").arg("--version"))?;
    let major: u32 = version
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()?;
    if major < NODE_FROM {
        println!("Node {version} is too old: {NODE_FROM} or newer is needed");
        return None;
    }
    output(Command::new("npm").arg("--version"))?;
    Some(version)
}

/// The folder whose lock file pins every npm package we use.
pub(crate) fn npm_home(root: &Path) -> PathBuf {
    root.join("tests/e2e")
}

/// Installs exactly what the lock file says, unless that is what is there.
pub(crate) fn npm_ci(home: &Path) -> Result<()> {
    let lock = std::fs::read(home.join("package-lock.json"))
        .with_context(|| format!("`{}` has no package-lock.json", home.display()))?;
    let stamp = home.join("node_modules/.installed-lock");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!(
        "Installing npm packages from `{}`",
        home.join("package-lock.json").display()
    );
    run(Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(home))?;
    std::fs::write(&stamp, lock).with_context(|| format!("cannot write `{}`", stamp.display()))
}

/// Chromium, installed where that can be done without asking anyone.
pub(crate) fn ensure_chromium() -> Result<PathBuf> {
    if let Some(found) = chromium() {
        return Ok(found);
    }
    let hint = "install Chromium (`sudo apt-get install chromium`) or name one: CHROMIUM=/path/to/chromium";
    if on_path("apt-get").is_none() {
        bail!("no Chromium found: {hint}");
    }
    let root = output(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    let words: &[&str] = if root { &[] } else { &["sudo", "-n"] };
    println!("No Chromium found: installing it with apt-get");
    for arguments in [
        ["update", "-qq"].as_slice(),
        &["install", "-y", "-qq", "chromium"],
    ] {
        let all: Vec<&str> = words
            .iter()
            .copied()
            .chain(["apt-get"])
            .chain(arguments.iter().copied())
            .collect();
        if let Some((program, rest)) = all.split_first() {
            let mut command = Command::new(program);
            run(command.args(rest).env("DEBIAN_FRONTEND", "noninteractive")).context(hint)?;
        }
    }
    chromium().with_context(|| format!("Chromium was installed but not found: {hint}"))
}

fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|name| !name.is_empty()) {
        return Some(PathBuf::from(named));
    }
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ]
    .iter()
    .find_map(on_path)
}

/// Where a program is on the path.
pub(crate) fn on_path(name: impl AsRef<OsStr>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name.as_ref()))
        .find(|file| file.is_file())
}
