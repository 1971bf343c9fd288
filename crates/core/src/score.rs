//! Sums with exact ends (DESIGN 6.3, 6.4).

use crate::{
    basis::Basis,
    compile::Compiled,
    questionnaire::Domain,
    resolve::{Answers, Resolved, State},
    units::{Credit, Fraction},
    when::Truth,
};

/// A question as it enters the sums, after its parent is taken into account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Weight; more than 0.
    pub weight: u32,
    /// Least credit.
    pub lo: Credit,
    /// Most credit.
    pub hi: Credit,
    /// What it rests on.
    pub basis: Basis,
    /// Whether it is in the sums for certain.
    pub certain: bool,
    /// Whether it leaves them as N/A.
    pub na: bool,
    /// Whether anyone is asked: not so of a follow-up unless its parent has credit.
    pub asked: bool,
    /// Whether it is settled.
    pub answered: bool,
}

/// Sums of one scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Least that the answers claim.
    pub claimed_lo: Fraction,
    /// Most that they may come to.
    pub claimed_hi: Fraction,
    /// Least that documents and tests carry.
    pub evidenced_lo: Fraction,
    /// What `claimed_lo` got, by basis.
    pub by_basis: [u64; 4],
    /// Weight answered, of weight that applies or may.
    pub answered: Fraction,
    /// Weight left out as N/A, of all that applies.
    pub na: Fraction,
}

/// How a question stands once its parent is known, and the item it makes. Nothing if it does not apply.
#[must_use]
pub fn item(
    compiled: &Compiled,
    answers: &Answers,
    applies: &[Truth],
    at: u32,
) -> Option<(State, Item)> {
    let entry = compiled.entry(at)?;
    let truth = *applies.get(at as usize)?;
    if entry.weight == 0 || truth == Truth::False {
        return None;
    }
    let (resolved, asked) = standing(compiled, answers, at);
    let (lo, hi) = resolved
        .state
        .credits()
        .unwrap_or((Credit::NONE, Credit::NONE));
    let item = Item {
        weight: entry.weight,
        lo,
        hi,
        basis: resolved.basis,
        certain: truth == Truth::True,
        na: resolved.state == State::Na,
        asked,
        // An unasked follow-up counts, but nobody has answered it.
        answered: asked && resolved.state.is_answered(),
    };
    Some((resolved.state, item))
}

/// How a question stands, and whether it is asked. A follow-up has no credit while its parent has none,
/// is unknown while that is unknown, and N/A with it; the parent likewise under its own.
fn standing(compiled: &Compiled, answers: &Answers, at: u32) -> (Resolved, bool) {
    let own = answers.resolved.get(at as usize).copied();
    let own = own.unwrap_or(Resolved::BLANK);
    let Some(parent) = compiled.entry(at).and_then(|entry| entry.follows) else {
        return (own, true);
    };
    let state = match standing(compiled, answers, parent).0.state {
        State::Answered(credit) if credit > Credit::NONE => return (own, true),
        State::Answered(_) | State::Refused => State::Answered(Credit::NONE),
        State::Na => State::Na,
        State::PartialUnexplained | State::Blank | State::Unclear | State::NaOpen => State::Unclear,
    };
    let basis = Basis::Word;
    (Resolved { state, basis }, false)
}

impl Sums {
    /// Sums of these items.
    pub fn of<'a>(items: impl Iterator<Item = &'a Item>) -> Self {
        let mut sums = Self::default();
        let mut open: Vec<&Item> = Vec::new();
        for item in items {
            sums.take(item, &mut open);
        }
        sums.choose(open);
        sums
    }

    fn take<'a>(&mut self, item: &'a Item, open: &mut Vec<&'a Item>) {
        let share = u64::from(item.weight) * 100;
        if item.na {
            if item.certain {
                self.na.got += share;
                self.na.of += share;
            }
            return;
        }
        self.answered.of += share;
        if item.certain {
            self.na.of += share;
            self.answered.got += if item.answered { share } else { 0 };
            self.add_claimed_lo(item);
            self.claimed_hi.add(item.weight, item.hi);
            self.evidenced_lo.add(item.weight, shown(item));
        } else {
            open.push(item);
        }
    }

    fn add_claimed_lo(&mut self, item: &Item) {
        self.claimed_lo.add(item.weight, item.lo);
        let got = u64::from(item.weight) * u64::from(item.lo.percent());
        if let Some(slot) = self.by_basis.get_mut(item.basis as usize) {
            *slot += got;
        }
    }

    /// Questions whose condition is unknown are in or out, for each end apart, so that `lo` is least
    /// and `hi` greatest: by ascending credit while below the ratio so far, and the mirror.
    fn choose(&mut self, mut open: Vec<&Item>) {
        if open.is_empty() {
            return;
        }
        open.sort_by_key(|item| item.lo);
        for item in &open {
            if self.claimed_lo.of == 0 || self.claimed_lo.exceeds(item.lo) {
                self.add_claimed_lo(item);
            }
        }
        open.sort_by_key(|item| shown(item));
        for item in &open {
            if self.evidenced_lo.of == 0 || self.evidenced_lo.exceeds(shown(item)) {
                self.evidenced_lo.add(item.weight, shown(item));
            }
        }
        open.sort_by_key(|item| std::cmp::Reverse(item.hi));
        for item in &open {
            if self.claimed_hi.of == 0 || self.claimed_hi.is_below(item.hi) {
                self.claimed_hi.add(item.weight, item.hi);
            }
        }
    }
}

/// Credit that documents and tests carry.
fn shown(item: &Item) -> Credit {
    if item.basis >= Basis::Document {
        item.lo
    } else {
        Credit::NONE
    }
}

/// Sums of the whole, of each domain and of each section.
#[derive(Debug, Clone)]
pub struct AllSums {
    /// Everything.
    pub whole: Sums,
    /// In the order of the vocabulary.
    pub domains: Vec<Sums>,
    /// In reading order.
    pub sections: Vec<Sums>,
}

/// A scored question with its index and state.
pub type Scored = (u32, State, Item);

/// Every item, in reading order.
#[must_use]
pub fn items(compiled: &Compiled, answers: &Answers, applies: &[Truth]) -> Vec<Scored> {
    (0..compiled.questions.len())
        .filter_map(|at| {
            let at = u32::try_from(at).ok()?;
            item(compiled, answers, applies, at).map(|(state, item)| (at, state, item))
        })
        .collect()
}

/// Sums of every scope in one pass.
#[must_use]
pub fn all_sums(compiled: &Compiled, items: &[Scored]) -> AllSums {
    let mut sums = AllSums {
        whole: Sums::default(),
        domains: vec![Sums::default(); Domain::ALL.len()],
        sections: vec![Sums::default(); compiled.sections.len()],
    };
    let mut open: Vec<&Item> = Vec::new();
    let mut open_domains: Vec<Vec<&Item>> = vec![Vec::new(); Domain::ALL.len()];
    let mut open_sections: Vec<(usize, &Item)> = Vec::new();
    for (at, _, item) in items {
        let Some(entry) = compiled.entry(*at) else {
            continue;
        };
        sums.whole.take(item, &mut open);
        if let (Some(sum), Some(open)) = (
            sums.domains.get_mut(entry.domain as usize),
            open_domains.get_mut(entry.domain as usize),
        ) {
            sum.take(item, open);
        }
        let mut here = Vec::new();
        if let Some(sum) = sums.sections.get_mut(entry.section as usize) {
            sum.take(item, &mut here);
        }
        open_sections.extend(here.into_iter().map(|item| (entry.section as usize, item)));
    }
    sums.whole.choose(open);
    for (sum, open) in sums.domains.iter_mut().zip(open_domains) {
        sum.choose(open);
    }
    // Items come in reading order, so those of one section stand together.
    for group in open_sections.chunk_by(|a, b| a.0 == b.0) {
        if let Some(sum) = group.first().and_then(|(at, _)| sums.sections.get_mut(*at)) {
            sum.choose(group.iter().map(|(_, item)| *item).collect());
        }
    }
    sums
}
