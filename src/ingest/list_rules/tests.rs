use super::*;
use crate::ingest::map::{MapError, Wishes, map};
use crate::ingest::read::RawRow;
use crate::model::SourceKind;

fn parsed(text: &str) -> ListRules {
    ListRules::parse("r.toml", text, &|_| None).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn headers(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn mapped(
    columns: &[&str],
    rules: &ListRules,
    flags: &[(&str, &str)],
) -> Result<crate::ingest::map::Mapping, MapError> {
    let flags: Vec<(String, String)> =
        flags.iter().map(|(c, f)| ((*c).to_owned(), (*f).to_owned())).collect();
    let kind = SourceKind::Exhibition;
    let wishes = Wishes { map: &flags, key: None, kind, own: &[], rules: Some(rules), like: None };
    map(&headers(columns), 1, wishes)
}

/// Returns the cells of a row as rules make it.
fn made(columns: &[&str], rules: &str, cells: &[&str]) -> Vec<String> {
    let mapping = mapped(columns, &parsed(rules), &[]).unwrap();
    let row = RawRow::of_cells(2, cells, columns.len());
    match RowChanges::of(&mapping.rules, &mapping.fields) {
        Some(changes) => changes.row((&row).into()).unwrap().cells().map(Into::into).collect(),
        None => row.cells().map(Into::into).collect(),
    }
}

#[test]
fn a_cell_is_replaced_in_part_then_as_a_whole_then_filled() {
    let rules = "
        [replace.'意向']
        '类' = ''
        '甲类' = '乙'
        '乙' = '丙'
        [rewrite.'意向']
        '乙' = 'B'
        '甲' = 'A'
        '？' = ''
        [constants]
        grade = 'C'
        [columns]
        '公司' = 'name'
        '意向' = 'grade'";
    for (cell, wanted) in [
        // The longest part wins, and what was put in is not replaced again.
        ("甲类", "B"),
        ("甲", "A"),
        (" 甲 ", "A"),
        ("丙类", "丙"),
        ("乙", "丙"),
        ("?", "C"),
        ("", "C"),
        ("-", "C"),
    ] {
        assert_eq!(made(&["公司", "意向"], rules, &["多达", cell]), ["多达", wanted], "{cell}");
    }
}

#[test]
fn what_every_row_says_fills_blanks_and_adds_labels() {
    let rules = "[constants]\ncity = '杭州市'\ntags = ['展会', '2026']\nmodel = '拓川'";
    let columns = ["公司", "城市", "标签"];
    for (cells, wanted) in [
        (["多达", "宁波", "老客户"], ["多达", "宁波", "老客户、展会、2026", "拓川"]),
        (["多达", "", ""], ["多达", "杭州市", "展会、2026", "拓川"]),
    ] {
        assert_eq!(made(&columns, rules, &cells), wanted);
    }
}

#[test]
fn columns_make_up_a_field() {
    let rules = "[join]\ncontact = ['姓', '名']\n[columns]\n'公司' = 'name'";
    for (cells, wanted) in [
        (["多达", "石", "小舟"], "石小舟"),
        (["多达", "Marlow", "Ada"], "Marlow Ada"),
        (["多达", "", "Ada"], "Ada"),
        (["多达", "-", "-"], ""),
    ] {
        assert_eq!(made(&["公司", "姓", "名"], rules, &cells)[3], wanted);
    }
}

#[test]
fn rows_are_left_out_by_what_is_written() {
    let passes = |rules: &str, cell: &str| {
        let rules = parsed(&format!("[[skip]]\ncolumn = '状态'\n{rules}"));
        let mapping = mapped(&["公司", "状态"], &rules, &[]).unwrap();
        mapping.rules.skipped_by(&RawRow::of_cells(2, &["多达", cell], 2)).is_some()
    };
    for (rule, cell, wanted) in [
        ("equals = ['注销', 'Dead']", "注销", true),
        ("equals = ['注销', 'Dead']", " Ｄｅａｄ", true),
        ("equals = ['注销', 'Dead']", "注销中", false),
        ("contains = '注销'", "已注销", true),
        ("contains = '注销'", "", false),
        ("starts_with = '合计'", "合计：12", true),
        ("starts_with = '合计'", "小计", false),
        ("empty = true", "", true),
        ("empty = true", "无", true),
        ("empty = true", "在", false),
        ("empty = false", "在", true),
        ("empty = false", "—", false),
    ] {
        assert_eq!(passes(rule, cell), wanted, "{rule} {cell:?}");
    }
}

#[test]
fn flags_win_over_the_file() {
    let rules = parsed("[reading]\nkey = '编号'\n[columns]\n'公司' = 'name'\n'简称' = 'extra'");
    let columns = ["编号", "公司", "简称", "电话"];
    let keys = |flags: &[(&str, &str)]| {
        let mapping = mapped(&columns, &rules, flags).unwrap();
        let keys = mapping.fields.iter().map(|field| field.map_or("extra", Field::key));
        (keys.collect::<Vec<_>>(), mapping.keyed)
    };
    assert_eq!(keys(&[]), (vec!["external_id", "name", "extra", "extra"], true));
    assert_eq!(
        keys(&[("简称", "name"), ("电话", "phone")]),
        (vec!["external_id", "extra", "name", "phone"], true)
    );
    assert_eq!(keys(&[("编号", "extra")]), (vec!["extra", "name", "extra", "extra"], false));
    assert_eq!(
        keys(&[("电话", "external_id")]),
        (vec!["extra", "name", "extra", "external_id"], false)
    );
}

#[test]
fn columns_that_may_be_missing_are_passed_over() {
    let rules = parsed(
        "[reading]\nkey = 'Id'\n[optional]\n'Id' = 'external_id'\n'Company' = 'name'\n\
         'Name' = 'name'\n'Status' = 'extra'\n[[skip]]\ncolumn = 'Status'\nequals = 'x'\n\
         [rewrite.'status']\na = 'b'",
    );
    let fields = |columns: &[&str]| mapped(columns, &rules, &[]).unwrap().fields;
    assert_eq!(fields(&["Name", "Phone"]), [Some(Field::Name), None]);
    assert_eq!(fields(&["Name", "Company"]), [None, Some(Field::Name)]);
    let mapping = mapped(&["Id", "Name", "Status"], &rules, &[]).unwrap();
    assert!(mapping.keyed);
    assert_eq!((mapping.rules.skips.len(), mapping.rules.rewrite.len()), (1, 1));
}

#[test]
fn a_file_that_names_no_columns_leaves_them_to_their_headers() {
    let rules = parsed("\u{feff}[constants]\ncity = '杭州市'");
    let mapping = mapped(&["公司", "电话"], &rules, &[]).unwrap();
    assert_eq!(mapping.fields, [Some(Field::Name), Some(Field::Phone)]);
}

#[test]
fn constants_are_kept_as_every_reader_takes_them() {
    let rules = parsed(
        "[constants]\ncollected_on = 2026-03-08\nexpected_on = '2026年4月1日'\nquantity = 5\n\
         budget = '25万'\ngrade = 'Ａ'\nkind = '单位'",
    );
    let mut kept: Vec<(&str, &str)> =
        rules.constants.iter().map(|(field, cell)| (field.value.key(), cell.as_str())).collect();
    kept.sort_unstable();
    assert_eq!(
        kept,
        [
            ("budget", "25万"),
            ("collected_on", "2026-03-08"),
            ("expected_on", "2026-04-01"),
            ("grade", "Ａ"),
            ("kind", "单位"),
            ("quantity", "5"),
        ]
    );
}

#[test]
fn rules_are_kept_with_a_batch_and_read_again() {
    let rules = parsed(
        "[reading]\narea_code = '0571'\n[join]\nnote = ['甲', '乙']\n[constants]\ncity = '杭州市'\n\
         [rewrite.'甲']\na = 'b'\n[replace.'乙']\nc = ''\n[[skip]]\ncolumn = '甲'\nempty = false\n\
         [[skip]]\ncolumn = '甲'\ncontains = 'x'",
    );
    let kept = mapped(&["公司", "甲", "乙"], &rules, &[]).unwrap().rules;
    let text = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<RowRules>(&text).unwrap(), kept);
    assert_eq!(serde_json::to_string(&RowRules::default()).unwrap(), "{}");
}
