//! Many packages, one a line (NDJSON), scored in order and in constant memory.

use std::{
    io::{self, BufRead, Read as _, Write},
    thread,
};

use vendorward_core::{Date, diagnostic::Diagnostic, result::Outcome};

use crate::{MAX_BYTES, api, set::Set};

/// Lines that each of several threads scores before results are written: enough to make starting a
/// thread cheap. One thread writes after each line, so that what it touches stays in the cache.
const LINES: usize = 64;
/// No more bytes than this wait to be scored, one long line aside.
const WAITING: usize = 8 << 20;

/// How to score a stream.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The day results speak of.
    pub as_of: Date,
    /// Threads that score; 1 scores where it reads.
    pub threads: usize,
}

/// What became of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Packages scored.
    pub scored: u64,
    /// Lines of which nothing could be read.
    pub bad: u64,
    /// Bytes read, line feeds included.
    pub bytes_in: u64,
    /// Bytes written, line feeds included.
    pub bytes_out: u64,
}

/// One line of a stream, after it was scored.
#[derive(Debug)]
pub struct Line<'a> {
    /// From 1; empty lines count and give nothing.
    pub number: u64,
    /// What is wrong with it.
    pub diagnostics: &'a [Diagnostic],
    /// Its outcome; none of a bad line.
    pub outcome: Option<&'a Outcome>,
}

/// Scores every line and writes each result as a line, in order. A bad line is told and gives no
/// result; lines above the size limit are passed over without being kept.
///
/// # Errors
/// If the input cannot be read or the output cannot be written.
pub fn score(
    set: &Set,
    options: Options,
    mut input: impl BufRead,
    mut output: impl Write,
    mut tell: impl FnMut(Line<'_>),
) -> io::Result<Tally> {
    let threads = options.threads.max(1);
    let lines = if threads == 1 { 1 } else { LINES * threads };
    let mut tally = Tally::default();
    let mut reader = Reader::default();
    let mut waiting: Vec<Waiting> = Vec::new();
    loop {
        let more = reader.fill(&mut input, &mut waiting, lines)?;
        let share = waiting.len().div_ceil(threads).max(1);
        thread::scope(|scope| {
            let mut chunks = waiting.chunks_mut(share);
            let own = chunks.next();
            for chunk in chunks {
                scope.spawn(move || score_all(set, options.as_of, chunk));
            }
            score_all(set, options.as_of, own.unwrap_or_default());
        });
        for line in &waiting {
            tell(Line {
                number: line.number,
                diagnostics: &line.diagnostics,
                outcome: line.outcome.as_ref(),
            });
            if line.outcome.is_some() {
                output.write_all(&line.result)?;
                output.write_all(b"\n")?;
                tally.scored += 1;
                tally.bytes_out += line.result.len() as u64 + 1;
            } else {
                tally.bad += 1;
            }
        }
        if !more {
            break;
        }
    }
    output.flush()?;
    tally.bytes_in = reader.bytes;
    Ok(tally)
}

/// A line that waits to be scored, then its result.
#[derive(Default)]
struct Waiting {
    number: u64,
    bytes: Vec<u8>,
    too_long: bool,
    result: Vec<u8>,
    outcome: Option<Outcome>,
    diagnostics: Vec<Diagnostic>,
}

fn score_all(set: &Set, as_of: Date, lines: &mut [Waiting]) {
    for line in lines {
        line.score(set, as_of);
    }
}

impl Waiting {
    fn score(&mut self, set: &Set, as_of: Date) {
        if self.too_long {
            let message = format!("the line has more than {} MiB", MAX_BYTES >> 20);
            self.diagnostics = vec![Diagnostic::error("too-large", message)];
            self.outcome = None;
            return;
        }
        let reply = api::score(set, &self.bytes, as_of);
        self.diagnostics = reply.diagnostics;
        self.outcome = reply.value.map(|scored| {
            self.result = scored.json;
            scored.outcome
        });
    }
}

#[derive(Default)]
struct Reader {
    lines: u64,
    bytes: u64,
}

impl Reader {
    /// Takes the next lines that are not empty, reusing what is there; false at the end of the input.
    fn fill(
        &mut self,
        input: &mut impl BufRead,
        waiting: &mut Vec<Waiting>,
        most: usize,
    ) -> io::Result<bool> {
        let (mut used, mut held) = (0, 0);
        let mut more = true;
        while used < most && held < WAITING {
            if waiting.len() == used {
                waiting.push(Waiting::default());
            }
            let Some(line) = waiting.get_mut(used) else {
                break;
            };
            more = self.line(input, line)?;
            if line.too_long || !line.bytes.trim_ascii().is_empty() {
                used += 1;
                held += line.bytes.len();
            }
            if !more {
                break;
            }
        }
        waiting.truncate(used);
        Ok(more)
    }

    /// Reads one line, without its line feed; false at the end of the input.
    fn line(&mut self, input: &mut impl BufRead, line: &mut Waiting) -> io::Result<bool> {
        line.bytes.clear();
        line.too_long = false;
        let limit = MAX_BYTES as u64 + 1;
        let read = input
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut line.bytes)?;
        self.bytes += read as u64;
        self.lines += u64::from(read > 0);
        line.number = self.lines;
        if line.bytes.last() == Some(&b'\n') {
            line.bytes.pop();
            return Ok(true);
        }
        if read <= MAX_BYTES {
            return Ok(false);
        }
        line.too_long = true;
        line.bytes = Vec::new();
        self.skip(input)
    }

    /// Passes over the rest of a line.
    fn skip(&mut self, input: &mut impl BufRead) -> io::Result<bool> {
        loop {
            let buffer = input.fill_buf()?;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(buffer.len(), |at| at + 1);
            input.consume(length);
            self.bytes += length as u64;
            match (end, length) {
                (Some(_), _) => return Ok(true),
                (None, 0) => return Ok(false),
                (None, _) => {}
            }
        }
    }
}
