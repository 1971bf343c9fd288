//! `vendorward schema`: JSON Schemas of the public formats.

use clap::Args;
use vendorward::{
    Diagnostic,
    schema::{FORMATS, Format},
};

use crate::{
    exit::{Ended, Exit},
    output,
    words::say,
};

#[derive(Args)]
pub(crate) struct Options {
    #[arg(value_name = "NAME", help = say("cli.schema.name"))]
    name: Option<String>,
}

pub(crate) fn run(options: &Options) -> Ended {
    let names = || FORMATS.iter().map(|format| format.name);
    let text = match &options.name {
        None => names().map(|name| format!("{name}\n")).collect(),
        Some(name) => match Format::find(name) {
            Some(format) => format.schema(),
            None => {
                let known: Vec<&str> = names().collect();
                let message = format!("there is no schema `{name}`");
                let help = format!("one of {}", known.join(", "));
                return Err(Diagnostic::error("unknown-schema", message)
                    .help(help)
                    .into());
            }
        },
    };
    output::print(text.as_bytes())?;
    Ok(Exit::Done)
}
