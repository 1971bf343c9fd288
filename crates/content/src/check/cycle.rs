//! Conditions that depend on each other in a circle, through questions, the facts they set, and
//! the facts derived from those.

use std::collections::BTreeMap;

use vendorward_core::{
    Id,
    diagnostic::{Diagnostic, Span},
    facts::Fact,
};

use super::{Where, condition::fact_of, each};
use crate::{
    codes,
    parsed::{QuestionIndex, QuestionnaireIndex},
    source::diagnose,
};

/// The most questions that may hang on each other in a row.
const MAX_CHAIN: usize = 64;

/// The most circles that are reported, and the most members of one that are named.
const MAX_CIRCLES: usize = 100;
const MAX_NAMED: usize = 8;

/// A question or a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node<'a> {
    Question(&'a Id),
    Fact(Fact),
}

struct Graph<'a> {
    by_id: &'a BTreeMap<&'a Id, Where<'a>>,
    aliases: &'a BTreeMap<&'a Id, &'a Id>,
    /// Questions that set a fact.
    setters: BTreeMap<Fact, Vec<&'a Id>>,
}

pub(super) fn check(
    questionnaires: &[&QuestionnaireIndex],
    by_id: &BTreeMap<&Id, Where<'_>>,
    aliases: &BTreeMap<&Id, &Id>,
) -> Vec<Diagnostic> {
    let mut setters: BTreeMap<Fact, Vec<&Id>> = BTreeMap::new();
    for (_, question) in each(questionnaires) {
        if let Some(fact) = question.fact.as_ref().and_then(|fact| fact_of(&fact.value)) {
            setters.entry(fact).or_default().push(&question.id.value);
        }
    }
    let graph = Graph {
        by_id,
        aliases,
        setters,
    };
    graph.walk()
}

/// How far a node has been looked at.
enum State {
    Open,
    /// With the longest row of questions from here.
    Done(usize),
}

/// A node on the way, with what it reads that is still to be looked at.
struct Step<'a> {
    node: Node<'a>,
    rest: std::vec::IntoIter<Node<'a>>,
    chain: usize,
}

impl<'a> Graph<'a> {
    /// Depth first, without recursion: a chain may be as long as the file.
    fn walk(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut states: BTreeMap<Node<'a>, State> = BTreeMap::new();
        for id in self.by_id.keys() {
            let start = Node::Question(id);
            if states.contains_key(&start) {
                continue;
            }
            let mut way = vec![self.step(start)];
            states.insert(start, State::Open);
            while let Some(step) = way.last_mut() {
                let Some(next) = step.rest.next() else {
                    let (node, chain) = (step.node, step.chain);
                    way.pop();
                    let length = chain + usize::from(matches!(node, Node::Question(_)));
                    if length == MAX_CHAIN + 1 {
                        found.extend(self.too_long(node));
                    }
                    states.insert(node, State::Done(length));
                    if let Some(parent) = way.last_mut() {
                        parent.chain = parent.chain.max(length);
                    }
                    continue;
                };
                match states.get(&next) {
                    Some(State::Done(length)) => step.chain = step.chain.max(*length),
                    Some(State::Open) if found.len() >= MAX_CIRCLES => {}
                    Some(State::Open) => {
                        let from = way.iter().rposition(|step| step.node == next).unwrap_or(0);
                        let circle: Vec<Node<'a>> =
                            way.iter().skip(from).map(|step| step.node).collect();
                        found.extend(self.circle(&circle));
                    }
                    None => {
                        states.insert(next, State::Open);
                        way.push(self.step(next));
                    }
                }
            }
        }
        found
    }

    fn step(&self, node: Node<'a>) -> Step<'a> {
        Step {
            node,
            rest: self.reads(node).into_iter(),
            chain: 0,
        }
    }

    fn question(&self, id: &Id) -> Option<(&'a str, &'a QuestionIndex)> {
        self.by_id.get(id).map(|at| (at.file, at.question))
    }

    fn known(&self, id: &Id) -> Option<Node<'a>> {
        let today = self.aliases.get(id).copied().unwrap_or(id);
        self.by_id
            .get_key_value(today)
            .map(|(id, _)| Node::Question(id))
    }

    /// What a node depends on.
    fn reads(&self, node: Node<'a>) -> Vec<Node<'a>> {
        let mut found = Vec::new();
        match node {
            Node::Fact(fact) => {
                found.extend(fact.derived_from().iter().map(|fact| Node::Fact(*fact)));
                let setters = self.setters.get(&fact).into_iter().flatten();
                found.extend(setters.filter_map(|id| self.known(id)));
            }
            Node::Question(id) => {
                let Some((_, question)) = self.question(id) else {
                    return found;
                };
                if let Some(when) = &question.when {
                    when.expr.each_test(&mut |test| {
                        if let Some(fact) = fact_of(&test.path) {
                            found.push(Node::Fact(fact));
                        } else if let Ok(id) = Id::new(&test.path) {
                            found.extend(self.known(&id));
                        }
                    });
                }
                if let Some(follows) = &question.follows {
                    found.extend(self.known(&follows.value));
                }
            }
        }
        found
    }

    /// Reports a circle once, at its first question by id.
    fn circle(&self, circle: &[Node<'a>]) -> Option<Diagnostic> {
        let first = circle
            .iter()
            .enumerate()
            .filter(|(_, node)| matches!(node, Node::Question(_)))
            .min_by_key(|(_, node)| **node)
            .map(|(at, _)| at)?;
        let turned = circle.iter().cycle().skip(first).take(circle.len() + 1);
        let mut names: Vec<String> = turned
            .take(MAX_NAMED)
            .map(|node| match node {
                Node::Question(id) => format!("`{id}`"),
                Node::Fact(fact) => format!("the fact `{fact}`"),
            })
            .collect();
        if circle.len() >= MAX_NAMED {
            names.push(format!("{} more", circle.len() + 1 - MAX_NAMED));
        }
        let (file, at) = self.place(*circle.get(first)?)?;
        Some(diagnose(
            codes::CONDITION_CYCLE,
            file,
            at,
            format!("the condition hangs on itself: {}", names.join(" reads ")),
            Some("take one of these references away".to_owned()),
        ))
    }

    fn too_long(&self, node: Node<'a>) -> Option<Diagnostic> {
        let (file, at) = self.place(node)?;
        Some(diagnose(
            codes::CHAIN_LONG,
            file,
            at,
            format!("more than {MAX_CHAIN} questions hang on each other in a row"),
            Some("let some of them read the facts themselves".to_owned()),
        ))
    }

    /// Where a question says what it hangs on.
    fn place(&self, node: Node<'a>) -> Option<(&'a str, Span)> {
        let Node::Question(id) = node else {
            return None;
        };
        let (file, question) = self.question(id)?;
        let at = match (&question.when, &question.follows) {
            (Some(when), _) => when.at,
            (None, Some(follows)) => follows.at,
            (None, None) => question.id.at,
        };
        Some((file, at))
    }
}
