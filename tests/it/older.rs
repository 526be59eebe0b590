//! A store that an older kam made: it is backed up, then brought up to date.

use std::fs;

use crate::sandbox::Sandbox;

/// Every step of the schema, in order.
const STEPS: &[&str] = &[
    include_str!("../../src/store/migrations/001_ledger.sql"),
    include_str!("../../src/store/migrations/002_daily_work.sql"),
    include_str!("../../src/store/migrations/003_fewer_reads.sql"),
    include_str!("../../src/store/migrations/004_undo.sql"),
    include_str!("../../src/store/migrations/005_recent_keys.sql"),
    include_str!("../../src/store/migrations/006_row_keys.sql"),
    include_str!("../../src/store/migrations/007_names_at_a_site.sql"),
    include_str!("../../src/store/migrations/008_leads_of_known_accounts.sql"),
    include_str!("../../src/store/migrations/009_leads_after_a_touch.sql"),
];

/// Returns a folder with a store as the kam that knew `schema` steps made it, with an account.
fn of_schema(schema: usize) -> Sandbox {
    let kam = Sandbox::empty();
    let path = kam.file("kam.db", "");
    let store = rusqlite::Connection::open(&path).unwrap();
    store.execute_batch("PRAGMA journal_mode = wal").unwrap();
    for step in &STEPS[..schema] {
        store.execute_batch(step).unwrap();
    }
    let kinds: Vec<String> =
        kam::model::IdKind::ALL.iter().map(|kind| format!("('{}', 1)", kind.word())).collect();
    store
        .execute_batch(&format!(
            "PRAGMA application_id = 1262570801; PRAGMA user_version = {schema};
             CREATE TABLE counter (
               kind TEXT NOT NULL PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
             INSERT INTO counter (kind, last) VALUES {};
             INSERT INTO meta (name, value) VALUES ('time_zone', 'Asia/Shanghai');
             INSERT INTO operation (id, op_key, at, actor, host, command, counts)
             VALUES (1, '0a', '2026-01-05T01:00:00Z', 'test', 'here', 'init', '');
             INSERT INTO account (id, kind, name, tags, opened_on, op)
             VALUES (1, 'organisation', '多达测试公司', '[]', '2026-01-05', 1)",
            kinds.join(", ")
        ))
        .unwrap();
    kam
}

fn schema_in(path: &std::path::Path) -> i64 {
    let store = rusqlite::Connection::open(path).unwrap();
    store.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

#[test]
fn an_older_store_is_backed_up_before_it_is_brought_up_to_date() {
    let newest = kam::store::Db::newest_schema();
    assert_eq!(STEPS.len(), usize::try_from(newest).unwrap());
    for schema in 1..STEPS.len() {
        let kam = of_schema(schema);
        let said = kam.kam("list -f ids");
        assert_eq!(
            said,
            format!(
                "A1\n---- stderr ----\nBrought the store up to date, from schema {schema} to {newest}; it \
                 is kept as it was in FOLDER/backups/kam-2026-03-02T090000Z.db.\n"
            )
        );
        let backup = kam.folder().join("backups/kam-2026-03-02T090000Z.db");
        assert_eq!(schema_in(&backup), i64::try_from(schema).unwrap());
        assert_eq!(schema_in(&kam.folder().join("kam.db")), newest);
        // It is told once, and the backup is one of the store like any other.
        assert_eq!(kam.kam("list -f ids"), "A1\n");
        kam.out("--today 2026-03-03 backup --keep 1 -q");
        assert!(!backup.exists());
    }
}

#[test]
fn an_older_backup_is_restored_and_brought_up_to_date_by_the_next_command() {
    let kam = of_schema(1);
    kam.out("list -q");
    let said = kam.kam("restore backups/kam-2026-03-02T090000Z.db --to old.db -f ids");
    assert!(said.contains("It has schema 1; the next command brings it up to date.\n"), "{said}");
    assert!(kam.kam("--db old.db list -f ids").starts_with("A1\n---- stderr ----\nBrought"));
}

#[test]
fn without_a_backup_nothing_is_brought_up_to_date() {
    let kam = of_schema(2);
    // A file where the folder would be: nobody can make it, whoever they are.
    kam.file("backups", "");
    insta::assert_snapshot!(kam.kam("list"), @"
    ---- stderr ----
    error: the store has to be brought up to date, and no backup can be made before: cannot use `FOLDER/backups`: File exists (os error 17)
    hint: nothing was changed; free space there, or get the right to write there
    ---- exit 6 ----
    ");
    assert_eq!(schema_in(&kam.folder().join("kam.db")), 2);
    fs::remove_file(kam.folder().join("backups")).unwrap();
    assert!(kam.kam("list -q -f ids").starts_with("A1\n"));
}

#[test]
fn two_commands_at_once_bring_a_store_up_to_date_once() {
    for _ in 0..5 {
        let kam = of_schema(1);
        let outputs: Vec<_> = std::thread::scope(|scope| {
            let runs: Vec<_> =
                (0..4).map(|_| scope.spawn(|| kam.run(&["list", "-q", "-f", "ids"]))).collect();
            runs.into_iter().map(|run| run.join().unwrap()).collect()
        });
        for output in outputs {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{said}");
            assert_eq!(output.stdout, b"A1\n");
        }
        assert_eq!(schema_in(&kam.folder().join("kam.db")), i64::try_from(STEPS.len()).unwrap());
    }
}

#[test]
fn an_older_store_finds_its_accounts_by_keys_of_another_kind() {
    // The steps after these make keys of another kind.
    for schema in [4, 6] {
        finds_by_new_keys(&of_schema(schema));
    }
}

fn finds_by_new_keys(kam: &Sandbox) {
    let store = rusqlite::Connection::open(kam.folder().join("kam.db")).unwrap();
    store.execute_batch("INSERT INTO match_key (key, account) VALUES (4711, 1)").unwrap();
    drop(store);
    assert!(kam.kam("list -f ids").starts_with("A1\n"));
    assert!(kam.kam("add 多达测试公司 --dry-run").contains("A1 多达测试公司"));
    assert!(kam.kam("add 多达测试公司").contains("A1 多达测试公司"));
    let store = rusqlite::Connection::open(kam.folder().join("kam.db")).unwrap();
    let keys = "SELECT COUNT(DISTINCT account), SUM(key = 4711) FROM match_key";
    let found = store.query_row(keys, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(found, (1, 0), "made again, once; the new one's are among the recent");
    assert!(kam.kam("doctor").contains("match-keys"));
    assert!(!kam.kam("doctor").contains("stray"));
}
