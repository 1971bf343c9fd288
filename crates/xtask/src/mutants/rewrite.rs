//! All mutants of a source at once: each stands beside what it replaces, and `crate::mutant::on(NUMBER)` says
//! while the program runs whether it is the one that is tried.
//!
//! Operands stay where they are, once: what is put around them nests, however many mutants they hold. So an
//! operator is replaced between its own operands, also where in the text another would then bind them first.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use anyhow::{Context as _, Result};

use super::list::{Genre, Mutant};
use super::places::{Binary, Constant, Extent, Field, Places};

/// A source with its mutants.
pub(crate) struct Rewritten {
    /// The source.
    pub(crate) text: String,
    /// Mutants that cannot stand beside others.
    pub(crate) alone: Vec<u32>,
    /// Mutants that no compiler takes.
    pub(crate) unviable: Vec<u32>,
    /// What was written for which mutants.
    written: Vec<(Extent, u32)>,
    /// What was written around operands, with the operands.
    around: Vec<(Extent, Vec<u32>)>,
}

impl Rewritten {
    /// The mutants that an error at these bytes speaks of.
    pub(crate) fn blamed(&self, at: &Extent) -> Vec<u32> {
        let touches = |extent: &Extent| extent.start < at.end && at.start < extent.end;
        let own: Vec<u32> = self
            .written
            .iter()
            .filter(|(extent, _)| touches(extent))
            .map(|&(_, number)| number)
            .collect();
        if !own.is_empty() {
            return own;
        }
        let holding = |extent: &Extent| extent.start <= at.start && at.start < extent.end;
        let inner = self.around.iter().filter(|(extent, _)| holding(extent));
        let least = inner.clone().map(|(extent, _)| extent.len()).min();
        inner
            .filter(|(extent, _)| Some(extent.len()) == least)
            .flat_map(|(_, numbers)| numbers.iter().copied())
            .collect()
    }
}

/// Text that is put in, and the mutant it is for.
struct Piece {
    text: String,
    mutant: Option<u32>,
}

/// Of two wraps around the same bytes the higher is the outer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Operator,
    Guard,
    Arm,
    Body,
}

/// What is put before, into and after bytes of the source.
struct Wrap {
    extent: Extent,
    rank: Rank,
    before: Vec<Piece>,
    /// Bytes that are replaced.
    middle: Option<(Extent, String)>,
    after: Vec<Piece>,
    mutants: Vec<u32>,
}

/// Writes the mutants into a source; each has the number that it goes by. Functions of these names stay
/// `constant`.
pub(crate) fn rewrite(
    source: &str,
    mutants: &[(u32, &Mutant)],
    constant: &BTreeSet<String>,
) -> Result<Rewritten> {
    let places = Places::of(source).context("not parsed")?;
    let (kept, plain): (Vec<&Constant>, Vec<&Constant>) = places
        .constant
        .iter()
        .partition(|function| mutants.is_empty() || constant.contains(&function.name));
    let mut wraps: Vec<Wrap> = plain.into_iter().map(plain_function).collect();
    let (mut alone, mut unviable) = (Vec::new(), Vec::new());
    let mut rest = mutants;
    while let Some(((number, mutant), _)) = rest.split_first() {
        let extent = mutant
            .extent(source)
            .with_context(|| format!("no such place: {}", mutant.name))?;
        let here = rest
            .iter()
            .take_while(|(_, other)| {
                other.genre == mutant.genre && other.extent(source).as_ref() == Some(&extent)
            })
            .count();
        let (same, others) = rest.split_at(here.max(1));
        rest = others;
        let fixed = kept
            .iter()
            .any(|function| function.whole.contains(&extent.start));
        if fixed {
            alone.extend(same.iter().map(|(number, _)| number));
            continue;
        }
        let binary = places.binary.get(&extent.start);
        if mutant.genre == Genre::BinaryOperator && binary.is_some_and(|place| place.chained) {
            unviable.extend(same.iter().map(|(number, _)| number));
            continue;
        }
        let made = match mutant.genre {
            Genre::FnValue if mutant.may_compile_alone() => {
                let last = same.last().map_or(*number, |(number, _)| *number);
                // What is wrong with the types is said of the function's head; the last value goes first.
                wraps.extend(mutant.function(source).map(|whole| blames(whole, last)));
                Some(unnamed(extent, same, last))
            }
            Genre::FnValue => {
                wraps.extend(same.iter().map(|one| value(one, &extent)));
                continue;
            }
            Genre::BinaryOperator => binary.and_then(|place| operator(source, place, same)),
            Genre::UnaryOperator => places.unary.get(&extent.start).and_then(|place| {
                let whole = place.operator.start..place.operand.end;
                unary(source.get(place.operator.clone())?, whole, *number)
            }),
            Genre::MatchArm => places.arms.get(&extent.start).map(|place| {
                if place.guard.is_none() {
                    // Where the compiler says that a match no longer knows every value.
                    wraps.push(blames(place.matched.clone(), *number));
                }
                arm(&place.pattern, place.guard.as_ref(), *number)
            }),
            Genre::MatchArmGuard => Some(guard(extent, same)),
            Genre::StructField => places
                .fields
                .get(&extent.start)
                .and_then(|place| field(source, place, *number)),
        };
        match made {
            Some(wrap) => wraps.push(wrap),
            None => alone.extend(same.iter().map(|(number, _)| number)),
        }
    }
    let (text, written, around) = write(source, &wraps).context("places overlap")?;
    Ok(Rewritten {
        text,
        alone,
        unviable,
        written,
        around,
    })
}

fn on(number: u32) -> String {
    format!("crate::mutant::on({number})")
}

fn piece(text: impl Into<String>) -> Vec<Piece> {
    vec![Piece {
        text: text.into(),
        mutant: None,
    }]
}

/// A constant function asks no environment: in the copy none is constant.
fn plain_function(function: &Constant) -> Wrap {
    let word = &function.word;
    Wrap {
        extent: word.end..word.end,
        rank: Rank::Operator,
        before: Vec::new(),
        middle: Some((word.clone(), String::new())),
        after: Vec::new(),
        mutants: Vec::new(),
    }
}

/// A function that returns at once.
fn value((number, mutant): &(u32, &Mutant), body: &Extent) -> Wrap {
    Wrap {
        extent: body.clone(),
        rank: Rank::Body,
        before: vec![Piece {
            text: format!("if {} {{ return {}; }} ", on(*number), mutant.replacement),
            mutant: Some(*number),
        }],
        middle: None,
        after: Vec::new(),
        // What else is wrong in a function is no fault of its value.
        mutants: Vec::new(),
    }
}

/// A function that returns a type without a name: of several such types the copy makes one.
fn unnamed(body: Extent, same: &[(u32, &Mutant)], last: u32) -> Wrap {
    let before = same.iter().map(|(number, mutant)| Piece {
        text: format!(
            "if {} {{ crate::mutant::Either::Left({}) }} else {{ crate::mutant::Either::Right({{ ",
            on(*number),
            mutant.replacement
        ),
        mutant: Some(*number),
    });
    Wrap {
        extent: body,
        rank: Rank::Body,
        before: before.collect(),
        middle: None,
        after: piece(" }) }".repeat(same.len())),
        mutants: vec![last],
    }
}

fn operator(source: &str, place: &Binary, same: &[(u32, &Mutant)]) -> Option<Wrap> {
    let numbers: Vec<u32> = same.iter().map(|(number, _)| *number).collect();
    let original = source.get(place.operator.clone())?;
    let extent = place.left.start..place.right.end;
    let only = match (same, original) {
        ([(number, one)], _) => Some((one.replacement.as_str(), *number)),
        _ => None,
    };
    let (before, middle, after) = match (original, only) {
        ("==", Some(("!=", number))) | ("!=", Some(("==", number))) => {
            let after = format!(") ^ {})", on(number));
            ("((".to_owned(), original.to_owned(), piece(after))
        }
        // The right operand is asked for only where the left one leaves it open.
        ("&&", Some(("||", number))) => lazy("!=", number),
        ("||", Some(("&&", number))) => lazy("==", number),
        ("<" | "<=" | ">" | ">=", _) => (
            "(match (&(".to_owned(),
            "), &(".to_owned(),
            chosen(")) { (l, r) => ", "l", original, same, " })"),
        ),
        ("+" | "-" | "*" | "/" | "%" | "&" | "|" | "^" | "<<" | ">>", _) => (
            "(match (".to_owned(),
            ", ".to_owned(),
            chosen(") { (l, r) => ", "l", original, same, " })"),
        ),
        _ if original.ends_with('=') && original.len() > 1 => {
            let left = source.get(place.left.clone())?;
            return Some(Wrap {
                extent: place.right.clone(),
                rank: Rank::Operator,
                before: piece("match ("),
                middle: Some((place.left.start..place.operator.end, String::new())),
                after: chosen(") { r => ", left, original, same, " }"),
                mutants: numbers,
            });
        }
        _ => return None,
    };
    Some(Wrap {
        extent,
        rank: Rank::Operator,
        before: piece(before),
        middle: Some((place.operator.clone(), middle)),
        after,
        mutants: numbers,
    })
}

fn lazy(comparison: &str, number: u32) -> (String, String, Vec<Piece>) {
    (
        "({ let mutant_left: bool = ".to_owned(),
        format!("; if mutant_left {comparison} {} {{", on(number)),
        piece("} else { mutant_left } })"),
    )
}

/// One operator of several, between `left` and `r`.
fn chosen(
    head: &str,
    left: &str,
    original: &str,
    same: &[(u32, &Mutant)],
    tail: &str,
) -> Vec<Piece> {
    let mut pieces = piece(head);
    for (number, mutant) in same {
        pieces.push(Piece {
            text: format!(
                "if {} {{ {left} {} r }} else ",
                on(*number),
                mutant.replacement
            ),
            mutant: Some(*number),
        });
    }
    pieces.extend(piece(format!("{{ {left} {original} r }}{tail}")));
    pieces
}

fn unary(operator: &str, extent: Extent, number: u32) -> Option<Wrap> {
    let (before, middle, after) = match operator {
        "!" => ("(", None, format!(" ^ {})", on(number))),
        "-" => (
            "(match (",
            Some((extent.start..extent.start + operator.len(), String::new())),
            format!(") {{ r => if {} {{ r }} else {{ -r }} }})", on(number)),
        ),
        _ => return None,
    };
    Some(Wrap {
        extent,
        rank: Rank::Operator,
        before: piece(before),
        middle,
        after: piece(after),
        mutants: vec![number],
    })
}

/// A field that is what the base has for it.
fn field(source: &str, place: &Field, number: u32) -> Option<Wrap> {
    let (member, base) = (place.member.clone(), place.base.clone());
    let (member, base) = (source.get(member)?, source.get(base)?);
    // A field may be called as the variable is that it takes its value from.
    let called = if place.value == place.member {
        format!("{member}: ")
    } else {
        String::new()
    };
    Some(Wrap {
        extent: place.value.clone(),
        rank: Rank::Operator,
        before: piece(format!(
            "{called}if {} {{ ({base}).{member} }} else {{ ",
            on(number)
        )),
        middle: None,
        after: piece(" }"),
        mutants: vec![number],
    })
}

/// Nothing is put here; an error here is a mutant's.
fn blames(extent: Extent, number: u32) -> Wrap {
    Wrap {
        extent,
        rank: Rank::Operator,
        before: Vec::new(),
        middle: None,
        after: Vec::new(),
        mutants: vec![number],
    }
}

/// An arm that is passed over.
fn arm(pattern: &Extent, guard: Option<&Extent>, number: u32) -> Wrap {
    let (extent, before, after) = match guard {
        Some(guard) => (
            guard.clone(),
            piece(format!("!{} && (", on(number))),
            piece(")"),
        ),
        None => (
            pattern.clone(),
            Vec::new(),
            piece(format!(" if !{}", on(number))),
        ),
    };
    Wrap {
        extent,
        rank: Rank::Arm,
        before,
        middle: None,
        after,
        mutants: vec![number],
    }
}

/// A guard that always or never holds.
fn guard(extent: Extent, same: &[(u32, &Mutant)]) -> Wrap {
    let with = |replacement: &str| {
        let found = same
            .iter()
            .find(|(_, mutant)| mutant.replacement == replacement);
        found.map(|(number, _)| on(*number))
    };
    let always = with("true").map_or_else(String::new, |on| format!("{on} || "));
    let never = with("false").map_or_else(String::new, |on| format!("!{on} && "));
    Wrap {
        extent,
        rank: Rank::Guard,
        before: piece(format!("({always}{never}(")),
        middle: None,
        after: piece("))"),
        mutants: same.iter().map(|(number, _)| *number).collect(),
    }
}

/// A change of the source, in the order in which changes at one place are made: what closes, what opens,
/// what replaces; of what closes the inner first, of what opens the outer.
enum Change<'a> {
    Close(&'a Wrap, usize),
    Replace(&'a Extent, &'a str),
    Open(&'a Wrap, usize),
}

impl Change<'_> {
    fn order(&self, other: &Self) -> Ordering {
        let size = |wrap: &Wrap| (wrap.extent.len(), wrap.rank);
        match (self, other) {
            (Self::Close(one, _), Self::Close(other, _)) => size(one).cmp(&size(other)),
            (Self::Open(one, _), Self::Open(other, _)) => size(other).cmp(&size(one)),
            _ => self.turn().cmp(&other.turn()),
        }
    }

    fn turn(&self) -> u8 {
        match self {
            Self::Close(..) => 0,
            Self::Open(..) => 1,
            Self::Replace(..) => 2,
        }
    }
}

type Written = (String, Vec<(Extent, u32)>, Vec<(Extent, Vec<u32>)>);

fn write(source: &str, wraps: &[Wrap]) -> Option<Written> {
    let mut changes = Vec::new();
    for (index, wrap) in wraps.iter().enumerate() {
        changes.push((wrap.extent.start, Change::Open(wrap, index)));
        changes.push((wrap.extent.end, Change::Close(wrap, index)));
        if let Some((extent, text)) = &wrap.middle {
            changes.push((extent.start, Change::Replace(extent, text)));
        }
    }
    changes.sort_by(|(at, change), (other_at, other)| {
        at.cmp(other_at).then_with(|| change.order(other))
    });
    let mut text = String::with_capacity(source.len() * 3);
    let mut written = Vec::new();
    let mut starts = vec![0; wraps.len()];
    let mut around = Vec::new();
    let mut at = 0;
    for (place, change) in changes {
        text.push_str(source.get(at..place)?);
        at = place;
        match change {
            Change::Open(wrap, index) => {
                *starts.get_mut(index)? = text.len();
                put(&mut text, &wrap.before, &mut written);
            }
            Change::Replace(extent, with) => {
                text.push_str(with);
                at = extent.end;
            }
            Change::Close(wrap, index) => {
                put(&mut text, &wrap.after, &mut written);
                if !wrap.mutants.is_empty() {
                    around.push((*starts.get(index)?..text.len(), wrap.mutants.clone()));
                }
            }
        }
    }
    text.push_str(source.get(at..)?);
    Some((text, written, around))
}

fn put(text: &mut String, pieces: &[Piece], written: &mut Vec<(Extent, u32)>) {
    for piece in pieces {
        let start = text.len();
        text.push_str(&piece.text);
        if let Some(number) = piece.mutant {
            written.push((start..text.len(), number));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutant(genre: &str, replacement: &str, columns: (usize, usize)) -> Mutant {
        let json = serde_json::json!({
            "name": "a.rs:1:1: x", "file": "a.rs", "genre": genre, "replacement": replacement,
            "function": null,
            "span": { "start": { "line": 1, "column": columns.0 }, "end": { "line": 1, "column": columns.1 } },
        });
        serde_json::from_value(json).unwrap_or_else(|error| panic!("{error}"))
    }

    fn written(source: &str, mutants: &[Mutant]) -> String {
        let numbered: Vec<(u32, &Mutant)> = (1..).zip(mutants).collect();
        rewrite(source, &numbered, &BTreeSet::new())
            .map_or_else(|why| why.to_string(), |made| made.text)
    }

    #[test]
    fn what_nests_stays_nested() {
        let mutants = [
            mutant("FnValue", "true", (10, 22)),
            mutant("BinaryOperator", "||", (12, 14)),
            mutant("BinaryOperator", "!=", (17, 19)),
        ];
        assert_eq!(
            written("fn f() { a && b == cd }", &mutants),
            "fn f() { if crate::mutant::on(1) { return true; } ({ let mutant_left: bool = a ; \
             if mutant_left != crate::mutant::on(2) { ((b == cd) ^ crate::mutant::on(3))} \
             else { mutant_left } }) }"
        );
    }

    #[test]
    fn an_arm_is_passed_over_and_its_guard_replaced() {
        let mutants = [
            mutant("MatchArm", "", (21, 31)),
            mutant("MatchArmGuard", "true", (26, 27)),
            mutant("MatchArmGuard", "false", (26, 27)),
        ];
        assert_eq!(
            written("fn f() { match xx { 1 if g => 1, _ => 2 } }", &mutants)
                .replace("crate::mutant::", ""),
            "fn f() { match xx { 1 if !on(1) && ((on(2) || !on(3) && (g))) => 1, _ => 2 } }"
        );
    }

    #[test]
    fn what_is_taken_away_stands_beside_what_was_there() {
        let mutants = [
            mutant("UnaryOperator", "", (14, 15)),
            mutant("StructField", "", (20, 21)),
            mutant("StructField", "", (23, 27)),
        ];
        assert_eq!(
            written("fn f() { g(S(-a)) }", &mutants[..1]).replace("crate::mutant::", ""),
            "fn f() { g(S((match (a) { r => if on(1) { r } else { -r } }))) }"
        );
        assert_eq!(
            written("fn f() { (xxx, S { a, b: c, ..d }) }", &mutants[1..])
                .replace("crate::mutant::", ""),
            "fn f() { (xxx, S { a: if on(1) { (d).a } else { a }, \
             b: if on(2) { (d).b } else { c }, ..d }) }"
        );
    }

    #[test]
    fn one_of_several_operators_is_chosen() {
        let mutants = [
            mutant("BinaryOperator", "==", (19, 20)),
            mutant("BinaryOperator", "<=", (19, 20)),
        ];
        assert_eq!(
            written("const fn f() { a  < b }", &mutants).replace("crate::mutant::", ""),
            " fn f() { (match (&(a  ), &( b)) { (l, r) => if on(1) { l == r } else \
             if on(2) { l <= r } else { l < r } }) }"
        );
    }
}
