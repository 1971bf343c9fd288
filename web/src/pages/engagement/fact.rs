//! The control for each fact that an intake question sets.

use crate::prelude::*;
use vendorward::core::{
    Date,
    engagement::{
        Access, Criticality, CustomerKind, Engagement, Hosting, Phi, PhiStart, PhiStartBasis,
        ProductType, Sensitivity, Stage,
    },
    order::settle,
    questionnaire::{AnswerKind, ChoiceOption, Question},
};

use super::{edit, flows, intake::field};
use crate::{
    components::{
        choice::{Option_, radios, select, ticks, words, yes_no},
        field::{day, line, named, number},
        list::names,
    },
    desk::review,
    texts::{t, text},
};

/// The control of a question. Names stand in the section above, under short labels, and are not
/// asked twice; an intake question without a fact has nothing to set.
pub(super) fn control(question: &Question) -> View {
    let now = review().read(|assessment| assessment.engagement.clone());
    match question.fact.as_deref().unwrap_or_default() {
        "vendor.legal-name" => line(
            field(question),
            now.vendor.legal_name,
            Tell::new(|text: String| edit(|one| one.vendor.legal_name = text)),
        ),
        "products" => names(
            field(question),
            &now.products,
            Tell::new(|list: Vec<String>| edit(|one| one.products = list)),
        ),
        "customer.regions-allowed" => names(
            field(question),
            &now.customer.regions_allowed,
            Tell::new(|list: Vec<String>| {
                let codes = list.iter().map(|code| code.to_uppercase()).collect();
                edit(|one| one.customer.regions_allowed = codes);
            }),
        ),
        "product-type" => listed(
            question,
            now.product_type.map(ProductType::as_str),
            |one, word| {
                one.product_type = word.and_then(ProductType::parse);
            },
        ),
        "engagement.stage" => choice(question, now.stage.map(Stage::as_str), |one, word| {
            one.stage = word.and_then(Stage::parse);
        }),
        "customer" => choice(
            question,
            now.customer.kind.map(CustomerKind::as_str),
            |one, word| {
                one.customer.kind = word.and_then(CustomerKind::parse);
            },
        ),
        "phi" => choice(question, now.phi.map(Phi::as_str), |one, word| {
            one.phi = word.and_then(Phi::parse);
        }),
        "phi-start" => phi_start(question, now.phi_start),
        "flows" => flows::editor(question),
        "records" => number(
            field(question),
            now.records.and_then(|n| i64::try_from(n).ok()),
            range(question),
            Tell::new(|n: Option<i64>| {
                edit(|one| one.records = n.and_then(|n| u64::try_from(n).ok()))
            }),
        ),
        "sensitivity" => sensitivity(question, now.sensitivity),
        "access" => choice(question, now.access.map(Access::as_str), |one, word| {
            one.access = word.and_then(Access::parse);
        }),
        "connection" => asked(question, now.connection, |one, yes| one.connection = yes),
        "hosting" => choice(question, now.hosting.map(Hosting::as_str), |one, word| {
            one.hosting = word.and_then(Hosting::parse);
        }),
        "offshore" => asked(question, now.offshore, |one, yes| one.offshore = yes),
        "ai" => asked(question, now.ai, |one, yes| one.ai = yes),
        "criticality" => choice(
            question,
            now.criticality.map(Criticality::as_str),
            |one, word| {
                one.criticality = word.and_then(Criticality::parse);
            },
        ),
        _ => ().into_view(),
    }
}

fn options(question: &Question) -> &[ChoiceOption] {
    match &question.answer {
        AnswerKind::Choice { options } | AnswerKind::Choices { options } => options,
        _ => &[],
    }
}

fn range(question: &Question) -> (i64, i64) {
    match question.answer {
        AnswerKind::Number { min, max, .. } => (min, max),
        _ => (0, i64::MAX),
    }
}

fn labels(question: &Question) -> Vec<Option_> {
    options(question)
        .iter()
        .map(|option| {
            let label = option.label.clone();
            (
                option.id.as_str().to_owned(),
                view! { <span lang={"en"}>{label}</span> },
            )
        })
        .collect()
}

fn choice(
    question: &Question,
    now: Option<&'static str>,
    set: fn(&mut Engagement, Option<&str>),
) -> View {
    let tell = Tell::new(move |word: Option<String>| edit(|one| set(one, word.as_deref())));
    radios(field(question), labels(question), now, tell)
}

/// A choice of many as a drop-down list.
fn listed(
    question: &Question,
    now: Option<&'static str>,
    set: fn(&mut Engagement, Option<&str>),
) -> View {
    let options = options(question)
        .iter()
        .map(|option| (option.id.as_str().to_owned(), option.label.clone()))
        .collect();
    let tell = Tell::new(move |word: Option<String>| edit(|one| set(one, word.as_deref())));
    select(field(question), options, now, tell)
}

fn asked(question: &Question, now: Option<bool>, set: fn(&mut Engagement, Option<bool>)) -> View {
    yes_no(
        field(question),
        now,
        Tell::new(move |yes: Option<bool>| edit(|one| set(one, yes))),
    )
}

/// The first day of PHI, and how exactly it is known.
fn phi_start(question: &Question, now: Option<PhiStart>) -> View {
    let change = |with: &dyn Fn(&mut PhiStart)| {
        edit(|one| {
            let mut start = one.phi_start.unwrap_or(PhiStart {
                date: None,
                basis: PhiStartBasis::Unknown,
            });
            with(&mut start);
            // Neither day nor basis: nobody has said anything.
            let silent = start.date.is_none() && start.basis == PhiStartBasis::Unknown;
            one.phi_start = (!silent).then_some(start);
        });
    };
    let date = day(
        field(question),
        now.and_then(|start| start.date),
        Tell::new(move |date: Option<Date>| {
            change(&|start| {
                start.date = date;
                if date.is_some() && start.basis == PhiStartBasis::Unknown {
                    start.basis = PhiStartBasis::Exact;
                }
            });
        }),
    );
    let known = now
        .map(|start| start.basis)
        .filter(|basis| *basis != PhiStartBasis::Unknown);
    let basis = radios(
        named(format!("{}-basis", question.id), "site.phi-start.basis"),
        words("site.phi-start", &["exact", "not-later-than"]),
        known.map(PhiStartBasis::as_str),
        Tell::new(move |word: Option<String>| {
            let basis = word
                .and_then(|word| PhiStartBasis::parse(&word))
                .unwrap_or(PhiStartBasis::Unknown);
            change(&|start| start.basis = basis);
        }),
    );
    view! { {date}{basis} }
}

/// Which specially protected PHI; "none of these" is an answer, nothing ticked is not known.
fn sensitivity(question: &Question, now: Option<Vec<Sensitivity>>) -> View {
    let review = review();
    let value: Vec<String> = now.iter().flatten().map(|one| one.to_string()).collect();
    let tell = Tell::new(move |(word, on): (String, bool)| {
        let Some(chosen) = Sensitivity::parse(&word) else {
            return;
        };
        edit(|one| {
            let mut list = one.sensitivity.take().unwrap_or_default();
            list.retain(|other| *other != chosen);
            if on {
                list.push(chosen);
                settle(&mut list, Clone::clone);
            }
            one.sensitivity = Some(list);
        });
    });
    let state = memo(move || {
        review.watch(|assessment| match &assessment.engagement.sensitivity {
            None => "unknown",
            Some(list) if list.is_empty() => "none",
            Some(_) => "some",
        })
    });
    let none = move |_| {
        edit(|one| one.sensitivity = Some(Vec::new()));
        review.redraw();
    };
    let unknown = move |_| {
        edit(|one| one.sensitivity = None);
        review.redraw();
    };
    let pressed = move |wanted: &'static str| move || (state.get() == wanted).to_string();
    view! {
        {ticks(field(question), labels(question), &value, tell)}
        <p class={"actions"}>
            <button type={"button"} class={"quiet"} aria-pressed={pressed("none")} on:click={none}>{t("site.answers.none-of-these")}</button>
            <button type={"button"} class={"quiet"} aria-pressed={pressed("unknown")} on:click={unknown}>{t("site.choice.unknown")}</button>
        </p>
        <p class={"unseen"} role={"status"}>{move || text(&format!("site.sensitivity.{}", state.get()))}</p>
    }
}
