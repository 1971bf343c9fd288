//! Certificates, tests and insurance: of every kind, dated about the days on which their terms end.

use vendorward_core::{
    Date, Id,
    assessment::{Evidence, EvidenceKind},
};

use super::{
    Choices,
    engagement::{PRODUCTS, VENDOR},
    records::signed,
};

/// Ids that generated documents may have, in order.
pub(super) const CERTIFICATES: [&str; 3] = ["doc-1", "doc-2", "doc-3"];

/// One document.
pub(super) fn document(at: usize, c: &mut Choices<'_>, as_of: Date) -> Evidence {
    // HITRUST and the examinations of CPA firms decide most.
    let kind = if c.chance(60) {
        c.of(&[
            EvidenceKind::HitrustR2,
            EvidenceKind::HitrustI1,
            EvidenceKind::HipaaExamination,
            EvidenceKind::HitrustE1,
        ])
    } else {
        c.of(EvidenceKind::ALL)
    };
    let date = c
        .weighted(&[(60, Some((4, 0))), (25, Some((12, 0))), (15, None)])
        .map(|(months, _): (i32, i32)| {
            let edge = as_of.add_months(-c.of(&[months, 12, 24, 36]));
            edge.add_days(c.of(&[0, -1, 1, 40, -40]))
        });
    let until = c.weighted(&[(60, None), (15, Some(0)), (15, Some(300)), (10, Some(-1))]);
    let interim = c.weighted(&[(50, None), (25, Some(0)), (15, Some(-90)), (10, Some(-91))]);
    let products: &[&str] = c.weighted(&[(60, &[][..]), (30, &PRODUCTS[..]), (10, &["Gamma"][..])]);
    Evidence {
        id: Id::new(CERTIFICATES[at]).unwrap(),
        kind,
        title: kind.to_string(),
        issuer: c.of(&["", "", "Quarry Security, Inc.", VENDOR]).to_owned(),
        date,
        valid_until: until.map(|days| as_of.add_days(days)),
        products: products.iter().map(|&name| name.to_owned()).collect(),
        places: if c.chance(50) {
            vec!["Data Warehouse".to_owned(), "app".to_owned()]
        } else {
            Vec::new()
        },
        controls: Vec::new(),
        // About the day on which it falls due.
        interim_on: date
            .zip(interim)
            .map(|(date, days)| date.add_months(12).add_days(days)),
        self_assessed: c.weighted(&[(70, None), (15, Some(false)), (15, Some(true))]),
        open_high: c.weighted(&[(70, None), (15, Some(0)), (15, Some(2))]),
        limit_usd: c.weighted(&[(50, None), (25, Some(1_000_000)), (25, Some(20_000_000))]),
        confidentiality: None,
        sha256: String::new(),
        reviewed: c.chance(75).then(|| signed(as_of.add_days(-10))),
    }
}
