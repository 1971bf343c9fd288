//! Questionnaires of every answer kind, with conditions over facts and info questions, follow-ups and
//! covered controls; and variations of the rubric.

use vendorward_core::{
    Id,
    basis::Basis,
    engagement::{Access, Criticality, CustomerKind, Hosting, ProductType, Sensitivity, Stage},
    facts::{FlowTrait, Tier, Triage},
    gate::GateId,
    questionnaire::{
        AnswerKind, Audience, Band, Bound, ChoiceOption, Column, ColumnKind, Cover, Good, Law,
        NaRule, Question, Questionnaire, Relation, Section, Weight,
    },
    rubric::{ClearsWith, Rubric},
    units::{BasisPoints, Credit},
    when::{Expr, Op, Test},
};

use super::{Choices, pack};

/// The controls that gates read.
pub(super) const GATED: [&str; 10] = [
    "encryption.at-rest",
    "encryption.in-transit",
    "risk.analysis",
    "access.mfa-remote",
    "phi.sale",
    "phi.own-use",
    "phi.non-production",
    "subcontractor.baas",
    "ai.model-providers",
    "ai.training",
];
/// Others, from several domains.
pub(super) const PLAIN: [&str; 6] = [
    "access.unique-id",
    "workforce.sanctions",
    "media.disposal",
    "breach.notice",
    "privacy.accounting",
    "policy.written",
];

fn id(text: &str) -> Id {
    Id::new(text).unwrap_or_else(|error| panic!("`{text}`: {error}"))
}

fn credit(percent: u8) -> Credit {
    Credit::new(percent).unwrap()
}

/// Questionnaires from the numbers of each question.
pub(super) fn set(
    backbone: &[Vec<u16>],
    info: &[Vec<u16>],
    scored: &[Vec<u16>],
    twins: &[Vec<u16>],
) -> Vec<Questionnaire> {
    let mut known: Vec<Question> = vec![
        intake("in-1", "engagement.stage", Stage::WORDS),
        intake("in-2", "ai", &["yes", "no"]),
    ];
    for (at, genes) in info.iter().enumerate() {
        let question = info_question(at, &mut Choices::new(genes), &known);
        known.push(question);
    }
    let mut asked: Vec<Question> = Vec::new();
    for (at, genes) in backbone.iter().enumerate() {
        let mut c = Choices::new(genes);
        let name = format!("g-{}", at + 1);
        let mut question = scored_question(&name, &mut c, &known, &asked);
        // A question names a control once.
        question
            .covers
            .retain(|cover| cover.control.as_str() != GATED[at]);
        question.covers.insert(0, cover(GATED[at], Relation::Equal));
        // Mostly as in our own content: critical and required.
        if c.chance(70) {
            question.weight = Weight::Critical;
            question.law = Law::Required;
        }
        asked.push(question);
    }
    for (at, genes) in scored.iter().enumerate() {
        let mut c = Choices::new(genes);
        let question = scored_question(&format!("s-{}", at + 1), &mut c, &known, &asked);
        asked.push(question);
    }
    let intake = known.drain(..2).collect();
    known.reverse();
    let half = asked.len().div_ceil(2);
    let mut late = asked.split_off(half);
    let mut other = Vec::new();
    for (at, genes) in twins.iter().enumerate() {
        let mut c = Choices::new(genes);
        // In turn, so that what two of them ask is asked by a third.
        let second = c.chance(if at % 2 == 0 { 85 } else { 15 });
        let of = if c.chance(60) || late.is_empty() {
            &asked
        } else {
            &late
        };
        if let Some(twin) = pack::twin(at, &mut c, of) {
            if second { &mut late } else { &mut other }.push(twin);
        }
    }
    let mut sets = vec![
        questionnaire(
            "hospital",
            Audience::Hospital,
            vec![section("facts", intake)],
        ),
        // Info questions come after the first they decide on, and in the opposite order.
        questionnaire(
            "first",
            Audience::Vendor,
            vec![section("early", asked), section("known", known)],
        ),
        questionnaire("second", Audience::Vendor, vec![section("late", late)]),
    ];
    if !other.is_empty() {
        let section = section("other", other);
        sets.push(questionnaire("third", Audience::Vendor, vec![section]));
    }
    sets
}

fn questionnaire(name: &str, audience: Audience, sections: Vec<Section>) -> Questionnaire {
    Questionnaire {
        id: id(name),
        version: "1.0.0".to_owned(),
        title: String::new(),
        audience,
        license: String::new(),
        source: String::new(),
        sections,
    }
}

fn section(name: &str, questions: Vec<Question>) -> Section {
    Section {
        id: id(name),
        title: String::new(),
        help: Vec::new(),
        questions,
    }
}

fn question(name: &str, answer: AnswerKind) -> Question {
    Question {
        id: id(name),
        prompt: String::new(),
        help: Vec::new(),
        answer,
        weight: Weight::Info,
        law: Law::Practice,
        cites: Vec::new(),
        evidence: Vec::new(),
        na: NaRule::WithReason,
        when: None,
        follows: None,
        covers: Vec::new(),
        aliases: Vec::new(),
        fact: None,
    }
}

fn intake(name: &str, fact: &str, words: &[&str]) -> Question {
    // Options in another order than the vocabulary.
    let options = words.iter().rev().map(|word| option(word, 0)).collect();
    Question {
        fact: Some(fact.to_owned()),
        ..question(name, AnswerKind::Choice { options })
    }
}

fn option(name: &str, percent: u8) -> ChoiceOption {
    ChoiceOption {
        id: id(name),
        label: String::new(),
        credit: credit(percent),
        finding: None,
    }
}

pub(super) fn cover(control: &str, relation: Relation) -> Cover {
    Cover {
        control: id(control),
        relation,
    }
}

fn na_rule(c: &mut Choices<'_>) -> NaRule {
    c.weighted(&[
        (60, NaRule::WithReason),
        (25, NaRule::Structural),
        (15, NaRule::Never),
    ])
}

fn info_question(at: usize, c: &mut Choices<'_>, known: &[Question]) -> Question {
    let options = || ["a", "b", "c"].map(|name| option(name, 0)).to_vec();
    let kind = match c.pick(7) {
        0 => AnswerKind::YesNo { good: Good::Yes },
        1 => AnswerKind::Choice { options: options() },
        2 => AnswerKind::Choices { options: options() },
        3 => AnswerKind::Number {
            unit: None,
            min: 0,
            max: 10,
            bands: Vec::new(),
        },
        4 => AnswerKind::Date { bands: Vec::new() },
        5 => AnswerKind::Text,
        _ => table(),
    };
    let mut made = question(&format!("i-{}", at + 1), kind);
    made.na = na_rule(c);
    made.when = c.chance(35).then(|| condition(c, known, 2));
    made
}

fn scored_question(
    name: &str,
    c: &mut Choices<'_>,
    known: &[Question],
    above: &[Question],
) -> Question {
    let mut made = question(name, scored_kind(c));
    made.cites = c
        .weighted(&[
            (60, &[][..]),
            (20, &["TSC CC6.1"]),
            (10, &["TSC CC7.2", "45 CFR 164.306(a)"]),
            (5, &["TSC CC8.1"]),
            (5, &["TSC CC6.4"]),
        ])
        .iter()
        .map(|&cite| cite.to_owned())
        .collect();
    made.weight = c.of(&[Weight::Standard, Weight::Critical, Weight::Minor]);
    made.law = c.of(&[
        Law::Practice,
        Law::Required,
        Law::Addressable,
        Law::Contract,
        Law::Proposed,
    ]);
    made.na = na_rule(c);
    made.when = c.chance(38).then(|| condition(c, known, 2));
    if c.chance(22) && !above.is_empty() {
        made.follows = Some(above[c.pick(above.len())].id.clone());
    }
    if c.chance(35) {
        let control = if c.chance(30) {
            c.of(&GATED)
        } else {
            c.of(&PLAIN)
        };
        made.covers.push(cover(control, c.of(Relation::ALL)));
    }
    made
}

pub(super) fn scored_kind(c: &mut Choices<'_>) -> AnswerKind {
    let good = c.weighted(&[(75, Good::Yes), (25, Good::No)]);
    match c.weighted(&[(40, 0), (20, 1), (14, 2), (10, 3), (8, 4), (8, 5)]) {
        0 => AnswerKind::YesNoPartial { good },
        1 => AnswerKind::YesNo { good },
        2 => {
            // Credits in any order; a gap at nothing, sometimes above.
            let gap = c.of(&[0, 40]);
            let credits = c.of(&[[100, 50, 0], [0, 100, 33], [70, 100, 30], [60, 40, 0]]);
            let options = credits
                .iter()
                .zip(["a", "b", "c"])
                .map(|(&percent, name)| ChoiceOption {
                    finding: (percent <= gap).then(|| id("control.gap")),
                    ..option(name, percent)
                })
                .collect();
            AnswerKind::Choice { options }
        }
        3 => {
            let credits = c.of(&[[50, 50, 0], [40, 30, 30], [100, 20, 0]]);
            let options = credits
                .iter()
                .zip(["a", "b", "c"])
                .map(|(&percent, name)| ChoiceOption {
                    finding: (percent == 0).then(|| id("control.gap")),
                    ..option(name, percent)
                })
                .collect();
            AnswerKind::Choices { options }
        }
        4 => AnswerKind::Number {
            unit: None,
            min: 0,
            max: 100,
            bands: vec![
                band(Some(Bound::AtMost(24)), 100),
                band(Some(Bound::AtMost(72)), 50),
                band(None, 0),
            ],
        },
        _ => AnswerKind::Date {
            bands: vec![
                band(Some(Bound::AtMost(12)), 100),
                band(Some(Bound::AtMost(24)), 50),
                band(None, 0),
            ],
        },
    }
}

fn band(bound: Option<Bound>, percent: u8) -> Band {
    Band {
        bound,
        credit: credit(percent),
        finding: (percent == 0).then(|| id("control.gap")),
    }
}

pub(super) fn test(path: &str, op: Op, value: &str) -> Expr {
    Expr::Test(Test {
        path: path.to_owned(),
        op,
        value: value.to_owned(),
        path_at: 0,
        value_at: 0,
    })
}

fn condition(c: &mut Choices<'_>, known: &[Question], depth: usize) -> Expr {
    let shape = if depth == 0 {
        0
    } else {
        c.weighted(&[(70, 0), (12, 1), (12, 2), (6, 3)])
    };
    let mut parts = || {
        vec![
            condition(c, known, depth - 1),
            condition(c, known, depth - 1),
        ]
    };
    match shape {
        1 => Expr::Any(parts()),
        2 => Expr::All(parts()),
        3 => Expr::Not(Box::new(condition(c, known, depth - 1))),
        _ if c.chance(55) => {
            let of = &known[c.pick(known.len())];
            of_question(c, of)
        }
        _ => of_fact(c),
    }
}

/// Words but the first and the last, so that no test holds or fails of every word.
fn between<'w>(c: &mut Choices<'_>, words: &[&'w str]) -> (Op, &'w str) {
    let value = words[1 + c.pick(words.len() - 2)];
    (
        c.of(&[
            Op::Is,
            Op::IsNot,
            Op::AtLeast,
            Op::Less,
            Op::AtMost,
            Op::More,
        ]),
        value,
    )
}

pub(super) fn of_fact(c: &mut Choices<'_>) -> Expr {
    let equal = |c: &mut Choices<'_>| c.of(&[Op::Is, Op::IsNot]);
    match c.pick(16) {
        0 => test("flows", Op::Includes, c.of(FlowTrait::WORDS)),
        1 => test("phi", equal(c), c.of(&["none", "planned", "flowing"])),
        2 => {
            let (op, value) = between(c, Tier::WORDS);
            test("tier", op, value)
        }
        3 => {
            let (op, value) = between(c, Stage::WORDS);
            test("engagement.stage", op, value)
        }
        4 => {
            let (op, value) = between(c, Access::WORDS);
            test("access", op, value)
        }
        5 => {
            let (op, value) = between(c, Criticality::WORDS);
            test("criticality", op, value)
        }
        6 => test("sensitivity", Op::Includes, c.of(Sensitivity::WORDS)),
        7 => test("connection", equal(c), c.of(&["yes", "no"])),
        8 => test("offshore", equal(c), c.of(&["yes", "no"])),
        9 => test("ai", equal(c), c.of(&["yes", "no"])),
        10 => test("hosting", equal(c), c.of(Hosting::WORDS)),
        11 => test("customer", equal(c), c.of(CustomerKind::WORDS)),
        12 => test("product-type", equal(c), c.of(ProductType::WORDS)),
        13 => test(
            "records",
            c.of(&[
                Op::AtLeast,
                Op::Less,
                Op::Is,
                Op::IsNot,
                Op::More,
                Op::AtMost,
            ]),
            c.of(&["500", "100000"]),
        ),
        14 => {
            let (op, value) = between(c, Triage::WORDS);
            test("depth", op, value)
        }
        _ => test(
            "baa.determination",
            equal(c),
            c.of(&["required", "not-required"]),
        ),
    }
}

fn of_question(c: &mut Choices<'_>, question: &Question) -> Expr {
    let path = question.id.as_str();
    let equal = c.of(&[Op::Is, Op::IsNot]);
    if question.fact.is_none() && c.chance(12) {
        return test(path, equal, "na");
    }
    let numbers = [
        Op::AtLeast,
        Op::Less,
        Op::Is,
        Op::IsNot,
        Op::More,
        Op::AtMost,
    ];
    match &question.answer {
        AnswerKind::YesNo { .. } => test(path, equal, c.of(&["yes", "no"])),
        AnswerKind::Choice { options } => {
            let at = c.pick(options.len());
            test(path, equal, options[at].id.as_str())
        }
        AnswerKind::Choices { .. } => test(path, Op::Includes, c.of(&["a", "b", "c"])),
        AnswerKind::Number { .. } => test(path, c.of(&numbers), c.of(&["3", "7"])),
        AnswerKind::Date { .. } => test(path, c.of(&numbers), c.of(&["2026-01-01", "2025-06-30"])),
        _ => test(path, equal, "na"),
    }
}

/// A table; never scored.
fn table() -> AnswerKind {
    AnswerKind::Table {
        columns: vec![Column {
            id: id("name"),
            label: String::new(),
            kind: ColumnKind::Text,
        }],
    }
}

/// Other thresholds, weights and bases.
pub(super) fn rubric(c: &mut Choices<'_>, base: &Rubric) -> Rubric {
    let mut rubric = base.clone();
    if c.chance(40) {
        let points = |share| BasisPoints::new(share).unwrap();
        let (strong, fair, weak) =
            c.of(&[(9000, 6000, 3000), (10_000, 5000, 5000), (6667, 3333, 1)]);
        rubric.grades.strong = points(strong);
        rubric.grades.fair = points(fair);
        rubric.grades.weak = points(weak);
        rubric.limits.completeness_floor.value = points(c.of(&[5000, 0, 9000]));
        rubric.limits.na_weight.value = points(c.of(&[1000, 0, 5000]));
        let (critical, standard, minor) = c.of(&[(3, 2, 1), (50, 7, 3), (10, 10, 10)]);
        rubric.weights.critical = critical;
        rubric.weights.standard = standard;
        rubric.weights.minor = minor;
        let strict = c.of(&[Basis::Document, Basis::Tested, Basis::Word]);
        let rule = rubric.gates.get_mut(&GateId::Encryption).unwrap();
        rule.clears_with = ClearsWith {
            critical: strict,
            high: strict.min(Basis::Document),
            moderate: strict.min(Basis::Attested),
            low: Basis::Word,
        };
    }
    rubric
}
