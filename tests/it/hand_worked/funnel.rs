//! The figures of a funnel of seven deals.

use kam::model::{Account, AccountId, AccountKind, Deal, DealState, StageMove};
use kam::store::{Op, StoreError};

use super::{LI, NOW, assert_lines, day, people, write};
use crate::sandbox::Sandbox;

/// The day a deal was opened, its moves, how and when it ended.
type Course =
    (&'static str, &'static [(&'static str, &'static str)], Option<(DealState, &'static str)>);

/// Beside each: days in lead, contacted, visited, driven, quoted, ordered; `+` still there.
const COURSES: &[Course] = &[
    // 1, 3, 2, 2, 10, 14 (8 of February and 6 of March)
    (
        "2026-02-02",
        &[
            ("contacted", "2026-02-03"),
            ("visited", "2026-02-06"),
            ("driven", "2026-02-08"),
            ("quoted", "2026-02-10"),
            ("ordered", "2026-02-20"),
            ("delivered", "2026-03-06"),
        ],
        Some((DealState::Won, "2026-03-06")),
    ),
    // 3, 5, 2, passed, +
    (
        "2026-02-02",
        &[("contacted", "2026-02-05"), ("visited", "2026-02-10"), ("quoted", "2026-02-12")],
        None,
    ),
    // 2, 8 and lost
    ("2026-02-10", &[("contacted", "2026-02-12")], Some((DealState::Lost, "2026-02-20"))),
    // 7, +
    ("2026-02-15", &[("contacted", "2026-02-22")], None),
    // +
    ("2026-03-01", &[], None),
    // 1, 4, 8 (3 of February and 5 of March) and lost
    (
        "2026-02-20",
        &[("contacted", "2026-02-21"), ("visited", "2026-02-25")],
        Some((DealState::Lost, "2026-03-05")),
    ),
    // a lead before the period: not of its cohort; 7, +
    ("2026-01-20", &[("contacted", "2026-02-04"), ("visited", "2026-02-11")], None),
];

const STAGES: &[&str] = &[
    // All but the seventh; the fifth is there. 5 of 6 = 83 %. Days 1 1 2 3 7: the 3rd, the 5th.
    "lead,6,0,5,0,1,83,2,7",
    // All but the fifth; the third lost, the fourth there. 4 of 6 = 67 %. Days 3 4 5 7 8.
    "contacted,6,0,4,1,1,67,5,8",
    // 1, 2, 6 lost, 7 there. 2 of 4. Days 2 2 8: the 2nd (1.5 rounded up), the 3rd (2.7).
    "visited,4,0,2,1,1,50,2,8",
    // 1, and 2 which passed it, whose days are not counted. Days 2.
    "driven,2,1,2,0,0,100,2,2",
    // 1, and 2 which is there. Days 10.
    "quoted,2,0,1,0,1,50,10,10",
    // Days 14.
    "ordered,1,0,1,0,0,100,14,14",
    // The end, which leads nowhere.
    "delivered,1,0,0,0,1,,,",
];

fn course(op: &mut Op<'_>, course: &Course) -> Result<(), StoreError> {
    let (opened, moves, ended) = course;
    let id = op.next_id()?;
    let stage = moves.last().map_or("lead", |(stage, _)| stage);
    op.insert(&Deal {
        id,
        state: ended.map_or(DealState::Open, |(state, _)| state),
        closed_on: ended.map(|(_, on)| day(on)),
        ..Deal::blank(AccountId(1), "retail".to_owned(), stage.to_owned(), day(opened))
    })?;
    let mut at = "lead";
    for (to, on) in *moves {
        let step = op.next_id()?;
        op.insert(&StageMove {
            id: step,
            deal: id,
            from_stage: at.to_owned(),
            to_stage: (*to).to_owned(),
            day: day(on),
            staff: None,
            evidence: None,
            evidence_source: None,
            reason: None,
            doing: None,
            planned: None,
            finished: None,
            items: Vec::new(),
            moved_by: None,
        })?;
        at = to;
    }
    Ok(())
}

#[test]
fn every_figure_of_the_funnel_is_the_one_worked_out_by_hand() {
    let kam = Sandbox::new();
    write(&kam, |op| {
        people(op)?;
        let id = op.next_id()?;
        op.insert(&Account {
            id,
            owner: Some(LI),
            ..Account::blank(AccountKind::Person, "客户".to_owned(), day("2026-01-01"))
        })?;
        COURSES.iter().try_for_each(|one| course(op, one))
    });
    let period = "report funnel --from 2026-02-01 --to 2026-03-10 -f csv";
    let header = "stage,entered,passed,forward,lost,there,conversion,median_days,p90_days";
    let printed = kam.out(&format!("{NOW} {period} --columns {header}"));
    assert_lines(&printed, header, STAGES);

    // Six opened in the period, of which one is won (17 %); 1 won of 3 that ended (33 %), in 32 days,
    // 26 of February and 6 of March; the second, fourth, fifth and seventh are open.
    let header = "opened,opened_won,conversion,won,lost,win_rate,median_days,open";
    let printed = kam.out(&format!("{NOW} {period} --rows overall --columns {header}"));
    assert_lines(&printed, header, &["6,1,17,1,2,33,32,4"]);
}
