//! The result: the decision first, then why.

mod actions;
mod agreement;
mod assurance;
mod conditions;
mod customer;
mod decision;
mod duties;
mod findings;
mod gates;
mod practice;
mod proposals;
mod scope;
mod timeline;
mod verdict;

use std::sync::Arc;

use crate::prelude::*;
use vendorward::{
    advice::short_of,
    core::{Date, assessment::AnswerState, engagement::Phi, pack::Demand, when::Truth},
};

use crate::{
    components::{
        diagnostics::diagnostics,
        field::{day, named},
        frame::{frame, heading},
        pack,
    },
    desk::review,
    review::Scored,
    texts::{self, capital, count, fill, t, text, word},
};

/// The page.
pub(crate) fn page() -> View {
    let review = review();
    let name = review.title();
    let title = if name.is_empty() {
        text("site.result.untitled")
    } else {
        name.clone()
    };
    // The name is the person's own, not the catalogue's.
    let head = view! {
        <div translate={(!name.is_empty()).then_some("no")}>{heading(title.clone())}</div>
        <p class={"meta"}>{move || meta()}</p>
    };
    let body = view! {
        {move || {
            // What was wrong with the file stays in sight until another is opened.
            diagnostics(&review.problems.get())
        }}
        {move || review.scored().map(|scored| drawn(&scored))}
        {proposals::section()}
        {decision::section()}
        {as_of()}
    };
    let shown = fill("site.result.title", &[("vendor", &title)]);
    frame(shown, head.into_view(), body.into_view())
}

/// Everything that follows from the assessment.
fn drawn(scored: &Arc<Scored>) -> View {
    view! {
        {notices(scored)}
        {verdict::section(scored)}
        {actions::section()}
        {gates::section(scored)}
        <div class={"axes"}>{duties::section(scored)}{practice::section(scored)}</div>
        {scope::section(scored)}
        {agreement::section(scored)}
        {assurance::section(scored)}
        {asked_for(scored)}
        {findings::section(scored)}
        {customer::section(scored)}
        {conditions::section(scored)}
    }
}

/// What is asked for, and what of it is on file.
fn asked_for(scored: &Scored) -> View {
    let missing = scored.outcome.pack.evidence.iter();
    let missing = missing.filter(|one| {
        one.demand == Demand::Required && one.on_file.is_none() && one.instead.is_none()
    });
    let all: Vec<bool> = review().read(|all| missing.map(|one| short_of(all, one.item)).collect());
    let short = all.iter().filter(|short| **short).count();
    let mut title = match all.len() - short {
        0 => text("site.pack"),
        n => count("site.pack.open", n),
    };
    if short > 0 {
        title = format!("{title}. {}", count("site.pack.open-short", short));
    }
    view! {
        <details class={"fold"} id={"pack"}>
            <summary><b>{title}</b></summary>
            {pack::pack(&scored.outcome)}
        </details>
    }
    .into_view()
}

fn notices(scored: &Scored) -> View {
    let list = scored
        .outcome
        .notices
        .iter()
        .map(|notice| view! { <p class={"notice"} role={"note"}>{texts::said(notice)}</p> })
        .collect_view();
    let unknown = scored.outcome.unknown_answers.len();
    let unknown = (unknown > 0).then(|| {
        let ids: Vec<&str> = scored
            .outcome
            .unknown_answers
            .iter()
            .map(|id| id.as_str())
            .collect();
        view! {
            <details class={"notice"}>
                <summary>{texts::count("site.result.unknown-answers", unknown)}</summary>
                <p translate={"no"}>{ids.join(", ")}</p>
            </details>
        }
    });
    view! { {list}{unknown} }
}

/// Stage, PHI, day, rubric, how much is answered, which package: in one line.
fn meta() -> String {
    let review = review();
    let Some(scored) = review.scored() else {
        return String::new();
    };
    let (stage, phi) =
        review.read(|assessment| (assessment.engagement.stage, assessment.engagement.phi()));
    let stage = stage.map_or_else(
        || text("site.result.stage-unknown"),
        |stage| word("stage", stage.as_str()),
    );
    let phi = match phi {
        Phi::None => "site.result.phi.none",
        Phi::Planned => "site.result.phi.planned",
        Phi::Flowing => "site.result.phi.flowing",
        Phi::Unknown => "site.result.phi.unknown",
    };
    let (given, asked) = answered(&scored);
    let rubric = review.set.with(|set| {
        set.as_ref().map_or_else(String::new, |set| {
            format!("{} {}", set.rubric.id, set.rubric.version)
        })
    });
    fill(
        "site.result.meta",
        &[
            ("stage", &capital(&stage)),
            ("phi", &text(phi)),
            ("day", &texts::date(scored.outcome.as_of)),
            ("rubric", &rubric),
            ("given", &given.to_string()),
            ("asked", &asked.to_string()),
            ("package", &short_hash(&review.package().sha256())),
        ],
    )
}

/// Scored questions that apply or may, and how many of them say something.
pub(super) fn answered(scored: &Scored) -> (usize, usize) {
    let review = review();
    let set = review.set.get_untracked();
    let Some(set) = set else { return (0, 0) };
    let asked: Vec<_> = (0_u32..)
        .zip(&set.compiled.questions)
        .filter(|(at, entry)| entry.weight > 0 && scored.applies(*at) != Truth::False)
        .collect();
    let given = review.read(|assessment| {
        let says = |id: &vendorward::core::Id| {
            assessment.answers.iter().any(|answer| {
                answer.question == *id
                    && (answer.value.is_some() || !matches!(answer.state, AnswerState::Answered))
            })
        };
        asked
            .iter()
            .filter(|(_, entry)| says(&entry.question.id))
            .count()
    });
    (given, asked.len())
}

/// The first eight digits of a hash in two groups.
pub(super) fn short_hash(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().take(8).collect();
    let half = |part: &[char]| part.iter().collect::<String>();
    digits.chunks(4).map(half).collect::<Vec<_>>().join(" ")
}

/// The day of the result. Another day may make reports stale and conditions overdue.
fn as_of() -> View {
    let review = review();
    let tell = Tell::new(move |date: Option<Date>| {
        if let Some(date) = date {
            review.as_of.set(date);
        }
    });
    let field = day(
        named("as-of", "site.result.as-of"),
        Some(review.as_of.get_untracked()),
        tell,
    );
    view! { <section class={"as-of screen"} aria-label={t("site.result.as-of")}>{field}</section> }
}
