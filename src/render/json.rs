//! Cells as JSON.
//!
//! JSON may be printed on a terminal, so every character that acts there is escaped: a reader of
//! JSON sees no difference.

use super::number::push_plain;
use super::visible::{Stops, acts, push_replacing, stops};
use super::{Cell, Records};

/// Appends the value of a cell on one line.
pub(super) fn push_cell(out: &mut String, cell: &Cell<'_>) {
    match cell {
        Cell::Null => out.push_str("null"),
        Cell::Text(text) | Cell::Code(text) => push_text(out, text),
        Cell::Key(key) | Cell::KeyOf { key, .. } => push_text(out, key),
        Cell::Texts(texts) => push_texts(out, texts.iter().map(String::as_str)),
        Cell::Keys(keys) => push_texts(out, keys.iter().copied()),
        Cell::Records(records) => push_records(out, *records),
        // A decimal string: as a number it would be rounded by most readers.
        Cell::Money(_) | Cell::Day(_) | Cell::Instant(_) | Cell::Id(_) => {
            out.push('"');
            push_plain(out, cell);
            out.push('"');
        }
        Cell::Int(_) | Cell::Bool(_) => {
            push_plain(out, cell);
        }
    }
}

/// Appends the value of a cell of an object that has a line for every key; nested rows get a
/// line each.
pub(super) fn push_spread_cell(out: &mut String, cell: &Cell<'_>) {
    let Cell::Records(records) = cell else { return push_cell(out, cell) };
    if records.count() == 0 {
        return out.push_str("[]");
    }
    for index in 0..records.count() {
        out.push_str(if index == 0 { "[\n    " } else { ",\n    " });
        push_record(out, *records, index);
    }
    out.push_str("\n  ]");
}

/// Appends a text in quotes.
pub(super) fn push_text(out: &mut String, text: &str) {
    const STOPS: Stops = stops(b"\"\\");
    out.push('"');
    push_replacing(out, text, &STOPS, |out, c| {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if acts(c) => push_escape(out, c),
            _ => return false,
        }
        true
    });
    out.push('"');
}

/// Appends `\uXXXX`; every character that acts is in the basic plane.
fn push_escape(out: &mut String, c: char) {
    let code = u32::from(c);
    out.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        out.push(char::from_digit((code >> shift) & 0xF, 16).unwrap_or('0'));
    }
}

fn push_texts<'t>(out: &mut String, texts: impl Iterator<Item = &'t str>) {
    out.push('[');
    for (index, text) in texts.enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_text(out, text);
    }
    out.push(']');
}

fn push_records(out: &mut String, records: &dyn Records) {
    out.push('[');
    for index in 0..records.count() {
        if index > 0 {
            out.push(',');
        }
        push_record(out, records, index);
    }
    out.push(']');
}

fn push_record(out: &mut String, records: &dyn Records, index: usize) {
    let mut keys = records.keys().iter();
    out.push('{');
    records.row(index, &mut |cell| {
        let Some(key) = keys.next() else { return };
        if !out.ends_with('{') {
            out.push(',');
        }
        push_text(out, key);
        out.push(':');
        push_cell(out, &cell);
    });
    out.push('}');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> String {
        let mut out = String::new();
        push_text(&mut out, text);
        out
    }

    #[test]
    fn what_acts_on_a_terminal_is_escaped_and_letters_are_not() {
        for (given, expected) in [
            ("多达 “A” é", r#""多达 “A” é""#),
            ("a\"b\\c", r#""a\"b\\c""#),
            ("\n\r\t\u{1b}\u{7f}\u{9b}", r#""\n\r\t\u001b\u007f\u009b""#),
            ("\u{202e}\u{2066}\u{200f}\u{2028}", r#""\u202e\u2066\u200f\u2028""#),
        ] {
            assert_eq!(text(given), expected);
        }
    }

    proptest! {
        #[test]
        fn texts_are_read_back(given: String, c: char) {
            let given = format!("{given}{c}{given}");
            prop_assert_eq!(serde_json::from_str::<String>(&text(&given)).unwrap(), given);
        }
    }
}
