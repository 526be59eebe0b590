//! Sentences set to the width of a terminal.

use unicode_width::UnicodeWidthChar as _;

use super::width::width;

/// Punctuation that no line begins with.
const CLOSING: &str = "，。、；：？！）》」』”’…,.;:?!)]}";
/// Punctuation that no line ends with.
const OPENING: &str = "（《「『“‘([{";

/// Returns `text` as lines of at most `limit` terminal cells, those after the first set in by
/// `indent` blanks. Lines break at blanks and between wide characters, before closing and after
/// opening punctuation never; a word that is longer than a line runs on.
pub fn wrapped(text: &str, limit: usize, indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.trim_start().is_empty() && width(&line) + width(piece.trim_end()) > limit {
            lines.push(line.trim_end().to_owned());
            line = " ".repeat(indent);
            line.push_str(piece.trim_start());
        } else {
            line.push_str(piece);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Returns the parts of a text between which a line may break, blanks at their ends.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let Some((_, next)) = chars.peek() else { break };
        if may_break(c, *next) {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if after == ' ' || after.width() == Some(0) {
        return false;
    }
    let wide = |c: char| c.width() == Some(2);
    let joined = CLOSING.contains(after) || OPENING.contains(before);
    before == ' ' || ((wide(before) || wide(after)) && !joined)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_break_at_blanks_and_between_wide_characters() {
        for (text, limit, expected) in [
            ("all of it", 9, &["all of it"][..]),
            ("all of it", 8, &["all of", "  it"]),
            ("A：增强信心；处理异议", 14, &["A：增强信心；", "  处理异议"]),
            ("增强信心；处理", 8, &["增强信", "  心；处", "  理"]),
            ("见（规则）", 4, &["见", "  （规", "  则）"]),
            ("one longestword two", 6, &["one", "  longestword", "  two"]),
            ("  set in already", 9, &["  set in", "  already"]),
            ("", 5, &[""]),
        ] {
            assert_eq!(wrapped(text, limit, 2), expected, "{text} to {limit}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(text in "[a-c，；（） 王芳😀\u{301}]{0,40}", limit in 1_usize..30) {
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&wrapped(&text, limit, 2).concat()), bare(&text));
        }

        #[test]
        fn lines_of_short_words_fit(words in proptest::collection::vec("[a-z]{1,5}", 0..20), limit in 8_usize..30) {
            for line in wrapped(&words.join(" "), limit, 2) {
                prop_assert!(width(&line) <= limit, "{}", line);
            }
        }
    }
}
