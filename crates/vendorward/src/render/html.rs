//! A report as one HTML file: no script, nothing fetched, its own small stylesheet.

use super::{Block, Cell, Entry, Report, Table, Tone, text::plain};

/// The stylesheet, without the margins of printed pages.
const STYLE: &str = include_str!("report.css");

/// Lays a report out as HTML.
pub(super) fn html(report: &Report) -> String {
    let mut page = String::with_capacity(64 * 1024);
    let title = escape(&report.title);
    page.push_str("<!doctype html>\n");
    page.push_str(&format!(
        "<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
        report.language.tag()
    ));
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n",
    );
    page.push_str(&format!("<title>{title}</title>\n<style>\n{STYLE}"));
    page.push_str(&format!(
        "@page {{ @bottom-left {{ content: \"{}\"; }} @bottom-right {{ content: counter(page) \" / \" counter(pages); }} }}\n",
        css_string(&report.margin)
    ));
    page.push_str("</style>\n</head>\n<body>\n<main>\n");
    page.push_str(&format!(
        "<h1>{}</h1>\n<p class=\"meta\">{title}</p>\n",
        escape(&report.lead)
    ));
    for block in &report.blocks {
        self::block(&mut page, block);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn block(page: &mut String, block: &Block) {
    match block {
        Block::Heading(text) => page.push_str(&format!("<h2>{}</h2>\n", escape(text))),
        Block::Paragraph(text) => page.push_str(&format!("<p>{}</p>\n", escape(text))),
        Block::Notice(text) => {
            page.push_str(&format!("<p class=\"notice\">{}</p>\n", escape(text)))
        }
        Block::Facts(facts) => {
            page.push_str("<dl>\n");
            for (name, value) in facts {
                page.push_str(&format!(
                    "<div><dt>{}</dt><dd>{}</dd></div>\n",
                    escape(name),
                    escape(value)
                ));
            }
            page.push_str("</dl>\n");
        }
        Block::Table(one) => table(page, one),
        Block::Entries(entries) => entries.iter().for_each(|one| entry(page, one)),
        Block::Signature(lines) => {
            page.push_str("<dl class=\"sign\">\n");
            for line in lines {
                page.push_str(&format!("<div><dt>{}</dt><dd></dd></div>\n", escape(line)));
            }
            page.push_str("</dl>\n");
        }
    }
}

fn table(page: &mut String, table: &Table) {
    // A scrolling region is in the tab order so that a keyboard can scroll it.
    let name = table
        .head
        .first()
        .map(|name| escape(name))
        .unwrap_or_default();
    page.push_str(&format!("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\">\n<table>\n<thead><tr>"));
    for cell in &table.head {
        page.push_str(&format!("<th scope=\"col\">{}</th>", escape(cell)));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for cells in &table.rows {
        page.push_str("<tr>");
        for (at, cell) in cells.iter().enumerate() {
            let text = marked(cell);
            if at == 0 {
                page.push_str(&format!("<th scope=\"row\">{text}</th>"));
            } else {
                page.push_str(&format!("<td>{text}</td>"));
            }
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

fn marked(cell: &Cell) -> String {
    let text = escape(&cell.text);
    match cell.tone.mark() {
        Some(mark) => format!(
            "<span class=\"{}\"><span aria-hidden=\"true\">{mark} </span>{text}</span>",
            class(cell.tone)
        ),
        None => text,
    }
}

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Waiting => "waiting",
        Tone::Open => "open",
        Tone::Moot => "moot",
    }
}

fn entry(page: &mut String, entry: &Entry) {
    page.push_str(&format!(
        "<article>\n<h3><span class=\"{}\">{}</span> {}</h3>\n<p class=\"meta\">{}</p>\n",
        class(entry.tone),
        escape(&entry.label),
        escape(&entry.title),
        escape(&entry.meta)
    ));
    for paragraph in &entry.paragraphs {
        page.push_str(&format!("<p>{}</p>\n", escape(paragraph)));
    }
    if let Some(one) = &entry.table {
        table(page, one);
    }
    page.push_str("</article>\n");
}

/// A text as HTML, in an element or in a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A text inside a quoted CSS string: everything but letters, digits and spaces by its number.
fn css_string(text: &str) -> String {
    plain(text)
        .chars()
        .map(|c| match c {
            c if c.is_alphanumeric() || c == ' ' => c.to_string(),
            c => format!("\\{:x} ", u32::from(c)),
        })
        .collect()
}
