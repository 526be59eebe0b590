//! `kam order` and `kam deliver`: what waits, which is meant, what a vehicle is known by.

use crate::messages::{both, both_with, with_accounts};

#[test]
fn orders_that_wait_are_named() {
    let kam = with_accounts(&["多达运输"]);
    insta::assert_snapshot!(both(&kam, "order"), @r"
    order  deal  name  model  quantity  open  promised  deposit  owner
    ──────────────────────────────────────────────────────────────────
    ---- stderr ----
    No order waits for delivery.
    ---- zh ----
    订单  商机  名称  车型  数量  未完  承诺交车  订金  销售顾问
    ────────────────────────────────────────────────────────────
    ---- stderr ----
    没有待交付的订单。
    ");
    insta::assert_snapshot!(both(&kam, "order --deposit 5万"), @r"
    ---- stderr ----
    error: options of an order were given, but no deal
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：给出了订单的选项，但没有商机
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "deliver A1"), @r"
    ---- stderr ----
    error: `A1` has no order that waits for delivery
    hint: `kam order` lists those not delivered yet
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：`A1` 没有待交付的订单
    提示：用 `kam order` 查看待交付的订单
    ---- exit 3 ----
    ");
    kam.out("deal add A1 --model 朗逸 --preset retail -q");
    kam.out("deal add A1 --model 途岳 --preset retail -q");
    insta::assert_snapshot!(both(&kam, "order D1 --line 朗逸:白:2@200000 --promised 2026-03-20 --deposit 5万 --dry-run"), @r"
    ---- stderr ----
    new of D1, A1 多达运输: 2 × 朗逸 白 @ 200000.00; deposit 50000.00; delivery promised 2026-03-20; lead → ordered; left out: contacted, visited, driven, quoted; grade N → O.
    Dry run: nothing was written.
    ---- zh ----
    ---- stderr ----
    A1 多达运输 的商机 D1，订单 new：2 × 朗逸 白 @ 200000.00；订金 50000.00；承诺 2026-03-20 交车；线索 → 订单；跳过：已接触、已到店、已试驾、已报价；级别 N → O。
    试运行：未写入任何数据。
    ");
    kam.out("order D1 --line 朗逸:白:2@200000 -q");
    kam.out("order D2 --line 途岳:白:2@200000 -q");
    insta::assert_snapshot!(both(&kam, "deliver A1"), @r"
    ---- stderr ----
    error: `A1` has several open orders: R1 朗逸, R2 途岳
    hint: name one by its id
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：`A1` 有多个待交付的订单：R1 朗逸、R2 途岳
    提示：请用编号指定
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(both_with(&kam, &["deliver", "R1", "--close-short", "--reason", " "]), @r"
    ---- stderr ----
    error: closing pieces short needs a reason: --reason TEXT
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：不再交付需要原因：--reason 原因
    ---- exit 2 ----
    ");
    kam.out("deliver R1 --quantity 1 --vin LSVNV2182E2100011 -q");
    insta::assert_snapshot!(both(&kam, "deliver R1 --quantity 1 --vin LSVNV2182E2100011 --dry-run"), @r"
    ---- stderr ----
    warning: VIN `LSVNV2182E2100011`: the check character should be X; kept as typed
    warning: VIN `LSVNV2182E2100011` is that of V1 of A1 already
    R1 of A1 多达运输: delivered 1 × 朗逸 白; 1 vehicle recorded; nothing open; ordered → delivered; the deal is won.
    Dry run: nothing was written.
    ---- zh ----
    ---- stderr ----
    警告：车架号 `LSVNV2182E2100011`：校验位应为 X；按原样保存
    警告：车架号 `LSVNV2182E2100011` 已登记为 A1 的 V1
    A1 多达运输 的订单 R1：已交付 1 × 朗逸 白；登记 1 台车辆；已无待交；订单 → 交车；商机成交。
    试运行：未写入任何数据。
    ");
}

#[test]
fn an_order_of_which_one_waits_is_not_recorded_again_unawares() {
    let kam = with_accounts(&["多达运输"]);
    kam.out("deal add A1 --model 朗逸 --preset retail -q");
    kam.out("order 多达 --line 朗逸:白:3@25万 -q");
    insta::assert_snapshot!(both(&kam, "order 多达"), @r"
    ---- stderr ----
    error: D1 has an order already, R1, of which 3 × 朗逸 is still to be delivered
    hint: `kam order R1` shows it, and changes its terms; `kam deliver R1` hands it over; `--another` records one more
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：D1 已有订单 R1，尚未交付：3 × 朗逸
    提示：`kam order R1` 查看或修改条款；`kam deliver R1` 交车；如确为另一张订单，请加 `--another`
    ---- exit 3 ----
    ");
    let again = kam.kam("order D1 --line 朗逸:黑 --number HT-2");
    assert!(again.contains("D1 has an order already, R1"), "{again}");
    assert_eq!(kam.out("order -f ids"), "R1\n");
    kam.out("order D1 --line 朗逸:黑 --another -q");
    assert_eq!(kam.out("order -f ids"), "R1\nR2\n");
}
