//! "Did you mean": the nearest known word.

use crate::source::quote;

/// The nearest of the known words, if it is near enough to be what was meant.
pub(crate) fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    // Distance is quadratic in length, and nothing this long is a slip of a known word.
    if word.len() > 80 || word.is_empty() {
        return None;
    }
    let folded = fold(word);
    let allowed = (folded.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .filter_map(|candidate| Some((distance(&folded, &fold(candidate), allowed)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many slips lie between two words, if they are few enough.
fn distance(folded: &str, candidate: &str, allowed: usize) -> Option<usize> {
    // `unique-id` for `access.unique-id`: the last part alone counts as one slip.
    let tail = candidate.rsplit('.').next();
    if tail.is_some_and(|tail| tail != candidate && tail == folded) {
        return Some(1);
    }
    if folded.len().abs_diff(candidate.len()) > allowed * 4 {
        return None;
    }
    Some(strsim::osa_distance(folded, candidate)).filter(|slips| *slips <= allowed)
}

/// Case and the kind of joint are slips that cost nothing.
fn fold(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            '_' | ' ' => '-',
            c => c.to_ascii_lowercase(),
        })
        .collect()
}

/// "did you mean …", if something is near.
pub(crate) fn did_you_mean<'w>(
    word: &str,
    known: impl IntoIterator<Item = &'w str>,
) -> Option<String> {
    nearest(word, known).map(|near| format!("did you mean {}?", quote(near)))
}

/// "did you mean …", else the whole vocabulary.
pub(crate) fn one_of(word: &str, words: &[&str]) -> String {
    did_you_mean(word, words.iter().copied()).unwrap_or_else(|| format!("expected {}", list(words)))
}

/// Words in backticks: "`a`, `b`, `c`".
pub(crate) fn names(words: &[&str]) -> String {
    format!("`{}`", words.join("`, `"))
}

/// Words in backticks: "`a`", "`a` or `b`", "one of `a`, `b`, `c`".
pub(crate) fn list(words: &[&str]) -> String {
    match words {
        [] => "nothing".to_owned(),
        [only] => format!("`{only}`"),
        [a, b] => format!("`{a}` or `{b}`"),
        _ => format!("one of {}", names(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_only() {
        let words = ["critical", "standard", "minor", "info"];
        assert_eq!(nearest("Critcal", words), Some("critical"));
        assert_eq!(nearest("inof", words), Some("info"));
        assert_eq!(nearest("heavy", words), None);
        assert_eq!(nearest("", words), None);
        assert_eq!(
            nearest("unique_id", ["access.unique-id", "access.review"]),
            Some("access.unique-id")
        );
    }
}
