//! The parts of a report: controls, exceptions, what it expects of others, its bridge letter, its signer.

use serde::{Deserialize, Serialize};

use super::{Category, Opinion};
use crate::{date::Date, id::Id, vocab::vocabulary};

vocabulary! {
    /// Result of the auditor's test of a control.
    pub enum ControlResult {
        /// Without exception.
        Tested = "tested",
        /// With an exception.
        Exception = "exception",
        /// Nothing happened that could be tested.
        NoEvents = "no-events",
        /// Left to a subservice organisation.
        CarvedOut = "carved-out",
    }
}
vocabulary! {
    /// How a subservice organisation's controls are treated.
    pub enum SubserviceMethod {
        /// Outside the report.
        CarveOut = "carve-out",
        /// Tested in the report.
        Inclusive = "inclusive",
    }
}
/// A control of the report and what the auditor found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportControl {
    /// As the report writes it.
    pub id: String,
    /// Criteria it serves, as in `CC6.1`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// Result.
    pub result: ControlResult,
}

vocabulary! {
    /// Whether what an exception shows has been mended. A response of management is not yet that.
    pub enum RemediationState {
        /// Mended, by its own account.
        Done = "done",
        /// Under way or promised.
        Planned = "planned",
        /// Not mended, or denied.
        None = "none",
    }
}

/// What became of an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Remediation {
    /// Whether it is mended.
    pub state: RemediationState,
    /// When it was, or will be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

/// An exception, once, with all its criteria.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportException {
    /// The control's id, as the report writes it.
    pub control: String,
    /// Criteria it touches; empty are those of the control.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// What the auditor saw, in short or in its words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Items that failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<u32>,
    /// Items looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<u32>,
    /// Whether it touches systems that hold PHI; absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phi: Option<bool>,
    /// Management's response; empty is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub response: String,
    /// What became of it; absent is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remediation: Option<Remediation>,
    /// Page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

vocabulary! {
    /// Where a duty of the hospital stands.
    pub enum CuecState {
        /// Nobody has taken it.
        Open = "open",
        /// Someone has.
        Assigned = "assigned",
        /// It is done, and kept up.
        Done = "done",
        /// It does not concern this hospital, for a reason.
        NotApplicable = "not-applicable",
    }
}

/// A complementary user entity control: what the report expects the hospital to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cuec {
    /// As the report numbers it, or as the reviewer does.
    pub id: String,
    /// In short.
    pub text: String,
    /// Criteria it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// Who at the hospital; empty is nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Where it stands.
    #[serde(default = "open", skip_serializing_if = "is_open")]
    pub state: CuecState,
    /// Why it does not concern this hospital.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

const fn open() -> CuecState {
    CuecState::Open
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if passes a reference"
)]
fn is_open(state: &CuecState) -> bool {
    *state == CuecState::Open
}

/// A complementary subservice organisation control: what the report expects of a carved-out one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Csoc {
    /// In short.
    pub text: String,
    /// Criteria that are left to it. A control of the report that serves no other gives nothing, whatever
    /// its result reads; so a criterion that the vendor's own controls meet as well is not named here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
}

/// A subservice organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Subservice {
    /// Its name.
    pub name: String,
    /// How it is treated.
    pub method: SubserviceMethod,
    /// What it does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service: String,
    /// Whether it holds PHI; absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phi: Option<bool>,
    /// What the report expects of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub csocs: Vec<Csoc>,
    /// Its own report, in this package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_report: Option<Id>,
}

vocabulary! {
    /// Whose letter a bridge letter is.
    pub enum SignerSide {
        /// The service organisation's management, as it should be.
        Management = "management",
        /// The auditor: it has looked at nothing.
        Auditor = "auditor",
        /// Not established.
        Unknown = "unknown",
    }
}

/// A bridge letter: management's word for the time since the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bridge {
    /// The last day it speaks of.
    pub as_of: Date,
    /// When it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// The end of the period it says it follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Date>,
    /// Who signed.
    pub signer_side: SignerSide,
    /// Whether it discloses changes; absent is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<bool>,
}

vocabulary! {
    /// Criteria beside the Trust Services ones.
    pub enum AdditionalCriteria {
        /// HIPAA Security Rule.
        HipaaSecurity = "hipaa-security",
        /// HIPAA Privacy Rule.
        HipaaPrivacy = "hipaa-privacy",
        /// HITRUST.
        Hitrust = "hitrust",
        /// Anything else.
        Other = "other",
    }
}
vocabulary! {
    /// Where additional criteria stand, which decides whether anyone audited them.
    pub enum Place {
        /// In the opinion: audited.
        Opinion = "opinion",
        /// In Section V, other information: not audited.
        SectionV = "section-v",
        /// In a document of its own.
        Separate = "separate",
    }
}

/// Criteria beside the Trust Services ones, and where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Additional {
    /// Which.
    pub criteria: AdditionalCriteria,
    /// Where.
    pub place: Place,
}

/// An opinion of one category, where it differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CategoryOpinion {
    /// The category.
    pub category: Category,
    /// The opinion.
    pub opinion: Opinion,
}

vocabulary! {
    /// What a firm's last peer review concluded.
    pub enum PeerRating {
        /// Pass.
        Pass = "pass",
        /// Pass with deficiencies.
        PassWithDeficiencies = "pass-with-deficiencies",
        /// Fail.
        Fail = "fail",
    }
}
vocabulary! {
    /// What a peer review looked at. Only a system review covers attestations such as SOC 2.
    pub enum PeerKind {
        /// The firm's system of quality control.
        System = "system",
        /// Single engagements of a firm that does no attestations of this kind.
        Engagement = "engagement",
    }
}

/// The firm's peer review, as the public file shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PeerReview {
    /// Whether the firm takes part.
    pub enrolled: bool,
    /// What was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PeerKind>,
    /// What it concluded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<PeerRating>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

/// Who signed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Auditor {
    /// The firm.
    pub firm: String,
    /// Whether it is a licensed CPA firm; absent is not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licensed: Option<bool>,
    /// When that was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<Date>,
    /// Its peer review; absent is not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peer_review: Option<PeerReview>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_a_control_is_open_is_not_written() {
        let open = r#"{"id":"CUEC-1","text":"Remove leavers"}"#;
        let read: Cuec = serde_json::from_str(open).unwrap();
        assert_eq!(read.state, CuecState::Open);
        assert_eq!(serde_json::to_string(&read).unwrap(), open);
    }
}
