//! Facts and conditions, three-valued.

use vendorward_core::{
    Id,
    assessment::{AnswerState, Value},
    engagement::{
        Access, Criticality, DataKind, Engagement, Flow, Function, Phi, PhiForm, Sensitivity, Stage,
    },
    facts::{Determination, Tier, Triage},
    questionnaire::{AnswerKind, NaRule, Question},
    when::{Expr, Op, Test, Truth},
};

use super::Scorer;

/// What is known of something a condition names.
enum Known {
    /// Nothing.
    Unknown,
    /// One of these words.
    Word(Vec<String>),
    /// A set: these for certain, these perhaps; perhaps anything if there is no list.
    Set(Vec<String>, Option<Vec<String>>),
    /// A number.
    Number(i64),
    /// A day.
    Day(String),
    /// Known, but nothing that can be compared.
    Said,
    /// N/A.
    Na,
}

/// PHI of one flow: its own, or what is said of the engagement.
#[must_use]
pub fn phi_of(engagement: &Engagement, flow: &Flow) -> Phi {
    let said = flow.phi.or(engagement.phi).unwrap_or(Phi::Unknown);
    // Support, logs or backups with PHI contradict "none".
    if said == Phi::None && flow.facts.hidden_phi == Some(true) {
        Phi::Unknown
    } else {
        said
    }
}

/// PHI of the engagement. A flow says more than the whole: where PHI flows anywhere it flows, and what
/// contradicts "none" or may go beyond "planned" leaves it unknown.
#[must_use]
pub fn phi(engagement: &Engagement) -> Phi {
    let said = engagement.phi.unwrap_or(Phi::Unknown);
    let any = |wanted| {
        engagement.flows.iter().any(|flow| {
            let hidden = flow.facts.hidden_phi == Some(true) && phi_of(engagement, flow) == wanted;
            flow.phi == Some(wanted) || hidden
        })
    };
    match said {
        _ if any(Phi::Flowing) => Phi::Flowing,
        Phi::None | Phi::Planned if any(Phi::Unknown) => Phi::Unknown,
        Phi::None if any(Phi::Planned) => Phi::Planned,
        said => said,
    }
}

/// Whether the relationship runs.
#[must_use]
pub fn live(engagement: &Engagement) -> Truth {
    let stage = match engagement.stage {
        None => Truth::Unknown,
        Some(Stage::Live | Stage::Ending) => Truth::True,
        Some(Stage::Prospective | Stage::Contracted | Stage::Ended) => Truth::False,
    };
    let flowing = match phi(engagement) {
        Phi::Flowing => Truth::True,
        Phi::Unknown => Truth::Unknown,
        Phi::None | Phi::Planned => Truth::False,
    };
    stage.max(flowing)
}

fn words(of: impl IntoIterator<Item = impl ToString>) -> Vec<String> {
    of.into_iter().map(|word| word.to_string()).collect()
}

fn one(word: Option<impl ToString>) -> Known {
    word.map_or(Known::Unknown, |word| Known::Word(vec![word.to_string()]))
}

fn yes_no(fact: Option<bool>) -> Known {
    one(fact.map(|yes| if yes { "yes" } else { "no" }))
}

/// Where a word stands in a vocabulary whose order means something.
fn rank(path: &str, word: &str) -> Option<usize> {
    let order: &[&str] = match path {
        "engagement.stage" => Stage::WORDS,
        "access" => Access::WORDS,
        "criticality" => Criticality::WORDS,
        "tier" => Tier::WORDS,
        "depth" => Triage::WORDS,
        _ => return None,
    };
    order.iter().position(|known| *known == word)
}

impl Scorer<'_> {
    /// The tier at its highest and at its lowest.
    pub(super) fn inherent(&self) -> (Tier, Tier) {
        let mut tiers = (Tier::Low, Tier::Low);
        for factor in &self.rubric().tier {
            match self.truth(&factor.when) {
                Truth::False => {}
                Truth::Unknown => tiers.0 = tiers.0.max(factor.tier),
                Truth::True => tiers = (tiers.0.max(factor.tier), tiers.1.max(factor.tier)),
            }
        }
        tiers
    }

    /// Whether a question applies, its parents included: nothing of a questionnaire that is not asked.
    pub(super) fn applies(&self, question: &Question) -> Truth {
        let own = question
            .when
            .as_ref()
            .map_or(Truth::True, |when| self.truth(when))
            .min(self.in_asked(question));
        let parent = question
            .follows
            .as_ref()
            .and_then(|id| self.find(id.as_str()));
        parent.map_or(own, |parent| own.min(self.applies(parent)))
    }

    pub(super) fn truth(&self, expr: &Expr) -> Truth {
        match expr {
            Expr::Any(parts) => {
                let parts = parts.iter().map(|part| self.truth(part));
                parts.max().unwrap_or(Truth::False)
            }
            Expr::All(parts) => {
                let parts = parts.iter().map(|part| self.truth(part));
                parts.min().unwrap_or(Truth::True)
            }
            Expr::Not(part) => match self.truth(part) {
                Truth::True => Truth::False,
                Truth::False => Truth::True,
                Truth::Unknown => Truth::Unknown,
            },
            Expr::Test(test) => self.test(test),
        }
    }

    fn test(&self, test: &Test) -> Truth {
        if let Some(known) = self.fact(&test.path) {
            return holds(test, &known);
        }
        let question = self.find(&test.path).unwrap();
        // A test on a question that does not apply is false; on one that may not, it may be.
        let truth = match question.fact.as_deref().and_then(|path| self.fact(path)) {
            Some(known) => holds(test, &known),
            None => holds(test, &self.answer(question)),
        };
        truth.min(self.applies(question))
    }

    /// What is known of an info answer.
    fn answer(&self, question: &Question) -> Known {
        let given = self.given(question);
        let Some(answer) = given.first() else {
            return Known::Unknown;
        };
        let same = |other: &&vendorward_core::assessment::Answer| {
            other.state == answer.state
                && other.value == answer.value
                && accepted(question, other) == accepted(question, answer)
        };
        if !given.iter().all(same) {
            return Known::Unknown;
        }
        match answer.state {
            AnswerState::DontKnow | AnswerState::Refused => return Known::Unknown,
            AnswerState::NotApplicable if accepted(question, answer) => return Known::Na,
            AnswerState::NotApplicable => return Known::Unknown,
            AnswerState::Answered => {}
        }
        let Some(value) = &answer.value else {
            return Known::Unknown;
        };
        match (&question.answer, value) {
            (AnswerKind::YesNo { .. }, Value::Text(word)) if word == "yes" || word == "no" => {
                one(Some(word))
            }
            (AnswerKind::YesNoPartial { .. }, Value::Text(word))
                if word == "yes" || word == "no" || word == "partial" =>
            {
                one(Some(word))
            }
            (AnswerKind::Choice { options }, Value::Text(word))
                if options.iter().any(|option| option.id.as_str() == word) =>
            {
                one(Some(word))
            }
            (AnswerKind::Choices { options }, Value::Options(chosen))
                if chosen
                    .iter()
                    .all(|word| options.iter().any(|option| option.id.as_str() == word)) =>
            {
                Known::Set(chosen.clone(), Some(Vec::new()))
            }
            (AnswerKind::Number { min, max, .. }, Value::Number(number))
                if min <= number && number <= max =>
            {
                Known::Number(*number)
            }
            (AnswerKind::Date { .. }, Value::Text(day))
                if vendorward_core::Date::parse(day).is_ok() =>
            {
                Known::Day(day.clone())
            }
            (AnswerKind::Text, Value::Text(_)) => Known::Said,
            (AnswerKind::Table { columns }, Value::Rows(rows))
                if rows.iter().all(|row| row.len() == columns.len()) =>
            {
                Known::Said
            }
            _ => Known::Unknown,
        }
    }

    /// What is known of a fact; none if the path names no fact.
    fn fact(&self, path: &str) -> Option<Known> {
        let engagement = &self.assessment.engagement;
        Some(match path {
            "engagement.stage" => one(engagement.stage),
            "phi" => match phi(engagement) {
                Phi::Unknown => Known::Word(words(["none", "planned", "flowing"])),
                known => one(Some(known)),
            },
            "product-type" => one(engagement.product_type),
            "flows" => flows(engagement),
            "sensitivity" => match &engagement.sensitivity {
                None => Known::Set(Vec::new(), None),
                Some(list) => Known::Set(words(list), Some(Vec::new())),
            },
            "access" => one(engagement.access),
            "connection" => yes_no(engagement.connection),
            "hosting" => one(engagement.hosting),
            "offshore" => yes_no(engagement.offshore),
            "ai" => yes_no(engagement.ai),
            "criticality" => one(engagement.criticality),
            "records" => match engagement.records {
                None => Known::Unknown,
                Some(count) => Known::Number(i64::try_from(count).unwrap_or(i64::MAX)),
            },
            "customer" => one(engagement.customer.kind),
            "tier" => {
                let (most, least) = self.tier;
                let between = Tier::ALL
                    .iter()
                    .filter(|tier| **tier >= least && **tier <= most);
                Known::Word(words(between))
            }
            "depth" => one(self.depth),
            "baa.determination" => match self.determination {
                Determination::Undetermined => Known::Word(words(["required", "not-required"])),
                // Without PHI nothing is required, and whether there is any is not known.
                Determination::Required if phi(&self.assessment.engagement) == Phi::Unknown => {
                    Known::Word(words(["required", "not-required"]))
                }
                known => one(Some(known)),
            },
            _ => return None,
        })
    }

    /// Whether any PHI is electronic.
    pub(super) fn ephi(&self) -> Truth {
        holds(
            &Test {
                path: "flows".to_owned(),
                op: Op::Includes,
                value: "ephi".to_owned(),
                path_at: 0,
                value_at: 0,
            },
            &flows(&self.assessment.engagement),
        )
    }
}

fn accepted(question: &Question, answer: &vendorward_core::assessment::Answer) -> bool {
    match question.na {
        NaRule::Never => false,
        NaRule::Structural => true,
        NaRule::WithReason => answer.na_accepted.is_some() && !answer.text.trim().is_empty(),
    }
}

/// What the flows show of themselves.
fn flows(engagement: &Engagement) -> Known {
    let (mut sure, mut maybe) = (Vec::new(), Vec::new());
    for flow in &engagement.flows {
        let phi = phi_of(engagement, flow);
        let (mut shown, mut perhaps) = (Vec::new(), Vec::new());
        match flow.forms.as_slice() {
            [] => perhaps.extend(words(PhiForm::ALL)),
            forms => shown.extend(words(forms)),
        }
        let sub: Option<&Id> = flow.party.as_ref();
        shown.extend(sub.map(|_| "subcontractor".to_owned()));
        let of_all = engagement.sensitivity.as_ref();
        match flow
            .facts
            .part2
            .or(of_all.map(|all| all.contains(&Sensitivity::Part2)))
        {
            Some(true) => shown.push("part2".to_owned()),
            Some(false) => {}
            None => perhaps.push("part2".to_owned()),
        }
        match (flow.data, phi) {
            (Some(DataKind::LimitedDataSet), _) => shown.push("limited-data-set".to_owned()),
            // PHI that is known to come and of which nothing else is said is the plain kind.
            (None, Phi::Unknown) => perhaps.push("limited-data-set".to_owned()),
            _ => {}
        }
        match flow.function {
            Some(Function::PaymentProcessing) => shown.push("payment".to_owned()),
            None => perhaps.push("payment".to_owned()),
            Some(_) => {}
        }
        match phi {
            Phi::None => continue,
            Phi::Unknown => perhaps.extend(shown),
            Phi::Planned | Phi::Flowing => sure.extend(shown),
        }
        maybe.extend(perhaps);
    }
    // Where PHI comes to someone and no flow says to whom, it may go anywhere.
    // Under "none" any PHI there is goes where some flow contradicts it.
    let said = engagement.phi == Some(Phi::None)
        || engagement
            .flows
            .iter()
            .any(|flow| matches!(flow.phi, None | Some(Phi::Planned | Phi::Flowing)));
    Known::Set(sure, said.then_some(maybe))
}

fn holds(test: &Test, known: &Known) -> Truth {
    let (is, value) = (test.op == Op::Is, test.value.as_str());
    if value == "na" {
        return match known {
            Known::Unknown => Truth::Unknown,
            Known::Na => Truth::from(is),
            _ => Truth::from(!is),
        };
    }
    match known {
        Known::Unknown => match test.op {
            // Nothing is below the first word or above the last.
            Op::Less if rank(&test.path, value) == Some(0) => Truth::False,
            _ => Truth::Unknown,
        },
        Known::Na | Known::Said => Truth::False,
        Known::Word(possible) => {
            let each = possible.iter().map(|word| {
                match (rank(&test.path, word), rank(&test.path, value)) {
                    (Some(word), Some(bound)) => compare(test.op, &word, &bound),
                    _ => compare(test.op, &word.as_str(), &value),
                }
            });
            let results: Vec<bool> = each.collect();
            if results.iter().all(|holds| *holds) {
                Truth::True
            } else if results.iter().any(|holds| *holds) {
                Truth::Unknown
            } else {
                Truth::False
            }
        }
        Known::Set(sure, maybe) => {
            if sure.iter().any(|word| word == value) {
                Truth::True
            } else if maybe
                .as_ref()
                .is_none_or(|list| list.iter().any(|word| word == value))
            {
                Truth::Unknown
            } else {
                Truth::False
            }
        }
        Known::Number(number) => Truth::from(compare(test.op, number, &value.parse().unwrap())),
        // Days are written so that their text orders like them.
        Known::Day(day) => Truth::from(compare(test.op, &day.as_str(), &value)),
    }
}

fn compare<T: Ord>(op: Op, left: &T, right: &T) -> bool {
    match op {
        Op::Is | Op::Includes => left == right,
        Op::IsNot => left != right,
        Op::Less => left < right,
        Op::AtMost => left <= right,
        Op::More => left > right,
        Op::AtLeast => left >= right,
    }
}
