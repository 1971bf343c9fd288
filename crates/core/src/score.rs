//! Sums with exact ends.

use std::cmp::Ordering;

use crate::{
    basis::Basis,
    compile::{At, Compiled, Scorable},
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
    /// Index of its section.
    pub section: u32,
    /// Its domain.
    pub domain: Domain,
    /// Least credit.
    pub lo: Credit,
    /// Most credit.
    pub hi: Credit,
    /// What it rests on.
    pub basis: Basis,
    /// The same as far as a person has confirmed it.
    pub confirmed: Basis,
    /// Whether it is in the sums for certain.
    pub certain: bool,
    /// Whether it leaves them as N/A.
    pub na: bool,
    /// Whether anyone is asked: not so of a follow-up unless its parent has credit.
    pub asked: bool,
    /// Whether it is settled.
    pub answered: bool,
}

impl Item {
    /// Credit that documents and tests carry.
    fn shown(&self) -> Credit {
        if self.basis >= Basis::Document {
            self.lo
        } else {
            Credit::NONE
        }
    }
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

/// A scored question with its state and item.
pub type Scored<'c> = (&'c Scorable, State, Item);

/// Every item, in reading order.
pub fn items<'a>(
    compiled: &'a Compiled,
    answers: &'a Answers,
    applies: &'a [Truth],
) -> impl Iterator<Item = Scored<'a>> + 'a {
    compiled.scored.iter().filter_map(move |question| {
        let (state, item) = item_of(compiled, answers, applies, question)?;
        Some((question, state, item))
    })
}

/// How a question stands once its parent is known, and the item it makes. Nothing if it does not apply.
#[must_use]
pub fn item(
    compiled: &Compiled,
    answers: &Answers,
    applies: &[Truth],
    at: At,
) -> Option<(State, Item)> {
    item_of(compiled, answers, applies, &Scorable::of(compiled, at)?)
}

#[inline]
fn item_of(
    compiled: &Compiled,
    answers: &Answers,
    applies: &[Truth],
    question: &Scorable,
) -> Option<(State, Item)> {
    let truth = *applies.get(question.at as usize)?;
    if truth == Truth::False {
        return None;
    }
    let own = *answers.resolved.get(question.at as usize)?;
    let (resolved, asked) = match question.follows {
        None => (own, true),
        Some(parent) => under(own, standing(compiled, answers, parent).0.state),
    };
    let (lo, hi) = resolved
        .state
        .credits()
        .unwrap_or((Credit::NONE, Credit::NONE));
    let item = Item {
        weight: question.weight,
        section: question.section,
        domain: question.domain,
        lo,
        hi,
        basis: resolved.basis,
        confirmed: resolved.confirmed,
        certain: truth == Truth::True,
        na: resolved.state == State::Na,
        asked,
        // An unasked follow-up counts, but nobody has answered it.
        answered: asked && resolved.state.is_answered(),
    };
    Some((resolved.state, item))
}

/// How a question stands, and whether it is asked.
fn standing(compiled: &Compiled, answers: &Answers, at: At) -> (Resolved, bool) {
    let own = answers.resolved.get(at as usize).copied();
    let own = own.unwrap_or(Resolved::BLANK);
    match compiled.entry(at).and_then(|entry| entry.follows) {
        None => (own, true),
        Some(parent) => under(own, standing(compiled, answers, parent).0.state),
    }
}

/// A follow-up has no credit while its parent has none, is unknown while that is unknown, and N/A with
/// it; the parent likewise under its own.
fn under(own: Resolved, parent: State) -> (Resolved, bool) {
    let state = match parent {
        State::Answered(credit) if credit > Credit::NONE => return (own, true),
        State::Answered(_) | State::Refused => State::Answered(Credit::NONE),
        State::Na => State::Na,
        State::PartialUnexplained | State::Blank | State::Unclear | State::NaOpen => State::Unclear,
    };
    (Resolved::unfounded(state), false)
}

/// What counts for certain in one scope, in weight times percent: all of it adds up.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    /// Weight that counts.
    certain: u64,
    /// Of it, what is settled.
    answered: u64,
    /// Weight that may count and is not settled.
    open: u64,
    /// Weight that may count and is settled.
    settled: u64,
    /// Weight out as N/A.
    na: u64,
    /// Most credit of what counts.
    hi: u64,
    /// Its least credit, by basis.
    lo: [u64; 4],
}

impl Tally {
    fn join(&mut self, part: &Self) {
        self.certain += part.certain;
        self.answered += part.answered;
        self.open += part.open;
        self.settled += part.settled;
        self.na += part.na;
        self.hi += part.hi;
        for (sum, part) in self.lo.iter_mut().zip(part.lo) {
            *sum += part;
        }
    }

    /// The sums before anything is chosen.
    fn sums(&self) -> Sums {
        let share = |got, of| Fraction { got, of };
        let [word, attested, document, tested] = self.lo;
        Sums {
            claimed_lo: share(word + attested + document + tested, self.certain),
            claimed_hi: share(self.hi, self.certain),
            evidenced_lo: share(document + tested, self.certain),
            by_basis: self.lo,
            answered: match self.certain + self.open {
                // Whatever comes in is settled.
                0 => share(self.settled, self.settled),
                of => share(self.answered, of),
            },
            na: share(self.na, self.certain + self.na),
        }
    }
}

// Whether a question that may be out is in, for each end apart. They come by ascending credit for `lo`
// and by descending credit for `hi`: once one stays out, so do all after it.
impl Sums {
    fn choose_claimed_lo(&mut self, item: &Item) {
        if self.claimed_lo.of == 0 || self.claimed_lo.exceeds(item.lo) {
            self.claimed_lo.add(item.weight, item.lo);
            if let Some(slot) = self.by_basis.get_mut(item.basis as usize) {
                *slot += u64::from(item.weight) * u64::from(item.lo.percent());
            }
        }
    }

    fn choose_evidenced_lo(&mut self, item: &Item) {
        if self.evidenced_lo.of == 0 || self.evidenced_lo.exceeds(item.shown()) {
            self.evidenced_lo.add(item.weight, item.shown());
        }
    }

    fn choose_claimed_hi(&mut self, item: &Item) {
        if self.claimed_hi.of == 0 || self.claimed_hi.is_below(item.hi) {
            self.claimed_hi.add(item.weight, item.hi);
        }
    }
}

/// Sums of the whole, of each domain and of each section.
#[derive(Debug, Clone)]
pub struct AllSums {
    /// Everything.
    pub whole: Sums,
    /// In the order of the vocabulary.
    pub domains: [Sums; Domain::ALL.len()],
    /// In reading order.
    pub sections: Vec<Sums>,
}

impl AllSums {
    /// Calls `choose` on every scope that an item may count in.
    fn choose(&mut self, items: &[Item], choose: fn(&mut Sums, &Item)) {
        for item in items {
            choose(&mut self.whole, item);
            if let Some(domain) = self.domains.get_mut(item.domain as usize) {
                choose(domain, item);
            }
            if let Some(section) = self.sections.get_mut(item.section as usize) {
                choose(section, item);
            }
        }
    }
}

/// Sums of every scope.
pub fn all_sums<'c>(compiled: &Compiled, items: impl Iterator<Item = Scored<'c>>) -> AllSums {
    let mut sums = Summing::new(compiled);
    items.for_each(|(_, _, item)| sums.take(&item));
    sums.finish()
}

/// Sums in the making: items in any order, every scope in one pass.
pub(crate) struct Summing {
    domains: [Tally; Domain::ALL.len()],
    sections: Vec<Tally>,
    /// What may count.
    open: Vec<Item>,
}

impl Summing {
    pub(crate) fn new(compiled: &Compiled) -> Self {
        Self {
            domains: [Tally::default(); Domain::ALL.len()],
            sections: vec![Tally::default(); compiled.sections.len()],
            open: Vec::new(),
        }
    }

    #[inline]
    pub(crate) fn take(&mut self, item: &Item) {
        let weight = u64::from(item.weight);
        let share = weight * 100;
        match (item.certain, item.na) {
            (true, false) => {
                let answered = if item.answered { share } else { 0 };
                let hi = weight * u64::from(item.hi.percent());
                let lo = weight * u64::from(item.lo.percent());
                self.scopes(item, |scope| {
                    scope.certain += share;
                    scope.answered += answered;
                    scope.hi += hi;
                    if let Some(slot) = scope.lo.get_mut(item.basis as usize) {
                        *slot += lo;
                    }
                });
            }
            (true, true) => self.scopes(item, |scope| scope.na += share),
            (false, false) => {
                // At its least the settled stay out and the others come in.
                self.scopes(item, |scope| {
                    if item.answered {
                        scope.settled += share;
                    } else {
                        scope.open += share;
                    }
                });
                self.open.push(*item);
            }
            (false, true) => {}
        }
    }

    /// Domain and section of an item; the whole is the sum of the domains.
    fn scopes(&mut self, item: &Item, add: impl Fn(&mut Tally)) {
        self.domains.get_mut(item.domain as usize).map(&add);
        self.sections.get_mut(item.section as usize).map(&add);
    }

    /// Questions whose condition is unknown are in or out, for each end and each scope apart, so that
    /// `lo` is least and `hi` greatest: by ascending credit while below the ratio so far, and the
    /// mirror. One order of them serves every scope.
    pub(crate) fn finish(mut self) -> AllSums {
        let mut whole = Tally::default();
        self.domains.iter().for_each(|domain| whole.join(domain));
        let mut sums = AllSums {
            whole: whole.sums(),
            domains: self.domains.map(|domain| domain.sums()),
            sections: self.sections.iter().map(Tally::sums).collect(),
        };
        let open = &mut self.open;
        // One kind of order for all three: a sort of its own for each is thousands of bytes.
        let arrange =
            |open: &mut Vec<Item>, order: fn(&Item, &Item) -> Ordering| open.sort_by(order);
        arrange(open, |a, b| a.lo.cmp(&b.lo));
        sums.choose(open, Sums::choose_claimed_lo);
        arrange(open, |a, b| a.shown().cmp(&b.shown()));
        sums.choose(open, Sums::choose_evidenced_lo);
        arrange(open, |a, b| b.hi.cmp(&a.hi));
        sums.choose(open, Sums::choose_claimed_hi);
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_all_may_be_out_and_each_is_settled_nothing_is_left_to_answer() {
        let mut sums = Summing {
            domains: [Tally::default(); Domain::ALL.len()],
            sections: Vec::new(),
            open: Vec::new(),
        };
        sums.take(&Item {
            weight: 5,
            section: 0,
            domain: Domain::ALL[0],
            lo: Credit::FULL,
            hi: Credit::FULL,
            basis: Basis::Word,
            confirmed: Basis::Word,
            certain: false,
            na: false,
            asked: true,
            answered: true,
        });
        let whole = sums.finish().whole.answered;
        assert_eq!((whole.got, whole.of), (500, 500));
    }
}
