//! Records of the assessment that have an id: each a place of its own.

use vendorward::core::{Id, assessment::Assessment};

use super::place::Place;
use crate::desk::review;

/// Puts back what was taken out, where it stood.
pub(crate) type Back = Box<dyn Fn() + Send + Sync>;

/// A list of records `T` in the assessment.
pub(crate) struct Shelf<T: 'static> {
    /// Looks at them.
    pub(crate) all: fn(&Assessment) -> &[T],
    /// Changes them.
    pub(crate) all_mut: fn(&mut Assessment) -> &mut Vec<T>,
    /// What names one.
    pub(crate) id: fn(&T) -> &Id,
}

impl<T: Clone + Send + Sync> Shelf<T> {
    /// Their ids, in their order.
    pub(crate) fn ids(&self) -> Vec<Id> {
        let ids = |assessment: &Assessment| {
            (self.all)(assessment)
                .iter()
                .map(self.id)
                .cloned()
                .collect()
        };
        review().read(ids)
    }

    /// One of them.
    pub(crate) fn at(&'static self, id: &Id) -> Place<T> {
        let (looked, edited) = (id.clone(), id.clone());
        Place::new(
            id.as_str(),
            move |see| {
                review().read(|assessment| {
                    let mut all = (self.all)(assessment).iter();
                    all.find(|one| *(self.id)(one) == looked).map(see);
                });
            },
            move |with| {
                review().edit(|assessment| {
                    let mut all = (self.all_mut)(assessment).iter_mut();
                    all.find(|one| *(self.id)(one) == edited).map(with);
                });
            },
        )
    }

    /// Adds one.
    pub(crate) fn push(&self, one: T) {
        review().edit(|assessment| (self.all_mut)(assessment).push(one));
    }

    /// Takes one out; gives what puts it back.
    pub(crate) fn take(&'static self, id: &Id) -> Option<Back> {
        let at = self.ids().iter().position(|one| one == id)?;
        let mut taken = None;
        review().edit(|assessment| {
            let all = (self.all_mut)(assessment);
            taken = (at < all.len()).then(|| all.remove(at));
        });
        let taken = taken?;
        Some(Box::new(move || {
            let one = taken.clone();
            review().edit(|assessment| {
                let all = (self.all_mut)(assessment);
                all.insert(at.min(all.len()), one);
            });
        }))
    }
}
