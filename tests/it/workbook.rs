//! Workbooks: the same lists as text, which of their sheets are read, and what is said of them.

use rust_xlsxwriter::{Format, Workbook};

use crate::lists::json;
use crate::sandbox::Sandbox;

/// Returns a workbook of these sheets: name and rows.
fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

const MONDAY: &[&[&str]] = &[&["公司", "电话"], &["多达物流有限公司", "13800138000"]];
const TUESDAY: &[&[&str]] =
    &[&["公司", "电话"], &["岚柏商贸有限公司", "138001"], &["多达物流有限公司", "13800138000"]];
const NOTES: &[&[&str]] = &[&["说明", "日期", "经办"], &["请勿外传"]];

/// Returns the cells of a list of the demo.
fn list_of(list: &[u8], delimiter: u8) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new();
    reader.delimiter(delimiter).has_headers(false).flexible(true);
    reader.from_reader(list).records().map(Result::unwrap).collect()
}

/// Returns whether programs keep a cell as a number.
fn is_number(cell: &str) -> bool {
    let is_whole = cell.bytes().all(|b| b.is_ascii_digit());
    (1..15).contains(&cell.len()) && !cell.starts_with('0') && is_whole
}

/// Returns whether programs keep a cell as a day.
fn is_day(cell: &str) -> bool {
    cell.len() == 10 && rust_xlsxwriter::ExcelDateTime::parse_from_str(cell).is_ok()
}

/// Returns a list as a workbook, numbers and days as programs keep them.
fn as_workbook(list: &[csv::StringRecord]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    for (row, cells) in (0..).zip(list) {
        for (column, cell) in (0..).zip(cells) {
            if is_number(cell) {
                sheet.write_number(row, column, cell.parse::<f64>().unwrap()).unwrap();
            } else if is_day(cell) {
                let date = rust_xlsxwriter::ExcelDateTime::parse_from_str(cell).unwrap();
                sheet.write_datetime_with_format(row, column, &date, &day).unwrap();
            } else {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Returns the same as an OpenDocument workbook.
fn as_document(list: &[csv::StringRecord]) -> Vec<u8> {
    let mut rows = String::new();
    for cells in list {
        rows += "<table:table-row>";
        for cell in cells {
            let value = if is_number(cell) {
                &format!("office:value-type=\"float\" office:value=\"{cell}\"")
            } else if is_day(cell) {
                &format!("office:value-type=\"date\" office:date-value=\"{cell}\"")
            } else {
                "office:value-type=\"string\""
            };
            let text = cell.replace('&', "&amp;").replace('<', "&lt;");
            let text = text.replace("  ", " <text:s/>").replace('\n', "</text:p><text:p>");
            rows +=
                &["<table:table-cell ", value, "><text:p>", &text, "</text:p></table:table-cell>"]
                    .concat();
        }
        rows += "</table:table-row>";
    }
    document(&[("名单", "", &rows)])
}

/// Returns an OpenDocument workbook of these sheets: name, style and rows; those of style `hidden`
/// are.
fn document(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut content = "<office:document-content><style:style style:name=\"hidden\">\
                       <style:table-properties table:display=\"false\"/></style:style>\
                       <office:body><office:spreadsheet>"
        .to_owned();
    for (name, style, rows) in sheets {
        content += "<table:table table:name=\"";
        content += &[*name, "\" table:style-name=\"", style, "\">", rows].concat();
        content += "</table:table>";
    }
    content += "</office:spreadsheet></office:body></office:document-content>";
    stored(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

/// Returns an archive of these parts, not packed.
fn stored(parts: &[(&str, &str)]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let (at, length) = (u32::try_from(file.len()).unwrap(), u32::try_from(text.len()).unwrap());
        let mut sum = flate2::Crc::new();
        sum.update(text.as_bytes());
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        common.extend([sum.sum(), length, length].iter().flat_map(|number| number.to_le_bytes()));
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        file.extend([b"PK\x03\x04", &common[..], name.as_bytes(), text.as_bytes()].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &common[..], &[0; 10]].concat());
        directory.extend([&at.to_le_bytes(), name.as_bytes()].concat());
    }
    let [start, length] =
        [file.len(), directory.len()].map(|number| u32::try_from(number).unwrap());
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    file.extend(directory);
    file.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count].concat());
    file.extend([&length.to_le_bytes()[..], &start.to_le_bytes(), &[0, 0]].concat());
    file
}

#[test]
fn a_workbook_is_imported_like_the_same_list_as_text() {
    let (text, sheet, document) = (Sandbox::new(), Sandbox::new(), Sandbox::new());
    for (name, source, delimiter) in
        [("association_members", "association", b','), ("parts_invoices", "parts-invoices", b';')]
    {
        let bytes = std::fs::read(format!("fixtures/demo/{name}.csv")).unwrap();
        let list = list_of(&bytes, delimiter);
        text.file(&format!("{name}.csv"), &bytes);
        sheet.file(&format!("{name}.xlsx"), as_workbook(&list));
        document.file(&format!("{name}.ods"), as_document(&list));
        text.out(&format!("import {name}.csv --source {source}"));
        sheet.out(&format!("import {name}.xlsx --source {source}"));
        document.out(&format!("import {name}.ods --source {source}"));
        for command in ["batch rows B1 -f csv", "batch list --columns added,merged,held -f csv"] {
            assert_eq!(text.out(command), sheet.out(command), "{name}");
            assert_eq!(text.out(command), document.out(command), "{name}");
        }
    }
    for command in ["list -f csv", "contact list -f csv", "export purchases -f csv"] {
        assert_eq!(text.out(command), sheet.out(command), "{command}");
        assert_eq!(text.out(command), document.out(command), "{command}");
    }
}

/// Returns a row of an OpenDocument sheet.
fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|text| format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"))
        .collect();
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

#[test]
fn sheets_of_a_document_are_batches_and_its_damage_is_named() {
    let kam = Sandbox::new();
    let head = row(&["公司", "电话"]);
    let monday = head.clone() + &row(&["多达物流有限公司", "13800138000"]);
    let tuesday = head.clone() + &row(&["岚柏商贸有限公司", "13800138001"]);
    let sheets =
        [("2026-03-01", "", &*monday), ("旧", "hidden", &monday), ("2026年3月2日", "", &tuesday)];
    kam.file("会展.ods", document(&sheets));
    insta::assert_snapshot!(kam.kam("import 会展.ods --source exhibition"), @r"
    batch  collected  added  merged  unchanged  held  rejected  file      sheet
    ──────────────────────────────────────────────────────────────────────────────────
    B1             1      1       0          0     0         0  会展.ods  2026-03-01
    B2             1      1       0          0     0         0  会展.ods  2026年3月2日
    ---- stderr ----
    会展.ods: hidden sheets are not read: 旧.
    Logged as O2.
    ");
    let number = "<table:table-row><table:table-cell/><table:table-cell office:value-type=\"float\" \
                  office:value=\"x\"/></table:table-row>";
    kam.file("a.ods", document(&[("名单", "", &(monday.clone() + number))]));
    insta::assert_snapshot!(kam.kam("import a.ods --source exhibition"), @r"
    ---- stderr ----
    error: a.ods:名单!B3: its value is not of the kind it says
    hint: open it in a spreadsheet program, which works everything out again, and save it
    ---- exit 3 ----
    ");
    kam.file("a.fods", "<?xml version=\"1.0\"?>\n<office:document>");
    insta::assert_snapshot!(kam.kam("--lang zh import a.fods --source exhibition"), @r"
    ---- stderr ----
    错误：无法导入 `a.fods`：这是单一 XML 的 OpenDocument 表格（FODS）
    提示：请用电子表格软件打开，另存为 XLSX
    ---- exit 3 ----
    ");
    kam.file("b.ods", stored(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]));
    insta::assert_snapshot!(kam.kam("import b.ods --source exhibition"), @r"
    ---- stderr ----
    error: cannot import `b.ods`: `content.xml` is missing in it
    hint: take it from its source again, or open it in a spreadsheet program and save it as XLSX
    ---- exit 3 ----
    ");
}

#[test]
fn a_sheet_per_day_is_a_batch_per_day() {
    let kam = Sandbox::new();
    kam.file("会展.xlsx", book(&[("2026-03-01", MONDAY), ("空", &[]), ("2026年3月2日", TUESDAY)]));
    insta::assert_snapshot!(kam.kam("import 会展.xlsx --source exhibition"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file       sheet
    ───────────────────────────────────────────────────────────────────────────────────
    B1             1      1       0          0     0         0  会展.xlsx  2026-03-01
    B2             2      1       0          1     0         0  会展.xlsx  2026年3月2日
    ---- stderr ----
    会展.xlsx:2026年3月2日!B2: phone "138…(6)": too few digits for a telephone number, 6 [phone-short]; kept as text
    Logged as O2.
    "#);
    let told = json(&kam, "import 会展.xlsx --source exhibition", 0);
    let sheets = told.as_array().unwrap().iter().map(|list| {
        assert_eq!(list["already_imported"], true);
        assert!(list["encoding"].is_null());
        list["sheet"].as_str().unwrap().to_owned()
    });
    assert_eq!(sheets.collect::<Vec<_>>(), ["2026-03-01", "2026年3月2日"]);
    insta::assert_snapshot!(kam.out("batch list --columns batch,file,sheet,collected_on,encoding,delimiter -f csv"), @r"
    batch,file,sheet,collected_on,encoding,delimiter
    B1,会展.xlsx,2026-03-01,2026-03-01,,
    B2,会展.xlsx,2026年3月2日,2026-03-02,,
    ");
    // One sheet alone is the same batch.
    insta::assert_snapshot!(kam.kam("import 会展.xlsx --source exhibition --sheet 1"), @r"
    batch  collected  added  merged  unchanged  held  rejected  file       sheet
    ─────────────────────────────────────────────────────────────────────────────────
    B1             1      1       0          0     0         0  会展.xlsx  2026-03-01
    ---- stderr ----
    会展.xlsx:2026-03-01 is already imported as B1; nothing changed.
    ");
}

#[test]
fn sheets_that_differ_are_listed() {
    let kam = Sandbox::new();
    kam.file("a.xlsx", book(&[("名单 1", MONDAY), ("说明", NOTES)]));
    insta::assert_snapshot!(kam.kam("import a.xlsx --source exhibition"), @r"
    ---- stderr ----
    error: cannot import `a.xlsx`: 2 of its sheets have rows, and their headers differ
    名单 1: 2 rows, 2 columns
    说明: 2 rows, 3 columns
    hint: name one with `--sheet '名单 1'`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh import a.xlsx --source exhibition --sheet 3"), @r"
    ---- stderr ----
    错误：无法导入 `a.xlsx`：没有工作表 `3`
    提示：工作表：名单 1, 说明；也可用序号（从 1 起）
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["inspect", "a.xlsx", "--sheet", "名单 1"], ""), @r"
    file:         a.xlsx
    source:       business-directory
    header line:  1
    rows:         1
    rejected:     0
    warnings:     0
    sheet:        名单 1

    columns
    column  header  field  filled  sample
    ───────────────────────────────────────────────
         1  公司    name        1  多达物流有限公司
         2  电话    phone       1  13800138000
    ---- stderr ----
    a.xlsx:名单 1: 1 of 1 row can be used.
    ");
    kam.file("a.csv", "公司\n多达\n");
    insta::assert_snapshot!(kam.kam("import a.csv --source exhibition --sheet 1"), @r"
    ---- stderr ----
    error: cannot import `a.csv`: it is text and has no sheets
    hint: leave `--sheet` out
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("import a.xlsx --source exhibition --encoding gbk"), @r"
    ---- stderr ----
    error: `--encoding` is for text, and `a.xlsx` is a workbook, which says itself how it is written
    hint: leave `--encoding` out, or import text files with it on their own
    ---- exit 2 ----
    ");
}

#[test]
fn hidden_sheets_are_named_and_not_read() {
    let kam = Sandbox::new();
    let mut workbook = Workbook::new();
    for (name, is_hidden) in [("名单", false), ("旧名单", true)] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap().set_hidden(is_hidden);
        sheet.write_string(0, 0, "公司").unwrap().write_string(1, 0, "多达").unwrap();
    }
    kam.file("a.xlsx", workbook.save_to_buffer().unwrap());
    insta::assert_snapshot!(kam.kam("import a.xlsx --source exhibition --dry-run"), @r"
    batch  collected  added  merged  unchanged  held  rejected  file    sheet
    ─────────────────────────────────────────────────────────────────────────
    new            1      1       0          0     0         0  a.xlsx  名单
    ---- stderr ----
    a.xlsx: hidden sheets are not read: 旧名单.
    Dry run: nothing was written.
    ");
    let list = json(&kam, "import a.xlsx --source exhibition --sheet 旧名单 --dry-run", 0);
    assert_eq!(list[0]["sheet"], "旧名单");
}

#[test]
fn a_workbook_comes_on_standard_input_whatever_it_is_called() {
    let kam = Sandbox::new();
    kam.file("a.csv", book(&[("名单", MONDAY)]));
    kam.file("b.xlsx", "公司,电话\n岚柏商贸有限公司,13800138001\n");
    let lists = json(&kam, "import a.csv b.xlsx --source exhibition", 0);
    assert_eq!((&lists[0]["sheet"], &lists[0]["added"]), (&"名单".into(), &1.into()));
    assert_eq!((&lists[1]["encoding"], &lists[1]["added"]), (&"utf-8".into(), &1.into()));
}

#[test]
fn rejected_rows_of_a_sheet_come_back_as_text() {
    let kam = Sandbox::new();
    let rows: &[&[&str]] = &[&["公司", "电话", "备注"], &["多达", "13800138000"], &["", "", "x"]];
    kam.file("a.xlsx", book(&[("名单", rows)]));
    insta::assert_snapshot!(kam.kam("import a.xlsx --source exhibition"), @r"
    batch  collected  added  merged  unchanged  held  rejected  file    sheet
    ─────────────────────────────────────────────────────────────────────────
    B1             2      1       0          0     0         1  a.xlsx  名单
    ---- stderr ----
    a.xlsx:名单!3: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    Next: 1 row could not be used: `kam batch rejects B1 -o fix.xlsx` writes them to be corrected.
    Logged as O2.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.out("batch rejects B1").trim_start_matches('\u{feff}'), @r#"
    公司,电话,备注,kam_reason,kam_remedy
    ,,x,"no name and no phone, e-mail or credit code","fill in a name, or a phone, e-mail or credit code"
    "#);
}

#[test]
fn a_damaged_cell_is_named_and_its_remedy() {
    let kam = Sandbox::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "公司").unwrap().write_string(0, 1, "电话").unwrap();
    sheet.write_string(1, 0, "多达").unwrap();
    sheet.write_number(1, 1, 13_800_138_000_138_000.0).unwrap();
    sheet.write_string(2, 1_000, "x").unwrap();
    kam.file("a.xlsx", workbook.save_to_buffer().unwrap());
    insta::assert_snapshot!(kam.kam("--lang zh import a.xlsx --source exhibition"), @r"
    ---- stderr ----
    错误：a.xlsx:Sheet1!ALM3: 超过 1000 列
    提示：这是名单吗？请用电子表格软件打开，将工作表另存为“CSV UTF-8”
    ---- exit 3 ----
    ");
    kam.file("b.xlsx", &std::fs::read(kam.folder().join("a.xlsx")).unwrap()[..2_000]);
    insta::assert_snapshot!(kam.kam("import b.xlsx --source exhibition"), @r"
    ---- stderr ----
    error: cannot import `b.xlsx`: it is cut off or damaged: the directory of its parts is not whole
    hint: take it from its source again, or open it in a spreadsheet program and save it as XLSX
    ---- exit 3 ----
    ");
}

#[test]
fn tables_of_our_own_are_read_from_workbooks() {
    let kam = Sandbox::new();
    let rows: &[&[&str]] = &[&["姓名", "角色"], &["李娜", "manager"], &["王芳", "consultant"]];
    kam.file("staff.xlsx", book(&[("员工", rows)]));
    insta::assert_snapshot!(kam.kam("staff import staff.xlsx"), @r"
    ---- stderr ----
    staff.xlsx: 2 added, 0 changed, 0 unchanged.
    Logged as O2.
    ");
    kam.file("two.xlsx", book(&[("甲", rows), ("乙", rows)]));
    insta::assert_snapshot!(kam.kam("staff import two.xlsx"), @r"
    ---- stderr ----
    error: cannot import `two.xlsx`: 2 of its sheets have rows
    甲: 3 rows, 2 columns
    乙: 3 rows, 2 columns
    hint: name one with `--sheet 甲`
    ---- exit 3 ----
    ");
}
