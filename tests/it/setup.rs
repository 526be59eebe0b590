//! `init`, `shop`, `staff`, `playbook`: a store and who works with it.

use crate::sandbox::Sandbox;

#[test]
fn a_store_is_made_once() {
    let kam = Sandbox::empty();
    insta::assert_snapshot!(kam.kam("init --time-zone Asia/Shanghai"), @r"
    ---- stderr ----
    Made the store FOLDER/kam.db, business days in Asia/Shanghai.
    Next: `kam staff add NAME`, then `kam import FILE --source KIND`.
    ");
    insta::assert_snapshot!(kam.kam("init"), @r"
    ---- stderr ----
    The store FOLDER/kam.db is there already; nothing changed.
    ");
}

#[test]
fn without_a_store_commands_name_init() {
    insta::assert_snapshot!(Sandbox::empty().kam("shop list"), @r"
    ---- stderr ----
    error: no store at `FOLDER/kam.db`
    hint: make one with `kam init`, or name another with `--db`
    ---- exit 3 ----
    ");
}
