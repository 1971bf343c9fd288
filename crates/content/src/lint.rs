//! Everything that is wrong with a set of files.

use std::collections::BTreeMap;

use vendorward_core::diagnostic::Diagnostic;

use crate::{
    check::check_set,
    codes,
    controls::read_controls,
    parsed::{ParsedControls, ParsedQuestionnaire, ParsedRubric, QuestionnaireIndex, RubricIndex},
    questionnaire::read_questionnaire,
    rubric::read_rubric,
    source::{diagnose, quote, sort},
    suggest::did_you_mean,
};

/// What a file of the project is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A questionnaire, `*.md`.
    Questionnaire,
    /// The control inventory.
    Controls,
    /// A rubric.
    Rubric,
}

impl FileKind {
    /// What a file is, by its name and, of TOML, by whether it lists controls.
    #[must_use]
    pub fn of(file: &str, bytes: &[u8]) -> Option<Self> {
        let extension = file.rsplit_once('.').map(|(_, extension)| extension);
        match extension {
            Some("md") => Some(Self::Questionnaire),
            Some("toml") => {
                let text = String::from_utf8_lossy(bytes);
                let lists = text
                    .lines()
                    .any(|line| line.trim_start().starts_with("[[control]]"));
                Some(if lists { Self::Controls } else { Self::Rubric })
            }
            _ => None,
        }
    }
}

/// A set of files that was read.
#[derive(Debug, Default)]
pub struct Files {
    /// In the order given.
    pub questionnaires: Vec<ParsedQuestionnaire>,
    /// The last one given.
    pub controls: Option<ParsedControls>,
    /// In the order given; each is checked against the same questionnaires and controls.
    pub rubrics: Vec<ParsedRubric>,
}

impl Files {
    /// Reads files by name and content; those of other kinds are passed over.
    pub fn read<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Self {
        let mut read = Self::default();
        for (file, bytes) in files {
            match FileKind::of(file, bytes) {
                Some(FileKind::Questionnaire) => {
                    read.questionnaires.push(read_questionnaire(file, bytes));
                }
                Some(FileKind::Controls) => read.controls = Some(read_controls(file, bytes)),
                Some(FileKind::Rubric) => read.rubrics.push(read_rubric(file, bytes)),
                None => {}
            }
        }
        read
    }

    /// Every problem of every file and between them, by file and place. `findings` are the ids of
    /// all findings that can be raised.
    #[must_use]
    pub fn problems(&self, findings: &[&str]) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = Vec::new();
        let questionnaires: Vec<_> = self
            .questionnaires
            .iter()
            .map(|parsed| &parsed.index)
            .collect();
        let controls = self.controls.as_ref().map(|parsed| &parsed.index);
        found.extend(
            self.questionnaires
                .iter()
                .flat_map(|p| p.diagnostics.clone()),
        );
        found.extend(self.controls.iter().flat_map(|p| p.diagnostics.clone()));
        found.extend(self.rubrics.iter().flat_map(|p| p.diagnostics.clone()));
        found.extend(check_set(&questionnaires, controls, None, findings));
        let mut seen: BTreeMap<String, ()> = BTreeMap::new();
        for rubric in &self.rubrics {
            // Twice the same file is once the same problem.
            if seen.insert(rubric.index.file.clone(), ()).is_none() {
                found.extend(check_set(&[], controls, Some(&rubric.index), findings));
                found.extend(pack_fits(&rubric.index, &questionnaires));
            }
        }
        sort(&mut found);
        found
    }
}

/// Whether the questionnaires that a rubric's pack names are there. A file that could not be read may be
/// any of them; a rubric by itself is not asked.
fn pack_fits(rubric: &RubricIndex, questionnaires: &[&QuestionnaireIndex]) -> Vec<Diagnostic> {
    let there = || questionnaires.iter().filter_map(|one| one.id.as_ref());
    if questionnaires.is_empty() || there().count() < questionnaires.len() {
        return Vec::new();
    }
    rubric
        .questionnaires
        .iter()
        .filter(|named| there().all(|id| id.value != named.value))
        .map(|named| {
            diagnose(
                codes::PACK_QUESTIONNAIRE,
                &rubric.file,
                named.at,
                format!("there is no questionnaire {}", quote(named.value.as_str())),
                did_you_mean(named.value.as_str(), there().map(|id| id.value.as_str())),
            )
        })
        .collect()
}
