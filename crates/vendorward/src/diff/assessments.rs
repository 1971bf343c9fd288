//! Two assessments.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use vendorward_core::{
    Date, Id,
    assessment::{Answer, AnswerState, Assessment, Condition, ConditionState, Value},
    engagement::{Engagement, Flow},
    facts::Tier,
    gate::GateState,
    resolve,
    result::{DutyState, End, Finding, Outcome},
};

use super::{Area, Changes, Diff, Name, Side, Way, reports};
use crate::{canonical, result, set::Set};

/// What changed from one assessment to another, each scored at its date.
#[must_use]
pub fn assessments(set: &Set, old: (&Assessment, Date), new: (&Assessment, Date)) -> Diff {
    let was = result::outcome(set, old.0, old.1);
    let is = result::outcome(set, new.0, new.1);
    let mut changes = Changes::default();
    verdict(&mut changes, &was, &is);
    gates(&mut changes, &was, &is);
    findings(&mut changes, &was.findings, &is.findings);
    duties(&mut changes, &was, &is);
    shares(&mut changes, &was, &is);
    relied_reports(&mut changes, (old.0, &was), (new.0, &is));
    records(&mut changes, old.0, new.0);
    flows(
        &mut changes,
        &old.0.engagement.flows,
        &new.0.engagement.flows,
    );
    facts(&mut changes, &old.0.engagement, &new.0.engagement);
    conditions(&mut changes, &old.0.conditions, &new.0.conditions);
    answers(&mut changes, set, old, new);
    Diff {
        old: Some(old.1),
        new: Some(new.1),
        changes: changes.sorted(),
    }
}

fn named(key: &str) -> Name {
    Name::Key(format!("diff.{key}"))
}

/// Recommendation, rating and tier.
fn verdict(changes: &mut Changes, was: &Outcome, is: &Outcome) {
    let (before, after) = (was.recommendation, is.recommendation);
    if before != after {
        // Continuing and approving are words of one rank for different relationships.
        let way = Way::by(&before.rank(), &after.rank()).unwrap_or(Way::Changed);
        let side = |word: &'static str| Side::Word("recommendation", word);
        let sides = (side(before.as_str()), side(after.as_str()));
        let name = named("recommendation");
        changes.add(Area::Recommendation, way, "recommendation", name, sides);
    }
    let tier =
        |tier: Option<Tier>| tier.map_or(Side::None, |tier| Side::Word("tier", tier.as_str()));
    for (key, before, after) in [
        (
            "rating.now",
            was.rating.map(|rating| rating.now),
            is.rating.map(|rating| rating.now),
        ),
        (
            "rating.best",
            was.rating.map(|rating| rating.best),
            is.rating.map(|rating| rating.best),
        ),
    ] {
        let way = match (before, after) {
            // The higher the risk, the worse.
            (Some(before), Some(after)) => Way::by(&after, &before),
            (None, Some(_)) => Some(Way::New),
            (Some(_), None) => Some(Way::Gone),
            (None, None) => None,
        };
        if let Some(way) = way {
            changes.add(
                Area::Rating,
                way,
                key,
                named(key),
                (tier(before), tier(after)),
            );
        }
    }
    let (before, after) = (was.inherent.tier, is.inherent.tier);
    if let Some(way) = Way::by(&after, &before) {
        let sides = (tier(Some(before)), tier(Some(after)));
        changes.add(Area::Tier, way, "tier", named("tier"), sides);
    }
}

fn gates(changes: &mut Changes, was: &Outcome, is: &Outcome) {
    for after in &is.gates {
        let Some(before) = was.gates.iter().find(|gate| gate.id == after.id) else {
            continue;
        };
        if before.state == after.state {
            continue;
        }
        let side = |state: GateState| Side::Word("state", state.as_str());
        let way = match (before.state, after.state) {
            (GateState::NotApplicable, _) => Way::New,
            (_, GateState::NotApplicable) => Way::Gone,
            (before, after) => Way::by(&before, &after).unwrap_or(Way::Changed),
        };
        let name = Name::Key(format!("{}.title", after.id));
        let sides = (side(before.state), side(after.state));
        changes.add(Area::Gate, way, after.id.as_str(), name, sides);
    }
}

fn findings(changes: &mut Changes, was: &[Finding], is: &[Finding]) {
    let side = |one: &Finding| Side::Word("severity", one.severity.as_str());
    let name = |one: &Finding| Name::Finding(one.rule.id, one.subject.clone());
    let id = |one: &Finding| format!("{} {}", one.rule.id, one.subject);
    changes.pair(
        (was, is),
        |one| (one.rule.id, one.subject.as_str()),
        |one| (Area::Finding, id(one), name(one), side(one)),
        |changes, before, after| {
            // The more severe, the worse.
            if let Some(way) = Way::by(&after.severity, &before.severity) {
                let sides = (side(before), side(after));
                changes.add(Area::Finding, way, id(after), name(after), sides);
            }
        },
    );
}

fn duties(changes: &mut Changes, was: &Outcome, is: &Outcome) {
    let rank = |state| match state {
        DutyState::Gap => 0,
        DutyState::Unknown => 1,
        DutyState::Met => 2,
        DutyState::NotApplicable => 3,
    };
    let side = |state: DutyState| Side::Word("duty", state.as_str());
    changes.pair(
        (&was.legal.duties, &is.legal.duties),
        |duty| duty.cite.as_str(),
        |duty| {
            let name = Name::Text(duty.title.clone());
            (Area::Duty, duty.cite.clone(), name, side(duty.state))
        },
        |changes, before, after| {
            let way = match (before.state, after.state) {
                (before, after) if before == after => return,
                (DutyState::NotApplicable, _) => Way::New,
                (_, DutyState::NotApplicable) => Way::Gone,
                (before, after) => Way::by(&rank(before), &rank(after)).unwrap_or(Way::Changed),
            };
            let name = Name::Text(after.title.clone());
            let sides = (side(before.state), side(after.state));
            changes.add(Area::Duty, way, after.cite.clone(), name, sides);
        },
    );
}

/// Shares of the whole. None is ever a share of what HIPAA asks for.
fn shares(changes: &mut Changes, was: &Outcome, is: &Outcome) {
    type Of = fn(&vendorward_core::result::Score) -> End;
    let each: [(&str, Of); 4] = [
        ("score.claimed-lo", |score| score.claimed_lo),
        ("score.claimed-hi", |score| score.claimed_hi),
        ("score.evidenced-lo", |score| score.evidenced_lo),
        ("score.completeness", |score| score.completeness),
    ];
    for (key, of) in each {
        let points = |outcome: &Outcome| outcome.score.as_ref().map(|score| of(score).points);
        let (before, after) = (points(was), points(is));
        let side = |points: Option<vendorward_core::units::BasisPoints>| {
            points.map_or(Side::None, |points| Side::Share(points.get()))
        };
        let way = match (before, after) {
            (Some(before), Some(after)) => Way::by(&before, &after),
            (None, Some(_)) => Some(Way::New),
            (Some(_), None) => Some(Way::Gone),
            (None, None) => None,
        };
        if let Some(way) = way {
            changes.add(
                Area::Score,
                way,
                key,
                named(key),
                (side(before), side(after)),
            );
        }
    }
}

/// The report relied on, this year's beside last year's.
fn relied_reports(
    changes: &mut Changes,
    old: (&Assessment, &Outcome),
    new: (&Assessment, &Outcome),
) {
    let relied = |(assessment, outcome): (&'_ Assessment, &Outcome)| {
        let id = outcome.assurance.relied_on.clone()?;
        let reports = assessment.reports.iter();
        reports.into_iter().find(|report| report.id == id).cloned()
    };
    if let (Some(before), Some(after)) = (relied(old), relied(new)) {
        changes.found.extend(reports::changes(&before, &after));
    }
}

/// Records that came, went or say something else. What an agreement says moves gates and findings, which are
/// listed by themselves: here it is just another word.
fn records(changes: &mut Changes, old: &Assessment, new: &Assessment) {
    changes.pair(
        (&old.baas, &new.baas),
        |one| one.id.clone(),
        |one| {
            let side = Side::Word("baa.status", one.status.as_str());
            (
                Area::Agreement,
                one.id.to_string(),
                Name::Text(one.id.to_string()),
                side,
            )
        },
        |changes, was, is| members(changes, Area::Agreement, is.id.as_str(), (was, is), &[]),
    );
    changes.pair(
        (&old.subcontractors, &new.subcontractors),
        |one| one.id.clone(),
        |one| {
            let side = Side::Word("diff.party-baa", one.baa.as_str());
            (
                Area::Subcontractor,
                one.id.to_string(),
                Name::Text(one.name.clone()),
                side,
            )
        },
        |changes, was, is| members(changes, Area::Subcontractor, is.id.as_str(), (was, is), &[]),
    );
    changes.pair(
        (&old.evidence, &new.evidence),
        |one| one.id.clone(),
        |one| {
            let side = one
                .date
                .map_or(Side::None, |day| Side::Text(day.to_string()));
            (
                Area::Evidence,
                one.id.to_string(),
                Name::Text(one.title.clone()),
                side,
            )
        },
        |changes, was, is| members(changes, Area::Evidence, is.id.as_str(), (was, is), &[]),
    );
}

fn flows(changes: &mut Changes, old: &[Flow], new: &[Flow]) {
    let way = |one: &Flow| {
        let party = one.party.as_ref().map(Id::as_str).unwrap_or_default();
        let steps = [one.product.as_str(), &one.place, party];
        let steps = steps.into_iter().filter(|step| !step.is_empty());
        Side::Text(steps.collect::<Vec<_>>().join(" → "))
    };
    changes.pair(
        (old, new),
        |one| one.id.clone(),
        |one| {
            (
                Area::Flow,
                one.id.to_string(),
                Name::Text(one.id.to_string()),
                way(one),
            )
        },
        |changes, was, is| members(changes, Area::Flow, is.id.as_str(), (was, is), &[]),
    );
}

/// Facts of the engagement. Flows are listed one by one; who entered the facts last is no fact.
fn facts(changes: &mut Changes, old: &Engagement, new: &Engagement) {
    members(changes, Area::Fact, "", (old, new), &["flows", "entered"]);
}

/// Members of a record that differ, as the file writes them: one that a later version adds is compared too.
fn members<T: Serialize>(
    changes: &mut Changes,
    area: Area,
    record: &str,
    (old, new): (&T, &T),
    skipped: &[&str],
) {
    let read = |record: &T| -> BTreeMap<String, serde_json::Value> {
        serde_json::from_slice(&canonical::bytes(record)).unwrap_or_default()
    };
    let (was, is) = (read(old), read(new));
    let keys: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for key in keys
        .into_iter()
        .filter(|key| !skipped.contains(&key.as_str()))
    {
        let (before, after) = (was.get(key), is.get(key));
        let way = match (before, after) {
            (Some(before), Some(after)) if before == after => continue,
            (None, _) => Way::New,
            (_, None) => Way::Gone,
            _ => Way::Changed,
        };
        let side = |value: Option<&serde_json::Value>| match value {
            None => Side::None,
            Some(serde_json::Value::String(text)) => Side::Text(text.clone()),
            Some(other) => Side::Text(other.to_string()),
        };
        let path = match record {
            "" => key.clone(),
            record => format!("{record}/{key}"),
        };
        changes.add(
            area,
            way,
            path.clone(),
            Name::Text(path),
            (side(before), side(after)),
        );
    }
}

fn conditions(changes: &mut Changes, old: &[Condition], new: &[Condition]) {
    let side = |state: ConditionState| Side::Word("diff.condition", state.as_str());
    let name = |one: &Condition| Name::Key(format!("{}.title", one.finding));
    let done = |state| matches!(state, ConditionState::Closed | ConditionState::Accepted);
    changes.pair(
        (old, new),
        |one| one.id.clone(),
        |one| {
            (
                Area::Condition,
                one.id.to_string(),
                name(one),
                side(one.state),
            )
        },
        |changes, was, is| {
            if was.state == is.state {
                return;
            }
            let way = Way::by(&done(was.state), &done(is.state)).unwrap_or(Way::Changed);
            let sides = (side(was.state), side(is.state));
            changes.add(Area::Condition, way, is.id.to_string(), name(is), sides);
        },
    );
}

/// Answers by what they earn; where that is equal or unknown, a changed answer is just another one.
fn answers(changes: &mut Changes, set: &Set, old: (&Assessment, Date), new: (&Assessment, Date)) {
    let question = |id: &Id| {
        let at = set.compiled.find(id);
        at.and_then(|at| set.compiled.entry(at))
            .map(|entry| &entry.question)
    };
    let name = |answer: &Answer| {
        question(&answer.question).map_or_else(
            || Name::Text(answer.question.to_string()),
            |question| Name::Text(question.prompt.clone()),
        )
    };
    let earns = |answer: &Answer, as_of: Date| {
        question(&answer.question).and_then(|question| resolve::worth(question, answer, as_of))
    };
    changes.pair(
        (&old.0.answers, &new.0.answers),
        |answer| answer.question.clone(),
        |answer| {
            (
                Area::Answer,
                answer.question.to_string(),
                name(answer),
                said(answer),
            )
        },
        |changes, was, is| {
            if was.says_the_same(is) {
                return;
            }
            let way = match (earns(was, old.1), earns(is, new.1)) {
                (Some(before), Some(after)) => Way::by(&before, &after),
                _ => None,
            };
            let sides = (said(was), said(is));
            let id = is.question.to_string();
            changes.add(
                Area::Answer,
                way.unwrap_or(Way::Changed),
                id,
                name(is),
                sides,
            );
        },
    );
}

/// What an answer says.
fn said(answer: &Answer) -> Side {
    match (&answer.state, &answer.value) {
        (AnswerState::Answered, None) => Side::None,
        (AnswerState::Answered, Some(value)) => match value {
            Value::Number(number) => Side::Number(*number),
            Value::Text(text) => Side::Text(text.clone()),
            Value::Options(words) => Side::Text(words.join("; ")),
            Value::Rows(rows) => {
                let rows: Vec<String> = rows.iter().map(|row| row.join(", ")).collect();
                Side::Text(rows.join("; "))
            }
        },
        (state, _) => Side::Word("diff.answer", state.as_str()),
    }
}
