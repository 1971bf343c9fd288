//! The assessment: engagement, answers, evidence, agreements, reports, conditions and decisions.
//! As a file it is a package.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{
    baa::Baa,
    basis::Basis,
    date::Date,
    engagement::{Engagement, Signed},
    finding::Owner,
    id::Id,
    names,
    pack::Item,
    rating::Recommendation,
    soc2::Report,
    units::Credit,
    vocab::vocabulary,
    when::Truth,
};

/// An assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Assessment {
    /// This hospital, this vendor, these products.
    pub engagement: Engagement,
    /// Answers, sorted by question.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// A named officer's statement that the vendor's answers are true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attestation: Option<Attestation>,
    /// Documents other than reports and agreements, sorted by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Business associate agreements, sorted by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub baas: Vec<Baa>,
    /// Reports of independent auditors, sorted by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<Report>,
    /// The vendor's subcontractors, sorted by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subcontractors: Vec<Subcontractor>,
    /// Breaches and incidents the reviewer knows of, sorted by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<Incident>,
    /// Documents that were asked for and are not on file, sorted by item.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked_for: Vec<AskedFor>,
    /// Conditions, in the order they were raised.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// Decisions, in the order they were made; never changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// Records of the file that can be none; kept in the package beside.
    #[serde(skip)]
    pub impossible: Vec<Impossible>,
}

vocabulary! {
    /// How the data use agreement for a product stands, best first.
    pub enum UseAgreement {
        /// A reviewer saw one that is dated and has not ended.
        InForce = "in-force",
        /// Nobody has seen the one on file.
        Unread = "unread",
        /// The one on file bears no date.
        Undated = "undated",
        /// It is of a day still to come.
        NotYet = "not-yet",
        /// It has ended.
        Ended = "ended",
        /// There is none.
        None = "none",
    }
}

impl Assessment {
    /// How the data use agreement for a product stands, the best of those on file (45 CFR 164.514(e)(4)).
    #[must_use]
    pub fn data_use_agreement(&self, product: &str, as_of: Date) -> UseAgreement {
        let of_product = |one: &&Evidence| {
            one.kind == EvidenceKind::DataUseAgreement
                && (one.products.is_empty()
                    || one
                        .products
                        .iter()
                        .any(|named| names::same_name(named, product)))
        };
        let stands = |one: &Evidence| match one.date {
            _ if one.valid_until.is_some_and(|until| until < as_of) => UseAgreement::Ended,
            Some(date) if date > as_of => UseAgreement::NotYet,
            None => UseAgreement::Undated,
            Some(_) if one.reviewed.is_none() => UseAgreement::Unread,
            Some(_) => UseAgreement::InForce,
        };
        let on_file = self.evidence.iter().filter(of_product).map(stands);
        on_file.min().unwrap_or(UseAgreement::None)
    }
}

impl UseAgreement {
    /// Whether it is in force, as far as that is known.
    #[must_use]
    pub const fn holds(self) -> Truth {
        match self {
            Self::InForce => Truth::True,
            Self::Unread | Self::Undated => Truth::Unknown,
            Self::NotYet | Self::Ended | Self::None => Truth::False,
        }
    }
}

vocabulary! {
    /// What an answer says besides a value. Four different things.
    pub enum AnswerState {
        /// A value, or blank if there is none.
        Answered = "answered",
        /// "Don't know."
        DontKnow = "dont-know",
        /// The vendor refuses.
        Refused = "refused",
        /// "Not applicable", with a reason.
        NotApplicable = "not-applicable",
    }
}

/// One answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// The question's id.
    pub question: Id,
    /// What it says besides a value.
    #[serde(default = "answered", skip_serializing_if = "is_answered")]
    pub state: AnswerState,
    /// The value; absent is blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Comment, explanation of "partial", or reason of N/A. Never cut.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Who answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// A reviewer accepts the reason of N/A.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub na_accepted: Option<Signed>,
    /// A reviewer's own credit, beside the vendor's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#override: Option<Override>,
    /// Documents in which a reviewer confirmed it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<Confirmed>,
    /// Controls of a report that a reviewer linked to this question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub linked: Vec<Linked>,
}

const fn answered() -> AnswerState {
    AnswerState::Answered
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if passes a reference"
)]
fn is_answered(state: &AnswerState) -> bool {
    *state == AnswerState::Answered
}

impl Answer {
    /// A blank answer to a question.
    #[must_use]
    pub const fn blank(question: Id) -> Self {
        Self {
            question,
            state: AnswerState::Answered,
            value: None,
            text: String::new(),
            by: String::new(),
            on: None,
            na_accepted: None,
            r#override: None,
            confirmed: Vec::new(),
            linked: Vec::new(),
        }
    }

    /// Whether two answers say the same, whoever gave them.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.state == other.state && self.value == other.value
    }
}

/// The value of an answer, read by the question's kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Number(i64),
    /// `yes`, `no`, `partial`, an option's id, a date, or text.
    Text(String),
    /// Ids of the options chosen.
    Options(Vec<String>),
    /// Rows of cells, each in the order of the table's columns.
    Rows(Vec<Vec<String>>),
}

/// By hand, so that a value that is none of these is named in the reader's words.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, a text, a list of texts or a list of rows of texts")
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
                Ok(Value::Number(number))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
                let known = i64::try_from(number).map(Value::Number);
                known.map_err(|_| E::invalid_value(de::Unexpected::Unsigned(number), &self))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }
            fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
                Ok(Value::Text(text))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
                /// The first item says which of the two lists it is.
                #[derive(Deserialize)]
                #[serde(untagged, expecting = "expected a text or a row of texts")]
                enum First {
                    Text(String),
                    Row(Vec<String>),
                }
                match list.next_element::<First>()? {
                    None => Ok(Value::Options(Vec::new())),
                    Some(First::Text(first)) => rest(first, list).map(Value::Options),
                    Some(First::Row(first)) => rest(first, list).map(Value::Rows),
                }
            }
        }
        /// The items after the first.
        fn rest<'de, T: Deserialize<'de>, A: de::SeqAccess<'de>>(
            first: T,
            mut list: A,
        ) -> Result<Vec<T>, A::Error> {
            let mut items = vec![first];
            while let Some(item) = list.next_element()? {
                items.push(item);
            }
            Ok(items)
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A reviewer's own credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Override {
    /// Instead of what the answer would earn.
    pub credit: Credit,
    /// Why, as in an accepted addressable rationale (45 CFR 164.306(d)(3)(ii)).
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A reviewer found an answer confirmed in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Confirmed {
    /// Id of the evidence, report or agreement.
    pub document: Id,
    /// Page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Who.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A reviewer linked a control of a report to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Linked {
    /// Id of the report.
    pub report: Id,
    /// The control's id in the report, as the report writes it.
    pub control: String,
    /// Who.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A named officer's dated statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attestation {
    /// The officer.
    pub name: String,
    /// Title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// When; answers given later are not covered.
    pub on: Date,
    /// The statement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub statement: String,
}

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

impl Assessment {
    /// Whether a condition about a finding was closed.
    #[must_use]
    pub fn has_closed(&self, finding: &str, subject: &str) -> bool {
        self.conditions.iter().any(|one| {
            one.state == ConditionState::Closed
                && one.finding.as_str() == finding
                && one.subject == subject
        })
    }
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

vocabulary! {
    /// By when a condition is to be closed.
    pub enum ConditionKind {
        /// Before the contract is signed.
        BeforeSignature = "before-signature",
        /// Before any PHI reaches the vendor.
        BeforePhi = "before-phi",
        /// By its due date.
        ByDate = "by-date",
        /// For as long as the engagement lasts.
        Ongoing = "ongoing",
        /// A limit on what may be done.
        Limit = "limit",
    }
}
vocabulary! {
    /// Where a condition stands.
    pub enum ConditionState {
        /// Suggested by the result; nobody has decided.
        Proposed = "proposed",
        /// To be closed.
        Open = "open",
        /// Past its due date.
        Overdue = "overdue",
        /// Closed with evidence.
        Closed = "closed",
        /// Accepted by a named person until a date.
        Accepted = "accepted",
    }
}

/// Someone accepts what a condition asks to close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Accepted {
    /// Who.
    pub by: String,
    /// Role.
    pub role: String,
    /// Why.
    pub reason: String,
    /// Until when.
    pub until: Date,
}

/// A condition of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Condition {
    /// Unique in the package.
    pub id: Id,
    /// The finding or gate it answers.
    pub finding: Id,
    /// What the finding is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// By when.
    pub kind: ConditionKind,
    /// Who has to act.
    pub owner: Owner,
    /// From when days count.
    pub raised_on: Date,
    /// The day it falls due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// As last recorded; `overdue` is computed.
    pub state: ConditionState,
    /// What closed it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    /// Who accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Accepted>,
}

/// A decision of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decision {
    /// What was decided.
    pub outcome: Recommendation,
    /// By whom.
    pub by: String,
    /// In what role.
    pub role: String,
    /// When.
    pub on: Date,
    /// Why; needed where it is unlike the recommendation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When to ask again, of a decision that no agreement or no assessment is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_again: Option<Date>,
    /// What the tool recommended.
    pub recommendation: Recommendation,
    /// Hash of the result before the decision.
    pub result_sha256: String,
}

/// The basis that an attestation or its absence gives to what the vendor says. One of a later day than
/// the as-of date is not made yet, and covers no answer given after it.
#[must_use]
pub fn word_of(attestation: Option<&Attestation>, said_on: Option<Date>, as_of: Date) -> Basis {
    match attestation {
        Some(attestation)
            if attestation.on <= as_of && said_on.is_none_or(|on| on <= attestation.on) =>
        {
            Basis::Attested
        }
        _ => Basis::Word,
    }
}
