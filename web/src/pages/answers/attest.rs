//! A named officer's statement that the answers are true. It raises what the vendor says from a word
//! to an attestation.

use crate::prelude::*;
use vendorward::core::{Date, assessment::Attestation};

use crate::{
    components::field::{day, line, lines, named},
    desk::review,
    texts::{date, fill, t, text},
};

/// The statement as it is being entered: it counts once it has a name and a day.
#[derive(Clone, Default)]
struct Entered {
    name: String,
    role: String,
    on: Option<Date>,
    statement: String,
}

/// The section.
pub(super) fn section() -> View {
    let review = review();
    let given = review.read(|assessment| assessment.attestation.clone());
    let entered = given.map_or_else(Entered::default, |one| Entered {
        name: one.name,
        role: one.role,
        on: Some(one.on),
        statement: one.statement,
    });
    let state = StoredValue::new(entered.clone());
    let keep = move |change: &dyn Fn(&mut Entered)| {
        state.update_value(|entered| change(entered));
        let now = state.get_value();
        let whole = now
            .on
            .filter(|_| !now.name.trim().is_empty())
            .map(|on| Attestation {
                name: now.name,
                role: now.role,
                on,
                statement: now.statement,
            });
        review.edit(|assessment| assessment.attestation = whole);
    };
    let status = memo(move || {
        review.watch(|assessment| {
            assessment.attestation.as_ref().map_or_else(
                || text("site.attest.none"),
                |one| {
                    fill(
                        "site.attest.given",
                        &[("by", &one.name), ("day", &date(one.on))],
                    )
                },
            )
        })
    });
    view! {
        <details class={"card import"}>
            <summary>{t("site.attest")}": "{move || status.get()}</summary>
            <p class={"help"}>{t("site.attest.help")}</p>
            {line(named("attest-name", "site.attest.name"), entered.name, Tell::new(move |text: String| keep(&|one| one.name.clone_from(&text))))}
            {line(named("attest-role", "site.attest.role"), entered.role, Tell::new(move |text: String| keep(&|one| one.role.clone_from(&text))))}
            {day(named("attest-on", "site.attest.on"), entered.on, Tell::new(move |on: Option<Date>| keep(&|one| one.on = on)))}
            {lines(named("attest-statement", "site.attest.statement"), entered.statement, Tell::new(move |text: String| keep(&|one| one.statement.clone_from(&text))))}
        </details>
    }
}
