use proptest::prelude::*;

use super::*;
use crate::playbook::Playbook;

fn day(offset: i64) -> Day {
    "2026-01-01".parse::<Day>().unwrap().plus_days(offset)
}

const KEYS: &[&str] =
    &["lead", "contacted", "visited", "driven", "quoted", "ordered", "delivered", "gone"];
const STATES: &[DealState] = &[DealState::Open, DealState::Won, DealState::Lost, DealState::Frozen];

/// Deals of a funnel with moves in any direction, some to stages it does not have.
fn courses() -> impl Strategy<Value = Vec<Course>> {
    let moves = prop::collection::vec((prop::sample::select(KEYS), 0_i64..20), 0..6);
    let course = (0_i64..60, moves, prop::sample::select(STATES), 0_i64..20, any::<bool>());
    let course = course.prop_map(move |(opened, moves, state, closed, budget)| {
        let (mut at, mut today) = ("lead", opened);
        let steps = moves.into_iter().map(|(to, wait)| {
            today += wait;
            let step = Step { from: at.to_owned(), to: to.to_owned(), day: day(today) };
            at = to;
            step
        });
        let steps: Vec<Step> = steps.collect();
        let open = state == DealState::Open;
        Course {
            deal: DealId(0),
            steps,
            stage: at.to_owned(),
            state,
            opened_on: day(opened),
            closed_on: (!open).then(|| day(today + closed)),
            budget: budget.then_some(Money { minor: 100 }),
        }
    });
    prop::collection::vec(course, 0..12).prop_map(|mut courses| {
        (1..).zip(&mut courses).for_each(|(id, course)| course.deal = DealId(id));
        courses
    })
}

proptest! {
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
