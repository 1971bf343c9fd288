//! The rubric, `rubric/*.toml`.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use toml::de::{DeTable, DeValue};
use vendorward_core::{
    Id,
    facts::Tier,
    finding::Severity,
    gate::LawStatus,
    rating::Grade,
    rubric::{
        ClearsWith, Duty, ExpectedCategories, GateRule, Grades, Limits, Overlap, RatingRow,
        RatingTable, Rubric, SeverityRule, Soc2Limits, TierFactor, Weights,
    },
};

use crate::{
    check::condition::{Fits, fact_of, fits},
    cites::{self, Cited},
    codes,
    parsed::{Parsed, ParsedRubric, Placed, RubricIndex},
    questionnaire::{condition, question::cite},
    read,
    source::{Report, decode, quote, unreadable},
    suggest::names,
    tomls::{self, Table, Toml, TomlReader, Value, inner, record, version},
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
record!(Limits {
    completeness_floor,
    na_weight
});
record!(Soc2Limits {
    stale_months,
    aging_months,
    short_period_months,
    uncovered_days
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
record!(SeverityRule {
    severity,
    reason,
    source
});
record!(ExpectedCategories {
    expected,
    reason,
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
        let mut checker = Checker {
            report: &mut report,
            root,
        };
        checker.weights();
        checker.grades();
        checker.rating();
        checker.complete("due_days", Severity::WORDS);
        checker.complete("cadence_months", Tier::WORDS);
        checker.factors();
        checker.gates(&mut index);
        checker.findings(&mut index);
        checker.duties(&mut index);
    }
    let (diagnostics, sound) = report.finish();
    Parsed {
        value: rubric.filter(|_| sound),
        diagnostics,
        index,
    }
}

const FACTS_ONLY: &str = "a tier factor reads entered facts only";

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
        duties: duties?,
    })
}

/// Checks that need several values, on whatever of them is there.
struct Checker<'r, 't, 'a, 'i> {
    report: &'r mut Report<'t>,
    root: &'a DeTable<'i>,
}

impl<'a, 'i> Checker<'_, '_, 'a, 'i> {
    fn at(&self, path: &[&str]) -> Option<&'a Value<'i>> {
        let (last, tables) = path.split_last()?;
        let mut map = self.root;
        for key in tables {
            map = map.get(*key)?.get_ref().as_table()?;
        }
        map.get(*last)
    }

    fn number(&self, path: &[&str]) -> Option<(i64, Range<usize>)> {
        let value = self.at(path)?;
        let integer = value.get_ref().as_integer()?;
        let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok()?;
        Some((number, value.span()))
    }

    fn text(&self, path: &[&str]) -> Option<(&'a str, Range<usize>)> {
        let value = self.at(path)?;
        Some((value.get_ref().as_str()?, value.span()))
    }

    fn entries(&self, path: &[&str]) -> impl Iterator<Item = &'a Value<'i>> + use<'a, 'i> {
        let list = match self.at(path).map(|value| value.get_ref()) {
            Some(DeValue::Array(list)) => Some(list),
            _ => None,
        };
        list.into_iter().flat_map(|list| list.iter())
    }

    fn tables(
        &self,
        key: &str,
    ) -> impl Iterator<Item = (&'a toml::Spanned<toml::de::DeString<'i>>, &'a Value<'i>)> + use<'a, 'i>
    {
        let map = self.at(&[key]).and_then(|value| value.get_ref().as_table());
        map.into_iter().flat_map(|map| map.iter())
    }

    fn weights(&mut self) {
        for key in ["critical", "standard", "minor"] {
            if let Some((0, place)) = self.number(&["weights", key]) {
                self.report.add_help(
                    codes::NUMBER_RANGE,
                    place,
                    format!("`{key}` is `0`"),
                    "what is scored counts for something; a question that does not has `weight: info`",
                );
            }
        }
        self.falling(
            "weights",
            &["critical", "standard", "minor"],
            false,
            codes::WEIGHTS_ORDER,
        );
    }

    /// Reports the words of a vocabulary that a table says nothing about.
    fn complete(&mut self, table: &str, words: &[&str]) {
        let Some((map, place)) = self
            .at(&[table])
            .and_then(|value| Some((value.get_ref().as_table()?, value.span())))
        else {
            return;
        };
        let absent: Vec<&str> = words
            .iter()
            .copied()
            .filter(|word| map.get(*word).is_none())
            .collect();
        // Tables by headers have no place of their own: their first entry has.
        let first = map
            .keys()
            .map(toml::Spanned::span)
            .min_by_key(|span| span.start);
        if !absent.is_empty() {
            self.report.add_help(
                codes::ENTRY_MISSING,
                first.unwrap_or(place),
                format!("`{table}` says nothing about {}", names(&absent)),
                "without an entry there is no date to hold anyone to",
            );
        }
    }

    fn grades(&mut self) {
        self.falling(
            "grades",
            &["strong", "fair", "weak"],
            true,
            codes::GRADES_ORDER,
        );
    }

    /// Each number is below the one before it, or equal if that is allowed.
    fn falling(&mut self, table: &str, keys: &[&str], strictly: bool, code: codes::Code) {
        for pair in keys.windows(2) {
            let [high, low] = pair else { continue };
            let (Some((more, _)), Some((less, place))) =
                (self.number(&[table, high]), self.number(&[table, low]))
            else {
                continue;
            };
            if less > more || strictly && less == more {
                let words = if strictly { "below" } else { "at most" };
                self.report.add_help(
                    code,
                    place,
                    format!("`{low}` is {less} and `{high}` is {more}"),
                    format!("`{low}` must be {words} `{high}`"),
                );
            }
        }
    }

    fn rating(&mut self) {
        for tier in Tier::ALL {
            let mut worse: Option<(Tier, &str)> = None;
            // From poor to strong: a rating never rises.
            for grade in Grade::ALL {
                let path = ["rating", tier.as_str(), grade.as_str()];
                let Some((text, place)) = self.text(&path) else {
                    continue;
                };
                let Some(rating) = Tier::parse(text) else {
                    continue;
                };
                if rating > *tier {
                    self.report.add_help(
                        codes::RATING_OVER_TIER,
                        place.clone(),
                        format!("tier {tier} with {grade} controls is rated {rating}"),
                        format!("the rating never exceeds the tier; {tier} is used"),
                    );
                }
                if let Some((before, weaker)) = worse
                    && rating > before
                {
                    self.report.add_help(
                        codes::RATING_ORDER,
                        place,
                        format!(
                            "at tier {tier}, {grade} controls are rated {rating} and {weaker} ones {before}"
                        ),
                        "better controls never make the rating worse",
                    );
                }
                worse = Some((rating, grade.as_str()));
            }
        }
    }

    fn factors(&mut self) {
        let mut seen = BTreeSet::new();
        let entries: Vec<_> = self.entries(&["tier"]).collect();
        for entry in entries {
            let Some(table) = entry.get_ref().as_table() else {
                continue;
            };
            if let Some(value) = table.get("id")
                && let Some(id) = value.get_ref().as_str()
                && !seen.insert(id.to_owned())
            {
                self.report.add(
                    codes::FACTOR_DUPLICATE,
                    value.span(),
                    format!("there are two tier factors {}", quote(id)),
                );
            }
            if let Some(value) = table.get("when")
                && let Some(text) = value.get_ref().as_str()
            {
                self.factor(value, text);
            }
        }
    }

    /// A tier factor reads entered facts only.
    fn factor(&mut self, value: &Value<'_>, text: &str) {
        let mapped = inner(value, text, value.span());
        let words = mapped.words();
        // What cannot be read was reported with its key.
        let Ok(expr) = vendorward_core::when::Expr::parse(words.text) else {
            return;
        };
        let mut tests = Vec::new();
        expr.each_test(&mut |test| tests.push(test));
        for test in tests {
            let places = condition::ranges(words, test);
            match fact_of(&test.path) {
                None => self.report.put(
                    codes::FACTOR_PATH,
                    places.path,
                    format!("{} is no fact of the engagement", quote(&test.path)),
                    Some(
                        crate::check::condition::near_fact(&test.path)
                            .unwrap_or_else(|| FACTS_ONLY.to_owned()),
                    ),
                ),
                Some(fact) if !fact.derived_from().is_empty() => self.report.add_help(
                    codes::FACTOR_PATH,
                    places.path,
                    format!("`{fact}` is derived, the tier among others from this factor"),
                    FACTS_ONLY,
                ),
                Some(fact) => {
                    if let Err(Fits {
                        code,
                        on_value,
                        message,
                        help,
                    }) = fits(&crate::check::condition::kind_of(fact), &test.path, test)
                    {
                        let place = if on_value { places.value } else { places.op };
                        self.report.put(code, place, message, Some(help));
                    }
                }
            }
        }
    }

    fn gates(&mut self, index: &mut RubricIndex) {
        let gates: Vec<_> = self.tables("gates").collect();
        for (key, _) in gates {
            let gate = key.get_ref().as_ref();
            let mut stronger: Option<(usize, &str, &str)> = None;
            // From critical to low: the basis asked for never rises.
            for tier in Tier::ALL.iter().rev() {
                let path = ["gates", gate, "clears_with", tier.as_str()];
                let Some((basis, place)) = self.text(&path) else {
                    continue;
                };
                let words = vendorward_core::basis::Basis::WORDS;
                let Some(rank) = words.iter().position(|word| *word == basis) else {
                    continue;
                };
                if let Some((before, higher, word)) = stronger
                    && rank > before
                {
                    self.report.add_help(
                        codes::CLEARS_ORDER,
                        place,
                        format!(
                            "tier {tier} asks for `{basis}` and tier {higher} for no more than `{word}`"
                        ),
                        "a higher tier asks for the same basis or a stronger one",
                    );
                }
                stronger = Some((rank, tier.as_str(), basis));
            }
            self.controls(self.entries(&["gates", gate, "controls"]), index);
            let word = self
                .text(&["gates", gate, "law"])
                .map_or("", |(word, _)| word);
            let law = LawStatus::parse(word);
            let binding = matches!(law, Some(LawStatus::InForce | LawStatus::Addressable));
            let mut any_law = false;
            let mut place = key.span();
            for value in self.entries(&["gates", gate, "cites"]) {
                place = value.span();
                if let Some(text) = value.get_ref().as_str() {
                    let cited = cite(self.report, value.span(), text, binding);
                    any_law |= !matches!(cited, Some(Cited::Criterion | Cited::Other));
                }
            }
            if binding && !any_law && self.at(&["gates", gate, "cites"]).is_some() {
                self.report.add_help(
                    codes::CITES_MISSING,
                    place,
                    format!("{} says `law = \"{word}\"` and cites no law", quote(gate)),
                    "cite the rule, as in `45 CFR 164.502(e)`, or say `law = \"practice\"`",
                );
            }
        }
    }

    fn controls(&self, entries: impl Iterator<Item = &'a Value<'i>>, index: &mut RubricIndex) {
        for value in entries {
            if let Some(control) = value.get_ref().as_str().and_then(|text| Id::new(text).ok()) {
                index.controls.push(Placed {
                    value: control,
                    at: self.report.span(value.span()),
                });
            }
        }
    }

    fn findings(&mut self, index: &mut RubricIndex) {
        for (key, _) in self.tables("findings") {
            if let Ok(id) = Id::new(key.get_ref().as_ref()) {
                index.findings.push(Placed {
                    value: id,
                    at: self.report.span(key.span()),
                });
            }
        }
    }

    fn duties(&mut self, index: &mut RubricIndex) {
        let mut lines: BTreeMap<&str, u32> = BTreeMap::new();
        let entries: Vec<_> = self.entries(&["duties"]).collect();
        for entry in entries {
            let Some(table) = entry.get_ref().as_table() else {
                continue;
            };
            if let Some(value) = table.get("cite")
                && let Some(text) = value.get_ref().as_str()
            {
                cite(self.report, value.span(), text, true);
                if let Some(line) = lines.get(text) {
                    self.report.add(
                        codes::DUTY_DUPLICATE,
                        value.span(),
                        format!("the duty {} stands on line {line} already", quote(text)),
                    );
                }
                lines.insert(text, self.report.span(value.span()).line);
            }
            for key in ["tsc", "tsc_other"] {
                let list = table.get(key).and_then(|value| value.get_ref().as_array());
                for value in list.into_iter().flat_map(|list| list.iter()) {
                    let Some(text) = value.get_ref().as_str() else {
                        continue;
                    };
                    if !cites::CRITERIA.contains(&text) {
                        self.report.put(
                            codes::CITE_TSC,
                            value.span(),
                            format!(
                                "{} is not one of the 61 Trust Services criteria",
                                quote(text)
                            ),
                            crate::suggest::did_you_mean(text, cites::CRITERIA.iter().copied()),
                        );
                    }
                }
            }
            let list = table
                .get("controls")
                .and_then(|value| value.get_ref().as_array());
            self.controls(list.into_iter().flat_map(|list| list.iter()), index);
        }
    }
}
