//! What agreements and reports expect the hospital to do, with owner and state. Without it, the
//! vendor's controls do not do what the report says.

use crate::prelude::*;
use vendorward::core::{result::CustomerDuty, soc2::CuecState};

use crate::{
    components::source::sources,
    review::Scored,
    texts::{t, word},
};

/// The section; nothing if nothing is expected.
pub(super) fn section(scored: &Scored) -> View {
    let duties = &scored.outcome.customer_duties;
    if duties.is_empty() {
        return ().into_view();
    }
    let rows = duties.iter().map(row).collect_view();
    view! {
        <section aria-labelledby={"customer-duties"}>
            <h2 id={"customer-duties"}>{t("site.customer")}</h2>
            <p class={"meta"}>{t("site.customer.what")}</p>
            <div class={"scroll"} role={"region"} tabindex={"0"} aria-labelledby={"customer-duties"}>
                <table>
                    <thead><tr>
                        <th scope={"col"}>{t("site.customer.duty")}</th>
                        <th scope={"col"}>{t("site.customer.owner")}</th>
                        <th scope={"col"}>{t("site.customer.state")}</th>
                        <th scope={"col"}>{t("site.customer.source")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(duty: &CustomerDuty) -> View {
    let class = match duty.state {
        CuecState::Open => "cell gap",
        CuecState::Assigned => "cell unk",
        CuecState::Done => "cell ok",
        CuecState::NotApplicable => "cell na",
    };
    // What is done, or does not concern the hospital, needs nobody.
    let owed = matches!(duty.state, CuecState::Open | CuecState::Assigned);
    let owner = match duty.owner.trim() {
        "" if owed => t("site.customer.nobody").into_view(),
        "" => "–".into_view(),
        owner => view! { <span translate={"no"}>{owner.to_owned()}</span> },
    };
    // A report numbers its duties; of an agreement's conditions the number is only ours.
    let numbered = Some(duty.id.as_str()).filter(|_| !duty.source.starts_with("baas/"));
    let marks: Vec<&str> = numbered
        .into_iter()
        .chain(duty.criteria.iter().map(String::as_str))
        .filter(|mark| !mark.is_empty())
        .collect();
    view! {
        <tr>
            <th scope={"row"}><span translate={"no"}>{duty.text.clone()}</span>" "<small translate={"no"}>{marks.join(", ")}</small></th>
            <td>{owner}</td>
            <td><span class={class}>{word("site.cuec-state", duty.state.as_str())}</span></td>
            <td>{sources(std::slice::from_ref(&duty.source))}</td>
        </tr>
    }
}
