//! Which encoding a file is in that has no byte order mark and is not UTF-8.
//!
//! Samples of all parts of the file are read as each encoding that may be. The right one gives
//! characters that lists are full of; a wrong one gives rare ones, or none.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::Encoding;
use super::decode::{DecodeError, Decoded, is_chinese_utf8};
use super::frequent::{self, Frequent};
use super::scan::breaks;

/// How the encoding of a list was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The user named it, or it is that of a list that this one is like.
    Named,
    /// A byte order mark declares it.
    Marked,
    /// All of the file is UTF-8, which other text is not by chance.
    Valid,
    /// Its characters are those that lists are full of.
    Frequent(Share),
    /// Its signs and letters are two bytes, one of them zero.
    Zeros,
}

impl Ground {
    /// Returns its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Named => "option",
            Self::Marked => "mark",
            Self::Valid => "validity",
            Self::Frequent(_) => "characters",
            Self::Zeros => "zero-bytes",
        }
    }
}

/// Of the characters that are not ASCII, how many are frequent ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Per cent, from 0 to 100, read as the encoding that was found.
    pub percent: u8,
    /// The encoding that comes next.
    pub other: Encoding,
    /// Per cent, from 0 to 100, read as that one; `None` where it has not all of the characters.
    pub other_percent: Option<u8>,
}

/// What a file that is not UTF-8 looks like.
pub(super) struct Likeness {
    /// The encoding, where it is sure.
    pub(super) found: Option<(Encoding, Share)>,
    /// Encodings that it may be in, the likeliest first.
    pub(super) may_be: Vec<Encoding>,
    /// The bytes of the first line that is not UTF-8, from its first cell on that is not ASCII.
    pub(super) sample: Vec<u8>,
    /// Whether other lines hold characters that are not ASCII, in UTF-8.
    pub(super) is_partly_utf8: bool,
    /// Whether lines before the first that is not UTF-8 hold Chinese text in UTF-8.
    pub(super) is_utf8_before: bool,
    /// Where lines are plainly in one encoding and others in another: where the first one begins
    /// that is not in that of those before it, its encoding and theirs.
    pub(super) change: Option<(u64, Encoding, Encoding)>,
}

/// Pieces of a file that are looked at, and bytes of each: half a megabyte together.
const WINDOWS: u64 = 16;
const WINDOW_BYTES: u64 = 32 * 1024;

/// Bytes of each piece that the detector of all encodings is given, which is slow.
const DETECTED_BYTES: usize = 4 * 1024;

/// Points by which a reading has to lead another: where the detector says the same, and alone.
const LEAD: i64 = 10;
const LEAD_ALONE: i64 = 20;
/// Points that it has to have beyond those that text of another script would have.
const SURPLUS: i64 = 8;
const SURPLUS_ALONE: i64 = 30;
/// Points by which a single line is plainly in one encoding.
const LEAD_OF_LINE: i64 = 30;

/// A reading of the samples as one encoding.
struct Tally {
    encoding: Encoding,
    frequent: &'static Frequent,
    characters: i64,
    among_frequent: i64,
    points: i64,
    is_valid: bool,
    /// Where the first line begins that is plainly in this encoding.
    first_plain: Option<u64>,
}

impl Tally {
    fn of(encoding: Encoding, frequent: &'static Frequent) -> Self {
        let (characters, among_frequent, points, is_valid) = (0, 0, 0, true);
        Self { encoding, frequent, characters, among_frequent, points, is_valid, first_plain: None }
    }

    /// Adds a line; returns its points.
    fn add(&mut self, line: &[u8]) -> i64 {
        let mut points = 0;
        if let Some(text) = self.encoding.decode(line) {
            for c in text.chars().filter(|c| !c.is_ascii()) {
                let said = i64::from(self.frequent.points(c));
                points += said;
                self.characters += 1;
                self.among_frequent += i64::from(said > 0);
            }
        } else {
            let foreign = line.iter().filter(|byte| !byte.is_ascii()).count();
            points = i64::try_from(foreign / 2).unwrap_or(i64::MAX) * i64::from(frequent::FOREIGN);
            self.is_valid = false;
        }
        self.points += points;
        points
    }

    /// Returns the points beyond those that text of another script has by chance: its characters
    /// stand where some of the frequent ones do.
    fn surplus(&self) -> i64 {
        self.points - self.characters * 3 / 2
    }

    fn percent(&self) -> u8 {
        let percent = self.among_frequent * 100 / self.characters.max(1);
        u8::try_from(percent).unwrap_or(100)
    }
}

/// Returns what the file's text looks like, judged by at most half a megabyte of it from all
/// parts, among them the place of the first byte that is not UTF-8.
pub(super) fn likeness(file: &mut File, not_utf8_at: u64) -> io::Result<Likeness> {
    let mut tallies = [
        Tally::of(Encoding::GB18030, &frequent::GB18030),
        Tally::of(Encoding::BIG5, &frequent::BIG5),
    ];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut sample, mut is_partly_utf8, mut is_utf8_before) = (Vec::new(), false, false);
    for_windows(file, not_utf8_at.saturating_sub(WINDOW_BYTES / 2), 1, |from, window, ended| {
        let mut detected = 0;
        for (at, line) in whole_lines(window, from == 0, ended) {
            if line.is_ascii() {
                continue;
            }
            if is_chinese_utf8(line) {
                is_partly_utf8 = true;
                is_utf8_before |= from + (at as u64) < not_utf8_at;
                continue;
            }
            if sample.is_empty() && std::str::from_utf8(line).is_err() {
                sample = from_cell(line).to_vec();
            }
            if detected < DETECTED_BYTES {
                detector.feed(line, false);
                detected += line.len();
            }
            let [first, second] = &mut tallies;
            let lead = first.add(line) - second.add(line);
            let plain = if lead > 0 { first } else { second };
            if lead.abs() >= LEAD_OF_LINE {
                plain.first_plain.get_or_insert(from + at as u64);
            }
        }
    })?;
    detector.feed(b"\n", true);
    is_partly_utf8 |= has_text_before(file, not_utf8_at)?;
    let detected = Encoding::of(detector.guess(None, Utf8Detection::Deny));
    tallies.sort_by_key(|tally| std::cmp::Reverse(tally.points));
    let [best, other] = &tallies;
    let (lead, surplus) = (best.points - other.points, best.surplus());
    let is_sure = (lead >= LEAD_ALONE && surplus >= SURPLUS_ALONE)
        || (detected == best.encoding && lead >= LEAD && surplus >= SURPLUS);
    let share = Share {
        percent: best.percent(),
        other: other.encoding,
        other_percent: other.is_valid.then(|| other.percent()),
    };
    let mut may_be = Vec::new();
    let valid = tallies.iter().filter(|tally| tally.is_valid).map(|tally| tally.encoding);
    for encoding in valid.chain([detected]) {
        if !may_be.contains(&encoding) {
            may_be.push(encoding);
        }
    }
    Ok(Likeness {
        found: is_sure.then_some((best.encoding, share)),
        may_be,
        sample,
        is_partly_utf8,
        is_utf8_before,
        change: other.first_plain.map(|at| match best.first_plain {
            Some(later) if later > at => (later, best.encoding, other.encoding),
            _ => (at, other.encoding, best.encoding),
        }),
    })
}

/// Returns a line from the cell on that has its first character which is not ASCII.
fn from_cell(line: &[u8]) -> &[u8] {
    let first = line.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let start = memchr::memrchr3(b',', b'\t', b';', &line[..first]).map_or(0, |at| at + 1);
    &line[start..]
}

/// Returns the encoding of text in UTF-16 without a byte order mark; `None` where it is none, or
/// not surely. The first line of a list has signs of ASCII, of which one byte is zero.
pub(super) fn wide(file: &mut File) -> io::Result<Option<Encoding>> {
    let (mut little, mut big) = (Units::default(), Units::default());
    for_windows(file, 0, 2, |_, window, _| {
        for pair in window.as_chunks::<2>().0 {
            little.add(u16::from_le_bytes(*pair));
            big.add(u16::from_be_bytes(*pair));
        }
    })?;
    let is_sure = |one: &Units, other: &Units| {
        one.ends > 0 && one.signs > other.signs * 4 && one.foreign * 50 < one.all
    };
    Ok(if is_sure(&little, &big) {
        Some(Encoding::UTF_16LE)
    } else if is_sure(&big, &little) {
        Some(Encoding::UTF_16BE)
    } else {
        None
    })
}

/// What units of UTF-16 are.
#[derive(Default)]
struct Units {
    all: u64,
    /// Signs and letters of ASCII.
    signs: u64,
    /// Line ends and delimiters among them.
    ends: u64,
    /// What lists in no language have.
    foreign: u64,
}

impl Units {
    fn add(&mut self, unit: u16) {
        self.all += 1;
        match unit {
            0x09 | 0x0a | 0x0d | 0x2c | 0x3b => {
                self.signs += 1;
                self.ends += 1;
            }
            0x20..0x7f => self.signs += 1,
            0..0x20 | 0x7f..0xa0 | 0x0800..0x0e00 | 0xa000..0xac00 | 0xe000..0xf900 | 0xfffe.. => {
                self.foreign += 1;
            }
            _ => {}
        }
    }
}

/// Returns the line, from 1, of the first byte that is not of an encoding; `None` where all are.
pub(super) fn foreign_line(file: &mut File, encoding: Encoding) -> io::Result<Option<u64>> {
    file.seek(SeekFrom::Start(0))?;
    let mut decoded = Decoded::new(file, encoding);
    let (mut text, mut line) = (String::new(), 1);
    loop {
        text.clear();
        match decoded.more(&mut text) {
            Ok(true) => line += breaks(text.as_bytes()),
            Ok(false) => return Ok(None),
            Err(DecodeError::Invalid { .. }) => return Ok(Some(line)),
            Err(DecodeError::Io(error)) => return Err(error),
        }
    }
}

/// Returns the line, from 1, of a place in a file whose line breaks are those of ASCII.
pub(super) fn line_of(file: &mut File, place: u64) -> io::Result<u64> {
    file.seek(SeekFrom::Start(0))?;
    let (mut line, mut bytes) = (1, Vec::new());
    let mut before = file.take(place);
    loop {
        bytes.clear();
        if before.by_ref().take(WINDOW_BYTES).read_to_end(&mut bytes)? == 0 {
            return Ok(line);
        }
        line += breaks(&bytes);
    }
}

/// Hands pieces of a file over, from all parts of it in their order and one from `also`, each
/// beginning at a multiple of `unit`: where it begins, what is in it, whether it ends the file.
fn for_windows(
    file: &mut File,
    also: u64,
    unit: u64,
    mut look: impl FnMut(u64, &[u8], bool),
) -> io::Result<()> {
    let length = file.metadata()?.len();
    let apart = length.saturating_sub(WINDOW_BYTES) / (WINDOWS - 2);
    let mut starts: Vec<u64> = (0..WINDOWS - 1).map(|part| apart * part).chain([also]).collect();
    starts.sort_unstable();
    let (mut read_to, mut window) = (0, Vec::new());
    for start in starts {
        let from = start.max(read_to).next_multiple_of(unit);
        read_to = read_to.max(start + WINDOW_BYTES).min(length);
        file.seek(SeekFrom::Start(from))?;
        window.clear();
        file.take(read_to.saturating_sub(from)).read_to_end(&mut window)?;
        look(from, &window, read_to == length);
    }
    Ok(())
}

/// Returns whether a character of UTF-8 that takes several bytes stands near before `at`, in a
/// line of its own: a file of another encoding seldom has one.
fn has_text_before(file: &mut File, at: u64) -> io::Result<bool> {
    let from = at.saturating_sub(WINDOW_BYTES);
    let mut before = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.take(at - from).read_to_end(&mut before)?;
    let mut lines = whole_lines(&before, from == 0, false);
    Ok(lines.any(|(_, line)| !line.is_ascii() && std::str::from_utf8(line).is_ok()))
}

/// Yields the lines of a window with their places and ends, without those that it cuts: a
/// character of two bytes cut in half would speak against its encoding.
fn whole_lines(
    window: &[u8],
    from_start: bool,
    to_end: bool,
) -> impl Iterator<Item = (usize, &[u8])> {
    let end = window.len();
    // A line that is longer than the window is cut where cells are.
    let first = memchr::memchr2(b'\n', b'\r', window)
        .or_else(|| memchr::memchr3(b',', b'\t', b';', window))
        .map_or(end, |at| at + 1);
    let last = memchr::memrchr2(b'\n', b'\r', window)
        .filter(|at| *at >= first)
        .or_else(|| memchr::memrchr3(b',', b'\t', b';', window))
        .map_or(0, |at| at + 1);
    let (first, last) = (if from_start { 0 } else { first }, if to_end { end } else { last });
    let whole = window.get(first..last).unwrap_or_default();
    let mut at = first;
    whole.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')).map(move |line| {
        at += line.len();
        (at - line.len(), line)
    })
}
