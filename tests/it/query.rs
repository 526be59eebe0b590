//! `kam query`: questions of one's own, in SQL.

use crate::sandbox::Sandbox;

/// Runs `kam query SQL` with further arguments.
fn query(kam: &Sandbox, sql: &str, more: &[&str]) -> String {
    let mut args = vec!["query", sql];
    args.extend(more);
    kam.kam_with(&args, "")
}

fn with_accounts() -> Sandbox {
    let kam = Sandbox::new();
    kam.out("add 多达测试公司 --phone 13912345678");
    kam.out("add 测样贸易有限公司 --phone 0571-5550-9999");
    kam
}

#[test]
fn an_answer_is_shown_in_every_form() {
    let kam = with_accounts();
    let sql = "SELECT id, name, city FROM account ORDER BY id";
    insta::assert_snapshot!(query(&kam, sql, &[]), @"
    id  name              city
    ──────────────────────────
     1  多达测试公司
     2  测样贸易有限公司
    ---- stderr ----
    2 rows.
    ");
    insta::assert_snapshot!(query(&kam, sql, &["-f", "json", "-q"]), @r#"
    [
    {"id":1,"name":"多达测试公司","city":null},
    {"id":2,"name":"测样贸易有限公司","city":null}
    ]
    "#);
    insta::assert_snapshot!(query(&kam, sql, &["-f", "csv", "--columns", "name", "-q"]), @"
    name
    多达测试公司
    测样贸易有限公司
    ");
    insta::assert_snapshot!(query(&kam, "SELECT id FROM account WHERE id > 9", &["-f", "json"]), @"
    []
    ---- stderr ----
    0 rows.
    ");
    insta::assert_snapshot!(query(&kam, sql, &["--columns", "nothing"]), @"
    ---- stderr ----
    error: no column `nothing`
      --columns nothing
                ^^^^^^^
    hint: columns are id, name, city
    ---- exit 2 ----
    ");
}

#[test]
fn what_writes_is_refused() {
    let kam = with_accounts();
    for sql in [
        "DELETE FROM account",
        "WITH a AS (SELECT 1) DELETE FROM account",
        "PRAGMA query_only = 0",
        "ATTACH 'other.db' AS other",
        "SELECT 1; DELETE FROM account",
    ] {
        let output = kam.run(&["query", sql]);
        assert_eq!(output.status.code(), Some(3), "{sql}");
        assert!(output.stdout.is_empty(), "{sql}");
    }
    assert_eq!(kam.out("list -f ids"), "A1\nA2\n");
    assert!(!kam.folder().join("other.db").exists());
    insta::assert_snapshot!(query(&kam, "DELETE FROM account", &[]), @"
    ---- stderr ----
    error: only reading is allowed here, and `DELETE` is something else
    hint: begin with SELECT, WITH, VALUES or EXPLAIN; what is to be changed has a command: `kam help`
    ---- exit 3 ----
    ");
}

#[test]
fn what_is_wrong_is_shown_where_it_is() {
    let kam = with_accounts();
    insta::assert_snapshot!(query(&kam, "SELECT id,\n  nme FROM account", &[]), @"
    ---- stderr ----
    error: the statement is wrong: no such column: nme
        nme FROM account
        ^
    hint: `kam query --schema` lists tables and columns
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("query"), @"
    ---- stderr ----
    error: the following required arguments were not provided:
      <SQL>

    Usage: kam query <SQL>

    For more information, try '--help'.
    ---- exit 2 ----
    ");
    let file = kam.folder().join("out.csv");
    kam.run(&["query", "SELECT nme FROM account", "-o", "out.csv"]);
    assert!(!file.exists(), "a file is written wholly or not at all");
}

#[test]
fn a_statement_can_come_from_standard_input() {
    let kam = with_accounts();
    let said =
        kam.kam_with(&["query", "-", "-f", "csv", "-q"], "SELECT COUNT(*) AS n\nFROM account");
    assert_eq!(said, "n\n2\n");
}

#[test]
fn tables_and_columns_are_listed_with_their_meaning() {
    let kam = Sandbox::empty();
    let listed = kam.out("query --schema -f csv");
    assert!(listed.starts_with("table,column,type,nullable,comment\nmeta,name,TEXT,false,"));
    assert!(listed.contains("\ndeal,budget,INTEGER,true,hundredths\n"), "{listed}");
}

#[test]
fn the_server_answers_and_refuses_alike() {
    let Some(kam) = Sandbox::on_postgres() else { return };
    kam.out("add 多达测试公司 --phone 13912345678");
    let sql = "SELECT id, name, CAST(1.5 AS NUMERIC) AS n FROM account";
    assert_eq!(query(&kam, sql, &["-f", "csv", "-q"]), "id,name,n\n1,多达测试公司,1.5\n");
    for sql in [
        "DELETE FROM account",
        "WITH gone AS (DELETE FROM account RETURNING id) SELECT id FROM gone",
        "EXPLAIN ANALYZE DELETE FROM account",
        "SELECT 1; DELETE FROM account",
    ] {
        assert_eq!(kam.run(&["query", sql]).status.code(), Some(3), "{sql}");
    }
    assert_eq!(kam.out("list -f ids"), "A1\n");
}
