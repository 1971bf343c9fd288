//! A name and a day under a fact that somebody stands behind, and the button that puts them there.

use crate::prelude::*;
use vendorward::core::engagement::Signed;

use super::{form::Place, you};
use crate::{
    desk,
    texts::{date, fill, t, text},
};

/// What is signed, in words.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    /// Key of what is said once it is signed.
    pub(crate) said: &'static str,
    /// Key of the button before; its help is `help` after that.
    pub(crate) press: &'static str,
    /// Whether to ask for the name here, where none is known. Lists ask once for all their rows.
    pub(crate) asks: bool,
}

/// Who has read a document, seen an agreement.
pub(crate) fn signed<R>(
    place: &Place<R>,
    words: Words,
    get: fn(&R) -> Option<Signed>,
    put: fn(&mut R, Option<Signed>),
) -> View {
    let state = place.watch(get);
    let (edited, id) = (place.clone(), format!("{}-you", place.id));
    let tell = Tell::new(move |signed: Option<Signed>| {
        edited.edit(&mut |one| put(one, signed.clone()));
    });
    drawn(
        id,
        words,
        Signal::derive(move || state.get().flatten()),
        tell,
    )
}

/// The field for the name above a list, where none is known yet.
pub(crate) fn asked_once(id: &'static str) -> View {
    let unknown = desk::you().name_now().is_empty();
    unknown.then(|| you::field(id)).into_view()
}

fn drawn(
    id: String,
    Words { said, press, asks }: Words,
    state: Signal<Option<Signed>>,
    tell: Tell<Option<Signed>>,
) -> View {
    let draw = move || {
        let tell = tell.clone();
        if let Some(signed) = state.get() {
            let by = [("by", signed.by.as_str()), ("day", &date(signed.on))];
            return view! {
                <p>{fill(said, &by)}" "<button type={"button"} class={"quiet"} on:click={move |_| tell.run(None)}>{t("site.reviewer.undo")}</button></p>
            };
        }
        let you = desk::you();
        let help = format!("{press}.help");
        let help = vendorward::core::texts::has(&help).then(|| text(&help));
        // A name that is known already stands on what is signed; settings change it.
        let ask = (asks && you.name_now().is_empty()).then(|| you::field_of(id.clone()));
        view! {
            {ask}
            <p><button type={"button"} disabled={move || !you.is_known()} on:click={move |_| tell.run(Some(you.sign(String::new())))}>{t(press)}</button></p>
            {help.map(|help| view! { <p class={"help"}>{help}</p> })}
        }
    };
    draw.into_view()
}
