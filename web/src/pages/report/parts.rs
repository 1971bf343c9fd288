//! What a report lists: controls, exceptions, duties of the hospital, subservice organisations,
//! letters.

use vendorward::core::soc2::{
    Additional, AdditionalCriteria, Bridge, ControlResult, Csoc, Cuec, CuecState, PeerKind,
    PeerRating, PeerReview, Place as Standing, Remediation, RemediationState, ReportControl,
    ReportException, ReportRecord, SignerSide, Subservice, SubserviceMethod,
};

use crate::{
    browser,
    components::form::{Held, Item, Kind, List, Place, item, list},
    desk::review,
    texts::{date, text, word},
};

/// Most items in a sample, and most pages of a report.
const MANY: u32 = 99_999;

/// Controls with their results: those that reviewers link to answers.
pub(super) static CONTROLS: List<ReportRecord, ReportControl> = List {
    name: "control",
    label: "site.report.controls",
    single: false,
    all: |one| &one.controls,
    all_mut: |one| &mut one.controls,
    needs: &["id", "result"],
    blank: || ReportControl {
        id: String::new(),
        criteria: Vec::new(),
        result: ControlResult::Tested,
    },
    title: |one| one.id.clone(),
    items: &[
        item!("id", "site.report.control.id", Kind::Line, id),
        item!(
            "result",
            "site.report.control.result",
            Kind::Always("site.control-result", ControlResult::WORDS),
            result
        ),
        item!(
            "criteria",
            "site.report.control.criteria",
            Kind::Codes,
            criteria
        ),
    ],
    more: None,
    many: Some(super::paste::paste),
};

/// Exceptions, with what management says and what became of them.
pub(super) static EXCEPTIONS: List<ReportRecord, ReportException> = List {
    name: "exception",
    label: "site.report.exceptions",
    single: false,
    all: |one| &one.exceptions,
    all_mut: |one| &mut one.exceptions,
    needs: &["control"],
    blank: || ReportException {
        control: String::new(),
        criteria: Vec::new(),
        text: String::new(),
        failed: None,
        sample: None,
        phi: None,
        response: String::new(),
        remediation: None,
        page: None,
    },
    title: |one| one.control.clone(),
    items: &[
        item!(
            "control",
            "site.report.exception.control",
            Kind::Line,
            control,
            wrong unknown_control
        ),
        item!(
            "criteria",
            "site.report.exception.criteria",
            Kind::Codes,
            criteria
        ),
        item!("text", "site.report.exception.text", Kind::Text, text),
        item!(
            "failed",
            "site.report.exception.failed",
            Kind::Number(0, MANY),
            failed,
            wrong more_failed_than_seen
        ),
        item!(
            "sample",
            "site.report.exception.sample",
            Kind::Number(0, MANY),
            sample
        ),
        item!("phi", "site.report.exception.phi", Kind::YesNo, phi),
        item!(
            "response",
            "site.report.exception.response",
            Kind::Text,
            response
        ),
        Item {
            name: "remediation",
            label: "site.report.exception.remediation",
            kind: Kind::WordElse(
                "site.remediation.open",
                "site.remediation",
                RemediationState::WORDS,
            ),
            get: |one| one.remediation.map(|now| now.state).show(),
            put: |one, value| {
                let date = one.remediation.and_then(|former| former.date);
                let mut state: Option<RemediationState> = None;
                state.hear(value);
                one.remediation = state.map(|state| Remediation { state, date });
            },
            when: None,
            wrong: None,
        },
        Item {
            name: "remedied",
            label: "site.report.exception.remedied",
            kind: Kind::Day,
            get: |one| one.remediation.and_then(|now| now.date).show(),
            put: |one, value| {
                if let Some(remediation) = &mut one.remediation {
                    remediation.date.hear(value);
                }
            },
            when: Some(|one| {
                let state = one.remediation.map(|now| now.state);
                matches!(
                    state,
                    Some(RemediationState::Done | RemediationState::Planned)
                )
            }),
            wrong: None,
        },
        item!("page", "site.reviewer.page", Kind::Number(1, MANY), page),
    ],
    more: None,
    many: None,
};

/// The name of a control that its report does not list, where it lists any.
fn unknown_control(one: &ReportException) -> Option<String> {
    let unknown = review().read_reports(|records| {
        let mut all = records.iter();
        let report = all.find(|report| report.exceptions.contains(one));
        report.is_some_and(|report| {
            let controls = &report.controls;
            !controls.is_empty() && controls.iter().all(|control| control.id != one.control)
        })
    });
    unknown.then(|| text("site.report.exception.unknown"))
}

fn more_failed_than_seen(one: &ReportException) -> Option<String> {
    let more = one
        .failed
        .zip(one.sample)
        .is_some_and(|(failed, sample)| failed > sample);
    more.then(|| text("site.report.exception.more"))
}

/// What the report expects the hospital to do.
pub(super) static CUECS: List<ReportRecord, Cuec> = List {
    name: "cuec",
    label: "site.report.cuecs",
    single: false,
    all: |one| &one.cuecs,
    all_mut: |one| &mut one.cuecs,
    needs: &["text"],
    blank: || Cuec {
        id: String::new(),
        text: String::new(),
        criteria: Vec::new(),
        owner: String::new(),
        state: CuecState::Open,
        reason: String::new(),
    },
    title: |one| one.id.clone(),
    items: &[
        item!("text", "site.report.cuec.text", Kind::Text, text),
        item!("id", "site.report.cuec.id", Kind::Line, id),
        item!(
            "criteria",
            "site.report.control.criteria",
            Kind::Codes,
            criteria
        ),
        item!("owner", "site.report.cuec.owner", Kind::Line, owner),
        item!(
            "state",
            "site.report.cuec.state",
            Kind::Always("site.cuec-state", CuecState::WORDS),
            state
        ),
        item!(
            "reason", "site.report.cuec.reason", Kind::Text, reason,
            if |one| one.state == CuecState::NotApplicable
        ),
    ],
    more: None,
    many: None,
};

/// Organisations whose controls the vendor relies on.
pub(super) static SUBSERVICE: List<ReportRecord, Subservice> = List {
    name: "sub",
    label: "site.report.subservice",
    single: false,
    all: |one| &one.subservice_orgs,
    all_mut: |one| &mut one.subservice_orgs,
    needs: &["name", "method"],
    blank: || Subservice {
        name: String::new(),
        method: SubserviceMethod::CarveOut,
        service: String::new(),
        phi: None,
        csocs: Vec::new(),
        own_report: None,
    },
    title: |one| one.name.clone(),
    items: &[
        item!("name", "site.report.subservice.name", Kind::Line, name),
        item!(
            "method",
            "site.report.subservice.method",
            Kind::Always("site.method", SubserviceMethod::WORDS),
            method
        ),
        item!(
            "service",
            "site.report.subservice.service",
            Kind::Line,
            service
        ),
        item!(
            "own",
            "site.report.subservice.own",
            Kind::Record(others),
            own_report
        ),
        item!("phi", "site.report.subservice.phi", Kind::YesNo, phi),
    ],
    more: Some(|one: &Place<Subservice>| list(one, &CSOCS)),
    many: None,
};

/// What the report expects of such an organisation.
static CSOCS: List<Subservice, Csoc> = List {
    name: "csoc",
    label: "site.report.csocs",
    single: false,
    all: |one| &one.csocs,
    all_mut: |one| &mut one.csocs,
    needs: &["text"],
    blank: || Csoc {
        text: String::new(),
        criteria: Vec::new(),
    },
    title: |one| one.criteria.join(", "),
    items: &[
        item!("text", "site.report.cuec.text", Kind::Text, text),
        item!(
            "criteria",
            "site.report.control.criteria",
            Kind::Codes,
            criteria
        ),
    ],
    more: None,
    many: None,
};

/// The other reports on file by id and system, for a field of this one.
fn others(field: &str) -> Vec<(String, String)> {
    let own = |record: &&ReportRecord| {
        let rest = field.strip_prefix(record.id.as_str());
        !rest.is_some_and(|rest| rest.starts_with("-sub-"))
    };
    review().read_reports(|records| {
        let named = |record: &ReportRecord| {
            let id = record.id.to_string();
            let name = match record.system_name.trim() {
                "" => id.clone(),
                system => format!("{system} ({id})"),
            };
            (id, name)
        };
        records.iter().filter(own).map(named).collect()
    })
}

/// Criteria beside the Trust Services ones, and where they stand.
pub(super) static ADDITIONAL: List<ReportRecord, Additional> = List {
    name: "additional",
    label: "site.report.additional",
    single: false,
    all: |one| &one.additional_criteria,
    all_mut: |one| &mut one.additional_criteria,
    needs: &["criteria", "place"],
    blank: || Additional {
        criteria: AdditionalCriteria::HipaaSecurity,
        place: Standing::SectionV,
    },
    title: |one| word("site.additional", one.criteria.as_str()),
    items: &[
        item!(
            "criteria",
            "site.report.additional.criteria",
            Kind::Always("site.additional", AdditionalCriteria::WORDS),
            criteria
        ),
        item!(
            "place",
            "site.report.additional.place",
            Kind::Always("site.place", Standing::WORDS),
            place
        ),
    ],
    more: None,
    many: None,
};

/// Management's letter for the time since.
pub(super) static BRIDGE: List<ReportRecord, Bridge> = List {
    name: "bridge",
    label: "site.report.bridge",
    single: true,
    all: |one| one.bridge.as_slice(),
    all_mut: |one| &mut one.bridge,
    needs: &["as-of", "signer"],
    blank: || Bridge {
        as_of: browser::today(),
        dated: None,
        follows: None,
        signer_side: SignerSide::Unknown,
        changes: None,
    },
    title: |one| date(one.as_of),
    items: &[
        item!("as-of", "site.report.bridge.as-of", Kind::Day, as_of),
        item!(
            "signer",
            "site.report.bridge.signer",
            Kind::Always("site.signer", SignerSide::WORDS),
            signer_side
        ),
        item!("dated", "site.report.bridge.dated", Kind::Day, dated),
        item!("follows", "site.report.bridge.follows", Kind::Day, follows),
        item!(
            "changes",
            "site.report.bridge.changes",
            Kind::YesNo,
            changes
        ),
    ],
    more: None,
    many: None,
};

/// The firm's peer review, as the public file shows it.
pub(super) static PEER: List<ReportRecord, PeerReview> = List {
    name: "peer",
    label: "site.report.peer",
    single: true,
    all: |one| one.auditor.peer_review.as_slice(),
    all_mut: |one| &mut one.auditor.peer_review,
    needs: &["enrolled"],
    blank: || PeerReview {
        enrolled: true,
        kind: None,
        rating: None,
        date: None,
    },
    title: |one| {
        let rating = one
            .rating
            .map(|rating| word("site.peer-rating", rating.as_str()));
        rating.unwrap_or_else(|| {
            word(
                "site.peer.enrolled",
                if one.enrolled { "yes" } else { "no" },
            )
        })
    },
    items: &[
        item!(
            "enrolled",
            "site.report.peer.enrolled",
            Kind::Always("site.yes-no", &["yes", "no"]),
            enrolled
        ),
        item!("kind", "site.report.peer.kind", Kind::Word("site.peer-kind", PeerKind::WORDS), kind, if |one| one.enrolled),
        item!("rating", "site.report.peer.rating", Kind::Word("site.peer-rating", PeerRating::WORDS), rating, if |one| one.enrolled),
        item!("date", "site.report.peer.date", Kind::Day, date, if |one| one.enrolled),
    ],
    more: None,
    many: None,
};
