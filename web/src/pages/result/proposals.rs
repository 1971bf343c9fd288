//! Controls of reports that may speak to answers: the tool proposes the link, a reviewer confirms it.
//! Confirmed, the answer rests on what an auditor tested.

use crate::prelude::*;
use vendorward::core::{Id, assessment::Linked, result::Proposal};

use crate::{
    browser,
    components::{form::fold, name, you},
    desk::{self, review},
    texts::{fill, t},
};

/// The section. It is drawn apart from the rest of the result: a link that is confirmed leaves the
/// other rows, and the focus, where they are.
pub(super) fn section() -> View {
    let review = review();
    let all = memo(move || {
        let scored = review.scored();
        scored.map_or_else(Vec::new, |scored| {
            scored.outcome.assurance.proposals.clone()
        })
    });
    let there = memo(move || all.with(|all| !all.is_empty()));
    let says = move || {
        let (linked, of) = all.with(|all| tally(all));
        fill("site.proposals.tally", &[("linked", &linked), ("of", &of)])
    };
    let draw = move || {
        there.get().then(|| {
            view! {
                <section class={"screen"} aria-labelledby={"proposals"}>
                    <h2 id={"proposals"}>{t("site.proposals")}</h2>
                    <p class={"meta"}>{t("site.proposals.what")}</p>
                    {fold("site.proposals.see", says, move || rows(all))}
                </section>
            }
        })
    };
    draw.into_view()
}

/// Questions with a confirmed link, and all for which there is a proposal.
fn tally(all: &[Proposal]) -> (String, String) {
    let linked = all
        .iter()
        .filter(|one| one.controls.iter().any(|(_, linked)| *linked))
        .count();
    (linked.to_string(), all.len().to_string())
}

fn rows(all: Memo<Vec<Proposal>>) -> View {
    let ask = desk::you().name_now().is_empty();
    let ask = ask.then(|| you::field_of("proposals-you".to_owned()));
    // A row stays while its links come and go.
    let keys = move || {
        all.with(|all| {
            let key = |one: &Proposal| (one.question.clone(), one.report.clone());
            all.iter().map(key).collect::<Vec<_>>()
        })
    };
    let draw = move |(question, report): &(Id, Id)| {
        let found = all.with_untracked(|all| {
            let mut all = all.iter();
            all.find(|one| one.question == *question && one.report == *report)
                .cloned()
        });
        found.map(|one| row(&one, all)).into_view()
    };
    view! {
        {ask}
        <ul class={"links"}>{each(keys, draw)}</ul>
    }
}

/// A question, and the controls of a report that speak to the criteria it names.
fn row(proposal: &Proposal, all: Memo<Vec<Proposal>>) -> View {
    let criteria = proposal.criteria.join(", ");
    let controls = proposal
        .controls
        .iter()
        .map(|(control, _)| {
            let link = Link {
                question: proposal.question.clone(),
                report: proposal.report.clone(),
                control: control.to_string(),
            };
            button(link, all)
        })
        .collect_view();
    view! {
        <li>
            <p>{name::subject(proposal.question.as_str())}</p>
            <p class={"controls"}><small class={"cite"} translate={"no"}>{format!("{}, {criteria}:", proposal.report)}</small>{controls}</p>
        </li>
    }
}

/// A control of a report that speaks to a question.
#[derive(Clone)]
struct Link {
    question: Id,
    report: Id,
    control: String,
}

impl Link {
    fn is_confirmed(&self, all: &[Proposal]) -> bool {
        all.iter()
            .filter(|one| one.question == self.question && one.report == self.report)
            .flat_map(|one| &one.controls)
            .any(|(control, linked)| *linked && **control == *self.control)
    }

    /// Writes who confirmed the link and when, or takes it back.
    fn set(&self, confirmed: bool) {
        review().edit_answer(&self.question, |answer| {
            answer
                .linked
                .retain(|one| one.report != self.report || one.control != self.control);
            if confirmed {
                answer.linked.push(Linked {
                    report: self.report.clone(),
                    control: self.control.clone(),
                    by: desk::you().name_now(),
                    on: browser::today(),
                });
            }
        });
    }
}

/// A control with the word that confirms it, or takes that back.
fn button(link: Link, all: Memo<Vec<Proposal>>) -> View {
    let own = link.clone();
    let confirmed = memo(move || all.with(|all| own.is_confirmed(all)));
    let control = link.control.clone();
    let label = move || {
        let key = if confirmed.get() {
            "site.proposals.undo"
        } else {
            "site.proposals.confirm"
        };
        fill(key, &[("control", &control)])
    };
    let nobody = move || !desk::you().is_known() && !confirmed.get();
    let press = move |_| link.set(!confirmed.get_untracked());
    view! {
        <button type={"button"} class={"quiet"} aria-pressed={move || confirmed.get().to_string()} disabled={nobody} on:click={press}>{label}</button>
    }
}
