//! What a document is worth for this engagement at a date.

use crate::{
    assessment::{Assessment, Evidence, EvidenceKind},
    basis::Basis,
    date::Date,
    engagement::{Engagement, Vendor},
    id::Id,
    names::{self, Match},
    result::Cell,
    rubric::Rubric,
};

/// Whether a document still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Currency {
    /// Its last valid day is not past.
    Current,
    /// How long it holds is not known: nothing says so, or its term runs from a date nobody entered.
    Unsaid,
    /// Its last valid day is past.
    Expired,
    /// It is dated after the as-of date.
    Future,
}

/// Whether the interim assessment of a HITRUST r2 was done when due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interim {
    /// It is no r2, its date is not known, or its first anniversary is not past.
    NotDue,
    /// In the 90 days before the first anniversary.
    Done,
    /// Not in those days.
    Missing,
}

/// A document with what can be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceStanding {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: EvidenceKind,
    /// Its last valid day, by its own words or by those of its scheme, whichever comes first.
    pub ends: Option<Date>,
    /// Whether it still holds.
    pub currency: Currency,
    /// Whether it speaks of each product bought, in the engagement's order.
    pub products: Vec<Cell>,
    /// Whether someone other than the vendor made it, as far as its kind asks for that.
    pub independent: bool,
    /// The interim assessment of an r2.
    pub interim: Interim,
    /// Whether a reviewer saw it.
    pub seen: bool,
}

impl EvidenceStanding {
    /// Whether it can be relied on for what it speaks of: it holds, is independent where that matters, its
    /// interim assessment is done, and it is what it calls itself.
    #[must_use]
    pub fn sound(&self) -> bool {
        matches!(self.currency, Currency::Current | Currency::Unsaid)
            && self.independent
            && self.interim != Interim::Missing
            && !self.kind.is_no_such_thing()
    }

    /// Whether it speaks of every product bought.
    #[must_use]
    pub fn in_scope(&self) -> bool {
        self.products.iter().all(|cell| *cell == Cell::Covered)
    }

    /// Whether it proves what it speaks of: sound, known to be valid, and seen by a reviewer.
    fn proves(&self) -> bool {
        let dated = self.currency == Currency::Current || !self.kind.has_term();
        self.sound() && dated && self.seen
    }

    /// Whether it counts: it proves what it speaks of, and that is every product bought.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.proves() && self.in_scope()
    }

    /// What an answer rests on, for the product bought at a place, that a reviewer found confirmed in it; with
    /// no product entered, for any. A validated HITRUST i1 or r2 and a CPA firm's examination tested what they
    /// speak of; a document that has run out, or is about another product, shows nothing.
    #[must_use]
    pub fn basis(&self, product: Option<usize>) -> Option<Basis> {
        // Of what holds for a term only, it has to be known that it still does.
        let holds = match self.currency {
            Currency::Current => true,
            Currency::Unsaid => !self.kind.has_term() && !self.kind.binds(),
            Currency::Expired | Currency::Future => false,
        };
        let about = match product {
            Some(at) => self.products.get(at) == Some(&Cell::Covered),
            None => self.in_scope(),
        };
        if !holds || !about || self.kind.is_no_such_thing() {
            return None;
        }
        if self.kind.is_tested() && self.proves() {
            Some(Basis::Tested)
        } else {
            Some(Basis::Document)
        }
    }
}

impl EvidenceKind {
    /// Whether it is a certificate or report of someone independent.
    #[must_use]
    pub const fn is_certification(self) -> bool {
        matches!(
            self,
            Self::HitrustE1
                | Self::HitrustI1
                | Self::HitrustR2
                | Self::Iso27001
                | Self::HipaaExamination
                | Self::PciAoc
        )
    }

    /// Whether it says of places and products how they are protected, so that the scope matrix reads it.
    #[must_use]
    pub const fn is_assurance(self) -> bool {
        matches!(
            self,
            Self::HitrustE1
                | Self::HitrustI1
                | Self::HitrustR2
                | Self::Iso27001
                | Self::HipaaExamination
                | Self::PenTest
                | Self::Mds2
        )
    }

    /// Whether controls were tested for it.
    #[must_use]
    pub const fn is_tested(self) -> bool {
        matches!(
            self,
            Self::HitrustI1 | Self::HitrustR2 | Self::HipaaExamination
        )
    }

    /// A paper that calls itself what does not exist.
    #[must_use]
    pub const fn is_no_such_thing(self) -> bool {
        matches!(self, Self::HipaaCertificate | Self::Soc2Certificate)
    }

    /// Whether it is made anew from time to time, so that a newer one stands in the place of an older.
    #[must_use]
    pub const fn is_renewed(self) -> bool {
        self.is_certification()
            || matches!(
                self,
                Self::PenTest
                    | Self::VulnerabilityScan
                    | Self::ContinuityTest
                    | Self::AccessReview
                    | Self::IncidentExercise
                    | Self::RiskAnalysis
                    | Self::SelfAssessment
                    | Self::Insurance
                    | Self::Mds2
                    | Self::Sbom
                    | Self::EndOfSupport
            )
    }

    /// Whether it holds for a time that its scheme or custom sets.
    const fn has_term(self) -> bool {
        self.is_certification() || matches!(self, Self::Insurance | Self::PenTest)
    }

    /// Whether it binds someone from its date on: undated, it is not known to bind yet.
    const fn binds(self) -> bool {
        matches!(self, Self::DataUseAgreement)
    }

    /// Calendar months from its date for which it holds. HITRUST: one year for e1 and i1, two for r2
    /// (HITRUST Assessment Handbook). ISO/IEC 27001: the three years of a certification cycle (ISO/IEC
    /// 17021-1). PCI DSS and insurance policies run for a year. An examination by a CPA firm ages like a
    /// SOC 2 report, a penetration test as the rubric says.
    fn months(self, rubric: &Rubric) -> Option<i32> {
        match self {
            Self::HitrustE1 | Self::HitrustI1 | Self::PciAoc | Self::Insurance => Some(12),
            Self::HitrustR2 => Some(24),
            Self::Iso27001 => Some(36),
            Self::HipaaExamination => Some(i32::from(rubric.soc2.stale_months.value)),
            Self::PenTest => Some(rubric.evidence.pen_test_months()),
            _ => None,
        }
    }
}

/// Reviews every document at a date.
#[must_use]
pub fn standings(assessment: &Assessment, rubric: &Rubric, as_of: Date) -> Vec<EvidenceStanding> {
    let each = assessment.evidence.iter();
    each.map(|one| standing(one, &assessment.engagement, rubric, as_of))
        .collect()
}

fn standing(
    one: &Evidence,
    engagement: &Engagement,
    rubric: &Rubric,
    as_of: Date,
) -> EvidenceStanding {
    let bought = &engagement.products;
    // A policy of insurance says itself when it ends.
    let own_end = one.kind == EvidenceKind::Insurance && one.valid_until.is_some();
    let term = one.kind.months(rubric).filter(|_| !own_end);
    let by_scheme = one
        .date
        .zip(term)
        .map(|(date, months)| date.add_months(months));
    let ends = one.valid_until.into_iter().chain(by_scheme).min();
    let currency = match ends {
        Some(ends) if ends < as_of => Currency::Expired,
        // The date of a notice about the end of support may be that end.
        _ if one.kind != EvidenceKind::EndOfSupport && one.date.is_some_and(|on| on > as_of) => {
            Currency::Future
        }
        Some(_) if one.date.is_some() || (term.is_none() && !one.kind.binds()) => Currency::Current,
        // What binds from its date and names no end goes on.
        None if one.date.is_some() && one.kind.binds() => Currency::Current,
        Some(_) | None => Currency::Unsaid,
    };
    let named = !one.products.is_empty();
    // What names products and nothing bought is about something else.
    let products = if bought.is_empty() && named {
        vec![Cell::Unknown]
    } else {
        bought.iter().map(|name| speaks_of(one, name)).collect()
    };
    EvidenceStanding {
        id: one.id.clone(),
        kind: one.kind,
        ends,
        currency,
        products,
        independent: !asks_for_others(one.kind)
            || one.self_assessed != Some(true) && !is_by_vendor(one, &engagement.vendor),
        interim: interim(one, as_of),
        seen: one.reviewed.is_some(),
    }
}

/// Whether a document speaks of a product. It may speak of all; a name that matches loosely has to be
/// confirmed.
pub(crate) fn speaks_of(one: &Evidence, product: &str) -> Cell {
    if one.products.is_empty() {
        return Cell::Covered;
    }
    match names::best(product, &one.products) {
        Some((matched, _)) if matched.same() => Cell::Covered,
        Some((Match::Loose, _)) => Cell::Unknown,
        _ => Cell::Gap,
    }
}

/// Whether a document of a kind is worth something only if others than the vendor made it.
const fn asks_for_others(kind: EvidenceKind) -> bool {
    kind.is_certification() || matches!(kind, EvidenceKind::PenTest)
}

/// Whether the vendor issued a document itself, by either of its names.
pub(crate) fn is_by_vendor(one: &Evidence, vendor: &Vendor) -> bool {
    let issuer = one.issuer.as_str();
    let named = |name: &str| names::compare(issuer, name).same();
    named(&vendor.legal_name) || named(&vendor.name)
}

/// Days before the first anniversary in which an r2's interim assessment is done.
const INTERIM_DAYS: i32 = 90;

fn interim(one: &Evidence, as_of: Date) -> Interim {
    let certified = one
        .date
        .or_else(|| one.valid_until.map(|until| until.add_months(-24)));
    let (EvidenceKind::HitrustR2, Some(certified)) = (one.kind, certified) else {
        return Interim::NotDue;
    };
    let anniversary = certified.add_months(12);
    let from = anniversary.add_days(-INTERIM_DAYS);
    match one.interim_on {
        Some(on) if (from..=anniversary).contains(&on) && on <= as_of => Interim::Done,
        _ if as_of > anniversary => Interim::Missing,
        _ => Interim::NotDue,
    }
}

/// The newest document of a kind about some product bought that is sound, if any is; else the newest that is
/// not. Its place among the documents and its standing.
pub(crate) fn newest<'a>(
    assessment: &'a Assessment,
    standings: &'a [EvidenceStanding],
    kind: EvidenceKind,
) -> Option<(&'a Evidence, &'a EvidenceStanding)> {
    let about = |standing: &EvidenceStanding| {
        standing.products.is_empty() || standing.products.contains(&Cell::Covered)
    };
    assessment
        .evidence
        .iter()
        .zip(standings)
        .filter(|(one, standing)| one.kind == kind && about(standing))
        .max_by(|(a, of_a), (b, of_b)| {
            let by = |one: &Evidence, of: &EvidenceStanding| (of.sound(), one.date, of.ends);
            by(a, of_a).cmp(&by(b, of_b)).then_with(|| b.id.cmp(&a.id))
        })
}

/// Whether the sound documents of a kind, taken together, speak of every product bought.
pub(crate) fn holds_for_all(standings: &[EvidenceStanding], kind: EvidenceKind) -> bool {
    let sound = || {
        standings
            .iter()
            .filter(|one| one.kind == kind && one.sound())
    };
    let Some(first) = sound().next() else {
        return false;
    };
    (0..first.products.len()).all(|at| {
        sound().any(|one| {
            one.products
                .get(at)
                .is_some_and(|cell| *cell == Cell::Covered)
        })
    })
}
