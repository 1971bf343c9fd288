//! Which mutant is tried.

use std::sync::{
    LazyLock,
    atomic::{AtomicU32, Ordering},
};

static ON: LazyLock<AtomicU32> = LazyLock::new(|| {
    let asked = std::env::var("VENDORWARD_MUTANT").ok();
    AtomicU32::new(asked.and_then(|number| number.parse().ok()).unwrap_or(0))
});

/// Whether it is this one.
pub fn on(number: u32) -> bool {
    ON.load(Ordering::Relaxed) == number
}

/// Tries this one from now on.
pub fn set(number: u32) {
    ON.store(number, Ordering::Relaxed);
}

/// One of two iterators, where a function promises some iterator.
pub enum Either<L, R> {
    /// What a mutant gives.
    Left(L),
    /// What is there without it.
    Right(R),
}

impl<L: Iterator, R: Iterator<Item = L::Item>> Iterator for Either<L, R> {
    type Item = L::Item;

    fn next(&mut self) -> Option<L::Item> {
        match self {
            Self::Left(one) => one.next(),
            Self::Right(one) => one.next(),
        }
    }
}
