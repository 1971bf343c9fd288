//! Laws that need no second scorer.

use vendorward_core::{
    assessment::{Answer, AnswerState, Assessment},
    facts::Tier,
    gate::{Effect, GateId, GateState},
    questionnaire::{NaRule, Question},
    rating::Recommendation,
    result::{End, Outcome, Score},
    when::Truth,
};

use super::{
    agreement::second,
    compare::{ends, rank, scopes, states, wide},
    packs,
};
use crate::{
    engine::{Engine, Run},
    generate::{Choices, World, answers},
    oracle::Stand,
};

pub(super) fn run(engine: &dyn Engine, world: &World, assessment: &Assessment) -> Outcome {
    engine.run(&world.compiled, assessment, world.as_of).outcome
}

pub(super) fn ensure(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}

/// N/A that nobody accepted earns nothing: it counts as "don't know" does. Where answers at another depth
/// contradict each other, taking one of them back settles what the others say.
pub(super) fn na_never_pays(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let mut c = Choices::new(&world.moves);
    let count = world.assessment.answers.len();
    if count == 0 {
        return Ok(());
    }
    let at = c.pick(count);
    let id = world.assessment.answers[at].question.clone();
    let Some(entry) = world
        .compiled
        .find(&id)
        .and_then(|at| world.compiled.entry(at))
    else {
        return Ok(());
    };
    if entry.question.na == NaRule::Structural || entry.question.fact.is_some() {
        return Ok(());
    }
    let reasoned = c.chance(50);
    let make = |state: AnswerState| {
        let mut assessment = world.assessment.clone();
        let mut answer = world.assessment.answers[at].clone();
        answer.state = state;
        answer.value = None;
        answer.r#override = None;
        // Accepted without a reason, or with a reason and not accepted.
        if reasoned {
            answer.text = answers::REASON.to_owned();
            answer.na_accepted = None;
        } else {
            answer.text = " ".to_owned();
        }
        assessment.answers.retain(|one| one.question != id);
        assessment.answers.push(answer);
        assessment
    };
    let first = engine.run(&world.compiled, &world.assessment, world.as_of);
    let settles = packs::one_of_differing(&second(world, &first), &id);
    let before = first.outcome;
    let na = run(engine, world, &make(AnswerState::NotApplicable));
    let dont_know = run(engine, world, &make(AnswerState::DontKnow));
    let former = scopes(&before);
    for (name, score) in scopes(&na).into_iter().filter(|_| !settles) {
        let [lo, _, shown] = ends(score);
        // A scope that was null had nothing to raise.
        if let Some([lo_was, _, shown_was]) = former.get(&name).map(|score| ends(score)) {
            ensure(lo <= lo_was && shown <= shown_was, || {
                format!("N/A of `{id}` raises {name} from {lo_was:?} to {lo:?}")
            })?;
        }
    }
    let was = states(&before);
    for (gate, state) in states(&na).into_iter().filter(|_| !settles) {
        let most = rank(was[&gate]).max(rank(GateState::Undetermined));
        ensure(rank(state) <= most, || {
            format!("N/A of `{id}` lifts {gate} to {state}")
        })?;
    }
    ensure(scopes(&na) == scopes(&dont_know), || {
        format!("N/A of `{id}` and \"don't know\" give different sums")
    })?;
    ensure(states(&na) == states(&dont_know), || {
        format!("N/A of `{id}` and \"don't know\" give different gates")
    })?;
    let rest = |outcome: &Outcome| (outcome.rating, outcome.recommendation);
    ensure(rest(&na) == rest(&dont_know), || {
        format!(
            "N/A of `{id}` and \"don't know\": {:?}, {:?}",
            rest(&na),
            rest(&dont_know)
        )
    })
}

/// Nothing scorable gives null, never 0 and never 100, and anything scorable gives a score.
pub(super) fn nothing_is_null(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let mut c = Choices::new(&world.moves);
    let mut assessment = world.assessment.clone();
    // Often everything is N/A.
    if c.chance(60) {
        assessment.answers.clear();
        for entry in &world.compiled.questions {
            let mut answer = Answer::blank(entry.question.id.clone());
            answer.state = AnswerState::NotApplicable;
            answer.text = answers::REASON.to_owned();
            answer.na_accepted = Some(vendorward_core::engagement::Signed {
                by: "Kim Reviewer".to_owned(),
                on: world.as_of,
                reason: String::new(),
            });
            assessment.answers.push(answer);
        }
    }
    let other = World {
        assessment,
        ..world.clone()
    };
    let run = engine.run(&other.compiled, &other.assessment, other.as_of);
    let scorable = second(&other, &run)
        .items
        .values()
        .any(|item| item.stand != Stand::Na);
    let outcome = &run.outcome;
    ensure(outcome.score.is_some() == scorable, || {
        format!("scorable: {scorable}, score {:?}", outcome.score)
    })?;
    ensure(
        scorable || outcome.domains.is_empty() && outcome.sections.is_empty(),
        || "a part is scored where the whole is null".to_owned(),
    )?;
    let tripped = states(outcome)
        .values()
        .any(|state| *state == GateState::Tripped);
    ensure(outcome.rating.is_some() == (scorable || tripped), || {
        format!("rating {:?}", outcome.rating)
    })
}

/// Where no condition is unknown, the sums of the parts are those of the whole.
pub(super) fn sums_add_up(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let Run { applies, outcome } = engine.run(&world.compiled, &world.assessment, world.as_of);
    for (name, score) in scopes(&outcome) {
        let by_basis: u64 = score.by_basis.iter().sum();
        ensure(by_basis == score.claimed_lo.exact.got, || {
            format!(
                "{name}: by basis {:?}, in all {}",
                score.by_basis, score.claimed_lo.exact.got
            )
        })?;
    }
    let scored = world.compiled.questions.iter().zip(&applies);
    if scored
        .into_iter()
        .any(|(entry, truth)| entry.weight > 0 && *truth == Truth::Unknown)
    {
        return Ok(());
    }
    let Some(whole) = &outcome.score else {
        return Ok(());
    };
    let parts: [(&str, Vec<&Score>); 2] = [
        (
            "domains",
            outcome.domains.iter().map(|(_, score)| score).collect(),
        ),
        (
            "sections",
            outcome.sections.iter().map(|(_, _, score)| score).collect(),
        ),
    ];
    type Pick = fn(&Score) -> &End;
    let pick: [(&str, Pick); 4] = [
        ("claimed.lo", |score| &score.claimed_lo),
        ("claimed.hi", |score| &score.claimed_hi),
        ("evidenced.lo", |score| &score.evidenced_lo),
        ("completeness", |score| &score.completeness),
    ];
    for (kind, scores) in &parts {
        for (what, end) in &pick {
            let sum = |of: fn(&End) -> u64| scores.iter().map(|score| of(end(score))).sum::<u64>();
            let (got, of) = (sum(|end| end.exact.got), sum(|end| end.exact.of));
            let all = end(whole).exact;
            ensure((got, of) == (all.got, all.of), || {
                format!("{what}: {kind} add up to {got} of {of}, the whole is {all:?}")
            })?;
        }
        for at in 0..4 {
            let sum: u64 = scores.iter().map(|score| score.by_basis[at]).sum();
            ensure(sum == whole.by_basis[at], || {
                format!("{kind}: by basis {at}")
            })?;
        }
    }
    Ok(())
}

/// The order of answers in the package makes no difference.
pub(super) fn order_of_answers(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let mut c = Choices::new(&world.moves);
    let mut other = world.assessment.clone();
    if c.chance(50) {
        other.answers.reverse();
    }
    for at in (1..other.answers.len()).rev() {
        other.answers.swap(at, c.pick(at + 1));
    }
    let (first, second) = (
        run(engine, world, &world.assessment),
        run(engine, world, &other),
    );
    ensure(first == second, || difference(&first, &second))
}

/// The same arguments give the same outcome.
pub(super) fn same_twice(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let first = run(engine, world, &world.assessment);
    let again = World {
        compiled: std::sync::Arc::new((*world.compiled).clone()),
        assessment: serde_json::to_string(&world.assessment)
            .and_then(|text| serde_json::from_str(&text))
            .map_err(|error| format!("does not read back: {error}"))?,
        ..world.clone()
    };
    let second = run(engine, &again, &again.assessment);
    ensure(first == second, || difference(&first, &second))
}

/// Where two outcomes differ, in short.
pub(super) fn difference(first: &Outcome, second: &Outcome) -> String {
    if scopes(first) != scopes(second) {
        return format!("sums differ: {:?} {:?}", first.score, second.score);
    }
    if states(first) != states(second) {
        return format!("gates differ: {:?} {:?}", states(first), states(second));
    }
    let ids = |outcome: &Outcome| -> Vec<String> {
        let each = outcome.findings.iter();
        each.map(|one| format!("{} {}", one.rule.id, one.subject))
            .collect()
    };
    if ids(first) != ids(second) {
        return format!("findings differ: {:?} {:?}", ids(first), ids(second));
    }
    if first.rating != second.rating || first.recommendation != second.recommendation {
        return "rating or recommendation differs".to_owned();
    }
    "something else in the outcome differs".to_owned()
}

/// Ends stand in order, in every scope.
pub(super) fn ends_in_order(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let outcome = run(engine, world, &world.assessment);
    for (name, score) in scopes(&outcome) {
        let [lo, hi, shown] = ends(score);
        ensure(shown <= lo && lo <= hi && hi.got <= hi.of, || {
            format!("{name}: {score:?}")
        })?;
        for share in [&score.completeness, &score.na_weight] {
            ensure(share.exact.got <= share.exact.of, || {
                format!("{name}: {share:?}")
            })?;
        }
    }
    Ok(())
}

/// What is not asked does not count, whatever stands in the package for it: neither under a condition that
/// is false nor under a parent without credit.
pub(super) fn hidden(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let first = engine.run(&world.compiled, &world.assessment, world.as_of);
    let found = second(world, &first);
    // What no questionnaire asks may carry over: another law speaks of it.
    let unasked = |question: &Question| {
        !packs::not_asked(&found, world, question)
            && (found.applies[&question.id] == Truth::False
                || found
                    .items
                    .get(&question.id)
                    .is_some_and(|item| !item.asked))
    };
    let mut c = Choices::new(&world.moves);
    let mut other = world.assessment.clone();
    let mut changed = false;
    for entry in &world.compiled.questions {
        let question = &entry.question;
        if !unasked(question) || question.fact.is_some() {
            continue;
        }
        other.answers.retain(|one| one.question != question.id);
        changed = true;
        let mut answer = Answer::blank(question.id.clone());
        match c.pick(5) {
            0 => continue,
            1 => answer.state = AnswerState::Refused,
            2 => {
                answer.state = AnswerState::NotApplicable;
                answer.text = answers::REASON.to_owned();
                answer.na_accepted = Some(vendorward_core::engagement::Signed {
                    by: "Kim Reviewer".to_owned(),
                    on: world.as_of,
                    reason: String::new(),
                });
            }
            kind => {
                let values = answers::values(question, world.as_of);
                answer.value = Some(values[c.pick(values.len())].clone());
                answer
                    .confirmed
                    .push(answers::confirmed("ev-policy", world.as_of));
                if kind == 4 {
                    let mut twin = answer.clone();
                    twin.value = Some(values[c.pick(values.len())].clone());
                    other.answers.push(twin);
                }
            }
        }
        other.answers.push(answer);
    }
    if !changed {
        return Ok(());
    }
    let second = run(engine, world, &other);
    packs::moves_nothing(&first.outcome, &second)
}

/// A gate over records that blocks stands, whatever the controls.
pub(super) fn block_stands(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let before = run(engine, world, &world.assessment);
    let blocked: Vec<GateId> = before
        .gates
        .iter()
        .filter(|gate| gate.state == GateState::Tripped && gate.effect == Effect::Block)
        .map(|gate| gate.id)
        .filter(|id| *id != GateId::PhiUse)
        .collect();
    if blocked.is_empty() {
        return Ok(());
    }
    let mut best = world.assessment.clone();
    best.answers.clear();
    for entry in world
        .compiled
        .questions
        .iter()
        .filter(|entry| entry.weight > 0)
    {
        let question = &entry.question;
        let mut answer = Answer::blank(question.id.clone());
        answer.value = answers::values(question, world.as_of)
            .into_iter()
            .max_by_key(|value| answers::credit(question, value, world.as_of));
        answer.text = answers::REASON.to_owned();
        answer
            .confirmed
            .push(answers::confirmed("ev-policy", world.as_of));
        best.answers.push(answer);
    }
    let after = run(engine, world, &best);
    for id in blocked {
        ensure(states(&after)[&id] == GateState::Tripped, || {
            format!("{id} was averaged away")
        })?;
    }
    ensure(
        after
            .rating
            .is_some_and(|rating| rating.now == Tier::Critical),
        || format!("rating {:?} under a tripped block", after.rating),
    )?;
    let stopped = matches!(
        after.recommendation,
        Recommendation::DoNotProceed
            | Recommendation::SuspendPhi
            | Recommendation::Exit
            | Recommendation::NoAssessment
    );
    ensure(stopped, || {
        format!("{} under a tripped block", after.recommendation)
    })
}

/// The rating never exceeds the tier except through a gate, and a gate's effect is its floor.
pub(super) fn rating_within_tier(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let outcome = run(engine, world, &world.assessment);
    let Some(rating) = outcome.rating else {
        return Ok(());
    };
    ensure(rating.best <= rating.now, || format!("{rating:?}"))?;
    let tripped: Vec<_> = outcome
        .gates
        .iter()
        .filter(|gate| gate.state == GateState::Tripped)
        .collect();
    if tripped.is_empty() {
        let tier = outcome.inherent.tier;
        return ensure(rating.now <= tier, || {
            format!("{rating:?} above tier {tier}")
        });
    }
    let floor = if tripped.iter().any(|gate| gate.effect == Effect::Block) {
        Tier::Critical
    } else {
        Tier::High
    };
    ensure(rating.now >= floor && rating.best >= Tier::High, || {
        format!("{rating:?} under a tripped gate")
    })
}

/// Points are the exact share, rounded half up once.
pub(super) fn rounded_once(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let outcome = run(engine, world, &world.assessment);
    for (name, score) in scopes(&outcome) {
        for end in [
            &score.claimed_lo,
            &score.claimed_hi,
            &score.evidenced_lo,
            &score.completeness,
        ] {
            let exact = wide(end.exact);
            // Twice the share, in points, lies in [2p - 1, 2p + 1).
            let twice = 20_000 * exact.got;
            let points = u128::from(end.points.get());
            let half_up = twice + exact.of >= 2 * points * exact.of
                && twice + exact.of < (2 * points + 2) * exact.of;
            ensure(half_up, || format!("{name}: {end:?}"))?;
        }
    }
    Ok(())
}
