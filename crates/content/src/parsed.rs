//! What reading a file gives.

use vendorward_core::{
    Id,
    diagnostic::{Diagnostic, Span},
    questionnaire::{AnswerKind, Audience, Controls, NaRule, Questionnaire, Weight},
    rubric::Rubric,
    when::Expr,
};

/// A file that was read: its value if nothing is wrong with it, its problems, and the places that
/// checks across files report.
#[derive(Debug, Clone)]
pub struct Parsed<T, I> {
    /// Present when there is no error.
    pub value: Option<T>,
    /// Errors and warnings by place.
    pub diagnostics: Vec<Diagnostic>,
    /// What checks across files need; as complete as the file allows.
    pub index: I,
}

/// A questionnaire that was read.
pub type ParsedQuestionnaire = Parsed<Questionnaire, QuestionnaireIndex>;
/// A control inventory that was read.
pub type ParsedControls = Parsed<Controls, ControlsIndex>;
/// A rubric that was read.
pub type ParsedRubric = Parsed<Rubric, RubricIndex>;

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Span,
}

/// What checks across files need of a questionnaire.
#[derive(Debug, Clone, Default)]
pub struct QuestionnaireIndex {
    /// Name of the file.
    pub file: String,
    /// Whether the file could be read as text at all.
    pub readable: bool,
    /// Its id.
    pub id: Option<Placed<Id>>,
    /// Who answers.
    pub audience: Option<Audience>,
    /// Every question that has an id.
    pub questions: Vec<QuestionIndex>,
}

/// What checks across files need of a question. What is wrong or missing is absent.
#[derive(Debug, Clone)]
pub struct QuestionIndex {
    /// Its id.
    pub id: Placed<Id>,
    /// How much it counts.
    pub weight: Option<Weight>,
    /// What can be answered.
    pub answer: Option<AnswerKind>,
    /// Where that stands.
    pub answer_at: Span,
    /// Whether N/A may be answered.
    pub na: Option<NaRule>,
    /// Its condition.
    pub when: Option<WhenIndex>,
    /// The question it follows up.
    pub follows: Option<Placed<Id>>,
    /// Controls it speaks to.
    pub covers: Vec<Placed<Id>>,
    /// Former ids.
    pub aliases: Vec<Placed<Id>>,
    /// The fact it sets.
    pub fact: Option<Placed<String>>,
    /// Findings that its answers raise.
    pub findings: Vec<Placed<Id>>,
}

/// A condition with the places of its tests, left to right.
#[derive(Debug, Clone)]
pub struct WhenIndex {
    /// The condition.
    pub expr: Expr,
    /// The place of the whole.
    pub at: Span,
    /// Places by test.
    pub tests: Vec<TestPlaces>,
}

/// The places of one test.
#[derive(Debug, Clone, Copy)]
pub struct TestPlaces {
    /// Of what is compared.
    pub path: Span,
    /// Of the comparison.
    pub op: Span,
    /// Of what it is compared with.
    pub value: Span,
}

/// What checks across files need of a control inventory.
#[derive(Debug, Clone, Default)]
pub struct ControlsIndex {
    /// Name of the file.
    pub file: String,
    /// Whether the file could be read at all.
    pub readable: bool,
    /// Keys.
    pub keys: Vec<Placed<Id>>,
    /// Former keys, with the key of today.
    pub aliases: Vec<(Placed<Id>, Id)>,
}

/// What checks across files need of a rubric.
#[derive(Debug, Clone, Default)]
pub struct RubricIndex {
    /// Name of the file.
    pub file: String,
    /// Controls that gates and duties name.
    pub controls: Vec<Placed<Id>>,
    /// Findings that have a severity.
    pub findings: Vec<Placed<Id>>,
    /// Questionnaires that the pack names.
    pub questionnaires: Vec<Placed<Id>>,
}
