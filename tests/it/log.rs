//! `kam log`: contacts and attempts.

use kam::model::{Account, AccountId};

use crate::prospects::{firm, with};
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
    T1: A1 多达运输, call, reached, 2026-03-02, about D1, grade H (was N), next 2026-03-11 09:30.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log 多达 visit --grade H级 --next +3d --deadline"), @r"
    ---- stderr ----
    T2：A1 多达运输，拜访，接通，2026-03-02，商机 D1，确认级别 H，期限 2026-03-05。
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
    错误：2026-03-02T01:00:01Z 尚未到来：今天是 2026-03-02T01:00:00Z
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
    error: D2 does not belong to A1
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
    insta::assert_snapshot!(kam.kam("log A1 call --grade N"), @r"
    ---- stderr ----
    error: N says that nobody has graded the deal; give O, H, A, B, C or -
    ---- exit 2 ----
    ");
    kam.out("stage D1 delivered --evidence a --source seen --reason b --finished 电话 --doing 报价 --planned 试驾");
    insta::assert_snapshot!(kam.kam("log A1 call --deal D1 --grade H"), @r"
    ---- stderr ----
    error: D1 is closed (won) and is not graded
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 fax"), @r"
    ---- stderr ----
    error: invalid value 'fax' for '<KIND>': `fax` is no kind of touch; one of call, message, visit, showroom, test-drive, letter, event, care, survey

    For more information, try '--help'.
    ---- exit 2 ----
    ");
}
