use proptest::prelude::*;

use super::*;
use crate::playbook::Playbook;

fn day(offset: i64) -> Day {
    "2026-01-01".parse::<Day>().unwrap().plus_days(offset)
}

const KEYS: &[&str] =
    &["lead", "contacted", "visited", "driven", "quoted", "ordered", "delivered", "gone"];

/// Returns a deal as it is where all of this happened to it: only events change it.
fn course(opened_on: Day, events: Vec<Event>, budget: Option<Money>) -> Course {
    let at = events.iter().rev().find_map(Event::step).map_or("lead", |step| step.to.as_str());
    let state = match events.last() {
        Some(Event::Lost(_)) => DealState::Lost,
        _ if at == "delivered" => DealState::Won,
        _ => DealState::Open,
    };
    Course {
        deal: DealId(0),
        stage: at.to_owned(),
        state,
        opened_on,
        closed_on: events.last().filter(|_| state != DealState::Open).map(Event::day),
        events,
        budget,
    }
}

/// Deals of a funnel with moves in any direction, some to stages it does not have, with losses
/// between, some frozen at last.
fn courses() -> impl Strategy<Value = Vec<Course>> {
    let happened = (prop::sample::select(KEYS), 0_i64..20, prop::bool::weighted(0.25));
    let happened = prop::collection::vec(happened, 0..7);
    let parts = (0_i64..60, happened, prop::option::of(0_i64..20), any::<bool>());
    let course = parts.prop_map(move |(opened, happened, frozen, budget)| {
        let (mut at, mut today, mut closed) = ("lead", opened, false);
        let events = happened.into_iter().map(|(to, wait, lost)| {
            today += wait;
            closed = lost && !closed && at != "delivered";
            if closed {
                return Event::Lost(day(today));
            }
            let step = Step { from: at.to_owned(), to: to.to_owned(), day: day(today) };
            at = to;
            Event::Moved(step)
        });
        let events: Vec<Event> = events.collect();
        let made = course(day(opened), events, budget.then_some(Money { minor: 100 }));
        match frozen.filter(|_| made.state == DealState::Open) {
            None => made,
            Some(wait) => {
                Course { state: DealState::Frozen, closed_on: Some(day(today + wait)), ..made }
            }
        }
    });
    prop::collection::vec(course, 0..12).prop_map(|mut courses| {
        (1..).zip(&mut courses).for_each(|(id, course)| course.deal = DealId(id));
        courses
    })
}

/// Returns what was known of a deal on a day; `None` before it was opened.
fn as_it_was(of: &Course, on: Day) -> Option<Course> {
    let happened = of.events.iter().filter(|event| event.day() <= on).cloned().collect();
    let before = Course { deal: of.deal, ..course(of.opened_on, happened, of.budget) };
    (of.opened_on <= on).then_some(before)
}

proptest! {
    /// Whatever is moved, lost or opened again after a period, its figures stay.
    #[test]
    fn the_figures_of_a_period_that_is_over_stay(mut courses in courses(), from in 0_i64..60, days in 0_i64..60) {
        let playbook = Playbook::shipped();
        let preset = playbook.funnel.preset("retail").unwrap();
        let period = Period { from: day(from), to: day(from + days) };
        // Freezing is kept in the state alone.
        courses.retain(|course| course.state != DealState::Frozen);
        let then: Vec<Course> =
            courses.iter().filter_map(|course| as_it_was(course, period.to)).collect();
        prop_assert_eq!(
            figures(&courses, preset, period, &playbook.report),
            figures(&then, preset, period, &playbook.report)
        );
        prop_assert_eq!(overall(&courses, preset, period), overall(&then, preset, period));
    }

    #[test]
    fn whoever_entered_has_left_or_is_there(courses in courses(), from in 0_i64..60, days in 0_i64..60) {
        let playbook = Playbook::shipped();
        let preset = playbook.funnel.preset("retail").unwrap();
        let period = Period { from: day(from), to: day(from + days) };
        let found = figures(&courses, preset, period, &playbook.report);
        let mut standing = 0;
        for stage in &found.stages {
            prop_assert_eq!(stage.entered, stage.forward + stage.lost + stage.back + stage.there);
            prop_assert!(stage.passed <= stage.entered);
            prop_assert!(stage.median_days <= stage.p90_days);
            prop_assert!(stage.without_budget <= stage.entered);
            prop_assert!(stage.aged.unwrap_or(0) <= stage.standing);
            standing += stage.standing;
        }
        let all = overall(&courses, preset, period);
        // A deal in a stage that the funnel does not have stands in none.
        prop_assert!(standing <= all.open);
        prop_assert!(all.opened_won + all.opened_lost <= all.opened);
        prop_assert!(all.median_days.is_none_or(|days| days >= 0));
        prop_assert!(found.stages.iter().filter(|stage| stage.bottleneck.is_some()).count() <= 1);
        let aged: i64 = found.stages.iter().filter_map(|stage| stage.aged).sum();
        prop_assert_eq!(found.aged.len(), usize::try_from(aged).unwrap());
        for lever in levers(&all, &playbook.report) {
            prop_assert!(lever.gain.is_none_or(|gain| gain >= 0));
        }
    }

    #[test]
    fn a_percentile_occurs_and_that_many_are_not_above_it(values in prop::collection::vec(0_i64..50, 1..40), percent in 1_usize..=100) {
        let found = percentile(&values, percent).unwrap();
        prop_assert!(values.contains(&found));
        let at_most = values.iter().filter(|value| **value <= found).count();
        prop_assert!(at_most * 100 >= percent * values.len());
        let below = values.iter().filter(|value| **value < found).count();
        prop_assert!(below * 100 < percent * values.len());
    }

    #[test]
    fn stays_follow_each_other(courses in courses(), until in 0_i64..120) {
        let playbook = Playbook::shipped();
        let preset = playbook.funnel.preset("retail").unwrap();
        for course in &courses {
            let stays = stays(course, preset, day(until));
            for pair in stays.windows(2) {
                prop_assert!(pair[0].left.is_some());
                prop_assert!(pair[0].entered <= pair[1].entered);
            }
            for stay in &stays {
                prop_assert!(stay.left.is_none_or(|(left, _)| left >= stay.entered));
                prop_assert!(!stay.passed || stay.left == Some((stay.entered, Ended::Forward)));
            }
        }
    }
}
