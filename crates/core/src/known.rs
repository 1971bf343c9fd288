//! What is known of facts and info answers, and three-valued evaluation over it.

use crate::{
    compile::{Compare, Compiled, Node, bit_of},
    engagement::{DataKind, Engagement, Function, Phi, PhiForm},
    facts::{Determination, Fact, FlowTrait, Tier, Triage, YesNo},
    when::{Op, Truth},
};

/// What is known of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Words it certainly is or has.
    pub sure: u64,
    /// Words it may be or have, the sure ones included.
    pub maybe: u64,
    /// Its number, if it is one and known.
    pub number: Option<i64>,
    /// Whether it was answered N/A; what is not known may turn out to be.
    pub na: Truth,
    /// Whether it exists at all; a test of what does not is false.
    pub applies: Truth,
}

impl Known {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        sure: 0,
        maybe: u64::MAX,
        number: None,
        na: Truth::Unknown,
        applies: Truth::True,
    };

    /// This word, and no other.
    #[must_use]
    pub const fn word(bit: u64) -> Self {
        Self {
            sure: bit,
            maybe: bit,
            number: None,
            na: Truth::False,
            applies: Truth::True,
        }
    }

    /// These words, and perhaps more.
    #[must_use]
    pub const fn set(sure: u64, maybe: u64) -> Self {
        Self {
            sure,
            maybe: sure | maybe,
            number: None,
            na: Truth::False,
            applies: Truth::True,
        }
    }

    /// This number.
    #[must_use]
    pub const fn number(number: i64) -> Self {
        Self {
            sure: 0,
            maybe: 0,
            number: Some(number),
            na: Truth::False,
            applies: Truth::True,
        }
    }

    /// N/A.
    pub const NA: Self = Self {
        sure: 0,
        maybe: 0,
        number: None,
        na: Truth::True,
        applies: Truth::True,
    };

    pub(crate) fn test(&self, compare: Compare) -> Truth {
        let truth = match compare {
            Compare::Na => self.na,
            Compare::NotNa => self.na.negate(),
            _ if self.na == Truth::True => Truth::False,
            Compare::Within(mask) => {
                Truth::from(self.maybe & !mask == 0 && self.maybe != 0).or(self.perhaps(mask))
            }
            Compare::Outside(mask) => Truth::from(self.maybe & mask == 0).or(self.perhaps(!mask)),
            Compare::Includes(mask) if self.sure & mask != 0 => Truth::True,
            Compare::Includes(mask) => self.perhaps(mask),
            Compare::Number(op, bound) => self
                .number
                .map_or(self.perhaps(u64::MAX), |n| Truth::from(holds(n, op, bound))),
        };
        // What may not exist makes a true test unknown, and a false one stays false.
        truth.and(self.applies)
    }

    fn perhaps(&self, mask: u64) -> Truth {
        if self.maybe & mask != 0 {
            Truth::Unknown
        } else {
            Truth::False
        }
    }
}

const fn holds(number: i64, op: Op, bound: i64) -> bool {
    match op {
        Op::Is | Op::Includes => number == bound,
        Op::IsNot => number != bound,
        Op::Less => number < bound,
        Op::AtMost => number <= bound,
        Op::More => number > bound,
        Op::AtLeast => number >= bound,
    }
}

/// What is known of every fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts([Known; Fact::ALL.len()]);

impl Facts {
    /// What is known of one.
    #[must_use]
    pub fn get(&self, fact: Fact) -> &Known {
        self.0.get(fact as usize).unwrap_or(&Known::UNKNOWN)
    }

    fn put(&mut self, fact: Fact, known: Known) {
        if let Some(slot) = self.0.get_mut(fact as usize) {
            *slot = known;
        }
    }

    /// The facts of an engagement; derived ones are unknown until [`Self::derive`].
    #[must_use]
    pub fn of(engagement: &Engagement) -> Self {
        macro_rules! word {
            ($value:expr) => {
                $value.map_or(Known::UNKNOWN, |value| Known::word(1 << (value as u32)))
            };
        }
        let yes_no =
            |value: Option<bool>| word!(value.map(|yes| if yes { YesNo::Yes } else { YesNo::No }));
        let mut facts = Self([Known::UNKNOWN; Fact::ALL.len()]);
        facts.put(Fact::Stage, word!(engagement.stage));
        facts.put(
            Fact::Phi,
            match engagement.phi() {
                // "unknown" is a word of the vocabulary but no knowledge: it may be any other.
                Phi::Unknown => Known::set(
                    0,
                    bits(&[Phi::None as u32, Phi::Planned as u32, Phi::Flowing as u32]),
                ),
                phi => Known::word(1 << (phi as u32)),
            },
        );
        facts.put(Fact::ProductType, word!(engagement.product_type));
        facts.put(Fact::Flows, flows(engagement));
        facts.put(
            Fact::Sensitivity,
            engagement
                .sensitivity
                .as_ref()
                .map_or(Known::set(0, u64::MAX), |list| {
                    let sure = list.iter().fold(0, |mask, one| mask | 1 << (*one as u32));
                    Known::set(sure, sure)
                }),
        );
        facts.put(Fact::Access, word!(engagement.access));
        facts.put(Fact::Connection, yes_no(engagement.connection));
        facts.put(Fact::Hosting, word!(engagement.hosting));
        facts.put(Fact::Offshore, yes_no(engagement.offshore));
        facts.put(Fact::Ai, yes_no(engagement.ai));
        facts.put(Fact::Criticality, word!(engagement.criticality));
        facts.put(
            Fact::Records,
            engagement.records.map_or(Known::UNKNOWN, |n| {
                Known::number(i64::try_from(n).unwrap_or(i64::MAX))
            }),
        );
        facts.put(Fact::Customer, word!(engagement.customer.kind));
        facts
    }

    /// Sets how deep the review goes.
    pub(crate) fn go(&mut self, depth: Triage) {
        self.put(Fact::Depth, Known::word(1 << (depth as u32)));
    }

    /// These facts with the tier at its highest, as packs follow it.
    pub(crate) fn at_highest(&self, tier: Tier) -> Self {
        let mut facts = self.clone();
        facts.put(Fact::Tier, Known::word(1 << (tier as u32)));
        facts
    }

    /// Sets the derived facts: the tier lies between `best` and `tier`.
    pub fn derive(&mut self, tier: Tier, best: Tier, determination: Determination) {
        let between = Tier::ALL
            .iter()
            .filter(|one| (best..=tier).contains(one))
            .fold(0, |mask, one| mask | 1 << (*one as u32));
        let sure = if tier == best { between } else { 0 };
        self.put(Fact::Tier, Known::set(sure, between));
        let no_phi = self.get(Fact::Phi).maybe & (1 << (Phi::None as u32)) != 0;
        let open = match determination {
            // Likewise no knowledge: it may come to either.
            Determination::Undetermined => true,
            // Required if PHI reaches the vendor, which is not known.
            Determination::Required => no_phi,
            Determination::NotRequired => false,
        };
        let known = if open {
            let either = [Determination::Required, Determination::NotRequired];
            Known::set(0, bits(&either.map(|one| one as u32)))
        } else {
            Known::word(1 << (determination as u32))
        };
        self.put(Fact::BaaDetermination, known);
    }
}

fn bits(of: &[u32]) -> u64 {
    of.iter().fold(0, |mask, bit| mask | 1 << bit)
}

/// What the flows show of themselves. Flows without PHI show nothing.
fn flows(engagement: &Engagement) -> Known {
    let bit = |word: FlowTrait| 1_u64 << (word as u32);
    let forms = bit(FlowTrait::Ephi) | bit(FlowTrait::Paper) | bit(FlowTrait::Oral);
    let unsaid = engagement.phi() != Phi::None && !engagement.says_where_phi_goes();
    let mut known = Known::set(0, if unsaid { u64::MAX } else { 0 });
    for flow in &engagement.flows {
        let phi = engagement.phi_of(flow);
        if phi == Phi::None {
            continue;
        }
        let mut sure = 0;
        let mut maybe = 0;
        for form in &flow.forms {
            sure |= match form {
                PhiForm::Ephi => bit(FlowTrait::Ephi),
                PhiForm::Paper => bit(FlowTrait::Paper),
                PhiForm::Oral => bit(FlowTrait::Oral),
            };
        }
        if flow.forms.is_empty() {
            maybe |= forms;
        }
        if flow.party.is_some() {
            sure |= bit(FlowTrait::Subcontractor);
        }
        match engagement.part2_of(flow) {
            Some(true) => sure |= bit(FlowTrait::Part2),
            Some(false) => {}
            None => maybe |= bit(FlowTrait::Part2),
        }
        match flow.data {
            Some(DataKind::LimitedDataSet) => sure |= bit(FlowTrait::LimitedDataSet),
            // PHI that is known to come and of which nothing else is said is identified.
            None if phi == Phi::Unknown => maybe |= bit(FlowTrait::LimitedDataSet),
            Some(_) | None => {}
        }
        match flow.function {
            Some(Function::PaymentProcessing) => sure |= bit(FlowTrait::Payment),
            Some(_) => {}
            None => maybe |= bit(FlowTrait::Payment),
        }
        if phi == Phi::Unknown {
            maybe |= sure;
            sure = 0;
        }
        known = Known::set(known.sure | sure, known.maybe | maybe);
    }
    known
}

/// Evaluates a condition.
pub(crate) fn evaluate(node: &Node, facts: &Facts, answers: &[Known]) -> Truth {
    match node {
        Node::Any(parts) => parts.iter().fold(Truth::False, |truth, part| {
            truth.or(evaluate(part, facts, answers))
        }),
        Node::All(parts) => parts.iter().fold(Truth::True, |truth, part| {
            truth.and(evaluate(part, facts, answers))
        }),
        Node::Not(part) => evaluate(part, facts, answers).negate(),
        Node::Fact(fact, compare) => facts.get(*fact).test(*compare),
        Node::Question(at, compare) => answers
            .get(*at as usize)
            .unwrap_or(&Known::UNKNOWN)
            .test(*compare),
    }
}

/// The tier at its highest and at its lowest, with the factors that hold or may.
pub(crate) fn tier(compiled: &Compiled, facts: &Facts) -> crate::result::Inherent {
    let mut inherent = crate::result::Inherent {
        tier: Tier::Low,
        best: Tier::Low,
        factors: Vec::new(),
    };
    for (factor, node) in compiled.rubric.tier.iter().zip(&compiled.factors) {
        let truth = evaluate(node, facts, &[]);
        if truth == Truth::False {
            continue;
        }
        inherent.tier = inherent.tier.max(factor.tier);
        if truth == Truth::True {
            inherent.best = inherent.best.max(factor.tier);
        }
        inherent.factors.push(crate::result::Factor {
            id: factor.id.clone(),
            tier: factor.tier,
            certain: truth == Truth::True,
        });
    }
    inherent
}

/// The bit of a word among the answers of a question.
pub(crate) fn answer_bit(words: &[&str], word: &str) -> u64 {
    bit_of(words, word).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_neither() {
        let unknown = Known::set(0, 0b111);
        assert_eq!(unknown.test(Compare::Within(0b001)), Truth::Unknown);
        assert_eq!(unknown.test(Compare::Outside(0b001)), Truth::Unknown);
        assert_eq!(
            unknown.test(Compare::Outside(0b1000)),
            Truth::True,
            "none of the possible words"
        );
        assert_eq!(unknown.test(Compare::Within(0b1000)), Truth::False);
        assert_eq!(
            unknown.test(Compare::Within(0b111)),
            Truth::True,
            "whatever it is"
        );
        assert_eq!(Known::word(0b10).test(Compare::Outside(0b01)), Truth::True);
    }

    #[test]
    fn what_does_not_apply_is_false_even_is_not() {
        let absent = Known {
            applies: Truth::False,
            ..Known::word(1)
        };
        assert_eq!(absent.test(Compare::Within(1)), Truth::False);
        assert_eq!(absent.test(Compare::Outside(2)), Truth::False);
        let perhaps = Known {
            applies: Truth::Unknown,
            ..Known::word(1)
        };
        assert_eq!(perhaps.test(Compare::Within(1)), Truth::Unknown);
        assert_eq!(perhaps.test(Compare::Within(2)), Truth::False);
        assert_eq!(
            Known::NA.test(Compare::Outside(1)),
            Truth::False,
            "`is na` is the only test of a state"
        );
        assert_eq!(Known::NA.test(Compare::Na), Truth::True);
        assert_eq!(
            Known::UNKNOWN.test(Compare::Na),
            Truth::Unknown,
            "a blank may yet be answered N/A"
        );
    }
}
