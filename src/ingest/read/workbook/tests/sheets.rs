//! Which sheets are read.

use rust_xlsxwriter::Workbook;

use super::{any_table, file, read, write_rows};
use crate::ingest::read::{Options, examine_list, origins};

/// Returns a workbook of these sheets: name, whether it is hidden, rows.
fn book(sheets: &[(&str, bool, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, is_hidden, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap().set_hidden(*is_hidden);
        write_rows(sheet, 0, rows);
    }
    workbook.save_to_buffer().unwrap()
}

fn sheet(name: &str) -> Options {
    Options { sheet: Some(name.to_owned()), ..any_table() }
}

const DUODA: &[&[&str]] = &[&["公司", "电话"], &["多达", "13800138000"]];
const LANBAI: &[&[&str]] = &[&["公司", "电话"], &["岚柏", "13800138001"], &["云岭"]];
const NOTES: &[&[&str]] = &[&["说明"], &["请勿外传"]];

#[test]
fn the_only_sheet_with_rows_is_read() {
    let bytes = book(&[("说明", false, &[]), ("名单", false, DUODA), ("旧", true, LANBAI)]);
    let found = origins(file(&bytes).path(), &any_table()).unwrap();
    assert_eq!(found.hidden, ["旧"]);
    let (examined, rows) = read(&bytes, &any_table()).unwrap();
    assert_eq!(examined.origin.sheet(), Some("名单"));
    assert_eq!(rows, [(2, vec!["多达".to_owned(), "13800138000".to_owned()])]);
}

#[test]
fn a_sheet_is_named_or_numbered() {
    let bytes = book(&[("2", false, DUODA), ("名单", false, NOTES), ("旧", true, LANBAI)]);
    for (wanted, found) in [("名单", "名单"), (" 2 ", "2"), ("1", "2"), ("3", "旧"), ("旧", "旧")]
    {
        let (examined, _) = read(&bytes, &sheet(wanted)).unwrap();
        assert_eq!(examined.origin.sheet(), Some(found), "{wanted}");
    }
    for wanted in ["0", "4", "单", ""] {
        let error = read(&bytes, &sheet(wanted)).unwrap_err();
        assert_eq!(error.to_string(), format!("no sheet `{wanted}`"));
    }
}

#[test]
fn sheets_with_the_same_header_are_lists_one_by_one() {
    let bytes = book(&[("3月1日", false, DUODA), ("空", false, &[]), ("3月2日", false, LANBAI)]);
    let file = file(&bytes);
    let found = origins(file.path(), &any_table()).unwrap();
    let lists: Vec<_> = found
        .lists
        .iter()
        .map(|list| {
            let examined = examine_list(list, &any_table()).unwrap();
            (list.sheet().unwrap().to_owned(), examined.rows, examined.hash)
        })
        .collect();
    assert_eq!((lists[0].0.as_str(), lists[0].1), ("3月1日", 1));
    assert_eq!((lists[1].0.as_str(), lists[1].1, lists.len()), ("3月2日", 2, 2));
    assert_eq!(lists[0].2, lists[1].2);
    // Where one table is wanted, they are too many.
    let error = read(&bytes, &any_table()).unwrap_err();
    assert_eq!(error.to_string(), "2 sheets with rows");
}

#[test]
fn sheets_with_different_headers_are_refused() {
    let bytes = book(&[("名单", false, DUODA), ("说明", false, NOTES)]);
    let error = read(&bytes, &any_table()).unwrap_err();
    assert_eq!(error.to_string(), "2 sheets with different headers");
    let hidden = book(&[("空", false, &[]), ("名单", true, DUODA)]);
    let error = read(&hidden, &any_table()).unwrap_err();
    assert_eq!(error.to_string(), "only hidden sheets have rows");
}
