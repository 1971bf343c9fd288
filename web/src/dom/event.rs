//! Events.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use leptos::prelude::{on_cleanup, window};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

/// Calls `run` on an event of an element, for as long as whatever the element was drawn in.
pub(crate) fn on<E: JsCast>(
    element: &Element,
    name: &'static str,
    mut run: impl FnMut(E) + 'static,
) {
    listen(
        element,
        name,
        Box::new(move |event| run(event.unchecked_into())),
    );
}

/// Calls `run` on an event of the window, for as long as the page is open.
pub(crate) fn on_window(name: &'static str, run: impl FnMut(Event) + 'static) {
    let handler = Closure::<dyn FnMut(Event)>::new(run);
    let _ =
        window().add_event_listener_with_callback(name, handler.into_js_value().unchecked_ref());
}

fn listen(element: &Element, name: &'static str, mut run: Box<dyn FnMut(Event)>) {
    // An element that is taken out may still lose the focus, when its signals are gone already.
    let alive = Arc::new(AtomicBool::new(true));
    let gone = alive.clone();
    on_cleanup(move || gone.store(false, Relaxed));
    let handler = Closure::<dyn FnMut(Event)>::new(move |event| {
        if alive.load(Relaxed) {
            run(event);
        }
    });
    // The browser drops it with the element.
    let _ = element.add_event_listener_with_callback(name, handler.into_js_value().unchecked_ref());
}
