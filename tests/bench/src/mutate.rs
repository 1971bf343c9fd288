//! Files spoilt at random, as transfers, editors and other programs spoil them.

use crate::random::Random;

/// What other programs write where ours would not.
const STRANGE: [&[u8]; 24] = [
    b"null",
    b"-1",
    b"1e999",
    b"0.1",
    b"9007199254740993",
    b"18446744073709551616",
    b"\"\\u0000\"",
    b"\"\\ud800\"",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\"2026-02-31\"",
    b"\"2026-13-01\"",
    b"\"-0001-01-01\"",
    b"\"\"",
    b"[]",
    b"{}",
    b"[[[[[[[[[[[[[[[[",
    b"{\"a\":",
    b",",
    b"\r\n",
    b";",
    b"\"",
    b"\\",
    b" ",
];

/// A copy of `bytes` with a few changes.
#[must_use]
pub fn mutated(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut spoilt = bytes.to_vec();
    for _ in 0..=random.below(4) {
        spoil(&mut spoilt, random);
    }
    spoilt
}

fn below(random: &mut Random, end: usize) -> usize {
    usize::try_from(random.below(end as u64)).unwrap_or(0)
}

fn spoil(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = below(random, bytes.len() + 1);
    let until = (at + below(random, 40)).min(bytes.len());
    match random.below(7) {
        // A byte becomes another.
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        // A piece is missing, or stands twice, or elsewhere.
        1 => drop(bytes.drain(at..until)),
        2 => {
            let piece: Vec<u8> = bytes.drain(at..until).collect();
            let to = below(random, bytes.len() + 1);
            bytes.splice(to..to, piece.iter().chain(&piece).copied());
        }
        // The end is missing.
        3 if random.chance(20) => bytes.truncate(at),
        // A value becomes another value of the same file.
        4 => {
            let value = value_at(bytes, random);
            let place = value_at(bytes, random);
            let copy = bytes.get(value).unwrap_or_default().to_vec();
            bytes.splice(place, copy);
        }
        // A value becomes a strange one.
        5 => {
            let place = value_at(bytes, random);
            let strange = STRANGE.get(below(random, STRANGE.len()));
            bytes.splice(place, strange.copied().unwrap_or_default().iter().copied());
        }
        _ => {
            let strange = STRANGE.get(below(random, STRANGE.len()));
            bytes.splice(at..at, strange.copied().unwrap_or_default().iter().copied());
        }
    }
}

/// Where some value stands: between the marks that separate values in all the formats we read.
fn value_at(bytes: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let from = below(random, bytes.len() + 1);
    let mark = |byte: &u8| b":,;[]{}=\n|".contains(byte);
    let rest = bytes.get(from..).unwrap_or_default();
    let start = from + rest.iter().position(mark).map_or(0, |at| at + 1);
    let rest = bytes.get(start..).unwrap_or_default();
    let end = start + rest.iter().position(mark).unwrap_or(rest.len());
    start.min(bytes.len())..end.min(bytes.len())
}
