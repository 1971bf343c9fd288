//! The 13 provisions that 45 CFR 164.504(e)(2) and 164.314(a)(2)(i) require.

use crate::prelude::*;
use vendorward::core::{
    Id,
    baa::{Baa, Provision, ProvisionKey, ProvisionState},
};

use super::{change, form::part, watch};
use crate::{
    components::{
        choice::{radios_with, words},
        field::{Field, named, number},
    },
    texts::{fill, text, word},
};

/// The part of the form.
pub(super) fn fields(id: &Id, baa: &Baa) -> View {
    let found = watch(id, |one| {
        let of = |state| {
            one.provisions
                .iter()
                .filter(|one| one.state == state)
                .count()
        };
        (
            of(ProvisionState::Found),
            of(ProvisionState::Absent),
            one.provisions.len(),
        )
    });
    let tally = move || {
        let (found, absent, looked) = found.get().unwrap_or_default();
        let args = [
            ("found", found.to_string()),
            ("absent", absent.to_string()),
            (
                "open",
                ProvisionKey::ALL.len().saturating_sub(looked).to_string(),
            ),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, n)| (*name, n.as_str())).collect();
        fill("site.baa.provisions.tally", &args)
    };
    let list = ProvisionKey::ALL
        .iter()
        .map(|key| {
            let now = baa.provisions.iter().find(|one| one.key == *key);
            view! { <li>{one(id, *key, now)}</li> }
        })
        .collect_view();
    part(
        "site.baa.provisions",
        view! {
            <p class={"meta"}>{tally}</p>
            <ol class={"provisions"}>{list}</ol>
        },
    )
}

fn set(id: &Id, key: ProvisionKey, with: impl FnOnce(Option<Provision>) -> Option<Provision>) {
    change(id, |one| {
        let former = one.provisions.iter().find(|one| one.key == key).cloned();
        one.provisions.retain(|one| one.key != key);
        one.provisions.extend(with(former));
        one.provisions.sort_by_key(|one| one.key);
    });
}

fn one(id: &Id, key: ProvisionKey, now: Option<&Provision>) -> View {
    let (a, b) = (id.clone(), id.clone());
    let place = format!("{id}-{key}");
    let cite = view! { <span class={"cite"} translate={"no"}>{key.cite()}</span> };
    let field = Field {
        id: place.clone(),
        label: view! { {word("site.provision", key.as_str())}" "{cite} },
        help: None,
        error: Signal::stored(None),
    };
    let page = now.and_then(|one| one.page).map(i64::from);
    let found = watch(id, move |one| {
        one.provisions
            .iter()
            .any(|one| one.key == key && one.state != ProvisionState::Absent)
    });
    let page_field = move || {
        let own = b.clone();
        (found.get() == Some(true)).then(|| {
            number(
                named(format!("{place}-page"), "site.reviewer.page"),
                page,
                (1, 99_999),
                Tell::new(move |n: Option<i64>| {
                    let page = n.and_then(|n| u32::try_from(n).ok());
                    set(&own, key, |former| {
                        former.map(|former| Provision { page, ..former })
                    });
                }),
            )
        })
    };
    let state = now.map(|one| one.state.as_str());
    let options = words("site.provision-state", ProvisionState::WORDS);
    let tell = Tell::new(move |word: Option<String>| {
        let state = word.and_then(|word| ProvisionState::parse(&word));
        set(&a, key, |former| {
            state.map(|state| Provision {
                key,
                state,
                page: former.as_ref().and_then(|former| former.page),
                quote: former.map(|former| former.quote).unwrap_or_default(),
            })
        });
    });
    view! {
        {radios_with(field, text("site.baa.provision.open"), options, state, tell)}
        {page_field}
    }
}
