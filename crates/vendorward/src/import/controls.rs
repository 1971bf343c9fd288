//! Controls of a report as rows from a spreadsheet: what people copy out of a report's tables.
//!
//! Every line is read, or named with what was expected in it; nothing is added by itself.

use std::cmp::Reverse;

use vendorward_core::{
    criteria::Criteria,
    diagnostic::Diagnostic,
    soc2::{Category, ControlResult, ReportControl, ReportException, ReportRecord},
};

use super::on_line;
use crate::Reply;

/// How auditors and spreadsheets write a result, and whether more words may follow. After “no exceptions
/// noted” none may: they could take it back.
const RESULTS: &[(&str, ControlResult, Rest)] = &[
    ("tested", ControlResult::Tested, Rest::None),
    ("tested no exception", ControlResult::Tested, Rest::None),
    ("tested no exceptions", ControlResult::Tested, Rest::None),
    ("no exception", ControlResult::Tested, Rest::None),
    ("no exceptions", ControlResult::Tested, Rest::None),
    ("no exception noted", ControlResult::Tested, Rest::None),
    ("no exceptions noted", ControlResult::Tested, Rest::None),
    (
        "no exceptions were noted",
        ControlResult::Tested,
        Rest::None,
    ),
    ("no exceptions found", ControlResult::Tested, Rest::None),
    (
        "no exceptions identified",
        ControlResult::Tested,
        Rest::None,
    ),
    (
        "no relevant exceptions noted",
        ControlResult::Tested,
        Rest::None,
    ),
    ("no deviation noted", ControlResult::Tested, Rest::None),
    ("no deviations noted", ControlResult::Tested, Rest::None),
    ("exceptions none", ControlResult::Tested, Rest::None),
    ("exceptions noted none", ControlResult::Tested, Rest::None),
    ("without exception", ControlResult::Tested, Rest::None),
    ("none noted", ControlResult::Tested, Rest::None),
    ("pass", ControlResult::Tested, Rest::None),
    ("passed", ControlResult::Tested, Rest::None),
    ("exception", ControlResult::Exception, Rest::Apart),
    ("exceptions", ControlResult::Exception, Rest::Apart),
    ("exception noted", ControlResult::Exception, Rest::Any),
    ("exceptions noted", ControlResult::Exception, Rest::Any),
    ("exceptions were noted", ControlResult::Exception, Rest::Any),
    ("exception identified", ControlResult::Exception, Rest::Any),
    ("with exception", ControlResult::Exception, Rest::Any),
    ("deviation noted", ControlResult::Exception, Rest::Any),
    ("deviations noted", ControlResult::Exception, Rest::Any),
    ("deviation", ControlResult::Exception, Rest::Apart),
    ("fail", ControlResult::Exception, Rest::Apart),
    ("failed", ControlResult::Exception, Rest::Apart),
    ("no events", ControlResult::NoEvents, Rest::Any),
    ("no event", ControlResult::NoEvents, Rest::Any),
    ("no occurrence", ControlResult::NoEvents, Rest::Any),
    ("no occurrences", ControlResult::NoEvents, Rest::Any),
    ("did not occur", ControlResult::NoEvents, Rest::Any),
    ("did not operate", ControlResult::NoEvents, Rest::Any),
    ("not tested", ControlResult::NoEvents, Rest::Any),
    ("unable to test", ControlResult::NoEvents, Rest::Any),
    ("carved out", ControlResult::CarvedOut, Rest::Any),
    ("carve out", ControlResult::CarvedOut, Rest::Any),
    (
        "subservice organization",
        ControlResult::CarvedOut,
        Rest::Any,
    ),
    (
        "subservice organisation",
        ControlResult::CarvedOut,
        Rest::Any,
    ),
];

/// What may follow the words of a result.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// Nothing.
    None,
    /// Anything after a colon, a point or another mark.
    Apart,
    /// Anything.
    Any,
}

/// What is expected where a result should be.
const EXPECTED: &str = "expected `no exceptions noted`, `exception noted`, `no occurrence` or `not tested`, or `carved out`";

const ID: &[&str] = &[
    "id",
    "control",
    "control id",
    "control no",
    "control number",
    "control ref",
    "control reference",
    "ref",
    "no",
];
const CRITERIA: &[&str] = &[
    "criteria",
    "criterion",
    "tsc",
    "tsc criteria",
    "tsc reference",
    "trust services criteria",
];
const RESULT: &[&str] = &[
    "result",
    "results",
    "test result",
    "test results",
    "result of test",
    "results of test",
    "results of tests",
    "results of testing",
    "conclusion",
];
const TEXT: &[&str] = &[
    "description",
    "exception",
    "exceptions",
    "details",
    "finding",
    "comment",
    "comments",
];
const PHI: &[&str] = &["phi", "ephi"];

/// A control as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadControl {
    /// The lines that name it, from 1.
    pub lines: Vec<u32>,
    /// The control.
    pub control: ReportControl,
    /// What is said of its exception, if anything is.
    pub exception: Option<ReportException>,
}

/// What was read, and what is left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadControls {
    /// In the order of their first lines.
    pub controls: Vec<ReadControl>,
    /// The lines that could not be read, as they stand, under the row of names if there is one; empty if every
    /// line was.
    pub rest: String,
}

/// Reads controls from rows of a spreadsheet (tabs) or of a CSV file, with or without a row of names: id,
/// criteria, result and, of exceptions, a description and whether PHI is touched. A control that several lines
/// name with one result is one control with all their criteria.
///
/// A control that the report lists already is named in an error: two results of one control are for a person to
/// settle.
#[must_use]
pub fn controls(text: &str, report: &ReportRecord) -> Reply<ReadControls> {
    let ways = [b'\t', b',', b';'].map(|delimiter| [(delimiter, true), (delimiter, false)]);
    // What a cell holds is not known beforehand: the way that makes sense of most lines is meant.
    let read = ways
        .into_iter()
        .flatten()
        .map(|way| Reading::of(text, way, report))
        .reduce(|best, next| {
            if next.worth() > best.worth() {
                next
            } else {
                best
            }
        });
    read.map_or_else(|| Reply::of(ReadControls::default()), Reading::reply)
}

/// One way of reading the text.
#[derive(Default)]
struct Reading {
    columns: Option<Columns>,
    read: Vec<ReadControl>,
    understood: usize,
    cells: usize,
    faults: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    rest: String,
    header: String,
    /// Lines with words that are not kept, and the first such words.
    lost: Vec<(u32, String)>,
}

impl Reading {
    fn of(text: &str, (delimiter, quoting): (u8, bool), report: &ReportRecord) -> Self {
        let mut reading = Self::default();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(quoting)
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let (mut start, mut line) = (0, 1);
        // Text is UTF-8 and rows may differ in length: nothing else can go wrong in a row.
        while reader.read_record(&mut record).unwrap_or_default() {
            let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            let raw = text.get(start..end).unwrap_or_default();
            let body = raw.trim_start_matches(['\r', '\n']);
            // Empty lines before a row are read with it.
            let first = line + breaks(raw) - breaks(body);
            reading.row(&record, first, body, report);
            line += breaks(raw);
            start = end;
        }
        reading
    }

    /// What makes a way of reading better than another: lines it makes sense of, few that it does not, and cells
    /// it sees.
    fn worth(&self) -> (usize, Reverse<usize>, usize) {
        (self.understood, Reverse(self.faults.len()), self.cells)
    }

    fn row(&mut self, record: &csv::StringRecord, line: u32, raw: &str, report: &ReportRecord) {
        if record.iter().all(str::is_empty) {
            return;
        }
        self.cells += record.len();
        if self.columns.is_none()
            && self.read.is_empty()
            && let Some(columns) = Columns::of(record)
        {
            let unknown = columns.unknown(record);
            if !unknown.is_empty() {
                let message = format!(
                    "not kept: {}; a control has an id, criteria and a result",
                    quoted(&unknown)
                );
                self.warnings
                    .push(Diagnostic::warning("unknown-column", message).at(on_line(line.into())));
            }
            raw.clone_into(&mut self.header);
            self.columns = Some(columns);
            return;
        }
        let parts = match &self.columns {
            Some(columns) => columns.parts(record),
            None => by_place(record),
        };
        match self.add(parts, line, report) {
            Ok(()) => self.understood += 1,
            Err(problem) => {
                self.faults.push(problem.at(on_line(line.into())));
                self.rest.push_str(raw);
                if !raw.ends_with(['\r', '\n']) {
                    self.rest.push('\n');
                }
            }
        }
    }

    fn add(
        &mut self,
        parts: Parts<'_>,
        line: u32,
        report: &ReportRecord,
    ) -> Result<(), Diagnostic> {
        // Quotes are marks of the file, also where they do not pair.
        let id = parts.id.trim_matches('"').split_whitespace();
        let id = id.collect::<Vec<_>>().join(" ");
        if id.is_empty() {
            return Err(Diagnostic::error("missing-id", "no control is named")
                .help("expected its id, as the report writes it, in the first column"));
        }
        let (result, said) = read_result(parts.result)?;
        if let Some(known) = report.controls.iter().find(|one| one.id == id) {
            let message = format!(
                "the report has a control `{id}` already, as `{}`",
                known.result
            );
            return Err(Diagnostic::error("known-control", message)
                .help("change it there, or remove it and add this line"));
        }
        let warn = |code, message| Diagnostic::warning(code, message).at(on_line(line.into()));
        let unknown: Vec<&str> = parts
            .criteria
            .iter()
            .filter(|one| Criteria::of(one).is_empty())
            .map(String::as_str)
            .collect();
        if !unknown.is_empty() {
            let message = format!(
                "{} is none of the Trust Services Criteria; it is kept",
                quoted(&unknown)
            );
            self.warnings.push(warn("unknown-criterion", message));
        }
        let mut lost = parts.lost;
        let exception = if result == ControlResult::Exception {
            let phi = match yes_or_no(parts.phi) {
                Ok(phi) => phi,
                Err(()) => {
                    let message = format!(
                        "`{}` is neither `yes` nor `no`; whether PHI is touched stays unknown",
                        parts.phi
                    );
                    self.warnings.push(warn("invalid-value", message));
                    None
                }
            };
            let text = [said, parts.text];
            let text = text.into_iter().filter(|part| !part.is_empty());
            let new = exception(&id, &text.collect::<Vec<_>>().join(" "), phi);
            let on_file = report.exceptions.iter().any(|one| one.control == id);
            if on_file && new.is_some() {
                let message = format!(
                    "the report has an exception of `{id}` already; what this line says of it is not kept"
                );
                self.warnings.push(warn("known-exception", message));
            }
            new.filter(|_| !on_file)
        } else {
            lost.extend([said, parts.text, parts.phi]);
            None
        };
        if let Some(words) = lost.into_iter().find(|words| !words.is_empty()) {
            self.lost.push((line, words.to_owned()));
        }
        let read = ReadControl {
            lines: vec![line],
            control: ReportControl {
                id,
                criteria: parts.criteria,
                result,
            },
            exception,
        };
        if let Some(problem) = self.put(read) {
            self.warnings.push(problem.at(on_line(line.into())));
        }
        Ok(())
    }

    /// Puts a control beside the others, or together with a line that says the same of it.
    fn put(&mut self, new: ReadControl) -> Option<Diagnostic> {
        let same = |one: &&mut ReadControl| one.control.id == new.control.id;
        let mut named = self.read.iter_mut().filter(same).peekable();
        let other = named
            .peek()
            .map(|one| (one.lines.clone(), one.control.result));
        let Some(known) = named.find(|one| one.control.result == new.control.result) else {
            let problem = other.map(|(lines, result)| {
                let at = lines.first().copied().unwrap_or_default();
                let message = format!(
                    "`{}` is `{result}` on line {at} and `{}` here; both are kept, and the worse counts",
                    new.control.id, new.control.result
                );
                Diagnostic::warning("differing-result", message)
            });
            self.read.push(new);
            return problem;
        };
        known.lines.extend(new.lines);
        for criterion in new.control.criteria {
            if !known.control.criteria.contains(&criterion) {
                known.control.criteria.push(criterion);
            }
        }
        match (&mut known.exception, new.exception) {
            (None, new) => known.exception = new,
            (Some(known), Some(new)) => {
                if !known.text.contains(&new.text) {
                    known.text = format!("{} {}", known.text, new.text).trim().to_owned();
                }
                // What may touch PHI does until somebody knows better.
                known.phi = match (known.phi, new.phi) {
                    (Some(true), _) | (_, Some(true)) => Some(true),
                    (known, new) => known.or(new),
                };
            }
            (Some(_), None) => {}
        }
        None
    }

    fn reply(mut self) -> Reply<ReadControls> {
        if let Some((line, words)) = self.lost.first() {
            let message = match self.lost.len() {
                1 => format!("`{words}` is not kept"),
                n => format!(
                    "`{words}` is not kept, nor what stands there on {} more lines",
                    n - 1
                ),
            };
            let problem = Diagnostic::warning("not-kept", message)
                .help("only an exception has a description, and a word on PHI")
                .at(on_line((*line).into()));
            self.warnings.push(problem);
        }
        // Faults first: they are what somebody has to do something about.
        self.faults.append(&mut self.warnings);
        let rest = if self.rest.is_empty() {
            self.rest
        } else {
            self.header + &self.rest
        };
        Reply {
            value: Some(ReadControls {
                controls: self.read,
                rest,
            }),
            diagnostics: self.faults,
        }
    }
}

fn breaks(text: &str) -> u32 {
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX)
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

/// What an exception record says of a control; nothing if nothing is said.
fn exception(control: &str, text: &str, phi: Option<bool>) -> Option<ReportException> {
    (!text.is_empty() || phi.is_some()).then(|| ReportException {
        control: control.to_owned(),
        criteria: Vec::new(),
        text: text.to_owned(),
        failed: None,
        sample: None,
        phi,
        response: String::new(),
        remediation: None,
        page: None,
    })
}

/// The cells of a row by what they are.
#[derive(Default)]
struct Parts<'a> {
    id: &'a str,
    criteria: Vec<String>,
    result: &'a str,
    text: &'a str,
    phi: &'a str,
    /// What has no place.
    lost: Vec<&'a str>,
}

/// Which column is what, by the row of names.
struct Columns {
    id: usize,
    result: usize,
    criteria: Option<usize>,
    text: Option<usize>,
    phi: Option<usize>,
    /// How many there are: those that have no place are named once, cells beyond them by their line.
    width: usize,
}

impl Columns {
    /// The columns that a first row names; none if it is no row of names.
    fn of(row: &csv::StringRecord) -> Option<Self> {
        let names: Vec<String> = row.iter().map(spoken).collect();
        let named = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        Some(Self {
            id: named(ID)?,
            result: named(RESULT)?,
            criteria: named(CRITERIA),
            text: named(TEXT),
            phi: named(PHI),
            width: names.len(),
        })
    }

    fn has(&self, at: usize) -> bool {
        [
            Some(self.id),
            Some(self.result),
            self.criteria,
            self.text,
            self.phi,
        ]
        .contains(&Some(at))
    }

    /// Names of columns that are none of these.
    fn unknown<'a>(&self, row: &'a csv::StringRecord) -> Vec<&'a str> {
        let cells = row.iter().enumerate();
        cells
            .filter(|(at, cell)| !self.has(*at) && !cell.is_empty())
            .map(|(_, cell)| cell)
            .collect()
    }

    fn parts<'a>(&self, row: &'a csv::StringRecord) -> Parts<'a> {
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let cell_of = |at: Option<usize>| at.map_or("", cell);
        let cells = row.iter().enumerate();
        let lost = cells
            .filter(|(at, _)| *at >= self.width)
            .map(|(_, cell)| cell);
        Parts {
            id: cell(self.id),
            criteria: codes(cell_of(self.criteria)),
            result: cell(self.result),
            text: cell_of(self.text),
            phi: cell_of(self.phi),
            lost: lost.collect(),
        }
    }
}

/// A row without names over it: the id, criteria in any number of cells, the result, a description, PHI.
fn by_place(row: &csv::StringRecord) -> Parts<'_> {
    let mut cells = row.iter();
    let id = cells.next().unwrap_or_default();
    let mut parts = Parts {
        id,
        ..Parts::default()
    };
    let mut last = "";
    for cell in cells.by_ref() {
        if read_result(cell).is_ok() {
            parts.result = cell;
            break;
        }
        let all = codes(cell);
        if all.iter().any(|one| is_code(one)) {
            parts.criteria.extend(all);
        } else if !cell.is_empty() {
            parts.lost.push(cell);
            last = cell;
        }
    }
    if parts.result.is_empty() {
        parts.result = last;
    }
    parts.text = cells.next().unwrap_or_default();
    parts.phi = cells.next().unwrap_or_default();
    parts.lost.extend(cells);
    parts
}

/// Whether a word looks like a criterion, whether or not there is one of its name.
fn is_code(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit()) && Category::of_criterion(word).is_some()
}

/// Criteria as people write several into one cell.
fn codes(cell: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for part in cell.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '&')) {
        let code = part.to_uppercase();
        if !code.is_empty() && !all.contains(&code) {
            all.push(code);
        }
    }
    all
}

/// The words of a cell, as one says them.
fn spoken(cell: &str) -> String {
    words(cell)
        .map(|(_, word)| word.to_lowercase())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The words of a text, each with the place where it ends.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end = 0;
    text.split_inclusive(|c: char| !c.is_alphanumeric())
        .filter_map(move |piece| {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            let ends = end + word.len();
            end += piece.len();
            (!word.is_empty()).then_some((ends, word))
        })
}

/// A result and what is said beside it.
fn read_result(cell: &str) -> Result<(ControlResult, &str), Diagnostic> {
    let found = RESULTS
        .iter()
        .filter_map(|(phrase, result, rest)| {
            let after = after(cell, phrase)?;
            let apart = !after.starts_with(|c: char| c.is_whitespace() || c.is_alphanumeric());
            let said = after.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
            let said = if said.contains(char::is_alphanumeric) {
                said.trim_end()
            } else {
                ""
            };
            let fits = match rest {
                _ if said.is_empty() => true,
                Rest::None => false,
                Rest::Apart => apart,
                Rest::Any => true,
            };
            fits.then_some((phrase.len(), *result, said))
        })
        .max_by_key(|(length, ..)| *length);
    match found {
        // `no occurrence / not tested` says one thing twice.
        Some((_, result, said)) if spoken_result(said) == Some(result) => Ok((result, "")),
        Some((_, result, said)) => Ok((result, said)),
        None if cell.is_empty() => {
            Err(Diagnostic::error("missing-result", "no result of a test").help(EXPECTED))
        }
        None => {
            let message = format!("`{cell}` is no result of a test");
            Err(Diagnostic::error("invalid-result", message).help(EXPECTED))
        }
    }
}

/// The result that a text is, to the word.
fn spoken_result(text: &str) -> Option<ControlResult> {
    let text = spoken(text);
    let known = RESULTS.iter().find(|(phrase, ..)| *phrase == text);
    known.map(|(_, result, _)| *result)
}

/// What follows these words, if a cell begins with them.
fn after<'a>(cell: &'a str, phrase: &str) -> Option<&'a str> {
    let mut said = words(cell);
    let mut end = 0;
    for wanted in phrase.split(' ') {
        let (ends, word) = said.next()?;
        if !word.eq_ignore_ascii_case(wanted) {
            return None;
        }
        end = ends;
    }
    cell.get(end..)
}

fn yes_or_no(cell: &str) -> Result<Option<bool>, ()> {
    match spoken(cell).as_str() {
        "" | "unknown" => Ok(None),
        "yes" | "y" | "true" | "x" => Ok(Some(true)),
        "no" | "n" | "false" => Ok(Some(false)),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use vendorward_core::diagnostic::{At, Span};

    use super::*;

    fn report() -> ReportRecord {
        ReportRecord::blank(vendorward_core::Id::new("r").unwrap())
    }

    fn control(id: &str, criteria: &[&str], result: ControlResult) -> ReportControl {
        ReportControl {
            id: id.to_owned(),
            criteria: criteria.iter().map(|one| (*one).to_owned()).collect(),
            result,
        }
    }

    fn read(text: &str) -> (Vec<ReadControl>, Vec<(u32, &'static str)>, String) {
        let reply = controls(text, &report());
        let problems = reply.diagnostics.iter().map(|one| match one.at {
            Some(At::Span(Span { line, .. })) => (line, one.code),
            _ => panic!("{one:?} has no line"),
        });
        let problems = problems.collect();
        let value = reply.value.unwrap();
        (value.controls, problems, value.rest)
    }

    fn plain(text: &str) -> Vec<ReportControl> {
        let (controls, problems, rest) = read(text);
        assert_eq!(problems, [], "{text}");
        assert_eq!(rest, "");
        controls.into_iter().map(|one| one.control).collect()
    }

    #[test]
    fn the_same_rows_however_they_are_separated() {
        let wanted = [
            control(
                "AC-1",
                &["CC6.1", "CC6.2", "CC6.3", "A1.2"],
                ControlResult::Tested,
            ),
            control("AC-2", &["CC6.1"], ControlResult::NoEvents),
            control("AC-3", &[], ControlResult::CarvedOut),
        ];
        for text in [
            "AC-1\tCC6.1, CC6.2; CC6.3 A1.2\tNo exceptions noted.\nAC-2\tCC6.1\tNo occurrence / not tested\nAC-3\t\tCarved out\n",
            "Control ID\tTSC\tTest results\nAC-1\tcc6.1 CC6.2\u{a0}CC6.3/A1.2\tNo exceptions noted\nAC-2\tCC6.1\tnot tested\nAC-3\t\tcarved-out",
            "id,criteria,result\r\nAC-1,\"CC6.1, CC6.2, CC6.3, A1.2\",tested\r\nAC-2,CC6.1,no-events\r\nAC-3,,carved-out\r\n",
            "AC-1,CC6.1;CC6.2;CC6.3;A1.2,tested\nAC-2,CC6.1,no events\nAC-3,,carve-out",
            "AC-1,CC6.1,CC6.2,CC6.3,A1.2,tested\nAC-2,CC6.1,no events\nAC-3,carve-out",
            "AC-1;CC6.1,CC6.2,CC6.3,A1.2;tested\nAC-2;CC6.1;no events\nAC-3;;carved out",
            "\"AC-1\"\t\"CC6.1\nCC6.2\nCC6.3\nA1.2\"\t\"No exceptions\nnoted\"\n\nAC-2\tCC6.1\tNo occurrences\n\nAC-3\t\tSubservice organization\n",
        ] {
            assert_eq!(plain(text), wanted, "{text}");
        }
        assert_eq!(plain(""), []);
        assert_eq!(plain("\n \t\n"), []);
        assert_eq!(plain("id,criteria,result\n"), []);
    }

    #[test]
    fn every_phrase_is_its_result_in_any_writing() {
        for (phrase, result, _) in RESULTS {
            for text in [
                (*phrase).to_owned(),
                phrase.to_uppercase(),
                format!("{}.", phrase.replace(' ', "-")),
            ] {
                assert_eq!(read_result(&text), Ok((*result, "")), "{text}");
            }
        }
        for result in ControlResult::ALL {
            assert_eq!(read_result(result.as_str()), Ok((*result, "")));
        }
    }

    #[test]
    fn what_may_take_a_clean_result_back_is_not_read_as_clean() {
        for text in [
            "No exceptions noted in 24 of 25 items",
            "Tested: see exception",
            "Pass with comments",
            "Exception reports are reviewed",
            "Tests were performed",
            "N/A",
            "",
        ] {
            assert!(read_result(text).is_err(), "{text}");
        }
        let after = |text: &'static str| read_result(text).unwrap();
        assert_eq!(after("Exceptions noted: none"), (ControlResult::Tested, ""));
        assert_eq!(
            after("Exception: 2 of 25."),
            (ControlResult::Exception, "2 of 25.")
        );
        assert_eq!(
            after("Not tested (no leavers)"),
            (ControlResult::NoEvents, "(no leavers)")
        );
    }

    #[test]
    fn an_exception_keeps_what_is_said_of_it() {
        let text = "id,result,description,phi\nAC-5,Exception noted. 2 of 25 leavers kept access,Late removal,yes\nAC-6,exception,,\nAC-7,exception,Late,perhaps\nAC-8,tested,Locks the doors,no";
        let (controls, problems, _) = read(text);
        let said = |at: usize| {
            controls[at]
                .exception
                .as_ref()
                .map(|one| (one.text.as_str(), one.phi))
        };
        assert_eq!(
            said(0),
            Some(("2 of 25 leavers kept access Late removal", Some(true)))
        );
        assert_eq!(
            (said(1), said(2), said(3)),
            (None, Some(("Late", None)), None)
        );
        assert_eq!(problems, [(4, "invalid-value"), (5, "not-kept")]);
    }

    #[test]
    fn no_line_is_dropped() {
        let text = "id\tcriteria\tresult\tTest of control\nAC-1\tCC6.1\ttested\tLooked\n\tCC6.1\ttested\nAC-2\tCC6.1\n\nAC-3\tCC9.9\tno exceptions\tLooked\tmore\nAC-4\tCC6.1\tsomehow\n";
        let (controls, problems, rest) = read(text);
        let lines: Vec<_> = controls
            .iter()
            .map(|one| (one.lines.clone(), one.control.id.as_str()))
            .collect();
        assert_eq!(lines, [(vec![2], "AC-1"), (vec![6], "AC-3")]);
        assert_eq!(
            problems,
            [
                (3, "missing-id"),
                (4, "missing-result"),
                (7, "invalid-result"),
                (1, "unknown-column"),
                (6, "unknown-criterion"),
                (6, "not-kept")
            ]
        );
        assert_eq!(
            rest,
            "id\tcriteria\tresult\tTest of control\n\tCC6.1\ttested\nAC-2\tCC6.1\nAC-4\tCC6.1\tsomehow\n"
        );
    }

    #[test]
    fn a_quote_that_never_ends_swallows_nothing() {
        let text = "AC-1\tCC6.1\t\"tested\nAC-2\tCC6.1\ttested\nAC-3\tCC6.1\t\"tested";
        let ids: Vec<String> = plain(text).into_iter().map(|one| one.id).collect();
        assert_eq!(ids, ["AC-1", "AC-2", "AC-3"]);
    }

    #[test]
    fn a_control_on_several_lines_is_one_unless_its_results_differ() {
        let (controls, problems, _) = read(
            "AC-1,CC6.1,tested\nAC-2,CC6.1,tested\nAC-1,CC6.2 CC6.1,no exceptions noted\nAC-1,CC6.3,exception",
        );
        let all: Vec<_> = controls
            .into_iter()
            .map(|one| (one.lines, one.control))
            .collect();
        assert_eq!(
            all,
            [
                (
                    vec![1, 3],
                    control("AC-1", &["CC6.1", "CC6.2"], ControlResult::Tested)
                ),
                (vec![2], control("AC-2", &["CC6.1"], ControlResult::Tested)),
                (
                    vec![4],
                    control("AC-1", &["CC6.3"], ControlResult::Exception)
                ),
            ]
        );
        assert_eq!(problems, [(4, "differing-result")]);
    }

    #[test]
    fn exceptions_on_several_lines_are_one() {
        let (controls, ..) = read(
            "AC-1,CC6.1,exception,Late,no\nAC-1,CC6.2,exception,Late,\nAC-1,CC6.3,exception,Twice,yes",
        );
        let exception = controls[0].exception.as_ref().unwrap();
        assert_eq!(
            (exception.text.as_str(), exception.phi),
            ("Late Twice", Some(true))
        );
    }

    #[test]
    fn what_the_report_lists_already_is_not_added() {
        let mut report = report();
        report
            .controls
            .push(control("AC-1", &[], ControlResult::Tested));
        report.exceptions.extend(exception("AC-2", "Late", None));
        let reply = controls("AC-1,CC6.1,tested\nAC-2,CC6.1,exception,Later", &report);
        let codes: Vec<_> = reply.diagnostics.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["known-control", "known-exception"]);
        let read = reply.value.unwrap();
        assert_eq!(read.rest, "AC-1,CC6.1,tested\n");
        assert_eq!(
            (read.controls.len(), &read.controls[0].exception),
            (1, &None)
        );
    }
}
