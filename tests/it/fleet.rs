//! Lists of vehicles that customers own.

use crate::sandbox::Sandbox;

#[test]
fn vehicles_come_to_the_customer_found_or_made_and_are_known_again() {
    let kam = Sandbox::new();
    kam.out("shop add 城南店 --brand 安达 -q");
    kam.out("add 多达矿业有限公司 --phone 13800138001 -q");
    kam.out("add 旧主贸易有限公司 --phone 13800138002 -q");
    kam.file(
        "fleet.csv",
        "单位名称,电话,车牌号,车架号,品牌,车型,初次登记日期,行驶里程,保险到期日\n\
         多达矿业有限公司,13800138001,浙A·12345,1M8GDM9AXKP042788,安达,拓川,2022-05-01,3.5万公里,2026-05-01\n\
         新客户物流有限公司,13900001111,浙B23456,,远方,,2020/6/1,不详,\n\
         多达矿业有限公司,13800138001,,,,沐野,,,\n\
         多达矿业有限公司,13800138001,浙A77777,1M8GDM9AXKP042789,,沐野,,,\n",
    );
    insta::assert_snapshot!(kam.kam("import fleet.csv --source fleet-list"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ─────────────────────────────────────────────────────────────────────
    B1             4      3       0          0     0         1  fleet.csv
    ---- stderr ----
    fleet.csv:4:3: neither plate nor VIN [vehicle-unnamed]; rejected: fill in one of them
    fleet.csv:5:4: vin "1M8GDM9AXKP042789": the check character should be 1 [vin-check]; kept as text
    Next: 1 row could not be used: `kam batch rejects B1 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("export vehicles"), @"
    id,account,ownership,maker,model,plate,vin,first_plate_on,km,insured_to,colour,delivered_on,delivery
    V1,A1,other-sale,安达,拓川,浙A·12345,1M8GDM9AXKP042788,2022-05-01,35000,2026-05-01,,,
    V2,A3,other-brand,远方,,浙B23456,,2020-06-01,,,,,
    V3,A1,other-sale,,沐野,浙A77777,1M8GDM9AXKP042789,,,,,,
    ");
    kam.file(
        "later.csv",
        "account id,license plate,vin,mileage,insured until\n\
         A1,浙A12345,,41000,\n\
         A1,,1M8GDM9AXKP042788,,2027-05-01\n\
         A2,,1M8GDM9AXKP042788,50000,\n\
         A2,浙A12345,LSVAA4187E2184847,,\n",
    );
    insta::assert_snapshot!(kam.kam("import later.csv --source fleet-list:保养"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ─────────────────────────────────────────────────────────────────────
    B2             4      1       2          0     0         1  later.csv
    ---- stderr ----
    later.csv:4:3: "1M8GDM9AXKP042788": a vehicle of another account has it [vehicle-elsewhere]; rejected: correct it, or fill in the id of the account it belongs to: `kam batch rows` names it
    later.csv:5:3: vin "LSVAA4187E2184847": the check character should be 2 [vin-check]; kept as text
    Next: 1 row could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O6.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("batch rows B2 --columns line,outcome,account,candidate,reason"), @"
    line  outcome   account  candidate  reason
    ───────────────────────────────────────────────────────────────────────
       2  merged    A1                  named by our id
       3  merged    A1                  named by our id
       4  rejected           A1         a vehicle of another account has it
       5  added     A2                  named by our id
    ");
    insta::assert_snapshot!(kam.out("export vehicles -f csv --columns id,account,plate,vin,km,insured_to"), @"
    id,account,plate,vin,km,insured_to
    V1,A1,浙A·12345,1M8GDM9AXKP042788,41000,2027-05-01
    V2,A3,浙B23456,,,
    V3,A1,浙A77777,1M8GDM9AXKP042789,,
    V4,A2,浙A12345,LSVAA4187E2184847,,
    ");
    insta::assert_snapshot!(kam.kam("import later.csv --source fleet-list:保养 -q -f csv --columns batch,already_imported"), @"
    batch,already_imported
    B2,true
    ");
    kam.out("undo O6 -q");
    kam.out("undo O5 -q");
    assert_eq!(kam.out("export vehicles -f csv").lines().count(), 1);
    assert_eq!(kam.out("list -f ids"), "A1\nA2\n");
}

#[test]
fn a_list_of_vehicles_needs_a_plate_or_a_number() {
    let kam = Sandbox::new();
    kam.file("fleet.csv", "单位名称,车型\n多达矿业有限公司,拓川\n");
    insta::assert_snapshot!(kam.kam("import fleet.csv --source 车辆清单"), @"
    ---- stderr ----
    error: cannot import `fleet.csv`: no column for `plate` or `vin`
    hint: headers in line 1: 单位名称, 车型
    hint: none of them looks like it: name the column with `--map HEADER=plate`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("import fleet.csv --source fleet-list --map 车型=result"), @"
    ---- stderr ----
    error: rows of `fleet-list` have no `result`
    hint: kinds whose rows have `result`: touches
    ---- exit 2 ----
    ");
}

#[test]
fn every_fault_of_a_row_is_told_at_once() {
    let kam = Sandbox::new();
    kam.out("add 多达矿业有限公司 --phone 13800138001 -q");
    kam.out("add 旧主贸易有限公司 --phone 13800138002 -q");
    kam.file("fleet.csv", "account id,车牌号,车型\nA1,浙A12345,拓川\n");
    kam.out("import fleet.csv --source fleet-list -q");
    kam.file(
        "faulty.csv",
        "account id,单位名称,电话,车牌号,车型\n\
         ,,,,沐野\n\
         ,,,浙A12345,沐野\n\
         A99,多达矿业有限公司,13800138001,,拓川\n",
    );
    insta::assert_snapshot!(kam.kam("import faulty.csv --source fleet-list"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ──────────────────────────────────────────────────────────────────────
    B2             3      0       0          0     0         3  faulty.csv
    ---- stderr ----
    faulty.csv:4:1: "A99": no account has this id [account-unknown]; rejected: correct the id, or leave it blank: then name and phone are compared
    faulty.csv:2: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    faulty.csv:3: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    faulty.csv:2:4: neither plate nor VIN [vehicle-unnamed]; rejected: fill in one of them
    faulty.csv:4:4: neither plate nor VIN [vehicle-unnamed]; rejected: fill in one of them
    Next: 3 rows could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("batch rejects B2").trim_start_matches('\u{feff}'), @r#"
    account id,单位名称,电话,车牌号,车型,kam_reason,kam_remedy
    ,,,,沐野,"车牌号: neither plate nor VIN; no name and no phone, e-mail or credit code","车牌号: fill in one of them; fill in a name, or a phone, e-mail or credit code"
    ,,,浙A12345,沐野,"no name and no phone, e-mail or credit code","fill in a name, or a phone, e-mail or credit code"
    A99,多达矿业有限公司,13800138001,,拓川,account id: no account has this id; 车牌号: neither plate nor VIN,"account id: correct the id, or leave it blank: then name and phone are compared; 车牌号: fill in one of them"
    "#);
}
