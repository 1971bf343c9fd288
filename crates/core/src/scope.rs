//! The scope matrix: product → place → party, and what covers it.

mod cover;
mod view;

use crate::{
    assessment::{Assessment, Subcontractor, SubcontractorBaa},
    baa::Standing,
    compile::Compiled,
    date::Date,
    engagement::{Flow, Phi},
    facts::Determination,
    names::Name,
    pack,
    prepare::{FlowFacts, Prepared},
    result::{Cell, CellOutcome, Said, ScopeRow},
    source::of_record,
    when::Truth,
};

use cover::OfDocument;
use view::{Party, Spot, View};

/// Every flow as a row.
#[must_use]
pub fn matrix(compiled: &Compiled, assessment: &Assessment, prepared: &Prepared) -> Vec<ScopeRow> {
    let view = View::new(assessment, prepared);
    let expected = pack::expects_report(compiled, prepared);
    let rows = assessment.engagement.flows.iter().zip(&prepared.flows);
    rows.zip(&prepared.parties.of_flow)
        .map(|((flow, facts), listed)| {
            let listed = listed.and_then(|at| view.party(at));
            row(assessment, &view, expected, (flow, facts, listed))
        })
        .collect()
}

fn row(
    assessment: &Assessment,
    view: &View<'_>,
    expected: bool,
    (flow, facts, listed): (&Flow, &FlowFacts, Option<&Party<'_>>),
) -> ScopeRow {
    let party = flow.party.as_ref().map(|id| (id, listed));
    let not_needed = |key| outcome(Cell::NotNeeded, Said::plain(key), None);
    let mut row = ScopeRow {
        flow: flow.id.clone(),
        product: flow.product.clone(),
        place: flow.place.clone(),
        party: party.map_or_else(String::new, |(id, known)| {
            known.map_or_else(|| id.to_string(), |one| one.record.name.clone())
        }),
        phi: facts.phi,
        our_baa: not_needed("scope.no-phi"),
        their_baa: not_needed("scope.no-phi"),
        assurance: not_needed("scope.no-phi"),
        evidence: not_needed("scope.no-phi"),
    };
    if facts.phi == Phi::None {
        return row;
    }
    let exempt = (facts.holds_for_hospital() == Truth::False).then(|| not_required(facts));
    row.our_baa = if party.is_some() {
        not_needed("scope.vendor-signs")
    } else {
        our_baa(assessment, facts)
    };
    row.their_baa = match (party, &exempt) {
        (None, _) => not_needed("scope.own-place"),
        // Its own record may say that it has PHI all the same.
        (Some((_, known)), Some(cell)) if known.is_none_or(|one| one.record.phi != Some(true)) => {
            cell.clone()
        }
        (Some((_, known)), _) => their_baa(known.map(|one| one.record), facts, view.as_of),
    };
    let unlisted = party
        .filter(|(_, known)| known.is_none())
        .map(|(id, _)| Name::new(id.as_str()));
    let spot = Spot {
        product: view.product(&flow.product),
        product_name: &flow.product,
        place: Name::new(&flow.place),
        party: party.and_then(|(_, known)| known.map(|one| &one.name).or(unlisted.as_ref())),
    };
    let documents = view.documents(&spot);
    row.assurance = match view.assurance(&spot, documents.hitrust) {
        Some(cell) => cell,
        None if expected => outcome(Cell::Gap, Said::plain("scope.no-report"), None),
        None => not_needed("scope.no-report-expected"),
    };
    row.evidence = evidence(documents.best, &spot, &row.assurance, expected);
    if let Some(exempt) = exempt {
        for cell in [&mut row.assurance, &mut row.evidence] {
            if !matches!(cell.cell, Cell::Covered | Cell::NotNeeded) {
                *cell = exempt.clone();
            }
        }
    }
    row
}

const fn outcome(cell: Cell, why: Said, source: Option<String>) -> CellOutcome {
    CellOutcome { cell, why, source }
}

/// What other evidence covers the flow. Where the report covers it none is needed, nor where nothing
/// independent is expected of such a vendor.
fn evidence(
    found: Option<OfDocument<'_, '_>>,
    spot: &Spot<'_, '_>,
    assurance: &CellOutcome,
    expected: bool,
) -> CellOutcome {
    let covered = found
        .as_ref()
        .is_some_and(|one| one.cell() == Cell::Covered);
    match found {
        Some(found) if covered => found.said(spot),
        _ if assurance.cell == Cell::Covered => outcome(
            Cell::NotNeeded,
            Said::plain("scope.evidence-not-needed"),
            None,
        ),
        Some(found) => found.said(spot),
        None if !expected => outcome(
            Cell::NotNeeded,
            Said::plain("scope.evidence-not-expected"),
            None,
        ),
        None => outcome(Cell::Gap, Said::plain("scope.no-evidence"), None),
    }
}

/// What is said of a flow for which no agreement is required.
fn not_required(facts: &FlowFacts) -> CellOutcome {
    let rule = facts.determination.rules.first();
    let rule = rule.map_or("", |rule| rule.as_str());
    let why = Said::plain("scope.not-required").with("rule", rule);
    outcome(Cell::NotNeeded, why, None)
}

fn our_baa(assessment: &Assessment, facts: &FlowFacts) -> CellOutcome {
    match facts.determination.required {
        Determination::NotRequired => return not_required(facts),
        Determination::Undetermined => {
            return outcome(Cell::Unknown, Said::plain("scope.undetermined"), None);
        }
        Determination::Required => {}
    }
    let baa = facts.agreement.and_then(|at| assessment.baas.get(at));
    let source = baa.map(|baa| of_record("baas", &baa.id));
    let standing = facts
        .review
        .as_ref()
        .map_or(Standing::Missing, |review| review.standing);
    let (state, key) = match standing {
        Standing::InForce if baa.is_some_and(|baa| baa.reviewed.is_some()) => {
            (Cell::Covered, "scope.baa-in-force")
        }
        Standing::InForce => (Cell::Unknown, "scope.baa-unread"),
        Standing::Unknown => (Cell::Unknown, "scope.baa-unknown"),
        Standing::Defective => (Cell::Gap, "scope.baa-defective"),
        Standing::Unfinished => (Cell::Gap, "scope.baa-unfinished"),
        Standing::Missing => (Cell::Gap, "scope.baa-missing"),
        Standing::Refused => (Cell::Gap, "scope.baa-refused"),
    };
    outcome(state, Said::plain(key), source)
}

fn their_baa(known: Option<&Subcontractor>, facts: &FlowFacts, as_of: Date) -> CellOutcome {
    let Some(one) = known else {
        return outcome(Cell::Unknown, Said::plain("scope.party-unlisted"), None);
    };
    let source = Some(of_record("subcontractors", &one.id));
    let takes = facts.holds_for_hospital();
    let dated = one.baa_on.is_some_and(|on| on <= as_of);
    let (state, key) = match (one.phi, one.baa) {
        // The flow takes PHI there, whatever its record says.
        (Some(false), _) => (Cell::Unknown, "scope.party-contradicts"),
        (_, SubcontractorBaa::Executed) if dated => (Cell::Covered, "scope.party-baa"),
        (_, SubcontractorBaa::Executed) if one.baa_on.is_some() => {
            (Cell::Unknown, "scope.party-to-come")
        }
        (_, SubcontractorBaa::Executed) => (Cell::Unknown, "scope.party-undated"),
        (Some(true), SubcontractorBaa::None) => (Cell::Gap, "scope.party-no-baa"),
        (None, SubcontractorBaa::None) if takes == Truth::True => (Cell::Gap, "scope.party-no-baa"),
        _ => (Cell::Unknown, "scope.party-unknown"),
    };
    outcome(state, Said::plain(key), source)
}

/// Whether a cell is open because a name matched loosely: a person has to confirm it.
#[must_use]
pub(crate) fn is_loose(cell: &CellOutcome) -> bool {
    cell.cell == Cell::Unknown && cell.why.key.ends_with("-loose")
}

/// Whether a cell says that the place is left out.
#[must_use]
pub(crate) fn leaves_place_out(cell: &CellOutcome) -> bool {
    cell.cell == Cell::Gap && cell.why.key.ends_with("place-out")
}

/// Whether a cell is open because the report describes the place and does not name the company whose it is.
#[must_use]
pub(crate) fn leaves_party_out(cell: &CellOutcome) -> bool {
    cell.why.key == "scope.party-unnamed"
}
