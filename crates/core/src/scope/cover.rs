//! What a report or document makes of one flow, and the best of several.

use std::cmp::Reverse;

use super::{
    outcome,
    view::{DocumentView, Own, Product, ReportView, Spot, View},
};
use crate::{
    assessment::EvidenceKind,
    evidence::{Currency, Interim},
    id::Id,
    named::Named,
    names::Match,
    result::{Cell, CellOutcome, Said},
    soc2::Trust,
    source::of_field,
    when::Truth,
};

/// What one report or document makes of a flow. Nothing is written out before the best is known.
#[derive(Clone, Copy)]
struct Verdict<'a> {
    cell: Cell,
    key: &'static str,
    /// The field that says so.
    field: &'static str,
    /// The name in the document, where it did not match letter by letter.
    read_as: Option<&'a str>,
    /// A carved-out organisation's own report, where that decided.
    by: Option<&'a Id>,
}

impl<'a> Verdict<'a> {
    const fn new(cell: Cell, key: &'static str, field: &'static str) -> Self {
        Self {
            cell,
            key,
            field,
            read_as: None,
            by: None,
        }
    }

    const fn read_as(mut self, name: &'a str) -> Self {
        self.read_as = Some(name);
        self
    }

    /// Better ones are greater.
    const fn rank(&self) -> u8 {
        match self.cell {
            Cell::Covered => 4,
            Cell::CarvedOut => 3,
            Cell::Unknown => 2,
            Cell::Gap => 1,
            Cell::NotNeeded => 0,
        }
    }
}

/// What a document makes of a flow.
#[derive(Clone, Copy)]
pub(super) struct OfDocument<'v, 'a> {
    verdict: Verdict<'a>,
    view: &'v DocumentView<'a>,
}

/// Of the documents on file.
pub(super) struct Documents<'v, 'a> {
    /// The HITRUST i1 or r2 that says most.
    pub(super) hitrust: Option<OfDocument<'v, 'a>>,
    /// The one of any kind.
    pub(super) best: Option<OfDocument<'v, 'a>>,
}

impl OfDocument<'_, '_> {
    /// Takes the place of one that says less.
    fn beside(self, best: &mut Option<Self>) {
        if best.is_none_or(|best| best.verdict.rank() < self.verdict.rank()) {
            *best = Some(self);
        }
    }

    pub(super) const fn cell(&self) -> Cell {
        self.verdict.cell
    }

    /// In words, with what document it is.
    pub(super) fn said(&self, spot: &Spot<'_, '_>) -> CellOutcome {
        let field = self.verdict.field;
        let source = of_field("evidence", &self.view.standing.id, field);
        let mut said = said(self.verdict, spot, source);
        said.why = said.why.with("document", &self.view.what);
        said
    }
}

impl<'a> View<'a> {
    /// What reports say of a flow's product and place: the SOC 2 that says most for it, or a HITRUST i1 or
    /// r2 that says more; none if there are none.
    pub(super) fn assurance(
        &self,
        spot: &Spot<'_, 'a>,
        hitrust: Option<OfDocument<'_, 'a>>,
    ) -> Option<CellOutcome> {
        let reports = self.reports.iter().enumerate().map(|(at, view)| {
            let named = named(spot.product, |product| product.reports.get(at).copied());
            let verdict = self.by_report(view, named, spot);
            let product = matches!(named, Named::In(..));
            let standing = view.standing;
            let order = (
                verdict.rank(),
                product,
                standing.reliable(),
                standing.ends,
                Reverse(at),
            );
            (order, verdict, view)
        });
        let report = reports.max_by(|a, b| a.0.cmp(&b.0));
        match (report, hitrust) {
            (Some((_, verdict, view)), other)
                if other.is_none_or(|other| other.verdict.rank() <= verdict.rank()) =>
            {
                let report = verdict.by.unwrap_or(&view.report.id);
                let source = of_field("reports", report, verdict.field);
                Some(said(verdict, spot, source))
            }
            (_, document) => document.map(|document| document.said(spot)),
        }
    }

    /// What other documents say of it: of those that say most the first.
    pub(super) fn documents(&self, spot: &Spot<'_, 'a>) -> Documents<'_, 'a> {
        let mut found = Documents {
            hitrust: None,
            best: None,
        };
        for (at, view) in self.documents.iter().enumerate() {
            let named = named(spot.product, |product| product.documents.get(at).copied());
            let verdict = by_document(view, named, spot);
            let one = OfDocument { verdict, view };
            if matches!(
                view.standing.kind,
                EvidenceKind::HitrustI1 | EvidenceKind::HitrustR2
            ) {
                one.beside(&mut found.hitrust);
            }
            one.beside(&mut found.best);
        }
        found
    }

    fn by_report(
        &self,
        view: &ReportView<'a>,
        product: Named<'a>,
        spot: &Spot<'_, 'a>,
    ) -> Verdict<'a> {
        match product {
            Named::Out => return Verdict::new(Cell::Gap, "scope.product-out", "products_in_scope"),
            Named::Unsaid => {
                return Verdict::new(Cell::Unknown, "scope.product-unknown", "products_in_scope");
            }
            Named::In(Match::None | Match::Loose, name) => {
                return Verdict::new(Cell::Unknown, "scope.product-loose", "products_in_scope")
                    .read_as(name);
            }
            Named::In(Match::Alike | Match::Exact, _) => {}
        }
        match view.standing.trust {
            Trust::Good => match view.standing.overtaken_on(spot.product_name) {
                Truth::False => {}
                Truth::Unknown => {
                    let key = "scope.report-overtaken-perhaps";
                    return Verdict::new(Cell::Unknown, key, "opinion_overall");
                }
                Truth::True => {
                    return Verdict::new(Cell::Gap, "scope.report-overtaken", "opinion_overall");
                }
            },
            Trust::Stale => return Verdict::new(Cell::Gap, "scope.report-stale", "period_end"),
            Trust::Opinion => {
                return Verdict::new(Cell::Gap, "scope.report-opinion", "opinion_overall");
            }
            Trust::Unread => {
                return Verdict::new(Cell::Unknown, "scope.report-unread", "reviewed");
            }
        }
        let party = spot.party.into_iter();
        let mut keys = party.chain([&spot.place]).map(|name| name.key());
        if let Some(own) = keys.find_map(|key| view.carved.get(key)) {
            return self.carved_out(*own, spot);
        }
        let unnamed = spot.party.as_ref().is_some_and(|party| {
            // An organisation that is tested in the report itself, or may be.
            !matches!(view.tested_too.name(party), Named::In(..))
        });
        match view.places.name(&spot.place) {
            Named::Unsaid => Verdict::new(Cell::Unknown, "scope.place-unknown", "locations"),
            Named::In(Match::Alike | Match::Exact, _) if unnamed => {
                Verdict::new(Cell::Unknown, "scope.party-unnamed", "subservice_orgs")
            }
            Named::Out => Verdict::new(Cell::Gap, "scope.place-out", "locations"),
            Named::In(Match::None | Match::Loose, name) => {
                Verdict::new(Cell::Unknown, "scope.place-loose", "locations").read_as(name)
            }
            Named::In(Match::Alike, name) => {
                Verdict::new(Cell::Covered, "scope.place-alike", "locations").read_as(name)
            }
            Named::In(Match::Exact, _) => {
                Verdict::new(Cell::Covered, "scope.place-in", "locations")
            }
        }
    }

    /// A carved-out organisation's part is covered by its own report, if that shows what is left to it and
    /// names the place.
    fn carved_out(&self, own: Own, spot: &Spot<'_, 'a>) -> Verdict<'a> {
        let out = |key| Verdict::new(Cell::CarvedOut, key, "subservice_orgs");
        let view = match own {
            Own::None => None,
            Own::Unfit => return out("scope.carved-out-unfit"),
            Own::Untested => return out("scope.carved-out-untested"),
            Own::At(at) => self.reports.get(at),
        };
        let Some(view) = view else {
            return out("scope.carved-out");
        };
        match view.places.name(&spot.place) {
            Named::In(matched, _) if matched.same() => Verdict {
                by: Some(&view.report.id),
                ..Verdict::new(Cell::Covered, "scope.own-report", "locations")
            },
            _ => out("scope.carved-out-place"),
        }
    }
}

fn named<'a>(
    product: Option<&Product<'a>>,
    of: impl FnOnce(&Product<'a>) -> Option<Named<'a>>,
) -> Named<'a> {
    product.and_then(of).unwrap_or(Named::Unsaid)
}

fn by_document<'a>(
    view: &DocumentView<'a>,
    product: Named<'a>,
    spot: &Spot<'_, 'a>,
) -> Verdict<'a> {
    let gap = |key, field| Verdict::new(Cell::Gap, key, field);
    let open = |key, field| Verdict::new(Cell::Unknown, key, field);
    let covered = |key| Verdict::new(Cell::Covered, key, "places");
    let standing = view.standing;
    match product {
        Named::Out => return gap("scope.evidence-product-out", "products"),
        Named::Unsaid => return open("scope.evidence-product-unknown", "products"),
        Named::In(Match::None | Match::Loose, name) => {
            return open("scope.evidence-product-loose", "products").read_as(name);
        }
        Named::In(Match::Alike | Match::Exact, _) => {}
    }
    if matches!(standing.currency, Currency::Expired | Currency::Future) {
        return gap("scope.evidence-expired", "valid_until");
    }
    if !standing.independent {
        return gap("scope.evidence-self-assessed", "self_assessed");
    }
    if standing.interim == Interim::Missing {
        return gap("scope.evidence-interim", "interim_on");
    }
    if !standing.seen {
        return open("scope.evidence-unread", "reviewed");
    }
    match view.places.name(&spot.place) {
        Named::Unsaid => open("scope.evidence-place-unknown", "places"),
        Named::Out => gap("scope.evidence-place-out", "places"),
        Named::In(Match::None | Match::Loose, name) => {
            open("scope.evidence-place-loose", "places").read_as(name)
        }
        Named::In(Match::Alike, name) => covered("scope.evidence-place-alike").read_as(name),
        Named::In(Match::Exact, _) => covered("scope.evidence-place-in"),
    }
}

/// In words, with names that were not read letter by letter.
fn said(verdict: Verdict<'_>, spot: &Spot<'_, '_>, source: String) -> CellOutcome {
    let mut why = Said::plain(verdict.key);
    if let Some(name) = verdict.read_as {
        let asked = match verdict.key {
            "scope.product-loose" | "scope.evidence-product-loose" => spot.product_name,
            _ => spot.place.raw,
        };
        why = why.with("name", name).with("asked", asked);
    }
    outcome(verdict.cell, why, Some(source))
}
