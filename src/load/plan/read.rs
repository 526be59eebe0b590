//! A plan read back, value by value: the file may be larger than memory.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::Path;

use serde_json::{Deserializer, Value};

use super::fault::{Fault, PlanFaults, Wanted};
use super::header::{self, Header, Values, number};
use super::{Goes, RowAt, decision};
use crate::ingest::matching::Reason;
use crate::ingest::read::hash_of;
use crate::load::prepare::Prepared;
use crate::model::{Choice as _, OutcomeKind};

/// A plan as it was read.
#[derive(Debug)]
pub struct PlanFile {
    /// Its lists, in their order; there is one at least.
    pub lists: Vec<PlannedList>,
}

/// A list of a plan with what becomes of its rows.
#[derive(Debug)]
pub struct PlannedList {
    /// What the list is.
    pub header: Header,
    pub(super) rows: Vec<PlannedRow>,
    /// What tells an import of some of its rows from one of others.
    key: String,
}

impl PlannedList {
    /// Returns how many rows the plan has of the list.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Returns what tells an import of these rows of a list from one of others; `None` where they
    /// are all.
    pub(in crate::load) fn key(&self, list: &Prepared) -> Option<&str> {
        (self.rows.len() < list.marks.len()).then_some(&self.key)
    }
}

/// What a plan says of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlannedRow {
    /// Line in the list, from 1.
    pub(super) line: u32,
    /// Line in the plan, from 1, cut at 4,294,967,295.
    pub(super) at: u32,
    pub(super) outcome: OutcomeKind,
    /// Why, where matching said it and nobody decided otherwise.
    pub(super) reason: Option<Reason>,
    pub(super) score: Option<u8>,
    pub(super) decided: bool,
    pub(super) account: Goes,
    pub(super) candidate: Goes,
    pub(super) group: Option<RowAt>,
}

const _: () = assert!(size_of::<PlannedRow>() <= 64);

/// Why a plan cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// What stands in it makes no sense.
    #[error("{} values make no sense", .0.count())]
    Faults(PlanFaults),
}

/// Reads a plan; everything that is wrong with it alone is said at once.
pub fn read_plan(path: &Path) -> Result<PlanFile, PlanError> {
    let key = hash_of(path).map_err(|error| match error {
        crate::ingest::read::ReadError::Io(error) => error,
        other => io::Error::other(other.to_string()),
    })?;
    let mut source = BufReader::new(File::open(path)?);
    if source.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        source.consume(3);
    }
    let lines = Cell::new(0);
    let values = Deserializer::from_reader(Counted { source, lines: &lines }).into_iter::<Value>();
    let mut reader = PlanReader { lists: Vec::new(), faults: PlanFaults::default(), key };
    for value in values {
        let value = match value {
            Ok(value) => value,
            Err(error) if error.is_io() => return Err(PlanError::Io(error.into())),
            Err(error) => {
                reader.unreadable(&error);
                break;
            }
        };
        if !reader.take(&value, lines.get() + 1) {
            break;
        }
    }
    if reader.lists.is_empty() && reader.faults.is_empty() {
        reader.faults.add(1, None, Fault::Headless { is_array: false, is_row: false });
    }
    if reader.faults.is_empty() {
        Ok(PlanFile { lists: reader.lists })
    } else {
        Err(PlanError::Faults(reader.faults))
    }
}

struct PlanReader {
    lists: Vec<PlannedList>,
    faults: PlanFaults,
    key: String,
}

impl PlanReader {
    fn unreadable(&mut self, error: &serde_json::Error) {
        let fault = if error.is_eof() {
            Fault::CutOff
        } else {
            let said = error.to_string();
            let detail = said.split(" at line ").next().unwrap_or_default().to_owned();
            Fault::Syntax { column: error.column(), detail }
        };
        self.faults.add(error.line() as u64, None, fault);
    }

    /// Takes a value in; returns whether it makes sense to go on.
    fn take(&mut self, value: &Value, at: u64) -> bool {
        let Value::Object(map) = value else {
            let is_array = value.is_array() && self.lists.is_empty();
            self.faults.add(at, None, Fault::Headless { is_array, is_row: false });
            return !self.lists.is_empty();
        };
        let values = Values { map, at, line: None, faults: &mut self.faults };
        if map.contains_key("kam_plan") {
            let Some(header) = header::read(values) else { return false };
            if self.lists.last().is_some_and(|last| last.header.list >= header.list) {
                self.faults.add(at, None, Fault::ListTwice(header.list.into()));
                return false;
            }
            let key = format!("{}:{}", self.key, header.list);
            self.lists.push(PlannedList { header, rows: Vec::new(), key });
            return true;
        }
        let is_row = map.contains_key("line") && map.contains_key("outcome");
        if self.lists.is_empty() {
            self.faults.add(at, None, Fault::Headless { is_array: false, is_row });
            return false;
        }
        let Some((list, row)) = row(values) else { return true };
        match self.lists.iter_mut().rev().find(|known| known.header.list == list) {
            Some(list) => list.rows.push(row),
            None => {
                self.faults.add(at, Some(row.line.into()), Fault::UnknownList(list.into()));
            }
        }
        true
    }
}

/// Reads a row and the number of its list; `None` where something of it is wrong.
fn row(mut values: Values<'_>) -> Option<(u32, PlannedRow)> {
    let before = values.faults.count();
    let line = values.need("line", Wanted::Number, number);
    values.line = line.map(u64::from);
    let list = values.need("list", Wanted::Number, number);
    let outcome = values.need("outcome", Wanted::Outcome, |value| {
        OutcomeKind::ALL.iter().find(|kind| Some(kind.key()) == value.as_str()).copied()
    });
    let account = values.read("account", Wanted::Account, goes).unwrap_or(Goes::Nowhere);
    let candidate = values.read("candidate", Wanted::Account, goes).unwrap_or(Goes::Nowhere);
    let group = values.read("group", Wanted::Row, |value| row_at(value.as_str()?));
    let score = values.read("score", Wanted::Score, |value| {
        u8::try_from(value.as_u64()?).ok().filter(|score| *score <= 100)
    });
    let said = values.text("reason");
    let planned = values.text("planned");
    if values.faults.count() > before {
        return None;
    }
    let outcome = outcome?;
    // A row that is sent to be decided on may be the account that it went to.
    let candidate = match (outcome, candidate) {
        (OutcomeKind::Held, Goes::Nowhere) => account,
        _ => candidate,
    };
    let reason = said.and_then(|said| Reason::ALL.iter().find(|known| known.code() == said));
    let decided = planned.as_deref() != Some(&decision(outcome, account));
    let at = u32::try_from(values.at).unwrap_or(u32::MAX);
    let reason = reason.copied();
    let line = line?;
    Some((
        list?,
        PlannedRow { line, at, outcome, reason, score, decided, account, candidate, group },
    ))
}

fn goes(value: &Value) -> Option<Goes> {
    let said = value.as_str()?;
    match row_at(said) {
        Some(row) => Some(Goes::With(row)),
        None => said.parse().ok().map(Goes::To),
    }
}

fn row_at(said: &str) -> Option<RowAt> {
    let (list, line) = said.split_once(':')?;
    let number = |said: &str| said.parse::<u32>().ok().filter(|number| *number > 0);
    Some(RowAt { list: number(list)?, line: number(line)? })
}

/// A source whose lines are counted as they pass.
struct Counted<'c, R> {
    source: R,
    lines: &'c Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(into)?;
        let ended = memchr::memchr_iter(b'\n', &into[..count]).count();
        self.lines.set(self.lines.get() + ended as u64);
        Ok(count)
    }
}
