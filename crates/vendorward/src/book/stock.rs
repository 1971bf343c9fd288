//! What can be asked: questionnaires and the control inventory; and what the content was tested for.

use std::collections::BTreeMap;

use serde_json::json;
use vendorward_core::questionnaire::{Domain, Law, Questionnaire, Weight};

use super::{
    Part, Section, Subject, Tested,
    rows::{Line, Row, Run, Table, Tone, said},
};
use crate::words::{Words, capital};

/// Questionnaires, those of the set first, then the inventory.
pub(super) fn section(words: Words, subject: &Subject<'_>) -> Section {
    let loaded = subject.set.compiled.questionnaires.iter();
    let rows = loaded
        .map(|one| questionnaire(words, one, true))
        .chain(
            subject
                .others
                .iter()
                .map(|one| questionnaire(words, one, false)),
        )
        .collect();
    let columns = ["questionnaire", "audience", "count", "scored", "by-law"];
    let questionnaires = Table::new(words, "questionnaires", &columns, rows);
    let parts = vec![
        Part::Table(questionnaires),
        Part::Table(domains(words, subject)),
    ];
    Section::new(words, "questionnaires", parts)
}

fn questionnaire(words: Words, one: &Questionnaire, loaded: bool) -> Row {
    let scored = one
        .questions()
        .filter(|question| question.weight != Weight::Info)
        .count();
    let by_law: Vec<(&str, usize)> = Law::ALL
        .iter()
        .map(|law| {
            let questions = one.questions().filter(|question| question.law == *law);
            (law.as_str(), questions.count())
        })
        .filter(|(_, n)| *n > 0)
        .collect();
    let data = json!({
        "version": one.version,
        "title": one.title,
        "audience": one.audience,
        "loaded": loaded,
        "questions": one.questions().count(),
        "scored": scored,
        "law": by_law.iter().copied().collect::<BTreeMap<_, _>>(),
    });
    let law: Vec<String> = by_law
        .iter()
        .map(|(law, n)| {
            let law = words.text(&format!("book.law.{law}"));
            words.fill("book.law.count", &[("law", &law), ("n", &n.to_string())])
        })
        .collect();
    let number = |n: usize| vec![Line::of(Run::Name(n.to_string()))];
    let offer = words.text(if loaded {
        "book.loaded.yes"
    } else {
        "book.loaded.no"
    });
    let cells = vec![
        vec![
            Line::of(Run::Content(one.title.clone())),
            Line {
                tone: Tone::Note,
                runs: vec![
                    Run::Name(format!("{} {}", one.id, one.version)),
                    Run::Words(format!("({offer})")),
                ],
            },
        ],
        said(capital(
            &words.text(&format!("book.audience.{}", one.audience.as_str())),
        )),
        number(one.questions().count()),
        number(scored),
        said(law.join(", ")),
    ];
    Row::new(one.id.as_str(), data, cells)
}

fn domains(words: Words, subject: &Subject<'_>) -> Table {
    let controls = &subject.set.controls.controls;
    let all: Vec<&Questionnaire> = subject
        .set
        .compiled
        .questionnaires
        .iter()
        .chain(subject.others)
        .collect();
    let rows = Domain::ALL.iter().map(|domain| {
        let own: Vec<&str> = controls
            .iter()
            .filter(|control| control.domain == *domain)
            .map(|control| control.key.as_str())
            .collect();
        let asked = all
            .iter()
            .flat_map(|one| one.questions())
            .filter(|question| {
                let mut covers = question.covers.iter();
                covers.any(|cover| own.contains(&cover.control.as_str()))
            })
            .count();
        let number = |n: usize| vec![Line::of(Run::Name(n.to_string()))];
        let cells = vec![
            said(words.text(&format!("book.domain.{domain}"))),
            number(own.len()),
            number(asked),
        ];
        let data = json!({"controls": own, "questions": asked});
        Row::new(domain.as_str(), data, cells)
    });
    let columns = ["domain", "controls", "count"];
    Table::new(words, "domains", &columns, rows.collect()).titled(words)
}

/// Check by check.
pub(super) fn self_test(words: Words, tested: &[Tested]) -> Section {
    let rows = tested.iter().map(|one| {
        let outcome = words.text(if one.passed {
            "book.outcome.passed"
        } else {
            "book.outcome.failed"
        });
        let mut says = said(capital(&outcome));
        let found = one.found.iter();
        says.extend(found.map(|found| Line::of(Run::Content(found.clone())).tone(Tone::Note)));
        let data = json!({"check": one.check, "passed": one.passed, "found": one.found});
        let cells = vec![vec![Line::of(Run::Content(one.check.clone()))], says];
        Row::new(one.id.clone(), data, cells)
    });
    let mut table = Table::new(words, "self_test", &["test", "outcome"], rows.collect());
    table.named = true;
    Section::new(words, "self-test", vec![Part::Table(table)])
}
