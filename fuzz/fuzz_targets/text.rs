//! Delimited text: read the same twice, refused at a place, and without quotes the lines split.

#![no_main]

use kam::ingest::read::Encoding;
use kam_fuzz::{any_table, read_twice};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf") {
        return;
    }
    let Ok(lists) = read_twice(bytes, &any_table()) else { return };
    let [(examined, rows)] = &lists[..] else { panic!("text is one list") };
    if examined.origin.is_cards() {
        return;
    }
    let verdict = &examined.verdict;
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if verdict.encoding != Encoding::UTF_8 || text.contains('"') {
        return;
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let width = verdict.columns.len();
    let mut expected = Vec::new();
    for (line, written) in (1..).zip(text.split('\n')) {
        // Files that were put together have a byte order mark each.
        let written = written.strip_prefix('\u{feff}').unwrap_or(written);
        let mut cells: Vec<&str> = written.split(char::from(verdict.delimiter)).collect();
        cells.resize(cells.len().max(width), "");
        let is_blank = cells.iter().all(|cell| cell.trim().is_empty());
        let is_header =
            verdict.columns.iter().zip(&cells).all(|(header, cell)| cell.trim() == header)
                && cells[width..].iter().all(|cell| cell.trim().is_empty());
        if line > verdict.header_line && !is_blank && !is_header {
            expected.push((line, cells.into_iter().map(ToOwned::to_owned).collect::<Vec<_>>()));
        }
    }
    assert_eq!(*rows, expected);
});
