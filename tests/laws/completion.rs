//! Every completion of up to eight unknowns lies within the ends, tried one by one. Of a completion that
//! changes how deep the review goes the law says nothing, as the narrowing law.

use vendorward_core::result::Outcome;

use super::{
    agreement::second,
    compare::within,
    narrowing::worst_effect,
    packs,
    unknowns::{Unknown, unknowns},
};
use crate::{
    engine::Engine,
    generate::{Choices, World},
};

/// The most completions tried of one world.
const MOST: usize = 256;

pub(super) fn completion(engine: &dyn Engine, world: &World) -> Result<(), String> {
    each(engine, world, |names, former, later| {
        if packs::asks_anew(world, former, later) {
            return Ok(());
        }
        within(former, later, |id| worst_effect(world, id)).map_err(|why| format!("{names}: {why}"))
    })
}

/// Whether the law says nothing of some completion.
pub(super) fn silent(engine: &dyn Engine, world: &World) -> bool {
    let said = each(engine, world, |_, former, later| {
        if packs::asks_anew(world, former, later) {
            return Err(String::new());
        }
        Ok(())
    });
    said.is_err()
}

fn each(
    engine: &dyn Engine,
    world: &World,
    check: impl Fn(&str, &Outcome, &Outcome) -> Result<(), String>,
) -> Result<(), String> {
    let mut c = Choices::new(&world.moves);
    let former = engine.run(&world.compiled, &world.assessment, world.as_of);
    let mut open = unknowns(world, &second(world, &former));
    // Half the time only what conditions read, so that the ends are put to the test.
    if c.chance(50) {
        open.retain(|unknown| unknown.decides);
    }
    // Mostly few, now and then eight.
    let wanted = c.weighted(&[(55, 2), (20, 3), (15, 4), (6, 6), (4, 8)]);
    while open.len() > wanted {
        let drop = c.pick(open.len());
        open.swap_remove(drop);
    }
    // As many ways of each as leave room for the others.
    let mut left = MOST;
    let mut ways: Vec<Vec<usize>> = Vec::new();
    for (at, unknown) in open.iter().enumerate() {
        let others = 1 << (open.len() - at - 1);
        let most = (left / others).clamp(1, 3).min(unknown.ways.len());
        let first = c.pick(unknown.ways.len());
        let turn = (0..most).map(|step| (first + step) % unknown.ways.len());
        ways.push(turn.collect());
        left /= most;
    }
    let count: usize = ways.iter().map(Vec::len).product();
    for completion in 0..count {
        let mut known = world.assessment.clone();
        let names = complete(&open, &ways, completion, &mut known);
        let later = engine.run(&world.compiled, &known, world.as_of);
        check(&names, &former.outcome, &later.outcome)?;
    }
    Ok(())
}

/// Fills in the completion of this number.
fn complete(
    open: &[Unknown],
    ways: &[Vec<usize>],
    number: usize,
    known: &mut vendorward_core::assessment::Assessment,
) -> String {
    let mut rest = number;
    let mut names = Vec::new();
    for (unknown, ways) in open.iter().zip(ways) {
        let way = ways[rest % ways.len()];
        rest /= ways.len();
        unknown.ways[way](known);
        names.push(format!("{} way {way}", unknown.name));
    }
    names.join(", ")
}
