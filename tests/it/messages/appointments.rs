//! `kam book` and what it says of appointments.

use crate::messages::{both, with_accounts};

#[test]
fn what_is_missing_or_said_twice_is_named() {
    let kam = with_accounts(&["多达运输", "远航物流"]);
    insta::assert_snapshot!(both(&kam, "book"), @r"
    appointment  day  time  account  name  kind  deadline  purpose  staff
    ─────────────────────────────────────────────────────────────────────
    ---- stderr ----
    `tester` is not one of the staff: these are everybody's appointments.
    No appointment is open; `kam book ACCOUNT DAY` agrees one.
    ---- zh ----
    预约  日期  时间  客户  名称  类型  期限  目的  员工
    ────────────────────────────────────────────────────
    ---- stderr ----
    `tester` 不是员工：以下为所有人的预约。
    没有未完成的预约；用 `kam book 客户 日期` 预约。
    ");
    insta::assert_snapshot!(both(&kam, "book A1"), @r"
    ---- stderr ----
    error: the day agreed is missing
    hint: name it in words or as `--on DAY`: 2026-03-09, tomorrow, +3d, 下周三
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：缺少约定的日期
    提示：直接写在命令中，或用 `--on 日期`：2026-03-09、明天、+3d、下周三
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "book --dry-run"), @r"
    ---- stderr ----
    error: an account and the day agreed are missing
    hint: name an account: an id, a name or part of it, a contact, a phone
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：缺少客户和约定的日期
    提示：指明客户：编号、名称或其一部分、联系人、电话
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "book A1 昨天 明天"), @r"
    ---- stderr ----
    error: the day is said twice: 2026-03-01 and 2026-03-03
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：日期重复：2026-03-01 与 2026-03-03
    ---- exit 2 ----
    ");
    kam.out("book A1 2026-03-10 -q");
    insta::assert_snapshot!(both(&kam, "book AP1 tomorrow"), @r"
    ---- stderr ----
    error: `AP1` is agreed already
    hint: to put another in its place: `--instead AP1`
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：`AP1` 已经约定
    提示：改期请用 `--instead AP1`
    ---- exit 3 ----
    ");
    kam.out("deal add A2 --model 朗逸 -q");
    insta::assert_snapshot!(both(&kam, "book --account A1 --on tomorrow --deal D1"), @r"
    ---- stderr ----
    error: D1 does not belong to A1
    hint: see what is theirs with `kam show A1`
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：D1 不属于 A1
    提示：用 `kam show A1` 查看该客户的记录
    ---- exit 3 ----
    ");
}

#[test]
fn who_stands_in_on_the_day_is_said() {
    let kam = with_accounts(&["多达运输"]);
    kam.out("staff off 李娜 2026-03-05 --stand-in 王芳 -q");
    insta::assert_snapshot!(both(&kam, "book A1 2026-03-05 --dry-run"), @r"
    ---- stderr ----
    Booked new: A1 多达运输, 2026-03-05, by 李娜.
    The owner is away on 2026-03-05: 王芳 stands in.
    A1 is due next on 2026-03-05 (agreed 03-05).
    Dry run: nothing was written.
    ---- zh ----
    ---- stderr ----
    已预约 new：A1 多达运输，2026-03-05，由李娜。
    2026-03-05 顾问休假：由 王芳 代办。
    A1 下次 2026-03-05 到期（预约03-05）。
    试运行：未写入任何数据。
    ");
}

#[test]
fn nothing_may_be_due_after_one_is_closed() {
    let kam = with_accounts(&["多达运输"]);
    kam.out("log A1 call --today 2026-02-23 -q");
    kam.out("book A1 2026-03-02 --today 2026-02-23 -q");
    insta::assert_snapshot!(both(&kam, "skip AP1 --reason 客户取消 --dry-run"), @r"
    ---- stderr ----
    Skipped A1 多达运输: AP1, due 2026-03-02 (agreed 03-02); reason `客户取消`.
    A1 is not due again: there is no open deal or appointment.
    Dry run: nothing was written.
    ---- zh ----
    ---- stderr ----
    已跳过 A1 多达运输：AP1，2026-03-02 到期（预约03-02）；原因 `客户取消`。
    A1 不再到期：无未结商机、无预约。
    试运行：未写入任何数据。
    ");
}
