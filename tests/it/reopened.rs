//! Deals that were opened again are due from that day on: while they were closed nobody had to call.

use crate::prospects::{add, firm, person};
use crate::sandbox::{Sandbox, on_both};

#[test]
fn a_deal_opened_again_is_not_overdue_for_the_time_in_which_it_was_closed() {
    on_both(|kam| {
        kam.out("staff add 李娜 -q");
        let accounts =
            [firm("多达运输"), person("张伟").with("张伟", "+8613800138000"), firm("远航物流")];
        add(kam, &accounts.map(|account| account.owned(1, "2026-01-05")));
        for account in 1..=3 {
            kam.out(&format!("deal add A{account} --model 朗逸 --today 2026-01-05 -q"));
            kam.out(&format!("log A{account} call --grade H --today 2026-01-06 -q"));
        }
        kam.out("lose D1 --cause price --today 2026-01-10 -q");
        kam.out("order D2 --line 朗逸 --today 2026-01-10 -q");
        kam.out("deliver R1 --today 2026-01-10 -q");
        kam.out("stage D1 lead --reopen --reason 回头 --today 2026-03-01 -q");
        kam.out("stage D2 quoted --reopen --reason 回头 --today 2026-03-01 -q");
        let columns = "account,why,due,days_overdue,escalation";
        let agenda = format!("agenda --all -f csv --columns {columns} --no-header -q");
        insta::allow_duplicates!(insta::assert_snapshot!(kam.out(&agenda), @r"
        A3,cadence,2026-01-08,53,reassign
        A1,never-contacted,2026-03-01,1,
        A2,never-contacted,2026-03-01,1,
        "));
        for (day, due) in [("2026-02-28", "A3\n"), ("2026-03-01", "A1\nA2\nA3\n")] {
            assert_eq!(kam.out(&format!("list due<={day} -f ids")), due, "{day}");
        }
        let why = kam.out("agenda --why A1");
        insta::allow_duplicates!(insta::assert_snapshot!(why, @r"
        why
        ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        A1 多达运输
        Last effective contact: 2026-01-06.
        D1: grade H: due 2026-03-01, whatever its cadence of 2 days.
        D1 decides: it is the only open deal.
        D1 is not due before 2026-03-01, when it was entered or opened again, or the account assigned; from then at once.
        Due on 2026-03-01: 1 day overdue.
        Done by an effective contact on 2026-03-01 or later, or by a skip with a reason.
        So far:
        - 2026-01-05 new 01-05: done late, 2026-01-06
        - 2026-01-08 last 01-06, 2 d: passed over, the deal ended on 2026-01-10
        - 2026-03-01 new 03-01: open
        3 due = 0 on time + 1 late + 1 skipped + 1 open
        "));
        let why = kam.out("agenda --why A2 --lang zh");
        insta::allow_duplicates!(insta::assert_snapshot!(why, @r"
        说明
        ────────────────────────────────────────────────────────────────────────
        A2 张伟
        最近有效接触：2026-01-06。
        D2：C 级：2026-03-01 到期，不看其 15 天的跟进周期。
        由 D2 决定：只有这一个未结商机。
        D2 不早于 2026-03-01（录入、重新打开或分配之日）到期；自该日起立即到期。
        2026-03-01 到期：逾期 1 天。
        2026-03-01 或之后有效接触，或注明原因跳过，即完成。
        历史：
        - 2026-01-05 01-05起未联系：2026-01-06 逾期完成
        - 2026-01-08 距01-06满2天：2026-01-10 逾期完成
        - 2026-03-01 03-01起未联系：未完成
        到期 3 = 及时 0 + 逾期完成 2 + 跳过 0 + 未完成 1
        "));
    });
}

/// Nothing was missed between, whatever step comes later.
#[test]
fn what_is_lost_and_opened_again_on_one_day_stays_due() {
    let kam = Sandbox::new();
    kam.out("staff add 李娜 -q");
    add(&kam, &[firm("多达运输").owned(1, "2026-03-02")]);
    kam.out("deal add A1 --model 朗逸 --today 2026-03-02 -q");
    kam.out("log A1 call --grade H --today 2026-03-02 -q");
    kam.out("lose D1 --cause price --today 2026-03-04 -q");
    kam.out("stage D1 lead --reopen --reason 误 --today 2026-03-04 -q");
    let then =
        "agenda --all --day 2026-03-06 -f csv --columns account,due,days_overdue --no-header -q";
    assert_eq!(kam.out(&format!("{then} --today 2026-03-06")), "A1,2026-03-04,2\n");
    kam.out("log A1 showroom --today 2026-03-10 -q");
    assert_eq!(kam.out(&format!("{then} --today 2026-03-10")), "A1,2026-03-04,2\n");
    let why = kam.out("agenda --why A1 --today 2026-03-10");
    assert!(why.contains("- 2026-03-04 last 03-02, 2 d: done late, 2026-03-10"), "{why}");
}

#[test]
fn a_loss_that_was_opened_again_is_none_in_the_rows_of_the_funnel_as_in_its_summary() {
    on_both(|kam| {
        add(kam, &[firm("多达运输"), firm("远航物流")]);
        for account in ["A1", "A2"] {
            kam.out(&format!(
                "deal add {account} --model 朗逸 --preset retail --today 2026-02-02 -q"
            ));
            kam.out(&format!("log {account} call --today 2026-02-03 -q"));
        }
        kam.out("lose D1 --cause price --today 2026-02-10 -q");
        kam.out("lose D2 --cause price --today 2026-02-10 -q");
        kam.out("stage D1 lead --reopen --reason 回头 --today 2026-02-20 -q");
        let report = |until: &str| {
            let columns = "--columns stage,entered,forward,lost,back,there";
            let of = format!("report funnel --preset retail --from 2026-02-01 --to {until}");
            kam.kam(&format!("{of} {columns} --limit 2 -f csv --today 2026-03-02"))
        };
        insta::allow_duplicates!(insta::assert_snapshot!(report("2026-02-15"), @r"
        stage,entered,forward,lost,back,there
        lead,2,2,0,0,0
        contacted,2,0,2,0,0
        ---- stderr ----
        These are the first 2; `--limit 0` shows all.
        "));
        insta::allow_duplicates!(insta::assert_snapshot!(report("2026-02-28"), @r"
        stage,entered,forward,lost,back,there
        lead,2,1,0,0,1
        contacted,2,0,1,1,0
        ---- stderr ----
        These are the first 2; `--limit 0` shows all.
        "));
    });
}
