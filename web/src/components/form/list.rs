//! Records inside a record, as rows that one adds, removes and puts back.

use std::{rc::Rc, sync::Arc};

use crate::prelude::*;
use vendorward::core::texts::has;
use wasm_bindgen::JsCast as _;

use super::{
    control::{Item, fields},
    place::Place,
};
use crate::{
    browser,
    components::undo::{Removed, undo},
    desk::review,
    texts::{fill, t, text},
};

/// A place that holds several records, or one at most.
pub(crate) trait Many<T> {
    /// Those that are there.
    fn slice(&mut self) -> &mut [T];
    /// Puts one before the place `at`.
    fn put(&mut self, at: usize, one: T);
    /// Takes one out.
    fn pick(&mut self, at: usize) -> Option<T>;
}

impl<T> Many<T> for Vec<T> {
    fn slice(&mut self) -> &mut [T] {
        self
    }
    fn put(&mut self, at: usize, one: T) {
        self.insert(at.min(self.len()), one);
    }
    fn pick(&mut self, at: usize) -> Option<T> {
        (at < self.len()).then(|| self.remove(at))
    }
}

impl<T> Many<T> for Option<T> {
    fn slice(&mut self) -> &mut [T] {
        self.as_mut_slice()
    }
    fn put(&mut self, _: usize, one: T) {
        *self = Some(one);
    }
    fn pick(&mut self, _: usize) -> Option<T> {
        self.take()
    }
}

/// A list of records `T` in a record `R`.
pub(crate) struct List<R: 'static, T: 'static> {
    /// Its place on the page, after the record's.
    pub(crate) name: &'static str,
    /// Key of what it lists; `add` and `help` follow it.
    pub(crate) label: &'static str,
    /// Whether there is one at most.
    pub(crate) single: bool,
    /// Looks at them.
    pub(crate) all: fn(&R) -> &[T],
    /// Changes them.
    pub(crate) all_mut: fn(&mut R) -> &mut dyn Many<T>,
    /// One that says nothing yet.
    pub(crate) blank: fn(&R) -> T,
    /// What names one among others.
    pub(crate) title: fn(&T) -> String,
    /// Its fields.
    pub(crate) items: &'static [Item<T>],
    /// What stands under its fields.
    pub(crate) more: Option<fn(&Place<T>) -> View>,
}

/// A list in its place, without its types: what is drawn is compiled once for all of them.
trait Listed: Send + Sync {
    fn count(&self) -> usize;
    /// What names the row at this place.
    fn title(&self, at: usize) -> String;
    fn row(&self, at: usize) -> View;
    fn add(&self);
    /// Takes a row out; gives what puts it back.
    fn remove(&self, at: usize) -> Option<Back>;
}

/// Puts back what was taken out.
type Back = Box<dyn Fn() + Send + Sync>;

struct Bound<R: 'static, T: 'static> {
    place: Place<R>,
    list: &'static List<R, T>,
}

impl<R, T: Clone + Send + Sync> Listed for Bound<R, T> {
    fn count(&self) -> usize {
        self.place
            .get_by(&|one| (self.list.all)(one).len())
            .unwrap_or_default()
    }

    fn title(&self, at: usize) -> String {
        let all = self.list.all;
        let title = self
            .place
            .get_by(&|one| all(one).get(at).map(self.list.title));
        title.flatten().unwrap_or_default()
    }

    fn row(&self, at: usize) -> View {
        let row = self.place.row(self.list, at);
        view! {
            {fields(&row, self.list.items)}
            {self.list.more.map(|more| more(&row))}
        }
    }

    fn add(&self) {
        self.place.edit(&mut |one| {
            let (blank, end) = ((self.list.blank)(one), (self.list.all)(one).len());
            (self.list.all_mut)(one).put(end, blank);
        });
    }

    fn remove(&self, at: usize) -> Option<Back> {
        let mut taken = None;
        let all = self.list.all_mut;
        self.place.edit(&mut |one| taken = all(one).pick(at));
        let (taken, place) = (taken?, self.place.clone());
        Some(Box::new(move || {
            place.edit(&mut |one| all(one).put(at, taken.clone()));
        }))
    }
}

/// A list as it stands on the page.
struct Rows {
    id: String,
    label: &'static str,
    /// Field of a new row that gets the focus.
    first: &'static str,
    single: bool,
    listed: Arc<dyn Listed>,
    count: Memo<usize>,
    /// Rows after one that is taken out or put back are other rows now: all are drawn anew then.
    turn: RwSignal<u32>,
    removed: Removed,
}

/// A list under a summary that says how long it is; drawn when somebody opens it.
pub(crate) fn list<R, T>(place: &Place<R>, list: &'static List<R, T>) -> View
where
    T: Clone + Send + Sync + 'static,
{
    let bound = Bound {
        place: place.clone(),
        list,
    };
    let id = format!("{}-{}", place.id, list.name);
    let first = list.items.first().map_or("", |item| item.name);
    folded(id, list.label, first, list.single, Arc::new(bound))
}

impl<R> Place<R> {
    fn row<T>(&self, list: &'static List<R, T>, at: usize) -> Place<T> {
        self.inside(
            format!("{}-{}-{at}", self.id, list.name),
            move |one, see| {
                if let Some(row) = (list.all)(one).get(at) {
                    see(row);
                }
            },
            move |one, with| {
                if let Some(row) = (list.all_mut)(one).slice().get_mut(at) {
                    with(row);
                }
            },
        )
    }
}

impl Rows {
    /// How many there are; of a single one, which.
    fn says(&self) -> String {
        match self.count.get() {
            0 => text("site.list.none"),
            _ if self.single => self.listed.title(0),
            n => n.to_string(),
        }
    }

    /// What a row is called.
    fn name(&self, at: usize) -> String {
        let (title, n) = (self.listed.title(at), (at + 1).to_string());
        if self.single {
            text(self.label)
        } else if title.is_empty() {
            fill("site.row", &[("n", &n)])
        } else {
            fill("site.row.named", &[("n", &n), ("name", &title)])
        }
    }

    fn add_id(&self) -> String {
        format!("{}-add", self.id)
    }

    /// Takes a row out, and offers to put it back.
    fn take_out(&self, at: usize) {
        let (name, turn) = (self.name(at), self.turn);
        let Some(back) = self.listed.remove(at) else {
            return;
        };
        turn.update(|turn| *turn += 1);
        let words = fill("site.undo.removed", &[("what", &name)]);
        self.removed.offer(words, move || {
            back();
            turn.update(|turn| *turn += 1);
        });
        focus(self.add_id());
    }
}

fn folded(
    id: String,
    label: &'static str,
    first: &'static str,
    single: bool,
    listed: Arc<dyn Listed>,
) -> View {
    let watched = listed.clone();
    let count = memo(move || {
        review().track();
        watched.count()
    });
    let rows = Rc::new(Rows {
        id,
        label,
        first,
        single,
        listed,
        count,
        turn: RwSignal::new(0),
        removed: Removed::new(),
    });
    let said = rows.clone();
    fold(label, move || said.says(), move || body(&rows))
}

fn body(rows: &Rc<Rows>) -> View {
    let (count, turn, single) = (rows.count, rows.turn, rows.single);
    let (drawn, own) = (rows.clone(), rows.clone());
    let keys = move || {
        let turn = turn.get();
        (0..count.get()).map(|at| (turn, at)).collect::<Vec<_>>()
    };
    let press = move |_| {
        let new = format!("{}-{}-{}", own.id, count.get_untracked(), own.first);
        own.listed.add();
        focus(new);
    };
    let full = move || single && count.get() > 0;
    let help = format!("{}.help", rows.label);
    view! {
        {has(&help).then(|| view! { <p class={"help"}>{text(&help)}</p> })}
        {each(keys, move |(_, at)| entry(&drawn, *at))}
        {undo(rows.removed)}
        <p hidden={full}><button type={"button"} id={rows.add_id()} on:click={press}>{text(&format!("{}.add", rows.label))}</button></p>
    }
}

fn entry(rows: &Rc<Rows>, at: usize) -> View {
    let (name, own) = (rows.name(at), rows.clone());
    let remove = fill("site.undo.remove", &[("what", &name)]);
    view! {
        <div class={"entry"} role={"group"} aria-label={name}>
            {rows.listed.row(at)}
            <p><button type={"button"} class={"quiet"} aria-label={remove} on:click={move |_| own.take_out(at)}>{t("site.row.remove")}</button></p>
        </div>
    }
}

/// Leads the focus to what is drawn next.
fn focus(id: String) {
    request_animation_frame(move || {
        if let Some(field) = browser::element(&id) {
            let _ = field.focus();
        }
    });
}

/// A part of a form that is folded until somebody opens it; only then is it drawn. The summary says
/// in a word what is inside.
pub(crate) fn fold(
    label: &'static str,
    says: impl Fn() -> String + 'static,
    body: impl Fn() -> View + 'static,
) -> View {
    drawn_fold(label, Box::new(says), Box::new(body))
}

fn drawn_fold(
    label: &'static str,
    says: Box<dyn Fn() -> String>,
    body: Box<dyn Fn() -> View>,
) -> View {
    let open = RwSignal::new(false);
    // What was opened once stays drawn: what is typed and what can be put back stays with it.
    let toggled = move |event: web_sys::Event| {
        let fold = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlDetailsElement>().ok());
        if fold.is_some_and(|fold| fold.open()) && !open.get_untracked() {
            open.set(true);
        }
    };
    let inner = move || open.get().then(&body);
    view! {
        <details class={"fold part"} on:toggle={toggled}>
            <summary>{t(label)}<span class={"says"}>{says}</span></summary>
            {inner}
        </details>
    }
}
