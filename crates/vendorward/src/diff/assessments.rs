//! Two assessments.

use vendorward_core::{
    Date, Id,
    assessment::{Answer, AnswerState, Assessment, Condition, ConditionState, Value},
    engagement::Engagement,
    facts::Tier,
    gate::GateState,
    questionnaire::{AnswerKind, Question},
    resolve,
    result::{DutyState, End, Finding, Outcome},
};

use super::{Area, Changes, Diff, Name, Side, Titled, Way, members, reports};
use crate::{result, set::Set};

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
    members::records(&mut changes, old.0, new.0);
    conditions(&mut changes, &old.0.conditions, &new.0.conditions);
    answers(&mut changes, set, old, new);
    Diff {
        old: Some(old.1),
        new: Some(new.1),
        vendors: vendors(&old.0.engagement, &new.0.engagement),
        changes: changes.sorted(),
    }
}

/// Both vendors, where they are two: by their legal names, or as people call them where one has none.
fn vendors(old: &Engagement, new: &Engagement) -> Option<(String, String)> {
    let (old, new) = (&old.vendor, &new.vendor);
    let pair = match (old.legal_name.trim(), new.legal_name.trim()) {
        ("", _) | (_, "") => (old.name.trim(), new.name.trim()),
        pair => pair,
    };
    let known = !pair.0.is_empty() && !pair.1.is_empty();
    (known && !pair.0.eq_ignore_ascii_case(pair.1)).then(|| (pair.0.to_owned(), pair.1.to_owned()))
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
    let (mut came, mut went) = (Vec::new(), Vec::new());
    for after in &is.gates {
        let Some(before) = was.gates.iter().find(|gate| gate.id == after.id) else {
            continue;
        };
        if before.state == after.state {
            continue;
        }
        let side = |state: GateState| Side::Word("state", state.as_str());
        let name = Name::Key(format!("{}.title", after.id));
        let way = match (before.state, after.state) {
            (GateState::NotApplicable, _) => {
                came.push((after.id.to_string(), name));
                continue;
            }
            (_, GateState::NotApplicable) => {
                went.push((after.id.to_string(), name));
                continue;
            }
            (before, after) => Way::by(&before, &after).unwrap_or(Way::Changed),
        };
        let sides = (side(before.state), side(after.state));
        changes.add(Area::Gate, way, after.id.as_str(), name, sides);
    }
    assessed(changes, Area::Gate, came, went);
}

/// What is assessed now and was not, and the other way round: one line each.
fn assessed(changes: &mut Changes, area: Area, came: Vec<Titled>, went: Vec<Titled>) {
    if !came.is_empty() {
        let sides = (Side::None, Side::Each(came));
        changes.add(area, Way::New, "assessed", named("assessed"), sides);
    }
    if !went.is_empty() {
        let sides = (Side::Each(went), Side::None);
        changes.add(area, Way::Gone, "assessed", named("no-longer"), sides);
    }
}

fn findings(changes: &mut Changes, was: &[Finding], is: &[Finding]) {
    let side = |one: &Finding| Side::Word("severity", one.severity.as_str());
    let name = |one: &Finding| Name::About(format!("{}.title", one.rule.id), one.subject.clone());
    let id = |one: &Finding| format!("{} {}", one.rule.id, one.subject);
    changes.pair(
        (was, is),
        |one| format!("{}\n{}", one.rule.id, one.subject),
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
    let (mut came, mut went) = (Vec::new(), Vec::new());
    changes.pair(
        (&was.legal.duties, &is.legal.duties),
        |duty| duty.cite.clone(),
        |duty| {
            let name = Name::Text(duty.title.clone());
            (Area::Duty, duty.cite.clone(), name, side(duty.state))
        },
        |changes, before, after| {
            let name = Name::Text(after.title.clone());
            let way = match (before.state, after.state) {
                (before, after) if before == after => return,
                (DutyState::NotApplicable, _) => return came.push((after.cite.clone(), name)),
                (_, DutyState::NotApplicable) => return went.push((after.cite.clone(), name)),
                (before, after) => Way::by(&rank(before), &rank(after)).unwrap_or(Way::Changed),
            };
            let sides = (side(before.state), side(after.state));
            changes.add(Area::Duty, way, after.cite.clone(), name, sides);
        },
    );
    assessed(changes, Area::Duty, came, went);
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
        // Where nothing is open, least and most are one number and stand once.
        let twice =
            |one: &super::Change| (&one.before, &one.after) == (&side(before), &side(after));
        let told = key == "score.claimed-hi" && changes.found.last().is_some_and(twice);
        if let Some(way) = way.filter(|_| !told) {
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

fn conditions(changes: &mut Changes, old: &[Condition], new: &[Condition]) {
    let side = |state: ConditionState| Side::Word("diff.condition", state.as_str());
    let name = |one: &Condition| Name::Key(format!("{}.title", one.finding));
    let done = |state| matches!(state, ConditionState::Closed | ConditionState::Accepted);
    changes.pair(
        (old, new),
        |one| one.id.to_string(),
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
    let said = |answer: &Answer| said(question(&answer.question), answer);
    changes.pair(
        (&old.0.answers, &new.0.answers),
        |answer| answer.question.to_string(),
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

/// What an answer says, a choice by its label.
#[must_use]
pub fn said(question: Option<&Question>, answer: &Answer) -> Side {
    let options = match question.map(|question| &question.answer) {
        Some(AnswerKind::Choice { options } | AnswerKind::Choices { options }) => {
            options.as_slice()
        }
        _ => &[],
    };
    let label = |word: &String| {
        let option = options.iter().find(|option| option.id.as_str() == word);
        Name::Text(option.map_or_else(|| word.clone(), |option| option.label.clone()))
    };
    match (&answer.state, &answer.value) {
        (AnswerState::Answered, None) => Side::None,
        (AnswerState::Answered, Some(value)) => match value {
            Value::Number(number) => Side::Number(*number),
            Value::Text(text) => Side::Text(text.clone()),
            Value::Options(words) => Side::Each(
                words
                    .iter()
                    .map(|word| (word.to_string(), label(word)))
                    .collect(),
            ),
            Value::Rows(rows) => {
                let rows: Vec<String> = rows.iter().map(|row| row.join(", ")).collect();
                Side::Text(rows.join("; "))
            }
        },
        (state, _) => Side::Word("diff.answer", state.as_str()),
    }
}
