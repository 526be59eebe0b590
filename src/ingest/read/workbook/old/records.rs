//! Records of an old workbook, and texts that go on in the next record.

use super::compound::short;

/// A record goes on in the next.
const CONTINUE: u16 = 0x3c;

/// A record: what it is, where it begins and its bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) at: usize,
    pub(super) data: &'s [u8],
}

/// Returns the record at a place and where the next begins; `None` where there is no whole one.
pub(super) fn record(stream: &[u8], at: usize) -> Option<(Record<'_>, usize)> {
    let length = usize::from(short(stream, at + 2)?);
    let data = stream.get(at + 4..at + 4 + length)?;
    Some((Record { kind: short(stream, at)?, at, data }, at + 4 + length))
}

/// Bytes of a record and of those that it goes on in.
pub(super) struct Continued<'s> {
    stream: &'s [u8],
    data: &'s [u8],
    /// Where the next record begins.
    next: usize,
}

impl<'s> Continued<'s> {
    /// Returns the bytes of a record from `from` on.
    pub(super) fn of(stream: &'s [u8], record: Record<'s>, from: usize) -> Option<Self> {
        let data = record.data.get(from..)?;
        Some(Self { stream, data, next: record.at + 4 + record.data.len() })
    }

    /// Goes over to the next record.
    fn go_on(&mut self) -> Option<()> {
        let (record, next) = record(self.stream, self.next)?;
        (self.data, self.next) = (record.data, next);
        (record.kind == CONTINUE).then_some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.data.is_empty() {
            self.go_on()?;
        }
        let (first, rest) = self.data.split_first()?;
        self.data = rest;
        Some(*first)
    }

    pub(super) fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn long(&mut self) -> Option<u32> {
        Some(u32::from(self.short()?) | u32::from(self.short()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            while self.data.is_empty() {
                self.go_on()?;
            }
            let here = count.min(self.data.len());
            self.data = &self.data[here..];
            count -= here;
        }
        Some(())
    }

    /// Appends a text of so many units whose flags come first, without its runs of format and how
    /// it is pronounced.
    pub(super) fn text(&mut self, units: usize, into: &mut String) -> Option<()> {
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.short()?) };
        let sound = if flags & 4 == 0 { 0 } else { usize::try_from(self.long()?).ok()? };
        let (mut is_wide, mut left) = (flags & 1 == 1, units);
        let mut wide: Vec<u16> = Vec::new();
        while left > 0 {
            if self.data.is_empty() {
                self.go_on()?;
                // Each part says anew how wide its characters are.
                is_wide = self.byte()? & 1 == 1;
                continue;
            }
            if is_wide {
                let here = left.min(self.data.len() / 2);
                if here == 0 {
                    return None;
                }
                let (units, rest) = self.data.split_at(here * 2);
                wide.extend(units.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])));
                (self.data, left) = (rest, left - here);
            } else {
                let here = left.min(self.data.len());
                let (units, rest) = self.data.split_at(here);
                wide.extend(units.iter().copied().map(u16::from));
                (self.data, left) = (rest, left - here);
            }
        }
        into.extend(char::decode_utf16(wide).map(|c| c.unwrap_or('\u{fffd}')));
        self.skip(runs * 4)?;
        self.skip(sound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn a_text_goes_on_in_the_next_record() {
        // Four units: two of one byte, and two of two bytes behind flags of their own; then a run
        // of format, cut in two.
        let first = written(0xfc, &[8, 1, 0, b'a', b'b']);
        let second = written(CONTINUE, &[1, 0x1a, 0x59, 0xbe, 0x8f, 9, 9]);
        let stream = [first, second, written(CONTINUE, &[9, 9]), written(0x0a, &[])].concat();
        let (first, _) = record(&stream, 0).unwrap();
        let mut text = String::new();
        let mut bytes = Continued::of(&stream, first, 0).unwrap();
        bytes.text(4, &mut text).unwrap();
        assert_eq!(text, "ab多达");
        // What follows is no part of it.
        assert!(bytes.short().is_none());
        assert!(Continued::of(&stream, first, 0).unwrap().text(40, &mut text).is_none());
    }
}
