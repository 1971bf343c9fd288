//! The npm package: the public API for browsers, workers and Node. Packages and results cross as
//! bytes, options and diagnostics as objects; a failure crosses as data and is never thrown.

use std::cell::OnceCell;

use js_sys::{Object, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use vendorward::{
    Diagnostic, Reply, api, book,
    core::{Date, texts::Language},
    diff::{self, Subject},
    import,
    set::Set,
};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

thread_local! {
    /// The default set, compiled on first use.
    static STANDARD: OnceCell<Option<Set>> = const { OnceCell::new() };
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    as_of: String,
    #[serde(default, with = "serde_bytes")]
    rubric: Option<Vec<u8>>,
}

#[derive(Deserialize)]
struct Source {
    name: String,
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
}

/// Scores a package at a date; gives the canonical bytes of the result.
#[wasm_bindgen(unchecked_return_type = "Reply<Uint8Array>")]
pub fn score(
    package: &[u8],
    #[wasm_bindgen(unchecked_param_type = "ScoreOptions")] options: JsValue,
) -> JsValue {
    let scored = match options_of(options) {
        Err(wrong) => Reply::failed(wrong),
        Ok((as_of, rubric)) => with_set(rubric, |set| api::score(set, package, as_of)),
    };
    bytes(scored.map(|scored| scored.json))
}

/// What changed between two packages, or between the records of two years of a report; packages are scored,
/// the old one at the day of its last decision if it has one. Gives JSON, `"format": "vendorward/diff"`.
#[wasm_bindgen(unchecked_return_type = "Reply<Uint8Array>")]
pub fn diff(
    old: &[u8],
    new: &[u8],
    #[wasm_bindgen(unchecked_param_type = "ScoreOptions")] options: JsValue,
) -> JsValue {
    let (as_of, rubric) = match options_of(options) {
        Ok(read) => read,
        Err(wrong) => return bytes(Reply::failed(wrong)),
    };
    let (old, new) = (
        Subject::read("old.json", old),
        Subject::read("new.json", new),
    );
    let mut diagnostics = old.diagnostics;
    diagnostics.extend(new.diagnostics);
    let (Some(old), Some(new)) = (old.value, new.value) else {
        return bytes(Reply {
            value: None,
            diagnostics,
        });
    };
    let mut reply = with_set(rubric, |set| {
        match diff::between(set, &old, &new, as_of, None) {
            Ok(diff) => Reply::of(diff.json(Language::English)),
            Err(wrong) => Reply::failed(wrong),
        }
    });
    reply.diagnostics.splice(0..0, diagnostics);
    bytes(reply)
}

/// Reads a package and writes it in canonical form.
#[wasm_bindgen(unchecked_return_type = "Reply<Uint8Array>")]
pub fn canonical(package: &[u8]) -> JsValue {
    bytes(vendorward::package::read(package).map(|package| vendorward::package::write(&package)))
}

/// Reads the metadata of a report from a `.json`, `.toml` or `.csv` file.
#[wasm_bindgen(js_name = readReport, unchecked_return_type = "Reply<Report>")]
pub fn read_report(name: &str, file: &[u8]) -> JsValue {
    object(&import::report(name, file))
}

/// Reads answers from a `.csv` or `.json` file.
#[wasm_bindgen(js_name = readAnswers, unchecked_return_type = "Reply<Answer[]>")]
pub fn read_answers(name: &str, file: &[u8]) -> JsValue {
    object(&with_standard(|set| import::answers(set, name, file)))
}

/// Every problem of questionnaires, control inventories and rubrics.
#[wasm_bindgen(unchecked_return_type = "Reply<Diagnostic[]>")]
pub fn lint(#[wasm_bindgen(unchecked_param_type = "Source[]")] files: JsValue) -> JsValue {
    object(
        &match serde_wasm_bindgen::from_value::<Vec<Source>>(files) {
            Ok(files) => Reply::of(api::lint(
                files
                    .iter()
                    .map(|file| (file.name.as_str(), file.bytes.as_slice())),
            )),
            Err(error) => Reply::failed(Diagnostic::error("invalid-options", error.to_string())),
        },
    )
}

/// Every rule, number and duty of the default set with its source, as JSON.
#[wasm_bindgen(unchecked_return_type = "Reply<Uint8Array>")]
pub fn rules() -> JsValue {
    let others = vendorward::set::others();
    bytes(with_standard(|set| {
        Reply::of(api::rules(&book::Subject {
            set,
            others: &others,
            self_test: &[],
        }))
    }))
}

/// The version of the engine, as results name it.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    vendorward::VERSION.to_owned()
}

fn options_of(options: JsValue) -> Result<(Date, Option<Vec<u8>>), Diagnostic> {
    let wrong = |message: String| Diagnostic::error("invalid-options", message);
    let options: Options =
        serde_wasm_bindgen::from_value(options).map_err(|error| wrong(error.to_string()))?;
    let as_of = Date::parse(&options.as_of)
        .map_err(|error| wrong(format!("`asOf`: `{}` is {error}", options.as_of)))?;
    Ok((as_of, options.rubric))
}

/// With the default set, or one under the caller's rubric.
fn with_set<T>(rubric: Option<Vec<u8>>, call: impl FnOnce(&Set) -> Reply<T>) -> Reply<T> {
    let Some(rubric) = rubric else {
        return with_standard(call);
    };
    let Reply { value, diagnostics } = Set::standard_with_rubric("rubric", &rubric);
    match value {
        Some(set) => call(&set),
        None => Reply {
            value: None,
            diagnostics,
        },
    }
}

fn with_standard<T>(call: impl FnOnce(&Set) -> Reply<T>) -> Reply<T> {
    STANDARD.with(
        |standard| match standard.get_or_init(|| Set::standard().value) {
            Some(set) => call(set),
            None => Reply::failed(Diagnostic::error(
                "set-incomplete",
                "the default set cannot be read",
            )),
        },
    )
}

/// A reply as an object. Our own types have no failing serializers.
fn object<T: Serialize>(reply: &Reply<T>) -> JsValue {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    reply
        .envelope()
        .serialize(&plain)
        .unwrap_or(JsValue::UNDEFINED)
}

/// A reply whose value is bytes.
fn bytes(reply: Reply<Vec<u8>>) -> JsValue {
    let Reply { value, diagnostics } = reply;
    let done = value.is_some();
    let outline = object(&Reply {
        value: done.then_some(()),
        diagnostics,
    });
    if let Some(value) = value {
        let target = outline.unchecked_ref::<Object>();
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(
            target,
            &JsValue::from_str("value"),
            &Uint8Array::from(value.as_slice()),
        );
    }
    outline
}
