//! The three notice clocks. Silence of a clause is not a long limit: it is said apart from "not read".

use crate::prelude::*;
use vendorward::core::{
    Id,
    baa::{Baa, Notice, NoticeTrigger, NoticeUnit, Notices},
};

use super::{change, form::part, watch};
use crate::components::{
    choice::{labels, select},
    field::{named, number},
};

/// One of the clocks.
struct Clock {
    name: &'static str,
    label: &'static str,
    get: fn(&Notices) -> Option<Notice>,
    put: fn(&mut Notices, Option<Notice>),
}

static CLOCKS: &[Clock] = &[
    Clock {
        name: "breach",
        label: "site.baa.notice.breach",
        get: |notices| notices.breach,
        put: |notices, one| notices.breach = one,
    },
    Clock {
        name: "use",
        label: "site.baa.notice.use",
        get: |notices| notices.impermissible_use,
        put: |notices, one| notices.impermissible_use = one,
    },
    Clock {
        name: "incident",
        label: "site.baa.notice.incident",
        get: |notices| notices.incident,
        put: |notices, one| notices.incident = one,
    },
];

/// The part of the form.
pub(super) fn fields(id: &Id, baa: &Baa) -> View {
    let clocks = CLOCKS
        .iter()
        .map(|clock| fields_of(id, clock, (clock.get)(&baa.notice)))
        .collect_view();
    part("site.baa.notice", clocks.into_view())
}

fn fields_of(id: &Id, clock: &'static Clock, now: Option<Notice>) -> View {
    let set = move |id: &Id, with: &dyn Fn(&mut Notice)| {
        change(id, |one| {
            let mut notice = (clock.get)(&one.notice).unwrap_or(Notice {
                number: None,
                unit: None,
                trigger: NoticeTrigger::Unstated,
            });
            with(&mut notice);
            (clock.put)(&mut one.notice, Some(notice));
        });
    };
    let trigger = watch(id, move |one| (clock.get)(&one.notice).is_some());
    let place = format!("{id}-notice-{}", clock.name);
    let (a, b, c) = (id.clone(), id.clone(), id.clone());
    let inner = place.clone();
    // Number and unit are asked once the clause is there at all.
    let more = move || {
        let (b, c) = (b.clone(), c.clone());
        (trigger.get() == Some(true)).then(|| {
            view! {
                {number(
                    named(format!("{inner}-number"), "site.baa.notice.number"),
                    now.and_then(|one| one.number).map(i64::from),
                    (0, 9999),
                    Tell::new(move |n: Option<i64>| {
                        let n = n.and_then(|n| u32::try_from(n).ok());
                        set(&b, &|one| one.number = n);
                    }),
                )}
                {select(
                    named(format!("{inner}-unit"), "site.baa.notice.unit"),
                    labels("site.notice-unit", NoticeUnit::WORDS),
                    now.and_then(|one| one.unit).map(NoticeUnit::as_str),
                    Tell::new(move |word: Option<String>| {
                        let unit = word.and_then(|word| NoticeUnit::parse(&word));
                        set(&c, &|one| one.unit = unit);
                    }),
                )}
            }
        })
    };
    view! {
        <div class={"pair"}>
            {crate::components::choice::select_with(
                named(place, clock.label),
                crate::texts::text("site.baa.notice.unread"),
                labels("site.notice-trigger", NoticeTrigger::WORDS),
                now.map(|one| one.trigger.as_str()),
                Tell::new(move |word: Option<String>| {
                    match word.and_then(|word| NoticeTrigger::parse(&word)) {
                        Some(trigger) => set(&a, &|one| one.trigger = trigger),
                        None => change(&a, |one| (clock.put)(&mut one.notice, None)),
                    }
                }),
            )}
            {more}
        </div>
    }
}
