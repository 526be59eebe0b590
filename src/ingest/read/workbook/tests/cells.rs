//! Cells are the text that a person reads.

use std::fmt::Write as _;

use rust_xlsxwriter::{Format, Formula};

use super::zipped::{archive, parts, workbook};
use super::{any_table, book, cells, read};

#[test]
fn cells_are_what_a_person_reads() {
    let format = |code: &str| Format::new().set_num_format(code);
    let red = Format::new().set_bold();
    let bytes = book(|sheet| {
        sheet.write_string(0, 0, "name").unwrap();
        sheet.write_string(0, 1, "value").unwrap();
        let mut row = 0;
        let mut next = || {
            row += 1;
            row
        };
        sheet.write_string(next(), 1, "多达 <物流> & \"Co\"\n有限公司").unwrap();
        sheet.write_number(next(), 1, 13_800_138_000.0).unwrap();
        sheet.write_number(next(), 1, 110_101_199_003_071_230.0).unwrap();
        sheet.write_number(next(), 1, 0.1 + 0.2).unwrap();
        sheet.write_number(next(), 1, -7.0).unwrap();
        for code in ["yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "m/d/yy", "dd mmm yyyy"] {
            sheet.write_number_with_format(next(), 1, 45_359.0, &format(code)).unwrap();
        }
        sheet.write_number_with_format(next(), 1, 45_359.5, &format("yyyy/m/d h:mm")).unwrap();
        sheet.write_number_with_format(next(), 1, 0.75, &format("h:mm:ss")).unwrap();
        sheet.write_number_with_format(next(), 1, 0.15, &format("0%")).unwrap();
        sheet.write_number_with_format(next(), 1, 1_234.5, &format("#,##0.00")).unwrap();
        sheet.write_number_with_format(next(), 1, 518_000.0, &format("000000")).unwrap();
        sheet.write_number_with_format(next(), 1, 12.0, &format("000000")).unwrap();
        sheet.write_boolean(next(), 1, true).unwrap();
        sheet.write_formula(next(), 1, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_formula(next(), 1, Formula::new("=A1").set_result("岚柏")).unwrap();
        sheet.write_formula(next(), 1, Formula::new("=NA()").set_result("#N/A")).unwrap();
        let runs = [(&red, "东方"), (&Format::default(), "商贸")];
        sheet.write_rich_string(next(), 1, &runs).unwrap();
        sheet.write_string(next(), 1, "=1+1").unwrap();
        sheet.write_string(next(), 1, "_x000D_").unwrap();
    });
    let (examined, rows) = read(&bytes, &any_table()).unwrap();
    assert_eq!(examined.verdict.columns, ["name", "value"]);
    let values: Vec<String> = cells(rows).into_iter().map(|row| row[1].clone()).collect();
    assert_eq!(
        values,
        [
            "多达 <物流> & \"Co\"\n有限公司",
            "13800138000",
            "1.10101199003071E+17",
            "0.3",
            "-7",
            "2024-03-08",
            "2024-03-08",
            "2024-03-08",
            "2024-03-08",
            "2024-03-08T12:00",
            "18:00",
            "15%",
            "1234.5",
            "518000",
            "000012",
            "TRUE",
            "2",
            "岚柏",
            "#N/A",
            "东方商贸",
            "=1+1",
            "_x000D_",
        ]
    );
}

#[test]
fn values_are_read_in_every_way_of_writing_them() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row>\
                <row><c t=\"inlineStr\"><is><r><t>东</t></r><r><t xml:space=\"preserve\">方 </t></r>\
                <rPh sb=\"0\" eb=\"1\"><t>dong</t></rPh></is></c></row>\
                <row r=\"4\"><c r=\"A4\" t=\"s\"><v>1</v></c></row>\
                <row r=\"5\"><c r=\"A5\" t=\"str\"><f>B1</f><v>a_x000D_&amp;&#x591a;</v></c></row>\
                <row r=\"6\"><c r=\"A6\" t=\"d\"><v>2024-03-08T00:00:00</v></c></row>\
                <row r=\"7\"><c r=\"A7\" t=\"b\"><v>false</v></c></row>\
                <row r=\"8\"><c r=\"A8\" t=\"e\"><v>#SPILL!</v></c></row>\
                <row r=\"9\"><c r=\"A9\" s=\"1\"><v>45359</v></c></row>\
                <row r=\"10\"><c r=\"A10\"><v>1.3800138E10</v></c></row>\
                <row r=\"11\"><c r=\"A11\" t=\"s\"><v>0</v></c></row>\
                <row r=\"12\"><c r=\"A12\"/><c r=\"B12\" s=\"1\"/></row>\
                <row r=\"13\"><c r=\"A13\" t=\"str\"><f>A1</f><v></v></c></row>\
                <row r=\"14\"><c r=\"A14\"><![CDATA[]]><v><![CDATA[7]]></v></c></row>";
    let strings = "<si/><si><t>多达</t><phoneticPr/></si>";
    let sheet = format!("<sheetData>{rows}</sheetData>");
    let (_, rows) = read(&archive(&parts(&sheet, strings)), &any_table()).unwrap();
    let values: Vec<(u64, &str)> =
        rows.iter().map(|(line, row)| (*line, row[0].as_str())).collect();
    assert_eq!(
        values,
        [
            (2, "东方 "),
            (4, "多达"),
            (5, "a\r&多"),
            (6, "2024-03-08"),
            (7, "FALSE"),
            (8, "#SPILL!"),
            (9, "2024-03-08"),
            (10, "13800138000"),
            (14, "7"),
        ]
    );
}

#[test]
fn names_with_prefixes_are_read() {
    let rows = "<x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>name</x:t></x:is></x:c></x:row>\
                <x:row r=\"2\"><x:c r=\"B2\"><x:v>7</x:v></x:c></x:row>";
    let sheet = format!("<x:sheetData xmlns:x=\"m\">{rows}</x:sheetData>");
    let (examined, rows) = read(&archive(&parts(&sheet, "")), &any_table()).unwrap();
    assert_eq!(examined.verdict.columns, ["name", ""]);
    assert_eq!(rows, [(2, vec![String::new(), "7".to_owned()])]);
}

#[test]
fn cells_with_a_style_and_nothing_else_are_passed_over() {
    // Longer than what is read at once, so that tags are cut at every place.
    let mut styled = String::new();
    for row in 3..3_000 {
        write!(styled, "<row r=\"{row}\" spans=\"1:20\">").unwrap();
        for column in 'B'..='T' {
            write!(styled, "<c r=\"{column}{row}\" s=\"1\"/>").unwrap();
        }
        styled.push_str("</row>\n");
    }
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row>\
                <row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" s=\"1\"/>\n<c r=\"C2\"/><c><v>4</v></c>\
                <c r=\"E2\" s=\"1\"></c></row>"
        .to_owned()
        + &styled
        + "<row r=\"3000\"><c r=\"A3000\" s=\"1\"/><c r=\"B3000\"><v>2</v></c>"
        + "<c r=\"C3000\" s=\"1\" /></row>";
    let (examined, read_rows) = read(&workbook(&rows), &any_table()).unwrap();
    assert_eq!(examined.verdict.columns.len(), 4);
    let row = |cells: [&str; 4]| cells.map(ToOwned::to_owned).to_vec();
    assert_eq!(read_rows, [(2, row(["1", "", "", "4"])), (3_000, row(["", "2", "", ""]))]);
    // They have to be where they say all the same.
    let misplaced = rows.replace("<c r=\"C3000\" s=\"1\" />", "<c r=\"A3000\" s=\"1\" />");
    let error = read(&workbook(&misplaced), &any_table()).unwrap_err();
    assert_eq!(error.to_string(), "Sheet1!A3000: the cell is not where it says");
}

#[test]
fn far_cells_cost_nothing() {
    let far = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row>\
               <row r=\"1048576\"><c r=\"A1048576\"><v>7</v></c><c r=\"XFD1048576\" s=\"1\"/></row>";
    let (examined, rows) = read(&workbook(far), &any_table()).unwrap();
    assert_eq!(examined.verdict.columns.len(), 1);
    assert_eq!(rows, [(1_048_576, vec!["7".to_owned()])]);
}
