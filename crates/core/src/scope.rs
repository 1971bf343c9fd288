//! The scope matrix: product → place → party, and what covers it (DESIGN 9).

use crate::{
    assessment::{Assessment, SubcontractorBaa},
    baa::Standing,
    engagement::{Flow, Phi},
    facts::Determination,
    gates,
    names::same_name,
    prepare::{FlowFacts, Prepared},
    result::{Cell, CellOutcome, Said, ScopeRow},
    soc2::{self, Report, SubserviceMethod},
};

/// Every flow as a row.
#[must_use]
pub fn matrix(assessment: &Assessment, prepared: &Prepared) -> Vec<ScopeRow> {
    let report = prepared.relied_on(assessment).map(|(report, _)| report);
    let rows = assessment.engagement.flows.iter().zip(&prepared.flows);
    rows.map(|(flow, facts)| row(assessment, flow, facts, report))
        .collect()
}

fn row(
    assessment: &Assessment,
    flow: &Flow,
    facts: &FlowFacts,
    report: Option<&Report>,
) -> ScopeRow {
    let name = |party: &crate::Id| {
        let known = assessment
            .subcontractors
            .iter()
            .find(|one| one.id == *party);
        known.map_or_else(|| party.to_string(), |one| one.name.clone())
    };
    let no_phi = facts.phi == Phi::None;
    let not_needed = |key| cell(Cell::NotNeeded, Said::plain(key), None);
    ScopeRow {
        flow: flow.id.clone(),
        product: flow.product.clone(),
        place: flow.place.clone(),
        party: flow.party.as_ref().map(name).unwrap_or_default(),
        phi: facts.phi,
        our_baa: if no_phi {
            not_needed("scope.no-phi")
        } else if flow.party.is_some() {
            not_needed("scope.vendor-signs")
        } else {
            our_baa(assessment, facts)
        },
        their_baa: match &flow.party {
            _ if no_phi => not_needed("scope.no-phi"),
            None => not_needed("scope.own-place"),
            Some(party) => their_baa(assessment, party),
        },
        assurance: if no_phi {
            not_needed("scope.no-phi")
        } else {
            assurance(assessment, flow, report)
        },
    }
}

const fn cell(cell: Cell, why: Said, source: Option<String>) -> CellOutcome {
    CellOutcome { cell, why, source }
}

fn our_baa(assessment: &Assessment, facts: &FlowFacts) -> CellOutcome {
    match facts.determination.required {
        Determination::NotRequired => {
            let rule = facts
                .determination
                .rules
                .first()
                .copied()
                .unwrap_or_default();
            return cell(
                Cell::NotNeeded,
                Said::plain("scope.not-required").with("rule", rule),
                None,
            );
        }
        Determination::Undetermined => {
            return cell(Cell::Unknown, Said::plain("scope.undetermined"), None);
        }
        Determination::Required => {}
    }
    let baa = facts.agreement.and_then(|at| assessment.baas.get(at));
    let source = baa.map(|baa| format!("baas/{}", baa.id));
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
    cell(state, Said::plain(key), source)
}

fn their_baa(assessment: &Assessment, party: &crate::Id) -> CellOutcome {
    let Some(one) = assessment
        .subcontractors
        .iter()
        .find(|one| one.id == *party)
    else {
        return cell(Cell::Unknown, Said::plain("scope.party-unlisted"), None);
    };
    let source = Some(format!("subcontractors/{}", one.id));
    let (state, key) = match (one.phi, one.baa) {
        (Some(false), _) => (Cell::NotNeeded, "scope.party-no-phi"),
        (_, SubcontractorBaa::Executed) => (Cell::Covered, "scope.party-baa"),
        (Some(true), SubcontractorBaa::None) => (Cell::Gap, "scope.party-no-baa"),
        _ => (Cell::Unknown, "scope.party-unknown"),
    };
    cell(state, Said::plain(key), source)
}

/// What the report relied on says of a flow's product and place.
fn assurance(_assessment: &Assessment, flow: &Flow, report: Option<&Report>) -> CellOutcome {
    let Some(report) = report else {
        return cell(Cell::Gap, Said::plain("scope.no-report"), None);
    };
    let source = |field: &str| Some(format!("reports/{}/{field}", report.id));
    match soc2::product_scope(report, &flow.product) {
        Cell::Gap => {
            return cell(
                Cell::Gap,
                Said::plain("scope.product-out"),
                source("products_in_scope"),
            );
        }
        Cell::Unknown => {
            return cell(
                Cell::Unknown,
                Said::plain("scope.product-unknown"),
                source("products_in_scope"),
            );
        }
        _ => {}
    }
    let carved = report.subservice_orgs.iter().any(|one| {
        let party = flow
            .party
            .as_ref()
            .is_some_and(|party| same_name(&one.name, party.as_str()));
        one.method == SubserviceMethod::CarveOut && (party || same_name(&one.name, &flow.place))
    });
    if carved {
        return cell(
            Cell::CarvedOut,
            Said::plain("scope.carved-out"),
            source("subservice_orgs"),
        );
    }
    if report.locations.is_empty() || flow.place.trim().is_empty() {
        return cell(
            Cell::Unknown,
            Said::plain("scope.place-unknown"),
            source("locations"),
        );
    }
    if report
        .locations
        .iter()
        .any(|named| same_name(named, &flow.place))
    {
        cell(
            Cell::Covered,
            Said::plain("scope.place-in"),
            source("locations"),
        )
    } else {
        cell(
            Cell::Gap,
            Said::plain("scope.place-out"),
            source("locations"),
        )
    }
}

/// Whether any flow needs a BAA that the hospital signs.
#[must_use]
pub fn needs_our_baa(prepared: &Prepared) -> bool {
    prepared
        .flows
        .iter()
        .any(|flow| gates::needs_baa(&flow.determination.instruments))
}
