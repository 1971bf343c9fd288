//! The facts on which single rules of the determination turn: exactly those that the chosen function
//! and data ask for.

use crate::prelude::*;
use vendorward::core::{
    Id,
    engagement::{
        DataKind, Engagement, Flow, FlowFacts, Function, LimitedPurpose, Phi, Substitute,
    },
    facts::Determination,
};

use super::flow::change;
use crate::{
    components::{
        choice::{labels, select, yes_no},
        field::named,
    },
    desk::review,
};

/// A fact that is yes or no, with the text that asks for it.
struct YesNo {
    name: &'static str,
    asks: &'static str,
    get: fn(&FlowFacts) -> Option<bool>,
    set: fn(&mut FlowFacts, Option<bool>),
}

macro_rules! yes_no_facts {
    ($($field:ident = $asks:literal),+ $(,)?) => {
        &[$(YesNo {
            name: stringify!($field),
            asks: $asks,
            get: |facts| facts.$field,
            set: |facts, value| facts.$field = value,
        }),+]
    };
}

static YES_NO: &[YesNo] = yes_no_facts![
    hidden_phi = "site.fact.hidden_phi",
    vendor_deidentifies = "site.fact.vendor_deidentifies",
    deidentification_documented = "site.fact.deidentification_documented",
    vendor_makes_limited_set = "site.fact.vendor_makes_limited_set",
    persistent_storage = "site.fact.persistent_storage",
    on_behalf_of_customer = "site.fact.on_behalf_of_customer",
    other_services = "site.fact.other_services",
    beyond_payment = "site.fact.beyond_payment",
    direct_control = "site.fact.direct_control",
    routine_handling = "site.fact.routine_handling",
    vendor_sees_phi = "site.fact.vendor_sees_phi",
    authenticated_pages = "site.fact.authenticated_pages",
    plan_documents_amended = "site.fact.plan_documents_amended",
    ground_documented = "site.fact.ground_documented",
    part2 = "site.fact.part2",
    substitute_documented = "site.fact.substitute_documented",
];

/// The facts that decide this flow, by name, in the order of the rules.
fn needed(engagement: &Engagement, flow: &Flow, required: bool) -> Vec<&'static str> {
    let phi = flow.phi.unwrap_or_else(|| engagement.phi());
    let facts = &flow.facts;
    let mut needed = Vec::new();
    if phi == Phi::None {
        needed.push("hidden_phi");
        if facts.hidden_phi != Some(true) {
            return needed;
        }
    }
    // Data that is shown to be de-identified leaves the function out of it.
    let mut settled = false;
    match flow.data {
        Some(DataKind::DeIdentified) => {
            needed.push("vendor_deidentifies");
            if facts.vendor_deidentifies == Some(false) {
                needed.push("deidentification_documented");
                settled = facts.deidentification_documented != Some(false);
            }
        }
        Some(DataKind::LimitedDataSet) => {
            needed.extend(["vendor_makes_limited_set", "limited_purpose"]);
        }
        _ => {}
    }
    if !settled {
        needed.extend(match flow.function {
            Some(Function::Conduit) => Some("persistent_storage"),
            Some(Function::PatientApp) => Some("on_behalf_of_customer"),
            Some(Function::Treatment) => Some("other_services"),
            Some(Function::PaymentProcessing) => Some("beyond_payment"),
            Some(Function::Workforce) => Some("direct_control"),
            Some(Function::Incidental) => Some("routine_handling"),
            Some(Function::CustomerRunSoftware) => Some("vendor_sees_phi"),
            Some(Function::WebTracking) => Some("authenticated_pages"),
            Some(Function::PlanSponsor) => Some("plan_documents_amended"),
            Some(
                Function::EligibilityAgency
                | Function::OrganizedArrangement
                | Function::OwnPurposes
                | Function::SameEntity,
            ) => Some("ground_documented"),
            _ => None,
        });
    }
    if required {
        needed.extend(["part2", "substitute"]);
        if facts.substitute.is_some() {
            needed.push("substitute_documented");
        }
    }
    needed
}

/// The fields; they come and go with what else is chosen.
pub(super) fn fields(id: &Id) -> View {
    let review = review();
    let own = id.clone();
    let shown = memo(move || {
        let required = review.scored().is_some_and(|scored| {
            let mut flows = scored.outcome.baa.flows.iter();
            flows.any(|flow| {
                flow.flow == own && flow.determination.required == Determination::Required
            })
        });
        review.watch(|assessment| {
            let engagement = &assessment.engagement;
            let flow = engagement.flows.iter().find(|flow| flow.id == own);
            flow.map(|flow| needed(engagement, flow, required))
                .unwrap_or_default()
        })
    });
    let id = id.clone();
    view! {
        <div class={"pair"} aria-live={"polite"} aria-relevant={"additions"}>
            {each(move || shown.get(), move |name| field(&id, name))}
        </div>
    }
}

fn field(id: &Id, name: &'static str) -> View {
    let facts = review().read(|assessment| {
        let flow = assessment
            .engagement
            .flows
            .iter()
            .find(|flow| flow.id == *id);
        flow.map(|flow| flow.facts.clone()).unwrap_or_default()
    });
    let own = id.clone();
    let place = format!("{id}-{name}");
    if let Some(fact) = YES_NO.iter().find(|fact| fact.name == name) {
        let tell = Tell::new(move |yes: Option<bool>| {
            change(&own, |flow| (fact.set)(&mut flow.facts, yes))
        });
        return yes_no(named(place, fact.asks), (fact.get)(&facts), tell);
    }
    if name == "limited_purpose" {
        let tell = Tell::new(move |word: Option<String>| {
            change(&own, |flow| {
                flow.facts.limited_purpose = word.and_then(|word| LimitedPurpose::parse(&word))
            });
        });
        return select(
            named(place, "site.fact.limited_purpose"),
            labels("site.purpose", LimitedPurpose::WORDS),
            facts.limited_purpose.map(LimitedPurpose::as_str),
            tell,
        );
    }
    let tell = Tell::new(move |word: Option<String>| {
        change(&own, |flow| {
            flow.facts.substitute = word.and_then(|word| Substitute::parse(&word))
        });
    });
    crate::components::choice::select_with(
        named(place, "site.fact.substitute"),
        crate::texts::text("site.fact.substitute.none"),
        labels("site.substitute", Substitute::WORDS),
        facts.substitute.map(Substitute::as_str),
        tell,
    )
}
