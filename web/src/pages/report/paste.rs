//! Controls pasted from a spreadsheet: what is understood of each line is shown, and added when somebody says so.

use crate::prelude::*;
use vendorward::{
    Reply,
    core::soc2::ReportRecord,
    import::{self, ReadControl, ReadControls},
};

use crate::{
    browser,
    components::{
        diagnostics::diagnostics,
        field::{lines_of, named},
        form::{Place, focus, fold_at},
        undo::Removed,
    },
    desk::review,
    texts::{count, t, word},
};

/// Until what is typed is read, in milliseconds: a word that is not finished is no fault.
const WAIT: i32 = 400;

/// The part of a report's list of controls where rows are pasted.
pub(super) fn paste(place: &Place<ReportRecord>, removed: Removed) -> View {
    let pasted = Pasted::of(place.clone(), removed);
    let open = !pasted.text().is_empty();
    fold_at(open, "site.report.paste", String::new, move || {
        pasted.body()
    })
}

/// What is pasted, until it is added.
#[derive(Clone)]
struct Pasted {
    place: Place<ReportRecord>,
    /// Of the field, and before the ids of what stands around it.
    id: String,
    /// Under which it is kept: below its list.
    key: String,
    /// What of it is read.
    settled: RwSignal<String>,
    /// Counts how often what is left after adding was put into the field.
    turn: RwSignal<u32>,
    removed: Removed,
}

impl Pasted {
    fn of(place: Place<ReportRecord>, removed: Removed) -> Self {
        let pasted = Self {
            id: format!("{}-paste", place.id),
            key: format!("{}/control/paste", place.id),
            place,
            settled: RwSignal::new(String::new()),
            turn: RwSignal::new(0),
            removed,
        };
        pasted.settled.set(pasted.text());
        pasted
    }

    /// What the field holds: it is kept with the review until it is added.
    fn text(&self) -> String {
        let kept = review().begun(&self.key);
        kept.as_str().unwrap_or_default().to_owned()
    }

    fn keep(&self, text: &str) {
        let said = Some(text).filter(|text| !text.trim().is_empty());
        review().begin(&self.key, &said.map(str::to_owned).into());
    }

    fn read(&self) -> Reply<ReadControls> {
        let mut read = Reply::of(ReadControls::default());
        self.settled.with(|text| {
            self.place
                .see(&mut |one| read = import::controls(text, one));
        });
        read
    }

    fn body(&self) -> View {
        let (field, shown) = (self.clone(), self.clone());
        view! {
            {move || field.field()}
            {move || shown.shown()}
        }
    }

    fn field(&self) -> View {
        self.turn.track();
        let own = self.clone();
        let told = Tell::new(move |text: String| {
            own.keep(&text);
            let own = own.clone();
            browser::after(WAIT, move || {
                // Another key was pressed meanwhile, or the page was left.
                if own.text() == text {
                    own.settled.try_set(text);
                }
            });
        });
        let field = named(self.id.clone(), "site.report.paste.rows");
        lines_of("6", field, self.text(), told)
    }

    /// What is understood, what is not, and the button that adds the former.
    fn shown(&self) -> View {
        review().track();
        if self.settled.with(|text| text.trim().is_empty()) {
            return ().into_view();
        }
        let Reply {
            value,
            diagnostics: found,
        } = self.read();
        let controls = value.unwrap_or_default().controls;
        let n = controls.len();
        let own = self.clone();
        let add = (n > 0).then(|| {
            view! {
                {understood(&controls, format!("{}-read", self.id))}
                <p class={"add"}><button type={"button"} on:click={move |_| own.add()}>{count("site.report.paste.add", n)}</button></p>
            }
        });
        view! {
            <p id={format!("{}-read", self.id)} role={"status"}>{count("site.report.paste.read", n)}</p>
            {diagnostics(&found)}
            {add}
        }
    }

    /// Adds what was understood; what was not stays in the field.
    fn add(&self) {
        let ReadControls { controls, rest } = self.read().value.unwrap_or_default();
        let words = count("site.report.paste.added", controls.len());
        self.keep(&rest);
        self.settled.set(rest);
        self.turn.update(|turn| *turn += 1);
        self.place.edit(&mut |one| {
            for read in controls.clone() {
                one.controls.push(read.control);
                one.exceptions.extend(read.exception);
            }
        });
        let place = self.place.clone();
        let back = move || place.edit(&mut |one| take_out(one, &controls));
        self.removed.offer_as(words, "site.report.paste.undo", back);
        focus(self.id.clone());
    }
}

/// Takes out what was added. What somebody has changed since stays.
fn take_out(one: &mut ReportRecord, added: &[ReadControl]) {
    for read in added {
        if let Some(at) = one.controls.iter().rposition(|own| *own == read.control) {
            one.controls.remove(at);
        }
        let exception = read.exception.as_ref();
        let at = exception.and_then(|read| one.exceptions.iter().rposition(|own| own == read));
        if let Some(at) = at {
            one.exceptions.remove(at);
        }
    }
}

fn understood(controls: &[ReadControl], id: String) -> View {
    let rows = controls.iter().map(row).collect_view();
    view! {
        <div class={"scroll pasted"} role={"region"} tabindex={"0"} aria-labelledby={id}>
            <table>
                <thead><tr>
                    <th scope={"col"}>{t("site.report.control.id")}</th>
                    <th scope={"col"}>{t("site.report.control.result")}</th>
                    <th scope={"col"}>{t("site.report.control.criteria")}</th>
                    <th scope={"col"}>{t("site.report.paste.line")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(read: &ReadControl) -> View {
    let ReadControl {
        lines,
        control,
        exception,
    } = read;
    let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
    let said = exception.as_ref().map(|one| {
        let phi = one.phi.map(|phi| if phi { "yes" } else { "no" });
        let phi = phi.map(|phi| view! { <small>{word("site.report.paste.phi", phi)}</small> });
        view! { <small translate={"no"}>{one.text.clone()}</small>{phi} }
    });
    view! {
        <tr>
            <th scope={"row"} translate={"no"}>{control.id.clone()}</th>
            <td>{word("site.control-result", control.result.as_str())}{said}</td>
            <td translate={"no"}>{control.criteria.join(", ")}</td>
            <td>{lines.join(", ")}</td>
        </tr>
    }
}
