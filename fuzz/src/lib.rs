//! What the targets share: lists in files, and what holds for every list that was read or refused.

use std::io::Write as _;

use kam::ingest::read::{Examined, Options, RawRow, ReadError, examine_list, origins};
use kam::model::SourceKind;

/// Rows with their lines.
pub type Rows = Vec<(u64, Vec<String>)>;

/// Returns options that read whatever table there is: the first column is mapped.
pub fn any_table() -> Options {
    let map = vec![("#1".to_owned(), "name".to_owned())];
    Options { map, ..Options::new(SourceKind::BusinessDirectory) }
}

/// Reads every list of a file of these bytes.
pub fn read(bytes: &[u8], options: &Options) -> Result<Vec<(Examined, Rows)>, ReadError> {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("the temporary file takes its bytes");
    let mut lists = Vec::new();
    for list in &origins(file.path(), options)?.lists {
        let examined = examine_list(list, options)?;
        let rows = rows(&examined)?;
        assert_eq!(rows.len() as u64, examined.rows, "rows that were counted are read again");
        assert!(rows.is_sorted_by(|(above, _), (below, _)| above < below), "in their order");
        lists.push((examined, rows));
    }
    Ok(lists)
}

fn rows(examined: &Examined) -> Result<Rows, ReadError> {
    let (mut rows, mut row, mut read) = (examined.rows()?, RawRow::default(), Vec::new());
    while rows.next_row(&mut row)? {
        let cells = row.cells().take(row.width().max(row.written()));
        read.push((row.line(), cells.map(ToOwned::to_owned).collect()));
    }
    Ok(read)
}

/// Asserts that reading the same bytes again comes to the same, and that what is damaged has a place.
pub fn read_twice(bytes: &[u8], options: &Options) -> Result<Vec<(Examined, Rows)>, ReadError> {
    let (first, second) = (read(bytes, options), read(bytes, options));
    match (&first, &second) {
        (Ok(first), Ok(second)) => {
            assert_eq!(first.len(), second.len());
            for ((one, rows), (other, same)) in first.iter().zip(second) {
                assert_eq!((rows, &one.verdict, &one.hash), (same, &other.verdict, &other.hash));
            }
        }
        (Err(first), Err(second)) => assert_eq!(first.to_string(), second.to_string()),
        _ => panic!("read once, and refused once"),
    }
    match &first {
        Err(ReadError::Damaged { line, column, .. }) => assert!(*line > 0 && *column > 0),
        Err(
            ReadError::NotInEncoding { line, .. }
            | ReadError::EncodingUnclear { line, .. }
            | ReadError::Mixed { line, .. },
        ) => assert!(*line > 0),
        Err(ReadError::Io(error)) => panic!("{error}"),
        _ => {}
    }
    first
}

/// Returns an archive of these parts, as they are.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let at = u32::try_from(file.len()).unwrap_or(0);
        let length = u32::try_from(bytes.len()).unwrap_or(0);
        let mut common = Vec::new();
        for number in [20_u16, 0, 0, 0, 0] {
            common.extend(number.to_le_bytes());
        }
        for number in [crc32fast::hash(bytes), length, length] {
            common.extend(number.to_le_bytes());
        }
        common.extend(u16::try_from(name.len()).unwrap_or(0).to_le_bytes());
        common.extend([0, 0]);
        file.extend(b"PK\x03\x04");
        file.extend(&common);
        file.extend(name.as_bytes());
        file.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length) = (file.len(), directory.len());
    file.extend(directory);
    let count = u16::try_from(parts.len()).unwrap_or(0).to_le_bytes();
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count, count].concat());
    file.extend(u32::try_from(length).unwrap_or(0).to_le_bytes());
    file.extend(u32::try_from(start).unwrap_or(0).to_le_bytes());
    file.extend([0, 0]);
    file
}
