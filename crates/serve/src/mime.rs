//! Media types of what a built site holds.

use std::path::Path;

/// The `Content-Type` of a file. `nosniff` is always sent, so a wrong type here is a page that does
/// not work, never one that is guessed.
pub(crate) fn of(file: &Path) -> &'static str {
    match file.extension().and_then(|name| name.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("webmanifest") => "application/manifest+json",
        Some("txt" | "md" | "conf") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
