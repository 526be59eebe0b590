//! What is dated back: a deal was there before it was moved, ordered, delivered or lost, and what is
//! over stays as it was.

use crate::sandbox::{Sandbox, on_both};

/// A retail deal of a firm, opened on 2026-01-05.
fn dealt(kam: &Sandbox) {
    kam.out("add 多达运输 -q --today 2026-01-05");
    kam.out("deal add A1 --model 拓川 --quantity 1 --preset retail -q --today 2026-01-05");
}

/// Returns opened, won, lost, open of a month.
fn month(kam: &Sandbox, from: &str, to: &str) -> String {
    let asked = format!(
        "report funnel --from {from} --to {to} --rows overall -f csv --no-header --columns \
         opened,won,lost,open,median_days"
    );
    kam.out(&asked).trim().to_owned()
}

#[test]
fn a_loss_stays_in_its_month_when_the_deal_is_opened_again() {
    on_both(|kam| {
        dealt(kam);
        kam.out("lose D1 --cause price -q --today 2026-01-10");
        let january = |kam| month(kam, "2026-01-01", "2026-01-31");
        assert_eq!(january(kam), "1,0,1,0,");
        kam.out("stage D1 lead --reopen --reason 回头 -q --today 2026-03-01");
        assert_eq!(january(kam), "1,0,1,0,");
        assert_eq!(month(kam, "2026-02-01", "2026-02-28"), "");
        // Of all three months it is as it was on the last day: open.
        assert_eq!(month(kam, "2026-01-01", "2026-03-31"), "1,0,0,1,");
        kam.out("lose D1 --cause stock -q --on 2026-03-02 --today 2026-03-05");
        assert_eq!(january(kam), "1,0,1,0,");
        assert_eq!(month(kam, "2026-03-01", "2026-03-31"), "0,0,1,0,");
        assert_eq!(month(kam, "2026-01-01", "2026-03-31"), "1,0,1,0,");
        kam.out("undo -q");
        assert_eq!(month(kam, "2026-03-01", "2026-03-31"), "0,0,0,1,");
        let stages = "report funnel --from 2026-01-01 --to 2026-01-31 -f csv --no-header --columns \
                      stage,entered,forward,lost,back,there";
        assert_eq!(kam.out(stages).lines().next(), Some("lead,1,0,1,0,0"));
    });
}

#[test]
fn a_price_that_reached_nobody_is_no_quote() {
    let kam = Sandbox::new();
    dealt(&kam);
    for result in ["no-answer", "wrong-number", "refused"] {
        kam.out(&format!("log A1 call {result} --quote 5万 -q"));
        assert_eq!(kam.out("stage D1 -f csv --no-header --columns stage"), "lead\n", "{result}");
    }
    insta::assert_snapshot!(kam.kam("log A1 电话 未接 报价5万"), @r"
    ---- stderr ----
    T4: A1 多达运输, call, no-answer, 2026-03-02, about D1, quoted 50000.00.
    Logged as O7.
    ");
    kam.out("log A1 message --quote 5万 -q");
    assert_eq!(kam.out("stage D1 -f csv --no-header --columns stage"), "quoted\n");
}
