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
    // Two questionnaires may have sections of one name: each has its table, the longest first.
    let mut groups: Vec<_> = outcome
        .sections
        .chunk_by(|(one, ..), (next, ..)| one == next)
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let several = groups.len() > 1;
    for group in groups {
        let Some((of, ..)) = group.first() else {
            continue;
        };
        let mut all = set.compiled.questionnaires.iter();
        let of = all.find(|one| one.id == *of);
        let rows: Vec<Vec<Cell>> = group
            .iter()
            .map(|(_, section, score)| {
                let mut all = of.iter().flat_map(|one| &one.sections);
                let title = all
                    .find(|one| one.id == *section)
                    .map_or_else(|| section.to_string(), |one| one.title.clone());
                row(title, score)
            })
            .collect();
        if rows.len() < 2 && !several {
            continue;
        }
        let mut head = head(words, &columns);
        if let Some(first) = head.first_mut() {
            *first = match of {
                Some(one) if several => {
                    words.fill("report.sections-of", &[("questionnaire", &one.title)])
                }
                _ => words.text("report.column.section"),
            };
        }
        blocks.push(Block::Table(Table { head, rows }));
    }
}
