//! That no agreement is needed is decided by a person, with a day to ask again.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use vendorward::{
    core::{Date, rating::Recommendation},
    decide::{self, Entry},
    package, result,
    set::Set,
};

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn entry(ask_again: Option<&str>) -> Entry {
    Entry {
        outcome: Recommendation::Continue,
        by: "Walt Jensen".to_owned(),
        role: "Compliance".to_owned(),
        on: day("2026-11-22"),
        reason: "A courier stores nothing.".to_owned(),
        ask_again: ask_again.map(day),
    }
}

#[test]
fn the_day_to_ask_again_is_kept_and_comes_before_the_cadence() {
    let set = Set::standard().value.expect("sound");
    let bytes = include_bytes!("../../../questionnaires/samples/conduit.json");
    let courier = package::read(bytes).value.expect("a package");
    let recorded = |entry| decide::record(&set, &courier, entry).value;
    let plain = recorded(entry(None)).expect("recorded");
    let asked = recorded(entry(Some("2027-01-15"))).expect("recorded");

    let outcome = |package: &package::Package, on| {
        let outcome = result::outcome(&set, &package.assessment, day(on));
        (outcome.baa.decided, outcome.next_review)
    };
    let (decided, by_cadence) = outcome(&plain, "2026-11-22");
    assert_eq!(decided, None, "nobody said when to ask again");
    assert!(by_cadence > Some(day("2027-01-15")));
    let (decided, next) = outcome(&asked, "2027-01-14");
    let decided = decided.expect("who decided");
    assert_eq!(
        (decided.by.as_str(), decided.role.as_str(), decided.due),
        ("Walt Jensen", "Compliance", false)
    );
    assert_eq!(next, Some(day("2027-01-15")));
    let (decided, _) = outcome(&asked, "2027-01-15");
    assert!(decided.expect("who decided").due, "on the day itself");
}

#[test]
fn a_day_that_has_come_is_no_day_to_ask_again() {
    let set = Set::standard().value.expect("sound");
    let bytes = include_bytes!("../../../questionnaires/samples/conduit.json");
    let courier = package::read(bytes).value.expect("a package");
    for late in ["2026-11-22", "2026-11-21"] {
        let reply = decide::record(&set, &courier, entry(Some(late)));
        assert!(reply.value.is_none());
        let message = &reply.diagnostics.first().expect("a reason").message;
        assert!(message.contains("not after 2026-11-22"), "{message}");
    }
}
