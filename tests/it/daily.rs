//! The daily commands together: one day's work, the same on both engines.

use std::fmt::Write as _;

use crate::prospects::{firm, person, with};
use crate::sandbox::Sandbox;

/// Commands of a day, and everything they print.
fn day_s_work(kam: Sandbox) -> String {
    let kam = with(
        kam,
        &[
            firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"),
            person("张伟").owned(1, "2026-02-20").with("张伟", "+8613800138001"),
            firm("远航物流").owned(1, "2026-02-25").bought(2),
            firm("池中公司"),
        ],
    );
    let mut said = String::new();
    for command in [
        "deal add 多达 --model 朗逸 --quantity 5 --budget 125万 --expected +2w --today 2026-02-20",
        "deal add 张伟 --model 朗行 --payment 分期 --sign terms-discussed --today 2026-02-21",
        "deal add 池中",
        "deal add 池中",
        "deal edit D2 --colour 白 --sign asks-trade-in-help",
        "--as 小李 log 多达 call --note 要两台 --grade A --on 2026-02-24 --next +3d",
        "--as 小李 log 张伟 call no-answer --on yesterday",
        "--as 小李 log 张伟 showroom --on 2026-02-22",
        "grade --explain",
        "grade --all --dry-run",
        "grade --all",
        "grade --all",
        "grade --explain -f json",
        "--as 小李",
        "agenda --all -f csv",
        "stage D1 contacted --evidence 回电 --source customer --finished 电话 --doing 报价 --planned 试驾",
        "stage D1 ordered --evidence 合同 --source document --reason 直接下单 --finished 电话 --doing 报价 --planned 试驾",
        "stage D1 met --evidence 退订 --source coach --finished 电话 --doing 报价 --planned 试驾",
        "stage D2 delivered",
        "order D2 --line 朗行 --paid",
        "deliver D2",
        "stage D2 quoted --reopen --reason 退车",
        "stage D1 -f json",
        "stage D2",
        "deal add 张伟 --model 朗逸 --quantity 2",
        "order D4 --deposit 5000 --signed --promised +1w",
        "order",
        "deliver R2 --quantity 1 --vin 11111111111111111",
        "order R2",
        "lose D4 --cause price",
        "deliver R2 --quantity 1 --close-short --reason 停产",
        "order R2 --paid",
        "lose 池中 --cause 价格 --revisit +90d",
        "stage D4",
        "show 张伟",
        "show 池中 -f json",
        "grade --flagged",
        "agenda --all -f json --day +10d",
    ] {
        writeln!(said, "$ kam {command}").unwrap();
        said.push_str(&kam.kam(command));
    }
    said
}

#[test]
fn both_engines_say_the_same() {
    let Some(postgres) = Sandbox::on_postgres() else { return };
    // Ids of operations have gaps on PostgreSQL.
    let plain = |said: String| -> Vec<String> {
        let lines = said.lines().filter(|line| !line.starts_with("Logged as O"));
        lines.map(str::to_owned).collect()
    };
    let (left, right) = (plain(day_s_work(Sandbox::new())), plain(day_s_work(postgres)));
    for (left, right) in left.iter().zip(&right) {
        assert_eq!(left, right);
    }
    assert_eq!(left.len(), right.len());
    assert!(left.iter().all(|line| !line.contains("exit 70")));
}
