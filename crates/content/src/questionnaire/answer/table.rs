//! Tables: typed columns.

use std::collections::BTreeSet;

use vendorward_core::questionnaire::{AnswerKind, Column, ColumnKind};

use super::{Attribute, label, parts};
use crate::{
    codes, read,
    source::{Report, quote},
};

pub(super) fn table(report: &mut Report<'_>, answer: &Attribute<'_>) -> Option<AnswerKind> {
    let pairs = parts(report, answer.parts);
    if pairs.is_empty() {
        report.add_help(
            codes::COLUMNS_MISSING,
            answer.value().range(),
            "a table needs columns",
            "nest them: `  - holds-phi: yes-no \"Holds PHI\"`",
        );
        return None;
    }
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    for pair in &pairs {
        let Some(column) = column(report, pair) else {
            continue;
        };
        if !seen.insert(column.id.clone()) {
            report.add(
                codes::COLUMN_DUPLICATE,
                pair.key().range(),
                format!("there are two columns `{}`", column.id),
            );
        }
        columns.push(column);
    }
    (columns.len() == pairs.len()).then_some(AnswerKind::Table { columns })
}

fn column(report: &mut Report<'_>, pair: &Attribute<'_>) -> Option<Column> {
    let id = read::id(report, pair.key(), "a column");
    let (kind, rest) = pair.value().first_word();
    let kind = read::word(
        report,
        kind,
        "the column",
        ColumnKind::WORDS,
        ColumnKind::parse,
    );
    let label = if rest.is_empty() {
        in_words(pair.key().text)
    } else {
        match label(rest) {
            Some((label, after)) if after.is_empty() => label.text.to_owned(),
            _ => {
                report.add_help(
                    codes::COLUMN_FORM,
                    rest.range(),
                    format!("{} is not a label", quote(rest.text)),
                    "one text in double quotes, as in `yes-no \"Holds PHI\"`",
                );
                return None;
            }
        }
    };
    Some(Column {
        id: id?,
        label,
        kind: kind?,
    })
}

/// `holds-phi` as "Holds phi".
fn in_words(id: &str) -> String {
    let spaced = id.replace(['-', '.'], " ");
    let mut chars = spaced.chars();
    match chars.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + chars.as_str(),
        None => spaced,
    }
}
