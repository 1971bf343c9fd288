//! Numbers and dates: a range, and credit by band.

use vendorward_core::questionnaire::{AnswerKind, Band, Bound};

use super::{Attribute, Context, earned, parts, unreachable_credit};
use crate::{
    codes,
    source::{Report, quote},
    suggest::{did_you_mean, list},
    words::Words,
};

/// The largest whole number that every reader of a package keeps exactly.
const MAX_NUMBER: i64 = (1 << 53) - 1;

/// Splits parts by key: single ones, and the bands.
struct Sorted<'p, 'n> {
    unit: Option<&'p Attribute<'n>>,
    range: Option<&'p Attribute<'n>>,
    bands: Vec<&'p Attribute<'n>>,
}

fn sorted<'p, 'n>(
    report: &mut Report<'_>,
    pairs: &'p [Attribute<'n>],
    known: &[&str],
) -> Sorted<'p, 'n> {
    let mut sorted = Sorted {
        unit: None,
        range: None,
        bands: Vec::new(),
    };
    for pair in pairs {
        let key = pair.key();
        let slot = match key.text {
            word if !known.contains(&word) => {
                report.add_help(
                    codes::ANSWER_PART_UNKNOWN,
                    key.range(),
                    format!("the answer has no part {}", quote(word)),
                    did_you_mean(word, known.iter().copied())
                        .unwrap_or_else(|| format!("expected {}", list(known))),
                );
                continue;
            }
            "unit" => &mut sorted.unit,
            "range" => &mut sorted.range,
            _ => {
                sorted.bands.push(pair);
                continue;
            }
        };
        if slot.is_some() {
            report.add(
                codes::ANSWER_PART_DUPLICATE,
                key.range(),
                format!("{} stands twice", quote(key.text)),
            );
        } else {
            *slot = Some(pair);
        }
    }
    sorted
}

pub(super) fn number(
    report: &mut Report<'_>,
    answer: &Attribute<'_>,
    context: &mut Context<'_>,
) -> Option<AnswerKind> {
    let pairs = parts(report, answer.parts);
    let sorted = sorted(report, &pairs, &["unit", "range", "band"]);
    let range = match sorted.range {
        Some(range) => read_range(report, range.value()),
        None => {
            report.add_help(
                codes::RANGE_MISSING,
                answer.value().range(),
                "a number needs a range",
                "nest one: `  - range: 0 to 720`",
            );
            None
        }
    };
    let bands = bands(report, answer, &sorted.bands, range, "", context);
    let (min, max) = range?;
    Some(AnswerKind::Number {
        unit: sorted.unit.map(|unit| unit.value().text.to_owned()),
        min,
        max,
        bands: bands?,
    })
}

pub(super) fn date(
    report: &mut Report<'_>,
    answer: &Attribute<'_>,
    context: &mut Context<'_>,
) -> Option<AnswerKind> {
    let pairs = parts(report, answer.parts);
    let sorted = sorted(report, &pairs, &["band"]);
    let ages = Some((0, MAX_NUMBER));
    let bands = bands(report, answer, &sorted.bands, ages, "months", context)?;
    Some(AnswerKind::Date { bands })
}

fn whole(word: &str) -> Option<i64> {
    let digits = word.strip_prefix('-').unwrap_or(word);
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
        .filter(|n: &i64| n.unsigned_abs() <= MAX_NUMBER.unsigned_abs())
}

fn read_range(report: &mut Report<'_>, value: Words<'_>) -> Option<(i64, i64)> {
    let words: Vec<&str> = value.split_words().map(|word| word.text).collect();
    let ends = match words.as_slice() {
        [min, "to", max] => whole(min).zip(whole(max)),
        _ => None,
    };
    match ends {
        None => {
            report.add_help(
                codes::RANGE_FORM,
                value.range(),
                format!("{} is not a range", quote(value.text)),
                "two whole numbers, as in `0 to 720`",
            );
            None
        }
        Some((min, max)) if min > max => {
            report.add_help(
                codes::RANGE_EMPTY,
                value.range(),
                format!("no number lies in {}", quote(value.text)),
                format!("did you mean `{max} to {min}`?"),
            );
            None
        }
        ends => ends,
    }
}

/// Reads bands in order. Each takes what it admits of what is left; since bounds only cut off an
/// end, what is left stays one range.
fn bands(
    report: &mut Report<'_>,
    answer: &Attribute<'_>,
    pairs: &[&Attribute<'_>],
    range: Option<(i64, i64)>,
    unit: &str,
    context: &mut Context<'_>,
) -> Option<Vec<Band>> {
    if pairs.is_empty() {
        if context.scored() {
            report.add_help(
                codes::BANDS_MISSING,
                answer.value().range(),
                format!("a scored {} needs bands", answer.value().text),
                format!(
                    "nest them: `  - band: <= 12{}{unit} 100`, the last one `  - band: otherwise 0`",
                    if unit.is_empty() { "" } else { " " }
                ),
            );
            return None;
        }
        return Some(Vec::new());
    }
    let mut sound = true;
    let mut bands: Vec<Band> = Vec::new();
    let mut left = range;
    for pair in pairs {
        let Some(band) = band(report, pair.value(), unit, context) else {
            sound = false;
            continue;
        };
        if let Some((low, high)) = left {
            let empty = match band.bound {
                Some(Bound::AtMost(most)) => most < low,
                Some(Bound::AtLeast(least)) => least > high,
                None => false,
            } || low > high;
            if empty {
                report.add_help(
                    codes::BAND_UNREACHABLE,
                    pair.value().range(),
                    format!("nothing is left for the band {}", quote(pair.value().text)),
                    "bands are tried in order within the range; put the narrowest first",
                );
            }
            left = Some(match band.bound {
                Some(Bound::AtMost(most)) => (low.max(most.saturating_add(1)), high),
                Some(Bound::AtLeast(least)) => (low, high.min(least.saturating_sub(1))),
                None => (1, 0),
            });
        }
        bands.push(band);
    }
    let last = pairs.last().copied();
    if sound && bands.last().is_some_and(|band| band.bound.is_some()) {
        let place = last.map_or(answer.value().range(), |pair| pair.value().range());
        report.add_help(
            codes::BAND_OTHERWISE,
            place,
            "the last band must take what is left",
            "end with `- band: otherwise 0`",
        );
        sound = false;
    }
    let best = bands.iter().map(|band| band.credit.percent()).max();
    if context.scored() && sound && best < Some(100) {
        unreachable_credit(report, answer, u32::from(best.unwrap_or(0)));
    }
    sound.then_some(bands)
}

fn band(
    report: &mut Report<'_>,
    value: Words<'_>,
    unit: &str,
    context: &mut Context<'_>,
) -> Option<Band> {
    let (sign, rest) = value.first_word();
    let (bound, rest) = match sign.text {
        "otherwise" => (None, rest),
        "<=" | ">=" => {
            let (number, after) = rest.first_word();
            let (word, behind) = after.first_word();
            let unit_stands =
                unit.is_empty() || word.text == unit || unit.strip_suffix('s') == Some(word.text);
            match whole(number.text).filter(|_| unit_stands) {
                Some(n) => {
                    let bound = if sign.text == "<=" {
                        Bound::AtMost(n)
                    } else {
                        Bound::AtLeast(n)
                    };
                    (Some(bound), if unit.is_empty() { after } else { behind })
                }
                None => return band_form(report, value, unit),
            }
        }
        _ => return band_form(report, value, unit),
    };
    let (credit, finding) = earned(report, rest, context)?;
    Some(Band {
        bound,
        credit,
        finding,
    })
}

fn band_form(report: &mut Report<'_>, value: Words<'_>, unit: &str) -> Option<Band> {
    let sample = if unit.is_empty() {
        "`<= 24 100`, `>= 99 50` or `otherwise 0`"
    } else {
        "`<= 12 months 100`, `>= 36 months 50` or `otherwise 0`"
    };
    report.add_help(
        codes::BAND_FORM,
        value.range(),
        format!("{} is not a band", quote(value.text)),
        format!("a bound, a credit and a finding where there is one: {sample}"),
    );
    None
}
