//! HIPAA duties, and how far a SOC 2 report speaks to each: our judgement, counted and never scored.

use serde_json::json;
use vendorward_core::{
    Id,
    questionnaire::Questionnaire,
    rubric::{Duty, Overlap, Rubric},
};

use super::{
    Part, Section, Subject,
    rows::{Line, Row, Run, Select, Table, Tone, law, names, said},
    rubric,
    rules::by_law,
};
use crate::words::{Words, capital};

/// How many duties a report covers fully, partly and not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Fully.
    pub full: usize,
    /// Partly.
    pub partial: usize,
    /// Not at all.
    pub none: usize,
}

impl Counts {
    /// Counts over some of the duties: `security_rule` says which, `overlap` of what report.
    #[must_use]
    pub fn of(rubric: &Rubric, security_rule: bool, overlap: impl Fn(&Duty) -> Overlap) -> Self {
        let mut counts = Self::default();
        for duty in &rubric.duties {
            if duty.security_rule == security_rule {
                match overlap(duty) {
                    Overlap::Full => counts.full += 1,
                    Overlap::Partial => counts.partial += 1,
                    Overlap::None => counts.none += 1,
                }
            }
        }
        counts
    }

    /// Together.
    #[must_use]
    pub const fn all(&self) -> usize {
        self.full + self.partial + self.none
    }
}

/// The figures of a rubric, as the places of texts.
pub(super) fn figures(rubric: &Rubric) -> Vec<(&'static str, String)> {
    let (one, three) = (
        Counts::of(rubric, true, |duty| duty.overlap),
        Counts::of(rubric, true, |duty| duty.overlap_sac),
    );
    let (beside, beside_sac) = (
        Counts::of(rubric, false, |duty| duty.overlap),
        Counts::of(rubric, false, |duty| duty.overlap_sac),
    );
    [
        ("of", one.all()),
        ("full", one.full),
        ("partial", one.partial),
        ("none", one.none),
        ("full-sac", three.full),
        ("partial-sac", three.partial),
        ("none-sac", three.none),
        ("beside", beside.all()),
        ("without", beside.none),
        ("without-sac", beside_sac.none),
    ]
    .map(|(name, n)| (name, n.to_string()))
    .into()
}

/// What a report covers, and the duties one by one.
pub(super) fn section(words: Words, subject: &Subject<'_>) -> Section {
    let rubric = rubric(subject.set);
    let figures = figures(rubric);
    let places: Vec<(&str, &str)> = figures
        .iter()
        .map(|(name, n)| (*name, n.as_str()))
        .collect();
    let says = |key: &str| Part::Paragraph(words.fill(&format!("book.covers.{key}"), &places));
    let heading = |key: &str| Part::Heading(words.text(key));
    let parts = vec![
        heading("book.covers"),
        says("assurance"),
        says("baa"),
        says("rule"),
        Part::Table(counted(words, rubric)),
        says("beside"),
        says("partly"),
        says("own"),
        heading("book.covers.without"),
        without(rubric, true),
        heading("book.covers.without-beside"),
        without(rubric, false),
        Part::Table(duties(words, subject)),
    ];
    Section::new(words, "crosswalk", parts)
}

fn without(rubric: &Rubric, security_rule: bool) -> Part {
    let missing = rubric
        .duties
        .iter()
        .filter(|duty| duty.security_rule == security_rule && duty.overlap == Overlap::None);
    let lines = missing.map(|duty| Line {
        tone: Tone::Main,
        runs: vec![
            Run::Content(duty.title.clone()),
            Run::Name(format!("({})", duty.cite)),
        ],
    });
    Part::List(lines.collect())
}

type ByScope = (&'static str, &'static str, fn(&Duty) -> Overlap);

fn counted(words: Words, rubric: &Rubric) -> Table {
    const SCOPES: [ByScope; 2] = [
        ("security", "book.scope.security", |duty| duty.overlap),
        ("sac", "book.scope.sac", |duty| duty.overlap_sac),
    ];
    let mut rows = Vec::new();
    for (part, key, security_rule) in [
        ("security-rule", "book.duty.security-rule", true),
        ("beside", "book.duty.beside", false),
    ] {
        for (scope, name, overlap) in SCOPES {
            let counts = Counts::of(rubric, security_rule, overlap);
            let data = json!({
                "security_rule": security_rule,
                "full": counts.full,
                "partial": counts.partial,
                "none": counts.none,
                "of": counts.all(),
            });
            let number = |n: usize| vec![Line::of(Run::Name(n.to_string()))];
            let cells = vec![
                vec![
                    Line::of(Run::Words(words.text(name))),
                    Line::of(Run::Words(words.text(key))).tone(Tone::Note),
                ],
                number(counts.full),
                number(counts.partial),
                number(counts.none),
                number(counts.all()),
            ];
            rows.push(Row::new(format!("{part}.{scope}"), data, cells));
        }
    }
    let columns = ["scope", "full", "partial", "not", "of"];
    Table::new(words, "overlap-counts", &columns, rows).titled(words)
}

/// The subpart of 45 CFR part 164 that a duty stands in, by the section it cites.
fn subpart(duty: &Duty) -> &'static str {
    let section = duty.cite.trim_start_matches("45 CFR 164.");
    match section.chars().next() {
        Some('3') => "C",
        Some('4') => "D",
        _ => "E",
    }
}

fn overlap_word(overlap: Overlap) -> &'static str {
    match overlap {
        Overlap::Full => "full",
        Overlap::Partial => "partial",
        Overlap::None => "none",
    }
}

/// Every question that speaks to one of these controls.
fn questions<'a>(all: &[&'a Questionnaire], controls: &[Id]) -> Vec<&'a str> {
    let questions = all.iter().flat_map(|one| one.questions());
    questions
        .filter(|question| {
            let mut covers = question.covers.iter();
            covers.any(|cover| controls.contains(&cover.control))
        })
        .map(|question| question.id.as_str())
        .collect()
}

fn duties(words: Words, subject: &Subject<'_>) -> Table {
    let loaded = &subject.set.compiled.questionnaires;
    let all: Vec<&Questionnaire> = loaded.iter().chain(subject.others).collect();
    let overlap = |overlap: Overlap| words.text(&format!("book.overlap.{}", overlap_word(overlap)));
    let rows = rubric(subject.set).duties.iter().map(|duty| {
        let criteria: Vec<&str> = duty
            .tsc
            .iter()
            .chain(&duty.tsc_other)
            .map(String::as_str)
            .collect();
        let asked = questions(&all, &duty.controls);
        let subpart = subpart(duty);
        let data = json!({
            "citation": duty.cite,
            "title": duty.title,
            "law": duty.law,
            "security_rule": duty.security_rule,
            "subpart": subpart,
            "overlap": duty.overlap,
            "overlap_sac": duty.overlap_sac,
            "criteria": criteria,
            "controls": duty.controls,
            "questions": asked,
        });
        let rule = words.text(&format!("book.duty.subpart.{subpart}"));
        let mut status = law(words, duty.law.as_str(), []);
        status.push(Line::of(Run::Words(rule)).tone(Tone::Note));
        let cells = vec![
            vec![
                Line::of(Run::Content(duty.title.clone())),
                Line::of(Run::Name(duty.cite.clone())).tone(Tone::Note),
            ],
            status,
            said(capital(&overlap(duty.overlap))),
            said(capital(&overlap(duty.overlap_sac))),
            vec![names(criteria.iter().copied(), ",")],
            vec![names(asked.iter().copied(), ",")],
        ];
        let mut row = Row::new(duty.cite.clone(), data, cells);
        row.tags = vec![
            ("law", duty.law.as_str().to_owned()),
            ("overlap", overlap_word(duty.overlap).to_owned()),
            ("subpart", subpart.to_owned()),
        ];
        row
    });
    let columns = [
        "duty",
        "law",
        "overlap",
        "overlap-sac",
        "criteria",
        "questions",
    ];
    let mut table = Table::new(words, "duties", &columns, rows.collect()).titled(words);
    table.filtered = true;
    let options = |key: &str, values: &[&str]| {
        let option = |value: &&str| {
            (
                (*value).to_owned(),
                words.text(&format!("book.{key}.{value}")),
            )
        };
        values.iter().map(option).collect()
    };
    let select = |tag: &'static str, options| Select {
        tag,
        label: words.text(&format!("book.filter.{tag}")),
        options,
    };
    table.selects = vec![
        by_law(words, &table.rows),
        select("overlap", options("overlap", &["full", "partial", "none"])),
        select("subpart", options("duty.subpart", &["C", "D", "E"])),
    ];
    table
}
