//! What is not known in an assessment, and every way it may turn out.

use std::rc::Rc;

use vendorward_core::{
    Id,
    assessment::{Answer, AnswerState, Assessment, EvidenceKind, SubcontractorBaa},
    baa::{
        BaaStatus, Coverage, CoverageKind, Execution, ExecutionKind, Notice, NoticeTrigger,
        NoticeUnit, Provision, ProvisionKey, ProvisionState, Term, TermKind,
    },
    engagement::{
        Access, Criticality, CustomerKind, DataKind, Engagement, Flow, Function, Hosting,
        LimitedPurpose, Phi, PhiForm, ProductType, Sensitivity, Stage,
    },
    questionnaire::NaRule,
    soc2::{Opinion, Report, ReportRecord},
};

use super::packs;
use crate::{
    generate::{World, answers},
    oracle::{self, Stand},
};

/// One way something may turn out.
pub(super) type Way = Rc<dyn Fn(&mut Assessment)>;

/// Something that is not known.
pub(super) struct Unknown {
    /// What.
    pub(super) name: String,
    /// Whether conditions of questions read it.
    pub(super) decides: bool,
    /// Every way it may turn out; at least one.
    pub(super) ways: Vec<Way>,
}

#[derive(Default)]
struct Found {
    all: Vec<Unknown>,
    /// Of what is added next.
    decides: bool,
}

impl Found {
    fn add<T: Clone + 'static>(
        &mut self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = T>,
        set: impl Fn(&mut Assessment, T) + Clone + 'static,
    ) {
        let each = values.into_iter().map(|value| {
            let set = set.clone();
            Rc::new(move |assessment: &mut Assessment| set(assessment, value.clone())) as Way
        });
        let ways: Vec<Way> = each.collect();
        if !ways.is_empty() {
            self.all.push(Unknown {
                name: name.into(),
                decides: self.decides,
                ways,
            });
        }
    }
}

/// Everything that is not known. A blank that an answer at another depth settles is known; and where an
/// answer that is not asked has settled a blank, a second answer of that kind is no news of it.
pub(super) fn unknowns(world: &World, second: &oracle::Found) -> Vec<Unknown> {
    let mut found = Found::default();
    of_answers(world, second, &mut found);
    found.decides = true;
    of_engagement(&world.assessment.engagement, &mut found);
    found.decides = false;
    for (at, flow) in world.assessment.engagement.flows.iter().enumerate() {
        of_flow(&world.assessment.engagement, flow, at, &mut found);
    }
    of_agreements(world, &mut found);
    of_reports(world, &mut found);
    of_others(world, &mut found);
    found.all
}

fn of_answers(world: &World, second: &oracle::Found, found: &mut Found) {
    let stands = oracle::own_stands(&world.compiled, &world.assessment, world.as_of);
    for entry in &world.compiled.questions {
        let question = &entry.question;
        if question.fact.is_some() || packs::settled(second, &question.id) {
            continue;
        }
        let stand = stands[&question.id];
        let known = world
            .assessment
            .answers
            .iter()
            .filter(|one| one.question == question.id);
        // Of an info question every answer that fits is known, though it earns nothing.
        let info = entry.weight == 0
            && known
                .clone()
                .any(|one| one.state == AnswerState::Answered && one.value.is_some());
        if !matches!(stand, Stand::Unknown | Stand::Part) || info {
            continue;
        }
        // Whatever evidence there is stays.
        let mut base = known
            .clone()
            .next()
            .cloned()
            .unwrap_or_else(|| Answer::blank(question.id.clone()));
        base.r#override = None;
        base.text = answers::REASON.to_owned();
        let make = |state: AnswerState| Answer {
            state,
            value: None,
            ..base.clone()
        };
        let mut ways = Vec::new();
        if stand == Stand::Part {
            // Only the text is missing.
            ways.push(Answer {
                value: known.clone().next().and_then(|one| one.value.clone()),
                ..make(AnswerState::Answered)
            });
        } else {
            for value in answers::values(question, world.as_of) {
                ways.push(Answer {
                    value: Some(value),
                    ..make(AnswerState::Answered)
                });
            }
            ways.push(make(AnswerState::Refused));
            if question.na != NaRule::Never {
                ways.push(Answer {
                    na_accepted: Some(vendorward_core::engagement::Signed {
                        by: "Kim Reviewer".to_owned(),
                        on: world.as_of,
                        reason: String::new(),
                    }),
                    ..make(AnswerState::NotApplicable)
                });
            }
        }
        found.decides = entry.weight == 0;
        found.add(format!("answer `{}`", question.id), ways, put);
    }
}

fn put(assessment: &mut Assessment, answer: Answer) {
    assessment
        .answers
        .retain(|one| one.question != answer.question);
    assessment.answers.push(answer);
}

/// Whether a flow says by its data that it carries PHI: then PHI cannot turn out to be none.
fn says_phi(flow: &Flow) -> bool {
    matches!(
        flow.data,
        Some(DataKind::Identified | DataKind::LimitedDataSet)
    )
}

fn phis(none_is_possible: bool) -> Vec<Phi> {
    let all = [Phi::Planned, Phi::Flowing, Phi::None];
    all[..if none_is_possible { 3 } else { 2 }].to_vec()
}

fn of_engagement(known: &Engagement, found: &mut Found) {
    macro_rules! fact {
        ($field:ident, $values:expr) => {
            if known.$field.is_none() {
                found.add(stringify!($field), $values, |a: &mut Assessment, value| {
                    a.engagement.$field = Some(value);
                });
            }
        };
    }
    fact!(stage, Stage::ALL.to_vec());
    fact!(product_type, ProductType::ALL[..2].to_vec());
    fact!(criticality, Criticality::ALL.to_vec());
    fact!(records, vec![0, 499, 500, 100_000]);
    fact!(
        sensitivity,
        vec![vec![], vec![Sensitivity::Hiv], vec![Sensitivity::Part2]]
    );
    fact!(access, Access::ALL.to_vec());
    fact!(connection, vec![true, false]);
    fact!(hosting, Hosting::ALL[..3].to_vec());
    fact!(offshore, vec![true, false]);
    fact!(ai, vec![true, false]);
    if matches!(known.phi, None | Some(Phi::Unknown)) {
        let carried = known
            .flows
            .iter()
            .any(|flow| flow.phi.is_none() && says_phi(flow));
        found.add("phi", phis(!carried), |a, value| {
            a.engagement.phi = Some(value)
        });
    }
    if known.customer.kind.is_none() {
        found.add("customer.kind", CustomerKind::ALL.to_vec(), |a, value| {
            a.engagement.customer.kind = Some(value);
        });
    }
    if known.vendor.legal_name.is_empty() {
        let names = ["Acme Health, Inc.", "Acme Health, LLC"];
        found.add("vendor.legal_name", names, |a, value| {
            a.engagement.vendor.legal_name = value.to_owned();
        });
    }
    if known.customer.entities.is_empty() {
        let names = ["Mercy Hospital", "Other Hospital"];
        found.add("customer.entities", names, |a, value| {
            a.engagement.customer.entities = vec![value.to_owned()];
        });
    }
    if known.products.is_empty() {
        found.add("products", ["Alpha", "Gamma"], |a, value| {
            a.engagement.products = vec![value.to_owned()];
        });
    }
    if known.flows.is_empty() {
        let plain = |function| Flow {
            id: Id::new("flow-new").unwrap(),
            product: "Alpha".to_owned(),
            place: "backup".to_owned(),
            region: Some("US".to_owned()),
            party: None,
            phi: None,
            forms: vec![PhiForm::Ephi],
            data: Some(DataKind::Identified),
            function: Some(function),
            facts: Default::default(),
        };
        let flows = [
            plain(Function::CloudHosting),
            plain(Function::SameEntity),
            Flow {
                forms: vec![PhiForm::Paper],
                region: Some("IN".to_owned()),
                ..plain(Function::OtherService)
            },
        ];
        found.add("flows", flows, |a, value| a.engagement.flows = vec![value]);
    }
}

fn of_flow(engagement: &Engagement, flow: &Flow, at: usize, found: &mut Found) {
    let name = |field: &str| format!("{} {field}", flow.id);
    macro_rules! set {
        ($field:literal, $values:expr, |$flow:ident, $value:ident| $put:expr) => {
            found.add(name($field), $values, move |a: &mut Assessment, $value| {
                let $flow = &mut a.engagement.flows[at];
                $put;
            })
        };
    }
    if flow.product.is_empty() {
        set!("product", ["Alpha", "Beta", "Gamma"], |f, value| f
            .product =
            value.to_owned());
    }
    if flow.region.is_none() {
        set!("region", ["US", "IN"], |f, value| f.region =
            Some(value.to_owned()));
    }
    if flow.phi == Some(Phi::Unknown) {
        set!("phi", phis(!says_phi(flow)), |f, value| f.phi = Some(value));
    }
    if flow.forms.is_empty() {
        set!("forms", [PhiForm::Ephi, PhiForm::Paper], |f, value| f
            .forms =
            vec![value]);
    }
    // PHI that is known to come and of which nothing else is said is identified.
    if flow.data.is_none() && oracle::phi_of(engagement, flow) == Phi::Unknown {
        set!("data", DataKind::ALL.to_vec(), |f, value| f.data =
            Some(value));
    }
    if flow.function.is_none() {
        set!("function", Function::ALL.to_vec(), |f, value| f.function =
            Some(value));
    }
    macro_rules! fact {
        ($($field:ident)*) => {
            $(if flow.facts.$field.is_none() {
                let values = [true, false];
                found.add(name(stringify!($field)), values, move |a: &mut Assessment, value| {
                    a.engagement.flows[at].facts.$field = Some(value);
                });
            })*
        };
    }
    fact!(vendor_deidentifies deidentification_documented vendor_makes_limited_set
        persistent_storage on_behalf_of_customer other_services beyond_payment direct_control
        routine_handling vendor_sees_phi authenticated_pages plan_documents_amended
        substitute_documented ground_documented);
    // Where the engagement lists what is sensitive, a flow that says nothing follows the list.
    if engagement.sensitivity.is_none() {
        fact!(part2);
    }
    if flow.facts.limited_purpose.is_none() {
        set!(
            "limited_purpose",
            LimitedPurpose::ALL.to_vec(),
            |f, value| {
                f.facts.limited_purpose = Some(value);
            }
        );
    }
}

fn of_agreements(world: &World, found: &mut Found) {
    for (at, baa) in world.assessment.baas.iter().enumerate() {
        let name = |field: &str| format!("{} {field}", baa.id);
        if baa.vendor_entity.is_empty() {
            let names = ["Acme Health, Inc.", "Acme Health, LLC"];
            found.add(name("vendor_entity"), names, move |a, value| {
                a.baas[at].vendor_entity = value.to_owned();
            });
        }
        if baa.customer_entities.is_empty() {
            let names = ["Mercy Hospital", "Other Hospital"];
            found.add(name("customer_entities"), names, move |a, value| {
                a.baas[at].customer_entities = vec![value.to_owned()];
            });
        }
        match &baa.coverage {
            None => {
                let plain = |kind, list: &[&str]| Coverage {
                    kind,
                    list: list.iter().map(|&name| name.to_owned()).collect(),
                    exclusions: Vec::new(),
                    ai: None,
                    conditions_on_customer: Vec::new(),
                };
                let ways = [
                    plain(CoverageKind::AllServices, &[]),
                    plain(CoverageKind::Listed, &["Gamma"]),
                    plain(CoverageKind::Listed, &["Alpha"]),
                ];
                found.add(name("coverage"), ways, move |a, value| {
                    a.baas[at].coverage = Some(value);
                });
            }
            Some(coverage) => {
                if coverage.ai.is_none() {
                    found.add(name("ai"), [true, false], move |a, value| {
                        a.baas[at].coverage.as_mut().unwrap().ai = Some(value);
                    });
                }
                if coverage.list.is_empty() && coverage.kind != CoverageKind::AllServices {
                    found.add(name("list"), ["Alpha", "Gamma"], move |a, value| {
                        a.baas[at].coverage.as_mut().unwrap().list = vec![value.to_owned()];
                    });
                }
            }
        }
        if baa
            .term
            .is_some_and(|term| term.kind == TermKind::Fixed && term.ends.is_none())
        {
            let days = [-1, 0, 100].map(|days| world.as_of.add_days(days));
            found.add(name("term.ends"), days, move |a, value| {
                a.baas[at].term.as_mut().unwrap().ends = Some(value);
            });
        }
        if baa.term.is_none() {
            let ways = [
                (TermKind::Evergreen, None),
                (TermKind::Fixed, Some(world.as_of.add_days(-1))),
            ];
            found.add(name("term"), ways, move |a, (kind, ends)| {
                a.baas[at].term = Some(Term { kind, ends });
            });
        }
        let undated = baa
            .execution
            .as_ref()
            .is_none_or(|execution| execution.ours_on.is_none() && execution.theirs_on.is_none());
        if undated {
            let days = [-40, 0, 40].map(|days| world.as_of.add_days(days));
            found.add(name("execution"), days, move |a, day| {
                let kind = a.baas[at].execution.as_ref().map(|known| known.kind);
                a.baas[at].execution = Some(Execution {
                    kind: kind.unwrap_or(ExecutionKind::Signed),
                    ours_on: Some(day),
                    theirs_on: Some(day),
                });
            });
        }
        let read = !matches!(baa.status, BaaStatus::None | BaaStatus::Refused);
        if baa.notice.breach.is_none() && read {
            let ways = [
                (Some(5), NoticeUnit::Hours),
                (None, NoticeUnit::Hours),
                (Some(3), NoticeUnit::Months),
            ];
            found.add(name("notice.breach"), ways, move |a, (number, unit)| {
                a.baas[at].notice.breach = Some(Notice {
                    number,
                    unit: Some(unit),
                    trigger: NoticeTrigger::Discovery,
                });
            });
        }
        for &key in ProvisionKey::ALL {
            let mut states = baa.provisions.iter().filter(|one| one.key == key);
            if states.all(|one| one.state == ProvisionState::Unclear) {
                let ways = [ProvisionState::Found, ProvisionState::Absent];
                found.add(name(key.as_str()), ways, move |a, state| {
                    let provisions = &mut a.baas[at].provisions;
                    provisions.retain(|one| one.key != key);
                    provisions.push(Provision {
                        key,
                        state,
                        quote: String::new(),
                        page: None,
                    });
                });
            }
        }
    }
}

fn of_reports(world: &World, found: &mut Found) {
    fn change(a: &mut Assessment, at: usize, change: impl FnOnce(&mut ReportRecord)) {
        let mut record = ReportRecord::from(a.reports[at].clone());
        change(&mut record);
        a.reports[at] = Report::try_from(record).unwrap();
    }
    for (at, report) in world.assessment.reports.iter().enumerate() {
        let name = |field: &str| format!("{} {field}", report.id);
        if report.opinion_overall.is_none() {
            found.add(name("opinion"), Opinion::ALL.to_vec(), move |a, value| {
                change(a, at, |record| record.opinion_overall = Some(value));
            });
        }
        if report.auditor.licensed.is_none() {
            found.add(name("licensed"), [true, false], move |a, value| {
                change(a, at, |record| record.auditor.licensed = Some(value));
            });
        }
        if report.products_in_scope.is_empty() && report.system_name.is_empty() {
            let ways = [&["Alpha", "Beta"][..], &["Gamma"]];
            found.add(name("products"), ways, move |a, value| {
                change(a, at, |record| {
                    record.products_in_scope = value.iter().map(|&one| one.to_owned()).collect();
                });
            });
        }
    }
}

fn of_others(world: &World, found: &mut Found) {
    for (at, one) in world.assessment.evidence.iter().enumerate() {
        if one.kind != EvidenceKind::DataUseAgreement {
            continue;
        }
        if one.date.is_none() {
            let days = [-3, 3].map(|days| world.as_of.add_days(days));
            found.add(format!("{} date", one.id), days, move |a, value| {
                a.evidence[at].date = Some(value);
            });
        }
        if one.reviewed.is_none() {
            let read = vendorward_core::engagement::Signed {
                by: "Kim Reviewer".to_owned(),
                on: world.as_of,
                reason: String::new(),
            };
            found.add(format!("{} reviewed", one.id), [read], move |a, value| {
                a.evidence[at].reviewed = Some(value);
            });
        }
    }
    for (at, one) in world.assessment.subcontractors.iter().enumerate() {
        if one.phi.is_none() {
            // A flow that carries PHI there has settled it.
            let carried = world.assessment.engagement.flows.iter().any(|flow| {
                flow.party.as_ref() == Some(&one.id)
                    && oracle::phi_of(&world.assessment.engagement, flow) != Phi::None
            });
            let ways = if carried {
                vec![true]
            } else {
                vec![true, false]
            };
            found.add(format!("{} phi", one.id), ways, move |a, value| {
                a.subcontractors[at].phi = Some(value);
            });
        }
        if one.baa == SubcontractorBaa::Unknown {
            let ways = [SubcontractorBaa::Executed, SubcontractorBaa::None];
            found.add(format!("{} baa", one.id), ways, move |a, value| {
                a.subcontractors[at].baa = value;
            });
        }
        if one.baa == SubcontractorBaa::Executed && one.baa_on.is_none() {
            let day = world.as_of.add_days(-3);
            found.add(format!("{} baa_on", one.id), [day], move |a, value| {
                a.subcontractors[at].baa_on = Some(value);
            });
        }
    }
    for (at, one) in world.assessment.incidents.iter().enumerate() {
        if one.breach.is_none() {
            found.add(
                format!("{} breach", one.id),
                [true, false],
                move |a, value| {
                    a.incidents[at].breach = Some(value);
                },
            );
        }
        if one.discovered_on.is_none() {
            let days = [31, 300].map(|days| world.as_of.add_days(-days));
            found.add(format!("{} discovered", one.id), days, move |a, value| {
                a.incidents[at].discovered_on = Some(value);
            });
        }
    }
}
