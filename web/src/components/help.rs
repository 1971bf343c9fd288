//! Help text of questionnaires: Markdown that was read when the content was compiled.

use crate::prelude::*;
use vendorward::core::questionnaire::{Block, Inline};

/// Blocks of help. The words are the questionnaire's, in English.
pub(crate) fn blocks(blocks: &[Block]) -> View {
    blocks.iter().map(block).collect_view()
}

fn block(block: &Block) -> View {
    match block {
        Block::Paragraph(runs) => view! { <p lang={"en"}>{inlines(runs)}</p> },
        Block::List(items) => {
            let items = items
                .iter()
                .map(|runs| view! { <li>{inlines(runs)}</li> })
                .collect_view();
            view! { <ul lang={"en"}>{items}</ul> }
        }
    }
}

fn inlines(runs: &[Inline]) -> View {
    runs.iter().map(inline).collect_view()
}

fn inline(run: &Inline) -> View {
    match run.clone() {
        Inline::Text(text) => text.into_view(),
        Inline::Emphasis(text) => view! { <em>{text}</em> },
        Inline::Strong(text) => view! { <strong>{text}</strong> },
        Inline::Code(text) => view! { <code>{text}</code> },
        Inline::Link { text, href } => {
            view! { <a href={href} rel={"noreferrer"}>{text}</a> }
        }
    }
}
