//! What is still open: questions without an answer that counts, answers that fall short and that no
//! finding names, and links that gave nothing.

use vendorward_core::{
    assessment::{Answer, AnswerState, Linked},
    criteria::Criteria,
    id::Id,
    prepare::Prepared,
    resolve::{State, Trouble},
    result::Cell::Covered,
    score,
    soc2::{ControlResult, Tests, Weakness},
    units::Credit,
};

use super::{head, heading};
use crate::render::{Block, Cell, Table, voice::Voice};

pub(super) fn open(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let words = voice.words;
    let compiled = &voice.set.compiled;
    let prepared = Prepared::new(compiled, voice.assessment, voice.outcome.as_of);
    heading(words, "report.open", blocks);
    let mut unsettled: Vec<(usize, Vec<Cell>)> = Vec::new();
    let mut short: Vec<Vec<Cell>> = Vec::new();
    let mut perhaps = 0;
    for (question, state, item) in score::items(compiled, &prepared.answers, &prepared.applies) {
        let Some(entry) = compiled.entry(question.at).filter(|_| item.asked) else {
            continue;
        };
        let id = entry.question.id.as_str();
        let trouble = prepared.answers.troubles.iter();
        let trouble = trouble.clone().find(|(at, _)| *at == question.at);
        let standing = match (state, trouble) {
            (State::Blank, _) if !item.certain => {
                perhaps += 1;
                continue;
            }
            (State::Answered(credit), _) if credit < Credit::FULL => {
                let named = voice.outcome.findings.iter().any(|one| one.subject == id);
                if item.certain && !named {
                    let row = [voice.question(id), voice.answer(id)];
                    short.push(row.map(Cell::from).to_vec());
                }
                continue;
            }
            (State::Answered(_) | State::Na, _) => continue,
            (State::Blank, _) => "blank",
            (State::Unclear, Some((_, Trouble::Conflict))) => "conflict",
            (State::Unclear, Some((_, Trouble::Invalid(_)))) => "invalid",
            (State::Unclear, None) => "dont-know",
            (State::NaOpen, _) => "na-open",
            (State::Refused, _) => "refused",
            (State::PartialUnexplained, _) => "partial",
        };
        let order = ORDER.iter().position(|one| *one == standing);
        let cells = [
            words.text(&format!("report.open.{standing}")),
            voice.question(id),
            said(voice, id, standing),
        ];
        unsettled.push((order.unwrap_or_default(), cells.map(Cell::from).to_vec()));
    }
    unsettled.sort_by_key(|(order, _)| *order);
    let links = links(voice);
    let nothing = unsettled.is_empty() && short.is_empty() && links.is_empty() && perhaps == 0;
    if nothing {
        blocks.push(Block::Paragraph(words.text("report.open.nothing")));
        return;
    }
    let mut table = |columns: &[&str], rows: Vec<Vec<Cell>>| {
        if !rows.is_empty() {
            blocks.push(Block::Table(Table {
                head: head(words, columns),
                rows,
            }));
        }
    };
    let rows = unsettled.into_iter().map(|(_, row)| row).collect();
    table(&["open", "question", "said"], rows);
    table(&["short", "answer"], short);
    table(&["link", "question", "gave"], links);
    if perhaps > 0 {
        blocks.push(Block::Paragraph(
            words.count("report.open.perhaps", perhaps),
        ));
    }
}

/// In which order what is open is listed.
const ORDER: [&str; 7] = [
    "conflict",
    "refused",
    "invalid",
    "na-open",
    "dont-know",
    "partial",
    "blank",
];

/// What was said all the same; that it was refused or is not known stands beside it already.
fn said(voice: Voice<'_>, id: &str, standing: &str) -> String {
    if matches!(standing, "conflict" | "invalid" | "partial") {
        return voice.answer(id);
    }
    let texts: Vec<String> = voice
        .assessment
        .answers
        .iter()
        .filter(|one| one.question.as_str() == id && one.state != AnswerState::Answered)
        .filter(|one| !one.text.trim().is_empty())
        .map(|one| {
            voice
                .words
                .fill("report.answer.text", &[("text", one.text.trim())])
        })
        .collect();
    texts.join(" / ")
}

/// Controls that a reviewer linked and that show nothing.
fn links(voice: Voice<'_>) -> Vec<Vec<Cell>> {
    let words = voice.words;
    let mut rows = Vec::new();
    for answer in &voice.assessment.answers {
        for link in &answer.linked {
            if let Some(why) = gave_nothing(voice, answer, link) {
                let name = voice.named(&link.control, link.report.as_str());
                let row = [
                    name,
                    voice.question(answer.question.as_str()),
                    words.text(why),
                ];
                rows.push(row.map(Cell::from).to_vec());
            }
        }
    }
    rows
}

/// Why a link shows nothing; nothing if it may.
fn gave_nothing(voice: Voice<'_>, answer: &Answer, link: &Linked) -> Option<&'static str> {
    let mut reports = voice.assessment.reports.iter();
    let Some(report) = reports.find(|one| one.id == link.report) else {
        return Some("report.link.no-report");
    };
    let mut controls = report.controls.iter();
    let control = controls.find(|one| one.id == link.control);
    match control.map(|one| one.result) {
        None => return Some("report.link.no-control"),
        Some(ControlResult::Exception) => return Some("report.link.exception"),
        Some(ControlResult::NoEvents) => return Some("report.link.no-events"),
        Some(ControlResult::CarvedOut) => return Some("report.link.carved-out"),
        Some(ControlResult::Tested) => {}
    }
    let tests = Tests::of(report);
    if let Some(control) = control.filter(|one| !tests.gives(one)) {
        let criteria = Criteria::all(&control.criteria);
        return Some(match tests.weakness(criteria) {
            Some(Weakness::Qualified) => "report.link.qualified",
            Some(Weakness::Sunk) => "report.link.sunk",
            _ => "report.link.carved-out",
        });
    }
    let usable = |id: &Id| {
        let mut all = voice.outcome.assurance.reports.iter();
        all.find(|one| one.id == *id && one.usable)
    };
    let Some(standing) = usable(&link.report) else {
        return Some("report.link.unusable");
    };
    // What speaks of some products needs others for the rest.
    let covered = |product: &String| {
        let reports = answer.linked.iter().filter_map(|one| usable(&one.report));
        reports
            .flat_map(|one| &one.products)
            .any(|(name, cell)| name == product && *cell == Covered)
    };
    let every = standing.products.iter().all(|(name, _)| covered(name));
    (!every && answer.confirmed.is_empty()).then_some("report.link.products")
}
