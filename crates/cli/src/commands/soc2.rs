//! `vendorward soc2`: SOC 2 reports by themselves.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use vendorward::{MAX_BYTES, check::soc2, core::Date, render};

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

#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    #[command(about = say("cli.soc2.check.about"), long_about = say("cli.soc2.check.long"))]
    Check(Check),
}

#[derive(Args)]
struct Check {
    #[arg(value_name = "FILE", help = say("cli.soc2.check.file"))]
    file: PathBuf,
    #[arg(long, value_name = "FILE", help = say("cli.soc2.check.engagement"))]
    engagement: Option<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = Date::parse, help = say("cli.arg.as-of"))]
    as_of: Option<Date>,
    #[command(flatten)]
    set: SetArgs,
    #[arg(long, value_enum, default_value_t = Format::Text, help = say("cli.arg.format"))]
    format: Format,
    #[arg(long, value_enum, value_name = "WHAT", help = say("cli.score.fail-on"))]
    fail_on: Option<FailOn>,
}

pub(crate) fn run(options: &Options) -> Ended {
    match &options.what {
        What::Check(options) => reports(options),
    }
}

fn reports(options: &Check) -> Ended {
    let as_of = options.as_of.map_or_else(clock::today, Ok)?;
    let bytes = input::read(&options.file, MAX_BYTES)?;
    let around = match &options.engagement {
        Some(file) => Some((input::name(file), input::read(file, MAX_BYTES)?)),
        None => None,
    };
    let set = options.set.load()?;
    let name = input::name(&options.file);
    let around = around
        .as_ref()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let reply = soc2::check(&set, (&name, &bytes), around, as_of);
    let Some(scored) = reply.value else {
        return Err(Stop(reply.diagnostics));
    };
    tell::problems(&reply.diagnostics, tell::SOME);
    let written = match options.format {
        Format::Json => scored.json.clone(),
        Format::Text => render::soc2_check(&set, &scored, LANGUAGE).into_bytes(),
    };
    output::print_line(&written)?;
    let tripped = soc2::is_tripped(&scored.outcome);
    let no = match options.fail_on {
        Some(FailOn::Gate) => tripped,
        Some(FailOn::High) => tripped || soc2::is_high(&scored.outcome),
        None => false,
    };
    Ok(Exit::no_if(no))
}
