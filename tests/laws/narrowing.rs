//! The narrowing law: what becomes known stays within what was possible. The pack follows the
//! tier at its highest: where a fact made known changes how deep the review goes, other
//! questions are asked, and the law says nothing of that pair of runs.

use vendorward_core::{assessment::Assessment, gate::Effect, gate::GateId, when::Truth};

use super::{agreement::second, compare::within, packs, unknowns::unknowns};
use crate::{
    engine::{Engine, Run},
    generate::{Choices, World},
    oracle,
};

pub(super) fn narrowing(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let former = engine.run(&world.compiled, &world.assessment, world.as_of);
    let Some((what, known)) = step(world, &former) else {
        return Ok(());
    };
    let later = engine.run(&world.compiled, &known, world.as_of);
    if packs::asks_anew(world, &former.outcome, &later.outcome) {
        return Ok(());
    }
    within(&former.outcome, &later.outcome, |id| {
        worst_effect(world, id)
    })
    .map_err(|why| format!("{what}: {why}"))
}

/// One unknown made known.
pub(super) fn step(world: &World, former: &Run) -> Option<(String, Assessment)> {
    let mut c = Choices::new(&world.moves);
    let open = unknowns(world, &second(world, former));
    if open.is_empty() {
        return None;
    }
    let unknown = &open[c.pick(open.len())];
    let way = c.pick(unknown.ways.len());
    let mut known = world.assessment.clone();
    unknown.ways[way](&mut known);
    Some((format!("{}, way {way}", unknown.name), known))
}

/// The worst that tripping a gate can do, where it is not known whether the relationship runs.
pub(super) fn worst_effect(world: &World, id: GateId) -> Effect {
    let rule = &world.compiled.rubric.gates[&id];
    match oracle::live(&world.assessment.engagement) {
        Truth::True => rule.live,
        Truth::False => rule.prospective,
        Truth::Unknown => rule.live.max(rule.prospective),
    }
}
