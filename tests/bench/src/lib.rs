//! What is measured and how: a questionnaire and answers made the same every time, and a watch.
#![expect(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]

pub mod fixture;
pub mod measure;
pub mod mutate;
pub mod random;
