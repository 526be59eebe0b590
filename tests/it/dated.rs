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
fn a_deal_is_not_lost_before_it_was_opened_or_moved() {
    let kam = Sandbox::new();
    dealt(&kam);
    insta::assert_snapshot!(kam.kam("lose D1 --cause price --on 2026-01-04"), @r"
    ---- stderr ----
    error: D1 was opened on 2026-01-05, after 2026-01-04
    hint: where it was there by then, say so with `kam deal edit D1 --opened 2026-01-04`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh lose D1 --cause 价格 --on 2026-01-04"), @r"
    ---- stderr ----
    错误：D1 在 2026-01-05 建立，晚于 2026-01-04
    提示：如当时已有该商机，用 `kam deal edit D1 --opened 2026-01-04` 更正
    ---- exit 3 ----
    ");
    kam.out("stage D1 quoted -q --on 2026-01-20");
    insta::assert_snapshot!(kam.kam("lose D1 --cause price --on 2026-01-19"), @r"
    ---- stderr ----
    error: D1 has moved on 2026-01-20, after 2026-01-19; history is only added to
    hint: name a day no earlier than that with `--on`, or leave it out
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh lose D1 --cause 价格 --on 2026-01-19"), @r"
    ---- stderr ----
    错误：D1 在 2026-01-20 已有变动，晚于 2026-01-19；历史只能追加
    提示：用 `--on` 指定不早于该日的日期，或不指定
    ---- exit 3 ----
    ");
    for day in 21..26 {
        kam.out(&format!("log A1 call no-answer -q --on 2026-01-{day}"));
    }
    insta::assert_snapshot!(kam.kam("lose D1 --state out-of-control --on 2026-01-19"), @r"
    ---- stderr ----
    error: D1 has moved on 2026-01-20, after 2026-01-19; history is only added to
    hint: name a day no earlier than that with `--on`, or leave it out
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("lose D1 --state out-of-control --on 2026-01-25 --dry-run"), @r"
    ---- stderr ----
    D1 of A1 多达运输: out-of-control in stage quoted, unreachable; on 2026-01-25; after 5 tries.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh lose D1 --cause 价格 --on 2026-01-25"), @r"
    ---- stderr ----
    A1 多达运输 的商机 D1：战败，阶段 已报价，原因 价格；日期 2026-01-25。
    已记录为 O10。
    ");
    insta::assert_snapshot!(kam.kam("stage D1 lead --reopen --reason 回头 --on 2026-01-24"), @r"
    ---- stderr ----
    error: D1 was closed on 2026-01-25, after 2026-01-24; history is only added to
    hint: name a day no earlier than that with `--on`, or leave it out
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 lead --reopen --reason 回头 --on 2026-01-24"), @r"
    ---- stderr ----
    错误：D1 在 2026-01-25 结束，晚于 2026-01-24；历史只能追加
    提示：用 `--on` 指定不早于该日的日期，或不指定
    ---- exit 3 ----
    ");
    kam.out("stage D1 lead --reopen --reason 回头 --on 2026-01-25");
}

/// What is said to do for a touch that is older than its deal is what can be done.
#[test]
fn a_touch_before_its_deal_was_opened_says_how_the_deal_moves() {
    let kam = Sandbox::new();
    dealt(&kam);
    kam.out("stage D1 contacted -q --on 2026-01-20");
    insta::assert_snapshot!(kam.kam("log A1 showroom --on 2026-01-02 --dry-run"), @r"
    ---- stderr ----
    new: A1 多达运输, showroom, reached, 2026-01-02, about D1, before D1 was opened on 2026-01-05, so its stage stays (`kam stage D1 visited --on 2026-01-20` moves it on the day of its last move, before which there is no step).
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 showroom --on 2026-01-02 --dry-run"), @r"
    ---- stderr ----
    new：A1 多达运输，到店，接通，2026-01-02，商机 D1，早于 D1 的建立日 2026-01-05，阶段不变（用 `kam stage D1 visited --on 2026-01-20` 推进；步骤不能早于最近一次变动）。
    试运行：未写入任何数据。
    ");
    insta::assert_snapshot!(kam.kam("stage D1 visited --on 2026-01-20 --dry-run"), @r"
    ---- stderr ----
    D1 of A1 多达运输: contacted → visited.
    Dry run: nothing was written.
    ");
}

#[test]
fn a_deal_is_not_moved_or_ordered_before_it_was_opened() {
    let kam = Sandbox::new();
    dealt(&kam);
    insta::assert_snapshot!(kam.kam("stage D1 visited --on 2026-01-04"), @r"
    ---- stderr ----
    error: D1 was opened on 2026-01-05, after 2026-01-04
    hint: where it was there by then, say so with `kam deal edit D1 --opened 2026-01-04`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh order D1 --on 2025-12-31"), @r"
    ---- stderr ----
    错误：D1 在 2026-01-05 建立，晚于 2025-12-31
    提示：如当时已有该商机，用 `kam deal edit D1 --opened 2025-12-31` 更正
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("log A1 showroom --on 2026-01-04"), @r"
    ---- stderr ----
    T1: A1 多达运输, showroom, reached, 2026-01-04, about D1, before D1 was opened on 2026-01-05, so its stage stays (`kam deal edit D1 --opened 2026-01-04`, then `kam stage D1 visited --on 2026-01-04`).
    Logged as O4.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 showroom --on 2026-01-03"), @r"
    ---- stderr ----
    T2：A1 多达运输，到店，接通，2026-01-03，商机 D1，早于 D1 的建立日 2026-01-05，阶段不变（先 `kam deal edit D1 --opened 2026-01-03`，再 `kam stage D1 visited --on 2026-01-03`）。
    已记录为 O5。
    ");
    // What moves nothing is as old as it likes.
    insta::assert_snapshot!(kam.kam("log A1 call no-answer --on 2026-01-04"), @r"
    ---- stderr ----
    T3: A1 多达运输, call, no-answer, 2026-01-04, about D1.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("deal edit D1 --opened 2026-01-02"), @r"
    ---- stderr ----
    Changed D1 of A1: opened.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("log A1 showroom --on 2026-01-04"), @r"
    ---- stderr ----
    T4: A1 多达运输, showroom, reached, 2026-01-04, about D1, stage lead → contacted → visited.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("order D1 --on 2026-01-06 --promised 2026-01-05"), @r"
    ---- stderr ----
    error: `--promised`: 2026-01-05 is before the order of 2026-01-06
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh order D1 --on 2026-01-06 --promised 2026-01-05"), @r"
    ---- stderr ----
    错误：`--promised`：2026-01-05 早于下单日 2026-01-06
    ---- exit 2 ----
    ");
    kam.out("order D1 -q --on 2026-01-06 --promised 2026-01-06");
    insta::assert_snapshot!(kam.kam("order R1 --promised 2026-01-05"), @r"
    ---- stderr ----
    error: `--promised`: 2026-01-05 is before the order of 2026-01-06
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("deal edit D1 --opened 2026-01-05"), @r"
    ---- stderr ----
    error: `--opened`: 2026-01-05 is after 2026-01-04, when D1 was moved, ordered or closed
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deal edit D1 --opened 2026-01-05"), @r"
    ---- stderr ----
    错误：`--opened`：2026-01-05 晚于 2026-01-04，当日 D1 已有变动、订单或结束
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["deal", "edit", "D1", "--opened", ""], ""), @r"
    ---- stderr ----
    error: `--opened`: the day on which a deal was opened is always known; give one
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("deal edit D1 --opened tomorrow"), @r"
    ---- stderr ----
    error: `--opened`: 2026-03-03 has not come yet: today is 2026-03-02
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("deal add A1 --model 朗逸 --opened soon --quantity 0"), @r"
    ---- stderr ----
    error: `--quantity`: 0 is no number of pieces; 1 is the least
    error: `--opened`: `soon` is no day; write it as 2026-03-01, +2w or 月底
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deal edit D1 --quantity 0台"), @r"
    ---- stderr ----
    错误：`--quantity`：0台 不是数量；至少为 1
    ---- exit 2 ----
    ");
    kam.out("deal add A1 --model 朗逸 --opened 2026-01-03 -q");
    assert_eq!(
        kam.out("deal list -f csv --no-header --columns deal,opened_on"),
        "D1,2026-01-02\nD2,2026-01-03\n"
    );
    kam.out("undo -q");
}

/// Two lines handed over, the later one entered first.
#[test]
fn a_deal_is_won_on_the_day_of_its_last_delivery() {
    on_both(|kam| {
        dealt(kam);
        kam.out("order D1 --line 拓川 --line 朗逸 -q --on 2026-01-10");
        kam.out("deliver R1 --line 拓川 -q --on 2026-01-31");
        kam.out("deliver R1 --line 朗逸 -q --on 2026-01-20");
        let won = "export deals -f csv --no-header --columns state,closed_on";
        assert_eq!(kam.out(won), "won,2026-01-31\n");
        kam.out("undo -q");
        // The rest will not come, as is known later.
        kam.out("deliver R1 --line 朗逸 --close-short --reason 停产 -q --on 2026-02-03");
        assert_eq!(kam.out(won), "won,2026-02-03\n");
    });
}

/// A team begins with its order book: the deals were entered today, the orders are older.
#[test]
fn a_deal_is_as_old_as_the_first_order_that_is_taken_in() {
    on_both(|kam| {
        kam.out("add 多达运输 --phone 13800138000 -q");
        kam.out("deal add A1 --model 拓川 --preset retail -q");
        kam.file(
            "touches.csv",
            "日期,客户名称,电话,方式,结果,内容\n2026-01-08,多达运输,13800138000,来店,接通,看车\n",
        );
        kam.file(
            "orders.csv",
            "订单号,订单日期,客户名称,电话,车型,数量\nHT-1,2026-01-20,多达运输,13800138000,拓川,2\n",
        );
        kam.file(
            "deliveries.csv",
            "订单号,交车日期,客户名称,电话,车型,数量\nHT-1,2026-02-05,多达运输,13800138000,拓川,2\n",
        );
        kam.out("import touches.csv --source touches -q");
        let deal = "export deals -f csv --no-header --columns stage,opened_on,closed_on";
        // A touch that is older than the deal does not move it.
        assert_eq!(kam.out(deal), "lead,2026-03-02,\n");
        kam.out("import orders.csv --source orders -q");
        assert_eq!(kam.out(deal), "ordered,2026-01-08,\n");
        kam.out("import deliveries.csv --source deliveries -q");
        assert_eq!(kam.out(deal), "delivered,2026-01-08,2026-02-05\n");
        assert_eq!(month(kam, "2026-01-01", "2026-01-31"), "1,0,0,1,");
        assert_eq!(month(kam, "2026-02-01", "2026-02-28"), "0,1,0,0,28");
        kam.out("undo -q");
        kam.out("undo -q");
        assert_eq!(kam.out(deal), "lead,2026-03-02,\n");
    });
}

#[test]
fn an_account_has_one_open_deal_for_a_product() {
    let kam = Sandbox::new();
    dealt(&kam);
    kam.out("lose D1 --cause price -q");
    kam.out("deal add A1 --model 拓川 --preset retail -q");
    insta::assert_snapshot!(kam.kam("stage D1 lead --reopen --reason 回头"), @r"
    ---- stderr ----
    error: D1 cannot be opened again: A1 has another open deal for that, D2 (拓川)
    hint: go on with D2, or close it first; another product goes into `kam deal edit D1 --model`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 lead --reopen --reason 回头"), @r"
    ---- stderr ----
    错误：D1 不能重新打开：A1 已有相同车型的商机 D2（拓川）
    提示：继续跟进 D2，或先结束它；如为其他车型，用 `kam deal edit D1 --model` 修改
    ---- exit 3 ----
    ");
    kam.out("add 砾川混凝土 -q");
    kam.out("deal add A2 --model 拓川 -q");
    kam.out("deal add A2 --model 朗逸 -q");
    insta::assert_snapshot!(kam.kam("merge A1 A2"), @r"
    ---- stderr ----
    A2 砾川混凝土 is part of A1 多达运输 now: 0 contacts, 2 deals and 0 touches followed.
    Kept beside the first account's name: 砾川混凝土
    warning: A1 has two open deals for the same now, D2 and D3 (拓川); go on with one and close the other
    Logged as O9.
    ");
    kam.out("undo -q");
    insta::assert_snapshot!(kam.kam("--lang zh merge A1 A2"), @r"
    ---- stderr ----
    A2 砾川混凝土 已合并到 A1 多达运输：联系人 0、商机 2、接触 0 一并转入。
    名称 另存：砾川混凝土
    警告：A1 现有两个相同车型的商机：D2 和 D3（拓川）；请保留一个，结束另一个
    已记录为 O11。
    ");
    kam.out("undo -q");
    kam.out("lose D2 --cause price -q");
    kam.out("stage D1 lead --reopen --reason 回头 -q");
}

#[test]
fn a_price_that_reached_nobody_is_no_quote() {
    let kam = Sandbox::new();
    dealt(&kam);
    kam.out("log A1 call refused --quote 5万 -q");
    assert_eq!(kam.out("stage D1 -f csv --no-header --columns stage"), "lead\n");
    for result in ["no-answer", "wrong-number"] {
        let said = kam.kam(&format!("log A1 call {result} --quote 5万 -q"));
        assert!(said.contains("nobody heard it"), "{said}");
    }
    kam.out("log A1 message --quote 5万 -q");
    assert_eq!(kam.out("stage D1 -f csv --no-header --columns stage"), "quoted\n");
}
