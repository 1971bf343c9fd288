//! Settings: what is stored where, taking it along, deleting it, and conflicts between tabs.

use crate::prelude::*;
use vendorward::package;
use wasm_bindgen_futures::JsFuture;

use crate::{
    browser,
    components::{
        field::tick,
        frame::{frame, heading_with},
        you,
    },
    desk::{self, announcer, review, saver},
    store::{Other, Summary, rows},
    texts::{count, date_of_millis, fill, t, text},
};

/// The page.
pub(crate) fn page() -> View {
    let title = text("site.settings.title");
    let all = RwSignal::new(Vec::<Summary>::new());
    let failed = RwSignal::new(None::<String>);
    let read = move || {
        let saver = saver();
        spawn_local(async move {
            match saver.reviews().await {
                Ok(found) => drop(all.try_set(found)),
                Err(why) => drop(failed.try_set(Some(why))),
            }
        });
    };
    read();
    let wrong = move || {
        failed.get().map(|why| view! { <p class={"notice wrong"} role={"alert"}>{fill("site.settings.failed", &[("why", &why)])}</p> })
    };
    let body = view! {
        {wrong}
        {conflicts()}
        <section class={"card"} aria-labelledby={"stored"}>
            <h2 id={"stored"}>{t("site.settings.stored")}</h2>
            <p>{t("site.settings.where")}</p>
            {usage()}
            {move || list(all.get(), failed, Callback::new(move |()| read()))}
        </section>
        <section class={"card"} aria-labelledby={"person"}>
            <h2 id={"person"}>{t("site.settings.person")}</h2>
            {you::field("you")}
        </section>
        <section class={"card"} aria-labelledby={"take"}>
            <h2 id={"take"}>{t("site.settings.export")}</h2>
            <p class={"help"}>{t("site.settings.export.help")}</p>
            <p><button type={"button"} on:click={move |_| export(failed)}>{t("site.settings.export.do")}</button></p>
        </section>
        {delete_all(failed, Callback::new(move |()| read()))}
        <section class={"card"} aria-labelledby={"look"}>
            <h2 id={"look"}>{t("site.settings.look")}</h2>
            <p>{t("site.settings.look.what")}</p>
            <p class={"meta"}>{fill("site.settings.version", &[("version", vendorward::VERSION), ("build", &browser::boot("build"))])}</p>
        </section>
    };
    frame(
        title.clone(),
        heading_with(title, "site.settings.lead"),
        body.into_view(),
    )
}

/// How much this site keeps in this browser, where the browser tells.
fn usage() -> View {
    let said = RwSignal::new(String::new());
    if let Ok(promise) = window().navigator().storage().estimate() {
        spawn_local(async move {
            let estimate = JsFuture::from(promise).await;
            let bytes = estimate
                .ok()
                .and_then(|estimate| js_sys::Reflect::get(&estimate, &"usage".into()).ok())
                .and_then(|usage| usage.as_f64());
            if let Some(bytes) = bytes {
                let kilobytes = format!("{:.0}", bytes / 1024.0);
                said.try_set(fill("site.settings.usage", &[("size", &kilobytes)]));
            }
        });
    }
    view! { <p class={"meta"}>{move || said.get()}</p> }
}

fn list(all: Vec<Summary>, failed: RwSignal<Option<String>>, read: Callback<()>) -> View {
    if all.is_empty() {
        return view! { <p>{t("site.settings.nothing")}</p> };
    }
    let rows = all
        .into_iter()
        .map(|one| row(one, failed, read))
        .collect_view();
    view! {
        <div class={"scroll"} role={"region"} tabindex={"0"} aria-labelledby={"stored"}>
            <table>
                <thead><tr>
                    <th scope={"col"}>{t("site.settings.review")}</th>
                    <th scope={"col"}>{t("site.settings.saved")}</th>
                    <th scope={"col"}>{t("site.settings.do")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(one: Summary, failed: RwSignal<Option<String>>, read: Callback<()>) -> View {
    let saver = saver();
    let name = if one.title.is_empty() {
        text("site.first.untitled")
    } else {
        one.title.clone()
    };
    let sure = RwSignal::new(false);
    let (taken, deleted) = (one.id.clone(), one.id.clone());
    let take = move |_| {
        let id = taken.clone();
        spawn_local(async move {
            match saver.rows_of(&id).await {
                Ok(kept) => {
                    let (package, _) = rows::join(&kept);
                    browser::download(
                        "review.package.json",
                        "application/json",
                        &package::write(&package),
                    );
                }
                Err(why) => drop(failed.try_set(Some(why))),
            }
        });
    };
    let delete = move |_| {
        // The first press asks; the button then says what the second does.
        if !sure.get_untracked() {
            sure.set(true);
            return;
        }
        let id = deleted.clone();
        spawn_local(async move {
            match saver.delete(Some(&id)).await {
                Ok(()) => {
                    announcer().say(text("site.settings.deleted"));
                    read.run(());
                }
                Err(why) => drop(failed.try_set(Some(why))),
            }
        });
    };
    let label = move || {
        text(if sure.get() {
            "site.settings.delete.sure"
        } else {
            "site.settings.delete"
        })
    };
    let take_label = fill("site.settings.take-what", &[("what", &name)]);
    let whole = name.clone();
    let delete_label = move || {
        fill(
            "site.settings.delete-what",
            &[("do", &label()), ("what", &whole)],
        )
    };
    view! {
        <tr>
            <th scope={"row"} translate={"no"}>{name}</th>
            <td>{date_of_millis(one.saved)}</td>
            <td class={"actions"}>
                <button type={"button"} aria-label={take_label} on:click={take}>{t("site.settings.take")}</button>
                <button type={"button"} class={"danger"} aria-label={delete_label} on:click={delete} on:blur={move |_| sure.set(false)}>{label}</button>
            </td>
        </tr>
    }
}

/// Every review as packages in one file, one a line.
fn export(failed: RwSignal<Option<String>>) {
    let saver = saver();
    spawn_local(async move {
        let made = async {
            let mut lines = Vec::new();
            for one in saver.reviews().await? {
                let (package, _) = rows::join(&saver.rows_of(&one.id).await?);
                lines.extend(package::write(&package));
                lines.push(b'\n');
            }
            Ok::<_, String>(lines)
        };
        match made.await {
            Ok(lines) => browser::download("vendorward.ndjson", "application/x-ndjson", &lines),
            Err(why) => drop(failed.try_set(Some(why))),
        }
    });
}

fn delete_all(failed: RwSignal<Option<String>>, read: Callback<()>) -> View {
    let sure = RwSignal::new(false);
    let saver = saver();
    let delete = move |_| {
        spawn_local(async move {
            match saver.delete(None).await {
                Ok(()) => {
                    desk::you().set(String::new());
                    if let Ok(Some(storage)) = window().session_storage() {
                        let _ = storage.clear();
                    }
                    announcer().say(text("site.settings.deleted"));
                    read.run(());
                    sure.try_set(false);
                }
                Err(why) => drop(failed.try_set(Some(why))),
            }
        });
    };
    view! {
        <section class={"card"} aria-labelledby={"delete"}>
            <h2 id={"delete"}>{t("site.settings.delete-all")}</h2>
            <p>{t("site.settings.delete-all.what")}</p>
            {move || {
                // Drawn anew after a deletion, so that the box is empty again.
                let ticked = sure.get();
                tick("delete-sure".to_owned(), t("site.settings.delete-all.sure").into_view(), ticked, Tell::new(move |on| sure.set(on)))
            }}
            <p><button type={"button"} class={"danger"} disabled={move || !sure.get()} on:click={delete}>{t("site.settings.delete-all.do")}</button></p>
        </section>
    }
}

/// Rows that two tabs changed: this tab's version is in use, the other's is kept.
fn conflicts() -> View {
    let others = saver().others;
    let draw = move || {
        let others = others.get();
        (!others.is_empty()).then(|| {
            let n = others.len();
            let rows = others.into_iter().map(conflict).collect_view();
            view! {
                <section class={"card"} id={"conflicts"} tabindex={"-1"} aria-labelledby={"conflicts-title"}>
                    <h2 id={"conflicts-title"}>{t("site.conflict.title")}</h2>
                    <p>{count("site.conflict.notice", n)}</p>
                    <ul class={"choices"}>{rows}</ul>
                </section>
            }
        })
    };
    draw.into_view()
}

fn conflict(other: Other) -> View {
    let saver = saver();
    let mine = review()
        .rows()
        .get(&other.row)
        .cloned()
        .unwrap_or_else(|| text("site.conflict.deleted"));
    let theirs = if other.text.is_empty() {
        text("site.conflict.deleted")
    } else {
        other.text.clone()
    };
    let settle = move |take: bool| {
        let other = other.clone();
        move |_| {
            let other = other.clone();
            spawn_local(async move {
                // A failure to settle leaves both versions where they are.
                let _ = saver.settle(&other, take).await;
            });
        }
    };
    let (keep, take) = (settle.clone()(false), settle(true));
    view! {
        <li class={"record"}>
            <p><b>{t("site.conflict.mine")}</b></p>
            <pre translate={"no"}>{mine}</pre>
            <p><b>{t("site.conflict.theirs")}</b></p>
            <pre translate={"no"}>{theirs}</pre>
            <p class={"actions"}>
                <button type={"button"} on:click={keep}>{t("site.conflict.keep")}</button>
                <button type={"button"} on:click={take}>{t("site.conflict.take")}</button>
            </p>
        </li>
    }
}
