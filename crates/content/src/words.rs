//! Pieces of text that remember where in the file they stand.

use std::ops::Range;

/// Text put together from pieces of the file: Markdown drops escapes and joins lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mapped {
    text: String,
    chunks: Vec<Chunk>,
    /// Where it would stand if it is empty.
    home: usize,
}

#[derive(Debug, Clone)]
struct Chunk {
    /// Offset in the text.
    at: usize,
    /// Bytes of the file.
    from: Range<usize>,
}

impl Mapped {
    pub(crate) fn new(home: usize) -> Self {
        Self {
            home,
            ..Self::default()
        }
    }

    pub(crate) fn push(&mut self, text: &str, from: Range<usize>) {
        self.chunks.push(Chunk {
            at: self.text.len(),
            from,
        });
        self.text.push_str(text);
    }

    pub(crate) fn words(&self) -> Words<'_> {
        Words {
            of: self,
            text: &self.text,
            at: 0,
        }
    }

    /// The offset in the file of an offset in the text; an end lies in the chunk before it.
    fn source(&self, at: usize, is_end: bool) -> usize {
        let found = self
            .chunks
            .partition_point(|c| if is_end { c.at < at } else { c.at <= at });
        match self.chunks.get(found.saturating_sub(1)) {
            Some(chunk) => (chunk.from.start + at.saturating_sub(chunk.at)).min(chunk.from.end),
            None => self.home,
        }
    }
}

/// A part of a [`Mapped`] text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    of: &'a Mapped,
    pub(crate) text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    /// Where it stands in the file.
    pub(crate) fn range(self) -> Range<usize> {
        self.sub(0..self.text.len())
    }

    /// Where a part of it stands in the file, by offsets within it.
    pub(crate) fn sub(self, part: Range<usize>) -> Range<usize> {
        let start = self.of.source(self.at + part.start, false);
        let end = self.of.source(self.at + part.end, true);
        if part.is_empty() {
            // A place where something is missing: right after what stands before it.
            let at = if part.start == self.text.len() {
                end
            } else {
                start
            };
            return at..at;
        }
        start..end.max(start)
    }

    fn part(self, start: usize, end: usize) -> Self {
        Self {
            of: self.of,
            text: self.text.get(start..end).unwrap_or_default(),
            at: self.at + start,
        }
    }

    pub(crate) fn trim(self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len().max(start);
        self.part(start, end)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    /// Both sides of the first `mark`, trimmed.
    pub(crate) fn split_once(self, mark: char) -> Option<(Self, Self)> {
        let at = self.text.find(mark)?;
        Some(self.split_at(at, at + mark.len_utf8()))
    }

    /// Both sides of the last `mark`, trimmed.
    pub(crate) fn rsplit_once(self, mark: char) -> Option<(Self, Self)> {
        let at = self.text.rfind(mark)?;
        Some(self.split_at(at, at + mark.len_utf8()))
    }

    fn split_at(self, end: usize, start: usize) -> (Self, Self) {
        (
            self.part(0, end).trim(),
            self.part(start, self.text.len()).trim(),
        )
    }

    /// The first word and the rest, trimmed.
    pub(crate) fn first_word(self) -> (Self, Self) {
        let own = self.trim();
        let end = own.text.find(char::is_whitespace).unwrap_or(own.text.len());
        own.split_at(end, end)
    }

    /// Parts between `mark`s, trimmed.
    pub(crate) fn split(self, mark: char) -> impl Iterator<Item = Self> + use<'a> {
        let mut rest = Some(self);
        std::iter::from_fn(move || {
            let now = rest?;
            match now.text.find(mark) {
                Some(at) => {
                    rest = Some(now.part(at + mark.len_utf8(), now.text.len()));
                    Some(now.part(0, at).trim())
                }
                None => {
                    rest = None;
                    Some(now.trim())
                }
            }
        })
    }

    /// Words between white space.
    pub(crate) fn split_words(self) -> impl Iterator<Item = Self> + use<'a> {
        let mut rest = self.trim();
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let (word, after) = rest.first_word();
            rest = after;
            Some(word)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_know_their_place() {
        // As if the file read `ab \<` and, on the next line, `  cd`.
        let mut text = Mapped::new(0);
        text.push("ab ", 10..13);
        text.push("<", 14..15);
        text.push(" ", 15..18);
        text.push("cd", 18..20);
        let (first, rest) = text.words().first_word();
        assert_eq!((first.text, first.range()), ("ab", 10..12));
        assert_eq!((rest.text, rest.range()), ("< cd", 14..20));
        let (_, last) = rest.split_once('<').unwrap();
        assert_eq!((last.text, last.range()), ("cd", 18..20));
        assert_eq!(rest.sub(4..4), 20..20);
        assert_eq!(Mapped::new(7).words().range(), 7..7);
    }
}
