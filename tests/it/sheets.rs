//! Rows that go out as workbooks.

use std::io::Read as _;

use crate::sandbox::{Sandbox, on_both};
use crate::touches::{rows, text};

/// Makes accounts with all that the cells of a workbook may hold.
fn filled() -> Sandbox {
    let kam = Sandbox::new();
    fill(&kam);
    kam
}

fn fill(kam: &Sandbox) {
    kam.out("staff add 李娜 -q");
    kam.file(
        "list.csv",
        "公司,联系人,电话,车型,数量,预算,预计购车日期,备注\n\
         多达矿业有限公司,张志强,13800138001,拓川,3,75万,2026-03-16,\"两行\n第二行\"\n\
         砾川混凝土有限公司,石川,057155501020,沐野,1,,,=1+1\n\
         霁淮检测技术有限公司,霁淮,+8613900001111,,,,,_x0041_<b>&\n",
    );
    kam.out("import list.csv --source yellow-pages --owner 李娜 -q");
    kam.out("log A1 call --note 问价 --next 2026-03-05 -q");
}

/// Returns the text of the sheet of a workbook.
pub(crate) fn sheet(kam: &Sandbox, file: &str) -> String {
    let bytes = std::fs::read(kam.folder().join(file)).unwrap();
    let name = b"xl/worksheets/sheet1.xml";
    let at = bytes.windows(name.len()).position(|part| part == name).unwrap();
    let mut text = String::new();
    let packed = &bytes[at + name.len()..];
    flate2::read::DeflateDecoder::new(packed).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn rows_go_out_as_a_workbook() {
    let kam = filled();
    let list = "list --columns account,name,phone,grade,last_touch,tags -o 李娜.xlsx";
    insta::assert_snapshot!(kam.kam(&format!("--lang zh {list}")), @"
    ---- stderr ----
    已写入 李娜.xlsx。
    ");
    insta::assert_snapshot!(text(&rows(&kam, "李娜.xlsx")), @"
    客户ID|名称|电话|级别|最近接触|标签
    A1|多达矿业有限公司|13800138001|N|2026-03-02|
    A2|砾川混凝土有限公司|057155501020|N||
    A3|霁淮检测技术有限公司|13900001111|||
    ");
    kam.out(&format!("{list} --sort -account --limit 2 -q"));
    insta::assert_snapshot!(text(&rows(&kam, "李娜.xlsx")), @"
    account id|name|phone|grade|last touch|tags
    A3|霁淮检测技术有限公司|13900001111|||
    A2|砾川混凝土有限公司|057155501020|N||
    ");
    insta::assert_snapshot!(kam.kam("show A1 -o one.xlsx"), @"
    ---- stderr ----
    Written to one.xlsx.
    ");
    assert_eq!(rows(&kam, "one.xlsx").len(), 2);
}

#[test]
fn cells_are_numbers_amounts_days_and_texts() {
    let kam = filled();
    kam.out("export deals -o deals.xlsx --columns id,account,model,quantity,budget,expected_on -q");
    insta::assert_snapshot!(sheet(&kam, "deals.xlsx").replace("<row", "\n<row"), @r#"
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="1" width="10" customWidth="1"/><col min="2" max="2" width="12" customWidth="1"/><col min="3" max="3" width="10" customWidth="1"/><col min="4" max="4" width="10" customWidth="1"/><col min="5" max="5" width="18" customWidth="1"/><col min="6" max="6" width="12" customWidth="1"/></cols><sheetData>
    <row r="1"><c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">id</t></is></c><c r="B1" s="1" t="inlineStr"><is><t xml:space="preserve">account id</t></is></c><c r="C1" s="1" t="inlineStr"><is><t xml:space="preserve">model</t></is></c><c r="D1" s="1" t="inlineStr"><is><t xml:space="preserve">quantity</t></is></c><c r="E1" s="1" t="inlineStr"><is><t xml:space="preserve">budget</t></is></c><c r="F1" s="1" t="inlineStr"><is><t xml:space="preserve">expected</t></is></c></row>
    <row r="2"><c r="A2" s="2" t="inlineStr"><is><t xml:space="preserve">D1</t></is></c><c r="B2" s="2" t="inlineStr"><is><t xml:space="preserve">A1</t></is></c><c r="C2" s="2" t="inlineStr"><is><t xml:space="preserve">拓川</t></is></c><c r="D2" s="0"><v>3</v></c><c r="E2" s="3"><v>750000.00</v></c><c r="F2" s="4"><v>46097</v></c></row>
    <row r="3"><c r="A3" s="2" t="inlineStr"><is><t xml:space="preserve">D2</t></is></c><c r="B3" s="2" t="inlineStr"><is><t xml:space="preserve">A2</t></is></c><c r="C3" s="2" t="inlineStr"><is><t xml:space="preserve">沐野</t></is></c><c r="D3" s="0"><v>1</v></c></row></sheetData><ignoredErrors><ignoredError sqref="A1:F3" numberStoredAsText="1"/></ignoredErrors></worksheet>
    "#);
    kam.out("export accounts --columns id,name,note --no-header -o bare.xlsx -q");
    insta::assert_snapshot!(sheet(&kam, "bare.xlsx").replace("<row", "\n<row"), @r#"
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="1" max="1" width="10" customWidth="1"/><col min="2" max="2" width="22" customWidth="1"/><col min="3" max="3" width="13" customWidth="1"/></cols><sheetData>
    <row r="1"><c r="A1" s="2" t="inlineStr"><is><t xml:space="preserve">A1</t></is></c><c r="B1" s="2" t="inlineStr"><is><t xml:space="preserve">多达矿业有限公司</t></is></c><c r="C1" s="2" t="inlineStr"><is><t xml:space="preserve">两行
    第二行</t></is></c></row>
    <row r="2"><c r="A2" s="2" t="inlineStr"><is><t xml:space="preserve">A2</t></is></c><c r="B2" s="2" t="inlineStr"><is><t xml:space="preserve">砾川混凝土有限公司</t></is></c><c r="C2" s="2" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c></row>
    <row r="3"><c r="A3" s="2" t="inlineStr"><is><t xml:space="preserve">A3</t></is></c><c r="B3" s="2" t="inlineStr"><is><t xml:space="preserve">霁淮检测技术有限公司</t></is></c><c r="C3" s="2" t="inlineStr"><is><t xml:space="preserve">_x005F_x0041_&lt;b&gt;&amp;</t></is></c></row></sheetData><ignoredErrors><ignoredError sqref="A1:C3" numberStoredAsText="1"/></ignoredErrors></worksheet>
    "#);
}

#[test]
fn every_command_with_rows_writes_workbooks() {
    let kam = filled();
    for command in [
        "list",
        "contact list",
        "deal list",
        "batch list",
        "batch rows B1",
        "history",
        "order",
        "book",
        "agenda --why A1",
        "report funnel",
        "report sources",
        "staff list",
        "grade --explain",
        "schema",
        "inspect list.csv",
        "export touches",
        "export staff",
    ] {
        let said = kam.kam(&format!("{command} -o out.xlsx -q"));
        assert_eq!(said, "", "{command}");
        assert!(sheet(&kam, "out.xlsx").ends_with("</worksheet>"), "{command}");
        std::fs::remove_file(kam.folder().join("out.xlsx")).unwrap();
    }
    let query = ["query", "SELECT 1 AS n, '+1' AS name", "-o", "out.xlsx", "-q"];
    assert_eq!(kam.kam_with(&query, ""), "");
    assert_eq!(text(&rows(&kam, "out.xlsx")), "n|name\n1|+1\n");
}

#[test]
fn more_rows_than_are_looked_at_are_written_as_they_come() {
    let kam = Sandbox::new();
    let row = |number: usize| {
        format!("清溪{number}号贸易有限公司,1390571{number:04},{}\n", "长".repeat(40))
    };
    let list: String = (0..2_500).map(row).collect();
    kam.file("list.csv", format!("公司,电话,备注\n{list}"));
    kam.out("import list.csv --source yellow-pages -q");
    kam.out("list -o all.xlsx --columns account,name,phone -q");
    let all = rows(&kam, "all.xlsx");
    assert_eq!(
        (all.len(), all[2_500][0].as_str(), all[2_500][2].as_str()),
        (2_501, "A2500", "13905712499")
    );
    insta::assert_snapshot!(kam.kam("inspect all.xlsx -q -f csv --columns rows,rejected"), @"
    rows,rejected
    2500,0
    ");
}

#[test]
fn what_a_cell_does_not_hold_is_refused_by_name() {
    let kam = filled();
    let note = "长".repeat(33_000);
    assert!(kam.run(&["edit", "A2", "--note", &note, "-q"]).status.success());
    insta::assert_snapshot!(kam.kam("export accounts -o out.xlsx --columns id,note"), @"
    ---- stderr ----
    error: `note` in row 3 has more than the 32767 characters of a cell
    hint: write CSV, or choose rows or columns (`--limit`, `--columns`)
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh export accounts -o out.xlsx --columns id,note"), @"
    ---- stderr ----
    错误：第 3 行的 `note` 超过单元格的 32767 个字符
    提示：请写成 CSV，或选择行或列（`--limit`、`--columns`）
    ---- exit 3 ----
    ");
    assert!(!kam.folder().join("out.xlsx").exists());
    assert_eq!(kam.kam("list -o out.xlsx --columns account,name -q"), "");
}

#[test]
fn accounts_come_back_as_those_they_are() {
    on_both(|kam| {
        fill(kam);
        kam.out("--lang zh list -o 客户.xlsx -q");
        let columns = "collected,added,merged,unchanged,held,rejected";
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.kam(&format!("import 客户.xlsx --source exchange -q -f csv --columns {columns}")), @"
            collected,added,merged,unchanged,held,rejected
            3,0,3,0,0,0
            ");
            insta::assert_snapshot!(kam.out("list -f csv --columns account,name,phone,last_touch"), @"
            account,name,phone,last_touch
            A1,多达矿业有限公司,13800138001,2026-03-02
            A2,砾川混凝土有限公司,057155501020,
            A3,霁淮检测技术有限公司,13900001111,
            ");
        }
    });
    let other = Sandbox::new();
    let kam = filled();
    kam.out("list -o accounts.xlsx -q");
    other.file("accounts.xlsx", std::fs::read(kam.folder().join("accounts.xlsx")).unwrap());
    insta::assert_snapshot!(other.kam("import accounts.xlsx --source exchange"), @"
    batch  collected  added  merged  unchanged  held  rejected  file           sheet
    ───────────────────────────────────────────────────────────────────────────────────
    B1             3      3       0          0     0         0  accounts.xlsx  accounts
    ---- stderr ----
    Logged as O2.
    ");
    insta::assert_snapshot!(other.out("list -f csv --columns account,name,phone,city,tags"), @"
    account,name,phone,city,tags
    A1,多达矿业有限公司,13800138001,,
    A2,砾川混凝土有限公司,057155501020,,
    A3,霁淮检测技术有限公司,13900001111,,
    ");
}

#[test]
fn a_list_of_accounts_comes_back_with_what_was_done() {
    let kam = filled();
    kam.out("list -o 客户.xlsx --columns account,name,phone -q");
    let mut sheet = rows(&kam, "客户.xlsx");
    for (row, cells) in
        sheet.iter_mut().zip([["way", "said"], ["call", "问价"], ["", ""], ["visit", ""]])
    {
        row.extend(cells.map(str::to_owned));
    }
    kam.file("客户.xlsx", kam::render::workbook("客户", &sheet).unwrap());
    insta::assert_snapshot!(kam.out("import 客户.xlsx --source touches -q -f csv --columns added,rejected,skipped"), @"
    added,rejected,skipped
    2,0,1
    ");
    insta::assert_snapshot!(kam.out("export touches -f csv --columns account,kind,note"), @"
    account,kind,note
    A1,call,问价
    A1,call,问价
    A3,visit,
    ");
}
