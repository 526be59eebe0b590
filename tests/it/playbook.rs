//! `kam playbook`: rules of the team's own, their versions, and what they change.

use crate::sandbox::Sandbox;

/// Writes the shipped rules with another horizon for H into `team.toml`.
fn with_team_rules(kam: &Sandbox) -> String {
    let shipped = kam.out("playbook show --shipped");
    let team = shipped.replace("within = { days = 7 }", "within = { days = 5 }");
    assert_ne!(team, shipped);
    kam.file("team.toml", &team);
    team
}

#[test]
fn rules_are_set_and_what_they_change_is_said() {
    let kam = Sandbox::new();
    let team = with_team_rules(&kam);
    insta::assert_snapshot!(kam.kam("playbook set team.toml --dry-run"), @"
    ---- stderr ----
    grades.H.within.days: 7 → 5
    Version new of the rules: 1 key changed.
    Dry run: nothing was written.
    ");
    assert_ne!(kam.out("playbook show"), team);
    insta::assert_snapshot!(kam.kam("playbook set team.toml"), @"
    ---- stderr ----
    grades.H.within.days: 7 → 5
    Version PB2 of the rules: 1 key changed.
    Logged as O2.
    ");
    assert_eq!(kam.out("playbook show"), team);
    insta::assert_snapshot!(kam.kam("playbook set team.toml"), @"
    ---- stderr ----
    Nothing changed.
    ");
    insta::assert_snapshot!(kam.kam("playbook list"), @"
    version  day         actor   operation
    ──────────────────────────────────────
    PB2      2026-03-02  tester  O2
    PB1      2026-03-02  tester  O1
    ");
}

#[test]
fn what_was_set_decides() {
    let kam = Sandbox::new();
    with_team_rules(&kam);
    kam.out("add 多达测试公司 --phone 13912345678");
    kam.out("deal add A1 --model 拓川 --expected 2026-03-08 --power yes --need yes");
    assert!(kam.out("grade A1 --explain").contains("H at best by expected date"));
    kam.out("playbook set team.toml");
    assert!(kam.out("grade A1 --explain").contains("A at best by expected date"));
}

#[test]
fn every_problem_of_a_file_is_named_and_nothing_is_set() {
    let kam = Sandbox::new();
    kam.file("bad.toml", kam.out("playbook show").replace("every_days = 7", "every_days = 'x'"));
    insta::assert_snapshot!(kam.kam("playbook set bad.toml"), @"
    ---- stderr ----
    error: bad.toml: line 17: `grades.O.every_days`: found 'x'; expected a whole number
    error: bad.toml: line 35: `grades.B.every_days`: found 'x'; expected a whole number
    ---- exit 3 ----
    ");
    assert_eq!(kam.out("playbook list -f ids"), "PB1\n");
    assert_eq!(kam.run(&["playbook", "set", "missing.toml"]).status.code(), Some(3));
}

#[test]
fn a_version_is_shown_and_set_again() {
    let kam = Sandbox::new();
    with_team_rules(&kam);
    let first = kam.out("playbook show");
    kam.out("playbook set team.toml");
    assert_eq!(kam.out("playbook show --version PB1"), first);
    kam.file("first.toml", &first);
    kam.out("playbook set first.toml");
    assert_eq!(kam.out("playbook list -f ids"), "PB3\nPB2\nPB1\n");
    insta::assert_snapshot!(kam.kam("playbook show --version PB9"), @"
    ---- stderr ----
    error: there is no PB9
    ---- exit 3 ----
    ");
}

#[test]
fn rules_that_this_kam_cannot_read_can_be_replaced() {
    let kam = Sandbox::new();
    let sane = kam.out("playbook show");
    kam.open().db().exec("UPDATE playbook SET content = 'old = 1'", &[]).unwrap();
    assert_eq!(kam.run(&["list"]).status.code(), Some(3));
    assert_eq!(kam.out("playbook show"), "old = 1");
    kam.file("sane.toml", &sane);
    kam.out("playbook set sane.toml");
    assert_eq!(kam.run(&["list"]).status.code(), Some(0));
}

#[test]
fn what_differs_is_listed_key_by_key() {
    let kam = Sandbox::new();
    with_team_rules(&kam);
    insta::assert_snapshot!(kam.kam("playbook diff team.toml"), @"
    key                   old  new
    ──────────────────────────────
    grades.H.within.days  7    5
    ");
    insta::assert_snapshot!(kam.kam("playbook diff"), @"
    key  old  new
    ─────────────
    ---- stderr ----
    No key is different.
    ");
    kam.out("playbook set team.toml");
    let expected = kam.out("playbook diff shipped -f csv");
    assert_eq!(expected, "key,old,new\ngrades.H.within.days,7,5\n");
    for rules in ["", "PB1", "PB1 PB2", "shipped PB2", "PB1 team.toml"] {
        assert_eq!(kam.out(&format!("playbook diff {rules} -f csv")), expected, "{rules}");
    }
    insta::assert_snapshot!(kam.kam("--lang zh-CN playbook diff PB2 PB1"), @"
    键                    旧值  新值
    ────────────────────────────────
    grades.H.within.days  5     7
    ");
    kam.file("bad.toml", "a =");
    insta::assert_snapshot!(kam.kam("playbook diff bad.toml"), @"
    ---- stderr ----
    error: one of the two is no TOML; `kam playbook check` says where
    ---- exit 3 ----
    ");
}

/// A store made by an older kam has rules that know nothing of newer sections.
#[test]
fn rules_that_leave_sections_out_go_on_with_the_shipped_ones() {
    let kam = Sandbox::new();
    let shipped = kam.out("playbook show --shipped");
    let start = shipped.find("[report]").unwrap();
    let end = start + shipped[start..].find("[lists]").unwrap();
    let older = format!("{}{}", &shipped[..start], &shipped[end..]);
    let older = older.replace("retry_after_days = 1\n", "");
    kam.file("older.toml", &older);
    insta::assert_snapshot!(kam.kam("playbook check older.toml"), @"
    ---- stderr ----
    Left to the shipped rules by older.toml: agenda.retry_after_days, report.
    No problem in older.toml: 4 funnels.
    ");
    insta::assert_snapshot!(kam.kam("playbook set older.toml -q"), @"");
    insta::assert_snapshot!(kam.kam("report funnel"), @"
    stage  entered  passed  went on  lost  back  there  conversion %  median days  90 % within  too long  budget  bottleneck
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    ---- stderr ----
    No deal from 2025-12-03 to 2026-03-02.
    ");
    let output = kam.run(&["--lang", "zh", "playbook", "show"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), older, "the text is printed as it is");
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap(), @"现行规则 未写、按自带规则执行的部分：agenda.retry_after_days、report。");
    kam.file("worse.toml", older.replace("every_days = 4", "every_day = 3"));
    insta::assert_snapshot!(kam.kam("playbook set worse.toml"), @"
    ---- stderr ----
    error: worse.toml: line 29: `grades.A.every_day`: unknown key; did you mean `every_days`?
    ---- exit 3 ----
    ");
    kam.file("empty.toml", "# nothing\n");
    assert_eq!(kam.run(&["playbook", "set", "empty.toml"]).status.code(), Some(3));
}
