//! A second, plain scorer, written from the contract and not from the code: it walks questionnaires as
//! authored and the assessment as given, with wide fractions, and finds each end by trying every
//! choice of the questions whose condition is unknown. Slow, and simple enough to be believed.
//!
//! It takes from the first scorer only what other cases prove cell by cell: whether a BAA is required,
//! and the gates over agreements, reports and incidents.

mod asked;
mod documents;
mod facts;
mod gates;
mod stand;
mod sums;

use std::collections::BTreeMap;

use vendorward_core::{
    Id,
    assessment::{Answer, Assessment},
    basis::Basis,
    compile::Compiled,
    date::Date,
    facts::{Determination, Tier, Triage},
    gate::{GateId, GateState},
    questionnaire::{Audience, Domain, Question, Weight},
    rating::Rating,
    rubric::Rubric,
    when::Truth,
};

pub use asked::Carry;
pub use facts::{live, phi, phi_of};
pub use stand::{Rests, Stand, basis, of_another, stand};
pub use sums::{Ends, Ratio};

/// What the second scorer found.
#[derive(Debug, Clone)]
pub struct Found {
    /// How deep the review goes.
    pub depth: Triage,
    /// Whether a limit makes it less than the tier asks for.
    pub limited: bool,
    /// Whether the hospital asks for more.
    pub raised: bool,
    /// Whether each questionnaire is asked.
    pub asked: BTreeMap<Id, Truth>,
    /// What is said of blank questions in questionnaires that are not asked.
    pub carried: BTreeMap<Id, Carry>,
    /// Of each blank question that is asked or may be, those of questionnaires that are not, or perhaps not,
    /// whose answer could carry to it, whatever they say.
    pub reach: BTreeMap<Id, Vec<Id>>,
    /// Questions answered in questionnaires that are not asked whose answer carries nowhere.
    pub unasked: Vec<Id>,
    /// Whether an independent report is expected.
    pub expects_report: bool,
    /// Whether each question applies.
    pub applies: BTreeMap<Id, Truth>,
    /// How each scored question that applies or may stands, its parents considered.
    pub items: BTreeMap<Id, Item>,
    /// Sums of everything.
    pub whole: Option<Ends>,
    /// By domain.
    pub domains: BTreeMap<Domain, Ends>,
    /// By questionnaire and section.
    pub sections: BTreeMap<(Id, Id), Ends>,
    /// Gates over answers.
    pub gates: BTreeMap<GateId, GateState>,
    /// Inherent tier at its highest and at its lowest.
    pub tier: (Tier, Tier),
    /// Rating.
    pub rating: Option<Rating>,
}

/// A scored question that applies or may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Weight.
    pub weight: u16,
    /// How it stands.
    pub stand: Stand,
    /// On what.
    pub basis: Basis,
    /// On what a person has confirmed.
    pub confirmed: Basis,
    /// Whether it applies for certain.
    pub certain: bool,
    /// Whether anyone was asked: not so of a follow-up while its parent has no credit or is unknown.
    pub asked: bool,
}

/// The second scorer at work.
pub(crate) struct Scorer<'a> {
    compiled: &'a Compiled,
    assessment: &'a Assessment,
    as_of: Date,
    determination: Determination,
    tier: (Tier, Tier),
    /// Not known before it is worked out.
    depth: Option<Triage>,
    asked: BTreeMap<Id, Truth>,
    carried: BTreeMap<Id, Carry>,
    limited: bool,
    raised: bool,
    expects_report: bool,
    questions: Vec<(&'a Question, u16, Id, Id)>,
    /// Each question by its names.
    named: BTreeMap<&'a str, &'a Question>,
    /// The answers under each name.
    answers: BTreeMap<&'a str, Vec<&'a Answer>>,
    /// The questionnaire of each question.
    homes: BTreeMap<Id, Id>,
    controls: &'a BTreeMap<Id, Domain>,
}

impl<'a> Scorer<'a> {
    fn new(
        compiled: &'a Compiled,
        assessment: &'a Assessment,
        as_of: Date,
        determination: Determination,
    ) -> Self {
        let questions = questions(compiled);
        let mut named = BTreeMap::new();
        for (question, ..) in &questions {
            let names = std::iter::once(&question.id).chain(&question.aliases);
            named.extend(names.map(|name| (name.as_str(), *question)));
        }
        let mut answers: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
        for answer in &assessment.answers {
            let same = answers.entry(answer.question.as_str()).or_default();
            same.push(answer);
        }
        Self {
            compiled,
            assessment,
            as_of,
            determination,
            tier: (Tier::Low, Tier::Low),
            depth: None,
            asked: BTreeMap::new(),
            carried: BTreeMap::new(),
            limited: false,
            raised: false,
            expects_report: false,
            named,
            answers,
            homes: homes(compiled),
            questions,
            controls: &DOMAINS,
        }
    }

    /// Works out tier, depth and what is asked: packs follow the tier at its highest.
    fn intake(&mut self) {
        let (most, least) = self.inherent();
        self.tier = (most, most);
        self.limited = self.limit() < self.by_tier();
        self.raised = self.triage() > self.limit();
        self.depth = Some(self.triage());
        self.asked = self.questionnaires();
        self.expects_report = self.expects();
        self.tier = (most, least);
    }
}

/// Scores an assessment. `determination` and `others`, the gates over records, are taken as given.
#[must_use]
pub fn score(
    compiled: &Compiled,
    assessment: &Assessment,
    as_of: Date,
    determination: Determination,
    others: &[(GateId, GateState)],
) -> Found {
    let mut scorer = Scorer::new(compiled, assessment, as_of, determination);
    scorer.intake();
    scorer.carried = scorer.carry();
    let applies: BTreeMap<Id, Truth> = scorer
        .questions
        .iter()
        .map(|(question, ..)| (question.id.clone(), scorer.applies(question)))
        .collect();
    let mut items = BTreeMap::new();
    let mut all = Vec::new();
    let mut domains: BTreeMap<Domain, Vec<Item>> = BTreeMap::new();
    let mut sections: BTreeMap<(Id, Id), Vec<Item>> = BTreeMap::new();
    for (question, weight, set, section) in &scorer.questions {
        let truth = applies[&question.id];
        if *weight == 0 || truth == Truth::False {
            continue;
        }
        let (stand, rests, asked) = scorer.effective(question);
        let item = Item {
            weight: *weight,
            stand,
            basis: rests.basis,
            confirmed: rests.confirmed,
            certain: truth == Truth::True,
            asked,
        };
        items.insert(question.id.clone(), item);
        all.push(item);
        domains
            .entry(scorer.domain(question))
            .or_default()
            .push(item);
        let key = (set.clone(), section.clone());
        sections.entry(key).or_default().push(item);
    }
    let gates = scorer.gates(&items);
    let whole = sums::ends(&all);
    let rating = scorer.rating(whole.as_ref(), &gates, others);
    Found {
        depth: scorer.depth.unwrap(),
        limited: scorer.limited,
        raised: scorer.raised,
        reach: scorer.reach(),
        unasked: scorer.unasked(),
        expects_report: scorer.expects_report,
        asked: scorer.asked,
        carried: scorer.carried,
        applies,
        whole,
        domains: present(domains),
        sections: present(sections),
        gates,
        tier: scorer.tier,
        rating,
        items,
    }
}

/// How each question stands by its own answers alone.
#[must_use]
pub fn own_stands(
    compiled: &Compiled,
    assessment: &Assessment,
    as_of: Date,
) -> BTreeMap<Id, Stand> {
    let scorer = Scorer::new(compiled, assessment, as_of, Determination::Undetermined);
    let each = scorer.questions.iter();
    each.map(|(question, ..)| (question.id.clone(), scorer.said(question).0))
        .collect()
}

/// Questions of the vendor that are asked or may be and could be answered by what is said in
/// questionnaires that are not, as far as facts alone decide; and whether each questionnaire is asked.
#[must_use]
pub fn within_reach(
    compiled: &Compiled,
    assessment: &Assessment,
    as_of: Date,
) -> (BTreeMap<Id, Truth>, BTreeMap<Id, Vec<Id>>) {
    let mut scorer = Scorer::new(compiled, assessment, as_of, Determination::Undetermined);
    scorer.intake();
    let carriers = scorer.carriers(&[Truth::False]);
    (scorer.asked, carriers)
}

/// The questionnaire of each question.
#[must_use]
pub fn homes(compiled: &Compiled) -> BTreeMap<Id, Id> {
    let each = questions(compiled).into_iter();
    each.map(|(question, _, set, _)| (question.id.clone(), set))
        .collect()
}

fn present<K: Ord>(scopes: BTreeMap<K, Vec<Item>>) -> BTreeMap<K, Ends> {
    let each = scopes.into_iter();
    each.filter_map(|(key, items)| Some((key, sums::ends(&items)?)))
        .collect()
}

static DOMAINS: std::sync::LazyLock<BTreeMap<Id, Domain>> = std::sync::LazyLock::new(|| {
    let controls = crate::content::CONTROLS.controls.iter();
    controls
        .map(|control| (control.key.clone(), control.domain))
        .collect()
});

/// Every question with its weight, questionnaire and section.
fn questions(compiled: &Compiled) -> Vec<(&Question, u16, Id, Id)> {
    let weights = &compiled.rubric.weights;
    let mut all = Vec::new();
    for set in &compiled.questionnaires {
        for section in &set.sections {
            for question in &section.questions {
                let weight = match (set.audience, question.weight) {
                    (Audience::Hospital, _) | (_, Weight::Info) => 0,
                    (_, Weight::Critical) => weights.critical,
                    (_, Weight::Standard) => weights.standard,
                    (_, Weight::Minor) => weights.minor,
                };
                all.push((question, weight, set.id.clone(), section.id.clone()));
            }
        }
    }
    all
}

impl<'a> Scorer<'a> {
    fn rubric(&self) -> &'a Rubric {
        &self.compiled.rubric
    }

    fn find(&self, id: &str) -> Option<&'a Question> {
        self.named.get(id).copied()
    }

    fn given(&self, question: &Question) -> Vec<&'a Answer> {
        let names = std::iter::once(&question.id).chain(&question.aliases);
        let answers = names.filter_map(|name| self.answers.get(name.as_str()));
        answers.flatten().copied().collect()
    }

    fn domain(&self, question: &Question) -> Domain {
        let mut covered = question.covers.iter();
        covered
            .find_map(|cover| self.controls.get(&cover.control))
            .copied()
            .unwrap_or(Domain::Practice)
    }

    /// A question by its own answer or, blank, by what carries over to it.
    fn own(&self, question: &Question) -> (Stand, Rests) {
        match self.carried.get(&question.id) {
            Some(carry) => (carry.stand, carry.rests),
            None => self.said(question),
        }
    }

    /// A question by its own answer alone.
    fn said(&self, question: &Question) -> (Stand, Rests) {
        let given = self.given(question);
        let stands: Vec<Stand> = given
            .iter()
            .map(|answer| stand(question, answer, self.as_of))
            .collect();
        let Some((first, stand)) = given.first().zip(stands.first()) else {
            return (Stand::Unknown, Rests::WORD);
        };
        // Answers that differ, in what they say or in what they are worth, settle nothing.
        let agree = given.iter().zip(&stands).all(|(one, worth)| {
            one.state == first.state && one.value == first.value && worth == stand
        });
        if !agree {
            return (Stand::Unknown, Rests::WORD);
        }
        let best = given
            .iter()
            .map(|answer| basis(self.rubric(), self.assessment, question, answer, self.as_of))
            .fold(Rests::WORD, Rests::or);
        (*stand, best)
    }

    /// A question under its parents, and whether it is asked at all.
    fn effective(&self, question: &Question) -> (Stand, Rests, bool) {
        let (own, rests) = self.own(question);
        let Some(parent) = question
            .follows
            .as_ref()
            .and_then(|id| self.find(id.as_str()))
        else {
            return (own, rests, true);
        };
        match self.effective(parent).0 {
            Stand::Credit(0) | Stand::Refused => (Stand::Credit(0), Rests::WORD, false),
            Stand::Credit(_) => (own, rests, true),
            Stand::Na => (Stand::Na, Rests::WORD, false),
            Stand::Part | Stand::Unknown => (Stand::Unknown, Rests::WORD, false),
        }
    }
}
