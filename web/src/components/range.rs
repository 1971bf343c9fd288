//! An interval of percent as a bar, with its numbers beside it.

use crate::prelude::*;

/// A bar from one percentage to another over a track of a hundred. The numbers stand beside it in
/// words, so the picture itself is silent.
pub(crate) fn range(label: String, (from, to): (u16, u16), words: String, marks: &[u16]) -> View {
    // A single number is drawn from nothing up to itself.
    let (start, width) = if from == to {
        (0, to)
    } else {
        (from, to - from)
    };
    let marks = marks
        .iter()
        .map(|at| {
            view! { <line class={"limit"} x1={at.to_string()} x2={at.to_string()} y1={"0"} y2={"8"} /> }
        })
        .collect_view();
    view! {
        <div class={"range"}>
            <span class={"name"}>{label}</span>
            <svg viewBox={"0 0 100 8"} preserveAspectRatio={"none"} aria-hidden={"true"}>
                <rect class={"track"} width={"100"} height={"8"} />
                <rect class={"amount"} x={start.to_string()} width={width.to_string()} height={"8"} />
                {marks}
            </svg>
            <span class={"numbers"}>{words}</span>
        </div>
    }
}
