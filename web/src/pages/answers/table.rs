//! An answer that is a table: rows one adds and removes.

use std::sync::Arc;

use crate::prelude::*;
use vendorward::core::{
    Id,
    assessment::Value,
    questionnaire::{Column, ColumnKind, Question},
};
use wasm_bindgen::JsCast as _;

use super::question::say;
use crate::{
    components::field::value_of,
    desk::review,
    texts::{fill, t, word},
};

/// Rows as drawn: each with a number that stays its own.
type Rows = Vec<(u32, Vec<String>)>;

/// The rows of a table.
pub(super) fn rows(question: &Question, columns: &[Column]) -> View {
    let given = match review().answer(&question.id).get_untracked().value {
        Some(Value::Rows(rows)) => rows,
        _ => Vec::new(),
    };
    let first: Rows = (0..).zip(given).collect();
    let next = StoredValue::new(u32::try_from(first.len()).unwrap_or_default());
    let all = RwSignal::new(first);
    let columns: Arc<[Column]> = columns.into();
    let id = question.id.clone();
    let width = columns.len();
    let add = {
        let id = id.clone();
        move |_| {
            let number = next.get_value();
            next.set_value(number + 1);
            all.update(|rows| rows.push((number, vec![String::new(); width])));
            keep(&id, all);
        }
    };
    let numbers =
        memo(move || all.with(|rows| rows.iter().map(|(number, _)| *number).collect::<Vec<_>>()));
    let list = move || {
        numbers
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, number)| row(&id, &columns, all, at, number))
            .collect_view()
    };
    view! {
        <div class={"rows"}>{list}</div>
        <p><button type={"button"} on:click={add}>{t("site.row.add")}</button></p>
    }
}

/// Writes the rows that say something into the answer.
fn keep(id: &Id, all: RwSignal<Rows>) {
    let rows: Vec<Vec<String>> = all.with_untracked(|rows| {
        rows.iter()
            .map(|(_, cells)| cells.clone())
            .filter(|cells| cells.iter().any(|cell| !cell.trim().is_empty()))
            .collect()
    });
    say(id, |answer| {
        answer.value = (!rows.is_empty()).then_some(Value::Rows(rows));
    });
}

fn row(id: &Id, columns: &Arc<[Column]>, all: RwSignal<Rows>, at: usize, number: u32) -> View {
    let cells = columns
        .iter()
        .enumerate()
        .map(|(column, what)| {
            let value = all.with_untracked(|rows| {
                let row = rows.iter().find(|(own, _)| *own == number);
                row.and_then(|(_, cells)| cells.get(column).cloned())
                    .unwrap_or_default()
            });
            let id = id.clone();
            let set = move |text: String| {
                // The row's own controls hold what is typed: nobody needs to be told.
                all.update_untracked(|rows| {
                    let row = rows.iter_mut().find(|(own, _)| *own == number);
                    if let Some(cell) = row.and_then(|(_, cells)| cells.get_mut(column)) {
                        *cell = text;
                    }
                });
                keep(&id, all);
            };
            view! {
                <label>
                    <span lang={"en"}>{what.label.clone()}</span>
                    {cell(what.kind, value, set)}
                </label>
            }
        })
        .collect_view();
    let id = id.clone();
    let remove = move |_| {
        all.update(|rows| rows.retain(|(own, _)| *own != number));
        keep(&id, all);
    };
    let name = (at + 1).to_string();
    view! {
        <div class={"row"} role={"group"} aria-label={fill("site.row", &[("n", &name)])}>
            {cells}
            <button type={"button"} class={"quiet"} on:click={remove} aria-label={fill("site.row.remove-n", &[("n", &name)])}>{t("site.row.remove")}</button>
        </div>
    }
}

fn cell(kind: ColumnKind, value: String, set: impl Fn(String) + 'static) -> View {
    if kind == ColumnKind::YesNo {
        let options = ["yes", "no"]
            .into_iter()
            .map(|one| view! { <option value={one} selected={value == one}>{word("site.yes-no", one)}</option> })
            .collect_view();
        let none = value.is_empty();
        return view! {
            <select on:change={move |event: web_sys::Event| {
                let list = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
                set(list.map(|list| list.value()).unwrap_or_default());
            }}>
                <option value={""} selected={none}>{t("site.choice.unknown")}</option>
                {options}
            </select>
        };
    }
    let (input, mode) = match kind {
        ColumnKind::Date => ("date", None),
        ColumnKind::Number => ("text", Some("numeric")),
        _ => ("text", None),
    };
    view! {
        <input type={input} inputmode={mode} value={value} autocomplete={"off"} on:input={move |event| set(value_of(&event))} />
    }
}
