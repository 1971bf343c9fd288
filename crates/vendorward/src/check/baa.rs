//! `baa check`: one agreement's record, or those of a package, as the review of an assessment finds them.
//!
//! There is no second logic: the record is put into an assessment, and what its result says of agreements
//! is the answer.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use vendorward_core::{
    Date, Id,
    assessment::Assessment,
    baa::{self, Baa, CoverageKind, Instrument, Review},
    diagnostic::{At, Diagnostic},
    engagement::{
        Customer, CustomerKind, DataKind, Engagement, Flow, FlowFacts, Function, Phi, PhiForm,
        Stage, Vendor,
    },
    gate::GateId,
    result::Outcome,
    when::Truth,
};

use crate::{
    Reply,
    api::Scored,
    json::{self, Members},
    package::{self, Package},
    result,
    set::Set,
};

/// The value of `format` in what a check gives.
pub const FORMAT: &str = "vendorward/baa-check";

/// Gates that agreements settle.
const GATES: [GateId; 3] = [GateId::BaaInForce, GateId::BaaTerms, GateId::BreachClause];

/// What the agreements are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// An engagement that was given, or that of the package.
    Given,
    /// One made of the record's own words: its parties and services, PHI planned, electronic and
    /// identified, without AI and without Part 2 records.
    Assumed,
}

/// Agreements, checked.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The assessment around them and what its result says of agreements; `json` is the check as one object.
    pub scored: Scored,
    /// What they were held against.
    pub against: Against,
}

/// How one agreement stands for one flow that needs one.
pub(crate) struct Stand<'a> {
    pub(crate) flow: &'a Id,
    pub(crate) review: Review,
}

/// Checks the agreements of a file at a date, within the assessment around them if one is given. The file
/// holds one record or a package.
#[must_use]
pub fn check(set: &Set, file: &[u8], around: Option<Assessment>, as_of: Date) -> Reply<Checked> {
    agreements_of(file).map(|(on_file, own)| {
        let (assessment, against) = match around.or(own) {
            Some(around) => (with(around, on_file), Against::Given),
            None => (assumed(on_file), Against::Assumed),
        };
        checked(set, assessment, against, as_of)
    })
}

/// What agreements are to be held against: a file that holds one engagement, or a package, of which evidence
/// and subcontractors count too.
#[must_use]
pub fn around(file: &[u8]) -> Reply<Assessment> {
    if is_package(file) {
        return package::read(file).map(|package| package.assessment);
    }
    one::<Engagement>(file, "an engagement, or a package").map(|engagement| Assessment {
        engagement,
        ..Assessment::default()
    })
}

fn checked(set: &Set, assessment: Assessment, against: Against, as_of: Date) -> Checked {
    let mut outcome = result::outcome(set, &assessment, as_of);
    outcome.gates.retain(|gate| GATES.contains(&gate.id));
    outcome
        .findings
        .retain(|finding| finding.rule.id.starts_with("baa."));
    // What rests on answers and reports is not what was asked.
    outcome.rating = None;
    outcome.conditions.clear();
    let package = Package {
        assessment,
        extra: Vec::new(),
    };
    let json = result::baa_check(&package.assessment, &outcome, against);
    Checked {
        scored: Scored {
            package,
            outcome,
            json,
        },
        against,
    }
}

/// How an agreement stands for each flow that needs one; nothing where a successor has taken its place.
pub(crate) fn standings<'a>(
    assessment: &'a Assessment,
    outcome: &'a Outcome,
    baa: &Baa,
) -> Vec<Stand<'a>> {
    let as_of = outcome.as_of;
    if baa::superseded(baa, &assessment.baas, as_of) == Truth::True {
        return Vec::new();
    }
    let needs = |instruments: &[Instrument]| {
        let mut all = instruments.iter();
        all.any(|one| matches!(one, Instrument::Baa | Instrument::OtherArrangement))
    };
    let flows = assessment.engagement.flows.iter().zip(&outcome.baa.flows);
    flows
        .filter(|(_, decided)| needs(&decided.determination.instruments))
        .map(|(flow, _)| Stand {
            flow: &flow.id,
            review: baa::review(baa, &assessment.engagement, flow, as_of),
        })
        .collect()
}

/// The agreements of a file, with the assessment they stand in if it is a package.
fn agreements_of(file: &[u8]) -> Reply<(Vec<Baa>, Option<Assessment>)> {
    if is_package(file) {
        return package::read(file).map(|mut package| {
            let agreements = std::mem::take(&mut package.assessment.baas);
            (agreements, Some(package.assessment))
        });
    }
    let reply = one::<Baa>(file, "an agreement's record, or a package");
    reply.map(|record| (vec![record], None))
}

/// Whether a file says that it is one of ours; a record alone says nothing of the kind.
fn is_package(file: &[u8]) -> bool {
    let text = json::text(file).ok();
    let members = text.and_then(|text| serde_json::from_str::<Members<'_>>(text).ok());
    members.is_some_and(|Members(members)| members.iter().any(|(key, _)| key == "format"))
}

/// One record that is a whole file. Fields this version does not know are named.
fn one<T: DeserializeOwned + Serialize>(file: &[u8], expected: &str) -> Reply<T> {
    let read = json::text(file).and_then(|text| {
        json::depth(text)?;
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| json::malformed(&error))?;
        json::record::<T>(raw, "")
    });
    match read {
        Err(problem) => Reply::failed(problem.help(format!("the file holds {expected}"))),
        Ok(read) => Reply {
            value: Some(read.value),
            diagnostics: read.unknown.iter().map(|(at, _)| unknown(at)).collect(),
        },
    }
}

fn unknown(pointer: &str) -> Diagnostic {
    let name = pointer.rsplit('/').next().unwrap_or_default();
    let message = format!("`{name}` is not known here; it does not count");
    Diagnostic::warning("unknown-field", message).at(At::Pointer {
        pointer: pointer.to_owned(),
    })
}

/// An assessment with these agreements, and with no answers and reports: they are not what is asked.
fn with(around: Assessment, baas: Vec<Baa>) -> Assessment {
    Assessment {
        baas,
        engagement: around.engagement,
        evidence: around.evidence,
        subcontractors: around.subcontractors,
        impossible: around.impossible,
        ..Assessment::default()
    }
}

/// An assessment in which an agreement's own words are taken for true: its parties contract, and its
/// services are bought.
fn assumed(baas: Vec<Baa>) -> Assessment {
    let engagement = baas.first().map(engagement_of).unwrap_or_default();
    Assessment {
        engagement,
        baas,
        ..Assessment::default()
    }
}

fn engagement_of(baa: &Baa) -> Engagement {
    let listed = baa.coverage.as_ref().filter(|coverage| {
        matches!(
            coverage.kind,
            CoverageKind::Listed | CoverageKind::Agreement
        )
    });
    let products = listed.map(|coverage| coverage.list.clone());
    let products = products.unwrap_or_default();
    let names = if products.is_empty() {
        vec![String::new()]
    } else {
        products.clone()
    };
    let flows = names.into_iter().enumerate();
    Engagement {
        vendor: Vendor {
            name: baa.vendor_entity.clone(),
            legal_name: baa.vendor_entity.clone(),
        },
        customer: Customer {
            name: baa.customer_entities.first().cloned().unwrap_or_default(),
            kind: Some(CustomerKind::CoveredEntity),
            entities: baa.customer_entities.clone(),
            regions_allowed: Vec::new(),
        },
        flows: flows
            .filter_map(|(at, product)| flow(at, product))
            .collect(),
        products,
        stage: Some(Stage::Contracted),
        phi: Some(Phi::Planned),
        ai: Some(false),
        ..Engagement::default()
    }
}

fn flow(at: usize, product: String) -> Option<Flow> {
    Some(Flow {
        id: Id::new(&format!("service-{}", at + 1)).ok()?,
        product,
        place: String::new(),
        region: None,
        party: None,
        phi: None,
        forms: vec![PhiForm::Ephi],
        data: Some(DataKind::Identified),
        function: Some(Function::OtherService),
        facts: FlowFacts {
            part2: Some(false),
            ..FlowFacts::default()
        },
    })
}
