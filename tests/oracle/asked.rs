//! What is asked, how deep, and which answers carry over from what is not asked.

use std::collections::{BTreeMap, BTreeSet};

use vendorward_core::{
    Id,
    assessment::AnswerState,
    engagement::{Access, Phi},
    facts::{Tier, Triage},
    pack::{Demand, Item},
    questionnaire::{AnswerKind, Question, Relation},
    when::Truth,
};

use super::{Rests, Scorer, Stand, facts};

/// What was said of a question in questionnaires that are not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carry {
    /// The questions it was said to, in reading order.
    pub from: Vec<Id>,
    /// What it comes to; unknown where they differ.
    pub stand: Stand,
    /// On what.
    pub rests: Rests,
    /// Whether the one question it was said to asks the same.
    pub same: bool,
}

impl Scorer<'_> {
    /// How deep: by the tier at its highest, no deeper than the limits that certainly hold, and never
    /// less than the hospital asks for. Of what certainly reaches nothing, nothing.
    pub(super) fn triage(&self) -> Triage {
        let asked_for = self.assessment.engagement.depth;
        self.limit().max(asked_for.unwrap_or(Triage::NoAssessment))
    }

    /// What the tier asks for.
    pub(super) fn by_tier(&self) -> Triage {
        let engagement = &self.assessment.engagement;
        let access = engagement.access == Some(Access::None);
        if facts::phi(engagement) == Phi::None && access && engagement.connection == Some(false) {
            return Triage::NoAssessment;
        }
        let (tier, _) = self.tier;
        match (self.rubric().pack.tiers.get(&tier), tier) {
            (Some(rule), _) => rule.depth,
            (None, Tier::Low) => Triage::Attestation,
            (None, Tier::Moderate) => Triage::Short,
            (None, Tier::High | Tier::Critical) => Triage::Full,
        }
    }

    /// What the limits leave of it.
    pub(super) fn limit(&self) -> Triage {
        let mut depth = self.by_tier();
        for limit in &self.rubric().pack.limits {
            if self.truth(&limit.when) == Truth::True && limit.depth < depth {
                depth = limit.depth;
            }
        }
        depth
    }

    /// Whether each questionnaire is asked: one that no row names always, any other if one of its rows
    /// holds.
    pub(super) fn questionnaires(&self) -> BTreeMap<Id, Truth> {
        let rows = &self.rubric().pack.questionnaires;
        let asked = |id: &Id| {
            let own = rows.iter().filter(|row| row.questionnaire == *id);
            own.map(|row| self.truth(&row.when)).max()
        };
        let each = self.compiled.questionnaires.iter();
        each.map(|one| (one.id.clone(), asked(&one.id).unwrap_or(Truth::True)))
            .collect()
    }

    /// Whether the pack asks for a report, perhaps; without a word about documents wherever PHI is or may
    /// be involved.
    pub(super) fn expects(&self) -> bool {
        let rows = &self.rubric().pack.evidence;
        if rows.is_empty() {
            return facts::phi(&self.assessment.engagement) != Phi::None;
        }
        rows.iter().any(|row| {
            row.item == Item::Soc2Type2
                && row.demand == Demand::Required
                && self.truth(&row.when) != Truth::False
        })
    }

    /// Whether the questionnaire of a question is asked.
    pub(super) fn in_asked(&self, question: &Question) -> Truth {
        let home = self.homes.get(&question.id);
        let asked = home.and_then(|set| self.asked.get(set));
        asked.copied().unwrap_or(Truth::True)
    }

    /// The questions of other questionnaires that speak to all that a question asks, and whether each
    /// asks just the same.
    pub(super) fn speakers(&self, to: &Question) -> Vec<(&Question, bool)> {
        let controls = |question: &Question, relations: &[Relation]| -> BTreeSet<Id> {
            let covers = question.covers.iter();
            let covers = covers.filter(|cover| relations.contains(&cover.relation));
            covers.map(|cover| cover.control.clone()).collect()
        };
        let wanted = controls(to, &[Relation::Equal]);
        let more = to
            .covers
            .iter()
            .any(|cover| cover.relation != Relation::Equal);
        if wanted.is_empty() || more {
            return Vec::new();
        }
        let home = &self.homes[&to.id];
        let others = self.questions.iter();
        others
            .filter(|(_, weight, set, _)| *weight > 0 && set != home)
            .map(|(question, ..)| *question)
            .filter(|from| wanted.is_subset(&controls(from, &[Relation::Equal, Relation::Broader])))
            .map(|from| {
                let equal = controls(from, &[Relation::Equal]) == wanted;
                (from, equal && alike(&from.answer, &to.answer))
            })
            .collect()
    }

    /// Of each question that is asked or may be, those of questionnaires that are asked in one of
    /// these ways, whose answers could carry to it.
    pub(super) fn carriers(&self, asked: &[Truth]) -> BTreeMap<Id, Vec<Id>> {
        let mut all = BTreeMap::new();
        if self.asked.values().all(|truth| *truth != Truth::False) {
            return all;
        }
        for (to, weight, ..) in &self.questions {
            if *weight == 0 || self.in_asked(to) == Truth::False {
                continue;
            }
            let speakers = self.speakers(to).into_iter();
            let from: Vec<Id> = speakers
                .filter(|(from, _)| asked.contains(&self.in_asked(from)))
                .map(|(from, _)| from.id.clone())
                .collect();
            if !from.is_empty() {
                all.insert(to.id.clone(), from);
            }
        }
        all
    }

    /// Of each blank one those of questionnaires that are not asked, or perhaps not.
    pub(super) fn reach(&self) -> BTreeMap<Id, Vec<Id>> {
        let mut all = self.carriers(&[Truth::False, Truth::Unknown]);
        all.retain(|id, _| {
            let question = self.find(id.as_str());
            question.is_some_and(|question| self.is_blank(question))
        });
        all
    }

    /// What was answered although it is not asked, and carries nowhere.
    pub(super) fn unasked(&self) -> Vec<Id> {
        let carries = |id: &Id| self.carried.values().any(|carry| carry.from.contains(id));
        let each = self.questions.iter().map(|(question, ..)| question);
        each.filter(|question| {
            self.in_asked(question) == Truth::False
                && question.fact.is_none()
                && !self.is_blank(question)
                && !carries(&question.id)
        })
        .map(|question| question.id.clone())
        .collect()
    }

    /// Whether nothing at all was said to a question.
    pub(super) fn is_blank(&self, question: &Question) -> bool {
        self.given(question).iter().all(|answer| {
            let judged = answer.r#override.as_ref();
            let judged = judged.is_some_and(|own| !own.reason.trim().is_empty());
            answer.state == AnswerState::Answered && answer.value.is_none() && !judged
        })
    }

    /// What was said elsewhere of each blank question that is asked, or may be.
    pub(super) fn carry(&self) -> BTreeMap<Id, Carry> {
        let mut all = BTreeMap::new();
        // Nothing carries where everything is asked.
        if self.asked.values().all(|truth| *truth != Truth::False) {
            return all;
        }
        for (to, weight, ..) in &self.questions {
            if *weight == 0 || self.in_asked(to) == Truth::False || !self.is_blank(to) {
                continue;
            }
            let speakers = self.speakers(to);
            let say = |wanted: Truth| -> Vec<(Id, bool, Stand, Rests)> {
                let each = speakers
                    .iter()
                    .filter(|(from, _)| self.in_asked(from) == wanted);
                each.filter_map(|(from, same)| {
                    let (stand, rests) = self.said(from);
                    let carries = match stand {
                        Stand::Credit(percent) => *same || percent == 100,
                        _ => false,
                    };
                    carries.then(|| (from.id.clone(), *same, stand, rests))
                })
                .collect()
            };
            // What may yet turn out not to be asked says something only by differing.
            let (said, perhaps) = (say(Truth::False), say(Truth::Unknown));
            let Some((_, same, stand, _)) = said.first() else {
                continue;
            };
            let mut both = said.iter().chain(&perhaps);
            let agree = both.all(|(_, _, other, _)| other == stand);
            let best = said.iter().map(|one| one.3).fold(Rests::WORD, Rests::or);
            let carry = Carry {
                same: *same && said.len() == 1,
                stand: if agree { *stand } else { Stand::Unknown },
                rests: if agree { best } else { Rests::WORD },
                from: said.iter().map(|(from, ..)| from.clone()).collect(),
            };
            all.insert(to.id.clone(), carry);
        }
        all
    }
}

/// Whether a credit means the same in both kinds.
fn alike(one: &AnswerKind, other: &AnswerKind) -> bool {
    use AnswerKind::{YesNo, YesNoPartial};
    matches!(
        (one, other),
        (
            YesNo { .. } | YesNoPartial { .. },
            YesNo { .. } | YesNoPartial { .. }
        )
    ) || one == other
}
