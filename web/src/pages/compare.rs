//! The open review beside another package, or a report on file beside last year's: better, worse, new,
//! gone.

use std::sync::Arc;

use crate::prelude::*;
use vendorward::{
    Diagnostic,
    core::soc2::Report,
    diff::{self, Area, Change, Diff, Name, Side, Subject, Way},
};

use crate::{
    components::{
        choice::{radios_only, select_only, words},
        diagnostics::diagnostics,
        field::named,
        file::{Given, file},
        frame::{frame, heading_with},
    },
    desk::{announcer, review},
    texts::{date, fill, language, t, text, word},
};

/// The page.
pub(crate) fn page() -> View {
    let title = text("site.compare.title");
    frame(
        title.clone(),
        heading_with(title, "site.compare.lead"),
        body(),
    )
}

/// A file that was read, by its name.
#[derive(Clone)]
struct Other {
    name: String,
    subject: Arc<Subject>,
}

fn body() -> View {
    let other = RwSignal::new(None::<Other>);
    let problems = RwSignal::new(Vec::<Diagnostic>::new());
    let take = Tell::new(move |given: Given| match given {
        Ok((name, bytes)) => {
            let reply = Subject::read(&name, &bytes);
            problems.set(reply.diagnostics);
            let subject = reply.value.map(Arc::new);
            if subject.is_none() {
                announcer().say(text("site.compare.unread"));
            }
            other.set(subject.map(|subject| Other { name, subject }));
        }
        Err(problem) => {
            other.set(None);
            problems.set(vec![problem]);
        }
    });
    let compared = move || other.get().map(|other| compared(&other));
    view! {
        <section aria-labelledby={"compare-file"}>
            <h2 id={"compare-file"}>{t("site.compare.file")}</h2>
            <p class={"help"}>{t("site.compare.file.help")}</p>
            {file("compare-with", "site.compare.file.do", ".json,.toml,.csv,application/json", take)}
            {move || diagnostics(&problems.get())}
        </section>
        {compared}
    }
}

/// Which of the two is the earlier, which report is meant, and what changed.
fn compared(other: &Other) -> View {
    let file_is_later = RwSignal::new(false);
    let reports = review().read(|assessment| assessment.reports.clone());
    let relied = review()
        .scored_now()
        .and_then(|scored| scored.outcome.assurance.relied_on.clone());
    let first = reports
        .iter()
        .position(|one| Some(&one.id) == relied.as_ref());
    let chosen = RwSignal::new(first.unwrap_or_default());
    let order = radios_only(
        named("compare-order", "site.compare.order"),
        words("site.compare.order", &["earlier", "later"]),
        Some("earlier"),
        Tell::new(move |word: Option<String>| file_is_later.set(word.as_deref() == Some("later"))),
    );
    let of_report = matches!(*other.subject, Subject::Report(_)) && reports.len() > 1;
    let which = of_report.then(|| which_report(&reports, chosen));
    let other = other.clone();
    let result = move || match between(&other.subject, chosen.get(), file_is_later.get()) {
        Ok(diff) => {
            let tally = match &diff.vendors {
                Some((old, new)) => fill("diff.vendors", &[("old", old), ("new", new)]),
                None => tally(&diff),
            };
            announcer().say(tally.clone());
            changes(&diff, tally, &other.name)
        }
        Err(problem) => diagnostics(&[problem]).into_view(),
    };
    view! {
        <section aria-labelledby={"changes"}>
            <h2 id={"changes"}>{t("site.compare.changes")}</h2>
            {order}
            {which}
            {result}
        </section>
    }
}

fn which_report(reports: &[Report], chosen: RwSignal<usize>) -> View {
    let options = reports
        .iter()
        .enumerate()
        .map(|(at, report)| (at.to_string(), report.id.to_string()))
        .collect();
    select_only(
        named("compare-report", "site.compare.report"),
        options,
        Some(&chosen.get_untracked().to_string()),
        Tell::new(move |word: Option<String>| {
            if let Some(at) = word.and_then(|word| word.parse().ok()) {
                chosen.set(at);
            }
        }),
    )
}

/// What changed between the file and what is on the desk: the review, or one of its reports.
fn between(file: &Subject, report: usize, file_is_later: bool) -> Result<Diff, Diagnostic> {
    let review = review();
    let ours = match file {
        Subject::Package(_) => Subject::Package(Box::new(review.package())),
        Subject::Report(_) => {
            let found = review.read(|assessment| assessment.reports.get(report).cloned());
            let found = found
                .ok_or_else(|| Diagnostic::error("no-report", text("site.compare.no-report")))?;
            Subject::Report(Box::new(found))
        }
    };
    let Some(set) = review.set.get_untracked() else {
        return Err(Diagnostic::error("no-content", text("site.load.waiting")));
    };
    let (old, new) = if file_is_later {
        (&ours, file)
    } else {
        (file, &ours)
    };
    diff::between(&set, old, new, review.as_of.get_untracked(), None)
}

/// How many went which way, in one sentence.
fn tally(diff: &Diff) -> String {
    let counts = [Way::Better, Way::Worse, Way::New, Way::Gone, Way::Changed]
        .map(|way| (way.as_str(), diff.count(way).to_string()));
    let args: Vec<(&str, &str)> = counts.iter().map(|(way, n)| (*way, n.as_str())).collect();
    fill("site.compare.tally", &args)
}

fn changes(diff: &Diff, tally: String, name: &str) -> View {
    let day =
        |day: Option<vendorward::core::Date>| day.map_or_else(|| text("site.compare.no-day"), date);
    let key = if diff.old == diff.new {
        "site.compare.day"
    } else {
        "site.compare.days"
    };
    let days = fill(key, &[("old", &day(diff.old)), ("new", &day(diff.new))]);
    let class = diff.vendors.as_ref().map(|_| "notice");
    let rows = rows(&diff.changes);
    let table = (!diff.changes.is_empty()).then(|| {
        view! {
            <div class={"scroll"} role={"region"} tabindex={"0"} aria-labelledby={"changes"}>
                <table class={"changes"}>
                    <thead><tr>
                        <th scope={"col"}>{t("site.compare.way")}</th>
                        <th scope={"col"}>{t("site.compare.what")}</th>
                        <th scope={"col"}>{t("site.compare.before")}</th>
                        <th scope={"col"}>{t("site.compare.after")}</th>
                    </tr></thead>
                    {rows}
                </table>
            </div>
        }
    });
    view! {
        <p class={class}><b id={"compare-tally"}>{tally}</b></p>
        <p class={"meta"}><span translate={"no"}>{name.to_owned()}</span>". "{days}</p>
        {table}
    }
}

/// A body of the table for each area.
fn rows(changes: &[Change]) -> View {
    changes
        .chunk_by(|a, b| a.area == b.area)
        .filter_map(|of_area| Some((of_area.first()?.area, of_area)))
        .map(|(area, of_area)| {
            let rows = of_area.iter().map(row).collect_view();
            view! {
                <tbody>
                    <tr><th scope={"rowgroup"} colspan={"4"} class={"area"}>{word("diff.area", area.as_str())}</th></tr>
                    {rows}
                </tbody>
            }
        })
        .collect_view()
}

fn row(change: &Change) -> View {
    let (class, mark) = match (change.way, change.area) {
        (Way::Worse, _) => ("cell gap", "▼ "),
        // A finding that is gone is good news.
        (Way::Better, _) | (Way::Gone, Area::Finding) => ("cell ok", "▲ "),
        (Way::New, _) => ("cell unk", "+ "),
        (Way::Gone, _) => ("cell na", "− "),
        (Way::Changed, _) => ("cell unk", "≠ "),
    };
    let what = change.name.words(language());
    // What a file says is in nobody's catalogue.
    let own = matches!(change.name, Name::Text(_)) || change.area == Area::Answer;
    view! {
        <tr data-way={change.way.as_str()}>
            <td><span class={class}><span aria-hidden={"true"}>{mark}</span>{change.way_words(language())}</span></td>
            <th scope={"row"} translate={own.then_some("no")}>{what}</th>
            <td>{side(&change.before)}</td>
            <td>{side(&change.after)}</td>
        </tr>
    }
}

fn side(side: &Side) -> View {
    let words = side.words(language());
    match side {
        Side::Text(_) => view! { <span translate={"no"}>{words}</span> },
        Side::None => view! { <span class={"meta"}>{t("site.compare.none")}</span> },
        _ => words.into_view(),
    }
}
