//! Every change of grade is kept with date, from, to, cause, by whom; and what an order says of the
//! grade (domain rules, section 3).

use crate::prospects::{firm, person};
use crate::sandbox::{Sandbox, on_both};

/// D1 of a firm, D2 of a person, both open since February.
fn dealt(kam: &Sandbox) {
    let accounts = [
        firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"),
        person("张伟").with("张伟", "+8613800138001"),
    ];
    crate::prospects::add(kam, &accounts);
    kam.out("deal add A1 --model 拓川 --quantity 2 --expected 2026-03-16 --opened 2026-02-10 -q");
    kam.out("deal add A2 --model 朗行 --opened 2026-02-10 -q");
}

fn staffed(kam: &Sandbox) {
    kam.out("staff add 李娜 --alias 小李 -q");
    dealt(kam);
}

const KEPT: &str = "export grade_moves -f csv --no-header --columns deal,day,from_grade,to_grade,cause,staff,reason";

/// Returns the changes of grade that are kept beyond the first `known`.
fn kept(kam: &Sandbox, known: &mut usize) -> Vec<String> {
    let all: Vec<String> = kam.out(KEPT).lines().map(str::to_owned).collect();
    let new = all[*known..].to_vec();
    *known = all.len();
    new
}

/// Each row: the day, by whom, the command; the change of grade that it leaves. Where the rules give
/// a grade nobody is named.
#[test]
fn every_change_of_grade_is_kept_with_date_from_to_cause_and_by_whom() {
    let answers = "--finished a --evidence b --source seen --doing c --planned d";
    let reasoned = format!("{answers} --reason e");
    on_both(|kam| {
        staffed(kam);
        let mut known = 0;
        for (day, command, expected) in [
            ("02", "log A1 call --grade A --on 2026-02-27", "D1,2026-02-27,N,A,by-hand,S1,"),
            ("02", "log A1 call --on 2026-03-01", ""),
            ("02", "log A1 call --grade A", ""),
            ("03", "grade set D1 H --reason 必买", "D1,2026-03-03,A,H,by-hand,S1,必买"),
            ("03", "grade set D1 H --reason 仍然", "D1,2026-03-03,H,H,by-hand,S1,仍然"),
            ("04", "grade --all", "D2,2026-03-04,N,C,horizon,,"),
            ("04", "grade --all", ""),
            ("05", &format!("stage D1 ordered {reasoned}"), "D1,2026-03-05,H,O,order,,"),
            ("06", &format!("stage D1 met {answers}"), "D1,2026-03-06,O,B,signs,,"),
            ("09", "order D1 --reason e --on 2026-03-08", "D1,2026-03-08,B,O,order,,"),
            ("10", "log A1 call --grade H --deal D1", "D1,2026-03-10,O,H,by-hand,S1,"),
            ("12", "deliver R1 --quantity 1", ""),
            ("13", "deliver R1 --on 2026-03-12", ""),
            ("14", "stage D1 negotiating --reopen --reason 退车", "D1,2026-03-14,H,B,signs,,"),
        ] {
            let today = format!("2026-03-{day}");
            let mut args = vec!["--as", "小李", "--today", &today, "-q"];
            args.extend(command.split_whitespace());
            let said = kam.kam_with(&args, "");
            assert_eq!(said, "", "{command}");
            let found = kept(kam, &mut known).join(" + ");
            assert_eq!(found, expected, "{day} {command}");
        }
    });
}

/// What is entered late counts on the day on which it happened, but never before what is known.
#[test]
fn an_order_entered_late_makes_o_on_its_own_day() {
    for (before, expected) in [
        // Nothing came between.
        (&[][..], "D1,2026-03-02,N,O,order,,"),
        (&["--today 2026-02-20 grade set D1 A --reason x"][..], "D1,2026-03-02,A,O,order,,"),
        // The grade of the 4th was given as it stands: the change comes after it.
        (&["--today 2026-03-04 grade set D1 A --reason x"][..], "D1,2026-03-04,A,O,order,,"),
    ] {
        let kam = Sandbox::new();
        staffed(&kam);
        for command in before {
            kam.out(command);
        }
        kam.out("--today 2026-03-05 order D1 --reason x --on 2026-03-02");
        let all = kam.out(KEPT);
        assert_eq!(all.lines().last(), Some(expected), "{before:?}");
    }
}

/// The same of the orders of a list.
#[test]
fn an_order_of_a_list_makes_o_on_its_own_day() {
    let kam = Sandbox::new();
    staffed(&kam);
    kam.file(
        "orders.csv",
        "订单号,订单日期,account id,客户名称,车型,数量\nHT-1,2026-02-20,A2,,朗行,1\n",
    );
    kam.out("import orders.csv --source orders -q");
    assert_eq!(kam.out(KEPT), "D2,2026-02-20,N,O,order,,\n");
}

/// From the day of the order the cadence of O counts: 7 days, not the 2 of H, which would have run out.
#[test]
fn what_is_due_follows_the_grade_of_that_day() {
    let kam = Sandbox::new();
    staffed(&kam);
    kam.out("--as 小李 log A1 call --grade H --on 2026-02-28 -q");
    kam.out("--today 2026-03-05 order D1 --reason x --on 2026-03-01 -q");
    let why = kam.out("--today 2026-03-05 agenda --why A1");
    insta::assert_snapshot!(why, @r"
    why
    ────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    Last effective contact: 2026-02-28.
    D1: grade O: 2026-02-28 + 7 days: due 2026-03-07.
    D1 decides: it is the only open deal.
    Not due yet: it will be on 2026-03-07, in 2 days.
    Done by an effective contact on 2026-03-07 or later, or by a skip with a reason.
    So far:
    - 2026-02-10 new 02-10: done late, 2026-02-28
    1 due = 0 on time + 1 late + 0 skipped + 0 open
    ");
}

/// Signs of O: contract signed; paid in full, not delivered; deposit received. What is delivered is
/// none any more, though it is paid.
#[test]
fn paid_in_full_is_a_sign_of_o_until_all_is_delivered() {
    let proposed = |kam: &Sandbox| {
        kam.out("grade D2 --today 2026-03-02 -f csv --columns proposed,cause --no-header")
    };
    for terms in ["--paid", "--signed", "--deposit 5000"] {
        let kam = &Sandbox::new();
        staffed(kam);
        kam.out("deal edit D2 --expected 2026-03-09 -q");
        kam.out(&format!("order D2 --line 朗行:2 {terms} --on 2026-02-20 -q"));
        assert_eq!(proposed(kam), "O,order-signs\n", "{terms}: nothing delivered");
        kam.out("deliver R1 --quantity 1 --on 2026-02-25 -q");
        assert_eq!(proposed(kam), "O,order-signs\n", "{terms}: delivered in part");
        kam.out("deliver R1 --on 2026-02-27 -q");
        kam.out("stage D2 quoted --reopen --reason 退车 -q");
        assert_eq!(proposed(kam), "B,signs\n", "{terms}: delivered, and opened again");
        assert_eq!(kam.out("stage D2 -f csv --columns grade --no-header"), "B\n", "{terms}");
    }
    on_both(|kam| {
        staffed(kam);
        kam.out("deal edit D2 --expected 2026-03-09 -q");
        kam.out("order D2 --line 朗行:2 --paid --on 2026-02-20 -q");
        kam.out("deliver R1 --quantity 1 -q");
        assert_eq!(proposed(kam), "O,order-signs\n");
        kam.out("deliver R1 --close-short --reason 停产 -q");
        kam.out("stage D2 quoted --reopen --reason 退车 -q");
        assert_eq!(proposed(kam), "B,signs\n", "the rest will not come");
    });
}

/// Rule 5: no way to reach the account at all, no grade; any one of them is a way. Each is asked of
/// one deal, and of all of them at once.
#[test]
fn rule_5_any_phone_e_mail_or_address_is_a_way_to_reach_them() {
    on_both(|kam| {
        for (number, (account, contact, grade)) in [
            ("", "", "-"),
            ("--phone 13800138000", "", "B"),
            ("--email a@example.com", "", "B"),
            ("--address 杭州市文三路1号", "", "B"),
            ("", "李四", "-"),
            ("", "李四 --phone 13800138001", "B"),
            ("", "李四 --email l@example.com", "B"),
        ]
        .into_iter()
        .enumerate()
        {
            let id = format!("A{}", number + 1);
            kam.out(&format!("add 公司{number} {account} --new -q"));
            if !contact.is_empty() {
                kam.out(&format!("contact add {id} {contact} -q"));
            }
            kam.out(&format!("deal add {id} --expected 2026-03-09 -q"));
            let one = kam.out(&format!("grade {id} -f csv --columns proposed --no-header"));
            assert_eq!(one.trim(), grade, "{account} {contact}, asked of it alone");
            kam.out("grade --all -q");
            let all = kam.out("list --columns account,grade -f csv --no-header");
            let row = all.lines().find(|line| line.starts_with(&format!("{id},")));
            assert_eq!(row, Some(format!("{id},{grade}").as_str()), "{account} {contact}, of all");
        }
        // What is taken away is a way no more.
        kam.out("edit A2 --drop-phone 13800138000 -q");
        kam.out("edit A3 --email= -q");
        kam.out("edit A4 --address= -q");
        kam.out("contact edit P3 --email= -q");
        let grades = |command: &str| {
            let said = kam.out(command);
            said.lines().map(str::to_owned).collect::<Vec<_>>().join(" ")
        };
        let columns = "-f csv --columns proposed --no-header";
        assert_eq!(grades(&format!("grade A2 A3 A4 A6 A7 {columns}")), "- - - B -");
        kam.out("grade --all -q");
        assert_eq!(grades("list --columns grade -f csv --no-header"), "- - - - - B -");
    });
}
