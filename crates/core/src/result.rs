//! What scoring an assessment at an as-of date gives.
//!
//! Findings and notices are keys with arguments; [`crate::texts`] turns them into sentences, so
//! that ids, order and numbers never depend on language.

use std::sync::Arc;

use crate::{
    assessment::{ConditionKind, ConditionState},
    baa::{BaaStatus, ClockState, FlowDetermination, NoticeTrigger, Reported, Standing},
    basis::Basis,
    date::Date,
    facts::{Determination, Tier, Triage},
    finding::{Axis, Owner, Severity},
    gate::{Effect, GateId, GateState, LawStatus},
    id::Id,
    pack::PackOutcome,
    questionnaire::Domain,
    rating::{Rating, Recommendation},
    rubric::Overlap,
    rules::Rule,
    soc2::{CuecState, Whose},
    texts::Language,
    units::{BasisPoints, Fraction},
    vocab::vocabulary,
};

vocabulary! {
    /// State of a duty. Never "compliant".
    pub enum DutyState {
        /// No gap found.
        Met = "met",
        /// A gap.
        Gap = "gap",
        /// Not shown either way.
        Unknown = "unknown",
        /// Does not arise.
        NotApplicable = "not-applicable",
    }
}
vocabulary! {
    /// All duties together.
    pub enum LegalStatus {
        /// Every duty that applies is met on some basis.
        NoGapFound = "no-gap-found",
        /// At least one gap.
        Gaps = "gaps",
        /// No gap, something unknown.
        Undetermined = "undetermined",
        /// No duty applies.
        NotApplicable = "not-applicable",
    }
}
vocabulary! {
    /// A cell of the scope matrix.
    pub enum Cell {
        /// Covered.
        Covered = "covered",
        /// Not covered.
        Gap = "gap",
        /// Not known.
        Unknown = "unknown",
        /// Left to another's report.
        CarvedOut = "carved-out",
        /// Not needed.
        NotNeeded = "not-needed",
    }
}

/// Where something in a result came from, as in `answers/ac-01` or `baas/baa-2025/coverage`.
pub type Source = String;

/// A text to be: its key in the catalogue and the values for its places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// Key in the catalogue.
    pub key: &'static str,
    /// Name and value of each place.
    pub args: Vec<(&'static str, String)>,
}

impl Said {
    /// A text without places.
    #[must_use]
    pub const fn plain(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
        }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// A value for a place of a finding's texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A name, a day, a number. Site and report may say it in words, by the name of its place.
    Text(String),
    /// Another text of the catalogue, whose places take the finding's other values. What is raised for each of many
    /// flows is told so; what is raised a few times may be filled in English at once.
    Key(&'static str),
}

/// Name and value of each place of a finding's texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Args(Vec<(&'static str, Arg)>);

impl Args {
    /// The value of a place.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Arg> {
        let mut all = self.0.iter();
        all.find(|(known, _)| *known == name).map(|(_, arg)| arg)
    }

    /// The value of a place that stands for itself.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Arg::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Every value in words: those that stand for themselves as `read` gives them, by name and value.
    #[must_use]
    pub fn said(
        &self,
        language: Language,
        read: impl Fn(&str, &str) -> String,
    ) -> Vec<(&'static str, String)> {
        let texts = self.0.iter().filter_map(|(name, arg)| match arg {
            Arg::Text(text) => Some((*name, read(name, text))),
            Arg::Key(_) => None,
        });
        let mut said: Vec<(&'static str, String)> = texts.collect();
        let keys = self.0.iter().filter_map(|(name, arg)| match arg {
            Arg::Key(key) => Some((*name, language.speak(key, &said))),
            Arg::Text(_) => None,
        });
        let keys: Vec<_> = keys.collect();
        said.extend(keys);
        said
    }
}

impl From<Vec<(&'static str, Arg)>> for Args {
    fn from(args: Vec<(&'static str, Arg)>) -> Self {
        Self(args)
    }
}

impl From<Vec<(&'static str, String)>> for Args {
    fn from(texts: Vec<(&'static str, String)>) -> Self {
        let texts = texts.into_iter();
        Self(texts.map(|(name, text)| (name, Arg::Text(text))).collect())
    }
}

/// Everything that scoring gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The day it speaks of.
    pub as_of: Date,
    /// What every reader must be told first.
    pub notices: Vec<Said>,
    /// How deep the review goes.
    pub triage: Triage,
    /// Whether the relationship has ended, so that the recommendation is about its file.
    pub ended: bool,
    /// What is asked for.
    pub pack: PackOutcome,
    /// Inherent risk.
    pub inherent: Inherent,
    /// Whether a BAA is required, flow by flow.
    pub baa: BaaOutcome,
    /// Duties, counted.
    pub legal: Legal,
    /// Reports.
    pub assurance: Assurance,
    /// Practice, scored; none if nothing is scorable.
    pub score: Option<Score>,
    /// The same by domain; only domains with something scorable.
    pub domains: Vec<(Domain, Score)>,
    /// The same by section of each questionnaire, in reading order.
    pub sections: Vec<(Id, Id, Score)>,
    /// All gates, in the order of their vocabulary.
    pub gates: Vec<Gate>,
    /// Where PHI goes and what covers it.
    pub scope: Vec<ScopeRow>,
    /// By severity, id, subject.
    pub findings: Vec<Finding>,
    /// Residual rating.
    pub rating: Option<Rating>,
    /// What the tool recommends.
    pub recommendation: Recommendation,
    /// What agreements and reports expect the hospital to do.
    pub customer_duties: Vec<CustomerDuty>,
    /// The package's own, then proposed ones.
    pub conditions: Vec<OutcomeCondition>,
    /// From the last decision.
    pub next_review: Option<Date>,
    /// Answers to questions that no loaded questionnaire asks; kept in the package.
    pub unknown_answers: Vec<Id>,
}

/// Inherent risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inherent {
    /// Unknown factors at their highest.
    pub tier: Tier,
    /// Unknown factors at their lowest.
    pub best: Tier,
    /// Factors that hold or may hold.
    pub factors: Vec<Factor>,
}

/// A factor of the tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Its id in the rubric.
    pub id: Id,
    /// The tier it asks for.
    pub tier: Tier,
    /// Whether it certainly holds.
    pub certain: bool,
}

/// Whether a BAA is required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaaOutcome {
    /// For the engagement.
    pub determination: Determination,
    /// Flow by flow.
    pub flows: Vec<FlowOutcome>,
    /// Agreement by agreement, in the order of the file.
    pub agreements: Vec<AgreementOutcome>,
    /// Who decided last that none is needed; only while the determination says the same.
    pub decided: Option<NoneNeeded>,
}

/// One agreement on file: its dates and its notice clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementOutcome {
    /// Its id.
    pub id: Id,
    /// Where it stands.
    pub status: BaaStatus,
    /// No flow needs it: where it is signed, that was out of caution.
    pub optional: bool,
    /// Its last day, where fixed.
    pub ends: Option<Date>,
    /// By when it is to be renewed or ended.
    pub renewal: Option<Date>,
    /// The three notice clocks, in the order of their vocabulary.
    pub clocks: Vec<Clock>,
}

/// A notice clock, in calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// What is reported.
    pub reported: Reported,
    /// The most calendar days it can take; none if it states no number.
    pub days: Option<u32>,
    /// From when; none if nobody has read the clause.
    pub trigger: Option<NoticeTrigger>,
    /// What the law says of it.
    pub state: ClockState,
}

/// A person decided that no agreement is needed, or that nothing is assessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoneNeeded {
    /// Who.
    pub by: String,
    /// In what role.
    pub role: String,
    /// When.
    pub on: Date,
    /// When to ask again.
    pub ask_again: Option<Date>,
    /// Whether that day has come.
    pub due: bool,
}

/// One flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowOutcome {
    /// The flow.
    pub flow: Id,
    /// Whether it needs an agreement, which, and what decided.
    pub determination: Arc<FlowDetermination>,
    /// The agreement that comes nearest, and how it stands.
    pub standing: Option<Standing>,
    /// Its id; of a flow that needs none, that of one on file out of caution.
    pub agreement: Option<Id>,
    /// Whether that agreement covers the flow although none is needed. Never a gap.
    pub optional: bool,
}

/// Duties, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Legal {
    /// All together.
    pub status: LegalStatus,
    /// Each, in the rubric's order.
    pub duties: Vec<DutyOutcome>,
}

/// One duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyOutcome {
    /// Citation.
    pub cite: String,
    /// In our own words.
    pub title: String,
    /// State.
    pub state: DutyState,
    /// What it rests on, if met.
    pub basis: Option<Basis>,
    /// Sources.
    pub because: Vec<Source>,
}

/// Reports and what they cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assurance {
    /// Each report.
    pub reports: Vec<ReportOutcome>,
    /// The one relied on, where there are several the one for most products.
    pub relied_on: Option<Id>,
    /// Overlap of the reports relied on with the Security Rule's leaves.
    pub crosswalk: Option<Crosswalk>,
    /// The same leaf by leaf, in the rubric's order.
    pub leaves: Vec<LeafOutcome>,
    /// What time reports and bridge letters cover, by first day, gaps between them included.
    pub timeline: Vec<Span>,
    /// What evidence on file replaces and does not.
    pub substitutions: Vec<Substitution>,
    /// Controls of reports that may speak to questions, for a reviewer to confirm.
    pub proposals: Vec<Proposal>,
}

/// A leaf of the Security Rule under the report relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafOutcome {
    /// Citation.
    pub cite: String,
    /// How far the report covers it.
    pub overlap: Overlap,
    /// Why it is less than the overlap of the criteria.
    pub why: Option<Said>,
}

vocabulary! {
    /// What covers a span of time.
    pub enum SpanKind {
        /// A Type 2 report's period.
        Type2 = "type2",
        /// A Type 1 report's day.
        Type1 = "type1",
        /// A bridge letter: management's word.
        Bridge = "bridge",
        /// Nothing.
        Gap = "gap",
    }
}

/// A span of time and what covers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The product it is about; empty is every product bought.
    pub product: String,
    /// The subservice organisation whose own report this is; empty is the vendor.
    pub org: String,
    /// What.
    pub kind: SpanKind,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The report.
    pub source: Option<Source>,
}

/// What a piece of evidence replaces and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitution {
    /// The evidence.
    pub evidence: Source,
    /// What it is.
    pub what: Said,
    /// What it replaces.
    pub replaces: Said,
    /// What it leaves open.
    pub leaves: Said,
    /// Whether it counts: valid, in scope, seen by a reviewer.
    pub counts: bool,
}

/// Controls of a report that may speak to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The question.
    pub question: Id,
    /// The report.
    pub report: Id,
    /// Criteria that both name.
    pub criteria: Vec<&'static str>,
    /// Controls as the report writes them, and whether a reviewer has linked each.
    pub controls: Vec<(Arc<str>, bool)>,
}

/// Something an agreement or a report expects the hospital to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerDuty {
    /// As the report numbers it, or the condition's place in the agreement.
    pub id: String,
    /// In short.
    pub text: String,
    /// Criteria it serves.
    pub criteria: Vec<String>,
    /// Who at the hospital; empty is nobody.
    pub owner: String,
    /// Where it stands.
    pub state: CuecState,
    /// Where it comes from.
    pub source: Source,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportOutcome {
    /// Its id.
    pub id: Id,
    /// Whether it may be relied on for the products bought.
    pub usable: bool,
    /// Last day it speaks of.
    pub ends: Option<Date>,
    /// Days from then to the as-of date.
    pub uncovered_days: Option<i64>,
    /// Products bought and whether they are in scope.
    pub products: Vec<(String, Cell)>,
    /// Products bought for which it is the one relied on.
    pub relied_for: Vec<String>,
    /// Whose controls it is about.
    pub whose: Whose,
}

/// How many Security Rule leaves a report covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Crosswalk {
    /// Fully.
    pub full: u32,
    /// Partly.
    pub partial: u32,
    /// Not at all.
    pub none: u32,
    /// Of.
    pub of: u32,
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Rounded half up.
    pub points: BasisPoints,
    /// Exact.
    pub exact: Fraction,
}

/// A score with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// Least that the answers claim.
    pub claimed_lo: End,
    /// Most that they may come to.
    pub claimed_hi: End,
    /// Least that documents and tests carry; its `hi` is `claimed_hi`.
    pub evidenced_lo: End,
    /// Share of weight answered.
    pub completeness: End,
    /// Share of weight left out as N/A.
    pub na_weight: End,
    /// What `claimed_lo` got, by basis from word to tested.
    pub by_basis: [u64; 4],
}

/// One gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// Which.
    pub id: GateId,
    /// Law status.
    pub law: LawStatus,
    /// State.
    pub state: GateState,
    /// Best basis that was shown.
    pub basis: Option<Basis>,
    /// What tripping it does now.
    pub effect: Effect,
    /// What to ask for.
    pub needs: Vec<Said>,
    /// Sources.
    pub because: Vec<Source>,
    /// Citation.
    pub citation: String,
}

impl Gate {
    /// Whether it arises.
    #[must_use]
    pub fn applies(&self) -> bool {
        self.state != GateState::NotApplicable
    }
}

/// A row of the scope matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeRow {
    /// The flow.
    pub flow: Id,
    /// Product.
    pub product: String,
    /// Place.
    pub place: String,
    /// Party; empty is the vendor.
    pub party: String,
    /// PHI: `none | planned | flowing | unknown`.
    pub phi: crate::engagement::Phi,
    /// The hospital's BAA with the vendor.
    pub our_baa: CellOutcome,
    /// The vendor's BAA with the party.
    pub their_baa: CellOutcome,
    /// Assurance.
    pub assurance: CellOutcome,
    /// Other evidence.
    pub evidence: CellOutcome,
}

/// A cell with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellOutcome {
    /// State.
    pub cell: Cell,
    /// Why.
    pub why: Said,
    /// Source.
    pub source: Option<Source>,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that raised it.
    pub rule: &'static Rule,
    /// The case of the rule, where it tells several apart.
    pub case: Option<&'static str>,
    /// What it is about: a question, report, agreement, category, flow or party.
    pub subject: String,
    /// From the rubric.
    pub severity: Severity,
    /// Who has to act.
    pub owner: Owner,
    /// Axis.
    pub axis: Axis,
    /// Law status; of a finding about a question, the question's.
    pub law: LawStatus,
    /// Values for the places of its texts.
    pub args: Args,
    /// Citations of the question it is about.
    pub cites: Vec<String>,
    /// Sources.
    pub because: Vec<Source>,
}

impl Finding {
    /// What it cites: the question it is about first, then its rule.
    #[must_use]
    pub fn citations(&self) -> Vec<&str> {
        let own = self.cites.iter().map(String::as_str);
        own.chain(self.rule.citations()).collect()
    }
}

/// A condition in a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeCondition {
    /// Its id; of a proposed one, made from finding and subject.
    pub id: String,
    /// The finding or gate.
    pub finding: String,
    /// What it is about.
    pub subject: String,
    /// By when.
    pub kind: ConditionKind,
    /// Who has to act.
    pub owner: Owner,
    /// State at the as-of date.
    pub state: ConditionState,
    /// From when days count; none while proposed.
    pub raised_on: Option<Date>,
    /// The day it falls due; none while proposed.
    pub due: Option<Date>,
    /// Days to close, while proposed.
    pub days: Option<u16>,
    /// The facts that are missing; of a gate.
    pub needs: Vec<Said>,
    /// What closed it.
    pub evidence: String,
    /// When it was closed.
    pub closed_on: Option<Date>,
    /// Who accepted it.
    pub accepted: Option<crate::assessment::Accepted>,
}
