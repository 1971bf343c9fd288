//! Findings, worst first. The page shows the first twenty until one asks for all; paper shows all.

use leptos::prelude::*;
use vendorward::core::{finding::Severity, gate::LawStatus, result::Finding};

use crate::{
    components::source::sources,
    review::Scored,
    texts::{capital, count, fill, t, word},
};

/// How many are shown at first.
const SHOWN: usize = 20;

/// One of the three texts of a finding: `title`, `detail` or `remediation`.
pub(super) fn part(finding: &Finding, part: &str) -> String {
    let args: Vec<(&str, &str)> = finding
        .args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    fill(&format!("{}.{part}", finding.rule.id), &args)
}

/// The section.
pub(super) fn section(scored: &Scored) -> AnyView {
    let findings = &scored.outcome.findings;
    if findings.is_empty() {
        return view! {
            <section class={"card"} aria-labelledby={"findings"}>
                <h2 id={"findings"}>{t("site.findings")}</h2>
                <p>{t("site.findings.none")}</p>
            </section>
        }
        .into_any();
    }
    let all = RwSignal::new(false);
    let tally = Severity::ALL
        .iter()
        .rev()
        .filter_map(|severity| {
            let n = findings
                .iter()
                .filter(|finding| finding.severity == *severity)
                .count();
            (n > 0).then(|| {
                fill(
                    "site.findings.tally",
                    &[
                        ("n", &n.to_string()),
                        ("severity", &word("severity", severity.as_str())),
                    ],
                )
            })
        })
        .collect::<Vec<_>>()
        .join(", ");
    let first = findings
        .iter()
        .take(SHOWN)
        .enumerate()
        .map(|(at, finding)| one(finding, at == 0))
        .collect_view();
    let rest: Vec<Finding> = findings.iter().skip(SHOWN).cloned().collect();
    let left = rest.len();
    let button = (left > 0).then(|| {
        view! {
            <p class={"screen"} hidden={move || all.get()}>
                <button type={"button"} on:click={move |_| all.set(true)}>{count("site.findings.all", left)}</button>
            </p>
        }
    });
    // What is not shown is not drawn either: hundreds of findings cost nothing until asked for.
    let rest = move || {
        if all.get() {
            rest.iter()
                .map(|finding| one(finding, false))
                .collect_view()
                .into_any()
        } else {
            rest.iter().map(printed).collect_view().into_any()
        }
    };
    view! {
        <section class={"card"} aria-labelledby={"findings"}>
            <h2 id={"findings"}>{t("site.findings")}</h2>
            <p class={"meta"}>{tally}</p>
            <div class={"findings"}>{first}{rest}</div>
            {button}
        </section>
    }
    .into_any()
}

/// A finding that only paper shows for now.
fn printed(finding: &Finding) -> AnyView {
    view! { <p class={"paper"}><b>{word("severity", finding.severity.as_str())}</b>" "{part(finding, "title")}" "{subject(finding)}</p> }.into_any()
}

fn subject(finding: &Finding) -> AnyView {
    (!finding.subject.is_empty())
        .then(
            || view! { <span class={"subject"} translate={"no"}>{finding.subject.clone()}</span> },
        )
        .into_any()
}

fn one(finding: &Finding, open: bool) -> AnyView {
    let severity = finding.severity.as_str();
    let cites = finding.citations.join("; ");
    let axis = word("site.axis", finding.axis.as_str());
    let owner = word("owner", finding.owner.as_str());
    let law = (finding.law != LawStatus::InForce)
        .then(|| view! { " "{capital(&word("law", finding.law.as_str()))}"." });
    let from = (!finding.because.is_empty()).then(|| {
        view! { <p class={"from"}>{t("site.from")}" "{sources(&finding.because)}</p> }
    });
    view! {
        <details class={"finding"} open={open}>
            <summary>
                <span class={format!("sev {severity}")}>{word("severity", severity)}</span>
                <span class={"title"}>{part(finding, "title")}" "{subject(finding)}</span>
                <span class={"cite"} translate={"no"}>{cites}</span>
            </summary>
            <div class={"detail"}>
                <p>{part(finding, "detail")}</p>
                <p><b>{fill("site.findings.close", &[("owner", &owner)])}</b>" "{part(finding, "remediation")}</p>
                <p class={"meta"}>{axis}"."{law}" "<span translate={"no"}>{finding.rule.id}</span></p>
                {from}
            </div>
        </details>
    }
    .into_any()
}
