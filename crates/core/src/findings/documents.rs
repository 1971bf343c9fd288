//! Findings about documents that the pack asks for: penetration tests, insurance, card payments, devices.

use super::{Findings, evidence::named};
use crate::{
    assessment::{AskedState, Assessment, Evidence, EvidenceKind},
    evidence::{self, Currency, EvidenceStanding},
    facts::Triage,
    pack::{self, Demand, Item},
    prepare::Prepared,
    result::{Cell, Source},
    source::{of_field, of_record},
    texts::Language::English,
};

impl Findings<'_> {
    /// Findings about documents that the pack asks for, or that are on file all the same.
    pub(crate) fn documents(&mut self, assessment: &Assessment, prepared: &Prepared) {
        if prepared.triage == Triage::NoAssessment {
            return;
        }
        self.pen_test(assessment, prepared);
        self.open_high(assessment, prepared);
        self.insurance(assessment, prepared);
        let items = [
            (Item::PciAoc, "pci.aoc-missing"),
            (Item::Mds2, "device.mds2-missing"),
            (Item::Sbom, "device.sbom-missing"),
        ];
        for (item, id) in items {
            if self.required(prepared, item) && pack::on_file(assessment, prepared, item).is_none()
            {
                let vendor = assessment.engagement.vendor.name.clone();
                let because = asked(assessment, item);
                self.add(id, "engagement", vec![("vendor", vendor)], because);
            }
        }
        self.end_of_support(assessment, prepared);
    }

    /// Whether the pack certainly requires a document.
    fn required(&self, prepared: &Prepared, item: Item) -> bool {
        pack::demand(self.compiled, prepared, item) == Some((Demand::Required, true))
    }

    /// No test of late, where the pack asks for one. One without a date shows no time.
    fn pen_test(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let item = Item::PenTest;
        let Some((one, standing)) = newest(assessment, prepared, EvidenceKind::PenTest) else {
            if self.required(prepared, item) {
                let vendor = &assessment.engagement.vendor.name;
                let what = English.fill("pentest.old.none", &[("vendor", vendor)]);
                let because = asked(assessment, item);
                let args = vec![("what", what)];
                self.add_case("pentest.old", Some("none"), "engagement", args, because);
            }
            return;
        };
        let (case, key) = match standing.currency {
            Currency::Expired => (None, "pentest.old.aged"),
            Currency::Unsaid => (Some("undated"), "pentest.old.undated"),
            Currency::Current | Currency::Future => return,
        };
        if pack::demand(self.compiled, prepared, item).is_some() {
            let on = one.date.or(one.valid_until).map(|on| on.to_string());
            let places = [
                ("title", one.title.as_str()),
                ("on", &on.unwrap_or_default()),
            ];
            let args = vec![("what", English.fill(key, &places))];
            let because = [of_field("evidence", &one.id, "date")];
            self.add_case("pentest.old", case, &one.id, args, because);
        }
    }

    /// Grave findings of the newest test or scan that nobody has mended; and where a test is asked for, that
    /// nobody has counted them.
    fn open_high(&mut self, assessment: &Assessment, prepared: &Prepared) {
        for kind in [EvidenceKind::PenTest, EvidenceKind::VulnerabilityScan] {
            let Some((one, standing)) = newest(assessment, prepared, kind) else {
                continue;
            };
            let asked = kind == EvidenceKind::PenTest
                && standing.sound()
                && pack::demand(self.compiled, prepared, Item::PenTest).is_some();
            let (case, what) = match one.open_high {
                Some(0) => continue,
                Some(open) => {
                    let count = English.count("pentest.open-high.count", u64::from(open));
                    (None, count)
                }
                None if asked => {
                    let what = English.text("pentest.open-high.unknown").into_owned();
                    (Some("unknown"), what)
                }
                None => continue,
            };
            let args = named(one, vec![("what", what)]);
            let because = [of_field("evidence", &one.id, "open_high")];
            self.add_case("pentest.open-high", case, &one.id, args, because);
        }
    }

    /// Cover that has ended, or is too small for what is at stake.
    fn insurance(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let required = self.required(prepared, Item::Insurance);
        let wanted = pack::demand(self.compiled, prepared, Item::Insurance).is_some();
        let rules = &self.compiled.rubric.evidence;
        let least = rules.least_limit(prepared.inherent.tier, assessment.engagement.records);
        let mut small =
            |case, subject: &str, (key, places): (&str, &[(&str, &str)]), because: Vec<Source>| {
                let Some(least) = least.map(dollars) else {
                    return;
                };
                let args = vec![("what", English.fill(key, places)), ("least", least)];
                self.add_case("insurance.below-tier", case, subject, args, because);
            };
        let Some((one, standing)) = newest(assessment, prepared, EvidenceKind::Insurance) else {
            if required {
                let said = ("insurance.below-tier.none", &[][..]);
                small(
                    Some("none"),
                    "engagement",
                    said,
                    asked(assessment, Item::Insurance),
                );
            }
            return;
        };
        if !wanted {
            return;
        }
        let because = |field: &str| vec![of_field("evidence", &one.id, field)];
        if standing.currency == Currency::Expired {
            let ends = standing.ends.map(|ends| ends.to_string());
            let args = named(one, vec![("ends", ends.unwrap_or_default())]);
            return self.add("insurance.expired", &one.id, args, because("valid_until"));
        }
        let title = ("title", one.title.as_str());
        match one.limit_usd {
            Some(limit) if least.is_some_and(|least| limit < least) => {
                let places = [title, ("limit", &dollars(limit))];
                let said = ("insurance.below-tier.low", &places[..]);
                small(None, one.id.as_str(), said, because("limit_usd"));
            }
            None if required => {
                let said = ("insurance.below-tier.unknown", &[title][..]);
                small(Some("unknown"), one.id.as_str(), said, because("limit_usd"));
            }
            Some(_) | None => {}
        }
    }

    /// Support that has ended or soon will, or whose end nobody has published.
    fn end_of_support(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let soon = self.compiled.rubric.evidence.end_of_support_months();
        let soon = prepared.as_of.add_months(soon);
        let mut told = false;
        for (one, standing) in assessment.evidence.iter().zip(&prepared.evidence) {
            let about = standing.products.is_empty() || standing.products.contains(&Cell::Covered);
            if one.kind != EvidenceKind::EndOfSupport || !about {
                continue;
            }
            let Some(ends) = standing.ends else {
                continue;
            };
            told = true;
            let (case, key) = if ends < prepared.as_of {
                (None, "device.end-of-support.past")
            } else if ends <= soon {
                (Some("soon"), "device.end-of-support.soon")
            } else {
                continue;
            };
            let places = [("title", one.title.as_str()), ("ends", &ends.to_string())];
            let args = vec![("what", English.fill(key, &places))];
            let because = [of_field("evidence", &one.id, "valid_until")];
            self.add_case("device.end-of-support", case, &one.id, args, because);
        }
        if !told && self.required(prepared, Item::EndOfSupport) {
            let what = English.text("device.end-of-support.unsaid").into_owned();
            let because = asked(assessment, Item::EndOfSupport);
            let (id, case) = ("device.end-of-support", Some("unsaid"));
            self.add_case(id, case, "engagement", vec![("what", what)], because);
        }
    }
}

/// The newest document of a kind about some product bought.
fn newest<'a>(
    assessment: &'a Assessment,
    prepared: &'a Prepared,
    kind: EvidenceKind,
) -> Option<(&'a Evidence, &'a EvidenceStanding)> {
    evidence::newest(assessment, &prepared.evidence, kind)
}

/// Where it is written that a document was asked for or refused, else that it is not among the evidence.
fn asked(assessment: &Assessment, item: Item) -> Vec<Source> {
    let line = assessment.asked_for.iter().find(|one| one.item == item);
    match line {
        Some(one) if one.state == AskedState::Refused => {
            vec![of_record("asked_for", item.as_str()), "evidence".to_owned()]
        }
        Some(_) => vec![of_record("asked_for", item.as_str())],
        None => vec!["evidence".to_owned()],
    }
}

/// Whole US dollars with commas, as in `5,000,000`.
fn dollars(amount: u64) -> String {
    let digits = amount.to_string();
    let mut said = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::dollars;

    #[test]
    fn dollars_have_commas() {
        for (amount, said) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (5_000_000, "5,000,000"),
            (12_345_678, "12,345,678"),
        ] {
            assert_eq!(dollars(amount), said);
        }
    }
}
