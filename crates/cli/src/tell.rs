//! Problems on standard error: file, place, what was expected. One style for every command.

use std::io::{IsTerminal as _, Write as _, stderr};

use vendorward::{Diagnostic, core::diagnostic::At, render::plain};

use crate::words;

/// No limit to how many problems are shown.
pub(crate) const ALL: usize = usize::MAX;
/// Enough to see what is wrong with one package.
pub(crate) const SOME: usize = 100;

/// One line. A standard error that is gone cannot be told so.
pub(crate) fn line(text: &str) {
    let _ = writeln!(stderr().lock(), "{text}");
}

/// Problems, at most this many; how many more there are is said.
pub(crate) fn problems(problems: &[Diagnostic], most: usize) {
    for problem in problems.iter().take(most) {
        line(&problem_text(problem));
    }
    let more = problems.len().saturating_sub(most);
    if more > 0 {
        line(&words::count("cli.more-problems", more as u64));
    }
}

/// Whether somebody watches standard error.
pub(crate) fn watched() -> bool {
    stderr().is_terminal()
}

/// `file:line:column: severity[code]: message`, and help on a line of its own. A place in JSON is its
/// pointer: `file:/answers/3/value: …`.
pub(crate) fn problem_text(problem: &Diagnostic) -> String {
    let source = problem.source.as_deref().unwrap_or("vendorward");
    let place = match &problem.at {
        None => String::new(),
        Some(At::Span(span)) => format!("{}:{}:", span.line, span.column),
        Some(At::Pointer { pointer }) => format!("{pointer}:"),
        Some(At::Cell { sheet, cell }) => format!("{sheet}!{cell}:"),
        Some(At::Page { page, .. }) => format!("{page}:"),
    };
    let severity = problem.severity.as_str();
    let mut text = plain(&format!(
        "{source}:{place} {severity}[{}]: {}",
        problem.code, problem.message
    ));
    if let Some(help) = &problem.help {
        text.push_str("\n  ");
        text.push_str(&words::fill("cli.help", &[("help", &plain(help))]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use vendorward::core::diagnostic::Span;

    #[test]
    fn a_problem_names_file_place_and_help() {
        let problem = Diagnostic::error("not-json", "not JSON: expected value")
            .source("a\u{1b}[2J.json")
            .at(At::Span(Span {
                line: 3,
                column: 7,
                end: 7,
            }))
            .help("see `b`");
        assert_eq!(
            problem_text(&problem),
            "a\u{fffd}[2J.json:3:7: error[not-json]: not JSON: expected value\n  help: see `b`"
        );
        let bare = Diagnostic::warning("unknown-field", "`x` is not known");
        assert_eq!(
            problem_text(&bare),
            "vendorward: warning[unknown-field]: `x` is not known"
        );
    }
}
