//! Accounts made one, and two again.

use kam::model::AccountId;

use super::sound::sound;
use super::{derived_is_right, done, everything, last_operation, prepared, same, within};
use crate::prospects::caller;
use crate::sandbox::Sandbox;

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
    done(&kam, &["undo"]);
    same(&merged, &everything(&kam), "the merger again");
    done(&kam, &["redo"]);
    same(&before, &everything(&kam), "unmerge again");
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
    assert_eq!(touches, "account,note\nA2,要两台\nA2,\nA2,合并之后\n", "of the deal that went");
    let accounts =
        done(&kam, &["export", "accounts", "-f", "csv", "--columns", "id,reached_on,tries,email"]);
    assert_eq!(
        accounts,
        "id,reached_on,tries,email\nA1,,0,\nA2,2026-03-02,0,x@example.com\nA3,,0,\n"
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
fn a_chain_of_mergers_is_taken_back_at_once_and_done_again() {
    let kam = Sandbox::new();
    twins(&kam);
    let before = everything(&kam);
    done(&kam, &["merge", "A2", "A3"]);
    let first = last_operation(&kam);
    done(&kam, &["merge", "A1", "A2"]);
    let merged = everything(&kam);
    let [first, second] = [first, first + 1].map(|id| format!("O{id}"));
    let (code, _, said) = within(&kam, &["undo", &first]);
    assert_eq!((code, said.contains("`kam unmerge A2`")), (3, true), "{said}");
    done(&kam, &["undo", &first, &second]);
    same(&before, &everything(&kam), "both");
    done(&kam, &["redo"]);
    same(&merged, &everything(&kam), "both again");
    assert_eq!(kam.out("show A3 -q -f csv --columns account"), "account\nA1\n");
    sound(&kam, "both again");
}

#[test]
fn a_merger_comes_back_whole_or_not_at_all() {
    let kam = Sandbox::new();
    twins(&kam);
    done(&kam, &["merge", "A1", "A2"]);
    done(&kam, &["unmerge", "A2"]);
    let undone = last_operation(&kam);
    done(&kam, &["contact", "add", "A2", "新联系人"]);
    let before = everything(&kam);
    insta::assert_snapshot!(kam.kam(&format!("undo O{undone}")), @"
    ---- stderr ----
    error: A2 was worked on since, by O16: not everything would follow
    hint: merge them as they are now: `kam merge A1 A2`
    ---- exit 3 ----
    ");
    same(&before, &everything(&kam), "refused");
    done(&kam, &["undo"]);
    done(&kam, &["undo"]);
    assert_eq!(kam.out("show A2 -q -f csv --columns account"), "account\nA1\n");
}

/// Everything but what is made of touches, which a merger through the library leaves to its caller.
fn facts(kam: &Sandbox) -> String {
    let facts = |line: &str| line.split(r#""reached_on""#).next().unwrap_or_default().to_owned();
    everything(kam).lines().map(facts).collect::<Vec<_>>().join("\n")
}

#[test]
fn one_of_several_mergers_is_taken_back_alone() {
    let kam = Sandbox::new();
    twins(&kam);
    for line in [
        "add 三号 --phone 13700000003 --note 三 --tag c --industry 租赁 --credit-code 91330100799655058B",
        "deal add A4 --model 途观",
        "add 四号 --phone 13700000004 --note 四",
        "add 五号 --phone 13700000005",
    ] {
        done(&kam, &line.split(' ').collect::<Vec<_>>());
    }
    let before = facts(&kam);
    let store = kam.open();
    let at_once = |op: &mut kam::store::Op<'_>| {
        for (kept, other) in [(1, 2), (1, 4), (5, 6)] {
            kam::load::merge(op, AccountId(kept), AccountId(other))?;
        }
        Ok::<_, kam::load::MergeError>(())
    };
    store.write_alone(&caller(), false, at_once).unwrap();
    drop(store);
    let operation = last_operation(&kam);
    let merged = facts(&kam);
    done(&kam, &["unmerge", "A4"]);
    sound(&kam, "the second alone");
    let show = |account: &str, columns: &str| {
        done(&kam, &["export", "accounts", account, "-f", "csv", "--columns", columns])
    };
    let code = "91330100799655058B";
    assert_eq!(show("A4", "note,credit_code"), format!("note,credit_code\n三,{code}\n"));
    assert_eq!(show("A1", "note,tags,credit_code"), "note,tags,credit_code\n原注,a;b,\n");
    let deals = done(&kam, &["export", "deals", "-f", "csv", "--columns", "id,account"]);
    assert_eq!(deals, "id,account\nD1,A1\nD2,A4\n", "the first merger stands");
    assert_eq!(
        kam.out("show A6 -q -f csv --columns account"),
        "account\nA5\n",
        "so does the third"
    );
    done(&kam, &["undo"]);
    same(&merged, &facts(&kam), "whole again");
    for account in ["A4", "A6", "A2"] {
        done(&kam, &["unmerge", account]);
        sound(&kam, account);
    }
    same(&before, &facts(&kam), "one after the other, the last change first");
    for _ in 0..3 {
        done(&kam, &["undo"]);
    }
    same(&merged, &facts(&kam), "whole once more");
    done(&kam, &["undo", &format!("O{operation}")]);
    same(&before, &facts(&kam), "at once");
}
