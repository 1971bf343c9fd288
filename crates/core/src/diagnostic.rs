//! The one shape of a problem, everywhere: what is wrong, how bad, where, what would help.

use serde::Serialize;

use crate::vocab::vocabulary;

vocabulary! {
    /// How bad a problem is.
    pub enum Level {
        /// The part it names cannot be used.
        Error = "error",
        /// It can be used; someone should look.
        Warning = "warning",
    }
}

/// One problem of an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// Stable name of the kind of problem, kebab-case, without dots (findings have dots).
    pub code: &'static str,
    /// How bad.
    pub severity: Level,
    /// What is wrong: lower-case, no full stop, the user's words in backticks.
    pub message: String,
    /// What would put it right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The file or other input, as the caller named it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The place in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
}

/// A place in an input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum At {
    /// In a text file.
    Span(Span),
    /// In a JSON document.
    Pointer {
        /// JSON Pointer, RFC 6901.
        pointer: String,
    },
    /// In a workbook.
    Cell {
        /// Name of the sheet.
        sheet: String,
        /// As in `B12`.
        cell: String,
    },
    /// In a paged document.
    Page {
        /// From 1.
        page: u32,
        /// The words meant, as they stand there.
        quote: String,
    },
}

/// A stretch of one line of a text file. Columns count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// From 1.
    pub line: u32,
    /// First column, from 1.
    pub column: u32,
    /// The column after the last one; equal to `column` where something is missing.
    pub end: u32,
}

impl Diagnostic {
    /// An error without help or place.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Level::Error,
            message: message.into(),
            help: None,
            source: None,
            at: None,
        }
    }

    /// A warning without help or place.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Level::Warning,
            ..Self::error(code, message)
        }
    }

    /// With help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With the name of the input.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// With the place in the input.
    #[must_use]
    pub fn at(mut self, at: At) -> Self {
        self.at = Some(at);
        self
    }

    /// Whether it is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Level::Error
    }
}

impl From<Span> for At {
    fn from(span: Span) -> Self {
        Self::Span(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_the_shapes_of_the_contract() {
        let span = Span {
            line: 3,
            column: 4,
            end: 9,
        };
        let shown = Diagnostic::error("weight-missing", "no weight")
            .source("a.md")
            .at(span.into());
        assert_eq!(
            serde_json::to_string(&shown).unwrap(),
            r#"{"code":"weight-missing","severity":"error","message":"no weight","source":"a.md","at":{"line":3,"column":4,"end":9}}"#
        );
        let page = At::Page {
            page: 2,
            quote: "In our opinion".to_owned(),
        };
        assert_eq!(
            serde_json::to_string(&page).unwrap(),
            r#"{"page":2,"quote":"In our opinion"}"#
        );
    }
}
