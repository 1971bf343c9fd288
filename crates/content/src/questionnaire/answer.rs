//! The `answer:` attribute: what can be answered, and what it earns.

use std::{collections::BTreeSet, ops::Range};

use vendorward_core::{
    Id,
    questionnaire::{AnswerKind, Band, Bound, ChoiceOption, Column, ColumnKind, Good, Weight},
    units::Credit,
};

use super::attributes::{self, Attribute};
use crate::{
    codes,
    markdown::{Item, Node, NodeKind},
    read,
    source::{Report, quote},
    suggest::{did_you_mean, list, one_of},
    words::Words,
};

/// The largest whole number that every reader of a package keeps exactly.
const MAX_NUMBER: i64 = (1 << 53) - 1;

/// The most options of a choice: conditions keep them in 64 bits.
const MAX_OPTIONS: usize = 64;

const KINDS: &[&str] = &[
    "yes-no",
    "yes-no-partial",
    "choice",
    "choices",
    "text",
    "number",
    "date",
    "table",
];

/// What the reading of an answer needs to know of its question.
pub(super) struct Context<'a> {
    /// Unless it is wrong or missing.
    pub(super) weight: Option<Weight>,
    pub(super) good: Option<&'a Attribute<'a>>,
    /// Findings that answers raise, with their places.
    pub(super) findings: Vec<(Id, Range<usize>)>,
}

impl Context<'_> {
    fn scored(&self) -> bool {
        matches!(
            self.weight,
            Some(Weight::Critical | Weight::Standard | Weight::Minor)
        )
    }

    fn info(&self) -> bool {
        self.weight == Some(Weight::Info)
    }
}

/// Reads the answer of a question.
pub(super) fn read(
    report: &mut Report<'_>,
    answer: &Attribute<'_>,
    context: &mut Context<'_>,
) -> Option<AnswerKind> {
    let kind = answer.value();
    let place = kind.range();
    if !KINDS.contains(&kind.text) {
        report.add_help(
            codes::ANSWER_KIND,
            place,
            format!("there is no kind of answer {}", quote(kind.text)),
            one_of(kind.text, KINDS),
        );
        return None;
    }
    if let Some(good) = context.good
        && !kind.text.starts_with("yes-no")
    {
        report.add_help(
            codes::GOOD_MISPLACED,
            good.key().range(),
            format!("`good` says nothing about `answer: {}`", kind.text),
            "it belongs to `yes-no` and `yes-no-partial`",
        );
    }
    if context.scored() && matches!(kind.text, "text" | "table") {
        report.add_help(
            codes::SCORED_TEXT,
            place.clone(),
            format!("a {} cannot be scored", kind.text),
            "give the question `weight: info`",
        );
    }
    if matches!(kind.text, "yes-no" | "yes-no-partial" | "text")
        && let Some(node) = answer.parts.first()
    {
        report.add_help(
            codes::ATTRIBUTE_NESTED,
            node.range.clone(),
            format!("nothing can be nested under `answer: {}`", kind.text),
            "`choice`, `choices`, `number`, `date` and `table` have parts",
        );
    }
    match kind.text {
        "yes-no" => Some(AnswerKind::YesNo {
            good: good(report, context)?,
        }),
        "yes-no-partial" => Some(AnswerKind::YesNoPartial {
            good: good(report, context)?,
        }),
        "text" => Some(AnswerKind::Text),
        "choice" | "choices" => choice(report, answer, context),
        "number" => number(report, answer, context),
        "date" => date(report, answer, context),
        _ => table(report, answer),
    }
}

fn good(report: &mut Report<'_>, context: &Context<'_>) -> Option<Good> {
    let Some(good) = context.good else {
        return Some(Good::Yes);
    };
    read::word(report, good.value(), "`good`", Good::WORDS, Good::parse)
}

/// The nested items of an answer, other blocks reported.
fn parts<'n>(report: &mut Report<'_>, nodes: &'n [Node]) -> Vec<Attribute<'n>> {
    let mut items: Vec<&'n [Item]> = Vec::new();
    for node in nodes {
        match &node.kind {
            NodeKind::Bullets(own) => items.push(own),
            _ => report.add_help(
                codes::ATTRIBUTE_NESTED,
                node.range.clone(),
                "only bullet items can be nested under `answer`",
                "indent `- key: value` items by two spaces",
            ),
        }
    }
    let mut found = Vec::new();
    for own in items {
        for pair in attributes::pairs(
            report,
            own,
            "as in `- none: \"None\" 0` or `- range: 0 to 720`",
        ) {
            if let Some(nested) = pair.parts.first() {
                report.add_help(
                    codes::ATTRIBUTE_NESTED,
                    nested.range.clone(),
                    format!("nothing can be nested under {}", quote(pair.key().text)),
                    "a part of an answer has no parts",
                );
            }
            found.push(pair);
        }
    }
    found
}

fn choice(
    report: &mut Report<'_>,
    answer: &Attribute<'_>,
    context: &mut Context<'_>,
) -> Option<AnswerKind> {
    let several = answer.value().text == "choices";
    let pairs = parts(report, answer.parts);
    if pairs.len() < 2 {
        report.add_help(
            codes::OPTIONS_FEW,
            answer.value().range(),
            format!("a choice needs two options or more; it has {}", pairs.len()),
            "nest them: `  - all-systems: \"Every system\" 100`",
        );
    }
    if pairs.len() > MAX_OPTIONS {
        report.add_help(
            codes::OPTIONS_MANY,
            answer.value().range(),
            format!(
                "a choice has at most {MAX_OPTIONS} options; this one has {}",
                pairs.len()
            ),
            "group them, or ask for a text",
        );
    }
    let mut seen = BTreeSet::new();
    let mut options = Vec::new();
    let mut sound = true;
    for pair in &pairs {
        let Some(option) = option(report, pair, context) else {
            sound = false;
            continue;
        };
        if option.id.as_str() == "na" {
            report.add_help(
                codes::OPTION_RESERVED,
                pair.key().range(),
                "`na` is a state of every answer, not an option",
                "`na: with-reason` lets the question be answered so",
            );
        }
        if !seen.insert(option.id.clone()) {
            report.add(
                codes::OPTION_DUPLICATE,
                pair.key().range(),
                format!("there are two options `{}`", option.id),
            );
        }
        options.push(option);
    }
    let credits = options.iter().map(|o| u32::from(o.credit.percent()));
    let best: u32 = if several {
        credits.sum()
    } else {
        credits.max().unwrap_or(0)
    };
    if context.scored() && sound && options.len() > 1 && best < 100 {
        unreachable_credit(report, answer, best);
    }
    (sound && options.len() > 1).then_some(if several {
        AnswerKind::Choices { options }
    } else {
        AnswerKind::Choice { options }
    })
}

fn unreachable_credit(report: &mut Report<'_>, answer: &Attribute<'_>, best: u32) {
    report.add_help(
        codes::CREDIT_UNREACHABLE,
        answer.value().range(),
        format!("the best answer earns {best} of 100"),
        "give the best answer full credit; the rubric says how much the question counts",
    );
}

fn option(
    report: &mut Report<'_>,
    pair: &Attribute<'_>,
    context: &mut Context<'_>,
) -> Option<ChoiceOption> {
    let id = read::id(report, pair.key(), "an option");
    let value = pair.value();
    let Some((label, rest)) = label(value) else {
        report.add_help(
            codes::OPTION_FORM,
            value.range(),
            format!("{} is not a label and a credit", quote(value.text)),
            "as in `- all-systems: \"Every system\" 100`, then a finding where there is one",
        );
        return None;
    };
    let (credit, finding) = earned(report, rest, context)?;
    Some(ChoiceOption {
        id: id?,
        label: label.text.to_owned(),
        credit,
        finding,
    })
}

/// A text in double quotes at the start, and the rest.
fn label(value: Words<'_>) -> Option<(Words<'_>, Words<'_>)> {
    let (before, rest) = value.split_once('"')?;
    let (label, rest) = rest.rsplit_once('"')?;
    (before.is_empty() && !label.is_empty()).then_some((label, rest))
}

/// `[credit [finding]]` at the end of an option or band.
fn earned(
    report: &mut Report<'_>,
    rest: Words<'_>,
    context: &mut Context<'_>,
) -> Option<(Credit, Option<Id>)> {
    let mut words = rest.split_words();
    let (credit, finding, more) = (words.next(), words.next(), words.next());
    if let Some(more) = more {
        report.add_help(
            codes::OPTION_FORM,
            more.range(),
            format!("{} stands after the finding", quote(more.text)),
            "a credit, then at most one finding",
        );
        return None;
    }
    let credit = match credit {
        None if context.scored() => {
            report.add_help(
                codes::CREDIT_MISSING,
                rest.range(),
                "a credit is missing",
                "a whole number from 0 to 100, as in `\"Every system\" 100`",
            );
            None
        }
        None => Some(Credit::NONE),
        Some(word) => read_credit(report, word, context),
    };
    let finding = match finding {
        None => None,
        Some(word) => {
            let id = read::id(report, word, "a finding")?;
            context.findings.push((id.clone(), word.range()));
            if context.info() {
                report.add_help(
                    codes::INFO_FINDING,
                    word.range(),
                    format!("a question of weight `info` cannot raise `{id}`"),
                    "take it away, or give the question another weight",
                );
            }
            Some(id)
        }
    };
    Some((credit?, finding))
}

fn read_credit(report: &mut Report<'_>, word: Words<'_>, context: &Context<'_>) -> Option<Credit> {
    let digits = word.text.bytes().all(|b| b.is_ascii_digit());
    let credit = word
        .text
        .parse()
        .ok()
        .filter(|_| digits)
        .and_then(Credit::new);
    if credit.is_none() {
        report.add_help(
            codes::CREDIT_RANGE,
            word.range(),
            format!("{} is no credit", quote(word.text)),
            "a whole number from 0 to 100",
        );
    } else if context.info() {
        report.add_help(
            codes::INFO_CREDIT,
            word.range(),
            "a question of weight `info` gives no credit",
            "take the number away, or give the question another weight",
        );
    }
    credit
}

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

fn number(
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

fn date(
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

fn table(report: &mut Report<'_>, answer: &Attribute<'_>) -> Option<AnswerKind> {
    let pairs = parts(report, answer.parts);
    if pairs.is_empty() {
        report.add_help(
            codes::COLUMNS_MISSING,
            answer.value().range(),
            "a table needs columns",
            "nest them: `  - holds-phi: yes-no \"Holds PHI\"`",
        );
        return None;
    }
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    for pair in &pairs {
        let Some(column) = column(report, pair) else {
            continue;
        };
        if !seen.insert(column.id.clone()) {
            report.add(
                codes::COLUMN_DUPLICATE,
                pair.key().range(),
                format!("there are two columns `{}`", column.id),
            );
        }
        columns.push(column);
    }
    (columns.len() == pairs.len()).then_some(AnswerKind::Table { columns })
}

fn column(report: &mut Report<'_>, pair: &Attribute<'_>) -> Option<Column> {
    let id = read::id(report, pair.key(), "a column");
    let (kind, rest) = pair.value().first_word();
    let kind = read::word(
        report,
        kind,
        "the column",
        ColumnKind::WORDS,
        ColumnKind::parse,
    );
    let label = if rest.is_empty() {
        in_words(pair.key().text)
    } else {
        match label(rest) {
            Some((label, after)) if after.is_empty() => label.text.to_owned(),
            _ => {
                report.add_help(
                    codes::COLUMN_FORM,
                    rest.range(),
                    format!("{} is not a label", quote(rest.text)),
                    "one text in double quotes, as in `yes-no \"Holds PHI\"`",
                );
                return None;
            }
        }
    };
    Some(Column {
        id: id?,
        label,
        kind: kind?,
    })
}

/// `holds-phi` as "Holds phi".
fn in_words(id: &str) -> String {
    let spaced = id.replace(['-', '.'], " ");
    let mut chars = spaced.chars();
    match chars.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + chars.as_str(),
        None => spaced,
    }
}
