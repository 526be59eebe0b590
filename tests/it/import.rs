//! `import`: what becomes of the rows of a list, and what is said of it.

use std::fmt::Write as _;

use crate::lists::{
    DEMO, everything, json, outcomes, records, report, with_demo, with_demo_files, word,
};
use crate::sandbox::Sandbox;

/// Imports the lists of the demo and returns all that is printed.
fn demo_as_printed(lang: &str) -> String {
    let kam = with_demo_files(Sandbox::new());
    DEMO.iter().fold(String::new(), |mut said, (name, source)| {
        let command = format!("--lang {lang} import {name} --source {source}");
        write!(said, "$ kam {command}\n{}", kam.kam(&command)).unwrap();
        said
    })
}

#[test]
fn the_lists_of_the_demo_come_in() {
    insta::assert_snapshot!(demo_as_printed("en"), @r#"
    $ kam --lang en import yellow_pages.csv --source yellow-pages
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────────────
    B1            51     47       2          0     0         2  yellow_pages.csv
    ---- stderr ----
    yellow_pages.csv:46: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    yellow_pages.csv:47:13: 13 cells, the list has 10 columns; beyond them "联系人每周三休息" [ragged]; rejected: put what was split into several cells back into one
    Next: 2 rows could not be used: `kam batch rejects B1 -o fix.csv` writes them to be corrected.
    Logged as O2.
    ---- exit 1 ----
    $ kam --lang en import association_members.csv --source association:钱塘商会
    batch  collected  added  merged  unchanged  held  rejected  file
    ───────────────────────────────────────────────────────────────────────────────────
    B2            44     24      18          0     2         0  association_members.csv
    ---- stderr ----
    Next: 2 rows wait for you to decide: `kam review`.
    Logged as O3.
    $ kam --lang en import parts_invoices.csv --source parts-invoices
    batch  collected  added  merged  unchanged  held  rejected  file
    ──────────────────────────────────────────────────────────────────────────────
    B3            52     12      39          0     1         0  parts_invoices.csv
    ---- stderr ----
    51 purchases are kept with the customers.
    Next: 1 row waits for you to decide: `kam review`.
    Logged as O4.
    "#);
}

#[test]
fn the_lists_of_the_demo_come_in_in_chinese() {
    insta::assert_snapshot!(demo_as_printed("zh"), @r#"
    $ kam --lang zh import yellow_pages.csv --source yellow-pages
    批次  收集数  新增  合并  未变  待定  拒收  文件
    ────────────────────────────────────────────────────────────
    B1        51    47     2     0     0     2  yellow_pages.csv
    ---- stderr ----
    yellow_pages.csv:46: 没有名称，也没有电话、邮箱或信用代码 [nothing-usable]；拒收：请补上名称，或电话、邮箱、信用代码
    yellow_pages.csv:47:13: 有 13 个单元格，名单只有 10 列；多出 "联系人每周三休息" [ragged]；拒收：请把被拆成几格的内容并回一格
    下一步：2 行无法使用：用 `kam batch rejects B1 -o fix.csv` 取出改正。
    已记录为 O2。
    ---- exit 1 ----
    $ kam --lang zh import association_members.csv --source association:钱塘商会
    批次  收集数  新增  合并  未变  待定  拒收  文件
    ───────────────────────────────────────────────────────────────────
    B2        44    24    18     0     2     0  association_members.csv
    ---- stderr ----
    下一步：2 行待人工判断：`kam review`。
    已记录为 O3。
    $ kam --lang zh import parts_invoices.csv --source parts-invoices
    批次  收集数  新增  合并  未变  待定  拒收  文件
    ──────────────────────────────────────────────────────────────
    B3        52    12    39     0     1     0  parts_invoices.csv
    ---- stderr ----
    记入客户的购买记录：51 条。
    下一步：1 行待人工判断：`kam review`。
    已记录为 O4。
    "#);
}

#[test]
fn a_report_has_the_keys_that_scripts_were_promised() {
    let kam = with_demo_files(Sandbox::new());
    let output =
        kam.run(&["import", "parts_invoices.csv", "--source", "parts-invoices", "-f", "json"]);
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r#"
    [
    {"batch":"B1","already_imported":false,"warnings":0,"file":"parts_invoices.csv","sheet":null,"source":"parts-invoices","encoding":"utf-8","collected":52,"added":23,"merged":28,"unchanged":0,"held":1,"rejected":0,"purchases":51,"skipped":null}
    ]
    "#);
    let rows = kam.out("batch rows B1 -f csv");
    insta::assert_snapshot!(rows.lines().next().unwrap(), @"line,external_id,outcome,account,group,candidate,score,reason,resolved,row");
}

#[test]
fn the_same_file_again_changes_nothing() {
    let kam = with_demo(Sandbox::new());
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("import yellow_pages.csv --source yellow-pages"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────────────
    B1            51     47       2          0     0         2  yellow_pages.csv
    ---- stderr ----
    yellow_pages.csv is already imported as B1; nothing changed.
    ");
    insta::assert_snapshot!(kam.kam("import yellow_pages.csv --source yellow-pages -f json"), @r#"
    [
    {"batch":"B1","already_imported":true,"warnings":0,"file":"yellow_pages.csv","sheet":null,"source":"yellow-pages","encoding":"gb18030","collected":51,"added":47,"merged":2,"unchanged":0,"held":0,"rejected":2,"purchases":0,"skipped":null}
    ]
    ---- stderr ----
    yellow_pages.csv is already imported as B1; nothing changed.
    "#);
    insta::assert_snapshot!(kam.kam("--lang zh import yellow_pages.csv --source yellow-pages --dry-run"), @"
    批次  收集数  新增  合并  未变  待定  拒收  文件
    ────────────────────────────────────────────────────────────
    B1        51    47     2     0     0     2  yellow_pages.csv
    ---- stderr ----
    yellow_pages.csv 已作为 B1 导入，未作改动。
    ");
    assert_eq!(everything(&kam), before);
    // Under another name it is the same file; as another list, or read otherwise, it is not.
    std::fs::copy(kam.folder().join("yellow_pages.csv"), kam.folder().join("copy.csv")).unwrap();
    assert_eq!(report(&kam, "copy.csv --source yellow-pages")["already_imported"], true);
    let mapped = report(&kam, "copy.csv --source yellow-pages --map 序号=extra --map 备注=extra");
    assert_eq!(mapped["already_imported"], false);
}

#[test]
fn an_export_that_grows_at_its_end_adds_what_is_new() {
    let kam = Sandbox::new();
    let header = "公司名称,电话,城市\n";
    // The second equal line of a list is the same customer, and the third day's too.
    let day_1 =
        "杭州清溪贸易有限公司,13800138001,杭州\n杭州清溪贸易有限公司,13800138001,杭州\n,,杭州\n";
    let day_2 = "宁波云麓物流有限公司,13800138002,宁波\n";
    kam.file("day1.csv", format!("{header}{day_1}"));
    kam.file("day2.csv", format!("{header}{day_1}{day_2}"));
    kam.file("day3.csv", format!("{header}\n{day_2}{day_1}{day_2}"));
    assert_eq!(outcomes(&report(&kam, "day1.csv --source web-directory")), [1, 1, 0, 0, 1]);
    assert_eq!(outcomes(&report(&kam, "day2.csv --source web-directory")), [1, 0, 2, 0, 1]);
    assert_eq!(outcomes(&report(&kam, "day3.csv --source web-directory")), [0, 1, 3, 0, 1]);
    insta::assert_snapshot!(kam.kam("batch rows B3"), @"
    line  outcome    account  group  candidate  reason                                       resolved  external id
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
       3  unchanged  A2                         loaded before, in B2
       4  unchanged  A1                         loaded before, in B1
       5  unchanged  A1                         loaded before, in B1
       6  rejected                              no name and no phone, e-mail or credit code
       7  merged     A2                         same phone and name
    ");
    // For another source the rows are new facts, though of the same customers.
    assert_eq!(outcomes(&report(&kam, "day2.csv --source ranking")), [0, 3, 0, 0, 1]);
}

#[test]
fn a_dry_run_reports_the_same_and_changes_nothing() {
    let (dry, wet) = (with_demo_files(Sandbox::new()), with_demo_files(Sandbox::new()));
    let before = everything(&dry);
    let all = DEMO.map(|(name, _)| name).join(" ");
    // The second and third list meet what the first would have made.
    let mut planned = json(&dry, &format!("import {all} --source retained --dry-run"), 1);
    let mut done = json(&wet, &format!("import {all} --source retained"), 1);
    for (plan, done) in planned.as_array_mut().unwrap().iter_mut().zip(done.as_array_mut().unwrap())
    {
        assert_eq!(plan["batch"].take(), "new");
        done["batch"].take();
    }
    assert_eq!(planned, done);
    insta::assert_snapshot!(dry.kam("import yellow_pages.csv --source yellow-pages --dry-run"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────────────
    new           51     47       2          0     0         2  yellow_pages.csv
    ---- stderr ----
    yellow_pages.csv:46: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    yellow_pages.csv:47:13: 13 cells, the list has 10 columns; beyond them "联系人每周三休息" [ragged]; rejected: put what was split into several cells back into one
    Dry run: nothing was written.
    ---- exit 1 ----
    "#);
    assert_eq!(everything(&dry), before);
}

#[test]
fn strict_refuses_the_list_for_one_row() {
    let kam = with_demo_files(Sandbox::new());
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("import yellow_pages.csv --source yellow-pages --strict"), @r#"
    ---- stderr ----
    error: cannot import `yellow_pages.csv`: 2 rows cannot be used
    yellow_pages.csv:46: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    yellow_pages.csv:47:13: 13 cells, the list has 10 columns; beyond them "联系人每周三休息" [ragged]; rejected: put what was split into several cells back into one
    hint: correct them, or leave `--strict` out to import the others
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(kam.kam("--lang zh import association_members.csv yellow_pages.csv --source association --strict"), @r#"
    ---- stderr ----
    错误：无法导入 `yellow_pages.csv`：2 行无法使用
    yellow_pages.csv:46: 没有名称，也没有电话、邮箱或信用代码 [nothing-usable]；拒收：请补上名称，或电话、邮箱、信用代码
    yellow_pages.csv:47:13: 有 13 个单元格，名单只有 10 列；多出 "联系人每周三休息" [ragged]；拒收：请把被拆成几格的内容并回一格
    提示：请改正，或去掉 `--strict` 以导入其余行
    ---- exit 3 ----
    "#);
    assert_eq!(everything(&kam), before, "of several lists none is stored");
    let fine =
        kam.run(&["import", "association_members.csv", "--source", "association", "--strict"]);
    assert_eq!(fine.status.code(), Some(0));
}

#[test]
fn what_ends_with_exit_1_is_chosen() {
    let kam = Sandbox::new();
    let header = "公司名称,电话,城市\n杭州清溪贸易有限公司,13800138001,杭州\n";
    let held = "杭州云麓物流有限公司,13800138001,杭州\n";
    let rejected = ",,杭州\n";
    for (rows, fail_on, code) in [
        ("", "", 0),
        (held, "", 0),
        (rejected, "", 1),
        (held, "rejected", 0),
        (rejected, "rejected", 1),
        (held, "held", 1),
        (rejected, "held", 1),
        ("", "held", 0),
        (held, "none", 0),
        (rejected, "none", 0),
    ] {
        kam.file("list.csv", format!("{header}{rows}"));
        // A source for each, so that the rows were not imported before.
        let source = format!("exhibition:{rows}{fail_on}");
        let mut args = vec!["import", "list.csv", "--source", &source];
        if !fail_on.is_empty() {
            args.extend(["--fail-on", fail_on]);
        }
        assert_eq!(kam.run(&args).status.code(), Some(code), "{rows:?} {fail_on}");
        assert_eq!(kam.run(&args).status.code(), Some(0), "imported before: nothing is found");
    }
}

#[test]
fn lists_one_after_the_other_are_decided_as_one_list() {
    let header = "公司名称,电话,城市,地址\n";
    for (one, other, merged, held) in [
        ("杭州宏达物流有限公司,13800138001,杭州,", "杭州宏达物流有限公司,13800138002,杭州,", 1, 0),
        ("杭州宏达物流有限公司,13800138001,杭州,", "杭州清溪贸易有限公司,13800138001,杭州,", 0, 1),
        // Renamed at its site, under other phones.
        (
            "广州安骅骅能汽车有限公司,13800138001,广州,清水河一路博隆大厦8号",
            "广州安骅盛隆汽车销售服务有限公司,13800138002,广州,清水河一路博隆大厦8号",
            0,
            1,
        ),
        // Letters that sound alike at both ends of the name.
        (
            "杭州云麓宏广告有限公司,13800138001,杭州,文三路8号",
            "杭州芸麓洪广告有限公司,,杭州,文三路8号",
            1,
            0,
        ),
        // The same address, and nothing else in common.
        (
            "杭州宏达物流有限公司,13800138001,杭州,文三路8号",
            "杭州清溪贸易有限公司,13800138002,杭州,文三路8号",
            0,
            0,
        ),
    ] {
        let expected = [2 - merged - held, merged, 0, held, 0];
        let kam = Sandbox::new();
        kam.file("both.csv", format!("{header}{one}\n{other}\n"));
        let both = report(&kam, "both.csv --source exhibition");
        assert_eq!(outcomes(&both), expected, "{one} {other}");
        for [first, second] in [[one, other], [other, one]] {
            let kam = Sandbox::new();
            kam.file("first.csv", format!("{header}{first}\n"));
            kam.file("second.csv", format!("{header}{second}\n"));
            report(&kam, "first.csv --source exhibition");
            let second = report(&kam, "second.csv --source yellow-pages");
            assert_eq!(outcomes(&second), [1 - merged - held, merged, 0, held, 0], "{one} {other}");
        }
    }
}

#[test]
fn a_place_of_many_neither_slows_nor_hides_the_same_phone() {
    let kam = Sandbox::new();
    let header = "公司名称,电话,城市,地址\n";
    let letter = |at: u32| char::from_u32(0x4e00 + at % 20_000).unwrap();
    let row = |i: u32| {
        let (one, other) = (letter(17 * i + 5), letter(29 * i + 11));
        format!(
            "宏达{one}{other}汽车销售有限公司,{},杭州,石桥路88号\n",
            13_800_138_000_u64 + u64::from(i)
        )
    };
    let rows: String = (0..100).map(row).collect();
    kam.file("market.csv", format!("{header}{rows}"));
    assert_eq!(outcomes(&report(&kam, "market.csv --source exhibition"))[0], 100);
    let more = format!(
        "{header}宏达洪图汽车销售有限公司,13900139000,杭州,石桥路88号\n清溪贸易公司,13800138007,杭州,石桥路88号\n"
    );
    kam.file("more.csv", more);
    let more = report(&kam, "more.csv --source yellow-pages");
    assert_eq!(outcomes(&more), [1, 0, 0, 1, 0], "one of many there, and one with a known phone");
}

#[test]
fn several_files_are_one_operation_and_a_batch_each() {
    let kam = with_demo_files(Sandbox::new());
    kam.file("empty.csv", "公司名称,电话\n");
    insta::assert_snapshot!(
        kam.kam("import association_members.csv association_members.csv empty.csv --source association"),
        @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ───────────────────────────────────────────────────────────────────────────────────
    B1            44     44       0          0     0         0  association_members.csv
    B1            44     44       0          0     0         0  association_members.csv
    B2             0      0       0          0     0         0  empty.csv
    ---- stderr ----
    association_members.csv is already imported as B1; nothing changed.
    Logged as O2.
    "
    );
    insta::assert_snapshot!(kam.kam("history --columns id,counts"), @"
    id  counts
    ────────────────────────────────────────────────────────────────────────────────────────
    O2  source:+1 batch:+2 batch:~1 account:+44 contact:+39 phone:+43 deal:+29 batch_row:+44
    O1  playbook:+1
    ");
    insta::assert_snapshot!(
        kam.kam("import nothing.csv association_members.csv . --source association"),
        @"
    ---- stderr ----
    error: there is no file `nothing.csv`
    hint: name a file, or `-` for standard input
    error: `.` is a folder
    hint: name a file, or `-` for standard input
    ---- exit 3 ----
    "
    );
}

#[test]
fn standard_input_is_a_list_too() {
    let kam = Sandbox::new();
    let list =
        "公司名称;电话\n杭州清溪贸易有限公司;13800138001\n;\n杭州云麓物流有限公司;1380013800\n";
    insta::assert_snapshot!(
        kam.kam_with(&["import", "-", "--source", "exhibition"], list),
        @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────
    B1             2      2       0          0     0         0  -
    ---- stderr ----
    -:4:2: phone "138…(10)": 10 digits, a mobile number has 11 [phone-length]; kept as text
    Logged as O2.
    "#
    );
    insta::assert_snapshot!(kam.kam("batch show B1"), @r"
    batch:           B1
    source:          exhibition
    kind of source:  exhibition
    file:            -
    collected:       2
    checked:         2
    added:           2
    merged:          0
    unchanged:       0
    held:            0
    rejected:        0
    purchases:       0
    accounts:        2
    warnings:        1
    encoding:        utf-8
    delimiter:       ;
    header line:     1

    mapping
    column  header    field
    ───────────────────────
         1  公司名称  name
         2  电话      phone
    ");
}

#[test]
fn a_list_in_any_encoding_is_the_same_list_of_customers() {
    let kam = Sandbox::new();
    let text = "公司名稱,聯絡人,電話,城市\n杭州順達貨運有限公司,歐陽曦,13800138005,杭州\n";
    let wide = |bytes: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        format!("{mark}{text}").encode_utf16().flat_map(bytes).collect()
    };
    let big5 = encoding_rs::BIG5.encode(text).0.into_owned();
    for (at, (bytes, encoding)) in [
        (encoding_rs::GB18030.encode(text).0.into_owned(), "gb18030"),
        (text.into(), "utf-8"),
        (format!("\u{feff}{text}").into(), "utf-8"),
        (big5.clone(), "big5"),
        (wide(u16::to_le_bytes, ""), "utf-16le"),
        (wide(u16::to_le_bytes, "\u{feff}"), "utf-16le"),
        (wide(u16::to_be_bytes, ""), "utf-16be"),
        (wide(u16::to_be_bytes, "\u{feff}"), "utf-16be"),
    ]
    .into_iter()
    .enumerate()
    {
        kam.file("list.csv", bytes);
        let report = report(&kam, "list.csv --source exhibition");
        let expected = if at == 0 { [1, 0, 0, 0, 0] } else { [0, 0, 1, 0, 0] };
        assert_eq!((word(&report["encoding"]), outcomes(&report)), (encoding, expected));
        let stored = kam.out(&format!("batch show B{} --columns encoding", at + 1));
        assert_eq!(stored.trim(), format!("encoding:  {encoding}"));
    }
    kam.file("again.csv", [&big5[..], b"\n"].concat());
    let said = kam.kam("import again.csv --source exhibition --encoding big5");
    assert!(!said.contains("read as"), "what the user says is not told: {said}");
    kam.file("again.csv", [&big5[..], b"\n\n"].concat());
    let said = kam.kam("import again.csv --source exhibition");
    assert!(said.contains("again.csv: read as big5: 100 % of its characters"), "{said}");
    // Tables of our own are read in the same way.
    kam.file("staff.csv", encoding_rs::BIG5.encode("姓名,電話\n陳志明,0912345678\n林淑芬,\n").0);
    let staff = kam.kam("staff import staff.csv --encoding cp950 --dry-run");
    assert!(staff.contains('2'), "{staff}");
}

#[test]
fn new_accounts_get_owner_shop_and_source() {
    let kam = Sandbox::new();
    kam.out("shop add 城南店 --city 杭州 -q");
    kam.out("shop add 城北店 --city 杭州 -q");
    kam.out("staff add 李娜 --alias 小李 -q");
    kam.file("fair.csv", "公司名称,城市\n杭州清溪贸易有限公司,杭州\n");
    kam.file("spring.csv", "公司名称,城市\n杭州云麓物流有限公司,杭州\n杭州清溪贸易有限公司,杭州\n");
    kam.out("import fair.csv --source exhibition -q");
    kam.out("import spring.csv --source exhibition:春季车展 --owner 小李 --shop 城北 --asked 主办方 --collected yesterday -q");
    let accounts: Vec<String> = records(&kam, "accounts")
        .iter()
        .map(|account| {
            ["name", "shop", "owner", "assigned_on", "source"]
                .map(|key| word(&account[key]))
                .join(" ")
        })
        .collect();
    assert_eq!(
        accounts,
        ["杭州清溪贸易有限公司    Q1", "杭州云麓物流有限公司 SH2 S1 2026-03-02 Q2"],
        "two shops: none is the only one; an account that was there keeps what it has"
    );
    insta::assert_snapshot!(kam.kam("export sources"), @"
    id,kind,name,ask,planned_on,note
    Q1,exhibition,exhibition,,,
    Q2,exhibition,春季车展,主办方,,
    ");
    insta::assert_snapshot!(kam.kam("batch show B2"), @r"
    batch:           B2
    source:          春季车展
    kind of source:  exhibition
    file:            spring.csv
    asked:           主办方
    collected on:    2026-03-01
    collected:       2
    checked:         2
    added:           1
    merged:          1
    unchanged:       0
    held:            0
    rejected:        0
    purchases:       0
    accounts:        2
    warnings:        0
    owner:           S1
    encoding:        utf-8
    delimiter:       ,
    header line:     1
    shop:            SH2

    mapping
    column  header    field
    ───────────────────────
         1  公司名称  name
         2  城市      city
    ");
}

#[test]
fn invoices_are_bought_by_the_accounts_they_name() {
    let kam = Sandbox::new();
    kam.file(
        "invoices.csv",
        "发票号;日期;客户名称;电话;配件名称;数量;金额\n\
         F-1;2026-01-06;杭州清溪贸易有限公司;13800138001;空气滤清器;12;1,280.00\n\
         F-1;2026-01-06;杭州清溪贸易有限公司;13800138001;机油;12;￥3,500\n\
         F-1;2026-01-06;杭州清溪贸易有限公司;13800138001;机油;12;￥3,500\n\
         F-2;2026/1/7;杭州云麓物流有限公司;0571-55501002;轮胎;16;1.2万\n\
         F-3;2026-01-08;徐岚;13900139201;蓄电池;1;-680.00\n\
         F-4;昨天;徐岚;13900139201;灯泡;两只;十元\n",
    );
    insta::assert_snapshot!(kam.kam("import invoices.csv --source parts-invoices"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────────
    B1             6      3       3          0     0         0  invoices.csv
    ---- stderr ----
    invoices.csv:7:2: day "昨天": no date [date-form]; kept as text
    invoices.csv:7:7: amount "十元": no amount [money-form]; kept as text
    6 purchases are kept with the customers.
    Logged as O2.
    "#);
    insta::assert_snapshot!(kam.kam("export purchases"), @"
    id,account,batch,line,number,day,item,quantity,amount
    U1,A1,B1,2,F-1,2026-01-06,空气滤清器,12,1280.00
    U2,A1,B1,3,F-1,2026-01-06,机油,12,3500.00
    U3,A1,B1,4,F-1,2026-01-06,机油,12,3500.00
    U4,A2,B1,5,F-2,2026-01-07,轮胎,16,12000.00
    U5,A3,B1,6,F-3,2026-01-08,蓄电池,1,-680.00
    U6,A3,B1,7,F-4,,灯泡,2,
    ");
    insta::assert_snapshot!(kam.kam("show A1 A3 --columns account,name,purchase_count,purchase_sum"), @"
    account:           A1
    name:              杭州清溪贸易有限公司
    purchases in all:  3
    sum of purchases:  8,280.00

    account:           A3
    name:              徐岚
    purchases in all:  2
    sum of purchases:  -680.00
    ");
}

#[test]
fn a_blank_never_erases_and_a_conflict_keeps_the_more_trusted() {
    let kam = Sandbox::new();
    let header = "公司名称,电话,城市,地址,行业,网址,备注\n";
    kam.file("pages.csv", format!("{header}杭州清溪贸易有限公司,13800138001,杭州,西湖区溪畔路1号,贸易,qingxi.example,老字号\n"));
    kam.file(
        "ledger.csv",
        format!("{header}杭州清溪贸易公司,13800138001/13800138002,杭州,西湖区溪畔路1号,批发,,\n"),
    );
    kam.file("fair.csv", format!("{header}清溪贸易,13800138001,杭州,,零售,,展会见过\n"));
    report(&kam, "pages.csv --source yellow-pages");
    report(&kam, "ledger.csv --source accounting");
    report(&kam, "fair.csv --source exhibition");
    insta::assert_snapshot!(kam.kam("show A1"), @"
    account:           A1
    name:              杭州清溪贸易有限公司
    kind:              organisation
    industry:          批发
    province:          浙江省
    city:              杭州市
    district:          西湖区
    address:           西湖区溪畔路1号
    web site:          qingxi.example
    source:            yellow-pages
    note:              老字号
    opened:            2026-03-02
    touches in all:    0
    purchases in all:  0

    phones
    phone        kind
    ───────────────────
    13800138001  mobile
    13800138002  mobile

    lists
    batch  line  outcome  source        file
    ──────────────────────────────────────────────
    B3        2  merged   exhibition    fair.csv
    B2        2  merged   accounting    ledger.csv
    B1        2  added    yellow-pages  pages.csv

    other spellings
    field     value             batch
    ─────────────────────────────────
    name      杭州清溪贸易公司  B2
    industry  贸易              B2
    name      清溪贸易          B3
    industry  零售              B3
    note      展会见过          B3
    ");
}

#[test]
fn a_listed_interest_opens_one_deal_per_product_and_updates_it() {
    let kam = Sandbox::new();
    let header = "公司名称,电话,意向车型,颜色,数量,预算,预计购车日期,级别\n";
    let firm = "杭州清溪贸易有限公司,13800138001";
    kam.file("one.csv", format!("{header}{firm},朗逸,白,2,30万,2026-05-01,B\n{firm},途安,,1,,,\n"));
    kam.file(
        "two.csv",
        format!(
            "{header}{firm},朗逸,,5,80万,2026-04-01,A\n{firm},,,,,,\n王小明,13800138002,朗逸,,,,,\n"
        ),
    );
    report(&kam, "one.csv --source exhibition");
    report(&kam, "two.csv --source association");
    insta::assert_snapshot!(
        kam.kam("export deals --columns id,account,preset,stage,grade,grade_hint,model,colour,quantity,budget,expected_on"),
        @"
    id,account,preset,stage,grade,grade_hint,model,colour,quantity,budget,expected_on
    D1,A1,key-account,lead,N,A,朗逸,白,5,800000.00,2026-04-01
    D2,A1,key-account,lead,N,,途安,,1,,
    D3,A2,retail,lead,N,,朗逸,,,,
    "
    );
}

#[test]
fn every_option_that_makes_no_sense_is_named_and_nothing_is_stored() {
    let kam = with_demo_files(Sandbox::new());
    let before = everything(&kam);
    insta::assert_snapshot!(
        kam.kam("import yellow_pages.csv --source yellow-pages --owner 谁 --shop 哪里 --collected 某天 --encoding latin0 --map 公司"),
        @"
    ---- stderr ----
    error: `--map 公司` is not COLUMN=FIELD; one looks like `--map 公司=name`
    error: `latin0` is no encoding that lists are read in; did you mean `latin1`?
    error: `某天` is no day; write 2026-03-01, today, +3d or monday
    error: no member of staff is called `谁`
    hint: `kam staff list` has them all
    error: no shop is called `哪里`
    hint: `kam shop list` has them all
    ---- exit 2 ----
    "
    );
    insta::assert_snapshot!(kam.kam("import yellow_pages.csv --source 黄页纸"), @"
    ---- stderr ----
    error: `黄页纸` is no kind of source; one of 配件发票, 配件供货商, 维修记录, 销售记录, 钣喷, 会计, 员工推荐, 黄页, 协会, 工商名录, 网站名录, 招聘网站, 统计排名, 报纸杂志电视, 车厢广告, 展会, 园区, 私人网络, 客户转介绍, 资料交换, 电话营销, 特定筛选, 区域促销, 品牌面, 店面, 保有客户, VIP信息, 跟进记录, 车辆清单, 订单清单, 交车清单
    ---- exit 2 ----
    ");
    // What is wrong with the output is found before the list is stored.
    for output in ["-o .", "-o missing/report.csv", "--columns batch,nothing"] {
        let said = kam.kam(&format!("import yellow_pages.csv --source yellow-pages {output}"));
        assert!(said.contains("---- exit"), "{said}");
    }
    assert_eq!(everything(&kam), before);
}

#[test]
fn an_account_is_recognised_by_all_that_its_rows_say_together() {
    let kam = Sandbox::new();
    let five = "0571-55501001/55501002/55501003/55501004/55501005";
    // The second row says where the first is, under another name.
    kam.file(
        "list.csv",
        format!(
            "公司名称,电话,城市\n杭州测样贸易有限公司,{five},\n\
             云麓物流有限公司,13800138002,\n云麓物流公司,13800138002,宁波\n"
        ),
    );
    assert_eq!(outcomes(&report(&kam, "list.csv --source business-directory")), [2, 1, 0, 0, 0]);
    let checks = kam.kam("doctor -f csv --columns check,state,found");
    assert!(checks.contains("match-keys,ok,"), "{checks}");
    let said = kam.kam("add 杭州测样贸易有限公司 --phone 0571-55501005 --dry-run");
    assert!(said.contains("A1 杭州测样贸易有限公司 is the same customer"), "{said}");
}
