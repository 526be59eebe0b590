//! Old workbooks (XLS, from 1997 on), which are read into memory whole: they have no more bytes
//! than their file.

mod cells;
mod compound;
mod records;

use std::path::Path;

use super::format::Format;
use super::strings::Strings;
use super::{Content, Entry, Workbook, WorkbookError};
use crate::ingest::read::{ReadError, hash_of};
pub(super) use cells::{OldCells, survey};
use compound::{Compound, long, short};
use records::{Continued, Record, record};

/// Bytes that a workbook may have.
const FILE_BYTES: u64 = 64 << 20;

/// Kinds of records.
mod kind {
    pub(super) const END: u16 = 0x0a;
    pub(super) const FROM_1904: u16 = 0x22;
    pub(super) const PASSWORD: u16 = 0x2f;
    pub(super) const SHEET: u16 = 0x85;
    pub(super) const STYLE: u16 = 0xe0;
    pub(super) const TEXTS: u16 = 0xfc;
    pub(super) const FORMAT: u16 = 0x41e;
    pub(super) const BEGIN: u16 = 0x809;
}

/// Reads an old workbook.
pub(super) fn open(path: &Path) -> Result<Workbook, ReadError> {
    let bytes = std::fs::metadata(path)?.len();
    if bytes > FILE_BYTES {
        return Err(WorkbookError::TooLarge { bytes, limit: FILE_BYTES }.into());
    }
    let file = std::fs::read(path)?;
    let compound = Compound::read(&file).ok_or(WorkbookError::CutOff)?;
    if compound.has("EncryptedPackage") {
        return Err(WorkbookError::Encrypted.into());
    }
    if compound.has("Book") && !compound.has("Workbook") {
        return Err(WorkbookError::TooOld.into());
    }
    let stream = compound.stream("Workbook")?;
    drop(file);
    let mut workbook = Workbook {
        content: Content::Old(Vec::new()),
        sheets: Vec::new(),
        strings: Strings::default(),
        formats: Vec::new(),
        from_1904: false,
        hash: hash_of(path)?,
        bytes,
    };
    globals(&stream, &mut workbook)?;
    if workbook.sheets.is_empty() {
        return Err(WorkbookError::NoWorkbook.into());
    }
    workbook.content = Content::Old(stream);
    Ok(workbook)
}

fn damaged() -> ReadError {
    WorkbookError::PartDamaged { part: "Workbook".to_owned() }.into()
}

/// Reads what stands before the sheets.
fn globals(stream: &[u8], workbook: &mut Workbook) -> Result<(), ReadError> {
    let (mut at, mut formats, mut styles) = (0, std::collections::HashMap::new(), Vec::new());
    let mut is_begun = false;
    loop {
        let (record, next) = record(stream, at).ok_or_else(damaged)?;
        at = next;
        match record.kind {
            kind::BEGIN if !is_begun => {
                is_begun = true;
                if short(record.data, 0) != Some(0x600) {
                    return Err(WorkbookError::TooOld.into());
                }
            }
            _ if !is_begun => return Err(damaged()),
            kind::PASSWORD => return Err(WorkbookError::Encrypted.into()),
            kind::FROM_1904 => workbook.from_1904 = short(record.data, 0) == Some(1),
            kind::STYLE => styles.push(short(record.data, 2).ok_or_else(damaged)?),
            kind::FORMAT => {
                let (id, code) = format(stream, record).ok_or_else(damaged)?;
                formats.insert(id, Format::of_code(&code));
            }
            kind::SHEET if record.data.get(5) == Some(&0) => {
                workbook.sheets.push(sheet(stream, record).ok_or_else(damaged)?);
            }
            kind::TEXTS => texts(stream, record, &mut workbook.strings)?,
            kind::END => break,
            _ => {}
        }
    }
    let shown =
        |id: &u16| formats.get(id).cloned().unwrap_or_else(|| Format::built_in(u32::from(*id)));
    workbook.formats = styles.iter().map(shown).collect();
    Ok(())
}

fn format(stream: &[u8], record: Record<'_>) -> Option<(u16, String)> {
    let mut bytes = Continued::of(stream, record, 2)?;
    let (units, mut code) = (bytes.short()?, String::new());
    bytes.text(usize::from(units), &mut code)?;
    Some((short(record.data, 0)?, code))
}

fn sheet(stream: &[u8], record: Record<'_>) -> Option<Entry> {
    let units = usize::from(*record.data.get(6)?);
    let mut name = String::new();
    Continued::of(stream, record, 7)?.text(units, &mut name)?;
    let is_hidden = record.data.get(4)? & 3 != 0;
    let start = usize::try_from(long(record.data, 0)?).ok()?;
    Some(Entry { name, is_hidden, part: String::new(), start })
}

fn texts(stream: &[u8], record: Record<'_>, strings: &mut Strings) -> Result<(), ReadError> {
    let mut bytes = Continued::of(stream, record, 4).ok_or_else(damaged)?;
    let count = bytes.long().ok_or_else(damaged)?;
    for _ in 0..count {
        let units = bytes.short().ok_or_else(damaged)?;
        strings
            .push("Workbook", |text| bytes.text(usize::from(units), text).ok_or_else(damaged))?;
    }
    Ok(())
}
