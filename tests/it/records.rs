//! `list`, `show`, `add`, `edit`, `assign`, `who`, `history`, `export`.

use crate::sandbox::Sandbox;

/// Two accounts of a list and the staff to own them.
fn filled() -> Sandbox {
    let kam = Sandbox::new();
    fill(&kam);
    kam
}

fn fill(kam: &Sandbox) {
    kam.file(
        "fair.csv",
        "公司名称,联系人,电话,地址,行业,意向车型,数量,预算,级别\n\
         多达物流有限公司,张志强经理,13800138000/010-65551234转8012,浙江省杭州市西湖区文三路395号,物流,安达2.0,5,125万,A\n\
         宏达汽车租赁有限公司,李女士,0571-65551234,杭州市上城区解放路18号,租赁,,,,\n",
    );
    for command in [
        "shop add 城南店 --brand 安达 --city 杭州 -q",
        "staff add 王芳 --alias 小王 --login wangfang -q",
        "staff add 李伟 -q",
        "import fair.csv --source exhibition --collected 2026-02-27 -q",
    ] {
        kam.out(command);
    }
}

#[test]
fn an_empty_store_says_what_to_do_next() {
    let kam = Sandbox::new();
    insta::assert_snapshot!(kam.kam("list"), @"
    account  grade  name  owner  phone  last touch  city
    ────────────────────────────────────────────────────
    ---- stderr ----
    No account yet; `kam add NAME` adds one, `kam import FILE --source KIND` a list.
    ");
    insta::assert_snapshot!(kam.kam("list -f json"), @r"
    []
    ---- stderr ----
    No account yet; `kam add NAME` adds one, `kam import FILE --source KIND` a list.
    ");
    insta::assert_snapshot!(kam.kam("who 13800138000 -f json"), @r"
    []
    ---- stderr ----
    Nobody known by `138****8000`; `kam add NAME` adds them.
    ");
    insta::assert_snapshot!(kam.kam("export"), @"
    id,kind,name,shop,owner,parent,credit_code,email,website,industry,territory,size,province,city,district,address,channel,source,tags,note,extra,opened_on,reached_on,tried_on,assigned_on,tries,skipped_on,skipped_until
    ---- stderr ----
    No accounts to export; kinds are accounts, contacts, phones, deals, touches, appointments, skips, stage_moves, grade_moves, orders, order_lines, deliveries, lost_records, vehicles, purchases, variants, separations, mergers, sources, batches, batch_rows, staff, shops, days_off, all.
    ");
}

#[test]
fn accounts_are_listed_and_filtered() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam("list"), @"
    account  grade  name                  owner  phone         last touch  city
    ─────────────────────────────────────────────────────────────────────────────
    A1       N      多达物流有限公司             13800138000               杭州市
    A2              宏达汽车租赁有限公司         057165551234              杭州市
    ");
    insta::assert_snapshot!(kam.kam("list -多达 -tag:vip -f csv"), @r"
    account,name,kind,grade,deals,owner,phone,city,industry,source,last_touch,last_try,opened_on,tags,address,channel
    A2,宏达汽车租赁有限公司,organisation,,0,,057165551234,杭州市,租赁,exhibition,,,2026-03-02,,杭州市上城区解放路18号,
    ");
    insta::assert_snapshot!(kam.kam("list city:杭州 grade:N --lang zh --columns account,name,deals,last_try"), @r"
    客户  名称              商机  最近联系
    ──────────────────────────────────────
    A1    多达物流有限公司     1
    ");
    insta::assert_snapshot!(kam.kam("list owner:me"), @r"
    ---- stderr ----
    error: `me` means the acting staff, and the actor is none
      owner:me
            ^^
    hint: say who with `--as NAME`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--as 小王 list owner:me"), @"
    account  grade  name  owner  phone  last touch  city
    ────────────────────────────────────────────────────
    ---- stderr ----
    No account fits the filter.
    ");
}

#[test]
fn what_is_due_is_selected_everywhere() {
    let kam = filled();
    for listing in ["list due<=today", "list 到期<=今天", "export due<=today"] {
        assert_eq!(kam.out(&format!("{listing} -f ids")), "A1\n", "{listing}");
    }
    for listing in ["deal list", "contact list", "export accounts", "export deals", "export phones"]
    {
        let due = kam.out(&format!("{listing} due<=today -f csv"));
        assert!(due.lines().count() > 1, "{listing}: {due}");
        let later = kam.out(&format!("{listing} due>today -f csv"));
        assert_eq!(later.lines().count(), 1, "{listing}: {later}");
    }
}

#[test]
fn every_problem_of_a_filter_is_said_and_shown() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam("list 多达 ownr:李伟 due<soon"), @r"
    ---- stderr ----
    error: no field `ownr` (near: owner); a text with `:`, `=`, `<` or `>` in it is written in quotes
      多达 ownr:李伟 due<soon
           ^^^^
    error: `soon` is no day for `due`; write it as 2026-03-01, today, +3d, -2w, eom
      多达 ownr:李伟 due<soon
                         ^^^^
    hint: fields and signs are listed in `kam list --help`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("list 多达 ownr:李伟 due<soon --lang zh-CN"), @r"
    ---- stderr ----
    错误：没有字段 `ownr`（相近：owner）；含 `:`、`=`、`<`、`>` 的文字请加引号
      多达 ownr:李伟 due<soon
           ^^^^
    错误：到期（due）的 `soon` 不是日期；写作 2026-03-01、today、明天、+3d、-2w、eom
      多达 ownr:李伟 due<soon
                         ^^^^
    提示：字段和写法见 `kam list --help`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("export staff 多达"), @r"
    ---- stderr ----
    error: a filter selects accounts, and staff do not hang on one
    ---- exit 2 ----
    ");
}

#[test]
fn a_card_shows_the_whole_customer() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam("show 多达"), @"
    account:           A1
    name:              多达物流有限公司
    kind:              organisation
    grade:             N
    shop:              城南店
    industry:          物流
    province:          浙江省
    city:              杭州市
    district:          西湖区
    address:           浙江省杭州市西湖区文三路395号
    source:            exhibition
    opened:            2026-03-02
    touches in all:    0
    purchases in all:  0

    phones
    phone             kind      contact
    ───────────────────────────────────
    13800138000       mobile    张志强
    01065551234-8012  landline  张志强

    contacts
    contact  name    title
    ──────────────────────
    P1       张志强  经理

    deals
    deal  grade  stage  model    quantity        budget
    ───────────────────────────────────────────────────
    D1    N      lead   安达2.0         5  1,250,000.00

    lists
    batch  line  outcome  source      file      collected on
    ────────────────────────────────────────────────────────
    B1        2  added    exhibition  fair.csv  2026-02-27
    ");
    insta::assert_snapshot!(kam.kam("show A2 --lang zh"), @"
    客户:      A2
    名称:      宏达汽车租赁有限公司
    类型:      单位
    门店:      城南店
    行业:      租赁
    省份:      浙江省
    城市:      杭州市
    区县:      上城区
    地址:      杭州市上城区解放路18号
    数据来源:  展会
    建档日期:  2026-03-02
    接触次数:  0
    购买次数:  0

    电话
    电话          类型  联系人
    ──────────────────────────
    057165551234  座机  李

    联系人
    联系人  名称  职务
    ──────────────────
    P2      李    女士

    来自名单
    批次  行号  结果  数据来源  文件      收集日期
    ────────────────────────────────────────────────
    B1       3  新增  展会      fair.csv  2026-02-27
    ");
    let one: serde_json::Value = serde_json::from_str(&kam.out("show A1 -f json")).unwrap();
    assert_eq!(one["phones"][1]["phone"], "01065551234-8012");
    assert_eq!(one["deals"][0]["budget"], "1250000.00");
    assert_eq!(one["list_rows"][0]["batch"], "B1");
    let several: serde_json::Value = serde_json::from_str(&kam.out("show A1 A2 -f json")).unwrap();
    assert_eq!(several[1]["account"], "A2");
    let piped = kam.kam_with(&["show", "-", "-f", "json"], "A2\n");
    assert!(piped.starts_with('['), "ids from a pipe are always a list");
}

#[test]
fn cards_fit_a_terminal() {
    let kam = filled();
    kam.out("edit A1 --note 老客户介绍，董事长是学车辆工程的，喜欢先试驾再谈价格，最好周三下午去 --tag vip --tag 展会");
    for lang in ["en", "zh-CN"] {
        for line in kam.out(&format!("show A1 A2 --lang {lang}")).lines() {
            let wide = line.chars().filter(|c| !c.is_ascii() && *c != '─').count();
            let width = line.chars().count() + wide;
            assert!(width <= 80 || line.contains("老客户"), "{width}: {line}");
        }
    }
}

#[test]
fn owners_change_together_and_only_where_they_differ() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam("assign --to 王芳 A1"), @r"
    ---- stderr ----
    1 assigned to 王芳, 0 unchanged.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam_with(&["assign", "--to", "wangfang", "-"], "A1\nA2\n"), @r"
    ---- stderr ----
    1 assigned to 王芳, 1 unchanged.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("assign --to pool --where owner:王芳 --dry-run"), @r"
    ---- stderr ----
    2 assigned to the pool, 0 unchanged.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("assign --to 公海 --where -owner:"), @r"
    ---- stderr ----
    2 assigned to the pool, 0 unchanged.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("assign --to 李伟 --where city:北京"), @r"
    ---- stderr ----
    No account fits the filter.
    ");
    insta::assert_snapshot!(kam.kam("assign --to me A1"), @r"
    ---- stderr ----
    error: `me` means the acting staff, and the actor is none
    hint: say who with `--as NAME`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("assign --to 李伟"), @r"
    ---- stderr ----
    error: no account named
    hint: name accounts by id or name, or `-` to read ids from standard input
    ---- exit 2 ----
    ");
}

#[test]
fn an_account_we_surely_have_is_not_added_again() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam("add 多达物流有限公司 --phone 138-0013-8000"), @r"
    ---- stderr ----
    error: A1 多达物流有限公司 is the same customer: same phone and name
    hint: change that with `kam edit A1`, or add another with `--new`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("add 宏达汽车租赁 --city 杭州"), @r"
    ---- stderr ----
    warning: A2 宏达汽车租赁有限公司 may be the same customer: same name and city; compare with `kam show A2`
    Added A3 宏达汽车租赁.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("add 多达物流有限公司 --phone 13800138000 --new --dry-run"), @r"
    ---- stderr ----
    Added new 多达物流有限公司.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("add 多达物流有限公司 --phone 13800138000 --new -f ids"), @r"
    A4
    ---- stderr ----
    Added A4 多达物流有限公司.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("export separations"), @r"
    id,account,other
    X1,A1,A4
    ");
}

#[test]
fn what_cannot_be_read_is_not_entered() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam("add 新客户 --phone 1380013800 --email x --credit-code 123"), @r"
    ---- stderr ----
    error: phone `138***3800`: 10 digits, a mobile number has 11 [phone-length]
    error: e-mail `x… (1)`: no e-mail address [email-form]
    error: credit code `123`: 3 characters, a credit code has 18 [credit-code-length]
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("edit A1 A2 --name 新"), @r"
    ---- stderr ----
    error: `--name` changes one account at a time
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("edit A1"), @r"
    ---- stderr ----
    error: nothing to change was named
    hint: see `kam edit --help`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("edit A1 --drop-phone 13900139000"), @r"
    ---- stderr ----
    error: A1 has no phone `139****9000`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("edit A1 --parent A1"), @r"
    ---- stderr ----
    error: A1 cannot belong to itself
    ---- exit 3 ----
    ");
}

#[test]
fn people_are_known_by_phone_and_by_name() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam_with(&["who", "+86 10 6555-1234 转 8012"], ""), @r"
    account  name              contact  owner  matched by  matched           last touch
    ───────────────────────────────────────────────────────────────────────────────────
    A1       多达物流有限公司  张志强          phone       01065551234-8012
    ");
    insta::assert_snapshot!(kam.kam("who 6555 1234"), @r"
    account  name                  contact  owner  matched by  matched       last touch
    ───────────────────────────────────────────────────────────────────────────────────
    A2       宏达汽车租赁有限公司  李              phone       057165551234
    ");
    insta::assert_snapshot!(kam.kam("who 张"), @r"
    account  name              contact  owner  matched by  matched  last touch
    ──────────────────────────────────────────────────────────────────────────
    A1       多达物流有限公司  张志强          contact     张志强
    ");
    insta::assert_snapshot!(kam.kam("who 13900139000"), @r"
    account  name  contact  owner  matched by  matched  last touch
    ──────────────────────────────────────────────────────────────
    ---- stderr ----
    Nobody known by `139****9000`; `kam add NAME` adds them.
    ");
}

#[test]
fn a_change_is_found_again_by_its_new_facts_alone() {
    let kam = filled();
    kam.out("edit A1 --name 长河运输公司 --drop-phone 13800138000 --add-phone 13800138001 -q");
    insta::assert_snapshot!(kam.kam("add 长河运输公司 --phone 13800138001"), @r"
    ---- stderr ----
    error: A1 长河运输公司 is the same customer: same phone and name
    hint: change that with `kam edit A1`, or add another with `--new`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("add 多达物流有限公司 --phone 13800138000"), @r"
    ---- stderr ----
    Added A3 多达物流有限公司.
    Logged as O7.
    ");
}

#[test]
fn history_says_who_did_what_to_which_field() {
    let kam = filled();
    kam.out("assign --to 王芳 A1 -q");
    kam.out("edit A1 --industry 货运 --add-phone 13800138001 -q");
    kam.out("--as 小王 edit A1 --industry 物流 --drop-phone 13800138001 -q");
    insta::assert_snapshot!(kam.kam("history --limit 3"), @"
    id  at                    actor   command                                                            counts               undone by
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    O8  2026-03-02T01:00:00Z  小王    kam --as 小王 edit A1 --industry 物流 --drop-phone 138****8001 -q  account:~1 phone:~1
    O7  2026-03-02T01:00:00Z  tester  kam edit A1 --industry 货运 --add-phone 138****8001 -q             account:~1 phone:+1
    O6  2026-03-02T01:00:00Z  tester  kam assign --to 王芳 A1 -q                                         account:~1
    ---- stderr ----
    These are the first 3; `--limit 0` shows all.
    ");
    insta::assert_snapshot!(kam.kam("history A2 --columns id,command -f csv"), @r"
    id,command
    O5,kam import fair.csv --source exhibition --collected 2026-02-27 -q
    ");
    insta::assert_snapshot!(kam.kam("history O6"), @"
    record  change   field     before  after
    ─────────────────────────────────────────────
    A1      changed  owner             S1
    A1      changed  assigned          2026-03-02
    ---- stderr ----
    O6, 2026-03-02T01:00:00Z, tester: kam assign --to 王芳 A1 -q
    ");
    insta::assert_snapshot!(kam.kam("history O7 --lang zh"), @r"
    记录  变动  字段  之前  之后
    ──────────────────────────────────────
    TEL4  新增  客户        A1
    TEL4  新增  类型        mobile
    TEL4  新增  号码        +8613800138001
    A1    修改  行业  物流  货运
    ---- stderr ----
    O7，2026-03-02T01:00:00Z，tester：kam edit A1 --industry 货运 --add-phone 138****8001 -q
    ");
    insta::assert_snapshot!(kam.kam("history O8 -f csv"), @r"
    record,change,field,before,after
    A1,changed,industry,货运,物流
    TEL4,removed,,,
    ---- stderr ----
    O8, 2026-03-02T01:00:00Z, 小王: kam --as 小王 edit A1 --industry 物流 --drop-phone 138****8001 -q
    ");
    insta::assert_snapshot!(kam.kam("history O99"), @r"
    ---- stderr ----
    error: there is no O99
    ---- exit 3 ----
    ");
}

#[test]
fn records_are_exported_with_every_field() {
    let kam = filled();
    insta::assert_snapshot!(kam.kam("export phones A1"), @r"
    id,account,contact,kind,number,extension
    TEL1,A1,P1,mobile,+8613800138000,
    TEL2,A1,P1,landline,+861065551234,8012
    ");
    insta::assert_snapshot!(kam.kam("export deals model:安达 -f ndjson"), @r#"
    {"id":"D1","account":"A1","shop":"SH1","origin":"new","preset":"key-account","stage":"lead","state":"open","grade":"N","graded_by":null,"graded_on":null,"grade_hint":"A","model":"安达2.0","version":null,"colour":null,"quantity":5,"budget":"1250000.00","expected_on":null,"payment":null,"confidence":"unknown","need":"unknown","power":"unknown","signs":[],"opened_on":"2026-03-02","closed_on":null,"note":null,"received_at":null,"delivery_on":null,"instalment":null,"trade_in":null,"buying_cycle":null,"entry_point":null,"first_contact":null,"needs":[]}
    "#);
    insta::assert_snapshot!(kam.kam("export accounts -o accounts.json -q"), @"");
    let file = std::fs::read_to_string(kam.folder().join("accounts.json")).unwrap();
    assert!(file.starts_with("[\n{\"id\":\"A1\""), "{file}");
    insta::assert_snapshot!(kam.kam("export all --columns id"), @r"
    ---- stderr ----
    error: `export all` writes ndjson alone, all columns, all rows by id
    ---- exit 2 ----
    ");
    let all = kam.out("export all");
    assert!(all.lines().all(|line| line.starts_with("{\"record\":\"")));
    assert_eq!(all.lines().filter(|line| line.starts_with("{\"record\":\"phone\"")).count(), 3);
}

#[test]
fn the_server_answers_alike() {
    let Some(server) = Sandbox::on_postgres() else { return };
    fill(&server);
    let file = filled();
    for command in [
        "list",
        "list 张志强 -f json",
        "show A1 A2 -f ndjson",
        "who 010-65551234",
        "who 多达",
        "export deals grade:N",
        "export stage_moves city:杭州",
        "history O5 -f csv --columns record,field",
    ] {
        assert_eq!(server.out(command), file.out(command), "{command}");
    }
}
