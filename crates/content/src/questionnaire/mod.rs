//! Questionnaires: front matter, sections, questions.

mod answer;
mod attributes;
pub(crate) mod condition;
mod front;
mod help;
pub(crate) mod question;

use std::{collections::BTreeMap, ops::Range};

use vendorward_core::{Id, questionnaire::Section};

use crate::{
    codes,
    markdown::{self, Node, NodeKind, Piece},
    parsed::{Parsed, ParsedQuestionnaire, QuestionnaireIndex},
    source::{Report, decode, quote, unreadable},
    words::Mapped,
};
use front::Front;
use question::Raw;

/// Reads a questionnaire, `*.md`. Every problem of the file is reported in one pass; what needs
/// other files is checked by [`crate::check_set`].
#[must_use]
pub fn read_questionnaire(file: &str, bytes: &[u8]) -> ParsedQuestionnaire {
    let index = QuestionnaireIndex {
        file: file.to_owned(),
        ..QuestionnaireIndex::default()
    };
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(why) => {
            return Parsed {
                value: None,
                diagnostics: vec![unreadable(file, bytes, &why)],
                index,
            };
        }
    };
    let mut report = Report::new(file, text);
    let (front, body) = front::read(&mut report);
    let nodes = markdown::read(&mut report, body);
    let mut reader = Reader {
        front: &front,
        sections: Vec::new(),
        slugs: BTreeMap::new(),
        seen: BTreeMap::new(),
        index: QuestionnaireIndex {
            readable: true,
            id: front.id.clone(),
            audience: front.audience,
            ..index
        },
    };
    reader.read(&mut report, &nodes, body);
    let Reader {
        sections, index, ..
    } = reader;
    let (diagnostics, sound) = report.finish();
    Parsed {
        value: front.into_questionnaire(sections).filter(|_| sound),
        diagnostics,
        index,
    }
}

struct Reader<'f> {
    front: &'f Front,
    sections: Vec<Section>,
    /// Section ids with the titles they were made from.
    slugs: BTreeMap<Id, String>,
    /// Question ids with their lines.
    seen: BTreeMap<Id, u32>,
    index: QuestionnaireIndex,
}

impl Reader<'_> {
    fn read(&mut self, report: &mut Report<'_>, nodes: &[Node], body: usize) {
        let mut rest = nodes;
        let mut in_section = false;
        let mut outside_reported = false;
        let mut section: Option<(Section, Range<usize>)> = None;
        let mut asked = 0_usize;
        while let Some((node, after)) = rest.split_first() {
            rest = after;
            match &node.kind {
                NodeKind::Heading { level: 1, pieces } => {
                    self.close(report, section.take(), asked);
                    asked = 0;
                    in_section = true;
                    section = self.section(report, pieces, node.range.clone());
                }
                NodeKind::Heading { level: 2, pieces } => {
                    let end = rest
                        .iter()
                        .position(|node| {
                            matches!(node.kind, NodeKind::Heading { level: 1 | 2, .. })
                        })
                        .unwrap_or(rest.len());
                    let (own, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
                    rest = after;
                    asked += 1;
                    if !in_section {
                        report.add_help(
                            codes::QUESTION_OUTSIDE_SECTION,
                            trimmed(pieces, &node.range),
                            "the question stands before the first section",
                            "put a heading such as `# Access` above it",
                        );
                    }
                    self.question(report, pieces, node, own, section.as_mut());
                }
                NodeKind::Heading { pieces, .. } => {
                    deep_heading(report, pieces, node);
                }
                _ if in_section => {
                    let block = help::block(report, node);
                    if let (Some((section, _)), Some(block)) = (&mut section, block) {
                        section.help.push(block);
                    }
                }
                _ => {
                    help::block(report, node);
                    if !outside_reported {
                        report.add_help(
                            codes::TEXT_OUTSIDE_SECTION,
                            node.range.clone(),
                            "text stands before the first section",
                            "put it under a heading such as `# Access`",
                        );
                    }
                    outside_reported = true;
                }
            }
        }
        self.close(report, section, asked);
        if self.index.questions.is_empty() && self.seen.is_empty() {
            report.add_help(
                codes::QUESTIONNAIRE_EMPTY,
                body..body,
                "the questionnaire asks nothing",
                "a question is a heading such as `## ac-01 Does every person sign in with their own user ID?`",
            );
        }
    }

    fn close(
        &mut self,
        report: &mut Report<'_>,
        section: Option<(Section, Range<usize>)>,
        asked: usize,
    ) {
        let Some((section, place)) = section else {
            return;
        };
        if asked == 0 {
            report.add_help(
                codes::SECTION_EMPTY,
                place,
                format!("the section {} has no questions", quote(&section.title)),
                "take it away, or ask something",
            );
        }
        self.sections.push(section);
    }

    fn section(
        &mut self,
        report: &mut Report<'_>,
        pieces: &[Piece],
        range: Range<usize>,
    ) -> Option<(Section, Range<usize>)> {
        let text = heading(report, pieces, &range);
        let title = text.words().trim();
        let place = trimmed(pieces, &range);
        let Some(id) = slug(title.text) else {
            report.add_help(
                codes::SECTION_TITLE,
                place,
                "no id can be made from the title of the section",
                "a title has at least one letter from a to z",
            );
            return None;
        };
        if let Some(other) = self.slugs.get(&id) {
            report.add_help(
                codes::SECTION_DUPLICATE,
                place.clone(),
                format!(
                    "the sections {} and {} would both be `{id}`",
                    quote(other),
                    quote(title.text)
                ),
                "give one of them another title",
            );
        } else {
            self.slugs.insert(id.clone(), title.text.to_owned());
        }
        let section = Section {
            id,
            title: title.text.to_owned(),
            help: Vec::new(),
            questions: Vec::new(),
        };
        Some((section, place))
    }

    fn question(
        &mut self,
        report: &mut Report<'_>,
        pieces: &[Piece],
        node: &Node,
        own: &[Node],
        section: Option<&mut (Section, Range<usize>)>,
    ) {
        for nested in own {
            if let NodeKind::Heading { pieces, .. } = &nested.kind {
                deep_heading(report, pieces, nested);
            }
        }
        let text = heading(report, pieces, &node.range);
        let (first, prompt) = text.words().first_word();
        let id = match Id::new(first.text) {
            Ok(id) => id,
            Err(_) => {
                report.add_help(
                    codes::QUESTION_ID,
                    first.range(),
                    if first.is_empty() {
                        "the question has no id".to_owned()
                    } else {
                        format!(
                            "the question starts with {}, which is no id",
                            quote(first.text)
                        )
                    },
                    "an id, then the prompt, as in `## ac-01 Does every person …`",
                );
                // Something to hang the rest of its problems on; it never gets out.
                let Ok(id) = Id::new("unnamed") else { return };
                let raw = Raw {
                    id,
                    name: "the question".to_owned(),
                    id_range: first.range(),
                    prompt: prompt.text.to_owned(),
                    nodes: own,
                };
                question::read(report, &raw, self.front.audience);
                self.seen.entry(raw.id).or_default();
                return;
            }
        };
        if prompt.is_empty() {
            report.add_help(
                codes::PROMPT_EMPTY,
                first.range(),
                format!("`{id}` asks nothing"),
                "write the question behind the id, on the same line",
            );
        }
        let line = report.span(first.range()).line;
        let raw = Raw {
            name: format!("`{id}`"),
            id,
            id_range: first.range(),
            prompt: prompt.text.to_owned(),
            nodes: own,
        };
        let (question, index) = question::read(report, &raw, self.front.audience);
        if let Some(other) = self.seen.get(&raw.id) {
            report.add_help(
                codes::QUESTION_DUPLICATE,
                first.range(),
                format!(
                    "the id `{}` is taken by the question on line {other}",
                    raw.id
                ),
                "ids are unique over all questionnaires",
            );
            return;
        }
        self.seen.insert(raw.id, line);
        self.index.questions.push(index);
        if let (Some((section, _)), Some(question)) = (section, question) {
            section.questions.push(question);
        }
    }
}

/// The text of a heading; markup in it is reported.
fn heading(report: &mut Report<'_>, pieces: &[Piece], range: &Range<usize>) -> Mapped {
    if let Some(piece) = markdown::markup(pieces) {
        report.add_help(
            codes::HEADING_MARKUP,
            piece.range.clone(),
            format!("{} is marked up", quote(&piece.text)),
            "headings are plain text; `*`, `_` and `<` of their own are written `\\*`, `\\_` and `\\<`",
        );
    }
    markdown::plain(pieces, range.start)
}

fn deep_heading(report: &mut Report<'_>, pieces: &[Piece], node: &Node) {
    report.add_help(
        codes::HEADING_LEVEL,
        trimmed(pieces, &node.range),
        "the heading is deeper than level 2",
        "`#` starts a section and `##` a question; help is made of paragraphs",
    );
}

/// The place of a heading's words.
fn trimmed(pieces: &[Piece], range: &Range<usize>) -> Range<usize> {
    match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end,
        _ => range.clone(),
    }
}

/// The id made from a title: "Access and identity" gives `access-and-identity`.
fn slug(title: &str) -> Option<Id> {
    let mut slug = String::new();
    for word in title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let word = word.to_ascii_lowercase();
        if slug.is_empty() && word.starts_with(|c: char| c.is_ascii_digit()) {
            slug.push_str("s-");
        } else if !slug.is_empty() {
            slug.push('-');
        }
        if slug.len() + word.len() > vendorward_core::id::MAX_LEN {
            slug.truncate(slug.trim_end_matches('-').len());
            break;
        }
        slug.push_str(&word);
    }
    if !title.contains(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    Id::new(&slug).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let made = |title| slug(title).map(|id| id.to_string());
        assert_eq!(
            made("Access & identity").as_deref(),
            Some("access-identity")
        );
        assert_eq!(made("24/7 support").as_deref(), Some("s-24-7-support"));
        assert_eq!(made("Überwachung").as_deref(), Some("berwachung"));
        assert_eq!(made("…"), None);
        assert_eq!(made("12"), None);
        assert_eq!(
            made(&"very long ".repeat(20)).map(|id| id.len() <= 64),
            Some(true)
        );
    }
}
