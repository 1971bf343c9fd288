//! Rows of a record that one adds and removes. They are drawn anew when their number changes; what
//! is typed into them changes the record alone.

use crate::prelude::*;

use crate::texts::{fill, t};

/// The rows, and a button to add one.
pub(crate) fn rows(
    count: Memo<usize>,
    row: impl Fn(usize) -> View + Send + 'static,
    remove: Tell<usize>,
    add: Tell<()>,
    add_label: &'static str,
) -> View {
    let list = move || {
        (0..count.get())
            .map(|at| {
                let remove = remove.clone();
                let name = (at + 1).to_string();
                let label = fill("site.row", &[("n", &name)]);
                let remove_label = fill("site.row.remove-n", &[("n", &name)]);
                view! {
                    <div class={"row"} role={"group"} aria-label={label}>
                        {row(at)}
                        <button type={"button"} class={"quiet"} aria-label={remove_label} on:click={move |_| remove.run(at)}>{t("site.row.remove")}</button>
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <div class={"rows"}>{list}</div>
        <p><button type={"button"} on:click={move |_| add.run(())}>{t(add_label)}</button></p>
    }
}
