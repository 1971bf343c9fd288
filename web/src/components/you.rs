//! Who is at the keyboard: their name stands on every answer, confirmation and decision they enter.

use crate::prelude::*;
use vendorward::core::engagement::Signed;

use super::{
    field::{line, named},
    form::focus,
};
use crate::{browser, desk::you, texts::text};

const KEY: &str = "vendorward.you";

/// The person's name, kept in this browser.
#[derive(Clone, Copy)]
pub(crate) struct You {
    name: RwSignal<String>,
}

impl You {
    /// As last entered in this browser.
    pub(crate) fn start() -> Self {
        let storage = window().local_storage().ok().flatten();
        let name = storage.and_then(|storage| storage.get_item(KEY).ok().flatten());
        Self {
            name: RwSignal::new(name.unwrap_or_default()),
        }
    }

    /// The name, untracked.
    pub(crate) fn name_now(self) -> String {
        self.name.get_untracked().trim().to_owned()
    }

    /// Whether a name is given. Tracked.
    pub(crate) fn is_known(self) -> bool {
        self.name.with(|name| !name.trim().is_empty())
    }

    /// Keeps another name.
    pub(crate) fn set(self, name: String) {
        if let Ok(Some(storage)) = window().local_storage() {
            // A browser that keeps nothing asks again next time.
            let _ = if name.is_empty() {
                storage.remove_item(KEY)
            } else {
                storage.set_item(KEY, &name)
            };
        }
        self.name.set(name);
    }

    /// Name and day under something entered now.
    pub(crate) fn sign(self, reason: String) -> Signed {
        Signed {
            by: self.name_now(),
            on: browser::today(),
            reason,
        }
    }
}

/// The field for the name.
pub(crate) fn field(id: &'static str) -> View {
    field_with(id, Signal::stored(None))
}

/// Signing with the name of whoever is at the keyboard.
pub(crate) struct Signing {
    /// The field for the name: there once somebody signs without one.
    pub(crate) ask: View,
    /// Signs, or leads to that field.
    pub(crate) press: Tell<()>,
}

/// A button that signs is never idle: without a name it asks for one, under this id.
pub(crate) fn signing(id: String, sign: impl Fn(Signed) + 'static) -> Signing {
    let asked = RwSignal::new(false);
    let place = id.clone();
    let ask = move || {
        asked.get().then(|| {
            let missing = move || (!you().is_known()).then(|| text("site.you.first"));
            drawn(id.clone(), Signal::derive(missing))
        })
    };
    let press = move |()| {
        if you().name_now().is_empty() {
            asked.set(true);
            focus(place.clone());
        } else {
            sign(you().sign(String::new()));
        }
    };
    Signing {
        ask: ask.into_view(),
        press: Tell::new(press),
    }
}

/// The field for the name under an id made at run time.
pub(crate) fn field_of(id: String) -> View {
    drawn(id, Signal::stored(None))
}

/// The field for the name, with an error that comes and goes.
pub(crate) fn field_with(id: &'static str, error: Signal<Option<String>>) -> View {
    drawn(id.to_owned(), error)
}

fn drawn(id: String, error: Signal<Option<String>>) -> View {
    let you = you();
    let tell = Tell::new(move |name| you.set(name));
    let field = named(id, "site.you").error(error);
    line(field, you.name.get_untracked(), tell)
}
