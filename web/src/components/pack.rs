//! What is asked for: the advice with its facts, questionnaires, documents, what may come instead, who
//! approves. Known before anything is answered.

use crate::prelude::*;
use vendorward::{
    advice::{advice, short_of},
    core::{
        facts::Triage,
        pack::{Demand, ItemOutcome, PackOutcome},
        result::Outcome,
        rubric::Rubric,
    },
};

use super::{choice::select_with, field::named};
use crate::{
    desk::review,
    route::Route,
    texts::{count, fill, language, t, text, word},
};

/// Everything that follows from the facts.
pub(crate) fn pack(outcome: &Outcome) -> View {
    let Some(set) = review().set.get_untracked() else {
        return ().into_view();
    };
    let rubric = &set.compiled.rubric;
    let pack = &outcome.pack;
    if outcome.triage == Triage::NoAssessment {
        return view! {
            <p>{t("site.pack.none")}</p>
            <p class={"screen"}><a class={"button"} href={Route::Result.address("decision")}>{t("site.pack.record")}</a></p>
        }
        .into_view();
    }
    let (sentence, facts) =
        review().read(|all| advice(rubric, &all.engagement, outcome, language()));
    let facts = facts
        .into_iter()
        .map(|fact| view! { <li>{fact}</li> })
        .collect_view();
    let asked = pack
        .questionnaires
        .iter()
        .map(|(id, certain)| {
            let mut all = set.compiled.questionnaires.iter();
            let title = all.find(|one| one.id == *id).map(|one| one.title.clone());
            view! { <li><span lang={"en"}>{title}</span>{perhaps(*certain)}</li> }
        })
        .collect_view();
    view! {
        <p id={"advice"}><b>{sentence}</b></p>
        <ul class={"plain-list meta"}>{facts}</ul>
        <ul class={"plain-list"} id={"pack-questionnaires"}>{asked}</ul>
        {[Demand::Required, Demand::Requested].map(|demand| documents(pack, rubric, demand)).into_iter().collect_view()}
        {substitutes(pack, rubric)}
        {categories(pack)}
        {approval(pack)}
        {noted(pack)}
    }
    .into_view()
}

fn perhaps(certain: bool) -> View {
    (!certain)
        .then(|| view! { " "<span class={"meta"}>{t("site.pack.perhaps")}</span> })
        .into_view()
}

fn documents(pack: &PackOutcome, rubric: &Rubric, demand: Demand) -> View {
    let rows = pack.evidence.iter().filter(|one| one.demand == demand);
    let rows: Vec<View> = rows.map(|one| document(rubric, one)).collect();
    if rows.is_empty() {
        return ().into_view();
    }
    let id = format!("pack-{}", demand.as_str());
    view! {
        <h3>{crate::texts::capital(&word("demand", demand.as_str()))}</h3>
        <ul class={"plain-list"} id={id}>{rows.into_iter().collect_view()}</ul>
    }
    .into_view()
}

fn document(rubric: &Rubric, one: &ItemOutcome) -> View {
    let short = one.on_file.is_none() && review().read(|all| short_of(all, one.item));
    let (class, key) = match (&one.on_file, one.demand) {
        (Some(_), _) => ("cell ok", "site.pack.on-file"),
        (None, _) if one.instead.is_some() => ("cell ok", "site.pack.instead"),
        _ if short => ("cell unk", "site.pack.short"),
        (None, Demand::Required) => ("cell unk", "site.pack.missing"),
        (None, Demand::Requested) => ("cell na", "site.pack.missing"),
    };
    let mut rules = rubric.pack.evidence.iter();
    let rule = rules.find(|rule| (rule.item, rule.demand) == (one.item, one.demand));
    view! {
        <li>
            {word("item", one.item.as_str())}" "<span class={class}>{t(key)}</span>{perhaps(one.certain)}
            {rule.map(|rule| view! { <span class={"why"} lang={"en"}>{rule.reason.clone()}</span> })}
        </li>
    }
    .into_view()
}

fn substitutes(pack: &PackOutcome, rubric: &Rubric) -> View {
    let rows: Vec<View> = pack
        .substitutes
        .iter()
        .map(|(item, by)| {
            let mut rules = rubric.pack.substitutes.iter();
            let rule = rules.find(|rule| (rule.item, rule.by) == (*item, *by));
            let (item, by) = (word("item", item.as_str()), word("item", by.as_str()));
            let words = fill("site.pack.substitute", &[("item", &item), ("by", &by)]);
            view! {
                <li>
                    {words}
                    {rule.map(|rule| view! {
                        <span class={"why"}><span lang={"en"}>{rule.replaces.clone()}</span>" "{t("site.pack.leaves")}" "<span lang={"en"}>{rule.leaves.clone()}</span></span>
                    })}
                </li>
            }
            .into_view()
        })
        .collect();
    (!rows.is_empty())
        .then(|| {
            view! {
                <details class={"fold"}>
                    <summary>{t("site.pack.substitutes")}</summary>
                    <ul class={"plain-list"}>{rows.into_iter().collect_view()}</ul>
                </details>
            }
        })
        .into_view()
}

fn categories(pack: &PackOutcome) -> View {
    let words: Vec<String> = pack
        .categories
        .iter()
        .map(|one| word("site.category", one.as_str()))
        .collect();
    (!words.is_empty())
        .then(|| {
            let line = fill("site.pack.categories", &[("categories", &words.join(", "))]);
            view! { <p class={"meta"}>{line}</p> }
        })
        .into_view()
}

fn approval(pack: &PackOutcome) -> View {
    let months = pack
        .review_months
        .map(|months| fill("site.pack.review", &[("n", &months.to_string())]));
    view! {
        <p class={"meta"}>{t("site.pack.approver")}" "<span lang={"en"}>{pack.approver.clone()}</span>". "{months}</p>
    }
    .into_view()
}

/// What was answered at another depth.
fn noted(pack: &PackOutcome) -> View {
    let lines = [
        (pack.carried.len(), "site.pack.carried"),
        (pack.unasked.len(), "site.pack.unasked"),
    ];
    lines
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, key)| view! { <p class={"meta"}>{count(key, n)}</p> })
        .collect_view()
}

/// Where the hospital asks for more than the tier does.
pub(crate) fn deeper(now: Option<Triage>, tell: Tell<Option<Triage>>) -> View {
    let depths = [Triage::Attestation, Triage::Short, Triage::Full];
    let options = depths
        .iter()
        .map(|depth| (depth.as_str().to_owned(), word("triage", depth.as_str())))
        .collect();
    let choose = Tell::new(move |word: Option<String>| {
        tell.run(word.and_then(|word| Triage::parse(&word)));
    });
    select_with(
        named("depth", "site.pack.depth"),
        text("site.pack.depth.tier"),
        options,
        now.map(Triage::as_str),
        choose,
    )
}
