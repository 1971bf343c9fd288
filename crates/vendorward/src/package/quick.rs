//! Packages that say what we would write ourselves, spaces aside: read in one go.
//!
//! Reading each record from its own slice, which a fault asks for, costs several times as much; so it
//! is tried without first. A package whose canonical form is the file itself has no unknown field, no
//! key that stands twice, and nothing that is lost. Any other gives nothing here, and the patient
//! reader says why.

mod answers;

use serde::{Deserialize, Deserializer};
use vendorward_core::{
    assessment::{
        Answer, AskedFor, Assessment, Attestation, Condition, Decision, Evidence, Incident,
        Subcontractor,
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
    #[serde(default)]
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
    asked_for: Vec<AskedFor>,
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

impl From<File<'_>> for Assessment {
    fn from(file: File<'_>) -> Self {
        Self {
            engagement: file.engagement,
            answers: file.answers,
            attestation: file.attestation,
            evidence: file.evidence,
            baas: file.baas,
            reports: file.reports,
            subcontractors: file.subcontractors,
            incidents: file.incidents,
            asked_for: file.asked_for,
            impossible: Vec::new(),
            conditions: file.conditions,
            decisions: file.decisions,
        }
    }
}

/// Reads a package of which nothing needs to be said, and gives its hash with it. Types nest a few
/// levels at most, so what is read here is within the limit of nesting.
pub(super) fn read(text: &str) -> Option<(Package, String)> {
    let text = text.trim_ascii();
    let (assessment, sha256) = match exact(text) {
        Some(assessment) => (assessment, hash::of("assessment", text.as_bytes())),
        None => spaced(text)?,
    };
    let package = Package {
        assessment,
        extra: Vec::new(),
    };
    Some((package, sha256))
}

/// A package that is its own canonical form, answers and all.
fn exact(text: &str) -> Option<Assessment> {
    // Inside a string the quotes would be escaped: this is a key, of the package or of an object in it.
    let (before, list) = text.split_once(",\"answers\":[")?;
    let (answers, after) = answers::read(list)?;
    let without = [before, after].concat();
    let mut assessment = Assessment::from(file(&without)?);
    if !canonical::is_of(&without, &super::File::of(&assessment)) {
        return None;
    }
    // The answers stood where they belong: right behind the engagement.
    let engagement = before.split_once(",\"engagement\":").map(|(_, own)| own)?;
    if !canonical::is_of(engagement, &assessment.engagement) {
        return None;
    }
    assessment.answers = answers;
    Some(assessment)
}

/// A package that is its canonical form but for spaces between tokens, and its hash.
fn spaced(text: &str) -> Option<(Assessment, String)> {
    let assessment = Assessment::from(file(text)?);
    let canonical = canonical::bytes(&super::File::of(&assessment));
    same_but_for_spaces(text, &canonical).then(|| (assessment, hash::of("assessment", &canonical)))
}

fn file(text: &str) -> Option<File<'_>> {
    let file: File<'_> = serde_json::from_str(text).ok()?;
    let ours = file.format == FORMAT && (1..=FORMAT_VERSION).contains(&file.format_version);
    ours.then_some(file)
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
            assert_eq!(
                exact(sample.trim_end()).as_ref(),
                Some(&slow.package.assessment)
            );
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
            (
                "\"vendor\":{",
                "\"motto\":1,\"answers\":[{\"question\":\"a\"}],\"vendor\":{",
            ),
            ("\"on\":\"2026-", "\"on\":\"2026-02-31\",\"never\":\""),
        ];
        for (sound, fault) in faults {
            let text = SAMPLES[1].replacen(sound, fault, 1);
            assert_ne!(text, SAMPLES[1], "{sound}");
            assert!(read(&text).is_none(), "{fault}");
        }
        let (before, after) = SAMPLES[1].trim_end().split_once(",\"answers\":[").unwrap();
        let (list, after) = after.split_once("],\"attestation\":").unwrap();
        let after = after.strip_suffix('}').unwrap();
        let late = format!("{before},\"attestation\":{after},\"answers\":[{list}]}}");
        assert!(!patient(&late).package.assessment.answers.is_empty());
        assert!(read(&late).is_none(), "answers that stand elsewhere");
        assert!(
            read(&format!("{}x", SAMPLES[1])).is_none(),
            "something after the end"
        );
    }
}
