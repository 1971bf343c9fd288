//! Parts of the result about reports: time, leaves of the Security Rule.

use vendorward_core::result::{LeafOutcome, Span};

use super::phrases::Phrases;
use crate::canonical::Writer;

pub(super) fn leaf(writer: &mut Writer, phrases: &Phrases, leaf: &LeafOutcome) {
    writer.object(|o| {
        o.at("cite").text(&leaf.cite);
        o.at("overlap").word(leaf.overlap.as_str());
        if let Some(why) = &leaf.why {
            phrases.say(o.at("why"), why);
        }
    });
}

pub(super) fn span(writer: &mut Writer, span: &Span) {
    writer.object(|o| {
        if !span.product.is_empty() {
            o.at("product").text(&span.product);
        }
        if !span.org.is_empty() {
            o.at("org").text(&span.org);
        }
        o.at("kind").word(span.kind.as_str());
        o.at("from").date(span.from);
        o.at("to").date(span.to);
        if let Some(source) = &span.source {
            o.at("source").text(source);
        }
    });
}
