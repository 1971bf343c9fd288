//! What the generated worlds are made of. Laws prove little about what is never generated: every share
//! below must reach its least, and the table is printed at each run.
#![expect(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::{cell::RefCell, collections::BTreeMap, process::ExitCode};

use vendorward_core::{
    assessment::AnswerState,
    gate::{GateId, GateState},
    soc2::ControlResult,
    when::Truth,
};
use vendorward_tests::{
    engine::{Core, Engine, Run},
    generate::{World, worlds},
    laws,
    oracle::{self, Carry, Found, Stand},
};

/// The least share of each line, in percent.
const LEAST: f64 = 5.0;
/// The most worlds that a law may say nothing of for one reason, in percent.
const MOST_SILENT: f64 = 5.0;

/// States that a gate can reach.
fn reachable(id: GateId) -> &'static [GateState] {
    use GateState::{Clear, NotApplicable, Pending, Tripped, Undetermined};
    match id {
        GateId::BaaInForce => &[Clear, Pending, Tripped, Undetermined, NotApplicable],
        _ => &[Clear, Tripped, Undetermined, NotApplicable],
    }
}

fn traits(world: &World, run: &Run, found: &Found) -> Vec<(&'static str, bool)> {
    let assessment = &world.assessment;
    let pack = &world.compiled.rubric.pack;
    let asked = |wanted: Truth| found.asked.values().any(|truth| *truth == wanted);
    let scored = || {
        world
            .compiled
            .questions
            .iter()
            .zip(&run.applies)
            .filter(|(entry, _)| entry.weight > 0)
    };
    let stands = oracle::own_stands(&world.compiled, assessment, world.as_of);
    let stand = |wanted: &[Stand]| {
        scored().any(|(entry, truth)| {
            *truth != Truth::False && wanted.contains(&stands[&entry.question.id])
        })
    };
    let na_said = |accepted: bool| {
        assessment.answers.iter().any(|answer| {
            answer.state == AnswerState::NotApplicable
                && stands
                    .get(&answer.question)
                    .is_some_and(|stand| (*stand == Stand::Na) == accepted)
        })
    };
    let linked = |wanted: &dyn Fn(&vendorward_core::soc2::Report, &str) -> bool| {
        assessment
            .answers
            .iter()
            .flat_map(|answer| &answer.linked)
            .any(|link| {
                let mut reports = assessment.reports.iter();
                reports.any(|report| report.id == link.report && wanted(report, &link.control))
            })
    };
    let result_of = |wanted: ControlResult| {
        linked(&|report, control| {
            report
                .controls
                .iter()
                .any(|one| one.id == control && one.result == wanted)
        })
    };
    let months = i32::from(world.compiled.rubric.soc2.stale_months.value);
    let stale = |report: &vendorward_core::soc2::Report| {
        report
            .scope
            .end()
            .is_some_and(|end| end.add_months(months) < world.as_of)
    };
    let outside = |report: &vendorward_core::soc2::Report| {
        let products = &assessment.engagement.products;
        products
            .iter()
            .any(|product| !report.products_in_scope.contains(product))
    };
    let score = run.outcome.score.as_ref();
    vec![
        (
            "unknown `when` of a scored question",
            scored().any(|(_, truth)| *truth == Truth::Unknown),
        ),
        (
            "hidden question",
            scored().any(|(_, truth)| *truth == Truth::False),
        ),
        ("N/A, accepted or structural", na_said(true)),
        ("N/A, open", na_said(false)),
        (
            "blank, \"don't know\" or unusable",
            stand(&[Stand::Unknown]),
        ),
        ("refused", stand(&[Stand::Refused])),
        ("partial without a text", stand(&[Stand::Part])),
        (
            "two answers to one question",
            assessment
                .answers
                .windows(2)
                .any(|two| two[0].question == two[1].question),
        ),
        (
            "override",
            assessment
                .answers
                .iter()
                .any(|answer| answer.r#override.is_some()),
        ),
        (
            "follow-up",
            world
                .compiled
                .questions
                .iter()
                .any(|entry| entry.question.follows.is_some()),
        ),
        ("stale report", assessment.reports.iter().any(stale)),
        (
            "report without the product",
            assessment.reports.iter().any(outside),
        ),
        ("evidence expired, stale or out of scope", {
            let named = |document: &str| {
                let mut all = assessment
                    .answers
                    .iter()
                    .flat_map(|answer| &answer.confirmed);
                all.any(|one| one.document.as_str() == document)
            };
            named("ev-expired")
                || named("ev-other")
                || linked(&|report, _| stale(report) || outside(report))
        }),
        (
            "exception in a report",
            assessment
                .reports
                .iter()
                .flat_map(|report| &report.controls)
                .any(|control| control.result == ControlResult::Exception),
        ),
        (
            "linked control with an exception",
            result_of(ControlResult::Exception),
        ),
        ("linked control tested", result_of(ControlResult::Tested)),
        ("attestation", assessment.attestation.is_some()),
        ("nothing scorable", score.is_none()),
        (
            "evidenced above nothing",
            score.is_some_and(|score| score.evidenced_lo.exact.got > 0),
        ),
        (
            "lo below hi",
            score.is_some_and(|score| score.claimed_lo.points < score.claimed_hi.points),
        ),
        (
            "our own questionnaires",
            world.compiled.questions.len() > 60,
        ),
        ("pack", !pack.questionnaires.is_empty()),
        ("questionnaire not asked", asked(Truth::False)),
        ("questionnaire perhaps asked", asked(Truth::Unknown)),
        ("carried answer", !found.carried.is_empty()),
        (
            "carried answer, asked for the same",
            found.carried.values().any(|carry| carry.same),
        ),
        ("limit of the depth in force", found.limited),
        ("depth raised by the hospital", found.raised),
    ]
}

/// Carried answers by how they come to carry: printed, and rarer by their nature.
fn rare(found: &Found) -> Vec<(&'static str, bool)> {
    let carried = |wanted: &dyn Fn(&Carry) -> bool| found.carried.values().any(wanted);
    vec![
        (
            "rare: answers that differ carry to one question",
            carried(&|carry| carry.stand == Stand::Unknown),
        ),
        (
            "rare: answers that agree carry to one question",
            carried(&|carry| carry.from.len() > 1 && carry.stand != Stand::Unknown),
        ),
        (
            "rare: a broader answer carries in full",
            carried(&|carry| carry.from.len() == 1 && !carry.same),
        ),
    ]
}

/// Lines that are rarer by their nature.
fn least(line: &str) -> f64 {
    match line {
        "nothing scorable" => 1.0,
        line if line.starts_with("rare") => 0.3,
        line if line.starts_with("recommends") => 0.0,
        _ => LEAST,
    }
}

fn main() -> ExitCode {
    // Test runners ask each binary what it holds.
    if std::env::args().any(|argument| argument == "--list") {
        if !std::env::args().any(|argument| argument == "--ignored") {
            println!("shares: test");
        }
        return ExitCode::SUCCESS;
    }
    let cases = laws::cases(&laws::find("order"));
    let counts: RefCell<BTreeMap<String, u32>> = RefCell::default();
    let test = |world: World| {
        let mut counts = counts.borrow_mut();
        let run = Core.run(&world.compiled, &world.assessment, world.as_of);
        let found = laws::second(&world, &run);
        let mut lines = traits(&world, &run, &found);
        lines.extend(rare(&found));
        for (line, holds) in lines {
            *counts.entry(line.to_owned()).or_default() += u32::from(holds);
        }
        for line in laws::silent(&Core, &world) {
            *counts.entry(format!("silent: {line}")).or_default() += 1;
        }
        let outcome = run.outcome;
        for &id in GateId::ALL {
            for state in reachable(id) {
                let holds = outcome
                    .gates
                    .iter()
                    .any(|gate| gate.id == id && gate.state == *state);
                *counts.entry(format!("{id} {state}")).or_default() += u32::from(holds);
            }
        }
        *counts
            .entry(format!("recommends {}", outcome.recommendation))
            .or_default() += 1;
        Ok(())
    };
    if let Err(error) = laws::runner(cases).run(&worlds(), test) {
        panic!("{error}");
    }
    println!("shares of {cases} generated assessments");
    let mut short = Vec::new();
    for (line, count) in counts.into_inner() {
        let share = f64::from(count) * 100.0 / f64::from(cases);
        println!("{share:6.1} %  {line}");
        let bound = if line.starts_with("silent") {
            share <= MOST_SILENT
        } else {
            share >= least(&line)
        };
        if !bound {
            short.push(line);
        }
    }
    if short.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("too rare, or too often silent: {short:#?}");
    ExitCode::FAILURE
}
