//! Operations taken back, done again, and what was changed since.

use crate::sandbox::{Sandbox, TODAY};
use crate::script;

/// Runs `kam` within this process and returns whether it was done, and what it printed.
pub(crate) fn within(kam: &Sandbox, args: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let env = [("KAM_DB", kam.store()), ("KAM_TODAY", TODAY), ("KAM_USER", "tester")];
    let code = kam::cli::run(kam::cli::World {
        args: std::iter::once("kam").chain(args.iter().copied()).map(Into::into).collect(),
        env: env.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        folder: kam.folder().to_owned(),
        stdin: &mut std::io::empty(),
        stdout: &mut out,
        stderr: &mut err,
        stdin_is_terminal: false,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        width: None,
        file_system: kam::store::file_system,
    });
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn done(kam: &Sandbox, args: &[&str]) -> String {
    let (code, out, err) = within(kam, args);
    assert_eq!(code, 0, "{args:?}: {out}{err}");
    out
}

fn everything(kam: &Sandbox) -> String {
    done(kam, &["export", "all", "-f", "ndjson"])
}

fn last_operation(kam: &Sandbox) -> i64 {
    let history = done(kam, &["history", "--limit", "1", "-f", "csv", "--columns", "id"]);
    history.lines().nth(1).unwrap().trim_start_matches('O').parse().unwrap()
}

/// Compares two exports and shows the first line that differs.
fn same(was: &str, is: &str, what: &str) {
    if was != is {
        let line = was.lines().zip(is.lines()).find(|(was, is)| was != is);
        let counts = (was.lines().count(), is.lines().count());
        panic!("{what}: lines {counts:?}, the first that differs: {line:#?}");
    }
}

/// What is derived from records is what it would be if it were made again.
fn derived_is_right(kam: &Sandbox, what: &str) {
    let store = kam.open();
    let rows = |table: &str| {
        let mut found = Vec::new();
        store
            .db()
            .each(&format!("SELECT * FROM {table} ORDER BY 1, 2"), &[], |row| {
                let cells = (0..if table == "match_key" { 2 } else { 4 })
                    .map(|at| format!("{:?}", row.val(at).unwrap()));
                found.push(cells.collect::<Vec<_>>().join(" "));
                Ok(())
            })
            .unwrap();
        found.sort();
        found
    };
    let kept = rows("follow_up");
    store.db().rebuild_follow_up().unwrap();
    assert_eq!(kept, rows("follow_up"), "{what}");
    let orphans = "SELECT account FROM match_key WHERE account NOT IN
                    (SELECT id FROM account WHERE removed_op IS NULL)";
    let mut found = 0;
    let count = |_: &kam::store::Row<'_>| {
        found += 1;
        Ok(())
    };
    store.db().each(orphans, &[], count).unwrap();
    assert_eq!(found, 0, "{what}: keys of accounts that are gone");
}

#[test]
fn every_command_is_taken_back_and_done_again() {
    every_command(&Sandbox::new());
}

#[test]
fn every_command_is_taken_back_on_a_server() {
    if let Some(kam) = Sandbox::on_postgres() {
        every_command(&kam);
    }
}

fn every_command(kam: &Sandbox) {
    script::prepare(kam);
    let (mut states, mut operation) = (vec![everything(kam)], last_operation(kam));
    for command in script::commands() {
        let args: Vec<&str> = command.iter().map(String::as_str).collect();
        done(kam, &args);
        if last_operation(kam) == operation {
            continue;
        }
        if ["undo", "redo"].contains(&args[0]) {
            operation = last_operation(kam);
            states.push(everything(kam));
            continue;
        }
        let after = everything(kam);
        // As whoever did it.
        let own = |verb: &'static str| {
            let actor = args.iter().position(|arg| *arg == "--as").map(|at| args[at + 1]);
            actor.map_or(vec![verb], |actor| vec!["--as", actor, verb])
        };
        done(kam, &own("undo"));
        same(states.last().unwrap(), &everything(kam), &format!("undo of {args:?}"));
        done(kam, &own("redo"));
        same(&after, &everything(kam), &format!("redo of {args:?}"));
        derived_is_right(kam, &format!("{args:?}"));
        operation = last_operation(kam);
        states.push(after);
    }
    assert!(states.len() > 30, "most commands write");
}

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

fn prepared(kam: &Sandbox) {
    script::prepare(kam);
    for line in ["shop add 城南店", "staff add 王芳 --shop 城南店", "staff add 李伟"] {
        done(kam, &line.split(' ').collect::<Vec<_>>());
    }
    done(kam, &["add", "多达租赁", "--phone", "13900001111"]);
    done(kam, &["add", "北方仪器", "--contact", "赵总", "--owner", "王芳"]);
}

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
/// once, before the others.
fn out_of_order(seed: u64) -> bool {
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
        return false;
    }
    assert_eq!(code, 0, "{out}{said}");
    for (at, command) in commands.iter().enumerate() {
        let args: Vec<&str> = command.iter().map(String::as_str).collect();
        let (code, _, _) = within(&early, &args);
        if code > 1 {
            // It could not have been done without the older one.
            return false;
        }
        if at == older {
            done(&early, &["undo"]);
        }
    }
    // Whom a new account was told from depends on the names that there were: a command that reads
    // what the older one wrote, and writes elsewhere, does not touch its rows.
    let compared = |kam: &Sandbox| -> String {
        let all = everything(kam);
        all.lines().filter(|line| !line.contains(r#""record":"separation""#)).collect()
    };
    same(&compared(&early), &compared(&late), &format!("seed {seed}: {older} of {commands:?}"));
    derived_is_right(&late, &format!("seed {seed}: {older} of {commands:?}"));
    true
}

fn compared_out_of_order(seeds: std::ops::Range<u64>) {
    let count = seeds.end - seeds.start;
    let compared = seeds.filter(|seed| out_of_order(seed + 1_000_000)).count() as u64;
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

/// Accounts A1 and A2 with everything that can hang on the second.
fn twins(kam: &Sandbox) {
    prepared(kam);
    for line in [
        "edit A1 --city 杭州 --tag a --note 原注 --industry 物流",
        "edit A2 --add-phone 13900001111 --add-phone 13812345678 --tag b --note 另注 --email x@example.com",
        "deal add A2 --model 朗逸 --quantity 2",
        "log A2 call --contact 赵 --note 要两台 --grade H",
        "log A2 call no-answer --next +3d",
        "stage D1 contacted --evidence 回电 --source customer --finished 电话 --doing 报价 --planned 试驾",
        "add 子公司 --parent A2",
    ] {
        done(kam, &line.split(' ').collect::<Vec<_>>());
    }
}

#[test]
fn a_merger_moves_everything_and_is_taken_back_exactly() {
    let kam = Sandbox::new();
    twins(&kam);
    let before = everything(&kam);
    done(&kam, &["merge", "A1", "A2"]);
    derived_is_right(&kam, "merge");
    let merged = everything(&kam);
    assert!(!merged.contains(r#""id":"A2""#), "{merged}");
    assert!(!merged.contains(r#""account":"A2""#), "nothing names it: {merged}");
    let card = done(&kam, &["show", "A2", "-f", "json"]);
    assert!(card.contains("13812345678") && card.contains(r#""name": "多达租赁""#), "{card}");
    assert!(card.contains("原注") && card.contains("另注"), "both notes are kept: {card}");
    let child = done(&kam, &["export", "accounts", "子公司", "-f", "json"]);
    assert!(child.contains(r#""parent":"A1""#), "{child}");
    let (code, _, _) = within(&kam, &["log", "A2", "call", "--note", "旧编号"]);
    assert_eq!(code, 0, "an old id leads to the account");
    done(&kam, &["undo"]);
    done(&kam, &["unmerge", "A2"]);
    same(&before, &everything(&kam), "unmerge");
    derived_is_right(&kam, "unmerge");
    done(&kam, &["redo"]);
    same(&merged, &everything(&kam), "the merger again");
}

#[test]
fn what_was_changed_since_goes_back_with_its_changes() {
    let kam = Sandbox::new();
    twins(&kam);
    done(&kam, &["merge", "A1", "A2"]);
    done(&kam, &["deal", "edit", "D1", "--colour", "白"]);
    done(&kam, &["log", "A1", "visit", "--note", "合并之后"]);
    let (code, out, _) = within(&kam, &["unmerge", "A2", "-f", "csv"]);
    assert_eq!(code, 0, "{out}");
    let deals = done(&kam, &["export", "deals", "-f", "csv", "--columns", "id,account,colour"]);
    assert_eq!(deals, "id,account,colour\nD1,A2,白\n");
    let touches = done(&kam, &["export", "touches", "-f", "csv", "--columns", "account,note"]);
    assert_eq!(touches, "account,note\nA2,要两台\nA2,\nA1,合并之后\n", "made since: it stays");
    let accounts =
        done(&kam, &["export", "accounts", "-f", "csv", "--columns", "id,reached_on,tries,email"]);
    assert_eq!(
        accounts,
        "id,reached_on,tries,email\nA1,2026-03-02,0,\nA2,2026-03-02,1,x@example.com\nA3,,0,\n"
    );
    derived_is_right(&kam, "unmerge");
}

#[test]
fn mergers_that_cannot_be_are_refused() {
    let kam = Sandbox::new();
    twins(&kam);
    done(&kam, &["edit", "A1", "--credit-code", "91330100799655058B"]);
    done(&kam, &["edit", "A2", "--credit-code", "91110108551385082Q"]);
    insta::assert_snapshot!(kam.kam("merge A1 A2"), @"
    ---- stderr ----
    error: A1 has credit code 91330100799655058B, A2 has 91110108551385082Q: they are two firms
    hint: where one of them is wrong: `kam edit A2 --credit-code ''`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("merge A1 A1"), @"
    ---- stderr ----
    error: A1 is one account: name another
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("merge A1 A77"), @"
    ---- stderr ----
    error: there is no A77
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("unmerge A2"), @"
    ---- stderr ----
    error: A2 was not made part of another account
    ---- exit 3 ----
    ");
}

#[test]
fn a_chain_of_mergers_is_taken_back_from_its_end() {
    let kam = Sandbox::new();
    twins(&kam);
    let before = everything(&kam);
    done(&kam, &["merge", "A2", "A3"]);
    let between = everything(&kam);
    done(&kam, &["merge", "A1", "A2"]);
    assert_eq!(kam.out("show A3 -q -f csv --columns account"), "account\nA1\n");
    insta::assert_snapshot!(kam.kam("unmerge A3"), @"
    ---- stderr ----
    error: A3 is part of A2, which is part of A1 itself
    hint: take that back first: `kam unmerge A2`
    ---- exit 3 ----
    ");
    done(&kam, &["unmerge", "A2"]);
    same(&between, &everything(&kam), "the later one");
    done(&kam, &["unmerge", "A3"]);
    same(&before, &everything(&kam), "the earlier one");
}

#[test]
fn what_was_changed_since_is_kept_and_named() {
    let kam = Sandbox::new();
    prepared(&kam);
    done(&kam, &["add", "长河运输", "--phone", "0571-65550001", "--contact", "陈经理"]);
    done(&kam, &["assign", "--to", "王芳", "A1", "A2", "A3"]);
    done(&kam, &["edit", "A3", "--note", "后来"]);
    insta::assert_snapshot!(kam.kam("undo O8 --dry-run"), @"
    outcome   records  count  changed by  ids
    ─────────────────────────────────────────
    reversed  account      1              A1
    kept      account      1  O9          A3
    ---- stderr ----
    Took back O8.
    What was kept was changed since, or is needed by what was made since: `kam history O…` shows the operation; taken back first, this one can follow.
    Dry run: nothing was written.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.kam("undo O7"), @"
    outcome  records  count  changed by  ids
    ─────────────────────────────────────────
    kept     account      1  O9          A3
    kept     contact      1  O9          P2
    kept     phone        1  O9          TEL2
    ---- stderr ----
    Nothing of O7 was taken back.
    What was kept was changed since, or is needed by what was made since: `kam history O…` shows the operation; taken back first, this one can follow.
    Nothing changed.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.kam("undo O8 -f json"), @r#"
    [
    {"outcome":"reversed","record_kind":"account","count":1,"changed_by":null,"ids":["A1"]},
    {"outcome":"kept","record_kind":"account","count":1,"changed_by":"O9","ids":["A3"]}
    ]
    ---- stderr ----
    Took back O8.
    What was kept was changed since, or is needed by what was made since: `kam history O…` shows the operation; taken back first, this one can follow.
    Logged as O10.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.kam("undo O8"), @"
    outcome  records  count  changed by  ids
    ────────────────────────────────────────
    kept     account      1  O9          A3
    ---- stderr ----
    O8 is taken back already, by O10.
    Nothing of O8 was taken back.
    What was kept was changed since, or is needed by what was made since: `kam history O…` shows the operation; taken back first, this one can follow.
    Nothing changed.
    ---- exit 1 ----
    ");
    insta::assert_snapshot!(kam.kam("redo O8"), @"
    outcome   records  count  changed by  ids
    ─────────────────────────────────────────
    reversed  account      1              A1
    ---- stderr ----
    Did again what O10 had taken back.
    Logged as O11.
    ");
    insta::assert_snapshot!(kam.kam("undo O8 --by-field"), @"
    outcome   records  count  changed by  ids
    ────────────────────────────────────────────
    reversed  account      2              A1, A3
    ---- stderr ----
    Took back O8.
    Logged as O12.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh-CN undo O1"), @"
    ---- stderr ----
    错误：O1 建立了数据库，不能撤销
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("undo O99 O8 A3"), @"
    ---- stderr ----
    error: `A3` is no id; one looks like O12
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--as nobody undo"), @"
    ---- stderr ----
    error: `nobody` has no operation that could be taken back
    hint: `kam history` shows whose they are; name one: `kam undo O12`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--as nobody redo"), @"
    ---- stderr ----
    error: `nobody` has taken nothing back that could be done again
    hint: `kam history` shows whose they are; name one: `kam undo O12`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("redo O9"), @"
    ---- stderr ----
    error: O9 is not taken back
    ---- exit 3 ----
    ");
}

#[test]
fn an_import_is_taken_back_and_the_file_comes_in_again() {
    let kam = Sandbox::new();
    script::prepare(&kam);
    let before = everything(&kam);
    done(&kam, &["import", "fair.csv", "--source", "exhibition:春展", "--fail-on", "none"]);
    done(&kam, &["import", "pages.csv", "--source", "yellow-pages", "--fail-on", "none"]);
    let after = everything(&kam);
    done(&kam, &["review", "accept", "B2:3"]);
    done(&kam, &["undo"]);
    same(&after, &everything(&kam), "the held rows wait again");
    done(&kam, &["undo"]);
    done(&kam, &["undo"]);
    same(&before, &everything(&kam), "both imports");
    derived_is_right(&kam, "both imports");
    let again = done(
        &kam,
        &["import", "fair.csv", "--source", "exhibition:春展", "--fail-on", "none", "-f", "json"],
    );
    assert!(again.contains(r#""already_imported":false"#), "{again}");
    assert!(again.contains(r#""added":4"#), "{again}");
}

#[test]
fn an_account_worked_on_keeps_what_it_is_made_of() {
    let kam = Sandbox::new();
    script::prepare(&kam);
    done(&kam, &["import", "fair.csv", "--source", "exhibition:春展", "--fail-on", "none"]);
    done(&kam, &["edit", "多达物流有限公司", "--note", "很重要"]);
    let (code, out, _) = within(
        &kam,
        &["undo", "O2", "-f", "csv", "--columns", "outcome,record_kind,count,changed_by"],
    );
    assert_eq!(code, 1);
    insta::assert_snapshot!(out, @"
    outcome,record_kind,count,changed_by
    reversed,batch,1,
    reversed,account,3,
    reversed,contact,1,
    reversed,phone,3,
    reversed,deal,1,
    reversed,batch_row,4,
    kept,source,1,O3
    kept,account,1,O3
    kept,contact,1,O3
    kept,phone,2,O3
    kept,deal,1,O3
    ");
    let card = done(&kam, &["show", "多达物流有限公司", "-f", "json"]);
    assert!(card.contains("13800138000") && card.contains("张志强"), "{card}");
    derived_is_right(&kam, "an import in part");
}

#[test]
fn every_field_says_where_it_comes_from() {
    let kam = Sandbox::new();
    script::prepare(&kam);
    done(&kam, &["import", "fair.csv", "--source", "exhibition:春展", "--fail-on", "none"]);
    done(&kam, &["--as", "小王", "edit", "多达物流有限公司", "--industry", "货运", "--note", "一"]);
    done(&kam, &["edit", "多达物流有限公司", "--note", "二"]);
    done(&kam, &["undo"]);
    insta::assert_snapshot!(kam.kam("blame 多达物流有限公司"), @"
    record  field      value                          operation  actor   lists
    ──────────────────────────────────────────────────────────────────────────
    A1      kind       organisation                   O2         tester  B1:2
    A1      name       多达物流有限公司               O2         tester  B1:2
    A1      industry   货运                           O3         小王
    A1      province   浙江省                         O2         tester  B1:2
    A1      city       杭州市                         O2         tester  B1:2
    A1      district   西湖区                         O2         tester  B1:2
    A1      address    浙江省杭州市西湖区文三路395号  O2         tester  B1:2
    A1      source     Q1                             O2         tester  B1:2
    A1      note       一                             O3         小王
    A1      opened     2026-03-02                     O2         tester  B1:2
    A1      tries      0                              O2         tester  B1:2
    P1      account    A1                             O2         tester  B1:2
    P1      name       张志强                         O2         tester  B1:2
    P1      title      经理                           O2         tester  B1:2
    TEL1    account    A1                             O2         tester  B1:2
    TEL1    contact    P1                             O2         tester  B1:2
    TEL1    kind       mobile                         O2         tester  B1:2
    TEL1    number     +8613800138000                 O2         tester  B1:2
    TEL2    account    A1                             O2         tester  B1:2
    TEL2    contact    P1                             O2         tester  B1:2
    TEL2    kind       landline                       O2         tester  B1:2
    TEL2    number     +861065551234                  O2         tester  B1:2
    TEL2    extension  8012                           O2         tester  B1:2
    ");
    insta::assert_snapshot!(kam.kam("blame D1 --columns field,value,operation,list_rows -f csv"), @"
    field,value,operation,list_rows
    account,A1,O2,B1:2
    origin,new,O2,B1:2
    preset,key-account,O2,B1:2
    stage,lead,O2,B1:2
    state,open,O2,B1:2
    grade,N,O2,B1:2
    grade_hint,A,O2,B1:2
    model,安达2.0,O2,B1:2
    quantity,5,O2,B1:2
    budget,1250000.00,O2,B1:2
    opened_on,2026-03-02,O2,B1:2
    ");
    insta::assert_snapshot!(kam.kam("blame D77"), @"
    ---- stderr ----
    error: there is no D77
    ---- exit 3 ----
    ");
}

#[test]
fn history_is_asked_by_who_what_and_when() {
    let kam = Sandbox::new();
    prepared(&kam);
    done(&kam, &["--as", "王芳", "edit", "A1", "--note", "x"]);
    done(&kam, &["undo", "O7"]);
    let ids = |args: &str| kam.out(&format!("history {args} -f csv --columns id,undone_by"));
    assert_eq!(ids("--by 王芳"), "id,undone_by\nO7,O8\n");
    assert_eq!(ids("--command undo"), "id,undone_by\nO8,\n");
    assert_eq!(ids("A1 --by 王芳"), "id,undone_by\nO7,O8\n");
    assert_eq!(ids("--until -1d"), "id,undone_by\n");
    assert_eq!(ids("--since today --limit 1"), "id,undone_by\nO8,\n");
    assert_eq!(kam.out("show O7 -f csv"), kam.out("history O7 -f csv"));
}
