//! The scorer as a wasm module that repeats itself, so that the clock of JavaScript, which is coarse,
//! sees many scores at once. Measured, never shipped.

use std::{cell::RefCell, hint::black_box};

use vendorward::{
    core::{assess, assessment::Assessment, prepare::Prepared},
    set::Set,
};
use vendorward_bench::fixture::{Fixture, QUESTIONS, Variant, as_of, reviews};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static LOADED: RefCell<Option<(Fixture, Vec<Prepared>)>> = const { RefCell::new(None) };
    static RECORDS: RefCell<Option<(Set, Assessment)>> = const { RefCell::new(None) };
}

/// Makes the fixture: the usual one, or the one in which no condition is known. Gives the number of
/// assessments.
#[wasm_bindgen]
#[must_use]
pub fn load(unknown: bool) -> usize {
    let variant = if unknown {
        Variant::ConditionsUnknown
    } else {
        Variant::Usual
    };
    let fixture = Fixture::new(QUESTIONS, variant);
    let prepared = fixture.prepared();
    let count = prepared.len();
    LOADED.set(Some((fixture, prepared)));
    count
}

/// Scores every assessment this many times.
#[wasm_bindgen]
pub fn score(rounds: u32) {
    LOADED.with_borrow_mut(|loaded| {
        let Some((fixture, prepared)) = loaded else {
            return;
        };
        let compiled = fixture.compiled();
        for _ in 0..rounds {
            for prepared in prepared.iter_mut() {
                prepared.judge_conditions(compiled);
                black_box(assess::numbers(compiled, black_box(prepared)));
            }
        }
    });
}

/// `got` and `of` of `claimed`, assessment by assessment.
#[wasm_bindgen]
#[must_use]
pub fn claimed() -> Vec<u64> {
    LOADED.with_borrow(|loaded| {
        let sums = loaded
            .as_ref()
            .map(|(fixture, _)| fixture.sums())
            .unwrap_or_default();
        sums.iter()
            .flat_map(|sums| [sums.whole.claimed_lo.got, sums.whole.claimed_lo.of])
            .collect()
    })
}

/// Makes the assessment with more records than any, and gives the number of its findings.
#[wasm_bindgen]
#[must_use]
pub fn load_records() -> usize {
    let Some(set) = Set::standard().value else {
        return 0;
    };
    let assessment = reviews::assessment(reviews::LONG);
    let outcome = assess::assess(&set.compiled, &assessment, as_of());
    RECORDS.set(Some((set, assessment)));
    outcome.findings.len()
}

/// Reviews its records this many times.
#[wasm_bindgen]
pub fn review(rounds: u32) {
    RECORDS.with_borrow(|loaded| {
        let Some((set, assessment)) = loaded else {
            return;
        };
        for _ in 0..rounds {
            black_box(assess::assess(
                &set.compiled,
                black_box(assessment),
                as_of(),
            ));
        }
    });
}
