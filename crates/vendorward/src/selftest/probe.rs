//! The assessments a self-test scores: the sample in good order with other facts, and with every question
//! answered at its best.

use vendorward_core::{
    Date, Id,
    assessment::{Answer, Assessment, Attestation, Confirmed, Value},
    compile::Compiled,
    engagement::{
        Access, Criticality, CustomerKind, DataKind, Engagement, Function, Hosting, Phi, PhiForm,
        ProductType, Sensitivity, Stage,
    },
    facts::{Fact, FactKind, FlowTrait, Tier, Triage},
    questionnaire::{AnswerKind, Band, Bound, Question},
    resolve,
    units::Credit,
    when::Test,
};

use crate::package;

/// The package of a vendor in good order.
const SAMPLE: &[u8] = include_bytes!("../../../../questionnaires/samples/in-good-order.json");

/// What every probe starts from.
pub(super) struct Base {
    /// Facts and records in good order; no answers.
    pub(super) assessment: Assessment,
    /// The day.
    pub(super) as_of: Date,
    /// The document that confirms answers.
    document: Option<Id>,
}

impl Base {
    /// Nothing if the sample cannot be read.
    pub(super) fn new(as_of: Date) -> Option<Self> {
        let mut assessment = package::read(SAMPLE).value?.assessment;
        assessment.answers.clear();
        assessment.conditions.clear();
        assessment.decisions.clear();
        assessment.attestation = Some(Attestation {
            name: "Officer".to_owned(),
            role: String::new(),
            on: as_of,
            statement: String::new(),
        });
        Some(Self {
            document: assessment.evidence.first().map(|one| one.id.clone()),
            assessment,
            as_of,
        })
    }

    /// Every scored question at its best, each confirmed in a document.
    pub(super) fn answered(&self, compiled: &Compiled, assessment: &mut Assessment) {
        self.answered_at(compiled, assessment, <[(Value, Credit)]>::last);
    }

    /// Every scored question at its worst.
    pub(super) fn failed(&self, compiled: &Compiled, assessment: &mut Assessment) {
        self.answered_at(compiled, assessment, <[(Value, Credit)]>::first);
    }

    fn answered_at(
        &self,
        compiled: &Compiled,
        assessment: &mut Assessment,
        choose: impl Fn(&[(Value, Credit)]) -> Option<&(Value, Credit)>,
    ) {
        for entry in compiled.questions.iter().filter(|one| one.weight > 0) {
            let values = self.values(&entry.question);
            if let Some((value, _)) = choose(&values) {
                give(assessment, self.answer(&entry.question, value.clone()));
            }
        }
    }

    /// An answer that a reviewer confirmed.
    pub(super) fn answer(&self, question: &Question, value: Value) -> Answer {
        let mut answer = Answer::blank(question.id.clone());
        answer.value = Some(value);
        answer.text = "Said in words.".to_owned();
        answer.on = Some(self.as_of);
        answer.confirmed = self
            .document
            .iter()
            .map(|document| Confirmed {
                document: document.clone(),
                by: "Reviewer".to_owned(),
                on: self.as_of,
                page: None,
            })
            .collect();
        answer
    }

    /// Values of each credit that a question can earn, by rising credit; of an info question, every
    /// value that a condition can tell apart.
    pub(super) fn values(&self, question: &Question) -> Vec<(Value, Credit)> {
        let mut values: Vec<(Value, Credit)> = candidates(&question.answer, self.as_of)
            .into_iter()
            .filter_map(|value| {
                let answer = self.answer(question, value.clone());
                let credit = resolve::worth(question, &answer, self.as_of)?;
                Some((value, credit))
            })
            .collect();
        values.sort_by_key(|(_, credit)| *credit);
        values
    }
}

/// Puts an answer in the place of any other to the same question.
pub(super) fn give(assessment: &mut Assessment, answer: Answer) {
    let answers = &mut assessment.answers;
    match answers.binary_search_by(|one| one.question.cmp(&answer.question)) {
        Ok(at) => {
            if let Some(slot) = answers.get_mut(at) {
                *slot = answer;
            }
        }
        Err(at) => answers.insert(at, answer),
    }
}

pub(super) fn candidates(kind: &AnswerKind, as_of: Date) -> Vec<Value> {
    let words = |words: &[&str]| {
        words
            .iter()
            .map(|word| Value::Text((*word).to_owned()))
            .collect()
    };
    match kind {
        AnswerKind::YesNo { .. } => words(&["yes", "no"]),
        AnswerKind::YesNoPartial { .. } => words(&["yes", "no", "partial"]),
        AnswerKind::Choice { options } => options
            .iter()
            .map(|option| Value::Text(option.id.to_string()))
            .collect(),
        AnswerKind::Choices { options } => {
            let all: Vec<String> = options.iter().map(|option| option.id.to_string()).collect();
            let mut sets: Vec<Value> = all
                .iter()
                .map(|one| Value::Options(vec![one.clone()]))
                .collect();
            sets.push(Value::Options(Vec::new()));
            sets.push(Value::Options(all));
            sets
        }
        AnswerKind::Number {
            min, max, bands, ..
        } => {
            let mut numbers = vec![*min, *max];
            numbers.extend(edges(bands));
            numbers.retain(|number| (min..=max).contains(&number));
            numbers.sort_unstable();
            numbers.dedup();
            numbers.into_iter().map(Value::Number).collect()
        }
        AnswerKind::Date { bands } => {
            let mut months = vec![0, 1200];
            months.extend(edges(bands));
            months
                .into_iter()
                .filter_map(|age| i32::try_from(age).ok())
                .filter(|age| (0..=1200).contains(age))
                .map(|age| Value::Text(as_of.add_months(-age).to_string()))
                .collect()
        }
        AnswerKind::Text | AnswerKind::Table { .. } => Vec::new(),
    }
}

/// Numbers on both sides of each bound.
fn edges(bands: &[Band]) -> Vec<i64> {
    let bounds = bands.iter().filter_map(|band| band.bound);
    bounds
        .flat_map(|bound| match bound {
            Bound::AtMost(n) => [n, n + 1],
            Bound::AtLeast(n) => [n - 1, n],
        })
        .collect()
}

/// A change of the engagement.
pub(super) type Way = Box<dyn Fn(&mut Engagement)>;

/// Every way to make a test of a fact true or false, as changes of the engagement.
pub(super) fn ways(test: &Test) -> Vec<Way> {
    let Some(fact) = Fact::parse(&test.path) else {
        return Vec::new();
    };
    let mut ways: Vec<Way> = Vec::new();
    match fact.kind() {
        FactKind::Word { words, .. } => {
            for word in words.iter().copied() {
                ways.push(Box::new(move |engagement| set_word(engagement, fact, word)));
            }
        }
        FactKind::Set(_) => {
            let word = test.value.clone();
            let there = word.clone();
            ways.push(Box::new(move |engagement| {
                set_trait(engagement, fact, &there, true)
            }));
            ways.push(Box::new(move |engagement| {
                set_trait(engagement, fact, &word, false)
            }));
        }
        FactKind::Number => {
            let bound = test.value.parse().unwrap_or(0_u64);
            for number in [bound.saturating_sub(1), bound, bound + 1] {
                ways.push(Box::new(move |engagement| {
                    engagement.records = Some(number)
                }));
            }
        }
    }
    ways
}

fn set_word(engagement: &mut Engagement, fact: Fact, word: &'static str) {
    let yes = Some(word == "yes");
    match fact {
        Fact::Stage => engagement.stage = Stage::parse(word),
        Fact::Phi => {
            engagement.phi = Phi::parse(word);
            for flow in &mut engagement.flows {
                flow.phi = None;
            }
        }
        Fact::ProductType => engagement.product_type = ProductType::parse(word),
        Fact::Access => engagement.access = Access::parse(word),
        Fact::Hosting => engagement.hosting = Hosting::parse(word),
        Fact::Criticality => engagement.criticality = Criticality::parse(word),
        Fact::Customer => engagement.customer.kind = CustomerKind::parse(word),
        Fact::Connection => engagement.connection = yes,
        Fact::Offshore => engagement.offshore = yes,
        Fact::Ai => engagement.ai = yes,
        Fact::BaaDetermination => {
            let own = word == "not-required";
            for flow in &mut engagement.flows {
                flow.function = Some(if own {
                    Function::OwnPurposes
                } else {
                    Function::CloudHosting
                });
                flow.facts.ground_documented = own.then_some(true);
            }
        }
        Fact::Tier => quiet(engagement, Tier::parse(word).unwrap_or(Tier::Low)),
        Fact::Depth => {
            let depth = Triage::parse(word);
            quiet(
                engagement,
                match depth {
                    Some(Triage::Full) => Tier::High,
                    Some(Triage::Short) => Tier::Moderate,
                    _ => Tier::Low,
                },
            );
            engagement.depth = depth;
        }
        Fact::Flows | Fact::Sensitivity | Fact::Records => {}
    }
}

/// Few records and nothing that raises the tier, but what is wanted.
fn quiet(engagement: &mut Engagement, tier: Tier) {
    set_word(engagement, Fact::Access, "none");
    set_word(engagement, Fact::Connection, "no");
    set_word(engagement, Fact::Offshore, "no");
    set_word(engagement, Fact::Criticality, "none");
    engagement.sensitivity = Some(Vec::new());
    engagement.records = Some(match tier {
        Tier::Low => 1,
        Tier::Moderate => 100,
        Tier::High => 1_000,
        Tier::Critical => 1_000_000,
    });
}

fn set_trait(engagement: &mut Engagement, fact: Fact, word: &str, there: bool) {
    if fact == Fact::Sensitivity {
        engagement.sensitivity = Some(
            Sensitivity::parse(word)
                .filter(|_| there)
                .into_iter()
                .collect(),
        );
        return;
    }
    let party = there.then(|| Id::new("party").ok()).flatten();
    for flow in &mut engagement.flows {
        let form = match FlowTrait::parse(word) {
            Some(FlowTrait::Ephi) => Some(PhiForm::Ephi),
            Some(FlowTrait::Paper) => Some(PhiForm::Paper),
            Some(FlowTrait::Oral) => Some(PhiForm::Oral),
            Some(FlowTrait::Subcontractor) => {
                flow.party.clone_from(&party);
                None
            }
            Some(FlowTrait::Part2) => {
                flow.facts.part2 = Some(there);
                None
            }
            Some(FlowTrait::LimitedDataSet) => {
                flow.data = Some(if there {
                    DataKind::LimitedDataSet
                } else {
                    DataKind::Identified
                });
                None
            }
            Some(FlowTrait::Payment) => {
                flow.function = Some(if there {
                    Function::PaymentProcessing
                } else {
                    Function::CloudHosting
                });
                None
            }
            None => None,
        };
        if let Some(form) = form {
            flow.forms.retain(|one| *one != form);
            if there {
                flow.forms.push(form);
            }
            if flow.forms.is_empty() {
                let other = if form == PhiForm::Paper {
                    PhiForm::Ephi
                } else {
                    PhiForm::Paper
                };
                flow.forms.push(other);
            }
        }
    }
}
