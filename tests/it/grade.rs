//! `kam grade`: what the rules propose, why, and writing it.

use crate::prospects::{firm, person, with};
use crate::sandbox::Sandbox;

/// Orders and delivers what a deal is for.
fn won(kam: &Sandbox, deal: &str) {
    kam.out(&format!("order {deal} --line 朗行"));
    kam.out(&format!("deliver {deal}"));
}

fn sandbox() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[
            firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"),
            person("张伟"),
            firm("远航物流").with("刘洋", "+8613800138001"),
        ],
    );
    kam.out("deal add A1 --model 朗逸 --expected 2026-03-16 --need yes");
    kam.out("deal add A2 --payment 分期 --expected 2026-03-05");
    kam.out("deal add A3 --model 朗行 --version 1.5 --colour 白 --expected 2026-02-20 --confidence yes --power no");
    kam
}

#[test]
fn every_rule_says_its_arithmetic() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("grade --explain"), @r"
    D1 A1 多达运输, 朗逸: proposed B, not graded yet
      no order is recorded (rule 1)
      A at best by expected date (rule 2): expected 2026-03-16 is 14 days from 2026-03-02; A up to 15 days
      B at best by signs (rule 3): purchase time fixed; this decides
      no buying factor is known to be missing (rule 4)
      there is a way to reach them (rule 5)
      A needs: one of: model, type and colour chosen; payment method and delivery date given; instalment paperwork in progress; trade-in being handled; discussing payment and delivery; discussing instalments; asks for help with the old vehicle
      to find out: confidence (in our control), power (ours to show concern for)
      clocks: first contact details of 2026-02-01 → order expected 2026-03-16: 43 days; 2026-03-02 → order: 14 days, by which it is graded
    D2 A2 张伟: proposed -, not graded yet
      no order is recorded (rule 1)
      H at best by expected date (rule 2): expected 2026-03-05 is 3 days from 2026-03-02; H up to 7 days
      A at best by signs (rule 3): discussing payment and delivery; discussing instalments
      no buying factor is known to be missing (rule 4)
      no grade by reach (rule 5): no phone, e-mail or address is known; this decides
      C needs: a phone, an e-mail address or an address
      to find out: confidence (in our control), need (ours to influence), power (ours to show concern for)
      clocks: first contact details of 2026-02-01 → order expected 2026-03-05: 32 days; 2026-03-02 → order: 3 days, by which it is graded
    D3 A3 远航物流, 朗行: proposed -, not graded yet
      flagged: 2026-02-20, the day expected, has passed without an order
      no order is recorded (rule 1)
      H at best by expected date (rule 2): expected 2026-02-20 passed 10 days before 2026-03-02; that counts as nearest
      H at best by signs (rule 3): model, type and colour chosen
      no grade by buying factors (rule 4): power (ours to show concern for) is missing; this decides
      there is a way to reach them (rule 5)
      C needs: power
      to find out: need (ours to influence)
      loyal without purchasing power: push gently
      clocks: first contact details of 2026-02-01 → order expected 2026-02-20: 19 days; that day is 10 days past
    ");
    insta::assert_snapshot!(kam.kam("--lang zh grade D1 远航 --explain"), @r"
    D1 A1 多达运输，朗逸：建议 B，尚未评级
      没有订单（规则 1）
      购买时间（规则 2）最高 A：预计 2026-03-16 购买，离 2026-03-02 还有 14 天；15 天内为 A
      购买信号（规则 3）最高 B：购车时间已定；由此定级
      没有已知缺少的购买因素（规则 4）
      有联系方式（规则 5）
      升为 A 需要：以下信号之一：车型、款式、颜色已定；付款方式与交车日期已定；分期手续办理中；旧车处理中；商谈付款与交车；商谈分期；要求协助处理旧车
      待了解：信心（控制区）、购买力（关心区）
      时钟：首次留下联系方式（2026-02-01）→ 预计订单（2026-03-16）：43 天；2026-03-02 → 订单：14 天（据此评级）
    D3 A3 远航物流，朗行：建议 -，尚未评级
      需复核：预计日 2026-02-20 已过，尚未下单
      没有订单（规则 1）
      购买时间（规则 2）最高 H：预计 2026-02-20 已过（至 2026-03-02 共 10 天）；按最近计
      购买信号（规则 3）最高 H：车型、款式、颜色已定
      购买因素（规则 4）不定级：缺少购买力（关心区）；由此定级
      有联系方式（规则 5）
      升为 C 需要：购买力
      待了解：需求（影响区）
      无购买力的忠诚客户：温和推动
      时钟：首次留下联系方式（2026-02-01）→ 预计订单（2026-02-20）：19 天；该日已过 10 天
    ");
}

#[test]
fn a_month_is_a_calendar_month() {
    let kam = sandbox();
    kam.out("deal edit D1 --expected 2026-04-02");
    insta::assert_snapshot!(kam.kam("grade D1 --explain"), @r"
    D1 A1 多达运输, 朗逸: proposed B, not graded yet
      no order is recorded (rule 1)
      B at best by expected date (rule 2): expected 2026-04-02 is 31 days from 2026-03-02; B up to 1 month; this decides
      B at best by signs (rule 3): purchase time fixed; this decides
      no buying factor is known to be missing (rule 4)
      there is a way to reach them (rule 5)
      A needs: an expected date by 2026-03-17; and one of: model, type and colour chosen; payment method and delivery date given; instalment paperwork in progress; trade-in being handled; discussing payment and delivery; discussing instalments; asks for help with the old vehicle
      to find out: confidence (in our control), power (ours to show concern for)
      clocks: first contact details of 2026-02-01 → order expected 2026-04-02: 60 days; 2026-03-02 → order: 31 days, by which it is graded
    ");
    kam.out("deal edit D1 --expected 2026-04-03");
    insta::assert_snapshot!(kam.kam("grade D1 --explain"), @r"
    D1 A1 多达运输, 朗逸: proposed C, not graded yet
      no order is recorded (rule 1)
      C at best by expected date (rule 2): expected 2026-04-03 is 32 days from 2026-03-02; 1 month ends 2026-04-02; this decides
      B at best by signs (rule 3): purchase time fixed
      no buying factor is known to be missing (rule 4)
      there is a way to reach them (rule 5)
      B needs: an expected date by 2026-04-02
      to find out: confidence (in our control), power (ours to show concern for)
      clocks: first contact details of 2026-02-01 → order expected 2026-04-03: 61 days; 2026-03-02 → order: 32 days, by which it is graded
    ");
}

#[test]
fn orders_and_reachable_accounts_are_seen() {
    let kam = sandbox();
    kam.out("deal edit D2 --sign deposit-received");
    insta::assert_snapshot!(kam.kam("grade D2 --explain"), @r"
    D2 A2 张伟: proposed O, not graded yet
      O at best by order (rule 1): deposit received; this decides
      clocks: first contact details of 2026-02-01 → order expected 2026-03-05: 32 days; 2026-03-02 → order: 3 days
    ");
    kam.out("log A1 showroom --on 2026-02-20");
    kam.out("log A1 showroom --on 2026-02-27 --next +3d");
    insta::assert_snapshot!(kam.kam("grade D1 --explain"), @r"
    D1 A1 多达运输, 朗逸: proposed B, not graded yet
      no order is recorded (rule 1)
      A at best by expected date (rule 2): expected 2026-03-16 is 14 days from 2026-03-02; A up to 15 days
      B at best by signs (rule 3): purchase time fixed; next meeting date chosen; came back to see the display vehicle; this decides
      no buying factor is known to be missing (rule 4)
      there is a way to reach them (rule 5)
      A needs: one of: model, type and colour chosen; payment method and delivery date given; instalment paperwork in progress; trade-in being handled; discussing payment and delivery; discussing instalments; asks for help with the old vehicle
      to find out: confidence (in our control), power (ours to show concern for)
      clocks: first contact details of 2026-02-01 → order expected 2026-03-16: 43 days; 2026-03-02 → order: 14 days, by which it is graded
    ");
}

#[test]
fn missing_factors_and_the_order_s_stage_are_said() {
    let kam = sandbox();
    kam.out("deal edit D1 --confidence no --need no");
    insta::assert_snapshot!(kam.kam("grade D1 --explain"), @r"
    D1 A1 多达运输, 朗逸: proposed -, not graded yet
      no order is recorded (rule 1)
      A at best by expected date (rule 2): expected 2026-03-16 is 14 days from 2026-03-02; A up to 15 days
      B at best by signs (rule 3): purchase time fixed
      no grade by buying factors (rule 4): confidence (in our control) and need (ours to influence) are both missing; this decides
      B at best by buying factors (rule 4): confidence (in our control) is missing
      C at best by buying factors (rule 4): need (ours to influence) is missing
      there is a way to reach them (rule 5)
      C needs: confidence or need
      to find out: power (ours to show concern for)
      clocks: first contact details of 2026-02-01 → order expected 2026-03-16: 43 days; 2026-03-02 → order: 14 days, by which it is graded
    ");
    kam.out("deal edit D1 --need yes");
    insta::assert_snapshot!(kam.kam("--lang zh grade D1 --explain"), @r"
    D1 A1 多达运输，朗逸：建议 B，尚未评级
      没有订单（规则 1）
      购买时间（规则 2）最高 A：预计 2026-03-16 购买，离 2026-03-02 还有 14 天；15 天内为 A
      购买信号（规则 3）最高 B：购车时间已定；由此定级
      购买因素（规则 4）最高 B：缺少信心（控制区）；由此定级
      有联系方式（规则 5）
      升为 A 需要：以下信号之一：车型、款式、颜色已定；付款方式与交车日期已定；分期手续办理中；旧车处理中；商谈付款与交车；商谈分期；要求协助处理旧车；且 信心
      待了解：购买力（关心区）
      时钟：首次留下联系方式（2026-02-01）→ 预计订单（2026-03-16）：43 天；2026-03-02 → 订单：14 天（据此评级）
    ");
    kam.out("stage D1 ordered --evidence a --source seen --reason b --finished 电话 --doing 报价 --planned 试驾");
    insta::assert_snapshot!(kam.kam("grade D1 --explain"), @"
    D1 A1 多达运输, 朗逸: proposed O, stands at O by the rules
      O at best by order (rule 1): the deal is at the order stage; this decides
      clocks: first contact details of 2026-02-01 → order expected 2026-03-16: 43 days; 2026-03-02 → order: 14 days
    ");
}

#[test]
fn rows_have_the_same_facts() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("grade D1 --explain -f json"), @r#"
    [
    {"deal":"D1","account":"A1","name":"多达运输","model":"朗逸","grade":"N","graded_on":null,"graded_by":null,"proposed":"B","rule":"signs","cause":"signs","flagged":false,"review_on":null,"expected_date_passed":false,"loyal_without_power":false,"to_find_out":["confidence","power"],"raise_to":"A","raise_needs":[{"missing":"any-sign","last_day":null,"signs":["vehicle-chosen","payment-and-delivery-given","instalment-in-progress","trade-in-in-progress","discussing-payment","discussing-instalment","asks-trade-in-help"]}],"caps":[{"rule":"horizon","grade":"A","cause":"within","expected_on":"2026-03-16","days":14,"last_day":"2026-03-17","signs":[]},{"rule":"signs","grade":"B","cause":"signs","expected_on":null,"days":null,"last_day":null,"signs":["purchase-time-fixed"]}],"first_on":"2026-02-01","order_on":"2026-03-16","order_day":"expected","days_first_to_order":43,"days_to_order":14}
    ]
    "#);
    insta::assert_snapshot!(kam.kam("grade A1 A2 D1"), @r"
    deal  account  name      grade  proposed  decided by  flagged  review
    ─────────────────────────────────────────────────────────────────────
    D1    A1       多达运输  N      B         signs       no
    D2    A2       张伟      N      -         reach       no
    ");
    insta::assert_snapshot!(kam.out("grade --explain -f csv --columns deal,proposed,rule,cause,to_find_out,raise_to"), @r"
    deal,proposed,rule,cause,to_find_out,raise_to
    D1,B,signs,signs,confidence;power,A
    D2,-,reach,unreachable,confidence;need;power,C
    D3,-,factors,no-power,need,C
    ");
}

#[test]
fn grading_all_twice_changes_nothing() {
    let kam = sandbox();
    kam.out("--as 小李 log A1 call --grade A");
    insta::assert_snapshot!(kam.kam("grade --all --dry-run"), @r"
    ---- stderr ----
    3 open deals: 2 graded anew, 2 flagged for a person.
    `kam grade --flagged` lists those flagged.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("grade --all"), @r"
    ---- stderr ----
    3 open deals: 2 graded anew, 2 flagged for a person.
    `kam grade --flagged` lists those flagged.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh grade --all"), @r"
    ---- stderr ----
    共 3 个跟进中的商机：重新评级 0 个，提示人工复核 2 个。
    用 `kam grade --flagged` 列出需复核的商机。
    没有任何改动。
    ");
    insta::assert_snapshot!(kam.kam("grade --flagged"), @r"
    deal  account  name      grade  proposed  decided by  flagged  review
    ─────────────────────────────────────────────────────────────────────────
    D1    A1       多达运输  A      B         signs       yes      2026-03-10
    D3    A3       远航物流  -      -         factors     yes
    ");
    insta::assert_snapshot!(kam.kam("grade D1 --explain --today 2026-03-10"), @r"
    D1 A1 多达运输, 朗逸: proposed B, stands at A, given by 李娜 on 2026-03-02
      flagged: the facts say B
      flagged: to be looked at again since 2026-03-10
      no order is recorded (rule 1)
      H at best by expected date (rule 2): expected 2026-03-16 is 6 days from 2026-03-10; H up to 7 days
      B at best by signs (rule 3): purchase time fixed; this decides
      no buying factor is known to be missing (rule 4)
      there is a way to reach them (rule 5)
      A needs: one of: model, type and colour chosen; payment method and delivery date given; instalment paperwork in progress; trade-in being handled; discussing payment and delivery; discussing instalments; asks for help with the old vehicle
      to find out: confidence (in our control), power (ours to show concern for)
      clocks: first contact details of 2026-02-01 → order expected 2026-03-16: 43 days; 2026-03-10 → order: 6 days, by which it is graded
    ");
}

/// A grade given by somebody who is no staff is given by a person all the same.
#[test]
fn what_a_person_gave_is_flagged_and_never_written() {
    let kam = sandbox();
    kam.out("log A1 call --grade H");
    kam.out("grade --all");
    insta::assert_snapshot!(kam.out("grade D1 -f csv --columns deal,grade,graded_on,graded_by,proposed,flagged"), @r"
    deal,grade,graded_on,graded_by,proposed,flagged
    D1,H,2026-03-02,,B,true
    ");
}

#[test]
fn what_cannot_be_graded_is_refused() {
    let kam = sandbox();
    won(&kam, "D2");
    insta::assert_snapshot!(kam.kam("grade"), @r"
    ---- stderr ----
    error: no deal or account named
    hint: name some, or use `--explain`, `--flagged` or `--all` for every open deal
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("grade D2"), @r"
    ---- stderr ----
    error: D2 is closed (won) and is not graded
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh grade D2"), @r"
    ---- stderr ----
    错误：D2 已结束（成交），不能评级
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("grade A2"), @r"
    deal  account  name  grade  proposed  decided by  flagged  review
    ─────────────────────────────────────────────────────────────────
    ---- stderr ----
    No open deal here; `kam deal add ACCOUNT` opens one.
    ");
    insta::assert_snapshot!(kam.kam("grade --flagged"), @r"
    deal  account  name      grade  proposed  decided by  flagged  review
    ─────────────────────────────────────────────────────────────────────
    D3    A3       远航物流  N      -         factors     yes
    ");
    insta::assert_snapshot!(kam.kam("grade D77"), @r"
    ---- stderr ----
    error: there is no D77
    ---- exit 3 ----
    ");
}

#[test]
fn a_person_gives_a_grade_for_a_reason() {
    let kam = sandbox();
    let why = ["--reason", "春节前必买"];
    let set = |args: &[&str]| kam.kam_with(&[args, &why].concat(), "");
    insta::assert_snapshot!(set(&["--as", "小李", "grade", "set", "D1", "A"]), @r"
    ---- stderr ----
    D1 of A1: grade A (was N), by hand: 春节前必买
    Logged as O8.
    ");
    insta::assert_snapshot!(set(&["--lang", "zh", "grade", "set", "D1", "A级"]), @r"
    ---- stderr ----
    A1 的商机 D1：确认级别 A，人工评定：春节前必买
    已记录为 O9。
    ");
    insta::assert_snapshot!(set(&["grade", "set", "D1", "远航", "-", "--dry-run"]), @r"
    ---- stderr ----
    D1 of A1: grade - (was A), by hand: 春节前必买
    D3 of A3: grade - (was N), by hand: 春节前必买
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(
        kam.kam_with(&["grade", "set", "-", "C", "--reason", "淡季"], "A2\nD3 D3\n"), @r"
    ---- stderr ----
    D2 of A2: grade C (was N), by hand: 淡季
    D3 of A3: grade C (was N), by hand: 淡季
    Logged as O10.
    ");
    insta::assert_snapshot!(
        kam.out("export grade_moves --columns deal,from_grade,to_grade,cause,staff,reason -f csv"), @r"
    deal,from_grade,to_grade,cause,staff,reason
    D1,N,A,by-hand,S1,春节前必买
    D1,A,A,by-hand,,春节前必买
    D2,N,C,by-hand,,淡季
    D3,N,C,by-hand,,淡季
    ");
    insta::assert_snapshot!(kam.kam("grade --flagged"), @r"
    deal  account  name      grade  proposed  decided by  flagged  review
    ─────────────────────────────────────────────────────────────────────────
    D1    A1       多达运输  A      B         signs       yes      2026-03-10
    D2    A2       张伟      C      -         reach       yes      2026-04-01
    D3    A3       远航物流  C      -         factors     yes      2026-04-01
    ");
    // It stands until the next graded touch, and no longer.
    kam.out("grade --all");
    kam.out("log A1 call --grade B");
    insta::assert_snapshot!(kam.out("grade D1 -f csv --columns deal,grade,graded_on"), @r"
    deal,grade,graded_on
    D1,B,2026-03-02
    ");
}

#[test]
fn a_grade_by_hand_is_refused_for_closed_deals_and_n_and_without_a_reason() {
    let kam = sandbox();
    won(&kam, "D2");
    insta::assert_snapshot!(kam.kam("grade set D1 D2 D77 A --reason x"), @r"
    ---- stderr ----
    error: D2 is closed (won) and is not graded
    error: there is no D77
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("grade set D1 N --reason x"), @r"
    ---- stderr ----
    error: N says that nobody has graded the deal; give O, H, A, B, C or -
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("grade set D1 A"), @r"
    ---- stderr ----
    error: the following required arguments were not provided:
      --reason <TEXT>

    Usage: kam grade set --reason <TEXT> <DEAL|ACCOUNT>... <GRADE>

    For more information, try '--help'.
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "grade", "set", "D1", "A", "--reason", " "], ""), @r"
    ---- stderr ----
    错误：人工评级需要原因
    提示：用 `--reason 原因` 说明
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("grade set D1 Q --reason x"), @r"
    ---- stderr ----
    error: invalid value 'Q' for '<GRADE>': `Q` is no grade; one of O, H, A, B, C, -

    For more information, try '--help'.
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.out("grade D1 -f csv --columns deal,grade"), @r"
    deal,grade
    D1,N
    ");
}

/// The clock from the first contact details, and the one from today, which grades.
#[test]
fn both_clocks_are_said() {
    let kam = sandbox();
    kam.out("deal add A3 --model 途岳");
    let clocks = "grade D1 D3 D4 -f csv --columns deal,first_on,order_on,order_day,days_first_to_order,days_to_order";
    insta::assert_snapshot!(kam.out(clocks), @r"
    deal,first_on,order_on,order_day,days_first_to_order,days_to_order
    D1,2026-02-01,2026-03-16,expected,43,14
    D3,2026-02-01,2026-02-20,expected,19,-10
    D4,2026-02-01,,,,
    ");
    insta::assert_snapshot!(kam.kam("--lang zh grade D1 D3 D4 --explain"), @r"
    D1 A1 多达运输，朗逸：建议 B，尚未评级
      没有订单（规则 1）
      购买时间（规则 2）最高 A：预计 2026-03-16 购买，离 2026-03-02 还有 14 天；15 天内为 A
      购买信号（规则 3）最高 B：购车时间已定；由此定级
      没有已知缺少的购买因素（规则 4）
      有联系方式（规则 5）
      升为 A 需要：以下信号之一：车型、款式、颜色已定；付款方式与交车日期已定；分期手续办理中；旧车处理中；商谈付款与交车；商谈分期；要求协助处理旧车
      待了解：信心（控制区）、购买力（关心区）
      时钟：首次留下联系方式（2026-02-01）→ 预计订单（2026-03-16）：43 天；2026-03-02 → 订单：14 天（据此评级）
    D3 A3 远航物流，朗行：建议 -，尚未评级
      需复核：预计日 2026-02-20 已过，尚未下单
      没有订单（规则 1）
      购买时间（规则 2）最高 H：预计 2026-02-20 已过（至 2026-03-02 共 10 天）；按最近计
      购买信号（规则 3）最高 H：车型、款式、颜色已定
      购买因素（规则 4）不定级：缺少购买力（关心区）；由此定级
      有联系方式（规则 5）
      升为 C 需要：购买力
      待了解：需求（影响区）
      无购买力的忠诚客户：温和推动
      时钟：首次留下联系方式（2026-02-01）→ 预计订单（2026-02-20）：19 天；该日已过 10 天
    D4 A3 远航物流，途岳：建议 C，尚未评级
      没有订单（规则 1）
      购买时间（规则 2）最高 C：购买时间未知；由此定级
      购买信号（规则 3）最高 C：购车时间不明；由此定级
      没有已知缺少的购买因素（规则 4）
      有联系方式（规则 5）
      升为 B 需要：预计购买日不晚于 2026-04-02
      待了解：信心（控制区）、需求（影响区）、购买力（关心区）
      时钟：首次留下联系方式（2026-02-01）→ 订单：时间未知
    ");
}

#[test]
fn fields_of_the_deal_show_signs() {
    let kam = sandbox();
    for (options, proposed) in [
        ("--payment 现金", "A"),
        ("--payment 现金 --delivery +1w", "H"),
        ("--payment= --delivery= --instalment discussing", "A"),
        ("--instalment 办理中", "H"),
        ("--instalment= --trade-in asks-help", "A"),
        ("--trade-in in-progress", "H"),
        ("--trade-in=", "B"),
    ] {
        kam.out(&format!("deal edit D1 --expected 2026-03-09 {options}"));
        let found = kam.out("grade D1 -f csv --columns proposed --no-header");
        assert_eq!(found.trim(), proposed, "{options}");
    }
}

#[test]
fn who_gave_a_grade_is_named_with_the_reason() {
    let kam = sandbox();
    kam.kam_with(&["--as", "小李", "grade", "set", "D1", "B", "--reason", "行业淡季"], "");
    let first = |lang: &str| {
        let said = kam.out(&format!("--lang {lang} grade D1 --explain"));
        said.lines().next().unwrap_or_default().to_owned()
    };
    insta::assert_snapshot!([first("en"), first("zh")].join("\n"), @r"
    D1 A1 多达运输, 朗逸: proposed B, stands at B, given by 李娜 on 2026-03-02 for `行业淡季`
    D1 A1 多达运输，朗逸：建议 B，现为 B（李娜 于 2026-03-02 评定），原因 `行业淡季`
    ");
    // The reason is that of the grade that was given then.
    kam.out("--as 小李 log A1 call --grade A --deal D1 -q");
    insta::assert_snapshot!(first("en"), @"D1 A1 多达运输, 朗逸: proposed B, stands at A, given by 李娜 on 2026-03-02");
    let all = kam.out("grade --explain");
    assert!(all.contains(&first("en")), "{all}");
}
