//! `batch`: the source ledger, what became of every row, and rows to be corrected.

use crate::lists::{
    change_counts, changes, demo_file, everything, outcomes, report, with_demo, with_demo_files,
};
use crate::sandbox::Sandbox;

#[test]
fn the_ledger_lists_what_every_list_brought() {
    let kam = Sandbox::new();
    insta::assert_snapshot!(kam.kam("batch list"), @"
    batch  file  asked  collected  checked  added  held
    ───────────────────────────────────────────────────
    ---- stderr ----
    No list was imported yet; `kam import FILE --source KIND` takes one in.
    ");
    let kam = with_demo(kam);
    insta::assert_snapshot!(kam.kam("batch list"), @"
    batch  file                     asked  collected  checked  added  held
    ──────────────────────────────────────────────────────────────────────
    B1     yellow_pages.csv                       51       51     47     0
    B2     association_members.csv                44       42     24     2
    B3     parts_invoices.csv                     52       51     12     1
    ---- stderr ----
    3 batches: 147 collected, 144 checked, 83 added.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh batch list"), @"
    批次  文件                     询问对象  收集数  核对数  新增  待定
    ───────────────────────────────────────────────────────────────────
    B1    yellow_pages.csv                       51      51    47     0
    B2    association_members.csv                44      42    24     2
    B3    parts_invoices.csv                     52      51    12     1
    ---- stderr ----
    共 3 批：收集 147，核对 144，新增入库 83。
    ");
    insta::assert_snapshot!(kam.kam("batch list -f csv"), @r#"
    batch,source,source_kind,file,asked,collected_on,collected,checked,added,merged,unchanged,held,rejected,purchases,accounts,warnings,owner,encoding,delimiter,header_line,shop,sheet,decided,left_out
    B1,yellow-pages,yellow-pages,yellow_pages.csv,,,51,51,47,2,0,0,2,0,47,0,,gb18030,",",3,,,,
    B2,钱塘商会,association,association_members.csv,,,44,42,24,18,0,2,0,0,42,0,,utf-8,",",1,,,,
    B3,parts-invoices,parts-invoices,parts_invoices.csv,,,52,51,12,39,0,1,0,51,23,0,,utf-8,;,1,,,,
    ---- stderr ----
    3 batches: 147 collected, 144 checked, 83 added.
    "#);
    insta::assert_snapshot!(kam.kam("--lang zh batch show B2"), @r"
    批次:      B2
    数据来源:  钱塘商会
    来源类型:  协会
    文件:      association_members.csv
    收集数:    44
    核对数:    42
    新增:      24
    合并:      18
    未变:      0
    待定:      2
    拒收:      0
    购买记录:  0
    客户数:    42
    警告:      0
    编码:      utf-8
    分隔符:    ,
    表头行:    1

    列对应
    列  表头               字段
    ───────────────────────────────
     1  Member No          来源编号
     2  Company            名称
     3  Title              职务
     4  Contact            联系人
     5  Phone              电话
     6  E-mail             邮箱
     7  City               城市
     8  Address            地址
     9  Industry           行业
    10  Joined             其他栏目
    11  Interested Model   车型
    12  Quantity           数量
    13  Budget             预算
    14  Expected Purchase  预计购买
    15  Grade              级别
    16  Note               备注
    ");
    insta::assert_snapshot!(kam.kam("batch show B9"), @"
    ---- stderr ----
    error: there is no B9
    ---- exit 3 ----
    ");
}

#[test]
fn every_row_of_a_list_has_its_outcome_and_reason() {
    let kam = with_demo(Sandbox::new());
    insta::assert_snapshot!(kam.kam("batch rows B2 --outcome held"), @"
    line  outcome  account  group  candidate  reason                  resolved  external id
    ───────────────────────────────────────────────────────────────────────────────────────
      12  held              B2:12  A29        same phone, other name            HZ-0011
      15  held              B2:15  A27        same phone, other name            HZ-0014
    ");
    insta::assert_snapshot!(kam.kam("--lang zh batch rows B1 --outcome rejected"), @"
    行号  结果  客户  分组  疑似客户  原因                                  处理结果  来源编号
    ──────────────────────────────────────────────────────────────────────────────────────────
      46  拒收                        没有名称，也没有电话、邮箱或信用代码
      47  拒收                        单元格多于列数
    ");
    insta::assert_snapshot!(kam.kam("batch rows B1 --outcome unchanged"), @"
    line  outcome  account  group  candidate  reason  resolved  external id
    ───────────────────────────────────────────────────────────────────────
    ---- stderr ----
    No row of this kind.
    ");
    insta::assert_snapshot!(kam.kam("batch rows B1 --outcome lost"), @"
    ---- stderr ----
    error: invalid value 'lost' for '--outcome <OUTCOME>': `lost` is no outcome; one of added, merged, unchanged, held, rejected

    For more information, try '--help'.
    ---- exit 2 ----
    ");
    let rows = kam.out("batch rows B1 -f csv --no-header");
    assert_eq!(rows.lines().count(), 51);
    // Rows stand in the order of the file, and say where they begin in it.
    let lines: Vec<u64> =
        rows.lines().map(|row| row.split(',').next().unwrap().parse().unwrap()).collect();
    assert!(lines.is_sorted() && lines.first() == Some(&4), "{lines:?}");
}

#[test]
fn cells_that_could_not_be_read_are_listed() {
    let kam = Sandbox::new();
    kam.file(
        "list.csv",
        "公司名称,电话,邮箱,城市\n\
         杭州清溪贸易有限公司,1380013800,qingxi(at)example,杭州\n\
         宁波云麓物流有限公司,13800138002/0571-1,,宁波\n",
    );
    insta::assert_snapshot!(kam.kam("import list.csv --source exhibition"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────
    B1             2      2       0          0     0         0  list.csv
    ---- stderr ----
    list.csv:2:3: email "qin…(17)": no e-mail address [email-form]; kept as text
    list.csv:2:2: phone "138…(10)": 10 digits, a mobile number has 11 [phone-length]; kept as text
    list.csv:3:2: phone "138…(18)": too few digits for a telephone number, 5 [phone-short]; kept as text
    Logged as O2.
    "#);
    insta::assert_snapshot!(kam.kam("--lang zh --show-values import list.csv --source ranking --dry-run"), @r#"
    批次  收集数  新增  合并  未变  待定  拒收  文件
    ────────────────────────────────────────────────────
    new        2     0     2     0     0     0  list.csv
    ---- stderr ----
    list.csv:2:3: 邮箱 "qingxi(at)example"：不是邮箱地址 [email-form]；原文保留
    list.csv:2:2: 电话 "1380013800"：10 位，手机号应为 11 位 [phone-length]；原文保留
    list.csv:3:2: 电话 "13800138002/0571-1"：只有 5 位，不足一个电话号码 [phone-short]；原文保留
    试运行：未写入任何数据。
    "#);
    insta::assert_snapshot!(kam.kam("batch rows B1 --warnings"), @r"
    line  column  field   value               problem                                   account
    ───────────────────────────────────────────────────────────────────────────────────────────
       2       2  phone   1380013800          10 digits, a mobile number has 11         A1
       2       3  e-mail  qingxi(at)example   no e-mail address                         A1
       3       2  phone   13800138002/0571-1  too few digits for a telephone number, 5  A2
    ");
    insta::assert_snapshot!(kam.kam("batch rows B1 --warnings -f csv"), @"
    line,column,field,value,code,detail,account,row
    2,2,phone,1380013800,phone-length,10,A1,L1
    2,3,email,qingxi(at)example,email-form,,A1,L1
    3,2,phone,13800138002/0571-1,phone-short,5,A2,L2
    ");
    insta::assert_snapshot!(kam.kam("batch rows B1 --warnings --outcome merged"), @"
    line  column  field  value  problem  account
    ────────────────────────────────────────────
    ---- stderr ----
    No row of this kind.
    ");
}

#[test]
fn more_problems_than_anybody_reads_are_counted() {
    let kam = Sandbox::new();
    let rows: Vec<String> =
        (10..35).map(|at| format!("杭州清溪{at}贸易有限公司,{at}\n,\u{3000}无 \n")).collect();
    let rows = rows.concat();
    kam.file("list.csv", format!("公司名称,电话\n{rows}"));
    let said = kam.kam("import list.csv --source exhibition");
    let more: Vec<&str> = said.lines().filter(|line| line.starts_with('…')).collect();
    insta::assert_snapshot!(more.join("\n"), @"
    … and 5 more like these: `kam batch rows B1 --outcome rejected` lists them
    … and 5 more like these: `kam batch rows B1 --warnings` lists them
    ");
    let said = kam.kam("import list.csv --source ranking --dry-run");
    let more: Vec<&str> = said.lines().filter(|line| line.starts_with('…')).collect();
    insta::assert_snapshot!(more.join("\n"), @"
    … and 5 more like these: `kam inspect --all` lists them
    … and 5 more like these: `kam inspect --all` lists them
    ");
    assert_eq!(kam.out("batch rows B1 --warnings -f csv --no-header").lines().count(), 25);
    assert_eq!(kam.out("batch rows B1 --outcome rejected -f csv --no-header").lines().count(), 25);
}

#[test]
fn rejected_rows_are_corrected_in_a_file_like_the_one_they_came_in() {
    let kam = with_demo(Sandbox::new());
    insta::assert_snapshot!(kam.kam("batch rejects B1 -o fix.csv"), @"
    ---- stderr ----
    2 rows written to fix.csv, each with what is wrong and what to do.
    Next: correct them there, then `kam import fix.csv --fixes B1`.
    ");
    insta::assert_snapshot!(kam.kam("batch rejects B2"), @"
    ---- stderr ----
    No row of B2 was rejected.
    ");
    let bytes = std::fs::read(kam.folder().join("fix.csv")).unwrap();
    let to_stdout = kam.run(&["batch", "rejects", "B1"]);
    assert_eq!(to_stdout.stdout, bytes, "the same bytes on standard output");
    let (text, replaced) = encoding_rs::GB18030.decode_without_bom_handling(&bytes);
    assert!(!replaced, "the encoding of the list");
    let original = demo_file("yellow_pages.csv");
    let (original, _) = encoding_rs::GB18030.decode_without_bom_handling(&original);
    let header = original.lines().nth(2).unwrap();
    assert_eq!(text.lines().next(), Some(format!("{header},kam_reason,kam_remedy").as_str()));
    insta::assert_snapshot!(text.replace('\r', ""), @r#"
    序号,公司名称,行业,联系人,电话,手机,地址,城市,网址,备注,kam_reason,kam_remedy
    40,,物流运输,王先生,-,无,杭州市余杭区,杭州,,名片丢失,"no name and no phone, e-mail or credit code","fill in a name, or a phone, e-mail or credit code"
    41,杭州犇途汽车服务有限公司,汽车服务,牛先生,0571-55501042,13800138042,杭州市西湖区犇途路1号,2幢,3层,杭州,more cells than columns,put what was split into several cells back into one,,,联系人每周三休息
    "#);

    // Imported as it is, its rows are rejected again, for what they were.
    assert_eq!(outcomes(&report(&kam, "fix.csv --source yellow-pages")), [0, 0, 0, 0, 2]);
    let corrected = text
        .replace("40,,物流运输", "40,杭州清溪运输有限公司,物流运输")
        .replace("犇途路1号,2幢,3层,杭州,", "\"犇途路1号,2幢,3层\",杭州,,联系人每周三休息,")
        .replace("杭州市西湖区\"犇途", "\"杭州市西湖区犇途")
        .replace(",,,联系人每周三休息\r\n", "\r\n");
    kam.file("fixed.csv", encoding_rs::GB18030.encode(&corrected).0);
    let before = everything(&kam);
    assert_eq!(outcomes(&report(&kam, "fixed.csv --source yellow-pages")), [2, 0, 0, 0, 0]);
    let counts = change_counts(&before, &everything(&kam));
    assert_eq!((counts["+account"], counts["+batch_row"]), (2, 2), "{counts:?}");
    insta::assert_snapshot!(kam.kam("export accounts 犇途 or 清溪运输 --columns id,name,address,note,extra"), @r#"
    id,name,address,note,extra
    A84,杭州清溪运输有限公司,杭州市余杭区,名片丢失,"{""序号"":""40""}"
    A85,杭州犇途汽车服务有限公司,"杭州市西湖区犇途路1号,2幢,3层",联系人每周三休息,"{""序号"":""41""}"
    "#);
}

#[test]
fn rejected_rows_come_back_in_the_encoding_of_their_list() {
    let text = "公司名稱,電話,備註\r\n,無,臺北市中正區重慶南路一段\r\n杭州清溪貿易有限公司,13800138001,好\r\n";
    let latin = "Name,Phone,Note\r\n,none,Köln\r\nMüller,13800138001,good\r\n";
    let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
    };
    for (bytes, said, lang, encoding) in [
        (encoding_rs::BIG5.encode(text).0.into_owned(), "big5", "en", encoding_rs::BIG5),
        (wide(u16::to_le_bytes), "utf-16le", "zh", encoding_rs::UTF_16LE),
        (wide(u16::to_be_bytes), "utf-16be", "zh", encoding_rs::UTF_16BE),
        (encoding_rs::EUC_JP.encode(text).0.into_owned(), "euc-jp", "en", encoding_rs::EUC_JP),
        (
            encoding_rs::WINDOWS_1252.encode(latin).0.into_owned(),
            "latin1",
            "en",
            encoding_rs::WINDOWS_1252,
        ),
        // Reasons in simplified characters are not in Big5, and no Chinese ones in windows-1252.
        (encoding_rs::BIG5.encode(text).0.into_owned(), "big5", "zh", encoding_rs::UTF_8),
        (
            encoding_rs::WINDOWS_1252.encode(latin).0.into_owned(),
            "latin1",
            "zh",
            encoding_rs::UTF_8,
        ),
    ] {
        let kam = Sandbox::new();
        kam.file("list.csv", bytes);
        assert_eq!(
            outcomes(&report(&kam, &format!("list.csv --source exhibition --encoding {said}"))),
            [1, 0, 0, 0, 1]
        );
        let told = kam.kam(&format!("batch rejects B1 -o fix.csv --lang {lang}"));
        assert_eq!(told.contains("UTF-8"), encoding == encoding_rs::UTF_8, "{told}");
        let file = std::fs::read(kam.folder().join("fix.csv")).unwrap();
        let (back, found, replaced) = encoding.decode(&file);
        assert!(!replaced && found == encoding, "{said} {lang}");
        let own = if said == "latin1" { latin } else { text };
        let mut lines = back.lines().zip(own.lines());
        assert!(lines.all(|(line, own)| line.starts_with(own)), "{back}");
        // A mark says the encoding; without one it is named again.
        let again =
            if file.starts_with(b"\xef\xbb\xbf") { "" } else { &format!(" --encoding {said}") };
        assert_eq!(
            outcomes(&report(&kam, &format!("fix.csv --source exhibition{again}"))),
            [0, 0, 0, 0, 1]
        );
    }
}

#[test]
fn a_rejected_row_keeps_every_cell_it_had() {
    for (name, list) in [
        (
            "comma",
            "\u{feff}公司名称,电话,备注\n,无,\"引号\"\"和,逗号\"\n杭州清溪贸易有限公司,13800138001,好\n",
        ),
        ("semicolon", "公司名称;电话;备注\n;-;一,二\n杭州清溪贸易有限公司;13800138001;好\n"),
        ("tab", "公司名称\t电话\t备注\n\t\t只有备注\n杭州清溪贸易有限公司\t13800138001\t好\n"),
        ("crlf", "公司名称,电话,备注\r\n,,\"两\r\n行\"\r\n杭州清溪贸易有限公司,13800138001,好\r\n"),
        ("short", "公司名称,电话,备注\n,123\n杭州清溪贸易有限公司,13800138001,好\n"),
    ] {
        let kam = Sandbox::new();
        kam.file("list.csv", list);
        kam.out("import list.csv --source exhibition --fail-on none -q");
        kam.out("batch rejects B1 -o fix.csv -q");
        let fix = std::fs::read_to_string(kam.folder().join("fix.csv")).unwrap();
        // A name put in front of the first cell is all the row lacked.
        let (header, row) = fix.split_once("\r\n").unwrap();
        kam.file("fixed.csv", format!("{header}\r\n宁波云麓物流有限公司{row}"));
        let before = everything(&kam);
        assert_eq!(
            outcomes(&report(&kam, "fixed.csv --source exhibition")),
            [1, 0, 0, 0, 0],
            "{name}"
        );
        let made = changes(&before, &everything(&kam));
        assert!(made.contains(&"+account A2".to_owned()), "{name}: {made:?}");
        let note = kam.out("export accounts 云麓 --columns note --no-header");
        let expected = match name {
            "comma" => "\"引号\"\"和,逗号\"\n",
            "semicolon" => "\"一,二\"\n",
            "tab" => "只有备注\n",
            "crlf" => "\"两\r\n行\"\n",
            _ => "\"\"\n",
        };
        assert_eq!(note, expected, "{name}");
    }
}

#[test]
fn a_batch_that_is_not_there_is_refused() {
    let kam = with_demo_files(Sandbox::new());
    insta::assert_snapshot!(kam.kam("batch rows B1"), @"
    ---- stderr ----
    error: there is no B1
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh batch rejects B1"), @"
    ---- stderr ----
    错误：没有 B1
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("batch show A1"), @r"
    ---- stderr ----
    error: `A1` is no id; one looks like B12
    ---- exit 2 ----
    ");
}
