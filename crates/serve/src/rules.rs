//! The `_headers` format of Netlify and Cloudflare Pages: a line with a path pattern, then indented
//! `Name: value` lines. `*` in a pattern matches anything; every rule that matches applies.

use std::fmt;

/// Header rules, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules(Vec<Rule>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    pattern: String,
    headers: Vec<(String, String)>,
}

/// A line of `_headers` that is neither a pattern, a header nor a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRules {
    /// The line, counted from 1.
    pub line: usize,
    /// The line's text.
    pub text: String,
}

impl fmt::Display for BadRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}: expected a path, `Name: value` or `#`, got `{}`",
            self.line, self.text
        )
    }
}

impl std::error::Error for BadRules {}

impl Rules {
    /// Reads the text of a `_headers` file.
    ///
    /// # Errors
    /// On the first line that fits nowhere.
    pub fn parse(text: &str) -> Result<Self, BadRules> {
        let mut rules: Vec<Rule> = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let bad = || BadRules {
                line: at + 1,
                text: line.to_owned(),
            };
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with('#') {
                continue;
            }
            if line.starts_with('/') {
                rules.push(Rule {
                    pattern: trimmed.to_owned(),
                    headers: Vec::new(),
                });
                continue;
            }
            let (name, value) = trimmed.split_once(':').ok_or_else(bad)?;
            let rule = rules.last_mut().ok_or_else(bad)?;
            if !line.starts_with([' ', '\t']) || name.is_empty() || name.contains(' ') {
                return Err(bad());
            }
            rule.headers
                .push((name.to_owned(), value.trim().to_owned()));
        }
        Ok(Self(rules))
    }

    /// The headers of a site path (it starts with `/`). A name that several rules give is joined
    /// with a comma, as both hosts do.
    #[must_use]
    pub fn headers_for(&self, path: &str) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> = Vec::new();
        for rule in self.0.iter().filter(|rule| matches(&rule.pattern, path)) {
            for (name, value) in &rule.headers {
                match out
                    .iter_mut()
                    .find(|(known, _)| known.eq_ignore_ascii_case(name))
                {
                    Some((_, known)) => {
                        known.push_str(", ");
                        known.push_str(value);
                    }
                    None => out.push((name.clone(), value.clone())),
                }
            }
        }
        out
    }
}

/// Whether `path` fits `pattern`, in which each `*` stands for any run of characters.
fn matches(pattern: &str, path: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else {
        return pattern == path;
    };
    let Some(rest) = path.strip_prefix(head) else {
        return false;
    };
    let starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    starts
        .filter_map(|at| rest.get(at..))
        .any(|rest| matches(tail, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_joins() {
        let rules = Rules::parse("# c\n/*\n  A: 1\n  B: x: y\n\n/assets/*\n\ta: 2\n").unwrap();
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            rules.headers_for("/"),
            [header("A", "1"), header("B", "x: y")]
        );
        assert_eq!(
            rules.headers_for("/assets/x.js"),
            [header("A", "1, 2"), header("B", "x: y")]
        );
    }

    #[test]
    fn patterns() {
        assert!(matches("/*", "/"));
        assert!(matches("/a/*.js", "/a/b/c.js"));
        assert!(!matches("/a/*.js", "/a/b/c.css"));
        assert!(matches("/404.html", "/404.html"));
        assert!(!matches("/404.html", "/404.htmlx"));
    }

    #[test]
    fn names_the_bad_line() {
        assert_eq!(Rules::parse("/*\nno indent").unwrap_err().line, 2);
        assert_eq!(Rules::parse("  A: 1").unwrap_err().line, 1);
        assert_eq!(Rules::parse("/*\nA: 1").unwrap_err().line, 2);
        assert_eq!(Rules::parse("/*\n  A 1").unwrap_err().line, 2);
    }
}
