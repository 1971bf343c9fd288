//! Civil dates, written `YYYY-MM-DD`. No clock, no zone.

use std::fmt;

use jiff::{Span, Unit, civil};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the civil calendar, 0001-01-01 to 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

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
    pub const FIRST: Self = Self(civil::Date::constant(1, 1, 1));

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
        if year < 1 {
            return Err(DateError);
        }
        civil::Date::new(year, month, day)
            .map(Self)
            .map_err(|_| DateError)
    }

    /// This day moved by whole calendar months (31 January + 1 month is the last of February),
    /// held at the calendar's ends.
    #[must_use]
    pub fn add_months(self, months: i32) -> Self {
        self.moved(Span::new().try_months(months), months < 0)
    }

    /// This day moved by days, held at the calendar's ends.
    #[must_use]
    pub fn add_days(self, days: i32) -> Self {
        self.moved(Span::new().try_days(days), days < 0)
    }

    fn moved(self, by: Result<Span, jiff::Error>, back: bool) -> Self {
        let day = by.and_then(|span| self.0.checked_add(span));
        Self(match day {
            Ok(day) => day.max(Self::FIRST.0),
            Err(_) if back => Self::FIRST.0,
            Err(_) => civil::Date::MAX,
        })
    }

    /// Days from `self` to `other`; negative if `other` is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        self.0
            .until((Unit::Day, other.0))
            .map_or(0, |span| i64::from(span.get_days()))
    }

    /// Whole calendar months from `self` to `other`; 0 if `other` is earlier.
    #[must_use]
    pub fn months_until(self, other: Self) -> i64 {
        self.0
            .until((Unit::Month, other.0))
            .map_or(0, |span| i64::from(span.get_months()).max(0))
    }

    /// Year, month (1 to 12) and day of month.
    #[must_use]
    pub fn ymd(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
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
