//! How many first contacts an agenda has room for.

use crate::prospects::{Prospect, add, firm};
use crate::sandbox::{Sandbox, on_both};

/// Forty-five accounts of 李娜 and two of 王芳 that nobody ever tried.
fn sandbox(kam: &Sandbox) {
    kam.out("staff add 李娜 -q");
    kam.out("staff add 王芳 -q");
    let mine: Vec<Prospect> = (0..45).map(|_| firm("新客户").owned(1, "2026-02-26")).collect();
    add(kam, &mine);
    add(kam, &vec![firm("新客户").owned(2, "2026-02-26"); 2]);
}

/// Logs calls of some accounts on a day, at once.
fn called(kam: &Sandbox, accounts: std::ops::RangeInclusive<u32>, day: &str) {
    let lines: Vec<String> = accounts.map(|id| format!("A{id} call no-answer")).collect();
    kam.run_with(&["log", "-", "--today", day, "-q"], &lines.join("\n"));
}

/// Returns how many are listed, and what is said of those that are not.
fn of(kam: &Sandbox, args: &str) -> String {
    let listed = kam.out(&format!("agenda {args} -f ids -q")).lines().count();
    let said = kam.kam(&format!("agenda {args} -f ids"));
    let said = said.lines().find(|line| line.contains("first contact")).unwrap_or_default();
    format!("{listed}: {said}")
}

#[test]
fn a_day_is_not_filled_up_again_with_first_contacts() {
    on_both(|kam| {
        sandbox(kam);
        let owner = "--owner 李娜";
        assert_eq!(
            of(kam, owner),
            "20: 25 more first contacts left out: 20 a day for each consultant."
        );
        called(kam, 1..=5, "2026-03-02");
        kam.out("deal add A5 -q");
        let said = "25 more first contacts left out: 20 a day for each consultant, 5 of them made.";
        assert_eq!(of(kam, owner), format!("15: {said}"));
        // What was tried the day before comes back, and is no first contact of today.
        called(kam, 6..=6, "2026-03-01");
        called(kam, 6..=6, "2026-03-02");
        assert_eq!(of(kam, owner).split(':').next(), Some("15"));
        called(kam, 7..=21, "2026-03-02");
        let made = "The 20 first contacts of 2026-03-02 are made; 24 more wait.";
        assert_eq!(of(kam, owner), format!("0: {made}"));
        assert_eq!(of(kam, "--all"), format!("2: {made}"), "others have their own");
        let zh = kam.kam("agenda --owner 李娜 -f ids --lang zh");
        assert!(zh.contains("2026-03-02 的 20 个首次联系已完成；另有 24 个待联系。"), "{zh}");
        // A day to come has all of its own; one that is past says what it said that evening.
        assert!(of(kam, "--owner 李娜 --day 2026-03-03").starts_with("21: 24 more"));
        let past = of(kam, "--owner 李娜 --day 2026-03-02 --today 2026-03-09");
        assert_eq!(past, format!("0: {made}"));
        kam.out("undo -q");
        assert_eq!(of(kam, owner), format!("15: {}", said.replace("25", "24")));
    });
}

#[test]
fn a_stand_in_has_one_day_for_all_first_contacts() {
    on_both(|kam| {
        sandbox(kam);
        kam.out("staff off 李娜 2026-03-02 --stand-in 王芳 -q");
        assert!(of(kam, "--owner 王芳").starts_with("20: 27 more"));
        called(kam, 1..=3, "2026-03-02");
        called(kam, 46..=46, "2026-03-02");
        let said = "27 more first contacts left out: 20 a day for each consultant, 4 of them made.";
        assert_eq!(of(kam, "--owner 王芳"), format!("16: {said}"));
        assert_eq!(of(kam, "--owner 李娜"), "0: ");
    });
}
