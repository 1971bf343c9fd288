//! Clocks of an agreement beside what an answer says: each unit by the range of time it can take.

use crate::{
    baa::{self, Notice, NoticeTrigger, NoticeUnit},
    texts::Language::English,
};

/// Hours of a day, for clocks in hours.
pub(super) const HOURS: i64 = 24;

/// The fewest and the most hours that a clause can allow, from its own trigger; none if it states no number.
/// A clause in days allows all hours of them; business days pass over weekends and holidays, and months
/// differ in length.
pub(super) fn range(notice: &Notice) -> Option<(i64, i64)> {
    let number = i64::from(notice.number?);
    if notice.unit == Some(NoticeUnit::Hours) {
        return Some((number, number));
    }
    let least = match notice.unit.unwrap_or(NoticeUnit::CalendarDays) {
        // Of six business days or more each full week has a weekend.
        NoticeUnit::BusinessDays => number.saturating_add((number - 1).max(0) / 5 * 2),
        NoticeUnit::Months => number.saturating_mul(28),
        NoticeUnit::Hours | NoticeUnit::CalendarDays => number,
    };
    let most = i64::from(baa::most_calendar_days(notice)?);
    Some((least.saturating_mul(HOURS), most.saturating_mul(HOURS)))
}

/// A clause in words, with the moment it counts from where that is not discovery.
pub(super) fn words(notice: &Notice) -> String {
    let key = match notice.trigger {
        NoticeTrigger::Confirmation => "contradiction.clock-confirmed",
        NoticeTrigger::Discovery | NoticeTrigger::Unstated => "contradiction.clock",
    };
    English.fill(key, &[("length", &notice.length())])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(number: u32, unit: NoticeUnit) -> Option<(i64, i64)> {
        let notice = Notice {
            number: Some(number),
            unit: Some(unit),
            trigger: NoticeTrigger::Discovery,
        };
        range(&notice).map(|(least, most)| (least / HOURS, most / HOURS))
    }

    #[test]
    fn a_unit_is_a_range() {
        assert_eq!(days(10, NoticeUnit::CalendarDays), Some((10, 10)));
        assert_eq!(days(5, NoticeUnit::BusinessDays), Some((5, 9)));
        assert_eq!(days(6, NoticeUnit::BusinessDays), Some((8, 11)));
        assert_eq!(days(10, NoticeUnit::BusinessDays), Some((12, 16)));
        assert_eq!(days(0, NoticeUnit::BusinessDays), Some((0, 0)));
        assert_eq!(days(2, NoticeUnit::Months), Some((56, 62)));
        assert_eq!(days(72, NoticeUnit::Hours), Some((3, 3)));
    }
}
