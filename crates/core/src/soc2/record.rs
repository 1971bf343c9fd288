//! What a report says, as a record in which an impossible report cannot be built.

use serde::{Deserialize, Serialize};

use crate::{date::Date, engagement::Signed, id::Id, vocab::vocabulary};

vocabulary! {
    /// A Trust Services category.
    pub enum Category {
        /// The common criteria CC1 to CC9.
        Security = "security",
        /// A1.
        Availability = "availability",
        /// C1.
        Confidentiality = "confidentiality",
        /// PI1.
        ProcessingIntegrity = "processing-integrity",
        /// P1 to P8.
        Privacy = "privacy",
    }
}

impl Category {
    /// The category of a criterion, as in `A1.2` or `CC6.1`.
    #[must_use]
    pub fn of_criterion(criterion: &str) -> Option<Self> {
        let letters = criterion.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        match letters {
            "CC" => Some(Self::Security),
            "A" => Some(Self::Availability),
            "C" => Some(Self::Confidentiality),
            "PI" => Some(Self::ProcessingIntegrity),
            "P" => Some(Self::Privacy),
            _ => None,
        }
    }
}

vocabulary! {
    /// What a document by an auditor is.
    pub enum ReportKind {
        /// Design at one date.
        Soc2Type1 = "soc2-type1",
        /// Design and operation over a period.
        Soc2Type2 = "soc2-type2",
        /// General-use summary: no tests, no results.
        Soc3 = "soc3",
        /// Financial reporting; not security.
        Soc1 = "soc1",
    }
}

impl ReportKind {
    /// Whether it is an examination that can be relied on: a SOC 3 shows no tests, a SOC 1 is about
    /// something else.
    #[must_use]
    pub const fn is_soc2(self) -> bool {
        matches!(self, Self::Soc2Type1 | Self::Soc2Type2)
    }
}

vocabulary! {
    /// The service auditor's opinion.
    pub enum Opinion {
        /// Clean.
        Unqualified = "unqualified",
        /// Material, not pervasive.
        Qualified = "qualified",
        /// Material and pervasive.
        Adverse = "adverse",
        /// No evidence could be had.
        Disclaimer = "disclaimer",
    }
}
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

/// A period, first and last day. The last is never before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    start: Date,
    end: Date,
}

impl Period {
    /// The period from `start` to `end`, if that is one.
    #[must_use]
    pub fn new(start: Date, end: Date) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// First day.
    #[must_use]
    pub const fn start(self) -> Date {
        self.start
    }

    /// Last day.
    #[must_use]
    pub const fn end(self) -> Date {
        self.end
    }
}

/// What the report is, with the time it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// SOC 2 Type 1: design at one date.
    Type1 {
        /// That date.
        as_of: Date,
    },
    /// SOC 2 Type 2: operation over a period.
    Type2 {
        /// That period.
        period: Period,
    },
    /// SOC 3: a summary of a SOC 2.
    Soc3 {
        /// The period, if said.
        period: Option<Period>,
    },
    /// SOC 1: financial reporting.
    Soc1 {
        /// The period, if said.
        period: Option<Period>,
    },
}

impl Scope {
    /// What kind of report it is.
    #[must_use]
    pub const fn kind(self) -> ReportKind {
        match self {
            Self::Type1 { .. } => ReportKind::Soc2Type1,
            Self::Type2 { .. } => ReportKind::Soc2Type2,
            Self::Soc3 { .. } => ReportKind::Soc3,
            Self::Soc1 { .. } => ReportKind::Soc1,
        }
    }

    /// The last day the report speaks of.
    #[must_use]
    pub fn end(self) -> Option<Date> {
        match self {
            Self::Type1 { as_of } => Some(as_of),
            Self::Type2 { period } => Some(period.end()),
            Self::Soc3 { period } | Self::Soc1 { period } => period.map(Period::end),
        }
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
    /// Criteria it serves.
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

/// A report, with its kind and time sound by construction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ReportRecord", into = "ReportRecord")]
pub struct Report {
    /// Unique in the package.
    pub id: Id,
    /// What it is, and when.
    pub scope: Scope,
    /// The rest of the record; its kind and dates agree with `scope`.
    record: Box<ReportRecord>,
}

impl std::ops::Deref for Report {
    type Target = ReportRecord;

    fn deref(&self) -> &ReportRecord {
        &self.record
    }
}

/// A report as written in files: flat, so that one row of a table can hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportRecord {
    /// Unique in the package.
    pub id: Id,
    /// What it is.
    pub report_kind: ReportKind,
    /// Legal name of the service organisation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service_org_legal_name: String,
    /// Name of the system.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub system_name: String,
    /// Products named in scope; empty is unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products_in_scope: Vec<String>,
    /// Products named out of scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products_excluded: Vec<String>,
    /// Places and systems described as in scope; empty is unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<String>,
    /// Categories in scope; empty is unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// First day (Type 2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_start: Option<Date>,
    /// Last day (Type 2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_end: Option<Date>,
    /// The day (Type 1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of_date: Option<Date>,
    /// Date of the auditor's report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue_date: Option<Date>,
    /// Opinion; absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion_overall: Option<Opinion>,
    /// Criteria the opinion is qualified on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualified_criteria: Vec<String>,
    /// Opinions of single categories, where they differ from the whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opinion_by_category: Vec<CategoryOpinion>,
    /// Whether the opinion says that controls were effective; absent is not looked for. A disclaimer
    /// cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims_effective: Option<bool>,
    /// Controls with results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<ReportControl>,
    /// Exceptions, with what management says and what became of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<ReportException>,
    /// What it expects the hospital to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuecs: Vec<Cuec>,
    /// Subservice organisations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subservice_orgs: Vec<Subservice>,
    /// Criteria beside the Trust Services ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional_criteria: Vec<Additional>,
    /// Management's letter for the time since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bridge: Option<Bridge>,
    /// Who signed.
    #[serde(default)]
    pub auditor: Auditor,
    /// Whether the reviewer relies on it. Yes puts it before others that are as good; no takes its credit
    /// and keeps its findings. Absent leaves the choice to the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relied_on: Option<bool>,
    /// A reviewer read the report itself; without that the record is a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Signed>,
}

/// Why a record is no possible report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportError {
    /// A Type 1 has an as-of date.
    Type1NeedsDate,
    /// A Type 1 has no period.
    Type1HasPeriod,
    /// A Type 2 has a period.
    Type2NeedsPeriod,
    /// A Type 2 has no as-of date.
    Type2HasDate,
    /// The period ends before it starts.
    PeriodEndsFirst,
}

impl ReportError {
    /// The field it is about.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Type1NeedsDate | Self::Type2HasDate => "as_of_date",
            Self::Type1HasPeriod => "period_start",
            Self::Type2NeedsPeriod | Self::PeriodEndsFirst => "period_end",
        }
    }
}

impl std::fmt::Display for ReportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Type1NeedsDate => "`as_of_date` is missing; a Type 1 report speaks of one date",
            Self::Type1HasPeriod => "a Type 1 report has no period; expected `as_of_date` alone",
            Self::Type2NeedsPeriod => "`period_start` and `period_end` are both needed; a Type 2 report covers a period",
            Self::Type2HasDate => "a Type 2 report has no `as_of_date`; expected `period_start` and `period_end` alone",
            Self::PeriodEndsFirst => "`period_end` is before `period_start`",
        })
    }
}

impl std::error::Error for ReportError {}

impl TryFrom<ReportRecord> for Report {
    type Error = ReportError;

    fn try_from(record: ReportRecord) -> Result<Self, ReportError> {
        let period = match (record.period_start, record.period_end) {
            (Some(start), Some(end)) => {
                Some(Period::new(start, end).ok_or(ReportError::PeriodEndsFirst)?)
            }
            (None, None) => None,
            _ if record.report_kind == ReportKind::Soc2Type1 => {
                return Err(ReportError::Type1HasPeriod);
            }
            _ => return Err(ReportError::Type2NeedsPeriod),
        };
        let scope = match record.report_kind {
            ReportKind::Soc2Type1 if period.is_some() => return Err(ReportError::Type1HasPeriod),
            ReportKind::Soc2Type1 => Scope::Type1 {
                as_of: record.as_of_date.ok_or(ReportError::Type1NeedsDate)?,
            },
            ReportKind::Soc2Type2 if record.as_of_date.is_some() => {
                return Err(ReportError::Type2HasDate);
            }
            ReportKind::Soc2Type2 => Scope::Type2 {
                period: period.ok_or(ReportError::Type2NeedsPeriod)?,
            },
            ReportKind::Soc3 => Scope::Soc3 { period },
            ReportKind::Soc1 => Scope::Soc1 { period },
        };
        Ok(Self {
            id: record.id.clone(),
            scope,
            record: Box::new(record),
        })
    }
}

impl From<Report> for ReportRecord {
    fn from(report: Report) -> Self {
        *report.record
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Report {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Report".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        ReportRecord::json_schema(generator)
    }
}
