//! Hashes: SHA-256, lower-case hex, over `vendorward/<kind>/<format_version>\n` and canonical bytes.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The format version of every kind of file so far.
pub const FORMAT_VERSION: u32 = 1;

/// The hash of a file of this kind.
#[must_use]
pub fn of(kind: &str, canonical: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("vendorward/{kind}/{FORMAT_VERSION}\n"));
    hash.update(canonical);
    hex(&hash.finalize())
}

/// The plain SHA-256 of bytes.
#[must_use]
pub fn plain(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_value() {
        assert_eq!(
            plain(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(of("rubric", b"{}"), plain(b"vendorward/rubric/1\n{}"));
    }
}
