//! The attribute list of a question: which list it is, and its `key: value` items.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    codes,
    markdown::{self, Item, Node, NodeKind},
    source::{Report, quote},
    suggest::{did_you_mean, nearest},
    words::{Mapped, Words},
};

/// Every attribute.
pub(super) const KEYS: &[&str] = &[
    "answer", "good", "weight", "law", "na", "cites", "evidence", "when", "follows", "covers",
    "aliases", "fact",
];

/// One `key: value` of a list, with what is nested under it.
pub(super) struct Attribute<'n> {
    text: Mapped,
    pub(super) parts: &'n [Node],
}

impl Attribute<'_> {
    fn sides(&self) -> (Words<'_>, Words<'_>) {
        let whole = self.text.words();
        whole.split_once(':').unwrap_or((whole, whole))
    }

    /// What stands before the first colon.
    pub(super) fn key(&self) -> Words<'_> {
        self.sides().0
    }

    /// What stands after it.
    pub(super) fn value(&self) -> Words<'_> {
        self.sides().1
    }
}

/// The attributes of one question.
#[derive(Default)]
pub(super) struct Attributes<'n> {
    by_key: BTreeMap<String, Attribute<'n>>,
    /// What unknown keys probably meant; it is not reported as missing, too.
    misspelt: Vec<&'static str>,
}

impl<'n> Attributes<'n> {
    pub(super) fn get(&self, key: &str) -> Option<&Attribute<'n>> {
        self.by_key.get(key)
    }

    /// Whether an unknown key probably meant this one.
    pub(super) fn is_misspelt(&self, key: &str) -> bool {
        self.misspelt.contains(&key)
    }
}

/// Which of a question's blocks is its attribute list: the last bullet list that starts with
/// `answer:`.
pub(super) fn find(report: &mut Report<'_>, nodes: &[Node]) -> Option<usize> {
    let starts = |item: Option<&Item>| {
        item.is_some_and(|item| key_of(item).is_some_and(|key| key == "answer"))
    };
    let mut found: Option<usize> = None;
    for (at, node) in nodes.iter().enumerate() {
        let NodeKind::Bullets(items) = &node.kind else {
            continue;
        };
        if starts(items.first()) {
            if found.is_some() {
                report.add_help(
                    codes::ATTRIBUTES_TWICE,
                    node.range.clone(),
                    "a second list starts with `answer`; the first one is shown as help",
                    "keep one attribute list",
                );
            }
            found = Some(at);
        }
    }
    found
}

/// Reports why no attribute list was found: `answer` stands inside a list, or nowhere.
pub(super) fn explain_missing(
    report: &mut Report<'_>,
    nodes: &[Node],
    name: &str,
    heading: Range<usize>,
) {
    for node in nodes {
        let NodeKind::Bullets(items) = &node.kind else {
            continue;
        };
        if let Some(item) = items
            .iter()
            .find(|item| key_of(item).is_some_and(|key| key == "answer"))
        {
            report.add_help(
                codes::ATTRIBUTES_ORDER,
                item.range.clone(),
                format!("`answer` is not the first attribute of {name}"),
                "move it to the top; a list of help right above needs a paragraph in between",
            );
            return;
        }
        for item in items {
            if let Some(key) = key_of(item)
                && nearest(&key, ["answer"]).is_some()
            {
                let start = markdown::plain(&item.pieces, item.range.start)
                    .words()
                    .range()
                    .start;
                unknown(report, start..start + key.len(), &key);
                return;
            }
        }
    }
    report.add_help(
        codes::ANSWER_MISSING,
        heading,
        format!("{name} has no attribute list"),
        "add a bullet list that starts with `- answer: yes-no`",
    );
}

fn unknown(report: &mut Report<'_>, place: Range<usize>, key: &str) {
    report.put(
        codes::ATTRIBUTE_UNKNOWN,
        place,
        format!("there is no attribute {}", quote(key)),
        did_you_mean(key, KEYS.iter().copied()),
    );
}

fn key_of(item: &Item) -> Option<String> {
    let text = markdown::plain(&item.pieces, item.range.start);
    let (key, _) = text.words().split_once(':')?;
    Some(key.text.to_owned())
}

/// Reads `key: value` items; markup and other forms are reported.
pub(super) fn pairs<'n>(
    report: &mut Report<'_>,
    items: &'n [Item],
    help: &str,
) -> Vec<Attribute<'n>> {
    let mut found = Vec::new();
    for item in items {
        if let Some(piece) = markdown::markup(&item.pieces) {
            report.add_help(
                codes::ATTRIBUTE_MARKUP,
                piece.range.clone(),
                format!("{} is marked up", quote(&piece.text)),
                "attributes are plain text; `*`, `_` and `<` of their own are written `\\*`, `\\_` and `\\<`",
            );
        }
        let text = markdown::plain(&item.pieces, item.range.start);
        let Some((key, value)) = text.words().split_once(':') else {
            report.add_help(
                codes::ATTRIBUTE_FORM,
                text.words().range(),
                format!("{} is not `key: value`", quote(text.words().text)),
                help,
            );
            continue;
        };
        if value.is_empty() && item.nodes.is_empty() {
            report.add(
                codes::ATTRIBUTE_EMPTY,
                value.range(),
                format!("{} has no value", quote(key.text)),
            );
            continue;
        }
        found.push(Attribute {
            text,
            parts: &item.nodes,
        });
    }
    found
}

/// Reads the attribute list.
pub(super) fn read<'n>(report: &mut Report<'_>, items: &'n [Item]) -> Attributes<'n> {
    let mut attributes = Attributes::default();
    let help = "this list has only attributes; lists of help stand above it";
    for pair in pairs(report, items, help) {
        let key = pair.key().text.to_owned();
        let place = pair.key().range();
        if !KEYS.contains(&key.as_str()) {
            unknown(report, place, &key);
            attributes
                .misspelt
                .extend(nearest(&key, KEYS.iter().copied()));
            continue;
        }
        if key != "answer"
            && let Some(nested) = pair.parts.first()
        {
            report.add_help(
                codes::ATTRIBUTE_NESTED,
                nested.range.clone(),
                format!("nothing can be nested under `{key}`"),
                "only `answer` has parts",
            );
        }
        if attributes.by_key.contains_key(&key) {
            report.add_help(
                codes::ATTRIBUTE_DUPLICATE,
                place,
                format!("`{key}` stands twice"),
                "several values go on one line, separated by `;`",
            );
            continue;
        }
        attributes.by_key.insert(key, pair);
    }
    attributes
}
