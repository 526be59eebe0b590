//! What must hold for every list: no row disappears, importing again adds nothing, and the order
//! of rows plays no part.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use kam::cli::World;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::lists::number;
use crate::sandbox::{Sandbox, TODAY};

/// Lists tried per property: each is imported several times into a store of its own.
const CASES: u32 = 20;

/// Runs a command in this process, which is much quicker than starting one, and returns what it
/// printed on standard output; it must end with exit code 0.
fn kam(folder: &Path, args: &[&str]) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let env = [("KAM_DB", "kam.db"), ("KAM_TODAY", TODAY), ("KAM_USER", "tester")];
    let code = kam::cli::run(World {
        file_system: kam::store::file_system,
        args: std::iter::once("kam").chain(args.iter().copied()).map(Into::into).collect(),
        env: env.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        folder: folder.to_owned(),
        stdin: &mut std::io::empty(),
        stdout: &mut out,
        stderr: &mut err,
        stdin_is_terminal: false,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        width: None,
    });
    assert_eq!(code, 0, "{args:?}: {}", String::from_utf8_lossy(&err));
    String::from_utf8(out).unwrap()
}

/// A row of a list: name, phones, city, address, credit code, note.
type Cells = [String; 6];

const HEADER: [&str; 6] = ["公司名称", "电话", "城市", "地址", "统一社会信用代码", "备注"];

/// Cells from few values each, so that rows meet; some of them damaged or anything at all.
fn cells() -> impl Strategy<Value = Cells> {
    let any = "[^\\x00\r\n]{0,12}";
    let pick = |values: &'static [&'static str]| {
        prop_oneof![
            12 => proptest::sample::select(values).prop_map(str::to_owned),
            1 => any,
        ]
    };
    (
        pick(&[
            "杭州清溪贸易有限公司",
            "清溪贸易",
            "杭州清溪贸易有限公司西湖分公司",
            "宁波清溪贸易有限公司",
            "杭州云麓物流有限公司",
            "云麓",
            "王小明",
            "",
        ]),
        pick(&[
            "13800138001",
            "13800138002/0571-55501002",
            "０５７１５５５０１００２",
            "12",
            "无",
            "",
            "",
        ]),
        pick(&["杭州", "宁波市", "", ""]),
        pick(&[
            "杭州市西湖区溪畔路1号",
            "西湖区溪畔路1号",
            "宁波市海曙区江边路2号",
            "溪畔路3号",
            "",
            "",
        ]),
        pick(&["91330100799655058B", "", "", "", ""]),
        pick(&["一", "二", "", ""]),
    )
        .prop_map(|(name, phone, city, address, code, note)| {
            [name, phone, city, address, code, note]
        })
}

fn list() -> impl Strategy<Value = Vec<Cells>> {
    proptest::collection::vec(cells(), 0..24)
}

/// Writes rows as a list. A column that is no field counts them, so that no row is blank.
fn write(folder: &Path, name: &str, rows: &[(usize, &Cells)]) {
    let mut writer = csv::Writer::from_path(folder.join(name)).unwrap();
    writer.write_record(HEADER.iter().chain(&["行"])).unwrap();
    for (number, cells) in rows {
        let number = number.to_string();
        writer.write_record(cells.iter().map(String::as_str).chain([number.as_str()])).unwrap();
    }
    writer.flush().unwrap();
}

fn numbered(rows: &[Cells]) -> Vec<(usize, &Cells)> {
    rows.iter().enumerate().collect()
}

/// Imports a list as from a source and returns its report.
fn import(folder: &Path, name: &str, source: &str) -> serde_json::Value {
    let args = ["import", name, "--source", source, "--fail-on", "none", "-q", "-f", "json"];
    let read = ["--encoding", "utf-8", "--delimiter", "comma", "--header-line", "1"];
    let report = kam(folder, &[&args[..], &read[..]].concat());
    serde_json::from_str::<serde_json::Value>(&report).unwrap()[0].take()
}

fn count(report: &serde_json::Value, key: &str) -> usize {
    number(&report[key])
}

/// Every record of a store.
struct Records(String);

impl Records {
    fn of(folder: &Path) -> Self {
        Self(kam(folder, &["export", "all"]))
    }

    fn of_kind(&self, kind: &str) -> impl Iterator<Item = serde_json::Value> {
        let start = format!("{{\"record\":\"{kind}\",");
        self.0
            .lines()
            .filter(move |line| line.starts_with(&start))
            .map(|line| serde_json::from_str(line).expect("an export is JSON"))
    }

    /// Returns what the store knows, without the ledger of what was imported.
    fn facts(&self) -> Vec<&str> {
        let ledger = |line: &&str| line.starts_with("{\"record\":\"batch");
        self.0.lines().filter(|line| !ledger(line)).collect()
    }

    fn rows_of(&self, batch: &serde_json::Value) -> Vec<serde_json::Value> {
        self.of_kind("batch_row").filter(|row| row["batch"] == *batch).collect()
    }
}

/// Returns a property's runner, and a folder with an empty store to copy.
fn property() -> (TestRunner, Sandbox) {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    (TestRunner::new(config), Sandbox::new())
}

/// Returns a folder with a store that has the known accounts.
fn folder_with(empty: &Sandbox, known: &[Cells]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(empty.folder().join("kam.db"), folder.path().join("kam.db")).unwrap();
    if !known.is_empty() {
        write(folder.path(), "known.csv", &numbered(known));
        import(folder.path(), "known.csv", "association");
    }
    folder
}

#[test]
fn no_row_disappears_and_importing_again_adds_nothing() {
    let (mut runner, empty) = property();
    let tried = RefCell::new(BTreeSet::new());
    runner
        .run(&(list(), list()), |(known, rows)| {
            let folder = folder_with(&empty, &known);
            let folder = folder.path();
            let before = Records::of(folder).of_kind("account").count();
            write(folder, "list.csv", &numbered(&rows));
            let report = import(folder, "list.csv", "exhibition");
            let outcomes = ["added", "merged", "unchanged", "held", "rejected"];
            prop_assert_eq!(
                outcomes.iter().map(|key| count(&report, key)).sum::<usize>(),
                rows.len()
            );
            prop_assert_eq!(count(&report, "collected"), rows.len());
            let after = Records::of(folder);
            let accounts = after.of_kind("account").count();
            prop_assert_eq!(accounts - before, count(&report, "added"), "one for every row added");
            for key in outcomes.iter().filter(|key| count(&report, key) > 0) {
                tried.borrow_mut().insert((*key).to_owned());
            }

            // Every row of the file has one row in the ledger, with what the report counted.
            let own = after.rows_of(&report["batch"]);
            let lines: Vec<usize> = own.iter().map(|row| number(&row["line"])).collect();
            prop_assert_eq!(lines, (2..rows.len() + 2).collect::<Vec<_>>());
            for row in &own {
                let outcome = row["outcome"].as_str().unwrap();
                prop_assert_eq!(
                    row["account"].is_null(),
                    matches!(outcome, "held" | "rejected"),
                    "{}",
                    row
                );
                prop_assert_eq!(row["held_group"].is_null(), outcome != "held");
                let same = own.iter().filter(|other| other["account"] == row["account"]).count();
                let is_whole = outcome == "added" && same == 1;
                prop_assert_eq!(row["cells"].is_null(), is_whole || outcome == "unchanged");
            }
            for key in outcomes {
                let rows = own.iter().filter(|row| row["outcome"] == key).count();
                prop_assert_eq!(rows, count(&report, key), "{}", key);
            }

            // Again, in the order of a file that was sorted otherwise.
            let mut reversed = numbered(&rows);
            reversed.reverse();
            write(folder, "again.csv", &reversed);
            let again = import(folder, "again.csv", "exhibition");
            if again["already_imported"] == false {
                prop_assert_eq!(count(&again, "rejected"), count(&report, "rejected"));
                let unchanged = rows.len() - count(&report, "rejected");
                prop_assert_eq!(count(&again, "unchanged"), unchanged);
            }
            let now = Records::of(folder);
            prop_assert_eq!(now.facts(), after.facts());
            Ok(())
        })
        .unwrap();
    assert_eq!(tried.into_inner().len(), 4, "all but unchanged rows were tried");
}

/// Which rows became one account, with the rows that wait for it and the account they wait for.
type Grouping = BTreeSet<(BTreeSet<usize>, &'static str)>;

fn grouping(folder: &Path, numbers: &[usize], batch: &serde_json::Value) -> Grouping {
    let mut groups: std::collections::BTreeMap<String, (BTreeSet<usize>, &'static str)> =
        std::collections::BTreeMap::new();
    for row in Records::of(folder).rows_of(batch) {
        let number = numbers[number(&row["line"]) - 2];
        let (name, kind) = match row["outcome"].as_str().unwrap() {
            "held" => (row["held_group"].to_string(), "held"),
            "rejected" => ("rejected".to_owned(), "rejected"),
            _ => (row["account"].to_string(), "account"),
        };
        groups.entry(name).or_insert((BTreeSet::new(), kind)).0.insert(number);
    }
    groups.into_values().collect()
}

#[test]
fn the_order_of_rows_does_not_change_which_are_one_customer() {
    let (mut runner, empty) = property();
    let lists = (list(), list()).prop_flat_map(|(known, rows)| {
        let shuffled = Just((0..rows.len()).collect::<Vec<_>>()).prop_shuffle();
        (Just(known), Just(rows), shuffled)
    });
    runner
        .run(&lists, |(known, rows, order)| {
            let grouped = |numbers: &[usize]| {
                let folder = folder_with(&empty, &known);
                let list: Vec<(usize, &Cells)> =
                    numbers.iter().map(|number| (*number, &rows[*number])).collect();
                write(folder.path(), "list.csv", &list);
                let report = import(folder.path(), "list.csv", "exhibition");
                grouping(folder.path(), numbers, &report["batch"])
            };
            let straight: Vec<usize> = (0..rows.len()).collect();
            prop_assert_eq!(grouped(&straight), grouped(&order));
            Ok(())
        })
        .unwrap();
}
