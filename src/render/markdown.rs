//! Cells of a Markdown table.

use super::visible::{Stops, push_replacing, push_visible, stops};

/// Appends `text` so that it shows as it is in a cell of a table: marks that Markdown or HTML
/// would act on get a backslash, line breaks become `<br>`, tabs blanks.
pub(super) fn push_markdown(out: &mut String, text: &str) {
    const MARKS: &[u8] = b"\\`*_[]<|~&";
    const STOPS: Stops = stops(MARKS);
    let mut after_return = None;
    push_replacing(out, text, &STOPS, |out, c| {
        match c {
            '\n' if after_return == Some(out.len()) => {}
            '\n' | '\r' => out.push_str("<br>"),
            '\t' => out.push(' '),
            _ if c.is_ascii_punctuation() => out.extend(['\\', c]),
            _ => return push_visible(out, c),
        }
        after_return = (c == '\r').then_some(out.len());
        true
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_show_as_they_are_written() {
        for (text, expected) in [
            ("a|b", r"a\|b"),
            ("two\r\nlines\nand", "two<br>lines<br>and"),
            ("<script>&amp;", r"\<script>\&amp;"),
            ("[多达](javascript:x)", r"\[多达\](javascript:x)"),
            (r"C:\|", r"C:\\\|"),
            ("`a` *b* _c_ ~~d~~", r"\`a\` \*b\* \_c\_ \~\~d\~\~"),
            ("\u{1b}\u{202e}\t“x”", r"\u{1b}\u{202e} “x”"),
        ] {
            let mut out = String::new();
            push_markdown(&mut out, text);
            assert_eq!(out, expected);
        }
    }
}
