//! The built command: what it prints, where, and how it ends.

mod bad_input;
mod commands;
mod run;
