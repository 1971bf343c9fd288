//! Parts of the result about reports: time, leaves of the Security Rule, duties of the hospital.

use vendorward_core::result::{CustomerDuty, LeafOutcome, Span};

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
        o.at("kind").word(span.kind.as_str());
        o.at("from").date(span.from);
        o.at("to").date(span.to);
        if let Some(source) = &span.source {
            o.at("source").text(source);
        }
    });
}

pub(super) fn customer_duty(writer: &mut Writer, duty: &CustomerDuty) {
    writer.object(|o| {
        o.at("id").text(&duty.id);
        o.at("text").text(&duty.text);
        o.at("criteria").texts(&duty.criteria);
        if !duty.owner.is_empty() {
            o.at("owner").text(&duty.owner);
        }
        o.at("state").word(duty.state.as_str());
        o.at("source").text(&duty.source);
    });
}
