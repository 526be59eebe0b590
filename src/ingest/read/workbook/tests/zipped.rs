//! Archives written by hand, so that they can be wrong.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// A part of an archive, and what its entry says of it.
pub(super) struct Part {
    name: String,
    packed: Vec<u8>,
    text: Vec<u8>,
    pub(super) method: u16,
    pub(super) flags: u16,
    pub(super) crc: u32,
    pub(super) bytes: u32,
}

impl Part {
    pub(super) fn new(name: &str, text: &[u8]) -> Self {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text).unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(text);
        Self {
            name: name.to_owned(),
            packed: packed.finish().unwrap(),
            text: text.to_vec(),
            method: 8,
            flags: 0,
            crc: crc.sum(),
            bytes: u32::try_from(text.len()).unwrap(),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    /// Keeps the part as it is, unpacked, so that its bytes stand in the file.
    pub(super) fn store(&mut self) {
        (self.packed, self.method) = (self.text.clone(), 0);
    }

    fn sizes(&self) -> [u32; 3] {
        [self.crc, u32::try_from(self.packed.len()).unwrap(), self.bytes]
    }
}

/// Returns the archive of these parts.
pub(super) fn archive(parts: &[Part]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let at = u32::try_from(file.len()).unwrap();
        let common = |into: &mut Vec<u8>| {
            for number in [20, part.flags, part.method, 0, 0] {
                into.extend(number.to_le_bytes());
            }
            into.extend(part.sizes().iter().flat_map(|number| number.to_le_bytes()));
            into.extend(u16::try_from(part.name.len()).unwrap().to_le_bytes());
            into.extend([0, 0]);
        };
        file.extend(b"PK\x03\x04");
        common(&mut file);
        file.extend(part.name.as_bytes());
        file.extend(&part.packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        common(&mut directory);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let (start, length) = (file.len(), directory.len());
    file.extend(directory);
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count, count].concat());
    file.extend(u32::try_from(length).unwrap().to_le_bytes());
    file.extend(u32::try_from(start).unwrap().to_le_bytes());
    file.extend([0, 0]);
    file
}

const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Returns the parts of a workbook with one sheet, `Sheet1`, whose cells and what follows them are
/// given, and its shared texts.
pub(super) fn parts(sheet: &str, strings: &str) -> Vec<Part> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{TYPE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: String| format!("<Relationships>{all}</Relationships>");
    let own = relation("rId1", "worksheet", "worksheets/sheet1.xml")
        + &relation("rId2", "sharedStrings", "sharedStrings.xml")
        + &relation("rId3", "styles", "/xl/styles.xml");
    let book = "<workbook xmlns:r=\"x\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/>\
                </sheets></workbook>";
    let styles = "<styleSheet><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>\
                  <xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", book.to_owned()),
        ("xl/_rels/workbook.xml.rels", relations(own)),
        ("xl/sharedStrings.xml", format!("<sst>{strings}</sst>")),
        ("xl/styles.xml", styles.to_owned()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet>{sheet}</worksheet>")),
    ]
    .map(|(name, text)| Part::new(name, text.as_bytes()))
    .into()
}

/// Returns a workbook with one sheet of these rows.
pub(super) fn workbook(rows: &str) -> Vec<u8> {
    archive(&parts(&format!("<sheetData>{rows}</sheetData>"), ""))
}

/// Returns the parts of an OpenDocument workbook of these tables; those of style `hidden` are.
pub(super) fn document_parts(tables: &str) -> Vec<Part> {
    let style = "<style:style style:name=\"hidden\" style:family=\"table\">\
                 <style:table-properties table:display=\"false\"/></style:style>";
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content xmlns:office=\"o\">\
         <office:automatic-styles>{style}</office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest><manifest:file-entry/></manifest:manifest>"),
        ("content.xml", content.as_str()),
    ]
    .map(|(name, text)| Part::new(name, text.as_bytes()))
    .into()
}

/// Returns an OpenDocument workbook of one table, `Sheet1`, of these rows.
pub(super) fn document(rows: &str) -> Vec<u8> {
    let table = format!("<table:table table:name=\"Sheet1\">{rows}</table:table>");
    archive(&document_parts(&table))
}
