//! The plan of a day as a whole: its order, the capacity for first contacts, the suggested work.

use proptest::prelude::*;

use super::cases::{PLAYBOOK, agreed, march, open, reached};
use super::*;
use crate::model::{Grade, StaffId};
use crate::playbook::Work;

/// An account of a consultant that was never contacted, assigned on the 2nd.
fn first_of(owner: i64, id: i64) -> Candidate {
    Candidate {
        account: AccountId(id),
        owner: Some(StaffId(owner)),
        reached_on: None,
        tried_on: None,
        deals: Vec::new(),
        assigned_on: Some(march(2)),
        ..reached(Grade::N, 2)
    }
}

/// Domain rules, section 4, item 2: up to a daily capacity per consultant (default 20), and how many
/// were left out is said.
#[test]
fn item_2_first_contacts_up_to_the_daily_capacity_of_each_consultant() {
    for (first, second, listed, left_out) in [
        (0, 0, 0, vec![]),
        (19, 20, 39, vec![]),
        (20, 20, 40, vec![]),
        (21, 20, 40, vec![(StaffId(1), 1)]),
        (25, 22, 40, vec![(StaffId(1), 5), (StaffId(2), 2)]),
    ] {
        let mine = (1..=first).map(|id| first_of(1, id));
        let others = (101..101 + second).map(|id| first_of(2, id));
        let agenda = plan(mine.chain(others), &PLAYBOOK, march(9));
        let said = agenda.left_out.iter().map(|one| (one.doer, one.count)).collect();
        assert_eq!((agenda.items.len(), said), (listed, left_out), "{first} and {second}");
    }
}

/// What was made of them on a day leaves so many fewer to it, and none to the days after it.
#[test]
fn first_contacts_of_a_day_that_were_made_are_not_filled_up() {
    let firsts: Vec<Candidate> = (1..=45).map(|id| first_of(1, id)).collect();
    for (made, today, later) in [(0, 20, 20), (5, 15, 20), (19, 1, 20), (20, 0, 20), (23, 0, 20)] {
        let one =
            FirstTry { doer: Some(StaffId(1)), tried_on: march(9), dealt_on: None, is_lead: false };
        let done = made_on(vec![one; made], march(9));
        let days = plan_span(&firsts, &PLAYBOOK, (march(9), 2), &done);
        let listed: Vec<usize> = days.iter().map(|(_, agenda)| agenda.items.len()).collect();
        assert_eq!(listed, [today, later], "{made}");
        let expected = LeftOut { doer: StaffId(1), count: 45 - today, made };
        assert_eq!(days[0].1.left_out, [expected], "{made}");
    }
}

/// Domain rules, section 4, suggested work: of O, of retained and lost customers, who have no open
/// deal, and of those who were never contacted.
#[test]
fn suggested_work_goes_by_the_grade_and_without_a_deal_by_what_was_before() {
    let work = |candidate: Candidate| {
        let appointments = vec![agreed(1, 9, None)];
        let one = Candidate { appointments, ..candidate };
        plan([one], &PLAYBOOK, march(9)).items[0].work
    };
    for (grade, expected) in [
        (Grade::O, Work::Order),
        (Grade::H, Work::Close),
        (Grade::A, Work::Close),
        (Grade::B, Work::Close),
        (Grade::C, Work::Build),
        (Grade::N, Work::Build),
        (Grade::None, Work::Inform),
    ] {
        assert_eq!(work(reached(grade, 2)), expected, "{grade}");
        let never = Candidate { reached_on: None, tried_on: None, ..reached(grade, 2) };
        assert_eq!(work(never), expected, "{grade}, never reached");
    }
    let without = |reached_on, dealt| {
        let bare = Candidate { deals: Vec::new(), ..reached(Grade::N, 2) };
        work(Candidate { reached_on, dealt, ..bare })
    };
    for (reached_on, dealt, expected, what) in [
        (None, false, Work::FirstContact, "never contacted"),
        (Some(march(2)), false, Work::Inform, "reached, and no deal ever"),
        (Some(march(2)), true, Work::Inform, "lost or retained, reached"),
        (None, true, Work::Inform, "lost or retained, and never reached"),
    ] {
        assert_eq!(without(reached_on, dealt), expected, "{what}");
    }
}

/// What an account of a random plan may be.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// It has an open deal, contacted before.
    Dealt,
    /// Its deal began with a lead that nobody answered.
    Lead,
    /// It was never contacted.
    First,
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![Just(Kind::Dealt), Just(Kind::Lead), Just(Kind::First)]
}

/// An account of a plan: what it is, its grade, when something was last done about it, appointments,
/// whether these are deadlines, how many leads and purchases.
fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    let grade = proptest::sample::select(Grade::ALL);
    let facts = (kind(), grade, -20_i64..9, 0_usize..4, any::<bool>(), 1_i64..3);
    proptest::collection::vec(facts, 1..40).prop_map(|facts| {
        let made = facts.into_iter().zip(1..);
        made.map(|((kind, grade, on, agreed_ones, deadline, some), id)| {
            let made = (0..agreed_ones).map(|n| {
                let n = i64::try_from(n).unwrap_or(0);
                OpenAppointment { deadline, ..agreed(id * 10 + n, on + 10 + 3 * n, None) }
            });
            let account = AccountId(id);
            let appointments = made.collect();
            let dealt = Candidate { account, appointments, ..reached(grade, on) };
            match kind {
                Kind::Dealt => dealt,
                Kind::Lead => {
                    let received_at = format!("{}T01:30:00Z", march(on + 1)).parse().ok();
                    let lead = |n| OpenDeal { received_at, ..open(id * 10 + n, grade) };
                    Candidate { deals: (0..some).map(lead).collect(), ..dealt }
                }
                Kind::First => Candidate {
                    purchases: u32::try_from(some - 1).unwrap_or(0),
                    assigned_on: Some(march(on)),
                    appointments: Vec::new(),
                    account,
                    ..first_of(1, id)
                },
            }
        })
        .collect()
    })
}

proptest! {
    /// No two items have the same place, so that the order is total.
    #[test]
    fn no_two_items_compare_equal(candidates in candidates()) {
        let items = plan(candidates, &PLAYBOOK, march(9)).items;
        let mut places: Vec<_> = items.iter().map(order::place).collect();
        prop_assert!(places.is_sorted());
        let all = places.len();
        places.dedup();
        prop_assert_eq!(places.len(), all);
    }

    /// The order does not depend on that in which the accounts are read.
    #[test]
    fn the_order_is_stable(
        (candidates, shuffled) in candidates().prop_flat_map(|all| {
            (Just(all.clone()), Just(all).prop_shuffle())
        })
    ) {
        let plan = |candidates| plan(candidates, &PLAYBOOK, march(9));
        prop_assert_eq!(plan(candidates), plan(shuffled));
    }

    /// Deadlines and appointments, then new leads, then grades, then first contacts.
    #[test]
    fn items_come_in_the_order_of_the_domain(candidates in candidates()) {
        let items = plan(candidates, &PLAYBOOK, march(9)).items;
        let group = |item: &Item| match item.why {
            Why::Appointment { .. } | Why::DeadlineWarning { .. } => 0,
            Why::NewLead { .. } => 1,
            Why::FirstContact { .. } => 3,
            _ => 2,
        };
        prop_assert!(items.is_sorted_by_key(group));
        let graded = items.iter().filter(|item| group(item) == 2);
        prop_assert!(graded.is_sorted_by_key(|item| (item.grade, -item.days_overdue)));
        let leads = items.iter().filter_map(|item| match item.why {
            Why::NewLead { respond_by, .. } => Some(respond_by),
            _ => None,
        });
        prop_assert!(leads.is_sorted(), "by time left");
    }
}
