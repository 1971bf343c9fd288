//! Each planted fault breaks the law that is named for it, and each law is broken by some fault.

use std::fmt::Write;

use vendorward_tests::{
    engine::faulty::{Fault, Faulty},
    laws::{self, LAWS},
};

/// Faults and the law that finds each.
const PLANTED: &[(Fault, &str)] = &[
    (Fault::NaEarns, "second-scorer-ends"),
    (Fault::NaNeedsNoAcceptance, "na-never-pays"),
    (Fault::BlankIsYes, "narrowing"),
    (Fault::RefusedIsBlank, "second-scorer-ends"),
    (Fault::PartialIsFull, "second-scorer-gates"),
    (Fault::UnknownWhenIsFalse, "narrowing"),
    (Fault::UnknownWhenIsTrue, "second-scorer-applicability"),
    (Fault::UnknownWhenIsTrue, "completion"),
    (Fault::HiddenCounts, "hidden-answers-never-count"),
    (Fault::FollowUpStandsAlone, "hidden-answers-never-count"),
    (Fault::GreedyReversed, "second-scorer-ends"),
    (Fault::BasisIgnored, "second-scorer-ends"),
    (Fault::EvidenceLowers, "order"),
    (Fault::GateCapsNowOnly, "rating-within-tier"),
    (Fault::UndeterminedIsClear, "narrowing"),
    (Fault::GateAveragedAway, "block-gate-stands-over-controls"),
    (Fault::RoundsDown, "rounded-once-half-up"),
    (Fault::LastAnswerWins, "order-of-answers-is-irrelevant"),
    (Fault::NothingIsZero, "nothing-scorable-is-null"),
    (Fault::TierAtLowest, "second-scorer-rating"),
    (Fault::BlankIsAnswered, "second-scorer-completeness"),
    (Fault::DomainForgotten, "sums-add-up"),
    (Fault::EndsSwapped, "ends-in-order"),
    (Fault::BlankRaisesNothing, "blank-raises-what-yes-would"),
    (Fault::NeedsForgotten, "open-gates-say-what-is-missing"),
    (Fault::SourcesForgotten, "traced"),
    (Fault::FindingsUnsorted, "findings-in-order"),
    (Fault::ReadsTheClock, "same-twice"),
    (Fault::UnaskedCounts, "unasked-answers-move-nothing"),
    (Fault::UnaskedCounts, "second-scorer-applicability"),
    (Fault::CarriedIgnored, "carried-counts-as-given"),
    (Fault::CarriedIgnored, "second-scorer-ends"),
    (Fault::CarriedIsWord, "carried-counts-as-given"),
    (Fault::CarriesFromAsked, "second-scorer-ends"),
    (Fault::NarrowerCarries, "second-scorer-pack"),
    (Fault::BroaderCarriesAll, "second-scorer-pack"),
    (Fault::BroaderCarriesAll, "second-scorer-ends"),
    (Fault::LimitsForgotten, "second-scorer-pack"),
];

#[test]
fn each_fault_breaks_its_law() {
    let mut table = String::new();
    let mut unbroken = Vec::new();
    for (fault, name) in PLANTED {
        let law = laws::find(name);
        match laws::broken_after(&law, &Faulty::new(*fault), laws::cases(&law)) {
            Some(count) => {
                writeln!(
                    table,
                    "{:<22} breaks {name} after {count}",
                    format!("{fault:?}")
                )
                .unwrap();
            }
            None => unbroken.push((fault, name)),
        }
    }
    println!("{table}");
    assert!(unbroken.is_empty(), "not found: {unbroken:?}");
}

#[test]
fn each_law_can_be_broken() {
    for law in LAWS {
        assert!(
            PLANTED.iter().any(|(_, name)| *name == law.name),
            "no fault breaks {}",
            law.name
        );
    }
}
