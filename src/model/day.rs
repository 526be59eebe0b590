//! Calendar days and instants. Neither knows what day it is: that is asked of the clock.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, Utc};

/// A text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no day; write it as 2026-03-01")]
pub struct BadDay(pub String);

/// A text that is no instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no instant; write it as 2026-03-01T09:30:00Z")]
pub struct BadInstant(pub String);

/// A business day of the store's time zone, between the years 1 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(NaiveDate);

impl Day {
    /// Returns the day of a calendar date; `None` where the calendar has no such date.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day)
            .filter(|d| (1..=9999).contains(&d.year()))
            .map(Self)
    }

    /// Returns the day of a date, the first or last possible one where it lies outside.
    pub fn nearest(date: NaiveDate) -> Self {
        Self::kept(Some(date), i64::from(date.year()))
    }

    /// Returns the calendar date.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// Returns the day as it prints, faster than by printing: rows of lists have several days.
    pub fn to_text(self) -> String {
        let (year, month, day) = (self.0.year().unsigned_abs(), self.0.month(), self.0.day());
        let digit = |number: u32| char::from(b'0' + u8::try_from(number % 10).unwrap_or(0));
        let mut text = String::with_capacity(10);
        for place in [1000, 100, 10, 1] {
            text.push(digit(year / place));
        }
        for number in [month, day] {
            text.push('-');
            text.push(digit(number / 10));
            text.push(digit(number));
        }
        text
    }

    /// Returns whole days from `earlier` to this day; negative where this day comes first.
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// Returns the day `days` later (earlier where negative), kept within the years 1 to 9999.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let moved = if days < 0 {
            self.0.checked_sub_days(Days::new(days.unsigned_abs()))
        } else {
            self.0.checked_add_days(Days::new(days.unsigned_abs()))
        };
        Self::kept(moved, days)
    }

    /// Returns the same date `months` calendar months later, clamped to the month's end:
    /// 31 January + 1 is 28 or 29 February.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let step = Months::new(months.unsigned_abs());
        let moved = if months < 0 {
            self.0.checked_sub_months(step)
        } else {
            self.0.checked_add_months(step)
        };
        Self::kept(moved, i64::from(months))
    }

    fn kept(moved: Option<NaiveDate>, direction: i64) -> Self {
        let limit = if direction <= 0 { (1, 1, 1) } else { (9999, 12, 31) };
        let bound = NaiveDate::from_ymd_opt(limit.0, limit.1, limit.2);
        match (moved.filter(|d| (1..=9999).contains(&d.year())), bound) {
            (Some(day), _) | (None, Some(day)) => Self(day),
            (None, None) => Self(NaiveDate::MIN),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = (self.0.year(), self.0.month(), self.0.day());
        write!(out, "{y:04}-{m:02}-{d:02}")
    }
}

impl FromStr for Day {
    type Err = BadDay;

    fn from_str(text: &str) -> Result<Self, BadDay> {
        let bad = || BadDay(text.to_owned());
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(bad());
        }
        let number = |range: std::ops::Range<usize>| {
            text.get(range).filter(|s| s.bytes().all(|b| b.is_ascii_digit()))?.parse::<u32>().ok()
        };
        let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10))
        else {
            return Err(bad());
        };
        i32::try_from(year).ok().and_then(|year| Self::new(year, month, day)).ok_or_else(bad)
    }
}

/// A point in time, to the second, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(DateTime<Utc>);

impl Instant {
    /// Returns the instant, its fraction of a second dropped.
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(DateTime::from_timestamp(at.timestamp(), 0).unwrap_or(at))
    }

    /// Returns the date and time in UTC.
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0.format("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl FromStr for Instant {
    type Err = BadInstant;

    fn from_str(text: &str) -> Result<Self, BadInstant> {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%SZ")
            .map(|at| Self(at.and_utc()))
            .map_err(|_| BadInstant(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_clamped_to_the_month_end() {
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-12-15", 2, "2027-02-15"),
            ("9999-12-31", 1, "9999-12-31"),
            ("0001-01-01", -1, "0001-01-01"),
        ] {
            assert_eq!(day(from).plus_months(months), day(to), "{from} + {months}");
        }
    }

    #[test]
    fn only_iso_days_of_the_calendar_parse() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-3-1",
            "20260301",
            "+026-03-01",
            "2026-03-0１",
            "0000-01-01",
            "",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn instants_print_what_they_parse() {
        let text = "2026-03-01T09:30:05Z";
        assert_eq!(text.parse::<Instant>().unwrap().to_string(), text);
        assert!("2026-03-01".parse::<Instant>().is_err());
    }

    proptest! {
        #[test]
        fn a_day_prints_itself(offset in 0_i64..3_600_000, step in -4_000_000_i64..4_000_000) {
            let start = day("0001-01-01").plus_days(offset);
            prop_assert_eq!(start.to_string().parse::<Day>().unwrap(), start);
            prop_assert_eq!(start.to_text(), start.to_string());
            let moved = start.plus_days(step);
            prop_assert!(moved.to_string().parse::<Day>().is_ok());
            prop_assert!(step.abs() >= moved.days_since(start).abs());
        }
    }
}
