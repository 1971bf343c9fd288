//! Choices read off a list of numbers.

/// Reads choices off a list; 0 is the plainest choice, and so is everything past the list's end.
#[derive(Debug, Clone)]
pub struct Choices<'a> {
    rest: std::slice::Iter<'a, u16>,
}

impl<'a> Choices<'a> {
    /// Reads this list.
    #[must_use]
    pub fn new(list: &'a [u16]) -> Self {
        Self { rest: list.iter() }
    }

    fn next(&mut self) -> usize {
        usize::from(self.rest.next().copied().unwrap_or(0))
    }

    /// A number under `count`.
    pub fn pick(&mut self, count: usize) -> usize {
        self.next() % count.max(1)
    }

    /// True in so many cases of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.next() % 100 >= 100 - percent
    }

    /// One of these.
    pub fn of<T: Copy>(&mut self, options: &[T]) -> T {
        options[self.pick(options.len())]
    }

    /// One of these, by weight.
    pub fn weighted<T: Copy>(&mut self, options: &[(usize, T)]) -> T {
        let all: usize = options.iter().map(|(weight, _)| weight).sum();
        let mut left = self.pick(all);
        for (weight, option) in options {
            if left < *weight {
                return *option;
            }
            left -= weight;
        }
        options[0].1
    }

    /// Nothing in so many cases of a hundred.
    pub fn maybe<T: Copy>(&mut self, nothing: usize, options: &[T]) -> Option<T> {
        if self.chance(nothing) {
            None
        } else {
            Some(self.of(options))
        }
    }

    /// Unknown in so many cases of a hundred, else yes or no.
    pub fn yes_no(&mut self, unknown: usize) -> Option<bool> {
        self.maybe(unknown, &[true, false])
    }
}
