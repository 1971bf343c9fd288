//! `vendorward rules`: every rule and gate the code has.

use clap::{Args, ValueEnum};
use vendorward::{api, render};

use crate::{
    exit::{Ended, Exit},
    output,
    set::SetArgs,
    words::{LANGUAGE, say},
};

#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    set: SetArgs,
    #[arg(long, value_enum, default_value_t = Format::Text, help = say("cli.arg.format"))]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(options: &Options) -> Ended {
    let set = options.set.load()?;
    match options.format {
        Format::Text => output::print(render::rules(&set, LANGUAGE).as_bytes())?,
        Format::Json => output::print_line(&api::rules(&set))?,
    }
    Ok(Exit::Done)
}
