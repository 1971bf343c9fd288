//! A file to choose or to drop.

use crate::prelude::*;
use vendorward::Diagnostic;
use wasm_bindgen::JsCast as _;
use web_sys::{DragEvent, File, HtmlInputElement};

use crate::{browser, texts::t};

/// A file's name and bytes, or why it could not be read.
pub(crate) type Given = Result<(String, Vec<u8>), Diagnostic>;

/// A place to drop a file on, with a button to choose one.
pub(crate) fn file(
    id: &'static str,
    label: &'static str,
    accept: &'static str,
    take: Tell<Given>,
) -> View {
    let over = RwSignal::new(false);
    let read = move |file: File| {
        let take = take.clone();
        spawn_local(async move {
            let given = browser::read(&file).await.map(|bytes| (file.name(), bytes));
            take.run(given);
        });
    };
    let read_dropped = read.clone();
    let chosen = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            read(file);
        }
        // The same file can be chosen again after it was changed.
        input.set_value("");
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let file = event
            .data_transfer()
            .and_then(|data| data.files())
            .and_then(|files| files.get(0));
        if let Some(file) = file {
            read_dropped(file);
        }
    };
    view! {
        <div class={"drop"} class:over={move || over.get()}
            on:dragover={move |event: DragEvent| { event.prevent_default(); over.set(true); }}
            on:dragleave={move |_| over.set(false)}
            on:drop={dropped}>
            <label for={id}>{t(label)}</label>
            <input type={"file"} id={id} accept={accept} on:change={chosen} aria-describedby={format!("{id}-drop")} />
            <p class={"help"} id={format!("{id}-drop")}>{t("site.file.drop")}</p>
        </div>
    }
}
