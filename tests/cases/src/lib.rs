//! Cases as data: packages that differ from a base by named values, and what their results must say.

pub mod outcome;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A case, ready to run.
#[derive(Debug, Clone, Serialize)]
pub struct Case {
    /// File and name.
    pub name: String,
    /// The file it stands in, as in `findings/baa`.
    #[serde(skip)]
    pub file: String,
    /// What it sets, over what the file sets for all.
    #[serde(skip)]
    pub facts: Map<String, Value>,
    /// The day the result speaks of.
    pub as_of: String,
    /// How many values of the package differ from the file's own base.
    pub changes: usize,
    /// The package.
    pub package: Value,
    /// State of gates.
    pub gates: BTreeMap<String, String>,
    /// Findings that must be there: an id, and after it severity, owner or words of the subject.
    pub findings: Vec<String>,
    /// Findings that must not.
    pub without: Vec<String>,
    /// Words that the detail or the remedy of a finding must hold.
    pub says: BTreeMap<String, String>,
    /// Anything else in the result, by JSON pointer.
    pub expect: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    base: String,
    as_of: String,
    #[serde(default)]
    set: Map<String, Value>,
    case: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    as_of: Option<String>,
    #[serde(default)]
    set: Map<String, Value>,
    #[serde(default)]
    gates: BTreeMap<String, String>,
    #[serde(default)]
    findings: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    says: BTreeMap<String, String>,
    #[serde(default)]
    expect: BTreeMap<String, Value>,
}

/// The folders of `tests/cases` that hold packages.
pub const FOLDERS: &[&str] = &[
    "gates",
    "baa-in-force",
    "determination",
    "packs",
    "findings",
    "easily-mistaken",
];

/// The source tree.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of cases.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// Where it stands.
    pub path: PathBuf,
    /// The sample its cases start from.
    pub sample: String,
    /// The sample with what the file sets for all.
    pub package: Value,
    /// The day results speak of, where a case names no other.
    pub as_of: String,
    /// Its cases, in order.
    pub cases: Vec<Case>,
}

/// Every case of these folders of `tests/cases`, by file and order.
///
/// # Errors
/// A sentence naming the file that cannot be read or the value that has no place.
pub fn load(folders: &[&str]) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for folder in folders {
        cases.extend(files(folder)?.into_iter().flat_map(|file| file.cases));
    }
    Ok(cases)
}

/// The files of a folder of `tests/cases`, by name.
///
/// # Errors
/// A sentence naming the file that cannot be read or the value that has no place.
pub fn files(folder: &str) -> Result<Vec<CaseFile>, String> {
    let path = root().join("tests/cases").join(folder);
    let listed = fs::read_dir(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut paths: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    paths.sort();
    let read =
        |path: &PathBuf| read(folder, path).map_err(|error| format!("{}: {error}", path.display()));
    paths.iter().map(read).collect()
}

fn read(folder: &str, path: &Path) -> Result<CaseFile, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let file: File = toml::from_str(&text).map_err(|error| error.to_string())?;
    let base = root()
        .join("questionnaires/samples")
        .join(format!("{}.json", file.base));
    let bytes = fs::read(&base).map_err(|error| format!("{}: {error}", base.display()))?;
    let mut package: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    for (pointer, value) in &file.set {
        set(&mut package, pointer, value)?;
    }
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut cases = Vec::new();
    for entry in file.case {
        let mut own = package.clone();
        for (pointer, value) in &entry.set {
            set(&mut own, pointer, value).map_err(|error| format!("{}: {error}", entry.name))?;
        }
        cases.push(Case {
            name: format!("{folder}/{stem}: {}", entry.name),
            file: format!("{folder}/{stem}"),
            as_of: entry.as_of.unwrap_or_else(|| file.as_of.clone()),
            changes: entry.set.len(),
            facts: entry.set,
            package: own,
            gates: entry.gates,
            findings: entry.findings,
            without: entry.without,
            says: entry.says,
            expect: entry.expect,
        });
    }
    Ok(CaseFile {
        path: path.to_owned(),
        sample: file.base,
        package,
        as_of: file.as_of,
        cases,
    })
}

/// Sets a value; an empty table removes what stands there.
fn set(at: &mut Value, pointer: &str, value: &Value) -> Result<(), String> {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let Some((last, path)) = steps.split_last() else {
        return Err(format!("`{pointer}` is no pointer"));
    };
    let mut at = at;
    for step in path {
        at = match at {
            Value::Object(members) => members
                .entry((*step).to_owned())
                .or_insert_with(|| Value::Object(Map::new())),
            Value::Array(items) => {
                let found = place(items, step)
                    .ok_or_else(|| format!("`{pointer}`: nothing is `{step}`"))?;
                items
                    .get_mut(found)
                    .ok_or_else(|| format!("`{pointer}`: nothing is at `{step}`"))?
            }
            _ => return Err(format!("`{pointer}`: `{step}` is below a plain value")),
        };
    }
    let remove = value.as_object().is_some_and(Map::is_empty);
    match at {
        Value::Object(members) if remove => drop(members.remove(*last)),
        Value::Object(members) => drop(members.insert((*last).to_owned(), value.clone())),
        Value::Array(items) if *last == "-" => items.push(value.clone()),
        Value::Array(items) => {
            let found =
                place(items, last).ok_or_else(|| format!("`{pointer}`: nothing is `{last}`"))?;
            if remove {
                items.remove(found);
            } else if let Some(slot) = items.get_mut(found) {
                *slot = value.clone();
            }
        }
        _ => return Err(format!("`{pointer}` is below a plain value")),
    }
    Ok(())
}

/// A number, or the record of that id.
fn place(items: &[Value], step: &str) -> Option<usize> {
    let named = |item: &Value| {
        ["id", "question", "key"]
            .iter()
            .any(|key| item.get(key).and_then(Value::as_str) == Some(step))
    };
    items.iter().position(named).or_else(|| step.parse().ok())
}

/// The rule that a case names: what comes before severity, owner or words of the subject.
#[must_use]
pub fn rule_of(wanted: &str) -> &str {
    wanted.split_whitespace().next().unwrap_or_default()
}

/// Whether a finding is the one that is named by id, or by id with its severity, owner or words of its subject.
fn is(finding: &Value, wanted: &str) -> bool {
    let says = |key: &str| finding.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut words = wanted.split_whitespace();
    let subject: Vec<&str> = says("subject").split_whitespace().collect();
    words.next() == Some(says("id"))
        && words.all(|word| {
            word == says("severity") || word == says("owner") || subject.contains(&word)
        })
}

/// What a result says against a case; empty if all is as expected.
#[must_use]
pub fn faults(case: &Case, result: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let list = |key: &str| {
        result
            .get(key)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let gates = list("gates");
    for (id, state) in &case.gates {
        let found = gates
            .iter()
            .find(|gate| gate.get("id").and_then(Value::as_str) == Some(id));
        let found = found
            .and_then(|gate| gate.get("state"))
            .and_then(Value::as_str)
            .unwrap_or("not listed");
        if found != state {
            faults.push(format!("{id} is {found}, expected {state}"));
        }
    }
    let findings = list("findings");
    let raised = |wanted: &str| findings.iter().any(|finding| is(finding, wanted));
    for id in case.findings.iter().filter(|id| !raised(id)) {
        faults.push(format!("{id} is not raised"));
    }
    for id in case.without.iter().filter(|id| raised(id)) {
        faults.push(format!("{id} is raised"));
    }
    for (id, words) in &case.says {
        let holds = |finding: &&Value| {
            let texts = ["detail", "remediation"];
            let mut texts = texts.iter().filter_map(|key| finding.get(*key)?.as_str());
            is(finding, id) && texts.any(|text| text.contains(words))
        };
        if !findings.iter().any(|finding| holds(&finding)) {
            faults.push(format!("{id} does not say `{words}`"));
        }
    }
    for (pointer, value) in &case.expect {
        let found = result.pointer(pointer).unwrap_or(&Value::Null);
        if found != value {
            faults.push(format!("{pointer} is {found}, expected {value}"));
        }
    }
    faults
}
