//! Deadlines of a deal that is lost end with it; other appointments stay.

use std::fmt::Write as _;

use crate::prospects::firm;
use crate::sandbox::{Sandbox, on_both};

/// A deal with two appointments and a deadline about it, and one appointment of the account.
fn sandbox(kam: &Sandbox) {
    kam.out("staff add 李娜 -q");
    crate::prospects::add(kam, &[firm("多达运输").owned(1, "2026-02-10")]);
    kam.out("book A1 +20d -q");
    kam.out("deal add A1 --model 拓川 -q");
    kam.out("book A1 today -q");
    kam.out("book A1 +14d 9:30 -q");
    kam.out("book A1 +7d --deadline -q");
}

fn appointments(kam: &Sandbox) -> String {
    let store = kam.open();
    let all = store.db().every::<kam::model::Appointment>().unwrap();
    let told = all.iter().map(|one| {
        let ended = one.closed_on.zip(one.ending);
        let ended = ended.map_or_else(|| "open".to_owned(), |(on, how)| format!("{how} {on}"));
        format!("{} {ended}\n", one.id)
    });
    told.collect()
}

#[test]
fn deadlines_of_a_lost_deal_are_called_off_with_it_and_come_back_with_an_undo() {
    on_both(|kam| {
        sandbox(kam);
        let before = appointments(kam);
        insta::allow_duplicates!(insta::assert_snapshot!(
            kam.kam("lose A1 --cause price --dry-run"), @r"
        ---- stderr ----
        D1 of A1 多达运输: lost in stage lead, price; calls off AP4.
        AP2 of 2026-03-02 with A1 stays open; `kam skip AP2 --reason TEXT` closes it.
        AP3 of 2026-03-16 with A1 stays open; `kam book --instead AP3 DAY` moves it, `kam skip AP3 --reason TEXT` calls it off.
        AP1 of 2026-03-22 with A1 stays open; `kam book --instead AP1 DAY` moves it, `kam skip AP1 --reason TEXT` calls it off.
        Dry run: nothing was written.
        "));
        assert_eq!(appointments(kam), before);
        let said = kam.kam("--lang zh lose A1 --cause price");
        let first = said.lines().nth(1).unwrap();
        assert_eq!(first, "A1 多达运输 的商机 D1：战败，阶段 线索，原因 价格；同时取消 AP4。");
        insta::allow_duplicates!(insta::assert_snapshot!(appointments(kam), @r"
        AP1 open
        AP2 open
        AP3 open
        AP4 called-off 2026-03-02
        "));
        insta::allow_duplicates!(insta::assert_snapshot!(
            kam.out("agenda --all --days 21 -f csv --columns day,account,why,appointment -q"), @r"
        day,account,why,appointment
        2026-03-02,A1,appointment,AP2
        2026-03-16,A1,appointment,AP3
        2026-03-22,A1,appointment,AP1
        "));
        let why = kam.out("agenda --why A1 --today 2026-03-09");
        insta::allow_duplicates!(insta::assert_snapshot!(why, @r"
        why
        ──────────────────────────────────────────────────────────────────────────────────
        A1 多达运输
        AP2, agreed for 2026-03-02, decides: an open appointment comes before any cadence.
        AP3, agreed for 2026-03-16 09:30, is open too: an item of its own.
        AP1, agreed for 2026-03-22, is open too: an item of its own.
        Due on 2026-03-02: 7 days overdue.
        - propose another consultant
        Done by an effective contact on 2026-03-02 or later, or by a skip with a reason.
        So far:
        - 2026-02-10 first contact: open, as agreed 03-02
        1 due = 0 on time + 0 late + 0 skipped + 1 open
        "));
        kam.out("undo -q");
        assert_eq!(appointments(kam), before);
    });
}

#[test]
fn what_is_agreed_about_a_deal_that_is_won_stays() {
    on_both(|kam| {
        sandbox(kam);
        kam.out("order D1 --line 拓川 --deposit 5000 --reason 现场签约 -q");
        kam.out("deliver R1 -q");
        assert_eq!(appointments(kam), "AP1 open\nAP2 open\nAP3 open\nAP4 open\n");
    });
}

/// What the history of an account calls open is what the agenda lists; the rest is put off.
#[test]
fn why_says_what_is_put_off_and_by_what() {
    on_both(|kam| {
        kam.out("staff add 李娜 -q");
        let names = ["多达运输", "远航物流", "晨光贸易"];
        crate::prospects::add(kam, &names.map(|name| firm(name).owned(1, "2026-03-01")));
        kam.out("book A1 +7d -q");
        kam.out("deal add A2 --model 朗逸 -q");
        kam.out("log A2 call --grade H -q");
        kam.out("order D1 --line 朗逸 --deposit 5000 --reason 现场签约 --today 2026-03-05 -q");
        kam.out("deal add A3 --model 朗行 -q");
        kam.out("log A3 call --grade H -q");
        kam.out("book A3 +7d --today 2026-03-05 -q");
        let mut told = String::new();
        for day in ["2026-03-03", "2026-03-04", "2026-03-06", "2026-03-09", "2026-03-12"] {
            let then = format!("--day {day} --today 2026-03-20");
            let agenda = kam.out(&format!("agenda --all {then} -f ids -q"));
            for account in ["A1", "A2", "A3"] {
                let why = kam.out(&format!("agenda --why {account} {then}"));
                let items = why.lines().skip_while(|line| *line != "So far:");
                let items =
                    items.filter(|line| line.contains(": open") || line.contains("put off"));
                let items: Vec<&str> = items.collect();
                let listed = agenda.lines().any(|line| line == account);
                let open = items.iter().any(|line| line.contains(": open"));
                assert_eq!(listed, open, "{day} {account}: {why}");
                let items = items.join("; ");
                writeln!(told, "{day} {account}: {items}").unwrap();
            }
        }
        insta::allow_duplicates!(insta::assert_snapshot!(told, @r"
        2026-03-03 A1: - 2026-03-01 first contact: put off to 2026-03-09 (agreed 03-09)
        2026-03-03 A2: 
        2026-03-03 A3: 
        2026-03-04 A1: - 2026-03-01 first contact: put off to 2026-03-09 (agreed 03-09)
        2026-03-04 A2: - 2026-03-04 last 03-02, 2 d: open
        2026-03-04 A3: - 2026-03-04 last 03-02, 2 d: open
        2026-03-06 A1: - 2026-03-01 first contact: put off to 2026-03-09 (agreed 03-09)
        2026-03-06 A2: - 2026-03-04 last 03-02, 2 d: put off to 2026-03-09 (last 03-02, 7 d)
        2026-03-06 A3: - 2026-03-04 last 03-02, 2 d: put off to 2026-03-12 (agreed 03-12)
        2026-03-09 A1: - 2026-03-01 first contact: open, as agreed 03-09
        2026-03-09 A2: - 2026-03-04 last 03-02, 2 d: open
        2026-03-09 A3: - 2026-03-04 last 03-02, 2 d: put off to 2026-03-12 (agreed 03-12)
        2026-03-12 A1: - 2026-03-01 first contact: open, as agreed 03-09
        2026-03-12 A2: - 2026-03-04 last 03-02, 2 d: open
        2026-03-12 A3: - 2026-03-04 last 03-02, 2 d: open, as agreed 03-12
        "));
    });
}
