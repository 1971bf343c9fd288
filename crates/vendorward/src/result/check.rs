//! A check of agreements as one JSON object, `"format": "vendorward/baa-check"`.

use vendorward_core::{
    assessment::Assessment,
    baa::{self, Baa, ProvisionKey, TermKey},
    result::{AgreementOutcome, Outcome},
};

use super::{agreements, document};
use crate::{
    VERSION,
    canonical::Writer,
    check::baa::{Against, FORMAT, Stand, standings},
    hash::FORMAT_VERSION,
};

/// The canonical bytes of a check.
pub(crate) fn baa_check(assessment: &Assessment, outcome: &Outcome, against: Against) -> Vec<u8> {
    let mut writer = Writer::onto(Vec::with_capacity(16 * 1024));
    let pairs: Vec<(&Baa, &AgreementOutcome)> = assessment
        .baas
        .iter()
        .zip(&outcome.baa.agreements)
        .collect();
    writer.object(|o| {
        o.at("format").word(FORMAT);
        o.at("format_version").number(FORMAT_VERSION);
        o.at("engine_version").word(VERSION);
        o.at("as_of").date(outcome.as_of);
        o.at("engagement").word(match against {
            Against::Given => "given",
            Against::Assumed => "assumed",
        });
        o.at("agreements").list(&pairs, |w, (baa, of_result)| {
            agreement(w, assessment, outcome, baa, of_result);
        });
        document::gates(o.at("gates"), &outcome.gates);
        document::findings(o.at("findings"), &outcome.findings);
    });
    writer.into_sink()
}

fn agreement(
    writer: &mut Writer,
    assessment: &Assessment,
    outcome: &Outcome,
    baa: &Baa,
    of_result: &AgreementOutcome,
) {
    let flows = standings(assessment, outcome, baa);
    writer.object(|o| {
        agreements::members(o, of_result);
        o.at("flows").list(&flows, stand);
        o.at("provisions").list(ProvisionKey::ALL, |w, key| {
            let state = baa::provision_state(&baa.provisions, *key);
            w.object(|o| {
                o.at("key").word(key.as_str());
                o.at("cite").text(key.cite());
                o.at("state")
                    .word(state.map_or("not-looked-for", |state| state.as_str()));
            });
        });
        o.at("terms").list(TermKey::ALL, |w, key| {
            let state = baa::term_state(&baa.terms, *key);
            w.object(|o| {
                o.at("key").word(key.as_str());
                o.at("state")
                    .word(state.map_or("not-looked-for", |state| state.as_str()));
            });
        });
    });
}

fn stand(writer: &mut Writer, one: &Stand<'_>) {
    writer.object(|o| {
        o.at("flow").word(one.flow.as_str());
        o.at("standing").word(one.review.standing.as_str());
        o.at("defects").list(&one.review.defects, |w, defect| {
            w.object(|o| {
                o.at("finding").word(defect.finding);
                o.at("about").text(&defect.about);
            });
        });
        o.at("missing").texts(&one.review.missing);
    });
}
