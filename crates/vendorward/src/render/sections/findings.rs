//! Findings, those of one rule about several questions said once.

use vendorward_core::{
    finding::Severity,
    result::{Finding, Outcome},
};

use super::{head, heading};
use crate::{
    render::{
        Block, Entry, Table, Tone,
        words::{Words, capital},
    },
    result,
};

pub(super) fn findings(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.findings", blocks);
    if outcome.findings.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-findings")));
        return;
    }
    // Findings come sorted by severity and rule: those of one rule stand together.
    let alike = |a: &Finding, b: &Finding| {
        a.rule.id == b.rule.id && a.severity == b.severity && question(a).and(question(b)).is_some()
    };
    let entry = |group: &[Finding]| match group {
        [one] => Some(finding(words, one)),
        [first, ..] => Some(about_questions(words, first, group)),
        [] => None,
    };
    blocks.push(Block::Entries(
        outcome.findings.chunk_by(alike).filter_map(entry).collect(),
    ));
}

/// The question a finding is about, in its own words.
fn question(finding: &Finding) -> Option<&str> {
    let named = finding.args.iter().find(|(name, _)| *name == "question");
    named.map(|(_, prompt)| prompt.as_str())
}

fn finding(words: Words, finding: &Finding) -> Entry {
    let text = |part: &str| {
        result::speak(
            words.0,
            &format!("{}.{part}", finding.rule.id),
            &finding.args,
        )
    };
    let mut meta = vec![
        words.fill(
            "report.about",
            &[("id", finding.rule.id), ("subject", &finding.subject)],
        ),
        words.word("law", finding.law.as_str()),
    ];
    meta.extend(finding.citations.iter().cloned());
    let mut paragraphs = vec![text("detail"), to_do(words, finding)];
    if !finding.because.is_empty() {
        let sources = words.list(&finding.because);
        paragraphs.push(words.fill("report.because", &[("sources", &sources)]));
    }
    Entry {
        label: words.word("severity", finding.severity.as_str()),
        tone: severity(finding.severity),
        title: text("title"),
        meta: meta.join("; "),
        paragraphs,
        table: None,
    }
}

/// What one rule found about several questions, said once.
fn about_questions(words: Words, first: &Finding, group: &[Finding]) -> Entry {
    let row = |one: &Finding| {
        vec![
            one.subject.clone().into(),
            question(one).unwrap_or_default().to_owned().into(),
            words.word("law", one.law.as_str()).into(),
            one.citations.join("; ").into(),
        ]
    };
    let title = words.text(&format!("{}.title", first.rule.id));
    Entry {
        label: words.word("severity", first.severity.as_str()),
        tone: severity(first.severity),
        title: words.fill(
            "report.times",
            &[("title", &title), ("n", &group.len().to_string())],
        ),
        meta: first.rule.id.to_owned(),
        paragraphs: vec![to_do(words, first)],
        table: Some(Table {
            head: head(words, &["question", "asks", "law", "citation"]),
            rows: group.iter().map(row).collect(),
        }),
    }
}

fn to_do(words: Words, finding: &Finding) -> String {
    let owner = capital(&words.word("owner", finding.owner.as_str()));
    let remediation = result::speak(
        words.0,
        &format!("{}.remediation", finding.rule.id),
        &finding.args,
    );
    words.fill(
        "report.to-do",
        &[("owner", &owner), ("remediation", &remediation)],
    )
}

const fn severity(severity: Severity) -> Tone {
    match severity {
        Severity::Critical | Severity::High => Tone::Bad,
        Severity::Medium | Severity::Low => Tone::Open,
        Severity::Info => Tone::Plain,
    }
}
