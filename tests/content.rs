//! The project's own questionnaires, controls and rubric.

use std::{fs, path::PathBuf, sync::LazyLock};

use vendorward_content::{read_controls, read_questionnaire, read_rubric};
use vendorward_core::{
    compile::Compiled,
    questionnaire::{Controls, Questionnaire},
    rubric::Rubric,
};

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn bytes(path: &str) -> Vec<u8> {
    let path = root().join("questionnaires").join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The control inventory.
pub static CONTROLS: LazyLock<Controls> = LazyLock::new(|| {
    let parsed = read_controls("controls.toml", &bytes("controls.toml"));
    parsed.value.expect("controls.toml is sound")
});

/// The healthcare rubric.
pub static RUBRIC: LazyLock<Rubric> = LazyLock::new(|| {
    let parsed = read_rubric("healthcare.toml", &bytes("rubric/healthcare.toml"));
    parsed.value.expect("the rubric is sound")
});

/// The default set: intake and every questionnaire that the rubric's pack asks.
pub static QUESTIONNAIRES: LazyLock<Vec<Questionnaire>> = LazyLock::new(|| {
    const FILES: [&str; 8] = [
        "intake.md",
        "attestation.md",
        "short.md",
        "healthcare-core.md",
        "subcontractors.md",
        "ai.md",
        "medical-device.md",
        "professional-services.md",
    ];
    FILES
        .into_iter()
        .map(|file| {
            let parsed = read_questionnaire(file, &bytes(file));
            parsed
                .value
                .unwrap_or_else(|| panic!("{file} is not sound: {:?}", parsed.diagnostics))
        })
        .collect()
});

/// All of it, ready to score.
pub static COMPILED: LazyLock<Compiled> = LazyLock::new(|| {
    Compiled::new(QUESTIONNAIRES.clone(), &CONTROLS, RUBRIC.clone()).expect("our own set compiles")
});
