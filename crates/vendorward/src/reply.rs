//! What a call gives.

use serde::Serialize;

use crate::Diagnostic;

/// A value with the problems met on the way, or only problems.
#[derive(Debug, Clone)]
pub struct Reply<T> {
    /// The value; absent if nothing could be made of the input.
    pub value: Option<T>,
    /// Problems, in the order of the input.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Reply<T> {
    /// A value without problems.
    pub const fn of(value: T) -> Self {
        Self {
            value: Some(value),
            diagnostics: Vec::new(),
        }
    }

    /// No value.
    pub fn failed(diagnostic: Diagnostic) -> Self {
        Self {
            value: None,
            diagnostics: vec![diagnostic],
        }
    }

    /// Another value made of this one.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Reply<U> {
        Reply {
            value: self.value.map(make),
            diagnostics: self.diagnostics,
        }
    }

    /// Names the input in every problem that names none yet.
    #[must_use]
    pub fn of_source(mut self, source: &str) -> Self {
        for diagnostic in &mut self.diagnostics {
            if diagnostic.source.is_none() {
                diagnostic.source = Some(source.to_owned());
            }
        }
        self
    }
}

/// The form in which a reply crosses a boundary: `{ok: true, value, warnings}` or
/// `{ok: false, errors}`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Envelope<'a, T> {
    /// There is a value; problems of single parts stand beside it.
    Done {
        /// True.
        ok: bool,
        /// The value.
        value: &'a T,
        /// Problems of parts.
        warnings: &'a [Diagnostic],
    },
    /// There is none.
    Failed {
        /// False.
        ok: bool,
        /// Why.
        errors: &'a [Diagnostic],
    },
}

impl<T> Reply<T> {
    /// The form in which it crosses a boundary.
    pub fn envelope(&self) -> Envelope<'_, T> {
        match &self.value {
            Some(value) => Envelope::Done {
                ok: true,
                value,
                warnings: &self.diagnostics,
            },
            None => Envelope::Failed {
                ok: false,
                errors: &self.diagnostics,
            },
        }
    }
}
