//! The agenda of a past day is that of those who had the accounts then.

use crate::prospects::{add, firm};
use crate::sandbox::{Sandbox, on_both};

/// A customer reached once and one never reached, of 李娜; one of 王芳; one in the pool.
fn sandbox(kam: &Sandbox) {
    kam.out("staff add 李娜 -q");
    kam.out("staff add 王芳 -q");
    let firms = [
        firm("多达运输").owned(1, "2026-02-20"),
        firm("远航物流").owned(1, "2026-02-20"),
        firm("晨光贸易").owned(2, "2026-02-20"),
        firm("池中公司"),
    ];
    add(kam, &firms);
    for account in ["A1", "A2", "A4"] {
        kam.out(&format!("deal add {account} --model 朗逸 --today 2026-02-20 -q"));
    }
    kam.out("log A1 call H --today 2026-02-20 -q");
}

/// The agenda of somebody on a day, asked for in March.
fn then(kam: &Sandbox, whose: &str, day: &str) -> String {
    let columns = "--columns account,owner,why,due,days_overdue -f csv --no-header -q";
    kam.out(&format!("agenda {whose} --day {day} --today 2026-03-09 {columns}"))
}

#[test]
fn a_past_day_has_the_owners_of_then() {
    on_both(|kam| {
        sandbox(kam);
        let all =
            || ["--owner 李娜", "--owner 王芳", "--all"].map(|of| then(kam, of, "2026-02-25"));
        let before = all();
        insta::allow_duplicates!(insta::assert_snapshot!(before.join("\n"), @r"
        A1,S1,cadence,2026-02-22,3
        A2,S1,never-contacted,2026-02-20,5

        A3,S2,first-contact,2026-02-20,5

        A1,S1,cadence,2026-02-22,3
        A2,S1,never-contacted,2026-02-20,5
        A4,,never-contacted,2026-02-20,5
        A3,S2,first-contact,2026-02-20,5
        "));
        for later in [
            "assign A1 A2 --to 王芳 --today 2026-02-26",
            "assign A4 --to 李娜 --today 2026-02-27",
            "assign A3 --to pool --today 2026-02-27",
            "assign A1 --to 李娜 --today 2026-03-02",
            "assign A2 --to pool --today 2026-03-02",
            "undo --today 2026-03-03",
            "redo --today 2026-03-04",
        ] {
            kam.out(&format!("{later} -q"));
            assert_eq!(all(), before, "{later}");
        }
        let later = ["--owner 李娜", "--owner 王芳"].map(|of| then(kam, of, "2026-03-01"));
        insta::allow_duplicates!(insta::assert_snapshot!(later.join("\n"), @r"
        A4,S1,never-contacted,2026-02-27,2

        A1,S2,cadence,2026-02-22,7
        A2,S2,never-contacted,2026-02-26,3
        "));
    });
}

#[test]
fn what_was_taken_back_never_was() {
    on_both(|kam| {
        sandbox(kam);
        let before = then(kam, "--owner 李娜", "2026-02-27");
        kam.out("assign A1 A2 --to 王芳 --today 2026-02-26 -q");
        assert_eq!(then(kam, "--owner 李娜", "2026-02-27"), "");
        kam.out("undo --today 2026-03-03 -q");
        assert_eq!(then(kam, "--owner 李娜", "2026-02-27"), before);
        assert_eq!(then(kam, "--owner 李娜", "2026-02-25").lines().count(), 2);
    });
}

#[test]
fn what_was_done_for_one_consultant_stays_counted_when_another_gets_the_account() {
    on_both(|kam| {
        sandbox(kam);
        kam.out("log A2 call no-answer --today 2026-02-21 -q");
        kam.out("log A1 call --today 2026-02-26 -q");
        let told = |account: &str, day: &str| {
            let why = kam.out(&format!("agenda --why {account} --day {day} --today 2026-03-09"));
            let so_far: Vec<&str> = why.lines().skip_while(|line| *line != "So far:").collect();
            so_far.join("\n")
        };
        let before = ["A1", "A2"].map(|account| told(account, "2026-02-27"));
        insta::allow_duplicates!(insta::assert_snapshot!(before.join("\n"), @r"
        So far:
        - 2026-02-20 new 02-20: done on time, 2026-02-20
        - 2026-02-22 last 02-20, 2 d: done late, 2026-02-26
        2 due = 1 on time + 1 late + 0 skipped + 0 open
        So far:
        - 2026-02-20 new 02-20: open
        1 due = 0 on time + 0 late + 0 skipped + 1 open
        "));
        kam.out("assign A1 A2 --to 王芳 --today 2026-03-02 -q");
        assert_eq!(["A1", "A2"].map(|account| told(account, "2026-02-27")), before);
        kam.out("log A2 call --today 2026-03-03 -q");
        let after = ["A1", "A2"].map(|account| told(account, "2026-03-03"));
        insta::allow_duplicates!(insta::assert_snapshot!(after.join("\n"), @r"
        So far:
        - 2026-02-20 new 02-20: done on time, 2026-02-20
        - 2026-02-22 last 02-20, 2 d: done late, 2026-02-26
        - 2026-02-28 last 02-26, 2 d: open
        3 due = 1 on time + 1 late + 0 skipped + 1 open
        So far:
        - 2026-02-20 new 02-20: done late, 2026-03-03
        1 due = 0 on time + 1 late + 0 skipped + 0 open
        "));
    });
}
