//! The order law: more credit, or a stronger basis, makes nothing worse. Of an answer that is
//! not asked it speaks by what it carries: silent where the better answer is the first to carry to a blank
//! (the blank becomes known, which is the narrowing law's), and where it makes answers that carry to one
//! blank contradict each other, or agree.

use std::{cmp::Ordering, collections::BTreeSet};

use vendorward_core::{
    Id,
    assessment::{Answer, AnswerState, Assessment, Attestation, Override, Value},
    questionnaire::{AnswerKind, Question},
    result::Outcome,
    units::Credit,
};

use super::{
    agreement::second_of,
    compare::{ends, rank, scopes, states},
    packs,
};
use crate::{
    engine::{Engine, Run},
    generate::{Choices, World, answers},
    oracle::{Carry, Stand},
};

pub(super) fn order(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let Some(step) = step(world) else {
        return Ok(());
    };
    let before = engine.run(&world.compiled, &step.lesser, world.as_of);
    let after = engine.run(&world.compiled, &step.better, world.as_of);
    if silent(world, &step, &before, &after).is_some() {
        return Ok(());
    }
    let mut revealed = step.revealed;
    if let Some(question) = step.question.filter(|_| step.from_nothing) {
        let found = second_of(world, &step.better, &after);
        revealed.extend(packs::below_carried(world, &found, &question));
    }
    no_worse(&before.outcome, &after.outcome, &revealed)
        .map_err(|why| format!("{}: {why}", step.what))
}

/// The step that a world's moves choose.
pub(super) fn step(world: &World) -> Option<Step> {
    let mut c = Choices::new(&world.moves);
    match c.pick(4) {
        0 | 1 => more_credit(world, &mut c),
        2 => more_basis(world, &mut c),
        _ => higher_override(world, &mut c),
    }
}

/// Why the law says nothing of a step.
pub(super) fn silent(
    world: &World,
    step: &Step,
    before: &Run,
    after: &Run,
) -> Option<&'static str> {
    let question = step.question.as_ref()?;
    let was = second_of(world, &step.lesser, before);
    let is = second_of(world, &step.better, after);
    let speaks = |carry: &Carry| carry.from.contains(question);
    let each = was.carried.keys().chain(is.carried.keys());
    for to in each {
        let (then, now) = (was.carried.get(to), is.carried.get(to));
        if !then.is_some_and(speaks) && !now.is_some_and(speaks) {
            continue;
        }
        let unknown = |carry: Option<&Carry>| carry.map(|carry| carry.stand == Stand::Unknown);
        match (then, now) {
            // Full credit is the best that a blank can come to; what follows it up may be worse.
            (None, Some(now))
                if now.stand != Stand::Credit(100) || !below(world, to).is_empty() =>
            {
                return Some("order: a blank becomes known");
            }
            (Some(_), Some(_)) if unknown(then) != unknown(now) => {
                return Some("order: carried answers come to differ, or to agree");
            }
            _ => {}
        }
    }
    None
}

/// A blank raises every finding that a bare best answer would raise in its place. One that an
/// answer at another depth settles is no blank; and one that would carry, and contradict what carries to the
/// same question already, takes away what that said.
pub(super) fn blank(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let Some((question, without, said)) = first_said(world) else {
        return Ok(());
    };
    let before = engine.run(&world.compiled, &without, world.as_of);
    let was = second_of(world, &without, &before);
    if packs::settled_by_carry(&was, &question.id) {
        return Ok(());
    }
    let after = engine.run(&world.compiled, &said, world.as_of);
    let mut revealed = below(world, &question.id);
    let found = second_of(world, &said, &after);
    let contradicts = found.carried.iter().any(|(to, carry)| {
        let differs = carry.stand == Stand::Unknown && carry.from.contains(&question.id);
        differs && packs::settled_by_carry(&was, to)
    });
    if contradicts {
        return Ok(());
    }
    revealed.extend(packs::below_carried(world, &found, &question.id));
    match new_finding(&before.outcome, &after.outcome, &revealed) {
        (Some(news), _) => Err(format!("`{}` said at last: {news}", question.id)),
        (None, _) => Ok(()),
    }
}

/// Whether the blank that a world's moves choose is settled at another depth.
pub(super) fn blank_is_settled(engine: &dyn Engine, world: &World) -> bool {
    first_said(world).is_some_and(|(question, without, _)| {
        let before = engine.run(&world.compiled, &without, world.as_of);
        packs::settled_by_carry(&second_of(world, &without, &before), &question.id)
    })
}

/// A question, without an answer and with a bare best one; none where nothing earns full credit.
fn first_said(world: &World) -> Option<(&Question, Assessment, Assessment)> {
    let mut c = Choices::new(&world.moves);
    let questions = scored(world);
    let question = *questions.get(c.pick(questions.len()))?;
    let yes = answers::values(question, world.as_of)
        .into_iter()
        .find(|value| answers::credit(question, value, world.as_of) == Some(Credit::FULL));
    let mut bare = Answer::blank(question.id.clone());
    bare.value = Some(yes?);
    let mut without = world.assessment.clone();
    without.answers.retain(|one| one.question != question.id);
    Some((question, without, with(world, bare)))
}

/// Two assessments, of which the second is better in one answer.
pub(super) struct Step {
    what: String,
    /// The question with more credit; none where the basis alone is raised.
    question: Option<Id>,
    /// Whether the lesser answer had no credit.
    from_nothing: bool,
    pub(super) lesser: Assessment,
    pub(super) better: Assessment,
    /// Follow-ups that the better answer causes to be asked.
    revealed: BTreeSet<Id>,
}

fn scored(world: &World) -> Vec<&Question> {
    let entries = world
        .compiled
        .questions
        .iter()
        .filter(|entry| entry.weight > 0);
    entries.map(|entry| &entry.question).collect()
}

/// The answer on file, if there is one, else a blank.
fn base(world: &World, question: &Question) -> Answer {
    let mut given = world.assessment.answers.iter();
    given
        .find(|answer| answer.question == question.id)
        .cloned()
        .unwrap_or_else(|| Answer::blank(question.id.clone()))
}

fn with(world: &World, answer: Answer) -> Assessment {
    let mut assessment = world.assessment.clone();
    assessment
        .answers
        .retain(|one| one.question != answer.question);
    assessment.answers.push(answer);
    assessment
}

/// Something a vendor can say, with what it earns and which findings its own options raise.
struct Said {
    state: AnswerState,
    value: Option<Value>,
    text: &'static str,
    credit: Credit,
    raises: BTreeSet<Id>,
}

fn said(question: &Question, world: &World) -> Vec<Said> {
    let mut all = vec![Said {
        state: AnswerState::Refused,
        value: None,
        text: "",
        credit: Credit::NONE,
        raises: BTreeSet::new(),
    }];
    for value in answers::values(question, world.as_of) {
        if let Some(credit) = answers::credit(question, &value, world.as_of) {
            all.push(Said {
                state: AnswerState::Answered,
                raises: raises(question, &value, world),
                value: Some(value),
                text: answers::REASON,
                credit,
            });
        }
    }
    all
}

fn raises(question: &Question, value: &Value, world: &World) -> BTreeSet<Id> {
    let credit = answers::credit(question, value, world.as_of);
    match (&question.answer, value) {
        (AnswerKind::Choice { options }, Value::Text(word)) => options
            .iter()
            .filter(|option| option.id.as_str() == word)
            .filter_map(|option| option.finding.clone())
            .collect(),
        (AnswerKind::Choices { options }, Value::Options(words)) => options
            .iter()
            .filter(|option| words.iter().any(|word| word == option.id.as_str()))
            .filter_map(|option| option.finding.clone())
            .collect(),
        // In generated bands the finding goes with the credit.
        (AnswerKind::Number { bands, .. } | AnswerKind::Date { bands }, _) => bands
            .iter()
            .filter(|band| Some(band.credit) == credit)
            .filter_map(|band| band.finding.clone())
            .collect(),
        _ => BTreeSet::new(),
    }
}

fn more_credit(world: &World, c: &mut Choices<'_>) -> Option<Step> {
    let questions = scored(world);
    let question = *questions.get(c.pick(questions.len()))?;
    let all = said(question, world);
    let least = &all[c.pick(all.len())];
    // An option's own finding is its author's word and no matter of credit: it must not be new.
    let more: Vec<&Said> = all
        .iter()
        .filter(|one| one.credit > least.credit && one.raises.is_subset(&least.raises))
        .collect();
    let most = *more.get(c.pick(more.len()))?;
    let make = |said: &Said| {
        let mut answer = base(world, question);
        answer.r#override = None;
        answer.state = said.state;
        answer.value = said.value.clone();
        answer.text = said.text.to_owned();
        answer
    };
    let revealed = if least.credit == Credit::NONE {
        below(world, &question.id)
    } else {
        BTreeSet::new()
    };
    Some(Step {
        what: format!(
            "`{}` from {} to {}",
            question.id,
            least.credit.percent(),
            most.credit.percent()
        ),
        question: Some(question.id.clone()),
        from_nothing: least.credit == Credit::NONE,
        lesser: with(world, make(least)),
        better: with(world, make(most)),
        revealed,
    })
}

fn higher_override(world: &World, c: &mut Choices<'_>) -> Option<Step> {
    let questions = scored(world);
    let question = *questions.get(c.pick(questions.len()))?;
    let (low, high) = c.of(&[(0, 100), (0, 1), (50, 51), (99, 100)]);
    let make = |percent: u8| {
        let mut answer = base(world, question);
        answer.r#override = Some(Override {
            credit: Credit::new(percent).unwrap(),
            reason: "seen".to_owned(),
            by: "Kim Reviewer".to_owned(),
            on: world.as_of,
        });
        answer
    };
    Some(Step {
        what: format!("`{}` set from {low} to {high}", question.id),
        question: Some(question.id.clone()),
        from_nothing: low == 0,
        lesser: with(world, make(low)),
        better: with(world, make(high)),
        revealed: if low == 0 {
            below(world, &question.id)
        } else {
            BTreeSet::new()
        },
    })
}

fn more_basis(world: &World, c: &mut Choices<'_>) -> Option<Step> {
    let mut better = world.assessment.clone();
    let what = match c.pick(4) {
        0 if better.attestation.is_none() => {
            better.attestation = Some(Attestation {
                name: "Ann Officer".to_owned(),
                role: String::new(),
                on: world.as_of,
                statement: String::new(),
            });
            "attested".to_owned()
        }
        kind => {
            let count = better.answers.len();
            let report = better
                .reports
                .get(c.pick(2))
                .map(|report| report.id.clone());
            let answer = better.answers.get_mut(c.pick(count))?;
            let document = c.of(&["ev-policy", "ev-expired", "ev-other", "report-1", "baa-1"]);
            if kind == 1 {
                let control = c.of(&[
                    "c-tested",
                    "c-exception",
                    "c-no-events",
                    "c-carved-out",
                    "c-none",
                ]);
                answer
                    .linked
                    .push(answers::linked(report?, control, world.as_of));
            } else {
                answer
                    .confirmed
                    .push(answers::confirmed(document, world.as_of));
            }
            format!("`{}` shown", answer.question)
        }
    };
    Some(Step {
        what,
        question: None,
        from_nothing: false,
        lesser: world.assessment.clone(),
        better,
        revealed: BTreeSet::new(),
    })
}

/// Follow-ups under a question, at any depth.
pub(super) fn below(world: &World, top: &Id) -> BTreeSet<Id> {
    let mut found = BTreeSet::from([top.clone()]);
    loop {
        let before = found.len();
        for question in scored(world) {
            if question
                .follows
                .as_ref()
                .is_some_and(|parent| found.contains(parent))
            {
                found.insert(question.id.clone());
            }
        }
        if found.len() == before {
            found.remove(top);
            return found;
        }
    }
}

fn no_worse(before: &Outcome, after: &Outcome, revealed: &BTreeSet<Id>) -> Result<(), String> {
    let now = scopes(after);
    for (name, score) in scopes(before) {
        let Some(later) = now.get(&name) else {
            // A follow-up that is asked now may turn out to be N/A.
            if revealed.is_empty() {
                return Err(format!("{name} is no longer scored"));
            }
            continue;
        };
        for ((what, was), is) in ["lo", "hi", "evidenced.lo"]
            .into_iter()
            .zip(ends(score))
            .zip(ends(later))
        {
            if is.cmp(&was) == Ordering::Less {
                return Err(format!("{what} of {name} falls from {was:?} to {is:?}"));
            }
        }
    }
    let later = states(after);
    for (id, was) in states(before) {
        if rank(later[&id]) < rank(was) {
            return Err(format!("{id} was {was} and is {}", later[&id]));
        }
    }
    if let (Some(was), Some(is)) = (before.rating, after.rating)
        && (is.now > was.now || is.best > was.best)
    {
        return Err(format!("rating worsens from {was:?} to {is:?}"));
    }
    let news = match new_finding(before, after, revealed) {
        (Some(why), _) => return Err(why),
        (None, news) => news,
    };
    if !news && after.recommendation.rank() < before.recommendation.rank() {
        return Err(format!(
            "recommendation worsens from {} to {}",
            before.recommendation, after.recommendation
        ));
    }
    Ok(())
}

/// A finding that is new, or more severe, and has no right to be; and whether a question that is asked
/// for the first time raised any of its own.
fn new_finding(
    before: &Outcome,
    after: &Outcome,
    revealed: &BTreeSet<Id>,
) -> (Option<String>, bool) {
    let mut news = false;
    // Claiming more than a record shows is what a contradiction is: it follows the claim, is never more than
    // medium, and so moves no rating and no recommendation.
    let contradiction = |id: &str| id == "claim.contradiction";
    let ruled = after.findings.iter();
    for finding in ruled.filter(|one| !contradiction(one.rule.id)) {
        let known = before.findings.iter().any(|one| {
            one.rule.id == finding.rule.id
                && one.subject == finding.subject
                && one.severity >= finding.severity
        });
        if known {
            continue;
        }
        let of_revealed = revealed.iter().any(|id| id.as_str() == finding.subject)
            || !revealed.is_empty() && finding.rule.id == "answer.na-over-limit";
        if !of_revealed {
            let why = format!("{} about `{}` is new", finding.rule.id, finding.subject);
            return (Some(why), news);
        }
        news = true;
    }
    (None, news)
}
