//! The book of rules: everything this tool decides by, in reading order. One list of sections, from which
//! come the JSON of `vendorward rules`, its text and the Rules page of the site, so that they cannot differ.
//!
//! A row says the same twice, side by side: `data` in the words of the code, `cells` in those of a reader.

mod beliefs;
mod crosswalk;
mod numbers;
mod pack;
mod rows;
mod rules;
mod stock;

use serde_json::{Map, Value, json};
use vendorward_core::{Date, questionnaire::Questionnaire, rubric::Rubric, texts::Language};

use crate::{set::Set, words::Words};

pub use crosswalk::Counts;
pub use rows::{Line, Row, Run, Select, Table, Tone};

/// What a book is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The set in force.
    pub set: &'a Set,
    /// Questionnaires on offer beside it.
    pub others: &'a [Questionnaire],
    /// What the loaded content was tested for; the section is left out where it is empty.
    pub self_test: &'a [Tested],
}

/// A check of the loaded content, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tested {
    /// Stable name of the check.
    pub id: String,
    /// What was checked, in words.
    pub check: String,
    /// Whether it passed.
    pub passed: bool,
    /// What was found, right or wrong.
    pub found: Vec<String>,
}

/// A book.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// In what language.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub lead: String,
    /// Sections, in reading order.
    pub sections: Vec<Section>,
}

/// A section.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Stable name; the anchor of its heading.
    pub key: &'static str,
    /// Its heading.
    pub title: String,
    /// What it holds, in reading order.
    pub parts: Vec<Part>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// What follows is about this.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// What every reader must be told first.
    Notice(String),
    /// A list.
    List(Vec<Line>),
    /// Names with values; the same in JSON under a key.
    Facts {
        /// The key in JSON.
        key: &'static str,
        /// What JSON says.
        data: Value,
        /// What a reader is told.
        rows: Vec<(String, Run)>,
    },
    /// Rows under a head; in JSON a list under the table's key.
    Table(Table),
}

impl Section {
    fn new(words: Words, key: &'static str, parts: Vec<Part>) -> Self {
        let title = words.text(&format!("book.{key}"));
        let mut all = Vec::with_capacity(parts.len() + 1);
        if let Some(lead) = words.known(&format!("book.{key}.lead")) {
            all.push(Part::Paragraph(lead));
        }
        all.extend(parts);
        Self {
            key,
            title,
            parts: all,
        }
    }
}

impl Book {
    /// Writes the book.
    #[must_use]
    pub fn new(subject: &Subject<'_>, language: Language) -> Self {
        let words = Words(language);
        let mut sections = vec![
            rules::in_force(words, subject.set),
            rules::gates(words, subject.set),
            rules::findings(words, subject.set),
            rules::determination(words),
            numbers::section(words, subject.set),
            pack::section(words, subject.set),
            crosswalk::section(words, subject),
            beliefs::beliefs(words, subject.set),
            beliefs::penalties(words),
            stock::section(words, subject),
        ];
        if !subject.self_test.is_empty() {
            sections.push(stock::self_test(words, subject.self_test));
        }
        Self {
            language,
            title: words.text("book.title"),
            lead: words.text("book.lead"),
            sections,
        }
    }

    /// Every table, in reading order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections
            .iter()
            .flat_map(|section| &section.parts)
            .filter_map(|part| match part {
                Part::Table(table) => Some(table),
                _ => None,
            })
    }

    /// The book as one JSON object: facts and tables under their keys.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        let mut whole = Map::new();
        whole.insert("format".to_owned(), json!("vendorward/rules"));
        whole.insert(
            "format_version".to_owned(),
            json!(crate::hash::FORMAT_VERSION),
        );
        whole.insert("engine_version".to_owned(), json!(crate::VERSION));
        for part in self.sections.iter().flat_map(|section| &section.parts) {
            match part {
                Part::Facts { key, data, .. } => {
                    whole.insert((*key).to_owned(), data.clone());
                }
                Part::Table(table) => {
                    whole.insert(table.key.to_owned(), table.json());
                }
                Part::Heading(_) | Part::Paragraph(_) | Part::Notice(_) | Part::List(_) => {}
            }
        }
        serde_json::to_vec(&Value::Object(whole)).unwrap_or_default()
    }
}

/// A day as a reader says it.
fn day(words: Words, date: Date) -> String {
    let (year, month, day) = date.ymd();
    words.fill(
        "book.date",
        &[
            ("day", &day.to_string()),
            ("month", &words.text(&format!("site.month.{month}"))),
            ("year", &year.to_string()),
        ],
    )
}

/// A day of the facts of law.
fn day_of(words: Words, date: &str) -> String {
    Date::parse(date).map_or_else(|_| date.to_owned(), |date| day(words, date))
}

/// Basis points as whole percent.
fn percent(words: Words, points: u16) -> String {
    words.fill("book.percent", &[("n", &((points + 50) / 100).to_string())])
}

/// An amount in dollars, by thousands.
fn dollars(words: Words, amount: u32) -> String {
    let digits = amount.to_string();
    let mut amount = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            amount.push(',');
        }
        amount.push(digit);
    }
    words.fill("book.dollars", &[("amount", &amount)])
}

/// The rubric of a set.
fn rubric(set: &Set) -> &Rubric {
    &set.compiled.rubric
}

#[cfg(test)]
mod tests;
