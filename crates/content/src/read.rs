//! Small readers shared by questionnaires: ids, words of a vocabulary, lists.

use std::{collections::BTreeSet, ops::Range};

use vendorward_core::{
    Id,
    id::{IdError, MAX_LEN},
};

use crate::{
    codes,
    source::{Report, quote},
    suggest::one_of,
    words::Words,
};

/// Reads an id; `what` names what it is the id of.
pub(crate) fn id(report: &mut Report<'_>, words: Words<'_>, what: &str) -> Option<Id> {
    match Id::new(words.text) {
        Ok(id) => Some(id),
        Err(error) => {
            bad_id(report, words.range(), words.text, what, error);
            None
        }
    }
}

/// Reports a text that is not an id.
pub(crate) fn bad_id(
    report: &mut Report<'_>,
    place: Range<usize>,
    text: &str,
    what: &str,
    error: IdError,
) {
    let why = match error {
        IdError::Empty => format!("the id of {what} is missing"),
        IdError::TooLong => format!(
            "{} is too long for the id of {what}: at most {MAX_LEN} bytes",
            quote(text)
        ),
        IdError::Byte(_) => format!("{} cannot be the id of {what}", quote(text)),
    };
    report.add_help(
        codes::ID_FORM,
        place,
        why,
        "lower-case letters and digits, a letter first, parts joined by `-` or `.`",
    );
}

/// Reads a word of a vocabulary; `what` names what it is said of.
pub(crate) fn word<T>(
    report: &mut Report<'_>,
    words: Words<'_>,
    what: &str,
    vocabulary: &[&str],
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let found = parse(words.text);
    if found.is_none() {
        bad_word(report, words.range(), words.text, what, vocabulary);
    }
    found
}

/// Reports a word that is not of the vocabulary.
pub(crate) fn bad_word(
    report: &mut Report<'_>,
    place: Range<usize>,
    text: &str,
    what: &str,
    vocabulary: &[&str],
) {
    report.add_help(
        codes::WORD_UNKNOWN,
        place,
        format!("{what} cannot be {}", quote(text)),
        one_of(text, vocabulary),
    );
}

/// The parts of a list between semicolons; empty and repeated ones are reported.
pub(crate) fn parts<'a>(report: &mut Report<'_>, value: Words<'a>) -> Vec<Words<'a>> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for part in value.split(';') {
        if part.is_empty() {
            report.add_help(
                codes::LIST_PART_EMPTY,
                part.range(),
                "a part of the list is empty",
                "take the `;` away",
            );
        } else if !seen.insert(part.text) {
            report.add(
                codes::LIST_PART_DUPLICATE,
                part.range(),
                format!("{} stands twice", quote(part.text)),
            );
        } else {
            found.push(part);
        }
    }
    found
}
