//! `kam backup`: copies that are sound, named by their instant, and kept as long as is asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::sandbox::{Sandbox, TODAY};

/// Returns the names of the files in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().unwrap().permissions().mode() & 0o777
}

/// Returns what `query` says of the store in a file.
fn asked(kam: &Sandbox, file: &Path, sql: &str) -> String {
    let args = ["--db", file.to_str().unwrap(), "query", sql, "-f", "csv", "--no-header", "-q"];
    let output = kam.run(&args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_backup_is_a_sound_copy_that_its_owner_alone_can_read() {
    let kam = Sandbox::new();
    kam.out("add 多达测试公司 -q");
    let said = kam.kam("backup");
    let bytes = kam.folder().join("backups/kam-2026-03-02T010000Z.db").metadata().unwrap().len();
    insta::assert_snapshot!(said.replace(&bytes.to_string(), "BYTES"), @"
    file:        FOLDER/backups/kam-2026-03-02T010000Z.db
    bytes:       BYTES
    operations:  O2
    taken at:    2026-03-02T01:00:00Z
    ---- stderr ----
    Backed up to FOLDER/backups/kam-2026-03-02T010000Z.db: BYTES bytes, checked.
    ");
    let folder = kam.folder().join("backups");
    assert_eq!(names(&folder), ["kam-2026-03-02T010000Z.db"]);
    assert_eq!((mode(&folder), mode(&folder.join("kam-2026-03-02T010000Z.db"))), (0o700, 0o600));
    assert_eq!(names(kam.folder()), ["backups", "kam.db"], "at rest the store is one file");
    let file = folder.join("kam-2026-03-02T010000Z.db");
    assert_eq!(asked(&kam, &file, "SELECT name FROM account"), "多达测试公司");
}

#[test]
fn none_is_overwritten_and_data_has_every_fact() {
    let kam = Sandbox::new();
    fs::create_dir(kam.folder().join("elsewhere")).unwrap();
    for _ in 0..3 {
        kam.out("backup elsewhere -q");
    }
    assert_eq!(
        names(&kam.folder().join("elsewhere")),
        ["kam-2026-03-02T010000Z-2.db", "kam-2026-03-02T010000Z-3.db", "kam-2026-03-02T010000Z.db",]
    );
    let printed: Value = serde_json::from_str(
        &kam.out("--today 2026-11-26T20:43:20Z backup elsewhere --keep 2 -q -f json"),
    )
    .unwrap();
    assert_eq!(printed["file"], "elsewhere/kam-2026-11-26T204320Z.db");
    assert_eq!(printed["operations"], "O1");
    assert_eq!(printed["took_at"], "2026-11-26T20:43:20Z");
    assert_eq!(printed["checked"], true);
    assert_eq!(
        printed["deleted"],
        serde_json::json!([
            "elsewhere/kam-2026-03-02T010000Z-2.db",
            "elsewhere/kam-2026-03-02T010000Z.db"
        ])
    );
}

/// Takes a backup at nine on each of these days.
fn taken(kam: &Sandbox, days: &[&str]) {
    for day in days {
        kam.out(&format!("--today {day} backup -q"));
    }
}

#[test]
fn old_backups_go_and_are_told() {
    let kam = Sandbox::new();
    taken(
        &kam,
        &["2026-02-01", "2026-02-15", "2026-02-22", "2026-02-27", "2026-02-28", "2026-03-01"],
    );
    // Neither another store's, nor what is only called alike, nor what is no file.
    let folder = kam.folder().join("backups");
    fs::write(folder.join("notes.txt"), "").unwrap();
    fs::write(folder.join("kam-2025-01-01T010000Z.db"), "no store").unwrap();
    let other = Sandbox::new();
    other.out("backup -q");
    let theirs = other.folder().join("backups/kam-2026-03-02T010000Z.db");
    fs::copy(theirs, folder.join("kam-2025-01-02T010000Z.db")).unwrap();
    let would = kam.kam("backup --keep 2d,2w --dry-run --columns file");
    insta::assert_snapshot!(would.split_once("bytes, checked").unwrap().1, @"
    .
    warning: FOLDER/backups/kam-2025-01-02T010000Z.db is called like a backup of this store and is none; it was left
    warning: FOLDER/backups/kam-2025-01-01T010000Z.db is called like a backup of this store and is none; it was left
    Would delete FOLDER/backups/kam-2026-02-28T010000Z.db.
    Would delete FOLDER/backups/kam-2026-02-27T010000Z.db.
    Would delete FOLDER/backups/kam-2026-02-22T010000Z.db.
    Would delete FOLDER/backups/kam-2026-02-15T010000Z.db.
    Would delete FOLDER/backups/kam-2026-02-01T010000Z.db.
    Dry run: nothing was written.
    ");
    assert_eq!(names(&folder).len(), 9, "a dry run deletes nothing and leaves nothing");
    let said = kam.kam("--lang zh backup --keep 2d,2w --columns file");
    insta::assert_snapshot!(said.split_once("已检查").unwrap().1, @"
    。
    警告：FOLDER/backups/kam-2025-01-02T010000Z.db 名称像本库的备份，但不是；已保留
    警告：FOLDER/backups/kam-2025-01-01T010000Z.db 名称像本库的备份，但不是；已保留
    已删除 FOLDER/backups/kam-2026-02-28T010000Z.db。
    已删除 FOLDER/backups/kam-2026-02-27T010000Z.db。
    已删除 FOLDER/backups/kam-2026-02-22T010000Z.db。
    已删除 FOLDER/backups/kam-2026-02-15T010000Z.db。
    已删除 FOLDER/backups/kam-2026-02-01T010000Z.db。
    ");
    assert_eq!(
        names(&folder),
        [
            "kam-2025-01-01T010000Z.db",
            "kam-2025-01-02T010000Z.db",
            "kam-2026-03-01T010000Z.db",
            "kam-2026-03-02T010000Z.db",
            "notes.txt",
        ]
    );
}

#[test]
fn the_backup_just_made_stays_whatever_the_clock_says() {
    let kam = Sandbox::new();
    taken(&kam, &["2026-05-01", "2026-05-02"]);
    kam.out("--today 2026-03-02 backup --keep 1 -q");
    assert_eq!(
        names(&kam.folder().join("backups")),
        ["kam-2026-03-02T010000Z.db", "kam-2026-05-02T010000Z.db",]
    );
}

#[test]
fn a_dry_run_says_what_the_run_does() {
    let kam = Sandbox::new();
    kam.out("backup -q");
    let deletes = |args: &str| {
        let printed: Value = serde_json::from_str(&kam.out(args)).unwrap();
        (printed["file"].clone(), printed["deleted"].clone())
    };
    let would = deletes("backup --keep 1 -q -f json --dry-run");
    assert_eq!(names(&kam.folder().join("backups")).len(), 1);
    assert_eq!(deletes("backup --keep 1 -q -f json"), would);
    assert_eq!(names(&kam.folder().join("backups")), ["kam-2026-03-02T010000Z-2.db"]);
}

#[test]
fn rules_that_this_kam_does_not_understand_are_backed_up_too() {
    let kam = Sandbox::new();
    let store = rusqlite::Connection::open(kam.folder().join("kam.db")).unwrap();
    store.execute_batch("UPDATE playbook SET content = 'of another kam'").unwrap();
    drop(store);
    assert!(!kam.run(&["list"]).status.success());
    kam.out("backup -q");
}

#[test]
fn a_dry_run_leaves_no_folder() {
    let kam = Sandbox::new();
    let said = kam.kam("backup --dry-run -f ids -q");
    assert_eq!(said, "FOLDER/backups/kam-2026-03-02T010000Z.db\n");
    assert_eq!(names(kam.folder()), ["kam.db"]);
}

#[test]
fn what_cannot_be_done_says_why_and_leaves_nothing() {
    let kam = Sandbox::new();
    for keep in ["7x", "0d", "7d,7d", ""] {
        let output = kam.run(&["backup", "--keep", keep]);
        assert_eq!(output.status.code(), Some(2), "{keep}");
    }
    insta::assert_snapshot!(kam.kam("backup --keep 7x"), @"
    ---- stderr ----
    error: `7x` does not say what to keep
    hint: write numbers above 0 of days, weeks, months or backups, each once: `7d,4w,12m`, or `10`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh backup missing"), @"
    ---- stderr ----
    错误：无法备份到 `missing`：没有这个文件夹
    提示：用 `mkdir -m 700 missing` 新建，或另选文件夹
    ---- exit 6 ----
    ");
    insta::assert_snapshot!(kam.kam("backup kam.db"), @"
    ---- stderr ----
    error: cannot back up to `kam.db`: it is no folder
    hint: name a folder; the backup's own name is made of the store's and the instant
    ---- exit 6 ----
    ");
    insta::assert_snapshot!(Sandbox::empty().kam("backup"), @"
    ---- stderr ----
    error: no store at `FOLDER/kam.db`
    hint: make one with `kam init`, or name another with `--db`
    ---- exit 3 ----
    ");
    assert_eq!(names(kam.folder()), ["kam.db"]);
    // Below /proc nobody can make a file, whoever they are.
    let output = kam.run(&["backup", "/proc"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(6), "{said}");
    assert!(said.starts_with("error: cannot use `/proc`: "), "{said}");
    assert!(said.contains("hint: free space there"), "{said}");
}

/// A process whose files may not grow beyond a size is a disk that is full.
#[test]
fn a_full_disk_leaves_no_half_file() {
    let kam = Sandbox::new();
    fs::create_dir(kam.folder().join("full")).unwrap();
    // The signal that comes with it is ignored, as a full disk sends none.
    let script = format!(
        "trap '' XFSZ; ulimit -f 64; exec {} --db kam.db backup full",
        env!("CARGO_BIN_EXE_kam")
    );
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(kam.folder())
        .env_clear()
        .env("KAM_TODAY", TODAY)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(6), "{said}");
    assert!(said.contains("cannot use `full`") && said.contains("free space"), "{said}");
    assert!(names(&kam.folder().join("full")).is_empty());
}

#[test]
fn a_damaged_store_is_not_backed_up() {
    let kam = Sandbox::new();
    for number in 0..20 {
        kam.out(&format!("add 多达测试公司{number} --new -q"));
    }
    let path = kam.folder().join("kam.db");
    let mut bytes = fs::read(&path).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0x5a);
    fs::write(&path, bytes).unwrap();
    let output = kam.run(&["backup"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(5), "{said}");
    assert!(said.starts_with("error: the store is damaged: "), "{said}");
    assert!(!kam.folder().join("backups").exists(), "nothing is left");
}

#[test]
fn a_server_is_backed_up_by_its_own_program() {
    let Some(kam) = Sandbox::on_postgres() else { return };
    insta::assert_snapshot!(kam.kam("backup"), @"
    ---- stderr ----
    error: `kam backup` copies a file; this store is on a PostgreSQL server
    hint: `pg_dump --format=custom --schema=SCHEMA` backs it up
    ---- exit 3 ----
    ");
}

/// Takes backups while two processes write without end, and looks at each.
fn while_two_write(backups: usize) {
    let kam = Sandbox::new();
    let script = format!(
        "i=0; while [ ! -e stop ]; do i=$((i+1)); {} --db kam.db add \"多达测试$1第$i号公司\" --new -q \
         || exit 1; done",
        env!("CARGO_BIN_EXE_kam")
    );
    let writer = |name: &str| {
        Command::new("bash")
            .args(["-c", &script, "writer", name])
            .current_dir(kam.folder())
            .env_clear()
            .env("KAM_TODAY", TODAY)
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let mut writers = [writer("甲"), writer("乙")];
    let mut last = 0;
    for number in 0..backups {
        let printed = kam.run(&["backup", "-q", "-f", "json"]);
        let said = String::from_utf8_lossy(&printed.stderr);
        assert!(printed.status.success(), "backup {number}: {said}");
        let printed: Value = serde_json::from_slice(&printed.stdout).unwrap();
        let operation: i64 = printed["operations"].as_str().unwrap()[1..].parse().unwrap();
        assert!(operation >= last, "backup {number} is older than the one before");
        last = operation;
        let file = PathBuf::from(printed["file"].as_str().unwrap());
        let copy = rusqlite::Connection::open(kam.folder().join(file)).unwrap();
        let check: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(check, "ok", "backup {number}");
        // An operation is in it as a whole: each made one account.
        let (operations, accounts): (i64, i64) = copy
            .query_row(
                "SELECT (SELECT COUNT(*) FROM operation), (SELECT COUNT(*) FROM account)",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        assert_eq!((operations, operations), (operation, accounts + 1), "backup {number}");
    }
    fs::write(kam.folder().join("stop"), "").unwrap();
    for writer in &mut writers {
        assert!(writer.wait().unwrap().success(), "a writer failed while backups were taken");
    }
    assert!(last > 1, "nothing was written meanwhile");
    assert_eq!(names(&kam.folder().join("backups")).len(), backups);
}

#[test]
fn backups_taken_while_two_processes_write_are_sound() {
    while_two_write(10);
}

#[test]
#[ignore = "takes the better part of a minute"]
fn many_backups_taken_while_two_processes_write_are_sound() {
    while_two_write(200);
}
