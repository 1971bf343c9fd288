//! Controls of reports that may speak to answers: the tool proposes the link, a reviewer confirms it.
//! Confirmed, the answer rests on what an auditor tested.

use crate::prelude::*;
use vendorward::{
    core::{Id, assessment::Linked, result::Proposal},
    diff,
};

use crate::{
    browser,
    components::{
        form::{focus, fold},
        name, you,
    },
    desk::{self, announcer, review},
    texts::{date, fill, language, t, text, word},
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
    // Whoever links without a name is asked for one, here.
    let nameless = RwSignal::new(desk::you().name_now().is_empty());
    let tried = RwSignal::new(false);
    let missing = move || (tried.get() && !desk::you().is_known()).then(|| text("site.you.first"));
    let ask = move || {
        nameless
            .get()
            .then(|| you::field_with(NAME, Signal::derive(missing)))
    };
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
        found.map(|one| row(&one, all, tried)).into_view()
    };
    view! {
        {ask}
        <ul class={"links"}>{each(keys, draw)}</ul>
    }
}

/// The field for the name.
const NAME: &str = "proposals-you";

/// A question, and the controls of a report that speak to the criteria it names.
fn row(proposal: &Proposal, all: Memo<Vec<Proposal>>, tried: RwSignal<bool>) -> View {
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
            button(link, all, tried)
        })
        .collect_view();
    view! {
        <li>
            <p>{name::subject(proposal.question.as_str())}</p>
            <p class={"meta"}>{fill("site.proposals.answer", &[("answer", &answered(&proposal.question))])}" "<span class={"cite"} translate={"no"}>{format!("{}, {criteria}", proposal.report)}</span></p>
            <ul class={"controls"}>{controls}</ul>
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

/// What the vendor answered, in the words of the question.
fn answered(question: &Id) -> String {
    let review = review();
    let found = review.set.with_untracked(|set| {
        let compiled = &set.as_ref()?.compiled;
        Some(compiled.entry(compiled.find(question)?)?.question.clone())
    });
    let said = review.read(|assessment| {
        let mut all = assessment.answers.iter();
        let answer = all.find(|one| one.question == *question)?;
        Some(diff::said(found.as_ref(), answer).words(language()))
    });
    said.filter(|said| !said.is_empty())
        .unwrap_or_else(|| text("site.choice.unknown"))
}

impl Link {
    /// What the auditor found of the control, and who linked it when.
    fn stands(&self) -> String {
        review().read(|assessment| {
            let mut reports = assessment.reports.iter();
            let report = reports.find(|one| one.id == self.report);
            let control = report.and_then(|report| {
                let mut controls = report.controls.iter();
                controls.find(|one| one.id == self.control)
            });
            let found = control.map(|one| word("site.control-result", one.result.as_str()));
            let mut answers = assessment.answers.iter();
            let answer = answers.find(|one| one.question == self.question);
            let linked = answer.and_then(|answer| {
                let mut linked = answer.linked.iter();
                linked.find(|one| one.report == self.report && one.control == self.control)
            });
            let linked = linked.map(|one| {
                let args = [("by", one.by.as_str()), ("day", &date(one.on))];
                fill("site.proposals.linked", &args)
            });
            let parts = [found, linked];
            parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
        })
    }
}

/// A control, what the auditor found of it, and the button that links it or takes that back.
fn button(link: Link, all: Memo<Vec<Proposal>>, tried: RwSignal<bool>) -> View {
    let own = link.clone();
    let confirmed = memo(move || all.with(|all| own.is_confirmed(all)));
    let (control, shown) = (link.control.clone(), link.clone());
    let stands = move || {
        confirmed.track();
        shown.stands()
    };
    let label = move || {
        let key = if confirmed.get() {
            "site.proposals.undo"
        } else {
            "site.proposals.confirm"
        };
        fill(key, &[("control", &control)])
    };
    let press = move |_| {
        let link_it = !confirmed.get_untracked();
        if link_it && desk::you().name_now().is_empty() {
            tried.set(true);
            return focus(NAME.to_owned());
        }
        link.set(link_it);
        let key = if link_it {
            "site.proposals.now-linked"
        } else {
            "site.proposals.now-not"
        };
        announcer().say(fill(key, &[("control", &link.control)]));
    };
    view! {
        <li><button type={"button"} class={"quiet"} on:click={press}>{label}</button>" "<small>{stands}</small></li>
    }
}
