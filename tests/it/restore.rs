//! `kam restore`: a backup in the place of the store, and what was there kept.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use crate::sandbox::Sandbox;

const BACKUP: &str = "backups/kam-2026-03-02T010000Z.db";

/// Returns a store with one account, backed up, to which another account was added then.
fn moved_on() -> Sandbox {
    let kam = Sandbox::new();
    kam.out("add 多达测试公司 -q");
    kam.out("backup -q");
    kam.out("add 后来的公司 -q");
    kam
}

fn accounts(kam: &Sandbox, store: &str) -> String {
    kam.out(&format!("--db {store} list -f csv --columns name --no-header -q"))
}

/// Replaces the size of files in a text by a word.
fn without_size(kam: &Sandbox, said: &str) -> String {
    let bytes = kam.folder().join(BACKUP).metadata().unwrap().len();
    said.replace(&bytes.to_string(), "BYTES")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_store_goes_back_and_what_was_there_is_kept() {
    let kam = moved_on();
    let would = kam.kam(&format!("--lang zh restore {BACKUP} --yes --dry-run"));
    insta::assert_snapshot!(without_size(&kam, &would), @"
    文件:        FOLDER/kam.db
    来自:        backups/kam-2026-03-02T010000Z.db
    字节数:      BYTES
    最近操作:    O2
    恢复时间:    2026-03-02T01:00:00Z
    原库保留为:  FOLDER/kam.db.before-restore-2026-03-02T010000Z
    ---- stderr ----
    将用 backups/kam-2026-03-02T010000Z.db 恢复 FOLDER/kam.db：BYTES 字节，已检查。
    原有的数据库将保留为 FOLDER/kam.db.before-restore-2026-03-02T010000Z。
    试运行：未写入任何数据。
    ");
    assert_eq!(names(kam.folder()), ["backups", "kam.db"]);
    assert_eq!(accounts(&kam, "kam.db").lines().count(), 2);

    let said = kam.kam(&format!("restore {BACKUP} --yes"));
    insta::assert_snapshot!(without_size(&kam, &said), @"
    file:         FOLDER/kam.db
    from:         backups/kam-2026-03-02T010000Z.db
    bytes:        BYTES
    operations:   O2
    restored at:  2026-03-02T01:00:00Z
    kept as:      FOLDER/kam.db.before-restore-2026-03-02T010000Z
    ---- stderr ----
    Restored FOLDER/kam.db from backups/kam-2026-03-02T010000Z.db: BYTES bytes, checked.
    What was there is kept as FOLDER/kam.db.before-restore-2026-03-02T010000Z.
    ");
    assert_eq!(accounts(&kam, "kam.db"), "多达测试公司\n");
    let kept = "kam.db.before-restore-2026-03-02T010000Z";
    assert_eq!(accounts(&kam, kept).lines().count(), 2);
    assert_eq!(names(kam.folder()), ["backups", "kam.db", kept]);
    let mode = kam.folder().join("kam.db").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    // It goes on from there, and back again, and the second one kept has a name of its own.
    kam.out("add 再来的公司 -q");
    kam.out(&format!("restore {kept} --yes -q"));
    assert_eq!(accounts(&kam, "kam.db").lines().count(), 2);
    assert!(names(kam.folder()).contains(&format!("{kept}-2")));
}

#[test]
fn without_a_yes_nothing_is_replaced_and_nobody_is_asked() {
    let kam = moved_on();
    insta::assert_snapshot!(kam.kam(&format!("restore {BACKUP}")), @"
    ---- stderr ----
    error: there is a store at `FOLDER/kam.db`
    hint: `--yes` puts the backup in its place, and keeps it under another name; `--to FILE` restores elsewhere
    ---- exit 2 ----
    ");
    kam.out(&format!("restore {BACKUP} --to other.db -q"));
    assert_eq!(accounts(&kam, "other.db"), "多达测试公司\n");
    let again = kam.run(&["restore", BACKUP, "--to", "other.db"]);
    assert_eq!(again.status.code(), Some(2));
    // Where there is nothing, nothing is to be confirmed, and folders are made.
    kam.out(&format!("--db new/folder/kam.db restore {BACKUP} -q"));
    assert_eq!(accounts(&kam, "new/folder/kam.db"), "多达测试公司\n");
    let would = kam.run(&["restore", BACKUP, "--to", "no/such/kam.db", "--dry-run"]);
    assert!(would.status.success() && !kam.folder().join("no").exists());
}

#[test]
fn what_is_no_sound_store_takes_no_place() {
    let kam = moved_on();
    let before = accounts(&kam, "kam.db");
    insta::assert_snapshot!(kam.kam("restore missing.db --yes"), @"
    ---- stderr ----
    error: there is no file `missing.db`
    hint: backups are in the folder `backups` beside the store
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("restore backups --yes"), @"
    ---- stderr ----
    error: `backups` is a folder; name the backup in it
    hint: backups are in the folder `backups` beside the store
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("restore kam.db --yes"), @"
    ---- stderr ----
    error: `kam.db` is the store itself
    hint: name a backup of it
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh restore {BACKUP} --to backups --yes")), @"
    ---- stderr ----
    错误：无法恢复到 `backups`：它是文件夹
    提示：请指定数据库文件
    ---- exit 6 ----
    ");
    kam.out("export all -o everything.ndjson -q");
    insta::assert_snapshot!(kam.kam("restore everything.ndjson --yes"), @"
    ---- stderr ----
    error: `everything.ndjson` is no kam store
    hint: name a file that `kam backup` made; lists are read by `kam import`
    ---- exit 3 ----
    ");
    let other = rusqlite::Connection::open(kam.folder().join("other.db")).unwrap();
    other.execute_batch("CREATE TABLE account (id INTEGER)").unwrap();
    drop(other);
    insta::assert_snapshot!(kam.kam("--lang zh restore other.db --yes"), @"
    ---- stderr ----
    错误：`other.db` 不是 kam 数据库
    提示：请指定 `kam backup` 生成的文件；名单用 `kam import` 导入
    ---- exit 3 ----
    ");
    fs::copy(kam.folder().join(BACKUP), kam.folder().join("newer.db")).unwrap();
    let newer = rusqlite::Connection::open(kam.folder().join("newer.db")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    insta::assert_snapshot!(kam.kam("restore newer.db --yes"), @"
    ---- stderr ----
    error: `newer.db` has schema 99, this kam knows up to 9
    hint: update kam, or use the kam that wrote it
    ---- exit 5 ----
    ");
    fs::copy(kam.folder().join(BACKUP), kam.folder().join("orphan.db")).unwrap();
    let orphan = rusqlite::Connection::open(kam.folder().join("orphan.db")).unwrap();
    orphan.execute_batch("PRAGMA foreign_keys = 0; UPDATE account SET parent = 99").unwrap();
    drop(orphan);
    insta::assert_snapshot!(kam.kam("restore orphan.db --yes"), @"
    ---- stderr ----
    error: `orphan.db` is damaged: a row of account names one that is not there
    hint: nothing was changed; restore another backup
    ---- exit 5 ----
    ");
    let mut bytes = fs::read(kam.folder().join(BACKUP)).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0x5a);
    kam.file("damaged.db", bytes);
    let output = kam.run(&["restore", "damaged.db", "--yes"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(5), "{said}");
    assert!(said.starts_with("error: `damaged.db` is damaged: "), "{said}");
    assert_eq!(accounts(&kam, "kam.db"), before);
    assert!(names(kam.folder()).iter().all(|name| !name.starts_with(".kam")), "nothing is left");
}

#[test]
fn a_damaged_store_can_be_replaced() {
    let kam = moved_on();
    kam.file("kam.db", "this was a store once, before the disk failed");
    kam.file("kam.db-wal", "and this its log");
    kam.out(&format!("restore {BACKUP} --yes -q"));
    assert_eq!(accounts(&kam, "kam.db"), "多达测试公司\n");
    let kept = "kam.db.before-restore-2026-03-02T010000Z";
    let kept = [kept.to_owned(), format!("{kept}-wal")];
    assert_eq!(names(kam.folder()), ["backups", "kam.db", &kept[0], &kept[1]]);

    // A header that is whole, and pages of zeros behind it.
    let path = kam.folder().join("kam.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096..].fill(0);
    fs::write(&path, bytes).unwrap();
    kam.out(&format!("restore {BACKUP} --yes -q"));
    assert_eq!(accounts(&kam, "kam.db"), "多达测试公司\n");
}

#[test]
fn what_the_log_beside_the_store_holds_is_kept_with_it() {
    let kam = moved_on();
    // A command that was killed: its last operation is in the log alone.
    let path = kam.folder().join("kam.db");
    let writer = rusqlite::Connection::open(&path).unwrap();
    writer
        .execute_batch(
            "PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0;
             UPDATE account SET note = '日志里的备注'",
        )
        .unwrap();
    let log = fs::read(kam.folder().join("kam.db-wal")).unwrap();
    let file = fs::read(&path).unwrap();
    drop(writer);
    fs::remove_file(&path).unwrap();
    kam.file("kam.db", file);
    kam.file("kam.db-wal", log);
    kam.out(&format!("restore {BACKUP} --yes -q"));
    let kept = "kam.db.before-restore-2026-03-02T010000Z";
    assert_eq!(names(kam.folder()), ["backups", "kam.db", kept], "no log is left to the new one");
    let notes = kam.out(&format!("--db {kept} export -f csv --columns note --no-header -q"));
    assert_eq!(notes, "日志里的备注\n日志里的备注\n");
    assert!(!kam.out("export -f csv --columns note --no-header -q").contains("日志"));
}

#[test]
fn a_log_without_its_store_is_not_taken_for_the_new_one_s() {
    let kam = moved_on();
    let path = kam.folder().join("kam.db");
    let writer = rusqlite::Connection::open(&path).unwrap();
    writer
        .execute_batch(
            "PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0;
             UPDATE account SET note = '日志里的备注'",
        )
        .unwrap();
    let log = fs::read(kam.folder().join("kam.db-wal")).unwrap();
    drop(writer);
    fs::remove_file(&path).unwrap();
    kam.file("kam.db-wal", &log);
    let said = kam.kam(&format!("restore {BACKUP}"));
    assert!(said.contains("before-restore"), "{said}");
    assert!(!kam.out("export -f csv --columns note --no-header -q").contains("日志"));
    assert_eq!(kam.run(&["doctor"]).status.code(), Some(0));
    let kept = kam.folder().join("kam.db.before-restore-2026-03-02T010000Z-wal");
    assert_eq!(fs::read(kept).unwrap(), log);
}

#[test]
fn a_store_in_use_is_not_replaced_and_its_user_is_named() {
    let kam = moved_on();
    let path = kam.folder().join("kam.db");
    let user = rusqlite::Connection::open(&path).unwrap();
    user.execute_batch("BEGIN IMMEDIATE; UPDATE account SET note = 'x'").unwrap();
    let note = kam.file("kam.db.writer", "process 7, kam import x.csv\n");
    let note = fs::File::open(note).unwrap();
    note.lock().unwrap();
    insta::assert_snapshot!(kam.kam(&format!("restore {BACKUP} --yes")), @"
    ---- stderr ----
    error: the store is locked by another process
    hint: it is held by process 7, kam import x.csv; try again when it is done
    ---- exit 4 ----
    ");
    user.execute_batch("COMMIT").unwrap();
    // Who only reads is in the way as well: what it reads next would be another store.
    user.query_row("SELECT COUNT(*) FROM account", [], |_| Ok(())).unwrap();
    assert_eq!(kam.run(&["restore", BACKUP, "--yes"]).status.code(), Some(4));
    drop(user);
    fs::remove_file(kam.folder().join("kam.db.writer")).unwrap();
    kam.out(&format!("restore {BACKUP} --yes -q"));
    assert_eq!(names(kam.folder()).len(), 3, "nothing is left of the attempts");
}

#[test]
fn a_link_stays_and_leads_to_the_restored_store() {
    let kam = moved_on();
    let real = kam.folder().join("disk");
    fs::create_dir(&real).unwrap();
    fs::rename(kam.folder().join("kam.db"), real.join("real.db")).unwrap();
    std::os::unix::fs::symlink("disk/real.db", kam.folder().join("kam.db")).unwrap();
    kam.out(&format!("restore {BACKUP} --yes -q"));
    assert!(kam.folder().join("kam.db").is_symlink());
    assert_eq!(accounts(&kam, "kam.db"), "多达测试公司\n");
    assert_eq!(names(&real), ["real.db", "real.db.before-restore-2026-03-02T010000Z"]);
    let itself = kam.run(&["restore", "disk/real.db", "--yes"]);
    assert_eq!(itself.status.code(), Some(3));
}

#[test]
fn a_full_disk_leaves_the_store_that_was_there() {
    let kam = moved_on();
    let script = format!(
        "trap '' XFSZ; ulimit -f 64; exec {} --db kam.db restore {BACKUP} --yes",
        env!("CARGO_BIN_EXE_kam")
    );
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(kam.folder())
        .env_clear()
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(6), "{said}");
    assert!(said.contains("free space"), "{said}");
    assert_eq!(names(kam.folder()), ["backups", "kam.db"]);
    assert_eq!(accounts(&kam, "kam.db").lines().count(), 2);
}

#[test]
fn a_server_is_restored_by_its_own_program() {
    let kam = moved_on();
    insta::assert_snapshot!(kam.kam(&format!("--db postgres://host/sales restore {BACKUP}")), @"
    ---- stderr ----
    error: `kam restore` puts a file in place; this store is on a PostgreSQL server
    hint: `pg_restore` reads what `pg_dump` wrote; a file is restored with `--to FILE`
    ---- exit 3 ----
    ");
    let elsewhere = format!("--db postgres://host/sales restore {BACKUP} --to here.db -q");
    kam.out(&elsewhere);
    assert_eq!(accounts(&kam, "here.db"), "多达测试公司\n");
}
