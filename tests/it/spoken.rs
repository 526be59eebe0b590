//! What people say of days, times and persons in plain words, with the program.

use crate::prospects::{firm, with};
use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[
            firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"),
            firm("远航物流").with("张伟", "+8613800138001"),
        ],
    );
    kam.out("deal add A1 --model 朗逸");
    kam
}

#[test]
fn days_to_come_are_agreed_as_people_say_them() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("log A1 call next friday"), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02, about D1, next 2026-03-13.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("log A1 call by friday 3pm"), @r"
    ---- stderr ----
    T2: A1 多达运输, call, reached, 2026-03-02, about D1, deadline 2026-03-06 15:00.
    Also open with A1: AP1 2026-03-13.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("log A1 call 周五前"), @r"
    ---- stderr ----
    T3: A1 多达运输, call, reached, 2026-03-02, about D1, deadline 2026-03-06.
    Also open with A1: AP2 deadline 2026-03-06 15:00, AP1 2026-03-13.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("log A1 call 后天下午 要两台"), @r"
    ---- stderr ----
    T4: A1 多达运输, call, reached, 2026-03-02, about D1, next 2026-03-04 下午, note `要两台`.
    Also open with A1: AP3 deadline 2026-03-06, AP2 deadline 2026-03-06 15:00, AP1 2026-03-13.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 电话 下周"), @r"
    ---- stderr ----
    T5：A1 多达运输，电话，接通，2026-03-02，商机 D1，下次 2026-03-09。
    “下周”按其第一天 2026-03-09 计。
    A1 另有未完成的预约：AP4 2026-03-04、AP3 期限 2026-03-06、AP2 期限 2026-03-06 15:00、AP1 2026-03-13。
    已记录为 O10。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 电话 4/9"), @r"
    ---- stderr ----
    T6：A1 多达运输，电话，接通，2026-03-02，商机 D1，下次 2026-04-09。
    A1 另有未完成的预约：AP4 2026-03-04、AP3 期限 2026-03-06、AP2 期限 2026-03-06 15:00、AP5 2026-03-09、AP1 2026-03-13。
    已记录为 O11。
    ");
    insta::assert_snapshot!(kam.kam("log A1 call 4/9"), @r"
    ---- stderr ----
    error: `4/9` may be day 2025-09-04, day 2026-04-09 or day 2026-09-04
    hint: write the day in full, as 2026-03-09
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("book A2 next month 上午 签合同"), @r"
    ---- stderr ----
    Booked AP7: A2 远航物流, 2026-04-01, for `签合同 (上午)`.
    `next month` is taken as its first day, 2026-04-01.
    A2 is due next on 2026-04-01 (agreed 04-01).
    Logged as O12.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh book A2 月底前"), @r"
    ---- stderr ----
    已预约 AP8：A2 远航物流，期限 2026-03-31。
    A2 另有未完成的预约：AP7 2026-04-01。
    A2 下次 2026-03-31 到期（期限03-31）。
    已记录为 O13。
    ");
    insta::assert_snapshot!(
        kam.out("book --all -f csv --columns account,day,time,deadline,purpose"),
        @r"
    account,day,time,deadline,purpose
    A1,2026-03-04,,false,下午
    A1,2026-03-06,,true,
    A1,2026-03-06,15:00,true,
    A1,2026-03-09,,false,
    A1,2026-03-13,,false,
    A2,2026-03-31,,true,
    A2,2026-04-01,,false,签合同 (上午)
    A1,2026-04-09,,false,
    "
    );
}

#[test]
fn a_time_says_when_it_happened_or_what_is_agreed() {
    let kam = sandbox();
    let log =
        |words: &str| kam.kam(&format!("--today 2026-03-02T10:00:00+08:00 log A1 call {words}"));
    insta::assert_snapshot!(log("今天9点半"), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02 09:30, about D1.
    Logged as O6.
    ");
    insta::assert_snapshot!(log("9:30 明天14:30"), @r"
    ---- stderr ----
    T2: A1 多达运输, call, reached, 2026-03-02 09:30, about D1, next 2026-03-03 14:30.
    Logged as O7.
    ");
    insta::assert_snapshot!(log("昨天下午三点"), @r"
    ---- stderr ----
    T3: A1 多达运输, call, reached, 2026-03-01 15:00, about D1.
    Logged as O8.
    ");
    insta::assert_snapshot!(log("11:00"), @r"
    ---- stderr ----
    T4: A1 多达运输, call, reached, 2026-03-02, about D1, next 2026-03-02 11:00.
    Also open with A1: AP1 2026-03-03 14:30.
    Logged as O9.
    ");
    insta::assert_snapshot!(log("刚才"), @r"
    ---- stderr ----
    T5: A1 多达运输, call, reached, 2026-03-02, about D1, keeps AP2.
    Logged as O10.
    ");
    insta::assert_snapshot!(log("this morning"), @r"
    ---- stderr ----
    T6: A1 多达运输, call, reached, 2026-03-02, about D1, note `morning`.
    Logged as O11.
    ");
    insta::assert_snapshot!(log("--on yesterday 16:00"), @r"
    ---- stderr ----
    T7: A1 多达运输, call, reached, 2026-03-01 16:00, about D1.
    Logged as O12.
    ");
    insta::assert_snapshot!(log("--on today 16:00"), @r"
    ---- stderr ----
    error: 2026-03-02 16:00 has not come yet: today is 2026-03-02 10:00
    hint: what is agreed for later goes into `--next DAY`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(
        kam.out("export touches --columns id,day,happened_at,note -f csv"),
        @r"
    id,day,happened_at,note
    T1,2026-03-02,2026-03-02T01:30:00Z,
    T2,2026-03-02,2026-03-02T01:30:00Z,
    T3,2026-03-01,2026-03-01T07:00:00Z,
    T4,2026-03-02,2026-03-02T02:00:00Z,
    T5,2026-03-02,2026-03-02T02:00:00Z,
    T6,2026-03-02,2026-03-02T02:00:00Z,morning
    T7,2026-03-01,2026-03-01T08:00:00Z,
    "
    );
}

/// What is agreed for the day needs no hint; one that is given keeps the time and the deadline.
#[test]
fn a_day_that_a_note_names_is_offered_with_all_that_was_said_of_it() {
    let kam = sandbox();
    let hint = |note: &str| {
        let said = kam.kam_with(&["log", "A1", "call", "--note", note, "--dry-run"], "");
        let hint = said.lines().find(|line| line.contains("kam book")).unwrap_or_default();
        hint.split('`').nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(hint("客户说下周三要货"), "kam book A1 2026-03-11");
    assert_eq!(hint("客户说下周三下午3点要看车"), "kam book A1 2026-03-11 15:00");
    assert_eq!(hint("下周三上午要货"), "kam book A1 2026-03-11 上午");
    assert_eq!(hint("下周三前要报价"), "kam book A1 2026-03-11 --deadline");
    assert_eq!(hint("下周三下午5点前要报价"), "kam book A1 2026-03-11 17:00 --deadline");
    assert_eq!(hint("wants the quote by friday"), "kam book A1 2026-03-06 --deadline");
    for offered in ["2026-03-11 15:00", "2026-03-11 上午", "2026-03-11 17:00 --deadline"] {
        kam.out(&format!("book A1 {offered} --dry-run -q"));
    }
    kam.out("book A1 2026-03-11 -q");
    assert_eq!(hint("客户说下周三下午3点要看车"), "");
}

#[test]
fn a_day_within_a_note_is_agreed_or_pointed_out() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("log A1 call 周三再打"), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02, about D1, next 2026-03-04, note `周三再打`.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("log A1 call 约了周五下午三点"), @r"
    ---- stderr ----
    T2: A1 多达运输, call, reached, 2026-03-02, about D1, next 2026-03-06 15:00, note `约了周五下午三点`.
    Also open with A1: AP1 2026-03-04.
    Logged as O7.
    ");
    let log = |words: &[&str]| kam.kam_with(words, "");
    insta::assert_snapshot!(log(&["log", "A1", "call", "call back tuesday"]), @r"
    ---- stderr ----
    T3: A1 多达运输, call, reached, 2026-03-02, about D1, next 2026-03-03, note `call back tuesday`.
    Also open with A1: AP1 2026-03-04, AP2 2026-03-06 15:00.
    Logged as O8.
    ");
    insta::assert_snapshot!(log(&["log", "A1", "call", "客户说下周三要货"]), @r"
    ---- stderr ----
    T4: A1 多达运输, call, reached, 2026-03-02, about D1, note `客户说下周三要货`.
    The note names 下周三 (2026-03-11), and nothing is agreed for it: `kam book A1 2026-03-11`.
    Logged as O9.
    ");
    insta::assert_snapshot!(log(&["log", "A1", "call", "上周三看过车"]), @r"
    ---- stderr ----
    T5: A1 多达运输, call, reached, 2026-03-02, about D1, note `上周三看过车`.
    Logged as O10.
    ");
    insta::assert_snapshot!(log(&["log", "A1", "call", "wants it on friday", "tomorrow"]), @r"
    ---- stderr ----
    T6: A1 多达运输, call, reached, 2026-03-02, about D1, next 2026-03-03, note `wants it on friday`.
    Also open with A1: AP3 2026-03-03, AP1 2026-03-04, AP2 2026-03-06 15:00.
    Logged as O11.
    ");
}

#[test]
fn instants_are_read_with_an_offset_or_as_clocks_there_show_them() {
    let kam = sandbox();
    let log = |at: &str| kam.kam_with(&["log", "A1", "call", "--at", at], "");
    insta::assert_snapshot!(log("2026-03-02T08:30:00+08:00"), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02 08:30, about D1.
    Logged as O6.
    ");
    insta::assert_snapshot!(log("2026-03-01 17:30"), @r"
    ---- stderr ----
    T2: A1 多达运输, call, reached, 2026-03-01 17:30, about D1.
    Logged as O7.
    ");
    insta::assert_snapshot!(log("8:30"), @r"
    ---- stderr ----
    T3: A1 多达运输, call, reached, 2026-03-02 08:30, about D1.
    Logged as O8.
    ");
    insta::assert_snapshot!(log("昨天下午3点"), @r"
    ---- stderr ----
    T4: A1 多达运输, call, reached, 2026-03-01 15:00, about D1.
    Logged as O9.
    ");
    insta::assert_snapshot!(log("soon"), @r"
    ---- stderr ----
    error: `--at`: `soon` is no instant; write it as 2026-03-01 09:30, with +08:00 or Z where it is another zone's, or 9:30 for today
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["deal", "add", "A2", "--received", "2026-03-02 08:45"], ""), @r"
    ---- stderr ----
    Added D2 for A2 远航物流: no model yet, stage lead, grade N.
    Its lead came in 2026-03-02 08:45 (Asia/Shanghai).
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("deal edit D2 --received soon"), @r"
    ---- stderr ----
    error: `--received`: `soon` is no instant; write it as 2026-03-01 09:30, with +08:00 or Z where it is another zone's, or 9:30 for today
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(
        kam.kam_with(&["--today", "2026-03-02 18:00", "log", "A1", "call", "17:30"], ""),
        @r"
    ---- stderr ----
    T5: A1 多达运输, call, reached, 2026-03-02 17:30, about D1.
    Logged as O11.
    "
    );
    insta::assert_snapshot!(kam.kam("--today 9:30 list"), @r"
    ---- stderr ----
    error: `9:30` is neither a day (2026-03-01) nor an instant (2026-03-01 09:30, or with +08:00 or Z)
    ---- exit 2 ----
    ");
}

#[test]
fn a_family_name_with_a_title_finds_the_contact() {
    let kam = sandbox();
    kam.out("contact edit P1 --title 采购经理");
    insta::assert_snapshot!(kam.kam("log 多达 call 张经理"), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02, with 张志强, about D1.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("log 远航 call 张经理"), @r"
    ---- stderr ----
    T2: A2 远航物流, call, reached, 2026-03-02, with 张伟.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("log Manager Zhang call"), @r"
    ---- stderr ----
    T3: A1 多达运输, call, reached, 2026-03-02, with 张志强, about D1.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("log 张先生 call"), @r"
    ---- stderr ----
    error: `张先生` may be contact P1 of A1 多达运输 or contact P2 of A2 远航物流
    hint: say which with `--account`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log 多达 call 李总"), @r"
    ---- stderr ----
    T4: A1 多达运输, call, reached, 2026-03-02, about D1, note `李总`.
    A1 has no such contact as 李总, which is the note: `kam contact add A1 李 --title 总`.
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --contact 张总"), @r"
    ---- stderr ----
    T5: A1 多达运输, call, reached, 2026-03-02, with 张志强, about D1.
    Logged as O11.
    ");
    insta::assert_snapshot!(kam.kam("book 张经理 明天"), @r"
    ---- stderr ----
    Booked AP1: A1 多达运输, 2026-03-03, about D1, with 张志强, by 李娜.
    A1 is due next on 2026-03-03 (agreed 03-03).
    Logged as O12.
    ");
    insta::assert_snapshot!(kam.kam("who 张经理 -f csv"), @r"
    account,name,contact,owner,matched_by,matched,last_touch
    A1,多达运输,张志强,李娜,contact,张志强,2026-03-02
    A2,远航物流,张伟,,contact,张伟,2026-03-02
    ");
    kam.out("contact add A1 张敏 --title 财务经理");
    insta::assert_snapshot!(kam.kam("log 多达 call 张经理"), @r"
    ---- stderr ----
    error: `张经理` may be contact P1 of A1 多达运输 or contact P3 of A1 多达运输
    hint: say which with `--contact`
    ---- exit 3 ----
    ");
}

#[test]
fn a_grade_and_a_price_need_somebody_on_the_line() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("log A1 call 未接 H"), @r"
    ---- stderr ----
    error: grade H with `no-answer`: nobody was spoken with who said anything to grade by
    hint: a grade for other reasons is given with `kam grade set D1 H --reason TEXT`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 call 空号 报价25万"), @r"
    ---- stderr ----
    错误：报价 250000.00 与“错号”：没有人听到报价
    提示：已发出的报价请登记为短信或信函；打算报的价写入 `--note`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 call wrong-number --grade -"), @r"
    ---- stderr ----
    T1: A1 多达运输, call, wrong-number, 2026-03-02, about D1, grade - (was N).
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("log A1 message 报价25万 H"), @r"
    ---- stderr ----
    T2: A1 多达运输, message, sent, 2026-03-02, about D1, quoted 250000.00, grade H (was -).
    Logged as O7.
    ");
}

/// Titles join with names alone, the times of a purchase are no appointment, and the size of an engine
/// is no day.
#[test]
fn kinds_spans_and_sizes_are_taken_for_what_they_are() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam_with(&["log", "A1", "Mr. Zhang", "call"], ""), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02, with 张志强, about D1.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("log A1 Manager Zhang call"), @r"
    ---- stderr ----
    T2: A1 多达运输, call, reached, 2026-03-02, with 张志强, about D1.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("log A1 call director friday"), @r"
    ---- stderr ----
    T3: A1 多达运输, call, reached, 2026-03-02, about D1, next 2026-03-06, note `director`.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 电话 月底提车"), @r"
    ---- stderr ----
    T4：A1 多达运输，电话，接通，2026-03-02，商机 D1，备注 `月底提车`。
    已记录为 O9。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 电话 周六提车"), @r"
    ---- stderr ----
    T5：A1 多达运输，电话，接通，2026-03-02，商机 D1，下次 2026-03-07，备注 `周六提车`。
    A1 另有未完成的预约：AP1 2026-03-06。
    已记录为 O10。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 电话 1.5"), @r"
    ---- stderr ----
    错误：`1.5` 没有说明是什么金额
    提示：报价写 报价1.5 或 `--quote 1.5`；谈话内容用 `--note`
    ---- exit 2 ----
    ");
}

#[test]
fn what_was_done_may_be_said_as_done() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("log A1 called today 08:30"), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02 08:30, about D1.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 今天8点半 打过电话"), @r"
    ---- stderr ----
    T2：A1 多达运输，电话，接通，2026-03-02 08:30，商机 D1。
    已记录为 O7。
    ");
}

/// It would have kept what was agreed.
#[test]
fn a_note_that_says_nobody_answered_needs_its_result() {
    let kam = sandbox();
    kam.out("book A1 today -q");
    insta::assert_snapshot!(kam.kam_with(&["log", "A1", "call", "no answer, try again monday"], ""), @r"
    ---- stderr ----
    error: the note says `no answer`: was anybody reached?
    hint: say what came of it beside the note: `no-answer` or `reached`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "log", "A1", "电话", "打了两次都没人接"], ""), @r"
    ---- stderr ----
    错误：备注中有“没人接”：联系到人了吗？
    提示：请在备注之外写明结果：`未接` 或 `接通`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "log", "A1", "电话", "未接", "打了两次都没人接"], ""), @r"
    ---- stderr ----
    T1：A1 多达运输，电话，未接，2026-03-02，商机 D1，备注 `打了两次都没人接`。
    已记录为 O7。
    ");
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "log", "A1", "电话", "接通", "上次没人接，这次谈好了"], ""), @r"
    ---- stderr ----
    T2：A1 多达运输，电话，接通，2026-03-02，商机 D1，赴约 AP1，备注 `上次没人接，这次谈好了`。
    已记录为 O8。
    ");
}
