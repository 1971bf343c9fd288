//! What reports cover beyond their scope: time, exceptions with what management says, leaves of the
//! Security Rule.

use vendorward_core::{
    result::{LeafOutcome, Said, Span, SpanKind},
    rubric::Overlap,
    soc2::{Report, ReportException},
};

use super::{cell, head};
use crate::render::{Block, Cell, Table, Tone, voice::Voice};

/// More duties than this of one cause are counted, not named.
const NAMED: usize = 6;

pub(super) fn assurance(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    timeline(voice, blocks);
    exceptions(voice, blocks);
    leaves(voice, blocks);
}

fn table(voice: Voice<'_>, columns: &[&str], rows: Vec<Vec<Cell>>, blocks: &mut Vec<Block>) {
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            head: head(voice.words, columns),
            rows,
        }));
    }
}

/// Periods, bridge letters and gaps, by product where they differ.
fn timeline(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let words = voice.words;
    let spans = &voice.outcome.assurance.timeline;
    let by_product = spans.iter().any(|span| !span.product.is_empty());
    let row = |span: &Span| {
        let mut kind = words.text(&format!("report.span.{}", span.kind));
        if !span.org.is_empty() {
            let args = [("what", kind.as_str()), ("org", &span.org)];
            kind = words.fill("report.span.of-org", &args);
        }
        let covered = match &span.source {
            Some(source) => voice.named(&kind, source),
            None => kind,
        };
        let tone = match span.kind {
            SpanKind::Type2 => Tone::Good,
            SpanKind::Type1 => Tone::Plain,
            SpanKind::Bridge => Tone::Waiting,
            SpanKind::Gap => Tone::Bad,
        };
        let days = [span.from.to_string().into(), span.to.to_string().into()];
        let product = by_product.then(|| span.product.clone().into());
        let covered = cell(tone, covered);
        product.into_iter().chain(days).chain([covered]).collect()
    };
    let columns: &[&str] = if by_product {
        &["product", "from", "to", "covered"]
    } else {
        &["from", "to", "covered"]
    };
    table(voice, columns, spans.iter().map(row).collect(), blocks);
}

/// Exceptions that the records tell of, with management's response and apart from it what was done.
fn exceptions(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let rows = voice.assessment.reports.iter().flat_map(|report| {
        let each = report.exceptions.iter();
        each.map(move |one| exception(voice, report, one))
    });
    let columns = ["exception", "criteria", "saw", "response", "mended"];
    table(voice, &columns, rows.collect(), blocks);
}

fn exception(voice: Voice<'_>, report: &Report, one: &ReportException) -> Vec<Cell> {
    let words = voice.words;
    let or_none = |text: &str| match text.trim() {
        "" => words.text("report.none"),
        text => text.to_owned(),
    };
    let counted = one.failed.zip(one.sample).map(|(failed, sample)| {
        let (failed, sample) = (failed.to_string(), sample.to_string());
        words.fill("soc2.sample", &[("failed", &failed), ("sample", &sample)])
    });
    let saw: Vec<String> = counted
        .into_iter()
        .chain([one.text.trim().to_owned()])
        .filter(|part| !part.is_empty())
        .collect();
    let mended = one.remediation.map(|remediation| {
        let state = words.text(&format!("report.remediation.{}", remediation.state));
        let date = remediation.date.map(|date| date.to_string());
        words.list(
            &[Some(state), date]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>(),
        )
    });
    vec![
        voice.named(&one.control, report.id.as_str()).into(),
        one.criteria.join(", ").into(),
        saw.join(" ").into(),
        or_none(&one.response).into(),
        mended
            .unwrap_or_else(|| words.text("report.not-said"))
            .into(),
    ]
}

/// Leaves that nobody's criteria cover, which are to be asked for by name, and those that this report covers
/// less than its criteria would.
fn leaves(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let (words, assurance) = (voice.words, &voice.outcome.assurance);
    let usable = assurance
        .reports
        .iter()
        .any(|one| one.usable && assurance.relied_on.as_ref() == Some(&one.id));
    if !usable {
        return;
    }
    let bare: Vec<String> = assurance
        .leaves
        .iter()
        .filter(|leaf| leaf.overlap == Overlap::None && leaf.why.is_none())
        .map(|leaf| leaf.cite.clone())
        .collect();
    if !bare.is_empty() {
        let duties = words.list(&bare);
        let line = words.fill("report.leaves", &[("duties", &duties)]);
        blocks.push(Block::Paragraph(line));
    }
    // What has one cause is said once.
    let mut causes: Vec<(Overlap, &Said, Vec<String>)> = Vec::new();
    for LeafOutcome { cite, overlap, why } in &assurance.leaves {
        let Some(why) = why else { continue };
        let known = causes
            .iter_mut()
            .find(|(worth, cause, _)| worth == overlap && *cause == why);
        match known {
            Some((.., cites)) => cites.push(cite.clone()),
            None => causes.push((*overlap, why, vec![cite.clone()])),
        }
    }
    let row = |(overlap, why, cites): (Overlap, &Said, Vec<String>)| {
        let covered = words.text(&format!("report.overlap.{}", overlap.as_str()));
        let duties = if cites.len() > NAMED {
            words.count("report.leaf-count", cites.len())
        } else {
            words.list(&cites)
        };
        vec![words.said(why).into(), covered.into(), duties.into()]
    };
    let columns = ["why", "covered-by-report", "duty"];
    table(
        voice,
        &columns,
        causes.into_iter().map(row).collect(),
        blocks,
    );
}
