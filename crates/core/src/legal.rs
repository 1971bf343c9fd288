//! HIPAA duties, counted and never scored.

use std::collections::BTreeSet;

use crate::{
    assessment::Assessment,
    baa::{Baa, ProvisionKey, ProvisionState},
    basis::Basis,
    compile::Compiled,
    engagement::Phi,
    facts::Determination,
    facts::{Fact, FlowTrait},
    finding::{Axis, Severity},
    gate::LawStatus,
    gate::{GateId, GateState},
    gates::{self, GateVerdict},
    prepare::Prepared,
    resolve::State,
    result::{DutyOutcome, DutyState, Finding, Legal, LegalStatus},
    rubric::Duty,
    score,
    source::of_field,
    units::Credit,
    when::Truth,
};

/// Counts every duty of the rubric.
#[must_use]
pub fn duties(
    compiled: &Compiled,
    assessment: &Assessment,
    prepared: &Prepared,
    gates: &[GateVerdict<'_>],
    findings: &[Finding],
) -> Legal {
    let agreements = gates::relied_agreements(assessment, prepared);
    // These are the duties of a business associate: where no agreement is required there is none.
    let binds = prepared.phi != Phi::None && prepared.determination != Determination::NotRequired;
    // Where it is not known that they bind, a gap is not known either.
    let open =
        prepared.phi == Phi::Unknown || prepared.determination == Determination::Undetermined;
    let ephi = prepared
        .facts
        .get(Fact::Flows)
        .test(crate::compile::Compare::Includes(
            1 << (FlowTrait::Ephi as u32),
        ));
    let told = Told {
        compiled,
        assessment,
        prepared,
        gates,
        agreements: &agreements,
        contradicted: contradicted(assessment, prepared, findings),
    };
    let duties: Vec<_> = compiled
        .rubric
        .duties
        .iter()
        .map(|duty| {
            let applies = binds && !(duty.security_rule && ephi == Truth::False);
            let (mut state, basis, because) = if applies {
                told.judge(duty)
            } else {
                (DutyState::NotApplicable, None, Vec::new())
            };
            if state == DutyState::Gap && (open || (duty.security_rule && ephi != Truth::True)) {
                state = DutyState::Unknown;
            }
            DutyOutcome {
                cite: duty.cite.clone(),
                title: duty.title.clone(),
                state,
                basis,
                because,
            }
        })
        .collect();
    let any = |wanted| duties.iter().any(|duty| duty.state == wanted);
    let found = of_findings(assessment, prepared, findings);
    let status = if any(DutyState::Gap) || found == DutyState::Gap {
        LegalStatus::Gaps
    } else if any(DutyState::Unknown) || found == DutyState::Unknown {
        LegalStatus::Undetermined
    } else if any(DutyState::Met) {
        LegalStatus::NoGapFound
    } else {
        LegalStatus::NotApplicable
    };
    Legal { status, duties }
}

/// Whether a finding says that there is, or may be, a gap under the law in force.
#[must_use]
pub fn speaks_of_law(finding: &Finding) -> bool {
    finding.axis == Axis::Legal
        && finding.law == LawStatus::InForce
        && finding.severity > Severity::Info
}

/// What stays open beside the duties: a finding about the law in force that nobody has closed says that
/// there is, or may be, a gap. Past days without an agreement are one, whatever is signed since.
fn of_findings(assessment: &Assessment, prepared: &Prepared, findings: &[Finding]) -> DutyState {
    let closed = |finding: &Finding| is_closed(assessment, prepared, finding);
    let flowing = prepared.phi == Phi::Flowing;
    let state = |finding: &Finding| match finding.rule.id {
        // An agreement may have covered those days.
        "baa.after-phi-start" if finding.case == Some("doubt") => DutyState::Unknown,
        "baa.after-phi-start" | "baa.backdated" => DutyState::Gap,
        "baa.dua-missing" if flowing => DutyState::Gap,
        _ => DutyState::Unknown,
    };
    let in_law = findings.iter().filter(|finding| speaks_of_law(finding));
    let open = in_law.filter(|finding| !closed(finding)).map(state);
    open.fold(DutyState::NotApplicable, graver)
}

/// Whether a condition about a finding is closed.
fn is_closed(assessment: &Assessment, prepared: &Prepared, finding: &Finding) -> bool {
    let closed = assessment.closed_on(finding.rule.id, &finding.subject, prepared.as_of);
    closed.is_some()
}

/// Sources of answers that are contradicted, as far as nobody has settled it.
fn contradicted<'f>(
    assessment: &Assessment,
    prepared: &Prepared,
    findings: &'f [Finding],
) -> BTreeSet<&'f str> {
    let found = findings.iter();
    let found = found.filter(|one| one.rule.id == "claim.contradiction");
    let found = found.filter(|one| !is_closed(assessment, prepared, one));
    let sources = found.flat_map(|one| &one.because).map(String::as_str);
    sources.filter(|one| one.starts_with("answers/")).collect()
}

type Judged = (DutyState, Option<Basis>, Vec<String>);

/// What speaks to duties.
struct Told<'a> {
    compiled: &'a Compiled,
    assessment: &'a Assessment,
    prepared: &'a Prepared,
    gates: &'a [GateVerdict<'a>],
    agreements: &'a [&'a Baa],
    /// Sources of answers that a record or another answer contradicts.
    contradicted: BTreeSet<&'a str>,
}

impl Told<'_> {
    /// The worst of what speaks to a duty: questions through its controls, a gate, a clause.
    fn judge(&self, duty: &Duty) -> Judged {
        let Self {
            compiled,
            assessment,
            prepared,
            gates,
            agreements,
            ..
        } = *self;
        let mut judged: Judged = (DutyState::NotApplicable, None, Vec::new());
        let mut asked = false;
        for control in &duty.controls {
            match control.as_str() {
                // Two duties are the hospital's agreement itself: no vendor's answer speaks to them.
                "baa.with-customer" => {
                    asked = true;
                    worse(&mut judged, by_gate(gates, GateId::BaaInForce));
                    continue;
                }
                "baa.content" => {
                    asked = true;
                    worse(&mut judged, content(gates, agreements, duty));
                    continue;
                }
                // What the reviewer knows outweighs what the vendor says.
                "subcontractor.baas" => {
                    worse(&mut judged, tripped(gates, GateId::SubcontractorBaas))
                }
                "breach.notice" => {
                    // Later than agreed may have been soon enough for the law.
                    let late = tripped(gates, GateId::Incident);
                    let past_law = gates::past_law(assessment, prepared.as_of);
                    worse(
                        &mut judged,
                        if past_law { late } else { at_most_open(late) },
                    );
                    // What the vendor has signed speaks against its answer. The limit of the law stands
                    // all the same, so that it is no gap by itself.
                    let clause = tripped(gates, GateId::BreachClause);
                    worse(&mut judged, at_most_open(clause));
                }
                _ => {}
            }
            for &at in compiled.speaking_to(control) {
                // What another depth asks is not asked here, which is not the same as not applicable.
                if prepared.asks(compiled, at) == Truth::False {
                    continue;
                }
                asked = true;
                worse(&mut judged, self.by_question(at, duty.law));
            }
        }
        if let Some(key) = duty
            .provision
            .as_ref()
            .and_then(|key| ProvisionKey::parse(key.as_str()))
        {
            asked = true;
            if agreements.is_empty() {
                worse(&mut judged, (DutyState::Unknown, None, Vec::new()));
            }
            for baa in agreements {
                worse(&mut judged, by_provision(baa, key));
            }
        }
        if asked {
            judged
        } else {
            (DutyState::Unknown, None, Vec::new())
        }
    }

    fn by_question(&self, at: u32, law: LawStatus) -> Judged {
        let Self {
            compiled, prepared, ..
        } = *self;
        let id = compiled
            .id_of(prepared.answered_in(at))
            .map(|id| ["answers/", id.as_str()].concat())
            .unwrap_or_default();
        let Some((state, item)) = score::item(compiled, &prepared.answers, &prepared.applies, at)
        else {
            return (DutyState::NotApplicable, None, Vec::new());
        };
        let contradicted = self.contradicted.contains(id.as_str());
        let source = vec![id];
        match state {
            // A yes that a record contradicts shows nothing before the two are settled.
            State::Answered(Credit::FULL) if contradicted => (DutyState::Unknown, None, source),
            State::Na => (DutyState::NotApplicable, None, source),
            State::Answered(Credit::FULL) => (DutyState::Met, Some(item.basis), source),
            // An addressable specification may lawfully be met in part and by other means: that is for a
            // reviewer to judge (45 CFR 164.306(d)(3)).
            State::Answered(credit) if law == LawStatus::Addressable && credit > Credit::NONE => {
                (DutyState::Unknown, None, source)
            }
            State::Answered(_) if item.certain => (DutyState::Gap, None, source),
            _ => (DutyState::Unknown, None, source),
        }
    }
}

/// Gap before unknown before met; what does not apply gives way.
const fn rank(state: DutyState) -> u8 {
    match state {
        DutyState::Gap => 3,
        DutyState::Unknown => 2,
        DutyState::Met => 1,
        DutyState::NotApplicable => 0,
    }
}

const fn graver(one: DutyState, other: DutyState) -> DutyState {
    if rank(other) > rank(one) { other } else { one }
}

/// The worse of two, with what both came from.
fn worse(judged: &mut Judged, other: Judged) {
    judged.1 = match (judged.0, other.0) {
        (DutyState::Met, DutyState::Met) => judged.1.min(other.1),
        (_, DutyState::Met) if judged.0 == DutyState::NotApplicable => other.1,
        (DutyState::Met, DutyState::NotApplicable) => judged.1,
        _ => None,
    };
    judged.0 = graver(judged.0, other.0);
    judged.2.extend(other.2);
}

fn by_gate(gates: &[GateVerdict<'_>], id: GateId) -> Judged {
    let Some((_, verdict)) = gates.iter().find(|(gate, _)| *gate == id) else {
        return (DutyState::Unknown, None, Vec::new());
    };
    let source = vec![format!("gates/{id}")];
    match verdict.state {
        GateState::Clear => (DutyState::Met, verdict.basis, source),
        GateState::Tripped => (DutyState::Gap, None, source),
        GateState::Pending | GateState::Undetermined => (DutyState::Unknown, None, source),
        // No agreement text yet, or none needed.
        GateState::NotApplicable if id == GateId::BaaInForce => {
            (DutyState::NotApplicable, None, source)
        }
        GateState::NotApplicable => by_gate(gates, GateId::BaaInForce),
    }
}

/// A tripped gate is a gap; any other state says nothing here. The duty stands by itself: that no agreement
/// is in force says nothing of it.
fn tripped(gates: &[GateVerdict<'_>], id: GateId) -> Judged {
    let mut gates = gates.iter();
    let verdict = gates
        .find(|(gate, _)| *gate == id)
        .map(|(_, verdict)| verdict);
    if verdict.is_some_and(|verdict| verdict.state == GateState::Tripped) {
        (DutyState::Gap, None, vec![format!("gates/{id}")])
    } else {
        (DutyState::NotApplicable, None, Vec::new())
    }
}

/// The same, where it shows no more than that there may be a gap.
fn at_most_open((state, basis, because): Judged) -> Judged {
    let open = if state == DutyState::Gap {
        DutyState::Unknown
    } else {
        state
    };
    (open, basis, because)
}

/// What the agreement must say: all of it under the Privacy Rule, three clauses under 164.314(a)(2)(i).
fn content(gates: &[GateVerdict<'_>], agreements: &[&Baa], duty: &Duty) -> Judged {
    if !duty.security_rule {
        let mut judged = by_gate(gates, GateId::BaaTerms);
        // A clause that allows more time than 164.410 is not the one of 164.504(e)(2)(ii)(C).
        if judged.0 == DutyState::Met {
            worse(&mut judged, by_gate(gates, GateId::BreachClause));
        }
        worse(&mut judged, tripped(gates, GateId::BreachClause));
        return judged;
    }
    if agreements.is_empty() {
        return by_gate(gates, GateId::BaaTerms);
    }
    let mut judged: Judged = (DutyState::NotApplicable, None, Vec::new());
    let keys = [
        ProvisionKey::Safeguards,
        ProvisionKey::Subcontractors,
        ProvisionKey::ReportIncident,
    ];
    for (baa, key) in agreements.iter().flat_map(|baa| keys.map(|key| (baa, key))) {
        worse(&mut judged, by_provision(baa, key));
    }
    judged
}

fn by_provision(baa: &Baa, key: ProvisionKey) -> Judged {
    let source = vec![of_field("baas", &baa.id, &format!("provisions/{key}"))];
    let state = baa
        .provisions
        .iter()
        .filter(|provision| provision.key == key)
        .map(|provision| provision.state)
        .max();
    match state {
        Some(ProvisionState::Found) => {
            let basis = if baa.reviewed.is_some() {
                Basis::Document
            } else {
                Basis::Word
            };
            (DutyState::Met, Some(basis), source)
        }
        Some(ProvisionState::Absent) => (DutyState::Gap, None, source),
        Some(ProvisionState::Unclear) | None => (DutyState::Unknown, None, source),
    }
}
