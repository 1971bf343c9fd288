//! Checking SOC 2 reports by themselves: the same engine over a package that holds little else.

use serde_json::{Map, Value};
use vendorward_core::{
    Date,
    assessment::Assessment,
    engagement::{Engagement, Phi, Vendor},
    finding::Severity,
    gate::{GateId, GateState},
    result::{Finding, Outcome},
    soc2::Report,
};

use crate::{
    Reply,
    api::Scored,
    import, json,
    package::{self, Package},
    result,
    set::Set,
};

/// The value of `format` in a check as JSON.
pub const FORMAT: &str = "vendorward/soc2-check";

/// Whether a finding is about reports.
#[must_use]
pub fn is_about_reports(finding: &Finding) -> bool {
    let id = finding.rule.id;
    id.starts_with("soc2.") || matches!(id, "scope.product" | "scope.entity")
}

/// Checks a report, or the reports of a package, at a date. A file is one record as JSON, TOML or CSV, or a
/// package. `engagement` is a package that says what is bought and of whom, and holds other reports; the
/// record takes the place of one with its id. Without one the report is taken to be about what it names.
#[must_use]
pub fn check(
    set: &Set,
    (file, bytes): (&str, &[u8]),
    engagement: Option<(&str, &[u8])>,
    as_of: Date,
) -> Reply<Scored> {
    let (mut around, mut diagnostics) = (None, Vec::new());
    if let Some((name, bytes)) = engagement {
        let reply = package::read(bytes).of_source(name);
        diagnostics = reply.diagnostics;
        around = reply.value;
        if around.is_none() {
            return Reply {
                value: None,
                diagnostics,
            };
        }
    }
    let own = if is_package(bytes) {
        package::read(bytes)
            .of_source(file)
            .map(|own| match around {
                Some(around) => with_reports(around, own.assessment),
                None => own,
            })
    } else {
        import::report(file, bytes).map(|report| with_report(around, report))
    };
    diagnostics.extend(own.diagnostics);
    Reply {
        value: own.value.map(|package| scored(set, package, as_of)),
        diagnostics,
    }
}

fn is_package(bytes: &[u8]) -> bool {
    let text = json::text(bytes).unwrap_or_default();
    let outline: Option<Map<String, Value>> = serde_json::from_str(text).ok();
    let format = outline.as_ref().and_then(|outline| outline.get("format"));
    format.and_then(Value::as_str) == Some(package::FORMAT)
}

/// The reports of another package, under this engagement.
fn with_reports(mut around: Package, own: Assessment) -> Package {
    around.assessment.reports = own.reports;
    around.assessment.impossible = own.impossible;
    around
}

fn with_report(around: Option<Package>, report: Report) -> Package {
    let mut package = around.unwrap_or_else(|| Package {
        assessment: Assessment {
            engagement: about(&report),
            ..Assessment::default()
        },
        extra: Vec::new(),
    });
    let reports = &mut package.assessment.reports;
    reports.retain(|one| one.id != report.id);
    reports.push(report);
    reports.sort_by(|a, b| a.id.cmp(&b.id));
    package
}

/// The engagement that a report would be about: its organisation and what it names, before PHI goes there.
fn about(report: &Report) -> Engagement {
    let products = if report.products_in_scope.is_empty() {
        vec![report.system_name.clone()]
    } else {
        report.products_in_scope.clone()
    };
    Engagement {
        vendor: Vendor {
            name: report.service_org_legal_name.clone(),
            legal_name: report.service_org_legal_name.clone(),
        },
        products: products.into_iter().filter(|one| !one.is_empty()).collect(),
        phi: Some(Phi::Planned),
        ..Engagement::default()
    }
}

fn scored(set: &Set, package: Package, as_of: Date) -> Scored {
    let outcome = result::outcome(set, &package.assessment, as_of);
    let json = json_of(set, &package, &outcome);
    Scored {
        package,
        outcome,
        json,
    }
}

/// The part of the result that is about reports, with the records themselves.
fn json_of(set: &Set, package: &Package, outcome: &Outcome) -> Vec<u8> {
    let whole = json::written(&result::json(set, package, outcome));
    let list = |key: &str| {
        let list = whole.get(key).and_then(Value::as_array).cloned();
        list.unwrap_or_default()
    };
    let findings: Vec<Value> = list("findings")
        .into_iter()
        .zip(&outcome.findings)
        .filter(|(_, finding)| is_about_reports(finding))
        .map(|(value, _)| value)
        .collect();
    let gates = list("gates").into_iter().zip(&outcome.gates);
    let gate = gates
        .filter(|(_, gate)| gate.id == GateId::AssuranceOpinion)
        .map(|(value, _)| value)
        .next();
    let check = serde_json::json!({
        "format": FORMAT,
        "format_version": crate::hash::FORMAT_VERSION,
        "as_of": outcome.as_of,
        "records": package.assessment.reports,
        "assurance": whole.get("assurance"),
        "customer_duties": whole.get("customer_duties"),
        "gate": gate,
        "findings": findings,
    });
    serde_json::to_vec(&check).unwrap_or_default()
}

/// Whether the gate over opinions is tripped.
#[must_use]
pub fn is_tripped(outcome: &Outcome) -> bool {
    let mut gates = outcome.gates.iter();
    gates.any(|one| one.id == GateId::AssuranceOpinion && one.state == GateState::Tripped)
}

/// Whether a finding about reports is high or critical.
#[must_use]
pub fn is_high(outcome: &Outcome) -> bool {
    let mut findings = outcome.findings.iter();
    findings.any(|one| is_about_reports(one) && one.severity >= Severity::High)
}
