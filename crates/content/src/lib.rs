//! Questionnaires, the control inventory and rubrics, read into the types of `vendorward-core`.
//!
//! A compliance officer writes them in an editor: every problem of a file is reported in one pass,
//! with line, column, what was expected and what may have been meant.

mod check;
mod cites;
mod codes;
mod controls;
mod lint;
mod markdown;
mod parsed;
mod questionnaire;
mod read;
mod rubric;
mod source;
mod suggest;
mod tomls;
mod words;

pub use check::check_set;
pub use codes::{CODES, Code};
pub use controls::read_controls;
pub use lint::{FileKind, Files};
pub use parsed::{
    ControlsIndex, Parsed, ParsedControls, ParsedQuestionnaire, ParsedRubric, Placed,
    QuestionIndex, QuestionnaireIndex, RubricIndex, TestPlaces, WhenIndex,
};
pub use questionnaire::read_questionnaire;
pub use rubric::read_rubric;
pub use source::MAX_BYTES;
