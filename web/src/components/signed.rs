//! A name and a day under a fact that somebody stands behind, and the button that puts them there.

use crate::prelude::*;
use vendorward::core::engagement::Signed;

use super::{form::Place, you};
use crate::{
    desk,
    texts::{date, fill, t, text},
};

/// Who has read a document, seen an agreement: `said` once it is signed, `do` on the button before.
/// Its help is `do.help`.
pub(crate) fn signed<R>(
    place: &Place<R>,
    said: &'static str,
    press: &'static str,
    get: fn(&R) -> Option<Signed>,
    put: fn(&mut R, Option<Signed>),
) -> View {
    let state = place.watch(get);
    let (edited, id) = (place.clone(), format!("{}-you", place.id));
    let tell = Tell::new(move |signed: Option<Signed>| {
        edited.edit(&mut |one| put(one, signed.clone()));
    });
    drawn(id, said, press, Signal::derive(move || state.get().flatten()), tell)
}

fn drawn(
    id: String,
    said: &'static str,
    press: &'static str,
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
        let ask = you.name_now().is_empty().then(|| you::field_of(id.clone()));
        view! {
            {ask}
            <p><button type={"button"} disabled={move || !you.is_known()} on:click={move |_| tell.run(Some(you.sign(String::new())))}>{t(press)}</button></p>
            {help.map(|help| view! { <p class={"help"}>{help}</p> })}
        }
    };
    draw.into_view()
}
