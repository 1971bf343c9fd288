//! What to ask for, as the facts stand: known before anything is answered.

use crate::prelude::*;

use super::edit;
use crate::{components::pack, desk::review, texts::t};

/// The box beside the form.
pub(super) fn section() -> View {
    let review = review();
    let draw = move || review.scored().map(|scored| pack::pack(&scored.outcome));
    let depth = review.read(|assessment| assessment.engagement.depth);
    view! {
        <section class={"card"} aria-labelledby={"pack-title"}>
            <h2 id={"pack-title"}>{t("site.pack")}</h2>
            {draw}
            {pack::deeper(depth, Tell::new(move |depth| edit(|one| one.depth = depth)))}
        </section>
    }
    .into_view()
}
