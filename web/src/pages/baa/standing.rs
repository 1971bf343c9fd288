//! How an agreement stands for each flow.

use crate::prelude::*;
use vendorward::core::{
    Id,
    baa::{DeterminationRule, Standing},
    result::FlowOutcome,
};

use crate::{
    components::name,
    desk::review,
    texts::{t, word},
};

/// The list; nothing while no flow looks to this agreement.
pub(super) fn of(id: &Id) -> View {
    let review = review();
    let own = id.clone();
    let flows = memo(move || {
        let scored = review.scored();
        scored.map_or_else(Vec::new, |scored| {
            let flows = scored.outcome.baa.flows.iter();
            // With its subcontractor the vendor signs, not the hospital.
            let ours =
                |flow: &&FlowOutcome| !flow.determination.rules.contains(&DeterminationRule::D16);
            flows
                .filter(|flow| flow.agreement.as_ref() == Some(&own))
                .filter(ours)
                .filter_map(|flow| flow.standing.map(|standing| (flow.flow.clone(), standing)))
                .collect::<Vec<_>>()
        })
    });
    let draw = move || {
        let flows = flows.get();
        (!flows.is_empty()).then(|| {
            let list = flows
                .into_iter()
                .map(|(flow, standing)| one(&flow, standing))
                .collect_view();
            view! {
                <p class={"legend"}>{t("site.baa.stands")}</p>
                <ul class={"plain-list"}>{list}</ul>
            }
        })
    };
    draw.into_view()
}

fn one(flow: &Id, standing: Standing) -> View {
    let name = name::flow(flow.as_str()).unwrap_or_else(|| flow.to_string());
    let class = match standing {
        Standing::InForce => "cell ok",
        Standing::Unknown => "cell unk",
        _ => "cell gap",
    };
    view! {
        <li><span translate={"no"}>{name}</span>" "<span class={class}>{word("site.standing", standing.as_str())}</span></li>
    }
}
