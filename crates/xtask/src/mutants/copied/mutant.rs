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
