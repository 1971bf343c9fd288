//! `vendorward score --ndjson`: packages from standard input, one a line, results to standard output.

use std::{
    io::{BufReader, BufWriter, ErrorKind, stdin, stdout},
    time::{Duration, Instant},
};

use vendorward::{
    Diagnostic,
    stream::{self, Line, Tally},
};

use super::score::Options;
use crate::{
    exit::{Ended, Exit},
    output, tell,
    words::{count, fill},
};

/// Problems of one line that are shown.
const OF_A_LINE: usize = 20;
/// Of input and of output: a few packages, small enough to stay in the cache.
const BUFFER: usize = 1 << 17;
/// How the stream is named in problems.
const SOURCE: &str = "<stdin>";

/// Exit code 2 only if there were lines and none could be read: one bad line does not hide the rest.
pub(crate) fn run(options: &Options) -> Ended {
    let set = options.set.load()?;
    let how = stream::Options {
        as_of: options.as_of()?,
        threads: options.threads.into(),
    };
    let start = Instant::now();
    let mut said_no = false;
    let told = |line: Line<'_>| {
        told(&line);
        if let (Some(on), Some(outcome)) = (options.fail_on, line.outcome) {
            said_no |= on.says_no(outcome);
        }
    };
    let input = BufReader::with_capacity(BUFFER, stdin().lock());
    let out = BufWriter::with_capacity(BUFFER, stdout().lock());
    let tally = match stream::score(&set, how, input, out, told) {
        Ok(tally) => tally,
        // The reader has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(Exit::no_if(said_no)),
        Err(error) => {
            output::done(Err(error))?;
            return Ok(Exit::Bad);
        }
    };
    if tally.bad > 0 || options.stats || tell::watched() {
        tell::line(&summary(&tally, start.elapsed()));
    }
    Ok(if tally.scored == 0 && tally.bad > 0 {
        Exit::Bad
    } else {
        Exit::no_if(said_no)
    })
}

/// Problems of a line, each with the line's number before the place in it.
fn told(line: &Line<'_>) {
    if line.diagnostics.is_empty() {
        return;
    }
    let source = format!("{SOURCE}:{}", line.number);
    let named: Vec<Diagnostic> = line
        .diagnostics
        .iter()
        .cloned()
        .map(|problem| problem.source(&source))
        .collect();
    tell::problems(&named, OF_A_LINE);
}

/// `1,000 scored, 2 bad; 9,800 a second; 137 MB/s in, 255 MB/s out`.
fn summary(tally: &Tally, took: Duration) -> String {
    let micros = took.as_micros().max(1);
    let rate = |n: u64| u128::from(n) * 1_000_000 / micros;
    let megabytes = |n: u64| (u128::from(n) / micros).to_string();
    fill(
        "cli.stream.summary",
        &[
            ("scored", &count("cli.stream.scored", tally.scored)),
            ("bad", &count("cli.stream.bad", tally.bad)),
            ("rate", &rate(tally.scored).to_string()),
            ("in", &megabytes(tally.bytes_in)),
            ("out", &megabytes(tally.bytes_out)),
        ],
    )
}
