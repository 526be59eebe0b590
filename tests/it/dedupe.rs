//! `dedupe`: accounts that we have twice.

use crate::lists::{changes, everything};
use crate::sandbox::Sandbox;

/// Three of one firm, one of them from a list, two under one phone, and one of its own.
fn twice() -> Sandbox {
    twice_in(Sandbox::new())
}

fn twice_in(kam: Sandbox) -> Sandbox {
    kam.file(
        "list.csv",
        "公司,电话,地址\n杭州清溪贸易有限公司,13800138001,杭州市西湖区溪畔路1号\n",
    );
    kam.kam("import list.csv --source yellow-pages -q");
    for args in [
        "add 清溪贸易 --email qx@qingxi.example",
        "edit A2 --add-phone 13800138001",
        "log A2 call no-answer",
        "add 杭州清溪贸易有限公司 --phone 13800138002 --city 杭州",
        "add 杭州云麓物流有限公司 --phone 13800138002",
        "add 杭州苇岸广告有限公司 --phone 13800138009",
    ] {
        let said = kam.kam(args);
        assert!(!said.contains("error"), "{args}: {said}");
    }
    kam
}

#[test]
fn accounts_that_we_have_twice_are_listed_and_nothing_changes() {
    let kam = twice();
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("dedupe"), @r"
    account  name                  candidate  its name  score  verdict   why
    ───────────────────────────────────────────────────────────────────────────────────────────
    A1       杭州清溪贸易有限公司  A2         清溪贸易     98  sure      same phone and name
    A3       杭州清溪贸易有限公司  A2         清溪贸易     95  sure      same name and city
    A4       杭州云麓物流有限公司  A2         清溪贸易     50  possible  same phone, other name
    ---- stderr ----
    2 accounts are surely another one: `kam dedupe --merge` makes them one.
    1 pair is for you to decide: `kam merge A2 A4` where it is the same customer, `kam dedupe separate A2 A4` where not.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh dedupe"), @r"
    客户  名称                  疑似客户  客户名称  可能性  结论      原因
    ────────────────────────────────────────────────────────────────────────────────────
    A1    杭州清溪贸易有限公司  A2        清溪贸易      98  确定重复  电话和名称相同
    A3    杭州清溪贸易有限公司  A2        清溪贸易      95  确定重复  名称和城市相同
    A4    杭州云麓物流有限公司  A2        清溪贸易      50  可能重复  电话相同，名称不同
    ---- stderr ----
    2 个客户确定重复：用 `kam dedupe --merge` 合并。
    1 对待人工判断：是同一客户则 `kam merge A2 A4`，不是则 `kam dedupe separate A2 A4`。
    ");
    insta::assert_snapshot!(kam.kam("dedupe -f csv"), @r"
    account,name,candidate,candidate_name,score,verdict,why,command
    A1,杭州清溪贸易有限公司,A2,清溪贸易,98,sure,same-phone-and-name,kam merge A2 A1
    A3,杭州清溪贸易有限公司,A2,清溪贸易,95,sure,same-name-and-city,kam merge A2 A3
    A4,杭州云麓物流有限公司,A2,清溪贸易,50,possible,same-phone-other-name,kam merge A2 A4
    ---- stderr ----
    2 accounts are surely another one: `kam dedupe --merge` makes them one.
    1 pair is for you to decide: `kam merge A2 A4` where it is the same customer, `kam dedupe separate A2 A4` where not.
    ");
    insta::assert_snapshot!(kam.kam("dedupe -f json --limit 1"), @r#"
    [
    {"account":"A1","name":"杭州清溪贸易有限公司","candidate":"A2","candidate_name":"清溪贸易","score":98,"verdict":"sure","why":"same-phone-and-name","command":"kam merge A2 A1"}
    ]
    ---- stderr ----
    These are the first 1; `--limit 0` shows all.
    2 accounts are surely another one: `kam dedupe --merge` makes them one.
    1 pair is for you to decide: `kam merge A2 A4` where it is the same customer, `kam dedupe separate A2 A4` where not.
    "#);
    insta::assert_snapshot!(
        kam.kam("dedupe --explain --columns subject,account,field,verdict,weight,sum"),
        @"
    of  account  field        verdict    weight  sum
    ────────────────────────────────────────────────
    A1  A2       credit code  missing         0  180
    A1  A2       name         = agrees       80  180
    A1  A2       phone        = agrees      100  180
    A1  A2       e-mail       missing         0  180
    A1  A2       address      missing         0  180
    A1  A2       city         missing         0  180
    A3  A2       credit code  missing         0  130
    A3  A2       name         = agrees       80  130
    A3  A2       phone        ~ close        50  130
    A3  A2       e-mail       missing         0  130
    A3  A2       address      missing         0  130
    A3  A2       city         missing         0  130
    A4  A2       credit code  missing         0  -30
    A4  A2       name         ! differs     -80  -30
    A4  A2       phone        ~ close        50  -30
    A4  A2       e-mail       missing         0  -30
    A4  A2       address      missing         0  -30
    A4  A2       city         missing         0  -30
    ---- stderr ----
    2 accounts are surely another one: `kam dedupe --merge` makes them one.
    1 pair is for you to decide: `kam merge A2 A4` where it is the same customer, `kam dedupe separate A2 A4` where not.
    "
    );
    assert_eq!(everything(&kam), before);
}

#[test]
fn what_is_surely_the_same_is_merged_in_one_operation() {
    let kam = twice();
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("dedupe --merge --dry-run"), @"
    account  name                  candidate  its name  score  verdict  why
    ───────────────────────────────────────────────────────────────────────────────────────
    A1       杭州清溪贸易有限公司  A2         清溪贸易     98  sure     same phone and name
    A3       杭州清溪贸易有限公司  A2         清溪贸易     95  sure     same name and city
    ---- stderr ----
    2 accounts were made part of another one.
    Dry run: nothing was written.
    ");
    assert_eq!(everything(&kam), before);
    insta::assert_snapshot!(kam.kam("dedupe --merge"), @"
    account  name                  candidate  its name  score  verdict  why
    ───────────────────────────────────────────────────────────────────────────────────────
    A1       杭州清溪贸易有限公司  A2         清溪贸易     98  sure     same phone and name
    A3       杭州清溪贸易有限公司  A2         清溪贸易     95  sure     same name and city
    ---- stderr ----
    2 accounts were made part of another one.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("list -f csv --columns account,name,phone,city"), @"
    account,name,phone,city
    A2,清溪贸易,13800138001,杭州市
    A4,杭州云麓物流有限公司,13800138002,
    A5,杭州苇岸广告有限公司,13800138009,
    ");
    insta::assert_snapshot!(kam.kam("show A2"), @"
    account:           A2
    name:              清溪贸易
    kind:              organisation
    province:          浙江省
    city:              杭州市
    district:          西湖区
    address:           杭州市西湖区溪畔路1号
    e-mail:            qx@qingxi.example
    source:            yellow-pages
    opened:            2026-03-02
    last try:          2026-03-02
    touches in all:    1
    purchases in all:  0

    phones
    phone        kind
    ───────────────────
    13800138001  mobile
    13800138002  mobile

    touches
    touch  day         kind  result
    ──────────────────────────────────
    T1     2026-03-02  call  no-answer

    lists
    batch  line  outcome  source        file
    ────────────────────────────────────────────
    B1        2  added    yellow-pages  list.csv

    other spellings
    field  value
    ───────────────────────────
    name   杭州清溪贸易有限公司
    name   杭州清溪贸易有限公司
    ");
    // Twice does no harm: nothing is left to merge.
    insta::assert_snapshot!(kam.kam("--lang zh dedupe --merge"), @"
    客户  名称  疑似客户  客户名称  可能性  结论  原因
    ──────────────────────────────────────────────────
    ---- stderr ----
    已合并 0 个重复客户。
    没有任何改动。
    ");
    // One of them alone is taken back, and the rest at once.
    let merged = everything(&kam);
    insta::assert_snapshot!(kam.kam("unmerge A1 -f csv"), @"
    outcome,record_kind,count,changed_by,ids
    reversed,account,2,,A1-A2
    reversed,phone,1,,TEL1
    reversed,variant,1,,VA1
    reversed,merger,1,,MG1
    reversed,batch_row,1,,L1
    ---- stderr ----
    A1 is an account of its own again, no part of A2.
    Logged as O10.
    ");
    kam.kam("undo");
    assert_eq!(changes(&merged, &everything(&kam)), Vec::<String>::new());
    kam.kam("undo");
    assert_eq!(changes(&before, &everything(&kam)), Vec::<String>::new());
}

#[test]
fn what_a_person_says_is_two_stays_two() {
    let kam = twice();
    kam.kam("dedupe --merge");
    let said = kam.kam("dedupe -f csv");
    insta::assert_snapshot!(said, @r"
    account,name,candidate,candidate_name,score,verdict,why,command
    A2,清溪贸易,A4,杭州云麓物流有限公司,50,possible,same-phone-other-name,kam merge A4 A2
    ---- stderr ----
    1 pair is for you to decide: `kam merge A4 A2` where it is the same customer, `kam dedupe separate A4 A2` where not.
    ");
    insta::assert_snapshot!(kam.kam("dedupe separate A2 A4 --dry-run"), @"
    ---- stderr ----
    A2 and A4 are two customers.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("dedupe separate A2 A4"), @"
    ---- stderr ----
    A2 and A4 are two customers.
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh dedupe separate A4 A2"), @"
    ---- stderr ----
    A4 和 A2 是两个客户，已记住。
    没有任何改动。
    ");
    insta::assert_snapshot!(kam.kam("dedupe"), @"
    account  name  candidate  its name  score  verdict  why
    ───────────────────────────────────────────────────────
    ---- stderr ----
    No two accounts look like the same customer.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh dedupe"), @"
    客户  名称  疑似客户  客户名称  可能性  结论  原因
    ──────────────────────────────────────────────────
    ---- stderr ----
    没有疑似重复的客户。
    ");
    insta::assert_snapshot!(kam.kam("dedupe separate A2 A2"), @"
    ---- stderr ----
    error: A2 is one account: name another
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("dedupe separate A2 nobody"), @"
    ---- stderr ----
    error: no account is called `nobody`
    hint: `kam who nobody` looks among contacts, phones and other spellings too
    ---- exit 3 ----
    ");
}

#[test]
fn every_field_names_the_row_and_the_list_that_said_it() {
    let kam = twice();
    kam.file("fair.csv", "公司,电话,邮箱,行业\n杭州清溪贸易有限公司,13800138001;13800138007,\"=1+1\u{1b}[2J\",贸易\n");
    kam.kam("import fair.csv --source exhibition --today 2026-03-05 -q");
    kam.kam("dedupe --merge --today 2026-03-06");
    let columns = "record,field,value,at,sources,list_rows,operation";
    insta::assert_snapshot!(
        kam.kam(&format!("show A2 --provenance --columns {columns}")),
        @r#"
    record  field     value                     at                    sources       lists  operation
    ────────────────────────────────────────────────────────────────────────────────────────────────
    A2      kind      organisation              2026-03-02T01:00:00Z                       O3
    A2      name      清溪贸易                  2026-03-02T01:00:00Z                       O3
    A2      e-mail    qx@qingxi.example         2026-03-02T01:00:00Z                       O3
    A2      industry  贸易                      2026-03-05T01:00:00Z  exhibition    B2:2   O9
    A2      province  浙江省                    2026-03-06T01:00:00Z  yellow-pages  B1:2   O10
    A2      city      杭州市                    2026-03-06T01:00:00Z  yellow-pages  B1:2   O10
    A2      district  西湖区                    2026-03-06T01:00:00Z  yellow-pages  B1:2   O10
    A2      address   杭州市西湖区溪畔路1号     2026-03-06T01:00:00Z  yellow-pages  B1:2   O10
    A2      source    Q1                        2026-03-06T01:00:00Z  yellow-pages  B1:2   O10
    A2      extra     {"邮箱":"=1+1\u001b[2J"}  2026-03-05T01:00:00Z  exhibition    B2:2   O9
    A2      opened    2026-03-02                2026-03-02T01:00:00Z                       O3
    A2      tried     2026-03-02                2026-03-02T01:00:00Z                       O5
    A2      tries     1                         2026-03-02T01:00:00Z                       O5
    TEL2    account   A2                        2026-03-02T01:00:00Z                       O4
    TEL2    kind      mobile                    2026-03-02T01:00:00Z                       O4
    TEL2    number    +8613800138001            2026-03-02T01:00:00Z                       O4
    TEL3    account   A2                        2026-03-06T01:00:00Z  yellow-pages  B1:2   O10
    TEL3    kind      mobile                    2026-03-02T01:00:00Z                       O6
    TEL3    number    +8613800138002            2026-03-02T01:00:00Z                       O6
    TEL6    account   A2                        2026-03-05T01:00:00Z  exhibition    B2:2   O9
    TEL6    kind      mobile                    2026-03-05T01:00:00Z  exhibition    B2:2   O9
    TEL6    number    +8613800138007            2026-03-05T01:00:00Z  exhibition    B2:2   O9
    "#
    );
    insta::assert_snapshot!(kam.kam("--lang zh show A5 --provenance"), @"
    记录  字段      内容                  时间                  数据来源  来自名单  文件  操作  操作人
    ──────────────────────────────────────────────────────────────────────────────────────────────────
    A5    类型      organisation          2026-03-02T01:00:00Z                            O8    tester
    A5    名称      杭州苇岸广告有限公司  2026-03-02T01:00:00Z                            O8    tester
    A5    建档日期  2026-03-02            2026-03-02T01:00:00Z                            O8    tester
    A5    尝试次数  0                     2026-03-02T01:00:00Z                            O8    tester
    TEL5  客户      A5                    2026-03-02T01:00:00Z                            O8    tester
    TEL5  类型      mobile                2026-03-02T01:00:00Z                            O8    tester
    TEL5  号码      +8613800138009        2026-03-02T01:00:00Z                            O8    tester
    ");
    insta::assert_snapshot!(kam.kam("show A4 --provenance -f json --limit 1"), @r#"
    [
    {"record":"A4","field":"kind","value":"organisation","operation":"O7","at":"2026-03-02T01:00:00Z","actor":"tester","list_rows":[],"sources":[],"files":[]}
    ]
    ---- stderr ----
    These are the first 1; `--limit 0` shows all.
    "#);
}

#[test]
fn merging_never_blanks_keeps_every_phone_and_the_trusted_value() {
    let kam = Sandbox::new();
    kam.file("old.csv", "公司,电话,行业,地址\n杭州清溪贸易有限公司,13800138001,贸易,\n");
    kam.file("new.csv", "公司,电话,行业,地址\n云麓广告,13800138005,零售,杭州市西湖区溪畔路1号\n");
    kam.kam("import old.csv --source local -q");
    kam.kam("import new.csv --source exhibition -q");
    kam.kam("edit A2 --name 清溪贸易 --add-phone 13800138001");
    insta::assert_snapshot!(kam.kam("dedupe --merge -f csv"), @"
    account,name,candidate,candidate_name,score,verdict,why,command
    A1,杭州清溪贸易有限公司,A2,清溪贸易,98,sure,same-phone-and-name,kam merge A2 A1
    ---- stderr ----
    1 account was made part of another one.
    Logged as O5.
    ");
    insta::assert_snapshot!(kam.kam("show A2"), @"
    account:           A2
    name:              清溪贸易
    kind:              organisation
    industry:          零售
    province:          浙江省
    city:              杭州市
    district:          西湖区
    address:           杭州市西湖区溪畔路1号
    source:            exhibition
    opened:            2026-03-02
    touches in all:    0
    purchases in all:  0

    phones
    phone        kind
    ───────────────────
    13800138005  mobile
    13800138001  mobile

    lists
    batch  line  outcome  source      file
    ─────────────────────────────────────────
    B2        2  added    exhibition  new.csv
    B1        2  added    local       old.csv

    other spellings
    field     value
    ──────────────────────────────
    name      杭州清溪贸易有限公司
    industry  贸易
    ");
}

#[test]
fn both_engines_find_and_merge_the_same() {
    let Some(server) = Sandbox::on_postgres() else { return };
    let run = |kam: Sandbox| {
        let kam = twice_in(kam);
        let said = [
            "dedupe -f json",
            "dedupe --merge -f csv",
            "dedupe separate A2 A4",
            "dedupe -f csv",
            "show A2 --provenance -f csv",
            "unmerge A1",
        ]
        .map(|args| kam.kam(args));
        (said, everything(&kam))
    };
    assert_eq!(run(Sandbox::new()), run(server));
}

#[test]
fn a_context_that_is_on_is_kept_to() {
    let kam = twice();
    kam.file("config.toml", "[context]\nhz = \"city:杭州\"\nsz = \"city:深圳\"\n");
    let found = |context: &str| {
        let args = format!("--config config.toml --context {context} dedupe -f csv -q");
        kam.kam(&args).lines().count()
    };
    assert_eq!((found("hz"), found("sz")), (3, 1));
    let merged = kam.kam("--config config.toml --context sz dedupe --merge -f ids -q");
    assert_eq!(merged, "");
}
