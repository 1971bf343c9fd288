//! The `when:` attribute, read with the place of each test.

use std::ops::Range;

use vendorward_core::when::{Expr, Test};

use crate::{
    codes,
    parsed::{TestPlaces, WhenIndex},
    source::Report,
    words::Words,
};

/// Reads a condition.
pub(crate) fn read(report: &mut Report<'_>, value: Words<'_>) -> Option<WhenIndex> {
    let expr = match Expr::parse(value.text) {
        Ok(expr) => expr,
        Err(error) => {
            let place = value.sub(error.at..error.at + error.len);
            report.add_help(
                codes::WHEN_SYNTAX,
                place,
                error.to_string(),
                "as in `flows includes ephi and tier >= high`; `and` binds closer than `or`",
            );
            return None;
        }
    };
    let mut tests = Vec::new();
    expr.each_test(&mut |test| tests.push(places(report, value, test)));
    Some(WhenIndex {
        at: report.span(value.range()),
        expr,
        tests,
    })
}

fn places(report: &Report<'_>, value: Words<'_>, test: &Test) -> TestPlaces {
    let ranges = ranges(value, test);
    TestPlaces {
        path: report.span(ranges.path),
        op: report.span(ranges.op),
        value: report.span(ranges.value),
    }
}

/// The parts of one test in the file.
pub(crate) struct TestRanges {
    pub(crate) path: Range<usize>,
    pub(crate) op: Range<usize>,
    pub(crate) value: Range<usize>,
}

/// Where the parts of a test of a condition stand.
pub(crate) fn ranges(value: Words<'_>, test: &Test) -> TestRanges {
    let path_end = test.path_at + test.path.len();
    let between = value.text.get(path_end..test.value_at).unwrap_or_default();
    let op_start = path_end + between.len() - between.trim_start().len();
    let op_end = path_end + between.trim_end().len();
    TestRanges {
        path: value.sub(test.path_at..path_end),
        op: value.sub(op_start..op_end.max(op_start)),
        value: value.sub(test.value_at..test.value_at + test.value.len()),
    }
}
