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
}
