//! Many processes that read and write one store at the same time.
//!
//! A short run is part of all tests. A longer one, with 8 and with 32 processes, prints how long
//! commands took, waiting included:
//!
//! ```sh
//! cargo test --locked --test it -- --ignored many_writers --nocapture
//! ```

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::lists::{everything, word};
use crate::sandbox::{Sandbox, TODAY};

/// The commands of a process, again and again in this order; a number takes the place of `{}`.
const MIX: &[&str] = &[
    "import list-{}.csv --source yellow-pages -q",
    "log A2 call --note note-{}",
    "agenda -q",
    "list -f csv",
    "log A5 call no-answer --note note-{}",
    "edit A3 --add-tag tag-{}",
    "stage",
    "export all",
    "assign --to 王芳 A7 A8",
    "deal edit D1 --needs",
];

/// What an account needs, by aspect: each is said by one process, all of one deal.
const ASPECTS: &[&str] = &["who", "what", "when", "where", "why", "how", "how-much"];

/// Accounts and deals to work on; a deal of its own for every process.
const BEFORE: &[&str] = &[
    "shop add 西湖店",
    "staff import staff.csv",
    "import yellow_pages.csv --source yellow-pages --fail-on none",
    "deal add A2 --model 朗逸 --quantity 3",
];

/// What a process did.
#[derive(Default)]
struct Done {
    /// Milliseconds that each command took, by its first word.
    took: BTreeMap<String, Vec<u128>>,
    /// Commands that were acknowledged as an operation.
    logged: Vec<String>,
    /// What the export has to hold.
    marks: Vec<String>,
    /// What it has to hold in the place of what was said before.
    last: Option<String>,
    failed: Vec<String>,
}

/// Lets processes work for a while, and says what they did.
fn work(kam: &Sandbox, processes: usize, time: Duration) -> Vec<Done> {
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..processes).map(|number| scope.spawn(move || one(kam, number, time))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    })
}

/// One process after another, until the time is up.
#[expect(clippy::disallowed_methods, reason = "how long people wait is what is measured")]
fn one(kam: &Sandbox, number: usize, time: Duration) -> Done {
    let begun = std::time::Instant::now();
    let mut done = Done::default();
    let deal = format!("D{}", number + 2);
    for round in 0.. {
        if begun.elapsed() > time {
            break;
        }
        let mark = format!("{number}x{round}");
        // Whoever begins elsewhere does not wait for the others.
        let line = MIX[(round + number) % MIX.len()].replace("{}", &mark);
        let line = match line.as_str() {
            "stage" => step(&deal, round),
            "deal edit D1 --needs" => match ASPECTS.get(number) {
                Some(aspect) => format!("{line} {aspect}=need-{mark}."),
                None => continue,
            },
            _ => line,
        };
        if line.starts_with("import") {
            let phone = format!("139{number:02}{round:06}");
            let list = format!("公司名称,电话\n远岫{mark}设备有限公司,{phone}\n");
            kam.file(&format!("list-{mark}.csv"), list);
        }
        let args: Vec<&str> = line.split(' ').collect();
        let started = std::time::Instant::now();
        let ran = Command::new(env!("CARGO_BIN_EXE_kam"))
            .args(&args)
            .current_dir(kam.folder())
            .env_clear()
            .envs([("KAM_DB", kam.store()), ("KAM_TODAY", TODAY), ("KAM_USER", "tester")])
            .stdin(Stdio::null())
            .output()
            .unwrap();
        done.took.entry(args[0].to_owned()).or_default().push(started.elapsed().as_millis());
        let said = String::from_utf8_lossy(&ran.stderr);
        if !ran.status.success() {
            done.failed.push(format!("kam {line}: {}: {said}", ran.status));
        } else if args[0] == "import" {
            done.logged.push(line.clone());
            done.marks.push(format!("远岫{mark}设备有限公司"));
        } else if said.contains("Logged as O") {
            done.logged.push(line.clone());
            let marks = args.iter().filter(|arg| arg.ends_with(&mark));
            done.marks.extend(marks.map(|arg| (*arg).to_owned()));
            if let Some((_, need)) = line.split_once('=') {
                done.last = Some(need.to_owned());
            }
        }
    }
    done
}

/// Moves the deal of a process from one of two stages to the other.
fn step(deal: &str, round: usize) -> String {
    let (to, evidence) = if (round / MIX.len()).is_multiple_of(2) {
        ("contacted", "同意见面")
    } else {
        ("lead", "失联")
    };
    format!(
        "stage {deal} {to} --finished 电话 --evidence {evidence} --source customer --doing 约见面 \
         --planned 上门"
    )
}

/// Returns a store with work to do.
fn store(processes: usize) -> Sandbox {
    let kam = crate::lists::with_demo_files(Sandbox::new());
    kam.file("staff.csv", crate::lists::demo_file("staff.csv"));
    for command in BEFORE {
        kam.out(command);
    }
    for number in 0..processes {
        kam.out(&format!("add 雁过{number}号商行 --kind organisation"));
        kam.out(&format!("deal add 雁过{number}号商行 --model 朗逸"));
    }
    kam
}

/// Nothing failed, nothing that was acknowledged is lost. Returns how long commands took.
fn check(kam: &Sandbox, before: usize, all: &[Done]) -> BTreeMap<String, Vec<u128>> {
    let failed: Vec<&String> = all.iter().flat_map(|done| &done.failed).collect();
    assert!(failed.is_empty(), "{} commands failed: {:#?}", failed.len(), failed.first());
    let logged: Vec<&String> = all.iter().flat_map(|done| &done.logged).collect();
    let commands = operations(kam);
    assert_eq!(commands.len() - before, logged.len(), "operations in the log");
    let known: HashSet<&String> = commands.iter().collect();
    for line in logged {
        let told = format!("kam {line}");
        assert!(known.contains(&told), "{told} is not in the log");
    }
    let export = everything(kam);
    for mark in all.iter().flat_map(|done| done.marks.iter().chain(&done.last)) {
        assert!(export.contains(mark), "{mark} is not in the export");
    }
    let mut took: BTreeMap<String, Vec<u128>> = BTreeMap::new();
    for done in all {
        for (command, times) in &done.took {
            took.entry(command.clone()).or_default().extend(times);
        }
    }
    for times in took.values_mut() {
        times.sort_unstable();
    }
    took
}

/// Returns the command lines of all operations.
fn operations(kam: &Sandbox) -> Vec<String> {
    let history = crate::lists::json(kam, "history --limit 0", 0);
    let lines = history.as_array().unwrap().iter();
    lines.map(|operation| word(&operation["command"]).to_owned()).collect()
}

/// A reader that lets another process write once the first bytes have come.
struct Interrupted<'a> {
    read: Vec<u8>,
    meanwhile: Option<Box<dyn FnOnce() + 'a>>,
}

impl std::io::Write for Interrupted<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if let Some(meanwhile) = self.meanwhile.take() {
            meanwhile();
        }
        self.read.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_is_written_meanwhile_is_not_half_of_an_export() {
    let kam = Sandbox::new();
    let row = |number| format!("多达{number}贸易有限公司,1380013{number:04},{}\n", "长".repeat(60));
    let rows: String = (0..2_000).map(row).collect();
    kam.file("long.csv", format!("公司名称,电话,备注\n{rows}"));
    kam.out("import long.csv --source yellow-pages -q --fail-on none");
    for line in ["export all", "list -f csv"] {
        let before = kam.out(line);
        assert!(before.len() > 256 * 1024 || line.starts_with("list"), "longer than all buffers");
        let add =
            || drop(kam.out("add 远岫设备有限公司 --phone 13900139000 --contact 张志强 --new -q"));
        let mut out = Interrupted { read: Vec::new(), meanwhile: Some(Box::new(add)) };
        let env = [("KAM_DB", kam.store()), ("KAM_TODAY", TODAY), ("KAM_USER", "tester")];
        let code = kam::cli::run(kam::cli::World {
            args: std::iter::once("kam").chain(line.split(' ')).map(Into::into).collect(),
            env: env.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            folder: kam.folder().to_owned(),
            stdin: &mut std::io::empty(),
            stdout: &mut out,
            stderr: &mut Vec::new(),
            stdin_is_terminal: false,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
            width: None,
            file_system: kam::store::file_system,
        });
        assert_eq!(code, 0);
        assert!(out.meanwhile.is_none(), "something was written meanwhile");
        assert!(out.read == before.as_bytes(), "{line} is what was there before");
        assert_ne!(kam.out(line), before);
    }
}

/// Returns the time that so many in a hundred took at most.
fn percentile(times: &[u128], percent: usize) -> u128 {
    times[(times.len() * percent).div_ceil(100).saturating_sub(1)]
}

fn run(processes: usize, time: Duration) -> BTreeMap<String, Vec<u128>> {
    let kam = store(processes);
    let before = operations(&kam).len();
    let all = work(&kam, processes, time);
    let took = check(&kam, before, &all);
    assert!(!kam.folder().join("kam.db.writer").exists(), "nobody writes any more");
    took
}

#[test]
fn eight_processes_lose_nothing_and_wait_little() {
    let took = run(8, Duration::from_secs(10));
    for (command, times) in &took {
        assert!(percentile(times, 99) <= 5_000, "{command}: {times:?} ms");
    }
}

#[test]
#[ignore = "two minutes"]
fn many_writers_for_longer() {
    for processes in [8, 32] {
        let took = run(processes, Duration::from_secs(50));
        let mut table = format!("{processes} processes, ms\ncommand  runs  p50  p99  max\n");
        for (command, times) in &took {
            let at = |percent| percentile(times, percent);
            let (half, most, all) = (at(50), at(99), at(100));
            writeln!(table, "{command}  {}  {half}  {most}  {all}", times.len()).unwrap();
        }
        println!("{table}");
    }
}
