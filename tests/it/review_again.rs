//! What is decided is not asked again, and what else a held row may be is shown.

use crate::review_asked::asked;
use crate::sandbox::Sandbox;

/// Three rows on one phone: the second makes an account, the others may be it.
const FIRST: &str = "编号,公司名称,电话,城市\n\
     X1,杭州清溪贸易有限公司,13800138001,杭州\n\
     X2,杭州云麓物流有限公司,13800138001,杭州\n\
     X3,杭州海盏酒业有限公司,13800138001,杭州\n";

/// The same a month later: X1 and X3 are called otherwise, and X4 is new.
const LATER: &str = "编号,公司名称,电话,城市\n\
     X1,杭州溪畔商行有限公司,13800138001,杭州\n\
     X2,杭州云麓物流有限公司,13800138001,杭州\n\
     X3,杭州酒海贸易有限公司,13800138001,杭州\n\
     X4,杭州砚田广告有限公司,13800138001,杭州\n";

const ROWS: &str = "batch rows B2 --columns external_id,outcome,account,candidate,reason -f csv";

#[test]
fn a_row_that_a_person_gave_to_an_account_goes_there_again() {
    let kam = Sandbox::new();
    kam.file("first.csv", FIRST);
    kam.file("later.csv", LATER);
    kam.kam("import first.csv --source exhibition --map 编号=external_id -q");
    kam.kam("review accept B1:2 -q");
    kam.kam("review separate B1:4 -q");
    kam.kam("import later.csv --source exhibition --map 编号=external_id -q");
    insta::assert_snapshot!(kam.kam(ROWS), @"
    external_id,outcome,account,candidate,reason
    X1,merged,A1,,same-own-id
    X2,unchanged,A1,,loaded-in-B1
    X3,merged,A2,,same-own-id
    X4,held,,A1,same-phone-other-name
    ");
}

#[test]
fn an_id_alone_sends_no_row_to_another_customer() {
    let kam = Sandbox::new();
    kam.file("first.csv", FIRST);
    // Numbers of lines say nothing of who it is.
    kam.file("later.csv", LATER.replace("X4", "X1").replacen("X1", "X9", 1));
    kam.kam("import first.csv --source exhibition --map 编号=external_id -q");
    kam.kam("import later.csv --source exhibition --map 编号=external_id -q");
    insta::assert_snapshot!(kam.kam(ROWS), @"
    external_id,outcome,account,candidate,reason
    X9,held,,A1,same-phone-other-name
    X2,unchanged,A1,,loaded-in-B1
    X3,held,,A1,same-phone-other-name
    X1,held,,A1,same-phone-other-name
    ");
}

#[test]
fn a_plan_sends_rows_where_the_import_does() {
    let kam = Sandbox::new();
    kam.file("first.csv", FIRST);
    kam.file("later.csv", LATER);
    kam.kam("import first.csv --source exhibition --map 编号=external_id -q");
    kam.kam("review accept B1:2 -q");
    kam.kam("import later.csv --source exhibition --map 编号=external_id --plan plan.ndjson -q");
    kam.kam("import --apply plan.ndjson -q");
    let applied = kam.kam(ROWS);
    kam.kam("undo -q");
    kam.kam("import later.csv --source exhibition --map 编号=external_id -q");
    assert_eq!(applied, kam.kam(&ROWS.replace("B2", "B3")));
    assert!(applied.contains("X1,merged,A1,,same-own-id"), "{applied}");
}

#[test]
fn another_account_that_a_row_may_be_is_shown_and_chosen_by_its_id() {
    let kam = Sandbox::new();
    kam.kam("add 杭州清溪贸易有限公司 --phone 13800138001 --city 杭州 -q");
    kam.kam("add 杭州云麓物流有限公司 --phone 13800138001 --city 杭州 --new -q");
    kam.file(
        "list.csv",
        "公司名称,电话,城市,渠道\n\
         杭州海盏酒业有限公司,13800138001,杭州,展会\n\
         海盏酒业,13800138001,杭州,展会\n\
         杭州海盏酒业有限公司,13800138001;13800138009,萧山,展会\n",
    );
    kam.kam("import list.csv --source exhibition -q");
    let (code, says) = asked(&kam, &["review"], b"A99\nA2\n");
    insta::assert_snapshot!(says, @r"
    = agrees  ~ in part  ! differs  !! contradicts  blank: unclear  [ ] differs

    1 of 1: B1:2, 3 rows
    Held because: same phone, other name. About 50 in 100 such are the same.
    Only a firm that was renamed is the same; another that took its place and phone
      is not.
                 list B1:2 (nearest)               account A1
    name     !   杭州[海盏酒业]有限公司            杭州[清溪贸易]有限公司
    phone    =   13800138001                       13800138001
    city     =   杭州市                            杭州市
    channel      展会                              -
    B1:3 says name 海盏酒业.
    B1:4 says phone 13800138001, 13800138009.
    Also like it: A2 杭州云麓物流有限公司 (name !, phone =, city =, sum 30, about 50
      in 100). Type A2 if it is that one, e A2 to see it beside.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    There is no A99.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    B1:2: 3 rows now belong to A2 杭州云麓物流有限公司.
    Logged as O5.
    1 accepted, 0 separated; 0 groups wait for another time. `kam undo` takes the last decision back.
    ");
    assert_eq!(code, 0);
    insta::assert_snapshot!(kam.kam("review accept B1:2"), @"
    ---- stderr ----
    error: B1:2 does not wait for a decision: O5 gave it to A2; `kam undo O5` takes that back
    hint: see `kam review` for the groups that wait
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh review separate b1:2"), @"
    ---- stderr ----
    错误：b1:2 不是待判断的行：已由 O5 归入 A2；用 `kam undo O5` 可撤销
    提示：用 `kam review` 查看待判断的组
    ---- exit 3 ----
    ");
}

#[test]
fn a_row_that_comes_again_while_it_waits_is_asked_about_once() {
    let kam = Sandbox::new();
    kam.file("first.csv", FIRST);
    // X3 has a second phone now, and X1 is called otherwise.
    let later = FIRST.replace("海盏酒业有限公司,", "海盏酒业有限公司,13900139002;");
    kam.file("later.csv", later.replace("清溪贸易", "溪畔商行"));
    kam.kam("import first.csv --source exhibition --map 编号=external_id -q");
    kam.kam("import later.csv --source exhibition --map 编号=external_id -q");
    let listed = "review list --columns group,name,rows,candidate -f csv";
    insta::assert_snapshot!(kam.kam(listed), @"
    group,name,rows,candidate
    B1:2,杭州清溪贸易有限公司,1,A1
    B1:4,杭州海盏酒业有限公司,2,A1
    B2:2,杭州溪畔商行有限公司,1,A1
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
    let dry = kam.kam("review separate B2:4 --dry-run");
    insta::assert_snapshot!(dry, @"
    ---- stderr ----
    B1:4: 2 rows became new 杭州海盏酒业有限公司.
    Dry run: nothing was written.
    ");
    kam.kam("review separate B2:4 -q");
    insta::assert_snapshot!(kam.kam(ROWS), @"
    external_id,outcome,account,candidate,reason
    X1,held,,A1,same-phone-other-name
    X2,unchanged,A1,,loaded-in-B1
    X3,held,A2,A1,same-phone-other-name
    ");
    insta::assert_snapshot!(kam.kam("show A2"), @"
    account:           A2
    name:              杭州海盏酒业有限公司
    kind:              organisation
    province:          浙江省
    city:              杭州市
    source:            exhibition
    opened:            2026-03-02
    touches in all:    0
    purchases in all:  0

    phones
    phone        kind
    ───────────────────
    13800138001  mobile
    13900139002  mobile

    lists
    batch  line  outcome  source      file
    ───────────────────────────────────────────
    B2        4  held     exhibition  later.csv
    B1        4  held     exhibition  first.csv
    ");
    kam.kam("undo -q");
    assert_eq!(kam.kam("review separate B1:4 --dry-run"), dry);
    kam.kam("review accept B1:4 -q");
    insta::assert_snapshot!(kam.kam(ROWS), @"
    external_id,outcome,account,candidate,reason
    X1,held,,A1,same-phone-other-name
    X2,unchanged,A1,,loaded-in-B1
    X3,held,A1,A1,same-phone-other-name
    ");
}

#[test]
fn a_row_of_a_list_with_keys_corrects_what_it_said_while_it_waited() {
    let kam = Sandbox::new();
    kam.file("first.csv", FIRST.replace("电话,城市", "电话,地址"));
    let later = FIRST.replace("电话,城市", "电话,地址").replace("酒业有限公司,", "酒业公司,");
    kam.file("later.csv", later.replace("8001,杭州", "8001,杭州市文三路5号"));
    kam.kam("import first.csv --source exhibition --key 编号 -q");
    kam.kam("import later.csv --source exhibition --key 编号 -q");
    kam.kam("review separate B1:4 -q");
    insta::assert_snapshot!(kam.kam("show A2"), @"
    account:           A2
    name:              杭州海盏酒业公司
    kind:              organisation
    province:          浙江省
    city:              杭州市
    address:           杭州市文三路5号
    source:            exhibition
    opened:            2026-03-02
    touches in all:    0
    purchases in all:  0

    phones
    phone        kind
    ───────────────────
    13800138001  mobile

    lists
    batch  line  outcome  source      file
    ───────────────────────────────────────────
    B2        4  held     exhibition  later.csv
    B1        4  held     exhibition  first.csv

    other spellings
    field    value                 batch
    ────────────────────────────────────
    name     杭州海盏酒业有限公司  B2
    address  杭州                  B2
    ");
}

#[test]
fn a_row_of_a_list_is_shown_with_its_cells() {
    let kam = Sandbox::new();
    kam.file("first.csv", FIRST);
    kam.kam("import first.csv --source exhibition --map 编号=external_id -q");
    kam.kam("review accept B1:2 -q");
    insta::assert_snapshot!(kam.kam("show B1:2"), @r"
    row:          L1
    batch:        B1
    line:         2
    source:       exhibition
    file:         first.csv
    external id:  X1
    outcome:      held
    account:      A1
    account:      杭州云麓物流有限公司
    group:        B1:2
    candidate:    A1
    its name:     杭州云麓物流有限公司
    score:        50
    reason:       same phone, other name
    resolved:     accepted

    cells
    column    value
    ──────────────────────────────
    编号      X1
    公司名称  杭州清溪贸易有限公司
    电话      13800138001
    城市      杭州
    ");
    insta::assert_snapshot!(kam.kam("--lang zh show b1:4"), @r"
    行:        L3
    批次:      B1
    行号:      4
    数据来源:  展会
    文件:      first.csv
    来源编号:  X3
    结果:      待定
    分组:      B1:4
    疑似客户:  A1
    客户名称:  杭州云麓物流有限公司
    可能性:    50
    原因:      电话相同，名称不同

    原始内容
    列        内容
    ──────────────────────────────
    编号      X3
    公司名称  杭州海盏酒业有限公司
    电话      13800138001
    城市      杭州
    ");
    insta::assert_snapshot!(kam.kam("show L2 -f json"), @r#"
    {
      "row": "L2",
      "batch": "B1",
      "line": 3,
      "source": "exhibition",
      "file": "first.csv",
      "external_id": "X2",
      "outcome": "added",
      "account": "A1",
      "account_name": "杭州云麓物流有限公司",
      "group": null,
      "candidate": null,
      "candidate_name": null,
      "score": null,
      "reason": null,
      "resolved": null,
      "cells": []
    }
    "#);
    insta::assert_snapshot!(kam.kam("show B1:9"), @"
    ---- stderr ----
    error: there is no B1:9
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("show B7:2"), @"
    ---- stderr ----
    error: there is no B7:2
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("show L9"), @"
    ---- stderr ----
    error: there is no L9
    ---- exit 3 ----
    ");
}

#[test]
fn a_row_that_waits_makes_no_account_when_it_comes_with_another_phone() {
    let kam = Sandbox::new();
    kam.file("first.csv", FIRST);
    // X3 has another phone, as a second row of it has; X1 is another firm under an old number.
    let later = FIRST.replace("海盏酒业有限公司,13800138001", "海盏酒业有限公司,13900139002");
    let second = "X9,杭州海盏酒业有限公司,13900139002,杭州\n";
    kam.file(
        "later.csv",
        later.replace("清溪贸易有限公司,13800138001", "竹径茶业有限公司,") + second,
    );
    kam.kam("import first.csv --source exhibition --map 编号=external_id -q");
    let plan = "import later.csv --source exhibition --map 编号=external_id --plan plan.ndjson -q";
    kam.kam(plan);
    kam.kam("import --apply plan.ndjson -q");
    let applied = kam.kam(ROWS);
    kam.kam("undo -q");
    kam.kam("import later.csv --source exhibition --map 编号=external_id -q");
    // Ids are not given twice.
    assert_eq!(applied.replace(",A2,", ",A3,"), kam.kam(&ROWS.replace("B2", "B3")));
    insta::assert_snapshot!(applied, @"
    external_id,outcome,account,candidate,reason
    X1,added,A2,,
    X2,unchanged,A1,,loaded-in-B1
    X3,held,,A1,same-phone-other-name
    X9,held,,A1,same-phone-other-name
    ");
    let listed = "review list --columns group,name,rows,candidate -f csv";
    insta::assert_snapshot!(kam.kam(listed), @"
    group,name,rows,candidate
    B1:2,杭州清溪贸易有限公司,1,A1
    B1:4,杭州海盏酒业有限公司,3,A1
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
    insta::assert_snapshot!(kam.kam("show B1:4 B3:4 --columns row,line,group,account -f csv"), @"
    row,line,group,account
    L3,4,B1:4,
    L10,4,B3:4,
    ");
}

#[test]
fn who_is_asked_for_may_wait_for_a_decision() {
    let kam = Sandbox::new();
    kam.file(
        "first.csv",
        FIRST.replace("X3,杭州海盏酒业有限公司,", "X3,杭州海盏酒业有限公司,0571-8815 7777;"),
    );
    kam.kam("import first.csv --source exhibition --map 编号=external_id -q");
    insta::assert_snapshot!(kam.kam("who 057188157777"), @"
    account  name  contact  owner  matched by  matched  last touch
    ──────────────────────────────────────────────────────────────
    ---- stderr ----
    No account is known by `057*****7777`, but rows that wait for a decision fit: B1:4. `kam show B1:4` shows one, `kam review` decides.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh who 酒业"), @"
    客户  名称  联系人  销售顾问  匹配方式  匹配内容  最近接触
    ──────────────────────────────────────────────────────────
    ---- stderr ----
    没有找到 `酒业`，但有待判断的行相符：B1:4。用 `kam show B1:4` 查看，用 `kam review` 判断。
    ");
    insta::assert_snapshot!(kam.kam("who 海盏 --explain"), @"
    ---- stderr ----
    No account is known by `海盏`, but rows that wait for a decision fit: B1:4. `kam show B1:4` shows one, `kam review` decides.
    ");
    insta::assert_snapshot!(kam.kam("who 0571-88157778"), @"
    account  name  contact  owner  matched by  matched  last touch
    ──────────────────────────────────────────────────────────────
    ---- stderr ----
    Nobody known by `057******7778`; `kam add NAME` adds them.
    ");
    kam.kam("review accept B1:4 -q");
    insta::assert_snapshot!(kam.kam("who 057188157777 --columns account,name"), @"
    account  name
    ─────────────────────────────
    A1       杭州云麓物流有限公司
    ");
}

/// A firm with two addresses, one of its name elsewhere, and another firm at its second address.
const TOLD_TWICE: &str = "公司名称,统一社会信用代码,电话,城市,地址\n\
     宁波清溪贸易有限公司,,13800138009,宁波,鄞州区江南路5号\n\
     杭州清溪贸易有限公司,91330100799655058B,13800138001,杭州,西湖区溪畔路口清溪大厦旁\n\
     杭州清溪贸易有限公司,91330100799655058B,13800138001,杭州,拱墅区云麓大道物流园东区云麓仓储中心\n\
     杭州云麓物流有限公司,,13800138001,杭州,拱墅区云麓大道物流园东区云麓仓储中心\n";

#[test]
fn every_address_of_an_account_is_compared_and_its_namesakes_are_named() {
    let kam = Sandbox::new();
    kam.file("list.csv", TOLD_TWICE);
    kam.kam("import list.csv --source exhibition -q --fail-on none");
    let (code, says) = asked(&kam, &["review", "--explain"], b"r A1\nr A99\n");
    insta::assert_snapshot!(says, @r"
    = agrees  ~ in part  ! differs  !! contradicts  blank: unclear  [ ] differs

    1 of 1: B1:5, 1 row
    Held because: same phone, other name. About 50 in 100 such are the same.
    Only a firm that was renamed is the same; another that took its place and phone
      is not.
                     list B1:5                    account A2
    credit code      -                            91330100799655058B              +0
    name         !   杭州[云麓物流]有限公司       杭州[清溪贸易]有限公司         -80
    phone        =   13800138001                  13800138001                   +100
    address      =   拱墅区云麓大道物流园东区云   拱墅区云麓大道物流园东区云     +60
                     麓仓储中心                   麓仓储中心
    city         =   杭州市                       杭州市                         +10
    A2 itself has the address 西湖区溪畔路口清溪大厦旁; the nearest of those that
      lists told is shown.
    Sum 90: from 80 on a person is asked, from 140 on they are the same.
    Nobody else was found by name or phone; `kam who` takes part of a name.
    Of the name of A2, but for words of trade and place: A1 宁波清溪贸易有限公司.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

    Rows of B1:5 (= on both sides, ! differs from the other, ? not read); of later
      ones what is not as in the first:
      B1:5: 13800138001; name 杭州云麓物流有限公司; address 拱墅区云麓大道物流园东区
        云麓仓储中心; city 杭州市 (name !, region !!, city !)
    Rows of A1 (宁波清溪贸易有限公司; 鄞州区江南路5号), what they say otherwise than
      the account:
      B1:2: A1 was made of it: 13800138009
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    There is no A99.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    0 accepted, 0 separated; 1 group waits for another time.
    ");
    assert_eq!(code, 0);
}

#[test]
fn rows_that_wait_are_named_beside_accounts_that_fit() {
    let kam = Sandbox::new();
    kam.file("first.csv", FIRST);
    kam.kam("import first.csv --source exhibition --map 编号=external_id -q --fail-on none");
    insta::assert_snapshot!(kam.kam("who 13800138001 -f ids"), @r"
    A1
    ---- stderr ----
    Rows that wait for a decision fit as well: B1:2, B1:4. `kam review B1:2` asks about one.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh who 贸易 -f ids"), @r"
    ---- stderr ----
    没有找到 `贸易`，但有待判断的行相符：B1:2。用 `kam show B1:2` 查看，用 `kam review` 判断。
    ");
    insta::assert_snapshot!(kam.kam("who 云麓物流 -f ids"), @"A1");
}

#[test]
fn an_account_that_comes_nearer_than_the_candidate_is_pointed_at() {
    let kam = Sandbox::new();
    kam.file("first.csv", FIRST);
    kam.kam("import first.csv --source exhibition --map 编号=external_id -q --fail-on none");
    kam.kam("add 杭州海盏酒业有限公司 --phone 13800138001 --city 杭州 -q");
    let (_, says) = asked(&kam, &["review", "B1:4"], b"q\n");
    assert!(says.contains("comes nearer than"), "{says}");
}
