//! Measurements and long randomised checks: started here, written in `tests/bench`.
//!
//! `tests/bench` is a package called `vendorward-bench` with a binary for each task, `bench` and `soak`,
//! and with `browser.mjs`, which measures the site in Chromium. What is built for them goes below
//! `target/bench`.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::Args;

use crate::bindgen::{self, Recipe};
use crate::{mutants, site, tools};

#[derive(Debug, Clone, Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Passed on
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Speed and size beside other tools, then the site in a browser.
pub(crate) fn bench(root: &Path, options: &Options) -> Result<()> {
    let place = tools::target_dir(root).join("bench");
    std::fs::create_dir_all(&place)
        .with_context(|| format!("cannot create `{}`", place.display()))?;
    let node = tools::node().is_some();
    if node {
        tools::npm_ci(&root.join("tests/bench"))?;
        scorer(root, &place)?;
    } else {
        println!("SKIPPED: everything that runs in Node (Node 20 or newer with npm is needed)");
    }
    command_line(root, &place)?;
    start(root, "bench", &place, options)?;
    if node {
        browser(root, &place)?;
    }
    Ok(())
}

/// Worlds for each law, many times those of the tests.
const WORLDS: &str = "200000";

/// Spoilt files, the laws over many more worlds, mutants, and browsers that are killed.
pub(crate) fn soak(root: &Path, options: &Options) -> Result<()> {
    if let Some((first, rest)) = options.arguments.split_first()
        && first == "mutants"
    {
        return mutants::run(root, rest);
    }
    start(root, "soak", &tools::target_dir(root), options)?;
    tools::run(
        tools::cargo(root)
            .args(["test", "--release", "--package", "vendorward-tests"])
            .args(["--test", "properties"])
            .env("PROPTEST_CASES", WORLDS),
    )?;
    mutants::run(root, &[])?;
    if tools::node().is_none() {
        println!("SKIPPED: killed browsers (Node 20 or newer with npm is needed)");
        return Ok(());
    }
    let home = tools::npm_home(root);
    tools::npm_ci(&home)?;
    let chromium = tools::ensure_chromium()?;
    site::build(root, &site::Options::default())?;
    let program = std::env::current_exe().context("cannot find this program's own file")?;
    tools::run(
        Command::new("node")
            .arg(home.join("kill.mjs"))
            .env("CHROMIUM", chromium)
            .env("VENDORWARD_XTASK", program),
    )
}

/// The command line as people run it.
fn command_line(root: &Path, place: &Path) -> Result<()> {
    tools::run(tools::cargo(root).args(["build", "--release", "--package", "vendorward-cli"]))?;
    let name = format!("vendorward{}", std::env::consts::EXE_SUFFIX);
    let built = tools::target_dir(root).join("release").join(&name);
    std::fs::copy(&built, place.join("vendorward"))
        .with_context(|| format!("cannot copy `{}`", built.display()))?;
    Ok(())
}

/// The scorer as a module that repeats itself.
fn scorer(root: &Path, place: &Path) -> Result<()> {
    let mut module = bindgen::compile(
        root,
        &Recipe {
            package: "vendorward-bench-wasm",
            artifact: "vendorward_bench_wasm",
            profile: "wasm-fast",
            typescript: false,
        },
    )?;
    module.wasm = bindgen::optimise(root, &module.wasm, "-O3")?;
    for (name, bytes) in [
        ("scorer.mjs", module.js.as_bytes()),
        ("scorer.wasm", &module.wasm),
    ] {
        let file = place.join(name);
        std::fs::write(&file, bytes)
            .with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    Ok(())
}

/// Two sites: as it ships, and with the questionnaire that is measured.
fn browser(root: &Path, place: &Path) -> Result<()> {
    let home = tools::npm_home(root);
    tools::npm_ci(&home)?;
    let chromium = tools::ensure_chromium()?;
    let (ships, measured) = (place.join("site"), place.join("site-250"));
    for (out, questionnaires) in [
        (&ships, root.join("questionnaires")),
        (&measured, place.join("content")),
    ] {
        let options = site::Options {
            out: out.clone(),
            questionnaires,
            ..site::Options::default()
        };
        site::build(root, &options)?;
    }
    let program = std::env::current_exe().context("cannot find this program's own file")?;
    tools::run(
        Command::new("node")
            .arg(root.join("tests/e2e/speed.mjs"))
            .args([&ships, &measured])
            .env("CHROMIUM", chromium)
            .env("VENDORWARD_DIST", &ships)
            .env("VENDORWARD_XTASK", program),
    )
}

/// Starts a binary of the package; `place` is where it finds what was built for it.
fn start(root: &Path, binary: &str, place: &Path, options: &Options) -> Result<()> {
    tools::run(
        tools::cargo(root)
            .args(["run", "--release", "--package", "vendorward-bench"])
            .args(["--bin", binary, "--"])
            .args(&options.arguments)
            .env("VENDORWARD_BENCH", place),
    )
}
