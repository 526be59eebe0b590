//! The log alone rebuilds the store from before any operation.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::sandbox::Sandbox;
use crate::script;

#[test]
fn every_operation_can_be_taken_back_by_the_log_alone() {
    let kam = Sandbox::new();
    script::prepare(&kam);
    let mut before: BTreeMap<i64, (Vec<String>, String)> = BTreeMap::new();
    let mut operations = last_operation(&kam);
    let mut records = script::everything(&kam);
    for command in script::commands() {
        script::run(&kam, &command);
        let (last, now) = (last_operation(&kam), script::everything(&kam));
        if last == operations {
            assert_eq!(now, records, "{command:?} is not logged, and changed something");
        } else {
            assert_eq!(last, operations + 1, "{command:?} is one operation");
            before.insert(last, (command, records));
        }
        (operations, records) = (last, now);
    }
    assert!(before.len() > 20, "most commands write");

    let past = Sandbox::empty();
    std::fs::copy(kam.folder().join("kam.db"), past.folder().join("kam.db")).unwrap();
    for (operation, (command, records)) in before.iter().rev() {
        take_back(&past, *operation);
        let now = script::everything(&past);
        if now != *records {
            let line = records.lines().zip(now.lines()).find(|(was, is)| was != is);
            panic!("before O{operation} {command:?}: was and rebuilt: {line:#?}");
        }
    }
}

fn open(kam: &Sandbox) -> Connection {
    let db = Connection::open(kam.folder().join("kam.db")).unwrap();
    for setting in ["foreign_keys", "synchronous"] {
        db.pragma_update(None, setting, 0).unwrap();
    }
    db
}

fn last_operation(kam: &Sandbox) -> i64 {
    open(kam).query_row("SELECT MAX(id) FROM operation", [], |row| row.get(0)).unwrap()
}

/// Deletes what an operation made, puts back what it changed, and knows nothing but the log.
fn take_back(kam: &Sandbox, operation: i64) {
    let db = open(kam);
    // One row each, and many rows together: a value of all, or one of each by its place.
    let mut changes = db
        .prepare(
            "SELECT step, kind, row_id, before, NULL AS place FROM operation_change WHERE op = ?1
             UNION ALL
             SELECT step, kind, one.value, before, one.key FROM operation_many, json_each(ids) one
              WHERE op = ?1
              ORDER BY step DESC",
        )
        .unwrap();
    let mut rows = changes.query([operation]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (kind, id, before, place): (String, i64, String, Option<i64>) =
            (row.get(1).unwrap(), row.get(2).unwrap(), row.get(3).unwrap(), row.get(4).unwrap());
        let image: BTreeMap<String, serde_json::Value> = serde_json::from_str(&before).unwrap();
        for (column, value) in image {
            if column == "left" || column == "given" {
                continue;
            }
            let value = match (value, place) {
                (serde_json::Value::Array(each), Some(place)) => {
                    each[usize::try_from(place).unwrap()].clone()
                }
                (value, _) => value,
            };
            let value = match value {
                serde_json::Value::String(text) => Value::Text(text),
                serde_json::Value::Number(number) => Value::Integer(number.as_i64().unwrap()),
                _ => Value::Null,
            };
            let sql = format!("UPDATE {kind} SET {column} = ?1 WHERE id = ?2");
            assert_eq!(db.execute(&sql, (value, id)).unwrap(), 1, "{kind} {id}");
        }
    }
    let mut moved = db
        .prepare("SELECT kind, first_id, last_id, removed_by FROM operation_removal WHERE op = ?1")
        .unwrap();
    let mut rows = moved.query([operation]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (kind, first, last): (String, i64, i64) =
            (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap());
        let removed_by: Option<i64> = row.get(3).unwrap();
        let sql = format!("UPDATE {kind} SET removed_op = ?1 WHERE id BETWEEN ?2 AND ?3");
        db.execute(&sql, (removed_by, first, last)).unwrap();
    }
    let mut ranges =
        db.prepare("SELECT kind, first_id, last_id FROM operation_insert WHERE op = ?1").unwrap();
    let mut rows = ranges.query([operation]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (kind, first, last): (String, i64, i64) =
            (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap());
        let sql = format!("DELETE FROM {kind} WHERE id BETWEEN ?1 AND ?2");
        let deleted = db.execute(&sql, (first, last)).unwrap();
        assert_eq!(i64::try_from(deleted).unwrap(), last - first + 1, "{kind} of O{operation}");
    }
    for table in [
        "operation_change",
        "operation_many",
        "operation_insert",
        "operation_removal",
        "operation_undo",
    ] {
        db.execute(&format!("DELETE FROM {table} WHERE op = ?1"), [operation]).unwrap();
    }
    db.execute("DELETE FROM operation WHERE id = ?1", [operation]).unwrap();
}
