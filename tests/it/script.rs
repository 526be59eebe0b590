//! A history to test with: commands that write, one per line, and the files they read.
//!
//! A command that comes to be joins with a line of its own. Two rules keep the ids of both
//! engines equal: no line fails, and none is a dry run.

use crate::sandbox::Sandbox;

/// Lists that the commands read.
const FILES: &[(&str, &str)] = &[
    (
        "fair.csv",
        "公司名称,联系人,电话,地址,行业,意向车型,数量,预算,级别\n\
         多达物流有限公司,张志强经理,13800138000/010-65551234转8012,浙江省杭州市西湖区文三路395号,物流,安达2.0,5,125万,A\n\
         宏达汽车租赁有限公司,李女士,0571-65551234,杭州市上城区解放路18号,租赁,,,,\n\
         北方科学仪器股份有限公司,,400-820-8820,北京市海淀区中关村大街1号,仪器,安达1.6,2,,B\n\
         ,,,,,,,,\n\
         王小明,,138 0013 8009,杭州市,,,,,\n",
    ),
    (
        "pages.csv",
        "name,phone,city,industry,e-mail\n\
         多达物流有限公司,13800138000,杭州,货运,zhang@duoda.example\n\
         多达之友,13800138000,杭州,,\n\
         远航车队,0571-65551234,杭州,,\n\
         \"Andere \"\"Firma\"\" GmbH\",+49 30 901820,Berlin,tools,mail@firma.example\n\
         ,,,,\n\
         无电话,1380013,,,\n",
    ),
    (
        "parts.csv",
        "客户名称,电话,发票号,日期,配件,数量,金额\n\
         宏达汽车租赁有限公司,0571-65551234,F-1,2026-01-15,机油滤清器,10,1250.50\n\
         宏达汽车租赁有限公司,0571-65551234,F-2,2026-02-15,刹车片,4,880\n\
         多达物流有限公司,13800138000,F-3,2026-02-20,轮胎,8,6400\n",
    ),
    (
        "vehicles.csv",
        "客户名称,电话,车牌号,车架号,车型,上牌日期,里程,保险到期\n\
         多达物流有限公司,13800138000,浙A·12345,1M8GDM9AXKP042789,安达2.0,2022-05-01,3.5万公里,2026-05-01\n\
         云栖搬运有限公司,13800138066,浙B23456,,,,,\n\
         云栖搬运有限公司,13800138066,浙B23456,,朗逸,2021-02-03,80000,\n",
    ),
    (
        "records.csv",
        "account id,客户名称,电话,日期,方式,结果,内容,下次联系,新级别,销售顾问\n\
         A1,,,2026-02-27,电话,接通,问价,2026-03-05 9:30,,王芳\n\
         ,风行出行有限公司,13800138055,2026-02-26,微信,,加了微信,,,小王\n\
         ,风行出行有限公司,13800138055,2026-02-27,上门,,见面,2026-02-28,,\n\
         A1,多达物流有限公司,,,,,,,,\n",
    ),
    (
        "sales.csv",
        "订单号,订单日期,account id,客户名称,车型,颜色,数量,单价,定金,付款方式,交车日期,跳过原因,备注\n\
         XS-1,2026-02-27,A1,,安达2.0,白,2,25万,5万,现金,2026-03-20,现场签约,加急\n\
         XS-1,,A1,多达物流有限公司,安达1.6,,1台,,,,,,\n",
    ),
    (
        "handed.csv",
        "订单号,交车日期,account id,车型,颜色,数量,车架号,车牌号\n\
         XS-1,2026-03-01,A1,安达2.0,白,,LSVAA418XE2184840,浙A·54321\n\
         XS-1,2026-03-02,A1,安达1.6,,1,,\n",
    ),
    (
        "fix.csv",
        "name,phone,city,industry,e-mail,kam_reason,kam_remedy\n\
         青禾运输公司,13800138021,杭州,货运,,no name,fill in a name\n",
    ),
];

/// The commands, in order; words with blanks stand in single quotes.
const COMMANDS: &[&str] = &[
    "shop add 城南店 --brand 安达 --city 杭州 --calendar office",
    "staff add 王芳 --alias 小王 --login wangfang --shop 城南店",
    "staff add 李伟 --role consultant --role manager --hired 2020-02-29",
    "import fair.csv --source exhibition:春展 --asked 秘书处 --collected 2026-02-27 --owner 王芳",
    "import pages.csv --source yellow-pages --fail-on none",
    "import pages.csv --source yellow-pages --fail-on none",
    "import parts.csv --source parts-invoices",
    "add 长河运输公司 --phone 0571-65550001 --contact 陈经理 --city 杭州 --tag vip --owner 李伟",
    "add 'Tab\tand \"quotes\"; 50% off' --note '一行\n二行' --new",
    "add 长河运输临安分公司 --parent 长河运输公司 --city 临安 --address '杭州市临安区锦城街道 1号'",
    "add 周先生 --kind person --phone '138 0013 8010' --phone 65550002 --email zhou@example.com",
    "add 宏达汽车租赁有限公司 --city 宁波 --credit-code 91330100799655058B --tag a --tag b",
    "edit 北方科学仪器 --industry 科研 --note 已核对",
    "edit 北方科学仪器 --note ''",
    "edit 北方科学仪器 --industry 科研",
    "edit 多达物流有限公司 --add-phone 010-6555-9999 --drop-phone 13800138000",
    "edit 多达物流有限公司 --add-phone 13800138000 --contact 张志强 --title 总经理",
    "edit 周先生 --name 周明 --email '' --add-tag 老客户 --shop ''",
    "--as 小王 edit 周明 --parent 长河运输公司 --owner me",
    "edit 周明 --owner pool --city 上海",
    "assign --to 李伟 多达物流有限公司 北方",
    "assign --to 王芳 --where 'owner:李伟 tag:vip'",
    "assign --to pool --where owner:王芳",
    "assign --to 王芳 --where 'city:杭州 owner:'",
    "assign --to 王芳 --where 'city:杭州'",
    "edit 长河运输公司 --drop-tag vip --tag 重点 --address ''",
    "review accept B2:3",
    "review separate B2:4",
    "deal add 长河运输公司 --model 朗逸 --quantity 5台 --budget 125万 --expected +2w --need yes",
    "deal add 周明 --payment 分期 --sign terms-discussed",
    "deal edit 长河运输公司 --colour 白 --budget '' --sign '' --sign deposit-received",
    "log 长河运输公司 call --note '要两台\t白色' --grade H --next 下周三 --time 9:30 --on yesterday",
    "--as 小王 log 长河运输公司 visit --contact 陈 --next +3d --deadline",
    "log 周明 call no-answer",
    "stage 长河运输公司 contacted --evidence 回电 --source customer --finished 电话 --doing 报价 --planned 试驾",
    "stage 长河运输公司 planned --evidence 询价函 --source document --reason 对方直接招标 --finished 电话 --doing 报价 --planned 试驾",
    "stage 长河运输公司 contacted --evidence 预算取消 --source coach --finished 电话 --doing 报价 --planned 试驾",
    "stage 周明 visited",
    "order 长河运输公司 --line '朗逸 2.0L:白:3@25万' --line 朗行:2 --reason 现场签约 --signed --deposit 5万",
    "order R1 --paid --number HT-1 --deposit ''",
    "deliver R1 --line 朗逸 --quantity 2 --vin 1M8GDM9AXKP042788 --plate 浙A12345 --note 分批",
    "deliver R1 --line 朗行 --close-short --reason 停产",
    "deliver R1",
    "lose 周明 --cause 价格 --brand 安达 --price-gap 2万 --revisit +90d --winnable yes",
    "grade --all",
    "--today 2026-03-20 grade --all",
    "import fair.csv --source exhibition:秋展",
    "staff add 'O''Neil' --login oneil",
    "undo",
    "redo",
    "undo",
    "add 长河运输集团 --phone 0571-65550001 --contact 陈经理 --tag 集团 --owner 王芳 --new",
    "log 长河运输集团 call --note 问价",
    "merge 长河运输公司 长河运输集团",
    "edit 长河运输公司 --note 合并之后",
    "undo",
    "undo",
    "redo",
    "import fix.csv --fixes B2",
    "import records.csv --source touches:外勤",
    "import vehicles.csv --source fleet-list",
    "import records.csv --source touches:外勤",
    "import sales.csv --source orders",
    "import sales.csv --source orders:ERP",
    "import handed.csv --source deliveries:一期",
    "undo",
    "redo",
    "import handed.csv --source deliveries:一期",
];

/// Writes the files of the history into the sandbox's folder.
pub(crate) fn prepare(kam: &Sandbox) {
    for (name, content) in FILES {
        kam.file(name, content);
    }
}

/// Returns the commands of the history as arguments.
pub(crate) fn commands() -> Vec<Vec<String>> {
    COMMANDS.iter().map(|line| words(line)).collect()
}

/// Runs a command of the history, which must succeed.
pub(crate) fn run(kam: &Sandbox, command: &[String]) {
    let args: Vec<&str> = command.iter().map(String::as_str).collect();
    let output = kam.run(&args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Returns every record as `kam export all` writes it.
pub(crate) fn everything(kam: &Sandbox) -> String {
    kam.out("export all -f ndjson")
}

/// Splits a line at blanks outside single quotes; two quotes within such are one.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\'' if quoted && signs.peek() == Some(&'\'') => {
                signs.next();
                word.get_or_insert_default().push('\'');
            }
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

#[test]
fn a_line_is_split_into_words() {
    assert_eq!(words("edit 'a b' --note '' x"), ["edit", "a b", "--note", "", "x"]);
    assert_eq!(words("add 'O''Neil'"), ["add", "O'Neil"]);
}
