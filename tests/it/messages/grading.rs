//! `kam grade`: every cause of a grade, flags, grades by hand.

use crate::messages::{both, both_with, ruled, staffed, with_accounts};

#[test]
fn nothing_to_grade_and_nothing_named_are_said() {
    let kam = staffed();
    insta::assert_snapshot!(both(&kam, "grade"), @r"
    ---- stderr ----
    error: no deal or account named
    hint: name some, or use `--explain`, `--flagged` or `--all` for every open deal
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：没有指定商机或客户
    提示：请指定商机或客户；对全部商机用 `--explain`、`--flagged` 或 `--all`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "grade --explain"), @r"
    ---- stderr ----
    No open deal here; `kam deal add ACCOUNT` opens one.
    ---- zh ----
    ---- stderr ----
    没有跟进中的商机；用 `kam deal add 客户` 新建。
    ");
    insta::assert_snapshot!(both(&kam, "grade --flagged"), @r"
    deal  account  name  grade  proposed  decided by  flagged  review
    ─────────────────────────────────────────────────────────────────
    ---- stderr ----
    No grade is flagged.
    ---- zh ----
    商机  客户  名称  级别  建议级别  决定规则  需复核  复核日期
    ────────────────────────────────────────────────────────────
    ---- stderr ----
    没有需复核的级别。
    ");
}

#[test]
fn what_is_missing_says_what_would_raise_a_deal() {
    let kam = with_accounts(&["多达运输", "远航物流"]);
    kam.out("add 无电话 --today 2026-02-02 -q");
    kam.out("deal add A1 --confidence no --need no --expected 2026-05-09 -q");
    kam.out("deal add A2 -q");
    kam.out("deal add A3 --expected 2026-03-09 -q");
    insta::assert_snapshot!(both(&kam, "grade --explain"), @r"
    D1 A1 多达运输: proposed -, not graded yet
      no order is recorded (rule 1)
      C at best by expected date (rule 2): expected 2026-05-09 is 68 days from 2026-03-02; 1 month ends 2026-04-02
      B at best by signs (rule 3): purchase time fixed
      no grade by buying factors (rule 4): confidence (in our control) and need (ours to influence) are both missing; this decides
      B at best by buying factors (rule 4): confidence (in our control) is missing
      C at best by buying factors (rule 4): need (ours to influence) is missing
      there is a way to reach them (rule 5)
      C needs: confidence or need
      to find out: power (ours to show concern for)
      clocks: first contact details of 2026-02-02 → order expected 2026-05-09: 96 days; 2026-03-02 → order: 68 days, by which it is graded
    D2 A2 远航物流: proposed C, not graded yet
      no order is recorded (rule 1)
      C at best by expected date (rule 2): nobody knows when they will buy; this decides
      C at best by signs (rule 3): purchase time vague; this decides
      no buying factor is known to be missing (rule 4)
      there is a way to reach them (rule 5)
      B needs: an expected date by 2026-04-02
      to find out: confidence (in our control), need (ours to influence), power (ours to show concern for)
      clocks: first contact details of 2026-02-02 → order: nobody knows when
    D3 A3 无电话: proposed -, not graded yet
      no order is recorded (rule 1)
      H at best by expected date (rule 2): expected 2026-03-09 is 7 days from 2026-03-02; H up to 7 days
      B at best by signs (rule 3): purchase time fixed
      no buying factor is known to be missing (rule 4)
      no grade by reach (rule 5): no phone, e-mail or address is known; this decides
      C needs: a phone, an e-mail address or an address
      to find out: confidence (in our control), need (ours to influence), power (ours to show concern for)
      clocks: first contact details of 2026-02-02 → order expected 2026-03-09: 35 days; 2026-03-02 → order: 7 days, by which it is graded
    ---- zh ----
    D1 A1 多达运输：建议 -，尚未评级
      没有订单（规则 1）
      购买时间（规则 2）最高 C：预计 2026-05-09 购买，离 2026-03-02 还有 68 天；1 个月的最后一天是 2026-04-02
      购买信号（规则 3）最高 B：购车时间已定
      购买因素（规则 4）不定级：信心（控制区）与需求（影响区）都缺少；由此定级
      购买因素（规则 4）最高 B：缺少信心（控制区）
      购买因素（规则 4）最高 C：缺少需求（影响区）
      有联系方式（规则 5）
      升为 C 需要：信心或需求
      待了解：购买力（关心区）
      时钟：首次留下联系方式（2026-02-02）→ 预计订单（2026-05-09）：96 天；2026-03-02 → 订单：68 天（据此评级）
    D2 A2 远航物流：建议 C，尚未评级
      没有订单（规则 1）
      购买时间（规则 2）最高 C：购买时间未知；由此定级
      购买信号（规则 3）最高 C：购车时间不明；由此定级
      没有已知缺少的购买因素（规则 4）
      有联系方式（规则 5）
      升为 B 需要：预计购买日不晚于 2026-04-02
      待了解：信心（控制区）、需求（影响区）、购买力（关心区）
      时钟：首次留下联系方式（2026-02-02）→ 订单：时间未知
    D3 A3 无电话：建议 -，尚未评级
      没有订单（规则 1）
      购买时间（规则 2）最高 H：预计 2026-03-09 购买，离 2026-03-02 还有 7 天；7 天内为 H
      购买信号（规则 3）最高 B：购车时间已定
      没有已知缺少的购买因素（规则 4）
      联系方式（规则 5）不定级：没有电话、邮箱或地址；由此定级
      升为 C 需要：电话、邮箱或地址
      待了解：信心（控制区）、需求（影响区）、购买力（关心区）
      时钟：首次留下联系方式（2026-02-02）→ 预计订单（2026-03-09）：35 天；2026-03-02 → 订单：7 天（据此评级）
    ");
}

#[test]
fn an_order_makes_o_at_once() {
    let kam = with_accounts(&["多达运输"]);
    kam.out("deal add A1 --model 朗逸 --preset retail -q");
    kam.out("order D1 --line 朗逸:白:2@200000 -q");
    insta::assert_snapshot!(both(&kam, "grade --explain --today 2026-03-05"), @r"
    D1 A1 多达运输, 朗逸: proposed O, stands at O by the rules
      O at best by order (rule 1): the deal is at the order stage; this decides
      clocks: first contact details of 2026-02-02 → ordered 2026-03-02: 28 days; that was 3 days ago
    ---- zh ----
    D1 A1 多达运输，朗逸：建议 O，现为 O（按规则）
      订单（规则 1）最高 O：商机已到订单阶段；由此定级
      时钟：首次留下联系方式（2026-02-02）→ 下单（2026-03-02）：28 天；距今 3 天
    ");
}

#[test]
fn rules_may_leave_a_deal_without_any_sign() {
    let kam = with_accounts(&["多达运输"]);
    ruled(
        &kam,
        &[("signs = [\"time-vague\", \"asks-trade-in-help\"]", "signs = [\"asks-trade-in-help\"]")],
    );
    kam.out("deal add A1 -q");
    insta::assert_snapshot!(both(&kam, "grade --explain"), @r"
    D1 A1 多达运输: proposed C, not graded yet
      no order is recorded (rule 1)
      C at best by expected date (rule 2): nobody knows when they will buy; this decides
      C at best by signs (rule 3): no sign is recorded; this decides
      no buying factor is known to be missing (rule 4)
      there is a way to reach them (rule 5)
      B needs: an expected date by 2026-04-02
      to find out: confidence (in our control), need (ours to influence), power (ours to show concern for)
      clocks: first contact details of 2026-02-02 → order: nobody knows when
    ---- zh ----
    D1 A1 多达运输：建议 C，尚未评级
      没有订单（规则 1）
      购买时间（规则 2）最高 C：购买时间未知；由此定级
      购买信号（规则 3）最高 C：没有购买信号；由此定级
      没有已知缺少的购买因素（规则 4）
      有联系方式（规则 5）
      升为 B 需要：预计购买日不晚于 2026-04-02
      待了解：信心（控制区）、需求（影响区）、购买力（关心区）
      时钟：首次留下联系方式（2026-02-02）→ 订单：时间未知
    ");
}

#[test]
fn a_grade_by_hand_stands_until_the_facts_or_its_review_flag_it() {
    let kam = with_accounts(&["多达运输", "远航物流"]);
    kam.out("deal add A1 -q");
    kam.out("deal add A2 -q");
    insta::assert_snapshot!(both_with(&kam, &["grade", "set", "D1", "A", "--reason", " "]), @r"
    ---- stderr ----
    error: a grade by hand needs its reason
    hint: say it with `--reason TEXT`
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：人工评级需要原因
    提示：用 `--reason 原因` 说明
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("grade set D1 A --reason 年前集中采购"), @r"
    ---- stderr ----
    D1 of A1: grade A (was N), by hand: 年前集中采购
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh grade set D2 A --reason 年前集中采购"), @r"
    ---- stderr ----
    A2 的商机 D2：级别 A（原 N），人工评定：年前集中采购
    已记录为 O9。
    ");
    insta::assert_snapshot!(kam.kam("grade set D1 A --reason 年前集中采购"), @r"
    ---- stderr ----
    D1 of A1: grade A confirmed, by hand: 年前集中采购
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh grade set D2 A --reason 年前集中采购"), @r"
    ---- stderr ----
    A2 的商机 D2：确认级别 A，人工评定：年前集中采购
    已记录为 O11。
    ");
    insta::assert_snapshot!(both(&kam, "grade set D1 B --reason 习惯 --today 2026-02-20 --dry-run"), @r"
    ---- stderr ----
    D1 of A1: a later grade of 2026-03-02 stands
    Dry run: nothing was written.
    ---- zh ----
    ---- stderr ----
    A1 的商机 D1：2026-03-02 的评级仍有效
    试运行：未写入任何数据。
    ");
    insta::assert_snapshot!(both(&kam, "grade D1 --explain --today 2026-03-20"), @r"
    D1 A1 多达运输: proposed C, stands at A, given by a person on 2026-03-02 for `年前集中采购`
      flagged: the facts say C
      flagged: to be looked at again since 2026-03-10
      no order is recorded (rule 1)
      C at best by expected date (rule 2): nobody knows when they will buy; this decides
      C at best by signs (rule 3): purchase time vague; this decides
      no buying factor is known to be missing (rule 4)
      there is a way to reach them (rule 5)
      B needs: an expected date by 2026-04-20
      to find out: confidence (in our control), need (ours to influence), power (ours to show concern for)
      clocks: first contact details of 2026-02-02 → order: nobody knows when
    ---- zh ----
    D1 A1 多达运输：建议 C，现为 A（2026-03-02 人工评定），原因 `年前集中采购`
      需复核：事实指向 C
      需复核：自 2026-03-10 起应重新评定
      没有订单（规则 1）
      购买时间（规则 2）最高 C：购买时间未知；由此定级
      购买信号（规则 3）最高 C：购车时间不明；由此定级
      没有已知缺少的购买因素（规则 4）
      有联系方式（规则 5）
      升为 B 需要：预计购买日不晚于 2026-04-20
      待了解：信心（控制区）、需求（影响区）、购买力（关心区）
      时钟：首次留下联系方式（2026-02-02）→ 订单：时间未知
    ");
    insta::assert_snapshot!(both(&kam, "grade --flagged --today 2026-03-20"), @r"
    deal  account  name      grade  proposed  decided by  flagged  review
    ─────────────────────────────────────────────────────────────────────────
    D1    A1       多达运输  A      C         horizon     yes      2026-03-10
    D2    A2       远航物流  A      C         horizon     yes      2026-03-10
    ---- zh ----
    商机  客户  名称      级别  建议级别  决定规则  需复核  复核日期
    ──────────────────────────────────────────────────────────────────
    D1    A1    多达运输  A     C         购买时间  是      2026-03-10
    D2    A2    远航物流  A     C         购买时间  是      2026-03-10
    ");
}
