//! What the agreement's clauses come to: notice clocks in calendar days from discovery.

use super::{
    NegotiatedTerm, Notice, NoticeTrigger, NoticeUnit, Notices, Provision, ProvisionKey,
    ProvisionState, TermKey, TermState,
};
use crate::{texts::Language::English, vocab::vocabulary};

/// The outer limit of 45 CFR 164.410(b), in calendar days from discovery.
pub const BREACH_LIMIT_DAYS: u32 = 60;

/// The most calendar days a clause can take, counted from its own trigger; none if it states no
/// number. Of seven days five are business days, a stretch may begin before a weekend, and one of
/// 39 business days or more can meet four federal holidays (39 came to 61 calendar days from
/// 3 November 2021). Two months have up to 62 days.
#[must_use]
pub fn most_calendar_days(notice: &Notice) -> Option<u32> {
    let number = notice.number?;
    Some(match notice.unit.unwrap_or(NoticeUnit::CalendarDays) {
        NoticeUnit::Hours => number.div_ceil(24),
        NoticeUnit::CalendarDays => number,
        NoticeUnit::BusinessDays if number == 0 => 0,
        NoticeUnit::BusinessDays => {
            let holidays = if number >= 39 { 4 } else { 0 };
            number
                .saturating_mul(7)
                .div_ceil(5)
                .saturating_add(2 + holidays)
        }
        NoticeUnit::Months => number.saturating_mul(31),
    })
}

impl Notice {
    /// The time as the clause has it, as in `72 hours`; a number without a unit is of calendar days.
    pub(crate) fn length(&self) -> String {
        let number = self.number.unwrap_or_default();
        let unit = self.unit.unwrap_or(NoticeUnit::CalendarDays);
        English.count(&format!("baa.clock.{unit}"), u64::from(number))
    }
}

/// What is recorded of a provision. One listed twice counts as its last state in the order found, unclear,
/// absent.
#[must_use]
pub fn provision_state(provisions: &[Provision], key: ProvisionKey) -> Option<ProvisionState> {
    let of_key = provisions.iter().filter(|one| one.key == key);
    of_key.map(|one| one.state).max()
}

/// What is recorded of a negotiated term, the worst where it is listed twice.
#[must_use]
pub fn term_state(terms: &[NegotiatedTerm], key: TermKey) -> Option<TermState> {
    let of_key = terms.iter().filter(|one| one.key == key);
    of_key.map(|one| one.state).max()
}

vocabulary! {
    /// What a vendor has to report. Three duties, each with a clause and a clock of its own: a promise to
    /// report breaches is none to report security incidents.
    pub enum Reported {
        /// A breach of unsecured PHI (45 CFR 164.410).
        Breach = "breach",
        /// A use or disclosure that is not permitted (45 CFR 164.504(e)(2)(ii)(C)).
        ImpermissibleUse = "impermissible-use",
        /// A security incident (45 CFR 164.314(a)(2)(i)(C)).
        Incident = "incident",
    }
}
vocabulary! {
    /// What the law says of a notice clock.
    pub enum ClockState {
        /// Within the limit, or nothing limits it: no number is lawful.
        Lawful = "lawful",
        /// It can pass 60 calendar days from discovery.
        OverLimit = "over-limit",
        /// It states a number, and nobody says from when it counts; or it counts from confirmation, and
        /// whether that comes to more than 60 days from discovery turns on what nothing bounds.
        Open = "open",
        /// Nobody has read the clause.
        Unread = "unread",
    }
}

impl Reported {
    /// Its clock in an agreement; none if nobody has read the clause.
    #[must_use]
    pub const fn clock(self, notices: &Notices) -> Option<Notice> {
        match self {
            Self::Breach => notices.breach,
            Self::ImpermissibleUse => notices.impermissible_use,
            Self::Incident => notices.incident,
        }
    }

    /// The required provision that makes it a duty of the agreement.
    #[must_use]
    pub const fn provision(self) -> ProvisionKey {
        match self {
            Self::Breach | Self::ImpermissibleUse => ProvisionKey::ReportUse,
            Self::Incident => ProvisionKey::ReportIncident,
        }
    }

    /// What the law says of its clock. Only the notice of a breach has a limit, 45 CFR 164.410(b).
    #[must_use]
    pub fn state(self, notices: &Notices) -> ClockState {
        match self.clock(notices) {
            None => ClockState::Unread,
            Some(_) if self != Self::Breach => ClockState::Lawful,
            Some(notice) if can_pass_limit(&notice) => ClockState::OverLimit,
            Some(notice)
                if notice.number.is_some() && notice.trigger != NoticeTrigger::Discovery =>
            {
                ClockState::Open
            }
            // Silence never trips: the rule's own limit stands.
            Some(_) => ClockState::Lawful,
        }
    }
}

/// Whether a stated limit passes 60 calendar days from discovery: by its length, or because it takes all of
/// them and runs from a later moment. Silence states no limit.
#[must_use]
pub fn can_pass_limit(notice: &Notice) -> bool {
    most_calendar_days(notice).is_some_and(|days| {
        let later = notice.trigger == NoticeTrigger::Confirmation;
        days > BREACH_LIMIT_DAYS || later && days == BREACH_LIMIT_DAYS
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(number: u32, unit: NoticeUnit) -> bool {
        can_pass_limit(&Notice {
            number: Some(number),
            unit: Some(unit),
            trigger: NoticeTrigger::Discovery,
        })
    }

    #[test]
    fn no_business_day_is_no_day() {
        let days = |number| {
            most_calendar_days(&Notice {
                number: Some(number),
                unit: Some(NoticeUnit::BusinessDays),
                trigger: NoticeTrigger::Discovery,
            })
        };
        assert_eq!([days(0), days(1), days(5)], [Some(0), Some(4), Some(9)]);
    }

    #[test]
    fn sixty_calendar_days_is_the_ceiling() {
        assert!(!passes(60, NoticeUnit::CalendarDays));
        assert!(passes(61, NoticeUnit::CalendarDays));
        assert!(!passes(72, NoticeUnit::Hours));
        assert!(!passes(30, NoticeUnit::BusinessDays));
        assert!(!passes(38, NoticeUnit::BusinessDays));
        assert!(
            passes(39, NoticeUnit::BusinessDays),
            "by weekday and holidays"
        );
        assert!(passes(45, NoticeUnit::BusinessDays), "always");
        assert!(!passes(1, NoticeUnit::Months));
        assert!(
            passes(2, NoticeUnit::Months),
            "July and August have 62 days"
        );
        let silent = Notice {
            number: None,
            unit: None,
            trigger: NoticeTrigger::Discovery,
        };
        assert!(!can_pass_limit(&silent), "silence never trips");
    }

    #[test]
    fn only_the_notice_of_a_breach_has_a_limit() {
        let slow = Notice {
            number: Some(90),
            unit: Some(NoticeUnit::CalendarDays),
            trigger: NoticeTrigger::Discovery,
        };
        let states = |notices: &Notices| {
            Reported::ALL
                .iter()
                .map(|one| one.state(notices))
                .collect::<Vec<_>>()
        };
        let all = Notices {
            breach: Some(slow),
            impermissible_use: Some(slow),
            incident: Some(slow),
        };
        use ClockState::{Lawful, Open, OverLimit, Unread};
        assert_eq!(states(&all), [OverLimit, Lawful, Lawful]);
        assert_eq!(states(&Notices::default()), [Unread, Unread, Unread]);
        let undated = Notice {
            number: Some(5),
            trigger: NoticeTrigger::Unstated,
            ..slow
        };
        let confirmed = |days| Notice {
            number: Some(days),
            trigger: NoticeTrigger::Confirmation,
            ..slow
        };
        let breach = |notice| Notices {
            breach: Some(notice),
            ..Notices::default()
        };
        assert_eq!(Reported::Breach.state(&breach(undated)), Open);
        assert_eq!(Reported::Breach.state(&breach(confirmed(59))), Open);
        assert_eq!(Reported::Breach.state(&breach(confirmed(60))), OverLimit);
        let silent = Notice {
            number: None,
            ..undated
        };
        assert_eq!(Reported::Breach.state(&breach(silent)), Lawful);
    }
}
