//! To come.
use crate::{
    components::frame::{frame, heading},
    texts::text,
};
use leptos::prelude::*;
/// To come.
pub(crate) fn page() -> AnyView {
    let title = text("site.nav.first");
    frame(title.clone(), heading(title), ().into_any())
}
