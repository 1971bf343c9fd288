//! The rubric, `rubric/*.toml`.

mod check;

use toml::de::DeTable;
use vendorward_core::evidence::{EvidenceRules, InsuranceRow};
use vendorward_core::pack::{AskRule, DepthLimit, EvidenceRule, Pack, SubstituteRule, TierRule};
use vendorward_core::rubric::{
    CaseRule, ClearsWith, Duty, ExpectedCategories, GateRule, Grades, Limits, Overlap, RatingRow,
    RatingTable, Rubric, SeverityRule, Soc2Limits, TierFactor, Weights,
};

use crate::{
    parsed::{Parsed, ParsedRubric, RubricIndex},
    read,
    source::{Report, decode, quote, unreadable},
    tomls::{self, Table, Toml, TomlReader, Value, record, version},
};

record!(Weights {
    critical,
    standard,
    minor,
    reason,
    source
});
record!(Grades {
    strong,
    fair,
    weak,
    reason,
    source
});
record!(RatingTable {
    critical,
    high,
    moderate,
    low,
    reason,
    source
});
record!(RatingRow {
    strong,
    fair,
    weak,
    poor
});
record!(Limits { completeness_floor, na_weight } optional { breach_notice_days });
record!(Soc2Limits { stale_months, aging_months, short_period_months, uncovered_days }
    optional { very_short_period_months, full_period_months, bridge_months, break_days, peer_review_months });
record!(EvidenceRules {} optional { pen_test_months, end_of_support_months, answer_months, insurance, claims });
record!(InsuranceRow {
    tier,
    records,
    limit_usd,
    reason,
    source
});
record!(TierFactor {
    id,
    when,
    tier,
    reason,
    source
});
record!(GateRule { prospective, live, clears_with, law, cites, checked, reason, source } optional { controls });
record!(ClearsWith {
    critical,
    high,
    moderate,
    low
});
record!(SeverityRule { severity, reason, source } optional { cases });
record!(CaseRule {
    severity,
    reason,
    source
});
record!(ExpectedCategories { expected, reason, source } optional { welcome });
record!(Pack {} optional { tiers, limits, questionnaires, evidence, substitutes });
record!(TierRule {
    depth,
    approver,
    reason,
    source
});
record!(DepthLimit {
    depth,
    when,
    reason,
    source
});
record!(AskRule {
    questionnaire,
    when,
    reason,
    source
});
record!(EvidenceRule {
    item,
    demand,
    when,
    reason,
    source
});
record!(SubstituteRule {
    item,
    by,
    when,
    replaces,
    leaves,
    source
});
record!(Duty { cite, title, security_rule, law, overlap, overlap_sac } optional { controls, provision, tsc, tsc_other });

impl Toml for Overlap {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        let words = ["full", "partial", "none"];
        let text: String = Toml::toml(reader, value, key)?;
        let found = match text.as_str() {
            "full" => Some(Self::Full),
            "partial" => Some(Self::Partial),
            "none" => Some(Self::None),
            _ => None,
        };
        if found.is_none() {
            let place = reader.place(value.span());
            read::bad_word(reader.report, place, &text, &quote(key), &words);
        }
        found
    }
}

/// Reads a rubric.
#[must_use]
pub fn read_rubric(file: &str, bytes: &[u8]) -> ParsedRubric {
    let mut index = RubricIndex {
        file: file.to_owned(),
        ..RubricIndex::default()
    };
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(why) => {
            return Parsed {
                value: None,
                diagnostics: vec![unreadable(file, bytes, &why)],
                index,
            };
        }
    };
    let mut report = Report::new(file, text);
    let mut rubric = None;
    if let Some(root) = tomls::parse(&mut report, text, 0) {
        let root = root.get_ref();
        rubric = read(&mut report, root);
        check::all(&mut report, root, &mut index);
    }
    let (diagnostics, sound) = report.finish();
    Parsed {
        value: rubric.filter(|_| sound),
        diagnostics,
        index,
    }
}

const KEYS: &[&str] = &[
    "id",
    "version",
    "dated",
    "title",
    "weights",
    "grades",
    "rating",
    "limits",
    "soc2",
    "tier",
    "gates",
    "findings",
    "categories",
    "due_days",
    "cadence_months",
    "evidence",
    "pack",
    "duties",
];

fn read(report: &mut Report<'_>, root: &DeTable<'_>) -> Option<Rubric> {
    let mut reader = TomlReader::new(report, 0);
    let mut table = Table::whole(root, 0..0, "the rubric");
    reader.known(&mut table, KEYS);
    let id = reader.field(&table, "id");
    let version = version(&mut reader, &table);
    let dated = reader.field(&table, "dated");
    let title = reader.field(&table, "title");
    let weights = reader.field(&table, "weights");
    let grades = reader.field(&table, "grades");
    let rating = reader.field(&table, "rating");
    let limits = reader.field(&table, "limits");
    let soc2 = reader.field(&table, "soc2");
    let tier = reader.field(&table, "tier");
    let gates = reader.field(&table, "gates");
    let findings = reader.field(&table, "findings");
    let categories = reader.field(&table, "categories");
    let due_days = reader.field(&table, "due_days");
    let cadence_months = reader.field(&table, "cadence_months");
    let evidence = reader.optional(&table, "evidence");
    let pack = reader.optional(&table, "pack");
    let duties = reader.field(&table, "duties");
    Some(Rubric {
        id: id?,
        version: version?,
        dated: dated?,
        title: title?,
        weights: weights?,
        grades: grades?,
        rating: rating?,
        limits: limits?,
        soc2: soc2?,
        tier: tier?,
        gates: gates?,
        findings: findings?,
        categories: categories?,
        due_days: due_days?,
        cadence_months: cadence_months?,
        evidence: evidence?,
        pack: pack?,
        duties: duties?,
    })
}
