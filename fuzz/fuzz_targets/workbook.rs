//! Workbooks: read the same twice, refused at a place, and in bounds of memory and time.
//!
//! The first byte says what the others are: the whole file, the sheet of an XLSX with its shared
//! texts behind a zero byte, or the content of an ODS.

#![no_main]

use kam::ingest::read::ReadError;
use kam_fuzz::{any_table, archive, read_twice};
use libfuzzer_sys::fuzz_target;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let file = match choice {
        b'X' => workbook(bytes),
        b'O' => document(bytes),
        _ => bytes.to_vec(),
    };
    let marks: [&[u8]; 3] = [b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];
    if !marks.iter().any(|mark| file.starts_with(mark)) {
        return;
    }
    if let Err(ReadError::Damaged { sheet, .. }) = read_twice(&file, &any_table()) {
        assert!(sheet.is_some());
    }
});

fn workbook(bytes: &[u8]) -> Vec<u8> {
    let end = bytes.iter().position(|byte| *byte == 0);
    let (sheet, texts) = bytes.split_at(end.unwrap_or(bytes.len()));
    let sheet = [b"<worksheet>", sheet, b"</worksheet>"].concat();
    let texts = [b"<sst>", texts.get(1..).unwrap_or_default(), b"</sst>"].concat();
    let own =
        [("1", "worksheet", "s.xml"), ("2", "sharedStrings", "t.xml"), ("3", "styles", "f.xml")];
    let own = own.map(|(id, kind, target)| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    });
    let own = format!("<Relationships>{}</Relationships>", own.concat());
    let book = b"<workbook><sheets><sheet name=\"a\" r:id=\"1\"/></sheets></workbook>";
    let formats =
        b"<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/>\
                    <xf numFmtId=\"46\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>";
    archive(&[
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", own.as_bytes()),
        ("xl/t.xml", &texts),
        ("xl/f.xml", formats),
        ("xl/s.xml", &sheet),
    ])
}

fn document(bytes: &[u8]) -> Vec<u8> {
    let before =
        b"<d><style:style style:name=\"h\"><style:table-properties table:display=\"false\"/>\
                   </style:style><office:spreadsheet>";
    let content = [before, bytes, b"</office:spreadsheet></d>"].concat();
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}
