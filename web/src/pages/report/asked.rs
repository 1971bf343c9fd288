//! Documents that were asked for and are not on file.

use crate::prelude::*;
use vendorward::core::{
    assessment::{AskedFor, AskedState, Assessment},
    pack::Item as Wanted,
};

use crate::{
    components::form::{Item, Kind, List, Place, item, list},
    desk::{review, you},
    texts::{t, word},
};

/// The section.
pub(super) fn section() -> View {
    let place = Place::new(
        "asked",
        |see| review().read(see),
        |with| review().edit(with),
    );
    view! {
        <section aria-labelledby={"asked-for"}>
            <h2 id={"asked-for"}>{t("site.asked.title")}</h2>
            {list(&place, &ASKED)}
        </section>
    }
}

static ASKED: List<Assessment, AskedFor> = List {
    name: "for",
    label: "site.asked",
    single: false,
    all: |one| &one.asked_for,
    all_mut: |one| &mut one.asked_for,
    needs: &["item", "state"],
    blank: || AskedFor {
        item: Wanted::Soc2Type2,
        state: AskedState::Asked,
        on: None,
        due: None,
        by: you().name_now(),
    },
    title: |one| word("item", one.item.as_str()),
    items: FIELDS,
    more: None,
    many: None,
};

static FIELDS: &[Item<AskedFor>] = &[
    item!(
        "item",
        "site.asked.item",
        Kind::Always("item", Wanted::WORDS),
        item
    ),
    item!(
        "state",
        "site.asked.state",
        Kind::Always("site.asked-state", AskedState::WORDS),
        state
    ),
    item!("on", "site.asked.on", Kind::Day, on),
    item!("due", "site.asked.due", Kind::Day, due, if |one| one.state == AskedState::Promised),
];
