//! Laws of what is asked, and where the other laws fall silent because of it.

use std::collections::BTreeSet;

use vendorward_core::{
    Id,
    assessment::{Answer, AnswerState, Override},
    questionnaire::Question,
    result::Outcome,
    units::Credit,
    when::{Expr, Truth},
};

use super::{
    agreement::second,
    compare::{scopes, states},
    completion, narrowing, order,
    plain::{difference, ensure, run},
};
use crate::{
    engine::Engine,
    generate::{Choices, World, answers},
    oracle::{Found, Stand},
};

/// Whether the questionnaire of a question is not asked.
pub(super) fn not_asked(found: &Found, world: &World, question: &Question) -> bool {
    let at = world.compiled.find(&question.id);
    let entry = at.and_then(|at| world.compiled.entry(at)).unwrap();
    let set = &world.compiled.questionnaires[entry.questionnaire as usize];
    found.asked[&set.id] == Truth::False
}

/// Whether an answer at another depth settles a blank.
pub(super) fn settled_by_carry(found: &Found, question: &Id) -> bool {
    let carry = found.carried.get(question);
    carry.is_some_and(|carry| carry.stand != Stand::Unknown)
}

/// Whether a blank is settled, or its answer could contradict one that has settled another.
pub(super) fn settled(found: &Found, question: &Id) -> bool {
    let mut reached = found
        .reach
        .iter()
        .filter(|(_, from)| from.contains(question));
    settled_by_carry(found, question) || reached.any(|(to, _)| settled_by_carry(found, to))
}

/// Whether an answer is one of several that carry to one blank and differ.
pub(super) fn one_of_differing(found: &Found, question: &Id) -> bool {
    let mut carried = found.carried.values();
    carried.any(|carry| carry.stand == Stand::Unknown && carry.from.contains(question))
}

/// Follow-ups of the questions that an answer carries to.
pub(super) fn below_carried(world: &World, found: &Found, question: &Id) -> BTreeSet<Id> {
    let carried = found.carried.iter();
    carried
        .filter(|(_, carry)| carry.from.contains(question))
        .flat_map(|(to, _)| order::below(world, to))
        .collect()
}

/// Whether a fact made known changed what the pack follows: the depth, or the tier at its highest where a
/// row reads it.
pub(super) fn asks_anew(world: &World, former: &Outcome, later: &Outcome) -> bool {
    fn reads(expr: &Expr, path: &str) -> bool {
        match expr {
            Expr::Any(parts) | Expr::All(parts) => parts.iter().any(|part| reads(part, path)),
            Expr::Not(part) => reads(part, path),
            Expr::Test(test) => test.path == path,
        }
    }
    let rows = &world.compiled.rubric.pack.questionnaires;
    if former.triage != later.triage {
        let questions = world.compiled.questions.iter();
        let mut conditions = questions.filter_map(|entry| entry.question.when.as_ref());
        return !rows.is_empty() || conditions.any(|when| reads(when, "depth"));
    }
    former.inherent.tier != later.inherent.tier && rows.iter().any(|row| reads(&row.when, "tier"))
}

/// Two outcomes are the same, but for the lists of what carries and what is not asked, and for where
/// something that carries was said.
pub(super) fn moves_nothing(first: &Outcome, second: &Outcome) -> Result<(), String> {
    let carries = !first.pack.carried.is_empty() || !second.pack.carried.is_empty();
    let bare = |outcome: &Outcome| {
        let mut outcome = outcome.clone();
        outcome.pack.carried.clear();
        outcome.pack.unasked.clear();
        if carries {
            let gates = outcome.gates.iter_mut();
            gates.for_each(|gate| gate.because.clear());
            let duties = outcome.legal.duties.iter_mut();
            duties.for_each(|duty| duty.because.clear());
        }
        outcome
    };
    let (first, second) = (bare(first), bare(second));
    ensure(first == second, || difference(&first, &second))
}

/// Whatever is said in a questionnaire that is not asked, and carries nowhere, moves nothing.
pub(super) fn unasked(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let first = engine.run(&world.compiled, &world.assessment, world.as_of);
    let found = second(world, &first);
    let mut c = Choices::new(&world.moves);
    let mut other = world.assessment.clone();
    let mut changed = false;
    for entry in &world.compiled.questions {
        let question = &entry.question;
        let reaches = found.reach.values().any(|from| from.contains(&question.id));
        if reaches || question.fact.is_some() || !not_asked(&found, world, question) {
            continue;
        }
        changed = true;
        other.answers.retain(|one| one.question != question.id);
        let mut answer = Answer::blank(question.id.clone());
        match c.pick(4) {
            0 => continue,
            1 => answer.state = AnswerState::Refused,
            _ => {
                let values = answers::values(question, world.as_of);
                answer.value = Some(values[c.pick(values.len())].clone());
                answer.text = answers::REASON.to_owned();
                let shown = answers::confirmed("ev-policy", world.as_of);
                answer.confirmed.push(shown);
            }
        }
        other.answers.push(answer);
    }
    if !changed {
        return Ok(());
    }
    moves_nothing(&first.outcome, &run(engine, world, &other))
}

/// The criteria that a question cites.
fn criteria<'w>(world: &'w World, id: &Id) -> Vec<&'w String> {
    let at = world.compiled.find(id);
    let entry = at.and_then(|at| world.compiled.entry(at)).unwrap();
    let cites = entry.question.cites.iter();
    cites.filter(|cite| cite.starts_with("TSC ")).collect()
}

/// An answer that carries from a question that asks the same counts as if it had been given to the
/// question itself, on the same basis.
pub(super) fn carried(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let first = engine.run(&world.compiled, &world.assessment, world.as_of);
    let found = second(world, &first);
    let mut other = world.assessment.clone();
    let mut changed = false;
    for (to, carry) in found.carried.iter().filter(|(_, carry)| carry.same) {
        let (from, Stand::Credit(percent)) = (&carry.from[0], carry.stand) else {
            continue;
        };
        // A report may speak for the criteria of the one and not of the other.
        if criteria(world, from) != criteria(world, to) {
            continue;
        }
        // "Yes" may be good in one and bad in the other: the credit is what carries.
        let given = world.assessment.answers.iter();
        let given = given.filter(|one| one.question == *from).cloned();
        let copies = given.map(|answer| Answer {
            question: to.clone(),
            state: AnswerState::Answered,
            value: None,
            r#override: Some(Override {
                credit: Credit::new(percent).unwrap(),
                reason: "as said elsewhere".to_owned(),
                by: "Kim Reviewer".to_owned(),
                on: world.as_of,
            }),
            ..answer
        });
        other.answers.retain(|one| one.question != *to);
        other.answers.extend(copies);
        changed = true;
    }
    if !changed {
        return Ok(());
    }
    let later = run(engine, world, &other);
    let ids = |outcome: &Outcome| -> Vec<(&str, String)> {
        let each = outcome.findings.iter();
        each.map(|one| (one.rule.id, one.subject.clone())).collect()
    };
    let first = &first.outcome;
    ensure(
        scopes(first) == scopes(&later)
            && states(first) == states(&later)
            && ids(first) == ids(&later)
            && first.rating == later.rating
            && first.recommendation == later.recommendation,
        || difference(first, &later),
    )
}

/// Where laws say nothing of a world, and why.
#[must_use]
pub fn silent(engine: &dyn Engine, world: &World) -> Vec<&'static str> {
    let mut all = Vec::new();
    let former = engine.run(&world.compiled, &world.assessment, world.as_of);
    if let Some((_, known)) = narrowing::step(world, &former) {
        let later = engine.run(&world.compiled, &known, world.as_of);
        if asks_anew(world, &former.outcome, &later.outcome) {
            all.push("narrowing: other questions are asked");
        }
    }
    if let Some(step) = order::step(world) {
        let before = engine.run(&world.compiled, &step.lesser, world.as_of);
        let after = engine.run(&world.compiled, &step.better, world.as_of);
        all.extend(order::silent(world, &step, &before, &after));
    }
    if completion::silent(engine, world) {
        all.push("completion: other questions are asked, once or more");
    }
    if order::blank_is_settled(engine, world) {
        all.push("blank-raises: an answer that carries has settled it");
    }
    let found = second(world, &former);
    let mut differ = found.carried.values();
    if differ.any(|carry| carry.stand == Stand::Unknown) {
        all.push("na-never-pays: of answers that differ");
    }
    all
}
