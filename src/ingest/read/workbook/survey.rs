//! How much is in a sheet, before its cells are read.
//!
//! Tags are found without parsing what is between them: this costs a tenth of reading the cells.

use std::io::BufRead as _;

use super::archive::{PartReader, fault};
use super::place::{self, Blank, Merge};
use super::{WorkbookError, place::COLUMNS};
use crate::ingest::read::ReadError;

/// Bytes that the part of a sheet may have.
pub(super) const BYTES: u64 = 512 << 20;
/// Ranges of merged cells that a sheet may have.
pub(super) const MERGES: usize = 200_000;
/// Bytes of a tag that are looked at.
const TAG: usize = 4_096;

/// How much is in a sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct Survey {
    /// Rows with values.
    pub(super) rows: u64,
    /// Columns up to the last with a value.
    pub(super) columns: usize,
    /// Ranges of merged cells, by their first rows.
    pub(super) merges: Vec<Merge>,
}

impl Survey {
    /// Reads the part of a sheet to its end.
    pub(super) fn read(name: &str, mut part: PartReader) -> Result<Self, ReadError> {
        let mut counter = Counter::default();
        // A tag that the bytes at hand cut.
        let mut cut: Vec<u8> = Vec::new();
        loop {
            let bytes = part.fill_buf().map_err(|error| fault(name, &error))?;
            if bytes.is_empty() {
                break;
            }
            let length = bytes.len();
            let mut rest = bytes;
            if !cut.is_empty() {
                let end = memchr::memchr(b'>', rest);
                let more = end.map_or(length, |end| end + 1);
                cut.extend_from_slice(&rest[..more.min(TAG)]);
                rest = &rest[more..];
                if end.is_some() {
                    counter.tag(&cut[1..], rest.first() == Some(&b'<'));
                    cut.clear();
                }
            }
            while let Some(start) = memchr::memchr(b'<', rest) {
                rest = &rest[start..];
                if let Some(blank) = Blank::read(rest) {
                    counter.columns = blank.column + 1;
                    rest = &rest[blank.bytes..];
                    continue;
                }
                let Some(end) = memchr::memchr(b'>', rest) else {
                    cut.extend_from_slice(&rest[..rest.len().min(TAG)]);
                    break;
                };
                counter.tag(&rest[1..=end], rest.get(end + 1) == Some(&b'<'));
                rest = &rest[end + 1..];
            }
            part.consume(length);
            if counter.survey.merges.len() > MERGES || cut.len() > 2 * TAG {
                return Err(WorkbookError::PartDamaged { part: name.to_owned() }.into());
            }
        }
        counter.survey.merges.sort_unstable();
        Ok(counter.survey)
    }
}

#[derive(Default)]
struct Counter {
    survey: Survey,
    /// Columns of the row up to the cell that began last.
    columns: usize,
    row_counts: bool,
}

impl Counter {
    /// Takes a tag in, from behind `<` to `>`; `is_empty` says that another follows at once.
    fn tag(&mut self, tag: &[u8], is_empty: bool) {
        let end = tag.iter().position(|b| matches!(b, b' ' | b'>' | b'/' | b'\n' | b'\r' | b'\t'));
        let name = &tag[..end.unwrap_or(tag.len())];
        let name = memchr::memchr(b':', name).map_or(name, |prefix| &name[prefix + 1..]);
        match name {
            b"row" => (self.columns, self.row_counts) = (0, false),
            b"c" => {
                let named = attribute(tag, b" r=").and_then(place::cell);
                self.columns = named.map_or(self.columns + 1, |(_, column)| column + 1);
            }
            b"v" | b"is" if !is_empty && !tag.ends_with(b"/>") => {
                let survey = &mut self.survey;
                survey.columns = survey.columns.max(self.columns.min(COLUMNS));
                survey.rows += u64::from(!std::mem::replace(&mut self.row_counts, true));
            }
            b"is" => {
                let survey = &mut self.survey;
                survey.columns = survey.columns.max(self.columns.min(COLUMNS));
                survey.rows += u64::from(!std::mem::replace(&mut self.row_counts, true));
            }
            b"mergeCell" => {
                self.survey.merges.extend(attribute(tag, b" ref=").and_then(Merge::read));
            }
            _ => {}
        }
    }
}

/// Returns the value of an attribute that is written as ` name=`.
fn attribute<'t>(tag: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let value = &tag[memchr::memmem::find(tag, name)? + name.len()..];
    let quote = *value.first()?;
    let value = &value[1..];
    Some(&value[..memchr::memchr(quote, value)?])
}
