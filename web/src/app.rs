//! What stands around every page: header, navigation, saved state, footer; and the change of pages.

use crate::prelude::*;
use vendorward::Diagnostic;

use crate::{
    browser, content,
    desk::{self, announcer, review, router, saver},
    pages,
    route::{self, Route, STEPS, nav_link},
    store::Saving,
    texts::{fill, t, text},
};

/// The whole site.
pub(crate) fn app() -> View {
    desk::start();
    saver().warm();
    let begun = begin();
    view! {
        <a class={"skip"} href={"#main"} on:click={skip}>{t("site.skip")}</a>
        {header()}
        {steps()}
        <main id={"main"} tabindex={"-1"}>{move || begun.get().then(page)}</main>
        {footer()}
        {announcer().region()}
    }
}

/// Puts on the desk what this visit asks for: a sample, or what this tab had open.
fn begin() -> RwSignal<bool> {
    let begun = RwSignal::new(false);
    let (review, router, saver) = (review(), router(), saver());
    spawn_local(async move {
        if let Some(name) = route::parameter("sample") {
            // The result will need them: they come while drafts are looked through.
            desk::content().want();
            let name = if name.is_empty() {
                content::SAMPLES
                    .first()
                    .copied()
                    .unwrap_or_default()
                    .to_owned()
            } else {
                name
            };
            let problems = pages::first::open_sample(&name).await;
            let here = router.here_now().route;
            if problems.is_empty() {
                router.replace(if here == Route::First {
                    Route::Result
                } else {
                    here
                });
            } else {
                review.problems.set(problems);
            }
        } else {
            let mut known = browser::tab_note("review");
            if known.is_empty() && router.here_now().route.is_step() {
                let all = saver.reviews().await.unwrap_or_default();
                known = all.into_iter().next().map(|one| one.id).unwrap_or_default();
            }
            if !known.is_empty()
                && let Err(why) = saver.open(&known).await
            {
                let words = fill("site.settings.failed", &[("why", &why)]);
                review
                    .problems
                    .set(vec![Diagnostic::error("not-opened", words)]);
            }
        }
        begun.set(true);
    });
    begun
}

/// The link over the navigation moves the focus without a place in the history.
fn skip(event: web_sys::MouseEvent) {
    event.prevent_default();
    if let Some(main) = browser::element("main") {
        let _ = main.focus();
        main.scroll_into_view();
    }
}

fn header() -> View {
    let own = |route: Route| nav_link(route, "", t(route.label()).into_view());
    view! {
        <header class={"bar"}>
            <p class={"brand"} translate={"no"}>{"Vendorward"}</p>
            <nav aria-label={t("site.nav.main")}><ul>
                <li>{own(Route::First)}</li>
                <li>{own(Route::Compare)}</li>
                <li><a href={route::rules_address()}>{t("site.nav.rules")}</a></li>
                <li>{own(Route::Settings)}</li>
            </ul></nav>
            {saved_state()}
        </header>
    }
}

fn saved_state() -> View {
    let saving = saver().saving;
    let state = move || match saving.get() {
        Saving::Nothing => String::new(),
        Saving::Waiting => text("site.saved.waiting"),
        Saving::Done(time) => fill("site.saved.done", &[("time", &time)]),
        Saving::Failed(why) => fill("site.saved.failed", &[("why", &why)]),
    };
    let failed = move || saving.with(|saving| matches!(saving, Saving::Failed(_)));
    view! {
        // A failure is said at once; that saving goes on as always need not be.
        <p class={"saved"} class:wrong={failed} role={move || failed().then_some("alert")}>{state}</p>
    }
}

/// The steps of a review, shown while one is on the desk.
fn steps() -> View {
    let (review, router) = (review(), router());
    let shown = memo(move || review.is_open() && router.route().is_step());
    let others = saver().others;
    let list = move || {
        shown.get().then(|| {
            let links = STEPS
                .into_iter()
                .map(|route| view! { <li>{nav_link(route, "", t(route.label()).into_view())}</li> })
                .collect_view();
            view! { <nav class={"steps"} aria-label={t("site.nav.steps")}><ol>{links}</ol></nav> }
        })
    };
    let conflict = move || {
        let count = others.with(Vec::len);
        (count > 0).then(|| {
            view! {
                <p class={"notice"} role={"status"}>
                    {crate::texts::count("site.conflict.notice", count)}" "
                    {route::link(Route::Settings, "conflicts", "", t("site.conflict.see").into_view())}
                </p>
            }
        })
    };
    view! { {list}{conflict} }
}

fn footer() -> View {
    view! {
        <footer class={"foot"}>
            <p>{t("site.foot.local")}</p>
            <p>{t("site.foot.check")}</p>
        </footer>
    }
}

/// The page of the address. Drawn anew for another page, and for another review.
fn page() -> View {
    let (review, router) = (review(), router());
    let place = memo(move || (router.here(), review.epoch()));
    let draw = move || {
        // The new page sets its own mark when it can be used.
        browser::unmark("ready");
        let (place, _) = place.get();
        match place.route {
            Route::First => pages::first::page(),
            Route::Engagement => of_review(pages::engagement::page),
            Route::Answers => of_review(pages::answers::page),
            Route::Report => of_review(pages::report::page),
            Route::Baa => of_review(pages::baa::page),
            Route::Result => of_review(pages::result::page),
            Route::Compare => of_review(pages::compare::page),
            Route::Settings => pages::settings::page(),
            Route::Missing => pages::missing::page(),
        }
    };
    draw.into_view()
}

/// A page about the review on the desk, or the way to one.
fn of_review(page: fn() -> View) -> View {
    if review().is_open() {
        with_content(page)
    } else {
        pages::missing::no_review()
    }
}

/// A page that needs questionnaires and rubric.
fn with_content(page: fn() -> View) -> View {
    let content = desk::content();
    content.want();
    let set = review().set;
    let there = memo(move || set.with(Option::is_some));
    let show = move || {
        if there.get() {
            page()
        } else if let Some(why) = content.failed.get() {
            pages::missing::failed(&why)
        } else {
            view! { <p class={"meta"} role={"status"}>{t("site.load.waiting")}</p> }
        }
    };
    show.into_view()
}
