//! Elements, built one call after another.

use any_spawner::Executor;
use leptos::prelude::{Owner, document};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Node};

use super::{
    attribute::{self, Attribute, Source},
    event,
    view::{IntoView, View, append, fragment},
};

/// Elements whose names are those of SVG.
const DRAWINGS: [&str; 4] = ["svg", "rect", "line", "text"];
const SVG: &str = "http://www.w3.org/2000/svg";

/// What is being built: the elements that are open, innermost last.
pub(crate) struct Builder {
    root: Node,
    open: Vec<Element>,
}

impl Builder {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            root: fragment().into(),
            open: Vec::new(),
        }
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, name: &'static str) {
        let element = if DRAWINGS.contains(&name) {
            document().create_element_ns(Some(SVG), name)
        } else {
            document().create_element(name)
        };
        // Names are written in our own source.
        if let Ok(element) = element {
            self.open.push(element);
        }
    }

    /// Closes the innermost element; `name` is for readers and for the check.
    pub(crate) fn close(&mut self, name: &'static str) {
        let Some(element) = self.open.pop() else {
            return;
        };
        debug_assert!(
            element.tag_name().eq_ignore_ascii_case(name),
            "`{name}` closes `{}`",
            element.tag_name()
        );
        self.child(View::of(element));
    }

    /// Closes an element that has no children.
    pub(crate) fn close_empty(&mut self) {
        if let Some(element) = self.open.pop() {
            self.child(View::of(element));
        }
    }

    /// Adds a child to the innermost element.
    pub(crate) fn child(&mut self, child: impl IntoView) {
        self.put(child.into_view());
    }

    #[inline(never)]
    fn put(&mut self, child: View) {
        let parent = self.open.last().map_or(&self.root, |element| element);
        append(parent, &child);
    }

    /// Sets an attribute of the innermost element.
    pub(crate) fn attribute(&mut self, name: &'static str, value: impl Attribute) {
        self.set(name, value.source());
    }

    /// Sets an attribute to a text that does not change: most of them.
    #[inline(never)]
    pub(crate) fn fixed(&mut self, name: &'static str, text: &'static str) {
        self.set(name, text.source());
    }

    #[inline(never)]
    fn set(&mut self, name: &'static str, source: Source) {
        if let Some(element) = self.open.last() {
            attribute::attribute(element, name, source);
        }
    }

    /// Adds a text to the innermost element.
    #[inline(never)]
    pub(crate) fn text(&mut self, text: &'static str) {
        self.put(text.into_view());
    }

    /// Sets a property of the innermost element.
    pub(crate) fn property(&mut self, name: &'static str, value: impl Attribute) {
        if let Some(element) = self.open.last() {
            attribute::property(element, name, value.source());
        }
    }

    /// Sets a class of the innermost element beside its others.
    pub(crate) fn class(&mut self, name: &'static str, value: impl Attribute) {
        if let Some(element) = self.open.last() {
            attribute::class(element, name, value.source());
        }
    }

    /// Listens to the innermost element.
    pub(crate) fn on<E: wasm_bindgen::JsCast>(
        &mut self,
        name: &'static str,
        run: impl FnMut(E) + 'static,
    ) {
        if let Some(element) = self.open.last() {
            event::on(element, name, run);
        }
    }

    /// What was built.
    pub(crate) fn done(self) -> View {
        let only = self.root.first_child();
        match only {
            Some(only)
                if only.next_sibling().is_none() && only.node_type() == Node::ELEMENT_NODE =>
            {
                View::of(only)
            }
            _ => View::of(self.root),
        }
    }
}

/// Draws the site at the end of the page, for as long as the page is open.
pub(crate) fn mount(site: impl FnOnce() -> View) {
    // A second start is refused; there is only one.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let view = owner.with(site);
    if let Some(body) = document().body() {
        append(body.unchecked_ref(), &view);
    }
    std::mem::forget(owner);
}
