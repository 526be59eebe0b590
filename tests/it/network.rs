//! A store on a network file system. None is mounted for that: the program is run in this process,
//! in a world whose file systems are said to be others.

use std::path::Path;

use kam::cli::World;
use kam::store::FileSystem;

use crate::sandbox::{Sandbox, TODAY};

fn everything_is_far_away(_: &Path) -> FileSystem {
    FileSystem { name: Some("nfs4".to_owned()), is_network: true, free: Some(0) }
}

/// Runs a command where every file is on a network; returns what it printed, and the exit code.
fn run(kam: &Sandbox, args: &[&str]) -> (String, u8) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let code = kam::cli::run(World {
        args: std::iter::once("kam").chain(args.iter().copied()).map(Into::into).collect(),
        env: [("KAM_TODAY", TODAY), ("KAM_USER", "tester"), ("KAM_DB", kam.store())]
            .map(|(name, value)| (name.into(), value.into()))
            .into(),
        folder: kam.folder().to_owned(),
        stdin: &mut std::io::empty(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        stdin_is_terminal: false,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        width: None,
        file_system: everything_is_far_away,
    });
    let [out, said] = [stdout, stderr].map(|text| String::from_utf8(text).unwrap());
    ((out + &said).replace(&kam.folder().display().to_string(), "FOLDER"), code)
}

fn journal(kam: &Sandbox) -> String {
    let store = rusqlite::Connection::open(kam.folder().join("kam.db")).unwrap();
    store.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap()
}

#[test]
fn a_store_on_a_network_is_refused() {
    let kam = Sandbox::new();
    let (said, code) = run(&kam, &["list"]);
    insta::assert_snapshot!(said, @"
    error: `FOLDER/kam.db` is on a network file system (nfs4), where two machines that write at once can damage a store
    hint: move it to a disk of this machine, or share a PostgreSQL store; `--allow-network-fs` opens it all the same, more slowly, for one machine at a time
    ");
    assert_eq!(code, 3);
    let (said, code) = run(&kam, &["--lang", "zh", "--db", "other.db", "init"]);
    assert!(said.contains("位于网络文件系统（nfs4）"), "{said}");
    assert_eq!(code, 3);
    assert!(!kam.folder().join("other.db").exists());
    kam.out("backup -q");
    let restore = ["restore", "backups/kam-2026-03-02T010000Z.db", "--to", "other.db"];
    // The path of the backup is seen from the folder.
    let (said, code) = run(&kam, &restore);
    assert_eq!(code, 3, "{said}");
    assert!(!kam.folder().join("other.db").exists());
}

#[test]
fn with_the_option_it_is_opened_with_a_rollback_journal() {
    let kam = Sandbox::new();
    assert_eq!(journal(&kam), "wal");
    kam.file("leads.csv", "公司名称,电话\n多达测试公司,13912345678\n");
    for args in [
        &["list"][..],
        &["import", "leads.csv", "--source", "ranking"],
        &["add", "后来的公司", "--new"],
        &["query", "SELECT name FROM account"],
        &["backup"],
    ] {
        let (said, code) = run(&kam, &[&["--allow-network-fs", "-q"], args].concat());
        assert_eq!(code, 0, "{args:?}: {said}");
        assert_eq!(journal(&kam), "delete", "{args:?}");
    }
    // On this machine's own disk it is a store like any other again.
    assert_eq!(kam.out("list -f ids -q"), "A1\nA2\n");
    assert_eq!(journal(&kam), "wal");
}

#[test]
fn the_doctor_says_so_and_does_not_open_it() {
    let kam = Sandbox::new();
    let (said, code) = run(&kam, &["doctor", "-f", "csv", "--columns", "check,state,found"]);
    assert!(said.contains("file-system,problem,\"nfs4, on a network\"\n"), "{said}");
    assert!(said.contains("move it to a disk of this machine"), "{said}");
    assert!(!said.contains("integrity"), "{said}");
    // This world has no room either.
    assert!(
        said.contains("free-space,problem,\"0 B are free, a backup and a restore need"),
        "{said}"
    );
    assert_eq!(code, 1);
    let (said, code) = run(&kam, &["doctor", "--allow-network-fs", "-f", "csv"]);
    assert!(said.contains("integrity,"), "{said}");
    assert_eq!(code, 1);
}
