//! Doubles of the scorer, each with one planted fault. A law that no fault can break proves nothing.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicI32, Ordering},
};

use vendorward_core::{
    Date, assess,
    assessment::Assessment,
    basis::Basis,
    compile::Compiled,
    facts::Tier,
    gate::{Effect, GateState},
    pack::pack,
    prepare::Prepared,
    questionnaire::{Questionnaire, Relation},
    recommend,
    resolve::{Resolved, State},
    result::{End, Outcome, Score},
    rubric::Rubric,
    score,
    units::{BasisPoints, Credit, Fraction},
    when::Truth,
};

use super::{Core, Engine, Run};

/// A planted fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// N/A earns full credit instead of leaving the sums.
    NaEarns,
    /// N/A leaves the sums before anyone accepts it.
    NaNeedsNoAcceptance,
    /// A blank counts in full at the lower end.
    BlankIsYes,
    /// A refusal may still come to anything.
    RefusedIsBlank,
    /// "Partial" earns full credit.
    PartialIsFull,
    /// A condition that is unknown counts as false.
    UnknownWhenIsFalse,
    /// A condition that is unknown counts as true.
    UnknownWhenIsTrue,
    /// What is not asked counts.
    HiddenCounts,
    /// A follow-up counts by its own answer under a parent without credit.
    FollowUpStandsAlone,
    /// Open questions are chosen by descending credit for the lower end.
    GreedyReversed,
    /// Every answer counts as shown in a document.
    BasisIgnored,
    /// A linked control with an exception takes away what else shows an answer.
    EvidenceLowers,
    /// A tripped gate stands over `now` only.
    GateCapsNowOnly,
    /// A gate that is undetermined counts as clear.
    UndeterminedIsClear,
    /// Good controls outweigh a tripped gate.
    GateAveragedAway,
    /// Points are rounded down.
    RoundsDown,
    /// The last of two answers wins.
    LastAnswerWins,
    /// Nothing scorable is 0.
    NothingIsZero,
    /// Unknown factors of the tier count at their lowest.
    TierAtLowest,
    /// A blank counts as answered.
    BlankIsAnswered,
    /// One domain is forgotten.
    DomainForgotten,
    /// Ends stand the wrong way round.
    EndsSwapped,
    /// A blank raises no finding.
    BlankRaisesNothing,
    /// An open gate asks for nothing.
    NeedsForgotten,
    /// Nothing says where it came from.
    SourcesForgotten,
    /// Findings stand in the order they were found.
    FindingsUnsorted,
    /// The as-of date comes from a clock.
    ReadsTheClock,
    /// What no questionnaire asks counts.
    UnaskedCounts,
    /// A carried answer is ignored.
    CarriedIgnored,
    /// A carried answer counts as mere word.
    CarriedIsWord,
    /// An answer carries from a questionnaire that is asked.
    CarriesFromAsked,
    /// An answer to less than is asked carries.
    NarrowerCarries,
    /// An answer to more than is asked carries whatever it says.
    BroaderCarriesAll,
    /// The pack's limits are not kept.
    LimitsForgotten,
}

/// The real scorer with one fault.
#[derive(Debug)]
pub struct Faulty {
    fault: Fault,
    calls: AtomicI32,
}

impl Faulty {
    /// Plants a fault.
    #[must_use]
    pub const fn new(fault: Fault) -> Self {
        Self {
            fault,
            calls: AtomicI32::new(0),
        }
    }
}

impl Engine for Faulty {
    fn run(&self, compiled: &Compiled, assessment: &Assessment, as_of: Date) -> Run {
        match self.fault {
            Fault::FollowUpStandsAlone => {
                let mut sets = compiled.questionnaires.clone();
                let sections = sets.iter_mut().flat_map(|set| &mut set.sections);
                for question in sections.flat_map(|section| &mut section.questions) {
                    question.follows = None;
                }
                let flat = compile(sets, compiled.rubric.clone());
                return Core.run(&flat, assessment, as_of);
            }
            Fault::UnaskedCounts => {
                let mut rubric = compiled.rubric.clone();
                rubric.pack.questionnaires.clear();
                let all = compile(compiled.questionnaires.clone(), rubric);
                return Core.run(&all, assessment, as_of);
            }
            Fault::LimitsForgotten => {
                let mut rubric = compiled.rubric.clone();
                rubric.pack.limits.clear();
                let deep = compile(compiled.questionnaires.clone(), rubric);
                return Core.run(&deep, assessment, as_of);
            }
            Fault::NarrowerCarries => {
                let other = related(compiled, Relation::Narrower, Relation::Broader);
                return Core.run(&other, assessment, as_of);
            }
            Fault::BroaderCarriesAll => {
                let other = related(compiled, Relation::Broader, Relation::Equal);
                return Core.run(&other, assessment, as_of);
            }
            Fault::LastAnswerWins => {
                let last: BTreeMap<_, _> = assessment
                    .answers
                    .iter()
                    .map(|answer| (answer.question.clone(), answer.clone()))
                    .collect();
                let mut other = assessment.clone();
                other.answers = last.into_values().collect();
                return Core.run(compiled, &other, as_of);
            }
            Fault::EvidenceLowers => {
                let mut other = assessment.clone();
                for answer in &mut other.answers {
                    if answer
                        .linked
                        .iter()
                        .any(|link| link.control == "c-exception")
                    {
                        answer.confirmed.clear();
                        answer.linked.clear();
                    }
                }
                return Core.run(compiled, &other, as_of);
            }
            Fault::ReadsTheClock => {
                let day = self.calls.fetch_add(1, Ordering::Relaxed);
                return Core.run(compiled, assessment, as_of.add_days(day % 2 * 400));
            }
            _ => {}
        }
        let mut prepared = Prepared::new(compiled, assessment, as_of);
        self.prepare(&mut prepared);
        self.carry(compiled, assessment, &mut prepared);
        let mut outcome = assess::outcome(compiled, assessment, &prepared);
        self.finish(compiled, &prepared, &mut outcome);
        Run {
            outcome,
            applies: prepared.applies,
        }
    }
}

impl Faulty {
    /// Faults in what is known of answers and conditions.
    fn prepare(&self, prepared: &mut Prepared) {
        for resolved in &mut prepared.answers.resolved {
            resolved.state = match (self.fault, resolved.state) {
                (Fault::NaEarns, State::Na) | (Fault::BlankIsYes, State::Blank) => {
                    State::Answered(Credit::FULL)
                }
                (Fault::NaNeedsNoAcceptance, State::NaOpen) => State::Na,
                (Fault::RefusedIsBlank, State::Refused) => State::Blank,
                (Fault::PartialIsFull, State::Answered(Credit::HALF)) => {
                    State::Answered(Credit::FULL)
                }
                (_, state) => state,
            };
            if self.fault == Fault::BasisIgnored {
                resolved.basis = resolved.basis.max(Basis::Document);
            }
        }
        for truth in &mut prepared.applies {
            *truth = match (self.fault, *truth) {
                (Fault::UnknownWhenIsFalse, Truth::Unknown) => Truth::False,
                (Fault::UnknownWhenIsTrue, Truth::Unknown)
                | (Fault::HiddenCounts, Truth::False) => Truth::True,
                (_, truth) => truth,
            };
        }
        if self.fault == Fault::TierAtLowest {
            prepared.inherent.tier = prepared.inherent.best;
        }
    }

    /// Faults in what carries.
    fn carry(&self, compiled: &Compiled, assessment: &Assessment, prepared: &mut Prepared) {
        let carried = pack(compiled, assessment, prepared).carried;
        for (to, _) in &carried {
            let at = compiled.find(to).unwrap() as usize;
            match self.fault {
                Fault::CarriedIgnored => prepared.answers.resolved[at] = Resolved::BLANK,
                Fault::CarriedIsWord => prepared.answers.resolved[at].basis = Basis::Word,
                _ => {}
            }
        }
        if self.fault != Fault::CarriesFromAsked {
            return;
        }
        for (at, entry) in compiled.questions.iter().enumerate() {
            let asks = |at: usize| prepared.asks(compiled, u32::try_from(at).unwrap());
            let blank = prepared.answers.resolved[at].state == State::Blank;
            let Some(cover) = entry.question.covers.first().filter(|_| blank) else {
                continue;
            };
            let speaking = compiled.speaking_to(&cover.control).iter();
            let others = speaking.map(|from| *from as usize).filter(|from| {
                compiled.questions[*from].questionnaire != entry.questionnaire
                    && asks(*from) == Truth::True
            });
            let full = |one: &Resolved| one.state == State::Answered(Credit::FULL);
            let said = others
                .map(|from| prepared.answers.resolved[from])
                .find(full);
            if let Some(said) = said.filter(|_| entry.weight > 0) {
                prepared.answers.resolved[at] = said;
            }
        }
    }

    /// Faults in sums, gates and rating.
    fn finish(&self, compiled: &Compiled, prepared: &Prepared, outcome: &mut Outcome) {
        let items = || score::items(compiled, &prepared.answers, &prepared.applies);
        match self.fault {
            Fault::GreedyReversed => {
                if let Some(score) = &mut outcome.score {
                    score.claimed_lo = end(reversed(items()));
                }
            }
            Fault::GateCapsNowOnly => {
                let sums = score::all_sums(compiled, items()).whole;
                let bare = recommend::rating(compiled, prepared, &sums, &[]);
                if let (Some(rating), Some(bare)) = (&mut outcome.rating, bare) {
                    rating.best = bare.best;
                }
            }
            Fault::UndeterminedIsClear => {
                for gate in &mut outcome.gates {
                    if gate.state == GateState::Undetermined {
                        gate.state = GateState::Clear;
                    }
                }
            }
            Fault::GateAveragedAway => {
                let good = outcome.score.is_some_and(|score| {
                    score.claimed_lo.points >= BasisPoints::new(8500).unwrap()
                });
                for gate in &mut outcome.gates {
                    if good && gate.effect == Effect::Block && gate.state == GateState::Tripped {
                        gate.state = GateState::Pending;
                        outcome.rating = outcome.rating.map(|mut rating| {
                            rating.now = Tier::High;
                            rating
                        });
                    }
                }
            }
            Fault::RoundsDown => each_score(outcome, |score| {
                let exact = score.claimed_lo.exact;
                let down = u16::try_from(exact.got * 10_000 / exact.of.max(1)).unwrap();
                score.claimed_lo.points = BasisPoints::new(down).unwrap();
            }),
            Fault::NothingIsZero if outcome.score.is_none() => {
                let zero = end(Fraction { got: 0, of: 100 });
                outcome.score = Some(Score {
                    claimed_lo: zero,
                    claimed_hi: zero,
                    evidenced_lo: zero,
                    completeness: zero,
                    na_weight: zero,
                    by_basis: [0; 4],
                });
            }
            Fault::BlankIsAnswered => each_score(outcome, |score| {
                score.completeness.exact.got = score.completeness.exact.of;
            }),
            Fault::BlankRaisesNothing => {
                let blank = |subject: &str| {
                    let entries = compiled.questions.iter().zip(&prepared.answers.resolved);
                    let mut blanks = entries.filter(|(_, one)| one.state == State::Blank);
                    blanks.any(|(entry, _)| entry.question.id.as_str() == subject)
                };
                outcome.findings.retain(|finding| !blank(&finding.subject));
            }
            Fault::NeedsForgotten => outcome.gates.iter_mut().for_each(|gate| gate.needs.clear()),
            Fault::SourcesForgotten => {
                let found = &mut outcome.findings;
                found.iter_mut().for_each(|finding| finding.because.clear());
            }
            Fault::FindingsUnsorted => outcome.findings.reverse(),
            Fault::DomainForgotten => {
                outcome.domains.pop();
            }
            Fault::EndsSwapped => each_score(outcome, |score| {
                std::mem::swap(&mut score.claimed_lo, &mut score.claimed_hi);
            }),
            _ => {}
        }
    }
}

fn compile(sets: Vec<Questionnaire>, rubric: Rubric) -> Compiled {
    Compiled::new(sets, &crate::content::CONTROLS, rubric).unwrap()
}

/// The set with one relation taken for another.
fn related(compiled: &Compiled, one: Relation, other: Relation) -> Compiled {
    let mut sets = compiled.questionnaires.clone();
    let sections = sets.iter_mut().flat_map(|set| &mut set.sections);
    let questions = sections.flat_map(|section| &mut section.questions);
    for cover in questions.flat_map(|question| &mut question.covers) {
        if cover.relation == one {
            cover.relation = other;
        }
    }
    compile(sets, compiled.rubric.clone())
}

fn each_score(outcome: &mut Outcome, change: impl Fn(&mut Score)) {
    outcome.score.iter_mut().for_each(&change);
    outcome
        .domains
        .iter_mut()
        .for_each(|(_, score)| change(score));
    outcome
        .sections
        .iter_mut()
        .for_each(|(_, _, score)| change(score));
}

fn end(exact: Fraction) -> End {
    End {
        points: exact.basis_points().unwrap(),
        exact,
    }
}

/// The lower end with the open questions in the wrong order.
fn reversed<'a>(items: impl Iterator<Item = score::Scored<'a>>) -> Fraction {
    let counted = items.map(|(_, _, item)| item).filter(|item| !item.na);
    let (certain, mut open): (Vec<_>, Vec<_>) = counted.partition(|item| item.certain);
    let mut sum = Fraction::default();
    for item in certain {
        sum.add(item.weight, item.lo);
    }
    open.sort_by_key(|item| std::cmp::Reverse(item.lo));
    for item in open {
        if sum.of == 0 || sum.exceeds(item.lo) {
            sum.add(item.weight, item.lo);
        }
    }
    sum
}
