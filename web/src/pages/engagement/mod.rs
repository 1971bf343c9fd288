//! The engagement: what is bought, whether PHI flows, and where it goes. The only place where facts
//! are entered; inherent tier and determination follow at once.

mod determination;
mod fact;
mod flow;
mod flow_facts;
mod flows;
mod history;
mod incidents;
mod intake;
mod names;
mod pack;
mod subcontractors;
mod tier;

use crate::prelude::*;
use vendorward::core::engagement::Engagement;

use crate::{
    components::{
        frame::{frame, heading_with},
        strip::strip,
    },
    desk::{review, you},
    texts::text,
};

/// The page.
pub(crate) fn page() -> View {
    let title = text("site.engagement.title");
    let body = view! {
        <div class={"two"}>
            <div class={"form"}>
                {names::section()}
                {intake::sections()}
                {subcontractors::section()}
                {history::changes()}
                {incidents::section()}
                {history::exit()}
            </div>
            <div class={"beside"}>
                {tier::section()}
                {determination::section()}
                {pack::section()}
            </div>
        </div>
        {strip()}
    };
    frame(
        title.clone(),
        heading_with(title, "site.engagement.lead"),
        body.into_view(),
    )
}

/// Changes the engagement, and notes who entered the facts last.
fn edit(change: impl FnOnce(&mut Engagement)) {
    review().edit(|assessment| {
        change(&mut assessment.engagement);
        assessment.engagement.entered = Some(you().sign(String::new()));
    });
}
