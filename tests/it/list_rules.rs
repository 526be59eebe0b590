//! Rules files: drafted from a list, changed, used for the next one.

use std::fmt::Write as _;

use crate::sandbox::Sandbox;

/// Returns an input that is kept with the program.
fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Returns a folder with a new store and a list of three columns.
fn with_list() -> Sandbox {
    let kam = Sandbox::new();
    kam.file(
        "list.csv",
        "公司,电话,意向\n多达矿业有限公司,0571-55501001,甲\n岚柏物流有限公司,0571-55501002,乙\n",
    );
    kam
}

/// Returns everything that is stored of the accounts, and what became of the rows.
fn stored(kam: &Sandbox) -> String {
    let mut all = kam.out("batch rows B1 -f csv");
    for kind in ["accounts", "phones", "contacts", "deals", "purchases"] {
        write!(all, "{}", kam.out(&format!("export {kind} -f csv"))).unwrap();
    }
    all
}

#[test]
fn a_draft_imports_its_list_as_it_is_imported_without() {
    for (name, kind, flags) in [
        ("demo/yellow_pages.csv", "yellow-pages", ""),
        ("demo/association_members.csv", "association", ""),
        ("demo/parts_invoices.csv", "parts-invoices", ""),
        ("demo/yellow_pages.csv", "exhibition", "--map 行业=extra --key 序号"),
        ("bad/ambiguous_dates.csv", "exhibition", "--date-order mdy"),
        ("bad/bad_phones.csv", "exhibition", "--header-line 1 --encoding utf-8"),
        ("rules/odoo_leads.csv", "exchange", "--delimiter ,"),
    ] {
        let (plain, by_rules) = (Sandbox::new(), Sandbox::new());
        for kam in [&plain, &by_rules] {
            kam.file("list.csv", fixture(name));
        }
        let import = format!("import list.csv --source {kind} --fail-on none");
        plain.out(&format!("{import} {flags}"));
        by_rules.out(&format!("inspect list.csv --source {kind} {flags} --write-rules r.toml"));
        by_rules.out(&format!("{import} --rules r.toml"));
        assert_eq!(stored(&plain), stored(&by_rules), "{name} {flags}");
    }
}

#[test]
fn a_draft_means_the_same_batch() {
    let kam = with_list();
    kam.out("inspect list.csv --source exhibition --write-rules r.toml");
    kam.out("import list.csv --source exhibition");
    insta::assert_snapshot!(kam.kam("import list.csv --source exhibition --rules r.toml"), @r"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────
    B1             2      2       0          0     0         0  list.csv
    ---- stderr ----
    list.csv is already imported as B1; nothing changed.
    ");
}

#[test]
fn a_draft_says_how_the_list_is_read() {
    let kam = Sandbox::empty();
    // Headers twice, none, with signs of TOML; cells that would end a comment.
    let list = "会员号,单位名称,电话,电话,,\"说 \"\"谎\"\"\\\",类别码,登记日期\n\
                7,多达矿业有限公司,0571-55501001,13800138001,x,\"a\nname = 1\",,3/18/2026\n\
                8,岚柏物流有限公司,,138 0013 8002,y,li@lanbai.example,,3/2/2026\n";
    kam.file("list.csv", list);
    let args = "inspect list.csv --source exhibition --write-rules -";
    insta::assert_snapshot!(kam.kam(args), @r##"
    # Rules for lists like list.csv. They are used so:
    #   kam import FILE --source exhibition --rules RULES.toml
    # What the command line says wins over what stands here.

    [reading]
    # How the file is written. What is left out is found in each list anew.
    delimiter = ","
    # header_line = 1  # found; say it where the finding is wrong
    date_order = "mdy"  # in dates such as 3/8/97, as "登记日期" proves
    # key = "会员号"  # the column that tells rows apart: a row that comes again is updated
    # area_code = "0571"  # of telephone numbers without one, where the row names no city

    [columns]
    # Column = field. "extra" keeps a column as it is; so are columns that are not named here.
    # A column that only some of the lists have stands below `[optional]` instead.
    # Fields:
    #   external_id, name, kind, credit_code, phone, email, website, contact
    #   title, department, address, province, city, district, industry, territory
    #   size, channel, tags, note, collected_on, model, colour, quantity, budget
    #   expected_on, grade
    "会员号" = "external_id"
    "单位名称" = "name"
    "#3" = "phone"               # 电话
    "#4" = "phone"               # 电话
    "#5" = "extra"               # such as x, y
    "说 \"谎\"\\" = "extra"      # such as a name = 1, li@**********mp…
    "类别码" = "extra"           # nothing in it
    "登记日期" = "collected_on"

    # A field that several columns make up:
    # [join]
    # note = ["#5", "说 \"谎\"\\"]

    # The same in every row, where the row itself says nothing:
    # [constants]
    # city = "杭州市"
    # tags = ["spring fair"]

    # Cells to be read as if something else stood there:
    # [rewrite.…] changes a whole cell, [replace.…] parts of it, before that.
    # [rewrite."#5"]
    # "hot" = "A"

    # Rows to leave out, by one column:
    # `equals`, `contains` or `starts_with` what is listed; `empty = true`, or false.
    # [[skip]]
    # column = "#5"
    # equals = ["cancelled"]
    "##);
    insta::assert_snapshot!(kam.kam(&format!("--lang zh-CN {args} --key 会员号")), @r##"
    # 适用于 list.csv 这类名单的规则。用法：
    #   kam import FILE --source exhibition --rules RULES.toml
    # 命令行选项优先于此文件。

    [reading]
    # 文件的写法。省略的项目由程序逐次判断。
    delimiter = ","
    # header_line = 1  # 程序判断的结果；判断有误时在此指定
    date_order = "mdy"  # 3/8/97 这类日期的先后，由 "登记日期" 列得出
    key = "会员号"
    # area_code = "0571"  # 无区号的电话用此区号（该行没有城市时）

    [columns]
    # 列 = 字段。"extra" 表示原样保留；此处未写的列也原样保留。
    # 只有部分名单才有的列，写在 `[optional]` 下。
    # 可用字段：
    #   external_id 来源编号, name 名称, kind 类型, credit_code 信用代码
    #   phone 电话, email 邮箱, website 网站, contact 联系人, title 职务
    #   department 部门, address 地址, province 省份, city 城市, district 区县
    #   industry 行业, territory 辖区, size 规模, channel 渠道, tags 标签
    #   note 备注, collected_on 收集日期, model 车型, colour 颜色, quantity 数量
    #   budget 预算, expected_on 预计购买, grade 级别
    "会员号" = "external_id"     # 来源编号
    "单位名称" = "name"          # 名称
    "#3" = "phone"               # 电话
    "#4" = "phone"               # 电话
    "#5" = "extra"               # 例：x、y
    "说 \"谎\"\\" = "extra"      # 例：a name = 1、li@**********mp…
    "类别码" = "extra"           # 全空
    "登记日期" = "collected_on"  # 收集日期

    # 由几列合成的字段：
    # [join]
    # note = ["#5", "说 \"谎\"\\"]

    # 各行自己没有时统一填写的内容：
    # [constants]
    # city = "杭州市"
    # tags = ["春季展会"]

    # 需要换成其他写法的单元格：
    # [rewrite.…] 换整格；[replace.…] 换其中一部分（先于换整格）。
    # [rewrite."#5"]
    # "甲" = "A"

    # 要略过的行（按某一列判断）：
    # equals 等于、contains 包含、starts_with 开头是；empty = true 为空，false 不为空。
    # [[skip]]
    # column = "#5"
    # equals = ["已注销"]
    "##);
}

#[test]
fn a_draft_replaces_no_file_unless_it_may() {
    let kam = with_list();
    kam.file("r.toml", "# mine\n");
    let args = "inspect list.csv --source exhibition --write-rules r.toml";
    insta::assert_snapshot!(kam.kam(args), @r"
    ---- stderr ----
    error: there is a file `r.toml` already
    hint: `--force` replaces it; or name another
    ---- exit 3 ----
    ");
    assert_eq!(std::fs::read_to_string(kam.folder().join("r.toml")).unwrap(), "# mine\n");
    insta::assert_snapshot!(kam.kam(&format!("{args} --force")), @"
    file:             list.csv
    source:           exhibition
    encoding:         utf-8
    byte order mark:  no
    delimiter:        ,
    header line:      1
    rows:             2
    rejected:         0
    warnings:         0
    encoding by:      validity

    columns
    column  header  field  filled  sample
    ─────────────────────────────────────────────────────────────────
         1  公司    name        2  多达矿业有限公司, 岚柏物流有限公司
         2  电话    phone       2  0571-55501001, 0571-55501002
         3  意向    extra       2  甲, 乙
    ---- stderr ----
    list.csv: 2 of 2 rows can be used.
    Columns that are no field are kept as extra: 意向.
    Rules written to r.toml: 2 columns are fields, 1 kept as extra.
    Next: read and change them, then `kam import list.csv --source exhibition --rules r.toml`.
    ");
    let rules = std::fs::read_to_string(kam.folder().join("r.toml")).unwrap();
    assert!(rules.contains("\"公司\" = \"name\""), "{rules}");
}

#[test]
fn rules_are_drafted_from_lists_of_the_same_columns() {
    let kam = with_list();
    kam.file("same.csv", "公司,电话,意向\n云岭贸易有限公司,0571-55501003,丙\n");
    kam.file("other.csv", "公司,手机\n云岭贸易有限公司,13800138003\n");
    let args = "inspect list.csv same.csv -f json --write-rules r.toml";
    assert!(kam.kam(args).ends_with("--rules r.toml`.\n"));
    insta::assert_snapshot!(kam.kam("inspect list.csv other.csv --write-rules - -q"), @r"
    ---- stderr ----
    error: rules are drafted from one list, or from several with the same columns; these differ: list.csv, other.csv
    hint: name one file, and with `--sheet` one sheet
    ---- exit 2 ----
    ");
}

#[test]
fn rules_say_what_rows_do_not() {
    let kam = with_list();
    kam.file(
        "r.toml",
        "[reading]\narea_code = \"0571\"\n[columns]\n\"公司\" = \"名称\"\n\"电话\" = \"phone\"\n\
         \"意向\" = \"grade\"\n[constants]\ncity = \"杭州市\"\ntags = [\"展会\", \"2026\"]\n\
         [rewrite.\"意向\"]\n\"甲\" = \"A\"\n\"乙\" = \"B\"\n[replace.\"公司\"]\n\"有限公司\" = \"\"\n\
         [[skip]]\ncolumn = \"公司\"\nstarts_with = \"合计\"\n[[skip]]\ncolumn = \"意向\"\nempty = true\n",
    );
    let list = "公司,电话,意向,编号\n多达矿业有限公司,55501001,甲,1\n岚柏物流有限公司,,乙,2\n\
                合计：2,,甲,\n云岭贸易有限公司,55501003,无,3\n";
    kam.file("april.csv", list);
    insta::assert_snapshot!(kam.kam("import april.csv --source exhibition --rules r.toml"), @r"
    batch  collected  added  merged  unchanged  held  rejected  file
    ─────────────────────────────────────────────────────────────────────
    B1             2      2       0          0     0         0  april.csv
    ---- stderr ----
    april.csv: 2 rows left out by the rules: 1 by r.toml:16 (公司), 1 by r.toml:19 (意向).
    april.csv: columns that r.toml does not name are kept as extra: 编号.
    Logged as O2.
    ");
    insta::assert_snapshot!(
        kam.kam("list --columns name,phone,city,tags"),
        @r"
    name      phone         city    tags
    ──────────────────────────────────────────
    多达矿业  057155501001  杭州市  展会, 2026
    岚柏物流                杭州市  展会, 2026
    "
    );
    insta::assert_snapshot!(kam.out("export deals --columns account,grade_hint"), @r"
    account,grade_hint
    A1,A
    A2,B
    ");
    insta::assert_snapshot!(kam.kam("batch show B1 --columns collected,skipped,rules_file,mapping,rules"), @r"
    collected:   2
    left out:    2
    rules file:  r.toml

    mapping
    column  header  field
    ─────────────────────
         1  公司    name
         2  电话    phone
         3  意向    grade
         4  编号    extra

    rules
    rule       column  field  condition    value     becomes     rows
    ─────────────────────────────────────────────────────────────────
    area-code                                        0571
    constant           city                          杭州市
    constant           tags                          展会、2026
    replace    公司                        有限公司
    rewrite    意向                        乙        B
    rewrite    意向                        甲        A
    skip       公司           starts_with  合计                     1
    skip       意向           empty        true                     1
    ");
    // The same rules are the same batch, whatever they are called; others are another one.
    let rules = std::fs::read_to_string(kam.folder().join("r.toml")).unwrap();
    kam.file("same.toml", format!("# again\n{rules}"));
    kam.file("other.toml", rules.replace("\"B\"", "\"C\""));
    insta::assert_snapshot!(kam.kam("import april.csv --source exhibition --rules same.toml -f json"), @r#"
    [
    {"batch":"B1","already_imported":true,"warnings":0,"file":"april.csv","sheet":null,"source":"exhibition","encoding":"utf-8","collected":2,"added":2,"merged":0,"unchanged":0,"held":0,"rejected":0,"purchases":0,"skipped":2}
    ]
    ---- stderr ----
    april.csv is already imported as B1; nothing changed.
    "#);
    insta::assert_snapshot!(kam.kam("import april.csv --source exhibition --rules other.toml -f json"), @r#"
    [
    {"batch":"B2","already_imported":false,"warnings":0,"file":"april.csv","sheet":null,"source":"exhibition","encoding":"utf-8","collected":2,"added":0,"merged":1,"unchanged":1,"held":0,"rejected":0,"purchases":0,"skipped":2}
    ]
    ---- stderr ----
    april.csv: 2 rows left out by the rules: 1 by other.toml:16 (公司), 1 by other.toml:19 (意向).
    april.csv: columns that other.toml does not name are kept as extra: 编号.
    Logged as O3.
    "#);
}

#[test]
fn inspect_reads_by_rules_too() {
    let kam = with_list();
    kam.file(
        "r.toml",
        "[columns]\n\"公司\" = \"name\"\n[[skip]]\ncolumn = \"意向\"\nequals = \"乙\"\n",
    );
    insta::assert_snapshot!(kam.kam("inspect list.csv --source exhibition --rules r.toml"), @"
    file:             list.csv
    source:           exhibition
    encoding:         utf-8
    byte order mark:  no
    delimiter:        ,
    header line:      1
    rows:             1
    rejected:         0
    warnings:         0
    left out:         1
    encoding by:      validity

    columns
    column  header  field  filled  sample
    ───────────────────────────────────────────────
         1  公司    name        1  多达矿业有限公司
         2  电话    extra       1  0571-55501001
         3  意向    extra       1  甲
    ---- stderr ----
    list.csv: 1 of 1 row can be used.
    list.csv: 1 row left out by the rules: 1 by r.toml:4 (意向).
    list.csv: columns that r.toml does not name are kept as extra: 电话, 意向.
    ");
    let json = kam.out("inspect list.csv --rules r.toml -f json -q");
    assert!(json.contains("\"skipped\":1"), "{json}");
}

#[test]
fn flags_win_over_rules() {
    let kam = with_list();
    kam.file("r.toml", "[reading]\ndelimiter = \"tab\"\nheader_line = 9\nkey = \"nothing\"\n");
    let flags = "--delimiter , --header-line 1 --key 电话 --map 公司=name";
    insta::assert_snapshot!(
        kam.kam(&format!("import list.csv --source exhibition --rules r.toml {flags}")),
        @r"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────
    B1             2      2       0          0     0         0  list.csv
    ---- stderr ----
    Logged as O2.
    "
    );
}

#[test]
fn a_row_that_waits_is_read_by_the_rules_later() {
    let kam = Sandbox::new();
    kam.file("first.csv", "公司,电话\n杭州多达矿业有限公司,0571-55501001\n");
    kam.out("import first.csv --source exhibition");
    kam.file(
        "r.toml",
        "[constants]\nindustry = \"物流\"\n[rewrite.\"公司\"]\n\"LB\" = \"杭州岚柏电子有限公司\"\n",
    );
    kam.file("second.csv", "公司,电话\nLB,0571-55501001\n");
    let said = kam.kam("import second.csv --source association --rules r.toml -f json");
    assert!(said.contains("\"held\":1"), "{said}");
    kam.out("review separate B2:2");
    insta::assert_snapshot!(kam.out("list --columns name,industry -f csv"), @r"
    name,industry
    杭州多达矿业有限公司,
    杭州岚柏电子有限公司,物流
    ");
}

#[test]
fn rejected_rows_come_back_by_the_same_rules() {
    let kam = Sandbox::new();
    kam.file("list.csv", "展会名单\n公司,电话,城市\n多达矿业有限公司,55501001,\n,,\"\n宁波\"\n");
    kam.out("inspect list.csv --source exhibition --write-rules r.toml -q");
    let rules = std::fs::read_to_string(kam.folder().join("r.toml")).unwrap();
    kam.file("r.toml", format!("{rules}\n[constants]\nindustry = \"矿业\"\n"));
    kam.out("import list.csv --source exhibition --rules r.toml --fail-on none");
    kam.out("batch rejects B1 -o fix.csv");
    let fix = std::fs::read_to_string(kam.folder().join("fix.csv")).unwrap();
    kam.file("fix.csv", fix.replace("\n,,", "\n岚柏物流有限公司,,"));
    insta::assert_snapshot!(kam.kam("import fix.csv --source exhibition --rules r.toml"), @r"
    batch  collected  added  merged  unchanged  held  rejected  file
    ───────────────────────────────────────────────────────────────────
    B2             1      1       0          0     0         0  fix.csv
    ---- stderr ----
    Logged as O3.
    ");
    insta::assert_snapshot!(kam.out("list --columns name,industry,city -f csv"), @r"
    name,industry,city
    多达矿业有限公司,矿业,
    岚柏物流有限公司,矿业,宁波市
    ");
}

/// Rules with everything wrong that can be wrong in a file.
const WRONG: &str = r#"[reading]
encoding = "latin9"
delimiter = "ab"
header_line = -1
date_order = "us"
area_code = "9"
sheet = ""
ky = "x"
[columns]
"公司" = "nme"
"行业" = "industry"
"行业2" = "industry"
"联系人" = 5
[join]
phone = ["a"]
note = []
industry = ["行业"]
[constants]
name = "x"
city = "330000"
tagz = "a"
note = "无"
extra = "x"
[rewrite."城市"]
"杭州" = 5
[rewrite."备注"]
"x" = "a\u0000"
[[skip]]
column = "城市"
[[skip]]
equals = ["a"]
contains = "b"
[colums]
"#;

#[test]
fn everything_wrong_with_rules_is_said_at_once() {
    let kam = with_list();
    kam.file("r.toml", WRONG);
    let args = "import list.csv --source exhibition --rules r.toml";
    insta::assert_snapshot!(kam.kam(args), @r#"
    ---- stderr ----
    error: cannot use the rules `r.toml`: 24 problems
    r.toml:2:12: `reading.encoding`: `latin9` is no encoding that lists are read in; some are utf-8, gb18030, big5, utf-16le, windows-1252, euc-jp, euc-kr
    r.toml:3:13: `reading.delimiter`: `ab` is no delimiter: a sign such as , ; | or the word tab
    r.toml:4:15: `reading.header_line`: found -1; expected 0 to 1048576
    r.toml:5:14: `reading.date_order`: `us` is no order of dates; one of ymd, mdy, dmy
    r.toml:6:13: `reading.area_code`: `9` is no area code; one looks like 0571
    r.toml:7:9: `reading.sheet`: found an empty text; expected a text
    r.toml:8:1: `reading.ky`: unknown key; did you mean `key`?
    r.toml:10:8: `columns.公司`: no field `nme`; did you mean `name`?
    r.toml:12:1: `columns.行业2`: `industry` is what `行业` holds already; keep one of the two as "extra"
    r.toml:13:9: `columns.联系人`: found 5; expected a text
    r.toml:15:1: `join.phone`: `phone` is no text: columns cannot make it up
    r.toml:16:8: `join.note`: found an empty list; expected at least one entry
    r.toml:17:1: `join.industry`: `industry` is what `行业` holds already; keep one of the two as "extra"
    r.toml:19:1: `constants.name`: `name` tells customers apart: it cannot be the same in every row
    r.toml:20:8: `constants.city`: `330000`: a number, not the name of a place
    r.toml:21:1: `constants.tagz`: no field `tagz`; did you mean `tags`?
    r.toml:22:8: `constants.note`: `无`: a value is needed here
    r.toml:23:1: `constants.extra`: no field `extra`
    r.toml:25:8: `rewrite.城市.杭州`: found 5; expected a text
    r.toml:27:7: `rewrite.备注.x`: a NUL character
    … and 4 more
    hint: fields: external_id, name, kind, credit_code, phone, email, website, contact, title, department, address, province, city, district, industry, territory, size, channel, tags, note, collected_on, model, colour, quantity, budget, expected_on, grade, number, day, item, amount, account_id, deal_id, agenda_day, touch_kind, result, next_on, consultant, plate, vin, first_plate_on, km, insured_to, maker, ownership, price, deposit, payment, promised_on, reason, extra
    hint: fields that may be the same in every row: kind, province, city, district, industry, territory, size, channel, tags, note, collected_on, model, colour, quantity, budget, expected_on, grade, day, item, touch_kind, result, consultant, maker, ownership, payment, reason
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(kam.kam(&format!("--lang zh-CN {args}")), @r#"
    ---- stderr ----
    错误：规则文件 `r.toml` 无法使用：24 处问题
    r.toml:2:12: `reading.encoding`：`latin9` 不是支持的编码；例如 utf-8、gb18030、big5、utf-16le、windows-1252、euc-jp、euc-kr
    r.toml:3:13: `reading.delimiter`：`ab` 不能作分隔符；请用 , ; | 等符号，或 tab
    r.toml:4:15: `reading.header_line`：现为 -1；应在 0 到 1048576 之间
    r.toml:5:14: `reading.date_order`：`us` 不是日期顺序；可用：ymd（年月日）、mdy（月日年）、dmy（日月年）
    r.toml:6:13: `reading.area_code`：`9` 不是区号；例如 0571
    r.toml:7:9: `reading.sheet`：文本为空；应为文本
    r.toml:8:1: `reading.ky`：未知的键；是否要写 `key`？
    r.toml:10:8: `columns.公司`：没有字段 `nme`；是否要写 `name`？
    r.toml:12:1: `columns.行业2`：`行业` 已对应 `industry`；两列之一请写 "extra"
    r.toml:13:9: `columns.联系人`：现为 5；应为文本
    r.toml:15:1: `join.phone`：`phone` 不是文本，不能由几列合成
    r.toml:16:8: `join.note`：列表为空；至少要有一项
    r.toml:17:1: `join.industry`：`行业` 已对应 `industry`；两列之一请写 "extra"
    r.toml:19:1: `constants.name`：`name` 用来区分客户，不能每行相同
    r.toml:20:8: `constants.city`：`330000`：是代码，不是地名
    r.toml:21:1: `constants.tagz`：没有字段 `tagz`；是否要写 `tags`？
    r.toml:22:8: `constants.note`：`无`：此处不能为空
    r.toml:23:1: `constants.extra`：没有字段 `extra`
    r.toml:25:8: `rewrite.城市.杭州`：现为 5；应为文本
    r.toml:27:7: `rewrite.备注.x`：含有 NUL 字符
    ……另有 4 处
    提示：可用字段：external_id, name, kind, credit_code, phone, email, website, contact, title, department, address, province, city, district, industry, territory, size, channel, tags, note, collected_on, model, colour, quantity, budget, expected_on, grade, number, day, item, amount, account_id, deal_id, agenda_day, touch_kind, result, next_on, consultant, plate, vin, first_plate_on, km, insured_to, maker, ownership, price, deposit, payment, promised_on, reason, extra
    提示：可以每行相同的字段：kind, province, city, district, industry, territory, size, channel, tags, note, collected_on, model, colour, quantity, budget, expected_on, grade, day, item, touch_kind, result, consultant, maker, ownership, payment, reason
    ---- exit 3 ----
    "#);
}

#[test]
fn conditions_that_make_no_sense_are_said() {
    let kam = with_list();
    kam.file(
        "r.toml",
        "[[skip]]\ncolumn = \"意向\"\n[[skip]]\nequals = [\"a\"]\ncontains = \"b\"\n[[skip]]\n\
         column = \"意向\"\nempty = 1\n[colums]\n",
    );
    let args = "import list.csv --source exhibition --rules r.toml";
    insta::assert_snapshot!(kam.kam(args), @r"
    ---- stderr ----
    error: cannot use the rules `r.toml`: 5 problems
    r.toml:1:1: `skip.1`: no condition; one of `equals`, `contains`, `starts_with`, `empty`
    r.toml:3:1: `skip.2`: 2 conditions; give each a `[[skip]]` of its own
    r.toml:3:1: `skip.2.column`: missing; expected a text
    r.toml:8:9: `skip.3.empty`: found 1; expected true or false
    r.toml:9:2: `colums`: unknown key; did you mean `columns`?
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh-CN {args}")), @r"
    ---- stderr ----
    错误：规则文件 `r.toml` 无法使用：5 处问题
    r.toml:1:1: `skip.1`：没有条件；应为 `equals`、`contains`、`starts_with`、`empty` 之一
    r.toml:3:1: `skip.2`：有 2 个条件；每个条件请单独写一段 `[[skip]]`
    r.toml:3:1: `skip.2.column`：缺失；应为文本
    r.toml:8:9: `skip.3.empty`：现为 1；应为true 或 false
    r.toml:9:2: `colums`：未知的键；是否要写 `columns`？
    ---- exit 3 ----
    ");
}

#[test]
fn flags_that_make_no_sense_are_said_with_the_rules() {
    let kam = with_list();
    kam.file("r.toml", "[columns]\n\"公司\" = \"nme\"\n");
    let args = "import list.csv --source exhibition --rules r.toml --encoding latin9";
    insta::assert_snapshot!(kam.kam(args), @"
    ---- stderr ----
    error: `latin9` is no encoding that lists are read in; did you mean `latin1`?
    error: cannot use the rules `r.toml`: 1 problem
    r.toml:2:8: `columns.公司`: no field `nme`; did you mean `name`?
    hint: fields: external_id, name, kind, credit_code, phone, email, website, contact, title, department, address, province, city, district, industry, territory, size, channel, tags, note, collected_on, model, colour, quantity, budget, expected_on, grade, number, day, item, amount, account_id, deal_id, agenda_day, touch_kind, result, next_on, consultant, plate, vin, first_plate_on, km, insured_to, maker, ownership, price, deposit, payment, promised_on, reason, extra
    ---- exit 2 ----
    ");
}

#[test]
fn rules_that_are_no_toml_show_how_it_is_written() {
    let kam = with_list();
    kam.file("r.toml", "[columns]\n公司 = \"name\"\n");
    let args = "import list.csv --source exhibition --rules r.toml";
    insta::assert_snapshot!(kam.kam(args), @r#"
    ---- stderr ----
    error: cannot use the rules `r.toml`: 1 problem
    r.toml:2:1: invalid unquoted key, expected letters, numbers, `-`, `_`
    hint: headers and texts stand in quotes, each pair on a line of its own: "公司名称" = "name"
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(kam.kam(&format!("--lang zh-CN {args}")), @r#"
    ---- stderr ----
    错误：规则文件 `r.toml` 无法使用：1 处问题
    r.toml:2:1: 不是有效的 TOML（invalid unquoted key, expected letters, numbers, `-`, `_`）
    提示：列名和文本要加英文引号，每行一对，例如："公司名称" = "name"
    ---- exit 3 ----
    "#);
}

#[test]
fn rules_that_do_not_fit_a_list_say_where() {
    let kam = with_list();
    kam.file("twice.csv", "公司,公司,电话\n多达,多达,13800138001\n");
    kam.file(
        "r.toml",
        "[reading]\nkey = \"编号\"\n[columns]\n\"公司名\" = \"name\"\n\"电话\" = \"phone\"\n\
         \"#2\" = \"extra\"\n\"意向\" = \"item\"\n[constants]\nitem = \"机油\"\n[[skip]]\n\
         column = \"状态\"\nempty = true\n",
    );
    let args = "import list.csv --source exhibition --rules r.toml";
    insta::assert_snapshot!(kam.kam(args), @r"
    ---- stderr ----
    error: cannot import `list.csv`: the rules `r.toml` do not fit it: 6 problems
    r.toml:2:7: `reading.key`: no column `编号`
    r.toml:4:1: `columns.公司名`: no column `公司名`; did you mean `公司`?
    r.toml:6:1: `columns.#2`: the same column as `电话`; leave one of the two out
    r.toml:7:1: `columns.意向`: a row of `exhibition` is no purchase: it has no `item`
    r.toml:9:1: `constants.item`: a row of `exhibition` is no purchase: it has no `item`
    r.toml:11:10: `skip.1.column`: no column `状态`
    hint: headers in line 1: 公司, 电话, 意向
    hint: change those lines of the rules, or draft rules for this list with `kam inspect --write-rules`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh-CN {args}")), @r"
    ---- stderr ----
    错误：无法导入 `list.csv`：规则文件 `r.toml` 与名单不符：6 处
    r.toml:2:7: `reading.key`：没有列 `编号`
    r.toml:4:1: `columns.公司名`：没有列 `公司名`；是否要写 `公司`？
    r.toml:6:1: `columns.#2`：与 `电话` 是同一列；请去掉其一
    r.toml:7:1: `columns.意向`：`exhibition` 的行不是购买记录，没有 `item`
    r.toml:9:1: `constants.item`：`exhibition` 的行不是购买记录，没有 `item`
    r.toml:11:10: `skip.1.column`：没有列 `状态`
    提示：第 1 行表头：公司, 电话, 意向
    提示：请修改规则文件中的这些行，或用 `kam inspect --write-rules` 为此名单另行起草
    ---- exit 3 ----
    ");
    kam.file("r.toml", "[columns]\n\"公司\" = \"name\"\n\"电话\" = \"phone\"\n");
    insta::assert_snapshot!(kam.kam("import twice.csv --source exhibition --rules r.toml"), @r##"
    ---- stderr ----
    error: cannot import `twice.csv`: the rules `r.toml` do not fit it: 1 problem
    r.toml:2:1: `columns.公司`: 2 columns are headed `公司`: #1, #2; name one by its number, as "#1"
    hint: headers in line 1: 公司, 公司, 电话
    hint: change those lines of the rules, or draft rules for this list with `kam inspect --write-rules`
    ---- exit 3 ----
    "##);
    kam.file(
        "r.toml",
        "[reading]\nkey = \"意向\"\n[columns]\n\"公司\" = \"name\"\n\"电话\" = \"external_id\"\n",
    );
    insta::assert_snapshot!(kam.kam(args), @r#"
    ---- stderr ----
    error: cannot import `list.csv`: the rules `r.toml` do not fit it: 1 problem
    r.toml:2:7: `reading.key`: `external_id` is what `电话` holds already; keep one of the two as "extra"
    hint: headers in line 1: 公司, 电话, 意向
    hint: change those lines of the rules, or draft rules for this list with `kam inspect --write-rules`
    ---- exit 3 ----
    "#);
    kam.file("r.toml", "[join]\ncontact = [\"意向\"]\n[columns]\n\"公司\" = \"contact\"\n");
    insta::assert_snapshot!(kam.kam(args), @r#"
    ---- stderr ----
    error: cannot use the rules `r.toml`: 1 problem
    r.toml:2:1: `join.contact`: `contact` is what `公司` holds already; keep one of the two as "extra"
    ---- exit 3 ----
    "#);
}

#[test]
fn rules_that_cannot_be_read_are_named() {
    let kam = with_list();
    let args = "import list.csv --source exhibition --rules r.toml";
    insta::assert_snapshot!(kam.kam(args), @r"
    ---- stderr ----
    error: there is no file `r.toml`
    hint: `kam inspect FILE --source KIND --write-rules RULES.toml` drafts one
    ---- exit 3 ----
    ");
    kam.file("r.toml", b"[columns]\n\"\xb9\xab\xcb\xbe\" = \"name\"\n");
    insta::assert_snapshot!(kam.kam(args), @r"
    ---- stderr ----
    error: `r.toml` is not text in UTF-8
    hint: save it as UTF-8 in the editor
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("import list.csv --source exhibition --rules ."), @r"
    ---- stderr ----
    error: cannot read `.`: Is a directory (os error 21)
    ---- exit 6 ----
    ");
}

/// Imports an export of another program by the rules for it.
fn imported(kam: &Sandbox, program: &str, list: &str) {
    let (rules, list) = (format!("{program}.toml"), format!("{program}_{list}.csv"));
    for name in [&rules, &list] {
        kam.file(name, fixture(&format!("rules/{name}")));
    }
    kam.out(&format!("import {list} --source exchange:{list} --rules {rules}"));
    // Exported again, nothing is new.
    let again = kam.file(&list, [&fixture(&format!("rules/{list}"))[..], b"\n"].concat());
    assert!(again.exists());
    let said = kam.out(&format!("import {list} --source exchange:{list} --rules {rules} -f json"));
    assert!(said.contains("\"added\":0,\"merged\":0"), "{said}");
}

/// Returns what is stored of accounts and of what hangs on them.
fn fields(kam: &Sandbox) -> String {
    [
        "accounts --columns id,kind,name,credit_code,email,website,industry,size",
        "accounts --columns id,province,city,address,channel,tags,note",
        "phones --columns account,number,kind",
        "contacts --columns account,name,title",
        "deals --columns account,budget,expected_on,grade_hint",
    ]
    .map(|what| kam.out(&format!("export {what}")))
    .concat()
}

#[test]
fn exports_of_odoo_are_imported_field_by_field() {
    let kam = Sandbox::new();
    imported(&kam, "odoo", "leads");
    imported(&kam, "odoo", "contacts");
    insta::assert_snapshot!(fields(&kam), @r"
    id,kind,name,credit_code,email,website,industry,size
    A1,organisation,杭州砾石建设有限公司,,shi@lishi.example,,,
    A2,organisation,宁波海铃冷链有限公司,,he@hailing.example,,,
    A3,organisation,温州暮雨园林有限公司,,office@muyu.example,http://www.muyu.example,Construction,
    A4,person,周陌,,zhou@mo.example,,,
    id,province,city,address,channel,tags,note
    A1,浙江省,杭州市,砾石路1号 3幢,F,皮卡;工程,要看样车
    A2,浙江省,宁波市,,,,
    A3,浙江省,温州市,雨巷2号,,园林;老客户,
    A4,浙江省,杭州市,,,,
    account,number,kind
    A1,+8657155508101,landline
    A1,+8613800138101,mobile
    A2,+8613800138102,mobile
    A3,+8657755508201,landline
    A4,+8613800138202,mobile
    account,name,title
    A1,石一鸣,采购经理
    A2,何海铃,
    account,budget,expected_on,grade_hint
    A1,1250000.00,2026-03-20,A
    ");
}

#[test]
fn exports_of_espocrm_are_imported_field_by_field() {
    let kam = Sandbox::new();
    imported(&kam, "espocrm", "accounts");
    imported(&kam, "espocrm", "leads");
    insta::assert_snapshot!(fields(&kam), @r#"
    id,kind,name,credit_code,email,website,industry,size
    A1,organisation,嘉兴南湖印务有限公司,,print@nanhu.example,http://nanhu.example,Publishing,
    A2,organisation,Harrow & Fen Ltd,,desk@harrowfen.example,,Transportation,
    A3,organisation,湖州灼野露营有限公司,,shi@zhuoye.example,,,
    A4,organisation,Northquay Ltd,,ada@northquay.example,,,
    id,province,city,address,channel,tags,note
    A1,浙江省,嘉兴市,烟雨路5号,,,"每季换车
    看五座"
    A2,,London,3 Fen Road,,,
    A3,浙江省,湖州市,营地路9号,Web Site,,要三台
    A4,,Leeds,,Call,,
    account,number,kind
    A1,+8657355508301,landline
    A2,+442079460123,other
    A3,+8613800138401,mobile
    account,name,title
    A3,石小舟,行政主管
    A4,欧阳艾达,Buyer
    account,budget,expected_on,grade_hint
    A3,360000.00,,
    "#);
}

#[test]
fn exports_of_hubspot_are_imported_field_by_field() {
    let kam = Sandbox::new();
    imported(&kam, "hubspot", "companies");
    imported(&kam, "hubspot", "contacts");
    insta::assert_snapshot!(fields(&kam), @r"
    id,kind,name,credit_code,email,website,industry,size
    A1,organisation,台州橘灯物流有限公司,,shen@judeng.example,judeng.example,物流,120
    A2,organisation,金华双溪建筑有限公司,,,shuangxi.example,建筑,
    A3,organisation,Southwark Freight Ltd,,ines@southwark-freight.example,,,
    id,province,city,address,channel,tags,note
    A1,浙江省,台州市,,,,
    A2,浙江省,金华市,,,,
    A3,,,,,,
    account,number,kind
    A1,+8657655508501,landline
    A1,+8613800138601,mobile
    account,name,title
    A3,欧阳艾宁,Fleet Manager
    A1,沈一舟,车队经理
    account,budget,expected_on,grade_hint
    ");
}
