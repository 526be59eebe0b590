//! Whatever is wrong with a workbook is said, and nothing of it is read.

use super::zipped::{Part, archive, parts, workbook};
use super::{any_table, book, read, write_rows};
use crate::ingest::read::{Options, ReadError};

const HEAD: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row>";

type Change = fn(&mut Part);

fn message(bytes: &[u8]) -> String {
    message_with(bytes, &any_table())
}

fn message_with(bytes: &[u8], options: &Options) -> String {
    match read(bytes, options) {
        Ok((_, rows)) => panic!("{rows:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn damaged_cells_are_named() {
    let long =
        format!("<row r=\"2\"><c r=\"C2\" t=\"str\"><v>{}</v></c></row>", "字".repeat(32_768));
    for (rows, said) in [
        (
            "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>5</v></c></row>",
            "Sheet1!A2: the value cannot be read",
        ),
        ("<row r=\"2\"><c r=\"B2\"><v>x</v></c></row>", "Sheet1!B2: the value cannot be read"),
        ("<row r=\"2\"><c r=\"B2\"><v>NaN</v></c></row>", "Sheet1!B2: the value cannot be read"),
        (
            "<row r=\"2\"><c r=\"B2\" t=\"b\"><v>2</v></c></row>",
            "Sheet1!B2: the value cannot be read",
        ),
        (
            "<row r=\"2\"><c r=\"B2\" t=\"z\"><v>2</v></c></row>",
            "Sheet1!B2: the value cannot be read",
        ),
        ("<row r=\"2\"><c r=\"B2\"><f>A1</f></c></row>", "Sheet1!B2: a formula without its value"),
        (
            "<row r=\"2\"><c r=\"B2\"><f>A1</f><v/></c></row>",
            "Sheet1!B2: a formula without its value",
        ),
        ("<row r=\"2\"><c r=\"ALM2\"><v>1</v></c></row>", "Sheet1!ALM2: more than 1000 columns"),
        ("<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>", "Sheet1!XFD2: more than 1000 columns"),
        (&long, "Sheet1!C2: the cell is longer than 32767 characters"),
        (
            "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>_x0000_</v></c></row>",
            "Sheet1!A2: a NUL character",
        ),
        ("<row r=\"2\"><c r=\"A3\"><v>1</v></c></row>", "Sheet1!A2: the cell is not where it says"),
        (
            "<row r=\"2\"><c r=\"XFE2\"><v>1</v></c></row>",
            "Sheet1!A2: the cell is not where it says",
        ),
        (
            "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>1</v></c></row>",
            "Sheet1!A2: the cell is not where it says",
        ),
        (
            "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>1</v></c></row>",
            "Sheet1!B2: the cell is not where it says",
        ),
        (
            "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row r=\"2\"/>",
            "Sheet1!A2: the cell is not where it says",
        ),
        ("<row r=\"1048577\"/>", "Sheet1!A1048577: the cell is not where it says"),
        ("<c r=\"A2\"><v>1</v></c>", "Sheet1!A1: the cell is not where it says"),
    ] {
        assert_eq!(message(&workbook(&(HEAD.to_owned() + rows))), said, "{rows:.80}");
    }
    let outside = "<c r=\"B1\"><v>1</v></c>";
    assert_eq!(message(&workbook(outside)), "Sheet1!B1: the cell is not where it says");
}

#[test]
fn damaged_parts_are_named() {
    let row = "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>";
    let sheet = format!("<sheetData>{HEAD}{row}</sheetData>");
    let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
    let token = format!("<!--{}-->", "x".repeat(2 << 20));
    for text in [
        format!("<sheetData>{HEAD}"),
        format!("<sheetData>{HEAD}<row r=\"2\"><c r=\"A2\"><v>1</c></row></sheetData>"),
        format!("<sheetData>{HEAD}{deep}</sheetData>"),
        format!("<sheetData>{HEAD}{token}</sheetData>"),
        format!("<sheetData>{HEAD}<row r=\"2\"><c r=\"A2\"><v>&bomb;</v></c></row></sheetData>"),
        format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{sheet}"),
    ] {
        let said = message(&archive(&parts(&text, "")));
        assert_eq!(said, "`xl/worksheets/sheet1.xml` in it is damaged", "{text:.200}");
    }
    // What an entry says of a part is not believed.
    let changes: [(Change, &str); 6] = [
        (|part| part.bytes -= 1, "`xl/worksheets/sheet1.xml` in it is damaged"),
        (|part| part.bytes += 1, "`xl/worksheets/sheet1.xml` in it is damaged"),
        (|part| part.crc ^= 1, "`xl/worksheets/sheet1.xml` in it is damaged"),
        (|part| part.method = 99, "`xl/worksheets/sheet1.xml` in it is damaged"),
        (|part| part.flags = 1, "locked by a password"),
        (
            |part| part.bytes = 1 << 30,
            "`xl/worksheets/sheet1.xml` in it has 1073741824 bytes, at most 536870912 are read",
        ),
    ];
    for (change, said) in changes {
        let mut parts = parts(&sheet, "");
        change(parts.last_mut().unwrap());
        assert_eq!(message(&archive(&parts)), said);
    }
}

#[test]
fn missing_parts_are_named() {
    let sheet = format!("<sheetData>{HEAD}</sheetData>");
    let without = |name: usize| {
        let mut parts = parts(&sheet, "");
        parts.remove(name);
        archive(&parts)
    };
    for (part, said) in [
        (2, "`xl/workbook.xml` is missing in it"),
        (3, "`xl/_rels/workbook.xml.rels` is missing in it"),
        (6, "`xl/worksheets/sheet1.xml` is missing in it"),
    ] {
        assert_eq!(message(&without(part)), said);
    }
    // The first relations lead where everybody puts it; texts and formats may be missing where no
    // cell asks for them.
    for part in [1, 4, 5] {
        assert!(read(&without(part), &any_table()).is_ok());
    }
}

#[test]
fn files_that_were_made_to_fill_memory_are_refused() {
    let bomb = |part: &str| {
        let blanks = " ".repeat(64 << 20);
        let text = format!("<x>{blanks}</x>");
        let mut parts = parts(&format!("<sheetData>{HEAD}</sheetData>"), "");
        let place = parts.iter().position(|known| known.name() == part).unwrap();
        parts[place] = Part::new(part, text.as_bytes());
        archive(&parts)
    };
    for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"] {
        let said = format!("`{part}` in it is more than 200 times as long as packed");
        assert_eq!(message(&bomb(part)), said);
    }
    // A count that lies reserves nothing.
    let sheet = format!("<sheetData>{HEAD}</sheetData><mergeCells count=\"4000000000\"/>");
    let mut lying = parts(&sheet, "");
    lying[4] = Part::new("xl/sharedStrings.xml", b"<sst uniqueCount=\"99999999999\"/>");
    assert!(read(&archive(&lying), &any_table()).is_ok());
}

#[test]
fn files_that_are_no_workbooks_say_so() {
    let good = book(|sheet| write_rows(sheet, 0, &[&["公司"], &["多达"]]));
    for (bytes, said) in [
        (&good[..good.len() / 2], "cut off or damaged: the directory of its parts is not whole"),
        (&good[..good.len() - 30], "cut off or damaged: the directory of its parts is not whole"),
        (b"PK\x03\x04rest", "cut off or damaged: the directory of its parts is not whole"),
        (&archive(&[Part::new("a.txt", b"a")]), "an archive or document without sheets"),
        (&archive(&[Part::new("xl/workbook.bin", b"a")]), "a binary workbook (XLSB)"),
        (
            &archive(&[Part::new("mimetype", b"a"), Part::new("content.xml", b"a")]),
            "an archive or document without sheets",
        ),
        (&archive(&[Part::new("EncryptedPackage", b"a")]), "locked by a password"),
    ] {
        assert_eq!(message(bytes), said);
    }
    assert!(matches!(read(&book(|_| ()), &any_table()), Err(ReadError::Empty)));
    let encoded = Options { encoding: Some("utf-8".parse().unwrap()), ..any_table() };
    let said = "`--encoding` is for text, a workbook says itself how it is written";
    assert_eq!(message_with(&good, &encoded), said);
    let sheet = Options { sheet: Some("1".to_owned()), ..any_table() };
    assert_eq!(
        message_with("公司\n多达\n".as_bytes(), &sheet),
        "the file is text and has no sheets"
    );
    let far = Options { header_line: Some(9), ..any_table() };
    assert!(matches!(read(&good, &far), Err(ReadError::NoHeader { line: 9 })));
}

/// Bytes of all parts of a small workbook, changed or cut off there, give rows or an error.
#[test]
fn no_changed_byte_breaks_it() {
    let strings = "<si><t>多达</t></si>";
    let row = "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\"><v>7.5</v></c></row>";
    let sheet = format!(
        "<sheetData>{HEAD}{row}</sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>"
    );
    let mut stored = parts(&sheet, strings);
    for part in &mut stored {
        part.store();
    }
    let good = archive(&stored);
    assert!(read(&good, &any_table()).is_ok());
    for (at, change) in (0..good.len()).zip([0x01, 0x20, 0xff].iter().cycle()) {
        let mut bytes = good.clone();
        bytes[at] ^= change;
        drop(read(&bytes, &any_table()));
        if at % 7 == 0 {
            drop(read(&good[..at], &any_table()));
        }
    }
}
