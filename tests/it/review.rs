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
    ────────────────────────────────────────────────────────────────────────────────────────────
    B2:12  杭州苇岸广告有限公司  A29        杭州星垛仓储有限公司          same phone, other name
    B2:15  澜桥电子              A27        杭州坤砺安防科技股份有限公司  same phone, other name
    B3:19  周陌先生              A81        周陌                          same phone, other name
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh review"), @"
    分组   名称                  疑似客户  客户名称                      原因
    ───────────────────────────────────────────────────────────────────────────────────────
    B2:12  杭州苇岸广告有限公司  A29       杭州星垛仓储有限公司          电话相同，名称不同
    B2:15  澜桥电子              A27       杭州坤砺安防科技股份有限公司  电话相同，名称不同
    B3:19  周陌先生              A81       周陌                          电话相同，名称不同
    ---- stderr ----
    下一步：是候选客户则 `kam review accept 组`，不是则 `kam review separate 组`。
    ");
    insta::assert_snapshot!(kam.kam("review list -f csv"), @r#"
    group,name,candidate,candidate_name,score,reason,rows,batch,line,phone,address,sum,explain
    B2:12,杭州苇岸广告有限公司,A29,杭州星垛仓储有限公司,50,same-phone-other-name,1,B2,12,057155501030,萧山区星垛路1号,110,"[{""field"":""credit_code"",""value"":null,""candidate_value"":null,""verdict"":""missing"",""weight"":0},{""field"":""name"",""value"":""杭州苇岸广告有限公司"",""candidate_value"":""杭州星垛仓储有限公司"",""verdict"":""differs"",""weight"":-80},{""field"":""phone"",""value"":""057155501030"",""candidate_value"":""057155501030, 13800138030"",""verdict"":""agrees"",""weight"":100},{""field"":""email"",""value"":null,""candidate_value"":null,""verdict"":""missing"",""weight"":0},{""field"":""address"",""value"":""萧山区星垛路1号"",""candidate_value"":""杭州市萧山区星垛路1号\n（3号门进，货车走西侧）"",""verdict"":""agrees"",""weight"":80},{""field"":""city"",""value"":""杭州市"",""candidate_value"":""杭州市"",""verdict"":""agrees"",""weight"":10}]"
    B2:15,澜桥电子,A27,杭州坤砺安防科技股份有限公司,50,same-phone-other-name,1,B2,15,13800138028,滨江区坤砺路300号,110,"[{""field"":""credit_code"",""value"":null,""candidate_value"":null,""verdict"":""missing"",""weight"":0},{""field"":""name"",""value"":""澜桥电子"",""candidate_value"":""杭州坤砺安防科技股份有限公司"",""verdict"":""differs"",""weight"":-80},{""field"":""phone"",""value"":""13800138028"",""candidate_value"":""057155501028, 13800138028"",""verdict"":""agrees"",""weight"":100},{""field"":""email"",""value"":""kong@kunli.example"",""candidate_value"":null,""verdict"":""missing"",""weight"":0},{""field"":""address"",""value"":""滨江区坤砺路300号"",""candidate_value"":""杭州市滨江区坤砺路300号"",""verdict"":""agrees"",""weight"":80},{""field"":""city"",""value"":""杭州市"",""candidate_value"":""杭州市"",""verdict"":""agrees"",""weight"":10}]"
    B3:19,周陌先生,A81,周陌,50,same-phone-other-name,1,B3,19,13900139204,,140,"[{""field"":""credit_code"",""value"":null,""candidate_value"":null,""verdict"":""missing"",""weight"":0},{""field"":""name"",""value"":""周陌先生"",""candidate_value"":""周陌"",""verdict"":""close"",""weight"":40},{""field"":""phone"",""value"":""13900139204"",""candidate_value"":""13900139204"",""verdict"":""agrees"",""weight"":100},{""field"":""email"",""value"":null,""candidate_value"":null,""verdict"":""missing"",""weight"":0},{""field"":""address"",""value"":null,""candidate_value"":null,""verdict"":""missing"",""weight"":0},{""field"":""city"",""value"":null,""candidate_value"":null,""verdict"":""missing"",""weight"":0}]"
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    "#);
}

#[test]
fn a_group_is_accepted_by_its_candidate() {
    let kam = with_demo(Sandbox::new());
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("review accept B2:15 --dry-run"), @"
    ---- stderr ----
    B2:15: 1 row now belongs to A27 杭州坤砺安防科技股份有限公司.
    Dry run: nothing was written.
    ");
    assert_eq!(everything(&kam), before);
    insta::assert_snapshot!(kam.kam("review accept B2:15"), @"
    ---- stderr ----
    B2:15: 1 row now belongs to A27 杭州坤砺安防科技股份有限公司.
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
    line  outcome  account  group  candidate  reason                  resolved  external id
    ───────────────────────────────────────────────────────────────────────────────────────
      12  held              B2:12  A29        same phone, other name            HZ-0011
      15  held     A27      B2:15  A27        same phone, other name  accepted  HZ-0014
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
    error: B2:15 does not wait for a decision: O5 gave it to A27; `kam undo O5` takes that back
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
    B2:15：1 行已建为 A84 澜桥电子。
    B2:12：1 行已建为 A85 杭州苇岸广告有限公司。
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
    ────────────────────────────────────────────────────────────
    B3:19  周陌先生  A81        周陌      same phone, other name
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
    B2:15: 1 row now belongs to A12 杭州暮雨园林工程有限公司.
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
    B2:12: 1 row now belongs to A3 杭州榆舟冷链运输有限公司.
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
    B3:19: 1 row became A84 周陌先生.
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
    insta::assert_snapshot!(kam.kam("review -f csv"), @r#"
    group,name,candidate,candidate_name,score,reason,rows,batch,line,phone,address,sum,explain
    B1:3,杭州云麓物流有限公司,A1,杭州清溪贸易有限公司,50,same-phone-other-name,2,B1,3,13800138001,,30,"[{""field"":""credit_code"",""value"":null,""candidate_value"":null,""verdict"":""missing"",""weight"":0},{""field"":""name"",""value"":""杭州云麓物流有限公司"",""candidate_value"":""杭州清溪贸易有限公司"",""verdict"":""differs"",""weight"":-80},{""field"":""phone"",""value"":""13800138001"",""candidate_value"":""13800138001"",""verdict"":""agrees"",""weight"":100},{""field"":""email"",""value"":null,""candidate_value"":null,""verdict"":""missing"",""weight"":0},{""field"":""address"",""value"":null,""candidate_value"":""西湖区溪畔路1号"",""verdict"":""missing"",""weight"":0},{""field"":""city"",""value"":""杭州市"",""candidate_value"":""杭州市"",""verdict"":""agrees"",""weight"":10}]"
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    "#);
    insta::assert_snapshot!(kam.kam("review separate B1:3"), @"
    ---- stderr ----
    B1:3: 2 rows became A2 杭州云麓物流有限公司.
    Logged as O3.
    ");
    insta::assert_snapshot!(kam.kam("export phones --columns account,number"), @"
    account,number
    A1,+8613800138001
    A2,+8613800138001
    A2,+8613800138002
    ");
    insta::assert_snapshot!(kam.kam("batch rows B1"), @"
    line  outcome  account  group  candidate  reason                  resolved   external id
    ────────────────────────────────────────────────────────────────────────────────────────
       2  added    A1
       3  held     A2       B1:3   A1         same phone, other name  separated
       4  held     A2       B1:3   A1         same phone, other name  separated
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
    B1:3: 2 rows became A2 杭州云麓物流有限公司.
    B2:3: 2 rows now belong to A2 杭州云麓物流有限公司.
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
    ────────────────────────────────────────────────────────────────────────────────────
    B1:3   杭州云麓物流有限公司  A1         杭州清溪贸易有限公司  same phone, other name
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

#[test]
fn what_was_compared_is_explained() {
    let kam = with_demo(Sandbox::new());
    insta::assert_snapshot!(kam.kam("review --explain"), @r"
    B2:12 杭州苇岸广告有限公司 | A29 杭州星垛仓储有限公司
    field        value                 the account                                    verdict    weight
    ───────────────────────────────────────────────────────────────────────────────────────────────────
    credit code                                                                       missing         0
    name         杭州苇岸广告有限公司  杭州星垛仓储有限公司                           ! differs     -80
    phone        057155501030          057155501030, 13800138030                      = agrees      100
    e-mail                                                                            missing         0
    address      萧山区星垛路1号       杭州市萧山区星垛路1号 （3号门进，货车走西侧）  = agrees       80
    city         杭州市                杭州市                                         = agrees       10
    Sum 110: from 80 on a person is asked, from 140 on they are the same.

    B2:15 澜桥电子 | A27 杭州坤砺安防科技股份有限公司
    field        value               the account                   verdict    weight
    ────────────────────────────────────────────────────────────────────────────────
    credit code                                                    missing         0
    name         澜桥电子            杭州坤砺安防科技股份有限公司  ! differs     -80
    phone        13800138028         057155501028, 13800138028     = agrees      100
    e-mail       kong@kunli.example                                missing         0
    address      滨江区坤砺路300号   杭州市滨江区坤砺路300号       = agrees       80
    city         杭州市              杭州市                        = agrees       10
    Sum 110: from 80 on a person is asked, from 140 on they are the same.

    B3:19 周陌先生 | A81 周陌
    field        value        the account  verdict   weight
    ───────────────────────────────────────────────────────
    credit code                            missing        0
    name         周陌先生     周陌         ~ close       40
    phone        13900139204  13900139204  = agrees     100
    e-mail                                 missing        0
    address                                missing        0
    city                                   missing        0
    Sum 140: from 80 on a person is asked, from 140 on they are the same.
    But what is read of the names or cities differs, so that nothing is joined without a person's word, whatever the sum.
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh review list --explain"), @r"
    B2:12 杭州苇岸广告有限公司 | A29 杭州星垛仓储有限公司
    字段      内容                  对方资料                                       结论    分值
    ───────────────────────────────────────────────────────────────────────────────────────────
    信用代码                                                                       未知       0
    名称      杭州苇岸广告有限公司  杭州星垛仓储有限公司                           ! 不同   -80
    电话      057155501030          057155501030, 13800138030                      = 一致   100
    邮箱                                                                           未知       0
    地址      萧山区星垛路1号       杭州市萧山区星垛路1号 （3号门进，货车走西侧）  = 一致    80
    城市      杭州市                杭州市                                         = 一致    10
    合计 110 分：达到 80 分由人工判断，达到 140 分视为同一客户。

    B2:15 澜桥电子 | A27 杭州坤砺安防科技股份有限公司
    字段      内容                对方资料                      结论    分值
    ────────────────────────────────────────────────────────────────────────
    信用代码                                                    未知       0
    名称      澜桥电子            杭州坤砺安防科技股份有限公司  ! 不同   -80
    电话      13800138028         057155501028, 13800138028     = 一致   100
    邮箱      kong@kunli.example                                未知       0
    地址      滨江区坤砺路300号   杭州市滨江区坤砺路300号       = 一致    80
    城市      杭州市              杭州市                        = 一致    10
    合计 110 分：达到 80 分由人工判断，达到 140 分视为同一客户。

    B3:19 周陌先生 | A81 周陌
    字段      内容         对方资料     结论    分值
    ────────────────────────────────────────────────
    信用代码                            未知       0
    名称      周陌先生     周陌         ~ 相近    40
    电话      13900139204  13900139204  = 一致   100
    邮箱                                未知       0
    地址                                未知       0
    城市                                未知       0
    合计 140 分：达到 80 分由人工判断，达到 140 分视为同一客户。
    但从名称或城市读出的内容有别，无论多少分都须由人工判断。
    ---- stderr ----
    下一步：是候选客户则 `kam review accept 组`，不是则 `kam review separate 组`。
    ");
}

#[test]
fn what_was_compared_is_data_too() {
    let kam = with_demo(Sandbox::new());
    insta::assert_snapshot!(kam.kam("review --explain -f csv"), @r#"
    subject,account,field,value,candidate_value,verdict,weight,sum,possible_from,sure_from,never_sure,rule
    B2:12,A29,credit_code,,,missing,0,110,80,140,true,
    B2:12,A29,name,杭州苇岸广告有限公司,杭州星垛仓储有限公司,differs,-80,110,80,140,true,
    B2:12,A29,phone,057155501030,"057155501030, 13800138030",agrees,100,110,80,140,true,
    B2:12,A29,email,,,missing,0,110,80,140,true,
    B2:12,A29,address,萧山区星垛路1号,"杭州市萧山区星垛路1号
    （3号门进，货车走西侧）",agrees,80,110,80,140,true,
    B2:12,A29,city,杭州市,杭州市,agrees,10,110,80,140,true,
    B2:15,A27,credit_code,,,missing,0,110,80,140,true,
    B2:15,A27,name,澜桥电子,杭州坤砺安防科技股份有限公司,differs,-80,110,80,140,true,
    B2:15,A27,phone,13800138028,"057155501028, 13800138028",agrees,100,110,80,140,true,
    B2:15,A27,email,kong@kunli.example,,missing,0,110,80,140,true,
    B2:15,A27,address,滨江区坤砺路300号,杭州市滨江区坤砺路300号,agrees,80,110,80,140,true,
    B2:15,A27,city,杭州市,杭州市,agrees,10,110,80,140,true,
    B3:19,A81,credit_code,,,missing,0,140,80,140,true,
    B3:19,A81,name,周陌先生,周陌,close,40,140,80,140,true,
    B3:19,A81,phone,13900139204,13900139204,agrees,100,140,80,140,true,
    B3:19,A81,email,,,missing,0,140,80,140,true,
    B3:19,A81,address,,,missing,0,140,80,140,true,
    B3:19,A81,city,,,missing,0,140,80,140,true,
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    "#);
    insta::assert_snapshot!(kam.kam("review -f ndjson --limit 1"), @r#"
    {"group":"B2:12","name":"杭州苇岸广告有限公司","candidate":"A29","candidate_name":"杭州星垛仓储有限公司","score":50,"reason":"same-phone-other-name","rows":1,"batch":"B2","line":12,"phone":"057155501030","address":"萧山区星垛路1号","sum":110,"explain":[{"field":"credit_code","value":null,"candidate_value":null,"verdict":"missing","weight":0},{"field":"name","value":"杭州苇岸广告有限公司","candidate_value":"杭州星垛仓储有限公司","verdict":"differs","weight":-80},{"field":"phone","value":"057155501030","candidate_value":"057155501030, 13800138030","verdict":"agrees","weight":100},{"field":"email","value":null,"candidate_value":null,"verdict":"missing","weight":0},{"field":"address","value":"萧山区星垛路1号","candidate_value":"杭州市萧山区星垛路1号\n（3号门进，货车走西侧）","verdict":"agrees","weight":80},{"field":"city","value":"杭州市","candidate_value":"杭州市","verdict":"agrees","weight":10}]}
    ---- stderr ----
    These are the first 1; `--limit 0` shows all.
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    "#);
}

#[test]
fn a_question_and_a_new_account_are_compared_with_whom_we_have() {
    let kam = with_demo(Sandbox::new());
    insta::assert_snapshot!(kam.kam("who 13800138028 --explain"), @"
    13800138028 | A27 杭州坤砺安防科技股份有限公司
    field        value        the account                   verdict   weight
    ────────────────────────────────────────────────────────────────────────
    credit code                                             missing        0
    name                      杭州坤砺安防科技股份有限公司  missing        0
    phone        13800138028  057155501028, 13800138028     = agrees     100
    e-mail                                                  missing        0
    address                   杭州市滨江区坤砺路300号       missing        0
    city                      杭州市                        missing        0
    Sum 100: from 80 on a person is asked, from 140 on they are the same.
    One rule alone makes them the same: same phone, no name in the row.
    ");
    insta::assert_snapshot!(kam.kam("add 澜桥电子 --phone 13800138028 --explain --dry-run"), @"
    澜桥电子 | A27 杭州坤砺安防科技股份有限公司
    field        value        the account                   verdict    weight
    ─────────────────────────────────────────────────────────────────────────
    credit code                                             missing         0
    name         澜桥电子     杭州坤砺安防科技股份有限公司  ! differs     -80
    phone        13800138028  057155501028, 13800138028     = agrees      100
    e-mail                                                  missing         0
    address                   杭州市滨江区坤砺路300号       missing         0
    city                      杭州市                        missing         0
    Sum 20: from 80 on a person is asked, from 140 on they are the same.
    ---- stderr ----
    warning: A27 杭州坤砺安防科技股份有限公司 may be the same customer: same phone, other name; compare with `kam show A27`
    Added new 澜桥电子.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh add 无名公司 --explain --dry-run -f json"), @"
    []
    ---- stderr ----
    没有相似的客户。
    已新增 new 无名公司。
    试运行：未写入任何数据。
    ");
}

#[test]
fn many_groups_are_decided_in_one_operation() {
    let kam = with_demo(Sandbox::new());
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("review --accept-all score>=0.9"), @r"
    ---- stderr ----
    No group fits the condition; the highest score of those that wait is 50.
    Nothing changed.
    ");
    insta::assert_snapshot!(kam.kam("review --accept-all score>=0.5 --dry-run"), @"
    ---- stderr ----
    B2:12: 1 row now belongs to A29 杭州星垛仓储有限公司.
    B2:15: 1 row now belongs to A27 杭州坤砺安防科技股份有限公司.
    B3:19: 1 row now belongs to A81 周陌.
    Dry run: nothing was written.
    ");
    assert_eq!(everything(&kam), before);
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "review", "--separate-all", "score<90 A29"], ""), @"
    ---- stderr ----
    B2:12：1 行已建为 A84 杭州苇岸广告有限公司。
    已记录为 O5。
    ");
    insta::assert_snapshot!(kam.kam("review --accept-all 相似度:50"), @"
    ---- stderr ----
    B2:15: 1 row now belongs to A27 杭州坤砺安防科技股份有限公司.
    B3:19: 1 row now belongs to A81 周陌.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("review --accept-all score>=0.5"), @"
    ---- stderr ----
    Nothing waits for a decision.
    Nothing changed.
    ");
    insta::assert_snapshot!(kam.kam("undo"), @"
    outcome   records    count  changed by  ids
    ─────────────────────────────────────────────────
    reversed  account        1              A27
    reversed  contact        1              P22
    reversed  deal           1              D29
    reversed  purchase       1              U52
    reversed  variant        3              VA56-VA58
    reversed  batch_row      2              L65, L113
    ---- stderr ----
    Took back O6.
    2 groups wait for a decision again: B2:15, B3:19.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("review --accept-all score>=high"), @"
    ---- stderr ----
    error: `high` is no score: a share such as 0.7, or a number from 0 to 100
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["review", "--accept-all", " "], ""), @"
    ---- stderr ----
    error: the condition is blank; say which groups, as `score>=0.7`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("review --accept-all (score>=0.9)"), @"
    ---- stderr ----
    error: no field `score`; a text with `:`, `=`, `<` or `>` in it is written in quotes
      (score>=0.9)
       ^^^^^
    hint: fields and signs are listed in `kam list --help`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("review --dry-run"), @"
    ---- stderr ----
    error: `--dry-run` needs `--accept-all` or `--separate-all`
    ---- exit 2 ----
    ");
}
