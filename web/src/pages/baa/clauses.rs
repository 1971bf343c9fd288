//! Clauses that a reviewer looks for one by one: the 13 provisions that 45 CFR 164.504(e)(2) and
//! 164.314(a)(2)(i) require, and the terms that hospitals negotiate beyond them.

use crate::prelude::*;
use vendorward::core::{
    baa::{Baa, NegotiatedTerm, Provision, ProvisionKey, ProvisionState, TermKey, TermState},
    order::settle,
};

use crate::{
    components::{
        choice::{radios_with, words},
        field::{Field, lines, named, number},
        form::{Place, fold},
    },
    texts::{fill, text, word},
};

/// What a reviewer found of a clause.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    state: &'static str,
    words: String,
    page: Option<u32>,
}

/// A list of clauses to look for.
struct Clauses {
    /// Vocabulary of their names.
    names: &'static str,
    keys: &'static [&'static str],
    cite: fn(&str) -> &'static str,
    /// Vocabulary of what may be found.
    states: (&'static str, &'static [&'static str]),
    /// The state in which there are no words to quote.
    missing: &'static str,
    /// Keys of the count, and of the field for its words.
    tally: &'static str,
    words: &'static str,
    get: fn(&Baa, &str) -> Option<Found>,
    put: fn(&mut Baa, &str, Option<Found>),
}

static PROVISIONS: Clauses = Clauses {
    names: "site.provision",
    keys: ProvisionKey::WORDS,
    cite: |key| ProvisionKey::parse(key).map_or("", ProvisionKey::cite),
    states: ("site.provision-state", ProvisionState::WORDS),
    missing: "absent",
    tally: "site.baa.provisions.tally",
    words: "site.baa.clause.quote",
    get: |baa, key| {
        let mut all = baa.provisions.iter();
        all.find(|one| one.key.as_str() == key).map(|one| Found {
            state: one.state.as_str(),
            words: one.quote.clone(),
            page: one.page,
        })
    },
    put: |baa, key, found| {
        baa.provisions.retain(|one| one.key.as_str() != key);
        let key = ProvisionKey::parse(key);
        baa.provisions.extend(found.and_then(|found| {
            Some(Provision {
                key: key?,
                state: ProvisionState::parse(found.state)?,
                quote: found.words,
                page: found.page,
            })
        }));
        settle(&mut baa.provisions, |one| one.key);
    },
};

static TERMS: Clauses = Clauses {
    names: "site.baa-term",
    keys: TermKey::WORDS,
    cite: |_| "",
    states: ("site.term-state", TermState::WORDS),
    missing: "silent",
    tally: "site.baa.terms.tally",
    words: "site.baa.clause.words",
    get: |baa, key| {
        let mut all = baa.terms.iter();
        all.find(|one| one.key.as_str() == key).map(|one| Found {
            state: one.state.as_str(),
            words: one.text.clone(),
            page: one.page,
        })
    },
    put: |baa, key, found| {
        baa.terms.retain(|one| one.key.as_str() != key);
        let key = TermKey::parse(key);
        baa.terms.extend(found.and_then(|found| {
            Some(NegotiatedTerm {
                key: key?,
                state: TermState::parse(found.state)?,
                text: found.words,
                page: found.page,
            })
        }));
        settle(&mut baa.terms, |one| one.key);
    },
};

/// The 13 required provisions.
pub(super) fn provisions(place: &Place<Baa>) -> View {
    let found = place.watch(|baa| count(baa, &PROVISIONS));
    clauses(place, &PROVISIONS, found)
}

/// Terms beyond them: contract strength, not law.
pub(super) fn terms(place: &Place<Baa>) -> View {
    let found = place.watch(|baa| count(baa, &TERMS));
    clauses(place, &TERMS, found)
}

/// How many terms have been looked for, and of how many.
pub(super) fn terms_looked(baa: &Baa) -> (usize, usize) {
    (baa.terms.len(), TERMS.keys.len())
}

/// How many were found in each state, in the order of the states.
fn count(baa: &Baa, clauses: &Clauses) -> Vec<usize> {
    let found: Vec<Found> = clauses
        .keys
        .iter()
        .filter_map(|key| (clauses.get)(baa, key))
        .collect();
    let (_, states) = clauses.states;
    let of = |state: &&str| found.iter().filter(|one| one.state == *state).count();
    states.iter().map(of).collect()
}

fn clauses(place: &Place<Baa>, clauses: &'static Clauses, found: Memo<Option<Vec<usize>>>) -> View {
    let (_, states) = clauses.states;
    let tally = move || {
        let found = found.get().unwrap_or_default();
        let looked: usize = found.iter().sum();
        let open = clauses.keys.len().saturating_sub(looked).to_string();
        let found: Vec<String> = found.iter().map(usize::to_string).collect();
        let counts = states.iter().zip(&found);
        let mut args: Vec<(&str, &str)> = counts.map(|(state, n)| (*state, n.as_str())).collect();
        args.push(("open", &open));
        fill(clauses.tally, &args)
    };
    let list = clauses
        .keys
        .iter()
        .map(|key| view! { <li>{clause(place, clauses, key)}</li> })
        .collect_view();
    view! {
        <p class={"meta"}>{tally}</p>
        <ol class={"provisions"}>{list}</ol>
    }
}

fn clause(place: &Place<Baa>, clauses: &'static Clauses, key: &'static str) -> View {
    let id = format!("{}-{key}", place.id);
    let now = found(place, clauses, key);
    let cite = (clauses.cite)(key);
    let field = Field {
        id: id.clone(),
        label: view! { {word(clauses.names, key)}" "<span class={"cite"} translate={"no"}>{cite}</span> },
        help: None,
        error: Signal::stored(None),
    };
    let (vocabulary, states) = clauses.states;
    // Words and page are asked once there is a clause to quote.
    let there = RwSignal::new(is_there(clauses, now.as_ref()));
    let edited = place.clone();
    let tell = Tell::new(move |chosen: Option<String>| {
        let state = states
            .iter()
            .copied()
            .find(|one| chosen.as_deref() == Some(*one));
        change(&edited, clauses, key, &|former| {
            state.map(|state| Found {
                state,
                words: former
                    .as_ref()
                    .map(|one| one.words.clone())
                    .unwrap_or_default(),
                page: former.and_then(|one| one.page),
            })
        });
        there.set(is_there(clauses, found(&edited, clauses, key).as_ref()));
    });
    let place = place.clone();
    let said = memo(move || there.get());
    // What was entered before is folded: most read the states alone.
    let entered =
        found(&place, clauses, key).filter(|now| !now.words.is_empty() || now.page.is_some());
    let before = entered.map(|now| now.page);
    let more = move || {
        said.get().then(|| match before {
            None => quoted(&place, clauses, key),
            Some(page) => {
                let place = place.clone();
                let says = move || {
                    page.map_or_else(String::new, |page| {
                        fill("site.baa.clause.page", &[("page", &page.to_string())])
                    })
                };
                fold("site.baa.clause.where", says, move || {
                    quoted(&place, clauses, key)
                })
            }
        })
    };
    view! {
        {radios_with(field, text("site.baa.provision.open"), words(vocabulary, states), now.map(|one| one.state), tell)}
        {more}
    }
}

fn is_there(clauses: &Clauses, found: Option<&Found>) -> bool {
    found.is_some_and(|found| found.state != clauses.missing)
}

fn found(place: &Place<Baa>, clauses: &Clauses, key: &str) -> Option<Found> {
    let mut found = None;
    place.see(&mut |baa| found = (clauses.get)(baa, key));
    found
}

fn change(
    place: &Place<Baa>,
    clauses: &Clauses,
    key: &str,
    with: &dyn Fn(Option<Found>) -> Option<Found>,
) {
    place.edit(&mut |baa| {
        let former = (clauses.get)(baa, key);
        (clauses.put)(baa, key, with(former));
    });
}

/// Its words, and where they stand.
fn quoted(place: &Place<Baa>, clauses: &'static Clauses, key: &'static str) -> View {
    let Some(now) = found(place, clauses, key) else {
        return ().into_view();
    };
    let (a, b) = (place.clone(), place.clone());
    view! {
        <div class={"pair"}>
            {lines(
                named(format!("{}-{key}-words", place.id), clauses.words),
                now.words,
                Tell::new(move |words: String| {
                    change(&a, clauses, key, &|former| {
                        former.map(|former| Found { words: words.clone(), ..former })
                    });
                }),
            )}
            {number(
                named(format!("{}-{key}-page", place.id), "site.reviewer.page"),
                now.page.map(i64::from),
                (1, 99_999),
                Tell::new(move |n: Option<i64>| {
                    let page = n.and_then(|n| u32::try_from(n).ok());
                    change(&b, clauses, key, &|former| {
                        former.map(|former| Found { page, ..former })
                    });
                }),
            )}
        </div>
    }
}
