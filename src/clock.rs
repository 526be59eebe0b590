//! The only place that asks what day it is.

use crate::model::{BadZone, Day, Instant, Zone};

/// A text that says no time to pretend it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a day (2026-03-01) nor an instant (2026-03-01T09:30:00Z)")]
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
            Self::Day(day) => Moment { at: zone.morning_of(day), today: day },
        }
    }
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
    fn what_is_no_time_is_refused() {
        assert_eq!(Clock::fixed("soon"), Err(BadTime("soon".into())));
        for name in ["Mars/Olympus", "asia/shanghai", ""] {
            assert_eq!(zone(name), Err(BadZone(name.into())));
        }
    }
}
