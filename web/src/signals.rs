//! Memos, compiled once for each type and not for each closure.

use leptos::prelude::Memo;

/// A value worked out from signals, anew when they change.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
    run: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    boxed_memo(Box::new(run))
}

#[inline(never)]
fn boxed_memo<T: PartialEq + Send + Sync + 'static>(
    run: Box<dyn Fn() -> T + Send + Sync>,
) -> Memo<T> {
    Memo::new(move |_| run())
}
