//! Civil dates, written `YYYY-MM-DD`. No clock, no zone.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the civil calendar, 0001-01-01 to 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: i8,
    day: i8,
}

/// The last.
const LAST: Date = Date {
    year: 9999,
    month: 12,
    day: 31,
};

/// Days in a month of the Gregorian calendar.
const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The text is no day of the calendar written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateError;

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day of the calendar; expected `YYYY-MM-DD`")
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// The first day there is.
    pub const FIRST: Self = Self {
        year: 1,
        month: 1,
        day: 1,
    };

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`DateError`] for another form or a day that the calendar does not have.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
            return Err(DateError);
        };
        let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(DateError);
        }
        let two = |tens: u8, ones: u8| (tens - b'0') * 10 + (ones - b'0');
        let year = i16::from(two(y1, y2)) * 100 + i16::from(two(y3, y4));
        // Two digits are at most 99.
        Self::new(year, two(m1, m2).cast_signed(), two(d1, d2).cast_signed())
    }

    /// The day of this year (1 to 9999), month and day of month.
    ///
    /// # Errors
    /// [`DateError`] if the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        let known = (1..=9999).contains(&year) && (1..=12).contains(&month);
        if known && (1..=days_in(year.into(), month.into())).contains(&day.into()) {
            Ok(Self { year, month, day })
        } else {
            Err(DateError)
        }
    }

    /// This day moved by whole calendar months (31 January + 1 month is the last of February),
    /// held at the calendar's ends.
    #[must_use]
    pub fn add_months(self, months: i32) -> Self {
        let months = self.months() + i64::from(months);
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        Self::held(year, month, i64::from(self.day).min(days_in(year, month)))
    }

    /// This day moved by days, held at the calendar's ends.
    #[must_use]
    pub fn add_days(self, days: i32) -> Self {
        let days = self.number() + i64::from(days);
        let days = days.clamp(Self::FIRST.number(), LAST.number());
        // Years begin in March here, so that a leap day ends one; 400 of them have 146,097 days.
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Self::held(year, month, day)
    }

    /// Days since 1 March of the year 0.
    const fn number(self) -> i64 {
        let (year, month, day) = (self.year as i64, self.month as i64, self.day as i64);
        let (year, month) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1
    }

    /// Months since January of the year 0.
    const fn months(self) -> i64 {
        self.year as i64 * 12 + self.month as i64 - 1
    }

    /// A day that the calendar has, held at its ends.
    fn held(year: i64, month: i64, day: i64) -> Self {
        if year < 1 {
            return Self::FIRST;
        }
        let part = |n: i64| i8::try_from(n).unwrap_or(1);
        match i16::try_from(year) {
            Ok(year @ 1..=9999) => Self {
                year,
                month: part(month),
                day: part(day),
            },
            _ => LAST,
        }
    }

    /// Days from `self` to `other`; negative if `other` is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// Whole calendar months from `self` to `other`; 0 if `other` is earlier.
    #[must_use]
    pub fn months_until(self, other: Self) -> i64 {
        let whole = other.months() - self.months() - i64::from(other.day < self.day);
        whole.max(0)
    }

    /// Year, month (1 to 12) and day of month.
    #[must_use]
    pub fn ymd(self) -> (i16, i8, i8) {
        (self.year, self.month, self.day)
    }

    /// `YYYY-MM-DD` in ASCII.
    #[must_use]
    pub fn ascii(self) -> [u8; 10] {
        let (year, month, day) = self.ymd();
        let (month, day) = (i16::from(month), i16::from(day));
        let digit = |number: i16, unit: i16| b'0' + (number / unit % 10) as u8;
        [
            digit(year, 1000),
            digit(year, 100),
            digit(year, 10),
            digit(year, 1),
            b'-',
            digit(month, 10),
            digit(month, 1),
            b'-',
            digit(day, 10),
            digit(day, 1),
        ]
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.ascii()).unwrap_or_default())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Digits and hyphens are UTF-8.
        serializer.serialize_str(std::str::from_utf8(&self.ascii()).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Date;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date `YYYY-MM-DD`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                Date::parse(text).map_err(|error| E::custom(format_args!("`{text}` is {error}")))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_days_of_the_calendar() {
        assert_eq!(Date::parse("2024-02-29").unwrap().to_string(), "2024-02-29");
        for bad in [
            "2026-02-29",
            "2026-02-31",
            "2026-2-1",
            "26-02-01",
            "2026/02/01",
            "",
            "0000-01-01",
            "2026-01-01T00",
        ] {
            assert!(Date::parse(bad).is_err(), "{bad}");
        }
    }

    /// A date library as the second opinion, on days of every kind over the whole calendar.
    #[test]
    fn counts_as_others_count() {
        use jiff::{Span, Unit, civil};
        let theirs = |day: Date| civil::date(day.year, day.month, day.day);
        let ours = |day: civil::Date| Date::new(day.year(), day.month(), day.day()).unwrap();
        let mut state = 7_u64;
        let mut next = |most: i64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            i64::try_from(state >> 33).unwrap() % most
        };
        for _ in 0..20_000 {
            let start = Date::FIRST.add_days(i32::try_from(next(3_600_000)).unwrap());
            // Half of all pairs lie near one another, where ends of months matter.
            let far = if next(2) == 0 { 800 } else { 40_000 };
            let end = start.add_days(i32::try_from(next(far)).unwrap());
            assert_eq!(ours(theirs(start)), start);
            let days = theirs(start).until((Unit::Day, theirs(end))).unwrap();
            assert_eq!(
                start.days_until(end),
                i64::from(days.get_days()),
                "{start} {end}"
            );
            let months = theirs(start).until((Unit::Month, theirs(end))).unwrap();
            assert_eq!(
                start.months_until(end),
                i64::from(months.get_months()),
                "{start} {end}"
            );
            let by = i32::try_from(next(500)).unwrap() - 250;
            if (30..9900).contains(&start.year) {
                let moved = theirs(start).checked_add(Span::new().months(by)).unwrap();
                assert_eq!(start.add_months(by), ours(moved), "{start} {by}");
                let moved = theirs(start).checked_add(Span::new().days(by * 9)).unwrap();
                assert_eq!(start.add_days(by * 9), ours(moved), "{start} {by}");
            }
        }
        for year in [1, 4, 100, 400, 1900, 2000, 2023, 2024, 9999] {
            for (month, day) in (1..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
                let known = civil::Date::new(year, month, day).is_ok();
                assert_eq!(
                    Date::new(year, month, day).is_ok(),
                    known,
                    "{year} {month} {day}"
                );
            }
        }
    }

    #[test]
    fn counts_calendar_months() {
        let day = |text| Date::parse(text).unwrap();
        assert_eq!(day("2025-11-30").months_until(day("2026-11-29")), 11);
        assert_eq!(day("2025-11-30").months_until(day("2026-11-30")), 12);
        assert_eq!(day("2024-01-31").add_months(1), day("2024-02-29"));
        assert_eq!(day("2026-03-31").days_until(day("2026-11-22")), 236);
        assert_eq!(day("2026-11-22").days_until(day("2026-11-20")), -2);
    }

    #[test]
    fn is_held_at_the_ends_of_the_calendar() {
        let day = Date::parse("2026-11-22").unwrap();
        for far in [i32::MAX, 200_000] {
            assert_eq!(day.add_months(far).to_string(), "9999-12-31");
            assert_eq!(day.add_months(-far).to_string(), "0001-01-01");
        }
        assert_eq!(day.add_days(i32::MAX).to_string(), "9999-12-31");
        assert_eq!(day.add_days(i32::MIN).to_string(), "0001-01-01");
    }
}
