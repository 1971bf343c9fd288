//! The only place that reads the clock.

use std::time::{SystemTime, UNIX_EPOCH};

use vendorward::{Diagnostic, core::Date};

const SECONDS_OF_A_DAY: u64 = 86_400;

/// Today in UTC: the default as-of date, which every output names.
///
/// # Errors
/// If the clock shows a day that the calendar does not have.
pub(crate) fn today() -> Result<Date, Diagnostic> {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    day(since.as_secs()).ok_or_else(|| {
        Diagnostic::error(
            "clock",
            "the clock of this machine shows no day of the calendar",
        )
        .help("give the day with `--as-of`")
    })
}

/// The UTC day of this second of the Unix epoch.
fn day(seconds: u64) -> Option<Date> {
    let days = i32::try_from(seconds / SECONDS_OF_A_DAY).ok()?;
    Some(Date::new(1970, 1, 1).ok()?.add_days(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_days_of_the_calendar() {
        let shown = |seconds| day(seconds).unwrap().to_string();
        assert_eq!(shown(0), "1970-01-01");
        assert_eq!(shown(86_399), "1970-01-01");
        assert_eq!(shown(951_782_400), "2000-02-29");
        assert_eq!(shown(1_795_305_600), "2026-11-22");
    }
}
