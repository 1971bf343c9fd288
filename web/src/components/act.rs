//! A button that is never idle: pressed too soon, it says what is missing.

use crate::{prelude::*, texts::t};

/// Runs once `ready` says so; before that it says `lacks`, a key, under the button.
pub(crate) fn act(
    label: &'static str,
    lacks: &'static str,
    ready: impl Fn() -> bool + 'static,
    run: impl Fn() + 'static,
) -> View {
    drawn(label, lacks, Box::new(ready), Box::new(run))
}

fn drawn(
    label: &'static str,
    lacks: &'static str,
    ready: Box<dyn Fn() -> bool>,
    run: Box<dyn Fn()>,
) -> View {
    let early = RwSignal::new(false);
    let press = move |_| {
        early.set(!ready());
        if ready() {
            run();
        }
    };
    view! {
        <div>
            <button type={"button"} on:click={press}>{t(label)}</button>
            <p class={"error"} role={"alert"} hidden={move || !early.get()}>{move || early.get().then(|| t(lacks))}</p>
        </div>
    }
}
