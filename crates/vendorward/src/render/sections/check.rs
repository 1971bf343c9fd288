//! A check of agreements in words: what they were held against, how each stands, what it says.

use vendorward_core::{
    baa::{self, Baa, ClockState, ProvisionKey, ProvisionState, Standing, TermKey, TermState},
    result::{AgreementOutcome, Clock},
    texts::Language,
};

use super::{agreements, cell, findings, gates, head};
use crate::{
    check::baa::{Against, Checked, Stand, standings},
    render::{Block, Cell, Report, Table, Tone, voice::Voice, words::Words},
    set::Set,
};

pub(in crate::render) fn baa(set: &Set, checked: &Checked, language: Language) -> Report {
    let words = Words(language);
    let voice = Voice::new(words, set, &checked.scored);
    let as_of = voice.outcome.as_of.to_string();
    let against = match checked.against {
        Against::Given => "given",
        Against::Assumed => "assumed",
    };
    let mut blocks = vec![
        Block::Paragraph(words.text(&format!("report.check.{against}"))),
        Block::Paragraph(words.fill("report.as-of", &[("as_of", &as_of)])),
    ];
    agreements::on_file(voice, &mut blocks);
    let pairs = voice.assessment.baas.iter();
    for (baa, one) in pairs.zip(&voice.outcome.baa.agreements) {
        stands(voice, baa, &mut blocks);
        clocks(voice, one, &mut blocks);
        provisions(words, baa, &mut blocks);
        terms(words, baa, &mut blocks);
    }
    gates::gates(voice, &mut blocks);
    findings::findings(voice, &mut blocks);
    Report {
        language,
        title: words.text("report.check"),
        lead: lead(voice),
        margin: as_of,
        blocks,
    }
}

/// Each agreement and for how many flows it is in force.
fn lead(voice: Voice<'_>) -> String {
    let words = voice.words;
    let said: Vec<String> = voice
        .assessment
        .baas
        .iter()
        .map(|baa| {
            let stands = standings(voice.assessment, voice.outcome, baa);
            let holds = |one: &&Stand<'_>| one.review.standing == Standing::InForce;
            let n = stands.iter().filter(holds).count().to_string();
            let of = stands.len().to_string();
            let id = baa.id.to_string();
            let key = if stands.is_empty() { "none" } else { "some" };
            let args = [("id", id.as_str()), ("n", &n), ("of", &of)];
            words.fill(&format!("report.check.lead.{key}"), &args)
        })
        .collect();
    if said.is_empty() {
        return words.text("report.check.lead.nothing");
    }
    said.join(" ")
}

fn named(words: Words, key: &str, id: &str, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(words.fill(key, &[("id", id)])));
}

fn stands(voice: Voice<'_>, baa: &Baa, blocks: &mut Vec<Block>) {
    let words = voice.words;
    named(words, "report.check.flows", baa.id.as_str(), blocks);
    let stands = standings(voice.assessment, voice.outcome, baa);
    if stands.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.check.no-flow")));
        return;
    }
    let row = |one: &Stand<'_>| -> Vec<Cell> {
        let review = &one.review;
        let tone = match review.standing {
            Standing::InForce => Tone::Good,
            Standing::Unknown => Tone::Open,
            Standing::Unfinished => Tone::Waiting,
            Standing::Refused | Standing::Missing | Standing::Defective => Tone::Bad,
        };
        let standing = words.word("report.standing", review.standing.as_str());
        let why = review.defects.iter().map(|defect| {
            let title = words.text(&format!("{}.title", defect.finding));
            voice.named(&title, &defect.about)
        });
        let missing = review
            .missing
            .iter()
            .map(|field| words.word("site.field", field));
        vec![
            voice.flow(one.flow.as_str()).into(),
            cell(tone, standing),
            why.collect::<Vec<_>>().join("; ").into(),
            missing.collect::<Vec<_>>().join("; ").into(),
        ]
    };
    blocks.push(Block::Table(Table {
        head: head(words, &["flow", "standing", "why", "missing"]),
        rows: stands.iter().map(row).collect(),
    }));
}

fn clocks(voice: Voice<'_>, one: &AgreementOutcome, blocks: &mut Vec<Block>) {
    let words = voice.words;
    named(words, "report.check.clocks", one.id.as_str(), blocks);
    let row = |clock: &Clock| -> Vec<Cell> {
        let tone = match clock.state {
            ClockState::Lawful => Tone::Good,
            ClockState::OverLimit => Tone::Bad,
            ClockState::Open | ClockState::Unread => Tone::Open,
        };
        let days = match (clock.days, clock.trigger) {
            (Some(days), _) => days.to_string(),
            (None, Some(_)) => words.text("report.agreement.no-number"),
            (None, None) => String::new(),
        };
        let trigger = clock
            .trigger
            .map(|trigger| words.text(&format!("report.trigger.{trigger}")));
        vec![
            words
                .word("report.reported", clock.reported.as_str())
                .into(),
            days.into(),
            trigger.unwrap_or_default().into(),
            cell(tone, words.word("report.clock", clock.state.as_str())),
        ]
    };
    blocks.push(Block::Table(Table {
        head: head(words, &["notice-of", "calendar-days", "counts", "lawful"]),
        rows: one.clocks.iter().map(row).collect(),
    }));
}

fn provisions(words: Words, baa: &Baa, blocks: &mut Vec<Block>) {
    named(words, "report.check.provisions", baa.id.as_str(), blocks);
    let row = |key: &ProvisionKey| -> Vec<Cell> {
        let state = baa::provision_state(&baa.provisions, *key);
        let tone = match state {
            Some(ProvisionState::Found) => Tone::Good,
            Some(ProvisionState::Absent) => Tone::Bad,
            Some(ProvisionState::Unclear) | None => Tone::Open,
        };
        let word = state.map_or("not-looked-for", |state| state.as_str());
        vec![
            words.word("site.provision", key.as_str()).into(),
            cell(tone, words.word("report.provision-state", word)),
            key.cite().to_owned().into(),
        ]
    };
    blocks.push(Block::Table(Table {
        head: head(words, &["provision", "state", "citation"]),
        rows: ProvisionKey::ALL.iter().map(row).collect(),
    }));
}

/// Terms beyond what the rules require; those that nobody looked for are named in one line.
fn terms(words: Words, baa: &Baa, blocks: &mut Vec<Block>) {
    named(words, "report.check.terms", baa.id.as_str(), blocks);
    let name = |key: &TermKey| words.word("report.term", key.as_str());
    let state = |key: &TermKey| baa::term_state(&baa.terms, *key);
    let row = |(key, state): (&TermKey, TermState)| -> Vec<Cell> {
        let tone = match state {
            TermState::Agreed => Tone::Good,
            TermState::Weak | TermState::Silent => Tone::Plain,
            TermState::Against => Tone::Bad,
        };
        let word = words.word("report.term-state", state.as_str());
        vec![name(key).into(), cell(tone, word)]
    };
    let known = TermKey::ALL.iter();
    let rows: Vec<_> = known
        .filter_map(|key| Some(row((key, state(key)?))))
        .collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            head: head(words, &["term", "state"]),
            rows,
        }));
    }
    let unread = TermKey::ALL.iter().filter(|key| state(key).is_none());
    let unread: Vec<String> = unread.map(name).collect();
    if !unread.is_empty() {
        let line = words.fill(
            "report.check.not-looked-for",
            &[("terms", &words.list(&unread))],
        );
        blocks.push(Block::Paragraph(line));
    }
}
