//! Tables for people. The main ones as a terminal shows them: whole, at three widths, in both
//! languages, on the store that `kam demo --keep` leaves behind; one snapshot per command. And what
//! people get where there is nothing to show.

use std::fmt::Write as _;
use std::path::Path;

use kam::cli::World;
use kam::render::width as cells;
use kam::store::FileSystem;

use crate::sandbox::{Sandbox, TODAY};

/// Cells of a line of the terminals.
const WIDTHS: [usize; 3] = [60, 80, 120];

/// The commands, by the name of their snapshot.
const COMMANDS: &[(&str, &str)] = &[
    ("list", "list --limit 8"),
    ("agenda", "agenda --all --day 2026-03-06 --limit 8"),
    ("agenda_own", "--as 李娜 agenda --day 2026-03-06"),
    ("agenda_days", "--as 李娜 agenda --days 3"),
    ("card", "show 多达"),
    ("deal_list", "deal list --limit 8"),
    ("contact_list", "contact list --limit 8"),
    ("batch_list", "batch list"),
    ("batch_rows", "batch rows B2 --limit 12"),
    ("review", "review"),
    ("who", "who 杭州 --limit 6"),
    ("history", "history"),
    ("blame", "blame A1"),
    ("undo", "undo O3 --dry-run"),
    ("report_funnel", "report funnel --preset key-account"),
    ("report_sources", "report sources"),
    ("stage", "stage 多达"),
    ("grade_explain", "grade 多达 --explain"),
    ("grade", "grade A1 A2 A5 --dry-run"),
    ("doctor", "doctor"),
    ("staff_list", "staff list"),
    ("shop_list", "shop list"),
    ("playbook_list", "playbook list"),
    ("inspect", "inspect association_members.csv --source association"),
];

/// Returns a sandbox with the lists and the store of the demo.
fn demo() -> Sandbox {
    let kam = Sandbox::empty();
    let folder = kam.folder().join("demo");
    run(&kam, &["demo", "--keep", "demo", "-q"], 80);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        std::fs::rename(&path, kam.folder().join(path.file_name().unwrap())).unwrap();
    }
    kam
}

/// Runs a command on a terminal and returns what it printed: results, then what it said.
fn run(kam: &Sandbox, args: &[&str], width: usize) -> (String, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let env = [("KAM_TODAY", TODAY), ("KAM_USER", "tester"), ("NO_COLOR", "1")];
    let code = kam::cli::run(World {
        file_system: a_small_disk,
        args: std::iter::once("kam").chain(args.iter().copied()).map(Into::into).collect(),
        env: env.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        folder: kam.folder().to_owned(),
        stdin: &mut std::io::empty(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        stdin_is_terminal: false,
        stdout_is_terminal: true,
        stderr_is_terminal: true,
        width: Some(width),
    });
    let [out, said] = [stdout, stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(code <= 1, "{args:?}: {said}");
    (out, said)
}

/// A disk that does not change from machine to machine.
fn a_small_disk(_: &Path) -> FileSystem {
    FileSystem { name: Some("ext4".to_owned()), is_network: false, free: Some(8_000_000_000) }
}

/// One cell of the terminal after the other: nothing where it is blank, else the character that
/// takes it, whole or in part.
fn spread(line: &str) -> Vec<Option<char>> {
    let mut found = Vec::new();
    for c in line.chars() {
        let wide = cells(c.encode_utf8(&mut [0; 4]));
        found.extend(std::iter::repeat_n((c != ' ').then_some(c), wide));
    }
    found
}

/// Returns the stretches of a line, from and to, between which there are two blanks or more.
fn stretches(taken: &[bool]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, _) in taken.iter().enumerate().filter(|(_, taken)| **taken) {
        match found.last_mut() {
            Some((_, to)) if at < *to + 2 => *to = at + 1,
            _ => found.push((at, at + 1)),
        }
    }
    found
}

/// Returns the tables of a text as their lines without the rule, header first.
fn tables(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_rule = |line: &&str| !line.is_empty() && line.chars().all(|c| c == '─');
    let rules = lines.iter().enumerate().filter(|(_, line)| is_rule(line));
    let table = |(at, _): (usize, &&str)| {
        let rows = lines[at + 1..].iter().take_while(|row| !row.is_empty());
        std::iter::once(&lines[at - 1]).chain(rows).copied().collect()
    };
    rules.map(table).collect()
}

fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let telephone = digits >= 10 && !text.contains(',');
    digits > 0 && !telephone && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b',' | b'.'))
}

/// Checks that columns stand below each other, that numbers end where their column ends, and,
/// where values stand whole, that no id, day or phone is cut.
fn check(table: &[&str], whole_codes: bool) {
    let whole = table.join("\n");
    let lines: Vec<Vec<Option<char>>> = table.iter().map(|line| spread(line)).collect();
    let widest = lines.iter().map(Vec::len).max().unwrap_or(0);
    let taken_in = |line: &Vec<Option<char>>, at: usize| line.get(at).is_some_and(Option::is_some);
    let taken: Vec<bool> =
        (0..widest).map(|at| lines.iter().any(|line| taken_in(line, at))).collect();
    let columns = stretches(&taken);
    let labels = stretches(&lines[0].iter().map(Option::is_some).collect::<Vec<_>>());
    assert_eq!(columns.len(), labels.len(), "columns run into each other:\n{whole}");
    for (from, to) in columns {
        let cell = |line: &Vec<Option<char>>| -> String {
            let range = from..to.min(line.len());
            line.get(range).unwrap_or_default().iter().map(|c| c.unwrap_or(' ')).collect()
        };
        let rows: Vec<String> = lines[1..].iter().map(cell).collect();
        if rows.iter().all(|row| row.trim().is_empty() || is_number(row.trim())) {
            let ends = rows.iter().all(|row| row.trim().is_empty() || row.len() == to - from);
            assert!(ends, "numbers are not to the right at {from}:\n{whole}");
        }
        for row in rows.iter().filter(|_| whole_codes) {
            let code = row.trim().strip_suffix('…').unwrap_or_default();
            let plain = |byte: u8| byte.is_ascii_digit() || b"ABCDEOPRSTVW:.+-".contains(&byte);
            assert!(code.is_empty() || !code.bytes().all(plain), "`{row}` is cut:\n{whole}");
        }
    }
}

#[test]
fn tables_on_terminals() {
    let kam = demo();
    run(&kam, &["backup", "-q"], 80);
    for (name, command) in COMMANDS {
        let mut whole = String::new();
        for lang in ["en", "zh-CN"] {
            for width in WIDTHS {
                let mut args: Vec<&str> = command.split(' ').collect();
                args.extend(["--lang", lang]);
                let (out, said) = run(&kam, &args, width);
                for line in out.lines() {
                    assert!(cells(line) <= width, "kam {command} at {width}: {line}");
                    assert!(!line.ends_with(' '), "kam {command} at {width}: `{line}`");
                }
                for table in tables(&out) {
                    check(&table, *name != "inspect");
                }
                writeln!(whole, "── {lang} {width} ──\n{out}").unwrap();
                if width == WIDTHS[2] && !said.is_empty() {
                    writeln!(whole, "---- stderr ----\n{said}").unwrap();
                }
            }
        }
        let whole = whole.replace(&kam.folder().display().to_string(), "FOLDER");
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots/tables" }, {
            insta::assert_snapshot!(*name, whole.trim_end());
        });
    }
}

#[test]
fn an_empty_store_says_what_to_do_next_unless_it_is_to_be_quiet() {
    let kam = Sandbox::new();
    for table in ["list", "agenda", "batch list", "review", "deal list", "who nobody", "staff list"]
    {
        let quiet = kam.run(&[&table.split(' ').collect::<Vec<_>>()[..], &["-q"]].concat());
        assert!(quiet.status.success(), "{table}");
        assert_eq!(String::from_utf8_lossy(&quiet.stderr), "", "kam {table} -q");
        let json = kam.out(&format!("{table} -f json -q"));
        assert_eq!(json, "[]\n", "kam {table}");
    }
    insta::assert_snapshot!(kam.kam("list"), @r"
    account  grade  name  owner  phone  last touch  city
    ────────────────────────────────────────────────────
    ---- stderr ----
    No account yet; `kam add NAME` adds one, `kam import FILE --source KIND` a list.
    ");
    insta::assert_snapshot!(kam.kam("batch list --lang zh-CN"), @r"
    批次  文件  询问对象  收集数  核对数  新增  待定
    ────────────────────────────────────────────────
    ---- stderr ----
    还没有导入过名单；用 `kam import 文件 --source 来源` 导入。
    ");
    insta::assert_snapshot!(kam.kam("deal list"), @r"
    deal  account  name  grade  stage  model  quantity  budget  expected  owner  days there
    ───────────────────────────────────────────────────────────────────────────────────────
    ---- stderr ----
    No deal here; `kam deal add ACCOUNT` opens one.
    ");
    insta::assert_snapshot!(kam.kam("review"), @r"
    group  name  candidate  its name  reason
    ────────────────────────────────────────
    ---- stderr ----
    Nothing waits for a decision.
    ");
}
