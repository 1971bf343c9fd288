//! Gates over answers, and the rating (DESIGN 6.9, 6.10).

use std::collections::BTreeMap;

use vendorward_core::{
    Id,
    basis::Basis,
    engagement::Phi,
    facts::{Determination, Tier, Triage},
    gate::{Effect, GateId, GateState},
    questionnaire::Relation,
    rating::Rating,
    rubric::GateRule,
    when::Truth,
};

use super::{Ends, Item, Ratio, Scorer, Stand, facts};

/// The gates that read nothing but answers.
const OVER_ANSWERS: [GateId; 5] = [
    GateId::RiskAnalysis,
    GateId::PhiUse,
    GateId::PhiNonProduction,
    GateId::Encryption,
    GateId::RemoteAccessMfa,
];

impl Scorer<'_> {
    pub(super) fn gates(&self, items: &BTreeMap<Id, Item>) -> BTreeMap<GateId, GateState> {
        let phi = match facts::phi(&self.assessment.engagement) {
            Phi::None => Truth::False,
            Phi::Unknown => Truth::Unknown,
            Phi::Planned | Phi::Flowing => Truth::True,
        };
        // Who is no business associate owes nothing under the rules that bind one.
        let associate = match self.determination {
            Determination::Required => Truth::True,
            Determination::Undetermined => Truth::Unknown,
            Determination::NotRequired => Truth::False,
        };
        let each = OVER_ANSWERS.iter().map(|&id| {
            let arises = match id {
                GateId::PhiUse => phi,
                GateId::RemoteAccessMfa | GateId::PhiNonProduction => phi.min(self.ephi()),
                _ => phi.min(self.ephi()).min(associate),
            };
            (id, arising(arises, self.over_answers(id, items)))
        });
        each.collect()
    }

    fn over_answers(&self, id: GateId, items: &BTreeMap<Id, Item>) -> GateState {
        let rule = &self.rubric().gates[&id];
        let (tier, _) = self.tier;
        let least = match tier {
            Tier::Critical => rule.clears_with.critical,
            Tier::High => rule.clears_with.high,
            Tier::Moderate => rule.clears_with.moderate,
            Tier::Low => rule.clears_with.low,
        };
        let mut states = Vec::new();
        for control in &rule.controls {
            let speaking = self.questions.iter().filter(|(question, weight, ..)| {
                *weight > 0
                    && question.covers.iter().any(|cover| {
                        cover.control == *control
                            && matches!(cover.relation, Relation::Equal | Relation::Broader)
                    })
            });
            // What is not asked for certain may never be said, unless it does not arise; where nothing is
            // assessed, nothing is missing.
            let mut asked = self.depth == Some(Triage::NoAssessment);
            let (mut arises, mut any) = (false, false);
            for (question, ..) in speaking {
                asked |= self.in_asked(question) == Truth::True;
                let own = question.when.as_ref().map(|when| self.truth(when));
                arises |= own != Some(Truth::False);
                any = true;
                if let Some(item) = items.get(&question.id) {
                    states.extend(by_item(item, least));
                }
            }
            if !asked && (arises || !any) {
                states.push(GateState::Undetermined);
            }
        }
        worst(&states)
    }

    /// Worst and best rating that are still possible.
    pub(super) fn rating(
        &self,
        whole: Option<&Ends>,
        gates: &BTreeMap<GateId, GateState>,
        others: &[(GateId, GateState)],
    ) -> Option<Rating> {
        let rubric = self.rubric();
        let (tier, best_tier) = self.tier;
        let of = |tier: Tier, share: Ratio| {
            let points = |least: vendorward_core::units::BasisPoints| u128::from(least.get());
            // Half up: a share reaches a threshold from half a point below it.
            let reaches = |least| 20_000 * share.got + share.of >= 2 * points(least) * share.of;
            let row = match tier {
                Tier::Critical => rubric.rating.critical,
                Tier::High => rubric.rating.high,
                Tier::Moderate => rubric.rating.moderate,
                Tier::Low => rubric.rating.low,
            };
            let rating = if reaches(rubric.grades.strong) {
                row.strong
            } else if reaches(rubric.grades.fair) {
                row.fair
            } else if reaches(rubric.grades.weak) {
                row.weak
            } else {
                row.poor
            };
            rating.min(tier)
        };
        let all = gates
            .iter()
            .map(|(id, state)| (*id, *state))
            .chain(others.iter().copied());
        let tripped: Vec<GateId> = all
            .filter(|(_, state)| *state == GateState::Tripped)
            .map(|(id, _)| id)
            .collect();
        let of_effects = |effect: fn(&GateRule) -> Effect| -> Option<Tier> {
            tripped
                .iter()
                .map(|id| floor(effect(&rubric.gates[id])))
                .max()
        };
        let before = of_effects(|rule| rule.prospective);
        let after = of_effects(|rule| rule.live);
        let (now_floor, best_floor) = match facts::live(&self.assessment.engagement) {
            Truth::True => (after, after),
            Truth::False => (before, before),
            Truth::Unknown => (before.max(after), before.min(after)),
        };
        let rests_on = |ends: &Ends| {
            if tier >= Tier::High {
                ends.shown
            } else {
                ends.lo
            }
        };
        let now = whole.map(|ends| of(tier, rests_on(ends))).max(now_floor)?;
        let best = whole.map(|ends| of(best_tier, ends.hi)).max(best_floor);
        Some(Rating {
            now,
            best: best.unwrap_or(now).min(now),
        })
    }
}

const fn floor(effect: Effect) -> Tier {
    match effect {
        Effect::Block => Tier::Critical,
        Effect::Hold => Tier::High,
    }
}

fn arising(arises: Truth, state: GateState) -> GateState {
    match (arises, state) {
        (Truth::False, _) => GateState::NotApplicable,
        (Truth::Unknown, GateState::Tripped) => GateState::Undetermined,
        (_, state) => state,
    }
}

/// Nothing where the question is N/A.
fn by_item(item: &Item, least: Basis) -> Option<GateState> {
    Some(match item.stand {
        Stand::Na => return None,
        Stand::Credit(100) if item.confirmed >= least => GateState::Clear,
        Stand::Credit(0) if item.certain => GateState::Tripped,
        _ => GateState::Undetermined,
    })
}

fn worst(states: &[GateState]) -> GateState {
    for state in [
        GateState::Tripped,
        GateState::Undetermined,
        GateState::Pending,
    ] {
        if states.contains(&state) {
            return state;
        }
    }
    if states.is_empty() {
        GateState::NotApplicable
    } else {
        GateState::Clear
    }
}
