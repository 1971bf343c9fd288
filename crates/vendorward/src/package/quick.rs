//! Packages that say what we would write ourselves, spaces aside: read in one go.
//!
//! Reading each record from its own slice, which a fault asks for, costs several times as much; so it
//! is tried without first. A package whose canonical form is the file itself has no unknown field, no
//! key that stands twice, and nothing that is lost. Any other gives nothing here, and the patient
//! reader says why.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use vendorward_core::{
    assessment::{
        Answer, Assessment, Attestation, Condition, Decision, Evidence, Incident, Subcontractor,
    },
    baa::Baa,
    engagement::Engagement,
    soc2::Report,
};

use super::{FORMAT, Package};
use crate::{
    canonical,
    hash::{self, FORMAT_VERSION},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'f> {
    format: &'f str,
    format_version: u32,
    #[serde(default)]
    engagement: Engagement,
    #[serde(default, deserialize_with = "answers")]
    answers: Vec<Answer>,
    #[serde(default, deserialize_with = "present")]
    attestation: Option<Attestation>,
    #[serde(default)]
    evidence: Vec<Evidence>,
    #[serde(default)]
    baas: Vec<Baa>,
    #[serde(default)]
    reports: Vec<Report>,
    #[serde(default)]
    subcontractors: Vec<Subcontractor>,
    #[serde(default)]
    incidents: Vec<Incident>,
    #[serde(default)]
    conditions: Vec<Condition>,
    #[serde(default)]
    decisions: Vec<Decision>,
}

/// Null is a fault: what is absent is left out.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Answers, with room from the start for as many as a package has as a rule.
fn answers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Answer>, D::Error> {
    struct Visitor;
    impl<'de> de::Visitor<'de> for Visitor {
        type Value = Vec<Answer>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of answers")
        }
        fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Vec<Answer>, A::Error> {
            let mut answers = Vec::with_capacity(256);
            while let Some(answer) = list.next_element()? {
                answers.push(answer);
            }
            Ok(answers)
        }
    }
    deserializer.deserialize_seq(Visitor)
}

/// Reads a package of which nothing needs to be said, and gives its hash with it. Types nest a few
/// levels at most, so what is read here is within the limit of nesting.
pub(super) fn read(text: &str) -> Option<(Package, String)> {
    let text = text.trim_ascii();
    let file: File<'_> = serde_json::from_str(text).ok()?;
    if file.format != FORMAT || !(1..=FORMAT_VERSION).contains(&file.format_version) {
        return None;
    }
    let assessment = Assessment {
        engagement: file.engagement,
        answers: file.answers,
        attestation: file.attestation,
        evidence: file.evidence,
        baas: file.baas,
        reports: file.reports,
        subcontractors: file.subcontractors,
        incidents: file.incidents,
        conditions: file.conditions,
        decisions: file.decisions,
    };
    let written = super::File::of(&assessment);
    let sha256 = if canonical::is_of(text, &written) {
        hash::of("assessment", text.as_bytes())
    } else {
        let canonical = canonical::bytes(&written);
        same_but_for_spaces(text, &canonical).then(|| hash::of("assessment", &canonical))?
    };
    let package = Package {
        assessment,
        extra: Vec::new(),
    };
    Some((package, sha256))
}

/// Whether a JSON text is this one with spaces between its tokens.
fn same_but_for_spaces(text: &str, canonical: &[u8]) -> bool {
    let mut rest = canonical.iter();
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        if !quoted && matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
            continue;
        }
        if rest.next() != Some(&byte) {
            return false;
        }
        quoted ^= byte == b'"' && !escaped;
        escaped = quoted && byte == b'\\' && !escaped;
    }
    rest.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::Reader;

    const SAMPLES: [&str; 3] = [
        include_str!("../../../../questionnaires/samples/half-unknown.json"),
        include_str!("../../../../questionnaires/samples/in-good-order.json"),
        include_str!("../../../../questionnaires/samples/live-without-baa.json"),
    ];

    fn patient(text: &str) -> Reader {
        let mut reader = Reader {
            package: Package::default(),
            diagnostics: Vec::new(),
        };
        reader.members(text).unwrap();
        reader
    }

    #[test]
    fn reads_what_the_patient_reader_reads() {
        for sample in SAMPLES {
            let slow = patient(sample);
            assert!(slow.diagnostics.is_empty());
            let (package, sha256) = read(sample).unwrap();
            assert_eq!(package, slow.package);
            assert_eq!(sha256, package.sha256());
            let spaced = sample.replace(":[", " :\r\n\t[ ").replace("},{", "}, {");
            assert_ne!(spaced, sample);
            assert_eq!(read(&spaced), Some((package, sha256)));
        }
    }

    #[test]
    fn leaves_every_fault_to_the_patient_reader() {
        let faults = [
            ("\"format_version\":1", "\"format_version\":2"),
            ("\"format_version\":1", "\"format_version\":1,\"later\":[]"),
            ("\"answers\":[", "\"answers\":[],\"answers\":["),
            ("\"answers\":[", "\"answers\":[{\"question\":7},"),
            ("\"answers\":[", "\"attestation\":null,\"answers\":["),
            (
                "\"engagement\":{",
                "\"engagement\":{\"motto\":{\"deep\":[1]},",
            ),
            ("\"question\":", "\"colour\":3,\"question\":"),
            ("\"on\":\"2026-", "\"on\":\"2026-02-31\",\"never\":\""),
        ];
        for (sound, fault) in faults {
            let text = SAMPLES[1].replacen(sound, fault, 1);
            assert_ne!(text, SAMPLES[1], "{sound}");
            assert!(read(&text).is_none(), "{fault}");
        }
        assert!(
            read(&format!("{}x", SAMPLES[1])).is_none(),
            "something after the end"
        );
    }
}
