//! Makes packages to measure with: 250 questions for the vendor, and as many packages as wanted.
//!
//! ```text
//! cargo run --release -p vendorward-cli --example packages -- DIR [COUNT]
//! vendorward score --ndjson --questionnaires DIR/questionnaires --stats < DIR/packages.ndjson > /dev/null
//! ```
//!
//! The built-in questionnaires are kept and filled up with questions over the built-in controls, so
//! that gates, duties and findings are worked out as ever. Every package is the sample in good order
//! under another name with other answers. The same on every machine.

use std::{
    error::Error,
    fmt::Write as _,
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::Path,
};

use vendorward::{
    core::{
        Date,
        assessment::{Answer, AnswerState, Value},
        questionnaire::{AnswerKind, Audience, Controls, Good, Question},
    },
    package,
    set::{Parts, SOURCES, Set},
};

/// Questions that the vendor answers.
const QUESTIONS: usize = 250;
/// The package that all others are made of.
const SAMPLE: &[u8] = include_bytes!("../../../questionnaires/samples/in-good-order.json");

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("packages: name a folder")?;
    let count: u32 = args.next().map_or(Ok(2_000), |count| count.parse())?;
    let folder = Path::new(&folder);

    let sources = folder.join("questionnaires");
    for (name, bytes) in SOURCES {
        let file = sources.join(name);
        fs::create_dir_all(file.parent().unwrap_or(&sources))?;
        fs::write(file, bytes)?;
    }
    let more = more_questions()?;
    fs::write(sources.join("measure.md"), &more)?;
    let files = SOURCES
        .iter()
        .copied()
        .chain([("measure.md", more.as_bytes())]);
    let set = Set::from_sources(files)
        .value
        .ok_or("packages: the questions have errors")?;

    let questions: Vec<&Question> = set
        .compiled
        .questionnaires
        .iter()
        .filter(|one| one.audience == Audience::Vendor)
        .flat_map(|one| one.questions())
        .collect();
    let mut packages = BufWriter::new(File::create(folder.join("packages.ndjson"))?);
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for number in 0..count {
        packages.write_all(&package(&questions, number, &mut dice)?)?;
        packages.write_all(b"\n")?;
    }
    packages.flush()?;
    println!(
        "{} questions, {count} packages in {}",
        questions.len(),
        folder.display()
    );
    Ok(())
}

/// Questions that fill the built-in ones up: a fifth critical, a fifth minor, a fifth asked only if
/// electronic PHI is involved.
fn more_questions() -> Result<String, Box<dyn Error>> {
    let parts = Parts::of(SOURCES.iter().copied())
        .value
        .ok_or("packages: no built-in set")?;
    let controls: Controls = serde_json::from_slice(&parts.controls.bytes)?;
    let set = Set::standard().value.ok_or("packages: no built-in set")?;
    let asked: usize = set
        .compiled
        .questionnaires
        .iter()
        .filter(|one| one.audience == Audience::Vendor)
        .map(|one| one.questions().count())
        .sum();
    let mut text = "+++\nid = \"measure\"\nversion = \"0.1.0\"\ntitle = \"Questions to measure with\"\n\
        audience = \"vendor\"\nlicense = \"Apache-2.0\"\nsource = \"Made by a program.\"\n+++\n\n# Measured\n"
        .to_owned();
    let controls = controls.controls.iter().cycle();
    for (number, control) in (1..=QUESTIONS.saturating_sub(asked)).zip(controls) {
        let weight = match number % 5 {
            0 => "critical",
            1 => "minor",
            _ => "standard",
        };
        let cites = control.cites.first().map_or("", String::as_str);
        let required = number % 4 == 0 && cites.starts_with("45 CFR");
        let law = if required { "required" } else { "practice" };
        write!(
            text,
            "\n## me-{number:03} Is this in place, in writing and kept up: {}?\n\n- answer: yes-no-partial\n\
             - weight: {weight}\n- law: {law}\n- cites: {cites}\n- covers: {} (overlaps)\n",
            control.title.to_lowercase(),
            control.key
        )?;
        if number % 5 == 3 {
            text.push_str("- when: flows includes ephi\n");
        }
    }
    Ok(text)
}

/// One package, as canonical bytes.
fn package(
    questions: &[&Question],
    number: u32,
    dice: &mut Dice,
) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut package = package::read(SAMPLE)
        .value
        .ok_or("packages: the sample has errors")?;
    let assessment = &mut package.assessment;
    assessment.engagement.vendor.name = format!("Vendor {number}");
    assessment.engagement.vendor.legal_name = format!("Vendor {number}, Inc.");
    let kept = std::mem::take(&mut assessment.answers);
    for question in questions {
        let known = kept.iter().find(|answer| answer.question == question.id);
        let mut answer = known
            .cloned()
            .unwrap_or_else(|| Answer::blank(question.id.clone()));
        answer.by = "DW".to_owned();
        answer.on = Date::new(2026, 11, 9).ok();
        // Reviewers come to look into a few answers; the rest stays a word.
        if dice.below(100) < 90 {
            answer.linked.clear();
            answer.confirmed.clear();
        }
        if known.is_none() || dice.below(100) < 20 {
            say(&mut answer, &question.answer, dice);
        }
        assessment.answers.push(answer);
    }
    Ok(package::write(&package))
}

/// Answers a question: mostly well, now and then partly, not at all, or with a reason not to.
fn say(answer: &mut Answer, kind: &AnswerKind, dice: &mut Dice) {
    let fate = dice.below(100);
    answer.value = match fate {
        0..86 => value(kind, true),
        86..91 => value(kind, false),
        _ => None,
    };
    answer.state = match fate {
        95..97 => AnswerState::DontKnow,
        97..98 => AnswerState::Refused,
        98.. => AnswerState::NotApplicable,
        _ => AnswerState::Answered,
    };
    answer.text = match fate {
        0..4 => "Described in our security overview, section 4, and reviewed each year.".to_owned(),
        98.. => "The service has no part to which this applies.".to_owned(),
        _ => String::new(),
    };
    if matches!(kind, AnswerKind::YesNoPartial { .. }) && fate < 4 {
        answer.value = Some(Value::Text("partial".to_owned()));
    }
}

/// A good or a bad value of this kind.
fn value(kind: &AnswerKind, good: bool) -> Option<Value> {
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    match kind {
        AnswerKind::YesNo { good: best } | AnswerKind::YesNoPartial { good: best } => {
            text(if (*best == Good::Yes) == good {
                "yes"
            } else {
                "no"
            })
        }
        AnswerKind::Choice { options } => {
            let option = if good {
                options.first()
            } else {
                options.last()
            };
            option.and_then(|option| text(option.id.as_str()))
        }
        AnswerKind::Choices { options } => {
            let some = options.iter().take(if good { options.len() } else { 1 });
            Some(Value::Options(
                some.map(|option| option.id.to_string()).collect(),
            ))
        }
        AnswerKind::Text => text("Production, backups and logs in two regions of one host."),
        AnswerKind::Number { min, max, .. } => Some(Value::Number(if good { *min } else { *max })),
        AnswerKind::Date { .. } => text(if good { "2026-08-11" } else { "2023-02-01" }),
        AnswerKind::Table { .. } => None,
    }
}

/// Numbers that look random and are the same every time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}
