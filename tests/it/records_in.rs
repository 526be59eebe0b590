//! Lists of records as programs of dealers export them: `fixtures/records/`.

use crate::sandbox::Sandbox;

/// Puts a list of the folder into the sandbox.
fn put(kam: &Sandbox, name: &str) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/records");
    kam.file(name, std::fs::read(folder.join(name)).unwrap());
}

/// Makes the customers that the lists speak of.
fn customers() -> Sandbox {
    let kam = Sandbox::new();
    kam.out("staff add 王芳 -q");
    assert!(kam.run(&["staff", "add", "李伟", "--alias", "Li Wei", "-q"]).status.success());
    put(&kam, "customers.csv");
    kam.out("import customers.csv --source yellow-pages --owner 王芳 -q");
    kam
}

/// Imports a list of the folder.
fn import(kam: &Sandbox, name: &str, source: &str) -> String {
    put(kam, name);
    let said = kam.kam(&format!("import {name} --source {source} --show-values"));
    let again =
        kam.out(&format!("import {name} --source {source} -q -f csv --columns already_imported"));
    assert_eq!(again, "already_imported\ntrue\n");
    said
}

#[test]
fn records_of_contacts_in_chinese() {
    let kam = customers();
    insta::assert_snapshot!(import(&kam, "followups.csv", "touches"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ─────────────────────────────────────────────────────────────────────────
    B2             5      4       0          0     0         1  followups.csv
    ---- stderr ----
    followups.csv:9:5: "2026-03-32": no day [day-unreadable]; rejected: write it as 2026-03-09
    followups.csv:9:9: "随时": no day, or one before the contact [next-unreadable]; rejected: write it as 2026-03-09, or 2026-03-09 14:30
    followups.csv:9:10: "赵六": nobody of ours, or several [staff-unknown]; rejected: write the name as `kam staff list` has it, or leave it blank
    followups.csv:9:6: "传真": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    Next: 1 row could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("export touches -f csv --columns account,kind,result,day,staff,note,appointment"), @r#"
    account,kind,result,day,staff,note,appointment
    A1,call,reached,2026-02-26,S1,"问矿区工况，要三台
    本周出方案",
    A2,visit,reached,2026-02-27,S1,看了展车，等领导意见,
    A5,message,sent,2026-02-27,S2,加了微信发了资料,
    A3,call,no-answer,2026-02-28,S2,,
    "#);
    insta::assert_snapshot!(kam.out("export appointments -f csv --columns account,day,time"), @"
    account,day,time
    A1,2026-03-06,14:30
    A2,2026-03-09,
    ");
}

#[test]
fn records_of_contacts_in_english() {
    let kam = customers();
    insta::assert_snapshot!(import(&kam, "activities.csv", "touches"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ──────────────────────────────────────────────────────────────────────────
    B2             4      3       0          0     0         1  activities.csv
    ---- stderr ----
    activities.csv:5:1: "2026-12-27": later than today [day-to-come]; rejected: write the day on which it happened; one agreed is the next contact
    activities.csv:5:7: "soon": no day, or one before the contact [next-unreadable]; rejected: write it as 2026-03-09, or 2026-03-09 14:30
    activities.csv:5:8: "Nobody": nobody of ours, or several [staff-unknown]; rejected: write the name as `kam staff list` has it, or leave it blank
    activities.csv:5:4: "Pigeon": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    Next: 1 row could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("export touches -f csv --columns account,kind,result,day,staff,note"), @r#"
    account,kind,result,day,staff,note
    A4,call,reached,2026-02-25,S2,"Asked for a quote, one unit"
    A4,visit,reached,2026-02-26,S2,Looked at the demonstrator
    A4,letter,sent,2026-02-27,S2,
    "#);
}

#[test]
fn files_of_vehicles_in_chinese() {
    let kam = customers();
    insta::assert_snapshot!(import(&kam, "vehicle_files.csv", "fleet-list"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ─────────────────────────────────────────────────────────────────────────────
    B2             4      3       0          0     0         1  vehicle_files.csv
    ---- stderr ----
    vehicle_files.csv:6:3: "无": neither plate nor VIN [vehicle-unnamed]; rejected: fill in one of them
    Next: 1 row could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("export vehicles -f csv --columns account,maker,model,plate,vin,first_plate_on,km,insured_to"), @"
    account,maker,model,plate,vin,first_plate_on,km,insured_to
    A1,安达,拓川,浙A·2B3C4,LSVAA4180E2184801,2022-05-18,62000,2026-05-17
    A1,安达,拓川,浙A5D6E7,LSVAA4182E2184802,2023-08-02,41000,2026-08-01
    A3,远方,重卡,浙D·K8899,,2019-11-20,,
    ");
}

#[test]
fn files_of_vehicles_in_english() {
    let kam = customers();
    insta::assert_snapshot!(import(&kam, "fleet.csv", "fleet-list"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ─────────────────────────────────────────────────────────────────────
    B2             3      2       0          0     0         1  fleet.csv
    ---- stderr ----
    fleet.csv:4: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    fleet.csv:4:3: neither plate nor VIN [vehicle-unnamed]; rejected: fill in one of them
    fleet.csv:3:4: vin "LSVAA4186E218480X": the check character should be 1 [vin-check]; kept as text
    Next: 1 row could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("export vehicles -f csv --columns account,maker,model,plate,vin,first_plate_on,km,insured_to"), @"
    account,maker,model,plate,vin,first_plate_on,km,insured_to
    A4,Anda,拓川,沪A12345,LSVAA4184E2184803,2021-03-15,88000,2026-03-14
    A4,Anda,沐野,沪A67890,LSVAA4186E218480X,2024-06-30,12500,2026-06-29
    ");
}

#[test]
fn orders_and_deliveries_in_chinese() {
    let kam = customers();
    insta::assert_snapshot!(import(&kam, "sales_orders.csv", "orders"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────────────
    B2             4      3       0          0     0         1  sales_orders.csv
    ---- stderr ----
    sales_orders.csv:5:2: "2026-02-30": no day [day-unreadable]; rejected: write it as 2026-03-09
    sales_orders.csv:5:8: "面议": no price [price-unreadable]; rejected: write the price of one as 250000, or leave it blank
    sales_orders.csv:5:7: "两三台": no number of pieces [quantity-unreadable]; rejected: write a whole number from 1; left blank, it is 1
    sales_orders.csv:5:12: it leaves stages of the deal out, and no reason says why [stages-skipped]; rejected: fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`
    Next: 1 row could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("export orders -f csv --columns deal,number,day,deposit,payment,promised_on"), @"
    deal,number,day,deposit,payment,promised_on
    D1,HT2026-031,2026-02-27,50000.00,cash,2026-03-20
    D2,HT2026-032,2026-02-28,,,
    ");
    insta::assert_snapshot!(import(&kam, "handovers.csv", "deliveries"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ─────────────────────────────────────────────────────────────────────────
    B3             4      3       0          0     0         1  handovers.csv
    ---- stderr ----
    handovers.csv:6:2: "3月中旬": no day [day-unreadable]; rejected: write it as 2026-03-09
    handovers.csv:6:1: "HT2026-039": no order of this customer has this number, or none is open [order-none]; rejected: correct the number; record an order that is missing with `kam order` or `--source orders` first
    handovers.csv:6:7: "几台": no number of pieces [quantity-unreadable]; rejected: write a whole number from 1; left blank, it is 1
    Next: 1 row could not be used: `kam batch rejects B3 -o fix.csv` writes them to be corrected.
    Logged as O6.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("export vehicles -f csv --columns account,model,plate,vin,delivered_on"), @"
    account,model,plate,vin,delivered_on
    A1,拓川,浙A·7F8G9,LSVAA4188E2184805,2026-03-01
    A1,拓川,浙A·7F8H0,LSVAA418XE2184806,2026-03-01
    A1,拓川,,LSVAA4181E2184807,2026-03-02
    A2,沐野,,,2026-03-02
    ");
    insta::assert_snapshot!(kam.out("export deals -f csv --columns id,account,stage,state"), @"
    id,account,stage,state
    D1,A1,delivered,won
    D2,A2,delivered,won
    D3,A3,lead,open
    D4,A4,lead,open
    ");
}

#[test]
fn orders_and_deliveries_in_english() {
    let kam = customers();
    insta::assert_snapshot!(import(&kam, "order_lines.csv", "orders"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ───────────────────────────────────────────────────────────────────────────
    B2             2      1       0          0     0         1  order_lines.csv
    ---- stderr ----
    order_lines.csv:3: no open deal of this customer [deal-none]; rejected: `kam deal add` one (a new customer first with `kam add`), then import the rejected rows
    Next: 1 row could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.out("export orders -f csv --columns deal,number,day,deposit,payment,promised_on"), @"
    deal,number,day,deposit,payment,promised_on
    D4,SO-1001,2026-02-26,10000.00,cash,2026-03-31
    ");
    insta::assert_snapshot!(import(&kam, "deliveries.csv", "deliveries"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ──────────────────────────────────────────────────────────────────────────
    B3             2      1       0          0     0         1  deliveries.csv
    ---- stderr ----
    deliveries.csv:3:2: "2026-04-02": a day before the order, or later than today [delivery-early]; rejected: write the day on which it was handed over
    deliveries.csv:3:5: "沐野": no line of the order has this model and colour [line-unknown]; rejected: write model and colour as `kam order` prints them
    Next: 1 row could not be used: `kam batch rejects B3 -o fix.csv` writes them to be corrected.
    Logged as O6.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("export deals -f csv --columns id,account,stage,state"), @"
    id,account,stage,state
    D1,A1,lead,open
    D2,A2,lead,open
    D3,A3,lead,open
    D4,A4,delivered,won
    ");
}
