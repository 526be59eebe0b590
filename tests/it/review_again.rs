//! What is decided is not asked again, and what else a held row may be is shown.

use crate::review::asked;
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
    insta::assert_snapshot!(says, @"
    = agrees  ~ close or in part  ! differs  !! contradicts  blank: says nothing

    1 of 1: B1:2, 3 rows
    Held because: same phone, other name. Likeness 50 of 100.
                 list B1:2                         account A1
    name     !   杭州海盏酒业有限公司              杭州清溪贸易有限公司
    phone    =   13800138001                       13800138001
    city     =   杭州市                            杭州市
    channel      展会                              -
    (a) same customer (s) different (n) later (e) explain (q) quit; then Enter
    a, s, n, e, q or the id of an account, then Enter
    (a) same customer (s) different (n) later (e) explain (q) quit; then Enter
    B1:3 says name 海盏酒业.
    B1:4 says phone 13800138001, 13800138009.
    Also like it: A2 杭州云麓物流有限公司 (name !, phone =, city =); type A2 if it is that one.
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
