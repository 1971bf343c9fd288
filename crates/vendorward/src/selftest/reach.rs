//! What can be reached: every question, and every state of every gate.

use std::collections::{BTreeMap, BTreeSet};

use vendorward_core::{
    Date, Id, assess,
    assessment::{Assessment, Incident},
    baa::{Baa, BaaStatus, Notice, NoticeTrigger, NoticeUnit, ProvisionState},
    compile::{At, Compiled},
    engagement::{Engagement, Phi},
    facts::{Fact, Triage},
    gate::{GateId, GateState},
    prepare::Prepared,
    soc2::{Opinion, Report, ReportRecord},
    when::{Expr, Test, Truth},
};

use super::{Check, probe, probe::Base};

/// The most combinations of facts that are tried for one question.
const MOST: usize = 4_096;

/// For each question the first assessment in which it is asked.
pub(super) struct Reached {
    /// Everything else at its best.
    contexts: Vec<Assessment>,
    by_question: Vec<Option<usize>>,
}

impl Reached {
    /// An assessment in which a question is asked and everything is answered at its best.
    pub(super) fn context(&self, at: At) -> Option<&Assessment> {
        let context = (*self.by_question.get(at as usize)?)?;
        self.contexts.get(context)
    }

    /// Every question can be asked.
    pub(super) fn check(&self, compiled: &Compiled) -> Check {
        let never = compiled.questions.iter().zip(&self.by_question);
        let never = never.filter(|(_, context)| context.is_none());
        let never = never.map(|(entry, _)| entry.question.id.to_string());
        Check::new("questions-reached", self.by_question.len(), never.collect())
    }

    /// Notes what an assessment asks; keeps it if it asks anything new.
    fn note(&mut self, compiled: &Compiled, assessment: Assessment, as_of: Date) {
        let prepared = Prepared::new(compiled, &assessment, as_of);
        let context = self.contexts.len();
        let mut new = false;
        for (slot, truth) in self.by_question.iter_mut().zip(&prepared.applies) {
            if slot.is_none() && *truth == Truth::True {
                *slot = Some(context);
                new = true;
            }
        }
        if new {
            self.contexts.push(assessment);
        }
    }
}

/// Tries to have each question asked: first the plain ones, then by every combination of the facts and
/// info answers that its condition names.
pub(super) fn questions(compiled: &Compiled, base: &Base) -> Reached {
    let mut reached = Reached {
        contexts: Vec::new(),
        by_question: vec![None; compiled.questions.len()],
    };
    let mut best = base.assessment.clone();
    base.answered(compiled, &mut best);
    reached.note(compiled, best.clone(), base.as_of);
    for at in (0..).take(compiled.questions.len()) {
        if reached.context(at).is_some() {
            continue;
        }
        let tests = tests_of(compiled, at);
        let mut tried = 0;
        try_all(compiled, base, &best, &tests, &mut |assessment| {
            tried += 1;
            reached.note(compiled, assessment, base.as_of);
            reached.context(at).is_none() && tried < MOST
        });
    }
    reached
}

/// The tests that decide whether a question is asked: the pack's, its own, those of the questions it
/// follows and of the info questions it reads. What sets several facts at once comes first.
fn tests_of(compiled: &Compiled, at: At) -> Vec<Test> {
    let mut tests: BTreeMap<(u8, String, String), Test> = BTreeMap::new();
    let mut open = vec![at];
    let mut seen = BTreeSet::new();
    while let Some(at) = open.pop() {
        let Some(entry) = compiled.entry(at).filter(|_| seen.insert(at)) else {
            continue;
        };
        let asked = compiled.questionnaires.get(entry.questionnaire as usize);
        let rules = compiled.rubric.pack.questionnaires.iter();
        let rules = rules.filter(|rule| asked.is_some_and(|one| one.id == rule.questionnaire));
        let whens: Vec<&Expr> = rules
            .map(|rule| &rule.when)
            .chain(&entry.question.when)
            .collect();
        for when in whens {
            when.each_test(&mut |test| {
                let fact = Fact::parse(&test.path);
                let rank = match fact {
                    Some(Fact::Tier | Fact::Depth) => 0,
                    Some(Fact::Phi | Fact::BaaDetermination) => 1,
                    Some(_) => 2,
                    None => 3,
                };
                // A word is tried against all its words: one test of it is enough.
                let value = match fact {
                    Some(Fact::Flows | Fact::Sensitivity | Fact::Records) => test.value.clone(),
                    _ => String::new(),
                };
                tests.insert((rank, test.path.clone(), value), test.clone());
                open.extend(Id::new(&test.path).ok().and_then(|id| compiled.find(&id)));
            });
        }
        let parent = entry.question.follows.as_ref();
        open.extend(parent.and_then(|id| compiled.find(id)));
    }
    tests.into_values().collect()
}

/// Every combination, until `look` has seen enough.
fn try_all(
    compiled: &Compiled,
    base: &Base,
    assessment: &Assessment,
    tests: &[Test],
    look: &mut dyn FnMut(Assessment) -> bool,
) -> bool {
    let Some((test, rest)) = tests.split_first() else {
        return look(assessment.clone());
    };
    let question = Id::new(&test.path).ok().and_then(|id| compiled.find(&id));
    if let Some(entry) = question.and_then(|at| compiled.entry(at)) {
        for value in probe::candidates(&entry.question.answer, base.as_of) {
            let mut changed = assessment.clone();
            probe::give(&mut changed, base.answer(&entry.question, value));
            if !try_all(compiled, base, &changed, rest, look) {
                return false;
            }
        }
        return true;
    }
    for way in probe::ways(test) {
        let mut changed = assessment.clone();
        way(&mut changed.engagement);
        if !try_all(compiled, base, &changed, rest, look) {
            return false;
        }
    }
    true
}

type Change = Box<dyn Fn(&mut Assessment)>;

fn engagement(change: impl Fn(&mut Engagement) + 'static) -> Change {
    Box::new(move |assessment| change(&mut assessment.engagement))
}

fn agreement(change: impl Fn(&mut Baa) + 'static) -> Change {
    Box::new(move |assessment| assessment.baas.iter_mut().for_each(&change))
}

fn report(change: impl Fn(&mut ReportRecord) + 'static) -> Change {
    Box::new(move |assessment| {
        for report in &mut assessment.reports {
            let mut record: ReportRecord = (*report).clone().into();
            change(&mut record);
            if let Ok(changed) = Report::try_from(record) {
                *report = changed;
            }
        }
    })
}

fn phi(phi: Phi) -> Change {
    engagement(move |one| {
        one.phi = Some(phi);
        one.flows.iter_mut().for_each(|flow| flow.phi = None);
    })
}

fn region(region: &'static str) -> Change {
    engagement(move |one| {
        one.customer.regions_allowed = vec!["US".to_owned()];
        for flow in &mut one.flows {
            flow.region = (!region.is_empty()).then(|| region.to_owned());
        }
    })
}

fn incident(as_of: Date, breach: Option<bool>, told: bool) -> Change {
    Box::new(move |assessment| {
        let Ok(id) = Id::new("incident") else { return };
        assessment.incidents = vec![Incident {
            id,
            title: String::new(),
            breach,
            discovered_on: Some(as_of.add_months(-6)),
            reported_on: told.then(|| as_of.add_months(-6)),
            resolved_on: None,
            by: String::new(),
        }];
    })
}

/// Changes of which each puts some gate into another state.
fn changes(base: &Base) -> Vec<Change> {
    let notice = |number: Option<u32>| {
        agreement(move |baa| {
            baa.notice.breach = Some(Notice {
                number,
                unit: number.map(|_| NoticeUnit::CalendarDays),
                trigger: NoticeTrigger::Discovery,
            });
        })
    };
    let provisions = |state: ProvisionState| {
        agreement(move |baa| {
            for provision in &mut baa.provisions {
                provision.state = state;
            }
        })
    };
    let mut changes: Vec<Change> = vec![
        Box::new(|_| {}),
        Box::new(|assessment| assessment.baas.clear()),
        agreement(|baa| baa.status = BaaStatus::Draft),
        agreement(|baa| baa.status = BaaStatus::Refused),
        agreement(|baa| baa.reviewed = None),
        agreement(|baa| baa.notice.breach = None),
        notice(Some(10)),
        notice(Some(90)),
        notice(None),
        provisions(ProvisionState::Absent),
        provisions(ProvisionState::Unclear),
        Box::new(|assessment| assessment.reports.clear()),
        report(|report| report.opinion_overall = Some(Opinion::Adverse)),
        report(|report| report.opinion_overall = None),
        region("US"),
        region("CN"),
        region(""),
        engagement(|one| one.customer.regions_allowed.clear()),
        incident(base.as_of, Some(true), true),
        incident(base.as_of, Some(true), false),
        incident(base.as_of, None, true),
        Box::new(|assessment| assessment.subcontractors.clear()),
        engagement(|one| one.ai = Some(true)),
    ];
    changes.extend(Phi::ALL.iter().map(|one| phi(*one)));
    changes
}

/// Every gate can come to each of its states.
pub(super) fn gates(compiled: &Compiled, base: &Base) -> Check {
    let mut seen: BTreeSet<(GateId, GateState)> = BTreeSet::new();
    let depths = [None, Some(Triage::Attestation), Some(Triage::Short)];
    for depth in depths {
        for answers in [Some(true), Some(false), None] {
            for phi_now in [Phi::Planned, Phi::Flowing] {
                for change in changes(base) {
                    let mut assessment = base.assessment.clone();
                    phi(phi_now)(&mut assessment);
                    if let Some(depth) = depth {
                        depth_of(&mut assessment.engagement, depth);
                    }
                    change(&mut assessment);
                    match answers {
                        Some(true) => base.answered(compiled, &mut assessment),
                        Some(false) => base.failed(compiled, &mut assessment),
                        None => {}
                    }
                    let prepared = Prepared::new(compiled, &assessment, base.as_of);
                    let numbers = assess::numbers(compiled, &prepared);
                    let states = numbers.gates.iter();
                    seen.extend(states.map(|(id, verdict)| (*id, verdict.state)));
                }
            }
        }
    }
    let mut tried = 0;
    let mut never = Vec::new();
    for gate in GateId::ALL {
        for state in GateState::ALL {
            // Only an agreement can be on its way.
            if *state == GateState::Pending && *gate != GateId::BaaInForce {
                continue;
            }
            tried += 1;
            if !seen.contains(&(*gate, *state)) {
                never.push(format!("{gate}: {state}"));
            }
        }
    }
    Check::new("gates-reached", tried, never)
}

/// The facts of an engagement that is asked no more than this.
fn depth_of(engagement: &mut Engagement, depth: Triage) {
    let test = Expr::parse(&format!("depth is {depth}"));
    let mut ways = Vec::new();
    if let Ok(expr) = test {
        expr.each_test(&mut |test| ways.extend(probe::ways(test)));
    }
    let place = Triage::ALL.iter().position(|one| *one == depth);
    if let Some(way) = place.and_then(|place| ways.get(place)) {
        way(engagement);
    }
}
