//! Output that cannot be taken: readers that are gone or slow, full disks, bare surroundings.

use std::io::Read as _;
use std::process::{Command, Stdio};

use crate::filled::filled;
use crate::sandbox::{Sandbox, TODAY};
use crate::skip::skipped;

const FORMS: &[&str] = &["table", "csv", "json", "ndjson"];

/// Returns the command in an empty environment, its store in the sandbox.
fn command(kam: &Sandbox, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kam"));
    command.args(["--db", kam.store(), "--today", TODAY]).args(args);
    command.current_dir(kam.folder()).env_clear().stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A store whose list does not fit the buffers of a pipe.
fn long() -> Sandbox {
    let kam = Sandbox::new();
    let row = |number| format!("多达{number}贸易有限公司,1380013{number:04},{}\n", "长".repeat(60));
    let rows: Vec<String> = (0..4_000).map(row).collect();
    let list = format!("公司名称,电话,备注\n{}", rows.concat());
    kam.file("long.csv", list);
    kam.out("import long.csv --source yellow-pages -q --fail-on none");
    kam
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let kam = long();
    for form in FORMS {
        let mut child = command(&kam, &["export", "-f", form]).spawn().unwrap();
        let mut pipe = child.stdout.take().unwrap();
        let mut first = [0; 64];
        pipe.read_exact(&mut first).unwrap();
        drop(pipe);
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{form}");
    }
}

#[test]
fn a_slow_reader_gets_all_of_it() {
    let kam = long();
    for form in FORMS {
        let whole = kam.out(&format!("export -f {form}"));
        assert!(whole.len() > 512 * 1024, "longer than all buffers");
        let mut child = command(&kam, &["export", "-f", form]).spawn().unwrap();
        let mut pipe = child.stdout.take().unwrap();
        let (mut read, mut part) = (Vec::new(), vec![0; 100_000]);
        loop {
            std::thread::sleep(std::time::Duration::from_millis(2));
            let count = pipe.read(&mut part).unwrap();
            if count == 0 {
                break;
            }
            read.extend_from_slice(&part[..count]);
        }
        assert!(child.wait().unwrap().success());
        assert!(read == whole.as_bytes(), "{form}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_has_its_exit_code() {
    let kam = filled();
    for form in FORMS {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command(&kam, &["list", "-f", form]).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(6), "{form}: {said}");
        assert!(said.starts_with("error: "), "{said}");
        let output = command(&kam, &["list", "-f", form, "-o", "/dev/full"]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(6), "{form}: {said}");
        assert!(said.contains("/dev/full"), "{said}");
    }
}

/// Commands that print, and the forms that they print in.
const PRINTING: &[(&str, &[&str])] = &[
    ("list", &["table", "csv", "tsv", "json", "ndjson", "md", "ids"]),
    ("show A5", &["table", "json", "csv"]),
    ("agenda --all", &["table", "csv", "json"]),
    ("export deals", &["csv", "ndjson", "json"]),
    ("export all", &["ndjson"]),
    ("batch rows B1", &["table", "json", "csv"]),
    ("history", &["table", "ndjson", "md"]),
    ("grade --explain D1", &["table", "json"]),
    ("report funnel", &["table", "json", "csv"]),
    ("contact list", &["table", "csv"]),
    ("query ACCOUNTS", &["table", "csv", "json"]),
    ("schema list", &["json"]),
    ("help exit-codes", &[]),
    ("completions bash", &[]),
    ("man", &[]),
];

#[cfg(target_os = "linux")]
#[test]
fn no_command_ends_well_whose_output_is_lost() {
    let kam = filled();
    for (line, forms) in PRINTING {
        let mut words: Vec<&str> = line.split(' ').collect();
        if words[0] == "query" {
            words[1] = "SELECT * FROM account";
        }
        let no_form: &[&str] = &[""];
        for form in if forms.is_empty() { no_form } else { forms } {
            let form_words = ["-f", *form];
            let form_words = if form.is_empty() { &[][..] } else { &form_words[..] };
            let args = [&words[..], form_words].concat();
            let whole = command(&kam, &args).output().unwrap();
            assert!(whole.status.success() && !whole.stdout.is_empty(), "{line} {form}");
            let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
            let output = command(&kam, &args).stdout(full).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(6), "{line} {form}: {said}");
            assert!(said.contains("error: cannot write: No space left on device"), "{said}");
            assert!(said.contains("hint: "), "{said}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_done_is_kept_where_its_report_is_lost() {
    let kam = filled();
    let operations = || kam.out("history --limit 0 -f ids").lines().count();
    kam.file("new.csv", "公司名称,电话\n远岫设备有限公司,13900139000\n");
    let before = operations();
    let import = ["import", "new.csv", "--source", "ranking", "-f", "json"];
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(&kam, &import).stdout(full).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), operations()), (Some(6), before + 1), "{said}");
    assert!(said.contains("`kam history`"), "it says where to look: {said}");
    let mut child = command(&kam, &["import", "new.csv", "--source", "exhibition"]);
    let mut child = child.spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), operations()), (Some(0), before + 2));
    assert!(!String::from_utf8_lossy(&ended.stderr).contains("error"), "nobody is to be told");
}

#[test]
fn neither_home_nor_locale_nor_terminal_change_what_is_printed() {
    let kam = filled();
    for form in FORMS {
        let plain = command(&kam, &["list", "-f", form]).output().unwrap();
        assert!(plain.status.success() && plain.stderr.is_empty(), "{form}");
        let text = String::from_utf8(plain.stdout.clone()).unwrap();
        assert!(text.contains("杭州多达矿业工程有限公司") && !text.contains('\u{1b}'), "{form}");
        for (name, value) in [
            ("LC_ALL", "C"),
            ("LANG", "POSIX"),
            ("HOME", ""),
            ("HOME", "/nowhere"),
            ("COLUMNS", "40"),
            ("TERM", "dumb"),
            ("TZ", "America/New_York"),
        ] {
            let output = command(&kam, &["list", "-f", form]).env(name, value).output().unwrap();
            assert_eq!(output.stdout, plain.stdout, "{form} with {name}={value}");
        }
        if *form != "table" {
            let output =
                command(&kam, &["list", "-f", form]).env("LANG", "zh_CN.UTF-8").output().unwrap();
            assert_eq!(output.stdout, plain.stdout, "data depends on no language");
        }
    }
}

/// Returns the strings that break programs, but those that no cell of a list can hold.
fn naughty() -> Option<Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpora/naughty-strings/blns.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        skipped("../shared/corpora/naughty-strings");
        return None;
    };
    let all: Vec<String> = serde_json::from_str(&text).unwrap();
    Some(all)
}

#[test]
fn naughty_names_never_act_on_a_terminal_and_are_no_formula() {
    let Some(names) = naughty() else { return };
    let kam = Sandbox::new();
    let store = kam.open();
    let caller = kam::store::Caller {
        at: "2026-03-02T01:00:00Z".parse().unwrap(),
        today: TODAY.parse().unwrap(),
        actor: "tester".to_owned(),
        staff: None,
        host: "here".to_owned(),
        command: "test".to_owned(),
    };
    store
        .write::<_, kam::store::StoreError>(&caller, false, |op| {
            for name in names.iter().filter(|name| !name.is_empty() && !name.contains('\0')) {
                let id = op.next_id()?;
                let blank = kam::model::Account::blank(
                    kam::model::AccountKind::Organisation,
                    name.clone(),
                    op.today(),
                );
                op.insert(&kam::model::Account { id, note: Some(name.clone()), ..blank })?;
            }
            Ok(())
        })
        .unwrap();
    drop(store);
    let acts = |c: char| c.is_control() && c != '\n' && c != '\t';
    for command in ["list", "show A1 A2 A3 A100 A200", "history O2 --limit 0"] {
        for form in ["table", "json", "ndjson", "md"] {
            let text = kam.out(&format!("{command} -f {form} -q"));
            let bad = text.chars().find(|c| acts(*c) || ('\u{202a}'..='\u{202e}').contains(c));
            assert_eq!(bad, None, "{command} {form}");
        }
        let text = kam.out(&format!("{command} -f csv --for spreadsheet -q"));
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for record in reader.records() {
            for cell in &record.unwrap() {
                let is_plain = cell.chars().skip(1).all(|c| c.is_ascii_digit() || " .".contains(c));
                assert!(!cell.starts_with(['=', '+', '-', '@']) || is_plain, "{command}: {cell}");
            }
        }
    }
}
