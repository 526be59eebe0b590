//! Rejected rows that come back corrected: `batch rejects`, then `import --fixes`.

use rust_xlsxwriter::Workbook;

use crate::lists::{change_counts, everything, json, outcomes, report};
use crate::sandbox::Sandbox;

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn read(kam: &Sandbox, name: &str) -> String {
    let bytes = std::fs::read(kam.folder().join(name)).unwrap();
    encoding_rs::GB18030.decode_without_bom_handling(&bytes).0.into_owned()
}

/// A list with columns of its own words, days that other rows prove, an owner and a name; two of its
/// rows cannot be used.
fn sandbox() -> Sandbox {
    let kam = Sandbox::new();
    kam.out("staff add 王芳 -q");
    kam.file(
        "list.csv",
        gb18030(
            "流水,抬头,热线,预计,备注栏\n\
             1,杭州清溪贸易有限公司,13800138001,25/4/2026,好\n\
             2,,无,3/4/2026,名片丢失\n\
             3,杭州云麓物流有限公司,13800138002,5/6/2026,一,二\n",
        ),
    );
    let args = "--source exhibition:春展 --asked 秘书处 --collected 2026-02-27 --owner 王芳 \
                --map 抬头=name --map 热线=phone --map 预计=expected_on --map 备注栏=note --key 流水";
    kam.out(&format!("import list.csv {args} --fail-on none -q"));
    kam
}

#[test]
fn corrected_rows_come_in_as_their_list_did_without_saying_it_again() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("batch rejects B1 -o fix.csv"), @"
    ---- stderr ----
    2 rows written to fix.csv, each with what is wrong and what to do.
    Next: correct them there, then `kam import fix.csv --fixes B1`.
    ");
    insta::assert_snapshot!(read(&kam, "fix.csv").replace('\r', ""), @r#"
    流水,抬头,热线,预计,备注栏,kam_reason,kam_remedy
    2,,无,3/4/2026,名片丢失,"no name and no phone, e-mail or credit code","fill in a name, or a phone, e-mail or credit code"
    3,杭州云麓物流有限公司,13800138002,5/6/2026,一,more cells than columns,put what was split into several cells back into one,二
    "#);
    insta::assert_snapshot!(kam.kam("--lang zh batch rejects B1 -o zh.csv"), @"
    ---- stderr ----
    2 行已写入 zh.csv，每行附有原因和改法。
    下一步：在文件中改正，然后 `kam import zh.csv --fixes B1`。
    ");
    insta::assert_snapshot!(read(&kam, "zh.csv").replace('\r', ""), @"
    流水,抬头,热线,预计,备注栏,kam_reason,kam_remedy
    2,,无,3/4/2026,名片丢失,没有名称，也没有电话、邮箱或信用代码,请补上名称，或电话、邮箱、信用代码
    3,杭州云麓物流有限公司,13800138002,5/6/2026,一,单元格多于列数,请把被拆成几格的内容并回一格,二
    ");
    let corrected = read(&kam, "fix.csv")
        .replace("2,,无", "2,杭州砚田广告有限公司,13800138003")
        .replace("5/6/2026,一,", "5/6/2026,一 二,")
        .replace(",二\r\n", "\r\n");
    kam.file("fix.csv", gb18030(&corrected));
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("import fix.csv --fixes B1"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ───────────────────────────────────────────────────────────────────
    B2             2      2       0          0     0         0  fix.csv
    ---- stderr ----
    Logged as O4.
    ");
    let counts = change_counts(&before, &everything(&kam));
    assert_eq!((counts["+account"], counts["+batch_row"], counts["+deal"]), (2, 2, 2));
    insta::assert_snapshot!(kam.out("export accounts -f csv --columns id,name,owner,note,extra"), @"
    id,name,owner,note,extra
    A1,杭州清溪贸易有限公司,S1,好,
    A2,杭州砚田广告有限公司,S1,名片丢失,
    A3,杭州云麓物流有限公司,S1,一 二,
    ");
    insta::assert_snapshot!(kam.out("export deals -f csv --columns account,expected_on"), @"
    account,expected_on
    A1,2026-04-25
    A2,2026-04-03
    A3,2026-06-05
    ");
    insta::assert_snapshot!(kam.out("batch show B2"), @"
    batch:           B2
    source:          春展
    kind of source:  exhibition
    file:            fix.csv
    asked:           秘书处
    collected on:    2026-02-27
    collected:       2
    checked:         2
    added:           2
    merged:          0
    unchanged:       0
    held:            0
    rejected:        0
    purchases:       0
    accounts:        2
    warnings:        0
    owner:           S1
    encoding:        gb18030
    delimiter:       ,
    header line:     1

    mapping
    column  header  field
    ───────────────────────────
         1  流水    external id
         2  抬头    name
         3  热线    phone
         4  预计    expected
         5  备注栏  note
    ");
    insta::assert_snapshot!(kam.out("batch rows B2"), @"
    line  outcome  account  group  candidate  reason  resolved  external id
    ───────────────────────────────────────────────────────────────────────
       2  added    A2                                           2
       3  added    A3                                           3
    ");
    // Again it changes nothing, and the row's own id is known.
    assert_eq!(json(&kam, "import fix.csv --fixes B1", 0)[0]["already_imported"], true);
    kam.file("again.csv", gb18030(&corrected.replace("13800138003", "13900139003")));
    assert_eq!(outcomes(&report(&kam, "again.csv --fixes B1")), [0, 1, 1, 0, 0]);
}

#[test]
fn what_is_said_beside_the_batch_wins() {
    let kam = sandbox();
    kam.out("staff add 李娜 -q");
    kam.file(
        "fix.csv",
        "流水,抬头,热线,预计,备注栏\n2,杭州砚田广告有限公司,13800138003,3/4/2026,\n",
    );
    kam.out("import fix.csv --fixes B1 --owner 李娜 --collected 2026-03-01 --date-order mdy --map 备注栏=extra -q");
    insta::assert_snapshot!(kam.out("export batches -f csv --columns id,asked,collected_on,owner"), @"
    id,asked,collected_on,owner
    B1,秘书处,2026-02-27,S1
    B2,秘书处,2026-03-01,S2
    ");
    insta::assert_snapshot!(kam.out("export deals -f csv --columns account,expected_on"), @"
    account,expected_on
    A1,2026-04-25
    A2,2026-03-04
    ");
}

#[test]
fn a_corrected_file_may_be_saved_in_utf8_and_a_few_rows_in_the_encoding_of_the_list_are_read() {
    let row = "流水,抬头,热线,预计,备注栏\r\n2,张三,13800138003,,\r\n";
    for (name, bytes) in [
        ("mark", format!("\u{feff}{row}").into_bytes()),
        ("utf8", row.as_bytes().to_vec()),
        ("gb18030", gb18030(row)),
        ("semicolon", gb18030(&row.replace(',', ";"))),
    ] {
        let kam = sandbox();
        kam.file("fix.csv", bytes);
        let names = || kam.out("list -f csv --columns name --no-header");
        kam.out("import fix.csv --fixes B1 -q");
        assert_eq!(names().lines().last(), Some("张三"), "{name}");
    }
}

#[test]
fn columns_without_a_header_keep_their_places() {
    let kam = Sandbox::new();
    kam.file("list.csv", "杭州清溪贸易有限公司,13800138001\n,-\n");
    let args = "--source exhibition --header-line 0 --map #1=name --map #2=phone";
    kam.out(&format!("import list.csv {args} --fail-on none -q"));
    kam.out("batch rejects B1 -o fix.csv -q");
    let fix = std::fs::read_to_string(kam.folder().join("fix.csv")).unwrap();
    insta::assert_snapshot!(fix.replace('\r', "").trim_start_matches('\u{feff}'), @r#"
    #1,#2,kam_reason,kam_remedy
    ,-,"no name and no phone, e-mail or credit code","fill in a name, or a phone, e-mail or credit code"
    "#);
    kam.file("fix.csv", fix.replace("\n,-", "\n杭州云麓物流有限公司,13800138002"));
    assert_eq!(outcomes(&report(&kam, "fix.csv --fixes B1")), [1, 0, 0, 0, 0]);
    assert_eq!(kam.out("list -f csv --columns phone --no-header"), "13800138001\n13800138002\n");
}

#[test]
fn rejected_rows_of_a_workbook_come_back_as_one() {
    let kam = Sandbox::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("3月1日").unwrap();
    let rows = [
        ["单位", "手机号码", "其他<&>\"说明\""],
        ["杭州清溪贸易有限公司", "13800138001", "好"],
        ["", "", "0571 <王>&_x0041_\"先生\"\n二楼"],
    ];
    for (line, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(line, column, cell).unwrap();
        }
    }
    kam.file("list.xlsx", book.save_to_buffer().unwrap());
    insta::assert_snapshot!(kam.kam("import list.xlsx --source exhibition:会展"), @"
    batch  collected  added  merged  unchanged  held  rejected  file       sheet
    ─────────────────────────────────────────────────────────────────────────────
    B1             2      1       0          0     0         1  list.xlsx  3月1日
    ---- stderr ----
    list.xlsx:3月1日!3: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    Next: 1 row could not be used: `kam batch rejects B1 -o fix.xlsx` writes them to be corrected.
    Logged as O2.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.kam("batch rejects B1 -o fix.xlsx"), @"
    ---- stderr ----
    1 row written to fix.xlsx, each with what is wrong and what to do.
    Next: correct them there, then `kam import fix.xlsx --fixes B1`.
    ");
    insta::assert_snapshot!(kam.out("inspect fix.xlsx -f json"), @r#"
    [
    {"file":"fix.xlsx","source":"business-directory","encoding":null,"byte_order_mark":null,"delimiter":null,"header_line":1,"rows":1,"rejected":1,"warnings":0,"columns":[{"column":1,"header":"单位","field":"name","date_order":null,"filled":0,"sample":[]},{"column":2,"header":"手机号码","field":"phone","date_order":null,"filled":0,"sample":[]},{"column":3,"header":"其他<&>\"说明\"","field":"extra","date_order":null,"filled":1,"sample":["0571 <王>&_x0041_\"先生\"\n二楼"]},{"column":4,"header":"kam_reason","field":"extra","date_order":null,"filled":1,"sample":["no name and no phone, e-mail or credit code"]},{"column":5,"header":"kam_remedy","field":"extra","date_order":null,"filled":1,"sample":["fill in a name, or a phone, e-mail or credit code"]}],"problems":[{"code":"nothing-usable","rejected":true,"count":1,"line":2,"column":null}],"sheet":"3月1日","skipped":null,"encoding_by":null,"encoding_share":null}
    ]
    "#);
    // As it is, it is rejected again, for what it was.
    insta::assert_snapshot!(kam.kam("import fix.xlsx --fixes B1"), @"
    batch  collected  added  merged  unchanged  held  rejected  file      sheet
    ────────────────────────────────────────────────────────────────────────────
    B2             1      0       0          0     0         1  fix.xlsx  3月1日
    ---- stderr ----
    fix.xlsx:3月1日!2: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    Next: 1 row could not be used: `kam batch rejects B2 -o fix.xlsx` writes them to be corrected.
    Logged as O3.
    ---- exit 1 ----
    ");
    // Again, it has what is wrong once.
    assert_eq!(kam.out("batch rejects B1"), kam.out("batch rejects B2"));
    let twice = || std::fs::read(kam.folder().join("fix.xlsx")).unwrap();
    let first = twice();
    kam.out("batch rejects B1 -o fix.xlsx -q");
    assert_eq!(twice(), first, "the same rows make the same bytes");
}

#[test]
fn rejected_rows_of_text_come_as_a_workbook_where_that_is_asked_for() {
    let kam = sandbox();
    kam.out("batch rejects B1 -o fix.xlsx -q");
    insta::assert_snapshot!(kam.kam("import fix.xlsx --fixes B1 --dry-run"), @"
    batch  collected  added  merged  unchanged  held  rejected  file      sheet
    ───────────────────────────────────────────────────────────────────────────
    new            2      1       0          0     0         1  fix.xlsx  list
    ---- stderr ----
    fix.xlsx:list!2: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    Dry run: nothing was written.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.kam("batch rejects B1 -o fix.xls"), @"
    ---- stderr ----
    error: of workbooks only XLSX are written
    hint: let the name end in .xlsx, or in .csv for text
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh batch rejects B1 -o fix.ods"), @"
    ---- stderr ----
    错误：工作簿只能写成 XLSX
    提示：请用 .xlsx 结尾的文件名；文本请用 .csv
    ---- exit 2 ----
    ");
}

#[test]
fn a_batch_that_is_not_there_or_a_kind_beside_it_is_refused() {
    let kam = sandbox();
    kam.file("fix.csv", "流水,抬头,热线,预计,备注栏\n2,杭州砚田广告有限公司,13800138003,,\n");
    insta::assert_snapshot!(kam.kam("import fix.csv --fixes B9"), @"
    ---- stderr ----
    error: there is no B9
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("import fix.csv --fixes A1"), @"
    ---- stderr ----
    error: `A1` is no id; one looks like B12
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("import fix.csv --fixes B1 --source exhibition"), @"
    ---- stderr ----
    error: the argument '--fixes <BATCH>' cannot be used with '--source <KIND[:NAME]>'

    Usage: kam import --fixes <BATCH> <FILE>...

    For more information, try '--help'.
    ---- exit 2 ----
    ");
}
