//! Days overdue, escalation and order of what was tried without reaching anybody.

use crate::prospects::{add, firm};
use crate::sandbox::{Sandbox, on_both};

/// Three H deals, reached one after the other, and one that nobody ever reached.
fn sandbox(kam: &Sandbox) {
    kam.out("staff add 李娜 -q");
    let names = ["多达运输", "远航物流", "晨光贸易", "海盏酒业"];
    add(kam, &names.map(|name| firm(name).owned(1, "2026-02-01")));
    for (account, reached) in [(1, "2026-02-20"), (2, "2026-02-22"), (3, "2026-02-24")] {
        kam.out(&format!("deal add A{account} --model 朗逸 --today 2026-02-10 -q"));
        kam.out(&format!("log A{account} call --grade H --on {reached} --today {reached} -q"));
    }
}

/// `due` of a filter is the day that the agenda says.
#[test]
fn who_is_overdue_for_days_is_selected_though_tried_meanwhile() {
    on_both(|kam| {
        sandbox(kam);
        kam.out("log A1 call no-answer --today 2026-02-26 -q");
        let due = |filter: &str| kam.out(&format!("list {filter} -f ids --today 2026-02-27"));
        assert_eq!(due("due=2026-02-22"), "A1\n");
        assert_eq!(due("due<=-3d"), "A1\nA2\n");
        assert_eq!(due("due=2026-02-27"), "");
    });
}

fn agenda(kam: &Sandbox, day: &str) -> String {
    let columns = "account,why,due,days_overdue,escalation";
    kam.out(&format!("agenda --all --today {day} -f csv --columns {columns} --no-header -q"))
}

#[test]
fn an_attempt_keeps_days_overdue_escalation_and_place() {
    on_both(|kam| {
        sandbox(kam);
        let untried = agenda(kam, "2026-02-27");
        kam.out("log A1 call no-answer --today 2026-02-26 -q");
        kam.out("log A4 call no-answer --today 2026-02-26 -q");
        let tried = untried.replace("A1,cadence", "A1,attempt");
        assert_eq!(agenda(kam, "2026-02-27"), tried);
        insta::allow_duplicates!(insta::assert_snapshot!(tried, @r"
        A1,attempt,2026-02-22,5,manager
        A2,cadence,2026-02-24,3,remind
        A3,cadence,2026-02-26,1,
        A4,first-contact,2026-02-01,26,reassign
        "));
        kam.out("log A1 call no-answer --today 2026-02-27 -q");
        insta::allow_duplicates!(insta::assert_snapshot!(agenda(kam, "2026-02-28"), @r"
        A1,attempt,2026-02-22,6,manager
        A2,cadence,2026-02-24,4,remind
        A3,cadence,2026-02-26,2,
        A4,first-contact,2026-02-01,27,reassign
        "));
        let why = kam.out("agenda --why A1 --today 2026-02-28");
        insta::allow_duplicates!(insta::assert_snapshot!(why, @r"
        why
        ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
        A1 多达运输
        Last effective contact: 2026-02-20.
        Tried on 2026-02-27 without reaching anybody (try 2 of 5): back after 1 working day, whatever the cadence.
        D1: grade H: 2026-02-20 + 2 days: due 2026-02-22.
        D1 decides: it is the only open deal.
        The attempt brings it back on 2026-02-28; it fell due on 2026-02-22, and days overdue still count from there.
        Due on 2026-02-22: 6 days overdue.
        - tell the manager
        Done by an effective contact on 2026-02-22 or later, or by a skip with a reason.
        So far:
        - 2026-02-01 first contact: done late, 2026-02-20
        - 2026-02-22 last 02-20, 2 d: open
        2 due = 0 on time + 1 late + 0 skipped + 1 open
        "));
        let why = kam.out("agenda --why A1 --today 2026-02-28 --lang zh");
        insta::allow_duplicates!(insta::assert_snapshot!(why, @r"
        说明
        ──────────────────────────────────────────────────────────────────────────────────
        A1 多达运输
        最近有效接触：2026-02-20。
        2026-02-27 尝试未联系上（第 2 次，共 5 次）：1 个工作日后再联系，不看跟进周期。
        D1：H 级：2026-02-20 + 2 天：2026-02-22 到期。
        由 D1 决定：只有这一个未结商机。
        该次尝试使其于 2026-02-28 再次列出；其于 2026-02-22 已到期，逾期天数仍从该日起算。
        2026-02-22 到期：逾期 6 天。
        - 上报经理
        2026-02-22 或之后有效接触，或注明原因跳过，即完成。
        历史：
        - 2026-02-01 首次联系：2026-02-20 逾期完成
        - 2026-02-22 距02-20满2天：未完成
        到期 2 = 及时 0 + 逾期完成 1 + 跳过 0 + 未完成 1
        "));
        kam.out("log A1 call --today 2026-02-28 -q");
        insta::allow_duplicates!(insta::assert_snapshot!(agenda(kam, "2026-03-02"), @r"
        A2,cadence,2026-02-24,6,manager
        A3,cadence,2026-02-26,4,remind
        A1,cadence,2026-03-02,0,
        A4,first-contact,2026-02-01,29,reassign
        "));
    });
}
