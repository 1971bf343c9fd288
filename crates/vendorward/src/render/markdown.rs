//! A report as Markdown.

use super::{Block, Cell, Entry, Report, Table, text::plain};

/// Lays a report out as Markdown.
pub(super) fn markdown(report: &Report) -> String {
    let mut page = format!("# {}\n\n{}\n", escape(&report.lead), escape(&report.title));
    for block in &report.blocks {
        page.push('\n');
        match block {
            Block::Heading(text) => line(&mut page, &format!("## {}", escape(text))),
            Block::Paragraph(text) => line(&mut page, &escape(text)),
            Block::Notice(text) => line(&mut page, &format!("> {}", escape(text))),
            Block::Facts(facts) => {
                for (name, value) in facts {
                    line(&mut page, &format!("- {}: {}", escape(name), escape(value)));
                }
            }
            Block::Table(one) => table(&mut page, one),
            Block::Entries(entries) => {
                for (at, one) in entries.iter().enumerate() {
                    if at > 0 {
                        page.push('\n');
                    }
                    entry(&mut page, one);
                }
            }
            Block::Signature(lines) => {
                for (at, name) in lines.iter().enumerate() {
                    if at > 0 {
                        page.push('\n');
                    }
                    line(
                        &mut page,
                        &format!("{}: {}", escape(name), "\\_".repeat(32)),
                    );
                }
            }
        }
    }
    page
}

fn line(page: &mut String, text: &str) {
    page.push_str(text);
    page.push('\n');
}

fn table(page: &mut String, table: &Table) {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    line(
        page,
        &row(table.head.iter().map(|cell| escape(cell)).collect()),
    );
    line(
        page,
        &row(table.head.iter().map(|_| "---".to_owned()).collect()),
    );
    for cells in &table.rows {
        line(page, &row(cells.iter().map(marked).collect()));
    }
}

fn marked(cell: &Cell) -> String {
    match cell.tone.mark() {
        Some(mark) => format!("{mark} {}", escape(&cell.text)),
        None => escape(&cell.text),
    }
}

fn entry(page: &mut String, entry: &Entry) {
    line(
        page,
        &format!("### {}: {}", escape(&entry.label), escape(&entry.title)),
    );
    line(page, "");
    line(page, &escape(&entry.meta));
    for paragraph in &entry.paragraphs {
        line(page, "");
        line(page, &escape(paragraph));
    }
    if let Some(one) = &entry.table {
        line(page, "");
        table(page, one);
    }
}

/// A text as Markdown that reads as the text: what could mean more is an entity or has a backslash
/// before it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '+' | '!' | '|' | '~' | '=' => {
                out.extend(['\\', c]);
            }
            c => out.push(c),
        }
    }
    // What starts a list or a rule at the start of a line.
    let mark = out.split_once(['.', ')']).is_some_and(|(number, _)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    if mark {
        let at = out.find(['.', ')']).unwrap_or_default();
        out.insert(at, '\\');
    } else if out.starts_with('-') {
        out.insert(0, '\\');
    }
    out
}
