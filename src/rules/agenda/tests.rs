use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::{DealId, Grade};
use crate::rules::calendar::Shift;

const TODAY: &str = "2026-03-10";

static PLAYBOOK: std::sync::LazyLock<Playbook> = std::sync::LazyLock::new(Playbook::shipped);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// March 2026, by the day of the month; before the 1st counts back into February.
fn march(date: i64) -> Day {
    day("2026-02-28").plus_days(date)
}

fn open(deal: i64, grade: Grade, opened: i64) -> OpenDeal {
    OpenDeal { deal: DealId(deal), grade, opened_on: march(opened), received_at: None }
}

fn always() -> Arc<Workplace> {
    Arc::new(Workplace::always())
}

/// An account entered and assigned on 1 January, never tried.
fn account(id: i64, deals: &[OpenDeal]) -> Candidate {
    Candidate {
        owner: Some(StaffId(1)),
        assigned_on: Some(day("2026-01-01")),
        deals: deals.to_vec(),
        ..Candidate::blank(AccountId(id), day("2026-01-01"), always())
    }
}

fn planned(candidates: &[Candidate]) -> Agenda {
    plan(candidates.to_vec(), &PLAYBOOK, day(TODAY))
}

fn due(candidate: &Candidate) -> Due {
    due_day(candidate, &PLAYBOOK).unwrap()
}

#[test]
fn due_is_the_last_effective_contact_and_the_cadence_of_the_grade() {
    for (grade, cadence_days) in [
        (Grade::O, 7),
        (Grade::H, 2),
        (Grade::A, 4),
        (Grade::B, 7),
        (Grade::C, 15),
        (Grade::N, 15), // as C, once it was reached
        (Grade::None, 90),
    ] {
        let last = march(1);
        let candidate = Candidate {
            reached_on: Some(last),
            tried_on: Some(last),
            ..account(1, &[open(1, grade, -30)])
        };
        let why = Why::Cadence { grade, last, cadence_days };
        let expected = Due::on(last.plus_days(cadence_days), why, Shift::Stays);
        assert_eq!(due(&candidate), expected, "{grade}");
        let on = |day| plan([candidate.clone()], &PLAYBOOK, day).items;
        assert_eq!(on(expected.day.plus_days(-1)), [], "{grade}: the day before");
        assert_eq!(on(expected.day)[0].days_overdue, 0, "{grade}: on the day");
        assert_eq!(on(expected.day.plus_days(3))[0].days_overdue, 3, "{grade}: 3 days after");
    }
}

#[test]
fn what_was_never_contacted_is_due_when_it_was_entered_or_assigned() {
    let never = |since| Due::on(since, Why::NeverContacted { since }, Shift::Stays);
    for (assigned, expected, what) in
        [(None, 5, "in the pool"), (Some(2), 5, "assigned before"), (Some(7), 7, "assigned after")]
    {
        for grade in [Grade::N, Grade::H, Grade::None] {
            let deals = [open(1, grade, 5)];
            let candidate = Candidate { assigned_on: assigned.map(march), ..account(1, &deals) };
            assert_eq!(due(&candidate), never(march(expected)), "{what}, {grade}");
        }
    }
    // Reached long before the deal was entered: not overdue by the months between.
    let old = Candidate { reached_on: Some(march(-60)), ..account(1, &[open(1, Grade::H, 9)]) };
    assert_eq!(due(&old), never(march(9)));
    // Reached the day before it was entered: that contact counts.
    let young = Candidate { reached_on: Some(march(8)), ..account(1, &[open(1, Grade::H, 9)]) };
    assert_eq!(due(&young).day, march(10));
    assert!(matches!(due(&young).why, Why::Cadence { .. }));
    // The cadence runs out on the very day the deal was entered: the cadence is the reason.
    let just = Candidate { reached_on: Some(march(7)), ..account(1, &[open(1, Grade::H, 9)]) };
    assert!(matches!(due(&just).why, Why::Cadence { .. }));
}

#[test]
fn an_attempt_brings_the_account_back_the_next_day_and_not_the_same() {
    let deals = [open(1, Grade::H, -30)];
    for (reached, tried, expected, attempted, what) in [
        (None, Some(9), 10, true, "never reached"),
        (Some(1), Some(9), 10, true, "overdue before the attempt"),
        (Some(9), Some(10), 11, true, "before the cadence"),
        (Some(9), Some(9), 11, false, "the contact itself is no attempt"),
        (Some(9), Some(5), 11, false, "attempts before the contact do not count"),
    ] {
        let candidate = Candidate {
            reached_on: reached.map(march),
            tried_on: tried.map(march),
            ..account(1, &deals)
        };
        assert_eq!(due(&candidate).day, march(expected), "{what}");
        assert_eq!(matches!(due(&candidate).why, Why::AttemptFollowUp { .. }), attempted, "{what}");
    }
    let today = Candidate { tried_on: Some(march(10)), ..account(1, &deals) };
    assert_eq!(planned(&[today]).items, []);
}

#[test]
fn the_shortest_cadence_over_the_open_deals_decides() {
    let reached =
        |deals: &[OpenDeal]| Candidate { reached_on: Some(march(1)), ..account(1, deals) };
    for (deals, decides, what) in [
        (vec![open(1, Grade::C, -9), open(2, Grade::A, -9)], 2, "A before C"),
        (vec![open(1, Grade::O, -9), open(2, Grade::B, -9)], 1, "both 7 days: the nearer grade"),
        (vec![open(2, Grade::A, -9), open(1, Grade::A, -9)], 1, "same grade: the smaller id"),
        (vec![open(1, Grade::O, -9), open(2, Grade::H, -9)], 2, "H is looked after most often"),
    ] {
        let agenda = planned(&[reached(&deals)]);
        assert_eq!(agenda.items.len(), 1, "{what}: one item per account");
        assert_eq!(agenda.items[0].deal, Some(DealId(decides)), "{what}");
    }
}

#[test]
fn items_come_by_grade_then_overdue_then_account() {
    let reached = |id, grade, on| Candidate {
        reached_on: Some(march(on)),
        ..account(id, &[open(id, grade, -300)])
    };
    let agenda = planned(&[
        account(9, &[]),
        reached(8, Grade::None, -90),
        account(7, &[open(7, Grade::N, 1)]),
        reached(6, Grade::C, -10),
        reached(5, Grade::H, 8),
        reached(4, Grade::H, 2),
        reached(3, Grade::H, 2),
        reached(2, Grade::O, 3),
        reached(1, Grade::H, 9),
    ]);
    let order: Vec<i64> = agenda.items.iter().map(|item| item.account.0).collect();
    assert_eq!(order, [2, 3, 4, 5, 6, 7, 8, 9], "1 is due tomorrow");
    let work: Vec<&str> = agenda.items.iter().map(|item| item.work.key()).collect();
    assert_eq!(work.join(" "), "order close close close build build inform first-contact");
}

#[test]
fn first_contacts_are_capped_per_owner_best_first() {
    let playbook = crate::playbook::SHIPPED
        .replace("first_contacts_per_day = 20", "first_contacts_per_day = 2");
    let playbook = Playbook::parse(&playbook).unwrap();
    let assigned = |id, owner: i64, on, purchases| Candidate {
        owner: Some(StaffId(owner)),
        assigned_on: Some(march(on)),
        purchases,
        ..account(id, &[])
    };
    let candidates = vec![
        assigned(1, 1, 5, 0),
        assigned(2, 1, 4, 0),
        assigned(3, 1, 6, 2),
        assigned(4, 1, 5, 0),
        assigned(5, 2, 9, 0),
        assigned(6, 1, 11, 9), // tomorrow
        Candidate { owner: None, ..assigned(7, 1, 1, 9) },
        Candidate { reached_on: Some(march(2)), ..assigned(8, 1, 1, 9) },
        Candidate { tried_on: Some(march(10)), ..assigned(9, 1, 1, 9) },
    ];
    let agenda = plan(candidates.clone(), &playbook, day(TODAY));
    let order: Vec<i64> = agenda.items.iter().map(|item| item.account.0).collect();
    assert_eq!(order, [3, 2, 5]);
    assert_eq!(agenda.left_out, [LeftOut { doer: StaffId(1), count: 2, made: 0 }]);
    let tomorrow = plan(candidates, &playbook, march(11));
    let order: Vec<i64> = tomorrow.items.iter().map(|item| item.account.0).collect();
    assert_eq!(order, [9, 3, 5], "tried yesterday, it is back");
    assert_eq!(tomorrow.left_out, [LeftOut { doer: StaffId(1), count: 4, made: 0 }]);
}

fn grade() -> impl Strategy<Value = Grade> {
    proptest::sample::select(Grade::ALL.to_vec())
}

prop_compose! {
    fn candidate()(
        owner in proptest::option::weighted(0.8, 1_i64..4),
        reached in proptest::option::of(-120_i64..15),
        tried in proptest::option::of(-20_i64..15),
        opened in -150_i64..12,
        assigned in proptest::option::of(-100_i64..15),
        purchases in 0_u32..3,
        deals in proptest::collection::vec((grade(), -60_i64..12), 0..4),
    ) -> Candidate {
        Candidate {
            owner: owner.map(StaffId),
            reached_on: reached.map(march),
            tried_on: tried.map(march),
            assigned_on: assigned.map(march),
            purchases,
            deals: deals.iter().zip(1..).map(|((grade, at), id)| open(id, *grade, *at)).collect(),
            ..Candidate::blank(AccountId(0), march(opened), always())
        }
    }
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    proptest::collection::vec(candidate(), 0..80).prop_map(|mut all| {
        for (candidate, id) in all.iter_mut().zip(1..) {
            candidate.account = AccountId(id);
        }
        all
    })
}

/// The ranges over facts that stand for `due ≤ day`, as [`deal_due`] documents them.
fn in_range(candidate: &Candidate, deal: &OpenDeal, day: Day) -> bool {
    let Candidate { reached_on, tried_on, assigned_on, .. } = *candidate;
    let assigned = reached_on.is_some() || assigned_on.is_none_or(|assigned| assigned <= day);
    let cadence = PLAYBOOK.grades.cadence_days(deal.grade);
    deal.opened_on <= day
        && assigned
        && match (reached_on, tried_on) {
            (reached, Some(tried)) if reached.is_none_or(|reached| tried > reached) => {
                tried <= day.plus_days(-1)
            }
            (Some(reached), _) => reached <= day.plus_days(-cadence),
            (None, _) => true,
        }
}

proptest! {
    #[test]
    fn the_agenda_does_not_depend_on_the_order_of_the_candidates(
        (candidates, shuffled) in candidates().prop_flat_map(|all| {
            let shuffled = Just(all.clone()).prop_shuffle();
            (Just(all), shuffled)
        })
    ) {
        let agenda = planned(&candidates);
        prop_assert_eq!(&agenda, &planned(&candidates));
        prop_assert_eq!(agenda, planned(&shuffled));
    }

    /// What is due is an item or left out, and nothing else is.
    #[test]
    fn nothing_due_is_dropped(candidates in candidates()) {
        let today = day(TODAY);
        let agenda = planned(&candidates);
        let due = candidates.iter().filter(|candidate| {
            let by_deal = due_day(candidate, &PLAYBOOK).is_some_and(|due| due.day <= today);
            let tried = candidate.tried_on.is_some_and(|tried| tried >= today);
            let assigned = candidate.assigned_on.unwrap_or(candidate.opened_on) <= today;
            let first = candidate.deals.is_empty() && candidate.owner.is_some();
            by_deal || (first && candidate.reached_on.is_none() && !tried && assigned)
        });
        let left_out: usize = agenda.left_out.iter().map(|one| one.count).sum();
        prop_assert_eq!(due.count(), agenda.items.len() + left_out);
        for item in &agenda.items {
            prop_assert!(item.days_overdue >= 0);
            prop_assert_eq!(item.due.plus_days(item.days_overdue), today);
        }
    }

    /// The arithmetic of the reason gives the due day.
    #[test]
    fn reasons_add_up(candidate in candidate()) {
        let Some(due) = due_day(&candidate, &PLAYBOOK) else { return Ok(()) };
        let day = match due.why {
            Why::Cadence { last, cadence_days, .. } => last.plus_days(cadence_days),
            Why::NeverContacted { since } => since,
            Why::AttemptFollowUp { tried_on, retry_days } => tried_on.plus_days(retry_days),
            _ => return Err(TestCaseError::fail("nothing of this was made")),
        };
        prop_assert_eq!(day, due.day);
    }

    #[test]
    fn the_due_day_agrees_with_ranges_over_facts(candidate in candidate(), date in -30_i64..60) {
        let day = march(date);
        let ranges = candidate.deals.iter().any(|deal| in_range(&candidate, deal, day));
        let due = due_day(&candidate, &PLAYBOOK).is_some_and(|due| due.day <= day);
        prop_assert_eq!(due, ranges);
    }
}
