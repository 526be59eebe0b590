//! The inputs are still what their README says they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder(name)).unwrap()
}

#[test]
fn every_input_is_named_in_the_readme_of_its_folder() {
    let mut missing = Vec::new();
    for entry in fs::read_dir(folder("")).unwrap() {
        let folder = entry.unwrap().path();
        let readme = fs::read_to_string(folder.join("README.md")).unwrap_or_default();
        for file in fs::read_dir(&folder).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_str().unwrap();
            if name != "README.md" && !readme.contains(&format!("`{name}`")) {
                missing.push(file);
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn encodings_and_line_ends_survived_the_checkout() {
    let yellow_pages = bytes("demo/yellow_pages.csv");
    let (text, replaced) = encoding_rs::GB18030.decode_without_bom_handling(&yellow_pages);
    assert!(!replaced && text.contains('𠮷') && text.contains("\r\n"));
    assert!(std::str::from_utf8(&yellow_pages).is_err());

    assert!(bytes("demo/association_members.csv").starts_with(b"\xef\xbb\xbf"));
    assert!(bytes("bad/utf16le.csv").starts_with(b"\xff\xfe"));
    assert!(bytes("bad/renamed_workbook.csv").starts_with(b"PK\x03\x04"));
    assert!(bytes("bad/nul.csv").contains(&0));
    assert!(bytes("bad/empty.csv").is_empty());
    assert!(!encoding_rs::BIG5.decode_without_bom_handling(&bytes("bad/big5.csv")).1);
    let mixed = bytes("bad/mixed_encoding.csv");
    for encoding in [encoding_rs::UTF_8, encoding_rs::GB18030, encoding_rs::BIG5] {
        assert!(encoding.decode_without_bom_handling(&mixed).1, "{}", encoding.name());
    }
}

#[test]
fn rows_said_to_be_one_account_stand_where_they_are_said_to() {
    let same = String::from_utf8(bytes("demo/same_account.csv")).unwrap();
    let mut rows: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for row in same.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let [file, line, account] = cells[..] else { panic!("{row}") };
        rows.entry(file).or_default().push((line.parse().unwrap(), account));
    }
    let counts: Vec<(&str, usize)> = rows.iter().map(|(file, rows)| (*file, rows.len())).collect();
    assert_eq!(
        counts,
        [("association_members.csv", 44), ("parts_invoices.csv", 52), ("yellow_pages.csv", 49)]
    );
    for (file, rows) in rows {
        let bytes = bytes(&format!("demo/{file}"));
        let encoding =
            if file == "yellow_pages.csv" { encoding_rs::GB18030 } else { encoding_rs::UTF_8 };
        let (text, _) = encoding.decode_with_bom_removal(&bytes);
        let lines: Vec<&str> = text.lines().collect();
        let duoda = rows.iter().filter(|(_, account)| *account == "duoda");
        assert!(duoda.clone().count() > 0, "{file}");
        for (line, _) in duoda {
            assert!(lines[line - 1].contains("多达矿业工程"), "{file}:{line}");
        }
        let last = lines.iter().rposition(|line| !line.is_empty()).unwrap() + 1;
        assert_eq!(rows.iter().map(|(line, _)| *line).max(), Some(last), "{file}");
    }
}
