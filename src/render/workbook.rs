//! A table of texts as a workbook (XLSX): one sheet, every cell a text, so that no program takes
//! a telephone number for a number.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use super::width::width;

/// Characters that a sheet's name may have.
const NAME: usize = 31;

/// Cells of the narrowest column, and of the widest: longer texts run on or are cut when shown.
const WIDTHS: (usize, usize) = (8, 40);

/// Rows below those written in which values are offered, too.
const ROWS_BELOW: usize = 200;

/// Values that a program offers in the cells of a column; others may be typed all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The column, from 0.
    pub column: usize,
    /// The values; none of them has a comma or a quote.
    pub values: Vec<String>,
}

/// Returns the bytes of a workbook with one sheet of this name and these rows, the first of which
/// is bold and stands still while the others are scrolled.
///
/// # Errors
/// The workbook would be larger than 4 GiB.
pub fn workbook(name: &str, rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    form(name, rows, &[])
}

/// Returns the same as a form to be filled in, with values to choose from.
///
/// # Errors
/// The workbook would be larger than 4 GiB.
pub fn form(name: &str, rows: &[Vec<String>], offered: &[Offered]) -> io::Result<Vec<u8>> {
    let mut archive = Archive::default();
    archive.add_book(name)?;
    archive.add("xl/worksheets/sheet1.xml", &sheet(rows, offered))?;
    archive.finish()
}

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const BOOK_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// Cells as they come, bold ones, texts, amounts and days.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;

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

fn sheet(rows: &[Vec<String>], offered: &[Offered]) -> String {
    let mut text = String::new();
    push_head(&mut text, true);
    push_columns(&mut text, &widths(rows));
    text.push_str("<sheetData>");
    for (line, cells) in (1..).zip(rows) {
        let _ = write!(text, r#"<row r="{line}">"#);
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = letters(column);
            let style = if line == 1 { r#" s="1""# } else { "" };
            let _ = write!(text, r#"<c r="{place}{line}"{style} t="inlineStr"><is><t"#);
            text.push_str(r#" xml:space="preserve">"#);
            push(&mut text, cell);
            text.push_str("</t></is></c>");
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData>");
    push_offered(&mut text, rows.len(), offered);
    text.push_str("</worksheet>");
    text
}

/// Begins a sheet; its header stands still while the rows are scrolled.
pub(super) fn push_head(text: &mut String, header: bool) {
    text.push_str(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    );
    if header {
        text.push_str(r#"<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>"#);
    }
}

/// Returns the cells that the longest line of each column takes.
fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let longest = |column: usize| {
        let lines = rows.iter().filter_map(|row| row.get(column)).flat_map(|cell| cell.lines());
        lines.map(width).max().unwrap_or(0)
    };
    (0..columns).map(longest).collect()
}

/// Adds how wide columns are: as their longest line, within limits.
pub(super) fn push_columns(text: &mut String, widths: &[usize]) {
    if widths.is_empty() {
        return;
    }
    text.push_str("<cols>");
    for (number, longest) in (1..).zip(widths) {
        let longest = (*longest).clamp(WIDTHS.0, WIDTHS.1) + 2;
        let _ = write!(
            text,
            r#"<col min="{number}" max="{number}" width="{longest}" customWidth="1"/>"#
        );
    }
    text.push_str("</cols>");
}

/// Adds the values that programs offer, in the rows written and some below.
fn push_offered(text: &mut String, rows: usize, offered: &[Offered]) {
    if offered.is_empty() {
        return;
    }
    let _ = write!(text, r#"<dataValidations count="{}">"#, offered.len());
    for Offered { column, values } in offered {
        let (place, last) = (letters(*column), rows + ROWS_BELOW);
        let _ = write!(
            text,
            r#"<dataValidation type="list" allowBlank="1" sqref="{place}2:{place}{last}"><formula1>"#
        );
        push(text, &format!("\"{}\"", values.join(",")));
        text.push_str("</formula1></dataValidation>");
    }
    text.push_str("</dataValidations>");
}

/// Returns the letters of a column, from 0: A, B … Z, AA.
pub(super) fn letters(mut column: usize) -> String {
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
pub(super) fn push(out: &mut String, text: &str) {
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

/// A ZIP archive: what is finished of it can be sent before the rest is made.
#[derive(Default)]
pub(super) struct Archive {
    bytes: Vec<u8>,
    /// Bytes that were sent.
    sent: usize,
    directory: Vec<u8>,
    parts: u16,
}

/// A part of an archive of which not all is known yet.
pub(super) struct Part {
    name: &'static str,
    place: u32,
    crc: Crc,
    encoder: DeflateEncoder<Vec<u8>>,
    packed: usize,
    length: usize,
}

/// 1 January 1980: the same rows make the same bytes.
const DAY: u16 = 0x21;

/// Names are in UTF-8.
const NAMES: u16 = 0x0800;

/// Check sum and sizes of a part stand behind it.
const BEHIND: u16 = 0x0008;

/// Returns how a part is described before it, and in the directory.
fn described(name: &str, flags: u16, sizes: [u32; 3]) -> Vec<u8> {
    let mut entry: Vec<u8> = Vec::new();
    // Version 2.0, deflated.
    for number in [20_u16, flags, 8, 0, DAY] {
        entry.extend(number.to_le_bytes());
    }
    for number in sizes {
        entry.extend(number.to_le_bytes());
    }
    entry.extend(u16::try_from(name.len()).unwrap_or(0).to_le_bytes());
    entry.extend([0, 0]);
    entry
}

impl Archive {
    /// Adds what a workbook with one sheet of this name has beside the sheet.
    pub(super) fn add_book(&mut self, name: &str) -> io::Result<()> {
        self.add("[Content_Types].xml", CONTENT_TYPES)?;
        self.add("_rels/.rels", RELATIONS)?;
        self.add("xl/workbook.xml", &book(name))?;
        self.add("xl/_rels/workbook.xml.rels", BOOK_RELATIONS)?;
        self.add("xl/styles.xml", STYLES)
    }

    fn add(&mut self, name: &str, content: &str) -> io::Result<()> {
        let place = self.place()?;
        let mut crc = Crc::new();
        crc.update(content.as_bytes());
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content.as_bytes())?;
        let packed = encoder.finish()?;
        let sizes = [crc.sum(), size(packed.len())?, size(content.len())?];
        let entry = described(name, NAMES, sizes);
        self.list(name, &entry, place);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(entry);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(packed);
        Ok(())
    }

    /// Begins a part that is written piece by piece; no other may be added before its end.
    pub(super) fn begin(&mut self, name: &'static str) -> io::Result<Part> {
        let place = self.place()?;
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(described(name, NAMES | BEHIND, [0; 3]));
        self.bytes.extend(name.as_bytes());
        let encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        Ok(Part { name, place, crc: Crc::new(), encoder, packed: 0, length: 0 })
    }

    /// Ends a part.
    pub(super) fn end(&mut self, part: Part) -> io::Result<()> {
        let Part { name, place, crc, encoder, mut packed, length } = part;
        let rest = encoder.finish()?;
        packed += rest.len();
        self.bytes.extend(rest);
        let sizes = [crc.sum(), size(packed)?, size(length)?];
        self.bytes.extend(b"PK\x07\x08");
        for number in sizes {
            self.bytes.extend(number.to_le_bytes());
        }
        self.list(name, &described(name, NAMES | BEHIND, sizes), place);
        Ok(())
    }

    /// Enters a part into the directory.
    fn list(&mut self, name: &str, entry: &[u8], place: u32) {
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(entry);
        self.directory.extend([0; 10]);
        self.directory.extend(place.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.parts += 1;
    }

    fn place(&self) -> io::Result<u32> {
        size(self.sent + self.bytes.len())
    }

    /// Writes what there is of the archive.
    pub(super) fn send(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(&self.bytes)?;
        self.sent += self.bytes.len();
        self.bytes.clear();
        Ok(())
    }

    /// Returns what was not sent, with the directory.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        let place = self.place()?;
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

impl Part {
    /// Adds a piece.
    pub(super) fn write(&mut self, piece: &str, archive: &mut Archive) -> io::Result<()> {
        self.crc.update(piece.as_bytes());
        self.length += piece.len();
        self.encoder.write_all(piece.as_bytes())?;
        let ready = self.encoder.get_mut();
        self.packed += ready.len();
        archive.bytes.append(ready);
        Ok(())
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
    fn columns_are_as_wide_as_what_they_hold_and_some_offer_values() {
        let rows = [vec!["a".to_owned(), "结果".to_owned()], vec!["王".repeat(30)]];
        let offered =
            [Offered { column: 1, values: vec!["接通".to_owned(), "未接".to_owned()] }];
        let text = sheet(&rows, &offered);
        for part in [
            r#"<col min="1" max="1" width="42" customWidth="1"/>"#,
            r#"<col min="2" max="2" width="10" customWidth="1"/>"#,
            r#"<c r="B1" s="1" t="inlineStr">"#,
            r#"<c r="A2" t="inlineStr">"#,
            r#"sqref="B2:B202"><formula1>&quot;接通,未接&quot;</formula1>"#,
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!sheet(&[], &[]).contains("<cols>"));
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
