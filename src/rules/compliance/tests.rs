use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::model::{
    AccountId, CalendarPreset, Choice as _, DayOff, DayOffId, Deal, DealState, GradeMove,
    GradeMoveId, ShopId, Skip, SkipId, StaffId, Zone,
};
use crate::rules::agenda::{Workplace, plan};
use crate::rules::calendar::Calendar;
use crate::rules::deal::Turn;

static PLAYBOOK: LazyLock<Playbook> = LazyLock::new(Playbook::shipped);

/// March 2026, by the day of the month; before the 1st counts back into February.
fn march(date: i64) -> Day {
    "2026-02-28".parse::<Day>().unwrap().plus_days(date)
}

/// An account of an office, with one consultant.
fn account() -> Candidate {
    let off = DayOff {
        id: DayOffId(1),
        shop: None,
        staff: Some(StaffId(1)),
        first_day: march(16),
        last_day: march(18),
        stand_in: None,
        note: None,
    };
    let calendar = Calendar::new(CalendarPreset::Office, Some(ShopId(1)), Some(StaffId(1)), &[off]);
    let workplace = Arc::new(Workplace { calendar, ..Workplace::always() });
    Candidate {
        owner: Some(StaffId(1)),
        assigned_on: Some(march(2)),
        ..Candidate::blank(AccountId(1), march(2), workplace)
    }
}

/// Given to a consultant, or to the pool.
fn assigned(to: Option<i64>, on: i64) -> (Day, Change) {
    let (owner, assigned_on) = (to.map(StaffId), to.map(|_| march(on)));
    (march(on), Change::Assigned(Assignment { owner, assigned_on }))
}

fn opened(deal: i64, grade: Grade, on: i64) -> (Day, Change) {
    let change =
        Change::DealOpened { deal: DealId(deal), opened_on: march(on), grade, received_at: None };
    (march(on), change)
}

/// A deal that began with a lead of some day.
fn lead(deal: i64, grade: Grade, on: i64, came: i64) -> (Day, Change) {
    let received_at = format!("{}T04:00:00Z", march(came)).parse().ok();
    let deal = DealId(deal);
    (march(on), Change::DealOpened { deal, opened_on: march(on), grade, received_at })
}

fn closed(deal: i64, on: i64) -> (Day, Change) {
    (march(on), Change::DealClosed { deal: DealId(deal), won: false })
}

fn won(deal: i64, on: i64) -> (Day, Change) {
    (march(on), Change::DealClosed { deal: DealId(deal), won: true })
}

fn touched(touch: i64, reached: bool, on: i64) -> (Day, Change) {
    touched_at(touch, reached, on, 12)
}

fn touched_at(touch: i64, reached: bool, on: i64, hour: i64) -> (Day, Change) {
    let at: Instant = format!("{}T{hour:02}:00:00Z", march(on)).parse().unwrap();
    let time = TouchTime { at: Some(at), at_latest: at };
    (march(on), Change::Touched { touch: TouchId(touch), reached, time })
}

/// A touch of which the day alone was said, entered ten days later.
fn touched_on_day(touch: i64, reached: bool, on: i64) -> (Day, Change) {
    let at_latest = format!("{}T12:00:00Z", march(on + 10)).parse().unwrap();
    let time = TouchTime { at: None, at_latest };
    (march(on), Change::Touched { touch: TouchId(touch), reached, time })
}

fn skipped(skip: i64, until: Option<i64>, on: i64) -> (Day, Change) {
    let (skip, until) = (SkipId(skip), until.map(march));
    (march(on), Change::Skipped { skip, until, appointment: None })
}

fn booked(id: i64, day: i64, on: i64) -> (Day, Change) {
    let appointment = OpenAppointment {
        appointment: AppointmentId(id),
        deal: None,
        day: march(day),
        minute: None,
        deadline: false,
        booked_on: Some(march(on)),
    };
    (march(on), Change::Booked(appointment))
}

fn ended(id: i64, ending: AppointmentEnd, on: i64) -> (Day, Change) {
    let appointment = AppointmentId(id);
    (march(on), Change::Ended { appointment, ending: Some(ending) })
}

/// Each item as `why due: fate`, days of March; the account is H from the 2nd, a Monday.
fn told(changes: &[(Day, Change)], day: i64) -> Vec<String> {
    let items = follow(&account(), changes, &PLAYBOOK, march(day));
    let date = |day: Day| day.days_since(march(0));
    let told = items.iter().map(|item| {
        let fate = match item.fate {
            Fate::OnTime { on, .. } => format!("on time {}", date(on)),
            Fate::Late { on, .. } => format!("late {}", date(on)),
            Fate::Skipped { on, .. } => format!("skipped {}", date(on)),
            Fate::Open { back_on } => format!("open, back {}", date(back_on)),
            Fate::Closed { on } => format!("closed {}", date(on)),
            Fate::Vanished { on } => format!("vanished {}", date(on)),
        };
        format!("{} {}: {fate}", item.why.key(), date(item.due))
    });
    told.collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table: every fate of an item")]
fn each_item_has_its_fate() {
    use AppointmentEnd::{Kept, Moved, Skipped};
    let h = || opened(1, Grade::H, 2);
    for (changes, day, expected, what) in [
        (vec![h()], 2, vec!["never-contacted 2: open, back 2"], "due at once"),
        (vec![h(), touched(1, true, 2)], 3, vec!["never-contacted 2: on time 2"], "that day"),
        (vec![h(), touched(1, true, 3)], 4, vec!["never-contacted 2: late 3"], "the day after"),
        (
            vec![h(), touched(1, true, 2), touched(2, true, 3)],
            4,
            vec!["never-contacted 2: on time 2"],
            "a contact before the cadence runs out: nothing was due",
        ),
        (
            vec![h(), touched(1, true, 2)],
            4,
            vec!["never-contacted 2: on time 2", "cadence 4: open, back 4"],
            "H is due again after two days",
        ),
        (
            vec![h(), touched(1, false, 2)],
            2,
            vec!["never-contacted 2: open, back 3"],
            "an attempt leaves it open and brings it back the next working day",
        ),
        (
            vec![h(), touched(1, false, 6), touched(2, true, 9)],
            9,
            vec!["never-contacted 2: late 9"],
            "tried on Friday, reached on Monday: one item, late",
        ),
        (
            vec![h(), skipped(1, None, 3)],
            4,
            vec!["never-contacted 2: skipped 3"],
            "skipped with a reason",
        ),
        (
            vec![h(), skipped(1, Some(10), 3)],
            10,
            vec!["never-contacted 2: skipped 3", "skipped 10: open, back 10"],
            "skipped until a day",
        ),
        (
            vec![h(), touched(1, true, 2), closed(1, 5)],
            9,
            vec!["never-contacted 2: on time 2", "cadence 4: closed 5"],
            "its deal was lost: passed over, for the reason of that",
        ),
        (
            vec![opened(1, Grade::H, 4), closed(1, 6)],
            9,
            vec!["first-contact 2: closed 6"],
            "a first contact that became a deal, which was lost",
        ),
        (
            vec![h(), touched(1, true, 2), booked(1, 6, 3), closed(1, 7)],
            9,
            vec!["never-contacted 2: on time 2", "appointment 6: open, back 6"],
            "what is agreed in its place goes on",
        ),
        (
            vec![h(), touched(1, true, 2), won(1, 5)],
            9,
            vec!["never-contacted 2: on time 2", "cadence 4: late 5"],
            "its deal was won, a day late",
        ),
        (
            vec![h(), touched(1, true, 2), won(1, 3)],
            9,
            vec!["never-contacted 2: on time 2"],
            "its deal was won before anything was due",
        ),
        (
            vec![h(), touched(1, true, 2), touched(2, false, 3), touched(3, true, 4)],
            4,
            vec!["never-contacted 2: on time 2", "attempt 4: on time 4"],
            "tried before it was due",
        ),
        (
            vec![h(), closed(1, 5), touched(1, true, 5)],
            9,
            vec!["never-contacted 2: late 5"],
            "closed by the contact itself",
        ),
        (
            vec![
                h(),
                touched(1, true, 2),
                booked(1, 11, 2),
                ended(1, Kept, 11),
                touched(2, true, 11),
            ],
            12,
            vec!["never-contacted 2: on time 2", "appointment 11: on time 11"],
            "an appointment in place of the cadence",
        ),
        (
            vec![
                h(),
                touched(1, true, 2),
                booked(1, 4, 2),
                ended(1, Skipped, 5),
                skipped(1, None, 5),
            ],
            5,
            vec!["never-contacted 2: on time 2", "appointment 4: skipped 5"],
            "an appointment skipped",
        ),
        (
            vec![h(), touched(1, true, 2), booked(1, 4, 2), ended(1, Moved, 5), booked(2, 9, 5)],
            6,
            vec!["never-contacted 2: on time 2", "appointment 4: open, back 9"],
            "moved when it was overdue: the same item",
        ),
        (
            vec![h(), touched(1, true, 2), booked(1, 4, 2), ended(1, Kept, 5)],
            5,
            vec![
                "never-contacted 2: on time 2",
                "appointment 4: late 5",
                "cadence 4: open, back 4",
            ],
            "kept by a message that names it",
        ),
        (
            vec![h(), touched(1, true, 2), booked(1, 4, 2), touched(2, true, 4)],
            5,
            vec!["never-contacted 2: on time 2", "appointment 4: open, back 4"],
            "a contact about something else keeps no appointment",
        ),
        (
            vec![
                h(),
                touched(1, true, 2),
                booked(1, 4, 2),
                booked(2, 4, 2),
                touched(2, true, 4),
                ended(1, Kept, 4),
                touched(3, true, 5),
                ended(2, Kept, 5),
            ],
            5,
            vec![
                "never-contacted 2: on time 2",
                "appointment 4: on time 4",
                "appointment 4: late 5",
            ],
            "two of one day, one after the other",
        ),
        (
            vec![
                h(),
                touched(1, true, 2),
                booked(1, 4, 2),
                ended(1, Moved, 5),
                booked(2, 9, 5),
                touched(2, true, 9),
                ended(2, Kept, 9),
            ],
            9,
            vec!["never-contacted 2: on time 2", "appointment 4: late 9"],
            "moved when it was overdue, and kept then",
        ),
        (
            vec![touched(1, true, 3)],
            4,
            vec!["first-contact 2: late 3"],
            "a first contact without a deal",
        ),
    ] {
        assert_eq!(told(&changes, day), expected, "{what}");
    }
}

/// A lead that came in on the 2nd at four is to be answered within 24 hours.
#[test]
fn a_lead_is_answered_since_it_came_in_and_on_time_within_its_limit() {
    let lead = || lead(1, Grade::H, 2, 2);
    for (touches, expected, what) in [
        (vec![touched_at(1, true, 2, 3)], "new-lead 2: open, back 2", "spoken with before"),
        (vec![touched_at(1, false, 2, 3)], "new-lead 2: open, back 2", "tried before"),
        (vec![touched_at(1, true, 2, 4)], "new-lead 2: on time 2", "as it comes in"),
        (
            vec![touched_at(1, true, 2, 3), touched_at(2, true, 2, 5)],
            "new-lead 2: on time 2",
            "after",
        ),
        (vec![touched_at(1, true, 3, 4)], "new-lead 2: on time 3", "to the hour"),
        (vec![touched_at(1, true, 3, 5)], "new-lead 2: late 3", "an hour too late"),
        (
            vec![touched_at(1, false, 2, 5), touched_at(2, true, 3, 3)],
            "new-lead 2: on time 3",
            "tried, then reached within the limit",
        ),
        (
            vec![touched_at(1, false, 2, 5), touched_at(2, true, 3, 5)],
            "new-lead 2: late 3",
            "tried within the limit is not reached within it",
        ),
        (
            vec![touched_on_day(1, true, 2)],
            "new-lead 2: on time 2",
            "on its day, nobody knows when",
        ),
        (vec![touched_on_day(1, true, 3)], "new-lead 2: on time 3", "on the day of the limit"),
        (vec![touched_on_day(1, true, 4)], "new-lead 2: late 4", "on the day after it"),
    ] {
        let changes: Vec<_> = std::iter::once(lead()).chain(touches).collect();
        assert_eq!(told(&changes, 4).first().map(String::as_str), Some(expected), "{what}");
    }
}

#[test]
fn a_grade_given_later_does_not_hide_what_was_due() {
    let graded = (march(5), Change::Graded { deal: DealId(1), grade: Grade::C });
    let changes = [opened(1, Grade::H, 2), touched(1, true, 2), graded];
    assert_eq!(
        told(&changes, 6),
        ["never-contacted 2: on time 2", "cadence 4: open, back 19"],
        "17 March is a day off of the consultant: the 19th"
    );
}

#[test]
fn what_was_due_stays_when_the_account_is_given_to_another() {
    let h = || opened(1, Grade::H, 2);
    for (changes, day, expected, what) in [
        (
            vec![h(), touched(1, true, 2), touched(2, true, 5), assigned(Some(2), 9)],
            9,
            vec!["never-contacted 2: on time 2", "cadence 4: late 5", "cadence 6: open, back 6"],
            "what was done for the one who had it",
        ),
        (
            vec![h(), assigned(Some(2), 5), touched(1, true, 5)],
            5,
            vec!["never-contacted 2: late 5"],
            "never reached: for whom it was given to it is new, and the account waited",
        ),
        (vec![assigned(Some(2), 9)], 9, vec!["first-contact 2: open, back 9"], "a first contact"),
        (
            vec![assigned(None, 4), assigned(Some(2), 9), touched(1, true, 9)],
            9,
            vec!["first-contact 2: vanished 4", "first-contact 9: on time 9"],
            "by way of the pool, where nobody has to",
        ),
    ] {
        assert_eq!(told(&changes, day), expected, "{what}");
    }
}

#[test]
fn what_only_an_attempt_brings_back_is_due_when_the_last_one_does() {
    // C: not before the 19th (two days off) by its cadence.
    let changes = |rest: &[(Day, Change)]| {
        let mut all = vec![opened(1, Grade::C, 2), touched(1, true, 2), touched(2, false, 3)];
        all.extend_from_slice(rest);
        all
    };
    for (rest, day, expected) in [
        (vec![], 4, "attempt 4: open, back 4"),
        (vec![], 5, "attempt 4: open, back 4"),
        (vec![touched(3, true, 4)], 4, "attempt 4: on time 4"),
        (vec![touched(3, false, 4)], 5, "attempt 5: open, back 5"),
        (vec![touched(3, false, 4), touched(4, true, 5)], 5, "attempt 5: on time 5"),
        (vec![touched(3, false, 5), touched(4, true, 9)], 9, "attempt 6: late 9"),
    ] {
        let told = told(&changes(&rest), day);
        assert_eq!(told, ["never-contacted 2: on time 2", expected], "{rest:?} {day}");
    }
}

#[test]
fn what_is_agreed_and_kept_on_one_day_was_due_that_day() {
    let kept = |id, day, on| [touched(1, true, on), booked(id, day, on)];
    for (agreed, expected) in [(5, vec!["appointment 5: on time 5"]), (6, vec![])] {
        let mut changes = kept(1, agreed, 5).to_vec();
        changes.push(ended(1, AppointmentEnd::Kept, 5));
        let expected = expected.iter().chain(&["cadence 6: open, back 6"]).copied();
        let expected: Vec<&str> = expected.collect();
        changes.push(opened(1, Grade::H, 2));
        changes.push(touched(9, true, 4));
        let told = told(&changes, 7);
        assert_eq!(told[1..], expected, "{told:?}");
    }
}

#[test]
fn a_touch_entered_late_counts_on_its_day() {
    let late = [touched(2, true, 4), opened(1, Grade::H, 2), touched(1, true, 2)];
    assert_eq!(told(&late, 5), ["never-contacted 2: on time 2", "cadence 4: on time 4"]);
}

#[test]
fn an_appointment_s_window_may_open_before_its_day() {
    let mut playbook = Playbook::shipped();
    playbook.agenda.appointment_opens.days_before = 1;
    let changes = |on| {
        vec![
            opened(1, Grade::H, 2),
            touched(1, true, 2),
            booked(1, 11, 2),
            touched(2, true, on),
            ended(1, AppointmentEnd::Kept, on),
        ]
    };
    for (on, expected) in [(9, 0), (10, 1), (11, 1)] {
        let items = follow(&account(), &changes(on), &playbook, march(on));
        let agreed = items.iter().filter(|item| item.why.key() == "appointment").count();
        assert_eq!(agreed, expected, "contact on {on} March");
    }
}

#[test]
fn what_is_called_off_before_its_day_is_no_skip() {
    for (due, on, expected) in [(9, 8, 0), (9, 9, 1), (9, 10, 1)] {
        let skip = Skip {
            id: SkipId(1),
            account: AccountId(1),
            deal: None,
            appointment: Some(AppointmentId(1)),
            due_on: march(due),
            day: march(on),
            until: None,
            reason: "put off".into(),
            staff: None,
        };
        let records = Records { skips: &[skip], ..Records::default() };
        assert_eq!(changes(&records, &Zone::utc()).len(), expected, "due {due}, on {on}");
    }
}

#[test]
fn records_tell_when_a_deal_was_lost_and_opened_again() {
    let deal = Deal {
        id: DealId(1),
        grade: Grade::C,
        ..Deal::blank(AccountId(1), "key-account".into(), "lead".into(), march(2))
    };
    let grades = [(4, Grade::H, Grade::A), (12, Grade::A, Grade::C)];
    let grades = grades.map(|(on, from_grade, to_grade)| GradeMove {
        id: GradeMoveId(on),
        deal: deal.id,
        from_grade,
        to_grade,
        day: march(on),
        cause: "by-hand".into(),
        staff: None,
        reason: None,
    });
    let lost = (deal.id, Turn::Lost(march(6)));
    let back = (deal.id, Turn::Moved { on: march(9), from_closing: false });
    let deals = [deal];
    let turns = [lost, back];
    let records = Records { deals: &deals, grades: &grades, turns: &turns, ..Records::default() };
    let again = (
        march(9),
        Change::DealOpened {
            deal: DealId(1),
            opened_on: march(9),
            grade: Grade::A,
            received_at: None,
        },
    );
    let regrade = |on, grade| (march(on), Change::Graded { deal: DealId(1), grade });
    let mut found = changes(&records, &Zone::utc());
    found.sort_by_key(|(day, change)| (*day, change.place()));
    assert_eq!(
        found,
        [opened(1, Grade::H, 2), regrade(4, Grade::A), closed(1, 6), again, regrade(12, Grade::C),]
    );
    let closed_now =
        [Deal { state: DealState::Lost, closed_on: Some(march(6)), ..deals[0].clone() }];
    let closed_now = Records { deals: &closed_now, turns: &[lost], ..Records::default() };
    let found = changes(&closed_now, &Zone::utc());
    assert_eq!(found.last(), Some(&closed(1, 6)), "lost once, closed once: {found:?}");
    assert_eq!(found.len(), 2);
}

fn grade() -> impl Strategy<Value = Grade> {
    proptest::sample::select(Grade::ALL)
}

/// Random histories of some weeks: deals that are graded, closed and opened again, appointments
/// agreed and ended, touches and skips, consultants who get the account, in any order.
fn histories() -> impl Strategy<Value = Vec<(Day, Change)>> {
    use proptest::collection::vec;
    use proptest::option::of;
    let date = || 0_i64..40;
    let end = of((0_i64..20, of(1_i64..10)));
    let deal = (date(), grade(), vec((date(), grade()), 0..3), end, of(0_i64..4));
    let ending = proptest::sample::select(AppointmentEnd::ALL);
    let appointment = (date(), 0_i64..15, any::<bool>(), of((0_i64..20, ending)));
    let touch = (date(), any::<bool>(), 0_i64..9);
    // Of what decides, or of an appointment, which may not be there, be another's or be over.
    let skip = (date(), of(1_i64..15), of(1_i64..5));
    let given = (date(), of(1_i64..4));
    let given = vec(given, 0..3);
    let all = (vec(deal, 0..4), vec(appointment, 0..4), vec(touch, 0..12), vec(skip, 0..4), given);
    let made = all.prop_map(|(deals, appointments, touches, skips, given)| {
        let mut changes: Vec<_> = given.into_iter().map(|(on, to)| assigned(to, on)).collect();
        for ((on, first, grades, end, came), id) in deals.into_iter().zip(1..) {
            changes.push(match came {
                Some(before) => lead(id, first, on, on - before),
                None => opened(id, first, on),
            });
            let graded = |(at, grade)| (march(on + at), Change::Graded { deal: DealId(id), grade });
            changes.extend(grades.into_iter().map(graded));
            if let Some((after, again)) = end {
                changes.push(closed(id, on + after));
                changes.extend(again.map(|again| opened(id, first, on + after + again)));
            }
        }
        for ((on, ahead, deadline, end), id) in appointments.into_iter().zip(1..) {
            let (day, change) = booked(id, on + ahead, on);
            let Change::Booked(one) = change else { continue };
            changes.push((day, Change::Booked(OpenAppointment { deadline, ..one })));
            changes.extend(end.map(|(after, ending)| ended(id, ending, on + after)));
        }
        let ids = 1..;
        changes.extend(
            touches.into_iter().zip(ids).map(|((on, r, hour), id)| touched_at(id, r, on, hour)),
        );
        for ((on, until, of), id) in skips.into_iter().zip(1..) {
            let (appointment, until) = (of.map(AppointmentId), until.map(|days| march(on + days)));
            changes.push((march(on), Change::Skipped { skip: SkipId(id), until, appointment }));
            changes.extend(of.map(|of| ended(of, AppointmentEnd::Skipped, on)));
        }
        changes
    });
    made.prop_shuffle()
}

/// The facts in the evening of `day`, as commands keep them on the account.
fn facts(changes: &[(Day, Change)], day: Day) -> Candidate {
    let mut known: Vec<_> = changes.iter().filter(|(on, _)| *on <= day).collect();
    known.sort_by_key(|(on, change)| (*on, change.place()));
    let touch = |wanted: bool| {
        let days = known.iter().filter(move |(_, change)| {
            matches!(change, Change::Touched { reached, .. } if *reached || wanted)
        });
        days.map(|(on, _)| *on).max()
    };
    let mut facts = Candidate { reached_on: touch(false), tried_on: touch(true), ..account() };
    let times = known.iter().filter(|(on, _)| Some(*on) == facts.tried_on);
    let times = times.filter_map(|(_, change)| match change {
        Change::Touched { time, .. } => Some(time.at_latest),
        _ => None,
    });
    facts.tried_at = times.max();
    for (on, change) in known {
        match *change {
            Change::Assigned(by) => {
                (facts.owner, facts.assigned_on) = (by.owner, by.assigned_on);
            }
            Change::DealOpened { deal, opened_on, grade, received_at } => {
                facts.deals.retain(|open| open.deal != deal);
                facts.deals.push(OpenDeal { deal, grade, opened_on, received_at });
            }
            Change::Graded { deal, grade } => {
                let of = facts.deals.iter_mut().filter(|open| open.deal == deal);
                of.for_each(|open| open.grade = grade);
            }
            Change::DealClosed { deal, .. } => {
                facts.deals.retain(|open| open.deal != deal);
                facts.dealt = true;
            }
            Change::Booked(one) => facts.appointments.push(one),
            Change::Ended { appointment, .. } => {
                facts.appointments.retain(|open| open.appointment != appointment);
            }
            Change::Skipped { until, .. } => {
                (facts.skipped_on, facts.skipped_until) = (Some(*on), until);
            }
            Change::Touched { reached: true, .. } => facts.tries = 0,
            Change::Touched { reached: false, .. } => facts.tries += 1,
        }
    }
    facts
}

/// The rules with a window before appointments of so many days.
fn opening(days: u32) -> Playbook {
    let mut playbook = PLAYBOOK.clone();
    playbook.agenda.appointment_opens.days_before = days;
    playbook
}

proptest! {
    /// due = done on time + done late + skipped + open; what is done is done, and stays so.
    #[test]
    fn nothing_due_is_lost_from_the_count(changes in histories(), opens in 0_u32..5) {
        let playbook = opening(opens);
        let mut before: Vec<Followed> = Vec::new();
        for date in 0..70 {
            let items = follow(&account(), &changes, &playbook, march(date));
            let counted = tally(&items);
            prop_assert_eq!(
                counted.due,
                counted.on_time + counted.late + counted.skipped + counted.open
            );
            let ended = |item: &&Followed| !matches!(item.fate, Fate::Open { .. });
            let ended_before = before.iter().filter(ended).count();
            prop_assert_eq!(&items[..ended_before], &before[..ended_before], "history stands");
            prop_assert!(items.len() >= before.len(), "an item that was open has a fate");
            let open = items.iter().filter(|item| matches!(item.fate, Fate::Open { .. }));
            let open: Vec<Subject> = open.map(Followed::subject).collect();
            let distinct: std::collections::BTreeSet<Subject> = open.iter().copied().collect();
            prop_assert_eq!(open.len(), distinct.len(), "each is there once: {:?}", open);
            for item in &items {
                let early = match item.fate {
                    Fate::OnTime { .. } if item.why.appointment().is_some() => i64::from(opens),
                    _ => 0,
                };
                prop_assert!(item.due <= march(date + early));
                match item.fate {
                    // A lead has a limit of its own.
                    Fate::OnTime { on, .. } | Fate::Late { on, .. }
                        if matches!(item.why, Why::NewLead { .. }) =>
                    {
                        prop_assert!(on >= item.due);
                    }
                    Fate::OnTime { on, .. } => prop_assert!(on <= item.due),
                    Fate::Late { on, .. } => prop_assert!(on > item.due),
                    Fate::Skipped { on, .. } | Fate::Closed { on } | Fate::Vanished { on } => {
                        prop_assert!(on >= item.due);
                    }
                    Fate::Open { .. } => {}
                }
            }
            before = items;
        }
    }

    /// On every day, what is open is what the agenda shows.
    #[test]
    fn what_is_open_is_what_the_agenda_lists(changes in histories(), opens in 0_u32..5) {
        let playbook = opening(opens);
        for date in 0..70 {
            let items = follow(&account(), &changes, &playbook, march(date));
            let open = items.iter().filter_map(|item| match item.fate {
                Fate::Open { back_on } if back_on <= march(date) => Some(back_on),
                _ => None,
            });
            let facts = facts(&changes, march(date));
            let due = due_of(&facts, &playbook).into_iter().chain(beside(&facts, &playbook));
            let back = due.map(|(_, due)| due.day).filter(|day| *day <= march(date));
            let agenda = plan([facts.clone()], &playbook, march(date));
            let listed = agenda.items.iter().filter(|item| !item.why.is_warning()).count();
            let (mut open, mut back): (Vec<Day>, Vec<Day>) = (open.collect(), back.collect());
            prop_assert_eq!(open.len(), listed, "{} March", date);
            back.sort_unstable();
            open.sort_unstable();
            prop_assert_eq!(open, back, "{} March", date);
        }
    }

    /// Of one deal that keeps its grade the agenda says the same first day; where it was tried again
    /// before its cadence ran out, that of the last attempt.
    #[test]
    fn what_is_tried_is_overdue_from_the_first_day_of_its_item(
        grade in grade(),
        touches in proptest::collection::vec((2_i64..30, any::<bool>()), 0..9),
    ) {
        let made = touches.iter().zip(1..).map(|((on, reached), id)| touched(id, *reached, *on));
        let changes: Vec<_> = std::iter::once(opened(1, grade, 2)).chain(made).collect();
        for date in 2..60 {
            let items = follow(&account(), &changes, &PLAYBOOK, march(date));
            let open = items.last().filter(|item| matches!(item.fate, Fate::Open { .. }));
            let facts = facts(&changes, march(date));
            let agenda = plan([facts.clone()], &PLAYBOOK, march(date));
            let (Some(open), [listed]) = (open, agenda.items.as_slice()) else { continue };
            prop_assert_eq!(open.due, listed.due, "{} March", date);
        }
    }

    /// The order in which changes are given says nothing but for changes of one kind and day.
    #[test]
    fn a_day_does_not_depend_on_later_ones(
        changes in histories(), date in 0_i64..60, opens in 0_u32..5,
    ) {
        let playbook = opening(opens);
        let earlier: Vec<_> =
            changes.iter().filter(|(on, _)| *on <= march(date)).copied().collect();
        prop_assert_eq!(
            follow(&account(), &changes, &playbook, march(date)),
            follow(&account(), &earlier, &playbook, march(date))
        );
    }
}
