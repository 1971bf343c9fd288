//! What the inherent tier rests on: the facts of the intake, and what the rubric makes of them.

use super::{head, heading};
use crate::render::{Block, Table, voice::Voice};

pub(super) fn facts(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let words = voice.words;
    let engagement = &voice.assessment.engagement;
    heading(words, "report.tier", blocks);
    let chosen = |fact: &str, word: Option<&'static str>| {
        word.map_or_else(
            || words.text("report.unknown"),
            |word| voice.option(fact, word),
        )
    };
    let sensitivity = engagement.sensitivity.as_ref().map(|all| {
        let labels: Vec<String> = all
            .iter()
            .map(|one| voice.option("sensitivity", one.as_str()))
            .collect();
        if labels.is_empty() {
            words.text("report.none")
        } else {
            labels.join("; ")
        }
    });
    let unknown = || words.text("report.unknown");
    let allowed = &engagement.customer.regions_allowed;
    let facts = [
        (
            "product-type",
            chosen(
                "product-type",
                engagement.product_type.map(|one| one.as_str()),
            ),
        ),
        (
            "records",
            engagement
                .records
                .map_or_else(unknown, |count| count.to_string()),
        ),
        ("sensitivity", sensitivity.unwrap_or_else(unknown)),
        (
            "criticality",
            chosen(
                "criticality",
                engagement.criticality.map(|one| one.as_str()),
            ),
        ),
        (
            "access",
            chosen("access", engagement.access.map(|one| one.as_str())),
        ),
        ("connection", voice.yes_no(engagement.connection)),
        (
            "hosting",
            chosen("hosting", engagement.hosting.map(|one| one.as_str())),
        ),
        ("offshore", voice.yes_no(engagement.offshore)),
        (
            "regions",
            if allowed.is_empty() {
                words.text("report.tier.no-limit")
            } else {
                words.list(allowed)
            },
        ),
        ("ai", voice.yes_no(engagement.ai)),
    ];
    let facts = facts
        .into_iter()
        .map(|(key, value)| (words.text(&format!("report.tier.{key}")), value));
    blocks.push(Block::Facts(facts.collect()));
    let inherent = &voice.outcome.inherent;
    let rows: Vec<_> = inherent
        .factors
        .iter()
        .filter_map(|factor| {
            let mut rules = voice.set.compiled.rubric.tier.iter();
            let rule = rules.find(|rule| rule.id == factor.id)?;
            let holds = if factor.certain { "yes" } else { "perhaps" };
            Some(vec![
                rule.reason.clone().into(),
                words.word("tier", factor.tier.as_str()).into(),
                words.text(&format!("report.{holds}")).into(),
            ])
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            head: head(words, &["factor", "tier", "holds"]),
            rows,
        }));
    }
}
