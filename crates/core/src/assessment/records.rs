//! Records beside the answers: evidence, what was asked for, subcontractors, incidents.

use serde::{Deserialize, Serialize};

use crate::{date::Date, engagement::Signed, id::Id, pack::Item, vocab::vocabulary};

vocabulary! {
    /// What a document is.
    pub enum EvidenceKind {
        /// A policy or procedure.
        Policy = "policy",
        /// A risk analysis.
        RiskAnalysis = "risk-analysis",
        /// Configuration, log extract, test record.
        Artefact = "artefact",
        /// Penetration test report.
        PenTest = "pen-test",
        /// Vulnerability scan report.
        VulnerabilityScan = "vulnerability-scan",
        /// Record of a restore or continuity exercise.
        ContinuityTest = "continuity-test",
        /// Record of a review of access rights.
        AccessReview = "access-review",
        /// Record of an incident exercise.
        IncidentExercise = "incident-exercise",
        /// Management's letter for the time since a SOC 2 report.
        BridgeLetter = "bridge-letter",
        /// HITRUST e1 validated assessment.
        HitrustE1 = "hitrust-e1",
        /// HITRUST i1 validated assessment.
        HitrustI1 = "hitrust-i1",
        /// HITRUST r2 validated assessment.
        HitrustR2 = "hitrust-r2",
        /// Certificate of insurance.
        Insurance = "insurance",
        /// Attestation of compliance with PCI DSS.
        PciAoc = "pci-aoc",
        /// Manufacturer disclosure statement for medical device security (MDS2).
        Mds2 = "mds2",
        /// Software bill of materials.
        Sbom = "sbom",
        /// ISO/IEC 27001 certificate.
        Iso27001 = "iso-27001",
        /// A CPA firm's examination of HIPAA compliance (AT-C 315).
        HipaaExamination = "hipaa-examination",
        /// A paper that calls itself a HIPAA certificate. There is no such thing.
        HipaaCertificate = "hipaa-certificate",
        /// A paper that calls itself a SOC 2 certificate. There is no such thing.
        Soc2Certificate = "soc2-certificate",
        /// A readiness or self-assessment.
        SelfAssessment = "self-assessment",
        /// Published end of support.
        EndOfSupport = "end-of-support",
        /// Certificate of destruction and chain of custody.
        DestructionCertificate = "destruction-certificate",
        /// Data use agreement for a limited data set (45 CFR 164.514(e)(4)).
        DataUseAgreement = "data-use-agreement",
        /// Any other document.
        Other = "other",
    }
}

/// A document other than a report or an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// Unique in the package.
    pub id: Id,
    /// What it is.
    pub kind: EvidenceKind,
    /// For people.
    pub title: String,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issuer: String,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Its last valid day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// Products it speaks of; empty is all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// Places it speaks of; empty is not said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Controls of the inventory it speaks to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Id>,
    /// When the interim assessment of a HITRUST r2 was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interim_on: Option<Date>,
    /// Whether the vendor assessed itself; absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_assessed: Option<bool>,
    /// Findings of a penetration test or scan rated high or critical that are still open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_high: Option<u32>,
    /// Limit of an insurance for one event, in whole US dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_usd: Option<u64>,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidentiality: Option<Confidentiality>,
    /// SHA-256 of the file, lower-case hex.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// A reviewer saw the document itself; without that the record is a claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Signed>,
}

vocabulary! {
    /// Where a document that was asked for stands.
    pub enum AskedState {
        /// Asked for.
        Asked = "asked",
        /// Promised.
        Promised = "promised",
        /// The vendor has it, or should, and refuses to show it.
        Refused = "refused",
    }
}

/// A document of the pack that was asked for and is not on file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskedFor {
    /// Which; one line for each.
    pub item: Item,
    /// Where it stands.
    pub state: AskedState,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// By when it is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Who entered it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

vocabulary! {
    /// A list of records that a finding is raised about where one of them cannot be.
    pub enum RecordList {
        /// Agreements.
        Baas = "baas",
        /// Reports.
        Reports = "reports",
    }
}

/// A record of the file that can be no report or agreement: it is kept, and a finding says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impossible {
    /// What it was to be.
    pub list: RecordList,
    /// Its id, or its place in the file where that cannot be read.
    pub id: String,
    /// What is wrong with it.
    pub why: String,
}

vocabulary! {
    /// Who may see a document.
    pub enum Confidentiality {
        /// Anyone.
        Public = "public",
        /// Those under a confidentiality agreement.
        Nda = "nda",
        /// Nobody outside.
        Internal = "internal",
    }
}

vocabulary! {
    /// Whether the vendor has a BAA with its subcontractor (45 CFR 164.314(a)(2)(iii)).
    pub enum SubcontractorBaa {
        /// Signed by both.
        Executed = "executed",
        /// None.
        None = "none",
        /// Not established.
        Unknown = "unknown",
    }
}

/// Someone the vendor passes work to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Subcontractor {
    /// Unique in the package; flows name it.
    pub id: Id,
    /// As people call it.
    pub name: String,
    /// What it does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service: String,
    /// Whether it creates, receives, maintains or transmits PHI; absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phi: Option<bool>,
    /// Its agreement with the vendor.
    #[serde(default = "baa_unknown")]
    pub baa: SubcontractorBaa,
    /// When that was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baa_on: Option<Date>,
    /// A reviewer saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Signed>,
}

const fn baa_unknown() -> SubcontractorBaa {
    SubcontractorBaa::Unknown
}

/// A breach or incident the reviewer knows of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Incident {
    /// Unique in the package.
    pub id: Id,
    /// What happened.
    pub title: String,
    /// Whether it was a breach of unsecured PHI (45 CFR 164.402); absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breach: Option<bool>,
    /// First day it was known, or would have been (45 CFR 164.410(a)(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discovered_on: Option<Date>,
    /// When the hospital was told; absent is never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_on: Option<Date>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_on: Option<Date>,
    /// Who entered it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

impl Incident {
    /// When the hospital was told, by a day.
    #[must_use]
    pub fn told_by(&self, as_of: Date) -> Option<Date> {
        self.reported_on.filter(|on| *on <= as_of)
    }

    /// Days from discovery until the hospital was told, or until now if it was not; none without the first day.
    #[must_use]
    pub fn days_untold(&self, as_of: Date) -> Option<i64> {
        let until = self.told_by(as_of).unwrap_or(as_of);
        self.discovered_on.map(|found| found.days_until(until))
    }
}
