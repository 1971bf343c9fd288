//! A report for a terminal.

use super::{Block, Cell, Entry, Report, Table, Tone};

/// Columns of a line.
const WIDTH: usize = 100;
/// Between the columns of a table.
const GUTTER: usize = 2;
/// No column of a table is made narrower than this to fit.
const NARROWEST: usize = 8;

/// Lays a report out as text.
pub(super) fn text(report: &Report) -> String {
    let mut page = Page::default();
    page.wrapped("", "", &report.lead);
    for block in &report.blocks {
        page.block(block);
    }
    page.0
}

/// A text as a terminal may show it: what could move its cursor or turn its writing is made visible.
#[must_use]
pub fn plain(text: &str) -> String {
    let tame = |c: char| match c {
        '\n' | '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        // Marks that turn the direction of what follows.
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(tame).collect()
}

/// A table as text: the one table style of the command line.
#[must_use]
pub fn table(table: &Table) -> String {
    let mut page = Page::default();
    page.table(table);
    page.0
}

/// A page of text in the making.
#[derive(Default)]
pub(super) struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        self.0.push_str(text.trim_end());
        self.0.push('\n');
    }

    /// An empty line, unless one is there already.
    pub(super) fn blank(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    /// A paragraph whose first line starts with `first` and whose others start with `rest`.
    pub(super) fn wrapped(&mut self, first: &str, rest: &str, text: &str) {
        let room = WIDTH.saturating_sub(width(rest)).max(NARROWEST);
        for (at, line) in wrap(&plain(text), room, Long::Whole).iter().enumerate() {
            let start = if at == 0 { first } else { rest };
            self.line(&format!("{start}{line}"));
        }
    }

    /// A heading.
    pub(super) fn underlined(&mut self, text: &str, with: &str) {
        let text = plain(text);
        self.line(&text);
        self.line(&with.repeat(width(&text)));
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn block(&mut self, block: &Block) {
        self.blank();
        match block {
            Block::Heading(text) => self.underlined(text, "="),
            Block::Paragraph(text) => self.wrapped("", "", text),
            Block::Notice(text) => self.wrapped("! ", "  ", text),
            Block::Facts(facts) => self.facts(facts),
            Block::Table(table) => self.table(table),
            Block::Entries(entries) => self.entries(entries),
            Block::Signature(lines) => self.signature(lines),
        }
    }

    pub(super) fn facts(&mut self, facts: &[(String, String)]) {
        let longest = facts.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
        let indent = " ".repeat(longest + GUTTER);
        for (name, value) in facts {
            self.wrapped(&pad(&plain(name), longest + GUTTER), &indent, value);
        }
    }

    fn table(&mut self, table: &Table) {
        let head: Vec<String> = table.head.iter().map(|cell| plain(cell)).collect();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(marked).collect())
            .collect();
        let widths = widths(&head, &rows);
        self.row(&head, &widths);
        let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        self.row(&rules, &widths);
        for row in &rows {
            self.row(row, &widths);
        }
    }

    /// One row; long cells go on in the lines below.
    fn row(&mut self, cells: &[String], widths: &[usize]) {
        let cells: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| wrap(cell, *width, Long::Broken))
            .collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..lines {
            let line: String = cells
                .iter()
                .zip(widths)
                .map(|(cell, width)| pad(cell.get(at).map_or("", String::as_str), width + GUTTER))
                .collect();
            self.line(&line);
        }
    }

    fn entries(&mut self, entries: &[Entry]) {
        let longest = entries
            .iter()
            .map(|entry| width(&entry.label))
            .max()
            .unwrap_or(0);
        let indent = " ".repeat(longest + GUTTER);
        for (at, entry) in entries.iter().enumerate() {
            if at > 0 {
                self.blank();
            }
            let label = pad(&plain(&entry.label).to_uppercase(), longest + GUTTER);
            self.wrapped(&label, &indent, &entry.title);
            self.wrapped(&indent, &indent, &entry.meta);
            for paragraph in &entry.paragraphs {
                self.wrapped(&indent, &indent, paragraph);
            }
            if let Some(table) = &entry.table {
                self.blank();
                self.table(table);
            }
        }
    }

    fn signature(&mut self, lines: &[String]) {
        let longest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.blank();
            }
            self.line(&format!(
                "{}{}",
                pad(&plain(line), longest + GUTTER),
                "_".repeat(48)
            ));
        }
    }
}

/// A cell with the mark of its tone.
fn marked(cell: &Cell) -> String {
    match cell.tone.mark() {
        Some(mark) if cell.tone != Tone::Plain => format!("{mark} {}", plain(&cell.text)),
        _ => plain(&cell.text),
    }
}

/// Columns that a text takes. Characters of double width are rare here and shift a row at most.
fn width(text: &str) -> usize {
    text.chars().count()
}

fn pad(text: &str, to: usize) -> String {
    let room = to.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(room))
}

/// Widths of columns: as wide as their longest cell, the widest cut until all fit the page. Words stay
/// whole while that is possible.
fn widths(head: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let longest = |measure: fn(&str) -> usize| -> Vec<usize> {
        let column = |at: usize| rows.iter().filter_map(move |row| row.get(at));
        let columns = head.iter().enumerate();
        columns
            .map(|(at, name)| {
                column(at)
                    .chain([name])
                    .map(|cell| measure(cell))
                    .max()
                    .unwrap_or(0)
            })
            .collect()
    };
    let mut widths = longest(width);
    let room = WIDTH.saturating_sub(GUTTER * widths.len().saturating_sub(1));
    let words = longest(|cell| cell.split_whitespace().map(width).max().unwrap_or(0));
    let narrowest = vec![NARROWEST; widths.len()];
    for least in [words, narrowest] {
        cut(&mut widths, &least, room);
    }
    widths
}

/// Cuts the widest columns, none below its least, until their sum fits.
fn cut(widths: &mut [usize], least: &[usize], room: usize) {
    while widths.iter().sum::<usize>() > room {
        let above = widths
            .iter_mut()
            .zip(least)
            .filter_map(|(width, least)| (*width > *least).then_some(width));
        match above.max() {
            Some(widest) => *widest -= 1,
            None => return,
        }
    }
}

/// What becomes of a word that is longer than a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Long {
    /// It sticks out: a hash can be copied whole.
    Whole,
    /// It is broken, so that the columns beside it hold.
    Broken,
}

/// Lines of at most `room` columns, broken between words.
fn wrap(text: &str, room: usize, long: Long) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let needed = width(word);
        if used > 0 && used + 1 + needed > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if needed <= room || long == Long::Whole {
            line.push_str(word);
            used += needed;
            continue;
        }
        for letter in word.chars() {
            if used >= room {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(letter);
            used += 1;
        }
    }
    if used > 0 || lines.is_empty() {
        lines.push(line);
    }
    lines
}
