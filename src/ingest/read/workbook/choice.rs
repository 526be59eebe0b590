//! Which lists a file has: its text or cards, or the sheets of a workbook that are read.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::SheetSize;
use super::survey::Survey;
use super::{Sheet, SheetRows, Workbook, WorkbookError, old};
use crate::ingest::read::cards::is_cards;
use crate::ingest::read::examine::{SIGNATURE_BYTES, is_archive, is_compound, kind_of};
use crate::ingest::read::{Options, ReadError, hash_of};

/// A list in a file.
#[derive(Debug, Clone)]
pub struct Origin {
    pub(in crate::ingest::read) path: PathBuf,
    /// Missing for text.
    pub(in crate::ingest::read) sheet: Option<Sheet>,
    /// Whether it is text that cards are written in.
    pub(in crate::ingest::read) is_cards: bool,
}

/// The lists of a file.
#[derive(Debug, Clone)]
pub struct Origins {
    /// The lists that are read, in their order; there is one at least.
    pub lists: Vec<Origin>,
    /// Hidden sheets that are not read.
    pub hidden: Vec<String>,
}

impl Origin {
    /// Returns the name of its sheet; `None` where the file is text.
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_ref().map(Sheet::name)
    }

    /// Returns whether it is cards of an address book.
    pub fn is_cards(&self) -> bool {
        self.is_cards
    }

    /// Returns the SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub fn hash(&self) -> Result<String, ReadError> {
        match &self.sheet {
            Some(sheet) => Ok(sheet.hash().to_owned()),
            None => hash_of(&self.path),
        }
    }

    fn size(&self) -> Option<SheetSize> {
        let sheet = self.sheet.as_ref()?;
        let Survey { rows, columns, .. } = *sheet.survey;
        Some(SheetSize { name: sheet.name().to_owned(), rows, columns })
    }
}

impl Origins {
    /// Returns the only list; where there are several, an error that names them.
    pub fn only(mut self) -> Result<Origin, ReadError> {
        match (self.lists.pop(), self.lists.is_empty()) {
            (Some(only), true) => Ok(only),
            (last, _) => {
                let all = self.lists.iter().chain(&last);
                let sheets = all.filter_map(Origin::size).collect();
                Err(WorkbookError::Several { sheets }.into())
            }
        }
    }
}

/// Returns the lists of a file, told by what is in it, whatever it is called.
///
/// Of a workbook it is the sheet asked for, else the visible ones that have rows: several only
/// where all have the same columns.
pub fn origins(path: &Path, options: &Options) -> Result<Origins, ReadError> {
    let mut start = Vec::new();
    File::open(path)?.take(SIGNATURE_BYTES).read_to_end(&mut start)?;
    let is_old = is_compound(&start);
    if !is_archive(&start) && !is_old {
        if let Some(kind) = kind_of(&start) {
            return Err(ReadError::NotText(kind));
        }
        if options.sheet.is_some() {
            return Err(ReadError::NoSheets);
        }
        let is_cards = is_cards(&start) || is_called_cards(path);
        // A list without a header has none where cards have none.
        let for_tables = [
            (options.delimiter.is_some(), "--delimiter"),
            (options.header_line.is_some_and(|line| line > 0), "--header-line"),
        ];
        let wrong = for_tables.into_iter().find(|(given, _)| *given).filter(|_| is_cards);
        if let Some((_, option)) = wrong {
            return Err(ReadError::CardOption { option });
        }
        let list = Origin { path: path.to_owned(), sheet: None, is_cards };
        return Ok(Origins { lists: vec![list], hidden: Vec::new() });
    }
    let for_text =
        [(options.encoding.is_some(), "--encoding"), (options.delimiter.is_some(), "--delimiter")];
    if let Some((_, option)) = for_text.into_iter().find(|(given, _)| *given) {
        return Err(WorkbookError::TextOption { option }.into());
    }
    sheets(path, is_old, options)
}

/// Returns whether a file is called one of cards, so that what damages its beginning is said.
fn is_called_cards(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ["vcf", "vcard"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    })
}

fn sheets(path: &Path, is_old: bool, options: &Options) -> Result<Origins, ReadError> {
    let workbook = Arc::new(if is_old { old::open(path)? } else { Workbook::open(path)? });
    let origin = |at: usize| {
        let survey = Arc::new(workbook.survey(at)?);
        let sheet = Sheet { workbook: workbook.clone(), at, survey };
        Ok::<_, ReadError>(Origin { path: path.to_owned(), sheet: Some(sheet), is_cards: false })
    };
    if let Some(wanted) = &options.sheet {
        let at = named(&workbook, wanted)?;
        return Ok(Origins { lists: vec![origin(at)?], hidden: Vec::new() });
    }
    let with_rows = |is_hidden: bool| {
        let entries = workbook.sheets.iter().enumerate();
        let mut found = Vec::new();
        for (at, _) in entries.filter(|(_, entry)| entry.is_hidden == is_hidden) {
            let origin = origin(at)?;
            if origin.size().is_some_and(|size| size.rows > 0) {
                found.push(origin);
            }
        }
        Ok::<_, ReadError>(found)
    };
    let sizes = |lists: &[Origin]| lists.iter().filter_map(Origin::size).collect();
    let lists = with_rows(false)?;
    if lists.is_empty() {
        let hidden = with_rows(true)?;
        if hidden.is_empty() {
            return Err(ReadError::Empty);
        }
        return Err(WorkbookError::OnlyHidden { sheets: sizes(&hidden) }.into());
    }
    if lists.len() > 1 && !have_same_columns(&lists, options)? {
        return Err(WorkbookError::SheetsDiffer { sheets: sizes(&lists) }.into());
    }
    let hidden = workbook.sheets.iter().filter(|entry| entry.is_hidden);
    Ok(Origins { lists, hidden: hidden.map(|entry| entry.name.clone()).collect() })
}

/// Returns the place of the sheet of that name, or number from 1.
fn named(workbook: &Workbook, wanted: &str) -> Result<usize, ReadError> {
    let wanted = wanted.trim();
    let by_name = workbook.sheets.iter().position(|entry| entry.name.trim() == wanted);
    let by_number = || {
        let number = wanted.trim_start_matches('#').parse::<usize>().ok()?;
        (1..=workbook.sheets.len()).contains(&number).then(|| number - 1)
    };
    by_name.or_else(by_number).ok_or_else(|| {
        let sheets = workbook.sheets.iter().map(|entry| entry.name.clone()).collect();
        WorkbookError::UnknownSheet { wanted: wanted.to_owned(), sheets }.into()
    })
}

/// Returns whether all lists are headed alike.
fn have_same_columns(lists: &[Origin], options: &Options) -> Result<bool, ReadError> {
    let mut first: Option<Vec<String>> = None;
    for sheet in lists.iter().filter_map(|list| list.sheet.as_ref()) {
        let head = SheetRows::new(sheet)?.head(options.header_line)?;
        let mut columns = head.map(|head| head.columns).unwrap_or_default();
        while columns.last().is_some_and(String::is_empty) {
            columns.pop();
        }
        if first.as_ref().is_some_and(|first| *first != columns) {
            return Ok(false);
        }
        first = Some(columns);
    }
    Ok(true)
}
