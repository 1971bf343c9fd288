//! What a report says, in reading order: decision, notices, gates, duties counted, practice in
//! ranges, where PHI goes, findings, conditions, decisions, and what all of it rests on.

mod agreements;
mod assurance;
pub(super) mod check;
mod check_soc2;
mod conditions;
mod customer;
mod facts;
mod findings;
mod gates;
mod open;
mod pack;
mod parties;
mod practice;
mod records;

use vendorward_core::{facts::Tier, texts::Language};

use super::{Block, Cell, Report, Tone, lead, voice::Voice, words::Words};
use crate::{VERSION, api::Scored, result, set::Set};

pub(super) fn report(set: &Set, scored: &Scored, language: Language) -> Report {
    let words = Words(language);
    let (package, outcome) = (&scored.package, &scored.outcome);
    let engagement = &package.assessment.engagement;
    let vendor = lead::vendor(words, engagement);
    let package_sha256 = package.sha256();
    let title = if engagement.products.is_empty() {
        vendor.clone()
    } else {
        let products = words.list(&engagement.products);
        words.fill(
            "report.title",
            &[("vendor", &vendor), ("products", &products)],
        )
    };
    let rubric = words.fill(
        "report.named",
        &[("id", &set.rubric.id), ("version", &set.rubric.version)],
    );
    let margin = words.fill(
        "report.margin",
        &[
            ("vendor", &vendor),
            ("as_of", &outcome.as_of.to_string()),
            ("rubric", &rubric),
            ("package", package_sha256.get(..12).unwrap_or_default()),
        ],
    );
    let mut blocks = vec![Block::Paragraph(words.text("recommendation.disclaimer"))];
    blocks.extend(
        outcome
            .notices
            .iter()
            .map(|notice| Block::Notice(words.said(notice))),
    );
    let voice = Voice::new(words, set, scored);
    blocks.push(Block::Facts(overview(voice, &rubric)));
    gates::gates(voice, &mut blocks);
    gates::duties(words, outcome, &mut blocks);
    practice::practice(words, set, outcome, &mut blocks);
    facts::facts(voice, &mut blocks);
    agreements::agreements(voice, &mut blocks);
    records::reports(voice, &mut blocks);
    assurance::assurance(voice, &mut blocks);
    records::substitutions(words, outcome, &mut blocks);
    records::scope(voice, &mut blocks);
    parties::subcontractors(voice, &mut blocks);
    parties::incidents(voice, &mut blocks);
    customer::duties(voice, &mut blocks);
    pack::pack(voice, &mut blocks);
    findings::findings(voice, &mut blocks);
    open::open(voice, &mut blocks);
    conditions::conditions(voice, &mut blocks);
    conditions::decision(words, package, &mut blocks);
    inputs(words, set, scored, package_sha256, &mut blocks);
    Report {
        language,
        title,
        lead: lead::lead(engagement, outcome, language),
        margin,
        blocks,
    }
}

/// A check of reports by themselves.
pub(super) fn soc2_check(set: &Set, scored: &Scored, language: Language) -> Report {
    let words = Words(language);
    let mut blocks = Vec::new();
    let voice = Voice::new(words, set, scored);
    check_soc2::reports(voice, &mut blocks);
    let as_of = scored.outcome.as_of.to_string();
    let lead = words.fill("report.soc2-check", &[("as_of", &as_of)]);
    Report {
        language,
        title: lead.clone(),
        margin: lead.clone(),
        lead,
        blocks,
    }
}

fn heading(words: Words, key: &str, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(words.text(key)));
}

fn head(words: Words, keys: &[&str]) -> Vec<String> {
    keys.iter()
        .map(|key| words.text(&format!("report.column.{key}")))
        .collect()
}

fn cell(tone: Tone, text: String) -> Cell {
    Cell { text, tone }
}

/// Who, what and how far, before anything else.
fn overview(voice: Voice<'_>, rubric: &str) -> Vec<(String, String)> {
    let (words, outcome) = (voice.words, voice.outcome);
    let engagement = &voice.assessment.engagement;
    let mut facts = Vec::new();
    let mut say = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push((words.text(&format!("report.fact.{key}")), value));
        }
    };
    say("vendor", engagement.vendor.legal_name.clone());
    say("customer", engagement.customer.name.clone());
    say("products", words.list(&engagement.products));
    let stage = engagement.stage.map_or("unknown", |stage| stage.as_str());
    say("stage", words.word("stage", stage));
    say("phi", words.word("phi", engagement.phi().as_str()));
    say(
        "phi-start",
        agreements::first_day(voice).unwrap_or_default(),
    );
    say("owner", engagement.owner.clone());
    let entered = engagement.entered.as_ref();
    let entered = entered.map(|signed| words.list(&[signed.by.clone(), signed.on.to_string()]));
    say("entered", entered.unwrap_or_default());
    say("attested", attested(voice));
    say("as-of", outcome.as_of.to_string());
    say("rubric", rubric.to_owned());
    let (tier, best) = (outcome.inherent.tier, outcome.inherent.best);
    say("tier", tiers(words, tier, best));
    let rating = outcome
        .rating
        .map(|rating| tiers(words, rating.now, rating.best));
    say(
        "rating",
        rating.unwrap_or_else(|| words.text("report.nothing-scorable")),
    );
    say("triage", words.word("triage", outcome.triage.as_str()));
    say(
        "determination",
        words.word("determination", outcome.baa.determination.as_str()),
    );
    if let Some(score) = &outcome.score {
        say("completeness", words.percent(score.completeness));
    }
    if let Some(day) = outcome.next_review {
        say("next-review", day.to_string());
    }
    facts
}

/// Who stands behind the answers, and when, or that nobody does; nothing if there are no answers.
fn attested(voice: Voice<'_>) -> String {
    let words = voice.words;
    match &voice.assessment.attestation {
        Some(one) => {
            let parts = [one.name.clone(), one.role.clone(), one.on.to_string()];
            let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
            words.list(&parts.collect::<Vec<_>>())
        }
        None if voice.assessment.answers.is_empty() => String::new(),
        None => words.text("report.nobody"),
    }
}

/// A tier, and what it is at best if that differs.
fn tiers(words: Words, now: Tier, best: Tier) -> String {
    let now_word = words.word("tier", now.as_str());
    if now == best {
        return now_word;
    }
    let best = words.word("tier", best.as_str());
    words.fill("report.at-best", &[("now", &now_word), ("best", &best)])
}

/// What the result rests on, for whoever wants to check it.
fn inputs(
    words: Words,
    set: &Set,
    scored: &Scored,
    package_sha256: String,
    blocks: &mut Vec<Block>,
) {
    heading(words, "report.inputs", blocks);
    let named = |kind: &str, one: &crate::set::Named| {
        let key = words.text(&format!("report.input.{kind}"));
        let name = words.fill(
            "report.named",
            &[("id", &one.id), ("version", &one.version)],
        );
        (format!("{key} {name}"), one.sha256.clone())
    };
    let mut facts = vec![
        (
            words.text("report.input.as-of"),
            scored.outcome.as_of.to_string(),
        ),
        (words.text("report.input.engine"), VERSION.to_owned()),
        (words.text("report.input.package"), package_sha256),
        (
            words.text("report.input.result"),
            result::sha256(&scored.json),
        ),
        named("rubric", &set.rubric),
    ];
    // The result names every questionnaire of the set; here those that were asked are enough.
    let asked = &scored.outcome.pack.questionnaires;
    facts.extend(
        set.questionnaires
            .iter()
            .filter(|one| asked.iter().any(|(id, _)| id.as_str() == one.id))
            .map(|one| named("questionnaire", one)),
    );
    blocks.push(Block::Facts(facts));
    let unknown = &scored.outcome.unknown_answers;
    if !unknown.is_empty() {
        let ids: Vec<String> = unknown.iter().map(ToString::to_string).collect();
        let line = words.fill("report.unknown-answers", &[("ids", &words.list(&ids))]);
        blocks.push(Block::Paragraph(line));
    }
}
