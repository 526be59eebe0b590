//! `kam agenda`: nothing due, nobody named, sheets to fill in.

use crate::messages::{both, staffed, with_accounts};
use crate::sandbox::Sandbox;

#[test]
fn nothing_is_due_and_no_new_lead_waits() {
    let kam = staffed();
    insta::assert_snapshot!(both(&kam, "agenda"), @r"
    account  name  owner  grade  why  late  phone  contact
    ──────────────────────────────────────────────────────
    ---- stderr ----
    `tester` is not one of the staff: this is everybody's agenda.
    Choose one with `--owner NAME`, or act as one with `--as NAME`.
    Nothing is due on 2026-03-02.
    Next: `kam agenda --days 7` looks ahead, `kam agenda --all` shows everybody's; `kam list owner:` names accounts without a consultant, `kam assign` gives them one.
    ---- zh ----
    客户  名称  销售顾问  级别  原因  逾期  电话  联系人
    ────────────────────────────────────────────────────
    ---- stderr ----
    `tester` 不是员工：以下为所有人的跟进日程。
    用 `--owner 姓名` 选择顾问，或用 `--as 姓名` 以其身份操作。
    2026-03-02 没有到期的跟进。
    下一步：`kam agenda --days 7` 查看今后几天，`kam agenda --all` 查看所有人的日程；`kam list owner:` 列出没有销售顾问的客户，用 `kam assign` 分配。
    ");
    insta::assert_snapshot!(both(&kam, "agenda --owner 李娜 --now"), @r"
    account  name  owner  answer by  minutes left  phone  contact  last note
    ────────────────────────────────────────────────────────────────────────
    ---- stderr ----
    No new lead waits for an answer.
    ---- zh ----
    客户  名称  销售顾问  应答时限  剩余分钟  电话  联系人  上次沟通
    ────────────────────────────────────────────────────────────────
    ---- stderr ----
    没有待响应的新线索。
    ");
}

#[test]
fn a_team_that_nobody_is_in_is_named_with_those_there_are() {
    let kam = Sandbox::new();
    insta::assert_snapshot!(both(&kam, "agenda --team 三队"), @r"
    ---- stderr ----
    error: nobody is in a team `三队`; teams: none yet
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：没有团队 `三队`；现有团队：暂无
    ---- exit 3 ----
    ");
    kam.out("staff add 李娜 --team 一队 -q");
    kam.out("staff add 王芳 --team 二队 -q");
    insta::assert_snapshot!(both(&kam, "agenda --team 三队"), @r"
    ---- stderr ----
    error: nobody is in a team `三队`; teams: 一队, 二队
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：没有团队 `三队`；现有团队：一队、二队
    ---- exit 3 ----
    ");
}

#[test]
fn what_a_day_leaves_out_and_what_a_sheet_needs_are_said() {
    let names: Vec<String> = (1..=22).map(|at| format!("客户{at}商贸")).collect();
    let kam = with_accounts(&names.iter().map(String::as_str).collect::<Vec<_>>());
    insta::assert_snapshot!(both(&kam, "agenda --owner 李娜 --limit 2 --columns account,why"), @r"
    account  why
    ──────────────────────
    A1       first contact
    A2       first contact
    ---- stderr ----
    These are the first 2; `--limit 0` shows all.
    20 due on 2026-03-02.
    2 more first contacts left out: 20 a day for each consultant.
    first contact: settle the purpose and whom to ask for; open so that attention and interest are gained; have answers ready for likely refusals; note what was said, what was agreed and what comes next
    ---- zh ----
    客户  原因
    ──────────────
    A1    首次联系
    A2    首次联系
    ---- stderr ----
    以上为前 2 行；用 `--limit 0` 显示全部。
    2026-03-02 共 20 项到期。
    另有 2 个首次联系未列出：每位顾问每天 20 个。
    首次联系：明确目的与找谁；用开场白引起注意与兴趣；备好对常见拒绝的应答；记下所谈、所约与下一步
    ");
    insta::assert_snapshot!(both(&kam, "agenda --owner 李娜 -o calls.xlsx --limit 2"), @r"
    ---- stderr ----
    error: a sheet to be filled in has its own columns, rows and header
    hint: leave `--columns`, `--sort`, `--limit` and `--no-header` out, or write CSV
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：用于填写的表有固定的列、行和表头
    提示：请去掉 `--columns`、`--sort`、`--limit`、`--no-header`，或写成 CSV
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "agenda --owner 李娜 -o calls.xlsx"), @r"
    ---- stderr ----
    Written to calls.xlsx.
    Next: fill in the result or the way for everyone you contacted, then `kam import calls.xlsx --source touches`; rows filled in later come in by the same command.
    20 due on 2026-03-02.
    2 more first contacts left out: 20 a day for each consultant.
    first contact: settle the purpose and whom to ask for; open so that attention and interest are gained; have answers ready for likely refusals; note what was said, what was agreed and what comes next
    ---- zh ----
    ---- stderr ----
    已写入 calls.xlsx。
    下一步：为已联系的客户填写结果或方式，然后 `kam import calls.xlsx --source touches`；以后再填更多行，重复同一命令即可。
    2026-03-02 共 20 项到期。
    另有 2 个首次联系未列出：每位顾问每天 20 个。
    首次联系：明确目的与找谁；用开场白引起注意与兴趣；备好对常见拒绝的应答；记下所谈、所约与下一步
    ");
}
