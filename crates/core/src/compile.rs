//! Questionnaires and rubric, made ready once: indices instead of names, masks instead of words.

use std::{
    collections::{BTreeMap, btree_map},
    iter::Peekable,
};

use crate::{
    criteria::Criteria,
    facts::{Fact, FactKind},
    gate::GateId,
    id::Id,
    notices::notices,
    questionnaire::{AnswerKind, Audience, Domain, Law, Question, Questionnaire, Relation, Weight},
    result::Said,
    rubric::Rubric,
    when::{Expr, Op},
};

/// Index of a question in a [`Compiled`] set.
pub type At = u32;

/// A set of questionnaires with its rubric, ready to score any number of assessments.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The rubric.
    pub rubric: Rubric,
    /// As given.
    pub questionnaires: Vec<Questionnaire>,
    /// Every question of every questionnaire, in reading order.
    pub questions: Vec<Entry>,
    /// Question index by id and by alias.
    by_id: BTreeMap<Id, At>,
    /// Every scored question, in reading order: what each score reads lies close together.
    pub(crate) scored: Vec<Scorable>,
    /// Distinct conditions.
    pub(crate) conditions: Vec<Node>,
    /// Info questions in an order in which each comes after those it reads.
    pub(crate) info_order: Vec<At>,
    /// Section names: questionnaire and section.
    pub sections: Vec<(Id, Id)>,
    /// Questions that speak to each control, carrying.
    pub(crate) by_control: BTreeMap<Id, Vec<At>>,
    /// What each gate of the rubric asks.
    asked_by_gate: BTreeMap<GateId, Vec<Asked>>,
    /// Compiled tier factors, in the rubric's order.
    pub(crate) factors: Vec<Node>,
    /// When each limit of the depth holds, in the rubric's order.
    pub(crate) limits: Vec<Node>,
    /// When each questionnaire is asked; none of one that the pack does not name.
    pub(crate) asks: Vec<Option<Node>>,
    /// When each document of the pack is asked for, in the rubric's order.
    pub(crate) evidence: Vec<Node>,
    /// When each substitute is accepted, in the rubric's order.
    pub(crate) substitutes: Vec<Node>,
    /// Which answers at another depth answer a question.
    pub(crate) carriers: Vec<Carrier>,
    /// What every reader must be told of the rubric.
    pub notices: Vec<Said>,
}

/// One question with what scoring needs of it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// As authored.
    pub question: Question,
    /// Weight in the sums; 0 of an info question.
    pub weight: u32,
    /// Index into [`Compiled::questionnaires`].
    pub questionnaire: u32,
    /// Index into [`Compiled::sections`].
    pub section: u32,
    /// Domain of the first control it covers.
    pub domain: Domain,
    /// Trust Services criteria it cites.
    pub criteria: Criteria,
    /// Index of its condition.
    pub(crate) when: Option<u32>,
    /// Index of the question it follows.
    pub(crate) follows: Option<At>,
    /// The entered fact that stands for its answer, if it is an intake question.
    pub(crate) fact: Option<Fact>,
}

/// What each score needs of a scored question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scorable {
    /// Its index.
    pub at: At,
    /// Its weight in the sums; more than 0.
    pub weight: u32,
    /// Index of its section.
    pub section: u32,
    /// Its domain.
    pub domain: Domain,
    /// Whether its absence alone can harm.
    pub critical: bool,
    /// Whether the law in force requires it.
    pub required: bool,
    /// Index of the question it follows.
    pub(crate) follows: Option<At>,
}

impl Scorable {
    /// Nothing of an info question.
    pub(crate) fn of(compiled: &Compiled, at: At) -> Option<Self> {
        let entry = compiled.entry(at).filter(|entry| entry.weight > 0)?;
        Some(Self {
            at,
            weight: entry.weight,
            section: entry.section,
            domain: entry.domain,
            critical: entry.question.weight == Weight::Critical,
            required: entry.question.law == Law::Required,
            follows: entry.follows,
        })
    }
}

/// What a gate asks about one of its controls.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The control.
    pub(crate) control: Id,
    /// The questions that speak to it.
    pub(crate) questions: Vec<At>,
}

/// An answer that answers a question of another questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Carrier {
    /// The question it answers.
    pub(crate) to: At,
    /// The question it was given to.
    pub(crate) from: At,
    /// Whether both ask the same; else `from` asks for more, and only full credit carries.
    pub(crate) same: bool,
}

/// A condition over indices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Any(Vec<Node>),
    All(Vec<Node>),
    Not(Box<Node>),
    /// The value's mask, or number, against a fact.
    Fact(Fact, Compare),
    /// Against an info question.
    Question(At, Compare),
}

/// What a test asks of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compare {
    /// One of these words.
    Within(u64),
    /// None of these words; false all the same where the question does not apply.
    Outside(u64),
    /// This word among those chosen.
    Includes(u64),
    /// A number.
    Number(Op, i64),
    /// N/A.
    Na,
    /// Anything but N/A.
    NotNa,
}

/// A set that cannot be compiled. The reader of questionnaires reports each of these with its place;
/// here they only guard sets made by programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompileError {
    /// Two questions have this id.
    Twice(Id),
    /// A condition of this question names something unknown.
    UnknownPath(Id, String),
    /// A condition of this question compares with a value that cannot occur.
    Value(Id, String),
    /// This question follows one that is not scored or not there.
    Follows(Id),
    /// These conditions or follow-ups turn in a circle through this question.
    Circle(Id),
    /// This condition of the rubric's pack does not fit the facts.
    Pack(String),
}

impl std::fmt::Display for CompileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Twice(id) => write!(f, "question `{id}` stands twice"),
            Self::UnknownPath(id, path) => write!(
                f,
                "the condition of `{id}` names `{path}`, which is no fact and no info question"
            ),
            Self::Value(id, value) => write!(
                f,
                "the condition of `{id}` compares with `{value}`, which cannot occur there"
            ),
            Self::Follows(id) => write!(
                f,
                "`{id}` follows a question that is not scored or not there"
            ),
            Self::Circle(id) => write!(f, "the conditions turn in a circle through `{id}`"),
            Self::Pack(when) => write!(f, "the pack's condition `{when}` does not fit the facts"),
        }
    }
}

impl std::error::Error for CompileError {}

impl Compiled {
    /// Compiles a set. Controls give each question its domain.
    ///
    /// # Errors
    /// The first [`CompileError`].
    pub fn new(
        questionnaires: Vec<Questionnaire>,
        controls: &crate::questionnaire::Controls,
        rubric: Rubric,
    ) -> Result<Self, CompileError> {
        let named = controls.controls.iter();
        let mut domains: BTreeMap<&Id, Domain> = BTreeMap::new();
        domains.extend(named.map(|control| (&control.key, control.domain)));
        let mut compiled = Self {
            notices: notices(&rubric),
            rubric,
            questionnaires: Vec::new(),
            questions: Vec::new(),
            by_id: BTreeMap::new(),
            scored: Vec::new(),
            conditions: Vec::new(),
            info_order: Vec::new(),
            sections: Vec::new(),
            by_control: BTreeMap::new(),
            asked_by_gate: BTreeMap::new(),
            factors: Vec::new(),
            limits: Vec::new(),
            asks: Vec::new(),
            evidence: Vec::new(),
            substitutes: Vec::new(),
            carriers: Vec::new(),
        };
        for (of, questionnaire) in (0..).zip(&questionnaires) {
            for section in &questionnaire.sections {
                let at = index(compiled.sections.len());
                compiled
                    .sections
                    .push((questionnaire.id.clone(), section.id.clone()));
                for question in &section.questions {
                    compiled.add((of, questionnaire.audience), question, at, &domains)?;
                }
            }
        }
        compiled.questionnaires = questionnaires;
        compiled.link()?;
        compiled.scored = (0..index(compiled.questions.len()))
            .filter_map(|at| Scorable::of(&compiled, at))
            .collect();
        let gates = compiled.rubric.gates.iter();
        compiled.asked_by_gate = gates
            .map(|(id, rule)| {
                let asked = rule.controls.iter().map(|control| Asked {
                    control: control.clone(),
                    questions: compiled.speaking_to(control).to_vec(),
                });
                (*id, asked.collect())
            })
            .collect();
        compiled.factors = compiled
            .rubric
            .tier
            .iter()
            .map(|factor| compiled.node(&factor.id, &factor.when))
            .collect::<Result<_, _>>()?;
        compiled.pack()?;
        compiled.carriers = carriers(&compiled);
        Ok(compiled)
    }

    /// Compiles the conditions of the rubric's pack.
    fn pack(&mut self) -> Result<(), CompileError> {
        let pack = &self.rubric.pack;
        let node = |when: &Expr| {
            let named = |_| CompileError::Pack(when.to_string());
            self.node(&self.rubric.id, when).map_err(named)
        };
        let limits = pack.limits.iter().map(|limit| node(&limit.when));
        let limits = limits.collect::<Result<_, _>>()?;
        let asks = |one: &Questionnaire| {
            let rules = pack.questionnaires.iter();
            let rules = rules.filter(|rule| rule.questionnaire == one.id);
            let nodes = rules
                .map(|rule| node(&rule.when))
                .collect::<Result<Vec<_>, _>>()?;
            Ok((!nodes.is_empty()).then_some(Node::Any(nodes)))
        };
        let asks = self.questionnaires.iter().map(asks);
        let asks = asks.collect::<Result<_, _>>()?;
        let evidence = pack.evidence.iter();
        let evidence = evidence.map(|rule| node(&rule.when));
        let evidence = evidence.collect::<Result<_, _>>()?;
        let substitutes = pack.substitutes.iter();
        let substitutes = substitutes.map(|rule| node(&rule.when));
        let substitutes = substitutes.collect::<Result<_, _>>()?;
        self.limits = limits;
        (self.asks, self.evidence, self.substitutes) = (asks, evidence, substitutes);
        Ok(())
    }

    fn add(
        &mut self,
        (questionnaire, audience): (u32, Audience),
        question: &Question,
        section: u32,
        domains: &BTreeMap<&Id, Domain>,
    ) -> Result<(), CompileError> {
        let at = index(self.questions.len());
        for id in std::iter::once(&question.id).chain(&question.aliases) {
            if self.by_id.insert(id.clone(), at).is_some() {
                return Err(CompileError::Twice(id.clone()));
            }
        }
        let weights = &self.rubric.weights;
        let weight = match question.weight {
            _ if audience == Audience::Hospital => 0,
            Weight::Critical => weights.critical,
            Weight::Standard => weights.standard,
            Weight::Minor => weights.minor,
            Weight::Info => 0,
        };
        // A fact shows no control: only scored questions speak to one.
        for cover in question
            .covers
            .iter()
            .filter(|cover| weight > 0 && cover.relation.carries())
        {
            self.by_control
                .entry(cover.control.clone())
                .or_default()
                .push(at);
        }
        let domain = question
            .covers
            .iter()
            .find_map(|cover| domains.get(&cover.control));
        self.questions.push(Entry {
            weight: u32::from(weight),
            questionnaire,
            section,
            domain: domain.copied().unwrap_or(Domain::Practice),
            criteria: Criteria::cited(&question.cites),
            when: None,
            follows: None,
            fact: question.fact.as_deref().and_then(Fact::parse),
            question: question.clone(),
        });
        Ok(())
    }

    /// Resolves conditions and follow-ups once every id is known.
    fn link(&mut self) -> Result<(), CompileError> {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for at in 0..self.questions.len() {
            let Some(entry) = self.questions.get(at) else {
                continue;
            };
            let id = entry.question.id.clone();
            let follows = match &entry.question.follows {
                None => None,
                Some(parent) => Some(
                    self.scored(parent)
                        .ok_or_else(|| CompileError::Follows(id.clone()))?,
                ),
            };
            let when = match &entry.question.when {
                None => None,
                Some(expr) => {
                    let text = expr.to_string();
                    Some(match seen.get(&text) {
                        Some(&known) => known,
                        None => {
                            let node = self.node(&id, expr)?;
                            let new = index(self.conditions.len());
                            self.conditions.push(node);
                            seen.insert(text, new);
                            new
                        }
                    })
                }
            };
            if let Some(entry) = self.questions.get_mut(at) {
                entry.follows = follows;
                entry.when = when;
            }
        }
        self.order()
    }

    fn scored(&self, id: &Id) -> Option<At> {
        let at = self.find(id)?;
        (self.entry(at)?.weight > 0).then_some(at)
    }

    /// Orders info questions after what they read, and refuses circles of conditions or follow-ups.
    fn order(&mut self) -> Result<(), CompileError> {
        let mut state = vec![0_u8; self.questions.len()];
        let mut order = Vec::new();
        for at in 0..self.questions.len() {
            self.visit(index(at), &mut state, &mut order)?;
        }
        self.info_order = order
            .into_iter()
            .filter(|at| self.entry(*at).is_some_and(|entry| entry.weight == 0))
            .collect();
        Ok(())
    }

    fn visit(&self, at: At, state: &mut [u8], order: &mut Vec<At>) -> Result<(), CompileError> {
        const OPEN: u8 = 1;
        const DONE: u8 = 2;
        let Some(entry) = self.entry(at) else {
            return Ok(());
        };
        match state.get(at as usize) {
            Some(&DONE) | None => return Ok(()),
            Some(&OPEN) => return Err(CompileError::Circle(entry.question.id.clone())),
            Some(_) => {}
        }
        set(state, at, OPEN);
        let mut reads = Vec::new();
        if let Some(node) = entry
            .when
            .and_then(|when| self.conditions.get(when as usize))
        {
            node.reads(&mut reads);
        }
        reads.extend(entry.follows);
        for other in reads {
            self.visit(other, state, order)?;
        }
        set(state, at, DONE);
        order.push(at);
        Ok(())
    }

    fn node(&self, id: &Id, expr: &Expr) -> Result<Node, CompileError> {
        let all = |parts: &[Expr]| {
            parts
                .iter()
                .map(|part| self.node(id, part))
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(match expr {
            Expr::Any(parts) => Node::Any(all(parts)?),
            Expr::All(parts) => Node::All(all(parts)?),
            Expr::Not(part) => Node::Not(Box::new(self.node(id, part)?)),
            Expr::Test(test) => {
                let bad = || CompileError::Value(id.clone(), test.value.clone());
                if let Some(fact) = Fact::parse(&test.path) {
                    return Ok(Node::Fact(
                        fact,
                        compare(fact.kind(), test.op, &test.value).ok_or_else(bad)?,
                    ));
                }
                let unknown = || CompileError::UnknownPath(id.clone(), test.path.clone());
                let at = Id::new(&test.path)
                    .ok()
                    .and_then(|path| self.find(&path))
                    .ok_or_else(unknown)?;
                let entry = self
                    .entry(at)
                    .filter(|entry| entry.weight == 0)
                    .ok_or_else(unknown)?;
                if test.value == "na" {
                    return match test.op {
                        Op::Is => Ok(Node::Question(at, Compare::Na)),
                        Op::IsNot => Ok(Node::Question(at, Compare::NotNa)),
                        _ => Err(bad()),
                    };
                }
                let found =
                    compare_answer(&entry.question.answer, test.op, &test.value).ok_or_else(bad)?;
                Node::Question(at, found)
            }
        })
    }

    /// The question of this id or alias.
    #[must_use]
    pub fn find(&self, id: &Id) -> Option<At> {
        self.by_id.get(id).copied()
    }

    /// Finds questions one after the other.
    pub(crate) fn finder(&self) -> Finder<'_> {
        Finder {
            compiled: self,
            next: self.by_id.iter().peekable(),
        }
    }

    /// A question by index.
    #[must_use]
    pub fn entry(&self, at: At) -> Option<&Entry> {
        self.questions.get(at as usize)
    }

    /// A question's id; empty of an index that is none.
    pub(crate) fn id_of(&self, at: At) -> Option<&Id> {
        self.entry(at).map(|entry| &entry.question.id)
    }

    /// What a gate asks, control by control; none of a gate that the rubric does not name.
    pub(crate) fn asked_by(&self, gate: GateId) -> Option<&[Asked]> {
        self.asked_by_gate.get(&gate).map(Vec::as_slice)
    }

    /// Questions whose answer answers a control.
    #[must_use]
    pub fn speaking_to(&self, control: &Id) -> &[At] {
        self.by_control.get(control).map_or(&[], Vec::as_slice)
    }
}

/// Finds questions whose ids mostly come in order, as those of a package's answers do: one step each.
pub(crate) struct Finder<'c> {
    compiled: &'c Compiled,
    next: Peekable<btree_map::Iter<'c, Id, At>>,
}

impl Finder<'_> {
    /// The question of this id or alias.
    pub(crate) fn find(&mut self, id: &Id) -> Option<At> {
        while self.next.next_if(|(known, _)| *known < id).is_some() {}
        match self.next.peek() {
            Some((known, at)) if *known == id => Some(**at),
            // Not in order, or not there.
            _ => self.compiled.find(id),
        }
    }
}

/// Which answers answer a question of another questionnaire: both speak to the same controls, or the one
/// asks for all that the other asks and more.
fn carriers(compiled: &Compiled) -> Vec<Carrier> {
    // Only what a pack may leave unasked is carried.
    let named = |at: At| {
        let entry = compiled.entry(at)?;
        compiled.asks.get(entry.questionnaire as usize)?.as_ref()?;
        Some(entry)
    };
    let keys = |entry: &Entry, equal: bool| -> Vec<Id> {
        let covers = entry.question.covers.iter();
        let covers = covers.filter(|cover| {
            cover.relation == Relation::Equal || !equal && cover.relation.carries()
        });
        let mut keys: Vec<Id> = covers.map(|cover| cover.control.clone()).collect();
        keys.sort();
        keys
    };
    let mut carriers = Vec::new();
    for scored in &compiled.scored {
        let Some(to) = compiled.entry(scored.at) else {
            continue;
        };
        let wanted = keys(to, true);
        // What speaks to more than it equals is not answered by its controls alone.
        if wanted.is_empty() || wanted.len() != to.question.covers.len() {
            continue;
        }
        let first = wanted
            .first()
            .map_or(&[][..], |key| compiled.speaking_to(key));
        for &at in first {
            let Some(from) = named(at).filter(|from| from.questionnaire != to.questionnaire) else {
                continue;
            };
            let (given, equal) = (keys(from, false), keys(from, true));
            if wanted.iter().all(|key| given.contains(key)) {
                let same = equal == wanted && alike(&from.question.answer, &to.question.answer);
                carriers.push(Carrier {
                    to: scored.at,
                    from: at,
                    same,
                });
            }
        }
    }
    carriers
}

/// Whether the credit of an answer means the same in both.
fn alike(one: &AnswerKind, other: &AnswerKind) -> bool {
    let yes_no = |kind: &AnswerKind| {
        matches!(
            kind,
            AnswerKind::YesNo { .. } | AnswerKind::YesNoPartial { .. }
        )
    };
    one == other || yes_no(one) && yes_no(other)
}

fn set(state: &mut [u8], at: At, value: u8) {
    if let Some(slot) = state.get_mut(at as usize) {
        *slot = value;
    }
}

/// Sets are read from files of at most a few megabytes: their length fits.
fn index(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

impl Node {
    fn reads(&self, into: &mut Vec<At>) {
        match self {
            Self::Any(parts) | Self::All(parts) => parts.iter().for_each(|part| part.reads(into)),
            Self::Not(part) => part.reads(into),
            Self::Fact(..) => {}
            Self::Question(at, _) => into.push(*at),
        }
    }
}

/// The bit of a word in its vocabulary.
pub(crate) fn bit_of(words: &[&str], word: &str) -> Option<u64> {
    words
        .iter()
        .position(|known| *known == word)
        .filter(|at| *at < 64)
        .map(|at| 1 << at)
}

fn all_bits(len: usize) -> u64 {
    if len >= 64 { u64::MAX } else { (1 << len) - 1 }
}

/// Words before `at` in an ordered vocabulary.
fn below(bit: u64) -> u64 {
    bit - 1
}

fn compare(kind: FactKind, op: Op, value: &str) -> Option<Compare> {
    match kind {
        FactKind::Number => number(op, value),
        FactKind::Set(words) => (op == Op::Includes)
            .then(|| bit_of(words, value).map(Compare::Includes))
            .flatten(),
        FactKind::Word { words, ordered } => {
            let bit = bit_of(words, value)?;
            let all = all_bits(words.len());
            match op {
                Op::Is => Some(Compare::Within(bit)),
                Op::IsNot => Some(Compare::Outside(bit)),
                Op::Less if ordered => Some(Compare::Within(below(bit))),
                Op::AtMost if ordered => Some(Compare::Within(below(bit) | bit)),
                Op::More if ordered => Some(Compare::Within(all & !(below(bit) | bit))),
                Op::AtLeast if ordered => Some(Compare::Within(all & !below(bit))),
                _ => None,
            }
        }
    }
}

fn number(op: Op, value: &str) -> Option<Compare> {
    (op != Op::Includes)
        .then(|| value.parse().ok().map(|n| Compare::Number(op, n)))
        .flatten()
}

/// The words an answer of this kind can be.
pub(crate) fn answer_words(kind: &AnswerKind) -> Vec<&str> {
    match kind {
        AnswerKind::YesNo { .. } => vec!["yes", "no"],
        AnswerKind::YesNoPartial { .. } => vec!["yes", "no", "partial"],
        AnswerKind::Choice { options } | AnswerKind::Choices { options } => {
            options.iter().map(|option| option.id.as_str()).collect()
        }
        AnswerKind::Text
        | AnswerKind::Number { .. }
        | AnswerKind::Date { .. }
        | AnswerKind::Table { .. } => Vec::new(),
    }
}

/// A date as a number that orders like it.
pub(crate) fn date_number(date: crate::Date) -> i64 {
    let (y, m, d) = date.ymd();
    i64::from(y) * 10_000 + i64::from(m) * 100 + i64::from(d)
}

fn compare_answer(kind: &AnswerKind, op: Op, value: &str) -> Option<Compare> {
    match kind {
        AnswerKind::Number { .. } => number(op, value),
        AnswerKind::Date { .. } => {
            let date = crate::Date::parse(value).ok()?;
            (op != Op::Includes).then(|| Compare::Number(op, date_number(date)))
        }
        AnswerKind::Choices { .. } => (op == Op::Includes)
            .then(|| bit_of(&answer_words(kind), value).map(Compare::Includes))
            .flatten(),
        _ => {
            let bit = bit_of(&answer_words(kind), value)?;
            match op {
                Op::Is => Some(Compare::Within(bit)),
                Op::IsNot => Some(Compare::Outside(bit)),
                _ => None,
            }
        }
    }
}
