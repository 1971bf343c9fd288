//! A file's text and the places in it.

use std::ops::Range;

use vendorward_core::diagnostic::{Diagnostic, Span};

use crate::codes::{self, Code};

/// The most bytes a questionnaire, control inventory or rubric may have.
pub const MAX_BYTES: usize = 4 << 20;

/// The most problems that are listed for one file.
pub(crate) const MAX_PROBLEMS: usize = 1_000;

/// Bytes between two remembered character counts.
const STRIDE: usize = 256;

/// Text with an index from byte offsets to lines and columns.
pub(crate) struct Source<'t> {
    file: &'t str,
    text: &'t str,
    /// Offset at which each line starts.
    lines: Vec<usize>,
    /// Characters that start before each multiple of [`STRIDE`].
    counts: Vec<usize>,
}

/// Whether a byte starts a character of UTF-8.
fn starts_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl<'t> Source<'t> {
    pub(crate) fn new(file: &'t str, text: &'t str) -> Self {
        let mut lines = vec![0];
        let mut counts = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut seen = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                counts.push(seen);
            }
            if byte == b'\n' {
                lines.push(at + 1);
            }
            seen += usize::from(starts_char(byte));
        }
        Self {
            file,
            text,
            lines,
            counts,
        }
    }

    pub(crate) const fn text(&self) -> &'t str {
        self.text
    }

    /// Characters that start before a byte offset.
    fn chars_before(&self, at: usize) -> usize {
        let block = at / STRIDE;
        let Some(&counted) = self.counts.get(block) else {
            return self.chars_before_end();
        };
        let rest = self.text.as_bytes().get(block * STRIDE..at);
        counted + rest.map_or(0, |bytes| bytes.iter().filter(|b| starts_char(**b)).count())
    }

    fn chars_before_end(&self) -> usize {
        let block = self.counts.len().saturating_sub(1);
        let rest = self.text.as_bytes().get(block * STRIDE..);
        self.counts.last().copied().unwrap_or(0)
            + rest.map_or(0, |bytes| bytes.iter().filter(|b| starts_char(**b)).count())
    }

    /// The place of a range of bytes; what goes beyond its first line is left out.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let start = range.start.min(self.text.len());
        let line = self.lines.partition_point(|&at| at <= start).max(1);
        let line_start = self.lines.get(line - 1).copied().unwrap_or(0);
        let line_end = self
            .lines
            .get(line)
            .map_or(self.text.len(), |next| next - 1);
        let line_end = match self.text.as_bytes().get(line_end.wrapping_sub(1)) {
            Some(b'\r') if line_end > start => line_end - 1,
            _ => line_end,
        };
        let end = range.end.clamp(start, line_end.max(start));
        let before = self.chars_before(line_start);
        let column = |at| number(self.chars_before(at) - before + 1);
        Span {
            line: number(line),
            column: column(start),
            end: column(end),
        }
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What has been found wrong with one file.
pub(crate) struct Report<'t> {
    pub(crate) source: Source<'t>,
    diagnostics: Vec<Diagnostic>,
    dropped: usize,
}

impl<'t> Report<'t> {
    pub(crate) fn new(file: &'t str, text: &'t str) -> Self {
        Self {
            source: Source::new(file, text),
            diagnostics: Vec::new(),
            dropped: 0,
        }
    }

    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        self.source.span(range)
    }

    /// Adds a problem at a range of bytes.
    pub(crate) fn add(&mut self, code: Code, range: Range<usize>, message: impl Into<String>) {
        self.put(code, range, message.into(), None);
    }

    /// Adds a problem with help.
    pub(crate) fn add_help(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.put(code, range, message.into(), Some(help.into()));
    }

    /// Adds a problem with help where there is some.
    pub(crate) fn put(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: String,
        help: Option<String>,
    ) {
        if self.diagnostics.len() >= MAX_PROBLEMS {
            self.dropped += 1;
            return;
        }
        let span = self.source.span(range);
        self.diagnostics
            .push(diagnose(code, self.source.file, span, message, help));
    }

    /// All problems by place, and whether none of them is an error.
    pub(crate) fn finish(mut self) -> (Vec<Diagnostic>, bool) {
        let sound = !self.diagnostics.iter().any(Diagnostic::is_error);
        sort(&mut self.diagnostics);
        if self.dropped > 0 {
            let end = self.source.text.len();
            let span = self.source.span(end..end);
            self.diagnostics.push(diagnose(
                codes::TOO_MANY,
                self.source.file,
                span,
                format!("{} more problems are not listed", self.dropped),
                Some("put the first ones right and look again".to_owned()),
            ));
        }
        (self.diagnostics, sound)
    }
}

/// One problem of a file.
pub(crate) fn diagnose(
    code: Code,
    file: &str,
    span: Span,
    message: String,
    help: Option<String>,
) -> Diagnostic {
    Diagnostic {
        code: code.name,
        severity: code.level,
        message,
        help,
        source: Some(file.to_owned()),
        at: Some(span.into()),
    }
}

/// By file, place and code.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        (&a.source, &a.at, a.code, &a.message).cmp(&(&b.source, &b.at, b.code, &b.message))
    });
}

/// What cannot be read as text.
pub(crate) enum Unreadable {
    TooLarge,
    /// From this offset.
    NotUtf8(usize),
    /// At this offset of the text behind the byte order mark.
    Nul(usize),
}

/// The text of a file without its byte order mark.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|e| Unreadable::NotUtf8(e.valid_up_to()))?;
    match text.find('\0') {
        Some(at) => Err(Unreadable::Nul(at)),
        None => Ok(text),
    }
}

/// The problem of a file that cannot be read as text.
pub(crate) fn unreadable(file: &str, bytes: &[u8], why: &Unreadable) -> Diagnostic {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let place = |at: usize| {
        let before = bytes.get(..at).unwrap_or_default();
        let text = std::str::from_utf8(before).unwrap_or_default();
        let line = text.rsplit('\n').next().unwrap_or_default();
        let column = number(line.chars().count() + 1);
        Span {
            line: number(text.matches('\n').count() + 1),
            column,
            end: column + 1,
        }
    };
    let first = Span {
        line: 1,
        column: 1,
        end: 1,
    };
    let (code, span, message, help) = match *why {
        Unreadable::TooLarge => (
            codes::FILE_TOO_LARGE,
            first,
            format!(
                "the file has {} bytes; at most {MAX_BYTES} are read",
                bytes.len()
            ),
            "split it into several questionnaires",
        ),
        Unreadable::NotUtf8(at) => (
            codes::FILE_ENCODING,
            place(at),
            "the file is not UTF-8 from here on".to_owned(),
            "save it as UTF-8 in the editor",
        ),
        Unreadable::Nul(at) => (
            codes::FILE_NUL,
            place(at),
            "the file has a NUL character".to_owned(),
            "remove it; the file may not be text at all",
        ),
    };
    diagnose(code, file, span, message, Some(help.to_owned()))
}

/// Input in backticks: at most 60 characters, control characters replaced.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted = String::from("`");
    for (at, c) in text.chars().enumerate() {
        if at == 60 {
            quoted.push('…');
            break;
        }
        quoted.push(if c.is_control() { '\u{FFFD}' } else { c });
    }
    quoted.push('`');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "é – a\r\nβγδ x\n";
        let source = Source::new("f", text);
        let at = text.find('a').unwrap();
        assert_eq!(
            source.span(at..at + 1),
            Span {
                line: 1,
                column: 5,
                end: 6
            }
        );
        let at = text.find('x').unwrap();
        assert_eq!(
            source.span(at..text.len()),
            Span {
                line: 2,
                column: 5,
                end: 6
            }
        );
    }

    #[test]
    fn columns_beyond_one_stride() {
        let text = format!("{}x", "é".repeat(1_000));
        let source = Source::new("f", &text);
        assert_eq!(source.span(2_000..2_001).column, 1_001);
        assert_eq!(source.span(2_001..2_001).column, 1_002);
        let even = "a".repeat(STRIDE * 2);
        let source = Source::new("f", &even);
        assert_eq!(source.span(STRIDE * 2..STRIDE * 2).column, 513);
    }

    #[test]
    fn long_input_is_quoted_short() {
        assert_eq!(quote("a\tb"), "`a\u{FFFD}b`");
        assert_eq!(quote(&"x".repeat(100)).chars().count(), 63);
    }
}
