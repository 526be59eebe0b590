//! `kam deal`: possible purchases.

use crate::prospects::{firm, person, with};
use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    with(Sandbox::new(), &[firm("多达运输"), person("张伟")])
}

#[test]
fn a_deal_opens_at_the_first_stage_not_graded() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("deal add 多达 --model 朗逸 --quantity 5台 --budget 125万 --expected +2w --need yes --sign 已谈购车条件"), @r"
    ---- stderr ----
    Added D1 for A1 多达运输: 朗逸, stage lead, grade N.
    Logged as O5.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deal add A2 --payment 分期"), @r"
    ---- stderr ----
    已为 A2 张伟 新增商机 D2：车型未定，阶段 线索，级别 N。
    已记录为 O6。
    ");
    insta::assert_snapshot!(kam.out("stage D2 -f json --columns preset,stage,grade,state"), @r#"
    {
      "preset": "retail",
      "stage": "lead",
      "grade": "N",
      "state": "open"
    }
    "#);
}

#[test]
fn a_dry_run_opens_none() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("deal add A1 --model 朗逸 --dry-run"), @r"
    ---- stderr ----
    Added new for A1 多达运输: 朗逸, stage lead, grade N.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("stage D1"), @r"
    ---- stderr ----
    error: there is no D1
    ---- exit 3 ----
    ");
}

#[test]
fn there_is_one_open_deal_per_account_and_model() {
    let kam = sandbox();
    kam.out("deal add A1 --model 朗逸");
    kam.out("deal add A1 --model 朗行");
    let second = &["deal", "add", "A1", "--model", " 朗逸 "];
    insta::assert_snapshot!(kam.kam_with(second, ""), @r"
    ---- stderr ----
    error: A1 has an open deal for that already: D1 (朗逸)
    hint: change it with `kam deal edit D1`, or name another `--model`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deal edit D2 --model 朗逸"), @r"
    ---- stderr ----
    错误：A1 已有相同车型的商机：D1（朗逸）
    提示：用 `kam deal edit D1` 修改，或指定其他 `--model`
    ---- exit 3 ----
    ");
    kam.out("deal add A2 --model 朗逸");
}

#[test]
fn every_bad_value_is_named_at_once() {
    let kam = sandbox();
    let bad = "deal add A2 --sign came-back --sign vehicle-chosen --sign time-vague --sign foo \
        --need maybe --budget cheap --quantity few --expected soon --payment gold --preset q --origin o";
    insta::assert_snapshot!(kam.kam(bad), @r"
    ---- stderr ----
    error: `--quantity`: `few` is no number of vehicles; write it as 5
    error: `--budget`: `cheap` is no amount; write it as 250000 or 25万
    error: `--expected`: `soon` is no day; write it as 2026-03-01, +2w or 月底
    error: `--payment`: `gold` is none of cash (现金), instalment (分期), lease (租赁)
    error: `--origin`: `o` is none of new, replacement, additional, referred
    error: `--need`: `maybe` is none of yes, no, unknown
    error: `--sign`: `came-back` is not noted by hand; it is taken from a second showroom touch (`kam log … showroom`)
    error: `--sign`: `vehicle-chosen` is not noted by hand; it is taken from `--model`, `--version` and `--colour` together
    error: `--sign`: `time-vague` is not noted by hand; it is taken from `--expected`
    error: `--sign`: `foo` is none of contract-signed, paid-in-full, deposit-received, payment-and-delivery-given, instalment-in-progress, trade-in-in-progress, discussing-payment, discussing-instalment, asks-trade-in-help, terms-discussed
    error: `--preset`: `q` is none of retail, key-account, tender, project
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh {bad}")), @r"
    ---- stderr ----
    错误：`--quantity`：`few` 不是数量；例如 5
    错误：`--budget`：`cheap` 不是金额；例如 250000 或 25万
    错误：`--expected`：`soon` 不是日期；例如 2026-03-01、+2w、月底
    错误：`--payment`：`gold` 不在可选值内：cash (现金), instalment (分期), lease (租赁)
    错误：`--origin`：`o` 不在可选值内：new, replacement, additional, referred
    错误：`--need`：`maybe` 不在可选值内：yes, no, unknown
    错误：`--sign`：`came-back` 不能手工登记；取自 第二次到店（`kam log … 到店`）
    错误：`--sign`：`vehicle-chosen` 不能手工登记；取自 `--model`、`--version`、`--colour` 三者齐全
    错误：`--sign`：`time-vague` 不能手工登记；取自 `--expected`
    错误：`--sign`：`foo` 不在可选值内：contract-signed, paid-in-full, deposit-received, payment-and-delivery-given, instalment-in-progress, trade-in-in-progress, discussing-payment, discussing-instalment, asks-trade-in-help, terms-discussed
    错误：`--preset`：`q` 不在可选值内：retail, key-account, tender, project
    ---- exit 2 ----
    ");
}

#[test]
fn an_empty_value_clears() {
    let kam = sandbox();
    kam.out("deal add A1 --model 朗逸 --budget 250000 --need yes --sign terms-discussed");
    let clear = [
        "deal",
        "edit",
        "D1",
        "--budget",
        "",
        "--need",
        "",
        "--sign",
        "",
        "--sign",
        "deposit-received",
        "--colour",
        "白",
    ];
    insta::assert_snapshot!(kam.kam_with(&clear, ""), @r"
    ---- stderr ----
    Changed D1 of A1: colour, budget, need, signs.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam_with(&clear, ""), @r"
    ---- stderr ----
    Nothing changed.
    ");
    insta::assert_snapshot!(kam.kam("deal edit 多达"), @r"
    ---- stderr ----
    error: nothing to change was named
    hint: see `kam deal edit --help`
    ---- exit 2 ----
    ");
}

#[test]
fn another_funnel_keeps_the_stage_or_says_that_it_has_none() {
    let kam = sandbox();
    kam.out("deal add A1");
    insta::assert_snapshot!(kam.kam("deal edit D1 --preset tender"), @r"
    ---- stderr ----
    Changed D1 of A1: preset, stage.
    Logged as O6.
    ");
    kam.out("stage D1 evaluation --evidence a --source seen --reason b --finished 电话 --doing 报价 --planned 试驾");
    insta::assert_snapshot!(kam.kam("deal edit D1 --preset 零售"), @r"
    ---- stderr ----
    Changed D1 of A1: preset.
    warning: retail has no stage evaluation; place D1 with `kam stage D1 STAGE --reason TEXT`
    Logged as O8.
    ");
}

#[test]
fn deals_are_named_by_id_or_by_their_account() {
    let kam = sandbox();
    kam.out("deal add A1 --model 朗逸");
    kam.out("deal add A1 --model 朗行");
    insta::assert_snapshot!(kam.kam("deal edit A1 --colour 白"), @r"
    ---- stderr ----
    error: A1 has several open deals: D1 朗逸, D2 朗行
    hint: name one by its id
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deal edit A2 --colour 白"), @r"
    ---- stderr ----
    error: A2 has no open deal
    hint: open one with `kam deal add A2 --model MODEL`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deal edit D9 --colour 白"), @r"
    ---- stderr ----
    error: there is no D9
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deal edit 2 --colour 白"), @r"
    ---- stderr ----
    Changed D2 of A1: colour.
    Logged as O7.
    ");
}
