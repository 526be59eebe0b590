//! One look at the whole file before any row of it is trusted.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::cards::CardRows;
use super::decode::Decoded;
use super::likeness::{Likeness, foreign_line, likeness, line_of, wide};
use super::scan::{ScanError, Scanner};
use super::source::Source;
use super::workbook::{Origin, Sheet, SheetRows, origins};
use super::{
    Encoding, FileKind, Foreign, Ground, RawRow, ReadError, RowBatch, Rows, Verdict, dialect,
};
use crate::ingest::clean::date::{DateOrder, OrderProof};
use crate::ingest::list_rules::{ListRules, RowChanges};
use crate::ingest::map::{Field, MapError, Mapping, Meanings, Wishes, map};
use crate::model::SourceKind;

/// What the user said about a list.
#[derive(Debug, Clone)]
pub struct Options {
    /// What kind of list it is.
    pub kind: SourceKind,
    /// Its encoding; `None`: found.
    pub encoding: Option<Encoding>,
    /// Its delimiter; `None`: found.
    pub delimiter: Option<u8>,
    /// Line of its header, from 1, 0 for none; `None`: found.
    pub header_line: Option<u64>,
    /// Sheet of a workbook, by its name or number from 1; `None`: chosen.
    pub sheet: Option<String>,
    /// Columns, by header or `#N`, and the field of each or `extra`.
    pub map: Vec<(String, String)>,
    /// The column that identifies rows in their source.
    pub key: Option<String>,
    /// In which order dates such as 3/8/97 are written; `None`: proved by the column or missing.
    pub date_order: Option<DateOrder>,
    /// The encoding of text that is neither marked nor UTF-8; `None`: found.
    pub usual: Option<Encoding>,
    /// What columns meant in a list that this one is like.
    pub like: Option<Arc<Meanings>>,
    /// A rules file; what is said above wins over it.
    pub rules: Option<Arc<ListRules>>,
}

impl Options {
    /// Returns options that leave everything to be found.
    pub fn new(kind: SourceKind) -> Self {
        Self {
            kind,
            encoding: None,
            delimiter: None,
            header_line: None,
            sheet: None,
            map: Vec::new(),
            key: None,
            date_order: None,
            usual: None,
            like: None,
            rules: None,
        }
    }
}

impl Options {
    /// Returns the same with `rules` below what is said already.
    #[must_use]
    pub fn above(self, rules: ListRules) -> Self {
        Self {
            encoding: self.encoding.or(rules.encoding),
            delimiter: self.delimiter.or(rules.delimiter),
            header_line: self.header_line.or(rules.header_line),
            sheet: self.sheet.or_else(|| rules.sheet.clone()),
            date_order: self.date_order.or(rules.date_order),
            rules: Some(Arc::new(rules)),
            ..self
        }
    }
}

/// A list that was read to its end once: its rows can be trusted to have a sound structure.
#[derive(Debug, Clone)]
pub struct Examined {
    /// Where it is: the file, and the sheet of a workbook.
    pub origin: Origin,
    /// What kind of list it is.
    pub kind: SourceKind,
    /// How the file is written.
    pub verdict: Verdict,
    /// The field of every column.
    pub mapping: Mapping,
    /// By column, the order in which dates such as 3/8/97 are written, where it is known.
    pub date_orders: Vec<Option<DateOrder>>,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub hash: String,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// Data rows, without those that rules leave out.
    pub rows: u64,
    /// The rules file that it is read by.
    pub rules: Option<Arc<ListRules>>,
    /// Rows left out by each condition of the rules.
    pub skipped: Vec<u64>,
    skipped_to: u64,
}

/// Bytes that are looked at for the signature of another kind of file.
pub(super) const SIGNATURE_BYTES: u64 = 1024;

/// Reads the file once and returns how it is written and what its columns mean.
///
/// The encoding is the declared one (a byte order mark, `options.encoding`), else UTF-8 where all
/// of the file is, else the usual one (`options.usual`), else that of GB18030, Big5 and UTF-16 in which all of it is and whose frequent
/// characters the text has. A file whose structure is damaged is refused with the line where the
/// damage begins.
pub fn examine(path: &Path, options: &Options) -> Result<Examined, ReadError> {
    examine_list(&origins(path, options)?.only()?, options)
}

/// Reads a list once, as [`examine()`] does.
pub fn examine_list(origin: &Origin, options: &Options) -> Result<Examined, ReadError> {
    let read_all = |mut reading: Reading| {
        while !reading.next_batch()?.is_empty() {}
        Ok((reading.finish()?, ()))
    };
    examine_with(origin, options, read_all).map(|(examined, ())| examined)
}

/// Reads a list once as [`examine()`] does, and lets `read` have its rows, which it reads to
/// their end and then [finishes](Reading::finish). Where the encoding turns out to be another
/// one, what was made of the rows is dropped, and `read` is called once more.
pub fn examine_with<T>(
    origin: &Origin,
    options: &Options,
    mut read: impl FnMut(Reading) -> Result<(Examined, T), Refusal>,
) -> Result<(Examined, T), ReadError> {
    if let Some(sheet) = &origin.sheet {
        let examined = Reading::of_sheet(origin, sheet, options).and_then(read);
        return examined.map_err(|refusal| refusal.of(Encoding::UTF_8));
    }
    let mut file = File::open(&origin.path)?;
    let mut start = Vec::new();
    file.by_ref().take(SIGNATURE_BYTES).read_to_end(&mut start)?;
    let marked = Encoding::marked(&start);
    if let (Some(asked), Some(marked)) = (options.encoding, marked)
        && asked != marked
    {
        return Err(ReadError::OtherMark { asked, marked });
    }
    let told = match (options.encoding, marked) {
        (Some(named), _) => Some((named, Ground::Named)),
        (None, Some(marked)) => Some((marked, Ground::Marked)),
        (None, None) if start.contains(&0) => {
            let wide = wide(&mut file)?;
            if wide.is_none() && is_no_text(&start) {
                return Err(ReadError::NotText(FileKind::NoText));
            }
            wide.map(|encoding| (encoding, Ground::Zeros))
        }
        (None, None) => None,
    };
    let mut survey = |file: &mut File, encoding, ground| {
        file.seek(SeekFrom::Start(0)).map_err(ScanError::Io)?;
        let source = file.try_clone().map_err(ScanError::Io)?;
        read(Reading::begin((origin, source), (encoding, ground, marked.is_some()), options)?)
    };
    let (encoding, ground) = told.unwrap_or((Encoding::UTF_8, Ground::Valid));
    let (line, offset, foreign) = match survey(&mut file, encoding, ground) {
        Ok(examined) => return Ok(examined),
        Err(Refusal::Read(error)) => return Err(error),
        Err(Refusal::Invalid { line, offset, foreign }) => (line, offset, foreign),
    };
    if told.is_some() {
        return Err(ReadError::NotInEncoding { encoding, line, foreign });
    }
    if let Some(usual) = options.usual.filter(|usual| *usual != Encoding::UTF_8) {
        return survey(&mut file, usual, Ground::Named).map_err(|refusal| refusal.of(usual));
    }
    let looks = likeness(&mut file, offset)?;
    if looks.is_utf8_before {
        let other = looks.found.map(|(encoding, _)| encoding);
        return Err(ReadError::Mixed { line, encoding: Encoding::UTF_8, other });
    }
    let Some((encoding, share)) = looks.found else {
        return Err(unclear(&mut file, looks, line, foreign)?);
    };
    if let Some((place, other, encoding)) = looks.change {
        let line = line_of(&mut file, place)?;
        return Err(ReadError::Mixed { line, encoding, other: Some(other) });
    }
    survey(&mut file, encoding, Ground::Frequent(share)).map_err(|refusal| match refusal {
        Refusal::Read(error) => error,
        Refusal::Invalid { line, foreign, .. } => {
            let other = (foreign == Foreign::Utf8).then_some(Encoding::UTF_8);
            ReadError::Mixed { line, encoding, other }
        }
    })
}

/// Characters of a line that are shown.
const SAMPLE: usize = 40;

/// Returns why the encoding of a file cannot be told: `line` is the first that is not UTF-8.
fn unclear(
    file: &mut File,
    looks: Likeness,
    line: u64,
    foreign: Foreign,
) -> Result<ReadError, ReadError> {
    if looks.is_partly_utf8 {
        return Ok(ReadError::Mixed { line, encoding: Encoding::UTF_8, other: None });
    }
    let mut samples = Vec::new();
    for encoding in looks.may_be {
        if foreign_line(file, encoding)?.is_none()
            && let Some(text) = encoding.decode(&looks.sample)
        {
            samples.push((encoding, text.trim().chars().take(SAMPLE).collect()));
        }
    }
    Ok(ReadError::EncodingUnclear { line, foreign, samples })
}

/// Returns the SHA-256 of a file's bytes, in lower-case hexadecimal.
pub fn hash_of(path: &Path) -> Result<String, ReadError> {
    let witness = Witness { source: File::open(path)?, hash: Sha256::new(), bytes: 0 };
    witness.finish().map(|(_, hash)| hash).map_err(ReadError::Io)
}

/// Tells ZIP archives, which workbooks are, by their first bytes.
pub(super) fn is_archive(start: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06"].iter().any(|mark| start.starts_with(*mark))
}

/// Tells compound files, which old workbooks are, by their first bytes.
pub(super) fn is_compound(start: &[u8]) -> bool {
    start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// Tells files that are neither delimited text nor a workbook by their first bytes.
pub(super) fn kind_of(start: &[u8]) -> Option<FileKind> {
    let marks = [b"\xff\xfe\0\0", b"\0\0\xfe\xff"];
    if marks.iter().any(|mark| start.starts_with(*mark)) {
        return Some(FileKind::Utf32);
    }
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let is_flat =
        text.starts_with(b"<") && memchr::memmem::find(text, b"<office:document").is_some();
    is_flat.then_some(FileKind::FlatDocument)
}

/// Returns whether so many of the first bytes are zero that no single one was damaged.
fn is_no_text(start: &[u8]) -> bool {
    let nuls = memchr::memchr_iter(0, start).count();
    nuls > 1 && nuls * 10 > start.len()
}

/// Rows that are handed out together: enough to be worth a change of hands.
const TOGETHER: usize = 1_000;

/// Why a reading ended early.
#[derive(Debug)]
pub enum Refusal {
    /// The list cannot be read.
    Read(ReadError),
    /// The text is not in the encoding.
    Invalid {
        /// Line of the first byte that is not, from 1.
        line: u64,
        /// Place of that byte in the file, from 0.
        offset: u64,
        /// What stands there.
        foreign: Foreign,
    },
}

impl Refusal {
    /// Returns the error of a list that was read as this encoding and no other.
    fn of(self, encoding: Encoding) -> ReadError {
        match self {
            Self::Read(error) => error,
            Self::Invalid { line, foreign, .. } => {
                ReadError::NotInEncoding { encoding, line, foreign }
            }
        }
    }
}

impl From<ScanError> for Refusal {
    fn from(error: ScanError) -> Self {
        match error {
            ScanError::Io(error) => Self::Read(ReadError::Io(error)),
            ScanError::Invalid { line, offset, foreign } => Self::Invalid { line, offset, foreign },
            ScanError::Damaged { line, column, damage } => {
                Self::Read(ReadError::Damaged { sheet: None, line, column, damage })
            }
            ScanError::Read(error) => Self::Read(error),
        }
    }
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

/// The first reading of a list: its rows are handed out before all of it is known to be sound.
pub struct Reading {
    origin: Origin,
    options: Options,
    verdict: Verdict,
    mapping: Result<Mapping, MapError>,
    dated: Dated,
    /// By column, the order of its dates where that need not be proved.
    known: Vec<Option<DateOrder>>,
    rows: Rows<Witness<File>>,
    row: RawRow,
    count: usize,
}

impl Reading {
    /// Reads the head of a file in an encoding.
    fn begin(
        (origin, source): (&Origin, File),
        (encoding, ground, byte_order_mark): (Encoding, Ground, bool),
        options: &Options,
    ) -> Result<Self, Refusal> {
        let witness = Witness { source, hash: Sha256::new(), bytes: 0 };
        if origin.is_cards {
            let told = (encoding, ground, byte_order_mark);
            return Self::of_cards(origin, Decoded::new(witness, encoding), told, options);
        }
        let mut scanner = Scanner::new(Decoded::new(witness, encoding));
        let (text, ended) = scanner.ahead()?;
        if text.trim().is_empty() && ended {
            return Err(ReadError::Empty.into());
        }
        let head = dialect::head(text, ended, options.delimiter, options.header_line);
        let head = head.map_err(|delimiter| no_head(&mut scanner, delimiter, options))?;
        scanner.set_delimiter(head.delimiter);
        let verdict = Verdict {
            encoding,
            ground,
            byte_order_mark,
            delimiter: head.delimiter,
            header_line: head.header_line,
            columns: head.columns,
        };
        Ok(Self::of(origin, Source::Text(scanner), head.skipped_to, verdict, &[], options))
    }

    /// Reads which columns cards have.
    fn of_cards(
        origin: &Origin,
        source: Decoded<Witness<File>>,
        (encoding, ground, byte_order_mark): (Encoding, Ground, bool),
        options: &Options,
    ) -> Result<Self, Refusal> {
        let file = File::open(&origin.path).map_err(ScanError::Io)?;
        let columns = CardRows::survey(Decoded::new(file, encoding), encoding)?;
        let rows = CardRows::new(source, encoding, columns.clone());
        let verdict =
            Verdict { encoding, ground, byte_order_mark, delimiter: b',', header_line: 0, columns };
        Ok(Self::of(origin, Source::Cards(Box::new(rows)), 0, verdict, &[], options))
    }

    /// Reads the head of a sheet.
    fn of_sheet(origin: &Origin, sheet: &Sheet, options: &Options) -> Result<Self, Refusal> {
        let mut rows = SheetRows::new(sheet)?;
        let Some(head) = rows.head(options.header_line)? else {
            return Err(missing_header(options).into());
        };
        rows.begin(head.skipped_to, &head.columns);
        let verdict = Verdict {
            encoding: Encoding::UTF_8,
            ground: Ground::Valid,
            byte_order_mark: false,
            delimiter: b',',
            header_line: head.line,
            columns: head.columns,
        };
        let source = Source::Sheet(Box::new(rows));
        Ok(Self::of(origin, source, head.skipped_to, verdict, &head.own, options))
    }

    /// Returns the reading of rows whose header is known; `own` are headers below those of groups.
    fn of(
        origin: &Origin,
        source: Source<Witness<File>>,
        skipped_to: u64,
        verdict: Verdict,
        own: &[Option<String>],
        options: &Options,
    ) -> Self {
        let key = options.key.as_deref();
        let (like, rules) = (options.like.as_deref(), options.rules.as_deref());
        let wishes = Wishes { map: &options.map, key, kind: options.kind, own, like, rules };
        let mapping = map(&verdict.columns, verdict.header_line, wishes);
        let known = known_orders(&verdict.columns, options);
        let mut rows = Rows::new(source, verdict.encoding, verdict.columns.clone(), skipped_to);
        if let Ok(mapping) = &mapping {
            rows.leave_out(&mapping.rules);
        }
        let dated = mapping.as_ref().map(|mapping| Dated::of(mapping, &known));
        Self {
            origin: origin.clone(),
            options: options.clone(),
            dated: dated.unwrap_or_default(),
            known,
            mapping,
            rows,
            verdict,
            row: RawRow::default(),
            count: 0,
        }
    }

    /// Returns what kind of list it is.
    pub fn kind(&self) -> SourceKind {
        self.options.kind
    }

    /// Returns the headers of the columns.
    pub fn columns(&self) -> &[String] {
        &self.verdict.columns
    }

    /// Returns the field of every column; `None` where the columns cannot be mapped, which is
    /// said when the whole list is known to be sound: damaged headers are not the user's to map.
    pub fn mapping(&self) -> Option<&Mapping> {
        self.mapping.as_ref().ok()
    }

    /// Returns how many bytes of the file were read.
    pub fn bytes(&self) -> u64 {
        self.rows.source.bytes()
    }

    /// Returns the next rows, some at a time; none at the end of the list.
    pub fn next_batch(&mut self) -> Result<RowBatch, Refusal> {
        let mut batch = RowBatch::starting(self.count, self.verdict.columns.len());
        while !batch.is_full(TOGETHER) && self.rows.scan(&mut self.row)? {
            self.dated.see(&self.row);
            batch.push(&self.row);
        }
        self.count += batch.len();
        Ok(batch)
    }

    /// Returns the list, every row of which was read.
    pub fn finish(self) -> Result<Examined, Refusal> {
        let mapping = self.mapping.map_err(ReadError::from)?;
        let Rows { source, skipped_to, left_out, .. } = self.rows;
        let (bytes, hash) = source.finish().map_err(ReadError::Io)?;
        Ok(Examined {
            origin: self.origin,
            kind: self.options.kind,
            date_orders: self.dated.orders(&mapping, self.known),
            verdict: self.verdict,
            mapping,
            bytes,
            hash,
            rows: self.count as u64,
            rules: self.options.rules,
            skipped: left_out.map(|left_out| left_out.counts).unwrap_or_default(),
            skipped_to,
        })
    }
}

/// Says why the first rows have no header: the text may be damaged before any row ends.
fn no_head<R: Read>(scanner: &mut Scanner<R>, delimiter: u8, options: &Options) -> Refusal {
    scanner.set_delimiter(delimiter);
    let mut row = RawRow::default();
    loop {
        match scanner.next_row(&mut row) {
            Err(error) => return error.into(),
            Ok(true) => {}
            Ok(false) => {
                return missing_header(options).into();
            }
        }
    }
}

fn missing_header(options: &Options) -> ReadError {
    match options.header_line {
        Some(line) => ReadError::NoHeader { line },
        None => ReadError::Empty,
    }
}

impl Examined {
    /// Returns what stands between the cells of its file; `None` where that is no text of cells.
    pub fn delimiter(&self) -> Option<u8> {
        let is_text = self.origin.sheet.is_none() && !self.origin.is_cards;
        is_text.then_some(self.verdict.delimiter)
    }

    /// Returns how many rows of a form were left out because nobody filled them in.
    pub fn not_filled_in(&self) -> u64 {
        self.skipped.get(self.mapping.rules.skips.len()).copied().unwrap_or(0)
    }

    /// Returns what the columns mean as a JSON object, from which
    /// [`Cleaner::restore`](crate::ingest::lead::Cleaner::restore) makes a cleaner again. The same
    /// text for the same outcome: how a rules file is called is no part of it.
    pub fn mapping_text(&self) -> String {
        self.mapping_object().to_string()
    }

    /// Returns the same with what is to be told of a rules file beside it; the mapping alone where
    /// there is none.
    pub fn kept_text(&self) -> String {
        let mut object = self.mapping_object();
        if let Some(rules) = &self.rules {
            object["rules_file"] = rules.file.as_str().into();
        }
        if self.rules.is_some() || !self.skipped.is_empty() {
            object["skipped"] = self.skipped.as_slice().into();
        }
        object.to_string()
    }

    fn mapping_object(&self) -> serde_json::Value {
        let fields: Vec<Option<&str>> =
            self.mapping.fields.iter().map(|field| field.map(Field::key)).collect();
        let orders: Vec<Option<&str>> =
            self.date_orders.iter().map(|order| order.map(DateOrder::key)).collect();
        let mut object = serde_json::json!({
            "columns": self.verdict.columns,
            "fields": fields,
            "date_orders": orders,
            "keyed": self.mapping.keyed,
        });
        if !self.mapping.rules.is_empty() {
            object["rules"] = serde_json::to_value(&self.mapping.rules).unwrap_or_default();
        }
        object
    }

    /// Opens the file again and returns its data rows.
    pub fn rows(&self) -> Result<Rows, ReadError> {
        let columns = &self.verdict.columns;
        let file = File::open(&self.origin.path)?;
        if file.metadata()?.len() != self.bytes {
            return Err(ReadError::Changed { path: self.origin.path.clone() });
        }
        if let Some(sheet) = &self.origin.sheet {
            let mut rows = SheetRows::new(sheet)?;
            rows.begin(self.skipped_to, columns);
            return Ok(self.rows_of(Source::Sheet(Box::new(rows))));
        }
        let source = Decoded::new(file, self.verdict.encoding);
        if self.origin.is_cards {
            let rows = CardRows::new(source, self.verdict.encoding, columns.clone());
            return Ok(self.rows_of(Source::Cards(Box::new(rows))));
        }
        let mut scanner = Scanner::new(source);
        scanner.set_delimiter(self.verdict.delimiter);
        Ok(self.rows_of(Source::Text(scanner)))
    }

    fn rows_of(&self, source: Source<File>) -> Rows {
        let Verdict { encoding, columns, .. } = &self.verdict;
        let mut rows = Rows::new(source, *encoding, columns.clone(), self.skipped_to);
        rows.leave_out(&self.mapping.rules);
        rows
    }
}

/// The columns of days whose order is to be proved.
#[derive(Default)]
struct Dated {
    columns: Vec<(usize, OrderProof)>,
    changes: Option<RowChanges>,
}

impl Dated {
    fn of(mapping: &Mapping, known: &[Option<DateOrder>]) -> Self {
        let is_open = |(column, field): &(usize, &Option<Field>)| {
            known[*column].is_none() && field.is_some_and(Field::is_day)
        };
        let columns = mapping.fields.iter().enumerate().filter(is_open);
        let columns = columns.map(|(column, _)| (column, OrderProof::default())).collect();
        Self { columns, changes: RowChanges::of(&mapping.rules, &mapping.fields) }
    }

    fn see(&mut self, row: &RawRow) {
        for (column, proof) in &mut self.columns {
            match &self.changes {
                None => proof.see(row.cell(*column)),
                Some(changes) => proof.see(&changes.cell(*column, row.cell(*column))),
            }
        }
    }

    /// Returns the order of every column of days: the one known, else the one proved.
    fn orders(
        self,
        mapping: &Mapping,
        mut known: Vec<Option<DateOrder>>,
    ) -> Vec<Option<DateOrder>> {
        for (order, field) in known.iter_mut().zip(&mapping.fields) {
            *order = order.filter(|_| field.is_some_and(Field::is_day));
        }
        for (column, proof) in self.columns {
            known[column] = proof.order();
        }
        known
    }
}

/// Returns by column the order of its dates: the one said, else that of the list this one is like.
fn known_orders(columns: &[String], options: &Options) -> Vec<Option<DateOrder>> {
    let said = vec![options.date_order; columns.len()];
    let Some(like) = options.like.as_deref().filter(|_| options.date_order.is_none()) else {
        return said;
    };
    like.places(columns).into_iter().map(|place| like.date_orders[place?]).collect()
}

/// A source whose bytes are hashed and counted as they pass.
pub(super) struct Witness<R> {
    source: R,
    hash: Sha256,
    pub(super) bytes: u64,
}

impl<R: Read> Witness<R> {
    /// Reads to the end; returns the length in bytes and the hash.
    pub(super) fn finish(mut self) -> io::Result<(u64, String)> {
        io::copy(&mut self, &mut io::sink())?;
        Ok((self.bytes, hexadecimal(&self.hash.finalize())))
    }
}

impl<R: Read> Read for Witness<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(into)?;
        self.hash.update(&into[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
