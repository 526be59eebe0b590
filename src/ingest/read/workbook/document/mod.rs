//! OpenDocument workbooks (ODS): all sheets stand one behind the other in one part.

mod cells;
mod said;
mod text;

use std::collections::HashSet;
use std::io::{BufRead as _, Read as _};
use std::path::Path;

use quick_xml::events::Event;

use super::archive::{Archive, Kept, PartReader, fault};
use super::place::{COLUMNS, Merge};
use super::strings::Strings;
use super::survey::{self, MERGES, Survey};
use super::xml::{Xml, attribute};
use super::{Content, Entry, NAMES_BYTES, SHEETS, Workbook, WorkbookError};
use crate::ingest::read::{ReadError, hash_of};
pub(super) use cells::DocumentCells;
use said::{Said, repeated};

/// The part with all sheets.
const CONTENT: &str = "content.xml";
/// The byte order mark that it may begin with.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// The part that says how the others are kept.
const MANIFEST: &str = "META-INF/manifest.xml";
/// How the kinds of documents begin.
const DOCUMENT: &str = "application/vnd.oasis.opendocument.";
/// Bytes that the name of a kind may have.
const KIND_BYTES: u64 = 1024;

/// Where the cells of an OpenDocument workbook are.
#[derive(Debug)]
pub(super) struct Document {
    archive: Archive,
    /// How much is in each sheet.
    surveys: Vec<Survey>,
    /// Each sheet for itself, where there is more than one with rows: else all those before a sheet
    /// would be read to find it.
    kept: Vec<Kept>,
}

impl Document {
    /// Returns how much is in a sheet.
    pub(super) fn survey(&self, at: usize) -> Survey {
        self.surveys[at].clone()
    }

    /// Returns the XML in which a sheet is, and how many are before it.
    fn sheet(&self, at: usize) -> Result<(Xml, usize), ReadError> {
        match self.kept.get(at) {
            Some(kept) => Ok((Xml::new(CONTENT, kept.reader()), 0)),
            None => Ok((Xml::new(CONTENT, self.archive.needed(CONTENT, survey::BYTES)?), at)),
        }
    }
}

/// Returns whether an archive is an OpenDocument, of whichever kind.
pub(super) fn is_one(archive: &Archive) -> Result<bool, ReadError> {
    Ok(archive.has(CONTENT) || kind(archive)?.is_some_and(|kind| kind.starts_with(DOCUMENT)))
}

/// Returns what kind of document an archive says it is.
fn kind(archive: &Archive) -> Result<Option<String>, ReadError> {
    let Some(part) = archive.part("mimetype", KIND_BYTES)? else { return Ok(None) };
    let mut kind = Vec::new();
    part.take(KIND_BYTES).read_to_end(&mut kind).map_err(|error| fault("mimetype", &error))?;
    Ok(Some(String::from_utf8_lossy(&kind).trim().to_owned()))
}

/// Reads an OpenDocument workbook, without what is in the cells.
pub(super) fn open(archive: Archive, path: &Path) -> Result<Workbook, ReadError> {
    let is_workbook = |kind: String| kind[DOCUMENT.len()..].starts_with("spreadsheet");
    if kind(&archive)?
        .filter(|kind| kind.starts_with(DOCUMENT))
        .is_some_and(|kind| !is_workbook(kind))
    {
        return Err(WorkbookError::NoWorkbook.into());
    }
    if let Some(manifest) = archive.part(MANIFEST, NAMES_BYTES)? {
        refuse_encrypted(manifest)?;
    }
    let Found { entries, surveys, places, .. } =
        Found::read(archive.needed(CONTENT, survey::BYTES)?)?;
    let mut kept = Vec::new();
    if surveys.iter().filter(|survey| survey.rows > 0).count() > 1 {
        kept = apart(archive.needed(CONTENT, survey::BYTES)?, &places)?;
    }
    Ok(Workbook {
        content: Content::Document(Document { archive, surveys, kept }),
        sheets: entries,
        strings: Strings::default(),
        formats: Vec::new(),
        from_1904: false,
        hash: hash_of(path)?,
        bytes: std::fs::metadata(path)?.len(),
    })
}

fn refuse_encrypted(manifest: PartReader) -> Result<(), ReadError> {
    let mut xml = Xml::new(MANIFEST, manifest);
    loop {
        match xml.next()? {
            Event::Start(element) if element.local_name().as_ref() == "encryption-data" => {
                return Err(WorkbookError::Encrypted.into());
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Returns the bytes of each place of a part, packed.
fn apart(mut part: PartReader, places: &[(u64, u64)]) -> Result<Vec<Kept>, ReadError> {
    let (mut kept, mut at) = (Vec::with_capacity(places.len()), 0);
    for (start, end) in places {
        let pack = |part: &mut PartReader| {
            std::io::copy(&mut part.by_ref().take(start - at), &mut std::io::sink())?;
            Kept::pack(&mut part.by_ref().take(end - start))
        };
        kept.push(pack(&mut part).map_err(|error| fault(CONTENT, &error))?);
        at = *end;
    }
    Ok(kept)
}

/// The sheets of a document.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    surveys: Vec<Survey>,
    /// Where each begins and ends in the part, in bytes.
    places: Vec<(u64, u64)>,
    /// Names of the styles of hidden sheets.
    hiding: HashSet<String>,
    merges: usize,
}

impl Found {
    /// Reads the part with all sheets to its end.
    fn read(mut part: PartReader) -> Result<Self, ReadError> {
        let start = part.fill_buf().map_err(|error| fault(CONTENT, &error))?;
        // A mark that is passed over is not counted where an event begins.
        let mark = if start.starts_with(MARK) { MARK.len() as u64 } else { 0 };
        let (mut xml, mut found) = (Xml::new(CONTENT, part), Self::default());
        let (mut style, mut is_workbook) = (None, false);
        loop {
            let start = mark + xml.place();
            match xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "style" => style = attribute(&element, "name"),
                    "table-properties" => {
                        let display = attribute(&element, "display");
                        if display.is_some_and(|display| display == "false")
                            && let Some(style) = style.take()
                        {
                            found.hiding.insert(style);
                        }
                    }
                    "spreadsheet" => is_workbook = true,
                    "table" if is_workbook => {
                        let name = attribute(&element, "name").unwrap_or_default();
                        let style = attribute(&element, "style-name");
                        let is_hidden = style.is_some_and(|style| found.hiding.contains(&style));
                        found.entries.push(Entry {
                            name,
                            is_hidden,
                            part: String::new(),
                            start: 0,
                        });
                        if found.entries.len() > SHEETS {
                            return Err(xml.damaged());
                        }
                        let survey = found.table(&mut xml)?;
                        found.surveys.push(survey);
                        found.places.push((start, mark + xml.place()));
                    }
                    // Earlier versions of cells, and copies of other files.
                    "tracked-changes" | "dde-links" => xml.skip()?,
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        if found.entries.is_empty() {
            return Err(WorkbookError::NoWorkbook.into());
        }
        Ok(found)
    }

    /// Returns how much is in the sheet that began last, and reads to its end.
    fn table(&mut self, xml: &mut Xml) -> Result<Survey, ReadError> {
        let (outside, mut survey) = (xml.depth().saturating_sub(1), Survey::default());
        let (mut row, mut repeat) = (1_u64, 1_u64);
        let (mut column, mut counts, mut written) = (0_usize, false, String::new());
        while xml.depth() > outside {
            match xml.next()? {
                Event::Start(element) => match Part::of(element.local_name().as_ref()) {
                    Part::Rows => {}
                    Part::Row => {
                        repeat = repeated(&element, "number-rows-repeated").unwrap_or(1);
                        (column, counts) = (0, false);
                    }
                    Part::Cell => {
                        let said = Said::of(&element, None);
                        let end = column.saturating_add(said.repeat.unwrap_or(1));
                        if let Some((down, right)) = said.spans {
                            let bottom = row.saturating_add(down - 1).min(super::place::ROWS);
                            let right = column.saturating_add(right - 1).min(COLUMNS - 1);
                            survey.merges.push(Merge { top: row, left: column, bottom, right });
                            self.merges += 1;
                            if self.merges > MERGES {
                                return Err(xml.damaged());
                            }
                        }
                        written.clear();
                        text::of_cell(xml, &mut written)?;
                        if said.has_value || !written.trim().is_empty() {
                            survey.columns = survey.columns.max(end.min(COLUMNS));
                            counts = true;
                        }
                        column = end;
                    }
                    Part::Other => xml.skip()?,
                },
                Event::End(element) if Part::of(element.local_name().as_ref()) == Part::Row => {
                    row = row.saturating_add(repeat);
                    survey.rows = survey.rows.saturating_add(if counts { repeat } else { 0 });
                }
                Event::Eof => return Err(xml.damaged()),
                _ => {}
            }
        }
        survey.merges.sort_unstable();
        Ok(survey)
    }
}

/// What an element of a sheet is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Rows that are kept together: above every page, or to be folded.
    Rows,
    Row,
    Cell,
    /// Widths of columns, shapes, forms.
    Other,
}

impl Part {
    fn of(name: &str) -> Self {
        match name {
            "table-rows" | "table-header-rows" | "table-row-group" => Self::Rows,
            "table-row" => Self::Row,
            "table-cell" | "covered-table-cell" => Self::Cell,
            _ => Self::Other,
        }
    }
}
