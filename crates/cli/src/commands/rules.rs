//! `vendorward rules`: the book of rules.

use clap::Args;
use vendorward::{
    api,
    book::{Book, Subject},
    render, set,
};

use crate::{
    exit::{Ended, Exit},
    output::{self, Format},
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

pub(crate) fn run(options: &Options) -> Ended {
    let loaded = options.set.load()?;
    // Who gives a folder has chosen what is in it.
    let others = if options.set.has_folder() {
        Vec::new()
    } else {
        set::others()
    };
    let subject = Subject {
        set: &loaded,
        others: &others,
        self_test: &[],
    };
    match options.format {
        Format::Text => {
            output::print(render::book_text(&Book::new(&subject, LANGUAGE)).as_bytes())?;
        }
        Format::Json => output::print_line(&api::rules(&subject))?,
    }
    Ok(Exit::Done)
}
