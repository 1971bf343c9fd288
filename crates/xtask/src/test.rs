//! Every check, in the order in which a fault is cheapest to find.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use crate::{npm, site, tools};

#[derive(Debug, Clone, Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Only these steps
    #[arg(value_enum)]
    steps: Vec<Step>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Formatting
    Format,
    /// Lints, natively and for wasm
    Lint,
    /// Native tests
    Native,
    /// The npm package in Node
    Wasm,
    /// The site, optimised and within its budget
    Site,
    /// The site in a real browser
    E2e,
}

impl Step {
    fn heading(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lint => "lints",
            Self::Native => "native tests",
            Self::Wasm => "npm package in Node",
            Self::Site => "site",
            Self::E2e => "site in Chromium",
        }
    }

    fn needs_node(self) -> bool {
        matches!(self, Self::Wasm | Self::E2e)
    }
}

/// Runs the steps and stops at the first that fails.
pub(crate) fn run(root: &Path, options: &Options) -> Result<()> {
    // Taken now: a step may rebuild this very program.
    let program = std::env::current_exe().context("cannot find this program's own file")?;
    let steps = if options.steps.is_empty() {
        Step::value_variants()
    } else {
        &options.steps
    };
    let node = tools::node();
    let mut skipped = Vec::new();
    let mut times = Vec::new();
    for &step in steps {
        if step.needs_node() && node.is_none() {
            println!(
                "\n== SKIPPED: {} (Node 20 or newer with npm is needed)",
                step.heading()
            );
            skipped.push(step.heading());
            continue;
        }
        println!("\n== {}", step.heading());
        let start = Instant::now();
        match step {
            Step::Format => format(root),
            Step::Lint => lint(root),
            Step::Native => native(root),
            Step::Wasm => wasm(root),
            Step::Site => site::build(root, &site::Options::default()),
            Step::E2e => e2e(root, &program),
        }
        .with_context(|| format!("step `{}` failed", step.heading()))?;
        times.push((step.heading(), start.elapsed().as_secs()));
    }
    println!("\n== done");
    for (heading, seconds) in times {
        println!("  {seconds:>5} s  {heading}");
    }
    for heading in skipped {
        println!("  SKIPPED  {heading}");
    }
    Ok(())
}

fn format(root: &Path) -> Result<()> {
    tools::run(tools::cargo(root).args(["fmt", "--all", "--check"]))
}

fn lint(root: &Path) -> Result<()> {
    tools::ensure_wasm_target()?;
    tools::run(tools::cargo(root).args(["clippy", "--all-targets", "--", "-D", "warnings"]))?;
    let packages = [
        "--package",
        "vendorward-web",
        "--package",
        "vendorward-wasm",
        "--package",
        "vendorward-bench-wasm",
    ];
    tools::run(tools::cargo(root).arg("clippy").args(packages).args([
        "--target",
        tools::WASM,
        "--",
        "-D",
        "warnings",
    ]))
}

fn native(root: &Path) -> Result<()> {
    tools::run(tools::cargo(root).args(["test", "--no-fail-fast"]))
}

fn wasm(root: &Path) -> Result<()> {
    npm::build(root)?;
    let mut command = node_tests(&[root.join("tests/wasm")])?;
    tools::run(
        command
            .current_dir(root)
            .env("VENDORWARD_NPM", root.join(npm::FOLDER)),
    )
}

fn e2e(root: &Path, program: &Path) -> Result<()> {
    let home = tools::npm_home(root);
    tools::npm_ci(&home)?;
    let chromium = tools::ensure_chromium()?;
    // What the screen says is compared with what the command line says.
    tools::run(tools::cargo(root).args(["build", "--package", "vendorward-cli"]))?;
    let mut command = node_tests(&[home.clone(), home.join("journeys")])?;
    tools::run(
        command
            .current_dir(&home)
            .env("CHROMIUM", chromium)
            .env("VENDORWARD_XTASK", program)
            .env("VENDORWARD_NPM", root.join(npm::FOLDER)),
    )
}

/// Node's test runner on every `*.test.mjs` of these folders.
fn node_tests(folders: &[PathBuf]) -> Result<Command> {
    let mut found = Vec::new();
    for folder in folders {
        found.extend(site::files(folder, "mjs")?);
    }
    found.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    if found.is_empty() {
        bail!(
            "no *.test.mjs in {}",
            folders
                .iter()
                .map(|f| f.display().to_string())
                .collect::<Vec<_>>()
                .join(", ")
        );
    }
    let mut command = Command::new("node");
    // One file at a time: each starts a browser, and the machines this runs on have two cores.
    command
        .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(found);
    Ok(command)
}
