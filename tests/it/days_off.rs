//! `kam staff off`, `kam shop closed`, `kam shop edit`: days off and hours, and the agenda that
//! follows them.

use kam::model::{Day, StaffId};
use kam::store::{StoreError, Val};

use crate::prospects::{caller, firm, with};
use crate::sandbox::Sandbox;

/// A shop with 李娜 S1, 王芳 S2 and 陈强 S3.
fn sandbox() -> Sandbox {
    let kam = with(Sandbox::new(), &[]);
    kam.out("staff add 陈强 -q");
    kam.out("shop add 城南店 -q");
    kam
}

fn enters_lists_and_takes_back(kam: &Sandbox) {
    let off = "staff off 李娜 2026-05-01 2026-05-05 --stand-in 王芳 --note 年假";
    insta::allow_duplicates! {
        let said = kam.kam(off);
        // The number of the operation is another on each engine.
        let (said, logged) = said.split_once("Logged as O").unwrap();
        assert!(!logged.is_empty());
        insta::assert_snapshot!(said, @"
        ---- stderr ----
        F1: 李娜 is away, 2026-05-01 to 2026-05-05; 王芳 stands in.
        ");
        insta::assert_snapshot!(kam.kam("--lang zh staff off 陈强 明天 -q"), @"");
        kam.out("staff off 王芳 2026-01-05 -q");
        kam.out("shop closed 城南店 2026-05-02 2026-05-03 --note 盘点 -q");
        insta::assert_snapshot!(kam.kam("staff off"), @"
        day off  staff  from        last day    stand-in  note
        ──────────────────────────────────────────────────────
        F2       陈强   2026-03-03  2026-03-03
        F1       李娜   2026-05-01  2026-05-05  王芳      年假
        F3       王芳   2026-01-05  2026-01-05
        ");
        insta::assert_snapshot!(kam.kam("staff off 李娜 -f json"), @r#"
        [
        {"day_off":"F1","staff":"S1","first_day":"2026-05-01","last_day":"2026-05-05","stand_in":"S2","note":"年假"}
        ]
        "#);
        insta::assert_snapshot!(kam.kam("--lang zh shop closed"), @"
        休息日  门店    开始日期    最后日期    备注
        ────────────────────────────────────────────
        F4      城南店  2026-05-02  2026-05-03  盘点
        ");
        insta::assert_snapshot!(kam.kam("staff off --remove F1 --dry-run"), @"
        ---- stderr ----
        Took back F1: 李娜, 2026-05-01 to 2026-05-05.
        Dry run: nothing was written.
        ");
        kam.out("--lang zh staff off --remove F1");
        assert_eq!(kam.out("staff off -f ids"), "F2\nF3\n");
        kam.out("shop closed --remove F4 -q");
        insta::assert_snapshot!(kam.kam("shop closed -f csv"), @"
        day_off,shop,first_day,last_day,note
        ---- stderr ----
        No closures yet; `kam shop closed NAME FIRST LAST` enters one.
        ");
        insta::assert_snapshot!(kam.kam("staff off --remove F1"), @"
        ---- stderr ----
        error: there is no F1
        ---- exit 3 ----
        ");
        // Free again. A dry run makes no id.
        insta::assert_snapshot!(kam.kam(&format!("{off} --dry-run")), @"
        ---- stderr ----
        new: 李娜 is away, 2026-05-01 to 2026-05-05; 王芳 stands in.
        Dry run: nothing was written.
        ");
    }
}

#[test]
fn days_off_are_entered_listed_and_taken_back() {
    enters_lists_and_takes_back(&sandbox());
}

#[test]
fn days_off_are_entered_listed_and_taken_back_on_postgres() {
    if let Some(kam) = Sandbox::on_postgres() {
        let kam = with(kam, &[]);
        kam.out("staff add 陈强 -q");
        kam.out("shop add 城南店 -q");
        enters_lists_and_takes_back(&kam);
    }
}

#[test]
fn what_is_said_is_said_in_chinese_too() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("--lang zh staff off 李娜 2026-05-01 2026-05-05 --stand-in 王芳"), @"
    ---- stderr ----
    F1：李娜 休息，2026-05-01 至 2026-05-05；由 王芳 代班。
    已记录为 O6。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh staff off 陈强 2026-05-01"), @"
    ---- stderr ----
    F2：陈强 休息，2026-05-01。
    已记录为 O7。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh shop closed 城南店 2026-05-01"), @"
    ---- stderr ----
    F3：城南店 闭店，2026-05-01。
    已记录为 O8。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh shop closed --remove F3"), @"
    ---- stderr ----
    已撤销 F3：城南店，2026-05-01。
    已记录为 O9。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh shop closed --remove F2"), @"
    ---- stderr ----
    错误：F2 是 陈强 的休息日
    提示：用 `kam staff off --remove F2` 撤销
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh shop closed"), @"
    休息日  门店  开始日期  最后日期  备注
    ──────────────────────────────────────
    ---- stderr ----
    还没有闭店日；用 `kam shop closed 门店 开始 结束` 登记。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh staff off 李娜 2026-05-05 2026-05-09 --stand-in 陈强"), @"
    ---- stderr ----
    错误：李娜 已登记休息 2026-05-01 至 2026-05-05：F1
    提示：用 `kam staff off --remove F1` 撤销
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh staff off 王芳 2026-05-05 --stand-in 王芳"), @"
    ---- stderr ----
    错误：王芳 为 李娜 代班，2026-05-01 至 2026-05-05：F1
    提示：用 `kam staff off --remove F1` 撤销
    提示：然后另行指定 `--stand-in` 重新登记
    错误：王芳 不能为自己代班；请指定他人
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh staff off 王芳 2026-06-05 2026-06-01"), @"
    ---- stderr ----
    错误：最后日期 2026-06-01 早于开始日期 2026-06-05
    ---- exit 2 ----
    ");
}

#[test]
fn a_stand_in_who_cannot_is_refused() {
    let kam = sandbox();
    kam.out("staff off 王芳 2026-05-03 2026-05-04 -q");
    kam.out("staff off 李娜 2026-06-01 2026-06-03 --stand-in 王芳 -q");
    kam.open()
        .write::<_, StoreError>(&caller(), false, |op| {
            let left: Day = "2026-05-09".parse().unwrap();
            op.update(StaffId(3), &[("left_on", Val::Owned(left.to_string()))])
        })
        .unwrap();
    // The same person.
    insta::assert_snapshot!(kam.kam("staff off 李娜 2026-05-01 --stand-in 李娜"), @"
    ---- stderr ----
    error: 李娜 cannot stand in for themselves; name somebody else
    ---- exit 3 ----
    ");
    // Away on one of the days, at either end.
    insta::assert_snapshot!(kam.kam("staff off 李娜 2026-05-01 2026-05-03 --stand-in 王芳"), @"
    ---- stderr ----
    error: 王芳 is away too, 2026-05-03 to 2026-05-04: F1; name somebody else
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("staff off 李娜 2026-05-04 --stand-in 王芳"), @"
    ---- stderr ----
    error: 王芳 is away too, 2026-05-03 to 2026-05-04: F1; name somebody else
    ---- exit 3 ----
    ");
    // Leaves before the last day.
    insta::assert_snapshot!(kam.kam("staff off 李娜 2026-05-09 2026-05-10 --stand-in 陈强"), @"
    ---- stderr ----
    error: 陈强 left on 2026-05-09
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("staff off 陈强 2026-05-10"), @"
    ---- stderr ----
    error: 陈强 left on 2026-05-09
    ---- exit 3 ----
    ");
    // Already does another's work.
    insta::assert_snapshot!(kam.kam("staff off 王芳 2026-06-03"), @"
    ---- stderr ----
    error: 王芳 stands in for 李娜, 2026-06-01 to 2026-06-03: F2
    hint: take it back with `kam staff off --remove F2`
    hint: then enter it again with another `--stand-in`
    ---- exit 3 ----
    ");
    assert_eq!(kam.out("staff off -f ids"), "F1\nF2\n");
    // What touches none of it is taken.
    kam.out("staff off 李娜 2026-05-05 --stand-in 王芳 -q");
    kam.out("staff off 李娜 2026-05-09 --stand-in 陈强 -q");
    kam.out("staff off 王芳 2026-06-04 -q");
    kam.out("staff off 陈强 2026-05-08 -q");
}

#[test]
fn what_does_not_make_sense_is_refused_with_all_its_problems() {
    let kam = sandbox();
    kam.out("staff off 李娜 2026-05-01 2026-05-03 -q");
    kam.out("shop closed 城南店 2026-05-01 2026-05-03 -q");
    insta::assert_snapshot!(kam.kam("staff off 李娜 2026-05-03 2026-05-09"), @"
    ---- stderr ----
    error: 李娜 has 2026-05-01 to 2026-05-03 off already: F1
    hint: take it back with `kam staff off --remove F1`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("shop closed 城南店 2026-04-30 2026-05-01"), @"
    ---- stderr ----
    error: 城南店 has 2026-05-01 to 2026-05-03 off already: F2
    hint: take it back with `kam shop closed --remove F2`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("staff off 李娜 2026-05-09 2026-05-08"), @"
    ---- stderr ----
    error: the last day, 2026-05-08, is before the first, 2026-05-09
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("staff off 赵六 soon later --stand-in 钱七"), @"
    ---- stderr ----
    error: no member of staff is called `赵六`
    hint: `kam staff list` has them all
    error: no member of staff is called `钱七`
    hint: `kam staff list` has them all
    error: `soon` is no day; write 2026-03-01, today, +3d or monday
    error: `later` is no day; write 2026-03-01, today, +3d or monday
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("shop closed 城北店 soon"), @"
    ---- stderr ----
    error: no shop is called `城北店`
    hint: `kam shop list` has them all
    error: `soon` is no day; write 2026-03-01, today, +3d or monday
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("staff off --remove F2"), @"
    ---- stderr ----
    error: F2 is a day off of 城南店
    hint: take it back with `kam shop closed --remove F2`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("staff off 李娜 --stand-in 王芳"), @"
    ---- stderr ----
    error: the following required arguments were not provided:
      <FIRST>

    Usage: kam staff off --stand-in <NAME> <NAME> <FIRST> [LAST]

    For more information, try '--help'.
    ---- exit 2 ----
    ");
    assert_eq!(kam.out("staff off -f ids"), "F1\n");
    // The days beside it, and another person's, are free.
    kam.out("staff off 李娜 2026-05-04 -q");
    kam.out("staff off 王芳 2026-05-02 -q");
    kam.out("shop closed 城南店 2026-04-30 -q");
}

#[test]
fn hours_and_calendar_of_a_shop() {
    let kam = Sandbox::new();
    insta::assert_snapshot!(kam.kam("shop add 城南店 --opens 08:30 --closes 20:00 -q"), @"");
    insta::assert_snapshot!(kam.kam("shop edit 城南店 --calendar office --closes 17:30 --city 杭州 --brand 安达"), @"
    ---- stderr ----
    Changed shop SH1 城南店.
    Logged as O3.
    ");
    insta::assert_snapshot!(kam.kam("shop list"), @"
    id   name    brand  city  calendar  opens  closes
    ─────────────────────────────────────────────────
    SH1  城南店  安达   杭州  office    08:30  17:30
    ");
    insta::assert_snapshot!(kam.kam("--lang zh shop edit SH1 --calendar office"), @"
    ---- stderr ----
    没有任何改动。
    ");
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "shop", "edit", "SH1", "--opens", "", "--city", " "], ""), @"
    ---- stderr ----
    已修改门店 SH1 城南店。
    已记录为 O4。
    ");
    insta::assert_snapshot!(kam.kam("shop list -f csv"), @"
    id,name,brand,city,calendar,opens_at,closes_at
    SH1,城南店,安达,,office,,17:30
    ");
    insta::assert_snapshot!(kam.kam("shop edit SH1 --opens 9:00 --closes 25:00"), @"
    ---- stderr ----
    error: --opens `9:00` is no time of day; write 09:00
    error: --closes `25:00` is no time of day; write 09:00
    ---- exit 2 ----
    ");
    // Against the hour that stays, and the one of the playbook.
    insta::assert_snapshot!(kam.kam("shop edit SH1 --opens 17:30"), @"
    ---- stderr ----
    error: a shop that opens at 17:30 cannot close at 17:30; correct --opens or --closes
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh shop add 城北店 --closes 09:00"), @"
    ---- stderr ----
    错误：门店 09:00 开门，不能在 09:00 关门；请改正 --opens 或 --closes
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("shop edit SH1"), @"
    ---- stderr ----
    error: nothing to change was named
    hint: see `kam shop edit --help`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("shop edit SH1 --opens 08:00 --dry-run"), @"
    ---- stderr ----
    Changed shop SH1 城南店.
    Dry run: nothing was written.
    ");
    kam.out("shop edit SH1 --opens 17:29 --closes 24:00 -q");
    assert_eq!(kam.out("shop list -f ids"), "SH1\n");
}

/// A1 of grade H and A2 of grade B, both of 李娜, last reached on the days given.
fn graded(reached: [&str; 2]) -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[firm("多达运输").owned(1, "2026-01-05"), firm("晨光贸易").owned(1, "2026-01-05")],
    );
    kam.out("shop add 城南店 -q");
    for (account, grade, on) in [("A1", "H", reached[0]), ("A2", "B", reached[1])] {
        kam.out(&format!("deal add {account} --today 2026-01-05"));
        kam.out(&format!("log {account} call --on {on} --grade {grade} --today {on}"));
    }
    kam
}

/// Returns the account, the day it is due and where it moved from, of what is due by a day.
fn due(kam: &Sandbox, owner: &str, day: &str) -> String {
    kam.out(&format!(
        "agenda --owner {owner} --day {day} -f csv --no-header --columns account,due,moved_from,day_off,doer"
    ))
}

#[test]
fn item_6_a_closure_moves_h_earlier_and_b_later() {
    // H every 2 days, B every 7: both due on Wednesday 03-11.
    let kam = graded(["2026-03-09", "2026-03-04"]);
    let usual = "A1,2026-03-11,,,S1\nA2,2026-03-11,,,S1\n";
    assert_eq!(due(&kam, "李娜", "2026-03-11"), usual);
    kam.out("shop closed 城南店 2026-03-11 2026-03-12 -q");
    assert_eq!(due(&kam, "李娜", "2026-03-10"), "A1,2026-03-10,2026-03-11,closed,S1\n");
    assert_eq!(
        due(&kam, "李娜", "2026-03-13"),
        "A1,2026-03-10,2026-03-11,closed,S1\nA2,2026-03-13,2026-03-11,closed,S1\n"
    );
    // With the day between closed too there is no earlier working day after the last contact.
    kam.out("shop closed 城南店 2026-03-10 -q");
    assert_eq!(due(&kam, "李娜", "2026-03-12"), "");
    assert_eq!(
        due(&kam, "李娜", "2026-03-13"),
        "A1,2026-03-13,2026-03-11,closed,S1\nA2,2026-03-13,2026-03-11,closed,S1\n"
    );
    kam.out("shop closed --remove F1 -q");
    kam.out("shop closed --remove F2 -q");
    assert_eq!(due(&kam, "李娜", "2026-03-11"), usual, "taken back, nothing moved");
}

#[test]
fn item_6_a_person_away_moves_their_items_or_has_a_stand_in() {
    let kam = graded(["2026-03-09", "2026-03-04"]);
    kam.out("staff off 李娜 2026-03-11 -q");
    assert_eq!(
        due(&kam, "李娜", "2026-03-12"),
        "A1,2026-03-10,2026-03-11,away,S1\nA2,2026-03-12,2026-03-11,away,S1\n"
    );
    kam.out("staff off --remove F1 -q");
    kam.out("staff off 李娜 2026-03-11 --stand-in 王芳 -q");
    assert_eq!(due(&kam, "李娜", "2026-03-11"), "", "it is on another's agenda");
    assert_eq!(due(&kam, "王芳", "2026-03-11"), "A1,2026-03-11,,,S2\nA2,2026-03-11,,,S2\n");
    let table = "agenda --owner 王芳 --day 2026-03-11 --columns account,why,due";
    insta::assert_snapshot!(kam.kam(table), @"
    account  why                        due
    ──────────────────────────────────────────────
    A1       last 03-09, 2 d, for 李娜  2026-03-11
    A2       last 03-04, 7 d, for 李娜  2026-03-11
    ---- stderr ----
    2 due on 2026-03-11.
    H, B: strengthen confidence in the product; handle objections; answer questions; promote the close; explain the purchase process; analyse needs
    ");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh {table}")), @"
    客户  原因                  到期
    ──────────────────────────────────────
    A1    距03-09满2天，代李娜  2026-03-11
    A2    距03-04满7天，代李娜  2026-03-11
    ---- stderr ----
    2026-03-11 共 2 项到期。
    H、B：增强产品信心；处理异议；解答疑问；促进成交；说明购车流程；分析需求
    ");
    assert_eq!(due(&kam, "李娜", "2026-03-12"), "A1,2026-03-11,,,S1\nA2,2026-03-11,,,S1\n");
    assert_eq!(due(&kam, "王芳", "2026-03-12"), "", "she is back");
}

#[test]
fn item_6_office_days_leave_out_weekends_and_the_spring_festival() {
    // Last reached on 02-10: B is due on 02-17, inside the holidays of 02-15 to 02-23.
    let kam = graded(["2026-02-12", "2026-02-10"]);
    assert_eq!(due(&kam, "李娜", "2026-02-17"), "A1,2026-02-14,,,S1\nA2,2026-02-17,,,S1\n");
    kam.out("shop edit 城南店 --calendar office -q");
    // 02-14 is a Saturday that is worked in place of a day of the holidays.
    assert_eq!(due(&kam, "李娜", "2026-02-23"), "A1,2026-02-14,,,S1\n");
    assert_eq!(
        due(&kam, "李娜", "2026-02-24"),
        "A1,2026-02-14,,,S1\nA2,2026-02-24,2026-02-17,holiday,S1\n"
    );
    // 02-28 is another; 03-07 is a plain Saturday.
    let kam = graded(["2026-02-26", "2026-02-21"]);
    kam.out("shop edit 城南店 --calendar office -q");
    assert_eq!(due(&kam, "李娜", "2026-02-28"), "A1,2026-02-28,,,S1\nA2,2026-02-28,,,S1\n");
    let kam = graded(["2026-03-05", "2026-02-28"]);
    kam.out("shop edit 城南店 --calendar office -q");
    assert_eq!(due(&kam, "李娜", "2026-03-06"), "A1,2026-03-06,2026-03-07,weekend,S1\n");
    assert_eq!(
        due(&kam, "李娜", "2026-03-09"),
        "A1,2026-03-06,2026-03-07,weekend,S1\nA2,2026-03-09,2026-03-07,weekend,S1\n"
    );
}

#[test]
fn item_6_a_year_without_announced_holidays_says_so() {
    let kam = graded(["2026-03-05", "2031-02-28"]);
    let why = |lang: &str| {
        let said = kam.out(&format!("--lang {lang} agenda --why A2 --today 2031-03-07"));
        said.lines()
            .filter(|line| line.contains("2031 ") || line.contains("of 2031"))
            .collect::<String>()
    };
    assert_eq!(why("en"), "", "a shop that is open every day needs none");
    kam.out("shop edit 城南店 --calendar office -q");
    insta::assert_snapshot!(why("en"), @"The public holidays of 2031 are not known yet: only weekends count.");
    insta::assert_snapshot!(why("zh"), @"2031 年的法定假日尚未公布：只计周末。");
}
