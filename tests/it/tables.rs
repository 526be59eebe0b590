//! Tables for people: what fits a line of a terminal, in both languages, and what they get where
//! there is nothing to show.

use std::collections::HashMap;

use unicode_width::UnicodeWidthStr as _;

use crate::filled::filled;
use crate::sandbox::{Sandbox, TODAY};

/// Returns what a command prints on a terminal whose lines hold `width` cells.
fn on_terminal(kam: &Sandbox, args: &str, width: usize) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let pairs =
        [("KAM_DB", kam.store()), ("KAM_TODAY", TODAY), ("KAM_USER", "tester"), ("NO_COLOR", "1")];
    let env: HashMap<String, String> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let code = kam::cli::run(kam::cli::World {
        args: std::iter::once("kam").chain(args.split(' ')).map(Into::into).collect(),
        env,
        folder: kam.folder().to_owned(),
        stdin: &mut std::io::empty(),
        stdout: &mut out,
        stderr: &mut err,
        stdout_is_terminal: true,
        stderr_is_terminal: true,
        width: Some(width),
    });
    assert_eq!(code, 0, "{args}: {}", String::from_utf8_lossy(&err));
    String::from_utf8(out).unwrap()
}

/// The tables that people look at most.
const TABLES: &[&str] = &[
    "list",
    "agenda --all --day 2026-03-09",
    "batch list",
    "batch rows B1 --limit 5",
    "review",
    "history",
    "deal list",
    "contact list",
    "staff list",
    "who 杭州",
    "report funnel",
    "report sources",
    "order",
    "schema",
];

/// No line is longer than the terminal, no character is lost half, and every line of a table has
/// its columns where the header has them.
#[test]
fn tables_fit_the_terminal_in_both_languages() {
    let kam = filled();
    for table in TABLES {
        for lang in ["en", "zh-CN"] {
            for width in [60, 80, 120] {
                let text = on_terminal(&kam, &format!("{table} --lang {lang} -q"), width);
                for line in text.lines() {
                    assert!(line.width() <= width, "{table} {lang} {width}: {line}");
                    assert!(
                        !line.contains('\u{fffd}') && !line.ends_with(' '),
                        "{table}: {line:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn chinese_stands_in_its_columns_and_numbers_to_the_right() {
    let kam = filled();
    insta::assert_snapshot!(on_terminal(&kam, "list --limit 4 -q", 60), @r"
    account  grade  name         owner  phone        last touch
    ───────────────────────────────────────────────────────────
    A1       A      杭州多达矿…  王芳   0571555010…  2026-03-02
    A2       B      杭州岚柏物…  王芳   0571555010…
    A3              杭州榆舟冷…  王芳   0571555010…
    A4       C      杭州𠮷顺货…  王芳   0571555010…
    ");
    insta::assert_snapshot!(on_terminal(&kam, "list --limit 4 -q --lang zh-CN", 80), @r"
    客户  级别  名称                      销售顾问  电话              最近接触
    ────────────────────────────────────────────────────────────────────────────
    A1    A     杭州多达矿业工程有限公司  王芳      057155501001      2026-03-02
    A2    B     杭州岚柏物流有限公司      王芳      057155501002
    A3          杭州榆舟冷链运输有限公司  王芳      057155501004-801
    A4    C     杭州𠮷顺货运有限公司      王芳      057155501005
    ");
    insta::assert_snapshot!(on_terminal(&kam, "list --limit 4 -q", 120), @r"
    account  grade  name                      owner  phone             last touch  city
    ─────────────────────────────────────────────────────────────────────────────────────
    A1       A      杭州多达矿业工程有限公司  王芳   057155501001      2026-03-02  杭州市
    A2       B      杭州岚柏物流有限公司      王芳   057155501002                  杭州市
    A3              杭州榆舟冷链运输有限公司  王芳   057155501004-801              杭州市
    A4       C      杭州𠮷顺货运有限公司      王芳   057155501005                  杭州市
    ");
    insta::assert_snapshot!(on_terminal(&kam, "agenda --all --day 2026-03-09 --limit 3 -q", 60), @r"
    account  name     owner  grade  why      late  phone
    ───────────────────────────────────────────────────────────
    A1       杭州多…  王芳   A      agreed…     4  057155501001
    A2       杭州岚…  王芳   B      new 03…     7  057155501002
    A8       杭州沐…  王芳   B      new 03…     7  057155501009
    ");
    insta::assert_snapshot!(on_terminal(&kam, "agenda --all --day 2026-03-09 --limit 3 -q --lang zh-CN", 80), @r"
    客户  名称                     销售顾问  级别  原因           逾期  电话
    ────────────────────────────────────────────────────────────────────────────────
    A1    杭州多达矿业工程有限公…  王芳      A     预约03-05         4  057155501001
    A2    杭州岚柏物流有限公司     王芳      B     03-02起未联系     7  057155501002
    A8    杭州沐桐旅游客运有限公…  王芳      B     03-02起未联系     7  057155501009
    ");
    insta::assert_snapshot!(on_terminal(&kam, "agenda --all --day 2026-03-09 --limit 3 -q", 120), @r"
    account  name                      owner  grade  why           late  phone         contact
    ──────────────────────────────────────────────────────────────────────────────────────────
    A1       杭州多达矿业工程有限公司  王芳   A      agreed 03-05     4  057155501001  张志强
    A2       杭州岚柏物流有限公司      王芳   B      new 03-02        7  057155501002  沈一舟
    A8       杭州沐桐旅游客运有限公司  王芳   B      new 03-02        7  057155501009  柳青
    ");
    insta::assert_snapshot!(on_terminal(&kam, "batch list -q --lang zh-CN", 60), @r"
    批次  文件            询问对象    收集数  核对数  新增  待定
    ────────────────────────────────────────────────────────────
    B1    yellow_pages.…                  51      51    47     0
    B2    association_m…  商会秘书处      44      42    24     2
    B3    parts_invoice…  配件经理        52      51    12     1
    ");
    insta::assert_snapshot!(on_terminal(&kam, "batch list -q", 80), @r"
    batch  file                     asked       collected  checked  added  held
    ───────────────────────────────────────────────────────────────────────────
    B1     yellow_pages.csv                            51       51     47     0
    B2     association_members.csv  商会秘书处         44       42     24     2
    B3     parts_invoices.csv       配件经理           52       51     12     1
    ");
    insta::assert_snapshot!(on_terminal(&kam, "review -q", 60), @r"
    group  name           candidate  its name       reason
    ────────────────────────────────────────────────────────────
    B2:12  杭州苇岸广告…  A29        杭州星垛仓储…  only the ph…
    B2:15  坤砺安防       A27        杭州坤砺安防…  only the ph…
    B3:19  周陌先生       A81        周陌           only the ph…
    ");
    insta::assert_snapshot!(on_terminal(&kam, "review -q --lang zh-CN", 120), @r"
    分组   名称                  疑似客户  客户名称                      原因
    ─────────────────────────────────────────────────────────────────────────────────
    B2:12  杭州苇岸广告有限公司  A29       杭州星垛仓储有限公司          只有电话相同
    B2:15  坤砺安防              A27       杭州坤砺安防科技股份有限公司  只有电话相同
    B3:19  周陌先生              A81       周陌                          只有电话相同
    ");
    insta::assert_snapshot!(on_terminal(&kam, "deal list --limit 3 -q", 60), @r"
    deal  account  name  grade  stage      mod…  quantity        budget  expected    own…
    ─────────────────────────────────────────────────────────────────────────────────────
    D14   A1       杭…   A      contacted  拓…          5  1,250,000.00  2026-03-16  王芳
    D12   A69      陈…   B      lead       锐…          1    150,000.00  2026-03-05  王芳
    D19   A8       杭…   B      lead       沐…          6  1,500,000.00  2026-03-06  王芳
    ");
    insta::assert_snapshot!(on_terminal(&kam, "deal list --limit 3 -q --lang zh-CN", 120), @r"
    商机  客户  名称                      级别  阶段      车型       数量          预算  预计购买    销售顾问  停留天数
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    D14   A1    杭州多达矿业工程有限公司  A     首次接触  拓川 2.0L     5  1,250,000.00  2026-03-16  王芳             0
    D12   A69   陈朝露                    B     线索      锐途 1.5T     1    150,000.00  2026-03-05  王芳             0
    D19   A8    杭州沐桐旅游客运有限公司  B     线索      沐野 7座      6  1,500,000.00  2026-03-06  王芳             0
    ");
    insta::assert_snapshot!(on_terminal(&kam, "history --columns id,actor,command,counts --limit 2 -q", 80), @r"
    id   actor   command                                     counts
    ────────────────────────────────────────────────────────────────────────────────
    O14  李娜    kam --as 李娜 stage 多达 contacted --fini…  deal:~1 stage_move:+1
    O13  tester  kam grade --all                             deal:~28 grade_move:+28
    ");
}

#[test]
fn an_empty_store_says_what_to_do_next_unless_it_is_to_be_quiet() {
    let kam = Sandbox::new();
    for table in ["list", "agenda", "batch list", "review", "deal list", "who nobody", "staff list"]
    {
        let quiet = kam.run(&[&table.split(' ').collect::<Vec<_>>()[..], &["-q"]].concat());
        assert!(quiet.status.success(), "{table}");
        assert_eq!(String::from_utf8_lossy(&quiet.stderr), "", "kam {table} -q");
        let json = kam.out(&format!("{table} -f json -q"));
        assert_eq!(json, "[]\n", "kam {table}");
    }
    insta::assert_snapshot!(kam.kam("list"), @r"
    account  grade  name  owner  phone  last touch  city
    ────────────────────────────────────────────────────
    ---- stderr ----
    No account yet; `kam add NAME` adds one, `kam import FILE --source KIND` a list.
    ");
    insta::assert_snapshot!(kam.kam("batch list --lang zh-CN"), @r"
    批次  文件  询问对象  收集数  核对数  新增  待定
    ────────────────────────────────────────────────
    ---- stderr ----
    还没有导入过名单；用 `kam import 文件 --source 来源` 导入。
    ");
    insta::assert_snapshot!(kam.kam("deal list"), @r"
    deal  account  name  grade  stage  model  quantity  budget  expected  owner  days there
    ───────────────────────────────────────────────────────────────────────────────────────
    ---- stderr ----
    No deal.
    ");
    insta::assert_snapshot!(kam.kam("review"), @r"
    group  name  candidate  its name  reason
    ────────────────────────────────────────
    ---- stderr ----
    Nothing waits for a decision.
    ");
}
