//! `kam contact`: people at an account.

use crate::prospects::{firm, person, with};
use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    with(
        Sandbox::new(),
        &[
            firm("多达运输").owned(1, "2026-02-10").with("李强", "+8613800138000"),
            firm("远航物流").owned(2, "2026-02-10"),
            person("张伟"),
        ],
    )
}

const ADD: &str = "contact add 多达 张志强 --title 采购经理 --phone 139-0013-9000 --email Zhang@Duoda.example \
    --role decision-maker --role 采购者 --best-time 上午 --department 车队 --note 爱下棋";

#[test]
fn a_contact_is_added_with_all_that_is_known() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam(ADD), @r"
    ---- stderr ----
    Added P2 张志强 of A1 多达运输.
    Logged as O5.
    ");
    insta::assert_snapshot!(kam.out("contact list A1 -f json"), @r#"
    [
    {"contact":"P1","account":"A1","name":"李强","title":null,"department":null,"roles":[],"phone":"13800138000","email":null,"best_time":null,"note":null,"account_name":"多达运输"},
    {"contact":"P2","account":"A1","name":"张志强","title":"采购经理","department":"车队","roles":["decision-maker","purchaser"],"phone":"13900139000","email":"zhang@duoda.example","best_time":"上午","note":"爱下棋","account_name":"多达运输"}
    ]
    "#);
    insta::assert_snapshot!(kam.kam("--lang zh contact add A2 王芳经理"), @r"
    ---- stderr ----
    已为 A2 远航物流 新增联系人 P3 王芳。
    已记录为 O6。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh contact list"), @r"
    联系人  客户  名称    职务      角色            电话         邮箱                 最佳联系时间
    ──────────────────────────────────────────────────────────────────────────────────────────────
    P1      A1    李强                              13800138000
    P2      A1    张志强  采购经理  决策者, 采购者  13900139000  zhang@duoda.example  上午
    P3      A2    王芳    经理
    ");
}

#[test]
fn a_dry_run_adds_none() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam(&format!("{ADD} --dry-run")), @r"
    ---- stderr ----
    Added new 张志强 of A1 多达运输.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.out("contact list -f ids"), @r"
    P1
    ");
}

#[test]
fn a_second_of_the_same_name_is_refused_by_the_first() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("contact add A1 李强经理"), @r"
    ---- stderr ----
    error: A1 has a contact 李强 already: P1
    hint: change it with `kam contact edit P1`
    ---- exit 3 ----
    ");
    kam.out("contact add A2 李强");
    kam.out("contact add A2 王芳");
    insta::assert_snapshot!(kam.kam("--lang zh contact edit P3 --name 李强"), @r"
    ---- stderr ----
    错误：A2 已有联系人 李强：P2
    提示：用 `kam contact edit P2` 修改
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("contact edit P2 --name 李强"), @r"
    ---- stderr ----
    Nothing changed.
    ");
}

#[test]
fn an_empty_value_clears_and_phones_and_roles_add() {
    let kam = sandbox();
    kam.out(ADD);
    let edit =
        ["contact", "edit", "P2", "--email", "", "--role", "", "--role", "user", "--note", ""];
    insta::assert_snapshot!(kam.kam_with(&edit, ""), @r"
    ---- stderr ----
    Changed P2 张志强 of A1.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam_with(&edit, ""), @r"
    ---- stderr ----
    Nothing changed.
    ");
    kam.out("contact edit P2 --phone 010-65551234 --role approver --title 总经理");
    insta::assert_snapshot!(kam.out("contact list 张志强 -f csv --columns contact,title,roles,phone,email,note"), @r"
    contact,title,roles,phone,email,note
    P1,,,13800138000,,
    P2,总经理,user;approver,13900139000,,
    ");
    kam.kam_with(&["contact", "edit", "P2", "--phone", "", "--phone", "010-65551234", "-q"], "");
    insta::assert_snapshot!(kam.out("contact list 张志强 -f csv --columns contact,phone"), @r"
    contact,phone
    P1,13800138000
    P2,01065551234
    ");
    insta::assert_snapshot!(kam.kam("who 13900139000"), @r"
    account  name  contact  owner  matched by  matched  last touch
    ──────────────────────────────────────────────────────────────
    ---- stderr ----
    Nobody known by `139****9000`; `kam add NAME` adds them.
    ");
    insta::assert_snapshot!(kam.kam("contact edit P2"), @r"
    ---- stderr ----
    error: nothing to change was named
    hint: see `kam contact edit --help`
    ---- exit 2 ----
    ");
}

#[test]
fn a_number_of_the_account_becomes_the_contact_s() {
    let kam = sandbox();
    kam.out("edit A2 --add-phone 010-65551234");
    kam.out("contact add A2 王芳 --phone 010-65551234");
    insta::assert_snapshot!(kam.out("contact list A2 -f csv --columns contact,phone"), @r"
    contact,phone
    P2,01065551234
    ");
    assert_eq!(kam.out("export phones A2 -f csv --columns id --no-header").lines().count(), 1);
    // Another who answers the same line has it too.
    kam.out("contact add A2 李雷 --phone 010-65551234");
    insta::assert_snapshot!(kam.out("contact list A2 -f csv --columns contact,phone"), @r"
    contact,phone
    P2,01065551234
    P3,01065551234
    ");
}

#[test]
fn every_bad_value_is_named() {
    let kam = sandbox();
    let bad = "contact add A1 王芳 --phone 12 --email duoda";
    insta::assert_snapshot!(kam.kam(bad), @r"
    ---- stderr ----
    error: phone `12… (2)`: too few digits for a telephone number, 2 [phone-short]
    error: e-mail `duo… (5)`: no e-mail address [email-form]
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("contact add A1 王芳 --role boss --role 老大"), @r"
    ---- stderr ----
    error: `--role`: `boss` is none of gatekeeper, purchaser, user, influencer, recommender, decision-maker, approver
    error: `--role`: `老大` is none of 看门人, 采购者, 使用者, 影响者, 评估者, 决策者, 批准人
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["contact", "add", "A1", " ", "--role", "boss"], ""), @r"
    ---- stderr ----
    error: `--role`: `boss` is none of gatekeeper, purchaser, user, influencer, recommender, decision-maker, approver
    error: a name is needed
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("contact add A9 王芳"), @r"
    ---- stderr ----
    error: there is no A9
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("contact edit P9 --note x"), @r"
    ---- stderr ----
    error: there is no P9
    ---- exit 3 ----
    ");
}

#[test]
fn contacts_are_those_of_the_accounts_selected() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("contact list owner:王芳"), @r"
    contact  account  name  title  roles  phone  e-mail  best time
    ──────────────────────────────────────────────────────────────
    ---- stderr ----
    No contact here; `kam contact add ACCOUNT` adds one.
    ");
    kam.out("contact add A2 王芳 --phone 13900139000");
    insta::assert_snapshot!(kam.out("contact list owner:王芳 -f csv --columns contact,account,name,account_name,phone"), @r"
    contact,account,name,account_name,phone
    P2,A2,王芳,远航物流,13900139000
    ");
}
