//! Records inside a record, as rows that one adds, removes and puts back.

use std::{cell::Cell, rc::Rc, sync::Arc};

use crate::prelude::*;
use serde_json::Value;
use vendorward::core::texts::has;
use wasm_bindgen::JsCast as _;

use super::{
    control::{Item, fields},
    needs::Needs,
    place::Place,
    shelf::Back,
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
    /// What a row needs before it counts. In a list inside a row of another this is one field: what is begun
    /// is kept by the row's number, and rows move.
    pub(crate) needs: &'static [&'static str],
    /// One that says nothing but what it needs.
    pub(crate) blank: fn() -> T,
    /// What names one among others.
    pub(crate) title: fn(&T) -> String,
    /// Its fields.
    pub(crate) items: &'static [Item<T>],
    /// What stands under its fields.
    pub(crate) more: Option<fn(&Place<T>) -> View>,
    /// Another way to add rows, and what takes them out again.
    pub(crate) many: Option<fn(&Place<R>, Removed) -> View>,
}

/// A list in its place, without its types: what is drawn is compiled once for all of them.
trait Listed: Send + Sync {
    fn count(&self) -> usize;
    /// What names the row at this place.
    fn title(&self, at: usize) -> String;
    fn row(&self, at: usize, needs: Needs) -> View;
    fn add(&self);
    fn many(&self, removed: Removed) -> Option<View>;
    /// Takes a row out; gives what puts it back.
    fn remove(&self, at: usize) -> Option<Back>;
}

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

    fn row(&self, at: usize, needs: Needs) -> View {
        let row = self.place.row(self.list, at).needing(needs);
        let fields = fields(&row, self.list.items);
        let more = self
            .list
            .more
            .map(|more| move || needs.counts().then(|| more(&row)));
        view! { {fields}{more} }
    }

    fn add(&self) {
        self.place.edit(&mut |one| {
            let end = (self.list.all)(one).len();
            (self.list.all_mut)(one).put(end, (self.list.blank)());
        });
    }

    fn many(&self, removed: Removed) -> Option<View> {
        self.list.many.map(|many| many(&self.place, removed))
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
    /// Under which what is begun is kept.
    key: String,
    /// Its name among the lists, which is the look of its rows.
    name: &'static str,
    label: &'static str,
    /// Field of a new row that gets the focus.
    first: &'static str,
    single: bool,
    /// What a row needs.
    needs: &'static [&'static str],
    /// Of every row that counts.
    met: Needs,
    /// The row that does not count yet.
    draft: RwSignal<Option<Needs>>,
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
    let listed: Arc<dyn Listed> = Arc::new(Bound {
        place: place.clone(),
        list,
    });
    let first = list.items.first().map_or("", |item| item.name);
    let rows = Rows {
        id: format!("{}-{}", place.id, list.name),
        key: format!("{}/{}", place.id, list.name),
        name: list.name,
        label: list.label,
        first,
        single: list.single,
        needs: list.needs,
        met: Needs::met(list.needs),
        draft: RwSignal::new(None),
        count: counted(listed.clone()),
        listed,
        turn: RwSignal::new(0),
        removed: Removed::new(),
    };
    folded(rows)
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

/// What a row is called.
fn called(label: &'static str, single: bool, title: &str, at: usize) -> String {
    let n = (at + 1).to_string();
    if single {
        text(label)
    } else if title.is_empty() {
        fill("site.row", &[("n", &n)])
    } else {
        fill("site.row.named", &[("n", &n), ("name", title)])
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

    fn name(&self, at: usize) -> String {
        called(self.label, self.single, &self.listed.title(at), at)
    }

    fn add_id(&self) -> String {
        format!("{}-add", self.id)
    }

    /// Starts a row, or leads to the one that is not complete.
    fn start(self: &Rc<Self>) {
        let at = self.count.get_untracked();
        if self.draft.get_untracked().is_none() {
            self.open();
        }
        focus(format!("{}-{at}-{}", self.id, self.first));
    }

    /// Shows a row that does not count yet, with what was entered of it before.
    fn open(self: &Rc<Self>) {
        let own = Rc::downgrade(self);
        let enter = move || {
            if let Some(rows) = own.upgrade() {
                rows.listed.add();
                rows.draft.set(None);
            }
        };
        let needs = Needs::open(self.needs, &self.key, enter);
        self.draft.set(Some(needs));
    }

    /// Takes a row out, and offers to put it back. One that does not count yet just goes.
    fn take_out(&self, at: usize) {
        let (name, turn) = (self.name(at), self.turn);
        focus(self.add_id());
        let Some(back) = self.listed.remove(at) else {
            self.draft.set(None);
            review().begin(&self.key, &Value::Null);
            return;
        };
        turn.update(|turn| *turn += 1);
        let words = fill("site.undo.removed", &[("what", &name)]);
        self.removed.offer(words, move || {
            back();
            turn.update(|turn| *turn += 1);
        });
    }
}

fn counted(listed: Arc<dyn Listed>) -> Memo<usize> {
    memo(move || {
        review().track();
        listed.count()
    })
}

fn folded(rows: Rows) -> View {
    let rows = Rc::new(rows);
    // What was begun is in sight again.
    if !review().begun(&rows.key).is_null() {
        rows.open();
    }
    let begun = review().has_begun(&rows.key);
    let said = rows.clone();
    fold_at(begun, rows.label, move || said.says(), move || body(&rows))
}

fn body(rows: &Rc<Rows>) -> View {
    let (count, turn, draft, single) = (rows.count, rows.turn, rows.draft, rows.single);
    let (drawn, own) = (rows.clone(), rows.clone());
    let (seen, moved) = (Cell::new(count.get_untracked()), Cell::new(0));
    let keys = move || {
        let (now, more) = (count.get(), usize::from(draft.get().is_some()));
        let before = seen.replace(now);
        // Rows went that were not taken out here, or came before the one that is being entered.
        if now < before || now > before && more > 0 {
            moved.set(moved.get() + 1);
        }
        let turn = (turn.get(), moved.get());
        (0..now + more).map(|at| (turn, at)).collect::<Vec<_>>()
    };
    let press = move |_| own.start();
    let full = move || single && (count.get() > 0 || draft.get().is_some());
    let help = format!("{}.help", rows.label);
    view! {
        {has(&help).then(|| view! { <p class={"help"}>{text(&help)}</p> })}
        {each(keys, move |(_, at)| entry(&drawn, *at))}
        {undo(rows.removed)}
        <p class={"add"} hidden={full}><button type={"button"} id={rows.add_id()} on:click={press}>{text(&format!("{}.add", rows.label))}</button></p>
        {rows.listed.many(rows.removed)}
    }
}

fn entry(rows: &Rc<Rows>, at: usize) -> View {
    let needs = match rows.draft.get_untracked() {
        Some(draft) if at >= rows.count.get_untracked() => draft,
        _ => rows.met,
    };
    let (listed, label, single) = (rows.listed.clone(), rows.label, rows.single);
    let name = memo(move || {
        review().track();
        called(label, single, &listed.title(at), at)
    });
    let own = rows.clone();
    let remove = move || fill("site.undo.remove", &[("what", &name.get())]);
    view! {
        <div class={format!("entry {}", rows.name)} role={"group"} aria-label={move || name.get()}>
            {uncounted(needs)}
            {rows.listed.row(at, needs)}
            <p class={"out"}><button type={"button"} class={"quiet"} aria-label={remove} on:click={move |_| own.take_out(at)}>{t("site.row.remove")}</button></p>
        </div>
    }
}

/// What is said of a record that does not count yet.
pub(crate) fn uncounted(needs: Needs) -> View {
    let draw = move || {
        (!needs.counts()).then(|| view! { <p class={"help"}>{t("site.row.not-counted")}</p> })
    };
    draw.into_view()
}

/// Leads the focus to what is drawn next.
pub(crate) fn focus(id: String) {
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
    fold_at(false, label, says, body)
}

/// The same, open at once where something in it is not finished.
pub(crate) fn fold_at(
    at_once: bool,
    label: &'static str,
    says: impl Fn() -> String + 'static,
    body: impl Fn() -> View + 'static,
) -> View {
    drawn_fold(label, at_once, Box::new(says), Box::new(body))
}

fn drawn_fold(
    label: &'static str,
    at_once: bool,
    says: Box<dyn Fn() -> String>,
    body: Box<dyn Fn() -> View>,
) -> View {
    let open = RwSignal::new(at_once);
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
        <details class={"fold part"} open={at_once} on:toggle={toggled}>
            <summary>{t(label)}<span class={"says"}>{says}</span></summary>
            {inner}
        </details>
    }
}
