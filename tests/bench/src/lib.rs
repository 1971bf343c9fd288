//! What is measured and how: a questionnaire and answers made the same every time, and a watch.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement stops at the first surprise"
)]

pub mod fixture;
pub mod measure;
pub mod random;
