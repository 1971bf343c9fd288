//! What the content is held against: every questionnaire, the ids of the law and of frameworks, the table
//! that says what serves each requirement, and the folder outside the repository that it answers to.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write as _,
    path::PathBuf,
    sync::LazyLock,
};

use vendorward_content::read_questionnaire;
use vendorward_core::{
    baa::{DeterminationRule, ProvisionKey},
    gate::GateId,
    law::{BELIEFS, PENALTIES, PROPOSAL},
    questionnaire::{Question, Questionnaire},
    rules::RULES,
};

use crate::content::{CONTROLS, RUBRIC, root};

/// A text of the repository.
#[must_use]
pub fn text(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder with this ending, by name.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join(folder))
        .expect(folder)
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(ending))
        .collect();
    names.sort();
    names
}

/// Every questionnaire, scored by default or not.
#[must_use]
pub fn questionnaires() -> Vec<Questionnaire> {
    files("questionnaires", ".md")
        .iter()
        .map(|file| {
            let parsed =
                read_questionnaire(file, text(&format!("questionnaires/{file}")).as_bytes());
            parsed
                .value
                .unwrap_or_else(|| panic!("{file}: {:?}", parsed.diagnostics))
        })
        .collect()
}

/// A file of the folder `domain` beside the one that `VENDORWARD_CASES` names. Not named: said, and skipped.
#[must_use]
pub fn outside(file: &str) -> Option<String> {
    let Some(cases) = std::env::var_os("VENDORWARD_CASES") else {
        // Past the test harness, which keeps what a passing test prints.
        let line = format!("SKIPPED: {file} (VENDORWARD_CASES is not set)\n");
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return None;
    };
    let path = PathBuf::from(cases).join("../domain").join(file);
    let text = fs::read_to_string(&path);
    Some(text.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// The records of a CSV text, its header left out.
#[must_use]
pub fn csv(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let record = records.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                record.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            '\r' => {}
            _ => record.last_mut().unwrap().push(c),
        }
    }
    records.retain(|record| record.len() > 1);
    records.split_off(1)
}

/// A row of `traceability.csv`.
#[derive(Debug, Clone)]
pub struct Served {
    /// The requirement's id.
    pub requirement: String,
    /// Its kind: REQ, RF, REC, FIG, PIT or DEF.
    pub kind: String,
    /// What serves it.
    pub by: Vec<String>,
    /// How, or what is missing, or why nothing has to.
    pub note: String,
}

/// The rows of `traceability.csv`.
#[must_use]
pub fn served() -> Vec<Served> {
    csv(&text("tests/traceability.csv"))
        .into_iter()
        .map(|record| {
            let [requirement, kind, by, note] =
                <[String; 4]>::try_from(record).expect("four columns");
            Served {
                requirement,
                kind,
                by: by.split_whitespace().map(str::to_owned).collect(),
                note,
            }
        })
        .collect()
}

/// Ids that decide something: scored questions, gates, findings, rules of the determination.
#[must_use]
pub fn deciding(questionnaires: &[Questionnaire]) -> BTreeSet<String> {
    let scored = questionnaires
        .iter()
        .flat_map(Questionnaire::questions)
        .filter(|question| scored(question))
        .map(|question| question.id.to_string());
    scored
        .chain(GateId::WORDS.iter().map(|id| (*id).to_owned()))
        .chain(RULES.iter().map(|rule| rule.id.to_owned()))
        .chain(DeterminationRule::WORDS.iter().map(|id| (*id).to_owned()))
        .collect()
}

/// Whether a question counts.
#[must_use]
pub fn scored(question: &Question) -> bool {
    question.weight != vendorward_core::questionnaire::Weight::Info
}

/// Whether an id of `traceability.csv` is something the product has.
#[must_use]
pub fn exists(id: &str, questionnaires: &[Questionnaire], deciding: &BTreeSet<String>) -> bool {
    let question = || {
        let mut all = questionnaires.iter().flat_map(Questionnaire::questions);
        all.any(|question| question.id.as_str() == id)
    };
    if let Some(page) = id.strip_prefix("page:") {
        let pages = root().join("web/src/pages");
        let plain = root().join("web/static").join(format!("{page}.html"));
        return pages.join(page).is_dir()
            || pages.join(format!("{page}.rs")).is_file()
            || plain.is_file();
    }
    if let Some(path) = id.strip_prefix("rubric:") {
        return in_rubric(path);
    }
    deciding.contains(id) || question()
}

fn in_rubric(path: &str) -> bool {
    static RAW: LazyLock<toml::Value> = LazyLock::new(|| {
        toml::from_str(&text("questionnaires/rubric/healthcare.toml")).expect("linted")
    });
    let step = |at: &toml::Value, key: &str| match at {
        toml::Value::Array(all) => {
            let named =
                |one: &&toml::Value| one.get("id").and_then(toml::Value::as_str) == Some(key);
            all.iter().find(named).cloned()
        }
        other => other.get(key).cloned(),
    };
    let mut keys = path.split('.');
    keys.try_fold(RAW.clone(), |at, key| step(&at, key))
        .is_some()
}

/// The parts of `citations.txt` by heading.
pub static CITABLE: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut part = String::new();
    for line in text("tests/citations.txt").lines() {
        match line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            Some(heading) => part = heading.to_owned(),
            None if line.is_empty() || line.starts_with('#') => {}
            None => {
                let new = parts
                    .entry(part.clone())
                    .or_default()
                    .insert(line.to_owned());
                assert!(new, "`{line}` stands twice");
            }
        }
    }
    parts
});

/// Every citation of content and rules in a field of its own, with where it stands.
#[must_use]
pub fn citations(questionnaires: &[Questionnaire]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut add = |place: &str, cites: &mut dyn Iterator<Item = String>| {
        all.extend(cites.map(|cite| (place.to_owned(), cite)));
    };
    for question in questionnaires.iter().flat_map(Questionnaire::questions) {
        add(question.id.as_str(), &mut question.cites.iter().cloned());
    }
    for control in &CONTROLS.controls {
        add(control.key.as_str(), &mut control.cites.iter().cloned());
    }
    for (id, gate) in &RUBRIC.gates {
        add(id.as_str(), &mut gate.cites.iter().cloned());
    }
    for duty in &RUBRIC.duties {
        let criteria = duty.tsc.iter().chain(&duty.tsc_other);
        add(&duty.cite, &mut std::iter::once(duty.cite.clone()));
        add(&duty.cite, &mut criteria.map(|one| format!("TSC {one}")));
    }
    for rule in RULES {
        add(
            rule.id,
            &mut rule.cite.split_terminator("; ").map(str::to_owned),
        );
    }
    for rule in DeterminationRule::ALL {
        add(
            rule.as_str(),
            &mut rule.cite().split("; ").map(str::to_owned),
        );
    }
    for belief in BELIEFS {
        add(
            belief.id,
            &mut belief.cites.iter().map(|one| (*one).to_owned()),
        );
    }
    let penalties = PENALTIES.cites.iter().chain([&PENALTIES.discretion_cite]);
    add("penalties", &mut penalties.map(|one| (*one).to_owned()));
    add("proposal", &mut std::iter::once(PROPOSAL.cite.to_owned()));
    for key in ProvisionKey::ALL {
        add(key.as_str(), &mut std::iter::once(key.cite().to_owned()));
    }
    all
}

/// Every citation of the Code of Federal Regulations in running text: help, reasons, sources.
#[must_use]
pub fn citations_in_texts() -> Vec<(String, String)> {
    let folder = |folder: &str, ending: &str| -> Vec<String> {
        let names = files(folder, ending).into_iter();
        names.map(|name| format!("{folder}/{name}")).collect()
    };
    [
        folder("questionnaires", ".md"),
        folder("questionnaires", ".toml"),
        folder("questionnaires/rubric", ".toml"),
    ]
    .concat()
    .into_iter()
    .flat_map(|file| {
        let lines: Vec<String> = text(&file).lines().map(str::to_owned).collect();
        lines.into_iter().enumerate().flat_map(move |(at, line)| {
            let place = format!("{file}:{}", at + 1);
            in_running_text(&line)
                .into_iter()
                .map(move |cite| (place.clone(), cite))
        })
    })
    .collect()
}

/// The citations of one field: a range becomes its members, and 45 CFR is understood before part 164. What is
/// no section is kept as it stands.
#[must_use]
pub fn cited(field: &str) -> Vec<String> {
    let field = field.trim();
    let (title, rest) = match field.split_once(" CFR ") {
        Some((title, rest)) => (title, rest),
        None if field.starts_with("164.") || field.starts_with("160.") => ("45", field),
        None => return vec![field.to_owned()],
    };
    match section(rest) {
        Some((ids, "")) => ids.iter().map(|id| format!("{title} CFR {id}")).collect(),
        _ => vec![format!("{title} CFR {rest}")],
    }
}

fn in_running_text(line: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let (mut title, mut before, mut open) = ("45", "", false);
    for word in line.split_whitespace() {
        let word = word
            .trim_start_matches(['"', '[', '('])
            .trim_end_matches(['"', ']']);
        // `164.502(a)(3), (e)(2)`: the opening bracket of a second paragraph was trimmed.
        let sibling = open
            .then(|| sibling(found.last()?, &format!("({word}")))
            .flatten();
        let part = word.split_once('.').map_or("", |(part, _)| part);
        if word == "CFR" {
            title = before;
        } else if let Some((ids, _)) = section(word)
            && (before == "CFR" || ["160", "164"].contains(&part))
        {
            found.extend(ids.iter().map(|id| format!("{title} CFR {id}")));
        } else {
            found.extend(sibling);
        }
        open = word.ends_with(',');
        before = word;
    }
    found
}

/// The paragraph beside a citation that a shorthand means: it starts at the level of its own first sign.
fn sibling(of: &str, short: &str) -> Option<String> {
    let (short, _) = brackets(short)?;
    let (head, old) = of.split_once('(')?;
    let (old, _) = brackets(&format!("({old}"))?;
    let level = |sign: &String| {
        (
            sign.as_bytes()[0].is_ascii_digit(),
            sign.as_bytes()[0].is_ascii_uppercase(),
        )
    };
    let at = old
        .iter()
        .position(|sign| level(sign) == level(&short[0]))?;
    let signs: String = old[..at]
        .iter()
        .chain(&short)
        .map(|sign| format!("({sign})"))
        .collect();
    Some(format!("{head}{signs}"))
}

/// The sections that a word names, a range as its members, and what follows them.
fn section(word: &str) -> Option<(Vec<String>, &str)> {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (head, rest) = word.split_at(end.unwrap_or(word.len()));
    let (part, number) = head.split_once('.')?;
    // `164.402.` ends a sentence.
    let number = number.trim_end_matches('.');
    let head = format!("{part}.{number}");
    if part.is_empty() || number.is_empty() || number.contains('.') {
        return None;
    }
    let Some((mut signs, rest)) = brackets(rest) else {
        return Some((vec![head], rest));
    };
    let (last, rest) = match rest.strip_prefix('-').and_then(brackets) {
        Some((end, rest)) => (members(signs.last()?, end.first()?)?, rest),
        None => (vec![signs.last()?.clone()], rest),
    };
    signs.pop();
    let base: String = signs.iter().map(|sign| format!("({sign})")).collect();
    Some((
        last.iter()
            .map(|sign| format!("{head}{base}({sign})"))
            .collect(),
        rest,
    ))
}

/// `(a)(1)` as its signs, and what follows.
fn brackets(text: &str) -> Option<(Vec<String>, &str)> {
    let (mut signs, mut rest) = (Vec::new(), text);
    while let Some((sign, after)) = rest
        .strip_prefix('(')
        .and_then(|inner| inner.split_once(')'))
    {
        signs.push(sign.to_owned());
        rest = after;
    }
    (!signs.is_empty()).then_some((signs, rest))
}

/// The signs from one to another.
fn members(first: &str, last: &str) -> Option<Vec<String>> {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let row: Vec<String> = match first.chars().next()? {
        'i' => ROMAN.iter().map(|sign| (*sign).to_owned()).collect(),
        'a'..='z' => ('a'..='z').map(String::from).collect(),
        'A'..='Z' => ('A'..='Z').map(String::from).collect(),
        _ => (1..30).map(|n: u8| n.to_string()).collect(),
    };
    let at = |sign: &str| row.iter().position(|one| one == sign);
    row.get(at(first)?..=at(last)?).map(<[String]>::to_vec)
}
