//! Properties of cards as text: lines that were folded are one again.

use std::io::Read;

use memchr::{memchr, memchr2};

use super::super::decode::{DecodeError, Decoded};
use super::super::scan::{CELL_CHARS, ScanError, breaks};
use super::super::{CardFault, Damage};
use super::fault;
use super::property::{is_encoded, is_left_out, is_quoted_printable};

/// Bytes that a property may have: a cell's characters, each of four bytes of three signs.
const PROPERTY_BYTES: usize = CELL_CHARS * 12;

/// Lines of a source of bytes.
pub(super) struct Lines<R> {
    source: Decoded<R>,
    text: String,
    start: usize,
    /// The next line, from 1.
    line: u64,
    ended: bool,
    /// Whether lines without a name may go on with what was left out.
    in_encoded: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(source: Decoded<R>) -> Self {
        Self { source, text: String::new(), start: 0, line: 1, ended: false, in_encoded: false }
    }

    /// Reads the next property into `text`, blank where the line is, or where it is one that is
    /// left out as pictures are, however long it is; returns the line in which it begins, none at the
    /// end. `is_old` says that a blank that folds a line belongs to the text, as in version 2.1.
    pub(super) fn property(
        &mut self,
        text: &mut String,
        is_old: bool,
    ) -> Result<Option<u64>, ScanError> {
        text.clear();
        self.pass_blank_lines()?;
        let first = self.line;
        let kept = !self.next_is_left_out()?;
        if !self.take(first, kept.then_some(&mut *text))? {
            return Ok(None);
        }
        let is_soft = kept && is_quoted_printable(text);
        loop {
            let soft = is_soft && text.ends_with('=');
            if soft {
                text.pop();
            } else if !matches!(self.peek()?, Some(b' ' | b'\t')) {
                break;
            } else if !is_old || is_soft {
                self.start += 1;
            }
            if !self.take(first, kept.then_some(&mut *text))? {
                break;
            }
        }
        let is_base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
        if self.in_encoded && !text.is_empty() && text.trim_end().bytes().all(is_base64) {
            // Base64 of version 2.1 that is not folded goes on up to a blank line.
            text.clear();
            return Ok(Some(first));
        }
        self.in_encoded = !kept || is_encoded(text);
        Ok(Some(first))
    }

    fn pass_blank_lines(&mut self) -> Result<(), ScanError> {
        loop {
            let length = match &self.text.as_bytes()[self.start..] {
                [] | [b'\r'] if !self.ended => {
                    self.fill()?;
                    continue;
                }
                [b'\r', b'\n', ..] => 2,
                [b'\r' | b'\n', ..] => 1,
                _ => return Ok(()),
            };
            (self.start, self.line, self.in_encoded) = (self.start + length, self.line + 1, false);
        }
    }

    /// Returns whether the next line begins a property that is left out.
    fn next_is_left_out(&mut self) -> Result<bool, ScanError> {
        const NAME: usize = 100;
        while self.text.len() - self.start < NAME && !self.ended {
            self.fill()?;
        }
        let rest = &self.text[self.start..];
        let end = memchr2(b':', b'\n', rest.as_bytes()).unwrap_or(rest.len());
        Ok(is_left_out(&rest[..end]))
    }

    /// Returns the first byte of the next line.
    fn peek(&mut self) -> Result<Option<u8>, ScanError> {
        while self.start == self.text.len() && !self.ended {
            self.fill()?;
        }
        Ok(self.text.as_bytes().get(self.start).copied())
    }

    /// Takes a line, and appends it where it is wanted; returns whether there was one. `first` is
    /// the line in which the property begins.
    fn take(&mut self, first: u64, mut into: Option<&mut String>) -> Result<bool, ScanError> {
        let mut any = false;
        loop {
            let rest = &self.text[self.start..];
            any |= !rest.is_empty();
            let end = memchr2(b'\n', b'\r', rest.as_bytes());
            if let Some(text) = into.as_deref_mut() {
                text.push_str(&rest[..end.unwrap_or(rest.len())]);
                if text.len() > PROPERTY_BYTES {
                    return Err(fault(first, CardFault::TooLong { limit: CELL_CHARS }, text));
                }
            }
            let Some(end) = end else {
                self.start = self.text.len();
                if self.ended {
                    return Ok(any);
                }
                self.fill()?;
                continue;
            };
            let is_return = rest.as_bytes()[end] == b'\r';
            self.start += end + 1;
            self.line += 1;
            if is_return && self.peek()? == Some(b'\n') {
                self.start += 1;
            }
            return Ok(true);
        }
    }

    /// Reads more text behind what is not taken yet.
    fn fill(&mut self) -> Result<(), ScanError> {
        self.text.drain(..self.start);
        self.start = 0;
        let old = self.text.len();
        match self.source.more(&mut self.text) {
            Ok(more) => self.ended = !more,
            Err(DecodeError::Io(error)) => return Err(ScanError::Io(error)),
            Err(DecodeError::Invalid { offset, foreign }) => {
                let line = self.line + breaks(self.text.as_bytes());
                return Err(ScanError::Invalid { line, offset, foreign });
            }
        }
        if let Some(at) = memchr(0, &self.text.as_bytes()[old..]) {
            let line = self.line + breaks(&self.text.as_bytes()[..old + at]);
            return Err(ScanError::Damaged { line, column: 1, damage: Damage::Nul });
        }
        Ok(())
    }

    pub(super) fn source(&self) -> &R {
        self.source.source()
    }

    pub(super) fn into_source(self) -> R {
        self.source.into_source()
    }
}
