//! Markdown as a small tree with places: headings, paragraphs, bullet lists, and what is refused.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::{codes, source::Report, words::Mapped};

/// The most levels of lists and quotations.
const MAX_DEPTH: usize = 8;

/// The most markers of quotations and lists that one line may start with. The parser's time grows
/// with the square of it.
const MAX_MARKERS: usize = 64;

/// A block.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    /// Bytes of the file.
    pub(crate) range: Range<usize>,
}

/// What a block is.
#[derive(Debug)]
pub(crate) enum NodeKind {
    Heading { level: u8, pieces: Vec<Piece> },
    Paragraph(Vec<Piece>),
    Bullets(Vec<Item>),
    Refused(Refused),
}

/// A block that no questionnaire may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    Html,
    CodeBlock,
    Table,
    Quote,
    Numbers,
    Rule,
}

/// An item of a bullet list.
#[derive(Debug, Default)]
pub(crate) struct Item {
    pub(crate) pieces: Vec<Piece>,
    /// What is nested in it.
    pub(crate) nodes: Vec<Node>,
    pub(crate) range: Range<usize>,
}

/// A run of text.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) kind: PieceKind,
    pub(crate) text: String,
    pub(crate) range: Range<usize>,
}

/// How a run of text is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PieceKind {
    Text,
    Emphasis,
    Strong,
    Code,
    Link(String),
    Image,
    Html,
}

/// A list or item that is still open.
enum Open {
    List {
        items: Vec<Item>,
        numbered: bool,
        range: Range<usize>,
    },
    Item(Item),
}

struct Builder<'r, 't> {
    report: &'r mut Report<'t>,
    nodes: Vec<Node>,
    open: Vec<Open>,
    pieces: Vec<Piece>,
    /// The kind and place of the marked run that is open, and how many marks are nested in it.
    mark: Option<(PieceKind, Range<usize>, usize)>,
    /// Levels of a refused block that is being skipped.
    skip: usize,
}

/// Reads the Markdown that starts at `base` of the file.
pub(crate) fn read(report: &mut Report<'_>, base: usize) -> Vec<Node> {
    let whole = report.source.text();
    let text = whole.get(base..).unwrap_or_default();
    let mut line_start = base;
    for line in text.split('\n') {
        let markers = line
            .bytes()
            .take_while(|b| b" \t>-*+".contains(b))
            .filter(|b| b">-*+".contains(b))
            .count();
        if markers > MAX_MARKERS && line.bytes().any(|b| !b" \t-*\r".contains(&b)) {
            report.add(
                codes::FILE_NESTING,
                line_start..line_start + line.len(),
                format!("the line starts with {markers} markers of lists or quotations"),
            );
            return Vec::new();
        }
        line_start += line.len() + 1;
    }
    let mut builder = Builder {
        report,
        nodes: Vec::new(),
        open: Vec::new(),
        pieces: Vec::new(),
        mark: None,
        skip: 0,
    };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        builder.event(event, range.start + base..range.end + base);
    }
    builder.nodes
}

impl Builder<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skip > 0 {
            match event {
                Event::Start(_) => self.skip += 1,
                Event::End(_) => self.skip -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(PieceKind::Text, &text, range),
            Event::Code(text) => self.text(PieceKind::Code, &text, range),
            Event::InlineHtml(text) | Event::Html(text) => self.text(PieceKind::Html, &text, range),
            Event::SoftBreak | Event::HardBreak => self.text(PieceKind::Text, " ", range),
            Event::Rule => self.node(NodeKind::Refused(Refused::Rule), range),
            // Only with options that are not set.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.flush_item(),
            // The text of a list item may have been gathered already; it goes on behind a space.
            Tag::Paragraph => self.gap(&range),
            Tag::List(first) => {
                self.flush_item();
                if self.open.len() >= MAX_DEPTH * 2 {
                    self.report.add(
                        codes::FILE_NESTING,
                        range,
                        format!("lists are nested more than {MAX_DEPTH} deep"),
                    );
                    self.skip = 1;
                } else {
                    self.open.push(Open::List {
                        items: Vec::new(),
                        numbered: first.is_some(),
                        range,
                    });
                }
            }
            Tag::Item => self.open.push(Open::Item(Item {
                range,
                ..Item::default()
            })),
            Tag::Emphasis => self.mark(PieceKind::Emphasis, range),
            Tag::Strong => self.mark(PieceKind::Strong, range),
            Tag::Link { dest_url, .. } => self.mark(PieceKind::Link(dest_url.to_string()), range),
            Tag::Image { .. } => self.mark(PieceKind::Image, range),
            Tag::CodeBlock(_) => self.refuse(Refused::CodeBlock, range),
            Tag::HtmlBlock => self.refuse(Refused::Html, range),
            Tag::Table(_) => self.refuse(Refused::Table, range),
            Tag::BlockQuote(_) => self.refuse(Refused::Quote, range),
            // Only with options that are not set, or within a table.
            _ => self.skip = 1,
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(level) => {
                let pieces = std::mem::take(&mut self.pieces);
                let level = match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    HeadingLevel::H4 => 4,
                    HeadingLevel::H5 => 5,
                    HeadingLevel::H6 => 6,
                };
                self.node(NodeKind::Heading { level, pieces }, range);
            }
            TagEnd::Paragraph if !matches!(self.open.last(), Some(Open::Item(_))) => {
                let pieces = std::mem::take(&mut self.pieces);
                self.node(NodeKind::Paragraph(pieces), range);
            }
            TagEnd::Paragraph => self.flush_item(),
            TagEnd::Item => {
                self.flush_item();
                if let Some(Open::Item(item)) = self.open.pop()
                    && let Some(Open::List { items, .. }) = self.open.last_mut()
                {
                    items.push(item);
                }
            }
            TagEnd::List(_) => {
                if let Some(Open::List {
                    items,
                    numbered,
                    range,
                }) = self.open.pop()
                {
                    let kind = if numbered {
                        NodeKind::Refused(Refused::Numbers)
                    } else {
                        NodeKind::Bullets(items)
                    };
                    self.node(kind, range);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image => {
                if let Some((_, _, nested)) = &mut self.mark {
                    if *nested > 0 {
                        *nested -= 1;
                    } else {
                        self.mark = None;
                    }
                }
            }
            _ => {}
        }
    }

    fn refuse(&mut self, what: Refused, range: Range<usize>) {
        self.flush_item();
        self.node(NodeKind::Refused(what), range);
        self.skip = 1;
    }

    /// Opens a marked run. Marks within it add nothing: the outermost decides.
    fn mark(&mut self, kind: PieceKind, range: Range<usize>) {
        if let Some((_, _, nested)) = &mut self.mark {
            *nested += 1;
            return;
        }
        self.pieces.push(Piece {
            kind: kind.clone(),
            text: String::new(),
            range: range.clone(),
        });
        self.mark = Some((kind, range, 0));
    }

    fn text(&mut self, kind: PieceKind, text: &str, range: Range<usize>) {
        if self.mark.is_some() && kind != PieceKind::Html {
            if let Some(last) = self.pieces.last_mut() {
                last.text.push_str(text);
            }
            return;
        }
        self.pieces.push(Piece {
            kind,
            text: text.to_owned(),
            range,
        });
    }

    /// A space between two paragraphs of one item.
    fn gap(&mut self, range: &Range<usize>) {
        if matches!(self.open.last(), Some(Open::Item(item)) if !item.pieces.is_empty()) {
            self.text(PieceKind::Text, " ", range.start..range.start);
        }
    }

    /// Gives gathered text to the item that is open.
    fn flush_item(&mut self) {
        if let Some(Open::Item(item)) = self.open.last_mut() {
            item.pieces.append(&mut self.pieces);
        }
    }

    fn node(&mut self, kind: NodeKind, range: Range<usize>) {
        let node = Node { kind, range };
        match self.open.last_mut() {
            Some(Open::Item(item)) => item.nodes.push(node),
            _ => self.nodes.push(node),
        }
    }
}

/// The words of pieces, markup dropped.
pub(crate) fn plain(pieces: &[Piece], home: usize) -> Mapped {
    let mut text = Mapped::new(home);
    for piece in pieces {
        text.push(&piece.text, piece.range.clone());
    }
    text
}

/// The first piece that is not plain text.
pub(crate) fn markup(pieces: &[Piece]) -> Option<&Piece> {
    pieces.iter().find(|piece| piece.kind != PieceKind::Text)
}
