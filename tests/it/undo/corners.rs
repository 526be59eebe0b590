//! Short histories that once left something behind that no command makes.

use super::sound::sound;
use super::{done, everything, last_operation, same, within};
use crate::sandbox::Sandbox;

/// Runs commands, of which each may end with exit 0 or 1, and returns what the last one printed and
/// said.
fn run(kam: &Sandbox, lines: &str) -> (u8, String, String) {
    let mut last = (0, String::new(), String::new());
    for line in lines.split(';').map(str::trim).filter(|line| !line.is_empty()) {
        let args: Vec<&str> = line.split(' ').collect();
        last = within(kam, &args);
        assert!(last.0 <= 1, "{line}: {}{}", last.1, last.2);
    }
    last
}

fn rows(kam: &Sandbox, kind: &str, columns: &str) -> Vec<String> {
    let listed = done(kam, &["export", kind, "-f", "csv", "--columns", columns]);
    listed.lines().skip(1).map(str::to_owned).collect()
}

fn with(lines: &str) -> Sandbox {
    let kam = Sandbox::new();
    run(&kam, lines);
    kam
}

#[test]
fn a_chain_of_mergers_goes_back_with_what_was_done_in_between() {
    let kam = with(
        "add 甲; add 乙; add 丙 --contact 赵总 --phone 13800000003; deal add A3 --model 朗逸; log A3 call;
         merge A2 A3; merge A1 A2; deal edit D1 --colour 白; contact edit P1 --title 经理; unmerge A2",
    );
    let (code, out, said) = run(&kam, "unmerge A3");
    assert_eq!(code, 0, "{out}{said}");
    for kind in ["deals", "touches", "contacts", "phones"] {
        assert_eq!(rows(&kam, kind, "account"), ["A3"], "{kind}");
    }
    assert_eq!(rows(&kam, "deals", "colour"), ["白"]);
    sound(&kam, "three again");
}

#[test]
fn fields_put_back_alone_are_put_back_further() {
    let kam = with("add 甲; edit A1 --city 宁波; edit A1 --city 杭州; edit A1 --note n");
    run(&kam, "undo O4 --by-field");
    assert_eq!(rows(&kam, "accounts", "city"), ["宁波市"]);
    let (code, out, said) = run(&kam, "undo O3 --by-field");
    assert_eq!(code, 0, "{out}{said}");
    assert_eq!(rows(&kam, "accounts", "province,city,note"), [",,n"]);
    // And forth again, the last one first.
    run(&kam, "undo O7");
    assert_eq!(rows(&kam, "accounts", "city"), ["宁波市"]);
    run(&kam, "undo O6");
    assert_eq!(rows(&kam, "accounts", "city"), ["杭州市"]);
}

#[test]
fn the_latest_operation_is_taken_back_whatever_it_wrote_to() {
    for (history, last) in [
        (
            "add 甲; add 乙 --phone 13800000002; merge A1 A2;
             edit A1 --drop-phone 13800000002; unmerge A2",
            "O6",
        ),
        (
            "staff add 李伟; add 甲; add 乙; assign --to 李伟 A2; merge A1 A2; undo O5 --by-field",
            "O7",
        ),
    ] {
        let (history, latest) = history.rsplit_once(';').unwrap();
        let kam = with(history);
        let before = everything(&kam);
        run(&kam, latest);
        let after = everything(&kam);
        let (code, out, said) = run(&kam, &format!("undo {last}"));
        assert_eq!(code, 0, "{out}{said}");
        same(&before, &everything(&kam), latest);
        let undo = last_operation(&kam);
        run(&kam, &format!("undo O{undo}"));
        same(&after, &everything(&kam), "again");
        sound(&kam, latest);
    }
}

#[test]
fn mergers_of_one_operation_are_taken_back_one_after_the_other() {
    let kam = with(
        "add 多达物流有限公司 --phone 13800138000 --city 杭州;
         add 丙乙 --phone 13700001111 --city 宁波; add 丁戊运输有限公司;
         edit A2 --name 多达物流有限公司 --credit-code 91330100799655058B;
         edit A3 --credit-code 91330100799655058B --add-phone 13800138000",
    );
    let before = everything(&kam);
    run(&kam, "dedupe --merge");
    assert_eq!(rows(&kam, "accounts", "id"), ["A1"]);
    run(&kam, "unmerge A2; unmerge A3");
    same(&before, &everything(&kam), "as they were");
    sound(&kam, "as they were");
}

#[test]
fn what_is_closed_short_stays_where_the_deal_was_won_by_it() {
    let order = "add 甲; deal add A1 --model 朗逸;
        order D1 --line 朗逸::3 --line 朗行::1 --reason 现场; ";
    let kam = with(order);
    run(&kam, "deliver R1 --line 朗逸 --close-short --reason 停产; deliver R1");
    for how in ["undo O5", "undo O5 --by-field"] {
        let (code, out, _) = run(&kam, how);
        assert_eq!((code, out.contains("O6")), (1, true), "won by O6: {out}");
        sound(&kam, how);
    }
    let kam = with(order);
    run(
        &kam,
        "deliver R1 --line 朗逸 --quantity 2; undo;
         deliver R1 --line 朗逸 --close-short --reason 停产",
    );
    let (code, out, _) = run(&kam, "redo O5 -f csv");
    assert_eq!((code, out.contains("could-not,delivery,1")), (1, true), "{out}");
    sound(&kam, "no more than was ordered");
    let kam = with(order);
    run(
        &kam,
        "deliver R1 --line 朗逸 --close-short --reason 停产; undo;
         deliver R1 --line 朗逸 --quantity 2",
    );
    let (code, out, _) = run(&kam, "redo O5 -f csv");
    assert_eq!((code, out.contains("could-not,order_line,1")), (1, true), "{out}");
    sound(&kam, "no more than was ordered");
}

/// The piece waits again: nothing makes the deal won with it.
#[test]
fn a_deal_is_not_won_again_while_a_piece_waits() {
    let kam = with(
        "add 甲; deal add A1 --model 朗逸 --preset retail;
        order D1 --line 朗逸::3 --line 朗行::1; ",
    );
    run(
        &kam,
        "deliver R1 --line 朗逸 --close-short --reason 停产; deliver R1;
         stage D1 ordered --reopen --reason 客户要回; undo O5",
    );
    let stands = || rows(&kam, "deals", "state,stage");
    assert_eq!(stands(), ["open,ordered"]);
    let (code, out, said) = run(&kam, "undo O7");
    assert_eq!((code, stands()), (1, vec!["open,ordered".to_owned()]), "{out}{said}");
    sound(&kam, "the piece waits");
    // Closed short once more, it is as it was.
    run(&kam, "deliver R1 --line 朗逸 --close-short --reason 停产");
    assert_eq!(stands(), ["won,delivered"]);
    sound(&kam, "closed short again");
}

/// Two lists of which the second has a row that may be the first's customer.
fn lists(kam: &Sandbox) {
    kam.file("p1.csv", "name,phone,city\n多达物流有限公司,13800138000,杭州\n");
    kam.file("p2.csv", "name,phone,city\n多达之友,13800138000,杭州\n");
    kam.file(
        "inv.csv",
        "客户名称,电话,发票号,日期,配件,数量,金额\n多达之友,13800138000,F-1,2026-01-15,机油,10,1250.50\n",
    );
}

#[test]
fn a_purchase_is_where_its_row_is() {
    let kam = Sandbox::new();
    lists(&kam);
    run(
        &kam,
        "import p1.csv --source yellow-pages; import inv.csv --source parts-invoices --fail-on none;
         review accept B2:2; undo; review separate B2:2",
    );
    let (code, out, _) = run(&kam, "redo O4 -f csv");
    assert_eq!((code, out.contains("could-not,purchase,1")), (1, true), "{out}");
    assert_eq!(rows(&kam, "purchases", "account,number"), ["A2,F-1"]);
    sound(&kam, "once");
}

#[test]
fn a_row_waits_for_nobody_who_is_gone() {
    let kam = Sandbox::new();
    lists(&kam);
    run(
        &kam,
        "import p1.csv --source yellow-pages; import p2.csv --source yellow-pages --fail-on none;
         add 远航车队; review accept B2:2 --to A2; undo O2; undo O5",
    );
    let listed = done(&kam, &["review", "-f", "csv", "--columns", "group,candidate"]);
    assert_eq!(listed, "group,candidate\nB2:2,\n");
    insta::assert_snapshot!(kam.kam("review accept B2:2"), @"
    ---- stderr ----
    error: B2:2 has no candidate; name the account with `--to`
    ---- exit 3 ----
    ");
    run(&kam, "review accept B2:2 --to A2");
    sound(&kam, "decided");
}

#[test]
fn a_touch_that_moved_a_deal_stays_with_the_move() {
    let kam =
        with("add 甲 --kind person; deal add A1 --model 朗逸; log A1 showroom; log A1 test-drive");
    let (code, out, _) = run(&kam, "undo O4 -f csv");
    assert_eq!((code, out.contains("kept,touch,1")), (1, true), "{out}");
    sound(&kam, "kept");
    run(&kam, "undo O5; undo O4");
    assert_eq!(rows(&kam, "touches", "id"), Vec::<String>::new());
    sound(&kam, "none");
}

#[test]
fn an_order_that_moved_a_deal_stays_with_those_made_since() {
    let kam = with("add 甲; deal add A1 --model 朗逸");
    let order = "order D1 --line 朗逸:白:3@25万 --reason 现场 --signed";
    run(&kam, &format!("{order}; {order} --another"));
    let before = everything(&kam);
    let first = last_operation(&kam) - 1;
    let (code, out, said) = run(&kam, &format!("undo O{first}"));
    assert_eq!(code, 1, "{out}{said}");
    assert!(out.contains(&format!("O{}", first + 1)), "{out}{said}");
    same(&before, &everything(&kam), "the second stands on it");
    // The other way round nothing does.
    run(&kam, "undo; undo");
    assert_eq!(rows(&kam, "deals", "stage,grade"), ["lead,N"]);
    sound(&kam, "both taken back");
}

#[test]
fn a_phone_that_follows_its_contact_is_found() {
    let kam = with(
        "add 甲 --phone 13800000001; add 甲 --contact 赵总 --new; merge A1 A2;
         contact edit P1 --phone 13900009999; undo; unmerge A2; redo O5",
    );
    assert!(done(&kam, &["who", "13900009999"]).contains("A2"));
    sound(&kam, "found");
}

#[test]
fn no_account_is_above_itself() {
    let kam = with("add 甲; add 乙; edit A1 --parent A2; undo; edit A2 --parent A1");
    let (code, out, _) = run(&kam, "redo O4 -f csv");
    assert_eq!((code, out.contains("could-not,account,1,O6")), (1, true), "{out}");
    sound(&kam, "A2 below A1");
    for (kept, gone, parents) in [("A3", "A1", ["A3", "\"\""]), ("A1", "A3", ["\"\"", "A1"])] {
        let kam = with("add 总部; add 分部 --parent 总部; add 门店 --parent 分部");
        let before = everything(&kam);
        run(&kam, &format!("merge {kept} {gone}"));
        let mut left = rows(&kam, "accounts", "parent");
        left.sort();
        let mut parents = parents.map(str::to_owned);
        parents.sort();
        assert_eq!(left, parents, "{kept} {gone}");
        sound(&kam, kept);
        let merged = everything(&kam);
        run(&kam, &format!("unmerge {gone}"));
        same(&before, &everything(&kam), "three again");
        run(&kam, "undo");
        same(&merged, &everything(&kam), "two again");
    }
}

#[test]
fn nothing_comes_back_beside_what_took_its_place() {
    for (first, again) in [
        ("staff add 王芳 --login wang", "staff add 王芳 --login wang"),
        ("staff add 王芳 --login wang", "staff add 王方 --login wang"),
        ("shop add 城南店", "shop add 城南店"),
        ("contact add A1 张三", "contact add A1 张三"),
        ("deal add A1 --model 朗逸", "deal add A1 --model 朗逸"),
        ("edit A1 --add-phone 13800000002", "edit A1 --add-phone 13800000002"),
    ] {
        let kam = with("add 甲");
        run(&kam, first);
        let made = format!("O{}", last_operation(&kam));
        run(&kam, &format!("undo; {again}"));
        let by = format!("O{}", last_operation(&kam));
        let (code, out, _) = run(&kam, &format!("redo {made} -f csv"));
        assert!(code == 1 && out.contains("could-not,") && out.contains(&by), "{first}: {out}");
        sound(&kam, first);
    }
    // A phone that was dropped, and came back by another way.
    let kam = with(
        "add 甲 --phone 13800000001; edit A1 --drop-phone 13800000001;
         edit A1 --add-phone 13800000001",
    );
    let (code, out, _) = run(&kam, "undo O3 -f csv");
    assert_eq!((code, out.contains("could-not,phone,1,O4")), (1, true), "{out}");
    assert_eq!(rows(&kam, "phones", "id").len(), 1);
    // A list of a source that another list made anew.
    let kam = Sandbox::new();
    lists(&kam);
    run(
        &kam,
        "import p1.csv --source exhibition:春展; undo;
         import inv.csv --source exhibition:春展 --map 客户名称=name",
    );
    let (code, out, _) = run(&kam, "redo O2 -f csv");
    assert_eq!(code, 1, "{out}");
    assert_eq!(rows(&kam, "sources", "name"), ["春展"]);
    sound(&kam, "one source");
}

#[test]
fn owner_and_day_and_the_place_are_taken_back_together() {
    let kam =
        with("staff add 王芳; staff add 李伟; add 甲; assign --to 王芳 A1; assign --to 李伟 A1");
    let (code, out, _) = run(&kam, "undo O5 --by-field");
    assert_eq!(code, 1, "{out}");
    assert_eq!(rows(&kam, "accounts", "owner,assigned_on"), ["S2,2026-03-02"]);
    let kam = with("add 甲; edit A1 --city 宁波; edit A1 --city 杭州");
    run(&kam, "undo O3 --by-field");
    assert_eq!(rows(&kam, "accounts", "province,city"), ["浙江省,杭州市"]);
}

#[test]
fn what_is_back_already_is_not_kept_for_anybody() {
    let kam = with("add 甲; edit A1 --city 宁波; undo; edit A1 --note n");
    insta::assert_snapshot!(kam.kam("undo O3"), @"
    outcome  records  count  changed by  ids
    ────────────────────────────────────────
    ---- stderr ----
    O3 is taken back already, by O4.
    Nothing of O3 was taken back.
    Nothing changed.
    ");
    let kam = with("add 甲; edit A1 --city 宁波; edit A1 --note n; undo O3 --by-field");
    insta::assert_snapshot!(kam.kam("undo O3"), @"
    outcome  records  count  changed by  ids
    ────────────────────────────────────────
    ---- stderr ----
    O3 is taken back already, by O5.
    Nothing of O3 was taken back.
    Nothing changed.
    ");
    let kam = with("add 甲; edit A1 --city 宁波; undo O3; redo O3");
    insta::assert_snapshot!(kam.kam("redo O3"), @"
    ---- stderr ----
    error: O3 is not taken back
    ---- exit 3 ----
    ");
}
