//! Cards of address books: read the same twice, in the order of the file, or refused at a place.

#![no_main]

use kam::ingest::read::ReadError;
use kam_fuzz::{any_table, read_twice};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = [b"BEGIN:VCARD\n", bytes].concat();
    match read_twice(&file, &any_table()) {
        Ok(lists) => {
            let [(examined, rows)] = &lists[..] else { panic!("cards are one list") };
            assert!(examined.origin.is_cards());
            let width = examined.verdict.columns.len();
            assert!(rows.iter().all(|(_, cells)| cells.len() == width));
        }
        Err(ReadError::Card { line, .. }) => assert!(line > 0),
        Err(_) => {}
    }
});
