//! What the agreement's clauses come to: notice clocks in calendar days from discovery.

use super::{Notice, NoticeTrigger, NoticeUnit};

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

/// Whether a stated limit can pass 60 calendar days from discovery: by its length, or because it runs
/// from a later moment than discovery, which nothing bounds. Silence states no limit.
#[must_use]
pub fn can_pass_limit(notice: &Notice) -> bool {
    most_calendar_days(notice).is_some_and(|days| {
        days > BREACH_LIMIT_DAYS || notice.trigger == NoticeTrigger::Confirmation
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
}
