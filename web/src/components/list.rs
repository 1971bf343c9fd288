//! A list of names, one a line or separated by semicolons.

use crate::prelude::*;

use super::field::{Field, value_of};

/// Names, one a line; blank lines are none.
pub(crate) fn names(field: Field, value: &[String], tell: Tell<Vec<String>>) -> View {
    let rows = value.len().clamp(1, 6) + 1;
    let control = view! {
        <textarea id={field.id.clone()} rows={rows.to_string()} prop:value={value.join("\n")}
            aria-describedby={field.described_by()} aria-invalid={field.invalid()}
            on:input={move |event| tell.run(split(&value_of(&event)))}></textarea>
    };
    field.around(control.into_view())
}

/// The lines of a text that say something.
fn split(text: &str) -> Vec<String> {
    text.split(['\n', ';'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
