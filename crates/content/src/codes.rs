//! Every kind of problem this crate reports: its name, how bad it is, and what it means.
//!
//! `tests/cases/lint/<code>` shows each one with its text and place.

use vendorward_core::diagnostic::Level;

/// A kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Stable name.
    pub name: &'static str,
    /// How bad.
    pub level: Level,
    /// What it means, for a reader of the list.
    pub meaning: &'static str,
}

macro_rules! codes {
    ($($name:ident = $word:literal $level:ident $meaning:literal;)+) => {
        $(#[doc = $meaning] pub(crate) const $name: Code = Code { name: $word, level: Level::$level, meaning: $meaning };)+
        /// Every kind, by subject.
        pub const CODES: &[Code] = &[$($name),+];
    };
}

codes! {
    // The file.
    FILE_TOO_LARGE = "file-too-large" Error "The file has more than 4 MiB.";
    FILE_ENCODING = "file-encoding" Error "The file is not UTF-8.";
    FILE_NUL = "file-nul" Error "The file has a NUL character.";
    FILE_NESTING = "file-nesting" Error "Lists or quotations are nested too deep.";
    TOO_MANY = "too-many" Warning "The file has more problems than are listed.";

    // TOML: front matter, controls, rubric.
    FRONT_MISSING = "front-missing" Error "The file does not start with front matter.";
    FRONT_UNCLOSED = "front-unclosed" Error "The front matter has no closing line.";
    TOML_SYNTAX = "toml-syntax" Error "The TOML cannot be read.";
    KEY_UNKNOWN = "key-unknown" Error "No such key here.";
    KEY_MISSING = "key-missing" Error "A key is missing.";
    KEY_TYPE = "key-type" Error "The value has another type than the key asks for.";
    KEY_EMPTY = "key-empty" Error "The value is empty.";
    NUMBER_RANGE = "number-range" Error "The number is outside what the key allows.";
    DATE_FORM = "date-form" Error "Not a day of the calendar.";
    VERSION_FORM = "version-form" Error "Not a version of three numbers.";
    WORD_UNKNOWN = "word-unknown" Error "Not a word of the vocabulary.";
    ID_FORM = "id-form" Error "Not an id.";

    // Sections and questions.
    HEADING_LEVEL = "heading-level" Error "A heading deeper than level 2.";
    HEADING_MARKUP = "heading-markup" Error "A heading is not plain text.";
    SECTION_TITLE = "section-title" Error "No id can be made from the section's title.";
    SECTION_DUPLICATE = "section-duplicate" Error "Two sections have the same id.";
    SECTION_EMPTY = "section-empty" Warning "A section has no questions.";
    QUESTIONNAIRE_EMPTY = "questionnaire-empty" Error "The questionnaire has no questions.";
    TEXT_OUTSIDE_SECTION = "text-outside-section" Error "Text before the first section.";
    QUESTION_OUTSIDE_SECTION = "question-outside-section" Error "A question before the first section.";
    QUESTION_ID = "question-id" Error "A level-2 heading does not start with an id.";
    QUESTION_DUPLICATE = "question-duplicate" Error "Two questions have the same id.";
    QUESTIONNAIRE_DUPLICATE = "questionnaire-duplicate" Error "Two questionnaires have the same id.";
    PROMPT_EMPTY = "prompt-empty" Error "A question asks nothing.";

    // Help.
    HELP_HTML = "help-html" Error "HTML.";
    HELP_IMAGE = "help-image" Error "An image.";
    HELP_CODE_BLOCK = "help-code-block" Error "A code block.";
    HELP_TABLE = "help-table" Error "A table.";
    HELP_BLOCK = "help-block" Error "Something other than a paragraph or a flat bullet list.";
    LINK_NOT_HTTPS = "link-not-https" Error "A link that is not `https`.";

    // Attributes.
    ANSWER_MISSING = "answer-missing" Error "A question has no attribute list.";
    ATTRIBUTES_ORDER = "attributes-order" Error "A list names `answer` but does not start with it.";
    ATTRIBUTES_TWICE = "attributes-twice" Warning "Two lists of a question start with `answer`.";
    ATTRIBUTE_FORM = "attribute-form" Error "An item of the attribute list is not `key: value`.";
    ATTRIBUTE_MARKUP = "attribute-markup" Error "An attribute is not plain text.";
    ATTRIBUTE_UNKNOWN = "attribute-unknown" Error "No such attribute.";
    ATTRIBUTE_DUPLICATE = "attribute-duplicate" Error "An attribute stands twice.";
    ATTRIBUTE_EMPTY = "attribute-empty" Error "An attribute has no value.";
    ATTRIBUTE_MISSING = "attribute-missing" Error "An attribute that every question needs is missing.";
    ATTRIBUTE_NESTED = "attribute-nested" Error "Something is nested under an attribute that has no parts.";
    LIST_PART_EMPTY = "list-part-empty" Error "Nothing stands between two semicolons.";
    LIST_PART_DUPLICATE = "list-part-duplicate" Error "The same part stands twice in a list.";

    // Answers.
    ANSWER_KIND = "answer-kind" Error "No such kind of answer.";
    ANSWER_PART_UNKNOWN = "answer-part-unknown" Error "No such part of an answer.";
    ANSWER_PART_DUPLICATE = "answer-part-duplicate" Error "A part of an answer stands twice.";
    SCORED_TEXT = "scored-text" Error "A text or a table cannot be scored.";
    GOOD_MISPLACED = "good-misplaced" Error "`good` stands at an answer that is not yes or no.";
    OPTIONS_FEW = "options-few" Error "A choice has fewer than two options.";
    OPTIONS_MANY = "options-many" Error "A choice has more options than conditions can tell apart.";
    OPTION_FORM = "option-form" Error "An option cannot be read.";
    OPTION_DUPLICATE = "option-duplicate" Error "Two options have the same id.";
    OPTION_RESERVED = "option-reserved" Error "An option's id means a state of the answer.";
    CREDIT_RANGE = "credit-range" Error "A credit is not a whole number from 0 to 100.";
    CREDIT_MISSING = "credit-missing" Error "A scored option has no credit.";
    CREDIT_UNREACHABLE = "credit-unreachable" Warning "No answer earns full credit.";
    INFO_CREDIT = "info-credit" Error "A question that is never scored gives credit.";
    INFO_FINDING = "info-finding" Error "A question that is never scored raises a finding.";
    FINDING_UNKNOWN = "finding-unknown" Error "No such finding.";
    RANGE_MISSING = "range-missing" Error "A number has no range.";
    RANGE_FORM = "range-form" Error "A range cannot be read.";
    RANGE_EMPTY = "range-empty" Error "A range has nothing in it.";
    BANDS_MISSING = "bands-missing" Error "A scored number or date has no bands.";
    BAND_FORM = "band-form" Error "A band cannot be read.";
    BAND_OTHERWISE = "band-otherwise" Error "The last band is not `otherwise`.";
    BAND_UNREACHABLE = "band-unreachable" Error "Nothing is left for a band.";
    COLUMNS_MISSING = "columns-missing" Error "A table has no columns.";
    COLUMN_FORM = "column-form" Error "A column cannot be read.";
    COLUMN_DUPLICATE = "column-duplicate" Error "Two columns have the same id.";

    // Conditions.
    WHEN_SYNTAX = "when-syntax" Error "A condition cannot be read.";
    WHEN_PATH_UNKNOWN = "when-path-unknown" Error "A condition names no fact and no question.";
    WHEN_SCORED = "when-scored" Error "A condition reads a scored question.";
    WHEN_FACT_QUESTION = "when-fact-question" Error "A condition reads a question that only sets a fact.";
    WHEN_OPERATOR = "when-operator" Error "The comparison does not fit what is compared.";
    WHEN_VALUE = "when-value" Error "The fact or question can never have this value.";
    WHEN_NA_NEVER = "when-na-never" Error "A test of N/A on something that is never N/A.";
    CHAIN_LONG = "chain-long" Error "Too many questions hang on each other in a row.";
    CONDITION_CYCLE = "condition-cycle" Error "Conditions depend on each other in a circle.";

    // Follow-ups, controls, aliases, facts.
    FOLLOWS_UNKNOWN = "follows-unknown" Error "A follow-up names no question.";
    FOLLOWS_SELF = "follows-self" Error "A question follows itself.";
    FOLLOWS_INFO = "follows-info" Error "A follow-up names a question that is never scored.";
    COVERS_FORM = "covers-form" Error "A cover is not `control (relation)`.";
    CONTROL_UNKNOWN = "control-unknown" Error "No such control.";
    CONTROL_ALIAS = "control-alias" Error "A control is named by its former key.";
    CONTROL_DUPLICATE = "control-duplicate" Error "Two controls have the same key.";
    ALIAS_COLLIDES = "alias-collides" Error "A former id is also something else's id.";
    HOSPITAL_SCORED = "hospital-scored" Error "A question for the hospital is scored.";
    FACT_AUDIENCE = "fact-audience" Error "A question for the vendor sets a fact of the engagement.";
    FACT_UNKNOWN = "fact-unknown" Error "No such fact.";
    FACT_DERIVED = "fact-derived" Error "The fact is derived and cannot be set.";
    FACT_ANSWER = "fact-answer" Error "The answer cannot say what the fact needs.";
    FACT_DUPLICATE = "fact-duplicate" Error "Two questions set the same fact.";

    // Citations.
    CITES_MISSING = "cites-missing" Error "A rule of law has no citation of it.";
    CITE_FORM = "cite-form" Error "A citation cannot be recognised.";
    CITE_TSC = "cite-tsc" Error "No such Trust Services criterion.";

    // Rubric.
    REASON_MISSING = "reason-missing" Error "A parameter does not say why.";
    SOURCE_MISSING = "source-missing" Error "A parameter does not say where it comes from.";
    ENTRY_MISSING = "entry-missing" Warning "A table over a whole vocabulary leaves some of its words out.";
    WEIGHTS_ORDER = "weights-order" Error "A lesser weight counts more.";
    GRADES_ORDER = "grades-order" Error "Thresholds of the control grades are out of order.";
    RATING_OVER_TIER = "rating-over-tier" Warning "A rating above the tier; the tier is used.";
    RATING_ORDER = "rating-order" Error "Weaker controls get a better rating.";
    CLEARS_ORDER = "clears-order" Error "A higher tier asks for a weaker basis.";
    FACTOR_PATH = "factor-path" Error "A tier factor reads something other than an entered fact.";
    FACTOR_DUPLICATE = "factor-duplicate" Error "Two tier factors have the same id.";
    PACK_PATH = "pack-path" Error "A condition of the pack reads something other than a fact.";
    PACK_ORDER = "pack-order" Error "A higher tier asks for less depth.";
    PACK_QUESTIONNAIRE = "pack-questionnaire" Warning "The pack names a questionnaire that is not there.";
    SUBSTITUTE_UNASKED = "substitute-unasked" Warning "A substitute stands in for nothing that is asked for.";
    DUTY_DUPLICATE = "duty-duplicate" Error "A duty stands twice.";
}
