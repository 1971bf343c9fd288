//! Checks that need several values of a rubric, on whatever of them is there.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use toml::de::{DeTable, DeValue};
use vendorward_core::{
    Id,
    facts::{Fact, Tier, Triage},
    finding::Severity,
    gate::LawStatus,
    rating::Grade,
    rules,
};

use crate::{
    check::condition::{Fits, fact_of, fits, kind_of, near_fact},
    cites::{self, Cited},
    codes,
    parsed::{Placed, RubricIndex},
    questionnaire::{condition, question::cite},
    source::{Report, quote},
    suggest::{did_you_mean, names, one_of},
    tomls::{Value, inner},
};

const FACTS_ONLY: &str = "a tier factor reads entered facts only";
const PACK_FACTS: &str = "the pack is known before anything is answered: it reads facts only";

/// Checks a rubric and gathers what other files are asked about.
pub(super) fn all(report: &mut Report<'_>, root: &DeTable<'_>, index: &mut RubricIndex) {
    let mut checker = Checker { report, root };
    checker.weights();
    checker.grades();
    checker.rating();
    const DATES: &str = "without an entry there is no date to hold anyone to";
    const DEPTH: &str =
        "without an entry the depth is the tier's own and nobody is named to approve";
    checker.complete(&["due_days"], Severity::WORDS, DATES);
    checker.complete(&["cadence_months"], Tier::WORDS, DATES);
    checker.complete(&["pack", "tiers"], Tier::WORDS, DEPTH);
    checker.pack(index);
    checker.factors();
    checker.gates(index);
    checker.findings(index);
    checker.duties(index);
}

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
    fn complete(&mut self, path: &[&str], words: &[&str], help: &str) {
        let Some((map, place)) = self
            .at(path)
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
                format!("`{}` says nothing about {}", path.join("."), names(&absent)),
                help,
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
                self.facts_only(value, text, codes::FACTOR_PATH);
            }
        }
    }

    /// The pack: depth never falls as the tier rises, conditions read facts, a substitute stands in for
    /// something that is asked for.
    fn pack(&mut self, index: &mut RubricIndex) {
        let mut deeper: Option<(Triage, Tier)> = None;
        for tier in Tier::ALL.iter().rev() {
            let Some((word, place)) = self.text(&["pack", "tiers", tier.as_str(), "depth"]) else {
                continue;
            };
            let Some(depth) = Triage::parse(word) else {
                continue;
            };
            if let Some((most, higher)) = deeper
                && depth > most
            {
                self.report.add_help(
                    codes::PACK_ORDER,
                    place,
                    format!("tier {tier} asks for `{depth}` and tier {higher} for `{most}`"),
                    "a higher tier asks for the same depth or more",
                );
            }
            deeper = Some((depth, *tier));
        }
        let mut asked = BTreeSet::new();
        for list in ["limits", "questionnaires", "evidence", "substitutes"] {
            let entries: Vec<_> = self.entries(&["pack", list]).collect();
            for table in entries
                .iter()
                .filter_map(|entry| entry.get_ref().as_table())
            {
                let text = |key: &str| {
                    let value = table.get(key)?;
                    Some((value.get_ref().as_str()?, value))
                };
                if let Some((when, value)) = text("when") {
                    self.facts_only(value, when, codes::PACK_PATH);
                    if list == "limits" && when.contains(Fact::Depth.as_str()) {
                        self.report.add_help(
                            codes::PACK_PATH,
                            value.span(),
                            "a limit of the depth reads the depth",
                            "the depth is what it limits",
                        );
                    }
                }
                if list == "questionnaires"
                    && let Some((id, value)) = text("questionnaire")
                    && let Ok(id) = Id::new(id)
                {
                    index.questionnaires.push(Placed {
                        value: id,
                        at: self.report.span(value.span()),
                    });
                }
                let Some((item, value)) = text("item") else {
                    continue;
                };
                if list == "evidence" {
                    asked.insert(item);
                } else if list == "substitutes" && !asked.contains(item) {
                    self.report.add_help(
                        codes::SUBSTITUTE_UNASKED,
                        value.span(),
                        format!("nothing asks for {}", quote(item)),
                        "a substitute stands in for a document of `pack.evidence`",
                    );
                }
            }
        }
    }

    /// A tier factor reads entered facts only, the pack facts only.
    fn facts_only(&mut self, value: &Value<'_>, text: &str, code: codes::Code) {
        let (only, derived) = if code == codes::FACTOR_PATH {
            (FACTS_ONLY, false)
        } else {
            (PACK_FACTS, true)
        };
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
                    code,
                    places.path,
                    format!("{} is no fact of the engagement", quote(&test.path)),
                    Some(near_fact(&test.path).unwrap_or_else(|| only.to_owned())),
                ),
                Some(fact) if !derived && !fact.derived_from().is_empty() => self.report.add_help(
                    code,
                    places.path,
                    format!("`{fact}` is derived, the tier among others from this factor"),
                    only,
                ),
                Some(fact) => {
                    if let Err(Fits {
                        code,
                        on_value,
                        message,
                        help,
                    }) = fits(&kind_of(fact), &test.path, test)
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
                self.cases(&id);
                index.findings.push(Placed {
                    value: id,
                    at: self.report.span(key.span()),
                });
            }
        }
    }

    /// A severity for a case that the finding does not tell apart would never be used.
    fn cases(&mut self, id: &Id) {
        let Some(rule) = rules::find(id.as_str()) else {
            return;
        };
        let map = self
            .at(&["findings", id.as_str(), "cases"])
            .and_then(|value| value.get_ref().as_table());
        for (key, _) in map.into_iter().flat_map(|map| map.iter()) {
            let case = key.get_ref().as_ref();
            if !rule.cases.contains(&case) {
                let message = format!("`{id}` tells no case {} apart", quote(case));
                let help = one_of(case, rule.cases);
                self.report
                    .add_help(codes::FINDING_UNKNOWN, key.span(), message, help);
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
                            did_you_mean(text, cites::CRITERIA.iter().copied()),
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
