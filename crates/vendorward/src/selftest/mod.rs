//! Whether questionnaires and rubric do what they are for: what is asked can be asked, what is answered
//! decides something, and a worse answer never helps. Found out by scoring, not by reading.

mod effects;
mod probe;
mod reach;
mod shape;

use serde::Serialize;
use vendorward_core::{Date, compile::Compiled, texts::Language};

use crate::book::Tested;

/// One thing that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What is asked of the content, as a key of the catalogue: `selftest.<id>`.
    pub id: &'static str,
    /// How many things were looked at.
    pub tried: usize,
    /// What is wrong; empty if all is well.
    pub faults: Vec<String>,
    /// Figures worth knowing, right or wrong.
    pub figures: Vec<(String, String)>,
}

impl Check {
    fn new(id: &'static str, tried: usize, faults: Vec<String>) -> Self {
        Self {
            id,
            tried,
            faults,
            figures: Vec::new(),
        }
    }
}

/// The outcome in words, for the book of rules.
#[must_use]
pub fn tested(checks: &[Check], language: Language) -> Vec<Tested> {
    let said = |check: &Check| {
        let tried = check.tried.to_string();
        let figures = check.figures.iter();
        let figures = figures.map(|(name, value)| format!("{name}: {value}"));
        Tested {
            id: check.id.to_owned(),
            check: language.fill(&format!("selftest.{}", check.id), &[]),
            passed: check.faults.is_empty(),
            found: std::iter::once(language.fill("selftest.tried", &[("n", &tried)]))
                .chain(check.faults.iter().cloned())
                .chain(figures)
                .collect(),
        }
    };
    checks.iter().map(said).collect()
}

/// The day the self-test scores at. Any day would do: its packages are dated to fit.
fn day() -> Option<Date> {
    Date::parse("2026-11-22").ok()
}

/// Tries a set. Slow beside scoring: some thousands of results.
#[must_use]
pub fn selftest(compiled: &Compiled) -> Vec<Check> {
    let Some(base) = day().and_then(probe::Base::new) else {
        return Vec::new();
    };
    let reached = reach::questions(compiled, &base);
    let mut checks = vec![
        reach::gates(compiled, &base),
        reached.check(compiled),
        effects::decides(compiled, &reached, &base),
        effects::worse_never_helps(compiled, &reached, &base),
        shape::twins(compiled),
        shape::prompts(compiled),
    ];
    checks.push(shape::weights(compiled));
    checks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set::Set;

    #[test]
    fn our_own_content_passes() {
        let set = Set::standard().value.unwrap();
        let checks = selftest(&set.compiled);
        assert_eq!(checks.len(), 7);
        for check in &checks {
            assert!(check.tried > 0, "{check:?}");
            assert!(check.faults.is_empty(), "{}: {:#?}", check.id, check.faults);
        }
    }

    /// The faults of one check over a questionnaire of its own.
    fn faults(id: &str, questions: &str, rubric: impl Fn(String) -> String) -> Vec<String> {
        let head = "+++\nid = \"own\"\nversion = \"1.0.0\"\ntitle = \"Own\"\naudience = \"vendor\"\nlicense = \"Apache-2.0\"\nsource = \"Own wording.\"\n+++\n\n# Own\n\n";
        let text = format!("{head}{questions}");
        let mut sources: Vec<(&str, Vec<u8>)> = crate::set::SOURCES
            .iter()
            .filter(|(name, _)| name.ends_with(".toml"))
            .map(|(name, bytes)| (*name, bytes.to_vec()))
            .collect();
        for (name, bytes) in &mut sources {
            if name.starts_with("rubric/") {
                *bytes = rubric(String::from_utf8(bytes.clone()).unwrap()).into_bytes();
            }
        }
        sources.push(("own.md", text.into_bytes()));
        let reply = Set::from_sources(
            sources
                .iter()
                .map(|(name, bytes)| (*name, bytes.as_slice())),
        );
        let set = reply
            .value
            .unwrap_or_else(|| panic!("{:#?}", reply.diagnostics));
        let mut checks = selftest(&set.compiled).into_iter();
        checks.find(|check| check.id == id).unwrap().faults
    }

    fn question(id: &str, prompt: &str, attributes: &str) -> String {
        format!("## {id} {prompt}\n\n{attributes}\n- weight: standard\n- law: practice\n\n")
    }

    #[test]
    fn each_check_finds_what_it_is_for() {
        let same = |rubric: String| rubric;
        let plain = question("q-1", "Is it so?", "- answer: yes-no");
        let faults_of = |id: &str, more: &str| faults(id, &format!("{plain}{more}"), same);

        let never = question(
            "q-2",
            "Is it never asked?",
            "- answer: yes-no\n- when: phi is none and phi is flowing",
        );
        assert_eq!(faults_of("questions-reached", &never), ["q-2"]);
        let idle = question(
            "q-2",
            "Does it matter?",
            "- answer: choice\n  - one: \"One\" 100\n  - other: \"Other\" 100",
        );
        assert_eq!(faults_of("answers-decide", &idle), ["q-2"]);
        let upside_down = question(
            "q-2",
            "Is more worse?",
            "- answer: choice\n  - more: \"More\" 100 baa.missing\n  - less: \"Less\" 50",
        );
        let faults_now = faults_of("worse-never-helps", &upside_down);
        assert!(
            faults_now.len() == 1 && faults_now[0].starts_with("q-2: "),
            "{faults_now:?}"
        );
        let twin = question("q-2", "Is it: so?", "- answer: yes-no");
        assert_eq!(faults_of("no-twins", &twin), ["q-1 and q-2"]);
        let long = question(
            "q-2",
            &format!("Is it {}?", "so ".repeat(60).trim()),
            "- answer: yes-no",
        );
        assert_eq!(faults_of("prompts", &long).len(), 1);
        assert_eq!(faults_of("weights", "").len(), 6, "all but practice");
        let unread = |rubric: String| {
            rubric.replace(
                "controls = [\"phi.non-production\"]",
                "controls = [\"risk.analysis\"]",
            )
        };
        let gate = question(
            "q-2",
            "Is there a risk analysis?",
            "- answer: yes-no\n- covers: risk.analysis (equal)",
        );
        let stuck = faults("gates-reached", &gate, unread);
        assert!(
            stuck.contains(&"gate.encryption: clear".to_owned()),
            "{stuck:?}"
        );
        assert!(
            !stuck.contains(&"gate.phi-non-production: clear".to_owned()),
            "{stuck:?}"
        );
    }
}
