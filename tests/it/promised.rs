//! Promises of orders in lists that lie before the order itself.

use crate::sandbox::{Sandbox, on_both};

const HEADER: &str = "订单号,订单日期,客户名称,电话,车型,交车日期,跳过原因\n";

fn dealt(kam: &Sandbox) {
    kam.file(
        "list.csv",
        "公司,联系人,电话,车型\n多达矿业有限公司,张志强,13800138001,拓川\n砾川混凝土有限公司,石川,057155501020,沐野\n",
    );
    kam.out("import list.csv --source yellow-pages -q");
}

#[test]
fn a_promise_before_its_order_is_no_promise() {
    on_both(|kam| {
        dealt(kam);
        kam.file(
            "orders.csv",
            format!(
                "{HEADER}HT-1,2026-02-27,多达矿业有限公司,13800138001,拓川,2026-02-20,现场签约\n\
                 HT-1,2026-02-27,多达矿业有限公司,13800138001,途观,2026-03-20,现场签约\n\
                 HT-2,2026-02-27,砾川混凝土有限公司,057155501020,沐野,2026-02-26,现场签约\n"
            ),
        );
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.kam("import orders.csv --source orders"), @r#"
            batch  collected  added  merged  unchanged  held  rejected  file
            ──────────────────────────────────────────────────────────────────────
            B2             3      3       0          0     0         0  orders.csv
            ---- stderr ----
            orders.csv:2:6: promised_on "2026-02-20": before the order of 2026-02-27: taken for no promise [promise-early]; kept as text
            orders.csv:4:6: promised_on "2026-02-26": before the order of 2026-02-27: taken for no promise [promise-early]; kept as text
            Logged as O3.
            "#);
            insta::assert_snapshot!(kam.out("export orders --columns id,number,day,promised_on"), @r"
            id,number,day,promised_on
            R1,HT-1,2026-02-27,2026-03-20
            R2,HT-2,2026-02-27,
            ");
            insta::assert_snapshot!(kam.out("batch rows B2 --warnings"), @r"
            line  column  field     value       problem                                               account
            ─────────────────────────────────────────────────────────────────────────────────────────────────
               2       6  promised  2026-02-20  before the order of 2026-02-27: taken for no promise  A1
               4       6  promised  2026-02-26  before the order of 2026-02-27: taken for no promise  A2
            ");
            insta::assert_snapshot!(kam.out("batch rows B2 --warnings --lang zh"), @r"
            行号  列  字段      内容        问题                                客户
            ────────────────────────────────────────────────────────────────────────
               2   6  承诺交车  2026-02-20  早于 2026-02-27 的下单日，未作承诺  A1
               4   6  承诺交车  2026-02-26  早于 2026-02-27 的下单日，未作承诺  A2
            ");
        }
        // The same of another day's list says nothing else of the order.
        kam.file(
            "again.csv",
            format!("{HEADER}HT-2,2026-02-27,砾川混凝土有限公司,057155501020,沐野,2026-02-26,\n"),
        );
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.out("import again.csv --source orders -q -f csv --columns added,unchanged,rejected"), @r"
            added,unchanged,rejected
            0,1,0
            ");
        }
    });
}

/// Where a row says no day, that of the list is the order's.
#[test]
fn a_promise_is_held_against_the_day_of_the_list() {
    let kam = Sandbox::new();
    dealt(&kam);
    kam.file(
        "orders.csv",
        format!("{HEADER}HT-2,,砾川混凝土有限公司,057155501020,沐野,2026-02-26,现场签约\n"),
    );
    insta::assert_snapshot!(kam.out("import orders.csv --source orders --collected 2026-02-20 -q --dry-run -f csv --columns added,warnings"), @r"
    added,warnings
    1,0
    ");
    insta::assert_snapshot!(kam.kam("import orders.csv --source orders --collected 2026-02-28"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ──────────────────────────────────────────────────────────────────────
    B2             1      1       0          0     0         0  orders.csv
    ---- stderr ----
    orders.csv:2:6: promised_on "2026-02-26": before the order of 2026-02-28: taken for no promise [promise-early]; kept as text
    Logged as O3.
    "#);
}
