//! What an agreement says.

use serde::{Deserialize, Serialize};

use crate::{date::Date, engagement::Signed, id::Id, vocab::vocabulary};

vocabulary! {
    /// Where an agreement stands.
    pub enum BaaStatus {
        /// There is none.
        None = "none",
        /// Written, not sent.
        Draft = "draft",
        /// Sent for signature.
        Sent = "sent",
        /// One side has signed.
        SignedOneSide = "signed-one-side",
        /// Both sides are bound.
        Executed = "executed",
        /// Ended.
        Terminated = "terminated",
        /// The vendor refuses to sign.
        Refused = "refused",
    }
}
vocabulary! {
    /// How both sides came to be bound.
    pub enum ExecutionKind {
        /// Signatures.
        Signed = "signed",
        /// Accepted online.
        ClickAccept = "click-accept",
        /// Part of another agreement by reference.
        Incorporated = "incorporated",
        /// A substitute under 45 CFR 164.504(e)(3).
        OtherArrangement = "other-arrangement",
    }
}
vocabulary! {
    /// How an agreement says what it covers.
    pub enum CoverageKind {
        /// Every service of the vendor.
        AllServices = "all-services",
        /// The services of one agreement, listed.
        Agreement = "agreement",
        /// The services listed.
        Listed = "listed",
        /// The accounts listed.
        Accounts = "accounts",
    }
}
vocabulary! {
    /// How long it lasts.
    pub enum TermKind {
        /// Until a date.
        Fixed = "fixed",
        /// As long as the service agreement.
        WithAgreement = "with-agreement",
        /// Until ended.
        Evergreen = "evergreen",
    }
}
vocabulary! {
    /// Unit of a notice clock.
    pub enum NoticeUnit {
        /// Hours.
        Hours = "hours",
        /// Calendar days.
        CalendarDays = "calendar-days",
        /// Business days.
        BusinessDays = "business-days",
        /// Calendar months.
        Months = "months",
    }
}
vocabulary! {
    /// What starts a notice clock.
    pub enum NoticeTrigger {
        /// Known, or would have been with reasonable diligence (45 CFR 164.410(a)(2)).
        Discovery = "discovery",
        /// Confirmed or determined: later than the rule's discovery.
        Confirmation = "confirmation",
        /// Not said.
        Unstated = "unstated",
    }
}
vocabulary! {
    /// The 13 provisions that 45 CFR 164.504(e)(2) and 164.314(a)(2)(i) require.
    pub enum ProvisionKey {
        /// 164.504(e)(2)(i)
        Uses = "uses",
        /// 164.504(e)(2)(ii)(A)
        NoOtherUse = "no-other-use",
        /// 164.504(e)(2)(ii)(B); 164.314(a)(2)(i)(A)
        Safeguards = "safeguards",
        /// 164.504(e)(2)(ii)(C)
        ReportUse = "report-use",
        /// 164.314(a)(2)(i)(C)
        ReportIncident = "report-incident",
        /// 164.504(e)(2)(ii)(D); 164.314(a)(2)(i)(B)
        Subcontractors = "subcontractors",
        /// 164.504(e)(2)(ii)(E)
        Access = "access",
        /// 164.504(e)(2)(ii)(F)
        Amend = "amend",
        /// 164.504(e)(2)(ii)(G)
        Accounting = "accounting",
        /// 164.504(e)(2)(ii)(H)
        Delegated = "delegated",
        /// 164.504(e)(2)(ii)(I)
        HhsBooks = "hhs-books",
        /// 164.504(e)(2)(ii)(J)
        ReturnDestroy = "return-destroy",
        /// 164.504(e)(2)(iii)
        Terminate = "terminate",
    }
}

impl ProvisionKey {
    /// The rule that requires it.
    #[must_use]
    pub const fn cite(self) -> &'static str {
        match self {
            Self::Uses => "45 CFR 164.504(e)(2)(i)",
            Self::NoOtherUse => "45 CFR 164.504(e)(2)(ii)(A)",
            Self::Safeguards => "45 CFR 164.504(e)(2)(ii)(B)",
            Self::ReportUse => "45 CFR 164.504(e)(2)(ii)(C)",
            Self::ReportIncident => "45 CFR 164.314(a)(2)(i)(C)",
            Self::Subcontractors => "45 CFR 164.504(e)(2)(ii)(D)",
            Self::Access => "45 CFR 164.504(e)(2)(ii)(E)",
            Self::Amend => "45 CFR 164.504(e)(2)(ii)(F)",
            Self::Accounting => "45 CFR 164.504(e)(2)(ii)(G)",
            Self::Delegated => "45 CFR 164.504(e)(2)(ii)(H)",
            Self::HhsBooks => "45 CFR 164.504(e)(2)(ii)(I)",
            Self::ReturnDestroy => "45 CFR 164.504(e)(2)(ii)(J)",
            Self::Terminate => "45 CFR 164.504(e)(2)(iii)",
        }
    }

    /// Whether only electronic PHI calls for it (45 CFR 164.302).
    #[must_use]
    pub const fn ephi_only(self) -> bool {
        matches!(self, Self::ReportIncident)
    }
}
vocabulary! {
    /// Whether a provision is in the agreement.
    pub enum ProvisionState {
        /// A clause says it.
        Found = "found",
        /// Something like it; incorporation by reference alone is unclear.
        Unclear = "unclear",
        /// A reviewer looked and it is not there.
        Absent = "absent",
    }
}

vocabulary! {
    /// A term that hospitals negotiate beyond what the rules require: contract strength, never law.
    pub enum TermKey {
        /// Who pays for notices, monitoring, call centre, fines.
        BreachCost = "breach-cost",
        /// Who holds whom harmless, and up to what.
        Indemnity = "indemnity",
        /// Cyber insurance with limit and proof.
        CyberInsurance = "cyber-insurance",
        /// Storage, access or processing outside the United States.
        Offshore = "offshore",
        /// The hospital may audit or ask for evidence.
        AuditRight = "audit-right",
        /// Subcontractors by name, notice of change, a right to object.
        SubcontractorList = "subcontractor-list",
        /// Whether the vendor may de-identify and keep or sell what results.
        Deidentification = "deidentification",
        /// Whether models may be trained, tuned or evaluated on PHI.
        AiTraining = "ai-training",
        /// Days for access, amendment and accounting.
        Turnaround = "turnaround",
        /// Days and certificate of return or destruction, backups included.
        ReturnDays = "return-days",
        /// The agreement prevails over the contract and outlives it.
        Order = "order",
        /// Encryption in a security schedule.
        Encryption = "encryption",
        /// Multi-factor authentication in a security schedule.
        Mfa = "mfa",
        /// Penetration tests in a security schedule.
        PenTest = "pen-test",
    }
}
vocabulary! {
    /// What an agreement says of a negotiated term.
    pub enum TermState {
        /// It protects the hospital.
        Agreed = "agreed",
        /// It is there and says little.
        Weak = "weak",
        /// A reviewer looked and it is not there.
        Silent = "silent",
        /// It says the opposite: the hospital pays, the vendor may train on PHI.
        Against = "against",
    }
}

/// One negotiated term, as a reviewer found it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NegotiatedTerm {
    /// Which.
    pub key: TermKey,
    /// What the agreement says of it.
    pub state: TermState,
    /// In short, or its words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// How both sides came to be bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Execution {
    /// How.
    pub kind: ExecutionKind,
    /// When the hospital signed or accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ours_on: Option<Date>,
    /// When the vendor signed or accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs_on: Option<Date>,
}

impl Execution {
    /// The day of the last signature, if both are known or one binds both.
    #[must_use]
    pub fn completed_on(&self) -> Option<Date> {
        match (self.kind, self.ours_on, self.theirs_on) {
            (_, Some(ours), Some(theirs)) => Some(ours.max(theirs)),
            (ExecutionKind::Signed, _, _) | (_, None, None) => None,
            (_, Some(on), None) | (_, None, Some(on)) => Some(on),
        }
    }
}

/// A condition that the agreement puts on the hospital before it covers anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomerCondition {
    /// In short.
    pub text: String,
    /// Whether the hospital meets it; absent is unconfirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
}

/// What it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// How it says so.
    pub kind: CoverageKind,
    /// Services, products or accounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<String>,
    /// What it leaves out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<String>,
    /// Whether AI services are named; asked only where coverage is listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ai: Option<bool>,
    /// What the hospital has to do first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions_on_customer: Vec<CustomerCondition>,
}

/// How long it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Term {
    /// How it says so.
    pub kind: TermKind,
    /// Its last day, where fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Date>,
}

/// A notice clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// How many; absent says that the clause states no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Of what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<NoticeUnit>,
    /// From when.
    pub trigger: NoticeTrigger,
}

/// The three clocks; absent is not read yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Notices {
    /// Breach of unsecured PHI (45 CFR 164.410).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breach: Option<Notice>,
    /// Use or disclosure not permitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impermissible_use: Option<Notice>,
    /// Security incident.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<Notice>,
}

/// One provision, as a reviewer found it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provision {
    /// Which.
    pub key: ProvisionKey,
    /// Whether it is there.
    pub state: ProvisionState,
    /// Its words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
    /// Page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

impl Baa {
    /// Whether a provision may be left out: a governmental arrangement may omit the right to terminate
    /// (45 CFR 164.504(e)(3)(iii)).
    #[must_use]
    pub fn may_omit(&self, key: ProvisionKey) -> bool {
        let other = |execution: &Execution| execution.kind == ExecutionKind::OtherArrangement;
        key == ProvisionKey::Terminate && self.execution.as_ref().is_some_and(other)
    }
}

/// A business associate agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Baa {
    /// Unique in the package.
    pub id: Id,
    /// Where it stands.
    pub status: BaaStatus,
    /// How both sides came to be bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub execution: Option<Execution>,
    /// The vendor's legal entity in it; empty is unknown. Form of company counts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub vendor_entity: String,
    /// The hospital's legal entities in it; empty is unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub customer_entities: Vec<String>,
    /// What it covers; absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// How long it lasts; absent is evergreen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// First day it binds; absent is the last signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Date>,
    /// Notice clocks.
    #[serde(default)]
    pub notice: Notices,
    /// Required provisions; one not listed was not looked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<Provision>,
    /// Terms beyond what the rules require; one not listed was not looked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<NegotiatedTerm>,
    /// Whether a notice of breach must say what 45 CFR 164.410(c) lists; absent was not looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_content: Option<ProvisionState>,
    /// Whether the vendor acts as the hospital's agent under federal common law: what it discovers, the
    /// hospital has discovered (45 CFR 164.404(a)(2)). Absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<bool>,
    /// When its text was last amended; absent is not since it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amended_on: Option<Date>,
    /// By when it is to be renewed or ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Date>,
    /// Whether it carries the terms of 42 CFR Part 2; absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part2_terms: Option<bool>,
    /// The agreement it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Id>,
    /// Where the document is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    /// A reviewer read the agreement itself; without that the record is a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Signed>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn incidents_alone_are_about_electronic_phi_alone() {
        assert!(ProvisionKey::ReportIncident.ephi_only());
        assert!(!ProvisionKey::ReportUse.ephi_only());
    }
}
