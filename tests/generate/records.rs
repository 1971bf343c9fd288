//! Agreements, reports, subcontractors, incidents, evidence, attestation.

use vendorward_core::{
    Date, Id,
    assessment::{
        AskedFor, AskedState, Assessment, Attestation, Evidence, EvidenceKind, Incident,
        Subcontractor, SubcontractorBaa,
    },
    baa::{
        Baa, BaaStatus, Coverage, CoverageKind, CustomerCondition, Execution, ExecutionKind,
        NegotiatedTerm, Notice, NoticeTrigger, NoticeUnit, Notices, Provision, ProvisionKey,
        ProvisionState, Term, TermKey, TermKind, TermState,
    },
    engagement::Signed,
    pack::Item,
    soc2::{
        Additional, AdditionalCriteria, Auditor, Bridge, Category, CategoryOpinion, ControlResult,
        Csoc, Cuec, CuecState, Opinion, Place, Remediation, RemediationState, Report,
        ReportControl, ReportException, ReportKind, ReportRecord, SignerSide, Subservice,
        SubserviceMethod,
    },
};

use super::{
    Choices,
    answers::Mood,
    documents::{CERTIFICATES, document},
    engagement::{HOSPITAL, PRODUCTS, VENDOR},
};

/// Ids that subcontractors may have, in order.
pub(super) const SUBCONTRACTORS: [&str; 3] = ["sub-1", "sub-2", "sub-3"];
/// A document that holds.
pub(super) const GOOD_DOCUMENT: &str = "ev-policy";
/// A data use agreement.
const USE_AGREEMENT: &str = "use-agreement";
/// A document past its last valid day.
const EXPIRED_DOCUMENT: &str = "ev-expired";
/// A document about another product.
const OTHER_DOCUMENT: &str = "ev-other";
/// Documents that an answer may name.
pub(super) const DOCUMENTS: [&str; 9] = [
    GOOD_DOCUMENT,
    EXPIRED_DOCUMENT,
    OTHER_DOCUMENT,
    "report-1",
    "baa-1",
    "nothing-of-the-kind",
    CERTIFICATES[0],
    CERTIFICATES[1],
    CERTIFICATES[2],
];
/// Controls of a generated report, one for each result.
pub(super) const CONTROLS: [(&str, ControlResult, &[&str]); 4] = [
    ("c-tested", ControlResult::Tested, &["CC6.1", "CC7.2"]),
    ("c-exception", ControlResult::Exception, &["CC6.1"]),
    ("c-no-events", ControlResult::NoEvents, &["CC8.1"]),
    ("c-carved-out", ControlResult::CarvedOut, &["CC6.4"]),
];

/// The numbers of each kind of record.
pub(super) struct Parts<'a> {
    pub(super) baas: &'a [Vec<u16>],
    pub(super) reports: &'a [Vec<u16>],
    pub(super) subcontractors: &'a [Vec<u16>],
    pub(super) incidents: &'a [Vec<u16>],
    pub(super) documents: &'a [Vec<u16>],
}

/// Someone did it, some time ago.
#[must_use]
pub(super) fn signed(on: Date) -> Signed {
    Signed {
        by: "Kim Reviewer".to_owned(),
        on,
        reason: String::new(),
    }
}

pub(super) fn fill(assessment: &mut Assessment, parts: &Parts<'_>, mood: Mood, as_of: Date) {
    assessment.baas = numbered(parts.baas, |at, c| baa(at, c, mood, as_of));
    assessment.reports = numbered(parts.reports, |at, c| report(at, c, mood, as_of));
    assessment.subcontractors = numbered(parts.subcontractors, |at, c| {
        subcontractor(at, c, mood, as_of)
    });
    assessment.incidents = numbered(parts.incidents, |at, c| incident(at, c, as_of));
    assessment.evidence = evidence(as_of);
    // Now and then the vendor was asked for its report, and promised or refused it.
    let asked = parts.incidents.first().and_then(|genes| genes.last());
    if let Some(gene) = asked.filter(|gene| **gene % 3 == 1) {
        assessment.asked_for = vec![AskedFor {
            item: [Item::Soc2Type1, Item::Soc2Type2][usize::from(gene % 2)],
            state: AskedState::ALL[usize::from(gene / 3 % 3)],
            on: None,
            due: None,
            by: String::new(),
        }];
    }
    let more = numbered(parts.documents, |at, c| document(at, c, as_of));
    // Now and then a data use agreement is on file too: dated and read, or not.
    let first = parts.baas.first().and_then(|genes| genes.last());
    if let Some(gene) = first.filter(|gene| **gene % 4 == 1) {
        assessment.evidence.push(Evidence {
            kind: EvidenceKind::DataUseAgreement,
            id: Id::new(USE_AGREEMENT).unwrap(),
            date: (gene / 4 % 4 > 0).then(|| as_of.add_days(-40)),
            reviewed: (gene / 16 % 4 > 0).then(|| signed(as_of)),
            ..assessment.evidence[2].clone()
        });
    }
    assessment.evidence.extend(more);
}

fn numbered<T>(genes: &[Vec<u16>], make: impl Fn(usize, &mut Choices<'_>) -> T) -> Vec<T> {
    let each = genes.iter().enumerate();
    each.map(|(at, list)| make(at, &mut Choices::new(list)))
        .collect()
}

fn evidence(as_of: Date) -> Vec<Evidence> {
    let one = |id: &str, until: Option<Date>, products: &[&str]| Evidence {
        id: Id::new(id).unwrap(),
        kind: EvidenceKind::Policy,
        title: id.to_owned(),
        issuer: String::new(),
        date: None,
        valid_until: until,
        products: products.iter().map(|&name| name.to_owned()).collect(),
        places: Vec::new(),
        controls: Vec::new(),
        interim_on: None,
        self_assessed: None,
        open_high: None,
        limit_usd: None,
        confidentiality: None,
        sha256: String::new(),
        reviewed: None,
    };
    vec![
        one(EXPIRED_DOCUMENT, Some(as_of.add_days(-1)), &[]),
        one(OTHER_DOCUMENT, None, &["Gamma"]),
        one(GOOD_DOCUMENT, Some(as_of), &[]),
    ]
}

pub(super) fn attestation(c: &mut Choices<'_>, mood: Mood, as_of: Date) -> Option<Attestation> {
    let there = if mood == Mood::Good { 85 } else { 45 };
    c.chance(there).then(|| Attestation {
        name: "Ann Officer".to_owned(),
        role: "CISO".to_owned(),
        on: as_of.add_days(-20),
        statement: String::new(),
    })
}

fn id(kind: &str, at: usize) -> Id {
    Id::new(&format!("{kind}-{}", at + 1)).unwrap()
}

fn baa(at: usize, c: &mut Choices<'_>, mood: Mood, as_of: Date) -> Baa {
    let good = mood == Mood::Good;
    let often = |c: &mut Choices<'_>, other: usize| c.chance(if good { 3 } else { other });
    let past = |c: &mut Choices<'_>| as_of.add_days(-(i32::try_from(c.pick(600)).unwrap()));
    let status = if often(c, 45) {
        c.of(&[
            BaaStatus::Refused,
            BaaStatus::Sent,
            BaaStatus::SignedOneSide,
            BaaStatus::Draft,
            BaaStatus::None,
            BaaStatus::Terminated,
        ])
    } else {
        BaaStatus::Executed
    };
    let kind = c.weighted(&[
        (80, ExecutionKind::Signed),
        (8, ExecutionKind::ClickAccept),
        (6, ExecutionKind::Incorporated),
        (6, ExecutionKind::OtherArrangement),
    ]);
    let execution = if often(c, 12) {
        None
    } else {
        let ours_on = past(c);
        let theirs_on = past(c);
        Some(Execution {
            kind,
            ours_on: (!often(c, 6)).then_some(ours_on),
            theirs_on: (!often(c, 6)).then_some(theirs_on),
        })
    };
    let coverage = if often(c, 14) {
        None
    } else {
        Some(Coverage {
            kind: c.weighted(&[
                (70, CoverageKind::AllServices),
                (14, CoverageKind::Listed),
                (8, CoverageKind::Agreement),
                (8, CoverageKind::Accounts),
            ]),
            list: if often(c, 20) {
                Vec::new()
            } else {
                PRODUCTS.iter().map(|&name| name.to_owned()).collect()
            },
            exclusions: if often(c, 10) {
                vec![c.of(&["AI", "Beta"]).to_owned()]
            } else {
                Vec::new()
            },
            ai: c.yes_no(30),
            conditions_on_customer: if often(c, 8) {
                vec![CustomerCondition {
                    text: "sign the order form".to_owned(),
                    met: c.yes_no(30),
                }]
            } else {
                Vec::new()
            },
        })
    };
    let provisions = ProvisionKey::ALL
        .iter()
        .filter_map(|&key| {
            let state = if often(c, 5) {
                c.of(&[
                    Some(ProvisionState::Absent),
                    Some(ProvisionState::Absent),
                    Some(ProvisionState::Unclear),
                    None,
                ])
            } else {
                Some(ProvisionState::Found)
            };
            state.map(|state| Provision {
                key,
                state,
                quote: String::new(),
                page: None,
            })
        })
        .collect();
    let mut baa = Baa {
        terms: Vec::new(),
        notice_content: None,
        agent: None,
        amended_on: None,
        renewal: None,
        id: id("baa", at),
        status,
        execution,
        vendor_entity: if often(c, 14) {
            c.of(&["", "Acme Health, LLC"]).to_owned()
        } else {
            VENDOR.to_owned()
        },
        customer_entities: if often(c, 10) {
            c.of(&[&[][..], &["Other Hospital"]])
                .iter()
                .map(|&name| name.to_owned())
                .collect()
        } else {
            vec![HOSPITAL.to_owned()]
        },
        coverage,
        term: c
            .weighted(&[
                (if good { 3 } else { 20 }, None),
                (
                    if good { 97 } else { 50 },
                    Some((TermKind::Fixed, Some(300))),
                ),
                (10, Some((TermKind::Evergreen, None))),
                (10, Some((TermKind::WithAgreement, None))),
                (if good { 1 } else { 10 }, Some((TermKind::Fixed, Some(-1)))),
                (if good { 1 } else { 10 }, Some((TermKind::Fixed, None))),
            ])
            .map(|(kind, days)| Term {
                kind,
                ends: days.map(|days| as_of.add_days(days)),
            }),
        effective: c
            .weighted(&[
                (70, None),
                (24, Some(-30)),
                (if good { 1 } else { 8 }, Some(30)),
            ])
            .map(|days| as_of.add_days(days)),
        notice: Notices {
            breach: c
                .weighted(&[
                    (45, Some((Some(5), NoticeUnit::CalendarDays))),
                    (22, Some((None, NoticeUnit::CalendarDays))),
                    (11, Some((Some(61), NoticeUnit::CalendarDays))),
                    (11, Some((Some(45), NoticeUnit::BusinessDays))),
                    (11, None),
                ])
                .map(|(number, unit)| Notice {
                    number,
                    unit: number.map(|_| unit),
                    trigger: c.weighted(&[
                        (85, NoticeTrigger::Discovery),
                        (8, NoticeTrigger::Confirmation),
                        (7, NoticeTrigger::Unstated),
                    ]),
                }),
            impermissible_use: None,
            incident: None,
        },
        provisions,
        part2_terms: c.yes_no(30),
        supersedes: (at > 0 && c.chance(20)).then(|| id("baa", 0)),
        document: String::new(),
        reviewed: (!often(c, 25)).then(|| signed(as_of.add_days(-10))),
    };
    beyond_the_rules(&mut baa, c, as_of);
    // Two that are each said to replace the other.
    if at == 0 && c.chance(4) {
        baa.supersedes = Some(id("baa", 1));
    }
    baa
}

/// What no gate reads, but for the term by which an agreement outlives its contract: negotiated terms, the content of a notice, agency, amendment, renewal, and the clocks
/// of the other two reports.
fn beyond_the_rules(baa: &mut Baa, c: &mut Choices<'_>, as_of: Date) {
    let terms = c.pick(4);
    for _ in 0..terms {
        baa.terms.push(NegotiatedTerm {
            key: c.of(TermKey::ALL),
            state: c.of(TermState::ALL),
            text: String::new(),
            page: None,
        });
    }
    baa.notice_content = c.maybe(50, ProvisionState::ALL);
    baa.agent = c.yes_no(50);
    baa.amended_on = c
        .maybe(60, &[-4_900, -4_800, -400, -5, 5])
        .map(|days| as_of.add_days(days));
    baa.renewal = c.maybe(60, &[-10, 0, 40]).map(|days| as_of.add_days(days));
    let clock = |c: &mut Choices<'_>| {
        c.maybe(40, &[Some(72), None, Some(90)])
            .map(|number| Notice {
                number,
                unit: c.maybe(10, NoticeUnit::ALL),
                trigger: c.of(NoticeTrigger::ALL),
            })
    };
    baa.notice.impermissible_use = clock(c);
    baa.notice.incident = clock(c);
}

fn report(at: usize, c: &mut Choices<'_>, mood: Mood, as_of: Date) -> Report {
    let good = mood == Mood::Good;
    let kind = c.weighted(&[
        (70, ReportKind::Soc2Type2),
        (18, ReportKind::Soc2Type1),
        (8, ReportKind::Soc3),
        (4, ReportKind::Soc1),
    ]);
    // About a third ended too long ago; a few speak of the future.
    let ended = as_of.add_days(-c.weighted(&[
        (if good { 90 } else { 55 }, 120),
        (30, 500),
        (5, 366),
        (10, -20),
    ]));
    let starts = ended.add_days(-c.of(&[364, 180, 60]));
    let days = |day: Date, wanted: bool| wanted.then_some(day);
    let period = !matches!(kind, ReportKind::Soc2Type1);
    let opinion = c.weighted(&[
        (if good { 160 } else { 60 }, Some(Opinion::Unqualified)),
        (10, Some(Opinion::Qualified)),
        (8, Some(Opinion::Adverse)),
        (8, Some(Opinion::Disclaimer)),
        (14, None),
    ]);
    let record = ReportRecord {
        id: id("report", at),
        report_kind: kind,
        service_org_legal_name: c.of(&[VENDOR, "", "Acme Health, LLC"]).to_owned(),
        system_name: String::new(),
        products_in_scope: c
            .weighted(&[(70, &PRODUCTS[..]), (15, &["Gamma"]), (15, &[])])
            .iter()
            .map(|&name| name.to_owned())
            .collect(),
        products_excluded: if c.chance(8) {
            vec![PRODUCTS[0].to_owned()]
        } else {
            Vec::new()
        },
        locations: c
            .of(&[&["data warehouse"][..], &[]])
            .iter()
            .map(|&name| name.to_owned())
            .collect(),
        categories: c
            .of(&[
                &[Category::Security][..],
                &[
                    Category::Security,
                    Category::Availability,
                    Category::Confidentiality,
                ],
                &[],
            ])
            .to_vec(),
        period_start: days(starts, period),
        period_end: days(ended, period),
        as_of_date: days(ended, !period),
        issue_date: c
            .weighted(&[(70, Some(40)), (15, None), (15, Some(-40))])
            .map(|after| ended.add_days(after)),
        opinion_overall: opinion,
        qualified_criteria: if opinion == Some(Opinion::Qualified) {
            let named = c.of(&[&["CC6.1"][..], &["CC6.1", "CC7.2"], &["CC3.2"], &[]]);
            named.iter().map(|&id| id.to_owned()).collect()
        } else {
            Vec::new()
        },
        controls: CONTROLS
            .iter()
            .filter(|(_, result, _)| {
                c.chance(match result {
                    ControlResult::Tested => 95,
                    ControlResult::Exception => 30,
                    ControlResult::NoEvents | ControlResult::CarvedOut => 50,
                })
            })
            .map(|&(id, result, criteria)| ReportControl {
                id: id.to_owned(),
                criteria: criteria.iter().map(|&id| id.to_owned()).collect(),
                result,
            })
            .collect(),
        subservice_orgs: if c.chance(35) {
            vec![subservice(at, c)]
        } else {
            Vec::new()
        },
        auditor: Auditor {
            firm: "Ledger LLP".to_owned(),
            licensed: c.weighted(&[
                (if good { 170 } else { 74 }, Some(true)),
                (16, None),
                (10, Some(false)),
            ]),
            checked_on: None,
            peer_review: None,
        },
        opinion_by_category: if c.chance(if good { 2 } else { 12 }) {
            vec![CategoryOpinion {
                category: c.of(&[Category::Security, Category::Availability]),
                opinion: c.of(Opinion::ALL),
            }]
        } else {
            Vec::new()
        },
        claims_effective: c.yes_no(70),
        exceptions: if c.chance(25) {
            vec![exception(c, as_of)]
        } else {
            Vec::new()
        },
        cuecs: if c.chance(30) {
            vec![cuec(c)]
        } else {
            Vec::new()
        },
        additional_criteria: if c.chance(15) {
            vec![Additional {
                criteria: c.of(AdditionalCriteria::ALL),
                place: c.of(Place::ALL),
            }]
        } else {
            Vec::new()
        },
        bridge: c.chance(20).then(|| Bridge {
            as_of: ended.add_days(c.of(&[-1, 30, 80, 150])),
            dated: None,
            follows: c.of(&[None, Some(ended), Some(ended.add_days(1))]),
            signer_side: c.of(SignerSide::ALL),
            changes: c.yes_no(60),
        }),
        relied_on: c.weighted(&[(85, None), (8, Some(true)), (7, Some(false))]),
        reviewed: c
            .chance(if good { 95 } else { 75 })
            .then(|| signed(as_of.add_days(-10))),
    };
    Report::try_from(record).unwrap_or_else(|error| panic!("a generated report is one: {error}"))
}

/// A host, whose own report is now and then one of the package: the next one, this one, or none.
fn subservice(at: usize, c: &mut Choices<'_>) -> Subservice {
    Subservice {
        name: "Granite Hosting, Inc.".to_owned(),
        method: c.of(SubserviceMethod::ALL),
        service: String::new(),
        phi: c.yes_no(40),
        csocs: if c.chance(40) {
            vec![Csoc {
                text: "Physical access".to_owned(),
                criteria: vec![c.of(&["CC6.4", "CC6.1"]).to_owned()],
            }]
        } else {
            Vec::new()
        },
        own_report: c
            .of(&[None, Some(at + 1), Some(at), Some(9)])
            .map(|at| id("report", at)),
    }
}

fn exception(c: &mut Choices<'_>, as_of: Date) -> ReportException {
    ReportException {
        control: c.of(&CONTROLS).0.to_owned(),
        criteria: Vec::new(),
        text: String::new(),
        failed: c.of(&[None, Some(2), Some(30)]),
        sample: c.of(&[None, Some(25)]),
        phi: c.yes_no(30),
        response: c.of(&["", "It was late."]).to_owned(),
        remediation: c.chance(70).then(|| Remediation {
            state: c.of(RemediationState::ALL),
            date: c
                .of(&[None, Some(-30), Some(30)])
                .map(|days| as_of.add_days(days)),
        }),
        page: None,
    }
}

fn cuec(c: &mut Choices<'_>) -> Cuec {
    Cuec {
        id: "cuec-1".to_owned(),
        text: "Remove leavers".to_owned(),
        criteria: vec!["CC6.2".to_owned()],
        owner: c.of(&["", "Luis Owner"]).to_owned(),
        state: c.of(CuecState::ALL),
        reason: String::new(),
    }
}

fn subcontractor(at: usize, c: &mut Choices<'_>, mood: Mood, as_of: Date) -> Subcontractor {
    let good = mood == Mood::Good;
    let often = |c: &mut Choices<'_>, other: usize| c.chance(if good { 5 } else { other });
    let on = as_of.add_days(-100);
    Subcontractor {
        id: Id::new(SUBCONTRACTORS[at]).unwrap(),
        name: format!("Sub {}", at + 1),
        service: String::new(),
        phi: if often(c, 35) {
            c.of(&[Some(false), None])
        } else {
            Some(true)
        },
        baa: if often(c, 40) {
            c.of(&[SubcontractorBaa::None, SubcontractorBaa::Unknown])
        } else {
            SubcontractorBaa::Executed
        },
        baa_on: (!often(c, 15)).then_some(on),
        confirmed: c.chance(if good { 90 } else { 40 }).then(|| signed(on)),
    }
}

fn incident(at: usize, c: &mut Choices<'_>, as_of: Date) -> Incident {
    let day = |days: i32| as_of.add_days(-days);
    Incident {
        id: id("incident", at),
        title: "Stolen laptop".to_owned(),
        breach: c.weighted(&[(60, Some(true)), (20, Some(false)), (20, None)]),
        discovered_on: c
            .weighted(&[(50, Some(200)), (20, Some(40)), (30, None)])
            .map(day),
        reported_on: c
            .weighted(&[(40, Some(198)), (20, Some(38)), (25, Some(30)), (15, None)])
            .map(day),
        resolved_on: c.weighted(&[(80, Some(5)), (20, None)]).map(day),
        by: "Kim Reviewer".to_owned(),
    }
}
