//! Conditions: the package's own with their state today, then those the result proposes.

use crate::prelude::*;
use vendorward::core::{
    Date, Id,
    assessment::{Accepted, ConditionState},
    result::{Outcome, OutcomeCondition},
};

use crate::{
    browser,
    components::{
        field::{day, line, named},
        name, you,
    },
    desk::{self, review},
    review::Scored,
    texts::{capital, count, date, fill, t, text, word},
};

/// How many are shown at first.
const SHOWN: usize = 10;

/// The section; nothing without conditions.
pub(super) fn section(scored: &Scored) -> View {
    let outcome = &scored.outcome;
    if outcome.conditions.is_empty() {
        return ().into_view();
    }
    let proposed = outcome
        .conditions
        .iter()
        .any(|one| one.state == ConditionState::Proposed);
    let all = RwSignal::new(false);
    let rows = outcome
        .conditions
        .iter()
        .enumerate()
        .map(|(at, one)| row(outcome, one, at >= SHOWN, all))
        .collect_view();
    let left = outcome.conditions.len().saturating_sub(SHOWN);
    let button = (left > 0).then(|| {
        view! {
            <p class={"screen"} hidden={move || all.get()}>
                <button type={"button"} on:click={move |_| all.set(true)}>{count("site.findings.all", left)}</button>
            </p>
        }
    });
    view! {
        <section aria-labelledby={"conditions"}>
            <h2 id={"conditions"}>{t("site.conditions")}</h2>
            {proposed.then(|| view! { <p class={"meta"}>{t("site.conditions.proposed")}</p> })}
            <div class={"scroll"} role={"region"} tabindex={"0"} aria-labelledby={"conditions"}>
                <table>
                    <thead><tr>
                        <th scope={"col"}>{t("site.conditions.what")}</th>
                        <th scope={"col"}>{t("site.conditions.owner")}</th>
                        <th scope={"col"}>{t("site.conditions.when")}</th>
                        <th scope={"col"}>{t("site.conditions.state")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {button}
        </section>
    }
}

/// What a condition asks: a gate's name, or a finding's title.
fn what(outcome: &Outcome, one: &OutcomeCondition) -> String {
    let finding = outcome
        .findings
        .iter()
        .find(|finding| finding.rule.id == one.finding && finding.subject == one.subject);
    match finding {
        Some(finding) => super::findings::part(finding, "title"),
        None => text(&format!("{}.title", one.finding)),
    }
}

fn row(outcome: &Outcome, one: &OutcomeCondition, later: bool, all: RwSignal<bool>) -> View {
    let kind = text(&format!("site.condition-kind.{}", one.kind));
    let due = match (one.due, one.days) {
        (Some(due), _) => fill("site.conditions.due", &[("day", &date(due))]),
        (None, Some(0)) => text("site.conditions.at-once"),
        (None, Some(days)) => count("site.conditions.days", usize::from(days)),
        (None, None) => String::new(),
    };
    let class = match one.state {
        ConditionState::Closed | ConditionState::Accepted => "cell ok",
        ConditionState::Overdue => "cell gap",
        ConditionState::Open => "cell unk",
        ConditionState::Proposed => "cell na",
    };
    let own = Id::new(&one.id)
        .ok()
        .filter(|_| one.state != ConditionState::Proposed);
    let ending = own
        .filter(|_| matches!(one.state, ConditionState::Open | ConditionState::Overdue))
        .map(ending);
    // Paper shows every row.
    let class_of_row = move || (later && !all.get()).then_some("later");
    view! {
        <tr class={class_of_row}>
            <th scope={"row"}>
                {what(outcome, one)}" "
                {(!one.subject.is_empty()).then(|| name::subject(&one.subject))}
            </th>
            <td>{capital(&word("owner", one.owner.as_str()))}</td>
            <td>{capital(&kind)}" "<span class={"why"}>{due}</span></td>
            <td><span class={class}>{word("site.condition-state", one.state.as_str())}</span>{ending}</td>
        </tr>
    }
}

/// How an open condition ends: closed with evidence, or accepted by a named person until a day.
fn ending(id: Id) -> View {
    let evidence = RwSignal::new(String::new());
    let (role, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let until = RwSignal::new(None::<Date>);
    let keep = |signal: RwSignal<String>| Tell::new(move |text| signal.set(text));
    let field = |name: &str| format!("{}-{name}", id.as_str().replace('.', "-"));
    let fields = (
        line(
            named(field("evidence"), "site.conditions.evidence"),
            String::new(),
            keep(evidence),
        ),
        line(
            named(field("role"), "site.decision.role"),
            String::new(),
            keep(role),
        ),
        line(
            named(field("reason"), "site.decision.reason"),
            String::new(),
            keep(reason),
        ),
        day(
            named(field("until"), "site.conditions.until"),
            None,
            Tell::new(move |day| until.set(day)),
        ),
    );
    let (closing, accepting) = (id.clone(), id);
    let no_evidence = move || evidence.with(|text| text.trim().is_empty());
    let close = move |_| {
        let said = evidence.get_untracked();
        end(&closing, |one| {
            one.state = ConditionState::Closed;
            one.evidence = said;
            one.closed_on = Some(browser::today());
        });
    };
    let incomplete = move || {
        role.with(|text| text.trim().is_empty())
            || reason.with(|text| text.trim().is_empty())
            || until.get().is_none()
            || !desk::you().is_known()
    };
    let accept = move |_| {
        let Some(until) = until.get_untracked() else {
            return;
        };
        let accepted = Accepted {
            by: desk::you().name_now(),
            role: role.get_untracked(),
            reason: reason.get_untracked(),
            until,
        };
        end(&accepting, |one| {
            one.state = ConditionState::Accepted;
            one.accepted = Some(accepted);
        });
    };
    view! {
        <details class={"fold screen"}>
            <summary>{t("site.conditions.end")}</summary>
            {fields.0}
            <p><button type={"button"} disabled={no_evidence} on:click={close}>{t("site.conditions.close")}</button></p>
            {you::field("accept-by")}
            {fields.1}{fields.2}{fields.3}
            <p><button type={"button"} disabled={incomplete} on:click={accept}>{t("site.conditions.accept")}</button></p>
        </details>
    }
}

fn end(id: &Id, change: impl FnOnce(&mut vendorward::core::assessment::Condition)) {
    review().edit(|assessment| {
        if let Some(one) = assessment.conditions.iter_mut().find(|one| one.id == *id) {
            change(one);
        }
    });
}
