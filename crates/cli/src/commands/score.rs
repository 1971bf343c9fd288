//! `vendorward score`: one package at a date.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use vendorward::{
    Diagnostic, MAX_BYTES,
    api::{self, Scored},
    core::{Date, facts::Tier, finding::Severity, gate::GateState, result::Outcome},
    render::{Layout, render},
    set::Set,
};

use super::stream;
use crate::{
    clock,
    exit::{Ended, Exit, Stop},
    input, output,
    set::SetArgs,
    tell,
    words::{LANGUAGE, say},
};

#[derive(Args)]
pub(crate) struct Options {
    #[arg(value_name = "PACKAGE", required_unless_present = "ndjson", help = say("cli.score.package"))]
    package: Option<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = Date::parse, help = say("cli.arg.as-of"))]
    as_of: Option<Date>,
    #[command(flatten)]
    pub(super) set: SetArgs,
    #[arg(long, value_enum, default_value_t = Format::Text, help = say("cli.arg.format"))]
    format: Format,
    #[arg(long, value_enum, value_name = "WHAT", help = say("cli.score.fail-on"))]
    pub(super) fail_on: Option<FailOn>,
    #[arg(long, conflicts_with_all = ["package", "format"], help = say("cli.score.ndjson"))]
    ndjson: bool,
    #[arg(long, conflicts_with = "package", value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=64), help = say("cli.score.threads"))]
    pub(super) threads: u8,
    #[arg(long, conflicts_with = "package", help = say("cli.score.stats"))]
    pub(super) stats: bool,
}

impl Options {
    /// The day results speak of: as given, or today.
    ///
    /// # Errors
    /// If the clock shows none.
    pub(super) fn as_of(&self) -> Result<Date, Diagnostic> {
        self.as_of.map_or_else(clock::today, Ok)
    }
}

/// How the result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Html,
    Markdown,
}

/// When the answer counts as "no".
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    #[value(help = say("cli.score.fail-on.gate"))]
    Gate,
    #[value(help = say("cli.score.fail-on.high"))]
    High,
}

impl FailOn {
    /// Whether this outcome is a "no".
    pub(crate) fn says_no(self, outcome: &Outcome) -> bool {
        let tripped = outcome
            .gates
            .iter()
            .any(|gate| gate.state == GateState::Tripped);
        let high = outcome
            .rating
            .is_some_and(|rating| rating.now >= Tier::High)
            || outcome
                .findings
                .iter()
                .any(|finding| finding.severity >= Severity::High);
        tripped || (self == Self::High && high)
    }
}

pub(crate) fn run(options: &Options) -> Ended {
    match &options.package {
        Some(file) => package(options, file),
        None => stream::run(options),
    }
}

fn package(options: &Options, file: &Path) -> Ended {
    let as_of = options.as_of()?;
    let bytes = input::read(file, MAX_BYTES)?;
    let set = options.set.load()?;
    let reply = api::score(&set, &bytes, as_of).of_source(&input::name(file));
    let Some(scored) = reply.value else {
        return Err(Stop(reply.diagnostics));
    };
    tell::problems(&reply.diagnostics, tell::SOME);
    output::print_line(&written(&set, &scored, options.format))?;
    let no = options
        .fail_on
        .is_some_and(|on| on.says_no(&scored.outcome));
    Ok(Exit::no_if(no))
}

/// The result in a format. JSON is the canonical bytes, which hashes are of, and a line feed.
fn written(set: &Set, scored: &Scored, format: Format) -> Vec<u8> {
    let layout = match format {
        Format::Json => return scored.json.clone(),
        Format::Text => Layout::Text,
        Format::Html => Layout::Html,
        Format::Markdown => Layout::Markdown,
    };
    render(set, scored, layout, LANGUAGE).into_bytes()
}
