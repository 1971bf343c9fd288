//! Findings, those of one rule about several questions said once.

use vendorward_core::{finding::Severity, gate::LawStatus, result::Finding};

use super::{head, heading};
use crate::render::{Block, Entry, Table, Tone, voice::Voice, words::capital};

pub(super) fn findings(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    heading(voice.words, "report.findings", blocks);
    entries(voice, |_| true, blocks);
}

/// The findings that are wanted, or that there are none.
pub(super) fn entries(
    voice: Voice<'_>,
    wanted: impl Fn(&Finding) -> bool,
    blocks: &mut Vec<Block>,
) {
    let all = voice.outcome.findings.iter();
    let found: Vec<&Finding> = all.filter(|finding| wanted(finding)).collect();
    if found.is_empty() {
        let none = voice.words.text("report.no-findings");
        blocks.push(Block::Paragraph(none));
        return;
    }
    // Findings come sorted by severity and rule: those of one rule stand together.
    let alike = |a: &&Finding, b: &&Finding| {
        a.rule.id == b.rule.id && a.severity == b.severity && question(a).and(question(b)).is_some()
    };
    let entry = |group: &[&Finding]| match group {
        [one] => Some(finding(voice, one)),
        [first, ..] => Some(about_questions(voice, first, group)),
        [] => None,
    };
    blocks.push(Block::Entries(
        found.chunk_by(alike).filter_map(entry).collect(),
    ));
}

/// The question a finding is about, in its own words.
fn question(finding: &Finding) -> Option<&str> {
    finding.args.text("question")
}

fn finding(voice: Voice<'_>, finding: &Finding) -> Entry {
    let words = voice.words;
    let text = |part: &str| voice.finding(finding, part);
    // The detail says a question in its own words.
    let subject = match question(finding) {
        Some(_) => finding.subject.clone(),
        None => voice.subject(finding.rule.id, &finding.subject),
    };
    let mut meta = vec![
        words.fill(
            "report.about",
            &[("id", finding.rule.id), ("subject", &subject)],
        ),
        words.word("law", finding.law.as_str()),
    ];
    meta.extend(finding.citations().iter().map(ToString::to_string));
    let mut paragraphs = vec![text("detail")];
    if question(finding).is_some() {
        let answer = voice.answer(&finding.subject);
        if !answer.is_empty() {
            paragraphs.push(words.fill("report.answered", &[("answer", &answer)]));
        }
    }
    paragraphs.push(to_do(voice, finding));
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
fn about_questions(voice: Voice<'_>, first: &Finding, group: &[&Finding]) -> Entry {
    let words = voice.words;
    let row = |one: &Finding| {
        vec![
            voice.question(&one.subject).into(),
            voice.answer(&one.subject).into(),
            words.word("law", one.law.as_str()).into(),
            one.citations().join("; ").into(),
        ]
    };
    let title = words.text(&format!("{}.title", first.rule.id));
    // An addressable question among them has one way more to be closed.
    let addressable = group.iter().find(|one| one.law == LawStatus::Addressable);
    let paragraphs = vec![to_do(voice, addressable.copied().unwrap_or(first))];
    Entry {
        label: words.word("severity", first.severity.as_str()),
        tone: severity(first.severity),
        title: words.fill(
            "report.times",
            &[("title", &title), ("n", &group.len().to_string())],
        ),
        meta: first.rule.id.to_owned(),
        paragraphs,
        table: Some(Table {
            head: head(words, &["question", "answer", "law", "citation"]),
            rows: group.iter().copied().map(row).collect(),
        }),
    }
}

fn to_do(voice: Voice<'_>, finding: &Finding) -> String {
    let words = voice.words;
    let owner = capital(&words.word("owner", finding.owner.as_str()));
    let remediation = voice.finding(finding, "remediation");
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
