//! OpenDocument workbooks (ODS).

use super::zipped::{Part, archive, document, document_parts};
use super::{any_table, cells, file, read};
use crate::ingest::read::{Options, ReadError, examine_list, origins};

/// Written by another program: a title, a day, places, marks, merged cells, a hidden sheet.
const DOCUMENT: &[u8] = include_bytes!("document.ods");

const HEAD: &str = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>name</text:p>\
                    </table:table-cell></table:table-row>";

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

/// Returns a cell with these attributes and a line of text.
fn cell(attributes: &str, text: &str) -> String {
    let text = if text.is_empty() { String::new() } else { format!("<text:p>{text}</text:p>") };
    format!("<table:table-cell {attributes}>{text}</table:table-cell>")
}

fn text(text: &str) -> String {
    cell("office:value-type=\"string\"", text)
}

fn table(name: &str, attributes: &str, rows: &[&[&str]]) -> String {
    let cells = |cells: &[&str]| cells.iter().map(|cell| text(cell)).collect::<Vec<_>>().concat();
    let rows: Vec<String> = rows.iter().map(|written| row(&cells(written))).collect();
    format!("<table:table table:name=\"{name}\" {attributes}>{}</table:table>", rows.concat())
}

fn message(bytes: &[u8]) -> String {
    match read(bytes, &any_table()) {
        Ok((_, rows)) => panic!("{rows:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_document_is_read_like_a_workbook() {
    let (examined, rows) = read(DOCUMENT, &any_table()).unwrap();
    assert_eq!((examined.origin.sheet(), examined.verdict.header_line), (Some("名单"), 2));
    assert_eq!(examined.verdict.columns, ["公司", "电话", "日期", "邮编", "金额", "备注"]);
    assert_eq!(
        cells(rows),
        [
            ["杭州多达物流有限公司", "13800138000", "2024-03-08", "000012", "1280.5", "Café naïve"],
            ["杭州多达物流有限公司", "0571-55501301", "2024-03-08T14:30", "", "-3", "1"],
            ["岚柏商贸有限公司", "1.10101199003071E+17", "", "", "", ""],
            ["岚柏商贸有限公司", "13800138001", "", "", "0.1", "𠮷家"],
        ]
    );
    let found = origins(file(DOCUMENT).path(), &any_table()).unwrap();
    assert_eq!(found.hidden, ["隐藏"]);
    let hidden = Options { sheet: Some("隐藏".to_owned()), ..any_table() };
    assert_eq!(read(DOCUMENT, &hidden).unwrap().0.verdict.columns, ["x"]);
}

#[test]
fn values_are_what_a_person_reads() {
    let float = |value: &str, shown: &str| {
        cell(&format!("office:value-type=\"float\" office:value=\"{value}\""), shown)
    };
    let annotated = "<table:table-cell office:value-type=\"string\"><office:annotation><dc:date>2024</dc:date>\
                     <text:p>note</text:p></office:annotation><text:p>多达</text:p><draw:frame><text:p>x\
                     </text:p></draw:frame></table:table-cell>";
    let covered = "<table:covered-table-cell office:value-type=\"string\"><text:p>kept</text:p>\
                   </table:covered-table-cell>";
    for (cell, shown) in [
        (text("多达 &lt;物流&gt; &amp; &quot;Co&quot;"), "多达 <物流> & \"Co\""),
        (text("一</text:p><text:p/><text:p>三"), "一\n\n三"),
        (
            text("\n  a \n  b<text:s text:c=\"3\"/>c<text:tab/>d<text:line-break/>e"),
            "a b   c\td\ne",
        ),
        (text("东<text:span>方<text:a>商贸</text:a></text:span>"), "东方商贸"),
        (
            text(
                "<text:ruby><text:ruby-base>东</text:ruby-base><text:ruby-text>dong</text:ruby-text></text:ruby>方",
            ),
            "东方",
        ),
        (text("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>"), "a"),
        (cell("", "unsaid"), "unsaid"),
        (annotated.to_owned(), "多达"),
        (covered.to_owned(), "kept"),
        (float("13800138000", "1.38E+10"), "13800138000"),
        (float("1.3800138E10", "13800138000"), "13800138000"),
        (float("110101199003071234", "110101199003071000"), "1.10101199003071E+17"),
        (float("0.30000000000000004", "0.3"), "0.3"),
        (float("-7", "(7)"), "-7"),
        (float("1280", "1,280.00"), "1280"),
        (float("12", "000012"), "000012"),
        (float("1065551234", "010-65551234"), "010-65551234"),
        (float("12", "000013"), "12"),
        (float("0", "0"), "0"),
        (
            cell(
                "office:value-type=\"currency\" office:currency=\"CNY\" office:value=\"1234.5\"",
                "¥1,234.50",
            ),
            "1234.5",
        ),
        (cell("office:value-type=\"percentage\" office:value=\"0.125\"", "13%"), "12.5%"),
        (cell("office:value-type=\"boolean\" office:boolean-value=\"true\"", "是"), "TRUE"),
        (
            cell("office:value-type=\"date\" office:date-value=\"2024-03-08\"", "8/3/24"),
            "2024-03-08",
        ),
        (
            cell("office:value-type=\"date\" office:date-value=\"2024-03-08T12:00:00\"", ""),
            "2024-03-08T12:00",
        ),
        (cell("office:value-type=\"time\" office:time-value=\"PT18H00M00S\"", "6 PM"), "18:00"),
        (
            cell(
                "table:formula=\"of:=NA()\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"",
                "#N/A",
            ),
            "#N/A",
        ),
        (cell("office:value-type=\"string\" office:string-value=\"a &amp; b\"", "x"), "a & b"),
        (
            cell("table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\"", "2"),
            "2",
        ),
    ] {
        let rows = HEAD.to_owned() + &row(&(text("a") + &cell));
        let (_, rows) = read(&document(&rows), &any_table()).unwrap();
        assert_eq!(rows[0].1[1], shown, "{cell}");
    }
    let blank = cell("table:formula=\"of:=A1\" office:value-type=\"string\"", "");
    let (_, rows) = read(&document(&(HEAD.to_owned() + &row(&blank))), &any_table()).unwrap();
    assert!(rows.is_empty());
}

#[test]
fn what_is_repeated_is_there_as_often() {
    let far = "table:number-columns-repeated=\"16384\"";
    let rows = row(&(text("name") + &text("b") + &cell(far, "")))
        + "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
           <table:table-header-rows><table:table-row table:number-rows-repeated=\"3\">\
           <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\"/>\
           </table:table-row></table:table-header-rows><table:table-row-group>"
        + &row(&(cell("table:number-columns-repeated=\"2\"", "") + &text("c")))
        + "</table:table-row-group><table:table-row table:number-rows-repeated=\"1048569\">\
           <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let (examined, read_rows) = read(&document(&rows), &any_table()).unwrap();
    assert_eq!(examined.verdict.columns, ["name", "b", ""]);
    let row = |cells: [&str; 3]| cells.map(ToOwned::to_owned).to_vec();
    let sevens = row(["7", "7", ""]);
    assert_eq!(
        read_rows,
        [(4, sevens.clone()), (5, sevens.clone()), (6, sevens), (7, row(["", "", "c"]))]
    );
}

#[test]
fn cells_that_are_shown_as_one_are_filled_down() {
    let merged = |text: &str, down: u32, right: u32| {
        let spans = format!(
            "table:number-rows-spanned=\"{down}\" table:number-columns-spanned=\"{right}\""
        );
        cell(&format!("office:value-type=\"string\" {spans}"), text)
    };
    let covered = "<table:covered-table-cell/>";
    let rows = row(&(merged("2026年名单", 1, 3) + covered + covered))
        + &row(&(merged("公司", 2, 1) + &merged("采购负责人", 1, 2) + covered))
        + &row(&(covered.to_owned() + &text("姓名") + &text("电话")))
        + &row(&(merged("多达", 2, 1) + &text("张三") + &text("1")))
        + &row(&(covered.to_owned() + &text("李四")))
        + &row(&(cell("", "") + &text("王五") + &text("同上")));
    let (examined, rows) = read(&document(&rows), &any_table()).unwrap();
    assert_eq!(examined.verdict.columns, ["公司", "采购负责人 姓名", "采购负责人 电话"]);
    assert_eq!(cells(rows), [["多达", "张三", "1"], ["多达", "李四", ""], ["", "王五", "同上"]]);
}

#[test]
fn sheets_of_a_document_are_chosen_like_those_of_a_workbook() {
    let first = table("3月1日", "", &[&["公司", "电话"], &["多达", "1"]]);
    let second = table("3月2日", "", &[&["公司", "电话"], &["岚柏", "2"], &["云岭"]]);
    let hidden = table("旧", "table:style-name=\"hidden\"", &[&["x"], &["y"]]);
    let changes = "<table:tracked-changes><table:table/></table:tracked-changes>";
    let tables = changes.to_owned() + &first + &table("空", "", &[]) + &hidden + &second;
    let bytes = archive(&document_parts(&tables));
    let document = file(&bytes);
    let found = origins(document.path(), &any_table()).unwrap();
    assert_eq!(found.hidden, ["旧"]);
    let lists = found.lists.iter().map(|list| {
        let examined = examine_list(list, &any_table()).unwrap();
        (list.sheet().unwrap().to_owned(), examined.rows)
    });
    assert_eq!(lists.collect::<Vec<_>>(), [("3月1日".to_owned(), 1), ("3月2日".to_owned(), 2)]);
    for (wanted, rows) in [("旧", [["y"]].as_slice()), ("3", &[["y"]])] {
        let options = Options { sheet: Some(wanted.to_owned()), ..any_table() };
        assert_eq!(cells(read(&bytes, &options).unwrap().1), rows, "{wanted}");
    }
    let marked = |parts: &mut Vec<Part>| {
        let content = [b"\xef\xbb\xbf", parts[2].text()].concat();
        parts[2] = Part::new("content.xml", &content);
    };
    let mut parts = document_parts(&tables);
    marked(&mut parts);
    let options = Options { sheet: Some("3月2日".to_owned()), ..any_table() };
    assert_eq!(cells(read(&archive(&parts), &options).unwrap().1), [["岚柏", "2"], ["云岭", ""]]);
    // The same where the sheets are not kept apart.
    let bytes = archive(&document_parts(&(table("空", "", &[]) + &second)));
    assert_eq!(cells(read(&bytes, &any_table()).unwrap().1), [["岚柏", "2"], ["云岭", ""]]);
    let notes = table("说明", "", &[&["说明"], &["请勿外传"]]);
    let said = message(&archive(&document_parts(&(first + &notes))));
    assert_eq!(said, "2 sheets with different headers");
    assert_eq!(message(&archive(&document_parts(&hidden))), "only hidden sheets have rows");
    assert!(matches!(read(&super::zipped::document(""), &any_table()), Err(ReadError::Empty)));
}

#[test]
fn damaged_cells_of_a_document_are_named() {
    let value =
        |kind: &str, value: &str| cell(&format!("office:value-type=\"{kind}\" {value}"), "x");
    let times = |count: &str| cell(&format!("table:number-columns-repeated=\"{count}\""), "x");
    let long = "字".repeat(32_768);
    let spaces = "<text:s text:c=\"4000000000\"/>".repeat(1_000);
    for (cells, said) in [
        (value("float", "office:value=\"x\""), "Sheet1!A2: the value cannot be read"),
        (value("float", "office:value=\"NaN\""), "Sheet1!A2: the value cannot be read"),
        (value("float", ""), "Sheet1!A2: the value cannot be read"),
        (
            text("a") + &value("date", "office:date-value=\"8.3.2024\""),
            "Sheet1!B2: the value cannot be read",
        ),
        (value("time", "office:time-value=\"14:30\""), "Sheet1!A2: the value cannot be read"),
        (value("boolean", "office:boolean-value=\"2\""), "Sheet1!A2: the value cannot be read"),
        (value("void", ""), "Sheet1!A2: the value cannot be read"),
        (cell("table:formula=\"of:=A1\"", ""), "Sheet1!A2: a formula without its value"),
        (
            cell("table:formula=\"of:=A1\" office:value-type=\"float\"", "Err:522"),
            "Sheet1!A2: a formula without its value",
        ),
        (text(&long), "Sheet1!A2: the cell is longer than 32767 characters"),
        (text(&format!("a{spaces}b")), "Sheet1!A2: the cell is longer than 32767 characters"),
        (text("a") + &times("1001"), "Sheet1!ALM2: more than 1000 columns"),
        (
            cell("table:number-columns-repeated=\"99999999\"", "") + &text("a"),
            "Sheet1!XFE2: more than 1000 columns",
        ),
        (times("0"), "Sheet1!A2: the cell is not where it says"),
        (times("-1"), "Sheet1!A2: the cell is not where it says"),
        (times("99999999999999999999"), "Sheet1!A2: the cell is not where it says"),
    ] {
        assert_eq!(message(&document(&(HEAD.to_owned() + &row(&cells)))), said, "{cells:.200}");
    }
    let a = text("a");
    for (rows, said) in [
        (
            format!(
                "<table:table-row table:number-rows-repeated=\"1048576\">{a}</table:table-row>"
            ),
            "Sheet1!A2: the cell is not where it says",
        ),
        (
            format!(
                "<table:table-row table:number-rows-repeated=\"18446744073709551615\"/>{}",
                row(&a)
            ),
            "Sheet1!A18446744073709551615: the cell is not where it says",
        ),
        (
            format!("<table:table-row table:number-rows-repeated=\"x\">{a}</table:table-row>"),
            "Sheet1!A2: the cell is not where it says",
        ),
        (a.clone(), "Sheet1!A2: the cell is not where it says"),
        (
            format!(
                "<table:table-row table:number-rows-repeated=\"1000000\">{}</table:table-row>",
                cell("table:number-columns-repeated=\"1000\"", "x")
            ),
            "`content.xml` in it has more than 24000000 elements",
        ),
    ] {
        assert_eq!(message(&document(&(HEAD.to_owned() + &rows))), said, "{rows:.200}");
    }
}

type Change = fn(&mut Vec<Part>);

#[test]
fn damaged_documents_say_so() {
    let good = document_parts(&table("a", "", &[&["name"], &["多达"]]));
    assert!(read(&archive(&good), &any_table()).is_ok());
    let blanks = || Part::new("content.xml", &vec![b' '; 64 << 20]);
    let content = |text: &str| Part::new("content.xml", text.as_bytes());
    let changes: [(Change, &str); 7] = [
        (|parts| drop(parts.remove(2)), "`content.xml` is missing in it"),
        (|parts| parts[2].crc ^= 1, "`content.xml` in it is damaged"),
        (|parts| parts[2].bytes += 1, "`content.xml` in it is damaged"),
        (|parts| parts[2].flags = 1, "locked by a password"),
        (
            |parts| parts[2].bytes = 1 << 30,
            "`content.xml` in it has 1073741824 bytes, at most 536870912 are read",
        ),
        (
            |parts| {
                let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\">\
                                <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
                parts[1] = Part::new("META-INF/manifest.xml", manifest.as_bytes());
            },
            "locked by a password",
        ),
        (
            |parts| {
                let kind = b"application/vnd.oasis.opendocument.text";
                parts[0] = Part::new("mimetype", kind);
            },
            "an archive or document without sheets",
        ),
    ];
    for (change, said) in changes {
        let mut parts = document_parts(&table("a", "", &[&["name"], &["多达"]]));
        change(&mut parts);
        assert_eq!(message(&archive(&parts)), said);
    }
    let deep = "<a>".repeat(100) + &"</a>".repeat(100);
    for (part, said) in [
        (blanks(), "`content.xml` in it is more than 200 times as long as packed"),
        (content(""), "an archive or document without sheets"),
        (
            content("<office:spreadsheet><table:table><table:table-row>"),
            "`content.xml` in it is damaged",
        ),
        (content("<!DOCTYPE x><office:spreadsheet/>"), "`content.xml` in it is damaged"),
        (
            content(&format!("<office:spreadsheet><table:table>{deep}")),
            "`content.xml` in it is damaged",
        ),
        (
            content(
                "<office:spreadsheet><table:table><table:table-row><table:table-cell><text:p>&bomb;</text:p>\
                 </table:table-cell></table:table-row></table:table></office:spreadsheet>",
            ),
            "`content.xml` in it is damaged",
        ),
    ] {
        let mut parts = document_parts("");
        parts[2] = part;
        assert_eq!(message(&archive(&parts)), said);
    }
    // What says of what kind it is may be missing.
    let bare = archive(&good[2..]);
    assert!(read(&bare, &any_table()).is_ok());
    let whole = archive(&good);
    let said = "cut off or damaged: the directory of its parts is not whole";
    assert_eq!(message(&whole[..whole.len() / 2]), said);
}

/// Bytes of all parts of a small document, changed or cut off there, give rows or an error.
#[test]
fn no_changed_byte_breaks_it() {
    let merged = "office:value-type=\"string\" table:number-rows-spanned=\"2\"";
    let number =
        "office:value-type=\"float\" office:value=\"7.5\" table:number-columns-repeated=\"2\"";
    let rows = HEAD.to_owned() + &row(&(cell(merged, "多达") + &cell(number, "7.5"))) + &row("");
    let first = format!("<table:table table:name=\"a\">{rows}</table:table>");
    let mut stored = document_parts(&(first + &table("b", "", &[&["name"], &["x"]])));
    for part in &mut stored {
        part.store();
    }
    let good = archive(&stored);
    for (at, change) in (0..good.len()).zip([0x01, 0x20, 0xff].iter().cycle()) {
        let mut bytes = good.clone();
        bytes[at] ^= change;
        drop(read(&bytes, &Options { sheet: Some("1".to_owned()), ..any_table() }));
        if at % 7 == 0 {
            drop(read(&good[..at], &any_table()));
        }
    }
}
