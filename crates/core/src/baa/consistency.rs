//! Records that contradict themselves. What they say is a finding, never mended in silence and never a
//! reason to stop reading.

use super::{Baa, BaaStatus, ExecutionKind, Notice, ProvisionState, Reported, TermKind, in_force};
use crate::{date::Date, names, vocab::vocabulary};

vocabulary! {
    /// What cannot all be so in the record of an agreement.
    pub enum RecordFault {
        /// It ends before its first day.
        EndsBeforeStart = "ends-before-start",
        /// It had ended before the last signature.
        EndsBeforeSigned = "ends-before-signed",
        /// It runs on, or with the service agreement, and has a last day.
        EndWithoutFixedTerm = "end-without-fixed-term",
        /// Called executed, with one signature dated and the other not.
        OneSignature = "one-signature",
        /// Called executed, with a signature of a day still to come.
        SignedInFuture = "signed-in-future",
        /// Called a draft, sent, signed by one side, refused or none, with all its signatures.
        SignedAgainstStatus = "signed-against-status",
        /// Amended before it was signed.
        AmendedBeforeSigned = "amended-before-signed",
        /// Amended on a day still to come.
        AmendedInFuture = "amended-in-future",
        /// Amended after a reviewer read it.
        AmendedAfterRead = "amended-after-read",
        /// To be renewed before its first day or after its last.
        RenewalOutsideTerm = "renewal-outside-term",
        /// Said to replace itself.
        SupersedesItself = "supersedes-itself",
        /// Said to replace another that is said to replace it.
        SupersedesInCircle = "supersedes-in-circle",
        /// A clock with a unit and without a number.
        UnitWithoutNumber = "unit-without-number",
        /// A clock with a number and without a unit.
        NumberWithoutUnit = "number-without-unit",
        /// A clock of a duty that is recorded as absent.
        ClockWithoutProvision = "clock-without-provision",
        /// One provision in two states.
        ProvisionTwice = "provision-twice",
        /// One negotiated term in two states.
        TermTwice = "term-twice",
        /// A service both covered and left out.
        ListedAndExcluded = "listed-and-excluded",
        /// Another agreement has the same id.
        IdTwice = "id-twice",
    }
}

impl RecordFault {
    /// The field of the record that it stands in.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::EndsBeforeStart | Self::EndsBeforeSigned | Self::EndWithoutFixedTerm => "term",
            Self::OneSignature | Self::SignedInFuture => "execution",
            Self::SignedAgainstStatus => "status",
            Self::AmendedBeforeSigned | Self::AmendedInFuture | Self::AmendedAfterRead => {
                "amended_on"
            }
            Self::RenewalOutsideTerm => "renewal",
            Self::SupersedesItself | Self::SupersedesInCircle => "supersedes",
            Self::UnitWithoutNumber | Self::NumberWithoutUnit | Self::ClockWithoutProvision => {
                "notice"
            }
            Self::ProvisionTwice => "provisions",
            Self::TermTwice => "terms",
            Self::ListedAndExcluded => "coverage",
            Self::IdTwice => "id",
        }
    }
}

/// What cannot all be so in a record, among all agreements on file and at a date.
#[must_use]
pub fn faults(baa: &Baa, all: &[Baa], as_of: Date) -> Vec<RecordFault> {
    let mut found = Vec::new();
    dates(baa, as_of, &mut found);
    signatures(baa, as_of, &mut found);
    succession(baa, all, &mut found);
    clauses(baa, &mut found);
    found
}

fn dates(baa: &Baa, as_of: Date, found: &mut Vec<RecordFault>) {
    let signed = baa.execution.as_ref().and_then(|one| one.completed_on());
    let before = |day: Option<Date>, other: Option<Date>| matches!((day, other), (Some(day), Some(other)) if day < other);
    let ends = baa.term.and_then(|term| term.ends);
    let fixed = baa.term.is_some_and(|term| term.kind == TermKind::Fixed);
    let starts = baa.effective.or(signed);
    let read = baa.reviewed.as_ref().map(|reviewed| reviewed.on);
    let each = [
        (
            RecordFault::EndsBeforeStart,
            fixed && before(ends, baa.effective),
        ),
        (RecordFault::EndsBeforeSigned, fixed && before(ends, signed)),
        (RecordFault::EndWithoutFixedTerm, !fixed && ends.is_some()),
        (
            RecordFault::AmendedBeforeSigned,
            before(baa.amended_on, signed),
        ),
        (
            RecordFault::AmendedInFuture,
            before(Some(as_of), baa.amended_on),
        ),
        (RecordFault::AmendedAfterRead, before(read, baa.amended_on)),
        (
            RecordFault::RenewalOutsideTerm,
            before(baa.renewal, starts) || fixed && before(ends, baa.renewal),
        ),
    ];
    keep(&each, found);
}

fn signatures(baa: &Baa, as_of: Date, found: &mut Vec<RecordFault>) {
    let Some(execution) = &baa.execution else {
        return;
    };
    let days = [execution.ours_on, execution.theirs_on];
    let dated = days.iter().flatten().count();
    let bound = matches!(baa.status, BaaStatus::Executed | BaaStatus::Terminated);
    let each = [
        (
            RecordFault::OneSignature,
            bound && execution.kind == ExecutionKind::Signed && dated == 1,
        ),
        (
            RecordFault::SignedInFuture,
            bound && days.iter().flatten().any(|on| *on > as_of),
        ),
        (
            RecordFault::SignedAgainstStatus,
            match baa.status {
                BaaStatus::None => dated > 0,
                _ => !bound && execution.completed_on().is_some(),
            },
        ),
    ];
    keep(&each, found);
}

fn succession(baa: &Baa, all: &[Baa], found: &mut Vec<RecordFault>) {
    let each = [
        (
            RecordFault::SupersedesItself,
            baa.supersedes.as_ref() == Some(&baa.id),
        ),
        (
            RecordFault::SupersedesInCircle,
            in_force::in_circle(baa, all),
        ),
        (
            RecordFault::IdTwice,
            all.iter().filter(|one| one.id == baa.id).count() > 1,
        ),
    ];
    keep(&each, found);
}

fn clauses(baa: &Baa, found: &mut Vec<RecordFault>) {
    let clock = |fits: fn(&Notice) -> bool| {
        let mut clocks = Reported::ALL
            .iter()
            .filter_map(|what| what.clock(&baa.notice));
        clocks.any(|one| fits(&one))
    };
    let without_number = clock(|one| one.number.is_none() && one.unit.is_some());
    let without_unit = clock(|one| one.number.is_some() && one.unit.is_none());
    // A clause on breaches is no promise to report every use; the other two are the duty itself.
    let own = [Reported::ImpermissibleUse, Reported::Incident];
    let unpromised = own.iter().any(|what| {
        let state = super::provision_state(&baa.provisions, what.provision());
        what.clock(&baa.notice).is_some() && state == Some(ProvisionState::Absent)
    });
    let provisions = &baa.provisions;
    let two_states = provisions.iter().any(|one| {
        let mut others = provisions.iter();
        others.any(|other| other.key == one.key && other.state != one.state)
    });
    let terms = &baa.terms;
    let two_terms = terms.iter().any(|one| {
        terms
            .iter()
            .any(|other| other.key == one.key && other.state != one.state)
    });
    let both = baa.coverage.as_ref().is_some_and(|coverage| {
        let left_out = |entry: &String| {
            let mut exclusions = coverage.exclusions.iter();
            exclusions.any(|exclusion| names::same_name(exclusion, entry))
        };
        coverage.list.iter().any(left_out)
    });
    let each = [
        (RecordFault::UnitWithoutNumber, without_number),
        (RecordFault::NumberWithoutUnit, without_unit),
        (RecordFault::ClockWithoutProvision, unpromised),
        (RecordFault::ProvisionTwice, two_states),
        (RecordFault::TermTwice, two_terms),
        (RecordFault::ListedAndExcluded, both),
    ];
    keep(&each, found);
}

fn keep(each: &[(RecordFault, bool)], found: &mut Vec<RecordFault>) {
    found.extend(
        each.iter()
            .filter(|(_, holds)| *holds)
            .map(|(fault, _)| *fault),
    );
}
