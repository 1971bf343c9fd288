//! What every part of the site shares: one of each, for as long as the page is open.

use std::sync::OnceLock;

use crate::{
    components::{announce::Announcer, you::You},
    content::Content,
    review::Review,
    route::Router,
    store::Saver,
};

/// The shared parts. Handles: copy them freely.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    review: Review,
    saver: Saver,
    router: Router,
    content: Content,
    announcer: Announcer,
    you: You,
}

static DESK: OnceLock<Desk> = OnceLock::new();

/// Makes them, before anything is drawn.
pub(crate) fn start() {
    let review = Review::start();
    let saver = Saver::start(review);
    review.on_change(move || saver.touch());
    let _ = DESK.set(Desk {
        review,
        saver,
        router: Router::start(),
        content: Content::start(),
        announcer: Announcer::start(),
        you: You::start(),
    });
}

fn desk() -> Desk {
    let desk = DESK.get().copied();
    desk.unwrap_or_else(|| wasm_bindgen::throw_str("the site was not started"))
}

/// The review of this visit.
pub(crate) fn review() -> Review {
    desk().review
}

/// The saver of this visit.
pub(crate) fn saver() -> Saver {
    desk().saver
}

/// The router of this visit.
pub(crate) fn router() -> Router {
    desk().router
}

/// The content of this visit.
pub(crate) fn content() -> Content {
    desk().content
}

/// The announcer of this visit.
pub(crate) fn announcer() -> Announcer {
    desk().announcer
}

/// The person of this visit.
pub(crate) fn you() -> You {
    desk().you
}
