//! Histories drawn by lot, taken back in order and out of it.

use super::sound::sound;
use super::{
    derived_is_right, difference, done, everything, last_operation, prepared, same, within,
};
use crate::sandbox::Sandbox;

/// Numbers that look drawn by lot, the same for the same seed.
struct Lot(u64);

impl Lot {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }
}

/// A command drawn by lot; many will be refused, which writes nothing.
fn drawn(lot: &mut Lot) -> Vec<String> {
    let account = format!("A{}", 1 + lot.below(6));
    let deal = format!("D{}", 1 + lot.below(4));
    let staff = lot.one(&["王芳", "李伟", "pool"]);
    let name = lot.one(&["长河运输", "宏达物流有限公司", "多达租赁", "北方仪器"]);
    let phone = lot.one(&["0571-65550001", "13812345678", "13900001111", "010-65551234"]);
    let line = match lot.below(20) {
        0 | 1 => format!("add {name} --phone {phone} --city 杭州 --new"),
        2 => format!("add {name} --contact 陈经理 --owner 王芳 --tag a"),
        3 | 4 => format!("edit {account} --add-phone {phone} --note {staff}"),
        5 => format!("edit {account} --name {name} --add-tag b"),
        6 => format!("edit {account} --drop-phone {phone}"),
        7 => format!("assign --to {staff} {account}"),
        8 | 9 => format!("log {account} call --note 要两台 --grade H"),
        10 => format!("log {account} call no-answer --next +3d"),
        11 | 12 => format!("deal add {account} --model {}", lot.one(&["朗逸", "途观"])),
        13 => format!("deal edit {deal} --colour 白 --quantity {}", 1 + lot.below(5)),
        14 => format!(
            "stage {deal} contacted --evidence 回电 --source customer --finished 电话 --doing 报价 --planned 试驾"
        ),
        15 => format!("order {deal} --line 朗逸:白:3@25万 --reason 现场 --signed"),
        16 => format!("deliver R{} --quantity 1 --line 朗逸", 1 + lot.below(2)),
        17 => "grade --all".to_owned(),
        18 => format!(
            "import {} --source yellow-pages --fail-on none",
            lot.one(&["fair.csv", "pages.csv", "parts.csv"])
        ),
        _ => format!("merge {account} A{}", 1 + lot.below(6)),
    };
    line.split(' ').map(str::to_owned).collect()
}

/// How many histories an ordinary run looks at; `cargo test --release -- --ignored histories` looks
/// at as many as a change of the log deserves.
const USUAL: u64 = 12;
const MANY: u64 = 1_000;
const USUAL_ON_SERVER: u64 = 2;
const MANY_ON_SERVER: u64 = 200;

/// Runs commands drawn by lot until so many wrote; returns the states before and after each, with
/// the operations.
fn history(kam: &Sandbox, lot: &mut Lot, writes: usize) -> (Vec<String>, Vec<Vec<String>>) {
    let (mut states, mut commands) = (vec![everything(kam)], Vec::new());
    let mut operation = last_operation(kam);
    for _ in 0..writes * 4 {
        if commands.len() == writes {
            break;
        }
        let command = drawn(lot);
        let args: Vec<&str> = command.iter().map(String::as_str).collect();
        let (code, _, said) = within(kam, &args);
        assert!(code != 70, "{args:?}: {said}");
        let last = last_operation(kam);
        if last != operation {
            operation = last;
            states.push(everything(kam));
            commands.push(command);
        }
    }
    (states, commands)
}

/// Undo goes back through every state, redo forth through every one.
fn back_and_forth(kam: &Sandbox, seed: u64) {
    prepared(kam);
    let (states, commands) = history(kam, &mut Lot(seed), 7);
    let told = |what: &str, at: usize| format!("seed {seed}: {what} {at} of {commands:?}");
    for at in (0..commands.len()).rev() {
        done(kam, &["undo"]);
        same(&states[at], &everything(kam), &told("undo", at));
    }
    derived_is_right(kam, &told("undo", 0));
    for at in 0..commands.len() {
        done(kam, &["redo"]);
        same(&states[at + 1], &everything(kam), &told("redo", at));
    }
    derived_is_right(kam, &told("redo", commands.len()));
}

fn walks(seeds: std::ops::Range<u64>) {
    seeds.for_each(|seed| back_and_forth(&Sandbox::new(), seed));
}

fn walks_on_server(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let Some(kam) = Sandbox::on_postgres() else { return };
        back_and_forth(&kam, seed);
    }
}

#[test]
fn undo_walks_back_and_redo_forth_through_any_history() {
    walks(0..USUAL);
}

#[test]
#[ignore = "many histories"]
fn histories_walked_back_and_forth() {
    walks(0..MANY);
}

#[test]
fn undo_walks_back_and_redo_forth_on_a_server() {
    walks_on_server(0..USUAL_ON_SERVER);
}

#[test]
#[ignore = "many histories"]
fn histories_walked_on_a_server() {
    walks_on_server(0..MANY_ON_SERVER);
}

/// An older operation that no later one touched is taken back as if it had been taken back at
/// once, before the others. Returns whether the two histories could be compared.
fn out_of_order(seed: u64) -> Result<bool, String> {
    let (late, early) = (Sandbox::new(), Sandbox::new());
    let mut lot = Lot(seed);
    prepared(&late);
    prepared(&early);
    let (_, commands) = history(&late, &mut lot, 6);
    let first = last_operation(&early) + 1;
    let older = lot.below(commands.len().max(1));
    let operation = format!("O{}", first + i64::try_from(older).unwrap());
    let (code, out, said) = within(&late, &["undo", &operation, "-f", "csv"]);
    if code == 1 {
        assert!(out.contains("kept") || out.contains("could-not"), "{out}{said}");
        return Ok(false);
    }
    assert_eq!(code, 0, "{out}{said}");
    if commands[older + 1..].iter().any(|later| goes_by(later, &commands[older])) {
        return Ok(false);
    }
    for (at, command) in commands.iter().enumerate() {
        let args: Vec<&str> = command.iter().map(String::as_str).collect();
        let (code, _, _) = within(&early, &args);
        if code > 1 {
            // It could not have been done without the older one.
            return Ok(false);
        }
        if at == older {
            done(&early, &["undo"]);
        }
    }
    // Whom a new account was told from depends on the names that there were: a command that reads
    // what the older one wrote, and writes elsewhere, does not touch its rows.
    let compared = |kam: &Sandbox| -> String {
        let all = everything(kam);
        let lines = all.lines().filter(|line| !line.contains(r#""record":"separation""#));
        lines.collect::<Vec<_>>().join("\n")
    };
    let told = format!("seed {seed}: {older} of {commands:?}");
    derived_is_right(&late, &told);
    match difference(&compared(&early), &compared(&late)) {
        Some(difference) => Err(format!("{told}: {difference}")),
        None => Ok(true),
    }
}

/// Returns whether what a command does is told by what an older one wrote, though it touches none
/// of its rows: it would have done something else without it.
fn goes_by(later: &[String], older: &[String]) -> bool {
    match (later[0].as_str(), older) {
        // What is done to an account that was merged is done to the other, and stays there.
        (_, [command, _, merged]) if command == "merge" && later.contains(merged) => true,
        // What is logged is of the only open deal of the account, or of none of several.
        ("log", [command, verb, account, ..]) if command == "deal" && verb == "add" => {
            later[1] == *account
        }
        // A grade that a person gave is left alone.
        ("grade", _) => older[0] == "log" && older.contains(&"--grade".to_owned()),
        _ => false,
    }
}

fn compared_out_of_order(seeds: std::ops::Range<u64>) {
    let count = seeds.end - seeds.start;
    let mut differ = Vec::new();
    let mut compared = 0;
    for seed in seeds {
        match out_of_order(seed + 1_000_000) {
            Ok(was_compared) => compared += u64::from(was_compared),
            Err(told) => differ.push(told),
        }
    }
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
    assert!(compared * 10 >= count, "{compared} of {count} could be compared");
}

#[test]
fn an_older_operation_is_taken_back_as_if_it_had_never_been() {
    compared_out_of_order(0..USUAL);
}

#[test]
#[ignore = "many histories"]
fn histories_without_an_older_operation() {
    compared_out_of_order(0..MANY);
}

/// Whatever two accounts went through, the merger of them is taken back exactly.
fn merged_and_unmerged(seed: u64) -> bool {
    let kam = Sandbox::new();
    let mut lot = Lot(seed);
    prepared(&kam);
    let (_, commands) = history(&kam, &mut lot, 6);
    let before = everything(&kam);
    let ids = done(&kam, &["list", "-f", "ids"]);
    let ids: Vec<&str> = ids.lines().collect();
    let (kept, other) = (lot.one(&ids), lot.one(&ids));
    let (code, _, said) = within(&kam, &["merge", kept, other]);
    if code != 0 {
        assert!(code == 3 && (kept == other || said.contains("two firms")), "{said}");
        return false;
    }
    let told = format!("seed {seed}: {other} into {kept} after {commands:?}");
    derived_is_right(&kam, &told);
    done(&kam, &["unmerge", other]);
    same(&before, &everything(&kam), &told);
    derived_is_right(&kam, &told);
    true
}

fn compared_mergers(seeds: std::ops::Range<u64>) {
    let count = seeds.end - seeds.start;
    let compared = seeds.filter(|seed| merged_and_unmerged(seed + 2_000_000)).count() as u64;
    assert!(compared * 2 >= count, "{compared} of {count} could be compared");
}

#[test]
fn any_merger_is_taken_back_exactly() {
    compared_mergers(0..USUAL);
}

#[test]
#[ignore = "many histories"]
fn histories_that_end_in_a_merger() {
    compared_mergers(0..MANY);
}

/// A command, or one that takes some of what was done back, in no order.
fn drawn_with_undo(lot: &mut Lot, latest: i64) -> Vec<String> {
    let any = |lot: &mut Lot| {
        let below = usize::try_from(latest - 5).unwrap().max(1);
        format!("O{}", 6 + lot.below(below))
    };
    let deal = format!("D{}", 1 + lot.below(3));
    let line = match lot.below(29) {
        7 | 16 | 17 => format!("redo {}", any(lot)),
        18 => format!("deal edit {deal} --note {}", lot.one(&["一", "二"])),
        19 => format!(
            "stage {deal} {} --evidence 回电 --source customer --finished 电话 --doing 报价 --planned 试驾",
            lot.one(&["contacted", "lead"])
        ),
        20 => format!("order {deal} --line 朗逸:白:2@25万 --reason 现场 --signed"),
        21 => format!("deliver R{} --quantity 1", 1 + lot.below(2)),
        22 => format!("log A{} visit --grade {}", 1 + lot.below(4), lot.one(&["A", "B", "H"])),
        23 => format!("book A{} +{}d visit", 1 + lot.below(4), 1 + lot.below(9)),
        24 => format!("book --instead AP{} +{}d", 1 + lot.below(3), 1 + lot.below(9)),
        26 => format!("edit A{} --parent A{}", 1 + lot.below(5), 1 + lot.below(5)),
        27 => format!("deliver R{} --line 朗逸 --close-short --reason 停产", 1 + lot.below(2)),
        28 => format!("contact edit P{} --phone 1390000000{}", 1 + lot.below(2), lot.below(3)),
        25 => format!("lose {deal} --cause competitor --brand 别家"),
        0 | 1 => format!("undo {}", any(lot)),
        2 => format!("undo {} {}", any(lot), any(lot)),
        3 => format!("undo {} {} {}", any(lot), any(lot), any(lot)),
        4 => format!("undo {} --by-field", any(lot)),
        5 => "undo".to_owned(),
        6 => "redo".to_owned(),
        8 => format!("unmerge A{}", 1 + lot.below(6)),
        9 => format!("merge A{} A{}", 1 + lot.below(6), 1 + lot.below(6)),
        10 => format!(
            "import {} --fail-on none",
            lot.one(&[
                "parts.csv --source parts-invoices",
                "more.csv --source parts-invoices",
                "fair.csv --source exhibition:春展"
            ])
        ),
        _ => return drawn(lot),
    };
    line.split(' ').map(str::to_owned).collect()
}

/// Whatever was done and taken back, in any order and several at once, leaves records that belong
/// together together; and the last operation, whatever it did, is taken back and done again
/// exactly. Returns how many operations took others back.
fn taken_back_anyhow(kam: &Sandbox, seed: u64) -> usize {
    let mut lot = Lot(seed);
    prepared(kam);
    // Of the two lists of invoices each repeats rows of the other.
    let more = "客户名称,电话,发票号,日期,配件,数量,金额\n\
        多达物流有限公司,13800138000,F-3,2026-02-20,轮胎,8,6400\n\
        长河运输有限公司,0571-65550001,F-4,2026-02-21,火花塞,8,640\n";
    kam.file("more.csv", more);
    let (mut operation, mut before) = (last_operation(kam), everything(kam));
    let (mut commands, mut reversals) = (Vec::new(), 0);
    for _ in 0..24 {
        let command = drawn_with_undo(&mut lot, operation);
        let args: Vec<&str> = command.iter().map(String::as_str).collect();
        let (code, out, said) = within(kam, &args);
        commands.push(command.join(" "));
        let told = |what: &str| format!("seed {seed}: {what} {commands:#?}");
        assert!(code <= 3, "{}: {out}{said}", told("failed"));
        let last = last_operation(kam);
        if last == operation {
            same(&before, &everything(kam), &told("wrote without a log"));
            continue;
        }
        let after = everything(kam);
        sound(kam, &told("unsound after"));
        reversals += usize::from(["undo", "redo", "unmerge"].contains(&args[0]));
        let take_back = |operation: i64| {
            let (code, out, said) = within(kam, &["undo", &format!("O{operation}")]);
            assert_eq!(code, 0, "{}: {out}{said}", told("not taken back"));
        };
        take_back(last);
        same(&before, &everything(kam), &told("taken back"));
        sound(kam, &told("unsound, taken back"));
        take_back(last + 1);
        same(&after, &everything(kam), &told("done again"));
        sound(kam, &told("unsound, done again"));
        (operation, before) = (last_operation(kam), after);
    }
    reversals
}

fn anyhow(seeds: std::ops::Range<u64>) {
    let count = usize::try_from(seeds.end - seeds.start).unwrap();
    let reversals: usize =
        seeds.map(|seed| taken_back_anyhow(&Sandbox::new(), seed + 3_000_000)).sum();
    assert!(reversals >= 2 * count, "{reversals} of {count} histories took something back");
}

#[test]
fn what_is_taken_back_in_any_order_leaves_a_sound_store() {
    anyhow(0..USUAL);
}

#[test]
#[ignore = "many histories"]
fn histories_taken_back_in_any_order() {
    anyhow(0..MANY);
}

#[test]
fn what_is_taken_back_in_any_order_on_a_server() {
    for seed in 0..USUAL_ON_SERVER {
        let Some(kam) = Sandbox::on_postgres() else { return };
        taken_back_anyhow(&kam, seed + 3_000_000);
    }
}
