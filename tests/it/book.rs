//! `kam book`: appointments and deadlines.

use kam::model::{Appointment, AppointmentId, DayOff, StaffId};
use kam::store::StoreError;

use crate::prospects::{caller, firm, with};
use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    customers(Sandbox::new())
}

/// 多达运输 of 李娜 with a deal and a contact, 远航物流 of 王芳, 池中公司 of nobody.
fn customers(kam: Sandbox) -> Sandbox {
    let kam = with(
        kam,
        &[
            firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"),
            firm("远航物流").owned(2, "2026-02-10").with("刘洋", "+8613800138001"),
            firm("池中公司"),
        ],
    );
    kam.out("deal add A1 --model 朗逸 --today 2026-02-10 -q");
    kam.out("deal add A2 --model 朗行 --today 2026-02-10 -q");
    kam
}

fn appointment(kam: &Sandbox, id: i64) -> Appointment {
    kam.open().db().get(AppointmentId(id)).unwrap()
}

#[test]
fn plain_words_say_with_whom_when_how_and_what_for() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("--as 小李 book 多达 下周三 14:30 拜访 张志强 签合同"), @r"
    ---- stderr ----
    Booked AP1: A1 多达运输, 2026-03-11 14:30, visit, about D1, with 张志强, by 李娜, for `签合同`.
    A1 is due next on 2026-03-11 (agreed 03-11 14:30).
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh book 签合同 A2 visit 王芳 明天"), @r"
    ---- stderr ----
    已预约 AP2：A2 远航物流，2026-03-03，拜访，商机 D2，由王芳，目的 `签合同`。
    A2 下次 2026-03-03 到期（预约03-03）。
    已记录为 O8。
    ");
    let made = appointment(&kam, 1);
    assert_eq!(made.booked_on, Some("2026-03-02".parse().unwrap()));
    assert_eq!((made.staff, made.closed_on), (Some(StaffId(1)), None));
}

#[test]
fn options_say_the_same() {
    let kam = sandbox();
    let said = kam.kam(
        "book --account 多达 --on 2026-03-11 --time 9:30 --kind showroom --deal D1 --contact 张 \
         --by 王芳 --purpose 试驾 --deadline",
    );
    insta::assert_snapshot!(said, @r"
    ---- stderr ----
    Booked AP1: A1 多达运输, deadline 2026-03-11 09:30, showroom, about D1, with 张志强, by 王芳, for `试驾`.
    A1 is due next on 2026-03-11 (deadline 03-11 09:30).
    Logged as O7.
    ");
    let made = appointment(&kam, 1);
    assert_eq!((made.deadline, made.time.as_deref()), (true, Some("09:30")));
}

#[test]
fn who_it_is_for_is_the_owner_else_who_acts_else_nobody() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("--as 小李 book 远航 today"), @r"
    ---- stderr ----
    Booked AP1: A2 远航物流, 2026-03-02, about D2, by 王芳.
    A2 is due next on 2026-03-02 (agreed 03-02).
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("--as 小李 book 池中 today"), @r"
    ---- stderr ----
    Booked AP2: A3 池中公司, 2026-03-02, by 李娜.
    A3 is due next on 2026-03-02 (agreed 03-02).
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("book 池中 tomorrow"), @r"
    ---- stderr ----
    Booked AP3: A3 池中公司, 2026-03-03.
    Also open with A3: AP2 2026-03-02.
    A3 is due next on 2026-03-02 (agreed 03-02).
    Logged as O9.
    ");
}

#[test]
fn a_dry_run_books_nothing() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("book 多达 +3d --dry-run"), @r"
    ---- stderr ----
    Booked new: A1 多达运输, 2026-03-05, about D1, by 李娜.
    A1 is due next on 2026-03-05 (agreed 03-05).
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("book --all"), @r"
    appointment  day  time  account  name  kind  deadline  purpose  staff
    ─────────────────────────────────────────────────────────────────────
    ---- stderr ----
    No appointment is open; `kam book ACCOUNT DAY` agrees one.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh book --all"), @r"
    预约  日期  时间  客户  名称  类型  期限  目的  员工
    ────────────────────────────────────────────────────
    ---- stderr ----
    没有未完成的预约；用 `kam book 客户 日期` 预约。
    ");
}

#[test]
fn one_is_put_in_the_place_of_another_and_keeps_what_is_not_said() {
    let kam = sandbox();
    kam.out("book 多达 明天 10:00 拜访 张志强 签合同 -q");
    insta::assert_snapshot!(kam.kam("book --instead AP1 +4d"), @r"
    ---- stderr ----
    Booked AP2: A1 多达运输, 2026-03-06 10:00, visit, about D1, with 张志强, by 李娜, for `签合同`, instead of AP1 of 2026-03-03 10:00.
    A1 is due next on 2026-03-06 (agreed 03-06 10:00).
    Logged as O8.
    ");
    let (was, is) = (appointment(&kam, 1), appointment(&kam, 2));
    assert_eq!(was.ending.map(|ending| format!("{ending:?}")).as_deref(), Some("Moved"));
    assert_eq!(was.closed_on, Some("2026-03-02".parse().unwrap()));
    let same = |one: &Appointment| {
        (one.time.clone(), one.kind, one.deal, one.contact, one.staff, one.purpose.clone())
    };
    assert_eq!(same(&was), same(&is));
    insta::assert_snapshot!(kam.kam("--lang zh book --instead AP2 +5d 电话 --by 王芳 --purpose 交车"), @r"
    ---- stderr ----
    已预约 AP3：A1 多达运输，2026-03-07 10:00，电话，商机 D1，联系人 张志强，由王芳，目的 `交车`，替代 2026-03-06 10:00 的 AP2。
    A1 下次 2026-03-07 到期（预约03-07 10:00）。
    已记录为 O9。
    ");
    insta::assert_snapshot!(kam.kam("book --instead AP2 +6d"), @r"
    ---- stderr ----
    error: AP2 was closed on 2026-03-02
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("book 远航 --instead AP3 +6d"), @r"
    ---- stderr ----
    error: these are not A1, which an option names: `远航` may be account A2 远航物流
    hint: put what was said in quotes, or into `--note TEXT`
    ---- exit 3 ----
    ");
}

#[test]
fn another_open_one_is_mentioned_and_stays() {
    let kam = sandbox();
    kam.out("book 多达 +5d 10:00 -q");
    kam.out("book 多达 +3d --deadline -q");
    insta::assert_snapshot!(kam.kam("book 多达 +4d"), @r"
    ---- stderr ----
    Booked AP3: A1 多达运输, 2026-03-06, about D1, by 李娜.
    Also open with A1: AP2 deadline 2026-03-05, AP1 2026-03-07 10:00.
    A1 is due next on 2026-03-05 (deadline 03-05).
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh book 多达 +6d"), @r"
    ---- stderr ----
    已预约 AP4：A1 多达运输，2026-03-08，商机 D1，由李娜。
    A1 另有未完成的预约：AP2 期限 2026-03-05、AP3 2026-03-06、AP1 2026-03-07 10:00。
    A1 下次 2026-03-05 到期（期限03-05）。
    已记录为 O10。
    ");
    assert_eq!(appointment(&kam, 1).closed_on, None);
}

#[test]
fn what_is_agreed_for_a_day_off_is_noted_and_does_not_move() {
    let kam = sandbox();
    kam.open()
        .write::<_, StoreError>(&caller(), false, |op| {
            for (day, stand_in) in [("2026-03-06", None), ("2026-03-09", Some(StaffId(2)))] {
                let id = op.next_id()?;
                op.insert(&DayOff {
                    id,
                    shop: None,
                    staff: Some(StaffId(1)),
                    first_day: day.parse().unwrap(),
                    last_day: day.parse().unwrap(),
                    stand_in,
                    note: None,
                })?;
            }
            Ok(())
        })
        .unwrap();
    insta::assert_snapshot!(kam.kam("book 多达 2026-03-06"), @r"
    ---- stderr ----
    Booked AP1: A1 多达运输, 2026-03-06, about D1, by 李娜.
    2026-03-06 is a day off (the consultant is away); what is agreed does not move.
    A1 is due next on 2026-03-06 (agreed 03-06).
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh book --instead AP1 2026-03-09"), @r"
    ---- stderr ----
    已预约 AP2：A1 多达运输，2026-03-09，商机 D1，由李娜，替代 2026-03-06 的 AP1。
    2026-03-09 顾问休假：由 王芳 代办。
    A1 下次 2026-03-09 到期（预约03-09）。
    已记录为 O9。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh book --instead AP2 2026-03-06"), @r"
    ---- stderr ----
    已预约 AP3：A1 多达运输，2026-03-06，商机 D1，由李娜，替代 2026-03-09 的 AP2。
    2026-03-06 休息（顾问休假）；已约定的不移动。
    A1 下次 2026-03-06 到期（预约03-06）。
    已记录为 O10。
    ");
}

#[test]
fn what_cannot_be_agreed_is_refused_with_the_remedy() {
    let kam = sandbox();
    kam.out("lose D1 --cause price -q");
    kam.out("book 远航 +3d --deadline -q");
    kam.out("book 远航 +2d -q");
    insta::assert_snapshot!(kam.kam("book 多达 yesterday"), @r"
    ---- stderr ----
    error: nothing can be agreed for 2026-03-01: today is 2026-03-02
    hint: name today or a later day; what happened goes into `kam log`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh book 多达 昨天"), @r"
    ---- stderr ----
    错误：不能预约 2026-03-01：今天是 2026-03-02
    提示：请写今天或以后的日期；已发生的用 `kam log` 记录
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("book 多达 明天 昨天"), @r"
    ---- stderr ----
    error: the day is said twice: 2026-03-01 and 2026-03-03
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("book 多达"), @r"
    ---- stderr ----
    error: the day agreed is missing
    hint: name it in words or as `--on DAY`: 2026-03-09, tomorrow, +3d, 下周三
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("book 明天"), @r"
    ---- stderr ----
    error: the account is missing
    hint: name an account: an id, a name or part of it, a contact, a phone
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("book 多达 明天 --deal D1"), @r"
    ---- stderr ----
    error: D1 is closed (lost)
    hint: name an open deal with `--deal`, or open it again with `kam stage D1 STAGE --reopen --reason TEXT`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh book 多达 明天 --deal D1"), @r"
    ---- stderr ----
    错误：D1 已结束（战败）
    提示：用 `--deal` 指定未结商机，或用 `kam stage D1 阶段 --reopen --reason 原因` 重新打开
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("book AP2 明天"), @r"
    ---- stderr ----
    error: `AP2` is agreed already
    hint: to put another in its place: `--instead AP2`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("book --instead AP1 明天"), @r"
    ---- stderr ----
    error: AP1 is a deadline on 2026-03-05 and is not moved
    hint: keep it: `kam log A2 KIND --for AP1`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh book --instead AP1 明天"), @r"
    ---- stderr ----
    错误：AP1 是期限（2026-03-05），不能改期
    提示：请履约：`kam log A2 方式 --for AP1`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("book 多达 明天 --on tomorrow"), @r"
    ---- stderr ----
    error: the next day is said twice: `明天` and `--next`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("book 多达 明天 --time 25:00"), @r"
    ---- stderr ----
    error: `25:00` is no time of day; write it as 14:30
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("book 多达 明天 呵呵 嘿嘿"), @r"
    ---- stderr ----
    error: no list knows `呵呵`, `嘿嘿`; one word alone can be the note
    hint: put what was said in quotes, or into `--note TEXT`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("book --dry-run"), @r"
    ---- stderr ----
    error: an account and the day agreed are missing
    hint: name an account: an id, a name or part of it, a contact, a phone
    ---- exit 2 ----
    ");
    assert_eq!(kam.out("book --all -f ids"), "AP2\nAP1\n");
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("book --account 多达 --on yesterday --deal D2 --contact P2 --by 无名"), @r"
    ---- stderr ----
    error: nothing can be agreed for 2026-03-01: today is 2026-03-02
    hint: name today or a later day; what happened goes into `kam log`
    error: D2 does not belong to A1
    hint: see what is theirs with `kam show A1`
    error: P2 does not belong to A1
    hint: see what is theirs with `kam show A1`
    error: no member of staff is called `无名`
    hint: `kam staff list` has them all
    ---- exit 3 ----
    ");
}

#[test]
fn open_ones_are_listed_mine_or_everybody_s_the_earliest_first() {
    let kam = sandbox();
    kam.out("book 多达 +5d 14:30 拜访 签合同 -q");
    kam.out("book 多达 +5d 9:30 -q");
    kam.out("book 远航 +3d --deadline --purpose 投标 -q");
    kam.out("book 池中 +9d -q");
    kam.out("book 远航 +1d -q");
    kam.out("book --instead AP5 +2d -q");
    insta::assert_snapshot!(kam.kam("--as 小李 book"), @r"
    appointment  day         time   account  name      kind   deadline  purpose  staff
    ──────────────────────────────────────────────────────────────────────────────────
    AP2          2026-03-07  09:30  A1       多达运输         no                 李娜
    AP1          2026-03-07  14:30  A1       多达运输  visit  no        签合同   李娜
    ");
    insta::assert_snapshot!(kam.kam("--lang zh book"), @r"
    预约  日期        时间   客户  名称      类型  期限  目的    员工
    ─────────────────────────────────────────────────────────────────
    AP6   2026-03-04         A2    远航物流        否            王芳
    AP3   2026-03-05         A2    远航物流        是    投标    王芳
    AP2   2026-03-07  09:30  A1    多达运输        否            李娜
    AP1   2026-03-07  14:30  A1    多达运输  拜访  否    签合同  李娜
    AP4   2026-03-11         A3    池中公司        否
    ---- stderr ----
    `tester` 不是员工：以下为所有人的预约。
    ");
    insta::assert_snapshot!(kam.kam("--as 小李 book --all -f csv"), @r"
    appointment,day,time,account,name,kind,deadline,purpose,staff,deal,contact,booked_on
    AP6,2026-03-04,,A2,远航物流,,false,,S2,D2,,2026-03-02
    AP3,2026-03-05,,A2,远航物流,,true,投标,S2,D2,,2026-03-02
    AP2,2026-03-07,09:30,A1,多达运输,,false,,S1,D1,,2026-03-02
    AP1,2026-03-07,14:30,A1,多达运输,visit,false,签合同,S1,D1,,2026-03-02
    AP4,2026-03-11,,A3,池中公司,,false,,,,,2026-03-02
    ");
}

/// What a stand-in agrees with the owner's customer is on the owner's agenda, so it is hers too.
#[test]
fn mine_are_those_of_my_accounts_and_those_that_i_have_with_others_accounts() {
    let kam = sandbox();
    kam.out("book A1 +1d --by 王芳 -q");
    kam.out("book A2 +2d --by 王芳 -q");
    kam.out("book A3 +3d --by 李娜 -q");
    let of =
        |who: &str| kam.out(&format!("--as {who} book -f csv --columns appointment --no-header"));
    assert_eq!(of("李娜"), "AP1\nAP3\n");
    assert_eq!(of("王芳"), "AP1\nAP2\n");
}

#[test]
fn who_has_none_open_is_told_of_those_of_others() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("--as 小李 book -f ids"), @r"
    ---- stderr ----
    No appointment is open; `kam book ACCOUNT DAY` agrees one.
    ");
    kam.out("book 远航 +3d -q");
    insta::assert_snapshot!(kam.kam("--as 小李 book -f ids"), @r"
    ---- stderr ----
    No appointment of yours is open; `kam book --all` lists those of others, 1 of them.
    ");
    kam.out("book 远航 +4d -q");
    insta::assert_snapshot!(kam.kam("--lang zh --as 小李 book -f ids"), @r"
    ---- stderr ----
    您没有未完成的预约，他人有 2 个；用 `kam book --all` 查看全部。
    ");
}

#[test]
fn an_appointment_decides_when_its_account_is_due() {
    let kam = sandbox();
    kam.out("--as 小李 log 多达 call --on 2026-03-01 -q");
    let agenda = "--as 小李 agenda -f csv --columns account,why,due,appointment";
    insta::assert_snapshot!(kam.out(agenda), @r"
    account,why,due,appointment
    ");
    kam.out("book 多达 today 15:00 -q");
    insta::assert_snapshot!(kam.out(agenda), @r"
    account,why,due,appointment
    A1,appointment,2026-03-02,AP1
    ");
    kam.out("book --instead AP1 +2d -q");
    insta::assert_snapshot!(kam.out(agenda), @r"
    account,why,due,appointment
    ");
}

#[test]
fn both_engines_say_the_same() {
    let Some(postgres) = Sandbox::on_postgres() else { return };
    let work = |kam: Sandbox| {
        let kam = customers(kam);
        let commands = [
            "book 多达 today 14:30 拜访 签合同",
            "book 远航 +3d --deadline",
            "book --instead AP1 today",
            "skip 多达 --reason 出差 --until +3d",
            "skip 远航 --reason 出差",
            "book --all -f json",
            "agenda --all -f csv",
        ];
        let said: String = commands.iter().map(|command| kam.kam(command)).collect();
        let lines = said.lines().filter(|line| !line.starts_with("Logged as O"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(work(Sandbox::new()), work(postgres));
}

#[test]
fn what_is_written_as_a_day_a_time_or_a_grade_never_becomes_the_purpose() {
    let kam = customers(Sandbox::new());
    insta::assert_snapshot!(kam.kam_with(&["book", "A1", "明天", "25:30"], ""), @r"
    ---- stderr ----
    error: `25:30` cannot be read as a time of day
    hint: times are written 14:30, 3pm, 下午3点, and alone or behind the day: 明天14:30; where it is what was said: `--note TEXT`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "book", "A1", "明天", "H"], ""), @r"
    ---- stderr ----
    错误：`H` 像是级别，本命令不评级
    提示：评级请用 `kam log` 或 `kam grade set`；若是目的，用 `--note 文本`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["book", "A1", "明天3点"], ""), @r"
    ---- stderr ----
    error: `3点` may be time 03:00 or time 15:00
    hint: write the time of 24 hours, as 15:00, or with its half of the day, as 下午3点
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["book", "A1", "明天", "下午三点"], ""), @r"
    ---- stderr ----
    Booked AP1: A1 多达运输, 2026-03-03 15:00, about D1, by 李娜.
    A1 is due next on 2026-03-03 (agreed 03-03 15:00).
    Logged as O7.
    ");
}
