//! Reading what people send: answers as CSV or JSON, SOC 2 metadata as JSON, TOML or CSV, its controls as rows
//! of a spreadsheet.

mod controls;

use std::collections::BTreeMap;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value as Json};
use toml::de::{DeTable, DeValue};
use vendorward_core::{
    Id,
    assessment::{Answer, AnswerState, Value},
    diagnostic::{At, Diagnostic, Span},
    questionnaire::AnswerKind,
    soc2::{Report, ReportRecord},
};

pub use self::controls::{ReadControl, ReadControls, controls};
use crate::{Reply, json, set::Set};

/// What a file is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Toml,
    Csv,
}

fn form(file: &str) -> Result<Form, Diagnostic> {
    let extension = file
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => Ok(Form::Json),
        Some("toml") => Ok(Form::Toml),
        Some("csv" | "tsv") => Ok(Form::Csv),
        _ => Err(Diagnostic::error(
            "unknown-file-type",
            format!("`{file}` is none of `.json`, `.toml` and `.csv`"),
        )),
    }
}

/// Reads answers. CSV has a header with `question` and `answer`, and may have `text`, `by` and `on`;
/// JSON is a list of answers as in a package, or a whole package.
///
/// Values are read by the question's kind: `Yes`, `no`, `N/A`, `don't know`, option ids or labels,
/// numbers, dates. Answers to questions that are not loaded are kept and named in a warning.
#[must_use]
pub fn answers(set: &Set, file: &str, bytes: &[u8]) -> Reply<Vec<Answer>> {
    let read = form(file).and_then(|form| json::text(bytes).map(|text| (form, text)));
    let reply = match read {
        Err(diagnostic) => Reply::failed(diagnostic),
        Ok((Form::Csv, text)) => answers_csv(set, text),
        Ok((Form::Json, text)) => answers_json(text, bytes),
        Ok((Form::Toml, _)) => Reply::failed(
            Diagnostic::error("unknown-file-type", "answers come as CSV or JSON")
                .help("export the sheet as CSV"),
        ),
    };
    reply.of_source(file)
}

fn answers_json(text: &str, bytes: &[u8]) -> Reply<Vec<Answer>> {
    if let Err(diagnostic) = json::depth(text) {
        return Reply::failed(diagnostic);
    }
    if text.trim_start().starts_with('{') {
        return crate::package::read(bytes).map(|package| package.assessment.answers);
    }
    let items: Vec<&serde_json::value::RawValue> = match serde_json::from_str(text) {
        Ok(items) => items,
        Err(error) => return Reply::failed(json::malformed(&error)),
    };
    let mut reply = Reply::of(Vec::new());
    for (at, item) in items.into_iter().enumerate() {
        match json::record::<Answer>(item, &format!("/{at}")) {
            Ok(read) => reply.value.get_or_insert_default().push(read.value),
            Err(diagnostic) => reply.diagnostics.push(diagnostic),
        }
    }
    reply
}

/// The delimiter of the first line: the most frequent of comma, semicolon and tab outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.lines().next().unwrap_or_default().bytes() {
        quoted ^= byte == b'"';
        for (candidate, count) in &mut counts {
            *count += usize::from(!quoted && byte == *candidate);
        }
    }
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(candidate, _)| candidate)
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
}

fn on_line(line: u64) -> At {
    At::Span(Span {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: 1,
        end: 1,
    })
}

/// The column of the first of these names.
fn column(header: &csv::StringRecord, names: &[&str]) -> Option<usize> {
    header
        .iter()
        .position(|cell| names.iter().any(|name| cell.eq_ignore_ascii_case(name)))
}

fn answers_csv(set: &Set, text: &str) -> Reply<Vec<Answer>> {
    let mut reader = reader(text);
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return Reply::failed(Diagnostic::error("not-csv", error.to_string())),
    };
    let (Some(question), Some(answer)) = (
        column(&header, &["question", "id", "question id"]),
        column(&header, &["answer", "value", "response"]),
    ) else {
        let found = header
            .iter()
            .map(|cell| format!("`{cell}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let message =
            format!("the first row has no columns `question` and `answer`; it has {found}");
        return Reply::failed(Diagnostic::error("missing-column", message).at(on_line(1)));
    };
    let others = ["text", "by", "on"].map(|name| column(&header, &[name]));
    let comment =
        others[0].or_else(|| column(&header, &["comment", "comments", "notes", "reason"]));
    let mut reply = Reply::of(Vec::new());
    for (row, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(row as u64 + 2, csv::Position::line);
                reply
                    .diagnostics
                    .push(Diagnostic::error("not-csv", error.to_string()).at(on_line(line)));
                continue;
            }
        };
        let line = record
            .position()
            .map_or(row as u64 + 2, csv::Position::line);
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default();
        if record.iter().all(str::is_empty) {
            continue;
        }
        match csv_answer(
            set,
            cell(Some(question)),
            cell(Some(answer)),
            cell(comment),
            cell(others[1]),
            cell(others[2]),
        ) {
            Ok((one, warning)) => {
                reply
                    .diagnostics
                    .extend(warning.map(|warning| warning.at(on_line(line))));
                reply.value.get_or_insert_default().push(one);
            }
            Err(diagnostic) => reply.diagnostics.push(diagnostic.at(on_line(line))),
        }
    }
    reply
}

fn csv_answer(
    set: &Set,
    question: &str,
    answer: &str,
    text: &str,
    by: &str,
    on: &str,
) -> Result<(Answer, Option<Diagnostic>), Diagnostic> {
    let id = Id::new(&question.to_ascii_lowercase())
        .map_err(|error| Diagnostic::error("invalid-id", format!("`{question}` is {error}")))?;
    let on = match on {
        "" => None,
        on => Some(
            vendorward_core::Date::parse(on)
                .map_err(|error| Diagnostic::error("invalid-date", format!("`{on}` is {error}")))?,
        ),
    };
    let mut one = Answer {
        text: text.to_owned(),
        by: by.to_owned(),
        on,
        ..Answer::blank(id.clone())
    };
    one.state = state(answer);
    let Some(entry) = set.compiled.find(&id).and_then(|at| set.compiled.entry(at)) else {
        if one.state == AnswerState::Answered && !answer.is_empty() {
            one.value = Some(Value::Text(answer.to_owned()));
        }
        let message = format!("no loaded questionnaire asks `{id}`; the answer is kept");
        return Ok((one, Some(Diagnostic::warning("unknown-question", message))));
    };
    if one.state != AnswerState::Answered || answer.is_empty() {
        return Ok((one, None));
    }
    match value(&entry.question.answer, answer) {
        Some(read) => {
            one.value = Some(read);
            Ok((one, None))
        }
        None => {
            one.value = Some(Value::Text(answer.to_owned()));
            let message = format!(
                "`{answer}` is no answer that `{id}` allows; it is kept and counts as unknown"
            );
            Ok((one, Some(Diagnostic::warning("invalid-answer", message))))
        }
    }
}

/// The four things that are not values.
fn state(answer: &str) -> AnswerState {
    match answer.to_lowercase().replace('’', "'").as_str() {
        "n/a" | "na" | "not applicable" | "not-applicable" => AnswerState::NotApplicable,
        "don't know" | "dont know" | "dont-know" | "unknown" => AnswerState::DontKnow,
        "refused" | "declined" => AnswerState::Refused,
        _ => AnswerState::Answered,
    }
}

fn value(kind: &AnswerKind, answer: &str) -> Option<Value> {
    let lower = answer.to_lowercase();
    match kind {
        AnswerKind::YesNo { .. } | AnswerKind::YesNoPartial { .. } => {
            let word = match lower.as_str() {
                "yes" | "y" | "true" => "yes",
                "no" | "n" | "false" => "no",
                "partial" | "partially" | "partly"
                    if matches!(kind, AnswerKind::YesNoPartial { .. }) =>
                {
                    "partial"
                }
                _ => return None,
            };
            Some(Value::Text(word.to_owned()))
        }
        AnswerKind::Choice { options } => {
            let chosen = options.iter().find(|option| {
                option.id.as_str() == lower || option.label.to_lowercase() == lower
            })?;
            Some(Value::Text(chosen.id.to_string()))
        }
        AnswerKind::Choices { options } => answer
            .split(';')
            .map(|part| part.trim().to_lowercase())
            .filter(|part| !part.is_empty())
            .map(|part| {
                let found = options.iter().find(|option| {
                    option.id.as_str() == part || option.label.to_lowercase() == part
                });
                found.map(|option| option.id.to_string())
            })
            .collect::<Option<Vec<_>>>()
            .map(Value::Options),
        AnswerKind::Number { .. } => answer.parse().ok().map(Value::Number),
        AnswerKind::Date { .. } => vendorward_core::Date::parse(answer)
            .ok()
            .map(|date| Value::Text(date.to_string())),
        AnswerKind::Text => Some(Value::Text(answer.to_owned())),
        AnswerKind::Table { .. } => None,
    }
}

/// Reads the metadata of one report. JSON and TOML hold one record; CSV holds a header row and one row,
/// or two columns `field` and `value`. Lists are separated by semicolons in CSV.
#[must_use]
pub fn report(file: &str, bytes: &[u8]) -> Reply<Report> {
    let read = form(file).and_then(|form| json::text(bytes).map(|text| (form, text)));
    let reply = match read {
        Err(diagnostic) => Reply::failed(diagnostic),
        Ok((Form::Json, text)) => match json::depth(text)
            .and_then(|()| serde_json::from_str(text).map_err(|e| json::malformed(&e)))
        {
            Ok(value) => report_of(value),
            Err(diagnostic) => Reply::failed(diagnostic),
        },
        Ok((Form::Toml, text)) => match DeTable::parse(text) {
            Ok(table) => report_of(json_of_table(table.get_ref())),
            Err(error) => Reply::failed(not_toml(text, &error)),
        },
        Ok((Form::Csv, text)) => match report_csv(text) {
            Ok(value) => report_of(value),
            Err(diagnostic) => Reply::failed(diagnostic),
        },
    };
    reply.of_source(file)
}

fn json_of_table(table: &DeTable<'_>) -> Json {
    let mut members = Map::new();
    for (key, value) in table.iter() {
        members.insert(key.get_ref().to_string(), json_of(value.get_ref()));
    }
    Json::Object(members)
}

fn json_of(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => Json::String(text.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Json::Null, Json::from)
        }
        // No field of a report takes one; what JSON cannot write is null.
        DeValue::Float(number) => {
            serde_json::from_str(number.as_str().trim_start_matches('+')).unwrap_or_default()
        }
        DeValue::Boolean(value) => Json::Bool(*value),
        // A day without quotes is meant as the same day in quotes.
        DeValue::Datetime(date) => Json::String(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json_of(item.get_ref())).collect(),
        DeValue::Table(table) => json_of_table(table),
    }
}

fn not_toml(text: &str, error: &toml::de::Error) -> Diagnostic {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let message = error.message().trim().trim_end_matches('.').to_owned();
    Diagnostic::error("not-toml", format!("not TOML: {message}")).at(At::Span(Span {
        line: number(line),
        column: number(column),
        end: number(column),
    }))
}

fn report_of(value: Json) -> Reply<Report> {
    // Through text, so that problems have pointers and unknown fields are seen.
    let text = value.to_string();
    let Ok(raw) = serde_json::from_str::<&serde_json::value::RawValue>(&text) else {
        return Reply::failed(Diagnostic::error("invalid-field", "expected a record"));
    };
    read_as::<ReportRecord>(raw).and_then_reply(|record| {
        Report::try_from(record).map_err(|error| {
            let pointer = format!("/{}", error.field());
            Diagnostic::error("impossible-report", error.to_string()).at(At::Pointer { pointer })
        })
    })
}

fn read_as<T: DeserializeOwned + Serialize>(raw: &serde_json::value::RawValue) -> Reply<T> {
    match json::record::<T>(raw, "") {
        Ok(read) => Reply {
            value: Some(read.value),
            diagnostics: read
                .unknown
                .into_iter()
                .map(|(pointer, _)| {
                    let name = pointer.rsplit('/').next().unwrap_or_default().to_owned();
                    Diagnostic::warning("unknown-field", format!("`{name}` is not known here"))
                        .at(At::Pointer { pointer })
                })
                .collect(),
        },
        Err(diagnostic) => Reply::failed(diagnostic),
    }
}

impl<T> Reply<T> {
    /// Another value made of this one, or the problem that prevents it.
    fn and_then_reply<U>(mut self, make: impl FnOnce(T) -> Result<U, Diagnostic>) -> Reply<U> {
        match self.value.map(make) {
            Some(Ok(value)) => Reply {
                value: Some(value),
                diagnostics: self.diagnostics,
            },
            Some(Err(diagnostic)) => {
                self.diagnostics.push(diagnostic);
                Reply {
                    value: None,
                    diagnostics: self.diagnostics,
                }
            }
            None => Reply {
                value: None,
                diagnostics: self.diagnostics,
            },
        }
    }
}

/// Fields that hold lists, and those that hold lists of records.
const LISTS: &[&str] = &[
    "products_in_scope",
    "products_excluded",
    "locations",
    "categories",
    "qualified_criteria",
];

fn report_csv(text: &str) -> Result<Json, Diagnostic> {
    let mut reader = reader(text);
    let header = reader
        .headers()
        .map_err(|error| Diagnostic::error("not-csv", error.to_string()))?
        .clone();
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    let tall = column(&header, &["field"]) == Some(0) && column(&header, &["value"]) == Some(1);
    let mut rows = 0_u64;
    for record in reader.records() {
        let record = record.map_err(|error| Diagnostic::error("not-csv", error.to_string()))?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        rows += 1;
        if tall {
            fields.insert(
                record.get(0).unwrap_or_default().to_owned(),
                record.get(1).unwrap_or_default().to_owned(),
            );
        } else if rows > 1 {
            let line = record.position().map_or(rows + 1, csv::Position::line);
            return Err(Diagnostic::error(
                "too-many-rows",
                "one file holds one report; there is a second row",
            )
            .at(on_line(line)));
        } else {
            fields.extend(
                header
                    .iter()
                    .map(str::to_owned)
                    .zip(record.iter().map(str::to_owned)),
            );
        }
    }
    if rows == 0 {
        return Err(
            Diagnostic::error("empty-file", "the file has a header and no row").at(on_line(2)),
        );
    }
    let mut object = Map::new();
    let mut auditor = Map::new();
    for (field, cell) in fields.into_iter().filter(|(_, cell)| !cell.is_empty()) {
        match field.as_str() {
            "auditor" | "auditor_firm" => {
                drop(auditor.insert("firm".to_owned(), Json::String(cell)))
            }
            "auditor_licensed" => {
                let licensed = matches!(cell.to_lowercase().as_str(), "yes" | "true");
                auditor.insert("licensed".to_owned(), Json::Bool(licensed));
            }
            list if LISTS.contains(&list) => {
                let items = cell
                    .split(';')
                    .map(str::trim)
                    .filter(|item| !item.is_empty());
                object.insert(
                    field,
                    items.map(|item| Json::String(item.to_owned())).collect(),
                );
            }
            _ => drop(object.insert(field, Json::String(cell))),
        }
    }
    if !auditor.is_empty() {
        object.insert("auditor".to_owned(), Json::Object(auditor));
    }
    Ok(Json::Object(object))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set() -> Set {
        Set::standard().value.unwrap()
    }

    #[test]
    fn semicolons_and_spellings() {
        let text =
            "\u{feff}Question;Answer;Comment\nra-01;Yes;\nEN-01;n/a;no storage\nzz-99;yes;\n;;\n";
        let reply = answers(&set(), "a.csv", text.as_bytes());
        let answers = reply.value.unwrap();
        assert_eq!(answers.len(), 3);
        assert_eq!(answers[0].value, Some(Value::Text("yes".to_owned())));
        assert_eq!(
            (answers[1].state, answers[1].text.as_str()),
            (AnswerState::NotApplicable, "no storage")
        );
        let codes: Vec<_> = reply.diagnostics.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["unknown-question"]);
        assert_eq!(reply.diagnostics[0].at, Some(on_line(4)));
    }

    #[test]
    fn a_report_in_three_forms_is_the_same() {
        let json = r#"{"id":"r","report_kind":"soc2-type2","products_in_scope":["A","B"],"categories":["security"],"period_start":"2025-01-01","period_end":"2025-12-31","opinion_overall":"unqualified","auditor":{"firm":"X LLP","licensed":true}}"#;
        let toml = "id = \"r\"\nreport_kind = \"soc2-type2\"\nproducts_in_scope = [\"A\", \"B\"]\ncategories = [\"security\"]\nperiod_start = 2025-01-01\nperiod_end = \"2025-12-31\"\nopinion_overall = \"unqualified\"\n[auditor]\nfirm = \"X LLP\"\nlicensed = true\n";
        let wide = "id,report_kind,products_in_scope,categories,period_start,period_end,opinion_overall,auditor_firm,auditor_licensed\nr,soc2-type2,A;B,security,2025-01-01,2025-12-31,unqualified,X LLP,yes\n";
        let tall = "field,value\nid,r\nreport_kind,soc2-type2\nproducts_in_scope,A;B\ncategories,security\nperiod_start,2025-01-01\nperiod_end,2025-12-31\nopinion_overall,unqualified\nauditor,X LLP\nauditor_licensed,yes\n";
        let read = |file: &str, text: &str| report(file, text.as_bytes()).value.unwrap();
        let first = read("r.json", json);
        for (file, text) in [("r.toml", toml), ("r.csv", wide), ("t.csv", tall)] {
            assert_eq!(read(file, text), first, "{file}");
        }
    }

    #[test]
    fn impossible_reports_are_refused_with_their_field() {
        let refuse = |text: &str| report("r.json", text.as_bytes()).diagnostics.pop().unwrap();
        let backwards = refuse(
            r#"{"id":"r","report_kind":"soc2-type2","period_start":"2026-02-01","period_end":"2026-01-01"}"#,
        );
        assert_eq!(
            (backwards.code, backwards.at),
            (
                "impossible-report",
                Some(At::Pointer {
                    pointer: "/period_end".to_owned()
                })
            )
        );
        let day = refuse(r#"{"id":"r","report_kind":"soc2-type1","as_of_date":"2026-02-31"}"#);
        assert_eq!(
            (day.code, day.at),
            (
                "invalid-field",
                Some(At::Pointer {
                    pointer: "/as_of_date".to_owned()
                })
            )
        );
        assert_eq!(report("r.toml", b"id = ").diagnostics[0].code, "not-toml");
        assert_eq!(
            report("r.pdf", b"").diagnostics[0].code,
            "unknown-file-type"
        );
    }
}
