//! Front matter: TOML between two lines `+++`.

use std::ops::Range;

use vendorward_core::{
    Id,
    questionnaire::{Audience, Questionnaire, Section},
};

use crate::{
    codes,
    parsed::Placed,
    source::Report,
    tomls::{self, Table, TomlReader},
};

const KEYS: &[&str] = &["id", "version", "title", "audience", "license", "source"];

/// What the front matter says; what is wrong or missing is absent.
#[derive(Default)]
pub(super) struct Front {
    pub(super) id: Option<Placed<Id>>,
    version: Option<String>,
    title: Option<String>,
    pub(super) audience: Option<Audience>,
    license: Option<String>,
    source: Option<String>,
}

impl Front {
    pub(super) fn into_questionnaire(self, sections: Vec<Section>) -> Option<Questionnaire> {
        Some(Questionnaire {
            id: self.id?.value,
            version: self.version?,
            title: self.title?,
            audience: self.audience?,
            license: self.license?,
            source: self.source?,
            sections,
        })
    }
}

/// Reads the front matter. Gives it with the offset at which the Markdown starts.
pub(super) fn read(report: &mut Report<'_>) -> (Front, usize) {
    let text = report.source.text();
    let mut lines = lines(text);
    let first = lines.next().unwrap_or_default();
    let mark = text.get(first.clone()).unwrap_or_default().trim_end();
    let mark_range = first.start..first.start + mark.len();
    if mark != "+++" {
        let help = if mark == "---" {
            "front matter stands between two lines `+++`; `---` is for YAML, which is not read"
        } else {
            "start with a line `+++`, then id, version, title, audience, license and source, then `+++`"
        };
        report.add_help(
            codes::FRONT_MISSING,
            mark_range,
            "the file does not start with front matter",
            help,
        );
        let body = if mark == "---" {
            skip_yaml(text, &mut lines)
        } else {
            0
        };
        return (Front::default(), body);
    }
    let start = text.len().min(first.end + 1);
    let close = lines.find(|line| {
        text.get(line.clone())
            .is_some_and(|line| line.trim_end() == "+++")
    });
    let Some(close) = close else {
        report.add_help(
            codes::FRONT_UNCLOSED,
            mark_range.clone(),
            "the front matter has no closing line",
            "end it with a line `+++`",
        );
        let body = first_heading(text, start);
        return (matter(report, start..body, mark_range), body);
    };
    let body = text.len().min(close.end + 1);
    (matter(report, start..close.start, mark_range), body)
}

/// Where a heading follows an empty line: there the front matter was probably meant to end.
fn first_heading(text: &str, start: usize) -> usize {
    let mut empty = false;
    for line in lines(text).filter(|line| line.start >= start) {
        let own = text.get(line.clone()).unwrap_or_default().trim_end();
        if empty && own.starts_with("# ") {
            return line.start;
        }
        empty = own.is_empty();
    }
    text.len()
}

/// Reads the TOML in a range of the file.
fn matter(report: &mut Report<'_>, range: Range<usize>, mark: Range<usize>) -> Front {
    let start = range.start;
    let inner = report.source.text().get(range).unwrap_or_default();
    let Some(table) = tomls::parse(report, inner, start) else {
        return Front::default();
    };
    let mut reader = TomlReader::new(report, start);
    let mut table = Table::whole(table.get_ref(), mark, "the front matter");
    reader.known(&mut table, KEYS);
    let id: Option<Id> = reader.field(&table, "id");
    let id_place = table
        .map
        .get("id")
        .map_or(0..0, |value| reader.place(value.span()));
    Front {
        version: tomls::version(&mut reader, &table),
        title: reader.field(&table, "title"),
        audience: reader.field(&table, "audience"),
        license: reader.field(&table, "license"),
        source: reader.field(&table, "source"),
        id: id.map(|value| Placed {
            value,
            at: report.span(id_place),
        }),
    }
}

/// Where the Markdown starts behind YAML front matter, so that the rest is still checked.
fn skip_yaml(text: &str, lines: &mut impl Iterator<Item = Range<usize>>) -> usize {
    lines
        .find(|line| {
            text.get(line.clone())
                .is_some_and(|line| line.trim_end() == "---")
        })
        .map_or(0, |line| text.len().min(line.end + 1))
}

/// The range of each line, without its end.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    })
}
