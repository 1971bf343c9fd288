//! Findings about agreements: missing, late, defective, and what they say.

mod clauses;
mod exit;
mod late;
mod record;

use std::collections::{BTreeMap, BTreeSet};

use super::Findings;
use crate::{
    assessment::{Assessment, UseAgreement},
    baa::{self, Baa, BaaStatus, Defect, Instrument, Standing},
    date::Date,
    engagement::{Flow, Phi},
    facts::Determination,
    prepare::{FlowFacts, Prepared},
    source::of_record,
    texts::Language::English,
};

impl Findings<'_> {
    /// Findings about agreements.
    pub(crate) fn agreements(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let mut judged = BTreeSet::new();
        for (flow, facts) in assessment.engagement.flows.iter().zip(&prepared.flows) {
            let source = of_record("engagement/flows", &flow.id);
            self.part2(assessment, flow, facts, prepared.as_of);
            match facts.determination.required {
                Determination::Undetermined => {
                    let missing = facts.determination.missing.join(", ");
                    let args = vec![("flow", flow.id.to_string()), ("facts", missing)];
                    self.add("baa.undetermined", &flow.id, args, [source]);
                }
                // Flows of one class lack the same.
                Determination::Required if judged.insert(facts.class) => {
                    self.required_flow(assessment, facts, &source);
                }
                Determination::Required | Determination::NotRequired => {}
            }
        }
        self.data_use(assessment, prepared);
        self.disputed_part2(assessment, prepared);
        if prepared.determination == Determination::Undetermined
            && !assessment.engagement.says_where_phi_goes()
        {
            self.add(
                "baa.undetermined",
                "engagement",
                vec![("flow", String::new()), ("facts", "flows".to_owned())],
                &["engagement/flows".to_owned()],
            );
        }
        if prepared.determination == Determination::Required {
            self.lateness(assessment, prepared);
            self.clauses(assessment, prepared);
        }
        self.conflicts(assessment, prepared);
        self.records(assessment, prepared);
        self.exit(assessment, prepared);
    }

    /// A limited data set goes out under a data use agreement, whoever gets it. One agreement serves all flows
    /// of a product.
    fn data_use(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let flows = assessment.engagement.flows.iter().zip(&prepared.flows);
        let mut owing: BTreeMap<&str, Vec<(&Flow, &FlowFacts)>> = BTreeMap::new();
        for (flow, facts) in flows.filter(|(_, facts)| owes(facts, Instrument::Dua)) {
            let of_product = owing.entry(flow.product.trim()).or_default();
            of_product.push((flow, facts));
        }
        for (product, flows) in owing {
            let stands = assessment.data_use_agreement(product, prepared.as_of);
            let Some((flow, facts)) = flows.first().filter(|_| stands != UseAgreement::InForce)
            else {
                continue;
            };
            let mut why = English.fill(&format!("baa.dua.{stands}"), &[]);
            if facts.determination.is_replaceable() {
                why.push(' ');
                why.push_str(&English.text("baa.dua.or-baa"));
            }
            let more = match flows.len() {
                1 => String::new(),
                n => {
                    let n = (n - 1).to_string();
                    format!(" {}", English.fill("baa.dua.more", &[("n", &n)]))
                }
            };
            let args = vec![("flow", flow.id.to_string()), ("more", more), ("why", why)];
            let because = flows
                .iter()
                .map(|(flow, _)| of_record("engagement/flows", &flow.id));
            let because: Vec<String> = because.collect();
            self.add("baa.dua-missing", &flow.id, args, because);
        }
    }

    /// Records of a Part 2 program go out under a written promise to be bound by 42 CFR Part 2, which a plain
    /// BAA is not. A program that is no covered entity needs no BAA, and that promise all the same.
    fn part2(&mut self, assessment: &Assessment, flow: &Flow, facts: &FlowFacts, as_of: Date) {
        if owes(facts, Instrument::Part2Terms) && !promises_part2(assessment, flow, facts, as_of) {
            self.part2_missing(assessment, flow, facts, "carried");
        }
    }

    /// Two facts that contradict each other: neither is picked, and the promise would cover both. It is said once.
    fn disputed_part2(&mut self, assessment: &Assessment, prepared: &Prepared) {
        if !assessment.engagement.disputes_part2() {
            return;
        }
        let mut flows = assessment.engagement.flows.iter().zip(&prepared.flows);
        let open = flows.find(|(flow, facts)| {
            facts.phi != Phi::None && !promises_part2(assessment, flow, facts, prepared.as_of)
        });
        if let Some((flow, facts)) = open {
            self.part2_missing(assessment, flow, facts, "disputed");
        }
    }

    fn part2_missing(
        &mut self,
        assessment: &Assessment,
        flow: &Flow,
        facts: &FlowFacts,
        carries: &str,
    ) {
        let mut because = vec![of_record("engagement/flows", &flow.id)];
        let baa = facts.agreement.and_then(|at| assessment.baas.get(at));
        because.extend(baa.map(|baa| of_record("baas", &baa.id)));
        let carries = English.fill(&format!("baa.part2.{carries}"), &[]);
        let args = vec![("flow", flow.id.to_string()), ("carries", carries)];
        self.add("baa.part2-missing", &flow.id, args, because);
    }

    fn required_flow(&mut self, assessment: &Assessment, flow: &FlowFacts, source: &str) {
        let standing = flow
            .review
            .as_ref()
            .map_or(Standing::Missing, |review| review.standing);
        let engagement = &assessment.engagement;
        let baa = flow.agreement.and_then(|at| assessment.baas.get(at));
        let agreement = baa.map(|baa| baa.id.to_string()).unwrap_or_default();
        let mut because = vec![source.to_owned()];
        because.extend(baa.map(|baa| of_record("baas", &baa.id)));
        let because = because.as_slice();
        match standing {
            Standing::Missing => self.add(
                "baa.missing",
                "engagement",
                vec![
                    ("vendor", engagement.vendor.name.clone()),
                    (
                        "handles",
                        English.fill(&format!("baa.handles.{}", flow.phi), &[]),
                    ),
                ],
                because,
            ),
            Standing::Refused => self.add(
                "baa.refused",
                &agreement,
                vec![("agreement", agreement.clone())],
                because,
            ),
            Standing::Unfinished => self.add(
                "baa.not-executed",
                &agreement,
                vec![
                    ("agreement", agreement.clone()),
                    ("status", baa.map(said_status).unwrap_or_default()),
                ],
                because,
            ),
            Standing::Defective | Standing::Unknown | Standing::InForce => {}
        }
        if let Some(review) = &flow.review {
            for defect in &review.defects {
                self.defect(&agreement, defect, &engagement.vendor.legal_name, because);
            }
            if let Some(spelling) = &review.spelling {
                let args = vec![
                    ("agreement", agreement.clone()),
                    ("about", spelling.clone()),
                    ("vendor", engagement.vendor.legal_name.clone()),
                ];
                let subject = format!("{agreement} {spelling}");
                self.add("baa.wrong-party", subject, args, because);
            }
            if let Some((product, name)) = &review.read_as {
                let places = [("name", name.as_str()), ("about", product.as_str())];
                let args = vec![
                    ("agreement", agreement.clone()),
                    ("covers", English.fill("baa.covers.loose", &places)),
                ];
                let subject = format!("{agreement} {product}");
                let id = "baa.service-not-covered";
                self.add_case(id, Some("loose"), subject, args, because);
            }
        }
    }

    fn defect(&mut self, agreement: &str, defect: &Defect, vendor: &str, because: &[String]) {
        let about = &defect.about;
        let mut args = vec![
            ("agreement", agreement.to_owned()),
            ("about", about.clone()),
            ("vendor", vendor.to_owned()),
            (
                "covers",
                English.fill("baa.covers.not", &[("about", about)]),
            ),
        ];
        if defect.finding == "baa.expired" {
            let how = defect.case.unwrap_or("dated");
            let ended = English.fill(&format!("baa.ended.{how}"), &[("day", about)]);
            args.push(("ended", ended));
        }
        if defect.finding == "baa.customer-condition" {
            let state = defect.case.unwrap_or("unconfirmed");
            args.push((
                "state",
                English.fill(&format!("baa.condition.{state}"), &[]),
            ));
        }
        let subject = format!("{agreement} {about}");
        self.add_case(defect.finding, defect.case, subject, args, because);
    }
}

/// Where an agreement that is not finished stands, in words. One called executed lacks a signature, or has
/// one of a day still to come.
fn said_status(baa: &Baa) -> String {
    let status = match baa.status {
        BaaStatus::Executed => "unfinished",
        other => other.as_str(),
    };
    English.fill(&format!("baa.status.{status}"), &[])
}

/// Whether an instrument is owed for a flow with PHI, as far as it is decided.
fn owes(facts: &FlowFacts, instrument: Instrument) -> bool {
    let decided = facts.determination.required != Determination::Undetermined;
    decided && facts.phi != Phi::None && facts.determination.instruments.contains(&instrument)
}

/// Whether the vendor has agreed in writing to be bound by 42 CFR Part 2 for a flow.
fn promises_part2(assessment: &Assessment, flow: &Flow, facts: &FlowFacts, as_of: Date) -> bool {
    let promises = |baa: &Baa| baa.part2_terms == Some(true);
    match facts.agreement.and_then(|at| assessment.baas.get(at)) {
        Some(baa) => promises(baa),
        None => assessment.baas.iter().any(|baa| {
            let review = || baa::review(baa, &assessment.engagement, flow, as_of);
            promises(baa) && review().standing == Standing::InForce
        }),
    }
}
