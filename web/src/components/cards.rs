//! Records as cards, one below the other: one adds them, takes them out and puts them back. What was taken
//! out can be put back where it stood, and the focus stays there.

use crate::prelude::*;
use serde_json::Value;
use vendorward::core::{Id, order::settle, texts::has};

use super::form::{Back, Needs, focus, fold, uncounted};
use crate::{
    desk::{announcer, review},
    texts::{fill, t, text},
};

/// A list of cards.
pub(crate) struct Cards {
    /// Before the names of its texts: `add` and `unnamed`, and `none` where an empty list says something.
    pub(crate) texts: &'static str,
    /// Whether records keep the order in which they were entered; else they stand by id.
    pub(crate) in_order: bool,
    /// Whether the list stands under a third heading.
    pub(crate) deep: bool,
    /// The ids of all.
    pub(crate) ids: fn() -> Vec<Id>,
    /// An id for a new one.
    pub(crate) free: fn() -> Option<Id>,
    /// Puts in one that says nothing but what it needs.
    pub(crate) push: fn(Id),
    /// Takes one out.
    pub(crate) take: fn(&Id) -> Option<Back>,
    /// What people call it; empty if nobody has named it.
    pub(crate) title: fn(&Id) -> String,
    /// What it needs before it counts.
    pub(crate) needs: &'static [&'static str],
    /// After the id, the field that gets the focus first.
    pub(crate) first: &'static str,
    /// What stands on it.
    pub(crate) body: fn(&Id, Needs) -> View,
    /// Key of what is folded and what its line says, where many stand below one another.
    pub(crate) folded: Option<Folded>,
}

/// A card as one line.
pub(crate) struct Folded {
    /// Key of what is folded.
    pub(crate) label: &'static str,
    /// What the line says beside it.
    pub(crate) says: fn(&Id) -> String,
}

/// What was taken out: where it stood, which time, its words, and what puts it back.
#[derive(Clone)]
struct Gone {
    at: usize,
    turn: u32,
    id: Id,
    words: String,
    back: Callback<()>,
}

/// The list as it stands on the page.
#[derive(Clone, Copy)]
struct Shown {
    cards: &'static Cards,
    ids: Memo<Vec<Id>>,
    met: Needs,
    draft: RwSignal<Option<(Id, Needs)>>,
    gone: RwSignal<Option<Gone>>,
}

/// Draws it, with the button that adds one.
pub(crate) fn cards(cards: &'static Cards) -> View {
    let ids = memo(move || {
        review().track();
        let mut ids = (cards.ids)();
        if !cards.in_order {
            settle(&mut ids, Clone::clone);
        }
        ids
    });
    let shown = Shown {
        cards,
        ids,
        met: Needs::met(cards.needs),
        draft: RwSignal::new(None),
        gone: RwSignal::new(None),
    };
    if !review().begun(cards.texts).is_null() {
        shown.open();
    }
    let none = format!("{}.none", cards.texts);
    let empty = move || {
        let nothing = has(&none) && ids.with(Vec::is_empty) && shown.gone.with(Option::is_none);
        nothing.then(|| view! { <p class={"meta"}>{text(&none)}</p> })
    };
    view! {
        {empty}
        {each(move || shown.keys(), move |key| shown.row(key))}
        <p class={"add"}><button type={"button"} on:click={move |_| shown.add()}>{text(&format!("{}.add", cards.texts))}</button></p>
    }
}

/// A card by its id, or the place of the one that was taken out, by its turn.
type Key = (Option<Id>, u32);

impl Shown {
    fn keys(self) -> Vec<Key> {
        let mut keys: Vec<Key> = self.ids.get().into_iter().map(|id| (Some(id), 0)).collect();
        keys.extend(self.draft.get().map(|(id, _)| (Some(id), 0)));
        if let Some(gone) = self.gone.get() {
            keys.insert(gone.at.min(keys.len()), (None, gone.turn));
        }
        keys
    }

    fn row(self, (id, _): &Key) -> View {
        match id {
            Some(id) => self.card(id),
            None => self.way_back(),
        }
    }

    fn add(self) {
        if let Some((id, _)) = self.draft.get_untracked() {
            return focus(format!("{id}-{}", self.cards.first));
        }
        if let Some(id) = self.open() {
            focus(format!("{id}-{}", self.cards.first));
        }
    }

    /// Shows one that does not count yet, with what was entered of it before; gives its id.
    fn open(self) -> Option<Id> {
        let id = (self.cards.free)()?;
        review().begin_anew(id.as_str());
        if self.cards.needs.is_empty() {
            (self.cards.push)(id.clone());
            return Some(id);
        }
        let own = id.clone();
        let enter = move || {
            (self.cards.push)(own.clone());
            self.draft.set(None);
        };
        let needs = Needs::open(self.cards.needs, self.cards.texts, enter);
        self.draft.set(Some((id.clone(), needs)));
        Some(id)
    }

    /// What a card is called.
    fn name(self, id: &Id) -> String {
        match (self.cards.title)(id) {
            title if title.trim().is_empty() => text(&format!("{}.unnamed", self.cards.texts)),
            title => title,
        }
    }

    fn card(self, id: &Id) -> View {
        let draft = self.draft.get_untracked();
        let needs = draft.filter(|(draft, _)| draft == id);
        let needs = needs.map_or(self.met, |(_, needs)| needs);
        let (named, gone) = (id.clone(), id.clone());
        let name = memo(move || {
            review().track();
            self.name(&named)
        });
        let remove = move || fill("site.undo.remove", &[("what", &name.get())]);
        let heading = format!("{id}-title");
        let title = if self.cards.deep {
            view! { <h4 id={heading.clone()} translate={"no"}>{move || name.get()}</h4> }
        } else {
            view! { <h3 id={heading.clone()} translate={"no"}>{move || name.get()}</h3> }
        };
        view! {
            <div class={"record"} id={id.as_str().to_owned()} tabindex={"-1"} role={"group"} aria-labelledby={heading}>
                <div class={"record-head"}>
                    {title}
                    <button type={"button"} class={"quiet"} aria-label={remove} on:click={move |_| self.remove(&gone)}>{t("site.row.remove")}</button>
                </div>
                {uncounted(needs)}
                {self.body(id, needs)}
            </div>
        }
    }

    /// One that is being entered stays open.
    fn body(self, id: &Id, needs: Needs) -> View {
        let folded = self.cards.folded.as_ref();
        let Some(folded) = folded.filter(|_| needs.counts_now()) else {
            return (self.cards.body)(id, needs);
        };
        let (said, own) = (id.clone(), id.clone());
        let says = memo(move || {
            review().track();
            (folded.says)(&said)
        });
        let body = move || (self.cards.body)(&own, needs);
        fold(folded.label, move || says.get(), body)
    }

    /// Takes a card out and leads to the way back. One that does not count yet just goes.
    fn remove(self, id: &Id) {
        let name = self.name(id);
        let at = self
            .ids
            .with_untracked(|ids| ids.iter().position(|one| one == id));
        let back = (self.cards.take)(id);
        let (Some(at), Some(back)) = (at, back) else {
            self.draft.set(None);
            review().begin(self.cards.texts, &Value::Null);
            return;
        };
        let words = fill("site.undo.removed", &[("what", &name)]);
        announcer().say(words.clone());
        let turn = self
            .gone
            .with_untracked(|gone| gone.as_ref().map_or(1, |gone| gone.turn + 1));
        let back = Callback::new(move |()| back());
        focus(format!("{id}-back"));
        let id = id.clone();
        self.gone.set(Some(Gone {
            at,
            turn,
            id,
            words,
            back,
        }));
    }

    /// Where the card stood.
    fn way_back(self) -> View {
        let Some(gone) = self.gone.get_untracked() else {
            return ().into_view();
        };
        let id = format!("{}-back", gone.id);
        let press = move |_| {
            gone.back.run(());
            focus(gone.id.to_string());
            self.gone.set(None);
        };
        view! {
            <p class={"notice"}>
                {gone.words}" "{t("site.undo.until")}" "
                <button type={"button"} class={"quiet"} id={id} on:click={press}>{t("site.undo")}</button>
            </p>
        }
    }
}
