//! The only place that asks what day it is.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

use crate::model::{BadZone, Day, Instant, Zone};

/// A text that says no time to pretend it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is neither a day (2026-03-01) nor an instant (2026-03-01 09:30, or with +08:00 or Z)"
)]
pub struct BadTime(pub String);

/// What time it is: the machine's, or one that the user fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock.
    Machine,
    /// A business day; its instant is nine in the morning of the store's time zone.
    Day(Day),
    /// A point in time.
    Instant(Instant),
    /// What the clocks of the store's time zone show.
    Local(NaiveDateTime),
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
    /// Returns the clock that `text` fixes: a day, or an instant with its offset or as clocks of
    /// the store's time zone show it.
    pub fn fixed(text: &str) -> Result<Self, BadTime> {
        let text = text.trim();
        if let Ok(day) = text.parse() {
            return Ok(Self::Day(day));
        }
        match written(text) {
            Some(Written::At(at)) => Ok(Self::Instant(at)),
            Some(Written::Local(local)) => Ok(Self::Local(local)),
            Some(Written::Time(_)) | None => Err(BadTime(text.to_owned())),
        }
    }

    /// Returns now in the time zone `zone`.
    pub fn now(self, zone: &Zone) -> Moment {
        match self {
            Self::Machine => moment(machine_now(), zone),
            Self::Instant(at) => moment(at, zone),
            Self::Local(local) => moment(zone.instant(local), zone),
            Self::Day(day) => Moment { at: zone.morning_of(day), today: day },
        }
    }
}

/// An instant as it is written.
enum Written {
    /// With its offset.
    At(Instant),
    /// As clocks show it.
    Local(NaiveDateTime),
    /// A time of day alone.
    Time(NaiveTime),
}

/// Reads `2026-03-01T09:30:00Z`, `2026-03-01 09:30+08:00`, `2026-03-01 09:30` and `9:30`.
fn written(text: &str) -> Option<Written> {
    let day = text.get(..10).and_then(|day| day.parse::<Day>().ok());
    let Some(day) = day else { return time_in(text).map(Written::Time) };
    let rest = text[10..].strip_prefix([' ', 'T', 't'])?.trim_start();
    let at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, offset) = rest.split_at(at);
    let local = day.date().and_time(time_in(time.trim_end())?);
    if offset.is_empty() {
        return Some(Written::Local(local));
    }
    let utc = local.checked_sub_signed(TimeDelta::minutes(minutes_ahead(offset)?))?;
    Some(Written::At(Instant::new(utc.and_utc())))
}

/// Reads `9:30` and `09:30:00`.
fn time_in(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':');
    let mut next = |widths: &[usize]| {
        let part = parts.next().filter(|part| widths.contains(&part.len()))?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
    };
    let (hour, minute) = (next(&[1, 2])?, next(&[2])?);
    // A fraction of a second is dropped, as instants are to the second.
    let second = text.splitn(3, ':').nth(2).map(|second| second.split('.').next().unwrap_or(""));
    let second = match second {
        None => 0,
        Some(second) if second.len() == 2 => second.parse().ok()?,
        Some(_) => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Returns the minutes that an offset is ahead of universal time: `Z`, `+08:00`, `+0800`, `-5`.
fn minutes_ahead(offset: &str) -> Option<i64> {
    let sign = match offset.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return (offset.len() == 1).then_some(0),
    };
    let digits = offset[1..].replace(':', "");
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        4 => digits.split_at(2),
        _ => return None,
    };
    let number = |text: &str| text.parse::<u8>().ok().map(i64::from);
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Returns the instant that `text` says: with its offset, or as clocks of the zone show it, today
/// where it is a time alone; `None` where it says none, or one that those clocks leave out.
pub fn instant(text: &str, zone: &Zone, today: Day) -> Option<Instant> {
    match written(text.trim())? {
        Written::At(at) => Some(at),
        Written::Local(local) => zone.shown(local),
        Written::Time(time) => zone.shown(today.date().and_time(time)),
    }
}

/// Returns the instant at which clocks of the zone show a time, `HH:MM`, on a day.
pub fn at_time(day: Day, time: &str, zone: &Zone) -> Option<Instant> {
    zone.shown(day.date().and_time(time_in(time)?))
}

/// Returns the time, `HH:MM`, that clocks of the zone show.
pub fn time_of(at: Instant, zone: &Zone) -> String {
    zone.local(at).format("%H:%M").to_string()
}

/// Returns the time zone of an IANA name.
pub fn zone(name: &str) -> Result<Zone, BadZone> {
    Zone::named(name)
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
    Moment { at, today: Day::nearest(zone.local(at).date()) }
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
    fn instants_are_read_with_their_offset_or_as_clocks_show_them() {
        let (shanghai, berlin) = (zone("Asia/Shanghai").unwrap(), zone("Europe/Berlin").unwrap());
        let today = "2026-03-02".parse().unwrap();
        for (text, expected) in [
            ("2026-03-01T09:30:00Z", Some("2026-03-01T09:30:00Z")),
            ("2026-03-01t09:30:00z", Some("2026-03-01T09:30:00Z")),
            ("2026-03-01T09:30:00+08:00", Some("2026-03-01T01:30:00Z")),
            ("2026-03-01 09:30 +0800", Some("2026-03-01T01:30:00Z")),
            ("2026-03-01T00:30-05", Some("2026-03-01T05:30:00Z")),
            ("2026-03-01T09:30:05.123Z", Some("2026-03-01T09:30:05Z")),
            ("2026-03-01 09:30", Some("2026-03-01T01:30:00Z")),
            ("2026-03-01T09:30", Some("2026-03-01T01:30:00Z")),
            (" 9:30 ", Some("2026-03-02T01:30:00Z")),
            ("09:30:05", Some("2026-03-02T01:30:05Z")),
            ("2026-03-01", None),
            ("2026-03-01 ", None),
            ("2026-02-30 09:30", None),
            ("2026-03-01 24:00", None),
            ("2026-03-01 9:3", None),
            ("2026-03-01T09:30+99", None),
            ("2026-03-01T09:30Zulu", None),
            ("2026-03-0109:30", None),
            ("+9:30", None),
            ("9:30:00:00", None),
            ("soon", None),
            ("", None),
        ] {
            let found = instant(text, &shanghai, today).map(|at| at.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        // An hour that the clocks leave out is none.
        assert_eq!(instant("2026-03-29 02:30", &berlin, today), None);
        let clock = Clock::fixed("2026-03-02 18:00").unwrap();
        assert_eq!(clock.now(&shanghai).at.to_string(), "2026-03-02T10:00:00Z");
        let clock = Clock::fixed("2026-03-02T23:30+01:00").unwrap();
        assert_eq!(clock.now(&shanghai).today.to_string(), "2026-03-03");
        assert!(Clock::fixed("9:30").is_err(), "of which day?");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        assert_eq!(Clock::fixed("soon"), Err(BadTime("soon".into())));
        for name in ["Mars/Olympus", "asia/shanghai", ""] {
            assert_eq!(zone(name), Err(BadZone(name.into())));
        }
    }
}
