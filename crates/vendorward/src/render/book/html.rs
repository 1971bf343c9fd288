//! The book as HTML: the body of the Rules page. It is whole without script; what filters its tables is
//! hidden until a script can use it.

use crate::{
    book::{Book, Line, Part, Row, Run, Section, Table, Tone},
    render::html::escape,
    words::Words,
};

/// The longest name that is kept on one line, in characters.
const WHOLE: usize = 36;

/// The heading, the contents and the sections of the book, for the main part of a page.
#[must_use]
pub fn html(book: &Book) -> String {
    let words = Words(book.language);
    let mut page = String::with_capacity(256 * 1024);
    page.push_str(&format!(
        "<div class=\"head\"><h1 id=\"title\" tabindex=\"-1\">{}</h1><p class=\"lead\">{}</p></div>\n",
        escape(&book.title),
        escape(&book.lead)
    ));
    let contents = escape(&words.text("book.contents"));
    page.push_str(&format!(
        "<nav class=\"toc\" aria-label=\"{contents}\"><ol>\n"
    ));
    for section in &book.sections {
        page.push_str(&format!(
            "<li><a href=\"#{}\">{}</a></li>\n",
            section.key,
            escape(&section.title)
        ));
    }
    page.push_str("</ol></nav>\n");
    for section in &book.sections {
        self::section(&mut page, words, section);
    }
    page
}

fn section(page: &mut String, words: Words, section: &Section) {
    let key = section.key;
    page.push_str(&format!(
        "<section class=\"book\" aria-labelledby=\"{key}\">\n<h2 id=\"{key}\" tabindex=\"-1\">{}</h2>\n",
        escape(&section.title)
    ));
    for part in &section.parts {
        match part {
            Part::Heading(text) => page.push_str(&format!("<h3>{}</h3>\n", escape(text))),
            Part::Paragraph(text) => page.push_str(&format!("<p>{}</p>\n", escape(text))),
            Part::Notice(text) => {
                page.push_str(&format!("<p class=\"notice\">{}</p>\n", escape(text)))
            }
            Part::List(lines) => {
                page.push_str("<ul>\n");
                for line in lines {
                    page.push_str(&format!("<li>{}</li>\n", runs(line)));
                }
                page.push_str("</ul>\n");
            }
            Part::Facts { rows, .. } => {
                page.push_str("<dl class=\"facts\">\n");
                for (name, value) in rows {
                    page.push_str(&format!(
                        "<div><dt>{}</dt><dd>{}</dd></div>\n",
                        escape(name),
                        run(value)
                    ));
                }
                page.push_str("</dl>\n");
            }
            Part::Table(table) => self::table(page, words, key, table),
        }
    }
    page.push_str("</section>\n");
}

fn table(page: &mut String, words: Words, section: &str, table: &Table) {
    let key = table.key;
    let mut named_by = section.to_owned();
    if let Some(title) = &table.title {
        named_by = format!("table-{key}");
        page.push_str(&format!("<h3 id=\"{named_by}\">{}</h3>\n", escape(title)));
    }
    for line in &table.lead {
        let class = if line.tone == Tone::Note {
            " class=\"cite\""
        } else {
            ""
        };
        page.push_str(&format!("<p{class}>{}</p>\n", runs(line)));
    }
    if table.filtered {
        filter(page, words, table);
    }
    let slim = if table.columns.len() == 2 {
        " slim"
    } else {
        ""
    };
    page.push_str(&format!(
        "<div class=\"scroll{slim}\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{named_by}\">\n<table class=\"rules\" data-table=\"{key}\">\n<thead><tr>"
    ));
    for column in &table.columns {
        page.push_str(&format!("<th scope=\"col\">{}</th>", escape(column)));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        self::row(page, table, row);
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

fn row(page: &mut String, table: &Table, row: &Row) {
    page.push_str("<tr");
    if table.named {
        page.push_str(&format!(" id=\"{}\"", escape(&row.id)));
    }
    for (name, value) in &row.tags {
        page.push_str(&format!(" data-{name}=\"{}\"", escape(value)));
    }
    page.push('>');
    for (at, cell) in row.cells.iter().enumerate() {
        let mut says: String = cell.iter().map(line).collect();
        if at == 0 && table.named {
            says.push_str(&format!(
                "<small translate=\"no\">{}</small>",
                escape(&row.id)
            ));
        }
        if at == 0 {
            page.push_str(&format!("<th scope=\"row\">{says}</th>"));
        } else {
            let number = matches!(cell.as_slice(), [only] if is_number(only));
            let class = if number { " class=\"number\"" } else { "" };
            page.push_str(&format!("<td{class}>{says}</td>"));
        }
    }
    page.push_str("</tr>\n");
}

fn is_number(line: &Line) -> bool {
    let text = line.text();
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

fn line(line: &Line) -> String {
    let says = runs(line);
    match line.tone {
        Tone::Main => format!("<span class=\"said\">{says}</span>"),
        Tone::Note => format!("<span class=\"why\">{says}</span>"),
        Tone::Code => format!("<code>{says}</code>"),
        Tone::Severity(severity) => format!("<span class=\"sev {severity}\">{says}</span>"),
    }
}

fn runs(line: &Line) -> String {
    let runs: Vec<String> = line.runs.iter().map(run).collect();
    runs.join(" ")
}

fn run(run: &Run) -> String {
    match run {
        Run::Words(text) => escape(text),
        Run::Name(text) => {
            // An id or a citation is read as one word.
            let whole = if text.chars().count() <= WHOLE {
                " class=\"whole\""
            } else {
                ""
            };
            format!("<span{whole} translate=\"no\">{}</span>", escape(text))
        }
        Run::Content(text) => format!("<span lang=\"en\">{}</span>", escape(text)),
    }
}

/// A field for words and the choices of a table, with the count of rows. Hidden: without script the rows
/// are all there, and a filter would do nothing.
fn filter(page: &mut String, words: Words, table: &Table) {
    let key = table.key;
    let text = |name: &str| escape(&words.text(&format!("book.filter.{name}")));
    let label = text(key);
    let all = table.rows.len().to_string();
    let shown = format!("book.shown.{key}");
    let tally = |n: &str| escape(&words.fill(&shown, &[("n", n), ("all", &all)]));
    page.push_str(&format!(
        "<div class=\"filter\" role=\"search\" aria-label=\"{label}\" data-filter=\"{key}\" hidden>\n"
    ));
    page.push_str(&format!(
        "<div class=\"field\"><label for=\"words-{key}\">{}</label><input id=\"words-{key}\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"></div>\n",
        text("words")
    ));
    for select in &table.selects {
        let id = format!("{}-{key}", select.tag);
        page.push_str(&format!(
            "<div class=\"field\"><label for=\"{id}\">{}</label><select id=\"{id}\" data-tag=\"{}\"><option value=\"\">{}</option>",
            escape(&select.label),
            select.tag,
            text("any")
        ));
        for (value, words) in &select.options {
            page.push_str(&format!(
                "<option value=\"{}\">{}</option>",
                escape(value),
                escape(words)
            ));
        }
        page.push_str("</select></div>\n");
    }
    page.push_str(&format!(
        "<button type=\"button\">{}</button>\n<p class=\"meta\" role=\"status\" data-count=\"{}\">{}</p>\n</div>\n",
        text("clear"),
        tally("{n}"),
        tally(&all)
    ));
}
