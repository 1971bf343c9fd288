//! Results for people: one report, laid out as text, Markdown or HTML.
//!
//! [`report`] says what is to be read, in the reader's language; the layouts decide how it looks and
//! nothing else. Whatever came from a package is escaped by the layout, never by the report.

mod book;
mod html;
mod lead;
mod markdown;
mod sections;
mod text;
mod voice;

use vendorward_core::{gate::GateState, result::Cell as ScopeCell, result::DutyState};

use crate::{api::Scored, check::baa::Checked, set::Set, words};

pub use book::{html as book_html, text as book_text};
pub use lead::lead;
pub use text::{plain, table};
pub use vendorward_core::texts::Language;

/// How a report is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// For a terminal, 100 columns.
    Text,
    /// `CommonMark` with tables.
    Markdown,
    /// One file without script, which prints well.
    Html,
}

/// Renders a scored package.
#[must_use]
pub fn render(set: &Set, scored: &Scored, layout: Layout, language: Language) -> String {
    let report = report(set, scored, language);
    match layout {
        Layout::Text => text::text(&report),
        Layout::Markdown => markdown::markdown(&report),
        Layout::Html => html::html(&report),
    }
}

/// A report in words, before any layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// In what language.
    pub language: Language,
    /// Vendor and products.
    pub title: String,
    /// The decision in one sentence that can be repeated.
    pub lead: String,
    /// What stands in the margin of every printed page: vendor, date, rubric, package.
    pub margin: String,
    /// The rest, in reading order.
    pub blocks: Vec<Block>,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What follows is about this.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// What every reader must be told first.
    Notice(String),
    /// Names with values.
    Facts(Vec<(String, String)>),
    /// Rows under a head.
    Table(Table),
    /// Findings.
    Entries(Vec<Entry>),
    /// Lines to sign on, each with its name.
    Signature(Vec<String>),
}

/// Rows under a head. Every row has as many cells as the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self {
            text,
            tone: Tone::Plain,
        }
    }
}

/// How a statement is meant. Never shown by colour alone: each has a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to tell.
    Plain,
    /// Shown.
    Good,
    /// Wrong.
    Bad,
    /// Not yet.
    Waiting,
    /// Not shown either way.
    Open,
    /// Does not arise.
    Moot,
}

impl Tone {
    /// Its mark; none for [`Tone::Plain`].
    #[must_use]
    pub const fn mark(self) -> Option<char> {
        match self {
            Self::Plain => None,
            Self::Good => Some('✓'),
            Self::Bad => Some('✗'),
            Self::Waiting => Some('…'),
            Self::Open => Some('?'),
            Self::Moot => Some('–'),
        }
    }

    const fn of_gate(state: GateState) -> Self {
        match state {
            GateState::Clear => Self::Good,
            GateState::Pending => Self::Waiting,
            GateState::Tripped => Self::Bad,
            GateState::Undetermined => Self::Open,
            GateState::NotApplicable => Self::Moot,
        }
    }

    const fn of_cell(cell: ScopeCell) -> Self {
        match cell {
            ScopeCell::Covered => Self::Good,
            ScopeCell::Gap => Self::Bad,
            ScopeCell::Unknown => Self::Open,
            ScopeCell::CarvedOut => Self::Waiting,
            ScopeCell::NotNeeded => Self::Moot,
        }
    }

    const fn of_duty(state: DutyState) -> Self {
        match state {
            DutyState::Met => Self::Good,
            DutyState::Gap => Self::Bad,
            DutyState::Unknown => Self::Open,
            DutyState::NotApplicable => Self::Moot,
        }
    }
}

/// A finding in words; findings of one rule about several questions are one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Severity.
    pub label: String,
    /// How it is meant: bad from high on.
    pub tone: Tone,
    /// What.
    pub title: String,
    /// Id, subject, law, citations.
    pub meta: String,
    /// What it means, what closes it, where it comes from.
    pub paragraphs: Vec<String>,
    /// What it is about, where one rule has found more than one question.
    pub table: Option<Table>,
}

/// Says a check of reports as text for a terminal.
#[must_use]
pub fn soc2_check(set: &Set, scored: &Scored, language: Language) -> String {
    text::text(&sections::soc2_check(set, scored, language))
}

/// Says a check of agreements as text for a terminal.
#[must_use]
pub fn baa_check(set: &Set, checked: &Checked, language: Language) -> String {
    text::text(&sections::check::baa(set, checked, language))
}

/// Says a scored package in words.
#[must_use]
pub fn report(set: &Set, scored: &Scored, language: Language) -> Report {
    sections::report(set, scored, language)
}

#[cfg(test)]
mod tests;
