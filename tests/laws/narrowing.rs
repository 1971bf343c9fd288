//! The narrowing law (DESIGN 6.12): what becomes known stays within what was possible.

use vendorward_core::{gate::Effect, gate::GateId, when::Truth};

use super::{compare::within, unknowns::unknowns};
use crate::{
    engine::Engine,
    generate::{Choices, World},
    oracle,
};

pub(super) fn narrowing(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let mut c = Choices::new(&world.moves);
    let open = unknowns(world);
    if open.is_empty() {
        return Ok(());
    }
    let unknown = &open[c.pick(open.len())];
    let way = c.pick(unknown.ways.len());
    let mut known = world.assessment.clone();
    unknown.ways[way](&mut known);
    let former = engine.run(&world.compiled, &world.assessment, world.as_of);
    let later = engine.run(&world.compiled, &known, world.as_of);
    within(&former.outcome, &later.outcome, |id| {
        worst_effect(world, id)
    })
    .map_err(|why| format!("{}, way {way}: {why}", unknown.name))
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
