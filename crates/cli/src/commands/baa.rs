//! `vendorward baa check`: agreements by themselves.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use vendorward::{MAX_BYTES, check::baa, core::Date, render};

use super::score::FailOn;
use crate::{
    clock,
    exit::{Ended, Exit, Stop},
    input,
    output::{self, Format},
    set::SetArgs,
    tell,
    words::{LANGUAGE, say},
};

#[derive(Subcommand)]
pub(crate) enum Baa {
    #[command(about = say("cli.baa.check.about"), long_about = say("cli.baa.check.long"))]
    Check(Options),
}

#[derive(Args)]
pub(crate) struct Options {
    #[arg(value_name = "FILE", help = say("cli.baa.check.file"))]
    file: PathBuf,
    #[arg(long, value_name = "FILE", help = say("cli.baa.check.engagement"))]
    engagement: Option<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = Date::parse, help = say("cli.arg.as-of"))]
    as_of: Option<Date>,
    #[command(flatten)]
    set: SetArgs,
    #[arg(long, value_enum, default_value_t = Format::Text, help = say("cli.arg.format"))]
    format: Format,
    #[arg(long, value_enum, value_name = "WHAT", help = say("cli.baa.check.fail-on"))]
    fail_on: Option<FailOn>,
}

impl Baa {
    /// Runs it.
    ///
    /// # Errors
    /// If it cannot go on: why.
    pub(crate) fn run(&self) -> Ended {
        match self {
            Self::Check(options) => check(options),
        }
    }
}

fn check(options: &Options) -> Ended {
    let as_of = options.as_of.map_or_else(clock::today, Ok)?;
    let bytes = input::read(&options.file, MAX_BYTES)?;
    let around = match &options.engagement {
        Some(file) => {
            let bytes = input::read(file, MAX_BYTES)?;
            let reply = baa::around(&bytes).of_source(&input::name(file));
            tell::problems(&reply.diagnostics, tell::SOME);
            // What is wrong with it has just been told.
            let Some(around) = reply.value else {
                return Ok(Exit::Bad);
            };
            Some(around)
        }
        None => None,
    };
    let set = options.set.load()?;
    let reply = baa::check(&set, &bytes, around, as_of).of_source(&input::name(&options.file));
    let Some(checked) = reply.value else {
        return Err(Stop(reply.diagnostics));
    };
    tell::problems(&reply.diagnostics, tell::SOME);
    match options.format {
        Format::Text => {
            output::print_line(render::baa_check(&set, &checked, LANGUAGE).as_bytes())?;
        }
        Format::Json => output::print_line(&checked.scored.json)?,
    }
    let no = |on: FailOn| on.says_no(&checked.scored.outcome);
    Ok(Exit::no_if(options.fail_on.is_some_and(no)))
}
