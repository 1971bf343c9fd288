//! `vendorward`: the public API on the command line.
//!
//! Each subcommand has its own file in `commands/`. Exit codes: 0 = done, 1 = the answer is "no",
//! 2 = bad usage or bad input. Problems go to standard error as file, place, what was expected.

mod clock;
mod commands;
mod exit;
mod input;
mod output;
mod set;
mod tell;
mod words;

use std::{panic, process::ExitCode};

use clap::Parser;

use commands::Command;
use exit::{Exit, Stop};
use words::say;

/// A stream of packages is thousands of small allocations each, which this one serves in half the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(
    name = "vendorward",
    version = vendorward::VERSION,
    about = say("cli.about"),
    after_help = say("cli.exit-codes"),
    arg_required_else_help = true,
    disable_help_subcommand = true,
    propagate_version = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    // A fault of the program is one line, not a stack trace.
    panic::set_hook(Box::new(|fault| {
        let place = fault
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tell::line(&words::fill("cli.internal-error", &[("place", &place)]));
    }));
    let exit = panic::catch_unwind(|| match Cli::parse().command.run() {
        Ok(exit) => exit,
        Err(Stop(problems)) => {
            tell::problems(&problems, tell::ALL);
            Exit::Bad
        }
    });
    exit.unwrap_or(Exit::Bad).into()
}
