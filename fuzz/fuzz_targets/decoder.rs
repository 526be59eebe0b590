//! Text in a named encoding: read as the same text in UTF-8 is, and refused where it is not all in it.

#![no_main]

use kam::ingest::read::{Encoding, Foreign, Options, ReadError};
use kam_fuzz::{any_table, read_twice};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let names: Vec<&str> = Encoding::keys().collect();
    let name = names[usize::from(*choice) % names.len()];
    let Some(codes) = encoding_rs::Encoding::for_label(name.as_bytes()) else { return };
    let is_other =
        bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf") || bytes.starts_with(b"<");
    let marks: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    if is_other || marks.iter().any(|mark| bytes.starts_with(mark)) {
        return;
    }
    let encoding = name.parse().expect("a name of an encoding");
    let options = Options { encoding: Some(encoding), ..any_table() };
    let read = read_twice(bytes, &options);
    let Some(text) = codes.decode_without_bom_handling_and_without_replacement(bytes) else {
        // What is damaged or headed badly before is said first.
        assert!(read.is_err(), "not all of it is {name}");
        return;
    };
    // Control characters and swapped marks are signs of another encoding.
    let is_sign = |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{fffe}');
    if text.starts_with(['\u{feff}', '<', '\0']) || text.contains(is_sign) {
        return;
    }
    let same = Options { encoding: Some(Encoding::UTF_8), ..any_table() };
    match (read, kam_fuzz::read(text.as_bytes(), &same)) {
        // Encoded bytes without a charset are in the encoding of the file.
        (Ok(read), Ok(_)) if read[0].0.origin.is_cards() => {}
        (Ok(read), Ok(same)) => {
            assert_eq!(read[0].1, same[0].1, "{name}");
            assert_eq!(read[0].0.verdict.columns, same[0].0.verdict.columns, "{name}");
        }
        // What is UTF-8, or marked, is not what somebody says it is.
        (Err(ReadError::NotInEncoding { foreign: Foreign::Utf8, .. }), _)
        | (Err(ReadError::OtherMark { .. }), _) => {}
        (Err(ReadError::NotInEncoding { foreign, .. }), _) => {
            panic!("all of it is {name}: {foreign}")
        }
        // Which of several damages is said depends on how much is decoded at once.
        (Err(_), Err(_)) => {}
        (read, same) => panic!("{name}: {:?} {:?}", read.map(|_| ()), same.map(|_| ())),
    }
});
