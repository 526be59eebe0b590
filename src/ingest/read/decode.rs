//! Bytes to text, strictly: a byte that the encoding has not ends it.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult};
use memchr::{memchr2, memrchr2};

use super::{Encoding, Foreign};

/// Bytes read at once.
const CHUNK: usize = 256 * 1024;

/// Why there is no more text.
#[derive(Debug)]
pub(super) enum DecodeError {
    Io(io::Error),
    /// What stands at this offset of the file is not of the encoding; all text before it was given.
    Invalid {
        offset: u64,
        foreign: Foreign,
    },
}

/// Text of a source of bytes, in pieces.
pub(super) struct Decoded<R> {
    source: R,
    /// Missing for UTF-8.
    decoder: Option<Decoder>,
    encoding: Encoding,
    bytes: Vec<u8>,
    /// Bytes at the front of `bytes` that were read and not decoded yet.
    pending: usize,
    /// Bytes decoded so far.
    offset: u64,
    /// What stands at `offset` that is not of the encoding.
    foreign: Option<Foreign>,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(source: R, encoding: Encoding) -> Self {
        let decoder = (encoding != Encoding::UTF_8).then(|| encoding.decoder());
        let bytes = vec![0; CHUNK];
        let (pending, offset, foreign, ended) = (0, 0, None, false);
        Self { source, decoder, encoding, bytes, pending, offset, foreign, ended }
    }

    /// Appends the next piece to `text`, the byte order mark left out; returns whether there may
    /// be more.
    pub(super) fn more(&mut self, text: &mut String) -> Result<bool, DecodeError> {
        if let Some((offset, foreign)) = self.foreign() {
            return Err(DecodeError::Invalid { offset, foreign: foreign.clone() });
        }
        if self.ended {
            return Ok(false);
        }
        let filled = self.fill().map_err(DecodeError::Io)?;
        let (start, at_start) = (text.len(), self.offset == 0);
        let used = match &mut self.decoder {
            None => {
                // A character that the chunk cuts is left for the next one: looked for first, so
                // that the chunk is looked at once.
                let bytes = &self.bytes[..filled];
                let whole = if self.ended { filled } else { whole_characters(bytes) };
                let good = match std::str::from_utf8(&bytes[..whole]) {
                    Ok(good) => good,
                    Err(error) => {
                        let (good, bad) = bytes[..whole].split_at(error.valid_up_to());
                        if error.error_len().is_some() || self.ended {
                            let length = error.error_len().unwrap_or(bad.len());
                            self.foreign = Some(Foreign::Bytes(bad[..length].to_vec()));
                        }
                        std::str::from_utf8(good).unwrap_or_default()
                    }
                };
                text.push_str(good);
                good.len()
            }
            Some(decoder) => {
                let (whole, mut foreign) =
                    whole_lines(&self.bytes[..filled], self.encoding, self.ended);
                let room = decoder.max_utf8_buffer_length_without_replacement(whole);
                text.reserve(room.unwrap_or(whole * 3));
                let source = &self.bytes[..whole];
                let ended = self.ended && whole == filled;
                let (result, mut used) =
                    decoder.decode_to_string_without_replacement(source, text, ended);
                if let DecoderResult::Malformed(length, after) = result {
                    let end = used.saturating_sub(usize::from(after));
                    used = end.saturating_sub(usize::from(length));
                    foreign = Some(Foreign::Bytes(source[used..end].to_vec()));
                }
                if let Some((bytes, at)) = no_character(&text[start..], self.encoding) {
                    foreign =
                        Some(Foreign::Bytes(source[bytes..][..bytes_of(self.encoding)].to_vec()));
                    text.truncate(start + at);
                    used = bytes;
                }
                self.foreign = foreign;
                used
            }
        };
        if at_start && text[start..].starts_with('\u{feff}') {
            text.replace_range(start..start + '\u{feff}'.len_utf8(), "");
        }
        self.offset += used as u64;
        self.bytes.copy_within(used..filled, 0);
        self.pending = filled - used;
        Ok(true)
    }

    /// Returns what ends the text behind the pieces that were given, where that is known: something
    /// that is not of the encoding.
    pub(super) fn foreign(&self) -> Option<(u64, &Foreign)> {
        self.foreign.as_ref().map(|foreign| (self.offset, foreign))
    }

    /// Fills the buffer as far as the source goes; returns how many bytes are in it.
    fn fill(&mut self) -> io::Result<usize> {
        let mut filled = self.pending;
        while filled < self.bytes.len() {
            match self.source.read(&mut self.bytes[filled..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// Returns the source.
    pub(super) fn source(&self) -> &R {
        &self.source
    }

    /// Returns the source, read as far as this went.
    pub(super) fn into_source(self) -> R {
        self.source
    }
}

/// Returns how many of the bytes are to be decoded: whole lines, so that none is cut, up to one of
/// Chinese text in UTF-8, which is returned, too. Other encodings have other characters for such
/// bytes, and nearly all of them have some.
fn whole_lines(bytes: &[u8], encoding: Encoding, ended: bool) -> (usize, Option<Foreign>) {
    if !encoding.has_ascii_lines() {
        return (bytes.len(), None);
    }
    let last = memrchr2(b'\n', b'\r', bytes).filter(|_| !ended);
    let end = last.map_or(bytes.len(), |at| at + 1);
    let mut start = 0;
    while start < end {
        let length = memchr2(b'\n', b'\r', &bytes[start..end]).map_or(end - start, |at| at + 1);
        if is_chinese_utf8(&bytes[start..start + length]) {
            return (start, Some(Foreign::Utf8));
        }
        start += length;
    }
    (end, None)
}

/// Returns whether a line is UTF-8 and has two characters at least of the scripts of East Asia: by
/// chance a line of another encoding is not.
pub(super) fn is_chinese_utf8(line: &[u8]) -> bool {
    let Some(at) = line.iter().position(|byte| !byte.is_ascii()) else { return false };
    let rest = &line[at..];
    let may_be = matches!(rest, [0xe2..=0xef, 0x80..=0xbf, 0x80..=0xbf, ..]);
    may_be
        && std::str::from_utf8(rest)
            .is_ok_and(|text| text.chars().filter(|c| *c >= '\u{2e80}').nth(1).is_some())
}

/// Returns the place of the first code that stands for no character, in bytes of the file and of
/// the text: codes that a table of 256 leaves out, and a byte order mark the wrong way round.
fn no_character(text: &str, encoding: Encoding) -> Option<(usize, usize)> {
    let at = if encoding.is_single_byte() {
        text.find(|c| matches!(c, '\u{80}'..='\u{9f}'))?
    } else if bytes_of(encoding) == 2 {
        text.find('\u{fffe}')?
    } else {
        return None;
    };
    let bytes = match bytes_of(encoding) {
        1 => text[..at].chars().count(),
        _ => text[..at].encode_utf16().count() * 2,
    };
    Some((bytes, at))
}

/// Returns how many bytes the shortest character has.
fn bytes_of(encoding: Encoding) -> usize {
    if encoding.is_wide() { 2 } else { 1 }
}

/// Returns how many of the bytes stand before a character of UTF-8 that their end cuts; all of
/// them where it cuts none.
fn whole_characters(bytes: &[u8]) -> usize {
    let longest = bytes.len().min(4);
    for back in 1..=longest {
        let first = bytes[bytes.len() - back];
        let length = match first {
            0x80..=0xbf => continue,
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xff => 4,
            _ => 1,
        };
        return if length > back { bytes.len() - back } else { bytes.len() };
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A source that gives one byte at a time.
    struct Drops<'a>(&'a [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = usize::from(!self.0.is_empty() && !into.is_empty());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn all(bytes: &[u8], encoding: Encoding) -> (String, Option<u64>) {
        let mut decoded = Decoded::new(Drops(bytes), encoding);
        let mut text = String::new();
        loop {
            match decoded.more(&mut text) {
                Ok(true) => {}
                Ok(false) => return (text, None),
                Err(DecodeError::Invalid { offset, .. }) => return (text, Some(offset)),
                Err(DecodeError::Io(error)) => panic!("{error}"),
            }
        }
    }

    #[test]
    fn text_is_whole_or_ends_at_the_bad_byte() {
        for (bytes, encoding, text, bad) in [
            (&b""[..], Encoding::UTF_8, "", None),
            ("\u{feff}公司".as_bytes(), Encoding::UTF_8, "公司", None),
            (b"a\xe5\x85", Encoding::UTF_8, "a", Some(1)),
            (b"a\xffb", Encoding::UTF_8, "a", Some(1)),
            (b"\xb9\xab\xcb\xbe", Encoding::GB18030, "公司", None),
            (b"\x84\x31\x95\x33\xb9\xab", Encoding::GB18030, "公", None),
        ] {
            assert_eq!(all(bytes, encoding), (text.to_owned(), bad), "{bytes:?}");
        }
        // A cut character shows at the end of the file.
        assert!(all(b"\xb9\xab\xcb", Encoding::GB18030).1.is_some());
        assert!(all(b"\xff", Encoding::GB18030).1.is_some());
    }

    #[test]
    fn characters_across_chunks_are_whole() {
        for pad in 0..4 {
            let text = format!("{}{}", "a".repeat(pad), "𠮷家".repeat(CHUNK / 7 + 1000));
            assert_eq!(all(text.as_bytes(), Encoding::UTF_8), (text.clone(), None));
            let (gb, ..) = encoding_rs::GB18030.encode(&text);
            assert_eq!(all(&gb, Encoding::GB18030), (text, None));
        }
    }
}
