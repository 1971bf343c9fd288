//! The built command: what it prints, where, and how it ends.

#![expect(clippy::expect_used, reason = "a test stops at the first surprise")]

mod baa;
mod bad_input;
mod commands;
mod run;
mod soc2;
