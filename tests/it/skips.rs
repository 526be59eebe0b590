//! `kam skip`: items of the agenda that are passed over.

use kam::model::{Account, AccountId, Appointment, AppointmentEnd, AppointmentId, Skip};

use crate::prospects::{firm, with};
use crate::sandbox::Sandbox;

/// 多达运输 of 李娜, grade H and due; 远航物流 of 李娜, never reached; 云麓物流, reached, without a deal.
fn sandbox() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[
            firm("多达运输").owned(1, "2026-02-10"),
            firm("远航物流").owned(1, "2026-02-12"),
            firm("云麓物流").owned(1, "2026-02-12"),
        ],
    );
    kam.out("deal add A1 --model 朗逸 --today 2026-02-10 -q");
    kam.out("log A1 call --grade H --on 2026-02-23 -q");
    kam.out("log A3 call --on 2026-02-23 -q");
    kam
}

fn skips(kam: &Sandbox) -> Vec<Skip> {
    kam.open().db().every().unwrap()
}

fn days(kam: &Sandbox, account: i64) -> [Option<String>; 2] {
    let account = kam.open().db().get::<Account>(AccountId(account)).unwrap();
    [account.skipped_on, account.skipped_until].map(|day| day.map(|day| day.to_string()))
}

const AGENDA: &str = "--as 小李 agenda -f csv --columns account,why,due,appointment";

#[test]
fn an_account_that_is_due_comes_back_after_its_cadence() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.out(AGENDA), @r"
    account,why,due,appointment
    A1,cadence,2026-02-25,
    A2,first-contact,2026-02-12,
    ");
    insta::assert_snapshot!(kam.kam("--as 小李 skip 多达 --reason 客户出差"), @r"
    ---- stderr ----
    Skipped A1 多达运输: D1, due 2026-02-25 (last 02-23, 2 d); reason `客户出差`.
    A1 is due next on 2026-03-04 (skipped 03-02).
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.out(AGENDA), @r"
    account,why,due,appointment
    A2,first-contact,2026-02-12,
    ");
    assert_eq!(days(&kam, 1), [Some("2026-03-02".to_owned()), None]);
    let [skip] = skips(&kam).try_into().unwrap();
    let (account, deal) = (skip.account.to_string(), skip.deal.map(|id| id.to_string()));
    assert_eq!((account.as_str(), deal.as_deref()), ("A1", Some("D1")));
    assert_eq!((skip.reason.as_str(), skip.staff.map(|id| id.0)), ("客户出差", Some(1)));
    insta::assert_snapshot!(kam.kam("skip 多达 --reason 客户出差"), @r"
    ---- stderr ----
    error: A1 is not due yet: it will be on 2026-03-04
    ---- exit 3 ----
    ");
}

#[test]
fn it_comes_back_on_the_day_said() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("--lang zh skip A1 --reason 客户出差 --until 下周三"), @r"
    ---- stderr ----
    已跳过 A1 多达运输：D1，2026-02-25 到期（距02-23满2天）；原因 `客户出差`。
    A1 下次 2026-03-11 到期（03-02跳过后）。
    已记录为 O8。
    ");
    assert_eq!(days(&kam, 1), ["2026-03-02", "2026-03-11"].map(|day| Some(day.to_owned())));
    insta::assert_snapshot!(kam.out(&format!("{AGENDA} --day 2026-03-10")), @r"
    account,why,due,appointment
    A2,first-contact,2026-02-12,
    ");
    insta::assert_snapshot!(kam.out(&format!("{AGENDA} --day 2026-03-11")), @r"
    account,why,due,appointment
    A1,skipped,2026-03-11,
    A2,first-contact,2026-02-12,
    ");
    insta::assert_snapshot!(kam.kam("skip A1 --reason 又出差 --today 2026-03-11"), @r"
    ---- stderr ----
    Skipped A1 多达运输: D1, due 2026-03-11 (skipped 03-02); reason `又出差`.
    A1 is due next on 2026-03-13 (skipped 03-11).
    Logged as O9.
    ");
    assert_eq!(days(&kam, 1), [Some("2026-03-11".to_owned()), None]);
}

#[test]
fn a_first_contact_can_be_passed_over_too() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("skip 远航 --reason 休假 --until +2d"), @r"
    ---- stderr ----
    Skipped A2 远航物流: first contact, due 2026-02-12 (first contact); reason `休假`.
    A2 is due next on 2026-03-04 (first contact).
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh skip 远航 --reason 休假 --today 2026-03-04"), @r"
    ---- stderr ----
    已跳过 A2 远航物流：首次联系，2026-03-04 到期（首次联系）；原因 `休假`。
    A2 下次 2026-03-19 到期（首次联系）。
    已记录为 O9。
    ");
}

#[test]
fn an_appointment_is_closed_as_skipped() {
    let kam = sandbox();
    kam.out("book A1 today 14:30 -q");
    kam.out("book A1 today 16:00 -q");
    insta::assert_snapshot!(kam.out(AGENDA), @r"
    account,why,due,appointment
    A1,appointment,2026-03-02,AP1
    A1,appointment,2026-03-02,AP2
    A2,first-contact,2026-02-12,
    ");
    insta::assert_snapshot!(kam.kam("skip AP1 --reason 客户取消"), @r"
    ---- stderr ----
    Skipped A1 多达运输: AP1, due 2026-03-02 (agreed 03-02 14:30); reason `客户取消`.
    A1 is due next on 2026-03-02 (agreed 03-02 16:00).
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh skip 多达 --reason 客户取消"), @r"
    ---- stderr ----
    已跳过 A1 多达运输：AP2，2026-03-02 到期（预约03-02 16:00）；原因 `客户取消`。
    A1 下次 2026-03-04 到期（03-02跳过后）。
    已记录为 O11。
    ");
    insta::assert_snapshot!(kam.out(AGENDA), @r"
    account,why,due,appointment
    A2,first-contact,2026-02-12,
    ");
    for id in [1, 2] {
        let one = kam.open().db().get::<Appointment>(AppointmentId(id)).unwrap();
        let today = Some("2026-03-02".parse().unwrap());
        assert_eq!((one.ending, one.closed_on), (Some(AppointmentEnd::Skipped), today));
    }
    let of: Vec<_> = skips(&kam).into_iter().filter_map(|skip| skip.appointment).collect();
    assert_eq!(of, [AppointmentId(1), AppointmentId(2)]);
    insta::assert_snapshot!(kam.kam("skip AP1 --reason 客户取消"), @r"
    ---- stderr ----
    error: AP1 was closed on 2026-03-02
    ---- exit 3 ----
    ");
}

#[test]
fn several_are_named_at_once_or_read_from_a_pipe_and_each_counts_once() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("skip A1 多达 远航 --reason 展会 --until monday --dry-run"), @r"
    ---- stderr ----
    Skipped A1 多达运输: D1, due 2026-02-25 (last 02-23, 2 d); reason `展会`.
    Skipped A2 远航物流: first contact, due 2026-02-12 (first contact); reason `展会`.
    A1 is due next on 2026-03-09 (skipped 03-02).
    A2 is due next on 2026-03-09 (first contact).
    Dry run: nothing was written.
    ");
    assert_eq!(skips(&kam), []);
    let said = kam.kam_with(&["skip", "-", "--reason", "展会"], "A1\nA2\n");
    insta::assert_snapshot!(said, @r"
    ---- stderr ----
    Skipped A1 多达运输: D1, due 2026-02-25 (last 02-23, 2 d); reason `展会`.
    Skipped A2 远航物流: first contact, due 2026-02-12 (first contact); reason `展会`.
    A1 is due next on 2026-03-04 (skipped 03-02).
    A2 is due next on 2026-03-17 (first contact).
    Logged as O8.
    ");
    assert_eq!(skips(&kam).len(), 2);
    // An empty agenda is piped.
    insta::assert_snapshot!(kam.kam_with(&["skip", "-", "--reason", "展会"], ""), @r"
    ---- stderr ----
    Nothing changed.
    ");
}

#[test]
fn all_that_the_agenda_lists_of_an_account_is_passed_over() {
    let kam = sandbox();
    kam.out("book A1 today 9:30 -q");
    kam.out("book A1 today 14:30 签合同 -q");
    kam.out("deal add A1 --model 拓川 --received 8:30 -q");
    kam.out("book A2 +3d --deadline -q");
    let all = kam.out("agenda --all -f ids");
    assert_eq!(all, "A1\nA1\nA2\nA1\n", "the lead comes behind what was agreed");
    let rows = kam.out("agenda --all -f ndjson");
    let lead: String = rows.lines().filter(|row| row.contains("new-lead")).collect();
    let skip = |input: &str, more: &[&str]| {
        kam.kam_with(&[&["skip", "-", "--reason", "展会"], more].concat(), input)
    };
    insta::assert_snapshot!(skip(&lead, &["--dry-run"]), @r"
    ---- stderr ----
    Skipped A1 多达运输: D2, due 2026-03-02 (new lead 03-02); reason `展会`.
    A1 is due next on 2026-03-02 (agreed 03-02 09:30).
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(skip(&rows, &["--dry-run"]), @r"
    ---- stderr ----
    Skipped A1 多达运输: AP1, due 2026-03-02 (agreed 03-02 09:30); reason `展会`.
    Skipped A1 多达运输: AP2, due 2026-03-02 (agreed 03-02 14:30); reason `展会`.
    Skipped A1 多达运输: D2, due 2026-03-02 (new lead 03-02); reason `展会`.
    A1 is due next on 2026-03-04 (skipped 03-02).
    AP3 of A2 is a deadline on 2026-03-05 and stays.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(skip(&all, &[]), @r"
    ---- stderr ----
    Skipped A1 多达运输: AP1, due 2026-03-02 (agreed 03-02 09:30); reason `展会`.
    Skipped A1 多达运输: AP2, due 2026-03-02 (agreed 03-02 14:30); reason `展会`.
    Skipped A1 多达运输: D2, due 2026-03-02 (new lead 03-02); reason `展会`.
    A1 is due next on 2026-03-04 (skipped 03-02).
    AP3 of A2 is a deadline on 2026-03-05 and stays.
    Logged as O12.
    ");
    assert_eq!(kam.out("agenda --all -f ids"), "A2\n");
    assert_eq!(skips(&kam).len(), 2);
    insta::assert_snapshot!(skip("{\"name\": \"多达\"}", &[]), @r"
    ---- stderr ----
    error: no row of the agenda: it has neither `account` nor `appointment`
    ---- exit 2 ----
    ");
}

#[test]
fn a_deadline_may_not_be_skipped() {
    let kam = sandbox();
    kam.out("book A1 today --deadline -q");
    insta::assert_snapshot!(kam.kam("skip AP1 --reason 忙"), @r"
    ---- stderr ----
    error: AP1 of A1 is a deadline on 2026-03-02 and may not be skipped
    hint: keep it: `kam log A1 KIND --for AP1`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh skip 多达 --reason 忙"), @r"
    ---- stderr ----
    错误：A1 的 AP1 是期限（2026-03-02），不可跳过
    提示：请履约：`kam log A1 方式 --for AP1`
    ---- exit 3 ----
    ");
    kam.out("book A2 +3d --deadline -q");
    insta::assert_snapshot!(kam.kam("skip AP2 --reason 忙"), @r"
    ---- stderr ----
    error: AP2 of A2 is a deadline on 2026-03-05 and may not be skipped
    hint: keep it: `kam log A2 KIND --for AP2`
    ---- exit 3 ----
    ");
}

/// One deadline among what the agenda lists does not keep the rest from being put off.
#[test]
fn of_a_list_a_deadline_that_is_due_is_left_and_named() {
    let kam = sandbox();
    kam.out("book A1 today --deadline -q");
    let listed = kam.out("agenda --all -f ids -q");
    let skip = |stdin: &str| kam.kam_with(&["skip", "-", "--reason", "放假"], stdin);
    insta::assert_snapshot!(skip(&listed), @r"
    ---- stderr ----
    Skipped A2 远航物流: first contact, due 2026-02-12 (first contact); reason `放假`.
    A2 is due next on 2026-03-17 (first contact).
    AP1 of A1 is a deadline on 2026-03-02 and stays; keep it: `kam log A1 KIND --for AP1`.
    Logged as O9.
    ---- exit 1 ----
    ");
    assert_eq!(kam.out("agenda --all -f ids -q"), "A1\n");
    insta::assert_snapshot!(skip(&kam.out("agenda --all -f ndjson -q")), @r"
    ---- stderr ----
    AP1 of A1 is a deadline on 2026-03-02 and stays; keep it: `kam log A1 KIND --for AP1`.
    Nothing changed.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.kam("skip A1 --reason 放假"), @r"
    ---- stderr ----
    error: AP1 of A1 is a deadline on 2026-03-02 and may not be skipped
    hint: keep it: `kam log A1 KIND --for AP1`
    ---- exit 3 ----
    ");
}

#[test]
fn an_appointment_is_called_off_before_its_day_and_puts_nothing_off() {
    let kam = sandbox();
    kam.out("book A1 +3d 14:30 -q");
    kam.out("book A2 +2d -q");
    insta::assert_snapshot!(kam.out(AGENDA), @"account,why,due,appointment");
    insta::assert_snapshot!(kam.kam("skip AP1 --reason 客户取消"), @r"
    ---- stderr ----
    Called off A1 多达运输: AP1 (agreed 03-05 14:30); reason `客户取消`.
    A1 is due next on 2026-02-25 (last 02-23, 2 d).
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh skip AP2 --reason 客户取消"), @r"
    ---- stderr ----
    已取消 A2 远航物流：AP2（预约03-04）；原因 `客户取消`。
    A2 下次 2026-02-12 到期（首次联系）。
    已记录为 O11。
    ");
    insta::assert_snapshot!(kam.out(AGENDA), @r"
    account,why,due,appointment
    A1,cadence,2026-02-25,
    A2,first-contact,2026-02-12,
    ");
    assert_eq!((days(&kam, 1), days(&kam, 2)), ([None, None], [None, None]));
    let one = kam.open().db().get::<Appointment>(AppointmentId(1)).unwrap();
    let today = Some("2026-03-02".parse().unwrap());
    assert_eq!((one.ending, one.closed_on), (Some(AppointmentEnd::CalledOff), today));
    let kept = |skip: &Skip| (skip.reason.clone(), skip.due_on.to_string(), skip.appointment);
    let called_off = ("客户取消".to_owned(), "2026-03-05".to_owned(), Some(AppointmentId(1)));
    assert_eq!(skips(&kam).first().map(kept), Some(called_off));
    insta::assert_snapshot!(kam.out("agenda --why A1 --day 2026-03-06"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    Last effective contact: 2026-02-23.
    D1: grade H: 2026-02-23 + 2 days: due 2026-02-25.
    D1 decides: it is the only open deal.
    Due on 2026-02-25: 9 days overdue.
    - propose another consultant
    Done by an effective contact on 2026-02-25 or later, or by a skip with a reason.
    So far:
    - 2026-02-10 new 02-10: done late, 2026-02-23
    - 2026-02-25 last 02-23, 2 d: open
    2 due = 0 on time + 1 late + 0 skipped + 1 open
    ");
    kam.out("skip A1 --reason 客户出差 -q");
    kam.out("undo -q");
    assert_eq!(days(&kam, 1), [None, None]);
    kam.out("undo O11 -q");
    kam.out("undo O10 -q");
    insta::assert_snapshot!(kam.out(AGENDA), @"account,why,due,appointment");
}

#[test]
fn what_is_called_off_does_not_come_back_on_a_day() {
    let kam = sandbox();
    kam.out("book A1 +3d -q");
    insta::assert_snapshot!(kam.kam("skip AP1 A2 --reason 忙 --until +9d"), @r"
    ---- stderr ----
    error: AP1 is on 2026-03-05 and would be called off, not put off: `--until` is not for it
    hint: to agree on another day: `kam book --instead AP1 DAY`; to call it off: `kam skip AP1 --reason TEXT`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh skip AP1 --reason 忙 --until 后天"), @r"
    ---- stderr ----
    错误：AP1 的日期是 2026-03-05，只能取消，不能推迟：不适用 `--until`
    提示：改期请用 `kam book --instead AP1 日期`；取消请用 `kam skip AP1 --reason 原因`
    ---- exit 2 ----
    ");
    assert_eq!(skips(&kam), []);
}

#[test]
fn what_is_not_due_is_refused_with_the_day_on_which_it_will_be() {
    let kam = sandbox();
    kam.out("log A1 call -q");
    kam.out("book A2 +3d -q");
    insta::assert_snapshot!(kam.kam("skip A1 --reason 忙"), @r"
    ---- stderr ----
    error: A1 is not due yet: it will be on 2026-03-04
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh skip A1 --reason 忙"), @r"
    ---- stderr ----
    错误：A1 尚未到期：2026-03-04 到期
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("skip A2 --reason 忙"), @r"
    ---- stderr ----
    error: A2 is not due yet: it will be on 2026-03-05
    hint: to agree on another day: `kam book --instead AP1 DAY`; to call it off: `kam skip AP1 --reason TEXT`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("skip 云麓 --reason 忙"), @r"
    ---- stderr ----
    error: A3 is not due, and nothing is planned
    ---- exit 3 ----
    ");
}

#[test]
fn without_a_reason_nothing_is_skipped() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("skip A1"), @r"
    ---- stderr ----
    error: a skip needs a reason: `--reason TEXT`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "skip", "A1", "--reason", " "], ""), @r"
    ---- stderr ----
    错误：跳过需要原因：`--reason 原因`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("skip --reason 忙"), @r"
    ---- stderr ----
    error: nothing named to skip
    hint: name accounts or appointments: `kam skip A12 AP3 --reason TEXT`
    ---- exit 2 ----
    ");
}

#[test]
fn it_is_put_off_to_a_day_after_today() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("skip A1 --reason 忙 --until today"), @r"
    ---- stderr ----
    error: `--until`: 2026-03-02 is not after today, 2026-03-02
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh skip A1 --reason 忙 --until 昨天"), @r"
    ---- stderr ----
    错误：`--until`：2026-03-01 不晚于今天（2026-03-02）
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("skip A1 --reason 忙 --until whenever"), @r"
    ---- stderr ----
    error: `whenever` is no day; write 2026-03-01, today, +3d or monday
    ---- exit 2 ----
    ");
}

#[test]
fn all_that_is_wrong_is_said_at_once_and_nothing_is_written() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("skip A1 A3 AP7 无名 D1 --until today"), @r"
    ---- stderr ----
    error: a skip needs a reason: `--reason TEXT`
    error: `--until`: 2026-03-02 is not after today, 2026-03-02
    error: A3 is not due, and nothing is planned
    error: there is no AP7
    error: no account is called `无名`
    hint: `kam who 无名` looks among contacts, phones and other spellings too
    error: `D1` is no id; one looks like A12
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("skip A1 A3 --reason 忙"), @r"
    ---- stderr ----
    error: A3 is not due, and nothing is planned
    ---- exit 3 ----
    ");
    assert_eq!((skips(&kam), days(&kam, 1)), (Vec::new(), [None, None]));
}

#[test]
fn what_was_skipped_is_counted_in_the_history_of_the_account() {
    let kam = sandbox();
    kam.out("skip A1 --reason 忙 -q");
    insta::assert_snapshot!(kam.out("agenda --why A1"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────
    A1 多达运输
    Last effective contact: 2026-02-23.
    Skipped after that, on 2026-03-02: the cadence counts from there.
    D1: grade H: 2026-03-02 + 2 days: due 2026-03-04.
    D1 decides: it is the only open deal.
    Not due yet: it will be on 2026-03-04, in 2 days.
    Done by an effective contact on 2026-03-04 or later, or by a skip with a reason.
    So far:
    - 2026-02-10 new 02-10: done late, 2026-02-23
    - 2026-02-25 last 02-23, 2 d: skipped, 2026-03-02
    2 due = 0 on time + 1 late + 1 skipped + 0 open
    ");
}
