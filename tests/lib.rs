//! What the property tests share: generated assessments, the laws they keep, and a second scorer.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

pub mod authority;
pub mod content;
pub mod engine;
pub mod generate;
pub mod laws;
pub mod oracle;
