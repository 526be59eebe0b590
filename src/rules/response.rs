//! Until when a new lead has to be answered (domain rules, section 4, item 2).

use chrono::{Days, NaiveDateTime, NaiveTime};

use super::calendar::Calendar;
use crate::model::{Day, Instant, Zone};
use crate::playbook::{OpeningHours, ResponseLimit};

/// Days that are looked at in search of open minutes.
const LONGEST_SEARCH: u64 = 400;

/// Returns the last instant at which the first attempt is in time, inclusive.
///
/// Hours run by the clock. Opening minutes run while the shop is open, by `hours` of the time zone
/// `zone`; a lead that comes in outside of them begins to count when the shop opens next. Never
/// fails: a shop that is closed for 400 days is read as open by the clock.
/// Source: domain rules, section 4, item 2.
pub fn respond_by(
    received: Instant,
    limit: ResponseLimit,
    calendar: &Calendar,
    hours: OpeningHours,
    zone: &Zone,
) -> Instant {
    match limit {
        ResponseLimit::Hours(hours) => later(received, i64::from(hours) * 60),
        ResponseLimit::OpeningMinutes(minutes) => {
            let mut left = chrono::Duration::minutes(i64::from(minutes));
            let local = zone.local(received);
            for days in 0..LONGEST_SEARCH {
                let Some(date) = local.date().checked_add_days(Days::new(days)) else { break };
                if !calendar.is_open(Day::nearest(date)) {
                    continue;
                }
                let (opens, closes) = (at(date, hours.opens), at(date, hours.closes));
                let from = opens.max(local);
                if from >= closes {
                    continue;
                }
                if from + left <= closes {
                    return zone.instant(from + left);
                }
                left -= closes - from;
            }
            later(received, i64::from(minutes))
        }
    }
}

/// Returns whole minutes from `now` until `by`; negative where it has passed, 0 within the last.
pub fn minutes_left(by: Instant, now: Instant) -> i64 {
    (by.utc() - now.utc()).num_seconds().div_euclid(60)
}

fn at(date: chrono::NaiveDate, minute: u32) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN) + chrono::Duration::minutes(i64::from(minute))
}

fn later(from: Instant, minutes: i64) -> Instant {
    Instant::new(from.utc() + chrono::Duration::minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CalendarPreset, DayOff, DayOffId, ShopId};

    /// In Shanghai, 8 hours ahead, open from 9 to 18, closed on 3 March.
    fn by(received: &str, limit: ResponseLimit) -> String {
        let closed = DayOff {
            id: DayOffId(1),
            shop: Some(ShopId(1)),
            staff: None,
            first_day: "2026-03-03".parse().unwrap(),
            last_day: "2026-03-03".parse().unwrap(),
            stand_in: None,
            note: None,
        };
        let calendar = Calendar::new(CalendarPreset::Dealer, Some(ShopId(1)), None, &[closed]);
        let hours = OpeningHours { opens: 9 * 60, closes: 18 * 60 };
        let received: Instant = format!("{received}Z").parse().unwrap();
        let zone = Zone::named("Asia/Shanghai").unwrap();
        respond_by(received, limit, &calendar, hours, &zone).to_string()
    }

    #[test]
    fn opening_minutes_run_while_the_shop_is_open() {
        for (received, expected, what) in [
            ("2026-03-02T02:00:00", "2026-03-02T04:00:00Z", "in the morning"),
            ("2026-03-02T08:00:00", "2026-03-02T10:00:00Z", "to the very minute of closing"),
            ("2026-03-01T09:30:00", "2026-03-02T02:30:00Z", "over night"),
            ("2026-03-01T20:00:00", "2026-03-02T03:00:00Z", "before opening"),
            ("2026-03-01T10:00:00", "2026-03-02T03:00:00Z", "at closing"),
            ("2026-03-02T09:00:00", "2026-03-04T02:00:00Z", "over a closed day"),
            ("2026-03-03T04:00:00", "2026-03-04T03:00:00Z", "on a closed day"),
        ] {
            assert_eq!(by(received, ResponseLimit::OpeningMinutes(120)), expected, "{what}");
        }
    }

    #[test]
    fn hours_run_by_the_clock() {
        let limit = ResponseLimit::Hours(24);
        assert_eq!(by("2026-03-02T10:30:00", limit), "2026-03-03T10:30:00Z");
    }

    #[test]
    fn minutes_left_are_whole_and_negative_afterwards() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let limit = at("2026-03-02T10:00:00Z");
        for (now, expected) in [
            ("2026-03-02T09:58:00Z", 2),
            ("2026-03-02T09:59:30Z", 0),
            ("2026-03-02T10:00:00Z", 0),
            ("2026-03-02T10:00:01Z", -1),
        ] {
            assert_eq!(minutes_left(limit, at(now)), expected, "{now}");
        }
    }
}
