//! What a screen reader is told without a move of the focus.

use crate::prelude::*;

/// Says things.
#[derive(Clone, Copy)]
pub(crate) struct Announcer {
    text: RwSignal<String>,
}

impl Announcer {
    /// Silent.
    pub(crate) fn start() -> Self {
        Self {
            text: RwSignal::new(String::new()),
        }
    }

    /// Says something. The same twice is said twice.
    pub(crate) fn say(self, text: String) {
        let again = self.text.with_untracked(|said| *said == text);
        // A region whose text does not change stays silent: a no-break space makes it another.
        self.text.set(if again { text + "\u{a0}" } else { text });
    }

    /// The region, drawn once.
    pub(crate) fn region(self) -> View {
        view! { <p class={"unseen"} role={"status"} id={"said"}>{move || self.text.get()}</p> }
    }
}
