//! Appointments, skips, days off, new leads, escalation and explanations, case by case.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::model::{
    AppointmentId, CalendarPreset, DayOff, DayOffId, DealId, Grade, Instant, ShopId,
};
use crate::playbook::{OpeningHours, ResponseLimit};
use crate::rules::calendar::{Calendar, Off, Shift};

pub(super) static PLAYBOOK: LazyLock<Playbook> = LazyLock::new(Playbook::shipped);

/// March 2026, by the day of the month; the 1st is a Sunday.
pub(super) fn march(date: i64) -> Day {
    "2026-02-28".parse::<Day>().unwrap().plus_days(date)
}

pub(super) fn off(first: i64, last: i64, stand_in: Option<i64>) -> DayOff {
    DayOff {
        id: DayOffId(1),
        shop: None,
        staff: Some(StaffId(1)),
        first_day: march(first),
        last_day: march(last),
        stand_in: stand_in.map(StaffId),
        note: None,
    }
}

pub(super) fn workplace(preset: CalendarPreset, days_off: &[DayOff]) -> Arc<Workplace> {
    Arc::new(Workplace {
        calendar: Calendar::new(preset, Some(ShopId(1)), Some(StaffId(1)), days_off),
        hours: OpeningHours { opens: 9 * 60, closes: 18 * 60 },
        zone: crate::model::Zone::named("Asia/Shanghai").unwrap(),
    })
}

pub(super) fn open(deal: i64, grade: Grade) -> OpenDeal {
    OpenDeal { deal: DealId(deal), grade, opened_on: march(-30), received_at: None }
}

/// An account of a dealer, with one open deal, reached on a day.
pub(super) fn reached(grade: Grade, on: i64) -> Candidate {
    Candidate {
        owner: Some(StaffId(1)),
        reached_on: Some(march(on)),
        tried_on: Some(march(on)),
        deals: vec![open(1, grade)],
        ..Candidate::blank(AccountId(1), march(-40), workplace(CalendarPreset::Dealer, &[]))
    }
}

pub(super) fn agreed(id: i64, day: i64, time: Option<u32>) -> OpenAppointment {
    OpenAppointment {
        appointment: AppointmentId(id),
        deal: None,
        day: march(day),
        minute: time,
        deadline: false,
        booked_on: Some(march(1)),
    }
}

fn due(candidate: &Candidate) -> Due {
    due_day(candidate, &PLAYBOOK).unwrap()
}

fn keys(candidates: &[Candidate], day: i64) -> Vec<String> {
    let items = plan(candidates.to_vec(), &PLAYBOOK, march(day)).items;
    items.iter().map(|item| format!("{} {}", item.account, item.why.key())).collect()
}

#[test]
fn item_1_the_earliest_open_appointment_decides_before_or_after_the_cadence() {
    let h = reached(Grade::H, 2); // due on the 4th by its cadence
    for (appointments, expected, what) in [
        (vec![agreed(1, 3, None)], 3, "before the cadence"),
        (vec![agreed(1, 20, None)], 20, "after the cadence"),
        (vec![agreed(1, 20, None), agreed(2, 9, None)], 9, "the earliest of two"),
        (vec![agreed(1, -3, None)], -3, "one of the past is overdue"),
    ] {
        let candidate = Candidate { appointments, ..h.clone() };
        assert_eq!(due(&candidate).day, march(expected), "{what}");
        assert_eq!(due(&candidate).why.key(), "appointment", "{what}");
    }
    let tried =
        Candidate { tried_on: Some(march(9)), appointments: vec![agreed(1, 9, None)], ..h.clone() };
    assert_eq!(due(&tried).day, march(9), "an attempt moves no appointment");
    let alone = Candidate { deals: Vec::new(), appointments: vec![agreed(1, 9, None)], ..h };
    assert_eq!(keys(std::slice::from_ref(&alone), 8), [""; 0], "the day before");
    assert_eq!(keys(&[alone], 9), ["A1 appointment"], "without an open deal");
}

#[test]
fn item_1_every_open_appointment_is_an_item_on_its_day() {
    let deadline = OpenAppointment { deadline: true, ..agreed(5, 10, Some(1020)) };
    let appointments =
        vec![agreed(3, 8, None), deadline, agreed(4, 10, Some(600)), agreed(6, 12, None)];
    let candidate = [Candidate { appointments, ..reached(Grade::H, 2) }];
    let said = |items: &[Item]| -> Vec<String> {
        let shown = items.iter().filter(|item| !item.why.is_warning());
        shown
            .map(|item| format!("{} {}", item.why.appointment().unwrap(), item.days_overdue))
            .collect()
    };
    for (day, expected) in [
        (7, &[][..]),
        (8, &["AP3 0"]),
        (9, &["AP3 1"]),
        (10, &["AP3 2", "AP4 0", "AP5 0"]),
        (12, &["AP3 4", "AP4 2", "AP5 2", "AP6 0"]),
    ] {
        assert_eq!(said(&plan(candidate.clone(), &PLAYBOOK, march(day)).items), expected, "{day}");
    }
    let days = plan_span(&candidate, &PLAYBOOK, (march(9), 4), &Made::default());
    let days: Vec<_> = days.iter().map(|(_, agenda)| said(&agenda.items).join(", ")).collect();
    assert_eq!(
        days,
        ["AP3 1", "AP4 0, AP5 0", "", "AP6 0"],
        "each on the day on which it falls due"
    );
    let open =
        explain(&candidate[0], &PLAYBOOK, march(10)).into_iter().filter_map(|step| match step {
            Step::Appointment { appointment, decides, .. } => Some((appointment.0, decides)),
            _ => None,
        });
    assert_eq!(open.collect::<Vec<_>>(), [(3, true), (4, false), (5, false), (6, false)]);
}

#[test]
fn item_1_a_deadline_warns_seven_three_and_one_days_before() {
    let deadline = OpenAppointment { deadline: true, ..agreed(5, 20, Some(600)) };
    let dealer = Candidate { appointments: vec![deadline], ..reached(Grade::H, 2) };
    let office = Candidate {
        workplace: workplace(CalendarPreset::Office, &[]),
        appointments: vec![OpenAppointment { day: march(16), ..deadline }],
        ..dealer.clone()
    };
    for (candidate, expected, what) in [
        (&dealer, vec![(13, 7), (17, 3), (19, 1)], "every day is a working day"),
        // The 16th is a Monday: 9th, 13th, and the 15th, a Sunday, is warned of on the 13th too.
        (&office, vec![(9, 7), (13, 3)], "on the last working day on or before, with what is left"),
    ] {
        let warned = (1..16).chain(17..20).filter_map(|date| {
            let items = plan([candidate.clone()], &PLAYBOOK, march(date)).items;
            let warning = items.iter().find(|item| item.why.is_warning())?;
            match warning.why {
                Why::DeadlineWarning { days_before, .. } => Some((date, days_before)),
                _ => None,
            }
        });
        assert_eq!(warned.collect::<Vec<_>>(), expected, "{what}");
    }
    assert_eq!(
        keys(std::slice::from_ref(&dealer), 20),
        ["A1 deadline"],
        "on its day it is due itself"
    );
    let late = OpenAppointment { booked_on: Some(march(18)), ..deadline };
    let late = Candidate { appointments: vec![late], ..dealer };
    assert_eq!(keys(std::slice::from_ref(&late), 17), [""; 0], "before it was agreed");
    assert_eq!(keys(&[late], 19), ["A1 deadline-warning"]);
}

#[test]
fn item_2_a_skip_counts_like_a_contact_or_to_the_day_it_names() {
    let h = reached(Grade::H, 2);
    for (skipped, until, tried, expected, key, what) in [
        (5, None, 2, 7, "skipped", "the cadence from the skip"),
        (5, Some(12), 2, 12, "skipped", "until a day"),
        (2, Some(12), 2, 4, "cadence", "a contact on the day of the skip comes first"),
        (1, Some(12), 2, 4, "cadence", "a contact after it, too"),
        (5, Some(12), 6, 7, "attempt", "an attempt after the skip brings it back"),
        (5, Some(12), 5, 12, "skipped", "one on the day of the skip does not"),
    ] {
        let candidate = Candidate {
            skipped_on: Some(march(skipped)),
            skipped_until: until.map(march),
            tried_on: Some(march(tried)),
            ..h.clone()
        };
        let due = due(&candidate);
        assert_eq!((due.day, due.why.key()), (march(expected), key), "{what}");
    }
}

#[test]
fn item_2_an_attempt_comes_back_the_next_working_day_and_counts() {
    let office = workplace(CalendarPreset::Office, &[off(9, 10, None)]);
    let tried = Candidate {
        tried_on: Some(march(6)), // a Friday; Monday and Tuesday are off
        workplace: office,
        ..reached(Grade::C, 2)
    };
    assert_eq!(due(&tried).day, march(11));
    for (tries, expected) in [(4, false), (5, true), (6, true)] {
        let items = plan([Candidate { tries, ..tried.clone() }], &PLAYBOOK, march(11)).items;
        assert_eq!((items[0].tries, items[0].out_of_control), (tries, expected), "{tries} tries");
    }
}

#[test]
fn item_2_new_leads_come_by_time_left_within_the_limit_of_their_channel() {
    let lead = |id, received: &str, channel: Option<&str>| {
        let received_at = Some(received.parse::<Instant>().unwrap());
        let deal = OpenDeal { received_at, opened_on: march(2), ..open(id, Grade::N) };
        Candidate {
            account: AccountId(id),
            reached_on: None,
            tried_on: None,
            channel: channel.map(str::to_owned),
            deals: vec![deal],
            ..reached(Grade::N, 2)
        }
    };
    let leads = [
        lead(1, "2026-03-02T01:30:00Z", None),      // 24 h
        lead(2, "2026-03-02T03:00:00Z", Some("d")), // 120 opening minutes
        lead(3, "2026-03-01T12:00:00Z", Some("D")), // in the evening: from 9 in the morning
        Candidate { tried_on: Some(march(2)), ..lead(4, "2026-03-01T12:00:00Z", None) },
        Candidate { owner: None, ..lead(5, "2026-03-01T12:00:00Z", None) },
    ];
    assert_eq!(
        keys(&leads, 2),
        ["A3 new-lead", "A2 new-lead", "A5 new-lead", "A1 new-lead"],
        "4 was tried; 5 is nobody's, and waits all the same"
    );
    let by = |candidate| match due(candidate).why {
        Why::NewLead { respond_by, .. } => respond_by.to_string(),
        other => other.key().to_owned(),
    };
    assert_eq!(by(&leads[0]), "2026-03-03T01:30:00Z");
    assert_eq!(by(&leads[2]), "2026-03-02T03:00:00Z");
}

#[test]
fn item_2_a_lead_of_a_known_account_waits_until_somebody_answers_it() {
    let received_at = "2026-03-05T16:30:00Z".parse().ok(); // the 6th, half past midnight
    let lead = OpenDeal { received_at, opened_on: march(6), ..open(2, Grade::N) };
    let known = Candidate { deals: vec![open(1, Grade::C), lead], ..reached(Grade::C, 2) };
    let booked = vec![agreed(7, 20, None)];
    let tried_at = |at: &str| Candidate {
        tried_on: Some(march(6)),
        tried_at: at.parse().ok(),
        ..known.clone()
    };
    for (candidate, expected, what) in [
        (known.clone(), "new-lead 03-06", "reached before it came in"),
        (
            Candidate { tried_on: Some(march(5)), ..known.clone() },
            "new-lead 03-06, attempt 03-06",
            "tried before",
        ),
        (
            Candidate { skipped_on: Some(march(5)), ..known.clone() },
            "new-lead 03-06",
            "put off before",
        ),
        (
            Candidate { reached_on: Some(march(-30)), ..known.clone() },
            "new-lead 03-06, attempt 02-13",
            "beside what is long overdue",
        ),
        (
            Candidate { appointments: booked, ..known.clone() },
            "new-lead 03-06",
            "beside what is agreed",
        ),
        (
            Candidate { tried_on: Some(march(6)), ..known.clone() },
            "attempt 03-06",
            "tried on the day on which it came",
        ),
        (tried_at("2026-03-05T16:29:59Z"), "new-lead 03-06", "tried that day, before it came in"),
        (tried_at("2026-03-05T16:30:00Z"), "attempt 03-06", "tried as it came in"),
        (
            Candidate { skipped_on: Some(march(6)), ..tried_at("2026-03-05T16:10:00Z") },
            "",
            "put off on its day, whatever was before it",
        ),
        (Candidate { skipped_on: Some(march(6)), ..known.clone() }, "", "put off since"),
        (Candidate { reached_on: Some(march(6)), ..known.clone() }, "", "reached since"),
        (
            Candidate { deals: vec![OpenDeal { opened_on: march(8), ..lead }], ..known.clone() },
            "new-lead 03-08",
            "entered later",
        ),
        (Candidate { deals: vec![open(1, Grade::C)], ..known.clone() }, "", "no lead"),
    ] {
        let items = plan([candidate], &PLAYBOOK, march(9)).items;
        let said =
            items.iter().map(|item| format!("{} {}", item.why.key(), &item.due.to_text()[5..]));
        assert_eq!(said.collect::<Vec<_>>().join(", "), expected, "{what}");
    }
    for (stand_in, shift) in [(None, Shift::Stays), (Some(2), Shift::StandIn { who: StaffId(2) })] {
        let workplace = workplace(CalendarPreset::Dealer, &[off(5, 9, stand_in)]);
        let away = Candidate { workplace, deals: vec![lead], ..known.clone() };
        let due = due(&away);
        assert_eq!((due.day, due.shift), (march(6), shift), "its limit runs on days off as well");
    }
}

#[test]
fn item_2_who_had_a_deal_is_no_first_contact() {
    let never =
        Candidate { reached_on: None, tried_on: None, deals: Vec::new(), ..reached(Grade::N, 2) };
    for (dealt, expected) in [(false, &["A1 first-contact"][..]), (true, &[])] {
        assert_eq!(keys(&[Candidate { dealt, ..never.clone() }], 2), expected, "{dealt}");
    }
}

#[test]
fn item_2_first_contacts_come_best_first() {
    let first = |id: i64| Candidate {
        account: AccountId(id),
        reached_on: None,
        tried_on: None,
        deals: Vec::new(),
        assigned_on: Some(march(-id)),
        ..reached(Grade::N, 2)
    };
    let text = |text: &str| Some(text.to_owned());
    let candidates = [
        first(1),
        first(2),
        Candidate { industry: text("城市物流"), ..first(3) },
        Candidate { industry: text("汽车租赁"), ..first(4) },
        Candidate { tags: vec!["扩张".into()], ..first(5) },
        Candidate { tags: vec!["有联系".into()], ..first(6) },
        Candidate { tried_on: Some(march(1)), ..first(7) },
        Candidate { purchases: 1, ..first(8) },
    ];
    let items = plan(candidates.to_vec(), &PLAYBOOK, march(9)).items;
    let order: Vec<i64> = items.iter().map(|item| item.account.0).collect();
    assert_eq!(
        order,
        [8, 6, 5, 3, 4, 7, 2, 1],
        "business, in contact, change, business type, then longest assigned"
    );
}

#[test]
fn item_6_a_due_day_on_a_day_off_moves_and_an_appointment_does_not() {
    let away = workplace(CalendarPreset::Dealer, &[off(9, 10, None)]);
    let on = |grade, last, appointments| Candidate {
        workplace: away.clone(),
        appointments,
        ..reached(grade, last)
    };
    for (candidate, expected, what) in [
        (on(Grade::H, 7, vec![]), 8, "H to the day before"),
        (on(Grade::H, 8, vec![]), 11, "H not to its last contact: to the next"),
        (on(Grade::A, 5, vec![]), 11, "A to the next"),
        (on(Grade::H, 7, vec![agreed(1, 9, None)]), 9, "an appointment stays"),
    ] {
        assert_eq!(due(&candidate).day, march(expected), "{what}");
    }
    let moved = due(&on(Grade::A, 5, vec![]));
    assert_eq!(moved.shift, Shift::Later { from: march(9), off: Off::Away });
}

#[test]
fn item_6_a_stand_in_has_what_is_due_while_the_owner_is_away() {
    let away = workplace(CalendarPreset::Dealer, &[off(9, 10, Some(7))]);
    let candidate = Candidate { workplace: away, ..reached(Grade::A, 5) };
    assert_eq!(due(&candidate).day, march(9), "it does not move");
    for (day, doer) in [(9, 7), (10, 7), (11, 1)] {
        let items = plan([candidate.clone()], &PLAYBOOK, march(day)).items;
        assert_eq!(items[0].doer, Some(StaffId(doer)), "{day} March");
        assert_eq!(items[0].owner, Some(StaffId(1)));
    }
}

#[test]
fn appointments_come_by_time_then_leads_then_grades() {
    let at = |id, appointment| Candidate {
        account: AccountId(id),
        appointments: vec![appointment],
        ..reached(Grade::O, 1)
    };
    let candidates = [
        Candidate { account: AccountId(1), ..reached(Grade::O, -30) },
        at(2, agreed(2, 9, None)),
        at(3, agreed(3, 9, Some(14 * 60))),
        at(4, agreed(4, 9, Some(9 * 60))),
        at(5, agreed(5, 8, None)),
    ];
    assert_eq!(
        keys(&candidates, 9),
        ["A5 appointment", "A4 appointment", "A3 appointment", "A2 appointment", "A1 cadence"]
    );
}

#[test]
fn escalation_limits_are_inclusive() {
    use Escalation::{Manager, Reassign, Remind};
    for (days, expected) in [
        (0, None),
        (2, None),
        (3, Some(Remind)),
        (4, Some(Remind)),
        (5, Some(Manager)),
        (6, Some(Manager)),
        (7, Some(Reassign)),
        (400, Some(Reassign)),
    ] {
        assert_eq!(Escalation::after(days, &PLAYBOOK), expected, "{days} days");
    }
}

#[test]
fn a_span_has_each_item_on_its_day_and_overdue_ones_on_the_first() {
    let deadline = OpenAppointment { deadline: true, ..agreed(5, 12, None) };
    let candidates = [
        reached(Grade::H, -9),
        Candidate { account: AccountId(2), ..reached(Grade::A, 6) },
        Candidate { account: AccountId(3), appointments: vec![deadline], ..reached(Grade::C, 2) },
    ];
    let days = plan_span(&candidates, &PLAYBOOK, (march(9), 4), &Made::default());
    let told = days.iter().map(|(day, agenda)| {
        let keys = agenda.items.iter().map(|item| format!("{} {}", item.account, item.why.key()));
        format!("{day}: {}", keys.collect::<Vec<_>>().join(", "))
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "2026-03-09: A3 deadline-warning, A1 cadence",
            "2026-03-10: A2 cadence",
            "2026-03-11: A3 deadline-warning",
            "2026-03-12: A3 deadline",
        ]
    );
}

#[test]
fn first_contacts_left_out_come_on_the_next_day_of_a_span() {
    let mut playbook = PLAYBOOK.clone();
    playbook.agenda.first_contacts_per_day = 2;
    let first = |id| Candidate {
        account: AccountId(id),
        reached_on: None,
        tried_on: None,
        deals: Vec::new(),
        assigned_on: Some(march(2)),
        ..reached(Grade::N, 2)
    };
    let candidates: Vec<Candidate> = (1..=5).map(first).collect();
    let days = plan_span(&candidates, &playbook, (march(9), 2), &Made::default());
    let counts = days.iter().map(|(_, agenda)| (agenda.items.len(), agenda.left_out.clone()));
    let left_out = |count| vec![LeftOut { doer: StaffId(1), count, made: 0 }];
    assert_eq!(counts.collect::<Vec<_>>(), [(2, left_out(3)), (2, left_out(1))]);
}

#[test]
fn an_explanation_goes_from_the_facts_to_the_day() {
    let away = workplace(CalendarPreset::Dealer, &[off(9, 10, None)]);
    let two = Candidate {
        workplace: away,
        deals: vec![open(1, Grade::C), open(2, Grade::A)],
        ..reached(Grade::A, 5)
    };
    let deal = |deal, grade, cadence_days, due, decides| Step::Deal {
        deal: DealId(deal),
        grade,
        cadence_days,
        since: Some(march(5)),
        due: march(due),
        decides,
    };
    assert_eq!(
        explain(&two, &PLAYBOOK, march(14)),
        [
            Step::LastContact(Some(march(5))),
            deal(1, Grade::C, 15, 20, None),
            deal(2, Grade::A, 4, 11, Some(Deciding::Earliest)),
            Step::Moved { shift: Shift::Later { from: march(9), off: Off::Away }, to: march(11) },
            Step::Due { day: march(11), days_overdue: 3, escalation: Some(Escalation::Remind) },
            Step::DoneBy { from: march(11), minute: None, skippable: true },
        ]
    );
    for (deals, expected) in [
        (vec![open(1, Grade::B)], Deciding::Only),
        (vec![open(1, Grade::B), open(2, Grade::O)], Deciding::NearestGrade),
        (vec![open(1, Grade::O), open(2, Grade::O)], Deciding::FirstEntered),
    ] {
        let steps = explain(&Candidate { deals, ..two.clone() }, &PLAYBOOK, march(14));
        let decides = steps.iter().find_map(|step| match step {
            Step::Deal { decides, .. } => *decides,
            _ => None,
        });
        assert_eq!(decides, Some(expected));
    }
    // Nobody reached them yet: both are due at once.
    let new = |deal, grade| OpenDeal { opened_on: march(13), ..open(deal, grade) };
    let never = Candidate { reached_on: None, tried_on: None, ..two.clone() };
    let deals = vec![new(1, Grade::C), new(2, Grade::H)];
    let steps = explain(&Candidate { deals, ..never }, &PLAYBOOK, march(14));
    let Step::Deal { deal, due, decides, .. } = steps[2] else { panic!("{steps:?}") };
    assert_eq!((deal, due, decides), (DealId(2), march(13), Some(Deciding::ShortestCadence)));
    assert!(steps.contains(&Step::Floor { deal: DealId(2), day: march(13) }));
    let nothing = Candidate { deals: Vec::new(), ..two };
    assert_eq!(
        explain(&nothing, &PLAYBOOK, march(14)).last(),
        Some(&Step::Nothing { owned: true })
    );
}

#[test]
fn an_explanation_names_what_came_before_the_cadence() {
    let limit = ResponseLimit::Hours(24);
    let received_at: Instant = "2026-03-02T01:30:00Z".parse().unwrap();
    let lead = Candidate {
        reached_on: None,
        tried_on: None,
        deals: vec![OpenDeal { received_at: Some(received_at), ..open(1, Grade::N) }],
        ..reached(Grade::N, 2)
    };
    let respond_by = "2026-03-03T01:30:00Z".parse().unwrap();
    let deadline = OpenAppointment { deadline: true, ..agreed(5, 12, None) };
    for (candidate, step) in [
        (lead, Step::Lead { beside: None, received_at, limit, respond_by }),
        (
            Candidate { tried_on: Some(march(8)), tries: 2, ..reached(Grade::A, 5) },
            Step::Tried { on: march(8), tries: 2, retry_days: 1, out_of_control_after: 5 },
        ),
        (
            Candidate { skipped_on: Some(march(8)), ..reached(Grade::A, 5) },
            Step::Skipped { on: march(8), until: None },
        ),
        (
            Candidate { appointments: vec![deadline, agreed(6, 20, None)], ..reached(Grade::A, 5) },
            Step::DoneBy { from: march(12), minute: None, skippable: false },
        ),
        (
            Candidate { appointments: vec![deadline], ..reached(Grade::A, 5) },
            Step::Warning { appointment: AppointmentId(5), on: march(12), days_before: 3 },
        ),
        (
            Candidate {
                deals: Vec::new(),
                reached_on: None,
                tried_on: None,
                ..reached(Grade::A, 5)
            },
            Step::FirstContact { assigned_on: march(-40), capacity: 20 },
        ),
    ] {
        let steps = explain(&candidate, &PLAYBOOK, march(9));
        assert!(steps.contains(&step), "{step:?} in {steps:?}");
    }
}

proptest! {
    /// Days off move no appointment, and O and H never to or before their last contact.
    #[test]
    fn days_off_move_what_they_may(
        first in 0_i64..20, length in 0_i64..9, office: bool, last in 1_i64..15,
        grade in proptest::sample::select(Grade::ALL), day in 1_i64..30,
    ) {
        let preset = if office { CalendarPreset::Office } else { CalendarPreset::Dealer };
        let workplace = workplace(preset, &[off(first, first + length, None)]);
        let free = Candidate { workplace, ..reached(grade, last) };
        let moved = due(&free);
        prop_assert!(moved.day > march(last));
        prop_assert!(free.workplace.calendar.is_working(moved.day));
        let bound = Candidate { appointments: vec![agreed(1, day, None)], ..free };
        prop_assert_eq!(due(&bound).day, march(day));
    }
}
