//! The pages of the site and the ways between them.
//!
//! The routes are few and fixed, and each is also a real file on the host, so a signal and two
//! listeners are all the routing there is. A link works without the app; with it, only the page
//! part is drawn anew.

use crate::prelude::*;
use vendorward::core::texts::Language;
use wasm_bindgen::JsValue;

use crate::{browser, desk::router, dom::on_window, texts};

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// What this is; start or open a review.
    First,
    /// What is bought, and where PHI flows.
    Engagement,
    /// The vendor's answers.
    Answers,
    /// Reports and other documents.
    Report,
    /// The business associate agreement.
    Baa,
    /// The result.
    Result,
    /// What changed since another package, or last year's report.
    Compare,
    /// What is stored where.
    Settings,
    /// No such page.
    Missing,
}

/// The pages of a review, in the order of the work.
pub(crate) const STEPS: [Route; 5] = [
    Route::Engagement,
    Route::Answers,
    Route::Report,
    Route::Baa,
    Route::Result,
];

impl Route {
    /// Its folder below the site's.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::First | Self::Missing => "",
            Self::Engagement => "engagement/",
            Self::Answers => "answers/",
            Self::Report => "report/",
            Self::Baa => "baa/",
            Self::Result => "result/",
            Self::Compare => "compare/",
            Self::Settings => "settings/",
        }
    }

    /// Its name in the navigation.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::First => "site.nav.first",
            Self::Engagement => "site.nav.engagement",
            Self::Answers => "site.nav.answers",
            Self::Report => "site.nav.report",
            Self::Baa => "site.nav.baa",
            Self::Result => "site.nav.result",
            Self::Compare => "site.nav.compare",
            Self::Settings => "site.nav.settings",
            Self::Missing => "site.missing.title",
        }
    }

    fn of_path(path: &str) -> Self {
        let root = browser::boot("root");
        let inside = path.strip_prefix(root.as_str()).unwrap_or("-");
        let inside = inside.trim_end_matches("index.html").trim_end_matches('/');
        [
            Self::First,
            Self::Engagement,
            Self::Answers,
            Self::Report,
            Self::Baa,
            Self::Result,
            Self::Compare,
            Self::Settings,
        ]
        .into_iter()
        .find(|route| route.path().trim_end_matches('/') == inside)
        .unwrap_or(Self::Missing)
    }

    /// Address on this host, with a fragment if that is not empty.
    pub(crate) fn address(self, fragment: &str) -> String {
        let mut address = page_address(self.path());
        if !fragment.is_empty() {
            address.push('#');
            address.push_str(fragment);
        }
        address
    }

    /// Whether it shows the review at hand.
    pub(crate) fn is_step(self) -> bool {
        STEPS.contains(&self)
    }
}

/// The book of rules: a page of its own that needs no app, reached by an ordinary link.
pub(crate) fn rules_address() -> String {
    page_address("rules/")
}

fn page_address(path: &str) -> String {
    let mut address = browser::boot("root") + path;
    if texts::language() == Language::Pseudo {
        address.push_str("?lang=en-XA");
    }
    address
}

/// Where the person is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Router {
    here: RwSignal<Place>,
}

/// A page and a place on it. A visit to the same place is another visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The page.
    pub(crate) route: Route,
    /// The part after `#`.
    pub(crate) fragment: String,
    /// Counts visits; 0 is the page the browser opened.
    pub(crate) visit: u32,
}

impl Router {
    /// Reads the address, and follows back and forward from now on.
    pub(crate) fn start() -> Self {
        let router = Self {
            here: RwSignal::new(place(0)),
        };
        on_window("popstate", move |_| router.follow());
        router
    }

    fn follow(self) {
        let visit = self.here.with_untracked(|here| here.visit) + 1;
        self.here.set(place(visit));
    }

    /// The place, tracked.
    pub(crate) fn here(self) -> Place {
        self.here.get()
    }

    /// The place, untracked.
    pub(crate) fn here_now(self) -> Place {
        self.here.get_untracked()
    }

    /// The page, tracked.
    pub(crate) fn route(self) -> Route {
        self.here.with(|here| here.route)
    }

    /// Goes to a page.
    pub(crate) fn go(self, route: Route, fragment: &str) {
        let address = route.address(fragment);
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
        }
        self.follow();
    }

    /// Goes to the same place of another page without a way back to where one is.
    pub(crate) fn replace(self, route: Route) {
        let address = route.address(&self.here_now().fragment);
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
        }
        self.here.set(Place {
            visit: 0,
            ..place(0)
        });
    }
}

fn place(visit: u32) -> Place {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let fragment = location.hash().unwrap_or_default();
    Place {
        route: Route::of_path(&path),
        fragment: fragment.trim_start_matches('#').to_owned(),
        visit,
    }
}

/// A part of the address after `?`.
pub(crate) fn parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search)
        .ok()?
        .get(name)
}

/// A link to a page of the site.
pub(crate) fn link(route: Route, fragment: &str, class: &'static str, inner: View) -> View {
    anchor(route, fragment, class, inner, false)
}

/// A link of a navigation: it says when its page is the one shown.
pub(crate) fn nav_link(route: Route, class: &'static str, inner: View) -> View {
    anchor(route, "", class, inner, true)
}

fn anchor(
    route: Route,
    fragment: &str,
    class: &'static str,
    inner: View,
    says_where: bool,
) -> View {
    let router = router();
    let address = route.address(fragment);
    let fragment = fragment.to_owned();
    let current = move || (says_where && router.route() == route).then_some("page");
    let follow = move |event: web_sys::MouseEvent| {
        // Another tab or window is the browser's to open.
        let other = event.ctrl_key() || event.meta_key() || event.shift_key();
        if other || event.button() != 0 {
            return;
        }
        event.prevent_default();
        router.go(route, &fragment);
    };
    view! {
        <a href={address} class={class} aria-current={current} on:click={follow}>{inner}</a>
    }
}
