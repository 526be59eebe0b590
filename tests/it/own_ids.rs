//! `import --key`: rows that are known by an id of their own, and correct what they said.

use std::collections::BTreeMap;

use crate::lists::{change_counts, changes, everything, json, outcomes, records, report, word};
use crate::sandbox::Sandbox;

/// A list of firms with ids of their own: `rows` of them, the first `from`.
fn members(from: usize, rows: usize) -> String {
    let row = |at: usize| {
        let name = FIRMS[at % FIRMS.len()];
        let place = ["杭州", "宁波", "绍兴"][at % 3];
        format!(
            "M{at:03},{place}{name}{at}贸易有限公司,联系{at},1380013{:04},{place},{at}分\n",
            8000 + at
        )
    };
    (from..from + rows).map(row).collect()
}

const FIRMS: [&str; 7] = ["清溪", "云麓", "海盏", "柳屿", "砚田", "霜陵", "禾川"];
const HEADER: &str = "会员号,公司名称,联系人,电话,城市,积分\n";

#[test]
fn a_list_with_its_own_ids_changes_what_it_corrects_and_nothing_else() {
    let kam = Sandbox::new();
    kam.file("january.csv", format!("{HEADER}{}", members(0, 30)));
    assert_eq!(
        outcomes(&report(&kam, "january.csv --source association --key 会员号")),
        [30, 0, 0, 0, 0]
    );
    let before = everything(&kam);
    let corrected = members(0, 40).replace("13800138017", "13900139017");
    kam.file("february.csv", format!("{HEADER}{corrected}"));
    insta::assert_snapshot!(kam.kam("import february.csv --source association --key 会员号"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────────
    B2            40     10       1         29     0         0  february.csv
    ---- stderr ----
    Logged as O3.
    ");
    let after = everything(&kam);
    let expected: BTreeMap<String, usize> = [
        ("+account", 10),
        ("+batch", 1),
        ("+batch_row", 40),
        ("+contact", 10),
        ("+phone", 11),
        ("-phone", 1),
    ]
    .map(|(kind, count)| (kind.to_owned(), count))
    .into();
    assert_eq!(change_counts(&before, &after), expected);
    let phones = records(&kam, "phones");
    let of_account: Vec<&str> = phones
        .iter()
        .filter(|phone| phone["account"] == "A18")
        .map(|phone| word(&phone["number"]))
        .collect();
    assert_eq!(of_account, ["+8613900139017"]);

    // Corrected once more: the number that the first correction brought goes too.
    kam.file("march.csv", format!("{HEADER}{}", corrected.replace("13900139017", "13700137017")));
    report(&kam, "march.csv --source association --key 会员号");
    let again = everything(&kam);
    let phones: Vec<String> =
        changes(&after, &again).into_iter().filter(|change| change.contains("phone")).collect();
    assert_eq!(phones, ["-phone TEL41", "+phone TEL42"]);
}

#[test]
fn a_row_known_by_its_id_corrects_all_that_it_said() {
    let kam = Sandbox::new();
    let header = "编号,公司名称,城市,地址,行业,联系人,职务,备注,积分\n";
    kam.file(
        "one.csv",
        format!("{header}7,杭州清溪贸易有限公司,杭州,西湖区溪畔路1号,贸易,王建国,经理,老客户,10\n"),
    );
    kam.file(
        "two.csv",
        format!("{header}7,宁波青溪国际贸易有限公司,宁波,海曙区江边路2号,,王建国,总经理,,20\n"),
    );
    report(&kam, "one.csv --source exhibition --key 编号");
    report(&kam, "two.csv --source exhibition --key 编号");
    insta::assert_snapshot!(kam.kam("show A1"), @"
    account:           A1
    name:              宁波青溪国际贸易有限公司
    kind:              organisation
    industry:          贸易
    province:          浙江省
    city:              宁波市
    district:          海曙区
    address:           海曙区江边路2号
    source:            exhibition
    note:              老客户
    opened:            2026-03-02
    touches in all:    0
    purchases in all:  0
    extra:             积分: 20

    contacts
    contact  name    title
    ───────────────────────
    P1       王建国  总经理

    lists
    batch  line  outcome  source      file
    ─────────────────────────────────────────
    B2        2  merged   exhibition  two.csv
    B1        2  added    exhibition  one.csv

    other spellings
    field    value                 batch
    ────────────────────────────────────
    city     杭州市                B2
    name     杭州清溪贸易有限公司  B2
    address  西湖区溪畔路1号       B2
    title    经理                  B2
    ");
}

#[test]
fn an_id_corrects_only_rows_of_its_own_list_and_only_where_it_names_one() {
    let kam = Sandbox::new();
    let header = "编号,公司名称,电话,城市\n";
    let phones = |account: &str| -> Vec<String> {
        let phones = records(&kam, "phones");
        let own = phones.iter().filter(|phone| phone["account"] == account);
        own.map(|phone| word(&phone["number"]).to_owned()).collect()
    };
    kam.file("fair.csv", format!("{header}7,杭州清溪贸易有限公司,13800138001,杭州\n"));
    kam.file("club.csv", format!("{header}7,杭州清溪贸易有限公司,13800138001/13800138002,杭州\n"));
    report(&kam, "fair.csv --source exhibition --key 编号");
    report(&kam, "club.csv --source association --key 编号");
    kam.file("club2.csv", format!("{header}7,杭州清溪贸易有限公司,13800138003,杭州\n"));
    report(&kam, "club2.csv --source association --key 编号");
    assert_eq!(phones("A1"), ["+8613800138001", "+8613800138003"], "the fair's number stays");

    // Lines of one invoice have its number, which names none of them.
    let header = "发票号,客户名称,电话,日期,配件,数量,金额\n";
    let line = |item: &str, amount: u32| {
        format!("F-1,杭州云麓物流有限公司,13800138009,2026-01-05,{item},1,{amount}\n")
    };
    kam.file("morning.csv", format!("{header}{}{}", line("机油", 100), line("滤清器", 50)));
    kam.file(
        "evening.csv",
        format!("{header}{}{}{}", line("机油", 100), line("滤清器", 50), line("轮胎", 900)),
    );
    report(&kam, "morning.csv --source parts-invoices --key 发票号");
    report(&kam, "evening.csv --source parts-invoices --key 发票号");
    let items: Vec<String> =
        records(&kam, "purchases").iter().map(|p| word(&p["item"]).to_owned()).collect();
    assert_eq!(items, ["机油", "滤清器", "轮胎"]);
}

#[test]
fn a_correction_that_is_taken_back_is_one_too() {
    let kam = Sandbox::new();
    let list = |phone: &str, note: &str| {
        format!(
            "编号,公司名称,电话,城市,备注\n7,杭州清溪贸易有限公司,{phone},杭州,\n8,宁波云麓物流有限公司,,宁波,{note}\n"
        )
    };
    let key = "--source exhibition --key 编号";
    let months = [
        ("13800138001", ""),
        ("13900139001", "二月"),
        ("13900139001", "三月"),
        ("13800138001", "四月"),
    ];
    for (month, (phone, note)) in months.iter().enumerate() {
        kam.file("list.csv", list(phone, note));
        let expected = [[2, 0, 0, 0, 0], [0, 2, 0, 0, 0], [0, 1, 1, 0, 0], [0, 2, 0, 0, 0]];
        assert_eq!(outcomes(&report(&kam, &format!("list.csv {key}"))), expected[month], "{month}");
        assert_eq!(kam.out("export phones --columns number --no-header"), format!("+86{phone}\n"));
    }
}

#[test]
fn a_row_is_known_by_its_id_after_a_person_decided_on_it() {
    let header =
        "编号,公司名称,电话,城市,地址\n1,杭州清溪贸易有限公司,13800138001,杭州,西湖区溪畔路1号\n";
    for decision in ["accept", "separate"] {
        let kam = Sandbox::new();
        kam.file("one.csv", format!("{header}2,杭州云麓物流有限公司,13800138001,杭州,\n"));
        kam.file("two.csv", format!("{header}2,杭州海盏物流有限公司,13800138002,宁波,\n"));
        kam.out("import one.csv --source exhibition --key 编号 -q");
        kam.out(&format!("review {decision} B1:3 -q"));
        let corrected = report(&kam, "two.csv --source exhibition --key 编号");
        assert_eq!(outcomes(&corrected), [0, 1, 1, 0, 0], "{decision}");
        let rows = json(&kam, "batch rows B2 --outcome merged", 0);
        assert_eq!(word(&rows[0]["reason"]), "same-own-id", "{decision}");
    }
}

#[test]
fn a_corrected_invoice_line_is_bought_once() {
    let kam = Sandbox::new();
    let header = "流水号,发票号,日期,客户名称,电话,配件名称,数量,金额\n";
    let lines = "1,F-1,2026-01-05,杭州云麓物流有限公司,13800138009,机油,12,1280.00\n\
                 2,F-1,2026-01-05,杭州云麓物流有限公司,13800138009,轮胎,4,3600.00\n";
    kam.file("one.csv", format!("{header}{lines}"));
    kam.file("two.csv", format!("{header}{}", lines.replace("4,3600.00", "8,7200.00")));
    report(&kam, "one.csv --source parts-invoices --key 流水号");
    let before = everything(&kam);
    let second = report(&kam, "two.csv --source parts-invoices --key 流水号");
    assert_eq!((outcomes(&second), &second["purchases"]), ([0, 1, 1, 0, 0], &1.into()));
    insta::assert_snapshot!(kam.kam("export purchases"), @"
    id,account,batch,line,number,day,item,quantity,amount
    U1,A1,B1,2,F-1,2026-01-05,机油,12,1280.00
    U3,A1,B2,3,F-1,2026-01-05,轮胎,8,7200.00
    ");
    assert_eq!(
        changes(&before, &everything(&kam)),
        ["-purchase U2", "+batch B2", "+batch_row L3", "+batch_row L4", "+purchase U3"]
    );
}
