//! The scope matrix: product → place → party, and what covers it (DESIGN 9).

use crate::{
    assessment::{Assessment, Subcontractor, SubcontractorBaa},
    baa::Standing,
    engagement::{Flow, Phi},
    facts::Determination,
    names::same_name,
    prepare::{FlowFacts, Prepared},
    result::{Cell, CellOutcome, Said, ScopeRow},
    soc2::{self, SubserviceMethod, Trust},
};

/// Every flow as a row.
#[must_use]
pub fn matrix(assessment: &Assessment, prepared: &Prepared) -> Vec<ScopeRow> {
    let rows = assessment.engagement.flows.iter().zip(&prepared.flows);
    rows.map(|(flow, facts)| row(assessment, flow, facts, prepared))
        .collect()
}

fn row(assessment: &Assessment, flow: &Flow, facts: &FlowFacts, prepared: &Prepared) -> ScopeRow {
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
            Some(party) => their_baa(assessment, prepared, party),
        },
        assurance: if no_phi {
            not_needed("scope.no-phi")
        } else {
            assurance(assessment, flow, prepared)
        },
        evidence: not_needed("scope.no-phi"),
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
                .map_or("", |rule| rule.as_str());
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

fn their_baa(assessment: &Assessment, prepared: &Prepared, party: &crate::Id) -> CellOutcome {
    let Some(one) = party_of(assessment, party) else {
        return cell(Cell::Unknown, Said::plain("scope.party-unlisted"), None);
    };
    let source = Some(format!("subcontractors/{}", one.id));
    let dated = one.baa_on.is_some_and(|on| on <= prepared.as_of);
    let (state, key) = match (one.phi, one.baa) {
        // The flow takes PHI there, whatever its record says.
        (Some(false), _) => (Cell::Unknown, "scope.party-contradicts"),
        (_, SubcontractorBaa::Executed) if dated => (Cell::Covered, "scope.party-baa"),
        (_, SubcontractorBaa::Executed) => (Cell::Unknown, "scope.party-undated"),
        (Some(true), SubcontractorBaa::None) => (Cell::Gap, "scope.party-no-baa"),
        _ => (Cell::Unknown, "scope.party-unknown"),
    };
    cell(state, Said::plain(key), source)
}

fn party_of<'a>(assessment: &'a Assessment, party: &crate::Id) -> Option<&'a Subcontractor> {
    assessment
        .subcontractors
        .iter()
        .find(|one| one.id == *party)
}

/// What reports say of a flow's product and place: the SOC 2 that covers the product and can be relied
/// on, else the one relied on for the rest.
fn assurance(assessment: &Assessment, flow: &Flow, prepared: &Prepared) -> CellOutcome {
    let nearest = prepared.nearest_report(assessment);
    let own = assessment
        .reports
        .iter()
        .zip(&prepared.standings)
        .filter(|(report, standing)| {
            standing.is_own()
                && !standing.set_aside
                && soc2::product_scope(report, &flow.product) == Cell::Covered
        });
    let best = own.max_by_key(|(_, standing)| (standing.reliable(), standing.ends));
    let Some((report, standing)) = best.or(nearest) else {
        return cell(Cell::Gap, Said::plain("scope.no-report"), None);
    };
    let say = |state, key, field: &str| {
        cell(
            state,
            Said::plain(key),
            Some(format!("reports/{}/{field}", report.id)),
        )
    };
    match soc2::product_scope(report, &flow.product) {
        Cell::Gap => return say(Cell::Gap, "scope.product-out", "products_in_scope"),
        Cell::Unknown => return say(Cell::Unknown, "scope.product-unknown", "products_in_scope"),
        _ => {}
    }
    match standing.trust {
        Trust::Good => {}
        Trust::Stale => return say(Cell::Gap, "scope.report-stale", "period_end"),
        Trust::Opinion => return say(Cell::Gap, "scope.report-opinion", "opinion_overall"),
        Trust::Unread => return say(Cell::Unknown, "scope.report-unread", "reviewed"),
    }
    let carved = report.subservice_orgs.iter().any(|one| {
        let named = |party: &crate::Id| {
            same_name(&one.name, party.as_str())
                || party_of(assessment, party)
                    .is_some_and(|known| same_name(&one.name, &known.name))
        };
        let there = flow.party.as_ref().is_some_and(named) || same_name(&one.name, &flow.place);
        one.method == SubserviceMethod::CarveOut && there
    });
    if carved {
        return say(Cell::CarvedOut, "scope.carved-out", "subservice_orgs");
    }
    if report.locations.is_empty() || flow.place.trim().is_empty() {
        return say(Cell::Unknown, "scope.place-unknown", "locations");
    }
    if report
        .locations
        .iter()
        .any(|named| same_name(named, &flow.place))
    {
        say(Cell::Covered, "scope.place-in", "locations")
    } else {
        say(Cell::Gap, "scope.place-out", "locations")
    }
}
