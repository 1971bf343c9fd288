//! HIPAA duties: counted, never scored.

use crate::prelude::*;
use vendorward::core::{
    basis::Basis,
    result::{DutyOutcome, DutyState},
};

use crate::{
    components::source::sources,
    review::Scored,
    texts::{capital, count, fill, t, text, word},
};

/// Most gaps that are named in the table; the list below names them all.
const NAMED: usize = 3;

/// The section.
pub(super) fn section(scored: &Scored) -> View {
    let legal = &scored.outcome.legal;
    let of = |state: DutyState| legal.duties.iter().filter(move |duty| duty.state == state);
    let applying = legal
        .duties
        .iter()
        .filter(|duty| duty.state != DutyState::NotApplicable)
        .count();
    let bases = Basis::ALL
        .iter()
        .rev()
        .filter_map(|basis| {
            let n = of(DutyState::Met)
                .filter(|duty| duty.basis == Some(*basis))
                .count();
            (n > 0).then(|| {
                fill(
                    &format!("site.duties.basis.{basis}"),
                    &[("n", &n.to_string())],
                )
            })
        })
        .collect::<Vec<_>>()
        .join(", ");
    let gaps: Vec<&DutyOutcome> = of(DutyState::Gap).collect();
    let named = gaps
        .iter()
        .take(NAMED)
        .map(|duty| duty.cite.clone())
        .collect::<Vec<_>>()
        .join("; ");
    let more = gaps.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| view! { " "{count("site.duties.more", more)} });
    let row = |state: DutyState, note: View| {
        let n = of(state).count();
        view! {
            <tr class={state.as_str()}>
                <th scope={"row"}>{capital(&word("duty", state.as_str()))}</th>
                <td class={"number"}>{n.to_string()}</td>
                <td>{note}</td>
            </tr>
        }
    };
    let absent =
        (applying < legal.duties.len()).then(|| row(DutyState::NotApplicable, ().into_view()));
    view! {
        <section class={"card"} aria-labelledby={"duties"}>
            <h2 id={"duties"}>{t("site.duties")}</h2>
            <p class={"meta"}>{count("site.duties.what", applying)}</p>
            <table class={"plain"}>
                <caption class={"unseen"}>{t("site.duties.caption")}</caption>
                <tbody>
                    {row(DutyState::Met, bases.into_view())}
                    {row(DutyState::Gap, view! { <span translate={"no"}>{named}</span>{more} })}
                    {row(DutyState::Unknown, ().into_view())}
                    {absent}
                </tbody>
            </table>
            <p class={"meta"}>{fill("site.duties.status", &[("status", &word("legal", legal.status.as_str()))])}</p>
            {[DutyState::Gap, DutyState::Unknown, DutyState::Met].into_iter().map(|state| list(state, of(state).collect())).collect_view()}
        </section>
    }
}

/// The duties of one state with what each rests on.
fn list(state: DutyState, duties: Vec<&DutyOutcome>) -> View {
    if duties.is_empty() {
        return ().into_view();
    }
    let n = duties.len();
    let rows = duties
        .into_iter()
        .map(|duty| {
            let basis = duty.basis.map(|basis| word("basis", basis.as_str()));
            view! {
                <li>
                    <span lang={"en"}>{duty.title.clone()}</span>
                    <small class={"cite"}>
                        <span translate={"no"}>{duty.cite.clone()}</span>
                        {basis.map(|basis| view! { ". "{basis} })}
                        {(!duty.because.is_empty()).then(|| view! { ". "{t("site.from")}" "{sources(&duty.because)} })}
                    </small>
                </li>
            }
        })
        .collect_view();
    let label = text(&format!("site.duties.list.{state}"));
    view! {
        <details class={"fold screen"}>
            <summary>{format!("{label} ({n})")}</summary>
            <ul class={"duty-list"}>{rows}</ul>
        </details>
    }
}
