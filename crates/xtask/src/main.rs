//! Build, serve, test, bench: what CI runs, and what a developer runs instead of remembering it.

mod assets;
mod bindgen;
mod content;
mod headers;
mod measure;
mod mutants;
mod npm;
mod page;
mod serve;
mod site;
mod test;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

/// Build, serve, test and measure Vendorward.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Build the static site
    Build(site::Options),
    /// Build the site and serve it on this machine with the headers it is hosted with
    Serve(serve::Options),
    /// Run every check: format, lints, native tests, wasm tests, the site in a real browser
    Test(test::Options),
    /// Measure speed and size beside other tools
    Bench(measure::Options),
    /// Run the long checks: randomised ones, killed browsers, mutants; `soak mutants` only the last
    Soak(measure::Options),
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let root = root()?;
    match task {
        Task::Build(options) => site::build(&root, &options),
        Task::Serve(options) => serve::run(&root, &options),
        Task::Test(options) => test::run(&root, &options),
        Task::Bench(options) => measure::bench(&root, &options),
        Task::Soak(options) => measure::soak(&root, &options),
    }
}

/// The top folder of the source tree.
fn root() -> Result<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.join("../..")
        .canonicalize()
        .with_context(|| format!("the source tree of `{}` is gone", here.display()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_commands_are_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
