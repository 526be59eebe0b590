//! What any cell may hold, whatever its column is.

use std::borrow::Cow;

use super::Problem;

/// Returns the cell without outer blanks, invisible marks included.
pub fn trimmed(cell: &str) -> &str {
    // Nearly every cell begins and ends with a printed ASCII or Chinese character.
    let bytes = cell.as_bytes();
    let starts = bytes.first().is_some_and(|b| b.is_ascii_graphic() || is_han_lead(*b));
    let ends = bytes.last().is_some_and(u8::is_ascii_graphic)
        || bytes.len().checked_sub(3).is_some_and(|at| is_han_lead(bytes[at]));
    if starts && ends {
        return cell;
    }
    cell.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// Returns whether the byte begins a Chinese character of the basic block in UTF-8: no blank or
/// invisible mark begins with it, and none of its bytes continues a character.
const fn is_han_lead(byte: u8) -> bool {
    matches!(byte, 0xe4..=0xe9)
}

/// Marks that take no room: zero-width blanks, directions, byte order marks.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Words that people write where they have nothing to write.
const NOTHING: &[&str] = &[
    "-",
    "--",
    "---",
    "—",
    "——",
    "－",
    "/",
    "／",
    "\\",
    ".",
    "。",
    "*",
    "?",
    "？",
    "无",
    "無",
    "暂无",
    "暫無",
    "没有",
    "沒有",
    "未知",
    "不详",
    "不詳",
    "空",
    "n/a",
    "na",
    "#n",
    "null",
    "none",
    "nil",
    "(null)",
    "<null>",
    "无联系方式",
    "暂缺",
    "未填",
    "未填写",
    "unknown",
];

/// Returns whether a trimmed cell says that there is nothing: blank, `-`, `无`, `N/A`.
pub fn is_nothing(cell: &str) -> bool {
    let Some(first) = cell.chars().next() else { return true };
    // The longest of the words has 15 bytes, and few other cells begin like one of them.
    let begins = if first.is_ascii() {
        matches!(
            first,
            '-' | '/' | '\\' | '.' | '*' | '?' | '#' | '(' | '<' | 'n' | 'N' | 'u' | 'U'
        )
    } else {
        "—－／。？无無暂暫没沒未不空".contains(first)
    };
    begins && cell.len() <= 15 && NOTHING.iter().any(|word| word.eq_ignore_ascii_case(cell))
}

/// Errors that spreadsheets write into cells.
const SHEET_ERRORS: &[&str] = &[
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
];

/// Returns the trimmed cell; `None` where it says that there is nothing.
///
/// A spreadsheet's error value and a character lost in an earlier conversion (U+FFFD) are damage.
pub fn value(cell: &str) -> Result<Option<&str>, Problem> {
    let text = trimmed(cell);
    if is_nothing(text) {
        return Ok(None);
    }
    if text.starts_with('#')
        && let Some(error) = SHEET_ERRORS.iter().find(|error| error.eq_ignore_ascii_case(text))
    {
        return Err(Problem::with("sheet-error", error));
    }
    if has_lost(text) {
        return Err(lost());
    }
    Ok(Some(text))
}

/// Returns whether a character was lost in an earlier conversion (U+FFFD).
pub fn has_lost(text: &str) -> bool {
    // Searched by its first byte, which Chinese text seldom has.
    memchr::memchr_iter(0xef, text.as_bytes())
        .any(|at| text.get(at..).is_some_and(|rest| rest.starts_with('\u{fffd}')))
}

/// Returns the problem of a cell with a lost character.
pub fn lost() -> Problem {
    Problem::plain("lost-character")
}

/// Returns the text with full-width letters, digits, signs and blanks made plain ASCII, every
/// kind of dash a hyphen and invisible marks left out.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{30fc}' => '-',
        '。' => '.',
        '【' | '〔' => '(',
        '】' | '〕' => ')',
        c => c,
    };
    Cow::Owned(text.chars().filter(|c| !is_invisible(*c)).map(plain).collect())
}

/// Returns whether digits were written in scientific notation, so that some are lost:
/// `1.38E+10`.
pub fn is_scientific(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['E', 'e']) else { return false };
    let decimal = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    decimal(digits) && !power.is_empty() && power.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells_that_say_nothing_are_missing() {
        for cell in ["", "  ", "\u{3000}", "-", "N/A", "n/a", "无", " 暂无 ", "/", "\u{feff}"] {
            assert_eq!(value(cell), Ok(None), "{cell:?}");
        }
        assert_eq!(value(" 多达 \u{200b}"), Ok(Some("多达")));
        assert_eq!(value("无锡"), Ok(Some("无锡")));
        for word in NOTHING {
            assert!(is_nothing(word) && is_nothing(&word.to_uppercase()), "{word}");
        }
    }

    #[test]
    fn damage_of_spreadsheets_is_no_data() {
        assert_eq!(value("#N/A").unwrap_err().to_string(), "the spreadsheet left an error, #N/A");
        assert_eq!(value("多\u{fffd}").unwrap_err().code, "lost-character");
        for (text, lost) in
            [("1.38E+10", true), ("1e5", true), ("E10", false), ("HD-2000", false), ("3E", false)]
        {
            assert_eq!(is_scientific(text), lost, "{text}");
        }
    }

    proptest! {
        #[test]
        fn trimming_leaves_no_blank_or_mark_outside(text in "[ \u{3000}\u{feff}\u{200b}a多，é]{0,6}") {
            let outside = |c: char| c.is_whitespace() || is_invisible(c);
            prop_assert_eq!(trimmed(&text), text.trim_matches(outside));
        }

        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = folded(&text).into_owned();
            prop_assert_eq!(folded(&once).into_owned(), once);
        }
    }
}
