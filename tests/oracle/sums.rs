//! Ends by trying every choice.

use std::cmp::Ordering;

use vendorward_core::basis::Basis;

use super::{Item, Stand};

/// A share in wide integers.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    /// Earned.
    pub got: u128,
    /// Of.
    pub of: u128,
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Ratio {}
impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.got * other.of).cmp(&(other.got * self.of))
    }
}

/// Ends of one scope.
#[derive(Debug, Clone, Copy)]
pub struct Ends {
    /// Least that the answers claim.
    pub lo: Ratio,
    /// Most that they may come to.
    pub hi: Ratio,
    /// Least that documents and tests carry.
    pub shown: Ratio,
    /// Weight answered, of weight that applies, and of what may apply and is not answered.
    pub answered: Ratio,
    /// Weight left out as N/A, of weight that applies.
    pub na: Ratio,
}

/// Least and most percent of an item; none if it leaves the sums.
fn credits(item: &Item) -> Option<(u8, u8)> {
    match item.stand {
        Stand::Credit(percent) => Some((percent, percent)),
        Stand::Part => Some((0, 50)),
        Stand::Unknown => Some((0, 100)),
        Stand::Refused => Some((0, 0)),
        Stand::Na => None,
    }
}

/// Ends of these items; nothing if none is scorable.
pub(super) fn ends(items: &[Item]) -> Option<Ends> {
    let mut counted: Vec<(bool, u128, [u8; 3])> = Vec::new();
    let mut answered = Ratio { got: 0, of: 0 };
    let mut beside = 0;
    let mut na = Ratio { got: 0, of: 0 };
    for item in items {
        let weight = u128::from(item.weight);
        if item.certain {
            na.of += weight;
        }
        let Some((lo, hi)) = credits(item) else {
            na.got += if item.certain { weight } else { 0 };
            continue;
        };
        let shown = if item.basis >= Basis::Document { lo } else { 0 };
        counted.push((item.certain, weight, [lo, hi, shown]));
        // At its least: what may stay out and is settled stays out, what is not settled comes in.
        let settled = item.asked && matches!(item.stand, Stand::Credit(_) | Stand::Refused);
        if item.certain || !settled {
            answered.of += weight;
        }
        if item.certain && settled {
            answered.got += weight;
        }
        if !item.certain && settled {
            beside += weight;
        }
    }
    if answered.of == 0 {
        answered = Ratio {
            got: beside,
            of: beside,
        };
    }
    let column = |at: usize| -> (Ratio, Vec<(u128, u128)>) {
        let mut sure = Ratio { got: 0, of: 0 };
        let mut open = Vec::new();
        for (certain, weight, credits) in &counted {
            let got = weight * u128::from(credits[at]);
            if *certain {
                sure.got += got;
                sure.of += weight * 100;
            } else {
                open.push((got, weight * 100));
            }
        }
        (sure, open)
    };
    let end = |at: usize, best: Ordering| {
        let (sure, open) = column(at);
        best_choice(sure, &open, best)
    };
    Some(Ends {
        lo: end(0, Ordering::Less)?,
        hi: end(1, Ordering::Greater)?,
        shown: end(2, Ordering::Less)?,
        answered,
        na,
    })
}

/// The least (or greatest) share over every choice of the open items that leaves something to share.
fn best_choice(sure: Ratio, open: &[(u128, u128)], wanted: Ordering) -> Option<Ratio> {
    let mut best: Option<Ratio> = None;
    let mut consider = |one: Ratio| {
        if one.of > 0 && best.is_none_or(|known| one.cmp(&known) == wanted) {
            best = Some(one);
        }
    };
    let with = |base: Ratio, (got, of): (u128, u128)| Ratio {
        got: base.got + got,
        of: base.of + of,
    };
    if open.len() <= 10 {
        for mask in 0..1_usize << open.len() {
            let chosen = open
                .iter()
                .enumerate()
                .filter(|(at, _)| mask >> at & 1 == 1);
            consider(chosen.fold(sure, |sum, (_, item)| with(sum, *item)));
        }
    } else {
        // The extreme of a share takes every item on one side of some credit: try each side of each.
        for percent in 0..=101_u128 {
            for above in [false, true] {
                let side = |(got, of): &&(u128, u128)| {
                    if above {
                        got * 100 >= percent * of
                    } else {
                        got * 100 < percent * of
                    }
                };
                consider(
                    open.iter()
                        .filter(side)
                        .fold(sure, |sum, item| with(sum, *item)),
                );
            }
        }
        for item in open {
            consider(with(sure, *item));
        }
    }
    best
}
