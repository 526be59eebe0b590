//! `kam order`: what was ordered, and which orders are not delivered yet.

use kam::model::DealId;
use kam::store::{Op, StoreError, Val};

use crate::prospects::{firm, person, with};
use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"), person("张伟")],
    );
    kam.out("deal add A1 --model 拓川 --quantity 5 --budget 125万 --payment 分期 --expected +2w --opened 2026-02-10");
    kam.out("deal add A2 --model 朗行");
    kam
}

/// Brings D1 to the negotiation.
fn negotiating(kam: &Sandbox) {
    kam.out("stage D1 negotiating --finished a --evidence b --source seen --doing c --planned d --reason e");
}

#[test]
fn an_order_moves_its_deal_and_makes_o() {
    let kam = sandbox();
    negotiating(&kam);
    insta::assert_snapshot!(kam.kam_with(&["order", "多达", "--line", "拓川 2.0L:白:3@25万", "--line", "拓川:黑:2", "--number", "HT-31", "--deposit", "5万", "--signed", "--promised", "+3w", "--on", "-1d", "--doing", "备车", "--planned", "上牌"], ""), @r"
    ---- stderr ----
    R1 of D1, A1 多达运输: 3 × 拓川 2.0L 白 @ 250000.00, 2 × 拓川 黑; deposit 50000.00; signed 2026-03-02; delivery promised 2026-03-23; negotiating → ordered; grade N → O.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("order"), @r"
    order  deal  name      model       quantity  open  promised      deposit  owner
    ───────────────────────────────────────────────────────────────────────────────
    R1     D1    多达运输  拓川, 拓川         5     5  2026-03-23  50,000.00  李娜
    ");
    insta::assert_snapshot!(kam.kam("--lang zh order"), @r"
    订单  商机  名称      车型        数量  未完  承诺交车         订金  销售顾问
    ─────────────────────────────────────────────────────────────────────────────
    R1    D1    多达运输  拓川, 拓川     5     5  2026-03-23  50,000.00  李娜
    ");
    insta::assert_snapshot!(kam.kam("order R1"), @r"
    order:     R1
    deal:      D1
    account:   A1
    name:      多达运输
    number:    HT-31
    day:       2026-03-01
    deposit:   50,000.00
    payment:   instalment
    promised:  2026-03-23
    signed:    2026-03-02

    lines
    order line  model  version  colour  quantity       price  delivered  closed short  open
    ───────────────────────────────────────────────────────────────────────────────────────
    RL1         拓川   2.0L     白             3  250,000.00          0             0     3
    RL2         拓川            黑             2                      0             0     2
    ");
    insta::assert_snapshot!(kam.kam("order -f json"), @r#"
    [
    {"order":"R1","deal":"D1","account":"A1","name":"多达运输","owner":"李娜","day":"2026-03-01","promised_on":"2026-03-23","number":"HT-31","model":"拓川, 拓川","quantity":5,"delivered":0,"short":0,"open":5,"amount":null,"deposit":"50000.00","payment":"instalment","signed_on":"2026-03-02","paid_on":null}
    ]
    "#);
    insta::assert_snapshot!(kam.out("stage D1 -f json --columns stage,grade,stage_moves"), @r#"
    {
      "stage": "ordered",
      "grade": "O",
      "stage_moves": [
        {"day":"2026-03-02","from_stage":"lead","to_stage":"negotiating","evidence":"b","evidence_source":"seen","reason":"e","doing":"c","planned":"d","staff":null,"finished":"a","items":[],"moved_by":null},
        {"day":"2026-03-02","from_stage":"negotiating","to_stage":"ordered","evidence":"R1","evidence_source":"document","reason":null,"doing":"备车","planned":"上牌","staff":null,"finished":null,"items":[],"moved_by":"R1"}
      ]
    }
    "#);
    insta::assert_snapshot!(kam.out("order -f ids"), @r"
    R1
    ");
}

#[test]
fn a_retail_deal_is_moved_from_anywhere_and_says_so_in_chinese() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "order", "D2", "--line", "朗行:白:1@9.8万", "--paid", "--deposit", "5000"], ""), @r"
    ---- stderr ----
    A2 张伟 的商机 D2，订单 R1：1 × 朗行 白 @ 98000.00；订金 5000.00；2026-03-02 付清全款；线索 → 订单；跳过：已接触、已到店、已试驾、已报价；级别 N → O。
    已记录为 O7。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh order R1"), @r"
    订单:      R1
    商机:      D2
    客户:      A2
    名称:      张伟
    日期:      2026-03-02
    订金:      5,000.00
    全款日期:  2026-03-02
    金额:      98,000.00

    订单行
    订单明细  车型  颜色  数量       单价  已交数量  不再交付  未完
    ───────────────────────────────────────────────────────────────
    RL1       朗行  白       1  98,000.00         0         0     1
    ");
    insta::assert_snapshot!(kam.out("stage D2 -f csv --columns stage,grade"), @r"
    stage,grade
    ordered,O
    ");
}

#[test]
fn a_key_account_skip_by_an_order_needs_a_reason() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("order D1"), @r"
    ---- stderr ----
    error: from lead to ordered leaves out contacted, met, planned, proposed, negotiating; that needs a reason: --reason TEXT
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("order -f json"), @r"
    []
    ---- stderr ----
    No order waits for delivery.
    ");
    insta::assert_snapshot!(kam.kam("order D1 --reason 现场签约"), @r"
    ---- stderr ----
    R1 of D1, A1 多达运输: 5 × 拓川; lead → ordered; left out: contacted, met, planned, proposed, negotiating; grade N → O.
    Logged as O7.
    ");
}

#[test]
fn the_deal_says_what_is_ordered_where_no_line_does() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("order D2"), @r"
    ---- stderr ----
    error: D2 does not say what is ordered: --quantity missing
    hint: give `--line MODEL:COLOUR:QUANTITY@PRICE`, or fill it in with `kam deal edit D2`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh order D2 --price-from-budget"), @r"
    ---- stderr ----
    错误：D2 没有说明订购内容：缺少 --quantity, --budget
    提示：用 `--line 车型:颜色:数量@单价` 说明，或用 `kam deal edit D2` 补充
    ---- exit 3 ----
    ");
    negotiating(&kam);
    insta::assert_snapshot!(kam.kam("order D1 --price-from-budget --dry-run"), @r"
    ---- stderr ----
    new of D1, A1 多达运输: 5 × 拓川 @ 250000.00; negotiating → ordered; grade N → O.
    Dry run: nothing was written.
    ");
    kam.out("order D1");
    insta::assert_snapshot!(kam.out("order R1 -f json --columns payment,amount,lines"), @r#"
    {
      "payment": "instalment",
      "amount": null,
      "lines": [
        {"order_line":"RL1","model":"拓川","version":null,"colour":null,"quantity":5,"price":null,"delivered":0,"short":0,"open":5}
      ]
    }
    "#);
}

#[test]
fn an_order_is_changed_by_its_id() {
    let kam = sandbox();
    kam.out("order D2 --line 朗行");
    insta::assert_snapshot!(kam.kam("order R1 --paid --deposit 5万 --number HT-7"), @r"
    ---- stderr ----
    R1: number, deposit, paid in full changed.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh order R1 --signed yesterday --promised 月底"), @r"
    ---- stderr ----
    R1：已修改 承诺交车、签约日期。
    已记录为 O9。
    ");
    insta::assert_snapshot!(kam.kam("order R1 --paid"), @r"
    ---- stderr ----
    Nothing changed.
    ");
    insta::assert_snapshot!(kam.kam_with(&["order", "R1", "--deposit", "", "--number", ""], ""), @r"
    ---- stderr ----
    R1: number, deposit changed.
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("order R1"), @r"
    order:         R1
    deal:          D2
    account:       A2
    name:          张伟
    day:           2026-03-02
    promised:      2026-03-31
    signed:        2026-03-01
    paid in full:  2026-03-02

    lines
    order line  model  quantity  delivered  closed short  open
    ──────────────────────────────────────────────────────────
    RL1         朗行          1          0             0     1
    ");
}

#[test]
fn signs_of_an_order_come_from_its_fields() {
    let kam = sandbox();
    kam.out("order D2 --line 朗行");
    kam.out("order R1 --signed --paid --deposit 5000");
    // The order of a deal that was placed back before kam refused to.
    let back = |op: &mut Op<'_>| op.update(DealId(2), &[("stage", Val::Text("quoted"))]);
    kam.open().write::<_, StoreError>(&crate::prospects::caller(), false, back).unwrap();
    insta::assert_snapshot!(kam.out("grade D2 -f csv --columns deal,grade,proposed"), @r"
    deal,grade,proposed
    D2,O,O
    ");
    insta::assert_snapshot!(kam.kam("grade D2 --explain"), @r"
    D2 A2 张伟, 朗行: proposed O, stands at O by the rules
      O at best by order (rule 1): contract signed; paid in full, not delivered; deposit received; this decides
      clocks: first contact details of 2026-02-01 → ordered 2026-03-02: 29 days; that was 0 days ago
    ");
}

#[test]
fn everything_wrong_with_an_order_is_said_at_once() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam_with(&["order", "D2", "--line", "朗行:白:0", "--line", ":白", "--line", "朗行@-1"], ""), @r"
    ---- stderr ----
    error: `--line`: `朗行:白:0` is no line; write it as 'MODEL VERSION:COLOUR:QUANTITY@PRICE', such as '拓川 2.0L:白:5@250000'
    error: `--line`: `:白` is no line; write it as 'MODEL VERSION:COLOUR:QUANTITY@PRICE', such as '拓川 2.0L:白:5@250000'
    error: `--line`: `朗行@-1` is no line; write it as 'MODEL VERSION:COLOUR:QUANTITY@PRICE', such as '拓川 2.0L:白:5@250000'
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh order D2 --line 朗行@x"), @r"
    ---- stderr ----
    错误：`--line`：`朗行@x` 不是订单行；例如 '拓川 2.0L:白:5@250000'
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("order D2 --line 朗行 --deposit 0 --payment 刷脸 --promised 某天 --signed +1d --paid 某天"), @r"
    ---- stderr ----
    error: `--deposit`: `0` is no amount; write it as 250000 or 25万
    error: `--payment`: `刷脸` is none of cash (现金), instalment (分期), lease (租赁)
    error: `--promised`: `某天` is no day; write it as 2026-03-01, +2w or 月底
    error: `--signed`: 2026-03-03 has not come yet: today is 2026-03-02
    error: `--paid`: `某天` is no day; write it as 2026-03-01, +2w or 月底
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh order D2 --line 朗行 --deposit x --promised 某天 --signed +1d"), @r"
    ---- stderr ----
    错误：`--deposit`：`x` 不是金额；例如 250000 或 25万
    错误：`--promised`：`某天` 不是日期；例如 2026-03-01、+2w、月底
    错误：`--signed`：2026-03-03 尚未到来：今天是 2026-03-02
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("order D2 --line 朗行 --on tomorrow"), @r"
    ---- stderr ----
    error: 2026-03-03 has not come yet: today is 2026-03-02
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("order --paid"), @r"
    ---- stderr ----
    error: options of an order were given, but no deal
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("order R9"), @r"
    ---- stderr ----
    error: there is no R9
    ---- exit 3 ----
    ");
    kam.out("order D2 --line 朗行");
    insta::assert_snapshot!(kam.kam("order R1 --line 朗逸 --reason x"), @r"
    ---- stderr ----
    error: R1 is placed already; --line, --reason cannot change it
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh order R1 --on today"), @r"
    ---- stderr ----
    错误：R1 已下单；--on 不能再改
    ---- exit 2 ----
    ");
    kam.out("deliver R1");
    insta::assert_snapshot!(kam.kam("order D2 --line 朗行"), @r"
    ---- stderr ----
    error: D2 is closed (won) and takes no order
    hint: open it again with `kam stage D2 STAGE --reopen --reason TEXT`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh order D2 --line 朗行"), @r"
    ---- stderr ----
    错误：D2 已结束（成交），不能下订单
    提示：用 `kam stage D2 阶段 --reopen --reason 原因` 重新打开
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("order"), @r"
    order  deal  name  model  quantity  open  promised  deposit  owner
    ──────────────────────────────────────────────────────────────────
    ---- stderr ----
    No order waits for delivery.
    ");
}
