//! Help text: paragraphs and flat bullet lists, nothing that could run or load.

use vendorward_core::questionnaire::{Block, Inline};

use crate::{
    codes,
    markdown::{Item, Node, NodeKind, Piece, PieceKind, Refused},
    source::{Report, quote},
};

const FLAT: &str = "help is made of paragraphs and flat bullet lists";

/// Reads one block of help; what is refused is reported and left out.
pub(super) fn block(report: &mut Report<'_>, node: &Node) -> Option<Block> {
    match &node.kind {
        NodeKind::Paragraph(pieces) => Some(Block::Paragraph(inlines(report, pieces))),
        NodeKind::Bullets(items) => Some(Block::List(
            items.iter().map(|item| entry(report, item)).collect(),
        )),
        NodeKind::Refused(what) => {
            refuse(report, *what, node);
            None
        }
        NodeKind::Heading { .. } => {
            report.add_help(
                codes::HELP_BLOCK,
                node.range.clone(),
                "a heading stands inside a list",
                FLAT,
            );
            None
        }
    }
}

fn refuse(report: &mut Report<'_>, what: Refused, node: &Node) {
    let (code, message, help) = match what {
        Refused::Html => (
            codes::HELP_HTML,
            "HTML is not read",
            "write it as plain Markdown",
        ),
        Refused::CodeBlock => (
            codes::HELP_CODE_BLOCK,
            "a code block is not read",
            "take the indentation or the fence away; short code goes between backticks",
        ),
        Refused::Table => (
            codes::HELP_TABLE,
            "a table is not read",
            "write it as a bullet list",
        ),
        Refused::Quote => (codes::HELP_BLOCK, "a quotation is not read", FLAT),
        Refused::Numbers => (codes::HELP_BLOCK, "a numbered list is not read", FLAT),
        Refused::Rule => (codes::HELP_BLOCK, "a line across is not read", FLAT),
    };
    report.add_help(code, node.range.clone(), message, help);
}

fn entry(report: &mut Report<'_>, item: &Item) -> Vec<Inline> {
    for nested in &item.nodes {
        match &nested.kind {
            NodeKind::Bullets(_) => {
                report.add_help(
                    codes::HELP_BLOCK,
                    nested.range.clone(),
                    "a list inside a list is not read",
                    FLAT,
                );
            }
            _ => {
                block(report, nested);
            }
        }
    }
    inlines(report, &item.pieces)
}

fn inlines(report: &mut Report<'_>, pieces: &[Piece]) -> Vec<Inline> {
    let mut runs: Vec<Inline> = Vec::new();
    for piece in pieces {
        let text = piece.text.clone();
        match &piece.kind {
            PieceKind::Text => match runs.last_mut() {
                Some(Inline::Text(last)) => last.push_str(&text),
                _ => runs.push(Inline::Text(text)),
            },
            PieceKind::Emphasis => runs.push(Inline::Emphasis(text)),
            PieceKind::Strong => runs.push(Inline::Strong(text)),
            PieceKind::Code => runs.push(Inline::Code(text)),
            PieceKind::Link(href) => {
                check_link(report, href, piece);
                runs.push(Inline::Link {
                    text,
                    href: href.clone(),
                });
            }
            PieceKind::Image => report.add_help(
                codes::HELP_IMAGE,
                piece.range.clone(),
                "an image is not read",
                "say it in words",
            ),
            PieceKind::Html => report.add_help(
                codes::HELP_HTML,
                piece.range.clone(),
                format!("{} is HTML, which is not read", quote(&piece.text)),
                "write it as plain Markdown; a `<` of its own is written `\\<`",
            ),
        }
    }
    runs
}

fn check_link(report: &mut Report<'_>, href: &str, piece: &Piece) {
    let host = href.strip_prefix("https://").map(|rest| {
        rest.split(['/', '?', '#'])
            .next()
            .unwrap_or_default()
            .to_owned()
    });
    let sound = host.is_some_and(|host| {
        !host.is_empty()
            && host
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'))
    }) && !href.chars().any(|c| c.is_control() || c.is_whitespace());
    if !sound {
        report.add_help(
            codes::LINK_NOT_HTTPS,
            piece.range.clone(),
            format!("the link leads to {}", quote(href)),
            "links lead to a full address that starts with `https://`",
        );
    }
}
