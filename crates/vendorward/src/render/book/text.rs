//! The book as text: each row is an entry, because tables of this width would not fit a terminal.

use crate::{
    book::{Book, Line, Part, Row, Table, Tone},
    render::text::Page,
    words::Words,
};

/// Lays the book out as text, 100 columns wide.
#[must_use]
pub fn text(book: &Book) -> String {
    let words = Words(book.language);
    let mut page = Page::default();
    page.wrapped("", "", &book.lead);
    for section in &book.sections {
        page.blank();
        page.underlined(&section.title, "=");
        for part in &section.parts {
            self::part(&mut page, words, part);
        }
    }
    page.finish()
}

fn part(page: &mut Page, words: Words, part: &Part) {
    page.blank();
    match part {
        Part::Heading(text) => page.underlined(text, "-"),
        Part::Paragraph(text) => page.wrapped("", "", text),
        Part::Notice(text) => page.wrapped("! ", "  ", text),
        Part::List(lines) => {
            for line in lines {
                page.wrapped("- ", "  ", &line.text());
            }
        }
        Part::Facts { rows, .. } => {
            let facts: Vec<(String, String)> = rows
                .iter()
                .map(|(name, value)| (name.clone(), value.text().to_owned()))
                .collect();
            page.facts(&facts);
        }
        Part::Table(table) => self::table(page, words, table),
    }
}

fn table(page: &mut Page, words: Words, table: &Table) {
    if let Some(title) = &table.title {
        page.underlined(title, "-");
    }
    for line in &table.lead {
        page.wrapped("", "", &line.text());
    }
    for row in &table.rows {
        page.blank();
        entry(page, words, table, row);
    }
}

/// The first cell heads the entry; of the others each is named by its column.
fn entry(page: &mut Page, words: Words, table: &Table, row: &Row) {
    const INDENT: &str = "    ";
    let mut cells = row.cells.iter();
    let mut first = cells.next().into_iter().flatten();
    let head = first.next().map(Line::text).unwrap_or_default();
    if table.named {
        let id = format!("{}  ", row.id);
        page.wrapped(&id, &" ".repeat(id.chars().count()), &head);
    } else {
        page.wrapped("", INDENT, &head);
    }
    for line in first {
        page.wrapped(INDENT, INDENT, &line.text());
    }
    for (cell, column) in cells.zip(table.columns.iter().skip(1)) {
        let mut named = false;
        for line in cell.iter().filter(|line| !line.text().is_empty()) {
            // What stands first in a cell is what its column names; the rest explains it.
            let says = if named {
                line.text()
            } else {
                words.fill(
                    "book.labelled",
                    &[("label", column), ("value", &line.text())],
                )
            };
            named = true;
            let indent = if line.tone == Tone::Note {
                "      "
            } else {
                INDENT
            };
            page.wrapped(indent, indent, &says);
        }
    }
}
