//! A table of texts as a workbook (XLSX): one sheet, every cell a text, so that no program takes
//! a telephone number for a number.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// Characters that a sheet's name may have.
const NAME: usize = 31;

/// Returns the bytes of a workbook with one sheet of this name and these rows, the first of which
/// stands still while the others are scrolled.
///
/// # Errors
/// The workbook would be larger than 4 GiB.
pub fn workbook(name: &str, rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    let mut archive = Archive::default();
    archive.add("[Content_Types].xml", CONTENT_TYPES)?;
    archive.add("_rels/.rels", RELATIONS)?;
    archive.add("xl/workbook.xml", &book(name))?;
    archive.add("xl/_rels/workbook.xml.rels", BOOK_RELATIONS)?;
    archive.add("xl/worksheets/sheet1.xml", &sheet(rows))?;
    archive.finish()
}

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const BOOK_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn book(name: &str) -> String {
    let allowed = |c: char| if "[]:*?/\\'".contains(c) { ' ' } else { c };
    let name: String = name.chars().map(allowed).take(NAME).collect();
    let name = if name.trim().is_empty() { "1" } else { name.trim() };
    let mut text = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name=""#,
    );
    push(&mut text, name);
    text.push_str(r#"" sheetId="1" r:id="rId1"/></sheets></workbook>"#);
    text
}

fn sheet(rows: &[Vec<String>]) -> String {
    let mut text = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>"#,
    );
    for (line, cells) in (1..).zip(rows) {
        let _ = write!(text, r#"<row r="{line}">"#);
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = letters(column);
            let _ = write!(text, r#"<c r="{place}{line}" t="inlineStr"><is><t"#);
            text.push_str(r#" xml:space="preserve">"#);
            push(&mut text, cell);
            text.push_str("</t></is></c>");
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData></worksheet>");
    text
}

/// Returns the letters of a column, from 0: A, B … Z, AA.
fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or(0));
        match (column / 26).checked_sub(1) {
            Some(rest) => column = rest,
            None => break,
        }
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// Adds a text; characters that XML has not are written as workbooks write them, `_x0001_`.
fn push(out: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_escape(&text[at..]) => out.push_str("_x005F_"),
            '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "_x{:04X}_", u32::from(c));
            }
            _ => out.push(c),
        }
    }
}

/// Returns whether a text begins like a character written as `_x0001_`.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && bytes.starts_with(b"_x")
        && bytes[6] == b'_'
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// A ZIP archive in memory.
#[derive(Default)]
struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    parts: u16,
}

/// 1 January 1980: the same rows make the same bytes.
const DAY: u16 = 0x21;

impl Archive {
    fn add(&mut self, name: &str, content: &str) -> io::Result<()> {
        let place = size(self.bytes.len())?;
        let mut crc = Crc::new();
        crc.update(content.as_bytes());
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content.as_bytes())?;
        let packed = encoder.finish()?;
        // Version 2.0, names in UTF-8, deflated.
        let mut entry: Vec<u8> = Vec::new();
        for number in [20_u16, 0x0800, 8, 0, DAY] {
            entry.extend(number.to_le_bytes());
        }
        for number in [crc.sum(), size(packed.len())?, size(content.len())?] {
            entry.extend(number.to_le_bytes());
        }
        entry.extend(u16::try_from(name.len()).unwrap_or(0).to_le_bytes());
        entry.extend([0, 0]);
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(&entry);
        self.directory.extend([0; 10]);
        self.directory.extend(place.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(entry);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(packed);
        self.parts += 1;
        Ok(())
    }

    fn finish(mut self) -> io::Result<Vec<u8>> {
        let place = size(self.bytes.len())?;
        let length = size(self.directory.len())?;
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06\x00\x00\x00\x00");
        for _ in 0..2 {
            self.bytes.extend(self.parts.to_le_bytes());
        }
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(place.to_le_bytes());
        self.bytes.extend([0, 0]);
        Ok(self.bytes)
    }
}

fn size(bytes: usize) -> io::Result<u32> {
    u32::try_from(bytes).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn what_xml_has_not_is_written_as_workbooks_write_it() {
        let said = |text: &str| {
            let mut out = String::new();
            push(&mut out, text);
            out
        };
        assert_eq!(said("A&B <\"好\">\t\n"), "A&amp;B &lt;&quot;好&quot;&gt;\t\n");
        assert_eq!(said("a\u{1}b\r"), "a_x0001_b_x000D_");
        assert_eq!(said("_x0041_ _x004_ _好"), "_x005F_x0041_ _x004_ _好");
    }

    #[test]
    fn names_of_sheets_are_ones_that_programs_take() {
        assert!(book("3月1日").contains(r#"<sheet name="3月1日""#));
        assert!(book("a/b'[1]").contains(r#"<sheet name="a b  1""#));
        assert!(book(" ").contains(r#"<sheet name="1""#));
        assert!(book(&"长".repeat(40)).contains(&format!(r#"name="{}""#, "长".repeat(31))));
    }
}
