//! The set that scoring uses: questionnaires, control inventory, rubric, compiled once.

use serde::{Deserialize, Serialize};
use vendorward_content::Files;
use vendorward_core::{
    compile::Compiled,
    diagnostic::Diagnostic,
    order::settle,
    questionnaire::{Controls, Questionnaire},
    rubric::Rubric,
    rules,
};

use crate::{Reply, hash, json};

/// A part of a set as results name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Hash of its compiled form.
    pub sha256: String,
}

/// Questionnaires and rubric, ready to score.
#[derive(Debug, Clone)]
pub struct Set {
    /// Compiled.
    pub compiled: Compiled,
    /// The questionnaires, sorted by id.
    pub questionnaires: Vec<Named>,
    /// The rubric.
    pub rubric: Named,
    /// The control inventory, sorted by key.
    pub controls: Controls,
}

/// The parts of a set as files: compiled JSON that a reader needs no Markdown for.
#[derive(Debug, Clone)]
pub struct Parts {
    /// Id, version, title, audience and canonical bytes of each questionnaire, sorted by id.
    pub questionnaires: Vec<Part>,
    /// The control inventory.
    pub controls: Part,
    /// The rubric.
    pub rubric: Part,
}

/// One compiled file.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// Its version; empty of the control inventory.
    pub version: String,
    /// For people.
    pub title: String,
    /// `vendor` or `hospital` of a questionnaire, else empty.
    pub audience: &'static str,
    /// Canonical JSON.
    pub bytes: Vec<u8>,
}

fn canonical<T: Serialize>(value: &T) -> Vec<u8> {
    // Our own types have string keys and no failing serializers.
    serde_json::to_vec(value).unwrap_or_default()
}

/// Finding ids that content may name.
#[must_use]
pub fn finding_ids() -> Vec<&'static str> {
    rules::RULES.iter().map(|rule| rule.id).collect()
}

impl Set {
    /// Makes a set of what was read.
    ///
    /// # Errors
    /// A diagnostic if the parts do not fit together.
    pub fn new(
        mut questionnaires: Vec<Questionnaire>,
        mut controls: Controls,
        rubric: Rubric,
    ) -> Result<Self, Diagnostic> {
        // What was compiled stands in this order already.
        settle(&mut questionnaires, |one| one.id.clone());
        settle(&mut controls.controls, |one| one.key.clone());
        let named = questionnaires
            .iter()
            .map(|one| Named {
                id: one.id.to_string(),
                version: one.version.clone(),
                sha256: hash::of("questionnaire", &canonical(one)),
            })
            .collect();
        let of_rubric = Named {
            id: rubric.id.to_string(),
            version: rubric.version.clone(),
            sha256: hash::of("rubric", &canonical(&rubric)),
        };
        let compiled = Compiled::new(questionnaires, &controls, rubric)
            .map_err(|error| Diagnostic::error("set-mismatch", error.to_string()))?;
        Ok(Self {
            compiled,
            questionnaires: named,
            rubric: of_rubric,
            controls,
        })
    }

    /// Makes a set of compiled files, as [`Parts`] wrote them.
    ///
    /// # Errors
    /// A diagnostic naming the part that cannot be read.
    pub fn from_parts(
        questionnaires: &[&[u8]],
        controls: &[u8],
        rubric: &[u8],
    ) -> Result<Self, Diagnostic> {
        fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8], what: &str) -> Result<T, Diagnostic> {
            json::text(bytes)
                .and_then(|text| {
                    serde_json::from_str(text).map_err(|error| json::malformed(&error))
                })
                .map_err(|diagnostic| diagnostic.source(what))
        }
        let questionnaires = questionnaires
            .iter()
            .map(|bytes| read(bytes, "questionnaire"))
            .collect::<Result<Vec<_>, _>>()?;
        Self::new(
            questionnaires,
            read(controls, "controls")?,
            read(rubric, "rubric")?,
        )
    }

    /// Makes a set of source files: Markdown questionnaires, one control inventory, one rubric.
    #[must_use]
    pub fn from_sources<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Reply<Self> {
        let read = Files::read(files);
        let diagnostics = read.problems(&finding_ids());
        let questionnaires: Option<Vec<_>> = read
            .questionnaires
            .iter()
            .map(|parsed| parsed.value.clone())
            .collect();
        let controls = read
            .controls
            .as_ref()
            .and_then(|parsed| parsed.value.clone());
        let rubric = read.rubrics.last().and_then(|parsed| parsed.value.clone());
        let (Some(questionnaires), Some(controls), Some(rubric)) =
            (questionnaires, controls, rubric)
        else {
            let mut diagnostics = diagnostics;
            if !diagnostics.iter().any(Diagnostic::is_error) {
                let message = "a set needs questionnaires, one control inventory and one rubric";
                diagnostics.push(Diagnostic::error("set-incomplete", message));
            }
            return Reply {
                value: None,
                diagnostics,
            };
        };
        match Self::new(questionnaires, controls, rubric) {
            Ok(set) => Reply {
                value: Some(set),
                diagnostics,
            },
            Err(diagnostic) => {
                let mut diagnostics = diagnostics;
                diagnostics.push(diagnostic);
                Reply {
                    value: None,
                    diagnostics,
                }
            }
        }
    }

    /// The default set, which ships with this version.
    #[must_use]
    pub fn standard() -> Reply<Self> {
        Self::from_sources(SOURCES.iter().copied())
    }

    /// The default set under another rubric.
    #[must_use]
    pub fn standard_with_rubric(name: &str, rubric: &[u8]) -> Reply<Self> {
        let others = SOURCES
            .iter()
            .copied()
            .filter(|(file, _)| !file.starts_with("rubric/"));
        Self::from_sources(others.chain([(name, rubric)]))
    }
}

#[cfg(feature = "book")]
macro_rules! sources {
    ($($id:literal),+) => {
        &[$((
            concat!($id, ".md"),
            include_bytes!(concat!("../../../questionnaires/", $id, ".md")),
        ),)+]
    };
}

macro_rules! standard {
    ($($id:literal),+) => {
        /// Ids of the questionnaires of the default set: those that the site and the built-in set load.
        /// The rubric's pack says which of them an engagement is asked. The others in `questionnaires/`
        /// ship as files: readiness, which decides nothing.
        pub const STANDARD: &[&str] = &[$($id),+];

        /// The sources of the default set.
        pub const SOURCES: &[(&str, &[u8])] = &[
            $((
                concat!($id, ".md"),
                include_bytes!(concat!("../../../questionnaires/", $id, ".md")),
            ),)+
            (
                "controls.toml",
                include_bytes!("../../../questionnaires/controls.toml"),
            ),
            (
                "rubric/healthcare.toml",
                include_bytes!("../../../questionnaires/rubric/healthcare.toml"),
            ),
        ];
    };
}

standard!(
    "intake",
    "attestation",
    "short",
    "healthcare-core",
    "subcontractors",
    "ai",
    "medical-device",
    "professional-services"
);

/// The sources of the questionnaires that ship beside the default set.
#[cfg(feature = "book")]
pub const OTHERS: &[(&str, &[u8])] = sources!("hph-cpg", "nprm-readiness", "soc2-readiness");

/// The questionnaires that ship beside the default set, sorted by id.
#[cfg(feature = "book")]
#[must_use]
pub fn others() -> Vec<Questionnaire> {
    let read = Files::read(OTHERS.iter().copied());
    let parsed = read.questionnaires.into_iter();
    let mut all: Vec<_> = parsed.filter_map(|one| one.value).collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

impl Parts {
    /// Compiles source files to parts.
    #[must_use]
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Reply<Self> {
        let read = Files::read(files);
        let diagnostics = read.problems(&finding_ids());
        if diagnostics.iter().any(Diagnostic::is_error) {
            return Reply {
                value: None,
                diagnostics,
            };
        }
        let mut questionnaires: Vec<_> = read
            .questionnaires
            .into_iter()
            .filter_map(|parsed| parsed.value)
            .collect();
        questionnaires.sort_by(|a, b| a.id.cmp(&b.id));
        let mut controls = read
            .controls
            .and_then(|parsed| parsed.value)
            .unwrap_or_default();
        controls.controls.sort_by(|a, b| a.key.cmp(&b.key));
        let Some(rubric) = read
            .rubrics
            .into_iter()
            .next_back()
            .and_then(|parsed| parsed.value)
        else {
            return Reply::failed(Diagnostic::error("set-incomplete", "there is no rubric"));
        };
        let part = |id: &str, version: &str, title: &str, audience, bytes| Part {
            id: id.to_owned(),
            version: version.to_owned(),
            title: title.to_owned(),
            audience,
            bytes,
        };
        let parts = Self {
            questionnaires: questionnaires
                .iter()
                .map(|one| {
                    part(
                        one.id.as_str(),
                        &one.version,
                        &one.title,
                        one.audience.as_str(),
                        canonical(one),
                    )
                })
                .collect(),
            controls: part("controls", "", "", "", canonical(&controls)),
            rubric: part(
                rubric.id.as_str(),
                &rubric.version,
                &rubric.title,
                "",
                canonical(&rubric),
            ),
        };
        Reply {
            value: Some(parts),
            diagnostics,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_set_is_sound_and_survives_its_compiled_form() {
        let reply = Set::standard();
        assert!(reply.diagnostics.is_empty(), "{:#?}", reply.diagnostics);
        let set = reply.value.unwrap();
        let parts = Parts::of(SOURCES.iter().copied()).value.unwrap();
        let questionnaires: Vec<&[u8]> = parts
            .questionnaires
            .iter()
            .map(|part| part.bytes.as_slice())
            .collect();
        let again =
            Set::from_parts(&questionnaires, &parts.controls.bytes, &parts.rubric.bytes).unwrap();
        assert_eq!(set.questionnaires, again.questionnaires);
        assert_eq!(set.rubric, again.rubric);
        let mut ids: Vec<&str> = set
            .questionnaires
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        ids.sort_unstable();
        let mut standard = STANDARD.to_vec();
        standard.sort_unstable();
        assert_eq!(
            ids, standard,
            "a file holds the questionnaire it is named for"
        );
        assert!(set.compiled.questions.len() > 150);
    }

    #[test]
    #[cfg(feature = "book")]
    fn every_questionnaire_that_ships_is_known() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../questionnaires");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".md").map(str::to_owned))
            .collect();
        files.sort();
        let others = others();
        let mut ids: Vec<&str> = others.iter().map(|one| one.id.as_str()).collect();
        ids.extend(STANDARD);
        ids.sort_unstable();
        assert_eq!(ids, files);
    }
}
