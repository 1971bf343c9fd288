//! The shape of what a result says of agreements, and of the hospital's own duties.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vendorward_core::{
    Date, Id,
    baa::{BaaStatus, ClockState, Instrument, NoticeTrigger, Reported, Standing},
    facts::Determination,
    soc2::CuecState,
};

/// Whether an agreement is required.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Baa {
    /// For the engagement.
    determination: Determination,
    /// Flow by flow.
    flows: Vec<Flow>,
    /// Agreement by agreement.
    agreements: Vec<Agreement>,
    /// Who decided last that none is needed, while the determination says the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decided: Option<NoneNeeded>,
}

/// One flow.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Flow {
    /// Its id.
    flow: Id,
    /// Whether it needs an agreement.
    determination: Determination,
    /// The rules that decided, as in `D6`.
    rules: Vec<String>,
    /// Their citations, one each.
    citations: Vec<String>,
    /// What is to be signed.
    instruments: Vec<Instrument>,
    /// Facts that decided.
    facts: Vec<String>,
    /// Facts that are missing.
    missing: Vec<String>,
    /// How the agreement that comes nearest stands; absent if none is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    standing: Option<Standing>,
    /// Its id; of a flow that needs none, that of one on file out of caution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agreement: Option<Id>,
    /// Whether that agreement covers the flow although none is needed. Never a gap.
    optional: bool,
}

/// An agreement on file: its dates and notice clocks.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Agreement {
    /// Its id in the package.
    id: Id,
    /// Where it stands.
    status: BaaStatus,
    /// No flow needs it: where it is signed, that was out of caution.
    optional: bool,
    /// Its last day, where fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ends: Option<Date>,
    /// By when it is to be renewed or ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    renewal: Option<Date>,
    /// The three notice clocks: breach, use that is not permitted, security incident.
    clocks: Vec<Clock>,
}

/// A notice clock.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Clock {
    /// What is reported.
    reported: Reported,
    /// The most calendar days it can take; absent states no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    /// From when; absent was not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trigger: Option<NoticeTrigger>,
    /// What the law says of it.
    state: ClockState,
}

/// A person decided that no agreement is needed, or that nothing is assessed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NoneNeeded {
    /// Who.
    by: String,
    /// In what role.
    role: String,
    /// When.
    on: Date,
    /// When to ask again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ask_again: Option<Date>,
    /// Whether that day has come.
    due: bool,
}

/// Something an agreement or a report expects the hospital to do.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CustomerDuty {
    /// As the report numbers it, or the agreement and the condition's place in it.
    id: String,
    /// In short.
    text: String,
    /// Criteria it serves.
    criteria: Vec<String>,
    /// Who at the hospital; absent is nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    owner: String,
    /// Where it stands.
    state: CuecState,
    /// Where it comes from, as in `baas/baa-2026/coverage/conditions_on_customer/0`.
    source: String,
}
