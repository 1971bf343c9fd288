//! Words on the screen: all of them from the one catalogue.

use std::{borrow::Cow, sync::OnceLock};

use vendorward::core::{
    Date,
    result::Said,
    texts::{self, Language},
};

static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Sets the language of this visit, once, before anything is drawn.
pub(crate) fn speak(language: Language) {
    let _ = LANGUAGE.set(language);
}

/// The language of this visit.
pub(crate) fn language() -> Language {
    LANGUAGE.get().copied().unwrap_or_default()
}

/// A text.
pub(crate) fn t(key: &'static str) -> Cow<'static, str> {
    language().text(key)
}

/// A text with its places filled; the key may be made at run time.
pub(crate) fn fill(key: &str, args: &[(&str, &str)]) -> String {
    language().fill(key, args)
}

/// A text of a key made at run time.
pub(crate) fn text(key: &str) -> String {
    language().fill(key, &[])
}

/// A text that the domain wants said.
pub(crate) fn said(said: &Said) -> String {
    language().speak(said.key, &said.args)
}

/// `key.one` for one and `key.many` for any other number, with `{n}` filled.
pub(crate) fn count(key: &str, n: usize) -> String {
    language().count(key, n as u64)
}

/// A word of a vocabulary for people, or the word itself where the catalogue has none.
pub(crate) fn word(vocabulary: &str, word: &str) -> String {
    let key = format!("{vocabulary}.{word}");
    if texts::has(&key) {
        text(&key)
    } else {
        word.to_owned()
    }
}

/// A date for people.
pub(crate) fn date(date: Date) -> String {
    let (year, month, day) = date.ymd();
    fill(
        "site.date",
        &[
            ("day", &day.to_string()),
            ("month", &text(&format!("site.month.{month}"))),
            ("year", &year.to_string()),
        ],
    )
}

/// Hundredths of a percent as whole percent, rounded half up.
pub(crate) fn percent(points: u16) -> u16 {
    (points + 50) / 100
}

/// With a capital first letter, as a word at the start of a line.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    // The pseudo-language puts its bracket first.
    let mut out = String::with_capacity(text.len());
    for letter in letters.by_ref() {
        out.extend(letter.to_uppercase());
        if letter.is_alphabetic() {
            break;
        }
    }
    out.push_str(letters.as_str());
    out
}

/// The day of a moment in milliseconds, by the clock of this machine.
pub(crate) fn date_of_millis(millis: f64) -> String {
    let moment = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(millis));
    let year = i16::try_from(moment.get_full_year()).unwrap_or(1);
    let month = i8::try_from(moment.get_month() + 1).unwrap_or(1);
    let day = i8::try_from(moment.get_date()).unwrap_or(1);
    Date::new(year, month, day).map(date).unwrap_or_default()
}
