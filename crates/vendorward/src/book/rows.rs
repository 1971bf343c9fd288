//! Tables of the book: rows, lines and runs of words.

use serde_json::{Map, Value, json};

use crate::words::Words;

/// A run of words, by who chose them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// The catalogue: in the reader's language.
    Words(String),
    /// A name, an id, a citation: the same in every language.
    Name(String),
    /// Rubric or questionnaires: in English.
    Content(String),
}

impl Run {
    /// What it says.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Name(text) | Self::Content(text) => text,
        }
    }
}

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// What the cell is about.
    Main,
    /// Beside it.
    Note,
    /// An expression.
    Code,
    /// A severity, with its word.
    Severity(&'static str),
}

/// A line of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How it is meant.
    pub tone: Tone,
    /// What it says; runs are set apart by spaces.
    pub runs: Vec<Run>,
}

impl Line {
    /// A line of one run.
    #[must_use]
    pub fn of(run: Run) -> Self {
        Self {
            tone: Tone::Main,
            runs: vec![run],
        }
    }

    /// The same line, meant otherwise.
    #[must_use]
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> String {
        let runs: Vec<&str> = self.runs.iter().map(Run::text).collect();
        runs.join(" ")
    }
}

/// A row. It has as many cells as its table has columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Names it in JSON.
    pub id: String,
    /// What JSON says beside the id.
    pub data: Map<String, Value>,
    /// What a reader is told, cell by cell.
    pub cells: Vec<Vec<Line>>,
    /// By what it can be selected: name and value.
    pub tags: Vec<(&'static str, String)>,
}

impl Row {
    pub(super) fn new(id: impl Into<String>, data: Value, cells: Vec<Vec<Line>>) -> Self {
        let data = match data {
            Value::Object(data) => data,
            _ => Map::new(),
        };
        Self {
            id: id.into(),
            data,
            cells,
            tags: Vec::new(),
        }
    }
}

/// A choice by which rows can be selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Select {
    /// The name of the tag.
    pub tag: &'static str,
    /// What it asks.
    pub label: String,
    /// Values with their words.
    pub options: Vec<(String, String)>,
}

/// Rows under a head.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Stable name, and the key in JSON.
    pub key: &'static str,
    /// Its own heading, where its section has several tables.
    pub title: Option<String>,
    /// What it is about.
    pub lead: Vec<Line>,
    /// Whether the ids of its rows are names that people use: shown, and linked to.
    pub named: bool,
    /// Whether its rows can be filtered by words.
    pub filtered: bool,
    /// Choices by which its rows can be filtered too.
    pub selects: Vec<Select>,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<Row>,
}

impl Table {
    pub(super) fn new(words: Words, key: &'static str, columns: &[&str], rows: Vec<Row>) -> Self {
        Self {
            key,
            title: None,
            lead: Vec::new(),
            named: false,
            filtered: false,
            selects: Vec::new(),
            columns: columns
                .iter()
                .map(|column| words.text(&format!("book.column.{column}")))
                .collect(),
            rows,
        }
    }

    /// With a heading of its own, and the lead that the catalogue has for it.
    pub(super) fn titled(mut self, words: Words) -> Self {
        self.title = Some(words.text(&format!("book.{}", self.key)));
        let lead = words.known(&format!("book.{}.lead", self.key));
        self.lead
            .extend(lead.map(|lead| Line::of(Run::Words(lead))));
        self
    }

    /// Its rows as a list of objects.
    #[must_use]
    pub fn json(&self) -> Value {
        let row = |row: &Row| {
            let mut object = Map::new();
            object.insert("id".to_owned(), json!(row.id));
            object.extend(row.data.clone());
            Value::Object(object)
        };
        self.rows.iter().map(row).collect()
    }
}

/// A cell with one line of the catalogue.
pub(super) fn said(text: String) -> Vec<Line> {
    vec![Line::of(Run::Words(text))]
}

/// Reason and source of a value, in the rubric's words.
pub(super) fn why(words: Words, reason: &str, source: &str) -> Vec<Line> {
    vec![
        Line::of(Run::Content(reason.to_owned())),
        Line {
            tone: Tone::Note,
            runs: vec![
                Run::Words(words.text("book.source")),
                Run::Content(source.to_owned()),
            ],
        },
    ]
}

/// Names in a line, set apart by a sign.
pub(super) fn names<'a>(names: impl IntoIterator<Item = &'a str>, sign: &str) -> Line {
    let mut runs: Vec<Run> = Vec::new();
    for name in names {
        if let Some(Run::Name(before)) = runs.last_mut() {
            before.push_str(sign);
        }
        runs.push(Run::Name(name.to_owned()));
    }
    Line {
        tone: Tone::Main,
        runs,
    }
}

/// Citations as a line.
pub(super) fn cites<'a>(all: impl IntoIterator<Item = &'a str>) -> Line {
    names(all, ";").tone(Tone::Note)
}

/// Law status with citations, as a cell.
pub(super) fn law<'a>(
    words: Words,
    status: &str,
    cited: impl IntoIterator<Item = &'a str>,
) -> Vec<Line> {
    let mut lines = said(crate::words::capital(&words.word("law", status)));
    let cited = cites(cited);
    if !cited.runs.is_empty() {
        lines.push(cited);
    }
    lines
}
