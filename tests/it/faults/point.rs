//! One command on one disk that fails at one call.

use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::Scenario;
use super::state::{NOW, State, kam};
use crate::lists::demo_file;
use crate::skip::skipped;

/// Ways to fail, by their names in the shim.
const KINDS: &[&str] = &[
    "kill",
    "kill-half",
    "enospc-once",
    "enospc-ever",
    "eio-once",
    "eio-ever",
    "erofs-once",
    "erofs-ever",
    "short",
    "power",
];

/// Seeds of a cut at every call: nothing is kept, everything, and six times what is drawn.
const SEEDS: [u64; 8] = [0, 1, 2, 3, 6, 7, 10, 11];

/// Where and how a disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    kind: &'static str,
    call: usize,
    seed: u64,
}

/// A scenario with its store, and what the command does undisturbed.
pub(super) struct Prepared<'a> {
    scenario: &'a Scenario,
    shim: &'a Path,
    template: tempfile::TempDir,
    /// The calls of an undisturbed run: name and path.
    calls: Vec<String>,
    before: State,
    after: State,
    undisturbed: Output,
}

/// Compiles the shim; `None`, having said so, where there is no compiler.
pub(super) fn shim() -> Option<PathBuf> {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/shim.c");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let made = folder.join(format!("faults-{}.so", std::process::id()));
    let shim = folder.join("faults.so");
    let compiled = Command::new("cc")
        .args(["-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-pthread", "-o"])
        .arg(&made)
        .arg(source)
        .output();
    let Ok(compiled) = compiled else {
        skipped("cc");
        return None;
    };
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    // Tests that run side by side make it at the same time.
    std::fs::rename(made, &shim).unwrap();
    Some(shim)
}

impl<'a> Prepared<'a> {
    /// Does what is done before, and runs the command undisturbed.
    pub(super) fn new(scenario: &'a Scenario, shim: &'a Path) -> Self {
        let template = tempfile::tempdir().unwrap();
        put_files(template.path());
        let commands = || scenario.before.iter().copied().flatten().copied();
        for command in commands().filter(|command| *command != "older") {
            let ran = kam(template.path(), command);
            assert_eq!(ran.code, 0, "{command}: {}", ran.said);
        }
        let before = State::of(template.path(), scenario.leaves).unwrap();
        if commands().any(|command| command == "older") {
            make_older(&template.path().join("kam.db"));
        }
        let folder = copy_of(template.path());
        let trace = template.path().join("trace");
        let undisturbed =
            command(scenario, shim, folder.path()).env("FAULT_TRACE", &trace).output().unwrap();
        let said = String::from_utf8_lossy(&undisturbed.stderr);
        assert!(matches!(undisturbed.status.code(), Some(0 | 1)), "{}: {said}", scenario.name);
        let traced = std::fs::read_to_string(&trace).unwrap();
        std::fs::remove_file(trace).unwrap();
        let calls: Vec<String> = traced.lines().map(str::to_owned).collect();
        assert!(!calls.is_empty(), "{}: the shim saw nothing", scenario.name);
        let after = State::of(folder.path(), scenario.leaves).unwrap();
        Self { scenario, shim, template, calls, before, after, undisturbed }
    }

    /// Returns every point of the scenario.
    pub(super) fn points(&self) -> Vec<Point> {
        let mut points = Vec::new();
        for call in 1..=self.calls.len() {
            let writes = self.calls[call - 1].contains(" write");
            for kind in KINDS.iter().filter(|kind| **kind != "power") {
                if writes || !["kill-half", "short"].contains(kind) {
                    points.push(Point { kind, call, seed: 0 });
                }
            }
        }
        // After the last call too: what was acknowledged is there.
        for call in 1..=self.calls.len() + 1 {
            for seed in SEEDS {
                // The same draw for every call would be one draw.
                points.push(Point { kind: "power", call, seed: seed + call as u64 * 12 });
            }
        }
        points
    }

    /// Returns the point at which the power is cut after the end, on a disk that kept nothing.
    pub(super) fn lying(&self) -> Point {
        Point { kind: "power-lying", call: self.calls.len() + 1, seed: 0 }
    }

    /// Returns what a point is called.
    pub(super) fn named(&self, point: &Point) -> String {
        format!("{} {} {} {}", self.scenario.name, point.kind, point.call, point.seed)
    }

    /// Runs the command on the failing disk, and says what is wrong with what is left.
    pub(super) fn run(&self, point: &Point) -> Result<(), String> {
        let folder = copy_of(self.template.path());
        let ran = command(self.scenario, self.shim, folder.path())
            .env("FAULT_AT", point.call.to_string())
            .env("FAULT_DO", point.kind)
            .env("FAULT_SEED", point.seed.to_string())
            .output()
            .map_err(|error| error.to_string())?;
        let call = self.calls.get(point.call - 1).map_or("the end", String::as_str);
        let wrong = |why: String| {
            let said = String::from_utf8_lossy(&ran.stderr);
            Err(format!("{why} after {call}; {}; it said {said}", ran.status))
        };
        let acknowledged = match self.ended(point, &ran) {
            Ok(acknowledged) => acknowledged,
            Err(why) => return wrong(why),
        };
        if point.kind.ends_with("-once") && !call.contains("unlink") {
            let names = std::fs::read_dir(folder.path()).map_err(|error| error.to_string())?;
            let mut names = names.flatten().map(|entry| entry.file_name());
            let left_over = names.find(|name| {
                let name = name.to_string_lossy();
                name.starts_with(".kam-") || name.ends_with(".writer")
            });
            if let Some(name) = left_over {
                return wrong(format!("{} is left over", name.display()));
            }
        }
        let left = match State::of(folder.path(), self.scenario.leaves) {
            Ok(left) => left,
            Err(why) => return wrong(why),
        };
        let is_done = left == self.after;
        if !is_done && left != self.before {
            return wrong(format!("neither before nor after: {}", left.against(&self.after)));
        }
        if acknowledged && !is_done {
            return wrong("acknowledged and lost".to_owned());
        }
        if !is_done || self.scenario.twice {
            let again = kam(folder.path(), self.scenario.command);
            let codes = [self.undisturbed.status.code(), is_done.then_some(0)];
            if !codes.contains(&Some(i32::from(again.code))) {
                return wrong(format!("again: exit {}: {}", again.code, again.said));
            }
            match State::of(folder.path(), self.scenario.leaves) {
                Ok(state) if state == self.after => {}
                Ok(state) => return wrong(format!("again: {}", state.against(&self.after))),
                Err(why) => return wrong(format!("again: {why}")),
            }
        }
        Ok(())
    }

    /// Returns whether the command said that all was done; what is wrong with how it ended.
    fn ended(&self, point: &Point, ran: &Output) -> Result<bool, String> {
        if ran.status.signal() == Some(9) && ["kill", "kill-half", "power"].contains(&point.kind) {
            return Ok(false);
        }
        let said = String::from_utf8_lossy(&ran.stderr);
        if ran.status.code() == self.undisturbed.status.code() {
            if ran.stdout != self.undisturbed.stdout {
                return Err("what was printed is not all".to_owned());
            }
            return Ok(true);
        }
        if ran.status.code() != Some(6) {
            return Err("the exit code is wrong".to_owned());
        }
        let lines: Vec<&str> = said.lines().collect();
        let error =
            lines.iter().position(|line| line.starts_with("error: ") && line.contains("cannot "));
        let hint = lines.iter().any(|line| line.starts_with("hint: "));
        if said.contains("panicked") || error.is_none() || !hint {
            return Err("the message does not say what and the remedy".to_owned());
        }
        Ok(false)
    }
}

/// Returns the command in the folder, watched by the shim.
fn command(scenario: &Scenario, shim: &Path, folder: &Path) -> Command {
    let folder = folder.canonicalize().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_kam"));
    command
        .args(scenario.command.split_whitespace())
        .current_dir(&folder)
        .env_clear()
        .envs([("KAM_DB", "kam.db"), ("KAM_TODAY", NOW), ("KAM_USER", "tester")])
        .env("LD_PRELOAD", shim)
        .env("FAULT_DIR", &folder)
        .env("FAULT_STDOUT", "1")
        .stdin(Stdio::null());
    command
}

/// Takes the last steps of the schema back.
fn make_older(path: &Path) {
    let store = rusqlite::Connection::open(path).unwrap();
    store
        .execute_batch(
            "DROP TABLE operation_undo; DROP TABLE operation_removal; DROP TABLE merger;
             DROP TABLE recent_match_key; DROP INDEX batch_row_by_stretch; DROP INDEX batch_row_decided;
             DROP INDEX batch_row_waiting;
             CREATE INDEX batch_row_by_key ON batch_row (row_key); PRAGMA user_version = 3",
        )
        .unwrap();
}

/// Returns a copy of a folder.
fn copy_of(template: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(template).unwrap() {
        let from = entry.unwrap().path();
        std::fs::copy(&from, folder.path().join(from.file_name().unwrap())).unwrap();
    }
    folder
}

/// Puts the lists into a folder that scenarios import.
fn put_files(folder: &Path) {
    for name in ["yellow_pages.csv", "association_members.csv", "parts_invoices.csv", "staff.csv"] {
        std::fs::write(folder.join(name), demo_file(name)).unwrap();
    }
    let row = |number| {
        let (phone, note) = (format!("1390571{number:04}"), "长".repeat(number % 40));
        format!("清溪{number}号贸易有限公司,{phone},杭州,{note}\n")
    };
    let rows: String = (0..200_usize).map(row).collect();
    std::fs::write(folder.join("list.csv"), format!("公司名称,电话,城市,备注\n{rows}")).unwrap();
    // The first may be one that there is, the third is nobody, the others are new.
    let odd = "杭州多达矿业,,杭州,\n杭州云帆设备有限公司,13905712001,杭州,x\n,,杭州,没有名称\n\
               杭州云帆设备有限公司,13905712001,杭州,y\n湖州远岫设备有限公司,12,湖州,\n";
    let records = "account id,客户名称,电话,方式,结果,内容,下次联系\n\
                   A2,,,电话,接通,要两台,2026-03-09\n\
                   ,新客户贸易有限公司,13800139998,上门,,见面,\n";
    std::fs::write(folder.join("records.csv"), records).unwrap();
    // Of each kind one that is new, one that is known or goes on, and one that cannot be used.
    let vehicles = "account id,客户名称,电话,车牌号,车型,里程\n\
                    A2,,,浙A12345,朗逸,30000\n\
                    A2,,,浙A12345,,31000\n\
                    ,新客户贸易有限公司,13800139998,浙B23456,,\n\
                    A2,,,,朗逸,\n";
    std::fs::write(folder.join("vehicles.csv"), vehicles).unwrap();
    let orders = "订单号,account id,车型,颜色,数量,定金,跳过原因\n\
                  HT-1,A2,朗逸,白,2,5万,现场签约\n\
                  HT-1,A2,朗行,,1,,\n\
                  HT-2,A2,朗行,,几台,,\n";
    std::fs::write(folder.join("orders.csv"), orders).unwrap();
    let deliveries = "订单号,account id,车型,数量,车架号\n\
                      HT-1,A2,朗逸,,1M8GDM9AXKP042788\n\
                      HT-1,A2,朗逸,1,\n\
                      HT-1,A2,朗行,1,\n\
                      HT-1,A2,朗行,1,\n";
    std::fs::write(folder.join("deliveries.csv"), deliveries).unwrap();
    std::fs::write(folder.join("odd.csv"), format!("公司名称,电话,城市,备注\n{odd}")).unwrap();
}
