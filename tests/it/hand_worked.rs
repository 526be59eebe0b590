//! A store whose every answer was worked out by hand from the rules, before the program was asked.
//!
//! The day is Tuesday 2026-03-10: Monday is the 9th, Sunday the 8th, Saturday the 7th, Friday the
//! 6th; February has 28 days. Beside each expected line stands its arithmetic.

mod agenda;
mod funnel;
mod grades;

use kam::model::{
    AccountId, Appointment, CalendarPreset, Day, DayOff, Shop, ShopId, Staff, StaffId, Touch,
    TouchKind, TouchResult,
};
use kam::store::{Op, StoreError};

use crate::prospects::caller;
use crate::sandbox::Sandbox;

/// Ten in the morning in Shanghai.
const NOW: &str = "--today 2026-03-10T02:00:00Z";

/// 城南店, open every day but Sunday 8 March, when it is closed.
const SOUTH: ShopId = ShopId(1);
/// 城北店, which keeps office days.
const NORTH: ShopId = ShopId(2);
/// 李娜 of 城南店.
const LI: StaffId = StaffId(1);
/// 王芳 of 城北店, away on Monday 9 March; nobody stands in.
const WANG: StaffId = StaffId(2);
/// 陈静 of 城南店, away on 10 March; 李娜 stands in.
const CHEN: StaffId = StaffId(3);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn write(kam: &Sandbox, work: impl FnOnce(&mut Op<'_>) -> Result<(), StoreError>) {
    kam.open().write::<_, StoreError>(&caller(), false, work).unwrap();
}

/// Splits what a command printed and what was expected of it into lines, so that a failure shows
/// the line.
fn assert_lines(printed: &str, header: &str, expected: &[&str]) {
    let mut lines = printed.lines();
    assert_eq!(lines.next(), Some(header));
    assert_eq!(lines.collect::<Vec<_>>(), expected);
}

fn people(op: &mut Op<'_>) -> Result<(), StoreError> {
    for (name, calendar) in [("城南店", CalendarPreset::Dealer), ("城北店", CalendarPreset::Office)]
    {
        let id = op.next_id()?;
        op.insert(&Shop {
            id,
            name: name.to_owned(),
            brand: None,
            city: None,
            calendar,
            opens_at: None,
            closes_at: None,
        })?;
    }
    for (name, shop) in [("李娜", SOUTH), ("王芳", NORTH), ("陈静", SOUTH)] {
        let id = op.next_id()?;
        op.insert(&Staff {
            id,
            name: name.to_owned(),
            aliases: Vec::new(),
            login: None,
            shop: Some(shop),
            team: None,
            roles: Vec::new(),
            hired_on: None,
            left_on: None,
        })?;
    }
    for (shop, staff, on, stand_in) in [
        (Some(SOUTH), None, "2026-03-08", None),
        (None, Some(WANG), "2026-03-09", None),
        (None, Some(CHEN), "2026-03-10", Some(LI)),
    ] {
        let id = op.next_id()?;
        let (first_day, last_day) = (day(on), day(on));
        op.insert(&DayOff { id, shop, staff, first_day, last_day, stand_in, note: None })?;
    }
    Ok(())
}

fn touch(
    op: &mut Op<'_>,
    account: AccountId,
    on: &str,
    kind: TouchKind,
    result: TouchResult,
) -> Result<(), StoreError> {
    let id = op.next_id()?;
    let at = format!("{on}T02:00:00Z").parse().unwrap();
    op.insert(&Touch {
        id,
        account,
        deal: None,
        contact: None,
        staff: None,
        kind,
        result,
        day: day(on),
        happened_at: at,
        logged_at: at,
        note: None,
        grade: None,
        quoted: None,
        appointment: None,
    })
}

/// An appointment, or without a time a deadline.
fn agreed(
    op: &mut Op<'_>,
    account: AccountId,
    on: &str,
    time: Option<&str>,
) -> Result<(), StoreError> {
    let id = op.next_id()?;
    op.insert(&Appointment {
        id,
        account,
        deal: None,
        contact: None,
        staff: None,
        day: day(on),
        time: time.map(str::to_owned),
        deadline: time.is_none(),
        purpose: None,
        closed_on: None,
        kind: None,
        booked_on: Some(day("2026-02-20")),
        ending: None,
    })
}
