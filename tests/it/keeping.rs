//! Which appointments a contact keeps, and what the agenda and the history say of it.

use crate::prospects::{add, firm};
use crate::sandbox::{Sandbox, on_both};

/// An account with two open deals, reached some days ago.
fn sandbox(kam: &Sandbox) {
    kam.out("staff add 李娜 -q");
    add(kam, &[firm("多达运输").owned(1, "2026-02-20")]);
    for model in ["朗逸", "途观"] {
        kam.out(&format!("deal add A1 --model {model} --today 2026-02-20 -q"));
    }
    kam.out("log A1 call --today 2026-02-20 -q");
}

/// What is agreed and due, and what the history counts.
fn told(kam: &Sandbox) -> String {
    let columns = "why,appointment,deal,days_overdue";
    let agenda = kam.out(&format!("agenda --all -f csv --columns {columns} --no-header -q"));
    let why = kam.out("agenda --why A1");
    let so_far: Vec<&str> = why.lines().skip_while(|line| *line != "So far:").collect();
    format!("{agenda}{}", so_far.join("\n"))
}

#[test]
fn a_contact_about_another_deal_closes_no_deadline() {
    on_both(|kam| {
        sandbox(kam);
        kam.out("book A1 2026-03-02 --deal D1 --deadline --today 2026-02-25 -q");
        insta::allow_duplicates!(insta::assert_snapshot!(kam.kam("log A1 call --deal D2"), @r"
        ---- stderr ----
        T2: A1 多达运输, call, reached, 2026-03-02, about D2.
        Also open with A1: AP1 deadline 2026-03-02.
        Logged as O8.
        "));
        insta::allow_duplicates!(insta::assert_snapshot!(told(kam), @r"
        deadline,AP1,D1,0
        So far:
        - 2026-02-20 new 02-20: done on time, 2026-02-20
        - 2026-03-02 deadline 03-02: open
        2 due = 1 on time + 0 late + 0 skipped + 1 open
        "));
        insta::allow_duplicates!(
            insta::assert_snapshot!(kam.kam("log A1 call --deal D1 --lang zh"), @r"
            ---- stderr ----
            T3：A1 多达运输，电话，接通，2026-03-02，商机 D1，赴约 AP1。
            已记录为 O9。
            ")
        );
        insta::allow_duplicates!(insta::assert_snapshot!(told(kam), @r"
        So far:
        - 2026-02-20 new 02-20: done on time, 2026-02-20
        - 2026-03-02 deadline 03-02: done on time, 2026-03-02
        2 due = 2 on time + 0 late + 0 skipped + 0 open
        "));
    });
}

#[test]
fn one_contact_keeps_one_of_two_appointments_of_a_day() {
    on_both(|kam| {
        sandbox(kam);
        kam.out("book A1 2026-03-02 15:00 --deal D1 --today 2026-02-25 -q");
        kam.out("book A1 2026-03-02 10:00 --deal D1 --today 2026-02-25 -q");
        insta::allow_duplicates!(insta::assert_snapshot!(kam.kam("log A1 call --deal D1"), @r"
        ---- stderr ----
        T2: A1 多达运输, call, reached, 2026-03-02, about D1, keeps AP2.
        Also open with A1: AP1 2026-03-02 15:00.
        Logged as O9.
        "));
        insta::allow_duplicates!(insta::assert_snapshot!(told(kam), @r"
        appointment,AP1,D1,0
        So far:
        - 2026-02-20 new 02-20: done on time, 2026-02-20
        - 2026-03-02 agreed 03-02 10:00: done on time, 2026-03-02
        - 2026-03-02 agreed 03-02 15:00: open
        3 due = 2 on time + 0 late + 0 skipped + 1 open
        "));
        kam.out("undo -q");
        kam.out("redo -q");
        kam.out("log A1 call --deal D1 -q");
        insta::allow_duplicates!(insta::assert_snapshot!(told(kam), @r"
        So far:
        - 2026-02-20 new 02-20: done on time, 2026-02-20
        - 2026-03-02 agreed 03-02 15:00: done on time, 2026-03-02
        - 2026-03-02 agreed 03-02 10:00: done on time, 2026-03-02
        3 due = 3 on time + 0 late + 0 skipped + 0 open
        "));
    });
}

#[test]
fn a_call_of_the_morning_leaves_the_meeting_of_the_afternoon() {
    on_both(|kam| {
        sandbox(kam);
        kam.out("book A1 2026-03-02 --time 15:00 --today 2026-02-25 -q");
        let why = kam.out("agenda --why A1");
        assert!(why.contains("Done by an effective contact on 2026-03-02 14:00 or later"), "{why}");
        insta::allow_duplicates!(
            insta::assert_snapshot!(kam.kam("log A1 call --today 2026-03-02T10:00"), @r"
            ---- stderr ----
            T2: A1 多达运输, call, reached, 2026-03-02.
            Also open with A1: AP1 2026-03-02 15:00.
            Logged as O8.
            ")
        );
        insta::allow_duplicates!(insta::assert_snapshot!(told(kam), @r"
        appointment,AP1,D1,0
        So far:
        - 2026-02-20 new 02-20: done on time, 2026-02-20
        - 2026-03-02 agreed 03-02 15:00: open
        2 due = 1 on time + 0 late + 0 skipped + 1 open
        "));
        insta::allow_duplicates!(
            insta::assert_snapshot!(kam.kam("log A1 visit --today 2026-03-02T14:30"), @r"
            ---- stderr ----
            T3: A1 多达运输, visit, reached, 2026-03-02, keeps AP1.
            Logged as O9.
            ")
        );
        insta::allow_duplicates!(insta::assert_snapshot!(told(kam), @r"
        So far:
        - 2026-02-20 new 02-20: done on time, 2026-02-20
        - 2026-03-02 agreed 03-02 15:00: done on time, 2026-03-02
        2 due = 2 on time + 0 late + 0 skipped + 0 open
        "));
    });
}

#[test]
fn a_contact_named_for_a_later_hour_keeps_that() {
    on_both(|kam| {
        sandbox(kam);
        kam.out("book A1 2026-03-02 --time 15:00 --today 2026-02-25 -q");
        kam.out("book A1 2026-03-02 --deadline --time 17:00 --today 2026-02-25 -q");
        let said = kam.kam("log A1 call --for AP1 --today 2026-03-02T09:30");
        assert!(said.contains("keeps AP1."), "{said}");
        // A deadline is kept all day.
        let said = kam.kam("log A1 call --today 2026-03-02T09:40");
        assert!(said.contains("keeps AP2."), "{said}");
    });
}

#[test]
fn a_contact_of_some_hour_of_the_day_keeps_the_first_appointment_alone() {
    on_both(|kam| {
        sandbox(kam);
        for time in ["09:30", "15:00"] {
            kam.out(&format!("book A1 2026-03-02 --time {time} --today 2026-02-25 -q"));
        }
        let said = kam.kam("log A1 call 今天上午 --today 2026-03-02T18:00 --dry-run");
        assert!(said.contains("keeps AP1,") && said.contains("AP2 2026-03-02 15:00"), "{said}");
        let list = "account,date,kind,result,note\nA1,2026-03-02,call,reached,x\n";
        kam.file("touches.csv", list);
        kam.out("import touches.csv --source touches --today 2026-03-02T18:00 -q");
        assert_eq!(kam.out("book --all -f csv --columns appointment --no-header"), "AP2\n");
    });
}
