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

#[test]
fn a_playbook_s_problems_are_said_in_both_languages() {
    let kam = Sandbox::empty();
    let shipped = kam.out("playbook show --shipped");
    let team =
        shipped.replace("\"CNY\"", "\"yuan\"").replace("every_days = 2\n", "every_day = 2\n");
    kam.file("team.toml", team);
    insta::assert_snapshot!(kam.kam("playbook check team.toml"), @r"
    ---- stderr ----
    error: team.toml: line 4: `currency`: found `yuan`; expected a code of three capital letters, such as CNY
    error: team.toml: line 23: `grades.H.every_day`: unknown key; did you mean `every_days`?
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh playbook check team.toml"), @r"
    ---- stderr ----
    错误：team.toml：第 4 行 `currency`：现为 `yuan`；应为三个大写字母的代码，如 CNY
    错误：team.toml：第 23 行 `grades.H.every_day`：未知的键；是否要写 `every_days`？
    ---- exit 3 ----
    ");
    kam.file("team.toml", "currency = \n");
    insta::assert_snapshot!(kam.kam("playbook check team.toml"), @r"
    ---- stderr ----
    error: team.toml: line 1: string values must be quoted, expected literal string
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh playbook check team.toml"), @r"
    ---- stderr ----
    错误：team.toml：第 1 行：不是有效的 TOML（string values must be quoted, expected literal string）
    ---- exit 3 ----
    ");
}
