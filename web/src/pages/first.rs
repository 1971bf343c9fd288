//! The first page: what this is, and the ways to begin.

use crate::prelude::*;
use vendorward::{
    Diagnostic, Reply,
    package::{self, Package},
};

use crate::{
    components::{
        diagnostics::diagnostics,
        file::{Given, file},
        frame::{frame, heading_with},
    },
    content::{self, MORE, SAMPLES},
    desk::{review, router, saver},
    route::Route,
    store::Summary,
    texts::{date_of_millis, fill, t, text, word},
};

/// The first page.
pub(crate) fn page() -> View {
    let title = text("site.first.title");
    let body = view! {
        {beginnings()}
        {kept()}
        {explained()}
    };
    frame(
        text("site.nav.first"),
        heading_with(title, "site.first.lead"),
        body.into_view(),
    )
}

/// Start anew, open a file, open a sample.
pub(crate) fn beginnings() -> View {
    let router = router();
    // What kept this visit from opening what its link asked for.
    let first = review().problems.get_untracked();
    let problems = RwSignal::new(if review().is_open() {
        Vec::new()
    } else {
        first
    });
    let start = move |_| {
        place(Package::default(), Vec::new(), "");
        router.go(Route::Engagement, "");
    };
    let take = Tell::new(move |given: Given| match given {
        Ok((name, bytes)) => {
            let reply = package::read(&bytes).of_source(&name);
            if let Some(package) = reply.value {
                place(package, reply.diagnostics, "");
                router.go(Route::Result, "");
            } else {
                problems.set(reply.diagnostics);
            }
        }
        Err(problem) => problems.set(vec![problem]),
    });
    let samples = SAMPLES
        .into_iter()
        .map(|name| {
            let open = move |_| {
                spawn_local(async move {
                    let found = open_sample(name).await;
                    if found.is_empty() {
                        router.go(Route::Result, "");
                    } else {
                        problems.set(found);
                    }
                });
            };
            view! {
                <li>
                    <button type={"button"} class={"choice"} id={format!("sample-{name}")} on:click={open}>
                        <b>{word("site.sample", name)}</b>
                        <span>{text(&format!("site.sample.{name}.what"))}</span>
                    </button>
                </li>
            }
        })
        .collect_view();
    // An ordinary link: it opens the page anew, with that vendor.
    let more = MORE
        .into_iter()
        .map(|name| {
            let address = format!("?sample={name}");
            view! { <li><a href={address}>{word("site.sample", name)}</a></li> }
        })
        .collect_view();
    view! {
        {move || diagnostics(&problems.get())}
        <div class={"begin"}>
            <section aria-labelledby={"begin-new"}>
                <h2 id={"begin-new"}>{t("site.first.new")}</h2>
                <p>{t("site.first.new.what")}</p>
                <p><button type={"button"} class={"first"} id={"start-new"} on:click={start}>{t("site.first.new.do")}</button></p>
            </section>
            <section aria-labelledby={"begin-open"}>
                <h2 id={"begin-open"}>{t("site.first.open")}</h2>
                {file("open-package", "site.first.open.do", ".json,application/json", take)}
            </section>
            <section aria-labelledby={"begin-sample"}>
                <h2 id={"begin-sample"}>{t("site.first.sample")}</h2>
                <ul class={"choices"}>{samples}</ul>
                <p class={"meta"}>{t("site.sample.more")}</p>
                <ul class={"plain-list"}>{more}</ul>
            </section>
        </div>
    }
}

/// Puts a package on the desk and saves it as a draft of its own.
pub(crate) fn place(package: Package, problems: Vec<Diagnostic>, sample: &str) {
    review().place(package, problems, sample);
    saver().fresh();
}

/// Puts a sample on the desk: a draft made from it that nobody has changed, or a new one. Gives what
/// kept it from that.
pub(crate) async fn open_sample(name: &str) -> Vec<Diagnostic> {
    let (review, saver) = (review(), saver());
    let known = saver.reviews().await.unwrap_or_default();
    if let Some(same) = known.iter().find(|one| one.sample == name)
        && saver.open(&same.id).await == Ok(true)
    {
        return Vec::new();
    }
    let Reply { value, diagnostics } = content::sample(name).await;
    match value {
        Some(package) => {
            review.place(package, diagnostics, name);
            saver.fresh();
            Vec::new()
        }
        None => diagnostics,
    }
}

/// Reviews in this browser.
fn kept() -> View {
    let (router, saver) = (router(), saver());
    let all = RwSignal::new(Vec::<Summary>::new());
    spawn_local(async move {
        if let Ok(found) = saver.reviews().await {
            all.try_set(found);
        }
    });
    let row = move |one: Summary| {
        let id = one.id.clone();
        let open = move |_| {
            let id = id.clone();
            spawn_local(async move {
                if saver.open(&id).await == Ok(true) {
                    router.go(Route::Result, "");
                }
            });
        };
        let title = if one.title.is_empty() {
            text("site.first.untitled").into_view()
        } else {
            view! { <span translate={"no"}>{one.title}</span> }
        };
        view! {
            <li>
                <button type={"button"} class={"choice"} on:click={open}>
                    <b>{title}</b>
                    <span>{fill("site.first.kept.saved", &[("when", &date_of_millis(one.saved))])}</span>
                </button>
            </li>
        }
    };
    let list = move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            view! {
                <section aria-labelledby={"kept"}>
                    <h2 id={"kept"}>{t("site.first.kept")}</h2>
                    <ul class={"choices wide"}>{all.into_iter().map(row).collect_view()}</ul>
                </section>
            }
        })
    };
    list.into_view()
}

/// What the tool does, in the order of the work.
fn explained() -> View {
    let steps = ["engagement", "answers", "report", "baa", "result"]
        .into_iter()
        .map(|step| {
            view! {
                <li>
                    <b>{text(&format!("site.nav.{step}"))}</b>
                    <span>{text(&format!("site.first.step.{step}"))}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class={"explained"} aria-labelledby={"explained"}>
            <h2 id={"explained"}>{t("site.first.how")}</h2>
            <ol>{steps}</ol>
            <p class={"meta"}>{t("site.first.limits")}</p>
        </section>
    }
}
