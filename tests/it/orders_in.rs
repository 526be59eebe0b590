//! Lists of orders that come in.

use crate::sandbox::{Sandbox, on_both};

/// Makes customers with an open deal, and a list of their orders.
fn dealt(kam: &Sandbox) {
    kam.file(
        "list.csv",
        "公司,联系人,电话,车型,数量\n多达矿业有限公司,张志强,13800138001,拓川,3\n砾川混凝土有限公司,石川,057155501020,沐野,1\n\
         霁淮检测技术有限公司,霁淮,057155501107,,\n",
    );
    kam.out("import list.csv --source yellow-pages -q");
    kam.file(
        "orders.csv",
        "订单号,订单日期,客户名称,电话,车型,颜色,数量,单价,定金,付款方式,交车日期,备注,跳过原因\n\
         HT-1,2026-02-27,多达矿业有限公司,13800138001,拓川 2.0L,白,2,25万,5万,现金,2026-03-20,加急,现场签约\n\
         HT-1,,多达矿业有限公司,13800138001,拓川,黑,1台,248000,,,,,\n\
         HT-2,2026-03-01,砾川混凝土有限公司,057155501020,,灰,,\"98,000\",0,,,,现场签约\n",
    );
}

#[test]
fn rows_of_one_number_are_one_order_and_move_the_deal() {
    on_both(|kam| {
        dealt(kam);
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.kam("import orders.csv --source orders"), @"
            batch  collected  added  merged  unchanged  held  rejected  file
            ──────────────────────────────────────────────────────────────────────
            B2             3      3       0          0     0         0  orders.csv
            ---- stderr ----
            Logged as O3.
            ");
            insta::assert_snapshot!(kam.out("export orders"), @"
            id,deal,number,day,deposit,payment,promised_on,signed_on,paid_on,note
            R1,D1,HT-1,2026-02-27,50000.00,cash,2026-03-20,,,加急
            R2,D2,HT-2,2026-03-01,,,,,,
            ");
            insta::assert_snapshot!(kam.out("export order_lines"), @"
            id,sales_order,model,colour,quantity,price,delivered,version,short
            RL1,R1,拓川,白,2,250000.00,0,2.0L,0
            RL2,R1,拓川,黑,1,248000.00,0,,0
            RL3,R2,沐野,灰,1,98000.00,0,,0
            ");
            insta::assert_snapshot!(kam.out("export deals -f csv --columns id,account,stage,state,grade"), @"
            id,account,stage,state,grade
            D1,A1,ordered,open,O
            D2,A2,ordered,open,O
            ");
            insta::assert_snapshot!(kam.out("batch rows B2 --columns line,outcome,account,reason"), @"
            line  outcome  account  reason
            ───────────────────────────────────────────
               2  added    A1       same phone and name
               3  added    A1       same phone and name
               4  added    A2       same phone and name
            ");
        }
    });
}

#[test]
fn the_same_orders_again_change_nothing_and_others_are_refused() {
    on_both(|kam| {
        dealt(kam);
        kam.out("import orders.csv --source orders -q");
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.kam("import orders.csv --source orders"), @"
            batch  collected  added  merged  unchanged  held  rejected  file
            ──────────────────────────────────────────────────────────────────────
            B2             3      3       0          0     0         0  orders.csv
            ---- stderr ----
            orders.csv is already imported as B2; nothing changed.
            ");
        }
        kam.file(
            "again.csv",
            "order no,customer,phone,model,colour,qty,unit price,deposit,promised\n\
             HT-1,多达矿业有限公司,13800138001,拓川 2.0L,白,2,250000,50000,2026-03-20\n\
             HT-1,多达矿业有限公司,13800138001,拓川,黑,1,248000,,\n\
             HT-1,多达矿业有限公司,13800138001,拓川,红,1,248000,,\n\
             ht-2,砾川混凝土有限公司,057155501020,沐野,灰,1,98000,10000,\n",
        );
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.kam("import again.csv --source orders:ERP -q"), @r#"
            batch  collected  added  merged  unchanged  held  rejected  file
            ─────────────────────────────────────────────────────────────────────
            B3             4      0       0          2     0         2  again.csv
            ---- stderr ----
            again.csv:4:1: "HT-1": an order of this number is recorded, and says otherwise [order-changed]; rejected: correct the row, or change the order with `kam order`; to record it anew, `kam undo` its batch first
            again.csv:5:8: "10000": an order of this number is recorded, and says otherwise [order-changed]; rejected: correct the row, or change the order with `kam order`; to record it anew, `kam undo` its batch first
            ---- exit 1 ----
            "#);
            insta::assert_snapshot!(kam.out("batch rows B3 --columns line,outcome,account,reason"), @"
            line  outcome    account  reason
            ─────────────────────────────────────────────────────────────────────────────────
               2  unchanged  A1       recorded already, and says the same
               3  unchanged  A1       recorded already, and says the same
               4  rejected            an order of this number is recorded, and says otherwise
               5  rejected            an order of this number is recorded, and says otherwise
            ");
        }
        assert_eq!(kam.out("export order_lines -f csv").lines().count(), 4);
        kam.out("undo O3 -q");
        assert_eq!(kam.out("export orders -f csv").lines().count(), 1);
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.out("export deals -f csv --columns id,stage,state,grade"), @"
            id,stage,state,grade
            D1,lead,open,N
            D2,lead,open,N
            ");
            insta::assert_snapshot!(kam.kam("import orders.csv --source orders -q -f csv --columns added,unchanged,rejected"), @"
            added,unchanged,rejected
            3,0,0
            ");
        }
        let sound = kam.kam("doctor -q");
        let is_sound =
            |check: &str| sound.lines().any(|l| l.starts_with(check) && l.contains(" ok "));
        assert!(is_sound("match-keys") && is_sound("ledger") && is_sound("follow-up"), "{sound}");
    });
}

/// Makes a list of orders none of which can be recorded.
fn troubled(kam: &Sandbox) {
    dealt(kam);
    kam.out("deal add A1 --model 朗逸 --quantity 1 -q");
    kam.file(
        "orders.csv",
        "订单号,订单日期,客户名称,电话,商机ID,车型,颜色,数量,单价,定金,付款方式,交车日期,原因\n\
         N1,2026-02-27,砾川混凝土有限公司,057155501020,,沐野,白,几台,,,,,现场签约\n\
         N1,2026-02-27,砾川混凝土有限公司,057155501020,,沐野,黑,1,,,,,现场签约\n\
         N2,2026-02-27,砾川混凝土有限公司,057155501020,,沐野,白,1,面议,,,,\n\
         N3,2026-02-27,砾川混凝土有限公司,057155501020,,沐野,白,1,,约一万,,,\n\
         N4,2026-02-27,砾川混凝土有限公司,057155501020,,沐野,白,1,,,贝壳,,\n\
         N5,2026-02-27,砾川混凝土有限公司,057155501020,,沐野,白,1,,,,月底,\n\
         N6,不久前,砾川混凝土有限公司,057155501020,,沐野,白,1,,,,,\n\
         N7,2026-04-27,砾川混凝土有限公司,057155501020,,沐野,白,1,,,,,\n\
         ,2026-02-27,砾川混凝土有限公司,057155501020,,沐野,白,1,,,,,\n\
         N8,2026-02-27,砾川混凝土有限公司,057155501020,,沐野,白,1,,5万,,,\n\
         N8,2026-02-27,砾川混凝土有限公司,057155501020,,沐野,黑,1,,6万,,,\n\
         N9,2026-02-27,霁淮检测技术有限公司,057155501107,,沐野,白,1,,,,,\n\
         N10,2026-02-27,新客户贸易有限公司,13900001111,,沐野,白,1,,,,,\n\
         N11,2026-02-27,多达矿业有限公司,13800138001,,拓川,白,1,,,,,\n\
         N12,2026-02-27,多达矿业有限公司,13800138001,D3,,白,1,,,,,\n\
         N13,2026-02-27,多达矿业有限公司,13800138001,D99,,白,1,,,,,\n",
    );
}

#[test]
fn an_order_of_which_a_row_cannot_be_used_is_not_recorded() {
    let kam = Sandbox::new();
    troubled(&kam);
    insta::assert_snapshot!(kam.kam("import orders.csv --source orders --show-values"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ──────────────────────────────────────────────────────────────────────
    B2            16      0       0          0     0        16  orders.csv
    ---- stderr ----
    orders.csv:7:12: "月底": no day [day-unreadable]; rejected: write it as 2026-03-09
    orders.csv:8:2: "不久前": no day [day-unreadable]; rejected: write it as 2026-03-09
    orders.csv:13:5: no open deal of this customer [deal-none]; rejected: `kam deal add` one (a new customer first with `kam add`), then import the rejected rows
    orders.csv:14: no open deal of this customer [deal-none]; rejected: `kam deal add` one (a new customer first with `kam add`), then import the rejected rows
    orders.csv:17:5: "D99": no deal of this account has this id [deal-unknown]; rejected: correct the id, or leave it blank
    orders.csv:15:5: several open deals of this customer [deals-several]; rejected: fill in the deal id: `kam show` names them
    orders.csv:5:10: "约一万": no amount [deposit-unreadable]; rejected: write the deposit received as 50000, or leave it blank
    orders.csv:12:10: "6万": says otherwise of its order than a row before [order-differs]; rejected: write day, deposit, payment, promised day and deal of an order alike in its rows, or in the first alone
    orders.csv:3:1: "N1": another row of this order cannot be used [order-incomplete]; rejected: correct that row: an order is recorded whole or not at all
    orders.csv:9:2: "2026-04-27": later than today [order-to-come]; rejected: write the day on which it was placed; one promised is the delivery date
    orders.csv:10:1: no order number, or one that a spreadsheet shortened [order-unnumbered]; rejected: fill in the order number; rows of one number and customer are one order
    orders.csv:6:11: "贝壳": no form of payment of the playbook [payment-unknown]; rejected: write one of `payment_forms` in `kam playbook show`, or leave it blank
    orders.csv:4:9: "面议": no price [price-unreadable]; rejected: write the price of one as 250000, or leave it blank
    orders.csv:2:8: "几台": no number of pieces [quantity-unreadable]; rejected: write a whole number from 1; left blank, it is 1
    orders.csv:4:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    orders.csv:5:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    orders.csv:6:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    orders.csv:7:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    orders.csv:8:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    orders.csv:9:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    orders.csv:10:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    orders.csv:11:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    orders.csv:12:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    orders.csv:16:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    Next: 16 rows could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O4.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.kam("import orders.csv --source orders:副本 --lang zh --dry-run"), @r#"
    批次  收集数  新增  合并  未变  待定  拒收  文件
    ──────────────────────────────────────────────────────
    new       16     0     0     0     0    16  orders.csv
    ---- stderr ----
    orders.csv:7:12: "月底"：不是日期 [day-unreadable]；拒收：请写成 2026-03-09 的形式
    orders.csv:8:2: "不久前"：不是日期 [day-unreadable]；拒收：请写成 2026-03-09 的形式
    orders.csv:13:5: 该客户没有进行中的商机 [deal-none]；拒收：先用 `kam deal add` 新建商机（新客户先用 `kam add`），再导入拒收的行
    orders.csv:14: 该客户没有进行中的商机 [deal-none]；拒收：先用 `kam deal add` 新建商机（新客户先用 `kam add`），再导入拒收的行
    orders.csv:17:5: "D99"：该客户没有这个编号的商机 [deal-unknown]；拒收：请改正编号，或留空
    orders.csv:15:5: 该客户有多个进行中的商机 [deals-several]；拒收：请填写商机ID：`kam show` 会列出
    orders.csv:5:10: "约一万"：不是金额 [deposit-unreadable]；拒收：请按已收定金写成 50000 或 5万 的形式，或留空
    orders.csv:12:10: "6万"：与同一订单前面的行不一致 [order-differs]；拒收：同一订单各行的日期、定金、付款方式、交车日期和商机应一致，或只填在第一行
    orders.csv:3:1: "N1"：同一订单的另一行不能使用 [order-incomplete]；拒收：请改正那一行：订单要么整单记录，要么不记录
    orders.csv:9:2: "2026-04-27"：晚于今天 [order-to-come]；拒收：请填写下单日期；承诺的日期填入交车日期
    orders.csv:10:1: 没有订单号，或被表格软件改成了科学计数 [order-unnumbered]；拒收：请填写订单号；订单号和客户相同的各行是同一订单
    orders.csv:6:11: "贝壳"：不是规则中的付款方式 [payment-unknown]；拒收：请填写 `kam playbook show` 中 `payment_forms` 之一，或留空
    orders.csv:4:9: "面议"：不是单价 [price-unreadable]；拒收：请写成 250000 或 25万 的形式，或留空
    orders.csv:2:8: "几台"：不是台数 [quantity-unreadable]；拒收：请填写 1 以上的整数；留空为 1
    orders.csv:4:13: 跳过商机的阶段，但没有说明原因 [stages-skipped]；拒收：请增加并填写“跳过原因”一列，或在 `--rules` 的 `[constants]` 中统一说明 reason；也可先用 `kam stage` 推进商机
    orders.csv:5:13: 跳过商机的阶段，但没有说明原因 [stages-skipped]；拒收：请增加并填写“跳过原因”一列，或在 `--rules` 的 `[constants]` 中统一说明 reason；也可先用 `kam stage` 推进商机
    orders.csv:6:13: 跳过商机的阶段，但没有说明原因 [stages-skipped]；拒收：请增加并填写“跳过原因”一列，或在 `--rules` 的 `[constants]` 中统一说明 reason；也可先用 `kam stage` 推进商机
    orders.csv:7:13: 跳过商机的阶段，但没有说明原因 [stages-skipped]；拒收：请增加并填写“跳过原因”一列，或在 `--rules` 的 `[constants]` 中统一说明 reason；也可先用 `kam stage` 推进商机
    orders.csv:8:13: 跳过商机的阶段，但没有说明原因 [stages-skipped]；拒收：请增加并填写“跳过原因”一列，或在 `--rules` 的 `[constants]` 中统一说明 reason；也可先用 `kam stage` 推进商机
    orders.csv:9:13: 跳过商机的阶段，但没有说明原因 [stages-skipped]；拒收：请增加并填写“跳过原因”一列，或在 `--rules` 的 `[constants]` 中统一说明 reason；也可先用 `kam stage` 推进商机
    orders.csv:10:13: 跳过商机的阶段，但没有说明原因 [stages-skipped]；拒收：请增加并填写“跳过原因”一列，或在 `--rules` 的 `[constants]` 中统一说明 reason；也可先用 `kam stage` 推进商机
    orders.csv:11:13: 跳过商机的阶段，但没有说明原因 [stages-skipped]；拒收：请增加并填写“跳过原因”一列，或在 `--rules` 的 `[constants]` 中统一说明 reason；也可先用 `kam stage` 推进商机
    orders.csv:12:13: 跳过商机的阶段，但没有说明原因 [stages-skipped]；拒收：请增加并填写“跳过原因”一列，或在 `--rules` 的 `[constants]` 中统一说明 reason；也可先用 `kam stage` 推进商机
    orders.csv:16:13: 跳过商机的阶段，但没有说明原因 [stages-skipped]；拒收：请增加并填写“跳过原因”一列，或在 `--rules` 的 `[constants]` 中统一说明 reason；也可先用 `kam stage` 推进商机
    试运行：未写入任何数据。
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("export orders -f csv --columns id,deal,number"), @"id,deal,number");
    assert_eq!(kam.out("list -f ids"), "A1\nA2\nA3\n");
    kam.out("deal add A3 --model 沐野 -q");
    kam.out("batch rejects B2 -o fix.csv -q");
    let fix = std::fs::read_to_string(kam.folder().join("fix.csv")).unwrap();
    kam.file("fix.csv", fix.replace("几台", "2"));
    insta::assert_snapshot!(kam.kam("import fix.csv --fixes B2 -q -f csv --columns collected,added,rejected --fail-on none"), @r#"
    collected,added,rejected
    16,2,14
    ---- stderr ----
    fix.csv:7:12: "月底": no day [day-unreadable]; rejected: write it as 2026-03-09
    fix.csv:8:2: "不久前": no day [day-unreadable]; rejected: write it as 2026-03-09
    fix.csv:14: no open deal of this customer [deal-none]; rejected: `kam deal add` one (a new customer first with `kam add`), then import the rejected rows
    fix.csv:17:5: "D99": no deal of this account has this id [deal-unknown]; rejected: correct the id, or leave it blank
    fix.csv:15:5: several open deals of this customer [deals-several]; rejected: fill in the deal id: `kam show` names them
    fix.csv:5:10: "约一万": no amount [deposit-unreadable]; rejected: write the deposit received as 50000, or leave it blank
    fix.csv:12:10: "6万": says otherwise of its order than a row before [order-differs]; rejected: write day, deposit, payment, promised day and deal of an order alike in its rows, or in the first alone
    fix.csv:11:1: "N8": another row of this order cannot be used [order-incomplete]; rejected: correct that row: an order is recorded whole or not at all
    fix.csv:9:2: "2026-04-27": later than today [order-to-come]; rejected: write the day on which it was placed; one promised is the delivery date
    fix.csv:10:1: no order number, or one that a spreadsheet shortened [order-unnumbered]; rejected: fill in the order number; rows of one number and customer are one order
    fix.csv:6:11: "贝壳": no form of payment of the playbook [payment-unknown]; rejected: write one of `payment_forms` in `kam playbook show`, or leave it blank
    fix.csv:4:9: "面议": no price [price-unreadable]; rejected: write the price of one as 250000, or leave it blank
    fix.csv:13:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    fix.csv:16:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    "#);
    insta::assert_snapshot!(kam.out("order --columns order,account,number,quantity"), @"
    order  account  number  quantity
    ────────────────────────────────
    R1     A2       N1             3
    ");
}

#[test]
fn a_funnel_that_asks_why_stages_are_left_out_is_told_by_the_list() {
    let kam = Sandbox::new();
    kam.out("add 多达矿业有限公司 --phone 13800138001 -q");
    kam.out("deal add A1 --preset key-account --model 拓川 --quantity 2 -q");
    let list = "order number,account id,reason\nHT-1,A1,\n";
    kam.file("orders.csv", list);
    insta::assert_snapshot!(kam.kam("import orders.csv --source orders"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ──────────────────────────────────────────────────────────────────────
    B1             1      0       0          0     0         1  orders.csv
    ---- stderr ----
    orders.csv:2:3: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    Next: 1 row could not be used: `kam batch rejects B1 -o fix.csv` writes them to be corrected.
    Logged as O4.
    ---- exit 1 ----
    ");
    kam.file("orders.csv", list.replace("A1,", "A1,现场签约"));
    insta::assert_snapshot!(kam.kam("import orders.csv --source orders"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ──────────────────────────────────────────────────────────────────────
    B2             1      1       0          0     0         0  orders.csv
    ---- stderr ----
    Logged as O5.
    ");
    insta::assert_snapshot!(kam.out("export stage_moves -f csv --columns deal,to_stage,reason,moved_by"), @"
    deal,to_stage,reason,moved_by
    D1,ordered,现场签约,R1
    ");
    insta::assert_snapshot!(kam.out("export order_lines -f csv --columns model,quantity"), @"
    model,quantity
    拓川,2
    ");
}

#[test]
fn the_header_that_looks_like_a_missing_column_is_named() {
    let kam = Sandbox::new();
    kam.file("list.csv", "Customer,Model,Vendor Purchase Order No.\n多达矿业有限公司,拓川,1\n");
    insta::assert_snapshot!(kam.kam("import list.csv --source orders"), @"
    ---- stderr ----
    error: cannot import `list.csv`: no column for `number`
    hint: headers in line 1: Customer, Model, Vendor Purchase Order No.
    hint: name one with `--map 'Vendor Purchase Order No.=number'`
    ---- exit 3 ----
    ");
    kam.file("list.csv", "客户名称,车型,销售订单号码\n多达矿业有限公司,拓川,1\n");
    insta::assert_snapshot!(kam.kam("import list.csv --source orders --lang zh"), @"
    ---- stderr ----
    错误：无法导入 `list.csv`：没有 `number` 列
    提示：第 1 行表头：客户名称, 车型, 销售订单号码
    提示：用 `--map 销售订单号码=number` 指定
    ---- exit 3 ----
    ");
    kam.file("list.csv", "客户名称,车型,订单编码\n多达矿业有限公司,拓川,1\n");
    let typo = kam.kam("import list.csv --source orders");
    assert!(typo.contains("`--map 订单编码=number`"), "{typo}");
    kam.file("list.csv", "客户,日期,洽谈方式,洽谈方式\n多达矿业有限公司,,电话,\n");
    let twice = kam.kam("import list.csv --source touches");
    assert!(twice.contains("`--map '#3=touch_kind'`"), "{twice}");
    kam.file("list.csv", "甲,乙\n多达矿业有限公司,拓川\n");
    insta::assert_snapshot!(kam.kam("import list.csv --source orders --lang zh"), @"
    ---- stderr ----
    错误：无法导入 `list.csv`：没有 `name` 或 `phone` 或 `account_id` 列
    提示：第 1 行表头：甲, 乙
    提示：没有相近的表头：用 `--map 表头=name` 指定该列
    ---- exit 3 ----
    ");
}

#[test]
fn what_a_list_of_orders_needs_is_said() {
    let kam = Sandbox::new();
    kam.file("list.csv", "客户名称,车型\n多达矿业有限公司,拓川\n");
    insta::assert_snapshot!(kam.kam("import list.csv --source 订单清单"), @"
    ---- stderr ----
    error: cannot import `list.csv`: no column for `number`
    hint: headers in line 1: 客户名称, 车型
    hint: none of them looks like it: name the column with `--map HEADER=number`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("import list.csv --source orders --plan plan.json"), @"
    ---- stderr ----
    error: rows of `orders` are records, which no plan decides on
    hint: `--dry-run` reports what would become of them
    ---- exit 2 ----
    ");
}

/// Makes orders, and a list of their deliveries.
fn ordered(kam: &Sandbox) {
    dealt(kam);
    kam.out("import orders.csv --source orders -q");
    kam.file(
        "deliveries.csv",
        "订单号,交车日期,客户名称,电话,车型,颜色,数量,车架号,车牌号\n\
         HT-1,2026-03-01,多达矿业有限公司,13800138001,拓川 2.0L,白,1,1M8GDM9AXKP042788,浙A·12345\n\
         HT-1,2026-03-02,多达矿业有限公司,13800138001,拓川 2.0L,白,,1M8GDM9AXKP042789,\n\
         ,2026-03-02,砾川混凝土有限公司,057155501020,,,1,,\n",
    );
}

#[test]
fn deliveries_are_handed_over_and_win_the_deal() {
    on_both(|kam| {
        ordered(kam);
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.kam("import deliveries.csv --source deliveries -q"), @r#"
            batch  collected  added  merged  unchanged  held  rejected  file
            ──────────────────────────────────────────────────────────────────────────
            B3             3      3       0          0     0         0  deliveries.csv
            ---- stderr ----
            deliveries.csv:3:8: vin "1M8GDM9AXKP042789": the check character should be 1 [vin-check]; kept as text
            "#);
            insta::assert_snapshot!(kam.out("export deliveries"), @"
            id,order_line,day,quantity,staff,note
            DL1,RL1,2026-03-01,1,,
            DL2,RL1,2026-03-02,1,,
            DL3,RL3,2026-03-02,1,,
            ");
            insta::assert_snapshot!(kam.out("export vehicles -f csv --columns id,account,ownership,model,plate,vin,colour,delivered_on,delivery"), @"
            id,account,ownership,model,plate,vin,colour,delivered_on,delivery
            V1,A1,own-sale,拓川,浙A·12345,1M8GDM9AXKP042788,白,2026-03-01,DL1
            V2,A1,own-sale,拓川,,1M8GDM9AXKP042789,白,2026-03-02,DL2
            V3,A2,own-sale,沐野,,,灰,2026-03-02,DL3
            ");
            insta::assert_snapshot!(kam.out("export deals -f csv --columns id,stage,state"), @"
            id,stage,state
            D1,ordered,open
            D2,delivered,won
            ");
            insta::assert_snapshot!(kam.out("export order_lines -f csv --columns id,quantity,delivered"), @"
            id,quantity,delivered
            RL1,2,2
            RL2,1,0
            RL3,1,1
            ");
            insta::assert_snapshot!(kam.kam("import deliveries.csv --source deliveries -q -f csv --columns batch,already_imported"), @"
            batch,already_imported
            B3,true
            ");
        }
        kam.file(
            "again.csv",
            "order number,delivery date,account id,model,quantity,vin\n\
             HT-1,2026-03-01,A1,拓川,,1M8GDM9AXKP042788\n\
             HT-1,2026-03-02,A1,,,1M8GDM9AXKP042788\n\
             R1,2026-03-02,A1,拓川,1,\n\
             HT-2,2026-03-02,A2,沐野,1,\n",
        );
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.kam("import again.csv --source deliveries:ERP -q"), @r#"
            batch  collected  added  merged  unchanged  held  rejected  file
            ─────────────────────────────────────────────────────────────────────
            B4             4      1       0          1     0         2  again.csv
            ---- stderr ----
            again.csv:5:1: "HT-2": nothing of it is open [delivery-done]; rejected: a delivery that is recorded needs no row; `kam order` prints what is open
            again.csv:3:6: "1M8GDM9AXKP042788": a vehicle has this VIN, and not by this delivery [vin-known]; rejected: correct the VIN; `kam deliver` records it all the same
            ---- exit 1 ----
            "#);
            insta::assert_snapshot!(kam.out("export deals -f csv --columns id,stage,state"), @"
            id,stage,state
            D1,delivered,won
            D2,delivered,won
            ");
        }
    });
}

#[test]
fn deliveries_are_taken_back_and_come_again() {
    on_both(|kam| {
        ordered(kam);
        kam.out("import deliveries.csv --source deliveries --fail-on none -q");
        kam.out("undo O4 -q");
        assert_eq!(kam.out("export deliveries -f csv").lines().count(), 1);
        assert_eq!(kam.out("export vehicles -f csv").lines().count(), 1);
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.out("export deals -f csv --columns id,stage,state"), @"
            id,stage,state
            D1,ordered,open
            D2,ordered,open
            ");
            insta::assert_snapshot!(kam.kam("import deliveries.csv --source deliveries -q --fail-on none -f csv --columns added,unchanged,rejected"), @r#"
            added,unchanged,rejected
            3,0,0
            ---- stderr ----
            deliveries.csv:3:8: vin "1M8GDM9AXKP042789": the check character should be 1 [vin-check]; kept as text
            "#);
        }
    });
}

#[test]
fn deliveries_that_fit_no_order_are_refused() {
    let kam = Sandbox::new();
    ordered(&kam);
    kam.out("add 新客户贸易有限公司 --phone 13900001111 -q");
    kam.out("order D1 --line 拓川:红:1 --number HT-9 --another -q");
    kam.file(
        "deliveries.csv",
        "订单号,交车日期,客户名称,电话,车型,颜色,数量,车架号\n\
         HT-7,2026-03-01,多达矿业有限公司,13800138001,拓川,黑,1,\n\
         ,2026-03-01,多达矿业有限公司,13800138001,拓川,黑,1,\n\
         HT-1,2026-03-01,多达矿业有限公司,13800138001,沐野,黑,1,\n\
         HT-1,2026-03-01,多达矿业有限公司,13800138001,,,1,\n\
         HT-1,2026-03-01,多达矿业有限公司,13800138001,拓川,黑,2,\n\
         HT-1,2026-02-01,多达矿业有限公司,13800138001,拓川,黑,1,\n\
         HT-1,2026-04-01,多达矿业有限公司,13800138001,拓川,黑,1,\n\
         HT-1,2026-03-01,多达矿业有限公司,13800138001,拓川 2.0L,白,1,A1;A2\n\
         HT-1,2026-03-01,多达矿业有限公司,13800138001,拓川,黑,0,\n\
         ,2026-03-01,新客户贸易有限公司,13900001111,拓川,黑,1,\n",
    );
    insta::assert_snapshot!(kam.kam("import deliveries.csv --source 交车清单 --show-values"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ──────────────────────────────────────────────────────────────────────────
    B3            10      0       0          0     0        10  deliveries.csv
    ---- stderr ----
    deliveries.csv:7:2: "2026-02-01": a day before the order, or later than today [delivery-early]; rejected: write the day on which it was handed over
    deliveries.csv:8:2: "2026-04-01": a day before the order, or later than today [delivery-early]; rejected: write the day on which it was handed over
    deliveries.csv:6:7: "2": more pieces than are open [delivery-more]; rejected: correct the quantity: `kam order` prints what is open
    deliveries.csv:4:5: "沐野": no line of the order has this model and colour [line-unknown]; rejected: write model and colour as `kam order` prints them
    deliveries.csv:5:5: several lines of the order may be meant [lines-several]; rejected: fill in model and colour
    deliveries.csv:2:1: "HT-7": no order of this customer has this number, or none is open [order-none]; rejected: correct the number; record an order that is missing with `kam order` or `--source orders` first
    deliveries.csv:11:1: no order of this customer has this number, or none is open [order-none]; rejected: correct the number; record an order that is missing with `kam order` or `--source orders` first
    deliveries.csv:3:1: several orders of this customer are open [orders-several]; rejected: fill in the order number, or the id that `kam order` lists
    deliveries.csv:10:7: "0": no number of pieces [quantity-unreadable]; rejected: write a whole number from 1; left blank, it is 1
    deliveries.csv:9:7: "1": more VINs or plates than pieces [vins-more]; rejected: correct the quantity, or leave it blank
    Next: 10 rows could not be used: `kam batch rejects B3 -o fix.csv` writes them to be corrected.
    Logged as O6.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.kam("import deliveries.csv --source deliveries:副本 --lang zh --dry-run"), @r#"
    批次  收集数  新增  合并  未变  待定  拒收  文件
    ──────────────────────────────────────────────────────────
    new       10     0     0     0     0    10  deliveries.csv
    ---- stderr ----
    deliveries.csv:7:2: "2026-02-01"：早于订单日期，或晚于今天 [delivery-early]；拒收：请填写实际交车日期
    deliveries.csv:8:2: "2026-04-01"：早于订单日期，或晚于今天 [delivery-early]；拒收：请填写实际交车日期
    deliveries.csv:6:7: "2"：多于待交的台数 [delivery-more]；拒收：请改正数量：`kam order` 显示待交
    deliveries.csv:4:5: "沐野"：订单中没有这个车型和颜色 [line-unknown]；拒收：请按 `kam order` 显示的车型和颜色填写
    deliveries.csv:5:5: 可能是订单的多行 [lines-several]；拒收：请填写车型和颜色
    deliveries.csv:2:1: "HT-7"：该客户没有这个订单号，或没有待交付的订单 [order-none]；拒收：请改正订单号；缺少的订单先用 `kam order` 或 `--source orders` 记录
    deliveries.csv:11:1: 该客户没有这个订单号，或没有待交付的订单 [order-none]；拒收：请改正订单号；缺少的订单先用 `kam order` 或 `--source orders` 记录
    deliveries.csv:3:1: 该客户有多个待交付的订单 [orders-several]；拒收：请填写订单号，或 `kam order` 列出的编号
    deliveries.csv:10:7: "0"：不是台数 [quantity-unreadable]；拒收：请填写 1 以上的整数；留空为 1
    deliveries.csv:9:7: "1"：车架号或车牌多于台数 [vins-more]；拒收：请改正数量，或留空
    试运行：未写入任何数据。
    ---- exit 1 ----
    "#);
    assert_eq!(kam.out("export deliveries -f csv").lines().count(), 1);
    insta::assert_snapshot!(kam.kam("import deliveries.csv --source deliveries --plan plan.json"), @"
    ---- stderr ----
    error: rows of `deliveries` are records, which no plan decides on
    hint: `--dry-run` reports what would become of them
    ---- exit 2 ----
    ");
}

#[test]
fn every_fault_of_an_order_is_told_at_once() {
    let kam = Sandbox::new();
    dealt(&kam);
    kam.out("deal add A1 --model 朗逸 --quantity 1 -q");
    kam.file(
        "orders.csv",
        "订单号,订单日期,客户名称,电话,商机ID,车型,颜色,数量,单价,定金,付款方式,交车日期,原因\n\
         N1,不久前,多达矿业有限公司,13800138001,,拓川,白,几台,面议,约一万,贝壳,月底,\n\
         N1,2026-04-27,多达矿业有限公司,13800138001,,拓川,黑,1,,5万,,,\n\
         ,2026-04-27,砾川混凝土有限公司,057155501020,,沐野,白,0,,,贝壳,,\n\
         N2,2026-04-27,砾川混凝土有限公司,057155501020,D99,沐野,白,1,,,贝壳,,\n\
         N3,2026-02-27,霁淮检测技术有限公司,057155501107,,,白,-2,,5万,,,\n\
         N3,2026-02-28,霁淮检测技术有限公司,057155501107,,,黑,1,,6万,现金,,\n",
    );
    insta::assert_snapshot!(kam.kam("import orders.csv --source orders --show-values"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ──────────────────────────────────────────────────────────────────────
    B2             6      0       0          0     0         6  orders.csv
    ---- stderr ----
    orders.csv:2:2: "不久前": no day [day-unreadable]; rejected: write it as 2026-03-09
    orders.csv:2:12: "月底": no day [day-unreadable]; rejected: write it as 2026-03-09
    orders.csv:6:5: no open deal of this customer [deal-none]; rejected: `kam deal add` one (a new customer first with `kam add`), then import the rejected rows
    orders.csv:7:5: no open deal of this customer [deal-none]; rejected: `kam deal add` one (a new customer first with `kam add`), then import the rejected rows
    orders.csv:5:5: "D99": no deal of this account has this id [deal-unknown]; rejected: correct the id, or leave it blank
    orders.csv:2:5: several open deals of this customer [deals-several]; rejected: fill in the deal id: `kam show` names them
    orders.csv:3:5: several open deals of this customer [deals-several]; rejected: fill in the deal id: `kam show` names them
    orders.csv:2:10: "约一万": no amount [deposit-unreadable]; rejected: write the deposit received as 50000, or leave it blank
    orders.csv:7:2: "2026-02-28": says otherwise of its order than a row before [order-differs]; rejected: write day, deposit, payment, promised day and deal of an order alike in its rows, or in the first alone
    orders.csv:7:10: "6万": says otherwise of its order than a row before [order-differs]; rejected: write day, deposit, payment, promised day and deal of an order alike in its rows, or in the first alone
    orders.csv:3:2: "2026-04-27": later than today [order-to-come]; rejected: write the day on which it was placed; one promised is the delivery date
    orders.csv:4:2: "2026-04-27": later than today [order-to-come]; rejected: write the day on which it was placed; one promised is the delivery date
    orders.csv:5:2: "2026-04-27": later than today [order-to-come]; rejected: write the day on which it was placed; one promised is the delivery date
    orders.csv:4:1: no order number, or one that a spreadsheet shortened [order-unnumbered]; rejected: fill in the order number; rows of one number and customer are one order
    orders.csv:2:11: "贝壳": no form of payment of the playbook [payment-unknown]; rejected: write one of `payment_forms` in `kam playbook show`, or leave it blank
    orders.csv:4:11: "贝壳": no form of payment of the playbook [payment-unknown]; rejected: write one of `payment_forms` in `kam playbook show`, or leave it blank
    orders.csv:5:11: "贝壳": no form of payment of the playbook [payment-unknown]; rejected: write one of `payment_forms` in `kam playbook show`, or leave it blank
    orders.csv:2:9: "面议": no price [price-unreadable]; rejected: write the price of one as 250000, or leave it blank
    orders.csv:2:8: "几台": no number of pieces [quantity-unreadable]; rejected: write a whole number from 1; left blank, it is 1
    orders.csv:4:8: "0": no number of pieces [quantity-unreadable]; rejected: write a whole number from 1; left blank, it is 1
    orders.csv:6:8: "-2": no number of pieces [quantity-unreadable]; rejected: write a whole number from 1; left blank, it is 1
    orders.csv:4:13: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    Next: 6 rows could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O4.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("--lang zh batch rows B2 --outcome rejected --warnings"), @"
    行号  列  字段      内容        问题                                    客户
    ────────────────────────────────────────────────────────────────────────────
       2   2  日期      不久前      不是日期
       2   5  商机ID                该客户有多个进行中的商机
       2   8  数量      几台        不是台数
       2   9  单价      面议        不是单价
       2  10  订金      约一万      不是金额
       2  11  付款方式  贝壳        不是规则中的付款方式
       2  12  承诺交车  月底        不是日期
       3   2  日期      2026-04-27  晚于今天
       3   5  商机ID                该客户有多个进行中的商机
       4   1  号码                  没有订单号，或被表格软件改成了科学计数
       4   2  日期      2026-04-27  晚于今天
       4   8  数量      0           不是台数
       4  11  付款方式  贝壳        不是规则中的付款方式
       4  13  原因                  跳过商机的阶段，但没有说明原因
       5   2  日期      2026-04-27  晚于今天
       5   5  商机ID    D99         该客户没有这个编号的商机
       5  11  付款方式  贝壳        不是规则中的付款方式
       6   5  商机ID                该客户没有进行中的商机
       6   8  数量      -2          不是台数
       7   2  日期      2026-02-28  与同一订单前面的行不一致
       7   5  商机ID                该客户没有进行中的商机
       7  10  订金      6万         与同一订单前面的行不一致
    ");
    insta::assert_snapshot!(kam.out("batch rejects B2").trim_start_matches('\u{feff}'), @r#"
    订单号,订单日期,客户名称,电话,商机ID,车型,颜色,数量,单价,定金,付款方式,交车日期,原因,kam_reason,kam_remedy
    N1,不久前,多达矿业有限公司,13800138001,,拓川,白,几台,面议,约一万,贝壳,月底,,订单日期: no day; 商机ID: several open deals of this customer; 数量: no number of pieces; 单价: no price; 定金: no amount; 付款方式: no form of payment of the playbook; 交车日期: no day,"订单日期: write it as 2026-03-09; 商机ID: fill in the deal id: `kam show` names them; 数量: write a whole number from 1; left blank, it is 1; 单价: write the price of one as 250000, or leave it blank; 定金: write the deposit received as 50000, or leave it blank; 付款方式: write one of `payment_forms` in `kam playbook show`, or leave it blank; 交车日期: write it as 2026-03-09"
    N1,2026-04-27,多达矿业有限公司,13800138001,,拓川,黑,1,,5万,,,,订单日期: later than today; 商机ID: several open deals of this customer,订单日期: write the day on which it was placed; one promised is the delivery date; 商机ID: fill in the deal id: `kam show` names them
    ,2026-04-27,砾川混凝土有限公司,057155501020,,沐野,白,0,,,贝壳,,,"订单号: no order number, or one that a spreadsheet shortened; 订单日期: later than today; 数量: no number of pieces; 付款方式: no form of payment of the playbook; 原因: it leaves stages of the deal out, and no reason says why","订单号: fill in the order number; rows of one number and customer are one order; 订单日期: write the day on which it was placed; one promised is the delivery date; 数量: write a whole number from 1; left blank, it is 1; 付款方式: write one of `payment_forms` in `kam playbook show`, or leave it blank; 原因: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`"
    N2,2026-04-27,砾川混凝土有限公司,057155501020,D99,沐野,白,1,,,贝壳,,,订单日期: later than today; 商机ID: no deal of this account has this id; 付款方式: no form of payment of the playbook,"订单日期: write the day on which it was placed; one promised is the delivery date; 商机ID: correct the id, or leave it blank; 付款方式: write one of `payment_forms` in `kam playbook show`, or leave it blank"
    N3,2026-02-27,霁淮检测技术有限公司,057155501107,,,白,-2,,5万,,,,商机ID: no open deal of this customer; 数量: no number of pieces,"商机ID: `kam deal add` one (a new customer first with `kam add`), then import the rejected rows; 数量: write a whole number from 1; left blank, it is 1"
    N3,2026-02-28,霁淮检测技术有限公司,057155501107,,,黑,1,,6万,现金,,,订单日期: says otherwise of its order than a row before; 商机ID: no open deal of this customer; 定金: says otherwise of its order than a row before,"订单日期: write day, deposit, payment, promised day and deal of an order alike in its rows, or in the first alone; 商机ID: `kam deal add` one (a new customer first with `kam add`), then import the rejected rows; 定金: write day, deposit, payment, promised day and deal of an order alike in its rows, or in the first alone"
    "#);
    assert_eq!(kam.out("export orders -f csv").lines().count(), 1);
}

#[test]
fn every_fault_of_a_delivery_is_told_at_once() {
    let kam = Sandbox::new();
    ordered(&kam);
    kam.out("import deliveries.csv --source deliveries --fail-on none -q");
    kam.file(
        "faulty.csv",
        "订单号,交车日期,客户名称,电话,车型,颜色,数量,车架号\n\
         HT-7,2026-04-01,多达矿业有限公司,13800138001,拓川,黑,1,A1;A2\n\
         HT-1,不久前,多达矿业有限公司,13800138001,沐野,黑,0,\n\
         HT-1,2026-02-01,多达矿业有限公司,13800138001,拓川,黑,2,1M8GDM9AXKP042788\n\
         1E+12,不久前,,,拓川,黑,若干,\n\
         HT-1,2026-02-01,新客户贸易有限公司,13900001111,拓川,黑,若干,\n",
    );
    insta::assert_snapshot!(kam.kam("import faulty.csv --source deliveries --show-values"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ──────────────────────────────────────────────────────────────────────
    B4             5      0       0          0     0         5  faulty.csv
    ---- stderr ----
    faulty.csv:3:2: "不久前": no day [day-unreadable]; rejected: write it as 2026-03-09
    faulty.csv:5:2: "不久前": no day [day-unreadable]; rejected: write it as 2026-03-09
    faulty.csv:2:2: "2026-04-01": a day before the order, or later than today [delivery-early]; rejected: write the day on which it was handed over
    faulty.csv:4:2: "2026-02-01": a day before the order, or later than today [delivery-early]; rejected: write the day on which it was handed over
    faulty.csv:4:7: "2": more pieces than are open [delivery-more]; rejected: correct the quantity: `kam order` prints what is open
    faulty.csv:3:5: "沐野": no line of the order has this model and colour [line-unknown]; rejected: write model and colour as `kam order` prints them
    faulty.csv:5: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    faulty.csv:2:1: "HT-7": no order of this customer has this number, or none is open [order-none]; rejected: correct the number; record an order that is missing with `kam order` or `--source orders` first
    faulty.csv:6:1: "HT-1": no order of this customer has this number, or none is open [order-none]; rejected: correct the number; record an order that is missing with `kam order` or `--source orders` first
    faulty.csv:5:1: "1E+12": no order number, or one that a spreadsheet shortened [order-unnumbered]; rejected: fill in the order number; rows of one number and customer are one order
    faulty.csv:3:7: "0": no number of pieces [quantity-unreadable]; rejected: write a whole number from 1; left blank, it is 1
    faulty.csv:5:7: "若干": no number of pieces [quantity-unreadable]; rejected: write a whole number from 1; left blank, it is 1
    faulty.csv:6:7: "若干": no number of pieces [quantity-unreadable]; rejected: write a whole number from 1; left blank, it is 1
    faulty.csv:4:8: "1M8GDM9AXKP042788": a vehicle has this VIN, and not by this delivery [vin-known]; rejected: correct the VIN; `kam deliver` records it all the same
    faulty.csv:2:7: "1": more VINs or plates than pieces [vins-more]; rejected: correct the quantity, or leave it blank
    Next: 5 rows could not be used: `kam batch rejects B4 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("--lang zh batch rejects B4").trim_start_matches('\u{feff}'), @"
    订单号,交车日期,客户名称,电话,车型,颜色,数量,车架号,kam_reason,kam_remedy
    HT-7,2026-04-01,多达矿业有限公司,13800138001,拓川,黑,1,A1;A2,订单号：该客户没有这个订单号，或没有待交付的订单；交车日期：早于订单日期，或晚于今天；数量：车架号或车牌多于台数,订单号：请改正订单号；缺少的订单先用 `kam order` 或 `--source orders` 记录；交车日期：请填写实际交车日期；数量：请改正数量，或留空
    HT-1,不久前,多达矿业有限公司,13800138001,沐野,黑,0,,交车日期：不是日期；车型：订单中没有这个车型和颜色；数量：不是台数,交车日期：请写成 2026-03-09 的形式；车型：请按 `kam order` 显示的车型和颜色填写；数量：请填写 1 以上的整数；留空为 1
    HT-1,2026-02-01,多达矿业有限公司,13800138001,拓川,黑,2,1M8GDM9AXKP042788,交车日期：早于订单日期，或晚于今天；数量：多于待交的台数；车架号：已有车辆使用该车架号，且不是这次交付,交车日期：请填写实际交车日期；数量：请改正数量：`kam order` 显示待交；车架号：请改正车架号；如确实如此，用 `kam deliver` 记录
    1E+12,不久前,,,拓川,黑,若干,,订单号：没有订单号，或被表格软件改成了科学计数；交车日期：不是日期；数量：不是台数；没有名称，也没有电话、邮箱或信用代码,订单号：请填写订单号；订单号和客户相同的各行是同一订单；交车日期：请写成 2026-03-09 的形式；数量：请填写 1 以上的整数；留空为 1；请补上名称，或电话、邮箱、信用代码
    HT-1,2026-02-01,新客户贸易有限公司,13900001111,拓川,黑,若干,,订单号：该客户没有这个订单号，或没有待交付的订单；数量：不是台数,订单号：请改正订单号；缺少的订单先用 `kam order` 或 `--source orders` 记录；数量：请填写 1 以上的整数；留空为 1
    ");
}
