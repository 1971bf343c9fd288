//! The result as one JSON object, `"format": "vendorward/result"`. Its bytes are made here only.

use serde::{Serialize, Serializer, ser::SerializeMap as _};
use vendorward_core::{
    Date, assess,
    assessment::Assessment,
    engagement::Engagement,
    result::{CellOutcome, End, Finding, Gate, Outcome, OutcomeCondition, Said, ScopeRow, Score},
    texts::Language,
};

use crate::{
    VERSION,
    hash::{self, FORMAT_VERSION},
    package::Package,
    set::{Named, Set},
};

/// The value of `format` in a result.
pub const FORMAT: &str = "vendorward/result";

/// Scores an assessment at a date.
#[must_use]
pub fn outcome(set: &Set, assessment: &Assessment, as_of: Date) -> Outcome {
    assess::assess(&set.compiled, assessment, as_of)
}

/// The canonical bytes of a result, in English.
#[must_use]
pub fn json(set: &Set, package: &Package, outcome: &Outcome) -> Vec<u8> {
    let document = document(
        set,
        &package.assessment.engagement,
        package.sha256(),
        outcome,
    );
    // Our own types have string keys and no failing serializers.
    serde_json::to_vec(&document).unwrap_or_default()
}

/// The hash of a result, over its canonical bytes. A decision is recorded with the hash of the result
/// before it.
#[must_use]
pub fn sha256(json: &[u8]) -> String {
    hash::of("result", json)
}

fn document<'a>(
    set: &'a Set,
    engagement: &'a Engagement,
    assessment_sha256: String,
    outcome: &'a Outcome,
) -> Document<'a> {
    Document {
        format: FORMAT,
        format_version: FORMAT_VERSION,
        engine_version: VERSION,
        as_of: outcome.as_of,
        inputs: Inputs {
            assessment: assessment_sha256,
            rubric: &set.rubric,
            questionnaires: &set.questionnaires,
        },
        notices: outcome.notices.iter().map(say).collect(),
        engagement,
        triage: outcome.triage.as_str(),
        inherent: Inherent {
            tier: outcome.inherent.tier.as_str(),
            best: outcome.inherent.best.as_str(),
            factors: outcome
                .inherent
                .factors
                .iter()
                .map(|factor| Factor {
                    id: factor.id.as_str(),
                    tier: factor.tier.as_str(),
                    certain: factor.certain,
                })
                .collect(),
        },
        baa: Baa {
            determination: outcome.baa.determination.as_str(),
            flows: outcome
                .baa
                .flows
                .iter()
                .map(|flow| Flow {
                    flow: flow.flow.as_str(),
                    determination: flow.determination.as_str(),
                    rules: &flow.rules,
                    instruments: flow.instruments.iter().map(|one| one.as_str()).collect(),
                    facts: &flow.facts,
                    missing: &flow.missing,
                    standing: flow.standing.map(|standing| standing.as_str()),
                    agreement: flow.agreement.as_ref().map(|id| id.as_str()),
                })
                .collect(),
        },
        legal: Legal {
            status: outcome.legal.status.as_str(),
            duties: outcome
                .legal
                .duties
                .iter()
                .map(|duty| Duty {
                    cite: &duty.cite,
                    title: &duty.title,
                    state: duty.state.as_str(),
                    basis: duty.basis.map(|basis| basis.as_str()),
                    because: &duty.because,
                })
                .collect(),
        },
        assurance: Assurance {
            reports: outcome
                .assurance
                .reports
                .iter()
                .map(|report| Report {
                    id: report.id.as_str(),
                    usable: report.usable,
                    relied_on: outcome.assurance.relied_on.as_ref() == Some(&report.id),
                    ends: report.ends,
                    uncovered_days: report.uncovered_days,
                    products: report
                        .products
                        .iter()
                        .map(|(product, cell)| Product {
                            product,
                            scope: cell.as_str(),
                        })
                        .collect(),
                })
                .collect(),
            crosswalk: outcome.assurance.crosswalk.map(|count| Crosswalk {
                full: count.full,
                partial: count.partial,
                none: count.none,
                of: count.of,
            }),
        },
        score: outcome.score.as_ref().map(Scored),
        domains: outcome
            .domains
            .iter()
            .map(|(domain, score)| Part {
                domain: domain.as_str(),
                score: Scored(score),
            })
            .collect(),
        sections: outcome
            .sections
            .iter()
            .map(|(questionnaire, section, score)| Section {
                questionnaire: questionnaire.as_str(),
                section: section.as_str(),
                score: Scored(score),
            })
            .collect(),
        gates: outcome.gates.iter().map(WireGate).collect(),
        scope: Scope {
            rows: outcome.scope.iter().map(row).collect(),
        },
        findings: outcome.findings.iter().map(WireFinding).collect(),
        rating: outcome.rating.as_ref(),
        recommendation: outcome.recommendation.as_str(),
        conditions: outcome.conditions.iter().map(WireCondition).collect(),
        next_review: outcome.next_review,
        unknown_answers: outcome
            .unknown_answers
            .iter()
            .map(|id| id.as_str())
            .collect(),
    }
}

/// A text in English.
#[must_use]
pub fn say(said: &Said) -> String {
    speak(Language::English, said.key, &said.args)
}

/// A text in a language.
#[must_use]
pub fn speak(language: Language, key: &str, args: &[(&'static str, String)]) -> String {
    let args: Vec<(&str, &str)> = args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    language.fill(key, &args)
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    format_version: u32,
    engine_version: &'static str,
    as_of: Date,
    inputs: Inputs<'a>,
    notices: Vec<String>,
    engagement: &'a Engagement,
    triage: &'static str,
    inherent: Inherent<'a>,
    baa: Baa<'a>,
    legal: Legal<'a>,
    assurance: Assurance<'a>,
    score: Option<Scored<'a>>,
    domains: Vec<Part<'a>>,
    sections: Vec<Section<'a>>,
    gates: Vec<WireGate<'a>>,
    scope: Scope<'a>,
    findings: Vec<WireFinding<'a>>,
    rating: Option<&'a vendorward_core::rating::Rating>,
    recommendation: &'static str,
    conditions: Vec<WireCondition<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_review: Option<Date>,
    unknown_answers: Vec<&'a str>,
}

#[derive(Serialize)]
struct Inputs<'a> {
    assessment: String,
    rubric: &'a Named,
    questionnaires: &'a [Named],
}

#[derive(Serialize)]
struct Inherent<'a> {
    tier: &'static str,
    best: &'static str,
    factors: Vec<Factor<'a>>,
}

#[derive(Serialize)]
struct Factor<'a> {
    id: &'a str,
    tier: &'static str,
    certain: bool,
}

#[derive(Serialize)]
struct Baa<'a> {
    determination: &'static str,
    flows: Vec<Flow<'a>>,
}

#[derive(Serialize)]
struct Flow<'a> {
    flow: &'a str,
    determination: &'static str,
    rules: &'a [&'static str],
    instruments: Vec<&'static str>,
    facts: &'a [String],
    missing: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<&'a str>,
}

#[derive(Serialize)]
struct Legal<'a> {
    status: &'static str,
    duties: Vec<Duty<'a>>,
}

#[derive(Serialize)]
struct Duty<'a> {
    cite: &'a str,
    title: &'a str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'static str>,
    because: &'a [String],
}

#[derive(Serialize)]
struct Assurance<'a> {
    reports: Vec<Report<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crosswalk: Option<Crosswalk>,
}

#[derive(Serialize)]
struct Report<'a> {
    id: &'a str,
    usable: bool,
    relied_on: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uncovered_days: Option<i64>,
    products: Vec<Product<'a>>,
}

#[derive(Serialize)]
struct Product<'a> {
    product: &'a str,
    scope: &'static str,
}

#[derive(Serialize)]
struct Crosswalk {
    full: u32,
    partial: u32,
    none: u32,
    of: u32,
}

/// `{claimed {lo, hi}, evidenced {lo, hi}, completeness, na_weight, sums}`: ends in basis points, sums
/// exact.
struct Scored<'a>(&'a Score);

#[derive(Serialize)]
struct Ends {
    lo: u16,
    hi: u16,
}

#[derive(Serialize)]
struct Exact {
    claimed: ExactEnds,
    evidenced: ExactEnds,
    completeness: vendorward_core::units::Fraction,
    na_weight: vendorward_core::units::Fraction,
    by_basis: ByBasis,
}

#[derive(Serialize)]
struct ExactEnds {
    lo: vendorward_core::units::Fraction,
    hi: vendorward_core::units::Fraction,
}

#[derive(Serialize)]
struct ByBasis {
    word: u64,
    attested: u64,
    document: u64,
    tested: u64,
}

impl Serialize for Scored<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let score = self.0;
        let points = |end: End| end.points.get();
        let ends = |lo: End, hi: End| Ends {
            lo: points(lo),
            hi: points(hi),
        };
        let exact = |lo: End, hi: End| ExactEnds {
            lo: lo.exact,
            hi: hi.exact,
        };
        let [word, attested, document, tested] = score.by_basis;
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("claimed", &ends(score.claimed_lo, score.claimed_hi))?;
        map.serialize_entry("evidenced", &ends(score.evidenced_lo, score.claimed_hi))?;
        map.serialize_entry("completeness", &points(score.completeness))?;
        map.serialize_entry("na_weight", &points(score.na_weight))?;
        map.serialize_entry(
            "sums",
            &Exact {
                claimed: exact(score.claimed_lo, score.claimed_hi),
                evidenced: exact(score.evidenced_lo, score.claimed_hi),
                completeness: score.completeness.exact,
                na_weight: score.na_weight.exact,
                by_basis: ByBasis {
                    word,
                    attested,
                    document,
                    tested,
                },
            },
        )?;
        map.end()
    }
}

#[derive(Serialize)]
struct Part<'a> {
    domain: &'static str,
    score: Scored<'a>,
}

#[derive(Serialize)]
struct Section<'a> {
    questionnaire: &'a str,
    section: &'a str,
    score: Scored<'a>,
}

struct WireGate<'a>(&'a Gate);

impl Serialize for WireGate<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let gate = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", gate.id.as_str())?;
        map.serialize_entry("law", gate.law.as_str())?;
        map.serialize_entry("applies", &gate.applies())?;
        map.serialize_entry("state", gate.state.as_str())?;
        if let Some(basis) = gate.basis {
            map.serialize_entry("basis", basis.as_str())?;
        }
        map.serialize_entry("effect", gate.effect.as_str())?;
        map.serialize_entry("needs", &gate.needs.iter().map(say).collect::<Vec<_>>())?;
        map.serialize_entry("because", &gate.because)?;
        map.serialize_entry("citation", &gate.citation)?;
        map.end()
    }
}

#[derive(Serialize)]
struct Scope<'a> {
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    flow: &'a str,
    product: &'a str,
    place: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    party: &'a str,
    phi: &'static str,
    our_baa: WireCell<'a>,
    their_baa: WireCell<'a>,
    assurance: WireCell<'a>,
}

fn row(row: &ScopeRow) -> Row<'_> {
    Row {
        flow: row.flow.as_str(),
        product: &row.product,
        place: &row.place,
        party: &row.party,
        phi: row.phi.as_str(),
        our_baa: cell(&row.our_baa),
        their_baa: cell(&row.their_baa),
        assurance: cell(&row.assurance),
    }
}

#[derive(Serialize)]
struct WireCell<'a> {
    state: &'static str,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
}

fn cell(cell: &CellOutcome) -> WireCell<'_> {
    WireCell {
        state: cell.cell.as_str(),
        why: say(&cell.why),
        source: cell.source.as_deref(),
    }
}

struct WireFinding<'a>(&'a Finding);

impl Serialize for WireFinding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let finding = self.0;
        let id = finding.rule.id;
        let text = |part: &str| speak(Language::English, &format!("{id}.{part}"), &finding.args);
        let mut map = serializer.serialize_map(Some(11))?;
        map.serialize_entry("id", id)?;
        map.serialize_entry("subject", &finding.subject)?;
        map.serialize_entry("severity", finding.severity.as_str())?;
        map.serialize_entry("axis", finding.axis.as_str())?;
        map.serialize_entry("owner", finding.owner.as_str())?;
        map.serialize_entry("law", finding.law.as_str())?;
        map.serialize_entry("title", &text("title"))?;
        map.serialize_entry("detail", &text("detail"))?;
        map.serialize_entry("citations", &finding.citations)?;
        map.serialize_entry("because", &finding.because)?;
        map.serialize_entry("remediation", &text("remediation"))?;
        map.end()
    }
}

struct WireCondition<'a>(&'a OutcomeCondition);

impl Serialize for WireCondition<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let one = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &one.id)?;
        map.serialize_entry("finding", &one.finding)?;
        map.serialize_entry("subject", &one.subject)?;
        map.serialize_entry("kind", one.kind.as_str())?;
        map.serialize_entry("owner", one.owner.as_str())?;
        map.serialize_entry("state", one.state.as_str())?;
        if let Some(on) = one.raised_on {
            map.serialize_entry("raised_on", &on)?;
        }
        if let Some(due) = one.due {
            map.serialize_entry("due", &due)?;
        }
        if let Some(days) = one.days {
            map.serialize_entry("days", &days)?;
        }
        map.end()
    }
}
