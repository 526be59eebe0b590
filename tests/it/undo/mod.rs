//! Operations taken back, done again, and what was changed since.

mod corners;
mod histories;
mod mergers;
mod parts;
mod sound;

use crate::sandbox::{Sandbox, TODAY};
use crate::script;

/// Runs `kam` within this process and returns whether it was done, and what it printed.
pub(crate) fn within(kam: &Sandbox, args: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let env = [("KAM_DB", kam.store()), ("KAM_TODAY", TODAY), ("KAM_USER", "tester")];
    let code = kam::cli::run(kam::cli::World {
        args: std::iter::once("kam").chain(args.iter().copied()).map(Into::into).collect(),
        env: env.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        folder: kam.folder().to_owned(),
        stdin: &mut std::io::empty(),
        stdout: &mut out,
        stderr: &mut err,
        stdin_is_terminal: false,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        width: None,
        file_system: kam::store::file_system,
    });
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn done(kam: &Sandbox, args: &[&str]) -> String {
    let (code, out, err) = within(kam, args);
    assert_eq!(code, 0, "{args:?}: {out}{err}");
    out
}

fn everything(kam: &Sandbox) -> String {
    done(kam, &["export", "all", "-f", "ndjson"])
}

fn last_operation(kam: &Sandbox) -> i64 {
    let history = done(kam, &["history", "--limit", "1", "-f", "csv", "--columns", "id"]);
    history.lines().nth(1).unwrap().trim_start_matches('O').parse().unwrap()
}

/// Compares two exports and shows the first line that differs.
fn same(was: &str, is: &str, what: &str) {
    if let Some(difference) = difference(was, is) {
        panic!("{what}: {difference}");
    }
}

/// Returns how many lines two exports have, and the first that differs, where one does.
fn difference(was: &str, is: &str) -> Option<String> {
    let line = was.lines().zip(is.lines()).find(|(was, is)| was != is);
    let counts = (was.lines().count(), is.lines().count());
    (was != is).then(|| format!("lines {counts:?}, the first that differs: {line:#?}"))
}

/// What is derived from records is what it would be if it were made again.
fn derived_is_right(kam: &Sandbox, what: &str) {
    let store = kam.open();
    let rows = |table: &str| {
        let mut found = Vec::new();
        store
            .db()
            .each(&format!("SELECT * FROM {table} ORDER BY 1, 2"), &[], |row| {
                let cells = (0..if table == "match_key" { 2 } else { 4 })
                    .map(|at| format!("{:?}", row.val(at).unwrap()));
                found.push(cells.collect::<Vec<_>>().join(" "));
                Ok(())
            })
            .unwrap();
        found.sort();
        found
    };
    let kept = rows("follow_up");
    store.db().rebuild_follow_up().unwrap();
    assert_eq!(kept, rows("follow_up"), "{what}");
    let orphans = "SELECT account FROM match_key WHERE account NOT IN
                    (SELECT id FROM account WHERE removed_op IS NULL)";
    let mut found = 0;
    let count = |_: &kam::store::Row<'_>| {
        found += 1;
        Ok(())
    };
    store.db().each(orphans, &[], count).unwrap();
    assert_eq!(found, 0, "{what}: keys of accounts that are gone");
}

#[test]
fn every_command_is_taken_back_and_done_again() {
    every_command(&Sandbox::new());
}

#[test]
fn every_command_is_taken_back_on_a_server() {
    if let Some(kam) = Sandbox::on_postgres() {
        every_command(&kam);
    }
}

fn every_command(kam: &Sandbox) {
    script::prepare(kam);
    let (mut states, mut operation) = (vec![everything(kam)], last_operation(kam));
    for command in script::commands() {
        let args: Vec<&str> = command.iter().map(String::as_str).collect();
        done(kam, &args);
        if last_operation(kam) == operation {
            continue;
        }
        if ["undo", "redo"].contains(&args[0]) {
            operation = last_operation(kam);
            states.push(everything(kam));
            continue;
        }
        let after = everything(kam);
        // As whoever did it.
        let own = |verb: &'static str| {
            let actor = args.iter().position(|arg| *arg == "--as").map(|at| args[at + 1]);
            actor.map_or(vec![verb], |actor| vec!["--as", actor, verb])
        };
        done(kam, &own("undo"));
        same(states.last().unwrap(), &everything(kam), &format!("undo of {args:?}"));
        done(kam, &own("redo"));
        same(&after, &everything(kam), &format!("redo of {args:?}"));
        derived_is_right(kam, &format!("{args:?}"));
        operation = last_operation(kam);
        states.push(after);
    }
    assert!(states.len() > 30, "most commands write");
}

fn prepared(kam: &Sandbox) {
    script::prepare(kam);
    for line in ["shop add 城南店", "staff add 王芳 --shop 城南店", "staff add 李伟"] {
        done(kam, &line.split(' ').collect::<Vec<_>>());
    }
    done(kam, &["add", "多达租赁", "--phone", "13900001111"]);
    done(kam, &["add", "北方仪器", "--contact", "赵总", "--owner", "王芳"]);
}

#[test]
fn what_was_changed_since_is_kept_and_named() {
    let kam = Sandbox::new();
    prepared(&kam);
    done(&kam, &["add", "长河运输", "--phone", "0571-65550001", "--contact", "陈经理"]);
    done(&kam, &["assign", "--to", "王芳", "A1", "A2", "A3"]);
    done(&kam, &["edit", "A3", "--note", "后来"]);
    insta::assert_snapshot!(kam.kam("undo O8 --dry-run"), @"
    outcome   records  count  changed by  ids
    ─────────────────────────────────────────
    reversed  account      1              A1
    kept      account      1  O9          A3
    ---- stderr ----
    Took back O8.
    What was kept was changed since, or is needed by what was made since, by O9; that taken back first (`kam undo`), this can follow.
    Dry run: nothing was written.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.kam("undo O7"), @"
    outcome  records  count  changed by  ids
    ─────────────────────────────────────────
    kept     account      1  O9          A3
    kept     contact      1  O9          P2
    kept     phone        1  O9          TEL2
    ---- stderr ----
    Nothing of O7 was taken back.
    What was kept was changed since, or is needed by what was made since, by O9; that taken back first (`kam undo`), this can follow.
    Nothing changed.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.kam("undo O8 -f json"), @r#"
    [
    {"outcome":"reversed","record_kind":"account","count":1,"changed_by":null,"ids":["A1"]},
    {"outcome":"kept","record_kind":"account","count":1,"changed_by":"O9","ids":["A3"]}
    ]
    ---- stderr ----
    Took back O8.
    What was kept was changed since, or is needed by what was made since, by O9; that taken back first (`kam undo`), this can follow.
    Logged as O10.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.kam("undo O8"), @"
    outcome  records  count  changed by  ids
    ────────────────────────────────────────
    kept     account      1  O9          A3
    ---- stderr ----
    O8 was taken back in part before, by O10.
    Nothing of O8 was taken back.
    What was kept was changed since, or is needed by what was made since, by O9; that taken back first (`kam undo`), this can follow.
    Nothing changed.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.kam("redo O8"), @r"
    outcome  records  count  changed by  ids
    ────────────────────────────────────────
    redone   account      1              A1
    ---- stderr ----
    Did again what O10 had taken back.
    Logged as O11.
    ");
    insta::assert_snapshot!(kam.kam("undo O8 --by-field"), @"
    outcome   records  count  changed by  ids
    ────────────────────────────────────────────
    reversed  account      2              A1, A3
    ---- stderr ----
    Took back O8.
    Logged as O12.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh-CN undo O1"), @"
    ---- stderr ----
    错误：O1 建立了数据库，不能撤销
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("undo O99 O8 A3"), @"
    ---- stderr ----
    error: `A3` is no id; one looks like O12
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--as nobody undo"), @"
    ---- stderr ----
    error: `nobody` has no operation that could be taken back
    hint: `kam history` shows whose they are; name one: `kam undo O12`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--as nobody redo"), @"
    ---- stderr ----
    error: `nobody` has taken nothing back that could be done again
    hint: `kam history` shows what is undone; name it: `kam redo O12`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("redo O9"), @"
    ---- stderr ----
    error: O9 is not taken back
    ---- exit 3 ----
    ");
}

#[test]
fn what_is_done_again_is_not_said_to_be_taken_back() {
    let kam = crate::prospects::with(Sandbox::new(), &[crate::prospects::firm("多达运输")]);
    kam.out("edit A1 --city 杭州 -q");
    kam.out("undo -q");
    insta::assert_snapshot!(kam.kam("--lang zh redo --dry-run"), @r"
    结果    记录类型  数量  之后修改  编号
    ──────────────────────────────────────
    已恢复  客户         1            A1
    ---- stderr ----
    已恢复 O6 所撤销的内容。
    试运行：未写入任何数据。
    ");
    insta::assert_snapshot!(kam.kam("redo -f json"), @r#"
    [
    {"outcome":"redone","record_kind":"account","count":1,"changed_by":null,"ids":["A1"]}
    ]
    ---- stderr ----
    Did again what O6 had taken back.
    Logged as O7.
    "#);
    insta::assert_snapshot!(kam.out("undo -f csv -q"), @r"
    outcome,record_kind,count,changed_by,ids
    reversed,account,1,,A1
    ");
}

#[test]
fn an_import_is_taken_back_and_the_file_comes_in_again() {
    let kam = Sandbox::new();
    script::prepare(&kam);
    let before = everything(&kam);
    done(&kam, &["import", "fair.csv", "--source", "exhibition:春展", "--fail-on", "none"]);
    done(&kam, &["import", "pages.csv", "--source", "yellow-pages", "--fail-on", "none"]);
    let after = everything(&kam);
    done(&kam, &["review", "accept", "B2:3"]);
    done(&kam, &["undo"]);
    same(&after, &everything(&kam), "the held rows wait again");
    done(&kam, &["undo"]);
    done(&kam, &["undo"]);
    same(&before, &everything(&kam), "both imports");
    derived_is_right(&kam, "both imports");
    let again = done(
        &kam,
        &["import", "fair.csv", "--source", "exhibition:春展", "--fail-on", "none", "-f", "json"],
    );
    assert!(again.contains(r#""already_imported":false"#), "{again}");
    assert!(again.contains(r#""added":4"#), "{again}");
}

#[test]
fn an_account_worked_on_keeps_what_it_is_made_of() {
    let kam = Sandbox::new();
    script::prepare(&kam);
    done(&kam, &["import", "fair.csv", "--source", "exhibition:春展", "--fail-on", "none"]);
    done(&kam, &["edit", "多达物流有限公司", "--note", "很重要"]);
    let (code, out, _) = within(
        &kam,
        &["undo", "O2", "-f", "csv", "--columns", "outcome,record_kind,count,changed_by"],
    );
    assert_eq!(code, 1);
    insta::assert_snapshot!(out, @"
    outcome,record_kind,count,changed_by
    reversed,batch,1,
    reversed,account,3,
    reversed,contact,1,
    reversed,phone,3,
    reversed,deal,1,
    reversed,batch_row,4,
    kept,source,1,O3
    kept,account,1,O3
    kept,contact,1,O3
    kept,phone,2,O3
    kept,deal,1,O3
    ");
    let card = done(&kam, &["show", "多达物流有限公司", "-f", "json"]);
    assert!(card.contains("13800138000") && card.contains("张志强"), "{card}");
    derived_is_right(&kam, "an import in part");
}

#[test]
fn every_field_says_where_it_comes_from() {
    let kam = Sandbox::new();
    script::prepare(&kam);
    done(&kam, &["import", "fair.csv", "--source", "exhibition:春展", "--fail-on", "none"]);
    done(&kam, &["--as", "小王", "edit", "多达物流有限公司", "--industry", "货运", "--note", "一"]);
    done(&kam, &["edit", "多达物流有限公司", "--note", "二"]);
    done(&kam, &["undo"]);
    insta::assert_snapshot!(kam.kam("blame 多达物流有限公司"), @"
    record  field      value                          operation  actor   lists
    ──────────────────────────────────────────────────────────────────────────
    A1      kind       organisation                   O2         tester  B1:2
    A1      name       多达物流有限公司               O2         tester  B1:2
    A1      industry   货运                           O3         小王
    A1      province   浙江省                         O2         tester  B1:2
    A1      city       杭州市                         O2         tester  B1:2
    A1      district   西湖区                         O2         tester  B1:2
    A1      address    浙江省杭州市西湖区文三路395号  O2         tester  B1:2
    A1      source     Q1                             O2         tester  B1:2
    A1      note       一                             O3         小王
    A1      opened     2026-03-02                     O2         tester  B1:2
    A1      tries      0                              O2         tester  B1:2
    P1      account    A1                             O2         tester  B1:2
    P1      name       张志强                         O2         tester  B1:2
    P1      title      经理                           O2         tester  B1:2
    TEL1    account    A1                             O2         tester  B1:2
    TEL1    contact    P1                             O2         tester  B1:2
    TEL1    kind       mobile                         O2         tester  B1:2
    TEL1    number     +8613800138000                 O2         tester  B1:2
    TEL2    account    A1                             O2         tester  B1:2
    TEL2    contact    P1                             O2         tester  B1:2
    TEL2    kind       landline                       O2         tester  B1:2
    TEL2    number     +861065551234                  O2         tester  B1:2
    TEL2    extension  8012                           O2         tester  B1:2
    ");
    insta::assert_snapshot!(kam.kam("blame D1 --columns field,value,operation,list_rows -f csv"), @"
    field,value,operation,list_rows
    account,A1,O2,B1:2
    origin,new,O2,B1:2
    preset,key-account,O2,B1:2
    stage,lead,O2,B1:2
    state,open,O2,B1:2
    grade,N,O2,B1:2
    grade_hint,A,O2,B1:2
    model,安达2.0,O2,B1:2
    quantity,5,O2,B1:2
    budget,1250000.00,O2,B1:2
    opened_on,2026-03-02,O2,B1:2
    ");
    insta::assert_snapshot!(kam.kam("blame D77"), @"
    ---- stderr ----
    error: there is no D77
    ---- exit 3 ----
    ");
}

#[test]
fn history_is_asked_by_who_what_and_when() {
    let kam = Sandbox::new();
    prepared(&kam);
    done(&kam, &["--as", "王芳", "edit", "A1", "--note", "x"]);
    done(&kam, &["undo", "O7"]);
    let ids = |args: &str| kam.out(&format!("history {args} -f csv --columns id,undone_by"));
    assert_eq!(ids("--by 王芳"), "id,undone_by\nO7,O8\n");
    assert_eq!(ids("--command undo"), "id,undone_by\nO8,\n");
    assert_eq!(ids("A1 --by 王芳"), "id,undone_by\nO7,O8\n");
    assert_eq!(ids("--until -1d"), "id,undone_by\n");
    assert_eq!(ids("--since today --limit 1"), "id,undone_by\nO8,\n");
    assert_eq!(kam.out("show O7 -f csv"), kam.out("history O7 -f csv"));
}
