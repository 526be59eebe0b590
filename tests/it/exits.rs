//! Exit codes: one test for each that a user can cause. 4 needs half a minute's wait and 70 a bug:
//! they are held by tests beside the code.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

use crate::lists::with_demo_files;
use crate::sandbox::{Sandbox, TODAY};
use crate::skip;

/// Returns a command as the sandbox runs it, with streams still to be chosen.
fn command(kam: &Sandbox, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kam"));
    command
        .args(args)
        .current_dir(kam.folder())
        .env_clear()
        .env("KAM_DB", "kam.db")
        .env("KAM_TODAY", TODAY)
        .env("KAM_USER", "tester")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn exit_0_is_done_and_what_is_empty_is_no_failure() {
    let kam = Sandbox::new();
    for args in ["--version", "--help", "help-less import --help", "list", "batch list -f json"] {
        let args: Vec<&str> = args.split(' ').filter(|word| *word != "help-less").collect();
        let output = kam.run(&args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(!output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn exit_1_is_done_with_problems_found() {
    let kam = with_demo_files(Sandbox::new());
    let import = ["import", "yellow_pages.csv", "--source", "yellow-pages", "-q"];
    assert_eq!(kam.run(&import).status.code(), Some(1));
    assert_eq!(kam.out("export batches").lines().count(), 2, "it is done all the same");
}

#[test]
fn exit_2_is_a_command_line_that_makes_no_sense() {
    let kam = Sandbox::new();
    for args in [
        "nothing",
        "list --nothing",
        "import",
        "list --columns nothing",
        "list nothing:1",
        "--today someday list",
        "--lang fr list",
        "import x.csv --source nothing",
    ] {
        let output = kam.run(&args.split(' ').collect::<Vec<_>>());
        assert_eq!(output.status.code(), Some(2), "{args}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{args}");
    }
}

#[test]
fn exit_3_is_refused() {
    let kam = with_demo_files(Sandbox::new());
    for args in [
        "show A1",
        "show 谁",
        "batch rows B1",
        "import missing.csv --source ranking",
        "import parts_invoices.csv --source ranking --map 没有=name",
        "import yellow_pages.csv --source yellow-pages --strict",
        "--db missing.db list",
    ] {
        let output = kam.run(&args.split(' ').collect::<Vec<_>>());
        assert_eq!(output.status.code(), Some(3), "{args}");
    }
    assert!(!kam.folder().join("missing.db").exists(), "no store is made by looking for it");
}

#[test]
fn exit_5_is_a_store_that_cannot_be_trusted() {
    let kam = Sandbox::empty();
    kam.file("kam.db", "公司名称,电话\n");
    insta::assert_snapshot!(kam.kam("list"), @"
    ---- stderr ----
    error: `FOLDER/kam.db` is no kam store
    hint: name another file with `--db`; this one was left as it is
    ---- exit 5 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh init"), @"
    ---- stderr ----
    错误：`FOLDER/kam.db` 不是 kam 数据库
    提示：用 `--db` 指定其他文件；该文件未作改动
    ---- exit 5 ----
    ");

    // A database, but none of ours.
    let kam = Sandbox::empty();
    let other = rusqlite::Connection::open(kam.folder().join("kam.db")).unwrap();
    other.execute_batch("CREATE TABLE account (id INTEGER)").unwrap();
    drop(other);
    let before = std::fs::read(kam.folder().join("kam.db")).unwrap();
    insta::assert_snapshot!(kam.kam("list"), @"
    ---- stderr ----
    error: `FOLDER/kam.db` is no kam store
    hint: name another file with `--db`; this one was left as it is
    ---- exit 5 ----
    ");
    assert!(kam.run(&["init"]).status.code() == Some(5));
    assert!(std::fs::read(kam.folder().join("kam.db")).unwrap() == before, "left as it is");

    let kam = Sandbox::new();
    let newer = rusqlite::Connection::open(kam.folder().join("kam.db")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    insta::assert_snapshot!(kam.kam("list"), @"
    ---- stderr ----
    error: the store has schema 99, this kam knows up to 9
    hint: update kam, or use the kam that wrote it
    ---- exit 5 ----
    ");

    // Pages of zeros behind a header that is whole.
    let kam = with_demo_files(Sandbox::new());
    kam.out("import parts_invoices.csv --source parts-invoices -q");
    let path = kam.folder().join("kam.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4096..].fill(0);
    std::fs::write(&path, bytes).unwrap();
    insta::assert_snapshot!(kam.kam("list"), @"
    ---- stderr ----
    error: the store is damaged: database disk image is malformed
    hint: nothing was written; go back to the last backup
    ---- exit 5 ----
    ");
}

#[test]
fn exit_6_is_a_disk_or_place_that_cannot_be_written() {
    let kam = with_demo_files(Sandbox::new());
    kam.out("import parts_invoices.csv --source parts-invoices -q");
    insta::assert_snapshot!(kam.kam("list -o ."), @"
    ---- stderr ----
    error: cannot write `.`: it is a folder
    ---- exit 6 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh export -o missing/accounts.csv"), @"
    ---- stderr ----
    错误：无法写入 `missing/accounts.csv`：没有这个文件夹
    ---- exit 6 ----
    ");
    insta::assert_snapshot!(kam.kam("--db kam.db/deeper.db init"), @"
    ---- stderr ----
    error: cannot use `kam.db`: File exists (os error 17)
    hint: kam needs the right to write the file and its folder, to read it as well: see `ls -ld`, and that the disk has room; `kam history` shows what was done before it failed
    ---- exit 6 ----
    ");
    insta::assert_snapshot!(kam.kam("--db . list"), @"
    ---- stderr ----
    error: cannot use `.`: unable to open database file: .
    hint: kam needs the right to write the file and its folder, to read it as well: see `ls -ld`, and that the disk has room; `kam history` shows what was done before it failed
    ---- exit 6 ----
    ");
    for args in ["list", "list -f json", "export all", "batch rejects B1", "--help", "--version"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = command(&kam, &args.split(' ').collect::<Vec<_>>());
        let output = command.stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        // Nothing was rejected, so nothing is to be written.
        let code = if args == "batch rejects B1" { 0 } else { 6 };
        assert_eq!(output.status.code(), Some(code), "{args}: {said}");
        assert!(code == 0 || said.contains("No space left on device"), "{args}: {said}");
    }
}

#[test]
fn exit_7_is_not_allowed_for_this_user() {
    let Some(kam) = Sandbox::on_postgres() else { return };
    let Some(server) = skip::postgres() else { return };
    let (base, schema) = kam.store().split_once("search_path%3D").unwrap();
    let role = format!("{schema}_guest");
    let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    client
        .batch_execute(&format!(
            "CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA {schema} TO {role}"
        ))
        .unwrap();
    let guest =
        format!("{base}search_path%3D{schema}").replacen("postgres@", &format!("{role}@"), 1);
    let output = kam.run(&["--db", &guest, "list"]);
    let said = String::from_utf8(output.stderr).unwrap();
    client.batch_execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}")).unwrap();
    assert_eq!(output.status.code(), Some(7), "{said}");
    assert!(said.starts_with("error: not allowed: permission denied"), "{said}");
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    let kam = with_demo_files(Sandbox::new());
    let row = |at: usize| format!("杭州清溪{at}号贸易有限公司,杭州\n");
    let rows: Vec<String> = (0..4_000).map(row).collect();
    kam.file("long.csv", format!("公司名称,城市\n{}", rows.concat()));
    kam.out("import long.csv --source ranking -q");
    for args in ["list", "export all", "batch rows B1 -f json"] {
        let args: Vec<&str> = args.split(' ').collect();
        let mut child = command(&kam, &args).spawn().unwrap();
        let mut line = String::new();
        let mut reader = BufReader::new(child.stdout.take().unwrap());
        reader.read_line(&mut line).unwrap();
        drop(reader);
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let code = child.wait().unwrap().code();
        assert!(!line.is_empty());
        assert_eq!((code, said.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_reader_that_is_gone_does_not_undo_the_work() {
    let kam = with_demo_files(Sandbox::new());
    let args = ["import", "association_members.csv", "--source", "association", "-f", "json"];
    let mut child = command(&kam, &args).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(kam.out("export batches").lines().count(), 2);
}

#[test]
fn what_is_named_a_workbook_is_one_or_none() {
    let kam = Sandbox::new();
    insta::assert_snapshot!(kam.kam("list -f csv -o accounts.xlsx"), @"
    ---- stderr ----
    error: `accounts.xlsx` is the name of a workbook, and `-f csv` is text
    hint: leave `-f` out to write a workbook, or let the name end otherwise
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh list -f json -o accounts.xlsx"), @"
    ---- stderr ----
    错误：`accounts.xlsx` 是工作簿的文件名，而 `-f json` 是文本
    提示：写工作簿请去掉 `-f`；写文本请改用其他扩展名
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh export -f csv -o 客户.XLS"), @"
    ---- stderr ----
    错误：工作簿只能写成 XLSX
    提示：请用 .xlsx 结尾的文件名；文本请用 .csv
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("export all -o all.xlsx"), @"
    ---- stderr ----
    error: `export all` writes ndjson alone, all columns, all rows by id
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("list -f xlsx"), @"
    ---- stderr ----
    error: invalid value 'xlsx' for '--format <FORM>': `xlsx` is no format; one of table, csv, tsv, json, ndjson, md, ids

    For more information, try '--help'.
    ---- exit 2 ----
    ");
    assert!(!kam.folder().join("accounts.xlsx").exists());
}
