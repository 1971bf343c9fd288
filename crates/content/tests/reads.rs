//! What a sound questionnaire says is what is read.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use vendorward_content::read_questionnaire;
use vendorward_core::questionnaire::{
    AnswerKind, Audience, Band, Block, Bound, ColumnKind, Good, Inline, Law, NaRule, Questionnaire,
    Relation, Weight,
};

const WHOLE: &str = r#"+++
id = "whole"
version = "2.10.0"
title = "Every form"
audience = "vendor"
license = "Apache-2.0"
source = "Own wording."
+++

# Access & identity

What this *part* is about.

## ac-01 Does everyone sign in with their own user ID?

Shared accounts hide who **opened** a record; run `whoami`, or read
[the rule](https://www.ecfr.gov/).

- one
- two with *stress*

Then answer.

- answer: yes-no-partial
- weight: critical
- law: required
- cites: 45 CFR 164.312(a)(2)(i); TSC CC6.1
- evidence: settings; access-control
  policy
- na: never
- when: flows includes ephi or tier is high
  and in-01 is cloud
- covers: access.unique-id (equal); access.review (broader)
- aliases: old-01; old-02

Written after the list.

## ac-02 Do shared accounts exist?

- answer: yes-no
- good: no
- weight: minor
- law: practice
- follows: ac-01

# Numbers

## nu-01 After how many hours is access taken away?

- answer: number

  - unit: hours

  - range: -1 to 720

  - band: <= 24 100

  - band: >= 100 0 control.gap

  - band: otherwise 50

- weight: standard

- law: addressable

- cites: 45 CFR 164.308(a)(3)(ii)(C)

## nu-02 When was it last reviewed?

* answer: date
    * band: <= 1 month 100
    * band: otherwise 0
* weight: standard
* law: contract
* na: structural

## in-01 Where is it kept?

- answer: choices
  - cloud: "In a \"public\" cloud; or: 2 \*"
  - own: "In our own rooms"
- weight: info
- law: practice

## in-02 Which systems are there?

- answer: table
  - holds-phi: yes-no
  - since: date "In use since"
- weight: info
- law: proposed
"#;

fn read() -> Questionnaire {
    let parsed = read_questionnaire("whole.md", WHOLE.as_bytes());
    assert_eq!(parsed.diagnostics, []);
    parsed.value.unwrap()
}

#[test]
fn front_matter_and_sections() {
    let read = read();
    assert_eq!(
        (read.id.as_str(), read.version.as_str(), read.audience),
        ("whole", "2.10.0", Audience::Vendor)
    );
    let sections: Vec<(&str, usize)> = read
        .sections
        .iter()
        .map(|s| (s.id.as_str(), s.questions.len()))
        .collect();
    assert_eq!(sections, [("access-identity", 2), ("numbers", 4)]);
    assert_eq!(
        read.sections[0].help,
        [Block::Paragraph(vec![
            Inline::Text("What this ".into()),
            Inline::Emphasis("part".into()),
            Inline::Text(" is about.".into()),
        ])]
    );
}

#[test]
fn help_keeps_its_order_and_marks() {
    let read = read();
    let first = &read.sections[0].questions[0];
    assert_eq!(
        first.help,
        [
            Block::Paragraph(vec![
                Inline::Text("Shared accounts hide who ".into()),
                Inline::Strong("opened".into()),
                Inline::Text(" a record; run ".into()),
                Inline::Code("whoami".into()),
                Inline::Text(", or read ".into()),
                Inline::Link {
                    text: "the rule".into(),
                    href: "https://www.ecfr.gov/".into()
                },
                Inline::Text(".".into()),
            ]),
            Block::List(vec![
                vec![Inline::Text("one".into())],
                vec![
                    Inline::Text("two with ".into()),
                    Inline::Emphasis("stress".into())
                ],
            ]),
            Block::Paragraph(vec![Inline::Text("Then answer.".into())]),
            Block::Paragraph(vec![Inline::Text("Written after the list.".into())]),
        ]
    );
}

#[test]
fn attributes() {
    let read = read();
    let first = &read.sections[0].questions[0];
    assert_eq!(
        first.prompt,
        "Does everyone sign in with their own user ID?"
    );
    assert_eq!(first.answer, AnswerKind::YesNoPartial { good: Good::Yes });
    assert_eq!(
        (first.weight, first.law, first.na),
        (Weight::Critical, Law::Required, NaRule::Never)
    );
    assert_eq!(first.cites, ["45 CFR 164.312(a)(2)(i)", "TSC CC6.1"]);
    assert_eq!(first.evidence, ["settings", "access-control policy"]);
    let when = first.when.as_ref().map(ToString::to_string);
    assert_eq!(
        when.as_deref(),
        Some("flows includes ephi or tier is high and in-01 is cloud")
    );
    let covers: Vec<(&str, Relation)> = first
        .covers
        .iter()
        .map(|cover| (cover.control.as_str(), cover.relation))
        .collect();
    assert_eq!(
        covers,
        [
            ("access.unique-id", Relation::Equal),
            ("access.review", Relation::Broader)
        ]
    );
    let aliases: Vec<&str> = first.aliases.iter().map(|id| id.as_str()).collect();
    assert_eq!(aliases, ["old-01", "old-02"]);
    let second = &read.sections[0].questions[1];
    assert_eq!(second.answer, AnswerKind::YesNo { good: Good::No });
    assert_eq!(second.follows.as_ref().map(|id| id.as_str()), Some("ac-01"));
    assert_eq!(second.na, NaRule::WithReason);
}

#[test]
fn answers_with_parts() {
    let read = read();
    let [number, date, choices, table] = &read.sections[1].questions[..] else {
        panic!("another kind of answer")
    };
    let AnswerKind::Number {
        unit,
        min,
        max,
        bands,
    } = &number.answer
    else {
        panic!("another kind of answer")
    };
    assert_eq!((unit.as_deref(), *min, *max), (Some("hours"), -1, 720));
    let short = |band: &Band| {
        (
            band.bound,
            band.credit.percent(),
            band.finding.as_ref().map(ToString::to_string),
        )
    };
    assert_eq!(
        bands.iter().map(short).collect::<Vec<_>>(),
        [
            (Some(Bound::AtMost(24)), 100, None),
            (Some(Bound::AtLeast(100)), 0, Some("control.gap".to_owned())),
            (None, 50, None),
        ]
    );
    let AnswerKind::Date { bands } = &date.answer else {
        panic!("another kind of answer")
    };
    assert_eq!(
        bands.iter().map(short).collect::<Vec<_>>(),
        [(Some(Bound::AtMost(1)), 100, None), (None, 0, None)]
    );
    assert_eq!(date.na, NaRule::Structural);
    let AnswerKind::Choices { options } = &choices.answer else {
        panic!("another kind of answer")
    };
    let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
    assert_eq!(
        labels,
        ["In a \"public\" cloud; or: 2 *", "In our own rooms"]
    );
    let AnswerKind::Table { columns } = &table.answer else {
        panic!("another kind of answer")
    };
    let columns: Vec<(&str, &str, ColumnKind)> = columns
        .iter()
        .map(|column| (column.id.as_str(), column.label.as_str(), column.kind))
        .collect();
    assert_eq!(
        columns,
        [
            ("holds-phi", "Holds phi", ColumnKind::YesNo),
            ("since", "In use since", ColumnKind::Date),
        ]
    );
}
