//! The directory of a ZIP archive, and its parts as streams.
//!
//! Nothing that an archive says of itself is trusted: what it names is bounded before anything is
//! kept, and a part that turns out longer, shorter or otherwise than its entry says is damaged.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::bufread::{DeflateDecoder, DeflateEncoder};
use flate2::{Compression, Crc, CrcReader};

use super::WorkbookError;
use crate::ingest::read::ReadError;

/// Bytes that a workbook may have.
const FILE_BYTES: u64 = 64 << 20;
/// Parts that an archive may have: workbooks have some dozens.
const PARTS: u64 = 10_000;
/// Bytes of the directory of so many parts.
const DIRECTORY_BYTES: u64 = 4 << 20;
/// How much longer than packed a part may be: tables written as XML are 5 to 40 times as long.
const TIMES: u64 = 200;
/// A part of fewer bytes is not asked how much longer it is than packed.
const SMALL: u64 = 16 << 20;

/// A ZIP archive whose directory was read.
#[derive(Debug)]
pub(super) struct Archive {
    path: PathBuf,
    parts: Vec<Part>,
    /// Places in `parts` by name in lower case.
    by_name: HashMap<String, usize>,
}

/// What the directory says of a part.
#[derive(Debug)]
struct Part {
    name: String,
    is_encrypted: bool,
    method: u16,
    crc: u32,
    packed: u64,
    bytes: u64,
    /// Where its own header begins in the file.
    header: u64,
}

impl Archive {
    /// Reads the directory of a file.
    pub(super) fn open(path: &Path) -> Result<Self, ReadError> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        if length > FILE_BYTES {
            return Err(WorkbookError::TooLarge { bytes: length, limit: FILE_BYTES }.into());
        }
        let (directory, count, shift) = directory(&mut file, length)?;
        let mut archive =
            Self { path: path.to_owned(), parts: Vec::new(), by_name: HashMap::new() };
        let mut rest = &directory[..];
        for _ in 0..count {
            let (part, after) = Part::read(rest, shift).ok_or(WorkbookError::CutOff)?;
            rest = after;
            let place = archive.parts.len();
            if archive.by_name.insert(part.name.to_lowercase(), place).is_some() {
                // Of two parts of one name, programs read one or the other.
                return Err(WorkbookError::PartDamaged { part: part.name }.into());
            }
            archive.parts.push(part);
        }
        Ok(archive)
    }

    /// Returns whether there is a part of this name, in whichever case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(&name.to_lowercase())
    }

    /// Opens a part that may have so many bytes; `None` where the archive has none of that name.
    pub(super) fn part(&self, name: &str, limit: u64) -> Result<Option<PartReader>, ReadError> {
        let Some(part) = self.by_name.get(&name.to_lowercase()).map(|at| &self.parts[*at]) else {
            return Ok(None);
        };
        let named = || part.name.clone();
        if part.is_encrypted {
            return Err(WorkbookError::Encrypted.into());
        }
        if part.bytes > limit {
            return Err(
                WorkbookError::PartTooLarge { part: named(), bytes: part.bytes, limit }.into()
            );
        }
        if part.bytes > SMALL && part.bytes / TIMES > part.packed {
            return Err(WorkbookError::Inflates { part: named(), limit: TIMES }.into());
        }
        let damaged = || WorkbookError::PartDamaged { part: named() };
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(part.header))?;
        let mut header = [0; 30];
        file.read_exact(&mut header).map_err(|_| damaged())?;
        if !header.starts_with(b"PK\x03\x04") {
            return Err(damaged().into());
        }
        let before = u64::from(short(&header, 26)) + u64::from(short(&header, 28));
        file.seek(SeekFrom::Current(i64::try_from(before).unwrap_or(i64::MAX)))?;
        let packed = BufReader::with_capacity(CHUNK, file.take(part.packed));
        let bytes = match part.method {
            0 => Unpacked::Stored(packed),
            8 => Unpacked::Deflated(Box::new(DeflateDecoder::new(packed))),
            _ => return Err(damaged().into()),
        };
        let checked =
            Checked { bytes, left: part.bytes, sum: Crc::new(), crc: part.crc, ended: false };
        Ok(Some(BufReader::with_capacity(CHUNK, checked)))
    }

    /// Opens a part that a workbook must have.
    pub(super) fn needed(&self, name: &str, limit: u64) -> Result<PartReader, ReadError> {
        let missing = || WorkbookError::NoPart { part: name.to_owned() };
        Ok(self.part(name, limit)?.ok_or_else(missing)?)
    }
}

/// Bytes read at once.
const CHUNK: usize = 64 * 1024;

/// The bytes of a part.
pub(super) type PartReader = BufReader<Checked>;

/// Bytes of a part that are kept packed.
#[derive(Debug)]
pub(super) struct Kept {
    packed: Arc<[u8]>,
    bytes: u64,
    crc: u32,
}

impl Kept {
    /// Packs all bytes of a source.
    pub(super) fn pack(source: &mut impl Read) -> io::Result<Self> {
        let mut counted = CrcReader::new(source);
        let mut packed = Vec::new();
        let bytes = BufReader::with_capacity(CHUNK, &mut counted);
        DeflateEncoder::new(bytes, Compression::fast()).read_to_end(&mut packed)?;
        let sum = counted.crc();
        Ok(Self { packed: packed.into(), bytes: u64::from(sum.amount()), crc: sum.sum() })
    }

    /// Returns the bytes.
    pub(super) fn reader(&self) -> PartReader {
        let packed = DeflateDecoder::new(io::Cursor::new(self.packed.clone()));
        let bytes = Unpacked::Kept(Box::new(packed));
        let checked =
            Checked { bytes, left: self.bytes, sum: Crc::new(), crc: self.crc, ended: false };
        BufReader::with_capacity(CHUNK, checked)
    }
}

/// Bytes that are compared with what the directory says of them.
pub(super) struct Checked {
    bytes: Unpacked,
    left: u64,
    sum: Crc,
    crc: u32,
    ended: bool,
}

enum Unpacked {
    Stored(BufReader<io::Take<File>>),
    Deflated(Box<DeflateDecoder<BufReader<io::Take<File>>>>),
    Kept(Box<DeflateDecoder<io::Cursor<Arc<[u8]>>>>),
}

impl Read for Checked {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.ended || into.is_empty() {
            return Ok(0);
        }
        let count = match &mut self.bytes {
            Unpacked::Stored(bytes) => bytes.read(into)?,
            Unpacked::Deflated(bytes) => bytes.read(into)?,
            Unpacked::Kept(bytes) => bytes.read(into)?,
        };
        self.sum.update(&into[..count]);
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::from(io::ErrorKind::InvalidData)),
        }
        if count == 0 {
            self.ended = true;
            if self.left > 0 || self.sum.sum() != self.crc {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
        }
        Ok(count)
    }
}

/// Returns the bytes of the directory, how many entries it has, and how far the archive begins
/// behind the place where it believes to begin.
fn directory(file: &mut File, length: u64) -> Result<(Vec<u8>, u64, u64), ReadError> {
    let end_at_most = 22 + u64::from(u16::MAX);
    let from = length.saturating_sub(end_at_most);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.by_ref().take(end_at_most).read_to_end(&mut tail)?;
    let end = memchr::memmem::rfind(&tail, b"PK\x05\x06").filter(|at| tail.len() - at >= 22);
    let end = end.ok_or(WorkbookError::CutOff)?;
    let record = &tail[end..];
    let mut count = u64::from(short(record, 10));
    let (mut bytes, mut offset) = (u64::from(long(record, 12)), u64::from(long(record, 16)));
    let mut stop = from + end as u64;
    let is_large = count == u64::from(u16::MAX)
        || bytes == u64::from(u32::MAX)
        || offset == u64::from(u32::MAX);
    let locator = end.checked_sub(20).map(|at| &tail[at..end]);
    if let Some(locator) = locator.filter(|record| is_large && record.starts_with(b"PK\x06\x07")) {
        stop = very_long(locator, 8);
        let mut record = [0; 56];
        file.seek(SeekFrom::Start(stop))?;
        file.read_exact(&mut record).map_err(|_| WorkbookError::CutOff)?;
        if !record.starts_with(b"PK\x06\x06") {
            return Err(WorkbookError::CutOff.into());
        }
        count = very_long(&record, 32);
        (bytes, offset) = (very_long(&record, 40), very_long(&record, 48));
    }
    if count > PARTS || bytes > DIRECTORY_BYTES {
        return Err(WorkbookError::TooManyParts { limit: PARTS }.into());
    }
    let start = stop.checked_sub(bytes).ok_or(WorkbookError::CutOff)?;
    let shift = start.checked_sub(offset).ok_or(WorkbookError::CutOff)?;
    file.seek(SeekFrom::Start(start))?;
    let mut directory = vec![0; usize::try_from(bytes).unwrap_or(0)];
    file.read_exact(&mut directory).map_err(|_| WorkbookError::CutOff)?;
    Ok((directory, count, shift))
}

impl Part {
    /// Reads the entry that `bytes` begin with; returns it and what follows.
    fn read(bytes: &[u8], shift: u64) -> Option<(Self, &[u8])> {
        let header = bytes.get(..46).filter(|header| header.starts_with(b"PK\x01\x02"))?;
        let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(short(header, at)));
        let (name, rest) = bytes[46..].split_at_checked(name)?;
        let (extra, rest) = rest.split_at_checked(extra)?;
        let rest = rest.get(comment..)?;
        let mut part = Self {
            name: String::from_utf8_lossy(name).replace('\\', "/").trim_matches('/').to_owned(),
            is_encrypted: short(header, 8) & 1 == 1,
            method: short(header, 10),
            crc: long(header, 16),
            packed: u64::from(long(header, 20)),
            bytes: u64::from(long(header, 24)),
            header: u64::from(long(header, 42)),
        };
        part.widen(extra)?;
        part.header = part.header.checked_add(shift)?;
        Some((part, rest))
    }

    /// Reads numbers that were too long for their places in the entry.
    fn widen(&mut self, mut extra: &[u8]) -> Option<()> {
        let all = u64::from(u32::MAX);
        let mut wanted = [&mut self.bytes, &mut self.packed, &mut self.header]
            .into_iter()
            .filter(|number| **number == all)
            .peekable();
        if wanted.peek().is_none() {
            return Some(());
        }
        while extra.len() >= 4 {
            let (id, length) = (short(extra, 0), usize::from(short(extra, 2)));
            let field = extra.get(4..4 + length)?;
            if id == 1 {
                for (number, eight) in wanted.zip(field.chunks_exact(8)) {
                    *number = very_long(eight, 0);
                }
                return Some(());
            }
            extra = &extra[4 + length..];
        }
        None
    }
}

fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from(short(bytes, at)) | u32::from(short(bytes, at + 2)) << 16
}

fn very_long(bytes: &[u8], at: usize) -> u64 {
    u64::from(long(bytes, at)) | u64::from(long(bytes, at + 4)) << 32
}

/// Returns why a part cannot be read on: the disk, or what is in it.
pub(super) fn fault(part: &str, error: &io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            WorkbookError::PartDamaged { part: part.to_owned() }.into()
        }
        kind => ReadError::Io(io::Error::new(kind, error.to_string())),
    }
}

/// Reads a part to its end, so that it is known to be what the directory says.
pub(super) fn drained(mut part: PartReader) -> io::Result<()> {
    loop {
        let count = part.fill_buf()?.len();
        if count == 0 {
            return Ok(());
        }
        part.consume(count);
    }
}
