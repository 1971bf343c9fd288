//! Texts inside JSON strings.

/// Whether a byte cannot stand in a JSON string as it is.
pub(crate) const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// The length of what stands before the first special byte.
fn clean(bytes: &[u8]) -> usize {
    // A block is looked at in one go, for most hold nothing special.
    let (blocks, rest) = bytes.as_chunks::<16>();
    let special = |block: &[u8; 16]| {
        block
            .iter()
            .fold(false, |any, byte| any | is_special(*byte))
    };
    let before = blocks.iter().position(special);
    let (start, end) = match before {
        Some(block) => (block * 16, bytes.get(block * 16..).unwrap_or_default()),
        None => (bytes.len() - rest.len(), rest),
    };
    let found = end.iter().position(|byte| is_special(*byte));
    found.map_or(bytes.len(), |at| start + at)
}

/// Appends a text as the inside of a JSON string.
pub(crate) fn escape(text: &str, into: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    loop {
        let (before, after) = rest.split_at(clean(rest));
        into.extend_from_slice(before);
        let Some((special, after)) = after.split_first() else {
            return;
        };
        match special {
            b'"' => into.extend_from_slice(b"\\\""),
            b'\\' => into.extend_from_slice(b"\\\\"),
            b'\n' => into.extend_from_slice(b"\\n"),
            b'\r' => into.extend_from_slice(b"\\r"),
            b'\t' => into.extend_from_slice(b"\\t"),
            0x08 => into.extend_from_slice(b"\\b"),
            0x0c => into.extend_from_slice(b"\\f"),
            other => {
                let hex =
                    |nibble: u8| char::from_digit(u32::from(nibble), 16).map_or(b'0', |c| c as u8);
                into.extend_from_slice(b"\\u00");
                into.extend_from_slice(&[hex(other >> 4), hex(other & 15)]);
            }
        }
        rest = after;
    }
}
