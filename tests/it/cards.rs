//! Cards of address books (vCard): read, stored, rejected and mended as any list is.

use crate::lists::{json, report};
use crate::sandbox::Sandbox;

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/cards");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn with_cards() -> Sandbox {
    let kam = Sandbox::new();
    for name in ["phone.vcf", "contacts.vcf"] {
        kam.file(name, fixture(name));
    }
    kam
}

#[test]
fn cards_are_explained_as_a_list_is() {
    let kam = with_cards();
    insta::assert_snapshot!(kam.kam("inspect phone.vcf"), @r#"
    file:             phone.vcf
    source:           business-directory
    encoding:         utf-8
    byte order mark:  no
    header line:      0
    rows:             4
    rejected:         1
    warnings:         1
    encoding by:      validity

    columns
    column  header       field        filled  sample
    ────────────────────────────────────────────────────────────────────────────────────────────────
         1  name         name              3  杭州多达矿业工程有限公司, 何雨桐, 杭州岚柏物流有限公司
         2  contact      contact           2  张志强, 李总
         3  title        title             1  经理
         4  department   department        1  设备部
         5  phone        phone             3  138 0013 8001; 0571-55501001, 13800138031, 1380013803
         6  email        e-mail            1  zhang@duoda.example
         7  address      address           1  浙江省杭州市余杭区砾石路88号 311100
         8  website      web site          0
         9  tags         tags              0
        10  note         note              1  自有矿山道路，车辆常年跑砂石路 换车多在年底
        11  external_id  external id       0
        12  X-QQ         extra             1  10001000
        13  BDAY         extra             1  1980-03-08

    problems
    code            rejected  count  line  column
    ─────────────────────────────────────────────
    phone-length    no            1    30       5
    nothing-usable  yes           1    38
    ---- stderr ----
    phone.vcf:30:5: phone "138…(10)": 10 digits, a mobile number has 11 [phone-length]; kept as text
    phone.vcf:38: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    phone.vcf: 3 of 4 rows can be used.
    Columns that are no field are kept as extra: X-QQ, BDAY.
    "#);
}

#[test]
fn cards_come_in_and_their_persons_are_contacts() {
    let kam = with_cards();
    insta::assert_snapshot!(kam.kam("import phone.vcf contacts.vcf --source exchange:phone"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────────
    B1             4      3       0          0     0         1  phone.vcf
    B2             3      2       1          0     0         0  contacts.vcf
    ---- stderr ----
    phone.vcf:38: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    phone.vcf:30:5: phone "138…(10)": 10 digits, a mobile number has 11 [phone-length]; kept as text
    Next: 1 row could not be used: `kam batch rejects B1 -o fix.csv` writes them to be corrected.
    Logged as O2.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("list -f csv --columns account,name,kind,phone,city"), @r#"
    account,name,kind,phone,city
    A1,杭州多达矿业工程有限公司,organisation,13800138001,杭州市
    A2,何雨桐,person,13800138031,
    A3,杭州岚柏物流有限公司,organisation,13800138002,杭州市
    A4,绍兴榆舟冷链运输有限公司,organisation,057585501004-801,
    A5,"Qiantang Machinery Co., Ltd.",organisation,13900139001,
    "#);
    insta::assert_snapshot!(kam.out("contact list -f csv --columns account,name,title,department"), @r#"
    account,name,title,department
    A1,张志强,经理,设备部
    A3,李,总,
    A3,沈一舟,采购经理,采购部
    A5,Fang Wang,,
    "#);
    let again = report(&kam, "phone.vcf --source exchange:phone");
    assert_eq!(again["already_imported"], true);
}

#[test]
fn a_plan_of_cards_is_what_the_import_does() {
    let (planned, imported) = (with_cards(), with_cards());
    let cards = "phone.vcf contacts.vcf --source exchange";
    planned.out(&format!("import {cards} --fail-on none --plan plan.json"));
    json(&planned, "import --apply plan.json --fail-on none", 0);
    json(&imported, &format!("import {cards} --fail-on none"), 0);
    let all = "list -f csv --columns account,name,kind,phone,city,tags";
    assert_eq!(planned.out(all), imported.out(all));
}

#[test]
fn a_rejected_card_comes_back_as_a_row_of_a_table() {
    let kam = with_cards();
    report(&kam, "phone.vcf --source exchange");
    insta::assert_snapshot!(kam.kam("batch rejects B1 -o fix.vcf"), @r#"
    ---- stderr ----
    error: rejected rows are written as a table, not as cards
    hint: let the name end in .xlsx, or in .csv for text
    ---- exit 2 ----
    "#);
    kam.out("batch rejects B1 -o fix.csv");
    let fix = std::fs::read_to_string(kam.folder().join("fix.csv")).unwrap();
    insta::assert_snapshot!(fix, @r#"
    ﻿name,contact,title,department,phone,email,address,website,tags,note,external_id,X-QQ,BDAY,kam_reason,kam_remedy
    ,,,,,,,,,,,,1980-03-08,"no name and no phone, e-mail or credit code","fill in a name, or a phone, e-mail or credit code"
    "#);
    kam.file("fix.csv", fix.replace("\n,", "\n岚柏商贸有限公司,"));
    let fixed = report(&kam, "fix.csv --fixes B1");
    assert_eq!((&fixed["added"], &fixed["rejected"]), (&1.into(), &0.into()));
    assert_eq!(json(&kam, "batch show B1", 0)["delimiter"], serde_json::Value::Null);
}

#[test]
fn encodings_of_cards_are_told_as_those_of_lists() {
    let kam = Sandbox::new();
    let text = String::from_utf8(fixture("contacts.vcf")).unwrap();
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    kam.file("utf16.vcf", utf16);
    kam.file("gbk.txt", encoding_rs::GB18030.encode(&text).0);
    for (file, encoding) in [("utf16.vcf", "utf-16le"), ("gbk.txt", "gb18030")] {
        let found = json(&kam, &format!("inspect {file}"), 0);
        assert_eq!(found[0]["encoding"], encoding);
        assert_eq!(found[0]["columns"][0]["sample"][1], "绍兴榆舟冷链运输有限公司", "{file}");
    }
}

#[test]
fn rules_drafted_from_cards_fit_other_cards() {
    let kam = with_cards();
    kam.out("inspect phone.vcf --write-rules cards.toml");
    let rules = std::fs::read_to_string(kam.folder().join("cards.toml")).unwrap();
    assert!(rules.contains("\n[optional]\n\"X-QQ\" = \"extra\""), "{rules}");
    let read = report(&kam, "contacts.vcf --source exchange --rules cards.toml");
    assert_eq!(read["added"], 3);
}

#[test]
fn damaged_cards_are_refused_with_line_value_and_remedy() {
    let kam = Sandbox::new();
    let phone = fixture("phone.vcf");
    let at = |text: &str| phone.windows(text.len()).position(|at| at == text.as_bytes()).unwrap();
    let end = at("END:VCARD\r\n");
    kam.file("open.vcf", [&phone[..end], &phone[end + 11..]].concat());
    kam.file("cut.vcf", &phone[..at("X-QQ")]);
    kam.file("titled.vcf", [b"2026 \xc1\xaa\xcf\xb5\xc8\xcb\r\n", &phone[..]].concat());
    kam.file("letter.vcf", "BEGIN:VCARD\nFN:a\nplease call 13800138001\nEND:VCARD\n");
    kam.file(
        "charset.vcf",
        "BEGIN:VCARD\nFN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=FF=FF\nEND:VCARD",
    );
    let huge = format!("BEGIN:VCARD\nFN:a\nNOTE:{}\nEND:VCARD\n", "a".repeat(10 << 20));
    kam.file("huge.vcf", huge);
    kam.file("blank.vcf", "\n");
    let all = "open.vcf cut.vcf titled.vcf letter.vcf charset.vcf huge.vcf blank.vcf";
    insta::assert_snapshot!(kam.kam(&format!("inspect {all}")), @r#"
    ---- stderr ----
    error: open.vcf:22: "BEGIN:VCARD": a card begins within the one of line 1
    hint: end every card with `END:VCARD` on a line of its own, or export the cards again
    error: cut.vcf:23: "BEGIN:VCARD": the card never ends
    hint: end every card with `END:VCARD` on a line of its own, or export the cards again
    error: titled.vcf:1: "2026 联系人": text outside of a card
    hint: take it out, or put it between `BEGIN:VCARD` and `END:VCARD`; a table is not called .vcf
    error: letter.vcf:3: "please call 138****8001": no property of a card: name, colon and value are wanted
    hint: correct the line or take it out; a line that goes on begins with a blank
    error: charset.vcf:2: "FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABL…": the value is not in its charset
    hint: name the charset in the card, as `CHARSET=UTF-8`, or with `--encoding`; or export the cards again as version 3.0
    error: huge.vcf:3: "NOTE:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…": longer than 32767 characters
    hint: export the cards again without what is not a person's: attachments, copies, histories
    error: cannot import `blank.vcf`: there is nothing in it
    hint: export the list again; it needs a header and rows
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(kam.kam(&format!("inspect {all} --lang zh-CN")), @r#"
    ---- stderr ----
    错误：open.vcf:22: "BEGIN:VCARD"：第 1 行的名片未结束又开始新的名片
    提示：每张名片以单独一行 `END:VCARD` 结束，或重新导出
    错误：cut.vcf:23: "BEGIN:VCARD"：名片没有结束
    提示：每张名片以单独一行 `END:VCARD` 结束，或重新导出
    错误：titled.vcf:1: "2026 联系人"：名片以外的文字
    提示：请删去，或放进 `BEGIN:VCARD` 与 `END:VCARD` 之间；表格不要以 .vcf 命名
    错误：letter.vcf:3: "please call 138****8001"：不是名片属性：应为“名称:值”
    提示：请改正或删去该行；续行以空格开头
    错误：charset.vcf:2: "FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABL…"：值与其字符集不符
    提示：请在名片中写明字符集，例如 `CHARSET=UTF-8`，或用 `--encoding` 指定；也可按 3.0 版重新导出
    错误：huge.vcf:3: "NOTE:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"：超过 32767 个字符
    提示：请重新导出，不含附件、副本和历史记录
    错误：无法导入 `blank.vcf`：文件是空的
    提示：请重新导出；名单应有表头和数据行
    ---- exit 3 ----
    "#);
    kam.file("phone.vcf", phone);
    insta::assert_snapshot!(kam.kam("inspect phone.vcf --delimiter tab"), @r#"
    ---- stderr ----
    error: `--delimiter` is for tables; `phone.vcf` has cards, which have neither header nor delimiter
    hint: leave `--delimiter` out, or import text files with it on their own
    ---- exit 2 ----
    "#);
}
