//! A name and a day under a fact that somebody stands behind, and the button that puts them there.

use crate::prelude::*;
use vendorward::core::engagement::Signed;

use super::{form::Place, you};
use crate::texts::{date, fill, t, text};

/// What is signed, in words.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    /// Key of what is said once it is signed.
    pub(crate) said: &'static str,
    /// Key of the button before; its help is `help` after that.
    pub(crate) press: &'static str,
}

/// Who has read it, and when.
pub(crate) fn read_by(signed: &Signed) -> String {
    said_of("site.reviewed", signed)
}

fn said_of(said: &str, signed: &Signed) -> String {
    fill(said, &[("by", &signed.by), ("day", &date(signed.on))])
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

fn drawn(
    id: String,
    Words { said, press }: Words,
    state: Signal<Option<Signed>>,
    tell: Tell<Option<Signed>>,
) -> View {
    let draw = move || {
        let tell = tell.clone();
        if let Some(signed) = state.get() {
            return view! {
                <p>{said_of(said, &signed)}" "<button type={"button"} class={"quiet"} on:click={move |_| tell.run(None)}>{t("site.reviewer.undo")}</button></p>
            };
        }
        let help = format!("{press}.help");
        let help = vendorward::core::texts::has(&help).then(|| text(&help));
        let sign = you::signing(id.clone(), move |signed| tell.run(Some(signed)));
        view! {
            {sign.ask}
            <p><button type={"button"} on:click={move |_| sign.press.run(())}>{t(press)}</button></p>
            {help.map(|help| view! { <p class={"help"}>{help}</p> })}
        }
    };
    draw.into_view()
}
