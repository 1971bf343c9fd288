//! The second scorer finds the same.

use vendorward_core::{
    assessment::{AskedState, Assessment},
    gate::GateId,
    pack::Item,
    questionnaire::Audience,
    soc2::ReportKind,
    when::Truth,
};

use super::compare::{ends as ends_of, states, wide};
use crate::{
    engine::{Engine, Run},
    generate::World,
    oracle::{self, Ends, Found, Ratio},
};

fn both(engine: &dyn Engine, world: &World) -> (Run, Found) {
    let run = engine.run(&world.compiled, &world.assessment, world.as_of);
    let found = second(world, &run);
    (run, found)
}

/// The second scorer's view; gates over records and the determination are the first's.
#[must_use]
pub fn second(world: &World, run: &Run) -> Found {
    second_of(world, &world.assessment, run)
}

/// The same of another assessment.
pub(super) fn second_of(world: &World, assessment: &Assessment, run: &Run) -> Found {
    let over_answers = [
        GateId::RiskAnalysis,
        GateId::PhiUse,
        GateId::PhiNonProduction,
        GateId::Encryption,
        GateId::RemoteAccessMfa,
    ];
    let others: Vec<_> = states(&run.outcome)
        .into_iter()
        .filter(|(id, _)| !over_answers.contains(id))
        .collect();
    oracle::score(
        &world.compiled,
        assessment,
        world.as_of,
        run.outcome.baa.determination,
        &others,
    )
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, first: &T, second: &T) -> Result<(), String> {
    if first == second {
        Ok(())
    } else {
        Err(format!("{what}: {first:?}, the second scorer {second:?}"))
    }
}

pub(super) fn applicability(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let (run, found) = both(engine, world);
    let inherent = &run.outcome.inherent;
    same("tier", &(inherent.tier, inherent.best), &found.tier)?;
    for (entry, truth) in world.compiled.questions.iter().zip(&run.applies) {
        let id = &entry.question.id;
        same(&format!("`{id}` applies"), truth, &found.applies[id])?;
    }
    Ok(())
}

/// What is asked, how deep, what carries over, what counts nowhere, whether a report is expected.
pub(super) fn pack(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let (run, found) = both(engine, world);
    let (outcome, pack) = (&run.outcome, &run.outcome.pack);
    same("depth", &outcome.triage, &found.depth)?;
    let sets = world.compiled.questionnaires.iter();
    let asked: Vec<_> = sets
        .filter(|one| one.audience == Audience::Vendor)
        .map(|one| (one.id.clone(), found.asked[&one.id]))
        .filter(|(_, truth)| *truth != Truth::False)
        .map(|(id, truth)| (id, truth == Truth::True))
        .collect();
    same("questionnaires", &pack.questionnaires, &asked)?;
    let mut carried = pack.carried.clone();
    carried.sort();
    let each = found.carried.iter();
    let mut pairs: Vec<_> = each
        .flat_map(|(to, carry)| carry.from.iter().map(|from| (to.clone(), from.clone())))
        .collect();
    pairs.sort();
    same("carried", &carried, &pairs)?;
    same("not asked", &pack.unasked, &found.unasked)?;
    // That the vendor shows none of its own is said once, as a refusal where it is one.
    let own = |kinds: &[ReportKind]| {
        let mut reports = world.assessment.reports.iter();
        reports.any(|one| {
            kinds.contains(&one.report_kind) && !oracle::of_another(&world.assessment, one)
        })
    };
    let (type1, type2) = (ReportKind::Soc2Type1, ReportKind::Soc2Type2);
    // A report of years ago is not the one that is refused.
    let months = i32::from(world.compiled.rubric.soc2.stale_months.value);
    let current = |kinds: &[ReportKind]| {
        let mut reports = world.assessment.reports.iter();
        reports.any(|one| {
            let ends = one.period_end.or(one.as_of_date);
            kinds.contains(&one.report_kind)
                && !oracle::of_another(&world.assessment, one)
                && ends.is_none_or(|ends| ends.add_months(months) >= world.as_of)
        })
    };
    let refused = world.assessment.asked_for.iter().any(|line| {
        line.state == AskedState::Refused
            && match line.item {
                Item::Soc2Type2 => !current(&[type2]),
                Item::Soc2Type1 => !current(&[type1, type2]),
                _ => false,
            }
    });
    let raised = |id| outcome.findings.iter().any(|one| one.rule.id == id);
    let expected = found.expects_report;
    let missed = expected && !own(&[type1, type2]) && !refused;
    // What the rubric may accept in its place, where a reviewer read it, may quiet that; the cases say when.
    let accepted = world.compiled.rubric.pack.substitutes.iter();
    let accepted: Vec<_> = accepted
        .filter(|row| row.item == Item::Soc2Type2)
        .map(|row| row.by.as_str())
        .collect();
    let instead = world
        .assessment
        .evidence
        .iter()
        .any(|one| one.reviewed.is_some() && accepted.contains(&one.kind.as_str()));
    if raised("soc2.none") || !instead {
        same("a report is missed", &raised("soc2.none"), &missed)?;
    }
    same(
        "a report is withheld",
        &raised("soc2.withheld"),
        &(expected && refused),
    )
}

pub(super) fn ends(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let (run, found) = both(engine, world);
    let outcome = &run.outcome;
    let compare = |name: String, first: Option<[Ratio; 3]>, second: Option<&Ends>| {
        same(
            &name,
            &first,
            &second.map(|ends| [ends.lo, ends.hi, ends.shown]),
        )
    };
    let whole = outcome.score.as_ref().map(ends_of);
    compare("whole".to_owned(), whole, found.whole.as_ref())?;
    let mut domains = found.domains.clone();
    for (domain, score) in &outcome.domains {
        compare(
            domain.to_string(),
            Some(ends_of(score)),
            domains.remove(domain).as_ref(),
        )?;
    }
    same("domains left", &domains.len(), &0)?;
    let mut sections = found.sections.clone();
    for (set, section, score) in &outcome.sections {
        let second = sections.remove(&(set.clone(), section.clone()));
        compare(
            format!("{set}/{section}"),
            Some(ends_of(score)),
            second.as_ref(),
        )?;
    }
    same("sections left", &sections.len(), &0)
}

pub(super) fn completeness(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let (run, found) = both(engine, world);
    let (Some(score), Some(second)) = (&run.outcome.score, &found.whole) else {
        return Ok(());
    };
    same(
        "completeness",
        &wide(score.completeness.exact),
        &second.answered,
    )?;
    let na = wide(score.na_weight.exact);
    same(
        "N/A weight, of nothing",
        &(na.of == 0),
        &(second.na.of == 0),
    )?;
    same("N/A weight", &na, &second.na)
}

pub(super) fn gates(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let (run, found) = both(engine, world);
    let states = states(&run.outcome);
    for (id, state) in &found.gates {
        same(id.as_str(), &states[id], state)?;
    }
    Ok(())
}

pub(super) fn rating(engine: &dyn Engine, world: &World) -> Result<(), String> {
    let (run, found) = both(engine, world);
    same("rating", &run.outcome.rating, &found.rating)
}
