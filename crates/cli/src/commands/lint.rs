//! `vendorward lint`: every problem of questionnaires, control inventories and rubrics.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use vendorward::{Diagnostic, api, content::FileKind, set::SOURCES};

use crate::{
    exit::{Ended, Exit},
    output, set, tell,
    words::{count, say},
};

#[derive(Args)]
pub(crate) struct Options {
    #[arg(value_name = "FILE|DIR", required_unless_present = "rubric", help = say("cli.lint.paths"))]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "FILE", help = say("cli.lint.rubric"))]
    rubric: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Text, help = say("cli.arg.format"))]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(options: &Options) -> Ended {
    let mut files = Vec::new();
    for path in options.paths.iter().chain(&options.rubric) {
        files.extend(set::read(path)?);
    }
    let problems = problems(&files);
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    match options.format {
        Format::Json => output::print_line(&serde_json::to_vec(&problems).unwrap_or_default())?,
        Format::Text => {
            let mut text: String = problems
                .iter()
                .map(|problem| format!("{}\n", tell::problem_text(problem)))
                .collect();
            text.push_str(&summary(files.len(), errors, problems.len() - errors));
            output::print_line(text.as_bytes())?;
        }
    }
    Ok(Exit::no_if(errors > 0))
}

/// Problems of these files. Controls they name are looked up in the built-in inventory unless they
/// bring their own.
fn problems(files: &[set::Source]) -> Vec<Diagnostic> {
    let inventory = files.iter().any(|file| file.kind == FileKind::Controls);
    let built_in = SOURCES.iter().copied().filter(|(name, bytes)| {
        !inventory && FileKind::of(name, bytes) == Some(FileKind::Controls)
    });
    let given = files
        .iter()
        .map(|file| (file.name.as_str(), file.bytes.as_slice()));
    api::lint(built_in.chain(given))
}

fn summary(files: usize, errors: usize, warnings: usize) -> String {
    let parts = [
        count("cli.lint.files", files as u64),
        count("cli.lint.errors", errors as u64),
        count("cli.lint.warnings", warnings as u64),
    ];
    parts.join(", ")
}
