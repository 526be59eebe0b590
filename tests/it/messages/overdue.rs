//! `kam agenda --why`: what became of what was due, and what days overdue and tries call for.

use crate::messages::{both, with_accounts};
use crate::sandbox::Sandbox;

/// 多达运输, reached on 23 February, and 远航物流, reached on the 27th, both of grade H.
fn reached() -> Sandbox {
    let kam = with_accounts(&["多达运输", "远航物流"]);
    for (account, reached) in [(1, "2026-02-23"), (2, "2026-02-27")] {
        kam.out(&format!("deal add A{account} --model 朗逸 --today 2026-02-10 -q"));
        kam.out(&format!("log A{account} call --grade H --today {reached} -q"));
    }
    kam
}

#[test]
fn days_overdue_call_for_more_and_more() {
    let kam = reached();
    insta::assert_snapshot!(both(&kam, "agenda --why A1"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    Last effective contact: 2026-02-23.
    D1: grade H: 2026-02-23 + 2 days: due 2026-02-25.
    D1 decides: it is the only open deal.
    Due on 2026-02-25: 5 days overdue.
    - tell the manager
    Done by an effective contact on 2026-02-25 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-23
    - 2026-02-25 last 02-23, 2 d: open
    2 due = 0 on time + 1 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ───────────────────────────────────────────────────
    A1 多达运输
    最近有效接触：2026-02-23。
    D1：H 级：2026-02-23 + 2 天：2026-02-25 到期。
    由 D1 决定：只有这一个未结商机。
    2026-02-25 到期：逾期 5 天。
    - 上报经理
    2026-02-25 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：2026-02-23 逾期完成
    - 2026-02-25 距02-23满2天：未完成
    到期 2 = 及时 0 + 逾期完成 1 + 跳过 0 + 未完成 1
    ");
    insta::assert_snapshot!(both(&kam, "agenda --why A2 --day 2026-03-04"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────
    A2 远航物流
    Last effective contact: 2026-02-27.
    D2: grade H: 2026-02-27 + 2 days: due 2026-03-01.
    D2 decides: it is the only open deal.
    Due on 2026-03-01: 3 days overdue.
    - remind the consultant
    Done by an effective contact on 2026-03-01 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-27
    - 2026-03-01 last 02-27, 2 d: open
    2 due = 0 on time + 1 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ───────────────────────────────────────────────────
    A2 远航物流
    最近有效接触：2026-02-27。
    D2：H 级：2026-02-27 + 2 天：2026-03-01 到期。
    由 D2 决定：只有这一个未结商机。
    2026-03-01 到期：逾期 3 天。
    - 提醒顾问
    2026-03-01 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：2026-02-27 逾期完成
    - 2026-03-01 距02-27满2天：未完成
    到期 2 = 及时 0 + 逾期完成 1 + 跳过 0 + 未完成 1
    ");
}

#[test]
fn tries_are_counted_until_they_are_enough() {
    let kam = reached();
    kam.out("log A2 call no-answer --today 2026-03-01 -q");
    insta::assert_snapshot!(both(&kam, "agenda --why A2"), @r"
    why
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A2 远航物流
    Last effective contact: 2026-02-27.
    Tried on 2026-03-01 without reaching anybody (try 1 of 5): back after 1 working day, whatever the cadence.
    D2: grade H: 2026-02-27 + 2 days: due 2026-03-01.
    D2 decides: it is the only open deal.
    The attempt brings it back on 2026-03-02; it fell due on 2026-03-01, and days overdue still count from there.
    Due on 2026-03-01: 1 day overdue.
    Done by an effective contact on 2026-03-01 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-27
    - 2026-03-01 last 02-27, 2 d: open
    2 due = 0 on time + 1 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ──────────────────────────────────────────────────────────────────────────────────
    A2 远航物流
    最近有效接触：2026-02-27。
    2026-03-01 尝试未联系上（第 1 次，共 5 次）：1 个工作日后再联系，不看跟进周期。
    D2：H 级：2026-02-27 + 2 天：2026-03-01 到期。
    由 D2 决定：只有这一个未结商机。
    该次尝试使其于 2026-03-02 再次列出；其于 2026-03-01 已到期，逾期天数仍从该日起算。
    2026-03-01 到期：逾期 1 天。
    2026-03-01 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：2026-02-27 逾期完成
    - 2026-03-01 距02-27满2天：未完成
    到期 2 = 及时 0 + 逾期完成 1 + 跳过 0 + 未完成 1
    ");
    for day in 24..=28 {
        kam.out(&format!("log A1 call no-answer --today 2026-02-{day} -q"));
    }
    kam.out("log A1 call no-answer --today 2026-03-01 -q");
    insta::assert_snapshot!(both(&kam, "agenda --why A1"), @r"
    why
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    Last effective contact: 2026-02-23.
    Tried on 2026-03-01 without reaching anybody (try 6, 5 are enough): back after 1 working day, whatever the cadence.
    6 tries, 5 are enough: a deal with them may be lost as out of control.
    D1: grade H: 2026-02-23 + 2 days: due 2026-02-25.
    D1 decides: it is the only open deal.
    The attempt brings it back on 2026-03-02; it fell due on 2026-02-25, and days overdue still count from there.
    Due on 2026-02-25: 5 days overdue.
    - tell the manager
    Done by an effective contact on 2026-02-25 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-23
    - 2026-02-25 tried 02-24: open
    2 due = 0 on time + 1 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ──────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    最近有效接触：2026-02-23。
    2026-03-01 尝试未联系上（第 6 次，已满 5 次）：1 个工作日后再联系，不看跟进周期。
    已尝试 6 次，达到 5 次：如有商机，可按失控处理。
    D1：H 级：2026-02-23 + 2 天：2026-02-25 到期。
    由 D1 决定：只有这一个未结商机。
    该次尝试使其于 2026-03-02 再次列出；其于 2026-02-25 已到期，逾期天数仍从该日起算。
    2026-02-25 到期：逾期 5 天。
    - 上报经理
    2026-02-25 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：2026-02-23 逾期完成
    - 2026-02-25 02-24未联系上：未完成
    到期 2 = 及时 0 + 逾期完成 1 + 跳过 0 + 未完成 1
    ");
}

#[test]
fn every_fate_of_an_item_is_told_and_that_nothing_will_be_due() {
    let kam = with_accounts(&["多达运输", "远航物流"]);
    kam.out("add 公海客户 --today 2026-02-02 -q");
    kam.out("deal add A1 --model 朗逸 --today 2026-02-09 -q");
    for (day, more) in [("10", " --grade H"), ("12", ""), ("16", "")] {
        kam.out(&format!("log A1 call --today 2026-02-{day} -q{more}"));
    }
    kam.out("skip A1 --reason 出差 --today 2026-02-18 -q");
    kam.out("lose A1 --cause price --today 2026-02-23 -q");
    insta::assert_snapshot!(both(&kam, "agenda --why A1"), @r"
    why
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    Last effective contact: 2026-02-16.
    Nothing will be due: there is no open deal or appointment, and they were reached before, or had a deal that is closed.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-10
    - 2026-02-12 last 02-10, 2 d: done on time, 2026-02-12
    - 2026-02-14 last 02-12, 2 d: done late, 2026-02-16
    - 2026-02-18 last 02-16, 2 d: skipped, 2026-02-18
    - 2026-02-20 skipped 02-18: passed over, the deal ended on 2026-02-23
    5 due = 1 on time + 2 late + 2 skipped + 0 open
    ---- zh ----
    说明
    ──────────────────────────────────────────────────────────
    A1 多达运输
    最近有效接触：2026-02-16。
    不会到期：无未结商机、无预约，且已接触过或已有商机了结。
    历史：
    - 2026-02-02 首次联系：2026-02-10 逾期完成
    - 2026-02-12 距02-10满2天：2026-02-12 及时完成
    - 2026-02-14 距02-12满2天：2026-02-16 逾期完成
    - 2026-02-18 距02-16满2天：2026-02-18 跳过
    - 2026-02-20 02-18跳过后：商机于 2026-02-23 结束，不再跟进
    到期 5 = 及时 1 + 逾期完成 2 + 跳过 2 + 未完成 0
    ");
    kam.out("log A2 call --today 2026-02-23 -q");
    insta::assert_snapshot!(both(&kam, "agenda --why A2"), @r"
    why
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A2 远航物流
    Last effective contact: 2026-02-23.
    Nothing will be due: there is no open deal or appointment, and they were reached before, or had a deal that is closed.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-23
    1 due = 0 on time + 1 late + 0 skipped + 0 open
    ---- zh ----
    说明
    ────────────────────────────────────────────────────────
    A2 远航物流
    最近有效接触：2026-02-23。
    不会到期：无未结商机、无预约，且已接触过或已有商机了结。
    历史：
    - 2026-02-02 首次联系：2026-02-23 逾期完成
    到期 1 = 及时 0 + 逾期完成 1 + 跳过 0 + 未完成 0
    ");
    insta::assert_snapshot!(both(&kam, "agenda --why A3"), @r"
    why
    ───────────────────────────────────────────────────────────────────
    A3 公海客户
    Never reached.
    Nothing will be due: in the pool, without open deal or appointment.
    ---- zh ----
    说明
    ────────────────────────────────────────
    A3 公海客户
    从未有效接触。
    不会到期：在公海中，无未结商机、无预约。
    ");
}

#[test]
fn a_skip_counts_the_cadence_anew_and_is_told() {
    let kam = with_accounts(&["多达运输"]);
    kam.out("deal add A1 --model 朗逸 --today 2026-02-09 -q");
    kam.out("log A1 call --grade H --today 2026-02-23 -q");
    kam.out("skip A1 --reason 出差 --today 2026-02-25 -q");
    insta::assert_snapshot!(both(&kam, "agenda --why A1"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    Last effective contact: 2026-02-23.
    Skipped after that, on 2026-02-25: the cadence counts from there.
    D1: grade H: 2026-02-25 + 2 days: due 2026-02-27.
    D1 decides: it is the only open deal.
    Due on 2026-02-27: 3 days overdue.
    - remind the consultant
    Done by an effective contact on 2026-02-27 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-23
    - 2026-02-25 last 02-23, 2 d: skipped, 2026-02-25
    - 2026-02-27 skipped 02-25: open
    3 due = 0 on time + 1 late + 1 skipped + 1 open
    ---- zh ----
    说明
    ───────────────────────────────────────────────────
    A1 多达运输
    最近有效接触：2026-02-23。
    此后于 2026-02-25 跳过：跟进周期从该日起算。
    D1：H 级：2026-02-25 + 2 天：2026-02-27 到期。
    由 D1 决定：只有这一个未结商机。
    2026-02-27 到期：逾期 3 天。
    - 提醒顾问
    2026-02-27 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：2026-02-23 逾期完成
    - 2026-02-25 距02-23满2天：2026-02-25 跳过
    - 2026-02-27 02-25跳过后：未完成
    到期 3 = 及时 0 + 逾期完成 1 + 跳过 1 + 未完成 1
    ");
}
