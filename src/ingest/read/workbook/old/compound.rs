//! The file in a file that old workbooks are kept in (OLE compound files).

use super::super::WorkbookError;

/// What ends a chain of sectors.
const END: u32 = 0xffff_fffe;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;

/// A compound file.
pub(super) struct Compound<'f> {
    file: &'f [u8],
    /// Bytes of a sector, as a power of two.
    shift: u32,
    /// By sector, the one that follows it.
    next: Vec<u32>,
    directory: Vec<u8>,
    /// Streams of fewer bytes are kept in small sectors.
    small: u64,
    first_small: u32,
}

/// A stream of the directory.
struct Entry {
    start: u32,
    bytes: u64,
}

impl<'f> Compound<'f> {
    /// Reads the directory; `None` where it is not whole.
    pub(super) fn read(file: &'f [u8]) -> Option<Self> {
        let shift = u32::from(short(file, 30)?);
        if !matches!(shift, 9 | 12) {
            return None;
        }
        let mut compound = Self {
            file,
            shift,
            next: Vec::new(),
            directory: Vec::new(),
            small: u64::from(long(file, 56)?),
            first_small: long(file, 60)?,
        };
        let tables = compound.tables()?;
        for table in tables {
            let sector = compound.sector(table)?;
            compound.next.extend(sector.chunks_exact(4).filter_map(|four| long(four, 0)));
        }
        compound.directory = compound.chain(long(file, 48)?)?;
        Some(compound)
    }

    /// Returns the sectors with the tables of which sector follows which.
    fn tables(&self) -> Option<Vec<u32>> {
        let all = self.file.len() >> self.shift;
        let mut tables: Vec<u32> =
            self.file.get(76..512)?.chunks_exact(4).filter_map(|four| long(four, 0)).collect();
        let mut more = long(self.file, 68)?;
        while more < END {
            let sector = self.sector(more)?;
            let (places, last) = sector.split_at(sector.len() - 4);
            tables.extend(places.chunks_exact(4).filter_map(|four| long(four, 0)));
            more = long(last, 0)?;
            if tables.len() > all + 109 {
                return None;
            }
        }
        tables.retain(|table| *table < END);
        (tables.len() <= all).then_some(tables)
    }

    fn sector(&self, number: u32) -> Option<&'f [u8]> {
        let start = (usize::try_from(number).ok()? + 1) << self.shift;
        let end = (start + (1 << self.shift)).min(self.file.len());
        self.file.get(start..end).filter(|sector| sector.len() >= 4)
    }

    /// Returns the bytes of a chain of sectors; `None` where it is broken or bites its tail.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let (mut bytes, mut at, mut left) = (Vec::new(), start, self.next.len());
        while at < END {
            bytes.extend_from_slice(self.sector(at)?);
            at = *self.next.get(usize::try_from(at).ok()?)?;
            left = left.checked_sub(1)?;
        }
        Some(bytes)
    }

    /// Returns whether there is a stream or storage of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries().any(|entry| is_named(entry, name))
    }

    fn entries(&self) -> impl Iterator<Item = &[u8]> {
        self.directory.chunks_exact(ENTRY)
    }

    fn entry(&self, is_it: impl Fn(&[u8]) -> bool) -> Option<Entry> {
        let entry = self.entries().find(|entry| is_it(entry))?;
        Some(Entry { start: long(entry, 116)?, bytes: u64::from(long(entry, 120)?) })
    }

    /// Returns the bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, WorkbookError> {
        let entry = self.entry(|entry| entry[66] == 2 && is_named(entry, name));
        let entry = entry.ok_or(WorkbookError::NoWorkbook)?;
        let bytes = if entry.bytes < self.small {
            self.small_chain(&entry)
        } else {
            self.chain(entry.start)
        };
        let mut bytes = bytes.ok_or(WorkbookError::CutOff)?;
        let length = usize::try_from(entry.bytes).unwrap_or(usize::MAX);
        if bytes.len() < length {
            return Err(WorkbookError::CutOff);
        }
        bytes.truncate(length);
        Ok(bytes)
    }

    /// Returns the bytes of a chain of small sectors, which stand in a stream of their own.
    fn small_chain(&self, entry: &Entry) -> Option<Vec<u8>> {
        const SMALL: usize = 64;
        let root = self.entry(|entry| entry[66] == 5)?;
        let (sectors, table) = (self.chain(root.start)?, self.chain(self.first_small)?);
        let (mut bytes, mut at, mut left) = (Vec::new(), entry.start, table.len() / 4);
        while at < END {
            let place = usize::try_from(at).ok()?;
            bytes.extend_from_slice(sectors.get(place * SMALL..(place + 1) * SMALL)?);
            at = long(&table, place * 4)?;
            left = left.checked_sub(1)?;
        }
        Some(bytes)
    }
}

fn is_named(entry: &[u8], name: &str) -> bool {
    let length = usize::from(short(entry, 64).unwrap_or(0)).saturating_sub(2).min(64);
    let units = entry[..length].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    units.eq(name.encode_utf16())
}

/// Returns the number of two bytes at a place.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// Returns the number of four bytes at a place.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
