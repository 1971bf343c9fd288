//! Findings that the scope matrix shows: products, companies, places, subcontractors, regions.

use std::{cmp::Reverse, collections::BTreeSet};

use super::Findings;
use crate::{
    assessment::{Assessment, EvidenceKind, SubcontractorBaa},
    engagement::{Function, Phi, ProductType},
    evidence::EvidenceStanding,
    id::Id,
    named::{self, Named},
    names::{self, Match},
    pack,
    prepare::Prepared,
    result::{Arg, Cell, CellOutcome, ScopeRow},
    scope,
    soc2::{self, Report, ReportStanding},
    source::{of_field, of_record},
};

impl Findings<'_> {
    /// Findings that the matrix shows.
    pub(crate) fn scope(
        &mut self,
        rows: &[ScopeRow],
        assessment: &Assessment,
        prepared: &Prepared,
    ) {
        for row in rows.iter().filter(|row| row.phi != Phi::None) {
            self.place(row);
            self.party(row);
        }
        for one in &assessment.subcontractors {
            if one.phi == Some(true) && one.baa == SubcontractorBaa::None {
                let args = vec![("product", String::new()), ("party", one.name.clone())];
                self.add(
                    "baa.subcontractor-missing",
                    &one.name,
                    args,
                    [of_record("subcontractors", &one.id)],
                );
            }
        }
        if prepared.phi != Phi::None {
            self.whereabouts(assessment);
        }
        self.regions(assessment);
        if pack::expects_report(self.compiled, prepared) || prepared.phi != Phi::None {
            self.entities(assessment, prepared);
            self.products(assessment, prepared);
        }
    }

    /// A place that no report covers: one that is left out, whose company is, or that a name which matched
    /// loosely leaves open.
    fn place(&mut self, row: &ScopeRow) {
        let cell = &row.assurance;
        let loose = scope::is_loose(cell);
        let key = if loose {
            "scope.phi-location.loose"
        } else if scope::leaves_place_out(cell) {
            "scope.phi-location.out"
        } else if scope::leaves_party_out(cell) {
            "scope.phi-location.party"
        } else {
            return;
        };
        let case = if loose {
            Some("loose")
        } else {
            (row.evidence.cell == Cell::Covered).then_some("other-evidence")
        };
        let because = [of_record("engagement/flows", &row.flow)];
        let read_as = cell.why.args.iter().find(|(key, _)| *key == "name");
        let [product, place, party] = about(row);
        let args = vec![
            product,
            place,
            party,
            ("what", Arg::Key(key)),
            ("remedy", Arg::Key("scope.phi-location.show")),
            (
                "name",
                Arg::Text(read_as.map(|(_, name)| name.clone()).unwrap_or_default()),
            ),
        ];
        self.add_case("scope.phi-location", case, &row.flow, args, because);
    }

    /// Who has PHI by the list of subcontractors, and no flow says what or where.
    fn whereabouts(&mut self, assessment: &Assessment) {
        let flows = assessment.engagement.flows.iter();
        let mut parties: BTreeSet<&Id> = BTreeSet::new();
        parties.extend(flows.filter_map(|flow| flow.party.as_ref()));
        let listed = assessment.subcontractors.iter();
        for one in listed.filter(|one| one.phi == Some(true) && !parties.contains(&one.id)) {
            let args = vec![
                ("party", Arg::Text(one.name.clone())),
                ("what", Arg::Key("scope.phi-location.no-flow")),
                ("remedy", Arg::Key("scope.phi-location.enter-flow")),
            ];
            let because = [of_record("subcontractors", &one.id)];
            self.add_case(
                "scope.phi-location",
                Some("no-flow"),
                &one.name,
                args,
                because,
            );
        }
    }

    fn party(&mut self, row: &ScopeRow) {
        let id = match row.their_baa.cell {
            Cell::Gap => "baa.subcontractor-missing",
            Cell::Unknown if row.phi != Phi::Unknown => "scope.subcontractor",
            _ => return,
        };
        let because = [of_record("engagement/flows", &row.flow)];
        let [product, place, party] = about(row);
        let why = ("why", Arg::Key(why_open(&row.their_baa)));
        let args = vec![product, place, party, why];
        self.add(id, &row.party, args, because);
    }

    /// PHI outside the regions that the hospital allows, or where nobody has said.
    fn regions(&mut self, assessment: &Assessment) {
        let engagement = &assessment.engagement;
        let allowed = &engagement.customer.regions_allowed;
        if allowed.is_empty() {
            return;
        }
        for flow in &engagement.flows {
            let phi = engagement.phi_of(flow);
            let case = match &flow.region {
                _ if phi == Phi::None => continue,
                Some(region) if allowed.iter().any(|one| one.eq_ignore_ascii_case(region)) => {
                    continue;
                }
                Some(_) if phi == Phi::Unknown => continue,
                Some(_) => None,
                None => Some("unknown"),
            };
            let key = match &flow.region {
                Some(_) => "scope.region.out",
                None => "scope.region.unsaid",
            };
            let region = flow.region.clone().unwrap_or_default();
            let args = vec![
                // Not `flow`, which readers see in words.
                ("id", Arg::Text(flow.id.to_string())),
                ("region", Arg::Text(region)),
                ("what", Arg::Key(key)),
                ("allowed", Arg::Text(allowed.join(", "))),
            ];
            let because = [of_field("engagement/flows", &flow.id, "region")];
            self.add_case("scope.region", case, &flow.id, args, because);
        }
    }

    /// A report about another company than the one that contracts. A subcontractor's own report is about the
    /// subcontractor, as it should be.
    fn entities(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let legal = &assessment.engagement.vendor.legal_name;
        if legal.is_empty() {
            return;
        }
        for speaker in prepared.speaking(assessment) {
            let report = speaker.report;
            let org = &report.service_org_legal_name;
            if org.is_empty() || names::same_legal_name(org, legal) {
                continue;
            }
            let args = vec![
                ("report", report.id.to_string()),
                ("entity", org.clone()),
                ("vendor", legal.clone()),
            ];
            let because = [of_field("reports", &report.id, "service_org_legal_name")];
            self.add("scope.entity", &report.id, args, because);
        }
    }

    /// A product bought that no report speaks of. That sinks the decision only where it rests on a report.
    fn products(&mut self, assessment: &Assessment, prepared: &Prepared) {
        // The report that reaches furthest says it first.
        let mut own: Vec<(&Report, &ReportStanding)> = assessment
            .reports
            .iter()
            .zip(&prepared.standings)
            .filter(|(_, standing)| standing.is_own())
            .collect();
        crate::order::settle(&mut own, |(_, one)| Reverse(one.ends));
        let of_vendor = || own.iter().map(|(report, _)| *report);
        let covered = |at: usize| own.iter().any(|(_, one)| one.scope_of(at) == Cell::Covered);
        let products = &assessment.engagement.products;
        for (at, product) in products.iter().enumerate().filter(|(at, _)| !covered(*at)) {
            let scope = |report: &&Report| soc2::product_scope(report, product);
            let loose = of_vendor().find_map(|report| Some((report, read_as(report, product)?)));
            let out = of_vendor().find(|report| scope(report) == Cell::Gap);
            let (report, name) = match (loose, out) {
                (Some((report, name)), _) => (report, name),
                (None, Some(report)) => (report, ""),
                (None, None) => continue,
            };
            let device = assessment.engagement.product_type == Some(ProductType::MedicalDevice)
                && (disclosed(&prepared.evidence, at) || runs_at_hospital(assessment, product));
            let case = if loose.is_some() {
                Some("loose")
            } else if certified(&prepared.evidence, at) {
                Some("other-evidence")
            } else if device {
                Some("device")
            } else if !pack::expects_report(self.compiled, prepared) {
                Some("not-expected")
            } else {
                None
            };
            let key = if loose.is_some() {
                "scope.product.loose"
            } else {
                "scope.product.out"
            };
            let args = vec![
                ("report", Arg::Text(report.id.to_string())),
                ("product", Arg::Text(product.clone())),
                ("name", Arg::Text(name.to_owned())),
                ("what", Arg::Key(key)),
            ];
            let because = [of_field("reports", &report.id, "products_in_scope")];
            self.add_case("scope.product", case, product, args, because);
        }
    }
}

/// The name in a report that may mean a product: it matched loosely, and none matched better.
fn read_as<'a>(report: &'a Report, product: &str) -> Option<&'a str> {
    match named::in_report(report, product) {
        Named::In(Match::Loose, name) => Some(name),
        _ => None,
    }
}

/// Whether a certificate that a reviewer saw speaks of the product at this place among those bought.
fn certified(evidence: &[EvidenceStanding], at: usize) -> bool {
    evidence
        .iter()
        .any(|one| one.kind.is_certification() && one.sound() && one.seen && speaks_of(one, at))
}

/// Whether the maker discloses the security of the device at this place among the products bought.
fn disclosed(evidence: &[EvidenceStanding], at: usize) -> bool {
    let mut disclosures = evidence.iter().filter(|one| one.kind == EvidenceKind::Mds2);
    disclosures.any(|one| one.sound() && speaks_of(one, at))
}

/// Whether some of a product runs in the hospital's own hands, as a device does.
fn runs_at_hospital(assessment: &Assessment, product: &str) -> bool {
    assessment
        .engagement
        .flows
        .iter()
        .any(|flow| flow.function == Some(Function::CustomerRunSoftware) && flow.product == product)
}

fn speaks_of(one: &EvidenceStanding, at: usize) -> bool {
    one.products.get(at) == Some(&Cell::Covered)
}

/// The place of a row: whose it is says more than what it is for.
fn whereabout(row: &ScopeRow) -> String {
    if row.party.is_empty() {
        row.place.clone()
    } else {
        [&row.place, " (", &row.party, ")"].concat()
    }
}

/// Why the agreement with a party is open, in other words than the matrix.
fn why_open(cell: &CellOutcome) -> &'static str {
    match cell.why.key {
        "scope.party-unlisted" => "scope.their-baa.unlisted",
        "scope.party-contradicts" => "scope.their-baa.contradicts",
        "scope.party-to-come" => "scope.their-baa.to-come",
        "scope.party-undated" => "scope.their-baa.undated",
        _ => "scope.their-baa.unknown",
    }
}

/// Product, place and party of a row, as values of a finding.
fn about(row: &ScopeRow) -> [(&'static str, Arg); 3] {
    [
        ("product", Arg::Text(row.product.clone())),
        ("where", Arg::Text(whereabout(row))),
        ("party", Arg::Text(row.party.clone())),
    ]
}
