//! What every command has in common on the command line: order and number of rows, ids on
//! standard input.

use crate::filled::filled;

#[test]
fn rows_come_in_the_order_asked_for_and_as_many_as_are_asked_for() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam("list --sort -account --limit 2 -f csv --columns account,city"), @r"
    account,city
    A83,
    A82,
    ---- stderr ----
    These are the first 2; `--limit 0` shows all.
    ");
    insta::assert_snapshot!(kam.kam("list --sort grade,-account --limit 3 --columns account,grade"), @r"
    account  grade
    ──────────────
    A1       A
    A71      B
    A69      B
    ---- stderr ----
    These are the first 3; `--limit 0` shows all.
    ");
    insta::assert_snapshot!(kam.kam("batch list --sort -added --columns batch,added -f md"), @r"
    | batch | added |
    | --- | --- |
    | B1 | 47 |
    | B2 | 24 |
    | B3 | 12 |
    ---- stderr ----
    3 batches: 147 collected, 144 checked, 83 added.
    ");
    insta::assert_snapshot!(kam.kam("staff list --sort name --limit 1 --columns name,roles --no-header -f tsv -q"), @"周敏	manager");
    insta::assert_snapshot!(kam.kam("history --sort id --limit 2 -f ids"), @r"
    O1
    O2
    ---- stderr ----
    These are the first 2; `--limit 0` shows all.
    ");
    insta::assert_snapshot!(kam.kam("batch rows B2 --limit 1 --columns line,outcome -f json"), @r#"
    [
    {"line":2,"outcome":"merged"}
    ]
    ---- stderr ----
    These are the first 1; `--limit 0` shows all.
    "#);
    insta::assert_snapshot!(kam.kam("show A1 A5 --sort -account --limit 1 --columns account,owner"), @r"
    account:  A5
    owner:    李娜
    ---- stderr ----
    These are the first 1; `--limit 0` shows all.
    ");
    let whole = kam.out("list -f csv");
    assert_eq!(kam.out("list -f csv --limit 0"), whole);
    assert_eq!(kam.out("list -f csv --sort account"), whole, "rows come by id already");
    let first: String = whole.split_inclusive('\n').take(6).collect();
    assert_eq!(kam.out("list -f csv --limit 5"), first);
}

#[test]
fn columns_that_are_not_there_are_all_named_at_once_with_their_places() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam("list --columns account,nmae,city,account --sort -last_tuch"), @r"
    ---- stderr ----
    error: no column `nmae`
      --columns account,nmae,city,account
                        ^^^^
    error: column `account` is named twice
      --columns account,nmae,city,account
                                  ^^^^^^^
    error: no column `last_tuch`; did you mean `last_touch`, `last_try`?
      --sort -last_tuch
              ^^^^^^^^^
    hint: columns are account, name, kind, grade, deals, owner, phone, city, industry, source, last_touch, last_try, opened_on, tags, address, channel
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("show 多达 --sort 级别 --lang zh-CN --columns account"), @r"
    ---- stderr ----
    错误：没有列 `级别`
      --sort 级别
             ^^^^
    提示：可用的列：account, name, kind, grade, owner, assigned_on, shop, parent, parent_name, credit_code, industry, size, territory, province, city, district, address, email, website, channel, source, tags, note, opened_on, last_touch, last_try, touch_count, purchase_count, purchase_sum, phones, contacts, deals, appointments, touches, vehicles, purchases, list_rows, variants, extra, orders, lost_records
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("export all --limit 3"), @r"
    ---- stderr ----
    error: `export all` writes ndjson alone, all columns, all rows by id
    ---- exit 2 ----
    ");
}

#[test]
fn ids_are_read_from_standard_input_wherever_they_are_taken() {
    let kam = filled();
    for (args, ids) in [
        (&["show", "-", "-f", "ids"][..], "A1\nA5\n"),
        (&["edit", "-", "--note", "x", "-q"], "A1 A5"),
        (&["assign", "-", "--to", "pool", "-q"], "A1 A5"),
        (&["grade", "-", "--explain", "-f", "ids"], "D14 A2"),
        (&["review", "separate", "-", "--dry-run", "-q"], "B3:19\nB2:12"),
        (&["review", "accept", "-", "--dry-run", "-q"], "B3:19\n"),
        (&["stage", "-", "-f", "ids"], "D14\n"),
        (&["deal", "edit", "-", "--note", "x", "-q"], "D14\n"),
        (&["deal", "add", "-", "--model", "朗逸", "-q"], "A1\n"),
        (&["history", "-", "-f", "ids"], "O1\n"),
        (&["batch", "show", "-", "-f", "ids"], "B1"),
        (&["batch", "rows", "-", "--limit", "1", "-q"], "B1"),
        (&["batch", "rejects", "-"], "B1"),
    ] {
        let output = kam.run_with(args, ids);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {said}");
    }
    let groups = kam.out("review -f ids");
    assert_eq!(kam.kam_with(&["review", "accept", "-", "-q", "--dry-run"], &groups), "");
}

#[test]
fn ids_on_standard_input_that_are_wrong_are_all_named() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam_with(&["edit", "-", "--note", "x"], "A1 A999 D5 没有此人"), @r"
    ---- stderr ----
    error: there is no A999
    error: `D5` is no id; one looks like A12
    error: no account is called `没有此人`
    hint: `kam who 没有此人` looks among contacts, phones and other spellings too
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["grade", "-"], "D999\nA998\n"), @r"
    ---- stderr ----
    error: there is no D999
    error: there is no A998
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["history", "-"], "A1 A2"), @r"
    ---- stderr ----
    error: 2 ids on standard input, where one is wanted
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["stage", "-"], ""), @r"
    ---- stderr ----
    error: no id on standard input
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["assign", "--to", "李娜", "-"], ""), @r"
    ---- stderr ----
    No account fits the filter.
    ");
}

#[test]
fn names_are_found_by_their_pinyin() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam("list ddky -f csv --columns account,name"), @r"
    account,name
    A1,杭州多达矿业工程有限公司
    ");
    insta::assert_snapshot!(kam.kam("list duodakuang -f csv --columns account,name"), @r"
    account,name
    A1,杭州多达矿业工程有限公司
    ");
    insta::assert_snapshot!(kam.kam("list zzq -f csv --columns account,name"), @r"
    account,name
    A1,杭州多达矿业工程有限公司
    ");
    insta::assert_snapshot!(kam.kam("who ZhangZhiQiang"), @r"
    account  name                      contact  owner  matched by  matched  last touch
    ──────────────────────────────────────────────────────────────────────────────────
    A1       杭州多达矿业工程有限公司  张志强   王芳   contact     张志强   2026-03-02
    ");
    insta::assert_snapshot!(kam.kam("list not ddky ning -f csv --columns account,name --limit 2"), @r"
    account,name
    A5,宁波澄犁建设集团有限公司
    A9,宁波驿帆国际货运代理有限公司
    ---- stderr ----
    These are the first 2; `--limit 0` shows all.
    ");
}
