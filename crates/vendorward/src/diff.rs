//! What changed between two assessments, or between two years of one report: better, worse, new, gone.
//!
//! Both assessments are scored, each at its own date, so that a report that went stale shows as well as one
//! that was replaced. A change is said in the words of the catalogue; its ids and order depend on no language.

mod assessments;
mod clock;
mod members;
mod reports;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use vendorward_core::{
    Date,
    diagnostic::Diagnostic,
    order::settle,
    soc2::Report,
    texts::{self, Language},
};

pub use assessments::{assessments, said};
pub use clock::Clock;
pub use reports::reports;

use crate::{
    Reply, import, json as text_of,
    package::{self, Package},
    set::Set,
};

/// The value of `format` in a diff.
pub const FORMAT: &str = "vendorward/diff";

/// What can be compared: two of one kind.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A package.
    Package(Box<Package>),
    /// The record of a report.
    Report(Box<Report>),
}

impl Subject {
    /// Reads a package, or the record of a report as `.json`, `.toml` or `.csv`.
    #[must_use]
    pub fn read(file: &str, bytes: &[u8]) -> Reply<Self> {
        #[derive(Deserialize)]
        struct Head {
            format: Option<String>,
        }
        let head = text_of::text(bytes)
            .ok()
            .and_then(|text| serde_json::from_str::<Head>(text).ok());
        if head.is_some_and(|head| head.format.is_some()) {
            let reply = package::read(bytes).of_source(file);
            return reply.map(|package| Self::Package(Box::new(package)));
        }
        import::report(file, bytes).map(|report| Self::Report(Box::new(report)))
    }

    /// The day of the last decision: what the assessment spoke of when someone last acted on it.
    fn decided_on(&self) -> Option<Date> {
        match self {
            Self::Package(package) => package
                .assessment
                .decisions
                .iter()
                .map(|decision| decision.on)
                .max(),
            Self::Report(_) => None,
        }
    }
}

/// What changed from one subject to another of its kind. Assessments are scored, the old one at `old_as_of`
/// or at its last decision, the new one, and an old one that nobody decided on, at `as_of`.
///
/// # Errors
/// If they are of different kinds.
pub fn between(
    set: &Set,
    old: &Subject,
    new: &Subject,
    as_of: Date,
    old_as_of: Option<Date>,
) -> Result<Diff, Diagnostic> {
    match (old, new) {
        (Subject::Package(was), Subject::Package(is)) => {
            let day = old_as_of.or_else(|| old.decided_on()).unwrap_or(as_of);
            let (was, is) = (&was.assessment, &is.assessment);
            Ok(assessments(set, (was, day), (is, as_of)))
        }
        (Subject::Report(was), Subject::Report(is)) => Ok(reports(was, is)),
        _ => Err(Diagnostic::error(
            "not-alike",
            "one file is a package and the other the record of a report; two of one kind can be compared",
        )),
    }
}

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// It got worse.
    Worse,
    /// It was not there.
    New,
    /// It is another, and neither is better.
    Changed,
    /// It got better.
    Better,
    /// It is no longer there.
    Gone,
}

impl Way {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::New => "new",
            Self::Changed => "changed",
            Self::Better => "better",
            Self::Gone => "gone",
        }
    }

    /// Better or worse by an order in which more is better; nothing if both are equal.
    fn by<T: Ord>(before: &T, after: &T) -> Option<Self> {
        match after.cmp(before) {
            std::cmp::Ordering::Less => Some(Self::Worse),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Self::Better),
        }
    }
}

/// What a change is about, in the order in which changes are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// What the tool recommends.
    Recommendation,
    /// The rating.
    Rating,
    /// Inherent risk.
    Tier,
    /// A gate.
    Gate,
    /// A finding.
    Finding,
    /// A duty counted under HIPAA.
    Duty,
    /// A share.
    Score,
    /// What a report is, covers and concludes.
    Report,
    /// An exception in a report.
    Exception,
    /// A control of a report.
    Control,
    /// What a report expects of the hospital.
    CustomerDuty,
    /// A subservice organisation of a report.
    Subservice,
    /// A business associate agreement.
    Agreement,
    /// A subcontractor.
    Subcontractor,
    /// A document.
    Evidence,
    /// A flow of PHI.
    Flow,
    /// A fact of the engagement.
    Fact,
    /// A condition.
    Condition,
    /// An answer.
    Answer,
}

impl Area {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::Rating => "rating",
            Self::Tier => "tier",
            Self::Gate => "gate",
            Self::Finding => "finding",
            Self::Duty => "duty",
            Self::Score => "score",
            Self::Report => "report",
            Self::Exception => "exception",
            Self::Control => "control",
            Self::CustomerDuty => "customer-duty",
            Self::Subservice => "subservice",
            Self::Agreement => "agreement",
            Self::Subcontractor => "subcontractor",
            Self::Evidence => "evidence",
            Self::Flow => "flow",
            Self::Fact => "fact",
            Self::Condition => "condition",
            Self::Answer => "answer",
        }
    }
}

/// How something stood on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// It was not there.
    None,
    /// A word of a vocabulary: the vocabulary's name in the catalogue, and the word.
    Word(&'static str, &'static str),
    /// A share in basis points.
    Share(u16),
    /// A number of something that the subject names.
    Number(i64),
    /// A word of a vocabulary as the file writes it.
    Said(&'static str, String),
    /// Within which time notice is owed.
    Clock(Clock),
    /// Several things, each by its id and in words.
    Each(Vec<Titled>),
    /// A text of the file.
    Text(String),
}

/// Something by its id and in words.
pub type Titled = (String, Name);

impl Side {
    /// In words; nothing where there was nothing.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::None => String::new(),
            Self::Word(vocabulary, word) => language.fill(&format!("{vocabulary}.{word}"), &[]),
            Self::Share(points) => {
                let percent = (points + 50) / 100;
                language.fill("diff.percent", &[("n", &percent.to_string())])
            }
            Self::Said(vocabulary, word) => match format!("{vocabulary}.{word}") {
                key if texts::has(&key) => language.fill(&key, &[]),
                _ => word.clone(),
            },
            Self::Clock(clock) => clock.words(language),
            Self::Each(all) => {
                let words = all.iter().map(|(_, name)| name.words(language));
                words.collect::<Vec<_>>().join(", ")
            }
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::None => Value::Null,
            Self::Word(_, word) => json!(word),
            Self::Said(_, word) => json!(word),
            Self::Clock(clock) => clock.json(),
            Self::Each(all) => all.iter().map(|(id, _)| id.as_str()).collect(),
            Self::Share(points) => json!(points),
            Self::Number(number) => json!(number),
            Self::Text(text) => json!(text),
        }
    }
}

/// What a change is about, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// A key of the catalogue.
    Key(String),
    /// A key of the catalogue, and what it is about: a finding of a flow, a member of a record.
    About(String, String),
    /// A text of the file.
    Text(String),
}

impl Name {
    /// In words.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Key(key) => language.fill(key, &[]),
            Self::About(key, subject) => {
                let title = language.fill(key, &[]);
                if subject.is_empty() {
                    return title;
                }
                language.fill("diff.about", &[("title", &title), ("subject", subject)])
            }
            Self::Text(text) => text.clone(),
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub area: Area,
    /// Which way it went.
    pub way: Way,
    /// The id of what changed: a gate, a question, a control, a record.
    pub subject: String,
    /// The same in words.
    pub name: Name,
    /// How it stood.
    pub before: Side,
    /// How it stands.
    pub after: Side,
}

/// Every change, and the dates of both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// The day the old side speaks of; none of a report without dates.
    pub old: Option<Date>,
    /// The day the new side speaks of.
    pub new: Option<Date>,
    /// Both vendors' names, where they are two: then nothing got better or worse.
    pub vendors: Option<(String, String)>,
    /// By area, then as the area lists them.
    pub changes: Vec<Change>,
}

impl Change {
    /// Which way, in words: a finding that is gone is closed.
    #[must_use]
    pub fn way_words(&self, language: Language) -> String {
        let word = match (self.area, self.way) {
            (Area::Finding, Way::Gone) => "closed",
            (_, way) => way.as_str(),
        };
        language.fill(&format!("diff.way.{word}"), &[])
    }
}

impl Diff {
    /// How many went this way.
    #[must_use]
    pub fn count(&self, way: Way) -> usize {
        self.changes.iter().filter(|one| one.way == way).count()
    }

    /// As JSON, `"format": "vendorward/diff"`.
    #[must_use]
    pub fn json(&self, language: Language) -> Vec<u8> {
        let changes: Vec<Value> = self
            .changes
            .iter()
            .map(|one| {
                json!({
                    "area": one.area.as_str(),
                    "way": one.way.as_str(),
                    "subject": one.subject,
                    "title": one.name.words(language),
                    "before": one.before.json(),
                    "after": one.after.json(),
                })
            })
            .collect();
        let whole = json!({
            "format": FORMAT,
            "format_version": crate::hash::FORMAT_VERSION,
            "old": {"as_of": self.old},
            "new": {"as_of": self.new},
            "vendors": self.vendors,
            "counts": {
                "better": self.count(Way::Better),
                "worse": self.count(Way::Worse),
                "new": self.count(Way::New),
                "gone": self.count(Way::Gone),
                "changed": self.count(Way::Changed),
            },
            "changes": changes,
        });
        serde_json::to_vec(&whole).unwrap_or_default()
    }
}

/// Collects changes.
#[derive(Default)]
struct Changes {
    found: Vec<Change>,
}

impl Changes {
    fn add(
        &mut self,
        area: Area,
        way: Way,
        subject: impl Into<String>,
        name: Name,
        (before, after): (Side, Side),
    ) {
        let subject = subject.into();
        self.found.push(Change {
            area,
            way,
            subject,
            name,
            before,
            after,
        });
    }

    /// Two lists of records by key: those of one side only are new or gone, those of both go to `both`.
    fn pair<'a, T>(
        &mut self,
        (old, new): (&'a [T], &'a [T]),
        key: impl Fn(&'a T) -> String,
        one: impl Fn(&'a T) -> (Area, String, Name, Side),
        mut both: impl FnMut(&mut Self, &'a T, &'a T),
    ) {
        let keys = |list: &'a [T]| list.iter().map(&key).collect();
        for (was, is) in paired(keys(old), keys(new)) {
            let (was, is) = (
                was.and_then(|at| old.get(at)),
                is.and_then(|at| new.get(at)),
            );
            let (way, (area, subject, name, side)) = match (was, is) {
                (Some(was), Some(is)) => {
                    both(self, was, is);
                    continue;
                }
                (Some(was), None) => (Way::Gone, one(was)),
                (None, Some(is)) => (Way::New, one(is)),
                (None, None) => continue,
            };
            let sides = match way {
                Way::Gone => (side, Side::None),
                _ => (Side::None, side),
            };
            self.add(area, way, subject, name, sides);
        }
    }

    /// By area; within one in the order found.
    fn sorted(mut self) -> Vec<Change> {
        settle(&mut self.found, |one| one.area);
        self.found
    }
}

/// Where a key stands in the old list, and where in the new one.
type Places = (Option<usize>, Option<usize>);

/// Keys of two lists beside one another: those of the new one in their order, then those that are gone.
fn paired(old: Vec<String>, new: Vec<String>) -> Vec<Places> {
    let mut places: BTreeMap<String, Places> = BTreeMap::new();
    for (at, key) in old.into_iter().enumerate() {
        places.entry(key).or_default().0 = Some(at);
    }
    for (at, key) in new.into_iter().enumerate() {
        places.entry(key).or_default().1 = Some(at);
    }
    let is_new = |places: &&Places| places.1.is_some();
    let there = places.values().filter(is_new);
    let gone = places.values().filter(|places| !is_new(places));
    there.chain(gone).copied().collect()
}
