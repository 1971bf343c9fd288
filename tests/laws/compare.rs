//! Comparing outcomes.

use std::{cmp::Ordering, collections::BTreeMap};

use vendorward_core::{
    facts::{Determination, Tier},
    gate::{Effect, GateId, GateState},
    result::{Outcome, Score},
    soc2::Whose,
    units::Fraction,
};

use crate::oracle::Ratio;

/// An exact share, wide.
pub(super) const fn wide(exact: Fraction) -> Ratio {
    Ratio {
        got: exact.got as u128,
        of: exact.of as u128,
    }
}

/// The three ends of a score: least claimed, most, least shown.
pub(super) const fn ends(score: &Score) -> [Ratio; 3] {
    [
        wide(score.claimed_lo.exact),
        wide(score.claimed_hi.exact),
        wide(score.evidenced_lo.exact),
    ]
}

/// The score of every scope by name: the whole, domains, sections.
pub(super) fn scopes(outcome: &Outcome) -> BTreeMap<String, &Score> {
    let mut all = BTreeMap::new();
    all.extend(
        outcome
            .score
            .iter()
            .map(|score| ("whole".to_owned(), score)),
    );
    let domains = outcome.domains.iter();
    all.extend(domains.map(|(domain, score)| (format!("domain {domain}"), score)));
    let sections = outcome.sections.iter();
    all.extend(sections.map(|(set, section, score)| (format!("section {set}/{section}"), score)));
    all
}

/// State of each gate.
pub(super) fn states(outcome: &Outcome) -> BTreeMap<GateId, GateState> {
    outcome
        .gates
        .iter()
        .map(|gate| (gate.id, gate.state))
        .collect()
}

/// Place in the order tripped, undetermined, pending, clear. What does not arise is as good as clear.
pub(super) const fn rank(state: GateState) -> u8 {
    match state {
        GateState::Tripped => 0,
        GateState::Undetermined => 1,
        GateState::Pending => 2,
        GateState::Clear | GateState::NotApplicable => 3,
    }
}

/// The worst rating that is still possible: every gate that is not settled trips.
pub(super) fn worst_rating(
    outcome: &Outcome,
    worst_effect: impl Fn(GateId) -> Effect,
) -> Option<Tier> {
    let open = outcome.gates.iter().filter(|gate| rank(gate.state) < 3);
    let floor = open
        .map(|gate| match worst_effect(gate.id) {
            Effect::Block => Tier::Critical,
            Effect::Hold => Tier::High,
        })
        .max();
    outcome.rating.map(|rating| rating.now).max(floor)
}

/// Whether `later` lies within `former`: what was unknown became known.
pub(super) fn within(
    former: &Outcome,
    later: &Outcome,
    worst_effect: impl Fn(GateId) -> Effect,
) -> Result<(), String> {
    let before = scopes(former);
    for (name, score) in scopes(later) {
        let Some(known) = before.get(&name) else {
            return Err(format!("{name} was null and is scored"));
        };
        let ([lo, hi, shown], [lo_now, hi_now, shown_now]) = (ends(known), ends(score));
        for (what, bad) in [
            ("lo", lo_now.cmp(&lo) == Ordering::Less),
            ("hi", hi_now.cmp(&hi) == Ordering::Greater),
            ("evidenced.lo", shown_now.cmp(&shown) == Ordering::Less),
        ] {
            if bad {
                return Err(format!(
                    "{what} of {name} leaves its ends: {known:?} then {score:?}"
                ));
            }
        }
    }
    let another_agreement = former
        .baa
        .flows
        .iter()
        .zip(&later.baa.flows)
        .any(|(was, is)| {
            was.determination.required == Determination::Required
                && was.agreement.is_some()
                && was.agreement != is.agreement
        });
    let relied = |outcome: &Outcome| -> Vec<(Whose, Vec<String>)> {
        let reports = outcome.assurance.reports.iter();
        reports
            .map(|one| (one.whose, one.relied_for.clone()))
            .collect()
    };
    let another_report =
        former.assurance.relied_on != later.assurance.relied_on || relied(former) != relied(later);
    let after = states(later);
    for (id, was) in states(former) {
        // Relying on another agreement or report is a new fact, not more known of the same.
        let other = match id {
            GateId::BaaTerms | GateId::BreachClause | GateId::Incident => another_agreement,
            // What was pending for one agreement may be refused or unread for another.
            GateId::BaaInForce => another_agreement && was == GateState::Pending,
            GateId::AssuranceOpinion => another_report,
            _ => false,
        };
        let is = after[&id];
        let sound = match was {
            GateState::Undetermined => true,
            GateState::Pending => rank(is) >= rank(GateState::Pending),
            _ => rank(is) == rank(was),
        };
        if !sound && !other {
            return Err(format!("{id} was {was} and is {is}"));
        }
        if other {
            return Ok(());
        }
    }
    // Where nothing scorable remains the rating is null, or that of the gates alone.
    let (Some(was), Some(is), Some(_)) = (former.rating, later.rating, &later.score) else {
        return Ok(());
    };
    let worst = worst_rating(former, worst_effect).max(Some(was.now));
    if Some(is.now) > worst || is.best < was.best || is.now < was.best {
        return Err(format!(
            "rating {is:?} is not between {worst:?} and {:?}",
            was.best
        ));
    }
    Ok(())
}
