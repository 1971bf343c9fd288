//! Practice, scored with its uncertainty.

use vendorward_core::result::{Outcome, Score};

use super::{head, heading};
use crate::{
    render::{Block, Cell, Table, words::Words},
    set::Set,
};

/// Scored, with its uncertainty.
pub(super) fn practice(words: Words, set: &Set, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.practice", blocks);
    let Some(whole) = &outcome.score else {
        blocks.push(Block::Paragraph(words.text("report.nothing-scorable")));
        return;
    };
    blocks.push(Block::Paragraph(words.text("report.practice-means")));
    let row = |name: String, score: &Score| {
        vec![
            name.into(),
            words.range(score.claimed_lo, score.claimed_hi).into(),
            words.percent(score.evidenced_lo).into(),
            words.percent(score.completeness).into(),
            words.percent(score.na_weight).into(),
        ]
    };
    let mut rows = vec![row(words.text("report.whole"), whole)];
    rows.extend(
        outcome
            .domains
            .iter()
            .map(|(domain, score)| row(words.word("report.domain", domain.as_str()), score)),
    );
    let columns = ["part", "claimed", "shown", "answered", "na"];
    blocks.push(Block::Table(Table {
        head: head(words, &columns),
        rows,
    }));
    // Two questionnaires may have sections of one name.
    let first = outcome.sections.first().map(|(of, ..)| of);
    let several = outcome.sections.iter().any(|(of, ..)| Some(of) != first);
    let sections: Vec<Vec<Cell>> = outcome
        .sections
        .iter()
        .map(|(questionnaire, section, score)| {
            let asked = set.compiled.questionnaires.iter();
            let of = asked.clone().find(|one| one.id == *questionnaire);
            let mut all = of.iter().flat_map(|one| &one.sections);
            let title = all
                .find(|one| one.id == *section)
                .map_or_else(|| section.to_string(), |one| one.title.clone());
            let title = match of {
                Some(one) if several => words.fill(
                    "report.section-of",
                    &[("questionnaire", &one.title), ("section", &title)],
                ),
                _ => title,
            };
            row(title, score)
        })
        .collect();
    if sections.len() > 1 {
        let mut table = Table {
            head: head(words, &columns),
            rows: sections,
        };
        if let Some(first) = table.head.first_mut() {
            *first = words.text("report.column.section");
        }
        blocks.push(Block::Table(table));
    }
}
