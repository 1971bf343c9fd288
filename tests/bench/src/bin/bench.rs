//! Speed and size beside other tools, in one table from one run.

use std::hint::black_box;

use vendorward::{
    core::{assess, prepare::Prepared},
    result,
};
use vendorward_bench::{
    fixture::{Fixture, QUESTIONS, Variant, as_of},
    measure::{Case, measure},
};

fn main() {
    let usual = Fixture::new(QUESTIONS, Variant::Usual);
    let unknown = Fixture::new(QUESTIONS, Variant::ConditionsUnknown);
    let (ready, ready_unknown) = (usual.prepared(), unknown.prepared());
    let numbers = |fixture: &Fixture, prepared: &[Prepared]| {
        for prepared in prepared {
            black_box(assess::numbers(fixture.compiled(), black_box(prepared)));
        }
    };
    let outcomes: Vec<_> = usual
        .assessments()
        .map(|one| assess::assess(usual.compiled(), one, as_of()))
        .collect();
    let briefs: usize = usual
        .assessments()
        .zip(&ready)
        .map(|(a, p)| assess::numbers(usual.compiled(), p).findings.len())
        .sum();
    let findings: usize = outcomes.iter().map(|o| o.findings.len()).sum();
    let bytes: usize = usual
        .packages
        .iter()
        .zip(&outcomes)
        .map(|(p, o)| result::json(&usual.set, p, o).len())
        .sum();
    println!(
        "briefs {} findings {} bytes {}",
        briefs / 64,
        findings / 64,
        bytes / 64
    );
    let mut cases = [
        Case::new("numbers", ready.len(), || numbers(&usual, &ready)),
        Case::new("numbers, unknown", ready.len(), || {
            numbers(&unknown, &ready_unknown)
        }),
        Case::new("Prepared::new", ready.len(), || {
            for assessment in usual.assessments() {
                black_box(Prepared::new(usual.compiled(), assessment, as_of()));
            }
        }),
        Case::new("outcome", ready.len(), || {
            for (assessment, prepared) in usual.assessments().zip(&ready) {
                black_box(assess::outcome(usual.compiled(), assessment, prepared));
            }
        }),
        Case::new("json", ready.len(), || {
            for (package, outcome) in usual.packages.iter().zip(&outcomes) {
                black_box(result::json(&usual.set, package, outcome));
            }
        }),
        Case::new("sha", ready.len(), || {
            for package in &usual.packages {
                black_box(package.sha256());
            }
        }),
    ];
    let times = measure(&mut cases, 100);
    for (case, time) in cases.iter().zip(times) {
        println!(
            "{:20} {:8.2} ({:.2}–{:.2})",
            case.name, time.median, time.fast, time.slow
        );
    }
}
