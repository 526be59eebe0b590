//! Sheets as people fill them.

use rust_xlsxwriter::{Format, Worksheet};

use super::{Rows, any_table, book, cells, read, write_rows};
use crate::ingest::map::Field;
use crate::ingest::read::{Examined, Options};
use crate::model::SourceKind;

fn rows(fill: impl FnOnce(&mut Worksheet)) -> (Examined, Rows) {
    read(&book(fill), &any_table()).unwrap()
}

fn merge(sheet: &mut Worksheet, range: [u32; 4], text: &str) {
    let [top, left, bottom, right] = range;
    let column = |column: u32| u16::try_from(column).unwrap();
    let format = Format::new();
    sheet.merge_range(top, column(left), bottom, column(right), text, &format).unwrap();
}

#[test]
fn titles_above_the_header_are_left_out() {
    let (examined, read) = rows(|sheet| {
        merge(sheet, [0, 0, 0, 2], "2026年展会名单");
        write_rows(sheet, 1, &[&["制表：李娜"], &[], &["公司", "电话", "备注"], &["多达", "1"]]);
        write_rows(sheet, 6, &[&["公司", "电话", "备注"], &["东方", "2", "x"]]);
    });
    assert_eq!(examined.verdict.header_line, 4);
    assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5, 8]);
    // A header of words that nobody knows is the first full row.
    let (examined, read) = rows(|sheet| {
        merge(sheet, [0, 0, 0, 2], "甲");
        write_rows(sheet, 1, &[&["乙", "丙", "丁"], &["1", "2"], &["3", "4", "5"]]);
    });
    assert_eq!((examined.verdict.header_line, read.len()), (2, 2));
}

#[test]
fn a_sheet_is_as_wide_as_its_widest_row() {
    let (examined, read) = rows(|sheet| {
        write_rows(sheet, 0, &[&["公司"], &["多达"], &["东方", "", "x"]]);
    });
    assert_eq!(examined.verdict.columns, ["公司", "", ""]);
    assert_eq!(cells(read), [["多达", "", ""], ["东方", "", "x"]]);
}

#[test]
fn merged_cells_are_filled_down_and_nothing_else_is() {
    let (_, read) = rows(|sheet| {
        write_rows(sheet, 0, &[&["公司", "联系人", "电话"], &["", "张三", "1"], &["", "李四"]]);
        merge(sheet, [1, 0, 2, 0], "多达");
        // A merged block goes down in its first column; row 6 has nothing of its own.
        merge(sheet, [3, 0, 5, 1], "东方");
        write_rows(sheet, 3, &[&["", "", "3"], &["", "", "4"], &[], &["", "王五", "5"]]);
    });
    assert_eq!(
        cells(read),
        [
            ["多达", "张三", "1"],
            ["多达", "李四", ""],
            ["东方", "", "3"],
            ["东方", "", "4"],
            ["", "王五", "5"]
        ]
    );
}

#[test]
fn marks_stand_for_the_cell_above() {
    let (_, read) = rows(|sheet| {
        write_rows(
            sheet,
            0,
            &[
                &["公司", "地址", "备注"],
                &["多达", "同上", "〃"],
                &["东方", "人民路1号", "x"],
                &["岚柏", "同上", "″"],
                &["云岭", " 〃 ", "同上海"],
            ],
        );
    });
    assert_eq!(
        cells(read),
        [
            ["多达", "同上", "〃"],
            ["东方", "人民路1号", "x"],
            ["岚柏", "人民路1号", "x"],
            ["云岭", "人民路1号", "同上海"],
        ]
    );
}

#[test]
fn rows_of_a_form_that_nobody_filled_in_are_none() {
    let (_, read) = rows(|sheet| {
        write_rows(sheet, 0, &[&["序号", "公司"], &["1", "多达"], &["2"], &["3", "东方"], &["4"]]);
    });
    assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn a_header_of_two_rows_is_one() {
    let options = Options::new(SourceKind::BusinessDirectory);
    for title in [0, 1] {
        let bytes = book(|sheet| {
            if title == 1 {
                merge(sheet, [0, 0, 0, 4], "2026年名单");
            }
            merge(sheet, [title, 0, title + 1, 0], "公司名称");
            merge(sheet, [title, 1, title, 2], "采购负责人");
            merge(sheet, [title, 3, title, 4], "其他");
            write_rows(sheet, title + 1, &[&["", "姓名", "电话", "地址", "备注"]]);
            write_rows(sheet, title + 2, &[&["多达", "张三", "13800138000", "", "x"]]);
        });
        let (examined, read) = read(&bytes, &options).unwrap();
        assert_eq!(examined.verdict.header_line, u64::from(title) + 1);
        assert_eq!(
            examined.verdict.columns,
            ["公司名称", "采购负责人 姓名", "采购负责人 电话", "其他 地址", "其他 备注"]
        );
        let fields =
            [Field::Name, Field::Contact, Field::Phone, Field::Address, Field::Note].map(Some);
        assert_eq!(examined.mapping.fields, fields);
        assert_eq!(cells(read), [["多达", "张三", "13800138000", "", "x"]]);
    }
    // Merged cells over rows of the list make no header of two rows.
    let (examined, read) = rows(|sheet| {
        merge(sheet, [0, 1, 0, 2], "电话");
        write_rows(sheet, 0, &[&["公司"], &["多达", "1", "2"], &["东方", "3"]]);
    });
    assert_eq!(examined.verdict.columns, ["公司", "电话", ""]);
    assert_eq!(read.len(), 2);
}
