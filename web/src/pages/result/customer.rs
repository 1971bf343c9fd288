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
    let owner = if duty.owner.trim().is_empty() {
        t("site.customer.nobody").into_view()
    } else {
        view! { <span translate={"no"}>{duty.owner.clone()}</span> }
    };
    let marks: Vec<&str> = [duty.id.as_str()]
        .into_iter()
        .chain(duty.criteria.iter().map(String::as_str))
        .filter(|mark| !mark.is_empty())
        .collect();
    view! {
        <tr>
            <th scope={"row"}><span translate={"no"}>{duty.text.clone()}</span><small translate={"no"}>{marks.join(", ")}</small></th>
            <td>{owner}</td>
            <td><span class={class}>{word("site.cuec-state", duty.state.as_str())}</span></td>
            <td>{sources(std::slice::from_ref(&duty.source))}</td>
        </tr>
    }
}
