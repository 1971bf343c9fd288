//! The package: an assessment as a file, `"format": "vendorward/assessment"`.
//!
//! Read in two layers: the outline, then each record from its own slice. What cannot be read becomes
//! a diagnostic and stays in [`Package::extra`]; so do fields this version does not know. Both are
//! written back.

#[cfg(feature = "fast")]
mod quick;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, value::RawValue};
use vendorward_core::{
    Id,
    assessment::{
        Answer, AskedFor, Assessment, Attestation, Condition, Decision, Evidence, Impossible,
        Incident, RecordList, Subcontractor,
    },
    baa::Baa,
    diagnostic::{At, Diagnostic},
    engagement::Engagement,
    order::settle,
    soc2::Report,
};

use crate::{
    Reply, canonical,
    hash::{self, FORMAT_VERSION},
    json::{self, Members},
};

/// The value of `format` in a package.
pub const FORMAT: &str = "vendorward/assessment";

/// An assessment with what its file holds besides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Package {
    /// What was understood.
    pub assessment: Assessment,
    /// What was not: JSON pointer and value. A step into a list is the record's id; `-` is a record
    /// that could not be read.
    pub extra: Vec<(String, Value)>,
}

impl Package {
    /// Its hash, over its canonical bytes.
    #[must_use]
    pub fn sha256(&self) -> String {
        hash::of("assessment", &write(self))
    }
}

#[derive(Serialize)]
struct File<'a> {
    format: &'a str,
    format_version: u32,
    engagement: &'a Engagement,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answers: Vec<&'a Answer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attestation: Option<&'a Attestation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<&'a Evidence>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    baas: Vec<&'a Baa>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reports: Vec<&'a Report>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subcontractors: Vec<&'a Subcontractor>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    incidents: Vec<&'a Incident>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    asked_for: Vec<&'a AskedFor>,
    #[serde(skip_serializing_if = "<[Condition]>::is_empty")]
    conditions: &'a [Condition],
    #[serde(skip_serializing_if = "<[Decision]>::is_empty")]
    decisions: &'a [Decision],
}

fn sorted<T>(records: &[T], id: fn(&T) -> &Id) -> Vec<&T> {
    let order = order_of(records.iter().map(id).collect());
    order.into_iter().filter_map(|at| records.get(at)).collect()
}

/// Where the first by id stands, where the second, and so on: one sort for records of every kind.
fn order_of(ids: Vec<&Id>) -> Vec<usize> {
    let mut order: Vec<(&Id, usize)> = ids.into_iter().zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
}

impl<'a> File<'a> {
    fn of(assessment: &'a Assessment) -> Self {
        Self {
            format: FORMAT,
            format_version: FORMAT_VERSION,
            engagement: &assessment.engagement,
            answers: sorted(&assessment.answers, |one| &one.question),
            attestation: assessment.attestation.as_ref(),
            evidence: sorted(&assessment.evidence, |one| &one.id),
            baas: sorted(&assessment.baas, |one| &one.id),
            reports: sorted(&assessment.reports, |one| &one.id),
            subcontractors: sorted(&assessment.subcontractors, |one| &one.id),
            incidents: sorted(&assessment.incidents, |one| &one.id),
            asked_for: {
                let mut lines: Vec<_> = assessment.asked_for.iter().collect();
                settle(&mut lines, |one| one.item);
                lines
            },
            conditions: &assessment.conditions,
            decisions: &assessment.decisions,
        }
    }
}

/// The canonical bytes of a package: schema order, no spaces, absent instead of null; records sorted
/// by id.
#[must_use]
pub fn write(package: &Package) -> Vec<u8> {
    let file = File::of(&package.assessment);
    if package.extra.is_empty() {
        return canonical::bytes(&file);
    }
    let mut whole = serde_json::to_value(&file).unwrap_or_default();
    for (pointer, value) in &package.extra {
        let steps: Vec<String> = pointer.split('/').skip(1).map(json::unescape).collect();
        put(&mut whole, &steps, value);
    }
    serde_json::to_vec(&whole).unwrap_or_default()
}

/// Puts a value where it stood; into lists by the record's id.
fn put(at: &mut Value, steps: &[String], value: &Value) {
    let Some((step, rest)) = steps.split_first() else {
        return;
    };
    match at {
        Value::Object(members) if rest.is_empty() => {
            members.insert(step.clone(), value.clone());
        }
        Value::Object(members) => {
            let list = rest.first().is_some_and(|step| step == "-");
            let empty = if list {
                Value::Array(Vec::new())
            } else {
                Value::Object(Map::new())
            };
            put(members.entry(step.clone()).or_insert(empty), rest, value);
        }
        Value::Array(items) if step == "-" => items.push(value.clone()),
        Value::Array(items) => {
            let named = |item: &Value| {
                ["id", "question"]
                    .iter()
                    .any(|key| item.get(key).and_then(Value::as_str) == Some(step))
            };
            let found = items.iter().position(named).or_else(|| step.parse().ok());
            if let Some(item) = found.and_then(|at| items.get_mut(at)) {
                put(item, rest, value);
            }
        }
        _ => {}
    }
}

/// Reads a package. Parts that are sound survive those that are not.
#[must_use]
pub fn read(bytes: &[u8]) -> Reply<Package> {
    read_hashed(bytes).map(|(package, _)| package)
}

/// Reads a package and gives its hash with it.
pub(crate) fn read_hashed(bytes: &[u8]) -> Reply<(Package, String)> {
    let text = match json::text(bytes) {
        Ok(text) => text,
        Err(diagnostic) => return Reply::failed(diagnostic),
    };
    let mut reader = Reader {
        package: Package::default(),
        diagnostics: Vec::new(),
    };
    #[cfg(feature = "fast")]
    if let Some((package, sha256)) = quick::read(text) {
        reader.package = package;
        reader.duplicates();
        return reader.reply(sha256);
    }
    if let Err(diagnostic) = reader.members(text) {
        return Reply::failed(diagnostic);
    }
    let sha256 = reader.package.sha256();
    reader.duplicates();
    reader.reply(sha256)
}

fn check_format(members: &[(String, &RawValue)]) -> Result<(), Diagnostic> {
    let get = |key: &str| {
        members
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, raw)| raw.get())
    };
    let at = |pointer: &str| At::Pointer {
        pointer: pointer.to_owned(),
    };
    match get("format").map(serde_json::from_str::<String>) {
        Some(Ok(format)) if format == FORMAT => {}
        Some(Ok(format)) => {
            let message = format!("the file is `{format}`, not `{FORMAT}`");
            return Err(Diagnostic::error("wrong-format", message).at(at("/format")));
        }
        _ => {
            return Err(
                Diagnostic::error("wrong-format", "the file does not say what it is")
                    .help(format!("a package starts with `\"format\": \"{FORMAT}\"`"))
                    .at(at("/format")),
            );
        }
    }
    match get("format_version").map(serde_json::from_str::<u32>) {
        Some(Ok(version)) if (1..=FORMAT_VERSION).contains(&version) => Ok(()),
        Some(Ok(version)) if version > FORMAT_VERSION => Err(Diagnostic::error(
            "newer-format",
            format!(
                "the file has format version {version}; this version reads up to {FORMAT_VERSION}"
            ),
        )
        .help("open it with a newer version of Vendorward")
        .at(at("/format_version"))),
        _ => Err(
            Diagnostic::error("wrong-format", "`format_version` is no whole number from 1")
                .at(at("/format_version")),
        ),
    }
}

struct Reader {
    package: Package,
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    fn reply(self, sha256: String) -> Reply<(Package, String)> {
        Reply {
            value: Some((self.package, sha256)),
            diagnostics: self.diagnostics,
        }
    }

    fn say(&mut self, diagnostic: Diagnostic, pointer: &str) {
        let at = diagnostic.at.clone().unwrap_or_else(|| At::Pointer {
            pointer: pointer.to_owned(),
        });
        self.diagnostics.push(diagnostic.at(at));
    }

    /// Reads member by member, saying what is wrong with each.
    fn members(&mut self, text: &str) -> Result<(), Diagnostic> {
        json::depth(text)?;
        let Members(members) =
            serde_json::from_str(text).map_err(|error| json::malformed(&error))?;
        check_format(&members)?;
        let mut seen = BTreeSet::new();
        for (key, raw) in members {
            if !seen.insert(key.clone()) {
                let message = format!("`{key}` stands twice; the first one counts");
                let key = json::escape(&key);
                self.say(
                    Diagnostic::error("duplicate-key", message),
                    &format!("/{key}"),
                );
                self.keep(format!("/repeated_{key}"), raw);
                continue;
            }
            self.member(&key, raw);
        }
        Ok(())
    }

    fn member(&mut self, key: &str, raw: &RawValue) {
        match key {
            "format" | "format_version" => {}
            "engagement" => {
                if let Some(value) = self.one("engagement", raw) {
                    self.package.assessment.engagement = value;
                }
            }
            "attestation" => self.package.assessment.attestation = self.one("attestation", raw),
            "answers" => self.package.assessment.answers = self.many("answers", raw),
            "evidence" => self.package.assessment.evidence = self.many("evidence", raw),
            "baas" => self.package.assessment.baas = self.many("baas", raw),
            "reports" => self.package.assessment.reports = self.many("reports", raw),
            "subcontractors" => {
                self.package.assessment.subcontractors = self.many("subcontractors", raw)
            }
            "incidents" => self.package.assessment.incidents = self.many("incidents", raw),
            "asked_for" => self.package.assessment.asked_for = self.many("asked_for", raw),
            "conditions" => self.package.assessment.conditions = self.many("conditions", raw),
            "decisions" => self.package.assessment.decisions = self.many("decisions", raw),
            _ => {
                let pointer = format!("/{}", json::escape(key));
                self.say(unknown_field(key), &pointer);
                self.keep(pointer, raw);
            }
        }
    }

    /// Keeps a value, or its text where a value cannot hold it all.
    fn keep(&mut self, pointer: String, raw: &RawValue) {
        let value = json::value(raw.get()).unwrap_or_else(|| Value::from(raw.get()));
        self.package.extra.push((pointer, value));
    }

    fn one<T: DeserializeOwned + Serialize>(&mut self, key: &str, raw: &RawValue) -> Option<T> {
        let base = format!("/{key}");
        match json::record(raw, &base) {
            Ok(read) => {
                self.unknown(&base, &base, read.unknown);
                Some(read.value)
            }
            Err(diagnostic) => {
                self.say(diagnostic, &base);
                // Kept whole beside what stands in for it, so that nothing typed is lost.
                self.keep(format!("/unreadable_{key}"), raw);
                None
            }
        }
    }

    fn many<T: Record>(&mut self, key: &str, raw: &RawValue) -> Vec<T> {
        let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
            let pointer = format!("/{key}");
            self.say(
                Diagnostic::error("invalid-field", "expected a list"),
                &pointer,
            );
            self.keep(format!("/unreadable_{key}"), raw);
            return Vec::new();
        };
        let mut records = Vec::with_capacity(items.len());
        for (at, item) in items.into_iter().enumerate() {
            let base = format!("/{key}/{at}");
            match json::record::<T>(item, &base) {
                Ok(read) => {
                    if !read.unknown.is_empty() {
                        let kept = format!("/{key}/{}", read.value.key());
                        self.unknown(&base, &kept, read.unknown);
                    }
                    records.push(read.value);
                }
                Err(diagnostic) => {
                    if let Some(list) = RecordList::parse(key) {
                        let id = json::value(item.get())
                            .and_then(|value| Some(value.get("id")?.as_str()?.to_owned()));
                        let why = diagnostic.message.clone();
                        let id = id.unwrap_or_else(|| at.to_string());
                        self.package
                            .assessment
                            .impossible
                            .push(Impossible { list, id, why });
                    }
                    self.say(diagnostic, &base);
                    self.keep(format!("/{key}/-"), item);
                }
            }
        }
        records
    }

    fn unknown(&mut self, base: &str, kept: &str, fields: Vec<(String, Value)>) {
        for (pointer, value) in fields {
            let name = pointer
                .rsplit('/')
                .next()
                .map(json::unescape)
                .unwrap_or_default();
            self.say(unknown_field(&name), &format!("{base}{pointer}"));
            self.package.extra.push((format!("{kept}{pointer}"), value));
        }
    }

    /// Records that share an id, and answers to one question.
    fn duplicates(&mut self) {
        let assessment = &self.package.assessment;
        let mut found = Vec::new();
        if !ascending(&assessment.answers, |one| &one.question) {
            let mut first: BTreeMap<&Id, &Answer> = BTreeMap::new();
            for answer in &assessment.answers {
                match first.get(&answer.question) {
                    Some(known) => found.push(answered_twice(known, answer)),
                    None => drop(first.insert(&answer.question, answer)),
                }
            }
        }
        twice("baas", &assessment.baas, |one| &one.id, &mut found);
        twice("reports", &assessment.reports, |one| &one.id, &mut found);
        let parties = &assessment.subcontractors;
        twice("subcontractors", parties, |one| &one.id, &mut found);
        twice("evidence", &assessment.evidence, |one| &one.id, &mut found);
        self.diagnostics.extend(found);
    }
}

/// Whether records are in canonical order, each id once.
fn ascending<T>(records: &[T], id: impl Fn(&T) -> &Id) -> bool {
    records.is_sorted_by(|a, b| id(a) < id(b))
}

/// Warns of each record whose id stood before.
fn twice<T>(list: &str, records: &[T], id: impl Fn(&T) -> &Id, found: &mut Vec<Diagnostic>) {
    if ascending(records, &id) {
        return;
    }
    let mut seen = BTreeSet::new();
    for id in records.iter().map(id) {
        if !seen.insert(id) {
            let message = format!("`{id}` stands twice in `{list}`");
            let pointer = format!("/{list}/{id}");
            found.push(Diagnostic::warning("duplicate-id", message).at(At::Pointer { pointer }));
        }
    }
}

fn answered_twice(first: &Answer, second: &Answer) -> Diagnostic {
    let question = &second.question;
    let pointer = format!("/answers/{question}");
    let (code, message) = if first.says_the_same(second) {
        (
            "duplicate-answer",
            format!("`{question}` is answered twice, with the same answer"),
        )
    } else {
        (
            "conflicting-answers",
            format!("`{question}` is answered twice, differently; it counts as unknown"),
        )
    };
    Diagnostic::warning(code, message).at(At::Pointer { pointer })
}

fn unknown_field(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "unknown-field",
        format!("`{name}` is not known here; it is kept as it stands"),
    )
}

/// A record of a list, with the name its unknown fields are kept under.
trait Record: DeserializeOwned + Serialize {
    fn key(&self) -> String;
}

macro_rules! records {
    ($($name:ty: $field:ident),+ $(,)?) => {
        $(impl Record for $name {
            fn key(&self) -> String {
                self.$field.to_string()
            }
        })+
    };
}

records! {
    Answer: question,
    Evidence: id,
    Baa: id,
    Report: id,
    Subcontractor: id,
    Incident: id,
    AskedFor: item,
    Condition: id,
    // Decisions have no id and are never changed: their day and author name them well enough.
    Decision: on,
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#""format":"vendorward/assessment","format_version":1"#;

    fn codes(reply: &Reply<Package>) -> Vec<&str> {
        reply
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect()
    }

    #[test]
    fn what_is_not_understood_is_written_back() {
        let text = format!(
            r#"{{{HEAD},"engagement":{{"vendor":{{"name":"V","motto":"hm"}}}},"answers":[{{"question":"a-1","value":"yes","colour":3}},{{"question":7}},{{"question":"b-1","value":"no"}}],"later":{{"x":[1]}}}}"#
        );
        let reply = read(text.as_bytes());
        assert_eq!(
            codes(&reply),
            [
                "unknown-field",
                "unknown-field",
                "invalid-field",
                "unknown-field"
            ]
        );
        let package = reply.value.unwrap();
        assert_eq!(package.assessment.answers.len(), 2, "sound answers survive");
        let again = read(&write(&package));
        assert_eq!(again.value.as_ref(), Some(&package));
        let bytes = String::from_utf8(write(&package)).unwrap();
        for kept in [
            r#""motto":"hm""#,
            r#""colour":3"#,
            r#"{"question":7}"#,
            r#""later":{"x":[1]}"#,
        ] {
            assert!(bytes.contains(kept), "{kept} in {bytes}");
        }
        assert_eq!(
            write(&again.value.unwrap()),
            bytes.as_bytes(),
            "canonical bytes are stable"
        );
    }

    #[test]
    fn what_no_value_can_hold_is_kept_as_text() {
        let text = format!(
            r#"{{{HEAD},"answers":[{{"question":"a-1","value":"yes","value":"no"}},{{"question":"b-1","x":1e999}}],"later":{{"x":1,"x":2}}}}"#
        );
        let package = read(text.as_bytes()).value.unwrap();
        assert!(package.assessment.answers.is_empty());
        let written = String::from_utf8(write(&package)).unwrap();
        for kept in [
            r#""{\"question\":\"a-1\",\"value\":\"yes\",\"value\":\"no\"}""#,
            r#""{\"question\":\"b-1\",\"x\":1e999}""#,
            r#""later":"{\"x\":1,\"x\":2}""#,
        ] {
            assert!(written.contains(kept), "{kept} in {written}");
        }
        let again = read(written.as_bytes()).value.unwrap();
        assert_eq!(write(&again), written.as_bytes());
    }

    #[test]
    fn each_fault_has_its_place() {
        let pointer = |text: &str| match &read(text.as_bytes()).diagnostics[0].at {
            Some(At::Pointer { pointer }) => pointer.clone(),
            other => format!("{other:?}"),
        };
        let with = |rest: &str| format!("{{{HEAD},{rest}}}");
        assert_eq!(
            pointer(&with(r#""answers":[{"question":"a","on":"2026-02-31"}]"#)),
            "/answers/0/on"
        );
        assert_eq!(
            pointer(&with(r#""engagement":{"phi":"maybe"}"#)),
            "/engagement/phi"
        );
        assert_eq!(
            pointer(&with(
                r#""reports":[{"id":"r","report_kind":"soc2-type2","period_start":"2026-02-01","period_end":"2026-01-01"}]"#
            )),
            "/reports/0"
        );
        assert_eq!(
            pointer(r#"{"format":"vendorward/assessment","format_version":2}"#),
            "/format_version"
        );
        assert_eq!(
            pointer(r#"{"format":"other","format_version":1}"#),
            "/format"
        );
    }

    #[test]
    fn hopeless_files_give_one_error_each() {
        let code = |bytes: &[u8]| read(bytes).diagnostics[0].code;
        assert_eq!(code(b"{"), "not-json");
        assert_eq!(code(b"[]"), "not-json");
        assert_eq!(code(b"\xff"), "not-utf8");
        assert_eq!(code("[".repeat(100).as_bytes()), "too-deep");
        let bom = format!("\u{feff}{{{HEAD}}}");
        assert!(
            read(bom.as_bytes()).value.is_some(),
            "a byte-order mark is no fault"
        );
    }

    #[test]
    fn two_answers_are_noticed() {
        let same = format!(
            r#"{{{HEAD},"answers":[{{"question":"a","value":"yes"}},{{"question":"a","value":"yes"}}]}}"#
        );
        assert_eq!(codes(&read(same.as_bytes())), ["duplicate-answer"]);
        let differ = format!(
            r#"{{{HEAD},"answers":[{{"question":"a","value":"yes"}},{{"question":"a","value":"no"}}]}}"#
        );
        assert_eq!(codes(&read(differ.as_bytes())), ["conflicting-answers"]);
    }
}
