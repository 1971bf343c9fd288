//! Answers from a file: CSV or JSON.

use std::sync::OnceLock;

use crate::prelude::*;
use vendorward::{Diagnostic, import};

use crate::{
    components::{
        diagnostics::{diagnostics, sound},
        file::{Given, file},
    },
    desk::{announcer, review},
    texts::{count, t},
};

type Done = ArcRwSignal<Option<(usize, Vec<Diagnostic>)>>;

/// What the last import did. It outlives the redraw that the new answers bring.
static LAST: OnceLock<Done> = OnceLock::new();

/// The section.
pub(super) fn section() -> View {
    let review = review();
    let last = LAST.get_or_init(|| ArcRwSignal::new(None)).clone();
    let (told, open) = (last.clone(), last.with_untracked(Option::is_some));
    let take = Tell::new(move |given: Given| {
        let (name, bytes) = match given {
            Ok(given) => given,
            Err(problem) => {
                last.set(Some((0, vec![problem])));
                return;
            }
        };
        let Some(set) = review.set.get_untracked() else {
            return;
        };
        let reply = import::answers(&set, &name, &bytes);
        let answers = reply.value.unwrap_or_default();
        let n = answers.len();
        last.set(Some((n, reply.diagnostics)));
        announcer().say(count("site.import.done", n));
        if n > 0 {
            review.import_answers(answers);
        }
    });
    let said = move || {
        told.get().map(|(n, found)| {
            let whole = found.is_empty();
            view! {
                <p>{count("site.import.done", n)}</p>
                {whole.then(sound)}
                {diagnostics(&found)}
            }
        })
    };
    view! {
        <details class={"card import"} open={open}>
            <summary>{t("site.import")}</summary>
            <p class={"help"}>{t("site.import.help")}</p>
            {file("import-answers", "site.import.do", ".csv,.json,text/csv,application/json", take)}
            {said}
        </details>
    }
}
