//! Two agreements that hold for the same flow and say different things. Neither is picked: both are named,
//! and what they must say is judged by the worse one.

use super::{
    Baa, CoverageKind, Notice, ProvisionKey, ProvisionState, Reported, TermKey, TermKind,
    provision_state, term_state,
};
use crate::{date::Date, names, vocab::vocabulary};

vocabulary! {
    /// In what two agreements differ.
    pub enum Difference {
        /// One covers the product, the other leaves it out by name.
        Coverage = "coverage",
        /// They name different legal entities of the vendor.
        VendorEntity = "vendor-entity",
        /// Notice of a breach.
        Breach = "breach",
        /// Notice of a use that is not permitted.
        ImpermissibleUse = "impermissible-use",
        /// Notice of a security incident.
        Incident = "incident",
        /// A required provision is in one and not in the other.
        Provisions = "provisions",
        /// One carries the terms of 42 CFR Part 2, the other says that it does not.
        Part2 = "part2",
        /// A term beyond what the rules require.
        Terms = "terms",
        /// How long it lasts.
        Ends = "ends",
    }
}

/// In what two agreements differ for a product; nothing unless both bind at that date and speak of it.
#[must_use]
pub fn differences(one: &Baa, other: &Baa, product: &str, as_of: Date) -> Vec<Difference> {
    let holds = |baa: &Baa| super::in_effect(baa, as_of);
    if !holds(one) || !holds(other) {
        return Vec::new();
    }
    let (Some(covers), Some(other_covers)) = (speaks_of(one, product), speaks_of(other, product))
    else {
        return Vec::new();
    };
    if covers != other_covers {
        // What the one that leaves the product out says of breaches is not about this product.
        return vec![Difference::Coverage];
    }
    if !covers {
        return Vec::new();
    }
    let entities = [&one.vendor_entity, &other.vendor_entity];
    let named = entities.iter().all(|entity| !entity.trim().is_empty());
    let clock = |what: Reported| {
        let clocks = (what.clock(&one.notice), what.clock(&other.notice));
        matches!(clocks, (Some(one), Some(other)) if length(&one) != length(&other))
    };
    let differ = [
        (
            Difference::VendorEntity,
            named && !names::same_legal_name(&one.vendor_entity, &other.vendor_entity),
        ),
        (Difference::Breach, clock(Reported::Breach)),
        (
            Difference::ImpermissibleUse,
            clock(Reported::ImpermissibleUse),
        ),
        (Difference::Incident, clock(Reported::Incident)),
        (Difference::Provisions, provisions_differ(one, other)),
        (
            Difference::Part2,
            matches!((one.part2_terms, other.part2_terms), (Some(a), Some(b)) if a != b),
        ),
        (Difference::Terms, terms_differ(one, other)),
        (
            Difference::Ends,
            matches!((last_day(one), last_day(other)), (Some(a), Some(b)) if a != b),
        ),
    ];
    let each = differ.into_iter().filter(|(_, differs)| *differs);
    each.map(|(what, _)| what).collect()
}

/// Whether an agreement covers a product or leaves it out by name; none if it does not speak of it. Two
/// agreements for two products are no conflict.
fn speaks_of(baa: &Baa, product: &str) -> Option<bool> {
    let coverage = baa.coverage.as_ref()?;
    let named = |list: &[String]| list.iter().any(|entry| names::same_name(entry, product));
    if named(&coverage.exclusions) {
        return Some(false);
    }
    let covered = coverage.kind == CoverageKind::AllServices || named(&coverage.list);
    covered.then_some(true)
}

/// 48 hours and two calendar days are the same length.
fn length(notice: &Notice) -> (Option<u32>, super::NoticeTrigger) {
    (super::most_calendar_days(notice), notice.trigger)
}

/// When it ends, if that is known; inside, none is a term without a last day.
fn last_day(baa: &Baa) -> Option<Option<Date>> {
    let term = baa.term?;
    match term.kind {
        TermKind::Fixed => term.ends.map(Some),
        TermKind::WithAgreement | TermKind::Evergreen => Some(None),
    }
}

fn terms_differ(one: &Baa, other: &Baa) -> bool {
    TermKey::ALL.iter().any(|key| {
        let states = (term_state(&one.terms, *key), term_state(&other.terms, *key));
        matches!(states, (Some(one), Some(other)) if one != other)
    })
}

fn provisions_differ(one: &Baa, other: &Baa) -> bool {
    ProvisionKey::ALL.iter().any(|key| {
        let states = (
            provision_state(&one.provisions, *key),
            provision_state(&other.provisions, *key),
        );
        matches!(
            states,
            (Some(ProvisionState::Found), Some(ProvisionState::Absent))
                | (Some(ProvisionState::Absent), Some(ProvisionState::Found))
        )
    })
}
