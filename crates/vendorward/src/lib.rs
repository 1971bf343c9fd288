//! Vendorward's public API: what the site, the command line, the npm package and scripts use.
//!
//! Bytes in, bytes out. A call gives a [`Reply`]: a value, problems, or both. Reading a package keeps
//! every part that is sound and says what is wrong with the rest; nothing is dropped.

pub mod advice;
pub mod api;
#[cfg(feature = "book")]
pub mod book;
mod canonical;
#[cfg(feature = "print")]
pub mod check;
pub mod decide;
pub mod diff;
pub mod hash;
pub mod import;
mod json;
pub mod package;
#[cfg(feature = "print")]
pub mod render;
mod reply;
pub mod result;
#[cfg(feature = "schema")]
pub mod schema;
#[cfg(feature = "print")]
pub mod selftest;
pub mod set;
pub mod stream;
#[cfg(feature = "book")]
mod words;

pub use json::MAX_BYTES;
pub use reply::Reply;
pub use vendorward_content as content;
pub use vendorward_core as core;
pub use vendorward_core::diagnostic::Diagnostic;

/// The version of this engine, printed in every result.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
