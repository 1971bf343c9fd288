//! Questionnaires as authored: what `questionnaires/*.md` says, typed.

use serde::{Deserialize, Serialize};

use crate::{date::Date, id::Id, units::Credit, vocab::vocabulary, when::Expr};

vocabulary! {
    /// Who answers.
    pub enum Audience { /// The vendor.
        Vendor = "vendor", /// The hospital: an intake.
        Hospital = "hospital" }
}
vocabulary! {
    /// How much a question counts; the rubric says how much each is worth.
    pub enum Weight {
        /// Its absence alone can harm patients or break the law.
        Critical = "critical",
        /// An ordinary control.
        Standard = "standard",
        /// Good to have.
        Minor = "minor",
        /// A fact; never scored.
        Info = "info",
    }
}
vocabulary! {
    /// What makes the question's subject binding.
    pub enum Law {
        /// A standard or required implementation specification in force.
        Required = "required",
        /// An addressable implementation specification, 45 CFR 164.306(d)(3).
        Addressable = "addressable",
        /// A proposed rule; never a duty.
        Proposed = "proposed",
        /// Good practice or market custom.
        Practice = "practice",
        /// Binding where the contract says so.
        Contract = "contract",
    }
}
vocabulary! {
    /// When "not applicable" may be answered.
    pub enum NaRule {
        /// With a reason that a reviewer accepts.
        WithReason = "with-reason",
        /// Where the vendor's structure excludes the duty; leaves the sums by itself.
        Structural = "structural",
        /// Never.
        Never = "never",
    }
}
vocabulary! {
    /// Which of yes and no is the good answer.
    pub enum Good {
        /// "Yes" earns the credit.
        Yes = "yes",
        /// "No" earns the credit.
        No = "no",
    }
}
vocabulary! {
    /// How a question's subject relates to a control of the inventory.
    pub enum Relation {
        /// The same.
        Equal = "equal",
        /// The question asks for less than the control.
        Narrower = "narrower",
        /// The question asks for the control and more.
        Broader = "broader",
        /// They share a part.
        Overlaps = "overlaps",
    }
}

impl Relation {
    /// Whether an answer to the question answers the control.
    #[must_use]
    pub const fn carries(self) -> bool {
        matches!(self, Self::Equal | Self::Broader)
    }
}

/// One questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// Unique among questionnaires.
    pub id: Id,
    /// `MAJOR.MINOR.PATCH`.
    pub version: String,
    /// For people.
    pub title: String,
    /// Who answers.
    pub audience: Audience,
    /// SPDX expression.
    pub license: String,
    /// Where the questions come from.
    pub source: String,
    /// In reading order.
    pub sections: Vec<Section>,
}

impl Questionnaire {
    /// Every question, in reading order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }
}

/// A part of a questionnaire under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Made from the title; unique in the questionnaire.
    pub id: Id,
    /// The heading.
    pub title: String,
    /// What stands between the heading and the first question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<Block>,
    /// In reading order.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Unique over all questionnaires loaded together; stable.
    pub id: Id,
    /// The question itself, plain text.
    pub prompt: String,
    /// What the paragraphs under it say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<Block>,
    /// What can be answered, and what it earns.
    pub answer: AnswerKind,
    /// How much it counts.
    pub weight: Weight,
    /// What makes it binding.
    pub law: Law,
    /// Citations, as in `45 CFR 164.312(a)(2)(i)` or `TSC CC6.1`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<String>,
    /// What would show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Whether N/A may be answered.
    pub na: NaRule,
    /// Asked only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub when: Option<Expr>,
    /// The scored question it follows up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Id>,
    /// Controls it speaks to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<Cover>,
    /// Former ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Id>,
    /// The fact of the engagement that this intake question sets; such a question keeps no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

/// One relation to a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// A key of the control inventory.
    pub control: Id,
    /// How the question relates to it.
    pub relation: Relation,
}

/// What can be answered, and what it earns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum AnswerKind {
    /// Yes or no.
    YesNo {
        /// Which of them earns the credit.
        good: Good,
    },
    /// Yes, no, or partial: half the credit, and a text that says which half.
    YesNoPartial {
        /// Which of yes and no earns the credit.
        good: Good,
    },
    /// One of the options.
    Choice {
        /// At least two.
        options: Vec<ChoiceOption>,
    },
    /// Any of the options; their credits add up to at most full.
    Choices {
        /// At least two.
        options: Vec<ChoiceOption>,
    },
    /// Free text; never scored.
    Text,
    /// A whole number.
    Number {
        /// What it counts, as in `hours`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// Least allowed.
        min: i64,
        /// Most allowed.
        max: i64,
        /// Tried in order; empty for an info question.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bands: Vec<Band>,
    },
    /// A date; bands are over its age in whole calendar months at the as-of date.
    Date {
        /// Tried in order; empty for an info question. A date after the as-of date is no answer.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bands: Vec<Band>,
    },
    /// Rows of typed cells; never scored.
    Table {
        /// At least one.
        columns: Vec<Column>,
    },
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    /// Written into answers.
    pub id: Id,
    /// For people.
    pub label: String,
    /// What choosing it earns; none in an info question.
    pub credit: Credit,
    /// The finding that choosing it raises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Id>,
}

/// Credit for a range of numbers or ages. The last band has no bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The bound; absent in the last band, which takes what is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// What it earns.
    pub credit: Credit,
    /// The finding it raises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Id>,
}

/// A bound of a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// `<= n`
    AtMost(i64),
    /// `>= n`
    AtLeast(i64),
}

impl Bound {
    /// Whether `number` is within.
    #[must_use]
    pub const fn admits(self, number: i64) -> bool {
        match self {
            Self::AtMost(most) => number <= most,
            Self::AtLeast(least) => number >= least,
        }
    }
}

/// The first band that admits `number`.
#[must_use]
pub fn band_of(bands: &[Band], number: i64) -> Option<&Band> {
    bands
        .iter()
        .find(|band| band.bound.is_none_or(|bound| bound.admits(number)))
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Written into answers.
    pub id: Id,
    /// For people; the id in words unless given.
    pub label: String,
    /// What a cell holds.
    pub kind: ColumnKind,
}

vocabulary! {
    /// What a cell of a table holds.
    pub enum ColumnKind {
        /// Free text.
        Text = "text",
        /// `yes` or `no`.
        YesNo = "yes-no",
        /// A whole number.
        Number = "number",
        /// `YYYY-MM-DD`.
        Date = "date",
    }
}

/// A block of help text: Markdown read once, so that a reader of it needs no parser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A bullet list.
    List(Vec<Vec<Inline>>),
}

/// A run of help text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Inline {
    /// Plain.
    Text(String),
    /// Emphasised.
    Emphasis(String),
    /// Strong.
    Strong(String),
    /// Code.
    Code(String),
    /// A link to an `https` address.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads.
        href: String,
    },
}

vocabulary! {
    /// The part of the law or practice a control belongs to; sums are kept for each.
    pub enum Domain {
        /// 45 CFR 164.308.
        Administrative = "administrative",
        /// 45 CFR 164.310.
        Physical = "physical",
        /// 45 CFR 164.312.
        Technical = "technical",
        /// 45 CFR 164.314 and 164.316: contracts and documentation.
        Organizational = "organizational",
        /// 45 CFR part 164 subpart E.
        Privacy = "privacy",
        /// 45 CFR part 164 subpart D.
        Breach = "breach",
        /// Beyond the rules.
        Practice = "practice",
    }
}

/// The control inventory, `questionnaires/controls.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Controls {
    /// Sorted by key in compiled form.
    #[serde(default, rename = "control")]
    pub controls: Vec<Control>,
}

/// One control: the thing that questions of many forms ask about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// As in `access.unique-id`.
    pub key: Id,
    /// For people.
    pub title: String,
    /// Which sums it counts in.
    pub domain: Domain,
    /// Citations.
    pub cites: Vec<String>,
    /// Former keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Id>,
}

/// A day on which a table of law was last checked against its source.
pub type Checked = Date;
