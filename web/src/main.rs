//! The static site: the review of a vendor in the browser, with nothing sent anywhere.

// Markup is read token by token.
#![recursion_limit = "512"]

mod app;
mod browser;
mod components;
mod content;
mod desk;
mod dom;
mod pages;
mod prelude;
mod review;
mod route;
mod signals;
mod store;
mod texts;

use crate::prelude::*;
use vendorward::core::texts::Language;
use wasm_bindgen::JsCast as _;

fn main() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into())
    }));
    let tag = route::parameter("lang").unwrap_or_default();
    let language = Language::of_tag(&tag);
    texts::speak(language);
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", language.tag());
    }
    pin_icon();
    dom::mount(app::app);
}

/// The icon's address is relative to the page that the browser opened; another page's address must
/// not move it.
fn pin_icon() {
    let icon = document().query_selector("link[rel=icon]").ok().flatten();
    if let Some(icon) = icon.and_then(|icon| icon.dyn_into::<web_sys::HtmlLinkElement>().ok()) {
        icon.set_href(&icon.href());
    }
}
