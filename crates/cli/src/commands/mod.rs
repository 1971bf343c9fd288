//! The subcommands, one file each.

mod baa;
mod diff;
mod lint;
mod rules;
mod schema;
mod score;
mod serve;
mod soc2;
mod stream;

use clap::Subcommand;

use crate::{exit::Ended, words::say};

#[derive(Subcommand)]
pub(crate) enum Command {
    #[command(about = say("cli.score.about"), long_about = say("cli.score.long"))]
    Score(score::Options),
    #[command(about = say("cli.soc2.about"))]
    Soc2(soc2::Options),
    #[command(subcommand, about = say("cli.baa.about"))]
    Baa(baa::Baa),
    #[command(about = say("cli.diff.about"), long_about = say("cli.diff.long"))]
    Diff(diff::Options),
    #[command(about = say("cli.rules.about"))]
    Rules(rules::Options),
    #[command(about = say("cli.lint.about"))]
    Lint(lint::Options),
    #[command(about = say("cli.schema.about"))]
    Schema(schema::Options),
    #[command(about = say("cli.serve.about"))]
    Serve(serve::Options),
}

impl Command {
    /// Runs it.
    ///
    /// # Errors
    /// If it cannot go on: why.
    pub(crate) fn run(self) -> Ended {
        match self {
            Self::Score(options) => score::run(&options),
            Self::Soc2(options) => soc2::run(&options),
            Self::Baa(command) => command.run(),
            Self::Diff(options) => diff::run(&options),
            Self::Rules(options) => rules::run(&options),
            Self::Lint(options) => lint::run(&options),
            Self::Schema(options) => schema::run(&options),
            Self::Serve(options) => serve::run(&options),
        }
    }
}
