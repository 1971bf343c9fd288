//! Standard output. A reader that has seen enough closes it: that is no fault.

use std::io::{self, ErrorKind, Write, stdout};

use clap::ValueEnum;
use vendorward::Diagnostic;

use crate::exit::Stop;

/// How most commands write: for people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

/// Writes it all.
///
/// # Errors
/// If it cannot be written for another reason than that nobody reads on.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = stdout().lock();
    done(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Writes a text that ends in one line feed.
///
/// # Errors
/// As [`print`].
pub(crate) fn print_line(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = stdout().lock();
    let end: &[u8] = if bytes.ends_with(b"\n") { b"" } else { b"\n" };
    done(
        out.write_all(bytes)
            .and_then(|()| out.write_all(end))
            .and_then(|()| out.flush()),
    )
}

/// What came of writing.
///
/// # Errors
/// As [`print`].
pub(crate) fn done(written: io::Result<()>) -> Result<(), Stop> {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let message = format!("the output cannot be written: {error}");
            Err(Diagnostic::error("cannot-write", message).into())
        }
        _ => Ok(()),
    }
}
