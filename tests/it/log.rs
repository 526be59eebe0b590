//! `kam log`: contacts and attempts.

use kam::model::{Account, AccountId};

use crate::prospects::{firm, person, with};
use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[
            firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"),
            firm("远航物流"),
        ],
    );
    kam.out("deal add A1 --model 朗逸");
    kam
}

fn days(kam: &Sandbox, account: i64) -> [Option<String>; 2] {
    let account = kam.open().db().get::<Account>(AccountId(account)).unwrap();
    [account.reached_on, account.tried_on].map(|day| day.map(|day| day.to_string()))
}

#[test]
fn what_was_recorded_is_echoed_in_one_line() {
    let kam = sandbox();
    let log = [
        "--as",
        "小李",
        "log",
        "多达",
        "电话",
        "--note",
        "要两台",
        "--contact",
        "张",
        "--grade",
        "H",
        "--next",
        "下周三",
        "--time",
        "9:30",
    ];
    insta::assert_snapshot!(kam.kam_with(&log, ""), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02, with 张志强, about D1, grade H (was N), next 2026-03-11 09:30, note `要两台`.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log 多达 visit --grade H级 --next +3d --deadline"), @r"
    ---- stderr ----
    T2：A1 多达运输，拜访，接通，2026-03-02，商机 D1，确认级别 H，期限 2026-03-05。
    A1 另有未完成的预约：AP1 2026-03-11 09:30。
    已记录为 O7。
    ");
    insta::assert_snapshot!(kam.kam("log A2 message"), @r"
    ---- stderr ----
    T3: A2 远航物流, message, sent, 2026-03-02.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("log A2 call 未接 --dry-run"), @r"
    ---- stderr ----
    new: A2 远航物流, call, no-answer, 2026-03-02.
    Dry run: nothing was written.
    ");
}

#[test]
fn the_latest_day_wins() {
    let kam = sandbox();
    kam.out("log A1 call no-answer --on 2026-02-27");
    assert_eq!(days(&kam, 1), [None, Some("2026-02-27".to_owned())]);
    kam.out("log A1 call --on 2026-02-20");
    assert_eq!(days(&kam, 1), ["2026-02-20", "2026-02-27"].map(|day| Some(day.to_owned())));
    kam.out("log A1 call --on 2026-02-10");
    assert_eq!(days(&kam, 1), ["2026-02-20", "2026-02-27"].map(|day| Some(day.to_owned())));
    kam.out("log A1 showroom");
    assert_eq!(days(&kam, 1), ["2026-03-02"; 2].map(|day| Some(day.to_owned())));
}

/// Half past five in the afternoon of London is the next day in Shanghai.
#[test]
fn the_business_day_is_the_store_s() {
    let kam = sandbox();
    kam.out("log A1 call --at 2026-02-27T17:30:00Z");
    assert_eq!(days(&kam, 1)[0].as_deref(), Some("2026-02-28"));
}

#[test]
fn an_older_grade_does_not_replace_a_later_one() {
    let kam = sandbox();
    kam.out("log A1 call --grade A");
    insta::assert_snapshot!(kam.kam("log A1 call --grade C --on 2026-02-27"), @r"
    ---- stderr ----
    T2: A1 多达运输, call, reached, 2026-02-27, about D1, grade C noted; a later one of 2026-03-02 stands.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.out("grade D1 -f csv --columns deal,grade,graded_on"), @r"
    deal,grade,graded_on
    D1,A,2026-03-02
    ");
}

#[test]
fn what_cannot_be_is_refused() {
    let kam = sandbox();
    kam.out("deal add A2");
    kam.out("deal add A2 --model 朗行");
    insta::assert_snapshot!(kam.kam("log A1 call --on tomorrow"), @r"
    ---- stderr ----
    error: 2026-03-03 has not come yet: today is 2026-03-02
    hint: what is agreed for later goes into `--next DAY`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 call --at 2026-03-02T01:00:01Z"), @r"
    ---- stderr ----
    错误：2026-03-02 09:00 尚未到来：今天是 2026-03-02 09:00
    提示：以后的约定请用 `--next 日期`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --next yesterday"), @r"
    ---- stderr ----
    error: the next contact cannot be on 2026-03-01: today is 2026-03-02
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --next tomorrow --time 25:00"), @r"
    ---- stderr ----
    error: `25:00` is no time of day; write it as 14:30
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --on someday"), @r"
    ---- stderr ----
    error: `someday` is no day; write 2026-03-01, today, +3d or monday
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --deal D2"), @r"
    ---- stderr ----
    error: these are not A2, which an option names: `A1` may be account A1 多达运输
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A2 call --contact P1"), @r"
    ---- stderr ----
    error: P1 does not belong to A2
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A2 call --contact 张"), @r"
    ---- stderr ----
    error: no contact is called `张`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A2 call --grade H"), @r"
    ---- stderr ----
    error: A2 has several open deals: D2, D3 朗行
    hint: name one by its id
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A2 call 报价20万"), @r"
    ---- stderr ----
    error: A2 has several open deals: D2, D3 朗行
    hint: name one by its id
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --grade N"), @r"
    ---- stderr ----
    error: N says that nobody has graded the deal; give O, H, A, B, C or -
    ---- exit 2 ----
    ");
    kam.out("order D1 --line 朗逸 --reason b");
    kam.out("deliver D1");
    insta::assert_snapshot!(kam.kam("log A1 call --deal D1 --grade H"), @r"
    ---- stderr ----
    error: D1 is closed (won) and is not graded
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 fax"), @r"
    ---- stderr ----
    error: no list knows `fax`
    error: the kind of touch is missing: one of call 电话, message 短信, visit 拜访, showroom 到店, test-drive 试驾, letter 信函, event 活动, care 关怀, survey 调查
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --kind visit"), @r"
    ---- stderr ----
    error: the kind of touch is said twice: `call` and `--kind`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --time 14:30"), @r"
    ---- stderr ----
    error: a time of day, or a deadline, needs the day that it is on
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --on 12月1日 --quote few --by 赵 --next yesterday"), @r"
    ---- stderr ----
    error: `12月1日` may be 2025-12-01 or 2026-12-01; write the one you mean
    error: `--quote`: `few` is no amount; write it as 250000 or 25万
    error: no member of staff is called `赵`
    hint: `kam staff list` has them all
    error: the next contact cannot be on 2026-03-01: today is 2026-03-02
    ---- exit 2 ----
    ");
}

/// Two accounts with contacts, a deal each but for the last; 李娜 S1 and 王芳 S2 are staff.
fn busy() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[
            firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"),
            firm("远航物流").with("王芳", "+8613800138001"),
            firm("H").with("刘洋", "+8613800138002"),
            person("周陌").owned(1, "2026-02-10"),
        ],
    );
    kam.out("deal add A1 --model 朗逸");
    kam.out("deal add A1 --model 拓川");
    kam.out("deal add A2 --model 朗逸");
    kam.out("deal add A4 --model 朗逸 --opened 2026-03-01");
    kam
}

#[test]
fn words_stand_in_any_order_and_are_echoed() {
    let kam = busy();
    let words =
        ["log", "下周三", "多达", "14:30", "要两台，路况差", "电话", "张志强", "H级", "拓川"];
    insta::assert_snapshot!(kam.kam_with(&words, ""), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02, with 张志强, about D2, grade H (was N), next 2026-03-11 14:30, note `要两台，路况差`.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log 周陌 小李 昨天 到店 2人 报价 25万"), @r"
    ---- stderr ----
    T2：A4 周陌，到店，接通，2026-03-01，由李娜，商机 D4，报价 250000.00，阶段 线索 → 已接触 → 已到店 → 已报价；跳过：已试驾，备注 `2人`。
    已记录为 O10。
    ");
    insta::assert_snapshot!(kam.kam("log D4 13800138000 call 周陌"), @r"
    ---- stderr ----
    error: these are not one account: `D4` may be deal D4 of A4 周陌; `138****8000` may be account A1 多达运输; `周陌` may be account A4 周陌
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log 远航 call 未接 小李"), @r"
    ---- stderr ----
    T3: A2 远航物流, call, no-answer, 2026-03-02, by 李娜, about D3.
    Logged as O11.
    ");
    insta::assert_snapshot!(
        kam.out("export touches --columns account,deal,contact,staff,kind,result,day,quoted,grade,note -f csv"),
        @r"
    account,deal,contact,staff,kind,result,day,quoted,grade,note
    A1,D2,P1,,call,reached,2026-03-02,,H,要两台，路况差
    A4,D4,,S1,showroom,reached,2026-03-01,250000.00,,2人
    A2,D3,,S1,call,no-answer,2026-03-02,,,
    "
    );
}

#[test]
fn words_in_doubt_write_nothing_and_say_what_they_may_be() {
    let kam = busy();
    insta::assert_snapshot!(kam.kam("log H 电话 要两台"), @r"
    ---- stderr ----
    error: `H` may be grade H or account A3 H
    hint: say which with `--account`, `--grade`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log 王芳 电话"), @r"
    ---- stderr ----
    error: `王芳` may be contact P2 of A2 远航物流 or staff S2 王芳
    hint: say which with `--account`, `--by`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log 多达 电话 要两台 路况差"), @r"
    ---- stderr ----
    error: no list knows `要两台`, `路况差`; one word alone can be the note
    hint: put what was said in quotes, or into `--note TEXT`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log 多达 电话 要两台 --note 路况差"), @r"
    ---- stderr ----
    错误：没有任何列表认识 `要两台`，且备注已给出
    提示：把谈话内容放进引号，或用 `--note 文本`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log 多达 要两台"), @r"
    ---- stderr ----
    错误：没有任何列表认识 `要两台`
    错误：缺少接触方式：可选 call 电话、message 短信、visit 拜访、showroom 到店、test-drive 试驾、letter 信函、event 活动、care 关怀、survey 调查
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("log 要两台"), @r"
    ---- stderr ----
    error: no list knows `要两台`
    error: the account is missing
    error: the kind of touch is missing: one of call 电话, message 短信, visit 拜访, showroom 到店, test-drive 试驾, letter 信函, event 活动, care 关怀, survey 调查
    hint: name an account: an id, a name or part of it, a contact, a phone
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("log 多达 远航 电话"), @r"
    ---- stderr ----
    error: these are not one account: `多达` may be account A1 多达运输; `远航` may be account A2 远航物流
    hint: put what was said in quotes, or into `--note TEXT`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log 电话 12 25万 13900139000 B3 A99"), @r"
    ---- stderr ----
    错误：`12` 没有说明是什么
    错误：`25万` 没有说明是什么金额
    错误：没有客户使用电话 `139****9000`
    错误：本命令不处理 `B3`
    错误：没有 A99
    提示：客户写 A12，商机写 D12，人数写 12人，报价写 报价12万
    提示：报价写 报价25万 或 `--quote 25万`；谈话内容用 `--note`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("log 多达 电话 3/4 明天 后天"), @r"
    ---- stderr ----
    error: `3/4` may be day 2026-03-04 or day 2026-04-03
    error: the next day is said twice: `明天`, `后天`
    hint: write the day in full, as 2026-03-09
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("log 远航 电话 拓川"), @r"
    ---- stderr ----
    error: A2 has no open deal for 拓川
    hint: open one with `kam deal add A2 --model 拓川`
    ---- exit 3 ----
    ");
    assert_eq!(kam.out("export touches --columns account -f csv"), "account\n");
}

#[test]
fn options_settle_what_words_leave_in_doubt() {
    let kam = busy();
    insta::assert_snapshot!(kam.kam("log --account A3 电话"), @r"
    ---- stderr ----
    T1: A3 H, call, reached, 2026-03-02.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("log 远航 电话 --contact 王芳"), @r"
    ---- stderr ----
    T2: A2 远航物流, call, reached, 2026-03-02, with 王芳, about D3.
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("log 多达 电话 王芳"), @r"
    ---- stderr ----
    T3: A1 多达运输, call, reached, 2026-03-02, by 王芳.
    Logged as O11.
    ");
    insta::assert_snapshot!(kam.kam("log 电话 --deal D2 --grade -"), @r"
    ---- stderr ----
    T4: A1 多达运输, call, reached, 2026-03-02, about D2, grade - (was N).
    Logged as O12.
    ");
    insta::assert_snapshot!(kam.kam("log 远航 电话 --account A1"), @r"
    ---- stderr ----
    error: these are not A1, which an option names: `远航` may be account A2 远航物流
    hint: put what was said in quotes, or into `--note TEXT`
    ---- exit 3 ----
    ");
}

#[test]
fn a_touch_that_names_an_appointment_keeps_no_other() {
    let kam = busy();
    for _ in 0..2 {
        kam.out("book A1 today -q");
    }
    insta::assert_snapshot!(kam.kam("log A1 call --for AP2"), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02, keeps AP2.
    Logged as O11.
    ");
    let open = kam.out("book --columns appointment -f csv --no-header");
    assert_eq!(open, "AP1\n");
}

#[test]
fn appointments_are_kept_and_deadlines_by_their_day_or_name() {
    let kam = busy();
    kam.out("log A1 call no-answer --on 2026-02-20 --next 2026-03-02");
    kam.out("log A1 call no-answer --on 2026-02-20 --next 2026-03-05");
    kam.out("log A1 call no-answer --on 2026-02-20 --next 2026-03-06 --deadline");
    let open = || kam.out("export appointments --columns id,day,deadline,closed_on,ending -f csv");
    // An attempt keeps none, nor does a contact of the day before.
    kam.out("log A1 call no-answer");
    kam.out("log A1 call --on 2026-03-01");
    insta::assert_snapshot!(open(), @r"
    id,day,deadline,closed_on,ending
    AP1,2026-03-02,false,,
    AP2,2026-03-05,false,,
    AP3,2026-03-06,true,,
    ");
    insta::assert_snapshot!(kam.kam("log A1 call"), @r"
    ---- stderr ----
    T6: A1 多达运输, call, reached, 2026-03-02, keeps AP1.
    Logged as O14.
    ");
    insta::assert_snapshot!(kam.kam("log A1 call no-answer --for AP3"), @r"
    ---- stderr ----
    error: AP3 is not kept by `no-answer`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log AP3 信函 已发送"), @r"
    ---- stderr ----
    T7：A1 多达运输，信函，已发送，2026-03-02，赴约 AP3。
    已记录为 O15。
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --for AP3"), @r"
    ---- stderr ----
    error: AP3 was closed on 2026-03-02
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A2 call --for AP2"), @r"
    ---- stderr ----
    error: these are not A1, which an option names: `A2` may be account A2 远航物流
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--today 2026-03-08 log A1 call --next 2026-03-08"), @r"
    ---- stderr ----
    T8: A1 多达运输, call, reached, 2026-03-08, keeps AP2, next 2026-03-08.
    Logged as O16.
    ");
    insta::assert_snapshot!(open(), @r"
    id,day,deadline,closed_on,ending
    AP1,2026-03-02,false,2026-03-02,kept
    AP2,2026-03-05,false,2026-03-08,kept
    AP3,2026-03-06,true,2026-03-02,kept
    AP4,2026-03-08,false,,
    ");
}

/// Tries are counted from the last effective contact, by when touches happened.
#[test]
fn tries_are_kept_on_the_account() {
    let kam = busy();
    let tries = || kam.open().db().get::<Account>(AccountId(1)).unwrap().tries;
    for (line, expected) in [
        ("log A1 call no-answer --on 2026-02-20", 1),
        ("log A1 message --on 2026-02-22", 2),
        ("log A1 call --on 2026-02-21", 1),
        ("log A1 call no-answer --on 2026-02-19", 1),
        ("log A1 call wrong-number", 2),
        ("log A1 visit", 0),
    ] {
        kam.out(line);
        assert_eq!(tries(), expected, "{line}");
    }
}

#[test]
fn touches_move_retail_deals_forward() {
    let kam = busy();
    insta::assert_snapshot!(kam.kam("log 周陌 call no-answer"), @r"
    ---- stderr ----
    T1: A4 周陌, call, no-answer, 2026-03-02, about D4.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("log 周陌 call"), @r"
    ---- stderr ----
    T2: A4 周陌, call, reached, 2026-03-02, about D4, stage lead → contacted.
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("log 周陌 test-drive 报价12万 --grade A"), @r"
    ---- stderr ----
    T3: A4 周陌, test-drive, reached, 2026-03-02, about D4, quoted 120000.00, stage contacted → driven → quoted; left out: visited, grade A (was N).
    Logged as O11.
    ");
    insta::assert_snapshot!(kam.kam("log 周陌 showroom"), @r"
    ---- stderr ----
    T4: A4 周陌, showroom, reached, 2026-03-02, about D4.
    Logged as O12.
    ");
    insta::assert_snapshot!(kam.out("export stage_moves --columns deal,from_stage,to_stage,moved_by -f csv"), @r"
    deal,from_stage,to_stage,moved_by
    D4,lead,contacted,T2
    D4,contacted,driven,T3
    D4,driven,quoted,T3
    ");
}

#[test]
fn a_late_entry_keeps_both_times() {
    let kam = busy();
    kam.out("log A1 call --at 2026-02-27T02:00:00Z");
    insta::assert_snapshot!(kam.out("export touches --columns day,happened_at,logged_at -f csv"), @r"
    day,happened_at,logged_at
    2026-02-27,2026-02-27T02:00:00Z,2026-03-02T01:00:00Z
    ");
}

#[test]
fn many_lines_are_one_operation() {
    let kam = busy();
    let lines = "\u{feff}# of today\n\n多达 电话 '要 两台' 拓川 明天\n\
        {\"account\":\"A2\",\"kind\":\"call\",\"result\":\"no-answer\",\"by\":\"小李\",\"on\":\"yesterday\"}\n\
        {\"kind\":\"letter\",\"deal\":\"D4\",\"quote\":250000,\"note\":null,\"next\":\"+1w\",\"time\":\"9:00\",\"deadline\":true}\n";
    insta::assert_snapshot!(kam.kam_with(&["log", "-", "--dry-run"], lines), @r"
    ---- stderr ----
    new: A1 多达运输, call, reached, 2026-03-02, about D2, next 2026-03-03, note `要 两台`.
    new: A2 远航物流, call, no-answer, 2026-03-01, by 李娜, about D3.
    new: A4 周陌, letter, sent, 2026-03-02, about D4, quoted 250000.00, stage lead → quoted; left out: contacted, visited, driven, deadline 2026-03-09 09:00.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam_with(&["log", "-"], lines), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02, about D2, next 2026-03-03, note `要 两台`.
    T2: A2 远航物流, call, no-answer, 2026-03-01, by 李娜, about D3.
    T3: A4 周陌, letter, sent, 2026-03-02, about D4, quoted 250000.00, stage lead → quoted; left out: contacted, visited, driven, deadline 2026-03-09 09:00.
    Logged as O9.
    ");
    // Each line sees those before it: AP2 is of the line above.
    let more = "A1 visit\n{\"for\":\"AP2\",\"kind\":\"call\"}\n";
    insta::assert_snapshot!(kam.kam_with(&["log", "-", "-q"], more), @"");
    insta::assert_snapshot!(kam.kam_with(&["log", "-"], ""), @r"
    ---- stderr ----
    Nothing changed.
    ");
}

#[test]
fn every_wrong_line_is_named_and_none_is_kept() {
    let kam = busy();
    let lines = "多达 电话\n多达 甲 乙\n远航 电话 '未完\n{\"kind\":\"fax\",\"deadline\":1,\"to\":\"A1\"}\n[1]\n{\n\
        {\"account\":\"A77\",\"kind\":\"call\"}\nA1 call 2027-01-01\nA1 call 3/4\n\
        {\"account\":\"A1\",\"kind\":\"call\",\"at\":\"2026-03-01T00:00:00Z\",\"on\":\"today\"}\n";
    insta::assert_snapshot!(kam.kam_with(&["log", "-"], lines), @r"
    ---- stderr ----
    error: line 2: no list knows `甲`, `乙`; one word alone can be the note
    error: line 2: the kind of touch is missing: one of call 电话, message 短信, visit 拜访, showroom 到店, test-drive 试驾, letter 信函, event 活动, care 关怀, survey 调查
    hint: put what was said in quotes, or into `--note TEXT`
    error: line 3: a quote ' is not closed
    error: line 4: `deadline`: `1` is none of true, false
    error: line 4: `kind`: `fax` is none of call, message, visit, showroom, test-drive, letter, event, care, survey
    error: line 4: no key `to`; one of account, kind, result, note, deal, contact, by, at, on, grade, next, time, deadline, quote, for
    error: line 5: no list knows `[1]`
    error: line 5: the account is missing
    error: line 5: the kind of touch is missing: one of call 电话, message 短信, visit 拜访, showroom 到店, test-drive 试驾, letter 信函, event 活动, care 关怀, survey 调查
    hint: name an account: an id, a name or part of it, a contact, a phone
    error: line 6: no JSON: EOF while parsing an object at line 1 column 1
    error: line 7: there is no A77
    error: line 9: `3/4` may be day 2026-03-04 or day 2026-04-03
    hint: write the day in full, as 2026-03-09
    error: line 10: `at` and `on` cannot both be said
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "log", "-"], lines), @r"
    ---- stderr ----
    错误：第 2 行：没有任何列表认识 `甲`、`乙`；只有一个词可作为备注
    错误：第 2 行：缺少接触方式：可选 call 电话、message 短信、visit 拜访、showroom 到店、test-drive 试驾、letter 信函、event 活动、care 关怀、survey 调查
    提示：把谈话内容放进引号，或用 `--note 文本`
    错误：第 3 行：引号 ' 没有结束
    错误：第 4 行：`deadline`：`1` 不在可选值内：true, false
    错误：第 4 行：`kind`：`fax` 不在可选值内：call, message, visit, showroom, test-drive, letter, event, care, survey
    错误：第 4 行：没有键 `to`；可用：account, kind, result, note, deal, contact, by, at, on, grade, next, time, deadline, quote, for
    错误：第 5 行：没有任何列表认识 `[1]`
    错误：第 5 行：缺少客户
    错误：第 5 行：缺少接触方式：可选 call 电话、message 短信、visit 拜访、showroom 到店、test-drive 试驾、letter 信函、event 活动、care 关怀、survey 调查
    提示：指明客户：编号、名称或其一部分、联系人、电话
    错误：第 6 行：不是 JSON：EOF while parsing an object at line 1 column 1
    错误：第 7 行：没有 A77
    错误：第 10 行：`at` 与 `on` 不能同时给出
    ---- exit 2 ----
    ");
    assert_eq!(kam.out("export touches --columns account -f csv"), "account\n");
    insta::assert_snapshot!(kam.kam("log - A1"), @r"
    ---- stderr ----
    error: `-` reads everything from its lines, and goes with `--dry-run` alone
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("log - --kind call"), @r"
    ---- stderr ----
    error: `-` reads everything from its lines, and goes with `--dry-run` alone
    ---- exit 2 ----
    ");
}

/// Both engines find names alike.
#[test]
fn words_are_known_on_postgres_as_well() {
    let Some(kam) = Sandbox::on_postgres() else { return };
    let kam = with(kam, &[firm("多达运输").with("张志强", "+8613800138000"), firm("H")]);
    kam.out("deal add A1 --model 朗逸");
    insta::assert_snapshot!(kam.kam("log 志强 朗逸 电话 要两台 h"), @r"
    ---- stderr ----
    error: `h` may be grade H or account A2 H
    hint: say which with `--account`, `--grade`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log 13800138000 电话 要两台 下周三"), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02, with 张志强, about D1, next 2026-03-11, note `要两台`.
    Logged as O6.
    ");
}

/// What is promised for a day is lost where the word for the day becomes the note.
#[test]
fn what_is_written_as_a_day_a_time_or_a_grade_never_becomes_the_note() {
    let kam = sandbox();
    let refused = |log: &str| {
        let said = kam.kam_with(&["log", "A1", "电话", log], "");
        assert!(said.contains("error:") && !said.contains("Logged"), "{log}: {said}");
        said.lines().find(|line| line.starts_with("error:")).unwrap_or_default().to_owned()
    };
    let words = [
        "2月30日",
        "3月32日",
        "周八",
        "2/30",
        "2026-02-30",
        "25:30",
        "13:75",
        "Z",
        "报价-5万",
        "三点前",
    ];
    insta::assert_snapshot!(words.map(refused).join("\n"), @r"
    error: `2月30日` cannot be read as a day
    error: `3月32日` cannot be read as a day
    error: `周八` cannot be read as a day
    error: `2/30` cannot be read as a day
    error: `2026-02-30` cannot be read as a day
    error: `25:30` cannot be read as a time of day
    error: `13:75` cannot be read as a time of day
    error: `Z` is no grade
    error: `报价-5万` cannot be read as a price
    error: `三点前` cannot be read as a time of day
    ");
    insta::assert_snapshot!(kam.kam_with(&["log", "A1", "电话", "下周三下午"], ""), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-03-02, about D1, next 2026-03-11 下午.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "log", "A1", "电话", "周八", "Z"], ""), @r"
    ---- stderr ----
    错误：`周八` 无法读作日期
    错误：`Z` 不是级别
    提示：日期写作 2026-03-09、+3d、明天、下周三、3月9日；若是谈话内容，用 `--note 文本`
    提示：级别为 O、H、A、B、C，- 表示无级别；若是谈话内容，用 `--note 文本`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["log", "A1", "电话", "下礼拜三下午两点", "Ｈ"], ""), @r"
    ---- stderr ----
    T2: A1 多达运输, call, reached, 2026-03-02, about D1, grade H (was N), next 2026-03-11 14:00.
    Also open with A1: AP1 2026-03-11.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam_with(&["log", "A1", "电话", "下周三再联系他们"], ""), @r"
    ---- stderr ----
    T3: A1 多达运输, call, reached, 2026-03-02, about D1, next 2026-03-11, note `下周三再联系他们`.
    Also open with A1: AP1 2026-03-11, AP2 2026-03-11 14:00.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam_with(&["log", "A1", "电话", "--note", "周八"], ""), @r"
    ---- stderr ----
    T4: A1 多达运输, call, reached, 2026-03-02, about D1, note `周八`.
    Logged as O9.
    ");
}

#[test]
fn what_else_is_agreed_is_said_where_a_next_contact_is() {
    let kam = sandbox();
    kam.out("log A1 call --next +5d --time 9:30 -q");
    insta::assert_snapshot!(kam.kam("log A1 call --next +5d"), @r"
    ---- stderr ----
    T2: A1 多达运输, call, reached, 2026-03-02, about D1, next 2026-03-07.
    Also open with A1: AP1 2026-03-07 09:30.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("log A1 message"), @r"
    ---- stderr ----
    T3: A1 多达运输, message, sent, 2026-03-02, about D1.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "log", "-"], "A1 电话 大后天\nA2 电话 明天\n"), @r"
    ---- stderr ----
    T4：A1 多达运输，电话，接通，2026-03-02，商机 D1，下次 2026-03-05。
    A1 另有未完成的预约：AP2 2026-03-07、AP1 2026-03-07 09:30。
    T5：A2 远航物流，电话，接通，2026-03-02，下次 2026-03-03。
    已记录为 O9。
    ");
}
