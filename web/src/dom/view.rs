//! What can be drawn.

use std::borrow::Cow;

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{DocumentFragment, Node};

use super::live;

/// Something drawn: a node, or a fragment of several. It is put into the page once.
#[derive(Clone, Debug)]
pub(crate) struct View(Node);

impl View {
    /// What stands in this node.
    pub(super) fn of(node: impl Into<Node>) -> Self {
        Self(node.into())
    }

    /// The node.
    pub(super) fn node(&self) -> &Node {
        &self.0
    }
}

/// An empty fragment.
pub(super) fn fragment() -> DocumentFragment {
    document().create_document_fragment()
}

/// What can be drawn.
pub(crate) trait IntoView {
    /// Draws it.
    fn into_view(self) -> View;
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::of(fragment())
    }
}

fn text(words: &str) -> View {
    View::of(document().create_text_node(words))
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        text(self)
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        text(&self)
    }
}

impl IntoView for Cow<'static, str> {
    fn into_view(self) -> View {
        text(&self)
    }
}

impl<V: IntoView> IntoView for Option<V> {
    fn into_view(self) -> View {
        self.map_or_else(|| ().into_view(), IntoView::into_view)
    }
}

impl<V: IntoView> IntoView for Vec<V> {
    fn into_view(self) -> View {
        self.into_iter().collect_view()
    }
}

/// Drawn anew whenever a signal it reads changes.
impl<V: IntoView, F: FnMut() -> V + 'static> IntoView for F {
    fn into_view(mut self) -> View {
        live::region(Box::new(move || self().into_view()))
    }
}

/// Drawing one after another.
pub(crate) trait CollectView {
    /// Draws all.
    fn collect_view(self) -> View;
}

impl<I: IntoIterator<Item = V>, V: IntoView> CollectView for I {
    fn collect_view(self) -> View {
        let all = fragment();
        for one in self {
            append(all.unchecked_ref(), &one.into_view());
        }
        View::of(all)
    }
}

/// Puts a view at the end of a node.
pub(super) fn append(parent: &Node, view: &View) {
    // Only a node that is its own ancestor is refused, which building from the leaves up rules out.
    let _ = parent.append_child(view.node());
}
