//! Sheets of workbooks to rows.
//!
//! A workbook is an archive of XML that anybody may have written: parts may be missing, cut off,
//! or a thousand times as long as the file. It is read as a stream, cell by cell, within limits,
//! and what is not as it should be is an error with the place, never a row that was made up.

mod archive;
mod cells;
mod choice;
mod document;
mod error;
mod format;
mod head;
mod old;
mod place;
mod rows;
mod shape;
mod strings;
mod survey;
mod value;
mod xml;

use std::path::Path;
use std::sync::Arc;

use quick_xml::events::Event;

use archive::Archive;
pub use choice::{Origin, Origins, origins};
use document::Document;
pub use error::{SheetSize, WorkbookError};
use format::Format;
pub use place::column_letters;
pub(super) use rows::SheetRows;
use strings::Strings;
use survey::Survey;
use xml::{Xml, attribute};

use super::{ReadError, hash_of};

/// Bytes that a part with names or relations may have.
const NAMES_BYTES: u64 = 16 << 20;
/// Sheets that a workbook may have: one for every day of some years.
const SHEETS: usize = 2_000;

/// A workbook, without the cells of its sheets.
#[derive(Debug)]
pub(super) struct Workbook {
    content: Content,
    sheets: Vec<Entry>,
    strings: Strings,
    formats: Vec<Format>,
    from_1904: bool,
    hash: String,
    bytes: u64,
}

/// Where the cells of a workbook are.
#[derive(Debug)]
enum Content {
    /// In parts of an archive (XLSX).
    Zipped(Archive),
    /// In a stream of records (XLS).
    Old(Vec<u8>),
    /// In one part for all sheets (ODS).
    Document(Document),
}

/// A sheet as the workbook names it.
#[derive(Debug)]
struct Entry {
    name: String,
    is_hidden: bool,
    /// Name of its part in an archive.
    part: String,
    /// Where it begins in a stream.
    start: usize,
}

/// A sheet that can be read as often as needed.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    workbook: Arc<Workbook>,
    at: usize,
    survey: Arc<Survey>,
}

impl Sheet {
    pub(super) fn name(&self) -> &str {
        &self.workbook.sheets[self.at].name
    }

    /// Returns the SHA-256 of the workbook's bytes, in lower-case hexadecimal.
    pub(super) fn hash(&self) -> &str {
        &self.workbook.hash
    }

    /// Returns the length of the workbook in bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.workbook.bytes
    }
}

/// A relation of a part to another.
struct Relation {
    id: String,
    /// The last word of its type.
    kind: String,
    target: String,
}

impl Workbook {
    /// Returns how much is in a sheet.
    fn survey(&self, at: usize) -> Result<Survey, ReadError> {
        let Entry { part, start, .. } = &self.sheets[at];
        match &self.content {
            Content::Zipped(archive) => Survey::read(part, archive.needed(part, survey::BYTES)?),
            Content::Old(stream) => old::survey(stream, *start),
            Content::Document(document) => Ok(document.survey(at)),
        }
    }

    /// Reads what a workbook says of its sheets, and what their cells share.
    pub(super) fn open(path: &Path) -> Result<Self, ReadError> {
        let archive = Archive::open(path)?;
        if document::is_one(&archive)? {
            return document::open(archive, path);
        }
        let main = main_part(&archive)?;
        let relations = relations(&archive, &main)?;
        let of_kind = |kind: &str| relations.iter().find(|relation| relation.kind == kind);
        let (sheets, from_1904) = sheets(&archive, &main, &relations)?;
        let mut strings = Strings::default();
        if let Some(Relation { target, .. }) = of_kind("sharedStrings")
            && let Some(part) = archive.part(target, strings::BYTES)?
        {
            strings = Strings::read(target, part)?;
        }
        let mut formats = Vec::new();
        if let Some(Relation { target, .. }) = of_kind("styles")
            && let Some(part) = archive.part(target, format::BYTES)?
        {
            formats = format::read(target, part)?;
        }
        let bytes = std::fs::metadata(path)?.len();
        let content = Content::Zipped(archive);
        Ok(Self { content, sheets, strings, formats, from_1904, hash: hash_of(path)?, bytes })
    }
}

/// Returns the name of the part that names the sheets.
fn main_part(archive: &Archive) -> Result<String, ReadError> {
    if archive.has("EncryptedPackage") {
        return Err(WorkbookError::Encrypted.into());
    }
    if archive.has("xl/workbook.bin") {
        return Err(WorkbookError::Binary.into());
    }
    let known = "xl/workbook.xml";
    if !archive.has("_rels/.rels") {
        if archive.has(known) {
            return Ok(known.to_owned());
        }
        // Of a workbook something would be left.
        let is_one = archive.has("[Content_Types].xml");
        return Err(if is_one {
            WorkbookError::NoPart { part: "_rels/.rels".to_owned() }.into()
        } else {
            WorkbookError::NoWorkbook.into()
        });
    }
    let main = relations(archive, "")?.into_iter().find(|found| found.kind == "officeDocument");
    let main = main.map_or_else(|| known.to_owned(), |found| found.target);
    if main.starts_with("word/") || main.starts_with("ppt/") {
        return Err(WorkbookError::NoWorkbook.into());
    }
    Ok(main)
}

/// Returns the relations of a part; of the whole archive where the name is blank.
fn relations(archive: &Archive, of: &str) -> Result<Vec<Relation>, ReadError> {
    let (folder, name) = of.rsplit_once('/').map_or(("", of), |(folder, name)| (folder, name));
    let part = format!("{folder}/_rels/{name}.rels");
    let part = part.trim_start_matches('/');
    let mut xml = Xml::new(part, archive.needed(part, NAMES_BYTES)?);
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let said = |name: &str| attribute(&element, name).unwrap_or_default();
                let kind = said("Type").rsplit('/').next().unwrap_or_default().to_owned();
                let target = target(folder, &said("Target"));
                relations.push(Relation { id: said("Id"), kind, target });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    xml.drain()?;
    Ok(relations)
}

/// Returns the name of the part that a relation of one in `folder` leads to.
fn target(folder: &str, written: &str) -> String {
    let written = written.replace('\\', "/");
    let from = if written.starts_with('/') { "" } else { folder };
    let mut names: Vec<&str> = Vec::new();
    for name in from.split('/').chain(written.split('/')) {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

/// Returns the sheets with cells, in their order, and whether days are counted from 1904.
fn sheets(
    archive: &Archive,
    main: &str,
    relations: &[Relation],
) -> Result<(Vec<Entry>, bool), ReadError> {
    let mut xml = Xml::new(main, archive.needed(main, NAMES_BYTES)?);
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "sheet" => {
                    let said = |name: &str| attribute(&element, name).unwrap_or_default();
                    let id = said("id");
                    let Some(relation) = relations.iter().find(|relation| relation.id == id) else {
                        return Err(xml.damaged());
                    };
                    let is_hidden = matches!(said("state").as_str(), "hidden" | "veryHidden");
                    if relation.kind == "worksheet" {
                        let part = relation.target.clone();
                        sheets.push(Entry { name: said("name"), is_hidden, part, start: 0 });
                    }
                    if sheets.len() > SHEETS {
                        return Err(xml.damaged());
                    }
                }
                "workbookPr" => {
                    if let Some(said) = attribute(&element, "date1904") {
                        from_1904 = matches!(said.as_str(), "1" | "true");
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    xml.drain()?;
    if sheets.is_empty() {
        return Err(WorkbookError::NoWorkbook.into());
    }
    Ok((sheets, from_1904))
}

#[cfg(test)]
mod tests;
