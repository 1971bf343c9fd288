//! Measurements and long randomised checks: started here, written in `tests/bench`.
//!
//! `tests/bench` is a package called `vendorward-bench` with a binary for each task, `bench` and
//! `soak`. Its `package.json`, if any, names the tools it is compared with. It finds the npm package
//! of this build by the variable `VENDORWARD_NPM`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use crate::{npm, tools};

#[derive(Debug, Clone, Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Passed on
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Speed and size beside other tools.
pub(crate) fn bench(root: &Path, options: &Options) -> Result<()> {
    let home = home(root)?;
    if tools::node().is_some() {
        npm::build(root)?;
        if home.join("package.json").is_file() {
            tools::npm_ci(&home)?;
        }
    } else {
        println!("SKIPPED: everything that runs in Node (Node 20 or newer with npm is needed)");
    }
    start(root, "bench", options)
}

/// Randomised checks for as long as one likes.
pub(crate) fn soak(root: &Path, options: &Options) -> Result<()> {
    home(root)?;
    start(root, "soak", options)
}

fn start(root: &Path, binary: &str, options: &Options) -> Result<()> {
    tools::run(
        tools::cargo(root)
            .args([
                "run",
                "--release",
                "--package",
                "vendorward-bench",
                "--bin",
                binary,
                "--",
            ])
            .args(&options.arguments)
            .env("VENDORWARD_NPM", root.join(npm::FOLDER)),
    )
}

fn home(root: &Path) -> Result<PathBuf> {
    let home = root.join("tests/bench");
    if !home.join("Cargo.toml").is_file() {
        bail!("this source tree has no `tests/bench`");
    }
    Ok(home)
}
