//! Choosing: one of some words, several of them, or yes, no and not known.

use crate::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlSelectElement;

use super::field::{Field, checked};
use crate::texts::{text, word};

/// A word and how people read it.
pub(crate) type Option_ = (String, View);

/// The words of a vocabulary with their texts in the catalogue.
pub(crate) fn words(vocabulary: &'static str, words: &[&'static str]) -> Vec<Option_> {
    words
        .iter()
        .map(|one| ((*one).to_owned(), word(vocabulary, one).into_view()))
        .collect()
}

/// One of many words, or none yet, in a drop-down list.
pub(crate) fn select(
    field: Field,
    options: Vec<(String, String)>,
    value: Option<&str>,
    tell: Tell<Option<String>>,
) -> View {
    select_with(field, text("site.choice.unknown"), options, value, tell)
}

/// The same with a word of its own for "none".
pub(crate) fn select_with(
    field: Field,
    none_of: String,
    options: Vec<(String, String)>,
    value: Option<&str>,
    tell: Tell<Option<String>>,
) -> View {
    list(field, Some(none_of), (options, None), value, tell)
}

/// One of many words that cannot be taken back but for another.
pub(crate) fn select_only(
    field: Field,
    options: Vec<(String, String)>,
    value: Option<&str>,
    tell: Tell<Option<String>>,
) -> View {
    let choose = value.is_none().then(|| text("site.choice.choose"));
    list(field, choose, (options, None), value, tell)
}

/// The same with names that people gave.
pub(crate) fn select_name(
    field: Field,
    none_of: String,
    names: Vec<(String, String)>,
    value: Option<&str>,
    tell: Tell<Option<String>>,
) -> View {
    list(field, Some(none_of), (names, Some("no")), value, tell)
}

fn list(
    field: Field,
    none_of: Option<String>,
    (options, translate): (Vec<(String, String)>, Option<&'static str>),
    value: Option<&str>,
    tell: Tell<Option<String>>,
) -> View {
    let chosen = value.map(str::to_owned);
    let none = chosen.is_none();
    let options = options
        .into_iter()
        .map(|(word, label)| {
            let selected = chosen.as_deref() == Some(word.as_str());
            view! { <option value={word} selected={selected} translate={translate}>{label}</option> }
        })
        .collect_view();
    let change = move |event: web_sys::Event| {
        let list = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let value = list.map(|list| list.value()).unwrap_or_default();
        tell.run((!value.is_empty()).then_some(value));
    };
    let control = view! {
        <select id={field.id.clone()} aria-describedby={field.described_by()} aria-invalid={field.invalid()} on:change={change}>
            {none_of.map(|none_of| view! { <option value={""} selected={none}>{none_of}</option> })}
            {options}
        </select>
    };
    field.around(control)
}

/// The words of a vocabulary for a drop-down list.
pub(crate) fn labels(vocabulary: &str, words: &[&'static str]) -> Vec<(String, String)> {
    words
        .iter()
        .map(|one| ((*one).to_owned(), word(vocabulary, one)))
        .collect()
}

/// One of a few words as radio buttons; the last button takes the choice back.
pub(crate) fn radios(
    field: Field,
    options: Vec<Option_>,
    value: Option<&str>,
    tell: Tell<Option<String>>,
) -> View {
    radios_with(field, text("site.choice.unknown"), options, value, tell)
}

/// The same with a word of its own for the last button.
pub(crate) fn radios_with(
    field: Field,
    none_of: String,
    options: Vec<Option_>,
    value: Option<&str>,
    tell: Tell<Option<String>>,
) -> View {
    let blank: Option_ = (String::new(), none_of.into_view());
    let options = options.into_iter().chain([blank]).collect();
    one_of(field, options, value.unwrap_or_default(), tell)
}

/// One of a few words, which cannot be taken back but for another.
pub(crate) fn radios_only(
    field: Field,
    options: Vec<Option_>,
    value: Option<&str>,
    tell: Tell<Option<String>>,
) -> View {
    // No option has this word.
    one_of(field, options, value.unwrap_or("="), tell)
}

fn one_of(field: Field, options: Vec<Option_>, value: &str, tell: Tell<Option<String>>) -> View {
    let id = field.id.clone();
    let buttons = options
        .into_iter()
        .enumerate()
        .map(|(at, (word, label))| {
            let tell = tell.clone();
            let selected = value == word;
            let own = format!("{id}-{at}");
            let said = word.clone();
            let choose = move |_| tell.run((!said.is_empty()).then(|| said.clone()));
            view! {
                <label class={"option"}>
                    <input type={"radio"} id={own} name={id.clone()} value={word} checked={selected} on:change={choose} />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    let class = "group";
    field.group(class, view! { <div class={"options"}>{buttons}</div> })
}

/// Yes, no, or not known.
pub(crate) fn yes_no(field: Field, value: Option<bool>, tell: Tell<Option<bool>>) -> View {
    yes_else(field, text("site.choice.unknown"), value, tell)
}

/// The same with a word of its own for neither.
pub(crate) fn yes_else(
    field: Field,
    neither: String,
    value: Option<bool>,
    tell: Tell<Option<bool>>,
) -> View {
    let value = value.map(|yes| if yes { "yes" } else { "no" });
    let tell = Tell::new(move |word: Option<String>| tell.run(word.map(|word| word == "yes")));
    let options = words("site.yes-no", &["yes", "no"]);
    radios_with(field, neither, options, value, tell)
}

/// Any of some words as boxes to tick. Tells of one box at a time.
pub(crate) fn ticks(
    field: Field,
    options: Vec<Option_>,
    value: &[String],
    tell: Tell<(String, bool)>,
) -> View {
    let id = field.id.clone();
    let boxes = options
        .into_iter()
        .enumerate()
        .map(|(at, (word, label))| {
            let tell = tell.clone();
            let ticked = value.contains(&word);
            let own = format!("{id}-{at}");
            let change = move |event: web_sys::Event| tell.run((word.clone(), checked(&event)));
            view! {
                <label class={"option"}>
                    <input type={"checkbox"} id={own} checked={ticked} on:change={change} />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    field.group("group", view! { <div class={"options"}>{boxes}</div> })
}
