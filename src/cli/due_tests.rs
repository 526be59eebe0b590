//! The filter's `due`, the agenda's index and the rules say the same of every account.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};

use super::candidates::Workplaces;
use super::filters::keep_due_days;
use crate::clock::day_of;
use crate::model::{
    Account, AccountId, AccountKind, Appointment, AppointmentId, CalendarPreset, Comparison, Day,
    DayOff, Deal, DealId, DealState, Field, Filter, Grade, Id as _, Instant, Shop, ShopId, Staff,
    StaffId, Touch, TouchId, TouchKind, TouchResult, Value, Zone,
};
use crate::playbook::{OpeningHours, Playbook};
use crate::rules::agenda::{
    Candidate, Due, OpenAppointment, OpenDeal, Why, Workplace, is_due_by, items_of,
};
use crate::rules::calendar::Calendar;
use crate::store::testing::{caller, on_both};
use crate::store::{Op, Store, StoreError};

fn day(offset: i64) -> Day {
    "2026-03-02".parse::<Day>().unwrap().plus_days(offset)
}

fn days() -> impl Strategy<Value = Day> {
    (-20_i64..10).prop_map(day)
}

/// Public holidays, a closure of the shop, and days on which the first consultant is away.
fn days_off() -> Vec<DayOff> {
    let off = |id, shop, staff, first, last, stand_in| DayOff {
        id: crate::model::DayOffId(id),
        shop,
        staff,
        first_day: day(first),
        last_day: day(last),
        stand_in,
        note: None,
    };
    vec![
        off(1, Some(ShopId(1)), None, -3, -2, None),
        off(2, None, Some(StaffId(1)), 1, 5, None),
        off(3, None, Some(StaffId(1)), 8, 9, Some(StaffId(2))),
    ]
}

fn workplace(owner: Option<StaffId>) -> Arc<Workplace> {
    let calendar = Calendar::new(CalendarPreset::Office, Some(ShopId(1)), owner, &days_off());
    let opening: OpeningHours = Playbook::shipped().agenda.opening;
    Arc::new(Workplace { calendar, hours: opening, zone: zone() })
}

/// Ahead of UTC, so that days begin before those of instants.
fn zone() -> Zone {
    Zone::named("Asia/Shanghai").unwrap()
}

/// An hour of a day there.
fn at(day: Day, hour: i64) -> Instant {
    let time = format!("{day}T{hour:02}:00:00").parse().unwrap();
    zone().instant(time)
}

/// When a lead came in at an hour of UTC.
fn received((day, hour): (Day, i64)) -> Instant {
    format!("{day}T{hour:02}:30:00Z").parse().unwrap()
}

/// An account and its deals: those of the second list are closed.
type World = Vec<(Candidate, Vec<OpenDeal>)>;

fn worlds() -> impl Strategy<Value = World> {
    let deals = || {
        let received = prop::option::weighted(0.5, (days(), 0_i64..24).prop_map(received));
        let deal = (select(Grade::ALL), days(), received);
        let deal = deal.prop_map(|(grade, opened_on, received_at)| OpenDeal {
            deal: DealId(0),
            grade,
            opened_on,
            received_at,
        });
        prop::collection::vec(deal, 0..3)
    };
    let agreed = (days(), any::<bool>()).prop_map(|(day, deadline)| OpenAppointment {
        appointment: AppointmentId(0),
        deal: None,
        day,
        minute: None,
        deadline,
        booked_on: None,
    });
    let agreed = prop_oneof![
        3 => Just(Vec::new()),
        1 => prop::collection::vec(agreed, 1..3),
    ];
    let maybe = || prop::option::of(days());
    let skip = prop::option::of((days(), prop::option::of(days())));
    let owner = prop::option::weighted(0.8, (1_i64..3).prop_map(StaffId));
    let tried = prop::option::of((
        days(),
        prop::option::weighted(0.8, 0_i64..9),
        prop::bool::weighted(0.7),
    ));
    let one = (maybe(), tried, maybe(), days(), deals(), deals(), agreed, skip, owner);
    let one = one.prop_map(
        |(reached_on, tried, assigned_on, opened_on, deals, closed, agreed, skip, owner)| {
            // On the day of a lead, of some; who was reached was tried.
            let lead = deals.iter().find_map(|deal: &OpenDeal| deal.received_at);
            let lead = lead.filter(|_| tried.is_some_and(|(_, _, then)| then));
            let lead = lead.map(|at| day_of(at, &zone()));
            let reached_on = lead.or(reached_on);
            let tried_on = lead.or(tried.map(|(day, ..)| day)).max(reached_on);
            let hour = tried.and_then(|(_, hour, _)| hour);
            let tried_at = tried_on.zip(hour).map(|(day, hour)| at(day, hour));
            let candidate = Candidate {
                owner,
                reached_on,
                tried_on,
                tried_at,
                assigned_on,
                deals,
                appointments: agreed,
                skipped_on: skip.map(|(on, _)| on),
                skipped_until: skip.and_then(|(_, until)| until),
                dealt: !closed.is_empty(),
                ..Candidate::blank(AccountId(0), opened_on, workplace(owner))
            };
            (candidate, closed)
        },
    );
    prop::collection::vec(one, 300)
}

fn account(of: &Candidate) -> Account {
    Account {
        id: of.account,
        owner: of.owner,
        reached_on: of.reached_on,
        tried_on: of.tried_on,
        assigned_on: of.assigned_on,
        skipped_on: of.skipped_on,
        skipped_until: of.skipped_until,
        ..Account::blank(AccountKind::Organisation, String::new(), of.opened_on)
    }
}

fn stored(deal: &OpenDeal, account: AccountId, state: DealState) -> Deal {
    Deal {
        id: deal.deal,
        state,
        grade: deal.grade,
        received_at: deal.received_at,
        ..Deal::blank(account, "key-account".to_owned(), "lead".to_owned(), deal.opened_on)
    }
}

fn agreed(of: &OpenAppointment, account: AccountId) -> Appointment {
    Appointment {
        id: of.appointment,
        account,
        deal: None,
        contact: None,
        staff: None,
        day: of.day,
        time: None,
        deadline: of.deadline,
        purpose: None,
        closed_on: None,
        kind: None,
        booked_on: None,
        ending: None,
    }
}

fn touch(id: TouchId, account: AccountId, day: Day, at: Instant) -> Touch {
    Touch {
        id,
        account,
        deal: None,
        contact: None,
        staff: None,
        kind: TouchKind::Call,
        result: TouchResult::NoAnswer,
        day,
        happened_at: at,
        logged_at: at,
        note: None,
        grade: None,
        quoted: None,
        appointment: None,
    }
}

fn people(op: &mut Op<'_>) -> Result<(), StoreError> {
    let id = op.next_id()?;
    op.insert(&Shop {
        id,
        name: "城南店".to_owned(),
        brand: None,
        city: None,
        calendar: CalendarPreset::Office,
        opens_at: None,
        closes_at: None,
    })?;
    for name in ["王芳", "李娜"] {
        let id = op.next_id()?;
        op.insert(&Staff {
            id,
            name: name.to_owned(),
            aliases: Vec::new(),
            login: None,
            shop: None,
            team: None,
            roles: Vec::new(),
            hired_on: None,
            left_on: None,
        })?;
    }
    for off in days_off() {
        let id = op.next_id()?;
        op.insert(&DayOff { id, ..off })?;
    }
    Ok(())
}

/// Stores the accounts, and gives them, their deals and appointments their ids.
fn fill(store: &Store, mut world: World) -> World {
    store
        .write::<_, StoreError>(&caller("fill"), false, |op| {
            people(op)?;
            for (candidate, closed) in &mut world {
                candidate.account = op.next_id()?;
                op.insert(&account(candidate))?;
                if let (Some(day), Some(at)) = (candidate.tried_on, candidate.tried_at) {
                    let id = op.next_id()?;
                    op.insert(&touch(id, candidate.account, day, at))?;
                }
                let open = candidate.deals.iter_mut().map(|deal| (deal, DealState::Open));
                for (deal, state) in open.chain(closed.iter_mut().map(|d| (d, DealState::Lost))) {
                    deal.deal = op.next_id()?;
                    op.insert(&stored(deal, candidate.account, state))?;
                }
                for one in &mut candidate.appointments {
                    one.appointment = op.next_id()?;
                    op.insert(&agreed(one, candidate.account))?;
                }
            }
            Ok(())
        })
        .unwrap();
    world
}

fn playbooks() -> [Playbook; 2] {
    let mut slow = Playbook::shipped();
    slow.agenda.retry_after_days = 5;
    [Playbook::shipped(), slow]
}

fn filled(store: &Store) -> World {
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    fill(store, worlds().new_tree(&mut runner).unwrap().current())
}

fn ids<'c>(found: impl Iterator<Item = &'c Candidate>) -> BTreeSet<i64> {
    found.map(|candidate| candidate.account.number()).collect()
}

#[test]
fn a_filter_of_due_goes_by_the_day_on_which_the_agenda_says_it_fell_due() {
    on_both(|store| {
        let world = filled(store);
        for playbook in playbooks() {
            keep_due_days(store.db(), &playbook, &zone()).unwrap();
            for offset in -21..25 {
                let due = |candidate: &&Candidate| {
                    let items = items_of(candidate, &playbook).into_iter();
                    let is_first = |due: &Due| matches!(due.why, Why::FirstContact { .. });
                    let mut items = items.map(|(_, due)| due).filter(|due| !is_first(due));
                    items.any(|due| due.first_on <= day(offset))
                };
                let expected = ids(world.iter().map(|(candidate, _)| candidate).filter(due));
                let day = Value::Day(day(offset));
                let filter = Filter::Is(Field::Due, Comparison::LessOrEqual, vec![day]);
                let found = store.db().accounts_matching(&filter).unwrap();
                let found: BTreeSet<i64> =
                    found.into_iter().map(crate::model::Id::number).collect();
                assert_eq!(found, expected, "{offset}");
            }
        }
    });
}

/// What the index reaches, filtered by the rule, is what reading every account gives; and a
/// deadline is found before it is due.
#[test]
fn the_index_misses_nothing_that_is_due() {
    on_both(|store| {
        let world = filled(store);
        for playbook in playbooks() {
            let zone = zone();
            let mut places = Workplaces::new(store.db(), &playbook, &zone).unwrap();
            for offset in -21..25 {
                for owner in [1, 2].map(StaffId) {
                    let found = places.due_by(Some(&[owner]), day(offset)).unwrap();
                    let due = |candidate: &&Candidate| {
                        candidate.owner == Some(owner)
                            && is_due_by(candidate, &playbook, day(offset))
                    };
                    let expected = ids(world.iter().map(|(candidate, _)| candidate).filter(due));
                    assert_eq!(ids(found.iter().filter(due)), expected, "{offset}");
                    let warned = ids(found.iter());
                    for (candidate, _) in world.iter().filter(|(one, _)| one.owner == Some(owner)) {
                        let near = |one: &OpenAppointment| {
                            one.deadline && one.day <= day(offset).plus_days(7)
                        };
                        if candidate.appointments.iter().any(near) {
                            assert!(warned.contains(&candidate.account.number()), "{offset}");
                        }
                    }
                }
            }
        }
    });
}
