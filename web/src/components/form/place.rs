//! Where a record is: how to look at it, and how to change it.

use std::sync::Arc;

use crate::{desk::review, prelude::*};

use super::{needs::Needs, value::Value};

type Look<R> = Arc<dyn Fn(&mut dyn FnMut(&R)) + Send + Sync>;
type Edit<R> = Arc<dyn Fn(&mut dyn FnMut(&mut R)) + Send + Sync>;

/// A record on the desk. Clones are the same record. One that is gone is not looked at.
pub(crate) struct Place<R: 'static> {
    /// Before the ids of its fields on the page.
    pub(crate) id: String,
    /// What it needs before it counts; nothing of one that needs nothing.
    pub(crate) needs: Option<Needs>,
    look: Look<R>,
    edit: Edit<R>,
}

impl<R> Clone for Place<R> {
    fn clone(&self) -> Self {
        Self {
            id: self.id.clone(),
            needs: self.needs,
            look: self.look.clone(),
            edit: self.edit.clone(),
        }
    }
}

impl<R> Place<R> {
    /// A record that is reached in these ways.
    pub(crate) fn new(
        id: impl Into<String>,
        look: impl Fn(&mut dyn FnMut(&R)) + Send + Sync + 'static,
        edit: impl Fn(&mut dyn FnMut(&mut R)) + Send + Sync + 'static,
    ) -> Self {
        Self {
            id: id.into(),
            needs: None,
            look: Arc::new(look),
            edit: Arc::new(edit),
        }
    }

    /// The record with what it needs before it counts.
    pub(crate) fn needing(self, needs: Needs) -> Self {
        Self {
            needs: Some(needs),
            ..self
        }
    }

    /// A record inside this one.
    pub(crate) fn inside<T: 'static>(
        &self,
        id: String,
        look: impl Fn(&R, &mut dyn FnMut(&T)) + Send + Sync + 'static,
        edit: impl Fn(&mut R, &mut dyn FnMut(&mut T)) + Send + Sync + 'static,
    ) -> Place<T> {
        let (own_look, own_edit) = (self.look.clone(), self.edit.clone());
        Place::new(
            id,
            move |see| own_look(&mut |one| look(one, see)),
            move |with| own_edit(&mut |one| edit(one, with)),
        )
    }

    /// Looks at the record, untracked.
    pub(crate) fn see(&self, look: &mut dyn FnMut(&R)) {
        (self.look)(look);
    }

    /// Something of the record, untracked.
    pub(crate) fn get<T>(&self, look: fn(&R) -> T) -> Option<T> {
        self.get_by(&look)
    }

    /// The same for a look that knows more.
    pub(super) fn get_by<T>(&self, look: &dyn Fn(&R) -> T) -> Option<T> {
        let mut found = None;
        (self.look)(&mut |one| found = Some(look(one)));
        found
    }

    /// Something of the record, again after each change; drawn anew only when it differs.
    pub(crate) fn watch<T: PartialEq + Send + Sync + 'static>(
        &self,
        look: fn(&R) -> T,
    ) -> Memo<Option<T>> {
        let place = self.clone();
        memo(move || {
            review().track();
            place.get(look)
        })
    }

    /// Changes the record.
    pub(crate) fn edit(&self, with: &mut dyn FnMut(&mut R)) {
        (self.edit)(with);
    }

    /// What runs with each new value of a field.
    pub(super) fn tell(&self, put: fn(&mut R, Value)) -> Tell<Value> {
        let edit = self.edit.clone();
        Tell::new(move |value| {
            let mut value = Some(value);
            edit(&mut |one| {
                if let Some(value) = value.take() {
                    put(one, value);
                }
            });
        })
    }
}
