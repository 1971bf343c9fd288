//! Drawing: elements are made at once, and what changes is an effect over Leptos' signals.
//!
//! Leptos' own views give every piece of markup a type of its own, and each type its own code: this
//! site came to 680 KB packed. Here a view is a node, so markup costs one call for each element,
//! attribute and child. Signals, memos, effects and their owners are Leptos'. Nothing is ever drawn
//! from a string of HTML.

mod attribute;
mod each;
mod element;
mod event;
mod live;
mod markup;
mod view;

pub(crate) use each::each;
pub(crate) use element::{Builder, mount};
pub(crate) use event::on_window;
pub(crate) use markup::view;
pub(crate) use view::{CollectView, IntoView, View};
