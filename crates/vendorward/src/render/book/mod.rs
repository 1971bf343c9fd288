//! The book of rules laid out: as text for a terminal, as HTML for the site.

mod html;
mod text;

pub use html::html;
pub use text::text;
