//! Moves by hand to where orders and deliveries move a deal, and back from there.

use crate::prospects::{caller, firm, person, with};
use crate::sandbox::Sandbox;

/// D1 of a firm, D2 of a person.
fn sandbox() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[firm("多达运输").owned(1, "2026-02-10"), person("张伟").owned(1, "2026-02-10")],
    );
    kam.out("deal add A1 --model 朗逸 --quantity 1 --opened 2026-02-10");
    kam.out("deal add A2 --model 朗行 --quantity 2 --opened 2026-02-10");
    kam
}

const ANSWERS: &str = "--finished a --evidence b --source seen --doing c --planned d --reason e";

#[test]
fn a_retail_deal_is_ordered_and_won_by_its_records() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("stage D2 ordered"), @r"
    ---- stderr ----
    error: stage ordered is reached by an order, and D2 has no open one
    hint: record it with `kam order D2`, which moves the deal
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D2 订单"), @r"
    ---- stderr ----
    错误：阶段 订单 须由订单推进，而 D2 没有待交付的订单
    提示：用 `kam order D2` 登记订单，商机随之推进
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("stage D2 delivered"), @r"
    ---- stderr ----
    error: stage delivered is reached by the delivery of an order, and nothing was delivered of D2
    hint: record the order with `kam order D2`, then what is handed over with `kam deliver D2`, which moves the deal
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D2 交车"), @r"
    ---- stderr ----
    错误：阶段 交车 须由订单交付推进，而 D2 没有交付
    提示：先用 `kam order D2` 登记订单，再用 `kam deliver D2` 登记交付，商机随之推进
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("order D2"), @r"
    ---- stderr ----
    R1 of D2, A2 张伟: 2 × 朗行; lead → ordered; left out: contacted, visited, driven, quoted; grade N → O.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("stage D2 delivered"), @r"
    ---- stderr ----
    error: not delivered: 2 pieces of R1
    hint: deliver them with `kam deliver R1`, or close them with `kam deliver R1 --close-short --reason TEXT`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deliver D2"), @r"
    ---- stderr ----
    R1 of A2 张伟: delivered 2 × 朗行; 2 vehicles recorded; nothing open; ordered → delivered; the deal is won.
    Logged as O8.
    ");
    kam.out("stage D2 quoted --reopen --reason 退车");
    insta::assert_snapshot!(kam.kam("stage D2 delivered"), @r"
    ---- stderr ----
    D2 of A2 张伟: quoted → delivered; left out: ordered; grade - → O; the deal is won.
    Logged as O10.
    ");
}

#[test]
fn a_key_account_is_ordered_with_evidence_and_won_by_the_delivery() {
    let kam = sandbox();
    kam.out(&format!("stage D1 ordered {ANSWERS}"));
    insta::assert_snapshot!(kam.kam(&format!("stage D1 delivered {ANSWERS}")), @r"
    ---- stderr ----
    error: stage delivered is reached by the delivery of an order, and nothing was delivered of D1
    hint: record the order with `kam order D1`, then what is handed over with `kam deliver D1`, which moves the deal
    ---- exit 3 ----
    ");
    kam.out("order D1");
    kam.out("deliver D1 --close-short --reason 停产");
    insta::assert_snapshot!(kam.kam(&format!("stage D1 delivered {ANSWERS}")), @r"
    ---- stderr ----
    error: nothing of what D1 ordered was delivered, so it is not won
    hint: `kam lose D1 --cause CAUSE`, or place a new order with `kam order D1`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh stage D1 delivered {ANSWERS}")), @r"
    ---- stderr ----
    错误：D1 所订没有任何交付，不算成交
    提示：用 `kam lose D1 --cause 原因`，或用 `kam order D1` 另下订单
    ---- exit 3 ----
    ");
}

#[test]
fn a_deal_does_not_go_back_before_an_order_that_is_open() {
    let kam = sandbox();
    kam.out("order D2");
    insta::assert_snapshot!(kam.kam("stage D2 quoted"), @r"
    ---- stderr ----
    error: not delivered: 2 pieces of R1; D2 cannot go back to quoted
    hint: where they will not come, close them first with `kam deliver R1 --close-short --reason TEXT`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D2 quoted"), @r"
    ---- stderr ----
    错误：R1 还有 2 台未交付，D2 不能回到 已报价
    提示：如不再交付，先用 `kam deliver R1 --close-short --reason 原因` 取消待交
    ---- exit 3 ----
    ");
    kam.out("deliver R1 --close-short --reason 退订");
    insta::assert_snapshot!(kam.kam("stage D2 quoted"), @r"
    ---- stderr ----
    D2 of A2 张伟: ordered → quoted; grade O → -.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("stage D2 ordered"), @r"
    ---- stderr ----
    error: stage ordered is reached by an order, and D2 has no open one
    hint: record it with `kam order D2`, which moves the deal
    ---- exit 3 ----
    ");
    kam.out("order D2");
    kam.out("deliver R2 --close-short --reason 退订");
    kam.out("lose D2 --cause price");
    insta::assert_snapshot!(kam.kam("stage D2 ordered --reopen --reason 回来了"), @r"
    ---- stderr ----
    error: stage ordered is reached by an order, and D2 has no open one
    hint: open the deal again in a stage before it
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D2 ordered --reopen --reason 回来了"), @r"
    ---- stderr ----
    错误：阶段 订单 须由订单推进，而 D2 没有待交付的订单
    提示：请在更早的阶段重新打开商机
    ---- exit 3 ----
    ");
}

#[test]
fn a_deal_is_opened_again_no_further_than_it_stood() {
    let kam = sandbox();
    kam.out(&format!("stage D1 met {ANSWERS}"));
    kam.out("lose D1 --cause price");
    insta::assert_snapshot!(kam.kam("stage D1 negotiating --reopen --reason 回来了"), @r"
    ---- stderr ----
    error: the deal stood in stage met when it was closed; open it again there or before, and move it on to negotiating by a step of its own
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 negotiating --reopen"), @r"
    ---- stderr ----
    错误：商机结束时处于阶段 会面与需求；请在该阶段或更早的阶段重新打开，再另行推进到 谈判
    错误：重新打开到阶段 谈判 需要原因：--reason 原因
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("stage D1 met --reopen --reason 回来了"), @r"
    ---- stderr ----
    D1 of A1 多达运输: met → met; opened again.
    Logged as O9.
    ");
}

#[test]
fn a_team_that_keeps_no_orders_moves_its_deals_by_hand() {
    let kam = sandbox();
    let playbook = kam.out("playbook show --shipped").replace(", needs_record = true", "");
    let add = |op: &mut kam::store::Op<'_>| op.add_playbook(&playbook);
    kam.open().write::<_, kam::store::StoreError>(&caller(), false, add).unwrap();
    kam.out("stage D2 ordered");
    insta::assert_snapshot!(kam.kam("stage D2 delivered"), @r"
    ---- stderr ----
    D2 of A2 张伟: ordered → delivered; the deal is won.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam(&format!("stage D1 delivered {ANSWERS}")), @r"
    ---- stderr ----
    D1 of A1 多达运输: lead → delivered; left out: contacted, met, planned, proposed, negotiating, ordered; grade N → O; the deal is won.
    Logged as O10.
    ");
}
