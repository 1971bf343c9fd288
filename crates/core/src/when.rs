//! The `when` language: conditions over facts and info questions.
//!
//! ```text
//! any   = all {"or" all}
//! all   = unary {"and" unary}
//! unary = "not" unary | "(" any ")" | test
//! test  = path ("is" ["not"] value | "includes" value | ("<" | "<=" | ">" | ">=") value)
//! ```
//! So `a or b and c` is `a or (b and c)`. Evaluation is three-valued, see [`Truth`].

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The most levels of brackets and `not`.
pub const MAX_DEPTH: usize = 32;

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// True if any part is.
    Any(Vec<Expr>),
    /// True if every part is.
    All(Vec<Expr>),
    /// The opposite; unknown stays unknown.
    Not(Box<Expr>),
    /// A test of one fact or question.
    Test(Test),
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// A fact (`phi`, `engagement.stage`, …) or the id of an info question.
    pub path: String,
    /// How it is compared.
    pub op: Op,
    /// With what: a word, a number or a date, as written.
    pub value: String,
    /// Byte offset of `path` in the source.
    pub path_at: usize,
    /// Byte offset of `value` in the source.
    pub value_at: usize,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `includes`
    Includes,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Op {
    /// As written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::Includes => "includes",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// True, false, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// Certainly not.
    False,
    /// A missing fact decides.
    Unknown,
    /// Certainly.
    True,
}

impl Truth {
    /// Kleene's negation.
    #[must_use]
    pub const fn negate(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }

    /// Kleene's conjunction: the lesser of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Kleene's disjunction: the greater of both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

/// A condition that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenError {
    /// Byte offset in the source.
    pub at: usize,
    /// Bytes of the offending word; 0 at the end.
    pub len: usize,
    /// What was found; empty at the end.
    pub found: String,
    /// What would have fitted.
    pub expected: &'static str,
}

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.found.is_empty() {
            write!(f, "the condition ends where {} was expected", self.expected)
        } else {
            write!(
                f,
                "`{}` stands where {} was expected",
                self.found, self.expected
            )
        }
    }
}

impl std::error::Error for WhenError {}

impl Expr {
    /// Reads a condition.
    ///
    /// # Errors
    /// [`WhenError`] at the first word that does not fit.
    pub fn parse(source: &str) -> Result<Self, WhenError> {
        let mut parser = Parser {
            source,
            tokens: tokens(source),
            at: 0,
        };
        let expr = parser.any(0)?;
        if parser.peek().is_some() {
            return Err(parser.error("`and`, `or` or the end"));
        }
        Ok(expr)
    }

    /// Calls `visit` for every test, left to right.
    pub fn each_test<'a>(&'a self, visit: &mut impl FnMut(&'a Test)) {
        match self {
            Self::Any(parts) | Self::All(parts) => {
                parts.iter().for_each(|part| part.each_test(visit))
            }
            Self::Not(part) => part.each_test(visit),
            Self::Test(test) => visit(test),
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, level: u8) -> fmt::Result {
        match self {
            Self::Any(parts) => join(f, parts, " or ", level > 0, 1),
            Self::All(parts) => join(f, parts, " and ", level > 1, 2),
            Self::Not(part) => {
                f.write_str("not ")?;
                part.write(f, 2)
            }
            Self::Test(test) => write!(f, "{} {} {}", test.path, test.op.as_str(), test.value),
        }
    }
}

fn join(
    f: &mut fmt::Formatter<'_>,
    parts: &[Expr],
    word: &str,
    brackets: bool,
    level: u8,
) -> fmt::Result {
    if brackets {
        f.write_str("(")?;
    }
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(word)?;
        }
        part.write(f, level)?;
    }
    if brackets {
        f.write_str(")")?;
    }
    Ok(())
}

/// The canonical text: single spaces, brackets only where needed.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl Serialize for Expr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Expr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        Self::parse(&source).map_err(de::Error::custom)
    }
}

struct Parser<'s> {
    source: &'s str,
    tokens: Vec<(usize, &'s str)>,
    at: usize,
}

/// Words, brackets and comparison signs with their byte offsets.
fn tokens(source: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut rest = source.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        let single = matches!(first, '(' | ')');
        let sign = matches!(first, '<' | '>');
        while let Some(&(at, next)) = rest.peek() {
            let joins = if sign {
                next == '=' && at == start + 1
            } else {
                !next.is_whitespace() && !matches!(next, '(' | ')' | '<' | '>')
            };
            if single || !joins {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        if let Some(word) = source.get(start..end) {
            found.push((start, word));
        }
    }
    found
}

impl<'s> Parser<'s> {
    fn peek(&self) -> Option<&'s str> {
        self.tokens.get(self.at).map(|(_, word)| *word)
    }

    fn take(&mut self, word: &str) -> bool {
        let fits = self.peek() == Some(word);
        if fits {
            self.at += 1;
        }
        fits
    }

    fn error(&self, expected: &'static str) -> WhenError {
        let (at, found) = self
            .tokens
            .get(self.at)
            .copied()
            .unwrap_or((self.source.trim_end().len(), ""));
        WhenError {
            at,
            len: found.len(),
            found: found.to_owned(),
            expected,
        }
    }

    fn any(&mut self, depth: usize) -> Result<Expr, WhenError> {
        self.chain(depth, "or", Self::all, Expr::Any)
    }

    fn all(&mut self, depth: usize) -> Result<Expr, WhenError> {
        self.chain(depth, "and", Self::unary, Expr::All)
    }

    fn chain(
        &mut self,
        depth: usize,
        word: &str,
        part: fn(&mut Self, usize) -> Result<Expr, WhenError>,
        many: fn(Vec<Expr>) -> Expr,
    ) -> Result<Expr, WhenError> {
        let first = part(self, depth)?;
        if self.peek() != Some(word) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take(word) {
            parts.push(part(self, depth)?);
        }
        Ok(many(parts))
    }

    fn unary(&mut self, depth: usize) -> Result<Expr, WhenError> {
        if depth >= MAX_DEPTH {
            return Err(self.error("at most 32 levels of brackets and `not`"));
        }
        if self.take("not") {
            return Ok(Expr::Not(Box::new(self.unary(depth + 1)?)));
        }
        if self.take("(") {
            let inner = self.any(depth + 1)?;
            if !self.take(")") {
                return Err(self.error("`)`"));
            }
            return Ok(inner);
        }
        let (path_at, path) = self.word("a fact or the id of an info question")?;
        let op = self.op()?;
        let (value_at, value) = self.word("a value")?;
        Ok(Expr::Test(Test {
            path,
            op,
            value,
            path_at,
            value_at,
        }))
    }

    fn word(&mut self, expected: &'static str) -> Result<(usize, String), WhenError> {
        match self.tokens.get(self.at) {
            Some((at, word))
                if !matches!(
                    *word,
                    "(" | ")" | "<" | "<=" | ">" | ">=" | "and" | "or" | "not" | "is" | "includes"
                ) =>
            {
                let found = (*at, (*word).to_owned());
                self.at += 1;
                Ok(found)
            }
            _ => Err(self.error(expected)),
        }
    }

    fn op(&mut self) -> Result<Op, WhenError> {
        let op = match self.peek() {
            Some("is") => Op::Is,
            Some("includes") => Op::Includes,
            Some("<") => Op::Less,
            Some("<=") => Op::AtMost,
            Some(">") => Op::More,
            Some(">=") => Op::AtLeast,
            _ => return Err(self.error("`is`, `is not`, `includes`, `<`, `<=`, `>` or `>=`")),
        };
        self.at += 1;
        Ok(if op == Op::Is && self.take("not") {
            Op::IsNot
        } else {
            op
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_binds_closer_than_or() {
        let plain = Expr::parse("a is x or b is x and c is x").unwrap();
        let bracketed = Expr::parse("a is x or (b is x and c is x)").unwrap();
        assert_eq!(plain.to_string(), bracketed.to_string());
        assert!(matches!(&plain, Expr::Any(parts) if parts.len() == 2));
        let other = Expr::parse("(a is x or b is x) and c is x").unwrap();
        assert_eq!(other.to_string(), "(a is x or b is x) and c is x");
    }

    #[test]
    fn canonical_text_reads_back() {
        for source in [
            "a is not b",
            "not (a is b and not c includes d)",
            "n>=3 and (x<2 or y is na)",
        ] {
            let expr = Expr::parse(source).unwrap();
            let text = expr.to_string();
            assert_eq!(Expr::parse(&text).unwrap().to_string(), text, "{source}");
        }
    }

    #[test]
    fn says_where_and_what() {
        let error = Expr::parse("phi is").unwrap_err();
        assert_eq!((error.at, error.expected), (6, "a value"));
        let error = Expr::parse("phi = none").unwrap_err();
        assert_eq!((error.at, error.found.as_str()), (4, "="));
        assert!(Expr::parse(&"not ".repeat(40)).is_err());
        assert_eq!(Expr::parse("(phi is none").unwrap_err().expected, "`)`");
        assert!(Expr::parse("").is_err());
    }
}
