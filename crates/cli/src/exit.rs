//! How a command ends.

use std::process::ExitCode;

use vendorward::Diagnostic;

/// The three exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: done.
    Done,
    /// 1: done, and the answer is "no".
    No,
    /// 2: bad usage or bad input.
    Bad,
}

impl Exit {
    /// "No" if so.
    pub(crate) const fn no_if(no: bool) -> Self {
        if no { Self::No } else { Self::Done }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::Bad => 2,
        })
    }
}

/// A command cannot go on: why. Ends with [`Exit::Bad`].
#[derive(Debug)]
pub(crate) struct Stop(pub(crate) Vec<Diagnostic>);

impl From<Diagnostic> for Stop {
    fn from(problem: Diagnostic) -> Self {
        Self(vec![problem])
    }
}

/// What a command gives.
pub(crate) type Ended = Result<Exit, Stop>;
