//! A page: its title, its heading, and what happens when it has been drawn.

use crate::prelude::*;

use crate::{
    browser,
    desk::router,
    texts::{fill, t},
};

/// A page under a heading. `title` goes to the tab and the history.
pub(crate) fn frame(title: String, head: View, body: View) -> View {
    let name = fill("site.title", &[("page", &title)]);
    Effect::new(move |_| {
        document().set_title(&name);
        arrive();
        browser::mark("ready", "true");
    });
    view! {
        <div class={"head"}>{head}</div>
        {body}
    }
}

/// The one heading of a page.
pub(crate) fn heading(text: String) -> View {
    view! { <h1 id={"title"} tabindex={"-1"}>{text}</h1> }
}

/// A heading with a sentence that says what the page is for.
pub(crate) fn heading_with(text: String, lead: &'static str) -> View {
    view! {
        {heading(text)}
        <p class={"lead"}>{t(lead)}</p>
    }
}

/// Leads the focus to what was asked for. The page that the browser opened keeps the browser's own.
fn arrive() {
    let here = router().here_now();
    let named = (!here.fragment.is_empty())
        .then(|| browser::element(&here.fragment))
        .flatten();
    match named {
        Some(place) => {
            open_around(&place);
            let _ = place.focus();
            place.scroll_into_view();
        }
        None if here.visit > 0 => {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            if let Some(title) = browser::element("title") {
                let _ = title.focus();
            }
        }
        None => {}
    }
}

/// Opens the folds that hide a place.
fn open_around(place: &web_sys::HtmlElement) {
    let mut above = place.parent_element();
    while let Some(element) = above {
        if element.tag_name().eq_ignore_ascii_case("details") {
            let _ = element.set_attribute("open", "");
        }
        above = element.parent_element();
    }
}
