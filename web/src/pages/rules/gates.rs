//! Gates: what each asks, what it does, what clears it.

use crate::prelude::*;
use vendorward::core::{
    facts::Tier,
    gate::GateId,
    rubric::{GateRule, Rubric},
};

use super::{table, why};
use crate::texts::{capital, date, fill, text, word};

/// The table.
pub(super) fn section(rubric: &Rubric) -> View {
    let rows = GateId::ALL
        .iter()
        .filter_map(|id| rubric.gates.get(id).map(|rule| row(*id, rule)))
        .collect_view();
    let columns = [
        "site.rules.gate",
        "site.rules.law",
        "site.rules.effect",
        "site.rules.clears",
        "site.rules.why",
    ];
    table("gates", "site.rules.gates", &columns, rows.into_view())
}

fn row(id: GateId, rule: &GateRule) -> View {
    let effects = fill(
        "site.rules.effects",
        &[
            (
                "prospective",
                &word("site.effect", rule.prospective.as_str()),
            ),
            ("live", &word("site.effect", rule.live.as_str())),
        ],
    );
    let checked = fill("site.rules.checked", &[("day", &date(rule.checked))]);
    let cites = rule.cites.join("; ");
    view! {
        <tr>
            <th scope={"row"} id={id.as_str()}>
                {text(&format!("{id}.title"))}
                <span class={"why"}>{text(&format!("{id}.asks"))}</span>
                <small translate={"no"}>{id.as_str()}</small>
            </th>
            <td>{capital(&word("law", rule.law.as_str()))}<span class={"why"}><span translate={"no"}>{cites}</span>" "{checked}</span></td>
            <td>{effects}</td>
            <td>{clears(rule)}</td>
            <td>{why(&rule.reason, &rule.source)}</td>
        </tr>
    }
}

/// The least basis that clears it, tiers with the same one together.
fn clears(rule: &GateRule) -> String {
    let mut parts: Vec<(Vec<String>, String)> = Vec::new();
    for tier in Tier::ALL.iter().rev() {
        let basis = word("basis", rule.clears_with.at(*tier).as_str());
        let tier = word("tier", tier.as_str());
        match parts.last_mut().filter(|(_, last)| *last == basis) {
            Some((tiers, _)) => tiers.push(tier),
            None => parts.push((vec![tier], basis)),
        }
    }
    if let [(_, only)] = parts.as_slice() {
        return capital(only);
    }
    parts
        .into_iter()
        .map(|(tiers, basis)| {
            fill(
                "site.rules.clears-at",
                &[("tiers", &tiers.join(", ")), ("basis", &basis)],
            )
        })
        .collect::<Vec<_>>()
        .join(" ")
}
