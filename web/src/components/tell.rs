//! What a control runs with each new value.

use std::rc::Rc;

/// Something to run with a value. Clones are the same thing.
pub(crate) struct Tell<T>(Rc<dyn Fn(T)>);

impl<T> Tell<T> {
    /// Runs this.
    pub(crate) fn new(run: impl Fn(T) + 'static) -> Self {
        Self(Rc::new(run))
    }

    /// Tells a value.
    pub(crate) fn run(&self, value: T) {
        (self.0)(value);
    }
}

impl<T> Clone for Tell<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
