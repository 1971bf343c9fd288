//! What changes: an effect that lasts as long as whatever it was drawn in.

use leptos::prelude::{RenderEffect, StoredValue, document};
use wasm_bindgen::JsCast as _;
use web_sys::Node;

use super::view::{View, append, fragment};

/// Runs at once and again after each change, until the owner it was made in goes.
pub(super) fn watch(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_| run());
    // Dropping an effect ends it: the owner keeps it.
    StoredValue::new_local(effect);
}

/// A part of the page between two marks, drawn anew after each change.
pub(super) fn region(mut draw: Box<dyn FnMut() -> View>) -> View {
    let all = fragment();
    let mark = || document().create_comment("").unchecked_into::<Node>();
    let (start, end) = (mark(), mark());
    append(&all, &View::of(start.clone()));
    append(&all, &View::of(end.clone()));
    watch(Box::new(move || {
        let view = draw();
        clear(&start, &end);
        if let Some(parent) = end.parent_node() {
            let _ = parent.insert_before(view.node(), Some(&end));
        }
    }));
    View::of(all)
}

/// Takes out everything between two marks.
pub(super) fn clear(start: &Node, end: &Node) {
    while let Some(next) = start.next_sibling() {
        if next.is_same_node(Some(end)) {
            return;
        }
        match next.parent_node() {
            Some(parent) => drop(parent.remove_child(&next)),
            None => return,
        }
    }
}
