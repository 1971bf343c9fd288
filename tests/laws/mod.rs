//! The laws that every outcome keeps, each by name, checked over generated worlds.

mod agreement;
mod compare;
mod completion;
mod narrowing;
mod order;
mod packs;
mod plain;
mod told;
mod unknowns;

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, RngSeed, TestCaseError, TestError, TestRunner},
};

use crate::{
    engine::Engine,
    generate::{World, worlds},
};

/// A law.
#[derive(Clone, Copy)]
pub struct Law {
    /// Its name.
    pub name: &'static str,
    /// Worlds it is checked on, unless `PROPTEST_CASES` says otherwise.
    pub cases: u32,
    /// The check; an error says how it is broken.
    pub check: fn(&dyn Engine, &World) -> Result<(), String>,
}

const fn law(name: &'static str, check: fn(&dyn Engine, &World) -> Result<(), String>) -> Law {
    Law {
        name,
        cases: 10_000,
        check,
    }
}

/// Every law.
pub const LAWS: &[Law] = &[
    law("second-scorer-applicability", agreement::applicability),
    law("second-scorer-pack", agreement::pack),
    law("second-scorer-ends", agreement::ends),
    law("second-scorer-completeness", agreement::completeness),
    law("second-scorer-gates", agreement::gates),
    law("second-scorer-rating", agreement::rating),
    law("order", order::order),
    law("blank-raises-what-yes-would", order::blank),
    law("narrowing", narrowing::narrowing),
    law("completion", completion::completion),
    law("na-never-pays", plain::na_never_pays),
    law("nothing-scorable-is-null", plain::nothing_is_null),
    law("sums-add-up", plain::sums_add_up),
    law("order-of-answers-is-irrelevant", plain::order_of_answers),
    law("ends-in-order", plain::ends_in_order),
    law("hidden-answers-never-count", plain::hidden),
    law("unasked-answers-move-nothing", packs::unasked),
    law("carried-counts-as-given", packs::carried),
    law("same-twice", plain::same_twice),
    law("block-gate-stands-over-controls", plain::block_stands),
    law("rating-within-tier", plain::rating_within_tier),
    law("rounded-once-half-up", plain::rounded_once),
    law("open-gates-say-what-is-missing", told::open_gates),
    law("traced", told::traced),
    law("findings-in-order", told::findings_in_order),
];

pub use agreement::second;
pub use packs::silent;

/// The law of this name.
#[must_use]
pub fn find(name: &str) -> Law {
    let known = LAWS.iter().find(|law| law.name == name);
    *known.unwrap_or_else(|| panic!("no law is named `{name}`"))
}

/// Worlds to check, by `PROPTEST_CASES` or as the law says.
#[must_use]
pub fn cases(law: &Law) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked
        .and_then(|count| count.parse().ok())
        .unwrap_or(law.cases)
}

/// A runner whose worlds are the same in every run; `PROPTEST_RNG_SEED` gives others.
#[must_use]
pub fn runner(cases: u32) -> TestRunner {
    let seed = std::env::var("PROPTEST_RNG_SEED").ok();
    TestRunner::new(Config {
        cases,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::XorShift,
        rng_seed: RngSeed::Fixed(seed.and_then(|seed| seed.parse().ok()).unwrap_or(1)),
        max_shrink_iters: 6_000,
        ..Config::default()
    })
}

/// How many worlds it takes to break a law; none if it holds of all.
#[must_use]
pub fn broken_after(law: &Law, engine: &dyn Engine, cases: u32) -> Option<u32> {
    let worlds = worlds();
    let mut runner = runner(cases);
    (1..=cases).find(|_| {
        let world = worlds.new_tree(&mut runner).map(|tree| tree.current());
        world.is_ok_and(|world| (law.check)(engine, &world).is_err())
    })
}

/// Checks a law against a scorer.
///
/// # Errors
/// How it is broken, with the smallest world found.
pub fn check(law: &Law, engine: &dyn Engine, cases: u32) -> Result<(), String> {
    let test = |world: World| (law.check)(engine, &world).map_err(TestCaseError::fail);
    runner(cases)
        .run(&worlds(), test)
        .map_err(|error| match error {
            TestError::Fail(reason, world) => format!("{}: {reason}\n{world:?}", law.name),
            TestError::Abort(reason) => format!("{}: gave up: {reason}", law.name),
        })
}
