//! Disks that fail: every call that changes a file fails once in every way, and what is left is
//! what was before or what was to be.
//!
//! `tests/faults/shim.c` counts the calls of a run of `kam` and makes the N-th fail: the process is
//! killed, the disk is full, broken or read-only, the power is cut. A *point* is a scenario, a call
//! and a way to fail; points know nothing of each other. A sample of them is run with all tests,
//! always the same. Every point, more than ten thousand, takes half an hour:
//!
//! ```sh
//! cargo test --locked --test it -- --ignored every_fault
//! ```
//!
//! A command that writes gets a line in [`SCENARIOS`]: its name, what is done before, the command,
//! and what it leaves beside the store. A point that failed is run alone where `FAULT_POINT` in the
//! environment is its name, as the report says it, or the start of it: `NAME KIND CALL SEED`.

#![cfg(target_os = "linux")]

mod point;
mod state;

use std::sync::atomic::{AtomicUsize, Ordering};

use point::{Point, Prepared, shim};
use state::Leaves::{self, File, Nothing, Store};

/// A command that is run on failing disks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scenario {
    /// Its name, without blanks.
    name: &'static str,
    /// What is done before, one command a line.
    before: &'static [&'static [&'static str]],
    /// The command.
    command: &'static str,
    /// What it leaves beside the store.
    leaves: Leaves,
    /// Whether it may be run again once it is done, and changes nothing then.
    twice: bool,
}

/// A store without rows.
const EMPTY: &[&str] = &["init --time-zone Asia/Shanghai -q"];

/// What a team did in it.
const WORK: &[&str] = &[
    "shop add 西湖店",
    "staff import staff.csv",
    "import yellow_pages.csv --source yellow-pages --fail-on none",
    "import parts_invoices.csv --source parts-invoices --asked 配件经理",
    "assign --to 王芳 --where city:杭州",
    "deal add A2 --model 朗逸 --quantity 3 --expected +1w",
];

/// What it did long ago, so that there is something to grade.
const LONG_AGO: &[&str] = &[
    "--today 2025-06-02 deal add A3 --model 朗逸 --quantity 3 --expected +3d --need yes",
    "--today 2025-06-02 deal add A5 --model 朗行 --quantity 1 --expected +1w",
    "--today 2025-06-02 grade --all",
];

/// Word in the place of a command: the store is made one of an older schema at last.
const OLDER: &[&str] = &["older"];

/// A file that is there before another takes its place.
const OLD_FILE: &[&str] = &["export -o out.csv", "edit 多达 --note 两处仓库"];

/// A plan to be applied; its list stays where it was made.
const PLAN: &[&str] = &["import list.csv --source ranking --plan plan.json"];

/// Orders from a list, to be delivered.
const ORDERS: &[&str] = &["import orders.csv --source orders --fail-on none"];

const STAGE: &str = "--as 王芳 stage A2 contacted --finished 首次电话 --evidence 同意见面 \
                     --source customer --doing 约见面 --planned 上门";

/// Every command on failing disks: a line each, `true` where it may be run again.
#[rustfmt::skip]
const SCENARIOS: &[Scenario] = &[
    scenario("init", &[], "init --time-zone Asia/Shanghai", Nothing, true),
    scenario("first-import", &[EMPTY], "import list.csv --source yellow-pages", Nothing, true),
    scenario("later-import", &[EMPTY, WORK], "import list.csv --source yellow-pages", Nothing, true),
    scenario("held-and-rejected", &[EMPTY, WORK], "import odd.csv --source ranking", Nothing, true),
    scenario("touches", &[EMPTY, WORK], "import records.csv --source touches --fail-on none", Nothing, true),
    scenario("vehicles", &[EMPTY, WORK], "import vehicles.csv --source fleet-list --fail-on none", Nothing, true),
    scenario("orders", &[EMPTY, WORK], "import orders.csv --source orders --fail-on none", Nothing, true),
    scenario("deliveries", &[EMPTY, WORK, ORDERS], "import deliveries.csv --source deliveries --fail-on none", Nothing, true),
    scenario("apply", &[EMPTY, WORK, PLAN], "import --apply plan.json", Nothing, true),
    scenario("stage", &[EMPTY, WORK], STAGE, Nothing, false),
    scenario("log", &[EMPTY, WORK], "--as 王芳 log A5 call no-answer", Nothing, false),
    scenario("log-much", &[EMPTY, WORK], "--as 王芳 log A2 call --note 要五台 --grade A --next +3d", Nothing, false),
    scenario("grade", &[EMPTY, WORK, LONG_AGO], "grade --all", Nothing, true),
    scenario("edit", &[EMPTY, WORK], "edit A5 --name 多达商贸 --add-phone 13800139999 --note x", Nothing, true),
    scenario("export", &[EMPTY, WORK], "export -o out.csv", File("out.csv"), true),
    scenario("export-over", &[EMPTY, WORK, OLD_FILE], "export -o out.csv", File("out.csv"), true),
    scenario("list", &[EMPTY, WORK], "list -o out.json", File("out.json"), true),
    scenario("list-sheet", &[EMPTY, WORK], "list -o out.xlsx", File("out.xlsx"), true),
    scenario("merge", &[EMPTY, WORK], "merge A2 A5", Nothing, false),
    scenario("dedupe", &[EMPTY, WORK, &["add 清溪贸易", "add 清溪贸易有限公司 --city 杭州"]], "dedupe --merge", Nothing, true),
    scenario("undo", &[EMPTY, WORK], "undo O6", Nothing, true),
    scenario("undo-import", &[EMPTY, WORK], "undo O5", Nothing, true),
    scenario("unmerge", &[EMPTY, WORK, &["merge A2 A5", "log A2 call no-answer"]], "unmerge A5", Nothing, false),
    scenario("backup", &[EMPTY, WORK], "backup", Store("backups/kam-2026-03-02T013000Z.db"), false),
    scenario("restore", &[EMPTY, WORK, &["backup .", "edit A5 --note later"]], "restore kam-2026-03-02T013000Z.db --yes", Nothing, false),
    scenario("migrate", &[EMPTY, WORK, OLDER], "list -f csv", Store("backups/kam-2026-03-02T013000Z.db"), true),
    scenario("list-printed", &[EMPTY, WORK], "list -f csv", Nothing, true),
];

const fn scenario(
    name: &'static str,
    before: &'static [&'static [&'static str]],
    command: &'static str,
    leaves: Leaves,
    twice: bool,
) -> Scenario {
    Scenario { name, before, command, leaves, twice }
}

/// Points that run with all tests.
const SAMPLE: usize = 900;

/// Threads that run points.
const THREADS: usize = 2;

#[test]
fn a_sample_of_faults_leaves_all_or_nothing() {
    run(Some(SAMPLE));
}

/// What SQLite relies on is taken away: the tests would notice.
#[test]
fn a_disk_that_lies_loses_what_was_acknowledged() {
    let Some(shim) = shim() else { return };
    for scenario in SCENARIOS.iter().filter(|one| ["first-import", "log"].contains(&one.name)) {
        let prepared = Prepared::new(scenario, &shim);
        let lost = prepared.run(&prepared.lying()).unwrap_err();
        assert!(lost.contains("acknowledged and lost"), "{lost}");
    }
}

#[test]
#[ignore = "half an hour"]
fn every_fault_leaves_all_or_nothing() {
    run(None);
}

/// Runs every point of every scenario, or as many as the sample has; fails with a line for each
/// that left what it must not.
#[expect(clippy::disallowed_methods, reason = "a point that failed is named by the environment")]
fn run(sample: Option<usize>) {
    let Some(shim) = shim() else { return };
    let prepared: Vec<Prepared> =
        SCENARIOS.iter().map(|scenario| Prepared::new(scenario, &shim)).collect();
    let all: Vec<(&Prepared, Point)> = prepared
        .iter()
        .flat_map(|prepared| prepared.points().into_iter().map(move |point| (prepared, point)))
        .collect();
    let chosen: Vec<&(&Prepared, Point)> = match (std::env::var("FAULT_POINT"), sample) {
        (Ok(named), _) => {
            all.iter().filter(|(of, point)| of.named(point).starts_with(&named)).collect()
        }
        (Err(_), Some(sample)) => spread(&all, sample),
        (Err(_), None) => all.iter().collect(),
    };
    let (next, failures) = (AtomicUsize::new(0), std::sync::Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some((prepared, point)) = chosen.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    if let Err(why) = prepared.run(point) {
                        failures.lock().unwrap().push(format!("{}: {why}", prepared.named(point)));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(all.len() > 10_000, "{} points", all.len());
    assert!(
        failures.is_empty(),
        "{} of {} points failed, run one with FAULT_POINT='NAME':\n{}",
        failures.len(),
        chosen.len(),
        failures.join("\n")
    );
}

/// Returns about `count` of them, the same every time: steps of changing width, so that no kind of
/// fault is met by chance alone.
fn spread<T>(all: &[T], count: usize) -> Vec<&T> {
    let (step, mut state) = (all.len().div_ceil(count).max(1), 0x2026_u64);
    let places = (0..all.len()).step_by(step).map(|start| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        start + usize::try_from(state >> 33).unwrap_or(0) % step
    });
    places.filter_map(|place| all.get(place)).collect()
}
