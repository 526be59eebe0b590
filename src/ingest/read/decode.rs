//! Bytes to text, strictly: a byte that the encoding has not ends it.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult};

use super::Encoding;

/// Bytes read at once.
const CHUNK: usize = 256 * 1024;

/// Why there is no more text.
#[derive(Debug)]
pub(super) enum DecodeError {
    Io(io::Error),
    /// The byte at this offset of the file is not of the encoding; all text before it was given.
    Invalid {
        offset: u64,
    },
}

/// Text of a source of bytes, in pieces.
pub(super) struct Decoded<R> {
    source: R,
    /// Missing for UTF-8.
    decoder: Option<Decoder>,
    bytes: Vec<u8>,
    /// Bytes at the front of `bytes` that were read and not decoded yet.
    pending: usize,
    /// Bytes decoded so far.
    offset: u64,
    invalid: bool,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(source: R, encoding: Encoding) -> Self {
        let decoder = match encoding {
            Encoding::Utf8 => None,
            Encoding::Gb18030 => Some(encoding_rs::GB18030.new_decoder_without_bom_handling()),
        };
        let bytes = vec![0; CHUNK];
        Self { source, decoder, bytes, pending: 0, offset: 0, invalid: false, ended: false }
    }

    /// Appends the next piece to `text`, the byte order mark left out; returns whether there may
    /// be more.
    pub(super) fn more(&mut self, text: &mut String) -> Result<bool, DecodeError> {
        if self.invalid {
            return Err(DecodeError::Invalid { offset: self.offset });
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
                        self.invalid = error.error_len().is_some() || self.ended;
                        std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
                    }
                };
                text.push_str(good);
                good.len()
            }
            Some(decoder) => {
                let room = decoder.max_utf8_buffer_length_without_replacement(filled);
                text.reserve(room.unwrap_or(filled * 3));
                let source = &self.bytes[..filled];
                let (result, used) =
                    decoder.decode_to_string_without_replacement(source, text, self.ended);
                self.invalid = matches!(result, DecoderResult::Malformed(..));
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
                Err(DecodeError::Invalid { offset }) => return (text, Some(offset)),
                Err(DecodeError::Io(error)) => panic!("{error}"),
            }
        }
    }

    #[test]
    fn text_is_whole_or_ends_at_the_bad_byte() {
        for (bytes, encoding, text, bad) in [
            (&b""[..], Encoding::Utf8, "", None),
            ("\u{feff}公司".as_bytes(), Encoding::Utf8, "公司", None),
            (b"a\xe5\x85", Encoding::Utf8, "a", Some(1)),
            (b"a\xffb", Encoding::Utf8, "a", Some(1)),
            (b"\xb9\xab\xcb\xbe", Encoding::Gb18030, "公司", None),
            (b"\x84\x31\x95\x33\xb9\xab", Encoding::Gb18030, "公", None),
        ] {
            assert_eq!(all(bytes, encoding), (text.to_owned(), bad), "{bytes:?}");
        }
        // A cut character shows at the end of the file.
        assert!(all(b"\xb9\xab\xcb", Encoding::Gb18030).1.is_some());
        assert!(all(b"\xff", Encoding::Gb18030).1.is_some());
    }

    #[test]
    fn characters_across_chunks_are_whole() {
        for pad in 0..4 {
            let text = format!("{}{}", "a".repeat(pad), "𠮷家".repeat(CHUNK / 7 + 1000));
            assert_eq!(all(text.as_bytes(), Encoding::Utf8), (text.clone(), None));
            let (gb, ..) = encoding_rs::GB18030.encode(&text);
            assert_eq!(all(&gb, Encoding::Gb18030), (text, None));
        }
    }
}
