//! Cells in the words that people read: tables, cards, Markdown.

use super::json;
use super::number::push_plain;
use super::{Cell, Records, Words};

/// Appends a cell of `column` as people read it: words for keys, lists with commas. The text is
/// as it was written, and still has to be made safe for where it goes.
pub(super) fn push_for_people(out: &mut String, cell: &Cell<'_>, column: &str, words: &dyn Words) {
    match cell {
        Cell::Null => {}
        Cell::Text(text) | Cell::Code(text) => out.push_str(text),
        Cell::Key(key) => out.push_str(words.value(column, key)),
        Cell::KeyOf { list, key } => out.push_str(words.value_of(column, list, key)),
        Cell::Bool(truth) => out.push_str(words.value(column, if *truth { "yes" } else { "no" })),
        Cell::Texts(texts) => push_list(out, texts.iter().map(String::as_str), ", "),
        Cell::Keys(keys) => push_list(out, keys.iter().map(|key| words.value(column, key)), ", "),
        Cell::Records(records) => push_records(out, *records, words),
        Cell::Money(_) => {
            let mut plain = String::new();
            push_plain(&mut plain, cell);
            push_grouped(out, &plain);
        }
        Cell::Int(_) | Cell::Day(_) | Cell::Instant(_) | Cell::Id(_) => {
            push_plain(out, cell);
        }
    }
}

/// Appends a decimal number with a comma before every three digits of its whole part.
fn push_grouped(out: &mut String, plain: &str) {
    let whole = plain.find('.').unwrap_or(plain.len());
    for (at, c) in plain.char_indices() {
        let before = plain.get(..at).unwrap_or_default();
        if at < whole
            && (whole - at).is_multiple_of(3)
            && before.ends_with(|c: char| c.is_ascii_digit())
        {
            out.push(',');
        }
        out.push(c);
    }
}

/// Appends a cell as CSV and TSV hold it before quoting: keys as they are, lists with `;`, rows
/// within the row as JSON.
pub(super) fn push_for_programs(out: &mut String, cell: &Cell<'_>) {
    match cell {
        Cell::Null => {}
        Cell::Text(text) | Cell::Code(text) => out.push_str(text),
        Cell::Key(key) | Cell::KeyOf { key, .. } => out.push_str(key),
        Cell::Texts(texts) => push_list(out, texts.iter().map(String::as_str), ";"),
        Cell::Keys(keys) => push_list(out, keys.iter().copied(), ";"),
        Cell::Records(_) => json::push_cell(out, cell),
        Cell::Int(_)
        | Cell::Bool(_)
        | Cell::Day(_)
        | Cell::Instant(_)
        | Cell::Money(_)
        | Cell::Id(_) => {
            push_plain(out, cell);
        }
    }
}

fn push_list<'t>(out: &mut String, texts: impl Iterator<Item = &'t str>, between: &str) {
    for (index, text) in texts.enumerate() {
        if index > 0 {
            out.push_str(between);
        }
        out.push_str(text);
    }
}

/// Appends rows with commas between them and blanks between their cells.
fn push_records(out: &mut String, records: &dyn Records, words: &dyn Words) {
    for index in 0..records.count() {
        let start = out.len();
        let mut keys = records.keys().iter();
        records.row(index, &mut |cell| {
            let Some(key) = keys.next() else { return };
            if matches!(cell, Cell::Null) {
                return;
            }
            if out.len() > start {
                out.push(' ');
            } else if index > 0 {
                out.push_str(", ");
            }
            push_for_people(out, &cell, key, words);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_by_thousands() {
        for (plain, expected) in [
            ("0.00", "0.00"),
            ("999.00", "999.00"),
            ("1000.05", "1,000.05"),
            ("-123456.70", "-123,456.70"),
            ("1250000.00", "1,250,000.00"),
        ] {
            let mut out = String::new();
            push_grouped(&mut out, plain);
            assert_eq!(out, expected);
        }
    }
}
