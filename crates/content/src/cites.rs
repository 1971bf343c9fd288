//! Citations: what they look like, and which ones can exist.

pub(crate) use vendorward_core::criteria::CRITERIA;

use crate::suggest::nearest;

/// Sections of 45 CFR part 164.
const PART_164: &[u16] = &[
    102, 103, 104, 105, 106, 302, 304, 306, 308, 310, 312, 314, 316, 318, 400, 402, 404, 406, 408,
    410, 412, 414, 500, 501, 502, 504, 506, 508, 509, 510, 512, 514, 520, 522, 524, 526, 528, 530,
    532, 534, 535,
];

/// What a citation cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cited {
    /// A regulation or statute: CFR, USC, FD&C Act, or the Federal Register.
    Law,
    /// A Trust Services criterion.
    Criterion,
    /// Something else, in free words.
    Other,
}

/// Why a text that looks like a citation is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Not of the form; what the form is.
    Form(&'static str),
    /// There is no such section in 45 CFR part 164.
    Section,
    /// There is no such criterion; the nearest one.
    Criterion(Option<&'static str>),
}

const CFR_FORM: &str = "one citation, as in `45 CFR 164.312(a)(2)(i)` or `42 CFR part 2`; several are separated by `;`";

/// Reads one citation.
pub(crate) fn read(text: &str) -> Result<Cited, Wrong> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words.first().copied().unwrap_or_default();
    let second = words.get(1).copied().unwrap_or_default();
    if first.eq_ignore_ascii_case("tsc") {
        return criterion(&words);
    }
    if CRITERIA.contains(&text) {
        return Err(Wrong::Form("write `TSC` before it, as in `TSC CC6.1`"));
    }
    if text.starts_with("164.") || text.starts_with("160.") || text.starts_with('§') {
        return Err(Wrong::Form(CFR_FORM));
    }
    if first == "DC" {
        return description_criterion(&words);
    }
    if first == "FD&C" {
        return match words.as_slice() {
            [_, "Act", "section", section]
                if paragraphs(section, |head| {
                    head.starts_with(|c: char| c.is_ascii_digit())
                }) =>
            {
                Ok(Cited::Law)
            }
            _ => Err(Wrong::Form("as in `FD&C Act section 524B(b)(3)`")),
        };
    }
    let title = !first.is_empty() && first.len() <= 2 && first.bytes().all(|b| b.is_ascii_digit());
    let mentions_cfr = text.contains("CFR") || text.contains("C.F.R.");
    match second {
        "CFR" if title => cfr(first, words.get(2..).unwrap_or_default()),
        "USC" if title => words
            .get(2)
            .filter(|section| words.len() == 3 && paragraphs(section, |s| !s.is_empty()))
            .map(|_| Cited::Law)
            .ok_or(Wrong::Form("as in `42 USC 17934(a)`")),
        "FR" if first.bytes().all(|b| b.is_ascii_digit()) => words
            .get(2)
            .filter(|page| words.len() == 3 && page.bytes().all(|b| b.is_ascii_digit()))
            .map(|_| Cited::Law)
            .ok_or(Wrong::Form("volume and first page, as in `90 FR 898`")),
        _ if mentions_cfr => Err(Wrong::Form(CFR_FORM)),
        _ => Ok(Cited::Other),
    }
}

fn criterion(words: &[&str]) -> Result<Cited, Wrong> {
    match words {
        [_, id] if CRITERIA.contains(id) => Ok(Cited::Criterion),
        [_, id] if !id.contains([',', ';']) => {
            Err(Wrong::Criterion(nearest(id, CRITERIA.iter().copied())))
        }
        _ => Err(Wrong::Form(
            "one criterion, as in `TSC CC6.1`; several are separated by `;`",
        )),
    }
}

/// The AICPA's criteria for how a SOC 2 report describes the system: section 200 has nine, DC 1 to DC 9.
fn description_criterion(words: &[&str]) -> Result<Cited, Wrong> {
    match words {
        [_, "200"] => Ok(Cited::Other),
        [
            _,
            "200",
            "DC",
            "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9",
        ] => Ok(Cited::Other),
        _ => Err(Wrong::Form(
            "the description criteria, as in `DC 200` or `DC 200 DC 7`; they run from DC 1 to DC 9",
        )),
    }
}

fn cfr(title: &str, rest: &[&str]) -> Result<Cited, Wrong> {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match rest {
        ["part", part] if number(part) => Ok(Cited::Law),
        ["part", part, "subpart", subpart]
            if number(part)
                && subpart.len() <= 2
                && subpart.bytes().all(|b| b.is_ascii_uppercase()) =>
        {
            Ok(Cited::Law)
        }
        [section] => {
            let shaped = paragraphs(section, |head| {
                head.split_once('.')
                    .is_some_and(|(part, section)| number(part) && number(section))
            });
            if !shaped {
                return Err(Wrong::Form(CFR_FORM));
            }
            let head = section.split('(').next().unwrap_or_default();
            match head.strip_prefix("164.") {
                Some(own) if title == "45" => own
                    .parse()
                    .ok()
                    .filter(|own| PART_164.contains(own))
                    .map(|_| Cited::Law)
                    .ok_or(Wrong::Section),
                _ => Ok(Cited::Law),
            }
        }
        _ => Err(Wrong::Form(CFR_FORM)),
    }
}

/// Whether a text is a head that fits and then only `(…)` paragraphs, at most the last two of them
/// joined as a range: `(E)-(G)`.
fn paragraphs(text: &str, head_fits: impl Fn(&str) -> bool) -> bool {
    let mut parts = text.split('(').peekable();
    let mut fits = head_fits(parts.next().unwrap_or_default());
    let mut ranged = false;
    while let Some(part) = parts.next() {
        let own = match part.strip_suffix(")-") {
            Some(own) => {
                fits &= !ranged && parts.peek().is_some();
                ranged = true;
                Some(own)
            }
            // Nothing follows the end of a range.
            None => part
                .strip_suffix(')')
                .filter(|_| !ranged || parts.peek().is_none()),
        };
        fits &= own.is_some_and(|own| {
            !own.is_empty() && own.len() <= 5 && own.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert_eq!(CRITERIA.len(), 61);
        for law in [
            "45 CFR 164.312(a)(2)(i)",
            "45 CFR 164.508(a)(3)-(4)",
            "45 CFR 164.514(a)-(b)",
            "45 CFR 160.103",
            "42 CFR part 2",
            "42 CFR 2.11",
            "45 CFR part 164 subpart C",
            "42 USC 17934(a)",
            "90 FR 898",
            "FD&C Act section 515",
            "FD&C Act section 524B(b)(3)",
        ] {
            assert_eq!(read(law), Ok(Cited::Law), "{law}");
        }
        assert_eq!(read("TSC A1.2"), Ok(Cited::Criterion));
        for other in ["NIST SP 800-63B", "DC 200", "DC 200 DC 7", "AT-C 205"] {
            assert_eq!(read(other), Ok(Cited::Other), "{other}");
        }
        for bad in [
            "45 CFR 164.312(a)(2)(i) and (ii)",
            "45 CFR 164.312(a",
            "45 CFR 164.312(a)-",
            "45 CFR 164.312(a)-(b)-(c)",
            "45 CFR 164.312(a)-(b)(1)",
            "45 CFR 164.312-314",
            "45 CFR 164",
            "164.312(a)",
            "§ 164.312",
            "45 CFR",
            "45 C.F.R. 164.312",
            "CC6.1",
            "TSC CC6.1, CC6.2",
            "TSC",
            "42 USC",
            "90 FR x",
            "DC 7",
            "DC 200 DC 10",
            "DC 200 DC 06",
            "DC 200 DC 6, DC 7",
            "FD&C Act 524B",
            "FD&C Act section B",
            "FD&C Act section 524B(b",
        ] {
            assert!(matches!(read(bad), Err(Wrong::Form(_))), "{bad}");
        }
        assert_eq!(read("45 CFR 164.321(a)"), Err(Wrong::Section));
        assert_eq!(read("TSC CC6.9"), Err(Wrong::Criterion(Some("CC6.1"))));
    }
}
