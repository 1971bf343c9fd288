//! Findings about documents on file other than reports and agreements: what has run out, is about something
//! else, was made by the vendor itself, or was only claimed.

use std::collections::BTreeSet;

use super::Findings;
use crate::{
    assessment::{Answer, Assessment, Evidence, EvidenceKind},
    date::Date,
    engagement::Phi,
    evidence::{self, Currency, EvidenceStanding, Interim},
    facts::Triage,
    names::{self, Match},
    pack,
    prepare::Prepared,
    resolve::State,
    result::Cell,
    source::{of_field, of_record},
    texts::Language::English,
    units::Credit,
    when::Truth,
};

impl Findings<'_> {
    /// Findings about documents on file. Where nothing is assessed nothing is expected of them.
    pub(crate) fn evidence(&mut self, assessment: &Assessment, prepared: &Prepared) {
        if prepared.triage == Triage::NoAssessment {
            return;
        }
        for (one, standing) in assessment.evidence.iter().zip(&prepared.evidence) {
            self.no_such_certificate(one);
            if replaced(standing, &prepared.evidence) {
                continue;
            }
            self.run_out(one, standing);
            self.interim(one, standing);
            self.out_of_scope(assessment, prepared, one, standing);
            self.self_assessed(prepared, one, standing);
            self.unseen(one, standing);
        }
        self.claimed(prepared);
    }

    /// Nobody certifies HIPAA compliance, and a SOC 2 examination ends in a report.
    fn no_such_certificate(&mut self, one: &Evidence) {
        let id = match one.kind {
            EvidenceKind::HipaaCertificate => "claim.hipaa-certified",
            EvidenceKind::Soc2Certificate => "claim.soc2-certified",
            _ => return,
        };
        let args = vec![("title", one.title.clone())];
        self.add(id, &one.id, args, [of_record("evidence", &one.id)]);
    }

    fn run_out(&mut self, one: &Evidence, standing: &EvidenceStanding) {
        // These have findings of their own.
        let own = matches!(
            one.kind,
            EvidenceKind::Insurance
                | EvidenceKind::PenTest
                | EvidenceKind::EndOfSupport
                | EvidenceKind::DataUseAgreement
                | EvidenceKind::HipaaCertificate
                | EvidenceKind::Soc2Certificate
        );
        let (Currency::Expired, Some(ends), false) = (standing.currency, standing.ends, own) else {
            return;
        };
        let case = (!one.kind.is_certification()).then_some("document");
        let args = named(one, vec![("ends", ends.to_string())]);
        let because = [of_field("evidence", &one.id, "valid_until")];
        self.add_case("assurance.expired", case, &one.id, args, because);
    }

    fn interim(&mut self, one: &Evidence, standing: &EvidenceStanding) {
        if standing.interim == Interim::Missing && standing.currency != Currency::Expired {
            let because = [of_field("evidence", &one.id, "interim_on")];
            let args = named(one, Vec::new());
            self.add("assurance.interim-missing", &one.id, args, because);
        }
    }

    /// It names products, and not each one bought; or places, and none that has PHI.
    fn out_of_scope(
        &mut self,
        assessment: &Assessment,
        prepared: &Prepared,
        one: &Evidence,
        standing: &EvidenceStanding,
    ) {
        if !one.kind.is_assurance() || standing.currency == Currency::Expired {
            return;
        }
        let bought = &assessment.engagement.products;
        // A device's disclosure is about the device; what is bought beside it needs none.
        let about_one =
            one.kind == EvidenceKind::Mds2 && standing.products.contains(&Cell::Covered);
        let elsewhere = |at: usize| {
            let mut same = prepared
                .evidence
                .iter()
                .filter(|other| other.kind == one.kind);
            same.any(|other| other.sound() && other.products.get(at) == Some(&Cell::Covered))
        };
        let missing: Vec<&str> = bought
            .iter()
            .zip(&standing.products)
            .enumerate()
            .filter(|(at, (_, cell))| **cell == Cell::Gap && !about_one && !elsewhere(*at))
            .map(|(_, (name, _))| name.as_str())
            .collect();
        if !missing.is_empty() {
            let none = standing.products.iter().all(|cell| *cell == Cell::Gap);
            let case = (!none).then_some("part");
            let args = named(one, vec![("what", missing.join(", "))]);
            let because = [of_field("evidence", &one.id, "products")];
            self.add_case("assurance.out-of-scope", case, &one.id, args, because);
        } else if !one.places.is_empty() {
            self.other_places(assessment, one);
        }
    }

    fn other_places(&mut self, assessment: &Assessment, one: &Evidence) {
        let engagement = &assessment.engagement;
        let flows = engagement.flows.iter();
        let with_phi = flows.filter(|flow| engagement.phi_of(flow) != Phi::None);
        let places = with_phi.map(|flow| flow.place.as_str());
        let mut places = places.filter(|place| !place.trim().is_empty());
        let named_there = |place: &&str| {
            names::best(place, &one.places).is_some_and(|(matched, _)| matched != Match::None)
        };
        let Some(first) = places.next().filter(|first| !named_there(first)) else {
            return;
        };
        let mut others = BTreeSet::from([first]);
        for place in places {
            if others.insert(place) && named_there(&place) {
                return;
            }
        }
        let places: Vec<&str> = others.into_iter().collect();
        let args = named(one, vec![("what", places.join(", "))]);
        let because = [of_field("evidence", &one.id, "places")];
        self.add("assurance.out-of-scope", &one.id, args, because);
    }

    /// The vendor assessed itself, where the word of others is what is asked for.
    fn self_assessed(&mut self, prepared: &Prepared, one: &Evidence, standing: &EvidenceStanding) {
        let instead = one.kind == EvidenceKind::SelfAssessment
            && pack::expects_report(self.compiled, prepared)
            && !prepared.standings.iter().any(|report| report.usable);
        if !standing.independent || instead {
            let field = if one.self_assessed == Some(true) || instead {
                "self_assessed"
            } else {
                "issuer"
            };
            let because = [of_field("evidence", &one.id, field)];
            let args = named(one, Vec::new());
            self.add("assurance.self-assessed", &one.id, args, because);
        }
    }

    /// A certificate or test that stands in the records and that no reviewer saw.
    fn unseen(&mut self, one: &Evidence, standing: &EvidenceStanding) {
        let by_others = one.kind.is_certification() || one.kind == EvidenceKind::PenTest;
        if by_others && !standing.seen && standing.sound() {
            let because = [of_field("evidence", &one.id, "reviewed")];
            let places = [
                ("title", one.title.as_str()),
                ("document", &document(one.kind)),
            ];
            let what = English.fill("assurance.claimed-unverified.recorded", &places);
            self.add(
                "assurance.claimed-unverified",
                &one.id,
                vec![("what", what)],
                because,
            );
        }
    }

    /// A certificate that an answer claims and that is not on file at all.
    fn claimed(&mut self, prepared: &Prepared) {
        for claim in evidence::claims(self.compiled, prepared) {
            let on_file = prepared.evidence.iter().any(|one| one.kind == claim.kind);
            let Some(question) = self.compiled.id_of(claim.question).filter(|_| !on_file) else {
                continue;
            };
            let document = document(claim.kind);
            let places = [("question", question.as_str()), ("document", &document)];
            let what = English.fill("assurance.claimed-unverified.answered", &places);
            let args = vec![("what", what)];
            self.add(
                "assurance.claimed-unverified",
                format!("{question} {}", claim.kind),
                args,
                [of_record("answers", question)],
            );
        }
    }

    /// Answers given too long ago to speak of today: one finding for all, which names each.
    pub(crate) fn old_answers(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let months = self.compiled.rubric.evidence.answer_months();
        let oldest = prepared.as_of.add_months(-months);
        let counts = |answer: &&Answer| {
            // Months differ in length: what is about the limit is counted out.
            let old = |on: Date| on <= oldest && on.add_months(months) < prepared.as_of;
            let early = answer.on.is_some_and(old);
            let at = self.compiled.find(&answer.question).filter(|_| early);
            let asked = |at: &u32| prepared.applies.get(*at as usize) != Some(&Truth::False);
            at.filter(asked).is_some_and(|at| {
                let scored = self
                    .compiled
                    .entry(at)
                    .is_some_and(|entry| entry.weight > 0);
                let earns = prepared
                    .answers
                    .resolved
                    .get(at as usize)
                    .map(|one| one.state);
                scored && matches!(earns, Some(State::Answered(credit)) if credit > Credit::NONE)
            })
        };
        let old: Vec<String> = assessment
            .answers
            .iter()
            .filter(counts)
            .map(|answer| of_record("answers", &answer.question))
            .collect();
        if !old.is_empty() {
            let args = vec![
                ("count", English.count("answer.old.count", old.len() as u64)),
                ("months", months.to_string()),
                ("before", oldest.to_string()),
            ];
            self.add("answer.old", "answers", args, old);
        }
    }
}

/// Whether a document has run out, or been found wanting, and a sound one of its kind stands in its place.
fn replaced(standing: &EvidenceStanding, all: &[EvidenceStanding]) -> bool {
    let newer = |other: &EvidenceStanding| {
        other.kind == standing.kind
            && other.id != standing.id
            && other.sound()
            && other.ends >= standing.ends
            && other.products == standing.products
    };
    standing.kind.is_renewed() && !standing.sound() && all.iter().any(newer)
}

/// What a document is, in words.
pub(super) fn document(kind: EvidenceKind) -> String {
    English.fill(&format!("evidence.{kind}"), &[])
}

/// Values of a finding about a document.
pub(super) fn named(
    one: &Evidence,
    more: Vec<(&'static str, String)>,
) -> Vec<(&'static str, String)> {
    let mut args = vec![
        ("title", one.title.clone()),
        ("document", document(one.kind)),
    ];
    args.extend(more);
    args
}
