//! `vendorward lint`: every problem of questionnaires, control inventories and rubrics.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use vendorward::{
    Diagnostic, api,
    content::FileKind,
    selftest::{self, Check},
    set::SOURCES,
};

use crate::{
    exit::{Ended, Exit},
    output::{self, Format},
    set, tell,
    words::{count, fill, say},
};

#[derive(Args)]
pub(crate) struct Options {
    #[arg(value_name = "FILE|DIR", required_unless_present = "rubric", help = say("cli.lint.paths"))]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "FILE", num_args = 0..=1, help = say("cli.lint.rubric"))]
    #[expect(
        clippy::option_option,
        reason = "clap tells an option from its absent value so"
    )]
    rubric: Option<Option<PathBuf>>,
    #[arg(long, value_enum, default_value_t = Format::Text, help = say("cli.arg.format"))]
    format: Format,
}

pub(crate) fn run(options: &Options) -> Ended {
    let mut files = Vec::new();
    for path in options.paths.iter().chain(options.rubric.iter().flatten()) {
        files.extend(set::read(path)?);
    }
    let count_files = files.len();
    let problems = problems(&files);
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    // What has errors makes no set to try.
    let tried = match &options.rubric {
        Some(_) if errors == 0 => Some(selftest::selftest(&set::with(&files)?.compiled)),
        _ => None,
    };
    let failed = tried.iter().flatten().any(|check| !check.faults.is_empty());
    match options.format {
        Format::Json => {
            let bytes = match &tried {
                Some(checks) => serde_json::to_vec(&json!({
                    "problems": problems,
                    "selftest": checks,
                })),
                None => serde_json::to_vec(&problems),
            };
            output::print_line(&bytes.unwrap_or_default())?;
        }
        Format::Text => {
            let mut text: String = problems
                .iter()
                .map(|problem| format!("{}\n", tell::problem_text(problem)))
                .collect();
            for check in tried.iter().flatten() {
                text.push_str(&checked(check));
            }
            text.push_str(&summary(count_files, errors, problems.len() - errors));
            output::print_line(text.as_bytes())?;
        }
    }
    Ok(Exit::no_if(errors > 0 || failed))
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

/// One line for a check, one for each fault and figure.
fn checked(check: &Check) -> String {
    let title = fill(&format!("selftest.{}", check.id), &[]);
    let line = fill(
        "cli.lint.checked",
        &[
            ("title", &title),
            ("tried", &check.tried.to_string()),
            ("faults", &check.faults.len().to_string()),
        ],
    );
    let faults = check.faults.iter().map(|fault| format!("  {fault}\n"));
    let figures = check.figures.iter();
    let figures = figures.map(|(name, value)| format!("  {name}: {value}\n"));
    format!("{line}\n{}\n", faults.chain(figures).collect::<String>())
}

fn summary(files: usize, errors: usize, warnings: usize) -> String {
    let parts = [
        count("cli.lint.files", files as u64),
        count("cli.lint.errors", errors as u64),
        count("cli.lint.warnings", warnings as u64),
    ];
    parts.join(", ")
}
