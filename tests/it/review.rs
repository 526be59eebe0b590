//! `review`: what a person decides on held rows.

use crate::lists::{changes, everything, outcomes, records, report, with_demo, word};
use crate::sandbox::Sandbox;

#[test]
fn held_groups_stand_beside_their_candidates() {
    let kam = Sandbox::new();
    insta::assert_snapshot!(kam.kam("review"), @"
    group  name  candidate  its name  reason
    ────────────────────────────────────────
    ---- stderr ----
    Nothing waits for a decision.
    ");
    let kam = with_demo(kam);
    insta::assert_snapshot!(kam.kam("review"), @"
    group  name                  candidate  its name                      reason
    ─────────────────────────────────────────────────────────────────────────────────────────
    B2:12  杭州苇岸广告有限公司  A29        杭州星垛仓储有限公司          only the phone fits
    B2:15  澜桥电子              A27        杭州坤砺安防科技股份有限公司  only the phone fits
    B3:19  周陌先生              A81        周陌                          only the phone fits
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh review"), @"
    分组   名称                  疑似客户  客户名称                      原因
    ─────────────────────────────────────────────────────────────────────────────────
    B2:12  杭州苇岸广告有限公司  A29       杭州星垛仓储有限公司          只有电话相同
    B2:15  澜桥电子              A27       杭州坤砺安防科技股份有限公司  只有电话相同
    B3:19  周陌先生              A81       周陌                          只有电话相同
    ---- stderr ----
    下一步：是候选客户则 `kam review accept 组`，不是则 `kam review separate 组`。
    ");
    insta::assert_snapshot!(kam.kam("review list -f csv"), @"
    group,name,candidate,candidate_name,score,reason,rows,batch,line,phone,address
    B2:12,杭州苇岸广告有限公司,A29,杭州星垛仓储有限公司,50,same-phone-other-name,1,B2,12,057155501030,萧山区星垛路1号
    B2:15,澜桥电子,A27,杭州坤砺安防科技股份有限公司,50,same-phone-other-name,1,B2,15,13800138028,滨江区坤砺路300号
    B3:19,周陌先生,A81,周陌,50,same-phone-other-name,1,B3,19,13900139204,
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
}

#[test]
fn a_group_is_accepted_by_its_candidate() {
    let kam = with_demo(Sandbox::new());
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("review accept B2:15 --dry-run"), @"
    ---- stderr ----
    1 row now belongs to A27 杭州坤砺安防科技股份有限公司.
    Dry run: nothing was written.
    ");
    assert_eq!(everything(&kam), before);
    insta::assert_snapshot!(kam.kam("review accept B2:15"), @"
    ---- stderr ----
    1 row now belongs to A27 杭州坤砺安防科技股份有限公司.
    Logged as O5.
    ");
    insta::assert_snapshot!(changes(&before, &everything(&kam)).join("\n"), @"
    -batch_row L65
    -account A27
    -contact P22
    +batch_row L65
    +account A27
    +contact P22
    +deal D29
    +variant VA56
    +variant VA57
    ");
    insta::assert_snapshot!(kam.kam("batch rows B2 --outcome held"), @"
    line  outcome  account  group  candidate  reason               resolved  external id
    ────────────────────────────────────────────────────────────────────────────────────
      12  held              B2:12  A29        only the phone fits            HZ-0011
      15  held     A27      B2:15  A27        only the phone fits  accepted  HZ-0014
    ");
    insta::assert_snapshot!(kam.kam("show A27"), @"
    account:           A27
    name:              杭州坤砺安防科技股份有限公司
    kind:              organisation
    grade:             N
    industry:          安防
    province:          浙江省
    city:              杭州市
    district:          滨江区
    address:           杭州市滨江区坤砺路300号
    e-mail:            kong@kunli.example
    source:            yellow-pages
    opened:            2026-03-02
    touches in all:    0
    purchases in all:  0
    extra:             Joined: 2017-03-03; 序号: 27

    phones
    phone         kind      contact
    ───────────────────────────────
    057155501028  landline  孔坤
    13800138028   mobile    孔坤

    contacts
    contact  name  title
    ────────────────────
    P22      孔坤  采购

    deals
    deal  grade  stage  model      quantity      budget  expected
    ───────────────────────────────────────────────────────────────
    D29   N      lead   锐途 1.5T         4  600,000.00  2026-04-02

    lists
    batch  line  outcome  source        file
    ───────────────────────────────────────────────────────────
    B2       15  held     钱塘商会      association_members.csv
    B1       32  added    yellow-pages  yellow_pages.csv

    other spellings
    field    value              batch
    ─────────────────────────────────
    name     澜桥电子           B2
    address  滨江区坤砺路300号  B2
    ");
    insta::assert_snapshot!(kam.kam("review accept B2:15"), @"
    ---- stderr ----
    error: B2:15 does not wait for a decision
    hint: see `kam review` for the groups that wait
    ---- exit 3 ----
    ");
    // Decided rows stay what they were in the ledger.
    insta::assert_snapshot!(kam.kam("batch list --columns batch,collected,added,merged,unchanged,held,rejected"), @"
    batch  collected  added  merged  unchanged  held  rejected
    ──────────────────────────────────────────────────────────
    B1            51     47       2          0     0         2
    B2            44     24      18          0     2         0
    B3            52     12      39          0     1         0
    ---- stderr ----
    3 batches: 147 collected, 144 checked, 83 added.
    ");
}

#[test]
fn a_group_is_separated_from_its_candidate() {
    let kam = with_demo(Sandbox::new());
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("--lang zh review separate B2:15 B2:12"), @"
    ---- stderr ----
    1 行已建为 A84 澜桥电子。
    1 行已建为 A85 杭州苇岸广告有限公司。
    已记录为 O5。
    ");
    insta::assert_snapshot!(changes(&before, &everything(&kam)).join("\n"), @"
    -batch_row L62
    -batch_row L65
    +batch_row L62
    +batch_row L65
    +account A84
    +account A85
    +contact P63
    +contact P64
    +phone TEL127
    +phone TEL128
    +deal D29
    +separation X1
    +separation X2
    ");
    insta::assert_snapshot!(kam.kam("export separations"), @"
    id,account,other
    X1,A27,A84
    X2,A29,A85
    ");
    insta::assert_snapshot!(kam.kam("review"), @"
    group  name      candidate  its name  reason
    ─────────────────────────────────────────────────────────
    B3:19  周陌先生  A81        周陌      only the phone fits
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
    insta::assert_snapshot!(kam.kam("show 澜桥电子"), @"
    account:           A84
    name:              澜桥电子
    kind:              organisation
    grade:             N
    industry:          安防
    province:          浙江省
    city:              杭州市
    district:          滨江区
    address:           滨江区坤砺路300号
    e-mail:            kong@kunli.example
    source:            钱塘商会
    opened:            2026-03-02
    touches in all:    0
    purchases in all:  0
    extra:             Joined: 2017-03-03

    phones
    phone        kind    contact
    ────────────────────────────
    13800138028  mobile  孔坤

    contacts
    contact  name  title
    ────────────────────
    P63      孔坤  采购

    deals
    deal  grade  stage  model      quantity      budget  expected
    ───────────────────────────────────────────────────────────────
    D29   N      lead   锐途 1.5T         4  600,000.00  2026-04-02

    lists
    batch  line  outcome  source    file
    ───────────────────────────────────────────────────────
    B2       15  held     钱塘商会  association_members.csv
    ");
}

#[test]
fn rows_go_to_the_account_that_a_person_names() {
    let kam = with_demo(Sandbox::new());
    insta::assert_snapshot!(kam.kam("review accept B2:15 --to A12"), @"
    ---- stderr ----
    1 row now belongs to A12 杭州暮雨园林工程有限公司.
    Logged as O5.
    ");
    insta::assert_snapshot!(kam.kam("review accept B2:12 --to 暮雨园林"), @"
    ---- stderr ----
    error: several accounts are called `暮雨园林`: A12 杭州暮雨园林工程有限公司, A48 暮雨园林工程有限公司
    hint: name one by its id
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("review accept B2:12 --to A3"), @"
    ---- stderr ----
    1 row now belongs to A3 杭州榆舟冷链运输有限公司.
    Logged as O6.
    ");
    let decided: Vec<String> = records(&kam, "batch_rows")
        .iter()
        .filter(|row| !row["resolved"].is_null())
        .map(|row| {
            ["held_group", "candidate", "resolved", "account"].map(|key| word(&row[key])).join(" ")
        })
        .collect();
    assert_eq!(decided, ["B2:12 A29 accepted A3", "B2:15 A27 accepted A12"]);
    // Any row of a group names it.
    let row =
        records(&kam, "batch_rows").into_iter().find(|row| row["held_group"] == "B3:19").unwrap();
    insta::assert_snapshot!(kam.kam(&format!("review separate {}", word(&row["id"]))), @"
    ---- stderr ----
    1 row became A84 周陌先生.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("review"), @"
    group  name  candidate  its name  reason
    ────────────────────────────────────────
    ---- stderr ----
    Nothing waits for a decision.
    ");
}

#[test]
fn what_does_not_wait_is_refused_and_nothing_is_decided() {
    let kam = with_demo(Sandbox::new());
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("review accept B2:15 B9:9 L1 B2:99"), @"
    ---- stderr ----
    error: B9:9 does not wait for a decision
    error: L1 does not wait for a decision
    error: B2:99 does not wait for a decision
    hint: see `kam review` for the groups that wait
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh review separate B9:9"), @"
    ---- stderr ----
    错误：B9:9 不是待判断的行
    提示：用 `kam review` 查看待判断的组
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("review accept B2:15 --to 谁也不是"), @"
    ---- stderr ----
    error: no account is called `谁也不是`
    hint: `kam who 谁也不是` looks among contacts, phones and other spellings too
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("review accept"), @"
    ---- stderr ----
    error: the following required arguments were not provided:
      <GROUP>...

    Usage: kam review accept <GROUP>...

    For more information, try '--help'.
    ---- exit 2 ----
    ");
    assert_eq!(everything(&kam), before);
}

/// A firm, another one on its phone, and again that other one.
const TWO_FIRMS: &str = "公司名称,电话,城市,地址\n\
     杭州清溪贸易有限公司,13800138001,杭州,西湖区溪畔路1号\n\
     杭州云麓物流有限公司,13800138001,杭州,\n\
     杭州云麓物流有限公司,13800138001;13800138002,杭州,\n";

#[test]
fn one_decision_settles_rows_that_are_surely_the_same() {
    let kam = Sandbox::new();
    kam.file("list.csv", TWO_FIRMS);
    assert_eq!(outcomes(&report(&kam, "list.csv --source exhibition")), [1, 0, 0, 2, 0]);
    insta::assert_snapshot!(kam.kam("review -f csv"), @"
    group,name,candidate,candidate_name,score,reason,rows,batch,line,phone,address
    B1:3,杭州云麓物流有限公司,A1,杭州清溪贸易有限公司,50,same-phone-other-name,2,B1,3,13800138001,
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
    insta::assert_snapshot!(kam.kam("review separate B1:3"), @"
    ---- stderr ----
    2 rows became A2 杭州云麓物流有限公司.
    Logged as O3.
    ");
    insta::assert_snapshot!(kam.kam("export phones --columns account,number"), @"
    account,number
    A1,+8613800138001
    A2,+8613800138001
    A2,+8613800138002
    ");
    insta::assert_snapshot!(kam.kam("batch rows B1"), @"
    line  outcome  account  group  candidate  reason               resolved   external id
    ─────────────────────────────────────────────────────────────────────────────────────
       2  added    A1
       3  held     A2       B1:3   A1         only the phone fits  separated
       4  held     A2       B1:3   A1         only the phone fits  separated
    ");
}

#[test]
fn separated_rows_never_come_together_again() {
    let kam = Sandbox::new();
    kam.file("list.csv", TWO_FIRMS);
    kam.out("import list.csv --source exhibition -q");
    kam.out("review separate B1:3 -q");
    let accounts = |kam: &Sandbox| records(kam, "accounts").len();
    assert_eq!(accounts(&kam), 2);
    // The same rows in another order, from another list, and with more about them.
    let lines: Vec<&str> = TWO_FIRMS.lines().collect();
    kam.file("again.csv", format!("{}\n{}\n{}\n{}\n", lines[0], lines[3], lines[2], lines[1]));
    assert_eq!(outcomes(&report(&kam, "again.csv --source exhibition")), [0, 0, 3, 0, 0]);
    assert_eq!(outcomes(&report(&kam, "again.csv --source ranking")), [0, 3, 0, 0, 0]);
    kam.file("more.csv", "公司名称,电话,城市,行业\n杭州云麓物流有限公司,13800138001,杭州,物流\n杭州清溪贸易有限公司,13800138001,杭州,贸易\n");
    assert_eq!(outcomes(&report(&kam, "more.csv --source exhibition")), [0, 2, 0, 0, 0]);
    assert_eq!(accounts(&kam), 2);
    insta::assert_snapshot!(kam.kam("export accounts --columns id,name,industry"), @"
    id,name,industry
    A1,杭州清溪贸易有限公司,贸易
    A2,杭州云麓物流有限公司,物流
    ");
    // An unchanged row names its account, which the decision gave it.
    insta::assert_snapshot!(kam.kam("batch rows B2"), @"
    line  outcome    account  group  candidate  reason                resolved  external id
    ───────────────────────────────────────────────────────────────────────────────────────
       2  unchanged  A2              A1         loaded before, in B1
       3  unchanged  A2              A1         loaded before, in B1
       4  unchanged  A1                         loaded before, in B1
    ");
}

#[test]
fn rows_of_two_lists_are_separated_into_one_account() {
    let kam = Sandbox::new();
    kam.file("list.csv", TWO_FIRMS);
    kam.out("import list.csv --source exhibition -q");
    kam.out("import list.csv --source ranking -q");
    insta::assert_snapshot!(kam.kam("review separate B1:3 B2:3"), @"
    ---- stderr ----
    2 rows became A2 杭州云麓物流有限公司.
    2 rows now belong to A2 杭州云麓物流有限公司.
    Logged as O4.
    ");
    insta::assert_snapshot!(kam.kam("export accounts --columns id,name"), @"
    id,name
    A1,杭州清溪贸易有限公司
    A2,杭州云麓物流有限公司
    ");
    assert_eq!(records(&kam, "separations").len(), 1);
}

#[test]
fn rows_that_wait_are_not_held_again() {
    let kam = Sandbox::new();
    kam.file("list.csv", TWO_FIRMS);
    kam.out("import list.csv --source exhibition -q");
    kam.file("longer.csv", format!("{TWO_FIRMS}宁波海盏贸易有限公司,13800138003,宁波,\n"));
    assert_eq!(outcomes(&report(&kam, "longer.csv --source exhibition")), [1, 0, 3, 0, 0]);
    insta::assert_snapshot!(kam.kam("review"), @"
    group  name                  candidate  its name              reason
    ─────────────────────────────────────────────────────────────────────────────────
    B1:3   杭州云麓物流有限公司  A1         杭州清溪贸易有限公司  only the phone fits
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
    insta::assert_snapshot!(kam.kam("batch rows B2"), @"
    line  outcome    account  group  candidate  reason                resolved  external id
    ───────────────────────────────────────────────────────────────────────────────────────
       2  unchanged  A1                         loaded before, in B1
       3  unchanged                  A1         loaded before, in B1
       4  unchanged                  A1         loaded before, in B1
       5  added      A2
    ");
}

#[test]
fn purchases_and_interest_of_held_rows_come_with_the_decision() {
    let kam = Sandbox::new();
    kam.out("shop add 城南店 --city 杭州 -q");
    kam.file(
        "invoices.csv",
        "发票号,日期,客户名称,电话,地址,配件名称,数量,金额\n\
         F-1,2026-01-05,杭州清溪贸易有限公司,13800138001,杭州市西湖区溪畔路1号,机油,1,100\n\
         F-2,2026-01-06,杭州云麓物流有限公司,13800138001,,轮胎,2,900\n\
         F-3,2026-01-07,杭州海盏物流有限公司,13800138001,,灯泡,3,30\n",
    );
    kam.out("import invoices.csv --source parts-invoices -q");
    kam.out("review accept B1:4 -q");
    kam.out("review separate B1:3 -q");
    insta::assert_snapshot!(kam.kam("export purchases"), @"
    id,account,batch,line,number,day,item,quantity,amount
    U1,A1,B1,2,F-1,2026-01-05,机油,1,100.00
    U2,A1,B1,4,F-3,2026-01-07,灯泡,3,30.00
    U3,A2,B1,3,F-2,2026-01-06,轮胎,2,900.00
    ");
    insta::assert_snapshot!(kam.kam("export accounts --columns id,name,shop,source"), @"
    id,name,shop,source
    A1,杭州清溪贸易有限公司,SH1,Q1
    A2,杭州云麓物流有限公司,SH1,Q1
    ");
}
