//! Places of cells as spreadsheet programs name them: `C17`.

/// Rows of the longest sheet.
pub(super) const ROWS: u64 = 1_048_576;
/// Columns of the widest sheet.
pub(super) const COLUMNS: usize = 16_384;

/// Returns the letters of a column, from 1: `A`, `Z`, `AA`; none for 0.
pub fn column_letters(column: u64) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.insert(0, char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().collect()
}

/// Reads `C17`; returns the row from 1 and the column from 0.
pub(super) fn cell(name: &[u8]) -> Option<(u64, usize)> {
    let letters = name.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let (letters, digits) = name.split_at(letters);
    if !(1..=3).contains(&letters.len()) || !(1..=7).contains(&digits.len()) {
        return None;
    }
    let column = letters
        .iter()
        .fold(0, |number, b| number * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    let row = digits
        .iter()
        .try_fold(0, |number, b| b.is_ascii_digit().then(|| number * 10 + u64::from(*b - b'0')))?;
    ((1..=COLUMNS).contains(&column) && (1..=ROWS).contains(&row)).then(|| (row, column - 1))
}

/// A cell that has a style and nothing else, as programs write them by the million.
pub(super) struct Blank {
    /// Bytes up to the tag that follows.
    pub(super) bytes: usize,
    /// Row, from 1.
    pub(super) row: u64,
    /// Column, from 0.
    pub(super) column: usize,
}

impl Blank {
    /// Reads the cell that `xml` begins with, `<c r="C17" s="1"/>`; `None` where it may have a value,
    /// is written in another way, or what follows is cut off.
    pub(super) fn read(xml: &[u8]) -> Option<Self> {
        let mut rest = xml.strip_prefix(b"<c r=\"")?;
        let (mut column, mut row) = (0, 0);
        let letters = run(&mut rest, |b| {
            let letter = b.wrapping_sub(b'A');
            let is_one = letter < 26;
            column = if is_one { column * 26 + usize::from(letter) + 1 } else { column };
            is_one
        });
        let digits = run(&mut rest, |b| {
            let digit = b.wrapping_sub(b'0');
            let is_one = digit < 10;
            row = if is_one { row * 10 + u64::from(digit) } else { row };
            is_one
        });
        let is_name = (1..=3).contains(&letters) && (1..=7).contains(&digits);
        if !is_name || !(1..=COLUMNS).contains(&column) || !(1..=ROWS).contains(&row) {
            return None;
        }
        rest = rest.strip_prefix(b"\"")?;
        if let Some(style) = rest.strip_prefix(b" s=\"") {
            rest = style;
            run(&mut rest, |b| b.is_ascii_digit());
            rest = rest.strip_prefix(b"\"")?;
        }
        rest = match rest {
            [b'/', b'>', rest @ ..] | [b' ', b'/', b'>', rest @ ..] => rest,
            rest => rest.strip_prefix(b"></c>")?,
        };
        if rest.first() != Some(&b'<') {
            rest = rest.trim_ascii_start();
            if rest.first() != Some(&b'<') {
                return None;
            }
        }
        Some(Self { bytes: xml.len() - rest.len(), row, column: column - 1 })
    }
}

/// Takes the bytes off that are what is asked, at most as many as the name of a cell or the number
/// of a style has; returns how many.
fn run(bytes: &mut &[u8], mut is_one: impl FnMut(u8) -> bool) -> usize {
    let mut count = 0;
    while count < 10
        && let Some((first, rest)) = bytes.split_first()
        && is_one(*first)
    {
        (*bytes, count) = (rest, count + 1);
    }
    count
}

/// Cells that are shown as one, by the text of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merge {
    /// First row, from 1.
    pub(super) top: u64,
    /// First column, from 0.
    pub(super) left: usize,
    /// Last row.
    pub(super) bottom: u64,
    /// Last column.
    pub(super) right: usize,
}

impl Merge {
    /// Reads `A3:A5`; `None` where that is no range.
    pub(super) fn read(range: &[u8]) -> Option<Self> {
        let between = memchr::memchr(b':', range)?;
        let (top, left) = cell(&range[..between])?;
        let (bottom, right) = cell(&range[between + 1..])?;
        (top <= bottom && left <= right).then_some(Self { top, left, bottom, right })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_names() {
        for (name, place) in [
            ("A1", Some((1, 0))),
            ("c17", Some((17, 2))),
            ("AA10", Some((10, 26))),
            ("XFD1048576", Some((1_048_576, 16_383))),
            ("XFE1", None),
            ("A1048577", None),
            ("A0", None),
            ("A", None),
            ("1", None),
            ("A-1", None),
            ("$A$1", None),
            ("", None),
        ] {
            assert_eq!(cell(name.as_bytes()), place, "{name}");
        }
        for (column, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16_384, "XFD")] {
            assert_eq!(column_letters(column), letters);
        }
        assert_eq!(Merge::read(b"A3:B5"), Some(Merge { top: 3, left: 0, bottom: 5, right: 1 }));
        assert_eq!(Merge::read(b"B5:A3"), None);
    }

    #[test]
    fn cells_without_a_value_are_told() {
        for xml in [
            "<c r=\"C17\" s=\"1\"/>|<c",
            "<c r=\"C17\"/>|</row>",
            "<c r=\"C17\" s=\"1\" />\n  |<c r=\"D17\"/>",
            "<c r=\"C17\" s=\"1\"></c>|<c",
        ] {
            let (bytes, rest) = xml.split_once('|').unwrap();
            let blank = Blank::read([bytes, rest].concat().as_bytes()).unwrap();
            assert_eq!((blank.bytes, blank.row, blank.column), (bytes.len(), 17, 2), "{xml}");
        }
        for xml in [
            "",
            "<c",
            "<c r=\"C17\" s=\"1\"/>",
            "<c r=\"C17\" s=\"1\"/>  ",
            "<c r=\"C17\" s=\"1\"/>7<c",
            "<c r=\"C17\"><v>1</v></c><c",
            "<c r=\"C17\" t=\"s\"/><c",
            "<c r=\"C0\"/><c",
            "<c s=\"1\"/><c",
            "<cols r=\"C17\"/><c",
        ] {
            assert!(Blank::read(xml.as_bytes()).is_none(), "{xml}");
        }
    }
}
