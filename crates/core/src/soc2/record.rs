//! What a report says, as a record in which an impossible report cannot be built.

use serde::{Deserialize, Serialize};

use super::{
    Additional, Auditor, Bridge, Category, CategoryOpinion, Cuec, Opinion, ReportControl,
    ReportException, ReportKind, Subservice,
};
use crate::{date::Date, engagement::Signed, id::Id};

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

    /// The first day a SOC 2 report speaks of; of what is none, the last.
    #[must_use]
    pub fn start(self) -> Option<Date> {
        match self {
            Self::Type2 { period } => Some(period.start()),
            other => other.end(),
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

/// A report, flat in files, so that one row of a table can hold it; its kind and time agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

impl ReportRecord {
    /// A record that says nothing yet.
    #[must_use]
    pub fn blank(id: Id) -> Self {
        Self {
            id,
            report_kind: ReportKind::Soc2Type2,
            service_org_legal_name: String::new(),
            system_name: String::new(),
            products_in_scope: Vec::new(),
            products_excluded: Vec::new(),
            locations: Vec::new(),
            categories: Vec::new(),
            period_start: None,
            period_end: None,
            as_of_date: None,
            issue_date: None,
            opinion_overall: None,
            qualified_criteria: Vec::new(),
            opinion_by_category: Vec::new(),
            claims_effective: None,
            controls: Vec::new(),
            exceptions: Vec::new(),
            cuecs: Vec::new(),
            additional_criteria: Vec::new(),
            bridge: None,
            relied_on: None,
            subservice_orgs: Vec::new(),
            auditor: Auditor::default(),
            reviewed: None,
        }
    }
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
