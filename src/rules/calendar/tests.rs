use proptest::prelude::*;

use super::*;
use crate::model::DayOffId;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn off(shop: Option<i64>, staff: Option<i64>, first: &str, last: &str) -> DayOff {
    DayOff {
        id: DayOffId(1),
        shop: shop.map(ShopId),
        staff: staff.map(StaffId),
        first_day: day(first),
        last_day: day(last),
        stand_in: None,
        note: None,
    }
}

fn calendar(preset: CalendarPreset, days_off: &[DayOff]) -> Calendar {
    Calendar::new(preset, Some(ShopId(1)), Some(StaffId(1)), days_off)
}

#[test]
fn an_office_works_on_weekdays_and_make_up_days_but_not_on_holidays() {
    let office = calendar(CalendarPreset::Office, &[]);
    let dealer = calendar(CalendarPreset::Dealer, &[]);
    for (date, expected, what) in [
        ("2026-03-06", None, "a Friday"),
        ("2026-03-07", Some(Off::Weekend), "a Saturday"),
        ("2026-02-17", Some(Off::Holiday("春节")), "a weekday of Spring Festival"),
        ("2026-02-28", None, "a Saturday worked for Spring Festival"),
        ("2027-01-01", None, "nothing is known of the year"),
        ("2027-01-02", Some(Off::Weekend), "its weekends are"),
    ] {
        assert_eq!(office.off(day(date)), expected, "{what}");
        assert_eq!(dealer.off(day(date)), None, "a dealer is open: {what}");
    }
    assert!(office.is_unknown(day("2027-03-01")) && !office.is_unknown(day("2026-03-01")));
    assert!(!dealer.is_unknown(day("2027-03-01")), "a dealer needs no holidays");
}

#[test]
fn days_off_of_others_do_not_count_and_both_ends_do() {
    let calendar = calendar(
        CalendarPreset::Dealer,
        &[
            off(Some(1), None, "2026-03-03", "2026-03-04"),
            off(Some(2), None, "2026-03-10", "2026-03-10"),
            off(None, Some(1), "2026-03-05", "2026-03-05"),
            off(None, Some(2), "2026-03-11", "2026-03-11"),
        ],
    );
    let reasons = (2..=11).map(|date| calendar.off(day(&format!("2026-03-{date:02}"))));
    let (closed, away) = (Some(Off::Closed), Some(Off::Away));
    assert_eq!(
        reasons.collect::<Vec<_>>(),
        [None, closed, closed, away, None, None, None, None, None, None]
    );
    assert_eq!(calendar.next_working(day("2026-03-02")), day("2026-03-06"));
    assert_eq!(calendar.last_working_on_or_before(day("2026-03-05")), day("2026-03-02"));
    assert_eq!(calendar.working_days_after(day("2026-03-02"), 2), day("2026-03-07"));
    assert!(calendar.is_open(day("2026-03-05")) && !calendar.is_open(day("2026-03-04")));
}

#[test]
fn a_due_day_on_a_day_off_moves_by_its_grade() {
    let closed =
        calendar(CalendarPreset::Dealer, &[off(Some(1), None, "2026-02-28", "2026-03-01")]);
    for (grade, due, last, expected, what) in [
        (
            Grade::H,
            "2026-03-01",
            "2026-02-20",
            "2026-02-27",
            "H to the day before, over a month end",
        ),
        (Grade::O, "2026-03-01", "2026-02-26", "2026-02-27", "O, one day after the last contact"),
        (Grade::H, "2026-03-01", "2026-02-27", "2026-03-02", "H never to the last contact itself"),
        (Grade::A, "2026-02-28", "2026-02-20", "2026-03-02", "A to the next"),
        (Grade::None, "2026-03-01", "2026-02-20", "2026-03-02", "no grade to the next"),
        (Grade::H, "2026-02-27", "2026-02-20", "2026-02-27", "a working day stays"),
    ] {
        assert_eq!(closed.moved(day(due), grade, day(last)).day, day(expected), "{what}");
    }
    let moved = closed.moved(day("2026-03-01"), Grade::H, day("2026-02-20"));
    assert_eq!(moved.shift, Shift::Earlier { from: day("2026-03-01"), off: Off::Closed });
}

#[test]
fn a_stand_in_does_what_is_due_unless_the_shop_is_closed() {
    let mut away = off(None, Some(1), "2026-03-03", "2026-03-05");
    away.stand_in = Some(StaffId(9));
    let closed = off(Some(1), None, "2026-03-05", "2026-03-05");
    let calendar = calendar(CalendarPreset::Dealer, &[away, closed]);
    let moved = |date| calendar.moved(day(date), Grade::C, day("2026-02-01"));
    let who = StaffId(9);
    assert_eq!(
        moved("2026-03-04"),
        Moved { day: day("2026-03-04"), shift: Shift::StandIn { who } }
    );
    assert_eq!(moved("2026-03-05").day, day("2026-03-06"));
    assert_eq!(calendar.stand_in(day("2026-03-02")), None);
}

#[test]
fn a_shop_that_is_closed_for_ever_still_gives_an_answer() {
    let calendar =
        calendar(CalendarPreset::Dealer, &[off(Some(1), None, "2000-01-01", "2099-12-31")]);
    assert_eq!(calendar.next_working(day("2026-03-01")), day("2026-03-02"));
    assert_eq!(calendar.last_working_on_or_before(day("2026-03-01")), day("2026-03-01"));
}

proptest! {
    /// Moves end on working days, within the longest run; O and H never on or before the last
    /// contact.
    #[test]
    fn moves_stay_within_the_longest_run(
        office: bool, at in 0_i64..7300, first in -20_i64..20, length in 0_i64..12,
        grade in proptest::sample::select(Grade::ALL), gap in 1_i64..20,
    ) {
        let due = day("2007-06-01").plus_days(at);
        let mut closed = off(Some(1), None, "2026-01-01", "2026-01-01");
        closed.first_day = due.plus_days(first);
        closed.last_day = closed.first_day.plus_days(length);
        let preset = if office { CalendarPreset::Office } else { CalendarPreset::Dealer };
        let last = due.plus_days(-gap);
        for days_off in [vec![], vec![closed]] {
            let calendar = calendar(preset, &days_off);
            let moved = calendar.moved(due, grade, last).day;
            prop_assert!(calendar.is_working(moved));
            prop_assert!(moved.days_since(due).abs() <= calendar.longest_run());
            prop_assert!(moved > last);
        }
    }
}
