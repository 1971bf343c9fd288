//! Engagements with known and unknown facts, and flows.

use vendorward_core::{
    Id,
    engagement::{
        Access, Criticality, Customer, CustomerKind, DataKind, Engagement, Exit, ExitKind, Flow,
        FlowFacts, Function, Hosting, LimitedPurpose, Phi, PhiForm, PhiStart, PhiStartBasis,
        ProductType, Sensitivity, Stage, Substitute, Vendor,
    },
};

use super::{Choices, answers::Mood, records};

/// The vendor's legal name.
pub(super) const VENDOR: &str = "Acme Health, Inc.";
/// The hospital's legal name.
pub(super) const HOSPITAL: &str = "Mercy Hospital";
/// Products bought.
pub(super) const PRODUCTS: [&str; 2] = ["Alpha", "Beta"];

/// An engagement. In good mood the facts are known and plain.
pub(super) fn engagement(c: &mut Choices<'_>, flows: &[Vec<u16>], mood: Mood) -> Engagement {
    let unknown = match mood {
        Mood::Good => 4,
        _ => 22,
    };
    let known = |c: &mut Choices<'_>, text: &str| {
        if c.chance(unknown) {
            String::new()
        } else {
            text.to_owned()
        }
    };
    let product = c.weighted(&[(75, 1), (15, 2), (10, 0)]);
    Engagement {
        id: None,
        system_changes: Vec::new(),
        vendor: Vendor {
            name: "Acme".to_owned(),
            legal_name: known(c, VENDOR),
        },
        customer: Customer {
            name: "Mercy".to_owned(),
            kind: c.weighted(&[
                (80, Some(CustomerKind::CoveredEntity)),
                (5, Some(CustomerKind::BusinessAssociate)),
                (10, None),
                (5, Some(CustomerKind::Neither)),
            ]),
            entities: if c.chance(unknown) {
                Vec::new()
            } else {
                vec![HOSPITAL.to_owned()]
            },
            regions_allowed: if c.chance(75) {
                vec!["US".to_owned()]
            } else {
                Vec::new()
            },
        },
        products: PRODUCTS[..product]
            .iter()
            .map(|&name| name.to_owned())
            .collect(),
        stage: c.maybe(unknown, Stage::ALL),
        phi: c.weighted(&[
            (40, Some(Phi::Flowing)),
            (36, Some(Phi::Planned)),
            (9, Some(Phi::None)),
            (7, Some(Phi::Unknown)),
            (8, None),
        ]),
        phi_start: c.maybe(
            50,
            &[
                PhiStart {
                    date: None,
                    basis: PhiStartBasis::Unknown,
                },
                PhiStart {
                    date: vendorward_core::Date::new(2026, 1, 5).ok(),
                    basis: PhiStartBasis::Exact,
                },
            ],
        ),
        product_type: c.maybe(unknown, ProductType::ALL),
        criticality: c.maybe(unknown, Criticality::ALL),
        records: c.maybe(unknown, &[0, 499, 500, 99_999, 100_000]),
        sensitivity: c
            .weighted(&[
                (60, Some(None)),
                (22, None),
                (10, Some(Some(Sensitivity::Minors))),
                (8, Some(Some(Sensitivity::Part2))),
            ])
            .map(|one: Option<Sensitivity>| one.into_iter().collect()),
        access: c.maybe(unknown, Access::ALL),
        connection: c.yes_no(unknown),
        hosting: c.maybe(unknown, Hosting::ALL),
        offshore: c.maybe(unknown, &[false, false, true]),
        ai: c.maybe(unknown, &[false, false, true]),
        depth: None,
        flows: flows
            .iter()
            .enumerate()
            .map(|(at, genes)| flow(at, &mut Choices::new(genes), mood))
            .collect(),
        owner: String::new(),
        entered: None,
        exit: c.maybe(60, ExitKind::ALL).map(|kind| Exit {
            kind,
            certified_on: c
                .maybe(50, &[vendorward_core::Date::new(2026, 9, 1).ok()])
                .flatten(),
            subcontractors: c.yes_no(50),
            document: String::new(),
        }),
    }
}

fn flow(at: usize, c: &mut Choices<'_>, mood: Mood) -> Flow {
    use Function::{
        Ai, CloudHosting, Conduit, CustomerRunSoftware, Incidental, OtherService, OwnPurposes,
        PatientApp, PaymentProcessing, PlanSponsor, Professional, Treatment, WebTracking,
        Workforce,
    };
    let good = mood == Mood::Good;
    let unknown = if good { 3 } else { 14 };
    let some = |c: &mut Choices<'_>| c.yes_no(50);
    Flow {
        id: Id::new(&format!("flow-{}", at + 1)).unwrap(),
        product: c
            .weighted(&[(80, "Alpha"), (12, "Beta"), (8, "")])
            .to_owned(),
        place: c.of(&["data warehouse", "backup", ""]).to_owned(),
        region: c
            .weighted(&[(70, Some("US")), (15, Some("IN")), (15, None)])
            .map(str::to_owned),
        party: c
            .weighted(&[
                (if good { 200 } else { 66 }, None),
                (if good { 60 } else { 12 }, Some(records::SUBCONTRACTORS[0])),
                (8, Some(records::SUBCONTRACTORS[1])),
                (8, Some(records::SUBCONTRACTORS[2])),
                (6, Some("sub-unlisted")),
            ])
            .map(|id| Id::new(id).unwrap()),
        phi: c.weighted(&[
            (84, None),
            (4, Some(Phi::None)),
            (4, Some(Phi::Planned)),
            (4, Some(Phi::Flowing)),
            (4, Some(Phi::Unknown)),
        ]),
        forms: c
            .weighted(&[
                (76, &[PhiForm::Ephi][..]),
                (8, &[PhiForm::Paper]),
                (8, &[PhiForm::Ephi, PhiForm::Oral]),
                (8, &[]),
            ])
            .to_vec(),
        data: c.weighted(&[
            (60, Some(DataKind::Identified)),
            (28, None),
            (6, Some(DataKind::DeIdentified)),
            (6, Some(DataKind::LimitedDataSet)),
        ]),
        function: if c.chance(unknown) {
            None
        } else {
            Some(c.weighted(&[
                (50, CloudHosting),
                (12, OtherService),
                (10, Ai),
                (4, Professional),
                (4, Conduit),
                (2, PatientApp),
                (2, Treatment),
                (2, PaymentProcessing),
                (2, Workforce),
                (2, Incidental),
                (2, CustomerRunSoftware),
                (2, WebTracking),
                (2, PlanSponsor),
                (4, OwnPurposes),
            ]))
        },
        facts: FlowFacts {
            hidden_phi: c.weighted(&[(90, None), (5, Some(true)), (5, Some(false))]),
            vendor_deidentifies: some(c),
            deidentification_documented: some(c),
            limited_purpose: c.maybe(50, LimitedPurpose::ALL),
            vendor_makes_limited_set: some(c),
            persistent_storage: some(c),
            on_behalf_of_customer: some(c),
            other_services: some(c),
            beyond_payment: some(c),
            direct_control: some(c),
            routine_handling: some(c),
            vendor_sees_phi: some(c),
            authenticated_pages: some(c),
            part2: c.maybe(60, &[false, true]),
            plan_documents_amended: some(c),
            substitute: c.maybe(90, Substitute::ALL),
            substitute_documented: c.yes_no(60),
            ground_documented: some(c),
        },
    }
}
