//! Findings, worst first; the same finding about many questions stands once. The page shows the first
//! twenty until one asks for all; paper shows all.

use crate::prelude::*;
use vendorward::core::{finding::Severity, gate::LawStatus, result::Finding};

use crate::{
    components::{name, source::sources},
    review::Scored,
    texts::{capital, count, fill, language, t, word},
};

/// How many rows are shown at first.
const SHOWN: usize = 20;

/// From how many on findings of one rule and severity stand as one row.
const GROUPED: usize = 3;

/// One of the three texts of a finding: `title`, `detail` or `remediation`.
pub(super) fn part(finding: &Finding, part: &str) -> String {
    let args = finding.args.said(language(), name::readable);
    language().speak(&format!("{}.{part}", finding.rule.id), &args)
}

/// The section.
pub(super) fn section(scored: &Scored) -> View {
    let findings = &scored.outcome.findings;
    if findings.is_empty() {
        return view! {
            <section class={"card"} aria-labelledby={"findings"}>
                <h2 id={"findings"}>{t("site.findings")}</h2>
                <p>{t("site.findings.none")}</p>
            </section>
        };
    }
    let all = RwSignal::new(false);
    let rows = rows(findings);
    let first = rows
        .iter()
        .take(SHOWN)
        .enumerate()
        .map(|(at, row)| drawn(row, at == 0))
        .collect_view();
    let rest: Vec<Vec<Finding>> = rows.iter().skip(SHOWN).cloned().collect();
    let left = rest.len();
    let button = (left > 0).then(|| {
        view! {
            <p class={"screen"} hidden={move || all.get()}>
                <button type={"button"} on:click={move |_| all.set(true)}>{count("site.findings.all", left)}</button>
            </p>
        }
    });
    // What is not shown is not drawn in full either: hundreds of findings cost little until asked for.
    let rest = move || {
        if all.get() {
            rest.iter().map(|row| drawn(row, false)).collect_view()
        } else {
            rest.iter().flatten().map(printed).collect_view()
        }
    };
    view! {
        <section class={"card"} aria-labelledby={"findings"}>
            <h2 id={"findings"}>{t("site.findings")}</h2>
            <p class={"meta"}>{tally(findings)}</p>
            <div class={"findings"}>{first}{rest}</div>
            {button}
        </section>
    }
}

/// How many of each severity.
fn tally(findings: &[Finding]) -> String {
    Severity::ALL
        .iter()
        .rev()
        .filter_map(|severity| {
            let n = findings
                .iter()
                .filter(|finding| finding.severity == *severity)
                .count();
            let severity = word("severity", severity.as_str());
            (n > 0).then(|| {
                fill(
                    "site.findings.tally",
                    &[("n", &n.to_string()), ("severity", &severity)],
                )
            })
        })
        .collect::<Vec<_>>()
        .join(", ")
}

/// Findings of one rule and severity together if they are many, each alone otherwise.
fn rows(findings: &[Finding]) -> Vec<Vec<Finding>> {
    let alike = |a: &Finding, b: &Finding| a.rule.id == b.rule.id && a.severity == b.severity;
    findings
        .chunk_by(alike)
        .flat_map(|chunk| {
            if chunk.len() >= GROUPED {
                vec![chunk.to_vec()]
            } else {
                chunk.iter().map(|finding| vec![finding.clone()]).collect()
            }
        })
        .collect()
}

fn drawn(row: &[Finding], open: bool) -> View {
    match row {
        [] => ().into_view(),
        [finding] => one(finding, open),
        [first, ..] => group(first, row, open),
    }
}

/// What names a finding to whoever reads the page by program.
fn key(finding: &Finding) -> String {
    format!("{} {}", finding.rule.id, finding.subject)
        .trim()
        .to_owned()
}

/// A finding that only paper shows for now.
fn printed(finding: &Finding) -> View {
    view! {
        <p class={"paper"} data-finding={key(finding)}>
            <b>{capital(&word("severity", finding.severity.as_str()))}</b>": "{part(finding, "title")}{name::about(&finding.subject)}
        </p>
    }
}

fn head(finding: &Finding, title: View, cites: String) -> View {
    let severity = finding.severity.as_str();
    view! {
        <summary>
            <span class={format!("sev {severity}")}>{word("severity", severity)}</span>
            <span class={"title"}>{title}</span>
            <span class={"cite"} translate={"no"}>{cites}</span>
        </summary>
    }
}

/// What closes it, whose it is, which law.
fn tail(finding: &Finding) -> View {
    let axis = word("site.axis", finding.axis.as_str());
    let owner = word("owner", finding.owner.as_str());
    // A contract's finding under contract law says it once.
    let law = capital(&word("law", finding.law.as_str()));
    let law = (finding.law != LawStatus::InForce && law != axis)
        .then(|| view! { " "{fill("site.findings.law", &[("law", &law)])} });
    view! {
        <p><b>{fill("site.findings.close", &[("owner", &owner)])}</b>" "{part(finding, "remediation")}</p>
        <p class={"meta"}>{fill("site.findings.axis", &[("axis", &axis)])}{law}" "<span translate={"no"}>{finding.rule.id}</span></p>
    }
}

fn one(finding: &Finding, open: bool) -> View {
    let from = (!finding.because.is_empty()).then(|| {
        view! { <p class={"from"}>{t("site.from")}" "{sources(&finding.because)}</p> }
    });
    let title = view! { {part(finding, "title")}{name::about(&finding.subject)} };
    view! {
        <details class={"finding"} open={open} data-finding={key(finding)}>
            {head(finding, title, finding.citations().join("; "))}
            <div class={"detail"}>
                <p>{part(finding, "detail")}</p>
                {tail(finding)}
                {from}
            </div>
        </details>
    }
}

fn group(first: &Finding, row: &[Finding], open: bool) -> View {
    let items = row
        .iter()
        .map(|finding| {
            let cites = finding.citations().join("; ");
            let from = (!finding.because.is_empty()).then(|| {
                view! { " "<small class={"from"}>{t("site.from")}" "{sources(&finding.because)}</small> }
            });
            view! {
                <li data-finding={key(finding)}>{name::subject(&finding.subject)}" "<small class={"cite"} translate={"no"}>{cites}</small>{from}</li>
            }
        })
        .collect_view();
    let title = view! { {part(first, "title")}" "<b class={"times"}>{count("site.findings.times", row.len())}</b> };
    view! {
        <details class={"finding"} open={open}>
            {head(first, title, String::new())}
            <div class={"detail wide"}>
                {tail(first)}
                <ul>{items}</ul>
            </div>
        </details>
    }
}
