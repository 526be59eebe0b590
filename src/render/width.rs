//! How many terminal cells a text takes, and how it is cut to fewer.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Stands for what was cut off.
const ELLIPSIS: char = '…';

/// Returns the terminal cells that `text` takes: 王芳 is 4.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// Appends as much of `text` as fits into `limit` terminal cells with an ellipsis behind it;
/// all of it where it fits as it is. A limit of 0 leaves nothing.
pub(super) fn push_cut(out: &mut String, text: &str, limit: usize) {
    if width(text) <= limit {
        out.push_str(text);
    } else if limit > 0 {
        out.push_str(head(text, limit - 1));
        out.push(ELLIPSIS);
    }
}

/// Returns the longest head of `text` that fits into `limit` cells together with what follows it
/// without width: accents stay with their letter, and nothing is left that joins to nothing.
fn head(text: &str, limit: usize) -> &str {
    let mut end = text.len();
    let mut taken = 0;
    for (at, c) in text.char_indices() {
        taken += c.width().unwrap_or(1);
        if taken > limit {
            end = at;
            break;
        }
    }
    let mut head = text.get(..end).unwrap_or_default();
    // Sequences such as ❤️ are wider than the sum of their parts.
    while width(head) > limit {
        let last = head.char_indices().rfind(|(_, c)| c.width() != Some(0));
        head = last.and_then(|(at, _)| head.get(..at)).unwrap_or_default();
    }
    head.trim_end_matches('\u{200d}').trim_end_matches(' ')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str, limit: usize) -> String {
        let mut out = String::new();
        push_cut(&mut out, text, limit);
        out
    }

    #[test]
    fn cuts_are_counted_in_terminal_cells() {
        for (text, limit, expected) in [
            ("多达", 4, "多达"),
            ("多达公司", 7, "多达公…"),
            ("多达公司", 6, "多达…"),
            ("多达公司", 1, "…"),
            ("多达", 0, ""),
            ("Acme Ltd", 6, "Acme…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("❤\u{fe0f}❤\u{fe0f}❤\u{fe0f}", 5, "❤\u{fe0f}❤\u{fe0f}…"),
            ("👨\u{200d}👩\u{200d}👧abcdef", 4, "👨…"),
            ("\u{200b}\u{200b}ab", 1, "\u{200b}\u{200b}…"),
        ] {
            assert_eq!(cut(text, limit), expected, "{text} to {limit}");
        }
    }

    #[test]
    fn a_letter_under_many_accents_is_cut_in_one_go() {
        let pile = format!("❤\u{fe0f}❤\u{fe0f}a{}bcdef", "\u{301}".repeat(30_000));
        assert!(width(&cut(&pile, 4)) <= 4);
    }

    proptest! {
        #[test]
        fn a_cut_fits(text: String, limit in 0_usize..30) {
            prop_assert!(width(&cut(&text, limit)) <= limit);
        }

        #[test]
        fn cuts_of_emoji_and_marks_fit(
            text in "[a❤️☎1\u{fe0f}\u{fe0e}\u{200d}\u{20e3}\u{301}👨👩🏽🇨🇳王لا]{0,12}",
            limit in 0_usize..12,
        ) {
            prop_assert!(width(&cut(&text, limit)) <= limit);
        }
    }
}
