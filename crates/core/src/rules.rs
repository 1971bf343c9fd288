//! The catalogue: every rule that can raise a finding. One place to search an id; the rubric gives
//! the severity, [`crate::texts`] the words.

use crate::{
    finding::{Axis, Owner},
    gate::LawStatus,
};

/// A rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The finding's id, and the key of its texts.
    pub id: &'static str,
    /// Axis.
    pub axis: Axis,
    /// Who has to act.
    pub owner: Owner,
    /// Law status.
    pub law: LawStatus,
    /// Citation; of a finding about a question, the question's own come first.
    pub cite: &'static str,
    /// Cases it tells apart, to which the rubric may give a severity of their own.
    pub cases: &'static [&'static str],
}

use Axis::{Assurance, Contract, Legal, Practice};
use LawStatus::{Contract as ByContract, InForce, Practice as IsPractice};
use Owner::{Hospital, Vendor};

const fn rule(
    id: &'static str,
    axis: Axis,
    owner: Owner,
    law: LawStatus,
    cite: &'static str,
) -> Rule {
    Rule {
        id,
        axis,
        owner,
        law,
        cite,
        cases: &[],
    }
}

impl Rule {
    /// The same, telling these cases apart.
    const fn cases(mut self, cases: &'static [&'static str]) -> Self {
        self.cases = cases;
        self
    }
}

/// A term beyond what the rules require, by what the agreement says of it; base is that it says nothing.
const fn negotiated(id: &'static str, cite: &'static str) -> Rule {
    rule(id, Contract, Vendor, ByContract, cite).cases(&["against", "weak"])
}

/// The vendor's own use of what it gets: worth more where AI or analytics works on it.
const REUSE: &[&str] = &["against", "against-in-play", "in-play", "weak"];

impl Rule {
    /// Each citation.
    pub fn citations(&self) -> impl Iterator<Item = &str> {
        let each = self.cite.split(';').map(str::trim);
        each.filter(|cite| !cite.is_empty())
    }
}

/// Every rule, sorted by id.
pub static RULES: &[Rule] = &[
    rule("answer.conflict", Practice, Vendor, IsPractice, ""),
    rule("answer.invalid", Practice, Vendor, IsPractice, ""),
    rule(
        "answer.na-over-limit",
        Practice,
        Hospital,
        IsPractice,
        "45 CFR 164.306(d)(3)",
    ),
    rule("answer.old", Practice, Vendor, IsPractice, ""),
    rule("answer.refused", Practice, Vendor, IsPractice, ""),
    rule("answer.unsupported", Assurance, Vendor, IsPractice, ""),
    rule(
        "assurance.claimed-unverified",
        Assurance,
        Hospital,
        IsPractice,
        "",
    ),
    rule("assurance.expired", Assurance, Vendor, IsPractice, "").cases(&["document"]),
    rule(
        "assurance.interim-missing",
        Assurance,
        Vendor,
        IsPractice,
        "",
    ),
    rule("assurance.out-of-scope", Assurance, Vendor, IsPractice, "").cases(&["part"]),
    rule("assurance.self-assessed", Assurance, Vendor, IsPractice, ""),
    rule(
        "baa.after-phi-start",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.502(e); 164.402",
    )
    .cases(&["doubt", "gap", "open"]),
    rule(
        "baa.ai-not-covered",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.502(e)",
    ),
    rule(
        "baa.backdated",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.502(e)",
    ),
    rule(
        "baa.breach-clock-late",
        Contract,
        Vendor,
        InForce,
        "45 CFR 164.410(a)(2)",
    )
    .cases(&["agent"]),
    rule(
        "baa.breach-notice-over-60-days",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.410(b); 164.504(e)(2)(ii)(C)",
    )
    .cases(&["agent"]),
    rule(
        "baa.breach-notice-slow",
        Contract,
        Vendor,
        ByContract,
        "45 CFR 164.410(b)",
    )
    .cases(&["agent", "use"]),
    rule(
        "baa.conflict",
        Contract,
        Hospital,
        ByContract,
        "45 CFR 164.504(e)(1)",
    ),
    rule(
        "baa.customer-condition",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.502(e)",
    )
    .cases(&["unmet"]),
    rule(
        "baa.customer-entity",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.502(e)",
    ),
    rule(
        "baa.dua-missing",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.514(e)(4)",
    ),
    rule(
        "baa.exit-unproven",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(ii)(J)",
    )
    .cases(&["ending", "retained", "subcontractors"]),
    rule("baa.expired", Legal, Hospital, InForce, "45 CFR 164.502(e)"),
    rule(
        "baa.missing",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.502(e); 164.308(b)",
    ),
    rule(
        "baa.not-executed",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.502(e)(2); 164.308(b)(3)",
    ),
    rule(
        "baa.not-yet-effective",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.502(e)",
    ),
    rule(
        "baa.notice-content",
        Contract,
        Vendor,
        ByContract,
        "45 CFR 164.410(c)",
    ),
    rule("baa.part2-missing", Legal, Hospital, InForce, "42 CFR 2.11"),
    rule(
        "baa.phi-start-unknown",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.502(e)",
    ),
    rule(
        "baa.pre-omnibus",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.532(e)",
    )
    .cases(&["check"]),
    rule(
        "baa.provision.access",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(ii)(E)",
    ),
    rule(
        "baa.provision.accounting",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(ii)(G)",
    ),
    rule(
        "baa.provision.amend",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(ii)(F)",
    ),
    rule(
        "baa.provision.delegated",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(ii)(H)",
    ),
    rule(
        "baa.provision.hhs-books",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(ii)(I)",
    ),
    rule(
        "baa.provision.no-other-use",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(ii)(A)",
    ),
    rule(
        "baa.provision.report-incident",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.314(a)(2)(i)(C)",
    ),
    rule(
        "baa.provision.report-use",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(ii)(C)",
    ),
    rule(
        "baa.provision.return-destroy",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(ii)(J)",
    ),
    rule(
        "baa.provision.safeguards",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(ii)(B)",
    ),
    rule(
        "baa.provision.subcontractors",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(ii)(D)",
    ),
    rule(
        "baa.provision.terminate",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(iii)",
    ),
    rule(
        "baa.provision.uses",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.504(e)(2)(i)",
    ),
    rule("baa.record-inconsistent", Legal, Hospital, IsPractice, "").cases(&["optional"]),
    rule(
        "baa.refused",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.502(e); 164.504(e)",
    ),
    rule(
        "baa.service-not-covered",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.502(e)",
    )
    .cases(&["loose"]),
    rule(
        "baa.subcontractor-missing",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.502(e)(1)(ii); 164.314(a)(2)(iii)",
    ),
    negotiated("baa.term.ai-training", "45 CFR 164.504(e)(2)(i)").cases(REUSE),
    negotiated("baa.term.audit-right", ""),
    negotiated("baa.term.breach-cost", ""),
    negotiated("baa.term.cyber-insurance", ""),
    negotiated("baa.term.deidentification", "45 CFR 164.502(d)(1)").cases(REUSE),
    negotiated("baa.term.encryption", ""),
    negotiated("baa.term.indemnity", ""),
    negotiated("baa.term.mfa", ""),
    negotiated("baa.term.offshore", ""),
    negotiated("baa.term.order", ""),
    negotiated("baa.term.pen-test", ""),
    negotiated("baa.term.return-days", "45 CFR 164.504(e)(2)(ii)(J)"),
    negotiated("baa.term.subcontractor-list", ""),
    negotiated("baa.term.turnaround", "45 CFR 164.524; 164.526; 164.528"),
    rule(
        "baa.undetermined",
        Legal,
        Hospital,
        InForce,
        "45 CFR 160.103; 164.502(e)",
    ),
    rule(
        "baa.wrong-party",
        Legal,
        Hospital,
        InForce,
        "45 CFR 164.502(e)",
    ),
    rule("claim.contradiction", Assurance, Vendor, IsPractice, ""),
    rule("claim.hipaa-certified", Assurance, Vendor, IsPractice, ""),
    rule("claim.soc2-certified", Assurance, Vendor, IsPractice, ""),
    rule("control.gap", Practice, Vendor, IsPractice, ""),
    rule("device.end-of-support", Practice, Vendor, IsPractice, "").cases(&["soon", "unsaid"]),
    rule(
        "device.mds2-missing",
        Assurance,
        Vendor,
        IsPractice,
        "ANSI/NEMA HN 1-2019",
    ),
    rule(
        "device.sbom-missing",
        Assurance,
        Vendor,
        IsPractice,
        "FD&C Act section 524B(b)(3)",
    ),
    rule(
        "incident.unresolved",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.410; 164.314(a)(2)(i)(C)",
    )
    .cases(&["clause", "late"]),
    rule("insurance.below-tier", Contract, Vendor, ByContract, "").cases(&["none", "unknown"]),
    rule("insurance.expired", Contract, Vendor, ByContract, ""),
    rule("pci.aoc-missing", Contract, Vendor, ByContract, ""),
    rule("pentest.old", Assurance, Vendor, IsPractice, "").cases(&["none", "undated"]),
    rule("pentest.open-high", Practice, Vendor, IsPractice, "").cases(&["unknown"]),
    rule("scope.entity", Assurance, Vendor, IsPractice, ""),
    rule("scope.phi-location", Assurance, Vendor, IsPractice, "").cases(&[
        "loose",
        "no-flow",
        "other-evidence",
    ]),
    rule("scope.product", Assurance, Vendor, IsPractice, "").cases(&[
        "loose",
        "device",
        "other-evidence",
        "not-expected",
    ]),
    rule("scope.region", Contract, Hospital, ByContract, "").cases(&["unknown"]),
    rule(
        "scope.subcontractor",
        Legal,
        Vendor,
        InForce,
        "45 CFR 164.314(a)(2)(iii)",
    ),
    rule("soc2.aging", Assurance, Vendor, IsPractice, ""),
    rule("soc2.bridge-alone", Assurance, Vendor, IsPractice, ""),
    rule("soc2.bridge-by-auditor", Assurance, Vendor, IsPractice, ""),
    rule(
        "soc2.bridge-inconsistent",
        Assurance,
        Vendor,
        IsPractice,
        "",
    ),
    rule(
        "soc2.bridge-signer-unknown",
        Assurance,
        Hospital,
        IsPractice,
        "",
    ),
    rule("soc2.bridge-too-long", Assurance, Vendor, IsPractice, ""),
    rule(
        "soc2.carve-out-no-report",
        Assurance,
        Vendor,
        IsPractice,
        "",
    )
    .cases(&["phi", "no-phi"]),
    rule("soc2.category-missing", Assurance, Vendor, IsPractice, "")
        .cases(&["availability-clinical", "privacy"]),
    rule(
        "soc2.controls-not-tested",
        Assurance,
        Vendor,
        IsPractice,
        "",
    ),
    rule("soc2.coverage-break", Assurance, Vendor, IsPractice, ""),
    rule(
        "soc2.criterion-carved-out",
        Assurance,
        Vendor,
        IsPractice,
        "",
    ),
    rule("soc2.cuec-unmapped", Assurance, Hospital, IsPractice, ""),
    rule("soc2.exception", Assurance, Vendor, IsPractice, "").cases(&["safeguard-phi", "no-phi"]),
    rule(
        "soc2.exception-no-response",
        Assurance,
        Vendor,
        IsPractice,
        "",
    ),
    rule(
        "soc2.exception-not-remediated",
        Assurance,
        Vendor,
        IsPractice,
        "",
    )
    .cases(&["planned"]),
    rule("soc2.exception-repeat", Assurance, Vendor, IsPractice, ""),
    rule(
        "soc2.hipaa-mapping-unaudited",
        Assurance,
        Vendor,
        IsPractice,
        "",
    ),
    rule("soc2.none", Assurance, Vendor, IsPractice, "").cases(&["other-tests"]),
    rule("soc2.not-soc2", Assurance, Vendor, IsPractice, ""),
    rule("soc2.opinion-adverse", Assurance, Vendor, IsPractice, ""),
    rule("soc2.opinion-disclaimer", Assurance, Vendor, IsPractice, ""),
    rule("soc2.opinion-qualified", Assurance, Vendor, IsPractice, "").cases(&["safeguards"]),
    rule("soc2.peer-review", Assurance, Vendor, IsPractice, "").cases(&["deficiencies", "old"]),
    rule(
        "soc2.record-inconsistent",
        Assurance,
        Hospital,
        IsPractice,
        "",
    ),
    rule("soc2.short-period", Assurance, Vendor, IsPractice, "")
        .cases(&["under-three-months", "under-twelve-months"]),
    rule(
        "soc2.signer-not-cpa-firm",
        Assurance,
        Vendor,
        IsPractice,
        "",
    ),
    rule("soc2.stale", Assurance, Vendor, IsPractice, ""),
    rule("soc2.system-changed", Assurance, Vendor, IsPractice, ""),
    rule("soc2.type1-only", Assurance, Vendor, IsPractice, "").cases(&["old"]),
    rule("soc2.uncovered-days", Assurance, Vendor, IsPractice, ""),
    rule("soc2.withheld", Assurance, Vendor, IsPractice, ""),
];

/// The rule of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    place(id).map(|(_, rule)| rule)
}

/// The rule of this id and its place among all.
pub(crate) fn place(id: &str) -> Option<(usize, &'static Rule)> {
    let at = RULES.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
    Some((at, RULES.get(at)?))
}

/// Whether there is a rule of this id.
#[must_use]
pub fn exists(id: &str) -> bool {
    find(id).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_and_sound() {
        assert!(RULES.is_sorted_by(|a, b| a.id < b.id));
        for rule in RULES {
            assert!(crate::id::check(rule.id).is_ok(), "{}", rule.id);
            assert!(
                rule.law != InForce || !rule.cite.is_empty(),
                "{} cites no law",
                rule.id
            );
        }
    }
}
