//! Operations taken back in part: what stays hangs together, and comes back once.

use super::sound::sound;
use super::{done, everything, last_operation, prepared, same, within};
use crate::sandbox::Sandbox;
use crate::script;

/// Runs a command that has to write, and returns its operation.
fn operation(kam: &Sandbox, line: &str) -> String {
    let before = last_operation(kam);
    let args: Vec<&str> = line.split(' ').collect();
    let (code, out, said) = within(kam, &args);
    assert!(code <= 1, "{line}: {out}{said}");
    let last = last_operation(kam);
    assert!(last > before, "{line} wrote nothing: {out}{said}");
    format!("O{last}")
}

fn imported(kam: &Sandbox, file: &str, source: &str) -> serde_json::Value {
    let args = ["import", file, "--source", source, "--fail-on", "none", "-f", "json"];
    let found: serde_json::Value = serde_json::from_str(&done(kam, &args)).unwrap();
    found[0].clone()
}

#[test]
fn a_file_taken_back_in_part_comes_in_again() {
    let kam = Sandbox::new();
    script::prepare(&kam);
    let import = operation(&kam, "import fair.csv --source exhibition:春展 --fail-on none");
    let merge = operation(&kam, "merge A1 A2");
    let (code, out, _) = within(&kam, &["undo", &import, "-f", "csv"]);
    assert_eq!(code, 1);
    assert!(out.contains("kept,batch,1"), "rows that were merged keep it: {out}");
    sound(&kam, "in part");
    let again = imported(&kam, "fair.csv", "exhibition:春展");
    assert_eq!((&again["already_imported"], &again["added"]), (&false.into(), &2.into()));
    assert_eq!((&again["unchanged"], &again["merged"]), (&1.into(), &1.into()), "no row is lost");
    sound(&kam, "again");
    // Now that it is there again, it is not brought back beside itself.
    insta::assert_snapshot!(kam.kam(&format!("redo {import}")), @"
    ---- stderr ----
    error: the rows were loaded again meanwhile, by O5 as B2: they would be there twice
    hint: what is there can stay; else take that import back first: `kam undo O5`
    ---- exit 3 ----
    ");
    let (code, _, said) = within(&kam, &["undo", &merge]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains(&format!("`kam undo {import}`")), "the rest can follow now: {said}");
}

#[test]
fn a_purchase_that_two_lists_name_is_not_lost() {
    let kam = Sandbox::new();
    script::prepare(&kam);
    let line = "宏达汽车租赁有限公司,0571-65551234,F-2,2026-02-15,刹车片,4,880\n\
                长河运输有限公司,0571-65550001,F-4,2026-02-21,火花塞,8,640\n";
    kam.file("more.csv", format!("客户名称,电话,发票号,日期,配件,数量,金额\n{line}"));
    let first = operation(&kam, "import parts.csv --source parts-invoices");
    operation(&kam, "import more.csv --source parts-invoices");
    let (code, out, _) = within(&kam, &["undo", &first, "-f", "csv"]);
    assert_eq!(code, 1, "{out}");
    let numbers = |kam: &Sandbox| {
        done(kam, &["export", "purchases", "-f", "csv", "--columns", "number"])
            .lines()
            .skip(1)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(&kam), ["F-2", "F-4"], "the second list names F-2 too");
    sound(&kam, "in part");
    let again = imported(&kam, "parts.csv", "parts-invoices");
    assert_eq!((&again["already_imported"], &again["unchanged"]), (&false.into(), &1.into()));
    let mut all = numbers(&kam);
    all.sort();
    assert_eq!(all, ["F-1", "F-2", "F-3", "F-4"]);
    sound(&kam, "again");
}

#[test]
fn a_file_loaded_again_is_not_brought_back_beside_itself() {
    let kam = Sandbox::new();
    script::prepare(&kam);
    operation(&kam, "import fair.csv --source exhibition:春展 --fail-on none");
    operation(&kam, "undo");
    operation(&kam, "import fair.csv --source exhibition:春展 --fail-on none");
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam("redo O2"), @"
    ---- stderr ----
    error: the rows were loaded again meanwhile, by O4 as B2: they would be there twice
    hint: what is there can stay; else take that import back first: `kam undo O4`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh-CN redo O3"), @"
    ---- stderr ----
    错误：这些行之后又由 O4 导入为 B2：恢复会造成重复
    提示：现有数据可以保留；否则请先撤销那次导入：`kam undo O4`
    ---- exit 3 ----
    ");
    same(&before, &everything(&kam), "refused");
    operation(&kam, "undo O4");
    operation(&kam, "redo O2");
    sound(&kam, "the first again");
}

#[test]
fn a_delivery_by_which_a_deal_was_won_stays() {
    let kam = Sandbox::new();
    prepared(&kam);
    for line in [
        "deal add A1 --model 朗逸 --quantity 5",
        "order D1 --line 朗逸:白:5@25万 --reason 现场 --signed",
    ] {
        operation(&kam, line);
    }
    let first = operation(&kam, "deliver R1 --quantity 3");
    let second = operation(&kam, "deliver R1 --quantity 2");
    let deal = || done(&kam, &["export", "deals", "-f", "csv", "--columns", "id,state"]);
    assert_eq!(deal(), "id,state\nD1,won\n");
    let (code, out, _) = within(&kam, &["undo", &first, "-f", "csv"]);
    assert_eq!((code, out.contains(&format!("kept,delivery,1,{second}"))), (1, true), "{out}");
    sound(&kam, "kept");
    operation(&kam, &format!("undo {second}"));
    operation(&kam, &format!("undo {first}"));
    assert_eq!(deal(), "id,state\nD1,open\n");
    sound(&kam, "none came");
    // Another took its place: there is no room for it any more.
    let whole = operation(&kam, "deliver R1 --quantity 5");
    let (code, out, _) = within(&kam, &["redo", &first, "-f", "csv"]);
    assert_eq!((code, out.contains(&format!("could-not,delivery,1,{whole}"))), (1, true), "{out}");
    sound(&kam, "no more than was ordered");
}

#[test]
fn a_deal_that_keeps_its_stage_keeps_the_move() {
    let kam = Sandbox::new();
    prepared(&kam);
    operation(&kam, "deal add A1 --model 朗逸");
    let stage = operation(
        &kam,
        "stage D1 contacted --evidence 回电 --source customer --finished 电话 --doing 报价 --planned 试驾",
    );
    let edit = operation(&kam, "deal edit D1 --colour 白");
    let (code, out, _) = within(&kam, &["undo", &stage, "-f", "csv"]);
    assert_eq!(code, 1);
    assert_eq!(
        out,
        format!(
            "outcome,record_kind,count,changed_by,ids\n\
             kept,deal,1,{edit},D1\nkept,stage_move,1,{edit},SM1\n"
        )
    );
    operation(&kam, &format!("undo {stage} --by-field"));
    let deals = done(&kam, &["export", "deals", "-f", "csv", "--columns", "stage,colour"]);
    assert_eq!(deals, "stage,colour\nlead,白\n", "nobody else gave it another stage");
    sound(&kam, "by field");
}

#[test]
fn days_of_contacts_are_no_change_of_an_account() {
    let kam = Sandbox::new();
    prepared(&kam);
    let edit = operation(&kam, "edit A1 --note 先写");
    let log = operation(&kam, "log A1 call --note 后打");
    operation(&kam, &format!("undo {edit}"));
    let accounts =
        || done(&kam, &["export", "accounts", "A1", "-f", "csv", "--columns", "note,reached_on"]);
    assert_eq!(accounts(), "note,reached_on\n,2026-03-02\n");
    operation(&kam, &format!("redo {edit}"));
    operation(&kam, &format!("undo {log}"));
    assert_eq!(accounts(), "note,reached_on\n先写,\n");
    operation(&kam, &format!("undo {edit}"));
    operation(&kam, &format!("redo {log}"));
    assert_eq!(accounts(), "note,reached_on\n,2026-03-02\n");
    sound(&kam, "in any order");
}

#[test]
fn one_that_took_another_back_is_not_taken_back_with_it() {
    let kam = Sandbox::new();
    prepared(&kam);
    let add = operation(&kam, "add 长河运输");
    operation(&kam, "undo");
    operation(&kam, "redo");
    let undo = operation(&kam, "undo");
    insta::assert_snapshot!(kam.kam(&format!("undo {undo} {add}")), @"
    ---- stderr ----
    error: O10 took O7 back: name one of them
    ---- exit 3 ----
    ");
}

const STAGE: &str = "--evidence 回电 --source customer --finished 电话 --doing 报价 --planned 试驾";

/// A store with deal D1 of account A1.
fn with_deal() -> Sandbox {
    let kam = Sandbox::new();
    prepared(&kam);
    operation(&kam, "deal add A1 --model 朗逸 --quantity 3");
    kam
}

fn rows(kam: &Sandbox, args: &str) -> String {
    kam.out(&format!("export {args} -f csv"))
}

#[test]
fn a_history_does_not_come_back_without_its_deal() {
    for line in [
        format!("stage D1 contacted {STAGE}"),
        "order D1 --line 朗逸:白:3@25万 --reason 现场 --signed".to_owned(),
        "lose D1 --cause competitor --brand 别家".to_owned(),
    ] {
        let kam = with_deal();
        let change = operation(&kam, &line);
        operation(&kam, &format!("undo {change}"));
        let edit = operation(&kam, "deal edit D1 --note 备注");
        let before = everything(&kam);
        let (code, out, said) = within(&kam, &["redo", &change, "-f", "csv"]);
        assert_eq!(code, 1, "{line}: {out}{said}");
        assert!(out.contains(&format!("kept,deal,1,{edit},D1")), "{line}: {out}");
        assert!(!out.contains("reversed"), "{line}: {out}");
        same(&before, &everything(&kam), &line);
        sound(&kam, &line);
    }
}

#[test]
fn a_phone_dropped_since_goes_back_where_it_was() {
    let kam = Sandbox::new();
    prepared(&kam);
    operation(&kam, "add 乙方 --phone 13800000002 --contact 吴总");
    operation(&kam, "merge A1 A3");
    let drop = operation(&kam, "edit A1 --drop-phone 13800000002");
    operation(&kam, "unmerge A3");
    operation(&kam, &format!("undo {drop}"));
    let found = kam.out("who 13800000002 -f csv --columns account,contact");
    assert_eq!(found, "account,contact\nA3,吴\n");
    sound(&kam, "the phone is back");
}

#[test]
fn what_comes_back_goes_to_whose_deal_it_is_of() {
    let kam = Sandbox::new();
    prepared(&kam);
    operation(&kam, "deal add A2 --model 朗逸");
    operation(&kam, "merge A1 A2");
    let log = operation(&kam, "log A1 call --deal D1");
    operation(&kam, &format!("undo {log}"));
    operation(&kam, "unmerge A2");
    let before = everything(&kam);
    let redo = operation(&kam, &format!("redo {log}"));
    assert!(rows(&kam, "touches --columns account,deal").contains("A2,D1"));
    sound(&kam, "redone");
    operation(&kam, &format!("undo {redo}"));
    same(&before, &everything(&kam), "and taken back");
}

#[test]
fn a_delivery_that_stays_keeps_its_vehicle() {
    let kam = with_deal();
    operation(&kam, "order D1 --line 朗逸:白:1@25万 --reason 现场 --signed");
    let deliver = operation(&kam, "deliver R1 --vin LSVAA4182E2184847 --plate 浙A12345");
    let edit = operation(&kam, "deal edit D1 --note 备注");
    let before = everything(&kam);
    let (code, out, _) = within(&kam, &["undo", &deliver, "-f", "csv"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.lines().skip(1).all(|line| line.contains(&edit)), "all for one reason: {out}");
    same(&before, &everything(&kam), "nothing of it went");
}

#[test]
fn an_order_that_stays_keeps_its_deal_where_it_is() {
    let kam = with_deal();
    let order = operation(&kam, "order D1 --line 朗逸:白:3@25万 --reason 现场 --signed");
    let deliver = operation(&kam, "deliver R1 --quantity 1");
    let before = everything(&kam);
    let (code, out, _) = within(&kam, &["undo", &order, "-f", "csv"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains(&format!("kept,deal,1,{deliver},D1")), "{out}");
    same(&before, &everything(&kam), "nothing of it went");
    operation(&kam, &format!("undo {deliver} {order}"));
    sound(&kam, "both");
}

#[test]
fn fields_that_change_together_are_taken_back_together() {
    let kam = with_deal();
    let first = operation(&kam, "log A1 call --grade A");
    operation(&kam, "log A1 visit --grade B");
    operation(&kam, &format!("undo {first} --by-field"));
    let deals = rows(&kam, "deals --columns grade,graded_on");
    assert_eq!(deals, "grade,graded_on\nB,2026-03-02\n", "the later grade stays whole");
    sound(&kam, "by field");
}

#[test]
fn an_appointment_that_was_moved_on_is_not_open_twice() {
    let kam = Sandbox::new();
    prepared(&kam);
    operation(&kam, "book A1 +3d visit");
    let moved = operation(&kam, "book --instead AP1 +4d");
    let again = operation(&kam, "book --instead AP2 +9d");
    let before = everything(&kam);
    let (code, out, _) = within(&kam, &["undo", &moved, "-f", "csv"]);
    assert_eq!((code, out.contains(&format!("kept,appointment,2,{again}"))), (1, true), "{out}");
    same(&before, &everything(&kam), "the first stays closed");
}
