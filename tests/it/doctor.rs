//! `kam doctor`: what is wrong is found, named, and what to do is said.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::filled::filled;
use crate::sandbox::Sandbox;

/// Returns state and what was found of a check, by its subject where there are several, and the
/// exit code.
fn checked(kam: &Sandbox, check: &str) -> (Vec<(String, String)>, i32) {
    let output = kam.run(&["doctor", "-q", "-f", "json"]);
    let said = String::from_utf8_lossy(&output.stderr);
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{said}"));
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let rows = rows.as_array().unwrap().iter().filter(|row| row["check"] == check);
    let found = rows.map(|row| (text(row, "state"), text(row, "found"))).collect();
    (found, output.status.code().unwrap())
}

fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn change(kam: &Sandbox, sql: &str) {
    let store = rusqlite::Connection::open(kam.folder().join("kam.db")).unwrap();
    store.execute_batch(sql).unwrap();
}

#[test]
fn a_new_store_is_well() {
    let kam = Sandbox::new();
    let output = kam.run(&["doctor", "--columns", "check,state", "-f", "csv"]);
    let out = String::from_utf8(output.stdout).unwrap();
    insta::assert_snapshot!(out, @"
    check,state
    store-mode,ok
    backups-mode,ok
    file-system,ok
    free-space,ok
    version,ok
    journal,ok
    wal-size,ok
    schema,ok
    time-zone,ok
    clock,ok
    integrity,ok
    foreign-keys,ok
    ledger,ok
    follow-up,ok
    match-keys,ok
    backup,ok
    ");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "16 checks, no problem found.\n");
    assert_eq!(output.status.code(), Some(0));
    let left: Vec<_> = fs::read_dir(kam.folder()).unwrap().collect();
    assert_eq!(left.len(), 1, "at rest the store is one file");
    insta::assert_snapshot!(Sandbox::empty().kam("doctor"), @"
    ---- stderr ----
    error: no store at `FOLDER/kam.db`
    hint: make one with `kam init`, or name another with `--db`
    ---- exit 3 ----
    ");
}

#[test]
fn a_store_with_a_week_s_work_is_well_on_both_engines() {
    let kam = filled();
    assert_eq!(checked(&kam, "backup"), (vec![("problem".into(), "none".into())], 1));
    kam.out("backup -q");
    let (ledger, code) = checked(&kam, "ledger");
    assert_eq!(
        (ledger, code),
        (vec![("ok".into(), "3 batches, every row accounted for".into())], 0)
    );
    assert_eq!(kam.run(&["doctor", "--quick"]).status.code(), Some(0));

    let Some(server) = Sandbox::on_postgres() else { return };
    server.out("add 多达测试公司 --phone 13912345678 -q");
    let output = server.run(&["doctor", "--columns", "check,subject,state", "-f", "csv", "-q"]);
    let out = String::from_utf8(output.stdout).unwrap();
    let place = out.lines().find_map(|line| line.strip_prefix("schema,")).unwrap();
    let place = place.strip_suffix(",ok").unwrap();
    insta::assert_snapshot!(out.replace(place, "SERVER"), @"
    check,subject,state
    version,PostgreSQL,ok
    schema,SERVER,ok
    time-zone,SERVER,ok
    clock,SERVER,ok
    ledger,SERVER,ok
    records,account,ok
    records,phone,ok
    follow-up,follow_up,ok
    match-keys,match_key,ok
    ");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_others_can_read_is_named_with_the_command_that_mends_it() {
    let kam = Sandbox::new();
    kam.out("backup -q");
    let backup = kam.folder().join("backups/kam-2026-03-02T010000Z.db");
    set_mode(&kam.folder().join("kam.db"), 0o644);
    set_mode(&kam.folder().join("backups"), 0o755);
    set_mode(&backup, 0o640);
    let said = kam.kam("doctor --columns check");
    let said = said.split_once("---- stderr").unwrap().1;
    insta::assert_snapshot!(said, @"
     ----
    warning: store-mode, kam.db: mode 0644, others can get at it; `chmod 600 FOLDER/kam.db`
    warning: backups-mode, backups: mode 0755, others can get at it; `chmod 700 FOLDER/backups`
    warning: backups-mode, backups: others can read 1 backup; `chmod 600 FOLDER/backups/kam-2026-03-02T010000Z.db`
    3 problems found.
    ---- exit 1 ----
    ");
    let zh = kam.kam("--lang zh doctor --columns check");
    assert!(zh.contains("警告：数据库权限，kam.db：权限 0644，其他用户可访问；"), "{zh}");
    set_mode(&kam.folder().join("kam.db"), 0o600);
    set_mode(&kam.folder().join("backups"), 0o700);
    set_mode(&backup, 0o600);
    assert_eq!(kam.run(&["doctor"]).status.code(), Some(0));
}

#[test]
fn data_is_english_whatever_the_language() {
    let kam = Sandbox::new();
    let english = kam.out("doctor -f json -q");
    assert_eq!(kam.out("--lang zh doctor -f json -q"), english);
    assert!(kam.out("--lang zh doctor -q").contains("完好"));
}

#[test]
fn what_does_not_add_up_is_found() {
    let kam = filled();
    kam.out("backup -q");
    let one = |state: &str, found: &str| vec![(state.to_owned(), found.to_owned())];

    change(&kam, "DELETE FROM batch_row WHERE id = 1");
    let uneven = "collected 51, the outcomes add up to 51, 50 rows are kept";
    assert_eq!(checked(&kam, "ledger"), (one("problem", uneven), 1));
    kam.out("restore backups/kam-2026-03-02T010000Z.db --yes -q");

    change(&kam, "UPDATE batch_row SET outcome = 'held' WHERE id = 1");
    let uneven = "collected 51, the outcomes add up to 51, 51 rows are kept";
    assert_eq!(checked(&kam, "ledger"), (one("problem", uneven), 1));
    kam.out("restore backups/kam-2026-03-02T010000Z.db --yes -q");

    change(
        &kam,
        "DELETE FROM follow_up WHERE account = (SELECT MIN(account) FROM follow_up);
         INSERT INTO follow_up (owner, lane, day, account) VALUES (1, 2, '2026-01-01', 999);
         DELETE FROM match_key WHERE account = 1;
         INSERT INTO match_key (key, account) VALUES (5, 999), (6, 999);",
    );
    let (stray, code) = checked(&kam, "follow-up");
    assert!(
        stray[0].1.ends_with(" missing, 1 too many") && !stray[0].1.starts_with('0'),
        "{stray:?}"
    );
    assert_eq!((stray[0].0.as_str(), code), ("problem", 1));
    let (stray, _) = checked(&kam, "match-keys");
    assert!(
        stray[0].1.ends_with(" missing, 2 too many") && !stray[0].1.starts_with('0'),
        "{stray:?}"
    );
    kam.out("restore backups/kam-2026-03-02T010000Z.db --yes -q");

    change(&kam, "PRAGMA foreign_keys = 0; UPDATE contact SET account = 999 WHERE id < 3");
    let orphans = "2 rows name one that is not there";
    assert_eq!(checked(&kam, "foreign-keys"), (one("damaged", orphans), 5));
    kam.out("restore backups/kam-2026-03-02T010000Z.db --yes -q");

    change(&kam, "UPDATE meta SET value = 'Mars/Olympus' WHERE name = 'time_zone'");
    let zone = "`Mars/Olympus` is no time zone that this kam knows";
    assert_eq!(checked(&kam, "time-zone"), (one("problem", zone), 1));
    kam.out("restore backups/kam-2026-03-02T010000Z.db --yes -q");

    let early = kam.kam("--today 2026-03-01 doctor --columns check");
    let early = early.split_once("---- stderr").unwrap().1;
    insta::assert_snapshot!(early, @"
     ----
    warning: clock, kam.db: it is 2026-03-01T01:00:00Z, the last operation was at 2026-03-02T01:00:00Z; set the clock of this machine right
    1 problem found.
    ---- exit 1 ----
    ");
    assert_eq!(checked(&kam, "integrity").1, 0, "all is well again");
}

#[test]
fn a_log_that_has_grown_is_named() {
    let kam = Sandbox::new();
    let log = fs::File::create(kam.folder().join("kam.db-wal")).unwrap();
    log.set_len(300_000_000).unwrap();
    let found = vec![("problem".to_owned(), "300.0 MB".to_owned())];
    assert_eq!(checked(&kam, "wal-size"), (found, 1));
}

#[test]
fn a_backup_grows_old_when_the_store_goes_on() {
    let kam = Sandbox::new();
    kam.out("add 多达测试公司 -q");
    kam.out("backup -q");
    assert_eq!(kam.run(&["--today", "2026-03-20", "doctor"]).status.code(), Some(0));
    kam.out("--today 2026-03-19 add 后来的公司 -q");
    let said = kam.kam("--today 2026-03-20 doctor --columns check");
    assert!(
        said.contains(
            "backup, backups: 18 days old: kam-2026-03-02T010000Z.db; `kam backup` makes one\n"
        ),
        "{said}"
    );
    assert_eq!(kam.run(&["--today", "2026-03-05", "doctor", "-q"]).status.code(), Some(1));
}

#[test]
fn a_store_of_another_schema_is_left_as_it_is() {
    let kam = Sandbox::new();
    change(&kam, "PRAGMA user_version = 99");
    let (schema, code) = checked(&kam, "schema");
    assert_eq!((schema[0].0.as_str(), code), ("damaged", 5));
    assert_eq!(checked(&kam, "ledger").0[0].0, "unknown");
    change(&kam, "PRAGMA user_version = 2");
    let (schema, code) = checked(&kam, "schema");
    let says = "2; the next command brings it to 9, after a backup";
    assert_eq!((schema[0].1.as_str(), code), (says, 0));
    change(&kam, "PRAGMA user_version = 4");

    // Another program's.
    change(&kam, "PRAGMA application_id = 7");
    assert_eq!(checked(&kam, "schema").1, 5);
}

#[test]
fn a_damaged_store_is_looked_at_as_far_as_it_goes() {
    let kam = filled();
    let path = kam.folder().join("kam.db");
    let whole = fs::read(&path).unwrap();
    let half = whole.len() / 2;
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole.clone();
        change(&mut bytes);
        fs::write(&path, bytes).unwrap();
        let output = kam.run(&["doctor"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(5), "{said}");
        assert!(!said.contains("bug in kam, please report it: "), "{said}");
        let out = String::from_utf8(output.stdout).unwrap();
        assert!(out.contains("store-mode") && out.contains("integrity"), "{out}");
        assert!(said.contains("`kam restore BACKUP --yes` goes back to a backup"), "{said}");
    };
    with(&|bytes| bytes[half..].fill(0x5a));
    with(&|bytes| bytes[4096..].fill(0));
    with(&|bytes| bytes.truncate(half));
    with(&|bytes| bytes.fill(0));
    with(&|bytes| bytes[..16].fill(b'x'));
    with(&|bytes| bytes[100..4096].fill(0xff));
    with(&|bytes| *bytes = b"no store".to_vec());
    // Pages scattered over the file, the same in every run.
    for seed in 1..8_usize {
        with(&|bytes| {
            for page in (seed..bytes.len() / 4096).step_by(5) {
                bytes[page * 4096..][..512].fill(0xa5);
            }
        });
    }
}
