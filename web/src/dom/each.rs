//! A list whose rows keep their nodes while other rows come and go.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::{Owner, document};
use wasm_bindgen::JsCast as _;
use web_sys::Node;

use super::{
    live,
    view::{View, append, fragment},
};

/// A row: its key, what it was drawn in, and the marks around its nodes.
struct Row<K> {
    key: K,
    owner: Owner,
    start: Node,
    end: Node,
}

/// Draws a row for each key. A row is drawn once, however often the list changes around it.
pub(crate) fn each<K: Clone + PartialEq + 'static>(
    keys: impl Fn() -> Vec<K> + 'static,
    draw: impl Fn(&K) -> View + 'static,
) -> View {
    let all = fragment();
    let last = document().create_comment("").unchecked_into::<Node>();
    append(&all, &View::of(last.clone()));
    let rows: RefCell<Vec<Row<K>>> = RefCell::new(Vec::new());
    // Rows belong to the list, not to the run of the effect that first drew them.
    let parent = Owner::current().unwrap_or_default();
    let draw = Rc::new(draw);
    live::watch(Box::new(move || {
        let keys = keys();
        let mut rows = rows.borrow_mut();
        rows.retain(|row| {
            let stays = keys.contains(&row.key);
            if !stays {
                take_out(row);
            }
            stays
        });
        // From the end, so that each new row finds the one it stands before.
        let mut next: Vec<Row<K>> = Vec::with_capacity(keys.len());
        for key in keys.into_iter().rev() {
            let before = next.last().map_or(&last, |row| &row.start);
            let row = match rows.iter().position(|row| row.key == key) {
                Some(at) => rows.remove(at),
                None => new_row(key, &parent, draw.as_ref(), before),
            };
            next.push(row);
        }
        next.reverse();
        *rows = next;
    }));
    View::of(all)
}

fn take_out<K>(row: &Row<K>) {
    live::clear(&row.start, &row.end);
    for mark in [&row.start, &row.end] {
        if let Some(parent) = mark.parent_node() {
            let _ = parent.remove_child(mark);
        }
    }
    row.owner.cleanup();
}

/// Draws a row before a node of the list. Rows that stay are not moved: they keep their order.
fn new_row<K>(key: K, parent: &Owner, draw: &dyn Fn(&K) -> View, before: &Node) -> Row<K> {
    let owner = parent.with(Owner::new);
    let view = owner.with(|| leptos::prelude::untrack(|| draw(&key)));
    let mark = || document().create_comment("").unchecked_into::<Node>();
    let (start, end) = (mark(), mark());
    if let Some(list) = before.parent_node() {
        for node in [&start, view.node(), &end] {
            let _ = list.insert_before(node, Some(before));
        }
    }
    Row {
        key,
        owner,
        start,
        end,
    }
}
