//! What happened since: changes of the vendor's system, and how PHI was given back at the end.

use crate::prelude::*;
use vendorward::core::engagement::{Engagement, Exit, ExitKind, Stage, SystemChange};

use super::edit;
use crate::{
    browser,
    components::form::{Kind, List, Place, item, list},
    desk::review,
    texts::{t, word},
};

fn place() -> Place<Engagement> {
    Place::new(
        "engagement",
        |see| review().read(|assessment| see(&assessment.engagement)),
        |with| edit(with),
    )
}

/// Changes that a report from before them does not know.
pub(super) fn changes() -> View {
    view! {
        <section id={"system-changes"} tabindex={"-1"} aria-labelledby={"system-changes-title"}>
            <h2 id={"system-changes-title"}>{t("site.changes.title")}</h2>
            {list(&place(), &CHANGES)}
        </section>
    }
}

/// What became of PHI; asked while the relationship ends, and after.
pub(super) fn exit() -> View {
    let place = place();
    let shown = place
        .watch(|one| matches!(one.stage, Some(Stage::Ending | Stage::Ended)) || one.exit.is_some());
    let draw = move || {
        (shown.get() == Some(true)).then(|| {
            view! {
                <section id={"exit"} tabindex={"-1"} aria-labelledby={"exit-title"}>
                    <h2 id={"exit-title"}>{t("site.exit.title")}</h2>
                    {list(&place, &EXIT)}
                </section>
            }
        })
    };
    draw.into_view()
}

static CHANGES: List<Engagement, SystemChange> = List {
    name: "change",
    label: "site.changes",
    single: false,
    all: |one| &one.system_changes,
    all_mut: |one| &mut one.system_changes,
    needs: &["on", "what"],
    blank: || SystemChange {
        on: browser::today(),
        what: String::new(),
    },
    title: |one| one.what.clone(),
    items: &[
        item!("on", "site.changes.on", Kind::Day, on),
        item!("what", "site.changes.what", Kind::Line, what),
    ],
    more: None,
    many: None,
};

static EXIT: List<Engagement, Exit> = List {
    name: "exit",
    label: "site.exit",
    single: true,
    all: |one| one.exit.as_slice(),
    all_mut: |one| &mut one.exit,
    needs: &["kind"],
    blank: || Exit {
        kind: ExitKind::Returned,
        certified_on: None,
        subcontractors: None,
        document: String::new(),
    },
    title: |one| word("site.exit-kind", one.kind.as_str()),
    items: &[
        item!(
            "kind",
            "site.exit.kind",
            Kind::Always("site.exit-kind", ExitKind::WORDS),
            kind
        ),
        item!("certified", "site.exit.certified", Kind::Day, certified_on),
        item!(
            "subcontractors",
            "site.exit.subcontractors",
            Kind::YesNo,
            subcontractors
        ),
        item!("document", "site.exit.document", Kind::Line, document),
    ],
    more: None,
    many: None,
};
