//! `kam agenda`: whom to contact, why, and what to do.

use std::ffi::OsString;

use kam::model::{
    Account, AccountId, AccountKind, Appointment, CalendarPreset, Day, DayOff, Deal, Shop, ShopId,
    StaffId,
};
use kam::store::{Op, StoreError};

use crate::prospects::{Prospect, add, caller, firm, person, with};
use crate::sandbox::{Sandbox, TODAY};

fn sandbox() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[
            firm("多达运输有限公司").owned(1, "2026-02-10").with("张志强", "+8613800138000"),
            person("张伟").owned(1, "2026-02-20"),
            firm("远航物流集团").owned(1, "2026-02-25").bought(2),
            firm("晨光贸易").owned(1, "2026-02-26"),
            firm("池中公司"),
            firm("旁人的客户").owned(2, "2026-02-01"),
        ],
    );
    kam.out("deal add A1 --model 朗逸 --today 2026-02-11");
    kam.kam_with(
        &[
            "log",
            "A1",
            "call",
            "--on",
            "2026-02-25",
            "--grade",
            "H",
            "--note",
            "要两台，等总经理批",
        ],
        "",
    );
    kam.out("deal add A2 --today 2026-02-21");
    kam.out("log A2 call no-answer --on 2026-03-01");
    kam.out("log A4 call no-answer --on 2026-02-28");
    kam.out("deal add A5 --today 2026-02-21");
    kam
}

#[test]
fn a_table_is_ordered_by_what_it_does_not_show() {
    let kam = sandbox();
    let ids = |args: &str| -> Vec<String> {
        let table = kam.out(&format!("--as 小李 -q agenda {args}"));
        let first = table.lines().skip(2).filter_map(|line| line.split_whitespace().next());
        first.map(str::to_owned).collect()
    };
    let orders = ["segment", "-segment"].map(|order| {
        let hidden = ids(&format!("--sort {order}"));
        assert_eq!(hidden, ids(&format!("--sort {order} --columns account,segment")), "{order}");
        hidden
    });
    assert_ne!(orders[0], orders[1], "A1 alone was contacted");
}

#[test]
fn mine_says_whom_why_and_what_to_do() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("--as 小李 agenda"), @r"
    account  name              grade  why                      late  contact  phone        last note
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────
    A1       多达运输有限公司  H      last 02-25, 2 d             3  张志强   13800138000  要两台，等总经理批
    A2       张伟              N      tried 03-01, try 1 of 5     9
    A3       远航物流集团             first, bought 2             5
    A4       晨光贸易                 first, tried 02-28          4
    ---- stderr ----
    4 due on 2026-03-02.
    Overdue, propose another consultant: 1 (A2)
    H: strengthen confidence in the product; handle objections; answer questions; promote the close; explain the purchase process; analyse needs
    N: build confidence in the brand; introduce the product and its points; introduce yourself; complete the record; agree the next visit
    first contact: settle the purpose and whom to ask for; open so that attention and interest are gained; have answers ready for likely refusals; note what was said, what was agreed and what comes next
    ");
    insta::assert_snapshot!(kam.kam("--as 小李 --lang zh"), @r"
    客户  名称              级别  原因                    逾期  联系人  电话         上次沟通
    ───────────────────────────────────────────────────────────────────────────────────────────────────
    A1    多达运输有限公司  H     距02-25满2天               3  张志强  13800138000  要两台，等总经理批
    A2    张伟              N     03-01未联系上，第1/5次     9
    A3    远航物流集团            首次，购买2次              5
    A4    晨光贸易                首次，02-28未联系上        4
    ---- stderr ----
    2026-03-02 共 4 项到期。
    逾期，建议重新分配：1 个（A2）
    H：增强产品信心；处理异议；解答疑问；促进成交；说明购车流程；分析需求
    N：建立品牌信心；介绍产品及卖点；自我介绍；完善客户资料；约定下次来访
    首次联系：明确目的与找谁；用开场白引起注意与兴趣；备好对常见拒绝的应答；记下所谈、所约与下一步
    ");
}

#[test]
fn data_has_keys_and_facts() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("agenda --owner 李娜 -f json"), @r#"
    [
    {"account":"A1","deal":"D1","name":"多达运输有限公司","owner":"S1","grade":"H","why":"cadence","since":"2026-02-25","after_days":2,"tried_on":null,"purchases":null,"due":"2026-02-27","days_overdue":3,"contact":"张志强","phone":"13800138000","last_touch":"2026-02-25","last_note":"要两台，等总经理批","work":"close","day":"2026-03-02","doer":"S1","tries":0,"out_of_control":false,"escalation":"remind","moved_from":null,"day_off":null,"appointment":null,"appointment_day":null,"appointment_time":null,"days_before":null,"respond_by":null,"minutes_left":null,"skipped_until":null,"best_time":null,"segment":"hopeful","visits":0,"visit_goal":"be accepted","buying_cycle":null,"means":null},
    {"account":"A2","deal":"D2","name":"张伟","owner":"S1","grade":"N","why":"attempt","since":"2026-03-01","after_days":1,"tried_on":"2026-03-01","purchases":null,"due":"2026-02-21","days_overdue":9,"contact":null,"phone":null,"last_touch":null,"last_note":null,"work":"build","day":"2026-03-02","doer":"S1","tries":1,"out_of_control":false,"escalation":"reassign","moved_from":null,"day_off":null,"appointment":null,"appointment_day":null,"appointment_time":null,"days_before":null,"respond_by":null,"minutes_left":null,"skipped_until":null,"best_time":null,"segment":"not-contacted","visits":0,"visit_goal":"be accepted","buying_cycle":null,"means":null},
    {"account":"A3","deal":null,"name":"远航物流集团","owner":"S1","grade":null,"why":"first-contact","since":"2026-02-25","after_days":null,"tried_on":null,"purchases":2,"due":"2026-02-25","days_overdue":5,"contact":null,"phone":null,"last_touch":null,"last_note":null,"work":"first-contact","day":"2026-03-02","doer":"S1","tries":0,"out_of_control":false,"escalation":"manager","moved_from":null,"day_off":null,"appointment":null,"appointment_day":null,"appointment_time":null,"days_before":null,"respond_by":null,"minutes_left":null,"skipped_until":null,"best_time":null,"segment":"not-contacted","visits":0,"visit_goal":"be accepted","buying_cycle":null,"means":null},
    {"account":"A4","deal":null,"name":"晨光贸易","owner":"S1","grade":null,"why":"first-contact","since":"2026-02-26","after_days":null,"tried_on":"2026-02-28","purchases":0,"due":"2026-02-26","days_overdue":4,"contact":null,"phone":null,"last_touch":null,"last_note":null,"work":"first-contact","day":"2026-03-02","doer":"S1","tries":1,"out_of_control":false,"escalation":"remind","moved_from":null,"day_off":null,"appointment":null,"appointment_day":null,"appointment_time":null,"days_before":null,"respond_by":null,"minutes_left":null,"skipped_until":null,"best_time":null,"segment":"not-contacted","visits":0,"visit_goal":"be accepted","buying_cycle":null,"means":null}
    ]
    ---- stderr ----
    4 due on 2026-03-02.
    Overdue, propose another consultant: 1 (A2)
    "#);
    assert_eq!(kam.out("agenda --owner S1 -f ids"), "A1\nA2\nA3\nA4\n");
    assert_eq!(
        kam.out("agenda --owner S1 -f json"),
        kam.out("--lang zh agenda --owner S1 -f json")
    );
}

#[test]
fn an_actor_who_is_no_staff_sees_everybody_s() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam(""), @r"
    account  name              owner  grade  why                      late  phone        contact
    ────────────────────────────────────────────────────────────────────────────────────────────
    A1       多达运输有限公司  李娜   H      last 02-25, 2 d             3  13800138000  张志强
    A2       张伟              李娜   N      tried 03-01, try 1 of 5     9
    A5       池中公司                 N      new 02-21                   9
    A3       远航物流集团      李娜          first, bought 2             5
    A6       旁人的客户        王芳          first contact              29
    A4       晨光贸易          李娜          first, tried 02-28          4
    ---- stderr ----
    `tester` is not one of the staff: this is everybody's agenda.
    Choose one with `--owner NAME`, or act as one with `--as NAME`.
    6 due on 2026-03-02.
    Overdue, propose another consultant: 2 (A2, A5)
    H: strengthen confidence in the product; handle objections; answer questions; promote the close; explain the purchase process; analyse needs
    N: build confidence in the brand; introduce the product and its points; introduce yourself; complete the record; agree the next visit
    first contact: settle the purpose and whom to ask for; open so that attention and interest are gained; have answers ready for likely refusals; note what was said, what was agreed and what comes next
    ");
    insta::assert_snapshot!(kam.kam("--lang zh agenda --all --columns account,owner,work"), @r"
    客户  销售顾问  跟进措施
    ────────────────────────────────────────────────────────────────────────────────────────────────────
    A1    李娜      增强产品信心；处理异议；解答疑问；促进成交；说明购车流程；分析需求
    A2    李娜      建立品牌信心；介绍产品及卖点；自我介绍；完善客户资料；约定下次来访
    A5              建立品牌信心；介绍产品及卖点；自我介绍；完善客户资料；约定下次来访
    A3    李娜      明确目的与找谁；用开场白引起注意与兴趣；备好对常见拒绝的应答；记下所谈、所约与下一步
    A6    王芳      明确目的与找谁；用开场白引起注意与兴趣；备好对常见拒绝的应答；记下所谈、所约与下一步
    A4    李娜      明确目的与找谁；用开场白引起注意与兴趣；备好对常见拒绝的应答；记下所谈、所约与下一步
    ---- stderr ----
    2026-03-02 共 6 项到期。
    逾期，建议重新分配：2 个（A2、A5）
    H：增强产品信心；处理异议；解答疑问；促进成交；说明购车流程；分析需求
    N：建立品牌信心；介绍产品及卖点；自我介绍；完善客户资料；约定下次来访
    首次联系：明确目的与找谁；用开场白引起注意与兴趣；备好对常见拒绝的应答；记下所谈、所约与下一步
    ");
}

#[test]
fn a_team_is_that_of_its_members() {
    let kam = sandbox();
    assert_eq!(kam.out("agenda --team 二队 -f ids"), "A6\n");
    insta::assert_snapshot!(kam.kam("agenda --team 三队"), @r"
    ---- stderr ----
    error: nobody is in a team `三队`; teams: 一队, 二队
    ---- exit 3 ----
    ");
}

#[test]
fn another_day_has_other_items() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("agenda --owner 李娜 --day 2026-02-26 --columns account,why,due,days_overdue"), @r"
    account  why              due         late
    ──────────────────────────────────────────
    A2       new 02-21        2026-02-21     5
    A3       first, bought 2  2026-02-25     1
    A4       first contact    2026-02-26     0
    ---- stderr ----
    3 due on 2026-02-26.
    Overdue, tell the manager: 1 (A2)
    N: build confidence in the brand; introduce the product and its points; introduce yourself; complete the record; agree the next visit
    first contact: settle the purpose and whom to ask for; open so that attention and interest are gained; have answers ready for likely refusals; note what was said, what was agreed and what comes next
    ");
    insta::assert_snapshot!(kam.kam("agenda --owner 李娜 --day 2026-01-01"), @r"
    account  name  grade  why  late  contact  phone  last note
    ──────────────────────────────────────────────────────────
    ---- stderr ----
    Nothing is due on 2026-01-01.
    Next: `kam agenda --days 7` looks ahead, `kam agenda --all` shows everybody's; `kam list owner:` names accounts without a consultant, `kam assign` gives them one.
    ");
    insta::assert_snapshot!(kam.kam("agenda --day soon"), @r"
    ---- stderr ----
    error: `soon` is no day; write 2026-03-01, today, +3d or monday
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(Sandbox::empty().kam(""), @r"
    ---- stderr ----
    error: no store at `FOLDER/kam.db`
    hint: make one with `kam init`, or name another with `--db`
    ---- exit 3 ----
    ");
}

#[test]
fn first_contacts_beyond_the_capacity_are_counted() {
    let kam = sandbox();
    let many: Vec<Prospect> = (0..25).map(|_| firm("新客户").owned(1, "2026-02-26")).collect();
    add(&kam, &many);
    add(&kam, &vec![firm("新客户").owned(2, "2026-02-26"); 22]);
    let said = kam.kam("agenda --all");
    let said = said.lines().find(|line| line.contains("left out")).unwrap();
    insta::assert_snapshot!(said, @r"
    10 more first contacts left out: 20 a day for each consultant. 李娜 7, 王芳 3
    ");
    assert_eq!(kam.out("agenda --owner 李娜 -f ids").lines().count(), 22, "2 deals, 20 contacts");
}

/// On a terminal of 80 cells every line fits, and what is of no use when cut stays whole.
#[test]
fn it_fits_a_narrow_terminal() {
    let kam = sandbox();
    for (lang, header) in [("en", "phone"), ("zh", "电话")] {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let store = kam.folder().join("kam.db").display().to_string();
        let words = ["kam", "--as", "小李", "--today", TODAY, "--lang", lang, "--db", &store];
        let code = kam::cli::run(kam::cli::World {
            file_system: kam::store::file_system,
            args: words.map(OsString::from).to_vec(),
            env: [("NO_COLOR".to_owned(), "1".to_owned())].into(),
            folder: kam.folder().to_owned(),
            stdin: &mut std::io::empty(),
            stdout: &mut out,
            stderr: &mut err,
            stdin_is_terminal: false,
            stdout_is_terminal: true,
            stderr_is_terminal: true,
            width: Some(80),
        });
        let out = String::from_utf8(out).unwrap();
        assert_eq!(code, 0, "{}", String::from_utf8_lossy(&err));
        assert!(out.contains(header) && out.contains("13800138000"), "{out}");
        let wide =
            |line: &str| line.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum::<usize>();
        assert!(out.lines().all(|line| wide(line) <= 80), "{out}");
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn agreed(op: &mut Op<'_>, account: i64, on: &str, deadline: bool) -> Result<(), StoreError> {
    let id = op.next_id()?;
    op.insert(&Appointment {
        id,
        account: AccountId(account),
        deal: None,
        contact: None,
        staff: None,
        day: day(on),
        time: (!deadline).then(|| "14:30".to_owned()),
        deadline,
        purpose: None,
        closed_on: None,
        kind: None,
        booked_on: Some(day("2026-02-20")),
        ending: None,
    })
}

#[test]
fn a_new_lead_is_listed_beside_what_is_agreed_and_what_is_overdue() {
    let kam = sandbox();
    kam.out("book A1 2026-06-10 -q");
    kam.out("deal add A1 --model 途昂 --received 2026-03-02T00:30:00Z -q");
    insta::assert_snapshot!(kam.out("agenda --all --now --columns account,deal,respond_by -f csv"), @r"
    account,deal,respond_by
    A1,D4,2026-03-03T00:30:00Z
    ");
    assert_eq!(kam.out("list due<=today A1 -f ids"), "A1\n");
    insta::assert_snapshot!(kam.out("agenda --why A1"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────────────────────────────
    A1 多达运输有限公司
    AP1, agreed for 2026-06-10, decides: an open appointment comes before any cadence.
    D4, an item of its own: A new lead since 03-02 08:30: the first attempt within 24 hours, by 03-03 08:30.
    Not due yet: it will be on 2026-06-10, in 100 days.
    Done by an effective contact on 2026-06-10 or later, or by a skip with a reason.
    So far:
    - 2026-02-10 first contact: done late, 2026-02-25
    - 2026-02-27 last 02-25, 2 d: put off to 2026-06-10 (agreed 06-10)
    - 2026-03-02 new lead 03-02: open
    3 due = 0 on time + 1 late + 0 skipped + 2 open
    ");
}

/// The same with an appointment today, a deadline in three days, a lead of the web site that came
/// in yesterday evening, 王芳 away until tomorrow, and 李娜 in her place.
fn busy() -> Sandbox {
    let kam = sandbox();
    kam.open()
        .write::<_, StoreError>(&caller(), false, |op| {
            agreed(op, 3, "2026-03-02", false)?;
            agreed(op, 1, "2026-03-05", true)?;
            let id = op.next_id()?;
            op.insert(&Account {
                owner: Some(StaffId(1)),
                assigned_on: Some(day("2026-03-01")),
                channel: Some("D".to_owned()),
                id,
                ..Account::blank(AccountKind::Person, "陈先生".to_owned(), day("2026-03-01"))
            })?;
            let deal = op.next_id()?;
            op.insert(&Deal {
                id: deal,
                received_at: Some("2026-03-01T12:00:00Z".parse().unwrap()),
                ..Deal::blank(id, "retail".to_owned(), "lead".to_owned(), day("2026-03-01"))
            })?;
            let off = op.next_id()?;
            op.insert(&DayOff {
                id: off,
                shop: None,
                staff: Some(StaffId(2)),
                first_day: day("2026-03-01"),
                last_day: day("2026-03-03"),
                stand_in: Some(StaffId(1)),
                note: None,
            })
        })
        .unwrap();
    kam
}

#[test]
fn what_was_agreed_comes_first_then_new_leads_and_a_stand_in_has_what_is_another_s() {
    let kam = busy();
    insta::assert_snapshot!(kam.kam("--as 小李 agenda"), @r"
    account  name              grade  why                        late  contact  phone        last note
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────
    A3       远航物流集团             agreed 03-02 14:30            0
    A1       多达运输有限公司  H      in 3 days: deadline 03-05     0  张志强   13800138000  要两台，等总经理批
    A7       陈先生            N      new lead, by 03-02 11:00      1
    A2       张伟              N      tried 03-01, try 1 of 5       9
    A6       旁人的客户               first contact, for 王芳      29
    A4       晨光贸易                 first, tried 02-28            4
    ---- stderr ----
    5 due on 2026-03-02, and 1 warning of a deadline.
    Overdue, propose another consultant: 1 (A2)
    H: strengthen confidence in the product; handle objections; answer questions; promote the close; explain the purchase process; analyse needs
    N: build confidence in the brand; introduce the product and its points; introduce yourself; complete the record; agree the next visit
    first contact: settle the purpose and whom to ask for; open so that attention and interest are gained; have answers ready for likely refusals; note what was said, what was agreed and what comes next
    ");
    insta::assert_snapshot!(kam.kam("--as 小李 --lang zh agenda --columns account,why,doer,owner,segment,visit_goal"), @r"
    客户  原因                    执行人  销售顾问  客群                    拜访目标
    ────────────────────────────────────────────────────────────────────────────────
    A3    预约03-02 14:30         李娜    李娜      未接触：开发            被接受
    A1    3天后到期限：03-05      李娜    李娜      有望：跟进、促进、成交  被接受
    A7    新线索，03-02 11:00前   李娜    李娜      未接触：开发            被接受
    A2    03-01未联系上，第1/5次  李娜    李娜      未接触：开发            被接受
    A6    首次联系，代王芳        李娜    王芳      未接触：开发            被接受
    A4    首次，02-28未联系上     李娜    李娜      未接触：开发            被接受
    ---- stderr ----
    2026-03-02 共 5 项到期，另有 1 项期限提醒。
    逾期，建议重新分配：1 个（A2）
    H：增强产品信心；处理异议；解答疑问；促进成交；说明购车流程；分析需求
    N：建立品牌信心；介绍产品及卖点；自我介绍；完善客户资料；约定下次来访
    首次联系：明确目的与找谁；用开场白引起注意与兴趣；备好对常见拒绝的应答；记下所谈、所约与下一步
    ");
    assert_eq!(kam.out("agenda --owner 王芳 -f ids"), "", "she is away");
    assert_eq!(kam.out("agenda --owner 王芳 --day 2026-03-04 -f ids"), "A6\n");
}

#[test]
fn new_leads_run_out() {
    let kam = busy();
    insta::assert_snapshot!(kam.kam("agenda --all --now"), @"
    account  name    owner  answer by    minutes left  phone  contact  last note
    ────────────────────────────────────────────────────────────────────────────
    A7       陈先生  李娜   03-02 11:00           120
    ---- stderr ----
    1 new lead waits for an answer, 0 of them beyond the limit.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh --today 2026-03-02T05:00:00Z agenda --all --now"), @"
    客户  名称    销售顾问  应答时限     剩余分钟  电话  联系人  上次沟通
    ─────────────────────────────────────────────────────────────────────
    A7    陈先生  李娜      03-02 11:00      -120
    ---- stderr ----
    1 条新线索待响应，其中 1 条已超时。
    ");
    kam.out("log A7 call no-answer");
    insta::assert_snapshot!(kam.kam("agenda --all --now"), @"
    account  name  owner  answer by  minutes left  phone  contact  last note
    ────────────────────────────────────────────────────────────────────────
    ---- stderr ----
    No new lead waits for an answer.
    ");
    insta::assert_snapshot!(kam.kam("agenda --now --day tomorrow"), @"
    ---- stderr ----
    error: the argument '--now' cannot be used with '--day <DAY>'

    Usage: kam agenda --now

    For more information, try '--help'.
    ---- exit 2 ----
    ");
}

#[test]
fn who_has_no_new_lead_is_told_of_those_of_others() {
    let kam = busy();
    let said = |args: &str| {
        let said = kam.kam(&format!("{args} -f ids"));
        said.split_once("---- stderr ----\n").map(|(_, said)| said.to_owned()).unwrap_or_default()
    };
    insta::assert_snapshot!(said("--as 王芳 agenda --now"), @"None waits here; 1 new lead of others waits for an answer: `kam agenda --now --all` lists them.");
    insta::assert_snapshot!(said("--lang zh --as 王芳 agenda --now"), @"此处没有待响应的新线索；他人有 1 条待响应：用 `kam agenda --now --all` 查看。");
    kam.out("log A7 call no-answer");
    insta::assert_snapshot!(said("--as 王芳 agenda --now"), @"No new lead waits for an answer.");
}

#[test]
fn a_span_has_a_day_for_each_item() {
    let kam = busy();
    insta::assert_snapshot!(kam.kam("agenda --owner 李娜 --days 4"), @r"
    day         account  name              grade  why                        contact  phone        last note
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    2026-03-02  A3       远航物流集团             agreed 03-02 14:30
    2026-03-02  A1       多达运输有限公司  H      in 3 days: deadline 03-05  张志强   13800138000  要两台，等总经理批
    2026-03-02  A7       陈先生            N      new lead, by 03-02 11:00
    2026-03-02  A2       张伟              N      tried 03-01, try 1 of 5
    2026-03-02  A6       旁人的客户               first contact, for 王芳
    2026-03-02  A4       晨光贸易                 first, tried 02-28
    2026-03-04  A1       多达运输有限公司  H      in 1 day: deadline 03-05   张志强   13800138000  要两台，等总经理批
    2026-03-05  A1       多达运输有限公司  H      deadline 03-05             张志强   13800138000  要两台，等总经理批
    ---- stderr ----
    6 due on 2026-03-02 to 2026-03-05, and 2 warnings of deadlines.
    Overdue, propose another consultant: 1 (A2)
    H: strengthen confidence in the product; handle objections; answer questions; promote the close; explain the purchase process; analyse needs
    N: build confidence in the brand; introduce the product and its points; introduce yourself; complete the record; agree the next visit
    first contact: settle the purpose and whom to ask for; open so that attention and interest are gained; have answers ready for likely refusals; note what was said, what was agreed and what comes next
    ");
    insta::assert_snapshot!(kam.kam("agenda --days 0"), @"
    ---- stderr ----
    error: invalid value '0' for '--days <N>': 0 is not in 1..=92

    For more information, try '--help'.
    ---- exit 2 ----
    ");
}

#[test]
fn why_tells_the_arithmetic_of_one_account() {
    let kam = busy();
    insta::assert_snapshot!(kam.kam("agenda --why A1"), @"
    why
    ─────────────────────────────────────────────────────────────────────────────────
    A1 多达运输有限公司
    AP2 warns: 3 days to the deadline on 2026-03-05.
    AP2, a deadline on 2026-03-05, decides: it may not be skipped.
    Not due yet: it will be on 2026-03-05, in 3 days.
    Done by an effective contact on 2026-03-05 or later, or by a touch that names it.
    So far:
    - 2026-02-10 first contact: done late, 2026-02-25
    1 due = 0 on time + 1 late + 0 skipped + 0 open
    ");
    insta::assert_snapshot!(kam.kam("--lang zh agenda --why 张伟"), @r"
    说明
    ──────────────────────────────────────────────────────────────────────────────────
    A2 张伟
    从未有效接触。
    2026-03-01 尝试未联系上（第 1 次，共 5 次）：1 个工作日后再联系，不看跟进周期。
    D2：N 级：2026-02-21 到期，不看其 15 天的跟进周期。
    由 D2 决定：只有这一个未结商机。
    D2 不早于 2026-02-21（录入、重新打开或分配之日）到期；自该日起立即到期。
    该次尝试使其于 2026-03-02 再次列出；其于 2026-02-21 已到期，逾期天数仍从该日起算。
    2026-02-21 到期：逾期 9 天。
    - 建议重新分配
    2026-02-21 或之后有效接触，或注明原因跳过，即完成。
    历史：
    - 2026-02-20 首次联系：未完成
    到期 1 = 及时 0 + 逾期完成 0 + 跳过 0 + 未完成 1
    ");
    insta::assert_snapshot!(kam.kam("agenda --why A7"), @r"
    why
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A7 陈先生
    Never reached.
    D4: grade N: due 2026-03-01, whatever its cadence of 15 days.
    D4 decides: it is the only open deal.
    D4 is not due before 2026-03-01, when it was entered or opened again, or the account assigned; from then at once.
    A new lead since 03-01 20:00: the first attempt within 120 opening minutes, by 03-02 11:00.
    Due on 2026-03-01: 1 day overdue.
    Done by an effective contact on 2026-03-01 or later, or by a skip with a reason.
    So far:
    - 2026-03-01 new lead 03-01: open
    1 due = 0 on time + 0 late + 0 skipped + 1 open
    ");
    insta::assert_snapshot!(kam.kam("--lang zh agenda --why A4"), @r"
    说明
    ──────────────────────────────────────────────────────────────────────────────────
    A4 晨光贸易
    从未有效接触。
    2026-02-28 尝试未联系上（第 1 次，共 5 次）：1 个工作日后再联系，不看跟进周期。
    无未结商机且从未接触：首次联系，2026-02-26 起归现顾问；每天最多 20 个，优者先。
    该次尝试使其于 2026-03-01 再次列出；其于 2026-02-26 已到期，逾期天数仍从该日起算。
    2026-02-26 到期：逾期 4 天。
    - 提醒顾问
    2026-02-26 或之后有效接触，或注明原因跳过，即完成。
    首次电话：
    - 目的：想了解什么、约定什么
    - 找谁：负责用车的人
    - 开场白：自我介绍，引起注意与兴趣
    - 可能情况：忙、不在、转接，分别想好下一步
    - 可能的拒绝与应答：不需要、没时间、已有供应商
    - 秘书关：有礼，报姓名与事由，问合适时间
    - 事后：所谈、所约、下一步
    历史：
    - 2026-02-26 首次联系：未完成
    到期 1 = 及时 0 + 逾期完成 0 + 跳过 0 + 未完成 1
    ");
    insta::assert_snapshot!(kam.kam("agenda --why A6 --day 2026-03-03"), @"
    why
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A6 旁人的客户
    Never reached.
    No open deal and never reached: a first contact, with its owner since 2026-02-01; at most 20 a day, best first.
    The owner is away on this day: 李娜 does it.
    Due on 2026-02-01: 30 days overdue.
    - propose another consultant
    Done by an effective contact on 2026-02-01 or later, or by a skip with a reason.
    First call:
    - purpose: what you want to know or agree
    - whom to ask for: the person in charge of vehicles
    - opening: say who you are, and what gains attention and interest
    - what may happen: busy, absent, passed on; decide the next step for each
    - likely refusals, and an answer to each: no need, no time, has a supplier
    - the secretary: polite, name and matter, ask for the best time
    - afterwards: what was said, what was agreed, what comes next
    So far:
    - 2026-02-01 first contact: open
    1 due = 0 on time + 0 late + 0 skipped + 1 open
    ");
}

#[test]
fn why_is_data_too_and_the_same_in_every_language() {
    let kam = busy();
    insta::assert_snapshot!(kam.kam("agenda --why A2 -f json"), @r#"
    [
    {"account":"A2","step":"last-contact","deal":null,"grade":null,"appointment":null,"day":null,"until":null,"at":null,"days":null,"staff":null,"tries":null,"reason":null},
    {"account":"A2","step":"tried","deal":null,"grade":null,"appointment":null,"day":"2026-03-01","until":null,"at":null,"days":1,"staff":null,"tries":1,"reason":null},
    {"account":"A2","step":"deal","deal":"D2","grade":"N","appointment":null,"day":"2026-02-21","until":null,"at":null,"days":15,"staff":null,"tries":null,"reason":"yes"},
    {"account":"A2","step":"floor","deal":"D2","grade":null,"appointment":null,"day":"2026-02-21","until":null,"at":null,"days":null,"staff":null,"tries":null,"reason":null},
    {"account":"A2","step":"back","deal":null,"grade":null,"appointment":null,"day":"2026-02-21","until":"2026-03-02","at":null,"days":null,"staff":null,"tries":null,"reason":null},
    {"account":"A2","step":"due","deal":null,"grade":null,"appointment":null,"day":"2026-02-21","until":null,"at":null,"days":9,"staff":null,"tries":null,"reason":"reassign"},
    {"account":"A2","step":"done-by","deal":null,"grade":null,"appointment":null,"day":"2026-02-21","until":null,"at":null,"days":null,"staff":null,"tries":null,"reason":"yes"},
    {"account":"A2","step":"open","deal":null,"grade":null,"appointment":null,"day":"2026-02-20","until":"2026-03-02","at":null,"days":null,"staff":null,"tries":null,"reason":"first-contact"}
    ]
    "#);
    insta::assert_snapshot!(kam.kam("agenda --why A99"), @"
    ---- stderr ----
    error: there is no A99
    ---- exit 3 ----
    ");
    assert_eq!(kam.out("agenda --why A2 -f json"), kam.out("--lang zh agenda --why A2 -f json"));
}

#[test]
fn an_office_moves_what_falls_due_on_a_day_off_and_says_so() {
    let kam = with(Sandbox::new(), &[firm("多达运输有限公司").owned(1, "2026-02-10")]);
    let office = Shop {
        id: ShopId(0),
        name: "城南店".to_owned(),
        brand: None,
        city: None,
        calendar: CalendarPreset::Office,
        opens_at: None,
        closes_at: None,
    };
    kam.open()
        .write::<_, StoreError>(&caller(), false, |op| {
            let id = op.next_id()?;
            op.insert(&Shop { id, ..office.clone() })
        })
        .unwrap();
    kam.out("deal add A1 --model 朗逸 --today 2026-02-11");
    kam.out("log A1 call --on 2026-02-14 --grade A --today 2026-02-14");
    insta::assert_snapshot!(kam.kam("agenda --why A1 --day 2026-02-24"), @r"
    why
    ─────────────────────────────────────────────────────────────────────────────────────────
    A1 多达运输有限公司
    Last effective contact: 2026-02-14.
    D1: grade A: 2026-02-14 + 4 days = 2026-02-18; for days off due 2026-02-24.
    D1 decides: it is the only open deal.
    2026-02-18 is a day off (public holiday 春节): moved to the next working day, 2026-02-24.
    Due on 2026-02-24: that day.
    Done by an effective contact on 2026-02-24 or later, or by a skip with a reason.
    So far:
    - 2026-02-10 first contact: done late, 2026-02-14
    - 2026-02-24 last 02-14, 4 d: open
    2 due = 0 on time + 1 late + 0 skipped + 1 open
    ");
    assert_eq!(kam.out("agenda --all --day 2026-02-23 -f ids"), "");
    insta::assert_snapshot!(kam.kam("--lang zh agenda --all --day 2026-02-24 --columns account,due,moved_from,day_off"), @"
    客户  到期        原到期日    休息日
    ───────────────────────────────────────────
    A1    2026-02-24  2026-02-18  法定假日 春节
    ---- stderr ----
    2026-02-24 共 1 项到期。
    A：增强产品信心；处理异议；解答疑问；促进成交；说明购车流程；分析需求
    ");
}

#[test]
fn a_list_of_ids_says_that_there_are_more_and_tries_beyond_the_limit_are_no_share_of_it() {
    let names = ["甲运输", "乙物流", "丙贸易", "丁租赁", "戊货运", "己快递", "庚冷链"];
    let kam = with(Sandbox::new(), &names.map(|name| firm(name).owned(1, "2026-01-05")));
    for account in 1..=7 {
        kam.out(&format!("deal add A{account} --model 朗逸 --today 2026-01-05 -q"));
    }
    for day in 22..=27 {
        kam.out(&format!("log A7 call no-answer --on 2026-02-{day} -q"));
    }
    insta::assert_snapshot!(kam.kam("--as 小李 agenda --columns account,why"), @r"
    account  why
    ──────────────────────────────────────────
    A1       new 01-05
    A2       new 01-05
    A3       new 01-05
    A4       new 01-05
    A5       new 01-05
    A6       new 01-05
    A7       tried 02-27, try 6 (5 are enough)
    ---- stderr ----
    7 due on 2026-03-02.
    1 account tried too often without being reached, may be lost as out of control: A7
    Overdue, propose another consultant: 7 (A1, A2, A3, A4, A5, …)
    N: build confidence in the brand; introduce the product and its points; introduce yourself; complete the record; agree the next visit
    ");
    insta::assert_snapshot!(kam.kam("--lang zh --as 小李 agenda --columns account,why"), @r"
    客户  原因
    ─────────────────────────────────────
    A1    01-05起未联系
    A2    01-05起未联系
    A3    01-05起未联系
    A4    01-05起未联系
    A5    01-05起未联系
    A6    01-05起未联系
    A7    02-27未联系上，第6次（已满5次）
    ---- stderr ----
    2026-03-02 共 7 项到期。
    1 个客户多次尝试未联系上，可按失控处理：A7
    逾期，建议重新分配：7 个（A1、A2、A3、A4、A5、…）
    N：建立品牌信心；介绍产品及卖点；自我介绍；完善客户资料；约定下次来访
    ");
    insta::assert_snapshot!(kam.kam("--as 小李 agenda --why A7"), @r"
    why
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A7 庚冷链
    Never reached.
    Tried on 2026-02-27 without reaching anybody (try 6, 5 are enough): back after 1 working day, whatever the cadence.
    6 tries, 5 are enough: a deal with them may be lost as out of control.
    D7: grade N: due 2026-01-05, whatever its cadence of 15 days.
    D7 decides: it is the only open deal.
    D7 is not due before 2026-01-05, when it was entered or opened again, or the account assigned; from then at once.
    The attempt brings it back on 2026-02-28; it fell due on 2026-01-05, and days overdue still count from there.
    Due on 2026-01-05: 56 days overdue.
    - propose another consultant
    Done by an effective contact on 2026-01-05 or later, or by a skip with a reason.
    So far:
    - 2026-01-05 new 01-05: open
    1 due = 0 on time + 0 late + 0 skipped + 1 open
    ");
}

/// The shop is eight hours ahead: seven in the morning there is the day before.
#[test]
fn a_lead_waits_though_they_were_spoken_with_on_its_day_before_it_came_in() {
    let kam = sandbox();
    kam.out("log A3 call --at 2026-03-01T22:00:00Z --today 2026-03-01T22:05:00Z -q");
    kam.out(
        "deal add A3 --model 途昂 --received 2026-03-01T23:00:00Z --today 2026-03-02T00:00:00Z -q",
    );
    let waiting = |hour: &str| {
        let now = format!("--today 2026-03-02T{hour}:00Z");
        kam.out(&format!(
            "agenda --owner 李娜 --now {now} --columns account,deal,respond_by -f csv"
        ))
    };
    insta::assert_snapshot!(waiting("01:00"), @r"
    account,deal,respond_by
    A3,D4,2026-03-02T23:00:00Z
    ");
    kam.out("log A3 call no-answer --today 2026-03-02T02:00:00Z -q");
    insta::assert_snapshot!(waiting("02:30"), @"account,deal,respond_by");
    kam.out("log A3 call --today 2026-03-02T22:30:00Z -q");
    insta::assert_snapshot!(kam.out("agenda --why A3 --today 2026-03-03T01:00:00Z"), @r"
    why
    ────────────────────────────────────────────────────────────────────────────────
    A3 远航物流集团
    Last effective contact: 2026-03-03.
    D4: grade N: 2026-03-03 + 15 days: due 2026-03-18.
    D4 decides: it is the only open deal.
    Not due yet: it will be on 2026-03-18, in 15 days.
    Done by an effective contact on 2026-03-18 or later, or by a skip with a reason.
    So far:
    - 2026-02-25 first, bought 2: done late, 2026-03-02
    1 due = 0 on time + 1 late + 0 skipped + 0 open
    ");
}

/// What happens afterwards changes nothing of a day that is past, whenever it is asked for.
#[test]
fn the_agenda_of_a_day_does_not_depend_on_when_it_is_asked_for() {
    let kam = sandbox();
    kam.out("book A2 2026-03-04 10:00 -q");
    kam.out("deal add A3 --model 途昂 -q");
    let columns = "--columns account,deal,grade,why,due,days_overdue,appointment -f csv";
    let told = |today: &str| {
        let of = |what: &str| kam.out(&format!("agenda {what} --today {today} --day {TODAY}"));
        [
            of(&format!("--all {columns}")),
            of(&format!("--owner 李娜 --days 3 {columns}")),
            of("--why A1"),
            of("--why A3"),
        ]
    };
    let then = told(TODAY);
    insta::assert_snapshot!(then[0], @r"
    account,deal,grade,why,due,days_overdue,appointment
    A1,D1,H,cadence,2026-02-27,3,
    A5,D3,N,never-contacted,2026-02-21,9,
    A3,D4,N,never-contacted,2026-03-02,0,
    A6,,,first-contact,2026-02-01,29,
    A4,,,first-contact,2026-02-26,4,
    ");
    assert_eq!(told("2026-03-05"), then);
    for later in [
        "log A1 call --grade A --on 2026-03-03",
        "log A3 call no-answer --on 2026-03-03",
        "grade set D1 B --reason 待定",
        "skip A2 --reason 出差 --until 2026-04-01",
        "deal add A1 --model 途岳",
        "book A3 2026-03-09",
        "lose D1 --cause price",
        "add 新客户有限公司 --owner 李娜",
        "assign A1 A3 A4 --to 王芳",
        "assign A5 --to pool",
        "assign A6 --to 李娜",
    ] {
        kam.out(&format!("{later} --today 2026-03-04 -q"));
        assert_eq!(told("2026-03-05"), then, "{later}");
    }
}
