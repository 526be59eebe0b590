//! Imports planned first: the plan, what edits of it do, and what is refused.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::lists::{DEMO, demo_file, everything, json, outcomes, with_demo_files, word};
use crate::sandbox::Sandbox;
use crate::skip;

/// Returns the values of a plan.
fn plan(kam: &Sandbox) -> Vec<Value> {
    let text = std::fs::read_to_string(kam.folder().join("plan.json")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn write(kam: &Sandbox, values: &[Value]) {
    let lines: Vec<String> = values.iter().map(|value| format!("{value}\n")).collect();
    kam.file("plan.json", lines.concat());
}

/// Lets `edit` change each row of a plan; one that it empties is taken out.
fn edit(kam: &Sandbox, edit: impl Fn(u64, &mut Value)) {
    let mut values = plan(kam);
    for row in values.iter_mut().filter(|value| value.get("kam_plan").is_none()) {
        edit(row["line"].as_u64().unwrap(), row);
    }
    values.retain(|value| !value.is_null());
    write(kam, &values);
}

/// Three firms that we have, and a list that meets them.
fn sandbox() -> Sandbox {
    with_firms(Sandbox::new())
}

fn with_firms(kam: Sandbox) -> Sandbox {
    kam.file(
        "ours.csv",
        "公司名称,电话,城市\n\
         杭州清溪贸易有限公司,13800138001,杭州\n\
         杭州云麓物流有限公司,13800138002,杭州\n\
         杭州海盏酒业有限公司,13800138003,杭州\n",
    );
    kam.out("import ours.csv --source exhibition -q");
    kam.file(
        "list.csv",
        "公司名称,电话,城市\n\
         杭州清溪贸易有限公司,13800138001,杭州\n\
         柳屿建材,13800138002,杭州\n\
         杭州砚田广告有限公司,13800138004,杭州\n\
         杭州砚田广告有限公司,13800138004,杭州\n\
         霜陵之友,13800138004,杭州\n\
         ,无,杭州\n",
    );
    kam.out("import list.csv --source ranking --plan plan.json -q --fail-on none");
    kam
}

#[test]
fn a_plan_says_what_would_become_of_every_row_and_nothing_is_imported() {
    let kam = sandbox();
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("import list.csv --source ranking:榜单 --asked 秘书处 --plan plan.json"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────
    new            6      1       2          0     2         1  list.csv
    ---- stderr ----
    list.csv:7: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    The plan, 6 rows, stands in plan.json; nothing is imported yet.
    Next: look at it and change it, then do what it says: `kam import --apply plan.json`.
    ---- exit 1 ----
    ");
    assert_eq!(everything(&kam), before);
    let values = plan(&kam);
    let mut header = values[0].clone();
    for key in ["state", "file", "hash"] {
        assert!(!word(&header[key]).is_empty());
        header[key] = Value::Null;
    }
    insta::assert_snapshot!(header, @r#"{"asked":"秘书处","collected_on":null,"columns":["公司名称","电话","城市"],"date_orders":[null,null,null],"delimiter":",","encoding":"utf-8","fields":["name","phone","city"],"file":null,"hash":null,"header_line":1,"kam_plan":1,"keyed":false,"list":1,"operation":"O2","owner":null,"rows":6,"sheet":null,"shop":null,"source":"ranking","source_name":"榜单","state":null}"#);
    let rows: Vec<String> = values[1..].iter().map(Value::to_string).collect();
    insta::assert_snapshot!(rows.join("\n"), @r#"
    {"account":"A1","candidate":null,"city":"杭州市","group":null,"known_as":"杭州清溪贸易有限公司","line":2,"list":1,"name":"杭州清溪贸易有限公司","outcome":"merged","phone":"13800138001","planned":"merged A1","reason":"same-phone-and-name","score":98}
    {"account":null,"candidate":"A2","city":"杭州市","group":"1:3","known_as":"杭州云麓物流有限公司","line":3,"list":1,"name":"柳屿建材","outcome":"held","phone":"13800138002","planned":"held","reason":"same-phone-other-name","score":50}
    {"account":null,"candidate":null,"city":"杭州市","group":null,"known_as":null,"line":4,"list":1,"name":"杭州砚田广告有限公司","outcome":"added","phone":"13800138004","planned":"added","reason":null,"score":null}
    {"account":"1:4","candidate":null,"city":"杭州市","group":null,"known_as":null,"line":5,"list":1,"name":"杭州砚田广告有限公司","outcome":"merged","phone":"13800138004","planned":"merged 1:4","reason":"same-phone-and-name","score":98}
    {"account":null,"candidate":"1:4","city":"杭州市","group":"1:6","known_as":null,"line":6,"list":1,"name":"霜陵之友","outcome":"held","phone":"13800138004","planned":"held","reason":"same-phone-other-name","score":50}
    {"account":null,"candidate":null,"city":null,"group":null,"known_as":null,"line":7,"list":1,"name":null,"outcome":"rejected","phone":null,"planned":"rejected","reason":"nothing-usable","score":null}
    "#);
}

#[test]
fn a_plan_is_written_in_chinese_surroundings_with_the_same_keys() {
    let kam = sandbox();
    let values = plan(&kam);
    insta::assert_snapshot!(kam.kam("--lang zh import list.csv --source ranking --plan plan.json --fail-on none"), @"
    批次  收集数  新增  合并  未变  待定  拒收  文件
    ────────────────────────────────────────────────────
    new        6     1     2     0     2     1  list.csv
    ---- stderr ----
    list.csv:7: 没有名称，也没有电话、邮箱或信用代码 [nothing-usable]；拒收：请补上名称，或电话、邮箱、信用代码
    计划共 6 行，已写入 plan.json；尚未导入任何数据。
    下一步：查看并修改，然后执行：`kam import --apply plan.json`。
    ");
    assert_eq!(values, plan(&kam));
}

/// What the store holds, without what says that a batch was applied from a plan.
fn plain(kam: &Sandbox) -> String {
    everything(kam).replace(r#",\"plan\":{\"decided\":0,\"left_out\":0}"#, "")
}

/// Imports the same plainly, and by a plan that nobody edits.
fn both_ways(make: &dyn Fn() -> Sandbox, commands: &[&str]) {
    let (at_once, planned) = (make(), make());
    for command in commands {
        at_once.out(&format!("import {command} --fail-on none -q"));
        planned.out(&format!("import {command} --fail-on none -q --plan plan.json"));
        planned.out("import --apply plan.json --fail-on none -q");
    }
    let (here, there) = (plain(&at_once), plain(&planned));
    let differing = here.lines().zip(there.lines()).find(|(here, there)| here != there);
    assert_eq!(differing, None, "the first line that differs");
    assert!(here == there, "one of them has more lines");
}

const OWN_IDS: [(&str, &str); 2] = [
    (
        "one.csv",
        "编号,公司名称,电话\n7,杭州清溪贸易有限公司,13800138001\n8,云麓,13800138002\n8,云麓二,1\n",
    ),
    ("two.csv", "编号,公司名称,电话\n7,杭州清溪商贸有限公司,13800138009\n9,云麓,13800138002\n"),
];

fn with_lists(kam: Sandbox) -> Sandbox {
    let kam = with_demo_files(kam);
    for (name, content) in OWN_IDS {
        kam.file(name, content);
    }
    kam
}

const LISTS: &[&str] = &[
    "yellow_pages.csv --source yellow-pages",
    "association_members.csv --source association:钱塘商会 --asked 秘书处 --collected 2026-02-01",
    "parts_invoices.csv --source parts-invoices",
    "association_members.csv yellow_pages.csv --source ranking",
    "one.csv --source exhibition --key 编号",
    "two.csv --source exhibition --key 编号",
    "one.csv two.csv --source exhibition:二 --key 编号",
];

#[test]
fn a_plan_that_nobody_edits_does_what_the_import_does() {
    both_ways(&|| with_lists(Sandbox::new()), LISTS);
}

#[test]
fn a_plan_that_nobody_edits_does_what_the_import_does_on_a_server() {
    if Sandbox::on_postgres().is_none() {
        return;
    }
    // A rehearsal takes numbers that nobody gets: ids differ, so what became of rows is compared.
    let (at_once, planned) = (Sandbox::on_postgres().unwrap(), Sandbox::on_postgres().unwrap());
    let (at_once, planned) = (with_lists(at_once), with_lists(planned));
    for command in LISTS {
        at_once.out(&format!("import {command} --fail-on none -q"));
        planned.out(&format!("import {command} --fail-on none -q --plan plan.json"));
        planned.out("import --apply plan.json --fail-on none -q");
    }
    for command in [
        "batch list -f csv --columns source,file,collected,added,merged,unchanged,held,rejected,purchases,accounts,warnings",
        "list -f csv --sort name,phone --columns name,phone,city",
        "export purchases -f csv --sort number,amount,day,line --columns number,amount,day,line",
    ] {
        assert_eq!(at_once.out(command), planned.out(command), "{command}");
    }
}

#[test]
fn a_plan_of_real_lists_does_what_the_import_does() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/er/raw_zh");
    if !folder.is_dir() {
        skip::skipped("../shared");
        return;
    }
    let make = || {
        let kam = Sandbox::new();
        for name in ["skoda_2017_gb18030.csv", "skoda_2020.xlsx"] {
            kam.file(name, std::fs::read(folder.join(name)).unwrap());
        }
        kam
    };
    let columns = "--map name=name --map phone=phone --map service_tel=phone --map address=address";
    let text = format!("skoda_2017_gb18030.csv --source business-directory {columns}");
    let found = make().kam("inspect skoda_2020.xlsx");
    assert!(!found.contains("exit 3"), "{found}");
    both_ways(&make, &[&text]);
}

#[test]
fn rows_go_where_an_edited_plan_sends_them() {
    let kam = sandbox();
    let before = everything(&kam);
    edit(&kam, |line, row| match line {
        // Surely one of ours, or perhaps a customer that another row makes, and a person knows better.
        2 | 6 => row["outcome"] = json!("added"),
        // Held, and it is the candidate.
        3 => {
            row["account"] = row["candidate"].clone();
            row["outcome"] = json!("merged");
        }
        5 => *row = Value::Null,
        _ => {}
    });
    insta::assert_snapshot!(kam.kam("import --apply plan.json"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────
    B2             5      3       1          0     0         1  list.csv
    ---- stderr ----
    list.csv:7: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    Next: 1 row could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    As decided in the plan, 3 rows go elsewhere than matching would send them.
    1 row of the list is not in the plan: left out and not counted. Importing the list later takes them in.
    Logged as O3.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.out("batch rows B2"), @"
    line  outcome   account  group  candidate  reason                                       resolved  external id
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
       2  added     A4                         decided in the plan
       3  merged    A2                         decided in the plan
       4  added     A5
       6  added     A6                         decided in the plan
       7  rejected                             no name and no phone, e-mail or credit code
    ");
    insta::assert_snapshot!(kam.out("batch show B2 -f json --columns collected,added,merged,held,rejected,decided,left_out"), @r#"
    {
      "collected": 5,
      "added": 3,
      "merged": 1,
      "held": 0,
      "rejected": 1,
      "decided": 3,
      "left_out": 1
    }
    "#);
    insta::assert_snapshot!(kam.out("list -f csv --columns account,name,phone"), @"
    account,name,phone
    A1,杭州清溪贸易有限公司,13800138001
    A2,杭州云麓物流有限公司,13800138002
    A3,杭州海盏酒业有限公司,13800138003
    A4,杭州清溪贸易有限公司,13800138001
    A5,杭州砚田广告有限公司,13800138004
    A6,霜陵之友,13800138004
    ");
    insta::assert_snapshot!(kam.out("export separations -f csv"), @"
    id,account,other
    X1,A1,A4
    X2,A5,A6
    ");
    insta::assert_snapshot!(kam.kam("--lang zh batch rows B2 --outcome merged"), @"
    行号  结果  客户  分组  疑似客户  原因        处理结果  来源编号
    ────────────────────────────────────────────────────────────────
       3  合并  A2                    计划中改判
    ");
    // All of it is one operation.
    kam.out("undo O3 -q");
    assert_eq!(everything(&kam), before);
}

#[test]
fn a_plan_that_was_applied_is_not_applied_again_and_the_rows_left_out_can_follow() {
    let kam = sandbox();
    edit(&kam, |line, row| {
        if line == 4 || line == 5 || line == 6 {
            *row = Value::Null;
        }
    });
    kam.out("import --apply plan.json -q --fail-on none");
    let once = everything(&kam);
    insta::assert_snapshot!(kam.kam("import --apply plan.json"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────
    B2             3      0       1          0     1         1  list.csv
    ---- stderr ----
    list.csv is already imported as B2; nothing changed.
    ");
    assert_eq!(everything(&kam), once);
    let rest = json(&kam, "import list.csv --source ranking --fail-on none", 0);
    assert_eq!(outcomes(&rest[0]), [1, 1, 2, 1, 1], "{rest}");
}

#[test]
fn a_plan_of_all_rows_counts_as_the_list_itself() {
    let kam = sandbox();
    kam.out("import --apply plan.json -q --fail-on none");
    insta::assert_snapshot!(kam.kam("import list.csv --source ranking -q -f csv --columns batch,already_imported"), @"
    batch,already_imported
    B2,true
    ");
    insta::assert_snapshot!(kam.kam("import list.csv --source ranking --plan other.json"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────
    B2             6      1       2          0     2         1  list.csv
    ---- stderr ----
    list.csv is already imported as B2; nothing changed.
    Nothing is left to import; no plan is written.
    ");
    assert!(!kam.folder().join("other.json").exists());
}

#[test]
fn rows_merge_with_rows_and_groups_stay_together() {
    let kam = sandbox();
    edit(&kam, |line, row| match line {
        // Followers of a row that is merged go where it goes.
        4 => {
            row["outcome"] = json!("merged");
            row["account"] = json!("A3");
        }
        3 => {
            row["outcome"] = json!("merged");
            row["account"] = json!("1:5");
        }
        6 => row["candidate"] = json!("1:4"),
        _ => {}
    });
    insta::assert_snapshot!(kam.kam("import --apply plan.json --fail-on none"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────
    B2             6      0       4          0     1         1  list.csv
    ---- stderr ----
    list.csv:7: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    Next: 1 row waits for you to decide: `kam review`.
    Next: 1 row could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    As decided in the plan, 2 rows go elsewhere than matching would send them.
    Logged as O3.
    ");
    insta::assert_snapshot!(kam.out("batch rows B2"), @"
    line  outcome   account  group  candidate  reason                                       resolved  external id
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
       2  merged    A1                         same phone and name
       3  merged    A3                         decided in the plan
       4  merged    A3                         decided in the plan
       5  merged    A3                         same phone and name
       6  held               B2:6   A3         same phone, other name
       7  rejected                             no name and no phone, e-mail or credit code
    ");
    insta::assert_snapshot!(kam.out("review"), @"
    group  name      candidate  its name              reason
    ────────────────────────────────────────────────────────────────────────
    B2:6   霜陵之友  A3         杭州海盏酒业有限公司  same phone, other name
    ");
}

#[test]
fn a_row_that_is_surely_ours_may_be_asked_about_instead() {
    let kam = sandbox();
    edit(&kam, |line, row| {
        if line == 2 {
            row["outcome"] = json!("held");
        }
    });
    kam.out("import --apply plan.json -q --fail-on none");
    insta::assert_snapshot!(kam.out("review"), @"
    group  name                  candidate  its name              reason
    ────────────────────────────────────────────────────────────────────────────────────
    B2:2   杭州清溪贸易有限公司  A1         杭州清溪贸易有限公司  decided in the plan
    B2:3   柳屿建材              A2         杭州云麓物流有限公司  same phone, other name
    B2:6   霜陵之友              A4         杭州砚田广告有限公司  same phone, other name
    ");
    kam.out("review accept B2:2 -q");
}

#[test]
fn rows_of_several_lists_name_each_other_by_list_and_line() {
    let kam = sandbox();
    kam.file("first.csv", "公司名称,电话,城市\n杭州禾川贸易有限公司,13800138007,杭州\n");
    kam.file(
        "second.csv",
        "公司名称,电话,城市\n禾川之友,13800138007,杭州\n杭州禾川贸易有限公司,13800138007,杭州\n",
    );
    kam.out("import first.csv second.csv --source ranking --plan plan.json -q");
    let rows: Vec<String> = plan(&kam)
        .iter()
        .filter(|row| row.get("kam_plan").is_none())
        .map(|row| {
            format!(
                "{} {} {} {} {}",
                row["list"], row["line"], row["planned"], row["group"], row["candidate"]
            )
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @r#"
    1 2 "added" null null
    2 2 "merged 1:2" null null
    2 3 "unchanged" null null
    "#);
    // The account that rows of the second list name goes to one of ours.
    let mut values = plan(&kam);
    values[1]["outcome"] = json!("merged");
    values[1]["account"] = json!("A1");
    write(&kam, &values);
    kam.out("import --apply plan.json -q");
    insta::assert_snapshot!(kam.out("batch rows B3"), @"
    line  outcome    account  group  candidate  reason                    resolved  external id
    ───────────────────────────────────────────────────────────────────────────────────────────
       2  merged     A1                         facts agree or nearly do
       3  unchanged  A1                         loaded before, in B2
    ");
    // Without the first list, they name nothing.
    kam.out("undo -q");
    kam.out("import first.csv second.csv --source ranking --plan plan.json -q");
    let rest: Vec<Value> = plan(&kam).into_iter().filter(|value| value["list"] == 2).collect();
    write(&kam, &rest);
    insta::assert_snapshot!(kam.kam("import --apply plan.json"), @r#"
    ---- stderr ----
    error: cannot apply `plan.json`: 2 values make no sense; nothing is imported
    plan.json:2: line 2 of the list: `account` is "1:2", a row that is left out, or goes to no account; name one that is added or merged, or an account, or decide otherwise [plan-row-nowhere]
    plan.json:3: line 3 of the list: the row was not loaded before; take it out of the plan to leave it out, or say added [plan-not-loaded]
    ---- exit 3 ----
    "#);
}

#[test]
fn edits_that_make_no_sense_are_refused_all_at_once() {
    let kam = sandbox();
    let before = everything(&kam);
    kam.file("loaded.csv", "公司名称,电话,城市\n杭州清溪贸易有限公司,13800138001,杭州\n甲,1,\n乙,2,\n丙,3,\n丁,4,\n戊,5,\n己,6,\n庚,7,\n,无,\n");
    kam.out("import loaded.csv --source exhibition --plan plan.json -q --fail-on none");
    edit(&kam, |line, row| match line {
        // Loaded before, and of no use.
        2 | 10 => row["outcome"] = json!("added"),
        3 => row["outcome"] = json!("merged"),
        4 => {
            row["outcome"] = json!("merged");
            row["account"] = json!("A99");
        }
        5 => {
            row["outcome"] = json!("merged");
            row["account"] = json!("1:99");
        }
        6 => {
            row["outcome"] = json!("held");
            row["group"] = json!("1:98");
        }
        7 => {
            row["outcome"] = json!("merged");
            row["account"] = json!("1:7");
        }
        8 => row["outcome"] = json!("rejected"),
        9 => row["outcome"] = json!("unchanged"),
        _ => {}
    });
    let mut values = plan(&kam);
    values.push(values[5].clone());
    values.push(values[5].clone());
    values[11]["line"] = json!(77);
    write(&kam, &values);
    insta::assert_snapshot!(kam.kam("import --apply plan.json"), @r#"
    ---- stderr ----
    error: cannot apply `plan.json`: 11 values make no sense; nothing is imported
    plan.json:2: line 2 of the list: the row was loaded before, in B1, and cannot be added again; leave it unchanged, or take it out of the plan [plan-loaded]
    plan.json:3: line 3 of the list: `outcome` is merged, and `account` does not say with whom; name one, as in "A29", or a row, as in "1:12" [plan-no-account]
    plan.json:4: line 4 of the list: there is no account A99; `kam who NAME` and `kam list` find the id [plan-account-unknown]
    plan.json:5: line 5 of the list: `account` is "1:99", a row that is left out, or goes to no account; name one that is added or merged, or an account, or decide otherwise [plan-row-nowhere]
    plan.json:6: line 6 of the list: `group` is "1:98", and the list has no row there; name a row of the list, or null for a group of its own [plan-row-nowhere]
    plan.json:7: line 7 of the list: `account` is "1:7", which goes with this row itself; make one of them "added" [plan-circle]
    plan.json:8: line 8 of the list: the row can be used, and rejected is for rows that cannot; take it out of the plan to leave it out [plan-usable]
    plan.json:9: line 9 of the list: the row was not loaded before; take it out of the plan to leave it out, or say added [plan-not-loaded]
    plan.json:10: line 10 of the list: nothing of the row can be used, it cannot be added; leave it rejected, and correct it by `kam batch rejects` [plan-unusable]
    plan.json:11: line 6 of the list: it stands in line 6 of the plan already; keep one of them [plan-line-twice]
    plan.json:12: line 77 of the list: the list has no row there; take `line` from the plan as it was written [plan-line-unknown]
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(kam.kam("--lang zh import --apply plan.json"), @r#"
    ---- stderr ----
    错误：无法执行计划 `plan.json`：有 11 处不合理；未导入任何数据
    plan.json:2: 名单第 2 行: 该行此前已在 B1 导入，不能再改为 added；请保留 unchanged，或从计划中删去 [plan-loaded]
    plan.json:3: 名单第 3 行: `outcome` 为 merged，但 `account` 未写明并入哪个客户；请填客户（如 "A29"）或行（如 "1:12"） [plan-no-account]
    plan.json:4: 名单第 4 行: 没有客户 A99；可用 `kam who 名称` 或 `kam list` 查找编号 [plan-account-unknown]
    plan.json:5: 名单第 5 行: `account` 为 "1:99"，该行未纳入或不归入任何客户；请改为新增或合并的行，或填客户，或另作处理 [plan-row-nowhere]
    plan.json:6: 名单第 6 行: `group` 为 "1:98"，但名单在此处没有数据行；请填名单中的行，或用 null 自成一组 [plan-row-nowhere]
    plan.json:7: 名单第 7 行: `account` 为 "1:7"，而该行又归入本行；请将其中一行改为 "added" [plan-circle]
    plan.json:8: 名单第 8 行: 该行可用，rejected 只用于无法使用的行；如不导入，请从计划中删去 [plan-usable]
    plan.json:9: 名单第 9 行: 该行此前未导入；如不导入请从计划中删去，否则改为 added [plan-not-loaded]
    plan.json:10: 名单第 10 行: 该行无可用内容，不能改为 added；请保留 rejected，之后用 `kam batch rejects` 改正 [plan-unusable]
    plan.json:11: 名单第 6 行: 计划第 6 行已有此行；请只保留一个 [plan-line-twice]
    plan.json:12: 名单第 77 行: 名单在此处没有数据行；请用计划原有的 `line` [plan-line-unknown]
    ---- exit 3 ----
    "#);
    assert_eq!(everything(&kam), before);
}

#[test]
fn a_held_row_that_is_merged_needs_an_account() {
    let kam = sandbox();
    edit(&kam, |line, row| {
        if line == 3 {
            row["outcome"] = json!("merged");
        }
    });
    insta::assert_snapshot!(kam.kam("import --apply plan.json"), @r#"
    ---- stderr ----
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:3: line 3 of the list: `outcome` is merged, and `account` does not say with whom; the candidate is "A2" [plan-no-account]
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(kam.kam("--lang zh import --apply plan.json"), @r#"
    ---- stderr ----
    错误：无法执行计划 `plan.json`：有 1 处不合理；未导入任何数据
    plan.json:3: 名单第 3 行: `outcome` 为 merged，但 `account` 未写明并入哪个客户；疑似客户是 "A2" [plan-no-account]
    ---- exit 3 ----
    "#);
}

#[test]
fn values_of_another_kind_are_refused_all_at_once() {
    let kam = sandbox();
    edit(&kam, |line, row| match line {
        2 => row["line"] = json!("two"),
        3 => row["outcome"] = json!("maybe"),
        4 => row["account"] = json!(29),
        5 => {
            row["list"] = json!(2);
            row["score"] = json!(1e300);
        }
        6 => {
            row["candidate"] = json!("B7");
            row["group"] = json!(["1:6"]);
            row["reason"] = json!({});
        }
        _ => row["line"] = Value::Null,
    });
    insta::assert_snapshot!(kam.kam("import --apply plan.json"), @r#"
    ---- stderr ----
    error: cannot apply `plan.json`: 8 values make no sense; nothing is imported
    plan.json:2: `line` is "two"; it has to be a whole number from 1 [plan-value]
    plan.json:3: line 3 of the list: `outcome` is "maybe"; it has to be added, merged, unchanged, held or rejected [plan-value]
    plan.json:4: line 4 of the list: `account` is 29; it has to be an account in quotes, as "A29", or a row, as "1:12", or null [plan-value]
    plan.json:5: line 5 of the list: `score` is 1e+300; it has to be a whole number from 0 to 100, or null [plan-value]
    plan.json:6: line 6 of the list: `candidate` is "B7"; it has to be an account in quotes, as "A29", or a row, as "1:12", or null [plan-value]
    plan.json:6: line 6 of the list: `group` is ["1:6"]; it has to be a row of the list in quotes, as "1:12", or null [plan-value]
    plan.json:6: line 6 of the list: `reason` is {}; it has to be a text in quotes [plan-value]
    plan.json:7: `line` is null; it has to be a whole number from 1 [plan-value]
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(kam.kam("--lang zh import --apply plan.json"), @r#"
    ---- stderr ----
    错误：无法执行计划 `plan.json`：有 8 处不合理；未导入任何数据
    plan.json:2: `line` 的值 "two" 不对；应为从 1 起的整数 [plan-value]
    plan.json:3: 名单第 3 行: `outcome` 的值 "maybe" 不对；应为以下之一：added、merged、unchanged、held、rejected [plan-value]
    plan.json:4: 名单第 4 行: `account` 的值 29 不对；应为引号内的客户（如 "A29"）、行（如 "1:12"），或 null [plan-value]
    plan.json:5: 名单第 5 行: `score` 的值 1e+300 不对；应为整数 0 至 100，或 null [plan-value]
    plan.json:6: 名单第 6 行: `candidate` 的值 "B7" 不对；应为引号内的客户（如 "A29"）、行（如 "1:12"），或 null [plan-value]
    plan.json:6: 名单第 6 行: `group` 的值 ["1:6"] 不对；应为引号内的行（如 "1:12"），或 null [plan-value]
    plan.json:6: 名单第 6 行: `reason` 的值 {} 不对；应为引号内的文字 [plan-value]
    plan.json:7: `line` 的值 null 不对；应为从 1 起的整数 [plan-value]
    ---- exit 3 ----
    "#);
}

#[test]
fn a_row_of_a_list_that_is_not_there_is_refused() {
    let kam = sandbox();
    edit(&kam, |_, row| row["list"] = json!(2));
    let said = kam.kam("import --apply plan.json");
    let first: Vec<&str> = said.lines().take(3).collect();
    insta::assert_snapshot!(first.join("\n"), @"
    ---- stderr ----
    error: cannot apply `plan.json`: 6 values make no sense; nothing is imported
    plan.json:2: line 2 of the list: `list` is 2, and no such list stands above; keep the object with `kam_plan` that begins it [plan-list-unknown]
    ");
}

#[test]
fn a_list_that_stands_there_twice_is_refused() {
    let kam = sandbox();
    let values = plan(&kam);
    write(&kam, &[values.clone(), values].concat());
    insta::assert_snapshot!(kam.kam("import --apply plan.json"), @"
    ---- stderr ----
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:8: list 1 stands here again, or after a later one; keep each list once, in order [plan-list-twice]
    ---- exit 3 ----
    ");
}

#[test]
fn what_a_plan_says_of_its_list_is_checked() {
    let kam = sandbox();
    let good = plan(&kam);
    let with = |key: &str, value: Value| {
        let mut values = good.clone();
        values[0][key] = value;
        write(&kam, &values);
        kam.kam("import --apply plan.json")
    };
    insta::assert_snapshot!(with("source", json!("nonsense")), @r#"
    ---- stderr ----
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: `source` is "nonsense"; it has to be a kind of list; `kam import --help` names them [plan-value]
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(with("fields", json!(["name"])), @r#"
    ---- stderr ----
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: `fields` is ["name"]; it has to be what kam wrote there; take it from the plan as it was written [plan-value]
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(with("collected_on", json!("2026-02-30")), @r#"
    ---- stderr ----
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: `collected_on` is "2026-02-30"; it has to be a day, as "2026-03-01", or null [plan-value]
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(with("owner", json!("S99")), @r#"
    ---- stderr ----
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: `owner` is "S99"; it has to be the id of one that is there, as kam wrote it, or null [plan-value]
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(with("kam_plan", json!(2)), @"
    ---- stderr ----
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: `kam_plan` is 2, this kam knows 1; apply it with the kam that wrote it, or make it again [plan-version]
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(with("file", Value::Null), @"
    ---- stderr ----
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: `file` is null; it has to be a text in quotes [plan-value]
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(with("state", json!("2-0123")), @"
    ---- stderr ----
    error: cannot apply `plan.json`: it was made for another store
    hint: name that store with `--db`, or make a plan for this one with `kam import … --plan`
    ---- exit 3 ----
    ");
    // A day and a person that make sense are taken.
    kam.out("staff add 王芳 -q");
    kam.out("import list.csv --source ranking --plan plan.json -q --fail-on none");
    let mut values = plan(&kam);
    values[0]["owner"] = json!("S1");
    values[0]["asked"] = json!("秘书处");
    values[0]["collected_on"] = json!("2026-02-27");
    write(&kam, &values);
    kam.out("import --apply plan.json -q --fail-on none");
    insta::assert_snapshot!(kam.out("batch show B2 -f json --columns asked,collected_on,owner"), @r#"
    {
      "asked": "秘书处",
      "collected_on": "2026-02-27",
      "owner": "S1"
    }
    "#);
}

#[test]
fn files_that_are_no_plans_are_refused() {
    let kam = sandbox();
    let good = std::fs::read_to_string(kam.folder().join("plan.json")).unwrap();
    let lines: Vec<&str> = good.lines().collect();
    let deep = "[".repeat(100_000);
    let cases = [
        ("empty", String::new()),
        ("cut off", good[..good.len() - 20].to_owned()),
        ("another document", "{\"batches\":[]}\n".to_owned()),
        ("a number", "12 13\n".to_owned()),
        ("one array", format!("[{}]", lines.join(","))),
        ("no header", lines[1..].join("\n")),
        ("a list", "公司名称,电话\n杭州清溪贸易有限公司,1\n".to_owned()),
        ("a huge number", good.replacen("\"line\":3", "\"line\":1e999", 1)),
        ("deep", deep),
        ("a word between", good.replacen('\n', "\nnonsense\n", 1)),
        ("a number between", good.replacen('\n', "\n7\n", 1)),
    ];
    let mut said = String::new();
    for (what, text) in cases {
        kam.file("plan.json", text);
        let made = kam.kam("import --apply plan.json");
        write!(said, "# {what}\n{}", made.replace("---- stderr ----\n", "")).unwrap();
    }
    insta::assert_snapshot!(said, @r#"
    # empty
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: this is no plan of an import; `kam import FILE --source KIND --plan plan.json` writes one [plan-no-header]
    ---- exit 3 ----
    # cut off
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:7: the plan ends in the middle of a value; write it again, wholly [plan-cut-off]
    ---- exit 3 ----
    # another document
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: this is no plan of an import; `kam import FILE --source KIND --plan plan.json` writes one [plan-no-header]
    ---- exit 3 ----
    # a number
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: this is no plan of an import; `kam import FILE --source KIND --plan plan.json` writes one [plan-no-header]
    ---- exit 3 ----
    # one array
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: one array of everything; write its values one by one: `jq -c '.[]'` [plan-no-header]
    ---- exit 3 ----
    # no header
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: a row, and its list is not there: keep the objects that have `kam_plan`, as in `jq -c 'select(.kam_plan or .outcome == "added")'` [plan-no-header]
    ---- exit 3 ----
    # a list
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: no JSON at column 1: expected value; a plan is one JSON object after another [plan-no-json]
    ---- exit 3 ----
    # a huge number
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:3: no JSON at column 23: number out of range; a plan is one JSON object after another [plan-no-json]
    ---- exit 3 ----
    # deep
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:1: no JSON at column 128: recursion limit exceeded; a plan is one JSON object after another [plan-no-json]
    ---- exit 3 ----
    # a word between
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:2: no JSON at column 2: expected ident; a plan is one JSON object after another [plan-no-json]
    ---- exit 3 ----
    # a number between
    error: cannot apply `plan.json`: 1 value makes no sense; nothing is imported
    plan.json:3: this is no plan of an import; `kam import FILE --source KIND --plan plan.json` writes one [plan-no-header]
    ---- exit 3 ----
    "#);
    kam.file("plan.json", [0xff, 0xfe, b'{', 0]);
    assert!(kam.kam("import --apply plan.json").contains("no JSON at column 1"));
    insta::assert_snapshot!(kam.kam("import --apply none.json"), @"
    ---- stderr ----
    error: there is no file `none.json`
    hint: name a file, or `-` for standard input
    ---- exit 3 ----
    ");
}

#[test]
fn a_plan_is_read_however_its_values_are_laid_out() {
    let kam = sandbox();
    let pretty: Vec<String> =
        plan(&kam).iter().map(|value| serde_json::to_string_pretty(value).unwrap()).collect();
    let piped = format!("\u{feff}{}", pretty.join(" "));
    let args = ["import", "--apply", "-", "-q", "--fail-on", "none", "-f", "json"];
    let output = kam.run_with(&args, &piped);
    let reports: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(outcomes(&reports[0]), [1, 2, 0, 2, 1]);
}

#[test]
fn rows_of_a_plan_stand_in_any_order() {
    let kam = sandbox();
    let mut values = plan(&kam);
    values[1..].reverse();
    write(&kam, &values);
    let reports = json(&kam, "import --apply plan.json --fail-on none", 0);
    assert_eq!(outcomes(&reports[0]), [1, 2, 0, 2, 1]);
    let lines = kam.out("batch rows B2 -f csv --columns line --no-header");
    assert_eq!(lines.split_whitespace().collect::<Vec<_>>(), ["2", "3", "4", "5", "6", "7"]);
}

#[test]
fn a_plan_is_refused_once_the_store_moved_on() {
    let kam = sandbox();
    kam.out("--as 王芳 edit A1 --note 已核对 -q");
    kam.out("--as 李娜 edit A2 --note 13800138002 -q");
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("import --apply plan.json"), @"
    ---- stderr ----
    error: cannot apply `plan.json`: 2 operations came after it, O4 by 李娜 (`kam --as 李娜 edit A2 --note 138****8002 -q`) the last: it may not be true any more
    hint: make it again with `kam import … --plan`, and look through it again
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh import --apply plan.json"), @"
    ---- stderr ----
    错误：无法执行计划 `plan.json`：此后又有 2 次操作，最后一次是 李娜 的 O4（`kam --as 李娜 edit A2 --note 138****8002 -q`）：计划可能已不成立
    提示：请用 `kam import … --plan` 重新做计划，并再次查看
    ---- exit 3 ----
    ");
    assert_eq!(everything(&kam), before);
    // What was taken back is an operation as well.
    kam.out("undo O4 -q");
    assert!(kam.kam("import --apply plan.json").contains("3 operations came after it"));
}

#[test]
fn a_plan_for_another_store_is_refused() {
    let (kam, other) = (sandbox(), sandbox());
    let plan = std::fs::read(kam.folder().join("plan.json")).unwrap();
    other.file("plan.json", plan);
    insta::assert_snapshot!(other.kam("import --apply plan.json"), @"
    ---- stderr ----
    error: cannot apply `plan.json`: it was made for another store
    hint: name that store with `--db`, or make a plan for this one with `kam import … --plan`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(other.kam("--lang zh import --apply plan.json"), @"
    ---- stderr ----
    错误：无法执行计划 `plan.json`：该计划是为另一个数据库做的
    提示：用 `--db` 指定该数据库，或用 `kam import … --plan` 为当前数据库重新做计划
    ---- exit 3 ----
    ");
}

#[test]
fn a_plan_is_refused_where_its_list_changed_or_is_gone() {
    let kam = sandbox();
    let list = std::fs::read(kam.folder().join("list.csv")).unwrap();
    kam.file("list.csv", [list.as_slice(), b"x,1,\n"].concat());
    insta::assert_snapshot!(kam.kam("import --apply plan.json"), @"
    ---- stderr ----
    error: cannot apply `plan.json`: `list.csv` is another file than the plan was made of
    hint: put the file of then back, or make the plan again with `kam import … --plan`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh import --apply plan.json"), @"
    ---- stderr ----
    错误：无法执行计划 `plan.json`：`list.csv` 与做计划时的文件不同
    提示：请放回当时的文件，或用 `kam import … --plan` 重新做计划
    ---- exit 3 ----
    ");
    std::fs::rename(kam.folder().join("list.csv"), kam.folder().join("gone.csv")).unwrap();
    insta::assert_snapshot!(kam.kam("import --apply plan.json"), @"
    ---- stderr ----
    error: there is no file `list.csv`
    hint: put the list back where it was, or say in `file` of the plan where it is now
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh import --apply plan.json"), @"
    ---- stderr ----
    错误：找不到文件 `list.csv`
    提示：请将名单放回原处，或在计划的 `file` 中写明现在的位置
    ---- exit 3 ----
    ");
    kam.file("list.csv", list);
    kam.out("import --apply plan.json -q --fail-on none");
}

#[test]
fn a_file_that_is_no_plan_is_not_written_over() {
    let kam = sandbox();
    let list = std::fs::read(kam.folder().join("list.csv")).unwrap();
    insta::assert_snapshot!(kam.kam("import --source ranking --plan list.csv ours.csv"), @"
    ---- stderr ----
    error: `list.csv` is there and is no plan
    hint: `--plan` names the file that the plan is written to; name a new one, as in `--plan plan.json`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh import --source ranking --plan list.csv ours.csv"), @"
    ---- stderr ----
    错误：`list.csv` 已存在，且不是计划文件
    提示：`--plan` 指定写入计划的文件；请用新的文件名，例如 `--plan plan.json`
    ---- exit 3 ----
    ");
    assert_eq!(std::fs::read(kam.folder().join("list.csv")).unwrap(), list);
    insta::assert_snapshot!(kam.kam("import - --source ranking --plan new.json"), @"
    ---- stderr ----
    error: standard input is gone when a plan is applied
    hint: save the list to a file, and name that
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("import list.csv --source ranking --plan nowhere/new.json"), @"
    ---- stderr ----
    error: cannot write `nowhere/new.json`: there is no such folder
    ---- exit 6 ----
    ");
    insta::assert_snapshot!(kam.kam("import list.csv --apply plan.json"), @"
    ---- stderr ----
    error: the argument '[FILE]...' cannot be used with '--apply <PLAN>'

    Usage: kam import <FILE>...

    For more information, try '--help'.
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("import list.csv"), @"
    ---- stderr ----
    error: what kind of list it is: `--source KIND` is missing
    hint: a file of rejected rows, corrected, needs `--fixes BATCH` instead, as in `kam import fix.csv --fixes B3`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh import list.csv"), @"
    ---- stderr ----
    错误：未说明名单来源：缺少 `--source 来源`
    提示：改正后的拒收文件请改用 `--fixes 批次`，例如 `kam import fix.csv --fixes B3`
    ---- exit 2 ----
    ");
}

#[test]
fn a_rehearsal_of_a_plan_changes_nothing() {
    let kam = sandbox();
    let before = everything(&kam);
    edit(&kam, |line, row| {
        if line == 3 {
            row["outcome"] = json!("added");
        }
    });
    insta::assert_snapshot!(kam.kam("import --apply plan.json --dry-run --fail-on none"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────
    new            6      2       2          0     1         1  list.csv
    ---- stderr ----
    list.csv:7: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    As decided in the plan, 1 row goes elsewhere than matching would send them.
    Dry run: nothing was written.
    ");
    assert_eq!(everything(&kam), before);
    let reports = json(&kam, "import --apply plan.json --fail-on none", 0);
    assert_eq!(outcomes(&reports[0]), [2, 2, 0, 1, 1]);
}

#[test]
fn demo_lists_with_every_held_row_added_leave_nothing_to_decide() {
    let kam = with_demo_files(Sandbox::new());
    for (name, source) in DEMO {
        assert!(!demo_file(name).is_empty());
        kam.out(&format!("import {name} --source {source} --plan plan.json -q --fail-on none"));
        edit(&kam, |_, row| {
            if row["outcome"] == "held" {
                row["outcome"] = json!("added");
            }
        });
        kam.out("import --apply plan.json -q --fail-on none");
    }
    assert_eq!(json(&kam, "review", 0).as_array().map(Vec::len), Some(0));
    assert_eq!(kam.out("export separations -f csv --no-header").lines().count(), 3);
}

#[test]
fn a_plan_keeps_the_rules_that_its_list_is_read_by() {
    let kam = Sandbox::new();
    kam.file(
        "rules.toml",
        "[columns]\n\"公司名称\" = \"name\"\n\"城市\" = \"city\"\n\
             [constants]\ntags = [\"春展\"]\n\
             [rewrite.\"城市\"]\n\"甬\" = \"宁波\"\n\
             [[skip]]\ncolumn = \"公司名称\"\ncontains = [\"物流\"]\n",
    );
    kam.file(
        "list.csv",
        "公司名称,城市,电话\n杭州云麓物流有限公司,杭州,13800138002\n\
             宁波海盏酒业有限公司,甬,13800138003\n杭州砚田广告有限公司,杭州,13800138004\n",
    );
    kam.out("import list.csv --source ranking --rules rules.toml --plan plan.json -q");
    kam.out("import --apply plan.json -q");
    let accounts = kam.out("list -f csv --columns name,city,tags");
    assert_eq!(
        accounts,
        "name,city,tags\n宁波海盏酒业有限公司,宁波市,春展\n杭州砚田广告有限公司,杭州市,春展\n"
    );
    assert_eq!(kam.out("batch show B1 -f csv --columns skipped"), "skipped\n1\n");
    let again = kam.out("import list.csv --source ranking --rules rules.toml -f ndjson -q");
    assert!(again.contains(r#""batch":"B1","already_imported":true"#), "{again}");
}
