//! Which encoding a file is in.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// An encoding that lists are read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// GB18030, of which GBK and GB2312 are parts.
    Gb18030,
}

/// A name of no encoding that lists are read in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no encoding that lists are read in; one of utf-8, gb18030, gbk")]
pub struct UnknownEncoding(pub String);

impl Encoding {
    /// Returns its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Gb18030 => "gb18030",
        }
    }
}

impl std::str::FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(text: &str) -> Result<Self, UnknownEncoding> {
        match text.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Ok(Self::Utf8),
            "gb18030" | "gbk" | "gb2312" | "cp936" => Ok(Self::Gb18030),
            _ => Err(UnknownEncoding(text.to_owned())),
        }
    }
}

/// What a file that is not UTF-8 looks like.
pub(super) struct Likeness {
    /// Name of the encoding.
    pub(super) guess: &'static str,
    /// Whether that is GB18030 or a part of it.
    pub(super) is_gb18030: bool,
    /// The first line that is not UTF-8, read as GB18030, at most 40 characters.
    pub(super) sample: String,
    /// Whether characters that are not ASCII stand before it, in UTF-8.
    pub(super) is_mixed: bool,
}

/// Pieces of a file that are looked at, and bytes of each: half a megabyte together.
const WINDOWS: u64 = 16;
const WINDOW_BYTES: u64 = 32 * 1024;

/// Returns what the file's text looks like, judged by at most half a megabyte of it from all parts, among
/// them the place of the first byte that is not UTF-8.
pub(super) fn likeness(file: &mut File, not_utf8_at: u64) -> std::io::Result<Likeness> {
    let length = file.metadata()?.len();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut sample = String::new();
    let mut starts: Vec<u64> = (0..WINDOWS - 1)
        .map(|part| length.saturating_sub(WINDOW_BYTES) / (WINDOWS - 2) * part)
        .chain([not_utf8_at.saturating_sub(WINDOW_BYTES / 2)])
        .collect();
    starts.sort_unstable();
    let mut read_to = 0;
    let mut window = Vec::new();
    for start in starts {
        let from = start.max(read_to);
        read_to = read_to.max(start + WINDOW_BYTES).min(length);
        file.seek(SeekFrom::Start(from))?;
        window.clear();
        file.take(read_to.saturating_sub(from)).read_to_end(&mut window)?;
        for line in whole_lines(&window, from == 0, read_to == length) {
            if !line.is_ascii() {
                detector.feed(line, false);
                if sample.is_empty() && std::str::from_utf8(line).is_err() {
                    let (text, _) = encoding_rs::GB18030.decode_without_bom_handling(line);
                    sample = text.trim().chars().take(40).collect();
                }
            }
        }
    }
    detector.feed(b"\n", true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let is_gb18030 = guess == encoding_rs::GBK || guess == encoding_rs::GB18030;
    let is_mixed = has_text_before(file, not_utf8_at)?;
    Ok(Likeness { guess: guess.name(), is_gb18030, sample, is_mixed })
}

/// Returns whether a character of UTF-8 that takes several bytes stands near before `at`, in a
/// line of its own: a file of another encoding seldom has one.
fn has_text_before(file: &mut File, at: u64) -> std::io::Result<bool> {
    let from = at.saturating_sub(WINDOW_BYTES);
    let mut before = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.take(at - from).read_to_end(&mut before)?;
    let lines = whole_lines(&before, from == 0, false);
    Ok(lines.into_iter().any(|line| !line.is_ascii() && std::str::from_utf8(line).is_ok()))
}

/// Yields the lines of a window with their ends, without those that it cuts: a character of two
/// bytes cut in half would speak against its encoding.
fn whole_lines(window: &[u8], from_start: bool, to_end: bool) -> impl Iterator<Item = &[u8]> {
    let end = window.len();
    let first = memchr::memchr2(b'\n', b'\r', window).map_or(end, |at| at + 1);
    let last = memchr::memrchr2(b'\n', b'\r', window).map_or(0, |at| at + 1);
    let (first, last) = (if from_start { 0 } else { first }, if to_end { end } else { last });
    let whole = window.get(first..last).unwrap_or_default();
    whole.split_inclusive(|byte| matches!(byte, b'\n' | b'\r'))
}
