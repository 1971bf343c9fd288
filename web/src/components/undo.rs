//! What was removed can be put back.

use crate::prelude::*;

use crate::{desk::announcer, texts::t};

/// The last thing removed from a list.
#[derive(Clone, Copy)]
pub(crate) struct Removed(RwSignal<Option<Offer>>);

/// What happened, the key of what takes it back, and that itself.
type Offer = (String, &'static str, Callback<()>);

impl Removed {
    /// Nothing.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Says what was removed, and how to put it back.
    pub(crate) fn offer(self, words: String, back: impl Fn() + Send + Sync + 'static) {
        self.offer_as(words, "site.undo", back);
    }

    /// The same of something else than a removal, with words of its own.
    pub(crate) fn offer_as(
        self,
        words: String,
        label: &'static str,
        back: impl Fn() + Send + Sync + 'static,
    ) {
        announcer().say(words.clone());
        self.0
            .set(Some((words, label, Callback::new(move |()| back()))));
    }
}

/// The line that offers it.
pub(crate) fn undo(removed: Removed) -> View {
    let draw = move || {
        removed.0.get().map(|(words, label, back)| {
            let put_back = move |_| {
                back.run(());
                removed.0.set(None);
            };
            view! {
                <p class={"notice"}>
                    {words}" "
                    <button type={"button"} class={"quiet"} on:click={put_back}>{t(label)}</button>
                </p>
            }
        })
    };
    draw.into_view()
}
