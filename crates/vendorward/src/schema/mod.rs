//! JSON Schemas of the public formats, made from the types that read and write them.

mod agreements;
mod assurance;
mod result;

use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde::{Deserialize, Serialize};
use vendorward_core::{
    assessment::Assessment,
    baa::Baa,
    diagnostic::Diagnostic,
    questionnaire::{Controls, Questionnaire},
    rubric::Rubric,
    soc2::ReportRecord,
};

/// A format with its schema.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Its name.
    pub name: &'static str,
    make: fn() -> Schema,
}

impl Format {
    /// The format of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Its schema, JSON Schema 2020-12, as indented JSON that ends in a line feed.
    #[must_use]
    pub fn schema(&self) -> String {
        let mut schema = (self.make)().to_value();
        if let Some(members) = schema.as_object_mut() {
            // What it is comes first; everything else stays in order.
            for key in ["description", "title", "$schema"] {
                if let Some(value) = members.shift_remove(key) {
                    members.shift_insert(0, key.to_owned(), value);
                }
            }
        }
        format!("{schema:#}\n")
    }
}

/// Every format, sorted by name.
pub const FORMATS: &[Format] = &[
    format("assessment", read::<Package>),
    format("baa", read::<Baa>),
    format("controls", read::<Controls>),
    format("diagnostic", written::<Diagnostic>),
    format("questionnaire", read::<Questionnaire>),
    format("report", read::<ReportRecord>),
    format("result", written::<result::Outcome>),
    format("rubric", read::<Rubric>),
];

const fn format(name: &'static str, make: fn() -> Schema) -> Format {
    Format { name, make }
}

/// What may be read: fields with a default may be absent.
fn read<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    settings.into_generator().into_root_schema_for::<T>()
}

/// What is written.
fn written<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>()
}

/// An assessment as a file. Fields that are not listed are kept and written back.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Vendorward package")]
struct Package {
    /// What the file is.
    #[schemars(extend("const" = crate::package::FORMAT))]
    format: String,
    /// Raised only when an old reader would misread.
    #[schemars(range(min = 1, max = crate::hash::FORMAT_VERSION))]
    format_version: u32,
    /// The assessment itself.
    #[serde(flatten)]
    assessment: Assessment,
}
