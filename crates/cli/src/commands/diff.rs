//! `vendorward diff`: what changed between two assessments, or two years of a report.

use std::path::{Path, PathBuf};

use clap::Args;
use vendorward::{
    MAX_BYTES,
    core::Date,
    diff::{self, Area, Change, Diff, Side, Subject},
};

use crate::{
    clock,
    exit::{Ended, Exit, Stop},
    input,
    output::{self, Format},
    set::SetArgs,
    tell,
    words::{self, LANGUAGE, say},
};

#[derive(Args)]
pub(crate) struct Options {
    #[arg(value_name = "OLD", help = say("cli.diff.old"))]
    old: PathBuf,
    #[arg(value_name = "NEW", help = say("cli.diff.new"))]
    new: PathBuf,
    #[arg(long, value_name = "DATE", value_parser = Date::parse, help = say("cli.arg.as-of"))]
    as_of: Option<Date>,
    #[arg(long, value_name = "DATE", value_parser = Date::parse, help = say("cli.diff.old-as-of"))]
    old_as_of: Option<Date>,
    #[command(flatten)]
    set: SetArgs,
    #[arg(long, value_enum, default_value_t = Format::Text, help = say("cli.arg.format"))]
    format: Format,
}

pub(crate) fn run(options: &Options) -> Ended {
    let as_of = options.as_of.map_or_else(clock::today, Ok)?;
    let (old, new) = (read(&options.old)?, read(&options.new)?);
    let set = options.set.load()?;
    let diff = diff::between(&set, &old, &new, as_of, options.old_as_of)?;
    let written = match options.format {
        Format::Text => text(&diff).into_bytes(),
        Format::Json => diff.json(LANGUAGE),
    };
    output::print_line(&written)?;
    // As with the command of that name, finding a difference is the answer "no".
    Ok(Exit::no_if(!diff.changes.is_empty()))
}

fn read(file: &Path) -> Result<Subject, Stop> {
    let bytes = input::read(file, MAX_BYTES)?;
    let reply = Subject::read(&input::name(file), &bytes);
    let Some(subject) = reply.value else {
        return Err(Stop(reply.diagnostics));
    };
    tell::problems(&reply.diagnostics, tell::SOME);
    Ok(subject)
}

/// Area by area, one line a change.
fn text(diff: &Diff) -> String {
    let mut lines = Vec::new();
    if let (Some(old), Some(new)) = (diff.old, diff.new) {
        let key = if old == new {
            "cli.diff.day"
        } else {
            "cli.diff.days"
        };
        let days = [("old", old.to_string()), ("new", new.to_string())];
        lines.push(words::fill(
            key,
            &days.each_ref().map(|(name, day)| (*name, day.as_str())),
        ));
    }
    if let Some((old, new)) = &diff.vendors {
        lines.push(words::fill("diff.vendors", &[("old", old), ("new", new)]));
    }
    if diff.changes.is_empty() {
        lines.push(words::fill("cli.diff.none", &[]));
        return lines.join("\n");
    }
    let mut area: Option<Area> = None;
    for change in &diff.changes {
        if area != Some(change.area) {
            area = Some(change.area);
            lines.push(String::new());
            lines.push(words::fill(
                &format!("diff.area.{}", change.area.as_str()),
                &[],
            ));
        }
        lines.push(line(change));
    }
    lines.join("\n")
}

fn line(change: &Change) -> String {
    let way = change.way_words(LANGUAGE);
    let (before, after) = (change.before.words(LANGUAGE), change.after.words(LANGUAGE));
    let sides = match (&change.before, &change.after) {
        (Side::None, Side::None) => String::new(),
        (Side::None, _) => after,
        (_, Side::None) => before,
        _ => format!("{before} → {after}"),
    };
    let name = change.name.words(LANGUAGE);
    format!("  {way:<8} {name}: {sides}")
}
