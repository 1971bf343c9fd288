//! What the site asks of the browser: the clock, files, downloads, fetches, timers.

use crate::prelude::*;
use js_sys::{Array, Reflect, Uint8Array};
use vendorward::{Diagnostic, core::Date};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlElement, RequestInit, Response};

use crate::texts::fill;

/// Largest file that is read, in bytes.
pub(crate) const MOST_BYTES: f64 = 64.0 * 1024.0 * 1024.0;

/// Today by the clock of this machine. The only place that reads it.
pub(crate) fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i16::try_from(now.get_full_year()).unwrap_or(1);
    let month = i8::try_from(now.get_month() + 1).unwrap_or(1);
    let day = i8::try_from(now.get_date()).unwrap_or(1);
    Date::new(year, month, day).unwrap_or_else(|_| {
        wasm_bindgen::throw_str("the clock of this machine shows no civil date")
    })
}

/// Hours and minutes by the clock of this machine, as `14:05`.
pub(crate) fn time_of_day() -> String {
    let now = js_sys::Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}

/// Milliseconds by the clock of this machine, to order reviews by.
pub(crate) fn now_millis() -> f64 {
    js_sys::Date::now()
}

/// Sixteen random hexadecimal digits.
pub(crate) fn random_name() -> String {
    let part = || {
        format!(
            "{:08x}",
            (js_sys::Math::random() * f64::from(u32::MAX)) as u32
        )
    };
    part() + &part()
}

/// What boot.js put on the html element.
pub(crate) fn boot(name: &str) -> String {
    root()
        .and_then(|root| root.dataset().get(name))
        .unwrap_or_default()
}

/// Puts a mark on the html element.
pub(crate) fn mark(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = root.dataset().set(name, value);
    }
}

/// Takes a mark off the html element.
pub(crate) fn unmark(name: &str) {
    if let Some(root) = root() {
        root.dataset().delete(name);
    }
}

fn root() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
}

/// The element of this id.
pub(crate) fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Fetches a file of the site: it is asked for at once, whenever the answer is waited for. `integrity` is
/// checked by the browser; empty checks nothing.
///
/// # Errors
/// What went wrong, for people.
pub(crate) fn fetch(
    path: &str,
    integrity: &str,
) -> impl Future<Output = Result<Vec<u8>, Diagnostic>> + use<> {
    let options = RequestInit::new();
    if !integrity.is_empty() {
        options.set_integrity(integrity);
    }
    let address = boot("root") + path;
    let answer = JsFuture::from(window().fetch_with_str_and_init(&address, &options));
    let file = path.to_owned();
    async move {
        bytes_of(answer).await.map_err(|why| {
            let words = fill("site.load.failed", &[("file", &file), ("why", &why)]);
            Diagnostic::error("fetch-failed", words)
        })
    }
}

async fn bytes_of(answer: JsFuture) -> Result<Vec<u8>, String> {
    let said = |error: JsValue| message(&error);
    let response: Response = answer.await.and_then(JsCast::dyn_into).map_err(said)?;
    if !response.ok() {
        return Err(response.status().to_string());
    }
    let buffer = JsFuture::from(response.array_buffer().map_err(said)?);
    Ok(Uint8Array::new(&buffer.await.map_err(said)?).to_vec())
}

/// Reads a file the person chose.
///
/// # Errors
/// A file over the limit, or one that the browser cannot read.
pub(crate) async fn read(file: &File) -> Result<Vec<u8>, Diagnostic> {
    let name = file.name();
    if file.size() > MOST_BYTES {
        let megabytes = format!("{:.0}", file.size() / (1024.0 * 1024.0));
        let message = fill("site.file.too-large", &[("size", &megabytes)]);
        return Err(Diagnostic::error("too-large", message).source(name));
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Ok(Uint8Array::new(&buffer).to_vec()),
        Err(error) => {
            let text = fill("site.file.unreadable", &[("why", &message(&error))]);
            Err(Diagnostic::error("unreadable", text).source(name))
        }
    }
}

/// Gives the person a file.
pub(crate) fn download(name: &str, kind: &str, bytes: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) else {
        return;
    };
    let Ok(address) = web_sys::Url::create_object_url_with_blob(&blob) else {
        return;
    };
    if let Ok(Ok(link)) = document()
        .create_element("a")
        .map(JsCast::dyn_into::<HtmlAnchorElement>)
    {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    // The browser takes the file from the address after the click has returned.
    after(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&address);
    });
}

/// Runs something once, later.
pub(crate) fn after(milliseconds: i32, run: impl FnOnce() + 'static) {
    let run = Closure::once_into_js(run);
    let _ = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), milliseconds);
}

/// The message of what JavaScript threw.
pub(crate) fn message(error: &JsValue) -> String {
    Reflect::get(error, &JsValue::from_str("message"))
        .ok()
        .and_then(|message| message.as_string())
        .or_else(|| error.as_string())
        .unwrap_or_default()
}

/// Something kept for this tab only; empty where there is none.
pub(crate) fn tab_note(name: &str) -> String {
    let storage = window().session_storage().ok().flatten();
    storage
        .and_then(|storage| storage.get_item(name).ok().flatten())
        .unwrap_or_default()
}

/// Keeps something for this tab.
pub(crate) fn set_tab_note(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item(name, value);
    }
}

/// Whether the focus goes from one radio button to another of the same group: the arrow keys do that
/// with every press, and it is one field all the while.
pub(crate) fn stays_in_group(leaving: &web_sys::Event) -> bool {
    let group = |target: Option<web_sys::EventTarget>| {
        let input = target?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
        (input.type_() == "radio").then(|| input.name())
    };
    let to = leaving
        .dyn_ref::<web_sys::FocusEvent>()
        .and_then(web_sys::FocusEvent::related_target);
    let (from, to) = (group(leaving.target()), group(to));
    from.is_some() && from == to
}
