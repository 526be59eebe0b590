//! `kam agenda --why`: what decides when an account is due, and what moves it.

use crate::messages::{both, with_accounts};
use crate::sandbox::Sandbox;

/// Four accounts with two deals each: reached on one day but for the last, with grades B and C, B and
/// H, B and O.
fn pairs() -> Sandbox {
    let kam = with_accounts(&["多达运输", "远航物流", "晨光贸易", "海盏酒业"]);
    for account in 1..=4 {
        for model in ["朗逸", "途岳"] {
            kam.out(&format!("deal add A{account} --model {model} --today 2026-02-10 -q"));
        }
    }
    for (account, deal, grade) in
        [(1, 1, "B"), (1, 2, "C"), (2, 3, "B"), (2, 4, "H"), (3, 5, "B"), (3, 6, "O")]
    {
        kam.out(&format!(
            "log A{account} call --deal D{deal} --grade {grade} --today 2026-02-23 -q"
        ));
    }
    kam
}

#[test]
fn of_several_deals_the_first_due_then_the_shortest_cadence_decides() {
    let kam = pairs();
    insta::assert_snapshot!(both(&kam, "agenda --why A1"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    Last effective contact: 2026-02-23.
    D1: grade B: 2026-02-23 + 7 days: due 2026-03-02.
    D1 decides: it is due first.
    D2: grade C: 2026-02-23 + 15 days: due 2026-03-10.
    Due on 2026-03-02: that day.
    Done by an effective contact on 2026-03-02 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-23
    - 2026-03-02 last 02-23, 7 d: open
    2 due = 0 on time + 1 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ───────────────────────────────────────────────────
    A1 多达运输
    最近有效接触：2026-02-23。
    D1：B 级：2026-02-23 + 7 天：2026-03-02 到期。
    由 D1 决定：到期最早。
    D2：C 级：2026-02-23 + 15 天：2026-03-10 到期。
    2026-03-02 到期：即当日。
    2026-03-02 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：2026-02-23 逾期完成
    - 2026-03-02 距02-23满7天：未完成
    到期 2 = 及时 0 + 逾期完成 1 + 跳过 0 + 未完成 1
    ");
    kam.out("skip A2 --reason 出差 --until 2026-03-04 --today 2026-02-26 -q");
    insta::assert_snapshot!(both(&kam, "agenda --why A2"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────
    A2 远航物流
    Last effective contact: 2026-02-23.
    Skipped after that, on 2026-02-26: put off until 2026-03-04.
    D3: grade B: due 2026-03-04, whatever its cadence of 7 days.
    D4: grade H: due 2026-03-04, whatever its cadence of 2 days.
    D4 decides: due the same day, it has the shortest cadence.
    Not due yet: it will be on 2026-03-04, in 2 days.
    Done by an effective contact on 2026-03-04 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-23
    - 2026-02-25 last 02-23, 2 d: skipped, 2026-02-26
    2 due = 0 on time + 1 late + 1 skipped + 0 open
    ---- zh ----
    说明
    ───────────────────────────────────────────────────
    A2 远航物流
    最近有效接触：2026-02-23。
    此后于 2026-02-26 跳过：推迟至 2026-03-04。
    D3：B 级：2026-03-04 到期，不看其 7 天的跟进周期。
    D4：H 级：2026-03-04 到期，不看其 2 天的跟进周期。
    由 D4 决定：同日到期，跟进周期最短。
    尚未到期：2026-03-04 到期，还有 2 天。
    2026-03-04 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：2026-02-23 逾期完成
    - 2026-02-25 距02-23满2天：2026-02-26 跳过
    到期 2 = 及时 0 + 逾期完成 1 + 跳过 1 + 未完成 0
    ");
}

#[test]
fn of_deals_of_one_day_and_cadence_the_grade_then_the_entry_decides() {
    let kam = pairs();
    insta::assert_snapshot!(both(&kam, "agenda --why A3"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────
    A3 晨光贸易
    Last effective contact: 2026-02-23.
    D5: grade B: 2026-02-23 + 7 days: due 2026-03-02.
    D6: grade O: 2026-02-23 + 7 days: due 2026-03-02.
    D6 decides: due the same day with the same cadence, it has the highest grade.
    Due on 2026-03-02: that day.
    Done by an effective contact on 2026-03-02 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-23
    - 2026-03-02 last 02-23, 7 d: open
    2 due = 0 on time + 1 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ───────────────────────────────────────────────────
    A3 晨光贸易
    最近有效接触：2026-02-23。
    D5：B 级：2026-02-23 + 7 天：2026-03-02 到期。
    D6：O 级：2026-02-23 + 7 天：2026-03-02 到期。
    由 D6 决定：到期日与周期相同，级别最高。
    2026-03-02 到期：即当日。
    2026-03-02 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：2026-02-23 逾期完成
    - 2026-03-02 距02-23满7天：未完成
    到期 2 = 及时 0 + 逾期完成 1 + 跳过 0 + 未完成 1
    ");
    insta::assert_snapshot!(both(&kam, "agenda --why A4"), @r"
    why
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A4 海盏酒业
    Never reached.
    D7: grade N: due 2026-02-10, whatever its cadence of 15 days.
    D7 decides: it was entered first; otherwise they are alike.
    D7 is not due before 2026-02-10, when it was entered or opened again, or the account assigned; from then at once.
    D8: grade N: due 2026-02-10, whatever its cadence of 15 days.
    Due on 2026-02-10: 20 days overdue.
    - propose another consultant
    Done by an effective contact on 2026-02-10 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: open
    1 due = 0 on time + 0 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ────────────────────────────────────────────────────────────────────────
    A4 海盏酒业
    从未有效接触。
    D7：N 级：2026-02-10 到期，不看其 15 天的跟进周期。
    由 D7 决定：其余相同，录入最早。
    D7 不早于 2026-02-10（录入、重新打开或分配之日）到期；自该日起立即到期。
    D8：N 级：2026-02-10 到期，不看其 15 天的跟进周期。
    2026-02-10 到期：逾期 20 天。
    - 建议重新分配
    2026-02-10 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：未完成
    到期 1 = 及时 0 + 逾期完成 0 + 跳过 0 + 未完成 1
    ");
}

#[test]
fn what_is_agreed_comes_before_any_cadence_and_deadlines_warn() {
    let kam = with_accounts(&["多达运输", "远航物流"]);
    kam.out("book A1 2026-03-04 14:30 -q");
    kam.out("book A1 2026-03-10 -q");
    kam.out("book A1 2026-03-05 --deadline -q");
    insta::assert_snapshot!(both(&kam, "agenda --why A1"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    AP3 warns: 3 days to the deadline on 2026-03-05.
    AP1, agreed for 2026-03-04 14:30, decides: an open appointment comes before any cadence.
    AP3, a deadline on 2026-03-05, is open too: an item of its own.
    AP2, agreed for 2026-03-10, is open too: an item of its own.
    Not due yet: it will be on 2026-03-04, in 2 days.
    Done by an effective contact on 2026-03-04 13:30 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: put off to 2026-03-04 (agreed 03-04 14:30)
    1 due = 0 on time + 0 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ────────────────────────────────────────────────────────────────────
    A1 多达运输
    AP3 提醒：距期限 2026-03-05 还有 3 天。
    由预约 AP1（2026-03-04 14:30）决定：有未完成的预约时，不看跟进周期。
    另有期限 AP3（2026-03-05）：单独列为一项。
    另有预约 AP2（2026-03-10）：单独列为一项。
    尚未到期：2026-03-04 到期，还有 2 天。
    2026-03-04 13:30 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：推迟至 2026-03-04（预约03-04 14:30）
    到期 1 = 及时 0 + 逾期完成 0 + 跳过 0 + 未完成 1
    ");
    kam.out("book A2 2026-03-04 --deadline -q");
    insta::assert_snapshot!(both(&kam, "agenda --why A2"), @r"
    why
    ─────────────────────────────────────────────────────────────────────────────────
    A2 远航物流
    AP4, a deadline on 2026-03-04, decides: it may not be skipped.
    Not due yet: it will be on 2026-03-04, in 2 days.
    Done by an effective contact on 2026-03-04 or later, or by a touch that names it.
    So far:
    - 2026-02-02 first contact: put off to 2026-03-04 (deadline 03-04)
    1 due = 0 on time + 0 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ─────────────────────────────────────────────────────
    A2 远航物流
    由期限 AP4（2026-03-04）决定：期限不可跳过。
    尚未到期：2026-03-04 到期，还有 2 天。
    2026-03-04 或之后有效接触，或由指明该期限的接触完成。
    历史：
    - 2026-02-02 首次联系：推迟至 2026-03-04（期限03-04）
    到期 1 = 及时 0 + 逾期完成 0 + 跳过 0 + 未完成 1
    ");
}

#[test]
fn what_is_due_on_a_day_off_moves_or_stays_for_another() {
    let kam = with_accounts(&["多达运输", "远航物流", "晨光贸易"]);
    kam.out("shop add 城南店 -q");
    for (account, grade, on) in
        [(1, "H", "2026-02-28"), (2, "B", "2026-02-23"), (3, "H", "2026-03-01")]
    {
        kam.out(&format!("deal add A{account} --model 朗逸 --today 2026-02-10 -q"));
        kam.out(&format!("log A{account} call --grade {grade} --today {on} -q"));
    }
    kam.out("shop closed 城南店 2026-03-02 -q");
    kam.out("staff off 李娜 2026-03-03 --stand-in 王芳 -q");
    insta::assert_snapshot!(both(&kam, "agenda --why A1"), @r"
    why
    ──────────────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    Last effective contact: 2026-02-28.
    D1: grade H: 2026-02-28 + 2 days = 2026-03-02; for days off due 2026-03-01.
    D1 decides: it is the only open deal.
    2026-03-02 is a day off (the shop is closed): moved to the working day before, 2026-03-01.
    Due on 2026-03-01: 1 day overdue.
    Done by an effective contact on 2026-03-01 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-28
    - 2026-03-01 last 02-28, 2 d: open
    2 due = 0 on time + 1 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ────────────────────────────────────────────────────────────────────────
    A1 多达运输
    最近有效接触：2026-02-28。
    D1：H 级：2026-02-28 + 2 天 = 2026-03-02；因休息日改为 2026-03-01 到期。
    由 D1 决定：只有这一个未结商机。
    2026-03-02 休息（门店休业）：提前到前一个工作日 2026-03-01。
    2026-03-01 到期：逾期 1 天。
    2026-03-01 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：2026-02-28 逾期完成
    - 2026-03-01 距02-28满2天：未完成
    到期 2 = 及时 0 + 逾期完成 1 + 跳过 0 + 未完成 1
    ");
    insta::assert_snapshot!(both(&kam, "agenda --why A2"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────────────
    A2 远航物流
    Last effective contact: 2026-02-23.
    D2: grade B: 2026-02-23 + 7 days = 2026-03-02; for days off due 2026-03-03.
    D2 decides: it is the only open deal.
    2026-03-02 is a day off (the shop is closed): moved to the next working day, 2026-03-03.
    Not due yet: it will be on 2026-03-03, in 1 day.
    Done by an effective contact on 2026-03-03 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: done late, 2026-02-23
    1 due = 0 on time + 1 late + 0 skipped + 0 open
    ---- zh ----
    说明
    ────────────────────────────────────────────────────────────────────────
    A2 远航物流
    最近有效接触：2026-02-23。
    D2：B 级：2026-02-23 + 7 天 = 2026-03-02；因休息日改为 2026-03-03 到期。
    由 D2 决定：只有这一个未结商机。
    2026-03-02 休息（门店休业）：顺延到下一个工作日 2026-03-03。
    尚未到期：2026-03-03 到期，还有 1 天。
    2026-03-03 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：2026-02-23 逾期完成
    到期 1 = 及时 0 + 逾期完成 1 + 跳过 0 + 未完成 0
    ");
    insta::assert_snapshot!(both(&kam, "agenda --why A3 --day 2026-03-03"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────
    A3 晨光贸易
    Last effective contact: 2026-03-01.
    D3: grade H: 2026-03-01 + 2 days: due 2026-03-03.
    D3 decides: it is the only open deal.
    The owner is away on 2026-03-03: it stays on that day, and 王芳 stands in.
    The owner is away on this day: 王芳 does it.
    Due on 2026-03-03: that day.
    Done by an effective contact on 2026-03-03 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: done late, 2026-03-01
    - 2026-03-03 last 03-01, 2 d: open
    2 due = 0 on time + 1 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ───────────────────────────────────────────────────
    A3 晨光贸易
    最近有效接触：2026-03-01。
    D3：H 级：2026-03-01 + 2 天：2026-03-03 到期。
    由 D3 决定：只有这一个未结商机。
    2026-03-03 顾问休假：到期日不变，由 王芳 代办。
    当日顾问休假：由 王芳 代办。
    2026-03-03 到期：即当日。
    2026-03-03 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：2026-03-01 逾期完成
    - 2026-03-03 距03-01满2天：未完成
    到期 2 = 及时 0 + 逾期完成 1 + 跳过 0 + 未完成 1
    ");
}

#[test]
fn a_new_lead_is_told_with_its_limit() {
    let kam = with_accounts(&["多达运输", "远航物流"]);
    kam.out("edit A2 --channel D -q");
    kam.out("deal add A1 --model 朗逸 --received 2026-03-02T00:30:00Z -q");
    kam.out("deal add A2 --model 朗逸 --received 2026-03-02T00:30:00Z -q");
    insta::assert_snapshot!(both(&kam, "agenda --why A1"), @r"
    why
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    Never reached.
    D1: grade N: due 2026-03-02, whatever its cadence of 15 days.
    D1 decides: it is the only open deal.
    D1 is not due before 2026-03-02, when it was entered or opened again, or the account assigned; from then at once.
    A new lead since 03-02 08:30: the first attempt within 24 hours, by 03-03 08:30.
    Due on 2026-03-02: that day.
    Done by an effective contact on 2026-03-02 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: open
    1 due = 0 on time + 0 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ────────────────────────────────────────────────────────────────────────
    A1 多达运输
    从未有效接触。
    D1：N 级：2026-03-02 到期，不看其 15 天的跟进周期。
    由 D1 决定：只有这一个未结商机。
    D1 不早于 2026-03-02（录入、重新打开或分配之日）到期；自该日起立即到期。
    03-02 08:30 收到新线索：须在 24 小时内首次尝试，即 03-03 08:30 前。
    2026-03-02 到期：即当日。
    2026-03-02 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：未完成
    到期 1 = 及时 0 + 逾期完成 0 + 跳过 0 + 未完成 1
    ");
    insta::assert_snapshot!(both(&kam, "agenda --why A2"), @r"
    why
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A2 远航物流
    Never reached.
    D2: grade N: due 2026-03-02, whatever its cadence of 15 days.
    D2 decides: it is the only open deal.
    D2 is not due before 2026-03-02, when it was entered or opened again, or the account assigned; from then at once.
    A new lead since 03-02 08:30: the first attempt within 120 opening minutes, by 03-02 11:00.
    Due on 2026-03-02: that day.
    Done by an effective contact on 2026-03-02 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: open
    1 due = 0 on time + 0 late + 0 skipped + 1 open
    ---- zh ----
    说明
    ──────────────────────────────────────────────────────────────────────────
    A2 远航物流
    从未有效接触。
    D2：N 级：2026-03-02 到期，不看其 15 天的跟进周期。
    由 D2 决定：只有这一个未结商机。
    D2 不早于 2026-03-02（录入、重新打开或分配之日）到期；自该日起立即到期。
    03-02 08:30 收到新线索：须在 120 个营业分钟内首次尝试，即 03-02 11:00 前。
    2026-03-02 到期：即当日。
    2026-03-02 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：未完成
    到期 1 = 及时 0 + 逾期完成 0 + 跳过 0 + 未完成 1
    ");
    kam.out("book A1 2026-03-10 -q");
    insta::assert_snapshot!(both(&kam, "agenda --why A1"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    AP1, agreed for 2026-03-10, decides: an open appointment comes before any cadence.
    D1, an item of its own: A new lead since 03-02 08:30: the first attempt within 24 hours, by 03-03 08:30.
    Not due yet: it will be on 2026-03-10, in 8 days.
    Done by an effective contact on 2026-03-10 or later, or by a skip with a reason.
    So far:
    - 2026-02-02 first contact: put off to 2026-03-10 (agreed 03-10)
    - 2026-03-02 new lead 03-02: open
    2 due = 0 on time + 0 late + 0 skipped + 2 open
    ---- zh ----
    说明
    ────────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    由预约 AP1（2026-03-10）决定：有未完成的预约时，不看跟进周期。
    D1 单独列为一项：03-02 08:30 收到新线索：须在 24 小时内首次尝试，即 03-03 08:30 前。
    尚未到期：2026-03-10 到期，还有 8 天。
    2026-03-10 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-02 首次联系：推迟至 2026-03-10（预约03-10）
    - 2026-03-02 新线索03-02：未完成
    到期 2 = 及时 0 + 逾期完成 0 + 跳过 0 + 未完成 2
    ");
}
