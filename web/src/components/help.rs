//! Help text of questionnaires: Markdown that was read when the content was compiled.

use leptos::prelude::*;
use vendorward::core::questionnaire::{Block, Inline};

/// Blocks of help. The words are the questionnaire's, in English.
pub(crate) fn blocks(blocks: &[Block]) -> AnyView {
    blocks.iter().map(block).collect_view().into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(runs) => view! { <p lang={"en"}>{inlines(runs)}</p> }.into_any(),
        Block::List(items) => {
            let items = items
                .iter()
                .map(|runs| view! { <li>{inlines(runs)}</li> })
                .collect_view();
            view! { <ul lang={"en"}>{items}</ul> }.into_any()
        }
    }
}

fn inlines(runs: &[Inline]) -> AnyView {
    runs.iter().map(inline).collect_view().into_any()
}

fn inline(run: &Inline) -> AnyView {
    match run.clone() {
        Inline::Text(text) => text.into_any(),
        Inline::Emphasis(text) => view! { <em>{text}</em> }.into_any(),
        Inline::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
        Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
        Inline::Link { text, href } => {
            view! { <a href={href} rel={"noreferrer"}>{text}</a> }.into_any()
        }
    }
}
