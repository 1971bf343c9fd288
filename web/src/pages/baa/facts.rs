//! The fields of an agreement, as tables.

use vendorward::core::baa::{
    Baa, BaaStatus, Coverage, CoverageKind, CustomerCondition, Execution, ExecutionKind, Notice,
    NoticeTrigger, NoticeUnit, Notices, ProvisionState, Term, TermKind,
};

use crate::{
    components::form::{Held, Item, Kind, List, Value, item},
    desk::review,
    texts::{fill, text},
};

/// Where it stands; the rest is asked once that is known.
pub(super) static STATUS: &[Item<Baa>] = &[item!(
    "status",
    "site.baa.status",
    Kind::AlwaysRadios("site.baa-status", BaaStatus::WORDS),
    status
)];

/// How both sides are bound.
pub(super) static EXECUTION: &[Item<Baa>] = &[
    Item {
        name: "execution",
        label: "site.baa.execution.kind",
        kind: Kind::Word("site.execution", ExecutionKind::WORDS),
        get: |one| one.execution.as_ref().map(|now| now.kind).show(),
        put: |one, value| {
            let mut kind: Option<ExecutionKind> = None;
            kind.hear(value);
            match kind {
                Some(kind) => execution(one).kind = kind,
                None => one.execution = None,
            }
        },
        when: None,
        wrong: None,
    },
    Item {
        name: "ours",
        label: "site.baa.ours",
        kind: Kind::Day,
        get: |one| one.execution.as_ref().and_then(|now| now.ours_on).show(),
        put: |one, value| execution(one).ours_on.hear(value),
        when: None,
        wrong: Some(one_signature),
    },
    Item {
        name: "theirs",
        label: "site.baa.theirs",
        kind: Kind::Day,
        get: |one| one.execution.as_ref().and_then(|now| now.theirs_on).show(),
        put: |one, value| execution(one).theirs_on.hear(value),
        when: None,
        wrong: Some(one_signature),
    },
];

fn execution(one: &mut Baa) -> &mut Execution {
    one.execution.get_or_insert(Execution {
        kind: ExecutionKind::Signed,
        ours_on: None,
        theirs_on: None,
    })
}

fn one_signature(one: &Baa) -> Option<String> {
    let signed = one.execution.as_ref().filter(|now| {
        now.kind == ExecutionKind::Signed && now.ours_on.is_some() != now.theirs_on.is_some()
    });
    (one.status == BaaStatus::Executed && signed.is_some())
        .then(|| text("site.baa.error.one-signature"))
}

/// Between whom.
pub(super) static PARTIES: &[Item<Baa>] = &[
    item!("vendor", "site.baa.vendor-entity", Kind::Line, vendor_entity, wrong other_party),
    item!(
        "customers",
        "site.baa.customer-entities",
        Kind::Names,
        customer_entities
    ),
];

/// Form of company counts: what differs is said here, where it can be put right.
fn other_party(one: &Baa) -> Option<String> {
    let legal =
        review().read(|assessment| assessment.engagement.vendor.legal_name.trim().to_owned());
    let entity = one.vendor_entity.trim();
    let same = legal.split_whitespace().eq(entity.split_whitespace());
    (!legal.is_empty() && !entity.is_empty() && !same)
        .then(|| fill("site.baa.error.party", &[("name", &legal)]))
}

/// How it says what it covers.
pub(super) static COVERAGE: &[Item<Baa>] = &[Item {
    name: "coverage",
    label: "site.baa.coverage.kind",
    kind: Kind::Radios("site.coverage", CoverageKind::WORDS),
    get: |one| one.coverage.as_ref().map(|now| now.kind).show(),
    put: |one, value| {
        let mut kind: Option<CoverageKind> = None;
        kind.hear(value);
        one.coverage = kind.map(|kind| match one.coverage.take() {
            Some(coverage) => Coverage { kind, ..coverage },
            None => Coverage {
                kind,
                list: Vec::new(),
                exclusions: Vec::new(),
                ai: None,
                conditions_on_customer: Vec::new(),
            },
        });
    },
    when: None,
    wrong: None,
}];

/// What it covers and leaves out.
pub(super) static COVERED: &[Item<Coverage>] = &[
    item!("list", "site.baa.coverage.list", Kind::Names, list, if |one| one.kind != CoverageKind::AllServices),
    item!(
        "exclusions",
        "site.baa.coverage.exclusions",
        Kind::Names,
        exclusions
    ),
    item!("ai", "site.baa.coverage.ai", Kind::YesNo, ai, if |one| one.kind == CoverageKind::Listed),
];

/// Conditions on the hospital: unconfirmed, they leave the flow uncovered.
pub(super) static CONDITIONS: List<Coverage, CustomerCondition> = List {
    name: "condition",
    label: "site.baa.conditions",
    single: false,
    all: |one| &one.conditions_on_customer,
    all_mut: |one| &mut one.conditions_on_customer,
    needs: &["text"],
    blank: || CustomerCondition {
        text: String::new(),
        met: None,
    },
    title: |one| one.text.clone(),
    items: &[
        item!("text", "site.baa.condition", Kind::Line, text),
        item!("met", "site.baa.condition.met", Kind::YesNo, met),
    ],
    more: None,
    many: None,
};

/// How long it lasts.
pub(super) static TERM: &[Item<Baa>] = &[
    Item {
        name: "term",
        label: "site.baa.term.kind",
        kind: Kind::Radios("site.term", TermKind::WORDS),
        get: |one| one.term.map(|term| term.kind).show(),
        put: |one, value| {
            let ends = one.term.and_then(|term| term.ends);
            let mut kind: Option<TermKind> = None;
            kind.hear(value);
            one.term = kind.map(|kind| Term { kind, ends });
        },
        when: None,
        wrong: None,
    },
    Item {
        name: "ends",
        label: "site.baa.ends",
        kind: Kind::Day,
        get: |one| one.term.and_then(|term| term.ends).show(),
        put: |one, value| {
            if let Some(term) = &mut one.term {
                term.ends.hear(value);
            }
        },
        when: Some(|one| one.term.is_some_and(|term| term.kind == TermKind::Fixed)),
        wrong: None,
    },
    item!("effective", "site.baa.effective", Kind::Day, effective),
    item!("renewal", "site.baa.renewal", Kind::Day, renewal),
    item!("amended", "site.baa.amended", Kind::Day, amended_on),
];

/// One of the three notice clocks. Silence of a clause is not a long limit: it is said apart from "not
/// read".
macro_rules! clock {
    ($field:ident, $name:literal, $label:literal, $number:literal, $unit:literal) => {
        [
            Item {
                name: $name,
                label: $label,
                kind: Kind::WordElse(
                    "site.baa.notice.unread",
                    "site.notice-trigger",
                    NoticeTrigger::WORDS,
                ),
                get: |one: &Notices| one.$field.map(|now| now.trigger).show(),
                put: |one, value| one.$field = triggered(one.$field, value),
                when: None,
                wrong: None,
            },
            // Number and unit are asked once the clause is there at all.
            Item {
                name: $number,
                label: "site.baa.notice.number",
                kind: Kind::Number(0, 9999),
                get: |one| one.$field.and_then(|now| now.number).show(),
                put: |one, value| {
                    if let Some(notice) = &mut one.$field {
                        notice.number.hear(value);
                    }
                },
                when: Some(|one| one.$field.is_some()),
                wrong: None,
            },
            Item {
                name: $unit,
                label: "site.baa.notice.unit",
                kind: Kind::Word("site.notice-unit", NoticeUnit::WORDS),
                get: |one| one.$field.and_then(|now| now.unit).show(),
                put: |one, value| {
                    if let Some(notice) = &mut one.$field {
                        notice.unit.hear(value);
                    }
                },
                when: Some(|one| one.$field.is_some()),
                wrong: None,
            },
        ]
    };
}

/// The three clocks, one a row.
pub(super) static CLOCKS: [[Item<Notices>; 3]; 3] = [
    clock!(
        breach,
        "breach",
        "site.baa.notice.breach",
        "breach-number",
        "breach-unit"
    ),
    clock!(
        impermissible_use,
        "use",
        "site.baa.notice.use",
        "use-number",
        "use-unit"
    ),
    clock!(
        incident,
        "incident",
        "site.baa.notice.incident",
        "incident-number",
        "incident-unit"
    ),
];

fn triggered(former: Option<Notice>, value: Value) -> Option<Notice> {
    let mut trigger: Option<NoticeTrigger> = None;
    trigger.hear(value);
    trigger.map(|trigger| match former {
        Some(former) => Notice { trigger, ..former },
        None => Notice {
            number: None,
            unit: None,
            trigger,
        },
    })
}

/// What a notice has to say, and from when discovery counts.
pub(super) static NOTICE: &[Item<Baa>] = &[
    item!(
        "content",
        "site.baa.notice.content",
        Kind::WordElse(
            "site.baa.provision.open",
            "site.provision-state",
            ProvisionState::WORDS
        ),
        notice_content
    ),
    item!("agent", "site.baa.agent", Kind::YesNo, agent),
];

/// The rest.
pub(super) static REST: &[Item<Baa>] = &[
    item!("part2", "site.baa.part2", Kind::YesNo, part2_terms),
    item!("document", "site.baa.document", Kind::Line, document),
    item!(
        "supersedes", "site.baa.supersedes", Kind::Record(others), supersedes,
        if |_| review().read(|assessment| assessment.baas.len() > 1)
    ),
];

/// The other agreements on file, for the field of this one.
fn others(field: &str) -> Vec<(String, String)> {
    review().read(|assessment| {
        let ids = assessment.baas.iter().map(|one| one.id.to_string());
        let others = ids.filter(|id| field.strip_suffix("-supersedes") != Some(id));
        others.map(|id| (id.clone(), id)).collect()
    })
}
