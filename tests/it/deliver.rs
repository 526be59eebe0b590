//! `kam deliver`: what was handed over, and what will not come.

use crate::prospects::{firm, person, with};
use crate::sandbox::Sandbox;

/// Two open orders: R1 of a firm with two lines, R2 of a person with one vehicle.
fn sandbox() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"), person("张伟")],
    );
    kam.out("deal add A1 --model 拓川 --opened 2026-02-10");
    kam.out("deal add A2 --model 朗行 --opened 2026-02-10");
    kam.out("order D1 --line 拓川:白:3@25万 --line 朗逸:黑:2 --reason 现场签约 --on 2026-02-20");
    kam.out("order D2 --line 朗行:白 --on 2026-02-20");
    kam
}

#[test]
fn parts_are_delivered_until_the_deal_is_won() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("--as 李娜 deliver R1 --line 拓川 --quantity 2 --vin 1M8GDM9AXKP042788 --vin 11111111111111111 --plate 浙A12345 --on 2026-02-25 --note 分批"), @r"
    ---- stderr ----
    R1 of A1 多达运输: delivered 2 × 拓川 白; 2 vehicles recorded; 3 open.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("order R1"), @r"
    order:    R1
    deal:     D1
    account:  A1
    name:     多达运输
    day:      2026-02-20

    lines
    order line  model  colour  quantity       price  delivered  closed short  open
    ──────────────────────────────────────────────────────────────────────────────
    RL1         拓川   白             3  250,000.00          2             0     1
    RL2         朗逸   黑             2                      0             0     2

    deliveries
    delivery  order line  model    day         quantity  staff  note
    ────────────────────────────────────────────────────────────────
    DL1       RL1         拓川 白  2026-02-25         2  S1     分批
    ");
    insta::assert_snapshot!(kam.kam("deliver 多达"), @r"
    ---- stderr ----
    R1 of A1 多达运输: delivered 1 × 拓川 白, 2 × 朗逸 黑; 3 vehicles recorded; nothing open; ordered → delivered; the deal is won.
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("stage D1 -f json --columns state,stage,grade,stage_moves"), @r#"
    {
      "state": "won",
      "stage": "delivered",
      "grade": "O",
      "stage_moves": [
        {"day":"2026-02-20","from_stage":"lead","to_stage":"ordered","evidence":"R1","evidence_source":"document","reason":"现场签约","doing":null,"planned":null,"staff":null,"finished":null,"items":[],"moved_by":"R1"},
        {"day":"2026-03-02","from_stage":"ordered","to_stage":"delivered","evidence":"DL3","evidence_source":"document","reason":null,"doing":null,"planned":null,"staff":null,"finished":null,"items":[],"moved_by":"DL3"}
      ]
    }
    "#);
    insta::assert_snapshot!(kam.kam("show A1 -f json --columns vehicles,orders"), @r#"
    {
      "vehicles": [
        {"vehicle":"V1","ownership":"own-sale","maker":null,"model":"拓川","plate":"浙A12345","vin":"1M8GDM9AXKP042788","first_plate_on":null,"km":null,"insured_to":null,"colour":"白","delivered_on":"2026-02-25","delivery":"DL1"},
        {"vehicle":"V2","ownership":"own-sale","maker":null,"model":"拓川","plate":null,"vin":"11111111111111111","first_plate_on":null,"km":null,"insured_to":null,"colour":"白","delivered_on":"2026-02-25","delivery":"DL1"},
        {"vehicle":"V3","ownership":"own-sale","maker":null,"model":"拓川","plate":null,"vin":null,"first_plate_on":null,"km":null,"insured_to":null,"colour":"白","delivered_on":"2026-03-02","delivery":"DL2"},
        {"vehicle":"V4","ownership":"own-sale","maker":null,"model":"朗逸","plate":null,"vin":null,"first_plate_on":null,"km":null,"insured_to":null,"colour":"黑","delivered_on":"2026-03-02","delivery":"DL3"},
        {"vehicle":"V5","ownership":"own-sale","maker":null,"model":"朗逸","plate":null,"vin":null,"first_plate_on":null,"km":null,"insured_to":null,"colour":"黑","delivered_on":"2026-03-02","delivery":"DL3"}
      ],
      "orders": [
        {"order":"R1","deal":"D1","day":"2026-02-20","model":"拓川, 朗逸","quantity":5,"delivered":5,"open":0,"amount":null,"deposit":null,"promised_on":null,"signed_on":null,"paid_on":null,"number":null}
      ]
    }
    "#);
}

#[test]
fn a_retail_deal_is_won_by_its_delivery_in_chinese() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("--lang zh deliver D2 --dry-run"), @r"
    ---- stderr ----
    A2 张伟 的订单 R2：已交付 1 × 朗行 白；登记 1 台车辆；已无待交；订单 → 交车；商机成交。
    试运行：未写入任何数据。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver D2"), @r"
    ---- stderr ----
    A2 张伟 的订单 R2：已交付 1 × 朗行 白；登记 1 台车辆；已无待交；订单 → 交车；商机成交。
    已记录为 O9。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh show A2 --columns orders,vehicles"), @r"
    订单
    订单  商机  日期        车型  数量  已交数量  未完
    ──────────────────────────────────────────────────
    R2    D2    2026-02-20  朗行     1         1     0

    车辆
    车辆  保有类型  车型  颜色  交车日期    交付
    ────────────────────────────────────────────
    V1    自销      朗行  白    2026-03-02  DL1
    ");
}

#[test]
fn what_will_not_come_is_closed_short_with_a_reason() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("deliver R1 --close-short"), @r"
    ---- stderr ----
    error: the following required arguments were not provided:
      --reason <TEXT>

    Usage: kam deliver --reason <TEXT> --close-short <ORDER>

    For more information, try '--help'.
    ---- exit 2 ----
    ");
    kam.out("deliver R1 --line RL1");
    insta::assert_snapshot!(kam.kam("deliver R1 --close-short --reason 停产"), @r"
    ---- stderr ----
    R1 of A1 多达运输: closed short 2 × 朗逸 黑; nothing open; ordered → delivered; the deal is won.
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.out("order R1 -f json --columns note,lines"), @r#"
    {
      "note": "停产",
      "lines": [
        {"order_line":"RL1","model":"拓川","version":null,"colour":"白","quantity":3,"price":"250000.00","delivered":3,"short":0,"open":0},
        {"order_line":"RL2","model":"朗逸","version":null,"colour":"黑","quantity":2,"price":null,"delivered":0,"short":2,"open":0}
      ]
    }
    "#);
    insta::assert_snapshot!(kam.out("stage D1 -f csv --columns state,stage"), @r"
    state,stage
    won,delivered
    ");
    insta::assert_snapshot!(kam.kam_with(&["deliver", "R2", "--close-short", "--reason", " "], ""), @r"
    ---- stderr ----
    error: closing pieces short needs a reason: --reason TEXT
    ---- exit 2 ----
    ");
}

#[test]
fn nothing_delivered_is_no_win() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("deliver R2 --close-short --reason 停产"), @r"
    ---- stderr ----
    R2 of A2 张伟: closed short 1 × 朗行 白; nothing open.
    Nothing of it was delivered, so the deal is not won: `kam lose D2 --cause CAUSE`, or place a new order.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.out("stage D2 -f csv --columns state,stage"), @r"
    state,stage
    open,ordered
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver R1 --close-short --reason 停产"), @r"
    ---- stderr ----
    A1 多达运输 的订单 R1：不再交付 3 × 拓川 白、2 × 朗逸 黑；已无待交。
    没有交付任何车辆，商机不算成交：用 `kam lose D1 --cause 原因`，或另下订单。
    已记录为 O10。
    ");
    kam.out("lose D2 --cause stock");
}

/// A deal is won when all lines of its orders are delivered or closed short, of every one of them.
#[test]
fn a_deal_with_two_orders_is_won_when_both_are_delivered_or_closed_short() {
    let stands = |kam: &Sandbox| kam.out("stage D2 -f csv --columns state,stage,grade --no-header");
    for (last, expected) in [
        ("deliver R3", "won,delivered,O\n"),
        ("deliver R3 --close-short --reason 停产", "won,delivered,O\n"),
    ] {
        for first in ["R2", "R3"] {
            let kam = sandbox();
            kam.out("order D2 --line 朗行:白:2 --another --on 2026-02-21");
            let last = if first == "R2" { last.to_owned() } else { last.replace("R3", "R2") };
            kam.out(&format!("deliver {first}"));
            assert_eq!(stands(&kam), "open,ordered,O\n", "{first} alone");
            kam.out(&last);
            assert_eq!(stands(&kam), expected, "{first}, then {last}");
        }
    }
    // Nothing of either came: no win.
    let kam = sandbox();
    kam.out("order D2 --line 朗行:白:2 --another --on 2026-02-21");
    kam.out("deliver R2 --close-short --reason 停产");
    kam.out("deliver R3 --close-short --reason 停产");
    assert_eq!(stands(&kam), "open,ordered,O\n");
    // One line of the second is open.
    let kam = sandbox();
    kam.out("order D2 --line 朗行:白:1 --line 朗逸 --another --on 2026-02-21");
    kam.out("deliver R2");
    kam.out("deliver R3 --line 朗逸");
    assert_eq!(stands(&kam), "open,ordered,O\n", "a line of the second is open");
    kam.out("deliver R3");
    assert_eq!(stands(&kam), "won,delivered,O\n");
}

#[test]
fn more_than_was_ordered_and_what_is_unclear_is_refused() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("deliver R1 --line RL1 --quantity 4"), @r"
    ---- stderr ----
    error: 4 pieces of RL1: only 3 open
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver R1 --line RL1 --quantity 4"), @r"
    ---- stderr ----
    错误：RL1 待交 3，不能交付 4
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deliver R1 --quantity 1"), @r"
    ---- stderr ----
    error: 1 piece may be of several lines of R1: RL1 3 × 拓川 白, RL2 2 × 朗逸 黑; name one with `--line`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver R1 --quantity 1"), @r"
    ---- stderr ----
    错误：1 台可能属于 R1 的多行：RL1 3 × 拓川 白、RL2 2 × 朗逸 黑；请用 `--line` 指明
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deliver R1 --line RL1 --quantity 0"), @r"
    ---- stderr ----
    error: `--quantity`: 0 is no number of pieces; 1 is the least
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver R1 --line RL1 --quantity 0"), @r"
    ---- stderr ----
    错误：`--quantity`：0 不是数量；至少为 1
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deliver R1 --line 远途"), @r"
    ---- stderr ----
    error: R1 has no line `远途`, or several; open is RL1 3 × 拓川 白, RL2 2 × 朗逸 黑
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver R1 --line 远途"), @r"
    ---- stderr ----
    错误：R1 没有行 `远途`，或有多行；待交：RL1 3 × 拓川 白、RL2 2 × 朗逸 黑
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deliver R2 --vin 1M8GDM9AXKP042788 --vin 11111111111111111"), @r"
    ---- stderr ----
    error: 2 × `--vin` are more than the 1 delivered
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver R2 --plate 浙A1 --plate 浙A2"), @r"
    ---- stderr ----
    错误：`--plate` 有 2 个，多于交付的 1
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deliver R1 --on 2026-02-19"), @r"
    ---- stderr ----
    error: R1 was placed on 2026-02-20, after 2026-02-19
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver R1 --on 2026-02-19"), @r"
    ---- stderr ----
    错误：R1 在 2026-02-20 下单，晚于 2026-02-19
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deliver R1 --on tomorrow"), @r"
    ---- stderr ----
    error: 2026-03-03 has not come yet: today is 2026-03-02
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deliver R7"), @r"
    ---- stderr ----
    error: there is no R7
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deliver 王五"), @r"
    ---- stderr ----
    error: no account is called `王五`
    hint: `kam who 王五` looks among contacts, phones and other spellings too
    ---- exit 3 ----
    ");
}

#[test]
fn a_number_that_cannot_be_right_is_kept_with_a_warning() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("deliver R1 --line RL1 --vin 1M8GDM9A0KP042788 --vin ABC --vin abc"), @r"
    ---- stderr ----
    warning: VIN `1M8GDM9A0KP042788`: the check character should be X; kept as typed
    warning: VIN `ABC`: 3 characters, a vehicle identification number has 17; kept as typed
    warning: VIN `abc`: 3 characters, a vehicle identification number has 17; kept as typed
    R1 of A1 多达运输: delivered 3 × 拓川 白; 3 vehicles recorded; 2 open.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("deliver R1 --vin 11111111111111111 --vin 11111111111111111 --dry-run"), @r"
    ---- stderr ----
    warning: VIN `11111111111111111` is given twice
    R1 of A1 多达运输: delivered 2 × 朗逸 黑; 2 vehicles recorded; nothing open; ordered → delivered; the deal is won.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver R1 --vin 11111111111111111 --vin 11111111111111111 --dry-run"), @r"
    ---- stderr ----
    警告：车架号 `11111111111111111` 出现两次
    A1 多达运输 的订单 R1：已交付 2 × 朗逸 黑；登记 2 台车辆；已无待交；订单 → 交车；商机成交。
    试运行：未写入任何数据。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver R2 --vin ABC"), @r"
    ---- stderr ----
    警告：车架号 `ABC`：3 位，车架号应为 17 位；按原样保存
    警告：车架号 `ABC` 已登记为 A1 的 V2
    A2 张伟 的订单 R2：已交付 1 × 朗行 白；登记 1 台车辆；已无待交；订单 → 交车；商机成交。
    已记录为 O10。
    ");
    insta::assert_snapshot!(kam.out("show A2 -f json --columns vehicles"), @r#"
    {
      "vehicles": [
        {"vehicle":"V4","ownership":"own-sale","maker":null,"model":"朗行","plate":null,"vin":"ABC","first_plate_on":null,"km":null,"insured_to":null,"colour":"白","delivered_on":"2026-03-02","delivery":"DL2"}
      ]
    }
    "#);
}

#[test]
fn a_finished_order_and_line_take_no_more() {
    let kam = sandbox();
    kam.out("deliver R1 --line RL1");
    insta::assert_snapshot!(kam.kam("deliver R1 --line RL1"), @r"
    ---- stderr ----
    error: nothing of RL1 is open; of R1 open is RL2 2 × 朗逸 黑
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver R1 --line 拓川"), @r"
    ---- stderr ----
    错误：RL1 已无待交；R1 待交：RL2 2 × 朗逸 黑
    ---- exit 3 ----
    ");
    kam.out("deliver R2");
    insta::assert_snapshot!(kam.kam("deliver R2"), @r"
    ---- stderr ----
    error: nothing of R2 is open: every line is delivered or closed short
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deliver R2"), @r"
    ---- stderr ----
    错误：R2 已无待交：各行均已交付或不再交付
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deliver 张伟"), @r"
    ---- stderr ----
    error: `张伟` has no order that waits for delivery
    hint: `kam order` lists those not delivered yet
    ---- exit 3 ----
    ");
    kam.out("deal add A1 --model 朗逸");
    kam.out("order D3 --line 朗逸 --reason x");
    insta::assert_snapshot!(kam.kam("deliver 多达"), @r"
    ---- stderr ----
    error: `多达` has several open orders: R1 拓川, 朗逸, R3 朗逸
    hint: name one by its id
    ---- exit 3 ----
    ");
}

#[test]
fn a_deal_is_not_won_by_hand_while_pieces_are_open() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("stage D2 delivered"), @r"
    ---- stderr ----
    error: not delivered: 1 piece of R2
    hint: deliver them with `kam deliver R2`, or close them with `kam deliver R2 --close-short --reason TEXT`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D2 delivered"), @r"
    ---- stderr ----
    错误：R2 还有 1 台未交付
    提示：用 `kam deliver R2` 交付，或用 `kam deliver R2 --close-short --reason 原因` 取消待交
    ---- exit 3 ----
    ");
}
